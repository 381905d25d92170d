//! How long a turn is and when it is handed over, as people type it.

use super::*;

#[test]
fn lengths_are_read_in_both_languages() {
    let cases = [
        ("hour", 1, Unit::Hour),
        ("12h", 12, Unit::Hour),
        ("12 小时", 12, Unit::Hour),
        ("十二个小时", 12, Unit::Hour),
        ("day", 1, Unit::Day),
        ("Daily", 1, Unit::Day),
        ("天", 1, Unit::Day),
        ("每天", 1, Unit::Day),
        ("三天", 3, Unit::Day),
        ("week", 1, Unit::Week),
        ("a week", 1, Unit::Week),
        ("2 weeks", 2, Unit::Week),
        ("every two weeks", 2, Unit::Week),
        ("周", 1, Unit::Week),
        ("每周", 1, Unit::Week),
        ("两周", 2, Unit::Week),
        ("２周", 2, Unit::Week),
        ("一个星期", 1, Unit::Week),
        ("month", 1, Unit::Month),
        ("monthly", 1, Unit::Month),
        ("月", 1, Unit::Month),
        ("每月", 1, Unit::Month),
        ("3个月", 3, Unit::Month),
        ("366d", 366, Unit::Day),
    ];
    for (text, count, unit) in cases {
        assert_eq!(read_length(text), Length::new(count, unit), "{text}");
        assert!(read_length(text).is_some(), "{text}");
    }
    for text in [
        "",
        "0 days",
        "367d",
        "13 months",
        "30m",
        "fortnightish",
        "-1 day",
        "1.5 days",
        "2",
        "周周",
    ] {
        assert_eq!(read_length(text), None, "{text}");
    }
}

#[test]
fn handoffs_are_read_in_both_languages() {
    let nine = 9 * 60;
    let cases = [
        ("09:00", On::Any, nine),
        ("9am", On::Any, nine),
        ("at 9", On::Any, nine),
        ("上午9点", On::Any, nine),
        ("mon 09:00", On::Weekday(0), nine),
        ("Sunday at 9", On::Weekday(6), nine),
        ("every friday 17:30", On::Weekday(4), 17 * 60 + 30),
        ("09:00 mon", On::Weekday(0), nine),
        ("周一 09:00", On::Weekday(0), nine),
        ("每周一上午9点", On::Weekday(0), nine),
        ("星期天 9:00", On::Weekday(6), nine),
        ("1st 09:00", On::MonthDay(1), nine),
        ("the 31st at 9:00", On::MonthDay(31), nine),
        ("last day of the month 00:00", On::MonthDay(31), 0),
        ("1号 09:00", On::MonthDay(1), nine),
        ("每月15日 09:00", On::MonthDay(15), nine),
        ("月底 18:00", On::MonthDay(31), 18 * 60),
        (
            "2026-01-31 09:00",
            On::Date("2026-01-31".parse().unwrap()),
            nine,
        ),
    ];
    for (text, on, at) in cases {
        assert_eq!(read_handoff(text), Some(Handoff { on, at }), "{text}");
    }
    for text in [
        "",
        "mon",
        "24:00",
        "25:00",
        "1st",
        "32nd 09:00",
        "0th 09:00",
        "1 09:00",
        "mon tue 09:00",
        "2026-02-30 09:00",
        "9",
    ] {
        assert_eq!(read_handoff(text), None, "{text}");
    }
}

#[test]
fn a_handoff_fits_only_some_lengths() {
    let cases = [
        ("09:00", "12h", true),
        ("09:00", "month", true),
        ("2026-01-31 09:00", "month", true),
        ("mon 09:00", "week", true),
        ("mon 09:00", "14 days", true),
        ("mon 09:00", "168h", true),
        ("mon 09:00", "day", false),
        ("mon 09:00", "12h", false),
        ("mon 09:00", "month", false),
        ("1st 09:00", "month", true),
        ("1st 09:00", "week", false),
    ];
    for (handoff, every, fits) in cases {
        let handoff = read_handoff(handoff).unwrap();
        assert_eq!(
            handoff.fits(read_length(every).unwrap()),
            fits,
            "{handoff:?} {every}"
        );
    }
}
