//! What a body must look like: Discord's public OpenAPI description, and the rules it does not hold.
//!
//! `openapi.json` is the part of that description (MIT, see `openapi.LICENSE`) that covers the bodies
//! taken here, made to refuse unknown fields. A validator for each operation is compiled once.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::server::errors::ApiError;
use crate::sandbox::server::errors::BAD_FORM;
use crate::sandbox::server::errors::bad;

static VALIDATORS: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| {
    let text = include_str!("openapi.json");
    let mut spec: Value = serde_json::from_str(text).expect("the committed file is JSON");
    let operations = spec["operations"].take();
    let mut out = HashMap::new();
    for (operation, schema) in operations.as_object().into_iter().flatten() {
        let mut whole = schema.clone();
        whole["components"] = spec["components"].clone();
        let validator =
            jsonschema::draft202012::new(&whole).expect("the committed schema compiles");
        out.insert(operation.clone(), validator);
    }
    out
});

/// Compiles the validators, so that the first request does not wait for them.
pub(crate) fn warm_up() {
    LazyLock::force(&VALIDATORS);
}

/// Checks a body against an operation of the description.
pub(crate) fn body(operation: &str, body: &Value) -> Result<(), ApiError> {
    let Some(validator) = VALIDATORS.get(operation) else {
        return Ok(());
    };
    if validator.is_valid(body) {
        return Ok(());
    }
    let mut e = BAD_FORM;
    for found in validator.iter_errors(body).take(10) {
        let what: String = found.to_string().chars().take(400).collect();
        e.errors.push((found.instance_path().to_string(), what));
    }
    Err(e)
}

fn chars(v: &Value) -> usize {
    v.as_str().map_or(0, |s| s.chars().count())
}

fn items(v: &Value) -> impl Iterator<Item = &Value> {
    v.as_array().into_iter().flatten()
}

/// The rules for messages that are not in the description.
pub(crate) fn message(body: &Value) -> Result<(), ApiError> {
    if chars(&body["content"]) > 2_000 {
        return Err(bad("content", "Must be 2000 or fewer in length."));
    }
    embeds(&body["embeds"])?;
    components(&body["components"])?;
    let allowed = &body["allowed_mentions"];
    for key in ["users", "roles"] {
        let parsed = items(&allowed["parse"]).any(|p| p == key);
        if parsed && items(&allowed[key]).next().is_some() {
            let what = format!("parse:[\"{key}\"] and {key}: [ids...] are mutually exclusive.");
            return Err(bad("allowed_mentions", what));
        }
    }
    Ok(())
}

fn embeds(embeds: &Value) -> Result<(), ApiError> {
    let mut total = 0;
    for (n, e) in items(embeds).enumerate() {
        let mut own = chars(&e["title"])
            + chars(&e["description"])
            + chars(&e["footer"]["text"])
            + chars(&e["author"]["name"]);
        let limits = [
            (&e["title"], 256, "title"),
            (&e["description"], 4_096, "description"),
            (&e["footer"]["text"], 2_048, "footer/text"),
            (&e["author"]["name"], 256, "author/name"),
        ];
        for (field, max, name) in limits {
            if chars(field) > max {
                let what = format!("Must be {max} or fewer in length.");
                return Err(bad(format!("embeds/{n}/{name}"), what));
            }
        }
        for (f, field) in items(&e["fields"]).enumerate() {
            own += chars(&field["name"]) + chars(&field["value"]);
            for (key, max) in [("name", 256), ("value", 1_024)] {
                let length = field[key].as_str().map_or(0, |s| s.trim().chars().count());
                if length == 0 || chars(&field[key]) > max {
                    let what = format!("Must be between 1 and {max} in length.");
                    return Err(bad(format!("embeds/{n}/fields/{f}/{key}"), what));
                }
            }
        }
        let pictured = ["image", "thumbnail"].iter().any(|k| !e[*k].is_null());
        if own == 0 && !pictured {
            return Err(bad(
                format!("embeds/{n}/description"),
                "This field is required",
            ));
        }
        total += own;
    }
    if total > 6_000 {
        return Err(bad("embeds", "Embed size exceeds maximum size of 6000"));
    }
    Ok(())
}

fn components(rows: &Value) -> Result<(), ApiError> {
    if items(rows).count() > 5 {
        return Err(bad("components", "Must be 5 or fewer in length."));
    }
    let mut ids = HashSet::new();
    for (r, row) in items(rows).enumerate() {
        let path = format!("components/{r}/components");
        let width = items(&row["components"]).count();
        let menus = items(&row["components"]).filter(|c| c["type"] != 2).count();
        if width == 0 || width > 5 || (menus > 0 && width > 1) {
            return Err(bad(path, "Component layout width exceeds the maximum of 5"));
        }
        for (n, c) in items(&row["components"]).enumerate() {
            component(c).map_err(|what| bad(format!("{path}/{n}"), what))?;
            if let Some(id) = c["custom_id"].as_str()
                && !ids.insert(id)
            {
                return Err(bad(
                    format!("{path}/{n}/custom_id"),
                    "Component custom id cannot be duplicated",
                ));
            }
        }
    }
    Ok(())
}

