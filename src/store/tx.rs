//! One unit of work: its connection, its moment, what it has read already, and what rings after its commit.

use std::any::{Any as AnyType, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex as Shut, PoisonError};

use anyhow::{Context, bail};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, Row};
use tokio::sync::OwnedMutexGuard;

use crate::chat::WorkspaceId;
use crate::clock::{At, Clock};
use crate::store::write::{self, Write};
use crate::store::writer::Turn;
use crate::store::{Bell, Bells, Dialect};

const NEXT_KEY: &str = "INSERT INTO key_counter (workspace_id, kind, last) VALUES ($1, $2, 1) \
     ON CONFLICT (workspace_id, kind) DO UPDATE SET last = key_counter.last + 1 RETURNING last";

const NEXT_KEYS: &str = "INSERT INTO key_counter (workspace_id, kind, last) VALUES ($1, $2, $3) \
     ON CONFLICT (workspace_id, kind) DO UPDATE SET last = key_counter.last + excluded.last RETURNING last";

/// Every statement of this file, prepared on both databases by a test.
#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[NEXT_KEY, NEXT_KEYS];

/// One unit of work in one workspace, under one fixed moment.
pub struct Tx {
    pub(super) work: Work,
    pub(super) now: At,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) workspace: WorkspaceId,
    pub(super) dialect: Dialect,
    pub(super) shelf: Arc<Shelf>,
    pub(super) memory: HashMap<TypeId, Kept>,
    pub(super) rings: Vec<(Bell, At)>,
    /// What has been written and not sent yet.
    pub(super) pending: Vec<Write>,
}

type Kept = Arc<dyn AnyType + Send + Sync>;

/// What units of work leave for later ones, so that what hardly ever changes is not read again and again: one thing of a
/// type in each workspace, with the revision of the rows it was made from. Whoever takes it has read which revision is now.
#[derive(Default)]
pub(crate) struct Shelf(Shut<HashMap<(WorkspaceId, TypeId), (i64, Kept)>>);

impl Shelf {
    /// More workspaces than this are not remembered at once.
    const MOST: usize = 1_024;

    fn get(&self, workspace: WorkspaceId, kind: TypeId, revision: i64) -> Option<Kept> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, kept) = shelf.get(&(workspace, kind))?;
        (*of == revision).then(|| kept.clone())
    }

    /// After a failed commit: what was left there may have been made from rows that are not there.
    pub(super) fn clear(&self) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.clear();
    }

    fn put(&self, workspace: WorkspaceId, kind: TypeId, revision: i64, kept: Kept) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= Self::MOST {
            shelf.clear();
        }
        shelf.insert((workspace, kind), (revision, kept));
    }
}

pub(super) enum Work {
    Turn(Turn),
    /// A pooled connection with a transaction of its own, and the place in the workspace's queue.
    Own {
        conn: PoolConnection<Any>,
        /// Held to be dropped.
        place: Option<OwnedMutexGuard<()>>,
    },
    Over,
}

impl Tx {
    /// The one moment at which all of this unit of work happens.
    pub fn now(&self) -> At {
        self.now
    }

    /// The workspace everything here is scoped by.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// What follows happens in this workspace, at the moment when its turn came. Only for work that
    /// [`any_workspace_run`](crate::store::Store) began, and in the order of the workspaces' numbers.
    pub(crate) async fn any_workspace_enter(
        &mut self,
        workspace: WorkspaceId,
    ) -> anyhow::Result<()> {
        if let Some(sql) = self.dialect.enter(workspace.0) {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
                .execute(self.conn().await?)
                .await
                .context("enter workspace")?;
            self.now = self.clock.now();
        }
        if self.workspace != workspace {
            self.memory.clear();
        }
        self.workspace = workspace;
        Ok(())
    }

    /// What this unit of work has read before and [`remember`](Tx::remember)ed.
    pub(crate) fn recall<T: AnyType + Send + Sync>(&self) -> Option<Arc<T>> {
        let kept = self.memory.get(&TypeId::of::<T>())?;
        kept.clone().downcast().ok()
    }

    /// Keeps what was read until this unit of work ends; who changes the rows must [`forget`](Tx::forget) it.
    pub(crate) fn remember<T: AnyType + Send + Sync>(&mut self, read: &Arc<T>) {
        self.memory.insert(TypeId::of::<T>(), read.clone());
    }

    /// What was read is no longer so.
    pub(crate) fn forget<T: AnyType + Send + Sync>(&mut self) {
        self.memory.remove(&TypeId::of::<T>());
    }

    /// What an earlier unit of work left, if its rows are of this revision.
    pub(crate) fn take_from_shelf<T: AnyType + Send + Sync>(
        &self,
        revision: i64,
    ) -> Option<Arc<T>> {
        let kept = self
            .shelf
            .get(self.workspace, TypeId::of::<T>(), revision)?;
        kept.downcast().ok()
    }

