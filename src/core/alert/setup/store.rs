//! The integrations' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{UserId, WorkspaceId};
use crate::clock::At;
use crate::core::alert::drill;
use crate::core::alert::severity::SeverityMap;
use crate::core::alert::types::{Integration, Kind};
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO integration (workspace_id, number, department_id, kind, name, token_hash, previous_hash, previous_until, \
     severity_map, mapping, state, state_by, state_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET department_id = excluded.department_id, token_hash = excluded.token_hash, previous_hash = excluded.previous_hash, \
     previous_until = excluded.previous_until, state = excluded.state, state_by = excluded.state_by, state_at = excluded.state_at";
const SEEN: &str = "UPDATE integration SET last_at = $1 WHERE workspace_id = $2 AND number = $3";
const ALL: &str =
    "SELECT * FROM integration WHERE workspace_id = $1 AND state <> 'deleted' ORDER BY number";
const ANY_WORKSPACE_BY_TOKEN: &str = "SELECT * FROM integration WHERE state <> 'deleted' AND (token_hash = $1 OR previous_hash = $2)";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE, SEEN, ALL, ANY_WORKSPACE_BY_TOKEN];

fn integration(row: &AnyRow) -> anyhow::Result<Integration> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Integration> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let previous = text("previous_hash")?;
        let until = At(whole("previous_until")?);
        let last = whole("last_at")?;
        Ok(Integration {
            number,
            department: whole("department_id")?,
            kind: Kind::read(&text("kind")?).context("kind")?,
            name: text("name")?,
            token_hash: text("token_hash")?,
            previous: (!previous.is_empty()).then_some((previous, until)),
            severities: SeverityMap::read(&text("severity_map")?)
                .map_err(|refusal| anyhow::anyhow!("severity_map: {}", refusal.id))?,
            mapping: text("mapping")?,
            deleted: text("state")? == "deleted",
            state_by: UserId(whole("state_by")?),
            state_at: At(whole("state_at")?),
            last_at: (last != 0).then_some(At(last)),
        })
    };
    decode().with_context(|| format!("row {number} of table integration"))
}

/// Writes an integration, new or known.
pub(in crate::core::alert) fn save(tx: &mut Tx, it: &Integration) {
    let (previous, until) = match &it.previous {
        Some((hash, until)) => (hash.as_str(), until.0),
        None => ("", 0),
    };
    let write = Write::new("save integration", SAVE)
        .bind(tx.workspace().0)
        .bind(it.number)
        .bind(it.department)
        .bind(it.kind.name())
        .bind(it.name.as_str())
        .bind(it.token_hash.as_str())
        .bind(previous)
        .bind(until)
        .bind(it.severities.text())
        .bind(it.mapping.as_str())
        .bind(if it.deleted { "deleted" } else { "active" })
        .bind(it.state_by.0)
        .bind(it.state_at.0)
        .bind(it.last_at.map_or(0, |at| at.0));
    tx.later(write);
}

/// Something came from it.
pub(in crate::core::alert) fn seen(tx: &mut Tx, number: i64) {
    let (now, workspace) = (tx.now().0, tx.workspace().0);
    let write = Write::new("integration seen", SEEN);
    tx.later(write.bind(now).bind(workspace).bind(number));
}

/// All that people made and that are not deleted.
pub(super) async fn made(tx: &mut Tx) -> anyhow::Result<Vec<Integration>> {
    let mut all = all(tx).await?;
    all.retain(|it| it.number != drill::INTEGRATION);
    Ok(all)
}

/// All that are not deleted, with the one that drills come through.
pub(in crate::core::alert) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Integration>> {
    let rows = sqlx::query(ALL)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read integrations")?;
    rows.iter().map(integration).collect()
}

/// The one that this token belongs to, now or before it was rotated, and where.
pub(super) async fn any_workspace_by_token(
    tx: &mut Tx,
    hash: &str,
) -> anyhow::Result<Option<(WorkspaceId, Integration)>> {
    let row = sqlx::query(ANY_WORKSPACE_BY_TOKEN)
        .bind(hash)
        .bind(hash)
        .fetch_optional(tx.conn().await?)
        .await
        .context("look a token up")?;
    let found = |row: &AnyRow| {
        let workspace = WorkspaceId(row.try_get("workspace_id")?);
        anyhow::Ok((workspace, integration(row)?))
    };
    row.as_ref().map(found).transpose()
}
