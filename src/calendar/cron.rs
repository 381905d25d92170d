//! Five-field cron, as people write it: names, lists, ranges (also over the week's end), steps, `L`, `#`, Sunday 0 or 7.
//!
//! The `cron` crate reads the fields it reads as people mean them (minute, hour, month, day of month); the day of the week,
//! `L` and `#`, where it differs or refuses, are read here.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use cron::TimeUnitSpec;

use crate::calendar::Day;
use crate::calendar::text::month_name;

/// What a schedule's fields allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fields {
    /// Minutes after midnight at which it fires, in order.
    pub(super) times: Vec<u16>,
    /// The hour field is a plain `*`: it follows the clock through changes of daylight saving time.
    pub(super) follows_clock: bool,
    months: BTreeSet<u32>,
    days: DayOfMonth,
    week: DayOfWeek,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct DayOfMonth {
    any: bool,
    days: BTreeSet<u32>,
    last: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct DayOfWeek {
    any: bool,
    /// 0 = Sunday.
    days: BTreeSet<u32>,
    /// The n-th such day of the month.
    nth: BTreeSet<(u32, u32)>,
    /// The last such day of the month.
    last: BTreeSet<u32>,
}

const WEEK: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Reads the five fields, or one of the `@` names; the error is the part that cannot be read.
pub(super) fn read(text: &str) -> Result<Fields, String> {
    let text = match text {
        "@hourly" => "0 * * * *",
        "@daily" | "@midnight" => "0 0 * * *",
        "@weekly" => "0 0 * * 0",
        "@monthly" => "0 0 1 * *",
        "@yearly" | "@annually" => "0 0 1 1 *",
        other => other,
    };
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [minute, hour, day, month, week] = fields.as_slice() else {
        return Err(text.to_owned());
    };
    let minutes = ordinals(
        minute,
        (0, 59),
        |f| format!("0 {f} * * * *"),
        |s| s.minutes().iter().collect(),
    )?;
    let hours = ordinals(
        hour,
        (0, 23),
        |f| format!("0 * {f} * * *"),
        |s| s.hours().iter().collect(),
    )?;
    let months = ordinals(
        month,
        (1, 12),
        |f| format!("0 * * * {f} *"),
        |s| s.months().iter().collect(),
    )?;
    let mut times: Vec<u16> = Vec::new();
    for h in &hours {
        times.extend(
            minutes
                .iter()
                .filter_map(|m| u16::try_from(h * 60 + m).ok()),
        );
    }
    Ok(Fields {
        times,
        follows_clock: matches!(*hour, "*" | "*/1"),
        months,
        days: day_of_month(day)?,
        week: day_of_week(week)?,
    })
}

/// Lets the crate read one field, in an expression whose other fields are open.
fn ordinals(
    field: &str,
    ends: (u32, u32),
    expression: impl Fn(&str) -> String,
    of: impl Fn(&cron::Schedule) -> BTreeSet<u32>,
) -> Result<BTreeSet<u32>, String> {
    let plain = field
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "*,-/?".contains(c));
    let field = wrapped(field, ends);
    let schedule = plain
        .then(|| cron::Schedule::from_str(&expression(&field)).ok())
        .flatten();
    let found = schedule.map(|s| of(&s)).filter(|found| !found.is_empty());
    found.ok_or(field)
}

