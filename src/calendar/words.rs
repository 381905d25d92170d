//! Schedules and times in words, English and Chinese, turned into cron fields.

use std::sync::LazyLock;

use regex::Regex;

/// A schedule said in words.
pub(super) struct Said {
    pub(super) cron: String,
    /// Working days were meant, whichever those are.
    pub(super) working: bool,
}

/// Lower case, half-width, single spaces: what people type on any keyboard, in one form.
pub(super) fn plain(text: &str) -> String {
    let half = text.chars().map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\t' | '\n' | '\r' => ' ',
        '、' => ',',
        '—' | '–' | '~' | '〜' => '-',
        _ => c,
    });
    let text: String = half.collect::<String>().to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(凌晨|早上|上午|中午|下午|傍晚|晚上|晚)? ?(\d{1,2}|[一二两三四五六七八九十]{1,3}) ?(?:[:点时] ?(半|\d{1,2})?)? ?分? ?(am|pm|a\.m\.|p\.m\.)?$";
    Regex::new(pattern).expect("a fixed pattern")
});

/// Minutes after midnight: `09:30`, `9am`, `9:30 pm`, `noon`, `上午9点半`, `下午6点`.
pub(super) fn time(text: &str) -> Option<u16> {
    let text = text.trim();
    match text {
        "noon" | "midday" | "中午" => return Some(12 * 60),
        "midnight" | "午夜" => return Some(0),
        _ => {}
    }
    let parts = TIME.captures(text)?;
    let bare = text.chars().all(|c| c.is_ascii_digit());
    if bare {
        return None;
    }
    let hour = number(parts.get(2)?.as_str())?;
    let minute = match parts.get(3).map(|m| m.as_str()) {
        Some("半") => 30,
        Some(digits) => digits.parse().ok()?,
        None => 0,
    };
    let half = parts.get(4).map(|m| m.as_str().replace('.', ""));
    let hour = match (parts.get(1).map(|m| m.as_str()), half.as_deref()) {
        (Some(_), Some(_)) => return None,
        (_, Some("am")) if (1..=12).contains(&hour) => hour % 12,
        (_, Some("pm")) if (1..=12).contains(&hour) => hour % 12 + 12,
        (_, Some(_)) => return None,
        (Some("下午" | "傍晚" | "晚上" | "晚"), None) if (1..=11).contains(&hour) => {
            hour + 12
        }
        (Some("中午"), None) if (1..=2).contains(&hour) => hour + 12,
        (Some("凌晨"), None) if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// `9`, `九`, `十二`, `二十`, `两`.
pub(super) fn number(text: &str) -> Option<u16> {
    if let Ok(n) = text.parse() {
        return Some(n);
    }
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|d| d == if c == '两' { '二' } else { c })
    };
    let digit = |c: char| digit(c).and_then(|d| u16::try_from(d).ok());
    match text.chars().collect::<Vec<_>>().as_slice() {
        ['十'] => Some(10),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(digit(*ten)? * 10),
        [ten, '十', one] => Some(digit(*ten)? * 10 + digit(*one)?),
        [one] => digit(*one),
        _ => None,
    }
}

/// Reads words; `None` when they are none (it may be cron).
pub(super) fn to_cron(text: &str) -> Option<Said> {
    let text = text.trim_end_matches('.');
    interval(text)
        .or_else(|| monthly(text))
        .or_else(|| weekly(text))
}

fn said(cron: String) -> Option<Said> {
    Some(Said {
        cron,
        working: false,
    })
}

static INTERVAL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:every|each) ?(\d{1,3})? ?(minutes?|mins?|m|hours?|hrs?|h)$|^每隔? ?(\d{1,3}|[一二两三四五六七八九十]{1,3})? ?个? ?(分钟|小时|钟头)$";
    Regex::new(pattern).expect("a fixed pattern")
});

fn interval(text: &str) -> Option<Said> {
    if text == "hourly" {
        return said("0 * * * *".into());
    }
    let parts = INTERVAL.captures(text)?;
    let every = parts
        .get(1)
        .or(parts.get(3))
        .map_or(Some(1), |n| number(n.as_str()))?;
    let unit = parts.get(2).or(parts.get(4))?.as_str();
    let minutes = unit.starts_with('m') || unit == "分钟";
    match (every, minutes) {
        (1, true) => said("* * * * *".into()),
        (1, false) => said("0 * * * *".into()),
        // Only what divides the hour or the day comes at even distances; 45 minutes would not.
        (n, true) if n > 0 && 60 % n == 0 && n < 60 => said(format!("*/{n} * * * *")),
        (60, true) => said("0 * * * *".into()),
        (n, true) if n > 60 && n % 60 == 0 && 1440 % n == 0 && n < 1440 => {
            said(format!("0 */{} * * *", n / 60))
        }
        (n, false) if n > 0 && 24 % n == 0 && n < 24 => said(format!("0 */{n} * * *")),
        (24, false) => said("0 0 * * *".into()),
        _ => None,
    }
}

fn at(minutes: u16) -> String {
    format!("{} {}", minutes % 60, minutes / 60)
}

