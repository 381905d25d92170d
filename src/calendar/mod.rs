//! Time zones, schedules, working hours and holidays: pure, `now` is always an argument.
//!
//! Hides how people write times in two languages, what cron means by its fields, and what clocks do when daylight saving
//! begins and ends. Knows no department: whose week, whose hours and whose holidays is for the caller to say.

mod cron;
mod handoff;
mod holidays;
mod ics;
mod read;
mod schedule;
#[cfg(test)]
mod tests;
mod text;
mod turns;
mod words;
mod working;
mod zones;

#[cfg(test)]
pub use handoff::On;
pub use handoff::{Handoff, read_handoff, read_length};
pub use holidays::{PRESETS, Special, preset};
pub use ics::{BadCalendar, read_ics};
pub use read::{read_day, read_hours, read_hours_of_night, read_span, read_week, read_when};
pub use schedule::{BadSchedule, Schedule, fires, moment};
pub use turns::{Length, Turns, Unit};
pub use working::{
    Hours, WorkingDays, add_worked, add_working, is_working, next_working, worked_between,
    working_between,
};
pub use zones::{read_zone, zones_like};

use crate::clock::At;

/// A calendar day without a time zone; in text `2026-01-04`.
pub type Day = chrono::NaiveDate;
/// An IANA time zone.
pub type Zone = chrono_tz::Tz;

/// The local day of a moment.
pub fn day_of(at: At, zone: Zone) -> Day {
    at.utc().with_timezone(&zone).date_naive()
}
