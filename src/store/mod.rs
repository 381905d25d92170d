//! The one place where data is kept: SQLite or PostgreSQL behind one door.
//!
//! Hides: which database it is, transactions, group commit, repeats after lost races, migrations, backup.
//! Invariants: a use case's rows, journal, posts and timers are committed together or not at all; within a
//! workspace use cases happen one after another on both databases; nobody is answered before their commit.
//! Deliberately does not know any table but its own bookkeeping.

mod dialect;
mod export;
mod hold;
mod migrate;
mod tx;
mod write;
mod writer;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use sqlx::AnyPool;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::chat::WorkspaceId;
use crate::clock::{At, Clock};
use crate::metrics::METRICS;
use crate::store::tx::{Shelf, Work};
use crate::store::writer::Writer;

pub(crate) use crate::store::dialect::Dialect;
pub(crate) use crate::store::hold::Hold;
pub use crate::store::tx::Tx;
pub use crate::store::write::Write;

/// How often a unit of work is repeated after lost races before that is a fault.
const ATTEMPTS: u32 = 8;
const QUEUES: usize = 64;

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

struct Inner {
    url: String,
    dialect: Dialect,
    clock: Arc<dyn Clock>,
    /// SQLite's writer; PostgreSQL writes through the pool.
    writer: Option<Writer>,
    pool: AnyPool,
    bells: Arc<Bells>,
    shelf: Arc<Shelf>,
    /// Where use cases of a workspace queue on PostgreSQL; a few workspaces share a queue.
    queues: [Arc<Mutex<()>>; QUEUES],
}

impl Inner {
    fn queue(&self, workspace: WorkspaceId) -> Arc<Mutex<()>> {
        // The low bits of a snowflake count within a millisecond; those above are spread well.
        let mixed = workspace.0.unsigned_abs() ^ (workspace.0.unsigned_abs() >> 22);
        let place = usize::try_from(mixed % QUEUES as u64).unwrap_or(0);
        self.queues[place].clone()
    }
}

/// What a loop waits on: work has been committed that it should look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bell {
    /// A timer was armed.
    Timers,
    /// A post was queued.
    Posts,
    /// What is watched has changed.
    Watch,
    /// The platform is to be looked at.
    Look,
}

struct Bells {
    timers: watch::Sender<At>,
    posts: watch::Sender<At>,
    watch: watch::Sender<At>,
    look: watch::Sender<At>,
    /// Rings for this moment or later are not worth waking the timers' loop for.
    timers_until: AtomicI64,
}

impl Bells {
    fn of(&self, bell: Bell) -> &watch::Sender<At> {
        match bell {
            Bell::Timers => &self.timers,
            Bell::Posts => &self.posts,
            Bell::Watch => &self.watch,
            Bell::Look => &self.look,
        }
    }
    fn ring(&self, rings: &[(Bell, At)]) {
        for bell in [Bell::Timers, Bell::Posts, Bell::Watch, Bell::Look] {
            let deaf = match bell {
                Bell::Timers => self.timers_until.load(Ordering::SeqCst),
                Bell::Posts | Bell::Watch | Bell::Look => i64::MAX,
            };
            if let Some(earliest) = rings
                .iter()
                .filter(|r| r.0 == bell && r.1.0 < deaf)
                .map(|r| r.1)
                .min()
            {
                self.of(bell).send_replace(earliest);
            }
        }
    }
}

impl Store {
    /// Opens `sqlite://path` or `postgres://…`, migrates, and refuses a database made by a newer version.
    pub async fn open(url: &str, clock: Arc<dyn Clock>) -> anyhow::Result<Store> {
        sqlx::any::install_default_drivers();
        let dialect = Dialect::of(url)?;
        let mut conn = dialect.connect(url).await?;
        migrate::migrate(&mut conn).await?;
        let pool = dialect.pool(url).await?;
        let bells = Arc::new(Bells {
            timers: watch::Sender::new(At(0)),
            posts: watch::Sender::new(At(0)),
            watch: watch::Sender::new(At(0)),
            look: watch::Sender::new(At(0)),
            timers_until: AtomicI64::new(i64::MAX),
        });
        let shelf = Arc::<Shelf>::default();
        let writer = (dialect == Dialect::Sqlite)
            .then(|| Writer::start(url, conn, bells.clone(), shelf.clone()));
        Ok(Store {
            inner: Arc::new(Inner {
                url: url.to_owned(),
                dialect,
                clock,
                writer,
                pool,
                bells,
                shelf,
                queues: std::array::from_fn(|_| Arc::default()),
            }),
        })
    }

