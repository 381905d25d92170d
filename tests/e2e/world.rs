//! A world for a scenario: a local Discord with people in it, the bot, a database and a clock.
//!
//! [`on_both`] runs a scenario on SQLite and on PostgreSQL. A world must end clean: no request that Discord would not have
//! taken, nothing that could not be delivered.

use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeZone as _};
use liaison::app::{self, App};
use liaison::clock::{At, Clock as _, HandClock, Span};
use liaison::config::Settings;
use liaison::sandbox::{Limits, Options, Outcome, Server};
use serde_json::{Map, Value};
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::databases;

/// Longer than anything here takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often is looked whether all has settled.
const GLANCE: Duration = Duration::from_millis(2);
/// 2026-01-05, a Monday, 08:00 in Shanghai.
pub const MONDAY: &str = "2026-01-05 08:00 Asia/Shanghai";

/// One world.
pub struct World {
    pub server: Server,
    pub clock: Arc<HandClock>,
    /// Holds Manage Server; her client is English.
    pub mei: Person,
    /// His client is Chinese.
    pub jun: Person,
    /// Her client is English.
    pub ana: Person,
    /// His client is Chinese.
    pub bo: Person,
    /// A channel that is there before anything is set up.
    pub general: u64,
    app: Option<App>,
    /// So many posts cannot be delivered in this story.
    pub undelivered: i64,
    /// How often the bot sends itself a page, from its next start on.
    pub drill: Option<Duration>,
    database: String,
}

/// Somebody in the world.
#[derive(Clone)]
pub struct Person {
    server: Server,
    pub id: u64,
}

/// What somebody got for what they did.
#[derive(Debug)]
pub struct Got(pub Outcome);

/// Runs a scenario in a world of its own on each database.
pub async fn on_both(scenario: impl AsyncFn(&mut World)) {
    on_both_from(MONDAY, scenario).await;
}

/// The same in worlds that begin at this moment.
pub async fn on_both_from(begin: &str, scenario: impl AsyncFn(&mut World)) {
    let migrate = async |url: &str| {
        let settings = Settings::local("http://127.0.0.1:1", "a-token", url);
        let clock = Arc::new(HandClock::standing(at(begin)));
        app::migrate(app::Options { settings, clock })
            .await
            .unwrap();
    };
    let live = async |url: String| run(&url, begin, &scenario).await;
    // At the same time: most of it is waiting. On the heap: they are large.
    tokio::join!(
        Box::pin(databases::on_sqlite("migrated", migrate, live)),
        Box::pin(databases::on_postgres("migrated", migrate, live)),
    );
}

async fn run(database: &str, begin: &str, scenario: &impl AsyncFn(&mut World)) {
    let mut world = World::start(database, begin).await;
    scenario(&mut world).await;
    world.end().await;
}

/// A moment as `2026-01-05 09:30 Asia/Shanghai`.
pub fn at(text: &str) -> At {
    let (local, zone) = text.rsplit_once(' ').unwrap();
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    let zone: chrono_tz::Tz = zone.parse().unwrap();
    At(zone
        .from_local_datetime(&local)
        .earliest()
        .unwrap()
        .timestamp_millis())
}

impl World {
    async fn start(database: &str, begin: &str) -> World {
        // Log lines of a test, when asked for: LIAISON_TEST_LOG=info cargo test --test e2e NAME -- --nocapture
        let filter = tracing_subscriber::EnvFilter::from_env("LIAISON_TEST_LOG");
        drop(
            tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_test_writer()
                .try_init(),
        );
        let clock = Arc::new(HandClock::standing(at(begin)));
        let server = Server::start(Options {
            addr: "127.0.0.1:0".parse().unwrap(),
            clock: clock.clone(),
            hand: Some(clock.clone()),
            token: "a-token".to_owned(),
            limits: Limits::Generous,
            next_due: None,
            data: None,
            tips: Vec::new(),
        })
        .await
        .unwrap();
        server.set_first_answer(PATIENCE);
        server.add_guild("Works", "en-US");
        let person = |name, locale, manages| Person {
            id: server.add_user(name, locale, manages),
            server: server.clone(),
        };
        let mut world = World {
            mei: person("Mei", "en-US", true),
            jun: person("Jun", "zh-CN", false),
            ana: person("Ana", "en-US", false),
            bo: person("Bo", "zh-CN", false),
            general: server.add_channel("general"),
            clock,
            server,
            app: None,
            undelivered: 0,
            drill: None,
            database: database.to_owned(),
        };
        world.start_bot().await;
        world
    }

