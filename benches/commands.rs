//! How fast commands are answered with their change committed, compared with a bot that only answers; and what the bot needs.
//!
//!     cargo bench --bench commands                    6 seconds a row, database in a temporary folder
//!     cargo bench --bench commands -- SECONDS FOLDER  on the disk that is meant
//!
//! One process plays Discord and the people: each types a command, waits for the answer, and types the next. The bots are
//! processes of their own: `liaison run` on SQLite with synchronous=FULL, and a bare poise bot without a database that answers
//! one sentence. Rows alternate between them, so that what the machine does besides is met by both.
//!
//! Targets: at 200 people ≥ 0.8 × the bare bot's throughput and p99 ≤ 60 ms; at one person p50 ≤ 0.5 ms inside the process;
//! ≤ 25 MiB resident with one server of eleven departments, idle; ≤ 150 ms from start to ready.
#![expect(
    clippy::print_stdout,
    reason = "a benchmark's result is what it prints"
)]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use liaison::clock::SystemClock;
use liaison::sandbox::load::{Load, Measured, run};
use liaison::sandbox::{Limits, Options, Outcome, Server};
use poise::serenity_prelude as serenity;

/// Set in the environment of the bare bot: where its Discord is.
const BARE: &str = "LIAISON_BENCH_BARE";
const TOKEN: &str = "token";
const PEOPLE: usize = 200;

