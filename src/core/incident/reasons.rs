//! Why people are called, and why others are not: kept with each page for **Why this?**, and said of an incident as it stands.

use serde_json::{Value, json};

use crate::chat::{Text, UserId};
use crate::core::Actor;
use crate::core::incident::explain::{Explained, explain};
use crate::core::incident::paging::{Duty, Missing, Page, Who, reach};
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::types::Incident;
use crate::core::incident::{duty, find, page_cards, reading, store};
use crate::core::oncall::{self, How};
use crate::store::Tx;

/// So many who are not called are named.
const NOT: usize = 6;

/// The facts of pages that are sent at once, as **Why this?** reads them.
pub(super) async fn of(
    tx: &mut Tx,
    incident: &Incident,
    pages: &[&Page],
    duty: &Duty,
) -> anyhow::Result<Value> {
    let policy = &incident.paging.policy;
    let Some(first) = pages.first() else {
        return Ok(json!({ "rule": "incident:page", "key": incident.key() }));
    };
    let mut called = Vec::new();
    for page in pages {
        if let Who::Person(user) = page.to {
            called.push(one_called(tx, incident, (page, user), duty).await?);
        }
    }
    let level = policy.levels.get(first.level);
    let targets = level.map_or(&[][..], |level| &level.targets);
    let (_, not) = reach(targets, duty, &incident.paging.refused);
    let not: Vec<Value> = not.iter().take(NOT).map(missing).collect();
    Ok(json!({
        "rule": "incident:page",
        "key": incident.key(),
        "level": first.level + 1,
        "levels": policy.levels.len(),
        "round": first.round + 1,
        "policy": policy.to_string(),
        "called": called,
        "not": not,
        "then": then(policy, first),
        "next": incident.paging.deadlines.level.map(|at| at.0),
    }))
}

/// Somebody who is called: as what, and how they came to be that.
async fn one_called(
    tx: &mut Tx,
    incident: &Incident,
    (page, user): (&Page, UserId),
    duty: &Duty,
) -> anyhow::Result<Value> {
    let level = incident.paging.policy.levels.get(page.level);
    let stands = |target: &&Target| {
        let mut answers = duty.answers.get(*target).into_iter().flatten();
        answers.any(|candidate| candidate.who == page.to)
    };
    let target = level.and_then(|level| level.targets.iter().find(stands));
    let how = match target {
        Some(Target::Primary(rotation) | Target::Secondary(rotation)) => {
            let at = (tx.now(), user);
            oncall::how(tx, incident.department, rotation.as_deref(), at).await?
        }
        _ => None,
    };
    let (how, instead) = match how {
        Some(How::Turn) => ("turn", None),
        Some(How::Override(Some(of))) => ("override-of", Some(of)),
        Some(How::Override(None)) => ("override", None),
        Some(How::StandIn(of)) => ("stand-in", Some(of)),
        Some(How::Second) => ("second", None),
        // Who had it is called again wherever they stand.
        None if target.is_none() => ("had-it", None),
        None => ("named", None),
    };
    Ok(json!({
        "user": user.0,
        "target": target.map(ToString::to_string),
        "how": how,
        "of": instead.map(|user| user.0),
    }))
}

fn missing((target, who, why): &(Target, Who, Missing)) -> Value {
    let user = match who {
        Who::Person(user) => Some(user.0),
        Who::Channel(_) | Who::Office | Who::Thread => None,
    };
    json!({ "target": target.to_string(), "user": user, "missing": why.name() })
}

/// What comes if nobody does: the targets of the next level, or `again`, or `office`.
fn then(policy: &Policy, page: &Page) -> String {
    match policy.levels.get(page.level + 1) {
        Some(level) => {
            let targets = level.targets.iter().map(ToString::to_string);
            targets.collect::<Vec<_>>().join(" + ")
        }
        None if page.round < policy.repeat => "again".to_owned(),
        None => "office".to_owned(),
    }
}

/// How an incident stands with its policy, for **Why this?** under anything that is about it: who would be called in which order
/// as things are now. Nothing if it is over, or not for the actor.
pub(crate) async fn standing(
    tx: &mut Tx,
    actor: &Actor,
    key: &str,
) -> anyhow::Result<Option<Text>> {
    let Some(number) = reading::read_key(key) else {
        return Ok(None);
    };
    let Some(incident) = store::one(tx, number).await? else {
        return Ok(None);
    };
    if !incident.state.is_open() || !find::sees(tx, actor, &incident).await? {
        return Ok(None);
    }
    let duty = duty::of(tx, &incident).await?;
    let explained: Explained = explain(&incident.paging.policy, tx.now(), |_| duty.clone());
    let first = explained.ranks.into_iter().filter(|rank| rank.round == 0);
    let ranks: Vec<_> = first.collect();
    Ok(Some(page_cards::standing_now(
        actor.lang, &incident, &ranks,
    )))
}
