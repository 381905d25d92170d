//! The steps of a task's life: taken, given, begun, finished, confirmed, opened again, declined, cancelled.

use serde_json::json;

use crate::chat::{Text, UserId};
use crate::core::attached::Attached;
use crate::core::catalogue::Flow;
use crate::core::org::{Department, Who};
use crate::core::task::find::{self, Found};
use crate::core::task::rules::{self, Part, State, Step};
use crate::core::task::said::{self, Change};
use crate::core::task::types::{Comment, REOPENED_WITHIN, Task};
use crate::core::task::{
    alike, answer_cards, approve, create, csat, figures, reading, room, store, tell, timers, turn,
};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// A command about one task.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    /// Key or title.
    pub(crate) task: String,
}

/// `/task assign`
#[derive(Clone, Debug)]
pub(crate) struct Assign {
    pub(crate) actor: Actor,
    pub(crate) task: String,
    /// `None`: whoever's turn it is.
    pub(crate) user: Option<Who>,
}

/// `/task done`
#[derive(Clone, Debug)]
pub(crate) struct Finish {
    pub(crate) actor: Actor,
    pub(crate) task: String,
    pub(crate) proof: Option<Attached>,
}

/// `/task cancel`
#[derive(Clone, Debug)]
pub(crate) struct Cancel {
    pub(crate) actor: Actor,
    pub(crate) task: String,
    pub(crate) reason: Option<String>,
}

/// `/task take`
pub(crate) async fn take(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.task).await?;
    taken(tx, &req.actor, found).await
}

pub(super) async fn taken(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    found.need_member()?;
    found.need_open(actor)?;
    let (mut task, department) = (found.task, found.department);
    if let Some(other) = task.assignee {
        let id = if other == actor.user {
            "refuse-task-yours"
        } else {
            "refuse-task-taken"
        };
        return Err(Refusal::new(id)
            .with("key", task.key())
            .with("user", Text::mention(other))
            .into());
    }
    let now = tx.now();
    task.assignee = Some(actor.user);
    task.claimed = true;
    task.taken_at = task.taken_at.or(Some(now));
    task.touch(now);
    // Taking a case is accepting it: whoever asked is told.
    if task.flow == Flow::Case && task.state == State::New {
        move_to(&mut task, State::Accepted, Some(actor.user), now);
    }
    let change = Change::new(Some(actor.user), "task.taken", json!({})).told(
        "task-said-taken",
        &[("user", Text::mention(actor.user).into())],
    );
    said::keep(tx, &mut task, &department, change).await?;
    room::invite(tx, &task, &[actor.user]).await?;
    shown(tx, actor, &task, &department).await
}

/// `/task assign`
pub(crate) async fn assign(tx: &mut Tx, req: &Assign) -> Result<Reply, Error> {
    let actor = &req.actor;
    let found = find::find(tx, actor, &req.task).await?;
    found.need_member()?;
    found.need_open(actor)?;
    let (mut task, department) = (found.task, found.department);
    let Some(who) = &req.user else {
        let reasons = turn::give(tx, &mut task, &department, Some(actor)).await?;
        let mut card = answer_cards::given(actor.lang, &task, &reasons);
        card.title = Some(super::cards::title(&task));
        return Ok(Reply::Private(card));
    };
    if task.assignee == Some(who.user) {
        let id = if who.user == actor.user {
            "refuse-task-yours"
        } else {
            "refuse-task-taken"
        };
        return Err(Refusal::new(id)
            .with("key", task.key())
            .with("user", Text::mention(who.user))
            .into());
    }
    give_to(tx, &mut task, &department, who.user, Some(actor.user)).await?;
    tell::assigned(tx, &task, &department, Some(actor.user), &[]).await?;
    shown(tx, actor, &task, &department).await
}

/// It is somebody's from now on; a case counts as accepted by that.
pub(super) async fn give_to(
    tx: &mut Tx,
    task: &mut Task,
    department: &Department,
    user: UserId,
    by: Option<UserId>,
) -> Result<(), Error> {
    let now = tx.now();
    let before = json!({ "assignee": task.assignee.map(|u| u.0) });
    task.assignee = Some(user);
    task.claimed = by == Some(user);
    task.taken_at = task.taken_at.or(Some(now));
    task.touch(now);
    if task.flow == Flow::Case && task.state == State::New {
        move_to(task, State::Accepted, by, now);
    }
    let change = Change::new(by, "task.assigned", json!({ "assignee": user.0 }))
        .from(before)
        .told(
            "task-said-assigned",
            &[("user", Text::mention(user).into())],
        );
    said::keep(tx, task, department, change).await?;
    store::watch(tx, task.number, user, false);
    room::invite(tx, task, &[user]).await?;
    Ok(())
}

