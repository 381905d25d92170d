//! Work that comes again and again: one occurrence at each moment of a schedule.
//!
//! An occurrence that is not done when the next one is due stays the only one, and is overdue. After a time in which the bot was
//! down there is one occurrence, not one for each moment that was missed. On holidays there is none, unless that was asked for.

use serde_json::{Value, json};

use crate::calendar::{BadSchedule, Schedule, read_span};
use crate::chat::{Text, Tone};
use crate::clock::{At, Span};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department, Who};
use crate::core::task::create::{self, Draft};
use crate::core::task::said::{self, Change};
use crate::core::task::types::{Origin, Recurring, RecurringState};
use crate::core::task::{answer_cards, cards, find, reading, recurring_store, store, tell};
use crate::core::{Act, Actor, Error, Refusal, Reply, Suggestion, catalogue};
use crate::jobs::{self, CatchUp, Timer};
use crate::store::Tx;

/// Timer: an occurrence is to be made; the subject is the schedule's number.
pub(super) const MAKE: &str = "task:recur";

/// `/task recurring`
#[derive(Clone, Debug)]
pub(crate) struct Repeat {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) schedule: String,
    pub(crate) project: Option<String>,
    pub(crate) assignee: Option<Who>,
    /// A length: each is due so long after it was made.
    pub(crate) due: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) details: Option<String>,
    /// On holidays too.
    pub(crate) holidays: bool,
}

/// `/task schedules`
#[derive(Clone, Debug)]
pub(crate) struct Schedules {
    pub(crate) actor: Actor,
    pub(crate) department: Option<String>,
    /// One of them, by key.
    pub(crate) schedule: Option<String>,
}

/// `/task recurring`
pub(crate) async fn repeat(tx: &mut Tx, req: &Repeat) -> Result<Reply, Error> {
    let actor = &req.actor;
    let department = org::department(tx, &req.department).await?;
    org::require(tx, actor, "task-create", Some(&department)).await?;
    let kind = reading::read_kind(&req.kind, &department.key, actor.lang)?;
    let schedule = Schedule::parse(&req.schedule).map_err(|bad| match bad {
        BadSchedule::Unreadable(part) => {
            Refusal::new("refuse-task-schedule").with("part", Text::echo(&part))
        }
        BadSchedule::NeverFires => {
            Refusal::new("refuse-task-schedule-never").with("typed", Text::echo(&req.schedule))
        }
    })?;
    let due_after = match &req.due {
        None => None,
        Some(text) => {
            let span = read_span(text).filter(|span| *span <= Span::days(366));
            Some(span.ok_or_else(|| {
                Refusal::new("refuse-task-due-length").with("typed", Text::echo(text))
            })?)
        }
    };
    let recurring = Recurring {
        number: tx.next_key("REC").await?,
        department: department.id,
        kind: kind.key.clone(),
        title: reading::read_title(&req.title)?,
        details: reading::read_text(req.details.as_deref().unwrap_or_default())?,
        project: reading::read_project(req.project.as_deref().unwrap_or_default())?,
        priority: match &req.priority {
            Some(priority) => reading::read_priority(priority)?,
            None => kind.priority,
        },
        assignee: req.assignee.as_ref().map(|who| who.user),
        schedule,
        due_after,
        holidays: req.holidays,
        state: RecurringState::Active,
        state_by: actor.user,
        state_at: tx.now(),
        last_task: 0,
    };
    let next = next(tx, &recurring, &department).await?;
    if next.is_none() {
        return Err(Refusal::new("refuse-task-schedule-never")
            .with("typed", Text::echo(&req.schedule))
            .into());
    }
    recurring_store::save(tx, &recurring);
    note(tx, &recurring, Some(actor), "task.recurring-created").await?;
    arm(tx, &recurring, next).await?;
    let card = answer_cards::recurring(actor.lang, &recurring, next);
    Ok(Reply::Private(card))
}

/// The moment of the next occurrence after now.
async fn next(
    tx: &mut Tx,
    recurring: &Recurring,
    department: &Department,
) -> anyhow::Result<Option<At>> {
    let now = tx.now();
    if recurring.holidays {
        return Ok(recurring.schedule.next(now, department.zone));
    }
    let days = org::working_days(tx, department).await?;
    Ok(recurring.schedule.next_working(now, department.zone, &days))
}

