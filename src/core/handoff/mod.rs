//! Handoffs: one department asks something of another, under a playbook, and both see where it stands.
//!
//! [`rules`] is the state machine and [`clocks`] the two clocks, both pure. `request` gathers what is asked, `moves` and `deliver` take
//! the steps, `post` keeps the two cards and carries words between the threads, `clock` arms what comes next, `effects` does what a
//! playbook says besides. What concerns capabilities that do not know handoffs is passed up as [`Passed`].
//!
//! A handoff is moved by nothing but its rules; whose turn it is follows from its state; a clock counts only while it is the
//! receiver's turn, in the receiver's working time.

mod actions;
mod alike;
mod answer_cards;
mod away;
mod cards;
mod clock;
pub(crate) mod clocks;
#[cfg(test)]
mod clocks_tests;
mod deliver;
mod draft;
mod draft_cards;
pub(crate) mod draft_store;
mod effects;
pub(crate) mod figures_store;
mod find;
mod freeze;
pub(crate) mod freeze_store;
mod from_scan;
mod from_told;
mod matrix;
mod matrix_picture;
mod moves;
mod post;
mod press_cards;
mod reading;
mod request;
mod requests;
pub(crate) mod rules;
#[cfg(test)]
mod rules_tests;
mod sections;
mod show;
pub(crate) mod store;
mod tasks;
#[cfg(test)]
mod tests;
mod told_cards;
mod turns;
pub(crate) mod types;

use anyhow::Context;

use crate::jobs::Due;
use crate::store::Tx;

pub(crate) use crate::core::handoff::actions::act;
pub(crate) use crate::core::handoff::away::{absences_changed, left};
pub(crate) use crate::core::handoff::clock::calendar_changed;
pub(crate) use crate::core::handoff::deliver::deliver;
pub(crate) use crate::core::handoff::effects::{Facts, Passed, decided, facts, incident_resolved};
pub(crate) use crate::core::handoff::freeze::{Freezing, freeze};
pub(crate) use crate::core::handoff::from_scan::{from_scan, rescanned, standing};
pub(crate) use crate::core::handoff::from_told::{Told, from_told};
pub(crate) use crate::core::handoff::matrix::matrix;
pub(crate) use crate::core::handoff::moves::{
    accept, answer, ask, cancel, confirm, decline, give_back, pass, sign,
};
pub(crate) use crate::core::handoff::request::{from_blocker, from_message, request};
pub(crate) use crate::core::handoff::requests::{
    Accept, Deliver, FromBlocker, FromMessage, List, Matrix, One, Pass, Request, Say, Typing,
};
pub(crate) use crate::core::handoff::sections::{digest_sections, today};
pub(crate) use crate::core::handoff::show::{list, show, suggest, suggest_playbooks};
pub(crate) use crate::core::handoff::tasks::{checked, linkable, of_incident, relinked};

/// A timer of ours; what a handoff came to is passed up.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<Passed>> {
    match due.kind.as_str() {
        clock::DUE => {
            let number = due.subject.parse().context("handoff number")?;
            // On the heap: it is large, and few timers are of this kind.
            Box::pin(clock::on_due(tx, number)).await?;
            Ok(None)
        }
        clock::REARM => {
            let after = due.payload.get("after").and_then(serde_json::Value::as_i64);
            Box::pin(clock::rearm(tx, after.unwrap_or(0))).await?;
            Ok(None)
        }
        clock::TITLES => {
            let below = due.payload.get("below").and_then(serde_json::Value::as_i64);
            Box::pin(clock::find_titles(tx, below.unwrap_or(i64::MAX))).await?;
            Ok(None)
        }
        effects::PASSED => effects::passed(&due.payload).map(Some),
        other => anyhow::bail!("no handoff timer is called {other}"),
    }
}
