//! The alerts' SQL. What many are is read and written in few statements.

use std::collections::BTreeMap;

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::clock::At;
use crate::core::alert::types::{Alert, Group};
use crate::core::incident::Severity;
use crate::store::{Tx, Write};

/// So many keys are looked up with one statement.
const CHUNK: usize = 32;
/// Rows that are written with one statement: as many as fit of these.
const ROWS: [usize; 4] = [32, 8, 2, 1];

const BY_KEYS: &str = "SELECT * FROM alert WHERE workspace_id = $1 AND integration = $2 AND alert_key IN ($3, $4, $5, $6, $7, $8, $9, \
     $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)";
const BY_KEY: &str =
    "SELECT * FROM alert WHERE workspace_id = $1 AND integration = $2 AND alert_key = $3";
const OF_INCIDENT: &str = "SELECT * FROM alert WHERE workspace_id = $1 AND incident = $2 AND state = 'firing' ORDER BY alert_key LIMIT $3";
const OF_SILENCE: &str = "SELECT * FROM alert WHERE workspace_id = $1 AND silence = $2 AND state = 'firing' ORDER BY integration, alert_key LIMIT $3";
const LAPSED: &str = "SELECT * FROM alert WHERE workspace_id = $1 AND lapses_at > 0 AND lapses_at <= $2 AND state = 'firing' \
     ORDER BY lapses_at LIMIT $3";
const NEXT_LAPSE: &str =
    "SELECT COALESCE(MIN(lapses_at), 0) AS at FROM alert WHERE workspace_id = $1 AND lapses_at > 0";
const MOVE: &str = "UPDATE alert SET incident = $1 WHERE workspace_id = $2 AND incident = $3";
const FORGET: &str =
    "DELETE FROM alert WHERE workspace_id = $1 AND state = 'resolved' AND last_at < $2";

const GROUPS_BY_INCIDENT: &str = "SELECT * FROM alert_group WHERE workspace_id = $1 AND incident IN ($2, $3, $4, $5, $6, $7, $8, $9, \
     $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)";
const GROUPS_BY_KEY: &str = "SELECT * FROM alert_group WHERE workspace_id = $1 AND integration = $2 AND open = 1 AND group_key IN ($3, $4, $5, \
     $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, \
     $31, $32, $33, $34)";
const OPEN_GROUPS: &str = "SELECT * FROM alert_group WHERE workspace_id = $1 AND open = 1 ORDER BY incident DESC LIMIT $2";
const OPENED: &str = "SELECT integration, COUNT(*) AS opened FROM alert_group WHERE workspace_id = $1 AND opened_at > $2 \
     GROUP BY integration";
const SAVE_GROUP: &str = "INSERT INTO alert_group (workspace_id, incident, integration, department_id, group_key, open, severity, \
     opened_at, last_at, firing, recovered, flapping, reports, lines, hosts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
     $11, $12, $13, $14, $15) ON CONFLICT (workspace_id, incident) DO UPDATE SET open = excluded.open, \
     severity = excluded.severity, last_at = excluded.last_at, firing = excluded.firing, recovered = excluded.recovered, \
     flapping = excluded.flapping, reports = excluded.reports, lines = excluded.lines, hosts = excluded.hosts";
const DROP_GROUP: &str = "DELETE FROM alert_group WHERE workspace_id = $1 AND incident = $2";
const DROP_GROUPS: &str = "DELETE FROM alert_group WHERE workspace_id = $1 AND integration = $2";
const DROP_ALERTS: &str = "DELETE FROM alert WHERE workspace_id = $1 AND integration = $2";
const FORGET_GROUPS: &str =
    "DELETE FROM alert_group WHERE workspace_id = $1 AND open = 0 AND last_at < $2";

const ONCE: &str = "SELECT answer FROM alert_once WHERE workspace_id = $1 AND integration = $2 AND once_key = $3 AND until > $4";
const SET_ONCE: &str = "INSERT INTO alert_once (workspace_id, integration, once_key, answer, until) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, integration, once_key) DO UPDATE SET answer = excluded.answer, until = excluded.until";
const FORGET_ONCE: &str = "DELETE FROM alert_once WHERE workspace_id = $1 AND until <= $2";

