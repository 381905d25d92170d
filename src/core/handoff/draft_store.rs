//! The SQL of requests that somebody is filling in.

use anyhow::Context;
use sqlx::Row;

use crate::chat::UserId;
use crate::clock::At;
use crate::store::{Tx, Write};

const KEEP_DRAFT: &str = "INSERT INTO handoff_draft (workspace_id, number, user_id, made_at, content) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET content = excluded.content";
const DRAFT: &str =
    "SELECT content FROM handoff_draft WHERE workspace_id = $1 AND number = $2 AND user_id = $3";
const DROP_DRAFT: &str = "DELETE FROM handoff_draft WHERE workspace_id = $1 AND number = $2";
const DROP_OLD_DRAFTS: &str =
    "DELETE FROM handoff_draft WHERE workspace_id = $1 AND user_id = $2 AND made_at < $3";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[KEEP_DRAFT, DRAFT, DROP_DRAFT, DROP_OLD_DRAFTS];

pub(super) fn keep_draft(tx: &mut Tx, number: i64, user: UserId, content: String) {
    let write = Write::new("keep draft", KEEP_DRAFT)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(user.0)
        .bind(tx.now().0)
        .bind(content);
    tx.later(write);
}

/// A draft of theirs, as it was kept.
pub(super) async fn draft(
    tx: &mut Tx,
    number: i64,
    user: UserId,
) -> anyhow::Result<Option<String>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(DRAFT)
        .bind(workspace)
        .bind(number)
        .bind(user.0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read draft")?;
    Ok(row.map(|row| row.try_get("content")).transpose()?)
}

pub(super) fn drop_draft(tx: &mut Tx, number: i64) {
    let write = Write::new("drop draft", DROP_DRAFT)
        .bind(tx.workspace().0)
        .bind(number);
    tx.later(write);
}

/// Nobody finishes what they began so long ago.
pub(super) fn drop_old_drafts(tx: &mut Tx, user: UserId, before: At) {
    let write = Write::new("drop old drafts", DROP_OLD_DRAFTS)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(before.0);
    tx.later(write);
}
