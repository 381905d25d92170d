//! What is to be done after an incident: kept on it, with an owner and a day, and asked about when that day comes.

use serde_json::json;

use crate::calendar::{day_of, read_day};
use crate::chat::{Text, UserId};
use crate::clock::At;
use crate::core::incident::find::{self, Found};
use crate::core::incident::postmortem::direct;
use crate::core::incident::rules::Part;
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::Incident;
use crate::core::incident::work_rules::{self, Action, Filed};
use crate::core::incident::{card, reading, store, work_cards, work_store};
use crate::core::{Act, Actor, Error, Refusal, Reply, org};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority};
use crate::store::Tx;

/// Timer: an action is due; the subject is its number.
pub(super) const DUE: &str = "incident:action-due";

/// Timer: an action was filed, and is passed up in a turn of its own; the subject is its number.
pub(super) const FILED: &str = "incident:action-filed";

/// The action that was filed, for whoever makes a task of it; nothing if it is done or is one already.
pub(super) async fn filed(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Filed>> {
    let Some(action) = work_store::one_action(tx, number).await? else {
        return Ok(None);
    };
    let Some(incident) = store::one(tx, action.incident).await? else {
        return Ok(None);
    };
    let open = action.done.is_none() && action.task.is_empty();
    Ok(open.then(|| Filed {
        number,
        incident: incident.key(),
        private: incident.is_private(),
        department: incident.department,
        text: action.text,
        by: action.by,
        who: action.owner,
        due: action.due,
    }))
}

/// No task is made of an action: its owner hears of it here.
pub(crate) async fn stays(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(action) = work_store::one_action(tx, number).await? else {
        return Ok(());
    };
    let Some(incident) = store::one(tx, action.incident).await? else {
        return Ok(());
    };
    if action.owner == action.by {
        return Ok(());
    }
    let lang = org::person(tx, action.owner).await?.lang;
    let post = Post {
        key: format!("{}/action/{number}/given", incident.subject()),
        target: direct(&incident, action.owner),
        op: Op::Create(work_cards::given(lang, &incident, &action, action.by)),
        priority: Priority::Notice,
        why: card::why("incident:action-given", &incident),
    };
    outbox::post(tx, &post).await
}

/// A task was made of an action: it is the task that is asked about from now on.
pub(crate) async fn became_task(tx: &mut Tx, number: i64, task: &str) -> anyhow::Result<()> {
    work_store::set_task(tx, number, task);
    jobs::disarm(tx, DUE, &number.to_string()).await
}

/// The task of an action was done: so is the action.
pub(crate) async fn task_done(tx: &mut Tx, number: i64, by: UserId) -> anyhow::Result<()> {
    let Some(action) = work_store::one_action(tx, number).await? else {
        return Ok(());
    };
    let Some(incident) = store::one(tx, action.incident).await? else {
        return Ok(());
    };
    if action.done.is_some() {
        return Ok(());
    }
    finish(tx, &incident, &action, by).await
}

/// The task of an action was cancelled: so is the action. Whoever did that decided it; nobody is asked about it any more.
pub(crate) async fn task_cancelled(tx: &mut Tx, number: i64, by: UserId) -> anyhow::Result<()> {
    let Some(action) = work_store::one_action(tx, number).await? else {
        return Ok(());
    };
    let Some(incident) = store::one(tx, action.incident).await? else {
        return Ok(());
    };
    if action.done.is_some() {
        return Ok(());
    }
    work_store::cancel_action(tx, number, by);
    jobs::disarm(tx, DUE, &number.to_string()).await?;
    let facts = json!({ "text": action.text });
    let change = Change::new(Some(by), "incident.action-cancelled", facts);
    said::note(tx, &incident, change).await?;
    // Whoever looks after what was learnt sees that it is not to be done.
    let args = [
        ("user", Text::mention(by).into()),
        ("text", Text::brief(&action.text, 200).into()),
        ("task", action.task.clone().into()),
    ];
    said::say(tx, &incident, "incident-said-action-cancelled", &args).await
}

async fn finish(
    tx: &mut Tx,
    incident: &Incident,
    action: &Action,
    by: UserId,
) -> anyhow::Result<()> {
    work_store::do_action(tx, action.number, by).await?;
    jobs::disarm(tx, DUE, &action.number.to_string()).await?;
    let facts = json!({ "text": action.text });
    let change = Change::new(Some(by), "incident.action-done", facts);
    said::note(tx, incident, change).await
}

/// All actions of an incident.
pub(super) async fn list(tx: &mut Tx, actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.refuse_strangers()?;
    let actions = work_store::actions(tx, found.incident.number).await?;
    let may = found.part >= Part::Member;
    let card = work_cards::list(actor.lang, &found.incident, &actions, may);
    Ok(Reply::Update(card))
}

/// The form; whoever may not is told so before they type.
pub(super) fn ask(actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    let form = work_cards::form(actor.lang, &found.incident, &actor.name);
    Ok(Reply::Form(form))
}

/// Keeps what was typed.
pub(super) async fn add(tx: &mut Tx, act: &Act, found: &Found) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    let (actor, incident) = (&act.actor, &found.incident);
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let text = reading::read_words(typed("text"))?;
    let owner = owner(tx, actor, found, typed("owner")).await?;
    let person = org::person(tx, owner).await?;
    let now = tx.now();
    let due = read_day(typed("due"), now, person.zone)
        .ok_or_else(|| Refusal::new("refuse-action-due").with("text", Text::echo(typed("due"))))?;
    let today = day_of(now, person.zone);
    if due < today {
        return Err(Refusal::new("refuse-day-past")
            .with("day", due.to_string())
            .with("today", today.to_string())
            .into());
    }
    let action = Action {
        number: tx.next_key("incident-action").await?,
        incident: incident.number,
        text,
        owner,
        by: actor.user,
        due,
        done: None,
        cancelled: false,
        task: String::new(),
    };
    work_store::add_action(tx, &action).await?;
    let told = work_rules::told_at(due, &person.hours, person.zone);
    let told = if told <= now {
        work_rules::again(told)
    } else {
        told
    };
    arm(tx, action.number, (DUE, told)).await?;
    arm(tx, action.number, (FILED, now)).await?;
    let facts = json!({ "text": action.text, "user": owner.0, "due": due.to_string() });
    said::note(
        tx,
        incident,
        Change::new(Some(actor.user), "incident.action-added", facts),
    )
    .await?;
    list(tx, actor, found).await
}

