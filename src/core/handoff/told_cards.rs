//! What is said about a handoff besides its cards: lines of the talk, notices, reminders. Pure.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Choice, Menu, Text, Tone, UserId, time_full,
};
use crate::clock::At;
use crate::core::handoff::cards::{action, button, by, open_name, text, when};
use crate::core::handoff::clocks::{Stage, Which};
use crate::core::handoff::find::Held;
use crate::core::handoff::rules::{Step, is_open_to};
use crate::core::handoff::types::{Side, State, key};
use crate::core::org::Department;
use crate::i18n::{Lang, say};

/// So many characters of what was said are shown.
const BRIEF: usize = 1_500;

/// Something that happened to a handoff.
pub(super) struct Said<'a> {
    pub(super) key: String,
    /// `accept`, `ask`, …: which sentence it is.
    pub(super) event: &'static str,
    /// Nobody: time did.
    pub(super) by: Option<UserId>,
    /// What they said with it, as typed; may be empty.
    pub(super) text: &'a str,
    /// Whom or what it is about besides: an assignee, a department, a key.
    pub(super) about: Text,
}

fn line(lang: Lang, said: &Said<'_>) -> Text {
    let id = match said.by {
        Some(_) => "handoff-said",
        None => "handoff-said-alone",
    };
    text(
        lang,
        id,
        &[
            ("key", said.key.clone().into()),
            ("event", said.event.into()),
            ("user", by(said.by).into()),
            ("about", said.about.clone().into()),
        ],
    )
}

/// What people wrote, set off from what we say.
fn quoted(words: &str) -> Option<Text> {
    if words.is_empty() {
        return None;
    }
    let shown = Text::brief(words, BRIEF).to_string();
    let lines: Vec<String> = shown.lines().map(|l| format!("> {l}")).collect();
    Some(Text::trusted(lines.join("\n")))
}

/// A line of the talk.
pub(super) fn said(lang: Lang, said: &Said<'_>) -> Card {
    Card {
        lead: Some(line(lang, said)),
        body: quoted(said.text),
        ..Card::default()
    }
}

/// The same beside the card, with what the department may press now. Of what is private only what happened.
pub(super) fn notice(lang: Lang, held: &Held, what: &Said<'_>, side: Side) -> Card {
    let name = open_name(held, lang);
    let mut lines = vec![
        Text::trusted(format!("**{}** {name}", what.key)),
        line(lang, what),
    ];
    if !held.is_private() {
        lines.extend(quoted(what.text));
    }
    Card {
        tone: match what.event {
            "decline" | "return" | "check-failed" | "released-away" | "released-left" => Tone::Warn,
            "confirm" | "check-passed" => Tone::Good,
            _ => Tone::Info,
        },
        body: Some(Text::join(lines, "\n")),
        buttons: turn_buttons(lang, held, side),
        ..Card::default()
    }
}

/// It was accepted, and whoever had it is gone.
pub(super) fn is_free(held: &Held) -> bool {
    held.handoff.state == State::Accepted && held.handoff.assignee.is_none()
}

/// What a department may press when it is its turn.
pub(super) fn turn_buttons(lang: Lang, held: &Held, side: Side) -> Vec<Vec<Button>> {
    if held.handoff.state.turn() != Some(side) {
        return Vec::new();
    }
    let standing = held.standing();
    let all = [
        (
            Step::Accept,
            "handoff-do-accept",
            "accept",
            ButtonStyle::Success,
        ),
        (
            Step::Answer,
            "handoff-do-answer",
            "answer",
            ButtonStyle::Primary,
        ),
        (
            Step::Deliver,
            "handoff-do-deliver",
            "deliver",
            ButtonStyle::Success,
        ),
        (
            Step::Confirm,
            "handoff-do-confirm",
            "confirm",
            ButtonStyle::Success,
        ),
        (Step::Sign, "handoff-do-sign", "sign", ButtonStyle::Success),
        (
            Step::Return,
            "handoff-do-return",
            "return",
            ButtonStyle::Danger,
        ),
    ];
    let open = all.into_iter().filter(|(step, ..)| {
        step.side().is_none_or(|of| of == side) && is_open_to(&standing, *step)
    });
    let number = held.handoff.number;
    let mut row: Vec<Button> = open
        .map(|(_, label, name, style)| button(lang, label, action(name, number), style))
        .collect();
    if side == Side::Receiver && is_free(held) {
        row.insert(0, take_button(lang, number));
    }
    if row.is_empty() {
        Vec::new()
    } else {
        vec![row]
    }
}

