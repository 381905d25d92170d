//! The SQL of freezes: times in which nothing is released.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::store::{Tx, Write};

const ADD: &str = "INSERT INTO handoff_freeze (workspace_id, number, begins_at, ends_at, reason, made_by, ended_by) \
     VALUES ($1, $2, $3, $4, $5, $6, 0)";
const END: &str = "UPDATE handoff_freeze SET ended_by = $1 WHERE workspace_id = $2 AND number = $3 AND ended_by = 0";
const WITHIN: &str = "SELECT * FROM handoff_freeze WHERE workspace_id = $1 AND ended_by = 0 AND ends_at > $2 AND begins_at < $3 \
     ORDER BY begins_at LIMIT $4";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[ADD, END, WITHIN];

/// From a moment until before another nothing is released.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Freeze {
    pub(super) number: i64,
    pub(super) from: At,
    pub(super) until: At,
    /// As typed: escape before showing.
    pub(super) reason: String,
    pub(super) by: UserId,
}

pub(super) fn add(tx: &mut Tx, freeze: &Freeze) {
    let write = Write::new("insert freeze", ADD)
        .bind(tx.workspace().0)
        .bind(freeze.number)
        .bind(freeze.from.0)
        .bind(freeze.until.0)
        .bind(freeze.reason.as_str())
        .bind(freeze.by.0);
    tx.later(write);
}

/// Ends it; `false` if it has been, or never was.
pub(super) async fn end(tx: &mut Tx, number: i64, by: UserId) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let done = sqlx::query(END)
        .bind(by.0)
        .bind(workspace)
        .bind(number)
        .execute(tx.conn().await?)
        .await
        .context("end freeze")?;
    Ok(done.rows_affected() == 1)
}

/// The first freeze that touches this time.
pub(super) async fn within(tx: &mut Tx, from: At, until: At) -> anyhow::Result<Option<Freeze>> {
    Ok(some(tx, from, until, 1).await?.into_iter().next())
}

/// Those that stand or are to come.
pub(super) async fn standing(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Freeze>> {
    let now = tx.now();
    some(tx, now, At(i64::MAX), most).await
}

async fn some(tx: &mut Tx, from: At, until: At, most: i64) -> anyhow::Result<Vec<Freeze>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(WITHIN)
        .bind(workspace)
        .bind(from.0)
        .bind(until.0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read freezes")?;
    let freeze = |row: &AnyRow| {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        anyhow::Ok(Freeze {
            number: whole("number")?,
            from: At(whole("begins_at")?),
            until: At(whole("ends_at")?),
            reason: row.try_get("reason")?,
            by: UserId(whole("made_by")?),
        })
    };
    rows.iter().map(freeze).collect()
}
