//! The incidents' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{ChannelId, UserId};
use crate::clock::At;
use crate::core::incident::outside::Brief;
use crate::core::incident::rules::{Severity, State};
use crate::core::incident::types::{Incident, Kind, Roles, Update};
use crate::store::{Tx, Write};

const INSERT: &str = "INSERT INTO incident (workspace_id, number, department_id, kind, severity, state, state_by, state_at, title, service, \
     project, details, customers, origin, channel_id, opened_at, acknowledged_at, acknowledged_by, mitigated_at, \
     resolved_at, closed_at, merged_into, cause, impact, commander, communications, scribe, update_text, update_at, \
     update_by, alerts, policy, paging, affected, absorbed, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
     $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, \
     $33, $34, $35, 1)";
const UPDATE: &str = "UPDATE incident SET department_id = $1, kind = $2, severity = $3, state = $4, state_by = $5, state_at = $6, title = \
     $7, service = $8, project = $9, details = $10, customers = $11, origin = $12, channel_id = $13, opened_at = $14, \
     acknowledged_at = $15, acknowledged_by = $16, mitigated_at = $17, resolved_at = $18, closed_at = $19, merged_into \
     = $20, cause = $21, impact = $22, commander = $23, communications = $24, scribe = $25, update_text = $26, \
     update_at = $27, update_by = $28, alerts = $29, policy = $30, paging = $31, affected = $32, absorbed = $33, \
     version = version + 1 WHERE workspace_id = $34 AND number = $35";
const ONE: &str = "SELECT * FROM incident WHERE workspace_id = $1 AND number = $2";
const BRIEFS: &str = "SELECT number, department_id, service, severity, state, state_at, merged_into FROM incident \
     WHERE workspace_id = $1 AND number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
     $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)";
// Numbers below zero are drills: whoever looks for incidents does not find them.
const OPEN: &str = "SELECT * FROM incident WHERE workspace_id = $1 AND state IN ('triggered', 'acknowledged', 'mitigated') \
     AND number > 0 ORDER BY severity, number";
const OPEN_BY_SEVERITY: &str = "SELECT severity, COUNT(*) AS open FROM incident WHERE state IN ('triggered', 'acknowledged', 'mitigated') \
     AND number > 0 GROUP BY severity";
const BETWEEN: &str = "SELECT * FROM incident WHERE workspace_id = $1 AND opened_at >= $2 AND opened_at < $3 AND number > 0 ORDER BY number";
const ABSORBED: &str =
    "SELECT * FROM incident WHERE workspace_id = $1 AND merged_into = $2 ORDER BY number";
const DROP: &str = "DELETE FROM incident WHERE workspace_id = $1 AND number = $2";
const LISTED: &str = "SELECT * FROM incident WHERE workspace_id = $1 AND (CAST($2 AS TEXT) = '' OR state = $3) \
     AND (CAST($4 AS BIGINT) = 0 OR department_id = $5) AND number > 0 ORDER BY number DESC LIMIT $6 OFFSET $7";
const LATEST: &str =
    "SELECT * FROM incident WHERE workspace_id = $1 AND number > 0 ORDER BY number DESC LIMIT $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    INSERT,
    UPDATE,
    ONE,
    BRIEFS,
    OPEN,
    OPEN_BY_SEVERITY,
    BETWEEN,
    LATEST,
    ABSORBED,
    DROP,
    LISTED,
];

