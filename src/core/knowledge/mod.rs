//! Knowledge: questions with answers, solutions, known issues, policies and lessons, found when they are needed.
//!
//! # The door, for others
//!
//! - [`titles`]: titles of work, found while somebody types and when something like them is opened.
//! - [`near`]: in the answer to whoever opened something, what is open and about the same.
//! - [`offer`]: when something is opened, what may help with it is told to whoever opened it; nothing if nothing is near enough.
//! - [`case`]: a question nobody answered, for the capability that makes work of it.
//! - [`today`]: what waits for somebody. [`digest_section`]: what waits in a department.
//!
//! What is private is found, shown and offered only to the people of its departments, those above them and its owner; its card stands in
//! the department's own channel. A policy is in force by a decision of a lead of each of its departments on exactly what it says; what was
//! in force stays so until the next version is agreed on. Drafts are not found. What is retired is found no more.

mod ask;
mod cards;
mod find;
pub(crate) mod index;
mod policy;
mod rules;
pub(crate) mod store;
mod tell;
mod types;
mod write;

use serde_json::{Value, json};

use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::journal::{self, Entry as Note};
use crate::core::knowledge::index::Indexed;
use crate::core::knowledge::types::{Entry, Kind, State};
use crate::core::org::{self, Department};
use crate::core::{Act, Actor, Error, Rank, Refusal, Reply, Section};
use crate::i18n::{Lang, say};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

pub(crate) use crate::core::knowledge::ask::{Accept, Ask, Reply_, accept, answer, ask};
pub(crate) use crate::core::knowledge::cards::{Near, near};
pub(crate) use crate::core::knowledge::find::{
    One, Search, offer, search, show, suggest, suggest_policies, suggest_questions,
};
pub(crate) use crate::core::knowledge::index::{Space, titles};
pub(crate) use crate::core::knowledge::policy::{acknowledge, decided};
pub(crate) use crate::core::knowledge::write::{Add, Edit, Filed, add, edit, file_issue, retire};

const UNANSWERED: &str = "knowledge:unanswered";
const REVIEW: &str = "knowledge:review";
const REVIEW_LEAD: &str = "knowledge:review-lead";
const LAPSE: &str = "knowledge:lapse";
/// Looked at for digests and days.
const MOST: i64 = 200;
/// What is to be looked at again is told so long before.
const AHEAD: Span = Span::days(7);

/// What waits for the actor, for their day: their entries to look at again, policies to read.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let (lang, soon) = (actor.lang, tx.now() + AHEAD);
    let mut lines = Vec::new();
    for entry in store::to_review(tx, soon, MOST).await? {
        if let Some((at, _)) = entry.review.filter(|_| entry.owner == actor.user) {
            lines.push(cards::today_review(lang, &entry, at));
        }
    }
    for entry in store::of_kind(tx, Kind::Policy, State::Active, MOST).await? {
        if !tell::should_read(tx, &entry).await?.contains(&actor.user) {
            continue;
        }
        let readers = store::readers(tx, entry.number, entry.active_version).await?;
        if !readers.contains(&actor.user) {
            lines.push(cards::today_read(lang, &entry));
        }
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(lang, "knowledge-today-title", &[]),
        count: i64::try_from(lines.len()).unwrap_or(i64::MAX),
        lines,
    }))
}

/// What waits in a department: questions nobody answered, what is to be looked at again.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let here = |entry: &Entry| entry.departments().any(|id| id == department.id);
    let mut lines = Vec::new();
    let soon = tx.now() + AHEAD;
    for entry in store::to_review(tx, soon, MOST).await? {
        if let Some((at, _)) = entry.review.filter(|_| here(&entry)) {
            lines.push(cards::digest_review(lang, &entry, at));
        }
    }
    for entry in store::of_kind(tx, Kind::Question, State::Open, MOST).await? {
        if here(&entry) && store::answers(tx, entry.number).await?.is_empty() {
            lines.push(cards::digest_question(lang, &entry));
        }
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(lang, "knowledge-digest-title", &[]),
        count,
        lines,
    }))
}

/// A question that is to become somebody's work.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Asked {
    pub(crate) key: String,
    pub(crate) department_key: String,
    /// As typed.
    pub(crate) text: String,
}

/// Nobody answered, and somebody makes work of it.
pub(crate) async fn case(tx: &mut Tx, act: &Act) -> Result<Asked, Error> {
    let entry = find::numbered(tx, &act.actor, act.action.number).await?;
    rules::need_valid(&entry)?;
    let department = home(tx, &entry).await?;
    let parts = [entry.title.as_str(), entry.text.as_str()];
    Ok(Asked {
        key: entry.key(),
        department_key: department.key,
        text: parts.join("\n").trim().to_owned(),
    })
}

