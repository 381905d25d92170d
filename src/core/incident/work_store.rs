//! The SQL of what is made from incidents.

use std::collections::BTreeMap;

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::incident::work_rules::{Action, Review};
use crate::store::{Tx, Write};

const REOPENED: &str = "SELECT i.number, COUNT(*) AS times FROM incident i JOIN journal j ON j.workspace_id = i.workspace_id \
     AND j.subject = 'incident/' || CAST(i.number AS TEXT) WHERE i.workspace_id = $1 AND i.opened_at >= $2 AND i.opened_at < $3 \
     AND j.action = 'incident.reopened' GROUP BY i.number";

const PAGES: &str = "SELECT incident, who, at FROM incident_page WHERE workspace_id = $1 AND at >= $2 AND at < $3 \
     AND kind = 'person' AND outcome <> 'refused' ORDER BY at";
const PAGED: &str = "SELECT DISTINCT who FROM incident_page WHERE workspace_id = $1 AND incident = $2 \
     AND kind = 'person' ORDER BY who";
const ADD_ACTION: &str = "INSERT INTO incident_action (workspace_id, number, incident, text, owner, due_day, made_by, made_at, done_by, \
     done_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)";
const SET_TASK: &str =
    "UPDATE incident_action SET task = $1 WHERE workspace_id = $2 AND number = $3";
const DO_ACTION: &str =
    "UPDATE incident_action SET done_by = $1, done_at = $2 WHERE workspace_id = $3 AND number = $4";
const CANCEL_ACTION: &str = "UPDATE incident_action SET done_by = $1, done_at = $2, cancelled = 1 WHERE workspace_id = $3 AND number = $4";
const ACTION: &str = "SELECT number, incident, text, owner, made_by, due_day, done_by, done_at, cancelled, task FROM incident_action \
     WHERE workspace_id = $1 AND number = $2";
const ACTIONS: &str = "SELECT number, incident, text, owner, made_by, due_day, done_by, done_at, cancelled, task FROM incident_action \
     WHERE workspace_id = $1 AND incident = $2 ORDER BY due_day, number";
const ACTIONS_OF: &str = "SELECT number, incident, text, owner, made_by, due_day, done_by, done_at, cancelled, task FROM incident_action \
     WHERE workspace_id = $1 AND owner = $2 AND done_at = 0 AND task = '' ORDER BY due_day, number";
const SAVE_REVIEW: &str = "INSERT INTO incident_review (workspace_id, incident, due, asked_by, asked_at, held_by, held_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, incident) DO UPDATE SET due = excluded.due, \
     asked_by = excluded.asked_by, asked_at = excluded.asked_at, held_by = excluded.held_by, held_at = excluded.held_at";
const REVIEW: &str = "SELECT incident, due, asked_by, asked_at, held_by, held_at FROM incident_review \
     WHERE workspace_id = $1 AND incident = $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    REOPENED,
    PAGES,
    PAGED,
    ADD_ACTION,
    SET_TASK,
    DO_ACTION,
    CANCEL_ACTION,
    ACTION,
    ACTIONS,
    ACTIONS_OF,
    SAVE_REVIEW,
    REVIEW,
];

/// How often those were opened again that were first opened between two moments, by number.
pub(super) async fn reopened(tx: &mut Tx, from: At, to: At) -> anyhow::Result<BTreeMap<i64, i64>> {
    let rows = sqlx::query(REOPENED)
        .bind(tx.workspace().0)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("count reopened incidents")?;
    rows.iter()
        .map(|row| Ok((row.try_get("number")?, row.try_get("times")?)))
        .collect()
}

/// Pages that got through to people between two moments: incident, person, moment.
pub(super) async fn pages(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<(i64, UserId, At)>> {
    let rows = sqlx::query(PAGES)
        .bind(tx.workspace().0)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read pages of a period")?;
    rows.iter()
        .map(|row| {
            let (user, at) = (row.try_get("who")?, row.try_get("at")?);
            Ok((row.try_get("incident")?, UserId(user), At(at)))
        })
        .collect()
}

fn action(row: &AnyRow) -> anyhow::Result<Action> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Action> {
        let (by, at): (i64, i64) = (row.try_get("done_by")?, row.try_get("done_at")?);
        Ok(Action {
            number,
            incident: row.try_get("incident")?,
            text: row.try_get("text")?,
            owner: UserId(row.try_get("owner")?),
            by: UserId(row.try_get("made_by")?),
            due: row.try_get::<String, _>("due_day")?.parse()?,
            done: (at != 0).then_some((At(at), UserId(by))),
            cancelled: row.try_get::<i64, _>("cancelled")? != 0,
            task: row.try_get("task")?,
        })
    };
    decode().with_context(|| format!("row {number} of table incident_action"))
}

