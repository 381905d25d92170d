//! The measures' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::measure::rules::{Better, Figure, Guards, Level, Told};
use crate::core::measure::types::{Measure, Value};
use crate::store::Tx;

const SAVE: &str = "INSERT INTO measure (workspace_id, number, department_id, name, name_key, unit, better, target, warn, critical, told, \
     better_run, tellings, told_at, state_by, state_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET unit = excluded.unit, better = excluded.better, target = excluded.target, \
     warn = excluded.warn, critical = excluded.critical, told = excluded.told, better_run = excluded.better_run, \
     tellings = excluded.tellings, told_at = excluded.told_at, state_by = excluded.state_by, state_at = excluded.state_at";
const ALL: &str = "SELECT * FROM measure WHERE workspace_id = $1 ORDER BY number";
const NAMED: &str = "SELECT * FROM measure WHERE workspace_id = $1 AND name_key = $2";
const PUT: &str = "INSERT INTO measure_value (workspace_id, measure, at, figure, note, project, source, by_user, recorded_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (workspace_id, measure, at) DO UPDATE SET figure = excluded.figure, \
     note = excluded.note, project = excluded.project, source = excluded.source, by_user = excluded.by_user, \
     recorded_at = excluded.recorded_at";
const LATEST: &str = "SELECT * FROM measure_value WHERE workspace_id = $1 AND measure = $2 ORDER BY at DESC LIMIT $3";
const FORGET: &str =
    "DELETE FROM measure_value WHERE workspace_id = $1 AND measure = $2 AND at < $3";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE, ALL, NAMED, PUT, LATEST, FORGET];

fn measure(row: &AnyRow) -> anyhow::Result<Measure> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Measure> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let figure = |column: &str| -> anyhow::Result<Option<Figure>> {
            match text(column)?.as_str() {
                "" => Ok(None),
                digits => Ok(Some(Figure(digits.parse().context("a figure")?))),
            }
        };
        let told_at: i64 = row.try_get("told_at")?;
        let by: i64 = row.try_get("state_by")?;
        Ok(Measure {
            number,
            department: row.try_get("department_id")?,
            name: text("name")?,
            unit: text("unit")?,
            guards: Guards {
                better: Better::read(&text("better")?).context("better")?,
                target: figure("target")?,
                warn: figure("warn")?,
                critical: figure("critical")?,
            },
            told: Told {
                level: Level::read(&text("told")?).context("told")?,
                run: row.try_get("better_run")?,
            },
            tellings: row.try_get("tellings")?,
            told_at: (told_at != 0).then_some(At(told_at)),
            by: (by != 0).then_some(UserId(by)),
            at: At(row.try_get("state_at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table measure"))
}

fn value(row: &AnyRow) -> anyhow::Result<Value> {
    let by: i64 = row.try_get("by_user")?;
    Ok(Value {
        at: At(row.try_get("at")?),
        figure: Figure(row.try_get("figure")?),
        note: row.try_get("note")?,
        project: row.try_get("project")?,
        source: row.try_get("source")?,
        by: (by != 0).then_some(UserId(by)),
    })
}

/// Writes a measure, new or known.
pub(super) async fn save(tx: &mut Tx, measure: &Measure, name_key: &str) -> anyhow::Result<()> {
    let guard = |figure: Option<Figure>| figure.map(|f| f.0.to_string()).unwrap_or_default();
    sqlx::query(SAVE)
        .bind(tx.workspace().0)
        .bind(measure.number)
        .bind(measure.department)
        .bind(measure.name.as_str())
        .bind(name_key)
        .bind(measure.unit.as_str())
        .bind(measure.guards.better.name())
        .bind(guard(measure.guards.target))
        .bind(guard(measure.guards.warn))
        .bind(guard(measure.guards.critical))
        .bind(measure.told.level.name())
        .bind(measure.told.run)
        .bind(measure.tellings)
        .bind(measure.told_at.map_or(0, |at| at.0))
        .bind(measure.by.map_or(0, |by| by.0))
        .bind(measure.at.0)
        .execute(tx.conn().await?)
        .await
        .context("save measure")?;
    Ok(())
}

/// All of them, in the order they were made.
pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Measure>> {
    let rows = sqlx::query(ALL)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read measures")?;
    rows.iter().map(measure).collect()
}

pub(super) async fn named(tx: &mut Tx, name_key: &str) -> anyhow::Result<Option<Measure>> {
    let row = sqlx::query(NAMED)
        .bind(tx.workspace().0)
        .bind(name_key)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read measure")?;
    row.as_ref().map(measure).transpose()
}

/// Writes a value; another one of the same moment is replaced.
pub(super) async fn put(tx: &mut Tx, measure: i64, value: &Value) -> anyhow::Result<()> {
    let now = tx.now().0;
    sqlx::query(PUT)
        .bind(tx.workspace().0)
        .bind(measure)
        .bind(value.at.0)
        .bind(value.figure.0)
        .bind(value.note.as_str())
        .bind(value.project.as_str())
        .bind(value.source.as_str())
        .bind(value.by.map_or(0, |by| by.0))
        .bind(now)
        .execute(tx.conn().await?)
        .await
        .context("save value")?;
    Ok(())
}

/// The newest values, newest first.
pub(super) async fn latest(tx: &mut Tx, measure: i64, most: i64) -> anyhow::Result<Vec<Value>> {
    let rows = sqlx::query(LATEST)
        .bind(tx.workspace().0)
        .bind(measure)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read values")?;
    rows.iter().map(value).collect()
}

/// Values of before this moment are not kept.
pub(super) async fn forget(tx: &mut Tx, measure: i64, before: At) -> anyhow::Result<()> {
    sqlx::query(FORGET)
        .bind(tx.workspace().0)
        .bind(measure)
        .bind(before.0)
        .execute(tx.conn().await?)
        .await
        .context("forget values")?;
    Ok(())
}
