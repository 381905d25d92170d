//! Writes that are sent together: on SQLite every statement sent is two changes of threads, which cost more than most statements.

use std::borrow::Cow;
use std::fmt::Write as _;

use anyhow::Context;
use sqlx::{AnyConnection, AssertSqlSafe};

/// So many are sent at once on SQLite: the connection keeps what it has prepared by its text, and long ones are rarely met again.
pub(super) const AT_ONCE: usize = 8;

/// One statement with its values, of which only has to be known that it worked.
#[derive(Debug)]
pub struct Write {
    /// For errors: `insert absence`.
    what: &'static str,
    sql: Cow<'static, str>,
    values: Vec<Value>,
}

/// What the portable tables keep.
#[derive(Clone, Debug)]
pub enum Value {
    Number(i64),
    Text(String),
    /// No number.
    Nothing,
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Value {
        number.map_or(Value::Nothing, Value::Number)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl Write {
    /// A statement without its values; `what` is said when it fails: `insert absence`.
    pub fn new(what: &'static str, sql: &'static str) -> Write {
        Write {
            what,
            sql: Cow::Borrowed(sql),
            values: Vec::new(),
        }
    }

    /// Several rows with one statement: `sql` ends with the places of the first one, of which there are `columns`; then come as many
    /// as there are `rows`, and `tail`. Few different numbers of rows, so that the database meets the same text again.
    pub fn rows(
        what: &'static str,
        sql: &'static str,
        columns: usize,
        rows: usize,
        tail: &'static str,
    ) -> Write {
        let mut text = String::from(sql);
        for row in 1..rows {
            let places = (1..=columns).map(|n| format!("${}", row * columns + n));
            let places: Vec<String> = places.collect();
            text.push_str(", (");
            text.push_str(&places.join(", "));
            text.push(')');
        }
        text.push_str(tail);
        Write {
            what,
            sql: Cow::Owned(text),
            values: Vec::with_capacity(rows * columns),
        }
    }

    /// The next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Write {
        self.values.push(value.into());
        self
    }
}

/// Sends these as one text, and `last` after them. The places of the values are counted through the whole text.
pub(super) async fn send(
    conn: &mut AnyConnection,
    writes: &[Write],
    last: Option<&'static str>,
) -> anyhow::Result<()> {
    let mut sql = String::new();
    let mut places = 0;
    for write in writes {
        if !sql.is_empty() {
            sql.push_str("; ");
        }
        renumber(&mut sql, &write.sql, places);
        places += write.values.len();
    }
    if let Some(last) = last {
        sql.push_str("; ");
        sql.push_str(last);
    }
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in writes.iter().flat_map(|write| &write.values) {
        query = match value {
            Value::Number(number) => query.bind(*number),
            Value::Text(text) => query.bind(text.clone()),
            Value::Nothing => query.bind(None::<i64>),
        };
    }
    query.execute(conn).await.with_context(|| {
        let all: Vec<&str> = writes.iter().map(|write| write.what).collect();
        all.join(", ")
    })?;
    Ok(())
}

/// Appends `sql` with `$1` become `$1 + by`, and so on.
fn renumber(to: &mut String, sql: &str, by: usize) {
    let mut parts = sql.split('$');
    to.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        match number.parse::<usize>() {
            Ok(number) => drop(write!(to, "${}", number + by)),
            Err(_) => to.push('$'),
        }
        to.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::{Write, renumber};

    #[test]
    fn rows_are_numbered_on() {
        let write = Write::rows("x", "INSERT INTO t VALUES ($1, $2)", 2, 3, " RETURNING a");
        let wanted = "INSERT INTO t VALUES ($1, $2), ($3, $4), ($5, $6) RETURNING a";
        assert_eq!(write.sql, wanted);
    }

    #[test]
    fn places_are_counted_on() {
        let mut sql = String::from("A ($1); ");
        renumber(&mut sql, "B ($1, CAST($2 AS BIGINT)) $10", 1);
        assert_eq!(sql, "A ($1); B ($2, CAST($3 AS BIGINT)) $11");
    }
}