/// A row of this, as many times as there are alerts, between the two halves.
const SAVE: &str = "INSERT INTO alert (workspace_id, integration, alert_key, incident, silence, severity, state, title, source, hosts, \
     link, labels, department_id, group_key, starts_at, ends_at, lapses_at, first_at, last_at, changed_at, reports, flips) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
const COLUMNS: usize = 22;
const ON_CONFLICT: &str = " ON CONFLICT (workspace_id, integration, alert_key) DO UPDATE SET incident = excluded.incident, \
     silence = excluded.silence, severity = excluded.severity, state = excluded.state, title = excluded.title, \
     source = excluded.source, hosts = excluded.hosts, link = excluded.link, labels = excluded.labels, \
     department_id = excluded.department_id, group_key = excluded.group_key, starts_at = excluded.starts_at, \
     ends_at = excluded.ends_at, lapses_at = excluded.lapses_at, last_at = excluded.last_at, \
     changed_at = excluded.changed_at, reports = excluded.reports, flips = excluded.flips";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    BY_KEYS,
    BY_KEY,
    OF_INCIDENT,
    OF_SILENCE,
    LAPSED,
    NEXT_LAPSE,
    MOVE,
    FORGET,
    GROUPS_BY_INCIDENT,
    GROUPS_BY_KEY,
    OPEN_GROUPS,
    OPENED,
    SAVE_GROUP,
    DROP_GROUP,
    DROP_GROUPS,
    DROP_ALERTS,
    FORGET_GROUPS,
    ONCE,
    SET_ONCE,
    FORGET_ONCE,
    SAVE,
];

fn alert(row: &AnyRow) -> anyhow::Result<Alert> {
    let key: String = row.try_get("alert_key")?;
    let decode = || -> anyhow::Result<Alert> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let moment = |column: &str| whole(column).map(|at| (at != 0).then_some(At(at)));
        Ok(Alert {
            integration: whole("integration")?,
            key: key.clone(),
            incident: whole("incident")?,
            silence: whole("silence")?,
            severity: Severity::read(&text("severity")?).context("severity")?,
            firing: text("state")? == "firing",
            title: text("title")?,
            source: text("source")?,
            hosts: text("hosts")?,
            link: text("link")?,
            labels: serde_json::from_str(&text("labels")?)?,
            department: whole("department_id")?,
            group_key: text("group_key")?,
            starts_at: moment("starts_at")?,
            ends_at: moment("ends_at")?,
            lapses_at: moment("lapses_at")?,
            first_at: At(whole("first_at")?),
            last_at: At(whole("last_at")?),
            changed_at: At(whole("changed_at")?),
            reports: whole("reports")?,
            flips: whole("flips")?,
        })
    };
    decode().with_context(|| format!("row {key} of table alert"))
}

fn group(row: &AnyRow) -> anyhow::Result<Group> {
    let incident: i64 = row.try_get("incident")?;
    let decode = || -> anyhow::Result<Group> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        Ok(Group {
            incident,
            integration: whole("integration")?,
            department: whole("department_id")?,
            key: text("group_key")?,
            open: whole("open")? != 0,
            ended: None,
            severity: Severity::read(&text("severity")?).context("severity")?,
            opened_at: At(whole("opened_at")?),
            last_at: At(whole("last_at")?),
            firing: whole("firing")?,
            recovered: whole("recovered")?,
            flapping: whole("flapping")?,
            reports: whole("reports")?,
            lines: serde_json::from_str(&text("lines")?)?,
            hosts: serde_json::from_str(&text("hosts")?)?,
        })
    };
    decode().with_context(|| format!("row {incident} of table alert_group"))
}

/// Those of an integration that have these keys.
pub(super) async fn by_keys(
    tx: &mut Tx,
    integration: i64,
    keys: &[&str],
) -> anyhow::Result<Vec<Alert>> {
    let workspace = tx.workspace().0;
    let mut found = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(CHUNK) {
        let one = chunk.len() == 1;
        let sql = if one { BY_KEY } else { BY_KEYS };
        let mut query = sqlx::query(sql).bind(workspace).bind(integration);
        // A key that stands twice is found once.
        let padding = chunk.iter().cycle().take(if one { 1 } else { CHUNK });
        for key in padding {
            query = query.bind(*key);
        }
        let rows = query
            .fetch_all(tx.conn().await?)
            .await
            .context("read alerts")?;
        for row in &rows {
            found.push(alert(row)?);
        }
    }
    Ok(found)
}

