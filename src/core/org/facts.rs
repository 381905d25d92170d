//! What only the platform knows of those and of what we count on: who has left the server, who takes no direct messages,
//! which channels and roles are gone, what the bot may not do where.
//!
//! Learned from deliveries that were refused, from what the platform tells by itself, and from looks at it. What is not known
//! to be wrong counts as right: a fact here is always a reason to tell somebody, and nobody is passed over for lack of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::chat::{ChannelId, RoleId, UserId};
use crate::core::org::{directory, facts_store as store, passed_up, store as people};
use crate::outbox::{Event, Target};
use crate::store::Tx;

/// Timer: who or what can be reached may have changed; passed up to those who page.
pub(crate) const REACH_CHANGED: &str = "org:reach-changed";
/// The platform's code for a direct message that is not taken.
const CLOSED: i64 = 50_007;

/// What is known to be wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Facts {
    /// They have left the server.
    pub(crate) left: BTreeSet<UserId>,
    /// The last direct message to them was refused.
    pub(crate) closed: BTreeSet<UserId>,
    /// Channels that do not exist any more, and those in which the bot may not do all it has to: what it lacks, by the
    /// messages with the permissions' names.
    pub(crate) gone: BTreeSet<ChannelId>,
    pub(crate) shut: BTreeMap<ChannelId, Vec<String>>,
    /// Roles that do not exist any more.
    pub(crate) roles_gone: BTreeSet<RoleId>,
}

/// What is learned: of one thing, how it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Learned {
    /// Somebody is in the server, or is not.
    Here(UserId, bool),
    /// Somebody takes direct messages, or does not.
    Open(UserId, bool),
    /// A channel exists, with what the bot lacks there; or it does not.
    Channel(ChannelId, Option<Vec<String>>),
    /// A role exists, or does not.
    Role(RoleId, bool),
}

/// All that is known.
pub(crate) async fn facts(tx: &mut Tx) -> anyhow::Result<Arc<Facts>> {
    if let Some(facts) = tx.recall::<Facts>() {
        return Ok(facts);
    }
    let mut facts = Facts::default();
    for (kind, subject, detail) in store::all(tx).await? {
        match kind.as_str() {
            "left" => drop(facts.left.insert(UserId(subject))),
            "closed" => drop(facts.closed.insert(UserId(subject))),
            "channel-gone" => drop(facts.gone.insert(ChannelId(subject))),
            "channel-shut" => {
                let lacks = serde_json::from_str(&detail)?;
                facts.shut.insert(ChannelId(subject), lacks);
            }
            "role-gone" => drop(facts.roles_gone.insert(RoleId(subject))),
            other => anyhow::bail!("no fact of the platform is called {other}"),
        }
    }
    let facts = Arc::new(facts);
    tx.remember(&facts);
    Ok(facts)
}

/// Keeps what was learned. Says whether any of it is news.
pub(crate) async fn learn(tx: &mut Tx, learned: &[Learned]) -> anyhow::Result<bool> {
    let known = facts(tx).await?;
    let mut news = false;
    for each in learned {
        news |= keep(tx, &known, each).await?;
    }
    if news {
        tx.forget::<Facts>();
    }
    Ok(news)
}

async fn keep(tx: &mut Tx, known: &Facts, learned: &Learned) -> anyhow::Result<bool> {
    let mut set = |kind: &str, subject: i64, was: bool, is: bool| {
        match (was, is) {
            (false, true) => store::learn(tx, kind, subject, ""),
            (true, false) => store::forget(tx, kind, subject),
            (true, true) | (false, false) => {}
        }
        was != is
    };
    match learned {
        Learned::Here(user, here) => {
            let news = set("left", user.0, known.left.contains(user), !here);
            if news && !here {
                let mut row = directory::person(tx, *user).await?;
                // They are looked at anew when they next act here.
                row.seen.clear();
                people::save_person(tx, &row).await?;
            }
            Ok(news)
        }
        Learned::Open(user, open) => Ok(set("closed", user.0, known.closed.contains(user), !open)),
        Learned::Role(role, exists) => {
            let was = known.roles_gone.contains(role);
            Ok(set("role-gone", role.0, was, !exists))
        }
        Learned::Channel(channel, lacks) => {
            let was = known.gone.contains(channel);
            let gone = set("channel-gone", channel.0, was, lacks.is_none());
            let lacks = lacks.as_deref().unwrap_or_default();
            let before = known.shut.get(channel).map_or(&[][..], Vec::as_slice);
            if before == lacks {
                return Ok(gone);
            }
            if lacks.is_empty() {
                store::forget(tx, "channel-shut", channel.0);
            } else {
                let detail = serde_json::to_string(lacks)?;
                store::learn(tx, "channel-shut", channel.0, &detail);
            }
            Ok(true)
        }
    }
}

/// Somebody acts in the server: whatever was known before, they are there.
pub(super) async fn acts(tx: &mut Tx, user: UserId) -> anyhow::Result<()> {
    if learn(tx, &[Learned::Here(user, true)]).await? {
        reach_changed(tx).await?;
    }
    Ok(())
}

/// A delivery came out: whether somebody takes direct messages is learned from it.
pub(super) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    let learned = match event {
        Event::DirectRefused { user, .. } => Learned::Open(*user, false),
        Event::Dead {
            target: Target::Direct { user, .. },
            code: Some(CLOSED),
            ..
        } => Learned::Open(*user, false),
        Event::DirectTaken { user } => Learned::Open(*user, true),
        Event::Made { .. } | Event::Delivered { .. } | Event::Dead { .. } | Event::Late { .. } => {
            return Ok(());
        }
    };
    if learn(tx, &[learned]).await? {
        reach_changed(tx).await?;
    }
    Ok(())
}

/// Those who page look again, in a turn of their own.
pub(crate) async fn reach_changed(tx: &mut Tx) -> anyhow::Result<()> {
    passed_up(tx, REACH_CHANGED).await
}
