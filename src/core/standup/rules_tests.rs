//! Tables of cases for the rules of standups, and what holds in every case.
use proptest::prelude::*;

use super::*;
use crate::core::standup::reading::purpose;

fn standup(schedule: &str, zone: &str, clock: Clock) -> Standup {
    Standup {
        number: 7,
        department: 1,
        name: "Daily".into(),
        schedule: Schedule::parse(schedule).unwrap(),
        zone: zone.parse().unwrap(),
        window: Span::minutes(120),
        reminders: Reminders::read("80%", Span::minutes(120)).unwrap(),
        questions: Vec::new(),
        clock,
        state: State::Active,
        state_by: UserId(1),
        state_at: At(0),
        version: 1,
    }
}
fn day(text: &str) -> Day {
    text.parse().unwrap()
}
fn at(text: &str) -> At {
    chrono::DateTime::parse_from_rfc3339(text)
        .unwrap()
        .to_utc()
        .into()
}
fn question(text: &str) -> Question {
    Question {
        text: text.into(),
        purpose: purpose(text),
    }
}
fn answer(texts: [&str; 3]) -> Answer {
    Answer {
        user: UserId(1),
        day: day("2026-01-05"),
        answers: texts.map(str::to_owned).to_vec(),
        questions: ["done", "next", "blocked"].map(question).to_vec(),
        at: At(0),
        helper: None,
        resolved: None,
    }
}

#[test]
fn reminders_are_read_as_people_write_them() {
    let window = Span::minutes(120);
    for (text, minutes) in [
        ("80%", Some(vec![96])),
        ("30m,60m", Some(vec![30, 60])),
        ("60m、30m、60m", Some(vec![30, 60])),
        ("50％, 90m", Some(vec![60, 90])),
        ("none", Some(vec![])),
        ("不提醒", Some(vec![])),
        ("", None),
        ("100%", None),
        ("3h", None),
        ("soon", None),
        ("1m,2m,3m,4m,5m,6m", None),
    ] {
        let read = Reminders::read(text, window);
        let found = read.as_ref().ok().map(|r| {
            let moments = r.moments(At(0), At(window.0));
            moments
                .into_iter()
                .map(|at| at.0 / 60_000)
                .collect::<Vec<_>>()
        });
        assert_eq!(found, minutes, "{text}");
        if let Err(refusal) = read {
            assert_eq!(refusal.id, "refuse-standup-reminders");
        }
    }
}

#[test]
fn questions_are_read_with_their_purpose_and_bounds() {
    let read =
        read_questions("What did you do yesterday?\n今天计划\nAnything stuck?\nMood").unwrap();
    assert_eq!(
        read.iter().map(|q| q.purpose).collect::<Vec<_>>(),
        [
            Purpose::Done,
            Purpose::Next,
            Purpose::Blocked,
            Purpose::Other
        ]
    );
    for (text, meant) in [
        ("What stands in your way?", Purpose::Blocked),
        ("What did you do today?", Purpose::Done),
        ("What do you plan to get done today?", Purpose::Next),
        ("今天完成了什么？", Purpose::Done),
        ("今天计划完成什么？", Purpose::Next),
        ("有什么卡点？", Purpose::Blocked),
    ] {
        assert_eq!(purpose(text), meant, "{text}");
    }
    for (text, id) in [
        ("", "refuse-standup-questions"),
        (" \n ", "refuse-standup-questions"),
        ("1\n2\n3\n4\n5\n6", "refuse-standup-questions"),
        (&"x".repeat(46), "refuse-standup-question-long"),
    ] {
        assert_eq!(read_questions(text).unwrap_err().id, id, "{text}");
    }
}

#[test]
fn schedules_windows_and_names_are_refused_with_a_reason() {
    assert_eq!(
        read_schedule("soonish").unwrap_err().id,
        "refuse-standup-schedule"
    );
    assert_eq!(
        read_schedule("0 0 30 2 *").unwrap_err().id,
        "refuse-standup-never"
    );
    for minutes in [-1, 0, 4, 1441] {
        assert_eq!(
            read_window(minutes).unwrap_err().id,
            "refuse-standup-window"
        );
    }
    assert_eq!(read_window(5).unwrap(), Span::minutes(5));
    assert_eq!(read_name("  Daily \n sync ").unwrap(), "Daily sync");
    assert_eq!(read_name(" ").unwrap_err().id, "refuse-standup-name");
}

#[test]
fn a_blocker_that_says_none_is_none() {
    for text in [
        "none",
        "None.",
        "无",
        "没有。",
        "-",
        "",
        "N/A",
        "no blockers!",
    ] {
        assert_eq!(answer(["a", "b", text]).blocker(), None, "{text}");
    }
    assert_eq!(
        answer(["a", "b", "没有数据库权限"]).blocker(),
        Some("没有数据库权限")
    );
}

