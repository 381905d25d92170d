//! The door for what is not a person: alerts, heartbeats, watch rules.
//!
//! They say what they saw, with exact counts; whether that opens, rings, resolves or only changes a figure on the card is
//! decided here. The caller knows which alert belongs to which incident.

use serde_json::{Value, json};

use crate::chat::{ChannelId, MessageId, Text};
use crate::clock::At;
use crate::core::incident::paging::{Event as Happened, Paging};
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::rules::{Growth, Severity, State};
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::{Alerts, Incident, Kind, Opening, Origin, Roles};
use crate::core::incident::{card, customers, duty, find, over, room, store};
use crate::core::org;
use crate::store::Tx;

/// So many characters of a note from outside are said.
const NOTE_MOST: usize = 300;

/// An incident, as those who add to it need it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Brief {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) service: String,
    pub(crate) severity: Severity,
    pub(crate) state: State,
    /// When it came to this state.
    pub(crate) state_at: At,
    /// The incident that carries on for it.
    pub(crate) merged_into: Option<i64>,
}

/// Opens an incident: its card is posted and its first level rings (unless it is silenced). Returns its number.
pub(crate) async fn open(tx: &mut Tx, opening: &Opening) -> anyhow::Result<i64> {
    let number = match opening.origin {
        // Below zero, where nobody looks for an incident.
        Origin::Drill => -tx.next_key("incident-drill").await?,
        _ => tx.next_key("incident").await?,
    };
    let mut incident = fresh(tx, number, opening).await?;
    let facts = json!({
        "title": incident.title,
        "severity": incident.severity.name(),
        "kind": incident.kind.name(),
    });
    let change = Change::new(opening.origin.by(), "incident.opened", facts);
    said::note(tx, &incident, change).await?;
    if let Some(until) = opening.silenced_until {
        room::hear(tx, &mut incident, &Happened::Silenced(until)).await?;
    }
    room::hear(tx, &mut incident, &Happened::Opened).await?;
    store::add(tx, &incident).await?;
    card::open(tx, &incident).await?;
    customers::opened(tx, &incident).await?;
    Ok(number)
}

/// As it is before anybody was told.
async fn fresh(tx: &mut Tx, number: i64, opening: &Opening) -> anyhow::Result<Incident> {
    let now = tx.now();
    let owner = owner(tx, opening).await?;
    let channel = place(tx, [opening.department, owner]).await?;
    let policy = match opening.origin {
        Origin::Drill => duty::only_told(channel),
        _ => duty::policy_for(tx, owner, opening.severity, &opening.service).await?,
    };
    let mut incident = Incident {
        number,
        department: owner,
        kind: opening.kind,
        severity: opening.severity,
        state: State::Triggered,
        state_by: opening.origin.by(),
        state_at: now,
        title: opening.title.clone(),
        service: opening.service.clone(),
        project: opening.project.clone(),
        details: opening.details.clone(),
        customers: opening.customers,
        origin: opening.origin.clone(),
        channel,
        opened_at: now,
        acknowledged: None,
        mitigated_at: None,
        resolved_at: None,
        closed_at: None,
        merged_into: None,
        cause: String::new(),
        impact: String::new(),
        roles: Roles::default(),
        update: None,
        alerts: opening.alerts.clone(),
        policy: None,
        affected: (owner != opening.department).then_some(opening.department),
        absorbed: 0,
        paging: Paging::new(policy, opening.severity),
        version: 1,
    };
    let policy = incident.paging.policy.clone();
    incident.paging.policy = with_partner(tx, &incident, policy).await?;
    Ok(incident)
}

/// The department that takes it: its own, or security, whatever it is that was attacked.
async fn owner(tx: &mut Tx, opening: &Opening) -> anyhow::Result<i64> {
    let first = match opening.kind {
        Kind::Security => find::together(tx).await?.into_iter().next(),
        Kind::Fault | Kind::Data | Kind::Customer => None,
    };
    Ok(first.map_or(opening.department, |d| d.id))
}

