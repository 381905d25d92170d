//! Which entry is meant, who sees it, what fits a question.

use crate::chat::{Text, UserId};
use crate::core::knowledge::cards::{self, Hit};
use crate::core::knowledge::index::{self, Find, Space};
use crate::core::knowledge::types::{Entry, Kind, State};
use crate::core::knowledge::{note, rules, store, tell};
use crate::core::org::{self, suggest::Typed};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::store::Tx;

/// So many of the newest are offered and looked through while nothing is typed.
const LATEST: i64 = 100;
/// What is offered, shown of a search, and suggested with something that was opened.
const OFFERED: usize = 25;
const SHOWN: usize = 8;
const HELP: usize = 3;
/// How much of what is asked an entry must have: for whoever searches, and for who did not ask for help.
const SEARCHED: f64 = 0.4;
const UNASKED: f64 = 0.55;
/// Characters of an excerpt.
const EXCERPT: usize = 160;

/// One entry somebody named.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) entry: String,
}

/// `/knowledge search`
#[derive(Clone, Debug)]
pub(crate) struct Search {
    pub(crate) actor: Actor,
    pub(crate) text: String,
    pub(crate) kind: Option<String>,
}

/// The entry of this key or title, if the actor may see it.
pub(super) async fn find(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Entry, Error> {
    if let Some(number) = rules::read_key(typed)
        && let Some(entry) = store::one(tx, number).await?
        && sees(tx, actor, &entry).await?
    {
        return Ok(entry);
    }
    let wanted = typed.trim().to_lowercase();
    let near = fitting(tx, actor, typed, (SEARCHED, OFFERED)).await?;
    if let Some(same) = near.iter().find(|e| e.title.to_lowercase() == wanted) {
        return Ok(same.clone());
    }
    let keys: Vec<String> = near.iter().take(3).map(Entry::key).collect();
    let refusal = if keys.is_empty() {
        Refusal::new("refuse-knowledge-unknown")
    } else {
        Refusal::new("refuse-knowledge-unknown-near").with("near", keys.join(", "))
    };
    Err(refusal.with("typed", Text::echo(typed)).into())
}

/// What is private is for its departments, the project office and those who manage the server.
pub(super) async fn sees(tx: &mut Tx, actor: &Actor, entry: &Entry) -> anyhow::Result<bool> {
    if !entry.private || entry.owner == actor.user {
        return Ok(true);
    }
    for id in entry.departments() {
        if let Some(department) = org::department_by_id(tx, id).await?
            && org::may(tx, actor, "knowledge-private", Some(&department)).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Entries that fit, the best first; of what is private only what the actor sees.
async fn fitting(
    tx: &mut Tx,
    actor: &Actor,
    question: &str,
    (cover, most): (f64, usize),
) -> anyhow::Result<Vec<Entry>> {
    let mut scopes = Vec::new();
    for department in org::departments(tx).await? {
        if org::may(tx, actor, "knowledge-private", Some(&department)).await? {
            scopes.push(department.id);
        }
    }
    let find = Find {
        space: Space::Entries,
        question,
        scopes: Some(&scopes),
        cover,
        most,
    };
    found(tx, &find).await
}

/// What fits, the best first; of what fits alike, what helped more people.
async fn found(tx: &mut Tx, find: &Find<'_>) -> anyhow::Result<Vec<Entry>> {
    let mut ranked = Vec::new();
    for found in index::find(tx, find).await? {
        let entry = store::one(tx, found.number).await?;
        if let Some(entry) = entry.filter(|e| e.state != State::Retired) {
            let helped = i32::try_from(entry.helped.min(20)).unwrap_or(20);
            let better = 1.0 + f64::from(helped) / 40.0;
            ranked.push((found.score * found.cover * better, entry));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(ranked.into_iter().map(|(_, entry)| entry).collect())
}

/// Entries as they are shown among others: of a policy what is in force.
async fn hits(tx: &mut Tx, question: &str, entries: Vec<Entry>) -> anyhow::Result<Vec<Hit>> {
    let mut hits = Vec::new();
    for entry in entries {
        let (mut title, mut text) = (entry.title.clone(), entry.text.clone());
        if entry.kind == Kind::Policy
            && entry.active_version != entry.version
            && let Some(version) =
                store::one_version(tx, entry.number, entry.active_version).await?
        {
            (title, text) = (version.title, version.text);
        }
        if entry.accepted > 0 {
            let answers = store::answers(tx, entry.number).await?;
            if let Some(answer) = answers.into_iter().find(|a| a.number == entry.accepted) {
                text = answer.text;
            }
        }
        hits.push(Hit {
            number: entry.number,
            key: entry.key(),
            kind: entry.kind,
            title,
            excerpt: rules::excerpt(&text, question, EXCERPT),
            helped: entry.helped,
        });
    }
    Ok(hits)
}

/// Looks for something.
pub(crate) async fn search(tx: &mut Tx, req: &Search) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "knowledge-search", None).await?;
    let kind = read_kind(req.kind.as_deref())?;
    let question = rules::read_text(&req.text)?;
    let mut found = fitting(tx, &req.actor, &question, (SEARCHED, 50)).await?;
    found.retain(|entry| kind.is_none_or(|kind| kind == entry.kind));
    found.truncate(SHOWN);
    let hits = hits(tx, &question, found).await?;
    let card = cards::found(req.actor.lang, &question, &hits);
    Ok(Reply::Private(card))
}

pub(super) fn read_kind(typed: Option<&str>) -> Result<Option<Kind>, Refusal> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    let kind = Kind::read(typed);
    kind.map(Some)
        .ok_or_else(|| Refusal::new("refuse-knowledge-kind").with("typed", Text::echo(typed)))
}

/// What may help with something that the actor just opened, apart from entry `not`; only what has an answer.
pub(super) async fn help(
    tx: &mut Tx,
    actor: &Actor,
    text: &str,
    not: i64,
) -> anyhow::Result<Vec<Hit>> {
    let mut found = fitting(tx, actor, text, (UNASKED, OFFERED)).await?;
    found.retain(|e| e.number != not && e.state == State::Active);
    found.truncate(HELP);
    hits(tx, text, found).await
}

/// Tells somebody who just opened something what may help with it; nothing if nothing is near enough. Only what everybody may see.
/// `about` is its key.
pub(crate) async fn offer(tx: &mut Tx, to: UserId, about: &str, text: &str) -> anyhow::Result<()> {
    let find = Find {
        space: Space::Entries,
        question: text,
        scopes: Some(&[]),
        cover: UNASKED,
        most: OFFERED,
    };
    let mut entries = found(tx, &find).await?;
    entries.retain(|entry| entry.state == State::Active);
    entries.truncate(HELP);
    let hits = hits(tx, text, entries).await?;
    if hits.is_empty() {
        return Ok(());
    }
    tell::offer(tx, to, about, |lang| {
        let args = [("about", about.into())];
        let lead = cards::text(lang, "knowledge-offer", &args);
        cards::may_help(lang, Some(lead), &hits, 0)
    })
    .await
}

/// One entry with its history.
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let entry = find(tx, &req.actor, &req.entry).await?;
    shown(tx, &req.actor, entry).await
}

/// The same by its number.
pub(super) async fn show_one(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let entry = numbered(tx, actor, number).await?;
    shown(tx, actor, entry).await
}

async fn shown(tx: &mut Tx, actor: &Actor, entry: Entry) -> Result<Reply, Error> {
    let versions = store::versions(tx, entry.number).await?;
    let view = tell::view(tx, entry).await?;
    let mut card = cards::card(actor.lang, &view);
    card.fields.extend(cards::history(actor.lang, &versions));
    Ok(Reply::Private(card))
}

/// The entry of a button.
pub(super) async fn numbered(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Entry, Error> {
    match store::one(tx, number).await? {
        Some(entry) if sees(tx, actor, &entry).await? => Ok(entry),
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// It helped somebody, who is counted once.
pub(super) async fn helped(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Entry, Error> {
    let mut entry = numbered(tx, actor, number).await?;
    rules::need_valid(&entry)?;
    if store::helped(tx, number, actor.user).await? {
        entry.helped += 1;
        store::save(tx, &entry);
        note(tx, Some(actor.user), &entry, "knowledge.helped").await?;
        tell::shown(tx, &entry).await?;
    }
    Ok(entry)
}

/// Offers entries while somebody types.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    offered(tx, req, |_| true).await
}

/// Questions alone.
pub(crate) async fn suggest_questions(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    offered(tx, req, |entry| entry.kind == Kind::Question).await
}

/// Policies alone.
pub(crate) async fn suggest_policies(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    offered(tx, req, |entry| entry.kind == Kind::Policy).await
}

async fn offered(
    tx: &mut Tx,
    req: &Typed,
    wanted: impl Fn(&Entry) -> bool,
) -> Result<Vec<Suggestion>, Error> {
    let typed = req.text.trim().to_lowercase();
    let mut found: Vec<Entry> = Vec::new();
    if !typed.is_empty() && rules::read_key(&typed).is_none() {
        found = fitting(tx, &req.actor, &typed, (SEARCHED, OFFERED * 2)).await?;
    }
    // What is not in the index (drafts), and keys.
    for entry in store::latest(tx, LATEST).await? {
        let label = format!("{} {}", entry.key(), entry.title).to_lowercase();
        let known = found.iter().any(|e| e.number == entry.number);
        if !known && label.contains(&typed) && sees(tx, &req.actor, &entry).await? {
            found.push(entry);
        }
    }
    let shown = found.into_iter().filter(wanted).map(|e| Suggestion {
        label: format!("{} · {}", e.key(), e.title),
        value: e.key(),
    });
    Ok(shown.take(OFFERED).collect())
}
