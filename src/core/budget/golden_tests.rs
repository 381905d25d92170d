//! The golden examples of the rules: April, Asia/Shanghai, 100,000.00 CNY, at the end of day 10; to the minor unit, with the
//! messages in both languages.

use crate::calendar::{Day, Zone, moment};
use crate::chat::UserId;
use crate::clock::At;
use crate::core::budget::alert_cards;
use crate::core::budget::alert_rules::{Outcome, Seen, State, evaluate};
use crate::core::budget::facts::{Alert, Line, Said};
use crate::core::budget::period::{Cycle, Elapsed};
use crate::core::budget::rules::{DaySum, Exhaustion, Ledger, reaches};
use crate::core::budget::threshold::{self, Basis, Class, DEFAULTS, Rule};
use crate::core::budget::types::{Envelope, Rollover};
use crate::core::money::Currency;
use crate::core::testing::shown;
use crate::i18n::Lang;

const ZONE: Zone = Zone::Asia__Shanghai;
const LIMIT: i64 = 10_000_000;

fn day(n: u32) -> Day {
    Day::from_ymd_opt(2026, 4, n).unwrap()
}

/// The end of day `n` of April.
fn end_of(n: u32) -> At {
    moment(day(n), 24 * 60, ZONE)
}

/// A ledger at the end of a day: what was booked on which day, and how much of it is one-off (in yuan).
fn ledger(limit: i64, days: &[(u32, i64, i64)], committed: i64, now: At) -> Ledger {
    let period = Cycle::Month.containing(day(1), 1);
    let days: Vec<(Day, DaySum)> = days
        .iter()
        .map(|(n, actual, one_off)| {
            let sum = DaySum {
                actual: actual * 100,
                one_off: one_off * 100,
            };
            (day(*n), sum)
        })
        .collect();
    Ledger {
        period,
        elapsed: Elapsed::at(period, now, ZONE),
        limit,
        actual: days.iter().map(|d| d.1.actual).sum(),
        one_off: days.iter().map(|d| d.1.one_off).sum(),
        committed: committed * 100,
        days,
        curve: Vec::new(),
        closed: Vec::new(),
    }
}

fn rules(bases: &str) -> Vec<Rule> {
    let wanted = |basis: Basis| match basis {
        Basis::Actual => bases.contains('a'),
        Basis::Forecast => bases.contains('f'),
        Basis::Committed => bases.contains('c'),
        Basis::Burn => bases.contains('b'),
        Basis::Unbudgeted => false,
    };
    DEFAULTS
        .into_iter()
        .filter(|r| wanted(r.id.basis))
        .collect()
}

fn run(ledger: &Ledger, bases: &str, generation: i64, states: &[State], now: At) -> Outcome {
    evaluate(&Seen {
        rules: &rules(bases),
        generation,
        ledger,
        figures: &ledger.figures(),
        states,
        now,
        today: crate::calendar::day_of(now, ZONE),
    })
}

/// `actual 80, forecast 120`
fn named(outcome: &Outcome) -> String {
    let one = |(rule, _): &(Rule, State)| {
        format!(
            "{} {}",
            rule.id.basis.name(),
            threshold::shown(rule.id.threshold)
        )
    };
    let mut all: Vec<String> = outcome.named.iter().map(one).collect();
    all.sort();
    all.join(", ")
}

/// All that is fired: told, silent or gone with another.
fn fired(outcome: &Outcome) -> String {
    let mut all: Vec<String> = outcome
        .changed
        .iter()
        .filter(|s| s.fired)
        .map(|s| {
            format!(
                "{} {}",
                s.rule.basis.name(),
                threshold::shown(s.rule.threshold)
            )
        })
        .collect();
    all.sort();
    all.join(", ")
}

/// 4,200 on each of ten days.
fn even() -> Vec<(u32, i64, i64)> {
    (1..=10).map(|n| (n, 4_200, 0)).collect()
}

