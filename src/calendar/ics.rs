//! Calendar files (RFC 5545): which days are off, and which are worked after all.
//!
//! Only days matter here, so meetings are passed over. Files come from strangers: their size, their nesting and the number
//! of days they make are bounded before and while they are read.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use icalendar::parser::{Component, Property, read_components, unfold};

use crate::calendar::{Day, Special};

/// Why a calendar file was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadCalendar {
    /// Not an iCalendar file.
    Unreadable,
    /// It has no all-day event.
    NoDays,
    /// More text, or more days, than anybody's calendar has.
    TooMany,
    /// An all-day event recurs in a way other than yearly on a day of the month or the n-th weekday of a month.
    Recurrence,
}

/// No file is longer.
const LONGEST: usize = 1 << 20;
/// Calendars hold events, events hold alarms; nothing honest goes deeper.
const DEEPEST: usize = 6;
/// At most so many days come from one file.
const MOST: usize = 2_000;
/// A longer event is no holiday.
const LONGEST_EVENT: u64 = 62;
/// A yearly event is carried so many years on from the one that is now.
const YEARS: i32 = 3;

/// Reads `.ics`: each all-day event is a holiday (several days: each of them), or an extra working day if its summary or
/// category says so (补班, 上班, 班 in brackets, "working day").
///
/// A yearly event counts in the year of `today` and the three that follow, whenever it began.
pub fn read_ics(text: &str, today: Day) -> Result<Vec<Special>, BadCalendar> {
    if text.len() > LONGEST {
        return Err(BadCalendar::TooMany);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let is_calendar = text
        .get(..15)
        .is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    if !is_calendar || depth(text) > DEEPEST {
        return Err(BadCalendar::Unreadable);
    }
    // The parser wants every line ended, and all of them alike.
    let text = text.replace("\r\n", "\n") + "\n";
    let text = unfold(&text);
    let components = read_components(&text).map_err(|_message| BadCalendar::Unreadable)?;
    let mut found = Vec::new();
    for event in components.iter().flat_map(|calendar| &calendar.components) {
        if event.name.as_str().eq_ignore_ascii_case("VEVENT") {
            add(event, today, &mut found)?;
        }
    }
    if found.is_empty() {
        return Err(BadCalendar::NoDays);
    }
    found.sort_by_key(|special| (special.day, special.works));
    found.dedup_by_key(|special| (special.day, special.works));
    Ok(found)
}

fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for line in text.lines() {
        let line = line.trim_start().as_bytes();
        let begins = |word: &[u8]| {
            line.get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
        };
        if begins(b"BEGIN:") {
            open += 1;
            deepest = deepest.max(open);
        } else if begins(b"END:") {
            open = open.saturating_sub(1);
        }
    }
    deepest
}

fn property<'a>(event: &'a Component<'_>, name: &str) -> Option<&'a Property<'a>> {
    event
        .properties
        .iter()
        .find(|property| property.name.as_str().eq_ignore_ascii_case(name))
}

fn value(event: &Component<'_>, name: &str) -> String {
    property(event, name).map_or_else(String::new, |p| p.val.as_str().trim().to_owned())
}

/// The days of one event.
fn add(event: &Component<'_>, today: Day, found: &mut Vec<Special>) -> Result<(), BadCalendar> {
    let Some((first, length)) = stretch(event) else {
        return Ok(());
    };
    if value(event, "STATUS").eq_ignore_ascii_case("CANCELLED") {
        return Ok(());
    }
    let name: String = value(event, "SUMMARY").chars().take(80).collect();
    let works = says_work(&name) || says_work(&value(event, "CATEGORIES"));
    let rule = value(event, "RRULE");
    let starts = if rule.is_empty() {
        vec![first]
    } else {
        yearly(&rule, first, today).ok_or(BadCalendar::Recurrence)?
    };
    let except = exceptions(event);
    for start in starts.iter().filter(|start| !except.contains(start)) {
        let days = start.iter_days().take(usize::try_from(length).unwrap_or(1));
        found.extend(days.map(|day| Special {
            day,
            name: name.clone(),
            works,
        }));
        if found.len() > MOST {
            return Err(BadCalendar::TooMany);
        }
    }
    Ok(())
}

/// The first day of an all-day event and how many days it lasts.
fn stretch(event: &Component<'_>) -> Option<(Day, u64)> {
    let first = whole_day(&value(event, "DTSTART"))?;
    let days = if let Some(end) = property(event, "DTEND") {
        // The end is exclusive; some write the day itself.
        let end = whole_day(end.val.as_str().trim())?;
        u64::try_from((end - first).num_days()).ok()?.max(1)
    } else {
        match value(event, "DURATION").as_str() {
            "" => 1,
            duration => days_long(duration)?,
        }
    };
    (days <= LONGEST_EVENT).then_some((first, days))
}

