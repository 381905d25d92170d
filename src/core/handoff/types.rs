//! A handoff as it is stored. Pure.

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, MessageId, UserId};
use crate::clock::At;
use crate::core::attached::Attached;
use crate::core::catalogue::{Priority, Values};
use crate::core::handoff::clocks::Clocks;

/// Where a handoff stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum State {
    /// The receiving department has not said yet whether it takes it.
    Requested,
    /// The sending department owes an answer.
    NeedsInfo,
    /// Somebody of the receiving department has it.
    Accepted,
    /// The sending department looks at what it got.
    Delivered,
    Confirmed,
    Declined,
    Cancelled,
}

impl State {
    pub(crate) const ALL: [State; 7] = [
        State::Requested,
        State::NeedsInfo,
        State::Accepted,
        State::Delivered,
        State::Confirmed,
        State::Declined,
        State::Cancelled,
    ];
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Requested => "requested",
            State::NeedsInfo => "needs-info",
            State::Accepted => "accepted",
            State::Delivered => "delivered",
            State::Confirmed => "confirmed",
            State::Declined => "declined",
            State::Cancelled => "cancelled",
        }
    }
    pub(crate) fn read(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.name() == text)
    }
    /// Something is still to be done.
    pub(crate) fn is_open(self) -> bool {
        match self {
            State::Requested | State::NeedsInfo | State::Accepted | State::Delivered => true,
            State::Confirmed | State::Declined | State::Cancelled => false,
        }
    }
    /// Whose turn it is, while it is open.
    pub(crate) fn turn(self) -> Option<Side> {
        match self {
            State::Requested | State::Accepted => Some(Side::Receiver),
            State::NeedsInfo | State::Delivered => Some(Side::Sender),
            State::Confirmed | State::Declined | State::Cancelled => None,
        }
    }
}

/// One of the two departments.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Side {
    Sender,
    Receiver,
}

impl Side {
    pub(crate) const BOTH: [Side; 2] = [Side::Sender, Side::Receiver];
    pub(crate) fn name(self) -> &'static str {
        match self {
            Side::Sender => "sender",
            Side::Receiver => "receiver",
        }
    }
    pub(crate) fn other(self) -> Side {
        match self {
            Side::Sender => Side::Receiver,
            Side::Receiver => Side::Sender,
        }
    }
}

/// What it was made of.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    /// Somebody asked.
    #[default]
    Person,
    /// Somebody made it of a message.
    Message {
        channel: ChannelId,
        message: MessageId,
    },
    /// Somebody made it of what another one is blocked by, said in a standup.
    Blocker { user: UserId },
    /// Somebody asked for a task of theirs: its number. It waits for the answer.
    Task { number: i64 },
    /// A scanner found it: its integration, `INT-3`.
    Scanner { key: String },
}

/// What was delivered, and what became of it afterwards.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// As typed: escape before showing.
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) fields: Values,
    #[serde(default)]
    pub(crate) proof: Option<Attached>,
    /// When it was delivered last.
    #[serde(default)]
    pub(crate) at: Option<At>,
    /// What shows that it is done, by a link or in words: escape before showing.
    #[serde(default)]
    pub(crate) shown: String,
    /// Who took back what was lent, and when.
    #[serde(default)]
    pub(crate) back: Option<(UserId, At)>,
    /// The run that checks what was delivered last: `TASK-9`; empty: none does.
    #[serde(default)]
    pub(crate) check: String,
}

/// What was last said between the two; as typed: escape before showing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) answer: String,
    /// Why it was returned, declined or passed on last.
    #[serde(default)]
    pub(crate) reason: String,
}

/// A handoff as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Handoff {
    pub(crate) number: i64,
    pub(crate) playbook: String,
    pub(crate) from: i64,
    /// The department that has it now.
    pub(crate) to: i64,
    /// In the words of who asks: escape before showing.
    pub(crate) title: String,
    pub(crate) details: String,
    pub(crate) project: String,
    pub(crate) priority: Priority,
    /// By when the sender wants it.
    pub(crate) wanted: Option<At>,
    pub(crate) particulars: Values,
    pub(crate) file: Option<Attached>,
    pub(crate) origin: Origin,
    /// The handoff whose answer waits for this one's.
    pub(crate) parent: Option<i64>,
    /// The incident that was opened for it.
    pub(crate) incident: Option<i64>,
    pub(crate) state: State,
    /// Nobody: time did.
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    /// Where it goes on once the question is answered.
    pub(crate) asked_in: State,
    pub(crate) requested_by: UserId,
    pub(crate) requested_at: At,
    pub(crate) assignee: Option<UserId>,
    /// Who accepted it, and when, in the department that has it now.
    pub(crate) accepted: Option<(UserId, At)>,
    pub(crate) words: Words,
    pub(crate) outcome: Outcome,
    pub(crate) returns: i64,
    /// Who signed for the sender and for the receiver.
    pub(crate) signed: [Option<(UserId, At)>; 2],
    /// How often it was passed on.
    pub(crate) leg: i64,
    /// Since when the department that has it now has it.
    pub(crate) leg_at: At,
    pub(crate) clocks: Clocks,
    /// When the clock that runs is due; none while none runs.
    pub(crate) due: Option<At>,
    /// When it counts as confirmed by itself.
    pub(crate) confirms: Option<At>,
    /// Nobody is reminded before.
    pub(crate) snoozed_until: Option<At>,
    pub(crate) version: i64,
}

impl Handoff {
    /// HO-7
    pub(crate) fn key(&self) -> String {
        key(self.number)
    }
    /// The journal's subject, and the beginning of its message keys.
    pub(crate) fn subject(&self) -> String {
        format!("handoff/{}", self.number)
    }
    /// The department on a side.
    pub(crate) fn department(&self, side: Side) -> i64 {
        match side {
            Side::Sender => self.from,
            Side::Receiver => self.to,
        }
    }
}

/// HO-7
pub(crate) fn key(number: i64) -> String {
    format!("HO-{number}")
}

/// A department's time with a handoff, kept when it ends: delivered and confirmed, declined, cancelled or passed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Leg {
    pub(crate) handoff: i64,
    pub(crate) leg: i64,
    pub(crate) department: i64,
    pub(crate) from: At,
    pub(crate) to: At,
    /// Working milliseconds until it was accepted or declined, and until the last delivery; -1: never came to it.
    pub(crate) respond: i64,
    pub(crate) complete: i64,
    /// Working milliseconds for which it was the department's turn.
    pub(crate) spent: i64,
    pub(crate) late: bool,
    pub(crate) returns: i64,
    /// `confirmed`, `declined`, `cancelled`, `passed`.
    pub(crate) end: String,
}
