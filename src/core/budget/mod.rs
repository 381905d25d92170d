//! Budgets: envelopes, what is spent from them, and who is told in time.
//!
//! Hides the arithmetic (`rules`, `period`), what makes a rule fire and what does not (`alert_rules`), and that the sums of an
//! envelope and of all above it are kept by day, so that what a status costs does not grow with the ledger. Nothing in the
//! ledger is changed or erased: what was wrong is taken back by an entry of its own. An expense over the envelope's limit for it
//! is reserved until finance decides. Amounts are for finance, owner and leads; others read shares and colours.

mod alert_cards;
mod alert_rules;
pub(crate) mod alert_store;
mod approve;
mod books;
mod cards;
mod drawing;
mod export;
mod facts;
mod find;
mod grant;
pub(crate) mod import;
mod import_cards;
mod import_rules;
pub(crate) mod import_store;
pub(crate) mod ledger_store;
mod manage;
mod period;
mod promise;
mod promise_cards;
mod reading;
mod rules;
mod section;
mod spend;
mod status;
mod status_cards;
pub(crate) mod store;
mod threshold;
mod types;
mod watch;

use anyhow::Context;

use crate::core::attached::Attached;
use crate::core::budget::books::Tree;
use crate::core::budget::facts::Said;
use crate::core::org::{self, Department, Who};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::jobs::Due;
use crate::store::Tx;

pub(crate) use crate::core::budget::approve::decided;
pub(crate) use crate::core::budget::export::export;
pub(crate) use crate::core::budget::find::{suggest, suggest_entries};
pub(crate) use crate::core::budget::grant::{Grant, grant};
pub(crate) use crate::core::budget::manage::{create, edit};
pub(crate) use crate::core::budget::section::{digest_section, forecast};
pub(crate) use crate::core::budget::spend::{correct, spend};
pub(crate) use crate::core::budget::status::{list, status};
pub(crate) use crate::core::budget::watch::FOLD_WITHIN;

/// Timer: what time alone changes is looked at.
const HOURLY: &str = "budget:hourly";
/// Timer: an alert that waited for working hours is said.
const SAY: &str = "budget:say";
/// Timer: nobody has answered for a critical alert.
const UNACKED: &str = "budget:unacked";

/// `/budget create`
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<String>,
    pub(crate) amount: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) project: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) currency: Option<String>,
    pub(crate) thresholds: Option<String>,
    pub(crate) approval_over: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) fiscal_start: Option<i64>,
    pub(crate) parent: Option<String>,
    pub(crate) rollover: Option<String>,
    pub(crate) rollover_cap: Option<String>,
    pub(crate) curve: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) visibility: Option<String>,
    pub(crate) owner: Option<Who>,
}

/// `/budget create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) options: Options,
}

/// `/budget edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) budget: String,
    pub(crate) options: Options,
    pub(crate) reason: Option<String>,
}

/// `/budget spend`
#[derive(Clone, Debug)]
pub(crate) struct Spend {
    pub(crate) actor: Actor,
    pub(crate) budget: String,
    pub(crate) amount: String,
    pub(crate) category: Option<String>,
    pub(crate) vendor: Option<String>,
    pub(crate) day: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) receipt: Option<Attached>,
    /// `expense` or `income`.
    pub(crate) kind: Option<String>,
    pub(crate) one_off: bool,
    pub(crate) rate: Option<String>,
    pub(crate) reference: Option<String>,
}

/// `/budget correct`
#[derive(Clone, Debug)]
pub(crate) struct Correct {
    pub(crate) actor: Actor,
    pub(crate) entry: String,
    /// What it should have been; 0 takes it back.
    pub(crate) amount: String,
    pub(crate) reason: String,
    pub(crate) category: Option<String>,
    pub(crate) vendor: Option<String>,
    pub(crate) day: Option<String>,
}

/// `/budget status`
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) budget: String,
}

/// `/budget list`
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) actor: Actor,
    pub(crate) department: Option<String>,
}

/// `/budget export`
#[derive(Clone, Debug)]
pub(crate) struct Export {
    pub(crate) actor: Actor,
    pub(crate) budget: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

/// What somebody types where a budget is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) actor: Actor,
    pub(crate) text: String,
}

/// An alert that waited for working hours, and the department that should hear of it: its next digest may say it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Wanting {
    pub(crate) alert: i64,
    pub(crate) department: Option<Department>,
}

