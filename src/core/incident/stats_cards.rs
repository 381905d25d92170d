//! What the statistics say. Pure.

use crate::calendar::Day;
use crate::charts::COLUMNS_MOST;
use crate::chat::{Card, Field, Text};
use crate::clock::{At, Span};
use crate::core::incident::rules::Severity;
use crate::core::incident::stats::{Period, name_of};
use crate::core::incident::stats_rules::{
    Case, Figures, Times, by, ended, figures, loads, week_of,
};
use crate::core::org::Department;
use crate::core::words::{length, units};
use crate::i18n::{Arg, Lang, say};

/// What is told, and to whom.
pub(super) struct Told<'a> {
    pub(super) lang: Lang,
    pub(super) period: &'a Period,
    /// The only department, if one was asked for.
    pub(super) department: Option<&'a Department>,
    pub(super) departments: &'a [Department],
}

/// People listed with their pages.
const PEOPLE: usize = 15;

fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// The answer to `/incident stats`.
pub(super) fn report(told: &Told<'_>) -> Card {
    let (lang, period) = (told.lang, told.period);
    let whole = figures(&period.cases);
    let mut fields = vec![field(
        lang,
        "incident-stats-severity",
        severities(lang, &period.cases),
    )];
    if told.department.is_none() {
        let lines = by(&period.cases, |c| c.department);
        let lines = lines.iter().map(|(id, figures)| {
            line(
                lang,
                &Text::user(&name_of(told.departments, *id, lang)),
                figures,
            )
        });
        fields.push(field(lang, "incident-stats-department", lines.collect()));
    }
    let of_week = by(&period.cases, |c| week_of(c.opened, period.zone));
    let newest = of_week.iter().rev().take(COLUMNS_MOST).rev();
    let lines =
        newest.map(|(monday, figures)| line(lang, &Text::trusted(monday.to_string()), figures));
    fields.push(field(lang, "incident-stats-week", lines.collect()));
    let people = loads(&period.pages);
    let lines: Vec<Text> = people
        .iter()
        .take(PEOPLE)
        .map(|load| {
            text(
                lang,
                "incident-stats-person",
                &[
                    ("who", Text::mention(load.user).into()),
                    ("pages", load.pages.into()),
                    ("night", load.night.into()),
                ],
            )
        })
        .collect();
    fields.push(field(lang, "incident-stats-people", lines));
    fields.retain(|f| !f.value.is_empty());
    let name = told.department.map(|d| Text::user(d.name_in(lang)));
    let place = name.unwrap_or_else(|| text(lang, "incident-stats-all", &[]));
    Card {
        title: Some(text(
            lang,
            "incident-stats-title",
            &[
                ("place", place.into()),
                ("from", period.from.to_string().into()),
                ("to", period.to.to_string().into()),
            ],
        )),
        body: Some(Text::join(overall(lang, &whole), "\n")),
        fields,
        footer: Some(text(lang, "incident-stats-legend", &[])),
        ..Card::default()
    }
}

fn field(lang: Lang, id: &str, lines: Vec<Text>) -> Field {
    Field {
        name: text(lang, id, &[]),
        value: Text::join(lines, "\n"),
        inline: false,
    }
}

/// The whole in two or three sentences.
pub(super) fn overall(lang: Lang, whole: &Figures) -> Vec<Text> {
    let mut lines = vec![text(
        lang,
        "incident-stats-whole",
        &[
            ("incidents", whole.incidents.into()),
            ("open", whole.open.into()),
            ("reopened", whole.reopened.into()),
            ("unacknowledged", whole.unacknowledged.into()),
        ],
    )];
    for (id, times) in [
        ("incident-stats-acknowledge", &whole.acknowledge),
        ("incident-stats-resolve", &whole.resolve),
    ] {
        if let (Some(median), Some(p90)) = (times.median, times.p90) {
            let args = [
                ("median", length(lang, median).into()),
                ("p90", length(lang, p90).into()),
                ("number", times.number.into()),
            ];
            lines.push(text(lang, id, &args));
        }
    }
    lines
}

/// A department's week in one line.
pub(super) fn digest_line(lang: Lang, whole: &Figures) -> Text {
    text(
        lang,
        "incident-stats-digest-line",
        &[
            ("incidents", whole.incidents.into()),
            ("open", whole.open.into()),
            ("acknowledge", both(lang, &whole.acknowledge).into()),
            ("resolve", both(lang, &whole.resolve).into()),
        ],
    )
}

