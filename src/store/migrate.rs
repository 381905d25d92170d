//! Migrations: forward only, embedded, one set for both databases.

use anyhow::{Context, bail};
use sqlx::AnyConnection;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

/// Number, what it does, SQL. The number is the file's.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "store", include_str!("../../migrations/0001_store.sql")),
    (2, "jobs", include_str!("../../migrations/0002_jobs.sql")),
    (
        3,
        "outbox",
        include_str!("../../migrations/0003_outbox.sql"),
    ),
    (4, "org", include_str!("../../migrations/0004_org.sql")),
    (
        5,
        "standup",
        include_str!("../../migrations/0005_standup.sql"),
    ),
    (
        6,
        "digest",
        include_str!("../../migrations/0006_digest.sql"),
    ),
    (
        7,
        "oncall",
        include_str!("../../migrations/0007_oncall.sql"),
    ),
    (
        8,
        "incident",
        include_str!("../../migrations/0008_incident.sql"),
    ),
    (
        9,
        "paging",
        include_str!("../../migrations/0009_paging.sql"),
    ),
    (10, "alert", include_str!("../../migrations/0010_alert.sql")),
    (
        11,
        "incident_work",
        include_str!("../../migrations/0011_incident_work.sql"),
    ),
    (
        12,
        "policy",
        include_str!("../../migrations/0012_policy.sql"),
    ),
    (13, "hears", include_str!("../../migrations/0013_hears.sql")),
    (14, "drill", include_str!("../../migrations/0014_drill.sql")),
    (
        15,
        "handover",
        include_str!("../../migrations/0015_handover.sql"),
    ),
    (16, "reach", include_str!("../../migrations/0016_reach.sql")),
    (17, "task", include_str!("../../migrations/0017_task.sql")),
    (
        18,
        "handoff",
        include_str!("../../migrations/0018_handoff.sql"),
    ),
    (
        19,
        "decision",
        include_str!("../../migrations/0019_decision.sql"),
    ),
    (
        20,
        "knowledge",
        include_str!("../../migrations/0020_knowledge.sql"),
    ),
    (
        21,
        "budget",
        include_str!("../../migrations/0021_budget.sql"),
    ),
    (
        22,
        "measure",
        include_str!("../../migrations/0022_measure.sql"),
    ),
    (
        23,
        "work_index",
        include_str!("../../migrations/0023_work_index.sql"),
    ),
    (
        24,
        "budget_commitment",
        include_str!("../../migrations/0024_budget_commitment.sql"),
    ),
    (
        25,
        "task_thing",
        include_str!("../../migrations/0025_task_thing.sql"),
    ),
    (
        26,
        "action_cancelled",
        include_str!("../../migrations/0026_action_cancelled.sql"),
    ),
    (
        27,
        "work_speed",
        include_str!("../../migrations/0027_work_speed.sql"),
    ),
    (
        28,
        "titles",
        include_str!("../../migrations/0028_titles.sql"),
    ),
    (
        31,
        "watch_action",
        include_str!("../../migrations/0031_watch_action.sql"),
    ),
    (32, "scan", include_str!("../../migrations/0032_scan.sql")),
];

/// The tables the migrations make, by name.
pub(super) fn tables() -> Vec<&'static str> {
    tables_up_to(i64::MAX)
}

/// The tables there were when migrations were known up to this number.
pub(super) fn tables_up_to(last: i64) -> Vec<&'static str> {
    let mut names: Vec<&str> = MIGRATIONS
        .iter()
        .filter(|(number, ..)| *number <= last)
        .flat_map(|(_, _, sql)| sql.lines())
        .filter_map(|line| line.strip_prefix("CREATE TABLE "))
        .filter_map(|rest| rest.split([' ', '(']).next())
        .collect();
    names.sort_unstable();
    names
}

/// Brings the schema up to date. Two processes that start at once wait for each other.
pub(super) async fn migrate(conn: &mut AnyConnection) -> anyhow::Result<()> {
    migrate_up_to(conn, i64::MAX).await
}

/// The same, as a version did that knew migrations up to this number.
pub(super) async fn migrate_up_to(conn: &mut AnyConnection, last: i64) -> anyhow::Result<()> {
    let migrations = MIGRATIONS
        .iter()
        .filter(|(number, ..)| *number <= last)
        .map(|(number, what, sql)| {
            Migration::new(
                *number,
                (*what).into(),
                MigrationType::Simple,
                (*sql).into_sql_str(),
                false,
            )
        })
        .collect();
    match Migrator::with_migrations(migrations).run(conn).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(number)) => bail!(
            "the database was made by a newer version (it has migration {number}, this one knows up to {}); start that version again, or restore a backup",
            MIGRATIONS.iter().map(|m| m.0).max().unwrap_or(0),
        ),
        Err(error) => Err(error).context("the database schema could not be brought up to date"),
    }
}
