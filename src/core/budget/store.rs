//! The SQL of envelopes, their periods and limits.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::Day;
use crate::chat::UserId;
use crate::clock::At;
use crate::core::budget::period::{Cycle, Period};
use crate::core::budget::threshold;
use crate::core::budget::types::{Envelope, PeriodRow, Rollover};
use crate::core::money::Currency;
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO budget_envelope (workspace_id, number, name, parent, department_id, project, currency, zone, period, \
     first_day, end_day, fiscal_month, rollover, rollover_cap, curve, method, owner, visibility, rules, approval_over, amount, \
     period_start, generation, state, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
     $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26) ON CONFLICT (workspace_id, number) DO UPDATE SET \
     name = excluded.name, end_day = excluded.end_day, department_id = excluded.department_id, project = excluded.project, rollover = excluded.rollover, \
     rollover_cap = excluded.rollover_cap, curve = excluded.curve, method = excluded.method, owner = excluded.owner, \
     visibility = excluded.visibility, rules = excluded.rules, approval_over = excluded.approval_over, \
     amount = excluded.amount, period_start = excluded.period_start, generation = excluded.generation, state = excluded.state, \
     version = excluded.version";
const ALL: &str = "SELECT * FROM budget_envelope WHERE workspace_id = $1 ORDER BY number";
const SAVE_PERIOD: &str = "INSERT INTO budget_period (workspace_id, envelope, first_day, end_day, amount, carried, actual, closed_at, \
     restated, restated_at, late_told, told_entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (workspace_id, envelope, first_day) DO UPDATE SET end_day = excluded.end_day, amount = excluded.amount, \
     carried = excluded.carried, actual = excluded.actual, closed_at = excluded.closed_at, restated = excluded.restated, \
     restated_at = excluded.restated_at, late_told = excluded.late_told, told_entry = excluded.told_entry";
const PERIODS: &str = "SELECT * FROM budget_period WHERE workspace_id = $1 AND envelope = $2 ORDER BY first_day DESC LIMIT $3";
const PERIOD: &str =
    "SELECT * FROM budget_period WHERE workspace_id = $1 AND envelope = $2 AND first_day = $3";
const CLOSED_SINCE: &str = "SELECT * FROM budget_period WHERE workspace_id = $1 AND (closed_at > $2 AND closed_at <= $3 \
     OR restated_at > $2 AND restated_at <= $3) ORDER BY envelope, first_day";
const ADD_LIMIT: &str = "INSERT INTO budget_limit (workspace_id, envelope, period_start, generation, amount, valid_from, decision, \
     by_user, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const LIMITS: &str = "SELECT * FROM budget_limit WHERE workspace_id = $1 AND envelope = $2 ORDER BY period_start, generation";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    SAVE,
    ALL,
    SAVE_PERIOD,
    PERIODS,
    PERIOD,
    CLOSED_SINCE,
    ADD_LIMIT,
    LIMITS,
];

/// `-1` stands for nothing in columns of amounts.
fn some(minor: i64) -> Option<i64> {
    (minor >= 0).then_some(minor)
}

fn moment(at: i64) -> Option<At> {
    (at > 0).then_some(At(at))
}

/// A day as it is stored.
pub(super) fn day(row: &AnyRow, column: &str) -> anyhow::Result<Day> {
    let text: String = row.try_get(column)?;
    text.parse().with_context(|| format!("{column} {text}"))
}

fn envelope(row: &AnyRow) -> anyhow::Result<Envelope> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Envelope> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let cycle = match text("period")?.as_str() {
            "month" => Cycle::Month,
            "quarter" => Cycle::Quarter,
            "year" => Cycle::Year,
            _ => Cycle::Once {
                start: day(row, "first_day")?,
                end: day(row, "end_day")?,
            },
        };
        let curve = text("curve")?;
        let curve: Result<Vec<i64>, _> = curve.split_whitespace().map(str::parse).collect();
        Ok(Envelope {
            number,
            name: text("name")?,
            parent: whole("parent")?,
            department: whole("department_id")?,
            project: text("project")?,
            currency: Currency::read(&text("currency")?).context("currency")?,
            zone: text("zone")?.parse().ok().context("zone")?,
            cycle,
            fiscal: u32::try_from(whole("fiscal_month")?).unwrap_or(1),
            rollover: Rollover::read(&text("rollover")?).context("rollover")?,
            cap: some(whole("rollover_cap")?),
            curve: curve.context("curve")?,
            blend: text("method")? == "blend",
            owner: UserId(whole("owner")?),
            open: text("visibility")? == "members",
            rules: threshold::parse(&text("rules")?).context("rules")?,
            approval_over: some(whole("approval_over")?),
            amount: whole("amount")?,
            period_start: day(row, "period_start")?,
            generation: whole("generation")?,
            over: text("state")? == "over",
            version: whole("version")?,
            at: At(whole("created_at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table budget_envelope"))
}

fn period(row: &AnyRow) -> anyhow::Result<PeriodRow> {
    let decode = || -> anyhow::Result<PeriodRow> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        Ok(PeriodRow {
            envelope: whole("envelope")?,
            period: Period {
                start: day(row, "first_day")?,
                end: day(row, "end_day")?,
            },
            amount: whole("amount")?,
            carried: whole("carried")?,
            actual: whole("actual")?,
            closed_at: moment(whole("closed_at")?),
            restated: whole("restated")?,
            restated_at: moment(whole("restated_at")?),
            late_told: whole("late_told")? != 0,
            told_entry: whole("told_entry")?,
        })
    };
    decode().context("a row of table budget_period")
}

