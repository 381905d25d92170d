//! Lengths of turns and times of handoffs as people type them, in English and Chinese.

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::text::{
    cuts, day_name, day_name_zh, number, ordinal, plain, strip, time_of_day,
};
use crate::calendar::turns::{Length, Unit};
use crate::calendar::{Day, Zone, day_of, moment};
use crate::clock::At;

/// When turns are handed over: a local time, on days that fit the length of a turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handoff {
    pub on: On,
    /// Minutes after midnight.
    pub at: u16,
}

/// The days of a handoff.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
    /// None was said: the length alone decides.
    Any,
    /// 0 is Monday.
    Weekday(u8),
    /// 1 to 31; the last day of a shorter month.
    MonthDay(u8),
    /// The first handoff is on this day.
    Date(Day),
}

/// Reads `day`, `weekly`, `2 weeks`, `every month`, `12h`, 天, 每周, 两周, 3个月, 12小时. At most a year.
pub fn read_length(text: &str) -> Option<Length> {
    let plain = plain(text)?;
    let said = match plain.as_str() {
        "hourly" => Some((1, Unit::Hour)),
        "daily" => Some((1, Unit::Day)),
        "weekly" => Some((1, Unit::Week)),
        "fortnight" | "fortnightly" | "biweekly" | "隔周" => Some((2, Unit::Week)),
        "monthly" => Some((1, Unit::Month)),
        "quarter" | "quarterly" | "季度" | "每季度" => Some((3, Unit::Month)),
        _ => None,
    };
    if let Some((count, unit)) = said {
        return Length::new(count, unit);
    }
    let rest = strip(&plain, &["every ", "each ", "每"])
        .unwrap_or(&plain)
        .trim();
    cuts(rest).find_map(|(count, unit)| {
        let unit = match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "个小时" | "钟头" | "个钟头" => {
                Unit::Hour
            }
            "d" | "day" | "days" | "天" | "日" => Unit::Day,
            "w" | "wk" | "week" | "weeks" | "周" | "个周" | "星期" | "个星期" | "礼拜"
            | "个礼拜" => Unit::Week,
            "mo" | "month" | "months" | "月" | "个月" => Unit::Month,
            _ => return None,
        };
        let count = if count.is_empty() { 1 } else { number(count)? };
        Length::new(count, unit)
    })
}

/// Reads `09:00`, `mon 09:00`, `1st 09:00`, `2026-01-31 09:00`, 周一 09:00, 每月1号 上午9点.
pub fn read_handoff(text: &str) -> Option<Handoff> {
    let plain = plain(text)?;
    let timed = |text: &str| {
        let said = strip(text, &["at ", "@ ", "@"]);
        let at = time_of_day(said.unwrap_or(text), said.is_some())?;
        // 24:00 is the day after, which is not what was named.
        (at < 24 * 60).then_some(at)
    };
    if let Some(at) = timed(&plain) {
        return Some(Handoff { on: On::Any, at });
    }
    cuts(&plain).find_map(|(left, right)| {
        let on = |text: &str| days(text.trim_end_matches(',').trim_end());
        let (on, at) = on(left)
            .zip(timed(right))
            .or_else(|| on(right).zip(timed(left)))?;
        Some(Handoff { on, at })
    })
}

fn days(text: &str) -> Option<On> {
    let text = text.strip_suffix(" at").unwrap_or(text);
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        let planned = (1970..=2200).contains(&date.year());
        return planned.then_some(On::Date(date));
    }
    let text = strip(text, &["every ", "each ", "on ", "the "]).unwrap_or(text);
    let week = text.strip_prefix('每').unwrap_or(text);
    if let Some(day) = day_name(week).or_else(|| day_name_zh(week)) {
        return u8::try_from(day).ok().map(On::Weekday);
    }
    month_day(text).map(On::MonthDay)
}

/// `1st`, `the 31st`, `last day`, 1号, 每月15日, 月底.
fn month_day(text: &str) -> Option<u8> {
    let text = ["of the month", "of each month", "of every month"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
        .trim();
    let bare = strip(text, &["每个月", "每月"]).unwrap_or(text).trim();
    if matches!(
        bare,
        "last day" | "last" | "month end" | "月底" | "月末" | "最后一天" | "底"
    ) {
        return Some(31);
    }
    let day = match bare.strip_suffix(['日', '号']) {
        Some(day) => number(day.trim())?,
        // A bare number next to a time would be guessed at.
        None if bare.ends_with(|c: char| c.is_ascii_digit()) => return None,
        None => ordinal(bare)?,
    };
    let day = u8::try_from(day).ok()?;
    (1..=31).contains(&day).then_some(day)
}

impl Handoff {
    /// Turns of this length can be handed over so: a week has no 1st, a month no Monday.
    pub fn fits(&self, length: Length) -> bool {
        match self.on {
            On::Any | On::Date(_) => true,
            On::Weekday(_) => match length.unit() {
                Unit::Week => true,
                Unit::Day => length.count().is_multiple_of(7),
                Unit::Hour => length.count().is_multiple_of(7 * 24),
                Unit::Month => false,
            },
            On::MonthDay(_) => length.unit() == Unit::Month,
        }
    }

    /// The day to count turns from: the named date, or else the last such day whose handoff is not after `now`, so that
    /// somebody is there at once. A day that only longer months have is looked for in those.
    pub fn first(&self, now: At, zone: Zone) -> Option<Day> {
        if let On::Date(day) = self.on {
            return Some(day);
        }
        let allowed = |day: Day| match self.on {
            On::Weekday(wanted) => day.weekday().num_days_from_monday() == u32::from(wanted),
            On::MonthDay(wanted) => day.day() == u32::from(wanted),
            On::Any | On::Date(_) => true,
        };
        let mut day = day_of(now, zone).checked_add_days(Days::new(1))?;
        // The 31st is at most two months back.
        for _ in 0..70 {
            if allowed(day) && moment(day, self.at, zone) <= now {
                return Some(day);
            }
            day = day.pred_opt()?;
        }
        None
    }
}
