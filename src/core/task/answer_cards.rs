//! What whoever acted reads: forms, the task with all its buttons, the checklist to tick, lists. Pure.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Choice, Field, Form, Input, Menu, Text, Tone, UserId,
};
use crate::clock::At;
use crate::core::catalogue::{self, Flow};
use crate::core::task::cards::{self, Scene, button, field, labelled, line, text};
use crate::core::task::reading::TEXT_MOST;
use crate::core::task::rotation::Reason;
use crate::core::task::rules::{Standpoint, Step, may, steps};
use crate::core::task::types::{Recurring, RecurringState, Task};
use crate::i18n::{Lang, say};

/// The input of what is said in words: an answer, a reason, a comment.
pub(super) const NOTE: &str = "note";
/// A form takes so many inputs, a menu so many choices.
const INPUTS: usize = 5;
const CHOICES: usize = 25;

/// A form's title: what it asks, and about which task.
pub(super) fn form_title(lang: Lang, id: &str, task: &Task) -> String {
    say(lang, id, &[("key", task.key().into())])
}

fn note(lang: Lang, label: &str, required: bool) -> Input {
    Input {
        id: NOTE.to_owned(),
        label: say(lang, label, &[]),
        value: None,
        placeholder: None,
        long: true,
        required,
        most: u16::try_from(TEXT_MOST).ok(),
    }
}

/// Its outcome is told in words: an answer to who asked, or what shows that a run took place.
pub(super) fn needs_note(task: &Task) -> bool {
    let kind = task.kind();
    let fields = kind.is_some_and(|k| !k.outcome.is_empty());
    let proof = kind.is_some_and(|k| k.proof.is_some());
    match task.flow {
        Flow::Case => !fields,
        Flow::Run => !fields && !proof && task.more.proof.is_empty(),
        Flow::Task | Flow::Record => false,
    }
}

/// The form that asks what came of it; none where nothing is asked.
pub(super) fn outcome_form(lang: Lang, task: &Task, step: Step) -> Option<Form> {
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    let mut inputs = catalogue::form(fields, lang, &task.suggested());
    let label = match task.flow {
        Flow::Case => Some("task-form-answer"),
        Flow::Run if needs_note(task) => Some("task-form-evidence"),
        Flow::Run | Flow::Task | Flow::Record => None,
    };
    if let Some(label) = label.filter(|_| inputs.len() < INPUTS) {
        let mut said = note(lang, label, needs_note(task));
        // What was brought is the answer where no field takes it.
        let brought = task.more.brought.as_ref().filter(|_| needs_note(task));
        said.value = brought.map(|b| b.text.chars().take(TEXT_MOST).collect());
        inputs.insert(0, said);
    }
    if inputs.is_empty() {
        return None;
    }
    let mut action = ActionId::new("task", "finished", task.number);
    if step == Step::Fail {
        action = action.with("fail");
    }
    Some(Form {
        action,
        title: form_title(lang, "task-form-outcome", task),
        inputs,
    })
}

/// The form that asks why.
pub(super) fn reason_form(lang: Lang, task: &Task, action: &str) -> Form {
    Form {
        action: ActionId::new("task", action, task.number),
        title: form_title(lang, "task-form-reason", task),
        inputs: vec![note(lang, "task-form-why", action != "cancelled")],
    }
}

pub(super) fn comment_form(lang: Lang, task: &Task) -> Form {
    Form {
        action: ActionId::new("task", "said", task.number),
        title: form_title(lang, "task-form-comment", task),
        inputs: vec![note(lang, "task-form-words", true)],
    }
}

/// It was made: the task as its maker sees it.
pub(super) fn made(scene: &Scene<'_>) -> Card {
    let mut card = cards::live(scene);
    card.tone = Tone::Good;
    card.lead = Some(text(
        scene.lang,
        "task-made",
        &[("key", scene.task.key().into())],
    ));
    card
}

