//! The silences' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::alert::matcher::Matchers;
use crate::core::alert::silence::{Silence, State};
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO silence (workspace_id, number, matchers, reason, begins_at, ends_at, state, state_by, state_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (workspace_id, number) DO UPDATE SET ends_at = excluded.ends_at, \
     state = excluded.state, state_by = excluded.state_by, state_at = excluded.state_at";
const ONE: &str = "SELECT * FROM silence WHERE workspace_id = $1 AND number = $2";
const STANDING: &str = "SELECT * FROM silence WHERE workspace_id = $1 AND state IN ('waiting', 'active') ORDER BY number";
const KEPT_QUIET: &str = "SELECT department_id, state, COUNT(*) AS alerts FROM alert WHERE workspace_id = $1 AND silence = $2 \
     GROUP BY department_id, state ORDER BY department_id, state";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE, ONE, STANDING, KEPT_QUIET];

fn silence(row: &AnyRow) -> anyhow::Result<Silence> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Silence> {
        let text = |column: &str| row.try_get::<String, _>(column);
        Ok(Silence {
            number,
            matchers: Matchers::read(&text("matchers")?)
                .map_err(|refusal| anyhow::anyhow!("matchers: {}", refusal.id))?,
            reason: text("reason")?,
            begins: At(row.try_get("begins_at")?),
            ends: At(row.try_get("ends_at")?),
            state: State::read(&text("state")?).context("state")?,
            by: UserId(row.try_get("state_by")?),
            at: At(row.try_get("state_at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table silence"))
}

pub(super) fn save(tx: &mut Tx, silence: &Silence) {
    let write = Write::new("save silence", SAVE)
        .bind(tx.workspace().0)
        .bind(silence.number)
        .bind(silence.matchers.text())
        .bind(silence.reason.as_str())
        .bind(silence.begins.0)
        .bind(silence.ends.0)
        .bind(silence.state.name())
        .bind(silence.by.0)
        .bind(silence.at.0);
    tx.later(write);
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Silence>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read silence")?;
    row.as_ref().map(silence).transpose()
}

/// Those that have not ended.
pub(super) async fn standing(tx: &mut Tx) -> anyhow::Result<Vec<Silence>> {
    let rows = sqlx::query(STANDING)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read silences")?;
    rows.iter().map(silence).collect()
}

/// How many alerts a silence kept quiet: department, firing still, how many.
pub(super) async fn kept_quiet(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<(i64, bool, i64)>> {
    let rows = sqlx::query(KEPT_QUIET)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_all(tx.conn().await?)
        .await
        .context("count silenced alerts")?;
    let read = |row: &AnyRow| {
        let state: String = row.try_get("state")?;
        Ok((
            row.try_get("department_id")?,
            state == "firing",
            row.try_get("alerts")?,
        ))
    };
    rows.iter().map(read).collect()
}
