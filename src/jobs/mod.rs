//! Durable timers: what is due is claimed once and done once.
//!
//! Guarantee: the effect of a due timer is committed together with its consumption, so it happens exactly once,
//! with several replicas and after a crash. Hides leases, claims, catch-up and the waiting. Knows no capability.
//!
//! A claim moves `next_try` to the end of a lease: a process that dies delays its timers by no more than [`LEASE`].
//! The transaction that runs a timer consumes it only while the claim still holds. A timer that fails stays, and is
//! tried again with growing pauses; one whose kind nobody knows stays too.

pub(crate) mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::chat::WorkspaceId;
use crate::clock::{At, Span, sleep_until};
use crate::jobs::store::Claimed;
use crate::metrics::METRICS;
use crate::store::{Bell, Store, Tx};

/// How long a claim holds without being finished.
const LEASE: Span = Span::seconds(8);
/// Rows claimed at once.
const BATCH: i64 = 512;

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
    store::arm(tx, timer).await?;
    tx.ring(Bell::Timers, timer.due);
    Ok(())
}

/// Takes a timer away; nothing happens if there is none.
pub async fn disarm(tx: &mut Tx, kind: &str, subject: &str) -> anyhow::Result<()> {
    store::disarm(tx, kind, subject).await
}

/// The earliest armed moment in any workspace, for "to the next thing due".
pub async fn next_due(store: &Store) -> anyhow::Result<Option<At>> {
    store.read(WorkspaceId(0), earliest, &()).await
}

/// Runs due timers until cancelled: `on_timer` is called in the transaction that consumes the timer.
pub async fn run(
    store: Store,
    on_timer: impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync,
    cancel: CancellationToken,
) {
    let mut bell = store.bell(Bell::Timers);
    let poll = store.dialect().poll();
    while !cancel.is_cancelled() {
        bell.mark_unchanged();
        store.hear_all_timers();
        let next = match look(&store, &on_timer).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "timers could not be looked at; looking again in a second"
                );
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                continue;
            }
        };
        let due = next.unwrap_or(At(i64::MAX));
        if due <= store.clock().now() {
            continue;
        }
        store.hear_timers_before(due);
        tokio::select! {
            () = cancel.cancelled() => {}
            () = sleep_until(&**store.clock(), due) => {}
            _ = bell.changed() => {}
            () = tokio::time::sleep(poll) => {}
        }
    }
}

async fn look(
    store: &Store,
    on_timer: &(impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync),
) -> anyhow::Result<Option<At>> {
    let next = next_due(store).await?;
    if next.is_none_or(|due| due > store.clock().now()) {
        METRICS.timers_due.with_label_values::<&str>(&[]).set(0);
        return Ok(next);
    }
    let due = store.read(WorkspaceId(0), count_due, &()).await?;
    METRICS.timers_due.with_label_values::<&str>(&[]).set(due);
    run_due(store, on_timer).await?;
    next_due(store).await
}

/// Runs everything that is due now, returns how many ran. Used by the loop, and by tests to settle.
pub async fn run_due(
    store: &Store,
    on_timer: &(impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync),
) -> anyhow::Result<usize> {
    let mut ran = 0;
    loop {
        let claim = Claim {
            lease: format!("{:032x}", rand::random::<u128>()),
        };
        let claimed = store.any_workspace_run(claim_due, &claim).await?;
        if claimed.is_empty() {
            return Ok(ran);
        }
        let mut of_workspace: BTreeMap<WorkspaceId, Vec<Claimed>> = BTreeMap::new();
        for row in claimed {
            of_workspace.entry(row.workspace).or_default().push(row);
        }
        for (workspace, rows) in of_workspace {
            ran += run_claimed(store, workspace, rows, &claim, on_timer).await;
        }
    }
}

struct Claim {
    lease: String,
}

struct Batch<'a, H> {
    claim: &'a Claim,
    rows: &'a [Claimed],
    on_timer: &'a H,
}

struct Failure<'a> {
    claim: &'a Claim,
    row: &'a Claimed,
    error: String,
}

async fn earliest(tx: &mut Tx, (): &()) -> anyhow::Result<Option<At>> {
    store::any_workspace_earliest(tx).await
}

async fn count_due(tx: &mut Tx, (): &()) -> anyhow::Result<i64> {
    store::any_workspace_count_due(tx).await
}

