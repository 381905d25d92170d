//! A bot in a process of its own, a local Discord it is connected to, and a sender that costs little: what benchmarks of what
//! comes from outside need, and the test that sends it nonsense.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use liaison::clock::SystemClock;
use liaison::sandbox::{Limits, Options, Outcome, Server};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const TOKEN: &str = "token";
const TRIES: u32 = 5;
/// Longer than anything here takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A local Discord with a server, somebody who may do anything in it, and a channel.
pub struct Town {
    pub server: Server,
    pub boss: u64,
    pub channel: u64,
}

impl Town {
    pub async fn new(limits: Limits) -> anyhow::Result<Town> {
        let server = Server::start(Options {
            addr: ([127, 0, 0, 1], 0).into(),
            clock: Arc::new(SystemClock::new()),
            hand: None,
            token: TOKEN.into(),
            limits,
            next_due: None,
            data: None,
            tips: Vec::new(),
        })
        .await?;
        server.add_guild("Works", "en-US");
        Ok(Town {
            channel: server.add_channel("general"),
            boss: server.add_user("Mei", "en-US", true),
            server,
        })
    }

    /// Types a command; what the answer says, all in one.
    pub async fn runs(&self, line: &str) -> anyhow::Result<String> {
        self.runs_as(self.boss, line).await
    }

    /// The same for somebody else. A build for tests reads its texts and tables at their first use, for seconds on a busy
    /// machine: then it is typed again.
    pub async fn runs_as(&self, who: u64, line: &str) -> anyhow::Result<String> {
        let mut tries = 0;
        loop {
            tries += 1;
            let outcome = self.server.slash(who, self.channel, line).await;
            match self.server.settled(outcome, PATIENCE).await {
                Outcome::Message { message, .. } | Outcome::Update { message } => {
                    return Ok(words(&message));
                }
                Outcome::Failed { error } if tries < TRIES && error.contains("not respond") => {}
                other => bail!("{line}: {other:?}"),
            }
        }
    }

    /// Waits until the bot has said all it had to say.
    pub async fn quiet(&self) {
        let (mut calm, mut seen) = (0, 0);
        while calm < 10 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let now = self.server.requested();
            calm = if now == seen { calm + 1 } else { 0 };
            seen = now;
        }
    }

    /// Makes an integration; its path and what else was shown once.
    pub async fn integration(&self, department: &str, kind: &str) -> anyhow::Result<Address> {
        let line = format!(
            "/integration create department:{department} kind:{kind} name:{department}-{kind}"
        );
        let said = self.runs(&line).await?;
        let path = said
            .split(|c: char| c.is_whitespace() || c == '`' || c == '"' || c == '\'')
            .filter_map(|word| {
                word.find("/hooks/")
                    .or_else(|| word.find("/v2/enqueue"))
                    .map(|at| (word, at))
            })
            .find_map(|(word, at)| word.get(at..))
            .with_context(|| format!("no address in {said}"))?;
        // The routing key or the secret: a long word alone on its line.
        let alone = said.lines().map(|line| line.trim().trim_matches('`'));
        let long = |word: &&str| {
            word.len() >= 20
                && word
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        Ok(Address {
            path: path.to_owned(),
            secret: alone.into_iter().find(long).unwrap_or_default().to_owned(),
        })
    }
}

/// Where a sender sends to.
#[derive(Clone, Debug)]
pub struct Address {
    /// `/hooks/generic/TOKEN`, or PagerDuty's.
    pub path: String,
    /// Its routing key, or what it signs with.
    pub secret: String,
}

/// All texts of a message.
fn words(message: &Value) -> String {
    match message {
        Value::String(text) => format!("{text}\n"),
        Value::Array(all) => all.iter().map(words).collect(),
        Value::Object(all) => all.values().map(words).collect(),
        _ => String::new(),
    }
}

