//! The SQL of imports: rows are put aside in pieces, then all of them become entries in one transaction.

use anyhow::Context;
use sqlx::Row as _;

use crate::calendar::Day;
use crate::chat::UserId;
use crate::core::budget::import_rules::Row;
use crate::core::budget::store::day;
use crate::store::{Tx, Write};

const ASIDE: &str = "INSERT INTO budget_import_row (workspace_id, import, line, envelope, day, minor, kind, one_off, category, vendor, \
     note, reference, original_minor, original_currency, rate) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
// The last condition is the index's own: without it the ledger would be walked for every row.
const KNOWN: &str = "DELETE FROM budget_import_row WHERE workspace_id = $1 AND import = $2 AND EXISTS (SELECT 1 FROM budget_entry e \
     WHERE e.workspace_id = budget_import_row.workspace_id AND e.envelope = budget_import_row.envelope \
     AND e.reference = budget_import_row.reference AND e.reference <> '')";
const SUMMARY: &str = "SELECT envelope, COUNT(*) AS entries, CAST(SUM(minor) AS BIGINT) AS total FROM budget_import_row \
     WHERE workspace_id = $1 AND import = $2 GROUP BY envelope ORDER BY envelope";
const FIRST_OF_MONTHS: &str = "SELECT MIN(day) AS day FROM budget_import_row WHERE workspace_id = $1 AND import = $2 AND envelope = $3 \
     GROUP BY SUBSTR(day, 1, 7) ORDER BY 1";
const BOOK: &str = "INSERT INTO budget_entry (workspace_id, number, envelope, day, minor, kind, one_off, category, vendor, note, \
     reference, original_minor, original_currency, rate, commitment, corrects, corrected_by, receipt, by_user, at) \
     SELECT workspace_id, $1 + ROW_NUMBER() OVER (ORDER BY line), envelope, day, minor, kind, one_off, category, vendor, note, \
     reference, original_minor, original_currency, rate, 0, 0, 0, '', $2, $3 FROM budget_import_row \
     WHERE workspace_id = $4 AND import = $5";
const DAYS: &str = "INSERT INTO budget_day (workspace_id, envelope, day, actual, one_off, income, committed, entries) \
     SELECT workspace_id, $1, day, CAST(SUM(CASE WHEN kind = 'actual' THEN minor ELSE 0 END) AS BIGINT), \
     CAST(SUM(CASE WHEN kind = 'actual' AND one_off = 1 THEN minor ELSE 0 END) AS BIGINT), \
     CAST(SUM(CASE WHEN kind = 'income' THEN minor ELSE 0 END) AS BIGINT), 0, COUNT(*) FROM budget_import_row \
     WHERE workspace_id = $2 AND import = $3 AND envelope = $4 GROUP BY workspace_id, day \
     ON CONFLICT (workspace_id, envelope, day) DO UPDATE SET actual = budget_day.actual + excluded.actual, \
     one_off = budget_day.one_off + excluded.one_off, income = budget_day.income + excluded.income, \
     entries = budget_day.entries + excluded.entries";
const CATEGORIES: &str = "INSERT INTO budget_share (workspace_id, envelope, month, dimension, label, minor, entries) \
     SELECT workspace_id, $1, SUBSTR(day, 1, 7), 'category', category, CAST(SUM(minor) AS BIGINT), COUNT(*) FROM budget_import_row \
     WHERE workspace_id = $2 AND import = $3 AND envelope = $4 AND kind = 'actual' GROUP BY workspace_id, SUBSTR(day, 1, 7), category \
     ON CONFLICT (workspace_id, envelope, month, dimension, label) DO UPDATE SET \
     minor = budget_share.minor + excluded.minor, entries = budget_share.entries + excluded.entries";
const VENDORS: &str = "INSERT INTO budget_share (workspace_id, envelope, month, dimension, label, minor, entries) \
     SELECT workspace_id, $1, SUBSTR(day, 1, 7), 'vendor', vendor, CAST(SUM(minor) AS BIGINT), COUNT(*) FROM budget_import_row \
     WHERE workspace_id = $2 AND import = $3 AND envelope = $4 AND kind = 'actual' GROUP BY workspace_id, SUBSTR(day, 1, 7), vendor \
     ON CONFLICT (workspace_id, envelope, month, dimension, label) DO UPDATE SET \
     minor = budget_share.minor + excluded.minor, entries = budget_share.entries + excluded.entries";
