//! What alerts say. Pure.

use serde_json::{Value, json};

use crate::chat::{ActionId, Button, ButtonStyle, Card, Field, Text, Tone};
use crate::core::budget::facts::{Alert, Fired, Line};
use crate::core::budget::rules::permille;
use crate::core::budget::threshold::{self, Basis, Class, FAST};
use crate::core::budget::types::{Envelope, PeriodRow, key};
use crate::core::words;
use crate::i18n::{Args, Lang, say};

/// Tenths of a percent as people read them: `78.5`, `80`.
pub(crate) fn percent(permille: i64) -> String {
    let sign = if permille < 0 { "−" } else { "" };
    let (whole, tenth) = (permille.unsigned_abs() / 10, permille.unsigned_abs() % 10);
    words::percent(&match tenth {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{tenth}"),
    })
}

/// Hundredths as a factor: `1.26`.
pub(crate) fn factor(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let value = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", value / 100, value % 100)
}

/// How fast it is spent from, in words: where nothing was spent there is no pace.
pub(crate) fn pace(lang: Lang, burn: Option<i64>, actual: i64) -> String {
    match burn {
        Some(burn) if actual > 0 => say(lang, "budget-pace", &[("factor", factor(burn).into())]),
        _ if actual <= 0 => say(lang, "budget-pace-none", &[]),
        _ => say(lang, "budget-pace-unknown", &[]),
    }
}

/// How much of a limit an amount is, as a percentage; without a limit that cannot be said.
pub(crate) fn share(amount: i64, limit: i64) -> String {
    permille(amount, limit).map_or_else(|| "–".to_owned(), percent)
}

/// What is written down of a threshold that is not reached any more.
pub(crate) fn since(actual: i64, limit: i64) -> String {
    share(actual, limit)
}

pub(crate) fn text(lang: Lang, id: &str, args: Args<'_>) -> Text {
    Text::trusted(say(lang, id, args))
}

pub(crate) fn class_tone(class: Class) -> Tone {
    match class {
        Class::Info => Tone::Info,
        Class::Warn => Tone::Warn,
        Class::Critical => Tone::Bad,
    }
}

/// An amount where amounts may be read, else its share of the limit.
fn amount(lang: Lang, line: &Line, minor: i64, amounts: bool) -> String {
    if amounts {
        line.money(minor).say(lang)
    } else {
        share(minor, line.limit)
    }
}

/// The message of an alert.
pub(crate) fn alert(lang: Lang, alert: &Alert, amounts: bool) -> Card {
    let mut card = Card {
        tone: class_tone(alert.class),
        ..Card::default()
    };
    let Some(head) = alert.lines.first() else {
        return card;
    };
    let names = Text::join(alert.lines.iter().map(|l| Text::brief(&l.name, 60)), " · ");
    let title = [("name", names.into()), ("class", alert.class.name().into())];
    card.title = Some(text(lang, "budget-alert-title", &title));
    let mut body = Vec::new();
    for line in &alert.lines {
        if alert.lines.len() > 1 {
            let args = [
                ("key", key(line.envelope).into()),
                ("name", Text::brief(&line.name, 60).into()),
            ];
            body.push(text(lang, "budget-alert-of", &args));
        }
        body.extend(line.fired.iter().map(|f| fired(lang, line, f, amounts)));
    }
    if !alert.since.is_empty() {
        let args = [("percent", alert.since.as_str().into())];
        body.push(text(lang, "budget-alert-since", &args));
    }
    card.body = Some(Text::join(body, "\n"));
    for line in &alert.lines {
        card.fields
            .extend(figures(lang, line, amounts, alert.lines.len() > 1));
    }
    card.fields.push(Field {
        name: text(lang, "budget-alert-next", &[]),
        value: next_step(lang, alert, head),
        inline: false,
    });
    if let Some((by, at)) = alert.acked {
        let args = [
            ("user", Text::mention(by).into()),
            ("when", crate::chat::time_full(at).into()),
        ];
        card.fields.push(Field {
            name: text(lang, "budget-alert-acked", &[]),
            value: text(lang, "budget-alert-acked-by", &args),
            inline: false,
        });
    }
    card.footer = Some(Text::trusted(key(head.envelope)));
    card.buttons = vec![buttons(lang, alert, head, amounts)];
    card
}

fn buttons(lang: Lang, alert: &Alert, head: &Line, amounts: bool) -> Vec<Button> {
    let button = |id: &str, action: ActionId, style: ButtonStyle| Button {
        label: say(lang, id, &[]),
        emoji: None,
        action,
        style,
        disabled: false,
    };
    let mut row = Vec::new();
    // Of what is only worth knowing nobody has to take care.
    if alert.acked.is_none() && alert.class != Class::Info {
        let action = ActionId::new("budget", "ack", alert.number);
        row.push(button("budget-button-ack", action, ButtonStyle::Primary));
    }
    let status = ActionId::new("budget", "status", head.envelope);
    row.push(button(
        "budget-button-status",
        status,
        ButtonStyle::Secondary,
    ));
    if !amounts {
        let action = ActionId::new("budget", "amounts", alert.number);
        row.push(button(
            "budget-button-amounts",
            action,
            ButtonStyle::Secondary,
        ));
    }
    row
}

