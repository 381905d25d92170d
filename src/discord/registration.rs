//! Registering commands with Discord, only when they have changed: what stands there is read and compared.

use anyhow::{anyhow, bail};
use reqwest::Method;
use serde_json::{Map, Value};

use crate::discord::commands::{self, Command};
use crate::discord::rest::{Call, Rest};

/// What Discord adds to a command, or leaves out when it is the default.
const DISCORDS_OWN: &[&str] = &[
    "id",
    "application_id",
    "version",
    "guild_id",
    "dm_permission",
    "default_permission",
    "name_localized",
    "description_localized",
];

/// Puts all commands in place with one request, unless they stand there already.
pub(super) async fn register(
    rest: &Rest,
    application: u64,
    commands: &[Command],
) -> anyhow::Result<()> {
    let (wanted, missing) = commands::registration(commands);
    if !missing.is_empty() {
        bail!("messages for commands are missing: {}", missing.join(", "));
    }
    let wanted = Value::Array(wanted);
    let path = format!("/applications/{application}/commands");
    let major = application.to_string();
    let template = "/applications/:id/commands";
    let read = Call::new(
        Method::GET,
        &major,
        template,
        format!("{path}?with_localizations=true"),
    );
    let there = answered(rest, read).await?;
    if normal(&there) == normal(&wanted) {
        tracing::debug!("the commands stand as they should");
        return Ok(());
    }
    let write = Call::new(Method::PUT, &major, template, path).body(wanted);
    answered(rest, write).await?;
    tracing::info!(commands = commands.len(), "commands registered");
    Ok(())
}

async fn answered(rest: &Rest, call: Call) -> anyhow::Result<Value> {
    let answer = rest
        .paced(call, false)
        .await
        .map_err(|why| anyhow!("the commands could not be registered: {why}"))?;
    if !answer.ok() {
        bail!("the commands could not be registered: {}", answer.says());
    }
    Ok(answer.body)
}

/// The same whatever order, defaults and numbers Discord gives them: two that are equal need no request.
fn normal(commands: &Value) -> Vec<Value> {
    let all = commands.as_array().cloned().unwrap_or_default();
    let mut all: Vec<Value> = all.iter().filter_map(plain).collect();
    all.sort_by_key(|c| (c["type"].as_u64(), c["name"].to_string()));
    all
}

fn plain(value: &Value) -> Option<Value> {
    match value {
        Value::Object(object) => {
            let kept: Map<String, Value> = object
                .iter()
                .filter(|(key, _)| !DISCORDS_OWN.contains(&key.as_str()))
                // A slash command is the default kind.
                .filter(|(key, v)| !(*key == "type" && **v == 1 && object.contains_key("contexts")))
                .filter_map(|(key, v)| Some((key.clone(), plain(v)?)))
                .collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        Value::Array(items) => {
            let kept: Vec<Value> = items.iter().filter_map(plain).collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if text.is_empty() => None,
        // 1 and 1.0 are the same bound.
        Value::Number(n) => Some(n.as_f64().map_or_else(|| value.clone(), Value::from)),
        Value::Bool(true) | Value::String(_) => Some(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_discord_adds_is_no_change_and_a_new_word_is_one() {
        let wanted = json!([{ "name": "a", "description": "d", "contexts": [0], "options": [
            { "type": 3, "name": "o", "description": "x", "required": false, "choices": [], "min_value": 1 } ] }]);
        let there = json!([{ "id": "1", "version": "2", "type": 1, "nsfw": false, "name": "a", "description": "d",
            "contexts": [0], "default_member_permissions": null,
            "options": [{ "type": 3, "name": "o", "description": "x", "min_value": 1.0 }] }]);
        assert_eq!(normal(&wanted), normal(&there));
        let mut other = there;
        other[0]["options"][0]["description"] = "y".into();
        assert_ne!(normal(&wanted), normal(&other));
    }
}
