//! Making tasks: by command, from a message, from something else of ours, by a schedule, at a department's panel.

use serde_json::json;

use crate::chat::{ActionId, ChannelId, Form, Input, MessageId, Text, UserId};
use crate::clock::At;
use crate::core::catalogue::{self, Kind, Priority, Reading, Values};
use crate::core::knowledge::{self, Space, titles};
use crate::core::money::Currency;
use crate::core::org::{self, Department, Who};
use crate::core::task::clocks::Working;
use crate::core::task::rules::State;
use crate::core::task::said::Change;
use crate::core::task::types::{Check, Link, More, Origin, Relation, Task};
use crate::core::task::{
    alike, answer_cards, approve, find, reading, room, said, store, tell, timers, turn,
};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// `/task create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) project: Option<String>,
    pub(crate) assignee: Option<Who>,
    pub(crate) due: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) details: Option<String>,
}

/// **Make a task** in the menu of a message.
#[derive(Clone, Debug)]
pub(crate) struct FromMessage {
    pub(crate) actor: Actor,
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
    /// What it says.
    pub(crate) text: String,
}

/// What is to be made: everything has been read.
pub(super) struct Draft {
    pub(super) kind: &'static Kind,
    pub(super) title: String,
    pub(super) details: String,
    pub(super) project: String,
    pub(super) priority: Priority,
    pub(super) requester: Option<UserId>,
    pub(super) assignee: Option<UserId>,
    /// `None`: as its kind says.
    pub(super) due: Option<At>,
    pub(super) particulars: Values,
    pub(super) origin: Origin,
    pub(super) recurring: i64,
    /// The channel under which a room is to be opened.
    pub(super) room: Option<ChannelId>,
}

impl Draft {
    pub(super) fn new(kind: &'static Kind, title: String) -> Draft {
        Draft {
            kind,
            title,
            details: String::new(),
            project: String::new(),
            priority: kind.priority,
            requester: None,
            assignee: None,
            due: None,
            particulars: Values::default(),
            origin: Origin::Command,
            recurring: 0,
            room: None,
        }
    }
}

/// Makes a task. What its kind asks for besides is asked in a form.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    let actor = &req.actor;
    let department = org::department(tx, &req.department).await?;
    org::require(tx, actor, "task-create", Some(&department)).await?;
    let kind = reading::read_kind(&req.kind, &department.key, actor.lang)?;
    let mut draft = Draft::new(kind, reading::read_title(&req.title)?);
    draft.details = reading::read_text(req.details.as_deref().unwrap_or_default())?;
    draft.project = reading::read_project(req.project.as_deref().unwrap_or_default())?;
    if let Some(priority) = &req.priority {
        draft.priority = reading::read_priority(priority)?;
    }
    let working = find::working(tx, &department).await?;
    if let Some(due) = &req.due {
        draft.due = Some(reading::read_due(due, tx.now(), &working)?);
    }
    draft.requester = Some(actor.user);
    draft.assignee = req.assignee.as_ref().map(|who| who.user);
    let task = make(tx, &department, draft).await?;
    made(tx, actor, &department, &task).await
}

/// The answer to whoever made it: the form with what its kind asks for, or the task.
async fn made(
    tx: &mut Tx,
    actor: &Actor,
    department: &Department,
    task: &Task,
) -> Result<Reply, Error> {
    if let Some(form) = particulars_form(actor.lang, task) {
        return Ok(Reply::Form(form));
    }
    answered(tx, actor, department, task).await
}

/// The task as its maker sees it, with what is open and about the same.
async fn answered(
    tx: &mut Tx,
    actor: &Actor,
    department: &Department,
    task: &Task,
) -> Result<Reply, Error> {
    let loaded = said::Loaded::of(tx, task).await?;
    let mut card = answer_cards::made(&loaded.scene(tx, task, department, actor.lang));
    if task.state.is_first() {
        alike::tell(tx, actor, task, &mut card).await?;
    }
    Ok(Reply::Private(card))
}

/// The form with what its kind asks for; none if it asks for nothing.
fn particulars_form(lang: Lang, task: &Task) -> Option<Form> {
    let kind = task.kind()?;
    if kind.particulars.is_empty() {
        return None;
    }
    Some(Form {
        action: ActionId::new("task", "specified", task.number),
        title: answer_cards::form_title(lang, "task-form-particulars", task),
        inputs: catalogue::form(&kind.particulars, lang, &task.more.particulars),
    })
}

/// Its clocks, as its kind sets them for this priority and what was said: by when somebody takes it, and by when it is done.
pub(super) fn clocks_of(
    kind: &Kind,
    priority: Priority,
    said: &Values,
    from: At,
    working: &Working,
) -> (Option<At>, Option<At>) {
    let after = |clock: &catalogue::Clock| {
        let minutes = clock.length(priority, said).working_minutes(&working.hours);
        working.add(from, minutes)
    };
    (kind.respond.as_ref().and_then(after), after(&kind.finish))
}

