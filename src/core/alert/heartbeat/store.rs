//! The heartbeats' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{UserId, WorkspaceId};
use crate::clock::{At, Span};
use crate::core::alert::heartbeat::Heartbeat;
use crate::core::incident::Severity;
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO heartbeat (workspace_id, number, department_id, name, token_hash, period, grace, severity, last_at, \
     incident, state, state_by, state_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET token_hash = excluded.token_hash, last_at = excluded.last_at, \
     incident = excluded.incident, state = excluded.state, state_by = excluded.state_by, state_at = excluded.state_at";
const ONE: &str =
    "SELECT * FROM heartbeat WHERE workspace_id = $1 AND number = $2 AND state <> 'deleted'";
const ALL: &str =
    "SELECT * FROM heartbeat WHERE workspace_id = $1 AND state <> 'deleted' ORDER BY number";
const ANY_WORKSPACE_BY_TOKEN: &str =
    "SELECT * FROM heartbeat WHERE state <> 'deleted' AND token_hash = $1";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE, ONE, ALL, ANY_WORKSPACE_BY_TOKEN];

fn heartbeat(row: &AnyRow) -> anyhow::Result<Heartbeat> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Heartbeat> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let last: i64 = row.try_get("last_at")?;
        Ok(Heartbeat {
            number,
            department: row.try_get("department_id")?,
            name: text("name")?,
            token_hash: text("token_hash")?,
            period: Span(row.try_get("period")?),
            grace: Span(row.try_get("grace")?),
            severity: Severity::read(&text("severity")?).context("severity")?,
            last: (last != 0).then_some(At(last)),
            incident: row.try_get("incident")?,
            deleted: text("state")? == "deleted",
            by: UserId(row.try_get("state_by")?),
            at: At(row.try_get("state_at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table heartbeat"))
}

pub(super) fn save(tx: &mut Tx, heartbeat: &Heartbeat) {
    let state = if heartbeat.deleted {
        "deleted"
    } else {
        "active"
    };
    let write = Write::new("save heartbeat", SAVE)
        .bind(tx.workspace().0)
        .bind(heartbeat.number)
        .bind(heartbeat.department)
        .bind(heartbeat.name.as_str())
        .bind(heartbeat.token_hash.as_str())
        .bind(heartbeat.period.0)
        .bind(heartbeat.grace.0)
        .bind(heartbeat.severity.name())
        .bind(heartbeat.last.map_or(0, |at| at.0))
        .bind(heartbeat.incident)
        .bind(state)
        .bind(heartbeat.by.0)
        .bind(heartbeat.at.0);
    tx.later(write);
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Heartbeat>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read heartbeat")?;
    row.as_ref().map(heartbeat).transpose()
}

pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Heartbeat>> {
    let rows = sqlx::query(ALL)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read heartbeats")?;
    rows.iter().map(heartbeat).collect()
}

/// The one that this token belongs to, and where.
pub(super) async fn any_workspace_by_token(
    tx: &mut Tx,
    hash: &str,
) -> anyhow::Result<Option<(WorkspaceId, i64)>> {
    let row = sqlx::query(ANY_WORKSPACE_BY_TOKEN)
        .bind(hash)
        .fetch_optional(tx.conn().await?)
        .await
        .context("look a token up")?;
    let found = |row: AnyRow| {
        let workspace = WorkspaceId(row.try_get("workspace_id")?);
        anyhow::Ok((workspace, row.try_get("number")?))
    };
    row.map(found).transpose()
}
