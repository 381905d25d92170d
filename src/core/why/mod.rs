//! **Why this?**: which rule made a message of ours, from which facts, and when it comes again. A rule that speaks to one
//! person can be muted by that person.

mod cards;
mod pages;

use crate::chat::{ChannelId, MessageId};
use crate::core::{Act, Actor, Error, Refusal, Reply, incident, org};
use crate::outbox;
use crate::store::Tx;

/// The message menu was used on a message.
#[derive(Clone, Debug)]
pub(crate) struct Why {
    pub(crate) actor: Actor,
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
}

/// Rules that speak to one person, who may mute them.
pub(crate) const MUTABLE: &[&str] = &[
    "standup:remind",
    "handoff:remind",
    "decision:remind",
    "incident:handover",
    "incident:action-due",
    "knowledge:answered",
    "knowledge:review",
    "knowledge:offer",
    "task:watch",
];

/// Explains a message of ours.
pub(crate) async fn why(tx: &mut Tx, req: &Why) -> Result<Reply, Error> {
    let standing = outbox::key_of(tx, req.channel, req.message).await?;
    let standing = standing.ok_or_else(|| Refusal::new("refuse-why-not-ours"))?;
    let facts = cards::Facts::read(&standing.why, standing.at);
    let mutable = MUTABLE.iter().find(|rule| **rule == facts.rule);
    let muted = match mutable {
        Some(rule) => Some(org::muted(tx, req.actor.user, rule).await?),
        None => None,
    };
    let standing = match facts.incident() {
        Some(key) => incident::standing(tx, &req.actor, key).await?,
        None => None,
    };
    Ok(Reply::Private(cards::why(
        req.actor.lang,
        &facts,
        standing,
        muted,
    )))
}

/// The button under the explanation.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let rule = act.action.argument.as_deref().unwrap_or_default();
    let on = match act.action.action.as_str() {
        "mute" => true,
        "unmute" => false,
        _ => return Err(Refusal::new("refuse-unknown-action").into()),
    };
    let rule = MUTABLE
        .iter()
        .find(|known| **known == rule)
        .ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    org::mute(tx, act.actor.user, rule, on).await?;
    Ok(Reply::Update(cards::muted(act.actor.lang, rule, on)))
}
