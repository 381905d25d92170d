//! GitHub: a workflow that failed, and the run that made it good again.
//!
//! What joins them is repository, workflow and branch, and the repository the branch is in: a fork's `main` is not ours.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::http::hooks::reading;
use crate::http::hooks::signature;
use crate::http::hooks::{Action, BadItem, Batch, Rel, Signal, Unreadable, Why};

/// The headers that are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Headers<'a> {
    /// `X-GitHub-Event`.
    pub(crate) event: Option<&'a str>,
    /// `X-GitHub-Delivery`.
    pub(crate) delivery: Option<&'a str>,
    /// `X-Hub-Signature-256`.
    pub(crate) signature: Option<&'a str>,
}

/// Verifies, then reads. Other events, and runs that say nothing about good or bad, come to an empty batch.
pub(crate) fn read(headers: Headers, secret: &[u8], body: &[u8]) -> Result<Batch, Unreadable> {
    signature::github(secret, headers.signature, body).map_err(Unreadable::Forged)?;
    let value = reading::json(body)?;
    if !value.is_object() {
        return Err(Unreadable::NotThis);
    }
    let mut batch = Batch {
        once: headers.delivery.map(reading::key),
        ..Batch::default()
    };
    // Without the header the body says by its shape what it is.
    let ours = headers
        .event
        .map_or(!value["workflow_run"].is_null(), |e| e == "workflow_run");
    if ours {
        batch.items.extend(run(&value));
    }
    Ok(batch)
}

fn run(body: &Value) -> Option<Result<Signal, BadItem>> {
    let bad = |why| {
        Some(Err(BadItem {
            index: 0,
            key: None,
            why,
        }))
    };
    let run = &body["workflow_run"];
    if !run.is_object() {
        return bad(Why::NotAnObject);
    }
    let action = match run["conclusion"].as_str()? {
        "failure" | "timed_out" | "startup_failure" => Action::Fire,
        "success" => Action::Resolve,
        // Cancelled, skipped, neutral, stale, waiting for somebody: neither broken nor mended.
        _ => return None,
    };
    let Some(key) = identity(body, run) else {
        return bad(Why::NoKey);
    };
    let mut signal = Signal::new(reading::key(&key), action);
    let repository = reading::text(&body["repository"]["full_name"], reading::NAME);
    let workflow = name(body, run);
    let branch = reading::text(&run["head_branch"], reading::NAME);
    let parts = [&repository, &workflow, &branch];
    let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
    signal.title = parts.join(" · ");
    signal.message = reading::text(&run["display_title"], reading::MESSAGE)
        .or_else(|| reading::text(&run["head_commit"]["message"], reading::MESSAGE));
    let labels = [
        ("repository", repository.clone()),
        ("workflow", workflow),
        ("branch", branch),
        ("event", reading::text(&run["event"], reading::NAME)),
        (
            "conclusion",
            reading::text(&run["conclusion"], reading::NAME),
        ),
    ];
    signal.labels = filled(labels);
    signal.details = filled([
        ("run", reading::text(&run["run_number"], reading::NAME)),
        ("attempt", reading::text(&run["run_attempt"], reading::NAME)),
        ("commit", reading::text(&run["head_sha"], reading::NAME)),
        (
            "actor",
            reading::text(&run["actor"]["login"], reading::NAME),
        ),
    ]);
    signal.source = repository;
    signal.starts_at =
        reading::moment(&run["run_started_at"]).or_else(|| reading::moment(&run["created_at"]));
    if action == Action::Resolve {
        signal.ends_at = reading::moment(&run["updated_at"]);
    }
    let page = &run["html_url"];
    reading::link(&mut signal.links, Rel::Source, page, None);
    Some(Ok(signal))
}

fn filled<const N: usize>(pairs: [(&str, Option<String>); N]) -> BTreeMap<String, String> {
    pairs
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

fn name(body: &Value, run: &Value) -> Option<String> {
    reading::text(&run["name"], reading::NAME)
        .or_else(|| reading::text(&body["workflow"]["name"], reading::NAME))
        .or_else(|| reading::text(&run["path"], reading::NAME))
}

/// Ids rather than names, which people change. A space is in none of the parts.
fn identity(body: &Value, run: &Value) -> Option<String> {
    let repository = reading::whole(&body["repository"]["id"])
        .or_else(|| reading::whole(&body["repository"]["full_name"]))?;
    let workflow = reading::whole(&run["workflow_id"]).or_else(|| name(body, run))?;
    let branch = reading::whole(&run["head_branch"]).unwrap_or_default();
    let head = reading::whole(&run["head_repository"]["id"])
        .or_else(|| reading::whole(&run["head_repository"]["full_name"]))
        .filter(|head| *head != repository);
    Some(match head {
        Some(fork) => format!("run {repository} {workflow} {fork}:{branch}"),
        None => format!("run {repository} {workflow} {branch}"),
    })
}
