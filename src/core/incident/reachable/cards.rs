//! What is said of what keeps pages from reaching somebody: each with what to do about it.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, ChannelId, Field, Text, Tone, UserId, time_full,
    time_relative,
};
use crate::clock::At;
use crate::core::incident::cards::text;
use crate::core::incident::paging::Missing;
use crate::core::incident::policy::Target;
use crate::core::incident::reachable::rules::{Part, Problem};
use crate::core::incident::reachable::store::Told;
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

/// Problems that are shown as a part of another card, and in a message of their own.
const SHOWN_BESIDE: usize = 4;
const SHOWN: usize = 12;

/// What one message tells, as it stands now.
pub(super) fn told(lang: Lang, department: &Department, told: &[Told], message: i64) -> Card {
    let standing = told.iter().filter(|t| t.solved.is_none()).count();
    let name = Text::user(department.name_in(lang));
    let (id, tone) = if standing == 0 {
        ("reach-title-solved", Tone::Good)
    } else {
        ("reach-title", Tone::Warn)
    };
    let mut lines: Vec<Text> = told.iter().take(SHOWN).map(|t| line(lang, t)).collect();
    lines.extend(more(lang, told.len(), SHOWN));
    let look = Button {
        label: say(lang, "reach-look", &[]),
        emoji: None,
        action: ActionId::new("incident", "reach", message).with(department.id.to_string()),
        style: ButtonStyle::Secondary,
        disabled: false,
    };
    Card {
        tone,
        title: Some(text(lang, id, &[("department", name.into())])),
        body: Some(Text::join(lines, "\n")),
        footer: (standing > 0).then(|| text(lang, "reach-next", &[])),
        buttons: if standing > 0 {
            vec![vec![look]]
        } else {
            Vec::new()
        },
        ..Card::default()
    }
}

fn more(lang: Lang, all: usize, shown: usize) -> Option<Text> {
    let hidden = all.saturating_sub(shown);
    (hidden > 0).then(|| text(lang, "reach-more", &[("hidden", hidden.into())]))
}

fn line(lang: Lang, told: &Told) -> Text {
    let problem = problem(lang, &told.what);
    match told.solved {
        None => Text::trusted(format!("⚠️ {problem}")),
        Some(at) => {
            let args = [
                ("problem", problem.into()),
                ("when", time_relative(at).into()),
            ];
            text(lang, "reach-solved", &args)
        }
    }
}

/// What is wrong, as a part of another card; nothing if nothing is.
pub(super) fn field(lang: Lang, found: &[Problem]) -> Option<Field> {
    if found.is_empty() {
        return None;
    }
    let shown = found.iter().take(SHOWN_BESIDE);
    let mut lines: Vec<Text> = shown
        .map(|p| Text::trusted(format!("⚠️ {}", problem(lang, p))))
        .collect();
    lines.extend(more(lang, found.len(), SHOWN_BESIDE));
    Some(Field {
        name: text(lang, "reach-field", &[]),
        value: Text::join(lines, "\n"),
        inline: false,
    })
}

