//! Bodies as real senders write them, and what they come to.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::http::hooks::mapping::Mapping;
use crate::http::hooks::signature::Forged;
use crate::http::hooks::{
    Batch, Link, Note, Signal, Unreadable, alertmanager, generic, github, grafana, monitoring,
    pagerduty, reading,
};

/// 2026-03-03T12:00:00Z.
pub(super) use crate::http::hooks::bounded::{NOW, SECRET, signed};

/// The samples of one sender, by name; mappings are not samples.
pub(super) fn samples(sender: &str) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder().join(sender))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".mapping.json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read(&path).unwrap())
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{sender} has no samples");
    found
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hooks")
}

/// The mapping beside a generic sample, or none.
pub(super) fn mapping_of(name: &str) -> Mapping {
    let path = folder()
        .join("generic")
        .join(format!("{name}.mapping.json"));
    match fs::read_to_string(path) {
        Ok(text) => Mapping::read(&text).unwrap(),
        Err(_) => Mapping::default(),
    }
}

fn batch(read: &Result<Batch, Unreadable>) -> String {
    let batch = match read {
        Ok(batch) => batch,
        Err(unreadable) => return format!("{} {}", unreadable.status(), unreadable.reason()),
    };
    let mut out = String::new();
    let status = if batch.is_unreadable() { 400 } else { 202 };
    writeln!(out, "{status}, truncated {}", batch.truncated).unwrap();
    let names = [("group", &batch.group), ("once", &batch.once)];
    for (name, value) in names {
        if let Some(value) = value {
            writeln!(out, "{name} {value}").unwrap();
        }
    }
    for (index, item) in batch.items.iter().enumerate() {
        match item {
            Ok(told) => write!(out, "{index}. {}", signal(told)).unwrap(),
            Err(bad) => {
                assert_eq!(bad.index, index);
                writeln!(out, "{index}. BAD {:?} {}", bad.key, bad.why.reason()).unwrap();
            }
        }
    }
    out
}

fn signal(told: &Signal) -> String {
    let mut out = String::new();
    let lapses = if told.lapses { ", lapses" } else { "" };
    writeln!(out, "{:?} {}{lapses}", told.action, told.key).unwrap();
    writeln!(out, "   {}", told.title).unwrap();
    let said = [
        ("message", &told.message),
        ("severity", &told.severity),
        ("department", &told.department),
        ("source", &told.source),
    ];
    for (name, value) in said {
        if let Some(value) = value {
            writeln!(out, "   {name}: {value:?}").unwrap();
        }
    }
    for (kind, map) in [("label", &told.labels), ("detail", &told.details)] {
        for (name, value) in map {
            writeln!(out, "   {kind} {name}={value:?}").unwrap();
        }
    }
    out += &links(&told.links);
    for (name, at) in [("starts", told.starts_at), ("ends", told.ends_at)] {
        if let Some(at) = at {
            writeln!(out, "   {name} {}", at.utc().to_rfc3339()).unwrap();
        }
    }
    out
}

fn links(links: &[Link]) -> String {
    links
        .iter()
        .map(|l| format!("   {:?} {:?} {}\n", l.rel, l.text, l.href))
        .collect()
}

fn note(told: &Note) -> String {
    let at = told.at.map(|at| at.utc().to_rfc3339());
    format!(
        "NOTE {}\n   source: {:?}\n   details: {:?}\n   at: {at:?}\n{}",
        told.title,
        told.source,
        told.details,
        links(&told.links)
    )
}

#[test]
fn alertmanager_says() {
    for (name, body) in samples("alertmanager") {
        let read = alertmanager::read(&body, NOW);
        assert_eq!(monitoring(&body, NOW), read, "{name} is told apart");
        insta::assert_snapshot!(format!("alertmanager-{name}"), batch(&read));
    }
}

#[test]
fn grafana_says() {
    for (name, body) in samples("grafana") {
        let read = grafana::read(&body);
        assert_eq!(monitoring(&body, NOW), read, "{name} is told apart");
        insta::assert_snapshot!(format!("grafana-{name}"), batch(&read));
    }
}

