//! How fast alerts are stored and answered, and how soon Discord is called about one; beside them Debian's `prometheus-alertmanager`, given
//! the same alerts in the same run.
//!
//!     cargo bench --bench ingest                    5 seconds a row, database in a temporary folder
//!     cargo bench --bench ingest -- SECONDS FOLDER  on the disk that is meant
//!
//! The bot is a process of its own (`liaison run`, SQLite with synchronous=FULL) connected to a local Discord. A sender has a connection that
//! is kept, posts, waits for the answer, and posts the next; each of its alerts is a new one of the same service, or one it has sent before.
//! Targets: ≥ 10,000 alerts a second one by one, ≥ 50,000 in batches of 64; from the post to Discord's being called p50 ≤ 10 ms and
//! p99 ≤ 50 ms when idle.
#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark's result is what it prints, and its figures are rounded"
)]

#[expect(dead_code, reason = "not all of it is needed here")]
mod shared;

use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use axum::extract::State;
use liaison::clock::{At, Clock as _, SystemClock};
use liaison::sandbox::Limits;
use serde_json::Value;

use shared::{Bot, Town, Wire, cpu_of, ms, part};

/// Connections at once, one by one and in batches.
const SENDERS: usize = 64;
const BATCHERS: usize = 8;
const BATCH: usize = 64;
/// Alerts that are followed to Discord.
const FOLLOWED: usize = 40;
/// What the road to one's own Discord may take.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let seconds = given.first().map_or(Ok(5), |s| s.parse())?;
    let lasting = Duration::from_secs(seconds);
    let temporary = tempfile::tempdir()?;
    let folder = given
        .get(1)
        .map_or(temporary.path().to_path_buf(), PathBuf::from);
    let town = Town::new(Limits::Generous).await?;
    let database = format!(
        "sqlite://{}/ingest-{}.db",
        folder.display(),
        std::process::id()
    );
    let bot = Bot::start(&town.server, &database)?;
    town.runs("/setup run departments:all channels:create")
        .await?;
    town.quiet().await;
    println!(
        "{:<46} {:>9} {:>10} {:>10} {:>12}",
        "", "alerts/s", "p50", "p99", "CPU an alert"
    );
    let path = town.integration("ops", "alertmanager").await?.path;
    let ours = Target {
        name: "liaison",
        host: bot.http.clone(),
        path,
        process: bot.process(),
        wrapped: true,
    };
    let theirs = Alertmanager::start(temporary.path()).await?;
    let beside = Target {
        name: "alertmanager (in memory)",
        host: theirs.host.clone(),
        path: "/api/v2/alerts".to_owned(),
        process: theirs.process.id(),
        wrapped: false,
    };
    let fresh = AtomicU64::new(0);
    for (what, senders, batch, again) in [
        ("new, one by one", SENDERS, 1, false),
        ("known, one by one", SENDERS, 1, true),
        ("new, in batches of 64", BATCHERS, BATCH, false),
        ("known, in batches of 64", BATCHERS, BATCH, true),
    ] {
        for target in [&ours, &beside] {
            let load = Load {
                senders,
                batch,
                again,
                lasting,
                fresh: &fresh,
            };
            row(target, what, &load).await?;
        }
    }
    town.quiet().await;
    println!("\nfrom the post to the first call about it, one alert at a time");
    follow_ours(&town, &bot).await?;
    follow_theirs(&theirs).await?;
    let errors = bot.errors();
    ensure!(errors.is_empty(), "{errors:#?}");
    drop(bot);
    town.server.stop().await?;
    if given.get(1).is_some() {
        for end in ["", "-wal", "-shm"] {
            // What is not there needs no deleting.
            drop(std::fs::remove_file(format!(
                "{}{end}",
                database.trim_start_matches("sqlite://")
            )));
        }
    }
    Ok(())
}

/// Something that takes alerts.
struct Target {
    name: &'static str,
    host: String,
    path: String,
    process: u32,
    /// Wants what Alertmanager sends rather than what it takes.
    wrapped: bool,
}

/// What is sent.
struct Load<'a> {
    senders: usize,
    batch: usize,
    /// The same ones every time.
    again: bool,
    lasting: Duration,
    fresh: &'a AtomicU64,
}

