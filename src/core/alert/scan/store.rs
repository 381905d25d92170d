//! The SQL of what scanners found.

use anyhow::Context;
use sqlx::Row;

use crate::clock::At;
use crate::core::alert::scan::rules::Known;
use crate::store::{Tx, Write};

const KNOWN: &str = "SELECT made, gone_at FROM scan_finding WHERE workspace_id = $1 AND integration = $2 AND finding = $3";
const SAVE: &str = "INSERT INTO scan_finding (workspace_id, integration, finding, made, made_at, gone_at) VALUES ($1, $2, $3, $4, $5, 0) \
     ON CONFLICT (workspace_id, integration, finding) DO UPDATE SET made = excluded.made, made_at = excluded.made_at, gone_at = 0";
const GONE: &str = "UPDATE scan_finding SET gone_at = $1 WHERE workspace_id = $2 AND integration = $3 AND finding = $4";
const SINCE: &str = "SELECT COUNT(DISTINCT made) AS made FROM scan_finding WHERE workspace_id = $1 AND integration = $2 AND made_at > $3";
const REST: &str = "SELECT made FROM scan_rest WHERE workspace_id = $1 AND integration = $2";
const SET_REST: &str = "INSERT INTO scan_rest (workspace_id, integration, made) VALUES ($1, $2, $3) \
     ON CONFLICT (workspace_id, integration) DO UPDATE SET made = excluded.made";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[KNOWN, SAVE, GONE, SINCE, REST, SET_REST];

/// What a finding of this scanner became.
pub(super) async fn known(
    tx: &mut Tx,
    integration: i64,
    finding: &str,
) -> anyhow::Result<Option<Known>> {
    let row = sqlx::query(KNOWN)
        .bind(tx.workspace().0)
        .bind(integration)
        .bind(finding)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read what a finding became")?;
    let Some(row) = row else { return Ok(None) };
    let gone: i64 = row.try_get("gone_at")?;
    Ok(Some(Known {
        made: row.try_get("made")?,
        gone: gone != 0,
    }))
}

/// A finding became something.
pub(super) fn save(tx: &mut Tx, integration: i64, finding: &str, made: &str) {
    let (workspace, now) = (tx.workspace().0, tx.now().0);
    let write = Write::new("save what a finding became", SAVE);
    let write = write.bind(workspace).bind(integration);
    tx.later(write.bind(finding).bind(made).bind(now));
}

/// It is not found any more, since this moment; or it is found again.
pub(super) fn set_gone(tx: &mut Tx, integration: i64, finding: &str, at: Option<At>) {
    let workspace = tx.workspace().0;
    let write = Write::new("a finding is gone", GONE).bind(at.map_or(0, |at| at.0));
    tx.later(write.bind(workspace).bind(integration).bind(finding));
}

/// How much was made of a scanner's findings since a moment.
pub(super) async fn made_since(tx: &mut Tx, integration: i64, since: At) -> anyhow::Result<i64> {
    let row = sqlx::query(SINCE)
        .bind(tx.workspace().0)
        .bind(integration)
        .bind(since.0)
        .fetch_one(tx.conn().await?)
        .await
        .context("count what findings became")?;
    Ok(row.try_get("made")?)
}

/// The task of what was too much to have something of its own, made last.
pub(super) async fn rest(tx: &mut Tx, integration: i64) -> anyhow::Result<Option<String>> {
    let row = sqlx::query(REST)
        .bind(tx.workspace().0)
        .bind(integration)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read what was too much")?;
    Ok(row.map(|row| row.try_get("made")).transpose()?)
}

pub(super) fn set_rest(tx: &mut Tx, integration: i64, made: &str) {
    let workspace = tx.workspace().0;
    let write = Write::new("save what was too much", SET_REST);
    tx.later(write.bind(workspace).bind(integration).bind(made));
}
