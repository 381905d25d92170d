//! The state machine, by every case and by random stories.

use proptest::prelude::*;

use super::rules::{Part, Standing, Step, Who, is_open_to, step};
use super::types::{Side, State};
use crate::chat::UserId;
use crate::clock::At;
use crate::core::testing::refused;
use crate::i18n::Lang;

const BO: UserId = UserId(2);
const STEPS: [Step; 11] = [
    Step::Accept,
    Step::Decline,
    Step::Ask,
    Step::Answer,
    Step::Deliver,
    Step::Return,
    Step::Confirm,
    Step::Cancel,
    Step::Sign,
    Step::Pass,
    Step::Assign,
];

fn standing(state: State, both_sign: bool) -> Standing {
    Standing {
        number: 7,
        state,
        state_by: Some(BO),
        state_at: At(60_000),
        asked_in: State::Accepted,
        accepted: Some((BO, At(50_000))),
        both_sign,
        signed: [None; 2],
    }
}

fn who(sender: Part, receiver: Part) -> Who {
    Who {
        user: UserId(1),
        sender,
        receiver,
    }
}

#[test]
fn each_step_leads_from_the_states_of_the_picture_and_from_no_others() {
    use State::{Accepted, Cancelled, Confirmed, Declined, Delivered, NeedsInfo, Requested};
    let table: [(Step, &[(State, State)]); 11] = [
        (Step::Accept, &[(Requested, Accepted)]),
        (Step::Decline, &[(Requested, Declined)]),
        (Step::Ask, &[(Requested, NeedsInfo), (Accepted, NeedsInfo)]),
        (Step::Answer, &[(NeedsInfo, Accepted)]),
        (Step::Deliver, &[(Accepted, Delivered)]),
        (Step::Return, &[(Delivered, Accepted)]),
        (Step::Confirm, &[(Delivered, Confirmed)]),
        (
            Step::Cancel,
            &[
                (Requested, Cancelled),
                (NeedsInfo, Cancelled),
                (Accepted, Cancelled),
                (Delivered, Cancelled),
            ],
        ),
        (Step::Sign, &[]),
        (Step::Pass, &[(Requested, Requested), (Accepted, Requested)]),
        (Step::Assign, &[(Accepted, Accepted)]),
    ];
    assert_eq!(table.len(), STEPS.len());
    for (taken, ways) in table {
        for from in State::ALL {
            let led = step(&standing(from, false), taken, who(Part::Lead, Part::Lead));
            let wanted = ways.iter().find(|w| w.0 == from).map(|w| w.1);
            assert_eq!(led.ok().map(|m| m.to), wanted, "{taken:?} from {from:?}");
            assert_eq!(is_open_to(&standing(from, false), taken), wanted.is_some());
        }
    }
}

#[test]
fn a_step_is_for_the_department_whose_step_it_is() {
    for taken in STEPS {
        for from in State::ALL {
            for (sender, receiver) in [
                (Part::Member, Part::None),
                (Part::None, Part::Member),
                (Part::None, Part::None),
            ] {
                let led = step(&standing(from, false), taken, who(sender, receiver));
                let theirs = match taken.side() {
                    Some(Side::Sender) => sender,
                    Some(Side::Receiver) => receiver,
                    None => sender.max(receiver),
                };
                if theirs == Part::None {
                    let refusal = led.unwrap_err();
                    assert!(refusal.id.ends_with("er"), "{taken:?}: {}", refusal.id);
                }
            }
        }
    }
}

#[test]
fn what_is_drawn_up_together_is_signed_by_a_lead_of_each() {
    let mut of = standing(State::Delivered, true);
    let sender = who(Part::Lead, Part::Member);
    let refused = |of: &Standing, taken, by| step(of, taken, by).unwrap_err().id;
    assert_eq!(
        refused(&of, Step::Confirm, sender),
        "refuse-handoff-both-sign"
    );
    assert_eq!(
        refused(&of, Step::Sign, who(Part::Member, Part::Member)),
        "refuse-handoff-sign-lead"
    );
    let first = step(&of, Step::Sign, sender).unwrap();
    assert_eq!((first.to, first.signs), (State::Delivered, [true, false]));
    of.signed = [Some((UserId(1), At(1))), None];
    assert_eq!(refused(&of, Step::Sign, sender), "refuse-handoff-signed");
    let second = step(&of, Step::Sign, who(Part::None, Part::Lead)).unwrap();
    assert_eq!((second.to, second.signs), (State::Confirmed, [false, true]));
    // Who leads both signs for both.
    of.signed = [None; 2];
    let both = step(&of, Step::Sign, who(Part::Lead, Part::Lead)).unwrap();
    assert_eq!((both.to, both.signs), (State::Confirmed, [true, true]));
}

#[test]
fn a_refusal_says_where_it_stands_who_moved_it_there_and_what_works() {
    let of = standing(State::Accepted, false);
    let both = who(Part::Lead, Part::Lead);
    let said = |taken: Step, lang| refused(lang, &step(&of, taken, both).unwrap_err());
    assert_eq!(
        said(Step::Accept, Lang::En),
        "**HO-7** was already accepted by <@2> at <t:50:f>."
    );
    let confirm = said(Step::Confirm, Lang::En);
    for part in ["accepted", "<@2>", "<t:60:f>", "it can be delivered"] {
        assert!(confirm.contains(part), "no {part}: {confirm}");
    }
    let confirm = said(Step::Confirm, Lang::Zh);
    for part in ["已接受", "<@2>", "<t:60:f>", "现在可以交付"] {
        assert!(confirm.contains(part), "no {part}: {confirm}");
    }
}

fn parts() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::None), Just(Part::Member), Just(Part::Lead)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_people_do_nothing_is_moved_from_where_it_is_over_and_nothing_twice(
        both_sign in any::<bool>(),
        steps in prop::collection::vec((0_usize..11, parts(), parts()), 1..60),
    ) {
        let mut of = Standing {
            accepted: None,
            asked_in: State::Requested,
            ..standing(State::Requested, both_sign)
        };
        for (n, (taken, sender, receiver)) in steps.into_iter().enumerate() {
            let taken = STEPS[taken];
            let (by, at) = (UserId(i64::try_from(n).unwrap()), At(i64::try_from(n).unwrap()));
            let led = step(&of, taken, Who { user: by, sender, receiver });
            let Ok(led) = led else {
                let refusal = led.unwrap_err().with("sender", "A").with("receiver", "B");
                for lang in Lang::ALL {
                    let said = refused(lang, &refusal);
                    prop_assert!(said.contains("HO-7") && !said.contains("refuse-"), "{}", said);
                }
                continue;
            };
            prop_assert!(of.state.is_open(), "{taken:?} from {:?}", of.state);
            if let Some(side) = taken.side() {
                let part = if side == Side::Sender { sender } else { receiver };
                prop_assert!(part >= Part::Member);
            }
            if led.to == State::Confirmed && both_sign {
                let signed = [0, 1].map(|s| of.signed[s].is_some() || led.signs[s]);
                prop_assert_eq!(signed, [true, true], "confirmed without both signatures");
            }
            if taken == Step::Ask {
                of.asked_in = of.state;
            }
            if taken == Step::Accept {
                of.accepted = Some((by, at));
            }
            if matches!(taken, Step::Return | Step::Deliver) {
                of.signed = [None; 2];
            }
            for side in 0..2 {
                if led.signs[side] {
                    prop_assert!(of.signed[side].is_none(), "signed twice");
                    of.signed[side] = Some((by, at));
                }
            }
            of.state = led.to;
            of.state_by = Some(by);
            of.state_at = at;
        }
    }
}
