//! Answers to fields, as people type them in two languages.

use proptest::prelude::{any, proptest};

use super::field::Choice;
use super::{Field, FieldKind, Length, Names, Reading, Value, Values, form, read_form};
use crate::calendar::{Day, Hours, Zone};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::Refusal;
use crate::core::money::{Currency, Money};
use crate::core::testing::plain;
use crate::i18n::{Lang, say};

/// 2026-01-05, a Monday, 08:00 in Shanghai.
const NOW: At = At(1_767_571_200_000);

fn field(kind: FieldKind) -> Field {
    Field {
        key: "probe".into(),
        names: names("Probe", "探测值"),
        kind,
        required: true,
        measure: None,
    }
}

fn names(en: &str, zh: &str) -> Names {
    Names {
        en: en.into(),
        zh: zh.into(),
    }
}

fn choices() -> FieldKind {
    let choice = |key: &str, en: &str, zh: &str| Choice {
        key: key.into(),
        names: names(en, zh),
    };
    FieldKind::Choice(vec![
        choice("passed", "Passed", "通过"),
        choice("failed", "Failed", "不通过"),
        choice("in-part", "Failed in part", "部分通过"),
    ])
}

fn with(people: &[(UserId, String)]) -> Reading<'_> {
    Reading {
        now: NOW,
        zone: Zone::Asia__Shanghai,
        currency: Currency::CNY,
        people,
    }
}

fn people() -> Vec<(UserId, String)> {
    [
        (1, "Mei Lin"),
        (2, "Bo"),
        (3, "Bob"),
        (4, "王小明"),
        (5, "Mei Wu"),
    ]
    .map(|(id, name)| (UserId(id), name.to_owned()))
    .to_vec()
}

fn read(kind: &FieldKind, typed: &str) -> Result<Value, Refusal> {
    field(kind.clone()).read(typed, Lang::En, &with(&people()))
}

fn number(least: f64, most: f64, whole: bool) -> FieldKind {
    FieldKind::Number { least, most, whole }
}

fn day(text: &str) -> Value {
    Value::Date(text.parse::<Day>().unwrap())
}

