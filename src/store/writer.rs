//! SQLite's one writer, with group commit.
//!
//! A task of its own owns the connection and lends it to one use case after another, each in a savepoint. Those that have
//! queued up share one commit; so a burst shares one sync of the disk, and nobody is answered before the commit that holds
//! their change. Only the task begins, rolls back and commits, and it cannot be cancelled: whoever drops a turn half-way
//! (cancelled, panicked) thereby hands the connection back, and is rolled back alone.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use sqlx::AnyConnection;
use tokio::sync::{mpsc, oneshot};

use crate::clock::At;
use crate::metrics::METRICS;
use crate::store::dialect::Dialect;
use crate::store::tx::Shelf;
use crate::store::{Bell, Bells};

/// At most this many turns share a commit, and for at most so long: a first one must not wait for a crowd behind it.
const GROUP: usize = 256;
const GROUP_TIME: Duration = Duration::from_millis(10);
/// A turn that takes longer keeps everybody waiting: the operator is told.
const SLOW: Duration = Duration::from_secs(5);

/// Immediate: a transaction that is going to write must not find out half-way that somebody else writes.
const BEGIN: &str = "BEGIN IMMEDIATE; SAVEPOINT turn";
/// Ends a turn well and opens the next one. Fails if SQLite has rolled back the whole transaction by itself (disk full).
const SEAL: &str = "RELEASE turn; SAVEPOINT turn";
/// The savepoint that is gone back to stays open.
const UNDO: &str = "ROLLBACK TO turn";
/// Releases the savepoint too.
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// The group was given up for no fault of its own: its use cases are worth repeating.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the group commit was given up")]
pub(super) struct Again;

type Verdict = Result<(), Failed>;
#[derive(Clone, Debug)]
enum Failed {
    Again(Again),
    Commit(String),
}

type Rings = Vec<(Bell, At)>;
type Asked = oneshot::Sender<anyhow::Result<Turn>>;

/// The writer's door. Cheap to clone; the connection is closed when the last one is gone.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::UnboundedSender<Asked>,
}

/// One use case's turn at the connection.
pub(super) struct Turn {
    /// `None` once the turn is over.
    lent: Option<(AnyConnection, oneshot::Sender<Returned>)>,
    /// The statement that ends it well is on its way, or has come out well.
    sealed: bool,
}

struct Returned {
    conn: AnyConnection,
    /// `None`: to be undone.
    kept: Option<Kept>,
    sealed: bool,
}

/// A turn that ended well and waits for its commit.
struct Kept {
    rings: Rings,
    told: oneshot::Sender<Verdict>,
}

struct Task {
    url: String,
    /// `None` while it is lent, or after it was lost.
    conn: Option<AnyConnection>,
    queue: mpsc::UnboundedReceiver<Asked>,
    bells: Arc<Bells>,
    shelf: Arc<Shelf>,
}

impl Writer {
    pub(super) fn start(
        url: &str,
        conn: AnyConnection,
        bells: Arc<Bells>,
        shelf: Arc<Shelf>,
    ) -> Writer {
        let (asking, queue) = mpsc::unbounded_channel();
        let task = Task {
            url: url.to_owned(),
            conn: Some(conn),
            queue,
            bells,
            shelf,
        };
        tokio::spawn(task.serve());
        Writer { queue: asking }
    }

    /// Waits for a turn.
    pub(super) async fn turn(&self) -> anyhow::Result<Turn> {
        let (asked, turn) = oneshot::channel();
        self.queue
            .send(asked)
            .ok()
            .context("the database's writer has stopped")?;
        turn.await.context("the database's writer has stopped")?
    }
}

impl Task {
    async fn serve(mut self) {
        while let Some(first) = self.queue.recv().await {
            if let Err(error) = self.begin().await {
                // Whoever no longer waits does not need to know.
                drop(first.send(Err(error)));
                self.reset().await;
                continue;
            }
            let mut kept = Vec::new();
            let ended = match self.gather(first, &mut kept).await {
                Ok(()) => self.end(kept.is_empty()).await,
                Err(error) => Err(error),
            };
            if let Err(error) = &ended {
                tracing::error!(
                    error = format!("{error:#}"),
                    turns = kept.len(),
                    "a commit failed; its use cases are told that nothing was done"
                );
                self.shelf.clear();
                self.reset().await;
            }
            let verdict = ended.map_err(|error| match error.downcast_ref::<Again>() {
                Some(again) => Failed::Again(*again),
                None => Failed::Commit(format!("{error:#}")),
            });
            for Kept { rings, told } in kept {
                if verdict.is_ok() {
                    self.bells.ring(&rings);
                }
                // Whoever no longer waits for the outcome does not need it.
                drop(told.send(verdict.clone()));
            }
        }
    }

