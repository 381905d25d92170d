//! The SQL of the ledger: entries, commitments, and the sums kept of them.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::Day;
use crate::chat::UserId;
use crate::clock::At;
use crate::core::budget::rules::DaySum;
use crate::core::budget::store::day;
use crate::core::budget::types::{Commitment, EntryRow, Expense, Kind, Promise};
use crate::core::money::{Currency, Money};
use crate::store::{Tx, Write};

const ADD_ENTRY: &str = "INSERT INTO budget_entry (workspace_id, number, envelope, day, minor, kind, one_off, category, vendor, note, \
     reference, original_minor, original_currency, rate, commitment, corrects, corrected_by, receipt, by_user, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17, $18, $19)";
const ENTRY: &str = "SELECT * FROM budget_entry WHERE workspace_id = $1 AND number = $2";
const BY_REFERENCE: &str = "SELECT * FROM budget_entry WHERE workspace_id = $1 AND envelope = $2 AND reference = $3 AND reference <> ''";
const CORRECTED: &str =
    "UPDATE budget_entry SET corrected_by = $1 WHERE workspace_id = $2 AND number = $3";
const ENTRIES: &str = "SELECT * FROM budget_entry WHERE workspace_id = $1 AND envelope = $2 AND number > $3 AND day >= $4 AND day < $5 \
     ORDER BY number LIMIT $6";
const RECENT: &str = "SELECT * FROM budget_entry WHERE workspace_id = $1 AND envelope = $2 ORDER BY number DESC LIMIT $3";
const CONTRIBUTORS: &str = "SELECT CASE WHEN vendor <> '' THEN vendor ELSE category END AS label, CAST(SUM(minor) AS BIGINT) AS total FROM budget_entry \
     WHERE workspace_id = $1 AND envelope = $2 AND number > $3 AND day >= $4 AND day < $5 AND kind = 'actual' \
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10";
const NEWEST: &str = "SELECT COALESCE(MAX(number), 0) AS newest FROM budget_entry WHERE workspace_id = $1 AND envelope = $2";
const ADD_DAY: &str = "INSERT INTO budget_day (workspace_id, envelope, day, actual, one_off, income, committed, entries) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace_id, envelope, day) DO UPDATE SET \
     actual = budget_day.actual + excluded.actual, one_off = budget_day.one_off + excluded.one_off, \
     income = budget_day.income + excluded.income, committed = budget_day.committed + excluded.committed, \
     entries = budget_day.entries + excluded.entries";
const ADD_SHARE: &str = "INSERT INTO budget_share (workspace_id, envelope, month, dimension, label, minor, entries) \
     VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (workspace_id, envelope, month, dimension, label) DO UPDATE SET \
     minor = budget_share.minor + excluded.minor, entries = budget_share.entries + 1";
const DAYS: &str = "SELECT day, actual, one_off, income, committed, entries FROM budget_day WHERE workspace_id = $1 \
     AND envelope = $2 AND day >= $3 AND day < $4 ORDER BY day";
const SHARES: &str = "SELECT label, CAST(SUM(minor) AS BIGINT) AS total, CAST(SUM(entries) AS BIGINT) AS entries FROM budget_share \
     WHERE workspace_id = $1 AND envelope = $2 AND dimension = $3 AND month >= $4 AND month <= $5 \
     GROUP BY label ORDER BY 2 DESC, 1 LIMIT $6";
const SAVE_COMMITMENT: &str = "INSERT INTO budget_commitment (workspace_id, number, envelope, minor, expected_day, state, decision, \
     expense, by_user, at, state_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET state = excluded.state, decision = excluded.decision, \
     state_at = excluded.state_at";
const COMMITMENT: &str = "SELECT * FROM budget_commitment WHERE workspace_id = $1 AND number = $2";
const OPEN_COMMITMENTS: &str = "SELECT * FROM budget_commitment WHERE workspace_id = $1 AND envelope = $2 \
     AND state IN ('reserved', 'approved') ORDER BY expected_day, number LIMIT $3";
