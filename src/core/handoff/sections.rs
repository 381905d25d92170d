//! What handoffs say in digests and on somebody's day: what is overdue, what presses, what waits for us and for others.

use crate::clock::Span;
use crate::core::handoff::cards;
use crate::core::handoff::clock;
use crate::core::handoff::find;
use crate::core::handoff::store::{self, Page};
use crate::core::handoff::types::{Handoff, Side};
use crate::core::org::Department;
use crate::core::{Actor, Rank, Section};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// So many of each direction are looked through; more are counted as so many.
const LOOKED: i64 = 500;
/// So many lines a section has.
const LINES: usize = 5;
/// What is due within so much working time presses.
const SOON: Span = Span::hours(4);
/// So many stand on somebody's day.
const TODAY: i64 = 20;

/// The sections of a department's digest.
pub(crate) async fn digest_sections(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Vec<Section>> {
    let page = Page::first(true, LOOKED);
    let received = store::received(tx, department.id, page).await?;
    let sent = store::sent(tx, department.id, page).await?;
    let now = tx.now();
    let soon = clock::work_of(tx, department, false)
        .await?
        .after(now, SOON);
    let (mut overdue, mut fast, mut ours, mut theirs) = (vec![], vec![], vec![], vec![]);
    for handoff in received {
        match (handoff.state.turn(), handoff.due) {
            (Some(Side::Receiver), Some(due)) if due <= now => overdue.push(handoff),
            (Some(Side::Receiver), Some(due)) if due <= soon => fast.push(handoff),
            (Some(Side::Receiver), _) => ours.push(handoff),
            (Some(Side::Sender), _) => theirs.push(handoff),
            (None, _) => {}
        }
    }
    for handoff in sent {
        match handoff.state.turn() {
            Some(Side::Sender) => ours.push(handoff),
            Some(Side::Receiver) => theirs.push(handoff),
            None => {}
        }
    }
    let mut sections = Vec::new();
    for (rank, id, all) in [
        (Rank::Overdue, "handoff-digest-overdue", overdue),
        (Rank::ActFast, "handoff-digest-fast", fast),
        (Rank::WaitingOnUs, "handoff-digest-us", ours),
        (Rank::WaitingOnOthers, "handoff-digest-others", theirs),
    ] {
        sections.extend(section(tx, lang, rank, id, all).await?);
    }
    Ok(sections)
}

async fn section(
    tx: &mut Tx,
    lang: Lang,
    rank: Rank,
    id: &'static str,
    mut all: Vec<Handoff>,
) -> anyhow::Result<Option<Section>> {
    if all.is_empty() {
        return Ok(None);
    }
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    all.sort_by_key(|h| (h.due.map_or(i64::MAX, |at| at.0), h.state_at, h.number));
    let mut lines = Vec::new();
    for handoff in all.into_iter().take(LINES) {
        let held = find::held(tx, handoff).await?;
        let sees = !held.is_private();
        lines.push(cards::line(lang, &held, sees));
    }
    Ok(Some(Section {
        rank,
        title: say(lang, id, &[]),
        count,
        lines,
    }))
}

/// What somebody has to do about handoffs: what they have, then what they asked for and have to look at.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let mut all = store::assigned(tx, actor.user, TODAY).await?;
    all.retain(|h| h.state.turn() == Some(Side::Receiver));
    let mut asked = store::asked_by(tx, actor.user, TODAY).await?;
    asked.retain(|h| h.state.turn() == Some(Side::Sender));
    all.sort_by_key(|h| h.due.map_or(i64::MAX, |at| at.0));
    all.extend(asked);
    let mut lines = Vec::new();
    for handoff in all {
        let held = find::held(tx, handoff).await?;
        // Whoever has a part in it may read it: this is theirs alone.
        lines.push(cards::line(actor.lang, &held, true));
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(actor.lang, "handoff-digest-title", &[]),
        count,
        lines,
    }))
}
