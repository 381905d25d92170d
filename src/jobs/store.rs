//! The timers' SQL.

use std::collections::HashSet;

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::WorkspaceId;
use crate::clock::{At, Span};
use crate::jobs::{CatchUp, Timer};
use crate::store::{Dialect, Tx, Write};

const ARM: &str = "INSERT INTO timer (workspace_id, kind, subject, due, next_try, skip_after, payload, lease_by, attempts, last_error) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0, '') \
     ON CONFLICT (workspace_id, kind, subject) DO UPDATE SET due = excluded.due, next_try = excluded.next_try, \
     skip_after = excluded.skip_after, payload = excluded.payload, lease_by = '', attempts = 0, last_error = ''";
const DISARM: &str = "DELETE FROM timer WHERE workspace_id = $1 AND kind = $2 AND subject = $3";
const ARMED: &str = "SELECT due FROM timer WHERE workspace_id = $1 AND kind = $2 AND subject = $3";
const EARLIEST: &str = "SELECT MIN(next_try) AS next_try FROM timer";
const COUNT_DUE: &str =
    "SELECT COUNT(*) AS n FROM (SELECT 1 FROM timer WHERE next_try <= $1 LIMIT 1000) due";
const UNDONE: &str = "SELECT COUNT(*) AS n FROM timer WHERE next_try <= $1 OR lease_by <> ''";
// The same claim twice: PostgreSQL passes over rows another process is claiming, SQLite has one writer anyway.
const CLAIM_SQLITE: &str = "UPDATE timer SET next_try = $1, lease_by = $2 WHERE (workspace_id, kind, subject) IN \
     (SELECT workspace_id, kind, subject FROM timer WHERE next_try <= $3 ORDER BY next_try LIMIT $4) \
     RETURNING workspace_id, kind, subject, due, skip_after, payload, attempts";
// By ctid in an array: joined by key, the generic plan of a prepared statement reads through all that is armed.
const CLAIM_POSTGRES: &str = "UPDATE timer SET next_try = $1, lease_by = $2 WHERE ctid = ANY (ARRAY \
     (SELECT ctid FROM timer WHERE next_try <= $3 ORDER BY next_try LIMIT $4 FOR UPDATE SKIP LOCKED)) \
     RETURNING workspace_id, kind, subject, due, skip_after, payload, attempts";
// All rows of a claim share the end of its lease, which the index finds; the plus keeps a database from walking through
// all that the workspace has armed instead.
const CONSUME_ALL: &str = "DELETE FROM timer WHERE next_try = $1 AND +workspace_id = $2 AND lease_by = $3 RETURNING kind, subject";
const CONSUME: &str =
    "DELETE FROM timer WHERE workspace_id = $1 AND kind = $2 AND subject = $3 AND lease_by = $4";
const FAILED: &str = "UPDATE timer SET next_try = $1, lease_by = '', attempts = attempts + 1, last_error = $2 \
     WHERE workspace_id = $3 AND kind = $4 AND subject = $5 AND lease_by = $6";

/// Every statement of this file that both databases prepare.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ARM,
    DISARM,
    ARMED,
    EARLIEST,
    COUNT_DUE,
    UNDONE,
    CLAIM_SQLITE,
    CONSUME_ALL,
    CONSUME,
    FAILED,
];
/// Prepared on PostgreSQL only.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS_POSTGRES: &[&str] = &[CLAIM_POSTGRES];

/// A claimed row.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub(super) workspace: WorkspaceId,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) due: At,
    pub(super) catch_up: CatchUp,
    pub(super) payload: String,
    pub(super) attempts: i64,
}

fn from_row(row: &AnyRow) -> anyhow::Result<Claimed> {
    let skip_after: i64 = row.try_get("skip_after")?;
    Ok(Claimed {
        workspace: WorkspaceId(row.try_get("workspace_id")?),
        kind: row.try_get("kind")?,
        subject: row.try_get("subject")?,
        due: At(row.try_get("due")?),
        catch_up: if skip_after < 0 {
            CatchUp::Always
        } else {
            CatchUp::SkipAfter(Span(skip_after))
        },
        payload: row.try_get("payload")?,
        attempts: row.try_get("attempts")?,
    })
}

