//! What can be typed on a terminal.

mod load;
mod outside;
mod sandbox;
mod schedule;
mod story;
pub(crate) mod threads;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::app::{self, App};
use crate::clock::SystemClock;
use crate::config::Settings;

#[derive(Parser)]
#[command(
    name = "liaison",
    version,
    about = "A Discord bot that keeps an owner, a deadline and a record on what crosses between departments"
)]
struct Line {
    /// A TOML file with settings; the environment wins over it
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The way to try it out: a local Discord with the bot in it, and a web page that shows it
    Sandbox(sandbox::Sandbox),
    /// The bot: brings the database up to date, registers commands if they changed, serves until it is told to stop
    Run,
    /// Says what is missing (settings, database, token, permissions) and what to do about it
    Check,
    /// The next moments a schedule fires, one UTC instant a line
    Schedule(schedule::Line),
    /// Brings the database's schema up to date
    Migrate,
    /// A consistent copy of a SQLite database, also while the bot is running
    Backup {
        /// A file that does not exist yet
        file: PathBuf,
    },
    /// Every table as CSV and JSON, as of one moment
    Export {
        /// The folder to write them into
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

/// Does what was typed. What goes wrong is said in a sentence, on standard error.
pub fn main() -> ExitCode {
    let line = Line::parse();
    match dispatch(line) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(line: Line) -> anyhow::Result<ExitCode> {
    // What needs no settings first: it works whatever they are.
    match line.what {
        What::Schedule(schedule) => return Ok(schedule.run()),
        What::Sandbox(sandbox) => {
            log("warn,serenity=error", false)?;
            return threads::usual()?.block_on(sandbox.run()).map(done);
        }
        _ => {}
    }
    let settings = Settings::read(line.config.as_deref())?;
    log(&settings.log, settings.log_json)?;
    let runtime = threads::for_database(settings.database_url.reveal())?;
    let options = app::Options {
        settings,
        clock: Arc::new(SystemClock::new()),
    };
    runtime.block_on(async {
        match line.what {
            What::Run => run(options).await,
            What::Check => Ok(check(options).await),
            What::Migrate => app::migrate(options).await.map(done),
            What::Backup { file } => app::backup(options, &file).await.map(done),
            What::Export { out } => {
                let tables = app::export(options, &out).await?;
                say(&format!("{tables} tables written to {}", out.display()));
                Ok(ExitCode::SUCCESS)
            }
            What::Sandbox(_) | What::Schedule(_) => Ok(ExitCode::SUCCESS),
        }
    })
}

fn done((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

async fn run(options: app::Options) -> anyhow::Result<ExitCode> {
    let mut stop = std::pin::pin!(stopped()?);
    let app = tokio::select! {
        started = App::start(options) => started?,
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    tracing::info!(http = app.http().map(tracing::field::display), "ready");
    let ended = tokio::select! {
        () = stop => false,
        () = app.ended() => true,
    };
    tracing::info!("stopping");
    app.stop().await;
    if ended {
        anyhow::bail!("the bot could not go on; the log says why");
    }
    Ok(ExitCode::SUCCESS)
}

async fn check(options: app::Options) -> ExitCode {
    let findings = app::check(options).await;
    for finding in &findings {
        say(&format!(
            "{} {}",
            if finding.good { "ok   " } else { "WRONG" },
            finding.text
        ));
    }
    if findings.iter().all(|finding| finding.good) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Completes when the process is asked to end.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

fn log(filter: &str, json: bool) -> anyhow::Result<()> {
    // What the library beneath tells of every step of a connection is of use only to who asks for it by name.
    // It is not cheap either: every request is written, byte by byte, into a span around lines that may never come.
    let filter = if filter.contains("serenity") {
        EnvFilter::try_new(filter)?
    } else {
        EnvFilter::try_new(format!("serenity=warn,{filter}"))?
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        lines.json().init();
    } else {
        lines.init();
    }
    Ok(())
}

/// A line on standard output. That nobody reads it is no reason to stop.
fn say(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// A line on standard error.
fn complain(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}
