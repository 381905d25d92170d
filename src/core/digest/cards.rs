//! What digests say.

use crate::calendar::Zone;
use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, File, Text, Tone, time_full, time_relative,
};
use crate::clock::At;
use crate::core::Section;
use crate::core::digest::rules::{Digest, LINES, State, first_screen};
use crate::core::org::Department;
use crate::i18n::{Lang, say};

/// What a digest is made of besides its sections.
pub(super) struct Frame<'a> {
    pub(super) lang: Lang,
    pub(super) department: &'a Department,
    pub(super) from: At,
    pub(super) to: At,
    /// When the next one comes, if it is on a schedule.
    pub(super) next: Option<At>,
    /// The digest's number; 0 when it was asked for without one.
    pub(super) number: i64,
    /// Each with the line that explains it.
    pub(super) pictures: Vec<(File, Text)>,
}

fn field(section: &Section) -> Field {
    let lines = section
        .lines
        .iter()
        .map(|l| Text::trusted(format!("• {l}")));
    let name = match section.count {
        0 => section.title.clone(),
        count => format!("{} · {count}", section.title),
    };
    Field {
        name: Text::trusted(name),
        value: Text::join(lines, "\n"),
        inline: false,
    }
}

/// The digest as it is posted: counts first, fifteen lines, the rest behind **More**.
pub(super) fn digest(sections: &[Section], frame: Frame<'_>) -> Card {
    let lang = frame.lang;
    let (shown, hidden) = first_screen(sections);
    let counted = sections.iter().filter(|s| s.count > 0);
    let counts = counted.map(|s| Text::trusted(format!("{} **{}**", s.title, s.count)));
    let mut body = Text::join(counts, " · ");
    if sections.is_empty() {
        body = Text::trusted(say(lang, "digest-nothing", &[]));
    }
    let mut buttons = Vec::new();
    if hidden > 0 {
        let action = ActionId::new("digest", "more", frame.department.id)
            .with(format!("{}:0", frame.from.0));
        let label = say(lang, "digest-more", &[("hidden", hidden.into())]);
        buttons.push(vec![Button {
            label,
            emoji: None,
            action,
            style: ButtonStyle::Secondary,
            disabled: false,
        }]);
    }
    let next_step = if sections.is_empty() {
        "digest-footer-nothing"
    } else {
        "digest-footer-next-step"
    };
    let mut footer = say(
        lang,
        next_step,
        &[("department", Text::user(&frame.department.name).into())],
    );
    if frame.number > 0 {
        footer = format!("DIG-{} · {footer}", frame.number);
    }
    let mut fields: Vec<Field> = shown
        .iter()
        .filter(|s| !s.lines.is_empty())
        .map(field)
        .collect();
    let mut files = Vec::new();
    for (file, legend) in frame.pictures {
        files.push(file);
        // Names of fields show no mark-up and may not be empty: this one takes no room.
        fields.push(Field {
            name: Text::trusted("\u{200B}"),
            value: legend,
            inline: false,
        });
    }
    if let Some(next) = frame.next {
        fields.push(Field {
            name: Text::trusted(say(lang, "digest-next", &[])),
            value: Text::trusted(format!("{} ({})", time_full(next), time_relative(next))),
            inline: false,
        });
    }
    Card {
        tone: Tone::Info,
        title: Some(Text::trusted(say(
            lang,
            "digest-title",
            &[("department", Text::user(&frame.department.name).into())],
        ))),
        body: Some(Text::trusted(format!(
            "{}\n{body}",
            say(
                lang,
                "digest-period",
                &[
                    ("from", time_full(frame.from).into()),
                    ("to", time_full(frame.to).into())
                ]
            )
        ))),
        fields,
        footer: Some(Text::trusted(footer)),
        buttons,
        files,
        ..Card::default()
    }
}

