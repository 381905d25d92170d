//! What lists, a person's day, the matrix, offers and digests cost as work grows.
//!
//!     cargo bench --bench work                         on SQLite, in a temporary folder
//!     cargo bench --bench work -- FOLDER               on SQLite, on the disk that is meant
//!     cargo bench --bench work -- postgres://…/empty   on PostgreSQL, in an empty database
//!     … --plans                                        and how the database finds what they read
//!
//! Two workspaces in one database: with 1,000 tasks and 100 handoffs, and with 1,000,000 and 100,000 over five years.
//! What is open is alike in both. Rows are put straight into the tables; everything measured is the command's own use case.
#![expect(
    clippy::print_stdout,
    reason = "a benchmark's result is what it prints"
)]

#[path = "shared/work_plans.rs"]
mod plans;
#[path = "shared/work_rows.rs"]
mod rows;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use liaison::bench::work::{Desk, Shown};
use liaison::bench::{Store, WorkspaceId, for_database};
use liaison::clock::SystemClock;

use crate::plans::Heard;
use crate::rows::{DEPARTMENT, PERSON, Size};

const SMALL: Size = Size {
    tasks: 1_000,
    handoffs: 100,
    days: 60,
};
const LARGE: Size = Size {
    tasks: 1_000_000,
    handoffs: 100_000,
    days: 5 * 365,
};
const LOOKS: usize = 200;
/// So many come first and are not counted: statements are prepared, plans chosen, caches filled.
const BEFORE: usize = 10;

