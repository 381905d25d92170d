//! Being the only one: a lock held for as long as a process lives, among those that share a database.

use std::time::Duration;

use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::store::{Dialect, Store};

/// How often is looked whether the connection that holds the lock is still there.
const GLANCE: Duration = Duration::from_secs(1);
/// A database that takes longer has lost us, or we it.
const PATIENCE: Duration = Duration::from_secs(3);
/// The server notices a machine that has vanished within about ten seconds, and gives its locks free.
const KEEPALIVE: [&str; 3] = [
    "SET tcp_keepalives_idle = 4",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
];

/// Held until it is dropped, the process ends, or the database is lost.
pub(crate) struct Hold(Option<AnyConnection>);

impl Store {
    /// Takes the lock of this number if nobody has it. SQLite serves one process, which always has it. The lock belongs to a
    /// connection of its own, which a pooler between must not share.
    pub(crate) async fn try_hold(&self, lock: i64) -> anyhow::Result<Option<Hold>> {
        if self.inner.dialect == Dialect::Sqlite {
            return Ok(Some(Hold(None)));
        }
        let mut conn = self.inner.dialect.connect(&self.inner.url).await?;
        for setting in KEEPALIVE {
            sqlx::query(setting).execute(&mut conn).await?;
        }
        let held: bool = sqlx::query("SELECT pg_try_advisory_lock($1) AS held")
            .bind(lock)
            .fetch_one(&mut conn)
            .await?
            .try_get("held")?;
        if held {
            return Ok(Some(Hold(Some(conn))));
        }
        conn.close().await?;
        Ok(None)
    }
}

impl Hold {
    /// Completes when the lock may have gone to somebody else.
    pub(crate) async fn lost(&mut self) {
        let Some(conn) = &mut self.0 else {
            return std::future::pending().await;
        };
        loop {
            tokio::time::sleep(GLANCE).await;
            match tokio::time::timeout(PATIENCE, conn.ping()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return,
            }
        }
    }
}
