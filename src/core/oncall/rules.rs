//! Who is on call, and when that changes: pure.
//!
//! Whoever is away is never on call. In a rotation their turn goes to the next who is there, without the turns of others
//! moving: the order stands for years ahead, whoever falls ill. If all of a layer are away, the layer below has its say. An
//! override by somebody who is away by then is as if it had not been made.

use crate::calendar::{Handoff, Length, Turns, Zone};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::oncall::{
    BadSwap, Change, Gap, How, Layer, OnCall, Override, Schedule, Shift, layer,
};

/// So far ahead a gap is told.
const GAPS_AHEAD: Span = Span::days(14);
/// So many moments at which somebody else might come are looked at before it counts as never: more than a year of hourly turns.
const MOMENTS: usize = 10_000;

/// Who is asked at a moment, and who if they do not answer: the next in the rotation the primary is taken from, then the
/// layers below it. Who is replaced by an override is not asked.
pub(crate) fn on_call(schedule: &Schedule, at: At) -> OnCall {
    let line: Vec<UserId> = schedule
        .layers
        .iter()
        .rev()
        .flat_map(|l| layer::line(l, at))
        .filter(|user| !away(schedule, *user, at))
        .collect();
    let regular = line.first().copied();
    let primary = overriding(schedule, at).or(regular);
    let secondary = line
        .into_iter()
        .find(|user| Some(*user) != primary && Some(*user) != regular);
    OnCall { primary, secondary }
}

/// Who is on call at a moment.
pub(crate) fn holder_at(schedule: &Schedule, at: At) -> Option<UserId> {
    on_call(schedule, at).primary
}

/// How somebody came to be on call at a moment; nothing if they are not.
pub(crate) fn how(schedule: &Schedule, at: At, user: UserId) -> Option<How> {
    let OnCall { primary, secondary } = on_call(schedule, at);
    if primary != Some(user) {
        return (secondary == Some(user)).then_some(How::Second);
    }
    let mut turns = schedule
        .layers
        .iter()
        .rev()
        .flat_map(|l| layer::line(l, at));
    let turn = turns.next();
    if overriding(schedule, at) == Some(user) {
        return Some(How::Override(turn.filter(|turn| *turn != user)));
    }
    Some(match turn {
        Some(turn) if turn != user => How::StandIn(turn),
        _ => How::Turn,
    })
}

fn away(schedule: &Schedule, user: UserId, at: At) -> bool {
    let mut absences = schedule.absences.iter();
    absences.any(|a| a.user == user && a.from <= at && at < a.to)
}

fn overriding(schedule: &Schedule, at: At) -> Option<UserId> {
    let mut latest = schedule.overrides.iter().rev();
    latest
        .find(|o| o.from <= at && at < o.to && !away(schedule, o.user, at))
        .map(|o| o.user)
}

/// The first moment strictly after `at` at which somebody else may be on call or next; often nobody is.
pub(crate) fn next_change(schedule: &Schedule, at: At) -> Option<At> {
    let layers = schedule.layers.iter().filter_map(|l| layer::next(l, at));
    let overrides = schedule.overrides.iter().flat_map(|o| [o.from, o.to]);
    let absences = schedule.absences.iter().flat_map(|a| [a.from, a.to]);
    let edges = overrides.chain(absences).filter(|edge| *edge > at);
    layers.chain(edges).min()
}

/// Who is on call next, and when: the first moment after `at` at which the primary is somebody else, or nobody. `None` if
/// that never comes, or only after more than a year of turns that change nothing.
pub(crate) fn next_handoff(schedule: &Schedule, at: At) -> Option<Change> {
    let from = holder_at(schedule, at);
    let mut moment = at;
    for _ in 0..MOMENTS {
        moment = next_change(schedule, moment)?;
        let to = holder_at(schedule, moment);
        if to != from {
            return Some(Change {
                at: moment,
                from,
                to,
            });
        }
    }
    None
}

/// The whole of a period, cut where the primary changes: neighbours differ.
fn pieces(schedule: &Schedule, from: At, to: At) -> Vec<(Option<UserId>, At, At)> {
    let mut pieces: Vec<(Option<UserId>, At, At)> = Vec::new();
    let mut at = from;
    while at < to {
        let until = next_change(schedule, at).map_or(to, |next| next.min(to));
        let holder = holder_at(schedule, at);
        match pieces.last_mut() {
            Some((last, _, end)) if *last == holder => *end = until,
            _ => pieces.push((holder, at, until)),
        }
        at = until;
    }
    pieces
}

/// The shifts of a period, in order, as long as they are within it; where there is none, nobody is on call.
pub(crate) fn shifts(schedule: &Schedule, from: At, to: At) -> Vec<Shift> {
    pieces(schedule, from, to)
        .into_iter()
        .filter_map(|(user, from, to)| user.map(|user| Shift { user, from, to }))
        .collect()
}

/// One person's shifts of a period.
pub(crate) fn shifts_of(schedule: &Schedule, user: UserId, from: At, to: At) -> Vec<Shift> {
    let mut all = shifts(schedule, from, to);
    all.retain(|shift| shift.user == user);
    all
}

/// When nobody is on call in the next 14 days.
pub(crate) fn gaps(schedule: &Schedule, now: At) -> Vec<Gap> {
    pieces(schedule, now, now + GAPS_AHEAD)
        .into_iter()
        .filter(|(user, _, _)| user.is_none())
        .map(|(_, from, to)| Gap { from, to })
        .collect()
}

/// Two people take each other's shift: the overrides that make it so, to be made in this order. Of a shift that has begun,
/// what is left of it is swapped.
pub(crate) fn swap(
    schedule: &Schedule,
    one: Shift,
    other: Shift,
    now: At,
) -> Result<[Override; 2], BadSwap> {
    if one.user == other.user {
        return Err(BadSwap::SamePerson);
    }
    let left = |shift: Shift| Shift {
        from: shift.from.max(now),
        ..shift
    };
    let (one, other) = (left(one), left(other));
    let takers = [(one, other.user), (other, one.user)];
    for (shift, taker) in takers {
        if shift.from >= shift.to {
            return Err(BadSwap::Over(shift));
        }
        if shifts(schedule, shift.from, shift.to) != [shift] {
            return Err(BadSwap::NotTheirs(shift));
        }
        let mut absences = schedule.absences.iter();
        if absences.any(|a| a.user == taker && a.from < shift.to && shift.from < a.to) {
            return Err(BadSwap::Away(taker, shift));
        }
    }
    Ok(takers.map(|(shift, user)| Override {
        user,
        from: shift.from,
        to: shift.to,
    }))
}

/// A rotation in which the first-named is on call at once, and hands over as was said; with a date, from that date on.
/// `None` if such turns cannot be handed over so, or there is nobody to take them.
pub(crate) fn begin(
    members: &[UserId],
    length: Length,
    handoff: Handoff,
    zone: Zone,
    now: At,
) -> Option<Layer> {
    let turns = Turns {
        length,
        first: handoff.first(now, zone).filter(|_| handoff.fits(length))?,
        at: handoff.at,
        zone,
    };
    let mut members = members.to_vec();
    // Counted from a 31st, which may be two months back, it is already a later turn: that one is the first-named's.
    let turn = usize::try_from(turns.turn_at(now).unwrap_or(0)).ok()?;
    let passed = turn.checked_rem(members.len())?;
    members.rotate_right(passed);
    Some(Layer {
        members,
        turns,
        only: None,
    })
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
