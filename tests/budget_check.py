"""Works every number of every budget alert out again, from the files of `/budget export`, with decimal arithmetic.

    python3 tests/budget_check.py FOLDER

Shares nothing with the program but the rules: sums of entries booked by the moment of the alert, limits and commitments as
they stood then, forecast, pace and the day the money runs out. Prints how many alerts agree; fails at the first that does not.
"""

import csv
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_FLOOR, Decimal, getcontext
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

getcontext().prec = 60


def rows(folder, name):
    with open(Path(folder) / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def half_up(value, places):
    unit = Fraction(1, 10**places)
    return Decimal(((value / unit) + Fraction(1, 2)).__floor__()) * Decimal(1).scaleb(-places)


def midnight(day, zone):
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def elapsed(now, start, end, zone):
    local = now.astimezone(zone)
    today = local.date()
    begun, over = midnight(today, zone), midnight(today + timedelta(days=1), zone)
    length = over.astimezone(timezone.utc) - begun.astimezone(timezone.utc)
    passed = now - begun.astimezone(timezone.utc)
    return (today - start).days + Fraction(passed / timedelta(milliseconds=1)).limit_denominator(1) / Fraction(
        length / timedelta(milliseconds=1)
    ).limit_denominator(1)


def places(text):
    return len(text.split(".")[1]) if "." in text else 0


def main(folder):
    entries, limits = rows(folder, "entries.csv"), rows(folder, "limits.csv")
    commitments, alerts = rows(folder, "commitments.csv"), rows(folder, "alerts.csv")
    parent = {row["budget"]: row["parent"] for row in limits}

    def under(budget, top):
        while budget:
            if budget == top:
                return True
            budget = parent.get(budget, "")
        return False

    for alert in alerts:
        at = int(alert["at_ms"])
        now = datetime.fromtimestamp(at // 1000, timezone.utc) + timedelta(milliseconds=at % 1000)
        zone = ZoneInfo(alert["zone"])
        start, end = date.fromisoformat(alert["period_start"]), date.fromisoformat(alert["period_end"])
        total = (end - start).days
        decimals = places(alert["limit"])
        mine = [
            row
            for row in entries
            if under(row["budget"], alert["budget"])
            and int(row["booked_at_ms"]) <= at
            and start <= date.fromisoformat(row["day"]) < end
            and row["kind"] == "actual"
        ]
        spent = sum((Fraction(row["amount"]) for row in mine), Fraction(0))
        one_off = sum((Fraction(row["amount"]) for row in mine if row["one_off"] == "yes"), Fraction(0))
        promised = Fraction(0)
        for row in commitments:
            open_then = int(row["reserved_at_ms"]) <= at and (
                row["state"] in ("reserved", "approved") or int(row["state_at_ms"]) > at
            )
            if under(row["budget"], alert["budget"]) and open_then and start <= date.fromisoformat(row["expected_day"]) < end:
                promised += Fraction(row["amount"])
        versions = [
            row
            for row in limits
            if row["budget"] == alert["budget"]
            and row["period_start"] == alert["period_start"]
            and int(row["valid_from_ms"]) <= at
            and int(row["version"]) <= int(alert["generation"])
        ]
        if versions:
            limit = Fraction(max(versions, key=lambda row: int(row["version"]))["amount"])
            check(alert, "limit", half_up(limit, decimals))
        limit = Fraction(alert["limit"])
        check(alert, "actual", half_up(spent, decimals))
        check(alert, "one_off", half_up(one_off, decimals))
        check(alert, "committed", half_up(promised, decimals))
        check(alert, "available", half_up(limit - spent - promised, decimals))
        e = elapsed(now, start, end, zone)
        early = e < max(Fraction(3), Fraction(total, 10))
        forecast = None if early or spent <= 0 else half_up(one_off + (spent - one_off) * total / e + promised, decimals)
        check(alert, "forecast", forecast)
        if limit > 0 and e > 0:
            check(alert, "burn", half_up(spent / limit / (e / total), 2))
        left, recurring = limit - spent - promised, spent - one_off
        runs_out = None
        if left > 0 and recurring > 0 and e > 0:
            day = start + timedelta(days=int((e + left / (recurring / e)).__floor__()))
            runs_out = day.isoformat() if day < end else None
        if (alert["runs_out"] or None) != runs_out:
            raise SystemExit(f"{alert['alert']}: runs out {alert['runs_out']}, not {runs_out}")
        value, threshold = Fraction(alert["value"]), Fraction(alert["threshold_percent"]) / 100
        told = {"actual": spent, "committed": spent + promised}.get(alert["rule"])
        if alert["rule"] == "forecast":
            told = Fraction(forecast)
        if told is not None:
            check(alert, "value", half_up(told, decimals))
            if value < limit * threshold:
                raise SystemExit(f"{alert['alert']}: {value} has not reached {threshold} of {limit}")
    print(len(alerts), "rules in alerts agree with the ledger")


def check(alert, name, wanted):
    got = Decimal(alert[name]) if alert[name] else None
    if got != wanted:
        raise SystemExit(f"alert {alert['alert']} of {alert['budget']} ({alert['rule']}): {name} is {got}, not {wanted}")


if __name__ == "__main__":
    main(sys.argv[1])
