//! What other systems report: bytes in, signals out, one file a format.
//!
//! Nothing here knows an incident, a database or a socket. A reader takes the body (with the headers that are signed, the moment and what is
//! random as arguments) and says what it came to. Senders differ and change, so unknown fields are ignored, missing ones accepted, `null` is
//! nothing and a number is a string where one is wanted. Whatever the bytes are: no panic, and a result of bounded size. An item that cannot
//! be read is named in the batch and does not fail the others. What was read is data of strangers: it is escaped when it is shown.

pub(crate) mod alertmanager;
pub(crate) mod generic;
pub(crate) mod github;
pub(crate) mod grafana;
pub(crate) mod junit;
pub(crate) mod mapping;
pub(crate) mod measure;
pub(crate) mod pagerduty;
mod reading;
pub(crate) mod scanner;
pub(crate) mod signature;

#[cfg(any(test, fuzzing))]
pub(crate) mod bounded;
#[cfg(test)]
mod bounds_tests;
#[cfg(test)]
mod generic_tests;
#[cfg(test)]
mod pagerduty_tests;
#[cfg(test)]
mod samples_tests;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::clock::At;
use crate::http::hooks::signature::Forged;

/// No body may be longer; the PagerDuty Events API takes half of it.
pub(crate) const BODY_CAP: usize = 1024 * 1024;
/// Items of one batch that are looked at; the rest counts as truncated.
pub(crate) const MAX_ITEMS: usize = 2_000;
/// Labels of one signal, and details of one.
pub(crate) const MAX_PAIRS: usize = 64;
/// Links of one signal.
pub(crate) const MAX_LINKS: usize = 16;

/// What one request came to.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Batch {
    /// In the order of the request. Empty if there was nothing to do, as for a ping.
    pub(crate) items: Vec<Result<Signal, BadItem>>,
    /// So many were left off, by the sender or because there were more than [`MAX_ITEMS`].
    pub(crate) truncated: u64,
    /// The sender's name for the group; opaque, and for display only.
    pub(crate) group: Option<String>,
    /// The sender's name for this delivery: one that comes again under it is the same one.
    pub(crate) once: Option<String>,
}

impl Batch {
    /// There were items, and none could be read: the sender is told to stop.
    pub(crate) fn is_unreadable(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(Result::is_err)
    }
}

/// One alert, as its sender tells it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Signal {
    /// Joins what is told about one alert; unique within an integration.
    pub(crate) key: String,
    pub(crate) action: Action,
    /// Never empty; the key if the sender gives no better one.
    pub(crate) title: String,
    pub(crate) message: Option<String>,
    /// In the sender's own word.
    pub(crate) severity: Option<String>,
    /// The department the sender asks for.
    pub(crate) department: Option<String>,
    /// Which host, rule or system it is about.
    pub(crate) source: Option<String>,
    /// What matchers look at.
    pub(crate) labels: BTreeMap<String, String>,
    /// What is only shown.
    pub(crate) details: BTreeMap<String, String>,
    pub(crate) links: Vec<Link>,
    pub(crate) starts_at: Option<At>,
    pub(crate) ends_at: Option<At>,
    /// The sender repeats what fires, and may never say that it ended: without a repeat it is over at `ends_at`, or after a time of ours if
    /// there is none.
    pub(crate) lapses: bool,
}

impl Signal {
    fn new(key: String, action: Action) -> Signal {
        Signal {
            title: key.clone(),
            key,
            action,
            message: None,
            severity: None,
            department: None,
            source: None,
            labels: BTreeMap::new(),
            details: BTreeMap::new(),
            links: Vec::new(),
            starts_at: None,
            ends_at: None,
            lapses: false,
        }
    }
}

/// What a signal asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    Fire,
    Acknowledge,
    Resolve,
}

/// A place to look, `http` or `https`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Link {
    pub(crate) rel: Rel,
    pub(crate) href: String,
    /// The sender's own words for it.
    pub(crate) text: Option<String>,
}

/// What a link leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rel {
    /// Where the alert comes from.
    Source,
    Runbook,
    Dashboard,
    Panel,
    Silence,
    Image,
    Other,
}

/// Something to write on a timeline; it never pages.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Note {
    pub(crate) title: String,
    pub(crate) source: Option<String>,
    pub(crate) details: BTreeMap<String, String>,
    pub(crate) links: Vec<Link>,
    pub(crate) at: Option<At>,
}

/// An item that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct BadItem {
    /// Its place in the request, from 0.
    pub(crate) index: usize,
    /// If it could be read that far.
    pub(crate) key: Option<String>,
    pub(crate) why: Why,
}

/// What is wrong with an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    NotAnObject,
    NoKey,
    NoTitle,
    UnknownStatus,
}

impl Why {
    /// For the sender.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Why::NotAnObject => "not an object",
            Why::NoKey => "nothing to tell it from others by",
            Why::NoTitle => "no title",
            Why::UnknownStatus => "unknown status",
        }
    }
}

/// Why nothing of a request could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unreadable {
    TooLarge,
    /// Also what is nested deeper than 128, where serde_json stops rather than let the stack run out.
    NotJson,
    /// Not well-formed, or with a document type, which may say that a little stands for much.
    NotXml,
    /// JSON or XML, but not of this format.
    NotThis,
    Forged(Forged),
}

impl Unreadable {
    /// The HTTP status. None of them asks for a repeat: the same bytes would fail again.
    pub(crate) fn status(self) -> u16 {
        match self {
            Unreadable::TooLarge => 413,
            Unreadable::NotJson | Unreadable::NotXml | Unreadable::NotThis => 400,
            Unreadable::Forged(_) => 401,
        }
    }

    /// For the sender.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Unreadable::TooLarge => "the body is longer than 1 MiB",
            Unreadable::NotJson => "the body is not JSON",
            Unreadable::NotXml => "the body is not XML without a document type",
            Unreadable::NotThis => "the body is not of this format",
            Unreadable::Forged(forged) => forged.reason(),
        }
    }
}

/// A monitoring webhook of Alertmanager or Grafana, told apart by its shape, so that one address serves both.
///
/// Grafana says version "1" and an `orgId`; before unified alerting it said no version, had no list of alerts, and named a rule.
pub(crate) fn monitoring(body: &[u8], now: At) -> Result<Batch, Unreadable> {
    let value = reading::json(body)?;
    if grafana::is_grafana(&value) {
        grafana::batch(&value)
    } else {
        alertmanager::batch(&value, now)
    }
}

/// Reads so many items as are looked at, and counts the others. `key` names one that `read` could not read.
fn each(
    items: &[Value],
    key: impl Fn(&Value) -> Option<String>,
    read: impl Fn(&Value) -> Result<Signal, Why>,
) -> Batch {
    let one = |(index, item)| {
        read(item).map_err(|why| BadItem {
            index,
            key: key(item),
            why,
        })
    };
    let over = items.len().saturating_sub(MAX_ITEMS);
    Batch {
        items: items.iter().enumerate().take(MAX_ITEMS).map(one).collect(),
        truncated: u64::try_from(over).unwrap_or(u64::MAX),
        ..Batch::default()
    }
}