/// It stands there from now on.
pub(super) fn move_to(task: &mut Task, to: State, by: Option<UserId>, now: crate::clock::At) {
    task.state = to;
    task.state_by = by;
    task.state_at = now;
    task.closed_at = (!to.is_open()).then_some(now);
    task.touch(now);
}

/// Starts the work, puts a record in force, starts a run, accepts a case.
pub(super) async fn begin(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let to = found.allows(actor, Step::Begin)?;
    let (mut task, department) = (found.task, found.department);
    if task.needs_decision() {
        return approve::ask(tx, actor, task, &department).await;
    }
    let now = tx.now();
    if task.assignee.is_none() {
        task.assignee = Some(actor.user);
        task.claimed = true;
        task.taken_at = Some(now);
    }
    if to == State::Active {
        let days = task.kind().and_then(|kind| kind.review_days);
        task.set_due(days.map(|days| now + crate::clock::Span::days(i64::from(days))));
    }
    stepped(tx, &mut task, &department, to, Some(actor.user)).await?;
    room::invite(tx, &task, &[actor.user]).await?;
    shown(tx, actor, &task, &department).await
}

/// Moves it and tells everybody whom that concerns.
pub(super) async fn stepped(
    tx: &mut Tx,
    task: &mut Task,
    department: &Department,
    to: State,
    by: Option<UserId>,
) -> Result<(), Error> {
    let now = tx.now();
    let from = task.state;
    move_to(task, to, by, now);
    let who = by.map_or_else(String::new, |user| Text::mention(user).to_string());
    let id = match (by, to) {
        (_, State::Active) => "task-said-active",
        (Some(_), State::Doing | State::Running | State::Accepted) => "task-said-begun",
        (Some(_), State::Done | State::Passed) => "task-said-done",
        (Some(_), State::Failed) => "task-said-failed",
        (Some(_), State::Answered) => "task-said-answered",
        (Some(_), State::Closed) => "task-said-closed",
        (None, State::Closed) => "task-said-closed-itself",
        (_, State::Declined) => "task-said-declined",
        _ => "task-said-cancelled",
    };
    let change = Change::new(
        by,
        "task.moved",
        json!({ "state": to.name(), "outcome": task.more.outcome }),
    )
    .from(json!({ "state": from.name() }))
    .told(id, &[("user", who.into())]);
    said::keep(tx, task, department, change).await?;
    if !to.is_open() {
        unblocked(tx, task).await?;
    }
    Ok(())
}

/// What it kept from going on is free: their cards say so.
async fn unblocked(tx: &mut Tx, task: &Task) -> Result<(), Error> {
    let key = task.key();
    for link in store::links(tx, &key).await? {
        if link.from != key {
            continue;
        }
        if let Some(number) = reading::read_key(&link.to).filter(|_| link.to.starts_with("TASK-"))
            && let Some(other) = store::one(tx, number).await?
        {
            said::refresh(tx, &other).await?;
        }
    }
    Ok(())
}

/// `/task done`
pub(crate) async fn done(tx: &mut Tx, req: &Finish) -> Result<Reply, Error> {
    let actor = &req.actor;
    let mut found = find::find(tx, actor, &req.task).await?;
    if let Some(proof) = &req.proof {
        found.need_member()?;
        found.need_open(actor)?;
        let now = tx.now();
        found.task.more.proof.push(proof.clone());
        found.task.touch(now);
        let change = Change::new(Some(actor.user), "task.proved", json!(proof));
        said::keep(tx, &mut found.task, &found.department, change).await?;
    }
    // A run says how it went.
    if found.task.flow == Flow::Run {
        found.allows(actor, Step::Finish)?;
        return Ok(Reply::Private(answer_cards::how_did_it_go(
            actor.lang,
            &found.task,
        )));
    }
    finish(tx, actor, found, Step::Finish).await
}

/// Finishes it, or opens the form that asks what came of it. What else is missing is said before anything is typed.
pub(super) async fn finish(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    step: Step,
) -> Result<Reply, Error> {
    found.allows(actor, step)?;
    let task = &found.task;
    let mut missing = task.missing(actor.lang);
    missing.fields.clear();
    missing.refuse(&task.key(), actor.lang)?;
    if let Some(form) = answer_cards::outcome_form(actor.lang, task, step) {
        return Ok(Reply::Form(form));
    }
    finished(tx, actor, found, step, &[]).await
}

