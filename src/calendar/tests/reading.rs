//! What people type for days, moments, lengths, hours, weeks and zones.

use super::*;
use crate::clock::Span;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn days_and_moments_are_read_as_people_write_them() {
    // A Friday, 15:00 in Shanghai.
    let now = at("2026-01-09T07:00:00Z");
    for (text, day) in [
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("3月1日", "2026-03-01"),
        ("01-08", "2027-01-08"),
        ("today", "2026-01-09"),
        ("明天", "2026-01-10"),
        ("后天", "2026-01-11"),
        ("fri", "2026-01-09"),
        ("Monday", "2026-01-12"),
        ("周一", "2026-01-12"),
        ("下周五", "2026-01-16"),
        ("next fri", "2026-01-16"),
        ("+3d", "2026-01-12"),
        ("3天后", "2026-01-12"),
        ("-7d", "2026-01-02"),
        ("2 weeks ago", "2025-12-26"),
        ("三天前", "2026-01-06"),
        ("两周后", "2026-01-23"),
        ("in 2 weeks", "2026-01-23"),
        ("this mon", "2026-01-12"),
        ("本周一", "2026-01-05"),
        ("本周五", "2026-01-09"),
        ("下星期一", "2026-01-12"),
        ("mar 1", "2026-03-01"),
        ("1 March 2027", "2027-03-01"),
        ("2026年3月1日", "2026-03-01"),
        ("三月十五号", "2026-03-15"),
        ("2月29日", "2028-02-29"),
        ("月底", "2026-01-31"),
    ] {
        assert_eq!(
            read_day(text, now, SHANGHAI)
                .map(|d| d.to_string())
                .as_deref(),
            Some(day),
            "{text}"
        );
    }
    for text in ["", "someday", "2026-02-30", "13月1日", "99", "昨晚"] {
        assert_eq!(read_day(text, now, SHANGHAI), None, "{text}");
    }
    for (text, moment) in [
        ("tomorrow 17:00", "2026-01-10T17:00:00+08:00"),
        ("明天 17:00", "2026-01-10T17:00:00+08:00"),
        ("明天下午5点", "2026-01-10T17:00:00+08:00"),
        ("fri 17:00", "2026-01-09T17:00:00+08:00"),
        ("fri 14:00", "2026-01-16T14:00:00+08:00"),
        ("14:00", "2026-01-10T14:00:00+08:00"),
        ("17:00 tomorrow", "2026-01-10T17:00:00+08:00"),
        ("tomorrow at 5", "2026-01-10T05:00:00+08:00"),
        ("tomorrow at 5pm", "2026-01-10T17:00:00+08:00"),
        ("今晚8点", "2026-01-09T20:00:00+08:00"),
        ("明早9点半", "2026-01-10T09:30:00+08:00"),
        ("明天晚上12点", "2026-01-11T00:00:00+08:00"),
        ("今天24:00", "2026-01-10T00:00:00+08:00"),
        ("周五14:00", "2026-01-16T14:00:00+08:00"),
        ("下周一上午10点", "2026-01-12T10:00:00+08:00"),
        ("2小时后", "2026-01-09T17:00:00+08:00"),
        ("半小时后", "2026-01-09T15:30:00+08:00"),
        ("in 90 minutes", "2026-01-09T16:30:00+08:00"),
        ("2026-03-11 17:00", "2026-03-11T17:00:00+08:00"),
        ("2026-03-11T17:00", "2026-03-11T17:00:00+08:00"),
        ("３月１１日　１７：００", "2026-03-11T17:00:00+08:00"),
        ("+3d", "2026-01-12T00:00:00+08:00"),
        ("now", "2026-01-09T15:00:00+08:00"),
        ("+2h", "2026-01-09T17:00:00+08:00"),
        ("2026-03-01", "2026-03-01T00:00:00+08:00"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
    ] {
        assert_eq!(read_when(text, now, SHANGHAI), Some(at(moment)), "{text}");
    }
    for text in [
        "",
        "tomorrow 25:00",
        "soon 17:00",
        "17",
        "+",
        "+5x",
        "9分",
        "fri fri",
    ] {
        assert_eq!(read_when(text, now, SHANGHAI), None, "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn lengths_hours_weeks_and_zones_are_read() {
    for (text, span) in [
        ("90m", 90),
        ("2h30m", 150),
        ("1h 15min", 75),
        ("3d", 4320),
        ("2小时", 120),
        ("45", 45),
        ("1个小时30分钟", 90),
        ("两小时", 120),
        ("半小时", 30),
        ("一天", 1440),
        ("1.5h", 90),
        ("1d 4h", 1680),
        ("2 hours and 5 minutes", 125),
    ] {
        assert_eq!(read_span(text), Some(Span::minutes(span)), "{text}");
    }
    for text in [
        "",
        "0",
        "-5",
        "5x",
        "1h5",
        "400d",
        "a",
        "h",
        "1..5h",
        "99999999999999999999",
    ] {
        assert_eq!(read_span(text), None, "{text}");
    }
    for (text, hours) in [
        ("09:00-18:00", Some((540, 1080))),
        ("9-18", Some((540, 1080))),
        ("9:30 to 17", Some((570, 1020))),
        ("0-24", Some((0, 1440))),
        ("9am-6pm", Some((540, 1080))),
        ("上午9点至下午6点半", Some((540, 1110))),
        ("18-9", None),
        ("9", None),
        ("9-25", None),
    ] {
        assert_eq!(read_hours(text), hours, "{text}");
    }
    let week = |text| {
        read_week(text).map(|w| {
            w.map(|d| if d { 'x' } else { '.' })
                .iter()
                .collect::<String>()
        })
    };
    for (text, days) in [
        ("mon-fri", "xxxxx.."),
        ("1-5", "xxxxx.."),
        ("周一至周五", "xxxxx.."),
        ("mon,wed,fri", "x.x.x.."),
        ("sun-thu", "xxxx..x"),
        ("0", "......x"),
        ("每天", "xxxxxxx"),
    ] {
        assert_eq!(week(text).as_deref(), Some(days), "{text}");
    }
    assert_eq!(week("noday"), None);
    for (text, zone) in [
        ("asia/shanghai", Some("Asia/Shanghai")),
        ("上海", Some("Asia/Shanghai")),
        ("Beijing", Some("Asia/Shanghai")),
        ("tokyo", Some("Asia/Tokyo")),
        ("new york", Some("America/New_York")),
        ("UTC", Some("UTC")),
        ("Mars/Base", None),
        ("utc+8", None),
        ("GMT+8", None),
        ("Etc/GMT-8", None),
        ("北京时间", None),
        ("san francisco", Some("America/Los_Angeles")),
        ("纽约市", Some("America/New_York")),
        ("", None),
    ] {
        assert_eq!(read_zone(text).map(|z| z.name()), zone, "{text}");
    }
    assert_eq!(zones_like("shang", 5), ["Asia/Shanghai"]);
    assert_eq!(zones_like("北", 5), ["Asia/Shanghai", "Asia/Taipei"]);
    assert!(zones_like("", 25).len() > 5);
    assert_eq!(zones_like("new y", 5), ["America/New_York"]);
    assert_eq!(zones_like("东京", 1), ["Asia/Tokyo"]);
    assert_eq!(zones_like("beij", 1), ["Asia/Shanghai"]);
    assert!(
        zones_like("gmt", 25)
            .iter()
            .all(|name| !name.starts_with("Etc/"))
    );
    assert!(zones_like("america", 25).len() == 25);
}
