//! PagerDuty's Events API v2, so that whatever can page PagerDuty can page here: the same demands, the same answers.
//!
//! `/v2/enqueue` is one event, `/v2/change/enqueue` one note. Demands are those of the original: what it would refuse is refused with all
//! that is wrong, in its words, so that whoever sets a sender up reads what they know. A summary that is too long is cut, not refused.

use std::fmt;

use serde_json::{Value, json};

use crate::http::hooks::reading;
use crate::http::hooks::{Action, Link, Note, Rel, Signal, Unreadable};

/// Characters of a routing key.
const ROUTING_KEY: usize = 32;
const SEVERITIES: [&str; 4] = ["critical", "warning", "error", "info"];

/// Says whose event it is, and is a secret: it is not shown when printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RoutingKey(String);

impl RoutingKey {
    /// To look the integration up by.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RoutingKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("RoutingKey(…)")
    }
}

/// An event that can be taken.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Event {
    pub(crate) routing_key: RoutingKey,
    pub(crate) signal: Signal,
}

impl Event {
    /// What the sender is told with 202: the key to acknowledge and resolve by, also when it was made here.
    pub(crate) fn answer(&self) -> Value {
        json!({
            "status": "success",
            "message": "Event processed",
            "dedup_key": self.signal.key,
        })
    }
}

/// A change that can be noted.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Change {
    pub(crate) routing_key: RoutingKey,
    pub(crate) note: Note,
}

impl Change {
    /// What the sender is told with 202.
    pub(crate) fn answer() -> Value {
        json!({ "status": "success", "message": "Change event processed" })
    }
}

/// All that is wrong with an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Refused {
    /// The HTTP status; never one that asks for a repeat.
    pub(crate) status: u16,
    pub(crate) errors: Vec<String>,
}

impl Refused {
    /// What the sender is told.
    pub(crate) fn answer(&self) -> Value {
        json!({
            "status": "invalid event",
            "message": "Event object is invalid",
            "errors": self.errors,
        })
    }

    fn because(unreadable: Unreadable) -> Refused {
        Refused {
            status: unreadable.status(),
            errors: vec![unreadable.reason().to_owned()],
        }
    }
}

/// Reads an event. `generated` becomes the key of a trigger that has none.
pub(crate) fn event(body: &[u8], generated: &str) -> Result<Event, Refused> {
    let value = object(body)?;
    let mut errors = Vec::new();
    let routing_key = routing_key(&value, &mut errors);
    let action = match reading::text(&value["event_action"], reading::WORD).as_deref() {
        Some("trigger") => Some(Action::Fire),
        Some("acknowledge") => Some(Action::Acknowledge),
        Some("resolve") => Some(Action::Resolve),
        Some(_) => {
            errors.push(
                "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')"
                    .to_owned(),
            );
            None
        }
        None => {
            errors.push(missing("event_action"));
            None
        }
    };
    let key = dedup_key(&value, action, generated, &mut errors);
    let payload = &value["payload"];
    if action == Some(Action::Fire) {
        demands(payload, &mut errors);
    }
    let (Some(routing_key), Some(action), Some(key), true) =
        (routing_key, action, key, errors.is_empty())
    else {
        return Err(Refused {
            status: 400,
            errors,
        });
    };
    let signal = signal(&value, key, action);
    Ok(Event {
        routing_key,
        signal,
    })
}

/// Reads a change.
pub(crate) fn change(body: &[u8]) -> Result<Change, Refused> {
    let value = object(body)?;
    let mut errors = Vec::new();
    let routing_key = routing_key(&value, &mut errors);
    let payload = &value["payload"];
    let title = reading::text(&payload["summary"], reading::TITLE);
    if title.is_none() {
        errors.push(missing("payload.summary"));
    }
    match (routing_key, title) {
        (Some(routing_key), Some(title)) => Ok(Change {
            routing_key,
            note: Note {
                title,
                source: reading::text(&payload["source"], reading::NAME),
                details: reading::pairs(&payload["custom_details"]),
                links: links(&value),
                at: reading::moment(&payload["timestamp"]),
            },
        }),
        _ => Err(Refused {
            status: 400,
            errors,
        }),
    }
}