/// The task as somebody looks at it, with everything they may do.
pub(super) fn show(scene: &Scene<'_>, who: Standpoint, member: bool) -> Card {
    let (lang, task) = (scene.lang, scene.task);
    let mut card = cards::live(scene);
    if !member {
        card.buttons.clear();
    }
    let mut row = Vec::new();
    for step in steps(task.flow, task.state) {
        if !may(step, task.state, who) {
            continue;
        }
        let (action, style) = match step {
            Step::Confirm => ("confirm", ButtonStyle::Success),
            Step::Reopen => ("reopen", ButtonStyle::Secondary),
            Step::Cancel => ("cancel", ButtonStyle::Danger),
            Step::Begin | Step::Finish | Step::Fail | Step::Decline => continue,
        };
        let action = ActionId::new("task", action, task.number);
        row.push(labelled(step.word(task.flow, lang), action, style));
    }
    if !member && task.state.is_open() {
        row.push(button(
            lang,
            "task-button-comment",
            "comment",
            task.number,
            ButtonStyle::Secondary,
        ));
    }
    if task.more.comments > 0 || !task.state.is_open() {
        row.push(button(
            lang,
            "task-button-transcript",
            "transcript",
            task.number,
            ButtonStyle::Secondary,
        ));
    }
    if !row.is_empty() {
        card.buttons.push(row);
    }
    card
}

/// How a run went, to be chosen.
pub(super) fn how_did_it_go(lang: Lang, task: &Task) -> Card {
    let choice = |step: Step, action: &str, style| {
        let action = ActionId::new("task", action, task.number);
        labelled(step.word(task.flow, lang), action, style)
    };
    Card {
        title: Some(cards::title(task)),
        body: Some(text(lang, "task-how-did-it-go", &[])),
        buttons: vec![vec![
            choice(Step::Finish, "finish", ButtonStyle::Success),
            choice(Step::Fail, "fail", ButtonStyle::Danger),
        ]],
        ..Card::default()
    }
}

/// The checklist, in which a line is ticked by choosing it.
pub(super) fn checklist(lang: Lang, task: &Task) -> Card {
    let checks = &task.more.checks;
    let done = checks.iter().filter(|c| c.is_done()).count();
    let mark = |done: bool| if done { "☑" } else { "☐" };
    let lines = checks.iter().enumerate().map(|(n, check)| {
        let words = Text::brief(cards::check_text(lang, task, n), 200);
        let by = match check.by {
            0 => String::new(),
            by => format!(" · {}", Text::mention(UserId(by))),
        };
        Text::trusted(format!("{} {}. {words}{by}", mark(check.is_done()), n + 1))
    });
    let choices = checks.iter().enumerate().take(CHOICES).map(|(n, check)| {
        let words: String = cards::check_text(lang, task, n).chars().take(90).collect();
        Choice {
            label: format!("{} {words}", mark(check.is_done())),
            value: n.to_string(),
            description: None,
            chosen: false,
        }
    });
    let mut card = Card {
        tone: if done == checks.len() {
            Tone::Good
        } else {
            Tone::Info
        },
        title: Some(text(
            lang,
            "task-checklist-title",
            &[
                ("key", task.key().into()),
                ("done", done.into()),
                ("all", checks.len().into()),
            ],
        )),
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    };
    if task.state.is_open() {
        card.menus = vec![Menu {
            action: ActionId::new("task", "check", task.number),
            placeholder: say(lang, "task-checklist-choose", &[]),
            choices: choices.collect(),
            most: 1,
        }];
    }
    card
}

/// Who got it by rotation, and why not the others.
pub(super) fn given(lang: Lang, task: &Task, reasons: &[Text]) -> Card {
    let id = if task.assignee.is_some() {
        "task-turn-given"
    } else {
        "task-turn-nobody"
    };
    let user = task.assignee.map(Text::mention).unwrap_or_default();
    let mut lines = vec![text(lang, id, &[("user", user.into())])];
    lines.extend(reasons.iter().cloned());
    Card {
        tone: if task.assignee.is_some() {
            Tone::Good
        } else {
            Tone::Warn
        },
        title: Some(cards::title(task)),
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    }
}

