//! Grafana: unified alerting, and the alerts of dashboards before it.

use serde_json::Value;

use crate::http::hooks::alertmanager::{alert_of, webhook};
use crate::http::hooks::reading;
use crate::http::hooks::{Action, Batch, Rel, Signal, Unreadable, Why, each};

/// Reads either; legacy bodies have no list of alerts.
#[cfg(any(test, fuzzing))]
pub(crate) fn read(body: &[u8]) -> Result<Batch, Unreadable> {
    batch(&reading::json(body)?)
}

/// It is Grafana's: version "1" and an organisation, or a rule without any version.
pub(super) fn is_grafana(body: &Value) -> bool {
    let unified =
        reading::whole(&body["version"]).as_deref() == Some("1") && !body["orgId"].is_null();
    unified || is_legacy(body)
}

fn is_legacy(body: &Value) -> bool {
    let rule = ["ruleId", "ruleName", "ruleUrl"];
    !body["alerts"].is_array() && rule.iter().any(|name| !body[*name].is_null())
}

pub(super) fn batch(body: &Value) -> Result<Batch, Unreadable> {
    if is_legacy(body) {
        return Ok(each(std::slice::from_ref(body), rule, legacy));
    }
    webhook(body, unified)
}

fn unified(alert: &Value, group: &Value) -> Result<Signal, Why> {
    let mut signal = alert_of(alert, group)?;
    let links = [
        (Rel::Dashboard, "dashboardURL"),
        (Rel::Panel, "panelURL"),
        (Rel::Silence, "silenceURL"),
        (Rel::Image, "imageURL"),
    ];
    for (rel, name) in links {
        reading::link(&mut signal.links, rel, &alert[name], None);
    }
    values(&mut signal, alert);
    Ok(signal)
}

/// What was measured: a number for each query, or in older senders a sentence.
fn values(signal: &mut Signal, alert: &Value) {
    for (name, value) in reading::pairs(&alert["values"]) {
        signal.details.insert(format!("value {name}"), value);
    }
    if let Some(text) = reading::text(&alert["valueString"], reading::VALUE)
        && !alert["values"].is_object()
    {
        signal.details.insert("value".to_owned(), text);
    }
    reading::bound(&mut signal.details);
}

/// The rule is the alert: one of them had one state.
fn rule(body: &Value) -> Option<String> {
    let rule = [&body["ruleId"], &body["ruleUrl"], &body["ruleName"]]
        .into_iter()
        .find_map(reading::whole)?;
    let key = match reading::whole(&body["orgId"]) {
        Some(org) => format!("rule:{org}:{rule}"),
        None => format!("rule:{rule}"),
    };
    Some(reading::key(&key))
}

fn legacy(body: &Value) -> Result<Signal, Why> {
    let state = reading::text(&body["state"], reading::WORD);
    let action = match state.as_deref() {
        Some("ok") => Action::Resolve,
        Some("alerting" | "no_data") | None => Action::Fire,
        Some(_) => return Err(Why::UnknownStatus),
    };
    let name = reading::text(&body["ruleName"], reading::TITLE);
    let mut signal = Signal::new(rule(body).ok_or(Why::NoKey)?, action);
    // The title leads with the state, "[Alerting] …", which is out of date on the card the day after.
    if let Some(title) = name.or_else(|| reading::text(&body["title"], reading::TITLE)) {
        signal.title = title;
    }
    signal.message = reading::text(&body["message"], reading::MESSAGE);
    signal.labels = reading::pairs(&body["tags"]);
    signal.severity = reading::text(&body["tags"]["severity"], reading::WORD);
    if state.as_deref() == Some("no_data") {
        signal
            .details
            .insert("state".to_owned(), "no_data".to_owned());
    }
    for found in body["evalMatches"].as_array().into_iter().flatten() {
        let Some(value) = reading::flat(&found["value"]) else {
            continue;
        };
        let metric = reading::text(&found["metric"], reading::NAME).unwrap_or_default();
        signal.details.insert(format!("value {metric}"), value);
        reading::bound(&mut signal.details);
    }
    let links = &mut signal.links;
    reading::link(links, Rel::Source, &body["ruleUrl"], None);
    reading::link(links, Rel::Image, &body["imageUrl"], None);
    Ok(signal)
}
