//! `liaison sandbox`: a local Discord, the bot connected to it as to the real one, and a page that shows it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use futures::FutureExt;
use tempfile::TempDir;

use crate::app::{self, App};
use crate::cli::story::Story;
use crate::cli::{load, outside, say, stopped};
use crate::clock::{At, Clock, HandClock, SystemClock};
use crate::config::Settings;
use crate::sandbox::{self, Limits, NextDue, Server};

/// How often a kept clock is written down.
const KEEP: Duration = Duration::from_secs(2);

#[derive(Args)]
pub(super) struct Sandbox {
    /// The page's port
    #[arg(long, default_value_t = 8474, value_name = "PORT")]
    port: u16,
    /// A folder to keep everything in; a temporary one unless given
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Start with people only: no departments, no history
    #[arg(long)]
    empty: bool,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Many people at once in a local Discord of its own: how fast they are answered
    Load(load::Line),
}

impl Sandbox {
    /// Runs until Ctrl-C.
    pub(super) async fn run(mut self) -> anyhow::Result<()> {
        if let Some(What::Load(line)) = self.what.take() {
            return line.run().await;
        }
        let mut stop = std::pin::pin!(stopped()?);
        let world = tokio::select! {
            started = World::start(&self) => started?,
            () = &mut stop => return Ok(()),
        };
        say(&format!(
            "Open {} in a browser. Ctrl-C ends all of it.",
            world.server.base_url()
        ));
        tokio::select! {
            () = stop => {}
            () = world.app.ended() => say("The bot ended; the lines above say why."),
        }
        world.stop().await
    }
}

/// The local Discord with the bot in it.
struct World {
    server: Server,
    app: App,
    clock: Arc<HandClock>,
    data: Option<PathBuf>,
    /// Gone with everything in it when the world ends.
    _temporary: Option<TempDir>,
}

impl World {
    async fn start(line: &Sandbox) -> anyhow::Result<World> {
        let temporary = match line.data {
            Some(_) => None,
            None => Some(tempfile::tempdir().context("a temporary folder could not be made")?),
        };
        let folder = match (&line.data, &temporary) {
            (Some(folder), _) => folder.clone(),
            (None, Some(temporary)) => temporary.path().to_owned(),
            (None, None) => PathBuf::from("."),
        };
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("--data {} cannot be made", folder.display()))?;
        let story = Story::read()?;
        let now = SystemClock::new().now();
        let kept = kept_clock(&folder);
        let clock = Arc::new(match kept {
            Some(left_at) => HandClock::running(now.max(left_at)),
            None if line.empty => HandClock::running(now),
            None => HandClock::standing(story.begins(now)),
        });
        if kept.is_none() {
            begin_anew(&folder)?;
        }
        let due: Arc<OnceLock<NextDue>> = Arc::default();
        let server = serve(line, &folder, &clock, &due, story.tips(line.empty)).await?;
        if kept.is_none() {
            story.scene(&server, line.empty);
        }
        server.name_bot("Liaison");
        let database = format!("sqlite://{}", folder.join("liaison.db").display());
        let settings = Settings {
            http_addr: Some(bot_address(line.port)),
            ..Settings::local(&server.base_url(), server.token(), &database)
        };
        let app = App::start(app::Options {
            settings,
            clock: clock.clone(),
        })
        .await?;
        // Set once, here.
        drop(due.set(app.next_due()));
        if kept.is_none() && !line.empty {
            say("Playing the week the people of this server have behind them …");
            // A week of traffic in seconds: what Discord would refuse as too much is not of this week.
            server.set_limits(Limits::Generous);
            for complaint in story.play(&server, &app, &clock, now).await? {
                tracing::warn!(complaint, "a step of the story did not go as told");
            }
            clock.set(SystemClock::new().now());
            clock.run();
            server.set_limits(Limits::Discord);
        }
        if let Some(bot) = app.http() {
            let at_once = kept.is_none() && !line.empty;
            outside::offer(&server, clock.clone(), bot, &folder, at_once).await?;
        }
        if line.data.is_some() {
            tokio::spawn(keep_clock(clock.clone(), folder.clone()));
        }
        Ok(World {
            server,
            app,
            clock,
            data: line.data.clone(),
            _temporary: temporary,
        })
    }

    async fn stop(self) -> anyhow::Result<()> {
        self.app.stop().await;
        if let Some(folder) = &self.data {
            write_clock(&*self.clock, folder)?;
        }
        self.server.stop().await
    }
}

/// Where others call the bot: beside the page, so that what was told once stays right; on any port if that one is taken.
fn bot_address(page: u16) -> SocketAddr {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let beside = page.checked_add(1).filter(|port| *port > 1).map(at);
    let free = beside.filter(|addr| std::net::TcpListener::bind(addr).is_ok());
    free.unwrap_or(at(0))
}

async fn serve(
    line: &Sandbox,
    folder: &Path,
    clock: &Arc<HandClock>,
    due: &Arc<OnceLock<NextDue>>,
    tips: Vec<(String, String)>,
) -> anyhow::Result<Server> {
    let due = due.clone();
    let next_due: NextDue = Arc::new(move || match due.get() {
        Some(next) => next(),
        None => async { None }.boxed(),
    });
    let server = Server::start(sandbox::Options {
        addr: SocketAddr::from((Ipv4Addr::LOCALHOST, line.port)),
        clock: clock.clone(),
        hand: Some(clock.clone()),
        token: format!("{:032x}", rand::random::<u128>()),
        limits: Limits::Discord,
        next_due: Some(next_due),
        data: line.data.as_ref().map(|_| folder.to_owned()),
        tips,
    })
    .await
    .with_context(|| {
        format!(
            "the page cannot be served on port {}; is it taken? --port names another",
            line.port
        )
    })?;
    Ok(server)
}

/// The moment a kept world was left at; it never goes back behind what it has already shown. None is kept before a world is whole.
fn kept_clock(folder: &Path) -> Option<At> {
    let text = std::fs::read_to_string(folder.join("clock")).ok()?;
    text.trim().parse().ok().map(At)
}

/// Takes away what is left of a beginning that was cut short.
fn begin_anew(folder: &Path) -> anyhow::Result<()> {
    for name in [
        "chat.json",
        "chat.json.new",
        "outside.json",
        "liaison.db",
        "liaison.db-wal",
        "liaison.db-shm",
    ] {
        let file = folder.join(name);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("{} cannot be removed", file.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn write_clock(clock: &dyn Clock, folder: &Path) -> anyhow::Result<()> {
    let file = folder.join("clock");
    std::fs::write(&file, clock.now().0.to_string())
        .with_context(|| format!("{} could not be written", file.display()))
}

async fn keep_clock(clock: Arc<HandClock>, folder: PathBuf) {
    let mut tick = tokio::time::interval(KEEP);
    loop {
        tick.tick().await;
        if let Err(error) = write_clock(&*clock, &folder) {
            tracing::warn!(error = %format!("{error:#}"), "the clock was not kept");
        }
    }
}
