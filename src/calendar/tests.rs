//! The calendar, by tables, properties, and a slow second opinion.

use chrono::{DateTime, Datelike, TimeZone, Timelike};
use proptest::prelude::*;

use super::*;
use crate::clock::Span;

const SHANGHAI: Zone = Zone::Asia__Shanghai;
const NEW_YORK: Zone = Zone::America__New_York;

fn at(text: &str) -> At {
    At(DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp_millis())
}

fn check(expression: &str, zone: Zone, from: &str, expected: &[&str]) {
    let fired = fires(expression, zone, at(from), expected.len()).unwrap();
    let fired: Vec<String> = fired
        .iter()
        .map(|a| a.utc().format("%Y-%m-%dT%H:%MZ").to_string())
        .collect();
    assert_eq!(fired, expected, "{expression} in {zone} from {from}");
}

#[test]
fn schedules_fire_as_people_mean_them() {
    // Monday to Friday are 1 to 5, Sunday is 0 or 7.
    check(
        "30 9 * * 1-5",
        Zone::UTC,
        "2026-01-02T12:00:00Z",
        &["2026-01-05T09:30Z", "2026-01-06T09:30Z"],
    );
    check(
        "0 9 * * 7",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &["2026-01-04T09:00Z", "2026-01-11T09:00Z"],
    );
    check(
        "0 9 * * 0",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &["2026-01-04T09:00Z"],
    );
    check(
        "0 9 * * Fri-Mon",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &[
            "2026-01-02T09:00Z",
            "2026-01-03T09:00Z",
            "2026-01-04T09:00Z",
            "2026-01-05T09:00Z",
            "2026-01-09T09:00Z",
        ],
    );
    check(
        "0 17 L * *",
        Zone::UTC,
        "2026-01-31T18:00:00Z",
        &["2026-02-28T17:00Z", "2026-03-31T17:00Z"],
    );
    check(
        "0 9 * * Mon#1",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &["2026-01-05T09:00Z", "2026-02-02T09:00Z"],
    );
    check(
        "0 9 * * 5L",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &["2026-01-30T09:00Z"],
    );
    // Both day fields restricted: either.
    check(
        "0 9 1 * Mon",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &["2026-01-01T09:00Z", "2026-01-05T09:00Z"],
    );
    check(
        "0 0 29 2 *",
        Zone::UTC,
        "2026-01-01T00:00:00Z",
        &["2028-02-29T00:00Z"],
    );
    check(
        "*/20 8-9 * jan mon",
        Zone::UTC,
        "2026-01-05T08:30:00Z",
        &["2026-01-05T08:40Z", "2026-01-05T09:00Z"],
    );
}

#[test]
fn fixed_times_run_once_when_the_clocks_change() {
    check(
        "30 2 * * *",
        NEW_YORK,
        "2026-03-08T00:00:00-05:00",
        &["2026-03-08T07:00Z", "2026-03-09T06:30Z"],
    );
    check(
        "30 1 * * *",
        NEW_YORK,
        "2026-11-01T00:00:00-04:00",
        &["2026-11-01T05:30Z", "2026-11-02T06:30Z"],
    );
    check(
        "0 0 * * *",
        Zone::America__Santiago,
        "2026-09-05T12:00:00Z",
        &["2026-09-06T04:00Z", "2026-09-07T03:00Z"],
    );
}

#[test]
fn schedules_that_follow_the_clock_go_through_both_readings_in_order() {
    let expected = [
        "2026-11-01T05:00Z",
        "2026-11-01T05:30Z",
        "2026-11-01T06:00Z",
        "2026-11-01T06:30Z",
        "2026-11-01T07:00Z",
    ];
    check("*/30 * * * *", NEW_YORK, "2026-11-01T05:00:00Z", &expected);
    check(
        "*/30 * * * *",
        NEW_YORK,
        "2026-03-08T06:30:00Z",
        &[
            "2026-03-08T06:30Z",
            "2026-03-08T07:00Z",
            "2026-03-08T07:30Z",
        ],
    );
}

