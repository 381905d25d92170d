//! What is said of postmortems, reviews and actions. Pure.

use crate::calendar::Day;
use crate::chat::{
    ActionId, Audience, Button, ButtonStyle, Card, Field, File, Form, Input, Text, Tone, UserId,
    time_full, time_relative,
};
use crate::clock::At;
use crate::core::incident::cards::{button, field, sentence, text};
use crate::core::incident::types::Incident;
use crate::core::incident::work_rules::{Action, Review};
use crate::core::words;
use crate::i18n::{Arg, Lang, say};

/// So many actions have a button on a card.
const BUTTONS: usize = 15;
/// So much of an action stands in a line.
const BRIEF: usize = 200;

/// The longest text of an action.
pub(super) const ACTION_MOST: u16 = 300;

fn on(number: i64, action: &str) -> ActionId {
    ActionId::new("incident", action, number)
}

fn plain(lang: Lang, label: &str, number: i64, action: &str) -> Button {
    button(lang, label, on(number, action), ButtonStyle::Secondary)
}

fn attached(incident: &Incident, markdown: &str) -> File {
    File {
        name: format!("{}-postmortem.md", incident.key()),
        bytes: markdown.as_bytes().to_vec(),
        picture: false,
        alt: None,
    }
}

/// The answer to whoever asks for the file.
pub(super) fn postmortem(lang: Lang, incident: &Incident, markdown: &str) -> Card {
    let over = !incident.state.is_open();
    let id = if over {
        "postmortem-made"
    } else {
        "postmortem-made-early"
    };
    let mut card = sentence(lang, Tone::Info, id, &[("incident", incident.key().into())]);
    let mut row = Vec::new();
    if over {
        row.push(plain(
            lang,
            "postmortem-post",
            incident.number,
            "postmortem",
        ));
    }
    row.push(plain(lang, "incident-actions", incident.number, "actions"));
    card.buttons = vec![row];
    card.files = vec![attached(incident, markdown)];
    card
}

/// In the thread, for everybody who reads there.
pub(super) fn posted(
    lang: Lang,
    incident: &Incident,
    markdown: &str,
    by: UserId,
    review: &Review,
) -> Card {
    let args = [
        ("incident", incident.key().into()),
        ("user", Text::mention(by).into()),
        ("when", moment(review.due).into()),
    ];
    Card {
        title: Some(text(lang, "postmortem-title", &args)),
        body: Some(text(lang, "postmortem-body", &args)),
        buttons: vec![review_buttons(lang, incident.number)],
        files: vec![attached(incident, markdown)],
        ..Card::default()
    }
}

fn review_buttons(lang: Lang, number: i64) -> Vec<Button> {
    let held = on(number, "review-held");
    vec![
        button(lang, "review-held", held, ButtonStyle::Success),
        plain(lang, "review-later", number, "review-later"),
        plain(lang, "incident-action-add", number, "action"),
    ]
}

/// The review is overdue.
pub(super) fn review_due(
    lang: Lang,
    incident: &Incident,
    review: &Review,
    asked: &[UserId],
) -> Card {
    let who = Text::join(asked.iter().map(|user| Text::mention(*user)), " ");
    let args = [
        ("incident", incident.key().into()),
        ("when", moment(review.due).into()),
        ("who", who.into()),
    ];
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, "review-due", &args)),
        buttons: vec![review_buttons(lang, incident.number)],
        audience: Audience {
            users: asked.to_vec(),
            roles: Vec::new(),
        },
        ..Card::default()
    }
}

