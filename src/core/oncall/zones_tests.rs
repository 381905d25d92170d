//! Turns around every change of clocks of every zone, against a second opinion that knows offsets only.
//!
//! The second opinion: clocks that change from one offset to another at a moment have, at any later moment, shown every local
//! time up to the change on the old offset, and every one up to now on the new. A turn has begun once its local time has been
//! shown or passed over. `LIAISON_TEST_ZONES=all` goes through all there are; otherwise one of each kind of change is enough.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Offset, TimeZone};

use super::*;

/// From 2024 to the end of 2037.
const FROM: i64 = 1_704_067_200;
const TO: i64 = 2_145_916_800;
const DAY: i64 = 86_400;

/// A zone's clocks change: seconds since 1970, and the offsets before and from then on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Turnover {
    at: i64,
    before: i64,
    after: i64,
}

fn offset(zone: Zone, at: i64) -> i64 {
    let utc = At(at * 1000).utc().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

/// Every change of a zone's clocks. Looked for every nine days: no zone goes there and back in less.
fn turnovers(zone: Zone) -> Vec<Turnover> {
    let mut found = Vec::new();
    let (mut at, mut before) = (FROM, offset(zone, FROM));
    while at < TO {
        let (mut low, mut high) = (at, at + 9 * DAY);
        let after = offset(zone, high);
        at = high;
        if after == before {
            continue;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if offset(zone, middle) == before {
                low = middle;
            } else {
                high = middle;
            }
        }
        found.push(Turnover {
            at: high,
            before,
            after,
        });
        before = after;
    }
    found
}

/// A local time in seconds since 1970 as if it were UTC's.
fn seconds(day: Day, seconds: i64) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() + seconds
}

