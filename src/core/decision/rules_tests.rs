//! The rules of decisions, as tables and properties.

use proptest::prelude::*;

use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::decision::rules::{
    cast, electorate, may_represent, need_open, outcome, with_vote,
};
use crate::core::decision::types::{
    Choice, Decision, Electorate, Group, Outcome, Owner, Represented, State, Subject, Vote, Voter,
};
use crate::core::decision::{EDITED, rules};
use crate::store::testing::MONDAY;

const ASKER: UserId = UserId(1);
const OFFICE: [UserId; 2] = [UserId(90), UserId(91)];

fn group(need: u32) -> Group {
    Group {
        any: vec![Voter::AnyLead],
        need,
    }
}

fn open(groups: Vec<Group>) -> Decision {
    Decision {
        number: 3,
        subject: Subject::new(Owner::Knowledge, 7, "v1"),
        title: "备份策略".into(),
        why: String::new(),
        amount: String::new(),
        asker: ASKER,
        groups,
        content_hash: "ab".into(),
        asked_at: MONDAY,
        expires: MONDAY + Span::days(5),
        holds_until: None,
        posted: vec![1],
        state: State::Open,
        state_by: None,
        state_at: MONDAY,
        reason: String::new(),
    }
}

fn users(numbers: &[i64]) -> Vec<UserId> {
    numbers.iter().map(|n| UserId(*n)).collect()
}

fn of(decision: &Decision, groups: &[&[i64]], represented: &[(i64, i64)]) -> Electorate {
    let people = groups.iter().map(|g| users(g)).collect();
    let (groups, office) = electorate(&decision.groups, people, &OFFICE, decision.asker);
    let represented = represented.iter().map(|(person, by)| Represented {
        person: UserId(*person),
        by: UserId(*by),
        away: true,
    });
    Electorate {
        groups,
        office,
        represented: represented.collect(),
        away: Vec::new(),
    }
}

/// Everybody says what they say, in order; `(hand, true)` approves. What came of it, or the refusal of the last one.
fn said(
    decision: &Decision,
    electorate: &Electorate,
    words: &[(i64, bool)],
) -> Result<Option<Outcome>, &'static str> {
    let mut votes: Vec<Vote> = Vec::new();
    let mut settled = None;
    for (hand, approves) in words {
        let hand = UserId(*hand);
        let (person, groups) =
            cast(decision, electorate, &votes, hand).map_err(|refusal| refusal.id)?;
        let vote = Vote {
            person,
            hand,
            choice: if *approves {
                Choice::Approve
            } else {
                Choice::Reject
            },
            reason: if *approves { "" } else { "no" }.into(),
            groups,
            at: MONDAY,
        };
        votes = with_vote(&votes, vote);
        settled = outcome(decision, electorate, &votes);
    }
    Ok(settled)
}

#[test]
fn it_is_settled_by_those_who_may_and_only_when_all_places_are_filled() {
    let yes = Ok(Some(Outcome::Approved { until: None }));
    let no = || {
        Ok(Some(Outcome::Rejected {
            reason: "no".into(),
        }))
    };
    let one = open(vec![group(1)]);
    let two_of_three = open(vec![group(2)]);
    let both = open(vec![group(1), group(1)]);
    let check = |decision: &Decision, people: &[&[i64]], words: &[(i64, bool)], wanted| {
        let electorate = of(decision, people, &[]);
        assert_eq!(
            said(decision, &electorate, words),
            wanted,
            "{people:?} {words:?}"
        );
    };
    check(&one, &[&[2, 3]], &[(2, true)], yes.clone());
    check(&one, &[&[2, 3]], &[(2, false)], no());
    check(&one, &[&[1, 2]], &[(1, true)], Err("refuse-decision-own"));
    check(
        &one,
        &[&[2]],
        &[(5, true)],
        Err("refuse-decision-not-yours"),
    );
    // Two of three.
    check(&two_of_three, &[&[2, 3, 4]], &[(2, true)], Ok(None));
    check(
        &two_of_three,
        &[&[2, 3, 4]],
        &[(2, true), (2, true)],
        Ok(None),
    );
    check(
        &two_of_three,
        &[&[2, 3, 4]],
        &[(2, true), (3, true)],
        yes.clone(),
    );
    check(
        &two_of_three,
        &[&[2, 3, 4]],
        &[(2, false), (3, true)],
        Ok(None),
    );
    check(
        &two_of_three,
        &[&[2, 3, 4]],
        &[(2, false), (3, true), (2, true)],
        yes.clone(),
    );
    check(
        &two_of_three,
        &[&[2, 3, 4]],
        &[(2, false), (3, false)],
        Ok(Some(Outcome::Rejected {
            reason: "no\nno".into(),
        })),
    );
    // One of each of two groups: nobody takes two places.
    check(&both, &[&[2], &[3]], &[(2, true)], Ok(None));
    check(&both, &[&[2], &[3]], &[(2, true), (3, true)], yes.clone());
    check(&both, &[&[2], &[3]], &[(3, false)], no());
    check(
        &both,
        &[&[2, 3], &[2]],
        &[(2, true), (3, true)],
        yes.clone(),
    );
    check(&both, &[&[2], &[2]], &[(2, true)], Ok(None));
    // Too few: the project office stands in.
    check(&both, &[&[2], &[2]], &[(2, true), (90, true)], yes.clone());
    check(&one, &[&[1]], &[(90, true)], yes.clone());
    check(&one, &[&[]], &[(91, true)], yes);
    check(
        &one,
        &[&[2]],
        &[(90, true)],
        Err("refuse-decision-not-yours"),
    );
}