fn component(c: &Value) -> Result<(), &'static str> {
    if c["type"] == 2 {
        let link = c["style"] == 5;
        if link == c["url"].is_null() || link != c["custom_id"].is_null() {
            return Err("A link button has a url, any other a custom_id");
        }
        if chars(&c["label"]) == 0 && c["emoji"].is_null() {
            return Err("A button must have a label or an emoji");
        }
        if chars(&c["label"]) > 80 {
            return Err("Must be 80 or fewer in length.");
        }
        return Ok(());
    }
    if c["type"] == 3 {
        let mut values = HashSet::new();
        let count = items(&c["options"]).count();
        if count == 0 || count > 25 {
            return Err("Must be between 1 and 25 in length.");
        }
        if !items(&c["options"]).all(|o| values.insert(o["value"].as_str())) {
            return Err("The specified option value is already used");
        }
        let max = c["max_values"].as_u64().unwrap_or(1);
        let least = c["min_values"].as_u64().unwrap_or(1);
        if usize::try_from(max).is_ok_and(|m| m > count) || least > max {
            return Err("max_values must not exceed the options, min_values not max_values");
        }
    }
    Ok(())
}

/// The rules for forms that are not in the description.
pub(crate) fn modal(data: &Value) -> Result<(), ApiError> {
    let rows = &data["components"];
    let count = items(rows).count();
    if count == 0 || count > 5 {
        return Err(bad("data/components", "Must be between 1 and 5 in length."));
    }
    let mut ids = HashSet::new();
    for (n, row) in items(rows).enumerate() {
        let path = format!("data/components/{n}");
        let inner = if row["type"] == 18 {
            &row["component"]
        } else {
            &row["components"][0]
        };
        if row["type"] == 1 && items(&row["components"]).count() != 1 {
            return Err(bad(path, "One input a row."));
        }
        if row["type"] == 1 && chars(&inner["label"]) > 45 {
            return Err(bad(path, "Label: must be 45 or fewer in length."));
        }
        if chars(&inner["value"]) > 4_000 {
            return Err(bad(path, "Value: must be 4000 or fewer in length."));
        }
        let max = inner["max_length"]
            .as_u64()
            .and_then(|m| usize::try_from(m).ok());
        if max.is_some_and(|m| chars(&inner["value"]) > m) {
            return Err(bad(path, "Value is longer than max_length."));
        }
        if !inner["custom_id"]
            .as_str()
            .is_some_and(|id| ids.insert(id.to_owned()))
        {
            return Err(bad(path, "custom_id is missing or used twice."));
        }
    }
    Ok(())
}

/// The rules for commands that are not in the description.
pub(crate) fn command(c: &Value) -> Result<(), ApiError> {
    let kind = c["type"].as_u64().unwrap_or(1);
    if kind == 1 {
        name(&c["name"]).map_err(|e| bad("name", e))?;
        if chars(&c["description"]) == 0 {
            return Err(bad("description", "This field is required"));
        }
        for localised in c["name_localizations"].as_object().into_iter().flatten() {
            name(localised.1).map_err(|e| bad(format!("name_localizations/{}", localised.0), e))?;
        }
    } else if chars(&c["description"]) > 0 || items(&c["options"]).next().is_some() {
        return Err(bad(
            "description",
            "Context menu commands cannot have description",
        ));
    }
    if size(c) > 8_000 {
        return Err(bad("", "Command exceeds maximum size (8000)"));
    }
    options(&c["options"], "options", 0)
}

fn name(v: &Value) -> Result<(), &'static str> {
    let n = v.as_str().unwrap_or_default();
    let fits = (1..=32).contains(&n.chars().count())
        && n.chars().all(|c| {
            c == '-'
                || c == '_'
                || c == '\''
                || c.is_alphanumeric()
                || ('\u{900}'..='\u{97f}').contains(&c)
                || ('\u{e00}'..='\u{e7f}').contains(&c)
        })
        && n.to_lowercase() == n;
    if fits {
        Ok(())
    } else {
        Err("Command name is invalid")
    }
}

fn options(options: &Value, path: &str, depth: u32) -> Result<(), ApiError> {
    let mut names = HashSet::new();
    let mut optional = false;
    if items(options).count() > 25 || depth > 2 {
        return Err(bad(path, "Must be 25 or fewer in length."));
    }
    let nested = |o: &Value| matches!(o["type"].as_u64(), Some(1 | 2));
    if items(options).any(nested) && !items(options).all(nested) {
        return Err(bad(
            path,
            "Sub-commands and other options are mutually exclusive",
        ));
    }
    for (n, o) in items(options).enumerate() {
        let path = format!("{path}/{n}");
        name(&o["name"]).map_err(|e| bad(format!("{path}/name"), e))?;
        for localised in o["name_localizations"].as_object().into_iter().flatten() {
            name(localised.1).map_err(|e| bad(format!("{path}/name_localizations"), e))?;
        }
        if !names.insert(o["name"].as_str()) {
            return Err(bad(path, "Option name already exists"));
        }
        if !nested(o) {
            let required = o["required"] == true;
            if required && optional {
                let what = "Required options must be placed before non-required options";
                return Err(bad(path, what));
            }
            optional |= !required;
        }
        if o["autocomplete"] == true && items(&o["choices"]).next().is_some() {
            return Err(bad(path, "choices and autocomplete are mutually exclusive"));
        }
        self::options(&o["options"], &format!("{path}/options"), depth + 1)?;
    }
    Ok(())
}

/// Characters of a command: names, descriptions and values, the longest localisation counting.
fn size(o: &Value) -> usize {
    let longest = |own: &Value, others: &Value| {
        let localised = others
            .as_object()
            .into_iter()
            .flatten()
            .map(|(_, v)| chars(v));
        localised.max().unwrap_or(0).max(chars(own))
    };
    let mut total = longest(&o["name"], &o["name_localizations"])
        + longest(&o["description"], &o["description_localizations"]);
    for choice in items(&o["choices"]) {
        total += longest(&choice["name"], &choice["name_localizations"]) + chars(&choice["value"]);
    }
    total + items(&o["options"]).map(size).sum::<usize>()
}

/// An empty body where none was sent.
pub(crate) fn none() -> Value {
    json!({})
}
