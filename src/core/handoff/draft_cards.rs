//! What is asked of somebody who makes a request: menus and forms. Pure.

use crate::chat::{ButtonStyle, Card, Choice, Form, Input, Menu, Text, Tone};
use crate::core::catalogue::{self, FieldKind, Values};
use crate::core::handoff::cards::{action, button, sentence, text};
use crate::core::handoff::draft::{DETAILS, Draft, IN_A_FORM, TITLE};
use crate::core::org::Department;
use crate::i18n::{Lang, say};

/// So many choices fit in a menu.
const CHOICES: usize = 25;
/// So many menus fit above a row of buttons.
const MENUS: usize = 4;

fn department_choice(lang: Lang, department: &Department, chosen: bool) -> Choice {
    Choice {
        label: department.name_in(lang).chars().take(100).collect(),
        value: department.id.to_string(),
        description: None,
        chosen,
    }
}

/// From whom, to whom, under which playbook: what has been chosen is marked. `known`: what a task can wait for instead.
pub(super) fn menus(
    lang: Lang,
    number: i64,
    draft: &Draft,
    (own, all): (&[Department], &[Department]),
    (from, to): (Option<&Department>, Option<&Department>),
    known: Vec<Choice>,
) -> Card {
    let mut menus = Vec::new();
    let one = |name: &str, placeholder: &str, choices: Vec<Choice>| Menu {
        action: action(name, number),
        placeholder: say(lang, placeholder, &[]),
        choices,
        most: 1,
    };
    if own.len() > 1 {
        let choices = own.iter().take(CHOICES);
        let choices = choices
            .map(|d| department_choice(lang, d, draft.from == Some(d.id)))
            .collect();
        menus.push(one("draft-from", "handoff-menu-from", choices));
    }
    let others = all
        .iter()
        .filter(|d| draft.from != Some(d.id))
        .take(CHOICES);
    let choices: Vec<Choice> = others
        .map(|d| department_choice(lang, d, draft.to == Some(d.id)))
        .collect();
    if !choices.is_empty() {
        menus.push(one("draft-to", "handoff-menu-to", choices));
    }
    let mut ready = false;
    if let (Some(from), Some(to)) = (from, to) {
        let able = catalogue::playbooks_between(&from.key, &to.key);
        let choices: Vec<Choice> = able
            .iter()
            .take(CHOICES)
            .map(|p| Choice {
                label: p.name(lang).chars().take(100).collect(),
                value: p.key.clone(),
                description: Some(p.about.in_(lang).chars().take(100).collect()),
                chosen: draft.playbook.as_deref() == Some(p.key.as_str()),
            })
            .collect();
        ready = choices.iter().any(|c| c.chosen);
        if !choices.is_empty() {
            menus.push(one("draft-playbook", "handoff-menu-playbook", choices));
        }
    }
    if !known.is_empty() {
        menus.push(one("draft-attach", "handoff-menu-attach", known));
    }
    let mut go = button(
        lang,
        "handoff-draft-go",
        action("draft-go", number),
        ButtonStyle::Primary,
    );
    go.disabled = !ready;
    Card {
        title: Some(text(lang, "handoff-draft-title", &[])),
        body: Some(text(
            lang,
            "handoff-draft-body",
            &[("title", Text::brief(&draft.title, 120).into())],
        )),
        menus,
        buttons: vec![vec![go, drop_button(lang, number)]],
        ..Card::default()
    }
}

fn drop_button(lang: Lang, number: i64) -> crate::chat::Button {
    button(
        lang,
        "handoff-draft-drop",
        action("draft-drop", number),
        ButtonStyle::Secondary,
    )
}

/// What the playbook lets one choose.
pub(super) fn choices(lang: Lang, number: i64, draft: &Draft) -> Card {
    let fields = draft.menus();
    let menus = fields.iter().take(MENUS).map(|field| {
        let choices = match &field.kind {
            FieldKind::Choice(choices) => choices.as_slice(),
            _ => &[],
        };
        let known = draft.chosen.choice(&field.key);
        Menu {
            action: action("draft-choice", number).with(&field.key),
            placeholder: field.name(lang).chars().take(150).collect(),
            choices: choices
                .iter()
                .take(CHOICES)
                .map(|c| Choice {
                    label: c.names.in_(lang).chars().take(100).collect(),
                    value: c.key.clone(),
                    description: None,
                    chosen: known == Some(c.key.as_str()),
                })
                .collect(),
            most: 1,
        }
    });
    let mut go = button(
        lang,
        "handoff-draft-go",
        action("draft-go", number),
        ButtonStyle::Primary,
    );
    go.disabled = draft.lacks_choice();
    Card {
        title: Some(text(lang, "handoff-draft-title", &[])),
        body: Some(text(lang, "handoff-draft-choose", &[])),
        menus: menus.collect(),
        buttons: vec![vec![go, drop_button(lang, number)]],
        ..Card::default()
    }
}

/// All inputs of a request, in order.
fn inputs(lang: Lang, draft: &Draft) -> Vec<Input> {
    let mut all = Vec::new();
    if draft.words_asked {
        all.push(Input {
            id: TITLE.to_owned(),
            label: say(lang, "handoff-form-title", &[]),
            value: Some(draft.title.clone()).filter(|t| !t.is_empty()),
            placeholder: None,
            long: false,
            required: true,
            most: Some(120),
        });
        all.push(Input {
            id: DETAILS.to_owned(),
            label: say(lang, "handoff-form-details", &[]),
            value: Some(draft.details.clone()).filter(|t| !t.is_empty()),
            placeholder: None,
            long: true,
            required: false,
            most: Some(1_500),
        });
    }
    let fields = draft.typed_fields();
    all.extend(catalogue::form(&fields, lang, &Values::default()));
    for input in &mut all {
        if let Some((_, typed)) = draft.typed.iter().find(|(id, _)| *id == input.id) {
            input.value = Some(typed.clone()).filter(|t| !t.is_empty());
        }
    }
    all
}

/// The inputs of one of its forms.
pub(super) fn page(draft: &Draft, page: usize) -> Vec<String> {
    let all = inputs(Lang::En, draft).into_iter();
    let some = all.skip(page * IN_A_FORM).take(IN_A_FORM);
    some.map(|input| input.id).collect()
}

/// One of its forms, filled with what was typed before.
pub(super) fn form(lang: Lang, number: i64, draft: &Draft, page: usize) -> Form {
    let all = inputs(lang, draft).into_iter();
    let name = draft.playbook().map_or("", |p| p.name(lang));
    Form {
        action: action("draft-form", number).with(page),
        title: name.chars().take(45).collect(),
        inputs: all.skip(page * IN_A_FORM).take(IN_A_FORM).collect(),
    }
}

/// One more form is needed.
pub(super) fn go_on(lang: Lang, number: i64, page: usize) -> Card {
    let go = action("draft-go", number).with(page);
    Card {
        body: Some(text(lang, "handoff-draft-more", &[])),
        buttons: vec![vec![
            button(lang, "handoff-draft-go", go, ButtonStyle::Primary),
            drop_button(lang, number),
        ]],
        ..Card::default()
    }
}

pub(super) fn dropped(lang: Lang) -> Card {
    sentence(lang, Tone::Quiet, "handoff-draft-dropped", &[])
}
