//! Whoever asks for something is told of open handoffs that are about the same, and may say that theirs is one of those.

use serde_json::json;

use crate::chat::{Card, Text, Tone, UserId};
use crate::core::handoff::cards::{self, action};
use crate::core::handoff::find::{self, Found, Held};
use crate::core::handoff::rules::Step;
use crate::core::handoff::told_cards::Said;
use crate::core::handoff::types::{Handoff, Side};
use crate::core::handoff::{moves, post};
use crate::core::knowledge::{Near, Space, near, titles};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// So many are compared, and so many told of.
const LOOKED: usize = 25;
const TOLD: usize = 3;

/// Adds to the answer of whoever asked what is open and about the same.
pub(super) async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    held: &Held,
    card: &mut Card,
) -> anyhow::Result<()> {
    let found = alike(tx, actor, held).await?;
    let found = found.into_iter().map(|other| Near {
        line: cards::line(actor.lang, &other, true),
        attach: action("attach", held.handoff.number).with(other.handoff.number),
        key: other.handoff.key(),
    });
    near(actor.lang, card, found.collect());
    Ok(())
}

async fn alike(tx: &mut Tx, actor: &Actor, held: &Held) -> anyhow::Result<Vec<Held>> {
    let title = &held.handoff.title;
    let mut found = Vec::new();
    let numbers = titles::near(tx, Space::Handoffs, title, LOOKED).await?;
    for other in find::by_number(tx, &numbers).await? {
        if !other.state.is_open() || !titles::alike(title, &other.title) {
            continue;
        }
        let other = find::known(tx, actor, other).await?;
        if other.sees() && may_join(held, &other.held) {
            found.push(other.held);
        }
    }
    // What is likest, and of that what was asked last.
    found.sort_by(|a, b| {
        let [a_like, b_like] = [a, b].map(|h| titles::likeness(title, &h.handoff.title));
        let newest = b.handoff.number.cmp(&a.handoff.number);
        b_like.total_cmp(&a_like).then(newest)
    });
    found.truncate(TOLD);
    Ok(found)
}

/// Both are asked by themselves, not the one for the other's sake, and what is said about the one may be read by whoever reads the
/// other.
fn may_join(held: &Held, other: &Held) -> bool {
    let (new, old): (&Handoff, &Handoff) = (&held.handoff, &other.handoff);
    let related = new.parent == Some(old.number)
        || old.parent == Some(new.number)
        || new.parent.is_some() && new.parent == old.parent;
    let same_readers = new.playbook == old.playbook && new.from == old.from && new.to == old.to;
    new.number != old.number && !related && (!held.is_private() || same_readers)
}

/// It is the same as another one: that one's departments read what was written, and this one is cancelled.
pub(super) async fn attach(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    other: &str,
) -> Result<Reply, Error> {
    found.step(actor, Step::Cancel)?;
    let other = find::numbered(tx, actor, other.parse().unwrap_or(0)).await?;
    other.refuse_strangers()?;
    let (key, held) = (found.held.handoff.key(), other.held);
    if !may_join(&found.held, &held) {
        return Err(Refusal::new("refuse-unknown-action").into());
    }
    if !held.handoff.state.is_open() {
        return Err(Refusal::new("refuse-handoff-attach-over")
            .with("key", key)
            .with("other", held.handoff.key())
            .into());
    }
    let handoff = &found.held.handoff;
    let words = format!("{}\n{}", handoff.title, handoff.details);
    let words = words.trim().to_owned();
    moves::cancelled(tx, actor, found).await?;
    let said = Said {
        key: held.handoff.key(),
        event: "attach",
        by: Some(actor.user),
        text: &words,
        about: Text::trusted(key.clone()),
    };
    let assignee: Vec<UserId> = held.handoff.assignee.into_iter().collect();
    post::say(tx, &held, &said, &[(Side::Receiver, assignee)]).await?;
    let facts = if held.is_private() {
        json!({ "other": key })
    } else {
        json!({ "other": key, "text": words })
    };
    moves::note(tx, &held, Some(actor.user), "handoff.wrote", facts).await?;
    let args = [("key", key.into()), ("other", held.handoff.key().into())];
    Ok(Reply::Update(cards::sentence(
        actor.lang,
        Tone::Good,
        "handoff-done-attached",
        &args,
    )))
}
