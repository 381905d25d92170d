//! Escalation policies as people read them: level under level, with who is there now.

use crate::chat::{Card, Field, Text, Tone};
use crate::core::incident::cards::{field, level as severity_name, text};
use crate::core::incident::paging::{Missing, Reached, Who};
use crate::core::incident::policy::Policy;
use crate::core::incident::policy_store::{Kept, Rule};
use crate::core::org::Department;
use crate::i18n::{Lang, say};

/// All policies, a line each.
pub(super) fn list(lang: Lang, all: &[Kept]) -> Card {
    let lines = all.iter().map(|kept| {
        let name = Text::user(&kept.name);
        Text::trusted(format!("**{}** · {name}: `{}`", kept.key(), kept.levels))
    });
    let body = if all.is_empty() {
        text(lang, "escalation-none", &[])
    } else {
        Text::join(lines, "\n")
    };
    Card {
        title: Some(text(lang, "escalation-list", &[])),
        body: Some(body),
        ..Card::default()
    }
}

/// One policy, with who would be paged now.
pub(super) fn show(
    lang: Lang,
    (kept, department, departments): (&Kept, &Department, &[Department]),
    (policy, reached): (&Policy, &[Reached]),
    rules: &[Rule],
) -> Card {
    let title = format!("{} · {}", kept.key(), Text::user(&kept.name));
    let mut fields: Vec<Field> = Vec::new();
    for (at, (level, reached)) in policy.levels.iter().zip(reached).enumerate() {
        let wait = level.patience().0 / 1000;
        let name = text(
            lang,
            "escalation-level",
            &[
                ("level", (at + 1).into()),
                ("minutes", (wait / 60).into()),
                ("seconds", (wait % 60).into()),
            ],
        );
        fields.push(field(name, people(lang, reached), false));
    }
    let last = match policy.repeat {
        0 => text(lang, "escalation-then-office", &[]),
        times => {
            let times = ("times", i64::from(times).into());
            text(lang, "escalation-then-again", &[times])
        }
    };
    fields.push(field(text(lang, "escalation-then", &[]), last, false));
    let places = rules.iter().map(|rule| place(lang, rule, departments));
    let places = if rules.is_empty() {
        text(lang, "escalation-nowhere", &[])
    } else {
        Text::join(places, "\n")
    };
    fields.push(field(text(lang, "escalation-holds", &[]), places, false));
    let nobody = reached.iter().any(|(found, _)| found.is_empty());
    Card {
        tone: if nobody { Tone::Warn } else { Tone::Info },
        title: Some(Text::trusted(title)),
        body: Some(Text::trusted(format!("`{policy}`"))),
        fields,
        footer: Some(Text::user(department.name_in(lang))),
        ..Card::default()
    }
}

/// Who of a level would be paged, and who not and why.
fn people(lang: Lang, (found, not): &Reached) -> Text {
    let mut lines: Vec<Text> = found
        .iter()
        .map(|(who, _)| Text::trusted(format!("🔔 {}", name(lang, *who))))
        .collect();
    for (target, who, missing) in not {
        let whom = match (missing, target) {
            (Missing::Nobody, target) => Text::trusted(format!("`{target}`")),
            _ => name(lang, *who),
        };
        let why = say(
            lang,
            "escalation-missing",
            &[("why", missing.name().into())],
        );
        lines.push(Text::trusted(format!("▫️ {whom} {why}")));
    }
    if found.is_empty() {
        lines.push(text(lang, "escalation-skipped", &[]));
    }
    Text::join(lines, "\n")
}

fn name(lang: Lang, who: Who) -> Text {
    match who {
        Who::Person(user) => Text::mention(user),
        Who::Channel(channel) => Text::channel(channel),
        Who::Office | Who::Thread => text(lang, "escalation-office", &[]),
    }
}

/// Where a policy holds, in a line.
fn place(lang: Lang, rule: &Rule, departments: &[Department]) -> Text {
    let of = departments.iter().find(|d| Some(d.id) == rule.department);
    let mut parts: Vec<Text> = of
        .map(|d| Text::user(d.name_in(lang)))
        .into_iter()
        .collect();
    parts.extend(rule.severity.map(|s| Text::trusted(severity_name(s))));
    parts.extend(rule.service.as_deref().map(Text::user));
    Text::join(parts, " · ")
}

/// A policy holds there from now on.
pub(super) fn assigned(lang: Lang, kept: &Kept, department: &Department, rule: &Rule) -> Card {
    let place = place(lang, rule, std::slice::from_ref(department));
    let args = [("policy", kept.key().into()), ("place", place.into())];
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "escalation-assigned", &args)),
        ..Card::default()
    }
}