    /// Starts the bot, which must not be running.
    pub async fn start_bot(&mut self) {
        assert!(self.app.is_none(), "the bot is running already");
        let started = App::start(app::Options {
            settings: self.settings(),
            clock: self.clock.clone(),
        });
        self.app = Some(started.await.unwrap());
        self.settle().await;
    }

    /// What the bot of this world is started with.
    pub fn settings(&self) -> Settings {
        let own = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/data/catalogues/legal.toml"
        );
        Settings {
            drill: self.drill,
            // Read once in a process: so every world has it.
            catalogue: Some(own.into()),
            ..Settings::local(&self.server.base_url(), self.server.token(), &self.database)
        }
    }

    /// Which of the two databases this world is on.
    pub fn is_on_sqlite(&self) -> bool {
        self.database.starts_with("sqlite")
    }

    /// Stops the bot as an operator would.
    pub async fn stop_bot(&mut self) {
        self.app.take().unwrap().stop().await;
    }

    /// The running bot.
    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    /// Somebody new.
    pub fn person(&self, name: &str, locale: &str) -> Person {
        Person {
            id: self.server.add_user(name, locale, false),
            server: self.server.clone(),
        }
    }

    /// A channel by its name.
    pub fn channel(&self, name: &str) -> u64 {
        let found = self.server.channel(name);
        found.unwrap_or_else(|| panic!("there is no channel {name}"))
    }

    /// All departments, with a channel each; the server's zone is Shanghai.
    pub async fn is_set_up(&self) {
        let line = "/setup run departments:all channels:create timezone:Asia/Shanghai";
        self.mei
            .runs(self.general, line)
            .await
            .shows("This server is set up");
        self.settle().await;
    }

    /// Waits until everything that had to happen by now has happened.
    pub async fn settle(&self) {
        let Some(app) = &self.app else { return };
        let all = async {
            while !app.settled().await.unwrap() {
                tokio::time::sleep(GLANCE).await;
            }
        };
        if tokio::time::timeout(PATIENCE, all).await.is_err() {
            panic!(
                "it did not settle; last requests: {:#?}",
                self.last_requests()
            );
        }
    }

    fn last_requests(&self) -> Vec<String> {
        let seen = self.server.requests();
        let last = seen.iter().rev().take(8);
        last.map(|r| format!("{r:?}").chars().take(300).collect())
            .collect()
    }

    /// Moves the clock there, stopping at every moment at which something is due on the way.
    pub async fn clock_to(&self, when: &str) {
        self.clock_to_moment(at(when)).await;
    }

    /// The same for a length of time.
    pub async fn wait(&self, minutes: i64) {
        self.clock_to_moment(self.clock.now() + Span::minutes(minutes))
            .await;
    }

    async fn clock_to_moment(&self, end: At) {
        assert!(end >= self.clock.now(), "the clock does not go back");
        self.settle().await;
        if let Some(app) = &self.app {
            let next_due = app.next_due();
            while let Some(due) = next_due().await
                && due <= end
            {
                self.clock.set(due);
                self.settle().await;
            }
        }
        self.clock.set(end);
        self.settle().await;
    }

    /// What everybody reads in a channel: without private answers.
    pub fn posts(&self, channel: &str) -> Vec<String> {
        let messages = self.server.messages(self.channel(channel), self.mei.id);
        let public = messages.iter().filter(|m| m["ephemeral"] != true);
        public.map(flat).collect()
    }

    /// The newest post of a channel that contains `part`; fails if there is none.
    pub fn post(&self, channel: &str, part: &str) -> String {
        let posts = self.posts(channel);
        let found = posts.iter().rev().find(|post| post.contains(part));
        found
            .unwrap_or_else(|| panic!("#{channel} shows no “{part}”: {posts:#?}"))
            .clone()
    }

    /// How many posts of a channel contain `part`.
    pub fn count(&self, channel: &str, part: &str) -> usize {
        let posts = self.posts(channel);
        posts.iter().filter(|post| post.contains(part)).count()
    }

    /// Rows of a table, to see that something changed or did not.
    pub async fn rows(&self, table: &'static str) -> i64 {
        let mut conn = AnyConnection::connect(&self.database).await.unwrap();
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql));
        row.fetch_one(&mut conn).await.unwrap().get("n")
    }

    /// The number that a statement reads, to see that something was counted.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let mut conn = AnyConnection::connect(&self.database).await.unwrap();
        let row = sqlx::query(sql).fetch_one(&mut conn).await.unwrap();
        row.get(0)
    }

    async fn undelivered_posts(&self) -> Vec<String> {
        let mut conn = AnyConnection::connect(&self.database).await.unwrap();
        let rows = sqlx::query("SELECT key, target, why FROM dead_letter ORDER BY id");
        let rows = rows.fetch_all(&mut conn).await.unwrap();
        let shown = |row: &sqlx::any::AnyRow| {
            let [key, target, why] =
                ["key", "target", "why"].map(|column| row.get::<String, _>(column));
            format!("{key} to {target}: {why}")
        };
        rows.iter().map(shown).collect()
    }

    async fn end(mut self) {
        self.settle().await;
        let lost = self.undelivered_posts().await;
        assert_eq!(
            i64::try_from(lost.len()).unwrap(),
            self.undelivered,
            "posts that could not be delivered: {lost:#?}"
        );
        if let Some(app) = self.app.take() {
            app.stop().await;
        }
        let violations = self.server.violations();
        assert!(violations.is_empty(), "{violations:#?}");
        self.server.stop().await.unwrap();
    }
}

