//! Our own format, and through a [`Mapping`] any other JSON: one item or a list of them.
//!
//! The key is `dedup_key`, else `id`. Without either it is made of source, title and labels, so that the same report twice is one alert,
//! and a resolve that repeats them finds it.

use serde_json::Value;

use crate::clock::At;
use crate::http::hooks::mapping::{Fields, Mapping, Paths};
use crate::http::hooks::reading;
use crate::http::hooks::signature;
use crate::http::hooks::{Action, Batch, Link, MAX_LINKS, Rel, Signal, Unreadable, Why, each};

/// What the integration was set up with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup<'a> {
    pub(crate) mapping: &'a Mapping,
    /// With one, an unsigned body is refused.
    pub(crate) secret: Option<&'a [u8]>,
}

/// The headers that are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Headers<'a> {
    /// `X-Signature`; see [`signature::timed`].
    pub(crate) signature: Option<&'a str>,
    /// `Idempotency-Key`.
    pub(crate) once: Option<&'a str>,
}

/// Verifies if there is a secret, then reads.
pub(crate) fn read(
    setup: Setup,
    headers: Headers,
    body: &[u8],
    now: At,
) -> Result<Batch, Unreadable> {
    if let Some(secret) = setup.secret {
        signature::timed(secret, headers.signature, body, now).map_err(Unreadable::Forged)?;
    }
    let value = reading::json(body)?;
    let mapping = setup.mapping;
    let items = mapping.items.of(&value);
    let items = match items {
        Value::Array(items) => items.as_slice(),
        Value::Object(_) => std::slice::from_ref(items),
        _ => return Err(Unreadable::NotThis),
    };
    let mut batch = each(
        items,
        |item| given_key(item, mapping),
        |item| signal(item, mapping),
    );
    batch.once = headers
        .once
        .map(str::trim)
        .filter(|once| !once.is_empty())
        .map(reading::key);
    Ok(batch)
}

fn given_key(item: &Value, mapping: &Mapping) -> Option<String> {
    let key = mapping.dedup_key.first(item, reading::whole)?;
    Some(reading::key(&key))
}

fn signal(item: &Value, mapping: &Mapping) -> Result<Signal, Why> {
    if !item.is_object() {
        return Err(Why::NotAnObject);
    }
    let action = match mapping.status.first(item, reading::whole) {
        Some(word) => action(&word, mapping).ok_or(Why::UnknownStatus)?,
        None => Action::Fire,
    };
    let word = |paths: &Paths, max| paths.first(item, |value| reading::text(value, max));
    let title = word(&mapping.title, reading::TITLE);
    let source = word(&mapping.source, reading::NAME);
    let labels = mapping.labels.pairs(item);
    let key = match given_key(item, mapping) {
        Some(key) => key,
        None => {
            let title = title.as_deref().ok_or(Why::NoTitle)?;
            let mut parts = vec![source.as_deref().unwrap_or_default(), title];
            parts.extend(labels.iter().flat_map(|(n, v)| [n.as_str(), v.as_str()]));
            format!("sha256:{}", reading::hash(&parts))
        }
    };
    if title.is_none() && action == Action::Fire {
        return Err(Why::NoTitle);
    }
    let mut signal = Signal::new(key, action);
    if let Some(title) = title {
        signal.title = title;
    }
    signal.message = word(&mapping.message, reading::MESSAGE);
    signal.severity = word(&mapping.severity, reading::WORD);
    signal.department = word(&mapping.department, reading::WORD);
    signal.source = source;
    signal.labels = labels;
    signal.details = mapping.details.pairs(item);
    signal.links = links(item, &mapping.links);
    signal.starts_at = mapping.starts_at.first(item, reading::moment);
    signal.ends_at = mapping.ends_at.first(item, reading::moment);
    Ok(signal)
}

fn action(word: &str, mapping: &Mapping) -> Option<Action> {
    let among = |words: &[String]| words.iter().any(|w| w.trim().eq_ignore_ascii_case(word));
    let given = [
        (Action::Fire, &mapping.firing),
        (Action::Acknowledge, &mapping.acknowledged),
        (Action::Resolve, &mapping.resolved),
    ];
    if let Some((action, _)) = given.into_iter().find(|(_, words)| among(words)) {
        return Some(action);
    }
    match word.to_ascii_lowercase().as_str() {
        "firing" | "fire" | "alerting" | "alert" | "triggered" | "trigger" | "problem" | "open"
        | "opened" | "down" | "failed" | "failure" | "failing" => Some(Action::Fire),
        "acknowledged" | "acknowledge" | "ack" => Some(Action::Acknowledge),
        "resolved" | "resolve" | "recovered" | "recovery" | "ok" | "up" | "closed" | "close"
        | "success" => Some(Action::Resolve),
        _ => None,
    }
}

/// A list of `{href, text}` or of addresses, a map of text and address, one address, or what the mapping puts together.
fn links(item: &Value, fields: &Fields) -> Vec<Link> {
    let mut found = Vec::new();
    let mut add = |href: &Value, text: Option<String>| {
        reading::link(&mut found, Rel::Other, href, text);
    };
    match fields {
        Fields::Each(places) => {
            for (name, path) in places {
                add(path.of(item), Some(reading::cut(name, reading::NAME)));
            }
        }
        Fields::Map(path) => match path.of(item) {
            Value::Array(list) => {
                for link in list {
                    match link {
                        Value::Object(_) => {
                            let text = reading::text(&link["text"], reading::NAME);
                            add(&link["href"], text);
                        }
                        address => add(address, None),
                    }
                }
            }
            Value::Object(map) => {
                for (text, href) in map.iter().take(MAX_LINKS) {
                    add(href, Some(reading::cut(text, reading::NAME)));
                }
            }
            address => add(address, None),
        },
    }
    found
}
