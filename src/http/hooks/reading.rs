//! Reading JSON of strangers: lenient about types, strict about size.
//!
//! Text is cut at a character and loses control characters (PostgreSQL refuses NUL in a text). Keys and links are never cut, since a cut one
//! is another one: a long key becomes its hash, a long link is dropped.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::clock::At;
use crate::http::hooks::{BODY_CAP, Link, MAX_LINKS, MAX_PAIRS, Rel, Unreadable};

/// Characters of a title; PagerDuty's limit of a summary.
pub(super) const TITLE: usize = 1_024;
/// Characters of a message: what a card can show of it.
pub(super) const MESSAGE: usize = 4_096;
/// Characters of a word such as a severity or a department.
pub(super) const WORD: usize = 64;
/// Characters of a source, of a label's name and of a link's text.
pub(super) const NAME: usize = 256;
/// Characters of the value of a label or detail.
pub(super) const VALUE: usize = 1_024;
/// Characters of a key; PagerDuty's limit.
pub(super) const KEY: usize = 255;
/// Bytes of a link; longer ones are cut by browsers and proxies.
const HREF: usize = 2_048;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// 9999-12-31T23:59:59Z, in milliseconds: nothing later can be shown.
const LAST_MOMENT: i64 = 253_402_300_799_000;
/// From here a number is milliseconds and not seconds: in seconds it would be the year 5138, in milliseconds it is March 1973.
const MILLISECONDS_FROM: f64 = 1e11;

/// The body as JSON. Depth is limited by serde_json to 128.
pub(super) fn json(body: &[u8]) -> Result<Value, Unreadable> {
    if body.len() > BODY_CAP {
        return Err(Unreadable::TooLarge);
    }
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    // The error is not passed on: it may quote the body.
    serde_json::from_slice(body).or(Err(Unreadable::NotJson))
}

/// What stands for a string, whole: strings that say something, numbers, `true` and `false`.
pub(super) fn whole(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The same, at most `max` characters.
pub(super) fn text(value: &Value, max: usize) -> Option<String> {
    let text = cut(&whole(value)?, max);
    (!text.is_empty()).then_some(text)
}

/// At most `max` characters of `text`, without control characters.
pub(super) fn cut(text: &str, max: usize) -> String {
    let clean = || {
        text.chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
    };
    if clean().nth(max).is_none() {
        return clean().collect();
    }
    clean().take(max.saturating_sub(1)).chain(['…']).collect()
}

/// A key as it was given, or its hash if it cannot be kept as it is.
pub(super) fn key(given: &str) -> String {
    if given.chars().nth(KEY).is_none() && !given.chars().any(char::is_control) {
        return given.to_owned();
    }
    format!("sha256:{}", hash(&[given]))
}

/// SHA-256 over the parts, in hexadecimal. Each part is led by its length, so that no two lists read alike.
pub(super) fn hash(parts: &[&str]) -> String {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part.len().to_string());
        sha.update(":");
        sha.update(part);
    }
    sha.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// A map of strings, bounded. What is nested stays as JSON; `null` and empty values are nothing.
pub(super) fn pairs(value: &Value) -> BTreeMap<String, String> {
    let Value::Object(map) = value else {
        return BTreeMap::new();
    };
    map.iter()
        .filter_map(|(name, value)| Some((cut(name, NAME), flat(value)?)))
        .take(MAX_PAIRS)
        .collect()
}

/// Drops what is more than [`MAX_PAIRS`].
pub(super) fn bound(map: &mut BTreeMap<String, String>) {
    while map.len() > MAX_PAIRS {
        map.pop_last();
    }
}

/// A value of a map as one string.
pub(super) fn flat(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) if list.is_empty() => None,
        Value::Object(map) if map.is_empty() => None,
        Value::Array(_) | Value::Object(_) => Some(cut(&value.to_string(), VALUE)),
        _ => text(value, VALUE),
    }
}

/// A moment: RFC 3339, also with `+0000` or without an offset (UTC), or a number of seconds or milliseconds since 1970.
/// What lies before 1970 is how Go writes "none".
pub(super) fn moment(value: &Value) -> Option<At> {
    let at = match value {
        Value::String(text) => said(text.trim())?,
        Value::Number(number) => counted(number.as_f64()?)?,
        _ => return None,
    };
    (1..=LAST_MOMENT).contains(&at.0).then_some(at)
}

fn said(text: &str) -> Option<At> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc).into());
    }
    if let Ok(at) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z") {
        return Some(at.with_timezone(&Utc).into());
    }
    let plain = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
    if let Some(at) = plain
        .iter()
        .find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())
    {
        return Some(at.and_utc().into());
    }
    counted(text.parse().ok()?)
}

fn counted(number: f64) -> Option<At> {
    let seconds = if number.abs() < MILLISECONDS_FROM {
        number
    } else {
        number / 1000.0
    };
    let length = std::time::Duration::try_from_secs_f64(seconds).ok()?;
    i64::try_from(length.as_millis()).ok().map(At)
}

/// How many, where a number is meant: 0 for what is none.
pub(super) fn count(value: &Value) -> u64 {
    match value {
        Value::Number(number) => number.as_u64().unwrap_or_default(),
        Value::String(text) => text.trim().parse().unwrap_or_default(),
        _ => 0,
    }
}

/// Adds a link, unless it is none, leads elsewhere than to the web, or is there already.
pub(super) fn link(links: &mut Vec<Link>, rel: Rel, href: &Value, said: Option<String>) {
    let Value::String(href) = href else { return };
    let href = href.trim();
    let scheme = href.split_once("://").map(|(scheme, _)| scheme);
    let web =
        scheme.is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"));
    let clean = href.len() <= HREF && !href.chars().any(|c| c.is_control() || c.is_whitespace());
    if !web || !clean || links.len() >= MAX_LINKS || links.iter().any(|l| l.href == href) {
        return;
    }
    links.push(Link {
        rel,
        href: href.to_owned(),
        text: said,
    });
}

/// The fingerprint Prometheus gives a set of labels: FNV-1a of 64 bits over sorted names and values, each followed by a byte that no UTF-8
/// has. An alert therefore has one key, whether it is pushed or told by webhook. Empty labels are none.
pub(super) fn fingerprint(labels: &Value) -> Option<String> {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let add = |sum: u64, bytes: &[u8]| {
        bytes.iter().chain(&[0xff]).fold(sum, |sum, byte| {
            (sum ^ u64::from(*byte)).wrapping_mul(PRIME)
        })
    };
    let Value::Object(map) = labels else {
        return None;
    };
    let sorted: BTreeMap<&str, String> = map
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), as_labelled(value)?)))
        .collect();
    if sorted.is_empty() {
        return None;
    }
    let sum = sorted.iter().fold(OFFSET, |sum, (name, value)| {
        add(add(sum, name.as_bytes()), value.as_bytes())
    });
    Some(format!("{sum:016x}"))
}

/// The value as it was labelled: untrimmed, unlike what is shown.
fn as_labelled(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}
