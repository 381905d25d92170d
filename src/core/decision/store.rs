//! The decisions' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::decision::types::{Choice, Decision, Owner, State, Subject, Vote};
use crate::store::{Tx, Write};

const ADD: &str = "INSERT INTO decision (workspace_id, number, owner, subject, argument, title, why, amount, asker, groups_asked, \
     content_hash, asked_at, expires_at, holds_until, posted, state, state_by, state_at, reason) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
const MOVE: &str = "UPDATE decision SET state = $1, state_by = $2, state_at = $3, reason = $4 \
     WHERE workspace_id = $5 AND number = $6";
const ONE: &str = "SELECT * FROM decision WHERE workspace_id = $1 AND number = $2";
const OF: &str = "SELECT * FROM decision WHERE workspace_id = $1 AND owner = $2 AND subject = $3 AND argument = $4 \
     ORDER BY number DESC LIMIT 1";
const OPEN: &str =
    "SELECT * FROM decision WHERE workspace_id = $1 AND state = 'open' ORDER BY number LIMIT $2";
const LATEST: &str = "SELECT * FROM decision WHERE workspace_id = $1 ORDER BY number DESC LIMIT $2";
const VOTES: &str = "SELECT * FROM decision_vote WHERE workspace_id = $1 AND decision = $2 ORDER BY voted_at, person";
const UNSAY: &str = "DELETE FROM decision_vote WHERE workspace_id = $1 AND decision = $2 AND (person = $3 OR hand = $4)";
const SAY: &str = "INSERT INTO decision_vote (workspace_id, decision, person, hand, choice, reason, places, voted_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const DELEGATES: &str = "SELECT person, delegate FROM decision_delegate \
     WHERE workspace_id = $1 AND decision = $2 AND until_at > $3 ORDER BY person";
const DELEGATE: &str = "INSERT INTO decision_delegate (workspace_id, decision, person, delegate, until_at) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, decision, person) DO UPDATE SET \
     delegate = excluded.delegate, until_at = excluded.until_at";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ADD, MOVE, ONE, OF, OPEN, LATEST, VOTES, UNSAY, SAY, DELEGATES, DELEGATE,
];

/// `1,5` as numbers.
fn read_numbers<T: std::str::FromStr>(text: &str) -> anyhow::Result<Vec<T>> {
    let parts = text.split(',').filter(|part| !part.is_empty());
    parts
        .map(|part| part.parse().ok().context("a list of numbers"))
        .collect()
}

fn write_numbers<T: ToString>(numbers: &[T]) -> String {
    let parts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    parts.join(",")
}

fn decision(row: &AnyRow) -> anyhow::Result<Decision> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Decision> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let moment = |column: &str| row.try_get::<i64, _>(column);
        let holds_until = moment("holds_until")?;
        let state_by = moment("state_by")?;
        Ok(Decision {
            number,
            subject: Subject {
                owner: Owner::read(&text("owner")?).context("owner")?,
                number: row.try_get("subject")?,
                argument: text("argument")?,
            },
            title: text("title")?,
            why: text("why")?,
            amount: text("amount")?,
            asker: UserId(row.try_get("asker")?),
            groups: serde_json::from_str(&text("groups_asked")?).context("groups_asked")?,
            content_hash: text("content_hash")?,
            asked_at: At(moment("asked_at")?),
            expires: At(moment("expires_at")?),
            holds_until: (holds_until != 0).then_some(At(holds_until)),
            posted: read_numbers(&text("posted")?)?,
            state: State::read(&text("state")?).context("state")?,
            state_by: (state_by != 0).then_some(UserId(state_by)),
            state_at: At(moment("state_at")?),
            reason: text("reason")?,
        })
    };
    decode().with_context(|| format!("row {number} of table decision"))
}

fn vote(row: &AnyRow) -> anyhow::Result<Vote> {
    let number: i64 = row.try_get("decision")?;
    let decode = || -> anyhow::Result<Vote> {
        let choice: String = row.try_get("choice")?;
        Ok(Vote {
            person: UserId(row.try_get("person")?),
            hand: UserId(row.try_get("hand")?),
            choice: Choice::read(&choice).context("choice")?,
            reason: row.try_get("reason")?,
            groups: read_numbers(&row.try_get::<String, _>("places")?)?,
            at: At(row.try_get("voted_at")?),
        })
    };
    decode().with_context(|| format!("a row of decision {number} in table decision_vote"))
}