#[test]
fn even_spending_over_pace() {
    let now = end_of(10);
    let l = ledger(LIMIT, &even(), 0, now);
    let f = l.figures();
    assert_eq!(l.elapsed.completed(), 10);
    assert_eq!(f.forecast, Some(12_600_000));
    assert_eq!(f.burn, Some(126));
    assert_eq!(f.available, 5_800_000);
    assert_eq!(f.exhaustion, Exhaustion::On(day(24)));
    let outcome = run(&l, "af", 0, &[], now);
    assert_eq!(named(&outcome), "forecast 120");
    assert_eq!(fired(&outcome), "forecast 100, forecast 120");
    assert_eq!(f.pace, Some([126, 126, 126]));
    assert_eq!(named(&run(&l, "b", 0, &[], now)), "burn 0.01");
    assert!(f.slow && !f.fast);
}

#[test]
fn what_is_one_off_is_not_carried_on() {
    let now = end_of(10);
    let mut days: Vec<(u32, i64, i64)> = (1..=10).map(|n| (n, 2_200, 0)).collect();
    days.push((5, 20_000, 20_000));
    let l = ledger(LIMIT, &days, 0, now);
    let f = l.figures();
    assert_eq!(f.forecast, Some(8_600_000));
    assert_eq!(f.burn, Some(126));
    assert_eq!(f.exhaustion, Exhaustion::None);
    assert_eq!(named(&run(&l, "af", 0, &[], now)), "");
}

#[test]
fn commitments_count_once_and_are_not_carried_on() {
    let now = end_of(10);
    let mut days: Vec<(u32, i64, i64)> = (1..=10).map(|n| (n, 2_200, 0)).collect();
    days.push((5, 20_000, 20_000));
    let l = ledger(LIMIT, &days, 35_000, now);
    let f = l.figures();
    assert_eq!(f.forecast, Some(12_100_000));
    assert_eq!(f.available, 2_300_000);
    assert_eq!(f.exhaustion, Exhaustion::On(day(21)));
    assert_eq!(named(&run(&l, "af", 0, &[], now)), "forecast 120");
}

#[test]
fn one_large_booking_is_one_message() {
    let now = end_of(10);
    let l = ledger(LIMIT, &[(10, 85_000, 0)], 0, now);
    let f = l.figures();
    assert_eq!(f.forecast, Some(25_500_000));
    assert_eq!(f.burn, Some(255));
    assert_eq!(f.available, 1_500_000);
    assert_eq!(f.exhaustion, Exhaustion::On(day(12)));
    let outcome = run(&l, "af", 0, &[], now);
    assert_eq!(named(&outcome), "actual 80, forecast 120");
    assert_eq!(
        fired(&outcome),
        "actual 50, actual 80, forecast 100, forecast 120"
    );
    assert_eq!(outcome.class(), Some(Class::Critical));
}

#[test]
fn a_threshold_is_reached_at_exactly_its_share() {
    let now = end_of(10);
    let mut l = ledger(LIMIT, &[(10, 79_999, 0)], 0, now);
    l.actual = 7_999_999;
    let first = run(&l, "a", 0, &[], now);
    assert_eq!(named(&first), "actual 50");
    l.actual = 8_000_000;
    let f = l.figures();
    assert_eq!(f.forecast, Some(24_000_000));
    assert_eq!(f.burn, Some(240));
    assert_eq!(f.exhaustion, Exhaustion::On(day(13)));
    assert_eq!(named(&run(&l, "a", 0, &first.changed, now)), "actual 80");
    assert!(reaches(8_000_000, LIMIT, 8_000) && !reaches(7_999_999, LIMIT, 8_000));
}

#[test]
fn a_higher_limit_is_a_new_generation() {
    let now = end_of(10);
    let l = ledger(LIMIT, &[(10, 101_000, 0)], 0, now);
    assert_eq!(l.figures().available, -100_000);
    assert_eq!(l.figures().burn, Some(303));
    assert_eq!(l.figures().exhaustion, Exhaustion::Passed);
    let first = run(&l, "a", 0, &[], now);
    assert_eq!(named(&first), "actual 100");
    assert_eq!(fired(&first), "actual 100, actual 50, actual 80");
    let raised = ledger(15_000_000, &[(10, 101_000, 0)], 0, now);
    assert_eq!(raised.figures().available, 4_900_000);
    assert_eq!(raised.figures().burn, Some(202));
    assert_eq!(raised.figures().exhaustion, Exhaustion::On(day(15)));
    assert_eq!(alert_cards::share(10_100_000, 15_000_000), "67.3\u{a0}%");
    let second = run(&raised, "a", 1, &first.changed, now);
    assert_eq!(named(&second), "");
    assert_eq!(fired(&second), "actual 50");
    let armed = second.changed.iter().filter(|s| !s.fired).count();
    assert_eq!(armed, 4, "80, 100, 120, and that there is no budget");
    // Later in that generation they are told again.
    let states: Vec<State> = first
        .changed
        .iter()
        .chain(&second.changed)
        .copied()
        .collect();
    let more = ledger(
        15_000_000,
        &[(10, 101_000, 0), (11, 19_000, 0)],
        0,
        end_of(11),
    );
    assert_eq!(named(&run(&more, "a", 1, &states, end_of(11))), "actual 80");
}

