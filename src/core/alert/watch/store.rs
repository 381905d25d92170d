//! The watch rules' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{ChannelId, UserId, WorkspaceId};
use crate::clock::At;
use crate::core::alert::watch::rules::{Action, Rule, State, Watched};
use crate::core::incident::Severity;
use crate::store::{Bell, Tx, Write};

const SAVE: &str = "INSERT INTO watch_rule (workspace_id, number, department_id, channel_id, pattern, severity, incident, matches, \
     minute_at, minute_matches, state, state_by, state_at, action) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET incident = excluded.incident, matches = excluded.matches, \
     minute_at = excluded.minute_at, minute_matches = excluded.minute_matches, state = excluded.state, \
     state_by = excluded.state_by, state_at = excluded.state_at";
const ONE: &str =
    "SELECT * FROM watch_rule WHERE workspace_id = $1 AND number = $2 AND state <> 'deleted'";
const ACTIVE: &str =
    "SELECT * FROM watch_rule WHERE workspace_id = $1 AND state = 'active' ORDER BY number";
const DROP_DRAFTS: &str =
    "DELETE FROM watch_rule WHERE workspace_id = $1 AND state = 'draft' AND state_at < $2";
const ANY_WORKSPACE_ACTIVE: &str = "SELECT workspace_id, channel_id, number, pattern, state_at FROM watch_rule WHERE state = 'active' \
     ORDER BY workspace_id, number";
const ANY_WORKSPACE_REVISION: &str =
    "SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) AS revision FROM watch_ear";
const ANY_WORKSPACE_TOLD: &str =
    "SELECT workspace_id FROM watch_ear WHERE told_at <> 0 ORDER BY workspace_id";
const CHANGED: &str = "INSERT INTO watch_ear (workspace_id, revision, told_at) VALUES ($1, 1, 0) \
     ON CONFLICT (workspace_id) DO UPDATE SET revision = watch_ear.revision + 1";
const TOLD: &str = "SELECT told_at FROM watch_ear WHERE workspace_id = $1";
const MADE: &str =
    "SELECT made FROM watch_made WHERE workspace_id = $1 AND watch = $2 AND said = $3";
const SET_MADE: &str = "INSERT INTO watch_made (workspace_id, watch, said, made, made_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, watch, said) DO UPDATE SET made = excluded.made, made_at = excluded.made_at";
const MADE_SINCE: &str = "SELECT COUNT(*) AS made FROM watch_made WHERE workspace_id = $1 AND watch = $2 AND made_at > $3";
const FORGET_MADE: &str =
    "DELETE FROM watch_made WHERE workspace_id = $1 AND watch = $2 AND made_at < $3";
const SET_TOLD: &str = "UPDATE watch_ear SET told_at = $1 WHERE workspace_id = $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    SAVE,
    ONE,
    ACTIVE,
    DROP_DRAFTS,
    ANY_WORKSPACE_ACTIVE,
    ANY_WORKSPACE_REVISION,
    ANY_WORKSPACE_TOLD,
    CHANGED,
    TOLD,
    MADE,
    SET_MADE,
    MADE_SINCE,
    FORGET_MADE,
    SET_TOLD,
];

