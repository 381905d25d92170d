//! The timeline of an incident: its journal in words, for cards and for files. Pure.
//!
//! An action that has no sentence of its own here is named as the audit names it, with what it changed.

use serde_json::Value;

use crate::chat::{Text, UserId};
use crate::clock::At;
use crate::core::incident::timeline_pages::{self, Sent};
use crate::core::incident::{markdown, timeline_words};
use crate::core::journal::Recorded;
use crate::core::org::audit;
use crate::i18n::{Arg, Lang, say};

/// How much of a value is shown where it has no sentence of its own.
const SHOWN: usize = 200;

/// Who reads it, and where.
#[derive(Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) lang: Lang,
    pub(crate) medium: Medium<'a>,
}

/// Where it is read.
#[derive(Clone, Copy)]
pub(crate) enum Medium<'a> {
    /// People are mentioned, and what they typed is escaped for chat.
    Chat,
    /// People are named, and what they typed is escaped for Markdown.
    File(&'a dyn Fn(UserId) -> String),
}

impl Voice<'_> {
    /// What somebody typed.
    pub(crate) fn typed(&self, text: &str) -> Text {
        match self.medium {
            Medium::Chat => Text::user(text),
            Medium::File(_) => Text::trusted(markdown::inline(text)),
        }
    }
    /// Somebody.
    pub(crate) fn person(&self, user: UserId) -> Text {
        match self.medium {
            Medium::Chat => Text::mention(user),
            Medium::File(name) => Text::trusted(markdown::inline(&name(user))),
        }
    }
    /// Somebody, or nobody in person.
    pub(crate) fn whoever(&self, user: Option<UserId>) -> Text {
        match user {
            Some(user) => self.person(user),
            None => Text::trusted(say(self.lang, "audit-liaison", &[])),
        }
    }
}

/// A line of a timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    pub(crate) at: At,
    pub(crate) by: Option<UserId>,
    pub(crate) what: Text,
}

/// The entries about an incident as lines, the oldest first.
pub(crate) fn lines(entries: &[Recorded], voice: Voice<'_>) -> Vec<Line> {
    let mut sorted: Vec<&Recorded> = entries.iter().collect();
    sorted.sort_by_key(|entry| (entry.at, entry.number));
    let line = |entry: &Recorded| Line {
        at: entry.at,
        by: entry.by,
        what: words(entry, voice),
    };
    sorted.into_iter().map(line).collect()
}

/// The entries and the pages of an incident as lines, the oldest first: what was decided at a moment before what was sent then.
pub(crate) fn all(
    entries: &[Recorded],
    (sent, mentioned): (&[Sent], bool),
    voice: Voice<'_>,
) -> Vec<Line> {
    let mut all = lines(entries, voice);
    all.extend(timeline_pages::lines(sent, mentioned, voice));
    all.sort_by_key(|line| line.at);
    all
}

