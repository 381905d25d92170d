//! What the commands about budgets say. Pure.

use crate::chat::{ActionId, Button, ButtonStyle, Card, Field, Text, Tone};
use crate::core::budget::alert_cards::{label_of, share, text};
use crate::core::budget::books::Open;
use crate::core::budget::spend::Effect;
use crate::core::budget::status_cards::bar;
use crate::core::budget::threshold::{self, Basis};
use crate::core::budget::types::{Envelope, Expense, Kind};
use crate::core::org::Department;
use crate::core::words;
use crate::i18n::{Lang, say};

pub(super) fn sentence(tone: Tone, body: Text) -> Card {
    Card {
        tone,
        body: Some(body),
        ..Card::default()
    }
}

pub(super) fn button(lang: Lang, id: &str, action: ActionId, style: ButtonStyle) -> Button {
    Button {
        label: say(lang, id, &[]),
        emoji: None,
        action,
        style,
        disabled: false,
    }
}

pub(super) fn name(envelope: &Envelope) -> Text {
    Text::brief(&envelope.name, 60)
}

/// It was made.
pub(super) fn created(
    lang: Lang,
    envelope: &Envelope,
    department: Option<&Department>,
    (over, open_end): (Option<i64>, bool),
) -> Card {
    let period = envelope.period();
    let args = [
        ("key", envelope.key().into()),
        ("name", name(envelope).into()),
        ("amount", envelope.money(envelope.amount).say(lang).into()),
        ("from", words::day(period.start).into()),
        ("to", words::day(period.last()).into()),
    ];
    let mut lines = vec![text(lang, "budget-created", &args)];
    if open_end {
        lines.push(text(lang, "budget-created-open-end", &args));
    }
    let mut card = sentence(Tone::Good, Text::join(lines, "\n"));
    card.fields = vec![
        field(lang, "budget-field-rules", rules(lang, envelope)),
        field(lang, "budget-field-told", told(lang, department)),
        field(
            lang,
            "budget-field-approval",
            approval(lang, envelope, over),
        ),
    ];
    card
}

pub(super) fn field(lang: Lang, id: &str, value: Text) -> Field {
    Field {
        name: text(lang, id, &[]),
        value,
        inline: false,
    }
}

fn told(lang: Lang, department: Option<&Department>) -> Text {
    match department {
        Some(d) => {
            let args = [("department", Text::user(d.name_in(lang)).into())];
            text(lang, "budget-told-both", &args)
        }
        None => text(lang, "budget-told-finance", &[]),
    }
}

/// Over which amount finance decides: its own limit, or a stricter one of what it is a part of.
pub(super) fn approval(lang: Lang, envelope: &Envelope, over: Option<i64>) -> Text {
    match over {
        Some(over) => {
            let args = [("amount", envelope.money(over).say(lang).into())];
            text(lang, "budget-approval-over", &args)
        }
        None => text(lang, "budget-approval-none", &[]),
    }
}

/// `actual 50 · 80 · 100 %`, one basis a line.
pub(super) fn rules(lang: Lang, envelope: &Envelope) -> Text {
    let of = |basis: Basis| {
        let all = envelope.rules.iter().filter(|r| r.id.basis == basis);
        let all: Vec<String> = all.map(|r| threshold::shown(r.id.threshold)).collect();
        if all.is_empty() {
            say(lang, "budget-rule-off", &[])
        } else {
            words::percent(&all.join(" · "))
        }
    };
    let burn = envelope.rules.iter().any(|r| r.id.basis == Basis::Burn);
    let args = [
        ("actual", of(Basis::Actual).into()),
        ("forecast", of(Basis::Forecast).into()),
        ("committed", of(Basis::Committed).into()),
        ("burn", if burn { "yes" } else { "no" }.into()),
    ];
    text(lang, "budget-rules", &args)
}

/// It was changed.
pub(super) fn edited(lang: Lang, before: &Envelope, after: &Envelope, over: Option<i64>) -> Card {
    let args = [
        ("key", after.key().into()),
        ("name", name(after).into()),
        ("before", before.money(before.amount).say(lang).into()),
        ("after", after.money(after.amount).say(lang).into()),
    ];
    let id = if before.amount == after.amount {
        "budget-edited"
    } else {
        "budget-edited-amount"
    };
    let mut card = sentence(Tone::Good, text(lang, id, &args));
    card.fields = vec![
        field(lang, "budget-field-rules", rules(lang, after)),
        field(lang, "budget-field-approval", approval(lang, after, over)),
    ];
    card
}

