//! The standups that wait for somebody's answer, for their day.

use crate::core::standup::{cards, store};
use crate::core::{Actor, Rank, Section};
use crate::i18n::say;
use crate::store::Tx;

/// Those that are open for the actor and have no answer of theirs, the one that closes first at the top.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let mut lines = Vec::new();
    for (number, _, closes) in store::waiting(tx, actor.user).await? {
        if let Some(standup) = store::one(tx, number).await? {
            lines.push(cards::waiting_line(actor.lang, &standup, closes));
        }
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(actor.lang, "standup-today-title", &[]),
        count,
        lines,
    }))
}
