//! Setting the scene: people, servers, channels, rights; and keeping it on disk.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::model::Member;
use crate::sandbox::model::Model;
use crate::sandbox::model::Overwrite;
use crate::sandbox::model::messages::Draft;
use crate::sandbox::model::perms;
use crate::sandbox::model::sessions::MESSAGE_CONTENT;
use crate::sandbox::model::sessions::Session;

const FILE: &str = "chat.json";

impl Server {
    /// Adds a server with the bot in it.
    pub fn add_guild(&self, name: &str, locale: &str) -> u64 {
        self.with(|m| m.add_guild(name, locale))
    }

    /// Adds a person to every server there is.
    pub fn add_user(&self, name: &str, locale: &str, manage_guild: bool) -> u64 {
        self.with(|m| {
            let id = m.add_user(name, locale);
            let guilds: Vec<u64> = m.guilds.keys().copied().collect();
            for guild in guilds {
                join(m, guild, id, manage_guild);
            }
            m.tell_web(json!({"type": "members"}));
            id
        })
    }

    /// Names the bot.
    pub fn name_bot(&self, name: &str) {
        self.with(|m| {
            let bot = m.bot;
            if let Some(u) = m.users.get_mut(&bot) {
                name.clone_into(&mut u.name);
            }
        });
    }

    /// Adds a role to the first server.
    pub fn add_role(&self, name: &str, color: u32) -> u64 {
        self.with(|m| m.first_guild().map_or(0, |g| m.add_role(g, name, color)))
    }

    /// Gives a role to a member of the first server.
    pub fn give_role(&self, user: u64, role: u64) -> bool {
        self.with(|m| {
            m.first_guild()
                .is_some_and(|g| m.set_role(g, user, role, true))
        })
    }

    /// Takes a role from a member of the first server.
    pub fn take_role(&self, user: u64, role: u64) -> bool {
        self.with(|m| {
            m.first_guild()
                .is_some_and(|g| m.set_role(g, user, role, false))
        })
    }

    /// Adds a text channel to the first server.
    pub fn add_channel(&self, name: &str) -> u64 {
        self.with(|m| {
            let Some(guild) = m.first_guild() else {
                return 0;
            };
            let id = m.add_channel(guild, 0, name, None);
            m.channel_changed(id, "CHANNEL_CREATE");
            id
        })
    }

    /// The channel of this name in the first server.
    pub fn channel(&self, name: &str) -> Option<u64> {
        self.with(|m| {
            let guild = m.first_guild();
            let mut channels = m.channels.values();
            channels
                .find(|c| c.guild == guild && c.name == name)
                .map(|c| c.id)
        })
    }

    /// Every channel and thread of the first server.
    pub fn channels(&self) -> Vec<u64> {
        self.with(|m| {
            let guild = m.first_guild();
            let ours = m.channels.values().filter(|c| c.guild == guild);
            ours.map(|c| c.id).collect()
        })
    }

    /// Says what a channel is about.
    pub fn set_topic(&self, channel: u64, topic: &str) {
        self.with(|m| {
            if let Some(c) = m.channels.get_mut(&channel) {
                c.topic = Some(topic.to_owned());
            }
            m.channel_changed(channel, "CHANNEL_UPDATE");
        });
    }

    /// Denies the bot these rights (Discord's bits) in a channel; 0 gives all back.
    pub fn deny_bot(&self, channel: u64, bits: u64) {
        self.with(|m| {
            let bot = m.bot;
            if let Some(c) = m.channels.get_mut(&channel) {
                c.overwrites.retain(|o| o.id != bot);
                c.overwrites.push(Overwrite {
                    id: bot,
                    kind: 1,
                    allow: 0,
                    deny: bits,
                });
            }
            m.channel_changed(channel, "CHANNEL_UPDATE");
        });
    }

    /// A person refuses direct messages from now on.
    pub fn close_dms(&self, user: u64) {
        self.set_dms(user, false);
    }

    /// A person takes direct messages again.
    pub fn open_dms(&self, user: u64) {
        self.set_dms(user, true);
    }

    fn set_dms(&self, user: u64, open: bool) {
        self.with(|m| {
            if let Some(u) = m.users.get_mut(&user) {
                u.dms_open = open;
            }
            m.tell_web(json!({"type": "members"}));
        });
    }

    /// Sets the language of a person's client.
    pub fn set_locale(&self, user: u64, locale: &str) {
        self.with(|m| {
            if let Some(u) = m.users.get_mut(&user) {
                locale.clone_into(&mut u.locale);
            }
        });
    }

