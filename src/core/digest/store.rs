//! The digest's SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::{Schedule, Zone};
use crate::chat::UserId;
use crate::clock::At;
use crate::core::digest::rules::{Digest, SectionKind, State};
use crate::store::{Tx, Write};

const INSERT: &str = "INSERT INTO digest (workspace_id, number, department_id, schedule, zone, sections, state, state_by, \
     state_at, told_until, last_print, last_key, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
const UPDATE: &str = "UPDATE digest SET schedule = $1, zone = $2, sections = $3, state = $4, state_by = $5, state_at = $6, \
     told_until = $7, last_print = $8, last_key = $9, version = version + 1 \
     WHERE workspace_id = $10 AND number = $11 AND version = $12";
const DELETE: &str = "DELETE FROM digest WHERE workspace_id = $1 AND number = $2";
const ONE: &str = "SELECT number, department_id, schedule, zone, sections, state, state_by, state_at, told_until, last_print, \
     last_key, version FROM digest WHERE workspace_id = $1 AND number = $2";
const ALL: &str = "SELECT number, department_id, schedule, zone, sections, state, state_by, state_at, told_until, last_print, \
     last_key, version FROM digest WHERE workspace_id = $1 ORDER BY number";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[INSERT, UPDATE, DELETE, ONE, ALL];

fn from_row(row: &AnyRow) -> anyhow::Result<Digest> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Digest> {
        let schedule: String = row.try_get("schedule")?;
        let zone: String = row.try_get("zone")?;
        let sections: String = row.try_get("sections")?;
        let state: String = row.try_get("state")?;
        Ok(Digest {
            number,
            department: row.try_get("department_id")?,
            schedule: Schedule::parse(&schedule)
                .map_err(|e| anyhow::anyhow!("schedule {schedule}: {e:?}"))?,
            zone: zone
                .parse::<Zone>()
                .map_err(|e| anyhow::anyhow!("zone {zone}: {e}"))?,
            sections: serde_json::from_str::<Vec<SectionKind>>(&sections)?,
            state: State::read(&state).with_context(|| format!("state {state}"))?,
            state_by: UserId(row.try_get("state_by")?),
            state_at: At(row.try_get("state_at")?),
            told_until: At(row.try_get("told_until")?),
            last_print: row.try_get("last_print")?,
            last_key: row.try_get("last_key")?,
            version: row.try_get("version")?,
        })
    };
    decode().with_context(|| format!("row {number} of table digest"))
}

pub(super) async fn insert(tx: &mut Tx, digest: &Digest) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("insert digest", INSERT)
        .bind(workspace)
        .bind(digest.number)
        .bind(digest.department)
        .bind(digest.schedule.text())
        .bind(digest.zone.name())
        .bind(serde_json::to_string(&digest.sections)?)
        .bind(digest.state.name())
        .bind(digest.state_by.0)
        .bind(digest.state_at.0)
        .bind(digest.told_until.0)
        .bind(digest.last_print.as_str())
        .bind(digest.last_key.as_str());
    tx.later(write);
    Ok(())
}

/// Writes the row back; `false` when somebody changed it since it was read.
pub(super) async fn update(tx: &mut Tx, digest: &Digest) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let done = sqlx::query(UPDATE)
        .bind(digest.schedule.text())
        .bind(digest.zone.name())
        .bind(serde_json::to_string(&digest.sections)?)
        .bind(digest.state.name())
        .bind(digest.state_by.0)
        .bind(digest.state_at.0)
        .bind(digest.told_until.0)
        .bind(digest.last_print.as_str())
        .bind(digest.last_key.as_str())
        .bind(workspace)
        .bind(digest.number)
        .bind(digest.version)
        .execute(tx.conn().await?)
        .await
        .context("update digest")?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("delete digest", DELETE)
        .bind(workspace)
        .bind(number);
    tx.later(write);
    Ok(())
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Digest>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(ONE)
        .bind(workspace)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read digest")?;
    row.as_ref().map(from_row).transpose()
}

pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Digest>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(ALL)
        .bind(workspace)
        .fetch_all(tx.conn().await?)
        .await
        .context("read digests")?;
    rows.iter().map(from_row).collect()
}
