//! What people read, in their language: Fluent messages from `locales/`, nothing else.
//!
//! Both languages are complete and a test says so: every key in both with the same arguments, every key used, none missing.

use serde::{Deserialize, Serialize};

/// A language Liaison speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    #[serde(rename = "en-US")]
    En,
    #[serde(rename = "zh-CN")]
    Zh,
}

impl Lang {
    /// Both.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];
    /// `zh-*` is Chinese, everything else English.
    pub fn of(locale: &str) -> Lang {
        if locale
            .get(..2)
            .is_some_and(|l| l.eq_ignore_ascii_case("zh"))
        {
            Lang::Zh
        } else {
            Lang::En
        }
    }
    /// `en-US`, `zh-CN`: Discord's and BCP 47's name of it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en-US",
            Lang::Zh => "zh-CN",
        }
    }
}

/// A value put into a message.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    /// Text as it is: escape what users typed first (`chat::Text::user`).
    Text(String),
    /// A number, formatted and pluralised by the language.
    Number(i64),
}
impl From<&str> for Arg {
    fn from(s: &str) -> Self {
        Arg::Text(s.into())
    }
}
impl From<String> for Arg {
    fn from(s: String) -> Self {
        Arg::Text(s)
    }
}
impl From<crate::chat::Text> for Arg {
    fn from(t: crate::chat::Text) -> Self {
        Arg::Text(t.to_string())
    }
}
impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Arg::Number(n)
    }
}
impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

/// A value put into a message, by name.
pub type Args<'a> = &'a [(&'static str, Arg)];

/// The message `id` in this language. A message that is not there is its own id (a test keeps that from happening).
pub fn say(lang: Lang, id: &str, args: Args<'_>) -> String {
    bundle::format(lang, id, args).unwrap_or_else(|| id.to_owned())
}

/// The message, if there is one: for text looked up by a computed id (command descriptions, catalogue).
pub fn find(lang: Lang, id: &str) -> Option<String> {
    bundle::format(lang, id, &[])
}

mod bundle;
