//! What is written down and said when an incident changes: a line of its timeline, and the same in its thread.

use serde_json::{Value, json};

use crate::chat::{Card, UserId};
use crate::core::incident::types::Incident;
use crate::core::incident::{card, cards, find};
use crate::core::journal::{self, Entry};
use crate::i18n::Arg;
use crate::outbox::{self, Op, Post, Priority};
use crate::store::Tx;

/// A change, before and after, as the timeline keeps it.
pub(super) struct Change {
    pub(super) by: Option<UserId>,
    pub(super) action: &'static str,
    pub(super) before: Value,
    pub(super) after: Value,
}

impl Change {
    pub(super) fn new(by: Option<UserId>, action: &'static str, after: Value) -> Change {
        Change {
            by,
            action,
            before: json!(null),
            after,
        }
    }
}

/// Writes a line of the timeline. The words of a private incident go where the audit log does not show them.
pub(super) async fn note(tx: &mut Tx, incident: &Incident, change: Change) -> anyhow::Result<()> {
    // Nobody looks back at a drill.
    if incident.is_drill() {
        return Ok(());
    }
    let hide = |facts: Value| {
        if incident.is_private() && !facts.is_null() {
            json!({ "private": facts })
        } else {
            facts
        }
    };
    let entry = Entry {
        by: change.by,
        subject: incident.subject(),
        action: change.action,
        before: hide(change.before),
        after: hide(change.after),
    };
    journal::append(tx, &entry).await
}

/// What a line of the timeline tells, hidden from the audit log or not.
pub(super) fn facts(of: &Value) -> &Value {
    of.get("private").unwrap_or(of)
}

/// Says it in the thread, in the department's language. Nobody is pinged by it.
pub(super) async fn say(
    tx: &mut Tx,
    incident: &Incident,
    id: &'static str,
    args: &[(&'static str, Arg)],
) -> anyhow::Result<()> {
    if incident.channel.is_none() {
        return Ok(());
    }
    let lang = find::department(tx, incident).await?.lang;
    let line = tx.next_key("incident-line").await?;
    let post = Post {
        key: format!("{}/said/{line}", incident.subject()),
        target: card::talk(incident),
        op: Op::Create(Card {
            lead: Some(cards::text(lang, id, args)),
            ..Card::default()
        }),
        priority: Priority::Notice,
        why: card::why("incident:said", incident),
    };
    outbox::post(tx, &post).await
}
