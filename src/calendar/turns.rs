//! Turns that follow one another without end: when each begins on a zone's clocks, and which one runs at a moment.
//!
//! A turn begins at a local time, so that a handoff stays where people expect it when the clocks change: local times are
//! counted, and each is looked up on the clocks by itself. One that daylight saving skips is the moment the clocks jump, one
//! that happens twice is the first. What follows from that: the moments never go back, whatever the clocks do, so at every
//! moment exactly one turn runs; a turn that lies wholly in what is skipped has no length. Hours are hours on the clock too:
//! `12h` from 09:00 hands off at 09:00 and 21:00 all year.
//!
//! Nothing here walks from the first turn: a moment's turn is computed from its local time.

use std::num::NonZeroU16;

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike};

use crate::calendar::{Day, Zone, moment};
use crate::clock::At;

/// What a length counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unit {
    Hour,
    Day,
    Week,
    Month,
}

impl Unit {
    /// The most of a unit that one turn may be: a year.
    const fn most(self) -> u16 {
        match self {
            Unit::Hour => 24 * 366,
            Unit::Day => 366,
            Unit::Week => 52,
            Unit::Month => 12,
        }
    }
}

/// How long a turn is, on the clock and in the calendar: `12h`, a day, two weeks, a month.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Length {
    unit: Unit,
    count: NonZeroU16,
}

impl Length {
    /// So many of a unit; none of it, and more than a year, is no length.
    pub fn new(count: u32, unit: Unit) -> Option<Length> {
        let count = u16::try_from(count).ok().and_then(NonZeroU16::new)?;
        (count.get() <= unit.most()).then_some(Length { unit, count })
    }
    /// What it counts.
    pub fn unit(self) -> Unit {
        self.unit
    }
    /// How many of the unit.
    pub fn count(self) -> u16 {
        self.count.get()
    }
    /// In minutes on the clock; months have no such length.
    fn minutes(self) -> Option<i64> {
        let unit = match self.unit {
            Unit::Hour => 60,
            Unit::Day => DAY,
            Unit::Week => 7 * DAY,
            Unit::Month => return None,
        };
        Some(unit * i64::from(self.count.get()))
    }
}

/// Minutes on the clock in a day.
const DAY: i64 = 24 * 60;
/// Turns that would begin after this year never do: far beyond what anybody plans, and within what chrono counts.
const LAST_YEAR: i32 = 9999;
/// What stands for never.
const NEVER: At = At(i64::MAX);

/// Turns of one length. Turn 0 begins on `first` at `at`; there is none before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turns {
    pub length: Length,
    /// The local day of the first handoff. Months are counted from it: from the 31st, a turn begins on the last day of a
    /// shorter month, and on the 31st again after it.
    pub first: Day,
    /// The local time of the handoff, in minutes after midnight; with hours, of the first one.
    pub at: u16,
    pub zone: Zone,
}

impl Turns {
    /// The moment a turn begins; never before an earlier turn's.
    pub fn start(&self, turn: u32) -> At {
        match self.local(i64::from(turn)) {
            Some((day, minutes)) if day.year() <= LAST_YEAR => moment(day, minutes, self.zone),
            _ => NEVER,
        }
    }

    /// The turn that runs at a moment; `None` before the first.
    pub fn turn_at(&self, at: At) -> Option<u32> {
        if at < self.start(0) {
            return None;
        }
        let mut turn = self.shown(at)?;
        // When the clocks were set back they show once more what had already come.
        loop {
            let next = turn.checked_add(1)?;
            let start = self.start(next);
            if start > at || start == NEVER {
                return Some(turn);
            }
            turn = next;
        }
    }

    /// The first moment strictly after `at` at which a turn begins.
    pub fn next(&self, at: At) -> Option<At> {
        let next = match self.turn_at(at) {
            Some(turn) => turn.checked_add(1)?,
            None if at < self.start(0) => 0,
            None => return None,
        };
        Some(self.start(next)).filter(|start| *start != NEVER)
    }

    /// The local time at which a turn begins.
    fn local(&self, turn: i64) -> Option<(Day, u16)> {
        let Some(minutes) = self.length.minutes() else {
            let months = turn.checked_mul(i64::from(self.length.count()))?;
            let months = Months::new(u32::try_from(months).ok()?);
            return Some((self.first.checked_add_months(months)?, self.at));
        };
        let local = self
            .base()
            .checked_add(turn.checked_mul(minutes)?)
            .filter(|local| *local >= 0)?;
        let day = i32::try_from(local / DAY).ok()?;
        Some((
            NaiveDate::from_num_days_from_ce_opt(day)?,
            u16::try_from(local % DAY).ok()?,
        ))
    }

    /// The first handoff in local minutes.
    fn base(&self) -> i64 {
        i64::from(self.first.num_days_from_ce()) * DAY + i64::from(self.at)
    }

    /// The last turn whose local time the clocks show, or have passed, at this moment.
    fn shown(&self, at: At) -> Option<u32> {
        let now = shown(at, self.zone);
        let minute = i64::from(now.hour() * 60 + now.minute());
        let turn = match self.length.minutes() {
            Some(minutes) => {
                let now = i64::from(now.num_days_from_ce()) * DAY + minute;
                (now - self.base()).div_euclid(minutes)
            }
            None => {
                let month = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month0());
                let months = month(now.date()) - month(self.first);
                let turn = months.div_euclid(i64::from(self.length.count()));
                // Within the month of the handoff it may still be to come.
                let to_come = self
                    .local(turn)
                    .is_none_or(|(day, at)| (day, i64::from(at)) > (now.date(), minute));
                turn - i64::from(to_come)
            }
        };
        // A first handoff that was skipped begins before the clocks show it; so does one that is shown again.
        u32::try_from(turn.max(0)).ok()
    }
}

/// What a zone's clocks show at a moment.
fn shown(at: At, zone: Zone) -> NaiveDateTime {
    let utc = at.utc().naive_utc();
    let offset = zone.offset_from_utc_datetime(&utc).fix();
    // Only at the ends of what chrono counts is there no such time.
    utc.checked_add_offset(offset).unwrap_or(utc)
}
