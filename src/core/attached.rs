//! A file that somebody attached as proof: kept by its link, name, size and SHA-256, never by its contents. Pure.
//!
//! The face fetches it once, as it streams by, and hashes it; whoever doubts the proof later hashes the file again. Only
//! what the platform served is kept, so a link is the platform's and never one that somebody typed.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::chat::Text;
use crate::core::token;
use crate::i18n::{Lang, say};

/// Characters of a name that are kept.
const NAME_MOST: usize = 100;
/// Digits of the hash that are shown; all are kept.
const SHOWN: usize = 12;

/// What is kept of a file. Stored as JSON: a promise to tomorrow's binary.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Attached {
    /// Where the platform serves it.
    pub(crate) link: String,
    /// As it was called by whoever attached it: escape before showing.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) size: i64,
    /// Of its contents, in hexadecimal.
    pub(crate) sha256: String,
}

/// A file that is being read.
pub(crate) struct Reading {
    link: String,
    name: String,
    size: i64,
    hash: Sha256,
}

impl Attached {
    /// Begins to read a file that the platform serves there.
    pub(crate) fn reading(link: &str, name: &str) -> Reading {
        Reading {
            link: link.to_owned(),
            name: name.chars().take(NAME_MOST).collect(),
            size: 0,
            hash: Sha256::new(),
        }
    }

    /// Its name as a link, its size, and the beginning of its hash.
    pub(crate) fn line(&self, lang: Lang) -> Text {
        // What would end the link early cannot stand in an address anyway.
        let link = self.link.replace(['(', ')', ' ', '<', '>'], "");
        let hash: String = self.sha256.chars().take(SHOWN).collect();
        let args = [
            ("name", Text::user(&self.name).into()),
            ("link", link.into()),
            ("size", size(self.size).into()),
            ("hash", hash.into()),
        ];
        Text::trusted(say(lang, "attached-line", &args))
    }
}

impl Reading {
    /// The next piece of its contents.
    pub(crate) fn take(&mut self, bytes: &[u8]) {
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        self.size = self.size.saturating_add(length);
        self.hash.update(bytes);
    }
    /// All of it has been read.
    pub(crate) fn done(self) -> Attached {
        Attached {
            link: self.link,
            name: self.name,
            size: self.size,
            sha256: token::hex(&self.hash.finalize()),
        }
    }
}

/// `12 KB`, `3.4 MB`.
fn size(bytes: i64) -> String {
    let kilo = (bytes.max(0) + 1023) / 1024;
    if kilo < 1024 {
        return format!("{kilo} KB");
    }
    let tenths = kilo * 10 / 1024;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[&[u8]]) -> Attached {
        let mut reading = Attached::reading("https://cdn.example/a(1).png", "proof *1*.png");
        for part in parts {
            reading.take(part);
        }
        reading.done()
    }

    #[test]
    fn a_file_is_known_by_its_contents_however_it_comes() {
        let whole = read(&[b"abc"]);
        assert_eq!(
            whole.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(whole.size, 3);
        assert_eq!(read(&[b"a", b"", b"bc"]), whole);
        assert_ne!(read(&[b"abd"]).sha256, whole.sha256);
    }

    #[test]
    fn its_line_links_it_and_shows_its_name_literally() {
        let line = read(&[b"abc"]).line(Lang::En);
        assert_eq!(
            line.as_str(),
            "[proof \\*1\\*.png](https://cdn.example/a1.png) · 1 KB · SHA-256 `ba7816bf8f01`"
        );
        assert_eq!(size(0), "0 KB");
        assert_eq!(size(1024 * 1024 * 5 / 2), "2.5 MB");
    }

    #[test]
    fn what_is_stored_still_decodes() {
        let stored = r#"{"link":"https://cdn.example/x","name":"x.pdf","size":9,"sha256":"00"}"#;
        let kept: Attached = serde_json::from_str(stored).unwrap();
        assert_eq!(kept.size, 9);
        assert_eq!(serde_json::to_string(&kept).unwrap(), stored);
    }
}
