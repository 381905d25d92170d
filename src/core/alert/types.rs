//! What comes from outside, as it is told and as it is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chat::UserId;
use crate::clock::At;
use crate::core::alert::severity::SeverityMap;
use crate::core::incident::{AlertLine, Alerts, Severity};

/// Lines of a card that are kept.
pub(crate) const LINES: usize = 8;
/// Groups of hosts of an incident that are told apart.
pub(crate) const HOSTS: usize = 256;

/// Whose format an integration reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Kind {
    Alertmanager,
    Grafana,
    PagerDuty,
    GitHub,
    Generic,
    /// Values of measures; no alerts.
    Measure,
    /// Results of tests as JUnit writes them, which become values of measures; no alerts.
    JUnit,
    /// What scanners find, which becomes work; no alerts.
    Scanner,
}

impl Kind {
    pub(crate) const ALL: [Kind; 8] = [
        Kind::Alertmanager,
        Kind::Grafana,
        Kind::PagerDuty,
        Kind::GitHub,
        Kind::Generic,
        Kind::Measure,
        Kind::JUnit,
        Kind::Scanner,
    ];
    /// As it is typed, stored and stands in addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Alertmanager => "alertmanager",
            Kind::Grafana => "grafana",
            Kind::PagerDuty => "pagerduty",
            Kind::GitHub => "github",
            Kind::Generic => "generic",
            Kind::Measure => "measure",
            Kind::JUnit => "junit",
            Kind::Scanner => "scanner",
        }
    }
    /// What comes are figures, not alerts.
    pub(crate) fn is_figures(self) -> bool {
        matches!(self, Kind::Measure | Kind::JUnit)
    }
    pub(crate) fn read(text: &str) -> Option<Kind> {
        let text = text.trim().to_lowercase();
        Kind::ALL.into_iter().find(|k| k.name() == text)
    }
}

/// A sender, as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Integration {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) token_hash: String,
    /// The one before, and until when it is good.
    pub(crate) previous: Option<(String, At)>,
    pub(crate) severities: SeverityMap,
    /// JSON; empty: none.
    pub(crate) mapping: String,
    pub(crate) deleted: bool,
    pub(crate) state_by: UserId,
    pub(crate) state_at: At,
    /// When something came last, to the minute.
    pub(crate) last_at: Option<At>,
}

impl Integration {
    /// INT-3
    pub(crate) fn key(&self) -> String {
        format!("INT-{}", self.number)
    }
    /// The journal's subject.
    pub(crate) fn subject(&self) -> String {
        format!("integration/{}", self.number)
    }
}

/// What a report asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    Fire,
    Acknowledge,
    Resolve,
}

/// One alert, as its sender tells it; texts are strangers' and bounded by whoever read them.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Report {
    /// Unique within the integration.
    pub(crate) key: String,
    pub(crate) action: Action,
    pub(crate) title: String,
    pub(crate) message: String,
    /// In the sender's own word.
    pub(crate) severity: Option<String>,
    /// The key of the department the sender asks for.
    pub(crate) department: Option<String>,
    pub(crate) source: String,
    pub(crate) labels: BTreeMap<String, String>,
    /// `http` or `https`, or empty.
    pub(crate) link: String,
    pub(crate) starts_at: Option<At>,
    pub(crate) ends_at: Option<At>,
    /// The sender repeats what fires and may never say that it ended.
    pub(crate) lapses: bool,
}

/// One request of an integration.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Received {
    pub(crate) integration: i64,
    /// Of the token it came with: looked at again in the transaction, since it may have been rotated.
    pub(crate) token_hash: String,
    pub(crate) reports: Vec<Report>,
    /// Something for the timelines of what is open; never pages.
    pub(crate) note: Option<String>,
    /// The sender's name for the group.
    pub(crate) group: Option<String>,
    /// So many were left off.
    pub(crate) truncated: u64,
    /// The sender's name for this delivery.
    pub(crate) once: Option<String>,
    /// A test: it is marked and pages nobody.
    pub(crate) test: bool,
}

/// What one report came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Taken {
    pub(crate) key: String,
    /// The incident it belongs to.
    pub(crate) incident: Option<i64>,
    pub(crate) is_new: bool,
    pub(crate) outcome: Outcome,
}

/// In one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Opened an incident.
    Opened,
    /// Joined one that was open.
    Joined,
    /// Was known.
    Repeated,
    /// Came back within the window, quietly.
    Returned,
    /// A silence keeps it quiet.
    Silenced,
    Resolved,
    Acknowledged,
    /// A resolve that came first, and what it was meant for.
    Early,
    /// Nothing here fits it.
    Ignored,
}

impl Outcome {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Outcome::Opened => "opened",
            Outcome::Joined => "joined",
            Outcome::Repeated => "repeated",
            Outcome::Returned => "returned",
            Outcome::Silenced => "silenced",
            Outcome::Resolved => "resolved",
            Outcome::Acknowledged => "acknowledged",
            Outcome::Early => "early",
            Outcome::Ignored => "ignored",
        }
    }
}

/// What a request came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    Taken(Vec<Taken>),
    /// The integration is gone, or its token is not good any more.
    Unknown,
}

/// An alert as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Alert {
    pub(crate) integration: i64,
    pub(crate) key: String,
    /// 0: none.
    pub(crate) incident: i64,
    /// 0: none.
    pub(crate) silence: i64,
    pub(crate) severity: Severity,
    pub(crate) firing: bool,
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) hosts: String,
    pub(crate) link: String,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) department: i64,
    pub(crate) group_key: String,
    pub(crate) starts_at: Option<At>,
    pub(crate) ends_at: Option<At>,
    pub(crate) lapses_at: Option<At>,
    pub(crate) first_at: At,
    pub(crate) last_at: At,
    pub(crate) changed_at: At,
    pub(crate) reports: i64,
    pub(crate) flips: i64,
}

/// One alert on the card of its group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) link: String,
    pub(crate) severity: Severity,
    pub(crate) firing: bool,
}

/// The alerts of one incident, counted.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Group {
    /// 0: not opened yet.
    pub(crate) incident: i64,
    pub(crate) integration: i64,
    pub(crate) department: i64,
    pub(crate) key: String,
    /// New alerts may join it.
    pub(crate) open: bool,
    /// When its incident came to its end, if it has.
    pub(crate) ended: Option<At>,
    pub(crate) severity: Severity,
    pub(crate) opened_at: At,
    pub(crate) last_at: At,
    pub(crate) firing: i64,
    pub(crate) recovered: i64,
    pub(crate) flapping: i64,
    pub(crate) reports: i64,
    pub(crate) lines: Vec<Line>,
    pub(crate) hosts: Vec<String>,
}

impl Group {
    /// As the incident's card shows them.
    pub(crate) fn alerts(&self) -> Alerts {
        Alerts {
            firing: self.firing,
            recovered: self.recovered,
            flapping: self.flapping,
            reports: self.reports,
            lines: self.lines.iter().map(Line::shown).collect(),
        }
    }
}

impl Line {
    fn shown(&self) -> AlertLine {
        AlertLine {
            title: self.title.clone(),
            source: self.source.clone(),
            firing: self.firing,
            link: self.link.clone(),
        }
    }
}
