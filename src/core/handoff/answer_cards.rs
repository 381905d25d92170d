//! What those who act read and fill in. Pure.

use crate::chat::{
    ActionId, ButtonStyle, Card, Choice, Form, Input, Menu, Text, Tone, UserId, time_full,
};
use crate::clock::At;
use crate::core::Refusal;
use crate::core::catalogue::{self, Values};
use crate::core::handoff::cards::{action, button, field, open_name, sentence, text, title, when};
use crate::core::handoff::deliver::{PROOF, TEXT};
use crate::core::handoff::find::Held;
use crate::core::handoff::freeze_store::Freeze;
use crate::core::handoff::told_cards::turn_buttons;
use crate::core::handoff::types::{Side, key};
use crate::core::incident::Severity;
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

fn about(lang: Lang, held: &Held) -> Vec<(&'static str, Arg)> {
    vec![
        ("key", held.handoff.key().into()),
        ("name", open_name(held, lang).into()),
        ("sender", Text::user(held.sender.name_in(lang)).into()),
        ("receiver", Text::user(held.receiver.name_in(lang)).into()),
    ]
}

/// A step is done.
pub(super) fn done(lang: Lang, held: &Held, id: &'static str) -> Card {
    sentence(lang, Tone::Good, id, &about(lang, held))
}

/// It has been asked for.
pub(super) fn requested(lang: Lang, held: &Held) -> Card {
    let mut args = about(lang, held);
    let place = held.receiver.channel.map(Text::channel);
    args.push(("place", place.unwrap_or_default().into()));
    args.push((
        "placed",
        if held.receiver.channel.is_some() {
            "yes"
        } else {
            "no"
        }
        .into(),
    ));
    let due = held.handoff.due.map(when).unwrap_or_default();
    args.push(("when", due.into()));
    let incident = held.handoff.incident.map(|n| format!("INC-{n}"));
    args.push(("with", if incident.is_some() { "yes" } else { "no" }.into()));
    args.push(("incident", incident.unwrap_or_default().into()));
    sentence(lang, Tone::Good, "handoff-done-requested", &args)
}

/// It is theirs; they may give it to somebody else.
pub(super) fn accepted(lang: Lang, held: &Held, people: Vec<Choice>) -> Card {
    let mut args = about(lang, held);
    let user = held.handoff.assignee.map(Text::mention);
    args.push(("user", user.unwrap_or_default().into()));
    let due = held.handoff.due.map(when);
    args.push(("due", if due.is_some() { "yes" } else { "no" }.into()));
    args.push(("when", due.unwrap_or_default().into()));
    let mut card = sentence(lang, Tone::Good, "handoff-done-accepted", &args);
    if !people.is_empty() {
        card.menus = vec![Menu {
            action: action("assign", held.handoff.number),
            placeholder: say(lang, "handoff-assign", &[]),
            choices: people,
            most: 1,
        }];
    }
    card
}

pub(super) fn next_choice(lang: Lang, value: &str) -> Choice {
    Choice {
        label: say(lang, "handoff-assign-next", &[]),
        value: value.to_owned(),
        description: Some(say(lang, "handoff-assign-next-how", &[])),
        chosen: false,
    }
}

pub(super) fn person_choice(
    lang: Lang,
    value: &str,
    name: &str,
    (away, load): (bool, i64),
) -> Choice {
    let id = if away {
        "handoff-assign-away"
    } else {
        "handoff-assign-load"
    };
    Choice {
        label: name.chars().take(100).collect(),
        value: value.to_owned(),
        description: Some(say(lang, id, &[("count", load.into())])),
        chosen: false,
    }
}

/// Somebody else has it, and why it is them.
pub(super) fn assigned(lang: Lang, held: &Held, user: UserId, load: Option<i64>) -> Card {
    let mut args = about(lang, held);
    args.push(("user", Text::mention(user).into()));
    args.push(("count", load.unwrap_or(0).into()));
    let id = if load.is_some() {
        "handoff-done-assigned-next"
    } else {
        "handoff-done-assigned"
    };
    sentence(lang, Tone::Good, id, &args)
}

/// It is confirmed; where another one waits for its answer, that one can be delivered with it.
pub(super) fn confirmed(lang: Lang, held: &Held, parent: Option<i64>) -> Card {
    let mut card = done(lang, held, "handoff-done-confirmed");
    if let Some(parent) = parent {
        let deliver = action("deliver", parent).with(held.handoff.number);
        let args = [("parent", key(parent).into())];
        let more = text(lang, "handoff-parent-waits", &args);
        card.body = Some(Text::join(card.body.into_iter().chain([more]), "\n"));
        card.buttons = vec![vec![button(
            lang,
            "handoff-do-deliver-it",
            deliver,
            ButtonStyle::Primary,
        )]];
    }
    card
}

