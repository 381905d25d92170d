//! On call: who is asked first when something breaks, and when that changes.
//!
//! A schedule is a pile of layers, each a rotation; on top of them lie overrides (a swap is two of them), and whoever is away
//! is passed over. Nothing about it is stored per shift: who is on call follows from these at any moment, as far ahead as
//! anybody asks, and a change of the schedule changes no past row.

mod cards;
mod change;
mod duty;
pub(crate) mod feed;
mod gaps;
mod layer;
pub(crate) mod manage;
pub(crate) mod personal;
mod rules;
pub(crate) mod store;
pub(crate) mod trade;

pub(crate) use crate::core::oncall::change::{absences_changed, on_timer};
pub(crate) use crate::core::oncall::duty::{duty, how};
pub(crate) use crate::core::oncall::gaps::{digest_section, rotations};
pub(crate) use crate::core::oncall::personal::today;
pub(crate) use crate::core::oncall::trade::act;
use rules::begin;

use crate::calendar::Turns;
use crate::chat::UserId;
use crate::clock::At;
use crate::store::Tx;

/// A department's duty changed hands; passed up to the incidents, which hand over what is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ShiftChange {
    pub(crate) department: i64,
    /// Empty: the department's own.
    pub(crate) rotation: String,
    /// It is the department's own: the one that is meant where none is named.
    pub(crate) own: bool,
    pub(crate) from: Option<UserId>,
    pub(crate) to: Option<UserId>,
    pub(crate) at: At,
    /// When it changes hands again, if it does.
    pub(crate) until: Option<At>,
}

/// Another road to a person than a direct message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Contact {
    pub(crate) kind: ContactKind,
    /// A mail address, or the address a message is posted to.
    pub(crate) address: String,
}

/// What sort of road.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ContactKind {
    Mail,
    Hook,
}

impl ContactKind {
    pub(crate) const ALL: [ContactKind; 2] = [ContactKind::Mail, ContactKind::Hook];
    pub(crate) fn name(self) -> &'static str {
        match self {
            ContactKind::Mail => "mail",
            ContactKind::Hook => "hook",
        }
    }
    pub(crate) fn read(text: &str) -> Option<ContactKind> {
        ContactKind::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
    }
}

/// Other roads to a person, in the order they are tried.
pub(crate) async fn contacts(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<Contact>> {
    store::contacts(tx, user).await
}

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

/// How somebody came to be on call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum How {
    /// It is their turn.
    Turn,
    /// They took over, from this person if it is somebody's turn.
    Override(Option<UserId>),
    /// It is this person's turn, who is away.
    StandIn(UserId),
    /// They are asked if the first does not answer.
    Second,
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
