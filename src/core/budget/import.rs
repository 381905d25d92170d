//! `/budget import`: a file is read as a whole; if every row of it can be booked, rows are put aside in pieces, so that nobody else
//! waits long, and become entries together. A reference that is in the ledger already is left out: the same file twice is the
//! same as once.

use std::sync::Arc;

use serde_json::json;

use crate::calendar::day_of;
use crate::clock::At;
use crate::core::budget::books::Tree;
use crate::core::budget::import_rules::{self, Row};
use crate::core::budget::{find, import_cards, import_store, watch};
use crate::core::{Actor, Error, Refusal, Reply, Step};
use crate::store::Tx;

/// Rows put aside in one transaction: some hundredths of a second.
const PIECE: usize = 4_000;
/// Import numbers hold their moment, so that abandoned ones are known: milliseconds times this.
const APART: i64 = 1_000;

/// `/budget import`
#[derive(Clone)]
pub(crate) struct Import {
    pub(crate) actor: Actor,
    pub(crate) bytes: Arc<Vec<u8>>,
    /// The budget of rows that name none.
    pub(crate) budget: Option<String>,
    /// Only say what would happen.
    pub(crate) dry_run: bool,
}

/// An import on its way.
#[derive(Clone)]
pub(crate) struct Going {
    actor: Actor,
    /// 0: not begun.
    number: i64,
    rows: Arc<Vec<Row>>,
    aside: usize,
    repeated: usize,
}

/// Reads the file, and says what is wrong with it or what it would do. Writes nothing.
pub(crate) async fn begin(tx: &mut Tx, req: &Import) -> Result<Step<Going>, Error> {
    find::require_finance(tx, &req.actor).await?;
    let tree = Tree::load(tx).await?;
    let default = match &req.budget {
        Some(typed) => Some(find::envelope(&tree, typed)?),
        None => None,
    };
    let zone = crate::core::org::workspace(tx).await?.zone;
    let last = day_of(tx.now(), zone);
    let last = last.succ_opt().unwrap_or(last);
    let reading = import_rules::read(&req.bytes, &tree, default, last)?;
    let lang = req.actor.lang;
    if !reading.bad.is_empty() {
        return Ok(Step::Done(Reply::Private(import_cards::bad(
            lang, &reading,
        ))));
    }
    if reading.rows.is_empty() {
        return Err(Refusal::new("refuse-import-empty").into());
    }
    if req.dry_run {
        return Ok(Step::Done(Reply::Private(import_cards::fine(
            lang, &tree, &reading,
        ))));
    }
    let going = Going {
        actor: req.actor.clone(),
        number: 0,
        rows: Arc::new(reading.rows),
        aside: 0,
        repeated: reading.repeated,
    };
    let card = import_cards::progress(lang, 0, going.rows.len());
    Ok(Step::More(card, going))
}

/// Puts the next piece aside, or books all of it.
pub(crate) async fn go_on(tx: &mut Tx, going: &Going) -> Result<Step<Going>, Error> {
    let mut going = going.clone();
    if going.number == 0 {
        let count = tx.next_key("budget-import").await?;
        going.number = tx.now().0 * APART + count % APART;
    }
    let end = (going.aside + PIECE).min(going.rows.len());
    if let Some(piece) = going.rows.get(going.aside..end).filter(|p| !p.is_empty()) {
        import_store::aside(tx, going.number, piece);
        going.aside = end;
        let card = import_cards::progress(going.actor.lang, end, going.rows.len());
        return Ok(Step::More(card, going));
    }
    apply(tx, &going).await
}

async fn apply(tx: &mut Tx, going: &Going) -> Result<Step<Going>, Error> {
    find::require_finance(tx, &going.actor).await?;
    let mut tree = Tree::load(tx).await?;
    let envelopes: Vec<i64> = tree.0.iter().map(|e| e.number).collect();
    // Periods that are over are closed before anything is booked.
    watch::evaluate(tx, &mut tree, &envelopes).await?;
    let known = import_store::drop_known(tx, going.number).await?;
    if known > 0 {
        tracing::info!(
            workspace.id = tx.workspace().0,
            entries = known,
            "entries of these references are there already"
        );
    }
    let summary = import_store::summary(tx, going.number).await?;
    let count: i64 = summary.iter().map(|(_, entries, _)| entries).sum();
    if count > 0 {
        let last = tx.next_keys("EXP", count).await?;
        import_store::book(tx, going.number, last - count, going.actor.user);
    }
    let mut changed = Vec::new();
    for (number, entries, total) in &summary {
        for to in tree.path(*number) {
            import_store::add_sums(tx, going.number, *number, to);
        }
        for day in import_store::months(tx, going.number, *number).await? {
            watch::late(tx, &tree, *number, day).await?;
        }
        if let Some(envelope) = tree.get(*number) {
            let after = json!({ "entries": entries, "minor": total });
            find::note(
                tx,
                Some(going.actor.user),
                envelope,
                "budget.imported",
                after,
            )
            .await?;
        }
        changed.push(*number);
    }
    import_store::done(tx, going.number);
    watch::evaluate(tx, &mut tree, &changed).await?;
    let known = known + i64::try_from(going.repeated).unwrap_or(0);
    let card = import_cards::done(going.actor.lang, &tree, &summary, known);
    Ok(Step::Done(Reply::Private(card)))
}

/// Rows of imports that a crash left behind are forgotten.
pub(super) fn forget(tx: &mut Tx, before: At) {
    import_store::forget(tx, before.0.saturating_mul(APART));
}
