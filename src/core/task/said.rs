//! What follows a change: the row and the journal, the card, the clocks, and who hears of it.

use serde_json::{Value, json};

use crate::chat::{Card, Text, UserId};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::task::cards::{self, Linked, Scene};
use crate::core::task::clocks;
use crate::core::task::types::{Link, Task};
use crate::core::task::{find, from_incident, reading, store, tell, thing_store, things, timers};
use crate::core::{Error, Refusal};
use crate::i18n::{Arg, Lang};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// The words of a thread's name that fit.
const NAME_MOST: usize = 80;

/// A change, before and after, and the sentence in which others hear of it.
pub(super) struct Change {
    pub(super) by: Option<UserId>,
    /// `task.taken`
    pub(super) action: &'static str,
    pub(super) before: Value,
    pub(super) after: Value,
    /// Told to those who watch it; none: they need not know.
    pub(super) line: Option<(&'static str, Vec<(&'static str, Arg)>)>,
}

impl Change {
    pub(super) fn new(by: Option<UserId>, action: &'static str, after: Value) -> Change {
        Change {
            by,
            action,
            before: Value::Null,
            after,
            line: None,
        }
    }
    /// Those who watch it hear of it in these words.
    pub(super) fn told(mut self, id: &'static str, args: &[(&'static str, Arg)]) -> Change {
        self.line = Some((id, args.to_vec()));
        self
    }
    pub(super) fn from(mut self, before: Value) -> Change {
        self.before = before;
        self
    }
}

/// Why something about it was said, for **Why this?**.
pub(super) fn why(rule: &str, task: &Task) -> Value {
    json!({ "rule": rule, "task": task.key(), "name": if task.is_private() { "" } else { &task.title } })
}

/// Writes a changed task down, and lets everything follow from it.
pub(super) async fn keep(
    tx: &mut Tx,
    task: &mut Task,
    department: &Department,
    change: Change,
) -> Result<(), Error> {
    // On the heap: it is part of every step, and large.
    Box::pin(written(tx, task, department, change)).await
}

async fn written(
    tx: &mut Tx,
    task: &mut Task,
    department: &Department,
    change: Change,
) -> Result<(), Error> {
    if !store::update(tx, task).await? {
        return Err(Refusal::new("refuse-task-changed")
            .with("key", task.key())
            .into());
    }
    task.version += 1;
    from_incident::kept(tx, task, change.by).await?;
    things::kept(tx, task).await?;
    let watched = change.line.clone().map(|line| (change.by, line));
    note(tx, task, change).await?;
    timers::arm_clock(tx, task, department).await?;
    refresh(tx, task).await?;
    if let Some((by, (id, args))) = watched {
        tell::watchers(tx, task, by, id, &args).await?;
    }
    Ok(())
}

/// A refusal is a lost race, which is not possible where use cases run one after another: a fault is one.
pub(super) fn kept(outcome: Result<(), Error>) -> anyhow::Result<()> {
    match outcome {
        Err(Error::Fault(fault)) => Err(fault),
        Err(Error::Refused(refusal)) => anyhow::bail!("refused: {}", refusal.id),
        Ok(()) => Ok(()),
    }
}

/// Writes a line of the journal. The words of what is not for everybody go where the audit log does not show them.
pub(super) async fn note(tx: &mut Tx, task: &Task, change: Change) -> anyhow::Result<()> {
    let hide = |facts: Value| {
        if task.is_private() && !facts.is_null() {
            json!({ "private": facts })
        } else {
            facts
        }
    };
    let entry = Entry {
        by: change.by,
        subject: task.subject(),
        action: change.action,
        before: hide(change.before),
        after: hide(change.after),
    };
    journal::append(tx, &entry).await
}

/// What its card shows besides itself.
pub(super) struct Loaded {
    pub(super) links: Vec<Linked>,
    pub(super) last: Option<crate::core::task::types::Comment>,
    pub(super) undecided: bool,
}

impl Loaded {
    pub(super) async fn of(tx: &mut Tx, task: &Task) -> anyhow::Result<Loaded> {
        let key = task.key();
        let mut links = Vec::new();
        for link in store::links(tx, &key).await? {
            links.push(other_end(tx, &key, &link).await?);
        }
        let last = if task.more.comments > 0 {
            store::comments(tx, task.number, 1).await?.pop()
        } else {
            None
        };
        Ok(Loaded {
            links,
            last,
            undecided: task.needs_decision(),
        })
    }
    pub(super) fn scene<'a>(
        &'a self,
        tx: &Tx,
        task: &'a Task,
        department: &'a Department,
        lang: Lang,
    ) -> Scene<'a> {
        Scene {
            lang,
            now: tx.now(),
            task,
            department,
            links: &self.links,
            last: self.last.as_ref(),
            undecided: self.undecided,
        }
    }
}

