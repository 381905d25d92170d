//! What must hold in the end.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::town::{DEPARTMENTS, Town};

/// Looks at everything that was posted, and at the database. Returns how many rounds were held.
pub async fn all(town: &Town) -> usize {
    let mut rounds = 0;
    for department in DEPARTMENTS {
        rounds += channel(town, department);
    }
    reminders(town);
    database(town, rounds).await;
    violations(town);
    rounds
}

fn title(message: &Value) -> &str {
    message["embeds"][0]["title"].as_str().unwrap_or_default()
}

/// Each day has one card and one summary, and a digest at most; every answer that was promised stands in the summary.
fn channel(town: &Town, department: &str) -> usize {
    let channel = town.server.channel(department).unwrap();
    let messages = town.server.messages(channel, town.people[0]);
    let public = messages.iter().filter(|m| m["ephemeral"] != true);
    let mut cards: BTreeMap<String, u32> = BTreeMap::new();
    for message in public {
        *cards.entry(title(message).to_owned()).or_default() += 1;
    }
    // Digests of several days have the same title.
    let others = cards
        .iter()
        .filter(|(title, _)| !title.starts_with("Digest · "));
    for (title, times) in others {
        assert_eq!(*times, 1, "#{department}: “{title}” {times} times");
    }
    let opened: Vec<&String> = cards.keys().filter(|t| t.starts_with("Daily")).collect();
    for (one, next) in opened.iter().zip(opened.iter().skip(1)) {
        assert_eq!(day(one).succ_opt(), Some(day(next)), "a day was skipped");
    }
    for title in &opened {
        let summary = format!("Summary · {title}");
        assert!(
            cards.contains_key(&summary),
            "#{department}: no “{summary}”"
        );
    }
    for (standup, day, person) in town.kept() {
        let summary = messages.iter().find(|m| {
            let title = title(m);
            title.starts_with("Summary")
                && title.contains(&day)
                && title.ends_with(&format!("STD-{standup}"))
        });
        if let Some(summary) = summary {
            let fields = summary["embeds"][0]["fields"].as_array().unwrap();
            let silent = fields.iter().filter(|f| f["name"] == "No answer");
            for field in silent {
                let text = field["value"].as_str().unwrap();
                assert!(
                    !text.contains(&person.to_string()),
                    "the answer of {person} to STD-{standup} of {day} is lost: {summary:#}"
                );
            }
        }
    }
    opened.len()
}

fn day(title: &str) -> chrono::NaiveDate {
    title.split(" · ").nth(1).unwrap().parse().unwrap()
}

/// Nobody is reminded twice of the same thing.
fn reminders(town: &Town) {
    for person in &town.people {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for message in town.server.dms(*person) {
            // The words name the standup and the moment of its close.
            *seen.entry(message["embeds"].to_string()).or_default() += 1;
        }
        for (words, times) in seen {
            assert_eq!(times, 1, "{person} was told {times} times: {words}");
        }
    }
}

async fn database(town: &Town, rounds: usize) {
    let opened = "SELECT COUNT(*) AS n FROM journal WHERE action = 'standup.opened'";
    let closed = "SELECT COUNT(*) AS n FROM journal WHERE action = 'standup.closed'";
    let rounds = i64::try_from(rounds).unwrap();
    assert_eq!(town.number(opened).await, Some(rounds), "journal: opened");
    assert_eq!(town.number(closed).await, Some(rounds), "journal: closed");
    let dead = "SELECT COUNT(*) AS n FROM dead_letter";
    assert_eq!(town.number(dead).await, Some(0), "undelivered");
    let promised = town.kept().len();
    let answers = "SELECT COUNT(*) AS n FROM standup_answer";
    let answers = town.number(answers).await.unwrap();
    assert!(answers >= i64::try_from(promised).unwrap(), "answers lost");
}

/// A bot that is dead does not answer, and what it was about to answer when the clock was moved by hours comes too late
/// for Discord; all else it did must be as Discord wants it.
pub fn violations(town: &Town) {
    let found = town.server.violations();
    let wrong: Vec<_> = found
        .iter()
        .filter(|v| !v.what.starts_with("no answer within 3 s"))
        .filter(|v| !(v.what.starts_with("PATCH /webhooks/") && v.what.contains(" 50027 ")))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
