//! Time zones by the names people use.

use chrono_tz::TZ_VARIANTS;

use crate::calendar::{Zone, words};

/// Cities that have no zone of their own name, and Chinese names.
const CITIES: &[(&str, &str)] = &[
    ("beijing", "Asia/Shanghai"),
    ("shenzhen", "Asia/Shanghai"),
    ("guangzhou", "Asia/Shanghai"),
    ("hangzhou", "Asia/Shanghai"),
    ("北京", "Asia/Shanghai"),
    ("上海", "Asia/Shanghai"),
    ("深圳", "Asia/Shanghai"),
    ("广州", "Asia/Shanghai"),
    ("杭州", "Asia/Shanghai"),
    ("成都", "Asia/Shanghai"),
    ("武汉", "Asia/Shanghai"),
    ("中国", "Asia/Shanghai"),
    ("乌鲁木齐", "Asia/Urumqi"),
    ("香港", "Asia/Hong_Kong"),
    ("澳门", "Asia/Macau"),
    ("台北", "Asia/Taipei"),
    ("新加坡", "Asia/Singapore"),
    ("东京", "Asia/Tokyo"),
    ("首尔", "Asia/Seoul"),
    ("曼谷", "Asia/Bangkok"),
    ("迪拜", "Asia/Dubai"),
    ("悉尼", "Australia/Sydney"),
    ("伦敦", "Europe/London"),
    ("巴黎", "Europe/Paris"),
    ("柏林", "Europe/Berlin"),
    ("莫斯科", "Europe/Moscow"),
    ("纽约", "America/New_York"),
    ("洛杉矶", "America/Los_Angeles"),
    ("旧金山", "America/Los_Angeles"),
    ("温哥华", "America/Vancouver"),
    ("多伦多", "America/Toronto"),
    ("san francisco", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"),
    ("boston", "America/New_York"),
    ("washington", "America/New_York"),
    ("mumbai", "Asia/Kolkata"),
    ("bangalore", "Asia/Kolkata"),
    ("munich", "Europe/Berlin"),
];

/// Reads an IANA zone name, whatever its case, a city of its own (`tokyo`) or a known one (`上海`, `beijing`).
/// Offsets such as `UTC+8` are none: they know nothing of daylight saving.
pub fn read_zone(text: &str) -> Option<Zone> {
    let wanted = words::plain(text).replace(' ', "_");
    if wanted.is_empty() {
        return None;
    }
    let by_name = TZ_VARIANTS
        .iter()
        .find(|z| z.name().eq_ignore_ascii_case(&wanted));
    let by_city = || {
        CITIES
            .iter()
            .find(|(city, _)| city.replace(' ', "_") == wanted)
            .and_then(|(_, zone)| zone.parse().ok())
    };
    let by_end = || {
        let end = |z: &&Zone| {
            z.name()
                .rsplit('/')
                .next()
                .is_some_and(|city| city.eq_ignore_ascii_case(&wanted))
        };
        TZ_VARIANTS
            .iter()
            .filter(|z| z.name().contains('/'))
            .find(end)
    };
    by_name
        .copied()
        .or_else(by_city)
        .or_else(|| by_end().copied())
}

/// Zones for autocompletion, best match first, at most `most`: names that begin with the text, then cities, then any part.
pub fn zones_like(text: &str, most: usize) -> Vec<&'static str> {
    let wanted = words::plain(text).replace(' ', "_");
    let known = CITIES
        .iter()
        .filter(|(city, _)| !wanted.is_empty() && city.replace(' ', "_").starts_with(&wanted));
    let mut found: Vec<(u8, &'static str)> = known.map(|(_, zone)| (0, *zone)).collect();
    for name in TZ_VARIANTS.iter().map(|z| z.name()) {
        let lower = name.to_lowercase();
        let city = lower.rsplit('/').next().unwrap_or(&lower);
        let rank = if wanted.is_empty() {
            if USUAL.contains(&name) { 0 } else { continue }
        } else if city.starts_with(&wanted) {
            1
        } else if lower.starts_with(&wanted) {
            2
        } else if lower.contains(&wanted) {
            3
        } else {
            continue;
        };
        found.push((rank, name));
    }
    found.sort();
    let mut names: Vec<&'static str> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(most);
    names
}

/// Offered before anything is typed.
const USUAL: &[&str] = &[
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
];