#[test]
fn a_sudden_day_burns_fast_unless_it_is_one_off() {
    let now = end_of(10);
    let mut days: Vec<(u32, i64, i64)> = (1..=9).map(|n| (n, 2_000, 0)).collect();
    days.push((10, 31_000, 0));
    let l = ledger(LIMIT, &days, 0, now);
    let f = l.figures();
    assert_eq!(f.forecast, Some(14_700_000));
    assert_eq!(f.burn, Some(147));
    assert_eq!(f.available, 5_100_000);
    assert_eq!(f.exhaustion, Exhaustion::On(day(21)));
    assert_eq!(f.pace.map(|p| (p[0], p[1])), Some((930, 350)));
    let outcome = run(&l, "b", 0, &[], now);
    assert_eq!(named(&outcome), "burn 0.02");
    if let Some(last) = days.last_mut() {
        last.2 = 31_000;
    }
    let l = ledger(LIMIT, &days, 0, now);
    assert_eq!(l.figures().forecast, Some(8_500_000));
    assert_eq!(named(&run(&l, "b", 0, &[], now)), "");
}

#[test]
fn two_days_say_nothing_about_a_month() {
    let now = end_of(2);
    let l = ledger(LIMIT, &[(1, 20_000, 0), (2, 29_000, 0)], 0, now);
    assert_eq!(l.figures().forecast, None);
    assert_eq!(l.figures().pace, None);
    assert_eq!(named(&run(&l, "fb", 0, &[], now)), "");
    // On the third day they do.
    let l = ledger(LIMIT, &[(1, 20_000, 0), (2, 29_000, 0)], 0, end_of(3));
    assert_eq!(named(&run(&l, "f", 0, &[], end_of(3))), "forecast 120");
}

#[test]
fn money_without_a_budget_is_told_once() {
    let now = end_of(10);
    let l = ledger(0, &[(10, 1, 0)], 0, now);
    let first = run(&l, "afcb", 0, &[], now);
    assert_eq!(named(&first), "unbudgeted 0");
    assert_eq!(named(&run(&l, "afcb", 0, &first.changed, now)), "");
    let nothing = ledger(0, &[], 0, now);
    assert_eq!(named(&run(&nothing, "afcb", 0, &[], now)), "");
}

#[test]
fn a_forecast_is_told_again_after_two_quiet_days_and_no_third_time() {
    let at = |n: u32, yuan: i64| {
        let mut l = ledger(LIMIT, &[], 0, end_of(n));
        // So that the forecast is this.
        l.actual = yuan * 100 * i64::from(n) / 30;
        l
    };
    let mut states: Vec<State> = Vec::new();
    let mut step = |n: u32, yuan: i64| {
        let l = at(n, yuan);
        let outcome = run(&l, "f", 0, &states, end_of(n));
        for state in &outcome.changed {
            let same = |s: &&mut State| {
                (s.rule, s.generation, s.fire) == (state.rule, state.generation, state.fire)
            };
            match states.iter_mut().find(same) {
                Some(known) => *known = *state,
                None => states.push(*state),
            }
        }
        named(&outcome)
    };
    assert_eq!(step(6, 105_000), "forecast 100");
    assert_eq!(step(7, 94_000), "", "once clearly under");
    assert_eq!(step(8, 97_000), "", "not clearly: it begins anew");
    assert_eq!(step(9, 94_000), "");
    assert_eq!(step(9, 94_000), "", "the same day counts once");
    assert_eq!(
        step(12, 102_000),
        "",
        "not armed yet, and that was no quiet day"
    );
    assert_eq!(step(13, 90_000), "");
    assert_eq!(step(14, 90_000), "");
    assert_eq!(step(15, 101_000), "forecast 100", "told again");
    assert_eq!(step(16, 90_000), "");
    assert_eq!(step(17, 90_000), "");
    assert_eq!(step(18, 110_000), "", "twice is enough");
}

