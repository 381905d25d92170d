//! The small vocabulary that all readers here share: full-width text made plain, numbers, times of day, days of the week.
//!
//! Everything takes text that [`plain`] has already gone over, and answers `None` for what it does not know.

use chrono::NaiveDate;

/// Longer than this is no schedule, day or duration.
pub(super) const LONGEST: usize = 200;

/// Lower case, full-width forms as ASCII, one blank between words; `None` when there is nothing, or far too much, to read.
pub(super) fn plain(text: &str) -> Option<String> {
    if text.len() > LONGEST * 4 {
        return None;
    }
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '、' => ',',
            '‐' | '\u{2011}' | '–' | '—' | '−' | '〜' => '-',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = narrow.split_whitespace().collect();
    let joined = words.join(" ");
    (!joined.is_empty() && joined.chars().count() <= LONGEST).then_some(joined)
}

/// Without the first of these beginnings that fits.
pub(super) fn strip<'a>(text: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings
        .iter()
        .find_map(|beginning| text.strip_prefix(beginning))
}

/// Every way of cutting a text in two that does not cut a number or an English word, shortest beginning first.
pub(super) fn cuts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.filter_map(move |at| text.split_at_checked(at))
        .filter(|(left, right)| {
            let (before, after) = (left.chars().next_back(), right.chars().next());
            let both = |is: fn(&char) -> bool| {
                before.as_ref().is_some_and(is) && after.as_ref().is_some_and(is)
            };
            !both(char::is_ascii_digit) && !both(char::is_ascii_alphabetic)
        })
        .map(|(left, right)| (left.trim(), right.trim()))
}

fn figure(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// `15`, `十五`, `两`, `two`: whole numbers that people write; Chinese ones below a hundred.
pub(super) fn number(text: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if text.len() <= 9 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    if let Some(n) = WORDS.iter().position(|word| *word == text) {
        return u32::try_from(n).ok();
    }
    if matches!(text, "a" | "an") {
        return Some(1);
    }
    let mut chars = text.chars();
    if let Some((tens, units)) = text.split_once('十') {
        let tens = if tens.is_empty() {
            1
        } else {
            number(tens).filter(|n| (1..10).contains(n))?
        };
        let units = if units.is_empty() {
            0
        } else {
            number(units).filter(|n| (1..10).contains(n))?
        };
        return Some(tens * 10 + units);
    }
    match (chars.next(), chars.next()) {
        (Some(c), None) => figure(c),
        _ => None,
    }
}

/// The part of the day that a Chinese time of day begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Night,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

const PARTS: &[(&str, Part)] = &[
    ("凌晨", Part::Night),
    ("上午", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("清晨", Part::Morning),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("午后", Part::Afternoon),
    ("傍晚", Part::Evening),
    ("晚上", Part::Evening),
    ("夜里", Part::Evening),
    ("早", Part::Morning),
    ("晚", Part::Evening),
];

fn part_of(text: &str) -> (Option<Part>, &str) {
    PARTS
        .iter()
        .find_map(|(word, part)| text.strip_prefix(word).map(|rest| (Some(*part), rest)))
        .unwrap_or((None, text))
}

/// `9:30`, `9点半`, `9点`, and with `bare` also `9`: hour and minute as written.
fn hour_and_minute(text: &str, bare: bool) -> Option<(u32, u32)> {
    let two_digits = |m: &str| m.len() == 2;
    if let Some((hour, minute)) = text.split_once(':') {
        return Some((
            number(hour)?,
            number(minute).filter(|_| two_digits(minute))?,
        ));
    }
    if let Some((hour, rest)) = text.split_once(['点', '时']) {
        let rest = rest.strip_suffix('分').unwrap_or(rest);
        let minute = match rest.trim() {
            "" | "整" | "钟" => 0,
            "半" => 30,
            "一刻" => 15,
            "三刻" => 45,
            minute => number(minute.strip_prefix(['零', '〇']).unwrap_or(minute))?,
        };
        return Some((number(hour.trim())?, minute));
    }
    if bare {
        return Some((number(text)?, 0));
    }
    None
}

/// A time of day in minutes after midnight, at most 1440 (`24:00`). `bare` says whether `9` alone is one.
pub(super) fn time_of_day(text: &str, bare: bool) -> Option<u16> {
    time_with_part(text, bare, None).map(|(minutes, _)| minutes)
}

fn time_with_part(text: &str, bare: bool, inherited: Option<Part>) -> Option<(u16, Option<Part>)> {
    let text = text.trim();
    match text {
        "noon" | "midday" | "正午" | "中午" => return Some((720, None)),
        "midnight" | "午夜" => return Some((0, None)),
        _ => {}
    }
    let (own, rest) = part_of(text);
    let part = own.or(inherited);
    let half = [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)]
        .iter()
        .find_map(|(word, late)| rest.strip_suffix(word).map(|rest| (rest.trim(), *late)));
    let (mut hour, minute) = match half {
        Some((rest, _)) => hour_and_minute(rest, true)?,
        None => hour_and_minute(rest.trim(), bare)?,
    };
    if let Some((_, late)) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if late { 12 } else { 0 };
    } else {
        hour = match (part, hour) {
            (Some(Part::Night), 12) => 0,
            (Some(Part::Evening), 0 | 12) => 24,
            (Some(Part::Afternoon | Part::Evening), 1..=11) | (Some(Part::Noon), 1..=3) => {
                hour + 12
            }
            (_, hour) => hour,
        };
    }
    let minutes = hour.checked_mul(60)?.checked_add(minute)?;
    if minute > 59 || minutes > 1440 {
        return None;
    }
    Some((u16::try_from(minutes).ok()?, part))
}

