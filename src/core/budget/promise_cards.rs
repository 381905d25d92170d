//! What is said about money that is promised. Pure.

use crate::chat::{ActionId, Button, ButtonStyle, Card, Form, Input, Text, Tone};
use crate::core::budget::alert_cards::{share, text};
use crate::core::budget::approve::Became;
use crate::core::budget::cards::{button, effect_line, label, name, sentence};
use crate::core::budget::spend::Effect;
use crate::core::budget::types::{Commitment, Envelope, Expense};
use crate::core::words;
use crate::i18n::{Arg, Lang, say};

/// Commitments that a status lists.
pub(super) const LISTED: usize = 5;

fn args(
    lang: Lang,
    envelope: &Envelope,
    commitment: &Commitment,
    amounts: bool,
) -> Vec<(&'static str, Arg)> {
    let expense = &commitment.expense;
    let amount = if amounts {
        envelope.money(expense.minor).say(lang)
    } else {
        share(expense.minor, envelope.amount)
    };
    vec![
        ("commitment", commitment.key().into()),
        ("key", envelope.key().into()),
        ("name", name(envelope).into()),
        ("amount", amount.into()),
        ("day", words::day(expense.day).into()),
        ("label", label(lang, expense).into()),
    ]
}

fn buttons(lang: Lang, commitment: &Commitment) -> Vec<Vec<Button>> {
    let on = |action: &str| ActionId::new("budget", action, commitment.number);
    let plain = ButtonStyle::Secondary;
    vec![vec![
        button(
            lang,
            "budget-button-promise-book",
            on("promise-book"),
            ButtonStyle::Primary,
        ),
        button(
            lang,
            "budget-button-promise-later",
            on("promise-later"),
            plain,
        ),
        button(
            lang,
            "budget-button-promise-release",
            on("promise-release"),
            plain,
        ),
    ]]
}

/// It is promised.
pub(super) fn made(
    lang: Lang,
    envelope: &Envelope,
    commitment: &Commitment,
    effect: &Effect,
    amounts: bool,
) -> Card {
    // Whoever promised it knows how much.
    let args = args(lang, envelope, commitment, true);
    let lines = [
        text(lang, "budget-promise-made", &args),
        effect_line(lang, envelope, effect, amounts),
    ];
    let mut card = sentence(Tone::Good, Text::join(lines, "\n"));
    card.buttons = buttons(lang, commitment);
    card
}

/// How it stands.
pub(super) fn shown(
    lang: Lang,
    envelope: &Envelope,
    commitment: &Commitment,
    amounts: bool,
) -> Card {
    let args = args(lang, envelope, commitment, amounts);
    let mut card = sentence(Tone::Info, text(lang, "budget-promise-shown", &args));
    card.buttons = buttons(lang, commitment);
    card
}

/// Its day has come.
pub(super) fn expected(lang: Lang, envelope: &Envelope, commitment: &Commitment) -> Card {
    let args = args(lang, envelope, commitment, true);
    let mut card = sentence(Tone::Info, text(lang, "budget-promise-expected", &args));
    card.buttons = buttons(lang, commitment);
    card
}

/// It was spent, or a part of it.
pub(super) fn booked(
    lang: Lang,
    envelope: &Envelope,
    (commitment, expense, entry): (&Commitment, &Expense, i64),
    rest: Option<&Commitment>,
    amounts: bool,
) -> Card {
    let mut all = args(lang, envelope, commitment, true);
    all.push(("spent", envelope.money(expense.minor).say(lang).into()));
    all.push(("entry", format!("EXP-{entry}").into()));
    let mut lines = vec![text(lang, "budget-promise-booked", &all)];
    if let Some(rest) = rest {
        let of = args(lang, envelope, rest, amounts);
        lines.push(text(lang, "budget-promise-rest", &of));
    }
    sentence(Tone::Good, Text::join(lines, "\n"))
}

