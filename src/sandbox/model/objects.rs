//! The model as Discord's JSON objects, complete enough for clients that refuse a missing field.

use serde_json::Value;
use serde_json::json;

use crate::clock::At;
use crate::sandbox::model::Attachment;
use crate::sandbox::model::Channel;
use crate::sandbox::model::Model;
use crate::sandbox::model::Role;

/// A moment as Discord writes it.
pub(crate) fn iso(at: At) -> String {
    at.utc().format("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

/// A role as an object.
pub(crate) fn role(role: &Role) -> Value {
    json!({
        "id": role.id.to_string(), "name": role.name, "description": null, "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": null, "tertiary_color": null},
        "hoist": role.hoist, "icon": null, "unicode_emoji": null, "position": role.position,
        "permissions": role.permissions.to_string(), "managed": role.managed,
        "mentionable": role.mentionable, "flags": 0,
    })
}

impl Model {
    /// A person as an object.
    pub(crate) fn user(&self, id: u64) -> Value {
        let (name, bot) = self
            .users
            .get(&id)
            .map_or(("Deleted User", false), |u| (u.name.as_str(), u.bot));
        json!({
            "id": id.to_string(), "username": name.to_lowercase().replace(' ', "_"), "global_name": name,
            "discriminator": "0", "avatar": null, "bot": bot, "public_flags": 0, "flags": 0,
            "banner": null, "accent_color": null, "avatar_decoration_data": null,
            "collectibles": null, "primary_guild": null,
        })
    }

    /// A member as an object, with the person in it.
    pub(crate) fn member(&self, guild: u64, user: u64) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&user)?;
        let roles: Vec<String> = member.roles.iter().map(u64::to_string).collect();
        Some(json!({
            "user": self.user(user), "nick": null, "avatar": null, "banner": null, "roles": roles,
            "joined_at": iso(member.joined), "premium_since": null, "deaf": false, "mute": false,
            "flags": 0, "pending": false, "communication_disabled_until": null,
        }))
    }

    /// A channel as an object.
    pub(crate) fn channel(&self, c: &Channel) -> Value {
        let last = c.messages.last().map(u64::to_string);
        if let Some(recipient) = c.recipient {
            return json!({
                "id": c.id.to_string(), "type": 1, "last_message_id": last, "flags": 0,
                "recipients": [self.user(recipient)],
            });
        }
        let overwrites: Vec<Value> = c
            .overwrites
            .iter()
            .map(|o| {
                json!({"id": o.id.to_string(), "type": o.kind, "allow": o.allow.to_string(),
                       "deny": o.deny.to_string()})
            })
            .collect();
        let mut told = json!({
            "id": c.id.to_string(), "type": c.kind, "guild_id": c.guild.map(|g| g.to_string()),
            "name": c.name, "position": c.position, "parent_id": c.parent.map(|p| p.to_string()),
            "last_message_id": last, "flags": 0, "rate_limit_per_user": 0, "nsfw": false,
            "topic": c.topic, "permission_overwrites": overwrites,
        });
        if c.is_thread() {
            told["owner_id"] = json!(c.owner.unwrap_or(self.bot).to_string());
            told["message_count"] = json!(c.messages.len());
            told["member_count"] = json!(1);
            told["thread_metadata"] = json!({
                "archived": c.archived, "locked": c.locked, "auto_archive_duration": c.archive_minutes,
                "archive_timestamp": iso(self.now()), "create_timestamp": iso(self.now()),
            });
        }
        told
    }

    /// A server without its members and channels.
    pub(crate) fn guild(&self, id: u64) -> Value {
        let Some(g) = self.guilds.get(&id) else {
            return Value::Null;
        };
        let mut told = json!({
            "id": id.to_string(), "name": g.name, "icon": null, "icon_hash": null, "splash": null,
            "discovery_splash": null, "owner_id": g.owner.to_string(), "region": "deprecated",
            "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0,
            "roles": g.roles.values().map(role).collect::<Vec<_>>(), "emojis": [], "features": [],
            "mfa_level": 0, "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        });
        let more = json!({
            "rules_channel_id": null, "max_presences": null, "max_members": 500_000,
            "vanity_url_code": null, "description": null, "banner": null, "premium_tier": 0,
            "premium_subscription_count": 0, "preferred_locale": g.locale,
            "public_updates_channel_id": null, "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50, "nsfw_level": 0, "nsfw": false, "stickers": [],
            "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null,
            "incidents_data": null, "hub_type": null, "latest_onboarding_question_id": null,
        });
        if let (Some(fields), Value::Object(more)) = (told.as_object_mut(), more) {
            fields.extend(more);
        }
        told
    }

    /// The servers the bot is in, as it is told when it asks for them.
    pub(crate) fn my_guilds(&self) -> Value {
        let told = self.guilds.iter().map(|(id, g)| {
            json!({
                "id": id.to_string(), "name": g.name, "icon": null, "banner": null,
                "owner": g.owner == self.bot, "features": [],
                "permissions": self.guild_permissions(*id, self.bot).to_string(),
            })
        });
        told.collect()
    }

    /// A server as the gateway tells it to somebody who has just arrived.
    pub(crate) fn guild_create(&self, id: u64) -> Value {
        let mut told = self.guild(id);
        let Some(g) = self.guilds.get(&id) else {
            return told;
        };
        let mut channels: Vec<&Channel> = self
            .channels
            .values()
            .filter(|c| c.guild == Some(id))
            .collect();
        channels.sort_by_key(|c| c.id);
        let (threads, channels): (Vec<&Channel>, Vec<&Channel>) =
            channels.into_iter().partition(|c| c.is_thread());
        told["joined_at"] = json!(iso(g.joined));
        told["large"] = json!(g.members.len() > 50);
        told["unavailable"] = json!(false);
        told["member_count"] = json!(g.members.len());
        // Without the intents for members and presences only the bot itself is told of.
        told["members"] = json!([self.member(id, self.bot)]);
        told["channels"] = channels.iter().map(|c| self.channel(c)).collect();
        told["threads"] = threads
            .iter()
            .filter(|c| !c.archived)
            .map(|c| self.channel(c))
            .collect();
        for key in [
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            told[key] = json!([]);
        }
        told
    }

    /// The application of the bot.
    pub(crate) fn application(&self) -> Value {
        json!({
            "id": self.app.to_string(), "name": "Bot", "icon": null, "description": "", "summary": "",
            "type": null, "is_monetized": false, "is_verified": false, "is_discoverable": false,
            "bot_public": true, "bot_require_code_grant": false, "hook": true, "flags": self.application_flags(),
            "verify_key": "0".repeat(64), "team": null, "rpc_origins": [], "redirect_uris": [],
            "interactions_endpoint_url": null, "role_connections_verification_url": null,
            "owner": self.guilds.values().next().map(|g| self.user(g.owner)),
            "approximate_guild_count": self.guilds.len(), "approximate_user_install_count": 0,
            "integration_types_config": {"0": {}}, "bot": self.user(self.bot),
        })
    }

    /// A file as an object.
    pub(crate) fn attachment(&self, a: &Attachment) -> Value {
        let url = format!("{}/cdn/{}/{}", self.base, a.id, encode(&a.name));
        let mut told = json!({
            "id": a.id.to_string(), "filename": a.name, "content_type": a.content_type, "size": a.size,
            "url": url, "proxy_url": url,
        });
        if let Some(description) = &a.description {
            told["description"] = json!(description);
        }
        told
    }
}

fn encode(name: &str) -> String {
    let mut out = String::new();
    for b in name.bytes() {
        if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}