fn object(body: &[u8]) -> Result<Value, Refused> {
    match reading::json(body) {
        Ok(value) if value.is_object() => Ok(value),
        Ok(_) => Err(Refused::because(Unreadable::NotThis)),
        Err(unreadable) => Err(Refused::because(unreadable)),
    }
}

fn missing(name: &str) -> String {
    format!("'{name}' is missing or blank")
}

fn routing_key(event: &Value, errors: &mut Vec<String>) -> Option<RoutingKey> {
    let Some(key) = reading::whole(&event["routing_key"]) else {
        errors.push(missing("routing_key"));
        return None;
    };
    if key.chars().count() != ROUTING_KEY {
        errors.push(format!(
            "Length of 'routing_key' is incorrect (should be {ROUTING_KEY} characters)"
        ));
        return None;
    }
    Some(RoutingKey(key))
}

fn dedup_key(
    event: &Value,
    action: Option<Action>,
    generated: &str,
    errors: &mut Vec<String>,
) -> Option<String> {
    match reading::whole(&event["dedup_key"]) {
        Some(key) if key.chars().nth(reading::KEY).is_some() => {
            errors.push(format!(
                "Length of 'dedup_key' is incorrect (should be at most {} characters)",
                reading::KEY
            ));
            None
        }
        Some(key) => Some(reading::key(&key)),
        None if action == Some(Action::Fire) => Some(generated.to_owned()),
        None => {
            if action.is_some() {
                errors.push(missing("dedup_key"));
            }
            None
        }
    }
}

/// What a trigger has to say.
fn demands(payload: &Value, errors: &mut Vec<String>) {
    if !payload.is_object() {
        errors.push(missing("payload"));
        return;
    }
    for name in ["summary", "source", "severity"] {
        if reading::text(&payload[name], reading::WORD).is_none() {
            errors.push(missing(&format!("payload.{name}")));
        }
    }
    let severity = reading::text(&payload["severity"], reading::WORD);
    if severity.is_some_and(|s| !SEVERITIES.contains(&s.as_str())) {
        errors.push(
            "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')"
                .to_owned(),
        );
    }
}

fn signal(event: &Value, key: String, action: Action) -> Signal {
    let payload = &event["payload"];
    let mut signal = Signal::new(key, action);
    if let Some(title) = reading::text(&payload["summary"], reading::TITLE) {
        signal.title = title;
    }
    signal.message = reading::text(&payload["custom_details"], reading::MESSAGE);
    signal.severity = reading::text(&payload["severity"], reading::WORD);
    signal.source = reading::text(&payload["source"], reading::NAME);
    for name in ["source", "component", "group", "class", "severity"] {
        if let Some(value) = reading::text(&payload[name], reading::VALUE) {
            signal.labels.insert(name.to_owned(), value);
        }
    }
    signal.details = reading::pairs(&payload["custom_details"]);
    signal.links = links(event);
    signal.starts_at = reading::moment(&payload["timestamp"]);
    signal
}

fn links(event: &Value) -> Vec<Link> {
    let mut links = Vec::new();
    let client = reading::text(&event["client"], reading::NAME);
    reading::link(&mut links, Rel::Source, &event["client_url"], client);
    for link in event["links"].as_array().into_iter().flatten() {
        let text = reading::text(&link["text"], reading::NAME);
        reading::link(&mut links, Rel::Other, &link["href"], text);
    }
    for image in event["images"].as_array().into_iter().flatten() {
        let text = reading::text(&image["alt"], reading::NAME);
        reading::link(&mut links, Rel::Image, &image["src"], text);
    }
    links
}