    /// Leaves something for later units of work. Not after changing those rows: the change may be rolled back yet.
    pub(crate) fn put_on_shelf<T: AnyType + Send + Sync>(&self, revision: i64, read: &Arc<T>) {
        let kept: Kept = read.clone();
        self.shelf
            .put(self.workspace, TypeId::of::<T>(), revision, kept);
    }

    /// The connection, for the SQL of `store.rs` files: `sqlx::query(SQL).bind(..).fetch_all(tx.conn().await?)`. What was to
    /// be written [`later`](Tx::later) has been, and an error is that of those statements.
    pub async fn conn(&mut self) -> anyhow::Result<&mut AnyConnection> {
        self.send(None).await?;
        Ok(self.raw())
    }

    /// Writes something whose outcome nobody waits for: with the next statement that somebody does wait for, at the latest
    /// with the commit, which fails if this does. So a use case that ends with five changes waits for the database once.
    pub fn later(&mut self, write: Write) {
        self.pending.push(write);
    }

    /// Sends what is pending, on SQLite all at once, and `last` after it.
    async fn send(&mut self, last: Option<&'static str>) -> anyhow::Result<()> {
        let pending = std::mem::take(&mut self.pending);
        let at_once = match self.dialect {
            Dialect::Sqlite => write::AT_ONCE,
            // The extended protocol takes one statement at a time.
            Dialect::Postgres => 1,
        };
        let mut batches = pending.chunks(at_once).peekable();
        if let (None, Some(last)) = (batches.peek(), last) {
            sqlx::query(last).execute(self.raw()).await.context(last)?;
        }
        while let Some(batch) = batches.next() {
            let last = last.filter(|_| batches.peek().is_none());
            write::send(self.raw(), batch, last).await?;
        }
        Ok(())
    }

    pub(super) fn raw(&mut self) -> &mut AnyConnection {
        match &mut self.work {
            Work::Turn(turn) => turn.conn(),
            Work::Own { conn, .. } => conn,
            Work::Over => unreachable!("a transaction that is over is gone"),
        }
    }

    /// The next number of a kind of key in this workspace: 7 for STD-7. Numbers are not reused.
    pub async fn next_key(&mut self, kind: &str) -> anyhow::Result<i64> {
        let workspace = self.workspace.0;
        let row = sqlx::query(NEXT_KEY)
            .bind(workspace)
            .bind(kind)
            .fetch_one(self.conn().await?)
            .await
            .context("next key")?;
        Ok(row.try_get(0)?)
    }

    /// So many numbers at once, for what comes in bulk: the last of them.
    pub(crate) async fn next_keys(&mut self, kind: &str, count: i64) -> anyhow::Result<i64> {
        let workspace = self.workspace.0;
        let row = sqlx::query(NEXT_KEYS)
            .bind(workspace)
            .bind(kind)
            .bind(count)
            .fetch_one(self.conn().await?)
            .await
            .context("next keys")?;
        Ok(row.try_get(0)?)
    }

    /// Rings after the commit. `at` is when there will be something to do (now, or a due moment).
    pub fn ring(&mut self, bell: Bell, at: At) {
        self.rings.push((bell, at));
    }

    /// The connection stays in `self` until it has answered: a commit that is cancelled half-way closes it.
    pub(super) async fn commit(mut self, bells: &Bells) -> anyhow::Result<()> {
        let rings = std::mem::take(&mut self.rings);
        if let Work::Turn(turn) = &mut self.work {
            // What ends this turn and opens the next one goes with what is still to be written.
            let seal = turn.seal();
            if let Err(error) = self.send(Some(seal)).await {
                if let Work::Turn(turn) = &mut self.work {
                    turn.unseal();
                }
                self.undo().await;
                return Err(error);
            }
            return match std::mem::replace(&mut self.work, Work::Over) {
                Work::Turn(turn) => turn.keep(rings).await,
                Work::Own { .. } | Work::Over => bail!("a transaction ends once"),
            };
        }
        let conn = match self.conn().await {
            Ok(conn) => conn,
            Err(error) => {
                self.undo().await;
                return Err(error);
            }
        };
        sqlx::query("COMMIT")
            .execute(conn)
            .await
            .context("commit")?;
        self.work = Work::Over;
        bells.ring(&rings);
        Ok(())
    }

    pub(super) async fn undo(mut self) {
        self.pending.clear();
        if let Work::Own { .. } = &self.work
            && let Err(error) = sqlx::query("ROLLBACK").execute(self.raw()).await
        {
            // Dropping closes the connection, which rolls back too.
            tracing::debug!(%error, "rolled back by closing");
            return;
        }
        match std::mem::replace(&mut self.work, Work::Over) {
            Work::Turn(turn) => turn.undo(),
            Work::Own { .. } | Work::Over => {}
        }
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        // Dropped half-way (cancelled, panicked): the connection is closed, not handed on with an open transaction.
        if let Work::Own { conn, .. } = std::mem::replace(&mut self.work, Work::Over) {
            drop(conn.detach());
        }
    }
}