/// `20260101`, or midnight on nobody's clock in particular, as some programs write days.
fn whole_day(text: &str) -> Option<Day> {
    let text = text.strip_suffix("T000000").unwrap_or(text);
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
        .flatten()
}

/// `P3D`, `P1W`.
fn days_long(duration: &str) -> Option<u64> {
    let rest = duration.trim_start_matches('+').strip_prefix('P')?;
    if let Some(weeks) = rest.strip_suffix('W') {
        return weeks.parse::<u64>().ok()?.checked_mul(7);
    }
    let days = rest.strip_suffix('D')?.parse().ok()?;
    (days > 0).then_some(days)
}

fn exceptions(event: &Component<'_>) -> Vec<Day> {
    event
        .properties
        .iter()
        .filter(|property| property.name.as_str().eq_ignore_ascii_case("EXDATE"))
        .flat_map(|property| property.val.as_str().split(',').filter_map(whole_day))
        .collect()
}

/// The parts of a yearly rule that calendars of holidays use.
struct Rule {
    interval: i32,
    count: Option<i32>,
    until: Option<Day>,
    month: u32,
    day: Option<u32>,
    /// The n-th such weekday of the month; negative from its end.
    weekday: Option<(i64, Weekday)>,
}

impl Rule {
    fn read(text: &str, first: Day) -> Option<Rule> {
        let mut rule = Rule {
            interval: 1,
            count: None,
            until: None,
            month: first.month(),
            day: Some(first.day()),
            weekday: None,
        };
        let text = text.to_ascii_uppercase();
        let mut is_yearly = false;
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=')?;
            match key {
                "FREQ" => is_yearly = value == "YEARLY",
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|n| (1..100).contains(n))?;
                }
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = Some(whole_day(value.get(..8)?)?),
                "BYMONTH" => rule.month = value.parse().ok().filter(|n| (1..=12).contains(n))?,
                "BYMONTHDAY" => rule.day = Some(value.parse().ok()?),
                "BYDAY" => rule.weekday = Some(nth(value)?),
                "WKST" => {}
                _ => return None,
            }
        }
        is_yearly.then_some(rule)
    }

    fn in_year(&self, year: i32) -> Option<Day> {
        let Some((n, weekday)) = self.weekday else {
            return NaiveDate::from_ymd_opt(year, self.month, self.day?);
        };
        let first = NaiveDate::from_ymd_opt(year, self.month, 1)?;
        let start = if n > 0 {
            first
        } else {
            first
                .checked_add_months(Months::new(1))?
                .checked_sub_days(Days::new(7))?
        };
        let nearest = start.iter_days().find(|day| day.weekday() == weekday)?;
        let weeks = if n > 0 { n - 1 } else { n + 1 };
        let day = nearest.checked_add_signed(chrono::TimeDelta::weeks(weeks))?;
        (day.month() == self.month).then_some(day)
    }
}

/// `4TH`, `-1MO`.
fn nth(text: &str) -> Option<(i64, Weekday)> {
    let (n, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let n = n
        .parse()
        .ok()
        .filter(|n: &i64| (1..=5).contains(&n.abs()))?;
    Some((n, weekday))
}

/// When a yearly event begins, from the year of `today` on; `None` for rules that are not understood.
fn yearly(rule: &str, first: Day, today: Day) -> Option<Vec<Day>> {
    let rule = Rule::read(rule, first)?;
    let from = first.year().max(today.year());
    let starts = (from..=from + YEARS).filter(|year| {
        let passed = year - first.year();
        passed % rule.interval == 0
            && rule
                .count
                .is_none_or(|count| passed / rule.interval < count)
    });
    let days = starts.filter_map(|year| rule.in_year(year));
    Some(
        days.filter(|day| *day >= first && rule.until.is_none_or(|until| *day <= until))
            .collect(),
    )
}

fn says_work(text: &str) -> bool {
    const NOT: [&str; 6] = [
        "non-working",
        "nonworking",
        "non working",
        "not a working",
        "不上班",
        "非工作日",
    ];
    const WORK: [&str; 11] = [
        "补班",
        "上班",
        "调休工作",
        "（班）",
        "(班)",
        "【班】",
        "[班]",
        "工作日",
        "working day",
        "workday",
        "work day",
    ];
    let text = text.to_lowercase();
    !NOT.iter().any(|word| text.contains(word)) && WORK.iter().any(|word| text.contains(word))
}
