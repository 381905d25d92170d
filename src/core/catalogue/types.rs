//! What a catalogue is made of.

use serde::Deserialize;

use crate::core::catalogue::clock::Clock;
use crate::core::catalogue::field::Field;
use crate::i18n::{Lang, say};

/// What something is called, in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Names {
    pub(crate) en: String,
    pub(crate) zh: String,
}

impl Names {
    /// As it is called in this language.
    pub(crate) fn in_(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
    /// Whether plain lower-case text is one of the two.
    pub(crate) fn are(&self, plain: &str) -> bool {
        self.en.to_lowercase() == plain || self.zh.to_lowercase() == plain
    }
}

/// Which choice of `/setup run departments:` switches a department on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Set {
    All,
    Six,
    Five,
    #[default]
    None,
}

impl Set {
    /// What people choose.
    pub(crate) const NAMES: [(&'static str, Set); 4] = [
        ("all", Set::All),
        ("six", Set::Six),
        ("five", Set::Five),
        ("none", Set::None),
    ];
    /// Whether this choice includes a department of the set `of`.
    pub(crate) fn includes(self, of: Set) -> bool {
        match self {
            Set::All => of != Set::None,
            Set::None => false,
            Set::Six | Set::Five => self == of,
        }
    }
}

/// What digests are made of, by name; the capability that makes them has one kind of section for each.
pub(crate) const SECTIONS: [&str; 12] = [
    "standups",
    "dates",
    "away",
    "incidents",
    "incident-stats",
    "oncall",
    "decisions",
    "measures",
    "knowledge",
    "tasks",
    "handoffs",
    "money",
];

/// A department as it ships.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Department {
    pub(crate) key: String,
    pub(crate) set: Set,
    /// The first letters of its Chinese name in pinyin.
    pub(crate) initials: String,
    pub(crate) names: Names,
    /// What the channel made for it is called.
    pub(crate) channel: Names,
    /// What that channel is for.
    pub(crate) topic: Names,
    /// Names of the sections its digest shows when nothing else is asked for, of [`SECTIONS`]; empty: all.
    pub(crate) digest: Vec<String>,
}

/// How urgent something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    /// All, least urgent first.
    pub(crate) const ALL: [Priority; 4] = [
        Priority::Low,
        Priority::Normal,
        Priority::High,
        Priority::Urgent,
    ];
    /// `urgent`: as commands and rows have it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        }
    }
    /// The priority of this key.
    pub(crate) fn of(key: &str) -> Option<Priority> {
        Priority::ALL.into_iter().find(|p| p.key() == key)
    }
    /// Its name.
    pub(crate) fn name(self, lang: Lang) -> String {
        say(
            lang,
            match self {
                Priority::Low => "priority-low",
                Priority::Normal => "priority-normal",
                Priority::High => "priority-high",
                Priority::Urgent => "priority-urgent",
            },
            &[],
        )
    }
}

/// The states work of a kind goes through.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Flow {
    /// Work to be done: open → doing → done, or cancelled.
    #[default]
    Task,
    /// Plans, policies, research: draft → active → closed, with a review date.
    Record,
    /// Checks, backups, drills, test runs: scheduled → running → passed or failed, with evidence.
    Run,
    /// What somebody asks for: new → accepted → answered → closed, reopened or declined.
    Case,
}

impl Flow {
    /// `record`: as rows have it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Flow::Task => "task",
            Flow::Record => "record",
            Flow::Run => "run",
            Flow::Case => "case",
        }
    }
}

/// Who may see work of a kind besides those it is assigned to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Visibility {
    #[default]
    Everyone,
    /// The department it belongs to, and the project office.
    Department,
    /// The department's leads: nothing but its key is posted.
    Lead,
}

/// Departments by key, or any.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) enum Side {
    #[default]
    Any,
    Of(Vec<String>),
}

impl Side {
    /// Names this department.
    pub(crate) fn names(&self, department: &str) -> bool {
        matches!(self, Side::Of(keys) if keys.iter().any(|k| k == department))
    }
    /// Names this department, or is open to any.
    pub(crate) fn includes(&self, department: &str) -> bool {
        *self == Side::Any || self.names(department)
    }
}

/// Whose seat a decision is asked of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Seat {
    /// The leads of the department whose work it is.
    OwnLead,
    /// The leads of this department.
    LeadOf(String),
}

/// A decision that something needs before it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Approval {
    pub(crate) by: Vec<Seat>,
    /// So many of the seats must say yes (at least 1, at most all).
    pub(crate) needed: usize,
}

