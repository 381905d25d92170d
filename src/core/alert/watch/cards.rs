//! What is said about watch rules: pure.

use crate::chat::{ActionId, ButtonStyle, Card, Form, Input, Text, Tone, WorkspaceId};
use crate::clock::At;
use crate::core::alert::watch::{Recent, Rule, Said, State};
use crate::core::alert::words::{self, button, code, sentence, text, when};
use crate::i18n::{Arg, Lang, say};

/// Characters of the sample texts.
const SAMPLE: u16 = 2_000;
/// Messages that are shown, and characters of each.
const SHOWN: usize = 5;
const LINE: usize = 100;

/// What a rule would have found.
pub(super) struct Found<'a> {
    pub(super) workspace: WorkspaceId,
    pub(super) rule: &'a Rule,
    pub(super) department: &'a str,
    pub(super) recent: &'a Recent,
    pub(super) found: &'a [&'a Said],
}

fn args(rule: &Rule) -> Vec<(&'static str, Arg)> {
    vec![
        ("key", rule.key().into()),
        ("pattern", code(&rule.pattern).into()),
        ("channel", Text::channel(rule.channel).into()),
    ]
}

/// Where the bot is allowed to read messages: for whoever runs it.
pub(super) fn way_out(lang: Lang) -> Text {
    text(lang, "watch-way-out", &[])
}

/// What it would have found among the last messages, and whether it is to be saved.
pub(super) fn draft(lang: Lang, shown: &Found<'_>) -> Card {
    let mut all = args(shown.rule);
    all.push(("department", Text::user(shown.department).into()));
    all.push(("severity", shown.rule.severity.name().to_uppercase().into()));
    all.push(("action", shown.rule.action.name().into()));
    let mut lines = vec![text(lang, "watch-draft", &all)];
    let (matching, looked) = (shown.found.len(), shown.recent.said.len());
    if !shown.recent.words {
        let way = [("way", way_out(lang).into())];
        lines.push(text(lang, "watch-draft-deaf", &way));
    } else if looked == 0 {
        lines.push(text(lang, "watch-draft-silent", &[]));
    } else {
        let counts = [("matching", matching.into()), ("looked", looked.into())];
        lines.push(text(lang, "watch-draft-found", &counts));
    }
    lines.extend(shown.found.iter().take(SHOWN).map(|said| {
        let link = Text::message(shown.workspace, shown.rule.channel, said.message);
        let line = said.text.replace('\n', " ");
        Text::trusted(format!("✅ {} · {link}", Text::brief(&line, LINE)))
    }));
    if matching > SHOWN {
        lines.push(text(
            lang,
            "watch-draft-more",
            &[("more", (matching - SHOWN).into())],
        ));
    }
    lines.push(text(lang, "watch-draft-save", &[]));
    let tone = if shown.recent.words {
        Tone::Info
    } else {
        Tone::Warn
    };
    Card {
        tone,
        body: Some(Text::join(lines, "\n")),
        buttons: buttons(lang, shown.rule),
        ..Card::default()
    }
}

fn buttons(lang: Lang, rule: &Rule) -> Vec<Vec<crate::chat::Button>> {
    let make = |label, action, style| {
        let action = ActionId::new("alert", action, rule.number);
        button(lang, label, action, style)
    };
    vec![vec![
        make("watch-save", "watch-save", ButtonStyle::Primary),
        make("watch-try", "watch-form", ButtonStyle::Secondary),
        make("watch-discard", "watch-discard", ButtonStyle::Secondary),
    ]]
}

/// Asks for lines to try it on.
pub(super) fn sample_form(lang: Lang, rule: &Rule) -> Form {
    Form {
        action: ActionId::new("alert", "watch-try", rule.number),
        title: say(lang, "watch-form-title", &[("key", rule.key().into())]),
        inputs: vec![Input {
            id: "lines".to_owned(),
            label: say(lang, "watch-form-lines", &[]),
            value: None,
            placeholder: Some(say(lang, "watch-form-placeholder", &[])),
            long: true,
            required: true,
            most: Some(SAMPLE),
        }],
    }
}

fn tried_lines(lines: &[(String, bool)]) -> Text {
    let shown = lines.iter().map(|(line, fits)| {
        let mark = if *fits { "✅" } else { "▫️" };
        Text::trusted(format!("{mark} {}", Text::brief(line, LINE)))
    });
    Text::join(shown, "\n")
}

/// Which of the lines match; with buttons while it is not saved yet.
pub(super) fn tried(lang: Lang, rule: &Rule, lines: &[(String, bool)]) -> Card {
    let matching = lines.iter().filter(|(_, fits)| *fits).count();
    let mut all = args(rule);
    all.push(("matching", matching.into()));
    all.push(("lines", lines.len().into()));
    let mut body = vec![text(lang, "watch-tried", &all), tried_lines(lines)];
    let draft = rule.state == State::Draft;
    if draft {
        body.push(text(lang, "watch-draft-save", &[]));
    }
    Card {
        tone: if matching > 0 { Tone::Info } else { Tone::Warn },
        body: Some(Text::join(body, "\n")),
        buttons: if draft {
            buttons(lang, rule)
        } else {
            Vec::new()
        },
        ..Card::default()
    }
}

/// A sentence about one.
pub(super) fn about(lang: Lang, id: &str, rule: &Rule) -> Card {
    sentence(lang, Tone::Good, id, &args(rule))
}

/// All of them, and that they are not heard since a moment.
pub(super) fn list(lang: Lang, rows: &[(Rule, String)], deaf: Option<At>) -> Card {
    let line = |(rule, department): &(Rule, String)| {
        let mut all = args(rule);
        all.push(("department", Text::user(department).into()));
        all.push(("severity", rule.severity.name().to_uppercase().into()));
        all.push(("action", rule.action.name().into()));
        all.push(("matches", rule.matches.into()));
        text(lang, "watch-line", &all)
    };
    let mut lines: Vec<Text> = rows.iter().map(line).collect();
    let deaf = deaf.filter(|_| !lines.is_empty());
    if let Some(since) = deaf {
        let args = [("since", when(since).into()), ("way", way_out(lang).into())];
        lines.push(text(lang, "watch-list-deaf", &args));
    }
    let mut card = words::list(lang, "watch-list-title", "watch-list-empty", lines);
    if deaf.is_some() {
        card.tone = Tone::Bad;
    }
    card
}
