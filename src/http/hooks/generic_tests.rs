//! Mappings, signatures and words of the generic format.

use serde_json::json;

use crate::clock::{At, Span};
use crate::core::alert::ONCE;
use crate::http::hooks::generic::{Headers, Setup, read};
use crate::http::hooks::mapping::{BadMapping, MAPPING_CAP, Mapping};
use crate::http::hooks::samples_tests::{NOW, SECRET, signed};
use crate::http::hooks::signature::{Forged, TOLERANCE};
use crate::http::hooks::{Action, Signal, Unreadable, Why};

fn first(mapping: &Mapping, body: &serde_json::Value) -> Result<Signal, Why> {
    let setup = Setup {
        mapping,
        secret: None,
    };
    let body = body.to_string();
    let mut batch = read(setup, Headers::default(), body.as_bytes(), NOW).unwrap();
    batch.items.remove(0).map_err(|bad| bad.why)
}

#[test]
fn a_mapping_says_what_is_wrong_with_it() {
    let check = |text: &str, said: &str| {
        let error = Mapping::read(text).unwrap_err().to_string();
        assert!(error.contains(said), "{error:?} does not say {said:?}");
    };
    check(r#"{"title": "name"}"#, "`name` must begin with `/`");
    check(r#"{"title": ["/a", "b"]}"#, "`b` must begin with `/`");
    check(r#"{"title": "/a~2"}"#, "`/a~2` has a `~`");
    check(r#"{"title": "/a~"}"#, "`/a~` has a `~`");
    check(r#"{"title": 7}"#, "a JSON pointer is a string");
    check(r#"{"labels": {"a": "b"}}"#, "`b` must begin with `/`");
    check(r#"{"headline": "/a"}"#, "unknown field `headline`");
    check("{", "EOF");
    let long = " ".repeat(MAPPING_CAP + 1);
    assert!(matches!(Mapping::read(&long), Err(BadMapping::TooLong)));
}

#[test]
fn an_empty_mapping_is_our_own_format() {
    assert_eq!(Mapping::read("{}").unwrap(), Mapping::default());
}

#[test]
fn the_senders_words_go_before_ours() {
    let body = json!({ "id": "x", "title": "x", "status": "OPEN" });
    let check = |mapping: &str, expected| {
        let mapping = Mapping::read(mapping).unwrap();
        assert_eq!(first(&mapping, &body).map(|s| s.action), expected);
    };
    check("{}", Ok(Action::Fire));
    check(r#"{"resolved": ["Open"]}"#, Ok(Action::Resolve));
    check(r#"{"acknowledged": ["open"]}"#, Ok(Action::Acknowledge));
    check(r#"{"status": "/title"}"#, Err(Why::UnknownStatus));
    check(r#"{"status": "/none"}"#, Ok(Action::Fire));
}

#[test]
fn links_come_in_many_shapes() {
    let plain = Mapping::default();
    let check = |links: serde_json::Value, expected: &[(Option<&str>, &str)]| {
        let body = json!({ "id": 1, "title": "x", "links": links });
        let told = first(&plain, &body).unwrap();
        let found: Vec<_> = told
            .links
            .iter()
            .map(|l| (l.text.as_deref(), l.href.as_str()))
            .collect();
        assert_eq!(found, expected);
    };
    check(json!("https://a.example"), &[(None, "https://a.example")]);
    check(json!(["HTTP://a.example"]), &[(None, "HTTP://a.example")]);
    check(
        json!({ "A": "https://a.example" }),
        &[(Some("A"), "https://a.example")],
    );
    check(
        json!([{ "href": "https://a", "text": 3 }]),
        &[(Some("3"), "https://a")],
    );
    check(json!(["https://a", "https://a"]), &[(None, "https://a")]);
    check(
        json!(["https://a b", "file:///x", "//x", "x", null, 7, [], {}]),
        &[],
    );
    check(json!(format!("https://{}", "a".repeat(2048))), &[]);
}

#[test]
fn with_a_secret_an_unsigned_body_is_refused() {
    let mapping = Mapping::default();
    let setup = Setup {
        mapping: &mapping,
        secret: Some(SECRET),
    };
    let body = br#"{"id": 1, "title": "x"}"#;
    let seconds = NOW.seconds().to_string();
    let code = signed(SECRET, &[seconds.as_bytes(), b".", body]);
    let good = format!("t={seconds},v1={code}");
    let check = |header: Option<&str>, now: At| {
        let headers = Headers {
            signature: header,
            once: None,
        };
        read(setup, headers, body, now).map(|batch| batch.items.len())
    };
    assert_eq!(check(Some(&good), NOW), Ok(1));
    let late = NOW + TOLERANCE + Span::seconds(1);
    let refused = |forged| Err(Unreadable::Forged(forged));
    assert_eq!(check(Some(&good), late), refused(Forged::Stale));
    assert_eq!(check(None, NOW), refused(Forged::Missing));
    assert_eq!(check(Some("x"), NOW), refused(Forged::Malformed));
    assert!(TOLERANCE < ONCE, "a copied request meets its own name");
}

#[test]
fn a_body_that_is_no_item_is_unreadable() {
    let mapping = Mapping::read(r#"{"items": "/events"}"#).unwrap();
    let setup = Setup {
        mapping: &mapping,
        secret: None,
    };
    let check = |body: &str| read(setup, Headers::default(), body.as_bytes(), NOW);
    assert_eq!(check(r#"{"id": 1}"#), Err(Unreadable::NotThis));
    assert_eq!(check("7"), Err(Unreadable::NotThis));
    assert_eq!(check(""), Err(Unreadable::NotJson));
    let nothing = check(r#"{"events": []}"#).unwrap();
    assert!(nothing.items.is_empty() && !nothing.is_unreadable());
    let bad = check(r#"{"events": {"id": 1}}"#).unwrap();
    assert!(bad.is_unreadable());
    assert!(matches!(&bad.items[..], [Err(bad)] if bad.key.as_deref() == Some("1")));
}