pub(super) async fn arm(tx: &mut Tx, timer: &Timer) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let skip_after = match timer.catch_up {
        CatchUp::Always => -1,
        CatchUp::SkipAfter(span) => span.0.max(0),
    };
    let write = Write::new("arm timer", ARM)
        .bind(workspace)
        .bind(timer.kind)
        .bind(timer.subject.as_str())
        .bind(timer.due.0)
        .bind(timer.due.0)
        .bind(skip_after)
        .bind(timer.payload.to_string());
    tx.later(write);
    Ok(())
}

pub(super) async fn armed(tx: &mut Tx, kind: &str, subject: &str) -> anyhow::Result<Option<At>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(ARMED)
        .bind(workspace)
        .bind(kind)
        .bind(subject)
        .fetch_optional(tx.conn().await?)
        .await
        .context("look for timer")?;
    Ok(row.map(|r| r.try_get("due")).transpose()?.map(At))
}

pub(super) async fn disarm(tx: &mut Tx, kind: &str, subject: &str) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("disarm timer", DISARM)
        .bind(workspace)
        .bind(kind)
        .bind(subject);
    tx.later(write);
    Ok(())
}

pub(super) async fn any_workspace_earliest(tx: &mut Tx) -> anyhow::Result<Option<At>> {
    let row = sqlx::query(EARLIEST)
        .fetch_one(tx.conn().await?)
        .await
        .context("earliest timer")?;
    Ok(row.try_get::<Option<i64>, _>("next_try")?.map(At))
}

/// How many are due, counted to a thousand.
pub(super) async fn any_workspace_count_due(tx: &mut Tx) -> anyhow::Result<i64> {
    let now = tx.now().0;
    let row = sqlx::query(COUNT_DUE)
        .bind(now)
        .fetch_one(tx.conn().await?)
        .await
        .context("count due timers")?;
    Ok(row.try_get("n")?)
}

/// How many are due or being run; reads through all that is armed.
pub(super) async fn any_workspace_undone(tx: &mut Tx) -> anyhow::Result<i64> {
    let now = tx.now().0;
    let row = sqlx::query(UNDONE)
        .bind(now)
        .fetch_one(tx.conn().await?)
        .await
        .context("undone timers")?;
    Ok(row.try_get("n")?)
}

/// Claims up to `most` due rows under `lease` until `until`.
pub(super) async fn any_workspace_claim(
    tx: &mut Tx,
    lease: &str,
    until: At,
    most: i64,
) -> anyhow::Result<Vec<Claimed>> {
    let now = tx.now().0;
    let sql = match tx.dialect() {
        Dialect::Sqlite => CLAIM_SQLITE,
        Dialect::Postgres => CLAIM_POSTGRES,
    };
    let claim = sqlx::query(sql)
        .bind(until.0)
        .bind(lease)
        .bind(now)
        .bind(most);
    let rows = claim
        .fetch_all(tx.conn().await?)
        .await
        .context("claim timers")?;
    rows.iter().map(from_row).collect()
}

/// Consumes all of this workspace's rows that are still under the claim; says which.
pub(super) async fn consume_all(
    tx: &mut Tx,
    until: At,
    lease: &str,
) -> anyhow::Result<HashSet<(String, String)>> {
    let workspace = tx.workspace().0;
    let consume = sqlx::query(CONSUME_ALL)
        .bind(until.0)
        .bind(workspace)
        .bind(lease);
    let rows = consume
        .fetch_all(tx.conn().await?)
        .await
        .context("consume timers")?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// Consumes one row; `false` when it is no longer under `lease` (moved, taken away, or claimed by somebody else).
pub(super) async fn consume(tx: &mut Tx, claimed: &Claimed, lease: &str) -> anyhow::Result<bool> {
    let consume = sqlx::query(CONSUME)
        .bind(claimed.workspace.0)
        .bind(claimed.kind.as_str())
        .bind(claimed.subject.as_str())
        .bind(lease);
    Ok(consume
        .execute(tx.conn().await?)
        .await
        .context("consume timer")?
        .rows_affected()
        == 1)
}

/// Writes down a failed attempt and when the next one is.
pub(super) async fn failed(
    tx: &mut Tx,
    claimed: &Claimed,
    lease: &str,
    error: &str,
    next: At,
) -> anyhow::Result<()> {
    let write = Write::new("note failed timer", FAILED)
        .bind(next.0)
        .bind(error)
        .bind(claimed.workspace.0)
        .bind(claimed.kind.as_str())
        .bind(claimed.subject.as_str())
        .bind(lease);
    tx.later(write);
    Ok(())
}
