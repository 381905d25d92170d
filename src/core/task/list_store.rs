//! The SQL of lists and counts. Each statement walks along one index from where the last page ended, reads a bounded number of
//! rows, and counts no further than a bound: what they cost does not grow with the table.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::task::rules::State;
use crate::core::task::store::task;
use crate::core::task::types::{Csat, Task};
use crate::store::Tx;

// What is open, the soonest due first.
const MINE: &str = "SELECT * FROM task WHERE workspace_id = $1 AND assignee = $2 AND is_open = 1 \
     AND due_at < $3 AND (due_at, number) > ($4, $5) ORDER BY due_at, number LIMIT $6";
const DUE: &str = "SELECT * FROM task WHERE workspace_id = $1 AND is_open = 1 \
     AND due_at < $2 AND (due_at, number) > ($3, $4) ORDER BY due_at, number LIMIT $5";
const DEPARTMENT_DUE: &str = "SELECT * FROM task WHERE workspace_id = $1 AND department_id = $2 AND is_open = 1 \
     AND due_at < $3 AND (due_at, number) > ($4, $5) ORDER BY due_at, number LIMIT $6";
const KIND_DUE: &str = "SELECT * FROM task WHERE workspace_id = $1 AND department_id = $2 AND kind = $3 AND is_open = 1 \
     AND due_at < $4 AND (due_at, number) > ($5, $6) ORDER BY due_at, number LIMIT $7";
// All, the newest first.
const BACK: &str =
    "SELECT * FROM task WHERE workspace_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
const DEPARTMENT_BACK: &str = "SELECT * FROM task WHERE workspace_id = $1 AND department_id = $2 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const STATE_BACK: &str = "SELECT * FROM task WHERE workspace_id = $1 AND department_id = $2 AND state = $3 \
     AND number < $4 ORDER BY number DESC LIMIT $5";
const PROJECT_BACK: &str = "SELECT * FROM task WHERE workspace_id = $1 AND project = $2 AND project <> '' \
     AND number < $3 ORDER BY number DESC LIMIT $4";
const ASSIGNED_BACK: &str = "SELECT * FROM task WHERE workspace_id = $1 AND assignee = $2 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const ASSIGNED_STATE_BACK: &str = "SELECT * FROM task WHERE workspace_id = $1 AND assignee = $2 AND state = $3 AND number < $4 \
     ORDER BY number DESC LIMIT $5";
const ASKED_BACK: &str = "SELECT * FROM task WHERE workspace_id = $1 AND requester = $2 AND is_open = 1 \
     AND number < $3 ORDER BY number DESC LIMIT $4";

// By number.
const SOME: &str = "SELECT * FROM task WHERE workspace_id = $1 AND number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
     $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)";
const WITHIN: &str = "SELECT * FROM task WHERE workspace_id = $1 AND number >= $2 AND number <= $3 ORDER BY number DESC LIMIT $4";
const LAST: &str = "SELECT number FROM task WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1";
const TITLES: &str = "SELECT number, title FROM task WHERE workspace_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

const COUNT_DUE: &str = "SELECT COUNT(*) AS n FROM (SELECT number FROM task WHERE workspace_id = $1 AND department_id = $2 \
     AND is_open = 1 AND due_at < $3 LIMIT $4) AS few";
// Everything is due some time after 0: said so that the index of what is open is taken, not that of all somebody had.
const LOAD: &str = "SELECT COUNT(*) AS n FROM (SELECT number FROM task WHERE workspace_id = $1 AND assignee = $2 \
     AND is_open = 1 AND due_at > 0 LIMIT $3) AS few";
const CSAT: &str = "SELECT COUNT(*) AS n, COALESCE(CAST(SUM(csat) AS BIGINT), 0) AS total, \
     COALESCE(CAST(SUM(CASE WHEN csat <= 2 THEN 1 ELSE 0 END) AS BIGINT), 0) AS low FROM task \
     WHERE workspace_id = $1 AND department_id = $2 AND csat > 0 AND csat_at >= $3 AND csat_at < $4";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    MINE,
    DUE,
    DEPARTMENT_DUE,
    KIND_DUE,
    BACK,
    DEPARTMENT_BACK,
    STATE_BACK,
    PROJECT_BACK,
    ASSIGNED_BACK,
    ASSIGNED_STATE_BACK,
    ASKED_BACK,
    SOME,
    WITHIN,
    LAST,
    TITLES,
    COUNT_DUE,
    LOAD,
    CSAT,
];

/// Where a list is read along.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Road {
    /// What is open and due before a moment, the soonest first.
    Mine(UserId),
    Anywhere,
    Department(i64),
    Kind(i64, String),
    /// All that was ever made, the newest first.
    Back,
    DepartmentBack(i64),
    StateBack(i64, State),
    Project(String),
    /// All that somebody has or had.
    AssignedBack(UserId),
    /// The same in one state.
    AssignedStateBack(UserId, State),
    /// Open, asked for by somebody.
    Asked(UserId),
}

impl Road {
    /// The soonest due come first, and only what is open is on it.
    pub(super) fn is_by_due(&self) -> bool {
        match self {
            Road::Mine(_) | Road::Anywhere | Road::Department(_) | Road::Kind(..) => true,
            Road::Back
            | Road::DepartmentBack(_)
            | Road::StateBack(..)
            | Road::Project(_)
            | Road::AssignedBack(_)
            | Road::AssignedStateBack(..)
            | Road::Asked(_) => false,
        }
    }
    /// Where it begins.
    pub(super) fn start(&self) -> Place {
        Place {
            due: i64::MIN,
            number: if self.is_by_due() { 0 } else { i64::MAX },
        }
    }
}

