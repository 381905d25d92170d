//! Who would be paged from a moment on, in which order, and why not the others. Pure; uses the eyes of the paging itself, so
//! that what is explained is what happens.

use crate::clock::{At, Span};
use crate::core::incident::paging::{Duty, Missing, Route, Who, reach};
use crate::core::incident::policy::{Policy, Target};

/// A level of a policy, as it would ring.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Rank {
    pub(crate) round: u32,
    pub(crate) level: usize,
    /// When it rings; nothing if it is skipped.
    pub(crate) at: Option<At>,
    pub(crate) paged: Vec<(Who, Option<Route>)>,
    pub(crate) not: Vec<(Target, Who, Missing)>,
}

/// All of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Explained {
    pub(crate) ranks: Vec<Rank>,
    /// When the project office hears that nobody came.
    pub(crate) exhausted: At,
}

/// What happens if something is opened at this moment and nobody answers. `duty` is asked for each moment anew, since a shift
/// may change while it escalates.
pub(crate) fn explain(policy: &Policy, from: At, duty: impl Fn(At) -> Duty) -> Explained {
    let mut ranks = Vec::new();
    let mut at = from;
    let mut skipped = 0;
    for round in 0..=policy.repeat {
        for (level, meant) in policy.levels.iter().enumerate() {
            let (paged, not) = reach(&meant.targets, &duty(at), &[]);
            let rings = !paged.is_empty();
            ranks.push(Rank {
                round,
                level,
                at: rings.then_some(at),
                paged,
                not,
            });
            skipped = if rings { 0 } else { skipped + 1 };
            at = at + if rings { meant.patience() } else { Span::ZERO };
            if skipped == policy.levels.len() {
                let exhausted = at;
                return Explained { ranks, exhausted };
            }
        }
    }
    Explained {
        ranks,
        exhausted: at,
    }
}
