//! The one place where data is kept: SQLite or PostgreSQL behind one door.
//!
//! Hides: which database it is, transactions, group commit, repeats after lost races, migrations, backup.
//! Invariants: a use case's rows, journal, posts and timers are committed together or not at all; within a
//! workspace use cases happen one after another on both databases; nobody is answered before their commit.
//! Deliberately does not know any table but its own bookkeeping.

use std::sync::Arc;

use sqlx::AnyConnection;

use crate::chat::WorkspaceId;
use crate::clock::{At, Clock};

/// What a use case may fail with: the store repeats it after a lost race, which it recognises in the fault.
pub trait Failure: From<anyhow::Error> {
    /// The technical cause, if it is one (a refusal is none).
    fn fault(&self) -> Option<&anyhow::Error>;
}

impl Failure for anyhow::Error {
    fn fault(&self) -> Option<&anyhow::Error> {
        Some(self)
    }
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}
struct Inner {}

/// One unit of work in one workspace, under one fixed moment.
pub struct Tx {
    // owns its connection, so that it has no lifetime
}

/// What a loop waits on: work has been committed that it should look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bell {
    /// A timer was armed (`at` = its due moment).
    Timers,
    /// A post was queued.
    Posts,
}

impl Store {
    /// Opens `sqlite://path` or `postgres://…`, migrates, and refuses a database made by a newer version.
    pub async fn open(url: &str, clock: Arc<dyn Clock>) -> anyhow::Result<Store> {
        todo!()
    }
    /// The clock that every transaction takes its `now` from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        todo!()
    }
    /// Runs a use case in a write transaction of its own; returns after the commit that holds it.
    /// A refusal or fault rolls everything back.
    pub async fn run<R: Sync + ?Sized, T, E: Failure>(
        &self,
        workspace: WorkspaceId,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<T, E>,
        request: &R,
    ) -> Result<T, E> {
        todo!()
    }
    /// The same for use cases that only read: on a reader connection, in one consistent snapshot.
    pub async fn read<R: Sync + ?Sized, T, E: Failure>(
        &self,
        workspace: WorkspaceId,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<T, E>,
        request: &R,
    ) -> Result<T, E> {
        todo!()
    }
    /// Waits for a committed ring of this bell. Register (call) before looking at the table.
    pub fn bell(&self, bell: Bell) -> tokio::sync::watch::Receiver<At> {
        todo!()
    }
    /// A consistent copy of a SQLite database while it is in use.
    pub async fn backup(&self, file: &std::path::Path) -> anyhow::Result<()> {
        todo!()
    }
}

impl Tx {
    /// The one moment at which all of this unit of work happens.
    pub fn now(&self) -> At {
        todo!()
    }
    /// The workspace everything here is scoped by.
    pub fn workspace(&self) -> WorkspaceId {
        todo!()
    }
    /// The connection, for the SQL of `store.rs` files: `sqlx::query(SQL).bind(..).fetch_all(tx.conn())`.
    pub fn conn(&mut self) -> &mut AnyConnection {
        todo!()
    }
    /// The next number of a kind of key in this workspace: 7 for STD-7. Numbers are not reused.
    pub async fn next_key(&mut self, kind: &str) -> anyhow::Result<i64> {
        todo!()
    }
    /// Rings after the commit. `at` is when there will be something to do (now, or a due moment).
    pub fn ring(&mut self, bell: Bell, at: At) {
        todo!()
    }
}
