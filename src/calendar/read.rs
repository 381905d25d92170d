//! Days, moments, lengths and hours as people type them, in English and Chinese.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::Regex;

use crate::calendar::{Day, Zone, day_of, moment, words};
use crate::clock::{At, Span};

static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(\d{4}) ?[-/.年] ?)?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号]?$")
        .expect("a fixed pattern")
});
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\+|in )?(\d{1,3}) ?(d|days?|w|weeks?|天|周|个星期)后?$")
        .expect("a fixed pattern")
});

/// Reads `2026-03-01`, `03-01` (the next such day), `today`, `tomorrow`, `fri` (the coming one, today included), `+3d`,
/// `今天`, `明天`, `后天`, `周五`, `下周五`, `3月1日`.
pub fn read_day(text: &str, now: At, zone: Zone) -> Option<Day> {
    let text = words::plain(text);
    let today = day_of(now, zone);
    let ahead = |n: u64| today.checked_add_days(Days::new(n));
    match text.as_str() {
        "today" | "今天" | "今日" => return Some(today),
        "tomorrow" | "tmr" | "明天" | "明日" => return ahead(1),
        "后天" | "the day after tomorrow" => return ahead(2),
        "yesterday" | "昨天" => return today.checked_sub_days(Days::new(1)),
        _ => {}
    }
    if let Some(parts) = AHEAD.captures(&text)
        && (text.starts_with('+') || text.starts_with("in ") || text.ends_with('后'))
    {
        let n: u64 = parts.get(1)?.as_str().parse().ok()?;
        let weeks = matches!(parts.get(2)?.as_str().chars().next()?, 'w' | '周' | '个');
        return ahead(if weeks { n * 7 } else { n });
    }
    let (next, name) = match text
        .strip_prefix("next ")
        .or_else(|| text.strip_prefix('下'))
    {
        Some(name) => (true, name),
        None => (false, text.as_str()),
    };
    if let Some(wanted) = words::weekday(name) {
        let from = if next { monday_after(today) } else { today };
        return from
            .iter_days()
            .take(7)
            .find(|d| d.weekday().num_days_from_sunday() == u32::from(wanted));
    }
    let parts = MONTH_DAY.captures(&text)?;
    let month: u32 = parts.get(2)?.as_str().parse().ok()?;
    let day: u32 = parts.get(3)?.as_str().parse().ok()?;
    if let Some(year) = parts.get(1) {
        return NaiveDate::from_ymd_opt(year.as_str().parse().ok()?, month, day);
    }
    let this_year = NaiveDate::from_ymd_opt(today.year(), month, day);
    this_year
        .filter(|d| *d >= today)
        .or_else(|| NaiveDate::from_ymd_opt(today.year() + 1, month, day))
}

fn monday_after(day: Day) -> Day {
    let left = 7 - u64::from(day.weekday().num_days_from_monday());
    day.checked_add_days(Days::new(left)).unwrap_or(day)
}

/// Reads a day as above with an optional time (`tomorrow 17:00`, `明天下午5点`), a time alone (today, or tomorrow if it has
/// passed), a length ahead (`+2h`), or RFC 3339. A day without a time is its start. `fri 17:00` on a Friday evening is next week's.
pub fn read_when(text: &str, now: At, zone: Zone) -> Option<At> {
    if let Ok(exact) = chrono::DateTime::parse_from_rfc3339(text.trim()) {
        return Some(At(exact.timestamp_millis()));
    }
    let text = words::plain(text).replace('t', "t");
    if let Some(ahead) = text
        .strip_prefix('+')
        .or_else(|| text.strip_prefix("in "))
        .and_then(read_span)
        && !AHEAD.is_match(&text)
    {
        return Some(now + ahead);
    }
    if let Some(minutes) = words::time(&text) {
        let today = moment(day_of(now, zone), minutes, zone);
        return if today > now {
            Some(today)
        } else {
            day_of(now, zone)
                .succ_opt()
                .map(|d| moment(d, minutes, zone))
        };
    }
    if let Some(day) = read_day(&text, now, zone) {
        return Some(moment(day, 0, zone));
    }
    let cut = text.char_indices().map(|(i, _)| i).skip(1).find_map(|i| {
        let (day, time) = (text.get(..i)?.trim(), text.get(i..)?.trim());
        let time = time.strip_prefix("at ").unwrap_or(time);
        Some((
            read_day(day, now, zone)?,
            words::time(time)?,
            words::weekday(day).is_some(),
        ))
    });
    let (day, minutes, by_weekday) = cut?;
    let at = moment(day, minutes, zone);
    if by_weekday && at <= now {
        return day
            .checked_add_days(Days::new(7))
            .map(|d| moment(d, minutes, zone));
    }
    Some(at)
}

