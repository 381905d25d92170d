//! Durable delivery: everything the bot says on its own.
//!
//! Guarantee: a post that was committed is delivered at least once, made once by the platform's enforced nonce within
//! its window. In order per message key and per channel; pages overtake all else; a pending edit of the same key
//! replaces an older pending one; pacing happens before the platform has to refuse. Knows no capability and no Discord.

mod rules;
mod run;
pub(crate) mod store;
#[cfg(test)]
mod tests;

use std::time::Duration;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::chat::{Card, ChannelId, MessageId, RoleId, UserId, WorkspaceId};
use crate::clock::At;
use crate::metrics::METRICS;
use crate::store::{Bell, Store, Tx};

pub use run::run;

/// What goes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Page,
    Action,
    Notice,
    Digest,
}

/// Where a message goes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Channel(ChannelId),
    /// A direct message; if it is refused, `fallback` gets one message that mentions them (merged for all refused with the same key).
    Direct {
        user: UserId,
        fallback: Option<ChannelId>,
    },
    /// The thread made under the message of this key.
    ThreadOf(String),
    /// A letter by mail: the second road to somebody.
    Mail {
        to: String,
    },
    /// A message posted to an address of somebody's own: the third.
    Hook {
        url: String,
    },
}

/// What to do.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Make the message of this key.
    Create(Card),
    /// Bring the message of this key up to date; makes it if it was never made or has been deleted.
    Edit(Card),
    Delete,
    /// Open a thread under the message of this key.
    Thread {
        name: String,
    },
    /// Open a thread in the channel that only those see who are let in. It has no message: its key is for
    /// [`Target::ThreadOf`] and [`Op::Invite`] alone.
    PrivateThread {
        /// Unlike any other there: what has the name already is taken.
        name: String,
    },
    /// Let somebody into the thread of [`Target::ThreadOf`].
    Invite {
        user: UserId,
    },
    /// Add the bot's reaction.
    React {
        emoji: String,
    },
    /// Make a text channel (or adopt the one with this name); the outcome is told to `on_event`.
    MakeChannel {
        name: String,
        topic: String,
    },
    /// Make a role (or adopt the one with this name); the outcome is told to `on_event`.
    MakeRole {
        name: String,
    },
    /// Give or take a role.
    SetRole {
        user: UserId,
        role: RoleId,
        on: bool,
    },
}

/// Something to be said. Committed with the rows that caused it.
#[derive(Clone, PartialEq, Debug)]
pub struct Post {
    /// `standup/7/2026-01-04/card`: one message each; unique in the workspace.
    pub key: String,
    pub target: Target,
    pub op: Op,
    pub priority: Priority,
    /// Why it was said: `capability:rule` and its inputs, for **Why this?**. JSON, decoded by the core.
    pub why: serde_json::Value,
}

/// A post on its way, as `Deliver` sees it.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    pub id: i64,
    pub workspace: WorkspaceId,
    pub key: String,
    pub target: Target,
    pub op: Op,
    pub priority: Priority,
    /// At most 25 characters, the same for every attempt at this post, another for every post.
    pub nonce: String,
    /// The message this key already has, if any, and where.
    pub message: Option<(ChannelId, MessageId)>,
    /// The thread under `target`'s message, for `ThreadOf`.
    pub thread: Option<ChannelId>,
    pub attempt: u32,
}

/// What became of an attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It stands. `made` says what was made (message, channel, thread or role id) and where.
    Done {
        channel: Option<ChannelId>,
        made: Option<i64>,
    },
    /// Try again after so long (`None`: our own backoff).
    Again {
        after: Option<Duration>,
        why: String,
    },
    /// It can never succeed; `code` is the platform's (50007 = direct messages closed).
    Never { code: Option<i64>, why: String },
}

/// The road out. Implemented by the Discord face (and by the second roads).
pub trait Deliver: Send + Sync + 'static {
    /// How long this delivery must wait before it may be sent without provoking a refusal; `None` = now, and the slot is taken.
    fn admit(&self, delivery: &Delivery) -> Option<Duration>;
    /// Sends it.
    fn deliver(&self, delivery: Delivery) -> futures::future::BoxFuture<'static, Outcome>;
}

/// Told to the core, in the transaction that records the outcome.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A channel or role asked for by `key` exists now.
    Made { key: String, id: i64 },
    /// A page stands where it was sent.
    Delivered { key: String },
    /// Kept as a dead letter: somebody must be told by another road.
    Dead {
        key: String,
        target: Target,
        code: Option<i64>,
        why: String,
    },
    /// A page has not got through for a while. It is still tried: another road may be quicker.
    Late { key: String },
    /// A direct message was refused and fell back.
    DirectRefused { key: String, user: UserId },
    /// A direct message got through to somebody.
    DirectTaken { user: UserId },
}