/// Makes it: the row, the card, the clocks, and whoever has it hears of it.
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
pub(super) async fn make(
    tx: &mut Tx,
    department: &Department,
    draft: Draft,
) -> Result<Task, Error> {
    let working = find::working(tx, department).await?;
    let now = tx.now();
    let kind = draft.kind;
    let (respond_by, due) = clocks_of(kind, draft.priority, &draft.particulars, now, &working);
    let checks = kind.checklist.iter().map(|line| Check {
        text: line.in_(department.lang).to_owned(),
        by: 0,
        at: 0,
    });
    let mut task = Task {
        number: tx.next_key("TASK").await?,
        department: department.id,
        kind: kind.key.clone(),
        flow: kind.flow,
        title: draft.title,
        details: draft.details,
        project: draft.project,
        priority: draft.priority,
        visible: kind.visible,
        state: State::first(kind.flow),
        state_by: draft.requester,
        state_at: now,
        stage: kind
            .stages
            .first()
            .map(|s| s.key.clone())
            .unwrap_or_default(),
        requester: draft.requester,
        made_at: now,
        assignee: draft.assignee,
        claimed: false,
        taken_at: draft.assignee.map(|_| now),
        respond_by,
        due: draft.due.or(due),
        touched_at: now,
        snoozed_until: At(0),
        closed_at: None,
        recurring: draft.recurring,
        channel: department.channel,
        room: draft.room,
        csat: 0,
        csat_text: String::new(),
        csat_at: At(0),
        more: More {
            version: 1,
            particulars: draft.particulars,
            checks: checks.collect(),
            origin: draft.origin,
            due_given: draft.due.is_some(),
            ..More::default()
        },
        version: 1,
    };
    store::insert(tx, &task)?;
    titles::keep(tx, Space::Tasks, task.number, &task.title);
    let facts = json!({ "title": task.title, "kind": task.kind, "due": task.due.map(|d| d.0),
        "assignee": task.assignee.map(|u| u.0) });
    said::note(
        tx,
        &task,
        Change::new(draft.requester, "task.created", facts),
    )
    .await?;
    timers::arm_clock(tx, &task, department).await?;
    if let Some(channel) = task.room {
        room::open(tx, &task, channel).await?;
    }
    said::refresh(tx, &task).await?;
    if let Some(user) = task.requester {
        store::watch(tx, task.number, user, true);
    }
    let by = task.requester;
    tell::assigned(tx, &task, department, by, &[]).await?;
    if let Some(user) = task.requester {
        knowledge::offer(tx, user, &task.key(), &task.title).await?;
    }
    if task.recurring != 0 && task.assignee.is_none() {
        turn::give(tx, &mut task, department, None).await?;
    }
    Ok(task)
}

/// What its kind asks for was typed: its clocks may go by it.
pub(super) async fn specified(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let found = find::numbered(tx, actor, act.action.number).await?;
    if !found.who.requester {
        found.need_member()?;
    }
    found.need_open(actor)?;
    let (mut task, department) = (found.task, found.department);
    let Some(kind) = task.kind() else {
        return Err(Refusal::new("refuse-unknown-action").into());
    };
    let values = read_values(tx, actor, &department, &kind.particulars, &act.typed).await?;
    task.more.particulars.extend(values);
    if task.state == State::Draft {
        approve::edited(tx, &task).await?;
    }
    let working = find::working(tx, &department).await?;
    let (respond_by, due) = clocks_of(
        kind,
        task.priority,
        &task.more.particulars,
        task.made_at,
        &working,
    );
    task.respond_by = respond_by;
    if !task.more.due_given && task.state != State::Active {
        task.set_due(due);
    }
    let now = tx.now();
    task.touch(now);
    let change = Change::new(
        Some(actor.user),
        "task.specified",
        json!(task.more.particulars),
    );
    said::keep(tx, &mut task, &department, change).await?;
    answered(tx, actor, &department, &task).await
}

