//! Days, moments, lengths and hours as people type them, in English and Chinese.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Timelike};

use crate::calendar::text::{
    cuts, day_name, day_name_zh, month_and_day, number, plain, strip, time_of_day, week,
};
use crate::calendar::{Day, Zone, day_of, moment};
use crate::clock::{At, Span};

/// Reads `2026-03-01`, `03-01` (the next such day), `today`, `tomorrow`, `fri` (the coming one, today included), `next fri`
/// (next week's), `+3d`, `-7d`, `mar 1`, `end of month`, 今天, 明天, 后天, 周五, 下周五, 3月1日, 3天后, 月底.
pub fn read_day(text: &str, now: At, zone: Zone) -> Option<Day> {
    day(&plain(text)?, day_of(now, zone))
}

fn day(text: &str, today: Day) -> Option<Day> {
    let ahead = |n: u64| today.checked_add_days(Days::new(n));
    match text {
        "today" | "今天" | "今日" => return Some(today),
        "tomorrow" | "tmr" | "明天" | "明日" => return ahead(1),
        "day after tomorrow" | "the day after tomorrow" | "后天" => return ahead(2),
        "大后天" => return ahead(3),
        "yesterday" | "昨天" | "昨日" => return today.checked_sub_days(Days::new(1)),
        "end of month" | "end of the month" | "month end" | "月底" | "月末" | "本月底" => {
            return today.iter_days().find(|d| is_last(*d));
        }
        _ => {}
    }
    in_days(text, today)
        .or_else(|| days_ago(text, today))
        .or_else(|| weekday(text, today))
        .or_else(|| date(text, today))
}

fn is_last(day: Day) -> bool {
    day.succ_opt().is_none_or(|next| next.day() == 1)
}

/// `+3d`, `in 2 weeks`, 三天后.
fn in_days(text: &str, today: Day) -> Option<Day> {
    today.checked_add_days(Days::new(days_long(from_now(text)?)?))
}

/// `-7d`, `2 weeks ago`, 三天前.
fn days_ago(text: &str, today: Day) -> Option<Day> {
    let length = strip(text, &["-"])
        .or_else(|| text.strip_suffix(" ago"))
        .or_else(|| text.strip_suffix("之前"))
        .or_else(|| text.strip_suffix("以前"))
        .or_else(|| text.strip_suffix('前'))?;
    today.checked_sub_days(Days::new(days_long(length.trim())?))
}

/// The days in `3d`, `2 weeks`, 三天.
fn days_long(length: &str) -> Option<u64> {
    let (n, unit_days) = cuts(length).find_map(|(n, unit)| {
        let days: u64 = match unit {
            "d" | "day" | "days" | "天" | "日" => 1,
            "w" | "week" | "weeks" | "周" | "个星期" | "星期" | "个礼拜" => 7,
            _ => return None,
        };
        Some((number(n)?, days))
    })?;
    u64::from(n).checked_mul(unit_days).filter(|n| *n <= 3660)
}

/// The length in `+2h`, `in 2 hours`, 2小时后.
fn from_now(text: &str) -> Option<&str> {
    let rest = strip(text, &["+", "in "])
        .or_else(|| text.strip_suffix(" from now"))
        .or_else(|| text.strip_suffix("之后"))
        .or_else(|| text.strip_suffix("以后"))
        .or_else(|| text.strip_suffix('后'))?;
    Some(rest.trim())
}

fn weekday(text: &str, today: Day) -> Option<Day> {
    let monday = {
        let since = u64::from(today.weekday().num_days_from_monday());
        today.checked_sub_days(Days::new(since))?
    };
    let named = |text: &str| day_name(text).or_else(|| day_name_zh(text));
    let in_week = |name: &str, weeks: u64| {
        let n = u64::try_from(named(name)?).ok()?;
        monday.checked_add_days(Days::new(weeks * 7 + n))
    };
    if let Some(name) = strip(text, &["next ", "下个", "下"]) {
        return in_week(name, 1);
    }
    if let Some(name) = strip(text, &["本", "这个", "这"]) {
        return in_week(name, 0);
    }
    let name = strip(text, &["this ", "on "]).unwrap_or(text);
    let wanted = u32::try_from(named(name)?).ok()?;
    today
        .iter_days()
        .take(7)
        .find(|d| d.weekday().num_days_from_monday() == wanted)
}

