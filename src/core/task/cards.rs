//! The live card of a task, and the pieces that all cards of tasks are made of. Pure.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Text, Tone, time_full, time_relative,
};
use crate::clock::At;
use crate::core::catalogue::{Flow, Priority};
use crate::core::org::Department;
use crate::core::task::rules::{State, Step, steps};
use crate::core::task::types::{Brought, Comment, Relation, Task};
use crate::i18n::{Arg, Lang, say};

/// Lines of a checklist, links and proofs that a card shows.
const LINES: usize = 12;
/// Characters of details, and of a comment, that a card shows.
const DETAILS: usize = 600;
const SAID: usize = 200;

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

pub(super) fn field(lang: Lang, name: &str, value: Text, inline: bool) -> Field {
    Field {
        name: text(lang, name, &[]),
        value,
        inline,
    }
}

/// A button of one task.
pub(super) fn button(
    lang: Lang,
    label: &str,
    action: &str,
    number: i64,
    style: ButtonStyle,
) -> Button {
    labelled(
        say(lang, label, &[]),
        ActionId::new("task", action, number),
        style,
    )
}

pub(super) fn labelled(label: String, action: ActionId, style: ButtonStyle) -> Button {
    Button {
        label,
        emoji: None,
        action,
        style,
        disabled: false,
    }
}

/// A moment in full, and how far away.
pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

/// Its key and title.
pub(super) fn title(task: &Task) -> Text {
    Text::trusted(format!("{} · {}", task.key(), Text::user(&task.title)))
}

/// What stands at the other end of a link.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Linked {
    pub(super) relation: Relation,
    /// The link leads from this task to the other thing.
    pub(super) outward: bool,
    pub(super) key: String,
    /// Of a task that everybody may see: what it is called.
    pub(super) title: String,
    /// Of a task: where it stands.
    pub(super) state: Option<State>,
    /// Of a handoff or an incident: where it stands, and whether what waits for it has to wait on.
    pub(super) elsewhere: Option<(String, bool)>,
}

impl Linked {
    /// It keeps this task from going on.
    pub(super) fn is_blocker(&self) -> bool {
        let task = self.state.is_some_and(|state| !state.is_open());
        let over = task || self.elsewhere.as_ref().is_some_and(|(_, waits)| !waits);
        self.relation == Relation::Blocks && !self.outward && !over
    }
}

/// What a card shows, and to whom.
pub(super) struct Scene<'a> {
    pub(super) lang: Lang,
    pub(super) now: At,
    pub(super) task: &'a Task,
    pub(super) department: &'a Department,
    pub(super) links: &'a [Linked],
    pub(super) last: Option<&'a Comment>,
    /// Waits for a decision.
    pub(super) undecided: bool,
}

/// The live card in the department's channel.
pub(super) fn live(scene: &Scene<'_>) -> Card {
    let (lang, task) = (scene.lang, scene.task);
    Card {
        tone: tone(task, scene.now),
        title: Some(title(task)),
        body: body(scene),
        fields: fields(scene),
        footer: Some(next(scene)),
        buttons: buttons(lang, task),
        ..Card::default()
    }
}

/// What stands in public of a task whose details are not for everybody.
pub(super) fn placeholder(scene: &Scene<'_>) -> Card {
    let (lang, task) = (scene.lang, scene.task);
    let show = button(
        lang,
        "task-button-show",
        "show",
        task.number,
        ButtonStyle::Secondary,
    );
    Card {
        tone: tone(task, scene.now),
        title: Some(Text::trusted(task.key())),
        body: Some(text(
            lang,
            "task-private",
            &[("state", task.state.word(lang).into())],
        )),
        buttons: vec![vec![show]],
        ..Card::default()
    }
}

fn tone(task: &Task, now: At) -> Tone {
    match task.state {
        State::Done | State::Passed | State::Closed => Tone::Good,
        State::Failed => Tone::Bad,
        State::Cancelled | State::Declined => Tone::Quiet,
        _ if task.is_overdue(now) => Tone::Bad,
        _ if task.priority == Priority::Urgent => Tone::Warn,
        _ => Tone::Info,
    }
}

