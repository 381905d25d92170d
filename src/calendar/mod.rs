//! Time zones, schedules, working hours and holidays: pure, `now` is always an argument.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::{At, Span};

/// A calendar day without a time zone; in text `2026-01-04`.
pub type Day = NaiveDate;
/// An IANA time zone.
pub type Zone = chrono_tz::Tz;

/// When something recurs: five-field cron or words in English or Chinese, kept as people wrote it.
#[derive(Clone, PartialEq, Debug)]
pub struct Schedule {
    text: String,
}

/// Why a schedule was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadSchedule {
    /// Neither cron nor known words; what could not be read.
    Unreadable(String),
    /// It is well-formed but no day ever matches.
    NeverFires,
}

impl Schedule {
    /// Reads cron (`30 9 * * 1-5`) or words (`weekdays 09:30`, `每周一 9:30`, `工作日 09:30`, `every 2h`, …).
    pub fn parse(text: &str) -> Result<Schedule, BadSchedule> {
        todo!()
    }
    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// The first moment strictly after `after`, on this zone's clocks; the rule is Debian cron's (see `domain`).
    pub fn next(&self, after: At, zone: Zone) -> Option<At> {
        todo!()
    }
    /// The schedule said "working days" (`weekdays`, `工作日`, or only restricts the day of week to Monday–Friday): on an
    /// extra working day (补班) that is a weekend it fires as on a weekday.
    pub fn follows_working_days(&self) -> bool {
        todo!()
    }
    /// The first moment strictly after `after` on which work is done: skips holidays, adds extra working days.
    pub fn next_working(&self, after: At, zone: Zone, days: &WorkingDays) -> Option<At> {
        todo!()
    }
}

/// Working week and hours, for instance Monday–Friday 09:00–18:00.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// Monday first.
    pub days: [bool; 7],
    /// Minutes after midnight.
    pub from: u16,
    pub to: u16,
}

/// Which days work is done on: the working week, less holidays, plus extra working days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WorkingDays {
    /// The working week, Monday first; default Monday to Friday.
    pub week: [bool; 7],
    pub holidays: std::collections::BTreeSet<Day>,
    pub extra: std::collections::BTreeSet<Day>,
}

impl WorkingDays {
    /// Work is done on this day.
    pub fn works(&self, day: Day) -> bool {
        todo!()
    }
}

/// One entry of an imported or preset calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Special {
    pub day: Day,
    pub name: String,
    /// An extra working day rather than a holiday.
    pub works: bool,
}

/// Reads `.ics`; each all-day event is a holiday (several days: each of them), or a working day if its summary or
/// category says so (补班, "working day").
pub fn read_ics(text: &str) -> Result<Vec<Special>, String> {
    todo!()
}
/// Presets that ship: `cn-2026`.
pub fn preset(name: &str) -> Option<Vec<Special>> {
    todo!()
}
/// Names of all presets.
pub const PRESETS: &[&str] = &["cn-2026"];

/// The local day of a moment.
pub fn day_of(at: At, zone: Zone) -> Day {
    at.utc().with_timezone(&zone).date_naive()
}
/// A local time on a day as a moment; a time that daylight saving skips is the moment the clocks jump, a doubled one the first.
pub fn moment(day: Day, minutes: u16, zone: Zone) -> At {
    todo!()
}
/// Reads `2026-03-01`, `tomorrow`, `fri`, `+3d`, `明天`, `周五`, `3月1日`.
pub fn read_day(text: &str, now: At, zone: Zone) -> Option<Day> {
    todo!()
}
/// Reads a moment: a day as above with an optional time (`tomorrow 17:00`, `明天 17:00`, `+2h`); without a time, the start of the day.
pub fn read_when(text: &str, now: At, zone: Zone) -> Option<At> {
    todo!()
}
/// Reads `90m`, `2h30m`, `3d`, `2小时`, `45` (minutes).
pub fn read_span(text: &str) -> Option<Span> {
    todo!()
}
/// Reads an IANA zone name, whatever its case, and common city words (`上海`, `beijing`, `utc+8` is refused with a hint).
pub fn read_zone(text: &str) -> Option<Zone> {
    todo!()
}
/// Zones for autocompletion, best match first, at most `most`.
pub fn zones_like(text: &str, most: usize) -> Vec<&'static str> {
    todo!()
}
/// Reads `09:00-18:00`, `9-18`.
pub fn read_hours(text: &str) -> Option<(u16, u16)> {
    todo!()
}
/// Reads `mon-fri`, `1-5`, `周一至周五`, `mon,wed,fri`.
pub fn read_week(text: &str) -> Option<[bool; 7]> {
    todo!()
}
