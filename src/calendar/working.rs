//! Working days, working hours, and time counted only while people work.

use std::collections::BTreeSet;

use chrono::{Datelike, Days};
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Zone, day_of, moment};
use crate::clock::{At, Span};

/// Working week and hours, for instance Monday–Friday 09:00–18:00.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// Monday first.
    pub days: [bool; 7],
    /// Minutes after midnight.
    pub from: u16,
    /// Minutes after midnight, after `from`; 1440 is the day's end.
    pub to: u16,
}

impl Default for Hours {
    fn default() -> Self {
        Hours {
            days: MONDAY_TO_FRIDAY,
            from: 9 * 60,
            to: 18 * 60,
        }
    }
}

/// The usual working week.
pub const MONDAY_TO_FRIDAY: [bool; 7] = [true, true, true, true, true, false, false];

/// Which days work is done on: the working week, less holidays, plus extra working days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkingDays {
    /// The working week, Monday first; default Monday to Friday.
    pub week: [bool; 7],
    pub holidays: BTreeSet<Day>,
    pub extra: BTreeSet<Day>,
}

impl Default for WorkingDays {
    fn default() -> Self {
        WorkingDays {
            week: MONDAY_TO_FRIDAY,
            holidays: BTreeSet::new(),
            extra: BTreeSet::new(),
        }
    }
}

impl WorkingDays {
    /// Work is done on this day. An extra working day wins over a holiday.
    pub fn works(&self, day: Day) -> bool {
        let of_week = usize::try_from(day.weekday().num_days_from_monday())
            .ok()
            .and_then(|n| self.week.get(n));
        self.extra.contains(&day)
            || (of_week.copied().unwrap_or(false) && !self.holidays.contains(&day))
    }
}

/// Days looked through before a deadline counts as unreachable.
const HORIZON: usize = 3660;

/// The moment at which so many working minutes have passed since `from`; `None` when work is never done.
///
/// Which days are worked says `days` alone; `hours` gives the times of day.
pub fn add_working(
    from: At,
    minutes: i64,
    hours: &Hours,
    days: &WorkingDays,
    zone: Zone,
) -> Option<At> {
    // More than the horizon holds is unreachable, however much more.
    let length = Span::minutes(minutes.min(20 * 366 * 1440));
    add_worked(from, length, hours, days, zone)
}

/// The same for an exact length.
pub fn add_worked(
    from: At,
    length: Span,
    hours: &Hours,
    days: &WorkingDays,
    zone: Zone,
) -> Option<At> {
    let mut left = length;
    if left <= Span::ZERO {
        return Some(from);
    }
    for (start, end) in shifts(from, hours, days, zone) {
        let start = start.max(from);
        if end - start >= left {
            return Some(start + left);
        }
        left = Span(left.0 - (end - start).0);
    }
    None
}

/// Working minutes between two moments (whole ones, rounded down); none if `to` is not after `from`.
pub fn working_between(from: At, to: At, hours: &Hours, days: &WorkingDays, zone: Zone) -> i64 {
    worked_between(from, to, hours, days, zone).0 / 60_000
}

/// Working time between two moments, exactly; none if `to` is not after `from`. A clock that is stopped and started again
/// adds such pieces up, so none of them may be rounded.
pub fn worked_between(from: At, to: At, hours: &Hours, days: &WorkingDays, zone: Zone) -> Span {
    let pieces = shifts(from, hours, days, zone)
        .take_while(|(start, _)| *start < to)
        .map(|(start, end)| (end.min(to) - start.max(from)).0.max(0));
    Span(pieces.sum())
}

/// This moment if it is one of work, or else the beginning of the next one; `None` when work is never done.
pub fn next_working(at: At, hours: &Hours, days: &WorkingDays, zone: Zone) -> Option<At> {
    let (start, _) = shifts(at, hours, days, zone).next()?;
    Some(start.max(at))
}

/// It is working time.
pub fn is_working(at: At, hours: &Hours, days: &WorkingDays, zone: Zone) -> bool {
    shifts(at, hours, days, zone)
        .next()
        .is_some_and(|(start, _)| start <= at)
}

/// The working hours of each working day that ends after `from`.
fn shifts<'a>(
    from: At,
    hours: &'a Hours,
    days: &'a WorkingDays,
    zone: Zone,
) -> impl Iterator<Item = (At, At)> + use<'a> {
    let first = day_of(from, zone);
    let first = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    first
        .iter_days()
        .take(HORIZON)
        .filter(|day| days.works(*day))
        .map(move |day| (moment(day, hours.from, zone), moment(day, hours.to, zone)))
        .filter(move |(start, end)| end > start && *end > from)
}