#[test]
fn keys_are_read_and_near_ones_offered() {
    for (text, number) in [
        ("STD-7", Some(7)),
        ("std 7", Some(7)),
        ("7", Some(7)),
        ("DIG-7", None),
        ("站会", None),
    ] {
        assert_eq!(read_key(text), number, "{text}");
    }
    let known = [
        ("STD-1".to_owned(), "Daily".to_owned()),
        ("STD-2".to_owned(), "Weekly".to_owned()),
    ];
    assert_eq!(nearest("dialy", &known), ["STD-1 · Daily"]);
}

#[test]
fn the_next_round_skips_holidays_and_uses_extra_working_days() {
    let standup = standup("weekdays 09:30", "Asia/Shanghai", Clock::Department);
    let zones = [standup.zone];
    let mut days = WorkingDays::default();
    days.holidays.insert(day("2026-01-05"));
    days.extra.insert(day("2026-01-04"));
    let next = |after: &str| upcoming(&standup, &days, &zones, at(after), None).unwrap();
    assert_eq!(
        next("2026-01-02T01:30:00Z"),
        (day("2026-01-04"), at("2026-01-04T01:30:00Z"))
    );
    assert_eq!(
        next("2026-01-04T01:30:00Z"),
        (day("2026-01-06"), at("2026-01-06T01:30:00Z"))
    );
    let again = upcoming(
        &standup,
        &days,
        &zones,
        at("2026-01-06T00:00:00Z"),
        Some(day("2026-01-06")),
    );
    assert_eq!(again.unwrap().0, day("2026-01-07"));
}

#[test]
fn one_round_a_day_however_often_the_schedule_fires() {
    let standup = standup("0 */2 * * *", "UTC", Clock::Department);
    let next = upcoming(
        &standup,
        &WorkingDays::default(),
        &[standup.zone],
        at("2026-01-05T00:00:00Z"),
        None,
    );
    assert_eq!(
        next.unwrap(),
        (day("2026-01-06"), at("2026-01-06T00:00:00Z"))
    );
}

#[test]
fn on_members_clocks_the_round_opens_where_the_day_comes_first() {
    let standup = standup("weekdays 09:30", "Europe/Berlin", Clock::Member);
    let zones: [Zone; 3] = [
        chrono_tz::Europe::Berlin,
        chrono_tz::Asia::Shanghai,
        chrono_tz::America::New_York,
    ];
    let days = WorkingDays::default();
    let next = upcoming(&standup, &days, &zones, at("2026-01-04T12:00:00Z"), None).unwrap();
    assert_eq!(next, (day("2026-01-05"), at("2026-01-05T01:30:00Z")));
    let members = zones.map(|zone| Candidate {
        user: UserId(1),
        zone,
        hours: Hours::default(),
        absent: false,
    });
    let seats = seats(&standup, &days, next.0, next.1, next.1, &members);
    assert_eq!(
        seats.iter().map(|s| s.opens).collect::<Vec<_>>(),
        [
            at("2026-01-05T08:30:00Z"),
            at("2026-01-05T01:30:00Z"),
            at("2026-01-05T14:30:00Z"),
        ]
    );
    assert_eq!(seats[2].closes, at("2026-01-05T16:30:00Z"));
}

#[test]
fn somebody_absent_or_not_working_that_day_is_away() {
    let standup = standup("weekdays 09:30", "UTC", Clock::Department);
    let monday = day("2026-01-05");
    let mut part_time = Hours::default();
    part_time.days[0] = false;
    let candidate = |hours: &Hours, absent| Candidate {
        user: UserId(1),
        zone: standup.zone,
        hours: hours.clone(),
        absent,
    };
    let members = [
        candidate(&Hours::default(), false),
        candidate(&Hours::default(), true),
        candidate(&part_time, false),
    ];
    let away = |days: &WorkingDays| {
        let seats = seats(&standup, days, monday, At(0), At(1), &members);
        seats.iter().map(|s| s.away).collect::<Vec<_>>()
    };
    let mut days = WorkingDays::default();
    assert_eq!(away(&days), [false, true, true]);
    days.extra.insert(monday);
    assert_eq!(away(&days), [false, true, false]);
}

