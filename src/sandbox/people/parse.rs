//! Commands as people type them.

use serde_json::Map;
use serde_json::Value;

use crate::sandbox::model::Model;
use crate::sandbox::model::interactions::Actor;
use crate::sandbox::people::options;
use crate::sandbox::people::options::items;

/// A command's path and its options as text.
pub(crate) type Line = (Vec<String>, Map<String, Value>);

/// Whether a command, option or choice has this name, in any language.
pub(crate) fn is_named(thing: &Value, name: &str) -> bool {
    let others = thing["name_localizations"].as_object();
    thing["name"] == name || others.is_some_and(|l| l.values().any(|n| n == name))
}

/// Takes a line apart: `/path to it key:value key:"value with spaces"`. A value without quotation
/// marks goes on to the next option's name.
pub(crate) fn command_line(m: &Model, actor: &Actor, text: &str) -> Result<Line, String> {
    let guild = m.channels.get(&actor.channel).and_then(|c| c.guild);
    let text = text.trim().trim_start_matches('/');
    let mut words = text.splitn(2, char::is_whitespace);
    let first = words.next().unwrap_or_default();
    let mut at = options::visible(m, actor, guild)
        .into_iter()
        .find(|c| c["type"] == 1 && is_named(c, first))
        .ok_or_else(|| format!("There is no command /{first}."))?;
    let mut path = vec![at["name"].as_str().unwrap_or_default().to_owned()];
    let mut rest = words.next().unwrap_or_default().trim_start();
    while items(&at["options"])
        .first()
        .is_some_and(|o| matches!(o["type"].as_u64(), Some(1 | 2)))
    {
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        at = items(&at["options"])
            .iter()
            .find(|o| is_named(o, word))
            .ok_or_else(|| format!("/{} needs a subcommand.", path.join(" ")))?;
        path.push(at["name"].as_str().unwrap_or_default().to_owned());
        rest = after.trim_start();
    }
    Ok((path, values(items(&at["options"]), rest)?))
}

fn values(known: &[Value], text: &str) -> Result<Map<String, Value>, String> {
    let mut out = Map::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest
            .split_once([':', '：'])
            .ok_or_else(|| format!("`{rest}`?"))?;
        let option = known.iter().find(|o| is_named(o, name.trim()));
        let option = option.ok_or_else(|| format!("There is no option {name}."))?;
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => until_next(known, after),
        };
        out.insert(
            option["name"].as_str().unwrap_or_default().to_owned(),
            Value::from(value),
        );
        rest = left.trim_start();
    }
    Ok(out)
}

fn unquote(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return (out, chars.as_str()),
            '\\' => out.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => out.push(c),
        }
    }
    (out, "")
}

fn until_next<'a>(known: &[Value], text: &'a str) -> (String, &'a str) {
    for (at, _) in text.match_indices(' ') {
        let (value, rest) = text.split_at(at);
        let next = rest.trim_start().split_once([':', '：']);
        if next.is_some_and(|(name, _)| known.iter().any(|o| is_named(o, name))) {
            return (value.trim().to_owned(), rest);
        }
    }
    (text.trim().to_owned(), "")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_is_taken_apart_as_it_was_meant() {
        let known = [
            json!({"name": "name"}),
            json!({"name": "at", "name_localizations": {"zh-CN": "时间"}}),
        ];
        for (text, want) in [
            (
                r#"name:"a: \"b\"" at:09:30"#,
                json!({"name": "a: \"b\"", "at": "09:30"}),
            ),
            (
                "name:two words at:weekdays at 9",
                json!({"name": "two words", "at": "weekdays at 9"}),
            ),
            ("时间:周一 name:x", json!({"at": "周一", "name": "x"})),
            ("", json!({})),
        ] {
            assert_eq!(Value::Object(values(&known, text).unwrap()), want, "{text}");
        }
        assert!(values(&known, "nobody:1").is_err());
    }
}