/// One or more times of day, sorted: `9:30`, `at 9 and 17`, `上午9点和下午5点`. `24:00` is not among them.
pub(super) fn times(text: &str) -> Option<Vec<u16>> {
    let (bare, text) = match strip(text, &["at ", "@ ", "@"]) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let text = text.replace(" and ", ",");
    let mut found = Vec::new();
    let mut part = None;
    for piece in text.split([',', '&', '和', '及', '与']) {
        let piece = piece.trim();
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        // 下午2点和4点: the part of the day holds for what follows.
        let (minutes, said) = time_with_part(piece, bare, part)?;
        part = said;
        found.push(minutes);
    }
    found.sort_unstable();
    found.dedup();
    (!found.is_empty() && found.iter().all(|m| *m < 1440)).then_some(found)
}

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn begun<const N: usize>(names: &[&str; N], text: &str) -> Option<usize> {
    if text.len() < 3 {
        return None;
    }
    names.iter().position(|name| name.starts_with(text))
}

/// `mon`, `tues`, `fridays`: 0 is Monday.
pub(super) fn day_name(text: &str) -> Option<usize> {
    begun(&DAYS, text).or_else(|| begun(&DAYS, text.strip_suffix('s')?))
}

/// `jan`, `sept`, `march`: 1 is January.
pub(super) fn month_name(text: &str) -> Option<u32> {
    let text = text.strip_suffix('.').unwrap_or(text);
    u32::try_from(begun(&MONTHS, text)? + 1).ok()
}

/// The day of the week a Chinese figure stands for: 0 is Monday.
fn day_figure(c: char) -> Option<usize> {
    match c {
        '日' | '天' => Some(6),
        '1'..='7' => usize::try_from(u32::from(c) - u32::from('1')).ok(),
        c => match figure(c)? {
            n @ 1..=6 => usize::try_from(n - 1).ok(),
            7 => Some(6),
            _ => None,
        },
    }
}

/// 周五, 星期日, 礼拜天: 0 is Monday.
pub(super) fn day_name_zh(text: &str) -> Option<usize> {
    let rest = strip(text, &["周", "星期", "礼拜"])?;
    let mut chars = rest.chars();
    let day = day_figure(chars.next()?)?;
    chars.next().is_none().then_some(day)
}

fn mark(week: &mut [bool; 7], from: usize, to: usize) {
    let mut day = from;
    loop {
        if let Some(place) = week.get_mut(day) {
            *place = true;
        }
        if day == to {
            return;
        }
        day = (day + 1) % 7;
    }
}

/// Days of the week in either language, as a list or a range; Monday first.
pub(super) fn week(text: &str) -> Option<[bool; 7]> {
    week_zh(text).or_else(|| week_en(text))
}

fn week_zh(text: &str) -> Option<[bool; 7]> {
    if matches!(text, "工作日") {
        return Some([true, true, true, true, true, false, false]);
    }
    if matches!(text, "周末" | "双休日") {
        return Some([false, false, false, false, false, true, true]);
    }
    let mut rest = text;
    let mut named = false;
    let mut week = [false; 7];
    let (mut last, mut range) = (None, false);
    while !rest.is_empty() {
        if let Some(after) = strip(rest, &["周末"]) {
            mark(&mut week, 5, 6);
            (rest, named, last) = (after, true, None);
            continue;
        }
        if let Some(after) = strip(rest, &["每周", "周", "星期", "礼拜"]) {
            (rest, named) = (after, true);
            continue;
        }
        let mut chars = rest.chars();
        let c = chars.next()?;
        rest = chars.as_str();
        match c {
            '至' | '到' | '-' | '~' => {
                last?;
                range = true;
            }
            ',' | '和' | '与' | '及' | ' ' | '/' => {}
            c => {
                let day = day_figure(c).filter(|_| named)?;
                let from = if range { last? } else { day };
                mark(&mut week, from, day);
                (last, range) = (Some(day), false);
            }
        }
    }
    (named && !range && week.contains(&true)).then_some(week)
}

fn week_en(text: &str) -> Option<[bool; 7]> {
    let mut text = text.to_owned();
    for word in [
        " through ",
        " thru ",
        " until ",
        " till ",
        " to ",
        " - ",
        "~",
    ] {
        text = text.replace(word, "-");
    }
    let mut week = [false; 7];
    for item in text.split([',', '/', '&', '+', ' ']) {
        match item {
            "" | "and" | "on" | "every" => continue,
            "weekday" | "weekdays" | "workdays" => mark(&mut week, 0, 4),
            "weekend" | "weekends" => mark(&mut week, 5, 6),
            item => match item.split_once('-') {
                Some((from, to)) => mark(&mut week, day_name(from)?, day_name(to)?),
                None => {
                    let day = day_name(item)?;
                    mark(&mut week, day, day);
                }
            },
        }
    }
    week.contains(&true).then_some(week)
}

/// A day in some year: `march 1`, `1 mar`, `mar 1st`, 3月1日. Month and day, checked against a leap year.
pub(super) fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let pair = if let Some((month, day)) = text.split_once('月') {
        let day = day.strip_suffix(['日', '号']).unwrap_or(day);
        (number(month.trim())?, number(day.trim())?)
    } else {
        let (left, right) = text.split_once(' ')?;
        match month_name(left) {
            Some(month) => (month, ordinal(right)?),
            None => {
                let right = right.strip_prefix("of ").unwrap_or(right);
                (month_name(right)?, ordinal(left)?)
            }
        }
    };
    NaiveDate::from_ymd_opt(2024, pair.0, pair.1).map(|_| pair)
}

/// `1`, `1st`, `22nd`.
pub(super) fn ordinal(text: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    number(bare).filter(|_| bare.starts_with(|c: char| c.is_ascii_digit()))
}