#[test]
fn what_was_spent_makes_a_forecast_of_no_more_old_news() {
    let now = end_of(28);
    let l = ledger(LIMIT, &[(10, 100_000, 0)], 0, now);
    let outcome = run(&l, "afc", 0, &[], now);
    assert_eq!(named(&outcome), "actual 100");
    // 107 % by the end: forecast 100 says nothing new. 120 would.
    let l = ledger(LIMIT, &[(10, 115_000, 0)], 0, now);
    assert_eq!(
        named(&run(&l, "af", 0, &outcome.changed, now)),
        "forecast 120"
    );
}

#[test]
fn rollover_carries_what_it_says() {
    for (rollover, left, over) in [
        (Rollover::None, 0, 0),
        (Rollover::Under, 3_000, 0),
        (Rollover::Over, 0, -2_000),
        (Rollover::Both, 3_000, -2_000),
    ] {
        assert_eq!(rollover.carries(10_000, 7_000, None), left);
        assert_eq!(rollover.carries(10_000, 12_000, None), over);
    }
    assert_eq!(Rollover::Under.carries(10_000, 7_000, Some(1_000)), 1_000);
    assert_eq!(Rollover::Both.carries(10_000, 12_000, Some(1_000)), -2_000);
}

#[test]
fn periods_follow_the_business_year() {
    let d = |text: &str| text.parse::<Day>().unwrap();
    for (cycle, fiscal, on, start, end) in [
        (Cycle::Month, 1, "2026-02-28", "2026-02-01", "2026-03-01"),
        (Cycle::Quarter, 1, "2026-05-15", "2026-04-01", "2026-07-01"),
        (Cycle::Quarter, 2, "2026-01-15", "2025-11-01", "2026-02-01"),
        (Cycle::Year, 4, "2026-03-31", "2025-04-01", "2026-04-01"),
        (Cycle::Year, 4, "2026-04-01", "2026-04-01", "2027-04-01"),
    ] {
        let period = cycle.containing(d(on), fiscal);
        assert_eq!((period.start, period.end), (d(start), d(end)), "{on}");
        let next = cycle.next(period).unwrap();
        assert_eq!(next.start, period.end);
        assert_eq!(cycle.previous(next), Some(period));
    }
}

/// Where clocks change, a month has as many days as ever, and the day of the change is a day.
#[test]
fn daylight_saving_changes_no_number_of_days() {
    let zone = Zone::Europe__Berlin;
    let march = Cycle::Month.containing(Day::from_ymd_opt(2026, 3, 1).unwrap(), 1);
    let noon = moment(Day::from_ymd_opt(2026, 3, 29).unwrap(), 12 * 60, zone);
    let e = Elapsed::at(march, noon, zone);
    assert_eq!((e.total, e.completed(), e.den), (31, 28, 23 * 3_600_000));
    // Of its 23 hours eleven are over at noon.
    assert_eq!(e.num, 28 * e.den + 11 * 3_600_000);
    let (_, end) = march.moments(zone);
    assert_eq!(Elapsed::at(march, end, zone).completed(), 31);
}

#[test]
fn a_planned_curve_and_past_periods_bend_the_forecast() {
    let d = |text: &str| text.parse::<Day>().unwrap();
    let period = Cycle::Quarter.containing(d("2026-04-01"), 1);
    let now = moment(d("2026-05-01"), 0, ZONE);
    let mut l = ledger(LIMIT, &[], 0, now);
    l.period = period;
    l.elapsed = Elapsed::at(period, now, ZONE);
    l.actual = 1_000_000;
    // A third of 91 days would be about 3,033,333; planned was a tenth.
    assert_eq!(l.figures().forecast, Some(3_033_333));
    l.curve = vec![10, 30, 60];
    assert_eq!(l.figures().forecast, Some(10_000_000));
    assert_eq!(l.planned(30), 1_000_000);
    assert_eq!(l.planned(61), 4_000_000);
    l.curve = Vec::new();
    l.closed = vec![6_000_000, 4_000_000, 5_000_000, 99];
    // 30/91 of 3,033,333 and 61/91 of 5,000,000.
    assert_eq!(l.figures().forecast, Some(4_351_648));
}

