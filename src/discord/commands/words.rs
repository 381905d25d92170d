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

    /// `standup create: department* name* clock{department,member} …`, one line a command.
    fn listing(commands: &[Value]) -> String {
        let mut lines = Vec::new();
        for command in commands {
            let name = text_of(command, "name");
            if command["type"] == 3 {
                lines.push(format!("menu of a message: {name}"));
                continue;
            }
            let options = options(command);
            if options.iter().any(|o| o["type"] == SUB_COMMAND) {
                lines.extend(
                    options
                        .iter()
                        .map(|sub| format!("{name} {}:{}", text_of(sub, "name"), words(sub))),
                );
            } else {
                lines.push(format!("{name}:{}", words(command)));
            }
        }
        lines.sort();
        lines.join("\n")
    }

    fn words(command: &Value) -> String {
        let each = options(command).into_iter().map(|option| {
            let star = if option["required"] == true { "*" } else { "" };
            let choices: Vec<String> = option["choices"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|choice| text_of(choice, "value"))
                .collect();
            let choices = if choices.is_empty() {
                String::new()
            } else {
                format!("{{{}}}", choices.join(","))
            };
            format!(" {}{star}{choices}", text_of(&option, "name"))
        });
        each.collect()
    }

    fn options(value: &Value) -> Vec<Value> {
        value["options"].as_array().cloned().unwrap_or_default()
    }

    fn text_of(value: &Value, key: &str) -> String {
        value[key].as_str().unwrap_or_default().to_owned()
    }

    /// Others drive the bot by these names: a change here is a change of what was promised.
    #[test]
    fn the_command_surface_is_what_was_promised() {
        let (commands, _) = registration(&all());
        let promised = include_str!("../../../tests/data/commands.txt");
        assert_eq!(listing(&commands), promised.trim_end());
    }

    #[test]
    fn no_word_is_left_over() {
        let (commands, _) = registration(&all());
        let mut ids = Vec::new();
        for command in &commands {
            let name = text_of(command, "name");
            if command["type"] == 3 {
                ids.push(format!("cmd-menu-{}", slug(&name)));
            } else {
                gather(command, &format!("cmd-{name}"), &mut ids);
            }
        }
        let messages = include_str!("../../i18n/locales/en-US.ftl");
        let left: Vec<&str> = messages
            .lines()
            .filter(|line| line.starts_with("cmd-"))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .filter(|id| !ids.iter().any(|known| known == id))
            .collect();
        assert_eq!(left, [""; 0]);
    }

    fn gather(command: &Value, id: &str, ids: &mut Vec<String>) {
        ids.push(id.to_owned());
        for option in options(command) {
            let name = text_of(&option, "name");
            if option["type"] == SUB_COMMAND {
                gather(&option, &format!("{id}-{name}"), ids);
            } else {
                ids.push(format!("{id}-opt-{name}"));
            }
        }
    }

    /// Discord's documentation, "Application Command Object": lengths in characters.
    #[test]
    fn everything_is_within_discords_limits() {
        let (commands, _) = registration(&all());
        for command in &commands {
            check(command, command["type"] == 3);
            let typed = commands.len();
            assert!(typed <= 100, "{typed} commands");
            assert!(characters(command) <= 8_000, "{}", text_of(command, "name"));
        }
    }

    fn check(value: &Value, menu: bool) {
        let name = text_of(value, "name");
        let mut names = vec![name.clone()];
        names.extend(localised(value, "name"));
        for one in names {
            assert!((1..=32).contains(&one.chars().count()), "{one}");
            assert!(menu || !one.contains(char::is_whitespace), "{one}");
            assert!(menu || one == one.to_lowercase(), "{one}");
        }
        let mut described = vec![text_of(value, "description")];
        described.extend(localised(value, "description"));
        for one in described {
            assert!(
                menu || (1..=100).contains(&one.chars().count()),
                "{name}: {one}"
            );
        }
        assert!(options(value).len() <= 25, "{name}");
        for option in options(value) {
            check(&option, false);
        }
        for choice in value["choices"].as_array().into_iter().flatten() {
            assert!(text_of(choice, "name").chars().count() <= 100, "{name}");
        }
    }

    fn localised(value: &Value, key: &str) -> Vec<String> {
        let all = value[format!("{key}_localizations")].as_object();
        all.into_iter()
            .flat_map(|all| all.values())
            .filter_map(|text| text.as_str().map(ToOwned::to_owned))
            .collect()
    }

    /// Names, descriptions and values; of several languages the longest counts.
    fn characters(value: &Value) -> usize {
        let longest = |key: &str| {
            let mut all = localised(value, key);
            all.push(text_of(value, key));
            all.iter().map(|text| text.chars().count()).max()
        };
        let own = longest("name").unwrap_or(0) + longest("description").unwrap_or(0);
        let parts = options(value).iter().map(characters).sum::<usize>();
        let choices = value["choices"].as_array().into_iter().flatten();
        own + parts
            + choices
                .map(|c| characters(c) + text_of(c, "value").len())
                .sum::<usize>()
    }
}
