//! The calendar, by tables, properties, and a slow second opinion.

mod files;
mod oracle;
mod properties;
mod reading;
mod rotations;
mod schedules;
mod working;

use chrono::DateTime;

use super::*;

const SHANGHAI: Zone = Zone::Asia__Shanghai;
const NEW_YORK: Zone = Zone::America__New_York;

fn at(text: &str) -> At {
    At(DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp_millis())
}

fn china() -> WorkingDays {
    let mut days = WorkingDays::default();
    for special in preset("cn-2026").unwrap() {
        if special.works {
            days.extra.insert(special.day)
        } else {
            days.holidays.insert(special.day)
        };
    }
    days
}
