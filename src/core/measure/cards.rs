//! What is said about measures: pure.

use crate::calendar::{Zone, day_of};
use crate::chat::{Card, Field, Text, Tone, time_full, time_relative};
use crate::core::measure::rules::{Better, Figure, Level, News};
use crate::core::measure::types::{Kept, Measure, Value};
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

/// Latest values that are listed.
const LISTED: usize = 10;

fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

fn figure(measure: &Measure, figure: Figure) -> Text {
    Text::user(&measure.shown(figure))
}

fn tone(level: Level) -> Tone {
    match level {
        Level::Fine => Tone::Good,
        Level::Missed | Level::Warn => Tone::Warn,
        Level::Critical => Tone::Bad,
    }
}

/// How a value stands; nothing where there is nothing to hold it against.
fn standing(lang: Lang, measure: &Measure, value: &Value) -> Text {
    if measure.guards.is_empty() {
        return Text::default();
    }
    let level = measure.guards.standing(value.figure);
    if level == Level::Fine {
        return text(lang, "measure-standing-fine", &[]);
    }
    let side = match measure.guards.better {
        Better::Higher => "below",
        Better::Lower => "above",
    };
    let args = [
        ("level", level.name().into()),
        ("side", side.into()),
        ("guard", Text::user(&measure.guard(level)).into()),
    ];
    text(lang, "measure-standing", &args)
}

