//! Timelines as people read them.

use serde_json::json;

use super::*;

fn entry(number: i64, by: Option<i64>, action: &str, before: Value, after: Value) -> Recorded {
    Recorded {
        number,
        at: At(1_767_571_200_000 + number * 60_000),
        by: by.map(UserId),
        subject: "incident/7".into(),
        action: action.into(),
        before,
        after,
    }
}

fn history() -> Vec<Recorded> {
    let none = Value::Null;
    vec![
        entry(9, None, "incident.recovered", none.clone(), none.clone()),
        entry(
            1,
            Some(1),
            "incident.opened",
            none.clone(),
            json!({ "title": "Disk", "severity": "sev2", "kind": "fault" }),
        ),
        entry(
            2,
            None,
            "incident.noted",
            none.clone(),
            json!({ "text": "Deployed **1.2** | by CI" }),
        ),
        entry(
            3,
            None,
            "incident.acknowledged-outside",
            none.clone(),
            none.clone(),
        ),
        entry(
            4,
            Some(2),
            "incident.acknowledged",
            json!({ "state": "triggered" }),
            none.clone(),
        ),
        entry(
            10,
            Some(2),
            "incident.resolved",
            json!({ "state": "acknowledged" }),
            none.clone(),
        ),
        entry(
            11,
            Some(2),
            "incident.brand-new",
            none,
            json!({ "user": "3", "text": "a|b" }),
        ),
    ]
}

fn told(voice: Voice<'_>) -> String {
    let lines = lines(&history(), voice);
    let lines = lines.iter().map(|line| {
        let minute = (line.at.0 - 1_767_571_200_000) / 60_000;
        format!("{minute} {} {}", voice.whoever(line.by), line.what)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_timeline_is_told_in_order_in_both_languages_and_for_files() {
    let name =
        |user: UserId| ["", "Mei", "Bo|2", "Ana"][usize::try_from(user.0).unwrap()].to_owned();
    let chat = |lang| {
        told(Voice {
            lang,
            medium: Medium::Chat,
        })
    };
    let file = told(Voice {
        lang: Lang::En,
        medium: Medium::File(&name),
    });
    insta::assert_snapshot!([chat(Lang::En), chat(Lang::Zh), file].join("\n\n"));
}

#[test]
fn whoever_is_named_in_it_is_known() {
    assert_eq!(people(&history()), [UserId(1), UserId(2), UserId(3)]);
}
