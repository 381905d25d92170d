//! A load generator: so many people, each issuing one command again and again for a while.

use std::time::Duration;

use serde::Serialize;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::sandbox::Outcome;
use crate::sandbox::Server;

/// What to run.
#[derive(Clone, Debug)]
pub struct Load {
    /// The people, each acting for themselves.
    pub users: Vec<u64>,
    /// Where.
    pub channel: u64,
    /// The command, as typed; `{n}` becomes a number that counts up.
    pub command: String,
    /// For how long.
    pub lasting: Duration,
}

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// How many people.
    pub people: usize,
    /// Commands answered.
    pub answered: usize,
    /// Commands that failed or were not answered in time.
    pub failed: usize,
    /// Answers a second.
    pub per_second: f64,
    /// Milliseconds until the answer: half were faster.
    pub p50_ms: f64,
    /// Nine of ten were faster.
    pub p90_ms: f64,
    /// Ninety-nine of a hundred were faster.
    pub p99_ms: f64,
    /// The slowest.
    pub max_ms: f64,
    /// What the first that failed was told.
    pub first_error: Option<String>,
}

/// Runs the load to its end.
pub async fn run(server: &Server, load: &Load) -> Measured {
    let begun = Instant::now();
    let mut people = JoinSet::new();
    for (n, user) in load.users.iter().copied().enumerate() {
        people.spawn(one(server.clone(), load.clone(), user, n));
    }
    let (mut took, mut failed, mut first_error) = (Vec::new(), 0, None);
    while let Some(done) = people.join_next().await {
        let Ok((mine, errors)) = done else {
            failed += 1;
            continue;
        };
        took.extend(mine);
        failed += errors.len();
        first_error = first_error.or_else(|| errors.into_iter().next());
    }
    let seconds = begun.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |percent: usize| {
        let rank = (took.len() * percent).div_ceil(100).saturating_sub(1);
        took.get(rank)
            .map_or(0.0, |d: &Duration| d.as_secs_f64() * 1_000.0)
    };
    Measured {
        people: load.users.len(),
        answered: took.len(),
        failed,
        per_second: f64::from(u32::try_from(took.len()).unwrap_or(u32::MAX)) / seconds,
        p50_ms: at(50),
        p90_ms: at(90),
        p99_ms: at(99),
        max_ms: at(100),
        first_error,
    }
}

async fn one(server: Server, load: Load, user: u64, n: usize) -> (Vec<Duration>, Vec<String>) {
    let end = Instant::now() + load.lasting;
    let (mut took, mut errors) = (Vec::new(), Vec::new());
    let mut count = n * 1_000_000;
    while Instant::now() < end {
        count += 1;
        let text = load.command.replace("{n}", &count.to_string());
        let begun = Instant::now();
        match server.slash(user, load.channel, &text).await {
            Outcome::Failed { error } => errors.push(error),
            _ => took.push(begun.elapsed()),
        }
    }
    (took, errors)
}
