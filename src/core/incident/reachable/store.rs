//! The SQL of what keeps pages from reaching somebody, and of when it is looked for.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::WorkspaceId;
use crate::clock::At;
use crate::core::incident::reachable::rules::Problem;
use crate::store::{Tx, Write};

const STANDING: &str = "SELECT name, message, what, since, solved_at FROM reach_problem WHERE workspace_id = $1 \
     AND department_id = $2 AND solved_at = 0 ORDER BY message, name";
const OF_MESSAGE: &str = "SELECT name, message, what, since, solved_at FROM reach_problem WHERE workspace_id = $1 \
     AND department_id = $2 AND message = $3 ORDER BY since, name";
const TELL: &str = "INSERT INTO reach_problem (workspace_id, department_id, name, message, what, since, solved_at) \
     VALUES ($1, $2, $3, $4, $5, $6, 0)";
const SOLVE: &str = "UPDATE reach_problem SET solved_at = $1 WHERE workspace_id = $2 AND department_id = $3 AND name = $4 \
     AND solved_at = 0";
const FORGET: &str =
    "DELETE FROM reach_problem WHERE workspace_id = $1 AND solved_at > 0 AND solved_at < $2";
const WANT: &str = "INSERT INTO reach_look (workspace_id, wanted, due_at) VALUES ($1, 1, $2) \
     ON CONFLICT (workspace_id) DO UPDATE SET wanted = reach_look.wanted + 1, due_at = excluded.due_at";
const WISH: &str = "SELECT wanted FROM reach_look WHERE workspace_id = $1";
const LOOKED: &str = "UPDATE reach_look SET due_at = $1 WHERE workspace_id = $2 AND wanted = $3";
const ANY_WORKSPACE_DUE: &str =
    "SELECT workspace_id, due_at FROM reach_look ORDER BY due_at, workspace_id LIMIT 50";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    STANDING,
    OF_MESSAGE,
    TELL,
    SOLVE,
    FORGET,
    WANT,
    WISH,
    LOOKED,
    ANY_WORKSPACE_DUE,
];

/// A problem that was told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Told {
    pub(super) message: i64,
    pub(super) what: Problem,
    pub(super) since: At,
    pub(super) solved: Option<At>,
}

fn from_row(row: &AnyRow) -> anyhow::Result<Told> {
    let name: String = row.try_get("name")?;
    let decode = || -> anyhow::Result<Told> {
        let solved: i64 = row.try_get("solved_at")?;
        Ok(Told {
            message: row.try_get("message")?,
            what: serde_json::from_str(&row.try_get::<String, _>("what")?)?,
            since: At(row.try_get("since")?),
            solved: (solved != 0).then_some(At(solved)),
        })
    };
    decode().with_context(|| format!("row {name} of table reach_problem"))
}

/// What was told and stands.
pub(super) async fn standing(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<Told>> {
    let rows = sqlx::query(STANDING)
        .bind(tx.workspace().0)
        .bind(department)
        .fetch_all(tx.conn().await?)
        .await
        .context("read what keeps pages from getting through")?;
    rows.iter().map(from_row).collect()
}

/// All that one message tells, solved or not.
pub(super) async fn of_message(
    tx: &mut Tx,
    department: i64,
    message: i64,
) -> anyhow::Result<Vec<Told>> {
    let rows = sqlx::query(OF_MESSAGE)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(message)
        .fetch_all(tx.conn().await?)
        .await
        .context("read what a message told")?;
    rows.iter().map(from_row).collect()
}

/// It is told in this message.
pub(super) fn tell(
    tx: &mut Tx,
    department: i64,
    message: i64,
    what: &Problem,
) -> anyhow::Result<()> {
    let At(now) = tx.now();
    let write = Write::new("tell a problem", TELL)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(what.name())
        .bind(message)
        .bind(serde_json::to_string(what)?)
        .bind(now);
    tx.later(write);
    Ok(())
}

/// It does not stand any more.
pub(super) fn solve(tx: &mut Tx, department: i64, name: &str) {
    let At(now) = tx.now();
    let write = Write::new("solve a problem", SOLVE)
        .bind(now)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(name);
    tx.later(write);
}

/// What was solved before this moment is forgotten.
pub(super) fn forget(tx: &mut Tx, before: At) {
    let write = Write::new("forget problems", FORGET)
        .bind(tx.workspace().0)
        .bind(before.0);
    tx.later(write);
}

/// The platform is to be looked at from now on.
pub(super) fn want(tx: &mut Tx) {
    let At(now) = tx.now();
    let write = Write::new("want a look", WANT)
        .bind(tx.workspace().0)
        .bind(now);
    tx.later(write);
}

/// How many wishes to look there were.
pub(super) async fn wish(tx: &mut Tx) -> anyhow::Result<i64> {
    let row = sqlx::query(WISH)
        .bind(tx.workspace().0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read the wish to look")?;
    Ok(row.map_or(Ok(0), |row| row.try_get("wanted"))?)
}

/// The next look is due then, unless it was wished for again meanwhile.
pub(super) fn looked(tx: &mut Tx, wish: i64, due: At) {
    let write = Write::new("looked", LOOKED)
        .bind(due.0)
        .bind(tx.workspace().0)
        .bind(wish);
    tx.later(write);
}

/// When which workspace is to be looked at, the earliest first.
pub(super) async fn any_workspace_due(tx: &mut Tx) -> anyhow::Result<Vec<(WorkspaceId, At)>> {
    let rows = sqlx::query(ANY_WORKSPACE_DUE)
        .fetch_all(tx.conn().await?)
        .await
        .context("read what is to be looked at")?;
    rows.iter()
        .map(|row| {
            Ok((
                WorkspaceId(row.try_get("workspace_id")?),
                At(row.try_get("due_at")?),
            ))
        })
        .collect()
}
