//! What is said when the duty changes hands. Pure.

use crate::chat::{
    ActionId, Audience, ButtonStyle, Card, Field, Text, Tone, UserId, time_full, time_relative,
};
use crate::core::incident::cards::{button, digest_line, field, text, when};
use crate::core::incident::handover_rules::{Handover, Stands};
use crate::core::incident::types::Incident;
use crate::core::org::Department;
use crate::i18n::Lang;

/// So many incidents are named.
const LINES: usize = 5;

/// A change of shift with all that is said of it.
pub(super) struct Scene<'a> {
    pub(super) lang: Lang,
    pub(super) department: &'a Department,
    pub(super) handover: &'a Handover,
    /// Those it hands over, as they stand now.
    pub(super) incidents: &'a [Incident],
}

/// The department, and the rotation if it has a name.
fn named(scene: &Scene<'_>) -> Text {
    let name = Text::user(scene.department.name_in(scene.lang));
    if scene.handover.rotation.is_empty() {
        return name;
    }
    Text::join([name, Text::user(&scene.handover.rotation)], " · ")
}

fn title(scene: &Scene<'_>) -> Text {
    text(
        scene.lang,
        "handover-title",
        &[("name", named(scene).into())],
    )
}

/// The announcement in the department's channel; `pinged` are called to it.
pub(super) fn announced(scene: &Scene<'_>, pinged: &[UserId]) -> Card {
    let (lang, handover) = (scene.lang, scene.handover);
    let mut lines = vec![who(lang, handover)];
    if let (Some(_), Some(until)) = (handover.comes, handover.until) {
        lines.push(text(
            lang,
            "handover-until",
            &[("when", when(until).into())],
        ));
    }
    lines.extend(stands(scene));
    let pings = pinged.iter().map(|user| Text::mention(*user));
    Card {
        tone: tone(scene),
        lead: (!pinged.is_empty()).then(|| Text::join(pings, " ")),
        title: Some(title(scene)),
        body: Some(Text::join(lines, "\n")),
        fields: incidents(scene).into_iter().collect(),
        buttons: buttons(scene),
        audience: Audience {
            users: pinged.to_vec(),
            roles: Vec::new(),
        },
        ..Card::default()
    }
}

/// The same to whoever comes, alone.
pub(super) fn direct(scene: &Scene<'_>) -> Card {
    let (lang, handover) = (scene.lang, scene.handover);
    let name = ("name", named(scene).into());
    let yours = match handover.until {
        Some(until) => {
            let until = ("when", when(until).into());
            text(lang, "handover-yours-until", &[name, until])
        }
        None => text(lang, "handover-yours", &[name]),
    };
    let mut lines = vec![yours];
    lines.extend(stands(scene));
    Card {
        tone: tone(scene),
        title: Some(title(scene)),
        body: Some(Text::join(lines, "\n")),
        fields: incidents(scene).into_iter().collect(),
        buttons: buttons(scene),
        ..Card::default()
    }
}

/// Nobody has come for what is open: whoever leads is called.
pub(super) fn late(scene: &Scene<'_>, left: usize, leads: &[UserId]) -> Card {
    let (lang, handover) = (scene.lang, scene.handover);
    let pings = leads.iter().map(|user| Text::mention(*user));
    let comes = match handover.comes {
        Some(user) => Text::mention(user),
        None => text(lang, "nobody", &[]),
    };
    let args = [
        ("when", time_full(handover.at).into()),
        ("user", comes.into()),
        ("count", left.into()),
    ];
    Card {
        tone: Tone::Bad,
        lead: (!leads.is_empty()).then(|| Text::join(pings, " ")),
        title: Some(title(scene)),
        body: Some(text(lang, "handover-late", &args)),
        fields: incidents(scene).into_iter().collect(),
        buttons: buttons(scene),
        audience: Audience {
            users: leads.to_vec(),
            roles: Vec::new(),
        },
        ..Card::default()
    }
}

