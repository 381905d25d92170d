//! What is said of what a handoff or an incident came to, to those whose tasks waited for it. Pure.

use crate::chat::{ActionId, Button, ButtonStyle, Card, Text, Tone};
use crate::core::Refusal;
use crate::core::catalogue::{self, Flow, Value};
use crate::core::task::answer_cards::NOTE;
use crate::core::task::cards::{self, button, labelled, text};
use crate::core::task::reading::TEXT_MOST;
use crate::core::task::rules::Step;
use crate::core::task::things::News;
use crate::core::task::types::{Brought, Task, Thing};
use crate::i18n::{Lang, say};

/// So many characters of an answer are shown.
const BRIEF: usize = 1_500;
/// So many tasks are named.
const NAMED: usize = 20;

fn quoted(words: &str) -> Option<Text> {
    if words.is_empty() {
        return None;
    }
    let shown = Text::brief(words, BRIEF).to_string();
    let lines: Vec<String> = shown.lines().map(|line| format!("> {line}")).collect();
    Some(Text::trusted(lines.join("\n")))
}

fn name(thing: &Thing) -> Text {
    let title = Text::brief(&thing.title, 80);
    Text::trusted(format!("**{}** {title}", thing.key).trim().to_owned())
}

/// To whoever has a task, with what they may do with the answer.
pub(super) fn brought(lang: Lang, task: &Task, thing: &Thing, news: &News) -> Card {
    let args = [("thing", name(thing).into())];
    let (id, words, tone) = match news {
        News::Answer(answer) => ("task-told-brought", answer.text.as_str(), Tone::Good),
        News::Nothing(why) => ("task-told-nothing", why.as_str(), Tone::Warn),
        // Nobody is told of that.
        News::Moved => ("task-told-nothing", "", Tone::Info),
    };
    let lines = [Some(text(lang, id, &args)), quoted(words)];
    let mut row: Vec<Button> = Vec::new();
    if matches!(news, News::Answer(_)) && task.flow == Flow::Case {
        let action = ActionId::new("task", "finish", task.number);
        let label = Step::Finish.word(task.flow, lang);
        row.push(labelled(label, action, ButtonStyle::Success));
    }
    row.push(button(
        lang,
        "task-button-show",
        "show",
        task.number,
        ButtonStyle::Secondary,
    ));
    Card {
        tone,
        title: Some(cards::title(task)),
        body: Some(Text::join(lines.into_iter().flatten(), "\n")),
        buttons: vec![row],
        ..Card::default()
    }
}

/// To the department of several, which are answered with one press.
pub(super) fn together(lang: Lang, thing: &Thing, news: &News, tasks: &[Task]) -> Card {
    let keys: Vec<String> = tasks.iter().take(NAMED).map(Task::key).collect();
    let args = [
        ("thing", name(thing).into()),
        ("count", tasks.len().into()),
        ("keys", keys.join(" · ").into()),
    ];
    let (id, words) = match news {
        News::Answer(answer) if answer.private => ("task-told-brought-together", ""),
        News::Answer(answer) => ("task-told-brought-together", answer.text.as_str()),
        News::Nothing(_) | News::Moved => ("task-told-nothing-together", ""),
    };
    let lines = [Some(text(lang, id, &args)), quoted(words)];
    let mut card = Card {
        body: Some(Text::join(lines.into_iter().flatten(), "\n")),
        ..Card::default()
    };
    let cases = tasks.iter().filter(|task| task.flow == Flow::Case).count();
    if matches!(news, News::Answer(_)) && cases > 0 {
        let action = ActionId::new("task", "answer-all", 0).with(&thing.key);
        let label = say(lang, "task-button-answer-all", &[("count", cases.into())]);
        card.buttons = vec![vec![labelled(label, action, ButtonStyle::Success)]];
        card.footer = Some(text(lang, "task-next-brought", &[]));
    }
    card
}

/// What is typed for whoever answers a case with what was brought, and nothing else.
pub(super) fn typed(task: &Task, brought: &Brought) -> Vec<(String, String)> {
    let known = task.suggested();
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    let mut typed: Vec<(String, String)> = fields
        .iter()
        .filter_map(|field| match known.get(&field.key) {
            Some(Value::Text(words)) => Some((field.key.clone(), words.clone())),
            _ => None,
        })
        .collect();
    let note = brought.text.chars().take(TEXT_MOST).collect();
    typed.push((NOTE.to_owned(), note));
    typed
}

/// Which cases were answered, and what the others still lack.
pub(super) fn answered_all(
    lang: Lang,
    key: &str,
    answered: &[String],
    left: &[(String, Refusal)],
) -> Card {
    let mut lines = Vec::new();
    if !answered.is_empty() {
        let args = [
            ("thing", Text::user(key).into()),
            ("count", answered.len().into()),
            ("keys", answered.join(" · ").into()),
        ];
        lines.push(text(lang, "task-answered-all", &args));
    }
    for (key, refusal) in left.iter().take(NAMED) {
        let why = say(lang, refusal.id, &refusal.args);
        let args = [("key", key.as_str().into()), ("why", why.into())];
        lines.push(text(lang, "task-answered-not", &args));
    }
    Card {
        tone: if left.is_empty() {
            Tone::Good
        } else {
            Tone::Warn
        },
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    }
}

/// What came of a run, a line a field, as it was typed.
pub(super) fn outcome(lang: Lang, task: &Task) -> String {
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    let line = |field: &catalogue::Field| {
        let value = task.more.outcome.get(&field.key)?;
        let shown = match value {
            // It is escaped where it is shown.
            Value::Text(words) => words.clone(),
            other => field.show(other, lang).to_string(),
        };
        Some(format!("{}: {shown}", field.name(lang)))
    };
    fields
        .iter()
        .filter_map(line)
        .collect::<Vec<_>>()
        .join("\n")
}