const COMMITMENTS: &str =
    "SELECT * FROM budget_commitment WHERE workspace_id = $1 AND envelope = $2 ORDER BY number";
const ADD_DRAFT: &str = "INSERT INTO budget_draft (workspace_id, number, expense, by_user, at) VALUES ($1, $2, $3, $4, $5)";
const TAKE_DRAFT: &str = "DELETE FROM budget_draft WHERE workspace_id = $1 AND number = $2 AND by_user = $3 RETURNING expense";
const OLD_DRAFTS: &str = "DELETE FROM budget_draft WHERE workspace_id = $1 AND at < $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ADD_ENTRY,
    ENTRY,
    BY_REFERENCE,
    CORRECTED,
    ENTRIES,
    RECENT,
    CONTRIBUTORS,
    NEWEST,
    ADD_DAY,
    ADD_SHARE,
    DAYS,
    SHARES,
    SAVE_COMMITMENT,
    COMMITMENT,
    COMMITMENTS,
    OPEN_COMMITMENTS,
    ADD_DRAFT,
    TAKE_DRAFT,
    OLD_DRAFTS,
];

/// Sums of one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) spent: DaySum,
    pub(crate) income: i64,
    pub(crate) committed: i64,
    pub(crate) entries: i64,
}

fn entry(row: &AnyRow) -> anyhow::Result<EntryRow> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<EntryRow> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let original = match text("original_currency")? {
            none if none.is_empty() => None,
            code => {
                let currency = Currency::read(&code).context("original_currency")?;
                let money = Money::new(whole("original_minor")?, currency);
                Some((money, whole("rate")?))
            }
        };
        Ok(EntryRow {
            number,
            expense: Expense {
                envelope: whole("envelope")?,
                day: day(row, "day")?,
                minor: whole("minor")?,
                kind: Kind::read(&text("kind")?).context("kind")?,
                one_off: whole("one_off")? != 0,
                category: text("category")?,
                vendor: text("vendor")?,
                note: text("note")?,
                reference: text("reference")?,
                original,
                commitment: whole("commitment")?,
                corrects: whole("corrects")?,
                receipt: match text("receipt")?.as_str() {
                    "" => None,
                    written => Some(serde_json::from_str(written).context("receipt")?),
                },
            },
            corrected_by: whole("corrected_by")?,
            by: UserId(whole("by_user")?),
            at: At(whole("at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table budget_entry"))
}

fn commitment(row: &AnyRow) -> anyhow::Result<Commitment> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Commitment> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let state: String = row.try_get("state")?;
        Ok(Commitment {
            number,
            expense: serde_json::from_str(&row.try_get::<String, _>("expense")?)?,
            state: Promise::read(&state).context("state")?,
            decision: whole("decision")?,
            by: UserId(whole("by_user")?),
            at: At(whole("at")?),
            state_at: At(whole("state_at")?),
        })
    };
    decode().with_context(|| format!("row {number} of table budget_commitment"))
}

/// Appends an entry. Its sums are for the caller to add.
pub(super) fn add_entry(tx: &mut Tx, row: &EntryRow) -> anyhow::Result<()> {
    let e = &row.expense;
    let receipt = match &e.receipt {
        Some(file) => serde_json::to_string(file)?,
        None => String::new(),
    };
    let (original, currency, rate) = match e.original {
        Some((money, rate)) => (money.minor, money.currency.code(), rate),
        None => (0, "", 0),
    };
    let write = Write::new("add budget entry", ADD_ENTRY)
        .bind(tx.workspace().0)
        .bind(row.number)
        .bind(e.envelope)
        .bind(e.day.to_string())
        .bind(e.minor)
        .bind(e.kind.name())
        .bind(i64::from(e.one_off))
        .bind(e.category.as_str())
        .bind(e.vendor.as_str())
        .bind(e.note.as_str())
        .bind(e.reference.as_str())
        .bind(original)
        .bind(currency)
        .bind(rate)
        .bind(e.commitment)
        .bind(e.corrects)
        .bind(receipt)
        .bind(row.by.0)
        .bind(row.at.0);
    tx.later(write);
    Ok(())
}

