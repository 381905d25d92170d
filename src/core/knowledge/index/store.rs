//! The index's SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::store::{Tx, Write};

/// Terms that are written with one statement, as many as there are of the larger number first.
const AT_ONCE: [usize; 3] = [40, 8, 1];

const ADD: &str = "INSERT INTO knowledge_term (workspace_id, space, term, weight, number, scope) VALUES ($1, $2, $3, $4, $5, $6)";
const FORGET: &str =
    "DELETE FROM knowledge_term WHERE workspace_id = $1 AND space = $2 AND number = $3";
/// Read backwards from the index's end: work is bounded however many texts have the term.
const HITS: &str = "SELECT number, weight, scope FROM knowledge_term WHERE workspace_id = $1 AND space = $2 AND term = $3 \
     ORDER BY weight DESC, number DESC LIMIT $4";

/// The same of the index alone: the table's own rows lie anywhere.
const NUMBERS: &str = "SELECT number FROM knowledge_term WHERE workspace_id = $1 AND space = $2 AND term = $3 \
     ORDER BY weight DESC, number DESC LIMIT $4";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[ADD, FORGET, HITS, NUMBERS];

/// What a text was found by is forgotten.
pub(super) fn forget(tx: &mut Tx, space: &str, number: i64) {
    let write = Write::new("forget terms", FORGET)
        .bind(tx.workspace().0)
        .bind(space)
        .bind(number);
    tx.later(write);
}

/// Keeps what a text is found by; what is kept already stays.
pub(super) fn keep(tx: &mut Tx, space: &str, number: i64, scope: i64, terms: &[(String, i64)]) {
    let workspace = tx.workspace().0;
    let mut rest = terms;
    for size in AT_ONCE {
        let whole = rest.len() - rest.len() % size;
        let (many, fewer) = rest.split_at_checked(whole).unwrap_or((rest, &[]));
        rest = fewer;
        for chunk in many.chunks(size) {
            let tail = " ON CONFLICT DO NOTHING";
            let mut write = Write::rows("keep terms", ADD, 6, chunk.len(), tail);
            for (term, weight) in chunk {
                write = write
                    .bind(workspace)
                    .bind(space)
                    .bind(term.as_str())
                    .bind(*weight)
                    .bind(number)
                    .bind(scope);
            }
            tx.later(write);
        }
    }
}

/// The texts that have a term, the heaviest and newest `most`: number, weight, scope.
pub(super) async fn hits(
    tx: &mut Tx,
    space: &str,
    term: &str,
    most: i64,
) -> anyhow::Result<Vec<(i64, i64, i64)>> {
    let rows = sqlx::query(HITS)
        .bind(tx.workspace().0)
        .bind(space)
        .bind(term)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read terms")?;
    let read = |row: &AnyRow| {
        Ok((
            row.try_get("number")?,
            row.try_get("weight")?,
            row.try_get("scope")?,
        ))
    };
    rows.iter().map(read).collect()
}

/// The numbers of the heaviest and newest `most` texts that have a term.
pub(super) async fn numbers(
    tx: &mut Tx,
    space: &str,
    term: &str,
    most: i64,
) -> anyhow::Result<Vec<i64>> {
    let rows = sqlx::query(NUMBERS)
        .bind(tx.workspace().0)
        .bind(space)
        .bind(term)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read numbers of a term")?;
    rows.iter().map(|row| Ok(row.try_get("number")?)).collect()
}
