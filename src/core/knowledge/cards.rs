//! What is said about knowledge: pure.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Form, Input, Text, Tone, UserId, time_full,
    time_relative,
};
use crate::clock::At;
use crate::core::knowledge::types::{Answer, Entry, Kind, State, Version};
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

/// So many people are named before it only says how many more there are.
const NAMED: usize = 10;
/// Answers with a button of their own.
const ANSWERS: usize = 4;

/// An entry with all that is needed to show it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct View {
    pub(super) entry: Entry,
    pub(super) departments: Vec<Department>,
    pub(super) answers: Vec<Answer>,
    /// What is in force, where that is not what was written last.
    pub(super) in_force: Option<Version>,
    pub(super) readers: Vec<UserId>,
    /// Who should have read it and has not yet.
    pub(super) missing: Vec<UserId>,
}

/// One that was found.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Hit {
    pub(super) number: i64,
    pub(super) key: String,
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) excerpt: String,
    pub(super) helped: i64,
}

pub(super) fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// A private sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

/// A moment in full, and how far away.
pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

fn people(lang: Lang, all: &[UserId]) -> Text {
    let mut named: Vec<Text> = all.iter().take(NAMED).map(|u| Text::mention(*u)).collect();
    let more = all.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(text(lang, "decision-more-people", &[("more", more.into())]));
    }
    Text::join(named, " · ")
}

/// What a kind is called.
pub(super) fn kind(lang: Lang, kind: Kind) -> String {
    say(lang, "knowledge-kind", &[("kind", kind.name().into())])
}

pub(super) fn button(lang: Lang, label: &str, action: ActionId, style: ButtonStyle) -> Button {
    Button {
        label: say(lang, label, &[]),
        emoji: None,
        action,
        style,
        disabled: false,
    }
}

fn of(entry: &Entry, action: &str) -> ActionId {
    ActionId::new("knowledge", action, entry.number)
}