    /// Gives turns to the first and to those that have queued up behind; an error means that the group is lost.
    async fn gather(&mut self, first: Asked, kept: &mut Vec<Kept>) -> anyhow::Result<()> {
        let began = Instant::now();
        let mut turns = 0;
        let mut next = Some(first);
        while let Some(asked) = next {
            kept.extend(self.lend(asked).await?);
            turns += 1;
            let more = turns < GROUP && began.elapsed() < GROUP_TIME;
            next = if more {
                self.queue.try_recv().ok()
            } else {
                None
            };
        }
        Ok(())
    }

    /// Begins, on a new connection if the last one was lost. After that every turn leaves a savepoint open for the next.
    async fn begin(&mut self) -> anyhow::Result<()> {
        if self.conn.is_none() {
            self.conn = Some(Dialect::Sqlite.connect(&self.url).await?);
        }
        self.say(BEGIN).await
    }

    /// One turn, in the savepoint that is open.
    async fn lend(&mut self, asked: Asked) -> anyhow::Result<Option<Kept>> {
        let (back, mut returned) = oneshot::channel();
        let conn = self
            .conn
            .take()
            .context("the writer's connection is lost")?;
        let lent = Some((conn, back));
        // Whoever no longer waits for their turn gives it back by dropping it.
        drop(asked.send(Ok(Turn {
            lent,
            sealed: false,
        })));
        let Returned { conn, kept, sealed } = loop {
            match tokio::time::timeout(SLOW, &mut returned).await {
                Ok(returned) => break returned.context("a turn lost the connection")?,
                Err(_) => tracing::error!(
                    "a unit of work has kept the database for {} seconds; everybody else waits",
                    SLOW.as_secs()
                ),
            }
        };
        self.conn = Some(conn);
        if kept.is_none() {
            // Somebody who left while their last statement was on its way does not say what came of it.
            anyhow::ensure!(!sealed, Again);
            self.say(UNDO).await?;
        }
        Ok(kept)
    }

    async fn end(&mut self, nothing_kept: bool) -> anyhow::Result<()> {
        if nothing_kept {
            return self.say(ROLLBACK).await;
        }
        let began = Instant::now();
        self.say(COMMIT).await?;
        METRICS
            .db_seconds
            .with_label_values(&["commit"])
            .observe(began.elapsed().as_secs_f64());
        Ok(())
    }

    async fn say(&mut self, sql: &'static str) -> anyhow::Result<()> {
        let conn = self
            .conn
            .as_mut()
            .context("the writer's connection is lost")?;
        sqlx::query(sql).execute(conn).await.context(sql)?;
        Ok(())
    }

    /// After a failure nothing is known about the connection: closing it rolls back, the next group opens another.
    async fn reset(&mut self) {
        if let Some(conn) = self.conn.take()
            && let Err(error) = sqlx::Connection::close(conn).await
        {
            tracing::debug!(%error, "a failed connection did not close well");
        }
    }
}

impl Turn {
    pub(super) fn conn(&mut self) -> &mut AnyConnection {
        let (conn, _) = self
            .lent
            .as_mut()
            .expect("a transaction has its turn until it is over");
        conn
    }

    /// What is to be said when all has been done, before [`keep`](Turn::keep). From here on the turn cannot be undone
    /// without knowing how that came out.
    pub(super) fn seal(&mut self) -> &'static str {
        self.sealed = true;
        SEAL
    }

    /// The statement failed, so nothing was sealed.
    pub(super) fn unseal(&mut self) {
        self.sealed = false;
    }

    /// Ends the turn well; returns when the commit that holds it is on disk.
    pub(super) async fn keep(mut self, rings: Rings) -> anyhow::Result<()> {
        let (told, outcome) = oneshot::channel();
        self.give_back(Some(Kept { rings, told }));
        outcome
            .await
            .context("the database's writer has stopped")?
            .map_err(|failed| match failed {
                Failed::Again(again) => again.into(),
                Failed::Commit(error) => anyhow::anyhow!("the change could not be kept: {error}"),
            })
    }

    /// Ends the turn as if it had never been; dropping does the same.
    pub(super) fn undo(self) {}

    fn give_back(&mut self, kept: Option<Kept>) {
        if let Some((conn, back)) = self.lent.take() {
            // Without a task there is no transaction either: closing the connection rolls back.
            drop(back.send(Returned {
                conn,
                kept,
                sealed: self.sealed,
            }));
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.give_back(None);
    }
}
