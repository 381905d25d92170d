//! Figures are exact, a crossing is told once and none is missed, and the past is not told.

use proptest::prelude::*;

use crate::clock::{At, Span};
use crate::core::measure::rules::{
    Better, Figure, Guards, Level, News, RUN, Told, decide, is_ahead, is_present, name_key,
    read_thresholds, rearmed,
};

fn f(text: &str) -> Figure {
    Figure::read(text).unwrap()
}

#[test]
fn figures_are_read_as_people_and_programs_write_them() {
    for (text, millionths) in [
        ("4.6", 4_600_000),
        (" -3 ", -3_000_000),
        ("+.5", 500_000),
        ("0", 0),
        ("1,234.5", 1_234_500_000),
        ("12,345,678", 12_345_678_000_000),
        ("99.95%", 99_950_000),
        ("99.95 ％", 99_950_000),
        ("４．６", 4_600_000),
        ("12k", 12_000_000_000),
        ("1.2万", 12_000_000_000),
        ("3 亿", 300_000_000_000_000),
        ("1e3", 1_000_000_000),
        ("4.6e-1", 460_000),
        ("0.30000000000000004", 300_000),
        ("0.0000005", 1),
        ("0.0000004", 0),
        ("-0.0000005", -1),
        ("1e-30", 0),
        ("1000000000000", 1_000_000_000_000_000_000),
    ] {
        assert_eq!(Figure::read(text), Some(Figure(millionths)), "{text}");
    }
    for wrong in [
        "",
        "-",
        ".",
        "4.6.1",
        "1,23",
        "1234,567",
        ",123",
        "4 6",
        "abc",
        "1e",
        "1e99",
        "NaN",
        "inf",
        "1000000000001",
        "99999999999999999999999999999999999999",
        "--1",
        "0x10",
        "1_000",
        "%",
    ] {
        assert_eq!(Figure::read(wrong), None, "{wrong}");
    }
    for (text, shown) in [
        ("4.60", "4.6"),
        ("1234.5", "1,234.5"),
        ("-0.05", "-0.05"),
        ("1万", "10,000"),
    ] {
        assert_eq!(f(text).text(), shown);
    }
    assert_eq!(f("95").with("%"), "95%");
    assert_eq!(f("12").with("min"), "12 min");
    assert_eq!(f("4.6").with(""), "4.6");
}

#[test]
fn thresholds_are_read_in_both_languages() {
    let both = |warn: &str, critical: &str| Some((Some(f(warn)), Some(f(critical))));
    for (text, read) in [
        ("4.0, 3.5", both("4", "3.5")),
        ("4.0 3.5", both("4", "3.5")),
        ("4.0/3.5", both("4", "3.5")),
        ("warn 4.0 critical 3.5", both("4", "3.5")),
        ("critical: 3.5, warning: 4", both("4", "3.5")),
        ("警告 4，严重 3.5", both("4", "3.5")),
        ("1,200 1,500", both("1200", "1500")),
        ("95%", Some((Some(f("95")), None))),
        ("严重 3.5", Some((None, Some(f("3.5"))))),
        ("none", Some((None, None))),
        ("无", Some((None, None))),
        ("", None),
        ("warn", None),
        ("4 3 2", None),
        ("warn 4 warn 3", None),
        ("good 4", None),
    ] {
        assert_eq!(read_thresholds(text), read, "{text}");
    }
}

fn guards(better: Better, target: &str, warn: &str, critical: &str) -> Guards {
    let read = |text: &str| (!text.is_empty()).then(|| f(text));
    Guards {
        better,
        target: read(target),
        warn: read(warn),
        critical: read(critical),
    }
}

/// What is told of these values, one after the other.
fn told(guards: &Guards, values: &[&str]) -> Vec<String> {
    let mut state = Told::default();
    let mut said = Vec::new();
    for value in values {
        let (next, news) = decide(guards, state, f(value));
        state = next;
        said.push(match news {
            None => "–".to_owned(),
            Some(News::Crossed(level)) => format!("! {}", level.name()),
            Some(News::Back(level)) => format!("< {}", level.name()),
        });
    }
    said
}

#[test]
fn a_crossing_is_told_once_and_again_only_after_it_has_come_back() {
    let csat = guards(Better::Higher, "4.5", "4", "3.5");
    for (values, said) in [
        // What equals a threshold has not crossed it; a missed target alone is for digests.
        (["4.6", "4.2", "4", "3.99"], ["–", "–", "–", "! warn"]),
        // It trembles about the threshold: once. Three in a row on the good side are back.
        (["3.9", "4.01", "3.9", "4.01"], ["! warn", "–", "–", "–"]),
        (
            ["3.9", "4.01", "4.02", "4.03"],
            ["! warn", "–", "–", "< fine"],
        ),
        // Better by a fiftieth is back at once.
        (
            ["3.9", "4.08", "3.9", "4.6"],
            ["! warn", "< fine", "! warn", "< fine"],
        ),
        // Worse is told, straight to the worst; the way back goes by steps.
        (
            ["3.9", "3.4", "3.4", "3"],
            ["! warn", "! critical", "–", "–"],
        ),
        (
            ["3.4", "3.6", "4.01", "4.2"],
            ["! critical", "< warn", "–", "< fine"],
        ),
    ] {
        assert_eq!(told(&csat, &values), said, "{values:?}");
    }
    let age = guards(Better::Lower, "24", "", "");
    assert_eq!(
        told(&age, &["24", "25", "30", "24", "26", "20"]),
        ["–", "! missed", "–", "< fine", "! missed", "< fine"]
    );
    // The target can be reached where the margin lies beyond what is possible.
    let passes = guards(Better::Higher, "100", "99", "");
    assert_eq!(
        told(&passes, &["98", "100", "98"]),
        ["! warn", "< fine", "! warn"]
    );
    assert_eq!(told(&Guards::default(), &["1", "-9"]), ["–", "–"]);
}

