//! When tasks speak up: by hand and at random.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::calendar::{Day, day_of};

fn at(text: &str) -> At {
    let time: chrono::DateTime<chrono::Utc> = format!("{text}:00+08:00")
        .parse::<chrono::DateTime<chrono::FixedOffset>>()
        .unwrap()
        .into();
    time.into()
}

fn working() -> Working {
    Working {
        hours: Hours::default(),
        days: WorkingDays::default(),
        zone: Zone::Asia__Shanghai,
    }
}

/// Made on Monday at nine, to be taken by one and done by Wednesday evening.
fn facts() -> Facts {
    Facts {
        state: State::Open,
        made: at("2026-01-05T09:00"),
        respond_by: Some(at("2026-01-05T13:00")),
        taken: false,
        due: Some(at("2026-01-07T18:00")),
        touched: at("2026-01-05T09:00"),
        state_at: at("2026-01-05T09:00"),
        snoozed_until: At(0),
        told: Vec::new(),
        silent_days: 5,
        confirm_days: 3,
    }
}

/// All that is told if nobody does anything, in order.
fn all(mut facts: Facts, working: &Working) -> Vec<(Told, String)> {
    let mut said = Vec::new();
    while let Some((at, what)) = next(&facts, working) {
        let local = at.utc().with_timezone(&working.zone);
        said.push((what, local.format("%m-%d %H:%M").to_string()));
        facts.told.push(what);
        assert!(said.len() < 12, "{said:?}");
    }
    said
}

fn check(facts: Facts, working: &Working, wanted: &[(Told, &str)]) {
    let wanted: Vec<(Told, String)> = wanted.iter().map(|(t, w)| (*t, (*w).to_owned())).collect();
    assert_eq!(all(facts, working), wanted);
}

#[test]
fn who_does_nothing_hears_of_it_in_order() {
    let nobody = [
        (Told::Untaken, "01-05 12:12"),
        (Told::Unanswered, "01-05 13:00"),
        (Told::Soon, "01-07 12:36"),
        // Six in the evening is after work.
        (Told::Overdue, "01-08 09:00"),
        (Told::OverdueLead, "01-09 09:00"),
    ];
    check(facts(), &working(), &nobody);
    let begun = Facts {
        taken: true,
        state: State::Doing,
        ..facts()
    };
    let silent = [
        (Told::Soon, "01-07 12:36"),
        (Told::Overdue, "01-08 09:00"),
        (Told::OverdueLead, "01-09 09:00"),
        (Told::Silent, "01-12 09:00"),
        (Told::SilentLead, "01-13 09:00"),
    ];
    check(begun, &working(), &silent);
}

#[test]
fn holidays_wait_and_extra_working_days_count() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let mut working = working();
    working.days.holidays = BTreeSet::from([day("2026-01-08"), day("2026-01-09")]);
    working.days.extra = BTreeSet::from([day("2026-01-10")]);
    let begun = Facts {
        taken: true,
        told: vec![Told::Soon],
        ..facts()
    };
    let late = [
        (Told::Overdue, "01-10 09:00"),
        (Told::OverdueLead, "01-12 09:00"),
    ];
    check(begun, &working, &late);
}

#[test]
fn what_was_put_off_is_told_later_and_what_others_must_know_is_not() {
    let begun = Facts {
        taken: true,
        snoozed_until: at("2026-01-08T15:30"),
        ..facts()
    };
    let said = [
        (Told::Soon, "01-08 15:30"),
        (Told::Overdue, "01-08 15:30"),
        (Told::OverdueLead, "01-09 09:00"),
    ];
    check(begun, &working(), &said);
    let longer = Facts {
        taken: true,
        snoozed_until: at("2026-01-12T10:00"),
        ..facts()
    };
    let said = [
        (Told::OverdueLead, "01-09 09:00"),
        (Told::Soon, "01-12 10:00"),
        (Told::Overdue, "01-12 10:00"),
    ];
    check(longer, &working(), &said);
}

