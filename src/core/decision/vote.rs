//! Deciding: to approve, to reject, to pass on; by command and by button.

use serde_json::json;

use crate::calendar::read_when;
use crate::chat::{Text, Tone, UserId, time_full};
use crate::clock::Span;
use crate::core::decision::types::{Choice, Decision, Outcome, Settled, State, Vote};
use crate::core::decision::who::{self, View};
use crate::core::decision::{cards, find, note, rules, settle, store, tell};
use crate::core::org::{self, Who};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// `/decision approve` and `/decision reject`
#[derive(Clone, Debug)]
pub(crate) struct Decide {
    pub(crate) actor: Actor,
    pub(crate) decision: String,
    pub(crate) choice: Choice,
    /// Of a rejection.
    pub(crate) reason: Option<String>,
}

/// `/decision delegate`
#[derive(Clone, Debug)]
pub(crate) struct Delegate {
    pub(crate) actor: Actor,
    pub(crate) decision: String,
    pub(crate) user: Who,
    /// Until it is decided, unless said.
    pub(crate) until: Option<String>,
}

/// What the actor sees, and what came of it for the owner.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Acted {
    pub(crate) reply: Reply,
    pub(crate) settled: Option<Settled>,
}

impl From<Reply> for Acted {
    fn from(reply: Reply) -> Acted {
        Acted {
            reply,
            settled: None,
        }
    }
}

/// Somebody says what they decide.
pub(crate) async fn decide(tx: &mut Tx, req: &Decide) -> Result<Acted, Error> {
    let decision = find::find(tx, &req.actor, &req.decision).await?;
    let reason = req.reason.as_deref().unwrap_or_default();
    say(tx, &req.actor, decision, req.choice, reason).await
}

async fn say(
    tx: &mut Tx,
    actor: &Actor,
    decision: Decision,
    choice: Choice,
    reason: &str,
) -> Result<Acted, Error> {
    let now = tx.now();
    rules::need_open(&decision, now)?;
    let mut view = who::view(tx, decision).await?;
    let (person, groups) = rules::cast(&view.decision, &view.electorate, &view.votes, actor.user)?;
    let reason = match choice {
        Choice::Approve => String::new(),
        Choice::Reject => rules::read_reason(reason)?,
    };
    let vote = Vote {
        person,
        hand: actor.user,
        choice,
        reason,
        groups,
        at: now,
    };
    let action = match choice {
        Choice::Approve => "decision.agreed",
        Choice::Reject => "decision.opposed",
    };
    let after = json!({ "user": person.0.to_string(), "reason": vote.reason });
    note(tx, Some(actor.user), &view.decision, action, after).await?;
    store::say(tx, view.decision.number, &vote);
    view.votes = rules::with_vote(&view.votes, vote.clone());
    let settled = match rules::outcome(&view.decision, &view.electorate, &view.votes) {
        None => {
            tell::renewed(tx, &view).await?;
            None
        }
        Some(outcome) => Some(settle(tx, &mut view, outcome, Some(actor.user)).await?),
    };
    let reply = Reply::Private(said(actor, &view, &vote));
    Ok(Acted { reply, settled })
}

fn said(actor: &Actor, view: &View, vote: &Vote) -> crate::chat::Card {
    let lang = actor.lang;
    let args = [
        ("key", view.decision.key().into()),
        ("vote", cards::vote(lang, vote).into()),
        ("standing", cards::standing(lang, &view.decision).into()),
    ];
    cards::sentence(lang, Tone::Good, "decision-said", &args)
}

