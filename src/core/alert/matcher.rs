//! Which alerts a silence is about: `service=db severity=~"warn.*" name!=x`, as Alertmanager writes it. Pure.
//!
//! Expressions are matched against the whole value, in a time that grows with its length and no faster. A label that is not there is an
//! empty one. A silence that every alert would match is refused.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

use crate::chat::Text;
use crate::core::Refusal;

/// Matchers of one silence.
const MOST: usize = 16;
/// Characters of all of them.
const LONGEST: usize = 1_000;
/// What one expression may take when it is made ready, in bytes.
pub(crate) const REGEX_SIZE: usize = 64 * 1024;

/// All must match.
#[derive(Clone, Debug)]
pub(crate) struct Matchers {
    text: String,
    all: Vec<Matcher>,
}

#[derive(Clone, Debug)]
struct Matcher {
    name: String,
    /// The value should match, or should not.
    wanted: bool,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Is(String),
    Like(Regex),
}

impl Matcher {
    fn fits(&self, value: &str) -> bool {
        let same = match &self.test {
            Test::Is(wanted) => wanted == value,
            Test::Like(pattern) => pattern.is_match(value),
        };
        same == self.wanted
    }
}

impl PartialEq for Matchers {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Matchers {
    /// Reads what was typed.
    pub(crate) fn read(text: &str) -> Result<Matchers, Refusal> {
        let text = text.trim();
        let bad =
            |part: &str| Refusal::new("refuse-silence-matcher").with("part", Text::echo(part));
        if text.chars().count() > LONGEST {
            return Err(bad(text));
        }
        let inner = text
            .strip_prefix('{')
            .and_then(|t| t.strip_suffix('}'))
            .unwrap_or(text);
        let mut all = Vec::new();
        let mut rest = inner;
        loop {
            rest = rest.trim_start_matches([' ', ',', '，', '\t', '\n']);
            if rest.is_empty() {
                break;
            }
            let (matcher, after) = one(rest).ok_or_else(|| bad(rest))??;
            rest = after;
            all.push(matcher);
        }
        if all.is_empty() || all.len() > MOST {
            return Err(bad(text));
        }
        if all.iter().all(|m| m.fits("")) {
            return Err(Refusal::new("refuse-silence-everything").with("match", Text::echo(text)));
        }
        Ok(Matchers {
            text: text.to_owned(),
            all,
        })
    }

    /// As they were typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether an alert with these labels is meant.
    pub(crate) fn fit(&self, labels: &BTreeMap<String, String>) -> bool {
        self.all.iter().all(|matcher| {
            let value = labels.get(&matcher.name).map_or("", String::as_str);
            matcher.fits(value)
        })
    }
}

/// One matcher from the beginning of a text, and what comes after it.
fn one(text: &str) -> Option<Result<(Matcher, &str), Refusal>> {
    let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/');
    let (name, rest) = text.split_at_checked(text.find(|c| !named(c))?)?;
    if name.is_empty() {
        return None;
    }
    let signs = [
        ("=~", true, true),
        ("!~", false, true),
        ("!=", false, false),
    ];
    let signs = signs
        .into_iter()
        .chain([("==", true, false), ("=", true, false)]);
    let rest = rest.trim_start();
    let (rest, wanted, like) = signs
        .filter_map(|(sign, wanted, like)| Some((rest.strip_prefix(sign)?, wanted, like)))
        .next()?;
    let (value, rest) = value(rest.trim_start())?;
    let test = if like {
        match pattern(&format!("^(?:{value})$")) {
            Ok(pattern) => Test::Like(pattern),
            Err(()) => {
                let refusal = Refusal::new("refuse-silence-pattern");
                return Some(Err(refusal.with("pattern", Text::echo(&value))));
            }
        }
    } else {
        Test::Is(value)
    };
    let name = name.to_owned();
    Some(Ok((Matcher { name, wanted, test }, rest)))
}

/// A value, in quotation marks or up to the next space or comma.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text
            .find(|c: char| c.is_whitespace() || c == ',' || c == '，')
            .unwrap_or(text.len());
        let (value, rest) = text.split_at_checked(end)?;
        return Some((value.to_owned(), rest));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, quoted.get(at + 1..)?)),
            // In a regular expression other escapes are its own.
            '\\' => match chars.next()?.1 {
                c @ ('"' | '\\') => value.push(c),
                other => value.extend(['\\', other]),
            },
            c => value.push(c),
        }
    }
    None
}

/// An expression that cannot take long, or the reason that it is none.
pub(crate) fn pattern(text: &str) -> Result<Regex, ()> {
    RegexBuilder::new(text)
        .size_limit(REGEX_SIZE)
        .dfa_size_limit(REGEX_SIZE)
        .build()
        .or(Err(()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        owned.collect()
    }

    #[test]
    fn alerts_match_as_in_alertmanager() {
        let db = labels(&[("service", "db"), ("severity", "warning"), ("名", "值")]);
        for (text, fits) in [
            ("service=db", true),
            ("service=\"db\"", true),
            ("{service=\"db\",severity=~\"warn.*\"}", true),
            ("service=db severity=~warn.*", true),
            ("service=db severity=~warn", false),
            ("service=db, severity!=critical", true),
            ("名=值 service!=db", false),
            ("名=值 service!~\"d.\"", false),
            ("service=~\"db|web\"", true),
            ("service=db zone=\"\"", true),
            ("service=db zone=a", false),
            ("service=db zone!=a", true),
            ("名=值", true),
            ("service=~\"(?i)DB\"", true),
            ("service = db", true),
        ] {
            assert_eq!(Matchers::read(text).unwrap().fit(&db), fits, "{text}");
        }
    }

    #[test]
    fn what_is_no_matcher_or_matches_all_is_refused() {
        for (text, id) in [
            ("", "refuse-silence-matcher"),
            ("db", "refuse-silence-matcher"),
            ("service=\"db", "refuse-silence-matcher"),
            ("=db", "refuse-silence-matcher"),
            ("service=db !", "refuse-silence-matcher"),
            ("service=~\"(\"", "refuse-silence-pattern"),
            (
                "service=~\"((a{1,99}){1,99}){1,99}\"",
                "refuse-silence-pattern",
            ),
            ("service=~.*", "refuse-silence-everything"),
            ("service!=x", "refuse-silence-everything"),
            ("service=\"\"", "refuse-silence-everything"),
        ] {
            assert_eq!(Matchers::read(text).unwrap_err().id, id, "{text}");
        }
        assert!(Matchers::read(&"a=b ".repeat(17)).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in ".{0,80}") {
            if let Ok(matchers) = Matchers::read(&text) {
                prop_assert!(!matchers.fit(&BTreeMap::new()));
            }
        }
    }
}
