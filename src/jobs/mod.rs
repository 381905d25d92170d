//! Durable timers: what is due is claimed once and done once.
//!
//! Guarantee: the effect of a due timer is committed together with its consumption, so it happens exactly once,
//! with several replicas and after a crash. Hides leases, claims, catch-up and the waiting. Knows no capability.
//!
//! A claim moves `next_try` to the end of a lease: a process that dies delays its timers by no more than [`LEASE`].
//! The transaction that runs a timer consumes it only while the claim still holds. A timer that fails stays, and is
//! tried again with growing pauses; one whose kind nobody knows stays too.

pub(crate) mod store;

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::join_all;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::chat::WorkspaceId;
use crate::clock::{At, Span, sleep_until};
use crate::jobs::store::Claimed;
use crate::metrics::METRICS;
use crate::store::{Bell, Store, Tx};

/// How long a claim holds without being finished.
const LEASE: Span = Span::seconds(8);
/// Rows claimed at once: at first, at most, and how long they may take before it is fewer.
const BATCH_FIRST: i64 = 32;
const BATCH: i64 = 512;
const BATCH_TIME: Duration = Duration::from_millis(100);
/// The pause before looking again at what another process has locked.
const ELSEWHERE: Duration = Duration::from_millis(50);

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

/// When a timer is due, if it is armed; none while it is running.
pub async fn armed(tx: &mut Tx, kind: &str, subject: &str) -> anyhow::Result<Option<At>> {
    store::armed(tx, kind, subject).await
}

/// The earliest armed moment in any workspace, for "to the next thing due".
pub async fn next_due(store: &Store) -> anyhow::Result<Option<At>> {
    store.read(WorkspaceId(0), earliest, &()).await
}

/// How many timers are due or being run: 0 when all that had to happen by now has happened. Reads through all that is
/// armed, so it is for who waits for that by hand.
pub async fn undone(store: &Store) -> anyhow::Result<i64> {
    store.read(WorkspaceId(0), count_undone, &()).await
}

async fn count_undone(tx: &mut Tx, (): &()) -> anyhow::Result<i64> {
    store::any_workspace_undone(tx).await
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
        let wait = match look(&store, &on_timer, &cancel).await {
            Ok(Look::Ran) => continue,
            Ok(Look::Nothing(next)) => next,
            // What is due is locked by another process: it will be done there, or soon be free.
            Ok(Look::Elsewhere) => {
                tokio::time::sleep(ELSEWHERE).await;
                continue;
            }
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "timers could not be looked at; looking again in a second"
                );
                tokio::select! {
                    () = cancel.cancelled() => {}
                    () = tokio::time::sleep(Duration::from_secs(1)) => {}
                }
                continue;
            }
        };
        let due = wait.unwrap_or(At(i64::MAX));
        store.hear_timers_before(due);
        tokio::select! {
            () = cancel.cancelled() => {}
            () = sleep_until(&**store.clock(), due) => {}
            _ = bell.changed() => {}
            () = tokio::time::sleep(poll) => {}
        }
    }
}

/// What a look came to.
enum Look {
    /// Something ran: look again.
    Ran,
    /// Something is due, but none of it could be claimed.
    Elsewhere,
    /// Nothing is due; this is the next moment, if there is one.
    Nothing(Option<At>),
}

async fn look(
    store: &Store,
    on_timer: &(impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync),
    cancel: &CancellationToken,
) -> anyhow::Result<Look> {
    let gauge = METRICS.timers_due.with_label_values::<&str>(&[]);
    let next = next_due(store).await?;
    if next.is_none_or(|due| due > store.clock().now()) {
        gauge.set(0);
        return Ok(Look::Nothing(next));
    }
    gauge.set(store.read(WorkspaceId(0), count_due, &()).await?);
    match run_until(store, on_timer, cancel).await? {
        (0, _) => Ok(Look::Elsewhere),
        _ => Ok(Look::Ran),
    }
}

/// Runs everything that is due now, returns how many ran, as [`run`] does.
#[cfg(test)]
pub async fn run_due(
    store: &Store,
    on_timer: &(impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync),
) -> anyhow::Result<usize> {
    let (_, ran) = run_until(store, on_timer, &CancellationToken::new()).await?;
    Ok(ran)
}