#[test]
fn words_say_the_same_as_cron() {
    for (words, cron) in [
        ("weekdays 09:30", "30 9 * * 1-5"),
        ("Weekdays at 9:30", "30 9 * * 1-5"),
        ("every weekday at 9:30am", "30 9 * * 1-5"),
        ("daily 9am", "0 9 * * *"),
        ("every day at 18:00", "0 18 * * *"),
        ("mondays 10:00", "0 10 * * 1"),
        ("Mon, Wed, Fri 09:30", "30 9 * * 1,3,5"),
        ("every monday and thursday 9:30", "30 9 * * 1,4"),
        ("mon-thu 8:15", "15 8 * * 1-4"),
        ("monday to friday 17:00", "0 17 * * 1-5"),
        ("weekends 11:00", "0 11 * * 6,0"),
        ("every 15 minutes", "*/15 * * * *"),
        ("every 2 hours", "0 */2 * * *"),
        ("every 2h", "0 */2 * * *"),
        ("hourly", "0 * * * *"),
        ("monthly on the 1st 09:00", "0 9 1 * *"),
        ("last day of the month 17:00", "0 17 L * *"),
        ("first monday 10:00", "0 10 * * 1#1"),
        ("first monday of the month at 10:00", "0 10 * * 1#1"),
        ("last friday of every month 16:00", "0 16 * * 5L"),
        ("工作日 09:30", "30 9 * * 1-5"),
        ("每个工作日上午9点半", "30 9 * * 1-5"),
        ("每天 9点", "0 9 * * *"),
        ("每天下午6点", "0 18 * * *"),
        ("每周一 9:30", "30 9 * * 1"),
        ("每周一三五 09:30", "30 9 * * 1,3,5"),
        ("每周一、三、五 09:30", "30 9 * * 1,3,5"),
        ("每周一至周五 9:30", "30 9 * * 1-5"),
        ("周一到周五 9:30", "30 9 * * 1-5"),
        ("每星期日 20:00", "0 20 * * 0"),
        ("每月1日 9:00", "0 9 1 * *"),
        ("每月最后一天 17:00", "0 17 L * *"),
        ("每月第一个周一 10:00", "0 10 * * 1#1"),
        ("每两小时", "0 */2 * * *"),
        ("每15分钟", "*/15 * * * *"),
        ("工作日　０９：３０", "30 9 * * 1-5"),
        ("@daily", "0 0 * * *"),
    ] {
        let from = at("2026-01-01T00:00:00Z");
        let said = fires(words, SHANGHAI, from, 8);
        assert_eq!(said, fires(cron, SHANGHAI, from, 8), "{words}");
        assert!(said.is_ok(), "{words}");
    }
}

#[test]
fn what_is_no_schedule_is_refused_and_so_is_what_never_fires() {
    for text in [
        "",
        "soon",
        "9:30",
        "weekdays",
        "weekdays 25:00",
        "60 9 * * *",
        "30 9 * *",
        "* * * * * *",
        "0 9 * * 8",
        "0 9 * * Mon#6",
        "每天",
        "每周八 9:00",
        "every 45 minutes",
        "0 0 32 * *",
        "a\u{202E}b",
        "0 9 * * *; drop",
    ] {
        assert!(
            matches!(Schedule::parse(text), Err(BadSchedule::Unreadable(_))),
            "{text}"
        );
    }
    for text in ["0 0 30 2 *", "0 0 31 4,6,9,11 *"] {
        assert_eq!(
            Schedule::parse(text),
            Err(BadSchedule::NeverFires),
            "{text}"
        );
    }
}

fn china() -> WorkingDays {
    let mut days = WorkingDays::default();
    for special in preset("cn-2026").unwrap() {
        if special.works {
            days.extra.insert(special.day)
        } else {
            days.holidays.insert(special.day)
        };
    }
    days
}

