//! Interactions: begun by a person, answered once by the bot, followed up while the token lives.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::clock::At;
use crate::clock::Span;
use crate::sandbox::model::Model;
use crate::sandbox::model::messages::Draft;
use crate::sandbox::model::messages::EPHEMERAL;

/// How long the first answer may take, in real time.
pub(crate) const FIRST_ANSWER: Duration = Duration::from_secs(3);
/// How long the token lives after that, by the server's clock.
pub(crate) const TOKEN_LIFE: Span = Span::minutes(15);
/// How many interactions are remembered.
const KEPT: usize = 20_000;

/// What became of something a person did.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Outcome {
    /// A message was answered with.
    Message {
        /// Whether only the person sees it.
        ephemeral: bool,
        /// The message object.
        message: Value,
    },
    /// The answer will come later, under this interaction's id.
    Deferred {
        /// The interaction.
        #[serde(serialize_with = "text")]
        interaction: u64,
    },
    /// The message with the button was changed.
    Update {
        /// The message object.
        message: Value,
    },
    /// A form was opened.
    Modal {
        /// The form: `id` (to submit it with), `custom_id`, `title`, `components`.
        modal: Value,
    },
    /// Suggestions for an option.
    Choices {
        /// `name` and `value` each.
        choices: Vec<Value>,
    },
    /// It did not happen: the client refused it, or no answer came in three seconds.
    Failed {
        /// What the person reads.
        error: String,
    },
}

fn text<S: serde::Serializer>(id: &u64, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&id.to_string())
}

/// How far an interaction has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Waiting,
    Deferred,
    Answered,
}

/// One interaction.
pub(crate) struct Interaction {
    pub(crate) id: u64,
    pub(crate) kind: u8,
    pub(crate) user: u64,
    pub(crate) channel: u64,
    /// The command with its subcommands, if it is one.
    pub(crate) command: Option<String>,
    pub(crate) begun: Instant,
    pub(crate) made: At,
    pub(crate) stage: Stage,
    pub(crate) ephemeral: bool,
    /// The message answered with, or the one whose button was pressed.
    pub(crate) original: Option<u64>,
    pub(crate) source: Option<u64>,
    pub(crate) waiter: Option<oneshot::Sender<Outcome>>,
}

/// A form somebody has open.
pub(crate) struct OpenModal {
    pub(crate) user: u64,
    pub(crate) channel: u64,
    pub(crate) source: Option<u64>,
    pub(crate) body: Value,
}

/// Who acts, where, in which language, and on which message.
#[derive(Clone, Default)]
pub(crate) struct Actor {
    pub(crate) user: u64,
    pub(crate) channel: u64,
    pub(crate) locale: String,
    pub(crate) source: Option<u64>,
}

impl Model {
    /// Begins an interaction and tells the bot. `Err` is what the person reads.
    pub(crate) fn begin(
        &mut self,
        kind: u8,
        actor: &Actor,
        data: Value,
    ) -> Result<oneshot::Receiver<Outcome>, String> {
        let id = self.next_id();
        let command = (kind == 2).then(|| spelled(&data));
        let token = format!("{id}.{:016x}", rand::random::<u64>());
        let channel = self
            .channels
            .get(&actor.channel)
            .ok_or("Unknown channel.")?;
        let guild = channel.guild;
        let mut told = json!({
            "id": id.to_string(), "application_id": self.app.to_string(), "type": kind, "data": data,
            "channel": self.channel(channel), "channel_id": actor.channel.to_string(),
            "token": token, "version": 1, "locale": actor.locale, "entitlements": [],
            "app_permissions": self.permissions(actor.channel, self.bot).to_string(),
            "authorizing_integration_owners": {}, "attachment_size_limit": 10_485_760,
            "context": if guild.is_some() { 0 } else { 1 },
        });
        match guild {
            Some(g) => {
                let mut member = self
                    .member(g, actor.user)
                    .ok_or("You are not in this server.")?;
                let rights = self.permissions(actor.channel, actor.user);
                member["permissions"] = json!(rights.to_string());
                let locale = self.guilds.get(&g).map(|g| g.locale.clone());
                told["member"] = member;
                told["guild_id"] = json!(g.to_string());
                told["guild_locale"] = json!(locale);
                told["guild"] = json!({"id": g.to_string(), "locale": locale, "features": []});
                told["authorizing_integration_owners"] = json!({"0": g.to_string()});
            }
            None => told["user"] = self.user(actor.user),
        }
        if let Some(m) = actor.source.and_then(|m| self.messages.get(&m)) {
            told["message"] = m.body.clone();
        }
        let (waiter, answer) = oneshot::channel();
        let begun = Interaction {
            id,
            kind,
            user: actor.user,
            channel: actor.channel,
            command,
            begun: Instant::now(),
            made: self.now(),
            stage: Stage::Waiting,
            ephemeral: false,
            original: None,
            source: actor.source,
            waiter: Some(waiter),
        };
        self.interactions.insert(token.clone(), begun);
        self.interaction_order.push_back(token);
        if self.interaction_order.len() > KEPT
            && let Some(old) = self.interaction_order.pop_front()
        {
            self.interactions.remove(&old);
        }
        if self.emit("INTERACTION_CREATE", 0, guild, &told) {
            Ok(answer)
        } else {
            Err("The application did not respond. (No bot is connected.)".to_owned())
        }
    }

    /// Makes the message an interaction answers or follows up with.
    pub(crate) fn answer_message(
        &mut self,
        token: &str,
        body: &Value,
        files: Vec<u64>,
        ephemeral: bool,
    ) -> Option<u64> {
        let i = self.interactions.get(token)?;
        let (user, channel, kind) = (i.user, i.channel, i.kind);
        let used = i.command.as_ref().map(|name| {
            json!({"id": i.id.to_string(), "type": 2, "name": name, "user": self.user(user)})
        });
        let meta = json!({
            "id": i.id.to_string(), "type": if kind == 5 { 2 } else { kind }, "user": self.user(user),
            "authorizing_integration_owners": {}, "interacted_message_id":
            i.source.unwrap_or(i.id).to_string(),
        });
        let mut body = body.clone();
        if ephemeral {
            let flags = body["flags"].as_u64().unwrap_or(0) | EPHEMERAL;
            body["flags"] = json!(flags);
        }
        Some(self.post(Draft {
            channel,
            author: self.bot,
            used,
            kind: if kind == 2 { 20 } else { 0 },
            body,
            files,
            only_for: ephemeral.then_some(user),
            interaction: Some(meta),
            webhook: None,
        }))
    }

    /// Lets the person who waits know.
    pub(crate) fn settle(&mut self, token: &str, stage: Stage, outcome: Outcome) {
        if let Some(i) = self.interactions.get_mut(token) {
            i.stage = stage;
            if let Some(waiter) = i.waiter.take() {
                // The person may have stopped waiting; the answer is in the model all the same.
                drop(waiter.send(outcome));
            }
        }
    }
}

/// A command's name with its subcommands.
fn spelled(data: &Value) -> String {
    let mut name = data["name"].as_str().unwrap_or_default().to_owned();
    let mut at = data;
    while let Some(step) = at["options"].as_array().and_then(|all| {
        all.iter()
            .find(|o| matches!(o["type"].as_u64(), Some(1 | 2)))
    }) {
        name.push(' ');
        name.push_str(step["name"].as_str().unwrap_or_default());
        at = step;
    }
    name
}
