//! What is left to do after an incident, as a task of the department that had it.

use serde_json::json;

use crate::calendar::Day;
use crate::chat::UserId;
use crate::core::catalogue;
use crate::core::task::create::{Draft, make};
use crate::core::task::rules::State;
use crate::core::task::types::{Link, Origin, Relation, Task};
use crate::core::task::{find, reading, said, store};
use crate::core::{Error, org};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// Timer: the task that an action became is done, or cancelled; the subject is the action's number.
pub(crate) const ACTION_DONE: &str = "task:action-done";
/// The kind of work it becomes.
const KIND: &str = "task";

/// Something to be done after an incident.
pub(crate) struct Action<'a> {
    /// The action's own number.
    pub(crate) number: i64,
    /// `INC-7`
    pub(crate) incident: &'a str,
    pub(crate) department: i64,
    /// As typed: escape before showing.
    pub(crate) text: &'a str,
    pub(crate) by: UserId,
    pub(crate) who: UserId,
    pub(crate) due: Day,
}

/// Makes a task of it; its key. None if no task can be made of it: it stays with the incident.
pub(crate) async fn from_action(tx: &mut Tx, of: &Action<'_>) -> anyhow::Result<Option<String>> {
    let department = org::department_by_id(tx, of.department).await?;
    let (Some(department), Some(kind)) = (department, catalogue::kind(KIND)) else {
        return Ok(None);
    };
    let working = find::working(tx, &department).await?;
    let mut draft = Draft::new(kind, reading::title_from(of.text));
    if draft.title != of.text {
        of.text.clone_into(&mut draft.details);
    }
    draft.requester = Some(of.by);
    draft.assignee = Some(of.who);
    // A day that is over by now was meant: the task is overdue from the start only if its kind's own time is.
    draft.due = reading::read_due(&of.due.to_string(), tx.now(), &working).ok();
    draft.origin = Origin::Action {
        incident: of.incident.to_owned(),
        number: of.number,
    };
    let task = match make(tx, &department, draft).await {
        Ok(task) => task,
        Err(Error::Refused(_)) => return Ok(None),
        Err(Error::Fault(fault)) => return Err(fault),
    };
    let link = Link {
        from: task.key(),
        relation: Relation::CausedBy,
        to: of.incident.to_owned(),
    };
    store::link(tx, &link, of.by);
    said::refresh(tx, &task).await?;
    Ok(Some(task.key()))
}

/// A task was written down: if it is an action that is over, whoever has the action hears of it in a turn of its own.
pub(super) async fn kept(tx: &mut Tx, task: &Task, by: Option<UserId>) -> anyhow::Result<()> {
    let Origin::Action { number, .. } = task.more.origin else {
        return Ok(());
    };
    if task.state.is_open() {
        return Ok(());
    }
    let cancelled = task.state != State::Done;
    let timer = Timer {
        kind: ACTION_DONE,
        subject: number.to_string(),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({ "by": by.or(task.assignee).map_or(0, |user| user.0), "cancelled": cancelled }),
    };
    jobs::arm(tx, &timer).await
}

/// An action whose task is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ActionOver {
    /// The action's own number.
    pub(crate) number: i64,
    pub(crate) by: UserId,
    /// It was decided that it is not to be done.
    pub(crate) cancelled: bool,
}

/// What the timer says.
pub(crate) fn action_over(due: &Due) -> anyhow::Result<ActionOver> {
    Ok(ActionOver {
        number: due.subject.parse()?,
        by: UserId(due.payload["by"].as_i64().unwrap_or_default()),
        cancelled: due.payload["cancelled"].as_bool().unwrap_or_default(),
    })
}
