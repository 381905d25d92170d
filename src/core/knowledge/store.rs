//! The knowledge base's SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::knowledge::types::{Answer, Entry, Kind, State, Version};
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO knowledge (workspace_id, number, kind, department_id, with_id, private, owner, title, body, tags, \
     state, state_by, state_at, version, active_version, created_at, review_at, review_days, until_at, accepted, helped) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET department_id = excluded.department_id, with_id = excluded.with_id, \
     private = excluded.private, owner = excluded.owner, title = excluded.title, body = excluded.body, tags = excluded.tags, \
     state = excluded.state, state_by = excluded.state_by, state_at = excluded.state_at, version = excluded.version, \
     active_version = excluded.active_version, review_at = excluded.review_at, review_days = excluded.review_days, \
     until_at = excluded.until_at, accepted = excluded.accepted, helped = excluded.helped";
const ONE: &str = "SELECT * FROM knowledge WHERE workspace_id = $1 AND number = $2";
const LATEST: &str = "SELECT * FROM knowledge WHERE workspace_id = $1 AND state <> 'retired' ORDER BY number DESC LIMIT $2";
const OF_KIND: &str = "SELECT * FROM knowledge WHERE workspace_id = $1 AND kind = $2 AND state = $3 ORDER BY number DESC LIMIT $4";
const TO_REVIEW: &str = "SELECT * FROM knowledge WHERE workspace_id = $1 AND review_at > 0 AND review_at <= $2 \
     AND state <> 'retired' ORDER BY review_at, number LIMIT $3";
const ANSWERS: &str = "SELECT * FROM knowledge_answer WHERE workspace_id = $1 AND entry = $2 ORDER BY number LIMIT $3";
const ANSWER: &str = "INSERT INTO knowledge_answer (workspace_id, entry, number, author, body, answered_at) VALUES ($1, $2, $3, $4, $5, $6)";
const VERSIONS: &str = "SELECT * FROM knowledge_version WHERE workspace_id = $1 AND entry = $2 ORDER BY version DESC LIMIT $3";
const VERSION: &str =
    "SELECT * FROM knowledge_version WHERE workspace_id = $1 AND entry = $2 AND version = $3";
const KEEP: &str = "INSERT INTO knowledge_version (workspace_id, entry, version, title, body, tags, author, written_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const READERS: &str = "SELECT person FROM knowledge_read WHERE workspace_id = $1 AND entry = $2 AND version = $3 ORDER BY read_at, person";
const READ: &str = "INSERT INTO knowledge_read (workspace_id, entry, version, person, read_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, entry, version, person) DO NOTHING";
const HELPED: &str = "INSERT INTO knowledge_help (workspace_id, entry, person) VALUES ($1, $2, $3) \
     ON CONFLICT (workspace_id, entry, person) DO NOTHING";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    SAVE, ONE, LATEST, OF_KIND, TO_REVIEW, ANSWERS, ANSWER, VERSIONS, VERSION, KEEP, READERS, READ,
    HELPED,
];

/// Answers and versions of one entry that are shown.
const SHOWN: i64 = 50;

fn entry(row: &AnyRow) -> anyhow::Result<Entry> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Entry> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let set = |value: i64| (value != 0).then_some(value);
        let tags = text("tags")?;
        let tags = tags.split(',').filter(|tag| !tag.is_empty());
        let review = set(whole("review_at")?);
        let days = whole("review_days")?;
        Ok(Entry {
            number,
            kind: Kind::read(&text("kind")?).context("kind")?,
            department: whole("department_id")?,
            with: set(whole("with_id")?),
            private: whole("private")? != 0,
            owner: UserId(whole("owner")?),
            title: text("title")?,
            text: text("body")?,
            tags: tags.map(str::to_owned).collect(),
            state: State::read(&text("state")?).context("state")?,
            state_by: set(whole("state_by")?).map(UserId),
            state_at: At(whole("state_at")?),
            version: whole("version")?,
            active_version: whole("active_version")?,
            created_at: At(whole("created_at")?),
            review: review.map(|at| (At(at), days)),
            until: set(whole("until_at")?).map(At),
            accepted: whole("accepted")?,
            helped: whole("helped")?,
        })
    };
    decode().with_context(|| format!("row {number} of table knowledge"))
}