pub(super) async fn one_entry(tx: &mut Tx, number: i64) -> anyhow::Result<Option<EntryRow>> {
    let row = sqlx::query(ENTRY)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read budget entry")?;
    row.as_ref().map(entry).transpose()
}

/// The entry of an envelope that others know by this number.
pub(super) async fn by_reference(
    tx: &mut Tx,
    envelope: i64,
    reference: &str,
) -> anyhow::Result<Option<EntryRow>> {
    let row = sqlx::query(BY_REFERENCE)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(reference)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read budget entry by reference")?;
    row.as_ref().map(entry).transpose()
}

/// An entry was taken back by another.
pub(super) fn corrected(tx: &mut Tx, number: i64, by: i64) {
    let write = Write::new("correct budget entry", CORRECTED)
        .bind(by)
        .bind(tx.workspace().0)
        .bind(number);
    tx.later(write);
}

/// Entries of an envelope itself after one, of days `from..to`, in order.
pub(super) async fn entries(
    tx: &mut Tx,
    envelope: i64,
    after: i64,
    (from, to): (Day, Day),
    most: i64,
) -> anyhow::Result<Vec<EntryRow>> {
    let rows = sqlx::query(ENTRIES)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(after)
        .bind(from.to_string())
        .bind(to.to_string())
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget entries")?;
    rows.iter().map(entry).collect()
}

/// The newest entries of an envelope itself, newest first.
pub(super) async fn recent(tx: &mut Tx, envelope: i64, most: i64) -> anyhow::Result<Vec<EntryRow>> {
    let rows = sqlx::query(RECENT)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget entries")?;
    rows.iter().map(entry).collect()
}