/// What came of it was typed, or nothing had to be.
pub(super) async fn finished(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    step: Step,
    typed: &[(String, String)],
) -> Result<Reply, Error> {
    let mut to = found.allows(actor, step)?;
    let (mut task, department) = (found.task, found.department);
    if let Some(kind) = task.kind() {
        let values = create::read_values(tx, actor, &department, &kind.outcome, typed).await?;
        task.more.outcome.extend(values);
    }
    let note = typed.iter().find(|(id, _)| id == answer_cards::NOTE);
    let note = reading::read_text(note.map_or("", |(_, text)| text.as_str()))?;
    if answer_cards::needs_note(&task) && note.is_empty() {
        return Err(Refusal::new("refuse-name-empty").into());
    }
    task.missing(actor.lang).refuse(&task.key(), actor.lang)?;
    if task.assignee.is_none() {
        task.assignee = Some(actor.user);
        task.taken_at = Some(tx.now());
    }
    // Whoever asked reads what came of it, if nothing was written to them.
    let note = if note.is_empty() && task.flow == Flow::Case {
        told_outcome(&task)
    } else {
        note
    };
    if !note.is_empty() {
        task.more.reason.clone_from(&note);
        commented(tx, &mut task, actor.user, &note).await?;
    }
    // A run passes by its figures, not by the button.
    if to == State::Passed
        && let Some(missed) = figures::missed(tx, &task, &department).await?
    {
        to = State::Failed;
        let lines = [task.more.reason.as_str(), missed.as_str()];
        task.more.reason = lines.join("\n").trim().to_owned();
    }
    stepped(tx, &mut task, &department, to, Some(actor.user)).await?;
    figures::keep(tx, &task, &department).await?;
    if to == State::Answered {
        csat::ask_whether_content(tx, &task).await?;
    }
    if to == State::Failed {
        tell::leads(tx, &task, &department, ("task:failed", "task-told-failed")).await?;
    }
    shown(tx, actor, &task, &department).await
}

/// What came of it, as far as it was told in words.
fn told_outcome(task: &Task) -> String {
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    let texts = fields.iter().filter_map(|f| task.more.outcome.text(&f.key));
    texts.collect::<Vec<_>>().join("\n")
}

/// Keeps what somebody said about it, and says it where it is talked about.
pub(super) async fn commented(
    tx: &mut Tx,
    task: &mut Task,
    user: UserId,
    words: &str,
) -> anyhow::Result<()> {
    task.more.comments += 1;
    let comment = Comment {
        user,
        at: tx.now(),
        text: words.to_owned(),
    };
    store::comment(tx, task.number, task.more.comments, &comment);
    said::talk(tx, task, user, words).await
}

/// A case is declined, with the reason.
pub(super) async fn declined(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    reason: &str,
) -> Result<Reply, Error> {
    let to = found.allows(actor, Step::Decline)?;
    let reason = reading::read_words(reason)?;
    let (mut task, department) = (found.task, found.department);
    task.more.reason.clone_from(&reason);
    commented(tx, &mut task, actor.user, &reason).await?;
    stepped(tx, &mut task, &department, to, Some(actor.user)).await?;
    room::close(tx, &task).await?;
    shown(tx, actor, &task, &department).await
}

/// `/task cancel`
pub(crate) async fn cancel(tx: &mut Tx, req: &Cancel) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.task).await?;
    let reason = req.reason.as_deref().unwrap_or_default();
    cancelled(tx, &req.actor, found, reason).await
}

pub(super) async fn cancelled(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    reason: &str,
) -> Result<Reply, Error> {
    let to = found.allows(actor, Step::Cancel)?;
    let reason = reading::read_text(reason)?;
    let (mut task, department) = (found.task, found.department);
    if !reason.is_empty() {
        task.more.reason.clone_from(&reason);
        commented(tx, &mut task, actor.user, &reason).await?;
    }
    if task.state == State::Draft {
        approve::withdraw(tx, &task).await?;
    }
    stepped(tx, &mut task, &department, to, Some(actor.user)).await?;
    room::close(tx, &task).await?;
    shown(tx, actor, &task, &department).await
}

/// Who asked is content.
pub(super) async fn confirmed(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let to = found.allows(actor, Step::Confirm)?;
    let requester = found.who.requester;
    let (mut task, department) = (found.task, found.department);
    stepped(tx, &mut task, &department, to, Some(actor.user)).await?;
    room::close(tx, &task).await?;
    if requester && csat::is_asked(&task) {
        return Ok(Reply::Update(csat::question(actor.lang, &task)));
    }
    csat::ask(tx, &task).await?;
    shown(tx, actor, &task, &department).await
}

