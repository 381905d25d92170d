//! What comes in a round and when, decided when it opens: pure. Timers are armed by it and `/simulate` tells by it.

use crate::clock::At;
use crate::core::standup::rules::{Clock, Seat, Standup};

/// Something that comes in a round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub(super) at: At,
    pub(super) what: What,
}

/// What comes. Those whose window began at `opens` are one group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Each is asked at their own time.
    Prompt {
        opens: At,
    },
    /// Who is missing is reminded, for the `n`th time.
    Remind {
        opens: At,
        n: usize,
    },
    Close,
}

/// When a round closes that opens at `now`: with the last of those who are asked, and not before its own end.
pub(super) fn closing(standup: &Standup, seats: &[Seat], closes: At, now: At) -> At {
    let last = seats.iter().filter(|s| !s.away).map(|s| s.closes).max();
    last.unwrap_or(closes).max(closes.min(now + standup.window))
}

/// All that comes in a round.
pub(super) fn steps(standup: &Standup, seats: &[Seat], closes: At) -> Vec<Step> {
    let mut found = vec![Step {
        at: closes,
        what: What::Close,
    }];
    let mut groups: Vec<(At, At)> = seats
        .iter()
        .filter(|s| !s.away)
        .map(|s| (s.opens, s.closes))
        .collect();
    groups.sort();
    groups.dedup();
    for (opens, closes) in groups {
        if standup.clock == Clock::Member {
            found.push(Step {
                at: opens,
                what: What::Prompt { opens },
            });
        }
        let moments = standup.reminders.moments(opens, closes);
        found.extend(moments.into_iter().enumerate().map(|(n, at)| Step {
            at,
            what: What::Remind { opens, n },
        }));
    }
    found.sort_by_key(|step| step.at);
    found
}
