//! Expenses over the envelope's limit for them: reserved when they are asked for, booked when finance agrees, let go when not.

use serde_json::json;

use crate::clock::Span;
use crate::core::budget::books::{self, Tree};
use crate::core::budget::types::{Commitment, Envelope, Expense};
use crate::core::budget::{find, ledger_store, spend, watch};
use crate::core::decision::{self, Ask, Group, Outcome, Owner, Settled, Subject, Voter};
use crate::core::{Actor, Error};
use crate::i18n::say;
use crate::store::Tx;

/// Finance has so many working days.
const DAYS: i64 = 5;

/// Reserves the amount and asks finance.
pub(super) async fn ask(
    tx: &mut Tx,
    tree: &mut Tree,
    envelope: &Envelope,
    expense: &Expense,
    actor: &Actor,
) -> Result<Commitment, Error> {
    let mut commitment = books::reserve(tx, tree, expense.clone(), actor.user).await?;
    let finance = watch::finance(tx).await?;
    let lang = finance.as_ref().map_or(actor.lang, |d| d.lang);
    let args = [
        ("name", envelope.name.as_str().into()),
        ("vendor", expense.vendor.as_str().into()),
        ("category", expense.category.as_str().into()),
        ("day", expense.day.to_string().into()),
    ];
    let expires = match &finance {
        Some(finance) => decision::in_working_days(tx, finance, DAYS).await?,
        None => tx.now() + Span::days(7),
    };
    let question = Ask {
        subject: Subject::new(Owner::Budget, commitment.number, ""),
        title: say(lang, "budget-ask-title", &args),
        why: expense.note.clone(),
        amount: envelope.money(expense.minor).say(lang),
        asker: actor.user,
        groups: vec![Group::one(vec![
            finance
                .as_ref()
                .map_or(Voter::Office, |d| Voter::MembersOf(d.id)),
        ])],
        content: content(&commitment.expense),
        expires,
        holds_until: None,
        posted: finance.iter().map(|d| d.id).collect(),
    };
    commitment.decision = decision::ask(tx, &question).await?;
    ledger_store::save_commitment(tx, &commitment)?;
    let after = json!({ "commitment": commitment.number, "decision": commitment.decision, "minor": expense.minor });
    find::note(tx, Some(actor.user), envelope, "budget.reserved", after).await?;
    watch::evaluate(tx, tree, &[envelope.number]).await?;
    Ok(commitment)
}

/// All that is decided on.
fn content(expense: &Expense) -> String {
    serde_json::to_string(expense).unwrap_or_default()
}

/// A decision of ours came out: the expense counts, or what was reserved is free again.
pub(crate) async fn decided(tx: &mut Tx, settled: &Settled) -> anyhow::Result<()> {
    let found = ledger_store::one_commitment(tx, settled.subject.number).await?;
    let Some(mut commitment) = found.filter(|c| c.state.is_open()) else {
        return Ok(());
    };
    let mut tree = Tree::load(tx).await?;
    let expense = commitment.expense.clone();
    let approved = match settled.outcome {
        Outcome::Approved { .. } => decision::check(tx, &settled.subject, &content(&expense))
            .await?
            .is_some(),
        Outcome::Rejected { .. } | Outcome::Expired | Outcome::Ended => false,
    };
    let entry = books::conclude(tx, &tree, &mut commitment, approved).await?;
    if let Some(envelope) = tree.get(expense.envelope).cloned() {
        let action = if approved {
            "budget.approved"
        } else {
            "budget.released"
        };
        let after =
            json!({ "commitment": commitment.number, "decision": settled.number, "entry": entry });
        find::note(tx, None, &envelope, action, after).await?;
    }
    spend::settle(tx, &mut tree, &expense).await
}
