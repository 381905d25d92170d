//! The SQL of what tasks are linked with and is no task: handoffs and incidents, as they were told of last.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::core::task::store;
use crate::core::task::types::{Link, Thing};
use crate::store::{Tx, Write};

const KEEP: &str = "INSERT INTO task_thing (workspace_id, key, title, state, waits) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, key) DO UPDATE SET title = excluded.title, state = excluded.state, waits = excluded.waits";
const ONE: &str =
    "SELECT key, title, state, waits FROM task_thing WHERE workspace_id = $1 AND key = $2";
// Hundreds may wait for one incident.
const ENDS: &str = "SELECT from_key, relation, to_key FROM task_link WHERE workspace_id = $1 AND from_key = $2 \
     UNION SELECT from_key, relation, to_key FROM task_link WHERE workspace_id = $3 AND to_key = $4 \
     ORDER BY from_key, relation, to_key LIMIT $5";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[KEEP, ONE, ENDS];

/// Keeps what was told of it, in place of what was known.
pub(super) fn keep(tx: &mut Tx, thing: &Thing) {
    let write = Write::new("keep thing", KEEP)
        .bind(tx.workspace().0)
        .bind(thing.key.as_str())
        .bind(thing.title.as_str())
        .bind(thing.state.as_str())
        .bind(i64::from(thing.waits));
    tx.later(write);
}

/// What was told of it last; none: nothing ever was.
pub(super) async fn one(tx: &mut Tx, key: &str) -> anyhow::Result<Option<Thing>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(key)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read thing")?;
    let read = |row: AnyRow| -> anyhow::Result<Thing> {
        let waits: i64 = row.try_get("waits")?;
        Ok(Thing {
            key: row.try_get("key")?,
            title: row.try_get("title")?,
            state: row.try_get("state")?,
            waits: waits != 0,
        })
    };
    row.map(read).transpose()
}

/// The links at whose one end this key stands, up to so many.
pub(super) async fn ends(tx: &mut Tx, key: &str, most: i64) -> anyhow::Result<Vec<Link>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(ENDS)
        .bind(workspace)
        .bind(key)
        .bind(workspace)
        .bind(key)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read the ends of links")?;
    rows.iter().map(store::link_of).collect()
}
