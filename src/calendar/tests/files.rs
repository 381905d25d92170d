//! Calendar files and the calendars that ship.

use super::*;

#[test]
fn calendar_files_are_read() {
    let ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260504\r\nSUMMARY:Labour \r\n Day\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260509\r\nSUMMARY:劳动节补班\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20260510T100000Z\r\nSUMMARY:A meeting\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:4\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let day = Day::from_ymd_opt(2026, 3, 1).unwrap();
    let found = read_ics(ics, day).unwrap();
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
            "2028-12-25 Christmas false",
            "2029-12-25 Christmas false"
        ]
    );
    assert_eq!(read_ics("hello", day), Err(BadCalendar::Unreadable));
    assert_eq!(
        read_ics("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", day),
        Err(BadCalendar::NoDays)
    );
}

pub(super) fn ics(events: &str) -> Result<Vec<String>, BadCalendar> {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR");
    let found = read_ics(&text, Day::from_ymd_opt(2026, 3, 1).unwrap())?;
    let sign = |works| if works { '+' } else { '-' };
    Ok(found
        .iter()
        .map(|s| format!("{}{}{}", s.day, sign(s.works), s.name))
        .collect())
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn calendar_files_of_all_sorts_give_their_days() {
    let event = |lines: &str| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n");
    for (lines, days) in [
        (
            "DTSTART:20260501\nDURATION:P2D\nSUMMARY:a",
            &["2026-05-01-a", "2026-05-02-a"][..],
        ),
        (
            "DTSTART:20260501T000000\nDTEND:20260502T000000\nSUMMARY:a",
            &["2026-05-01-a"],
        ),
        (
            "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260501\nSUMMARY:a",
            &["2026-05-01-a"],
        ),
        // It began long ago, and counts now.
        (
            "DTSTART:19700101\nRRULE:FREQ=YEARLY\nSUMMARY:a",
            &[
                "2026-01-01-a",
                "2027-01-01-a",
                "2028-01-01-a",
                "2029-01-01-a",
            ],
        ),
        (
            "DTSTART:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20271231\nSUMMARY:a",
            &["2026-11-26-a", "2027-11-25-a"],
        ),
        (
            "DTSTART:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;INTERVAL=2\nSUMMARY:a",
            &["2026-05-25-a", "2028-05-29-a"],
        ),
        (
            "DTSTART:20250101\nRRULE:FREQ=YEARLY;COUNT=2\nSUMMARY:a",
            &["2026-01-01-a"],
        ),
        (
            "DTSTART:20260101\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270101,20280101\nSUMMARY:a",
            &["2026-01-01-a", "2029-01-01-a"],
        ),
        (
            "DTSTART:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:a",
            &["2028-02-29-a"],
        ),
        (
            "DTSTART:20260214\nSUMMARY:春节（班）",
            &["2026-02-14+春节（班）"],
        ),
        (
            "DTSTART:20260214\nSUMMARY:a\nCATEGORIES:Working day,b",
            &["2026-02-14+a"],
        ),
        (
            "DTSTART:20260214\nSUMMARY:Non-working day",
            &["2026-02-14-Non-working day"],
        ),
        (
            "DTSTART:20260214\nSUMMARY:a\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM",
            &["2026-02-14-a"],
        ),
    ] {
        let expected: Vec<String> = days.iter().map(|d| (*d).to_owned()).collect();
        assert_eq!(ics(&event(lines)), Ok(expected), "{lines}");
    }
    for (lines, why) in [
        (
            "DTSTART:20260501\nRRULE:FREQ=WEEKLY\nSUMMARY:a",
            BadCalendar::Recurrence,
        ),
        (
            "DTSTART:20260501\nSTATUS:CANCELLED\nSUMMARY:a",
            BadCalendar::NoDays,
        ),
        (
            "DTSTART:20260501\nDURATION:P900D\nSUMMARY:a",
            BadCalendar::NoDays,
        ),
        ("DTSTART:20260231\nSUMMARY:a", BadCalendar::NoDays),
        ("SUMMARY:a", BadCalendar::NoDays),
        (&"BEGIN:X\n".repeat(100_000), BadCalendar::Unreadable),
    ] {
        assert_eq!(
            ics(&event(lines)),
            Err(why),
            "{}",
            lines.get(..40).unwrap_or(lines)
        );
    }
    let many = event("DTSTART:20260501\nDURATION:P60D\nSUMMARY:a").repeat(40);
    assert_eq!(ics(&many), Err(BadCalendar::TooMany));
    let day = Day::from_ymd_opt(2026, 3, 1).unwrap();
    let marked = "\u{feff}BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260501\r\nEND:VEVENT\r\nEND:VCALENDAR";
    assert_eq!(read_ics(marked, day).map(|d| d.len()), Ok(1));
    assert_eq!(
        read_ics(&"x".repeat(2 << 20), day),
        Err(BadCalendar::TooMany)
    );
}
