//! Money that is promised and not spent yet: an expense of a day to come. It counts as committed until it is booked or let go.
//!
//! A commitment is never changed: what is left of it, or its new day, is a commitment of its own. So whoever recomputes an
//! alert finds what was promised at its moment.

use chrono::Months;
use serde_json::json;

use crate::calendar::{Day, day_of, moment};
use crate::chat::UserId;
use crate::core::budget::books::{self, Tree};
use crate::core::budget::spend::{self, Effect};
use crate::core::budget::types::{Commitment, Envelope, Expense, Promise};
use crate::core::budget::{find, ledger_store, promise_cards, reading, watch};
use crate::core::{Act, Actor, Error, Refusal, Reply, org, words};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: the day of a commitment has come; the subject is its number.
pub(super) const EXPECTED: &str = "budget:expected";
/// Nobody promises money for longer.
const MONTHS_AHEAD: u32 = 24;
/// It is asked about again so often, in days, until it is booked or let go.
const AGAIN: u64 = 7;

/// Whether an expense of this day is promised and not spent; refused if the day is too far.
pub(super) fn is_to_come(day: Day, today: Day) -> Result<bool, Refusal> {
    // Whoever lives east of the envelope may be a day ahead of it.
    if day <= today.succ_opt().unwrap_or(today) {
        return Ok(false);
    }
    let last = today.checked_add_months(Months::new(MONTHS_AHEAD));
    if last.is_some_and(|last| day <= last) {
        return Ok(true);
    }
    Err(Refusal::new("refuse-budget-far")
        .with("day", words::day(day))
        .with("last", words::day(last.unwrap_or(today))))
}

/// Promises an expense that needs nobody's approval.
pub(super) async fn make(
    tx: &mut Tx,
    tree: &mut Tree,
    envelope: &Envelope,
    (expense, effect): (&Expense, &Effect),
    actor: &Actor,
) -> Result<Reply, Error> {
    let made = stands(tx, tree, expense.clone(), actor.user).await?;
    let after = json!({ "commitment": made.number, "minor": expense.minor, "day": expense.day.to_string() });
    find::note(tx, Some(actor.user), envelope, "budget.committed", after).await?;
    watch::evaluate(tx, tree, &[envelope.number]).await?;
    let sees = find::sees_amounts(tx, actor, envelope).await?;
    let card = promise_cards::made(actor.lang, envelope, &made, effect, sees);
    Ok(Reply::Private(card))
}

/// Reserves it and asks about it on its day.
async fn stands(
    tx: &mut Tx,
    tree: &Tree,
    expense: Expense,
    by: UserId,
) -> anyhow::Result<Commitment> {
    let mut commitment = books::reserve(tx, tree, expense, by).await?;
    approved(tx, &mut commitment).await?;
    Ok(commitment)
}

/// Nobody has to agree any more: it stands until its day.
pub(super) async fn approved(tx: &mut Tx, commitment: &mut Commitment) -> anyhow::Result<()> {
    commitment.state = Promise::Approved;
    commitment.state_at = tx.now();
    ledger_store::save_commitment(tx, commitment)?;
    let person = org::person(tx, commitment.by).await?;
    arm(tx, commitment.number, commitment.expense.day, &person).await
}

