//! The outbox's SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{ChannelId, MessageId, WorkspaceId};
use crate::clock::At;
use crate::outbox::{DeadLetter, Delivery, Health, Op, Post, Priority, Standing, Target, rules};
use crate::store::{Dialect, Tx, Write};

const QUEUE: &str = "INSERT INTO post (workspace_id, id, key, lane, thread_of, target, op, priority, why, nonce, created_at, \
     next_try, lease_by, attempts, last_error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0, '')";
const PENDING: &str = "SELECT id, op, attempts, lease_by FROM post WHERE workspace_id = $1 AND key = $2 ORDER BY id DESC LIMIT 1";
const REPLACE: &str = "UPDATE post SET op = $1, why = $2 WHERE workspace_id = $3 AND id = $4 AND lease_by = '' AND attempts = 0";
const FORGET: &str =
    "DELETE FROM post WHERE workspace_id = $1 AND key = $2 AND lease_by = '' AND attempts = 0";
// What may be sent now: the first of its message key, and, unless it is a page, the first of its channel with nothing in flight there.
// Heads: the first of its key, and in its lane the most urgent of those that are the first of theirs. A lease that has run
// out holds nobody: its post, if less urgent, would wait for what waits for it. What goes into a thread waits until it is open.
macro_rules! heads {
    () => {
        "p.next_try <= $1 AND (p.thread_of = '' OR t.thread IS NOT NULL \
         OR NOT EXISTS (SELECT 1 FROM post o WHERE o.workspace_id = p.workspace_id AND o.key = p.thread_of)) \
         AND NOT EXISTS (SELECT 1 FROM post k WHERE k.workspace_id = p.workspace_id AND k.key = p.key AND k.id < p.id) \
         AND (p.priority = 0 OR NOT EXISTS (SELECT 1 FROM post q WHERE q.workspace_id = p.workspace_id AND q.lane = p.lane \
         AND q.id <> p.id AND ((q.lease_by <> '' AND q.next_try > $2) OR ((q.priority < p.priority OR (q.priority = p.priority AND q.id < p.id)) \
         AND NOT EXISTS (SELECT 1 FROM post r WHERE r.workspace_id = q.workspace_id AND r.key = q.key AND r.id < q.id)))))"
    };
}
const HEADS: &str = concat!(
    "SELECT p.workspace_id, p.id, p.key, p.target, p.op, p.priority, p.nonce, p.attempts, \
     m.channel AS m_channel, m.message AS m_message, t.thread AS t_thread \
     FROM post p \
     LEFT JOIN message m ON m.workspace_id = p.workspace_id AND m.key = p.key \
     LEFT JOIN message t ON t.workspace_id = p.workspace_id AND t.key = p.thread_of \
     WHERE ",
    heads!(),
    " ORDER BY p.priority, p.created_at, p.id LIMIT 256"
);
const NEXT_TRY: &str = "SELECT MIN(next_try) AS next_try FROM post WHERE next_try > $1";
const PAUSE_ENDS: &str =
    "SELECT MIN(next_try) AS next_try FROM post WHERE next_try > $1 AND lease_by = ''";
const WAITING_NOW: &str = concat!(
    "SELECT COUNT(*) AS n FROM post p LEFT JOIN message t ON t.workspace_id = p.workspace_id AND t.key = p.thread_of \
     WHERE p.lease_by <> '' OR (",
    heads!(),
    ")"
);
const CLAIM: &str = "UPDATE post SET lease_by = $1, next_try = $2 WHERE workspace_id = $3 AND id = $4 AND next_try <= $5 RETURNING op";
const LOCK_CLAIMS: &str = "SELECT pg_advisory_xact_lock(-7)";
const FINISH: &str =
    "DELETE FROM post WHERE workspace_id = $1 AND id = $2 AND lease_by = $3 RETURNING why";
const AGAIN: &str = "UPDATE post SET lease_by = '', next_try = $1, attempts = attempts + 1, last_error = $2 \
     WHERE workspace_id = $3 AND id = $4 AND lease_by = $5";
const STAND: &str = "INSERT INTO message (workspace_id, key, channel, message, why, at, print) VALUES ($1, $2, $3, $4, $5, $6, $7) \
     ON CONFLICT (workspace_id, key) DO UPDATE SET channel = excluded.channel, message = excluded.message, \
     why = excluded.why, at = excluded.at, print = excluded.print";
