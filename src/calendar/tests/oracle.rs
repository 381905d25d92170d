//! A slow second opinion on schedules: every minute is looked at, by a rule that shares no code with the real one.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, TimeZone, Timelike};
use proptest::prelude::*;

use crate::calendar::{Schedule, Zone, fires};
use crate::clock::{At, Span};

/// So many moments of one schedule are compared.
const MOST: usize = 100;

const ZONES: [Zone; 6] = [
    Zone::Asia__Shanghai,
    Zone::America__New_York,
    Zone::America__Santiago,
    Zone::Australia__Lord_Howe,
    Zone::Europe__Berlin,
    Zone::Africa__Casablanca,
];

/// Cron fields as plain lists; an empty one is `*`.
#[derive(Clone, Debug)]
struct Plan {
    minutes: BTreeSet<u32>,
    hours: BTreeSet<u32>,
    monthdays: BTreeSet<u32>,
    /// 0 is Sunday.
    weekdays: BTreeSet<u32>,
}

impl Plan {
    fn text(&self) -> String {
        let field = |set: &BTreeSet<u32>| {
            if set.is_empty() {
                return "*".to_owned();
            }
            let all: Vec<String> = set.iter().map(u32::to_string).collect();
            all.join(",")
        };
        format!(
            "{} {} {} * {}",
            field(&self.minutes),
            field(&self.hours),
            field(&self.monthdays),
            field(&self.weekdays)
        )
    }

    fn matches(&self, local: NaiveDateTime) -> bool {
        let in_set = |set: &BTreeSet<u32>, n| set.is_empty() || set.contains(&n);
        let monthday = in_set(&self.monthdays, local.day());
        let weekday = in_set(&self.weekdays, local.weekday().num_days_from_sunday());
        let day = match (self.monthdays.is_empty(), self.weekdays.is_empty()) {
            (false, false) => monthday || weekday,
            _ => monthday && weekday,
        };
        day && in_set(&self.minutes, local.minute()) && in_set(&self.hours, local.hour())
    }

    /// All it fires at within `minutes` minutes after `after`, by walking them one at a time.
    fn walked(&self, after: At, minutes: i64, zone: Zone) -> Vec<At> {
        let shown = |at: At| at.utc().with_timezone(&zone).naive_local();
        let minute = TimeDelta::minutes(1);
        // Local times that have been seen do not come again for fixed times: begin early enough to know them.
        let start = after - Span::hours(3);
        let mut seen = shown(start);
        let mut found = Vec::new();
        for n in 1..=(minutes + 180) {
            let at = start + Span::minutes(n);
            let now = shown(at);
            let fired = if self.hours.is_empty() {
                self.matches(now)
            } else {
                let mut passed = seen + minute;
                let mut any = false;
                while passed <= now {
                    any |= self.matches(passed);
                    passed += minute;
                }
                any
            };
            seen = seen.max(now);
            if fired && at > after {
                found.push(at);
            }
        }
        found
    }
}

fn sets(range: std::ops::Range<u32>, most: usize) -> impl Strategy<Value = BTreeSet<u32>> {
    prop_oneof![
        Just(BTreeSet::new()),
        prop::collection::btree_set(range, 1..=most),
    ]
}

fn plans() -> impl Strategy<Value = Plan> {
    (sets(0..60, 3), sets(0..4, 2), sets(1..29, 6), sets(0..7, 4)).prop_map(
        |(minutes, hours, monthdays, weekdays)| Plan {
            minutes,
            hours,
            monthdays,
            weekdays,
        },
    )
}

/// Days around which the clocks of one of the zones change.
fn starts() -> impl Strategy<Value = At> {
    let changes = [
        "2026-03-08",
        "2026-11-01",
        "2026-04-05",
        "2026-09-06",
        "2026-10-04",
        "2026-03-29",
        "2026-10-25",
        "2026-02-15",
        "2026-03-22",
        "2027-02-28",
        "2028-02-29",
    ];
    (prop::sample::select(changes.to_vec()), -2880_i64..1440).prop_map(|(day, minutes)| {
        let at = DateTime::parse_from_rfc3339(&format!("{day}T00:00:00Z")).unwrap();
        At(at.timestamp_millis()) + Span::minutes(minutes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_minute_agrees_around_the_changes_of_clocks(
        plan in plans(), after in starts(), zone in prop::sample::select(ZONES.to_vec()),
    ) {
        let minutes = 2 * 1440;
        let end = after + Span::minutes(minutes);
        let schedule = Schedule::parse(&plan.text()).unwrap();
        let mut fired = Vec::new();
        let mut cursor = after;
        while let Some(next) = schedule.next(cursor, zone).filter(|next| *next <= end) {
            prop_assert!(next > cursor, "strictly later: {:?} after {:?}", next, cursor);
            fired.push(next);
            cursor = next;
            if fired.len() == MOST {
                break;
            }
        }
        let mut walked = plan.walked(after, minutes, zone);
        walked.truncate(MOST);
        prop_assert_eq!(&fired, &walked, "{} in {}", plan.text(), zone);
    }
}

#[test]
fn a_day_that_a_zone_left_out_runs_once() {
    // Samoa went from 29 to 31 December 2011.
    let from = At(DateTime::parse_from_rfc3339("2011-12-29T23:00:00Z")
        .unwrap()
        .timestamp_millis());
    let fired = fires("30 9,15 * * *", Zone::Pacific__Apia, from, 4).unwrap();
    let shown: Vec<String> = fired
        .iter()
        .map(|at| {
            let local = Zone::Pacific__Apia.from_utc_datetime(&at.utc().naive_utc());
            local.format("%m-%d %H:%M").to_string()
        })
        .collect();
    assert_eq!(
        shown,
        ["12-29 15:30", "12-31 00:00", "12-31 09:30", "12-31 15:30"]
    );
}