#[test]
fn who_represents_somebody_speaks_once_and_never_for_the_asker() {
    let two = open(vec![group(2)]);
    let electorate = of(&two, &[&[1, 2, 3, 4]], &[(2, 8), (3, 8), (1, 9), (4, 1)]);
    let say = |words: &[(i64, bool)]| said(&two, &electorate, words);
    assert_eq!(say(&[(8, true)]), Ok(None), "for one of the two");
    assert_eq!(say(&[(8, true), (8, true)]), Ok(None), "not for both");
    assert_eq!(say(&[(9, true)]), Err("refuse-decision-not-yours"));
    assert_eq!(say(&[(1, true)]), Err("refuse-decision-own"));
    // Who is back speaks themselves, and that counts in place of what was said for them.
    let back = say(&[(8, true), (2, false), (3, true)]);
    assert_eq!(back, Ok(None));
    let electorate = of(&two, &[&[2, 3, 4]], &[(2, 8)]);
    let spoken = said(&two, &electorate, &[(2, true), (8, true)]);
    assert_eq!(spoken, Err("refuse-decision-spoken"));
}

#[test]
fn it_is_passed_on_to_others_only() {
    let decision = open(vec![group(1)]);
    let electorate = of(&decision, &[&[2, 3]], &[]);
    let check = |person, by, wanted: Option<&str>| {
        let refused = may_represent(&decision, &electorate, UserId(person), UserId(by));
        assert_eq!(refused.err().map(|r| r.id), wanted, "{person} to {by}");
    };
    check(2, 8, None);
    check(1, 8, Some("refuse-decision-own"));
    check(7, 8, Some("refuse-decision-not-yours"));
    check(2, 2, Some("refuse-decision-delegate-self"));
    check(2, 1, Some("refuse-decision-delegate-asker"));
    check(2, 3, Some("refuse-decision-delegate-voter"));
}

#[test]
fn what_is_settled_or_lapsed_is_settled() {
    let mut decision = open(vec![group(1)]);
    let after = |at: At, decision: &Decision| need_open(decision, at).err().map(|r| r.id);
    assert_eq!(after(MONDAY, &decision), None);
    // Also before the timer has run.
    let late = decision.expires;
    assert_eq!(after(late, &decision), Some("refuse-decision-settled"));
    decision.state = State::Approved;
    decision.state_by = Some(UserId(2));
    assert_eq!(after(MONDAY, &decision), Some("refuse-decision-settled-by"));
    decision.state = State::Voided;
    decision.state_by = None;
    decision.reason = EDITED.into();
    assert_eq!(after(MONDAY, &decision), Some("refuse-decision-settled"));
}

#[test]
fn keys_and_reasons_are_read_as_people_write_them() {
    for (typed, number) in [
        ("DEC-7", Some(7)),
        ("dec7", Some(7)),
        ("dec 7", Some(7)),
        ("7", Some(7)),
        ("0", None),
        ("DEC-", None),
        ("seven", None),
    ] {
        assert_eq!(rules::read_key(typed), number, "{typed}");
    }
    assert_eq!(rules::read_reason(" 超支 "), Ok("超支".to_owned()));
    assert!(rules::read_reason("  ").is_err());
    assert!(rules::read_reason(&"x".repeat(1_001)).is_err());
}

proptest! {
    /// Whatever is said by whomever in whatever order: what is approved was approved by as many different hands as there are
    /// places, none of them the asker's, and for as many different people, each of whom may or is represented.
    #[test]
    fn an_approval_has_enough_hands(
        needs in proptest::collection::vec(1_u32..3, 1..4),
        people in proptest::collection::vec(proptest::collection::vec(1_i64..8, 0..5), 3),
        represented in proptest::collection::vec((1_i64..8, 1_i64..12), 0..5),
        words in proptest::collection::vec((1_i64..12, any::<bool>()), 0..20),
    ) {
        let decision = open(needs.iter().map(|n| group(*n)).collect());
        let people: Vec<&[i64]> = people.iter().take(needs.len()).map(Vec::as_slice).collect();
        let mut electorate = of(&decision, &people, &represented);
        let allowed = electorate.clone();
        electorate.represented.retain(|r| may_represent(&decision, &allowed, r.person, r.by).is_ok());
        let mut votes: Vec<Vote> = Vec::new();
        for (hand, approves) in words {
            let hand = UserId(hand);
            let Ok((person, groups)) = cast(&decision, &electorate, &votes, hand) else { continue };
            prop_assert!(hand != ASKER && person != ASKER);
            let choice = if approves { Choice::Approve } else { Choice::Reject };
            let vote = Vote { person, hand, choice, reason: String::new(), groups, at: MONDAY };
            votes = with_vote(&votes, vote);
            match outcome(&decision, &electorate, &votes) {
                None => {}
                Some(Outcome::Approved { .. }) => {
                    let agreed = votes.iter().filter(|v| v.choice == Choice::Approve);
                    let mut hands: Vec<UserId> = agreed.clone().map(|v| v.hand).collect();
                    hands.sort_unstable();
                    hands.dedup();
                    let places: u32 = needs.iter().sum();
                    prop_assert!(hands.len() >= usize::try_from(places).unwrap());
                    for (position, need) in needs.iter().enumerate() {
                        let here = agreed.clone().filter(|v| v.groups.contains(&position)).count();
                        prop_assert!(here >= usize::try_from(*need).unwrap());
                    }
                    break;
                }
                Some(_) => {
                    prop_assert!(votes.iter().any(|v| v.choice == Choice::Reject));
                    break;
                }
            }
        }
    }
}
