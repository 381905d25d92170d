//! Which decision is meant, who sees it, and what is shown of those there are.

use crate::chat::{Text, UserId};
use crate::core::decision::types::{Decision, State};
use crate::core::decision::who::{self, View};
use crate::core::decision::{cards, rules, store};
use crate::core::org::{self, Department, suggest::Typed};
use crate::core::{Actor, Error, Rank, Refusal, Reply, Section, Suggestion};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// So many open ones, and of all so many of the latest, are looked through.
const OPEN: i64 = 500;
const LATEST: i64 = 200;
/// Suggestions that the platform shows.
const SUGGESTED: usize = 25;

/// `/decision show`
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) decision: String,
}

/// Something somebody is asked to decide, for their day.
#[derive(Clone, PartialEq, Debug)]
struct Waiting {
    /// `None`: it is theirs to decide; else for whom they stand in.
    for_person: Option<UserId>,
    decision: Decision,
}

/// The decision of this key or title, if the actor may see it.
pub(super) async fn find(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Decision, Error> {
    if let Some(number) = rules::read_key(typed)
        && let Some(decision) = store::one(tx, number).await?
    {
        if sees(tx, actor, &decision).await? {
            return Ok(decision);
        }
        let refusal = Refusal::new("refuse-decision-hidden");
        return Err(refusal.with("decision", decision.key()).into());
    }
    let wanted = typed.trim().to_lowercase();
    let mut known = Vec::new();
    for decision in store::latest(tx, LATEST).await? {
        if !sees(tx, actor, &decision).await? {
            continue;
        }
        if decision.title.to_lowercase() == wanted {
            return Ok(decision);
        }
        known.push((decision.key(), decision.title));
    }
    let near = rules::nearest(typed, &known);
    let refusal = if near.is_empty() {
        Refusal::new("refuse-decision-unknown")
    } else {
        Refusal::new("refuse-decision-unknown-near").with("near", near.join(", "))
    };
    Err(refusal.with("typed", Text::echo(typed)).into())
}

/// Who asked, who may decide, and who belongs where it stands.
async fn sees(tx: &mut Tx, actor: &Actor, decision: &Decision) -> anyhow::Result<bool> {
    if decision.asker == actor.user {
        return Ok(true);
    }
    for id in &decision.posted {
        if let Some(department) = org::department_by_id(tx, *id).await?
            && org::may(tx, actor, "decision-show", Some(&department)).await?
        {
            return Ok(true);
        }
    }
    let view = who::view(tx, decision.clone()).await?;
    let spoke = view.votes.iter().any(|v| v.hand == actor.user);
    Ok(spoke || part(&view, actor.user).is_some())
}

/// Whether it waits for somebody: for themselves, or for whom they stand in.
fn part(view: &View, user: UserId) -> Option<Option<UserId>> {
    if !view.electorate.groups_of(user).is_empty() {
        return Some(None);
    }
    let found = view.electorate.represented.iter().find(|r| r.by == user);
    found.map(|r| Some(r.person))
}

/// What waits for somebody's word, the most urgent first.
async fn waiting_for(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<Waiting>> {
    let now = tx.now();
    let mut found = Vec::new();
    for decision in store::open(tx, OPEN).await? {
        if decision.asker == user || decision.expires <= now {
            continue;
        }
        let view = who::view(tx, decision).await?;
        let spoken = view
            .votes
            .iter()
            .any(|v| v.hand == user || v.person == user);
        if let Some(for_person) = part(&view, user).filter(|_| !spoken) {
            found.push(Waiting {
                for_person,
                decision: view.decision,
            });
        }
    }
    found.sort_by_key(|w| (w.decision.expires, w.decision.number));
    Ok(found)
}

/// What waits for the actor, what they asked, and what else they may see.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "decision-list", None).await?;
    let waiting = waiting_for(tx, actor.user).await?;
    let waits = |number: i64| waiting.iter().any(|w| w.decision.number == number);
    let mut asked = Vec::new();
    let mut open = Vec::new();
    let mut settled = Vec::new();
    for decision in store::latest(tx, LATEST).await? {
        if waits(decision.number) {
            continue;
        }
        if decision.asker == actor.user && decision.state == State::Open {
            asked.push(decision);
        } else if sees(tx, actor, &decision).await? {
            match decision.state {
                State::Open => open.push(decision),
                _ => settled.push(decision),
            }
        }
    }
    settled.truncate(5);
    let parts = [
        (
            "decision-list-waiting",
            waiting.iter().map(|w| &w.decision).collect(),
        ),
        ("decision-list-asked", asked.iter().collect()),
        ("decision-list-open", open.iter().collect()),
        ("decision-list-settled", settled.iter().collect()),
    ];
    Ok(Reply::Private(cards::list(actor.lang, &parts)))
}

/// What waits for the actor's word, for their day.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let waiting = waiting_for(tx, actor.user).await?;
    let lines = waiting
        .iter()
        .map(|w| cards::today_line(actor.lang, &w.decision, w.for_person));
    let lines: Vec<Text> = lines.collect();
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(actor.lang, "decision-today-title", &[]),
        count: i64::try_from(lines.len()).unwrap_or(i64::MAX),
        lines,
    }))
}

/// One decision, with its buttons.
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let decision = find(tx, &req.actor, &req.decision).await?;
    let view = who::view(tx, decision).await?;
    Ok(Reply::Private(cards::card(req.actor.lang, &view)))
}

/// Offers decisions while somebody types: those that wait for them first, then the newest.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    let typed = req.text.trim().to_lowercase();
    let waiting = waiting_for(tx, req.actor.user).await?;
    let mut found: Vec<Decision> = waiting.into_iter().map(|w| w.decision).collect();
    for decision in store::latest(tx, LATEST).await? {
        let known = found.iter().any(|d| d.number == decision.number);
        if !known && sees(tx, &req.actor, &decision).await? {
            found.push(decision);
        }
    }
    let shown = found.into_iter().map(|d| Suggestion {
        label: format!("{} · {}", d.key(), d.title),
        value: d.key(),
    });
    let fits = |s: &Suggestion| s.label.to_lowercase().contains(&typed);
    Ok(shown.filter(fits).take(SUGGESTED).collect())
}

/// The open decisions of a department: until when, and who is waited for.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let mut open = store::open(tx, OPEN).await?;
    open.retain(|d| d.posted.contains(&department.id));
    open.sort_by_key(|d| (d.expires, d.number));
    let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
    let mut lines = Vec::new();
    for decision in open {
        let view = who::view(tx, decision).await?;
        lines.push(cards::digest_line(lang, &view));
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(lang, "decision-digest-title", &[]),
        count,
        lines,
    }))
}