async fn arm(tx: &mut Tx, recurring: &Recurring, next: Option<At>) -> anyhow::Result<()> {
    let subject = recurring.number.to_string();
    match next.filter(|_| recurring.state == RecurringState::Active) {
        Some(due) => {
            let timer = Timer {
                kind: MAKE,
                subject,
                due,
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await
        }
        None => jobs::disarm(tx, MAKE, &subject).await,
    }
}

/// An occurrence's moment has come: it is made, unless the last one is not done.
pub(super) async fn on_moment(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(mut recurring) = recurring_store::one(tx, number).await? else {
        return Ok(());
    };
    let Some(department) = org::department_by_id(tx, recurring.department).await? else {
        return Ok(());
    };
    if recurring.state != RecurringState::Active {
        return Ok(());
    }
    let next = next(tx, &recurring, &department).await?;
    arm(tx, &recurring, next).await?;
    let Some(kind) = catalogue::kind(&recurring.kind) else {
        tracing::warn!(
            workspace.id = tx.workspace().0,
            recurring = number,
            kind = recurring.kind,
            "its kind is not in the catalogue any more"
        );
        return Ok(());
    };
    if let Some(mut last) = store::one(tx, recurring.last_task).await?
        && last.state.is_open()
    {
        // The next one is due and this one is not done: it is late, if it was not already.
        let now = tx.now();
        if last.due.is_none_or(|due| due > now) {
            last.due = Some(now);
        }
        let change = Change::new(
            None,
            "task.not-doubled",
            json!({ "schedule": recurring.key() }),
        );
        no_refusal(said::keep(tx, &mut last, &department, change).await)?;
        let body = cards::text(
            department.lang,
            "task-told-not-doubled",
            &[("key", recurring.key().into())],
        );
        return tell::channel(tx, &last, &department, "task:not-doubled", body).await;
    }
    let now = tx.now();
    let mut draft = Draft::new(kind, recurring.title.clone());
    draft.details.clone_from(&recurring.details);
    draft.project.clone_from(&recurring.project);
    draft.priority = recurring.priority;
    draft.assignee = recurring.assignee;
    draft.origin = Origin::Schedule { at: now };
    draft.recurring = recurring.number;
    let working = find::working(tx, &department).await?;
    let (_, usual) = create::clocks_of(kind, draft.priority, &draft.particulars, now, &working);
    let due = recurring.due_after.map(|after| now + after).or(usual);
    // Not later than the next one.
    draft.due = match (due, next) {
        (Some(due), Some(next)) => Some(due.min(next)),
        (due, next) => due.or(next),
    };
    let task = no_refusal(create::make(tx, &department, draft).await)?;
    recurring.last_task = task.number;
    recurring_store::save(tx, &recurring);
    Ok(())
}

/// Nobody asked: what would be refused to a person is a fault here.
fn no_refusal<T>(outcome: Result<T, Error>) -> anyhow::Result<T> {
    match outcome {
        Ok(value) => Ok(value),
        Err(Error::Fault(fault)) => Err(fault),
        Err(Error::Refused(refusal)) => anyhow::bail!("refused: {}", refusal.id),
    }
}

/// Working days changed: moments may be others.
pub(super) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    for recurring in recurring_store::standing(tx).await? {
        if let Some(department) = org::department_by_id(tx, recurring.department).await? {
            let next = next(tx, &recurring, &department).await?;
            arm(tx, &recurring, next).await?;
        }
    }
    Ok(())
}