const DONE: &str = "DELETE FROM budget_import_row WHERE workspace_id = $1 AND import = $2";
const ABANDONED: &str = "DELETE FROM budget_import_row WHERE workspace_id = $1 AND import < $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ASIDE,
    KNOWN,
    SUMMARY,
    FIRST_OF_MONTHS,
    BOOK,
    DAYS,
    CATEGORIES,
    VENDORS,
    DONE,
    ABANDONED,
];

/// So many rows go with one statement.
const AT_ONCE: usize = 100;
const COLUMNS: usize = 15;

/// Puts rows aside.
pub(super) fn aside(tx: &mut Tx, import: i64, rows: &[Row]) {
    let workspace = tx.workspace().0;
    for part in rows.chunks(AT_ONCE) {
        let mut write = Write::rows("put budget rows aside", ASIDE, COLUMNS, part.len(), "");
        for row in part {
            let e = &row.expense;
            let (original, currency, rate) = match e.original {
                Some((money, rate)) => (money.minor, money.currency.code(), rate),
                None => (0, "", 0),
            };
            write = write
                .bind(workspace)
                .bind(import)
                .bind(row.line)
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
                .bind(rate);
        }
        tx.later(write);
    }
}

/// Takes away the rows whose references are in the ledger already: how many.
pub(super) async fn drop_known(tx: &mut Tx, import: i64) -> anyhow::Result<i64> {
    let done = sqlx::query(KNOWN)
        .bind(tx.workspace().0)
        .bind(import)
        .execute(tx.conn().await?)
        .await
        .context("drop known budget rows")?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}

/// What is left: envelope, rows, total.
pub(super) async fn summary(tx: &mut Tx, import: i64) -> anyhow::Result<Vec<(i64, i64, i64)>> {
    let rows = sqlx::query(SUMMARY)
        .bind(tx.workspace().0)
        .bind(import)
        .fetch_all(tx.conn().await?)
        .await
        .context("sum up budget rows")?;
    let read = |row: &sqlx::any::AnyRow| {
        Ok((
            row.try_get("envelope")?,
            row.try_get("entries")?,
            row.try_get("total")?,
        ))
    };
    rows.iter().map(read).collect()
}

/// A day of each month that rows of an envelope fall in.
pub(super) async fn months(tx: &mut Tx, import: i64, envelope: i64) -> anyhow::Result<Vec<Day>> {
    let rows = sqlx::query(FIRST_OF_MONTHS)
        .bind(tx.workspace().0)
        .bind(import)
        .bind(envelope)
        .fetch_all(tx.conn().await?)
        .await
        .context("months of budget rows")?;
    rows.iter().map(|row| day(row, "day")).collect()
}

/// Makes entries of the rows; their numbers follow `after`.
pub(super) fn book(tx: &mut Tx, import: i64, after: i64, by: UserId) {
    let now = tx.now().0;
    let write = Write::new("book budget rows", BOOK)
        .bind(after)
        .bind(by.0)
        .bind(now)
        .bind(tx.workspace().0)
        .bind(import);
    tx.later(write);
}

/// Adds the rows of an envelope to the sums of one (itself, or one above it).
pub(super) fn add_sums(tx: &mut Tx, import: i64, envelope: i64, to: i64) {
    let all = [
        ("add budget rows to days", DAYS),
        ("add budget rows to categories", CATEGORIES),
        ("add budget rows to vendors", VENDORS),
    ];
    for (what, sql) in all {
        let write = Write::new(what, sql)
            .bind(to)
            .bind(tx.workspace().0)
            .bind(import)
            .bind(envelope);
        tx.later(write);
    }
}

/// The rows are in the ledger.
pub(super) fn done(tx: &mut Tx, import: i64) {
    let write = Write::new("forget budget rows", DONE)
        .bind(tx.workspace().0)
        .bind(import);
    tx.later(write);
}

/// Forgets rows of imports that never came to an end.
pub(super) fn forget(tx: &mut Tx, before: i64) {
    let write = Write::new("forget abandoned budget rows", ABANDONED)
        .bind(tx.workspace().0)
        .bind(before);
    tx.later(write);
}