/// Before it is cancelled.
pub(super) fn sure(lang: Lang, held: &Held) -> Card {
    let mut card = sentence(lang, Tone::Warn, "handoff-sure-cancel", &about(lang, held));
    let number = held.handoff.number;
    card.buttons = vec![vec![
        button(
            lang,
            "handoff-sure-yes",
            action("cancelled", number),
            ButtonStyle::Danger,
        ),
        button(
            lang,
            "handoff-sure-no",
            action("show", number),
            ButtonStyle::Secondary,
        ),
    ]];
    card
}

/// A form of one text.
pub(super) fn words_form(
    lang: Lang,
    held: &Held,
    name: &str,
    label: &'static str,
    required: bool,
) -> Form {
    Form {
        action: action(name, held.handoff.number),
        title: form_title(lang, held),
        inputs: vec![Input {
            id: "text".to_owned(),
            label: say(lang, label, &[]),
            value: None,
            placeholder: None,
            long: true,
            required,
            most: Some(1_500),
        }],
    }
}

fn form_title(lang: Lang, held: &Held) -> String {
    let title = format!("{} · {}", held.handoff.key(), held.playbook.name(lang));
    title.chars().take(45).collect()
}

/// What the playbook asks for when it is delivered, as far as it fits; and a word with it.
pub(super) fn deliver_form(
    lang: Lang,
    held: &Held,
    draft: i64,
    (words, known): (&str, &Values),
    wants_proof: bool,
) -> Form {
    let asked = &held.playbook.delivery;
    let mut inputs = catalogue::form(asked, lang, known);
    inputs.truncate(5);
    if let Some(proof) = held
        .playbook
        .proof
        .as_ref()
        .filter(|_| inputs.len() < 5 && wants_proof)
    {
        inputs.push(Input {
            id: PROOF.to_owned(),
            label: proof.in_(lang).chars().take(45).collect(),
            value: None,
            placeholder: Some(say(lang, "handoff-form-proof", &[])),
            long: false,
            required: true,
            most: Some(500),
        });
    }
    if inputs.len() < 5 {
        inputs.push(Input {
            id: TEXT.to_owned(),
            label: say(lang, "handoff-form-delivered", &[]),
            value: Some(words.to_owned()).filter(|w| !w.is_empty()),
            placeholder: None,
            long: true,
            required: asked.is_empty() && held.playbook.proof.is_none(),
            most: Some(1_500),
        });
    }
    Form {
        action: action("delivered", draft),
        title: form_title(lang, held),
        inputs,
    }
}

/// What can be put right.
pub(super) enum Again {
    /// The draft's forms.
    Request(i64),
    /// The delivery of this handoff.
    Deliver(i64),
}

/// What was filled in cannot be so: what is wrong, and a way back into the form with all that was typed.
pub(super) fn wrong(lang: Lang, refusal: &Refusal, again: Again) -> Card {
    let back: ActionId = match again {
        Again::Request(draft) => action("draft-go", draft).with(0),
        Again::Deliver(number) => action("deliver", number),
    };
    let mut card = sentence(lang, Tone::Warn, refusal.id, &refusal.args);
    card.buttons = vec![vec![button(
        lang,
        "handoff-again",
        back,
        ButtonStyle::Primary,
    )]];
    card
}

/// How bad it is, before an incident is made of it.
pub(super) fn which_severity(lang: Lang, held: &Held) -> Card {
    let choices = Severity::ALL.into_iter().map(|severity| Choice {
        label: severity.name().to_uppercase(),
        value: severity.name().to_owned(),
        description: Some(say(
            lang,
            "incident-severity-meaning",
            &[("severity", severity.name().into())],
        )),
        chosen: false,
    });
    let mut card = sentence(
        lang,
        Tone::Info,
        "handoff-incident-how-bad",
        &about(lang, held),
    );
    card.menus = vec![Menu {
        action: action("incident-of", held.handoff.number),
        placeholder: say(lang, "handoff-incident-severity", &[]),
        choices: choices.collect(),
        most: 1,
    }];
    card
}

pub(super) fn incident_made(lang: Lang, held: &Held, incident: i64) -> Card {
    let mut args = about(lang, held);
    args.push(("incident", format!("INC-{incident}").into()));
    sentence(lang, Tone::Good, "handoff-incident-made", &args)
}

/// The incident is over, and whoever reported it waits for a word.
pub(super) fn incident_over(lang: Lang, held: &Held, incident: i64) -> Card {
    let mut args = about(lang, held);
    args.push(("incident", format!("INC-{incident}").into()));
    let mut card = sentence(lang, Tone::Info, "handoff-incident-over", &args);
    card.buttons = turn_buttons(lang, held, Side::Receiver);
    card
}

