//! What a task is made of: values.

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, MessageId, UserId};
use crate::clock::{At, Span};
use crate::core::attached::Attached;
use crate::core::catalogue::{self, FieldKind, Flow, Kind, Priority, Value, Values, Visibility};
use crate::core::task::clocks::{Facts, Told};
use crate::core::task::rules::{Missing, Standing, State};
use crate::i18n::Lang;

/// Working days without a word after which is asked how it goes.
pub(super) const SILENT_DAYS: i64 = 5;
/// Working days after which an answer nobody objected to counts as confirmed.
pub(super) const CONFIRM_DAYS: i64 = 3;

/// One line of a checklist.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Check {
    /// As the catalogue or a person wrote it: escape before showing.
    pub(crate) text: String,
    /// Who checked it, and when; 0: it is not.
    #[serde(default)]
    pub(crate) by: i64,
    #[serde(default)]
    pub(crate) at: i64,
}

impl Check {
    pub(crate) fn is_done(&self) -> bool {
        self.by != 0
    }
}

/// Where a task came from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    /// Somebody typed it.
    #[default]
    Command,
    /// A message was made a task.
    Message {
        channel: ChannelId,
        message: MessageId,
    },
    /// An occurrence of a schedule, with the moment it was for.
    Schedule { at: At },
    /// Somebody outside the department asked, at the department's panel.
    Panel { channel: ChannelId },
    /// Something else of ours, by its key: `STD-3`, `INC-7`, `TASK-4`.
    Thing { key: String },
    /// An action that was kept on an incident, by its own number.
    Action { incident: String, number: i64 },
    /// What a handoff delivered is checked by it: what comes of it decides that: `HO-7`.
    Check { handoff: String },
}

/// What is kept of a task besides what is looked for. A promise to tomorrow's binary: fields are only added.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct More {
    /// The form of this text; 1 is the first.
    #[serde(default)]
    pub(crate) version: u8,
    #[serde(default)]
    pub(crate) particulars: Values,
    #[serde(default)]
    pub(crate) outcome: Values,
    #[serde(default)]
    pub(crate) checks: Vec<Check>,
    #[serde(default)]
    pub(crate) proof: Vec<Attached>,
    #[serde(default)]
    pub(crate) told: Vec<Told>,
    #[serde(default)]
    pub(crate) origin: Origin,
    /// A thread hangs under its card.
    #[serde(default)]
    pub(crate) threaded: bool,
    /// How often who asked was not content.
    #[serde(default)]
    pub(crate) reopened: u32,
    /// The decision it needs to become active was made.
    #[serde(default)]
    pub(crate) approved: bool,
    /// The last refusal or answer, as it was written.
    #[serde(default)]
    pub(crate) reason: String,
    /// Somebody said when it is due: no clock of its kind moves that.
    #[serde(default)]
    pub(crate) due_given: bool,
    /// How many comments there are.
    #[serde(default)]
    pub(crate) comments: i64,
    /// What came of the handoff or incident it waited for.
    #[serde(default)]
    pub(crate) brought: Option<Brought>,
}

/// What a handoff or an incident came to, for a task that waited for it. As typed: escape before showing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Brought {
    /// `HO-7`
    pub(crate) from: String,
    #[serde(default)]
    pub(crate) text: String,
    /// The same, as far as it was said field by field.
    #[serde(default)]
    pub(crate) fields: Values,
    /// Not for everybody who sees the task.
    #[serde(default)]
    pub(crate) private: bool,
    /// Whoever asked has got it.
    #[serde(default)]
    pub(crate) sent: bool,
}

impl Brought {
    /// It says the same, and is from the same.
    pub(super) fn is_same(&self, other: &Brought) -> bool {
        self.from == other.from && self.text == other.text && self.fields == other.fields
    }
}

/// A handoff or an incident, as its owner tells it to the tasks that are linked with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Thing {
    /// `HO-7`
    pub(crate) key: String,
    /// As typed; empty where it is for few.
    pub(crate) title: String,
    /// As its owner calls it: `accepted`, `resolved`.
    pub(crate) state: String,
    /// What waits for it has to wait on.
    pub(crate) waits: bool,
}

