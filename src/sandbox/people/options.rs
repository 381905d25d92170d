//! Options of a command, checked and made into what the bot is told, as a client does.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use tokio::sync::oneshot;

use crate::sandbox::Outcome;
use crate::sandbox::model::Model;
use crate::sandbox::model::id_of;
use crate::sandbox::model::interactions::Actor;
use crate::sandbox::model::objects;
use crate::sandbox::model::perms;
use crate::sandbox::people::parse::is_named;

/// The commands a person is offered in a server, or in a direct conversation.
pub(crate) fn visible<'m>(m: &'m Model, actor: &Actor, guild: Option<u64>) -> Vec<&'m Value> {
    let rights = m.permissions(actor.channel, actor.user);
    m.commands
        .values()
        .filter(|c| c.guild.is_none() || c.guild == guild)
        .filter(|c| {
            let here = if guild.is_some() { 0 } else { 1 };
            let contexts = c.body["contexts"].as_array();
            contexts.is_none_or(|l| l.iter().any(|x| x == here))
                && (guild.is_some() || c.body["dm_permission"] != false)
        })
        .filter(|c| {
            let needed = id_of(&c.body["default_member_permissions"]);
            match needed {
                None => true,
                Some(0) => rights & perms::ADMINISTRATOR != 0,
                Some(n) => rights & n == n,
            }
        })
        .map(|c| &c.body)
        .collect()
}

/// Begins a command, or (with `focused`) the completion of one of its options.
pub(crate) fn begin(
    m: &mut Model,
    actor: &Actor,
    path: &[String],
    given: &Map<String, Value>,
    focused: Option<&str>,
) -> Result<oneshot::Receiver<Outcome>, String> {
    let guild = m.channels.get(&actor.channel).and_then(|c| c.guild);
    let first = path.first().ok_or("Which command?")?;
    let root = visible(m, actor, guild)
        .into_iter()
        .find(|c| c["type"] == 1 && is_named(c, first))
        .ok_or_else(|| format!("There is no command /{first} here for you."))?;
    let mut at = root;
    let mut steps = Vec::new();
    for step in path.iter().skip(1) {
        at = items(&at["options"])
            .iter()
            .find(|o| matches!(o["type"].as_u64(), Some(1 | 2)) && is_named(o, step))
            .ok_or_else(|| format!("There is no subcommand {step}."))?;
        steps.push((at["name"].clone(), at["type"].clone()));
    }
    let known = items(&at["options"]);
    if known
        .first()
        .is_some_and(|o| matches!(o["type"].as_u64(), Some(1 | 2)))
    {
        return Err(format!("/{} needs a subcommand.", path.join(" ")));
    }
    if let Some(name) = given.keys().find(|k| !known.iter().any(|o| is_named(o, k))) {
        return Err(format!("There is no option {name}."));
    }
    let mut resolved = json!({});
    let mut told = Vec::new();
    for option in known {
        let name = option["name"].as_str().unwrap_or_default();
        let value = given
            .iter()
            .find(|(k, _)| is_named(option, k))
            .map(|(_, v)| v);
        let is_focus = focused.is_some_and(|f| is_named(option, f));
        let value = value.filter(|v| !v.is_null() && (**v != "" || is_focus));
        if is_focus {
            let typed = value.map(plain).unwrap_or_default();
            told.push(
                json!({"name": name, "type": option["type"], "value": typed, "focused": true}),
            );
        } else if let Some(value) = value {
            let checked = check(m, actor, option, value, &mut resolved);
            match checked {
                Ok(v) => told.push(json!({"name": name, "type": option["type"], "value": v})),
                // While completing, what is not complete yet is left out.
                Err(_) if focused.is_some() => {}
                Err(e) => return Err(format!("{name}: {e}")),
            }
        } else if focused.is_none() && option["required"] == true {
            return Err(format!("{name}: this option is required."));
        }
    }
    let mut options = told;
    for (name, kind) in steps.into_iter().rev() {
        options = vec![json!({"name": name, "type": kind, "options": options})];
    }
    let data = json!({"id": root["id"], "name": root["name"], "type": 1, "options": options,
        "resolved": resolved, "guild_id": guild.map(|g| g.to_string())});
    m.begin(if focused.is_some() { 4 } else { 2 }, actor, data)
}

