//! Expenses over the envelope's limit for them: reserved when they are asked for, booked when finance agrees, let go when not.

use serde_json::json;

use crate::calendar::day_of;
use crate::clock::Span;
use crate::core::budget::alert_cards::share;
use crate::core::budget::books::{self, Tree};
use crate::core::budget::spend::Effect;
use crate::core::budget::types::{Commitment, Envelope, Expense};
use crate::core::budget::{find, ledger_store, promise, promise_cards, spend, watch};
use crate::core::decision::{self, Ask, Group, Outcome, Owner, Settled, Subject, Voter};
use crate::core::{Actor, Error, org, words};
use crate::i18n::{Lang, say};
use crate::outbox::{self, Op, Post, Priority, Target};
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
    let effect = spend::effect(tx, tree, envelope, expense).await?;
    let mut commitment = books::reserve(tx, tree, expense.clone(), actor.user).await?;
    let finance = watch::finance(tx).await?;
    let lang = finance.as_ref().map_or(actor.lang, |d| d.lang);
    let label = [&expense.vendor, &expense.category];
    let label = label.into_iter().find(|words| !words.is_empty());
    let args = [
        ("key", envelope.key().into()),
        ("name", envelope.name.as_str().into()),
        ("label", label.map_or_else(String::new, Clone::clone).into()),
        ("named", if label.is_some() { "yes" } else { "no" }.into()),
        ("day", words::day(expense.day).into()),
    ];
    let expires = match &finance {
        Some(finance) => decision::in_working_days(tx, finance, DAYS).await?,
        None => tx.now() + Span::days(7),
    };
    let question = Ask {
        subject: Subject::new(Owner::Budget, commitment.number, ""),
        title: say(lang, "budget-ask-title", &args),
        why: why(lang, envelope, expense, &effect),
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

/// What was said of it, what it does to the envelope, and its receipt: whoever decides need not look for them.
fn why(lang: Lang, envelope: &Envelope, expense: &Expense, effect: &Effect) -> String {
    let args = [
        ("before", share(effect.before, effect.limit).into()),
        ("after", share(effect.after, effect.limit).into()),
        (
            "available",
            envelope.money(effect.available).say(lang).into(),
        ),
    ];
    let mut lines = vec![expense.note.clone()];
    if effect.limit > 0 {
        lines.push(say(lang, "budget-ask-effect", &args));
    }
    if let Some(receipt) = &expense.receipt {
        lines.push(say(
            lang,
            "budget-ask-receipt",
            &[("file", receipt.name.as_str().into())],
        ));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
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
    // What was booked meanwhile by its reference is not booked twice: the reservation is let go.
    let there = books::same(tx, &expense).await?.filter(|_| approved);
    let approved = approved && there.is_none();
    let envelope = tree.get(expense.envelope).cloned();
    let today = envelope.as_ref().map(|e| day_of(tx.now(), e.zone));
    let entry = if approved && today.is_some_and(|today| expense.day > today) {
        // It is spent on its day: until then it is promised.
        promise::approved(tx, &mut commitment).await?;
        None
    } else {
        books::conclude(tx, &tree, &mut commitment, approved).await?
    };
    if let Some(envelope) = envelope {
        let became = match (entry, there, &settled.outcome) {
            (Some(entry), ..) => Became::Booked(entry),
            (None, Some(there), _) => Became::There(there),
            (None, None, _) if approved => Became::Committed,
            (None, None, Outcome::Rejected { reason }) => Became::Rejected(reason.clone()),
            (None, None, _) => Became::Undecided,
        };
        tell(tx, &envelope, &commitment, settled, &became).await?;
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

/// What became of an expense that finance was asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Became {
    /// It is this entry.
    Booked(i64),
    /// It is promised until its day.
    Committed,
    /// It was approved, and stood in the ledger already as this entry.
    There(i64),
    Rejected(String),
    /// Nobody decided in time.
    Undecided,
}

/// The asker hears which expense it was, what became of it and what happens next.
async fn tell(
    tx: &mut Tx,
    envelope: &Envelope,
    commitment: &Commitment,
    settled: &Settled,
    became: &Became,
) -> anyhow::Result<()> {
    let asker = settled.asker;
    let lang = org::person(tx, asker).await?.lang;
    let decision = format!("DEC-{}", settled.number);
    let card = promise_cards::decided(lang, envelope, commitment, &decision, became);
    let post = Post {
        key: format!("budget/decided/{}", commitment.number),
        target: Target::Direct {
            user: asker,
            fallback: None,
        },
        op: Op::Create(card),
        priority: Priority::Notice,
        why: json!({ "rule": "budget:decided", "key": envelope.key() }),
    };
    outbox::post(tx, &post).await
}
