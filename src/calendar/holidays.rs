//! Holidays and extra working days: presets that ship, and calendar files.

use chrono::{Datelike, Days};
use icalendar::{CalendarComponent, Component, DatePerhapsTime, EventLike};
use serde::Deserialize;

use crate::calendar::Day;

/// One entry of an imported or preset calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Special {
    pub day: Day,
    pub name: String,
    /// An extra working day rather than a holiday.
    pub works: bool,
}

/// Why a calendar file was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadCalendar {
    /// Not an iCalendar file.
    Unreadable,
    /// It has no all-day event.
    NoDays,
    /// More days than anybody's calendar has.
    TooMany,
}

/// Names of all presets.
pub const PRESETS: &[&str] = &["cn-2026"];

/// At most so many days come from one file.
const MOST: usize = 2_000;
/// A yearly event is carried so many years on.
const YEARS: i32 = 3;

#[derive(Deserialize)]
struct Preset {
    holidays: Vec<Stretch>,
    workdays: Vec<Single>,
}
#[derive(Deserialize)]
struct Stretch {
    from: Day,
    to: Day,
    name: String,
}
#[derive(Deserialize)]
struct Single {
    day: Day,
    name: String,
}

/// A preset by its name.
pub fn preset(name: &str) -> Option<Vec<Special>> {
    let source = match name {
        "cn-2026" => include_str!("presets/cn-2026.toml"),
        _ => return None,
    };
    let preset: Preset = toml::from_str(source).ok()?;
    let mut all = Vec::new();
    for stretch in preset.holidays {
        let days = stretch.from.iter_days().take_while(|d| *d <= stretch.to);
        all.extend(days.map(|day| Special {
            day,
            name: stretch.name.clone(),
            works: false,
        }));
    }
    all.extend(preset.workdays.into_iter().map(|s| Special {
        day: s.day,
        name: s.name,
        works: true,
    }));
    all.sort_by_key(|s| s.day);
    Some(all)
}

/// Reads `.ics` (RFC 5545): each all-day event is a holiday (several days: each of them), or an extra working day if its
/// summary or category says so (补班, 上班, "working day"). A yearly event counts for three years.
pub fn read_ics(text: &str) -> Result<Vec<Special>, BadCalendar> {
    if !text
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with("BEGIN:VCALENDAR")
    {
        return Err(BadCalendar::Unreadable);
    }
    let calendar: icalendar::Calendar =
        text.parse().map_err(|_: String| BadCalendar::Unreadable)?;
    let mut found = Vec::new();
    for component in &calendar.components {
        let CalendarComponent::Event(event) = component else {
            continue;
        };
        let Some(DatePerhapsTime::Date(from)) = event.get_start() else {
            continue;
        };
        let to = match event.get_end() {
            // DTEND is exclusive; an event of one day may leave it out.
            Some(DatePerhapsTime::Date(end)) if end > from => end.pred_opt().unwrap_or(from),
            _ => from,
        };
        let name: String = event
            .get_summary()
            .unwrap_or_default()
            .chars()
            .take(80)
            .collect();
        let category = event.property_value("CATEGORIES").unwrap_or_default();
        let works = says_work(&name) || says_work(category);
        let yearly = event
            .property_value("RRULE")
            .is_some_and(|r| r.to_ascii_uppercase().contains("FREQ=YEARLY"));
        for year in 0..if yearly { YEARS } else { 1 } {
            let shifted = |day: Day| day.with_year(day.year() + year);
            let (Some(from), Some(to)) = (shifted(from), shifted(to)) else {
                continue;
            };
            let last = from
                .checked_add_days(Days::new(366))
                .unwrap_or(from)
                .min(to);
            found.extend(
                from.iter_days()
                    .take_while(|d| *d <= last)
                    .map(|day| Special {
                        day,
                        name: name.clone(),
                        works,
                    }),
            );
            if found.len() > MOST {
                return Err(BadCalendar::TooMany);
            }
        }
    }
    if found.is_empty() {
        return Err(BadCalendar::NoDays);
    }
    found.sort_by(|a, b| (a.day, a.works).cmp(&(b.day, b.works)));
    found.dedup_by_key(|s| (s.day, s.works));
    Ok(found)
}

fn says_work(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "补班",
        "上班",
        "调休工作",
        "working day",
        "workday",
        "work day",
    ]
    .iter()
    .any(|word| text.contains(word))
}
