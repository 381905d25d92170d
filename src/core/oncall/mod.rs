//! On call: who is asked first when something breaks, and when that changes.
//!
//! A schedule is a pile of layers, each a rotation; on top of them lie overrides (a swap is two of them), and whoever is away
//! is passed over. Nothing about it is stored per shift: who is on call follows from these at any moment, as far ahead as
//! anybody asks, and a change of the schedule changes no past row.

mod layer;
#[cfg_attr(not(test), expect(dead_code, reason = "the use cases come next"))]
mod rules;

#[expect(unused_imports, reason = "the use cases come next")]
pub(crate) use rules::{
    begin, gaps, holder_at, next_change, next_handoff, on_call, shifts, shifts_of, swap,
};

use crate::calendar::Turns;
use crate::chat::UserId;
use crate::clock::At;

/// Who is on call, and when: what people set up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Schedule {
    /// A later layer wins over an earlier one wherever it has somebody.
    pub(crate) layers: Vec<Layer>,
    /// In the order they were made: the later made wins. They win over all layers.
    pub(crate) overrides: Vec<Override>,
    pub(crate) absences: Vec<Absence>,
}

/// People who take turns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Layer {
    /// In the order of their turns; the first one's is turn 0. Who is named twice has two turns.
    pub(crate) members: Vec<UserId>,
    pub(crate) turns: Turns,
    /// Only at these hours; outside them the layer has nobody, while its turns go on.
    pub(crate) only: Option<Only>,
}

/// Hours of the week, on the layer's zone's clocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Only {
    /// The days on which the hours begin, Monday first.
    pub(crate) days: [bool; 7],
    /// Minutes after midnight, below 1440.
    pub(crate) from: u16,
    /// Minutes after midnight, at most 1440. Not after `from`: on the next day, so that 18:00–09:00 is a night, and
    /// 09:00–09:00 a whole day.
    pub(crate) to: u16,
}

/// Somebody takes over from whoever would be on call, from a moment until before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Override {
    pub(crate) user: UserId,
    pub(crate) from: At,
    pub(crate) to: At,
}

/// Somebody is away, from a moment until before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Absence {
    pub(crate) user: UserId,
    pub(crate) from: At,
    pub(crate) to: At,
}

/// One person is on call without a break, from a moment until before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Shift {
    pub(crate) user: UserId,
    pub(crate) from: At,
    pub(crate) to: At,
}

/// Nobody is on call, from a moment until before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Gap {
    pub(crate) from: At,
    pub(crate) to: At,
}

/// Who is asked at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct OnCall {
    pub(crate) primary: Option<UserId>,
    /// Somebody other than the primary.
    pub(crate) secondary: Option<UserId>,
}

/// The primary changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Change {
    pub(crate) at: At,
    pub(crate) from: Option<UserId>,
    pub(crate) to: Option<UserId>,
}

/// Why two shifts cannot be swapped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BadSwap {
    /// Both are the same person's.
    SamePerson,
    /// It has ended.
    Over(Shift),
    /// It is not, or no longer, this person's from beginning to end.
    NotTheirs(Shift),
    /// Who would take it is away then.
    Away(UserId, Shift),
}
