//! The arithmetic of the statistics: exact, over whole milliseconds. Pure.
//!
//! What was merged into another incident is that other one, and a drill is none: neither counts. An incident belongs to the
//! week in which it was opened, whenever it ended.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Timelike};

use crate::calendar::{Day, Zone, day_of};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::incident::rules::{Severity, State};
use crate::core::incident::types::{Kind, Origin};

/// Night for who has set no quiet hours: 22:00 to 07:00 on their own clock.
pub(crate) const NIGHT: (u16, u16) = (22 * 60, 7 * 60);

/// An incident as the statistics see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Case {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) kind: Kind,
    pub(crate) severity: Severity,
    pub(crate) state: State,
    pub(crate) title: String,
    pub(crate) opened: At,
    /// The first time somebody said they have it.
    pub(crate) acknowledged: Option<At>,
    pub(crate) mitigated: Option<At>,
    pub(crate) resolved: Option<At>,
    /// How often it was opened again.
    pub(crate) reopened: i64,
}

/// Whether it counts at all.
pub(crate) fn counts(merged_into: Option<i64>, origin: &Origin) -> bool {
    merged_into.is_none() && !origin.is_trial()
}

/// One page that went out to a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Paged {
    pub(crate) incident: i64,
    pub(crate) user: UserId,
    pub(crate) at: At,
    /// In the night of who was paged.
    pub(crate) night: bool,
}

/// Some lengths of time, summed up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Times {
    /// How many there are.
    pub(crate) number: usize,
    /// Half took no longer; between the two in the middle of an even number.
    pub(crate) median: Option<Span>,
    /// Nine of ten took no longer: the shortest of them for which that is so.
    pub(crate) p90: Option<Span>,
}

/// What some incidents come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) incidents: usize,
    /// From opening to the first acknowledgement.
    pub(crate) acknowledge: Times,
    /// From opening to the end; what was opened again counts to its last end.
    pub(crate) resolve: Times,
    /// Nobody ever said they have it.
    pub(crate) unacknowledged: usize,
    /// Not over yet.
    pub(crate) open: usize,
    /// Opened again at least once.
    pub(crate) reopened: usize,
}

/// Pages of one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Load {
    pub(crate) user: UserId,
    pub(crate) pages: usize,
    pub(crate) night: usize,
}

/// Sums lengths up; those that are negative (a clock was put back) count as none at all.
pub(crate) fn times(lengths: impl IntoIterator<Item = Span>) -> Times {
    let mut sorted: Vec<i64> = lengths.into_iter().map(|span| span.0.max(0)).collect();
    sorted.sort_unstable();
    let number = sorted.len();
    let at = |place: usize| sorted.get(place).copied();
    let median = match (at(number.saturating_sub(1) / 2), at(number / 2)) {
        (Some(low), Some(high)) => Some(Span(low + (high - low) / 2)),
        _ => None,
    };
    // The nearest rank: the smallest place at or above nine tenths of all.
    let p90 = at((number * 9).div_ceil(10).saturating_sub(1)).map(Span);
    Times {
        number,
        median,
        p90,
    }
}

/// What these incidents come to.
pub(crate) fn figures<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Figures {
    let cases: Vec<&Case> = cases.into_iter().collect();
    let number = |which: fn(&Case) -> bool| cases.iter().filter(|case| which(case)).count();
    Figures {
        incidents: cases.len(),
        acknowledge: times(
            cases
                .iter()
                .filter_map(|c| Some(c.acknowledged? - c.opened)),
        ),
        resolve: times(
            cases
                .iter()
                .filter_map(|c| ended(c).map(|at| at - c.opened)),
        ),
        unacknowledged: number(|c| c.acknowledged.is_none()),
        open: number(|c| c.state.is_open()),
        reopened: number(|c| c.reopened > 0),
    }
}

/// When it ended, unless it goes on.
pub(crate) fn ended(case: &Case) -> Option<At> {
    case.resolved.filter(|_| !case.state.is_open())
}

/// The same for each of the groups they fall into.
pub(crate) fn by<K: Ord>(cases: &[Case], group: impl Fn(&Case) -> K) -> BTreeMap<K, Figures> {
    let mut groups: BTreeMap<K, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        groups.entry(group(case)).or_default().push(case);
    }
    groups
        .into_iter()
        .map(|(key, cases)| (key, figures(cases)))
        .collect()
}