/// Who was meant: oneself, somebody mentioned, or somebody by name.
async fn owner(tx: &mut Tx, actor: &Actor, found: &Found, typed: &str) -> Result<UserId, Error> {
    let mut people: Vec<(UserId, String)> = Vec::new();
    // What is private stays with those it is for.
    let departments = if found.incident.is_private() {
        let mut of = find::together(tx).await?;
        of.push(found.department.clone());
        of
    } else {
        org::departments(tx).await?
    };
    for department in departments {
        for member in org::members(tx, department.id).await? {
            people.push((member.user, member.name));
        }
    }
    people.push((actor.user, actor.name.clone()));
    let named = work_rules::called(typed, &people).map(|p| p.0);
    if let Some(user) = named {
        return Ok(user);
    }
    let mentioned = work_rules::read_mention(typed);
    let known = |user: &UserId| people.iter().any(|p| p.0 == *user);
    if let Some(user) = mentioned.filter(|user| !found.incident.is_private() || known(user)) {
        return Ok(user);
    }
    let refusal = Refusal::new("refuse-action-owner").with("text", Text::echo(typed));
    Err(refusal.with("you", Text::user(&actor.name)).into())
}

/// An action is done; says so by what was pressed: the list, or the message that asked.
pub(super) async fn done(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let unknown = || Refusal::new("refuse-unknown-action");
    let action = work_store::one_action(tx, act.action.number).await?;
    let action = action.ok_or_else(unknown)?;
    let found = find::numbered(tx, actor, action.incident).await?;
    if action.owner != actor.user {
        found.need(Part::Member)?;
    }
    if let Some((at, by)) = action.done {
        let id = if action.cancelled {
            "refuse-action-cancelled"
        } else {
            "refuse-action-done"
        };
        return Err(Refusal::new(id)
            .with("user", Text::mention(by))
            .with("when", crate::chat::time_relative(at))
            .into());
    }
    if !action.task.is_empty() {
        return Err(Refusal::new("refuse-action-is-task")
            .with("task", Text::user(&action.task))
            .into());
    }
    finish(tx, &found.incident, &action, actor.user).await?;
    if act.action.argument.as_deref() == Some("list") {
        return list(tx, actor, &found).await;
    }
    let text = ("text", Text::brief(&action.text, 200).into());
    Ok(Reply::Private(work_cards::told(
        actor.lang,
        "incident-action-is-done",
        &found.incident,
        &[text],
    )))
}

async fn arm(tx: &mut Tx, number: i64, (kind, due): (&'static str, At)) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: number.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// An action is due: its owner is told, and asked again every week until it is done.
pub(super) async fn due(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(action) = work_store::one_action(tx, number).await? else {
        return Ok(());
    };
    let Some(incident) = store::one(tx, action.incident).await? else {
        return Ok(());
    };
    if action.done.is_some() {
        return Ok(());
    }
    let now = tx.now();
    arm(tx, number, (DUE, work_rules::again(now))).await?;
    if org::muted(tx, action.owner, "incident:action-due").await? {
        return Ok(());
    }
    let lang = org::person(tx, action.owner).await?.lang;
    let post = Post {
        key: format!("{}/action/{number}/due/{}", incident.subject(), now.0),
        target: direct(&incident, action.owner),
        op: Op::Create(work_cards::due(lang, &incident, &action)),
        priority: Priority::Notice,
        why: card::why("incident:action-due", &incident),
    };
    outbox::post(tx, &post).await
}

/// What somebody still has to do after incidents, with the incident of each.
pub(super) async fn open_of(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<(Incident, Action)>> {
    let mut found = Vec::new();
    for action in work_store::actions_of(tx, user).await? {
        if let Some(incident) = store::one(tx, action.incident).await? {
            found.push((incident, action));
        }
    }
    Ok(found)
}

#[cfg(test)]
#[path = "actions_tests.rs"]
mod tests;