fn body(scene: &Scene<'_>) -> Option<Text> {
    let (lang, task) = (scene.lang, scene.task);
    let mut lines = Vec::new();
    if task.is_overdue(scene.now)
        && let Some(due) = task.due
    {
        let args = [("when", time_relative(due).into())];
        lines.push(text(lang, "task-overdue", &args));
    }
    let blockers: Vec<String> = scene
        .links
        .iter()
        .filter(|l| l.is_blocker())
        .map(|l| l.key.clone())
        .collect();
    if task.state.is_open() && !blockers.is_empty() {
        let args = [("keys", blockers.join(" · ").into())];
        lines.push(text(lang, "task-blocked", &args));
    }
    if scene.undecided {
        lines.push(text(lang, "task-undecided", &[]));
    }
    if !task.details.is_empty() {
        lines.push(Text::brief(&task.details, DETAILS));
    }
    (!lines.is_empty()).then(|| Text::join(lines, "\n"))
}

fn fields(scene: &Scene<'_>) -> Vec<Field> {
    let (lang, task) = (scene.lang, scene.task);
    let mut fields = vec![
        field(lang, "task-field-kind", kind_line(lang, task), true),
        field(lang, "task-field-state", state_line(lang, task), true),
        field(
            lang,
            "task-field-assignee",
            task.assignee
                .map_or_else(|| text(lang, "task-nobody", &[]), Text::mention),
            true,
        ),
    ];
    if let Some(due) = task.due.filter(|_| task.state.is_open()) {
        let name = if task.state == State::Active {
            "task-field-review"
        } else {
            "task-field-due"
        };
        fields.push(field(lang, name, Text::trusted(when(due)), true));
    }
    if !task.project.is_empty() {
        let project = Text::user(&task.project);
        fields.push(field(lang, "task-field-project", project, true));
    }
    if let Some(by) = task.requester.filter(|_| task.flow == Flow::Case) {
        fields.push(field(lang, "task-field-requester", Text::mention(by), true));
    }
    fields.extend(said_fields(lang, task));
    fields.extend(checklist(lang, task));
    if !scene.links.is_empty() {
        let lines = scene.links.iter().take(LINES).map(|l| link_line(lang, l));
        fields.push(field(
            lang,
            "task-field-links",
            Text::join(lines, "\n"),
            false,
        ));
    }
    if !task.more.proof.is_empty() {
        let lines = task.more.proof.iter().take(LINES).map(|p| p.line(lang));
        fields.push(field(
            lang,
            "task-field-proof",
            Text::join(lines, "\n"),
            false,
        ));
    }
    if !task.more.reason.is_empty() {
        let name = match task.state {
            State::Declined | State::Cancelled | State::Failed => "task-field-reason",
            _ => "task-field-answer",
        };
        let said = Text::brief(&task.more.reason, DETAILS);
        fields.push(field(lang, name, said, false));
    }
    let waiting = task.state.is_open() && task.state != State::Answered;
    if let Some(brought) = task.more.brought.as_ref().filter(|_| waiting) {
        let args = [("key", brought.from.as_str().into())];
        fields.push(Field {
            name: text(lang, "task-field-brought", &args),
            value: brought_line(lang, brought),
            inline: false,
        });
    }
    if task.csat > 0 {
        fields.push(field(lang, "task-field-csat", csat_line(lang, task), false));
    }
    if let Some(comment) = scene.last {
        let line = Text::trusted(format!(
            "{} {}: {}",
            Text::mention(comment.user),
            time_relative(comment.at),
            Text::brief(&comment.text, SAID)
        ));
        fields.push(field(lang, "task-field-comment", line, false));
    }
    fields
}

/// What a handoff or an incident brought, as far as everybody may read it.
fn brought_line(lang: Lang, brought: &Brought) -> Text {
    if brought.private {
        return text(lang, "task-brought-private", &[]);
    }
    Text::brief(&brought.text, DETAILS)
}

fn kind_line(lang: Lang, task: &Task) -> Text {
    let kind = Text::user(&task.kind_name(lang));
    match task.priority {
        Priority::Normal => kind,
        other => Text::trusted(format!("{kind} · {}", other.name(lang))),
    }
}

