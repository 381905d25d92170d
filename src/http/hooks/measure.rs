//! Values of measures: `{"measure":"CSAT","value":4.6}`, a list of such, or a list under `values`.
//!
//! Besides `measure` (its name or key) and `value` (a number, or one in a string: `"95%"`) there may be `at` (RFC 3339, or seconds or
//! milliseconds since 1970; now if it is left out), `unit` and `note`.

use serde_json::Value;

use crate::clock::At;
use crate::http::hooks::reading::{self, NAME};
use crate::http::hooks::{MAX_ITEMS, Unreadable};

/// Characters of a figure.
const FIGURE: usize = 64;

/// A value, as its sender tells it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Reading {
    pub(crate) measure: String,
    /// As it was written.
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) at: Option<At>,
    pub(crate) note: String,
}

/// What one request came to: each item, or what is wrong with it, and how many were left off.
pub(crate) type Readings = (Vec<Result<Reading, &'static str>>, usize);

/// Reads a request.
pub(crate) fn read(body: &[u8]) -> Result<Readings, Unreadable> {
    let value = reading::json(body)?;
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(map) => match map.get("values") {
            Some(Value::Array(items)) => items.as_slice(),
            Some(_) => return Err(Unreadable::NotThis),
            None => std::slice::from_ref(&value),
        },
        _ => return Err(Unreadable::NotThis),
    };
    let read = items.iter().take(MAX_ITEMS).map(one).collect();
    Ok((read, items.len().saturating_sub(MAX_ITEMS)))
}

fn one(item: &Value) -> Result<Reading, &'static str> {
    let Value::Object(map) = item else {
        return Err("not an object");
    };
    let word = |name: &str, most: usize| map.get(name).and_then(|v| reading::text(v, most));
    let at = match map.get("at") {
        None | Some(Value::Null) => None,
        Some(at) => {
            Some(reading::moment(at).ok_or("at: not a moment; 2026-01-05T08:00:00Z works")?)
        }
    };
    Ok(Reading {
        measure: word("measure", NAME).ok_or("measure: missing")?,
        value: word("value", FIGURE).ok_or("value: missing")?,
        unit: word("unit", NAME).unwrap_or_default(),
        at,
        note: word("note", reading::TITLE).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(body: &str) -> Vec<Result<String, &'static str>> {
        let (items, _) = read(body.as_bytes()).unwrap();
        let said =
            |r: Reading| format!("{}={} {:?} {} {}", r.measure, r.value, r.at, r.unit, r.note);
        items.into_iter().map(|item| item.map(said)).collect()
    }

    #[test]
    fn one_a_list_and_a_list_by_name_are_read() {
        let one = r#"{"measure":" CSAT ","value":4.6}"#;
        assert_eq!(read_all(one), [Ok("CSAT=4.6 None  ".to_owned())]);
        let list = r#"[{"measure":"pass rate","value":"95%","at":"2026-01-05T00:00:00Z","unit":"%","note":"build 7"},{"value":1},7,{"measure":"a","value":true,"at":"soon"}]"#;
        assert_eq!(
            read_all(list),
            [
                Ok("pass rate=95% Some(2026-01-05T00:00:00.000Z) % build 7".to_owned()),
                Err("measure: missing"),
                Err("not an object"),
                Err("at: not a moment; 2026-01-05T08:00:00Z works"),
            ]
        );
        assert_eq!(read_all(r#"{"values":[]}"#), []);
        for wrong in ["7", r#"{"values":7}"#, "null"] {
            assert_eq!(read(wrong.as_bytes()), Err(Unreadable::NotThis), "{wrong}");
        }
        assert_eq!(read(b"{"), Err(Unreadable::NotJson));
    }

    #[test]
    fn a_request_is_bounded() {
        let item = format!(
            r#"{{"measure":"{}","value":"{}"}}"#,
            "m".repeat(5_000),
            "9".repeat(5_000)
        );
        let body = format!("[{}]", vec![item.as_str(); 100].join(","));
        let (items, _) = read(body.as_bytes()).unwrap();
        let first = items[0].as_ref().unwrap();
        assert!(first.measure.chars().count() <= NAME && first.value.chars().count() <= FIGURE);
        let body = format!("[{}]", vec!["7"; MAX_ITEMS + 5].join(","));
        let (items, over) = read(body.as_bytes()).unwrap();
        assert_eq!((items.len(), over), (MAX_ITEMS, 5));
    }
}