/// One problem, and what to do about it.
fn problem(lang: Lang, problem: &Problem) -> Text {
    let user = |user: &UserId| -> (&'static str, Arg) { ("user", Text::mention(*user).into()) };
    let place = |channel: &ChannelId, policy: &Option<String>| -> Vec<(&'static str, Arg)> {
        let policy = policy.as_deref().unwrap_or_default();
        vec![
            ("channel", Text::channel(*channel).into()),
            ("policy", policy.into()),
        ]
    };
    match problem {
        Problem::Left { user: who, parts } => text(
            lang,
            "reach-left",
            &[user(who), ("parts", named(lang, parts).into())],
        ),
        Problem::Closed {
            user: who,
            parts,
            other_road,
        } => {
            let road = if *other_road { "yes" } else { "no" };
            let parts = ("parts", named(lang, parts).into());
            text(
                lang,
                "reach-closed",
                &[user(who), parts, ("road", road.into())],
            )
        }
        Problem::ChannelGone { channel, policy } => match policy {
            None => text(lang, "reach-channel-gone", &[]),
            Some(_) => text(lang, "reach-policy-channel-gone", &place(channel, policy)),
        },
        Problem::ChannelShut {
            channel,
            permissions,
            ..
        } => shut(lang, *channel, permissions),
        Problem::RoleGone { .. } => text(lang, "reach-role-gone", &[]),
        Problem::NoChannel => text(lang, "reach-no-channel", &[]),
        Problem::NoRotation {
            policy,
            rotation: name,
        } => text(
            lang,
            "reach-no-rotation",
            &[
                ("policy", policy.as_str().into()),
                ("rotation", Text::user(name).into()),
            ],
        ),
        Problem::Empty { policy, level, why } => text(
            lang,
            "reach-empty",
            &[
                ("policy", policy.as_str().into()),
                ("level", (level + 1).into()),
                ("why", reasons(lang, why).into()),
            ],
        ),
        Problem::Nobody => text(lang, "reach-nobody", &[]),
        Problem::Gap { rotation, from, to } => spell(lang, "reach-gap", rotation, (*from, *to)),
        Problem::Uncovered { rotation, from, to } => {
            spell(lang, "reach-uncovered", rotation, (*from, *to))
        }
    }
}

/// A time in which something is wrong with a rotation.
fn spell(lang: Lang, id: &str, rotation: &str, (from, to): (At, At)) -> Text {
    let args = [
        ("rotation", turns(lang, rotation).into()),
        ("from", time_full(from).into()),
        ("to", time_full(to).into()),
    ];
    text(lang, id, &args)
}

/// A channel that cannot be written to, and what the bot may not do there.
fn shut(lang: Lang, channel: ChannelId, permissions: &[String]) -> Text {
    let names = permissions.iter().map(|id| {
        let name = say(lang, id, &[]);
        Text::trusted(format!("**{name}**"))
    });
    let separator = say(lang, "reach-list-separator", &[]);
    let args = [
        ("channel", Text::channel(channel).into()),
        ("permissions", Text::join(names, &separator).into()),
    ];
    text(lang, "reach-channel-shut", &args)
}

/// The rotation in words.
fn turns(lang: Lang, name: &str) -> Text {
    match name {
        "" => text(lang, "reach-rotation-own", &[]),
        name => text(lang, "reach-rotation", &[("name", Text::user(name).into())]),
    }
}

/// Where somebody is counted on.
fn named(lang: Lang, parts: &[Part]) -> Text {
    let parts = parts.iter().map(|part| match part {
        Part::Rotation(name) => turns(lang, name),
        Part::Policy(key) => Text::user(key),
        Part::Lead => text(lang, "reach-lead", &[]),
    });
    let separator = say(lang, "reach-list-separator", &[]);
    Text::join(parts, &separator)
}

fn reasons(lang: Lang, why: &[(Target, Missing)]) -> Text {
    let why = why.iter().map(|(target, missing)| {
        let whom = match target {
            Target::Person(user) => Text::mention(*user),
            Target::Channel(channel) => Text::channel(*channel),
            _ => Text::trusted(format!("`{target}`")),
        };
        let why = say(
            lang,
            "escalation-missing",
            &[("why", missing.name().into())],
        );
        Text::trusted(format!("{whom} {why}"))
    });
    let separator = say(lang, "reach-list-separator", &[]);
    Text::join(why, &separator)
}

/// The answer to who asked for another look.
pub(super) fn looking(lang: Lang) -> Card {
    Card {
        body: Some(text(lang, "reach-looking", &[])),
        ..Card::default()
    }
}

/// What somebody reads whose direct messages are tried.
pub(super) fn trying(lang: Lang) -> Card {
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "reach-trying", &[])),
        ..Card::default()
    }
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