fn state_line(lang: Lang, task: &Task) -> Text {
    let stage = task.kind().and_then(|k| k.stage(&task.stage));
    let word = task.state.word(lang);
    Text::trusted(match stage {
        Some(stage) if task.state.is_open() => {
            format!("{word} · {}", Text::user(stage.names.in_(lang)))
        }
        _ => word,
    })
}

fn csat_line(lang: Lang, task: &Task) -> Text {
    let stars = say(lang, "task-csat-of", &[("score", task.csat.into())]);
    match task.csat_text.as_str() {
        "" => Text::trusted(stars),
        said => Text::trusted(format!("{stars} · {}", Text::brief(said, SAID))),
    }
}

/// What was asked when it was made, and what came of it.
fn said_fields(lang: Lang, task: &Task) -> Vec<Field> {
    let Some(kind) = task.kind() else {
        return Vec::new();
    };
    let both = [
        (&kind.particulars, &task.more.particulars),
        (&kind.outcome, &task.more.outcome),
    ];
    let mut found = Vec::new();
    for (asked, said) in both {
        for one in asked {
            if let Some(value) = said.get(&one.key) {
                found.push(Field {
                    name: Text::user(one.name(lang)),
                    value: one.show(value, lang),
                    inline: true,
                });
            }
        }
    }
    found
}

/// A line of a checklist as the catalogue says it in this language, or as it was written.
pub(super) fn check_text(lang: Lang, task: &Task, n: usize) -> &str {
    let of_kind = task.kind().and_then(|kind| kind.checklist.get(n));
    let own = task.more.checks.get(n).map_or("", |c| c.text.as_str());
    match of_kind {
        Some(names) if names.en == own || names.zh == own => names.in_(lang),
        _ => own,
    }
}

fn checklist(lang: Lang, task: &Task) -> Option<Field> {
    let checks = &task.more.checks;
    if checks.is_empty() {
        return None;
    }
    let done = checks.iter().filter(|c| c.is_done()).count();
    let line = |(n, check): (usize, &crate::core::task::types::Check)| {
        let mark = if check.is_done() { "☑" } else { "☐" };
        Text::trusted(format!(
            "{mark} {}",
            Text::brief(check_text(lang, task, n), SAID)
        ))
    };
    let mut lines: Vec<Text> = checks.iter().enumerate().take(LINES).map(line).collect();
    if checks.len() > LINES {
        lines.push(Text::trusted("…"));
    }
    let args = [("done", done.into()), ("all", checks.len().into())];
    Some(Field {
        name: text(lang, "task-field-checklist", &args),
        value: Text::join(lines, "\n"),
        inline: false,
    })
}

fn link_line(lang: Lang, linked: &Linked) -> Text {
    let id = match (linked.relation, linked.outward) {
        (Relation::Blocks, true) => "task-link-blocks",
        (Relation::Blocks, false) => "task-link-blocked-by",
        (Relation::CausedBy, true) => "task-link-caused-by",
        (Relation::CausedBy, false) => "task-link-causes",
        (Relation::PartOf, true) => "task-link-part-of",
        (Relation::PartOf, false) => "task-link-has-part",
        (Relation::Verifies, true) => "task-link-verifies",
        (Relation::Verifies, false) => "task-link-verified-by",
    };
    let line = text(lang, id, &[("key", linked.key.as_str().into())]);
    let mut whole = line.to_string();
    if !linked.title.is_empty() {
        whole.push_str(&format!(" {}", Text::brief(&linked.title, 60)));
    }
    if let Some(state) = linked.state {
        whole.push_str(&format!(" · {}", state.word(lang)));
    }
    if let Some((state, _)) = &linked.elsewhere {
        let id = if linked.key.starts_with("INC-") {
            "incident-state"
        } else {
            "handoff-state"
        };
        let state = say(lang, id, &[("state", state.as_str().into())]);
        whole.push_str(&format!(" · {state}"));
    }
    Text::trusted(whole)
}

