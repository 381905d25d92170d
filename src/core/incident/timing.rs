//! The moments a paging has stored, which of them is due, and what becomes of them when the clock is moved. Pure.

use serde::{Deserialize, Serialize};

use crate::clock::{At, Span};

/// Clocks of two processes differ by this much without anybody having moved one.
const TOLERANCE: Span = Span::seconds(1);

/// What can be due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Due {
    Silence,
    Level,
    Held,
    Commander,
    Update,
    Stale,
}

/// The stored moments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Deadlines {
    /// The latest moment it was asked at.
    pub(crate) seen: At,
    /// When the level that rings began to.
    pub(crate) rang: At,
    /// The next level rings.
    pub(crate) level: Option<At>,
    /// The acknowledgement runs out.
    pub(crate) held: Option<At>,
    /// There should be a commander.
    pub(crate) commander: Option<At>,
    /// There should be an update.
    pub(crate) update: Option<At>,
    /// It is asked about for being open so long.
    pub(crate) stale: Option<At>,
    /// Until then nothing else is due.
    pub(crate) silence: Option<At>,
}

impl Deadlines {
    /// In the order in which they are kept when they are due at the same moment.
    fn all(&mut self) -> [(Due, &mut Option<At>); 6] {
        [
            (Due::Silence, &mut self.silence),
            (Due::Level, &mut self.level),
            (Due::Held, &mut self.held),
            (Due::Commander, &mut self.commander),
            (Due::Update, &mut self.update),
            (Due::Stale, &mut self.stale),
        ]
    }

    /// The earliest one; while silenced, its end.
    pub(crate) fn next(&self) -> Option<At> {
        let mut copy = *self;
        let all = copy.all().into_iter().filter_map(|(_, at)| *at);
        self.silence.or(all.min())
    }

    /// Takes out the earliest that is due; while silenced, its end only.
    pub(crate) fn take_due(&mut self, now: At) -> Option<Due> {
        let next = self.next().filter(|at| *at <= now)?;
        let silenced = self.silence.is_some();
        let (due, at) = self
            .all()
            .into_iter()
            .find(|(due, at)| **at == Some(next) && (!silenced || *due == Due::Silence))?;
        *at = None;
        Some(due)
    }

    /// The clock was moved: waits move with it, so that no page is early or late. What was agreed on by the clock stays: the
    /// end of a silence, and the question why it is still open.
    pub(crate) fn clock_moved(&mut self, by: Span, now: At) -> Span {
        self.seen = now;
        self.rang = self.rang + by;
        let waits = [
            &mut self.level,
            &mut self.held,
            &mut self.commander,
            &mut self.update,
        ];
        for at in waits {
            *at = at.map(|at| at + by);
        }
        by
    }

    /// A clock that nobody said was moved shows less than it did: at least so much it went back.
    pub(crate) fn clock_went_back(&mut self, now: At) -> Option<Span> {
        let by = now - self.seen;
        if by >= Span(-TOLERANCE.0) {
            self.seen = self.seen.max(now);
            return None;
        }
        Some(self.clock_moved(by, now))
    }

    /// Nothing is due any more.
    pub(crate) fn clear(&mut self) {
        for (_, at) in self.all() {
            *at = None;
        }
    }
}