fn incident(row: &AnyRow) -> anyhow::Result<Incident> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Incident> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let set = |column: &str| whole(column).map(|n| (n != 0).then_some(n));
        let moment = |column: &str| set(column).map(|at| at.map(At));
        let person = |column: &str| set(column).map(|id| id.map(UserId));
        let acknowledged = moment("acknowledged_at")?.zip(person("acknowledged_by")?);
        let update = match (moment("update_at")?, person("update_by")?) {
            (Some(at), Some(by)) => Some(Update {
                text: text("update_text")?,
                at,
                by,
            }),
            _ => None,
        };
        Ok(Incident {
            number,
            department: whole("department_id")?,
            kind: Kind::read(&text("kind")?).context("kind")?,
            severity: Severity::read(&text("severity")?).context("severity")?,
            state: State::read(&text("state")?).context("state")?,
            state_by: person("state_by")?,
            state_at: At(whole("state_at")?),
            title: text("title")?,
            service: text("service")?,
            project: text("project")?,
            details: text("details")?,
            customers: whole("customers")? != 0,
            origin: serde_json::from_str(&text("origin")?)?,
            channel: set("channel_id")?.map(ChannelId),
            opened_at: At(whole("opened_at")?),
            acknowledged,
            mitigated_at: moment("mitigated_at")?,
            resolved_at: moment("resolved_at")?,
            closed_at: moment("closed_at")?,
            merged_into: set("merged_into")?,
            cause: text("cause")?,
            impact: text("impact")?,
            roles: Roles {
                commander: person("commander")?,
                communications: person("communications")?,
                scribe: person("scribe")?,
            },
            update,
            alerts: serde_json::from_str(&text("alerts")?)?,
            policy: set("policy")?,
            affected: set("affected")?,
            absorbed: whole("absorbed")?,
            paging: serde_json::from_str(&text("paging")?)?,
            version: whole("version")?,
        })
    };
    decode().with_context(|| format!("row {number} of table incident"))
}

/// Adds an incident, which has its number already.
pub(super) async fn add(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let write = Write::new("add incident", INSERT)
        .bind(tx.workspace().0)
        .bind(incident.number);
    tx.later(columns(write, incident)?);
    Ok(())
}

/// Writes all of an incident. Use cases of one workspace run one after another, so nobody else has changed it meanwhile.
pub(super) async fn save(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let write = columns(Write::new("save incident", UPDATE), incident)?;
    tx.later(write.bind(tx.workspace().0).bind(incident.number));
    Ok(())
}

/// Takes an incident away: a drill, of which nothing is left.
pub(super) fn drop(tx: &mut Tx, number: i64) {
    let workspace = tx.workspace().0;
    let write = Write::new("drop incident", DROP);
    tx.later(write.bind(workspace).bind(number));
}

/// Every column but the keys and the version, in the order of both statements.
fn columns(write: Write, incident: &Incident) -> anyhow::Result<Write> {
    let at = |moment: Option<At>| moment.map_or(0, |at| at.0);
    let who = |user: Option<UserId>| user.map_or(0, |user| user.0);
    let update = incident.update.as_ref();
    Ok(write
        .bind(incident.department)
        .bind(incident.kind.name())
        .bind(incident.severity.name())
        .bind(incident.state.name())
        .bind(who(incident.state_by))
        .bind(incident.state_at.0)
        .bind(incident.title.as_str())
        .bind(incident.service.as_str())
        .bind(incident.project.as_str())
        .bind(incident.details.as_str())
        .bind(i64::from(incident.customers))
        .bind(serde_json::to_string(&incident.origin)?)
        .bind(incident.channel.map_or(0, |c| c.0))
        .bind(incident.opened_at.0)
        .bind(at(incident.acknowledged.map(|a| a.0)))
        .bind(who(incident.acknowledged.map(|a| a.1)))
        .bind(at(incident.mitigated_at))
        .bind(at(incident.resolved_at))
        .bind(at(incident.closed_at))
        .bind(incident.merged_into.unwrap_or(0))
        .bind(incident.cause.as_str())
        .bind(incident.impact.as_str())
        .bind(who(incident.roles.commander))
        .bind(who(incident.roles.communications))
        .bind(who(incident.roles.scribe))
        .bind(update.map_or("", |u| u.text.as_str()))
        .bind(at(update.map(|u| u.at)))
        .bind(who(update.map(|u| u.by)))
        .bind(serde_json::to_string(&incident.alerts)?)
        .bind(incident.policy.unwrap_or(0))
        .bind(serde_json::to_string(&incident.paging)?)
        .bind(incident.affected.unwrap_or(0))
        .bind(incident.absorbed))
}

