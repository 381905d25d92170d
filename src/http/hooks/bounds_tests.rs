//! Whatever the bytes are: no panic, and never more than was promised.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::clock::At;
use crate::http::hooks::bounded::{NOW, SECRET, batch_is_bounded, every_reader};
use crate::http::hooks::mapping::Mapping;
use crate::http::hooks::samples_tests::samples;
use crate::http::hooks::{
    BODY_CAP, MAX_ITEMS, MAX_LINKS, MAX_PAIRS, Unreadable, alertmanager, generic, reading,
};

/// Every sample of every sender.
fn all_samples() -> Vec<Value> {
    let senders = ["alertmanager", "grafana", "pagerduty", "github", "generic"];
    senders
        .iter()
        .flat_map(|sender| samples(sender))
        .map(|(_, body)| serde_json::from_slice(&body).unwrap())
        .collect()
}

/// Names the readers look for, so that what is made at random is looked into.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "alerts",
            "status",
            "labels",
            "annotations",
            "fingerprint",
            "startsAt",
            "endsAt",
            "values",
            "payload",
            "routing_key",
            "event_action",
            "dedup_key",
            "workflow_run",
            "conclusion",
            "repository",
            "id",
            "title",
            "links",
            "href",
            "summary",
            "severity",
            "version",
            "orgId",
            "ruleId",
            "state",
            "evalMatches",
            "custom_details",
            "message",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn json_of_any_shape() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        proptest::sample::select(vec![
            "firing",
            "resolved",
            "trigger",
            "failure",
            "ok",
            "https://a.example/x",
            "critical",
            "2026-03-03T00:00:00Z",
            "9999-12-31T23:59:60Z",
            "-1e308",
            "\u{0}\u{202e}",
            "0123456789abcdef0123456789abcdef",
        ])
        .prop_map(Value::from),
        (1..6_000_usize).prop_map(|n| "é\u{7}".repeat(n).into()),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(name(), inner, 0..8).prop_map(|map| json!(map)),
        ]
    })
}

/// Every place in a value, as pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(inner, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                places(inner, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn json_of_any_shape_is_survived(value in json_of_any_shape()) {
        every_reader(value.to_string().as_bytes());
    }

    #[test]
    fn a_sample_with_anything_in_any_place_is_survived(
        sample in proptest::sample::select(all_samples()),
        place in any::<proptest::sample::Index>(),
        value in json_of_any_shape(),
    ) {
        let mut body = sample;
        let mut found = Vec::new();
        places(&body, "", &mut found);
        *body.pointer_mut(&found[place.index(found.len())]).unwrap() = value;
        every_reader(body.to_string().as_bytes());
    }

    #[test]
    fn a_sample_with_broken_bytes_is_survived(
        sample in proptest::sample::select(all_samples()),
        breaks in vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
        end in any::<proptest::sample::Index>(),
    ) {
        let mut body = sample.to_string().into_bytes();
        for (place, byte) in breaks {
            *place.get_mut(&mut body) = byte;
        }
        every_reader(&body);
        every_reader(&body[..end.index(body.len())]);
    }

    #[test]
    fn bytes_that_are_no_json_are_survived(body in vec(any::<u8>(), 0..200)) {
        every_reader(&body);
    }

    #[test]
    fn any_mapping_reads_or_refuses(value in json_of_any_shape(), item in json_of_any_shape()) {
        let whole = [value.to_string(), json!({ "title": value, "labels": value }).to_string()];
        for text in whole {
            if let Ok(mapping) = Mapping::read(&text) {
                let setup = generic::Setup { mapping: &mapping, secret: None };
                let body = item.to_string();
                batch_is_bounded(generic::read(setup, generic::Headers::default(), body.as_bytes(), NOW));
            }
        }
    }

    #[test]
    fn any_signature_header_is_survived(header in ".{0,90}", body in vec(any::<u8>(), 0..20)) {
        use crate::http::hooks::signature::{github, timed};
        for header in [header.clone(), format!("sha256={header}"), format!("t={header},v1={header}")] {
            prop_assert!(github(SECRET, Some(&header), &body).is_err());
            prop_assert!(timed(SECRET, Some(&header), &body, NOW).is_err());
        }
    }
}

