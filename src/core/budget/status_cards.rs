//! How an envelope stands, on one card. Pure.

use crate::chat::{ActionId, Button, ButtonStyle, Card, Field, Text, Tone};
use crate::core::budget::alert_cards::{pace, share, text};
use crate::core::budget::books::Open;
use crate::core::budget::cards::{approval, button, field, name, rules};
use crate::core::budget::drawing::drawn;
use crate::core::budget::promise_cards;
use crate::core::budget::rules::{Exhaustion, permille};
use crate::core::budget::types::{Commitment, Envelope};
use crate::core::org::Department;
use crate::core::words;
use crate::i18n::{Lang, say};

/// All about how an envelope stands.
pub(super) struct Status<'a> {
    pub(super) envelope: &'a Envelope,
    pub(super) open: &'a Open,
    pub(super) department: Option<&'a Department>,
    pub(super) parent: Option<&'a Envelope>,
    pub(super) children: &'a [&'a Envelope],
    /// Open commitments, the next one first; one more than is shown if there are more.
    pub(super) promises: &'a [Commitment],
    /// Over this finance decides.
    pub(super) over: Option<i64>,
    pub(super) amounts: bool,
}

/// The colour of how much is used.
pub(super) fn tone(actual: i64, limit: i64) -> Tone {
    match permille(actual, limit) {
        Some(used) if used >= 1000 => Tone::Bad,
        Some(used) if used >= 800 => Tone::Warn,
        Some(_) => Tone::Good,
        None if actual > 0 => Tone::Bad,
        None => Tone::Quiet,
    }
}

/// A bar of ten squares: used, promised, left.
pub(super) fn bar(actual: i64, committed: i64, limit: i64) -> String {
    let tenths = |value: i64| permille(value, limit).map_or(0, |p| (p / 100).clamp(0, 10));
    let (used, with) = (tenths(actual), tenths(actual.saturating_add(committed)));
    let cell = |n: i64| {
        if n < used {
            '█'
        } else if n < with {
            '▒'
        } else {
            '░'
        }
    };
    (0..10).map(cell).collect()
}

/// How an envelope stands.
pub(super) fn status(lang: Lang, status: &Status<'_>) -> Card {
    let (envelope, ledger) = (status.envelope, &status.open.ledger);
    let figures = ledger.figures();
    let money = |minor: i64| {
        if status.amounts {
            envelope.money(minor).say(lang)
        } else {
            share(minor, ledger.limit)
        }
    };
    let forecast = figures
        .forecast
        .map_or_else(|| say(lang, "budget-no-forecast", &[]), &money);
    let runs_out = match figures.exhaustion {
        Exhaustion::On(day) => words::day(day),
        Exhaustion::Passed => say(lang, "budget-spent-already", &[]),
        Exhaustion::None => say(lang, "budget-lasts", &[]),
    };
    let args = [
        (
            "bar",
            bar(ledger.actual, ledger.committed, ledger.limit).into(),
        ),
        ("used", share(ledger.actual, ledger.limit).into()),
        ("actual", money(ledger.actual).into()),
        (
            "limit",
            if status.amounts {
                envelope.money(ledger.limit).say(lang)
            } else {
                words::percent("100")
            }
            .into(),
        ),
        ("committed", money(ledger.committed).into()),
        ("available", money(figures.available).into()),
        ("forecast", forecast.into()),
        (
            "planned",
            money(ledger.planned(ledger.elapsed.completed())).into(),
        ),
        ("pace", pace(lang, figures.burn, ledger.actual).into()),
        ("runs-out", runs_out.into()),
        ("from", words::day(ledger.period.start).into()),
        ("to", words::day(ledger.period.last()).into()),
        ("days", ledger.elapsed.completed().into()),
        ("total", ledger.period.days().into()),
        ("entries", status.open.sums.entries.into()),
    ];
    let mut lines = vec![text(lang, "budget-status", &args)];
    lines.extend(remarks(lang, status, &money));
    let title = [
        ("key", envelope.key().into()),
        ("name", name(envelope).into()),
    ];
    Card {
        tone: tone(ledger.actual, ledger.limit),
        title: Some(text(lang, "budget-status-title", &title)),
        body: Some(Text::join(lines, "\n")),
        fields: about(lang, status),
        buttons: [
            status_buttons(lang, status),
            promise_cards::each(status.promises),
        ]
        .into_iter()
        .filter(|row| !row.is_empty())
        .collect(),
        files: drawn(lang, envelope, status.open, status.amounts)
            .into_iter()
            .collect(),
        ..Card::default()
    }
}

/// What is worth saying of some envelopes only.
fn remarks(lang: Lang, status: &Status<'_>, money: &impl Fn(i64) -> String) -> Vec<Text> {
    let mut lines = Vec::new();
    if status.open.row.carried != 0 {
        let args = [("amount", money(status.open.row.carried).into())];
        lines.push(text(lang, "budget-status-carried", &args));
    }
    if status.open.sums.income != 0 {
        let args = [("amount", money(status.open.sums.income).into())];
        lines.push(text(lang, "budget-status-income", &args));
    }
    if status.envelope.over {
        lines.push(text(lang, "budget-status-over", &[]));
    }
    if !status.amounts {
        lines.push(text(lang, "budget-status-shares", &[]));
    }
    lines
}

fn about(lang: Lang, status: &Status<'_>) -> Vec<Field> {
    let mut lines = Vec::new();
    if let Some(d) = status.department {
        let args = [("department", Text::user(d.name_in(lang)).into())];
        lines.push(text(lang, "budget-about-department", &args));
    }
    if !status.envelope.project.is_empty() {
        let args = [("project", Text::brief(&status.envelope.project, 60).into())];
        lines.push(text(lang, "budget-about-project", &args));
    }
    let owner = [("user", Text::mention(status.envelope.owner).into())];
    lines.push(text(lang, "budget-about-owner", &owner));
    if let Some(parent) = status.parent {
        let args = [("key", parent.key().into()), ("name", name(parent).into())];
        lines.push(text(lang, "budget-about-parent", &args));
    }
    if !status.children.is_empty() {
        let all = status.children.iter().take(10);
        let names = all.map(|c| Text::trusted(format!("{} {}", c.key(), name(c))));
        let args = [("names", Text::join(names, " · ").into())];
        lines.push(text(lang, "budget-about-children", &args));
    }
    let mut fields = vec![field(lang, "budget-field-about", Text::join(lines, "\n"))];
    let promised = promise_cards::lines(lang, status.envelope, status.promises, status.amounts);
    fields.extend(promised.map(|lines| field(lang, "budget-field-committed", lines)));
    fields.push(field(
        lang,
        "budget-field-rules",
        rules(lang, status.envelope),
    ));
    fields.push(field(
        lang,
        "budget-field-approval",
        approval(lang, status.envelope, status.over),
    ));
    fields
}

fn status_buttons(lang: Lang, status: &Status<'_>) -> Vec<Button> {
    if !status.amounts {
        return Vec::new();
    }
    let number = status.envelope.number;
    let by = |word: &str| ActionId::new("budget", "statement", number).with(word);
    let plain = ButtonStyle::Secondary;
    vec![
        button(lang, "budget-button-category", by("category"), plain),
        button(lang, "budget-button-vendor", by("vendor"), plain),
        button(lang, "budget-button-month", by("month"), plain),
    ]
}
