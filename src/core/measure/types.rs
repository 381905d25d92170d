//! A measure and its values, as they are stored.

use crate::chat::UserId;
use crate::clock::At;
use crate::core::measure::rules::{Figure, Guards, Level, Told};

/// A named figure over time.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Measure {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) name: String,
    /// `%`, `min`, 分; may be empty.
    pub(crate) unit: String,
    pub(crate) guards: Guards,
    pub(crate) told: Told,
    /// How often something was told.
    pub(crate) tellings: i64,
    pub(crate) told_at: Option<At>,
    /// Who changed it last; nobody for what programs made.
    pub(crate) by: Option<UserId>,
    pub(crate) at: At,
}

impl Measure {
    /// MEA-3
    pub(crate) fn key(&self) -> String {
        format!("MEA-{}", self.number)
    }
    /// The journal's subject.
    pub(crate) fn subject(&self) -> String {
        format!("measure/{}", self.number)
    }
    /// A figure of it, with its unit.
    pub(crate) fn shown(&self, figure: Figure) -> String {
        figure.with(&self.unit)
    }
    /// What a level is crossed at, with its unit.
    pub(crate) fn guard(&self, level: Level) -> String {
        self.guards
            .of(level)
            .map(|guard| self.shown(guard))
            .unwrap_or_default()
    }
}

/// One value.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Value {
    /// What moment it is of; a measure has one value a moment.
    pub(crate) at: At,
    pub(crate) figure: Figure,
    pub(crate) note: String,
    pub(crate) project: String,
    /// What it came from: INT-3, TASK-31; empty: typed by somebody.
    pub(crate) source: String,
    pub(crate) by: Option<UserId>,
}

/// A value for the door: what a task's outcome or another system says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Recorded {
    /// The measure's name; made if there is none.
    pub(crate) name: String,
    /// Whose it is, if it is made.
    pub(crate) department: i64,
    pub(crate) figure: Figure,
    /// For a measure that is made.
    pub(crate) unit: String,
    /// Now, if nothing else is said.
    pub(crate) at: Option<At>,
    pub(crate) note: String,
    /// INT-3, TASK-31.
    pub(crate) source: String,
}

/// What became of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    /// It is the newest.
    Newest,
    /// A newer one is known, or it is long ago: it is kept and says nothing of the present.
    Late,
}

impl Kept {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kept::Newest => "stored",
            Kept::Late => "late",
        }
    }
}

/// Why a value is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wrong {
    Name,
    Figure,
    Ahead,
    Elsewhere,
    Many,
}

impl Wrong {
    /// For the sender.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Wrong::Name => "measure: a name of 1 to 60 characters is needed",
            Wrong::Figure => "value: not a number I can keep; 4.6 and \"95%\" work",
            Wrong::Ahead => "at: this moment has not come yet",
            Wrong::Elsewhere => "measure: it belongs to another department",
            Wrong::Many => "measure: there are as many as can be; use one that exists",
        }
    }
}
