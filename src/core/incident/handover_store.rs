//! The SQL of changes of shift.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::incident::handover_rules::{Handover, Stands};
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO incident_handover (workspace_id, number, department_id, rotation, goes, comes, at, until, incidents, \
     state, state_by, state_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET state = excluded.state, state_by = excluded.state_by, \
     state_at = excluded.state_at";
const ONE: &str = "SELECT number, department_id, rotation, goes, comes, at, until, incidents, state, state_by, state_at \
     FROM incident_handover WHERE workspace_id = $1 AND number = $2";
const PENDING: &str = "SELECT number, department_id, rotation, goes, comes, at, until, incidents, state, state_by, state_at \
     FROM incident_handover WHERE workspace_id = $1 AND department_id = $2 AND state IN ('told', 'late') ORDER BY number";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE, ONE, PENDING];

fn handover(row: &AnyRow) -> anyhow::Result<Handover> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Handover> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let person = |column: &str| whole(column).map(|id| (id != 0).then_some(UserId(id)));
        let (by, at) = (UserId(whole("state_by")?), At(whole("state_at")?));
        let state: String = row.try_get("state")?;
        let until = whole("until")?;
        Ok(Handover {
            number,
            department: whole("department_id")?,
            rotation: row.try_get("rotation")?,
            goes: person("goes")?,
            comes: person("comes")?,
            at: At(whole("at")?),
            until: (until != 0).then_some(At(until)),
            incidents: serde_json::from_str(&row.try_get::<String, _>("incidents")?)?,
            stands: match state.as_str() {
                "told" => Stands::Told,
                "late" => Stands::Late(at),
                "accepted" => Stands::Accepted(by, at),
                "passed" => Stands::Passed(at),
                other => anyhow::bail!("state {other}"),
            },
        })
    };
    decode().with_context(|| format!("row {number} of table incident_handover"))
}

/// Keeps a change of shift, or what became of it.
pub(super) fn save(tx: &mut Tx, handover: &Handover) -> anyhow::Result<()> {
    let (state, by, at) = match handover.stands {
        Stands::Told => ("told", UserId(0), handover.at),
        Stands::Late(at) => ("late", UserId(0), at),
        Stands::Accepted(by, at) => ("accepted", by, at),
        Stands::Passed(at) => ("passed", UserId(0), at),
    };
    let write = Write::new("save handover", SAVE)
        .bind(tx.workspace().0)
        .bind(handover.number)
        .bind(handover.department)
        .bind(handover.rotation.as_str())
        .bind(handover.goes.map_or(0, |user| user.0))
        .bind(handover.comes.map_or(0, |user| user.0))
        .bind(handover.at.0)
        .bind(handover.until.map_or(0, |at| at.0))
        .bind(serde_json::to_string(&handover.incidents)?)
        .bind(state)
        .bind(by.0)
        .bind(at.0);
    tx.later(write);
    Ok(())
}

/// The one of this number.
pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Handover>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read handover")?;
    row.as_ref().map(handover).transpose()
}

/// Those of a department that nobody has accepted yet, in order.
pub(super) async fn pending(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<Handover>> {
    let rows = sqlx::query(PENDING)
        .bind(tx.workspace().0)
        .bind(department)
        .fetch_all(tx.conn().await?)
        .await
        .context("read open handovers")?;
    rows.iter().map(handover).collect()
}