/// One line a severity that occurred.
pub(super) fn severities(lang: Lang, cases: &[Case]) -> Vec<Text> {
    let of = by(cases, |c| c.severity);
    let lines = Severity::ALL.into_iter().filter_map(|severity| {
        let name = Text::trusted(severity.name().to_uppercase());
        Some(line(lang, &name, of.get(&severity)?))
    });
    lines.collect()
}

/// A group's figures in a line.
fn line(lang: Lang, name: &Text, figures: &Figures) -> Text {
    text(
        lang,
        "incident-stats-line",
        &[
            ("name", name.clone().into()),
            ("incidents", figures.incidents.into()),
            ("acknowledge", both(lang, &figures.acknowledge).into()),
            ("resolve", both(lang, &figures.resolve).into()),
        ],
    )
}

fn both(lang: Lang, times: &Times) -> String {
    match (times.median, times.p90) {
        (Some(median), Some(p90)) => format!("{} / {}", length(lang, median), length(lang, p90)),
        _ => "–".to_owned(),
    }
}

/// A length in signs, rounded down to its largest unit: for pictures.
pub(super) fn short(span: Span) -> String {
    let ((number, unit), _) = units(span);
    format!("{number}{unit}")
}

/// A word of the picture.
pub(super) fn word(lang: Lang, id: &str) -> String {
    say(lang, id, &[])
}

/// The days the picture shows.
pub(super) fn period(lang: Lang, from: Day, to: Day) -> String {
    say(
        lang,
        "incident-picture-period",
        &[
            ("from", from.to_string().into()),
            ("to", to.to_string().into()),
        ],
    )
}

/// The picture in words.
pub(super) fn alt(lang: Lang, weeks: usize, whole: &Figures) -> String {
    let median = |times: &Times| {
        times
            .median
            .map_or_else(|| "–".to_owned(), |m| length(lang, m))
    };
    say(
        lang,
        "incident-stats-alt",
        &[
            ("weeks", weeks.min(COLUMNS_MOST).into()),
            ("incidents", whole.incidents.into()),
            ("acknowledge", median(&whole.acknowledge).into()),
            ("resolve", median(&whole.resolve).into()),
        ],
    )
}

/// How the picture is read.
pub(super) fn legend(lang: Lang) -> Text {
    text(lang, "incident-stats-picture", &[])
}

/// A table to take away: one line an incident. Headings are names for programs; moments are UTC, lengths seconds.
pub(super) fn csv(told: &Told<'_>) -> String {
    let mut out = String::from(
        "incident,department,severity,type,state,title,opened,acknowledged,mitigated,resolved,seconds_to_acknowledge,\
         seconds_to_resolve,reopened,pages,pages_at_night\r\n",
    );
    for case in &told.period.cases {
        let moment = |at: Option<At>| {
            at.map(|at| at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string())
                .unwrap_or_default()
        };
        let seconds = |at: Option<At>| {
            at.map(|at| ((at - case.opened).0.max(0) / 1_000).to_string())
                .unwrap_or_default()
        };
        let pages = told
            .period
            .pages
            .iter()
            .filter(|p| p.incident == case.number);
        let department = told.departments.iter().find(|d| d.id == case.department);
        let row = [
            format!("INC-{}", case.number),
            department.map(|d| d.key.clone()).unwrap_or_default(),
            case.severity.name().to_owned(),
            case.kind.name().to_owned(),
            case.state.name().to_owned(),
            case.title.clone(),
            moment(Some(case.opened)),
            moment(case.acknowledged),
            moment(case.mitigated),
            moment(ended(case)),
            seconds(case.acknowledged),
            seconds(ended(case)),
            case.reopened.to_string(),
            pages.clone().count().to_string(),
            pages.filter(|p| p.night).count().to_string(),
        ];
        out.push_str(&row.map(|cell| quoted(&cell)).join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell: quoted where it must be, and never a formula, whatever opens the table.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", safe.replace('"', "\"\""));
    }
    safe
}

#[cfg(test)]
#[path = "stats_tests.rs"]
mod tests;
