//! What tasks wait for elsewhere: handoffs and incidents, by key, as their owners tell it.
//!
//! What one came to is brought to every task that waits for it: it stands on the task and in the form that finishes it, and
//! whoever has the task hears of it. Nothing of it reaches the customer before somebody sends it on. What is for few is told
//! to those who have the tasks and stands nowhere else.

use serde_json::json;

use crate::chat::{Text, UserId};
use crate::core::catalogue::{self, Flow, Priority, Values};
use crate::core::org::{self, Department};
use crate::core::task::rules::{Part, State, Step};
use crate::core::task::said::{self, Change};
use crate::core::task::thing_store;
use crate::core::task::types::{Brought, Link, Origin, Relation, Task, Thing};
use crate::core::task::{brought_cards, create, find, reading, steps, store, tell};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// So many tasks hear of one thing.
const MOST: i64 = 500;
/// So many are named on the thing's own card.
const NAMED: i64 = 10;
/// Timer: a run that checks a delivery is over; the subject is its number.
pub(crate) const CHECK_OVER: &str = "task:check-over";
/// The rule by which people hear of what was brought.
const RULE: &str = "task:brought";

/// What a thing came to, as far as those who wait for it have to know.
pub(crate) enum News {
    /// It goes on.
    Moved,
    /// What they wait for is there.
    Answer(Answer),
    /// Nothing comes of it any more: why, as typed; may be empty.
    Nothing(String),
}

/// What they wait for.
pub(crate) struct Answer {
    /// Nobody: time did, or a source from outside.
    pub(crate) by: Option<UserId>,
    /// As typed: escape before showing.
    pub(crate) text: String,
    pub(crate) fields: Values,
    /// Not for everybody who sees the tasks.
    pub(crate) private: bool,
}

/// The number behind a key of this kind: `HO`, `INC`.
pub(crate) fn number_of(key: &str, kind: &str) -> Option<i64> {
    let key = reading::read_any_key(key)?;
    let (of, number) = key.split_once('-')?;
    if of == kind {
        number.parse().ok()
    } else {
        None
    }
}

/// The other end of a link, if it is a task.
async fn far_task(tx: &mut Tx, link: &Link, key: &str) -> anyhow::Result<Option<Task>> {
    let other = if link.from == key {
        &link.to
    } else {
        &link.from
    };
    match number_of(other, "TASK") {
        Some(number) => store::one(tx, number).await,
        None => Ok(None),
    }
}

/// The task waits for what stands at the other end: it is blocked by it, or it is a case that it led to or is part of.
fn waits(link: &Link, task: &Task) -> bool {
    let outward = link.from == task.key();
    let open = task.state.is_open() && task.state != State::Answered && task.state != State::Active;
    open && match link.relation {
        Relation::Blocks => !outward,
        Relation::CausedBy | Relation::PartOf => outward && task.flow == Flow::Case,
        Relation::Verifies => false,
    }
}

/// A thing moved: what it came to is brought to the tasks that wait for it, and the cards of all that are linked with it follow.
pub(crate) async fn heard(tx: &mut Tx, thing: &Thing, news: &News) -> anyhow::Result<()> {
    // On the heap: it is part of every step of a handoff, and large.
    Box::pin(spread(tx, thing, news)).await
}

async fn spread(tx: &mut Tx, thing: &Thing, news: &News) -> anyhow::Result<()> {
    let ends = thing_store::ends(tx, &thing.key, MOST).await?;
    if ends.is_empty() {
        return Ok(());
    }
    thing_store::keep(tx, thing);
    let mut reached: Vec<(Department, Vec<Task>)> = Vec::new();
    for link in ends {
        let Some(mut task) = far_task(tx, &link, &thing.key).await? else {
            continue;
        };
        let department = find::department(tx, &task).await?;
        let changed = if waits(&link, &task) {
            hears(tx, &mut task, &department, thing, news).await?
        } else {
            false
        };
        if !changed {
            said::refresh(tx, &task).await?;
            continue;
        }
        if matches!(news, News::Moved) {
            continue;
        }
        match reached.iter_mut().find(|(of, _)| of.id == department.id) {
            Some((_, tasks)) => tasks.push(task),
            None => reached.push((department, vec![task])),
        }
    }
    for (department, tasks) in reached {
        for task in &tasks {
            tell_owner(tx, task, &department, thing, news).await?;
        }
        if tasks.len() > 1 || tasks.iter().any(|task| task.assignee.is_none()) {
            tell_department(tx, &department, thing, news, &tasks).await?;
        }
    }
    Ok(())
}