#[test]
fn chinese_holidays_and_worked_weekends_of_2026_are_kept() {
    for text in ["weekdays 09:30", "工作日 09:30", "30 9 * * 1-5"] {
        let schedule = Schedule::parse(text).unwrap();
        let days = china();
        let mut fired = std::collections::BTreeSet::new();
        let mut now = at("2025-12-31T16:00:00Z");
        while let Some(next) = schedule
            .next_working(now, SHANGHAI, &days)
            .filter(|n| *n < at("2026-12-31T16:00:00Z"))
        {
            assert_eq!(
                next.utc()
                    .with_timezone(&SHANGHAI)
                    .format("%H:%M")
                    .to_string(),
                "09:30"
            );
            fired.insert(day_of(next, SHANGHAI).to_string());
            now = next;
        }
        for day in [
            "2026-01-04",
            "2026-02-14",
            "2026-02-28",
            "2026-05-09",
            "2026-09-20",
            "2026-10-10",
        ] {
            assert!(fired.contains(day), "{text} fires on {day}");
        }
        let silent = [
            "2026-01-01",
            "2026-09-25",
            "2026-10-01",
            "2026-10-02",
            "2026-10-05",
            "2026-10-06",
            "2026-10-07",
            "2026-01-10",
        ];
        for day in silent {
            assert!(!fired.contains(day), "{text} is silent on {day}");
        }
        // 261 weekdays, less 19 of them off, plus 6 worked weekend days.
        assert_eq!(fired.len(), 248, "{text}");
    }
}

#[test]
fn a_schedule_of_certain_days_skips_holidays_and_ignores_worked_weekends() {
    let fired = |text: &str, from: &str| {
        let next = Schedule::parse(text)
            .unwrap()
            .next_working(at(from), SHANGHAI, &china())
            .unwrap();
        day_of(next, SHANGHAI).to_string()
    };
    assert_eq!(
        fired("saturdays 10:00", "2026-02-08T00:00:00Z"),
        "2026-02-14",
        "it is a Saturday all the same"
    );
    assert_eq!(
        fired("mondays 10:00", "2026-02-13T00:00:00Z"),
        "2026-03-02",
        "both Mondays of the festival are off"
    );
    assert_eq!(fired("daily 10:00", "2026-09-24T12:00:00Z"), "2026-09-28");
}

#[test]
fn calendar_files_are_read() {
    let ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260504\r\nSUMMARY:Labour \r\n Day\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260509\r\nSUMMARY:劳动节补班\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20260510T100000Z\r\nSUMMARY:A meeting\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:4\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let found = read_ics(ics).unwrap();
    let found: Vec<String> = found
        .iter()
        .map(|s| format!("{} {} {}", s.day, s.name, s.works))
        .collect();
    assert_eq!(
        found,
        [
            "2026-05-01 Labour Day false",
            "2026-05-02 Labour Day false",
            "2026-05-03 Labour Day false",
            "2026-05-09 劳动节补班 true",
            "2026-12-25 Christmas false",
            "2027-12-25 Christmas false",
            "2028-12-25 Christmas false"
        ]
    );
    assert_eq!(read_ics("hello"), Err(BadCalendar::Unreadable));
    assert_eq!(
        read_ics("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
        Err(BadCalendar::NoDays)
    );
}

#[test]
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
        ("+2h", "2026-01-09T17:00:00+08:00"),
        ("2026-03-01", "2026-03-01T00:00:00+08:00"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
    ] {
        assert_eq!(read_when(text, now, SHANGHAI), Some(at(moment)), "{text}");
    }
}

#[test]
fn lengths_hours_weeks_and_zones_are_read() {
    for (text, span) in [
        ("90m", 90),
        ("2h30m", 150),
        ("1h 15min", 75),
        ("3d", 4320),
        ("2小时", 120),
        ("45", 45),
        ("1个小时30分钟", 90),
    ] {
        assert_eq!(read_span(text), Some(Span::minutes(span)), "{text}");
    }
    for text in ["", "0", "-5", "5x", "1h5", "400d", "99999999999999999999"] {
        assert_eq!(read_span(text), None, "{text}");
    }
    for (text, hours) in [
        ("09:00-18:00", Some((540, 1080))),
        ("9-18", Some((540, 1080))),
        ("9:30 to 17", Some((570, 1020))),
        ("0-24", Some((0, 1440))),
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
        ("", None),
    ] {
        assert_eq!(read_zone(text).map(|z| z.name()), zone, "{text}");
    }
    assert_eq!(zones_like("shang", 5), ["Asia/Shanghai"]);
    assert_eq!(zones_like("北", 5), ["Asia/Shanghai"]);
    assert!(zones_like("", 25).len() > 5);
}

