//! How a database finds what use cases read: their statements, heard while they run, and its plan for each.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tracing::field::{Field, Visit};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

const TABLES: [&str; 5] = [
    "task",
    "handoff",
    "handoff_leg",
    "handoff_sum",
    "knowledge_term",
];

/// Statements, each with what ran it first.
pub type Statements = Vec<(String, String)>;

#[derive(Default)]
struct Ear {
    on: AtomicBool,
    /// What runs now, and what was heard.
    notes: Mutex<(String, Statements)>,
}

/// Hears every statement that is run.
#[derive(Clone, Default)]
pub struct Heard(Arc<Ear>);

impl Heard {
    /// From now on, for this process.
    pub fn listen() -> anyhow::Result<Heard> {
        let heard = Heard::default();
        let subscriber = tracing_subscriber::registry().with(heard.clone());
        tracing::subscriber::set_global_default(subscriber)?;
        Ok(heard)
    }
    /// What is heard next is run by this.
    pub fn begin(&self, name: &str) {
        let mut notes = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner);
        name.clone_into(&mut notes.0);
        self.0.on.store(true, Ordering::SeqCst);
    }
    /// All that was heard, each statement once.
    pub fn end(&self) -> Statements {
        self.0.on.store(false, Ordering::SeqCst);
        let mut notes = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut notes.1)
    }
    fn note(&self, text: &str) {
        let mut notes = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, known) = &mut *notes;
        // Several may have been sent as one text.
        for sql in text.split(';').map(str::trim) {
            let reads = ["SELECT", "UPDATE", "DELETE", "WITH"];
            let looks = reads.iter().any(|word| sql.starts_with(word));
            let locks = sql.contains("pg_advisory");
            if looks && !locks && !known.iter().any(|(_, known)| known == sql) {
                known.push((name.clone(), sql.to_owned()));
            }
        }
    }
}

impl<S: Subscriber> Layer<S> for Heard {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }
    fn enabled(&self, of: &Metadata<'_>, _: Context<'_, S>) -> bool {
        of.target() == "sqlx::query" && self.0.on.load(Ordering::SeqCst)
    }
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        self.note(if said.whole.is_empty() {
            &said.summary
        } else {
            &said.whole
        });
    }
}

/// What the driver says of a statement.
#[derive(Default)]
struct Said {
    /// Its first words.
    summary: String,
    /// All of it, if that is more.
    whole: String,
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.trim().clone_into(&mut self.whole),
            _ => {}
        }
    }
    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// Does what PostgreSQL does by itself some time after so many rows came.
pub async fn settle(url: &str) -> anyhow::Result<()> {
    if !url.starts_with("sqlite:") {
        let mut conn = AnyConnection::connect(url).await?;
        lines(&mut conn, "VACUUM ANALYZE".to_owned()).await?;
    }
    Ok(())
}

/// Prints the plan of each; what is read from end to end is marked.
pub async fn print(url: &str, statements: &[(String, String)]) -> anyhow::Result<()> {
    let mut conn = AnyConnection::connect(url).await?;
    let sqlite = url.starts_with("sqlite:");
    if !sqlite {
        // What a prepared statement may come to be run with, whatever is looked for.
        lines(&mut conn, "SET plan_cache_mode = force_generic_plan".into()).await?;
    }
    let mut marked = 0;
    for (name, sql) in statements {
        println!("\n{name}: {sql}");
        let plan = if sqlite {
            lines(&mut conn, format!("EXPLAIN QUERY PLAN {sql}")).await?
        } else {
            prepared(&mut conn, sql).await?
        };
        for line in plan {
            let mark = mark(&line);
            marked += usize::from(mark == "!!");
            println!("  {mark} {line}");
        }
    }
    println!("\n{} statements, {marked} marked", statements.len());
    if !sqlite {
        read_whole(&mut conn).await?;
    }
    Ok(())
}

/// `!!`: a table is read from end to end. ` ?`: all of the workspace that is in an index, unless a limit ends it.
fn mark(line: &str) -> &'static str {
    let line = format!("{line} ");
    let whole = |table: &&str| {
        let read = [format!("SCAN {table} "), format!("Seq Scan on {table} ")];
        read.iter().any(|read| line.contains(read))
    };
    if TABLES.iter().any(whole) {
        "!!"
    } else if line.contains("(workspace_id=?)")
        || line.contains("Index Cond: (workspace_id = $") && !line.contains(" AND ")
    {
        " ?"
    } else {
        "  "
    }
}

/// PostgreSQL's plan when it does not know the values.
async fn prepared(conn: &mut AnyConnection, sql: &str) -> anyhow::Result<Vec<String>> {
    let numbers = sql.split('$').skip(1).filter_map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits)?.parse::<usize>().ok()
    });
    let values = vec!["NULL"; numbers.max().unwrap_or(0)].join(", ");
    let with = if values.is_empty() {
        String::new()
    } else {
        format!("({values})")
    };
    lines(conn, format!("PREPARE looked AS {sql}")).await?;
    let plan = lines(conn, format!("EXPLAIN EXECUTE looked{with}")).await;
    lines(conn, "DEALLOCATE looked".into()).await?;
    plan
}

/// How often tables were really read from end to end, with the values there were.
async fn read_whole(conn: &mut AnyConnection) -> anyhow::Result<()> {
    // Counts are published a second after their transaction at the latest.
    tokio::time::sleep(Duration::from_secs(2)).await;
    for table in TABLES {
        let sql = format!(
            "SELECT relname || ': ' || seq_scan || ' sequential scans, ' || idx_scan || ' index scans since it was made' \
             FROM pg_stat_user_tables WHERE relname = '{table}'"
        );
        for line in lines(conn, sql).await? {
            println!("{line}");
        }
    }
    Ok(())
}

/// The last column of what a statement says.
async fn lines(conn: &mut AnyConnection, sql: String) -> anyhow::Result<Vec<String>> {
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(conn).await?;
    let last = rows.iter().map(|row| row.try_get(row.len() - 1));
    Ok(last.collect::<Result<_, _>>()?)
}