/// How often work of a kind usually recurs, as `/task recurring schedule:` takes it; both say the same.
pub(crate) type Recurrence = Names;

/// A step within the work's open state (`interview`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stage {
    pub(crate) key: String,
    pub(crate) names: Names,
    /// Keys of the stages that may follow; none: the last.
    pub(crate) next: Vec<String>,
}

/// A kind of work.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Kind {
    pub(crate) key: String,
    /// The departments whose work it is.
    pub(crate) of: Side,
    pub(crate) names: Names,
    /// The first letters of its Chinese name in pinyin.
    pub(crate) initials: String,
    pub(crate) flow: Flow,
    pub(crate) priority: Priority,
    /// How soon somebody takes it.
    pub(crate) respond: Option<Clock>,
    /// How soon it is finished.
    pub(crate) finish: Clock,
    /// What is asked when it is created, at most five fields.
    pub(crate) particulars: Vec<Field>,
    pub(crate) checklist: Vec<Names>,
    /// What is asked when it is finished, at most five fields.
    pub(crate) outcome: Vec<Field>,
    /// What must be shown to finish it.
    pub(crate) proof: Option<Names>,
    /// In their usual order; the first is where it starts.
    pub(crate) stages: Vec<Stage>,
    pub(crate) every: Option<Recurrence>,
    pub(crate) visible: Visibility,
    /// Looked at again after so many calendar days.
    pub(crate) review_days: Option<u32>,
    /// What it needs to become active.
    pub(crate) decision: Option<Approval>,
    /// Who asked is asked how satisfied they are, 1 to 5.
    pub(crate) csat: bool,
    /// The duties it serves (`S24`).
    pub(crate) duties: Vec<String>,
}

impl Kind {
    /// The stage of this key.
    pub(crate) fn stage(&self, key: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.key == key)
    }
}

/// What a handoff does besides being delivered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// Accepting it has to do with an incident of type security: it is declared with the request, both departments on the page.
    OpensSecurityIncident,
    /// The receiver may turn it into an incident.
    MayBecomeIncident,
    /// What is delivered counts only when the sender has checked it, and said how (`verified`).
    Verifies,
    /// What was lent is given back on the day of the particular `until`; both are reminded.
    GivenBack,
    /// The delivered `result` of `build` is a test run for the quality gates.
    FeedsGate,
    /// The delivered `answer` goes back to the case or question it came from.
    AnswerTravelsBack,
    /// What was told is kept in the knowledge base.
    FeedsKnowledge,
    /// Refused while a freeze or another window of `from`–`until` stands against it.
    ChecksFreeze,
    /// Accepting it moves the milestone by `days`.
    MovesMilestone,
    /// What was asked for becomes a person's allocation, or a recruitment.
    Allocates,
    /// The delivered `approved` amount goes into the budget.
    FeedsBudget,
}

/// A way one department asks something of another.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Playbook {
    pub(crate) key: String,
    pub(crate) from: Side,
    pub(crate) to: Side,
    /// It works in the other direction as well.
    pub(crate) both_ways: bool,
    pub(crate) names: Names,
    /// The first letters of its Chinese name in pinyin.
    pub(crate) initials: String,
    /// What it is for, in a sentence.
    pub(crate) about: Names,
    pub(crate) priority: Priority,
    /// What is asked with the request, at most five fields.
    pub(crate) particulars: Vec<Field>,
    /// How soon it is accepted or declined.
    pub(crate) respond: Clock,
    /// How soon it is delivered.
    pub(crate) complete: Clock,
    /// Reminders and escalations go out also outside the receiver's working hours.
    pub(crate) urgent: bool,
    /// What delivering it asks for, at most five fields.
    pub(crate) delivery: Vec<Field>,
    /// What must be shown to deliver it.
    pub(crate) proof: Option<Names>,
    /// The kind of run of the sender's that is opened with each delivery and decides about it: passed, the handoff is
    /// confirmed; failed, it is returned.
    pub(crate) opens: Option<String>,
    /// A lead of each department signs before it is confirmed.
    pub(crate) both_sign: bool,
    /// What came of it is looked at again after so many calendar days.
    pub(crate) review_days: Option<u32>,
    pub(crate) visible: Visibility,
    pub(crate) effects: Vec<Effect>,
    /// The duties it serves (`S85`).
    pub(crate) duties: Vec<String>,
}