fn rule(row: &AnyRow) -> anyhow::Result<Rule> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Rule> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        Ok(Rule {
            number,
            department: whole("department_id")?,
            channel: ChannelId(whole("channel_id")?),
            pattern: text("pattern")?,
            action: Action::read(&text("action")?).context("action")?,
            severity: Severity::read(&text("severity")?).context("severity")?,
            incident: whole("incident")?,
            matches: whole("matches")?,
            minute: (At(whole("minute_at")?), whole("minute_matches")?),
            state: State::read(&text("state")?).context("state")?,
            by: UserId(whole("state_by")?),
            at: At(whole("state_at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table watch_rule"))
}

pub(super) fn save(tx: &mut Tx, rule: &Rule) {
    let write = Write::new("save watch rule", SAVE)
        .bind(tx.workspace().0)
        .bind(rule.number)
        .bind(rule.department)
        .bind(rule.channel.0)
        .bind(rule.pattern.as_str())
        .bind(rule.severity.name())
        .bind(rule.incident)
        .bind(rule.matches)
        .bind(rule.minute.0.0)
        .bind(rule.minute.1)
        .bind(rule.state.name())
        .bind(rule.by.0)
        .bind(rule.at.0)
        .bind(rule.action.name());
    tx.later(write);
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Rule>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read watch rule")?;
    row.as_ref().map(rule).transpose()
}

pub(super) async fn active(tx: &mut Tx) -> anyhow::Result<Vec<Rule>> {
    let rows = sqlx::query(ACTIVE)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read watch rules")?;
    rows.iter().map(rule).collect()
}

/// Drafts that nobody came back to since a moment.
pub(super) fn drop_drafts(tx: &mut Tx, before: At) {
    let write = Write::new("drop drafts of watch rules", DROP_DRAFTS)
        .bind(tx.workspace().0)
        .bind(before.0);
    tx.later(write);
}

/// What is watched has changed: whoever listens is to read it anew.
pub(super) fn changed(tx: &mut Tx) {
    tx.later(Write::new("watch rules changed", CHANGED).bind(tx.workspace().0));
    tx.ring(Bell::Watch, tx.now());
}

/// Grows with every change in any workspace.
pub(super) async fn any_workspace_revision(tx: &mut Tx) -> anyhow::Result<i64> {
    let row = sqlx::query(ANY_WORKSPACE_REVISION)
        .fetch_one(tx.conn().await?)
        .await
        .context("read the revision of watch rules")?;
    Ok(row.try_get("revision")?)
}

pub(super) async fn any_workspace_active(tx: &mut Tx) -> anyhow::Result<Vec<Watched>> {
    let rows = sqlx::query(ANY_WORKSPACE_ACTIVE)
        .fetch_all(tx.conn().await?)
        .await
        .context("read all watch rules")?;
    let watched = |row: &AnyRow| -> anyhow::Result<Watched> {
        Ok(Watched {
            workspace: WorkspaceId(row.try_get("workspace_id")?),
            channel: ChannelId(row.try_get("channel_id")?),
            number: row.try_get("number")?,
            pattern: row.try_get("pattern")?,
            since: At(row.try_get("state_at")?),
        })
    };
    rows.iter().map(watched).collect()
}

/// The workspaces where people were told that messages cannot be read.
pub(super) async fn any_workspace_told(tx: &mut Tx) -> anyhow::Result<Vec<WorkspaceId>> {
    let rows = sqlx::query(ANY_WORKSPACE_TOLD)
        .fetch_all(tx.conn().await?)
        .await
        .context("read who was told")?;
    rows.iter()
        .map(|row| Ok(WorkspaceId(row.try_get("workspace_id")?)))
        .collect()
}

/// When people here were told that messages cannot be read; nothing while they can.
pub(super) async fn told(tx: &mut Tx) -> anyhow::Result<Option<At>> {
    let row = sqlx::query(TOLD)
        .bind(tx.workspace().0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read whether it was told")?;
    let at: i64 = row.map_or(Ok(0), |row| row.try_get("told_at"))?;
    Ok((at != 0).then_some(At(at)))
}

pub(super) fn set_told(tx: &mut Tx, at: Option<At>) {
    let write = Write::new("set told", SET_TOLD)
        .bind(at.map_or(0, |at| at.0))
        .bind(tx.workspace().0);
    tx.later(write);
}

/// What these words became when this rule heard them last: its key.
pub(super) async fn made(tx: &mut Tx, watch: i64, said: &str) -> anyhow::Result<Option<String>> {
    let row = sqlx::query(MADE)
        .bind(tx.workspace().0)
        .bind(watch)
        .bind(said)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read what a message became")?;
    Ok(row.map(|row| row.try_get("made")).transpose()?)
}

/// These words became something; what is older than `before` is forgotten.
pub(super) fn set_made(tx: &mut Tx, watch: i64, (said, made): (&str, &str), before: At) {
    let (workspace, now) = (tx.workspace().0, tx.now());
    let forget = Write::new("forget what messages became", FORGET_MADE);
    tx.later(forget.bind(workspace).bind(watch).bind(before.0));
    let write = Write::new("save what a message became", SET_MADE);
    let write = write.bind(workspace).bind(watch).bind(said).bind(made);
    tx.later(write.bind(now.0));
}

/// How much a rule has made since a moment.
pub(super) async fn made_since(tx: &mut Tx, watch: i64, since: At) -> anyhow::Result<i64> {
    let row = sqlx::query(MADE_SINCE)
        .bind(tx.workspace().0)
        .bind(watch)
        .bind(since.0)
        .fetch_one(tx.conn().await?)
        .await
        .context("count what a rule made")?;
    Ok(row.try_get("made")?)
}
