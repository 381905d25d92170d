//! What an alert's labels say: which alerts are one incident, which hosts they speak of, and which stand on its card. Pure.

use std::collections::BTreeMap;

use crate::core::alert::rules::Item;
use crate::core::alert::types::{Alert, Group, LINES, Line, Report};

/// Labels that name the service, and those that name the group of hosts, the best first.
const GROUPS: [&str; 2] = ["service", "job"];
const HOST_GROUPS: [&str; 7] = [
    "cluster",
    "hostgroup",
    "datacenter",
    "region",
    "host",
    "node",
    "instance",
];

/// Bytes of labels that are kept of one alert.
const LABELS: usize = 4_096;

/// What the service of an alert is, by its labels.
pub(super) fn service(report: &Report) -> &str {
    let named = GROUPS.iter().find_map(|name| report.labels.get(*name));
    named.map_or("", String::as_str)
}

/// Alerts with the same one are one incident: the service, else job or cluster, else what the sender calls the group; alone otherwise.
pub(crate) fn group_key(item: &Item<'_>) -> String {
    let labels = &item.report.labels;
    let label = |name: &str| labels.get(name).map(|value| format!("{name}={value}"));
    let key = label("service")
        .or_else(|| match (label("job"), label("cluster")) {
            (Some(job), Some(cluster)) => Some(format!("{job},{cluster}")),
            (job, cluster) => job.or(cluster),
        })
        .or_else(|| label("group"))
        .or_else(|| item.group.map(|group| format!("group={group}")))
        .unwrap_or_else(|| format!("key={}", item.report.key));
    format!("{}/{key}", item.department)
}

/// The group of hosts an alert speaks of; empty if it names none.
pub(super) fn hosts(report: &Report) -> String {
    let named = HOST_GROUPS.iter().find_map(|name| report.labels.get(*name));
    named.cloned().unwrap_or_default()
}

pub(super) fn bounded(labels: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut left = LABELS;
    let fits = |(name, value): &(&String, &String)| {
        let size = name.len() + value.len();
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    };
    let kept = labels.iter().filter(fits);
    kept.map(|(n, v)| (n.clone(), v.clone())).collect()
}

/// The first few alerts stand on the card, the worst first.
pub(super) fn show(group: &mut Group, alert: &Alert) {
    let line = Line {
        key: alert.key.clone(),
        title: alert.title.clone(),
        source: alert.source.clone(),
        link: alert.link.clone(),
        severity: alert.severity,
        firing: alert.firing,
    };
    let lines = &mut group.lines;
    match lines.iter_mut().find(|l| l.key == line.key) {
        Some(shown) => *shown = line,
        None => lines.push(line),
    }
    lines.sort_by_key(|l| (!l.firing, l.severity));
    lines.truncate(LINES);
}