#[expect(
    clippy::disallowed_methods,
    reason = "the bare bot is this program again, told so by its environment"
)]
fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    match std::env::var(BARE) {
        Ok(url) => runtime.block_on(bare(&url)),
        Err(_) => runtime.block_on(measure()),
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one report, from its first line to its last"
)]
async fn measure() -> anyhow::Result<()> {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let seconds = given.first().map_or(Ok(6), |s| s.parse())?;
    let lasting = Duration::from_secs(seconds);
    let temporary = tempfile::tempdir()?;
    let folder = given
        .get(1)
        .map_or(temporary.path(), |f| Path::new(f.as_str()));
    let database = format!("sqlite://{}/bench-commands.db", folder.display());
    let (theirs, ours) = (Town::new().await?, Town::new().await?);
    let bare = start_bare(&theirs.server).await?;
    let first = start_liaison(&ours.server, &database)?;
    println!(
        "start to ready, new database:     {:>4} ms",
        first.ready_in.as_millis()
    );
    ours.set_up().await?;
    drop(first);
    let mut best = Duration::MAX;
    for _ in 0..5 {
        best = best.min(start_liaison(&ours.server, &database)?.ready_in);
    }
    println!(
        "start to ready, schema current:   {:>4} ms (target 150)",
        best.as_millis()
    );
    let bot = start_liaison(&ours.server, &database)?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    println!(
        "resident, idle:                  {} (target 25 MiB)",
        resident(&bot)?
    );
    println!("resident, the bare bot, idle:    {}", resident(&bare)?);
    println!(
        "\n{:>6}  {:>22}  {:>9}  {:>8}  {:>8}  {:>8}  {:>9}  {:>6}",
        "people", "command", "a second", "p50 ms", "p99 ms", "max ms", "bot's CPU", "ratio"
    );
    let mut wrong = Vec::new();
    // Warms both up: connections, statements, caches.
    theirs.load(20, "/bare", Duration::from_secs(1)).await;
    ours.load(20, AWAY, Duration::from_secs(1)).await;
    for people in [1, 50, PEOPLE] {
        for command in [AWAY, STANDUP] {
            let before = inside(&bot).await?;
            let spent = cpu(&bare);
            let alone = theirs.load(people, "/bare", lasting).await;
            let each = per(cpu(&bare) - spent, &alone);
            show(people, "bare: nothing kept", &alone, each, None);
            let spent = cpu(&bot);
            let kept = ours.load(people, command, lasting).await;
            let each = per(cpu(&bot) - spent, &kept);
            let ratio = kept.per_second / alone.per_second;
            let name = command.split(" standup:").next().unwrap_or(command);
            let name = name.split(" from:").next().unwrap_or(name);
            show(people, name, &kept, each, Some(ratio));
            for measured in [&alone, &kept] {
                if measured.failed > 0 {
                    wrong.push(format!(
                        "{} failed: {:?}",
                        measured.failed, measured.first_error
                    ));
                }
            }
            if people == 1 {
                inside(&bot).await?.show_since(&before);
            }
        }
    }
    println!("\nresident, after the load:        {}", resident(&bot)?);
    for (town, name) in [(&theirs, "bare"), (&ours, "liaison")] {
        let violations = town.server.violations();
        if let Some(first) = violations.first() {
            wrong.push(format!("{name} broke the API's rules: {first:?}"));
        }
    }
    drop((bare, bot));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Rows and a journal entry of the person's own.
const AWAY: &str = "/away set from:today to:tomorrow";
/// A row that all change, a journal entry, and a timer armed anew.
const STANDUP: &str = "/standup edit standup:STD-1 name:\"Daily {n}\"";

fn show(people: usize, what: &str, m: &Measured, cpu: f64, ratio: Option<f64>) {
    println!(
        "{people:>6}  {what:>22}  {:>9.0}  {:>8.2}  {:>8.2}  {:>8.1}  {cpu:>6.0} µs  {:>6}",
        m.per_second,
        m.p50_ms,
        m.p99_ms,
        m.max_ms,
        ratio.map_or(String::new(), |r| format!("{r:.2}")),
    );
}

/// Seconds of processor time a bot has used so far.
fn cpu(bot: &Bot) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", bot.child.id()));
    let stat = stat.unwrap_or_default();
    // After the name in brackets: state is the first field, user and system time are the twelfth and thirteenth, in 1/100 s.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Microseconds for each command answered.
fn per(seconds: f64, measured: &Measured) -> f64 {
    seconds * 1e6 / f64::from(u32::try_from(measured.answered).unwrap_or(u32::MAX))
}

/// A local Discord with a server, people and a channel.
struct Town {
    server: Server,
    people: Vec<u64>,
    channel: u64,
}

impl Town {
    async fn new() -> anyhow::Result<Town> {
        let server = Server::start(Options {
            addr: ([127, 0, 0, 1], 0).into(),
            clock: Arc::new(SystemClock::new()),
            hand: None,
            token: TOKEN.into(),
            limits: Limits::Generous,
            next_due: None,
            data: None,
            tips: Vec::new(),
        })
        .await?;
        server.add_guild("Works", "en-US");
        let channel = server.add_channel("general");
        let people = (0..PEOPLE)
            .map(|n| server.add_user(&format!("p{n}"), "en-US", true))
            .collect();
        Ok(Town {
            server,
            people,
            channel,
        })
    }

    async fn load(&self, people: usize, command: &str, lasting: Duration) -> Measured {
        let load = Load {
            users: self.people.iter().take(people).copied().collect(),
            channel: self.channel,
            command: command.to_owned(),
            lasting,
        };
        run(&self.server, &load).await
    }

    /// Eleven departments with their channels, and a standup.
    async fn set_up(&self) -> anyhow::Result<()> {
        let setup = "/setup run departments:all channels:create timezone:Asia/Shanghai";
        self.say(setup).await?;
        let mut quiet = 0;
        let mut seen = 0;
        while quiet < 20 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let now = self.server.requests().len();
            quiet = if now == seen { quiet + 1 } else { 0 };
            seen = now;
        }
        self.say("/standup create department:ops name:Daily schedule:\"30 9 * * 1-5\"")
            .await
    }

    async fn say(&self, command: &str) -> anyhow::Result<()> {
        let by = self.people.first().copied().unwrap_or_default();
        match self.server.slash(by, self.channel, command).await {
            Outcome::Failed { error } => bail!("{command}: {error}"),
            _ => Ok(()),
        }
    }
}

