//! The room of a case: a private thread in which whoever asked talks with the department. When the case is over, its
//! transcript stands there.

use crate::chat::{ChannelId, UserId};
use crate::core::journal;
use crate::core::org;
use crate::core::task::find::{self};
use crate::core::task::types::Task;
use crate::core::task::{room_cards, said, store};
use crate::core::{Actor, Error, Reply};
use crate::i18n::Lang;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// The words of a thread's name that fit.
const NAME_MOST: usize = 80;
/// Comments of a transcript.
const COMMENTS: i64 = 500;

/// Opens it under a channel, and lets in whoever asked.
pub(super) async fn open(tx: &mut Tx, task: &Task, channel: ChannelId) -> anyhow::Result<()> {
    let name: String = task.title.chars().take(NAME_MOST).collect();
    let post = Post {
        key: task.room_key(),
        target: Target::Channel(channel),
        op: Op::PrivateThread {
            name: format!("{} {name}", task.key()),
        },
        priority: Priority::Action,
        why: said::why("task:card", task),
    };
    outbox::post(tx, &post).await?;
    let requester: Vec<UserId> = task.requester.into_iter().collect();
    invite(tx, task, &requester).await
}

/// Lets people in, if it has one.
pub(super) async fn invite(tx: &mut Tx, task: &Task, users: &[UserId]) -> anyhow::Result<()> {
    if task.room.is_none() {
        return Ok(());
    }
    for user in users {
        let post = Post {
            key: format!("{}/{}", task.room_key(), user.0),
            target: Target::ThreadOf(task.room_key()),
            op: Op::Invite { user: *user },
            priority: Priority::Action,
            why: said::why("task:card", task),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// The case is over: its transcript stands in the room.
pub(super) async fn close(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    if task.room.is_none() {
        return Ok(());
    }
    let lang = match task.requester {
        Some(user) => org::person(tx, user).await?.lang,
        None => Lang::default(),
    };
    let text = transcript(tx, lang, task).await?;
    let line = tx.next_key("task-line").await?;
    let post = Post {
        key: format!("task/{}/transcript/{line}", task.number),
        target: Target::ThreadOf(task.room_key()),
        op: Op::Create(room_cards::transcript_card(lang, task, text)),
        priority: Priority::Notice,
        why: said::why("task:transcript", task),
    };
    outbox::post(tx, &post).await
}

async fn transcript(tx: &mut Tx, lang: Lang, task: &Task) -> anyhow::Result<String> {
    let history = journal::history(tx, &task.subject()).await?;
    let comments = store::comments(tx, task.number, COMMENTS).await?;
    let mut names: Vec<(i64, String)> = Vec::new();
    let by = history.iter().filter_map(|e| e.by);
    let people: Vec<UserId> = by.chain(comments.iter().map(|c| c.user)).collect();
    for user in people {
        if names.iter().all(|(known, _)| *known != user.0) {
            let name = org::person(tx, user).await?.name;
            names.push((user.0, name));
        }
    }
    let name = |id: i64| {
        let found = names.iter().find(|(known, _)| *known == id);
        found.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    };
    Ok(room_cards::transcript(
        lang, task, &history, &comments, &name,
    ))
}

/// The transcript, for whoever may see the task.
pub(super) async fn show_transcript(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
) -> Result<Reply, Error> {
    let found = find::numbered(tx, actor, number).await?;
    let text = transcript(tx, actor.lang, &found.task).await?;
    let card = room_cards::transcript_card(actor.lang, &found.task, text);
    Ok(Reply::Private(card))
}
