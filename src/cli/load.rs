//! `liaison sandbox load`: many people at once, each typing a command again and again. What the bot and its machine can take.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use clap::Args;

use crate::app::{self, App};
use crate::cli::say;
use crate::clock::{Clock, SystemClock};
use crate::config::Settings;
use crate::sandbox::load::{self, Load};
use crate::sandbox::{self, Limits, Outcome, Server};

const SET_UP: &str = "/setup run departments:all channels:here";

#[derive(Args)]
pub(super) struct Line {
    /// How many people at once; a row of results for each number
    #[arg(long, value_delimiter = ',', default_values_t = [1, 50, 200])]
    people: Vec<usize>,
    /// How long each row takes
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    seconds: u64,
    /// What they type; {n} becomes a number that counts up
    #[arg(long, default_value = "/away set from:today to:tomorrow")]
    command: String,
}

impl Line {
    /// Runs to the end; fails if a command did.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let folder = tempfile::tempdir().context("a temporary folder could not be made")?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
        let server = Server::start(sandbox::Options {
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            clock: clock.clone(),
            hand: None,
            token: format!("{:032x}", rand::random::<u128>()),
            limits: Limits::Generous,
            next_due: None,
            data: None,
            tips: Vec::new(),
        })
        .await?;
        server.add_guild("Load", "en-US");
        let channel = server.add_channel("general");
        let most = self.people.iter().copied().max().unwrap_or(1);
        let users: Vec<u64> = (1..=most)
            .map(|n| server.add_user(&format!("person {n}"), "en-US", true))
            .collect();
        let database = format!("sqlite://{}", folder.path().join("liaison.db").display());
        let settings = Settings::local(&server.base_url(), server.token(), &database);
        let app = App::start(app::Options { settings, clock }).await?;
        let first = users.first().copied().unwrap_or_default();
        if let Outcome::Failed { error } = server.slash(first, channel, SET_UP).await {
            bail!("{SET_UP}: {error}");
        }
        say("people  answers/s   p50 ms   p90 ms   p99 ms   max ms  failed");
        let mut failed = None;
        for people in self.people {
            let load = Load {
                users: users.iter().take(people).copied().collect(),
                channel,
                command: self.command.clone(),
                lasting: Duration::from_secs(self.seconds),
            };
            let m = load::run(&server, &load).await;
            say(&format!(
                "{people:>6}  {:>9.0}  {:>7.2}  {:>7.2}  {:>7.2}  {:>7.1}  {:>6}",
                m.per_second, m.p50_ms, m.p90_ms, m.p99_ms, m.max_ms, m.failed
            ));
            failed = failed.or(m.first_error);
        }
        app.stop().await;
        server.stop().await?;
        ensure!(failed.is_none(), "{}", failed.unwrap_or_default());
        Ok(())
    }
}
