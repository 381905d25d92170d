//! Everything as files: each table as CSV and as JSON, from one moment.

use std::path::Path;

use anyhow::Context;
use futures::TryStreamExt;
use serde_json::{Map, Value, json};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{AnyConnection, AssertSqlSafe, Column, Connection, Row, ValueRef};

use crate::store::{Dialect, Store, migrate};

impl Store {
    /// Writes each table into `folder` as `NAME.csv` and `NAME.json`, all as they are at one moment; what is there by these
    /// names is replaced. Returns how many tables there were.
    pub async fn export(&self, folder: &Path) -> anyhow::Result<usize> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        let mut conn = self.inner.dialect.connect(&self.inner.url).await?;
        let begin = match self.inner.dialect {
            Dialect::Sqlite => "BEGIN",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut tx = conn.begin_with(begin).await?;
        let tables = migrate::tables();
        for table in &tables {
            write_table(&mut tx, table, folder)
                .await
                .with_context(|| format!("table {table}"))?;
        }
        Ok(tables.len())
    }
}

/// Row by row, so that a large table needs no memory.
async fn write_table(conn: &mut AnyConnection, table: &str, folder: &Path) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_path(folder.join(format!("{table}.csv")))?;
    let mut json = JsonList::create(&folder.join(format!("{table}.json")))?;
    // The name comes from our own migrations.
    let sql = format!("SELECT * FROM {table}");
    let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(conn);
    let mut headed = false;
    while let Some(row) = rows.try_next().await? {
        if !headed {
            csv.write_record(row.columns().iter().map(|column| column.name()))?;
            headed = true;
        }
        let values = values(&row)?;
        csv.write_record(values.iter().map(|(_, value)| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }))?;
        json.push(&values.into_iter().collect())?;
    }
    csv.flush()?;
    json.finish()
}

fn values(row: &AnyRow) -> anyhow::Result<Vec<(String, Value)>> {
    let each = row.columns().iter().enumerate().map(|(at, column)| {
        let raw = row.try_get_raw(at)?;
        let value = if raw.is_null() {
            Value::Null
        } else {
            match raw.type_info().kind() {
                AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
                    json!(row.try_get::<i64, _>(at)?)
                }
                AnyTypeInfoKind::Real | AnyTypeInfoKind::Double => {
                    json!(row.try_get::<f64, _>(at)?)
                }
                AnyTypeInfoKind::Bool => json!(row.try_get::<bool, _>(at)?),
                AnyTypeInfoKind::Null | AnyTypeInfoKind::Text | AnyTypeInfoKind::Blob => {
                    json!(row.try_get::<String, _>(at)?)
                }
            }
        };
        Ok((column.name().to_owned(), value))
    });
    each.collect()
}

/// A JSON array that is written as it comes, a row a line.
struct JsonList {
    file: std::io::BufWriter<std::fs::File>,
    any: bool,
}

impl JsonList {
    fn create(path: &Path) -> anyhow::Result<JsonList> {
        let file = std::fs::File::create(path)?;
        Ok(JsonList {
            file: std::io::BufWriter::new(file),
            any: false,
        })
    }

    fn push(&mut self, row: &Map<String, Value>) -> anyhow::Result<()> {
        use std::io::Write as _;
        let before = if self.any { ",\n" } else { "[\n" };
        self.any = true;
        self.file.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut self.file, row)?;
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        use std::io::Write as _;
        let end = if self.any { "\n]\n" } else { "[]\n" };
        self.file.write_all(end.as_bytes())?;
        self.file.flush()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::WorkspaceId;
    use crate::store::Tx;
    use crate::store::testing::both;

    async fn count(tx: &mut Tx, kind: &str) -> anyhow::Result<i64> {
        tx.next_key(kind).await
    }

    #[tokio::test]
    async fn every_table_is_written_with_what_is_in_it() {
        both(|store, _| async move {
            for kind in ["a, \"quoted\"", "二"] {
                store.run(WorkspaceId(7), count, kind).await.unwrap();
            }
            let folder = tempfile::tempdir().unwrap();
            assert!(store.export(folder.path()).await.unwrap() > 15);
            let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
            let rows: Vec<Map<String, Value>> =
                serde_json::from_str(&read("key_counter.json")).unwrap();
            assert_eq!(rows.len(), 2);
            assert!(rows.iter().any(|row| row.values().any(|v| v == "二")));
            assert!(rows.iter().all(|row| row["workspace_id"] == 7));
            let csv = read("key_counter.csv");
            assert_eq!(csv.lines().count(), 3, "{csv}");
            assert!(csv.contains("\"a, \"\"quoted\"\"\""), "{csv}");
            assert_eq!(read("standup.json"), "[]\n");
            // Again, over what is there.
            assert!(store.export(folder.path()).await.unwrap() > 15);
            assert!(!folder.path().join("_sqlx_migrations.csv").exists());
        })
        .await;
    }
}