async fn other_end(tx: &mut Tx, key: &str, link: &Link) -> anyhow::Result<Linked> {
    let outward = link.from == key;
    let other = if outward { &link.to } else { &link.from };
    let mut linked = Linked {
        relation: link.relation,
        outward,
        key: other.clone(),
        title: String::new(),
        state: None,
        elsewhere: None,
    };
    let number = reading::read_key(other).filter(|_| other.starts_with("TASK-"));
    let Some(number) = number else {
        if let Some(thing) = thing_store::one(tx, other).await? {
            linked.title = thing.title;
            linked.elsewhere = Some((thing.state, thing.waits));
        }
        return Ok(linked);
    };
    if let Some(task) = store::one(tx, number).await? {
        linked.state = Some(task.state);
        if !task.is_private() {
            linked.title = task.title;
        }
    }
    Ok(linked)
}

/// Posts the card, or edits it in place; of a case with a room, also the one there.
pub(super) async fn refresh(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    // On the heap: it is part of nearly everything, and large.
    Box::pin(refreshed(tx, task)).await
}

async fn refreshed(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    let department = find::department(tx, task).await?;
    let loaded = Loaded::of(tx, task).await?;
    if let Some(channel) = task.channel {
        let scene = loaded.scene(tx, task, &department, department.lang);
        let card = if task.is_private() {
            cards::placeholder(&scene)
        } else {
            cards::live(&scene)
        };
        post(tx, task, task.card_key(), Target::Channel(channel), card).await?;
    }
    if task.room.is_some() {
        let lang = match task.requester {
            Some(user) => org::person(tx, user).await?.lang,
            None => department.lang,
        };
        let scene = loaded.scene(tx, task, &department, lang);
        let card = crate::core::task::room_cards::asked(&scene);
        let key = format!("task/{}/asked", task.number);
        post(tx, task, key, Target::ThreadOf(task.room_key()), card).await?;
    }
    Ok(())
}

async fn post(
    tx: &mut Tx,
    task: &Task,
    key: String,
    target: Target,
    card: Card,
) -> anyhow::Result<()> {
    let post = Post {
        key,
        target,
        op: Op::Edit(card),
        priority: Priority::Action,
        why: why("task:card", task),
    };
    outbox::post(tx, &post).await
}

/// Says something in the talk about it: the room of who asked, or the thread under its card, which is opened for the first word.
pub(super) async fn talk(
    tx: &mut Tx,
    task: &mut Task,
    by: UserId,
    words: &str,
) -> anyhow::Result<()> {
    if task.is_private() {
        return Ok(());
    }
    let lead = Text::trusted(format!("{}: {}", Text::mention(by), Text::user(words)));
    let card = || Card {
        lead: Some(lead.clone()),
        ..Card::default()
    };
    let number = task.more.comments;
    let said = |place: &str, target: Target, task: &Task| Post {
        key: format!("task/{}/said/{number}/{place}", task.number),
        target,
        op: Op::Create(card()),
        priority: Priority::Notice,
        why: why("task:said", task),
    };
    if task.room.is_some() {
        let post = said("room", Target::ThreadOf(task.room_key()), task);
        return outbox::post(tx, &post).await;
    }
    let Some(channel) = task.channel else {
        return Ok(());
    };
    if !task.more.threaded {
        task.more.threaded = true;
        let name: String = task.title.chars().take(NAME_MOST).collect();
        let open = Post {
            key: task.card_key(),
            target: Target::Channel(channel),
            op: Op::Thread {
                name: format!("{} {name}", task.key()),
            },
            priority: Priority::Action,
            why: why("task:card", task),
        };
        outbox::post(tx, &open).await?;
    }
    let post = said("thread", Target::ThreadOf(task.card_key()), task);
    outbox::post(tx, &post).await
}

/// The next moment at which it speaks up by itself, as things stand.
pub(super) async fn next_moment(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
) -> anyhow::Result<Option<(crate::clock::At, clocks::Told)>> {
    let working = find::working(tx, department).await?;
    Ok(clocks::next(&task.facts(), &working))
}
