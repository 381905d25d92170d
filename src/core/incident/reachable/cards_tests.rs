//! What is read of it, in both languages.

use super::*;
use crate::calendar::{Hours, Zone};
use crate::clock::At;
use crate::core::testing::shown;

fn department(lang: Lang) -> Department {
    Department {
        id: 3,
        key: "ops".into(),
        name: "Operations".into(),
        channel: None,
        role: None,
        leads: Vec::new(),
        lang,
        zone: Zone::UTC,
        hours: Hours {
            days: [true; 7],
            from: 540,
            to: 1080,
        },
        version: 1,
    }
}

fn all() -> Vec<Problem> {
    let (user, channel) = (UserId(2), ChannelId(7));
    let parts = vec![Part::Lead, Part::Rotation("nights".into())];
    let (from, to) = (At(1_767_571_200_000), At(1_767_600_000_000));
    let policy = Some("ESC-1".to_owned());
    vec![
        Problem::Left {
            user,
            parts: parts.clone(),
        },
        Problem::Closed {
            user,
            parts,
            other_road: true,
        },
        Problem::Closed {
            user: UserId(3),
            parts: vec![Part::Policy("ESC-1".into())],
            other_road: false,
        },
        Problem::ChannelGone {
            channel,
            policy: None,
        },
        Problem::ChannelGone { channel, policy },
        Problem::ChannelShut {
            channel,
            permissions: vec![
                "permission-send-messages".into(),
                "permission-embed-links".into(),
            ],
            policy: None,
        },
        Problem::RoleGone {
            role: crate::chat::RoleId(9),
        },
        Problem::NoChannel,
        Problem::NoRotation {
            policy: "ESC-1".into(),
            rotation: "night*s".into(),
        },
        Problem::Empty {
            policy: "ESC-1".into(),
            level: 1,
            why: vec![
                (Target::Person(user), Missing::LeftServer),
                (Target::Primary(None), Missing::Nobody),
            ],
        },
        Problem::Nobody,
        Problem::Gap {
            rotation: String::new(),
            from,
            to,
        },
        Problem::Uncovered {
            rotation: "nights".into(),
            from,
            to,
        },
    ]
}

#[test]
fn every_problem_says_what_is_wrong_and_what_to_do() {
    let mut text = String::new();
    for lang in Lang::ALL {
        for problem in all() {
            let line = super::problem(lang, &problem);
            text.push_str(line.as_str());
            text.push('\n');
        }
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_message_ticks_off_what_is_solved() {
    let mut text = String::new();
    for lang in Lang::ALL {
        let one = |what: &Problem, solved| Told {
            message: 4,
            what: what.clone(),
            since: At(0),
            solved,
        };
        let (first, second) = (all().remove(0), Problem::NoChannel);
        let half = [one(&first, None), one(&second, Some(At(1_767_571_200_000)))];
        let whole = [one(&second, Some(At(1_767_571_200_000)))];
        for told in [&half[..], &whole[..]] {
            text.push_str(&shown(&super::told(lang, &department(lang), told, 4)));
            text.push_str("\n\n");
        }
        text.push_str(&shown(&trying(lang)));
        text.push('\n');
        text.push_str(&shown(&looking(lang)));
        text.push_str("\n\n");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn beside_other_things_a_few_are_shown_and_the_rest_counted() {
    assert!(field(Lang::En, &[]).is_none());
    let long = field(Lang::En, &all()).unwrap();
    assert_eq!(long.value.as_str().matches("⚠️").count(), SHOWN_BESIDE);
    assert!(long.value.as_str().contains("9 more"), "{}", long.value);
}