/// What is measured.
#[derive(Clone, Copy)]
enum Case {
    /// `mine`, `department`, `state`
    Tasks(bool, Option<&'static str>, Option<&'static str>),
    NextTasks,
    Me,
    /// `which`, `department`
    Handoffs(Option<&'static str>, Option<&'static str>),
    NextHandoffs,
    Matrix,
    OfferTasks(&'static str),
    OfferHandoffs(&'static str),
    Digest,
}

const OPS: Option<&str> = Some(DEPARTMENT);
const CASES: &[(&str, Case)] = &[
    ("/task list", Case::Tasks(false, None, None)),
    ("/task list, next page", Case::NextTasks),
    ("/task list department", Case::Tasks(false, OPS, None)),
    (
        "/task list state:done",
        Case::Tasks(false, None, Some("done")),
    ),
    (
        "/task list department state:done",
        Case::Tasks(false, OPS, Some("done")),
    ),
    ("/task list mine", Case::Tasks(true, None, None)),
    (
        "/task list mine state:done",
        Case::Tasks(true, None, Some("done")),
    ),
    ("/me show", Case::Me),
    ("/handoff list", Case::Handoffs(None, None)),
    ("/handoff list, next page", Case::NextHandoffs),
    (
        "/handoff list waiting-on-us",
        Case::Handoffs(Some("waiting-on-us"), OPS),
    ),
    ("/handoff list mine", Case::Handoffs(Some("mine"), None)),
    ("/handoff list closed", Case::Handoffs(Some("closed"), None)),
    ("/handoff matrix", Case::Matrix),
    ("a task by digits", Case::OfferTasks("1")),
    ("a task by a word", Case::OfferTasks("certificate")),
    ("a handoff by digits", Case::OfferHandoffs("9")),
    ("a handoff by a word", Case::OfferHandoffs("certificate")),
    ("/digest now", Case::Digest),
];

impl Case {
    async fn look(self, desk: &Desk) -> anyhow::Result<Shown> {
        match self {
            Case::Tasks(mine, department, state) => desk.task_list(mine, department, state).await,
            Case::Handoffs(which, department) => desk.handoff_list(which, department).await,
            Case::NextTasks => {
                let first = desk.task_list(false, None, None).await?;
                desk.press(&first.last.context("no next page")?).await
            }
            Case::NextHandoffs => {
                let first = desk.handoff_list(None, None).await?;
                desk.press(&first.last.context("no next page")?).await
            }
            Case::Me => desk.me_show().await,
            Case::Matrix => desk.handoff_matrix().await,
            Case::OfferTasks(typed) => desk.offer_tasks(typed).await,
            Case::OfferHandoffs(typed) => desk.offer_handoffs(typed).await,
            Case::Digest => desk.digest_now(DEPARTMENT).await,
        }
    }
}

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let heard = std::env::args()
        .any(|a| a == "--plans")
        .then(Heard::listen)
        .transpose()?;
    let given = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let url = match given {
        Some(url) if url.contains("://") => url,
        Some(path) => format!("sqlite://{path}/bench-work.db"),
        None => format!("sqlite://{}/bench-work.db", folder.path().display()),
    };
    for_database(&url)?.block_on(table(&url, heard))
}

async fn table(url: &str, heard: Option<Heard>) -> anyhow::Result<()> {
    let store = Store::open(url, Arc::new(SystemClock::new())).await?;
    let small = desk(&store, url, 1, SMALL).await?;
    let large = desk(&store, url, 2, LARGE).await?;
    println!(
        "{:<32}  {:>9}  {:>9}  {:>9}  {:>9}  {:>5}  {:>7}",
        "", "1 k p50", "p99", "1 M p50", "p99", "ratio", "lines"
    );
    // One right after the other: what else the machine does is much the same for both.
    for (name, case) in CASES {
        let small = looks(&small, *case).await.context(*name)?;
        let large = looks(&large, *case).await.context(*name)?;
        println!(
            "{name:<32}  {:>9}  {:>9}  {:>9}  {:>9}  {:>5.2}  {:>3}/{:<3}",
            millis(small.0),
            millis(small.1),
            millis(large.0),
            millis(large.1),
            large.0.as_secs_f64() / small.0.as_secs_f64(),
            small.2,
            large.2
        );
    }
    if let Some(heard) = heard {
        for (name, case) in CASES {
            heard.begin(name);
            case.look(&large).await?;
        }
        plans::print(url, &heard.end()).await?;
    }
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// A workspace with work of this size, looked at by somebody of the department.
async fn desk(store: &Store, url: &str, workspace: i64, size: Size) -> anyhow::Result<Desk> {
    let desk = Desk {
        store: store.clone(),
        workspace: WorkspaceId(workspace),
        user: PERSON,
    };
    let began = Instant::now();
    rows::fill(&desk, size).await?;
    plans::settle(url).await?;
    println!(
        "{} tasks and {} handoffs put in within {:.0?}",
        size.tasks,
        size.handoffs,
        began.elapsed()
    );
    Ok(desk)
}

/// Half of them took no longer, and all but one in a hundred; so many lines were shown.
async fn looks(desk: &Desk, case: Case) -> anyhow::Result<(Duration, Duration, usize)> {
    let mut all = Vec::new();
    let mut lines = 0;
    for n in 0..BEFORE + LOOKS {
        let (took, shown) = timed(desk, case).await?;
        ensure!(shown.lines > 0, "nothing was shown");
        lines = shown.lines;
        if n >= BEFORE {
            all.push(took);
        }
    }
    all.sort_unstable();
    Ok((all[LOOKS / 2], all[LOOKS - LOOKS / 100], lines))
}

/// Once. Of a page that is turned to, only the turning counts.
async fn timed(desk: &Desk, case: Case) -> anyhow::Result<(Duration, Shown)> {
    let first = match case {
        Case::NextTasks => Some(desk.task_list(false, None, None).await?),
        Case::NextHandoffs => Some(desk.handoff_list(None, None).await?),
        _ => None,
    };
    let Some(first) = first else {
        let began = Instant::now();
        let shown = case.look(desk).await?;
        return Ok((began.elapsed(), shown));
    };
    let next = first.last.context("no next page")?;
    let began = Instant::now();
    let shown = desk.press(&next).await?;
    Ok((began.elapsed(), shown))
}