    /// The clock that every transaction takes its `now` from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.clock
    }

    /// Which database it is; only what claims rows across workspaces needs to know.
    pub(crate) fn dialect(&self) -> Dialect {
        self.inner.dialect
    }

    /// Runs a use case in a write transaction of its own; returns after the commit that holds it.
    /// A refusal or fault rolls everything back.
    pub async fn run<R: Sync + ?Sized, T, E: Failure>(
        &self,
        workspace: WorkspaceId,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<T, E> + Sync,
        request: &R,
    ) -> Result<T, E> {
        let began = Instant::now();
        let mut attempt = 0;
        loop {
            attempt += 1;
            let outcome = self.once(workspace, &use_case, request).await;
            let lost = outcome
                .as_ref()
                .err()
                .and_then(Failure::fault)
                .is_some_and(Dialect::lost_race);
            if !lost || attempt >= ATTEMPTS {
                METRICS
                    .db_seconds
                    .with_label_values(&["run"])
                    .observe(began.elapsed().as_secs_f64());
                return outcome;
            }
            let most = 2_u64.saturating_pow(attempt + 2);
            tokio::time::sleep(Duration::from_millis(rand::random_range(0..=most))).await;
        }
    }

    /// The same for the few units of work that look across workspaces: claims and clean-up of jobs and outbox.
    pub(crate) async fn any_workspace_run<R: Sync + ?Sized, T, E: Failure>(
        &self,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<T, E> + Sync,
        request: &R,
    ) -> Result<T, E> {
        self.run(WorkspaceId(0), use_case, request).await
    }

    async fn once<R: Sync + ?Sized, T, E: Failure>(
        &self,
        workspace: WorkspaceId,
        use_case: &(impl AsyncFn(&mut Tx, &R) -> Result<T, E> + Sync),
        request: &R,
    ) -> Result<T, E> {
        let mut tx = self.begin(workspace).await?;
        match use_case(&mut tx, request).await {
            Ok(value) => {
                tx.commit(&self.inner.bells).await?;
                Ok(value)
            }
            Err(error) => {
                tx.undo().await;
                Err(error)
            }
        }
    }

    async fn begin(&self, workspace: WorkspaceId) -> anyhow::Result<Tx> {
        let Some(writer) = &self.inner.writer else {
            // Queueing here, not at the database: a busy workspace takes one connection, not all of them.
            let place = match workspace.0 {
                0 => None,
                _ => Some(self.inner.queue(workspace).lock_owned().await),
            };
            let begin = self.inner.dialect.begin_write(workspace.0);
            return self.begin_own(workspace, place, begin).await;
        };
        let turn = writer.turn().await?;
        Ok(self.tx(Work::Turn(turn), workspace))
    }

    /// Begins on a connection of the pool's.
    async fn begin_own(
        &self,
        workspace: WorkspaceId,
        mut place: Option<OwnedMutexGuard<()>>,
        begin: String,
    ) -> anyhow::Result<Tx> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let conn = self.inner.pool.acquire().await;
            let conn = conn.context("no database connection")?;
            let held = place.take();
            let mut tx = self.tx(Work::Own { conn, place: held }, workspace);
            let begun = sqlx::raw_sql(sqlx::AssertSqlSafe(begin.as_str()));
            let Err(error) = begun.execute(tx.raw()).await else {
                tx.now = self.inner.clock.now();
                return Ok(tx);
            };
            // After the server was restarted every pooled connection is dead.
            if !Dialect::connection_lost(&error) || attempt > dialect::CONNECTIONS {
                return Err(error).context("begin");
            }
            if let Work::Own { place: held, .. } = &mut tx.work {
                place = held.take();
            }
        }
    }

    fn tx(&self, work: Work, workspace: WorkspaceId) -> Tx {
        Tx {
            work,
            now: self.inner.clock.now(),
            clock: self.inner.clock.clone(),
            workspace,
            dialect: self.inner.dialect,
            shelf: self.inner.shelf.clone(),
            memory: HashMap::new(),
            rings: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// The same for use cases that only read: on a reader connection, in one consistent snapshot.
    pub async fn read<R: Sync + ?Sized, T, E: Failure>(
        &self,
        workspace: WorkspaceId,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<T, E> + Sync,
        request: &R,
    ) -> Result<T, E> {
        let began = Instant::now();
        let begin = self.inner.dialect.begin_read();
        let mut tx = self.begin_own(workspace, None, begin).await?;
        let outcome = use_case(&mut tx, request).await;
        tx.undo().await;
        METRICS
            .db_seconds
            .with_label_values(&["read"])
            .observe(began.elapsed().as_secs_f64());
        outcome
    }

    /// Rings of this bell, after their commits. Subscribe before looking at the table.
    pub fn bell(&self, bell: Bell) -> watch::Receiver<At> {
        self.inner.bells.of(bell).subscribe()
    }

    /// From now on every ring of the timers' bell is heard: called before looking for what is due.
    pub(crate) fn hear_all_timers(&self) {
        self.inner
            .bells
            .timers_until
            .store(i64::MAX, Ordering::SeqCst);
    }

    /// The timers' loop waits until `at` anyway: only rings for earlier moments are worth waking it. Called after looking.
    pub(crate) fn hear_timers_before(&self, at: At) {
        self.inner.bells.timers_until.store(at.0, Ordering::SeqCst);
    }

    /// A consistent copy of a SQLite database while it is in use.
    pub async fn backup(&self, file: &Path) -> anyhow::Result<()> {
        if self.inner.dialect == Dialect::Postgres {
            bail!("a PostgreSQL database is backed up with pg_dump --format=custom");
        }
        let name = file.to_str().context("the file's name is not UTF-8")?;
        if file.exists() {
            bail!("{name} exists already; name a new file");
        }
        let mut conn = self.inner.dialect.connect(&self.inner.url).await?;
        sqlx::query("VACUUM INTO $1")
            .bind(name)
            .execute(&mut conn)
            .await
            .context("the copy could not be written")?;
        Ok(())
    }
}

#[cfg(test)]
mod statements_tests;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
