//! What those who speak with customers read: no title, no cause, no jargon.

use crate::chat::{Card, Text, Tone, time_full};
use crate::core::incident::cards::{text, when};
use crate::core::incident::types::Incident;
use crate::i18n::{Arg, Lang};

/// What there is to tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
    Opened,
    Updated,
    Resolved,
    Reopened,
}

/// What one department is told.
pub(super) struct Notice<'a> {
    /// The department's.
    pub(super) lang: Lang,
    pub(super) incident: &'a Incident,
    pub(super) stage: Stage,
    /// As somebody wrote them for customers; or nothing.
    pub(super) words: &'a str,
}

impl Notice<'_> {
    fn args(&self) -> Vec<(&'static str, Arg)> {
        let incident = self.incident;
        let next = incident.paging.deadlines.update;
        let next = next.map_or_else(|| "–".to_owned(), when);
        vec![
            ("incident", incident.key().into()),
            ("since", time_full(incident.opened_at).into()),
            ("next", next.into()),
        ]
    }

    /// What does not work, as far as it may be said: what it is called by those who repair it is not for customers.
    fn what(&self) -> Text {
        if self.incident.is_private() || self.incident.service.is_empty() {
            return text(self.lang, "incident-customers-something", &[]);
        }
        let name = Text::user(&self.incident.service);
        text(
            self.lang,
            "incident-customers-service",
            &[("name", name.into())],
        )
    }
}

/// The notice that is kept up to date.
pub(super) fn standing(notice: &Notice<'_>) -> Card {
    let lang = notice.lang;
    let mut lines = vec![notice.what()];
    if !notice.words.is_empty() {
        lines.push(quoted(notice));
    }
    let over = notice.stage == Stage::Resolved;
    let [title, state, next] = if over {
        [
            "incident-customers-title-over",
            "incident-customers-over",
            "incident-customers-footer-over",
        ]
    } else {
        [
            "incident-customers-title",
            "incident-customers-open",
            "incident-customers-footer",
        ]
    };
    lines.push(text(lang, state, &notice.args()));
    let key = [("incident", notice.incident.key().into())];
    Card {
        tone: if over { Tone::Good } else { Tone::Warn },
        title: Some(text(lang, title, &key)),
        body: Some(Text::join(lines, "\n")),
        footer: Some(text(lang, next, &[])),
        ..Card::default()
    }
}

/// What is new, in a message of its own; the first notice is news itself.
pub(super) fn news(notice: &Notice<'_>) -> Option<Card> {
    let lang = notice.lang;
    let (id, tone) = match notice.stage {
        Stage::Opened => return None,
        Stage::Updated => ("incident-customers-updated", Tone::Info),
        Stage::Resolved => ("incident-customers-resolved", Tone::Good),
        Stage::Reopened => ("incident-customers-reopened", Tone::Warn),
    };
    let mut lines = vec![text(lang, id, &notice.args())];
    if !notice.words.is_empty() {
        lines.push(quoted(notice));
    }
    Some(Card {
        tone,
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    })
}

fn quoted(notice: &Notice<'_>) -> Text {
    let said = Text::brief(notice.words, 1_000);
    let lines: Vec<String> = said.as_str().lines().map(|l| format!("> {l}")).collect();
    Text::trusted(lines.join("\n"))
}