/// Finance has decided about it, or has not: for who asked.
pub(super) fn decided(
    lang: Lang,
    envelope: &Envelope,
    commitment: &Commitment,
    decision: &str,
    became: &Became,
) -> Card {
    let (tone, id, more) = match became {
        Became::Booked(entry) => (Tone::Good, "budget-decided-booked", format!("EXP-{entry}")),
        Became::Committed => (Tone::Good, "budget-decided-committed", String::new()),
        Became::There(entry) => (Tone::Warn, "budget-decided-there", format!("EXP-{entry}")),
        Became::Rejected(reason) => (
            Tone::Warn,
            "budget-decided-rejected",
            Text::brief(reason, 300).to_string(),
        ),
        Became::Undecided => (Tone::Warn, "budget-decided-not", String::new()),
    };
    // Whoever asked for it knows how much.
    let mut args = args(lang, envelope, commitment, true);
    let reference = Text::echo(&commitment.expense.reference);
    args.push(("decision", decision.into()));
    args.push(("more", more.into()));
    args.push(("reference", reference.into()));
    let mut card = sentence(tone, text(lang, id, &args));
    let status = ActionId::new("budget", "status", envelope.number);
    let mut row = vec![button(
        lang,
        "budget-button-status",
        status,
        ButtonStyle::Secondary,
    )];
    if *became == Became::Committed {
        row.extend(each(std::slice::from_ref(commitment)));
    }
    card.buttons = vec![row];
    card
}

/// It is free again.
pub(super) fn released(lang: Lang, envelope: &Envelope, commitment: &Commitment) -> Card {
    let args = args(lang, envelope, commitment, true);
    sentence(Tone::Good, text(lang, "budget-promise-released", &args))
}

/// How much it came to.
pub(super) fn book_form(lang: Lang, envelope: &Envelope, commitment: &Commitment) -> Form {
    Form {
        action: ActionId::new("budget", "promise-booked", commitment.number),
        title: title(lang, commitment),
        inputs: vec![Input {
            id: "amount".to_owned(),
            label: say(lang, "budget-promise-amount", &[]),
            value: Some(envelope.money(commitment.expense.minor).exact()),
            placeholder: None,
            long: false,
            required: true,
            most: Some(40),
        }],
    }
}

/// When it comes instead.
pub(super) fn later_form(lang: Lang, commitment: &Commitment) -> Form {
    Form {
        action: ActionId::new("budget", "promise-moved", commitment.number),
        title: title(lang, commitment),
        inputs: vec![Input {
            id: "day".to_owned(),
            label: say(lang, "budget-promise-day", &[]),
            value: None,
            placeholder: Some(say(lang, "budget-promise-day-hint", &[])),
            long: false,
            required: true,
            most: Some(30),
        }],
    }
}

fn title(lang: Lang, commitment: &Commitment) -> String {
    let args = [("commitment", commitment.key().into())];
    say(lang, "budget-promise-title", &args)
}

/// The open ones of an envelope, a line each.
pub(super) fn lines(
    lang: Lang,
    envelope: &Envelope,
    open: &[Commitment],
    amounts: bool,
) -> Option<Text> {
    if open.is_empty() {
        return None;
    }
    let line = |c: &Commitment| {
        text(
            lang,
            "budget-promise-line",
            &args(lang, envelope, c, amounts),
        )
    };
    let mut all: Vec<Text> = open.iter().take(LISTED).map(line).collect();
    if open.len() > LISTED {
        all.push(text(lang, "budget-promise-more", &[]));
    }
    Some(Text::join(all, "\n"))
}

/// A button for each that stands.
pub(super) fn each(open: &[Commitment]) -> Vec<Button> {
    let stands = open
        .iter()
        .take(LISTED)
        .filter(|c| c.state == crate::core::budget::types::Promise::Approved);
    stands
        .map(|c| Button {
            label: c.key(),
            emoji: None,
            action: ActionId::new("budget", "promise", c.number),
            style: ButtonStyle::Secondary,
            disabled: false,
        })
        .collect()
}