#[test]
fn new_guards_are_no_news_and_what_is_fine_can_cross_again() {
    let strict = guards(Better::Higher, "", "4", "");
    assert_eq!(rearmed(&strict, Some(f("3"))).level, Level::Warn);
    assert_eq!(rearmed(&strict, Some(f("5"))), Told::default());
    assert_eq!(rearmed(&strict, None), Told::default());
    let (_, news) = decide(&strict, rearmed(&strict, Some(f("3"))), f("2"));
    assert_eq!(news, None);
}

#[test]
fn guards_stand_in_the_order_they_are_crossed() {
    assert_eq!(guards(Better::Higher, "4.5", "4", "3.5").disorder(), None);
    assert_eq!(guards(Better::Lower, "10", "20", "30").disorder(), None);
    assert_eq!(guards(Better::Higher, "4", "4", "").disorder(), None);
    let wrong = guards(Better::Lower, "4.5", "4", "3.5").disorder();
    assert_eq!(wrong, Some((f("4.5"), f("4"))));
    assert_eq!(
        guards(Better::Higher, "", "3", "4").disorder(),
        Some((f("3"), f("4")))
    );
}

#[test]
fn what_is_late_or_long_ago_says_nothing_of_the_present() {
    let now = At(1_767_571_200_000);
    assert!(is_present(now, None, now));
    assert!(is_present(
        now - Span::days(3),
        Some(now - Span::days(4)),
        now
    ));
    assert!(is_present(
        now - Span::days(3),
        Some(now - Span::days(3)),
        now
    ));
    assert!(!is_present(
        now - Span::days(3),
        Some(now - Span::days(2)),
        now
    ));
    assert!(!is_present(now - Span::days(40), None, now));
    assert!(!is_ahead(now + Span::minutes(4), now));
    assert!(is_ahead(now + Span::minutes(6), now));
}

#[test]
fn one_name_is_one_measure() {
    assert_eq!(name_key("  Pass   RATE "), name_key("pass rate"));
    assert_ne!(name_key("满意度"), name_key("满意度2"));
}

fn some_guards() -> impl Strategy<Value = Guards> {
    let figure = || prop::option::of((-60_i64..60).prop_map(|n| Figure(n * 500_000)));
    (any::<bool>(), figure(), figure(), figure()).prop_map(|(higher, a, b, c)| {
        let better = if higher {
            Better::Higher
        } else {
            Better::Lower
        };
        let mut set: Vec<Figure> = [a, b, c].into_iter().flatten().collect();
        set.sort();
        if higher {
            set.reverse();
        }
        let mut set = set.into_iter();
        let mut take = |is: Option<Figure>| is.and_then(|_| set.next());
        Guards {
            better,
            target: take(a),
            warn: take(b),
            critical: take(c),
        }
    })
}

proptest! {
    #[test]
    fn no_crossing_is_told_twice_and_none_is_missed(
        guards in some_guards(),
        values in prop::collection::vec(-70_i64..70, 1..60),
    ) {
        let mut state = Told::default();
        // Our own account of what people have been told and have not been told to be over.
        let mut known = Level::Fine;
        let mut better_since = 0;
        for value in values.into_iter().map(|n| Figure(n * 500_000)) {
            let now = match guards.standing(value) {
                Level::Missed if guards.warn.is_some() || guards.critical.is_some() => Level::Fine,
                level => level,
            };
            let (next, news) = decide(&guards, state, value);
            prop_assert!(now <= next.level, "nobody is left to think it is better than it is");
            match news {
                Some(News::Crossed(level)) => {
                    prop_assert_eq!(level, now);
                    prop_assert!(level > known, "told twice");
                    known = level;
                    better_since = 0;
                }
                Some(News::Back(level)) => {
                    prop_assert!(level < known && level >= now, "back from what was not told");
                    known = level;
                    better_since = if level == now { 0 } else { better_since + 1 };
                }
                None => {
                    prop_assert!(now <= known, "missed");
                    better_since = if now < known { better_since + 1 } else { 0 };
                    prop_assert!(better_since < RUN, "it is over and nobody is told");
                }
            }
            prop_assert_eq!(next.level, known);
            state = next;
        }
    }

    #[test]
    fn a_figure_that_is_shown_is_read_as_itself(n in -1_000_000_000_000_000_000_i64..=1_000_000_000_000_000_000) {
        prop_assert_eq!(Figure::read(&Figure(n).text()), Some(Figure(n)));
    }

    #[test]
    fn whatever_is_typed_no_figure_is_a_fault(text in "\\PC{0,30}", digits in "[-+0-9.,eEk万%]{0,45}") {
        for text in [text, digits] {
            if let Some(figure) = Figure::read(&text) {
                prop_assert!(figure.0.unsigned_abs() <= 1_000_000_000_000_000_000);
            }
            read_thresholds(&text);
        }
    }
}
