//! Schedules in words, English and Chinese, turned into cron.
//!
//! A phrase is cut in two in every way that makes sense, one half being days and the other times; what neither half
//! knows is refused rather than guessed at.

use crate::calendar::text::{
    cuts, day_name, day_name_zh, month_and_day, number, ordinal, strip, times, week,
};

/// A schedule said in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Said {
    pub(super) cron: String,
    /// The times of day when they are no product of hours and minutes, so that cron would say too much; else empty.
    pub(super) times: Vec<u16>,
    /// Working days were meant, whichever those are.
    pub(super) working: bool,
}

/// The days of a schedule of working days.
const WORKING: &str = "* * 1-5";

/// Reads plain text; `None` when it is no such words (it may be cron).
pub(super) fn to_cron(text: &str) -> Option<Said> {
    let text = text.trim_end_matches(['.', '。']);
    if let Some(cron) = interval(text) {
        return Some(Said {
            cron,
            times: Vec::new(),
            working: false,
        });
    }
    cuts(text).find_map(|(left, right)| {
        let found = days(trim(left)).zip(times(right));
        let (days, times) =
            found.or_else(|| days(trim(right)).zip(times(left.trim_end_matches(','))))?;
        Some(with_times(&days, times))
    })
}

fn trim(days: &str) -> &str {
    let days = days.trim_end_matches([',', ':', '的']).trim();
    days.strip_suffix(" at").unwrap_or(days)
}

fn with_times(days: &str, times: Vec<u16>) -> Said {
    let listed = |part: fn(u16) -> u16| {
        let mut all: Vec<u16> = times.iter().map(|t| part(*t)).collect();
        all.sort_unstable();
        all.dedup();
        let all: Vec<String> = all.iter().map(u16::to_string).collect();
        (all.len(), all.join(","))
    };
    let (minutes, minute) = listed(|t| t % 60);
    let (hours, hour) = listed(|t| t / 60);
    let product = minutes * hours == times.len();
    // Only words give all of Monday to Friday as a range: lists of days are written out.
    Said {
        cron: format!("{minute} {hour} {days}"),
        times: if product { Vec::new() } else { times },
        working: days == WORKING,
    }
}

/// `every 15 minutes`, `hourly`, 每两小时. A step that does not divide the hour or the day is refused: it would be uneven.
fn interval(text: &str) -> Option<String> {
    if matches!(text, "hourly") {
        return Some("0 * * * *".to_owned());
    }
    let rest = strip(text, &["every ", "each ", "每隔", "每"])?.trim();
    if matches!(
        rest,
        "half hour" | "half an hour" | "半小时" | "半个小时" | "半个钟头"
    ) {
        return Some("*/30 * * * *".to_owned());
    }
    let (count, unit) = cuts(rest).find_map(|(count, unit)| {
        let count = match count {
            "" => 1,
            count => number(count)?,
        };
        Some((count, minutes_in(unit)?))
    })?;
    match count.checked_mul(unit)? {
        1 => Some("* * * * *".to_owned()),
        n @ 2..60 if 60 % n == 0 => Some(format!("*/{n} * * * *")),
        60 => Some("0 * * * *".to_owned()),
        1440 => Some("0 0 * * *".to_owned()),
        n if n > 60 && n % 60 == 0 && 1440 % n == 0 => Some(format!("0 */{} * * *", n / 60)),
        _ => None,
    }
}

fn minutes_in(unit: &str) -> Option<u32> {
    Some(match unit {
        "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 1,
        "h" | "hr" | "hrs" | "hour" | "hours" | "时" | "小时" | "个小时" | "钟头" | "个钟头" => {
            60
        }
        _ => return None,
    })
}

/// The last three cron fields.
fn days(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(stripped) = strip(
        rest,
        &[
            "every ",
            "each ",
            "on ",
            "the ",
            "weekly on ",
            "week on ",
            "每逢",
            "每个",
            "在",
        ],
    ) {
        rest = stripped.trim_start();
    }
    let bare = rest.strip_prefix('每').unwrap_or(rest);
    match bare {
        "day" | "days" | "daily" | "everyday" | "天" | "日" | "天天" => {
            return Some("* * *".to_owned());
        }
        "working day" | "working days" | "work day" | "work days" | "workday" | "workdays"
        | "business day" | "business days" | "weekday" | "weekdays" | "工作日" => {
            return Some(WORKING.to_owned());
        }
        _ => {}
    }
    // A range of weekdays names its days; only the words above mean working days.
    if let Some(week) = week(bare) {
        return Some(format!("* * {}", week_field(week)));
    }
    nth_weekday(bare)
        .or_else(|| in_month(bare))
        .or_else(|| in_year(bare))
}