/// A button under one of ours.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let number = act.action.number;
    match act.action.action.as_str() {
        "ack" => acknowledge(tx, act).await,
        "amounts" => amounts(tx, act).await,
        // The picture was under a button of its own once.
        "status" | "picture" => status::of(tx, &act.actor, number).await,
        "book" => spend::confirmed(tx, &act.actor, number).await,
        "drop" => spend::dropped(tx, &act.actor, number).await,
        "undo" => spend::undo(tx, &act.actor, number).await,
        "statement" => status::statement(tx, act).await,
        "import" => import::confirmed(tx, act).await,
        "promise" | "promise-book" | "promise-booked" | "promise-later" | "promise-moved"
        | "promise-release" => promise::act(tx, act).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// A timer of ours. An alert that waited is handed up: whether a digest says it soon is not known here.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<Wanting>> {
    let number = || due.subject.parse::<i64>().context("an alert's number");
    match due.kind.as_str() {
        HOURLY => watch::hourly(tx).await?,
        SAY => {
            let Some(alert) = alert_store::one_alert(tx, number()?).await? else {
                return Ok(None);
            };
            if alert.said != Said::Waiting {
                return Ok(None);
            }
            let tree = Tree::load(tx).await?;
            let department = watch::listener(tx, &tree, alert.envelope).await?;
            return Ok(Some(Wanting {
                alert: alert.number,
                department,
            }));
        }
        UNACKED => remind(tx, number()?).await?,
        promise::EXPECTED => promise::expected(tx, number()?).await?,
        other => anyhow::bail!("no budget timer is called {other}"),
    }
    Ok(None)
}

/// Says an alert that waited, or leaves it to the digest that comes soon.
pub(crate) async fn say(tx: &mut Tx, number: i64, digest_soon: bool) -> anyhow::Result<()> {
    let Some(mut alert) = alert_store::one_alert(tx, number).await? else {
        return Ok(());
    };
    if digest_soon {
        alert.said = Said::Folded;
        return alert_store::save_alert(tx, &alert);
    }
    let tree = Tree::load(tx).await?;
    watch::say(tx, &tree, alert).await
}

/// Nobody has answered for a critical alert within a working day: the leads of the department hear of it themselves.
async fn remind(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(alert) = alert_store::one_alert(tx, number).await? else {
        return Ok(());
    };
    let tree = Tree::load(tx).await?;
    let Some(envelope) = tree.get(alert.envelope) else {
        return Ok(());
    };
    // A closed period's alert is history.
    if alert.acked.is_some() || envelope.period_start != alert.period_start {
        return Ok(());
    }
    let department = watch::listener(tx, &tree, alert.envelope).await?;
    let leads = department.map(|d| d.leads).unwrap_or_default();
    let people = if leads.is_empty() {
        vec![envelope.owner]
    } else {
        leads
    };
    for user in people {
        let lang = org::person(tx, user).await?.lang;
        let post = crate::outbox::Post {
            key: format!("budget/unacked/{number}/{}", user.0),
            target: crate::outbox::Target::Direct {
                user,
                fallback: None,
            },
            op: crate::outbox::Op::Create(alert_cards::unacked(lang, &alert, true)),
            priority: crate::outbox::Priority::Action,
            why: serde_json::json!({ "rule": "budget:unacked", "key": types::key(alert.envelope) }),
        };
        crate::outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// Somebody answers for an alert: reminders stop.
async fn acknowledge(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let alert = alert_store::one_alert(tx, act.action.number).await?;
    let mut alert = alert.ok_or_else(unknown)?;
    let mut tree = Tree::load(tx).await?;
    let envelope = tree.get(alert.envelope).cloned().ok_or_else(unknown)?;
    find::may_spend(tx, &act.actor, &envelope).await?;
    if let Some((by, at)) = alert.acked {
        let refusal = Refusal::new("refuse-budget-acked");
        let refusal = refusal.with("user", crate::chat::Text::mention(by));
        return Err(refusal.with("when", crate::chat::time_full(at)).into());
    }
    alert.acked = Some((act.actor.user, tx.now()));
    alert_store::save_alert(tx, &alert)?;
    crate::jobs::disarm(tx, UNACKED, &alert.number.to_string()).await?;
    find::note(
        tx,
        Some(act.actor.user),
        &envelope,
        "budget.acknowledged",
        serde_json::json!({ "alert": alert.number }),
    )
    .await?;
    watch::post(tx, &tree, &alert, false).await?;
    // Whatever has changed meanwhile is seen by who answers for it.
    watch::evaluate(tx, &mut tree, &[envelope.number]).await?;
    Ok(Reply::Private(cards::acknowledged(
        act.actor.lang,
        &envelope,
    )))
}

/// The same alert with its amounts, for who may read them.
async fn amounts(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let alert = alert_store::one_alert(tx, act.action.number).await?;
    let alert = alert.ok_or_else(unknown)?;
    let tree = Tree::load(tx).await?;
    for line in &alert.lines {
        let envelope = tree.get(line.envelope).ok_or_else(unknown)?;
        if !find::sees_amounts(tx, &act.actor, envelope).await? {
            return Err(Refusal::new("refuse-budget-amounts").into());
        }
    }
    let mut card = alert_cards::alert(act.actor.lang, &alert, true);
    card.buttons.clear();
    Ok(Reply::Private(card))
}

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod tests;
