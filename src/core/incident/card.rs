//! The one live card of an incident, kept up to date.

use serde_json::json;

use crate::core::incident::cards;
use crate::core::incident::types::Incident;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Posts the card, or edits it in place.
pub(super) async fn refresh(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let Some(channel) = incident.channel else {
        return Ok(());
    };
    let post = Post {
        key: format!("{}/card", incident.subject()),
        target: Target::Channel(channel),
        op: Op::Edit(cards::live(incident)),
        priority: Priority::Action,
        why: json!({ "rule": "incident:card", "key": incident.key() }),
    };
    outbox::post(tx, &post).await
}
