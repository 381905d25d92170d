//! Where it happens: a local Discord with people and departments, a database, and a clock.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use liaison::clock::{At, Clock as _, HandClock, Span};
use liaison::sandbox::{Limits, Options, Outcome, Server};
use rand::Rng as _;
use rand::rngs::StdRng;
use serde_json::{Map, Value};
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::bot::Bot;

/// Monday 2026-01-05, 08:00 in Shanghai.
const MONDAY: At = At(1_767_571_200_000);
/// Longer than anything takes, leases included.
const PATIENCE: Duration = Duration::from_secs(60);
/// Standups of these departments, all at the same moment.
pub const DEPARTMENTS: [&str; 3] = ["ops", "it", "quality"];
const OPEN: &str = "30 9 * * *";

/// Answers that somebody was told are kept: standup, day, person.
type Kept = Arc<Mutex<BTreeSet<(String, String, u64)>>>;

/// The world of a run.
pub struct Town {
    pub server: Server,
    pub database: String,
    pub people: Vec<u64>,
    pub clock: Arc<HandClock>,
    pub admin: u64,
    pub general: u64,
    /// Answers that somebody was told are kept: standup, day, person.
    kept: Kept,
}

/// A database on the PostgreSQL of the tests.
pub struct Database {
    pub url: String,
    name: String,
    admin: AnyConnection,
}

impl Database {
    pub async fn drop(mut self) {
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        run(&mut self.admin, sql).await;
    }
}

async fn run(conn: &mut AnyConnection, sql: String) {
    let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql));
    sql.execute(conn).await.unwrap();
}

/// A new database there, if the environment says where that is.
pub async fn postgres_database() -> Option<Database> {
    sqlx::any::install_default_drivers();
    let server = match std::env::var("LIAISON_TEST_POSTGRES") {
        Ok(url) => url,
        Err(_) if std::env::var("CI").is_ok() => {
            panic!("LIAISON_TEST_POSTGRES is not set: run tests/run")
        }
        Err(_) => return None,
    };
    let name = format!("c{:032x}", rand::random::<u128>());
    let mut admin = AnyConnection::connect(&server).await.unwrap();
    run(&mut admin, format!("CREATE DATABASE {name}")).await;
    let (base, _) = server.rsplit_once('/').unwrap();
    Some(Database {
        url: format!("{base}/{name}"),
        name,
        admin,
    })
}

/// Runs `scenario` on SQLite and on PostgreSQL.
pub async fn on_each_database(scenario: impl AsyncFn(&str)) {
    sqlx::any::install_default_drivers();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("liaison.db");
    scenario(&format!("sqlite://{}", file.display())).await;
    if let Some(database) = postgres_database().await {
        scenario(&database.url).await;
        database.drop().await;
    }
}

impl Town {
    pub async fn build(database: &str) -> Town {
        let clock = Arc::new(HandClock::standing(MONDAY));
        let server = Server::start(Options {
            addr: "127.0.0.1:0".parse().unwrap(),
            clock: clock.clone(),
            hand: Some(clock.clone()),
            token: "a-token".to_owned(),
            limits: Limits::Generous,
            next_due: None,
            data: None,
            tips: Vec::new(),
        });
        let server = server.await.unwrap();
        server.add_guild("Works", "en-US");
        let admin = server.add_user("Mei", "en-US", true);
        let people = ["Jun", "Ana", "Bo", "Eva"];
        Town {
            people: people
                .map(|name| server.add_user(name, "en-US", false))
                .to_vec(),
            general: server.add_channel("general"),
            database: database.to_owned(),
            kept: Arc::default(),
            admin,
            clock,
            server,
        }
    }

    pub fn now(&self) -> At {
        self.clock.now()
    }

    /// Answers that somebody was told are kept: standup, day, person.
    pub fn kept(&self) -> BTreeSet<(String, String, u64)> {
        self.kept.lock().unwrap().clone()
    }

    pub async fn set_up(&mut self, bot: &mut Bot) {
        self.set_up_with(&mut [bot]).await;
    }

