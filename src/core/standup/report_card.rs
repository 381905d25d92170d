//! What the report and the digest say of standups: pure.

use crate::calendar::Day;
use crate::charts::{Cell, HeatMap};
use crate::chat::{Card, Field, Text, UserId};
use crate::core::org::Department;
use crate::core::standup::rules::{Answer, Standup, Tally};
use crate::i18n::{Lang, say};

/// What a report tells.
pub(super) struct Data<'a> {
    pub(super) lang: Lang,
    pub(super) standup: &'a Standup,
    pub(super) department: &'a Department,
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) rounds: usize,
    pub(super) people: Vec<(UserId, Tally)>,
    pub(super) blockers: Vec<&'a Answer>,
}

/// Answered of asked, and in percent.
fn share(people: &[(UserId, Tally)]) -> (i64, i64, i64) {
    let answered = people.iter().map(|(_, t)| t.answered).sum::<i64>();
    let asked = people.iter().map(|(_, t)| t.asked).sum::<i64>();
    (
        answered,
        asked,
        if asked == 0 {
            100
        } else {
            answered * 100 / asked
        },
    )
}

/// The report.
pub(super) fn report(data: &Data<'_>) -> Card {
    let lang = data.lang;
    let (answered, asked, percent) = share(&data.people);
    let lines = data
        .people
        .iter()
        .enumerate()
        .take(30)
        .map(|(n, (user, tally))| {
            Text::trusted(say(
                lang,
                "standup-report-person",
                &[
                    ("number", (n + 1).into()),
                    ("who", Text::mention(*user).into()),
                    ("answered", tally.answered.into()),
                    ("asked", tally.asked.into()),
                    ("away", tally.away.into()),
                    ("streak", tally.streak.into()),
                ],
            ))
        });
    let field = |id: &str, value: Text| Field {
        name: Text::trusted(say(lang, id, &[])),
        value,
        inline: false,
    };
    let mut fields = vec![field("standup-report-people", Text::join(lines, "\n"))];
    if !data.blockers.is_empty() {
        let newest = data
            .blockers
            .iter()
            .rev()
            .take(10)
            .map(|a| digest_blocker(lang, a));
        fields.push(field("standup-report-blockers", Text::join(newest, "\n")));
    }
    Card {
        title: Some(Text::trusted(say(
            lang,
            "standup-report-title",
            &[
                ("key", data.standup.key().into()),
                ("name", Text::user(&data.standup.name).into()),
                (
                    "department",
                    Text::user(data.department.name_in(lang)).into(),
                ),
            ],
        ))),
        body: Some(Text::trusted(say(
            lang,
            "standup-report-body",
            &[
                ("from", data.from.to_string().into()),
                ("to", data.to.to_string().into()),
                ("rounds", data.rounds.into()),
                ("answered", answered.into()),
                ("asked", asked.into()),
                ("percent", percent.into()),
                ("blockers", data.blockers.len().into()),
            ],
        ))),
        fields,
        footer: Some(Text::trusted(say(lang, "standup-report-legend", &[]))),
        ..Card::default()
    }
}

/// The picture of a report: people, numbered as in the text, over days.
pub(super) fn heat_map(data: &Data<'_>, days: &[Day], rows: Vec<(String, Vec<Cell>)>) -> HeatMap {
    let lang = data.lang;
    let title = say(
        lang,
        "standup-picture-title",
        &[
            ("name", data.standup.name.clone().into()),
            ("department", data.department.name_in(lang).into()),
        ],
    );
    let words = [
        (Cell::Good, "standup-picture-answered"),
        (Cell::Quiet, "standup-picture-away"),
        (Cell::Bad, "standup-picture-missed"),
    ];
    HeatMap {
        title,
        subtitle: period(lang, days),
        columns: days.iter().map(|d| d.format("%m-%d").to_string()).collect(),
        rows,
        legend: words.map(|(cell, id)| (cell, say(lang, id, &[]))).to_vec(),
    }
}

/// The picture of a digest: standups over days.
pub(super) fn digest_map(lang: Lang, days: &[Day], rows: Vec<(String, Vec<Cell>)>) -> HeatMap {
    let words = [
        (Cell::Good, "standup-picture-all"),
        (Cell::Quiet, "standup-picture-some"),
        (Cell::Bad, "standup-picture-none"),
    ];
    HeatMap {
        title: say(lang, "standup-picture-digest", &[]),
        subtitle: period(lang, days),
        columns: days.iter().map(|d| d.format("%m-%d").to_string()).collect(),
        rows,
        legend: words.map(|(cell, id)| (cell, say(lang, id, &[]))).to_vec(),
    }
}

/// The days a picture shows.
fn period(lang: Lang, days: &[Day]) -> String {
    let (Some(from), Some(to)) = (days.first(), days.last()) else {
        return String::new();
    };
    say(
        lang,
        "standup-picture-period",
        &[
            ("from", from.to_string().into()),
            ("to", to.to_string().into()),
        ],
    )
}

/// The picture in words.
pub(super) fn alt(data: &Data<'_>) -> String {
    let (answered, asked, percent) = share(&data.people);
    say(
        data.lang,
        "standup-report-alt",
        &[
            ("people", data.people.len().into()),
            ("rounds", data.rounds.into()),
            ("answered", answered.into()),
            ("asked", asked.into()),
            ("percent", percent.into()),
        ],
    )
}

/// One standup in a digest.
pub(super) fn digest_line(
    lang: Lang,
    standup: &Standup,
    rounds: usize,
    people: &[(UserId, Tally)],
    blockers: usize,
) -> Text {
    let (answered, asked, percent) = share(people);
    Text::trusted(say(
        lang,
        "standup-digest-line",
        &[
            ("key", standup.key().into()),
            ("name", Text::user(&standup.name).into()),
            ("rounds", rounds.into()),
            ("answered", answered.into()),
            ("asked", asked.into()),
            ("percent", percent.into()),
            ("blockers", blockers.into()),
        ],
    ))
}

/// One blocker, with its day and whether it is resolved.
pub(super) fn digest_blocker(lang: Lang, answer: &Answer) -> Text {
    let id = if answer.resolved.is_some() {
        "standup-report-blocker-resolved"
    } else {
        "standup-report-blocker"
    };
    let what: String = answer
        .blocker()
        .unwrap_or_default()
        .chars()
        .take(120)
        .collect();
    Text::trusted(say(
        lang,
        id,
        &[
            ("day", answer.day.to_string().into()),
            ("who", Text::mention(answer.user).into()),
            ("what", Text::user(&what).into()),
        ],
    ))
}

/// What the picture of a digest shows, in words, and how it is read.
pub(super) fn digest_picture(
    lang: Lang,
    standups: usize,
    days: usize,
    (answered, asked): (usize, usize),
) -> (String, Text) {
    let args = [
        ("standups", standups.into()),
        ("days", days.into()),
        ("answered", answered.into()),
        ("asked", asked.into()),
    ];
    let alt = say(lang, "standup-digest-alt", &args);
    (alt, Text::trusted(say(lang, "standup-digest-legend", &[])))
}