fn week_field(week: [bool; 7]) -> String {
    if week == [true; 7] {
        return "*".to_owned();
    }
    // Monday is 1 and Sunday 7, which cron takes as well as 0.
    let days: Vec<String> = week
        .iter()
        .zip(1..)
        .filter(|(on, _)| **on)
        .map(|(_, day): (_, u8)| day.to_string())
        .collect();
    days.join(",")
}

/// `first monday of the month`, 每月最后一个周五.
fn nth_weekday(text: &str) -> Option<String> {
    let text = without_month(text).0;
    let zh = strip(text, &["最后一个", "最后1个", "首个", "第"]);
    if let Some(rest) = zh {
        if let Some(day) = day_name_zh(rest) {
            let n = if text.starts_with("首个") {
                "#1"
            } else {
                "l"
            };
            return (!text.starts_with('第')).then(|| format!("* * {}{n}", day + 1));
        }
        let (n, day) = rest.split_once('个')?;
        let n = number(n).filter(|n| (1..=5).contains(n))?;
        return Some(format!("* * {}#{n}", day_name_zh(day)? + 1));
    }
    let (n, day) = text.split_once(' ')?;
    let day = day_name(day)? + 1;
    if n == "last" {
        return Some(format!("* * {day}l"));
    }
    let n = match n {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        n if number(n).is_none() => ordinal(n).filter(|n| (1..=5).contains(n))?,
        _ => return None,
    };
    Some(format!("* * {day}#{n}"))
}

/// What is left when "of the month" and its like are taken away, and whether any was there.
fn without_month(text: &str) -> (&str, bool) {
    const ENDS: [&str; 5] = [
        " of the month",
        " of each month",
        " of every month",
        " of month",
        " monthly",
    ];
    const BEGINNINGS: [&str; 7] = [
        "monthly",
        "month's ",
        "month",
        "每个月的",
        "个月",
        "月的",
        "月",
    ];
    let mut found = false;
    let mut rest = text;
    if let Some(stripped) = ENDS.iter().find_map(|end| rest.strip_suffix(end)) {
        (rest, found) = (stripped, true);
    }
    if let Some(stripped) = strip(rest, &BEGINNINGS) {
        (rest, found) = (stripped.trim_start(), true);
    }
    while let Some(stripped) = strip(rest, &["on ", "the ", "day ", "的"]) {
        rest = stripped.trim_start();
    }
    (rest, found)
}

/// `monthly on the 1st and 15th`, `last day of the month`, 每月1日和15日.
fn in_month(text: &str) -> Option<String> {
    let (rest, named) = without_month(text);
    if matches!(rest, "last day" | "最后一天" | "最后1天") && named
        || matches!(text, "month end" | "end of month" | "月末" | "月底")
    {
        return Some("l * *".to_owned());
    }
    let rest = rest.replace(" and ", ",");
    let mut days = Vec::new();
    for piece in rest.split([',', '&', '和', '及', '与']) {
        let piece = strip(piece.trim(), &["and ", "the "]).unwrap_or(piece.trim());
        // Without a month a bare number is no day, but "the 1st" and 最后一天 cannot be anything else.
        let bare = piece.strip_suffix(['日', '号', '天']).unwrap_or(piece);
        let day = ordinal(bare).or_else(|| number(bare))?;
        if !(1..=31).contains(&day) || !named && bare.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if !named && !bare.is_ascii() {
            return None;
        }
        days.push(day.to_string());
    }
    Some(format!("{} * *", days.join(",")))
}

/// `yearly on march 1`, `quarterly`, 每年3月1日.
fn in_year(text: &str) -> Option<String> {
    if matches!(
        text,
        "quarterly" | "quarter" | "季度" | "季度第一天" | "季度首日"
    ) {
        return Some("1 1,4,7,10 *".to_owned());
    }
    let rest = strip(text, &["yearly", "annually", "year", "年的", "年"])?.trim_start();
    let rest = rest.strip_prefix("on ").unwrap_or(rest);
    let (month, day) = month_and_day(rest)?;
    Some(format!("{day} {month} *"))
}
