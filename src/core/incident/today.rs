//! What incidents hold for one person's day: those they have a part in that are not over, and what is left for them to do.

use crate::calendar::day_of;
use crate::chat::UserId;
use crate::core::incident::paging::Who;
use crate::core::incident::types::{Incident, Role};
use crate::core::incident::{actions, cards, page_store, store, work_cards};
use crate::core::{Actor, Rank, Section, org};
use crate::i18n::say;
use crate::store::Tx;

/// What somebody is to an incident; of several the one that asks most of them, first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    /// It rings for them now.
    Called,
    /// They acknowledged it last, and it has not run out.
    Has,
    Holds(Role),
    /// They had it.
    Had,
    /// It rang for them, and somebody else came.
    WasCalled,
}

impl Part {
    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Called => "called",
            Part::Has => "has",
            Part::Holds(role) => role.name(),
            Part::Had => "had",
            Part::WasCalled => "was-called",
        }
    }
}

/// What somebody is to an incident, if anything.
fn part(incident: &Incident, user: UserId, was_called: bool) -> Option<Part> {
    let who = Who::Person(user);
    let rings = incident.paging.rung.iter().any(|rung| rung.who == who);
    let holder = incident.paging.holder.map(|holder| holder.by);
    let mut roles = Role::ALL.into_iter();
    if incident.wants_somebody() && rings {
        return Some(Part::Called);
    }
    if holder == Some(user) {
        return Some(Part::Has);
    }
    if let Some(role) = roles.find(|role| incident.roles.of(*role) == Some(user)) {
        return Some(Part::Holds(role));
    }
    if incident.acknowledged.is_some_and(|(_, by)| by == user) {
        return Some(Part::Had);
    }
    was_called.then_some(Part::WasCalled)
}

/// The incidents that are not over and that the actor has a part in: what asks most of them first, then the worst.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let open = store::open(tx).await?;
    if open.is_empty() {
        return Ok(None);
    }
    let called = page_store::called_to(tx, actor.user).await?;
    let mut mine: Vec<(Part, &Incident)> = open
        .iter()
        .filter_map(|incident| {
            let was_called = called.contains(&incident.number);
            part(incident, actor.user, was_called).map(|part| (part, incident))
        })
        .collect();
    mine.sort_by_key(|(part, incident)| (*part, incident.severity, incident.number));
    let line = |(part, incident): &(Part, &Incident)| cards::day_line(actor.lang, incident, *part);
    let count = i64::try_from(mine.len()).unwrap_or(i64::MAX);
    Ok((!mine.is_empty()).then(|| Section {
        rank: Rank::ActFast,
        title: say(actor.lang, "incident-today-title", &[]),
        count,
        lines: mine.iter().map(line).collect(),
    }))
}

/// What is left for the actor to do after incidents, by the day it is due.
pub(crate) async fn today_actions(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let zone = org::person(tx, actor.user).await?.zone;
    let today = day_of(tx.now(), zone);
    let mut lines = Vec::new();
    for (incident, action) in actions::open_of(tx, actor.user).await? {
        lines.push(work_cards::day_line(actor.lang, &incident, &action, today));
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::WaitingOnUs,
        title: say(actor.lang, "incident-today-actions", &[]),
        count,
        lines,
    }))
}