fn named(lang: Lang, id: &str, measure: &Measure, more: &[(&'static str, Arg)]) -> Text {
    let mut args = vec![
        ("key", measure.key().into()),
        ("name", Text::user(&measure.name).into()),
    ];
    args.extend_from_slice(more);
    text(lang, id, &args)
}

/// Where a new measure was made.
fn made(lang: Lang, place: Option<&Department>) -> Option<Text> {
    let place = Text::user(place?.name_in(lang));
    Some(text(lang, "measure-made", &[("department", place.into())]))
}

/// The answer to `/measure record`; `place` for a measure that was made.
pub(super) fn recorded(
    lang: Lang,
    measure: &Measure,
    value: &Value,
    kept: Kept,
    place: Option<&Department>,
) -> Card {
    let args = [
        ("value", figure(measure, value.figure).into()),
        ("when", time_full(value.at).into()),
    ];
    let mut lines = vec![named(lang, "measure-recorded", measure, &args)];
    lines.push(match kept {
        Kept::Newest if measure.guards.is_empty() => text(lang, "measure-standing-none", &[]),
        Kept::Newest => standing(lang, measure, value),
        Kept::Late => text(lang, "measure-recorded-late", &[]),
    });
    lines.extend(made(lang, place));
    Card {
        tone: match kept {
            Kept::Newest if !measure.guards.is_empty() => {
                tone(measure.guards.standing(value.figure))
            }
            Kept::Newest | Kept::Late => Tone::Good,
        },
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    }
}

/// Target and thresholds, one a line.
fn guards(lang: Lang, measure: &Measure) -> Text {
    let guards = &measure.guards;
    let set = [
        ("measure-guard-target", guards.target),
        ("measure-guard-warn", guards.warn),
        ("measure-guard-critical", guards.critical),
    ];
    let lines: Vec<Text> = set
        .into_iter()
        .filter_map(|(id, guard)| {
            let value = figure(measure, guard?);
            Some(text(lang, id, &[("value", value.into())]))
        })
        .collect();
    if lines.is_empty() {
        return text(lang, "measure-standing-none", &[]);
    }
    let better = [("better", guards.better.name().into())];
    let better = text(lang, "measure-guard-better", &better);
    Text::join(lines.into_iter().chain([better]), "\n")
}

/// The answer to `/measure target`.
pub(super) fn targeted(
    lang: Lang,
    measure: &Measure,
    latest: Option<&Value>,
    place: Option<&Department>,
) -> Card {
    let mut lines = vec![
        named(lang, "measure-targeted", measure, &[]),
        guards(lang, measure),
    ];
    if let Some(value) = latest {
        lines.push(now(lang, measure, value));
    }
    lines.extend(made(lang, place));
    Card {
        tone: Tone::Good,
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    }
}

/// The latest value with how it stands.
fn now(lang: Lang, measure: &Measure, value: &Value) -> Text {
    let said = named(
        lang,
        "measure-now",
        measure,
        &at_present(lang, measure, value),
    );
    without_end(&said)
}

fn at_present(lang: Lang, measure: &Measure, value: &Value) -> [(&'static str, Arg); 3] {
    [
        ("value", figure(measure, value.figure).into()),
        ("when", time_relative(value.at).into()),
        ("standing", standing(lang, measure, value).into()),
    ]
}

/// Without the blank before a standing that is not there.
fn without_end(text: &Text) -> Text {
    Text::trusted(text.as_str().trim_end())
}

/// What the department is told: it crossed, or it is back.
pub(super) fn news(
    lang: Lang,
    measure: &Measure,
    news: &News,
    value: &Value,
    before: Option<&Value>,
) -> Card {
    let shown = [("value", figure(measure, value.figure).into())];
    let (tone, title, level) = match news {
        News::Crossed(level) => {
            let id = match level {
                Level::Fine | Level::Missed => "measure-crossed-missed",
                Level::Warn => "measure-crossed-warn",
                Level::Critical => "measure-crossed-critical",
            };
            (tone(*level), named(lang, id, measure, &shown), *level)
        }
        News::Back(level) => {
            let title = named(lang, "measure-back", measure, &shown);
            (tone(*level), title, *level)
        }
    };
    let mut lines = vec![standing(lang, measure, value)];
    if let Some(before) = before {
        let args = [
            ("value", figure(measure, before.figure).into()),
            ("when", time_full(before.at).into()),
        ];
        lines.push(text(lang, "measure-before", &args));
    }
    if !value.note.is_empty() {
        lines.push(Text::user(&value.note));
    }
    let next = match news {
        News::Crossed(_) => "measure-crossed-next",
        News::Back(_) if level == Level::Fine => "measure-back-next",
        News::Back(_) => "measure-back-partly",
    };
    lines.push(text(lang, next, &[]));
    let source = if value.source.is_empty() {
        match value.by {
            Some(by) => Text::mention(by),
            None => Text::trusted("–"),
        }
    } else {
        Text::user(&value.source)
    };
    let fields = vec![
        Field {
            name: text(lang, "measure-field-guards", &[]),
            value: guards(lang, measure),
            inline: true,
        },
        Field {
            name: text(lang, "measure-field-source", &[]),
            value: Text::join([source, Text::trusted(time_full(value.at))], "\n"),
            inline: true,
        },
    ];
    Card {
        tone,
        title: Some(title),
        body: Some(Text::join(lines, "\n")),
        fields,
        footer: Some(text(
            lang,
            "measure-footer",
            &[("key", measure.key().into())],
        )),
        ..Card::default()
    }
}

/// The answer to `/measure show`.
pub(super) fn show(
    lang: Lang,
    measure: &Measure,
    place: Option<&Department>,
    values: &[Value],
) -> Card {
    let latest = values.first();
    let field = |id: &str, value: Text| Field {
        name: text(lang, id, &[]),
        value,
        inline: false,
    };
    let mut fields = vec![field("measure-field-guards", guards(lang, measure))];
    let lines: Vec<Text> = values
        .iter()
        .take(LISTED)
        .map(|value| line(lang, measure, value))
        .collect();
    if !lines.is_empty() {
        fields.push(field("measure-field-values", Text::join(lines, "\n")));
    }
    let place = place.map_or_else(|| Text::trusted("–"), |d| Text::user(d.name_in(lang)));
    Card {
        tone: latest.map_or(Tone::Info, |v| tone(measure.guards.standing(v.figure))),
        title: Some(named(
            lang,
            "measure-title",
            measure,
            &[("department", place.into())],
        )),
        body: Some(match latest {
            Some(value) => now(lang, measure, value),
            None => text(lang, "measure-empty", &[]),
        }),
        fields,
        ..Card::default()
    }
}

/// One value: what, when, from whom.
fn line(lang: Lang, measure: &Measure, value: &Value) -> Text {
    let mut parts = vec![text(
        lang,
        "measure-value",
        &[
            ("value", figure(measure, value.figure).into()),
            ("when", time_full(value.at).into()),
        ],
    )];
    parts.extend(value.by.map(Text::mention));
    for said in [&value.source, &value.project, &value.note] {
        if !said.is_empty() {
            parts.push(Text::brief(said, 80));
        }
    }
    Text::join(parts, " · ")
}

/// The picture in words.
pub(super) fn alt(lang: Lang, measure: &Measure, values: &[Value]) -> String {
    let figures = || values.iter().map(|v| v.figure);
    let shown = |figure: Option<Figure>| figure.map(|f| measure.shown(f)).unwrap_or_default();
    let target = measure.guards.target.map(|t| measure.shown(t));
    say(
        lang,
        "measure-alt",
        &[
            ("name", measure.name.clone().into()),
            ("values", values.len().into()),
            ("least", shown(figures().min()).into()),
            ("most", shown(figures().max()).into()),
            ("latest", shown(figures().next()).into()),
            ("target", target.unwrap_or_else(|| "–".to_owned()).into()),
        ],
    )
}

/// The days the values are of, and the unit where it has no room beside the figures.
pub(super) fn period(lang: Lang, values: &[Value], zone: Zone, unit: &str) -> String {
    let (Some(last), Some(first)) = (values.first(), values.last()) else {
        return String::new();
    };
    let [from, to] = [first, last].map(|value| day_of(value.at, zone));
    let args = [
        ("from", from.to_string().into()),
        ("to", to.to_string().into()),
        ("several", if from == to { "no" } else { "yes" }.into()),
        ("unit", unit.into()),
        ("named", if unit.is_empty() { "no" } else { "yes" }.into()),
    ];
    say(lang, "measure-picture-period", &args)
}

/// One measure of the list, or of a digest.
pub(super) fn digest_line(lang: Lang, measure: &Measure, value: &Value) -> Text {
    let args = at_present(lang, measure, value);
    without_end(&named(lang, "measure-line", measure, &args))
}

/// The answer to `/measure list`.
pub(super) fn list(lang: Lang, rows: &[(Measure, Option<Department>, Option<Value>)]) -> Card {
    let line = |(measure, place, latest): &(Measure, Option<Department>, Option<Value>)| {
        let said = match latest {
            Some(value) => digest_line(lang, measure, value),
            None => named(lang, "measure-line-empty", measure, &[]),
        };
        match place {
            Some(place) => Text::join([said, Text::user(place.name_in(lang))], " · "),
            None => said,
        }
    };
    Card {
        title: Some(text(lang, "measure-list-title", &[])),
        body: Some(if rows.is_empty() {
            text(lang, "measure-list-empty", &[])
        } else {
            Text::join(rows.iter().map(line), "\n")
        }),
        ..Card::default()
    }
}
