//! `/budget create` and `edit`, and raising a limit by a decision.

use serde_json::json;

use crate::calendar::day_of;
use crate::core::budget::books::{DEEPEST, Tree};
use crate::core::budget::ledger_store::Sums;
use crate::core::budget::period::Cycle;
use crate::core::budget::reading;
use crate::core::budget::store::{self, Limit};
use crate::core::budget::threshold::{self, DEFAULTS};
use crate::core::budget::types::{Envelope, PeriodRow};
use crate::core::budget::{Create, Edit, HOURLY, Options, cards, find, ledger_store, spend, watch};
use crate::core::money::Currency;
use crate::core::org;
use crate::core::{Error, Refusal, Reply, words};
use crate::jobs;
use crate::store::Tx;

/// More envelopes than this nobody oversees.
const MOST: usize = 2_000;
const REASON: usize = 300;

/// Makes an envelope, and opens its period.
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    find::require_finance(tx, &req.actor).await?;
    let o = &req.options;
    let mut tree = Tree::load(tx).await?;
    if tree.0.len() >= MOST {
        return Err(Refusal::new("refuse-budget-many").with("most", MOST).into());
    }
    let parent = match &o.parent {
        Some(typed) => Some(find::envelope(&tree, typed)?.clone()),
        None => None,
    };
    let workspace = org::workspace(tx).await?;
    let department = match &o.department {
        Some(key) => Some(org::department(tx, key).await?),
        None => None,
    };
    let zone = department.as_ref().map_or(workspace.zone, |d| d.zone);
    let currency = match (&o.currency, &parent) {
        (Some(code), _) => Currency::read(code).ok_or_else(|| {
            Refusal::new("refuse-currency").with("currency", crate::chat::Text::echo(code))
        })?,
        (None, Some(parent)) => parent.currency,
        (None, None) => Currency::stored(&workspace.currency),
    };
    if let Some(parent) = &parent {
        if parent.currency != currency {
            return Err(Refusal::new("refuse-budget-parent-currency")
                .with("currency", parent.currency.code())
                .into());
        }
        if tree.above(parent.number).len() + 2 > DEEPEST {
            return Err(Refusal::new("refuse-budget-deep")
                .with("most", DEEPEST)
                .into());
        }
    }
    let now = tx.now();
    let (cycle, fiscal) = reading::cycle(o, now, zone)?;
    let period = cycle.containing(day_of(now, zone), fiscal);
    let mut envelope = Envelope {
        number: 0,
        name: reading::name(o.name.as_deref().unwrap_or_default())?,
        parent: parent.map_or(0, |p| p.number),
        department: department.as_ref().map_or(0, |d| d.id),
        project: String::new(),
        currency,
        zone,
        cycle,
        fiscal,
        rollover: reading::rollover(None),
        cap: None,
        curve: Vec::new(),
        blend: false,
        owner: req.actor.user,
        open: false,
        rules: DEFAULTS.to_vec(),
        approval_over: None,
        amount: reading::positive(o.amount.as_deref().unwrap_or_default(), currency)?,
        period_start: period.start,
        generation: 0,
        over: false,
        version: 1,
        at: now,
    };
    apply(&mut envelope, o)?;
    if tree
        .0
        .iter()
        .any(|e| !e.over && e.name.to_lowercase() == envelope.name.to_lowercase())
    {
        let name = crate::chat::Text::echo(&envelope.name);
        return Err(Refusal::new("refuse-budget-exists")
            .with("name", name)
            .into());
    }
    envelope.number = tx.next_key("BUD").await?;
    store::save(tx, &envelope);
    store::save_period(tx, &opened(&envelope));
    let limit = limit(&envelope, envelope.amount, req.actor.user, tx.now());
    store::add_limit(tx, envelope.number, &limit);
    let after = json!({ "name": envelope.name, "amount": envelope.amount, "currency": envelope.currency.code() });
    find::note(tx, Some(req.actor.user), &envelope, "budget.created", after).await?;
    if jobs::armed(tx, HOURLY, "").await?.is_none() {
        watch::arm_hourly(tx).await?;
    }
    tree.replace(envelope.clone());
    let over = spend::approval_over(&tree, &envelope);
    Ok(Reply::Private(cards::created(
        req.actor.lang,
        &envelope,
        department.as_ref(),
        (over, reading::has_open_end(o)),
    )))
}