const THREAD: &str = "UPDATE message SET thread = $1 WHERE workspace_id = $2 AND key = $3";
const FALL: &str = "DELETE FROM message WHERE workspace_id = $1 AND key = $2";
const STANDING: &str = "SELECT key, channel, message, why, at, print FROM message WHERE workspace_id = $1 AND key = $2";
const KEY_OF: &str = "SELECT key, channel, message, why, at, print FROM message WHERE workspace_id = $1 AND channel = $2 AND message = $3";
const WORKSPACE_OF: &str = "SELECT workspace_id FROM message WHERE channel = $1 AND message <= $2 ORDER BY message DESC LIMIT 1";
const BURY: &str = "INSERT INTO dead_letter (workspace_id, id, key, target, code, why, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const DEAD: &str = "SELECT key, target, code, why, at FROM dead_letter WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2";
const HEALTH: &str =
    "SELECT priority, COUNT(*) AS n, MIN(created_at) AS oldest FROM post GROUP BY priority";
const COUNT_DEAD: &str = "SELECT COUNT(*) AS n FROM dead_letter";

/// Prepared on PostgreSQL only.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS_POSTGRES: &[&str] = &[LOCK_CLAIMS];
/// Every statement of this file that both databases prepare.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    QUEUE,
    PENDING,
    REPLACE,
    FORGET,
    HEADS,
    NEXT_TRY,
    PAUSE_ENDS,
    WAITING_NOW,
    CLAIM,
    FINISH,
    AGAIN,
    STAND,
    THREAD,
    FALL,
    STANDING,
    KEY_OF,
    WORKSPACE_OF,
    BURY,
    DEAD,
    HEALTH,
    COUNT_DEAD,
];

/// The newest post of a key that is not out yet.
pub(super) struct Pending {
    pub(super) id: i64,
    pub(super) op: Op,
    /// Nobody has tried to send it: it may still be changed.
    pub(super) untouched: bool,
}

pub(super) async fn queue(tx: &mut Tx, post: &Post, nonce: &str) -> anyhow::Result<()> {
    let id = tx.next_key("post").await?;
    let (workspace, now) = (tx.workspace().0, tx.now().0);
    let thread_of = match &post.target {
        Target::ThreadOf(key) => key.as_str(),
        Target::Channel(_) | Target::Direct { .. } | Target::Mail { .. } | Target::Hook { .. } => {
            ""
        }
    };
    let write = Write::new("queue post", QUEUE)
        .bind(workspace)
        .bind(id)
        .bind(post.key.as_str())
        .bind(rules::lane(&post.target, &post.op))
        .bind(thread_of)
        .bind(serde_json::to_string(&post.target)?)
        .bind(serde_json::to_string(&post.op)?)
        .bind(rules::rank(post.priority))
        .bind(post.why.to_string())
        .bind(nonce)
        .bind(now)
        .bind(now);
    tx.later(write);
    Ok(())
}

pub(super) async fn pending(tx: &mut Tx, key: &str) -> anyhow::Result<Option<Pending>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(PENDING)
        .bind(workspace)
        .bind(key)
        .fetch_optional(tx.conn().await?)
        .await
        .context("pending post")?;
    let Some(row) = row else { return Ok(None) };
    let op: String = row.try_get("op")?;
    let (attempts, lease): (i64, String) = (row.try_get("attempts")?, row.try_get("lease_by")?);
    Ok(Some(Pending {
        id: row.try_get("id")?,
        op: serde_json::from_str(&op)?,
        untouched: attempts == 0 && lease.is_empty(),
    }))
}

/// Changes what waits; `false` when somebody has begun to send it meanwhile (claims do not wait for the workspace's turn).
pub(super) async fn replace(
    tx: &mut Tx,
    id: i64,
    op: &Op,
    why: &serde_json::Value,
) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let replace = sqlx::query(REPLACE)
        .bind(serde_json::to_string(op)?)
        .bind(why.to_string())
        .bind(workspace)
        .bind(id);
    Ok(replace
        .execute(tx.conn().await?)
        .await
        .context("replace post")?
        .rows_affected()
        == 1)
}

/// Takes back what nobody has tried to send yet; `false` when there was nothing (any more).
pub(super) async fn forget(tx: &mut Tx, key: &str) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let forget = sqlx::query(FORGET)
        .bind(workspace)
        .bind(key)
        .execute(tx.conn().await?)
        .await
        .context("forget posts")?;
    Ok(forget.rows_affected() > 0)
}