/// The form again, from the card.
pub(super) async fn ask_particulars(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
) -> Result<Reply, Error> {
    let found = find::numbered(tx, actor, number).await?;
    if !found.who.requester {
        found.need_member()?;
    }
    found.need_open(actor)?;
    match particulars_form(actor.lang, &found.task) {
        Some(form) => Ok(Reply::Form(form)),
        None => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// Reads the answers to some fields.
pub(super) async fn read_values(
    tx: &mut Tx,
    actor: &Actor,
    department: &Department,
    fields: &[catalogue::Field],
    typed: &[(String, String)],
) -> Result<Values, Error> {
    let members = org::members(tx, department.id).await?;
    let people: Vec<(UserId, String)> = members.into_iter().map(|m| (m.user, m.name)).collect();
    let workspace = org::workspace(tx).await?;
    let zone = org::person(tx, actor.user).await?.zone;
    let with = Reading {
        now: tx.now(),
        zone,
        currency: Currency::stored(&workspace.currency),
        people: &people,
    };
    Ok(catalogue::read_form(fields, typed, actor.lang, &with)?)
}

/// The form in which something becomes a task. `origin` is carried in its id.
fn make_form(lang: Lang, department: &str, title: &str, details: &str, origin: &str) -> Form {
    let input =
        |id: &str, label: &str, value: &str, required: bool, long: bool, most: usize| Input {
            id: id.to_owned(),
            label: say(lang, label, &[]),
            value: (!value.is_empty()).then(|| value.to_owned()),
            placeholder: None,
            long,
            required,
            most: u16::try_from(most).ok(),
        };
    Form {
        action: ActionId::new("task", "made", 0).with(origin),
        title: say(lang, "task-form-make", &[]),
        inputs: vec![
            input(
                "title",
                "task-form-title",
                title,
                true,
                false,
                reading::TITLE_MOST,
            ),
            input(
                "department",
                "task-form-department",
                department,
                true,
                false,
                40,
            ),
            input("kind", "task-form-kind", "task", true, false, 40),
            input("due", "task-form-due", "", false, false, 40),
            input(
                "details",
                "task-form-details",
                details,
                false,
                true,
                reading::TEXT_MOST,
            ),
        ],
    }
}

/// Opens the form for a message.
pub(crate) async fn from_message(tx: &mut Tx, req: &FromMessage) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "task-create", None).await?;
    let own = own_department(tx, &req.actor).await?;
    let origin = format!("msg.{}.{}", req.channel.0, req.message.0);
    let details = reading::details_from(&req.text);
    let title = reading::title_from(&req.text);
    Ok(Reply::Form(make_form(
        req.actor.lang,
        &own,
        &title,
        &details,
        &origin,
    )))
}

/// Opens the form for something else of ours: a blocker, an action. `origin` is its key.
pub(crate) fn from_thing(lang: Lang, department: &str, text: &str, origin: &str) -> Reply {
    let title = reading::title_from(text);
    let rest = if title == text.trim() { "" } else { text };
    Reply::Form(make_form(lang, department, &title, rest, origin))
}

/// The department somebody is in, for the form to begin with.
async fn own_department(tx: &mut Tx, actor: &Actor) -> anyhow::Result<String> {
    for department in org::departments(tx).await? {
        let member = org::members(tx, department.id).await?;
        let role = department.role.is_some_and(|r| actor.roles.contains(&r));
        if role || member.iter().any(|m| m.user == actor.user) {
            return Ok(department.key);
        }
    }
    Ok(String::new())
}

/// The form was sent.
pub(super) async fn made_from(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let actor = &act.actor;
    let department = org::department(tx, typed("department")).await?;
    org::require(tx, actor, "task-create", Some(&department)).await?;
    let kind = reading::read_kind(typed("kind"), &department.key, actor.lang)?;
    let mut draft = Draft::new(kind, reading::read_title(typed("title"))?);
    draft.details = reading::read_text(typed("details"))?;
    draft.requester = Some(actor.user);
    if !typed("due").trim().is_empty() {
        let working = find::working(tx, &department).await?;
        draft.due = Some(reading::read_due(typed("due"), tx.now(), &working)?);
    }
    let from = act.action.argument.as_deref().unwrap_or_default();
    let message = from
        .strip_prefix("msg.")
        .and_then(|rest| rest.split_once('.'));
    draft.origin = match message {
        Some((channel, message)) => Origin::Message {
            channel: ChannelId(channel.parse().unwrap_or(0)),
            message: MessageId(message.parse().unwrap_or(0)),
        },
        None => Origin::Thing {
            key: from.to_owned(),
        },
    };
    let key = match &draft.origin {
        Origin::Thing { key } => reading::read_any_key(key),
        _ => None,
    };
    if let Origin::Message { channel, message } = draft.origin {
        let link = Text::message(tx.workspace(), channel, message);
        // The link is ours; it stands behind what somebody wrote.
        let room = reading::TEXT_MOST.saturating_sub(link.as_str().chars().count() + 1);
        let quoted: String = draft.details.chars().take(room).collect();
        draft.details = format!("{quoted}\n{link}").trim().to_owned();
    }
    let task = make(tx, &department, draft).await?;
    if let Some(key) = key {
        let link = Link {
            from: task.key(),
            relation: Relation::CausedBy,
            to: key,
        };
        store::link(tx, &link, actor.user);
        said::refresh(tx, &task).await?;
    }
    made(tx, actor, &department, &task).await
}

/// A task is made by Liaison because of something else: it is linked with it.
pub(super) async fn follow_up(
    tx: &mut Tx,
    department: &Department,
    draft: Draft,
    because_of: &Task,
) -> Result<Task, Error> {
    let by = because_of.requester.unwrap_or(UserId(0));
    let task = make(tx, department, draft).await?;
    let link = Link {
        from: task.key(),
        relation: Relation::CausedBy,
        to: because_of.key(),
    };
    store::link(tx, &link, by);
    said::refresh(tx, &task).await?;
    said::refresh(tx, because_of).await?;
    Ok(task)
}
