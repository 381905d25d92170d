//! Who is told what: one live card in each channel, the same for those who may decide, a word to the asker at the end.

use serde_json::{Value, json};

use crate::chat::{Card, Text, Tone, UserId};
use crate::core::decision::types::{Decision, State};
use crate::core::decision::who::{self, View};
use crate::core::decision::{cards, store};
use crate::core::org;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// More people than these are not written to one by one: the card in the channel is for them.
const WRITTEN_TO: usize = 8;

fn why(rule: &str, decision: &Decision) -> Value {
    json!({ "rule": rule, "decision": decision.key(), "by": decision.asker.0, "next": decision.expires.0 })
}

/// The card in the channels, made or brought up to date.
async fn in_channels(tx: &mut Tx, view: &View) -> anyhow::Result<()> {
    let decision = &view.decision;
    for id in &decision.posted {
        let Some(department) = view.departments.iter().find(|d| d.id == *id) else {
            continue;
        };
        let Some(channel) = department.channel else {
            continue;
        };
        let card = cards::card(department.lang, view);
        let post = Post {
            key: format!("decision/{}/card/{id}", decision.number),
            target: Target::Channel(channel),
            op: Op::Edit(card),
            priority: Priority::Action,
            why: why("decision:card", decision),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

fn copy_key(decision: &Decision, person: UserId) -> String {
    format!("decision/{}/to/{}", decision.number, person.0)
}

async fn direct(tx: &mut Tx, key: String, user: UserId, op: Op, why: Value) -> anyhow::Result<()> {
    let post = Post {
        key,
        target: Target::Direct {
            user,
            fallback: None,
        },
        op,
        priority: Priority::Notice,
        why,
    };
    outbox::post(tx, &post).await
}

/// Everybody who is asked: those who are there, and who stands in for those who are not.
fn asked(view: &View) -> Vec<UserId> {
    let electorate = &view.electorate;
    let people = electorate.people();
    let here = |person: &UserId| !electorate.away.contains(person);
    let mut all: Vec<UserId> = people.iter().copied().filter(here).collect();
    all.extend(electorate.represented.iter().map(|r| r.by));
    if all.is_empty() {
        all = people;
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// It has been asked: the cards, and whoever is represented while away hears by whom.
pub(super) async fn opened(tx: &mut Tx, view: &View) -> anyhow::Result<()> {
    in_channels(tx, view).await?;
    let asked = asked(view);
    if asked.len() <= WRITTEN_TO {
        for person in asked {
            write_to(tx, view, person).await?;
        }
    }
    for represented in view.electorate.represented.iter().filter(|r| r.away) {
        let person = represented.person;
        let lang = org::person(tx, person).await?.lang;
        let args = [
            ("key", view.decision.key().into()),
            ("title", Text::brief(&view.decision.title, 150).into()),
            ("by", Text::mention(represented.by).into()),
        ];
        let card = cards::sentence(lang, Tone::Info, "decision-told-represented", &args);
        let key = format!("decision/{}/away/{}", view.decision.number, person.0);
        let why = why("decision:represented", &view.decision);
        direct(tx, key, person, Op::Create(card), why).await?;
    }
    Ok(())
}

/// A copy of the card for one person, in their language.
pub(super) async fn write_to(tx: &mut Tx, view: &View, person: UserId) -> anyhow::Result<()> {
    let lang = org::person(tx, person).await?.lang;
    let mut card = cards::card(lang, view);
    let represents = view.electorate.represented.iter();
    let represents = represents.filter(|r| r.by == person).map(|r| r.person);
    let represents: Vec<UserId> = represents.collect();
    card.lead = Some(if represents.is_empty() {
        cards::text(lang, "decision-lead", &[])
    } else {
        let args = [("person", cards::people(lang, &represents).into())];
        cards::text(lang, "decision-lead-for", &args)
    });
    let key = copy_key(&view.decision, person);
    let why = why("decision:asked", &view.decision);
    direct(tx, key, person, Op::Edit(card), why).await
}

/// Something changed: all cards are brought up to date.
pub(super) async fn renewed(tx: &mut Tx, view: &View) -> anyhow::Result<()> {
    in_channels(tx, view).await?;
    let mut people = asked(view);
    people.extend(view.electorate.people());
    people.extend(view.votes.iter().map(|v| v.hand));
    for (_, by) in store::delegates(tx, view.decision.number, view.decision.asked_at).await? {
        people.push(by);
    }
    people.sort_unstable();
    people.dedup();
    for person in people {
        let key = copy_key(&view.decision, person);
        if outbox::said(tx, &key).await? {
            let lang = org::person(tx, person).await?.lang;
            let card: Card = cards::card(lang, view);
            let why = why("decision:asked", &view.decision);
            direct(tx, key, person, Op::Edit(card), why).await?;
        }
    }
    Ok(())
}

/// It came out: the cards, and the asker hears, from here or from who knows more of it.
pub(super) async fn settled(tx: &mut Tx, view: &View) -> anyhow::Result<()> {
    renewed(tx, view).await?;
    let decision = &view.decision;
    if decision.subject.owner.tells_the_asker() {
        return Ok(());
    }
    let asker = decision.asker;
    let lang = org::person(tx, asker).await?.lang;
    let mut card = cards::card(lang, view);
    let args = [
        ("key", decision.key().into()),
        ("state", decision.state.name().into()),
    ];
    card.lead = Some(cards::text(lang, "decision-told-settled", &args));
    let key = format!(
        "decision/{}/outcome/{}/{}",
        decision.number,
        decision.state.name(),
        asker.0
    );
    let why = why("decision:settled", decision);
    direct(tx, key, asker, Op::Create(card), why).await
}

/// Time runs out: those who have not spoken yet are reminded, unless they muted that.
pub(super) async fn reminded(tx: &mut Tx, view: &View) -> anyhow::Result<()> {
    let decision = &view.decision;
    if decision.state != State::Open {
        return Ok(());
    }
    let spoken = |person: &UserId| view.votes.iter().any(|v| v.hand == *person);
    let mut people = asked(view);
    people.retain(|person| !spoken(person));
    if people.len() > WRITTEN_TO {
        return in_channels(tx, view).await;
    }
    for person in people {
        if org::muted(tx, person, super::REMIND).await? {
            continue;
        }
        let lang = org::person(tx, person).await?.lang;
        let mut card = cards::card(lang, view);
        let args = [("when", cards::when(decision.expires).into())];
        card.lead = Some(cards::text(lang, "decision-reminder", &args));
        let key = format!("decision/{}/remind/{}", decision.number, person.0);
        let why = why(super::REMIND, decision);
        direct(tx, key, person, Op::Create(card), why).await?;
    }
    Ok(())
}

/// The decision with what is needed to tell of it.
pub(super) async fn look(tx: &mut Tx, decision: &Decision) -> anyhow::Result<View> {
    who::view(tx, decision.clone()).await
}
