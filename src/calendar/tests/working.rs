//! Working time against a walk that looks at the clock on the wall minute by minute.

use chrono::Timelike;
use proptest::prelude::*;

use super::*;
use crate::clock::Span;

/// Where clocks jump by an hour, by half of one, at midnight, by a whole day, or never; and where days are short of a quarter.
const ZONES: [Zone; 10] = [
    SHANGHAI,
    NEW_YORK,
    Zone::Australia__Lord_Howe,
    Zone::America__Santiago,
    Zone::Africa__Cairo,
    Zone::Pacific__Apia,
    Zone::Asia__Kathmandu,
    Zone::Antarctica__Troll,
    Zone::Africa__Casablanca,
    Zone::Europe__London,
];

/// Moments shortly before clocks jump somewhere, and before the holidays of `china`.
const NEAR: [&str; 10] = [
    "2026-03-06T00:00:00Z",
    "2026-10-30T00:00:00Z",
    "2026-04-02T00:00:00Z",
    "2026-09-03T00:00:00Z",
    "2026-04-22T00:00:00Z",
    "2011-12-27T00:00:00Z",
    "2026-02-12T00:00:00Z",
    "2026-03-26T00:00:00Z",
    "2026-10-22T00:00:00Z",
    "2026-09-28T00:00:00Z",
];

/// So many minutes are walked.
const WALK: i64 = 8 * 1440;

/// Which of the minutes after `from` are working time: from the first minute of a working day on which the clock on the wall
/// shows the beginning of the hours or later, to the first one on which it shows their end or later, or another day.
fn walk(from: At, minutes: i64, hours: &Hours, days: &WorkingDays, zone: Zone) -> Vec<bool> {
    let (mut open, mut closed) = (None, None);
    let begin = from - Span::minutes(2 * 1440);
    let worked = (0..minutes + 2 * 1440).map(|minute| {
        let shown = (begin + Span::minutes(minute)).utc().with_timezone(&zone);
        let (day, clock) = (shown.date_naive(), shown.hour() * 60 + shown.minute());
        if open.is_none_or(|d| d < day) && clock >= u32::from(hours.from) {
            open = Some(day);
        }
        if closed.is_none_or(|d| d < day) && clock >= u32::from(hours.to) {
            closed = Some(day);
        }
        days.works(day) && open == Some(day) && closed != Some(day)
    });
    worked.skip(2 * 1440).collect()
}

fn weeks() -> impl Strategy<Value = (Hours, WorkingDays)> {
    let hours = (0_u16..1380, 1_u16..1440).prop_map(|(from, long)| (from, (from + long).min(1440)));
    let hours = prop_oneof![hours, Just((540, 1080)), Just((0, 1440)), Just((780, 1440))];
    (hours, prop::array::uniform7(any::<bool>())).prop_map(|((from, to), week)| {
        let days = WorkingDays { week, ..china() };
        (
            Hours {
                days: week,
                from,
                to,
            },
            days,
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_walk_over_the_minutes_finds_the_same(
        (hours, days) in weeks(), zone in 0_usize..10, near in 0_usize..10, start in 0_i64..4000, length in 0_i64..3000,
    ) {
        let zone = ZONES[zone];
        let from = at(NEAR[near]) + Span::minutes(start);
        let walked = walk(from, WALK, &hours, &days, zone);
        let moment = |minute: usize| from + Span::minutes(i64::try_from(minute).unwrap());
        for end in [0, 1, 700, 1440, 4000, walked.len()] {
            let counted = walked[..end].iter().filter(|w| **w).count();
            let between = worked_between(from, moment(end), &hours, &days, zone);
            prop_assert_eq!(between, Span::minutes(i64::try_from(counted).unwrap()));
            prop_assert_eq!(working_between(from, moment(end), &hours, &days, zone), between.0 / 60_000);
        }
        for end in [0, 1, 700, 4000] {
            prop_assert_eq!(is_working(moment(end), &hours, &days, zone), walked[end]);
        }
        if let Some(first) = walked.iter().position(|w| *w) {
            prop_assert_eq!(next_working(from, &hours, &days, zone), Some(moment(first)));
        }
        let mut of_work = (0..walked.len()).filter(|minute| walked[*minute]);
        if let Some(last) = of_work.nth(usize::try_from(length).unwrap()) {
            let there = add_working(from, length + 1, &hours, &days, zone);
            prop_assert_eq!(there, Some(moment(last + 1)));
        }
    }

    #[test]
    fn a_clock_that_is_stopped_and_started_loses_nothing(
        (hours, days) in weeks(), zone in 0_usize..10, stops in prop::collection::vec(0_i64..4_000_000_000, 1..6),
    ) {
        let zone = ZONES[zone];
        let begin = at(NEAR[0]);
        let mut stops: Vec<At> = stops.into_iter().map(|ms| begin + Span(ms / 8)).collect();
        stops.sort_unstable();
        let pieces = stops.windows(2).map(|w| worked_between(w[0], w[1], &hours, &days, zone).0);
        let whole = worked_between(stops[0], stops[stops.len() - 1], &hours, &days, zone);
        prop_assert_eq!(Span(pieces.sum()), whole);
        if whole > Span::ZERO {
            let end = add_worked(stops[0], whole, &hours, &days, zone).unwrap();
            prop_assert!(end <= stops[stops.len() - 1]);
            prop_assert_eq!(worked_between(stops[0], end, &hours, &days, zone), whole);
        }
    }
}

#[test]
fn who_never_works_is_never_at_work() {
    let hours = Hours::default();
    let days = WorkingDays {
        week: [false; 7],
        ..WorkingDays::default()
    };
    let now = at("2026-01-05T01:00:00Z");
    assert_eq!(next_working(now, &hours, &days, SHANGHAI), None);
    assert_eq!(add_working(now, 1, &hours, &days, SHANGHAI), None);
    let week = now + Span::days(7);
    assert_eq!(
        worked_between(now, week, &hours, &days, SHANGHAI),
        Span::ZERO
    );
}
