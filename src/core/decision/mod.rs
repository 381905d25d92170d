//! Decisions: an approval asked of people by what they are, bound to what it was asked for.
//!
//! # The door, for the capability that asks
//!
//! ```ignore
//! // 1. Ask. The number is DEC-n; card, copies, reminder and expiry come with it. An open decision of the same subject is voided.
//! let number = decision::ask(tx, &Ask { subject: Subject::new(Owner::Task, 7, ""), groups: vec![Group::one(vec![Voter::LeadsOf(id)])],
//!     content: all_that_is_decided_on, expires: decision::in_working_days(tx, &department, 5).await?, .. }).await?;
//! // 2. What came of it arrives in `core::decided`, in the same transaction as the last word: add your arm there.
//! // 3. Before acting on it, at that moment and whenever it matters: is this, as it is now, approved?
//! if decision::check(tx, &subject, &content_as_it_is_now).await?.is_some() { .. }
//! // 4. Whenever the content is edited: decision::void(tx, &subject, decision::EDITED).
//! ```
//!
//! What is private (security details, amounts of a person) does not belong into `title` and `why`: the card stands in the channels of
//! `posted`.
//!
//! # What holds
//!
//! The asker never decides, nor through whom they represent or who represents them. Each person and each hand counts once, in one group.
//! Who may decide is looked up when it is said, so a lead who was replaced decides no more; what was said stays. Too few people in a group:
//! the project office stands in. One rejection settles it where one approval would; else it is rejected once the approvals cannot come
//! together any more. An approval is of the content's hash: [`check`] with anything else finds none. It expires; reminders go out in
//! working hours. Nobody is asked twice, and what is settled stays so.

mod cards;
mod find;
mod rules;
pub(crate) mod store;
mod tell;
mod types;
mod vote;
mod who;

use serde_json::{Value, json};

use crate::calendar::{add_working, working_between};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::decision::who::View;
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::token;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

pub(crate) use crate::core::decision::find::{One, digest_section, list, show, suggest, today};
pub(crate) use crate::core::decision::types::{
    Approved, Ask, Choice, Decision, Group, Outcome, Owner, Settled, State, Subject, Voter,
};
pub(crate) use crate::core::decision::vote::{Acted, Decide, Delegate, act, decide, delegate};

/// Why a decision is voided: its content was edited, it was asked anew, it is not needed any more. Other reasons are shown as typed.
pub(crate) const EDITED: &str = "edited";
pub(crate) const ASKED_ANEW: &str = "asked-anew";
pub(crate) const WITHDRAWN: &str = "withdrawn";

/// The rule of reminders, which people may mute.
pub(crate) const REMIND: &str = "decision:remind";
const EXPIRE: &str = "decision:expire";
const END: &str = "decision:end";
/// Reminded when this part of the working time has passed, unless there is less than an hour of it.
const REMIND_AT: (i64, i64) = (4, 5);

/// Asks for a decision; its number (DEC-3). What is open about the same subject is voided.
pub(crate) async fn ask(tx: &mut Tx, ask: &Ask) -> anyhow::Result<i64> {
    anyhow::ensure!(!ask.groups.is_empty(), "a decision asks somebody");
    anyhow::ensure!(ask.expires > tx.now(), "a decision has time");
    void(tx, &ask.subject, ASKED_ANEW).await?;
    let now = tx.now();
    let mut posted = ask.posted.clone();
    posted.sort_unstable();
    posted.dedup();
    let decision = Decision {
        number: tx.next_key("DEC").await?,
        subject: ask.subject.clone(),
        title: rules::cut(&ask.title, rules::TITLE_MOST),
        why: rules::cut(&ask.why, rules::TEXT_MOST),
        amount: rules::cut(&ask.amount, rules::TITLE_MOST),
        asker: ask.asker,
        groups: ask.groups.clone(),
        content_hash: token::hash(&ask.content),
        asked_at: now,
        expires: ask.expires,
        holds_until: ask.holds_until,
        posted,
        state: State::Open,
        state_by: None,
        state_at: now,
        reason: String::new(),
    };
    store::add(tx, &decision).await?;
    let after = json!({ "title": decision.title });
    note(tx, Some(ask.asker), &decision, "decision.asked", after).await?;
    arm(tx, EXPIRE, decision.number, decision.expires).await?;
    if let Some(at) = remind_at(tx, &decision).await? {
        arm(tx, REMIND, decision.number, at).await?;
    }
    let view = tell::look(tx, &decision).await?;
    tell::opened(tx, &view).await?;
    Ok(decision.number)
}

/// What was asked about a subject, or was approved, holds no more: its content was edited ([`EDITED`]), or `why`. The owner knows, so it is
/// not told.
pub(crate) async fn void(tx: &mut Tx, subject: &Subject, why: &str) -> anyhow::Result<()> {
    let Some(mut decision) = store::of(tx, subject).await? else {
        return Ok(());
    };
    if !matches!(decision.state, State::Open | State::Approved) {
        return Ok(());
    }
    decision.state = State::Voided;
    decision.state_by = None;
    decision.state_at = tx.now();
    why.clone_into(&mut decision.reason);
    store::save_state(tx, &decision);
    disarm(tx, decision.number).await?;
    note(
        tx,
        None,
        &decision,
        "decision.voided",
        json!({ "reason": why }),
    )
    .await?;
    let view = tell::look(tx, &decision).await?;
    tell::renewed(tx, &view).await
}