/// Who was paged how often, the most often first.
pub(crate) fn loads(pages: &[Paged]) -> Vec<Load> {
    let mut people: BTreeMap<UserId, Load> = BTreeMap::new();
    for page in pages {
        let load = people.entry(page.user).or_insert(Load {
            user: page.user,
            pages: 0,
            night: 0,
        });
        load.pages += 1;
        load.night += usize::from(page.night);
    }
    let mut all: Vec<Load> = people.into_values().collect();
    all.sort_by_key(|load| (std::cmp::Reverse((load.pages, load.night)), load.user));
    all
}

/// Whether it is night for somebody: within their quiet hours (minutes after midnight, mostly over midnight), or the usual.
pub(crate) fn is_night(at: At, zone: Zone, quiet: Option<(u16, u16)>) -> bool {
    let (from, to) = quiet.unwrap_or(NIGHT);
    let local = at.utc().with_timezone(&zone);
    let minute = local.hour() * 60 + local.minute();
    let (from, to) = (u32::from(from), u32::from(to));
    if from <= to {
        (from..to).contains(&minute)
    } else {
        minute >= from || minute < to
    }
}

/// The Monday of the week a moment falls into.
pub(crate) fn week_of(at: At, zone: Zone) -> Day {
    monday(day_of(at, zone))
}