/// What is a matter of security rings at operations as well, from the first level on.
pub(super) async fn with_partner(
    tx: &mut Tx,
    incident: &Incident,
    mut policy: Policy,
) -> anyhow::Result<Policy> {
    if !incident.is_private() {
        return Ok(policy);
    }
    for partner in find::together(tx).await? {
        let target = Target::Department(partner.key);
        if let Some(first) = policy.levels.first_mut()
            && partner.id != incident.department
            && !first.targets.contains(&target)
        {
            first.targets.push(target);
        }
    }
    Ok(policy)
}

/// The channel of the first of these departments that has one, or else of the project office, or of anybody: it is not to be
/// unseen.
async fn place(tx: &mut Tx, wanted: [i64; 2]) -> anyhow::Result<Option<ChannelId>> {
    let mut all = org::departments(tx).await?;
    all.retain(|d| d.channel.is_some());
    all.sort_by_key(|d| {
        let at = wanted.iter().position(|id| *id == d.id);
        (at.unwrap_or(wanted.len()), d.key != "pmo", d.id)
    });
    Ok(all.first().and_then(|d| d.channel))
}

/// The incident of this number, in brief.
pub(crate) async fn brief(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Brief>> {
    Ok(store::one(tx, number).await?.map(|i| Brief {
        number: i.number,
        department: i.department,
        service: i.service,
        severity: i.severity,
        state: i.state,
        state_at: i.state_at,
        merged_into: i.merged_into,
    }))
}

/// The incidents of these numbers, in brief; those that are not there are left out.
pub(crate) async fn briefs(tx: &mut Tx, numbers: &[i64]) -> anyhow::Result<Vec<Brief>> {
    store::briefs(tx, numbers).await
}

/// Something new joined it: the counts are written on its card, and what it grew by is told to its paging.
pub(crate) async fn grew(
    tx: &mut Tx,
    number: i64,
    what: &[Growth],
    alerts: &Alerts,
) -> anyhow::Result<()> {
    let Some(mut incident) = counting(tx, number, alerts).await? else {
        return Ok(());
    };
    room::hear(tx, &mut incident, &Happened::Grew(what.to_vec())).await?;
    incident.severity = incident.paging.severity;
    kept(tx, &incident).await
}

/// Only the figures changed: the card follows.
pub(crate) async fn counted(tx: &mut Tx, number: i64, alerts: &Alerts) -> anyhow::Result<()> {
    match counting(tx, number, alerts).await? {
        Some(incident) => kept(tx, &incident).await,
        None => Ok(()),
    }
}

/// All of its alerts have recovered: it is resolved if nobody is on it; if somebody is, it says so and stays theirs to end.
pub(crate) async fn recovered(tx: &mut Tx, number: i64, alerts: &Alerts) -> anyhow::Result<()> {
    let Some(mut incident) = counting(tx, number, alerts).await? else {
        return Ok(());
    };
    // What was merged into it, or what it was merged into, may still be on fire.
    let all = card::all_alerts(tx, &incident).await?;
    if all.firing > 0 || !incident.state.is_open() {
        return kept(tx, &incident).await;
    }
    // What a person saw is not over because a machine sees it no more.
    let (action, line) = if incident.state == State::Triggered && incident.origin.by().is_none() {
        incident.state = State::Resolved;
        incident.state_by = None;
        incident.state_at = tx.now();
        incident.resolved_at = Some(tx.now());
        if incident.origin.is_trial() {
            // Nobody has to look back at it.
            incident.state = State::Closed;
            incident.closed_at = Some(tx.now());
        }
        room::hear(tx, &mut incident, &Happened::Resolved).await?;
        ("incident.resolved", "incident-said-resolved-alone")
    } else {
        ("incident.recovered", "incident-said-recovered")
    };
    note(tx, &incident, action, json!(null)).await?;
    kept(tx, &incident).await?;
    if !incident.state.is_open() {
        customers::resolved(tx, &incident, "").await?;
        over::tell(tx, &incident).await?;
    }
    Box::pin(said::say(tx, &incident, line, &[])).await
}

/// Its source says that somebody is on it there (PagerDuty's `acknowledge`): it is written on the timeline; no page stops by
/// it, for nobody here has said that they have it.
pub(crate) async fn acknowledged(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(incident) = carrying_on(tx, number).await? else {
        return Ok(());
    };
    note(tx, &incident, "incident.acknowledged-outside", json!(null)).await?;
    Box::pin(said::say(
        tx,
        &incident,
        "incident-said-acknowledged-outside",
        &[],
    ))
    .await
}

/// Something to know while it is open: a deployment, a configuration change. It never pages.
pub(crate) async fn noted(tx: &mut Tx, number: i64, text: &str) -> anyhow::Result<()> {
    let Some(incident) = carrying_on(tx, number).await? else {
        return Ok(());
    };
    note(tx, &incident, "incident.noted", json!({ "text": text })).await?;
    let args = [("text", Text::brief(text, NOTE_MOST).into())];
    Box::pin(said::say(tx, &incident, "incident-said-noted", &args)).await
}

/// A message that has to do with it: in its own words, with a link. It never pages.
pub(crate) async fn quoted(
    tx: &mut Tx,
    number: i64,
    text: &str,
    (channel, message): (ChannelId, MessageId),
) -> anyhow::Result<()> {
    let Some(incident) = carrying_on(tx, number).await? else {
        return Ok(());
    };
    let link = Text::message(tx.workspace(), channel, message);
    let facts = json!({ "text": format!("{text} {link}") });
    note(tx, &incident, "incident.noted", facts).await?;
    let args = [
        ("text", Text::brief(text, NOTE_MOST).into()),
        ("link", link.into()),
    ];
    Box::pin(said::say(tx, &incident, "incident-said-quoted", &args)).await
}

/// Pages nobody until this moment, or, with none, from now on again.
pub(crate) async fn silenced(tx: &mut Tx, number: i64, until: Option<At>) -> anyhow::Result<()> {
    let Some(mut incident) = carrying_on(tx, number).await? else {
        return Ok(());
    };
    let happened = until.map_or(Happened::SilenceLifted, Happened::Silenced);
    room::hear(tx, &mut incident, &happened).await?;
    kept(tx, &incident).await
}

/// Writes the figures into the incident they are of, and returns the one that carries on for it (itself, mostly).
async fn counting(tx: &mut Tx, number: i64, alerts: &Alerts) -> anyhow::Result<Option<Incident>> {
    let Some(mut incident) = store::one(tx, number).await? else {
        return Ok(None);
    };
    incident.alerts = alerts.clone();
    if incident.merged_into.is_none() {
        return Ok(Some(incident));
    }
    kept(tx, &incident).await?;
    carrying_on(tx, number).await
}

/// The incident, or the one it was merged into. Merging leads one step far: who was merged into what is merged moves with it.
async fn carrying_on(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Incident>> {
    let Some(incident) = store::one(tx, number).await? else {
        return Ok(None);
    };
    match incident.merged_into {
        Some(into) => store::one(tx, into).await,
        None => Ok(Some(incident)),
    }
}

/// Writes it back and brings its card up to date.
async fn kept(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    store::save(tx, incident).await?;
    card::refresh(tx, incident).await
}

/// A line of its timeline that no person wrote.
async fn note(
    tx: &mut Tx,
    incident: &Incident,
    action: &'static str,
    after: Value,
) -> anyhow::Result<()> {
    said::note(tx, incident, Change::new(None, action, after)).await
}

#[cfg(test)]
#[path = "outside_tests.rs"]
mod tests;
