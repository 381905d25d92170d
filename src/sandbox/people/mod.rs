//! What people do and read: commands, buttons, menus, forms, words; as their clients would let them.

pub(crate) mod options;
pub(crate) mod parse;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use tokio::sync::oneshot;

use crate::sandbox::Outcome;
use crate::sandbox::Server;
use crate::sandbox::Violation;
use crate::sandbox::model::Model;
use crate::sandbox::model::interactions::Actor;
use crate::sandbox::model::interactions::FIRST_ANSWER;
use crate::sandbox::model::messages::Draft;
use crate::sandbox::model::messages::list;
use crate::sandbox::model::perms;

type Begun = Result<oneshot::Receiver<Outcome>, String>;

impl Server {
    /// Types a command: `/standup create department:ops name:"Ops daily"`.
    pub async fn slash(&self, user: u64, channel: u64, text: &str) -> Outcome {
        let begun = self.with(|m| {
            let actor = actor(m, user, channel);
            let (path, options) = parse::command_line(m, &actor, text)?;
            options::begin(m, &actor, &path, &options, None)
        });
        self.wait(begun, text).await
    }

    /// Runs a command by its path (`standup create`) and options.
    pub async fn slash_with(
        &self,
        user: u64,
        channel: u64,
        path: &str,
        options: &Map<String, Value>,
    ) -> Outcome {
        let path: Vec<String> = path.split_whitespace().map(ToOwned::to_owned).collect();
        let begun = self.with(|m| {
            let actor = actor(m, user, channel);
            options::begin(m, &actor, &path, options, None)
        });
        self.wait(begun, &path.join(" ")).await
    }

    /// Types into an option that completes: `text` as for `slash`, `focused` the option's name.
    pub async fn autocomplete(
        &self,
        user: u64,
        channel: u64,
        text: &str,
        focused: &str,
    ) -> Outcome {
        let begun = self.with(|m| {
            let actor = actor(m, user, channel);
            let (path, options) = parse::command_line(m, &actor, text)?;
            options::begin(m, &actor, &path, &options, Some(focused))
        });
        self.wait(begun, text).await
    }

    /// The same with the command's path and options apart.
    pub async fn autocomplete_with(
        &self,
        user: u64,
        channel: u64,
        path: &str,
        options: &Map<String, Value>,
        focused: &str,
    ) -> Outcome {
        let path: Vec<String> = path.split_whitespace().map(ToOwned::to_owned).collect();
        let begun = self.with(|m| {
            let actor = actor(m, user, channel);
            options::begin(m, &actor, &path, options, Some(focused))
        });
        self.wait(begun, &path.join(" ")).await
    }

    /// Presses a button.
    pub async fn click(&self, user: u64, message: u64, custom_id: &str) -> Outcome {
        self.choose(user, message, custom_id, &[]).await
    }

    /// Chooses from a menu.
    pub async fn choose(
        &self,
        user: u64,
        message: u64,
        custom_id: &str,
        values: &[&str],
    ) -> Outcome {
        let begun = self.with(|m| press(m, user, message, custom_id, values));
        self.wait(begun, custom_id).await
    }

    /// Sends a form in that was opened, by the id in [`Outcome::Modal`], with the inputs' values.
    pub async fn submit(&self, user: u64, modal: u64, values: &Map<String, Value>) -> Outcome {
        let begun = self.with(|m| submit(m, user, modal, values));
        self.wait(begun, "form").await
    }

    /// Uses a command of a message's menu.
    pub async fn context(&self, user: u64, message: u64, name: &str) -> Outcome {
        let begun = self.with(|m| context(m, user, Some(message), None, name));
        self.wait(begun, name).await
    }

    /// Uses a command of a person's menu.
    pub async fn context_user(&self, user: u64, channel: u64, of: u64, name: &str) -> Outcome {
        let begun = self.with(|m| context(m, user, None, Some((channel, of)), name));
        self.wait(begun, name).await
    }

