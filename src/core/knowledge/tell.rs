//! Who is told what: the live card in the channels, and words to single people.

use serde_json::{Value, json};

use crate::chat::{Card, UserId};
use crate::core::knowledge::cards::{self, View};
use crate::core::knowledge::store;
use crate::core::knowledge::types::{Entry, Kind, State};
use crate::core::org;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

fn why(rule: &str, entry: &Entry) -> Value {
    json!({ "rule": rule, "entry": entry.key(), "by": entry.owner.0 })
}

/// The entry with all that is needed to show it.
pub(super) async fn view(tx: &mut Tx, entry: Entry) -> anyhow::Result<View> {
    let mut departments = Vec::new();
    for id in entry.departments() {
        departments.extend(org::department_by_id(tx, id).await?);
    }
    let answers = match entry.kind {
        Kind::Question => store::answers(tx, entry.number).await?,
        Kind::Solution | Kind::KnownIssue | Kind::Policy | Kind::Lesson => Vec::new(),
    };
    let in_force = if entry.active_version > 0 && entry.active_version != entry.version {
        store::one_version(tx, entry.number, entry.active_version).await?
    } else {
        None
    };
    let mut readers = Vec::new();
    let mut missing = Vec::new();
    if entry.kind == Kind::Policy && entry.active_version > 0 && entry.state == State::Active {
        readers = store::readers(tx, entry.number, entry.active_version).await?;
        missing = should_read(tx, &entry).await?;
        missing.retain(|person| !readers.contains(person));
    }
    Ok(View {
        entry,
        departments,
        answers,
        in_force,
        readers,
        missing,
    })
}

/// Whom a policy binds: the people of its departments.
pub(super) async fn should_read(tx: &mut Tx, entry: &Entry) -> anyhow::Result<Vec<UserId>> {
    let mut people = Vec::new();
    for id in entry.departments() {
        let members = org::members(tx, id).await?;
        people.extend(members.into_iter().map(|m| m.user));
        if let Some(department) = org::department_by_id(tx, id).await? {
            people.extend(department.leads);
        }
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// The card in the channels of its departments, made or brought up to date.
pub(super) async fn shown(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    let view = view(tx, entry.clone()).await?;
    for department in &view.departments {
        let Some(channel) = department.channel else {
            continue;
        };
        let card = cards::card(department.lang, &view);
        let post = Post {
            key: format!("knowledge/{}/card/{}", entry.number, department.id),
            target: Target::Channel(channel),
            op: Op::Edit(card),
            priority: Priority::Notice,
            why: why("knowledge:card", entry),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// A word to one person, in their language; nothing if they muted the rule.
pub(super) async fn tell(
    tx: &mut Tx,
    entry: &Entry,
    user: UserId,
    (rule, part): (&'static str, &str),
    card: impl Fn(crate::i18n::Lang) -> Card,
) -> anyhow::Result<()> {
    if org::muted(tx, user, rule).await? {
        return Ok(());
    }
    let lang = org::person(tx, user).await?.lang;
    let post = Post {
        key: format!("knowledge/{}/{part}/{}", entry.number, user.0),
        target: Target::Direct {
            user,
            fallback: None,
        },
        op: Op::Create(card(lang)),
        priority: Priority::Notice,
        why: why(rule, entry),
    };
    outbox::post(tx, &post).await
}

/// What may help somebody with something they opened.
pub(super) async fn offer(
    tx: &mut Tx,
    to: UserId,
    about: &str,
    card: impl Fn(crate::i18n::Lang) -> Card,
) -> anyhow::Result<()> {
    if org::muted(tx, to, "knowledge:offer").await? {
        return Ok(());
    }
    let lang = org::person(tx, to).await?.lang;
    let post = Post {
        key: format!("knowledge/offer/{about}/{}", to.0),
        target: Target::Direct {
            user: to,
            fallback: None,
        },
        op: Op::Create(card(lang)),
        priority: Priority::Notice,
        why: json!({ "rule": "knowledge:offer", "entry": about }),
    };
    outbox::post(tx, &post).await
}