/// The incident of this number.
pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Incident>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read incident")?;
    row.as_ref().map(incident).transpose()
}

/// These incidents in brief, in few statements.
pub(super) async fn briefs(tx: &mut Tx, numbers: &[i64]) -> anyhow::Result<Vec<Brief>> {
    let workspace = tx.workspace().0;
    let mut found = Vec::new();
    for chunk in numbers.chunks(32) {
        let mut query = sqlx::query(BRIEFS).bind(workspace);
        for number in chunk.iter().cycle().take(32) {
            query = query.bind(*number);
        }
        let rows = query
            .fetch_all(tx.conn().await?)
            .await
            .context("read incidents in brief")?;
        for row in &rows {
            found.push(brief(row)?);
        }
    }
    Ok(found)
}

fn brief(row: &AnyRow) -> anyhow::Result<Brief> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Brief> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let merged: i64 = row.try_get("merged_into")?;
        Ok(Brief {
            number,
            department: row.try_get("department_id")?,
            service: text("service")?,
            severity: Severity::read(&text("severity")?).context("severity")?,
            state: State::read(&text("state")?).context("state")?,
            state_at: At(row.try_get("state_at")?),
            merged_into: (merged != 0).then_some(merged),
        })
    };
    decode().with_context(|| format!("row {number} of table incident"))
}

/// Those that are not over, the worst first.
pub(super) async fn open(tx: &mut Tx) -> anyhow::Result<Vec<Incident>> {
    let rows = sqlx::query(OPEN)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read open incidents")?;
    rows.iter().map(incident).collect()
}

/// How many are not over, by severity, in all workspaces; what is not named has none.
pub(super) async fn any_workspace_open(tx: &mut Tx) -> anyhow::Result<Vec<(Severity, i64)>> {
    let rows = sqlx::query(OPEN_BY_SEVERITY)
        .fetch_all(tx.conn().await?)
        .await
        .context("count open incidents")?;
    rows.iter()
        .map(|row| {
            let severity: String = row.try_get("severity")?;
            Ok((
                Severity::read(&severity).context("severity")?,
                row.try_get("open")?,
            ))
        })
        .collect()
}

/// Those opened at or after a moment and before another, in order.
pub(super) async fn between(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<Incident>> {
    let rows = sqlx::query(BETWEEN)
        .bind(tx.workspace().0)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read incidents of a period")?;
    rows.iter().map(incident).collect()
}

/// The latest, newest first.
pub(super) async fn latest(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Incident>> {
    let rows = sqlx::query(LATEST)
        .bind(tx.workspace().0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read latest incidents")?;
    rows.iter().map(incident).collect()
}

/// Those that were merged into this one.
pub(super) async fn absorbed(tx: &mut Tx, into: i64) -> anyhow::Result<Vec<Incident>> {
    let rows = sqlx::query(ABSORBED)
        .bind(tx.workspace().0)
        .bind(into)
        .fetch_all(tx.conn().await?)
        .await
        .context("read merged incidents")?;
    rows.iter().map(incident).collect()
}

/// Newest first: of one state, or of any; of one department, or (0) of any; a page of them.
pub(super) async fn listed(
    tx: &mut Tx,
    state: Option<State>,
    department: i64,
    most: i64,
    skip: i64,
) -> anyhow::Result<Vec<Incident>> {
    let state = state.map_or("", State::name);
    let rows = sqlx::query(LISTED)
        .bind(tx.workspace().0)
        .bind(state)
        .bind(state)
        .bind(department)
        .bind(department)
        .bind(most)
        .bind(skip)
        .fetch_all(tx.conn().await?)
        .await
        .context("list incidents")?;
    rows.iter().map(incident).collect()
}
