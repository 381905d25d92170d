//! The SQL of work that recurs, of what people set for themselves, and of news they hear once a day.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::Schedule;
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::catalogue::Priority;
use crate::core::task::types::{Recurring, RecurringState};
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO task_recurring (workspace_id, number, department_id, kind, title, details, project, priority, \
     assignee, schedule, due_after, holidays, state, state_by, state_at, last_task) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET state = excluded.state, state_by = excluded.state_by, \
     state_at = excluded.state_at, last_task = excluded.last_task";
const ONE: &str = "SELECT * FROM task_recurring WHERE workspace_id = $1 AND number = $2";
const STANDING: &str = "SELECT * FROM task_recurring WHERE workspace_id = $1 AND state IN ('active', 'paused') \
     ORDER BY department_id, number LIMIT 500";

const SAVE_PERSON: &str = "INSERT INTO task_person (workspace_id, user_id, cap, last_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (workspace_id, user_id) DO UPDATE SET cap = excluded.cap, last_at = excluded.last_at";
const PERSON: &str =
    "SELECT cap, last_at FROM task_person WHERE workspace_id = $1 AND user_id = $2";

const ADD_NEWS: &str =
    "INSERT INTO task_news (workspace_id, user_id, number, text) VALUES ($1, $2, $3, $4)";
const NEWS: &str =
    "SELECT text FROM task_news WHERE workspace_id = $1 AND user_id = $2 ORDER BY number LIMIT 60";
const DROP_NEWS: &str = "DELETE FROM task_news WHERE workspace_id = $1 AND user_id = $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    SAVE,
    ONE,
    STANDING,
    SAVE_PERSON,
    PERSON,
    ADD_NEWS,
    NEWS,
    DROP_NEWS,
];

fn recurring(row: &AnyRow) -> anyhow::Result<Recurring> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Recurring> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let count = |column: &str| row.try_get::<i64, _>(column);
        let schedule = text("schedule")?;
        Ok(Recurring {
            number,
            department: count("department_id")?,
            kind: text("kind")?,
            title: text("title")?,
            details: text("details")?,
            project: text("project")?,
            priority: Priority::of(&text("priority")?).context("priority")?,
            assignee: Some(UserId(count("assignee")?)).filter(|u| u.0 != 0),
            schedule: Schedule::parse(&schedule)
                .map_err(|e| anyhow::anyhow!("schedule {schedule}: {e:?}"))?,
            due_after: Some(Span(count("due_after")?)).filter(|s| s.0 > 0),
            holidays: count("holidays")? != 0,
            state: RecurringState::read(&text("state")?).context("state")?,
            state_by: UserId(count("state_by")?),
            state_at: At(count("state_at")?),
            last_task: count("last_task")?,
        })
    };
    decode().with_context(|| format!("row {number} of table task_recurring"))
}

pub(super) fn save(tx: &mut Tx, recurring: &Recurring) {
    let write = Write::new("save recurring work", SAVE)
        .bind(tx.workspace().0)
        .bind(recurring.number)
        .bind(recurring.department)
        .bind(recurring.kind.as_str())
        .bind(recurring.title.as_str())
        .bind(recurring.details.as_str())
        .bind(recurring.project.as_str())
        .bind(recurring.priority.key())
        .bind(recurring.assignee.map_or(0, |u| u.0))
        .bind(recurring.schedule.text())
        .bind(recurring.due_after.map_or(0, |span| span.0))
        .bind(i64::from(recurring.holidays))
        .bind(recurring.state.name())
        .bind(recurring.state_by.0)
        .bind(recurring.state_at.0)
        .bind(recurring.last_task);
    tx.later(write);
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Recurring>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read recurring work")?;
    row.as_ref().map(recurring).transpose()
}

/// What is active or paused.
pub(super) async fn standing(tx: &mut Tx) -> anyhow::Result<Vec<Recurring>> {
    let rows = sqlx::query(STANDING)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read recurring work")?;
    rows.iter().map(recurring).collect()
}

/// How many open tasks somebody wants at most, if they said so, and when they were last given one by rotation.
pub(super) async fn person(tx: &mut Tx, user: UserId) -> anyhow::Result<(Option<i64>, At)> {
    let row = sqlx::query(PERSON)
        .bind(tx.workspace().0)
        .bind(user.0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read what somebody takes")?;
    match row {
        Some(row) => {
            let cap: i64 = row.try_get("cap")?;
            Ok((Some(cap).filter(|c| *c > 0), At(row.try_get("last_at")?)))
        }
        None => Ok((None, At(0))),
    }
}

pub(super) fn save_person(tx: &mut Tx, user: UserId, cap: Option<i64>, last: At) {
    let write = Write::new("save what somebody takes", SAVE_PERSON)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(cap.unwrap_or(0))
        .bind(last.0);
    tx.later(write);
}

pub(super) fn add_news(tx: &mut Tx, user: UserId, number: i64, text: &str) {
    let write = Write::new("keep news", ADD_NEWS)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(number)
        .bind(text);
    tx.later(write);
}

/// What somebody has not heard yet, and is about to: it is taken away.
pub(super) async fn take_news(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<String>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(NEWS)
        .bind(workspace)
        .bind(user.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read news")?;
    let write = Write::new("drop news", DROP_NEWS)
        .bind(workspace)
        .bind(user.0);
    tx.later(write);
    rows.iter().map(|row| Ok(row.try_get("text")?)).collect()
}