/// Key, kind and title of an entry, for sentences.
pub(super) fn named(lang: Lang, entry: &Entry) -> [(&'static str, Arg); 3] {
    [
        ("key", entry.key().into()),
        ("kind", kind(lang, entry.kind).into()),
        ("title", Text::brief(&entry.title, 150).into()),
    ]
}

/// The live card.
pub(super) fn card(lang: Lang, view: &View) -> Card {
    let entry = &view.entry;
    let (title, body) = match &view.in_force {
        Some(version) => (&version.title, &version.text),
        None => (&entry.title, &entry.text),
    };
    let args = [
        ("key", entry.key().into()),
        ("kind", kind(lang, entry.kind).into()),
        ("title", Text::user(title).into()),
    ];
    let mut parts = Vec::new();
    if !body.is_empty() {
        parts.push(Text::user(body));
    }
    parts.push(standing(lang, entry));
    Card {
        tone: match entry.state {
            State::Open | State::Draft => Tone::Warn,
            State::Active => Tone::Good,
            State::Retired => Tone::Quiet,
        },
        title: Some(text(lang, "knowledge-title", &args)),
        body: Some(Text::join(parts, "\n\n")),
        fields: fields(lang, view),
        buttons: buttons(lang, view),
        ..Card::default()
    }
}

/// Where it stands, in a sentence.
fn standing(lang: Lang, entry: &Entry) -> Text {
    let at = [("when", when(entry.state_at).into())];
    match (entry.state, entry.kind) {
        (State::Open, _) => text(lang, "knowledge-stands-open", &[]),
        (State::Draft, _) => text(lang, "knowledge-stands-draft", &[]),
        (State::Retired, _) => text(lang, "knowledge-stands-retired", &at),
        (State::Active, Kind::Question) => text(lang, "knowledge-stands-answered", &[]),
        (State::Active, Kind::Policy) => {
            let version = ("version", entry.active_version.into());
            let [at] = at;
            let in_force = text(lang, "knowledge-stands-in-force", &[version, at]);
            if entry.active_version == entry.version {
                return in_force;
            }
            let next = [("version", entry.version.into())];
            let next = text(lang, "knowledge-stands-next", &next);
            Text::join([in_force, next], " ")
        }
        (State::Active, Kind::KnownIssue) => match entry.until {
            Some(until) => {
                let until = [("when", when(until).into())];
                text(lang, "knowledge-stands-until", &until)
            }
            None => text(lang, "knowledge-stands-known", &[]),
        },
        (State::Active, Kind::Solution | Kind::Lesson) => {
            let version = [("version", entry.version.into())];
            text(lang, "knowledge-stands-valid", &version)
        }
    }
}

fn fields(lang: Lang, view: &View) -> Vec<Field> {
    let entry = &view.entry;
    let mut fields = Vec::new();
    let mut add = |id: &str, value: Text, inline: bool| {
        fields.push(Field {
            name: text(lang, id, &[]),
            value,
            inline,
        });
    };
    let names = view
        .departments
        .iter()
        .map(|d| Text::user(d.name_in(lang)))
        .collect::<Vec<_>>();
    add("knowledge-field-department", Text::join(names, " · "), true);
    let owner = match entry.kind {
        Kind::Question => "knowledge-field-asked-by",
        Kind::Solution | Kind::KnownIssue | Kind::Policy | Kind::Lesson => "knowledge-field-owner",
    };
    add(owner, Text::mention(entry.owner), true);
    if entry.private {
        let only = text(lang, "knowledge-private", &[]);
        add("knowledge-field-seen-by", only, true);
    }
    if !entry.tags.is_empty() {
        let tags = entry.tags.iter().map(|t| Text::user(&format!("#{t}")));
        add("knowledge-field-tags", Text::join(tags, " "), true);
    }
    if let Some((at, _)) = entry.review.filter(|_| entry.state != State::Retired) {
        add("knowledge-field-review", Text::trusted(when(at)), true);
    }
    if entry.helped > 0 {
        let helped = [("people", entry.helped.into())];
        add(
            "knowledge-field-helped",
            text(lang, "knowledge-helped-people", &helped),
            true,
        );
    }
    for answer in view.answers.iter().take(8) {
        let args = [
            ("number", answer.number.into()),
            ("by", Text::mention(answer.author).into()),
            ("text", Text::brief(&answer.text, 700).into()),
        ];
        let accepted = answer.number == entry.accepted;
        let id = if accepted {
            "knowledge-answer-accepted"
        } else {
            "knowledge-answer"
        };
        let name = if accepted {
            "knowledge-field-accepted"
        } else {
            "knowledge-field-answer"
        };
        add(name, text(lang, id, &args), false);
    }
    if entry.kind == Kind::Policy && entry.active_version > 0 && entry.state == State::Active {
        let whole = view.readers.len() + view.missing.len();
        let args = [("read", view.readers.len().into()), ("all", whole.into())];
        let mut lines = vec![text(lang, "knowledge-read-by", &args)];
        if !view.missing.is_empty() {
            let missing = [("people", people(lang, &view.missing).into())];
            lines.push(text(lang, "knowledge-not-read-by", &missing));
        }
        add("knowledge-field-read", Text::join(lines, "\n"), false);
    }
    fields
}

fn buttons(lang: Lang, view: &View) -> Vec<Vec<Button>> {
    let entry = &view.entry;
    let mut rows = Vec::new();
    match (entry.kind, entry.state) {
        (_, State::Retired) | (Kind::Policy, State::Draft | State::Open) => {}
        (Kind::Question, _) => {
            let mut row = vec![button(
                lang,
                "knowledge-button-answer",
                of(entry, "answer"),
                ButtonStyle::Primary,
            )];
            for answer in view.answers.iter().rev().take(ANSWERS).rev() {
                if answer.number != entry.accepted {
                    let args = [("number", answer.number.into())];
                    let mut accept = button(
                        lang,
                        "knowledge-button-accept",
                        of(entry, "accept").with(answer.number),
                        ButtonStyle::Success,
                    );
                    accept.label = say(lang, "knowledge-button-accept", &args);
                    row.push(accept);
                }
            }
            rows.push(row);
            if entry.state == State::Active {
                rows.push(vec![helped(lang, entry)]);
            }
        }
        (Kind::Policy, State::Active) => {
            rows.push(vec![button(
                lang,
                "knowledge-button-read",
                of(entry, "read").with(entry.active_version),
                ButtonStyle::Primary,
            )]);
        }
        (Kind::Solution | Kind::KnownIssue | Kind::Lesson, _) => {
            rows.push(vec![helped(lang, entry)]);
        }
    }
    rows
}

fn helped(lang: Lang, entry: &Entry) -> Button {
    button(
        lang,
        "knowledge-button-helped",
        of(entry, "helped"),
        ButtonStyle::Secondary,
    )
}

/// Asks for an answer.
pub(super) fn answer_form(lang: Lang, entry: &Entry) -> Form {
    let args = [("key", entry.key().into())];
    Form {
        action: of(entry, "answer"),
        title: say(lang, "knowledge-answer-title", &args),
        inputs: vec![Input {
            id: "text".to_owned(),
            label: say(lang, "knowledge-answer-label", &[]),
            value: None,
            placeholder: None,
            long: true,
            required: true,
            most: u16::try_from(super::rules::TEXT_MOST).ok(),
        }],
    }
}

/// An answer came, for the one who asked.
pub(super) fn answered(lang: Lang, entry: &Entry, answer: &Answer) -> Card {
    let mut args = named(lang, entry).to_vec();
    args.push(("by", Text::mention(answer.author).into()));
    Card {
        tone: Tone::Info,
        title: Some(text(lang, "knowledge-told-answer", &args)),
        body: Some(Text::user(&answer.text)),
        buttons: vec![vec![button(
            lang,
            "knowledge-button-accept-this",
            of(entry, "accept").with(answer.number),
            ButtonStyle::Success,
        )]],
        ..Card::default()
    }
}

/// One that was found, in a line or two.
fn hit(lang: Lang, hit: &Hit) -> Text {
    let args = [
        ("key", hit.key.as_str().into()),
        ("kind", kind(lang, hit.kind).into()),
        ("title", Text::brief(&hit.title, 150).into()),
        ("helped", hit.helped.into()),
    ];
    let line = text(lang, "knowledge-hit", &args);
    if hit.excerpt.is_empty() {
        return line;
    }
    Text::join([line, Text::user(&hit.excerpt)], "\n")
}

/// What was found, each with a button that opens it.
pub(super) fn found(lang: Lang, question: &str, hits: &[Hit]) -> Card {
    let args = [
        ("text", Text::echo(question).into()),
        ("found", hits.len().into()),
    ];
    if hits.is_empty() {
        return sentence(lang, Tone::Info, "knowledge-found-nothing", &args);
    }
    let open = hits.iter().take(5).map(|h| Button {
        label: h.key.clone(),
        emoji: None,
        action: ActionId::new("knowledge", "show", h.number),
        style: ButtonStyle::Secondary,
        disabled: false,
    });
    Card {
        title: Some(text(lang, "knowledge-found", &args)),
        body: Some(Text::join(hits.iter().map(|h| hit(lang, h)), "\n\n")),
        buttons: vec![open.collect()],
        ..Card::default()
    }
}

/// What may help with something that was just opened; `about` is the number of the question it would answer, or 0.
pub(super) fn may_help(lang: Lang, lead: Option<Text>, hits: &[Hit], about: i64) -> Card {
    let mut rows = Vec::new();
    for each in hits {
        let args = [("key", each.key.as_str().into())];
        let mut this = button(
            lang,
            "knowledge-button-this-helped",
            ActionId::new("knowledge", "helped", each.number).with(about),
            ButtonStyle::Success,
        );
        this.label = say(lang, "knowledge-button-this-helped", &args);
        let mut open = button(
            lang,
            "knowledge-button-open",
            ActionId::new("knowledge", "show", each.number),
            ButtonStyle::Secondary,
        );
        open.label = say(lang, "knowledge-button-open", &args);
        rows.push(vec![open, this]);
    }
    let mut body: Vec<Text> = lead.into_iter().collect();
    if !hits.is_empty() {
        body.push(text(lang, "knowledge-may-help", &[]));
        body.extend(hits.iter().map(|h| hit(lang, h)));
    }
    Card {
        tone: Tone::Info,
        body: Some(Text::join(body, "\n\n")),
        buttons: rows,
        ..Card::default()
    }
}

/// Something that is open and about the same as what somebody just opened.
pub(crate) struct Near {
    /// What it is, and where it stands.
    pub(crate) line: Text,
    pub(crate) key: String,
    /// What they opened becomes part of it instead.
    pub(crate) attach: ActionId,
}

/// Adds to the answer of whoever opened something what is open and about the same, with a button for each.
pub(crate) fn near(lang: Lang, card: &mut Card, found: Vec<Near>) {
    if found.is_empty() {
        return;
    }
    let lines = found.iter().map(|near| near.line.clone());
    let how = text(lang, "knowledge-near-how", &[]);
    card.fields.push(Field {
        name: text(lang, "knowledge-near-title", &[]),
        value: Text::join(lines.chain([how]), "\n"),
        inline: false,
    });
    let buttons = found.into_iter().map(|near| {
        let style = ButtonStyle::Secondary;
        let mut attach = button(lang, "knowledge-button-attach", near.attach, style);
        let args = [("key", near.key.into())];
        attach.label = say(lang, "knowledge-button-attach", &args);
        attach
    });
    card.buttons.push(buttons.collect());
}

/// To be looked at again: for the owner, or a lead when the owner did not.
pub(super) fn review(lang: Lang, entry: &Entry, for_lead: bool) -> Card {
    let mut args = named(lang, entry).to_vec();
    let id = if for_lead {
        args.push(("owner", Text::mention(entry.owner).into()));
        "knowledge-told-review-lead"
    } else {
        "knowledge-told-review"
    };
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, id, &args)),
        buttons: vec![vec![
            button(
                lang,
                "knowledge-button-valid",
                of(entry, "valid"),
                ButtonStyle::Success,
            ),
            button(
                lang,
                "knowledge-button-show",
                of(entry, "show"),
                ButtonStyle::Secondary,
            ),
        ]],
        ..Card::default()
    }
}