/// `2026-03-01`, `3/1`, `mar 1 2026`, 2026年3月1日.
fn date(text: &str, today: Day) -> Option<Day> {
    let bare = text.strip_suffix(['日', '号']).unwrap_or(text);
    let parts: Vec<&str> = bare.split(['-', '/', '.', '年', '月']).collect();
    let digits = |part: &&str| {
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())
    };
    if parts.iter().all(digits) {
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        match numbers.as_slice() {
            [year, month, day] if (1970..=2200).contains(year) => {
                return NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day);
            }
            [month, day] => return next_such(*month, *day, today),
            _ => return None,
        }
    }
    let text = text.replace(',', "");
    let (rest, year) = match text.rsplit_once(' ') {
        Some((rest, year)) if year.len() == 4 => (rest, year.parse::<i32>().ok()),
        _ => (text.as_str(), None),
    };
    let (month, day) = month_and_day(rest)?;
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => next_such(month, day, today),
    }
}

/// This day in this year or the first after it that has it.
fn next_such(month: u32, day: u32, today: Day) -> Option<Day> {
    (0..=8)
        .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
        .find(|found| *found >= today)
}

/// Reads a day as above with an optional time (`tomorrow 17:00`, 明天下午5点, 今晚8点), a time alone (today, or tomorrow if
/// it has passed), a length ahead (`+2h`, 2小时后), or RFC 3339. A day without a time is its start. `fri 17:00` on a Friday
/// evening is next week's.
pub fn read_when(text: &str, now: At, zone: Zone) -> Option<At> {
    if let Ok(exact) = DateTime::parse_from_rfc3339(text.trim()) {
        return Some(At(exact.timestamp_millis()));
    }
    let text = plain(text)?;
    let today = day_of(now, zone);
    if matches!(text.as_str(), "now" | "现在") {
        return Some(now);
    }
    if let Some(day) = day(&text, today) {
        return Some(moment(day, 0, zone));
    }
    if let Some(length) = from_now(&text).and_then(read_span) {
        return Some(now + length);
    }
    if let Some(minutes) = time_of_day(strip(&text, &["at ", "@"]).unwrap_or(&text), false) {
        let first = moment(today, minutes, zone);
        let later = || today.succ_opt().map(|day| moment(day, minutes, zone));
        return if first > now { Some(first) } else { later() };
    }
    if let Ok(local) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dt%H:%M") {
        let minutes = u16::try_from(local.hour() * 60 + local.minute()).ok()?;
        return Some(moment(local.date(), minutes, zone));
    }
    let (named, minutes) = cuts(&text).find_map(|(left, right)| {
        day_and_time(left, right, today).or_else(|| day_and_time(right, left, today))
    })?;
    let at = moment(named, minutes, zone);
    let is_weekday_today =
        named == today && cuts(&text).any(|(l, r)| bare_weekday(l) || bare_weekday(r));
    if is_weekday_today && at <= now {
        return Some(moment(named.checked_add_days(Days::new(7))?, minutes, zone));
    }
    Some(at)
}

fn bare_weekday(text: &str) -> bool {
    day_name(text).is_some() || day_name_zh(text).is_some()
}

/// A day and a time of day, the latter with or without `at`; 今晚8点 and 明早9点 say both in one.
fn day_and_time(left: &str, right: &str, today: Day) -> Option<(Day, u16)> {
    let right = right.trim_start_matches(',').trim_start();
    let left = left.trim_end_matches(',');
    let left = left.strip_suffix(" at").unwrap_or(left);
    let (right, bare) = match strip(right, &["at ", "@"]) {
        Some(rest) => (rest, true),
        None => (right, false),
    };
    let short = match left {
        "今" if right.starts_with(['早', '晚']) => Some(today),
        "明" if right.starts_with(['早', '晚']) => today.succ_opt(),
        _ => None,
    };
    let day = short.or_else(|| day(left, today))?;
    Some((day, time_of_day(right, bare)?))
}

/// Reads `90m`, `2h30m`, `1.5h`, `3d`, 2小时, 半小时, 一天, `45` (minutes). At most a year.
pub fn read_span(text: &str) -> Option<Span> {
    let plain = plain(text)?;
    let total = match number(&plain) {
        Some(minutes) if plain.bytes().all(|b| b.is_ascii_digit()) => {
            Span::minutes(i64::from(minutes)).0
        }
        _ => pieces(&plain)?,
    };
    (total > 0 && total <= Span::days(366).0).then_some(Span(total))
}

