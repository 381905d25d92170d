//! Pages on a timeline, as people read them.

use serde_json::{Value, json};

use super::*;
use crate::chat::ChannelId;
use crate::core::incident::rules::{Growth, Severity};
use crate::core::incident::timeline;
use crate::core::incident::timeline_words::growth;
use crate::core::journal::Recorded;
use crate::i18n::Lang;

fn sent(
    attempt: u32,
    (to, route): (Who, Option<Route>),
    (level, round): (usize, u32),
    reason: Reason,
    (at, came): (At, Came),
) -> Sent {
    Sent {
        page: Page {
            attempt,
            to,
            route,
            level,
            round,
            reason,
        },
        at,
        came,
    }
}

/// What rang in an incident that was opened at this moment.
pub(in crate::core::incident) fn pages(opened: At) -> Vec<Sent> {
    let at = |minutes: i64| opened + Span::minutes(minutes);
    let person = |id: i64, road| (Who::Person(UserId(id)), Some(road));
    let grew = Reason::Grew(vec![Growth::Hosts("db-2".into())]);
    let delivered = |minutes: i64, after: i64| {
        let stands = at(minutes) + Span::seconds(after);
        (at(minutes), Came::Delivered(Some(stands)))
    };
    vec![
        sent(
            1,
            person(2, Route::Direct),
            (0, 0),
            Reason::Opened,
            (at(0), Came::Refused),
        ),
        sent(
            2,
            person(2, Route::Mail),
            (0, 0),
            Reason::Opened,
            delivered(1, 2),
        ),
        sent(
            3,
            person(3, Route::Direct),
            (1, 0),
            Reason::Opened,
            delivered(5, 90),
        ),
        sent(
            4,
            (Who::Channel(ChannelId(9)), None),
            (1, 0),
            Reason::Opened,
            delivered(5, 1),
        ),
        sent(
            5,
            (Who::Thread, None),
            (1, 0),
            Reason::NoCommander,
            (at(7), Came::Sent),
        ),
        sent(
            6,
            (Who::Office, None),
            (1, 0),
            Reason::Exhausted,
            delivered(15, 0),
        ),
        sent(
            7,
            person(2, Route::Hook),
            (0, 1),
            grew,
            (at(20), Came::Late),
        ),
    ]
}

fn told(lang: Lang, medium: Medium<'_>) -> String {
    let voice = Voice { lang, medium };
    let lines = lines(&pages(At(0)), true, voice);
    let lines = lines.iter().map(|line| {
        let minute = line.at.0 / 60_000;
        format!("{minute} {} {}", voice.whoever(line.by), line.what)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_timeline_says_who_was_rung_by_which_road_and_what_became_of_it() {
    let name = |user: UserId| format!("P{}", user.0);
    insta::assert_snapshot!(
        "pages",
        [
            told(Lang::En, Medium::Chat),
            told(Lang::Zh, Medium::Chat),
            told(Lang::En, Medium::File(&name)),
        ]
        .join("\n\n")
    );
}

fn entry(number: i64, action: &str, after: Value) -> Recorded {
    Recorded {
        number,
        at: At(number * 60_000),
        by: None,
        subject: "incident/7".into(),
        action: action.into(),
        before: Value::Null,
        after,
    }
}

#[test]
fn what_the_paging_decided_is_told_in_sentences() {
    let many: Vec<Growth> = (1..=11).map(|n| Growth::Hosts(format!("db-{n}"))).collect();
    let some = [
        Growth::Severity {
            from: Severity::Sev3,
            to: Severity::Sev1,
        },
        Growth::Hosts("db-2".into()),
        Growth::Hosts("db_3*".into()),
        Growth::Fingerprint("a".into()),
    ];
    let entries = [
        entry(
            1,
            "incident.level-skipped",
            json!({ "level": 2, "why": "secondary: nobody, <@5>: absent" }),
        ),
        entry(2, "incident.repeats", json!({ "round": 2 })),
        entry(3, "incident.ack-expired", json!({ "user": 2 })),
        entry(4, "incident.handed-over", json!({ "user": 2 })),
        entry(
            5,
            "incident.page-refused",
            json!({ "user": 2, "route": "direct", "next": "mail" }),
        ),
        entry(
            6,
            "incident.page-refused",
            json!({ "user": 2, "route": "mail", "next": null }),
        ),
        entry(
            7,
            "incident.silenced",
            json!({ "until": 1_767_571_200_000_i64 }),
        ),
        entry(8, "incident.grew", growth(&some)),
        entry(9, "incident.grew", growth(&many)),
        entry(
            10,
            "incident.grew",
            growth(&[Growth::Fingerprint("a".into())]),
        ),
        // As it was kept before hosts were named.
        entry(11, "incident.grew", json!({ "by": 2 })),
        entry(12, "incident.exhausted", Value::Null),
    ];
    let name = |user: UserId| format!("P{}", user.0);
    let told = |lang, medium| {
        let lines = timeline::lines(&entries, Voice { lang, medium });
        let lines = lines.iter().map(|line| line.what.to_string());
        lines.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(
        "decisions",
        [
            told(Lang::En, Medium::Chat),
            told(Lang::Zh, Medium::Chat),
            told(Lang::En, Medium::File(&name)),
        ]
        .join("\n\n")
    );
}