impl Person {
    /// Types a command and waits for its answer.
    pub async fn runs(&self, channel: u64, line: &str) -> Got {
        let outcome = self.server.slash(self.id, channel, line).await;
        Got(self.server.settled(outcome, PATIENCE).await)
    }

    /// Presses a button by its label, on the newest message in the channel that has it.
    pub async fn presses(&self, channel: u64, label: &str) -> Got {
        let messages = self.server.messages(channel, self.id);
        self.presses_in(&messages, label).await
    }

    /// The same in the direct conversation with the bot.
    pub async fn presses_direct(&self, label: &str) -> Got {
        let messages = self.server.dms(self.id);
        self.presses_in(&messages, label).await
    }

    async fn presses_in(&self, messages: &[Value], label: &str) -> Got {
        let (message, id) = button_of(messages, label);
        self.clicks(message, &id).await
    }

    /// A button by its label, on the newest message in the channel that has it: its message and its id.
    pub fn button(&self, channel: u64, label: &str) -> (u64, String) {
        button_of(&self.server.messages(channel, self.id), label)
    }

    /// Presses a button by its id.
    pub async fn clicks(&self, message: u64, custom_id: &str) -> Got {
        let outcome = self.server.click(self.id, message, custom_id).await;
        Got(self.server.settled(outcome, PATIENCE).await)
    }

    /// Chooses a value in the menu of the newest message in the channel that has one.
    pub async fn chooses(&self, channel: u64, value: &str) -> Got {
        let messages = self.server.messages(channel, self.id);
        let menu = messages.iter().rev().find_map(|message| {
            let menu = buttons(message).find(|part| part["type"] == 3)?;
            Some((
                number(&message["id"]),
                menu["custom_id"].as_str()?.to_owned(),
            ))
        });
        let (message, id) = menu.unwrap_or_else(|| panic!("there is no menu"));
        let outcome = self.server.choose(self.id, message, &id, &[value]).await;
        Got(self.server.settled(outcome, PATIENCE).await)
    }

    /// Chooses a value in a menu by its id.
    pub async fn picks(&self, message: u64, custom_id: &str, value: &str) -> Got {
        let outcome = self
            .server
            .choose(self.id, message, custom_id, &[value])
            .await;
        Got(self.server.settled(outcome, PATIENCE).await)
    }

    /// Uses a command of a message's menu, on the newest message in the channel that contains `part`.
    pub async fn uses(&self, channel: u64, part: &str, command: &str) -> Got {
        let messages = self.server.messages(channel, self.id);
        self.uses_in(&messages, part, command).await
    }

    /// The same on a direct message.
    pub async fn uses_direct(&self, part: &str, command: &str) -> Got {
        let messages = self.server.dms(self.id);
        self.uses_in(&messages, part, command).await
    }

    async fn uses_in(&self, messages: &[Value], part: &str, command: &str) -> Got {
        let message = messages.iter().rev().find(|m| flat(m).contains(part));
        let message = message.unwrap_or_else(|| panic!("nothing contains “{part}”"));
        let outcome = self
            .server
            .context(self.id, number(&message["id"]), command)
            .await;
        Got(self.server.settled(outcome, PATIENCE).await)
    }