/// Instead of its card, where it was before it was passed on.
pub(super) fn passed_on(lang: Lang, held: &Held, to: &Department) -> Card {
    let args = [
        ("key", held.handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("department", Text::user(to.name_in(lang)).into()),
    ];
    Card {
        tone: Tone::Quiet,
        body: Some(text(lang, "handoff-passed-on", &args)),
        buttons: vec![vec![button(
            lang,
            "handoff-do-show",
            action("show", held.handoff.number),
            ButtonStyle::Secondary,
        )]],
        ..Card::default()
    }
}

/// A clock has come so far.
pub(super) fn reminder(lang: Lang, held: &Held, which: Which, stage: Stage, due: At) -> Card {
    let handoff = &held.handoff;
    let args = [
        ("key", handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("which", which.name().into()),
        ("when", when(due).into()),
        ("sender", Text::user(held.sender.name_in(lang)).into()),
        ("receiver", Text::user(held.receiver.name_in(lang)).into()),
        ("user", by(handoff.assignee).into()),
        (
            "assigned",
            if handoff.assignee.is_some() {
                "yes"
            } else {
                "no"
            }
            .into(),
        ),
    ];
    let id = match stage {
        Stage::Half | Stage::Most => "handoff-remind",
        Stage::Over => "handoff-overdue",
        Stage::Office => "handoff-escalated",
    };
    let mut buttons = turn_buttons(lang, held, Side::Receiver);
    if stage < Stage::Over {
        buttons.push(snoozes(lang, handoff.number));
    } else if let Some(row) = buttons.first_mut() {
        row.push(show_button(lang, handoff.number));
    }
    Card {
        tone: if stage < Stage::Over {
            Tone::Warn
        } else {
            Tone::Bad
        },
        body: Some(text(lang, id, &args)),
        buttons,
        ..Card::default()
    }
}

/// For those who see to it and do not do it.
pub(super) fn only_show(lang: Lang, number: i64) -> Vec<Vec<Button>> {
    vec![vec![show_button(lang, number)]]
}

fn show_button(lang: Lang, number: i64) -> Button {
    button(
        lang,
        "handoff-do-show",
        action("show", number),
        ButtonStyle::Secondary,
    )
}

/// For how long nobody is reminded: an hour, until tomorrow at nine, until the next working day.
fn snoozes(lang: Lang, number: i64) -> Vec<Button> {
    let snooze = |label: &'static str, how: &str| {
        let action: ActionId = action("snooze", number).with(how);
        button(lang, label, action, ButtonStyle::Secondary)
    };
    vec![
        snooze("handoff-snooze-hour", "hour"),
        snooze("handoff-snooze-tomorrow", "tomorrow"),
        snooze("handoff-snooze-working", "working"),
    ]
}

/// The sender owes something: an answer, or a word on what was delivered.
pub(super) fn nudge(lang: Lang, held: &Held, id: &'static str, at: Option<At>) -> Card {
    let args = [
        ("key", held.handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("receiver", Text::user(held.receiver.name_in(lang)).into()),
        ("since", when(held.handoff.state_at).into()),
        ("when", at.map(when).unwrap_or_default().into()),
    ];
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, id, &args)),
        buttons: turn_buttons(lang, held, Side::Sender),
        ..Card::default()
    }
}

/// What was lent is to be given back.
pub(super) fn lent(lang: Lang, held: &Held, id: &'static str, day: &str) -> Card {
    let args = [
        ("key", held.handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("sender", Text::user(held.sender.name_in(lang)).into()),
        ("receiver", Text::user(held.receiver.name_in(lang)).into()),
        ("day", day.into()),
    ];
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, id, &args)),
        buttons: vec![vec![button(
            lang,
            "handoff-do-back",
            action("back", held.handoff.number),
            ButtonStyle::Success,
        )]],
        ..Card::default()
    }
}

/// Somebody was given a handoff by somebody else.
pub(super) fn assigned(lang: Lang, held: &Held, giver: Option<UserId>, due: Option<At>) -> Card {
    let args = [
        ("key", held.handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("sender", Text::user(held.sender.name_in(lang)).into()),
        ("user", by(giver).into()),
        ("given", if giver.is_some() { "yes" } else { "no" }.into()),
        ("when", due.map(time_full).unwrap_or_default().into()),
        ("due", if due.is_some() { "yes" } else { "no" }.into()),
    ];
    Card {
        tone: Tone::Info,
        body: Some(text(lang, "handoff-given-to-you", &args)),
        buttons: turn_buttons(lang, held, Side::Receiver),
        ..Card::default()
    }
}

/// Whoever had it is away or has left: it is free again, or stays theirs; the leads may give it to somebody else.
pub(super) fn gone(
    lang: Lang,
    held: &Held,
    user: UserId,
    (until, stays): (Option<&str>, bool),
    people: Vec<Choice>,
) -> Card {
    let args = [
        ("key", held.handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("sender", Text::user(held.sender.name_in(lang)).into()),
        ("user", Text::mention(user).into()),
        ("until", until.unwrap_or_default().to_owned().into()),
        ("away", if until.is_some() { "yes" } else { "no" }.into()),
    ];
    let id = if stays {
        "handoff-told-away"
    } else {
        "handoff-told-released"
    };
    let number = held.handoff.number;
    let menu = Menu {
        action: action("assign", number),
        placeholder: say(lang, "handoff-assign", &[]),
        choices: people,
        most: 1,
    };
    let mut row = vec![show_button(lang, number)];
    if !stays {
        row.insert(0, take_button(lang, number));
    }
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, id, &args)),
        menus: if menu.choices.is_empty() {
            Vec::new()
        } else {
            vec![menu]
        },
        buttons: vec![row],
        ..Card::default()
    }
}

/// For whoever has time, while nobody has it.
pub(super) fn take_button(lang: Lang, number: i64) -> Button {
    button(
        lang,
        "handoff-do-take",
        action("take", number),
        ButtonStyle::Primary,
    )
}

/// Another handoff waits for this one's answer, which is there.
pub(super) fn child_done(lang: Lang, child: &Held, parent: i64) -> Card {
    let args = [
        ("key", child.handoff.key().into()),
        ("name", open_name(child, lang).into()),
        ("parent", key(parent).into()),
    ];
    let deliver = action("deliver", parent).with(child.handoff.number);
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "handoff-child-done", &args)),
        buttons: vec![vec![button(
            lang,
            "handoff-do-deliver-it",
            deliver,
            ButtonStyle::Success,
        )]],
        ..Card::default()
    }
}
