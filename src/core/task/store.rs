//! The tasks' SQL: one task, and what hangs on it. Lists stand in `list_store.rs`.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{ChannelId, UserId};
use crate::clock::At;
use crate::core::catalogue::{Flow, Priority, Visibility};
use crate::core::task::rules::State;
use crate::core::task::types::{Comment, Link, Relation, Task};
use crate::store::{Tx, Write};

/// What is never due stands behind all that is: the last moment of the year 9999.
pub(super) const NEVER: i64 = 253_402_300_799_000;

const INSERT: &str = "INSERT INTO task (workspace_id, number, department_id, kind, flow, title, details, project, priority, \
     visible, state, state_by, state_at, is_open, stage, requester, made_at, assignee, claimed, taken_at, respond_by, due_at, \
     touched_at, snoozed_until, closed_at, recurring, channel_id, room_id, csat, csat_text, csat_at, more, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
     $25, $26, $27, $28, 0, '', 0, $29, 1)";
const UPDATE: &str = "UPDATE task SET title = $1, details = $2, priority = $3, state = $4, state_by = $5, state_at = $6, \
     is_open = $7, stage = $8, assignee = $9, claimed = $10, taken_at = $11, respond_by = $12, due_at = $13, touched_at = $14, \
     snoozed_until = $15, closed_at = $16, channel_id = $17, room_id = $18, csat = $19, csat_text = $20, csat_at = $21, \
     more = $22, version = version + 1 WHERE workspace_id = $23 AND number = $24 AND version = $25";
const ONE: &str = "SELECT * FROM task WHERE workspace_id = $1 AND number = $2";

const COMMENT: &str = "INSERT INTO task_comment (workspace_id, task, number, user_id, at, text) VALUES ($1, $2, $3, $4, $5, $6)";
const COMMENTS: &str = "SELECT user_id, at, text FROM task_comment WHERE workspace_id = $1 AND task = $2 \
     ORDER BY number DESC LIMIT $3";

const WATCH: &str = "INSERT INTO task_watcher (workspace_id, task, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const UNWATCH: &str =
    "DELETE FROM task_watcher WHERE workspace_id = $1 AND task = $2 AND user_id = $3";
const WATCHERS: &str = "SELECT user_id FROM task_watcher WHERE workspace_id = $1 AND task = $2 ORDER BY user_id LIMIT 50";

const LINK: &str = "INSERT INTO task_link (workspace_id, from_key, relation, to_key, made_by, made_at) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
const UNLINK: &str = "DELETE FROM task_link WHERE workspace_id = $1 AND from_key = $2 AND relation = $3 AND to_key = $4";
const LINKS: &str = "SELECT from_key, relation, to_key FROM task_link WHERE workspace_id = $1 AND from_key = $2 \
     UNION SELECT from_key, relation, to_key FROM task_link WHERE workspace_id = $3 AND to_key = $4 \
     ORDER BY relation, from_key, to_key LIMIT 40";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    INSERT, UPDATE, ONE, COMMENT, COMMENTS, WATCH, UNWATCH, WATCHERS, LINK, UNLINK, LINKS,
];

fn flow(key: &str) -> Option<Flow> {
    let all = [Flow::Task, Flow::Record, Flow::Run, Flow::Case];
    all.into_iter().find(|f| f.key() == key)
}

fn visibility(name: &str) -> Option<Visibility> {
    let all = [
        Visibility::Everyone,
        Visibility::Department,
        Visibility::Lead,
    ];
    all.into_iter().find(|v| visible(*v) == name)
}

fn visible(of: Visibility) -> &'static str {
    match of {
        Visibility::Everyone => "everyone",
        Visibility::Department => "department",
        Visibility::Lead => "lead",
    }
}

/// Reads a row of the table.
pub(super) fn task(row: &AnyRow) -> anyhow::Result<Task> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Task> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let count = |column: &str| row.try_get::<i64, _>(column);
        let user = |column: &str| anyhow::Ok(Some(UserId(count(column)?)).filter(|u| u.0 != 0));
        let at = |column: &str| anyhow::Ok(Some(At(count(column)?)).filter(|at| at.0 != 0));
        let channel =
            |column: &str| anyhow::Ok(Some(ChannelId(count(column)?)).filter(|c| c.0 != 0));
        Ok(Task {
            number,
            department: count("department_id")?,
            kind: text("kind")?,
            flow: flow(&text("flow")?).context("flow")?,
            title: text("title")?,
            details: text("details")?,
            project: text("project")?,
            priority: Priority::of(&text("priority")?).context("priority")?,
            visible: visibility(&text("visible")?).context("visible")?,
            state: State::read(&text("state")?).context("state")?,
            state_by: user("state_by")?,
            state_at: At(count("state_at")?),
            stage: text("stage")?,
            requester: user("requester")?,
            made_at: At(count("made_at")?),
            assignee: user("assignee")?,
            claimed: count("claimed")? != 0,
            taken_at: at("taken_at")?,
            respond_by: at("respond_by")?,
            due: at("due_at")?.filter(|due| due.0 < NEVER),
            touched_at: At(count("touched_at")?),
            snoozed_until: At(count("snoozed_until")?),
            closed_at: at("closed_at")?,
            recurring: count("recurring")?,
            channel: channel("channel_id")?,
            room: channel("room_id")?,
            csat: count("csat")?,
            csat_text: text("csat_text")?,
            csat_at: At(count("csat_at")?),
            more: serde_json::from_str(&text("more")?).context("more")?,
            version: count("version")?,
        })
    };
    decode().with_context(|| format!("row {number} of table task"))
}

