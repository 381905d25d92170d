//! SQLite's one writer, with group commit.
//!
//! Use cases take turns on one connection, each in a savepoint. Whoever finishes while others wait leaves the commit to
//! them and waits for its outcome; so a burst shares one sync of the disk, and nobody is answered before the commit that
//! holds their change. A turn that is dropped half-way (cancelled, panicked) is rolled back alone, and the group it stood in
//! is finished by a task of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use sqlx::AnyConnection;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::clock::At;
use crate::store::dialect::Dialect;
use crate::store::{Bell, Bells};

/// At most this many turns share a commit, and for at most so long: a first one must not wait for a crowd behind it.
const GROUP: usize = 256;
const GROUP_TIME: Duration = Duration::from_millis(10);

type Verdict = Result<(), String>;

/// The writer. Cheap to clone.
#[derive(Clone)]
pub(super) struct Writer {
    slot: Arc<Mutex<Slot>>,
    waiting: Arc<AtomicUsize>,
    bells: Arc<Bells>,
}

pub(super) struct Slot {
    pub(super) conn: AnyConnection,
    /// A transaction is open, since when.
    open: Option<Instant>,
    /// A savepoint was left behind by a turn that was dropped.
    unfinished: bool,
    group: Vec<oneshot::Sender<Verdict>>,
    rings: Vec<(Bell, At)>,
}

/// One use case's turn at the writer.
pub(super) struct Turn {
    /// `None` once the turn is over.
    slot: Option<OwnedMutexGuard<Slot>>,
    writer: Writer,
}

/// Counts as waiting until it is dropped.
struct Waiting<'a> {
    writer: &'a Writer,
    arrived: bool,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.writer.waiting.fetch_sub(1, Ordering::SeqCst);
        if !self.arrived {
            // Somebody may have left the commit to us.
            self.writer.finish_later();
        }
    }
}

impl Writer {
    pub(super) fn new(conn: AnyConnection, bells: Arc<Bells>) -> Writer {
        let slot = Slot {
            conn,
            open: None,
            unfinished: false,
            group: Vec::new(),
            rings: Vec::new(),
        };
        Writer {
            slot: Arc::new(Mutex::new(slot)),
            waiting: Arc::new(AtomicUsize::new(0)),
            bells,
        }
    }

    /// Waits for a turn and begins it.
    pub(super) async fn turn(&self) -> anyhow::Result<Turn> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut waiting = Waiting {
            writer: self,
            arrived: false,
        };
        let slot = self.slot.clone().lock_owned().await;
        let mut turn = Turn {
            slot: Some(slot),
            writer: self.clone(),
        };
        waiting.arrived = true;
        drop(waiting);
        let slot = turn.slot.as_mut().context("a turn has just begun")?;
        slot.clean().await?;
        if slot.open.is_none() {
            sqlx::query(Dialect::Sqlite.begin_write())
                .execute(&mut slot.conn)
                .await
                .context("begin")?;
            slot.open = Some(Instant::now());
        }
        sqlx::query("SAVEPOINT turn")
            .execute(&mut slot.conn)
            .await
            .context("savepoint")?;
        slot.unfinished = true;
        Ok(turn)
    }

    /// Commits, unless somebody waits who will.
    async fn pass_on(&self, mut slot: OwnedMutexGuard<Slot>) {
        let others = self.waiting.load(Ordering::SeqCst) > 0;
        let young = slot.open.is_some_and(|since| since.elapsed() < GROUP_TIME);
        if others && young && slot.group.len() < GROUP {
            return;
        }
        slot.commit(&self.bells).await;
    }

    fn finish_later(&self) {
        let writer = self.clone();
        // Outside a runtime there is nobody left to be answered either.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let mut slot = writer.slot.clone().lock_owned().await;
                let cleaned = slot.clean().await;
                if slot.open.is_some()
                    && (cleaned.is_err() || writer.waiting.load(Ordering::SeqCst) == 0)
                {
                    slot.commit(&writer.bells).await;
                }
            });
        }
    }
}

impl Slot {
    /// Takes back what a dropped turn left.
    async fn clean(&mut self) -> anyhow::Result<()> {
        if self.unfinished && self.open.is_some() {
            sqlx::raw_sql("ROLLBACK TO turn; RELEASE turn;")
                .execute(&mut self.conn)
                .await
                .context("clean")?;
        }
        self.unfinished = false;
        Ok(())
    }

    async fn commit(&mut self, bells: &Bells) {
        let verdict = match sqlx::query("COMMIT").execute(&mut self.conn).await {
            Ok(_) => Ok(()),
            Err(error) => {
                // After a failed commit the transaction may still be open; a second failure means it is not.
                if let Err(also) = sqlx::query("ROLLBACK").execute(&mut self.conn).await {
                    tracing::debug!(%also, "nothing to roll back after a failed commit");
                }
                Err(error.to_string())
            }
        };
        self.open = None;
        for member in self.group.drain(..) {
            // Whoever no longer waits for the outcome does not need it.
            drop(member.send(verdict.clone()));
        }
        let rings = std::mem::take(&mut self.rings);
        if verdict.is_ok() {
            bells.ring(&rings);
        }
    }
}

impl Turn {
    pub(super) fn conn(&mut self) -> &mut AnyConnection {
        &mut self
            .slot
            .as_mut()
            .expect("a transaction has its turn until it is over")
            .conn
    }

    /// Ends the turn well; returns when the commit that holds it is on disk.
    pub(super) async fn keep(mut self, rings: Vec<(Bell, At)>) -> anyhow::Result<()> {
        let mut slot = self.slot.take().context("a turn ends once")?;
        sqlx::query("RELEASE turn")
            .execute(&mut slot.conn)
            .await
            .context("release")?;
        slot.unfinished = false;
        let (told, outcome) = oneshot::channel();
        slot.group.push(told);
        slot.rings.extend(rings);
        let writer = self.writer.clone();
        writer.pass_on(slot).await;
        outcome
            .await
            .context("the writer went away")?
            .map_err(|error| anyhow::anyhow!("the commit failed: {error}"))
    }

    /// Ends the turn as if it had never been.
    pub(super) async fn undo(mut self) -> anyhow::Result<()> {
        let mut slot = self.slot.take().context("a turn ends once")?;
        slot.clean().await?;
        let writer = self.writer.clone();
        writer.pass_on(slot).await;
        Ok(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.slot.take().is_some() {
            self.writer.finish_later();
        }
    }
}
