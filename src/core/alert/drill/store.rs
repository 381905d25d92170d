//! The drills' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::clock::At;
use crate::core::alert::drill::{Drill, Outcome};
use crate::store::{Tx, Write};

const ADD: &str = "INSERT INTO drill (workspace_id, number, slot, started_at, received_at, acknowledged_at, incident, outcome) \
     VALUES ($1, $2, $3, $4, 0, 0, 0, '')";
const SAVE: &str = "UPDATE drill SET received_at = $1, acknowledged_at = $2, incident = $3, outcome = $4 \
     WHERE workspace_id = $5 AND number = $6";
const OF_SLOT: &str = "SELECT number FROM drill WHERE workspace_id = $1 AND slot = $2";
const ONE: &str = "SELECT * FROM drill WHERE workspace_id = $1 AND number = $2";
const OF_INCIDENT: &str =
    "SELECT * FROM drill WHERE workspace_id = $1 AND incident = $2 AND outcome = ''";
const LATEST: &str = "SELECT * FROM drill WHERE workspace_id = $1 ORDER BY number DESC LIMIT $2";
const FORGET: &str = "DELETE FROM drill WHERE workspace_id = $1 AND started_at < $2";
const ANY_WORKSPACE_LOST: &str = "SELECT COUNT(*) AS lost FROM drill d WHERE d.outcome = 'lost' AND NOT EXISTS \
     (SELECT 1 FROM drill n WHERE n.workspace_id = d.workspace_id AND n.number > d.number AND n.outcome <> '')";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ADD,
    SAVE,
    OF_SLOT,
    ONE,
    OF_INCIDENT,
    LATEST,
    FORGET,
    ANY_WORKSPACE_LOST,
];

fn drill(row: &AnyRow) -> anyhow::Result<Drill> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Drill> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let moment = |column: &str| whole(column).map(|at| (at != 0).then_some(At(at)));
        let outcome: String = row.try_get("outcome")?;
        Ok(Drill {
            number,
            started: At(whole("started_at")?),
            received: moment("received_at")?,
            acknowledged: moment("acknowledged_at")?,
            incident: whole("incident")?,
            outcome: Outcome::read(&outcome).context("outcome")?,
        })
    };
    decode().with_context(|| format!("row {number} of table drill"))
}

/// Adds one that begins now.
pub(super) fn add(tx: &mut Tx, number: i64, slot: At) {
    let write = Write::new("add drill", ADD)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(slot.0)
        .bind(tx.now().0);
    tx.later(write);
}

/// Writes one back.
pub(super) fn save(tx: &mut Tx, drill: &Drill) {
    let write = Write::new("save drill", SAVE)
        .bind(drill.received.map_or(0, |at| at.0))
        .bind(drill.acknowledged.map_or(0, |at| at.0))
        .bind(drill.incident)
        .bind(drill.outcome.name())
        .bind(tx.workspace().0)
        .bind(drill.number);
    tx.later(write);
}

/// Whether there is one for this moment.
pub(super) async fn has_slot(tx: &mut Tx, slot: At) -> anyhow::Result<bool> {
    let row = sqlx::query(OF_SLOT)
        .bind(tx.workspace().0)
        .bind(slot.0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("look for a drill")?;
    Ok(row.is_some())
}

/// The drill of this number.
pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Drill>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read drill")?;
    row.as_ref().map(drill).transpose()
}

/// The drill under way that opened this incident.
pub(super) async fn of_incident(tx: &mut Tx, incident: i64) -> anyhow::Result<Option<Drill>> {
    let row = sqlx::query(OF_INCIDENT)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read drill of an incident")?;
    row.as_ref().map(drill).transpose()
}

/// The newest first.
pub(super) async fn latest(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Drill>> {
    let rows = sqlx::query(LATEST)
        .bind(tx.workspace().0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read drills")?;
    rows.iter().map(drill).collect()
}

/// Forgets those that began before a moment.
pub(super) fn forget(tx: &mut Tx, before: At) {
    let workspace = tx.workspace().0;
    let write = Write::new("forget drills", FORGET);
    tx.later(write.bind(workspace).bind(before.0));
}

/// In how many workspaces the last one that ended was lost.
pub(super) async fn any_workspace_lost(tx: &mut Tx) -> anyhow::Result<i64> {
    let row = sqlx::query(ANY_WORKSPACE_LOST)
        .fetch_one(tx.conn().await?)
        .await
        .context("count lost drills")?;
    Ok(row.try_get("lost")?)
}