#[test]
fn what_people_type_is_read() {
    let cny = |minor| Value::Money(Money::new(minor, Currency::CNY));
    let choice = |key: &str| Value::Choice(key.to_owned());
    let person = |id| Value::Person(UserId(id));
    let link = |url: &str| Value::Link(url.to_owned());
    for (kind, typed, value) in [
        (number(0.0, 10.0, false), "9.8", Value::Number(9.8)),
        (number(0.0, 10.0, false), "９．８", Value::Number(9.8)),
        (number(0.0, 1e15, true), " 12,345 ", Value::Number(12345.0)),
        (number(-30.0, 30.0, true), "-3", Value::Number(-3.0)),
        (FieldKind::Percent, "95", Value::Percent(95.0)),
        (FieldKind::Percent, "97.5 %", Value::Percent(97.5)),
        (FieldKind::Percent, "97.5％", Value::Percent(97.5)),
        (FieldKind::Rating, "4", Value::Rating(4)),
        (FieldKind::Rating, "5/5", Value::Rating(5)),
        (FieldKind::Rating, "３分", Value::Rating(3)),
        (FieldKind::Rating, "⭐⭐", Value::Rating(2)),
        (FieldKind::Money, "12k", cny(1_200_000)),
        (FieldKind::Money, "1.2万", cny(1_200_000)),
        (choices(), "passed", choice("passed")),
        (choices(), "Passed", choice("passed")),
        (choices(), "不通过", choice("failed")),
        (choices(), "通过", choice("passed")),
        (choices(), "部分", choice("in-part")),
        (choices(), "failed", choice("failed")),
        (
            FieldKind::Link,
            "https://example.org/a?b=1",
            link("https://example.org/a?b=1"),
        ),
        (
            FieldKind::Link,
            "<https://example.org>",
            link("https://example.org"),
        ),
        (
            FieldKind::File,
            "https://cdn.example.org/x/report.pdf?ex=1",
            Value::File {
                name: "report.pdf".into(),
                url: "https://cdn.example.org/x/report.pdf?ex=1".into(),
            },
        ),
        (FieldKind::Person, "<@42>", person(42)),
        (FieldKind::Person, "@mei lin", person(1)),
        (FieldKind::Person, "bo", person(2)),
        (FieldKind::Person, "王", person(4)),
        (FieldKind::Date, "2026-03-01", day("2026-03-01")),
        (FieldKind::Date, "fri", day("2026-01-09")),
        (FieldKind::Date, "3天后", day("2026-01-08")),
        (
            FieldKind::Moment,
            "明天 17:00",
            Value::Moment(At(1_767_690_000_000)),
        ),
        (
            FieldKind::Duration,
            "2h30m",
            Value::Duration(Span::minutes(150)),
        ),
        (
            FieldKind::Duration,
            "2小时",
            Value::Duration(Span::hours(2)),
        ),
        (FieldKind::Text, "  *bold* ", Value::Text("*bold*".into())),
    ] {
        assert_eq!(read(&kind, typed), Ok(value), "{typed}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_what_works_in_both_languages() {
    let whole = number(1.0, 500.0, true);
    let cases = [
        (number(0.0, 10.0, false), "high"),
        (number(0.0, 10.0, false), "10.1"),
        (number(0.0, 1e15, false), "inf"),
        (number(0.0, 1e15, false), "-1"),
        (number(0.0, 1e15, true), "1.5"),
        (whole, "2.5"),
        (FieldKind::Percent, "120 %"),
        (FieldKind::Rating, "6"),
        (FieldKind::Money, "-5"),
        (FieldKind::Money, "a lot"),
        (choices(), "maybe"),
        (choices(), "fail"),
        (FieldKind::Link, "javascript:alert"),
        (FieldKind::Link, "https://a b"),
        (FieldKind::Person, "Mei"),
        (FieldKind::Person, "Zorro"),
        (FieldKind::Date, "some day"),
        (FieldKind::Moment, "later"),
        (FieldKind::Duration, "long"),
        (FieldKind::Text, "   "),
    ];
    for (kind, typed) in cases {
        for (lang, name) in [(Lang::En, "Probe"), (Lang::Zh, "探测值")] {
            let refused = field(kind.clone())
                .read(typed, lang, &with(&people()))
                .expect_err(typed);
            let told = say(lang, refused.id, &refused.args);
            // Money says by itself what an amount is.
            let money = refused.id.starts_with("refuse-money");
            assert!(money || told.contains(name), "{told}");
            assert!(told.contains(typed.trim()), "{told}");
            assert!(told != refused.id && !told.contains("{ $"), "{told}");
        }
    }
    let choice = read(&choices(), "maybe").unwrap_err();
    let told = say(Lang::En, choice.id, &choice.args);
    assert!(
        told.contains("`Passed` `Failed` `Failed in part`"),
        "{told}"
    );
    let near = read(&FieldKind::Person, "Mei").unwrap_err();
    let told = say(Lang::En, near.id, &near.args);
    assert!(
        told.contains("Mei Lin") && told.contains("Mei Wu"),
        "{told}"
    );
    let long = "长".repeat(201);
    let refused = read(&FieldKind::Text, &long).unwrap_err();
    let told = say(Lang::Zh, refused.id, &refused.args);
    assert!(told.contains("201") && told.contains("200"), "{told}");
    for invisible in ["\u{1}", "\u{202e}", " \u{7} "] {
        let refused = read(&FieldKind::Text, invisible).unwrap_err();
        assert_eq!(refused.id, "refuse-field-empty");
    }
}

#[test]
fn an_answer_shows_in_both_languages_and_can_be_typed_again() {
    let moment = "<t:1772326800:f>";
    let cases = [
        (
            number(0.0, 1e15, false),
            "1234567.25",
            "1,234,567.25",
            "1,234,567.25",
        ),
        (FieldKind::Percent, "97.5", "97.5 %", "97.5%"),
        (FieldKind::Rating, "4", "4 of 5", "4 分（满分 5 分）"),
        (
            FieldKind::Money,
            "12,000.50",
            "CNY 12,000.50",
            "12,000.50 元",
        ),
        (choices(), "passed", "Passed", "通过"),
        (
            FieldKind::Link,
            "https://example.org/a",
            "<https://example.org/a>",
            "<https://example.org/a>",
        ),
        (FieldKind::Person, "bo", "<@2>", "<@2>"),
        (FieldKind::Date, "2026-03-01", "2026-03-01", "2026-03-01"),
        (FieldKind::Moment, "2026-03-01 09:00", moment, moment),
        (FieldKind::Duration, "90m", "1 h 30 min", "1 小时 30 分钟"),
        (
            FieldKind::Text,
            "a *b* @all",
            "a \\*b\\* @\u{200b}all",
            "a \\*b\\* @\u{200b}all",
        ),
    ];
    for (kind, typed, en, zh) in cases {
        let asked = field(kind);
        let value = asked.read(typed, Lang::En, &with(&people())).unwrap();
        for (lang, shown) in [(Lang::En, en), (Lang::Zh, zh)] {
            assert_eq!(plain(asked.show(&value, lang).as_str()), shown);
            let mut known = Values::default();
            known.put("probe", value.clone());
            let inputs = form(std::slice::from_ref(&asked), lang, &known);
            let again = inputs[0].value.clone().unwrap();
            let reread = asked.read(&again, lang, &with(&people())).unwrap();
            assert_eq!(reread, value, "{typed} as {again}");
        }
    }
}

#[test]
fn a_form_takes_what_is_required_and_leaves_out_what_is_not() {
    let mut from = field(FieldKind::Date);
    from.key = "from".into();
    let mut until = from.clone();
    until.key = "until".into();
    until.required = false;
    let fields = [from, until];
    let typed = |from: &str, until: &str| {
        vec![
            ("from".to_owned(), from.to_owned()),
            ("until".to_owned(), until.to_owned()),
        ]
    };
    let read = |typed: &[(String, String)]| read_form(&fields, typed, Lang::En, &with(&[]));
    let said = read(&typed("fri", "")).unwrap();
    assert_eq!(said.get("from"), Some(&day("2026-01-09")));
    assert_eq!(said.get("until"), None);
    assert_eq!(
        read(&typed("", "fri")).unwrap_err().id,
        "refuse-field-empty"
    );
    let backwards = read(&typed("2026-03-02", "2026-03-01"));
    assert_eq!(backwards.unwrap_err().id, "refuse-field-order");
    read(&typed("2026-03-01", "2026-03-01")).unwrap();
}

#[test]
fn answers_that_were_stored_decode() {
    let stored = include_str!("../../../tests/data/values-1.json");
    let values = Values::from_stored(stored).unwrap();
    assert_eq!(values.get("cvss"), Some(&Value::Number(9.8)));
    assert_eq!(
        values.money("amount"),
        Some(&Money::new(1_200_050, Currency::CNY))
    );
    assert_eq!(values.choice("result"), Some("passed"));
    assert_eq!(values.date("until"), Some("2026-03-01".parse().unwrap()));
    assert_eq!(values.moment("from"), Some(NOW));
    let again = Values::from_stored(&values.stored().unwrap()).unwrap();
    assert_eq!(again, values);
    assert!(Values::from_stored("").unwrap().is_empty());
    assert!(Values::from_stored("{\"version\":2,\"said\":{}}").is_err());
}

#[test]
fn lengths_of_working_time_are_read() {
    let hours = Hours::default();
    for (text, minutes) in [
        ("30m", 30),
        ("4h", 240),
        ("2d", 2 * 540),
        ("1w", 5 * 540),
        ("1d 4h", 540 + 240),
    ] {
        assert_eq!(Length::read(text).unwrap().working_minutes(&hours), minutes);
    }
    for text in ["", "4", "h", "0h", "-1d", "4 h", "1y", "9999999d", "天"] {
        assert_eq!(Length::read(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_a_field(typed in any::<String>()) {
        let kinds = [
            number(0.0, 10.0, false), FieldKind::Percent, FieldKind::Money, choices(), FieldKind::Rating,
            FieldKind::Link, FieldKind::File, FieldKind::Person, FieldKind::Text, FieldKind::Long,
            FieldKind::Date, FieldKind::Moment, FieldKind::Duration,
        ];
        for kind in kinds {
            let asked = field(kind);
            match asked.read(&typed, Lang::Zh, &with(&people())) {
                Ok(value) => assert!(!asked.show(&value, Lang::Zh).is_empty()),
                Err(refused) => assert!(refused.id.starts_with("refuse-")),
            }
        }
    }
}