#[test]
fn a_flood_is_counted_and_not_read() {
    let alert = json!({ "status": "firing", "labels": { "a": "b" } });
    let body =
        json!({ "version": "4", "truncatedAlerts": 5, "alerts": vec![alert; MAX_ITEMS + 7] });
    let read = alertmanager::read(body.to_string().as_bytes(), NOW).unwrap();
    assert_eq!(read.items.len(), MAX_ITEMS);
    assert_eq!(read.truncated, 12);
    let huge = json!({ "alerts": [], "truncatedAlerts": u64::MAX });
    let read = alertmanager::read(huge.to_string().as_bytes(), NOW).unwrap();
    assert_eq!(read.truncated, u64::MAX);
    every_reader(format!("[{}1]", "1,".repeat(BODY_CAP / 2 - 2)).as_bytes());
}

#[test]
fn what_is_wide_is_cut() {
    let many: serde_json::Map<String, Value> = (0..500)
        .map(|n| {
            (
                format!("{n}{}", "名".repeat(300)),
                "值".repeat(3_000).into(),
            )
        })
        .collect();
    let links: Vec<String> = (0..100).map(|n| format!("https://a.example/{n}")).collect();
    let alert =
        json!({ "fingerprint": "f".repeat(9_000), "labels": { "severity": "s".repeat(99) } });
    let wide = json!({ "id": "x\u{0}", "title": "题".repeat(9_000), "labels": many, "links": links,
        "alerts": [alert], "values": many });
    assert!(wide.to_string().len() > BODY_CAP);
    every_reader(wide.to_string().as_bytes());
    let few = Value::Object(many.into_iter().take(40).collect());
    let mut inner = wide.clone();
    inner["labels"] = Value::Null;
    inner["alerts"][0]["values"] = few;
    every_reader(inner.to_string().as_bytes());
    let text = Value::from("v".repeat(3_000));
    let few = Value::Object((0..70).map(|n| (n.to_string(), text.clone())).collect());
    let mut wide = wide;
    wide["labels"] = few;
    wide["values"] = Value::Null;
    every_reader(wide.to_string().as_bytes());
    let mapping = Mapping::default();
    let setup = generic::Setup {
        mapping: &mapping,
        secret: None,
    };
    let body = wide.to_string();
    let read = generic::read(setup, generic::Headers::default(), body.as_bytes(), NOW).unwrap();
    let told = read.items[0].as_ref().unwrap();
    assert!(told.key.starts_with("sha256:"), "a key is never cut");
    assert!(told.title.ends_with('…'));
    assert_eq!(told.title.chars().count(), 1_024);
    assert_eq!(
        (told.labels.len(), told.links.len()),
        (MAX_PAIRS, MAX_LINKS)
    );
}

#[test]
fn what_is_deep_or_long_is_refused() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let check = |body: &str| alertmanager::read(body.as_bytes(), NOW).map(|b| b.items.len());
    assert_eq!(check(&deep(127)), Ok(1));
    assert_eq!(check(&deep(200_000)), Err(Unreadable::NotJson));
    assert_eq!(check("[1e999]"), Err(Unreadable::NotJson));
    assert_eq!(check("7"), Err(Unreadable::NotThis));
    let padded = |n: usize| format!("[]{}", " ".repeat(n - 2));
    assert_eq!(check(&padded(BODY_CAP)), Ok(0));
    assert_eq!(check(&padded(BODY_CAP + 1)), Err(Unreadable::TooLarge));
    assert_eq!(check("\u{feff}[]"), Ok(0));
}

#[test]
fn moments_are_read_in_many_ways() {
    let check = |value: Value, seconds: Option<i64>| {
        let at = reading::moment(&value).map(At::seconds);
        assert_eq!(at, seconds, "{value}");
    };
    let noon = Some(1_772_539_200);
    check(json!("2026-03-03T12:00:00Z"), noon);
    check(json!("2026-03-03T20:00:00.000+08:00"), noon);
    check(json!("2026-03-03T12:00:00.000+0000"), noon);
    check(json!("2026-03-03T12:00:00.5"), noon);
    check(json!(" 2026-03-03 12:00:00 "), noon);
    check(json!(1_772_539_200), noon);
    check(json!(1_772_539_200.9), noon);
    check(json!(1_772_539_200_000_i64), noon);
    check(json!("1772539200"), noon);
    let none = [
        json!("0001-01-01T00:00:00Z"),
        json!("1969-12-31T23:59:59Z"),
        json!("+10000-01-01T00:00:00Z"),
        json!(0),
        json!(-5),
        json!(1e300),
        json!(u64::MAX),
        json!("inf"),
        json!("NaN"),
        json!("soon"),
        json!(""),
        json!(null),
        json!([1]),
    ];
    for value in none {
        check(value, None);
    }
}
