//! The bot as a process: this program again, told by its environment to be one.

use std::ffi::OsStr;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use liaison::app::{self, App};
use liaison::clock::{At, HandClock};
use liaison::config::Settings;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::town::Town;

/// The environment variable that makes this program the bot: `API|TOKEN|DATABASE`.
pub const ROLE: &str = "LIAISON_TEST_BOT";
/// Starting takes longer only if something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// A bot that can be killed.
pub struct Bot {
    child: Child,
    clock: ChildStdin,
    /// Where it takes what comes from outside: `http://127.0.0.1:…`.
    pub address: String,
}

impl Bot {
    /// Starts one and waits until it is ready.
    pub async fn start(town: &Town) -> Bot {
        let role = format!(
            "{}|{}|{}",
            town.server.base_url(),
            town.server.token(),
            town.database
        );
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(ROLE, role)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let clock = child.stdin.take().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut bot = Bot {
            child,
            clock,
            address: String::new(),
        };
        bot.tell(town.now()).await;
        let ready = tokio::time::timeout(PATIENCE, said.next_line()).await;
        let ready = ready.expect("the bot starts").unwrap().unwrap();
        let address = ready.strip_prefix("ready ").expect("it is ready");
        bot.address = format!("http://{address}");
        bot
    }

    /// Moves its clock. A bot that has just been killed does not hear it.
    pub async fn tell(&mut self, now: At) {
        drop(
            self.clock
                .write_all(format!("{}\n", now.0).as_bytes())
                .await,
        );
        drop(self.clock.flush().await);
    }

    /// SIGKILL: nothing of it runs any more when this returns.
    pub async fn kill(mut self) {
        self.kill_now().await;
    }

    /// The same, where another takes its place.
    pub async fn kill_now(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// As an operator stops it.
    pub async fn stop(self) {
        let Bot {
            mut child, clock, ..
        } = self;
        drop(clock);
        let status = tokio::time::timeout(Duration::from_secs(12), child.wait()).await;
        assert!(status.expect("it stops in time").unwrap().success());
    }
}

/// Is the bot until standard input ends.
pub fn be(role: &OsStr) {
    let role = role.to_str().unwrap();
    let [api, token, database] = role.split('|').collect::<Vec<_>>()[..] else {
        panic!("{ROLE} is not well-formed");
    };
    let filter = tracing_subscriber::EnvFilter::from_env("LIAISON_TEST_LOG");
    drop(
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .try_init(),
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut moves = BufReader::new(tokio::io::stdin()).lines();
        let first = moves.next_line().await.unwrap().unwrap();
        let clock = Arc::new(HandClock::standing(At(first.parse().unwrap())));
        let app = App::start(app::Options {
            settings: Settings::local(api, token, database),
            clock: clock.clone(),
        });
        let app = app.await.unwrap();
        println!("ready {}", app.http().unwrap());
        while let Ok(Some(line)) = moves.next_line().await {
            clock.set(At(line.parse().unwrap()));
        }
        app.stop().await;
    });
    // Reading standard input is a thread that nothing ends.
    runtime.shutdown_background();
}