#[test]
fn an_answer_finds_its_round() {
    let (fri, mon, tue) = (day("2026-01-02"), day("2026-01-05"), day("2026-01-06"));
    type Case<'a> = (Option<Day>, &'a [(Day, bool)], &'a [Day], Option<Slot>);
    let cases: &[Case<'_>] = &[
        // Early: nothing is open.
        (None, &[(fri, false)], &[fri], Some(Slot::Ahead(tue))),
        (None, &[(mon, true)], &[], Some(Slot::Open(mon))),
        // First given after the close: the next one.
        (Some(mon), &[(mon, false)], &[], Some(Slot::Ahead(tue))),
        (None, &[(mon, false)], &[], Some(Slot::Ahead(tue))),
        // Changed after the close: the report.
        (Some(mon), &[(mon, false)], &[mon], Some(Slot::Posted(mon))),
        (None, &[(mon, false)], &[mon], Some(Slot::Posted(mon))),
        // A late press on an old card goes to what is open now.
        (
            Some(fri),
            &[(fri, false), (mon, true)],
            &[],
            Some(Slot::Open(mon)),
        ),
        (
            Some(fri),
            &[(fri, false), (mon, true)],
            &[fri],
            Some(Slot::Posted(fri)),
        ),
    ];
    for (meant, rounds, answered, expected) in cases {
        assert_eq!(
            slot(*meant, rounds, answered, mon, Some(tue)),
            *expected,
            "{meant:?} {rounds:?} {answered:?}"
        );
    }
    assert_eq!(slot(None, &[], &[], mon, None), None);
}

#[test]
fn the_form_starts_with_yesterdays_plan_or_with_ones_own_answer() {
    let questions = ["done", "next", "blocked"].map(question);
    let last = answer(["built", "test it", "no key"]);
    let text = |s: &str| Some(s.to_owned());
    assert_eq!(
        prefill(&questions, None, Some(&last)),
        [text("test it"), None, text("no key")]
    );
    let mut resolved = last.clone();
    resolved.resolved = Some((UserId(2), At(1)));
    assert_eq!(
        prefill(&questions, None, Some(&resolved)),
        [text("test it"), None, None]
    );
    assert_eq!(
        prefill(&questions, Some(&last), None),
        [text("built"), text("test it"), text("no key")]
    );
    assert_eq!(prefill(&questions, None, None), [None, None, None]);
}

#[test]
fn being_away_neither_counts_nor_breaks_a_streak() {
    use Part::{Answered, Away, Missed};
    for (parts, streak, asked) in [
        (vec![Answered, Away, Answered], 2, 2),
        (vec![Answered, Missed, Answered], 1, 3),
        (vec![Answered, Missed], 0, 2),
        (vec![], 0, 0),
    ] {
        let tally = tally(parts.iter());
        assert_eq!((tally.streak, tally.asked), (streak, asked), "{parts:?}");
    }
}

#[test]
fn a_round_outside_the_departments_hours_is_noticed() {
    let hours = Hours::default();
    let cases = [
        ("2026-01-05T01:30:00Z", "UTC", Clock::Department, true),
        ("2026-01-05T01:30:00Z", "UTC", Clock::Member, false),
        (
            "2026-01-05T01:30:00Z",
            "Asia/Shanghai",
            Clock::Department,
            false,
        ),
        // It closes two hours later, at nine, and an hour after that.
        ("2026-01-05T07:00:00Z", "UTC", Clock::Department, true),
        ("2026-01-05T08:00:00Z", "UTC", Clock::Department, false),
        ("2026-01-05T17:59:00Z", "UTC", Clock::Department, false),
        ("2026-01-05T18:00:00Z", "UTC", Clock::Department, true),
    ];
    for (opens, zone, clock, expected) in cases {
        let held = standup("weekdays 09:30", "Asia/Shanghai", clock);
        let got = outside_hours(&held, &hours, zone.parse().unwrap(), at(opens));
        assert_eq!(got, expected, "{opens} {zone} {clock:?}");
    }
}

#[test]
fn reminders_stay_within_a_persons_hours() {
    let hours = Hours::default();
    let zone: Zone = chrono_tz::Asia::Shanghai;
    assert!(in_hours(&hours, zone, at("2026-01-05T01:30:00Z")));
    assert!(!in_hours(&hours, zone, at("2026-01-05T10:30:00Z")));
}

/// Some moment of 2026.
fn moments() -> impl Strategy<Value = At> {
    (1_767_225_600_000_i64..1_798_761_600_000).prop_map(At)
}

fn days_of_2026() -> impl Strategy<Value = Day> {
    (0_u64..365).prop_map(|n| day("2026-01-01") + Days::new(n))
}

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![
        chrono_tz::Asia::Shanghai,
        chrono_tz::Europe::Berlin,
        chrono_tz::America::New_York,
        chrono_tz::Pacific::Kiritimati,
        chrono_tz::Pacific::Pago_Pago,
        chrono_tz::Asia::Kathmandu,
    ])
}