/// Time is up. Nothing to tell if it was settled meanwhile.
pub(super) async fn expire(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Settled>> {
    let Some(decision) = store::one(tx, number).await? else {
        return Ok(None);
    };
    if decision.state != State::Open {
        return Ok(None);
    }
    let mut view = who::view(tx, decision).await?;
    Ok(Some(settle(tx, &mut view, Outcome::Expired, None).await?))
}

/// An approval is over.
pub(super) async fn end(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Settled>> {
    let Some(decision) = store::one(tx, number).await? else {
        return Ok(None);
    };
    if decision.state != State::Approved {
        return Ok(None);
    }
    let mut view = who::view(tx, decision).await?;
    Ok(Some(settle(tx, &mut view, Outcome::Ended, None).await?))
}

/// Passes a decision on to somebody who may not decide by themselves.
pub(crate) async fn delegate(tx: &mut Tx, req: &Delegate) -> Result<Reply, Error> {
    let decision = find::find(tx, &req.actor, &req.decision).await?;
    pass_on(
        tx,
        &req.actor,
        decision,
        req.user.user,
        req.until.as_deref(),
    )
    .await
}

async fn pass_on(
    tx: &mut Tx,
    actor: &Actor,
    decision: Decision,
    by: UserId,
    until: Option<&str>,
) -> Result<Reply, Error> {
    let now = tx.now();
    rules::need_open(&decision, now)?;
    let until = match until {
        None => decision.expires,
        Some(text) => {
            let zone = org::person(tx, actor.user).await?.zone;
            let read = read_when(text, now, zone).filter(|at| *at > now);
            read.filter(|at| *at - now <= Span::days(366))
                .ok_or_else(|| {
                    Refusal::new("refuse-decision-until").with("typed", Text::echo(text))
                })?
        }
    };
    let view = who::view(tx, decision).await?;
    rules::may_represent(&view.decision, &view.electorate, actor.user, by)?;
    store::delegate(tx, view.decision.number, actor.user, by, until);
    let after = json!({ "delegate": by.0.to_string() });
    note(
        tx,
        Some(actor.user),
        &view.decision,
        "decision.delegated",
        after,
    )
    .await?;
    let view = tell::look(tx, &view.decision).await?;
    tell::renewed(tx, &view).await?;
    tell::write_to(tx, &view, by).await?;
    let args = [
        ("key", view.decision.key().into()),
        ("user", Text::mention(by).into()),
        ("when", time_full(until).into()),
    ];
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "decision-delegated",
        &args,
    )))
}

/// A button, menu or form under one of our cards.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Acted, Error> {
    let decision = store::one(tx, act.action.number).await?;
    let decision = decision.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    match act.action.action.as_str() {
        "approve" => say(tx, &act.actor, decision, Choice::Approve, "").await,
        "reject" => match act.typed.iter().find(|(id, _)| id == "reason") {
            Some((_, reason)) => say(tx, &act.actor, decision, Choice::Reject, reason).await,
            None => {
                let view = ready(tx, &act.actor, decision).await?;
                let form = cards::reject_form(act.actor.lang, &view.decision);
                Ok(Reply::Form(form).into())
            }
        },
        "delegate" => match act.chosen.first() {
            Some(chosen) => {
                let by = chosen.parse().map(UserId);
                let by = by.map_err(|_bad| Refusal::new("refuse-unknown-action"))?;
                Ok(pass_on(tx, &act.actor, decision, by, None).await?.into())
            }
            None => Ok(choose(tx, &act.actor, decision).await?.into()),
        },
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// What somebody could say now would count.
async fn ready(tx: &mut Tx, actor: &Actor, decision: Decision) -> Result<View, Error> {
    rules::need_open(&decision, tx.now())?;
    let view = who::view(tx, decision).await?;
    rules::cast(&view.decision, &view.electorate, &view.votes, actor.user)?;
    Ok(view)
}

/// Offers those to whom it may be passed on: colleagues from the departments in which it stands.
async fn choose(tx: &mut Tx, actor: &Actor, decision: Decision) -> Result<Reply, Error> {
    rules::need_open(&decision, tx.now())?;
    let view = who::view(tx, decision).await?;
    if view.electorate.groups_of(actor.user).is_empty() {
        // Says why not.
        let nobody = UserId(0);
        rules::may_represent(&view.decision, &view.electorate, actor.user, nobody)?;
    }
    let mut people = Vec::new();
    for id in &view.decision.posted {
        for member in org::members(tx, *id).await? {
            let fits =
                rules::may_represent(&view.decision, &view.electorate, actor.user, member.user);
            if fits.is_ok() && !people.iter().any(|p: &org::Person| p.user == member.user) {
                people.push(member);
            }
        }
    }
    let card = cards::delegate_menu(actor.lang, &view.decision, &people);
    Ok(Reply::Private(card))
}