/// `/task schedules`: those of a department, or one with its buttons.
pub(crate) async fn schedules(tx: &mut Tx, req: &Schedules) -> Result<Reply, Error> {
    let actor = &req.actor;
    org::require(tx, actor, "task-list", None).await?;
    if let Some(typed) = &req.schedule {
        let number = reading::read_recurring(typed);
        let found = match number {
            Some(number) => recurring_store::one(tx, number).await?,
            None => None,
        };
        let recurring = found.ok_or_else(|| {
            Refusal::new("refuse-task-recurring-unknown").with("typed", Text::echo(typed))
        })?;
        return shown(tx, actor, &recurring).await;
    }
    let only = match &req.department {
        Some(key) => Some(org::department(tx, key).await?.id),
        None => None,
    };
    let mut lines = Vec::new();
    for recurring in recurring_store::standing(tx).await? {
        if only.is_some_and(|id| id != recurring.department) {
            continue;
        }
        let due = jobs::armed(tx, MAKE, &recurring.number.to_string()).await?;
        lines.push(answer_cards::recurring_line(actor.lang, &recurring, due));
    }
    lines.truncate(40);
    let body = if lines.is_empty() {
        cards::text(actor.lang, "task-recurring-none", &[])
    } else {
        Text::join(lines, "\n")
    };
    Ok(Reply::Private(crate::chat::Card {
        title: Some(cards::text(actor.lang, "task-recurring-title", &[])),
        body: Some(body),
        ..crate::chat::Card::default()
    }))
}

async fn shown(tx: &mut Tx, actor: &Actor, recurring: &Recurring) -> Result<Reply, Error> {
    let due = jobs::armed(tx, MAKE, &recurring.number.to_string()).await?;
    Ok(Reply::Update(answer_cards::recurring(
        actor.lang, recurring, due,
    )))
}

/// The buttons of a schedule; `None` if it is none of them.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Option<Reply>, Error> {
    let to = match act.action.action.as_str() {
        "pause" => RecurringState::Paused,
        "resume" => RecurringState::Active,
        "delete" => RecurringState::Deleted,
        _ => return Ok(None),
    };
    let actor = &act.actor;
    let found = recurring_store::one(tx, act.action.number).await?;
    let gone = || Refusal::new("refuse-unknown-action");
    let mut recurring = found.ok_or_else(gone)?;
    let department = org::department_by_id(tx, recurring.department).await?;
    let department = department.ok_or_else(gone)?;
    org::require(tx, actor, "task-create", Some(&department)).await?;
    let step = match (recurring.state, to) {
        (RecurringState::Active, RecurringState::Paused) => "task.recurring-paused",
        (RecurringState::Paused, RecurringState::Active) => "task.recurring-resumed",
        (RecurringState::Active | RecurringState::Paused, RecurringState::Deleted) => {
            "task.recurring-deleted"
        }
        _ => {
            return Err(Refusal::new("refuse-task-recurring-state")
                .with("key", recurring.key())
                .with("user", Text::mention(recurring.state_by))
                .with("when", crate::chat::time_full(recurring.state_at))
                .into());
        }
    };
    recurring.state = to;
    recurring.state_by = actor.user;
    recurring.state_at = tx.now();
    recurring_store::save(tx, &recurring);
    note(tx, &recurring, Some(actor), step).await?;
    let next = next(tx, &recurring, &department).await?;
    arm(tx, &recurring, next).await?;
    if to == RecurringState::Deleted {
        let key = recurring.key();
        let card = cards::sentence(
            actor.lang,
            Tone::Good,
            "task-recurring-deleted",
            &[("key", key.into())],
        );
        return Ok(Some(Reply::Update(card)));
    }
    let due = next.filter(|_| to == RecurringState::Active);
    Ok(Some(Reply::Update(answer_cards::recurring(
        actor.lang, &recurring, due,
    ))))
}

async fn note(
    tx: &mut Tx,
    recurring: &Recurring,
    by: Option<&Actor>,
    action: &'static str,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: by.map(|actor| actor.user),
        subject: format!("recurring/{}", recurring.number),
        action,
        before: Value::Null,
        after: json!({ "title": recurring.title, "kind": recurring.kind, "schedule": recurring.schedule.text() }),
    };
    journal::append(tx, &entry).await
}

/// Offers schedules while somebody types.
pub(super) async fn suggest(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let typed = typed.trim().to_lowercase();
    let standing = recurring_store::standing(tx).await?;
    let shown = standing.into_iter().map(|r| Suggestion {
        label: format!("{} · {} · {}", r.key(), r.title, r.schedule.text()),
        value: r.key(),
    });
    let fits = |s: &Suggestion| s.label.to_lowercase().contains(&typed);
    Ok(shown.filter(fits).take(25).collect())
}
