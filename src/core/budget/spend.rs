//! `/budget spend` and `correct`: what is booked, what needs a yes first, what is taken back.

use serde_json::json;

use crate::calendar::day_of;
use crate::chat::Text;
use crate::clock::Span;
use crate::core::budget::books::{self, Tree};
use crate::core::budget::threshold::Rule;
use crate::core::budget::types::{Envelope, Expense, Kind};
use crate::core::budget::{
    Correct, Spend, approve, cards, find, ledger_store, promise, reading, watch,
};
use crate::core::money::{Money, Rate};
use crate::core::org;
use crate::core::{Actor, Error, Refusal, Reply, words};
use crate::store::Tx;

/// An entry can be taken back by its author's button for so long.
const UNDO: Span = Span::seconds(60);

/// What an expense does or would do to its envelope.
pub(super) struct Effect {
    pub(super) limit: i64,
    /// Spent and promised before it and with it.
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) available: i64,
    /// Critical rules it would make fire, and of which envelope.
    pub(super) crosses: Vec<(Envelope, Rule)>,
}

/// Books an expense, promises one of a day to come, asks first where it would cross a critical threshold, or reserves it until finance has decided.
pub(crate) async fn spend(tx: &mut Tx, req: &Spend) -> Result<Reply, Error> {
    let mut tree = Tree::load(tx).await?;
    let found = find::envelope(&tree, &req.budget)?.number;
    let typed = find::envelope(&tree, &req.budget)?.clone();
    find::may_spend(tx, &req.actor, &typed).await?;
    // A period that is over is closed before anything is booked.
    watch::evaluate(tx, &mut tree, &[found]).await?;
    let envelope = tree.get(found).cloned().unwrap_or(typed);
    let expense = read(tx, req, &envelope).await?;
    booked_once(tx, &expense).await?;
    let effect = effect(tx, &tree, &envelope, &expense).await?;
    let sees = find::sees_amounts(tx, &req.actor, &envelope).await?;
    if let Some(over) = needs_approval(&tree, &envelope, &expense) {
        let commitment = approve::ask(tx, &mut tree, &envelope, &expense, &req.actor).await?;
        return Ok(Reply::Private(cards::asked(
            req.actor.lang,
            &envelope,
            &expense,
            (over, commitment.decision),
        )));
    }
    if promise::is_to_come(expense.day, day_of(tx.now(), envelope.zone))? {
        let of = (&expense, &effect);
        return promise::make(tx, &mut tree, &envelope, of, &req.actor).await;
    }
    if !effect.crosses.is_empty() {
        let number = tx.next_key("budget-draft").await?;
        ledger_store::add_draft(tx, number, &expense, req.actor.user)?;
        return Ok(Reply::Private(cards::confirm(
            req.actor.lang,
            &envelope,
            (&expense, number),
            &effect,
            sees,
        )));
    }
    let entry = record(tx, &mut tree, &envelope, &expense, &req.actor).await?;
    Ok(Reply::Private(cards::booked(
        req.actor.lang,
        &envelope,
        (&expense, entry),
        &effect,
        sees,
    )))
}

/// Refuses what stands in the ledger of its envelope already, by its reference.
pub(super) async fn booked_once(tx: &mut Tx, expense: &Expense) -> Result<(), Error> {
    match books::same(tx, expense).await? {
        Some(there) => Err(Refusal::new("refuse-budget-reference")
            .with("reference", Text::echo(&expense.reference))
            .with("entry", format!("EXP-{there}"))
            .into()),
        None => Ok(()),
    }
}

/// The amount over which finance decides, if this expense is.
pub(super) fn needs_approval(tree: &Tree, envelope: &Envelope, expense: &Expense) -> Option<i64> {
    if expense.kind != Kind::Actual {
        return None;
    }
    approval_over(tree, envelope).filter(|over| expense.minor > *over)
}

/// The amount over which finance decides: the strictest of the envelope and all it is a part of.
pub(super) fn approval_over(tree: &Tree, envelope: &Envelope) -> Option<i64> {
    let path = tree.path(envelope.number);
    path.iter()
        .filter_map(|n| tree.get(*n)?.approval_over)
        .min()
}

async fn read(tx: &mut Tx, req: &Spend, envelope: &Envelope) -> Result<Expense, Error> {
    let money = Money::read(&req.amount, envelope.currency)?;
    let kind = req
        .kind
        .as_deref()
        .and_then(Kind::read)
        .unwrap_or(Kind::Actual);
    let (money, original) = convert(money, req.rate.as_deref(), envelope)?;
    if money.minor == 0 {
        return Err(Refusal::new("refuse-budget-zero").into());
    }
    let now = tx.now();
    let today = day_of(now, envelope.zone);
    let day = match &req.day {
        Some(text) => {
            let zone = org::person(tx, req.actor.user).await?.zone;
            reading::day(text, now, zone)?
        }
        None => today,
    };
    // Money that is got, or comes back, is there or it is not.
    if promise::is_to_come(day, today)? && (kind != Kind::Actual || money.minor < 0) {
        return Err(Refusal::new("refuse-budget-future")
            .with("day", words::day(day))
            .with("today", words::day(today))
            .into());
    }
    in_period(envelope, day)?;
    Ok(Expense {
        envelope: envelope.number,
        day,
        minor: money.minor,
        kind,
        one_off: req.one_off,
        category: reading::words(req.category.as_deref(), reading::WORDS)?,
        vendor: reading::words(req.vendor.as_deref(), reading::WORDS)?,
        note: reading::words(req.note.as_deref(), reading::NOTE)?,
        reference: reading::words(req.reference.as_deref(), reading::WORDS)?,
        original,
        commitment: 0,
        corrects: 0,
        receipt: req.receipt.clone(),
    })
}

