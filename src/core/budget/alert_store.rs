//! The SQL of what the rules remember and of what was told.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::Day;
use crate::chat::UserId;
use crate::clock::At;
use crate::core::budget::alert_rules::State;
use crate::core::budget::facts::{Alert, Said};
use crate::core::budget::store::day;
use crate::core::budget::threshold::{Class, RuleId};
use crate::store::{Tx, Write};

const SAVE_STATE: &str = "INSERT INTO budget_state (workspace_id, envelope, period_start, rule, generation, fire, fired, silent, at, \
     value, under_days, under_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (workspace_id, envelope, period_start, rule, generation, fire) DO UPDATE SET fired = excluded.fired, \
     silent = excluded.silent, at = excluded.at, value = excluded.value, under_days = excluded.under_days, \
     under_day = excluded.under_day";
const STATES: &str = "SELECT * FROM budget_state WHERE workspace_id = $1 AND envelope = $2 AND period_start = $3 \
     ORDER BY rule, generation, fire";
const SAVE_ALERT: &str = "INSERT INTO budget_alert (workspace_id, number, envelope, period_start, class, facts, state, at, since, \
     acked_by, acked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (workspace_id, number) DO UPDATE SET \
     state = excluded.state, since = excluded.since, acked_by = excluded.acked_by, acked_at = excluded.acked_at";
const ALERT: &str = "SELECT * FROM budget_alert WHERE workspace_id = $1 AND number = $2";
const OF_PERIOD: &str = "SELECT * FROM budget_alert WHERE workspace_id = $1 AND envelope = $2 AND period_start = $3 ORDER BY number";
const ALERTS: &str =
    "SELECT * FROM budget_alert WHERE workspace_id = $1 AND envelope = $2 ORDER BY number";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE_STATE, STATES, SAVE_ALERT, ALERT, OF_PERIOD, ALERTS];

fn state(row: &AnyRow) -> anyhow::Result<State> {
    let decode = || -> anyhow::Result<State> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let rule: String = row.try_get("rule")?;
        let under: String = row.try_get("under_day")?;
        Ok(State {
            rule: RuleId::read(&rule).context("rule")?,
            generation: whole("generation")?,
            fire: whole("fire")?,
            fired: whole("fired")? != 0,
            silent: whole("silent")? != 0,
            at: At(whole("at")?),
            value: whole("value")?,
            under: whole("under_days")?,
            under_day: under.parse().ok(),
        })
    };
    decode().context("a row of table budget_state")
}

fn alert(row: &AnyRow) -> anyhow::Result<Alert> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Alert> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let by: i64 = row.try_get("acked_by")?;
        let acked = (by != 0).then_some((UserId(by), At(row.try_get("acked_at")?)));
        Ok(Alert {
            number,
            envelope: row.try_get("envelope")?,
            period_start: day(row, "period_start")?,
            class: Class::read(&text("class")?).context("class")?,
            lines: serde_json::from_str(&text("facts")?)?,
            said: Said::read(&text("state")?).context("state")?,
            at: At(row.try_get("at")?),
            since: text("since")?,
            acked,
        })
    };
    decode().with_context(|| format!("row {number} of table budget_alert"))
}

pub(super) fn save_state(tx: &mut Tx, envelope: i64, period_start: Day, state: &State) {
    let write = Write::new("save budget state", SAVE_STATE)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(period_start.to_string())
        .bind(state.rule.text())
        .bind(state.generation)
        .bind(state.fire)
        .bind(i64::from(state.fired))
        .bind(i64::from(state.silent))
        .bind(state.at.0)
        .bind(state.value)
        .bind(state.under)
        .bind(state.under_day.map_or_else(String::new, |d| d.to_string()));
    tx.later(write);
}

/// All states of a period.
pub(super) async fn states(
    tx: &mut Tx,
    envelope: i64,
    period_start: Day,
) -> anyhow::Result<Vec<State>> {
    let rows = sqlx::query(STATES)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(period_start.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget states")?;
    rows.iter().map(state).collect()
}

pub(super) fn save_alert(tx: &mut Tx, alert: &Alert) -> anyhow::Result<()> {
    let (by, at) = alert.acked.map_or((0, 0), |(by, at)| (by.0, at.0));
    let write = Write::new("save budget alert", SAVE_ALERT)
        .bind(tx.workspace().0)
        .bind(alert.number)
        .bind(alert.envelope)
        .bind(alert.period_start.to_string())
        .bind(alert.class.name())
        .bind(serde_json::to_string(&alert.lines)?)
        .bind(alert.said.name())
        .bind(alert.at.0)
        .bind(alert.since.as_str())
        .bind(by)
        .bind(at);
    tx.later(write);
    Ok(())
}

pub(super) async fn one_alert(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Alert>> {
    let row = sqlx::query(ALERT)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read budget alert")?;
    row.as_ref().map(alert).transpose()
}

/// What was told in a period under the head of an envelope, in order.
pub(super) async fn of_period(
    tx: &mut Tx,
    envelope: i64,
    period_start: Day,
) -> anyhow::Result<Vec<Alert>> {
    let rows = sqlx::query(OF_PERIOD)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(period_start.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget alerts of a period")?;
    rows.iter().map(alert).collect()
}

/// All that was ever told of an envelope.
pub(super) async fn alerts(tx: &mut Tx, envelope: i64) -> anyhow::Result<Vec<Alert>> {
    let rows = sqlx::query(ALERTS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget alerts")?;
    rows.iter().map(alert).collect()
}