/// What is next, and whose turn it is.
fn next(scene: &Scene<'_>) -> Text {
    let (lang, task) = (scene.lang, scene.task);
    let id = match (task.state, task.assignee) {
        (State::Open | State::Scheduled | State::Draft | State::New, None) => "task-next-take",
        (State::Open | State::Scheduled, Some(_)) => "task-next-start",
        (State::Draft, Some(_)) if scene.undecided => "task-next-decision",
        (State::Draft, Some(_)) => "task-next-activate",
        (State::New, Some(_)) => "task-next-accept",
        (State::Doing, _) => "task-next-finish",
        (State::Running, _) => "task-next-result",
        (State::Active, _) => "task-next-review",
        (State::Accepted, _) => "task-next-answer",
        (State::Answered, _) => "task-next-confirm",
        (
            State::Done
            | State::Passed
            | State::Failed
            | State::Closed
            | State::Declined
            | State::Cancelled,
            _,
        ) => "task-next-over",
    };
    let args = [
        ("key", task.key().into()),
        ("when", time_full(task.state_at).into()),
        (
            "department",
            Text::user(scene.department.name_in(lang)).into(),
        ),
    ];
    text(lang, id, &args)
}

/// The buttons that lead on from here.
fn buttons(lang: Lang, task: &Task) -> Vec<Vec<Button>> {
    let number = task.number;
    let plain =
        |label: &str, action: &str| button(lang, label, action, number, ButtonStyle::Secondary);
    if !task.state.is_open() {
        return vec![vec![
            plain("task-button-comment", "comment"),
            plain("task-button-show", "show"),
        ]];
    }
    let mut first = Vec::new();
    if task.assignee.is_none() {
        first.push(button(
            lang,
            "task-button-take",
            "take",
            number,
            ButtonStyle::Primary,
        ));
    }
    for step in steps(task.flow, task.state) {
        let (action, style) = match step {
            // Accepting a case is taking it.
            Step::Begin if task.flow == Flow::Case && task.assignee.is_none() => continue,
            Step::Begin => ("begin", ButtonStyle::Primary),
            Step::Finish => ("finish", ButtonStyle::Success),
            Step::Fail => ("fail", ButtonStyle::Danger),
            // Who asked has these where they are; the department declines and cancels by command.
            Step::Confirm | Step::Reopen | Step::Cancel => continue,
            Step::Decline => ("decline", ButtonStyle::Secondary),
        };
        let label = step.word(task.flow, lang);
        let action = ActionId::new("task", action, number);
        first.push(labelled(label, action, style));
    }
    let mut second = Vec::new();
    if !task.more.checks.is_empty() {
        second.push(plain("task-button-checklist", "checks"));
    }
    if needs_particulars(task) {
        second.push(plain("task-button-particulars", "particulars"));
    }
    second.push(plain("task-button-comment", "comment"));
    second.push(plain("task-button-watch", "watch"));
    if !matches!(task.state, State::Answered | State::Active) {
        let ask = ActionId::new("handoff", "for-task", number);
        let label = say(lang, "task-button-onward", &[]);
        second.push(labelled(label, ask, ButtonStyle::Secondary));
    }
    let rows = [first, second];
    rows.into_iter().filter(|row| !row.is_empty()).collect()
}

/// Something its kind asks for when it is made has not been said.
pub(super) fn needs_particulars(task: &Task) -> bool {
    let asked = task.kind().map_or(&[][..], |kind| &kind.particulars);
    asked
        .iter()
        .any(|field| field.required && task.more.particulars.get(&field.key).is_none())
}

/// One task in a list, a digest or somebody's day.
pub(super) fn line(lang: Lang, task: &Task, now: At) -> Text {
    let mut parts = vec![format!(
        "**{}** {}",
        task.key(),
        Text::brief(&task.title, 80)
    )];
    parts.push(task.state.word(lang));
    if matches!(task.priority, Priority::High | Priority::Urgent) {
        parts.push(task.priority.name(lang));
    }
    if let Some(user) = task.assignee {
        parts.push(Text::mention(user).to_string());
    }
    if let Some(due) = task.due.filter(|_| task.state.is_open()) {
        let id = if task.is_overdue(now) {
            "task-line-overdue"
        } else {
            "task-line-due"
        };
        parts.push(say(lang, id, &[("when", time_relative(due).into())]));
    }
    Text::trusted(parts.join(" · "))
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