/// Keeps what a task is to know of it; whether that is new to it.
async fn hears(
    tx: &mut Tx,
    task: &mut Task,
    department: &Department,
    thing: &Thing,
    news: &News,
) -> anyhow::Result<bool> {
    let facts = json!({ "from": thing.key });
    let line = [("key", thing.key.as_str().into())];
    let change = match news {
        News::Answer(answer) => {
            let brought = Brought {
                from: thing.key.clone(),
                text: answer.text.clone(),
                fields: answer.fields.clone(),
                private: answer.private,
                sent: false,
            };
            let known = task.more.brought.as_ref();
            if known.is_some_and(|known| known.is_same(&brought)) {
                return Ok(false);
            }
            task.more.brought = Some(brought);
            Change::new(answer.by, "task.brought", facts).told("task-said-brought", &line)
        }
        News::Nothing(_) => {
            Change::new(None, "task.nothing", facts).told("task-said-nothing", &line)
        }
        // It was returned: what it had brought does not hold.
        News::Moved => {
            let theirs = task.more.brought.as_ref().map(|b| b.from == thing.key);
            if theirs != Some(true) {
                return Ok(false);
            }
            task.more.brought = None;
            Change::new(None, "task.taken-back", facts)
        }
    };
    let now = tx.now();
    task.touch(now);
    said::kept(said::keep(tx, task, department, change).await)?;
    Ok(true)
}

/// Whoever has it hears of it, in a direct message.
async fn tell_owner(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
    thing: &Thing,
    news: &News,
) -> anyhow::Result<()> {
    let Some(user) = task.assignee else {
        return Ok(());
    };
    if org::muted(tx, user, RULE).await? {
        return Ok(());
    }
    let lang = org::person(tx, user).await?.lang;
    // Whoever has a task of the department that asked may read what it got.
    let card = brought_cards::brought(lang, task, thing, news);
    let private = matches!(news, News::Answer(answer) if answer.private);
    let place = department.channel.filter(|_| !private);
    tell::direct(tx, task, user, RULE, card, place).await
}

/// The department of several tasks that got the same, and of those nobody has, hears of it in its channel.
async fn tell_department(
    tx: &mut Tx,
    department: &Department,
    thing: &Thing,
    news: &News,
    tasks: &[Task],
) -> anyhow::Result<()> {
    let card = brought_cards::together(department.lang, thing, news, tasks);
    tell::together(tx, department, (RULE, &thing.key), card).await
}

/// A task waits for something elsewhere from now on.
pub(crate) async fn tie(tx: &mut Tx, number: i64, thing: &Thing, by: UserId) -> anyhow::Result<()> {
    let Some(mut task) = store::one(tx, number).await? else {
        return Ok(());
    };
    thing_store::keep(tx, thing);
    let link = Link {
        from: thing.key.clone(),
        relation: Relation::Blocks,
        to: task.key(),
    };
    store::link(tx, &link, by);
    let department = find::department(tx, &task).await?;
    let now = tx.now();
    task.touch(now);
    let facts = json!({ "relation": link.relation.name(), "other": thing.key });
    let change = Change::new(Some(by), "task.linked", facts);
    said::kept(said::keep(tx, &mut task, &department, change).await)
}

/// What a link leads to is known to tasks from now on.
pub(super) fn known(tx: &mut Tx, thing: &Thing) {
    thing_store::keep(tx, thing);
}

/// A task that is linked with something elsewhere, as everybody may read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tied {
    pub(crate) key: String,
    /// As typed; empty where it is for few.
    pub(crate) title: String,
    /// It waits for the thing.
    pub(crate) waits: bool,
}