/// What crossed what.
fn fired(lang: Lang, line: &Line, fired: &Fired, amounts: bool) -> Text {
    let value = amount(lang, line, fired.value, amounts);
    let args = [
        ("value", value.into()),
        ("percent", share(fired.value, line.limit).into()),
        ("threshold", threshold::percent(fired.rule.threshold).into()),
        ("pace", factor(fired.value).into()),
        ("amounts", if amounts { "yes" } else { "no" }.into()),
    ];
    let id = match fired.rule.basis {
        Basis::Actual => "budget-fired-actual",
        Basis::Forecast => "budget-fired-forecast",
        Basis::Committed => "budget-fired-committed",
        Basis::Burn if fired.rule.threshold == FAST => "budget-fired-fast",
        Basis::Burn => "budget-fired-slow",
        Basis::Unbudgeted => "budget-fired-unbudgeted",
    };
    text(lang, id, &args)
}

/// The numbers behind it.
fn figures(lang: Lang, line: &Line, amounts: bool, several: bool) -> Vec<Field> {
    let money = |minor: i64| amount(lang, line, minor, amounts);
    let forecast = line
        .forecast
        .map_or_else(|| say(lang, "budget-no-forecast", &[]), &money);
    let runs_out = match (line.runs_out, line.spent) {
        (Some(day), _) => words::day(day),
        (None, true) => say(lang, "budget-spent-already", &[]),
        (None, false) => say(lang, "budget-lasts", &[]),
    };
    let args = [
        ("actual", money(line.actual).into()),
        ("committed", money(line.committed).into()),
        (
            "limit",
            if amounts {
                line.money(line.limit).say(lang)
            } else {
                words::percent("100")
            }
            .into(),
        ),
        ("available", money(line.available).into()),
        ("forecast", forecast.into()),
        ("pace", pace(lang, line.burn, line.actual).into()),
        ("runs-out", runs_out.into()),
        ("from", words::day(line.period.start).into()),
        ("to", words::day(line.period.last()).into()),
        ("days", line.elapsed.0.into()),
        ("total", line.elapsed.1.into()),
    ];
    let name = if several {
        Text::brief(&line.name, 60)
    } else {
        text(lang, "budget-alert-numbers", &[])
    };
    let mut fields = vec![Field {
        name,
        value: text(lang, "budget-alert-figures", &args),
        inline: false,
    }];
    if !line.top.is_empty() {
        let top = line.top.iter().map(|(label, minor)| {
            let label = label_of(lang, label);
            let args = [("label", label.into()), ("amount", money(*minor).into())];
            text(lang, "budget-alert-top-line", &args)
        });
        fields.push(Field {
            name: text(lang, "budget-alert-top", &[]),
            value: Text::join(top, "\n"),
            inline: false,
        });
    }
    let id = match (line.forecast, line.blend) {
        (None, _) => "budget-method-none",
        (Some(_), false) => "budget-method-run-rate",
        (Some(_), true) => "budget-method-blend",
    };
    fields.push(Field {
        name: text(lang, "budget-alert-method", &[]),
        value: text(lang, id, &[("days", line.elapsed.0.into())]),
        inline: false,
    });
    fields
}

/// A vendor or category; what was booked without one has a name too.
pub(crate) fn label_of(lang: Lang, label: &str) -> Text {
    if label.is_empty() {
        text(lang, "budget-no-label", &[])
    } else {
        Text::brief(label, 60)
    }
}

fn next_step(lang: Lang, alert: &Alert, head: &Line) -> Text {
    let id = match alert.class {
        Class::Info => "budget-next-info",
        Class::Warn => "budget-next-warn",
        Class::Critical => "budget-next-critical",
    };
    text(lang, id, &[("key", key(head.envelope).into())])
}

/// Why an alert was said, for **Why this?**
pub(crate) fn why(alert: &Alert) -> Value {
    let head = alert.lines.first();
    let rules: Vec<String> = alert.lines.iter().map(Line::print).collect();
    json!({
        "rule": "budget:alert",
        "key": key(alert.envelope),
        "name": head.map(|l| l.name.clone()),
        "inputs": rules,
    })
}

/// An entry that came after its period was closed took it past its limit.
pub(crate) fn late(lang: Lang, envelope: &Envelope, row: &PeriodRow, amounts: bool) -> Card {
    let total = if amounts {
        envelope.money(row.restated).say(lang)
    } else {
        share(row.restated, row.amount)
    };
    let args = [
        ("name", Text::brief(&envelope.name, 60).into()),
        ("key", envelope.key().into()),
        ("from", words::day(row.period.start).into()),
        ("to", words::day(row.period.last()).into()),
        ("total", total.into()),
        ("percent", share(row.restated, row.amount).into()),
    ];
    Card {
        tone: Tone::Bad,
        title: Some(text(lang, "budget-late-title", &args)),
        body: Some(text(lang, "budget-late-body", &args)),
        ..Card::default()
    }
}

/// Nobody has answered for a critical alert: for the lead of its owner.
pub(crate) fn unacked(lang: Lang, alert: &Alert, amounts: bool) -> Card {
    let mut card = self::alert(lang, alert, amounts);
    let args = [("when", crate::chat::time_full(alert.at).into())];
    card.lead = Some(text(lang, "budget-unacked", &args));
    card
}
