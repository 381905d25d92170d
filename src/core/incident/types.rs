//! An incident as it is stored, and what it is opened from.

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, MessageId, UserId};
use crate::clock::At;
use crate::core::incident::paging::{Paging, Phase};
use crate::core::incident::rules::{Severity, Standing, State};

/// What sort of thing happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Fault,
    /// Its details are for those who work on it only.
    Security,
    Data,
    Customer,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [Kind::Fault, Kind::Security, Kind::Data, Kind::Customer];
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Fault => "fault",
            Kind::Security => "security",
            Kind::Data => "data",
            Kind::Customer => "customer",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == text)
    }
}

/// Where an incident came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    /// Somebody declared it.
    Person(UserId),
    /// Somebody declared it from a message.
    Message {
        by: UserId,
        channel: ChannelId,
        message: MessageId,
    },
    /// Alerts of an integration.
    Integration { number: i64, name: String },
    /// Somebody tries an integration out.
    Test { number: i64, name: String },
    /// Nobody called this address in time.
    Heartbeat { number: i64, name: String },
    /// A message matched a watch rule.
    Watch {
        number: i64,
        channel: ChannelId,
        message: MessageId,
    },
    /// Liaison checks that a page arrives.
    Drill,
}

impl Origin {
    /// It stands for nothing that happened: no figure counts it, and nobody is to look back at it.
    pub(crate) fn is_trial(&self) -> bool {
        matches!(self, Origin::Test { .. } | Origin::Drill)
    }
    /// The person who declared it, if a person did.
    pub(crate) fn by(&self) -> Option<UserId> {
        match self {
            Origin::Person(by) | Origin::Message { by, .. } => Some(*by),
            Origin::Integration { .. }
            | Origin::Test { .. }
            | Origin::Heartbeat { .. }
            | Origin::Watch { .. }
            | Origin::Drill => None,
        }
    }
}

/// What an incident is opened with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Opening {
    pub(crate) department: i64,
    pub(crate) kind: Kind,
    pub(crate) severity: Severity,
    /// In the words of whoever reports it: escape before showing.
    pub(crate) title: String,
    pub(crate) service: String,
    pub(crate) project: String,
    pub(crate) details: String,
    pub(crate) customers: bool,
    pub(crate) origin: Origin,
    pub(crate) alerts: Alerts,
    /// It is recorded and pages nobody until then.
    pub(crate) silenced_until: Option<At>,
}

/// What the alerts of an incident come to: exact counts, and the first few of them in words.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Alerts {
    pub(crate) firing: i64,
    pub(crate) recovered: i64,
    /// Those that are flapping, of the ones above.
    #[serde(default)]
    pub(crate) flapping: i64,
    /// How often any of them was reported.
    #[serde(default)]
    pub(crate) reports: i64,
    /// The worst first; as their senders word them: escape before showing.
    #[serde(default)]
    pub(crate) lines: Vec<AlertLine>,
}

impl Alerts {
    /// These and others together: those that fire before those that have recovered.
    pub(crate) fn with(&self, other: &Alerts) -> Alerts {
        let mut lines: Vec<AlertLine> = self.lines.iter().chain(&other.lines).cloned().collect();
        lines.sort_by_key(|line| !line.firing);
        Alerts {
            firing: self.firing + other.firing,
            recovered: self.recovered + other.recovered,
            flapping: self.flapping + other.flapping,
            reports: self.reports + other.reports,
            lines,
        }
    }
}

/// One alert on a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct AlertLine {
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) firing: bool,
    /// `http` or `https`, or empty.
    #[serde(default)]
    pub(crate) link: String,
}

/// People with a part in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) commander: Option<UserId>,
    pub(crate) communications: Option<UserId>,
    pub(crate) scribe: Option<UserId>,
}

/// What somebody does in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Role {
    /// Decides.
    Commander,
    /// Speaks with everybody else.
    Communications,
    /// Writes down what happens.
    Scribe,
}

impl Role {
    pub(crate) const ALL: [Role; 3] = [Role::Commander, Role::Communications, Role::Scribe];
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Commander => "commander",
            Role::Communications => "communications",
            Role::Scribe => "scribe",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.name() == text.trim())
    }
}

impl Roles {
    /// Who has it.
    pub(crate) fn of(&self, role: Role) -> Option<UserId> {
        match role {
            Role::Commander => self.commander,
            Role::Communications => self.communications,
            Role::Scribe => self.scribe,
        }
    }
    pub(crate) fn of_mut(&mut self, role: Role) -> &mut Option<UserId> {
        match role {
            Role::Commander => &mut self.commander,
            Role::Communications => &mut self.communications,
            Role::Scribe => &mut self.scribe,
        }
    }
}

/// The last update.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Update {
    pub(crate) text: String,
    pub(crate) at: At,
    pub(crate) by: UserId,
}

/// An incident as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Incident {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) kind: Kind,
    pub(crate) severity: Severity,
    pub(crate) state: State,
    /// Nobody: a source from outside did.
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    pub(crate) title: String,
    pub(crate) service: String,
    pub(crate) project: String,
    pub(crate) details: String,
    pub(crate) customers: bool,
    pub(crate) origin: Origin,
    /// Where its card stands; none if the department has no channel.
    pub(crate) channel: Option<ChannelId>,
    pub(crate) opened_at: At,
    pub(crate) acknowledged: Option<(At, UserId)>,
    pub(crate) mitigated_at: Option<At>,
    pub(crate) resolved_at: Option<At>,
    pub(crate) closed_at: Option<At>,
    pub(crate) merged_into: Option<i64>,
    pub(crate) cause: String,
    pub(crate) impact: String,
    pub(crate) roles: Roles,
    pub(crate) update: Option<Update>,
    pub(crate) alerts: Alerts,
    /// The escalation policy it was given by hand; none: that of its department and severity.
    pub(crate) policy: Option<i64>,
    /// The department it was declared for, when another one has it: security takes what concerns it.
    pub(crate) affected: Option<i64>,
    /// How many incidents were merged into it.
    pub(crate) absorbed: i64,
    pub(crate) paging: Paging,
    pub(crate) version: i64,
}

impl Incident {
    /// INC-7; of a drill DRILL-7.
    pub(crate) fn key(&self) -> String {
        if self.is_drill() {
            return format!("DRILL-{}", self.number.unsigned_abs());
        }
        format!("INC-{}", self.number)
    }
    /// Liaison checks that a page arrives: nobody is asked, and nothing is left of it.
    pub(crate) fn is_drill(&self) -> bool {
        self.origin == Origin::Drill
    }
    /// The journal's subject, and the beginning of its message keys.
    pub(crate) fn subject(&self) -> String {
        format!("incident/{}", self.number)
    }
    /// Its words are for those with a part in it only. Whatever is said where others read shows [`Incident::open_title`].
    pub(crate) fn is_private(&self) -> bool {
        self.kind == Kind::Security
    }
    /// What it is called where everybody reads; nothing if that is for few. Escape before showing.
    pub(crate) fn open_title(&self) -> Option<&str> {
        (!self.is_private()).then_some(self.title.as_str())
    }
    /// People are being paged for it, or were all paged in vain: somebody is needed, whatever was acknowledged before.
    pub(crate) fn wants_somebody(&self) -> bool {
        self.state.is_open() && matches!(self.paging.phase, Phase::Ringing | Phase::Unowned)
    }
    /// As the rules need it.
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            number: self.number,
            state: self.state,
            state_by: self.state_by,
            state_at: self.state_at,
            merged_into: self.merged_into,
        }
    }
}
