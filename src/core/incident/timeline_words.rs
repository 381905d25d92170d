//! What the paging did besides paging, as the timeline says it: levels that were skipped, roads that were refused, growth. Pure.

use serde_json::{Value, json};

use crate::chat::{Text, UserId, time_full};
use crate::clock::At;
use crate::core::incident::cards::level;
use crate::core::incident::rules::{Growth, Severity};
use crate::core::incident::timeline::{Medium, Voice, fact, number};
use crate::core::journal::Recorded;
use crate::i18n::{Arg, say};

/// So many hosts are named.
const HOSTS: usize = 8;

/// What an entry of the paging says, if it is one.
pub(super) fn paging(action: &str, entry: &Recorded, voice: Voice<'_>) -> Option<Text> {
    let told = |id: &str, args: &[(&'static str, Arg)]| Text::trusted(say(voice.lang, id, args));
    let whole = |name: &str| fact(entry, name).and_then(number);
    let user = || voice.whoever(whole("user").map(UserId));
    let text = |name: &str| fact(entry, name).and_then(Value::as_str);
    Some(match action {
        "incident.level-skipped" => {
            let args = [
                ("level", whole("level")?.into()),
                ("why", missing(text("why")?, voice).into()),
            ];
            told("timeline-level-skipped", &args)
        }
        "incident.repeats" => told("timeline-repeats", &[("round", whole("round")?.into())]),
        "incident.ack-expired" => told("timeline-ack-expired", &[("user", user().into())]),
        "incident.handed-over" => told("timeline-handed-over", &[("user", user().into())]),
        "incident.page-refused" => {
            let args = [
                ("user", user().into()),
                ("road", text("route").unwrap_or("direct").into()),
                ("next", text("next").unwrap_or("none").into()),
            ];
            told("timeline-page-refused", &args)
        }
        "incident.silenced" => {
            let until = At(whole("until")?);
            let until = match voice.medium {
                Medium::Chat => time_full(until),
                Medium::File(_) => until.utc().format("%Y-%m-%d %H:%M UTC").to_string(),
            };
            told("timeline-silenced", &[("until", until.into())])
        }
        "incident.grew" => grew(entry, voice)?,
        _ => return None,
    })
}

/// What stands between two things that are told.
pub(super) fn and(voice: Voice<'_>) -> String {
    say(voice.lang, "audit-fact-and", &[])
}

/// `primary: nobody, lead: absent`, as it is kept, in words.
fn missing(kept: &str, voice: Voice<'_>) -> Text {
    let one = |part: &str| {
        let (target, missing) = part.rsplit_once(": ").unwrap_or((part, ""));
        let person = target.strip_prefix("<@").and_then(|t| t.strip_suffix('>'));
        let target = match person.and_then(|id| id.parse().ok()) {
            Some(id) => voice.person(UserId(id)),
            None => Text::trusted(format!("`{}`", target.replace('`', "'"))),
        };
        let args = [("target", target.into()), ("missing", missing.into())];
        Text::trusted(say(voice.lang, "timeline-missing", &args))
    };
    let parts = kept.split(", ").filter(|part| !part.is_empty());
    Text::join(parts.map(one), &and(voice))
}

/// By what it grew, as it is kept.
pub(super) fn growth(what: &[Growth]) -> Value {
    let mut hosts = Vec::new();
    let (mut alerts, mut severity) = (0_i64, None);
    for growth in what {
        match growth {
            Growth::Fingerprint(_) => alerts += 1,
            Growth::Hosts(named) => hosts.push(named.as_str()),
            Growth::Severity { from, to } => severity = Some((from.name(), to.name())),
        }
    }
    let more = hosts.len().saturating_sub(HOSTS);
    hosts.truncate(HOSTS);
    json!({
        "hosts": hosts, "more": more, "alerts": alerts,
        "worse": severity.map(|(from, to)| [from, to]),
    })
}

fn grew(entry: &Recorded, voice: Voice<'_>) -> Option<Text> {
    let whole = |name: &str| fact(entry, name).and_then(number).unwrap_or(0);
    let list = |name: &str| -> Vec<&str> {
        let all = fact(entry, name).and_then(Value::as_array);
        all.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    };
    let hosts = list("hosts").into_iter().map(|host| voice.typed(host));
    let worse = list("worse");
    let worse = match worse.as_slice() {
        [from, to] => Severity::read(from).zip(Severity::read(to)),
        _ => None,
    };
    let what = grown(
        voice,
        hosts.collect(),
        whole("more"),
        (whole("alerts"), worse),
    );
    (!what.is_empty()).then(|| {
        let what = [("what", what.into())];
        Text::trusted(say(voice.lang, "timeline-grew", &what))
    })
}

/// By what it grew in words, where it is read in chat.
pub(super) fn grown_by(voice: Voice<'_>, what: &[Growth], most: usize) -> Text {
    let mut hosts = Vec::new();
    let (mut alerts, mut worse) = (0_i64, None);
    for growth in what {
        match growth {
            // A fingerprint says nothing to people: they are counted.
            Growth::Fingerprint(_) => alerts += 1,
            Growth::Hosts(named) => hosts.push(Text::brief(named, 60)),
            Growth::Severity { from, to } => worse = Some((*from, *to)),
        }
    }
    let more = hosts.len().saturating_sub(most);
    hosts.truncate(most);
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    grown(voice, hosts, more, (alerts, worse))
}

/// `SEV3 → SEV1; 2 more hosts: db-2, db-3; 3 more alerts`: what makes it worse first.
fn grown(
    voice: Voice<'_>,
    mut hosts: Vec<Text>,
    more: i64,
    (alerts, worse): (i64, Option<(Severity, Severity)>),
) -> Text {
    let mut parts = Vec::new();
    if let Some((from, to)) = worse {
        parts.push(Text::trusted(format!("{} → {}", level(from), level(to))));
    }
    if !hosts.is_empty() {
        let count = i64::try_from(hosts.len())
            .unwrap_or(i64::MAX)
            .saturating_add(more);
        if more > 0 {
            hosts.push(Text::trusted("…"));
        }
        let hosts = Text::join(hosts, ", ");
        let args = [("count", count.into()), ("hosts", hosts.into())];
        parts.push(Text::trusted(say(voice.lang, "page-grew-hosts", &args)));
    }
    if alerts > 0 {
        let args = [("number", alerts.into())];
        parts.push(Text::trusted(say(voice.lang, "page-grew-alerts", &args)));
    }
    Text::join(parts, &and(voice))
}
