//! What the org says.

use crate::calendar::Zone;
use crate::chat::{ActionId, Button, ButtonStyle, Card, Field, Text, Tone};
use crate::core::catalogue;
use crate::core::org::types::{DepartmentRow, Workspace};
use crate::core::org::{Department, rules};
use crate::i18n::{Arg, Args, Lang, say};

/// So many lines a page holds.
pub(super) const LINES: usize = 15;

/// A message as text.
pub(super) fn text(lang: Lang, id: &str, args: Args<'_>) -> Text {
    Text::trusted(say(lang, id, args))
}

/// One sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: Args<'_>) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

/// A field with a localised title.
pub(super) fn field(lang: Lang, id: &str, value: Text) -> Field {
    Field {
        name: text(lang, id, &[]),
        value,
        inline: false,
    }
}

/// A button with a localised label.
pub(super) fn button(lang: Lang, id: &str, action: ActionId, style: ButtonStyle) -> Button {
    Button {
        label: say(lang, id, &[]),
        emoji: None,
        action,
        style,
        disabled: false,
    }
}

/// A list that is turned page by page; `what` names the list and its filter in the buttons.
pub(super) fn listing(
    lang: Lang,
    title: &str,
    empty: &str,
    lines: &[Text],
    page: usize,
    what: &str,
) -> Card {
    if lines.is_empty() {
        return Card {
            title: Some(text(lang, title, &[])),
            body: Some(text(lang, empty, &[])),
            ..Card::default()
        };
    }
    let pages = lines.len().div_ceil(LINES);
    let page = page.min(pages - 1);
    let mut card = Card {
        title: Some(text(lang, title, &[])),
        body: Some(Text::join(
            lines.iter().skip(page * LINES).take(LINES).cloned(),
            "\n",
        )),
        ..Card::default()
    };
    if pages > 1 {
        card.footer = Some(text(
            lang,
            "page-of",
            &[("page", (page + 1).into()), ("pages", pages.into())],
        ));
        let turn = |label: &str, to: Option<usize>, action: &str| Button {
            label: say(lang, label, &[]),
            emoji: None,
            action: ActionId::new(
                "org",
                action,
                i64::try_from(to.unwrap_or(page)).unwrap_or(0),
            )
            .with(what),
            style: ButtonStyle::Secondary,
            disabled: to.is_none(),
        };
        card.buttons = vec![vec![
            turn("page-previous", page.checked_sub(1), "page"),
            turn(
                "page-next",
                Some(page + 1).filter(|p| *p < pages),
                "page-on",
            ),
        ]];
    }
    card
}

/// What `/setup run` did.
pub(super) struct SetUp<'a> {
    pub(super) workspace: &'a Workspace,
    /// The time zone was chosen just now.
    pub(super) zone_named: bool,
    /// The currency was, rather than taken over from the zone or kept.
    pub(super) currency_named: bool,
    /// A department for the examples, if there is one.
    pub(super) example: Option<&'a str>,
    /// Switched on now.
    pub(super) added: &'a [DepartmentRow],
    /// Switched on before.
    pub(super) kept: usize,
    /// Channels that are being made.
    pub(super) making: usize,
    /// Departments bound to this channel.
    pub(super) here: usize,
}