fn delivery(row: &AnyRow) -> anyhow::Result<Delivery> {
    let id: i64 = row.try_get("id")?;
    let decode = || -> anyhow::Result<Delivery> {
        let (target, op): (String, String) = (row.try_get("target")?, row.try_get("op")?);
        let channel: Option<i64> = row.try_get("m_channel")?;
        let message: Option<i64> = row.try_get("m_message")?;
        let attempts: i64 = row.try_get("attempts")?;
        Ok(Delivery {
            id,
            workspace: WorkspaceId(row.try_get("workspace_id")?),
            key: row.try_get("key")?,
            target: serde_json::from_str(&target)?,
            op: serde_json::from_str(&op)?,
            priority: rules::priority(row.try_get("priority")?),
            nonce: row.try_get("nonce")?,
            message: channel
                .zip(message)
                .map(|(c, m)| (ChannelId(c), MessageId(m))),
            thread: row.try_get::<Option<i64>, _>("t_thread")?.map(ChannelId),
            attempt: u32::try_from(attempts).unwrap_or(u32::MAX),
        })
    };
    decode().with_context(|| format!("row {id} of table post"))
}

/// What may be sent now, most urgent first. A row that cannot be read is left out and logged: it must not stop the others.
pub(super) async fn any_workspace_heads(tx: &mut Tx) -> anyhow::Result<Vec<Delivery>> {
    let now = tx.now().0;
    let rows = sqlx::query(HEADS)
        .bind(now)
        .bind(now)
        .fetch_all(tx.conn().await?)
        .await
        .context("posts to send")?;
    let readable = rows.iter().filter_map(|row| match delivery(row) {
        Ok(delivery) => Some(delivery),
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "a post cannot be read and stays"
            );
            None
        }
    });
    Ok(readable.collect())
}

/// When something waits for its time to come, the next such moment; the end of a lease is one.
pub(super) async fn any_workspace_next_try(tx: &mut Tx) -> anyhow::Result<Option<At>> {
    earliest(tx, NEXT_TRY).await
}

/// When the first of those that pause after a failed attempt is tried again.
pub(super) async fn any_workspace_pause_ends(tx: &mut Tx) -> anyhow::Result<Option<At>> {
    earliest(tx, PAUSE_ENDS).await
}

async fn earliest(tx: &mut Tx, statement: &'static str) -> anyhow::Result<Option<At>> {
    let now = tx.now().0;
    let row = sqlx::query(statement)
        .bind(now)
        .fetch_one(tx.conn().await?)
        .await
        .context("next post")?;
    Ok(row.try_get::<Option<i64>, _>("next_try")?.map(At))
}

/// How many could be sent now or are being sent; not those that wait behind one that pauses.
pub(super) async fn any_workspace_waiting(tx: &mut Tx) -> anyhow::Result<i64> {
    let now = tx.now().0;
    let row = sqlx::query(WAITING_NOW)
        .bind(now)
        .bind(now)
        .fetch_one(tx.conn().await?)
        .await
        .context("waiting posts")?;
    Ok(row.try_get("n")?)
}

/// Claims these posts under `lease`; says which ones were still free and what they say now (they may have been replaced
/// since they were looked at). On PostgreSQL claims take turns, so that two processes never send into one channel out of order.
pub(super) async fn any_workspace_claim(
    tx: &mut Tx,
    wanted: &[(WorkspaceId, i64)],
    lease: &str,
    until: At,
) -> anyhow::Result<Vec<((WorkspaceId, i64), Op)>> {
    if tx.dialect() == Dialect::Postgres {
        sqlx::query(LOCK_CLAIMS)
            .execute(tx.conn().await?)
            .await
            .context("lock claims")?;
    }
    let now = tx.now().0;
    let mut ours = Vec::new();
    for (workspace, id) in wanted {
        let claim = sqlx::query(CLAIM)
            .bind(lease)
            .bind(until.0)
            .bind(workspace.0)
            .bind(*id)
            .bind(now);
        if let Some(row) = claim
            .fetch_optional(tx.conn().await?)
            .await
            .context("claim post")?
        {
            let op: String = row.try_get("op")?;
            ours.push(((*workspace, *id), serde_json::from_str(&op)?));
        }
    }
    Ok(ours)
}

/// Takes a sent (or hopeless) post away and returns its reason; `None` when the lease no longer holds.
pub(super) async fn finish(tx: &mut Tx, id: i64, lease: &str) -> anyhow::Result<Option<String>> {
    let workspace = tx.workspace().0;
    let finish = sqlx::query(FINISH).bind(workspace).bind(id).bind(lease);
    let row = finish
        .fetch_optional(tx.conn().await?)
        .await
        .context("finish post")?;
    row.map(|r| Ok(r.try_get("why")?)).transpose()
}

pub(super) async fn again(
    tx: &mut Tx,
    id: i64,
    lease: &str,
    next: At,
    error: &str,
) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("put post back", AGAIN)
        .bind(next.0)
        .bind(error)
        .bind(workspace)
        .bind(id)
        .bind(lease);
    tx.later(write);
    Ok(())
}

