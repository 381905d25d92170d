//! What is said when standups are made, changed, listed and deleted: pure.

use crate::chat::{ActionId, ButtonStyle, Card, ChannelId, Text, Tone, time_relative};
use crate::clock::At;
use crate::core::org::Department;
use crate::core::standup::cards::{button, sentence, text, when};
use crate::core::standup::rules::{self, Standup, State};
use crate::i18n::{Lang, say};

fn when_or_dash(at: Option<At>) -> String {
    at.map_or_else(|| "–".to_owned(), when)
}

/// It was made, changed or resumed.
pub(super) fn saved(
    lang: Lang,
    id: &str,
    standup: &Standup,
    department: &Department,
    next: Option<At>,
) -> Card {
    let place = department
        .channel
        .map_or_else(|| Text::trusted("–"), Text::channel);
    let reminders = match standup.reminders.text() {
        "none" => text(lang, "standup-reminders-none", &[]),
        typed => Text::user(typed),
    };
    let mut card = sentence(
        lang,
        Tone::Good,
        id,
        &[
            ("key", standup.key().into()),
            ("name", Text::user(&standup.name).into()),
            ("department", Text::user(department.name_in(lang)).into()),
            ("schedule", standup.schedule.text().replace('`', "'").into()),
            ("zone", standup.zone.name().into()),
            ("minutes", (standup.window.0 / 60_000).into()),
            ("reminders", reminders.into()),
            ("place", place.into()),
            ("next", when_or_dash(next).into()),
        ],
    );
    let outside = |at| rules::outside_hours(standup, &department.hours, department.zone, at);
    if next.is_some_and(outside) {
        let warning = text(
            lang,
            "standup-outside-hours",
            &[
                ("department", Text::user(department.name_in(lang)).into()),
                ("key", department.key.as_str().into()),
                ("zone", department.zone.name().into()),
            ],
        );
        card.body = card.body.map(|said| Text::join([said, warning], "\n"));
    }
    card
}

/// Before it is deleted: what would be gone and what stays.
pub(super) fn confirm_delete(
    lang: Lang,
    standup: &Standup,
    department: &Department,
    open: bool,
    next: Option<At>,
) -> Card {
    let id = if open {
        "standup-delete-confirm-open"
    } else {
        "standup-delete-confirm"
    };
    let mut card = sentence(
        lang,
        Tone::Warn,
        id,
        &[
            ("key", standup.key().into()),
            ("name", Text::user(&standup.name).into()),
            ("department", Text::user(department.name_in(lang)).into()),
            ("next", when_or_dash(next).into()),
        ],
    );
    let action = |name| ActionId::new("standup", name, standup.number);
    card.buttons = vec![vec![
        button(
            lang,
            "standup-delete-yes",
            action("delete"),
            ButtonStyle::Danger,
        ),
        button(
            lang,
            "standup-delete-no",
            action("keep"),
            ButtonStyle::Secondary,
        ),
    ]];
    card
}

/// One line of the list.
pub(super) struct Row {
    pub(super) standup: Standup,
    pub(super) department: String,
    pub(super) channel: Option<ChannelId>,
    pub(super) next: Option<At>,
}

/// All standups.
pub(super) fn list(lang: Lang, rows: &[Row]) -> Card {
    let lines = rows.iter().map(|row| {
        let s = &row.standup;
        let next = match s.state {
            State::Paused => say(
                lang,
                "standup-list-paused",
                &[
                    ("user", Text::mention(s.state_by).into()),
                    ("when", time_relative(s.state_at).into()),
                ],
            ),
            State::Active | State::Deleted => when_or_dash(row.next),
        };
        let place = row
            .channel
            .map_or_else(String::new, |c| format!(" {}", Text::channel(c)));
        Text::trusted(format!(
            "**{}** {} · {}{place} · `{}` {} · {next}",
            s.key(),
            Text::user(&s.name),
            Text::user(&row.department),
            s.schedule.text().replace('`', "'"),
            s.zone.name(),
        ))
    });
    let body = if rows.is_empty() {
        text(lang, "standup-list-empty", &[])
    } else {
        Text::join(lines, "\n")
    };
    Card {
        title: Some(text(lang, "standup-list-title", &[])),
        body: Some(body),
        ..Card::default()
    }
}
