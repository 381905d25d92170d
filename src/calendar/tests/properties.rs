//! Properties that hold for anything.

use chrono::{Datelike, TimeZone, Timelike};
use proptest::prelude::*;

use super::files::ics;
use super::*;
use crate::clock::Span;

const ZONES: [Zone; 5] = [
    SHANGHAI,
    NEW_YORK,
    Zone::America__Santiago,
    Zone::Australia__Lord_Howe,
    Zone::Europe__Berlin,
];

const WORDS: [&str; 36] = [
    "每",
    "周",
    "一",
    "三",
    "十",
    "月",
    "日",
    "天",
    "点",
    "半",
    "至",
    "和",
    "下午",
    "工作日",
    "第",
    "个",
    "最后",
    "小时",
    "后",
    "every ",
    "mon",
    "-",
    ",",
    " ",
    "1",
    "9",
    "30",
    ":",
    "/",
    "*",
    "#",
    "l",
    "day ",
    "at ",
    "pm",
    "+",
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
    fn nothing_made_of_known_words_makes_it_panic(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..7),
    ) {
        let now = at("2026-01-09T07:00:00Z");
        let text = words.concat();
        if let Ok(schedule) = Schedule::parse(&text) {
            prop_assert!(schedule.next(now, SHANGHAI).is_some(), "{}", text);
        }
        for moment in [read_when(&text, now, SHANGHAI), read_span(&text).map(|s| now + s)] {
            prop_assert!(moment.is_none_or(|m| m.0 > 0), "{}", text);
        }
        std::hint::black_box(&read_day(&text, now, SHANGHAI));
        std::hint::black_box(&read_hours(&text));
        std::hint::black_box(&read_week(&text));
    }

    #[test]
    fn nothing_typed_makes_it_panic(text in "\\PC{0,40}") {
        let now = at("2026-01-09T07:00:00Z");
        std::hint::black_box(&Schedule::parse(&text));
        std::hint::black_box(&read_day(&text, now, SHANGHAI));
        std::hint::black_box(&read_when(&text, now, SHANGHAI));
        std::hint::black_box(&read_span(&text));
        std::hint::black_box(&read_hours(&text));
        std::hint::black_box(&read_week(&text));
        std::hint::black_box(&read_zone(&text));
        std::hint::black_box(&zones_like(&text, 25));
        std::hint::black_box(&ics(&text));
    }
}
