//! What scanners find: SARIF 2.1.0 (OASIS), which most of them write, or `{"findings":[{"id":"CVE-2026-1","title":"…","cvss":9.8}]}`.
//!
//! In the plain form there may be `severity` (a word) in place of `cvss`, `where`, `details`, `link` and `status` (`fixed`: it is not found any
//! more). In SARIF the score is a rule's `security-severity`, else what its `level` stands for; a `baselineState` of `absent` is fixed, and what
//! somebody has suppressed or what passed is no finding.

use serde_json::Value;

use crate::http::hooks::reading::{self, MESSAGE, NAME, TITLE, WORD};
use crate::http::hooks::{MAX_ITEMS, Rel, Unreadable};

/// A finding, as its scanner tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    /// `CVE-2026-1`, or the scanner's own name for it.
    pub(crate) id: String,
    pub(crate) title: String,
    /// CVSS in tenths: 98 is 9.8.
    pub(crate) score: u8,
    pub(crate) place: String,
    pub(crate) details: String,
    /// `http` or `https`, or empty.
    pub(crate) link: String,
    /// It is not found any more.
    pub(crate) fixed: bool,
}

/// What one request came to: each item, or what is wrong with it, and how many were left off.
pub(crate) type Findings = (Vec<Result<Finding, &'static str>>, usize);

/// Where no score is given: the least of what the word stands for (CVSS v3.1, section 5).
const WORDS: [(&str, u8); 12] = [
    ("critical", 90),
    ("severe", 90),
    ("high", 70),
    ("error", 70),
    ("important", 70),
    ("medium", 40),
    ("moderate", 40),
    ("warning", 40),
    ("low", 1),
    ("note", 1),
    ("info", 1),
    ("none", 0),
];

/// Reads a request.
pub(crate) fn read(body: &[u8]) -> Result<Findings, Unreadable> {
    let value = reading::json(body)?;
    if let Some(Value::Array(runs)) = value.get("runs") {
        return Ok(sarif(runs));
    }
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(map) => match map.get("findings") {
            Some(Value::Array(items)) => items.as_slice(),
            Some(_) => return Err(Unreadable::NotThis),
            None => std::slice::from_ref(&value),
        },
        _ => return Err(Unreadable::NotThis),
    };
    let read = items.iter().take(MAX_ITEMS).map(plain).collect();
    Ok((read, items.len().saturating_sub(MAX_ITEMS)))
}

fn plain(item: &Value) -> Result<Finding, &'static str> {
    let Value::Object(map) = item else {
        return Err("not an object");
    };
    let word = |name: &str, most: usize| map.get(name).and_then(|v| reading::text(v, most));
    let id = map.get("id").and_then(reading::whole);
    let id = reading::key(&id.ok_or("id: missing")?);
    let score = match map.get("cvss") {
        None | Some(Value::Null) => {
            let severity = word("severity", WORD).ok_or("cvss or severity: missing")?;
            named(&severity).ok_or("severity: critical, high, medium and low work")?
        }
        Some(cvss) => score(cvss).ok_or("cvss: a number from 0 to 10 works")?,
    };
    let fixed = word("status", WORD).is_some_and(|status| {
        let status = status.to_lowercase();
        ["fixed", "resolved", "closed", "absent"].contains(&status.as_str())
    });
    Ok(Finding {
        title: word("title", TITLE).unwrap_or_else(|| id.clone()),
        score,
        place: word("where", NAME).unwrap_or_default(),
        details: word("details", MESSAGE).unwrap_or_default(),
        link: address(map.get("link")),
        fixed,
        id,
    })
}

fn named(severity: &str) -> Option<u8> {
    let severity = severity.to_lowercase();
    let found = WORDS.iter().find(|(word, _)| *word == severity);
    found.map(|(_, score)| *score)
}

fn score(value: &Value) -> Option<u8> {
    let score: f64 = reading::whole(value)?.parse().ok()?;
    // Written as one decimal; what is in between is rounded.
    let tenths = (score * 10.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 0 and 100"
    )]
    (0.0..=100.0).contains(&tenths).then_some(tenths as u8)
}

fn address(value: Option<&Value>) -> String {
    let mut links = Vec::new();
    reading::link(&mut links, Rel::Other, value.unwrap_or(&Value::Null), None);
    links.pop().map(|link| link.href).unwrap_or_default()
}

fn sarif(runs: &[Value]) -> Findings {
    let mut read = Vec::new();
    let mut over = 0;
    for run in runs {
        let rules = run["tool"]["driver"]["rules"].as_array();
        let rules = rules.map_or(&[][..], Vec::as_slice);
        let results = run["results"].as_array();
        for result in results.map_or(&[][..], Vec::as_slice) {
            let kind = result["kind"].as_str().unwrap_or("fail");
            if kind != "fail" || is_suppressed(result) {
                continue;
            }
            if read.len() < MAX_ITEMS {
                read.push(found(result, rules));
            } else {
                over += 1;
            }
        }
    }
    (read, over)
}

/// Somebody has looked at it and wants it told no more (SARIF 2.1.0, 3.27.23 and 3.35.3).
fn is_suppressed(result: &Value) -> bool {
    let accepted = |it: &Value| {
        let status = it["status"].as_str();
        status.is_none_or(|status| status == "accepted")
    };
    let all = result["suppressions"].as_array();
    all.is_some_and(|all| all.iter().any(accepted))
}

