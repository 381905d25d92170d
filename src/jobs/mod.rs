//! Durable timers: what is due is claimed once and done once.
//!
//! Guarantee: the effect of a due timer is committed together with its consumption, so it happens exactly once,
//! with several replicas and after a crash. Hides leases, claims, catch-up and the waiting. Knows no capability.

use crate::clock::{At, Span};
use crate::store::{Store, Tx};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

/// What happens to a timer that could not be run when it was due (the bot was down).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CatchUp {
    /// Later than this after the due moment it is no longer useful: it comes as `missed`.
    SkipAfter(Span),
    /// It is run, however late (a capability that re-arms from `now` runs once, one that re-arms from `due` runs for each).
    Always,
}

/// A timer to arm. `(kind, subject)` is unique in the workspace: arming again moves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timer {
    /// `capability:action`, for instance `standup:open`.
    pub kind: &'static str,
    /// What it is about, for instance `7` or `7/2026-01-04`.
    pub subject: String,
    pub due: At,
    pub catch_up: CatchUp,
    /// Arguments as JSON; a promise to tomorrow's binary.
    pub payload: serde_json::Value,
}

/// A timer that is due, inside the transaction that has consumed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    pub kind: String,
    pub subject: String,
    pub due: At,
    pub payload: serde_json::Value,
    /// Past its catch-up window: do not do the thing, only arm what comes next.
    pub missed: bool,
}

/// Arms or moves a timer, in the caller's transaction.
pub async fn arm(tx: &mut Tx, timer: &Timer) -> anyhow::Result<()> {
    todo!()
}
/// Takes a timer away; nothing happens if there is none.
pub async fn disarm(tx: &mut Tx, kind: &str, subject: &str) -> anyhow::Result<()> {
    todo!()
}
/// The earliest armed moment in any workspace, for "to the next thing due".
pub async fn next_due(store: &Store) -> anyhow::Result<Option<At>> {
    todo!()
}
/// Runs due timers until cancelled: `on_timer` is called in the transaction that consumes the timer.
pub async fn run(
    store: Store,
    on_timer: impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()>,
    cancel: CancellationToken,
) {
    todo!()
}
/// Runs everything that is due now, returns how many ran. Used by the loop, and by tests to settle.
pub async fn run_due(
    store: &Store,
    on_timer: &impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    todo!()
}
