//! `/budget import`: a file is read as a whole; if every row of it can be booked, rows are put aside in pieces, so that nobody else
//! waits long, and become entries together. A reference that is in the ledger already is left out: the same file twice is the
//! same as once.
//!
//! Of a dry run the rows stay aside for a day: the button under its answer books those, whatever has become of the file.

use std::sync::Arc;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::calendar::day_of;
use crate::chat::Card;
use crate::clock::At;
use crate::core::budget::books::Tree;
use crate::core::budget::import_rules::{self, Row};
use crate::core::budget::{find, import_cards, import_store, watch};
use crate::core::{Act, Actor, Error, Refusal, Reply, Step, token};
use crate::store::Tx;

/// Rows put aside in one transaction: some hundredths of a second.
const PIECE: usize = 4_000;
/// Import numbers hold their moment, so that abandoned ones are known: milliseconds times this.
const APART: i64 = 1_000;
/// Digits of a file's hash that are shown and kept.
const SHOWN: usize = 12;

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
    /// Of the file's contents.
    hash: String,
    /// The rows stay aside until somebody says yes.
    dry_run: bool,
}

/// Rows that were checked and stay aside: all that the button needs to know of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Checked {
    pub(super) number: i64,
    rows: usize,
    repeated: usize,
    /// The beginning of the SHA-256 of the file, in hexadecimal.
    pub(super) hash: String,
}

impl Checked {
    /// As it stands in the button.
    pub(super) fn written(&self) -> String {
        format!("{}.{}.{}", self.rows, self.repeated, self.hash)
    }

    /// Reads what [`Checked::written`] wrote.
    fn read(number: i64, text: &str) -> Option<Checked> {
        let mut parts = text.splitn(3, '.');
        Some(Checked {
            number,
            rows: parts.next()?.parse().ok()?,
            repeated: parts.next()?.parse().ok()?,
            hash: parts.next()?.to_owned(),
        })
    }
}

/// Reads the file, and says what is wrong with it. Writes nothing.
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
    let going = Going {
        actor: req.actor.clone(),
        number: 0,
        rows: Arc::new(reading.rows),
        aside: 0,
        repeated: reading.repeated,
        hash: token::hex(&Sha256::digest(req.bytes.as_slice()))
            .chars()
            .take(SHOWN)
            .collect(),
        dry_run: req.dry_run,
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
    let checked = Checked {
        number: going.number,
        rows: going.rows.len(),
        repeated: going.repeated,
        hash: going.hash.clone(),
    };
    if going.dry_run {
        let tree = Tree::load(tx).await?;
        let lang = going.actor.lang;
        let card = import_cards::fine(lang, &tree, &going.rows, &checked);
        return Ok(Step::Done(Reply::Private(card)));
    }
    let card = apply(tx, &going.actor, &checked).await?;
    Ok(Step::Done(Reply::Private(card)))
}

/// Books the rows that a dry run has checked, all of them as they were, or none.
pub(super) async fn confirmed(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let checked = Checked::read(act.action.number, argument);
    let checked = checked.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let aside = import_store::summary(tx, checked.number).await?;
    let aside: i64 = aside.iter().map(|(_, entries, _)| entries).sum();
    if usize::try_from(aside) != Ok(checked.rows) {
        return Err(Refusal::new("refuse-import-gone")
            .with("hash", checked.hash)
            .into());
    }
    let card = apply(tx, &act.actor, &checked).await?;
    Ok(Reply::Update(card))
}

async fn apply(tx: &mut Tx, actor: &Actor, going: &Checked) -> Result<Card, Error> {
    find::require_finance(tx, actor).await?;
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
        import_store::book(tx, going.number, last - count, actor.user);
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
            let after = json!({ "entries": entries, "minor": total, "sha256": going.hash });
            find::note(tx, Some(actor.user), envelope, "budget.imported", after).await?;
        }
        changed.push(*number);
    }
    import_store::done(tx, going.number);
    watch::evaluate(tx, &mut tree, &changed).await?;
    let known = known + i64::try_from(going.repeated).unwrap_or(0);
    Ok(import_cards::done(actor.lang, &tree, &summary, known))
}

/// Rows of imports that a crash left behind are forgotten.
pub(super) fn forget(tx: &mut Tx, before: At) {
    import_store::forget(tx, before.0.saturating_mul(APART));
}