fn opened(envelope: &Envelope) -> PeriodRow {
    PeriodRow {
        envelope: envelope.number,
        period: envelope.period(),
        amount: envelope.amount,
        carried: 0,
        actual: 0,
        closed_at: None,
        restated: 0,
        restated_at: None,
        late_told: false,
        told_entry: 0,
    }
}

fn limit(
    envelope: &Envelope,
    amount: i64,
    by: crate::chat::UserId,
    from: crate::clock::At,
) -> Limit {
    Limit {
        period_start: envelope.period_start,
        generation: envelope.generation,
        amount,
        from,
        decision: 0,
        by,
        reason: String::new(),
    }
}

/// Options that may be set when it is made and later.
fn apply(envelope: &mut Envelope, o: &Options) -> Result<(), Refusal> {
    if let Some(name) = &o.name {
        envelope.name = reading::name(name)?;
    }
    if let Some(text) = &o.thresholds {
        envelope.rules = threshold::read(text)?;
    }
    if let Some(text) = &o.approval_over {
        let none = matches!(
            text.trim().to_lowercase().as_str(),
            "none" | "off" | "无" | "关"
        );
        envelope.approval_over = match none {
            true => None,
            false => Some(reading::positive(text, envelope.currency)?),
        };
    }
    if o.rollover.is_some() {
        envelope.rollover = reading::rollover(o.rollover.as_deref());
    }
    if let Some(text) = &o.rollover_cap {
        envelope.cap = Some(reading::positive(text, envelope.currency)?);
    }
    if let Some(text) = &o.curve {
        envelope.curve = reading::curve(text, envelope.period().months().len())?;
    }
    if let Some(method) = &o.method {
        envelope.blend = method == "blend";
    }
    if let Some(who) = &o.visibility {
        envelope.open = who == "members";
    }
    if let Some(owner) = &o.owner {
        envelope.owner = owner.user;
    }
    if let Some(project) = &o.project {
        envelope.project = reading::words(Some(project), reading::WORDS)?;
    }
    Ok(())
}

/// Changes an envelope. Another amount is a new limit of the open period, and what later ones begin with.
pub(crate) async fn edit(tx: &mut Tx, req: &Edit) -> Result<Reply, Error> {
    let mut tree = Tree::load(tx).await?;
    let mut envelope = find::envelope(&tree, &req.budget)?.clone();
    find::require_finance(tx, &req.actor).await?;
    // A period that is over is closed under the old limit first.
    watch::evaluate(tx, &mut tree, &[envelope.number]).await?;
    envelope = tree.get(envelope.number).cloned().unwrap_or(envelope);
    let before = envelope.clone();
    if let Some(typed) = &req.options.end {
        envelope.cycle = ended(tx, &envelope, typed).await?;
    }
    apply(&mut envelope, &req.options)?;
    let months = envelope.period().months().len();
    if !envelope.curve.is_empty() && envelope.curve.len() != months {
        let shares: Vec<String> = envelope.curve.iter().map(ToString::to_string).collect();
        return Err(Refusal::new("refuse-budget-curve")
            .with("typed", shares.join(" "))
            .with("months", months)
            .into());
    }
    if let Some(key) = &req.options.department {
        envelope.department = org::department(tx, key).await?.id;
    }
    let amount = match &req.options.amount {
        Some(text) => Some(reading::positive(text, envelope.currency)?),
        None => None,
    };
    let changes = amount.is_some_and(|amount| amount != before.amount);
    if envelope == before && !changes {
        return Err(Refusal::new("refuse-budget-same")
            .with("key", envelope.key())
            .into());
    }
    if let Some(other) = tree.0.iter().find(|e| {
        e.number != envelope.number
            && !e.over
            && e.name.to_lowercase() == envelope.name.to_lowercase()
    }) {
        let name = crate::chat::Text::echo(&other.name);
        return Err(Refusal::new("refuse-budget-exists")
            .with("name", name)
            .into());
    }
    envelope.version += 1;
    tree.replace(envelope.clone());
    store::save(tx, &envelope);
    if envelope.cycle != before.cycle {
        let row = store::one_period(tx, envelope.number, envelope.period_start).await?;
        let mut row = row.unwrap_or_else(|| opened(&envelope));
        row.period = envelope.period();
        store::save_period(tx, &row);
    }
    let reason = reading::words(req.reason.as_deref(), REASON)?;
    let after = json!({ "name": envelope.name, "reason": reason });
    find::note(tx, Some(req.actor.user), &envelope, "budget.edited", after).await?;
    if let Some(amount) = amount.filter(|_| changes) {
        let by = req.actor.user;
        set_limit(tx, &mut tree, &envelope, amount, (by, 0, &reason)).await?;
    }
    watch::evaluate(tx, &mut tree, &[envelope.number]).await?;
    let envelope = tree.get(envelope.number).cloned().unwrap_or(envelope);
    let over = spend::approval_over(&tree, &envelope);
    Ok(Reply::Private(cards::edited(
        req.actor.lang,
        &before,
        &envelope,
        over,
    )))
}

