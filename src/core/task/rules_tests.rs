//! The state machine, step by step and at random.

use proptest::prelude::*;

use super::*;

const FLOWS: [Flow; 4] = [Flow::Task, Flow::Record, Flow::Run, Flow::Case];

fn states_of(flow: Flow) -> &'static [State] {
    match flow {
        Flow::Task => &[State::Open, State::Doing, State::Done, State::Cancelled],
        Flow::Record => &[State::Draft, State::Active, State::Closed, State::Cancelled],
        Flow::Run => &[
            State::Scheduled,
            State::Running,
            State::Passed,
            State::Failed,
            State::Cancelled,
        ],
        Flow::Case => &[
            State::New,
            State::Accepted,
            State::Answered,
            State::Closed,
            State::Declined,
            State::Cancelled,
        ],
    }
}

#[test]
fn each_flow_goes_the_way_it_is_meant_to() {
    let table = [
        (Flow::Task, "open begin doing finish done"),
        (Flow::Task, "open finish done"),
        (Flow::Task, "doing cancel cancelled"),
        (Flow::Record, "draft begin active finish closed"),
        (Flow::Record, "draft finish -"),
        (Flow::Run, "scheduled begin running finish passed"),
        (Flow::Run, "scheduled fail failed"),
        (Flow::Run, "failed begin -"),
        (
            Flow::Case,
            "new begin accepted finish answered confirm closed",
        ),
        (Flow::Case, "answered reopen accepted"),
        (Flow::Case, "closed reopen accepted"),
        (Flow::Case, "accepted decline declined"),
        (Flow::Case, "answered decline -"),
        (Flow::Case, "declined reopen -"),
        (Flow::Task, "done reopen -"),
        (Flow::Record, "closed reopen -"),
    ];
    for (flow, path) in table {
        let words: Vec<&str> = path.split(' ').collect();
        for walk in words.windows(3).step_by(2) {
            let step = match walk[1] {
                "begin" => Step::Begin,
                "finish" => Step::Finish,
                "fail" => Step::Fail,
                "confirm" => Step::Confirm,
                "reopen" => Step::Reopen,
                "decline" => Step::Decline,
                _ => Step::Cancel,
            };
            let from = State::read(walk[0]).unwrap();
            assert_eq!(
                after(flow, from, step),
                State::read(walk[2]),
                "{flow:?} {walk:?}"
            );
        }
    }
}

#[test]
fn every_state_of_a_flow_is_reached_and_only_those() {
    for flow in FLOWS {
        let mut seen = vec![State::first(flow)];
        let mut next = 0;
        while let Some(state) = seen.get(next).copied() {
            next += 1;
            for step in Step::ALL {
                if let Some(to) = after(flow, state, step)
                    && !seen.contains(&to)
                {
                    seen.push(to);
                }
            }
        }
        let mut meant = states_of(flow).to_vec();
        seen.sort();
        meant.sort();
        assert_eq!(seen, meant, "{flow:?}");
    }
}

#[test]
fn a_state_is_read_as_it_is_stored_and_said() {
    for state in State::ALL {
        assert_eq!(State::read(state.name()), Some(state));
        assert_eq!(State::read(&state.word(Lang::En)), Some(state));
        assert_eq!(
            State::read(&state.word(Lang::Zh)),
            Some(state),
            "{}",
            state.word(Lang::Zh)
        );
    }
    assert_eq!(State::read("somewhere"), None);
}

#[test]
fn the_first_thing_that_is_missing_is_named() {
    let mut missing = Missing {
        checks: 2,
        fields: vec!["Leads".to_owned(), "Cost".to_owned()],
        proof: true,
    };
    let id = |missing: &Missing| missing.refuse("TASK-1", Lang::En).unwrap_err().id;
    assert_eq!(id(&missing), "refuse-task-checklist");
    missing.checks = 0;
    assert_eq!(id(&missing), "refuse-task-outcome");
    missing.fields.clear();
    assert_eq!(id(&missing), "refuse-task-proof");
    missing.proof = false;
    assert_eq!(missing.refuse("TASK-1", Lang::En), Ok(()));
}

#[test]
fn who_asked_confirms_and_withdraws_and_the_department_does_the_rest() {
    let who = |part, requester| Standpoint { part, requester };
    let outsider = who(Part::Outsider, false);
    for step in Step::ALL {
        for state in State::ALL {
            assert!(!may(step, state, outsider), "{step:?} {state:?}");
        }
    }
    let asked = who(Part::Outsider, true);
    assert!(may(Step::Confirm, State::Answered, asked));
    assert!(may(Step::Cancel, State::New, asked));
    assert!(!may(Step::Cancel, State::Doing, asked));
    assert!(!may(Step::Finish, State::Accepted, asked));
    // Who answers does not say by themselves that the answer was good.
    assert!(!may(
        Step::Confirm,
        State::Answered,
        who(Part::Member, false)
    ));
    assert!(may(Step::Confirm, State::Answered, who(Part::Member, true)));
}

fn any_walk() -> impl Strategy<Value = (Flow, Vec<(usize, u8, bool)>)> {
    let steps = prop::collection::vec((0..Step::ALL.len(), 0_u8..3, any::<bool>()), 0..40);
    (prop::sample::select(FLOWS.to_vec()), steps)
}

proptest! {
    /// Whatever people of whatever rights do in whatever order: each step either leads to a state of the flow or is
    /// refused, and what is over stays over, unless who asked opens it again.
    #[test]
    fn no_order_of_steps_leads_astray((flow, walk) in any_walk()) {
        let mut state = State::first(flow);
        for (step, part, requester) in walk {
            let step = Step::ALL[step];
            let part = [Part::Outsider, Part::Member, Part::Lead][usize::from(part)];
            let who = Standpoint { part, requester };
            let before = state;
            match after(flow, state, step) {
                Some(to) if may(step, state, who) => {
                    prop_assert!(states_of(flow).contains(&to));
                    prop_assert_ne!(to, before);
                    prop_assert!(part > Part::Outsider || requester);
                    state = to;
                }
                _ => {}
            }
            if !before.is_open() && state.is_open() {
                prop_assert_eq!((flow, step), (Flow::Case, Step::Reopen));
            }
            // What can be taken is what is offered.
            prop_assert_eq!(steps(flow, state).is_empty(), !(state.is_open() || flow == Flow::Case && state == State::Closed));
        }
    }
}
