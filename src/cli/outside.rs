//! What comes to the sandbox's bot from outside: the calls of `story/outside.toml`, made over HTTP to the addresses the bot gave out.
//!
//! An address is made the way people make it: the administrator gives the command and copies the token from the private answer. It is
//! asked for once and kept beside the world, as the bot does not tell it twice.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::SecondsFormat;
use futures::{FutureExt as _, StreamExt as _, stream};
use hmac::{Hmac, KeyInit as _, Mac as _};
use regex::Regex;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;
use tokio::sync::Mutex;

use crate::clock::{At, Clock};
use crate::sandbox::model::perms;
use crate::sandbox::{Delivery, Fault, Label, Offer, Offers, Outcome, Outside, Server};

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many calls of one offer are under way at once.
const AT_ONCE: usize = 8;
/// Where tokens are kept, in the world's folder.
const FILE: &str = "outside.json";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    group: Vec<Group>,
    trouble: Troubles,
}

/// What may go wrong with the chat.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Troubles {
    en: String,
    zh: String,
    offer: Vec<Trouble>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trouble {
    id: String,
    en: String,
    zh: String,
    seconds: u64,
    told: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    en: String,
    zh: String,
    make: String,
    method: Option<String>,
    path: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The header that holds the body's signature.
    signed: Option<String>,
    offer: Vec<Call>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    id: String,
    en: String,
    zh: String,
    #[serde(default)]
    begins: bool,
    times: Option<usize>,
    #[serde(default)]
    body: String,
}

/// What the bot told once.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Key {
    token: String,
    secret: String,
    /// When what is resolved later began.
    since: i64,
}

/// The world outside, as far as it calls the bot.
struct Callers {
    server: Server,
    clock: Arc<dyn Clock>,
    bot: SocketAddr,
    client: reqwest::Client,
    groups: Vec<Group>,
    troubles: Troubles,
    /// By the command that made them.
    keys: Mutex<BTreeMap<String, Key>>,
    file: PathBuf,
}

/// Offers it on the page. `at_once` makes every address now; otherwise each is made when it is first called.
pub(super) async fn offer(
    server: &Server,
    clock: Arc<dyn Clock>,
    bot: SocketAddr,
    folder: &Path,
    at_once: bool,
) -> anyhow::Result<()> {
    let told: Told =
        toml::from_str(include_str!("story/outside.toml")).context("story/outside.toml")?;
    let file = folder.join(FILE);
    let kept = std::fs::read_to_string(&file).ok();
    let keys = kept.and_then(|text| serde_json::from_str(&text).ok());
    let known: Vec<String> = server.with(|m| {
        let names = m.commands.values().map(|c| &c.body["name"]);
        names
            .filter_map(|n| Some(format!("/{} ", n.as_str()?)))
            .collect()
    });
    let mut groups = told.group;
    groups.retain(|group| known.iter().any(|command| group.make.starts_with(command)));
    let callers = Arc::new(Callers {
        server: server.clone(),
        clock,
        bot,
        client: reqwest::Client::builder().timeout(PATIENCE).build()?,
        groups,
        troubles: told.trouble,
        keys: Mutex::new(keys.unwrap_or_default()),
        file,
    });
    for group in callers.groups.iter().filter(|_| at_once) {
        if let Err(error) = callers.key(group).await {
            let made_by = &group.make;
            tracing::warn!(made_by, error = %format!("{error:#}"), "nothing can come from there yet");
        }
    }
    let troubles = callers.troubles.offers();
    let groups = callers.groups.iter().map(Group::offers);
    let offers = groups.chain([troubles]).collect();
    server.offer(Outside {
        offers,
        send: Arc::new(move |id| {
            let callers = callers.clone();
            async move { callers.call(&id).await }.boxed()
        }),
    });
    Ok(())
}

impl Group {
    fn offers(&self) -> Offers {
        let offers = self.offer.iter();
        Offers {
            label: label(&self.en, &self.zh),
            offers: offers.map(|o| named(&o.id, &o.en, &o.zh)).collect(),
        }
    }

    fn method(&self) -> Method {
        let method = self.method.as_deref().unwrap_or("POST");
        method.parse().unwrap_or(Method::POST)
    }
}

impl Troubles {
    fn offers(&self) -> Offers {
        let offers = self.offer.iter();
        Offers {
            label: label(&self.en, &self.zh),
            offers: offers.map(|o| named(&o.id, &o.en, &o.zh)).collect(),
        }
    }
}

fn label(en: &str, zh: &str) -> Label {
    Label {
        en: en.to_owned(),
        zh: zh.to_owned(),
    }
}

fn named(id: &str, en: &str, zh: &str) -> Offer {
    Offer {
        id: id.to_owned(),
        label: label(en, zh),
    }
}