/// Another last day of an envelope that is filled once: what is booked or promised stays within it.
async fn ended(tx: &mut Tx, envelope: &Envelope, typed: &str) -> Result<Cycle, Error> {
    let Cycle::Once { start, end } = envelope.cycle else {
        return Err(Refusal::new("refuse-budget-end")
            .with("key", envelope.key())
            .into());
    };
    if envelope.over {
        return Err(Refusal::new("refuse-budget-end-over")
            .with("key", envelope.key())
            .into());
    }
    let today = day_of(tx.now(), envelope.zone);
    let last = reading::day(typed, tx.now(), envelope.zone)?;
    if last < today {
        return Err(Refusal::new("refuse-day-past")
            .with("day", words::day(last))
            .with("today", words::day(today))
            .into());
    }
    let cycle = reading::once(start, last, today)?;
    let beyond = (last.succ_opt().unwrap_or(last), end);
    let booked = ledger_store::days(tx, envelope.number, beyond).await?;
    let counts = |sums: &Sums| sums.entries > 0 || sums.committed != 0;
    if let Some((day, _)) = booked.iter().rfind(|(_, sums)| counts(sums)) {
        return Err(Refusal::new("refuse-budget-end-booked")
            .with("key", envelope.key())
            .with("day", words::day(*day))
            .into());
    }
    Ok(cycle)
}

/// A new limit from now on: what was carried over stays.
pub(super) async fn set_limit(
    tx: &mut Tx,
    tree: &mut Tree,
    envelope: &Envelope,
    amount: i64,
    (by, decision, reason): (crate::chat::UserId, i64, &str),
) -> anyhow::Result<()> {
    let mut envelope = envelope.clone();
    let row = store::one_period(tx, envelope.number, envelope.period_start).await?;
    let mut row = row.unwrap_or_else(|| opened(&envelope));
    let before = envelope.amount;
    envelope.amount = amount;
    envelope.generation += 1;
    row.amount = amount.saturating_add(row.carried);
    store::save(tx, &envelope);
    store::save_period(tx, &row);
    let mut version = limit(&envelope, row.amount, by, tx.now());
    version.decision = decision;
    reason.clone_into(&mut version.reason);
    store::add_limit(tx, envelope.number, &version);
    let after = json!({ "from": before, "to": amount, "decision": decision, "reason": reason });
    find::note(tx, Some(by), &envelope, "budget.limit", after).await?;
    tree.replace(envelope);
    Ok(())
}