/// The tasks that are linked with a thing, for its own card.
pub(crate) async fn tied(tx: &mut Tx, key: &str) -> anyhow::Result<Vec<Tied>> {
    let mut found: Vec<Tied> = Vec::new();
    for link in thing_store::ends(tx, key, NAMED).await? {
        let Some(task) = far_task(tx, &link, key).await? else {
            continue;
        };
        if found.iter().all(|tied| tied.key != task.key()) {
            found.push(Tied {
                key: task.key(),
                waits: waits(&link, &task),
                title: if task.is_private() {
                    String::new()
                } else {
                    task.title
                },
            });
        }
    }
    Ok(found)
}

/// What another department is asked for a task with.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Asking {
    pub(crate) number: i64,
    pub(crate) key: String,
    pub(crate) department: i64,
    /// As typed; empty where the task is for few: whoever asks says what others may read.
    pub(crate) title: String,
    pub(crate) details: String,
    pub(crate) project: String,
    pub(crate) priority: Priority,
}

/// The task for which somebody asks another department; a refusal if it is not theirs to do so.
pub(crate) async fn asking(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Asking, Error> {
    let found = find::numbered(tx, actor, number).await?;
    found.need_member()?;
    found.need_open(actor)?;
    let task = found.task;
    let words = |words: &str| {
        if task.is_private() {
            String::new()
        } else {
            words.to_owned()
        }
    };
    Ok(Asking {
        number,
        key: task.key(),
        department: task.department,
        title: words(&task.title),
        details: words(&task.details),
        project: task.project.clone(),
        priority: task.priority,
    })
}

/// One press: every case that waited for a thing is answered with what it came to. Those that lack something else get the answer
/// as a comment and stay open.
pub(super) async fn answer_all(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let key = act.action.argument.as_deref().unwrap_or_default();
    let mut answered: Vec<String> = Vec::new();
    let mut left: Vec<(String, Refusal)> = Vec::new();
    for link in thing_store::ends(tx, key, MOST).await? {
        let Some(task) = far_task(tx, &link, key).await? else {
            continue;
        };
        let brought = task.more.brought.clone().filter(|b| b.from == key);
        let (true, true, Some(brought)) = (waits(&link, &task), task.flow == Flow::Case, brought)
        else {
            continue;
        };
        let found = find::known(tx, actor, task).await?;
        if found.who.part < Part::Member {
            continue;
        }
        let (number, name) = (found.task.number, found.task.key());
        let typed = brought_cards::typed(&found.task, &brought);
        match Box::pin(steps::finished(tx, actor, found, Step::Finish, &typed)).await {
            Ok(_) => answered.push(name),
            Err(Error::Refused(refusal)) => {
                send(tx, actor, number).await?;
                left.push((name, refusal));
            }
            Err(fault) => return Err(fault),
        }
    }
    if answered.is_empty() && left.is_empty() {
        return Err(Refusal::new("refuse-task-answer-all")
            .with("key", Text::echo(key))
            .into());
    }
    Ok(Reply::Private(brought_cards::answered_all(
        actor.lang, key, &answered, &left,
    )))
}

/// Whoever asked gets what was brought, as a comment; once.
async fn send(tx: &mut Tx, actor: &Actor, number: i64) -> Result<(), Error> {
    let found = find::numbered(tx, actor, number).await?;
    let (mut task, department) = (found.task, found.department);
    let words = match &mut task.more.brought {
        Some(brought) if !brought.sent && !brought.text.is_empty() => {
            brought.sent = true;
            brought.text.clone()
        }
        _ => return Ok(()),
    };
    steps::commented(tx, &mut task, actor.user, &words).await?;
    let now = tx.now();
    task.touch(now);
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("text", Text::brief(&words, 1_000).into()),
    ];
    let change =
        Change::new(Some(actor.user), "task.commented", json!({})).told("task-said-comment", &args);
    said::keep(tx, &mut task, &department, change).await
}