/// The Monday on or before a day.
pub(crate) fn monday(day: Day) -> Day {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// The Mondays of all weeks that the days `from..=to` touch.
pub(crate) fn weeks(from: Day, to: Day) -> Vec<Day> {
    let first = monday(from);
    first
        .iter_days()
        .step_by(7)
        .take_while(|day| *day <= to)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minutes(all: &[i64]) -> Times {
        times(all.iter().map(|n| Span::minutes(*n)))
    }

    fn case(number: i64, acknowledged: Option<i64>, resolved: Option<i64>) -> Case {
        let opened = At(1_767_571_200_000);
        Case {
            number,
            department: 1,
            kind: Kind::Fault,
            severity: Severity::Sev1,
            state: if resolved.is_some() {
                State::Resolved
            } else {
                State::Triggered
            },
            title: String::new(),
            opened,
            acknowledged: acknowledged.map(|n| opened + Span::minutes(n)),
            mitigated: None,
            resolved: resolved.map(|n| opened + Span::minutes(n)),
            reopened: 0,
        }
    }

    #[test]
    fn median_and_p90_are_of_the_values_themselves() {
        for (all, median, p90) in [
            (vec![], None, None),
            (vec![4], Some(240), Some(4)),
            (vec![9, 1], Some(300), Some(9)),
            (vec![3, 1, 2], Some(120), Some(3)),
            (vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Some(330), Some(9)),
            (vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], Some(360), Some(10)),
            (vec![5, 5, 5, 5], Some(300), Some(5)),
        ] {
            let found = minutes(&all);
            assert_eq!(found.number, all.len());
            assert_eq!(found.median, median.map(Span::seconds), "{all:?}");
            assert_eq!(found.p90, p90.map(Span::minutes), "{all:?}");
        }
        assert_eq!(times([Span(-5)]).median, Some(Span::ZERO));
    }

    #[test]
    fn what_nobody_had_and_what_is_not_over_is_counted_apart() {
        let mut again = case(4, Some(1), Some(50));
        again.reopened = 2;
        let mut goes_on = case(5, Some(3), Some(20));
        goes_on.state = State::Acknowledged;
        let all = [
            case(1, Some(2), Some(10)),
            case(2, None, Some(30)),
            case(3, None, None),
            again,
            goes_on,
        ];
        let found = figures(&all);
        assert_eq!(found.incidents, 5);
        assert_eq!(
            (found.unacknowledged, found.open, found.reopened),
            (2, 2, 1)
        );
        assert_eq!(found.acknowledge, minutes(&[1, 2, 3]));
        assert_eq!(
            found.resolve,
            minutes(&[10, 30, 50]),
            "what goes on has not ended"
        );
    }

    #[test]
    fn merged_incidents_and_drills_do_not_count() {
        assert!(counts(None, &Origin::Person(UserId(1))));
        assert!(!counts(Some(2), &Origin::Person(UserId(1))));
        assert!(!counts(None, &Origin::Drill));
        let test = Origin::Test {
            number: 1,
            name: "grafana".into(),
        };
        assert!(!counts(None, &test));
    }

    #[test]
    fn night_is_on_the_own_clock_and_in_the_own_hours() {
        let utc =
            |hour: i64, minute: i64| At(1_767_571_200_000) + Span::minutes(hour * 60 + minute);
        let (shanghai, berlin) = (chrono_tz::Asia::Shanghai, chrono_tz::Europe::Berlin);
        for (at, zone, quiet, night) in [
            (utc(14, 0), shanghai, None, true),
            (utc(13, 59), shanghai, None, false),
            (utc(22, 59), shanghai, None, true),
            (utc(23, 0), shanghai, None, false),
            (utc(20, 59), berlin, None, false),
            (utc(21, 0), berlin, None, true),
            (utc(12, 30), berlin, Some((13 * 60, 14 * 60)), true),
            (utc(13, 0), berlin, Some((13 * 60, 14 * 60)), false),
            (utc(22, 30), berlin, Some((23 * 60, 30)), true),
        ] {
            assert_eq!(is_night(at, zone, quiet), night, "{at:?} {zone}");
        }
    }

    #[test]
    fn weeks_begin_on_monday_where_the_department_is() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        // Sunday evening in UTC is Monday in Shanghai.
        let at = At(1_767_571_200_000) - Span::hours(2);
        assert_eq!(week_of(at, chrono_tz::UTC), day("2025-12-29"));
        assert_eq!(week_of(at, chrono_tz::Asia::Shanghai), day("2026-01-05"));
        assert_eq!(
            weeks(day("2026-01-04"), day("2026-01-12")),
            [day("2025-12-29"), day("2026-01-05"), day("2026-01-12")]
        );
    }

    #[test]
    fn the_one_paged_most_stands_first() {
        let page = |user, night| Paged {
            incident: 1,
            user: UserId(user),
            at: At(0),
            night,
        };
        let all = [page(1, false), page(2, true), page(2, false), page(3, true)];
        let found: Vec<_> = loads(&all)
            .iter()
            .map(|l| (l.user.0, l.pages, l.night))
            .collect();
        assert_eq!(found, [(2, 2, 1), (3, 1, 1), (1, 1, 0)]);
    }

    proptest! {
        #[test]
        fn half_and_nine_tenths_are_no_longer(mut all in prop::collection::vec(0_i64..1_000_000, 1..200)) {
            let found = times(all.iter().map(|n| Span(*n)));
            all.sort_unstable();
            let (median, p90) = (found.median.unwrap().0, found.p90.unwrap().0);
            let up_to = |limit: i64| all.iter().filter(|n| **n <= limit).count();
            prop_assert!(up_to(median) * 2 >= all.len());
            prop_assert!(all.iter().filter(|n| **n >= median).count() * 2 >= all.len());
            prop_assert!(up_to(p90) * 10 >= all.len() * 9);
            prop_assert!(all.contains(&p90));
            prop_assert!(all.iter().filter(|n| **n < p90).count() * 10 < all.len() * 9, "none below is enough");
            prop_assert!(median <= p90);
        }

        #[test]
        fn groups_add_up_to_the_whole(all in prop::collection::vec((0_i64..4, any::<bool>(), any::<bool>()), 0..60)) {
            let cases: Vec<Case> = all
                .iter()
                .map(|(group, acknowledged, over)| Case {
                    department: *group,
                    ..case(1, acknowledged.then_some(1), over.then_some(2))
                })
                .collect();
            let whole = figures(&cases);
            let groups = by(&cases, |c| c.department);
            prop_assert_eq!(groups.values().map(|f| f.incidents).sum::<usize>(), whole.incidents);
            prop_assert_eq!(groups.values().map(|f| f.acknowledge.number).sum::<usize>(), whole.acknowledge.number);
            prop_assert_eq!(whole.acknowledge.number + whole.unacknowledged, whole.incidents);
            prop_assert_eq!(whole.resolve.number + whole.open, whole.incidents);
        }
    }
}