fn user(of: Option<UserId>) -> i64 {
    of.map_or(0, |u| u.0)
}
fn at(of: Option<At>) -> i64 {
    of.map_or(0, |at| at.0)
}
fn channel(of: Option<ChannelId>) -> i64 {
    of.map_or(0, |c| c.0)
}

/// The new row, at version 1.
pub(super) fn insert(tx: &mut Tx, task: &Task) -> anyhow::Result<()> {
    let write = Write::new("insert task", INSERT)
        .bind(tx.workspace().0)
        .bind(task.number)
        .bind(task.department)
        .bind(task.kind.as_str())
        .bind(task.flow.key())
        .bind(task.title.as_str())
        .bind(task.details.as_str())
        .bind(task.project.as_str())
        .bind(task.priority.key())
        .bind(visible(task.visible))
        .bind(task.state.name())
        .bind(user(task.state_by))
        .bind(task.state_at.0)
        .bind(i64::from(task.state.is_open()))
        .bind(task.stage.as_str())
        .bind(user(task.requester))
        .bind(task.made_at.0)
        .bind(user(task.assignee))
        .bind(i64::from(task.claimed))
        .bind(at(task.taken_at))
        .bind(at(task.respond_by))
        .bind(task.due.map_or(NEVER, |due| due.0))
        .bind(task.touched_at.0)
        .bind(task.snoozed_until.0)
        .bind(at(task.closed_at))
        .bind(task.recurring)
        .bind(channel(task.channel))
        .bind(channel(task.room))
        .bind(serde_json::to_string(&task.more)?);
    tx.later(write);
    Ok(())
}

/// Writes the row back; `false` when somebody changed it since it was read.
pub(super) async fn update(tx: &mut Tx, task: &Task) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let done = sqlx::query(UPDATE)
        .bind(task.title.as_str())
        .bind(task.details.as_str())
        .bind(task.priority.key())
        .bind(task.state.name())
        .bind(user(task.state_by))
        .bind(task.state_at.0)
        .bind(i64::from(task.state.is_open()))
        .bind(task.stage.as_str())
        .bind(user(task.assignee))
        .bind(i64::from(task.claimed))
        .bind(at(task.taken_at))
        .bind(at(task.respond_by))
        .bind(task.due.map_or(NEVER, |due| due.0))
        .bind(task.touched_at.0)
        .bind(task.snoozed_until.0)
        .bind(at(task.closed_at))
        .bind(channel(task.channel))
        .bind(channel(task.room))
        .bind(task.csat)
        .bind(task.csat_text.as_str())
        .bind(task.csat_at.0)
        .bind(serde_json::to_string(&task.more)?)
        .bind(workspace)
        .bind(task.number)
        .bind(task.version)
        .execute(tx.conn().await?)
        .await
        .context("update task")?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Task>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read task")?;
    row.as_ref().map(task).transpose()
}

pub(super) fn comment(tx: &mut Tx, task: i64, number: i64, comment: &Comment) {
    let write = Write::new("comment", COMMENT)
        .bind(tx.workspace().0)
        .bind(task)
        .bind(number)
        .bind(comment.user.0)
        .bind(comment.at.0)
        .bind(comment.text.as_str());
    tx.later(write);
}

/// The newest comments, newest first.
pub(super) async fn comments(tx: &mut Tx, task: i64, most: i64) -> anyhow::Result<Vec<Comment>> {
    let rows = sqlx::query(COMMENTS)
        .bind(tx.workspace().0)
        .bind(task)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read comments")?;
    let read = |row: &AnyRow| {
        Ok(Comment {
            user: UserId(row.try_get("user_id")?),
            at: At(row.try_get("at")?),
            text: row.try_get("text")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Begins or ends to watch.
pub(super) fn watch(tx: &mut Tx, task: i64, user: UserId, on: bool) {
    let write = Write::new("watch", if on { WATCH } else { UNWATCH })
        .bind(tx.workspace().0)
        .bind(task)
        .bind(user.0);
    tx.later(write);
}

pub(super) async fn watchers(tx: &mut Tx, task: i64) -> anyhow::Result<Vec<UserId>> {
    let rows = sqlx::query(WATCHERS)
        .bind(tx.workspace().0)
        .bind(task)
        .fetch_all(tx.conn().await?)
        .await
        .context("read watchers")?;
    rows.iter()
        .map(|row| Ok(UserId(row.try_get("user_id")?)))
        .collect()
}

/// Makes a link; one that is there already stays.
pub(super) fn link(tx: &mut Tx, link: &Link, by: UserId) {
    let now = tx.now();
    let write = Write::new("link", LINK)
        .bind(tx.workspace().0)
        .bind(link.from.as_str())
        .bind(link.relation.name())
        .bind(link.to.as_str())
        .bind(by.0)
        .bind(now.0);
    tx.later(write);
}

pub(super) fn unlink(tx: &mut Tx, link: &Link) {
    let write = Write::new("unlink", UNLINK)
        .bind(tx.workspace().0)
        .bind(link.from.as_str())
        .bind(link.relation.name())
        .bind(link.to.as_str());
    tx.later(write);
}

/// The links at whose one end this key stands.
pub(super) async fn links(tx: &mut Tx, key: &str) -> anyhow::Result<Vec<Link>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(LINKS)
        .bind(workspace)
        .bind(key)
        .bind(workspace)
        .bind(key)
        .fetch_all(tx.conn().await?)
        .await
        .context("read links")?;
    rows.iter().map(link_of).collect()
}

/// A row of links.
pub(super) fn link_of(row: &AnyRow) -> anyhow::Result<Link> {
    let relation: String = row.try_get("relation")?;
    Ok(Link {
        from: row.try_get("from_key")?,
        relation: Relation::read(&relation).with_context(|| format!("relation {relation}"))?,
        to: row.try_get("to_key")?,
    })
}