/// Nobody objected for some working days: it counts as confirmed.
pub(super) async fn confirmed_by_itself(
    tx: &mut Tx,
    mut task: Task,
    department: &Department,
) -> anyhow::Result<()> {
    let (step, to) = timers::ITSELF;
    if rules::after(task.flow, task.state, step) != Some(to) {
        return Ok(());
    }
    match stepped(tx, &mut task, department, to, None).await {
        Err(Error::Fault(fault)) => return Err(fault),
        // Somebody was quicker.
        Err(Error::Refused(_)) => return Ok(()),
        Ok(()) => {}
    }
    room::close(tx, &task).await?;
    csat::ask(tx, &task).await
}

/// Who asked is not content: it goes on, with why.
pub(super) async fn reopened(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    reason: &str,
) -> Result<Reply, Error> {
    let to = found.allows(actor, Step::Reopen)?;
    let now = tx.now();
    let key = found.task.key();
    if let Some(closed) = found
        .task
        .closed_at
        .filter(|at| now - *at > REOPENED_WITHIN)
    {
        return Err(Refusal::new("refuse-task-reopen-late")
            .with("key", key)
            .with("when", crate::chat::time_full(closed))
            .into());
    }
    let reason = reading::read_words(reason)?;
    let (mut task, department) = (found.task, found.department);
    task.more.reopened = task.more.reopened.saturating_add(1);
    task.more.reason.clear();
    let working = find::working(tx, &department).await?;
    if let Some(kind) = task.kind() {
        let particulars = task.more.particulars.clone();
        let (_, due) = create::clocks_of(kind, task.priority, &particulars, now, &working);
        task.set_due(due);
    }
    task.more.told.clear();
    commented(tx, &mut task, actor.user, &reason).await?;
    let from = task.state;
    move_to(&mut task, to, Some(actor.user), now);
    let change = Change::new(
        Some(actor.user),
        "task.reopened",
        json!({ "reason": reason }),
    )
    .from(json!({ "state": from.name() }))
    .told(
        "task-said-reopened",
        &[("user", Text::mention(actor.user).into())],
    );
    said::keep(tx, &mut task, &department, change).await?;
    if let Some(owner) = task.assignee.filter(|owner| *owner != actor.user) {
        let told = ("task:reopened", "task-told-reopened");
        tell::remind(tx, &task, &department, owner, told).await?;
    }
    shown(tx, actor, &task, &department).await
}

/// The task as it stands now, for whoever acted.
pub(super) async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    task: &Task,
    department: &Department,
) -> Result<Reply, Error> {
    let found = find::known(tx, actor, task.clone()).await?;
    let loaded = said::Loaded::of(tx, task).await?;
    let scene = loaded.scene(tx, task, department, actor.lang);
    let may = found.who.part >= Part::Member;
    Ok(Reply::Update(answer_cards::show(&scene, found.who, may)))
}

/// Buttons and forms of these steps; `None` if it is none of them.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Option<Reply>, Error> {
    let actor = &act.actor;
    let number = act.action.number;
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let result = if argument == "fail" {
        Step::Fail
    } else {
        Step::Finish
    };
    let known = [
        "take",
        "begin",
        "finish",
        "fail",
        "finished",
        "decline",
        "declined",
        "attach",
        "confirm",
        "reopen",
        "reopened",
        "cancel",
        "cancelled",
    ];
    if !known.contains(&act.action.action.as_str()) {
        return Ok(None);
    }
    let found = find::numbered(tx, actor, number).await?;
    let reply = match act.action.action.as_str() {
        "take" => taken(tx, actor, found).await?,
        "begin" => begin(tx, actor, found).await?,
        "finish" => finish(tx, actor, found, Step::Finish).await?,
        "fail" => finish(tx, actor, found, Step::Fail).await?,
        "finished" => finished(tx, actor, found, result, &act.typed).await?,
        "decline" => {
            found.allows(actor, Step::Decline)?;
            Reply::Form(answer_cards::reason_form(
                actor.lang,
                &found.task,
                "declined",
            ))
        }
        "declined" => declined(tx, actor, found, typed(answer_cards::NOTE)).await?,
        "attach" => alike::attach(tx, actor, found, argument).await?,
        "confirm" => confirmed(tx, actor, found).await?,
        "reopen" => {
            found.allows(actor, Step::Reopen)?;
            Reply::Form(answer_cards::reason_form(
                actor.lang,
                &found.task,
                "reopened",
            ))
        }
        "reopened" => reopened(tx, actor, found, typed(answer_cards::NOTE)).await?,
        "cancel" => {
            found.allows(actor, Step::Cancel)?;
            Reply::Form(answer_cards::reason_form(
                actor.lang,
                &found.task,
                "cancelled",
            ))
        }
        _ => cancelled(tx, actor, found, typed(answer_cards::NOTE)).await?,
    };
    Ok(Some(reply))
}