    /// Sends the form in that `got` opened, with these inputs (by custom id) changed.
    pub async fn fills(&self, got: &Got, inputs: &[(&str, &str)]) -> Got {
        let Outcome::Modal { modal } = &got.0 else {
            panic!("no form was opened: {got:?}");
        };
        let values: Map<String, Value> = inputs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Value::from(*text)))
            .collect();
        let outcome = self
            .server
            .submit(self.id, number(&modal["id"]), &values)
            .await;
        Got(self.server.settled(outcome, PATIENCE).await)
    }

    /// What is offered while they type an option.
    pub async fn is_offered(&self, channel: u64, line: &str, option: &str) -> Vec<String> {
        let outcome = self
            .server
            .autocomplete(self.id, channel, line, option)
            .await;
        let Outcome::Choices { choices } = outcome else {
            panic!("no choices: {outcome:?}");
        };
        let names = choices.iter().map(|c| c["name"].as_str().unwrap());
        names.map(ToOwned::to_owned).collect()
    }

    /// What they read in a channel or thread, of which others may see nothing; oldest first.
    pub fn reads(&self, channel: u64) -> Vec<String> {
        let messages = self.server.messages(channel, self.id);
        messages.iter().map(flat).collect()
    }

    /// Direct messages from the bot, oldest first.
    pub fn direct(&self) -> Vec<String> {
        self.server.dms(self.id).iter().map(flat).collect()
    }

    /// How often they were really pinged.
    pub fn pings(&self) -> usize {
        self.server.pings(self.id).len()
    }
}

impl Got {
    /// What is read, as text: a message, a form, or why it did not happen.
    pub fn text(&self) -> String {
        match &self.0 {
            Outcome::Message { message, .. } | Outcome::Update { message } => flat(message),
            Outcome::Modal { modal } => modal.to_string(),
            Outcome::Failed { error } => format!("FAILED {error}"),
            other => format!("{other:?}"),
        }
    }

    /// Fails unless the answer contains `part` and nobody else sees it.
    #[track_caller]
    pub fn shows(self, part: &str) -> Got {
        assert!(
            self.text().contains(part),
            "no “{part}” in: {}",
            self.text()
        );
        if let Outcome::Message { ephemeral, .. } = &self.0 {
            assert!(*ephemeral, "others see this: {}", self.text());
        }
        self
    }

    /// What an input of the form that was opened is filled with, by its custom id.
    #[track_caller]
    pub fn prefilled(&self, input: &str) -> String {
        let Outcome::Modal { modal } = &self.0 else {
            panic!("no form was opened: {self:?}");
        };
        let rows = modal["components"].as_array().unwrap();
        let inputs = rows.iter().map(|row| &row["components"][0]);
        let found = inputs
            .filter(|i| i["custom_id"] == input)
            .map(|i| i["value"].as_str().unwrap_or_default().to_owned())
            .next();
        found.unwrap_or_else(|| panic!("no input {input}: {modal}"))
    }
}

fn number(id: &Value) -> u64 {
    id.as_str().unwrap().parse().unwrap()
}

fn button_of(messages: &[Value], label: &str) -> (u64, String) {
    let found = messages.iter().rev().find_map(|message| {
        let id = buttons(message)
            .find(|button| button["label"] == label)?
            .get("custom_id")?;
        Some((number(&message["id"]), id.as_str()?.to_owned()))
    });
    found.unwrap_or_else(|| {
        panic!(
            "there is no button {label}: {:#?}",
            messages.iter().map(flat).collect::<Vec<_>>()
        )
    })
}

fn buttons(message: &Value) -> impl Iterator<Item = &Value> {
    let rows = message["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

/// A message as one text: words, cards, buttons.
pub fn flat(message: &Value) -> String {
    let mut lines = Vec::new();
    let mut say = |value: &Value| {
        if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
            lines.push(text.to_owned());
        }
    };
    say(&message["content"]);
    for embed in message["embeds"].as_array().into_iter().flatten() {
        say(&embed["title"]);
        say(&embed["description"]);
        for field in embed["fields"].as_array().into_iter().flatten() {
            say(&field["name"]);
            say(&field["value"]);
        }
        say(&embed["footer"]["text"]);
        if embed["image"]["url"].is_string() {
            say(&Value::from("(picture)"));
        }
    }
    for button in buttons(message) {
        let label = button["label"].as_str().unwrap_or("…");
        say(&Value::from(format!("[{label}]")));
    }
    plain(&lines.join("\n"))
}

/// With plain blanks and hyphens where those stand that keep a line together: nobody sees which they are.
pub fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('\u{2011}', "-")
}
