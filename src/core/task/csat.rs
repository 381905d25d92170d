//! How satisfied those are who asked: one to five when their case is over, a word with it if they like. Who is not gets a
//! complaint opened for them with customer service.

use serde_json::json;

use crate::chat::{ActionId, Card, Form, Input, Text, Tone, UserId};
use crate::clock::At;
use crate::core::catalogue::{self, Flow, Priority};
use crate::core::org::{self, Department};
use crate::core::task::create::{self, Draft};
use crate::core::task::find::{self, Found};
use crate::core::task::said::{self, Change};
use crate::core::task::types::{Csat, Origin, Task};
use crate::core::task::{cards, list_store, reading, room_cards, tell};
use crate::core::{Act, Error, Refusal, Reply};
use crate::i18n::{Lang, say};
use crate::outbox::{self, Op, Post, Priority as Urgency, Target};
use crate::store::Tx;

/// The kind and the department of a complaint.
const COMPLAINT: &str = "complaint";
const SERVICE: &str = "service";
/// So low is a complaint.
const LOW: i64 = 2;

/// Whoever asked for it is asked: its kind says so, and they did not do it themselves.
pub(super) fn is_asked(task: &Task) -> bool {
    let kind = task.kind().is_some_and(|kind| kind.csat);
    kind && task.flow == Flow::Case
        && task.csat == 0
        && task.requester.is_some()
        && task.requester != task.assignee
}

/// The question.
pub(super) fn question(lang: Lang, task: &Task) -> Card {
    room_cards::satisfaction(lang, task)
}

/// Asks, in the room of the case or in a direct message.
pub(super) async fn ask(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    let Some(user) = task.requester.filter(|_| is_asked(task)) else {
        return Ok(());
    };
    let lang = org::person(tx, user).await?.lang;
    say_to(tx, task, user, "csat", question(lang, task)).await
}

/// It was answered: whoever asked says whether that helps, where they are.
pub(super) async fn ask_whether_content(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    let Some(user) = task.requester.filter(|user| Some(*user) != task.assignee) else {
        return Ok(());
    };
    // In a room the card says so.
    if task.room.is_some() {
        return Ok(());
    }
    let lang = org::person(tx, user).await?.lang;
    let department = find::department(tx, task).await?;
    let loaded = said::Loaded::of(tx, task).await?;
    let card = room_cards::asked(&loaded.scene(tx, task, &department, lang));
    say_to(tx, task, user, "answered", card).await
}

async fn say_to(
    tx: &mut Tx,
    task: &Task,
    user: UserId,
    what: &str,
    card: Card,
) -> anyhow::Result<()> {
    let target = if task.room.is_some() {
        Target::ThreadOf(task.room_key())
    } else {
        Target::Direct {
            user,
            fallback: None,
        }
    };
    let post = Post {
        key: format!("task/{}/{what}/{}", task.number, task.more.reopened),
        target,
        op: Op::Create(card),
        priority: Urgency::Action,
        why: said::why("task:csat", task),
    };
    outbox::post(tx, &post).await
}

fn refuse_strangers(found: &Found) -> Result<(), Refusal> {
    if found.who.requester {
        return Ok(());
    }
    Err(Refusal::new("refuse-task-csat").with("key", found.task.key()))
}

/// A score was pressed: it counts at once, and a word with it is asked for.
pub(super) async fn rate(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let found = find::numbered(tx, actor, act.action.number).await?;
    refuse_strangers(&found)?;
    let score = act.action.argument.as_deref().and_then(|n| n.parse().ok());
    let score = score
        .filter(|n| (1..=5).contains(n))
        .ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let (mut task, department) = (found.task, found.department);
    if task.state.is_open() {
        let key = task.key();
        return Err(task.standing(&key).refusal(actor.lang).into());
    }
    if task.csat > 0 {
        return Err(Refusal::new("refuse-task-rated")
            .with("key", task.key())
            .with("score", task.csat)
            .into());
    }
    task.csat = score;
    task.csat_at = tx.now();
    let change = Change::new(Some(actor.user), "task.rated", json!({ "score": score }));
    said::keep(tx, &mut task, &department, change).await?;
    if score <= LOW {
        complain(tx, &task, &department).await?;
    }
    Ok(Reply::Form(comment_form(actor.lang, &task)))
}

fn comment_form(lang: Lang, task: &Task) -> Form {
    Form {
        action: ActionId::new("task", "rated", task.number),
        title: say(lang, "task-form-csat", &[("key", task.key().into())]),
        inputs: vec![Input {
            id: "note".to_owned(),
            label: say(lang, "task-form-csat-why", &[]),
            value: None,
            placeholder: None,
            long: true,
            required: false,
            most: Some(1_000),
        }],
    }
}

/// The word that goes with a score.
pub(super) async fn rated(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let found = find::numbered(tx, actor, act.action.number).await?;
    refuse_strangers(&found)?;
    let words = act.typed.iter().find(|(id, _)| id == "note");
    let words = reading::read_text(words.map_or("", |(_, text)| text.as_str()))?;
    let (mut task, department) = (found.task, found.department);
    if task.csat == 0 {
        return Err(Refusal::new("refuse-unknown-action").into());
    }
    if !words.is_empty() {
        task.csat_text.clone_from(&words);
        let change = Change::new(
            Some(actor.user),
            "task.rated",
            json!({ "score": task.csat }),
        );
        said::keep(tx, &mut task, &department, change).await?;
    }
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "task-csat-thanks",
        &[],
    )))
}

/// Opens a complaint with customer service; of a complaint that was not settled well its leads are told.
async fn complain(tx: &mut Tx, task: &Task, department: &Department) -> Result<(), Error> {
    let told = ("task:csat-low", "task-told-csat-low");
    if task.kind == COMPLAINT {
        tell::leads(tx, task, department, told).await?;
        return Ok(());
    }
    let kind = catalogue::kind(COMPLAINT);
    let departments = org::departments(tx).await?;
    let service = departments.into_iter().find(|d| d.key == SERVICE);
    let (Some(kind), Some(service)) = (kind, service) else {
        tell::leads(tx, task, department, told).await?;
        return Ok(());
    };
    let args = [
        ("key", task.key().into()),
        ("score", task.csat.into()),
        // It becomes a title, which is escaped where it is shown.
        ("title", task.title.as_str().into()),
    ];
    let title: String = say(service.lang, "task-complaint-title", &args)
        .chars()
        .take(reading::TITLE_MOST)
        .collect();
    let mut draft = Draft::new(kind, title);
    draft.requester = task.requester;
    draft.priority = Priority::High;
    draft.project.clone_from(&task.project);
    draft.origin = Origin::Thing { key: task.key() };
    create::follow_up(tx, &service, draft, task).await?;
    Ok(())
}

/// How satisfied those were who asked a department for something, from one moment until before another.
pub(crate) async fn of(tx: &mut Tx, department: i64, from: At, to: At) -> anyhow::Result<Csat> {
    list_store::csat(tx, department, from, to).await
}

/// The line of a digest.
pub(super) fn line(lang: Lang, csat: Csat) -> Text {
    let tenths = if csat.count == 0 {
        0
    } else {
        (csat.sum * 10 + csat.count / 2) / csat.count
    };
    let mean = format!("{}.{}", tenths / 10, tenths % 10);
    let args = [
        ("mean", mean.into()),
        ("count", csat.count.into()),
        ("low", csat.low.into()),
    ];
    cards::text(lang, "task-csat-line", &args)
}