/// A bot in a process of its own; ends with this.
pub struct Bot {
    child: Child,
    /// `127.0.0.1:8475`
    pub http: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        // One that has ended already needs no ending.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Bot {
    pub fn start(server: &Server, database: &str) -> anyhow::Result<Bot> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_liaison"))
            .arg("run")
            .env("DISCORD_TOKEN", server.token())
            .env("DISCORD_API_URL", server.base_url())
            .env("DATABASE_URL", database)
            .env("LIAISON_HTTP_ADDR", "127.0.0.1:0")
            .env("LIAISON_LOG", "info")
            .env("NO_COLOR", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stderr.take().context("its log")?).lines();
        let mut told = String::new();
        let http = loop {
            let Some(line) = lines.next().transpose()? else {
                bail!("the bot did not start: {told}");
            };
            if let Some((_, address)) = line.split_once("ready http=") {
                break address.trim().to_owned();
            }
            told.push_str(&line);
        };
        // Its log goes on, and what is wrong in it is kept.
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let wrong = line.contains(" ERROR ") || line.contains("panicked");
                if let (true, Ok(mut kept)) = (wrong, kept.lock()) {
                    kept.push(line);
                }
            }
        });
        Ok(Bot { child, http, log })
    }

    /// Its number.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it logged that somebody must act on.
    pub fn errors(&self) -> Vec<String> {
        self.log.lock().map(|log| log.clone()).unwrap_or_default()
    }

    /// Resident memory in MiB.
    pub fn resident(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|l| l.starts_with("VmRSS:"));
        let kib = line.and_then(|l| l.split_whitespace().nth(1));
        Ok(kib.context("VmRSS")?.parse::<f64>()? / 1024.0)
    }
}

/// Processor time of a process so far.
pub fn cpu_of(process: u32) -> anyhow::Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.filter_map(|t| t.parse::<f64>().ok()).sum();
    Ok(Duration::from_secs_f64(ticks / 100.0))
}

/// A connection that is kept, written to and read from by hand: a client library would cost more than what is measured.
pub struct Wire {
    stream: TcpStream,
    host: String,
    read: Vec<u8>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Wire {
    pub async fn to(host: &str) -> anyhow::Result<Wire> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Wire {
            stream,
            host: host.to_owned(),
            read: Vec::with_capacity(4_096),
        })
    }

    /// Posts JSON.
    pub async fn post(&mut self, path: &str, body: &[u8]) -> anyhow::Result<Answer> {
        let headers = [("content-type", "application/json")];
        self.send("POST", path, &headers, body).await
    }

    /// Sends a request and reads its answer.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> anyhow::Result<Answer> {
        let mut request = Vec::with_capacity(body.len() + 256);
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n",
            self.host,
            body.len()
        );
        request.extend_from_slice(head.as_bytes());
        for (name, value) in headers {
            request.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        request.extend_from_slice(b"\r\n");
        request.extend_from_slice(body);
        let bare = method == "HEAD";
        match self.attempt(&request, bare).await {
            Ok(answer) => Ok(answer),
            // Who refuses a body without reading it ends the connection after the answer: that is found by the next request.
            Err(_) => {
                *self = Wire::to(&self.host).await?;
                self.attempt(&request, bare).await
            }
        }
    }

    async fn attempt(&mut self, request: &[u8], bare: bool) -> anyhow::Result<Answer> {
        // Whoever refuses a body before it has come may close: then there may be an answer all the same.
        let sent = self.stream.write_all(request).await;
        let answer = tokio::time::timeout(PATIENCE, self.answer(bare)).await;
        match (answer.context("no answer in time")?, sent) {
            (Ok(answer), _) => Ok(answer),
            (Err(_), Err(error)) => Err(error.into()),
            (Err(error), Ok(())) => Err(error),
        }
    }

    async fn answer(&mut self, bare: bool) -> anyhow::Result<Answer> {
        let end = loop {
            if let Some(end) = self.read.windows(4).position(|w| w == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(self.read.get(..end).unwrap_or_default()).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        let status = status.with_context(|| format!("no status in {head}"))?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().ok())?
        });
        let length = if bare { 0 } else { length.unwrap_or(0) };
        while self.read.len() < end + length {
            self.more().await?;
        }
        let body = self
            .read
            .get(end..end + length)
            .unwrap_or_default()
            .to_vec();
        self.read.drain(..end + length);
        Ok(Answer { status, body })
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        let mut part = [0_u8; 4_096];
        let n = self.stream.read(&mut part).await?;
        ensure!(n > 0, "the connection was closed");
        self.read
            .extend_from_slice(part.get(..n).unwrap_or_default());
        Ok(())
    }
}

/// The value below which so many of a thousand of them lie.
pub fn part(sorted: &[Duration], of_thousand: usize) -> Duration {
    let place = sorted.len().saturating_mul(of_thousand) / 1_000;
    sorted
        .get(place.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// `1.23 ms`
pub fn ms(length: Duration) -> String {
    format!("{:.1} ms", length.as_secs_f64() * 1_000.0)
}