/// Nobody has answered: for the lead.
pub(super) fn unanswered(lang: Lang, entry: &Entry) -> Card {
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, "knowledge-told-unanswered", &named(lang, entry))),
        buttons: vec![vec![
            button(
                lang,
                "knowledge-button-answer",
                of(entry, "answer"),
                ButtonStyle::Primary,
            ),
            button(
                lang,
                "knowledge-button-case",
                of(entry, "case"),
                ButtonStyle::Secondary,
            ),
        ]],
        ..Card::default()
    }
}

/// What an entry said once, the newest first.
pub(super) fn history(lang: Lang, versions: &[Version]) -> Option<Field> {
    if versions.len() < 2 {
        return None;
    }
    let lines = versions.iter().take(5).map(|version| {
        let args = [
            ("version", version.version.into()),
            ("by", Text::mention(version.author).into()),
            ("when", time_full(version.at).into()),
            ("title", Text::brief(&version.title, 80).into()),
        ];
        text(lang, "knowledge-version-line", &args)
    });
    Some(Field {
        name: text(lang, "knowledge-field-versions", &[]),
        value: Text::join(lines, "\n"),
        inline: false,
    })
}

/// A question nobody answered yet, in a digest.
pub(super) fn digest_question(lang: Lang, entry: &Entry) -> Text {
    let mut args = named(lang, entry).to_vec();
    args.push(("when", time_relative(entry.created_at).into()));
    text(lang, "knowledge-digest-question", &args)
}

/// What is to be looked at again, in a digest.
pub(super) fn digest_review(lang: Lang, entry: &Entry, at: At) -> Text {
    let mut args = named(lang, entry).to_vec();
    args.push(("when", when(at).into()));
    args.push(("owner", Text::mention(entry.owner).into()));
    text(lang, "knowledge-digest-review", &args)
}

/// What somebody keeps, to be looked at again.
pub(super) fn today_review(lang: Lang, entry: &Entry, at: At) -> Text {
    let mut args = named(lang, entry).to_vec();
    args.push(("when", when(at).into()));
    text(lang, "knowledge-today-review", &args)
}

/// A policy that binds somebody who has not read it.
pub(super) fn today_read(lang: Lang, entry: &Entry) -> Text {
    let args = named(lang, entry);
    text(lang, "knowledge-today-read", &args)
}