/// A task as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Task {
    pub(crate) number: i64,
    pub(crate) department: i64,
    /// The catalogue's key.
    pub(crate) kind: String,
    pub(crate) flow: Flow,
    pub(crate) title: String,
    pub(crate) details: String,
    pub(crate) project: String,
    pub(crate) priority: Priority,
    pub(crate) visible: Visibility,
    pub(crate) state: State,
    /// `None`: Liaison itself.
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    /// The key of its stage, in a kind that has stages.
    pub(crate) stage: String,
    /// `None`: Liaison itself.
    pub(crate) requester: Option<UserId>,
    pub(crate) made_at: At,
    pub(crate) assignee: Option<UserId>,
    /// They took it themselves.
    pub(crate) claimed: bool,
    /// When somebody took it first.
    pub(crate) taken_at: Option<At>,
    pub(crate) respond_by: Option<At>,
    pub(crate) due: Option<At>,
    /// The last thing that somebody did to it.
    pub(crate) touched_at: At,
    pub(crate) snoozed_until: At,
    pub(crate) closed_at: Option<At>,
    /// The number of the schedule it came from; 0: of none.
    pub(crate) recurring: i64,
    pub(crate) channel: Option<ChannelId>,
    /// The channel under which its room hangs, if it has one.
    pub(crate) room: Option<ChannelId>,
    /// 1 to 5; 0: not said.
    pub(crate) csat: i64,
    pub(crate) csat_text: String,
    pub(crate) csat_at: At,
    pub(crate) more: More,
    pub(crate) version: i64,
}

impl Task {
    pub(crate) fn key(&self) -> String {
        format!("TASK-{}", self.number)
    }
    /// What the journal calls it.
    pub(super) fn subject(&self) -> String {
        format!("task/{}", self.number)
    }
    /// Its kind, unless the catalogue has lost it.
    pub(crate) fn kind(&self) -> Option<&'static Kind> {
        catalogue::kind(&self.kind)
    }
    /// What its kind is called.
    pub(crate) fn kind_name(&self, lang: Lang) -> String {
        let kind = self.kind();
        kind.map_or_else(|| self.kind.clone(), |k| k.name(lang).to_owned())
    }
    /// Its details are not for everybody.
    pub(crate) fn is_private(&self) -> bool {
        self.visible != Visibility::Everyone
    }
    pub(crate) fn is_overdue(&self, now: At) -> bool {
        self.state.is_open() && self.state != State::Answered && self.due.is_some_and(|d| d <= now)
    }
    /// It is still to be decided whether it may become active.
    pub(super) fn needs_decision(&self) -> bool {
        let asks = self.kind().is_some_and(|k| k.decision.is_some());
        asks && self.state == State::Draft && !self.more.approved
    }
    /// What the clocks go by.
    pub(super) fn facts(&self) -> Facts {
        Facts {
            state: self.state,
            made: self.made_at,
            respond_by: self.respond_by,
            taken: self.assignee.is_some(),
            due: self.due,
            touched: self.touched_at,
            state_at: self.state_at,
            snoozed_until: self.snoozed_until,
            told: self.more.told.clone(),
            silent_days: SILENT_DAYS,
            confirm_days: CONFIRM_DAYS,
        }
    }
    /// Somebody did something to it: it is not silent any more.
    pub(super) fn touch(&mut self, now: At) {
        self.touched_at = now;
        self.more
            .told
            .retain(|t| !matches!(t, Told::Silent | Told::SilentLead));
    }
    /// It is due at another moment: what was told of the last one is to be told again.
    pub(super) fn set_due(&mut self, due: Option<At>) {
        self.due = due;
        self.more.told.retain(|t| {
            !matches!(
                t,
                Told::Soon | Told::Overdue | Told::OverdueLead | Told::Review
            )
        });
    }
    /// What closing it still needs.
    pub(super) fn missing(&self, lang: Lang) -> Missing {
        let open = self.more.checks.iter().filter(|c| !c.is_done()).count();
        let Some(kind) = self.kind() else {
            return Missing {
                checks: open,
                ..Missing::default()
            };
        };
        let empty = kind
            .outcome
            .iter()
            .filter(|field| field.required && self.more.outcome.get(&field.key).is_none());
        Missing {
            checks: open,
            fields: empty.map(|field| field.name(lang).to_owned()).collect(),
            proof: kind.proof.is_some() && self.more.proof.is_empty(),
        }
    }
    /// What its outcome is begun with: what was said already, and what was brought. Words that were brought for no field in
    /// particular stand in each that must be said in words.
    pub(super) fn suggested(&self) -> Values {
        let mut known = self.more.outcome.clone();
        let (Some(brought), Some(kind)) = (&self.more.brought, self.kind()) else {
            return known;
        };
        for field in &kind.outcome {
            let words = matches!(field.kind, FieldKind::Text | FieldKind::Long);
            if !words || known.get(&field.key).is_some() {
                continue;
            }
            let same = brought.fields.text(&field.key);
            let text = same.or_else(|| field.required.then_some(brought.text.as_str()));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                known.put(&field.key, Value::Text(field.cut(text)));
            }
        }
        known
    }
    pub(super) fn standing<'a>(&self, key: &'a str) -> Standing<'a> {
        Standing {
            key,
            flow: self.flow,
            state: self.state,
            by: self.state_by,
            at: self.state_at,
        }
    }
    /// The key of the message that is its card.
    pub(super) fn card_key(&self) -> String {
        format!("task/{}/card", self.number)
    }
    /// The key of the room in which who asked talks with the department.
    pub(super) fn room_key(&self) -> String {
        format!("task/{}/room", self.number)
    }
}