#[test]
fn thresholds_are_read_as_people_write_them() {
    let read = |text: &str| threshold::read(text).map(|r| threshold::write(&r)).ok();
    let usual = threshold::write(&DEFAULTS);
    assert_eq!(threshold::parse(&usual).unwrap(), DEFAULTS);
    let only = read("60, 90;100").unwrap();
    assert!(
        only.starts_with("actual-6000:info actual-9000:warn actual-10000:critical forecast-10000")
    );
    assert_eq!(read("实际 60、90、100"), Some(only));
    let some = read("actual 82.5%; forecast off; committed off; burn off").unwrap();
    assert_eq!(some, "actual-8250:warn");
    for wrong in [
        "",
        "eighty",
        "actual",
        "0",
        "99999",
        "burn 3",
        "1 2 3 4 5 6 7 8 9 10 11",
    ] {
        let got = read(wrong);
        assert!(got.is_none() || wrong == "actual", "{wrong}: {got:?}");
    }
}

fn envelope() -> Envelope {
    Envelope {
        number: 7,
        name: "Cloud *hosting*".into(),
        parent: 0,
        department: 1,
        project: String::new(),
        currency: Currency::CNY,
        zone: ZONE,
        cycle: Cycle::Month,
        fiscal: 1,
        rollover: Rollover::None,
        cap: None,
        curve: Vec::new(),
        blend: false,
        owner: UserId(1),
        open: false,
        rules: DEFAULTS.to_vec(),
        approval_over: None,
        amount: LIMIT,
        period_start: day(1),
        generation: 0,
        over: false,
        version: 1,
        at: At(0),
    }
}

fn message(l: &Ledger, bases: &str, now: At) -> Alert {
    let outcome = run(l, bases, 0, &[], now);
    let top = vec![("AWS".to_owned(), 2_500_000), (String::new(), 1_700_000)];
    let line = Line::new(&envelope(), l, &l.figures(), &outcome.named, top);
    Alert {
        number: 3,
        envelope: 7,
        period_start: day(1),
        class: outcome.class().unwrap(),
        lines: vec![line],
        said: Said::Posted,
        at: now,
        since: String::new(),
        acked: None,
    }
}

#[test]
fn the_messages_of_the_examples() {
    let now = end_of(10);
    let mut fast: Vec<(u32, i64, i64)> = (1..=9).map(|n| (n, 2_000, 0)).collect();
    fast.push((10, 31_000, 0));
    let cases = [
        ("even", ledger(LIMIT, &even(), 0, now), "af"),
        ("slow", ledger(LIMIT, &even(), 0, now), "b"),
        ("large", ledger(LIMIT, &[(10, 85_000, 0)], 0, now), "af"),
        ("over", ledger(LIMIT, &[(10, 101_000, 0)], 0, now), "a"),
        ("fast", ledger(LIMIT, &fast, 0, now), "b"),
        (
            "committed",
            ledger(LIMIT, &[(9, 50_000, 0)], 45_000, now),
            "c",
        ),
        ("unbudgeted", ledger(0, &[(10, 5, 0)], 0, now), "a"),
    ];
    let mut text = String::new();
    for (name, l, bases) in cases {
        let mut alert = message(&l, bases, now);
        for (lang, amounts) in [
            (Lang::En, true),
            (Lang::Zh, true),
            (Lang::En, false),
            (Lang::Zh, false),
        ] {
            let card = alert_cards::alert(lang, &alert, amounts);
            text.push_str(&format!(
                "==== {name}, {}, amounts {amounts}\n{}\n\n",
                lang.tag(),
                shown(&card)
            ));
        }
        if name == "over" {
            alert.since = "67.3 %".into();
            alert.acked = Some((UserId(5), now));
            for lang in Lang::ALL {
                let card = alert_cards::alert(lang, &alert, true);
                text.push_str(&format!(
                    "==== {name}, later, {}\n{}\n\n",
                    lang.tag(),
                    shown(&card)
                ));
            }
        }
    }
    insta::assert_snapshot!("messages", text);
}
