//! The journal's SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::journal::{Entry, Filter, Recorded};
use crate::store::{Tx, Write};

/// Entries are never taken away: the next number is the highest and one, in one statement.
const APPEND: &str = "INSERT INTO journal (workspace_id, number, at, by_user, subject, action, state_before, state_after) \
     SELECT CAST($1 AS BIGINT), COALESCE(MAX(number), 0) + 1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), $4, $5, $6, $7 \
     FROM journal WHERE workspace_id = $8";
const READ: &str = "SELECT number, at, by_user, subject, action, state_before, state_after FROM journal \
     WHERE workspace_id = $1 AND at >= $2 AND at < $3 AND (CAST($4 AS BIGINT) = 0 OR by_user = $5) \
     AND (CAST($6 AS TEXT) = '' OR subject = $7 OR subject LIKE $8) ORDER BY number DESC LIMIT $9";
const HISTORY: &str = "SELECT number, at, by_user, subject, action, state_before, state_after FROM journal \
     WHERE workspace_id = $1 AND subject = $2 ORDER BY number";
const HAPPENED: &str = "SELECT COUNT(*) AS found FROM journal \
     WHERE workspace_id = $1 AND subject = $2 AND action = $3 AND at >= $4";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[APPEND, READ, HISTORY, HAPPENED];

pub(super) async fn append(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    let (workspace, now) = (tx.workspace().0, tx.now().0);
    let write = Write::new("write journal", APPEND)
        .bind(workspace)
        .bind(now)
        .bind(entry.by.map_or(0, |u| u.0))
        .bind(entry.subject.as_str())
        .bind(entry.action)
        .bind(entry.before.to_string())
        .bind(entry.after.to_string())
        .bind(workspace);
    tx.later(write);
    Ok(())
}

fn from_row(row: &AnyRow) -> anyhow::Result<Recorded> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Recorded> {
        let by: i64 = row.try_get("by_user")?;
        Ok(Recorded {
            number,
            at: At(row.try_get("at")?),
            by: (by != 0).then_some(UserId(by)),
            subject: row.try_get("subject")?,
            action: row.try_get("action")?,
            before: serde_json::from_str(&row.try_get::<String, _>("state_before")?)?,
            after: serde_json::from_str(&row.try_get::<String, _>("state_after")?)?,
        })
    };
    decode().with_context(|| format!("row {number} of table journal"))
}

pub(super) async fn read(tx: &mut Tx, filter: &Filter, most: i64) -> anyhow::Result<Vec<Recorded>> {
    let workspace = tx.workspace().0;
    let by = filter.by.map_or(0, |u| u.0);
    // Subjects are our own words; what would be a wildcard in them is not one of theirs.
    let subject = filter.subject.replace(['%', '_'], "");
    let rows = sqlx::query(READ)
        .bind(workspace)
        .bind(filter.from.0)
        .bind(filter.to.0)
        .bind(by)
        .bind(by)
        .bind(subject.as_str())
        .bind(subject.as_str())
        .bind(format!("{subject}/%"))
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read journal")?;
    rows.iter().map(from_row).collect()
}

pub(super) async fn history(tx: &mut Tx, subject: &str) -> anyhow::Result<Vec<Recorded>> {
    let rows = sqlx::query(HISTORY)
        .bind(tx.workspace().0)
        .bind(subject)
        .fetch_all(tx.conn().await?)
        .await
        .context("read history")?;
    rows.iter().map(from_row).collect()
}

pub(super) async fn happened(
    tx: &mut Tx,
    subject: &str,
    action: &str,
    since: At,
) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(HAPPENED)
        .bind(workspace)
        .bind(subject)
        .bind(action)
        .bind(since.0)
        .fetch_one(tx.conn().await?)
        .await
        .context("look into journal")?;
    Ok(row.try_get::<i64, _>("found")? > 0)
}
