//! Routes under `/guilds`: the server itself, its channels, roles and members.

use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::model::Model;
use crate::sandbox::model::Role;
use crate::sandbox::model::id_of;
use crate::sandbox::model::objects;
use crate::sandbox::model::perms;
use crate::sandbox::server::channels::bits;
use crate::sandbox::server::channels::overwrites;
use crate::sandbox::server::errors;
use crate::sandbox::server::errors::ApiError;
use crate::sandbox::server::rest::Answer;
use crate::sandbox::server::rest::Call;
use crate::sandbox::server::rest::DONE;
use crate::sandbox::server::validate;

/// Routes a request on a server.
pub(crate) fn route(server: &Server, call: &Call, segs: &[&str]) -> Answer {
    let Some(guild) = segs.get(1).and_then(|s| s.parse::<u64>().ok()) else {
        return Err(errors::bad("guild_id", "Value is not snowflake."));
    };
    let id = |at: usize| {
        let parsed = segs.get(at).and_then(|s| s.parse::<u64>().ok());
        parsed.ok_or_else(|| errors::bad("id", "Value is not snowflake."))
    };
    let members_told = server.has_members_intent();
    server.with(|m| {
        if !m.guilds.contains_key(&guild) {
            return Err(errors::NO_GUILD);
        }
        match (call.method.as_str(), segs.get(2..).unwrap_or_default()) {
            ("GET", []) => Ok((200, m.guild(guild))),
            ("GET", ["channels"]) => Ok((200, channels(m, guild))),
            ("POST", ["channels"]) => create_channel(m, call, guild),
            ("GET", ["roles"]) => {
                let roles = m
                    .guilds
                    .get(&guild)
                    .map(|g| g.roles.values().map(objects::role));
                Ok((200, roles.into_iter().flatten().collect()))
            }
            ("POST", ["roles"]) => create_role(m, call, guild),
            ("PATCH", ["roles", _]) => change_role(m, call, guild, id(3)?),
            ("DELETE", ["roles", _]) => delete_role(m, guild, id(3)?),
            ("GET", ["members"]) if !members_told => Err(errors::NO_ACCESS),
            ("GET", ["members"]) => Ok((200, members(m, call, guild, |_| true))),
            ("GET", ["members", "search"]) => {
                let query = call
                    .query
                    .get("query")
                    .map(|q| q.to_lowercase())
                    .unwrap_or_default();
                Ok((
                    200,
                    members(m, call, guild, |name| {
                        name.to_lowercase().starts_with(&query)
                    }),
                ))
            }
            ("GET", ["members", _]) => m
                .member(guild, id(3)?)
                .map(|v| (200, v))
                .ok_or(errors::NO_MEMBER),
            (method @ ("PUT" | "DELETE"), ["members", _, "roles", _]) => {
                may(m, guild, perms::MANAGE_ROLES)?;
                below(m, guild, id(5)?)?;
                if m.set_role(guild, id(3)?, id(5)?, method == "PUT") {
                    Ok(DONE)
                } else {
                    Err(errors::NO_MEMBER)
                }
            }
            ("GET", ["threads", "active"]) => {
                let threads: Vec<Value> = m
                    .channels
                    .values()
                    .filter(|c| c.guild == Some(guild) && c.is_thread() && !c.archived)
                    .map(|c| m.channel(c))
                    .collect();
                Ok((200, json!({"threads": threads, "members": []})))
            }
            _ => Err(errors::NO_ROUTE),
        }
    })
}

fn may(m: &Model, guild: u64, bit: u64) -> Result<(), ApiError> {
    let have = m.guild_permissions(guild, m.bot);
    if have & bit == bit {
        Ok(())
    } else {
        Err(errors::NO_PERMISSION)
    }
}

fn channels(m: &Model, guild: u64) -> Value {
    let mut all: Vec<_> = m
        .channels
        .values()
        .filter(|c| c.guild == Some(guild) && !c.is_thread())
        .collect();
    all.sort_by_key(|c| c.id);
    all.into_iter().map(|c| m.channel(c)).collect()
}

fn members(m: &Model, call: &Call, guild: u64, fits: impl Fn(&str) -> bool) -> Value {
    let limit = call
        .query
        .get("limit")
        .and_then(|l| l.parse().ok())
        .unwrap_or(1);
    let after = call
        .query
        .get("after")
        .and_then(|a| a.parse::<u64>().ok())
        .unwrap_or(0);
    let Some(g) = m.guilds.get(&guild) else {
        return json!([]);
    };
    g.members
        .range(after.saturating_add(1)..)
        .filter(|(id, _)| m.users.get(id).is_some_and(|u| fits(&u.name)))
        .take(limit)
        .filter_map(|(id, _)| m.member(guild, *id))
        .collect()
}