/// `22-2` and `nov-feb` go over the end, which the crate refuses: as two ranges.
fn wrapped(field: &str, (lowest, highest): (u32, u32)) -> String {
    let number = |text: &str| text.parse().ok().or_else(|| month_name(text));
    let parts = field.split(',').map(|part| {
        let ends = part
            .split_once('-')
            .and_then(|(from, to)| Some((number(from)?, number(to)?)));
        match ends {
            Some((from, to)) if to < from && from <= highest && to >= lowest => {
                format!("{from}-{highest},{lowest}-{to}")
            }
            _ if part == "?" => "*".to_owned(),
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join(",")
}

fn day_of_month(field: &str) -> Result<DayOfMonth, String> {
    let (last, rest): (Vec<&str>, Vec<&str>) =
        field.split(',').partition(|p| p.eq_ignore_ascii_case("l"));
    let days = if rest.is_empty() {
        BTreeSet::new()
    } else {
        ordinals(
            &rest.join(","),
            (1, 31),
            |f| format!("0 * * {f} * *"),
            |s| s.days_of_month().iter().collect(),
        )?
    };
    Ok(DayOfMonth {
        any: field.starts_with(['*', '?']),
        days,
        last: !last.is_empty(),
    })
}

fn day_of_week(field: &str) -> Result<DayOfWeek, String> {
    let mut week = DayOfWeek {
        any: field.starts_with(['*', '?']),
        days: BTreeSet::new(),
        nth: BTreeSet::new(),
        last: BTreeSet::new(),
    };
    for part in field.split(',') {
        week.add(part).ok_or_else(|| part.to_owned())?;
    }
    Ok(week)
}

impl DayOfWeek {
    fn add(&mut self, part: &str) -> Option<()> {
        let part = part.to_ascii_lowercase();
        if let Some((day, n)) = part.split_once('#') {
            let n = n.parse().ok().filter(|n| (1..=5).contains(n))?;
            self.nth.insert((day_number(day)? % 7, n));
            return Some(());
        }
        if let Some(day) = part
            .strip_suffix('l')
            .filter(|day| !day.is_empty() && *day != "ju")
        {
            self.last.insert(day_number(day)? % 7);
            return Some(());
        }
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<usize>().ok().filter(|s| *s > 0)?),
            None => (part.as_str(), 1),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (day_number(from)?, day_number(to)?),
            None if range == "*" || range == "?" => (0, 6),
            None if part.contains('/') => (day_number(range)?, 6),
            None => (day_number(range)?, day_number(range)?),
        };
        // `fri-mon` goes over the week's end.
        let to = if to < from { to + 7 } else { to };
        self.days.extend((from..=to).step_by(step).map(|d| d % 7));
        Some(())
    }

    fn allows(&self, day: NaiveDate) -> bool {
        let weekday = day.weekday().num_days_from_sunday();
        self.days.contains(&weekday)
            || self.nth.contains(&(weekday, (day.day() - 1) / 7 + 1))
            || (self.last.contains(&weekday) && day.day() + 7 > days_in_month(day))
    }
}

fn day_number(text: &str) -> Option<u32> {
    let by_name = WEEK
        .iter()
        .position(|name| text.len() >= 3 && text.starts_with(name));
    let number = match by_name {
        Some(n) => u32::try_from(n).ok()?,
        None => text.parse().ok()?,
    };
    (number <= 7).then_some(number)
}

fn days_in_month(day: NaiveDate) -> u32 {
    let next = if day.month() == 12 {
        (day.year() + 1, 1)
    } else {
        (day.year(), day.month() + 1)
    };
    NaiveDate::from_ymd_opt(next.0, next.1, 1)
        .and_then(|d| d.pred_opt())
        .map_or(31, |d| d.day())
}

impl Fields {
    /// It fires on this day. Day of month and day of week both restricted: either matches (Vixie's rule).
    pub(super) fn allow(&self, day: Day) -> bool {
        if !self.months.contains(&day.month()) {
            return false;
        }
        let of_month = self.days.days.contains(&day.day())
            || (self.days.last && day.day() == days_in_month(day));
        let of_week = self.week.allows(day);
        // As in Debian's cron, a field that begins with a star (`*/2` too) does not count as restricted.
        if self.days.any || self.week.any {
            of_month && of_week
        } else {
            of_month || of_week
        }
    }

    /// There is a day in four centuries, after which the calendar repeats, on which it fires.
    pub(super) fn ever(&self) -> bool {
        let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
        !self.times.is_empty() && start.iter_days().take(146_097).any(|day| self.allow(day))
    }

    /// Only restricts the week, and to Monday to Friday.
    pub(super) fn is_monday_to_friday(&self) -> bool {
        let working: BTreeSet<u32> = (1..=5).collect();
        self.days.any
            && self.days.days.len() == 31
            && self.months.len() == 12
            && self.week.days == working
            && self.week.nth.is_empty()
            && self.week.last.is_empty()
    }
}
