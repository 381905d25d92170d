//! Incidents: what happened, who has it, and who is paged next.
//!
//! [`policy`] reads and writes escalation policies, [`rules`] says who may move an incident where and what its severity means,
//! [`paging`] says who is paged when, [`explain`] says it beforehand; all pure. [`reachable`] looks whether pages would arrive. `page` asks the paging and posts what comes of it,
//! `duty` finds out who is there, `outside` is the door for what is not a person: alerts, heartbeats, watch rules.

mod actions;
mod answer_cards;
mod card;
mod cards;
mod change;
mod customer_cards;
mod customers;
mod declare;
mod drill;
mod duty;
pub(crate) mod explain;
mod find;
mod foresee;
mod foresee_cards;
mod handover;
mod handover_cards;
mod handover_rules;
pub(crate) mod handover_store;
pub(crate) mod link_store;
mod links;
mod markdown;
mod moves;
mod outside;
mod over;
mod page;
mod page_cards;
pub(crate) mod page_store;
pub(crate) mod paging;
pub(crate) mod policies;
pub(crate) mod policy;
mod policy_cards;
mod policy_picture;
pub(crate) mod policy_store;
mod postmortem;
mod postmortem_cards;
mod pressed;
pub(crate) mod reachable;
mod reading;
mod reasons;
mod requests;
mod room;
pub(crate) mod rules;
mod said;
mod sections;
mod show;
mod stats;
mod stats_cards;
pub(crate) mod stats_rules;
pub(crate) mod store;
pub(crate) mod timeline;
pub(crate) mod timeline_pages;
mod timeline_words;
pub(crate) mod timing;
mod today;
mod turns;
mod types;
mod work;
mod work_cards;
pub(crate) mod work_rules;
pub(crate) mod work_store;

use anyhow::Context;

use crate::core::incident::paging::Event as Happened;
use crate::core::oncall::ShiftChange;
use crate::core::{Act, Error, Refusal, Reply};
use crate::jobs::Due;
use crate::outbox::Event;
use crate::store::Tx;

pub(crate) use crate::core::incident::actions::{became_task, stays, task_cancelled, task_done};
pub(crate) use crate::core::incident::change::{escalate, role, severity, update};
pub(crate) use crate::core::incident::declare::{declare, from_message};
pub(crate) use crate::core::incident::drill::end_drill;
pub(crate) use crate::core::incident::foresee::{Foresee, foresee};
pub(crate) use crate::core::incident::links::{Glance, glance, linkable, linked, open_glances};
pub(crate) use crate::core::incident::moves::{ack, close, merge, mitigate, reopen, resolve};
pub(crate) use crate::core::incident::outside::{
    Brief, acknowledged, brief, briefs, counted, grew, noted, open, quoted, recovered, silenced,
};
pub(crate) use crate::core::incident::over::{OVER, Over, over};
pub(crate) use crate::core::incident::postmortem::postmortem;
pub(crate) use crate::core::incident::reasons::standing;
pub(crate) use crate::core::incident::requests::{
    Declare, FromMessage, List, Merge, One, Resolve, SetRole, SetSeverity, Typing, Update,
};
pub(crate) use crate::core::incident::rules::{Growth, Severity};
pub(crate) use crate::core::incident::sections::{digest_picture, digest_section, digest_stats};
pub(crate) use crate::core::incident::show::{list, show, suggest};
pub(crate) use crate::core::incident::stats::{Stats, stats};
pub(crate) use crate::core::incident::today::{today, today_actions};
pub(crate) use crate::core::incident::types::{AlertLine, Alerts, Incident, Kind, Opening, Origin};
pub(crate) use crate::core::incident::work_rules::Filed;

/// Timer: a deadline of an incident's paging; the subject is its number.
pub(crate) const DEADLINE: &str = "incident:deadline";

/// A button, menu or form of an incident was used.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    if act.action.action == "have-it" {
        return Box::pin(handover::accept(tx, act)).await;
    }
    let reply = match Box::pin(pressed::act(tx, act)).await? {
        Some(reply) => Some(reply),
        None => Box::pin(work::act(tx, act)).await?,
    };
    reply.ok_or_else(|| Refusal::new("refuse-unknown-action").into())
}

/// A timer of ours is due. Returns the action that somebody filed, of which a task can be made.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<Filed>> {
    let number = || due.subject.parse().context("a timer's number");
    match due.kind.as_str() {
        actions::FILED => return actions::filed(tx, number()?).await,
        DEADLINE => {
            let Some(mut incident) = store::one(tx, number()?).await? else {
                return Ok(None);
            };
            room::hear(tx, &mut incident, &Happened::Deadline).await?;
            store::save(tx, &incident).await?;
            card::refresh(tx, &incident).await?;
        }
        handover::DUE => handover::due(tx, number()?).await?,
        reachable::REACH => reachable::on_timer(tx, due).await?,
        other => {
            let ours = work::on_timer(tx, due).await?;
            anyhow::ensure!(ours, "no incident timer is called {other}");
        }
    }
    Ok(None)
}

/// The duty changed hands: what is open and was theirs is handed over, and the department hears of it.
pub(crate) async fn shift_changed(tx: &mut Tx, change: &ShiftChange) -> anyhow::Result<()> {
    let open = page::shift_changed(tx, change).await?;
    Box::pin(handover::announce(tx, change, &open)).await
}

/// A delivery came out: a page that did not reach somebody goes to their next road. Returns the drill whose card stands now.
pub(crate) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<Option<i64>> {
    if let Event::Delivered { key } = event
        && let Some(number) = drill::of_card(key)
    {
        return Ok(Some(number));
    }
    if let Event::Dead { key, .. } = event
        && let Some(number) = key.strip_prefix("incident/")
        && let Some(number) = number.strip_suffix("/room").and_then(|n| n.parse().ok())
    {
        room::failed(tx, number).await?;
    }
    page::on_event(tx, event).await?;
    Ok(None)
}

/// Those that are not over, the worst first: for digests, handovers and lists.
pub(crate) async fn open_ones(tx: &mut Tx) -> anyhow::Result<Vec<Incident>> {
    store::open(tx).await
}

/// How many are not over, of each severity, in all workspaces: for metrics.
pub(crate) async fn count_open(
    tx: &mut Tx,
    (): &(),
) -> anyhow::Result<[(&'static str, i64); Severity::ALL.len()]> {
    let open = store::any_workspace_open(tx).await?;
    Ok(Severity::ALL.map(|severity| {
        let here = open.iter().find(|(of, _)| *of == severity);
        (severity.name(), here.map_or(0, |(_, number)| *number))
    }))
}
