//! What those who asked read in the room of their case: where it stands, and what they can do. Pure.

use crate::chat::{ActionId, Button, ButtonStyle, Card, Field, Text, Tone, time_full};
use crate::core::journal::Recorded;
use crate::core::task::cards::{self, Scene, button, field, labelled, text};
use crate::core::task::rules::State;
use crate::core::task::types::{Comment, Task};
use crate::i18n::{Lang, say};

/// The card in the room.
pub(super) fn asked(scene: &Scene<'_>) -> Card {
    let (lang, task) = (scene.lang, scene.task);
    let id = match task.state {
        State::New => "task-room-new",
        State::Accepted => "task-room-accepted",
        State::Answered => "task-room-answered",
        State::Closed => "task-room-closed",
        State::Declined => "task-room-declined",
        _ => "task-room-over",
    };
    let nobody = || say(lang, "task-nobody", &[]);
    let args = [
        (
            "department",
            Text::user(scene.department.name_in(lang)).into(),
        ),
        (
            "user",
            task.assignee
                .map_or_else(nobody, |u| Text::mention(u).to_string())
                .into(),
        ),
        (
            "due",
            task.due
                .map_or_else(|| say(lang, "task-no-due", &[]), cards::when)
                .into(),
        ),
    ];
    let mut fields: Vec<Field> = Vec::new();
    if !task.details.is_empty() {
        let details = Text::brief(&task.details, 900);
        fields.push(field(lang, "task-field-details", details, false));
    }
    if !task.more.reason.is_empty() {
        let answer = Text::brief(&task.more.reason, 900);
        fields.push(field(lang, "task-field-answer", answer, false));
    }
    Card {
        tone: match task.state {
            State::Answered | State::Closed => Tone::Good,
            State::Declined | State::Cancelled => Tone::Quiet,
            _ => Tone::Info,
        },
        title: Some(cards::title(task)),
        body: Some(text(lang, id, &args)),
        fields,
        buttons: vec![room_buttons(lang, task)],
        ..Card::default()
    }
}

fn room_buttons(lang: Lang, task: &Task) -> Vec<Button> {
    let on = |label: &str, action: &str, style| button(lang, label, action, task.number, style);
    match task.state {
        State::New | State::Accepted => vec![
            on("task-button-reply", "comment", ButtonStyle::Primary),
            on("task-button-withdraw", "cancel", ButtonStyle::Secondary),
        ],
        State::Answered => vec![
            on("task-button-solved", "confirm", ButtonStyle::Success),
            on("task-button-unsolved", "reopen", ButtonStyle::Danger),
            on("task-button-reply", "comment", ButtonStyle::Secondary),
        ],
        State::Closed => vec![
            on("task-button-unsolved", "reopen", ButtonStyle::Secondary),
            on(
                "task-button-transcript",
                "transcript",
                ButtonStyle::Secondary,
            ),
        ],
        _ => vec![on(
            "task-button-transcript",
            "transcript",
            ButtonStyle::Secondary,
        )],
    }
}

/// The question how satisfied whoever asked is.
pub(super) fn satisfaction(lang: Lang, task: &Task) -> Card {
    let score = |n: i64| {
        let action = ActionId::new("task", "rate", task.number).with(n);
        let style = match n {
            1 | 2 => ButtonStyle::Danger,
            3 => ButtonStyle::Secondary,
            _ => ButtonStyle::Success,
        };
        labelled(format!("{n} ★"), action, style)
    };
    Card {
        title: Some(cards::title(task)),
        body: Some(text(lang, "task-csat-question", &[])),
        buttons: vec![(1..=5).map(score).collect()],
        ..Card::default()
    }
}

/// All that was said and done, as a file in Markdown. `names` says what people are called.
pub(super) fn transcript(
    lang: Lang,
    task: &Task,
    history: &[Recorded],
    comments: &[Comment],
    names: &dyn Fn(i64) -> String,
) -> String {
    enum Happened<'a> {
        Entry(&'a Recorded),
        Said(&'a Comment),
    }
    let mut lines = vec![
        format!("# {} {}", task.key(), plain(&task.title)),
        String::new(),
        format!("- {}", task.state.word(lang)),
        format!("- {}", plain(&task.kind_name(lang))),
        String::new(),
    ];
    if !task.details.is_empty() {
        lines.extend(
            task.details
                .lines()
                .map(|line| format!("> {}", plain(line))),
        );
        lines.push(String::new());
    }
    let mut all: Vec<(crate::clock::At, usize, Happened<'_>)> = Vec::new();
    let entries = history.iter().filter(|e| e.action != "task.commented");
    all.extend(
        entries
            .enumerate()
            .map(|(n, e)| (e.at, n, Happened::Entry(e))),
    );
    let said = comments.iter().rev().enumerate();
    all.extend(said.map(|(n, c)| (c.at, n, Happened::Said(c))));
    all.sort_by_key(|(at, n, _)| (*at, *n));
    for (at, _, happened) in all {
        let time = at.utc().format("%Y-%m-%d %H:%M UTC");
        match happened {
            Happened::Entry(entry) => {
                let id = format!("journal-{}", entry.action.replace('.', "-"));
                let words = crate::i18n::find(lang, &id).unwrap_or_else(|| entry.action.clone());
                let who = entry.by.map_or_else(String::new, |by| plain(&names(by.0)));
                lines.push(format!("- {time} {who} *{words}*"));
            }
            Happened::Said(comment) => {
                lines.push(format!("- {time} **{}**:", plain(&names(comment.user.0))));
                lines.extend(
                    comment
                        .text
                        .lines()
                        .map(|line| format!("  > {}", plain(line))),
                );
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What somebody typed, as Markdown that is nothing but text.
fn plain(text: &str) -> String {
    Text::user(text).to_string()
}

/// The file itself, in a card.
pub(super) fn transcript_card(lang: Lang, task: &Task, text_of: String) -> Card {
    Card {
        tone: Tone::Quiet,
        body: Some(text(
            lang,
            "task-transcript",
            &[
                ("key", task.key().into()),
                ("when", time_full(task.state_at).into()),
            ],
        )),
        files: vec![crate::chat::File {
            name: format!("{}.md", task.key().to_lowercase()),
            bytes: text_of.into_bytes(),
            picture: false,
            alt: None,
        }],
        ..Card::default()
    }
}

/// A department's panel: what people outside can ask for.
pub(super) fn panel(lang: Lang, department: &str, buttons: Vec<Vec<Button>>) -> Card {
    let args = [("department", Text::user(department).into())];
    Card {
        title: Some(text(lang, "task-panel-title", &args)),
        body: Some(text(lang, "task-panel-body", &args)),
        footer: Some(text(lang, "task-panel-next", &args)),
        buttons,
        ..Card::default()
    }
}
