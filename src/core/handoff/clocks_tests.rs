//! The clocks: what they count, when they tell, and what they never do.

use proptest::prelude::*;

use super::clocks::{Clock, Clocks, Stage, Which, Work};
use super::types::State;
use crate::calendar::{Hours, WorkingDays};
use crate::clock::{At, Span};

/// Monday 2026-01-05, 09:00 in Shanghai.
const MORNING: At = At(1_767_574_800_000);

fn nine_to_five() -> Work {
    Work {
        hours: Hours {
            days: WorkingDays::default().week,
            from: 9 * 60,
            to: 17 * 60,
        },
        days: WorkingDays::default(),
        zone: chrono_tz::Asia::Shanghai,
        always: false,
    }
}

fn hours(n: i64) -> Span {
    Span::hours(n)
}

#[test]
fn a_clock_tells_at_half_at_most_when_it_is_over_and_a_day_later() {
    let work = nine_to_five();
    let mut clock = Clock::new(hours(10));
    clock.start(MORNING);
    let mut told = Vec::new();
    while let Some((stage, at)) = clock.next(&work) {
        assert_eq!(clock.tell(at - Span(1), &work), None, "not before");
        assert_eq!(clock.tell(at, &work), Some(stage));
        assert_eq!(clock.tell(at, &work), None, "once");
        told.push((stage, (at - MORNING).0 / 3_600_000));
    }
    // 5 h on Monday; 8 h are counted when Monday ends, told on Tuesday morning; 10 h on Tuesday at 11; 18 h on Wednesday.
    assert_eq!(
        told,
        [
            (Stage::Half, 5),
            (Stage::Most, 24),
            (Stage::Over, 26),
            (Stage::Office, 50)
        ]
    );
}

#[test]
fn what_was_missed_is_told_as_the_furthest_it_came_to() {
    let work = nine_to_five();
    let mut clock = Clock::new(hours(2));
    clock.start(MORNING);
    assert_eq!(
        clock.tell(MORNING + Span::days(1), &work),
        Some(Stage::Over)
    );
    assert_eq!(clock.next(&work).map(|n| n.0), Some(Stage::Office));
}

#[test]
fn what_is_urgent_counts_all_hours() {
    let work = Work {
        always: true,
        ..nine_to_five()
    };
    let mut clock = Clock::new(hours(10));
    clock.start(MORNING + hours(10));
    assert_eq!(clock.due(&work), Some(MORNING + hours(20)));
    assert_eq!(clock.next(&work), Some((Stage::Half, MORNING + hours(15))));
}

#[test]
fn the_first_clock_ends_when_somebody_responds_and_both_stand_while_something_is_owed() {
    let work = nine_to_five();
    let mut clocks = Clocks::begin(MORNING, hours(4), hours(40));
    clocks.follow(State::NeedsInfo, MORNING + hours(1), &work);
    assert_eq!(clocks.due(&work), None);
    clocks.follow(State::Requested, MORNING + hours(5), &work);
    // 3 h are left.
    assert_eq!(clocks.due(&work), Some(MORNING + hours(8)));
    clocks.follow(State::Accepted, MORNING + hours(6), &work);
    assert_eq!(clocks.respond.spent, hours(2));
    assert_eq!(clocks.respond.since, None);
    clocks.follow(State::Delivered, MORNING + hours(7), &work);
    assert_eq!((clocks.complete.spent, clocks.due(&work)), (hours(3), None));
    clocks.follow(State::Accepted, MORNING + Span::days(1), &work);
    let counted = clocks
        .complete
        .counted(MORNING + Span::days(1) + hours(2), &work);
    assert_eq!(counted, hours(5), "returned, it goes on where it stood");
    clocks.excused = Some(MORNING + Span::days(30));
    clocks.follow(State::Accepted, MORNING + Span::days(1) + hours(2), &work);
    assert_eq!(clocks.due(&work), None, "excused");
}

#[test]
fn whoever_wants_to_hear_later_does() {
    let work = nine_to_five();
    let mut clocks = Clocks::begin(MORNING, hours(4), hours(40));
    assert_eq!(
        clocks.tell(MORNING + hours(2), &work),
        Some((Which::Respond, Stage::Half))
    );
    clocks.hear_again();
    assert_eq!(
        clocks.tell(MORNING + hours(3), &work),
        Some((Which::Respond, Stage::Half))
    );
    assert_eq!(
        clocks.tell(MORNING + hours(4), &work),
        Some((Which::Respond, Stage::Over))
    );
    clocks.hear_again();
    assert_eq!(
        clocks.tell(MORNING + hours(4), &work),
        None,
        "what is over is not put off"
    );
}

fn states() -> impl Strategy<Value = State> {
    prop::sample::select(vec![
        State::Requested,
        State::NeedsInfo,
        State::Accepted,
        State::Delivered,
    ])
}

proptest! {
    #[test]
    fn nothing_is_told_outside_working_hours_twice_or_while_it_stands(
        respond in 1_i64..2_000, complete in 1_i64..8_000,
        moves in prop::collection::vec((states(), 1_i64..3_000), 1..20),
    ) {
        let work = nine_to_five();
        let mut clocks = Clocks::begin(MORNING, Span::minutes(respond), Span::minutes(complete));
        let mut now = MORNING;
        let mut told: Vec<(Which, Stage)> = Vec::new();
        let mut counted = Span::ZERO;
        let mut state = State::Requested;
        for (to, minutes) in moves {
            let end = now + Span::minutes(minutes);
            while let Some(at) = clocks.next(&work).filter(|at| *at <= end) {
                prop_assert!(matches!(state, State::Requested | State::Accepted), "told in {state:?}");
                prop_assert_eq!(work.at_work(at), at, "outside working hours");
                let Some(what) = clocks.tell(at.max(now), &work) else { break };
                prop_assert!(!told.contains(&what), "told twice");
                told.push(what);
            }
            if matches!(state, State::Requested | State::Accepted) {
                counted = Span(counted.0 + work.between(now, end).0);
            }
            clocks.follow(to, end, &work);
            prop_assert_eq!(clocks.complete.counted(end, &work), counted, "nothing is lost or counted twice");
            (now, state) = (end, to);
        }
    }
}
