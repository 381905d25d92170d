//! Schedules in cron and words, holidays, and working time.

use super::*;
use crate::clock::Span;

fn check(expression: &str, zone: Zone, from: &str, expected: &[&str]) {
    // The moment itself may be the first one.
    let before = at(from) - Span::millis(1);
    let fired = fires(expression, zone, before, expected.len()).unwrap();
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
fn cron_fields_are_those_of_debian() {
    for (text, same) in [
        ("0 22-2 * * *", "0 22,23,0,1,2 * * *"),
        ("50-10/5 * * * *", ""),
        ("0 9 * nov-feb *", "0 9 * 11,12,1,2 *"),
        ("0 9 28-2 * *", "0 9 28,29,30,31,1,2 * *"),
        ("5/15 * * * *", "5,20,35,50 * * * *"),
        ("0 9 * * 5-7", "0 9 * * 5,6,0"),
        ("0 9 * * 7-2", "0 9 * * 0,1,2"),
        ("0 9 * * SUN,mon#2", "0 9 * * 0,1#2"),
        ("0 9 15,L * *", "0 9 L,15 * *"),
        ("0 9 ? * 1", "0 9 * * 1"),
        // A field that begins with a star does not count as restricted: both must match.
        ("0 9 1-7 * */7", "0 9 * * 0#1"),
        ("0 9 */40 * 1", ""),
    ] {
        let from = at("2026-01-01T00:00:00Z");
        let fired = fires(text, Zone::UTC, from, 20);
        if same.is_empty() {
            assert!(fired.is_err(), "{text}");
        } else {
            assert!(fired.is_ok(), "{text}: {fired:?}");
            assert_eq!(fired, fires(same, Zone::UTC, from, 20), "{text}");
        }
    }
}

#[test]
fn times_that_are_no_product_of_hours_and_minutes_are_kept_apart() {
    check(
        "weekdays 9:30 and 14:00",
        SHANGHAI,
        "2026-01-09T00:00:00Z",
        &[
            "2026-01-09T01:30Z",
            "2026-01-09T06:00Z",
            "2026-01-12T01:30Z",
        ],
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
    check("*/30 * * * *", NEW_YORK, "2026-11-01T04:59:00Z", &expected);
    check(
        "*/30 * * * *",
        NEW_YORK,
        "2026-03-08T06:29:00Z",
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
        ("every two hours", "0 */2 * * *"),
        ("every half hour", "*/30 * * * *"),
        ("每半小时", "*/30 * * * *"),
        ("every 120 minutes", "0 */2 * * *"),
        ("9:30 on weekdays", "30 9 * * 1-5"),
        ("daily at 9 and 17", "0 9,17 * * *"),
        ("每天9点和18点", "0 9,18 * * *"),
        ("每天下午2点和4点", "0 14,16 * * *"),
        ("每天早9点", "0 9 * * *"),
        ("每天9点一刻", "15 9 * * *"),
        ("每周二十点", "0 10 * * 2"),
        ("每周末 10点", "0 10 * * 6,0"),
        ("周五到周一 8:00", "0 8 * * 5-1"),
        ("monday through friday 17:00", "0 17 * * 1-5"),
        ("monthly on the 1st and 15th 9:00", "0 9 1,15 * *"),
        ("every month on the 15th at 9am", "0 9 15 * *"),
        ("每月1日和15日 9:00", "0 9 1,15 * *"),
        ("每个月1号上午9点", "0 9 1 * *"),
        ("每月十五号 9:00", "0 9 15 * *"),
        ("月底 17:00", "0 17 L * *"),
        ("每月最后一个周五 16:00", "0 16 * * 5L"),
        ("third friday 16:00", "0 16 * * 5#3"),
        ("quarterly 9:00", "0 9 1 1,4,7,10 *"),
        ("每季度 9:00", "0 9 1 1,4,7,10 *"),
        ("yearly on march 1 9:00", "0 9 1 3 *"),
        ("每年3月1日 9:00", "0 9 1 3 *"),
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
        "每周一五",
        "每周一九",
        "每天9",
        "daily 9:5",
        "daily 13pm",
        "monthly on the 32nd 9:00",
        "first working day 9:00",
        "每天晚上12点",
        "*/0 * * * *",
        "0 9 * * L",
        "@reboot",
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