/// What a road goes by.
enum Bound {
    Number(i64),
    Text(String),
}

/// Where a page ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) due: i64,
    pub(super) number: i64,
}

impl Place {
    /// Right behind this task.
    pub(super) fn behind(task: &Task) -> Place {
        Place {
            due: task.due.map_or(super::store::NEVER, |due| due.0),
            number: task.number,
        }
    }
}

/// The next tasks along a road: of those that are read by when they are due only what is due before `before`.
pub(super) async fn along(
    tx: &mut Tx,
    road: &Road,
    from: Place,
    before: i64,
    most: i64,
) -> anyhow::Result<Vec<Task>> {
    let text = |text: &str| Bound::Text(text.to_owned());
    let (sql, keys) = match road {
        Road::Mine(user) => (MINE, vec![Bound::Number(user.0)]),
        Road::Anywhere => (DUE, Vec::new()),
        Road::Department(id) => (DEPARTMENT_DUE, vec![Bound::Number(*id)]),
        Road::Kind(id, kind) => (KIND_DUE, vec![Bound::Number(*id), text(kind)]),
        Road::Back => (BACK, Vec::new()),
        Road::DepartmentBack(id) => (DEPARTMENT_BACK, vec![Bound::Number(*id)]),
        Road::StateBack(id, state) => (STATE_BACK, vec![Bound::Number(*id), text(state.name())]),
        Road::Project(project) => (PROJECT_BACK, vec![text(project)]),
        Road::AssignedBack(user) => (ASSIGNED_BACK, vec![Bound::Number(user.0)]),
        Road::AssignedStateBack(user, state) => {
            let keys = vec![Bound::Number(user.0), text(state.name())];
            (ASSIGNED_STATE_BACK, keys)
        }
        Road::Asked(user) => (ASKED_BACK, vec![Bound::Number(user.0)]),
    };
    let mut query = sqlx::query(sql).bind(tx.workspace().0);
    for key in keys {
        query = match key {
            Bound::Number(number) => query.bind(number),
            Bound::Text(text) => query.bind(text),
        };
    }
    if road.is_by_due() {
        query = query.bind(before).bind(from.due);
    }
    let query = query.bind(from.number).bind(most);
    let rows = query
        .fetch_all(tx.conn().await?)
        .await
        .context("list tasks")?;
    rows.iter().map(task).collect()
}

/// So many are read by their numbers at once.
pub(super) const SOME_MOST: usize = 25;

/// Those of these numbers, at most [`SOME_MOST`], in no order.
pub(super) async fn some(tx: &mut Tx, numbers: &[i64]) -> anyhow::Result<Vec<Task>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sqlx::query(SOME).bind(tx.workspace().0);
    // Nothing has the number 0: it stands where there are fewer.
    for n in 0..SOME_MOST {
        query = query.bind(numbers.get(n).copied().unwrap_or(0));
    }
    let rows = query.fetch_all(tx.conn().await?).await;
    let rows = rows.context("read tasks by number")?;
    rows.iter().map(task).collect()
}

/// The newest of those whose numbers lie between two, both included.
pub(super) async fn within(
    tx: &mut Tx,
    (from, to): (i64, i64),
    most: i64,
) -> anyhow::Result<Vec<Task>> {
    let rows = sqlx::query(WITHIN)
        .bind(tx.workspace().0)
        .bind(from)
        .bind(to)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read tasks between numbers")?;
    rows.iter().map(task).collect()
}

/// The newest number; 0: there is no task.
pub(super) async fn last(tx: &mut Tx) -> anyhow::Result<i64> {
    let row = sqlx::query(LAST)
        .bind(tx.workspace().0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read the newest task")?;
    Ok(row.map_or(Ok(0), |row| row.try_get("number"))?)
}

/// Numbers and titles of the newest below a number.
pub(super) async fn titles(
    tx: &mut Tx,
    below: i64,
    most: i64,
) -> anyhow::Result<Vec<(i64, String)>> {
    let rows = sqlx::query(TITLES)
        .bind(tx.workspace().0)
        .bind(below)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read titles of tasks")?;
    let pair = |row: &AnyRow| Ok((row.try_get("number")?, row.try_get("title")?));
    rows.iter().map(pair).collect()
}

/// How many open tasks of a department are due before a moment, counted up to `most`.
pub(super) async fn count_due(
    tx: &mut Tx,
    department: i64,
    before: At,
    most: i64,
) -> anyhow::Result<i64> {
    let row = sqlx::query(COUNT_DUE)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(before.0)
        .bind(most)
        .fetch_one(tx.conn().await?)
        .await
        .context("count tasks")?;
    Ok(row.try_get("n")?)
}

/// How many open tasks somebody has, counted up to `most`.
pub(super) async fn load(tx: &mut Tx, user: UserId, most: i64) -> anyhow::Result<i64> {
    let row = sqlx::query(LOAD)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(most)
        .fetch_one(tx.conn().await?)
        .await
        .context("count tasks of a person")?;
    Ok(row.try_get("n")?)
}

/// How satisfied those who asked were, from one moment until before another.
pub(super) async fn csat(tx: &mut Tx, department: i64, from: At, to: At) -> anyhow::Result<Csat> {
    let row = sqlx::query(CSAT)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(from.0)
        .bind(to.0)
        .fetch_one(tx.conn().await?)
        .await
        .context("read satisfaction")?;
    Ok(Csat {
        count: row.try_get("n")?,
        sum: row.try_get("total")?,
        low: row.try_get("low")?,
    })
}