pub(super) async fn stand(
    tx: &mut Tx,
    key: &str,
    place: (ChannelId, MessageId),
    why: &str,
    print: &str,
) -> anyhow::Result<()> {
    let (workspace, now) = (tx.workspace().0, tx.now().0);
    let write = Write::new("note message", STAND)
        .bind(workspace)
        .bind(key)
        .bind(place.0.0)
        .bind(place.1.0)
        .bind(why)
        .bind(now)
        .bind(print);
    tx.later(write);
    Ok(())
}

pub(super) async fn thread(tx: &mut Tx, key: &str, thread: i64) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("note thread", THREAD)
        .bind(thread)
        .bind(workspace)
        .bind(key);
    tx.later(write);
    Ok(())
}

pub(super) async fn fall(tx: &mut Tx, key: &str) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("forget message", FALL).bind(workspace).bind(key);
    tx.later(write);
    Ok(())
}

fn standing_row(row: &AnyRow) -> anyhow::Result<(Standing, String)> {
    let why: String = row.try_get("why")?;
    let standing = Standing {
        key: row.try_get("key")?,
        channel: ChannelId(row.try_get("channel")?),
        message: MessageId(row.try_get("message")?),
        why: serde_json::from_str(&why)?,
        at: At(row.try_get("at")?),
    };
    Ok((standing, row.try_get("print")?))
}

/// Where the message of a key stands, and what it says.
pub(super) async fn standing(tx: &mut Tx, key: &str) -> anyhow::Result<Option<(Standing, String)>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(STANDING)
        .bind(workspace)
        .bind(key)
        .fetch_optional(tx.conn().await?)
        .await
        .context("message of key")?;
    row.as_ref().map(standing_row).transpose()
}

pub(super) async fn key_of(
    tx: &mut Tx,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<Option<Standing>> {
    let workspace = tx.workspace().0;
    let find = sqlx::query(KEY_OF)
        .bind(workspace)
        .bind(channel.0)
        .bind(message.0);
    let row = find
        .fetch_optional(tx.conn().await?)
        .await
        .context("key of message")?;
    Ok(row
        .as_ref()
        .map(standing_row)
        .transpose()?
        .map(|(standing, _)| standing))
}

pub(super) async fn any_workspace_of(
    tx: &mut Tx,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<Option<WorkspaceId>> {
    let find = sqlx::query(WORKSPACE_OF).bind(channel.0).bind(message.0);
    let row = find
        .fetch_optional(tx.conn().await?)
        .await
        .context("workspace of message")?;
    row.map(|row| anyhow::Ok(WorkspaceId(row.try_get("workspace_id")?)))
        .transpose()
}

pub(super) async fn bury(tx: &mut Tx, letter: &DeadLetter) -> anyhow::Result<()> {
    let id = tx.next_key("dead-letter").await?;
    let workspace = tx.workspace().0;
    let write = Write::new("keep dead letter", BURY)
        .bind(workspace)
        .bind(id)
        .bind(letter.key.as_str())
        .bind(serde_json::to_string(&letter.target)?)
        .bind(letter.code)
        .bind(letter.why.as_str())
        .bind(letter.at.0);
    tx.later(write);
    Ok(())
}

pub(super) async fn dead(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<DeadLetter>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(DEAD)
        .bind(workspace)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("dead letters")?;
    let letters = rows.iter().map(|row| {
        let target: String = row.try_get("target")?;
        Ok(DeadLetter {
            key: row.try_get("key")?,
            target: serde_json::from_str(&target)?,
            code: row.try_get("code")?,
            why: row.try_get("why")?,
            at: At(row.try_get("at")?),
        })
    });
    letters.collect()
}

pub(super) async fn any_workspace_health(tx: &mut Tx) -> anyhow::Result<Health> {
    let now = tx.now();
    let mut health = Health::default();
    for row in sqlx::query(HEALTH)
        .fetch_all(tx.conn().await?)
        .await
        .context("outbox health")?
    {
        let place = match rules::priority(row.try_get("priority")?) {
            Priority::Page => 0,
            Priority::Action => 1,
            Priority::Notice => 2,
            Priority::Digest => 3,
        };
        let oldest: i64 = row.try_get("oldest")?;
        if let Some(waiting) = health.waiting.get_mut(place) {
            *waiting = (row.try_get("n")?, (now - At(oldest)).0.max(0));
        }
    }
    health.dead = sqlx::query(COUNT_DEAD)
        .fetch_one(tx.conn().await?)
        .await
        .context("dead letters")?
        .try_get("n")?;
    Ok(health)
}