/// One sentence about an incident's work.
pub(super) fn told(
    lang: Lang,
    id: &str,
    incident: &Incident,
    args: &[(&'static str, Arg)],
) -> Card {
    let mut all = vec![("incident", Arg::from(incident.key()))];
    all.extend_from_slice(args);
    sentence(lang, Tone::Good, id, &all)
}

/// A moment in full, and how far away.
pub(super) fn moment(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

/// The form of a new action.
pub(super) fn form(lang: Lang, incident: &Incident, owner: &str) -> Form {
    let input = |id: &str, label: &str, most| Input {
        id: id.to_owned(),
        label: say(lang, label, &[]),
        value: None,
        placeholder: None,
        long: false,
        required: true,
        most: Some(most),
    };
    let mut who = input("owner", "incident-action-owner", 60);
    who.value = Some(owner.chars().take(60).collect());
    let mut due = input("due", "incident-action-due", 30);
    due.placeholder = Some(say(lang, "incident-action-due-hint", &[]));
    let mut what = input("text", "incident-action-text", ACTION_MOST);
    what.long = true;
    Form {
        action: on(incident.number, "action-add"),
        title: say(
            lang,
            "incident-action-title",
            &[("incident", incident.key().into())],
        ),
        inputs: vec![what, who, due],
    }
}

/// An action in a line.
pub(super) fn line(lang: Lang, action: &Action) -> Text {
    let id = match (action.done, action.cancelled) {
        (Some(_), true) => "incident-action-line-cancelled",
        (Some(_), false) => "incident-action-line-done",
        (None, _) => "incident-action-line",
    };
    let (at, by) = action.done.unwrap_or((At(0), action.owner));
    let line = text(
        lang,
        id,
        &[
            ("text", Text::brief(&action.text, BRIEF).into()),
            ("owner", Text::mention(action.owner).into()),
            ("due", action.due.to_string().into()),
            ("user", Text::mention(by).into()),
            ("when", time_relative(at).into()),
        ],
    );
    if action.task.is_empty() {
        return line;
    }
    Text::join([line, Text::user(&action.task)], " · ")
}

/// The actions of an incident on its card; nothing if there are none.
pub(super) fn actions_field(lang: Lang, actions: &[Action]) -> Option<Field> {
    let lines = actions.iter().map(|action| line(lang, action));
    let name = text(lang, "incident-actions", &[]);
    (!actions.is_empty()).then(|| field(name, Text::join(lines, "\n"), false))
}

/// All actions of an incident; those that are not done, with a button each.
pub(super) fn list(lang: Lang, incident: &Incident, actions: &[Action], may: bool) -> Card {
    let lines = actions.iter().enumerate().map(|(n, action)| {
        let line = line(lang, action);
        Text::trusted(format!("{}. {line}", n + 1))
    });
    let body = if actions.is_empty() {
        text(lang, "incident-actions-none", &[])
    } else {
        Text::join(lines, "\n")
    };
    let open = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.done.is_none() && action.task.is_empty() && may);
    let done: Vec<Button> = open
        .take(BUTTONS)
        .map(|(n, action)| Button {
            label: say(
                lang,
                "incident-action-done-numbered",
                &[("number", (n + 1).into())],
            ),
            emoji: None,
            action: on(action.number, "action-done").with("list"),
            style: ButtonStyle::Success,
            disabled: false,
        })
        .collect();
    let mut rows: Vec<Vec<Button>> = done.chunks(5).map(<[Button]>::to_vec).collect();
    if may {
        rows.push(vec![plain(
            lang,
            "incident-action-add",
            incident.number,
            "action",
        )]);
    }
    Card {
        title: Some(text(
            lang,
            "incident-actions-title",
            &[("incident", incident.key().into())],
        )),
        body: Some(body),
        buttons: rows,
        ..Card::default()
    }
}

/// To the owner of an action, when it is due.
pub(super) fn due(lang: Lang, incident: &Incident, action: &Action) -> Card {
    Card {
        tone: Tone::Warn,
        body: Some(text(
            lang,
            "incident-action-is-due",
            &[
                ("incident", incident.key().into()),
                ("text", Text::brief(&action.text, 600).into()),
                ("due", action.due.to_string().into()),
            ],
        )),
        buttons: vec![vec![button(
            lang,
            "incident-action-done",
            on(action.number, "action-done"),
            ButtonStyle::Success,
        )]],
        ..Card::default()
    }
}

/// To whoever was given an action by somebody else.
pub(super) fn given(lang: Lang, incident: &Incident, action: &Action, by: UserId) -> Card {
    let mut card = due(lang, incident, action);
    card.tone = Tone::Info;
    card.body = Some(text(
        lang,
        "incident-action-is-given",
        &[
            ("incident", incident.key().into()),
            ("user", Text::mention(by).into()),
            ("text", Text::brief(&action.text, 600).into()),
            ("due", action.due.to_string().into()),
        ],
    ));
    card
}

/// An action in its owner's day.
pub(super) fn day_line(lang: Lang, incident: &Incident, action: &Action, today: Day) -> Text {
    let id = if action.due < today {
        "incident-today-action-overdue"
    } else {
        "incident-today-action"
    };
    let args = [
        ("incident", incident.key().into()),
        ("text", Text::brief(&action.text, 120).into()),
        ("day", words::day(action.due).into()),
    ];
    text(lang, id, &args)
}
