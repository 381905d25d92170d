//! What a simulation says.

use crate::calendar::Zone;
use crate::chat::{ActionId, Button, ButtonStyle, Card, File, Text, time_full};
use crate::clock::At;
use crate::core::simulate::rules::{Kind, MOST, Period, Planned};
use crate::i18n::{Arg, Lang, say};

/// Lines of a page.
const LINES: usize = 12;
/// People named in a line; the file names all.
const NAMED: usize = 5;

/// For whom it is told.
pub(super) struct Frame {
    pub(super) lang: Lang,
    pub(super) zone: Zone,
    pub(super) wanted: Period,
    pub(super) page: usize,
}

/// One page of what would be posted, and all of it in a file.
pub(super) fn list(planned: &[Planned], frame: &Frame) -> Card {
    let lang = frame.lang;
    let title = Some(Text::trusted(say(lang, "simulate-title", &[])));
    let period = [
        ("from", time_full(frame.wanted.from).into()),
        ("to", time_full(frame.wanted.to).into()),
    ];
    if planned.is_empty() {
        return Card {
            title,
            body: Some(Text::trusted(say(lang, "simulate-empty", &period))),
            ..Card::default()
        };
    }
    let shown = planned.get(..MOST).unwrap_or(planned);
    let pages = shown.len().div_ceil(LINES);
    let page = frame.page.min(pages - 1);
    let mut body = vec![
        Text::trusted(say(lang, "simulate-period", &period)),
        summary(lang, shown),
    ];
    if planned.len() > MOST {
        body.push(Text::trusted(say(
            lang,
            "simulate-cut",
            &[("most", MOST.into())],
        )));
    }
    body.push(Text::default());
    let lines = shown.iter().skip(page * LINES).take(LINES);
    body.extend(lines.map(|p| Text::trusted(format!("• {}", line(lang, p)))));
    let mut card = Card {
        title,
        body: Some(Text::join(body, "\n")),
        footer: Some(Text::trusted(say(lang, "simulate-footer", &[]))),
        files: vec![file(shown, frame)],
        ..Card::default()
    };
    if pages > 1 {
        let of = [("page", (page + 1).into()), ("pages", pages.into())];
        let footer = format!(
            "{} · {}",
            say(lang, "page-of", &of),
            say(lang, "simulate-footer", &[])
        );
        card.footer = Some(Text::trusted(footer));
        card.buttons = vec![vec![
            turn(frame, "page-previous", "page", page.checked_sub(1), page),
            turn(
                frame,
                "page-next",
                "page-on",
                Some(page + 1).filter(|p| *p < pages),
                page,
            ),
        ]];
    }
    card
}

/// Two buttons of one message may not share an id, even when one is disabled: they differ in `action`.
fn turn(frame: &Frame, label: &str, action: &str, to: Option<usize>, here: usize) -> Button {
    let number = i64::try_from(to.unwrap_or(here)).unwrap_or(0);
    Button {
        label: say(frame.lang, label, &[]),
        emoji: None,
        action: ActionId::new("simulate", action, number).with(frame.wanted.written()),
        style: ButtonStyle::Secondary,
        disabled: to.is_none(),
    }
}

/// How much it is.
fn summary(lang: Lang, planned: &[Planned]) -> Text {
    let posts = planned.iter().filter(|p| !p.kind.is_direct()).count();
    let messages: usize = planned
        .iter()
        .filter(|p| p.kind.is_direct())
        .map(|p| p.people.len())
        .sum();
    let args = [("posts", posts.into()), ("messages", messages.into())];
    Text::trusted(say(lang, "simulate-summary", &args))
}

fn what(lang: Lang, planned: &Planned) -> Text {
    let mut args: Vec<(&'static str, Arg)> = vec![
        ("key", planned.key.as_str().into()),
        ("name", Text::user(&planned.name).into()),
        ("people", planned.people.len().into()),
    ];
    args.extend_from_slice(&planned.more);
    Text::trusted(say(lang, planned.kind.message(), &args))
}

fn language(reader: Lang, lang: Lang) -> String {
    let id = match lang {
        Lang::En => "language-en",
        Lang::Zh => "language-zh",
    };
    say(reader, id, &[])
}

fn line(lang: Lang, planned: &Planned) -> Text {
    let whom = if planned.kind.is_direct() {
        let named = planned.people.iter().take(NAMED);
        let named = Text::join(named.map(|p| Text::mention(p.user)), " ");
        match planned.people.len().saturating_sub(NAMED) {
            0 => named,
            hidden => {
                let more = say(lang, "and-more", &[("hidden", hidden.into())]);
                Text::trusted(format!("{named} {more}"))
            }
        }
    } else {
        Text::channel(planned.channel)
    };
    let args = [
        ("when", time_full(planned.at).into()),
        ("what", what(lang, planned).into()),
        ("whom", whom.into()),
        ("language", language(lang, planned.lang).into()),
    ];
    let id = if planned.kind.is_direct() {
        "simulate-line-direct"
    } else {
        "simulate-line"
    };
    Text::trusted(say(lang, id, &args))
}

fn local(at: At, zone: Zone) -> String {
    let local = at.utc().with_timezone(&zone);
    local.format("%Y-%m-%d %H:%M").to_string()
}

/// All of it as a table, with times on the reader's own clock: a file shows no time stamps and no mentions.
fn file(planned: &[Planned], frame: &Frame) -> File {
    let lang = frame.lang;
    let said = |id: &str| say(lang, id, &[]);
    let head = [
        said("simulate-column-when"),
        said("simulate-column-what"),
        said("simulate-column-whom"),
        said("simulate-column-language"),
    ];
    let mut text = format!(
        "# {}\n\n{} – {} ({})\n\n| {} |\n| --- | --- | --- | --- |\n",
        said("simulate-title"),
        local(frame.wanted.from, frame.zone),
        local(frame.wanted.to, frame.zone),
        frame.zone.name(),
        head.join(" | "),
    );
    for each in planned {
        let place = match each.kind {
            Kind::Prompt | Kind::Remind => {
                let names = each.people.iter().map(|p| Text::user(&p.name));
                Text::join(names, ", ")
            }
            Kind::Open | Kind::Close | Kind::Digest | Kind::Budget => {
                Text::user(each.department.name_in(lang))
            }
        };
        let cells = [
            local(each.at, frame.zone),
            what(lang, each).to_string(),
            place.to_string(),
            language(lang, each.lang),
        ];
        text.push_str(&format!("| {} |\n", cells.join(" | ").replace('\n', " ")));
    }
    File {
        name: "simulation.md".into(),
        bytes: text.into_bytes(),
        picture: false,
        alt: None,
    }
}