#[test]
fn an_answer_confirms_itself_and_a_record_is_reviewed() {
    let answered = Facts {
        state: State::Answered,
        state_at: at("2026-01-09T17:00"),
        taken: true,
        ..facts()
    };
    check(answered, &working(), &[(Told::Confirmed, "01-14 17:00")]);
    let active = Facts {
        state: State::Active,
        taken: true,
        ..facts()
    };
    let reviewed = [
        (Told::Review, "01-08 09:00"),
        (Told::OverdueLead, "01-09 09:00"),
    ];
    check(active, &working(), &reviewed);
    let over = Facts {
        state: State::Done,
        ..facts()
    };
    check(over, &working(), &[]);
}

#[test]
fn a_department_that_never_works_is_never_told() {
    let mut working = working();
    working.days.week = [false; 7];
    assert_eq!(next(&facts(), &working), None);
}

#[test]
fn what_is_put_off_comes_back_when_it_was_said_to() {
    let friday = at("2026-01-09T17:40");
    let until = |snooze: Snooze| snooze.until(friday, &working());
    assert_eq!(until(Snooze::Hour), at("2026-01-09T18:40"));
    assert_eq!(until(Snooze::Tomorrow), at("2026-01-10T09:00"));
    assert_eq!(until(Snooze::NextWorkingDay), at("2026-01-12T09:00"));
    for snooze in [Snooze::Hour, Snooze::Tomorrow, Snooze::NextWorkingDay] {
        assert_eq!(Snooze::read(snooze.name()), Some(snooze));
    }
}

fn any_zone() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![
        Zone::Asia__Shanghai,
        Zone::Europe__Berlin,
        Zone::America__New_York,
        Zone::Australia__Lord_Howe,
        Zone::UTC,
    ])
}

proptest! {
    /// Whatever the hours, the zone, the holidays and the state: nothing is told outside working hours, each thing once, and
    /// nothing before it is due.
    #[test]
    fn nothing_is_told_outside_working_hours(
        zone in any_zone(),
        (from, length) in (0_u16..1200, 60_u16..240),
        week in prop::array::uniform7(any::<bool>()),
        off in prop::collection::btree_set(0_u64..40, 0..8),
        (made, respond, due) in (0_i64..500_000, 1_i64..5_000, 1_i64..40_000),
        (state, taken) in (0_usize..9, any::<bool>()),
        snooze in 0_i64..20_000,
    ) {
        // From the autumn of 2025 on: clocks change on both halves of the globe.
        let start = At(1_759_276_800_000);
        let made = start + Span::minutes(made);
        let first = day_of(made, zone);
        let day = |n: &u64| first.checked_add_days(chrono::Days::new(*n)).unwrap();
        let working = Working {
            hours: Hours { days: week, from, to: from + length },
            days: WorkingDays { week, holidays: off.iter().map(day).collect(), extra: BTreeSet::new() },
            zone,
        };
        let open: Vec<State> = State::ALL.into_iter().filter(|s| s.is_open()).collect();
        let mut facts = Facts {
            state: open[state],
            made,
            respond_by: Some(made + Span::minutes(respond)),
            taken,
            due: Some(made + Span::minutes(due)),
            touched: made,
            state_at: made,
            snoozed_until: made + Span::minutes(snooze),
            told: Vec::new(),
            silent_days: 5,
            confirm_days: 3,
        };
        let mut before = made;
        while let Some((at, what)) = next(&facts, &working) {
            prop_assert!(working.is(at), "{what:?} at {at:?}");
            prop_assert!(!facts.told.contains(&what));
            prop_assert!(at >= made);
            match what {
                Told::Overdue => prop_assert!(at >= facts.due.unwrap()),
                Told::Unanswered => prop_assert!(at >= facts.respond_by.unwrap()),
                Told::Soon | Told::Silent => prop_assert!(at >= facts.snoozed_until),
                _ => {}
            }
            before = before.max(at);
            facts.told.push(what);
        }
    }
}