    /// Departments with channels, standups, digests, members.
    pub async fn set_up_with(&mut self, bots: &mut [&mut Bot]) {
        let line = "/setup run departments:all channels:create timezone:Asia/Shanghai";
        self.says(self.admin, line, "set up").await;
        self.settle_with(bots).await;
        for department in DEPARTMENTS {
            let line = format!(
                "/standup create department:{department} name:Daily {department} schedule:{OPEN} window:60 reminders:80%"
            );
            self.says(self.admin, &line, "The first opens").await;
            let line = format!("/digest create department:{department} schedule:0 11 * * *");
            self.says(self.admin, &line, "The first comes").await;
            for person in self.people.clone() {
                let line = format!("/department join department:{department}");
                self.says(person, &line, "You belong").await;
            }
        }
        self.settle_with(bots).await;
    }

    pub async fn says(&self, person: u64, line: &str, expected: &str) -> Value {
        let outcome = self.server.slash(person, self.general, line).await;
        let outcome = self.server.settled(outcome, PATIENCE).await;
        let Outcome::Message { message, .. } = &outcome else {
            panic!("{line}: {outcome:?}");
        };
        assert!(message.to_string().contains(expected), "{line}: {message}");
        message.clone()
    }

    /// Moves the clock to the next moment at which something is due.
    pub async fn next_moment(&mut self, bot: &mut Bot) {
        let due = self.next_due().await;
        self.clock.set(due);
        bot.tell(due).await;
    }

    /// The rest of this day, and a whole day more, without a kill.
    pub async fn finish_day(&mut self, bots: &mut [&mut Bot]) {
        // Until eight in the morning in Shanghai, when no round is open.
        let day = Span::days(1).0;
        let end = At((self.now().0 / day + 2) * day);
        loop {
            self.settle_with(bots).await;
            let due = self.next_due().await;
            if due > end {
                self.clock.set(end);
                return;
            }
            self.clock.set(due);
            for bot in &mut *bots {
                bot.tell(due).await;
            }
        }
    }

    pub async fn next_due(&self) -> At {
        let due = self.number("SELECT MIN(next_try) AS n FROM timer").await;
        At(due.expect("timers are armed")).max(self.now())
    }

    /// One number from the database.
    pub async fn number(&self, sql: &'static str) -> Option<i64> {
        let mut conn = AnyConnection::connect(&self.database).await.unwrap();
        let row = sqlx::query(sql).fetch_one(&mut conn).await.unwrap();
        row.get("n")
    }

    async fn undone(&self) -> (i64, i64) {
        let now = self.now().0;
        let mut conn = AnyConnection::connect(&self.database).await.unwrap();
        let timers = "SELECT COUNT(*) AS n FROM timer WHERE next_try <= $1 OR lease_by <> ''";
        let row = sqlx::query(timers).bind(now).fetch_one(&mut conn);
        let timers = row.await.unwrap().get("n");
        let posts = "SELECT COUNT(*) AS n FROM post";
        let row = sqlx::query(posts).fetch_one(&mut conn);
        (timers, row.await.unwrap().get("n"))
    }

    /// What has not been said, and why, for who has to find out.
    async fn left(&self) -> Vec<String> {
        let mut conn = AnyConnection::connect(&self.database).await.unwrap();
        let rows = "SELECT key, op, lane, next_try, lease_by, attempts, last_error FROM post";
        let rows = sqlx::query(rows).fetch_all(&mut conn).await.unwrap();
        let told = rows.iter().map(|row| {
            let (key, op, lane) = (text(row, 0), text(row, 1), text(row, 2));
            let wait = row.get::<i64, _>(3) - self.now().0;
            let (lease, attempts, error) = (text(row, 4), row.get::<i64, _>(5), text(row, 6));
            let op: String = op.chars().take(200).collect();
            format!(
                "{key} {lane} in {wait} ms, lease {lease:?}, {attempts} attempts, {error:?}: {op}"
            )
        });
        told.collect()
    }

    /// Waits until all has been done. What a killed process had taken is free only when its lease has run out, so time goes
    /// on a little.
    pub async fn settle(&self, bot: &mut Bot) {
        self.settle_with(&mut [bot]).await;
    }