static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,6}) ?(weeks?|w|周|days?|d|天|hours?|hrs?|h|个?小时|minutes?|mins?|m|分钟?|seconds?|secs?|s|秒钟?)? ?")
        .expect("a fixed pattern")
});

/// Reads `90m`, `2h30m`, `1h 15min`, `3d`, `2小时`, `45` (minutes). At most a year.
pub fn read_span(text: &str) -> Option<Span> {
    let plain = words::plain(text);
    let mut rest = plain.as_str();
    let mut total = 0_i64;
    let bare = rest.chars().all(|c| c.is_ascii_digit());
    while !rest.is_empty() {
        let parts = SPAN.captures(rest)?;
        let n: i64 = parts.get(1)?.as_str().parse().ok()?;
        let unit = match parts.get(2).map(|u| u.as_str()) {
            None if bare => Span::minutes(1),
            None => return None,
            Some(u) if u.starts_with('w') || u == "周" => Span::days(7),
            Some(u) if u.starts_with('d') || u == "天" => Span::days(1),
            Some(u) if u.starts_with('h') || u.ends_with("小时") => Span::hours(1),
            Some(u) if u.starts_with('s') || u.starts_with('秒') => Span::seconds(1),
            Some(_) => Span::minutes(1),
        };
        total = total.checked_add(n.checked_mul(unit.0)?)?;
        rest = rest.get(parts.get(0)?.end()..)?;
    }
    (total > 0 && total <= Span::days(366).0).then_some(Span(total))
}

/// Reads `09:00-18:00`, `9-18`, `9:30 - 18`, `9点-18点`; the end is after the start, 24:00 at the latest.
pub fn read_hours(text: &str) -> Option<(u16, u16)> {
    let plain = words::plain(text)
        .replace(" to ", "-")
        .replace(['至', '到'], "-");
    let (from, to) = plain.split_once('-')?;
    let read = |part: &str| {
        let part = part.trim();
        if part == "24" || part == "24:00" {
            return Some(24 * 60);
        }
        let hour = part
            .parse::<u16>()
            .ok()
            .filter(|h| *h < 24 && part.len() <= 2)
            .map(|h| h * 60);
        hour.or_else(|| words::time(part))
    };
    let (from, to) = (read(from)?, read(to)?);
    (from < to).then_some((from, to))
}

/// Reads `mon-fri`, `1-5` (1 is Monday), `周一至周五`, `mon,wed,fri`, `weekdays`; Monday first.
pub fn read_week(text: &str) -> Option<[bool; 7]> {
    let plain = words::plain(text);
    let field = match plain.as_str() {
        "weekdays" | "工作日" => "1-5".to_owned(),
        "daily" | "every day" | "all" | "每天" => "0-6".to_owned(),
        other
            if other
                .chars()
                .all(|c| c.is_ascii_digit() || ",- ".contains(c)) =>
        {
            other.replace(' ', "")
        }
        other => words::days(other)?,
    };
    let mut week = [false; 7];
    for part in field.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        if from > 7 || to > 7 {
            return None;
        }
        let to = if to < from { to + 7 } else { to };
        for day in from..=to {
            // 0 and 7 are Sunday, which stands last.
            *week.get_mut((day + 6) % 7)? = true;
        }
    }
    Some(week)
}
