//! Small pieces that all cards here are made of. Pure.

use crate::chat::{ActionId, Button, ButtonStyle, Card, Text, Tone, time_full, time_relative};
use crate::clock::At;
use crate::i18n::{Arg, Lang, say};

pub(super) fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// A private sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

/// A list with a title, or what is said when there is nothing in it.
pub(super) fn list(lang: Lang, title: &str, empty: &str, lines: Vec<Text>) -> Card {
    let body = if lines.is_empty() {
        text(lang, empty, &[])
    } else {
        Text::join(lines, "\n")
    };
    Card {
        title: Some(text(lang, title, &[])),
        body: Some(body),
        ..Card::default()
    }
}

pub(super) fn button(lang: Lang, label: &str, action: ActionId, style: ButtonStyle) -> Button {
    Button {
        label: say(lang, label, &[]),
        emoji: None,
        action,
        style,
        disabled: false,
    }
}

/// A moment in full, and how far away.
pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

/// What somebody typed as code, literally; what would call everybody is broken even there, where it calls nobody.
pub(super) fn code(typed: &str) -> String {
    let typed = typed.replace('`', "'");
    let typed = typed.replace("@everyone", "@\u{200B}everyone");
    format!("`{}`", typed.replace("@here", "@\u{200B}here"))
}
