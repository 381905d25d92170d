//! How many timers a second, how late, and whether that depends on how many are armed.
//!
//!     cargo bench --bench timers                         on SQLite, in a temporary folder
//!     cargo bench --bench timers -- FOLDER               on SQLite, on the disk that is meant
//!     cargo bench --bench timers -- postgres://…/empty   on PostgreSQL, in an empty database
//!
//! `drain`: all are due when the loop starts. `second`: they fall due evenly within one second. Each timer's effect is one
//! row. Lateness is from the moment the n-th is due to the moment n effects are seen committed by another connection.
#![expect(
    clippy::print_stdout,
    reason = "a benchmark's result is what it prints"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use liaison::bench::{CatchUp, Due, Store, Timer, Tx, WorkspaceId, arm, for_database, run};
use liaison::clock::{At, Clock, Span, SystemClock};
use sqlx::Row;
use tokio_util::sync::CancellationToken;

const DUE: i64 = 10_000;
const WORKSPACES: i64 = 100;
const DAY: Span = Span::days(1);

const ARM_MANY: &str = "INSERT INTO timer (workspace_id, kind, subject, due, next_try, skip_after, payload, lease_by, attempts, last_error) \
     WITH RECURSIVE n(i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
     SELECT 1 + i % 100, 'bench:later', CAST(i AS TEXT), $3 + i, $3 + i, -1, '{}', '', 0, '' FROM n";
const EFFECTS: &str = "SELECT COUNT(*) FROM key_counter WHERE kind LIKE 'e/%'";
const FORGET: &str = "DELETE FROM key_counter WHERE kind LIKE 'e/%'";

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let given = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let url = match given {
        Some(url) if url.contains("://") => url,
        Some(path) => format!("sqlite://{path}/bench-timers.db"),
        None => format!("sqlite://{}/bench-timers.db", folder.path().display()),
    };
    // On the threads the program itself would use.
    for_database(&url)?.block_on(table(&url))
}

async fn table(url: &str) -> anyhow::Result<()> {
    let clock = Arc::new(SystemClock::new());
    let store = Store::open(url, clock.clone()).await?;
    let mut armed = 0;
    println!(
        "{:>10}  {:>6}  {:>9}  {:>12}  {:>8}  {:>8}  {:>8}",
        "armed", "what", "all in", "µs a timer", "p50", "p99", "latest"
    );
    for (armed_now, all_due_at) in [
        (1_000, "first"),
        (1_000, ""),
        (100_000, ""),
        (1_000_000, ""),
    ] {
        arm_until(&store, armed, armed_now).await?;
        armed = armed_now;
        let (drain, _) = measure(&store, &*clock, Span::ZERO).await?;
        if all_due_at == "first" {
            // Warms up: statements, caches, files.
            continue;
        }
        show(armed, "drain", drain, &[]);
        let (second, late) = measure(&store, &*clock, Span::seconds(1)).await?;
        show(armed, "second", second, &late);
    }
    Ok(())
}

fn show(armed: i64, what: &str, all: Duration, late: &[Duration]) {
    let at = |part: usize| {
        late.get((late.len() * part / 100).min(late.len().saturating_sub(1)))
            .map_or(String::new(), |d| format!("{} ms", d.as_millis()))
    };
    println!(
        "{armed:>10}  {what:>6}  {:>6} ms  {:>12.1}  {:>8}  {:>8}  {:>8}",
        all.as_millis(),
        all.as_secs_f64() * 1e6 / 10_000.0,
        at(50),
        at(99),
        at(100)
    );
}

async fn arm_until(store: &Store, from: i64, to: i64) -> anyhow::Result<()> {
    async fn many(tx: &mut Tx, (from, to): &(i64, i64)) -> anyhow::Result<()> {
        let base = tx.now() + DAY;
        sqlx::query(ARM_MANY)
            .bind(*from)
            .bind(*to)
            .bind(base.0)
            .execute(tx.conn().await?)
            .await?;
        Ok(())
    }
    if from < to {
        store.run(WorkspaceId(1), many, &(from + 1, to)).await?;
    }
    Ok(())
}

/// Arms what will be due, starts the loop, and watches: the time until all was done, and how late each was.
async fn measure(
    store: &Store,
    clock: &dyn Clock,
    spread: Span,
) -> anyhow::Result<(Duration, Vec<Duration>)> {
    let start = if spread == Span::ZERO {
        clock.now()
    } else {
        clock.now() + Span::seconds(6)
    };
    let moment = |n: i64| At(start.0 + spread.0 * n / DUE);
    for workspace in 0..WORKSPACES {
        let timers: Vec<Timer> = (0..DUE)
            .filter(|n| n % WORKSPACES == workspace)
            .map(|n| Timer {
                kind: "bench:due",
                subject: n.to_string(),
                due: moment(n),
                catch_up: CatchUp::Always,
                payload: serde_json::json!({}),
            })
            .collect();
        store
            .run(WorkspaceId(workspace + 1), arm_all, &timers)
            .await?;
    }
    let cancel = CancellationToken::new();
    let running = tokio::spawn(run(store.clone(), effect, cancel.clone()));
    let began = if spread == Span::ZERO {
        clock.now()
    } else {
        start
    };
    let watched = Instant::now();
    let mut late = Vec::new();
    loop {
        let done = store.read(WorkspaceId(0), effects, &()).await?;
        let now = clock.now();
        while i64::try_from(late.len())? < done {
            let due = moment(i64::try_from(late.len())?);
            late.push((now - due).duration());
        }
        if done == DUE {
            break;
        }
        anyhow::ensure!(
            watched.elapsed() < Duration::from_secs(120),
            "{done} done after two minutes"
        );
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let all = (clock.now() - began).duration();
    cancel.cancel();
    running.await?;
    store.run(WorkspaceId(1), forget, &()).await?;
    late.sort();
    Ok((all, late))
}

async fn arm_all(tx: &mut Tx, timers: &Vec<Timer>) -> anyhow::Result<()> {
    for timer in timers {
        arm(tx, timer).await?;
    }
    Ok(())
}

async fn effect(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    tx.next_key(&format!("e/{}", due.subject)).await.map(drop)
}

async fn effects(tx: &mut Tx, (): &()) -> anyhow::Result<i64> {
    Ok(sqlx::query(EFFECTS)
        .fetch_one(tx.conn().await?)
        .await?
        .try_get(0)?)
}

async fn forget(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    sqlx::query(FORGET).execute(tx.conn().await?).await?;
    Ok(())
}