#[test]
fn working_time_passes_only_while_people_work() {
    let (hours, days) = (Hours::default(), china());
    let add =
        |from: &str, minutes| add_working(at(from), minutes, &hours, &days, SHANGHAI).unwrap();
    // Wednesday 17:00 before the National Day week: one hour today, the rest on Thursday the 8th.
    assert_eq!(
        add("2026-09-30T17:00:00+08:00", 120),
        at("2026-10-08T10:00:00+08:00")
    );
    assert_eq!(
        add("2026-10-09T17:30:00+08:00", 60),
        at("2026-10-10T09:30:00+08:00"),
        "a worked Saturday"
    );
    assert!(is_working(
        at("2026-10-10T10:00:00+08:00"),
        &hours,
        &days,
        SHANGHAI
    ));
    assert!(!is_working(
        at("2026-10-08T18:00:00+08:00"),
        &hours,
        &days,
        SHANGHAI
    ));
}

const ZONES: [Zone; 5] = [
    SHANGHAI,
    NEW_YORK,
    Zone::America__Santiago,
    Zone::Australia__Lord_Howe,
    Zone::Europe__Berlin,
];

proptest! {
    #[test]
    fn what_fires_is_later_and_shows_the_right_time(
        minute in 0_u32..60, hour in 0_u32..24, zone in 0_usize..5, day in 0_i64..2000, offset in 0_i64..86_400_000,
    ) {
        let zone = ZONES[zone];
        let schedule = Schedule::parse(&format!("{minute} {hour} * * *")).unwrap();
        let after = At(1_700_000_000_000) + Span::days(day) + Span::millis(offset);
        let next = schedule.next(after, zone).unwrap();
        prop_assert!(next > after);
        prop_assert!(next - after <= Span::hours(49));
        let shown = next.utc().with_timezone(&zone);
        let exists = zone.from_local_datetime(&shown.date_naive().and_hms_opt(hour, minute, 0).unwrap()).earliest().is_some();
        if exists {
            prop_assert_eq!((shown.hour(), shown.minute()), (hour, minute));
        }
        prop_assert!(schedule.next(next, zone).unwrap() > next);
    }

    #[test]
    fn a_walk_minute_by_minute_finds_the_same(
        step in prop::sample::select(vec![5_u32, 7, 15, 30]), week in 0_u32..7, zone in 0_usize..5, day in 0_i64..800,
    ) {
        let zone = ZONES[zone];
        let schedule = Schedule::parse(&format!("*/{step} * * * {week}")).unwrap();
        let after = At((1_750_000_000_000 / 60_000) * 60_000) + Span::days(day);
        let walked = (1..=8 * 1440).map(|m| after + Span::minutes(m)).find(|at| {
            let shown = at.utc().with_timezone(&zone);
            shown.minute() % step == 0 && shown.second() == 0 && shown.weekday().num_days_from_sunday() == week
        });
        prop_assert_eq!(schedule.next(after, zone), walked);
    }

    #[test]
    fn working_time_added_is_working_time_between(minutes in 1_i64..5000, start in 0_i64..400_000) {
        let (hours, days) = (Hours::default(), china());
        let from = at("2026-01-01T00:00:00Z") + Span::minutes(start);
        let to = add_working(from, minutes, &hours, &days, SHANGHAI).unwrap();
        prop_assert_eq!(working_between(from, to, &hours, &days, SHANGHAI), minutes);
    }

    #[test]
    fn nothing_typed_makes_it_panic(text in "\\PC{0,40}") {
        let now = at("2026-01-09T07:00:00Z");
        drop(Schedule::parse(&text));
        drop(read_day(&text, now, SHANGHAI));
        drop(read_when(&text, now, SHANGHAI));
        drop(read_span(&text));
        drop(read_hours(&text));
        drop(read_week(&text));
        drop(read_zone(&text));
        drop(zones_like(&text, 25));
    }
}
