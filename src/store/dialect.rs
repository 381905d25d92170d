//! What differs between the two databases, and nothing else does.

use anyhow::Context;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection};
use std::time::Duration;

use crate::store::writer::Again;

/// PostgreSQL connections of this process, at most.
pub(super) const CONNECTIONS: u32 = 16;

/// Which database it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    pub(super) fn of(url: &str) -> anyhow::Result<Dialect> {
        match url.split(':').next() {
            Some("sqlite") => Ok(Dialect::Sqlite),
            Some("postgres" | "postgresql") => Ok(Dialect::Postgres),
            _ => anyhow::bail!("DATABASE_URL must start with sqlite:// or postgres://"),
        }
    }

    /// How often a loop looks without being woken: other processes arm timers and queue posts too on PostgreSQL.
    pub(crate) fn poll(self) -> Duration {
        match self {
            Dialect::Sqlite => Duration::from_secs(30),
            Dialect::Postgres => Duration::from_secs(1),
        }
    }

    /// How many transactions of a loop run side by side: SQLite has one writer, on PostgreSQL commands need connections too.
    pub(crate) fn side_by_side(self) -> usize {
        match self {
            Dialect::Sqlite => 1,
            Dialect::Postgres => 4,
        }
    }

    /// Waits until no other unit of work is in that workspace; SQLite's writer is alone anyway.
    pub(super) fn enter(self, workspace: i64) -> Option<String> {
        match self {
            Dialect::Sqlite => None,
            Dialect::Postgres => Some(format!("SELECT pg_advisory_xact_lock({workspace})")),
        }
    }

    fn address(self, url: &str) -> String {
        match self {
            Dialect::Sqlite if !url.contains("mode=") => {
                let separator = if url.contains('?') { '&' } else { '?' };
                format!("{url}{separator}mode=rwc")
            }
            Dialect::Sqlite | Dialect::Postgres => url.to_owned(),
        }
    }

    /// A connection for the writer (SQLite) or for migrating (both).
    pub(super) async fn connect(self, url: &str) -> anyhow::Result<AnyConnection> {
        let mut conn = AnyConnection::connect(&self.address(url))
            .await
            .context("the database could not be opened")?;
        if self == Dialect::Sqlite {
            prepare_sqlite(&mut conn, false).await?;
        }
        Ok(conn)
    }

    /// Connections for readers (SQLite), or for everything (PostgreSQL).
    pub(super) async fn pool(self, url: &str) -> anyhow::Result<AnyPool> {
        let options = AnyPoolOptions::new()
            .min_connections(0)
            // Asking first would cost each unit of work a round trip; a dead one shows when the work begins.
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(10));
        let options = match self {
            Dialect::Sqlite => options
                .max_connections(4)
                .idle_timeout(Duration::from_secs(60))
                .after_connect(|conn, _| {
                    Box::pin(async move { prepare_sqlite(conn, true).await.map_err(other) })
                }),
            Dialect::Postgres => options
                .max_connections(CONNECTIONS)
                .idle_timeout(Duration::from_secs(300)),
        };
        options
            .connect_lazy(&self.address(url))
            .context("the database address is not one")
    }

    /// How a unit of work that writes begins outside SQLite's writer. Within a workspace they take turns on PostgreSQL too: rules may rely on what
    /// they read. One round trip for both.
    pub(super) fn begin_write(self, workspace: i64) -> String {
        match (self, workspace) {
            (Dialect::Sqlite, _) => "BEGIN IMMEDIATE".to_owned(),
            (Dialect::Postgres, 0) => "BEGIN".to_owned(),
            (Dialect::Postgres, _) => {
                format!("BEGIN; SELECT pg_advisory_xact_lock({workspace})")
            }
        }
    }

    /// How one that only reads begins: one consistent snapshot.
    pub(super) fn begin_read(self) -> String {
        match self {
            Dialect::Sqlite => "BEGIN DEFERRED".to_owned(),
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
        }
    }

    /// A connection of the pool turned out to be dead (the server was restarted): another one may live.
    pub(super) fn connection_lost(error: &sqlx::Error) -> bool {
        let code = error.as_database_error().and_then(|e| e.code());
        match error {
            sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
            // PostgreSQL: admin_shutdown and its like, connection exceptions.
            _ => code.is_some_and(|code| code.starts_with("57P") || code.starts_with("08")),
        }
    }

    /// A failure that only says "somebody else was first": worth repeating.
    pub(super) fn lost_race(error: &anyhow::Error) -> bool {
        if error.chain().any(|cause| cause.is::<Again>()) {
            return true;
        }
        error
            .chain()
            .filter_map(|cause| cause.downcast_ref::<sqlx::Error>())
            .any(|cause| {
                let code = cause
                    .as_database_error()
                    .and_then(|e| e.code().map(|c| c.into_owned()));
                // PostgreSQL: serialization_failure, deadlock_detected. SQLite: SQLITE_BUSY and its snapshot form.
                matches!(code.as_deref(), Some("40001" | "40P01" | "5" | "517"))
            })
    }
}

fn other(error: anyhow::Error) -> sqlx::Error {
    sqlx::Error::Configuration(format!("{error:#}").into())
}

async fn prepare_sqlite(conn: &mut AnyConnection, reader: bool) -> anyhow::Result<()> {
    // FULL: a commit that was answered survives a power cut. The cache is small on purpose: the bot shares its machine.
    let pragmas = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                   PRAGMA foreign_keys = ON; PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;";
    sqlx::raw_sql(pragmas)
        .execute(&mut *conn)
        .await
        .context("the database could not be set up")?;
    if reader {
        sqlx::raw_sql("PRAGMA query_only = ON;")
            .execute(conn)
            .await?;
    }
    Ok(())
}