    /// A person leaves all servers.
    pub fn remove_member(&self, user: u64) {
        self.with(|m| {
            let told = m.user(user);
            let guilds: Vec<u64> = m.guilds.keys().copied().collect();
            for guild in guilds {
                if let Some(g) = m.guilds.get_mut(&guild) {
                    g.members.remove(&user);
                }
                let event = json!({"guild_id": guild.to_string(), "user": told});
                m.emit("GUILD_MEMBER_REMOVE", 2, Some(guild), &event);
            }
            m.tell_web(json!({"type": "members"}));
        });
    }

    /// Somebody deletes a channel.
    pub fn delete_channel(&self, channel: u64) -> bool {
        self.with(|m| m.delete_channel(channel))
    }

    /// Somebody deletes a message.
    pub fn delete_message(&self, message: u64) -> bool {
        self.with(|m| m.delete(message))
    }

    /// A webhook of somebody else's program writes in a channel: `content`, `embeds`. Returns the message.
    pub fn webhook(&self, channel: u64, name: &str, body: &Value) -> u64 {
        self.with(|m| {
            let author = m.next_id();
            m.post(Draft {
                channel,
                author,
                body: body.clone(),
                webhook: Some(name.to_owned()),
                ..Draft::default()
            })
        })
    }

    /// Switches the Message Content intent on or off for the application, as on its page of the developer portal.
    pub fn allow_message_content(&self, on: bool) {
        self.with(|m| m.allow_intent(MESSAGE_CONTENT, on));
    }

    /// Whether it is switched on.
    pub fn message_content_allowed(&self) -> bool {
        self.with(|m| m.privileged & MESSAGE_CONTENT != 0)
    }

    /// The intents of every session that is connected.
    pub fn intents(&self) -> Vec<u64> {
        self.with(|m| {
            let up = |s: &&Session| s.out.as_ref().is_some_and(|o| !o.is_closed());
            m.sessions.values().filter(up).map(|s| s.intents).collect()
        })
    }

    /// Keeps a file, to be given as the value of an attachment option.
    pub fn upload(&self, name: &str, content_type: &str, bytes: &[u8]) -> u64 {
        self.with(|m| m.keep_file(name, content_type, bytes))
    }
}

fn join(m: &mut Model, guild: u64, user: u64, manager: bool) {
    let joined = m.now();
    let mut roles = Vec::new();
    if manager {
        let there = m.guilds.get(&guild).and_then(|g| {
            g.roles
                .values()
                .find(|r| r.name == "Manager" && r.permissions != 0)
                .map(|r| r.id)
        });
        let role = there.unwrap_or_else(|| {
            let id = m.add_role(guild, "Manager", 0x95_a5_a6);
            if let Some(r) = m.guilds.get_mut(&guild).and_then(|g| g.roles.get_mut(&id)) {
                r.permissions = perms::MANAGE_GUILD
                    | perms::KICK_MEMBERS
                    | perms::MANAGE_CHANNELS
                    | perms::MANAGE_ROLES;
            }
            id
        });
        roles.push(role);
    }
    if let Some(g) = m.guilds.get_mut(&guild) {
        g.members.insert(user, Member { roles, joined });
    }
    if let Some(mut told) = m.member(guild, user) {
        told["guild_id"] = json!(guild.to_string());
        m.emit("GUILD_MEMBER_ADD", 2, Some(guild), &told);
    }
}

/// Reads the state kept in a folder.
pub(crate) async fn load(data: Option<&Path>) -> anyhow::Result<Option<Model>> {
    let Some(file) = data.map(|d| d.join(FILE)) else {
        return Ok(None);
    };
    match tokio::fs::read(&file).await {
        Ok(bytes) => {
            let model = serde_json::from_slice(&bytes);
            model
                .map(Some)
                .with_context(|| format!("{} is not readable", file.display()))
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e).with_context(|| format!("reading {}", file.display())),
    }
}

/// Writes the state into its folder, whole or not at all.
pub(crate) async fn save(server: &Server) -> anyhow::Result<()> {
    let Some(folder) = &server.0.options.data else {
        return Ok(());
    };
    let text: Value = server.with(|m| serde_json::to_value(&*m))?;
    tokio::fs::create_dir_all(folder).await?;
    let (new, file) = (folder.join("chat.json.new"), folder.join(FILE));
    tokio::fs::write(&new, text.to_string()).await?;
    tokio::fs::rename(&new, &file)
        .await
        .with_context(|| format!("writing {}", file.display()))
}

/// Saves every few seconds until the server stops.
pub(crate) async fn keep_saving(server: Server) {
    let stop = server.stopping();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(10)) => {}
        }
        if let Err(e) = save(&server).await {
            tracing::warn!(error = %format!("{e:#}"), "the local server's state was not saved");
        }
    }
}
