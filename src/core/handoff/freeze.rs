//! Freezes: times in which nothing is released. A release window that touches one is refused.

use serde_json::json;

use crate::calendar::read_when;
use crate::chat::{Text, time_full};
use crate::core::handoff::freeze_store::{self, Freeze};
use crate::core::handoff::{answer_cards, reading};
use crate::core::journal::{self, Entry};
use crate::core::{Actor, Error, Refusal, Reply, org};
use crate::store::Tx;

/// So many are listed.
const LISTED: i64 = 10;

/// `/handoff freeze`
#[derive(Clone, Debug)]
pub(crate) struct Freezing {
    pub(crate) actor: Actor,
    pub(crate) from: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) reason: Option<String>,
}

/// Makes a freeze; without a time, shows those that stand.
pub(crate) async fn freeze(tx: &mut Tx, req: &Freezing) -> Result<Reply, Error> {
    let (Some(from), Some(until)) = (&req.from, &req.until) else {
        return list(tx, &req.actor).await.map(Reply::Private);
    };
    org::require(tx, &req.actor, "handoff-freeze", None).await?;
    let zone = org::person(tx, req.actor.user).await?.zone;
    let now = tx.now();
    let read = |text: &str| {
        read_when(text, now, zone)
            .ok_or_else(|| Refusal::new("refuse-handoff-when").with("typed", Text::echo(text)))
    };
    let (from, until) = (read(from)?, read(until)?);
    if until <= from || until <= now {
        return Err(Refusal::new("refuse-handoff-freeze-order")
            .with("from", time_full(from))
            .with("until", time_full(until))
            .into());
    }
    let freeze = Freeze {
        number: tx.next_key("handoff-freeze").await?,
        from,
        until,
        reason: reading::read_text(req.reason.as_deref().unwrap_or_default())?,
        by: req.actor.user,
    };
    freeze_store::add(tx, &freeze);
    let facts = json!({ "from": from.0, "until": until.0, "reason": freeze.reason });
    note(tx, &req.actor, freeze.number, "freeze.made", facts).await?;
    list(tx, &req.actor).await.map(Reply::Private)
}

async fn list(tx: &mut Tx, actor: &Actor) -> Result<crate::chat::Card, Error> {
    let standing = freeze_store::standing(tx, LISTED).await?;
    let may = org::may(tx, actor, "handoff-freeze", None).await?;
    Ok(answer_cards::freezes(actor.lang, &standing, may))
}

/// Ends one before its time.
pub(super) async fn end(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    org::require(tx, actor, "handoff-freeze", None).await?;
    if !freeze_store::end(tx, number, actor.user).await? {
        return Err(Refusal::new("refuse-handoff-freeze-over").into());
    }
    note(tx, actor, number, "freeze.ended", json!({})).await?;
    list(tx, actor).await.map(Reply::Update)
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
    action: &'static str,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("freeze/{number}"),
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}
