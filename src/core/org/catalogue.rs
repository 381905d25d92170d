//! The departments that ship, and those an organisation adds in a file of its own: data, checked as a whole.
//!
//! The text of the organisation's file is handed in once, at start; nothing here reads files or settings. What is wrong is
//! named with its line.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;
use toml::Spanned;

use crate::i18n::Lang;

const BUILT_IN: &str = include_str!("../catalogue.toml");
static CATALOGUE: OnceLock<Vec<Entry>> = OnceLock::new();

/// Why a catalogue is refused, with the line of its text (1 is the first).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BadCatalogue {
    pub line: usize,
    pub what: String,
}

/// Which choice of `/setup run departments:` switches a department on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Set {
    All,
    Six,
    Five,
    #[default]
    None,
}

impl Set {
    /// What people choose.
    pub(super) const NAMES: [(&'static str, Set); 4] = [
        ("all", Set::All),
        ("six", Set::Six),
        ("five", Set::Five),
        ("none", Set::None),
    ];
    /// Whether this choice includes a department of the set `of`.
    pub(super) fn includes(self, of: Set) -> bool {
        match self {
            Set::All => of != Set::None,
            Set::None => false,
            Set::Six | Set::Five => self == of,
        }
    }
}

/// A department as it ships.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) key: String,
    #[serde(default = "all")]
    pub(super) set: Set,
    /// The first letters of its Chinese name in pinyin.
    #[serde(default)]
    pub(super) initials: String,
    #[serde(default)]
    en: String,
    #[serde(default)]
    zh: String,
    #[serde(default)]
    channel_en: String,
    #[serde(default)]
    channel_zh: String,
    #[serde(default)]
    topic_en: String,
    #[serde(default)]
    topic_zh: String,
    /// Names of the sections its digest shows when nothing else is asked for.
    #[serde(default)]
    pub(super) digest: Vec<String>,
}
fn all() -> Set {
    Set::All
}

impl Entry {
    /// Its name.
    pub(super) fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
    /// The name of the channel made for it.
    pub(super) fn channel(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.channel_en,
            Lang::Zh => &self.channel_zh,
        }
    }
    /// What that channel is for.
    pub(super) fn topic(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.topic_en,
            Lang::Zh => &self.topic_zh,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    department: Vec<Spanned<Entry>>,
}

/// Everything there is.
pub(super) fn entries() -> &'static [Entry] {
    CATALOGUE.get_or_init(|| read(BUILT_IN).expect("the built-in catalogue is checked by a test"))
}

/// The department of this key, as it ships.
pub(super) fn entry(key: &str) -> Option<&'static Entry> {
    entries().iter().find(|e| e.key == key)
}

/// Takes an organisation's own catalogue; called once, before anything is served.
pub fn extend(text: &str) -> Result<(), BadCatalogue> {
    let whole = merge(
        read(BUILT_IN).expect("the built-in catalogue is checked by a test"),
        read(text)?,
    );
    // A second call changes nothing: what was served from the start stays.
    CATALOGUE.get_or_init(|| whole);
    Ok(())
}

fn merge(mut whole: Vec<Entry>, own: Vec<Entry>) -> Vec<Entry> {
    for entry in own {
        match whole.iter_mut().find(|e| e.key == entry.key) {
            Some(known) => *known = entry,
            None => whole.push(entry),
        }
    }
    whole
}

fn line(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |s| s.start);
    text.bytes().take(start).filter(|b| *b == b'\n').count() + 1
}

fn read(text: &str) -> Result<Vec<Entry>, BadCatalogue> {
    let document: Document = toml::from_str(text).map_err(|e| BadCatalogue {
        line: line(text, e.span()),
        what: e.message().to_owned(),
    })?;
    let mut found: Vec<Entry> = Vec::new();
    for spanned in document.department {
        let line = line(text, Some(spanned.span()));
        let entry = spanned.into_inner();
        let bad = |what: String| Err(BadCatalogue { line, what });
        if !super::rules::key_is_fine(&entry.key) {
            return bad(format!(
                "the key \"{}\" is not 2 to 20 lower-case letters, digits or hyphens",
                entry.key
            ));
        }
        if found.iter().any(|e| e.key == entry.key) {
            return bad(format!("the department {} is there twice", entry.key));
        }
        for (field, value) in [
            ("en", &entry.en),
            ("zh", &entry.zh),
            ("channel-en", &entry.channel_en),
            ("channel-zh", &entry.channel_zh),
            ("topic-en", &entry.topic_en),
            ("topic-zh", &entry.topic_zh),
        ] {
            if value.trim().is_empty() {
                return bad(format!("the department {} has no {field}", entry.key));
            }
        }
        found.push(entry);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_eleven_departments_ship_in_both_languages() {
        let shipped = read(BUILT_IN).unwrap();
        let keys: Vec<&str> = shipped.iter().map(|e| e.key.as_str()).collect();
        let six = ["pmo", "it", "hr", "finance", "marketing", "service"];
        let five = ["ops", "security", "quality", "support", "delivery"];
        assert_eq!(keys, [six.as_slice(), five.as_slice()].concat());
        for entry in &shipped {
            let of = if six.contains(&entry.key.as_str()) {
                Set::Six
            } else {
                Set::Five
            };
            assert_eq!(entry.set, of, "{}", entry.key);
            assert_ne!(entry.name(Lang::En), entry.name(Lang::Zh));
            assert!(!entry.digest.is_empty());
            assert!(Set::All.includes(entry.set) && !Set::None.includes(entry.set));
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let ok = "en=\"A\"\nzh=\"甲\"\nchannel-en=\"a\"\nchannel-zh=\"a\"\ntopic-en=\"t\"\ntopic-zh=\"t\"\n";
        for (text, line, what) in [
            (
                format!(
                    "[[department]]\nkey=\"ops2\"\n{ok}\n[[department]]\nkey=\"lab\"\nen=\"Lab\"\n"
                ),
                10,
                "has no zh",
            ),
            (
                format!("[[department]]\nkey=\"Lab!\"\n{ok}"),
                1,
                "is not 2 to 20",
            ),
            (
                format!("[[department]]\nkey=\"lab\"\n{ok}[[department]]\nkey=\"lab\"\n{ok}"),
                9,
                "twice",
            ),
            (
                format!("[[department]]\nkey=\"lab\"\ncolour=1\n{ok}"),
                3,
                "unknown field",
            ),
            ("[[department]\n".to_owned(), 1, ""),
        ] {
            let bad = read(&text).unwrap_err();
            assert_eq!(bad.line, line, "{bad}");
            assert!(bad.what.contains(what), "{bad}");
        }
    }

    #[test]
    fn an_organisation_s_own_catalogue_replaces_and_adds() {
        let own = read("[[department]]\nkey=\"ops\"\nen=\"Platform\"\nzh=\"平台\"\nchannel-en=\"p\"\nchannel-zh=\"p\"\ntopic-en=\"t\"\ntopic-zh=\"t\"\n[[department]]\nkey=\"lab\"\nen=\"Lab\"\nzh=\"实验室\"\nchannel-en=\"lab\"\nchannel-zh=\"lab\"\ntopic-en=\"t\"\ntopic-zh=\"t\"\n").unwrap();
        let whole = merge(read(BUILT_IN).unwrap(), own);
        assert_eq!(whole.len(), 12);
        assert_eq!(
            whole
                .iter()
                .find(|e| e.key == "ops")
                .unwrap()
                .name(Lang::En),
            "Platform"
        );
    }
}
