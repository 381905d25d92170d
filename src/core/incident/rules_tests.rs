//! Who may move an incident where, and when it has grown.

use super::{Effect, Into, Move, Part, Severity, Standing, State, decide};
use crate::chat::UserId;
use crate::clock::At;
use crate::i18n::Arg;

const NOW: At = At(1_800_000_000_000);
const MEI: UserId = UserId(7);
const OTHER: Into = Into {
    number: 9,
    state: State::Acknowledged,
    merged_into: None,
};

fn incident(state: State) -> Standing {
    Standing {
        number: 3,
        state,
        state_by: Some(UserId(5)),
        state_at: At(1_700_000_000_000),
        merged_into: None,
    }
}

#[test]
fn every_move_from_every_state() {
    let table = [
        (Move::Acknowledge, ["acknowledged", "", "", "", ""]),
        (Move::Mitigate, ["mitigated", "mitigated", "", "", ""]),
        (Move::Resolve, ["resolved", "resolved", "resolved", "", ""]),
        (Move::Close, ["", "", "", "closed", ""]),
        (
            Move::Reopen,
            ["", "", "triggered", "triggered", "triggered"],
        ),
        (Move::Merge(OTHER), ["closed", "closed", "closed", "", ""]),
    ];
    for (wanted, row) in table {
        for (from, to) in State::ALL.into_iter().zip(row) {
            let decided = decide(&incident(from), wanted, MEI, Part::Lead, NOW);
            let label = format!("{wanted:?} from {from:?}");
            match State::read(to) {
                Some(to) => assert_eq!(decided.unwrap().to, to, "{label}"),
                None => assert_eq!(decided.unwrap_err().id, "refuse-incident-state", "{label}"),
            }
        }
    }
}

#[test]
fn a_plan_says_everything_that_is_to_be_done() {
    let plan = decide(
        &incident(State::Mitigated),
        Move::Merge(OTHER),
        MEI,
        Part::Responder,
        NOW,
    )
    .unwrap();
    assert_eq!((plan.from, plan.to), (State::Mitigated, State::Closed));
    assert_eq!((plan.by, plan.at), (MEI, NOW));
    assert_eq!((plan.effect, plan.merged_into), (Effect::Ends, Some(9)));
}

#[test]
fn a_refusal_names_the_state_who_moved_it_there_and_when() {
    let refusal = decide(
        &incident(State::Acknowledged),
        Move::Acknowledge,
        MEI,
        Part::Member,
        NOW,
    )
    .unwrap_err();
    let text = |name: &str| {
        refusal
            .args
            .iter()
            .find(|(n, _)| *n == name)
            .map(|a| a.1.clone())
    };
    assert_eq!(text("state"), Some(Arg::Text("acknowledged".into())));
    assert_eq!(text("by"), Some(Arg::Text("<@5>".into())));
    assert_eq!(text("at"), Some(Arg::Text("<t:1700000000:f>".into())));
}

#[test]
fn what_a_source_moved_is_refused_without_a_person() {
    let mut resolved = incident(State::Resolved);
    resolved.state_by = None;
    let refusal = decide(&resolved, Move::Mitigate, MEI, Part::Lead, NOW).unwrap_err();
    assert_eq!(refusal.id, "refuse-incident-state-source");
}

#[test]
fn outsiders_move_nothing_and_members_do_not_close() {
    let check = |wanted, state, part, works: bool| {
        let decided = decide(&incident(state), wanted, MEI, part, NOW);
        assert_eq!(decided.is_ok(), works, "{wanted:?} as {part:?}");
    };
    check(Move::Acknowledge, State::Triggered, Part::Outsider, false);
    check(Move::Acknowledge, State::Triggered, Part::Member, true);
    check(Move::Resolve, State::Triggered, Part::Outsider, false);
    check(Move::Close, State::Resolved, Part::Member, false);
    check(Move::Close, State::Resolved, Part::Responder, true);
    check(Move::Merge(OTHER), State::Triggered, Part::Member, false);
    check(Move::Merge(OTHER), State::Triggered, Part::Lead, true);
}

#[test]
fn a_merge_ends_at_an_open_incident_that_is_not_merged_itself() {
    let check = |into: Into, id: &str| {
        let decided = decide(
            &incident(State::Triggered),
            Move::Merge(into),
            MEI,
            Part::Lead,
            NOW,
        );
        assert_eq!(decided.unwrap_err().id, id);
    };
    check(Into { number: 3, ..OTHER }, "refuse-incident-merge-self");
    let merged_into = Some(2);
    check(
        Into {
            merged_into,
            ..OTHER
        },
        "refuse-incident-merge-merged",
    );
    let state = State::Resolved;
    check(Into { state, ..OTHER }, "refuse-incident-merge-over");
    let mut merged = incident(State::Closed);
    merged.merged_into = Some(9);
    let moved = decide(&merged, Move::Acknowledge, MEI, Part::Lead, NOW);
    assert_eq!(moved.unwrap_err().id, "refuse-incident-merged");
    let reopened = decide(&merged, Move::Reopen, MEI, Part::Lead, NOW).unwrap();
    assert_eq!(reopened.merged_into, None);
}

#[test]
fn a_worse_severity_is_never_more_patient() {
    for pair in Severity::ALL.windows(2) {
        let (worse, milder) = (pair[0].meaning(), pair[1].meaning());
        assert!(pair[0].is_above(pair[1]));
        assert!(worse.holds <= milder.holds);
        assert!(worse.update <= milder.update);
        assert!(worse.stale <= milder.stale);
        assert!(worse.commander.is_some() || milder.commander.is_none());
    }
    assert_eq!(Severity::read(" SEV2 "), Some(Severity::Sev2));
}