/// A bot in a process of its own; ends with it.
struct Bot {
    child: Child,
    ready_in: Duration,
    /// Where its metrics are.
    http: Option<String>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        // One that has ended already needs no ending.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn start_liaison(server: &Server, database: &str) -> anyhow::Result<Bot> {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_liaison"))
        .arg("run")
        .env("DISCORD_TOKEN", TOKEN)
        .env("DISCORD_API_URL", server.base_url())
        .env("DATABASE_URL", database)
        .env("LIAISON_HTTP_ADDR", "127.0.0.1:0")
        .env("LIAISON_LOG", "info")
        .env("NO_COLOR", "1")
        .stderr(Stdio::piped())
        .spawn()?;
    let lines = BufReader::new(child.stderr.take().context("its log")?);
    let mut told = String::new();
    let mut lines = lines.lines();
    let http = loop {
        let Some(line) = lines.next().transpose()? else {
            bail!("the bot did not start: {told}");
        };
        if let Some((_, address)) = line.split_once("ready http=") {
            break address.trim().to_owned();
        }
        told.push_str(&line);
    };
    let ready_in = began.elapsed();
    // Its log goes on, and somebody has to read it.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    Ok(Bot {
        child,
        ready_in,
        http: Some(http),
    })
}

async fn start_bare(server: &Server) -> anyhow::Result<Bot> {
    let began = Instant::now();
    let child = Command::new(std::env::current_exe()?)
        .env(BARE, server.base_url())
        .spawn()?;
    let bot = Bot {
        child,
        ready_in: Duration::ZERO,
        http: None,
    };
    while server.connected() == 0 {
        ensure!(
            began.elapsed() < Duration::from_secs(10),
            "the bare bot did not connect"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    Ok(bot)
}

/// Resident memory, and how much of it is the program's own (not pages of files).
fn resident(bot: &Bot) -> anyhow::Result<String> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", bot.child.id()))?;
    let of = |name: &str| {
        let line = status.lines().find(|l| l.starts_with(name))?;
        let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib / 1024.0)
    };
    let (all, own) = (of("VmRSS:"), of("RssAnon:"));
    let (all, own) = (all.unwrap_or(0.0), own.unwrap_or(0.0));
    Ok(format!("{all:>5.1} MiB, {own:.1} of them anonymous"))
}

/// What the bot itself measured, from receiving a command to its answer taken by Discord.
struct Inside(String);

async fn inside(bot: &Bot) -> anyhow::Result<Inside> {
    let address = bot.http.as_deref().context("the bare bot has none")?;
    let text = reqwest::get(format!("http://{address}/metrics"))
        .await?
        .text()
        .await?;
    Ok(Inside(text))
}

impl Inside {
    fn sum(&self, start: &str) -> f64 {
        let lines = self.0.lines().filter(|l| l.starts_with(start));
        lines
            .filter_map(|l| l.rsplit_once(' ')?.1.parse::<f64>().ok())
            .sum()
    }

    fn show_since(&self, before: &Inside) {
        let since = |start: &str| self.sum(start) - before.sum(start);
        let count = since("liaison_command_seconds_count");
        let mean = since("liaison_command_seconds_sum") / count * 1_000.0;
        println!("        inside the process: {count} commands, {mean:.2} ms on average");
        for line in self.0.lines() {
            let Some((start, _)) = line.rsplit_once(' ') else {
                continue;
            };
            let part = since(start) / count;
            if start.starts_with("liaison_command_seconds_bucket")
                && (0.0001..0.9999).contains(&part)
                || start.contains("db_seconds_sum")
            {
                println!("        {start} {:.4}", since(start) / count);
            }
        }
    }
}

/// The bare bot: answers one sentence, keeps nothing.
async fn bare(url: &str) -> anyhow::Result<()> {
    let http = serenity::HttpBuilder::new(TOKEN)
        .proxy(url)
        .ratelimiter_disabled(true)
        .build();
    let options = poise::FrameworkOptions {
        commands: vec![answer()],
        ..Default::default()
    };
    let framework = poise::Framework::builder()
        .options(options)
        .setup(|ctx, _, framework| {
            Box::pin(async move {
                poise::builtins::register_globally(ctx, &framework.options().commands).await?;
                Ok(())
            })
        })
        .build();
    let mut client = serenity::ClientBuilder::new_with_http(http, serenity::GatewayIntents::GUILDS)
        .framework(framework)
        .await?;
    client.start().await?;
    Ok(())
}

/// Answers, and keeps nothing
#[poise::command(slash_command, rename = "bare", ephemeral)]
async fn answer(ctx: poise::Context<'_, (), anyhow::Error>) -> anyhow::Result<()> {
    ctx.say("Done.").await?;
    Ok(())
}