async fn listed(tx: &mut Tx, sql: &'static str, by: i64, most: i64) -> anyhow::Result<Vec<Alert>> {
    let rows = sqlx::query(sql)
        .bind(tx.workspace().0)
        .bind(by)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("list alerts")?;
    rows.iter().map(alert).collect()
}

/// Those of an incident that fire.
pub(super) async fn of_incident(
    tx: &mut Tx,
    incident: i64,
    most: i64,
) -> anyhow::Result<Vec<Alert>> {
    listed(tx, OF_INCIDENT, incident, most).await
}

/// Those a silence keeps quiet that fire.
pub(super) async fn of_silence(tx: &mut Tx, silence: i64, most: i64) -> anyhow::Result<Vec<Alert>> {
    listed(tx, OF_SILENCE, silence, most).await
}

/// Those that have not been repeated in time, the longest first.
pub(super) async fn lapsed(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Alert>> {
    let now = tx.now().0;
    listed(tx, LAPSED, now, most).await
}

/// When the next one lapses.
pub(super) async fn next_lapse(tx: &mut Tx) -> anyhow::Result<Option<At>> {
    let row = sqlx::query(NEXT_LAPSE)
        .bind(tx.workspace().0)
        .fetch_one(tx.conn().await?)
        .await
        .context("next lapse")?;
    let at: i64 = row.try_get("at")?;
    Ok((at != 0).then_some(At(at)))
}

/// Writes alerts, new or known.
pub(super) fn save<'a>(tx: &mut Tx, alerts: impl Iterator<Item = &'a Alert>) -> anyhow::Result<()> {
    let all: Vec<&Alert> = alerts.collect();
    let workspace = tx.workspace().0;
    let mut rest = all.as_slice();
    for rows in ROWS {
        while rest.len() >= rows {
            let (now, later) = rest.split_at(rows);
            rest = later;
            let mut write = Write::rows("save alerts", SAVE, COLUMNS, rows, ON_CONFLICT);
            for alert in now {
                write = row(write, workspace, alert)?;
            }
            tx.later(write);
        }
    }
    Ok(())
}

fn row(write: Write, workspace: i64, alert: &Alert) -> anyhow::Result<Write> {
    let at = |moment: Option<At>| moment.map_or(0, |at| at.0);
    Ok(write
        .bind(workspace)
        .bind(alert.integration)
        .bind(alert.key.as_str())
        .bind(alert.incident)
        .bind(alert.silence)
        .bind(alert.severity.name())
        .bind(if alert.firing { "firing" } else { "resolved" })
        .bind(alert.title.as_str())
        .bind(alert.source.as_str())
        .bind(alert.hosts.as_str())
        .bind(alert.link.as_str())
        .bind(serde_json::to_string(&alert.labels)?)
        .bind(alert.department)
        .bind(alert.group_key.as_str())
        .bind(at(alert.starts_at))
        .bind(at(alert.ends_at))
        .bind(at(alert.lapses_at.filter(|_| alert.firing)))
        .bind(alert.first_at.0)
        .bind(alert.last_at.0)
        .bind(alert.changed_at.0)
        .bind(alert.reports)
        .bind(alert.flips))
}

/// The alerts of one incident belong to another.
pub(super) fn move_to(tx: &mut Tx, from: i64, to: i64) {
    let write = Write::new("move alerts", MOVE).bind(to);
    let workspace = tx.workspace().0;
    tx.later(write.bind(workspace).bind(from));
}

/// The groups of these incidents.
pub(super) async fn groups_of(tx: &mut Tx, incidents: &[i64]) -> anyhow::Result<Vec<Group>> {
    let workspace = tx.workspace().0;
    let mut found = Vec::new();
    for chunk in incidents.chunks(CHUNK) {
        let mut query = sqlx::query(GROUPS_BY_INCIDENT).bind(workspace);
        for incident in chunk.iter().cycle().take(CHUNK) {
            query = query.bind(*incident);
        }
        let rows = query
            .fetch_all(tx.conn().await?)
            .await
            .context("read groups")?;
        for row in &rows {
            found.push(group(row)?);
        }
    }
    Ok(found)
}

