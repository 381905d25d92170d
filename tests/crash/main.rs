//! The bot is killed with SIGKILL at random moments, started again, and at the end everything must have happened once: no
//! post lost, none doubled, no round skipped or held twice.
//!
//! Then the same around a page, from the alert that comes in to the button that is pressed: see `pages`.
//!
//! The bot is this program once more, in a process of its own, with a clock that follows the test's. On PostgreSQL a second
//! part lets two of them share a database, and kills either while the clock runs as the real one does.
//!
//! `LIAISON_TEST_KILLS=200` says how often on each database, `LIAISON_TEST_SEED` repeats a run.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test: it fails loudly, tells its seed, and is told by the environment"
)]

mod bot;
mod checks;
mod pages;
mod town;

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::bot::Bot;
use crate::town::Town;

/// Enough to hit the interesting moments in most runs, few enough for every run of all tests.
const KILLS: u32 = 8;

fn main() {
    if let Some(role) = std::env::var_os(bot::ROLE) {
        bot::be(&role);
        return;
    }
    // Told to run tests of another name: `cargo test something`.
    let mut named = std::env::args().skip(1).filter(|arg| !arg.starts_with('-'));
    if named.next().is_some_and(|name| !"crash".contains(&name)) || asked_to_list() {
        return;
    }
    let seed =
        std::env::var("LIAISON_TEST_SEED").map_or_else(|_| rand::random(), |s| s.parse().unwrap());
    let kills = std::env::var("LIAISON_TEST_KILLS").map_or(KILLS, |n| n.parse().unwrap());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        println!("crash test: seed {seed}, {kills} kills on each database");
        town::on_each_database(async |database| killed(database, seed, kills).await).await;
        town::on_each_database(async |database| pages::killed(database, 1, seed, kills).await)
            .await;
        if let Some(database) = town::postgres_database().await {
            two_processes(&database.url, seed, kills.div_ceil(4)).await;
            database.drop().await;
        }
        if let Some(database) = town::postgres_database().await {
            pages::killed(&database.url, 2, seed, kills.div_ceil(2)).await;
            database.drop().await;
        }
        if let Some(database) = town::postgres_database().await {
            pages::fifty_at_once(&database.url).await;
            database.drop().await;
        }
    });
}

fn asked_to_list() -> bool {
    std::env::args().any(|arg| arg == "--list")
}

/// Plays days with standups and digests in them, and kills the bot while it does things.
async fn killed(database: &str, seed: u64, kills: u32) {
    let began = Instant::now();
    let mut luck = StdRng::seed_from_u64(seed);
    let mut town = Town::build(database).await;
    let mut bot = Bot::start(&town).await;
    let mut left = kills;
    town.set_up(&mut bot).await;
    let mut moments = 0;
    while left > 0 {
        moments += 1;
        town.next_moment(&mut bot).await;
        town.people_act(&mut luck);
        if luck.random_bool(0.6) {
            // Opening a round takes some tens of milliseconds here, in a debug build on a busy machine some hundreds.
            tokio::time::sleep(Duration::from_micros(luck.random_range(0..150_000))).await;
            bot.kill().await;
            left -= 1;
            bot = Bot::start(&town).await;
        }
        town.settle(&mut bot).await;
        town.people_act(&mut luck);
        assert!(
            moments < kills * 40 + 400,
            "seed {seed}: it does not get on"
        );
    }
    town.finish_day(&mut [&mut bot]).await;
    bot.stop().await;
    let held = checks::all(&town).await;
    let name = database.split(':').next().unwrap_or_default();
    println!(
        "{name}: {kills} kills, {held} rounds held once each, {} answers kept, {:.0} s",
        town.kept().len(),
        began.elapsed().as_secs_f64()
    );
}

/// Two processes, one database. The clock runs; either is killed now and then, and nothing may be late by more than ten seconds.
async fn two_processes(database: &str, seed: u64, kills: u32) {
    let began = Instant::now();
    let mut luck = StdRng::seed_from_u64(seed ^ 1);
    let mut town = Town::build(database).await;
    let mut bots = [Bot::start(&town).await, Bot::start(&town).await];
    let [first, second] = &mut bots;
    town.set_up_with(&mut [first, second]).await;
    let mut latest = Duration::ZERO;
    for _ in 0..kills {
        let due = town.jump_before_next_moment(&mut bots).await;
        let victim = luck.random_range(0..2);
        let kill_at = Duration::from_micros(luck.random_range(0..1_200_000));
        latest = latest.max(town.run_through(&mut bots, victim, kill_at, due).await);
    }
    let [first, second] = &mut bots;
    town.finish_day(&mut [first, second]).await;
    for bot in bots {
        bot.stop().await;
    }
    let held = checks::all(&town).await;
    assert!(
        latest <= Duration::from_secs(10),
        "seed {seed}: {latest:?} late"
    );
    println!(
        "two processes: {kills} kills, {held} rounds held once each, at most {:.1} s late, {:.0} s",
        latest.as_secs_f64(),
        began.elapsed().as_secs_f64()
    );
}
