//! The SQL of who waits for whom, and how long departments took.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::clock::At;
use crate::core::handoff::types::State;
use crate::store::Tx;

const BETWEEN_TWO: &str = "SELECT from_department, to_department, state, COUNT(*) AS n, MIN(state_at) AS oldest, \
     CAST(SUM(state_at / 1000) AS BIGINT) AS since, CAST(SUM(CASE WHEN due_at > 0 AND due_at < $1 THEN 1 ELSE 0 END) AS BIGINT) AS late \
     FROM handoff WHERE workspace_id = $2 AND is_open = 1 GROUP BY from_department, to_department, state";
const LEGS: &str = "SELECT department_id, COUNT(*) AS n, \
     CAST(SUM(CASE WHEN respond_ms >= 0 THEN respond_ms / 60000 ELSE 0 END) AS BIGINT) AS respond, \
     CAST(SUM(CASE WHEN respond_ms >= 0 THEN 1 ELSE 0 END) AS BIGINT) AS responded, \
     CAST(SUM(CASE WHEN complete_ms >= 0 THEN complete_ms / 60000 ELSE 0 END) AS BIGINT) AS complete, \
     CAST(SUM(CASE WHEN complete_ms >= 0 THEN 1 ELSE 0 END) AS BIGINT) AS completed, \
     CAST(SUM(late) AS BIGINT) AS late, CAST(SUM(returns) AS BIGINT) AS returns \
     FROM handoff_leg WHERE workspace_id = $1 AND ended_at >= $2 AND ended_at < $3 GROUP BY department_id ORDER BY department_id";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[BETWEEN_TWO, LEGS];

/// How many open ones stand where between two departments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Between {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) state: State,
    pub(crate) count: i64,
    /// Since when the oldest is in this state.
    pub(crate) oldest: At,
    /// The mean moment since when they are.
    pub(crate) mean: At,
    pub(crate) late: i64,
}

/// The same for all departments: as many rows as there are pairs and states.
pub(super) async fn between(tx: &mut Tx) -> anyhow::Result<Vec<Between>> {
    let (workspace, now) = (tx.workspace().0, tx.now());
    let rows = sqlx::query(BETWEEN_TWO)
        .bind(now.0)
        .bind(workspace)
        .fetch_all(tx.conn().await?)
        .await
        .context("count handoffs between departments")?;
    let between = |row: &AnyRow| {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let state: String = row.try_get("state")?;
        let count = whole("n")?;
        anyhow::Ok(Between {
            from: whole("from_department")?,
            to: whole("to_department")?,
            state: State::read(&state).with_context(|| format!("state {state}"))?,
            count,
            oldest: At(whole("oldest")?),
            mean: At(whole("since")? / count.max(1) * 1000),
            late: whole("late")?,
        })
    };
    rows.iter().map(between).collect()
}

/// A department's figures over some time; means in working minutes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Figures {
    pub(crate) department: i64,
    pub(crate) ended: i64,
    /// Mean working minutes until somebody responded; none: nobody did.
    pub(crate) respond: Option<i64>,
    /// Mean working minutes until it was delivered.
    pub(crate) complete: Option<i64>,
    pub(crate) late: i64,
    pub(crate) returns: i64,
}

/// The figures of all departments for what ended in between.
pub(super) async fn figures(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<Figures>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(LEGS)
        .bind(workspace)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read figures of handoffs")?;
    let figures = |row: &AnyRow| {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let mean = |sum: &str, count: &str| {
            let count = whole(count)?;
            anyhow::Ok((count > 0).then_some(whole(sum)? / count.max(1)))
        };
        anyhow::Ok(Figures {
            department: whole("department_id")?,
            ended: whole("n")?,
            respond: mean("respond", "responded")?,
            complete: mean("complete", "completed")?,
            late: whole("late")?,
            returns: whole("returns")?,
        })
    };
    rows.iter().map(figures).collect()
}
