//! `/budget status` with its picture, `list`, and statements by category, vendor and month.

use crate::core::budget::books::{self, Open, Tree};
use crate::core::budget::cards::Statement;
use crate::core::budget::status_cards::{self, Status};
use crate::core::budget::types::Envelope;
use crate::core::budget::{List, One, cards, find, ledger_store, spend};
use crate::core::org;
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// Commitments that are read: one more than is shown.
const SHOWN: i64 = 6;
/// Lines of a statement.
const LINES: i64 = 15;
/// Envelopes of a list that are shown.
const LISTED: usize = 40;

/// How an envelope stands.
pub(crate) async fn status(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let tree = Tree::load(tx).await?;
    let envelope = find::envelope(&tree, &req.budget)?.clone();
    card(tx, &req.actor, &tree, &envelope).await
}

/// The same, by its number.
pub(super) async fn of(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let tree = Tree::load(tx).await?;
    let envelope = tree.get(number).cloned();
    let envelope = envelope.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    card(tx, actor, &tree, &envelope).await
}

async fn card(
    tx: &mut Tx,
    actor: &Actor,
    tree: &Tree,
    envelope: &Envelope,
) -> Result<Reply, Error> {
    let open = books::open(tx, envelope).await?;
    let department = org::department_by_id(tx, envelope.department).await?;
    let children: Vec<&Envelope> = tree
        .0
        .iter()
        .filter(|e| e.parent == envelope.number)
        .collect();
    let promises = ledger_store::open_commitments(tx, envelope.number, SHOWN).await?;
    let status = Status {
        envelope,
        open: &open,
        department: department.as_ref(),
        parent: tree.get(envelope.parent),
        children: &children,
        promises: &promises,
        over: spend::approval_over(tree, envelope),
        amounts: find::sees_amounts(tx, actor, envelope).await?,
    };
    Ok(Reply::Private(status_cards::status(actor.lang, &status)))
}

/// Envelopes and how much of each is used.
pub(crate) async fn list(tx: &mut Tx, req: &List) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "budget-list", None).await?;
    let tree = Tree::load(tx).await?;
    let department = match &req.department {
        Some(key) => Some(org::department(tx, key).await?),
        None => None,
    };
    let wanted = |e: &&Envelope| department.as_ref().is_none_or(|d| e.department == d.id);
    let mut lines = Vec::new();
    let all: Vec<&Envelope> = tree.0.iter().filter(wanted).collect();
    for envelope in all.iter().take(LISTED) {
        let open = books::open(tx, envelope).await?;
        let amounts = find::sees_amounts(tx, &req.actor, envelope).await?;
        lines.push(cards::list_line(req.actor.lang, envelope, &open, amounts));
    }
    Ok(Reply::Private(cards::list(
        req.actor.lang,
        lines,
        all.len(),
    )))
}

/// What was spent, by category, vendor or month.
pub(super) async fn statement(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let tree = Tree::load(tx).await?;
    let envelope = tree.get(act.action.number).ok_or_else(unknown)?;
    if !find::sees_amounts(tx, &act.actor, envelope).await? {
        return Err(Refusal::new("refuse-budget-amounts").into());
    }
    let open = books::open(tx, envelope).await?;
    let period = open.ledger.period;
    let by = match act.action.argument.as_deref() {
        Some("category") => Statement::Category,
        Some("vendor") => Statement::Vendor,
        Some("month") => Statement::Month,
        _ => return Err(unknown().into()),
    };
    let dimension = match by {
        Statement::Category => "category",
        Statement::Vendor => "vendor",
        Statement::Month => {
            let lines = months(tx, envelope, &open).await?;
            return Ok(Reply::Private(cards::statement(
                act.actor.lang,
                envelope,
                by,
                &lines,
                &open,
            )));
        }
    };
    let days = (period.start, period.last());
    let lines = ledger_store::shares(tx, envelope.number, dimension, days, LINES).await?;
    Ok(Reply::Private(cards::statement(
        act.actor.lang,
        envelope,
        by,
        &lines,
        &open,
    )))
}

async fn months(
    tx: &mut Tx,
    envelope: &Envelope,
    open: &Open,
) -> anyhow::Result<Vec<(String, i64, i64)>> {
    // Of a budget that is filled every month the last twelve are worth a look.
    let period = open.ledger.period;
    let from = match envelope.cycle.previous(period) {
        Some(_) => period
            .start
            .checked_sub_months(chrono::Months::new(11))
            .unwrap_or(period.start),
        None => period.start,
    };
    let days = ledger_store::days(tx, envelope.number, (from, period.end)).await?;
    let mut lines: Vec<(String, i64, i64)> = Vec::new();
    for (day, sums) in days {
        let month = day.format("%Y-%m").to_string();
        match lines.last_mut().filter(|l| l.0 == month) {
            Some(line) => {
                line.1 = line.1.saturating_add(sums.spent.actual);
                line.2 += sums.entries;
            }
            None => lines.push((month, sums.spent.actual, sums.entries)),
        }
    }
    Ok(lines)
}