/// The people a timeline names, each once.
pub(crate) fn people(entries: &[Recorded]) -> Vec<UserId> {
    let mut found: Vec<UserId> = entries.iter().filter_map(|entry| entry.by).collect();
    for entry in entries {
        for name in ["user", "from", "holder"] {
            found.extend(fact(entry, name).and_then(number).map(UserId));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What one entry says happened.
pub(crate) fn words(entry: &Recorded, voice: Voice<'_>) -> Text {
    let told = |id: &str, args: &[(&'static str, Arg)]| Text::trusted(say(voice.lang, id, args));
    let text = |name: &str| voice.typed(fact(entry, name).and_then(Value::as_str).unwrap_or(""));
    let severity = |name: &str| fact(entry, name).and_then(Value::as_str).unwrap_or("–");
    match entry.action.as_str() {
        "incident.opened" => told(
            "timeline-opened",
            &[("severity", severity("severity").to_uppercase().into())],
        ),
        "incident.acknowledged" => told("timeline-acknowledged", &[]),
        "incident.acknowledged-outside" => told("timeline-acknowledged-outside", &[]),
        "incident.mitigated" => told("timeline-mitigated", &[]),
        "incident.resolved" if entry.by.is_none() => told("timeline-recovered-all", &[]),
        "incident.resolved" => told("timeline-resolved", &[]),
        "incident.recovered" => told("timeline-recovered", &[]),
        "incident.reopened" => told("timeline-reopened", &[]),
        "incident.closed" => told("timeline-closed", &[]),
        "incident.escalated" => told("timeline-escalated", &[]),
        "incident.customers" => told("timeline-customers", &[]),
        "incident.merged" => told("timeline-merged", &[("into", text("into").into())]),
        "incident.absorbed" => told(
            "timeline-absorbed",
            &[
                ("incident", text("merged").into()),
                ("title", text("title").into()),
            ],
        ),
        "incident.updated" => updated(entry, voice),
        "incident.severity" => {
            let before = entry.before.get("severity").and_then(Value::as_str);
            told(
                "timeline-severity",
                &[
                    ("before", before.unwrap_or("–").to_uppercase().into()),
                    ("after", severity("severity").to_uppercase().into()),
                ],
            )
        }
        "incident.role" => {
            let holder = fact(entry, "holder").and_then(number).map(UserId);
            let role = fact(entry, "part").and_then(Value::as_str);
            told(
                "timeline-role",
                &[
                    ("user", voice.whoever(holder).into()),
                    ("role", role.unwrap_or_default().into()),
                ],
            )
        }
        "incident.action-added" => {
            let owner = fact(entry, "user").and_then(number).map(UserId);
            let args = [
                ("user", voice.whoever(owner).into()),
                ("due", text("due").into()),
                ("text", text("text").into()),
            ];
            told("timeline-action-added", &args)
        }
        "incident.action-done" => told("timeline-action-done", &[("text", text("text").into())]),
        "incident.action-cancelled" => told(
            "timeline-action-cancelled",
            &[("text", text("text").into())],
        ),
        "incident.linked" => told("timeline-linked", &[("other", text("other").into())]),
        "incident.unlinked" => told("timeline-unlinked", &[("other", text("other").into())]),
        "incident.noted" => told("timeline-noted", &[("text", text("text").into())]),
        action => match timeline_words::paging(action, entry, voice) {
            Some(words) => words,
            None => other(action, entry, voice),
        },
    }
}

/// What somebody said is known, with the words they found for customers.
fn updated(entry: &Recorded, voice: Voice<'_>) -> Text {
    let text = |name: &str| {
        let words = fact(entry, name).and_then(Value::as_str)?;
        Some(voice.typed(&words.replace('\n', " ")))
    };
    let words = [("text", text("text").unwrap_or_default().into())];
    let said = say(voice.lang, "timeline-updated", &words);
    let public = text("public").map(|words| {
        let words = [("text", words.into())];
        say(voice.lang, "timeline-updated-public", &words)
    });
    Text::trusted(said + &public.unwrap_or_default())
}

/// What the audit calls it, with what changed.
fn other(action: &str, entry: &Recorded, voice: Voice<'_>) -> Text {
    let name = audit::action(voice.lang, action);
    let told = |fact: &str, value: &Value| match (fact, number(value)) {
        ("user" | "delegate", Some(id)) => voice.person(UserId(id)).to_string(),
        _ => {
            let short: String = audit::plain(value).chars().take(SHOWN).collect();
            voice.typed(&short).to_string()
        }
    };
    let changes = audit::changes(voice.lang, entry, told);
    if changes.is_empty() {
        return Text::trusted(name);
    }
    let args = [("name", name.into()), ("value", changes.into())];
    Text::trusted(say(voice.lang, "audit-fact", &args))
}

/// A fact of the entry: as it was afterwards, or, where nothing is said of that, before.
pub(super) fn fact<'a>(entry: &'a Recorded, name: &str) -> Option<&'a Value> {
    let of = |state: &'a Value| state.get(name).filter(|value| !value.is_null());
    of(&entry.after).or_else(|| of(&entry.before))
}

/// A number, also where it is written as text (scripts lose the end of long ones).
pub(super) fn number(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