    /// Writes a message.
    pub fn say(&self, user: u64, channel: u64, text: &str) -> Option<u64> {
        self.with(|m| {
            let may = m.permissions(channel, user);
            if may & perms::SEND_MESSAGES == 0 {
                return None;
            }
            Some(m.post(Draft {
                channel,
                author: user,
                body: json!({"content": text}),
                ..Draft::default()
            }))
        })
    }

    /// What a person reads in a channel, oldest first; private answers are seen by their person only.
    pub fn messages(&self, channel: u64, user: u64) -> Vec<Value> {
        self.with(|m| read(m, channel, user))
    }

    /// What a person reads in the direct conversation with the bot.
    pub fn dms(&self, user: u64) -> Vec<Value> {
        self.with(|m| {
            let dm = m.users.get(&user).and_then(|u| u.dm);
            dm.map(|dm| read(m, dm, user)).unwrap_or_default()
        })
    }

    /// The messages a person was really pinged by, oldest first.
    pub fn pings(&self, user: u64) -> Vec<Value> {
        self.with(|m| {
            let mut found: Vec<_> = m
                .messages
                .values()
                .filter(|x| x.pinged.contains(&user))
                .collect();
            found.sort_by_key(|x| x.id);
            found.iter().map(|x| x.body.clone()).collect()
        })
    }

    /// The message an interaction was answered with, once there is one.
    pub fn answer_of(&self, interaction: u64) -> Option<Value> {
        self.with(|m| {
            let i = m.interactions.values().find(|i| i.id == interaction)?;
            m.messages.get(&i.original?).map(|x| m.shown(x, None))
        })
    }

    /// Waits for what an outcome ends in: a deferred answer's message, for as long as `patience`.
    pub async fn settled(&self, outcome: Outcome, patience: std::time::Duration) -> Outcome {
        let Outcome::Deferred { interaction } = outcome else {
            return outcome;
        };
        let mut events = self.listen();
        let end = tokio::time::Instant::now() + patience;
        loop {
            if let Some(message) = self.answer_of(interaction) {
                return Outcome::Message {
                    ephemeral: message["ephemeral"] == true,
                    message,
                };
            }
            if tokio::time::timeout_at(end, events.recv()).await.is_err() {
                return Outcome::Deferred { interaction };
            }
        }
    }

    pub(crate) async fn wait(&self, begun: Begun, what: &str) -> Outcome {
        let answer = match begun {
            Ok(answer) => answer,
            Err(error) => return Outcome::Failed { error },
        };
        let within = self.with(|m| m.first_answer).unwrap_or(FIRST_ANSWER);
        match tokio::time::timeout(within, answer).await {
            Ok(Ok(outcome)) => outcome,
            _ => {
                self.violated(Violation {
                    what: format!("no answer within 3 s: {what}"),
                    body: Value::Null,
                });
                Outcome::Failed {
                    error: "The application did not respond".to_owned(),
                }
            }
        }
    }
}

/// The person with their client's language.
pub(crate) fn actor(m: &Model, user: u64, channel: u64) -> Actor {
    Actor {
        user,
        channel,
        locale: m
            .users
            .get(&user)
            .map_or_else(|| "en-US".to_owned(), |u| u.locale.clone()),
        source: None,
    }
}

fn read(m: &Model, channel: u64, user: u64) -> Vec<Value> {
    if m.permissions(channel, user) & perms::VIEW_CHANNEL == 0 {
        return Vec::new();
    }
    let ids = m.channels.get(&channel).map(|c| c.messages.iter());
    ids.into_iter()
        .flatten()
        .filter_map(|id| m.messages.get(id))
        .filter(|x| x.only_for.is_none_or(|u| u == user))
        .map(|x| m.shown(x, Some(user)))
        .collect()
}