fn found(result: &Value, rules: &[Value]) -> Result<Finding, &'static str> {
    let named_by = [&result["ruleId"], &result["rule"]["id"]];
    let id = named_by.into_iter().find_map(reading::whole);
    let index = [&result["ruleIndex"], &result["rule"]["index"]];
    let index = index.into_iter().find_map(Value::as_u64);
    let rule = index
        .and_then(|index| rules.get(usize::try_from(index).ok()?))
        .or_else(|| {
            let id = id.as_deref()?;
            rules.iter().find(|rule| rule["id"] == id)
        })
        .unwrap_or(&Value::Null);
    let id = id.or_else(|| reading::whole(&rule["id"]));
    let id = reading::key(&id.ok_or("ruleId: missing")?);
    let told = [result, rule]
        .into_iter()
        .find_map(|it| score(&it["properties"]["security-severity"]));
    let level = [&result["level"], &rule["defaultConfiguration"]["level"]];
    let level = level.into_iter().find_map(|level| level.as_str());
    let score = told.or_else(|| named(level.unwrap_or("warning")));
    let message = reading::text(&result["message"]["text"], MESSAGE).unwrap_or_default();
    let title = [&rule["shortDescription"]["text"], &rule["name"]];
    let title = title
        .into_iter()
        .find_map(|title| reading::text(title, TITLE));
    let first = message.lines().next().filter(|line| !line.is_empty());
    Ok(Finding {
        title: title.unwrap_or_else(|| reading::cut(first.unwrap_or(&id), TITLE)),
        score: score.ok_or("level: error, warning and note work")?,
        place: place(&result["locations"][0]["physicalLocation"]),
        details: message,
        link: address(rule.get("helpUri")),
        fixed: result["baselineState"] == "absent",
        id,
    })
}

/// `src/main.rs:7`
fn place(at: &Value) -> String {
    let file = reading::whole(&at["artifactLocation"]["uri"]).unwrap_or_default();
    let place = match at["region"]["startLine"].as_u64() {
        Some(line) if !file.is_empty() => format!("{file}:{line}"),
        _ => file,
    };
    reading::cut(&place, NAME)
}

/// Bounds, for the test that gives strange bytes to every reader.
#[cfg(any(test, fuzzing))]
pub(super) fn is_bounded(read: Result<Findings, Unreadable>) {
    let (items, _) = read.unwrap_or_default();
    assert!(items.len() <= MAX_ITEMS);
    for item in items.into_iter().flatten() {
        let longest = [
            (&item.id, reading::KEY),
            (&item.title, TITLE),
            (&item.place, NAME),
            (&item.details, MESSAGE),
            (&item.link, 2_048),
        ];
        for (text, most) in longest {
            assert!(text.chars().count() <= most, "{text}");
        }
        assert!(!item.id.is_empty() && item.score <= 100);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(found: &Result<Finding, &'static str>) -> String {
        match found {
            Ok(f) => format!(
                "{} {} {:?} @{} {}{}",
                f.id,
                f.score,
                f.title,
                f.place,
                f.link,
                if f.fixed { " fixed" } else { "" }
            ),
            Err(why) => (*why).to_owned(),
        }
    }

    fn all(body: &str) -> Vec<String> {
        let (items, over) = read(body.as_bytes()).unwrap();
        assert_eq!(over, 0);
        items.iter().map(said).collect()
    }

    #[test]
    fn the_plain_form_is_read_and_what_is_wrong_is_named() {
        let body = include_str!("../../../tests/data/hooks/scanner/plain.json");
        assert_eq!(
            all(body),
            [
                "CVE-2026-1 98 \"OpenSSL reads past its end\" @srv-1 https://nvd.example/CVE-2026-1",
                "CVE-2026-1 98 \"OpenSSL reads past its end\" @srv-2 ",
                "CVE-2026-2 40 \"CVE-2026-2\" @ ",
                "CVE-2026-3 70 \"Old\" @  fixed",
                "id: missing",
                "cvss or severity: missing",
                "cvss: a number from 0 to 10 works",
                "severity: critical, high, medium and low work",
                "not an object",
            ]
        );
        assert_eq!(all(r#"{"id":"X","cvss":"7.25"}"#), ["X 73 \"X\" @ "]);
        for wrong in ["7", r#"{"findings":7}"#, "null"] {
            assert_eq!(read(wrong.as_bytes()), Err(Unreadable::NotThis), "{wrong}");
        }
        assert_eq!(read(b"{"), Err(Unreadable::NotJson));
    }

    #[test]
    fn sarif_is_read_with_its_rules() {
        let body = include_str!("../../../tests/data/hooks/scanner/results.sarif");
        assert_eq!(
            all(body),
            [
                "CVE-2026-1 98 \"OpenSSL reads past its end\" @lib/libssl.so https://nvd.example/CVE-2026-1",
                "js/eval 70 \"Text is run as code\" @web/page.js:12 ",
                "js/eval 40 \"Text is run as code\" @web/old.js  fixed",
                "unknown/rule 1 \"Something small\" @ ",
                "ruleId: missing",
            ]
        );
    }

    #[test]
    fn a_request_is_bounded() {
        let long = "x".repeat(5_000);
        let item = format!(
            r#"{{"id":"{long}","title":"{long}","where":"{long}","details":"{long}","link":"https://{long}","cvss":1}}"#
        );
        let body = format!("[{}]", vec![item.as_str(); 20].join(","));
        is_bounded(read(body.as_bytes()));
        let body = format!("[{}]", vec!["7"; MAX_ITEMS + 5].join(","));
        let (items, over) = read(body.as_bytes()).unwrap();
        assert_eq!((items.len(), over), (MAX_ITEMS, 5));
    }
}