pub(super) async fn add(tx: &mut Tx, new: &Decision) -> anyhow::Result<()> {
    let groups = serde_json::to_string(&new.groups).context("write groups")?;
    let write = Write::new("add decision", ADD)
        .bind(tx.workspace().0)
        .bind(new.number)
        .bind(new.subject.owner.name())
        .bind(new.subject.number)
        .bind(new.subject.argument.as_str())
        .bind(new.title.as_str())
        .bind(new.why.as_str())
        .bind(new.amount.as_str())
        .bind(new.asker.0)
        .bind(groups)
        .bind(new.content_hash.as_str())
        .bind(new.asked_at.0)
        .bind(new.expires.0)
        .bind(new.holds_until.map_or(0, |at| at.0))
        .bind(write_numbers(&new.posted))
        .bind(new.state.name())
        .bind(new.state_by.map_or(0, |by| by.0))
        .bind(new.state_at.0)
        .bind(new.reason.as_str());
    tx.later(write);
    Ok(())
}

/// Keeps where it stands now.
pub(super) fn save_state(tx: &mut Tx, moved: &Decision) {
    let write = Write::new("move decision", MOVE)
        .bind(moved.state.name())
        .bind(moved.state_by.map_or(0, |by| by.0))
        .bind(moved.state_at.0)
        .bind(moved.reason.as_str())
        .bind(tx.workspace().0)
        .bind(moved.number);
    tx.later(write);
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Decision>> {
    let row = sqlx::query(ONE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read decision")?;
    row.as_ref().map(decision).transpose()
}

/// The newest one about a subject.
pub(super) async fn of(tx: &mut Tx, subject: &Subject) -> anyhow::Result<Option<Decision>> {
    let row = sqlx::query(OF)
        .bind(tx.workspace().0)
        .bind(subject.owner.name())
        .bind(subject.number)
        .bind(subject.argument.as_str())
        .fetch_optional(tx.conn().await?)
        .await
        .context("read the decision of a subject")?;
    row.as_ref().map(decision).transpose()
}

async fn many(tx: &mut Tx, sql: &'static str, most: i64) -> anyhow::Result<Vec<Decision>> {
    let rows = sqlx::query(sql)
        .bind(tx.workspace().0)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read decisions")?;
    rows.iter().map(decision).collect()
}

/// The open ones, oldest first.
pub(super) async fn open(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Decision>> {
    many(tx, OPEN, most).await
}

/// The newest ones.
pub(super) async fn latest(tx: &mut Tx, most: i64) -> anyhow::Result<Vec<Decision>> {
    many(tx, LATEST, most).await
}

pub(super) async fn votes(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<Vote>> {
    let rows = sqlx::query(VOTES)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_all(tx.conn().await?)
        .await
        .context("read votes")?;
    rows.iter().map(vote).collect()
}

/// Keeps a vote; what its person or its hand said before is gone.
pub(super) fn say(tx: &mut Tx, number: i64, vote: &Vote) {
    let workspace = tx.workspace().0;
    let gone = Write::new("unsay vote", UNSAY)
        .bind(workspace)
        .bind(number)
        .bind(vote.person.0)
        .bind(vote.hand.0);
    tx.later(gone);
    let write = Write::new("keep vote", SAY)
        .bind(workspace)
        .bind(number)
        .bind(vote.person.0)
        .bind(vote.hand.0)
        .bind(vote.choice.name())
        .bind(vote.reason.as_str())
        .bind(write_numbers(&vote.groups))
        .bind(vote.at.0);
    tx.later(write);
}

/// Who passed it on to whom, as far as that holds.
pub(super) async fn delegates(
    tx: &mut Tx,
    number: i64,
    now: At,
) -> anyhow::Result<Vec<(UserId, UserId)>> {
    let rows = sqlx::query(DELEGATES)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(now.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read delegates")?;
    let read = |row: &AnyRow| {
        Ok((
            UserId(row.try_get("person")?),
            UserId(row.try_get("delegate")?),
        ))
    };
    rows.iter().map(read).collect()
}

pub(super) fn delegate(tx: &mut Tx, number: i64, person: UserId, by: UserId, until: At) {
    let write = Write::new("keep delegate", DELEGATE)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(person.0)
        .bind(by.0)
        .bind(until.0);
    tx.later(write);
}