impl Callers {
    fn find(&self, id: &str) -> Option<(&Group, &Call)> {
        self.groups.iter().find_map(|group| {
            let call = group.offer.iter().find(|call| call.id == id)?;
            Some((group, call))
        })
    }

    async fn call(&self, id: &str) -> Delivery {
        let Some((group, call)) = self.find(id) else {
            return self.trouble(id);
        };
        match self.key(group).await {
            Ok(key) => self.deliver(group, call, &key).await,
            Err(error) => Delivery {
                call: group.make.clone(),
                answer: format!("{error:#}"),
                ..Delivery::default()
            },
        }
    }

    /// Lets something go wrong, and right again by itself.
    fn trouble(&self, id: &str) -> Delivery {
        let Some(trouble) = self.troubles.offer.iter().find(|t| t.id == id) else {
            return Delivery::default();
        };
        if trouble.seconds == 0 {
            self.server.cut_gateway();
        } else {
            self.server.fail(u32::MAX, None, "*", Fault::Status(503));
            let (server, over) = (self.server.clone(), Duration::from_secs(trouble.seconds));
            tokio::spawn(async move {
                tokio::time::sleep(over).await;
                server.heal();
            });
        }
        Delivery {
            status: 503,
            answer: trouble.told.clone(),
            ..Delivery::default()
        }
    }

    /// The token of a group's address, made now if there is none.
    async fn key(&self, group: &Group) -> anyhow::Result<Key> {
        let mut keys = self.keys.lock().await;
        if let Some(key) = keys.get(&group.make) {
            return Ok(key.clone());
        }
        let key = self.make(&group.make).await?;
        keys.insert(group.make.clone(), key.clone());
        self.keep(&keys)?;
        Ok(key)
    }

    fn keep(&self, keys: &BTreeMap<String, Key>) -> anyhow::Result<()> {
        std::fs::write(&self.file, serde_json::to_string(keys)?)
            .with_context(|| format!("{} could not be written", self.file.display()))
    }

    /// Gives the command as the administrator, and copies what is needed from the answer.
    async fn make(&self, command: &str) -> anyhow::Result<Key> {
        let (admin, channel) = self.administrator().context("nobody here may do that")?;
        let outcome = self.server.slash(admin, channel, command).await;
        match self.server.settled(outcome, PATIENCE).await {
            Outcome::Message { message, .. } => {
                if let Some(id) = message["id"].as_str().and_then(|id| id.parse().ok()) {
                    self.server.delete_message(id);
                }
                let said = words(&message);
                copied(&said).context(said)
            }
            Outcome::Failed { error } => bail!("{error}"),
            other => bail!("{other:?}"),
        }
    }

    /// Who runs the server, and where they type.
    fn administrator(&self) -> Option<(u64, u64)> {
        self.server.with(|m| {
            let guild = m.guilds.get(&m.first_guild()?)?;
            let may = |u: u64| m.guild_permissions(guild.id, u) & perms::MANAGE_GUILD != 0;
            let mut people = m.users.values().filter(|u| !u.bot && u.id != guild.owner);
            let admin = people.find(|u| may(u.id))?;
            let mut channels = m
                .channels
                .values()
                .filter(|c| c.guild == Some(guild.id) && c.kind == 0);
            Some((admin.id, channels.next()?.id))
        })
    }

    async fn deliver(&self, group: &Group, call: &Call, key: &Key) -> Delivery {
        let now = self.clock.now();
        if call.begins {
            let mut keys = self.keys.lock().await;
            if let Some(key) = keys.get_mut(&group.make) {
                key.since = now.0;
            }
            if let Err(error) = self.keep(&keys) {
                tracing::warn!(error = %format!("{error:#}"), "when it began was not kept");
            }
        }
        let since = if key.since == 0 { now } else { At(key.since) };
        let fill = |text: &str, n: usize| {
            text.replace("{now}", &stamp(now))
                .replace("{since}", &stamp(since))
                .replace("{token}", &key.token)
                .replace("{n}", &n.to_string())
        };
        let path = fill(&group.path, 1);
        let times = call.times.unwrap_or(1);
        let answers: Vec<(u16, String)> = stream::iter(1..=times)
            .map(|n| self.post(group, key, &path, fill(call.body.trim_start(), n)))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let line = format!("{} http://{}{path}", group.method(), self.bot);
        Delivery {
            call: if times > 1 {
                format!("{times} × {line}")
            } else {
                line
            },
            sent: fill(call.body.trim_start(), 1),
            ..told(answers)
        }
    }

