//! What was promised of every reader, whatever the bytes are. For the tests, and for fuzzing.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::clock::At;
use crate::http::hooks::mapping::Mapping;
use crate::http::hooks::{
    Batch, Link, MAX_ITEMS, MAX_LINKS, MAX_PAIRS, Signal, Unreadable, alertmanager, generic,
    github, grafana, junit, measure, monitoring, pagerduty, scanner,
};

pub(super) const NOW: At = At(1_772_539_200_000);
pub(super) const SECRET: &[u8] = b"s3cret";

/// Mappings of senders with shapes of their own.
const MAPPINGS: &[&str] = &[
    include_str!("../../../tests/data/hooks/generic/uptime-kuma.mapping.json"),
    include_str!("../../../tests/data/hooks/generic/zabbix.mapping.json"),
];

/// The signature of these parts, in hexadecimal.
pub(super) fn signed(secret: &[u8], parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length");
    for part in parts {
        mac.update(part);
    }
    let code = mac.finalize().into_bytes();
    code.iter().map(|b| format!("{b:02x}")).collect()
}

pub(super) fn short(text: &str, max: usize) {
    assert!(text.chars().count() <= max);
    assert!(
        !text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
    );
}

pub(super) fn links_are_bounded(links: &[Link]) {
    assert!(links.len() <= MAX_LINKS);
    for link in links {
        assert!(link.href.len() <= 2_048);
        assert!(link.href.to_lowercase().starts_with("http"));
        short(link.text.as_deref().unwrap_or_default(), 256);
    }
}

pub(super) fn signal_is_bounded(signal: &Signal) {
    short(&signal.key, 255);
    assert!(!signal.title.is_empty() && !signal.key.is_empty());
    short(&signal.title, 1_024);
    let said = [
        (&signal.message, 4_096),
        (&signal.severity, 64),
        (&signal.department, 64),
        (&signal.source, 256),
    ];
    for (text, max) in said {
        short(text.as_deref().unwrap_or_default(), max);
    }
    for map in [&signal.labels, &signal.details] {
        assert!(map.len() <= MAX_PAIRS);
        for (name, value) in map {
            short(name, 264);
            short(value, 1_024);
        }
    }
    links_are_bounded(&signal.links);
    for at in [signal.starts_at, signal.ends_at].into_iter().flatten() {
        assert!(at > At(0) && at < At(253_402_300_800_000));
    }
}

pub(super) fn batch_is_bounded(read: Result<Batch, Unreadable>) {
    let Ok(batch) = read else { return };
    assert!(batch.items.len() <= MAX_ITEMS);
    short(batch.group.as_deref().unwrap_or_default(), 1_024);
    short(batch.once.as_deref().unwrap_or_default(), 255);
    for (index, item) in batch.items.iter().enumerate() {
        match item {
            Ok(signal) => signal_is_bounded(signal),
            Err(bad) => {
                assert_eq!(bad.index, index);
                short(bad.key.as_deref().unwrap_or_default(), 255);
            }
        }
    }
}

/// Gives the bytes to every reader.
pub(crate) fn every_reader(body: &[u8]) {
    batch_is_bounded(alertmanager::read(body, NOW));
    batch_is_bounded(grafana::read(body));
    batch_is_bounded(monitoring(body, NOW));
    for read in [measure::read(body), junit::read(body)] {
        let (items, _) = read.unwrap_or_default();
        assert!(items.len() <= MAX_ITEMS);
        for item in items.into_iter().flatten() {
            short(&item.measure, 256);
            short(&item.value, 64);
            short(&item.unit, 256);
            short(&item.note, 1_024);
        }
    }
    scanner::is_bounded(scanner::read(body));
    if let Ok(event) = pagerduty::event(body, "made-here") {
        signal_is_bounded(&event.signal);
    }
    if let Ok(change) = pagerduty::change(body) {
        short(&change.note.title, 1_024);
        assert!(change.note.details.len() <= MAX_PAIRS);
        links_are_bounded(&change.note.links);
    }
    let code = format!("sha256={}", signed(SECRET, &[body]));
    let headers = github::Headers {
        event: Some("workflow_run"),
        delivery: Some("d"),
        signature: Some(&code),
    };
    batch_is_bounded(github::read(headers, SECRET, body));
    let known = MAPPINGS.iter().map(|text| Mapping::read(text));
    let mappings = known.map(|read| read.expect("a mapping that works"));
    for mapping in mappings.chain([Mapping::default()]) {
        let setup = generic::Setup {
            mapping: &mapping,
            secret: None,
        };
        batch_is_bounded(generic::read(setup, generic::Headers::default(), body, NOW));
    }
}
