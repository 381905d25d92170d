//! What the local Discord knows: people, servers, roles, channels, messages, commands, interactions.
//!
//! Everything is kept under one lock and changed in short steps. Nothing here looks over all messages:
//! each channel has the ordered set of its own. What Discord would say over its gateway is handed to
//! the sessions in the same step that changes the model, so events have one order for everybody.

pub(crate) mod interactions;
pub(crate) mod messages;
pub(crate) mod objects;
pub(crate) mod perms;
pub(crate) mod sessions;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::broadcast;

use crate::clock::At;
use crate::clock::Clock;
use crate::sandbox::model::interactions::Interaction;
use crate::sandbox::model::interactions::OpenModal;
use crate::sandbox::model::sessions::Session;

/// Where Discord's ids begin: 2015-01-01T00:00:00Z.
const EPOCH_MS: i64 = 1_420_070_400_000;
/// How many private answers are kept; older ones are forgotten, as a client forgets them.
const PRIVATE_KEPT: usize = 4_000;

/// A person or the bot.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) bot: bool,
    pub(crate) locale: String,
    pub(crate) dms_open: bool,
    pub(crate) dm: Option<u64>,
}

/// A person's place in a server.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) roles: Vec<u64>,
    pub(crate) joined: At,
}

/// A role of a server; the one with the server's id is `@everyone`.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Role {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) color: u32,
    pub(crate) permissions: u64,
    pub(crate) position: u32,
    pub(crate) mentionable: bool,
    pub(crate) hoist: bool,
    pub(crate) managed: bool,
}

/// A server.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Guild {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) owner: u64,
    pub(crate) locale: String,
    pub(crate) joined: At,
    pub(crate) roles: BTreeMap<u64, Role>,
    pub(crate) members: BTreeMap<u64, Member>,
}

/// What a role (`kind` 0) or a member (`kind` 1) may or may not do in a channel.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Overwrite {
    pub(crate) id: u64,
    pub(crate) kind: u8,
    pub(crate) allow: u64,
    pub(crate) deny: u64,
}

/// A channel, thread, category or direct conversation.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Channel {
    pub(crate) id: u64,
    pub(crate) kind: u8,
    pub(crate) guild: Option<u64>,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) parent: Option<u64>,
    pub(crate) position: u32,
    pub(crate) overwrites: Vec<Overwrite>,
    pub(crate) recipient: Option<u64>,
    pub(crate) owner: Option<u64>,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    pub(crate) archive_minutes: u32,
    pub(crate) messages: BTreeSet<u64>,
    /// Who was let into a private thread.
    #[serde(default)]
    pub(crate) members: BTreeSet<u64>,
}

impl Channel {
    /// Whether it is a thread under another channel.
    pub(crate) fn is_thread(&self) -> bool {
        matches!(self.kind, 10..=12)
    }
    /// Whether only those who were let in see it.
    pub(crate) fn is_private_thread(&self) -> bool {
        self.kind == 12
    }
}

/// A message: the object as Discord tells it, and what only the server knows.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) author: u64,
    pub(crate) body: Value,
    /// The one person who sees it, if it is private.
    pub(crate) only_for: Option<u64>,
    pub(crate) pinged: Vec<u64>,
}

/// An uploaded file.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) content_type: String,
    /// Base64, so that the model stays plain JSON on disk.
    pub(crate) data: String,
    pub(crate) size: usize,
    /// What a picture shows, for who cannot see it.
    #[serde(default)]
    pub(crate) description: Option<String>,
}

/// A registered command; `guild` is none for a global one.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Command {
    pub(crate) guild: Option<u64>,
    pub(crate) body: Value,
}

/// All of it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Model {
    #[serde(skip)]
    pub(crate) clock: Option<Arc<dyn Clock>>,
    #[serde(skip)]
    pub(crate) web: Option<broadcast::Sender<Arc<Value>>>,
    #[serde(skip)]
    pub(crate) base: String,
    last_id: u64,
    pub(crate) app: u64,
    pub(crate) bot: u64,
    /// The privileged intents that are switched on for the application.
    #[serde(default = "all_on")]
    pub(crate) privileged: u64,
    pub(crate) users: BTreeMap<u64, User>,
    pub(crate) guilds: BTreeMap<u64, Guild>,
    pub(crate) channels: HashMap<u64, Channel>,
    pub(crate) messages: HashMap<u64, Message>,
    pub(crate) commands: BTreeMap<u64, Command>,
    pub(crate) attachments: HashMap<u64, Attachment>,
    pub(crate) nonces: VecDeque<(At, u64, String, u64)>,
    #[serde(skip)]
    pub(crate) private: VecDeque<u64>,
    /// More time than Discord gives for a first answer, where the machine is busier than any bot's.
    #[serde(skip)]
    pub(crate) first_answer: Option<std::time::Duration>,
    #[serde(skip)]
    pub(crate) interactions: HashMap<String, Interaction>,
    #[serde(skip)]
    pub(crate) interaction_order: VecDeque<String>,
    #[serde(skip)]
    pub(crate) modals: HashMap<u64, OpenModal>,
    #[serde(skip)]
    pub(crate) sessions: HashMap<String, Session>,
}