async fn claim_due(tx: &mut Tx, claim: &Claim) -> anyhow::Result<Vec<Claimed>> {
    let until = tx.now() + LEASE;
    store::any_workspace_claim(tx, &claim.lease, until, BATCH).await
}

/// All claimed timers of a workspace in one transaction; if one of them fails, each in one of its own.
async fn run_claimed<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    store: &Store,
    workspace: WorkspaceId,
    rows: Vec<Claimed>,
    claim: &Claim,
    on_timer: &H,
) -> usize {
    let batch = Batch {
        claim,
        rows: &rows,
        on_timer,
    };
    if rows.len() > 1
        && let Ok(Ok(ran)) = guarded(store.run(workspace, run_batch::<H>, &batch)).await
    {
        return ran;
    }
    let mut ran = 0;
    for row in &rows {
        let one = Batch {
            claim,
            rows: std::slice::from_ref(row),
            on_timer,
        };
        let error = match guarded(store.run(workspace, run_one::<H>, &one)).await {
            Ok(Ok(n)) => {
                ran += n;
                continue;
            }
            Ok(Err(error)) => format!("{error:#}"),
            Err(panic) => panic,
        };
        tracing::error!(
            error,
            workspace.id = workspace.0,
            timer.kind = row.kind,
            timer.subject = row.subject,
            attempt = row.attempts + 1,
            "a timer failed; it stays and is tried again"
        );
        let failure = Failure { claim, row, error };
        if let Err(error) = store.run(workspace, note_failure, &failure).await {
            // Its lease runs out by itself; nothing is lost but time.
            tracing::error!(
                error = format!("{error:#}"),
                timer.kind = row.kind,
                "a failed timer could not be noted"
            );
        }
    }
    ran
}

/// A panic is one fault, not a stopped bot.
async fn guarded<T>(work: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(work)
        .catch_unwind()
        .await
        .map_err(|panic| {
            let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            format!("panicked: {}", text.unwrap_or_default())
        })
}

async fn run_batch<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    tx: &mut Tx,
    batch: &Batch<'_, H>,
) -> anyhow::Result<usize> {
    let ours = store::consume_all(tx, &batch.claim.lease).await?;
    let ours: std::collections::HashSet<(String, String)> = ours.into_iter().collect();
    let mut ran = 0;
    for row in batch
        .rows
        .iter()
        .filter(|row| ours.contains(&(row.kind.clone(), row.subject.clone())))
    {
        fire(tx, row, batch.on_timer).await?;
        ran += 1;
    }
    Ok(ran)
}

async fn run_one<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    tx: &mut Tx,
    batch: &Batch<'_, H>,
) -> anyhow::Result<usize> {
    let mut ran = 0;
    for row in batch.rows {
        if store::consume(tx, row, &batch.claim.lease).await? {
            fire(tx, row, batch.on_timer).await?;
            ran += 1;
        }
    }
    Ok(ran)
}

async fn fire<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    tx: &mut Tx,
    row: &Claimed,
    on_timer: &H,
) -> anyhow::Result<()> {
    let late = tx.now() - row.due;
    let lag = late.duration().as_secs_f64();
    METRICS
        .timer_lag_seconds
        .with_label_values::<&str>(&[])
        .observe(lag);
    let missed = match row.catch_up {
        CatchUp::Always => false,
        CatchUp::SkipAfter(window) => late > window,
    };
    let due = Due {
        kind: row.kind.clone(),
        subject: row.subject.clone(),
        due: row.due,
        payload: serde_json::from_str(&row.payload)?,
        missed,
    };
    on_timer(tx, &due).await
}

async fn note_failure(tx: &mut Tx, failure: &Failure<'_>) -> anyhow::Result<()> {
    let next = tx.now() + backoff(failure.row.attempts, rand::random_range(50..=100));
    tx.ring(Bell::Timers, next);
    store::failed(tx, failure.row, &failure.claim.lease, &failure.error, next).await
}

/// Doubles from two seconds to ten minutes; `percent` (50 to 100) keeps those that failed together from coming back together.
fn backoff(attempts: i64, percent: i64) -> Span {
    let doublings = u32::try_from(attempts.clamp(0, 9)).unwrap_or(9);
    let whole = Span::seconds(2)
        .0
        .saturating_mul(2_i64.saturating_pow(doublings))
        .min(Span::minutes(10).0);
    Span(whole * percent / 100)
}