/// A JSON list, empty if it is none.
pub(crate) fn items(v: &Value) -> &[Value] {
    v.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn plain(v: &Value) -> String {
    v.as_str().map_or_else(|| v.to_string(), ToOwned::to_owned)
}

fn check(
    m: &Model,
    actor: &Actor,
    option: &Value,
    value: &Value,
    resolved: &mut Value,
) -> Result<Value, String> {
    let text = plain(value);
    let guild = m
        .channels
        .get(&actor.channel)
        .and_then(|c| c.guild)
        .or_else(|| m.first_guild());
    let choices = items(&option["choices"]);
    if !choices.is_empty() {
        let found = choices
            .iter()
            .find(|c| plain(&c["value"]) == text || is_named(c, &text));
        return found
            .map(|c| c["value"].clone())
            .ok_or_else(|| "not one of the choices.".to_owned());
    }
    match option["type"].as_u64() {
        Some(3) => words(option, text),
        Some(4) => {
            let n: i64 = text
                .parse()
                .map_err(|e| format!("not a whole number ({e})."))?;
            let low = option["min_value"]
                .as_f64()
                .is_some_and(|l| json!(n).as_f64() < Some(l));
            let high = option["max_value"]
                .as_f64()
                .is_some_and(|h| json!(n).as_f64() > Some(h));
            if low || high {
                Err("out of range.".to_owned())
            } else {
                Ok(json!(n))
            }
        }
        Some(5) => match text.to_lowercase().as_str() {
            "true" | "yes" | "是" => Ok(json!(true)),
            "false" | "no" | "否" => Ok(json!(false)),
            _ => Err("true or false.".to_owned()),
        },
        Some(6 | 9) => person(m, guild, &text, resolved),
        Some(7) => {
            let c = channel(m, actor, guild, &text).ok_or("there is no such channel.")?;
            let id = c["id"].as_str().unwrap_or_default().to_owned();
            resolved["channels"][&id] = c;
            Ok(json!(id))
        }
        Some(8) => {
            let bare = text
                .trim_start_matches("<@&")
                .trim_end_matches('>')
                .trim_start_matches('@');
            let g = guild
                .and_then(|g| m.guilds.get(&g))
                .ok_or("there is no server here.")?;
            let role = g
                .roles
                .values()
                .find(|r| r.id.to_string() == bare || r.name == bare);
            let role = role.ok_or("there is no such role.")?;
            resolved["roles"][role.id.to_string()] = objects::role(role);
            Ok(json!(role.id.to_string()))
        }
        Some(10) => {
            let n: f64 = text.parse().map_err(|e| format!("not a number ({e})."))?;
            Ok(json!(n))
        }
        Some(11) => {
            let id = text
                .parse::<u64>()
                .ok()
                .and_then(|id| m.attachments.get(&id));
            let file = id.ok_or("there is no such file.")?;
            resolved["attachments"][file.id.to_string()] = m.attachment(file);
            Ok(json!(file.id.to_string()))
        }
        _ => Err("an option of an unknown kind.".to_owned()),
    }
}

fn words(option: &Value, text: String) -> Result<Value, String> {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let least = option["min_length"].as_u64().unwrap_or(0);
    let most = option["max_length"].as_u64().unwrap_or(6_000);
    if (least..=most).contains(&length) {
        Ok(json!(text))
    } else {
        Err(format!("between {least} and {most} characters."))
    }
}

fn person(
    m: &Model,
    guild: Option<u64>,
    text: &str,
    resolved: &mut Value,
) -> Result<Value, String> {
    let bare = text
        .trim_start_matches("<@")
        .trim_start_matches(['!', '@'])
        .trim_end_matches('>');
    let by_id = bare
        .parse::<u64>()
        .ok()
        .filter(|id| m.users.contains_key(id));
    let by_name = || {
        m.users
            .values()
            .find(|u| u.name.eq_ignore_ascii_case(bare))
            .map(|u| u.id)
    };
    let id = by_id.or_else(by_name).ok_or("there is no such person.")?;
    let key = id.to_string();
    resolved["users"][&key] = m.user(id);
    if let Some(mut member) = guild.and_then(|g| m.member(g, id)) {
        if let Some(fields) = member.as_object_mut() {
            fields.remove("user");
            fields.remove("deaf");
            fields.remove("mute");
        }
        let rights = guild.map_or(0, |g| m.guild_permissions(g, id));
        member["permissions"] = json!(rights.to_string());
        resolved["members"][&key] = member;
    }
    Ok(json!(key))
}

fn channel(m: &Model, actor: &Actor, guild: Option<u64>, text: &str) -> Option<Value> {
    let bare = text
        .trim_start_matches("<#")
        .trim_start_matches('#')
        .trim_end_matches('>');
    let by_id = bare.parse::<u64>().ok().and_then(|id| m.channels.get(&id));
    let by_name = || {
        m.channels
            .values()
            .find(|c| c.guild == guild && c.name == bare)
    };
    let c = by_id.or_else(by_name)?;
    let mut told = m.channel(c);
    // Of whoever uses the command, as the documentation of interactions says.
    told["permissions"] = json!(m.permissions(c.id, actor.user).to_string());
    Some(told)
}