    pub async fn settle_with(&self, bots: &mut [&mut Bot]) {
        let began = Instant::now();
        let mut looked = 0;
        while self.undone().await != (0, 0) {
            if began.elapsed() > PATIENCE {
                panic!("it does not settle: {:#?}", self.left().await);
            }
            looked += 1;
            if looked % 10 == 0 {
                self.clock.advance(Span::seconds(1));
                for bot in &mut *bots {
                    bot.tell(self.now()).await;
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Some press buttons on the newest cards, each on their own; what they are told is noted.
    pub fn people_act(&self, luck: &mut StdRng) {
        for department in DEPARTMENTS {
            let Some(channel) = self.server.channel(department) else {
                continue;
            };
            for person in &self.people {
                if luck.random_bool(0.3) {
                    let town = (self.server.clone(), self.kept.clone());
                    tokio::spawn(answer(town, *person, channel));
                }
            }
        }
    }

    /// Moves the clock to three seconds before the next moment, and says when that is.
    pub async fn jump_before_next_moment(&mut self, bots: &mut [Bot; 2]) -> At {
        let [first, second] = bots;
        self.settle_with(&mut [first, second]).await;
        let due = self.next_due().await;
        self.clock.set(due - Span::seconds(1));
        for bot in bots {
            bot.tell(self.now()).await;
        }
        due
    }

    /// Lets the clock run as the real one through a moment, kills one of two bots on the way, starts it again, and says how
    /// late the last of what was due was said.
    pub async fn run_through(
        &mut self,
        bots: &mut [Bot; 2],
        victim: usize,
        kill_at: Duration,
        due: At,
    ) -> Duration {
        let began = Instant::now();
        let start = self.now();
        let mut killed = false;
        let mut done = None;
        let mut last = self.undone().await;
        while done.is_none() || began.elapsed() < Duration::from_secs(3) {
            let passed = i64::try_from(began.elapsed().as_millis()).unwrap();
            self.clock.set(start + Span::millis(passed));
            for bot in &mut *bots {
                bot.tell(self.now()).await;
            }
            if !killed && began.elapsed() >= kill_at {
                killed = true;
                bots[victim].kill_now().await;
                bots[victim] = Bot::start(self).await;
            }
            let undone = self.undone().await;
            if undone == (0, 0) && self.now() > due {
                if last != (0, 0) || done.is_none() {
                    done = Some(self.now());
                }
            } else if undone != (0, 0) {
                done = None;
            }
            last = undone;
            assert!(began.elapsed() < PATIENCE, "it does not settle: {undone:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        (done.unwrap() - due).duration()
    }
}

fn text(row: &sqlx::any::AnyRow, column: usize) -> String {
    row.get(column)
}

async fn answer((server, kept): (Server, Kept), person: u64, channel: u64) {
    let messages = server.messages(channel, person);
    let button = messages.iter().rev().find_map(|message| {
        let rows = message["components"].as_array()?;
        let mut buttons = rows
            .iter()
            .flat_map(|row| row["components"].as_array().unwrap());
        let id = buttons.find_map(|button| {
            let id = button["custom_id"].as_str()?;
            id.starts_with("standup:answer:").then(|| id.to_owned())
        })?;
        Some((message["id"].as_str()?.parse::<u64>().ok()?, id))
    });
    let Some((message, id)) = button else { return };
    let Outcome::Modal { modal } = server.click(person, message, &id).await else {
        return;
    };
    let mut words = Map::new();
    words.insert("q0".to_owned(), Value::from("work"));
    let form = modal["id"].as_str().unwrap().parse().unwrap();
    let outcome = server.submit(person, form, &words).await;
    let outcome = server.settled(outcome, Duration::from_secs(5)).await;
    if let Outcome::Message { message, .. } = outcome {
        // Which round it is for is the bot's to say: "Your answer to STD-1 of 2026-01-06 is kept."
        let words = message["embeds"][0]["description"].as_str();
        let words = words.unwrap_or_default().to_owned();
        let promised = words
            .strip_prefix("Your answer to STD-")
            .and_then(|rest| rest.split_once(" is kept"))
            .and_then(|(round, _)| round.split_once(" of "));
        if let Some((standup, day)) = promised {
            let promise = (standup.to_owned(), day.to_owned(), person);
            kept.lock().unwrap().insert(promise);
        }
    }
}
