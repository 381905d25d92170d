//! What is said of who is on call.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Text, Tone, UserId, time_full, time_relative,
};
use crate::core::oncall::personal::SHOWN;
use crate::core::oncall::store::{Stored, Trade};
use crate::core::oncall::{Change, Contact, ContactKind, Gap, OnCall, Shift};
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

/// Somebody's shifts of the coming weeks.
pub(super) fn shifts(lang: Lang, whose: UserId, all: &[(Department, String, Shift)]) -> Card {
    let line = |(department, rotation, shift): &(Department, String, Shift)| {
        text(
            lang,
            "oncall-shift",
            &[
                ("name", named(lang, department, rotation).into()),
                ("from", time_full(shift.from).into()),
                ("to", time_full(shift.to).into()),
            ],
        )
    };
    let mut lines: Vec<Text> = all.iter().take(SHOWN).map(line).collect();
    if all.len() > SHOWN {
        lines.push(text(
            lang,
            "oncall-shifts-more",
            &[("more", (all.len() - SHOWN).into())],
        ));
    }
    let who = [("user", Text::mention(whose).into())];
    let body = if lines.is_empty() {
        text(lang, "oncall-shifts-none", &who)
    } else {
        Text::join(
            [text(lang, "oncall-shifts-of", &who)]
                .into_iter()
                .chain(lines),
            "\n",
        )
    };
    Card {
        title: Some(text(lang, "oncall-shifts-title", &[])),
        body: Some(body),
        ..Card::default()
    }
}

/// A shift in somebody's day: the one that runs, or the next.
pub(super) fn day_line(
    lang: Lang,
    (department, rotation, shift): &(Department, String, Shift),
    runs: bool,
) -> Text {
    let id = if runs {
        "oncall-today-now"
    } else {
        "oncall-today-next"
    };
    let when = |at| format!("{} ({})", time_full(at), time_relative(at));
    let args = [
        ("name", named(lang, department, rotation).into()),
        ("from", when(shift.from).into()),
        ("to", when(shift.to).into()),
    ];
    text(lang, id, &args)
}

/// The address of somebody's calendar: this once.
pub(super) fn feed(lang: Lang, address: &str) -> Card {
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "oncall-calendar-made", &[])),
        fields: vec![Field {
            name: text(lang, "oncall-calendar-address", &[]),
            value: Text::trusted(format!("```\n{address}\n```")),
            inline: false,
        }],
        footer: Some(text(lang, "oncall-calendar-once", &[])),
        ..Card::default()
    }
}

/// The other roads to somebody, as far as they are shown even to themselves.
pub(super) fn contacts(lang: Lang, known: &[Contact]) -> Card {
    let line = |contact: &Contact| {
        let (id, shown) = match contact.kind {
            ContactKind::Mail => ("oncall-contact-mail", masked_mail(&contact.address)),
            ContactKind::Hook => ("oncall-contact-hook", host(&contact.address)),
        };
        text(lang, id, &[("address", Text::echo(&shown).into())])
    };
    let lines: Vec<Text> = known.iter().map(line).collect();
    let body = if lines.is_empty() {
        text(lang, "oncall-contact-none", &[])
    } else {
        let order = text(lang, "oncall-contact-order", &[]);
        Text::join(lines.into_iter().chain([order]), "\n")
    };
    Card {
        title: Some(text(lang, "oncall-contact-title", &[])),
        body: Some(body),
        ..Card::default()
    }
}

/// `m…@example.org`
fn masked_mail(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or(("", address));
    let first: String = name.chars().take(1).collect();
    format!("{first}…@{host}")
}

/// What is behind the host may be a key.
fn host(address: &str) -> String {
    let end = address.char_indices().filter(|(_, c)| *c == '/').nth(2);
    let shown = end.and_then(|(at, _)| address.get(..at)).unwrap_or(address);
    // Neither is who calls anybody's business.
    match (shown.split_once("//"), shown.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}//{host}/…"),
        _ => format!("{shown}/…"),
    }
}

/// When nobody will be on call, in one line of a digest.
pub(super) fn gap_line(lang: Lang, rotation: &str, gap: Gap) -> Text {
    let line = text(
        lang,
        "oncall-gap",
        &[
            ("from", time_full(gap.from).into()),
            ("to", time_full(gap.to).into()),
        ],
    );
    if rotation.is_empty() {
        line
    } else {
        Text::join([Text::user(rotation), line], " · ")
    }
}

/// Who is on call now and next, in one line of a digest. Nobody is pinged by it.
pub(super) fn digest_line(
    lang: Lang,
    rotation: &str,
    on_call: OnCall,
    next: Option<Change>,
) -> Text {
    let lines = now_and_next(lang, on_call, next);
    let line = Text::trusted(lines.as_str().replace('\n', " · "));
    if rotation.is_empty() {
        line
    } else {
        Text::join([Text::user(rotation), line], " · ")
    }
}

fn both(trade: &Trade) -> Vec<(&'static str, Arg)> {
    let span = |shift: Shift| format!("{} – {}", time_full(shift.from), time_full(shift.to));
    vec![
        ("asker", Text::mention(trade.asked_by).into()),
        ("asked", Text::mention(trade.asked).into()),
        ("one", span(trade.one).into()),
        ("other", span(trade.other).into()),
    ]
}

/// Somebody is asked to swap.
pub(super) fn swap_asked(lang: Lang, department: &Department, trade: &Trade) -> Card {
    let button = |label: &str, action: &str, style| Button {
        label: say(lang, label, &[]),
        emoji: None,
        action: ActionId::new("oncall", action, trade.number),
        style,
        disabled: false,
    };
    Card {
        title: Some(text(
            lang,
            "oncall-swap-title",
            &[("name", named(lang, department, &trade.rotation).into())],
        )),
        body: Some(text(lang, "oncall-swap-body", &both(trade))),
        buttons: vec![vec![
            button("oncall-swap-yes", "swap-yes", ButtonStyle::Success),
            button("oncall-swap-no", "swap-no", ButtonStyle::Secondary),
        ]],
        ..Card::default()
    }
}

/// What became of it.
pub(super) fn swap_told(lang: Lang, id: &str, trade: &Trade) -> Card {
    Card {
        tone: Tone::Good,
        body: Some(text(lang, id, &both(trade))),
        ..Card::default()
    }
}
