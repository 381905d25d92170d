//! `liaison sandbox`: a local Discord, the bot connected to it as to the real one, and a page that shows it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use futures::FutureExt;
use tempfile::TempDir;

use crate::app::{self, App};
use crate::cli::{say, stopped};
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
}

impl Sandbox {
    /// Runs until Ctrl-C.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let stop = stopped()?;
        let world = World::start(&self).await?;
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
        let clock = Arc::new(HandClock::running(
            SystemClock::new().now().max(kept_clock(&folder)),
        ));
        let due: Arc<OnceLock<NextDue>> = Arc::default();
        let server = serve(line, &folder, &clock, &due).await?;
        let database = format!("sqlite://{}", folder.join("liaison.db").display());
        let settings = Settings::local(&server.base_url(), server.token(), &database);
        let app = App::start(app::Options {
            settings,
            clock: clock.clone(),
        })
        .await?;
        // Set once, here.
        drop(due.set(app.next_due()));
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

async fn serve(
    line: &Sandbox,
    folder: &Path,
    clock: &Arc<HandClock>,
    due: &Arc<OnceLock<NextDue>>,
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
        tips: Vec::new(),
    })
    .await
    .with_context(|| {
        format!(
            "the page cannot be served on port {}; is it taken? --port names another",
            line.port
        )
    })?;
    if server.guilds().is_empty() {
        server.add_guild("Northwind 北风", "en-US");
        server.add_user("Mei Lin", "en-US", true);
        server.add_user("Jun", "zh-CN", false);
        server.add_channel("general");
    }
    server.name_bot("Liaison");
    Ok(server)
}

/// The moment a kept world was left at; it never goes back behind what it has already shown.
fn kept_clock(folder: &Path) -> At {
    std::fs::read_to_string(folder.join("clock"))
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .map_or(At(0), At)
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
