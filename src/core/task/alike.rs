//! Whoever makes a task is told of open ones that are about the same, and may say that theirs is one of those.

use serde_json::json;

use crate::chat::{ActionId, Card, Text, Tone};
use crate::core::knowledge::{Near, Space, near, titles};
use crate::core::task::find::{self, Found};
use crate::core::task::said::{self, Change};
use crate::core::task::types::{Link, Relation, Task};
use crate::core::task::{cards, reading, steps, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::say;
use crate::store::Tx;

/// So many are compared, and so many told of.
const LOOKED: usize = 25;
const TOLD: usize = 3;

/// Adds to the answer of whoever made a task what is open and about the same.
pub(super) async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    task: &Task,
    card: &mut Card,
) -> anyhow::Result<()> {
    let mut found = Vec::new();
    for other in alike(tx, actor, task).await? {
        found.push(Near {
            line: cards::line(actor.lang, &other, tx.now()),
            attach: ActionId::new("task", "attach", task.number).with(other.number),
            key: other.key(),
        });
    }
    near(actor.lang, card, found);
    Ok(())
}

async fn alike(tx: &mut Tx, actor: &Actor, task: &Task) -> anyhow::Result<Vec<Task>> {
    let mut found = Vec::new();
    let numbers = titles::near(tx, Space::Tasks, &task.title, LOOKED).await?;
    for other in find::by_number(tx, &numbers).await? {
        let same = other.number != task.number && titles::alike(&task.title, &other.title);
        if same && other.state.is_open() && may_join(task, &other) {
            let sees = find::sees(tx, actor, &other).await?;
            found.extend(sees.then_some(other));
        }
    }
    // What is likest, and of that what was made last.
    found.sort_by(|a, b| {
        let [a_like, b_like] = [a, b].map(|t| titles::likeness(&task.title, &t.title));
        b_like.total_cmp(&a_like).then(b.number.cmp(&a.number))
    });
    found.truncate(TOLD);
    Ok(found)
}

/// What is said about the one may be read by whoever reads the other.
fn may_join(task: &Task, other: &Task) -> bool {
    let same_readers = task.department == other.department && task.visible == other.visible;
    let others_room = other.room.is_some() && other.requester != task.requester;
    !others_room && (!task.is_private() || same_readers)
}

/// It is the same as another one: that one gets what was written, whoever asked hears of it, and this one is cancelled.
pub(super) async fn attach(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    other: &str,
) -> Result<Reply, Error> {
    found.allows(actor, crate::core::task::rules::Step::Cancel)?;
    let other = find::numbered(tx, actor, other.parse().unwrap_or(0)).await?;
    other.need_open(actor)?;
    if other.task.number == found.task.number || !may_join(&found.task, &other.task) {
        return Err(Refusal::new("refuse-unknown-action").into());
    }
    let (key, requester) = (found.task.key(), found.task.requester);
    let words = format!("{}\n{}", found.task.title, found.task.details);
    let words: String = words.trim().chars().take(reading::TEXT_MOST).collect();
    let link = Link {
        from: key.clone(),
        relation: Relation::PartOf,
        to: other.task.key(),
    };
    store::link(tx, &link, actor.user);
    let reason = say(
        found.department.lang,
        "task-attached-reason",
        &[("key", link.to.clone().into())],
    );
    steps::cancelled(tx, actor, found, &reason).await?;
    let (mut task, department) = (other.task, other.department);
    steps::commented(tx, &mut task, actor.user, &words).await?;
    if let Some(user) = requester {
        store::watch(tx, task.number, user, true);
    }
    let now = tx.now();
    task.touch(now);
    let facts = json!({ "relation": Relation::PartOf.name(), "other": key });
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("key", key.clone().into()),
    ];
    let change =
        Change::new(Some(actor.user), "task.linked", facts).told("task-said-attached", &args);
    said::keep(tx, &mut task, &department, change).await?;
    Ok(Reply::Update(cards::sentence(
        actor.lang,
        Tone::Good,
        "task-attached",
        &[("key", key.into()), ("other", task.key().into())],
    )))
}
