//! The SQL of what incidents were linked with by others.

use anyhow::Context;
use sqlx::Row;

use crate::store::{Tx, Write};

const ADD: &str = "INSERT INTO incident_link (workspace_id, incident, key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const DROP: &str =
    "DELETE FROM incident_link WHERE workspace_id = $1 AND incident = $2 AND key = $3";
const OF: &str =
    "SELECT key FROM incident_link WHERE workspace_id = $1 AND incident = $2 ORDER BY key LIMIT 50";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[ADD, DROP, OF];

/// Links it, or takes the link away.
pub(super) fn set(tx: &mut Tx, incident: i64, key: &str, on: bool) {
    let write = Write::new("link incident", if on { ADD } else { DROP })
        .bind(tx.workspace().0)
        .bind(incident)
        .bind(key);
    tx.later(write);
}

/// The keys of what it is linked with.
pub(super) async fn of(tx: &mut Tx, incident: i64) -> anyhow::Result<Vec<String>> {
    let rows = sqlx::query(OF)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_all(tx.conn().await?)
        .await
        .context("read links of incident")?;
    rows.iter().map(|row| Ok(row.try_get("key")?)).collect()
}
