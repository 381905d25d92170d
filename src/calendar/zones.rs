//! Time zones as people name them: IANA names in any case, cities, and the Chinese names of places.

use chrono_tz::TZ_VARIANTS;

use crate::calendar::Zone;
use crate::calendar::text::plain;

/// Names that IANA does not know, lower case, and the zone people mean by them.
const PLACES: &[(&str, &str)] = &[
    ("北京", "Asia/Shanghai"),
    ("上海", "Asia/Shanghai"),
    ("广州", "Asia/Shanghai"),
    ("深圳", "Asia/Shanghai"),
    ("杭州", "Asia/Shanghai"),
    ("成都", "Asia/Shanghai"),
    ("南京", "Asia/Shanghai"),
    ("武汉", "Asia/Shanghai"),
    ("西安", "Asia/Shanghai"),
    ("重庆", "Asia/Shanghai"),
    ("天津", "Asia/Shanghai"),
    ("苏州", "Asia/Shanghai"),
    ("厦门", "Asia/Shanghai"),
    ("青岛", "Asia/Shanghai"),
    ("中国", "Asia/Shanghai"),
    ("beijing", "Asia/Shanghai"),
    ("peking", "Asia/Shanghai"),
    ("guangzhou", "Asia/Shanghai"),
    ("shenzhen", "Asia/Shanghai"),
    ("hangzhou", "Asia/Shanghai"),
    ("chengdu", "Asia/Shanghai"),
    ("nanjing", "Asia/Shanghai"),
    ("wuhan", "Asia/Shanghai"),
    ("xian", "Asia/Shanghai"),
    ("tianjin", "Asia/Shanghai"),
    ("china", "Asia/Shanghai"),
    ("乌鲁木齐", "Asia/Urumqi"),
    ("香港", "Asia/Hong_Kong"),
    ("澳门", "Asia/Macau"),
    ("台北", "Asia/Taipei"),
    ("东京", "Asia/Tokyo"),
    ("大阪", "Asia/Tokyo"),
    ("osaka", "Asia/Tokyo"),
    ("japan", "Asia/Tokyo"),
    ("首尔", "Asia/Seoul"),
    ("新加坡", "Asia/Singapore"),
    ("曼谷", "Asia/Bangkok"),
    ("吉隆坡", "Asia/Kuala_Lumpur"),
    ("雅加达", "Asia/Jakarta"),
    ("马尼拉", "Asia/Manila"),
    ("河内", "Asia/Ho_Chi_Minh"),
    ("hanoi", "Asia/Ho_Chi_Minh"),
    ("胡志明市", "Asia/Ho_Chi_Minh"),
    ("孟买", "Asia/Kolkata"),
    ("新德里", "Asia/Kolkata"),
    ("班加罗尔", "Asia/Kolkata"),
    ("mumbai", "Asia/Kolkata"),
    ("delhi", "Asia/Kolkata"),
    ("new delhi", "Asia/Kolkata"),
    ("bangalore", "Asia/Kolkata"),
    ("bengaluru", "Asia/Kolkata"),
    ("chennai", "Asia/Kolkata"),
    ("hyderabad", "Asia/Kolkata"),
    ("india", "Asia/Kolkata"),
    ("迪拜", "Asia/Dubai"),
    ("abu dhabi", "Asia/Dubai"),
    ("伊斯坦布尔", "Europe/Istanbul"),
    ("莫斯科", "Europe/Moscow"),
    ("伦敦", "Europe/London"),
    ("edinburgh", "Europe/London"),
    ("manchester", "Europe/London"),
    ("巴黎", "Europe/Paris"),
    ("柏林", "Europe/Berlin"),
    ("慕尼黑", "Europe/Berlin"),
    ("法兰克福", "Europe/Berlin"),
    ("munich", "Europe/Berlin"),
    ("frankfurt", "Europe/Berlin"),
    ("hamburg", "Europe/Berlin"),
    ("阿姆斯特丹", "Europe/Amsterdam"),
    ("马德里", "Europe/Madrid"),
    ("barcelona", "Europe/Madrid"),
    ("罗马", "Europe/Rome"),
    ("milan", "Europe/Rome"),
    ("米兰", "Europe/Rome"),
    ("苏黎世", "Europe/Zurich"),
    ("geneva", "Europe/Zurich"),
    ("斯德哥尔摩", "Europe/Stockholm"),
    ("华沙", "Europe/Warsaw"),
    ("纽约", "America/New_York"),
    ("波士顿", "America/New_York"),
    ("华盛顿", "America/New_York"),
    ("nyc", "America/New_York"),
    ("boston", "America/New_York"),
    ("washington", "America/New_York"),
    ("miami", "America/New_York"),
    ("atlanta", "America/New_York"),
    ("芝加哥", "America/Chicago"),
    ("houston", "America/Chicago"),
    ("dallas", "America/Chicago"),
    ("austin", "America/Chicago"),
    ("丹佛", "America/Denver"),
    ("洛杉矶", "America/Los_Angeles"),
    ("旧金山", "America/Los_Angeles"),
    ("西雅图", "America/Los_Angeles"),
    ("san francisco", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"),
    ("portland", "America/Los_Angeles"),
    ("san diego", "America/Los_Angeles"),
    ("silicon valley", "America/Los_Angeles"),
    ("多伦多", "America/Toronto"),
    ("montreal", "America/Toronto"),
    ("温哥华", "America/Vancouver"),
    ("墨西哥城", "America/Mexico_City"),
    ("圣保罗", "America/Sao_Paulo"),
    ("rio de janeiro", "America/Sao_Paulo"),
    ("布宜诺斯艾利斯", "America/Argentina/Buenos_Aires"),
    ("圣地亚哥", "America/Santiago"),
    ("悉尼", "Australia/Sydney"),
    ("canberra", "Australia/Sydney"),
    ("墨尔本", "Australia/Melbourne"),
    ("布里斯班", "Australia/Brisbane"),
    ("珀斯", "Australia/Perth"),
    ("奥克兰", "Pacific/Auckland"),
    ("wellington", "Pacific/Auckland"),
    ("开罗", "Africa/Cairo"),
    ("约翰内斯堡", "Africa/Johannesburg"),
    ("cape town", "Africa/Johannesburg"),
    ("内罗毕", "Africa/Nairobi"),
    ("拉各斯", "Africa/Lagos"),
    ("协调世界时", "UTC"),
    ("世界时", "UTC"),
];

/// What is offered before anything is typed.
const COMMON: &[&str] = &[
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "UTC",
];

fn bare(text: &str) -> Option<String> {
    Some(plain(text)?.replace('_', " "))
}

fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Names of places and `UTC`, without IANA's older and technical ones.
fn is_offered(name: &str) -> bool {
    name == "UTC"
        || name.contains('/')
            && ![
                "Etc/", "US/", "SystemV/", "Brazil/", "Canada/", "Mexico/", "Chile/",
            ]
            .iter()
            .any(|old| name.starts_with(old))
}

/// Reads an IANA zone name, whatever its case, or a city (`上海`, `beijing`, `new york`).
///
/// A mere offset (`utc+8`) is refused: it knows nothing of daylight saving.
pub fn read_zone(text: &str) -> Option<Zone> {
    let wanted = bare(text)?;
    let named = |matches: &dyn Fn(&str) -> bool| {
        let mut all = TZ_VARIANTS.iter();
        all.find(|zone| matches(&zone.name().to_lowercase().replace('_', " ")))
            .copied()
    };
    named(&|name| name == wanted && !has_offset(name))
        .or_else(|| {
            let (_, zone) = PLACES.iter().find(|(place, _)| {
                *place == wanted || wanted.strip_suffix(['市', '时']) == Some(place)
            })?;
            zone.parse().ok()
        })
        .or_else(|| named(&|name| name.contains('/') && city(name) == wanted && !has_offset(name)))
}

/// `etc/gmt-8`, which is east of Greenwich, and its like: nobody means them.
fn has_offset(name: &str) -> bool {
    name.contains("gmt+") || name.contains("gmt-") || name.contains("gmt0")
}

/// Zones for autocompletion, best match first, at most `most`: a city or place that is the text, then one that begins
/// with it, then a name that contains it.
pub fn zones_like(text: &str, most: usize) -> Vec<&'static str> {
    let Some(wanted) = bare(text) else {
        return COMMON.iter().take(most).copied().collect();
    };
    let rank = |name: &str| -> Option<u8> {
        if name == wanted || city(name) == wanted {
            Some(0)
        } else if city(name).starts_with(&wanted) {
            Some(1)
        } else if name.starts_with(&wanted) {
            Some(2)
        } else {
            name.contains(&wanted).then_some(3)
        }
    };
    let places = PLACES
        .iter()
        .filter_map(|(place, zone)| Some((rank(place)?, *zone)));
    let zones = TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|name| is_offered(name))
        .filter_map(|name| Some((rank(&name.to_lowercase().replace('_', " "))?, name)));
    let mut found: Vec<(u8, usize, &'static str)> = places
        .chain(zones)
        .map(|(rank, name)| {
            let fame = COMMON.iter().position(|common| *common == name);
            (rank, fame.unwrap_or(COMMON.len()), name)
        })
        .collect();
    found.sort_unstable();
    let mut names = Vec::new();
    for (_, _, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(most);
    names
}