/// A day that the envelope covers: one that is filled once covers its own days only.
pub(super) fn in_period(envelope: &Envelope, day: crate::calendar::Day) -> Result<(), Refusal> {
    let period = envelope.cycle.containing(day, envelope.fiscal);
    if period.holds(day) {
        return Ok(());
    }
    Err(Refusal::new("refuse-budget-outside")
        .with("day", words::day(day))
        .with("from", words::day(period.start))
        .with("to", words::day(period.last())))
}

/// An amount in the envelope's currency; another one needs a rate, which is kept with the entry.
pub(super) fn convert(
    money: Money,
    rate: Option<&str>,
    envelope: &Envelope,
) -> Result<(Money, Option<(Money, i64)>), Refusal> {
    if money.currency == envelope.currency {
        return Ok((money, None));
    }
    let codes = |id: &'static str| {
        Refusal::new(id)
            .with("currency", money.currency.code())
            .with("budget", envelope.currency.code())
    };
    let Some(text) = rate.filter(|t| !t.trim().is_empty()) else {
        return Err(codes("refuse-budget-rate"));
    };
    let rate = Rate::read(text)
        .ok_or_else(|| codes("refuse-budget-bad-rate").with("typed", Text::echo(text)))?;
    let converted = rate.apply(money, envelope.currency);
    let converted =
        converted.ok_or_else(|| codes("refuse-budget-bad-rate").with("typed", Text::echo(text)))?;
    Ok((converted, Some((money, rate.nano))))
}

pub(super) async fn effect(
    tx: &mut Tx,
    tree: &Tree,
    envelope: &Envelope,
    expense: &Expense,
) -> anyhow::Result<Effect> {
    let open = books::open(tx, envelope).await?;
    let spends = expense.kind == Kind::Actual && open.ledger.period.holds(expense.day);
    let minor = if spends { expense.minor } else { 0 };
    let before = open.ledger.actual.saturating_add(open.ledger.committed);
    let mut crosses = Vec::new();
    if minor > 0 {
        let how = (expense.one_off, expense.day);
        let found = watch::foresee(tx, tree, envelope.number, minor, how).await?;
        for (number, rule) in found {
            crosses.extend(tree.get(number).map(|e| (e.clone(), rule)));
        }
    }
    Ok(Effect {
        limit: open.ledger.limit,
        before,
        after: before.saturating_add(minor),
        available: open.ledger.figures().available.saturating_sub(minor),
        crosses,
    })
}

/// Writes an entry, looks at the rules, and says what that came to: its number.
async fn record(
    tx: &mut Tx,
    tree: &mut Tree,
    envelope: &Envelope,
    expense: &Expense,
    actor: &Actor,
) -> Result<i64, Error> {
    let entry = books::book(tx, tree, expense, actor.user).await?;
    let after = json!({ "entry": entry, "minor": expense.minor, "day": expense.day.to_string() });
    find::note(tx, Some(actor.user), envelope, "budget.spent", after).await?;
    settle(tx, tree, expense).await?;
    Ok(entry)
}

/// After something was booked: closed periods are restated, rules evaluated.
pub(super) async fn settle(tx: &mut Tx, tree: &mut Tree, expense: &Expense) -> anyhow::Result<()> {
    watch::late(tx, tree, expense.envelope, expense.day).await?;
    watch::evaluate(tx, tree, &[expense.envelope]).await
}

/// Its author has seen what it does, and books it.
pub(super) async fn confirmed(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let expense = ledger_store::take_draft(tx, number, actor.user).await?;
    let expense = expense.ok_or_else(|| Refusal::new("refuse-budget-draft"))?;
    let mut tree = Tree::load(tx).await?;
    let envelope = tree.get(expense.envelope).cloned();
    let envelope = envelope.ok_or_else(|| Refusal::new("refuse-budget-draft"))?;
    find::may_spend(tx, actor, &envelope).await?;
    // The limit for approvals may have come down since.
    if let Some(over) = needs_approval(&tree, &envelope, &expense) {
        let commitment = approve::ask(tx, &mut tree, &envelope, &expense, actor).await?;
        let of = (over, commitment.decision);
        return Ok(Reply::Update(cards::asked(
            actor.lang, &envelope, &expense, of,
        )));
    }
    booked_once(tx, &expense).await?;
    let mut effect = effect(tx, &tree, &envelope, &expense).await?;
    effect.crosses.clear();
    let sees = find::sees_amounts(tx, actor, &envelope).await?;
    let entry = record(tx, &mut tree, &envelope, &expense, actor).await?;
    let card = cards::booked(actor.lang, &envelope, (&expense, entry), &effect, sees);
    Ok(Reply::Update(card))
}