fn pieces(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut total = 0_i64;
    while !rest.is_empty() {
        let is_unit = |c: char| !c.is_ascii_digit() && c != '.' && c != ' ' && !is_figure(c);
        let (count, after) = rest.split_at_checked(rest.find(is_unit)?)?;
        let ends = |c: char| c.is_ascii_digit() || c == ' ' || c == ',' || is_figure(c);
        let (unit, after) = after.split_at_checked(after.find(ends).unwrap_or(after.len()))?;
        total = total.checked_add(in_millis(count.trim(), unit_of(unit)?)?)?;
        rest = after.trim_start_matches([' ', ',']);
        rest = rest.strip_prefix("and ").unwrap_or(rest);
    }
    Some(total)
}

fn is_figure(c: char) -> bool {
    "零〇一二两三四五六七八九十半".contains(c)
}

fn unit_of(text: &str) -> Option<Span> {
    Some(match text {
        "w" | "week" | "weeks" | "周" | "个星期" | "星期" | "个礼拜" => Span::days(7),
        "d" | "day" | "days" | "天" | "日" => Span::days(1),
        "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "个小时" | "钟头" | "个钟头" => {
            Span::hours(1)
        }
        "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => Span::minutes(1),
        "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" => Span::seconds(1),
        _ => return None,
    })
}

/// `2`, `1.5`, 两, 半 times a unit.
fn in_millis(count: &str, unit: Span) -> Option<i64> {
    if matches!(count, "半" | "half") {
        return Some(unit.0 / 2);
    }
    if let Some((whole, tenths)) = count.split_once('.') {
        let digits = u32::try_from(tenths.len())
            .ok()
            .filter(|n| (1..=3).contains(n))?;
        let part = i64::from(number(tenths).filter(|_| tenths.is_ascii())?);
        let whole = i64::from(number(whole)?).checked_mul(unit.0)?;
        return whole.checked_add(unit.0 * part / 10_i64.pow(digits));
    }
    i64::from(number(count)?).checked_mul(unit.0)
}

/// Reads `09:00-18:00`, `9-18`, `9am-6pm`, `9:30 to 18`, 9点到18点; the end is after the start, 24:00 at the latest.
pub fn read_hours(text: &str) -> Option<(u16, u16)> {
    let plain = plain(text)?;
    let plain = plain.replace(" to ", "-").replace(['至', '到', '~'], "-");
    let (from, to) = plain.split_once('-')?;
    let (from, to) = (time_of_day(from, true)?, time_of_day(to, true)?);
    (from < to).then_some((from, to))
}

/// The same, or hours that pass midnight: `22:00-07:00`. Both ends alike are no hours.
pub fn read_hours_of_night(text: &str) -> Option<(u16, u16)> {
    if let Some(of_day) = read_hours(text) {
        return Some(of_day);
    }
    let plain = text.replace(['–', '—', '～', '~', '至', '到'], "-");
    let (from, to) = plain.split_once('-')?;
    let from = read_hours(&format!("{from}-24:00"))?.0;
    let to = read_hours(&format!("0:00-{to}"))?.1;
    (from != to).then_some((from, to))
}

/// Reads `mon-fri`, `1-5` (1 is Monday), 周一至周五, `mon,wed,fri`, `weekdays`; Monday first.
pub fn read_week(text: &str) -> Option<[bool; 7]> {
    let plain = plain(text)?;
    if matches!(plain.as_str(), "daily" | "every day" | "all" | "每天") {
        return Some([true; 7]);
    }
    if !plain
        .chars()
        .all(|c| c.is_ascii_digit() || ",- ".contains(c))
    {
        return week(&plain);
    }
    let mut found = [false; 7];
    let tight = plain.replace(' ', "");
    for part in tight.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        if from > 7 || to > 7 {
            return None;
        }
        let to = if to < from { to + 7 } else { to };
        for day in from..=to {
            // 0 and 7 are Sunday, which stands last.
            *found.get_mut((day + 6) % 7)? = true;
        }
    }
    Some(found)
}