/// Where a message of a key stands, for links and **Why this?**.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    pub key: String,
    pub channel: ChannelId,
    pub message: MessageId,
    pub why: serde_json::Value,
    pub at: At,
}

/// A dead letter, for `/audit`.
#[derive(Clone, PartialEq, Debug)]
pub struct DeadLetter {
    pub key: String,
    pub target: Target,
    pub code: Option<i64>,
    pub why: String,
    pub at: At,
}

/// Depth and age by priority, for metrics and readiness.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Health {
    /// Page, action, notice, digest: how many wait, and the age of the oldest in milliseconds.
    pub waiting: [(i64, i64); 4],
    pub dead: i64,
}

/// Queues a post in the caller's transaction.
pub async fn post(tx: &mut Tx, post: &Post) -> anyhow::Result<()> {
    let waiting = store::pending(tx, &post.key).await?;
    let standing = store::standing(tx, &post.key).await?;
    let print_now = standing.as_ref().map(|(_, print)| print.as_str());
    match rules::plan(
        &post.op,
        waiting.as_ref().map(|w| (&w.op, w.untouched)),
        print_now,
    ) {
        rules::Plan::Nothing => return Ok(()),
        rules::Plan::Replace(op) => {
            let waiting = waiting.context("only what waits can be replaced")?;
            if !store::replace(tx, waiting.id, &op, &post.why).await? {
                store::queue(tx, post, &nonce()).await?;
            }
        }
        rules::Plan::Clear { queue } => {
            let forgotten = store::forget(tx, &post.key).await?;
            if forgotten && !queue {
                return Ok(());
            }
            store::queue(tx, post, &nonce()).await?;
        }
        rules::Plan::Queue => store::queue(tx, post, &nonce()).await?,
    }
    let now = tx.now();
    tx.ring(Bell::Posts, now);
    Ok(())
}

/// 96 random bits: no two posts share one, and all attempts at a post do. At most 25 characters are allowed.
fn nonce() -> String {
    format!("{:024x}", rand::random::<u128>() >> 32)
}

/// Whether something was queued or said under this key.
pub async fn said(tx: &mut Tx, key: &str) -> anyhow::Result<bool> {
    Ok(store::pending(tx, key).await?.is_some() || store::standing(tx, key).await?.is_some())
}

/// The message a key stands for, if it has been made.
pub async fn standing(tx: &mut Tx, key: &str) -> anyhow::Result<Option<Standing>> {
    Ok(store::standing(tx, key)
        .await?
        .map(|(standing, _)| standing))
}

/// Which key a message of ours is, for the message menu.
pub async fn key_of(
    tx: &mut Tx,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<Option<Standing>> {
    store::key_of(tx, channel, message).await
}

/// Which workspace a direct conversation was last about, as of this message: its own, if it is one of ours; else (a private
/// answer) that of the message of ours before it.
pub async fn workspace_of(
    store: &Store,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<Option<WorkspaceId>> {
    let place = (channel, message);
    store.read(WorkspaceId(0), of_place, &place).await
}

async fn of_place(
    tx: &mut Tx,
    place: &(ChannelId, MessageId),
) -> anyhow::Result<Option<WorkspaceId>> {
    store::any_workspace_of(tx, place.0, place.1).await
}

/// Dead letters of this workspace, newest first.
pub async fn dead_letters(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<DeadLetter>> {
    store::dead(tx, most).await
}

/// How things stand, over all workspaces; kept in the metrics too.
pub async fn health(store: &Store) -> anyhow::Result<Health> {
    let health = store.read(WorkspaceId(0), look_at_health, &()).await?;
    for (name, (depth, oldest)) in ["page", "action", "notice", "digest"]
        .iter()
        .zip(health.waiting)
    {
        METRICS.outbox_depth.with_label_values(&[name]).set(depth);
        METRICS
            .outbox_oldest_seconds
            .with_label_values(&[name])
            .set(oldest / 1000);
    }
    Ok(health)
}

/// How many posts could be sent now or are being sent: 0 when everything that can be said has been said.
pub async fn unsaid(store: &Store) -> anyhow::Result<i64> {
    store.read(WorkspaceId(0), count_unsaid, &()).await
}

/// When the next post that pauses after a failed attempt is tried again.
pub async fn next_try(store: &Store) -> anyhow::Result<Option<At>> {
    store.read(WorkspaceId(0), look_at_pauses, &()).await
}

async fn look_at_pauses(tx: &mut Tx, (): &()) -> anyhow::Result<Option<At>> {
    store::any_workspace_pause_ends(tx).await
}

async fn look_at_health(tx: &mut Tx, (): &()) -> anyhow::Result<Health> {
    store::any_workspace_health(tx).await
}

async fn count_unsaid(tx: &mut Tx, (): &()) -> anyhow::Result<i64> {
    store::any_workspace_waiting(tx).await
}
