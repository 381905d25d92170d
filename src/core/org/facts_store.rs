//! The SQL of what was learned of the platform.

use anyhow::Context;
use sqlx::Row;

use crate::clock::At;
use crate::store::{Tx, Write};

const ALL: &str = "SELECT kind, subject, detail FROM platform_fact WHERE workspace_id = $1 ORDER BY kind, subject";
const LEARN: &str = "INSERT INTO platform_fact (workspace_id, kind, subject, detail, since) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, kind, subject) DO UPDATE SET detail = excluded.detail";
const FORGET: &str =
    "DELETE FROM platform_fact WHERE workspace_id = $1 AND kind = $2 AND subject = $3";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[ALL, LEARN, FORGET];

/// All that is known: kind, subject, detail.
pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<(String, i64, String)>> {
    let rows = sqlx::query(ALL)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read what was learned of the platform")?;
    rows.iter()
        .map(|row| {
            Ok((
                row.try_get("kind")?,
                row.try_get("subject")?,
                row.try_get("detail")?,
            ))
        })
        .collect()
}

/// It is so, from now on if it was not before.
pub(super) fn learn(tx: &mut Tx, kind: &str, subject: i64, detail: &str) {
    let At(now) = tx.now();
    let write = Write::new("learn of the platform", LEARN)
        .bind(tx.workspace().0)
        .bind(kind)
        .bind(subject)
        .bind(detail)
        .bind(now);
    tx.later(write);
}

/// It is not so any more.
pub(super) fn forget(tx: &mut Tx, kind: &str, subject: i64) {
    let write = Write::new("forget of the platform", FORGET)
        .bind(tx.workspace().0)
        .bind(kind)
        .bind(subject);
    tx.later(write);
}