#[test]
fn pagerduty_says() {
    for (name, body) in samples("pagerduty") {
        let told = if name == "change" {
            match pagerduty::change(&body) {
                Ok(change) => {
                    assert_eq!(change.routing_key.expose().len(), 32);
                    format!(
                        "202 {}\n{}",
                        pagerduty::Change::answer(),
                        note(&change.note)
                    )
                }
                Err(refused) => format!("{} {:#}", refused.status, refused.answer()),
            }
        } else {
            match pagerduty::event(&body, "made-here") {
                Ok(event) => {
                    assert_eq!(event.routing_key.expose().len(), 32);
                    format!("202 {}\n{}", event.answer(), signal(&event.signal))
                }
                Err(refused) => format!("{} {:#}", refused.status, refused.answer()),
            }
        };
        insta::assert_snapshot!(format!("pagerduty-{name}"), told);
    }
}

#[test]
fn github_says() {
    for (name, body) in samples("github") {
        let code = format!("sha256={}", signed(SECRET, &[&body]));
        let event = if name == "ping" {
            "ping"
        } else {
            "workflow_run"
        };
        let headers = github::Headers {
            event: Some(event),
            delivery: Some("72d3162e-cc78-11e3-81ab-4c9367dc0958"),
            signature: Some(&code),
        };
        let read = github::read(headers, SECRET, &body);
        insta::assert_snapshot!(format!("github-{name}"), batch(&read));
        let nameless = github::Headers {
            event: None,
            ..headers
        };
        assert_eq!(github::read(nameless, SECRET, &body), read);
        let other = github::Headers {
            event: Some("push"),
            ..headers
        };
        let nothing = github::read(other, SECRET, &body).unwrap();
        assert!(nothing.items.is_empty() && !nothing.is_unreadable());
        assert_eq!(
            github::read(headers, b"another", &body),
            Err(Unreadable::Forged(Forged::Wrong))
        );
        let unsigned = github::Headers::default();
        let refused = github::read(unsigned, SECRET, &body);
        assert_eq!(batch(&refused), "401 the signature is missing");
    }
}

#[test]
fn a_run_that_is_good_again_resolves_the_one_that_failed() {
    let key = |name: &str| {
        let body = fs::read(folder().join(format!("github/{name}.json"))).unwrap();
        let code = format!("sha256={}", signed(SECRET, &[&body]));
        let headers = github::Headers {
            signature: Some(&code),
            ..github::Headers::default()
        };
        let mut read = github::read(headers, SECRET, &body).unwrap();
        read.items.remove(0).unwrap().key
    };
    assert_eq!(key("workflow-run-failure"), key("workflow-run-success"));
    assert_ne!(key("workflow-run-failure"), key("workflow-run-of-a-fork"));
}

#[test]
fn generic_says() {
    for (name, body) in samples("generic") {
        let mapping = mapping_of(&name);
        let setup = generic::Setup {
            mapping: &mapping,
            secret: None,
        };
        let headers = generic::Headers {
            signature: None,
            once: Some(" c7a1 "),
        };
        let read = generic::read(setup, headers, &body, NOW);
        insta::assert_snapshot!(format!("generic-{name}"), batch(&read));
    }
}

/// The first two are from Prometheus' own tests (`model/signature_test.go`); the third is an empty set, which names nothing.
#[test]
fn labels_have_the_fingerprint_prometheus_gives_them() {
    let check = |labels: serde_json::Value, sum: Option<u64>| {
        let expected = sum.map(|s| format!("{s:016x}"));
        assert_eq!(reading::fingerprint(&labels), expected);
    };
    let set = serde_json::json!({ "name": "garland, briggs", "fear": "love is not enough" });
    check(set, Some(5_799_056_148_416_392_346));
    let empty =
        serde_json::json!({ "fear": "love is not enough", "name": "garland, briggs", "x": "" });
    check(empty, Some(5_799_056_148_416_392_346));
    check(serde_json::json!({}), None);
    check(serde_json::json!([]), None);
}
