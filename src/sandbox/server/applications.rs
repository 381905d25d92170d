//! Routes under `/applications`: what the bot is, and its registered commands.

use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::model::Command;
use crate::sandbox::model::Model;
use crate::sandbox::server::errors;
use crate::sandbox::server::rest::Answer;
use crate::sandbox::server::rest::Call;
use crate::sandbox::server::rest::DONE;
use crate::sandbox::server::validate;

const ALL: &str = "/applications/{application_id}/commands";

/// Routes a request on the application.
pub(crate) fn route(server: &Server, call: &Call, segs: &[&str]) -> Answer {
    server.with(|m| {
        if let ("GET", ["applications" | "oauth2", "@me"] | ["oauth2", "applications", "@me"]) =
            (call.method.as_str(), segs)
        {
            return Ok((200, m.application()));
        }
        let app = m.app.to_string();
        let (guild, rest) = match segs {
            ["applications", a, "commands", rest @ ..] if *a == app => (None, rest),
            ["applications", a, "guilds", g, "commands", rest @ ..] if *a == app => {
                let guild = g.parse::<u64>().ok().filter(|g| m.guilds.contains_key(g));
                (Some(guild.ok_or(errors::NO_ACCESS)?), rest)
            }
            _ => return Err(errors::NO_ROUTE),
        };
        let known = |id: &str, m: &Model| {
            let id = id.parse::<u64>().ok()?;
            m.commands.get(&id).filter(|c| c.guild == guild).map(|_| id)
        };
        match (call.method.as_str(), rest) {
            ("GET", []) => Ok((200, listed(m, guild))),
            ("PUT", []) => replace(m, &call.body, guild),
            ("POST", []) => {
                validate::body(&format!("POST {ALL}"), &call.body)?;
                validate::command(&call.body)?;
                Ok((201, upsert(m, &call.body, guild)))
            }
            ("GET", [id]) => {
                let id = known(id, m).ok_or(errors::NO_COMMAND)?;
                Ok((
                    200,
                    m.commands
                        .get(&id)
                        .map(|c| c.body.clone())
                        .unwrap_or_default(),
                ))
            }
            ("PATCH", [id]) => {
                let id = known(id, m).ok_or(errors::NO_COMMAND)?;
                validate::body(&format!("PATCH {ALL}/{{command_id}}"), &call.body)?;
                let mut whole = m
                    .commands
                    .get(&id)
                    .map(|c| c.body.clone())
                    .unwrap_or_default();
                for (k, v) in call.body.as_object().into_iter().flatten() {
                    whole[k] = v.clone();
                }
                validate::command(&whole)?;
                Ok((200, upsert(m, &whole, guild)))
            }
            ("DELETE", [id]) => {
                let id = known(id, m).ok_or(errors::NO_COMMAND)?;
                m.commands.remove(&id);
                m.tell_web(json!({"type": "commands"}));
                Ok(DONE)
            }
            _ => Err(errors::NO_ROUTE),
        }
    })
}

fn listed(m: &Model, guild: Option<u64>) -> Value {
    m.commands
        .values()
        .filter(|c| c.guild == guild)
        .map(|c| c.body.clone())
        .collect()
}

fn replace(m: &mut Model, body: &Value, guild: Option<u64>) -> Answer {
    validate::body(&format!("PUT {ALL}"), body)?;
    let new = body.as_array().cloned().unwrap_or_default();
    for (n, c) in new.iter().enumerate() {
        validate::command(c).map_err(|mut e| {
            for (path, _) in &mut e.errors {
                *path = format!("{n}/{path}");
            }
            e
        })?;
        if new.iter().take(n).any(|o| same(o, c)) {
            return Err(errors::bad(
                format!("{n}/name"),
                "Application command names must be unique",
            ));
        }
    }
    for (kind, max) in [(1, 100), (2, 15), (3, 15)] {
        if new
            .iter()
            .filter(|c| c["type"].as_u64().unwrap_or(1) == kind)
            .count()
            > max
        {
            return Err(errors::bad(
                "",
                "Maximum number of application commands reached",
            ));
        }
    }
    m.commands
        .retain(|_, c| c.guild != guild || new.iter().any(|n| same(n, &c.body)));
    for c in &new {
        upsert(m, c, guild);
    }
    Ok((200, listed(m, guild)))
}

fn same(a: &Value, b: &Value) -> bool {
    a["name"] == b["name"] && a["type"].as_u64().unwrap_or(1) == b["type"].as_u64().unwrap_or(1)
}

fn upsert(m: &mut Model, sent: &Value, guild: Option<u64>) -> Value {
    let there = m
        .commands
        .iter()
        .find(|(_, c)| c.guild == guild && same(&c.body, sent));
    let id = there.map(|(id, _)| *id).unwrap_or_else(|| m.next_id());
    let version = m.next_id();
    let mut body = sent.clone();
    let defaults = json!({"type": 1, "description": "", "options": [], "nsfw": false,
        "dm_permission": true, "contexts": null, "integration_types": [0],
        "default_member_permissions": null, "name_localizations": null,
        "description_localizations": null});
    for (k, v) in defaults.as_object().into_iter().flatten() {
        if body[k].is_null() {
            body[k] = v.clone();
        }
    }
    if let Some(n) = body["default_member_permissions"].as_u64() {
        body["default_member_permissions"] = json!(n.to_string());
    }
    body["id"] = json!(id.to_string());
    body["application_id"] = json!(m.app.to_string());
    body["version"] = json!(version.to_string());
    if let Some(g) = guild {
        body["guild_id"] = json!(g.to_string());
    }
    m.commands.insert(
        id,
        Command {
            guild,
            body: body.clone(),
        },
    );
    m.tell_web(json!({"type": "commands"}));
    body
}
