//! Every request the bot makes on its own: prepared, paced, sent, and its answer read, headers included.
//!
//! serenity's limiter is off (it knows no priorities, and it forgets the proxy), and its client turns a 429 into an error that
//! has lost `retry_after`. Answers to interactions do not pass here: they have no limits that matter.

use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde_json::Value;

use crate::chat::File;
use crate::discord::pacing::{Pacing, Told};
use crate::metrics::METRICS;

/// Shorter than the outbox's lease: nobody sends what is still being sent.
const TIMEOUT: Duration = Duration::from_secs(6);

/// The REST API, behind its limits.
pub(crate) struct Rest {
    client: Client,
    base: String,
    token: String,
    pacing: Mutex<Pacing>,
}

/// A request.
pub(super) struct Call {
    pub(super) method: Method,
    /// After `/api/v10`.
    pub(super) path: String,
    /// `major-parameter template`: which limit it falls under.
    pub(super) route: String,
    pub(super) body: Option<Value>,
    pub(super) files: Vec<File>,
}

/// What came back.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) retry_after: Option<Duration>,
}

impl Answer {
    pub(super) fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
    /// Discord's own error code.
    pub(super) fn code(&self) -> Option<i64> {
        self.body["code"].as_i64().filter(|code| *code > 0)
    }
    /// An id in the answer's object.
    pub(super) fn id(&self) -> Option<i64> {
        id(&self.body["id"])
    }
    /// In words, for a log line.
    pub(super) fn says(&self) -> String {
        let message = self.body["message"].as_str().unwrap_or("no message");
        let errors = match &self.body["errors"] {
            Value::Null => String::new(),
            errors => format!(" {errors}").chars().take(500).collect(),
        };
        format!(
            "{} {message} ({}){errors}",
            self.status,
            self.code().unwrap_or(0)
        )
    }
}

/// A snowflake, as it stands in Discord's JSON.
pub(super) fn id(value: &Value) -> Option<i64> {
    value.as_str()?.parse().ok()
}

impl Call {
    pub(super) fn new(method: Method, major: &str, template: &str, path: String) -> Call {
        let route = format!("{major} {method} {template}");
        Call {
            method,
            path,
            route,
            body: None,
            files: Vec::new(),
        }
    }
    pub(super) fn body(mut self, body: Value) -> Call {
        self.body = Some(body);
        self
    }
}

impl Rest {
    /// The API at `base` (`https://discord.com`, a proxy, or a local server).
    pub(crate) fn new(base: &str, token: &str) -> anyhow::Result<Rest> {
        let client = Client::builder()
            .timeout(TIMEOUT)
            .user_agent(concat!(
                "DiscordBot (liaison, ",
                env!("CARGO_PKG_VERSION"),
                ")"
            ))
            .build()?;
        let base = format!("{}/api/v10", base.trim_end_matches('/'));
        Ok(Rest {
            client,
            base,
            token: format!("Bot {token}"),
            pacing: Mutex::new(Pacing::default()),
        })
    }

    /// How long a request on this route must wait; `None` takes its slot.
    pub(super) fn admit(&self, route: &str, page: bool) -> Option<Duration> {
        self.pacing().admit(route, page, Instant::now())
    }

    /// What was admitted on this route is not sent after all.
    pub(super) fn give_back(&self, route: &str) {
        self.pacing().give_back(route);
    }

    fn pacing(&self) -> std::sync::MutexGuard<'_, Pacing> {
        // A panic while it was held leaves limits that are at worst too strict.
        self.pacing
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Waits for its slot, then sends.
    pub(super) async fn paced(&self, call: Call, page: bool) -> Result<Answer, String> {
        while let Some(pause) = self.admit(&call.route, page) {
            tokio::time::sleep(pause).await;
        }
        self.send(call).await
    }

