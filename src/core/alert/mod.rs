//! What comes from outside: integrations and their alerts, silences, heartbeats, watch rules.
//!
//! Hides which alert belongs to which incident: one key is one alert, alerts of one service are one incident, what comes again is no news,
//! what comes back soon is the same trouble, too much at once is one card. Tells the incident once for each transaction what changed, with exact counts.
//! Reads no sender's format and knows no HTTP. An address is known by the hash of its token; a token is shown once.

pub(crate) mod drill;
mod grouping;
pub(crate) mod heartbeat;
pub(crate) mod matcher;
mod receive;
mod rules;
pub(crate) mod scan;
pub(crate) mod setup;
mod severity;
pub(crate) mod silence;
pub(crate) mod store;
mod timers;
mod types;
pub(crate) mod watch;
mod words;
mod work;

use crate::core::{Act, Error, Refusal, Reply};
use crate::jobs::Due;
use crate::store::Tx;

pub(crate) use crate::core::alert::heartbeat::{beat, pulse};
#[cfg(test)]
pub(crate) use crate::core::alert::receive::ONCE;
pub(crate) use crate::core::alert::receive::{receive, tally};
pub(crate) use crate::core::alert::setup::{
    Create, Door, One, create, delete, door, list, rotate, sender, suggest, test,
};
pub(crate) use crate::core::alert::types::{Action, Answer, Kind, Received, Report, Taken};
use crate::core::incident::Severity;
use crate::core::token;
pub(crate) use crate::core::token::{hash, signing_secret};

/// Timer: what came back quietly to an incident that was over is looked at; the subject is the incident's number.
pub(crate) const HOLDING: &str = "alert:hold";
/// Timer: something has not been repeated in time.
pub(crate) const LAPSE: &str = "alert:lapse";
/// Timer: what is long over is forgotten.
pub(crate) const FORGET: &str = "alert:forget";

/// Timer: a planned silence begins, and a silence ends; the subject is its number.
pub(crate) const SILENCE_BEGINS: &str = "alert:silence-begins";
pub(crate) const SILENCE_ENDS: &str = "alert:silence-ends";
/// Timer: a heartbeat is missed; the subject is its number.
pub(crate) const HEARTBEAT: &str = "alert:heartbeat";

/// What a sender's word for how bad it is means to an integration that was told nothing.
pub(crate) fn usual_severity(word: &str) -> Option<Severity> {
    severity::usual(word)
}

/// A button or form of ours was used.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let one = || One {
        actor: act.actor.clone(),
        integration: act.action.number.to_string(),
        base: String::new(),
    };
    let pulse = || heartbeat::One {
        actor: act.actor.clone(),
        heartbeat: act.action.number.to_string(),
    };
    match act.action.action.as_str() {
        "heartbeat-delete" => heartbeat::delete_now(tx, &pulse()).await,
        "heartbeat-keep" => heartbeat::keep(tx, &pulse()).await,
        "integration-delete" => setup::delete_now(tx, &one()).await,
        "integration-keep" => setup::keep(tx, &one()).await,
        action if action.starts_with("watch-") => watch::act(tx, act).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// A timer of ours is due.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    timers::on_timer(tx, due).await
}