/// The answer to `/setup run`.
pub(super) fn set_up(lang: Lang, done: &SetUp<'_>) -> Card {
    let names = done.added.iter().map(|row| {
        Text::trusted(format!(
            "`{}` {}",
            row.key,
            Text::user(&rules::name(row, lang))
        ))
    });
    let made = if done.added.is_empty() {
        text(
            lang,
            "setup-nothing-new",
            &[("departments", done.kept.into())],
        )
    } else {
        Text::join(names, " · ")
    };
    let mut fields = vec![field(lang, "setup-departments", made)];
    if done.making > 0 {
        let value = text(lang, "setup-making", &[("channels", done.making.into())]);
        fields.push(field(lang, "setup-channels", value));
    }
    if done.here > 0 {
        let value = text(lang, "setup-here", &[("departments", done.here.into())]);
        fields.push(field(lang, "setup-channels", value));
    }
    let named = if done.currency_named { "yes" } else { "no" };
    let settings: [(&'static str, Arg); 4] = [
        ("zone", done.workspace.zone.name().into()),
        ("language", language(lang, done.workspace.lang).into()),
        ("currency", done.workspace.currency.as_str().into()),
        ("named", named.into()),
    ];
    fields.push(field(
        lang,
        "setup-settings",
        text(lang, "setup-settings-are", &settings),
    ));
    let mut steps = vec![match done.example {
        Some(key) => text(lang, "setup-next-steps", &[("key", key.into())]),
        None => text(lang, "setup-next-departments", &[]),
    }];
    // Everybody's hours would be read on a clock that is hardly theirs.
    if done.workspace.zone == Zone::UTC && !done.zone_named {
        steps.push(text(lang, "setup-next-zone", &[]));
    }
    fields.push(field(lang, "setup-next", Text::join(steps, "\n")));
    Card {
        tone: Tone::Good,
        title: Some(text(lang, "setup-done", &[])),
        fields,
        ..Card::default()
    }
}

/// What a language is called.
pub(super) fn language(lang: Lang, of: Lang) -> String {
    say(
        lang,
        match of {
            Lang::En => "language-en",
            Lang::Zh => "language-zh",
        },
        &[],
    )
}

/// The first thing said in a department's channel.
pub(super) fn welcome(department: &Department) -> Card {
    let lang = department.lang;
    let name: Arg = Text::user(&department.name).into();
    let topic = catalogue::department(&department.key)
        .map_or_else(String::new, |d| format!("{}\n\n", d.topic.in_(lang)));
    let body = say(
        lang,
        "welcome-body",
        &[("key", department.key.as_str().into())],
    );
    Card {
        tone: Tone::Info,
        title: Some(text(lang, "welcome-title", &[("department", name)])),
        body: Some(Text::trusted(format!("{topic}{body}"))),
        footer: Some(text(lang, "welcome-next", &[])),
        buttons: vec![vec![button(
            lang,
            "welcome-join",
            ActionId::new("org", "join", department.id),
            ButtonStyle::Primary,
        )]],
        ..Card::default()
    }
}

/// One department in the list.
pub(super) fn department_line(lang: Lang, d: &Department, members: usize) -> Text {
    let place = d
        .channel
        .map_or_else(|| text(lang, "department-no-channel", &[]), Text::channel);
    text(
        lang,
        "department-line",
        &[
            ("key", d.key.as_str().into()),
            ("name", Text::user(d.name_in(lang)).into()),
            ("place", place.into()),
            ("members", members.into()),
        ],
    )
}

/// People, without pinging them.
pub(super) fn people(lang: Lang, users: &[crate::chat::UserId]) -> Text {
    if users.is_empty() {
        return text(lang, "nobody", &[]);
    }
    Text::join(users.iter().copied().map(Text::mention), " ")
}

/// `09:00–18:00`
pub(super) fn clock_hours(from: u16, to: u16) -> String {
    format!(
        "{:02}:{:02}–{:02}:{:02}",
        from / 60,
        from % 60,
        to / 60,
        to % 60
    )
}

/// The days of a working week.
pub(super) fn week(lang: Lang, days: [bool; 7]) -> String {
    const DAYS: [&str; 7] = [
        "weekday-mon",
        "weekday-tue",
        "weekday-wed",
        "weekday-thu",
        "weekday-fri",
        "weekday-sat",
        "weekday-sun",
    ];
    let worked = DAYS.iter().zip(days).filter(|(_, on)| *on);
    worked
        .map(|(id, _)| say(lang, id, &[]))
        .collect::<Vec<_>>()
        .join(match lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        })
}

/// All about one department.
pub(super) fn department(lang: Lang, d: &Department, members: &[crate::chat::UserId]) -> Card {
    let none = || text(lang, "not-set", &[]);
    let shown = members.len().min(40);
    let mut names = people(lang, members.get(..shown).unwrap_or_default());
    if members.len() > shown {
        let more = say(
            lang,
            "and-more",
            &[("hidden", (members.len() - shown).into())],
        );
        names = Text::trusted(format!("{names} {more}"));
    }
    Card {
        title: Some(Text::trusted(format!(
            "{} · {}",
            d.key,
            Text::user(d.name_in(lang))
        ))),
        fields: vec![
            field(
                lang,
                "department-channel",
                d.channel.map_or_else(none, Text::channel),
            ),
            field(
                lang,
                "department-role",
                d.role.map_or_else(none, Text::role),
            ),
            field(lang, "department-leads", people(lang, &d.leads)),
            field(lang, "department-members", names),
            field(
                lang,
                "department-times",
                text(
                    lang,
                    "department-times-are",
                    &[
                        ("week", week(lang, d.hours.days).into()),
                        ("hours", clock_hours(d.hours.from, d.hours.to).into()),
                        ("zone", d.zone.name().into()),
                        ("language", language(lang, d.lang).into()),
                    ],
                ),
            ),
        ],
        ..Card::default()
    }
}
