//! What is read of a page that has not happened, in both languages.

use super::*;
use crate::calendar::{Hours, Zone};
use crate::chat::ChannelId;
use crate::clock::Span;
use crate::core::incident::explain::explain;
use crate::core::incident::paging::{Candidate, Duty};
use crate::core::incident::policy::Target;
use crate::core::incident::rules::Severity;
use crate::core::org::Department;
use crate::core::testing::shown;

const FROM: At = At(1_767_571_200_000);

fn asked(lang: Lang, quiet: bool) -> Foresee {
    Foresee {
        lang,
        department: Department {
            id: 3,
            key: "ops".into(),
            name: "Operations".into(),
            channel: Some(ChannelId(7)),
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
        },
        severity: Severity::Sev1,
        service: "db".into(),
        from: FROM,
        to: FROM + Span::hours(2),
        quiet: quiet.then(|| ("SIL-3 `service=db`".to_owned(), FROM + Span::minutes(30))),
    }
}

/// Ana is first; nobody is second; the lead is away in the first turn and there in the second.
fn duty(at: At, begins: At) -> Duty {
    let person = |n, missing| Candidate {
        who: Who::Person(UserId(n)),
        missing,
    };
    let away = (at < begins + Span::minutes(10)).then_some(Missing::Absent);
    Duty {
        answers: [
            (Target::Primary(None), vec![person(1, None)]),
            (Target::Lead, vec![person(2, away)]),
        ]
        .into(),
        ..Duty::default()
    }
}

fn card(lang: Lang, quiet: bool, repeat: i64) -> Card {
    let asked = asked(lang, quiet);
    let policy = Policy::read("primary 5m > secondary 10m > lead 15m", repeat, &[]).unwrap();
    let begins = asked.quiet.as_ref().map_or(FROM, |(_, until)| *until);
    let explained = explain(&policy, begins, |at| duty(at, begins));
    let roads = BTreeMap::from([(UserId(1), vec![Route::Direct, Route::Mail])]);
    let others = [
        (UserId(4), WhyNot::Away),
        (UserId(5), WhyNot::NotTheirTurn),
        (UserId(6), WhyNot::NotNamed),
    ];
    foreseen(&Foreseen {
        asked: &asked,
        key: (!quiet).then(|| "ESC-1".to_owned()),
        policy: &policy,
        begins,
        explained: &explained,
        roads: &roads,
        others: &others,
        problems: None,
    })
}

#[test]
fn it_is_told_level_after_level_in_both_languages() {
    let mut text = String::new();
    for lang in Lang::ALL {
        for (quiet, repeat) in [(false, 1), (true, 0)] {
            text.push_str(&shown(&card(lang, quiet, repeat)));
            text.push_str("\n\n");
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn turns_that_go_like_the_first_are_one_line_each() {
    let asked = asked(Lang::En, false);
    let policy = Policy::read("primary 5m", 3, &[]).unwrap();
    let explained = explain(&policy, FROM, |at| duty(at, FROM));
    let card = foreseen(&Foreseen {
        asked: &asked,
        key: None,
        policy: &policy,
        begins: FROM,
        explained: &explained,
        roads: &BTreeMap::new(),
        others: &[],
        problems: None,
    });
    let shown = shown(&card);
    assert_eq!(shown.matches("🔔").count(), 1, "{shown}");
    assert_eq!(shown.matches("<t:1767571500:f>").count(), 1, "{shown}");
    assert_eq!(shown.matches("<t:1767572100:f>").count(), 1, "{shown}");
}
