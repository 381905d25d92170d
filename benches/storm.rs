//! A storm in real time: 1,000 alerts in ten seconds over 20 departments, with Discord's limits on and Discord failing for half a minute in
//! the middle. Is every page out, once, and how soon after Discord can be reached again?
//!
//!     cargo bench --bench storm                      failing for 30 seconds
//!     cargo bench --bench storm -- SECONDS           for so long
//!
//! The bot is a process of its own, on SQLite. Of each department's fifty alerts ten are urgent, and page the one who is on call. A page is
//! out when Discord has made the direct message; it counts from when it was sent or from when Discord answers again, whichever is later.
//! Ends with an error if p99 is above 5 s, a page came twice or not at all, the figures on the cards are wrong, or Discord refused anything.
#![expect(
    clippy::print_stdout,
    clippy::cast_possible_wrap,
    reason = "a benchmark's result is what it prints"
)]

#[expect(dead_code, reason = "not all of it is needed here")]
mod shared;

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use liaison::clock::{At, Clock as _, Span, SystemClock};
use liaison::sandbox::{Fault, Limits, Seen};
use serde_json::{Value, json};

use shared::{Bot, Town, Wire, ms, part};

const TEAMS: usize = 20;
const SECONDS: usize = 10;
/// Alerts of a team in a second.
const EACH: usize = 5;
/// Discord begins to fail after so many seconds.
const FAILS_AFTER: usize = 3;
/// What is urgent of every other team comes from this second on.
const LATE: usize = 5;
const OUT: Duration = Duration::from_secs(5);
/// What was waiting for Discord is posted by then.
const PATIENCE: Duration = Duration::from_mins(10);

/// A department with somebody on call.
struct Team {
    key: String,
    path: String,
    person: u64,
    /// Its urgent alerts come only when Discord fails already.
    late: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let given = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let failing = Duration::from_secs(given.map_or(Ok(30), |s| s.parse())?);
    let folder = tempfile::tempdir()?;
    let town = Town::new(Limits::Generous).await?;
    let url = format!("sqlite://{}/storm.db", folder.path().display());
    let bot = Bot::start(&town.server, &url)?;
    town.runs("/setup run departments:five channels:create")
        .await?;
    town.quiet().await;
    let mut teams = Vec::new();
    for n in 0..TEAMS {
        teams.push(team(&town, n).await?);
    }
    town.quiet().await;
    town.server.set_limits(Limits::Discord);
    // One message each, so that the limits are known to the bot before it matters.
    let before = town.server.requests().len();
    let storm = Storm::rage(&town, &bot, &teams, failing).await?;
    settle(&bot).await?;
    let seen = town
        .server
        .requests()
        .split_off(before.min(town.server.requests().len()));
    storm.judge(&town, &teams, &seen)?;
    let errors: Vec<String> = bot.errors();
    ensure!(errors.is_empty(), "{errors:#?}");
    drop(bot);
    town.server.stop().await
}

async fn team(town: &Town, n: usize) -> anyhow::Result<Team> {
    let key = format!("team{n}");
    let channel = town.server.add_channel(&key);
    town.runs(&format!(
        "/department add key:{key} name:Team{n} channel:<#{channel}>"
    ))
    .await?;
    let person = town.server.add_user(&format!("Hand{n}"), "en-US", false);
    town.runs_as(person, &format!("/department join department:{key}"))
        .await?;
    let turns = format!("/oncall rotation department:{key} members:<@{person}> handoff:mon 09:00");
    town.runs(&turns).await?;
    let path = town.integration(&key, "alertmanager").await?.path;
    Ok(Team {
        key,
        path,
        person,
        late: n % 2 == 1,
    })
}

/// Waits until nothing is left to be posted: with the limits on, cards come one by one, and those that failed are tried again later.
async fn settle(bot: &Bot) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let metrics = reqwest::get(format!("http://{}/metrics", bot.http)).await?;
        let metrics = metrics.text().await?;
        let depths = metrics
            .lines()
            .filter(|line| line.starts_with("liaison_outbox_depth"));
        if depths.clone().count() > 0 && depths.into_iter().all(|line| line.ends_with(" 0")) {
            return Ok(());
        }
        ensure!(began.elapsed() < PATIENCE, "the outbox does not get empty");
    }
}