/// The approval of a subject, if it holds now and for exactly this content.
pub(crate) async fn check(
    tx: &mut Tx,
    subject: &Subject,
    content: &str,
) -> anyhow::Result<Option<Approved>> {
    let now = tx.now();
    let Some(decision) = store::of(tx, subject).await? else {
        return Ok(None);
    };
    let holds = decision.holds_until.is_none_or(|until| now < until);
    if decision.state != State::Approved || !holds || decision.content_hash != token::hash(content)
    {
        return Ok(None);
    }
    let votes = store::votes(tx, decision.number).await?;
    let agreed = votes.iter().filter(|v| v.choice == Choice::Approve);
    Ok(Some(Approved {
        number: decision.number,
        by: agreed.map(|v| v.person).collect(),
        at: decision.state_at,
        until: decision.holds_until,
    }))
}

/// The newest decision about a subject, whatever came of it.
pub(crate) async fn of(tx: &mut Tx, subject: &Subject) -> anyhow::Result<Option<Decision>> {
    store::of(tx, subject).await
}

/// The end of so many of a department's working days from now: for [`Ask::expires`].
pub(crate) async fn in_working_days(
    tx: &mut Tx,
    department: &Department,
    days: i64,
) -> anyhow::Result<At> {
    let working = org::working_days(tx, department).await?;
    let (hours, now) = (&department.hours, tx.now());
    let a_day = i64::from(hours.to) - i64::from(hours.from);
    let found = add_working(now, days * a_day.max(1), hours, &working, department.zone);
    // A department that never works still gets an answer.
    Ok(found.unwrap_or(now + Span::days(days + 2)))
}

async fn remind_at(tx: &mut Tx, decision: &Decision) -> anyhow::Result<Option<At>> {
    let Some(first) = decision.posted.first() else {
        return Ok(None);
    };
    let Some(department) = org::department_by_id(tx, *first).await? else {
        return Ok(None);
    };
    let days = org::working_days(tx, &department).await?;
    let (hours, zone, now) = (&department.hours, department.zone, tx.now());
    let whole = working_between(now, decision.expires, hours, &days, zone);
    if whole < 60 {
        return Ok(None);
    }
    let part = whole * REMIND_AT.0 / REMIND_AT.1;
    Ok(add_working(now, part, hours, &days, zone))
}

async fn arm(tx: &mut Tx, kind: &'static str, number: i64, due: At) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: number.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

async fn disarm(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    for kind in [EXPIRE, REMIND, END] {
        jobs::disarm(tx, kind, &number.to_string()).await?;
    }
    Ok(())
}

/// It came out: kept, told, and what is to be told to its owner.
async fn settle(
    tx: &mut Tx,
    view: &mut View,
    outcome: Outcome,
    by: Option<UserId>,
) -> anyhow::Result<Settled> {
    let decision = &mut view.decision;
    let (state, action) = match &outcome {
        Outcome::Approved { .. } => (State::Approved, "decision.approved"),
        Outcome::Rejected { reason } => {
            decision.reason.clone_from(reason);
            (State::Rejected, "decision.rejected")
        }
        Outcome::Expired => (State::Expired, "decision.expired"),
        Outcome::Ended => (State::Ended, "decision.ended"),
    };
    decision.state = state;
    decision.state_by = by;
    decision.state_at = tx.now();
    store::save_state(tx, decision);
    disarm(tx, decision.number).await?;
    if let Outcome::Approved { until: Some(until) } = outcome {
        arm(tx, END, decision.number, until).await?;
    }
    note(
        tx,
        by,
        decision,
        action,
        json!({ "reason": decision.reason }),
    )
    .await?;
    tell::settled(tx, view).await?;
    let decision = &view.decision;
    Ok(Settled {
        number: decision.number,
        subject: decision.subject.clone(),
        title: decision.title.clone(),
        asker: decision.asker,
        outcome,
        votes: view.votes.clone(),
        content_hash: decision.content_hash.clone(),
    })
}

/// A timer of ours; what came out is passed up to its owner.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<Settled>> {
    let number: i64 = due.subject.parse()?;
    match due.kind.as_str() {
        EXPIRE => vote::expire(tx, number).await,
        END => vote::end(tx, number).await,
        REMIND => {
            if let Some(decision) = store::one(tx, number).await?
                && decision.state == State::Open
            {
                let view = tell::look(tx, &decision).await?;
                tell::reminded(tx, &view).await?;
            }
            Ok(None)
        }
        other => anyhow::bail!("no decision timer is called {other}"),
    }
}

async fn note(
    tx: &mut Tx,
    by: Option<UserId>,
    decision: &Decision,
    action: &'static str,
    after: Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: format!("decision/{}", decision.number),
        action,
        before: Value::Null,
        after,
    };
    journal::append(tx, &entry).await
}

#[cfg(test)]
mod rules_tests;
#[cfg(test)]
mod tests;
