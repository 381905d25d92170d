//! What is said of who is on call.

use crate::chat::{Card, Field, Text, Tone, time_full, time_relative};
use crate::core::oncall::store::Stored;
use crate::core::oncall::{Change, OnCall};
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// One sentence.
pub(super) fn sentence(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone: Tone::Good,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

/// The department, and the rotation if it is one of several.
fn named(lang: Lang, department: &Department, rotation: &str) -> Text {
    let name = Text::user(department.name_in(lang));
    if rotation.is_empty() {
        name
    } else {
        Text::join([name, Text::user(rotation)], " · ")
    }
}

/// Who is on call now and who next.
fn now_and_next(lang: Lang, on_call: OnCall, next: Option<Change>) -> Text {
    let mut lines = vec![match (on_call.primary, on_call.secondary) {
        (Some(first), Some(second)) => text(
            lang,
            "oncall-now-both",
            &[
                ("first", Text::mention(first).into()),
                ("second", Text::mention(second).into()),
            ],
        ),
        (Some(first), None) => {
            let first = Text::mention(first);
            text(lang, "oncall-now-one", &[("first", first.into())])
        }
        (None, _) => text(lang, "oncall-now-nobody", &[]),
    }];
    if let Some(change) = next {
        let when = format!("{} ({})", time_full(change.at), time_relative(change.at));
        lines.push(match change.to {
            Some(user) => text(
                lang,
                "oncall-next",
                &[("user", Text::mention(user).into()), ("when", when.into())],
            ),
            None => text(lang, "oncall-next-nobody", &[("when", when.into())]),
        });
    }
    Text::join(lines, "\n")
}

/// One rotation of the list: its name, and who has it now and next.
pub(super) fn line(
    lang: Lang,
    (department, rotation): (&Department, &str),
    on_call: OnCall,
    next: Option<Change>,
) -> Field {
    Field {
        name: named(lang, department, rotation),
        value: now_and_next(lang, on_call, next),
        inline: false,
    }
}

/// Who is on call now and next.
pub(super) fn who(lang: Lang, fields: Vec<Field>) -> Card {
    let body = fields
        .is_empty()
        .then(|| text(lang, "oncall-who-none", &[]));
    Card {
        title: Some(text(lang, "oncall-who-title", &[])),
        body,
        fields,
        ..Card::default()
    }
}

/// A layer as it was set up just now.
pub(super) fn rotation(
    lang: Lang,
    department: &Department,
    row: &Stored,
    (on_call, next): (OnCall, Option<Change>),
) -> Card {
    let order = row.layer.members.iter().map(|user| Text::mention(*user));
    let order = text(
        lang,
        "oncall-order",
        &[("order", Text::join(order, " → ").into())],
    );
    Card {
        tone: Tone::Good,
        title: Some(text(
            lang,
            "oncall-rotation-title",
            &[("name", named(lang, department, &row.name).into())],
        )),
        body: Some(Text::join([order, now_and_next(lang, on_call, next)], "\n")),
        ..Card::default()
    }
}