/// The n-th alert of a team. Every other team's urgent ones come only when Discord fails already.
fn alert(late: bool, n: usize) -> Value {
    let begun = !late || n >= EACH * LATE;
    let (front, back) = match (late, begun) {
        (false, _) => (1, 3),
        (true, true) => (2, 3),
        (true, false) => (0, 2),
    };
    let (service, severity) = match n % EACH {
        place if place < front => ("front", "critical"),
        place if place < back => ("back", "warning"),
        _ => ("batch", "info"),
    };
    json!({ "status": "firing", "fingerprint": format!("f{n}"), "startsAt": "2026-01-05T00:00:00Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "labels": { "alertname": format!("Alert{n}"), "service": service, "severity": severity } })
}

/// What happened when.
struct Storm {
    /// The first alerts were sent.
    began: At,
    /// Discord answered again.
    healed: At,
}

impl Storm {
    async fn rage(
        town: &Town,
        bot: &Bot,
        teams: &[Team],
        failing: Duration,
    ) -> anyhow::Result<Storm> {
        let clock = SystemClock::new();
        let began = clock.now();
        let beginning = Instant::now();
        let mut wires = Vec::new();
        for _ in teams {
            wires.push(Wire::to(&bot.http).await?);
        }
        let mut failed = None;
        for second in 0..SECONDS {
            if second == FAILS_AFTER {
                for path in ["/channels/*", "/users/*"] {
                    town.server.fail(u32::MAX, None, path, Fault::Status(503));
                }
                failed = Some(Instant::now());
            }
            let body = |late: bool| {
                let alerts = (0..EACH).map(|n| alert(late, second * EACH + n));
                let alerts: Vec<Value> = alerts.collect();
                json!({ "version": "4", "status": "firing", "alerts": alerts }).to_string()
            };
            for (team, wire) in teams.iter().zip(&mut wires) {
                let body = body(team.late);
                let answer = wire.post(&team.path, body.as_bytes()).await?;
                ensure!(answer.status == 202, "{}", answer.status);
            }
            let next = Duration::from_secs(second as u64 + 1);
            tokio::time::sleep(next.saturating_sub(beginning.elapsed())).await;
        }
        let failed = failed.context("it failed")?;
        tokio::time::sleep(failing.saturating_sub(failed.elapsed())).await;
        town.server.heal();
        Ok(Storm {
            began,
            healed: clock.now(),
        })
    }

    /// Prints what came of it, and ends with what was wrong.
    fn judge(&self, town: &Town, teams: &[Team], seen: &[Seen]) -> anyhow::Result<()> {
        let mut waited = Vec::new();
        let mut wrong = Vec::new();
        for team in teams {
            let direct = town.server.dms(team.person);
            let pages = direct.iter().filter(|m| m.to_string().contains("SEV1"));
            let pages: Vec<&Value> = pages.collect();
            if pages.len() != 1 {
                wrong.push(format!("{}: {} pages", team.key, pages.len()));
            }
            let made = pages
                .first()
                .and_then(|m| m["id"].as_str()?.parse::<i64>().ok());
            // The first 42 bits of an id are the milliseconds since 2015.
            let Some(out) = made.map(|id| At((id >> 22) + 1_420_070_400_000)) else {
                continue;
            };
            let sent = self.began + Span::seconds(if team.late { LATE as i64 } else { 0 });
            // Those of the first seconds went out while Discord still answered.
            let from = if out < self.healed {
                sent
            } else {
                sent.max(self.healed)
            };
            waited.push((out - from).max(Span::ZERO).duration());
            wrong.extend(figures(town, team));
        }
        waited.sort_unstable();
        let (half, most) = (part(&waited, 500), part(&waited, 990));
        let refused = seen.iter().filter(|s| s.status == 429).count();
        println!("SEV1 pages: {} of {TEAMS}", waited.len());
        println!(
            "out after Discord can be reached: p50 {}, p99 {}",
            ms(half),
            ms(most)
        );
        println!("refused with 429: {refused}");
        let failed = seen.iter().filter(|s| s.status == 503).count();
        println!(
            "tried while it failed: {failed}, of {} requests",
            seen.len()
        );
        if most > OUT {
            wrong.push(format!("p99 is {}", ms(most)));
        }
        if refused > 0 {
            wrong.push(format!("{refused} were refused"));
        }
        ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    }
}

/// What the cards of a team say in the end.
fn figures(town: &Town, team: &Team) -> Vec<String> {
    let channel = town.server.channel(&team.key).unwrap_or_default();
    let all: Vec<String> = town
        .server
        .messages(channel, town.boss)
        .iter()
        .map(Value::to_string)
        .collect();
    let firing = if team.late {
        [10, 15, 25]
    } else {
        [10, 20, 20]
    };
    firing
        .iter()
        .filter(|firing| {
            let said = format!("**{firing}** firing");
            !all.iter().any(|m| m.contains(&said))
        })
        .map(|firing| format!("{}: no card says {firing} firing", team.key))
        .collect()
}