/// Claims and runs until nothing is due or `cancel` says to stop; what is claimed is finished. Returns how many were claimed
/// and how many ran.
async fn run_until(
    store: &Store,
    on_timer: &(impl AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync),
    cancel: &CancellationToken,
) -> anyhow::Result<(usize, usize)> {
    let (mut claimed, mut ran) = (0, 0);
    let mut most = BATCH_FIRST;
    while !cancel.is_cancelled() {
        let wanted = Wanted {
            lease: format!("{:032x}", rand::random::<u128>()),
            most,
        };
        let (until, rows) = store.any_workspace_run(claim_due, &wanted).await?;
        if rows.is_empty() {
            break;
        }
        claimed += rows.len();
        let claim = Claim {
            lease: wanted.lease,
            until,
        };
        let began = Instant::now();
        ran += run_batches(store, rows, &claim, on_timer).await;
        most = next_batch(most, began.elapsed());
    }
    Ok((claimed, ran))
}

/// As many as are done in a tenth of a second or so: heavy timers must not keep commands waiting, nor outlast their lease.
fn next_batch(most: i64, took: Duration) -> i64 {
    if took > BATCH_TIME {
        (most / 2).max(1)
    } else {
        (most * 2).min(BATCH)
    }
}

/// All that was claimed, several workspaces to a transaction: the commit is what costs. Where one fails, each workspace by
/// itself, and there if one timer fails each timer by itself.
async fn run_batches<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    store: &Store,
    mut rows: Vec<Claimed>,
    claim: &Claim,
    on_timer: &H,
) -> usize {
    // What came to be due first is done first: after a pause, a round is opened before it is closed.
    rows.sort_by_key(|row| (row.workspace, row.due));
    let share = rows.len().div_ceil(store.dialect().side_by_side()).max(1);
    let mut running = Vec::new();
    let mut part: Vec<Claimed> = Vec::new();
    for same in rows.chunk_by(|a, b| a.workspace == b.workspace) {
        part.extend_from_slice(same);
        if part.len() >= share {
            running.push(run_part(store, std::mem::take(&mut part), claim, on_timer));
        }
    }
    running.push(run_part(store, part, claim, on_timer));
    join_all(running).await.into_iter().sum()
}

async fn run_part<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    store: &Store,
    rows: Vec<Claimed>,
    claim: &Claim,
    on_timer: &H,
) -> usize {
    if rows.is_empty() {
        return 0;
    }
    let batch = Batch {
        claim,
        rows: &rows,
        on_timer,
    };
    if let Ok(Ok(ran)) = guarded(store.any_workspace_run(run_batch::<H>, &batch)).await {
        return ran;
    }
    let mut ran = 0;
    for same in rows.chunk_by(|a, b| a.workspace == b.workspace) {
        let batch = Batch {
            claim,
            rows: same,
            on_timer,
        };
        let again = same.len() > 1 && same.len() < rows.len();
        let tried = again.then(|| store.any_workspace_run(run_batch::<H>, &batch));
        if let Some(tried) = tried
            && let Ok(Ok(n)) = guarded(tried).await
        {
            ran += n;
        } else {
            ran += run_claimed(store, same, claim, on_timer).await;
        }
    }
    ran
}

struct Wanted {
    lease: String,
    most: i64,
}

struct Claim {
    lease: String,
    until: At,
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

async fn claim_due(tx: &mut Tx, wanted: &Wanted) -> anyhow::Result<(At, Vec<Claimed>)> {
    let until = tx.now() + LEASE;
    let rows = store::any_workspace_claim(tx, &wanted.lease, until, wanted.most).await?;
    Ok((until, rows))
}

/// Each timer in a transaction of its own; what fails is noted and stays.
async fn run_claimed<H: AsyncFn(&mut Tx, &Due) -> anyhow::Result<()> + Sync>(
    store: &Store,
    rows: &[Claimed],
    claim: &Claim,
    on_timer: &H,
) -> usize {
    let mut ran = 0;
    for row in rows {
        let workspace = row.workspace;
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
    let mut ran = 0;
    // In the order of their numbers, so that two processes never wait for each other in a circle.
    for same in batch.rows.chunk_by(|a, b| a.workspace == b.workspace) {
        let Some(first) = same.first() else { continue };
        tx.any_workspace_enter(first.workspace).await?;
        let ours = store::consume_all(tx, batch.claim.until, &batch.claim.lease).await?;
        for row in same {
            if ours.contains(&(row.kind.clone(), row.subject.clone())) {
                fire(tx, row, batch.on_timer).await?;
                ran += 1;
            }
        }
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

#[cfg(test)]
mod tests;