pub(super) fn save(tx: &mut Tx, e: &Envelope) {
    let (first, end) = match e.cycle {
        Cycle::Once { start, end } => (start.to_string(), end.to_string()),
        Cycle::Month | Cycle::Quarter | Cycle::Year => (String::new(), String::new()),
    };
    let curve: Vec<String> = e.curve.iter().map(ToString::to_string).collect();
    let write = Write::new("save budget", SAVE)
        .bind(tx.workspace().0)
        .bind(e.number)
        .bind(e.name.as_str())
        .bind(e.parent)
        .bind(e.department)
        .bind(e.project.as_str())
        .bind(e.currency.code())
        .bind(e.zone.name())
        .bind(e.cycle.name())
        .bind(first)
        .bind(end)
        .bind(i64::from(e.fiscal))
        .bind(e.rollover.name())
        .bind(e.cap.unwrap_or(-1))
        .bind(curve.join(" "))
        .bind(if e.blend { "blend" } else { "run-rate" })
        .bind(e.owner.0)
        .bind(if e.open { "members" } else { "restricted" })
        .bind(threshold::write(&e.rules))
        .bind(e.approval_over.unwrap_or(-1))
        .bind(e.amount)
        .bind(e.period_start.to_string())
        .bind(e.generation)
        .bind(if e.over { "over" } else { "open" })
        .bind(e.version)
        .bind(e.at.0);
    tx.later(write);
}

/// All envelopes of the workspace, by number.
pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Envelope>> {
    let rows = sqlx::query(ALL)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budgets")?;
    rows.iter().map(envelope).collect()
}

pub(super) fn save_period(tx: &mut Tx, p: &PeriodRow) {
    let write = Write::new("save budget period", SAVE_PERIOD)
        .bind(tx.workspace().0)
        .bind(p.envelope)
        .bind(p.period.start.to_string())
        .bind(p.period.end.to_string())
        .bind(p.amount)
        .bind(p.carried)
        .bind(p.actual)
        .bind(p.closed_at.map_or(0, |at| at.0))
        .bind(p.restated)
        .bind(p.restated_at.map_or(0, |at| at.0))
        .bind(i64::from(p.late_told))
        .bind(p.told_entry);
    tx.later(write);
}

/// The newest periods of an envelope, newest first.
pub(super) async fn periods(
    tx: &mut Tx,
    envelope: i64,
    most: i64,
) -> anyhow::Result<Vec<PeriodRow>> {
    let rows = sqlx::query(PERIODS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget periods")?;
    rows.iter().map(period).collect()
}

/// The period that begins on a day.
pub(super) async fn one_period(
    tx: &mut Tx,
    envelope: i64,
    start: Day,
) -> anyhow::Result<Option<PeriodRow>> {
    let row = sqlx::query(PERIOD)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(start.to_string())
        .fetch_optional(tx.conn().await?)
        .await
        .context("read budget period")?;
    row.as_ref().map(period).transpose()
}

/// Periods that were closed or restated between two moments.
pub(super) async fn closed_between(
    tx: &mut Tx,
    from: At,
    to: At,
) -> anyhow::Result<Vec<PeriodRow>> {
    let rows = sqlx::query(CLOSED_SINCE)
        .bind(tx.workspace().0)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read closed budget periods")?;
    rows.iter().map(period).collect()
}

/// A limit as it was set: from when on, by whom, why, by which decision (0: none).
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Limit {
    pub(crate) period_start: Day,
    pub(crate) generation: i64,
    pub(crate) amount: i64,
    pub(crate) from: At,
    pub(crate) decision: i64,
    pub(crate) by: UserId,
    pub(crate) reason: String,
}

pub(super) fn add_limit(tx: &mut Tx, envelope: i64, limit: &Limit) {
    let write = Write::new("add budget limit", ADD_LIMIT)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(limit.period_start.to_string())
        .bind(limit.generation)
        .bind(limit.amount)
        .bind(limit.from.0)
        .bind(limit.decision)
        .bind(limit.by.0)
        .bind(limit.reason.as_str());
    tx.later(write);
}

/// All limits an envelope has had.
pub(super) async fn limits(tx: &mut Tx, envelope: i64) -> anyhow::Result<Vec<Limit>> {
    let rows = sqlx::query(LIMITS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget limits")?;
    let read = |row: &AnyRow| {
        Ok(Limit {
            period_start: day(row, "period_start")?,
            generation: row.try_get("generation")?,
            amount: row.try_get("amount")?,
            from: At(row.try_get("valid_from")?),
            decision: row.try_get("decision")?,
            by: UserId(row.try_get("by_user")?),
            reason: row.try_get("reason")?,
        })
    };
    rows.iter().map(read).collect()
}