    /// One call: its status, and its answer or why there was none.
    async fn post(&self, group: &Group, key: &Key, path: &str, body: String) -> (u16, String) {
        let url = format!("http://{}{path}", self.bot);
        let mut request = self.client.request(group.method(), url);
        for (name, value) in &group.headers {
            request = request.header(name, value);
        }
        if let (Some(header), Some(code)) = (&group.signed, signature(&key.secret, &body)) {
            request = request.header(header, code);
        }
        if !body.is_empty() {
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        match request.send().await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                (status, answer.text().await.unwrap_or_default())
            }
            Err(error) => (0, format!("{:#}", anyhow::Error::new(error))),
        }
    }
}

/// Many answers as one: the worst status, how often each came, and one of the worst in full.
fn told(answers: Vec<(u16, String)>) -> Delivery {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for (status, _) in &answers {
        *counts.entry(*status).or_default() += 1;
    }
    let all = answers.len();
    let badness = |status: u16| if status == 0 { u16::MAX } else { status };
    let Some((status, answer)) = answers.into_iter().max_by_key(|(s, _)| badness(*s)) else {
        return Delivery::default();
    };
    let counted: Vec<String> = counts.iter().map(|(s, n)| format!("{n} × {s}")).collect();
    let answer = match all {
        1 => answer,
        _ => format!("{}\n{answer}", counted.join(", ")),
    };
    Delivery {
        status,
        answer,
        ..Delivery::default()
    }
}

fn stamp(at: At) -> String {
    at.utc().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Every text of a message, a line each.
fn words(value: &Value) -> String {
    let embeds = value["embeds"].as_array().into_iter().flatten();
    let fields = |e: &Value| {
        let all = e["fields"].as_array().cloned().unwrap_or_default();
        all.into_iter()
            .flat_map(|f| [f["name"].clone(), f["value"].clone()])
    };
    let parts = embeds.flat_map(|e| {
        let own = [e["title"].clone(), e["description"].clone()];
        own.into_iter().chain(fields(e)).collect::<Vec<_>>()
    });
    let parts: Vec<Value> = std::iter::once(value["content"].clone())
        .chain(parts)
        .collect();
    let lines: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
    lines.join("\n").trim().to_owned()
}

/// The token and the secret, as they stand in the answer.
fn copied(said: &str) -> Option<Key> {
    let find = |pattern: &str| {
        let found = Regex::new(pattern).ok()?.captures(said)?;
        Some(found.get(1)?.as_str().to_owned())
    };
    Some(Key {
        token: find(r"/(?:hooks/[a-z]+|heartbeat)/([A-Za-z0-9_-]{20,64})")
            .or_else(|| find(r"routing_key: ([A-Za-z0-9_-]{32})"))?,
        secret: find(r"\b([0-9a-f]{64})\b").unwrap_or_default(),
        since: 0,
    })
}

/// The code of a body under a secret, as it is sent in a header.
fn signature(secret: &str, body: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(body.as_bytes());
    let code = mac.finalize().into_bytes();
    let hex: String = code.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("sha256={hex}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_offer_has_a_name_of_its_own_both_languages_and_a_body_that_is_json() {
        let told: Told = toml::from_str(include_str!("story/outside.toml")).unwrap();
        let mut ids = BTreeSet::new();
        for group in &told.group {
            assert!(group.make.starts_with('/') && group.path.starts_with('/'));
            for call in &group.offer {
                assert!(ids.insert(&call.id), "{} is there twice", call.id);
                assert!(!call.en.is_empty() && !call.zh.is_empty(), "{}", call.id);
                let body = call.body.replace("{n}", "1");
                if !body.is_empty() {
                    serde_json::from_str::<Value>(&body).unwrap();
                }
            }
        }
    }

    #[test]
    fn the_token_is_copied_from_the_answer() {
        let token = "AbC-012345678901234567890123_xyz";
        let secret = "5e".repeat(32);
        let said =
            format!("```\nhttp://127.0.0.1:8475/hooks/github/{token}\n```\n```\n{secret}\n```");
        let key = copied(&said).unwrap();
        assert_eq!((key.token.as_str(), key.secret), (token, secret));
        let said = format!("http://127.0.0.1:8475/v2/enqueue\nrouting_key: {token}\n");
        assert_eq!(copied(&said).unwrap().token, token);
        assert!(copied("You may not do this.").is_none());
    }

    #[test]
    fn many_answers_are_told_as_one_with_the_worst_in_front() {
        let answers = vec![
            (202, "fine".to_owned()),
            (0, "gone".to_owned()),
            (202, "fine".to_owned()),
        ];
        let told = told(answers);
        assert_eq!(
            (told.status, told.answer.as_str()),
            (0, "1 × 0, 2 × 202\ngone")
        );
    }
}