/// Until when, and why.
pub(super) fn excuse_form(lang: Lang, held: &Held) -> Form {
    let input = |id: &str, label: &'static str, long: bool, example: Option<&'static str>| Input {
        id: id.to_owned(),
        label: say(lang, label, &[]),
        value: None,
        placeholder: example.map(|id| say(lang, id, &[])),
        long,
        required: true,
        most: Some(if long { 1_000 } else { 60 }),
    };
    Form {
        action: action("excused", held.handoff.number),
        title: form_title(lang, held),
        inputs: vec![
            input(
                "until",
                "handoff-excuse-until",
                false,
                Some("handoff-excuse-example"),
            ),
            input("why", "handoff-excuse-why", true, None),
        ],
    }
}

/// What is decided, in a line.
pub(super) fn excuse_title(lang: Lang, held: &Held, until: At) -> String {
    let args = [
        ("key", held.handoff.key().into()),
        ("name", Arg::Text(held.playbook.name(lang).to_owned())),
        ("day", until.utc().format("%Y-%m-%d").to_string().into()),
    ];
    say(lang, "handoff-excuse-title", &args)
}

pub(super) fn excuse_asked(lang: Lang, held: &Held, decision: &str) -> Card {
    let mut args = about(lang, held);
    args.push(("decision", decision.into()));
    sentence(lang, Tone::Good, "handoff-excuse-asked", &args)
}

/// To whom it is passed on.
pub(super) fn whereto(lang: Lang, held: &Held, departments: &[Department]) -> Card {
    let others = departments
        .iter()
        .filter(|d| d.id != held.receiver.id && d.id != held.sender.id)
        .take(25);
    let choices = others.map(|d| Choice {
        label: d.name_in(lang).chars().take(100).collect(),
        value: d.id.to_string(),
        description: None,
        chosen: false,
    });
    let mut card = sentence(lang, Tone::Info, "handoff-pass-where", &about(lang, held));
    card.menus = vec![Menu {
        action: action("pass-to", held.handoff.number),
        placeholder: say(lang, "handoff-menu-to", &[]),
        choices: choices.collect(),
        most: 1,
    }];
    card
}

/// Freezes that stand or come.
pub(super) fn freezes(lang: Lang, standing: &[Freeze], may: bool) -> Card {
    let lines = standing.iter().map(|f| {
        text(
            lang,
            "handoff-freeze-line",
            &[
                ("number", f.number.into()),
                ("from", time_full(f.from).into()),
                ("until", time_full(f.until).into()),
                ("reason", Text::brief(&f.reason, 120).into()),
                ("user", Text::mention(f.by).into()),
            ],
        )
    });
    let body = if standing.is_empty() {
        text(lang, "handoff-freeze-none", &[])
    } else {
        Text::join(lines, "\n")
    };
    let ends = standing.iter().filter(|_| may).take(5).map(|f| {
        let mut end = button(
            lang,
            "handoff-freeze-end",
            action("freeze-end", f.number),
            ButtonStyle::Danger,
        );
        end.label = format!("{} {}", end.label, f.number);
        end
    });
    let row: Vec<_> = ends.collect();
    Card {
        title: Some(text(lang, "handoff-freeze-title", &[])),
        body: Some(body),
        buttons: if row.is_empty() {
            Vec::new()
        } else {
            vec![row]
        },
        ..Card::default()
    }
}

/// A page of a list, with what turns it.
pub(super) struct Listed {
    pub(super) title: Text,
    pub(super) empty: Text,
    pub(super) lines: Vec<Text>,
    /// The page that begins below this number.
    pub(super) further: Option<ActionId>,
    pub(super) first: Option<ActionId>,
}

pub(super) fn listed(lang: Lang, listed: Listed) -> Card {
    let mut row = Vec::new();
    if let Some(first) = listed.first {
        row.push(button(
            lang,
            "handoff-list-first",
            first,
            ButtonStyle::Secondary,
        ));
    }
    if let Some(further) = listed.further {
        row.push(button(
            lang,
            "handoff-list-further",
            further,
            ButtonStyle::Secondary,
        ));
    }
    let body = if listed.lines.is_empty() {
        listed.empty
    } else {
        Text::join(listed.lines, "\n")
    };
    Card {
        title: Some(listed.title),
        body: Some(body),
        buttons: if row.is_empty() {
            Vec::new()
        } else {
            vec![row]
        },
        ..Card::default()
    }
}

/// What happened to a handoff, newest first.
pub(super) fn history(lang: Lang, held: &Held, lines: Vec<Text>) -> Card {
    let mut card = Card {
        title: Some(title(held, lang)),
        ..Card::default()
    };
    card.fields.push(field(
        text(lang, "handoff-history", &[]),
        Text::join(lines, "\n"),
        false,
    ));
    card
}
