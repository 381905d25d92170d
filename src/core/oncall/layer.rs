//! One layer of a schedule: who is asked in it at a moment, and when that may change: pure.

use chrono::{Datelike, Days};

use crate::calendar::{Day, day_of, moment};
use crate::chat::UserId;
use crate::clock::At;
use crate::core::oncall::{Layer, Only};

/// The end of a local day in minutes.
const DAY: u16 = 24 * 60;

/// Whose turn it is, and who follows, each once, in the order they are asked; empty while the layer has nobody.
pub(super) fn line(layer: &Layer, at: At) -> Vec<UserId> {
    let on = layer.only.is_none_or(|only| window(layer, only, at));
    let mut line = Vec::new();
    let Some(turn) = layer.turns.turn_at(at).filter(|_| on) else {
        return line;
    };
    let members = &layer.members;
    let place = usize::try_from(turn).unwrap_or(0);
    let first = place.checked_rem(members.len()).unwrap_or(0);
    for user in members.iter().cycle().skip(first).take(members.len()) {
        if !line.contains(user) {
            line.push(*user);
        }
    }
    line
}

/// The first moment strictly after `at` at which [`line()`] may become another.
pub(super) fn next(layer: &Layer, at: At) -> Option<At> {
    let begins = layer.turns.start(0);
    if layer.members.is_empty() {
        return None;
    }
    if at < begins {
        return Some(begins);
    }
    // Somebody alone hands over to nobody: without this the search for a change would go through all their turns.
    let alone = layer
        .members
        .iter()
        .all(|m| layer.members.first() == Some(m));
    let turn = if alone { None } else { layer.turns.next(at) };
    let edge = layer.only.and_then(|only| edge(layer, only, at));
    turn.into_iter().chain(edge).min()
}

/// The hours that begin on a local day, as moments: from, and until before.
fn hours(layer: &Layer, only: Only, day: Day) -> Option<(At, At)> {
    let weekday = usize::try_from(day.weekday().num_days_from_monday()).ok()?;
    only.days.get(weekday).filter(|on| **on)?;
    let to = if only.to > only.from {
        only.to
    } else {
        only.to.saturating_add(DAY)
    };
    let zone = layer.turns.zone;
    Some((moment(day, only.from, zone), moment(day, to, zone)))
}

/// The moment is within the layer's hours.
fn window(layer: &Layer, only: Only, at: At) -> bool {
    around(layer, at, 1).any(|day| {
        let hours = hours(layer, only, day);
        hours.is_some_and(|(from, to)| from <= at && at < to)
    })
}

/// The first moment strictly after `at` at which the layer's hours begin or end.
fn edge(layer: &Layer, only: Only, at: At) -> Option<At> {
    around(layer, at, 8)
        .filter_map(|day| hours(layer, only, day))
        .flat_map(|(from, to)| [from, to])
        .filter(|edge| *edge > at)
        .min()
}

/// Local days from the one before a moment's to so many after it. The day before because hours last past midnight; the day
/// after because clocks set back over midnight show a day once more after the next has begun.
fn around(layer: &Layer, at: At, ahead: usize) -> impl Iterator<Item = Day> {
    let today = day_of(at, layer.turns.zone);
    let first = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    first.iter_days().take(ahead + 2)
}