/// A comment.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Comment {
    pub(crate) user: UserId,
    pub(crate) at: At,
    /// As typed: escape before showing.
    pub(crate) text: String,
}

/// What a task has to do with something else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Relation {
    Blocks,
    CausedBy,
    PartOf,
    Verifies,
}

impl Relation {
    pub(crate) const ALL: [Relation; 4] = [
        Relation::Blocks,
        Relation::CausedBy,
        Relation::PartOf,
        Relation::Verifies,
    ];
    /// As typed and stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Relation::Blocks => "blocks",
            Relation::CausedBy => "caused-by",
            Relation::PartOf => "part-of",
            Relation::Verifies => "verifies",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Relation> {
        Relation::ALL.into_iter().find(|r| r.name() == text.trim())
    }
}

/// A link between two things, by their keys.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Link {
    pub(crate) from: String,
    pub(crate) relation: Relation,
    pub(crate) to: String,
}

/// Whether work that recurs is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RecurringState {
    Active,
    Paused,
    Deleted,
}

impl RecurringState {
    pub(super) fn name(self) -> &'static str {
        match self {
            RecurringState::Active => "active",
            RecurringState::Paused => "paused",
            RecurringState::Deleted => "deleted",
        }
    }
    pub(super) fn read(text: &str) -> Option<RecurringState> {
        let all = [
            RecurringState::Active,
            RecurringState::Paused,
            RecurringState::Deleted,
        ];
        all.into_iter().find(|s| s.name() == text)
    }
}

/// Work that comes again and again.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Recurring {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) details: String,
    pub(crate) project: String,
    pub(crate) priority: Priority,
    /// `None`: whoever's turn it is.
    pub(crate) assignee: Option<UserId>,
    pub(crate) schedule: crate::calendar::Schedule,
    /// Each is due so long after it was made; `None`: as its kind says.
    pub(crate) due_after: Option<Span>,
    /// On holidays too.
    pub(crate) holidays: bool,
    pub(crate) state: RecurringState,
    pub(crate) state_by: UserId,
    pub(crate) state_at: At,
    /// The number of its newest occurrence; 0: there was none.
    pub(crate) last_task: i64,
}

impl Recurring {
    pub(crate) fn key(&self) -> String {
        format!("REC-{}", self.number)
    }
}

/// How satisfied those who asked were, over a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Csat {
    /// Answers.
    pub(crate) count: i64,
    /// Of all answers, 1 to 5 each.
    pub(crate) sum: i64,
    /// Answers of 1 and 2.
    pub(crate) low: i64,
}

/// So long after it was closed a case can be opened again.
pub(super) const REOPENED_WITHIN: Span = Span::days(30);