fn create_channel(m: &mut Model, call: &Call, guild: u64) -> Answer {
    validate::body("POST /guilds/{guild_id}/channels", &call.body)?;
    may(m, guild, perms::MANAGE_CHANNELS)?;
    let kind = call.body["type"]
        .as_u64()
        .and_then(|k| u8::try_from(k).ok())
        .unwrap_or(0);
    let mut name = call.body["name"].as_str().unwrap_or_default().to_owned();
    if kind == 0 {
        name = name.to_lowercase().replace(' ', "-");
    }
    let parent = id_of(&call.body["parent_id"]);
    if parent.is_some_and(|p| m.channels.get(&p).is_none_or(|c| c.kind != 4)) {
        return Err(errors::bad("parent_id", "Category does not exist"));
    }
    let id = m.add_channel(guild, kind, &name, parent);
    if let Some(c) = m.channels.get_mut(&id) {
        c.topic = call.body["topic"].as_str().map(ToOwned::to_owned);
        c.overwrites = overwrites(&call.body["permission_overwrites"]);
    }
    m.channel_changed(id, "CHANNEL_CREATE");
    let told = m.channels.get(&id).map(|c| m.channel(c));
    Ok((201, told.unwrap_or_default()))
}

fn fill(role: &mut Role, body: &Value) {
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut role.name);
    }
    let color = body["color"]
        .as_u64()
        .or(body["colors"]["primary_color"].as_u64());
    if let Some(color) = color.and_then(|c| u32::try_from(c).ok()) {
        role.color = color;
    }
    if !body["permissions"].is_null() {
        role.permissions = bits(&body["permissions"]);
    }
    role.mentionable = body["mentionable"].as_bool().unwrap_or(role.mentionable);
    role.hoist = body["hoist"].as_bool().unwrap_or(role.hoist);
}

fn create_role(m: &mut Model, call: &Call, guild: u64) -> Answer {
    validate::body("POST /guilds/{guild_id}/roles", &call.body)?;
    may(m, guild, perms::MANAGE_ROLES)?;
    let id = m.add_role(guild, "new role", 0);
    change_role_inner(m, call, guild, id, "GUILD_ROLE_UPDATE")
}

fn change_role(m: &mut Model, call: &Call, guild: u64, id: u64) -> Answer {
    validate::body("PATCH /guilds/{guild_id}/roles/{role_id}", &call.body)?;
    may(m, guild, perms::MANAGE_ROLES)?;
    below(m, guild, id)?;
    change_role_inner(m, call, guild, id, "GUILD_ROLE_UPDATE")
}

fn change_role_inner(m: &mut Model, call: &Call, guild: u64, id: u64, event: &str) -> Answer {
    let role = m.guilds.get_mut(&guild).and_then(|g| g.roles.get_mut(&id));
    let role = role.ok_or(errors::NO_ROLE)?;
    fill(role, &call.body);
    let told = objects::role(role);
    m.emit(
        event,
        1,
        Some(guild),
        &json!({"guild_id": guild.to_string(), "role": told}),
    );
    m.tell_web(json!({"type": "members"}));
    Ok((200, told))
}

/// Refuses what concerns a role that is above the bot's own or managed by somebody else.
fn below(m: &Model, guild: u64, id: u64) -> Result<(), ApiError> {
    let g = m.guilds.get(&guild).ok_or(errors::NO_GUILD)?;
    let role = g.roles.get(&id).ok_or(errors::NO_ROLE)?;
    if role.managed || role.id == guild {
        return Err(errors::NO_PERMISSION);
    }
    // A new role starts below the bot's, unless it was given rights the bot lacks.
    let more = role.permissions & !m.guild_permissions(guild, m.bot) != 0;
    if more {
        Err(errors::NO_PERMISSION)
    } else {
        Ok(())
    }
}

fn delete_role(m: &mut Model, guild: u64, id: u64) -> Answer {
    may(m, guild, perms::MANAGE_ROLES)?;
    below(m, guild, id)?;
    if let Some(g) = m.guilds.get_mut(&guild) {
        g.roles.remove(&id);
        for member in g.members.values_mut() {
            member.roles.retain(|r| *r != id);
        }
    }
    let told = json!({"guild_id": guild.to_string(), "role_id": id.to_string()});
    m.emit("GUILD_ROLE_DELETE", 1, Some(guild), &told);
    m.tell_web(json!({"type": "members"}));
    Ok(DONE)
}

impl Model {
    /// Adds a role and tells of it.
    pub(crate) fn add_role(&mut self, guild: u64, name: &str, color: u32) -> u64 {
        let id = self.next_id();
        let role = Role {
            id,
            name: name.to_owned(),
            color,
            permissions: 0,
            position: 1,
            mentionable: false,
            hoist: false,
            managed: false,
        };
        let told = json!({"guild_id": guild.to_string(), "role": objects::role(&role)});
        if let Some(g) = self.guilds.get_mut(&guild) {
            g.roles.insert(id, role);
        }
        self.emit("GUILD_ROLE_CREATE", 1, Some(guild), &told);
        self.tell_web(json!({"type": "members"}));
        id
    }

    /// Gives a role to a member or takes it away, and tells of it.
    pub(crate) fn set_role(&mut self, guild: u64, user: u64, role: u64, give: bool) -> bool {
        let member = self
            .guilds
            .get_mut(&guild)
            .and_then(|g| g.members.get_mut(&user));
        let Some(member) = member else {
            return false;
        };
        member.roles.retain(|r| *r != role);
        if give {
            member.roles.push(role);
        }
        if let Some(mut told) = self.member(guild, user) {
            told["guild_id"] = json!(guild.to_string());
            self.emit("GUILD_MEMBER_UPDATE", 2, Some(guild), &told);
        }
        self.tell_web(json!({"type": "members"}));
        true
    }
}