proptest! {
    #[test]
    fn the_coming_round_is_later_on_a_working_day_not_held_yet_and_the_first_of_them(
        after in moments(),
        held in prop::option::of(days_of_2026()),
        home in zones(),
        others in prop::collection::vec(zones(), 1..4),
        holidays in prop::collection::btree_set(days_of_2026(), 0..40),
        extra in prop::collection::btree_set(days_of_2026(), 0..20),
    ) {
        let standup = standup("weekdays 09:30", home.name(), Clock::Member);
        let mut days = WorkingDays::default();
        days.holidays.extend(holidays.iter().copied());
        days.extra.extend(extra.difference(&holidays).copied());
        let (on, opens) = upcoming(&standup, &days, &others, after, held).unwrap();
        prop_assert!(opens > after);
        prop_assert!(held.is_none_or(|held| on > held));
        let weekday = on.weekday().num_days_from_monday() < 5;
        let works = days.extra.contains(&on) || (weekday && !days.holidays.contains(&on));
        prop_assert!(works, "{} is no working day", on);
        let own = others.iter().map(|zone| on_day(&standup, &days, on, *zone).unwrap());
        prop_assert_eq!(own.min().unwrap(), opens);
        // Asked a moment before it opens, it is the same; asked when it opens, it is a later one.
        let before = upcoming(&standup, &days, &others, opens - Span::millis(1), held).unwrap();
        prop_assert_eq!(before, (on, opens));
        let next = upcoming(&standup, &days, &others, opens, Some(on)).unwrap();
        prop_assert!(next.0 > on && next.1 > opens);
    }

    #[test]
    fn an_answer_goes_to_an_open_round_to_ones_own_posted_answer_or_ahead(
        meant in prop::option::of(0_u64..6),
        states in prop::collection::btree_map(0_u64..6, any::<bool>(), 0..6),
        answered in prop::collection::btree_set(0_u64..6, 0..6),
        today in 0_u64..6,
        coming in prop::option::of(6_u64..8),
    ) {
        let on = |n: u64| day("2026-01-05") + Days::new(n);
        let rounds: Vec<(Day, bool)> = states.iter().map(|(n, open)| (on(*n), *open)).collect();
        let answered: Vec<Day> = answered.into_iter().map(on).collect();
        let found = slot(meant.map(on), &rounds, &answered, on(today), coming.map(on));
        match found {
            Some(Slot::Open(day)) => prop_assert!(rounds.contains(&(day, true))),
            Some(Slot::Posted(day)) => {
                prop_assert!(rounds.contains(&(day, false)) && answered.contains(&day));
            }
            Some(Slot::Ahead(day)) => {
                prop_assert_eq!(Some(day), coming.map(on));
                prop_assert!(rounds.iter().all(|(_, open)| !open), "an open round comes first");
            }
            None => prop_assert!(coming.is_none() && rounds.iter().all(|(_, open)| !open)),
        }
    }

    #[test]
    fn whoever_is_asked_answers_misses_or_is_away_and_a_streak_is_of_answers(
        parts in prop::collection::vec(
            prop::sample::select(vec![Part::Answered, Part::Away, Part::Missed]), 0..40),
    ) {
        let sum = tally(parts.iter());
        let count = |part| i64::try_from(parts.iter().filter(|p| **p == part).count()).unwrap();
        prop_assert_eq!(sum.answered, count(Part::Answered));
        prop_assert_eq!(sum.away, count(Part::Away));
        prop_assert_eq!(sum.asked, count(Part::Answered) + count(Part::Missed));
        let since_miss = parts.rsplit(|p| *p == Part::Missed).next().unwrap();
        let in_a_row = since_miss.iter().filter(|p| **p == Part::Answered).count();
        prop_assert_eq!(sum.streak, i64::try_from(in_a_row).unwrap());
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,40}", minutes in 5_i64..1440) {
        let window = Span::minutes(minutes);
        if let Ok(reminders) = Reminders::read(&text, window) {
            let moments = reminders.moments(At(0), At(window.0));
            prop_assert!(moments.len() <= 5);
            prop_assert!(moments.is_sorted_by(|a, b| a < b));
            prop_assert!(moments.iter().all(|at| *at > At(0) && *at < At(window.0)));
        }
        if let Ok(questions) = read_questions(&text) {
            prop_assert!((1..=5).contains(&questions.len()));
            prop_assert_eq!(prefill(&questions, None, None).len(), questions.len());
        }
        prop_assert!(read_key(&text).is_none_or(|number| number > 0));
        prop_assert!(read_name(&text).is_ok_and(|name| !name.is_empty()) || text.trim().is_empty());
        prop_assert!(nearest(&text, &[("STD-1".to_owned(), "Daily".to_owned())]).len() <= 1);
        drop(read_schedule(&text));
    }
}