/// Its author thought better of it.
pub(super) async fn dropped(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let expense = ledger_store::take_draft(tx, number, actor.user).await?;
    expense.ok_or_else(|| Refusal::new("refuse-budget-draft"))?;
    Ok(Reply::Update(cards::dropped(actor.lang)))
}

/// Takes an entry back within a minute: an entry of its own, as all corrections are.
pub(super) async fn undo(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let entry = ledger_store::one_entry(tx, number).await?;
    let entry = entry.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let key = || format!("EXP-{number}");
    if entry.by != actor.user || tx.now() - entry.at > UNDO {
        return Err(Refusal::new("refuse-budget-undo")
            .with("entry", key())
            .into());
    }
    if entry.corrected_by != 0 {
        return Err(Refusal::new("refuse-budget-corrected")
            .with("entry", key())
            .with("by", format!("EXP-{}", entry.corrected_by))
            .into());
    }
    let mut tree = Tree::load(tx).await?;
    let back = take_back(tx, &tree, &entry.expense, number, actor).await?;
    settle(tx, &mut tree, &entry.expense).await?;
    Ok(Reply::Update(cards::undone(actor.lang, number, back)))
}

async fn take_back(
    tx: &mut Tx,
    tree: &Tree,
    expense: &Expense,
    number: i64,
    actor: &Actor,
) -> Result<i64, Error> {
    let reversal = Expense {
        minor: -expense.minor,
        reference: String::new(),
        original: expense
            .original
            .map(|(m, rate)| (Money::new(-m.minor, m.currency), rate)),
        commitment: 0,
        corrects: number,
        receipt: None,
        ..expense.clone()
    };
    let back = books::book(tx, tree, &reversal, actor.user).await?;
    ledger_store::corrected(tx, number, back);
    if let Some(envelope) = tree.get(expense.envelope) {
        let after = json!({ "entry": number, "back": back });
        find::note(tx, Some(actor.user), envelope, "budget.corrected", after).await?;
    }
    Ok(back)
}

/// Finance puts an entry right: it is taken back, and booked as it should have been.
pub(crate) async fn correct(tx: &mut Tx, req: &Correct) -> Result<Reply, Error> {
    find::require_finance(tx, &req.actor).await?;
    let entry = find::entry(tx, &req.entry).await?;
    let key = format!("EXP-{}", entry.number);
    if entry.corrected_by != 0 || entry.expense.corrects != 0 && entry.expense.minor < 0 {
        return Err(Refusal::new("refuse-budget-corrected")
            .with("entry", key)
            .with(
                "by",
                format!("EXP-{}", entry.corrected_by.max(entry.expense.corrects)),
            )
            .into());
    }
    let mut tree = Tree::load(tx).await?;
    let number = entry.expense.envelope;
    watch::evaluate(tx, &mut tree, &[number]).await?;
    let envelope = tree.get(number).cloned();
    let envelope = envelope.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let old = &entry.expense;
    let minor = reading::amount(&req.amount, envelope.currency)?;
    let day = match &req.day {
        Some(text) => {
            let zone = org::person(tx, req.actor.user).await?.zone;
            reading::day(text, tx.now(), zone)?
        }
        None => old.day,
    };
    in_period(&envelope, day)?;
    let text = |new: Option<&String>, was: &str| match new {
        Some(new) => reading::words(Some(new), reading::WORDS),
        None => Ok(was.to_owned()),
    };
    let right = Expense {
        day,
        minor,
        category: text(req.category.as_ref(), &old.category)?,
        vendor: text(req.vendor.as_ref(), &old.vendor)?,
        note: reading::words(Some(&req.reason), reading::NOTE)?,
        reference: String::new(),
        original: None,
        commitment: 0,
        corrects: entry.number,
        ..old.clone()
    };
    if right.note.is_empty() {
        return Err(Refusal::new("refuse-name-empty").into());
    }
    if right.minor == old.minor
        && right.day == old.day
        && right.category == old.category
        && right.vendor == old.vendor
    {
        return Err(Refusal::new("refuse-budget-same").with("key", key).into());
    }
    let back = take_back(tx, &tree, old, entry.number, &req.actor).await?;
    let new = match minor {
        0 => None,
        _ => Some(books::book(tx, &tree, &right, req.actor.user).await?),
    };
    watch::late(tx, &tree, number, old.day).await?;
    settle(tx, &mut tree, &right).await?;
    Ok(Reply::Private(cards::corrected(
        req.actor.lang,
        &envelope,
        (entry.number, old.minor),
        (back, new, minor),
    )))
}