/// What it was for: the vendor, or else the category.
pub(super) fn label(lang: Lang, expense: &Expense) -> Text {
    label_of(
        lang,
        if expense.vendor.is_empty() {
            &expense.category
        } else {
            &expense.vendor
        },
    )
}

fn expense_args(
    lang: Lang,
    envelope: &Envelope,
    expense: &Expense,
) -> Vec<(&'static str, crate::i18n::Arg)> {
    vec![
        ("key", envelope.key().into()),
        ("name", name(envelope).into()),
        ("amount", envelope.money(expense.minor).say(lang).into()),
        ("day", words::day(expense.day).into()),
        ("label", label(lang, expense).into()),
    ]
}

pub(super) fn effect_line(lang: Lang, envelope: &Envelope, effect: &Effect, amounts: bool) -> Text {
    let money = |minor: i64| envelope.money(minor).say(lang);
    let args = [
        ("before", share(effect.before, effect.limit).into()),
        ("after", share(effect.after, effect.limit).into()),
        (
            "available",
            if amounts {
                money(effect.available)
            } else {
                share(effect.available, effect.limit)
            }
            .into(),
        ),
    ];
    if effect.limit > 0 {
        text(lang, "budget-effect", &args)
    } else {
        text(lang, "budget-effect-unbudgeted", &[])
    }
}

/// It was booked.
pub(super) fn booked(
    lang: Lang,
    envelope: &Envelope,
    (expense, entry): (&Expense, i64),
    effect: &Effect,
    amounts: bool,
) -> Card {
    let mut args = expense_args(lang, envelope, expense);
    args.push(("entry", format!("EXP-{entry}").into()));
    let id = match expense.kind {
        Kind::Actual => "budget-booked",
        Kind::Income => "budget-booked-income",
    };
    let mut lines = vec![text(lang, id, &args)];
    if let Some((money, rate)) = expense.original {
        let rate = crate::core::money::Rate { nano: rate };
        let args = [
            ("original", money.say(lang).into()),
            ("rate", rate.exact().into()),
        ];
        lines.push(text(lang, "budget-booked-rate", &args));
    }
    if let Some(file) = &expense.receipt {
        lines.push(file.line(lang));
    }
    if expense.kind == Kind::Actual {
        lines.push(effect_line(lang, envelope, effect, amounts));
    }
    let mut card = sentence(Tone::Good, Text::join(lines, "\n"));
    let undo = ActionId::new("budget", "undo", entry);
    let status = ActionId::new("budget", "status", envelope.number);
    card.buttons = vec![vec![
        button(lang, "budget-button-undo", undo, ButtonStyle::Secondary),
        button(lang, "budget-button-status", status, ButtonStyle::Secondary),
    ]];
    card
}

/// It would cross a critical threshold: is that meant?
pub(super) fn confirm(
    lang: Lang,
    envelope: &Envelope,
    (expense, draft): (&Expense, i64),
    effect: &Effect,
    amounts: bool,
) -> Card {
    let args = expense_args(lang, envelope, expense);
    let mut lines = vec![
        text(lang, "budget-confirm", &args),
        effect_line(lang, envelope, effect, amounts),
    ];
    for (crossed, rule) in &effect.crosses {
        let args = [
            ("name", name(crossed).into()),
            ("basis", rule.id.basis.name().into()),
            ("threshold", threshold::percent(rule.id.threshold).into()),
        ];
        lines.push(text(lang, "budget-confirm-crosses", &args));
    }
    let mut card = sentence(Tone::Warn, Text::join(lines, "\n"));
    let book = ActionId::new("budget", "book", draft);
    let drop = ActionId::new("budget", "drop", draft);
    card.buttons = vec![vec![
        button(lang, "budget-button-book", book, ButtonStyle::Danger),
        button(lang, "budget-button-drop", drop, ButtonStyle::Secondary),
    ]];
    card
}

/// Nothing was booked.
pub(super) fn dropped(lang: Lang) -> Card {
    sentence(Tone::Quiet, text(lang, "budget-dropped", &[]))
}