pub(super) fn save(tx: &mut Tx, entry: &Entry) {
    let write = Write::new("save knowledge", SAVE)
        .bind(tx.workspace().0)
        .bind(entry.number)
        .bind(entry.kind.name())
        .bind(entry.department)
        .bind(entry.with.unwrap_or(0))
        .bind(i64::from(entry.private))
        .bind(entry.owner.0)
        .bind(entry.title.as_str())
        .bind(entry.text.as_str())
        .bind(entry.tags.join(","))
        .bind(entry.state.name())
        .bind(entry.state_by.map_or(0, |by| by.0))
        .bind(entry.state_at.0)
        .bind(entry.version)
        .bind(entry.active_version)
        .bind(entry.created_at.0)
        .bind(entry.review.map_or(0, |(at, _)| at.0))
        .bind(entry.review.map_or(0, |(_, days)| days))
        .bind(entry.until.map_or(0, |at| at.0))
        .bind(entry.accepted)
        .bind(entry.helped);
    tx.later(write);
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Entry>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read knowledge")?;
    row.as_ref().map(entry).transpose()
}

/// The newest ones that are not retired.
pub(super) async fn latest(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Entry>> {
    let rows = sqlx::query(LATEST)
        .bind(tx.workspace().0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read latest knowledge")?;
    rows.iter().map(entry).collect()
}

/// The newest ones of a kind in a state.
pub(super) async fn of_kind(
    tx: &mut Tx,
    kind: Kind,
    state: State,
    most: i64,
) -> anyhow::Result<Vec<Entry>> {
    let rows = sqlx::query(OF_KIND)
        .bind(tx.workspace().0)
        .bind(kind.name())
        .bind(state.name())
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read knowledge of a kind")?;
    rows.iter().map(entry).collect()
}

/// Those to be looked at again by then.
pub(super) async fn to_review(tx: &mut Tx, by: At, most: i64) -> anyhow::Result<Vec<Entry>> {
    let rows = sqlx::query(TO_REVIEW)
        .bind(tx.workspace().0)
        .bind(by.0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read knowledge to review")?;
    rows.iter().map(entry).collect()
}

pub(super) async fn answers(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<Answer>> {
    let rows = sqlx::query(ANSWERS)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(SHOWN)
        .fetch_all(tx.conn().await?)
        .await
        .context("read answers")?;
    let read = |row: &AnyRow| {
        Ok(Answer {
            number: row.try_get("number")?,
            author: UserId(row.try_get("author")?),
            text: row.try_get("body")?,
            at: At(row.try_get("answered_at")?),
        })
    };
    rows.iter().map(read).collect()
}

pub(super) fn add_answer(tx: &mut Tx, number: i64, answer: &Answer) {
    let write = Write::new("add answer", ANSWER)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(answer.number)
        .bind(answer.author.0)
        .bind(answer.text.as_str())
        .bind(answer.at.0);
    tx.later(write);
}

fn version(row: &AnyRow) -> anyhow::Result<Version> {
    Ok(Version {
        version: row.try_get("version")?,
        title: row.try_get("title")?,
        text: row.try_get("body")?,
        author: UserId(row.try_get("author")?),
        at: At(row.try_get("written_at")?),
    })
}

/// What it said, the newest version first.
pub(super) async fn versions(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<Version>> {
    let rows = sqlx::query(VERSIONS)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(SHOWN)
        .fetch_all(tx.conn().await?)
        .await
        .context("read versions")?;
    rows.iter().map(version).collect()
}

pub(super) async fn one_version(
    tx: &mut Tx,
    number: i64,
    wanted: i64,
) -> anyhow::Result<Option<Version>> {
    let row = sqlx::query(VERSION)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(wanted)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read version")?;
    row.as_ref().map(version).transpose()
}

/// Keeps what it says now, by whom.
pub(super) fn keep_version(tx: &mut Tx, entry: &Entry, by: UserId) {
    let now = tx.now();
    let write = Write::new("keep version", KEEP)
        .bind(tx.workspace().0)
        .bind(entry.number)
        .bind(entry.version)
        .bind(entry.title.as_str())
        .bind(entry.text.as_str())
        .bind(entry.tags.join(","))
        .bind(by.0)
        .bind(now.0);
    tx.later(write);
}

/// Who has read a version.
pub(super) async fn readers(tx: &mut Tx, number: i64, version: i64) -> anyhow::Result<Vec<UserId>> {
    let rows = sqlx::query(READERS)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(version)
        .fetch_all(tx.conn().await?)
        .await
        .context("read readers")?;
    rows.iter()
        .map(|row| Ok(UserId(row.try_get("person")?)))
        .collect()
}

pub(super) fn read(tx: &mut Tx, number: i64, version: i64, person: UserId) {
    let now = tx.now();
    let write = Write::new("note reader", READ)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(version)
        .bind(person.0)
        .bind(now.0);
    tx.later(write);
}

/// Notes whom it helped; whether that is new.
pub(super) async fn helped(tx: &mut Tx, number: i64, person: UserId) -> anyhow::Result<bool> {
    let done = sqlx::query(HELPED)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(person.0)
        .execute(tx.conn().await?)
        .await
        .context("note help")?;
    Ok(done.rows_affected() > 0)
}
