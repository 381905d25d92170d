//! What customer service and support are told while customers are affected: plain words, and when the next come.
//!
//! Each of the two has one notice, kept up to date in its place; what is new is also said under it in a message of its own.

use crate::chat::ChannelId;
use crate::core::incident::card;
use crate::core::incident::customer_cards::{self, Notice, Stage};
use crate::core::incident::types::Incident;
use crate::core::org::{self, Department};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// The departments that speak with customers.
const TOLD: [&str; 2] = ["service", "support"];

/// It was opened, or customers turned out to be affected.
pub(super) async fn opened(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    if !incident.customers {
        return Ok(());
    }
    Box::pin(tell(tx, incident, Stage::Opened, "")).await
}

/// Somebody found words for customers.
pub(super) async fn updated(tx: &mut Tx, incident: &Incident, words: &str) -> anyhow::Result<()> {
    Box::pin(tell(tx, incident, Stage::Updated, words)).await
}

/// It is over.
pub(super) async fn resolved(tx: &mut Tx, incident: &Incident, words: &str) -> anyhow::Result<()> {
    if !incident.customers {
        return Ok(());
    }
    Box::pin(tell(tx, incident, Stage::Resolved, words)).await
}

/// It is not over after all.
pub(super) async fn reopened(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    if !incident.customers {
        return Ok(());
    }
    Box::pin(tell(tx, incident, Stage::Reopened, "")).await
}

async fn tell(tx: &mut Tx, incident: &Incident, stage: Stage, words: &str) -> anyhow::Result<()> {
    let mut told: Vec<ChannelId> = Vec::new();
    for department in org::departments(tx).await? {
        let Some(channel) = department.channel.filter(|_| is_told(&department)) else {
            continue;
        };
        // Two departments may share a channel.
        if told.contains(&channel) {
            continue;
        }
        told.push(channel);
        let notice = Notice {
            lang: department.lang,
            incident,
            stage,
            words,
        };
        let at = format!("{}/customers", incident.subject());
        let standing = Op::Edit(customer_cards::standing(&notice));
        put(
            tx,
            incident,
            format!("{at}/{}", department.key),
            channel,
            standing,
        )
        .await?;
        if let Some(news) = customer_cards::news(&notice) {
            let line = tx.next_key("incident-line").await?;
            let key = format!("{at}-{line}/{}", department.key);
            put(tx, incident, key, channel, Op::Create(news)).await?;
        }
    }
    Ok(())
}

fn is_told(department: &Department) -> bool {
    TOLD.contains(&department.key.as_str())
}

async fn put(
    tx: &mut Tx,
    incident: &Incident,
    key: String,
    channel: ChannelId,
    op: Op,
) -> anyhow::Result<()> {
    let post = Post {
        key,
        target: Target::Channel(channel),
        op,
        priority: Priority::Action,
        why: card::why("incident:customers", incident),
    };
    outbox::post(tx, &post).await
}
