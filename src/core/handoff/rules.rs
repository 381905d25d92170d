//! Who may move a handoff where. Pure: the whole state machine is this file.
//!
//! ```text
//! requested ──accept──→ accepted ──deliver──→ delivered ──confirm──→ confirmed
//!     │ ↑answer  │decline     ↑────────return (why)──┘
//!     ↓ask       └──→ declined          any open state ──cancel──→ cancelled
//!  needs-info
//! ```
//!
//! A question may come up while somebody works on it too; the answer leads back to where it was asked. Passing on leads to
//! `requested` in another department. What two departments draw up together is signed by both leads instead of confirmed.

use crate::chat::{Text, UserId, time_full};
use crate::clock::At;
use crate::core::Refusal;
use crate::core::handoff::types::{Handoff, Side, State, key};

/// What somebody does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Step {
    Accept,
    Decline,
    Ask,
    Answer,
    Deliver,
    Return,
    Confirm,
    Cancel,
    Sign,
    Pass,
    /// Give it to somebody else of the same department.
    Assign,
}

impl Step {
    /// Which department does it; signing is for both.
    pub(crate) fn side(self) -> Option<Side> {
        match self {
            Step::Accept
            | Step::Decline
            | Step::Ask
            | Step::Deliver
            | Step::Pass
            | Step::Assign => Some(Side::Receiver),
            Step::Answer | Step::Return | Step::Confirm | Step::Cancel => Some(Side::Sender),
            Step::Sign => None,
        }
    }
}

/// What somebody is in one of the two departments.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(crate) enum Part {
    #[default]
    None,
    Member,
    /// Leads it, or stands in where nobody is named as its lead.
    Lead,
}

/// Somebody with their parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Who {
    pub(crate) user: UserId,
    pub(crate) sender: Part,
    pub(crate) receiver: Part,
}

impl Who {
    pub(crate) fn part(self, side: Side) -> Part {
        match side {
            Side::Sender => self.sender,
            Side::Receiver => self.receiver,
        }
    }
}

/// A handoff, as far as the rules look at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Standing {
    pub(crate) number: i64,
    pub(crate) state: State,
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    pub(crate) asked_in: State,
    pub(crate) accepted: Option<(UserId, At)>,
    /// Both leads sign what was drawn up.
    pub(crate) both_sign: bool,
    pub(crate) signed: [Option<(UserId, At)>; 2],
}

impl Standing {
    pub(crate) fn of(handoff: &Handoff, both_sign: bool) -> Standing {
        Standing {
            number: handoff.number,
            state: handoff.state,
            state_by: handoff.state_by,
            state_at: handoff.state_at,
            asked_in: handoff.asked_in,
            accepted: handoff.accepted,
            both_sign,
            signed: handoff.signed,
        }
    }
    /// Where it stands, who moved it there and when, and what works from there.
    fn refusal(&self, step: Step) -> Refusal {
        let about = |id| {
            Refusal::new(id)
                .with("key", key(self.number))
                .with("state", self.state.name())
                .with("when", time_full(self.state_at))
        };
        match (step, self.state, self.accepted) {
            (Step::Accept, State::Accepted | State::Delivered, Some((by, at))) => {
                Refusal::new("refuse-handoff-taken")
                    .with("key", key(self.number))
                    .with("user", Text::mention(by))
                    .with("when", time_full(at))
            }
            _ => match self.state_by {
                Some(by) => about("refuse-handoff-state").with("user", Text::mention(by)),
                None => about("refuse-handoff-state-alone"),
            },
        }
    }
}

/// What a step comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Move {
    pub(crate) to: State,
    /// Which sides sign with it.
    pub(crate) signs: [bool; 2],
}

/// Whether somebody may take a step, and where it leads; or why not.
pub(crate) fn step(standing: &Standing, step: Step, who: Who) -> Result<Move, Refusal> {
    may(standing, step, who)?;
    if step == Step::Sign && !standing.both_sign {
        return Err(about("refuse-handoff-sign-none", standing));
    }
    let to = target(standing, step).ok_or_else(|| standing.refusal(step))?;
    if step == Step::Confirm && standing.both_sign {
        return Err(about("refuse-handoff-both-sign", standing));
    }
    if step != Step::Sign {
        return Ok(Move {
            to,
            signs: [false; 2],
        });
    }
    sign(standing, who)
}

/// Where a step leads from here; `None`: nowhere.
fn target(standing: &Standing, step: Step) -> Option<State> {
    match (step, standing.state) {
        (Step::Accept, State::Requested) | (Step::Return, State::Delivered) => {
            Some(State::Accepted)
        }
        (Step::Decline, State::Requested) => Some(State::Declined),
        (Step::Ask, State::Requested | State::Accepted) => Some(State::NeedsInfo),
        (Step::Answer, State::NeedsInfo) => Some(standing.asked_in),
        (Step::Deliver, State::Accepted) => Some(State::Delivered),
        (Step::Confirm, State::Delivered) => Some(State::Confirmed),
        (Step::Pass, State::Requested | State::Accepted) => Some(State::Requested),
        (Step::Assign, State::Accepted) => Some(State::Accepted),
        (Step::Sign, State::Delivered) if standing.both_sign => Some(State::Delivered),
        (
            Step::Cancel,
            State::Requested | State::NeedsInfo | State::Accepted | State::Delivered,
        ) => Some(State::Cancelled),
        _ => None,
    }
}

fn may(standing: &Standing, step: Step, who: Who) -> Result<(), Refusal> {
    let fine = match step.side() {
        Some(side) => who.part(side) >= Part::Member,
        None => Side::BOTH
            .iter()
            .any(|side| who.part(*side) >= Part::Member),
    };
    if fine {
        return Ok(());
    }
    Err(about(
        match step.side() {
            Some(Side::Sender) => "refuse-handoff-sender",
            Some(Side::Receiver) => "refuse-handoff-receiver",
            None => "refuse-handoff-neither",
        },
        standing,
    ))
}

fn about(id: &'static str, standing: &Standing) -> Refusal {
    Refusal::new(id).with("key", key(standing.number))
}

fn sign(standing: &Standing, who: Who) -> Result<Move, Refusal> {
    let leads = Side::BOTH.map(|side| who.part(side) >= Part::Lead);
    if leads == [false; 2] {
        return Err(about("refuse-handoff-sign-lead", standing));
    }
    let open = [0, 1].map(|n| leads.get(n) == Some(&true) && standing.signed.get(n) == Some(&None));
    if open == [false; 2] {
        let mine = standing.signed.iter().zip(leads);
        let done = mine
            .filter_map(|(signed, lead)| (*signed).filter(|_| lead))
            .next();
        let (by, at) = done.unwrap_or((who.user, standing.state_at));
        return Err(about("refuse-handoff-signed", standing)
            .with("user", Text::mention(by))
            .with("when", time_full(at)));
    }
    let all = [0, 1].iter().all(|n| {
        open.get(*n) == Some(&true) || standing.signed.get(*n).is_some_and(Option::is_some)
    });
    Ok(Move {
        to: if all {
            State::Confirmed
        } else {
            State::Delivered
        },
        signs: open,
    })
}

/// Whether a step leads anywhere from here, whoever takes it: for buttons.
pub(crate) fn is_open_to(standing: &Standing, step: Step) -> bool {
    let both = standing.both_sign && step == Step::Confirm;
    target(standing, step).is_some() && !both
}