/// Finance decides.
pub(super) fn asked(
    lang: Lang,
    envelope: &Envelope,
    expense: &Expense,
    (over, decision): (i64, i64),
) -> Card {
    let mut args = expense_args(lang, envelope, expense);
    args.push(("over", envelope.money(over).say(lang).into()));
    args.push(("decision", format!("DEC-{decision}").into()));
    sentence(Tone::Info, text(lang, "budget-asked", &args))
}

/// It was taken back.
pub(super) fn undone(lang: Lang, entry: i64, back: i64) -> Card {
    let args = [
        ("entry", format!("EXP-{entry}").into()),
        ("back", format!("EXP-{back}").into()),
    ];
    sentence(Tone::Good, text(lang, "budget-undone", &args))
}

/// It was put right.
pub(super) fn corrected(
    lang: Lang,
    envelope: &Envelope,
    (entry, was): (i64, i64),
    (back, new, is): (i64, Option<i64>, i64),
) -> Card {
    let args = [
        ("entry", format!("EXP-{entry}").into()),
        ("was", envelope.money(was).say(lang).into()),
        ("is", envelope.money(is).say(lang).into()),
        ("back", format!("EXP-{back}").into()),
        (
            "new",
            new.map_or_else(String::new, |n| format!("EXP-{n}")).into(),
        ),
    ];
    let id = match new {
        Some(_) => "budget-corrected",
        None => "budget-corrected-away",
    };
    sentence(Tone::Good, text(lang, id, &args))
}

/// Somebody answers for it.
pub(super) fn acknowledged(lang: Lang, envelope: &Envelope) -> Card {
    let args = [
        ("key", envelope.key().into()),
        ("name", name(envelope).into()),
    ];
    sentence(Tone::Good, text(lang, "budget-acknowledged", &args))
}

/// One line of the list.
pub(super) fn list_line(lang: Lang, envelope: &Envelope, open: &Open, amounts: bool) -> Text {
    let ledger = &open.ledger;
    let args = [
        ("key", envelope.key().into()),
        ("name", name(envelope).into()),
        (
            "bar",
            bar(ledger.actual, ledger.committed, ledger.limit).into(),
        ),
        ("used", share(ledger.actual, ledger.limit).into()),
        ("limit", envelope.money(ledger.limit).say(lang).into()),
        ("amounts", if amounts { "yes" } else { "no" }.into()),
        ("over", if envelope.over { "yes" } else { "no" }.into()),
    ];
    text(lang, "budget-list-line", &args)
}

/// The list.
pub(super) fn list(lang: Lang, lines: Vec<Text>, all: usize) -> Card {
    let mut lines = lines;
    let hidden = all.saturating_sub(lines.len());
    if lines.is_empty() {
        lines.push(text(lang, "budget-list-empty", &[]));
    }
    if hidden > 0 {
        lines.push(text(lang, "and-more", &[("hidden", hidden.into())]));
    }
    Card {
        title: Some(text(lang, "budget-list-title", &[])),
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    }
}

/// What a statement is by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Statement {
    Category,
    Vendor,
    Month,
}

/// A statement.
pub(super) fn statement(
    lang: Lang,
    envelope: &Envelope,
    by: Statement,
    lines: &[(String, i64, i64)],
    open: &Open,
) -> Card {
    let id = match by {
        Statement::Category => "budget-statement-category",
        Statement::Vendor => "budget-statement-vendor",
        Statement::Month => "budget-statement-month",
    };
    let title = [("name", name(envelope).into())];
    let total = open.ledger.actual;
    let said = lines.iter().map(|(label, minor, entries)| {
        let args = [
            ("label", label_of(lang, label).into()),
            ("amount", envelope.money(*minor).say(lang).into()),
            ("percent", share(*minor, total).into()),
            ("entries", (*entries).into()),
            (
                "whole",
                if by == Statement::Month { "no" } else { "yes" }.into(),
            ),
        ];
        text(lang, "budget-statement-line", &args)
    });
    let mut said: Vec<Text> = said.collect();
    if said.is_empty() {
        said.push(text(lang, "budget-statement-empty", &[]));
    }
    Card {
        title: Some(text(lang, id, &title)),
        body: Some(Text::join(said, "\n")),
        ..Card::default()
    }
}
