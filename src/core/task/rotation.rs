//! Who gets it when nobody was named: an order with reasons, so that people see why it was them. Pure.

use crate::chat::UserId;
use crate::clock::At;

/// Somebody who could be given it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Candidate {
    pub(crate) user: UserId,
    pub(crate) name: String,
    pub(crate) away: bool,
    /// It is within their working hours.
    pub(crate) at_work: bool,
    /// Open tasks they have, counted up to a bound.
    pub(crate) load: i64,
    /// They want no more than so many.
    pub(crate) cap: i64,
    /// When they were last given something by rotation.
    pub(crate) last: At,
}

/// Why somebody was or was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reason {
    Away,
    /// Has as many as they want.
    Full,
    /// Not at work now while others are.
    OffHours,
    /// Others have less to do.
    Busier,
    /// Others were given something longer ago.
    Later,
    /// It is their turn.
    Taken,
}

/// Picks whoever is there, is at work, has the least to do and was given something longest ago; says why of everybody.
pub(crate) fn pick(all: &[Candidate]) -> (Option<UserId>, Vec<(UserId, Reason)>) {
    let free = |c: &&Candidate| !c.away && c.load < c.cap;
    let anybody_at_work = all.iter().filter(free).any(|c| c.at_work);
    let able = |c: &&Candidate| free(c) && (c.at_work || !anybody_at_work);
    let order = |c: &&Candidate| (c.load, c.last, c.user);
    let taken = all.iter().filter(able).min_by_key(order);
    let reason = |c: &Candidate| {
        let Some(taken) = taken else {
            return if c.away { Reason::Away } else { Reason::Full };
        };
        if c.user == taken.user {
            Reason::Taken
        } else if c.away {
            Reason::Away
        } else if c.load >= c.cap {
            Reason::Full
        } else if !c.at_work && anybody_at_work {
            Reason::OffHours
        } else if c.load > taken.load {
            Reason::Busier
        } else {
            Reason::Later
        }
    };
    let reasons = all.iter().map(|c| (c.user, reason(c))).collect();
    (taken.map(|c| c.user), reasons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn candidate(user: i64, away: bool, at_work: bool, load: i64, last: i64) -> Candidate {
        Candidate {
            user: UserId(user),
            name: String::new(),
            away,
            at_work,
            load,
            cap: 5,
            last: At(last),
        }
    }

    #[test]
    fn it_says_of_everybody_why() {
        let all = [
            candidate(1, true, true, 0, 0),
            candidate(2, false, true, 5, 0),
            candidate(3, false, false, 0, 0),
            candidate(4, false, true, 2, 0),
            candidate(5, false, true, 1, 9),
            candidate(6, false, true, 1, 3),
        ];
        let (taken, reasons) = pick(&all);
        assert_eq!(taken, Some(UserId(6)));
        let reasons: Vec<Reason> = reasons.into_iter().map(|r| r.1).collect();
        assert_eq!(
            reasons,
            [
                Reason::Away,
                Reason::Full,
                Reason::OffHours,
                Reason::Busier,
                Reason::Later,
                Reason::Taken
            ]
        );
    }

    #[test]
    fn at_night_whoever_is_there_next_gets_it() {
        let all = [
            candidate(1, false, false, 1, 0),
            candidate(2, false, false, 0, 0),
        ];
        assert_eq!(pick(&all).0, Some(UserId(2)));
        assert_eq!(pick(&[]).0, None);
        assert_eq!(pick(&[candidate(1, true, true, 0, 0)]).0, None);
    }

    proptest! {
        #[test]
        fn nobody_who_is_away_or_full_is_ever_taken(
            people in prop::collection::vec((any::<bool>(), any::<bool>(), 0_i64..8, 0_i64..5), 0..12)
        ) {
            let all: Vec<Candidate> = people
                .iter()
                .enumerate()
                .map(|(n, p)| candidate(i64::try_from(n).unwrap(), p.0, p.1, p.2, p.3))
                .collect();
            let (taken, reasons) = pick(&all);
            prop_assert_eq!(reasons.len(), all.len());
            let free = |c: &&Candidate| !c.away && c.load < c.cap;
            match taken {
                Some(user) => {
                    let c = all.iter().find(|c| c.user == user).unwrap();
                    prop_assert!(free(&c));
                    // Nobody who could take it as well has less to do.
                    for other in all.iter().filter(free).filter(|o| o.at_work >= c.at_work) {
                        prop_assert!(other.load >= c.load);
                    }
                }
                None => prop_assert!(all.iter().all(|c| !free(&c))),
            }
        }
    }
}
