//! A card as plain text, for those who read it outside Discord. Pure.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::chat::{Card, Text};
use crate::clock::At;

/// What only Discord understands: moments, mentions, and links with words.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"<t:(-?\d{1,12})(?::[A-Za-z])?>|<(?:@[!&]?|#)\d+>|\[([^\]]*)\]\(([^)\s]*)\)").ok()
});

/// How far away a moment is that was just told in full: without a clock that runs it is the same moment twice.
static TWICE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(<t:-?\d{1,12}:[tTfF]>) ?[(（]<t:-?\d{1,12}:R>[)）]").ok());

/// The first line, without line breaks, and all of it.
pub(super) fn plain(card: &Card) -> (String, String) {
    let head = [&card.lead, &card.title].into_iter().flatten();
    let head: Vec<String> = head.map(text).filter(|line| !line.is_empty()).collect();
    let subject = head.first().cloned().unwrap_or_default();
    let subject: String = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = head;
    lines.extend(card.body.iter().map(text));
    for field in &card.fields {
        lines.push(format!("{}: {}", text(&field.name), text(&field.value)));
    }
    lines.extend(card.footer.iter().map(text));
    (subject, lines.join("\n\n"))
}

/// Without Markdown and mentions; moments in UTC.
fn text(of: &Text) -> String {
    let once = match &*TWICE {
        Some(twice) => twice.replace_all(of.as_str(), "$1"),
        None => of.as_str().into(),
    };
    let read = match &*MARKS {
        Some(marks) => marks.replace_all(&once, |found: &Captures<'_>| {
            if let Some(seconds) = found.get(1).and_then(|s| s.as_str().parse::<i64>().ok()) {
                return At(seconds * 1000)
                    .utc()
                    .format("%Y-%m-%d %H:%M UTC")
                    .to_string();
            }
            match (found.get(2), found.get(3)) {
                (Some(words), Some(link)) => format!("{} ({})", words.as_str(), link.as_str()),
                _ => String::new(),
            }
        }),
        None => once,
    };
    let mut out = String::new();
    let mut escaped = false;
    for c in read.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            '*' | '`' if !escaped => {}
            // Put there to keep Discord from making a mention of it.
            '\u{200b}' => {}
            _ => {
                out.push(c);
                escaped = false;
            }
        }
    }
    out.trim().to_owned()
}
