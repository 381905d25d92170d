//! What PagerDuty's events are refused for.

use serde_json::{Value, json};

use crate::http::hooks::pagerduty::{change, event};

fn good() -> Value {
    json!({
        "routing_key": "0123456789abcdef0123456789abcdef",
        "event_action": "trigger",
        "payload": { "summary": "s", "source": "h", "severity": "info" },
    })
}

/// The good event with `value` at `path`, and the errors it comes to.
fn errors(path: &str, value: Value) -> Vec<String> {
    let mut body = good();
    let (parent, name) = path.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[name] = value;
    match event(body.to_string().as_bytes(), "made-here") {
        Ok(_) => Vec::new(),
        Err(refused) => {
            assert_eq!(refused.status, 400);
            refused.errors
        }
    }
}

#[test]
fn each_demand_has_its_error() {
    let missing = |name: &str| vec![format!("'{name}' is missing or blank")];
    assert!(errors("/routing_key", "x".repeat(32).into()).is_empty());
    assert_eq!(errors("/routing_key", Value::Null), missing("routing_key"));
    assert_eq!(errors("/routing_key", "x".repeat(33).into()).len(), 1);
    assert_eq!(errors("/event_action", json!("")), missing("event_action"));
    let action = errors("/event_action", json!("explode"));
    assert!(action[0].starts_with("'event_action' is invalid"));
    assert_eq!(
        errors("/event_action", json!("resolve")),
        missing("dedup_key")
    );
    assert_eq!(
        errors("/event_action", json!("acknowledge")),
        missing("dedup_key")
    );
    assert!(errors("/dedup_key", "键".repeat(255).into()).is_empty());
    assert_eq!(errors("/dedup_key", "k".repeat(256).into()).len(), 1);
    assert_eq!(errors("/payload", json!("text")), missing("payload"));
    for name in ["summary", "source", "severity"] {
        let path = format!("payload.{name}");
        assert_eq!(
            errors(&format!("/payload/{name}"), Value::Null),
            missing(&path)
        );
    }
    let severity = errors("/payload/severity", json!("sev1"));
    assert!(severity[0].starts_with("'payload.severity' is invalid"));
    assert!(errors("/payload/summary", "长".repeat(5000).into()).is_empty());
}

#[test]
fn a_trigger_without_a_key_is_told_the_one_it_got() {
    let told = event(good().to_string().as_bytes(), "made-here").unwrap();
    assert_eq!(told.answer()["dedup_key"], "made-here");
    assert!(!format!("{told:?}").contains("0123456789abcdef"));
}

#[test]
fn what_is_no_event_is_refused_with_a_reason() {
    for (body, status) in [("", 400), ("[]", 400), ("7", 400), ("{", 400), ("{}", 400)] {
        let refused = event(body.as_bytes(), "k").unwrap_err();
        assert_eq!(refused.status, status);
        assert!(!refused.errors.is_empty());
        assert_eq!(refused.answer()["status"], "invalid event");
        assert!(change(body.as_bytes()).is_err());
    }
    let long = vec![b' '; crate::http::hooks::BODY_CAP + 1];
    assert_eq!(event(&long, "k").unwrap_err().status, 413);
    let nameless = json!({ "routing_key": "0123456789abcdef0123456789abcdef", "payload": {} });
    let refused = change(nameless.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused.errors, ["'payload.summary' is missing or blank"]);
}