/// A button or form under one of our cards.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let (actor, number) = (&act.actor, act.action.number);
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let argument: i64 = argument.parse().unwrap_or(0);
    match act.action.action.as_str() {
        "show" => find::show_one(tx, actor, number).await,
        "helped" => {
            let entry = find::helped(tx, actor, number).await?;
            if argument > 0
                && let Some(reply) = ask::answered_by(tx, actor, argument, &entry).await?
            {
                return Ok(reply);
            }
            let args = cards::named(actor.lang, &entry);
            let thanks = cards::sentence(
                actor.lang,
                crate::chat::Tone::Good,
                "knowledge-thanks",
                &args,
            );
            Ok(Reply::Private(thanks))
        }
        "answer" => {
            let entry = find::numbered(tx, actor, number).await?;
            match act.typed.iter().find(|(id, _)| id == "text") {
                Some((_, text)) => ask::answer_one(tx, actor, entry, text, false).await,
                None => {
                    rules::need_valid(&entry)?;
                    Ok(Reply::Form(cards::answer_form(actor.lang, &entry)))
                }
            }
        }
        "accept" => {
            let entry = find::numbered(tx, actor, number).await?;
            ask::accept_one(tx, actor, entry, argument).await
        }
        "read" => {
            let entry = find::numbered(tx, actor, number).await?;
            policy::acknowledge_one(tx, actor, entry, argument).await
        }
        "valid" => write::still_valid(tx, actor, number).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// A timer of ours.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let number: i64 = due.subject.parse()?;
    match due.kind.as_str() {
        UNANSWERED => ask::unanswered(tx, number).await,
        REVIEW => write::review(tx, number, false).await,
        REVIEW_LEAD => write::review(tx, number, true).await,
        LAPSE => write::lapse(tx, number).await,
        other => anyhow::bail!("no knowledge timer is called {other}"),
    }
}

async fn arm(tx: &mut Tx, kind: &'static str, number: i64, due: At) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: number.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

async fn disarm(tx: &mut Tx, kind: &'static str, number: i64) -> anyhow::Result<()> {
    jobs::disarm(tx, kind, &number.to_string()).await
}

/// The end of so many of a department's working days from now.
async fn in_working_days(tx: &mut Tx, department: &Department, days: i64) -> anyhow::Result<At> {
    crate::core::decision::in_working_days(tx, department, days).await
}

/// What an entry is found by now.
async fn reindex(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    let mut text = entry.text.clone();
    for answer in store::answers(tx, entry.number).await? {
        if answer.number == entry.accepted {
            text.push('\n');
            text.push_str(&answer.text);
        }
    }
    let title = format!("{} {}", entry.title, entry.tags.join(" "));
    let indexed = Indexed {
        space: Space::Entries,
        number: entry.number,
        scope: entry.scope(),
        title: &title,
        text: &text,
    };
    index::index(tx, &indexed).await
}

/// The department it belongs to.
async fn home(tx: &mut Tx, entry: &Entry) -> anyhow::Result<Department> {
    let found = org::department_by_id(tx, entry.department).await?;
    found.ok_or_else(|| anyhow::anyhow!("{} belongs to no department", entry.key()))
}

/// One's own department, if there is just one.
async fn own_department(
    tx: &mut Tx,
    actor: &Actor,
    all: &[Department],
) -> anyhow::Result<Option<Department>> {
    let mut own = Vec::new();
    for department in all {
        let holds = department.role.is_some_and(|r| actor.roles.contains(&r));
        let leads = department.leads.contains(&actor.user);
        let members = org::members(tx, department.id).await?;
        if holds || leads || members.iter().any(|m| m.user == actor.user) {
            own.push(department.clone());
        }
    }
    Ok(if own.len() == 1 { own.pop() } else { None })
}

/// Who hears when something is left undone: the leads of its departments, or the project office's people.
async fn leads(tx: &mut Tx, entry: &Entry) -> anyhow::Result<Vec<UserId>> {
    let mut leads = Vec::new();
    for id in entry.departments() {
        leads.extend(
            org::department_by_id(tx, id)
                .await?
                .into_iter()
                .flat_map(|d| d.leads),
        );
    }
    if leads.is_empty() {
        let all = org::departments(tx).await?;
        if let Some(office) = all.iter().find(|d| d.key == "pmo") {
            let members = org::members(tx, office.id).await?;
            leads.extend(members.into_iter().map(|m| m.user));
            leads.extend(office.leads.iter().copied());
        }
    }
    leads.sort_unstable();
    leads.dedup();
    leads.truncate(10);
    Ok(leads)
}

async fn note(
    tx: &mut Tx,
    by: Option<UserId>,
    entry: &Entry,
    action: &'static str,
) -> anyhow::Result<()> {
    // What is private is not told to those who read the record.
    let after = if entry.private {
        json!({ "private": { "title": entry.title } })
    } else {
        json!({ "title": entry.title, "version": entry.version })
    };
    let note = Note {
        by,
        subject: format!("knowledge/{}", entry.number),
        action,
        before: Value::Null,
        after,
    };
    journal::append(tx, &note).await
}

#[cfg(test)]
mod tests;
