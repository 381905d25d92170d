//! Records that need a decision before they hold: asked of whoever the kind says, and what came of it.

use serde_json::json;

use crate::chat::{Text, Tone};
use crate::core::catalogue::{Approval, Seat};
use crate::core::decision::{self, Ask, Group, Outcome, Owner, Settled, Subject, Voter};
use crate::core::org::{self, Department};
use crate::core::task::rules::State;
use crate::core::task::said::{self, Change};
use crate::core::task::types::Task;
use crate::core::task::{cards, find, steps, store, tell};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// Working days in which it is to be decided.
const WITHIN: i64 = 10;

fn subject(task: &Task) -> Subject {
    Subject::new(Owner::Task, task.number, "")
}

/// All that is decided on.
fn content(task: &Task) -> String {
    let particulars = serde_json::to_string(&task.more.particulars).unwrap_or_default();
    format!("{}\n{}\n{particulars}", task.title, task.details)
}

/// Asks for the decision; while it is open it is not asked again.
pub(super) async fn ask(
    tx: &mut Tx,
    actor: &Actor,
    mut task: Task,
    department: &Department,
) -> Result<Reply, Error> {
    let Some(approval) = task.kind().and_then(|kind| kind.decision.as_ref()) else {
        return Err(Refusal::new("refuse-unknown-action").into());
    };
    if let Some(open) = decision::of(tx, &subject(&task)).await?
        && open.state == decision::State::Open
    {
        return Err(Refusal::new("refuse-task-undecided")
            .with("key", task.key())
            .with("decision", open.key())
            .into());
    }
    let (groups, posted) = asked(tx, approval, department).await?;
    let ask = Ask {
        subject: subject(&task),
        title: task.title.clone(),
        why: task.details.clone(),
        amount: String::new(),
        asker: actor.user,
        groups,
        content: content(&task),
        expires: decision::in_working_days(tx, department, WITHIN).await?,
        holds_until: None,
        posted,
    };
    let number = decision::ask(tx, &ask).await?;
    let now = tx.now();
    task.touch(now);
    let key = format!("DEC-{number}");
    let change = Change::new(
        Some(actor.user),
        "task.decision-asked",
        json!({ "decision": key }),
    );
    said::keep(tx, &mut task, department, change).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "task-decision-asked",
        &[("key", task.key().into()), ("decision", key.into())],
    )))
}

/// Of whom it is asked, and where it stands.
async fn asked(
    tx: &mut Tx,
    approval: &Approval,
    department: &Department,
) -> anyhow::Result<(Vec<Group>, Vec<i64>)> {
    let departments = org::departments(tx).await?;
    let mut voters = Vec::new();
    let mut posted = vec![department.id];
    for seat in &approval.by {
        let of = match seat {
            Seat::OwnLead => Some(department),
            Seat::LeadOf(key) => departments.iter().find(|d| d.key == *key),
        };
        match of {
            Some(of) => {
                voters.push(Voter::LeadsOf(of.id));
                posted.push(of.id);
            }
            // A department that is not there has no lead: the project office stands in.
            None => voters.push(Voter::Office),
        }
    }
    let groups = if approval.needed >= voters.len() {
        voters.into_iter().map(|v| Group::one(vec![v])).collect()
    } else {
        vec![Group {
            any: voters,
            need: u32::try_from(approval.needed).unwrap_or(1).max(1),
        }]
    };
    Ok((groups, posted))
}

/// It is cancelled: nothing is to be decided any more.
pub(super) async fn withdraw(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    decision::void(tx, &subject(task), decision::WITHDRAWN).await
}

/// What is decided on was changed.
pub(super) async fn edited(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    decision::void(tx, &subject(task), decision::EDITED).await
}

/// What came of it.
pub(crate) async fn decided(tx: &mut Tx, settled: &Settled) -> anyhow::Result<()> {
    let Some(mut task) = store::one(tx, settled.subject.number).await? else {
        return Ok(());
    };
    if task.state != State::Draft {
        return Ok(());
    }
    let department = find::department(tx, &task).await?;
    let key = format!("DEC-{}", settled.number);
    let (told, line) = match &settled.outcome {
        Outcome::Approved { .. } => {
            task.more.approved = true;
            let now = tx.now();
            let days = task.kind().and_then(|kind| kind.review_days);
            task.set_due(days.map(|d| now + crate::clock::Span::days(i64::from(d))));
            said::kept(steps::stepped(tx, &mut task, &department, State::Active, None).await)?;
            ("task:decided", "task-told-approved")
        }
        Outcome::Rejected { reason } => {
            task.more.reason.clone_from(reason);
            let change = Change::new(None, "task.rejected", json!({ "decision": key }));
            said::kept(said::keep(tx, &mut task, &department, change).await)?;
            ("task:decided", "task-told-rejected")
        }
        Outcome::Expired | Outcome::Ended => ("task:decided", "task-told-undecided"),
    };
    let reader = task.assignee.or(task.requester);
    let Some(user) = reader else {
        return Ok(());
    };
    let lang = org::person(tx, user).await?.lang;
    let mut card = cards::sentence(
        lang,
        Tone::Info,
        line,
        &[
            ("decision", key.into()),
            ("reason", Text::brief(&task.more.reason, 300).into()),
        ],
    );
    card.title = Some(cards::title(&task));
    tell::direct(tx, &task, user, told, card, department.channel).await
}
