//! What those who act on incidents read in private: answers, lists, the timeline, forms.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Choice, Form, Input, Menu, Text, Tone, time_relative,
};
use crate::core::incident::cards::{
    Scene, button, level, live, open_name, sentence, severity_meaning, state_word, text,
};
use crate::core::incident::reading::TEXT_MOST;
use crate::core::incident::rules::{Severity, State};
use crate::core::incident::types::Incident;
use crate::i18n::{Arg, Lang, say};

fn on(incident: &Incident, action: &str) -> ActionId {
    ActionId::new("incident", action, incident.number)
}

fn plain(lang: Lang, label: &str, incident: &Incident, action: &str) -> Button {
    button(lang, label, on(incident, action), ButtonStyle::Secondary)
}

/// One sentence about it, and what can be done next.
pub(super) fn done(
    lang: Lang,
    id: &str,
    incident: &Incident,
    args: &[(&'static str, Arg)],
) -> Card {
    let mut all = vec![("incident", Arg::from(incident.key()))];
    all.extend_from_slice(args);
    let mut card = sentence(lang, Tone::Good, id, &all);
    let mut row = Vec::new();
    if incident.state.is_open() {
        row.push(plain(lang, "incident-update", incident, "update"));
    }
    row.push(plain(lang, "incident-more", incident, "more"));
    card.buttons = vec![row];
    card
}

/// All of it, for one person in their language.
pub(super) fn show(scene: &Scene<'_>) -> Card {
    let mut card = live(scene);
    if let Some(row) = card.buttons.first_mut() {
        row.insert(
            row.len().saturating_sub(1),
            plain(scene.lang, "incident-timeline", scene.incident, "timeline"),
        );
        row.truncate(5);
    }
    card
}

/// What else can be done with it.
pub(super) fn more(lang: Lang, incident: &Incident, may: bool) -> Card {
    let open = incident.state.is_open();
    let mut rows: Vec<Vec<Button>> = Vec::new();
    if may && open {
        let mut first = Vec::new();
        if incident.state != State::Mitigated {
            first.push(plain(lang, "incident-mitigate", incident, "mitigate"));
        }
        first.push(plain(lang, "incident-escalate", incident, "escalate"));
        first.push(plain(lang, "incident-merge", incident, "merge"));
        if !incident.customers {
            first.push(plain(lang, "incident-customers-on", incident, "customers"));
        }
        rows.push(first);
        let mut second = Vec::new();
        for (label, role) in [
            ("incident-take-commander", "commander"),
            ("incident-take-communications", "communications"),
            ("incident-take-scribe", "scribe"),
        ] {
            let action = on(incident, "take").with(role);
            second.push(button(lang, label, action, ButtonStyle::Secondary));
        }
        rows.push(second);
    }
    let mut last = vec![
        plain(lang, "incident-show", incident, "show"),
        plain(lang, "incident-timeline", incident, "timeline"),
        plain(lang, "incident-actions", incident, "actions"),
    ];
    if may && incident.state != State::Triggered && incident.state != State::Acknowledged {
        last.push(plain(lang, "incident-reopen", incident, "reopen"));
    }
    rows.push(last);
    let mut card = Card {
        title: Some(Text::trusted(format!(
            "{} · {}",
            incident.key(),
            Text::user(&incident.title)
        ))),
        body: (may && open).then(|| text(lang, "incident-more-body", &[])),
        buttons: rows,
        ..Card::default()
    };
    if may && open {
        card.menus = vec![severity_menu(lang, incident)];
    }
    card
}

fn severity_menu(lang: Lang, incident: &Incident) -> Menu {
    let choice = |severity: Severity| Choice {
        label: level(severity),
        value: severity.name().to_owned(),
        description: Some(severity_meaning(lang, severity)),
        chosen: severity == incident.severity,
    };
    Menu {
        action: on(incident, "severity"),
        placeholder: say(lang, "incident-severity", &[]),
        choices: Severity::ALL.into_iter().map(choice).collect(),
        most: 1,
    }
}

/// A line of the list: what it is called only if the reader may know.
pub(super) fn line(lang: Lang, incident: &Incident, department: &str, sees: bool) -> Text {
    let name = if sees {
        Text::brief(&incident.title, 80)
    } else {
        open_name(lang, incident)
    };
    let owner = super::cards::owner(incident).map(|u| format!(" · {}", Text::mention(u)));
    let state = match incident.state {
        State::Resolved => say(lang, "incident-list-not-closed", &[]),
        state => state_word(lang, state),
    };
    Text::trusted(format!(
        "**{}** {} · {name} · {} · {}{} · {}",
        incident.key(),
        level(incident.severity),
        Text::user(department),
        state,
        owner.filter(|_| sees).unwrap_or_default(),
        time_relative(incident.state_at),
    ))
}

/// A page of something that is turned; `what` stands in the buttons.
pub(super) struct Turned<'a> {
    pub(super) title: Text,
    pub(super) empty: Text,
    pub(super) lines: &'a [Text],
    pub(super) page: i64,
    pub(super) more: bool,
    /// Makes the action of the button that leads to a page.
    pub(super) to: &'a dyn Fn(i64) -> ActionId,
}

/// One page, with buttons to those beside it.
pub(super) fn turned(lang: Lang, turned: &Turned<'_>) -> Card {
    let mut card = Card {
        title: Some(turned.title.clone()),
        body: Some(if turned.lines.is_empty() {
            turned.empty.clone()
        } else {
            Text::join(turned.lines.iter().cloned(), "\n")
        }),
        ..Card::default()
    };
    if turned.page > 0 || turned.more {
        let turn = |label: &str, to: i64, can: bool| Button {
            disabled: !can,
            ..button(lang, label, (turned.to)(to), ButtonStyle::Secondary)
        };
        card.buttons = vec![vec![
            turn("page-previous", turned.page - 1, turned.page > 0),
            turn("page-next", turned.page + 1, turned.more),
        ]];
    }
    card
}

fn input(lang: Lang, id: &str, label: &str) -> Input {
    Input {
        id: id.to_owned(),
        label: say(lang, label, &[]),
        value: None,
        placeholder: None,
        long: true,
        required: false,
        most: u16::try_from(TEXT_MOST).ok(),
    }
}

fn filled(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// Says what is known; in plain words for customers, if they are to hear it.
pub(super) fn update_form(lang: Lang, incident: &Incident) -> Form {
    let words = Input {
        required: true,
        placeholder: Some(say(lang, "incident-form-update-example", &[])),
        ..input(lang, "text", "incident-form-update")
    };
    let public = Input {
        placeholder: Some(say(lang, "incident-form-public-example", &[])),
        most: Some(1_000),
        ..input(lang, "public", "incident-form-public")
    };
    Form {
        action: on(incident, "updated"),
        title: form_title(lang, "incident-form-update-title", incident),
        inputs: vec![words, public],
    }
}

/// Asks for cause and impact.
pub(super) fn resolve_form(lang: Lang, incident: &Incident, cause: &str, impact: &str) -> Form {
    let known = |typed: &str, stored: &str| filled(typed).or_else(|| filled(stored));
    let cause = Input {
        required: true,
        value: known(cause, &incident.cause),
        ..input(lang, "cause", "incident-form-cause")
    };
    let impact = Input {
        required: true,
        value: known(impact, &incident.impact),
        placeholder: Some(say(lang, "incident-form-impact-example", &[])),
        ..input(lang, "impact", "incident-form-impact")
    };
    let mut inputs = vec![cause, impact];
    if incident.customers {
        inputs.push(Input {
            placeholder: Some(say(lang, "incident-form-public-example", &[])),
            most: Some(1_000),
            ..input(lang, "public", "incident-form-public")
        });
    }
    Form {
        action: on(incident, "resolved"),
        title: form_title(lang, "incident-form-resolve-title", incident),
        inputs,
    }
}

/// Asks which incident carries on.
pub(super) fn merge_form(lang: Lang, incident: &Incident) -> Form {
    let into = Input {
        long: false,
        required: true,
        most: Some(120),
        placeholder: Some("INC-7".to_owned()),
        ..input(lang, "into", "incident-form-into")
    };
    Form {
        action: on(incident, "merged"),
        title: form_title(lang, "incident-form-merge-title", incident),
        inputs: vec![into],
    }
}

/// What a form that declares an incident from a message is filled with.
pub(super) struct Prefilled {
    pub(super) action: ActionId,
    pub(super) title: String,
    pub(super) department: String,
    pub(super) details: String,
}

/// Declares an incident from a message.
pub(super) fn declare_form(lang: Lang, with: &Prefilled) -> Form {
    let short = |id: &str, label: &str, value: &str, most: u16| Input {
        long: false,
        required: true,
        value: filled(value),
        most: Some(most),
        ..input(lang, id, label)
    };
    let severity = Input {
        placeholder: Some(say(lang, "incident-form-severity-example", &[])),
        ..short("severity", "incident-form-severity", "", 5)
    };
    let details = Input {
        value: filled(&with.details),
        ..input(lang, "details", "incident-form-details")
    };
    Form {
        action: with.action.clone(),
        title: say(lang, "incident-form-declare-title", &[]),
        inputs: vec![
            short("title", "incident-form-title", &with.title, 120),
            severity,
            short(
                "department",
                "incident-form-department",
                &with.department,
                40,
            ),
            details,
        ],
    }
}

fn form_title(lang: Lang, id: &str, incident: &Incident) -> String {
    say(lang, id, &[("incident", incident.key().into())])
}