    /// Sends what has been admitted. The error says in words why there is no answer.
    pub(super) async fn send(&self, call: Call) -> Result<Answer, String> {
        let route = call.route.clone();
        let mut sending = Sending {
            rest: self,
            route: &route,
            told: None,
        };
        let mut request = self
            .client
            .request(call.method, format!("{}{}", self.base, call.path));
        request = request.header(AUTHORIZATION, &self.token);
        if call.files.is_empty() {
            if let Some(body) = &call.body {
                request = request.json(body);
            }
        } else {
            request = request.multipart(form(call.body.as_ref(), call.files));
        }
        let response = request.send().await.map_err(|e| describe(&e))?;
        let status = response.status().as_u16();
        let mut told = read_headers(response.headers(), status);
        let text = response.text().await.map_err(|e| describe(&e))?;
        let body: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        if status == 429 {
            METRICS
                .discord_429_total
                .with_label_values::<&str>(&[])
                .inc();
            let from_body = body["retry_after"]
                .as_f64()
                .filter(|s| s.is_finite() && *s >= 0.0 && *s < 86_400.0);
            told.retry_after = from_body
                .map(Duration::from_secs_f64)
                .or(told.retry_after)
                .or(Some(Duration::from_secs(1)));
            told.global |= body["global"].as_bool().unwrap_or(false);
        }
        let retry_after = told.retry_after;
        // Whoever answers for a Discord that does not knows nothing of its limits.
        let knows = status < 500 || told.bucket.is_some();
        sending.told = knows.then_some(told);
        Ok(Answer {
            status,
            body,
            retry_after,
        })
    }
}

/// Gives its slot back however sending ends, cancelled included.
struct Sending<'a> {
    rest: &'a Rest,
    route: &'a str,
    told: Option<Told>,
}

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.rest
            .pacing()
            .learn(self.route, self.told.as_ref(), Instant::now());
    }
}

/// Without the address, which may hold an interaction's token.
fn describe(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    kind.to_owned()
}

/// Sends an answer to an interaction that has files. serenity gives all files of one answer the same number, so that they do not fit
/// the answer's list of them. `url` holds the interaction's token: no error tells it.
pub(super) async fn answer_with_files(
    method: Method,
    url: &str,
    body: &Value,
    files: Vec<File>,
) -> anyhow::Result<()> {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| {
        let client = Client::builder().timeout(TIMEOUT).build();
        client.unwrap_or_default()
    });
    let request = CLIENT
        .request(method, url)
        .multipart(form(Some(body), files));
    let response = request.send().await.map_err(|e| anyhow!(describe(&e)))?;
    let status = response.status().as_u16();
    let text = response.text().await.map_err(|e| anyhow!(describe(&e)))?;
    let answer = Answer {
        status,
        body: serde_json::from_str(&text).unwrap_or(Value::Null),
        retry_after: None,
    };
    anyhow::ensure!(answer.ok(), answer.says());
    Ok(())
}

fn form(body: Option<&Value>, files: Vec<File>) -> Form {
    let mut form = Form::new();
    if let Some(body) = body {
        form = form.text("payload_json", body.to_string());
    }
    for (n, file) in files.into_iter().enumerate() {
        form = form.part(
            format!("files[{n}]"),
            Part::bytes(file.bytes).file_name(file.name),
        );
    }
    form
}

fn read_headers(headers: &HeaderMap, status: u16) -> Told {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let seconds = |name: &str| {
        let seconds: f64 = text(name)?.parse().ok()?;
        (seconds.is_finite() && (0.0..86_400.0).contains(&seconds))
            .then(|| Duration::from_secs_f64(seconds))
    };
    let shared = text("x-ratelimit-scope") == Some("shared");
    Told {
        bucket: text("x-ratelimit-bucket").map(str::to_owned),
        limit: text("x-ratelimit-limit").and_then(|v| v.parse().ok()),
        remaining: text("x-ratelimit-remaining").and_then(|v| v.parse().ok()),
        reset_after: seconds("x-ratelimit-reset-after"),
        retry_after: (status == 429).then(|| seconds("retry-after")).flatten(),
        global: status == 429 && text("x-ratelimit-global").is_some(),
        invalid: matches!(status, 401 | 403) || (status == 429 && !shared),
    }
}