impl Model {
    /// A server with a bot in it and nobody else.
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let mut model = Model {
            clock: Some(clock),
            web: None,
            base: String::new(),
            last_id: 0,
            app: 0,
            bot: 0,
            privileged: all_on(),
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: HashMap::new(),
            messages: HashMap::new(),
            commands: BTreeMap::new(),
            attachments: HashMap::new(),
            nonces: VecDeque::new(),
            private: VecDeque::new(),
            first_answer: None,
            interactions: HashMap::new(),
            interaction_order: VecDeque::new(),
            modals: HashMap::new(),
            sessions: HashMap::new(),
        };
        model.app = model.next_id();
        model.bot = model.app;
        let bot = User {
            id: model.bot,
            name: "Bot".to_owned(),
            bot: true,
            locale: "en-US".to_owned(),
            dms_open: true,
            dm: None,
        };
        model.users.insert(model.bot, bot);
        model
    }

    /// The moment the clock shows.
    pub(crate) fn now(&self) -> At {
        self.clock.as_ref().map_or(At(EPOCH_MS), |c| c.now())
    }

    /// A new id that tells when it was made; always larger than the one before.
    pub(crate) fn next_id(&mut self) -> u64 {
        let ms = u64::try_from((self.now().0 - EPOCH_MS).max(0)).unwrap_or(0);
        self.last_id = (self.last_id + 1).max(ms << 22);
        self.last_id
    }

    /// Adds somebody who is in no server yet.
    pub(crate) fn add_user(&mut self, name: &str, locale: &str) -> u64 {
        let id = self.next_id();
        let user = User {
            id,
            name: name.to_owned(),
            bot: false,
            locale: locale.to_owned(),
            dms_open: true,
            dm: None,
        };
        self.users.insert(id, user);
        id
    }

    /// Adds a server with the bot in it, its `@everyone` and the bot's own role.
    pub(crate) fn add_guild(&mut self, name: &str, locale: &str) -> u64 {
        let id = self.next_id();
        let owner = self.add_user(&format!("{name} owner"), locale);
        let joined = self.now();
        let bot_role = self.next_id();
        let role = |id, name: &str, permissions, position, managed| Role {
            id,
            name: name.to_owned(),
            color: 0,
            permissions,
            position,
            mentionable: false,
            hoist: false,
            managed,
        };
        let everyone = role(id, "@everyone", perms::EVERYONE, 0, false);
        let own = role(bot_role, "Bot", perms::BOT, 1, true);
        let bot = Member {
            roles: vec![bot_role],
            joined,
        };
        let owner_member = Member {
            roles: Vec::new(),
            joined,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: locale.to_owned(),
            joined,
            roles: BTreeMap::from([(id, everyone), (bot_role, own)]),
            members: BTreeMap::from([(self.bot, bot), (owner, owner_member)]),
        };
        self.guilds.insert(id, guild);
        let whole = self.guild_create(id);
        self.emit("GUILD_CREATE", 1, Some(id), &whole);
        id
    }

    /// Adds a channel to a server.
    pub(crate) fn add_channel(
        &mut self,
        guild: u64,
        kind: u8,
        name: &str,
        parent: Option<u64>,
    ) -> u64 {
        let id = self.next_id();
        let position = self
            .channels
            .values()
            .filter(|c| c.guild == Some(guild))
            .count();
        let channel = Channel {
            id,
            kind,
            guild: Some(guild),
            name: name.to_owned(),
            topic: None,
            parent,
            position: u32::try_from(position).unwrap_or(u32::MAX),
            overwrites: Vec::new(),
            recipient: None,
            owner: None,
            archived: false,
            locked: false,
            archive_minutes: 4_320,
            messages: BTreeSet::new(),
            members: BTreeSet::new(),
        };
        self.channels.insert(id, channel);
        id
    }

    /// The direct conversation between the bot and a person, made when there is none.
    pub(crate) fn dm_with(&mut self, user: u64) -> Option<u64> {
        if let Some(dm) = self.users.get(&user)?.dm {
            return Some(dm);
        }
        let id = self.add_channel(0, 1, "", None);
        if let Some(channel) = self.channels.get_mut(&id) {
            channel.guild = None;
            channel.recipient = Some(user);
        }
        self.users.get_mut(&user)?.dm = Some(id);
        Some(id)
    }

    /// Deletes a channel, its threads and all their messages, and says so.
    pub(crate) fn delete_channel(&mut self, id: u64) -> bool {
        let threads: Vec<u64> = self
            .channels
            .values()
            .filter(|c| c.is_thread() && c.parent == Some(id))
            .map(|c| c.id)
            .collect();
        for thread in threads {
            self.delete_channel(thread);
        }
        let Some(told) = self.channels.get(&id).map(|c| self.channel(c)) else {
            return false;
        };
        let Some(channel) = self.channels.remove(&id) else {
            return false;
        };
        for message in &channel.messages {
            self.messages.remove(message);
        }
        let name = if channel.is_thread() {
            "THREAD_DELETE"
        } else {
            "CHANNEL_DELETE"
        };
        self.emit(name, 1, channel.guild, &told);
        self.tell_web(serde_json::json!({"type": "channel", "channel": id.to_string()}));
        true
    }

    /// Says to the sessions and the pages that a channel is new or has changed.
    pub(crate) fn channel_changed(&mut self, id: u64, event: &str) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let (told, guild) = (self.channel(channel), channel.guild);
        self.emit(event, 1, guild, &told);
        self.tell_web(serde_json::json!({"type": "channel", "channel": id.to_string()}));
    }

    /// Says to the open pages that something has changed.
    pub(crate) fn tell_web(&self, event: Value) {
        if let Some(web) = self.web.as_ref().filter(|w| w.receiver_count() > 0) {
            // Nobody listening is not an error.
            drop(web.send(Arc::new(event)));
        }
    }

    /// The first server, where there is only one.
    pub(crate) fn first_guild(&self) -> Option<u64> {
        self.guilds.keys().next().copied()
    }
}

fn all_on() -> u64 {
    sessions::PRIVILEGED
}

/// An id out of a JSON string or number.
pub(crate) fn id_of(value: &Value) -> Option<u64> {
    match value {
        Value::String(s) => s.parse().ok(),
        other => other.as_u64(),
    }
}
