//! What a budget's status costs as its ledger grows, and how long a file of 100,000 rows takes until it is booked.
//!
//!     cargo bench --bench budget                         on SQLite, in a temporary folder
//!     cargo bench --bench budget -- FOLDER               on SQLite, on the disk that is meant
//!     cargo bench --bench budget -- postgres://…/empty   on PostgreSQL, in an empty database
#![expect(
    clippy::print_stdout,
    reason = "a benchmark's result is what it prints"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use liaison::bench::{
    Store, WorkspaceId, budget_create, budget_import, budget_status, for_database,
};
use liaison::clock::{Clock, SystemClock};

const WORKSPACE: WorkspaceId = WorkspaceId(1);
/// Entries in the ledger when the status is measured.
const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
const FILE: usize = 100_000;
const LOOKS: usize = 300;

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let given = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let url = match given {
        Some(url) if url.contains("://") => url,
        Some(path) => format!("sqlite://{path}/bench-budget.db"),
        None => format!("sqlite://{}/bench-budget.db", folder.path().display()),
    };
    for_database(&url)?.block_on(table(&url))
}

async fn table(url: &str) -> anyhow::Result<()> {
    let clock = Arc::new(SystemClock::new());
    let store = Store::open(url, clock.clone()).await?;
    let year = clock.now().utc().format("%Y").to_string();
    budget_create(&store, WORKSPACE).await?;
    println!(
        "{:>9}  {:>12}  {:>12}  {:>8}",
        "entries", "status p50", "status p99", "import"
    );
    let mut booked = 0;
    let mut first = None;
    for size in SIZES {
        let mut slowest = Duration::ZERO;
        while booked < size {
            let rows = FILE.min(size - booked);
            let began = Instant::now();
            budget_import(&store, WORKSPACE, file(&year, booked, rows)).await?;
            slowest = slowest.max(began.elapsed());
            booked += rows;
        }
        let (p50, p99) = looks(&store).await?;
        println!("{booked:>9}  {p50:>12.2?}  {p99:>12.2?}  {slowest:>8.2?}");
        let base = *first.get_or_insert(p50);
        if size == SIZES[SIZES.len() - 1] {
            println!("ratio {:.2}", p50.as_secs_f64() / base.as_secs_f64());
        }
    }
    Ok(())
}

/// Half of them took no longer, and all but one in a hundred.
async fn looks(store: &Store) -> anyhow::Result<(Duration, Duration)> {
    let mut all = Vec::new();
    for _ in 0..LOOKS {
        let began = Instant::now();
        budget_status(store, WORKSPACE).await?;
        all.push(began.elapsed());
    }
    all.sort_unstable();
    Ok((all[LOOKS / 2], all[LOOKS - LOOKS / 100]))
}

/// Rows like a year's invoices: on the days of January, of fifty vendors.
fn file(year: &str, from: usize, rows: usize) -> Vec<u8> {
    let mut text = String::from("day,amount,vendor,category,reference\n");
    for n in from..from + rows {
        let day = n % 28 + 1;
        writeln!(
            text,
            "{year}-01-{day:02},{}.{:02},Vendor {},category {},R-{n}",
            n % 900 + 1,
            n % 100,
            n % 50,
            n % 9
        )
        .expect("writing to a text cannot fail");
    }
    text.into_bytes()
}