/// Why somebody was or was not taken by rotation.
pub(super) fn reason(lang: Lang, name: &str, reason: Reason, load: i64) -> Text {
    let id = match reason {
        Reason::Away => "task-turn-away",
        Reason::Full => "task-turn-full",
        Reason::OffHours => "task-turn-off-hours",
        Reason::Busier => "task-turn-busier",
        Reason::Later => "task-turn-later",
        Reason::Taken => "task-turn-taken",
    };
    let args = [("who", Text::user(name).into()), ("load", load.into())];
    text(lang, id, &args)
}

/// A page of a list.
pub(super) struct Page<'a> {
    pub(super) tasks: &'a [Task],
    /// What the list was narrowed to, in words.
    pub(super) filters: Vec<String>,
    /// The first page again, and the one after this.
    pub(super) first: Option<ActionId>,
    pub(super) next: Option<ActionId>,
    /// Not all that is open was asked for.
    pub(super) narrowed: bool,
}

/// The list.
pub(super) fn list(lang: Lang, page: &Page<'_>, now: At) -> Card {
    let lines: Vec<Text> = page.tasks.iter().map(|t| line(lang, t, now)).collect();
    let body = match (lines.is_empty(), page.next.is_some()) {
        (false, _) => Text::join(lines, "\n"),
        // So much was looked through, and there is more.
        (true, true) => text(lang, "task-list-further", &[]),
        (true, false) if page.first.is_some() => text(lang, "task-list-end", &[]),
        (true, false) if page.narrowed => text(lang, "task-list-none", &[]),
        (true, false) => text(lang, "task-list-empty", &[]),
    };
    let turn = |label: &str, to: &Option<ActionId>| Button {
        disabled: to.is_none(),
        ..labelled(
            say(lang, label, &[]),
            to.clone()
                .unwrap_or_else(|| ActionId::new("task", "list", 0).with(label)),
            ButtonStyle::Secondary,
        )
    };
    let mut card = Card {
        title: Some(text(lang, "task-list-title", &[])),
        body: Some(body),
        ..Card::default()
    };
    if !page.filters.is_empty() {
        card.footer = Some(Text::trusted(page.filters.join(" · ")));
    }
    if page.first.is_some() || page.next.is_some() {
        card.buttons = vec![vec![
            turn("task-list-first", &page.first),
            turn("page-next", &page.next),
        ]];
    }
    card
}

/// One schedule of work that recurs.
pub(super) fn recurring_line(lang: Lang, recurring: &Recurring, next: Option<At>) -> Text {
    let args = [
        ("key", recurring.key().into()),
        ("title", Text::brief(&recurring.title, 80).into()),
        (
            "schedule",
            recurring.schedule.text().replace('`', "'").into(),
        ),
        ("next", next.map_or_else(String::new, cards::when).into()),
    ];
    let id = match recurring.state {
        RecurringState::Active => "task-recurring-line",
        RecurringState::Paused => "task-recurring-line-paused",
        RecurringState::Deleted => "task-recurring-line-deleted",
    };
    text(lang, id, &args)
}

/// One schedule with what can be done about it.
pub(super) fn recurring(lang: Lang, recurring: &Recurring, next: Option<At>) -> Card {
    let on =
        |label: &str, action: &str, style| button(lang, label, action, recurring.number, style);
    let buttons = match recurring.state {
        RecurringState::Active => vec![
            on("task-button-pause", "pause", ButtonStyle::Secondary),
            on("task-button-delete", "delete", ButtonStyle::Danger),
        ],
        RecurringState::Paused => vec![
            on("task-button-resume", "resume", ButtonStyle::Primary),
            on("task-button-delete", "delete", ButtonStyle::Danger),
        ],
        RecurringState::Deleted => Vec::new(),
    };
    let nobody = || text(lang, "task-recurring-turn", &[]);
    let fields: Vec<Field> = vec![field(
        lang,
        "task-field-assignee",
        recurring.assignee.map_or_else(nobody, Text::mention),
        true,
    )];
    Card {
        tone: Tone::Good,
        title: Some(Text::trusted(format!(
            "{} · {}",
            recurring.key(),
            Text::user(&recurring.title)
        ))),
        body: Some(recurring_line(lang, recurring, next)),
        fields,
        buttons: if buttons.is_empty() {
            Vec::new()
        } else {
            vec![buttons]
        },
        ..Card::default()
    }
}
