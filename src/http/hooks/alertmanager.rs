//! Alertmanager: its webhook of version "4", and the array that Prometheus itself pushes (`/api/v2/alerts`).
//!
//! The status of a group is for display only: it says firing while anything in it fires. What is resolved is what is marked so.

use serde_json::Value;

use crate::clock::At;
use crate::http::hooks::reading;
use crate::http::hooks::{Action, Batch, Rel, Signal, Unreadable, Why, each};

/// Annotations that are title or link, and so no details.
const SHOWN: [&str; 3] = ["summary", "runbook_url", "dashboard_url"];

/// Reads a webhook or a push; `now` tells in a push what has ended.
#[cfg(any(test, fuzzing))]
pub(crate) fn read(body: &[u8], now: At) -> Result<Batch, Unreadable> {
    batch(&reading::json(body)?, now)
}

pub(super) fn batch(body: &Value, now: At) -> Result<Batch, Unreadable> {
    match body {
        Value::Array(alerts) => Ok(each(alerts, identity, |alert| {
            let mut signal = alert_of(alert, &Value::Null)?;
            push(&mut signal, now);
            Ok(signal)
        })),
        Value::Object(_) => webhook(body, alert_of),
        _ => Err(Unreadable::NotThis),
    }
}

/// What Alertmanager's and Grafana's webhooks have in common; `one` reads an alert of the group.
pub(super) fn webhook(
    body: &Value,
    one: impl Fn(&Value, &Value) -> Result<Signal, Why>,
) -> Result<Batch, Unreadable> {
    let Value::Array(alerts) = &body["alerts"] else {
        return Err(Unreadable::NotThis);
    };
    let mut batch = each(alerts, identity, |alert| one(alert, body));
    let told = reading::count(&body["truncatedAlerts"]);
    batch.truncated = batch.truncated.saturating_add(told);
    batch.group = reading::text(&body["groupKey"], reading::VALUE);
    Ok(batch)
}

/// The fingerprint, as sent or as its labels make it.
fn identity(alert: &Value) -> Option<String> {
    reading::whole(&alert["fingerprint"])
        .map(|given| reading::key(&given))
        .or_else(|| reading::fingerprint(&alert["labels"]))
}

/// One alert; `group` is the webhook around it, null in a push.
pub(super) fn alert_of(alert: &Value, group: &Value) -> Result<Signal, Why> {
    if !alert.is_object() {
        return Err(Why::NotAnObject);
    }
    let action = match reading::text(&alert["status"], reading::WORD).as_deref() {
        Some("resolved") => Action::Resolve,
        Some("firing") | None => Action::Fire,
        Some(_) => return Err(Why::UnknownStatus),
    };
    let mut signal = Signal::new(identity(alert).ok_or(Why::NoKey)?, action);
    // What the group has in common is in each alert too; it is not copied from there, or one long text would be kept a thousand times.
    let said = |name: &str, max| reading::text(&alert["annotations"][name], max);
    let label = |name: &str, max| reading::text(&alert["labels"][name], max);
    if let Some(title) =
        said("summary", reading::TITLE).or_else(|| label("alertname", reading::TITLE))
    {
        signal.title = title;
    }
    let body = ["description", "message"]
        .into_iter()
        .find_map(|name| Some((name, said(name, reading::MESSAGE)?)));
    signal.severity = label("severity", reading::WORD);
    signal.source = label("instance", reading::NAME)
        .or_else(|| reading::text(&group["externalURL"], reading::NAME));
    signal.labels = reading::pairs(&alert["labels"]);
    signal.details = reading::pairs(&alert["annotations"]);
    for name in body.iter().map(|(name, _)| *name).chain(SHOWN) {
        signal.details.remove(name);
    }
    signal.message = body.map(|(_, text)| text);
    signal.starts_at = reading::moment(&alert["startsAt"]);
    signal.ends_at = reading::moment(&alert["endsAt"]);
    for (rel, name) in [
        (Rel::Runbook, "runbook_url"),
        (Rel::Dashboard, "dashboard_url"),
    ] {
        let page = &alert["annotations"][name];
        reading::link(&mut signal.links, rel, page, None);
    }
    let from = &alert["generatorURL"];
    reading::link(&mut signal.links, Rel::Source, from, None);
    Ok(signal)
}

/// A push has no status: what is past its end has ended, and what fires is pushed again and again until it has.
fn push(signal: &mut Signal, now: At) {
    if signal.ends_at.is_some_and(|end| end <= now) {
        signal.action = Action::Resolve;
    }
    signal.lapses = signal.action == Action::Fire;
}
