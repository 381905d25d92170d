//! What is said of a page that has not happened: level after level, when each rings, whom and by which road.

use std::collections::BTreeMap;

use crate::chat::{Card, Field, Text, Tone, UserId, time_full, time_relative};
use crate::clock::At;
use crate::core::incident::cards::{level as severity_name, text};
use crate::core::incident::explain::{Explained, Rank};
use crate::core::incident::foresee::{Foresee, WhyNot};
use crate::core::incident::paging::{Missing, Route, Who};
use crate::core::incident::policy::Policy;
use crate::core::words::exact_length;
use crate::i18n::{Lang, say};

/// Lines of one turn, and people who are not paged, that are shown.
const LEVELS: usize = 24;
const OTHERS: usize = 12;

/// All that is known of it.
pub(super) struct Foreseen<'a> {
    pub(super) asked: &'a Foresee,
    /// ESC-1; none: the policy that ships.
    pub(super) key: Option<String>,
    pub(super) policy: &'a Policy,
    /// When the first level rings: what keeps it quiet has ended.
    pub(super) begins: At,
    pub(super) explained: &'a Explained,
    pub(super) roads: &'a BTreeMap<UserId, Vec<Route>>,
    pub(super) others: &'a [(UserId, WhyNot)],
    pub(super) problems: Option<Field>,
}

/// Who would be paged.
pub(super) fn foreseen(of: &Foreseen<'_>) -> Card {
    let lang = of.asked.lang;
    let mut fields = turns(of);
    fields.push(end(of));
    fields.extend(others(lang, of.others));
    fields.extend(of.problems.clone());
    let nobody = of.explained.ranks.iter().all(|rank| rank.at.is_none());
    Card {
        tone: if nobody { Tone::Warn } else { Tone::Info },
        title: Some(title(of)),
        body: Some(beginning(of)),
        fields,
        footer: Some(text(lang, "foresee-footer", &[])),
        ..Card::default()
    }
}

fn title(of: &Foreseen<'_>) -> Text {
    let lang = of.asked.lang;
    let mut parts = vec![
        text(lang, "foresee-title", &[]),
        Text::trusted(severity_name(of.asked.severity)),
        Text::user(of.asked.department.name_in(lang)),
    ];
    if !of.asked.service.is_empty() {
        parts.push(Text::user(&of.asked.service));
    }
    Text::join(parts, " · ")
}

/// When it begins, under which policy, and what keeps it quiet at first.
fn beginning(of: &Foreseen<'_>) -> Text {
    let lang = of.asked.lang;
    let mut lines = Vec::new();
    let levels = Text::trusted(format!("`{}`", of.policy));
    let policy = match &of.key {
        Some(key) => ("policy", Text::trusted(format!("**{key}** {levels}"))),
        None => {
            let usual = say(lang, "foresee-usual", &[]);
            ("policy", Text::trusted(format!("{usual} {levels}")))
        }
    };
    lines.push(text(
        lang,
        "foresee-begins",
        &[
            ("when", time_full(of.asked.from).into()),
            (policy.0, policy.1.into()),
        ],
    ));
    if let Some((what, until)) = &of.asked.quiet {
        let what = ("what", Text::user(what).into());
        let until = ("until", time_full(*until).into());
        lines.push(text(lang, "foresee-quiet", &[what, until]));
    }
    Text::join(lines, "\n")
}

/// The turns through the policy, as far as they begin before the end that was asked for. One that goes like the first is one line.
fn turns(of: &Foreseen<'_>) -> Vec<Field> {
    let lang = of.asked.lang;
    let ranks = &of.explained.ranks;
    let of_round = |round: u32| ranks.iter().filter(move |rank| rank.round == round);
    let same = |round: u32| {
        let both = of_round(0).zip(of_round(round));
        both.clone().count() == of_round(0).count()
            && both
                .into_iter()
                .all(|(a, b)| a.paged == b.paged && a.not == b.not)
    };
    let mut fields = Vec::new();
    let mut again = Vec::new();
    for round in 0..=of.policy.repeat {
        let begins = of_round(round).find_map(|rank| rank.at);
        if round > 0 && begins.is_none_or(|at| at > of.asked.to) {
            continue;
        }
        if let (true, true, Some(at)) = (round > 0, same(round), begins) {
            let args = [("when", time_full(at).into())];
            again.push(text(lang, "foresee-again", &args));
            continue;
        }
        let shown: Vec<&Rank> = of_round(round)
            .filter(|rank| rank.at.is_none_or(|at| at <= of.asked.to))
            .collect();
        fields.extend(shown.iter().take(LEVELS).map(|rank| rung(of, rank)));
    }
    if !again.is_empty() {
        fields.push(Field {
            name: text(lang, "foresee-again-title", &[]),
            value: Text::join(again, "\n"),
            inline: false,
        });
    }
    fields
}

