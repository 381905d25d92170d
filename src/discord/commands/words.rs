//! The words of the commands: one walk over the registration fills in what the messages say.
//!
//! Ids follow the tree. `/standup create` is `cmd-standup-create`, its option `schedule` is
//! `cmd-standup-create-opt-schedule`, a choice `create` of an option is that option's attribute `.choice-create`. A message's
//! value is the name (in English the canonical one, in Chinese what people see), `.description` the description. A command of
//! the message or user menu is `cmd-menu-why-this` for **Why this?** and has a value only.

use poise::serenity_prelude as serenity;
use serde_json::{Map, Value, json};

use crate::discord::commands::Command;
use crate::i18n::{Lang, find};

/// Kinds of option, as Discord numbers them.
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;

/// What is registered with Discord: every command, in both languages, and the ids of messages that are missing.
pub(in crate::discord) fn registration(commands: &[Command]) -> (Vec<Value>, Vec<String>) {
    let mut missing = Vec::new();
    let mut all = Vec::new();
    for command in commands {
        if let Some(slash) = command.create_as_slash_command() {
            all.extend(finished(&slash, &mut missing));
        }
        if let Some(menu) = command.create_as_context_menu_command() {
            all.extend(finished(&menu, &mut missing));
        }
    }
    (all, missing)
}

fn finished(command: &serenity::CreateCommand, missing: &mut Vec<String>) -> Option<Value> {
    let mut value = match serde_json::to_value(command) {
        Ok(value) => value,
        Err(error) => {
            missing.push(error.to_string());
            return None;
        }
    };
    let object = value.as_object_mut()?;
    let typed = object.get("type").and_then(Value::as_u64).unwrap_or(1) == 1;
    // What is typed belongs to a server. The menu is there under direct messages of ours too: each is about one server.
    let contexts = if typed { json!([0]) } else { json!([0, 1]) };
    object.insert("contexts".to_owned(), contexts);
    object.insert("integration_types".to_owned(), json!([0]));
    let name = text(object, "name");
    if typed {
        named(object, &format!("cmd-{name}"), missing);
    } else {
        let id = format!("cmd-menu-{}", slug(&name));
        localise(object, "name", Lang::En, &id, missing);
        localise(object, "name", Lang::Zh, &id, missing);
    }
    Some(value)
}

/// Fills in a command or option and everything under it.
fn named(object: &mut Map<String, Value>, id: &str, missing: &mut Vec<String>) {
    localise(object, "name", Lang::Zh, id, missing);
    let described = format!("{id}.description");
    localise(object, "description", Lang::En, &described, missing);
    localise(object, "description", Lang::Zh, &described, missing);
    choose(object, id, missing);
    let options = object.get_mut("options").and_then(Value::as_array_mut);
    for option in options.into_iter().flatten() {
        let Some(option) = option.as_object_mut() else {
            continue;
        };
        let name = text(option, "name");
        let kind = option.get("type").and_then(Value::as_u64);
        let under = match kind {
            Some(SUB_COMMAND | SUB_COMMAND_GROUP) => format!("{id}-{name}"),
            _ => format!("{id}-opt-{name}"),
        };
        named(option, &under, missing);
    }
}

/// Choices go out as strings with their canonical name as value.
fn choose(option: &mut Map<String, Value>, id: &str, missing: &mut Vec<String>) {
    let Some(choices) = option.get_mut("choices").and_then(Value::as_array_mut) else {
        return;
    };
    if choices.is_empty() {
        return;
    }
    for choice in choices {
        let Some(choice) = choice.as_object_mut() else {
            continue;
        };
        let name = text(choice, "name");
        let id = format!("{id}.choice-{}", slug(&name));
        choice.insert("value".to_owned(), name.into());
        localise(choice, "name", Lang::En, &id, missing);
        localise(choice, "name", Lang::Zh, &id, missing);
    }
    option.insert("type".to_owned(), STRING.into());
}

/// English is what everybody sees whose language has no localisation.
fn localise(
    object: &mut Map<String, Value>,
    what: &str,
    lang: Lang,
    id: &str,
    missing: &mut Vec<String>,
) {
    let Some(words) = find(lang, id) else {
        missing.push(format!("{id} ({})", lang.tag()));
        return;
    };
    match lang {
        Lang::En => {
            object.insert(what.to_owned(), words.into());
        }
        Lang::Zh => {
            let key = format!("{what}_localizations");
            object.insert(key, json!({ lang.tag(): words }));
        }
    }
}

fn text(object: &Map<String, Value>, key: &str) -> String {
    object
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// `Why this?` → `why-this`.
fn slug(name: &str) -> String {
    name.to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::commands::all;

    #[test]
    fn every_command_option_and_choice_has_its_words_in_both_languages() {
        let (commands, missing) = registration(&all());
        assert_eq!(missing, [""; 0]);
        assert!(commands.len() > 8);
    }
}
