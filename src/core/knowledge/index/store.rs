//! The index's SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::store::{Tx, Write};

/// So many texts are looked at for each part of a question, the heaviest and newest first.
const MOST: i64 = 1_500;
/// Terms that are written with one statement.
const AT_ONCE: usize = 40;

const ADD: &str = "INSERT INTO knowledge_term (workspace_id, space, term, weight, number, scope) VALUES ($1, $2, $3, $4, $5, $6)";
const FORGET: &str =
    "DELETE FROM knowledge_term WHERE workspace_id = $1 AND space = $2 AND number = $3";
/// Read backwards from the index's end: work is bounded however many texts have the term.
const HITS: &str = "SELECT number, weight, scope FROM knowledge_term WHERE workspace_id = $1 AND space = $2 AND term = $3 \
     ORDER BY weight DESC, number DESC LIMIT $4";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[ADD, FORGET, HITS];

/// What a text was found by is forgotten.
pub(super) fn forget(tx: &mut Tx, space: &str, number: i64) {
    let write = Write::new("forget terms", FORGET)
        .bind(tx.workspace().0)
        .bind(space)
        .bind(number);
    tx.later(write);
}

/// Keeps what a text is found by.
pub(super) fn keep(tx: &mut Tx, space: &str, number: i64, scope: i64, terms: &[(String, i64)]) {
    let workspace = tx.workspace().0;
    let whole = terms.len() - terms.len() % AT_ONCE;
    let (many, rest) = terms.split_at_checked(whole).unwrap_or((terms, &[]));
    for chunk in many.chunks(AT_ONCE).chain(rest.chunks(1)) {
        let mut write = Write::rows("keep terms", ADD, 6, chunk.len(), "");
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

/// The texts that have a term: number, weight, scope.
pub(super) async fn hits(
    tx: &mut Tx,
    space: &str,
    term: &str,
) -> anyhow::Result<Vec<(i64, i64, i64)>> {
    let rows = sqlx::query(HITS)
        .bind(tx.workspace().0)
        .bind(space)
        .bind(term)
        .bind(MOST)
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