/// One level: when, whom by which roads, and who of it is not paged.
fn rung(of: &Foreseen<'_>, rank: &Rank) -> Field {
    let lang = of.asked.lang;
    let level = ("level", (rank.level + 1).into());
    let turn = ("turn", i64::from(rank.round + 1).into());
    let name = match rank.at {
        Some(at) => {
            let after = exact_length(lang, at - of.begins);
            let args = [
                level,
                turn,
                ("when", time_full(at).into()),
                ("after", after.into()),
            ];
            text(lang, "foresee-level", &args)
        }
        None => text(lang, "foresee-level-skipped", &[level, turn]),
    };
    let mut lines: Vec<Text> = rank
        .paged
        .iter()
        .map(|(who, _)| Text::trusted(format!("🔔 {}", paged(of, *who))))
        .collect();
    for (target, who, missing) in &rank.not {
        let whom = match (missing, who) {
            (Missing::Nobody, _) => Text::trusted(format!("`{target}`")),
            (_, who) => name_of(lang, *who),
        };
        let why = say(
            lang,
            "escalation-missing",
            &[("why", missing.name().into())],
        );
        lines.push(Text::trusted(format!("▫️ {whom} {why}")));
    }
    Field {
        name,
        value: Text::join(lines, "\n"),
        inline: false,
    }
}

/// Somebody who is paged, with the roads in the order they are tried.
fn paged(of: &Foreseen<'_>, who: Who) -> Text {
    let lang = of.asked.lang;
    let whom = name_of(lang, who);
    let Who::Person(user) = who else {
        return whom;
    };
    let direct = [Route::Direct];
    let roads = of.roads.get(&user).map_or(&direct[..], Vec::as_slice);
    let roads = roads.iter().map(|road| {
        let id = match road {
            Route::Direct => "foresee-road-direct",
            Route::Mail => "foresee-road-mail",
            Route::Hook => "foresee-road-hook",
        };
        text(lang, id, &[])
    });
    let then = say(lang, "foresee-road-then", &[]);
    let roads = Text::join(roads, &then);
    let id = match of.asked.department.channel {
        Some(_) => "foresee-person-mentioned",
        None => "foresee-person",
    };
    text(lang, id, &[("user", whom.into()), ("roads", roads.into())])
}

fn name_of(lang: Lang, who: Who) -> Text {
    match who {
        Who::Person(user) => Text::mention(user),
        Who::Channel(channel) => Text::channel(channel),
        Who::Office | Who::Thread => text(lang, "escalation-office", &[]),
    }
}

/// What comes after the last level, or that the end that was asked for is before it.
fn end(of: &Foreseen<'_>) -> Field {
    let lang = of.asked.lang;
    let exhausted = of.explained.exhausted;
    let when = ("when", time_full(exhausted).into());
    let id = if exhausted > of.asked.to {
        "foresee-end-later"
    } else {
        "foresee-end"
    };
    let to = ("to", time_relative(of.asked.to).into());
    Field {
        name: text(lang, "escalation-then", &[]),
        value: text(lang, id, &[when, to]),
        inline: false,
    }
}

/// Those who are not paged, by the reason.
fn others(lang: Lang, others: &[(UserId, WhyNot)]) -> Option<Field> {
    if others.is_empty() {
        return None;
    }
    let mut lines: Vec<Text> = others
        .iter()
        .take(OTHERS)
        .map(|(user, why)| {
            let id = match why {
                WhyNot::Away => "foresee-not-away",
                WhyNot::NotTheirTurn => "foresee-not-turn",
                WhyNot::NotNamed => "foresee-not-named",
            };
            text(lang, id, &[("user", Text::mention(*user).into())])
        })
        .collect();
    let hidden = others.len().saturating_sub(OTHERS);
    if hidden > 0 {
        lines.push(text(lang, "and-more", &[("hidden", hidden.into())]));
    }
    Some(Field {
        name: text(lang, "foresee-others", &[]),
        value: Text::join(lines, "\n"),
        inline: false,
    })
}

#[cfg(test)]
#[path = "foresee_tests.rs"]
mod tests;