async fn arm(tx: &mut Tx, number: i64, day: Day, person: &org::Person) -> anyhow::Result<()> {
    let timer = Timer {
        kind: EXPECTED,
        subject: number.to_string(),
        due: moment(day, person.hours.from, person.zone),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Its day has come: whoever promised it is asked, and asked again until it is booked or let go; the owner of the envelope, if
/// they may not spend from it any more. What is overdue counts in the period that is open.
pub(super) async fn expected(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let found = ledger_store::one_commitment(tx, number).await?;
    let Some(commitment) = found.filter(|c| c.state == Promise::Approved) else {
        return Ok(());
    };
    let tree = Tree::load(tx).await?;
    let Some(envelope) = tree.get(commitment.expense.envelope).cloned() else {
        return Ok(());
    };
    let today = day_of(tx.now(), envelope.zone);
    let commitment = if commitment.expense.day < today {
        moved(tx, &tree, commitment, today).await?
    } else {
        commitment
    };
    let asked = if find::spends_still(tx, commitment.by, &envelope).await? {
        commitment.by
    } else {
        envelope.owner
    };
    let person = org::person(tx, asked).await?;
    let next = today.checked_add_days(chrono::Days::new(AGAIN));
    arm(tx, commitment.number, next.unwrap_or(today), &person).await?;
    if org::muted(tx, asked, EXPECTED).await? {
        return Ok(());
    }
    let post = Post {
        key: format!("budget/expected/{}/{today}", commitment.number),
        target: Target::Direct {
            user: asked,
            fallback: None,
        },
        op: Op::Create(promise_cards::expected(person.lang, &envelope, &commitment)),
        priority: Priority::Notice,
        why: json!({ "rule": EXPECTED, "key": envelope.key() }),
    };
    outbox::post(tx, &post).await
}

/// The same promise for another day.
async fn moved(
    tx: &mut Tx,
    tree: &Tree,
    mut commitment: Commitment,
    day: Day,
) -> anyhow::Result<Commitment> {
    books::conclude(tx, tree, &mut commitment, false).await?;
    jobs::disarm(tx, EXPECTED, &commitment.number.to_string()).await?;
    let expense = Expense {
        day,
        ..commitment.expense.clone()
    };
    let mut new = books::reserve(tx, tree, expense, commitment.by).await?;
    new.decision = commitment.decision;
    approved(tx, &mut new).await?;
    Ok(new)
}

/// A commitment that is open, with all it hangs on, for somebody who may spend from its envelope.
struct Held {
    tree: Tree,
    envelope: Envelope,
    commitment: Commitment,
}

async fn held(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Held, Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let commitment = ledger_store::one_commitment(tx, number).await?;
    let commitment = commitment.ok_or_else(unknown)?;
    let tree = Tree::load(tx).await?;
    let envelope = tree.get(commitment.expense.envelope).cloned();
    let envelope = envelope.ok_or_else(unknown)?;
    // Whoever promised it may have left the department since.
    find::may_spend(tx, actor, &envelope).await?;
    if commitment.state != Promise::Approved {
        return Err(Refusal::new("refuse-budget-promise-over")
            .with("commitment", commitment.key())
            .with("state", commitment.state.name())
            .into());
    }
    Ok(Held {
        tree,
        envelope,
        commitment,
    })
}

/// Whoever promised it knows how much it is.
async fn sees(
    tx: &mut Tx,
    actor: &Actor,
    envelope: &Envelope,
    commitment: &Commitment,
) -> anyhow::Result<bool> {
    Ok(commitment.by == actor.user || find::sees_amounts(tx, actor, envelope).await?)
}

/// A button under a commitment, or a form of one.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let held = held(tx, actor, act.action.number).await?;
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let lang = actor.lang;
    match act.action.action.as_str() {
        "promise" => {
            let sees = sees(tx, actor, &held.envelope, &held.commitment).await?;
            let card = promise_cards::shown(lang, &held.envelope, &held.commitment, sees);
            Ok(Reply::Private(card))
        }
        "promise-book" => Ok(Reply::Form(promise_cards::book_form(
            lang,
            &held.envelope,
            &held.commitment,
        ))),
        "promise-booked" => booked(tx, actor, held, typed("amount")).await,
        "promise-later" => Ok(Reply::Form(promise_cards::later_form(
            lang,
            &held.commitment,
        ))),
        "promise-moved" => put_off(tx, actor, held, typed("day")).await,
        "promise-release" => released(tx, actor, held).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// It was spent: all of it, more, or a part; then the rest stays promised.
async fn booked(tx: &mut Tx, actor: &Actor, held: Held, typed: &str) -> Result<Reply, Error> {
    let Held {
        mut tree,
        envelope,
        mut commitment,
    } = held;
    let minor = reading::positive(typed, envelope.currency)?;
    if minor == 0 {
        return Err(Refusal::new("refuse-budget-zero").into());
    }
    let promised = commitment.expense.clone();
    let today = day_of(tx.now(), envelope.zone);
    let expense = Expense {
        minor,
        day: today,
        original: None,
        commitment: commitment.number,
        ..promised.clone()
    };
    // More than was agreed on is agreed on anew.
    if minor > promised.minor && spend::needs_approval(&tree, &envelope, &expense).is_some() {
        return Err(Refusal::new("refuse-budget-promise-more")
            .with("amount", envelope.money(promised.minor).say(actor.lang))
            .with("key", envelope.key())
            .into());
    }
    spend::in_period(&envelope, today)?;
    spend::booked_once(tx, &expense).await?;
    books::end(tx, &tree, &mut commitment, Promise::Settled)?;
    jobs::disarm(tx, EXPECTED, &commitment.number.to_string()).await?;
    let entry = books::book(tx, &tree, &expense, actor.user).await?;
    let rest = if minor < promised.minor {
        // The reference is the entry's from now on.
        let rest = Expense {
            minor: promised.minor - minor,
            original: None,
            reference: String::new(),
            ..promised
        };
        let mut rest = books::reserve(tx, &tree, rest, commitment.by).await?;
        rest.decision = commitment.decision;
        approved(tx, &mut rest).await?;
        Some(rest)
    } else {
        None
    };
    let after = json!({ "commitment": commitment.number, "entry": entry, "minor": minor });
    find::note(tx, Some(actor.user), &envelope, "budget.settled", after).await?;
    spend::settle(tx, &mut tree, &expense).await?;
    let sees = sees(tx, actor, &envelope, &commitment).await?;
    Ok(Reply::Private(promise_cards::booked(
        actor.lang,
        &envelope,
        (&commitment, &expense, entry),
        rest.as_ref(),
        sees,
    )))
}

async fn put_off(tx: &mut Tx, actor: &Actor, held: Held, typed: &str) -> Result<Reply, Error> {
    let zone = org::person(tx, actor.user).await?.zone;
    let today = day_of(tx.now(), held.envelope.zone);
    let day = reading::day(typed, tx.now(), zone)?;
    if !is_to_come(day, today)? {
        return Err(Refusal::new("refuse-day-past")
            .with("day", words::day(day))
            .with("today", words::day(today))
            .into());
    }
    spend::in_period(&held.envelope, day)?;
    let mut tree = held.tree;
    let new = moved(tx, &tree, held.commitment, day).await?;
    let after = json!({ "commitment": new.number, "day": day.to_string() });
    find::note(
        tx,
        Some(actor.user),
        &held.envelope,
        "budget.committed",
        after,
    )
    .await?;
    watch::evaluate(tx, &mut tree, &[held.envelope.number]).await?;
    let sees = sees(tx, actor, &held.envelope, &new).await?;
    let card = promise_cards::shown(actor.lang, &held.envelope, &new, sees);
    Ok(Reply::Private(card))
}

async fn released(tx: &mut Tx, actor: &Actor, held: Held) -> Result<Reply, Error> {
    let Held {
        mut tree,
        envelope,
        mut commitment,
    } = held;
    books::conclude(tx, &tree, &mut commitment, false).await?;
    jobs::disarm(tx, EXPECTED, &commitment.number.to_string()).await?;
    let after = json!({ "commitment": commitment.number });
    find::note(tx, Some(actor.user), &envelope, "budget.released", after).await?;
    watch::evaluate(tx, &mut tree, &[envelope.number]).await?;
    let card = promise_cards::released(actor.lang, &envelope, &commitment);
    Ok(Reply::Private(card))
}