/// What cost most among the entries of an envelope itself after one, within days.
pub(super) async fn contributors(
    tx: &mut Tx,
    envelope: i64,
    after: i64,
    (from, to): (Day, Day),
) -> anyhow::Result<Vec<(String, i64)>> {
    let rows = sqlx::query(CONTRIBUTORS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(after)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget contributors")?;
    let read = |row: &AnyRow| Ok((row.try_get("label")?, row.try_get("total")?));
    rows.iter().map(read).collect()
}

/// The number of the newest entry of an envelope; 0: none.
pub(super) async fn newest(tx: &mut Tx, envelope: i64) -> anyhow::Result<i64> {
    let row = sqlx::query(NEWEST)
        .bind(tx.workspace().0)
        .bind(envelope)
        .fetch_one(tx.conn().await?)
        .await
        .context("newest budget entry")?;
    Ok(row.try_get("newest")?)
}

/// Adds to the sums of a day of an envelope.
pub(super) fn add_day(tx: &mut Tx, envelope: i64, day: Day, sums: Sums) {
    let write = Write::new("add to budget day", ADD_DAY)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(day.to_string())
        .bind(sums.spent.actual)
        .bind(sums.spent.one_off)
        .bind(sums.income)
        .bind(sums.committed)
        .bind(sums.entries);
    tx.later(write);
}

/// Adds to what was spent in a month on a category or at a vendor.
pub(super) fn add_share(
    tx: &mut Tx,
    envelope: i64,
    day: Day,
    (dimension, label): (&'static str, &str),
    minor: i64,
) {
    let write = Write::new("add to budget share", ADD_SHARE)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(day.format("%Y-%m").to_string())
        .bind(dimension)
        .bind(label)
        .bind(minor);
    tx.later(write);
}

/// The sums of days `from..to` that have any.
pub(super) async fn days(
    tx: &mut Tx,
    envelope: i64,
    (from, to): (Day, Day),
) -> anyhow::Result<Vec<(Day, Sums)>> {
    let rows = sqlx::query(DAYS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget days")?;
    let read = |row: &AnyRow| {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let sums = Sums {
            spent: DaySum {
                actual: whole("actual")?,
                one_off: whole("one_off")?,
            },
            income: whole("income")?,
            committed: whole("committed")?,
            entries: whole("entries")?,
        };
        Ok((day(row, "day")?, sums))
    };
    rows.iter().map(read).collect()
}

/// What was spent on each category or at each vendor from the month of one day to that of another, most first, and how many
/// entries that were.
pub(super) async fn shares(
    tx: &mut Tx,
    envelope: i64,
    dimension: &'static str,
    (from, to): (Day, Day),
    most: i64,
) -> anyhow::Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query(SHARES)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(dimension)
        .bind(from.format("%Y-%m").to_string())
        .bind(to.format("%Y-%m").to_string())
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget shares")?;
    let read = |row: &AnyRow| {
        Ok((
            row.try_get("label")?,
            row.try_get("total")?,
            row.try_get("entries")?,
        ))
    };
    rows.iter().map(read).collect()
}

pub(super) fn save_commitment(tx: &mut Tx, c: &Commitment) -> anyhow::Result<()> {
    let write = Write::new("save budget commitment", SAVE_COMMITMENT)
        .bind(tx.workspace().0)
        .bind(c.number)
        .bind(c.expense.envelope)
        .bind(c.expense.minor)
        .bind(c.expense.day.to_string())
        .bind(c.state.name())
        .bind(c.decision)
        .bind(serde_json::to_string(&c.expense)?)
        .bind(c.by.0)
        .bind(c.at.0)
        .bind(c.state_at.0);
    tx.later(write);
    Ok(())
}

pub(super) async fn one_commitment(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Commitment>> {
    let row = sqlx::query(COMMITMENT)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read budget commitment")?;
    row.as_ref().map(commitment).transpose()
}

/// Commitments of an envelope itself that are not over, the next one first.
pub(super) async fn open_commitments(
    tx: &mut Tx,
    envelope: i64,
    most: i64,
) -> anyhow::Result<Vec<Commitment>> {
    let rows = sqlx::query(OPEN_COMMITMENTS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read open budget commitments")?;
    rows.iter().map(commitment).collect()
}

/// All commitments of an envelope itself, in order.
pub(super) async fn commitments(tx: &mut Tx, envelope: i64) -> anyhow::Result<Vec<Commitment>> {
    let rows = sqlx::query(COMMITMENTS)
        .bind(tx.workspace().0)
        .bind(envelope)
        .fetch_all(tx.conn().await?)
        .await
        .context("read budget commitments")?;
    rows.iter().map(commitment).collect()
}

/// Keeps an expense until its author says yes.
pub(super) fn add_draft(
    tx: &mut Tx,
    number: i64,
    expense: &Expense,
    by: UserId,
) -> anyhow::Result<()> {
    let write = Write::new("add budget draft", ADD_DRAFT)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(serde_json::to_string(expense)?)
        .bind(by.0)
        .bind(tx.now().0);
    tx.later(write);
    Ok(())
}

/// Takes it away; `None`: it is not theirs, or was taken before.
pub(super) async fn take_draft(
    tx: &mut Tx,
    number: i64,
    by: UserId,
) -> anyhow::Result<Option<Expense>> {
    let row = sqlx::query(TAKE_DRAFT)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(by.0)
        .fetch_optional(tx.conn().await?)
        .await
        .context("take budget draft")?;
    let Some(row) = row else { return Ok(None) };
    let text: String = row.try_get("expense")?;
    Ok(Some(serde_json::from_str(&text)?))
}

/// Forgets those nobody said yes to.
pub(super) fn forget_drafts(tx: &mut Tx, before: At) {
    let write = Write::new("forget budget drafts", OLD_DRAFTS)
        .bind(tx.workspace().0)
        .bind(before.0);
    tx.later(write);
}