/// Alerts with these numbers, in one body.
fn body(numbers: &[u64], service: &str, wrapped: bool) -> Vec<u8> {
    let mut alerts = String::new();
    for (n, number) in numbers.iter().enumerate() {
        let comma = if n > 0 { "," } else { "" };
        let both = r#""annotations":{"summary":"Disk is filling up","runbook_url":"https://runbooks.example.org/disk"},"generatorURL":"http://prometheus.example.org/graph""#;
        let labels = format!(
            r#"{{"alertname":"Disk{number}","service":"{service}","severity":"warning","instance":"node-{number}:9100","job":"node"}}"#
        );
        let written = if wrapped {
            write!(
                alerts,
                r#"{comma}{{"status":"firing","labels":{labels},{both},"startsAt":"2026-01-05T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"{number:016x}"}}"#
            )
        } else {
            write!(alerts, r#"{comma}{{"labels":{labels},{both}}}"#)
        };
        written.expect("writing to a text cannot fail");
    }
    if wrapped {
        let head = r#""version":"4","groupKey":"{}:{service}","truncatedAlerts":0,"status":"firing","receiver":"liaison","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager.example.org""#;
        return format!(r#"{{{head},"alerts":[{alerts}]}}"#).into_bytes();
    }
    format!("[{alerts}]").into_bytes()
}

/// What one sender has seen: how long each answer took.
async fn send(target: &Target, load: &Load<'_>, sender: usize) -> anyhow::Result<Vec<Duration>> {
    let mut wire = Wire::to(&target.host).await?;
    let end = Instant::now() + load.lasting;
    let mut took = Vec::new();
    let own: Vec<u64> = (0..load.batch as u64)
        .map(|n| (sender * load.batch) as u64 + n)
        .collect();
    while Instant::now() < end {
        let numbers = if load.again {
            own.clone()
        } else {
            let first = load.fresh.fetch_add(load.batch as u64, Ordering::Relaxed);
            (0..load.batch as u64)
                .map(|n| 1_000_000 + first + n)
                .collect()
        };
        let body = body(&numbers, "bench", target.wrapped);
        let began = Instant::now();
        let answer = wire.post(&target.path, &body).await?;
        took.push(began.elapsed());
        ensure!(
            matches!(answer.status, 200 | 202),
            "{}: {} {}",
            target.name,
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
    }
    Ok(took)
}

async fn row(target: &Target, what: &str, load: &Load<'_>) -> anyhow::Result<()> {
    let (began, cpu) = (Instant::now(), cpu_of(target.process)?);
    let senders = (0..load.senders).map(|sender| send(target, load, sender));
    let all = futures::future::try_join_all(senders).await?;
    let (took, cpu) = (began.elapsed(), cpu_of(target.process)? - cpu);
    let mut each: Vec<Duration> = all.into_iter().flatten().collect();
    each.sort_unstable();
    let alerts = (each.len() * load.batch) as f64;
    println!(
        "{:<46} {:>9.0} {:>10} {:>10} {:>9.1} µs",
        format!("{what}: {}", target.name),
        alerts / took.as_secs_f64(),
        ms(part(&each, 500)),
        ms(part(&each, 990)),
        cpu.as_secs_f64() * 1e6 / alerts
    );
    Ok(())
}

fn show(name: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    println!(
        "{name:<46} {:>9} {:>10} {:>10}",
        took.len(),
        ms(part(&took, 500)),
        ms(part(&took, 990))
    );
}

/// One alert after another, each of a service of its own, in turns in all departments so that none of them sees a storm.
async fn follow_ours(town: &Town, bot: &Bot) -> anyhow::Result<()> {
    let departments = [
        "pmo",
        "it",
        "hr",
        "finance",
        "marketing",
        "service",
        "ops",
        "security",
        "quality",
        "support",
        "delivery",
    ];
    let mut paths = Vec::new();
    for department in departments {
        let address = town.integration(department, "generic").await?;
        paths.push(address.path);
    }
    town.quiet().await;
    let mut wire = Wire::to(&bot.http).await?;
    let mut took = Vec::new();
    for n in 0..FOLLOWED {
        let path = paths.get(n % paths.len()).context("a path")?;
        let service = format!("followed-{n}-end");
        let title = format!(
            r#"{{"status":"firing","title":"{service}","severity":"critical","labels":{{"service":"{service}"}}}}"#
        );
        let before = town.server.requested();
        let began = SystemClock::new().now();
        let answer = wire.post(path, title.as_bytes()).await?;
        ensure!(answer.status == 202, "{}", answer.status);
        let called = called(town, &service).await?;
        took.push((called - began).duration());
        // Until all about it is said, so that the next one finds the bot idle.
        let mut seen = before;
        while seen != town.server.requested() {
            seen = town.server.requested();
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        // Five incidents of a department within a minute are a storm.
        if (n + 1) % (paths.len() * 4) == 0 {
            tokio::time::sleep(Duration::from_secs(61)).await;
        }
    }
    show("liaison, stored first", took);
    Ok(())
}

/// When the first message that says this was made, to the millisecond.
async fn called(town: &Town, part: &str) -> anyhow::Result<At> {
    let began = Instant::now();
    loop {
        let seen = town.server.requests();
        let of = seen.iter().rev().take(50).filter(|s| {
            s.method == "POST" && s.path.ends_with("/messages") && s.body.to_string().contains(part)
        });
        if let Some(first) = of.map(|s| s.at).min() {
            return Ok(first);
        }
        ensure!(
            began.elapsed() < PATIENCE,
            "Discord was never called about {part}"
        );
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A running Alertmanager with one webhook; gone when dropped.
struct Alertmanager {
    host: String,
    process: Child,
    calls: Calls,
}

/// What its webhook was called with, and when.
type Calls = Arc<Mutex<Vec<(Instant, String)>>>;

impl Drop for Alertmanager {
    fn drop(&mut self) {
        // One that has ended already needs no ending.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The webhook: notes the name of the service.
async fn noted(State(calls): State<Calls>, body: axum::Json<Value>) {
    let service = body.0["groupLabels"]["service"]
        .as_str()
        .unwrap_or_default();
    if let Ok(mut calls) = calls.lock() {
        calls.push((Instant::now(), service.to_owned()));
    }
}

impl Alertmanager {
    /// With the shortest waits it takes: it groups for no time, and tells of a group again after a tenth of a second.
    async fn start(folder: &Path) -> anyhow::Result<Alertmanager> {
        let calls = Calls::default();
        let router = axum::Router::new()
            .route("/", axum::routing::post(noted))
            .with_state(Arc::clone(&calls));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let hook = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, router).await });
        let config = format!(
            "route: {{ receiver: hook, group_by: [service], group_wait: 0s, group_interval: 100ms, repeat_interval: 1h }}\n\
             receivers:\n- {{ name: hook, webhook_configs: [{{ url: 'http://{hook}/', max_alerts: 5 }}] }}\n"
        );
        std::fs::write(folder.join("alertmanager.yml"), config)?;
        // Taken and given back: another process may be quicker, and then it says so.
        let free = TcpListener::bind("127.0.0.1:0")?;
        let host = free.local_addr()?.to_string();
        drop(free);
        let process = Command::new("prometheus-alertmanager")
            .arg("--config.file=alertmanager.yml")
            .arg("--storage.path=alertmanager")
            .arg(format!("--web.listen-address={host}"))
            .arg("--cluster.listen-address=")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("prometheus-alertmanager: apt-get install prometheus-alertmanager")?;
        let it = Alertmanager {
            host,
            process,
            calls,
        };
        let ready = format!("http://{}/-/ready", it.host);
        let began = Instant::now();
        while !reqwest::get(&ready)
            .await
            .is_ok_and(|a| a.status().is_success())
        {
            ensure!(began.elapsed() < PATIENCE, "Alertmanager does not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(it)
    }
}

async fn follow_theirs(theirs: &Alertmanager) -> anyhow::Result<()> {
    // What the rows before left to be told.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut wire = Wire::to(&theirs.host).await?;
    let mut took = Vec::new();
    for n in 0..FOLLOWED {
        let service = format!("followed-{n}-end");
        let body = body(&[n as u64], &service, false);
        let began = Instant::now();
        let answer = wire.post("/api/v2/alerts", &body).await?;
        ensure!(answer.status == 200, "{}", answer.status);
        let called = loop {
            let calls = theirs
                .calls
                .lock()
                .map(|calls| calls.clone())
                .unwrap_or_default();
            if let Some((at, _)) = calls.iter().rev().find(|(_, of)| *of == service) {
                break *at;
            }
            ensure!(
                began.elapsed() < PATIENCE,
                "the webhook was never called about {service}"
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        took.push(called - began);
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    show("alertmanager, group_wait 0s", took);
    Ok(())
}