/// What a handoff delivered is checked by a run of the department that asked.
pub(crate) struct Checking<'a> {
    /// The kind's key.
    pub(crate) kind: &'a str,
    pub(crate) department: &'a Department,
    /// `HO-7`
    pub(crate) handoff: &'a Thing,
    /// As typed: what is checked.
    pub(crate) title: &'a str,
    pub(crate) details: &'a str,
    pub(crate) project: &'a str,
    pub(crate) by: UserId,
}

/// Whether a run still decides: `None`: there is none of this key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Open,
    Passed,
    Failed,
    Cancelled,
}

/// How the run of this key stands.
pub(crate) async fn verdict(tx: &mut Tx, key: &str) -> anyhow::Result<Option<Verdict>> {
    let Some(number) = number_of(key, "TASK") else {
        return Ok(None);
    };
    let task = store::one(tx, number).await?;
    Ok(task.map(|task| match task.state {
        State::Passed => Verdict::Passed,
        State::Failed => Verdict::Failed,
        state if state.is_open() => Verdict::Open,
        _ => Verdict::Cancelled,
    }))
}

/// Opens the run; its key. None where the catalogue has no such kind.
pub(crate) async fn check_delivery(
    tx: &mut Tx,
    checking: &Checking<'_>,
) -> anyhow::Result<Option<String>> {
    let Some(kind) = catalogue::kind(checking.kind) else {
        return Ok(None);
    };
    let title = checking.title.chars().take(reading::TITLE_MOST).collect();
    let mut draft = create::Draft::new(kind, title);
    draft.details = checking.details.chars().take(reading::TEXT_MOST).collect();
    checking.project.clone_into(&mut draft.project);
    draft.requester = Some(checking.by);
    draft.origin = Origin::Check {
        handoff: checking.handoff.key.clone(),
    };
    let task = match create::make(tx, checking.department, draft).await {
        Ok(task) => task,
        Err(Error::Refused(_)) => return Ok(None),
        Err(Error::Fault(fault)) => return Err(fault),
    };
    thing_store::keep(tx, checking.handoff);
    let link = Link {
        from: task.key(),
        relation: Relation::Verifies,
        to: checking.handoff.key.clone(),
    };
    store::link(tx, &link, checking.by);
    said::refresh(tx, &task).await?;
    Ok(Some(task.key()))
}

/// A run that checks what a handoff delivered is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CheckOver {
    /// `HO-7`
    pub(crate) handoff: String,
    /// `TASK-9`
    pub(crate) check: String,
    pub(crate) passed: bool,
    pub(crate) by: Option<UserId>,
    /// What was found, as typed, or what figures it came to: escape before showing.
    pub(crate) words: String,
}

/// A task was written down: if it checks a delivery and is over, whoever has that hears of it in a turn of its own.
pub(super) async fn kept(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    let checks = matches!(task.more.origin, Origin::Check { .. });
    if !checks || !matches!(task.state, State::Passed | State::Failed) {
        return Ok(());
    }
    let timer = Timer {
        kind: CHECK_OVER,
        subject: task.number.to_string(),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Its timer: what the run came to, as it stands by now.
pub(crate) async fn check_over(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<CheckOver>> {
    let Some(task) = store::one(tx, due.subject.parse()?).await? else {
        return Ok(None);
    };
    let Origin::Check { handoff } = &task.more.origin else {
        return Ok(None);
    };
    let department = find::department(tx, &task).await?;
    let words = if task.more.reason.is_empty() {
        brought_cards::outcome(department.lang, &task)
    } else {
        task.more.reason.clone()
    };
    Ok(Some(CheckOver {
        handoff: handoff.clone(),
        check: task.key(),
        passed: task.state == State::Passed,
        by: task.state_by,
        words,
    }))
}

/// What the run was to decide is decided otherwise: it is not needed any more.
pub(crate) async fn needed_no_more(tx: &mut Tx, key: &str) -> anyhow::Result<()> {
    let Some(number) = number_of(key, "TASK") else {
        return Ok(());
    };
    let Some(mut task) = store::one(tx, number).await? else {
        return Ok(());
    };
    if !task.state.is_open() {
        return Ok(());
    }
    let department = find::department(tx, &task).await?;
    said::kept(steps::stepped(tx, &mut task, &department, State::Cancelled, None).await)
}