static MONTH_EN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:monthly |every month )?(?:on )?(?:the )?(?:(\d{1,2})(?:st|nd|rd|th)|(last) day|(first|1st|second|2nd|third|3rd|fourth|4th|last) (sun|mon|tue|wed|thu|fri|sat)[a-z]*)(?: of (?:the|every|each) month)?,? (?:at )?(.+)$";
    Regex::new(pattern).expect("a fixed pattern")
});
static MONTH_ZH: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^每个?月(?:的)? ?(?:(\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]|(最后)一[天日]|(第一|第二|第三|第四|最后一)个?(?:周|星期|礼拜)([一二三四五六日天])) ?(.+)$";
    Regex::new(pattern).expect("a fixed pattern")
});

fn monthly(text: &str) -> Option<Said> {
    let parts = MONTH_EN
        .captures(text)
        .or_else(|| MONTH_ZH.captures(text))?;
    let time = at(time(parts.get(5)?.as_str())?);
    if let Some(day) = parts.get(1) {
        let day = number(day.as_str()).filter(|d| (1..=31).contains(d))?;
        return said(format!("{time} {day} * *"));
    }
    if parts.get(2).is_some() {
        return said(format!("{time} L * *"));
    }
    let day = weekday(parts.get(4)?.as_str())?;
    let which = match parts.get(3)?.as_str() {
        "first" | "1st" | "第一" => "#1",
        "second" | "2nd" | "第二" => "#2",
        "third" | "3rd" | "第三" => "#3",
        "fourth" | "4th" | "第四" => "#4",
        _ => "L",
    };
    said(format!("{time} * * {day}{which}"))
}

/// 0 = Sunday.
pub(super) fn weekday(text: &str) -> Option<u16> {
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    let signs = ["日", "一", "二", "三", "四", "五", "六"];
    let text = ["周", "星期", "礼拜"]
        .iter()
        .fold(text, |t, prefix| t.strip_prefix(prefix).unwrap_or(t));
    let known = text == "天";
    let found = names
        .iter()
        .position(|n| text == *n || (text.starts_with(n) && is_day_name(text)));
    let found = found
        .or_else(|| signs.iter().position(|s| *s == text))
        .or(known.then_some(0));
    found.and_then(|n| u16::try_from(n).ok())
}

fn is_day_name(text: &str) -> bool {
    let whole = [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "tues",
        "weds",
        "thur",
        "thurs",
    ];
    let text = text
        .strip_suffix('s')
        .filter(|t| t.len() > 5)
        .unwrap_or(text);
    whole.contains(&text)
}

/// Which days of the week, as a cron field: `mon-fri`, `mondays and thursdays`, `一三五`, `周一至周五`.
pub(super) fn days(text: &str) -> Option<String> {
    let text = text
        .replace(" and ", ",")
        .replace(['&', '和', '及'], ",")
        .replace(" to ", "-")
        .replace(['至', '到'], "-");
    let mut found = Vec::new();
    for part in text.split([',', ' ']).filter(|p| !p.is_empty()) {
        let stripped = ["周", "星期", "礼拜"]
            .iter()
            .fold(part, |t, prefix| t.strip_prefix(prefix).unwrap_or(t));
        if let Some((from, to)) = part.split_once('-') {
            found.push(format!("{}-{}", weekday(from)?, weekday(to)?));
        } else if let Some(day) = weekday(part) {
            found.push(day.to_string());
        } else {
            // 一三五: each sign a day.
            let each: Option<Vec<String>> = stripped
                .chars()
                .map(|c| weekday(&c.to_string()).map(|d| d.to_string()))
                .collect();
            found.extend(each.filter(|e| !e.is_empty())?);
        }
    }
    (!found.is_empty()).then(|| found.join(","))
}

fn weekly(text: &str) -> Option<Said> {
    let text = ["every ", "each ", "on "]
        .iter()
        .fold(text, |t, prefix| t.strip_prefix(prefix).unwrap_or(t));
    // The day part is as long as the rest still is a time: days never end in something that reads as one.
    let split = text.char_indices().map(|(i, _)| i).skip(1).find_map(|i| {
        let (day, rest) = (text.get(..i)?, text.get(i..)?);
        let rest = rest
            .trim_start()
            .trim_start_matches("at ")
            .trim_start_matches(',');
        Some((day_field(day.trim())?, time(rest)?))
    });
    let ((field, working), minutes) = split?;
    Some(Said {
        cron: format!("{} * * {field}", at(minutes)),
        working,
    })
}

/// A day part as a cron field, and whether working days were meant.
fn day_field(text: &str) -> Option<(String, bool)> {
    let text = text
        .trim_end_matches([',', ' '])
        .trim_end_matches(" at")
        .trim_end_matches('的');
    let text = text
        .strip_prefix("每个")
        .or_else(|| text.strip_prefix('每'))
        .unwrap_or(text);
    match text {
        "weekdays" | "weekday" | "workdays" | "workday" | "working days" | "working day"
        | "business days" | "business day" | "工作日" => Some(("1-5".into(), true)),
        "weekends" | "weekend" | "周末" => Some(("6,0".into(), false)),
        "daily" | "day" | "everyday" | "days" | "天" | "日" => Some(("*".into(), false)),
        _ => days(text).map(|field| (field, false)),
    }
}
