//! The door for what is not a person: alerts, heartbeats, watch rules.
//!
//! They say what they saw, with exact counts; whether that opens, rings, resolves or only changes a figure on the card is
//! decided here. The caller knows which alert belongs to which incident.

use serde_json::json;

use crate::clock::At;
use crate::core::incident::paging::{Event as Happened, Paging};
use crate::core::incident::rules::{Growth, Severity, State};
use crate::core::incident::types::{Alerts, Incident, Opening, Roles};
use crate::core::incident::{card, duty, page, store};
use crate::core::journal::{self, Entry};
use crate::core::org;
use crate::store::Tx;

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
    let number = tx.next_key("incident").await?;
    let department = org::department_by_id(tx, opening.department).await?;
    let now = tx.now();
    let by = opening.origin.by();
    let policy = duty::policy_for(tx, opening.department, opening.severity).await?;
    let mut incident = Incident {
        number,
        department: opening.department,
        kind: opening.kind,
        severity: opening.severity,
        state: State::Triggered,
        state_by: by,
        state_at: now,
        title: opening.title.clone(),
        service: opening.service.clone(),
        project: opening.project.clone(),
        details: opening.details.clone(),
        customers: opening.customers,
        origin: opening.origin.clone(),
        channel: department.and_then(|d| d.channel),
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
        affected: None,
        absorbed: 0,
        paging: Paging::new(policy, opening.severity),
        version: 1,
    };
    journal::append(
        tx,
        &Entry {
            by,
            subject: incident.subject(),
            action: "incident.opened",
            before: json!(null),
            after: json!({ "title": incident.title, "severity": incident.severity.name(), "kind": incident.kind.name() }),
        },
    )
    .await?;
    if let Some(until) = opening.silenced_until {
        page::hear(tx, &mut incident, &Happened::Silenced(until)).await?;
    }
    page::hear(tx, &mut incident, &Happened::Opened).await?;
    store::add(tx, &incident).await?;
    card::refresh(tx, &incident).await?;
    Ok(number)
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

/// Something new joined it: the counts are written on its card, and what it grew by is told to its paging.
pub(crate) async fn grew(
    tx: &mut Tx,
    number: i64,
    what: &[Growth],
    alerts: &Alerts,
) -> anyhow::Result<()> {
    change(tx, number, async |tx, incident| {
        incident.alerts = alerts.clone();
        page::hear(tx, incident, &Happened::Grew(what.to_vec())).await?;
        incident.severity = incident.paging.severity;
        Ok(())
    })
    .await
}

/// Only the figures changed: the card follows.
pub(crate) async fn counted(tx: &mut Tx, number: i64, alerts: &Alerts) -> anyhow::Result<()> {
    change(tx, number, async |_tx, incident| {
        incident.alerts = alerts.clone();
        Ok(())
    })
    .await
}

/// All of its alerts have recovered: it is resolved if nobody is on it; if somebody is, it says so and stays theirs to end.
pub(crate) async fn recovered(tx: &mut Tx, number: i64, alerts: &Alerts) -> anyhow::Result<()> {
    change(tx, number, async |tx, incident| {
        incident.alerts = alerts.clone();
        if incident.state == State::Triggered {
            let (now, from) = (tx.now(), incident.state);
            incident.state = State::Resolved;
            incident.state_by = None;
            incident.state_at = now;
            incident.resolved_at = Some(now);
            page::hear(tx, incident, &Happened::Resolved).await?;
            note(
                tx,
                incident,
                "incident.resolved",
                json!({ "state": from.name() }),
            )
            .await?;
        } else {
            note(tx, incident, "incident.recovered", json!(null)).await?;
        }
        Ok(())
    })
    .await
}

/// Its source says that somebody is on it there (PagerDuty's `acknowledge`): it is written on the timeline; no page stops by
/// it, for nobody here has said that they have it.
pub(crate) async fn acknowledged(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    change(tx, number, async |tx, incident| {
        note(tx, incident, "incident.acknowledged-outside", json!(null)).await
    })
    .await
}

/// Something to know while it is open: a deployment, a configuration change. It never pages.
pub(crate) async fn noted(tx: &mut Tx, number: i64, text: &str) -> anyhow::Result<()> {
    change(tx, number, async |tx, incident| {
        note(tx, incident, "incident.noted", json!({ "text": text })).await
    })
    .await
}

/// Pages nobody until this moment, or, with none, from now on again.
pub(crate) async fn silenced(tx: &mut Tx, number: i64, until: Option<At>) -> anyhow::Result<()> {
    change(tx, number, async |tx, incident| {
        let happened = until.map_or(Happened::SilenceLifted, Happened::Silenced);
        page::hear(tx, incident, &happened).await
    })
    .await
}

/// Loads it, lets `with` change it, writes it back and brings its card up to date. Nothing happens if there is none.
async fn change(
    tx: &mut Tx,
    number: i64,
    with: impl AsyncFnOnce(&mut Tx, &mut Incident) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Some(mut incident) = store::one(tx, number).await? else {
        return Ok(());
    };
    with(tx, &mut incident).await?;
    store::save(tx, &incident).await?;
    card::refresh(tx, &incident).await
}

/// A line of its timeline that no person wrote.
async fn note(
    tx: &mut Tx,
    incident: &Incident,
    action: &'static str,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: None,
        subject: incident.subject(),
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}