fn press(m: &mut Model, user: u64, message: u64, custom_id: &str, values: &[&str]) -> Begun {
    let unseen = "This message is not there (for you).";
    let x = m.messages.get(&message).ok_or(unseen)?;
    let visible = m.permissions(x.channel, user) & perms::VIEW_CHANNEL != 0;
    if !visible || x.only_for.is_some_and(|u| u != user) {
        return Err(unseen.to_owned());
    }
    let rows = list(&x.body["components"]);
    let mut parts = rows.iter().flat_map(|r| list(&r["components"]));
    let part = parts.find(|c| c["custom_id"] == custom_id);
    let part = part.ok_or("There is no such button or menu on this message.")?;
    if part["disabled"] == true {
        return Err("This button is off.".to_owned());
    }
    let mut data = json!({"custom_id": custom_id, "component_type": part["type"], "id": 1});
    if part["type"] != 2 {
        let offered = list(&part["options"]);
        if part["type"] == 3
            && !values
                .iter()
                .all(|v| offered.iter().any(|o| o["value"] == *v))
        {
            return Err("The menu does not offer this.".to_owned());
        }
        let least = part["min_values"].as_u64().unwrap_or(1);
        let most = part["max_values"].as_u64().unwrap_or(1);
        if !(least..=most).contains(&u64::try_from(values.len()).unwrap_or(u64::MAX)) {
            return Err(format!("Choose between {least} and {most}."));
        }
        data["values"] = json!(values);
        data["resolved"] = json!({});
    }
    let mut actor = actor(m, user, x.channel);
    actor.source = Some(message);
    m.begin(3, &actor, data)
}

fn submit(m: &mut Model, user: u64, modal: u64, values: &Map<String, Value>) -> Begun {
    let closed = "This form is not open any more.";
    let open = m
        .modals
        .get(&modal)
        .filter(|o| o.user == user)
        .ok_or(closed)?;
    let mut rows = list(&open.body["components"]);
    for row in &mut rows {
        let path = if row["type"] == 18 {
            "/component"
        } else {
            "/components/0"
        };
        let Some(input) = row.pointer_mut(path) else {
            continue;
        };
        let name = input["custom_id"].as_str().unwrap_or_default();
        let given = values.get(name).and_then(Value::as_str);
        let value = given
            .or(input["value"].as_str())
            .unwrap_or_default()
            .to_owned();
        let label = input["label"].as_str().unwrap_or(name).to_owned();
        let length = u64::try_from(value.chars().count()).unwrap_or(u64::MAX);
        let least = input["min_length"].as_u64().unwrap_or(0);
        let most = input["max_length"].as_u64().unwrap_or(4_000);
        if length == 0 && input["required"] != false {
            return Err(format!("{label}: this is a required field."));
        }
        if length > most || (length > 0 && length < least) {
            return Err(format!("{label}: between {least} and {most} characters."));
        }
        *input = json!({"type": 4, "custom_id": name, "value": value, "id": 2});
    }
    let data = json!({"custom_id": open.body["custom_id"], "components": rows, "resolved": {}});
    let mut actor = actor(m, user, open.channel);
    actor.source = open.source;
    let begun = m.begin(5, &actor, data)?;
    m.modals.remove(&modal);
    Ok(begun)
}

pub(crate) fn context(
    m: &mut Model,
    user: u64,
    message: Option<u64>,
    of: Option<(u64, u64)>,
    name: &str,
) -> Begun {
    let kind = if message.is_some() { 3 } else { 2 };
    let (channel, target, resolved) = match (message.and_then(|id| m.messages.get(&id)), of) {
        (Some(x), _) => {
            let told = json!({"messages": {x.id.to_string(): x.body}});
            (x.channel, x.id, told)
        }
        (None, Some((channel, of))) => {
            let told = json!({"users": {of.to_string(): m.user(of)}});
            (channel, of, told)
        }
        (None, None) => return Err("This message is not there.".to_owned()),
    };
    let actor = actor(m, user, channel);
    let guild = m.channels.get(&channel).and_then(|c| c.guild);
    let command = options::visible(m, &actor, guild)
        .into_iter()
        .find(|c| c["type"] == kind && parse::is_named(c, name))
        .ok_or("There is no such command in this menu.")?;
    let data = json!({"id": command["id"], "name": command["name"], "type": kind,
        "target_id": target.to_string(), "resolved": resolved,
        "guild_id": guild.map(|g| g.to_string())});
    m.begin(2, &actor, data)
}