fn tone(scene: &Scene<'_>) -> Tone {
    match scene.handover.stands {
        Stands::Accepted(..) => Tone::Good,
        Stands::Passed(_) => Tone::Quiet,
        Stands::Late(_) => Tone::Bad,
        Stands::Told if !scene.handover.incidents.is_empty() => Tone::Warn,
        Stands::Told if scene.handover.comes.is_none() => Tone::Warn,
        Stands::Told => Tone::Quiet,
    }
}

/// Who goes and who comes.
fn who(lang: Lang, handover: &Handover) -> Text {
    let goes = |user: UserId| ("goes", Text::mention(user).into());
    let comes = |user: UserId| ("comes", Text::mention(user).into());
    match (handover.goes, handover.comes) {
        (Some(from), Some(to)) => text(lang, "handover-both", &[goes(from), comes(to)]),
        (None, Some(to)) => text(lang, "handover-comes", &[comes(to)]),
        (Some(from), None) => text(lang, "handover-nobody", &[goes(from)]),
        (None, None) => text(lang, "handover-none", &[]),
    }
}

/// What became of it, or what is to be done.
fn stands(scene: &Scene<'_>) -> Option<Text> {
    let (lang, handover) = (scene.lang, scene.handover);
    let somebody = handover.comes.map(Text::mention);
    Some(match handover.stands {
        Stands::Accepted(by, at) => text(
            lang,
            "handover-accepted",
            &[
                ("user", Text::mention(by).into()),
                ("when", when(at).into()),
            ],
        ),
        Stands::Passed(at) => text(lang, "handover-passed", &[("when", when(at).into())]),
        Stands::Late(at) => {
            let at = time_relative(at);
            text(lang, "handover-is-late", &[("when", at.into())])
        }
        Stands::Told if handover.incidents.is_empty() => {
            let id = if somebody.is_some() {
                "handover-quiet"
            } else {
                "handover-gap"
            };
            text(lang, id, &[])
        }
        Stands::Told => match (somebody, handover.due()) {
            (Some(user), Some(due)) => text(
                lang,
                "handover-accept-by",
                &[("user", user.into()), ("when", when(due).into())],
            ),
            _ => text(lang, "handover-gap-open", &[]),
        },
    })
}

fn incidents(scene: &Scene<'_>) -> Option<Field> {
    let (lang, count) = (scene.lang, scene.handover.incidents.len());
    if count == 0 {
        return None;
    }
    let shown = scene.incidents.iter().take(LINES);
    let mut lines: Vec<Text> = shown.map(|one| digest_line(lang, one)).collect();
    let more = count.saturating_sub(lines.len());
    if more > 0 {
        lines.push(text(lang, "handover-more", &[("more", more.into())]));
    }
    let name = text(lang, "handover-incidents", &[("count", count.into())]);
    Some(field(name, Text::join(lines, "\n"), false))
}

fn buttons(scene: &Scene<'_>) -> Vec<Vec<crate::chat::Button>> {
    let handover = scene.handover;
    let waits = handover.comes.is_some() || !handover.incidents.is_empty();
    if !handover.is_pending() || !waits {
        return Vec::new();
    }
    let style = if handover.incidents.is_empty() {
        ButtonStyle::Secondary
    } else {
        ButtonStyle::Success
    };
    let action = ActionId::new("incident", "have-it", handover.number);
    vec![vec![button(scene.lang, "handover-accept", action, style)]]
}

/// The answer to whoever said that they have it.
pub(super) fn accepted(lang: Lang, scene: &Scene<'_>, taken: &[String]) -> Card {
    let name = ("name", named(scene).into());
    let body = if taken.is_empty() {
        text(lang, "handover-have", &[name])
    } else {
        let taken = ("incidents", taken.join(", ").into());
        text(lang, "handover-have-with", &[name, taken])
    };
    Card {
        tone: Tone::Good,
        body: Some(body),
        ..Card::default()
    }
}