/// Groups of an integration that alerts with these group keys may join.
pub(super) async fn groups_by_key(
    tx: &mut Tx,
    integration: i64,
    keys: &[&str],
) -> anyhow::Result<Vec<Group>> {
    let workspace = tx.workspace().0;
    let mut found = Vec::new();
    for chunk in keys.chunks(CHUNK) {
        let mut query = sqlx::query(GROUPS_BY_KEY).bind(workspace).bind(integration);
        for key in chunk.iter().cycle().take(CHUNK) {
            query = query.bind(*key);
        }
        let rows = query
            .fetch_all(tx.conn().await?)
            .await
            .context("read groups")?;
        for row in &rows {
            found.push(group(row)?);
        }
    }
    Ok(found)
}

/// Groups that alerts may join, the newest first.
pub(super) async fn open_groups(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Group>> {
    let rows = sqlx::query(OPEN_GROUPS)
        .bind(tx.workspace().0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read open groups")?;
    rows.iter().map(group).collect()
}

/// How many incidents each integration has opened after a moment.
pub(super) async fn opened_since(tx: &mut Tx, since: At) -> anyhow::Result<BTreeMap<i64, i64>> {
    let rows = sqlx::query(OPENED)
        .bind(tx.workspace().0)
        .bind(since.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("count opened incidents")?;
    rows.iter()
        .map(|row| Ok((row.try_get("integration")?, row.try_get("opened")?)))
        .collect()
}

pub(super) fn save_group(tx: &mut Tx, group: &Group) -> anyhow::Result<()> {
    let write = Write::new("save group", SAVE_GROUP)
        .bind(tx.workspace().0)
        .bind(group.incident)
        .bind(group.integration)
        .bind(group.department)
        .bind(group.key.as_str())
        .bind(i64::from(group.open))
        .bind(group.severity.name())
        .bind(group.opened_at.0)
        .bind(group.last_at.0)
        .bind(group.firing)
        .bind(group.recovered)
        .bind(group.flapping)
        .bind(group.reports)
        .bind(serde_json::to_string(&group.lines)?)
        .bind(serde_json::to_string(&group.hosts)?);
    tx.later(write);
    Ok(())
}

pub(super) fn drop_group(tx: &mut Tx, incident: i64) {
    let workspace = tx.workspace().0;
    let write = Write::new("drop group", DROP_GROUP);
    tx.later(write.bind(workspace).bind(incident));
}

/// Nothing is left of what came from an integration.
pub(super) fn drop_all(tx: &mut Tx, integration: i64) {
    let workspace = tx.workspace().0;
    for sql in [DROP_GROUPS, DROP_ALERTS] {
        let write = Write::new("drop alerts", sql);
        tx.later(write.bind(workspace).bind(integration));
    }
}

/// What was answered under this name, if it is known still.
pub(super) async fn once(
    tx: &mut Tx,
    integration: i64,
    key: &str,
) -> anyhow::Result<Option<String>> {
    let row = sqlx::query(ONCE)
        .bind(tx.workspace().0)
        .bind(integration)
        .bind(key)
        .bind(tx.now().0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read once")?;
    Ok(row.map(|row| row.try_get("answer")).transpose()?)
}

pub(super) fn set_once(tx: &mut Tx, integration: i64, key: &str, answer: &str, until: At) {
    let write = Write::new("set once", SET_ONCE)
        .bind(tx.workspace().0)
        .bind(integration)
        .bind(key)
        .bind(answer)
        .bind(until.0);
    tx.later(write);
}

/// Forgets what is over since before a moment, and what was to be done once until now.
pub(super) fn forget(tx: &mut Tx, before: At) {
    let (workspace, now) = (tx.workspace().0, tx.now().0);
    for (sql, at) in [
        (FORGET, before.0),
        (FORGET_GROUPS, before.0),
        (FORGET_ONCE, now),
    ] {
        tx.later(Write::new("forget alerts", sql).bind(workspace).bind(at));
    }
}