/// Adds an action, which is not done yet.
pub(super) async fn add_action(tx: &mut Tx, action: &Action) -> anyhow::Result<()> {
    let write = Write::new("add incident action", ADD_ACTION)
        .bind(tx.workspace().0)
        .bind(action.number)
        .bind(action.incident)
        .bind(action.text.as_str())
        .bind(action.owner.0)
        .bind(action.due.to_string())
        .bind(action.by.0)
        .bind(tx.now().0);
    tx.later(write);
    Ok(())
}

/// A task was made of an action.
pub(super) fn set_task(tx: &mut Tx, number: i64, task: &str) {
    let write = Write::new("set task of incident action", SET_TASK)
        .bind(task)
        .bind(tx.workspace().0)
        .bind(number);
    tx.later(write);
}

/// An action is done.
pub(super) async fn do_action(tx: &mut Tx, number: i64, by: UserId) -> anyhow::Result<()> {
    let write = Write::new("do incident action", DO_ACTION)
        .bind(by.0)
        .bind(tx.now().0)
        .bind(tx.workspace().0)
        .bind(number);
    tx.later(write);
    Ok(())
}

/// An action is not to be done.
pub(super) fn cancel_action(tx: &mut Tx, number: i64, by: UserId) {
    let write = Write::new("cancel incident action", CANCEL_ACTION)
        .bind(by.0)
        .bind(tx.now().0)
        .bind(tx.workspace().0)
        .bind(number);
    tx.later(write);
}

/// The action of this number.
pub(super) async fn one_action(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Action>> {
    let row = sqlx::query(ACTION)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read incident action")?;
    row.as_ref().map(action).transpose()
}

/// The actions of an incident, by the day they are due.
pub(super) async fn actions(tx: &mut Tx, incident: i64) -> anyhow::Result<Vec<Action>> {
    let rows = sqlx::query(ACTIONS)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_all(tx.conn().await?)
        .await
        .context("read incident actions")?;
    rows.iter().map(action).collect()
}

/// What somebody still has to do, by the day it is due.
pub(super) async fn actions_of(tx: &mut Tx, owner: UserId) -> anyhow::Result<Vec<Action>> {
    let rows = sqlx::query(ACTIONS_OF)
        .bind(tx.workspace().0)
        .bind(owner.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read incident actions of a person")?;
    rows.iter().map(action).collect()
}

/// Keeps when the review of an incident is due, and whether it was held.
pub(super) async fn save_review(tx: &mut Tx, review: &Review) -> anyhow::Result<()> {
    let write = Write::new("save incident review", SAVE_REVIEW)
        .bind(tx.workspace().0)
        .bind(review.incident)
        .bind(review.due.0)
        .bind(review.asked.1.0)
        .bind(review.asked.0.0)
        .bind(review.held.map_or(0, |h| h.1.0))
        .bind(review.held.map_or(0, |h| h.0.0));
    tx.later(write);
    Ok(())
}

/// The review of an incident, if it was asked for.
pub(super) async fn review(tx: &mut Tx, incident: i64) -> anyhow::Result<Option<Review>> {
    let row = sqlx::query(REVIEW)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read incident review")?;
    let Some(row) = row else { return Ok(None) };
    let (held_at, held_by): (i64, i64) = (row.try_get("held_at")?, row.try_get("held_by")?);
    Ok(Some(Review {
        incident,
        due: At(row.try_get("due")?),
        asked: (
            At(row.try_get("asked_at")?),
            UserId(row.try_get("asked_by")?),
        ),
        held: (held_at != 0).then_some((At(held_at), UserId(held_by))),
    }))
}

/// People who were paged for an incident, each once.
pub(super) async fn paged(tx: &mut Tx, incident: i64) -> anyhow::Result<Vec<UserId>> {
    let rows = sqlx::query(PAGED)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_all(tx.conn().await?)
        .await
        .context("read who was paged")?;
    rows.iter()
        .map(|row| Ok(UserId(row.try_get("who")?)))
        .collect()
}
