//! Where in a sender's JSON the parts of a signal stand: JSON pointers (RFC 6901), given to the integration when it is set up.
//!
//! Our own format is the mapping that nobody gave; a mapping says only what differs from it. Unlike a body it is a setting: what it does
//! not know it refuses.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::http::hooks::{MAX_PAIRS, reading};

/// Bytes of a mapping.
pub(crate) const MAPPING_CAP: usize = 16 * 1024;

/// Where the parts stand. Pointers are read from the item on.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Mapping {
    /// The list of items in the body, or the only one; by itself the whole body.
    pub(crate) items: Pointer,
    pub(crate) dedup_key: Paths,
    pub(crate) status: Paths,
    pub(crate) title: Paths,
    pub(crate) message: Paths,
    pub(crate) severity: Paths,
    pub(crate) department: Paths,
    pub(crate) source: Paths,
    pub(crate) starts_at: Paths,
    pub(crate) ends_at: Paths,
    pub(crate) labels: Fields,
    pub(crate) details: Fields,
    pub(crate) links: Fields,
    /// The sender's words for each status; they go before those that are known anyway.
    pub(crate) firing: Vec<String>,
    pub(crate) acknowledged: Vec<String>,
    pub(crate) resolved: Vec<String>,
}

impl Default for Mapping {
    fn default() -> Mapping {
        Mapping {
            items: Pointer(String::new()),
            dedup_key: Paths::plain(&["/dedup_key", "/id"]),
            status: Paths::plain(&["/status"]),
            title: Paths::plain(&["/title"]),
            message: Paths::plain(&["/message"]),
            severity: Paths::plain(&["/severity"]),
            department: Paths::plain(&["/department"]),
            source: Paths::plain(&["/source"]),
            starts_at: Paths::plain(&["/starts_at"]),
            ends_at: Paths::plain(&["/ends_at"]),
            labels: Fields::Map(Pointer("/labels".to_owned())),
            details: Fields::Each(BTreeMap::new()),
            links: Fields::Map(Pointer("/links".to_owned())),
            firing: Vec::new(),
            acknowledged: Vec::new(),
            resolved: Vec::new(),
        }
    }
}

impl Mapping {
    /// Reads a mapping; the error says what is wrong and where, for who set it.
    pub(crate) fn read(text: &str) -> Result<Mapping, BadMapping> {
        if text.len() > MAPPING_CAP {
            return Err(BadMapping::TooLong);
        }
        serde_json::from_str(text).map_err(BadMapping::Json)
    }
}

/// What is wrong with a mapping.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadMapping {
    #[error("the mapping is longer than 16 KiB")]
    TooLong,
    #[error("{0}")]
    Json(serde_json::Error),
}

/// A place in a JSON value.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) struct Pointer(String);

impl Pointer {
    /// What stands there; null if nothing does.
    pub(super) fn of<'a>(&self, value: &'a Value) -> &'a Value {
        value.pointer(&self.0).unwrap_or(&Value::Null)
    }
}

impl TryFrom<Value> for Pointer {
    type Error = String;

    fn try_from(value: Value) -> Result<Pointer, String> {
        let Value::String(text) = value else {
            return Err("a JSON pointer is a string".to_owned());
        };
        let shown = || reading::cut(&text, reading::WORD);
        if !text.is_empty() && !text.starts_with('/') {
            return Err(format!("`{}` must begin with `/`", shown()));
        }
        let escaped = |rest: &str| rest.starts_with(['0', '1']);
        if !text.split('~').skip(1).all(escaped) {
            return Err(format!(
                "`{}` has a `~` that is not followed by `0` or `1`",
                shown()
            ));
        }
        Ok(Pointer(text))
    }
}

/// Places to look, in order: the first that says something counts.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) enum Paths {
    One(Pointer),
    Several(Vec<Pointer>),
}

impl TryFrom<Value> for Paths {
    type Error = String;

    fn try_from(value: Value) -> Result<Paths, String> {
        match value {
            Value::Array(paths) => paths.into_iter().map(Pointer::try_from).collect(),
            path => Pointer::try_from(path).map(Paths::One),
        }
    }
}

impl FromIterator<Pointer> for Paths {
    fn from_iter<I: IntoIterator<Item = Pointer>>(paths: I) -> Paths {
        Paths::Several(paths.into_iter().collect())
    }
}

impl Paths {
    fn plain(paths: &[&str]) -> Paths {
        paths.iter().map(|p| Pointer((*p).to_owned())).collect()
    }

    /// The first thing that `read` makes something of.
    pub(super) fn first<T>(&self, item: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let paths = match self {
            Paths::One(path) => std::slice::from_ref(path),
            Paths::Several(paths) => paths.as_slice(),
        };
        paths.iter().find_map(|path| read(path.of(item)))
    }
}

/// A map that is taken whole, or one put together from names and places.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) enum Fields {
    Map(Pointer),
    Each(BTreeMap<String, Pointer>),
}

impl TryFrom<Value> for Fields {
    type Error = String;

    fn try_from(value: Value) -> Result<Fields, String> {
        match value {
            Value::Object(places) => places
                .into_iter()
                .map(|(name, path)| Ok((name, Pointer::try_from(path)?)))
                .collect::<Result<_, String>>()
                .map(Fields::Each),
            path => Pointer::try_from(path).map(Fields::Map),
        }
    }
}

impl Fields {
    /// As labels or details.
    pub(super) fn pairs(&self, item: &Value) -> BTreeMap<String, String> {
        match self {
            Fields::Map(path) => reading::pairs(path.of(item)),
            Fields::Each(places) => places
                .iter()
                .filter_map(|(name, path)| {
                    let value = reading::flat(path.of(item))?;
                    Some((reading::cut(name, reading::NAME), value))
                })
                .take(MAX_PAIRS)
                .collect(),
        }
    }
}