/// One page of everything a digest has, privately.
pub(super) fn page(
    lang: Lang,
    department: &Department,
    sections: &[Section],
    from: At,
    page: usize,
) -> Card {
    let lines: Vec<(String, Text)> = sections
        .iter()
        .flat_map(|s| s.lines.iter().map(|l| (s.title.clone(), l.clone())))
        .collect();
    let pages = lines.len().div_ceil(LINES).max(1);
    let page = page.min(pages - 1);
    let mut body = String::new();
    let mut heading = "";
    for (title, line) in lines.iter().skip(page * LINES).take(LINES) {
        if title != heading {
            body.push_str(&format!("**{title}**\n"));
            heading = title;
        }
        body.push_str(&format!("• {line}\n"));
    }
    // Two buttons of one message may not share an id, even when one is disabled: the label is part of it.
    let turn = |label: &str, to: Option<usize>| Button {
        label: say(lang, label, &[]),
        emoji: None,
        action: ActionId::new("digest", "more", department.id).with(format!(
            "{}:{}:{label}",
            from.0,
            to.unwrap_or(page)
        )),
        style: ButtonStyle::Secondary,
        disabled: to.is_none(),
    };
    Card {
        title: Some(Text::trusted(say(
            lang,
            "digest-title",
            &[("department", Text::user(department.name_in(lang)).into())],
        ))),
        body: Some(Text::trusted(body)),
        footer: Some(Text::trusted(say(
            lang,
            "page-of",
            &[("page", (page + 1).into()), ("pages", pages.into())],
        ))),
        buttons: vec![vec![
            turn("page-previous", page.checked_sub(1)),
            turn("page-next", Some(page + 1).filter(|p| *p < pages)),
        ]],
        ..Card::default()
    }
}

/// It was made, or changed.
pub(super) fn saved(
    lang: Lang,
    id: &str,
    digest: &Digest,
    department: &Department,
    next: Option<At>,
) -> Card {
    let when = next.map_or_else(
        || "–".to_owned(),
        |at| format!("{} ({})", time_full(at), time_relative(at)),
    );
    Card {
        tone: Tone::Good,
        body: Some(Text::trusted(say(
            lang,
            id,
            &[
                ("key", digest.key().into()),
                ("department", Text::user(department.name_in(lang)).into()),
                ("schedule", digest.schedule.text().replace('`', "'").into()),
                ("code", department.key.as_str().into()),
                ("zone", digest.zone.name().into()),
                ("next", when.into()),
                (
                    "place",
                    department
                        .channel
                        .map_or_else(|| "–".to_owned(), |c| Text::channel(c).to_string())
                        .into(),
                ),
            ],
        ))),
        ..Card::default()
    }
}

/// One line of the list.
pub(super) struct Row {
    pub(super) digest: Digest,
    pub(super) department: String,
    pub(super) next: Option<At>,
}

/// All digests.
pub(super) fn list(lang: Lang, rows: &[Row]) -> Card {
    let lines = rows.iter().map(|row| {
        let next = match (row.digest.state, row.next) {
            (State::Paused, _) => say(
                lang,
                "digest-list-paused",
                &[
                    ("user", Text::mention(row.digest.state_by).into()),
                    ("when", time_relative(row.digest.state_at).into()),
                ],
            ),
            (State::Active, Some(at)) => format!("{} ({})", time_full(at), time_relative(at)),
            (State::Active, None) => "–".to_owned(),
        };
        Text::trusted(format!(
            "**{}** {} · `{}` {} · {next}",
            row.digest.key(),
            Text::user(&row.department),
            row.digest.schedule.text().replace('`', "'"),
            zone_words(row.digest.zone),
        ))
    });
    let body = if rows.is_empty() {
        Text::trusted(say(lang, "digest-list-empty", &[]))
    } else {
        Text::join(lines, "\n")
    };
    Card {
        title: Some(Text::trusted(say(lang, "digest-list-title", &[]))),
        body: Some(body),
        ..Card::default()
    }
}

fn zone_words(zone: Zone) -> String {
    zone.name().replace('_', " ")
}

/// A sentence about a digest.
pub(super) fn sentence(lang: Lang, id: &str, digest: &Digest) -> Card {
    Card {
        tone: Tone::Good,
        body: Some(Text::trusted(say(
            lang,
            id,
            &[("key", digest.key().into())],
        ))),
        ..Card::default()
    }
}

/// Before it is deleted: what would be gone.
pub(super) fn confirm_delete(lang: Lang, digest: &Digest, department: &Department) -> Card {
    let button = |id: &str, action: &str, style| Button {
        label: say(lang, id, &[]),
        emoji: None,
        action: ActionId::new("digest", action, digest.number),
        style,
        disabled: false,
    };
    Card {
        tone: Tone::Warn,
        body: Some(Text::trusted(say(
            lang,
            "digest-delete-confirm",
            &[
                ("key", digest.key().into()),
                ("department", Text::user(department.name_in(lang)).into()),
            ],
        ))),
        buttons: vec![vec![
            button("digest-delete-yes", "delete", ButtonStyle::Danger),
            button("digest-delete-no", "keep", ButtonStyle::Secondary),
        ]],
        ..Card::default()
    }
}