fn days_in(year: i32, month0: u32) -> u32 {
    match month0 {
        1 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

/// The local time of a turn, in seconds as above.
fn local_of(turns: &Turns, turn: u32) -> i64 {
    let (turn, count) = (i64::from(turn), i64::from(turns.length.count()));
    let first = seconds(turns.first, i64::from(turns.at) * 60);
    match turns.length.unit() {
        Unit::Hour => first + turn * count * 3600,
        Unit::Day => first + turn * count * DAY,
        Unit::Week => first + turn * count * 7 * DAY,
        Unit::Month => {
            let months =
                i64::from(turns.first.year()) * 12 + i64::from(turns.first.month0()) + turn * count;
            let year = i32::try_from(months.div_euclid(12)).unwrap();
            let month0 = u32::try_from(months.rem_euclid(12)).unwrap();
            let day = turns.first.day().min(days_in(year, month0));
            let day = NaiveDate::from_ymd_opt(year, month0 + 1, day).unwrap();
            seconds(day, i64::from(turns.at) * 60)
        }
    }
}

/// The moment, in milliseconds, at which the clocks reach or pass a local time for the first time, near this change.
fn reached(change: Turnover, local: i64) -> i64 {
    if local < change.at + change.before {
        (local - change.before) * 1000
    } else {
        change.at.max(local - change.after) * 1000
    }
}

/// Checks turns of one length from one first handoff around a change; how many handoffs were near it.
fn check(zone: Zone, change: Turnover, turns: Turns) -> u32 {
    let what = || format!("{} {change:?} {turns:?}", zone.name());
    let members = [ANN, BEN, CHO];
    let schedule = schedule(&[Layer {
        members: members.to_vec(),
        turns,
        only: None,
    }]);
    // From the last turn whose local time is a day before the change to the first a day after; found by going through them.
    let (near, far) = (
        change.at + change.before.min(change.after) - 30 * 3600,
        change.at + change.before.max(change.after) + 30 * 3600,
    );
    let mut turn = 0;
    while local_of(&turns, turn + 1) < near {
        turn += 1;
    }
    let mut near_by = 0;
    let mut edges: Vec<(i64, u32)> = Vec::new();
    while local_of(&turns, turn) <= far {
        let local = local_of(&turns, turn);
        if local >= near {
            let begins = reached(change, local);
            assert_eq!(turns.start(turn).0, begins, "turn {turn}: {}", what());
            edges.push((begins, turn));
            near_by += 1;
        }
        turn += 1;
    }
    let holder = |at: i64| {
        let turn = turns.turn_at(At(at));
        let holder = holder_at(&schedule, At(at));
        assert_eq!(
            holder,
            turn.map(|t| members[usize::try_from(t).unwrap() % 3]),
            "{}",
            what()
        );
        turn
    };
    // Around each handoff and around the change itself the one turn that runs is the last that has begun.
    let changes = [
        change.at * 1000,
        (change.at + (change.before - change.after).abs()) * 1000,
    ];
    let moments: BTreeSet<i64> = edges
        .iter()
        .map(|e| e.0)
        .chain(changes)
        .flat_map(|at| [at - 1, at, at + 1])
        .collect();
    for at in moments {
        let begun = edges.iter().rev().find(|(begins, _)| *begins <= at);
        let expected = match (begun, edges.first()) {
            (Some((_, turn)), _) => Some(*turn),
            (None, Some((_, first))) => first.checked_sub(1),
            (None, None) => continue,
        };
        assert_eq!(holder(at), expected, "{at}: {}", what());
        let later = edges.iter().find(|(begins, _)| *begins > at);
        if let Some((begins, _)) = later {
            assert_eq!(turns.next(At(at)), Some(At(*begins)), "{at}: {}", what());
        }
    }
    near_by
}

/// First handoffs that fall into what a change skips or doubles, beside it, and on days that some months do not have.
fn firsts(change: Turnover) -> Vec<(Day, u16)> {
    let low = change.at + change.before.min(change.after);
    let high = change.at + change.before.max(change.after);
    let mut found = Vec::new();
    for local in [
        low,
        low + (high - low) / 2,
        high,
        low - 3600,
        high + 11 * 3600,
    ] {
        let local = local.div_euclid(60) * 60;
        let day = At(local * 1000).utc().date_naive();
        let minutes = u16::try_from(local.rem_euclid(DAY) / 60).unwrap();
        // On the day itself, a week and four weeks before, and on the last days of the long month before.
        found.push((day, minutes));
        for back in [1, 7, 28] {
            found.push((day - chrono::Days::new(back), minutes));
        }
        let january = NaiveDate::from_ymd_opt(day.year() - 1, 1, 1).unwrap();
        for of_month in [29, 30, 31] {
            found.push((january.with_day(of_month).unwrap(), minutes));
        }
    }
    found
}

fn lengths() -> Vec<Length> {
    [
        "hour", "5h", "12h", "day", "3 days", "week", "2 weeks", "month", "5 months",
    ]
    .map(length)
    .to_vec()
}

fn check_all(zone: Zone, change: Turnover) -> u32 {
    let mut handoffs = 0;
    for (first, at) in firsts(change) {
        for length in lengths() {
            let (short, months) = (length.unit() == Unit::Hour, length.unit() == Unit::Month);
            let old = first.year() < At(change.at * 1000).utc().year()
                && first.day() > 28
                && first.month() == 1;
            // The second opinion goes through every turn: hours are begun nearby only, and month ends are for months.
            if short && old {
                continue;
            }
            let turns = Turns {
                length,
                first,
                at,
                zone,
            };
            let near = check(zone, change, turns);
            handoffs += near;
            if months && old {
                ends_of_months(turns);
            }
        }
    }
    handoffs
}

/// A year of months handed over on the last day of shorter ones, at the same local time unless that was skipped.
fn ends_of_months(turns: Turns) {
    for turn in 0..14 {
        let local = local_of(&turns, turn);
        let at = turns.start(turn);
        let shown = at.0 / 1000 + offset(turns.zone, at.0 / 1000);
        let skipped = offset(turns.zone, at.0 / 1000 - 1) < offset(turns.zone, at.0 / 1000);
        assert!(
            shown == local || (skipped && shown > local),
            "{turn} {turns:?}"
        );
        assert_eq!(turns.turn_at(at), Some(turn), "{turns:?}");
        assert_eq!(
            turns.turn_at(at - Span::millis(1)),
            turn.checked_sub(1),
            "{turns:?}"
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own switch")]
fn all_asked_for() -> bool {
    std::env::var("LIAISON_TEST_ZONES").is_ok_and(|asked| asked == "all")
}

#[test]
fn one_person_is_on_call_around_every_change_of_clocks() {
    let mut changes: BTreeMap<(i64, i64, i64), Vec<(Zone, Turnover)>> = BTreeMap::new();
    let mut patterns = BTreeSet::new();
    for zone in chrono_tz::TZ_VARIANTS {
        let all = turnovers(zone);
        // Many names are one zone.
        if !patterns.insert(all.clone()) && !all_asked_for() {
            continue;
        }
        for change in all {
            let kind = (change.before, change.after, change.at.rem_euclid(DAY));
            changes.entry(kind).or_default().push((zone, change));
        }
    }
    assert!(changes.len() > 40, "{}", changes.len());
    let one_of = |kind: &Vec<(Zone, Turnover)>| if all_asked_for() { 1 } else { kind.len() };
    let chosen: Vec<(Zone, Turnover)> = changes
        .values()
        .flat_map(|kind| kind.iter().step_by(one_of(kind)).copied())
        .collect();
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let handoffs: u32 = std::thread::scope(|scope| {
        let parts = chosen.chunks(chosen.len().div_ceil(threads));
        let running: Vec<_> = parts
            .map(|part| {
                scope.spawn(|| {
                    part.iter()
                        .map(|(zone, change)| check_all(*zone, *change))
                        .sum::<u32>()
                })
            })
            .collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    println!(
        "{} changes of {} kinds, {handoffs} handoffs",
        chosen.len(),
        changes.len()
    );
}
