//! The two cards of a handoff, one for each department, and the parts they are made of. Pure.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Text, Tone, UserId, WorkspaceId, time_full,
    time_relative,
};
use crate::clock::{At, Span};
use crate::core::catalogue::{Effect, Field as Asked, Values};
use crate::core::handoff::find::Held;
use crate::core::handoff::press_cards::buttons;
use crate::core::handoff::types::{Handoff, Origin, Side, State, key};
use crate::core::task::Tied;
use crate::core::words;
use crate::i18n::{Arg, Lang, say};

/// So many characters of what people wrote stand on a card.
const BRIEF: usize = 500;

/// A handoff with all that a card of it is made of.
pub(super) struct Scene<'a> {
    pub(super) workspace: WorkspaceId,
    pub(super) lang: Lang,
    pub(super) held: &'a Held,
    /// What the two clocks still have, of those that run: respond, complete.
    pub(super) left: [Option<At>; 2],
    /// Handoffs it waits for.
    pub(super) children: &'a [(i64, State)],
    /// Tasks it is linked with.
    pub(super) tasks: &'a [Tied],
    /// How many working minutes departments had it before.
    pub(super) before: &'a [(String, i64)],
    pub(super) now: At,
}

pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

pub(super) fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// One sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

pub(super) fn field(name: Text, value: Text, inline: bool) -> Field {
    Field {
        name,
        value,
        inline,
    }
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

/// What somebody may press about a handoff.
pub(super) fn action(name: &str, number: i64) -> ActionId {
    ActionId::new("handoff", name, number)
}

pub(super) fn state_word(lang: Lang, state: State) -> String {
    say(lang, "handoff-state", &[("state", state.name().into())])
}

/// HO-7 · General request · New server; of a private one without the words of who asked.
pub(super) fn title(held: &Held, lang: Lang) -> Text {
    let handoff = &held.handoff;
    let name = Text::user(held.playbook.name(lang));
    if held.is_private() {
        return Text::trusted(format!("{} · {name}", handoff.key()));
    }
    let title = Text::user(&handoff.title);
    Text::trusted(format!("{} · {name} · {title}", handoff.key()))
}

/// What it is called in a sentence or list where everybody reads.
pub(super) fn open_name(held: &Held, lang: Lang) -> Text {
    if held.is_private() {
        return Text::user(held.playbook.name(lang));
    }
    Text::brief(&held.handoff.title, 80)
}

pub(super) fn tone(handoff: &Handoff, now: At) -> Tone {
    let late = handoff.due.is_some_and(|due| due <= now);
    match handoff.state {
        State::Requested | State::Accepted if late => Tone::Bad,
        State::Requested | State::NeedsInfo => Tone::Warn,
        State::Accepted | State::Delivered => Tone::Info,
        State::Confirmed => Tone::Good,
        State::Declined | State::Cancelled => Tone::Quiet,
    }
}

/// The card of one side: in the channel of the department, with the buttons that side may press.
pub(super) fn side(scene: &Scene<'_>, side: Side) -> Card {
    let mut card = if scene.held.is_private() {
        hidden(scene)
    } else {
        whole(scene)
    };
    card.buttons = buttons(scene, side);
    card
}

/// Without a word of what is for few.
fn hidden(scene: &Scene<'_>) -> Card {
    let (lang, held) = (scene.lang, scene.held);
    let mut fields = vec![way_field(scene)];
    fields.extend(clock_field(scene));
    fields.push(next_field(scene));
    Card {
        tone: tone(&held.handoff, scene.now),
        title: Some(title(held, lang)),
        body: Some(Text::join(
            [
                state_line(lang, &held.handoff),
                text(lang, "handoff-private", &[]),
            ],
            "\n",
        )),
        fields,
        footer: Some(origin_line(scene)),
        ..Card::default()
    }
}

/// All there is to see, without buttons.
pub(super) fn whole(scene: &Scene<'_>) -> Card {
    let (lang, held) = (scene.lang, scene.held);
    let handoff = &held.handoff;
    let mut lines = vec![state_line(lang, handoff)];
    if held.is_private() {
        lines.push(Text::trusted(format!("**{}**", Text::user(&handoff.title))));
    }
    lines.extend(excused_line(lang, handoff));
    if !handoff.details.is_empty() {
        lines.push(Text::brief(&handoff.details, BRIEF));
    }
    lines.extend(message_line(scene));
    let mut fields = vec![way_field(scene), meta_field(lang, handoff)];
    fields.extend(values_field(
        lang,
        "handoff-particulars",
        &held.playbook.particulars,
        &handoff.particulars,
    ));
    if let Some(file) = &handoff.file {
        fields.push(field(
            text(lang, "handoff-file", &[]),
            file.line(lang),
            false,
        ));
    }
    fields.extend(clock_field(scene));
    fields.extend(talk_fields(lang, handoff));
    fields.extend(outcome_fields(lang, held));
    fields.extend(links_field(scene));
    fields.push(next_field(scene));
    Card {
        tone: tone(handoff, scene.now),
        title: Some(title(held, lang)),
        body: Some(Text::join(lines, "\n")),
        fields,
        footer: Some(origin_line(scene)),
        ..Card::default()
    }
}

/// Where it stands, who moved it there and when.
pub(super) fn state_line(lang: Lang, handoff: &Handoff) -> Text {
    let mut args = vec![
        ("state", state_word(lang, handoff.state).into()),
        ("when", when(handoff.state_at).into()),
    ];
    let id = match handoff.state_by {
        Some(by) => {
            args.push(("user", Text::mention(by).into()));
            "handoff-state-by"
        }
        None => "handoff-state-alone",
    };
    text(lang, id, &args)
}

fn excused_line(lang: Lang, handoff: &Handoff) -> Option<Text> {
    let until = handoff.clocks.excused?;
    Some(text(
        lang,
        "handoff-excused",
        &[("when", when(until).into())],
    ))
}

fn message_line(scene: &Scene<'_>) -> Option<Text> {
    let Origin::Message { channel, message } = scene.held.handoff.origin else {
        return None;
    };
    let link = Text::message(scene.workspace, channel, message);
    Some(text(
        scene.lang,
        "handoff-of-message",
        &[("link", link.into())],
    ))
}

fn way_field(scene: &Scene<'_>) -> Field {
    let (lang, held) = (scene.lang, scene.held);
    let mut lines = vec![text(
        lang,
        "handoff-way-is",
        &[
            ("sender", Text::user(held.sender.name_in(lang)).into()),
            ("receiver", Text::user(held.receiver.name_in(lang)).into()),
        ],
    )];
    for (department, minutes) in scene.before {
        let length = words::length(lang, Span::minutes(*minutes));
        lines.push(text(
            lang,
            "handoff-way-before",
            &[
                ("department", Text::user(department).into()),
                ("length", length.into()),
            ],
        ));
    }
    field(
        text(lang, "handoff-way", &[]),
        Text::join(lines, "\n"),
        true,
    )
}

fn meta_field(lang: Lang, handoff: &Handoff) -> Field {
    let mut lines = vec![Text::trusted(handoff.priority.name(lang))];
    if let Some(wanted) = handoff.wanted {
        lines.push(text(
            lang,
            "handoff-wanted",
            &[("when", when(wanted).into())],
        ));
    }
    if !handoff.project.is_empty() {
        let project = Text::user(&handoff.project);
        lines.push(text(
            lang,
            "handoff-project",
            &[("project", project.into())],
        ));
    }
    if let Some(assignee) = handoff.assignee {
        let user = Text::mention(assignee);
        lines.push(text(lang, "handoff-assignee", &[("user", user.into())]));
    }
    if handoff.returns > 0 {
        lines.push(text(
            lang,
            "handoff-returns",
            &[("count", handoff.returns.into())],
        ));
    }
    field(
        text(lang, "handoff-meta", &[]),
        Text::join(lines, "\n"),
        true,
    )
}

/// What was filled in, one line a field.
pub(super) fn values_field(
    lang: Lang,
    name: &'static str,
    asked: &[Asked],
    values: &Values,
) -> Option<Field> {
    let line = |asked: &Asked| {
        let value = asked.show(values.get(&asked.key)?, lang);
        let args = [
            ("name", Text::user(asked.name(lang)).into()),
            ("value", value.into()),
        ];
        Some(text(lang, "handoff-value", &args))
    };
    let lines: Vec<Text> = asked.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| field(text(lang, name, &[]), Text::join(lines, "\n"), false))
}

/// Which clock is due when, or why none runs.
fn clock_field(scene: &Scene<'_>) -> Option<Field> {
    let (lang, handoff) = (scene.lang, &scene.held.handoff);
    let mut lines = Vec::new();
    let runs = ["handoff-respond-by", "handoff-complete-by"].into_iter();
    for (id, due) in runs.zip(scene.left) {
        let Some(due) = due else { continue };
        let late = if due <= scene.now { "yes" } else { "no" };
        lines.push(text(
            lang,
            id,
            &[("when", when(due).into()), ("late", late.into())],
        ));
    }
    if handoff.state == State::NeedsInfo {
        lines.push(text(lang, "handoff-clock-stopped", &[]));
    }
    if let Some(at) = handoff
        .confirms
        .filter(|_| handoff.state == State::Delivered)
    {
        lines.push(text(
            lang,
            "handoff-confirms-at",
            &[("when", when(at).into())],
        ));
    }
    (!lines.is_empty()).then(|| {
        field(
            text(lang, "handoff-clock", &[]),
            Text::join(lines, "\n"),
            false,
        )
    })
}

fn talk_fields(lang: Lang, handoff: &Handoff) -> Vec<Field> {
    let mut fields = Vec::new();
    let open = handoff.state.is_open();
    for (id, words, shown) in [
        ("handoff-question", &handoff.words.question, open),
        ("handoff-answer", &handoff.words.answer, open),
        (
            "handoff-reason",
            &handoff.words.reason,
            handoff.state != State::Confirmed,
        ),
    ] {
        if shown && !words.is_empty() {
            fields.push(field(text(lang, id, &[]), Text::brief(words, BRIEF), false));
        }
    }
    fields
}

fn outcome_fields(lang: Lang, held: &Held) -> Vec<Field> {
    let (handoff, outcome) = (&held.handoff, &held.handoff.outcome);
    let mut fields = Vec::new();
    if !outcome.text.is_empty() {
        fields.push(field(
            text(lang, "handoff-delivered", &[]),
            Text::brief(&outcome.text, BRIEF),
            false,
        ));
    }
    let asked = &held.playbook.delivery;
    fields.extend(values_field(
        lang,
        "handoff-delivered-values",
        asked,
        &outcome.fields,
    ));
    if let Some(proof) = &outcome.proof {
        fields.push(field(
            text(lang, "handoff-proof", &[]),
            proof.line(lang),
            false,
        ));
    }
    if held.playbook.both_sign {
        let names = Side::BOTH.map(|side| Text::user(held.department(side).name_in(lang)));
        let lines = names.into_iter().zip(handoff.signed).map(|(name, signed)| {
            let name = ("department", name.into());
            match signed {
                Some((by, at)) => {
                    let by = ("user", Text::mention(by).into());
                    text(
                        lang,
                        "handoff-signed-by",
                        &[name, by, ("when", time_full(at).into())],
                    )
                }
                None => text(lang, "handoff-not-signed", &[name]),
            }
        });
        fields.push(field(
            text(lang, "handoff-signatures", &[]),
            Text::join(lines, "\n"),
            false,
        ));
    }
    if let Some((by, at)) = outcome.back {
        let args = [
            ("user", Text::mention(by).into()),
            ("when", time_full(at).into()),
        ];
        fields.push(field(
            text(lang, "handoff-lent", &[]),
            text(lang, "handoff-lent-back", &args),
            false,
        ));
    }
    fields
}

fn links_field(scene: &Scene<'_>) -> Option<Field> {
    let (lang, handoff) = (scene.lang, &scene.held.handoff);
    let mut lines = Vec::new();
    if let Some(parent) = handoff.parent {
        lines.push(text(
            lang,
            "handoff-for-parent",
            &[("key", key(parent).into())],
        ));
    }
    for (child, state) in scene.children {
        let state = state_word(lang, *state);
        lines.push(text(
            lang,
            "handoff-waits-for",
            &[("key", key(*child).into()), ("state", state.into())],
        ));
    }
    for task in scene.tasks {
        let id = if task.waits {
            "handoff-task-waits"
        } else {
            "handoff-task"
        };
        let args = [
            ("key", task.key.as_str().into()),
            ("title", Text::brief(&task.title, 80).into()),
        ];
        lines.push(text(lang, id, &args));
    }
    if let Some(incident) = handoff.incident {
        let incident = format!("INC-{incident}");
        lines.push(text(
            lang,
            "handoff-incident",
            &[("incident", incident.into())],
        ));
    }
    (!lines.is_empty()).then(|| {
        field(
            text(lang, "handoff-links", &[]),
            Text::join(lines, "\n"),
            false,
        )
    })
}

/// What comes next, and whose it is.
fn next_field(scene: &Scene<'_>) -> Field {
    let (lang, held) = (scene.lang, scene.held);
    let handoff = &held.handoff;
    let who = match (handoff.state.turn(), handoff.assignee) {
        (Some(Side::Receiver), Some(user)) => Text::mention(user),
        (Some(side), _) => Text::user(held.department(side).name_in(lang)),
        (None, _) => Text::default(),
    };
    let id = match handoff.state {
        State::Requested => "handoff-next-requested",
        State::NeedsInfo => "handoff-next-needs-info",
        State::Accepted => "handoff-next-accepted",
        State::Delivered if held.playbook.both_sign => "handoff-next-sign",
        State::Delivered if held.playbook.has(Effect::Verifies) => "handoff-next-verify",
        State::Delivered => "handoff-next-delivered",
        State::Confirmed | State::Declined | State::Cancelled => "handoff-next-none",
    };
    field(
        text(lang, "handoff-next", &[]),
        text(lang, id, &[("who", who.into())]),
        false,
    )
}

fn origin_line(scene: &Scene<'_>) -> Text {
    let handoff = &scene.held.handoff;
    let about = Text::user(scene.held.playbook.about.in_(scene.lang));
    // A footer shows no mentions: who asked stands in the history, and on the card while it is new.
    let id = match handoff.origin {
        Origin::Blocker { .. } => "handoff-origin-blocker",
        Origin::Message { .. } => "handoff-origin-message",
        Origin::Task { .. } => "handoff-origin-task",
        Origin::Scanner { .. } => "handoff-origin-scanner",
        Origin::Person => "handoff-origin-person",
    };
    text(scene.lang, id, &[("about", about.into())])
}

/// One handoff in a list, for whoever may read its words or not.
pub(super) fn line(lang: Lang, held: &Held, sees: bool) -> Text {
    let handoff = &held.handoff;
    let name = if sees {
        Text::brief(&handoff.title, 80)
    } else {
        Text::user(held.playbook.name(lang))
    };
    let mut parts = vec![
        Text::trusted(format!("**{}** {name}", handoff.key())),
        text(
            lang,
            "handoff-way-is",
            &[
                ("sender", Text::user(held.sender.name_in(lang)).into()),
                ("receiver", Text::user(held.receiver.name_in(lang)).into()),
            ],
        ),
        Text::trusted(state_word(lang, handoff.state)),
    ];
    parts.extend(handoff.assignee.map(Text::mention));
    match handoff.due.filter(|_| handoff.state.is_open()) {
        Some(due) => parts.push(text(
            lang,
            "handoff-due",
            &[("when", time_relative(due).into())],
        )),
        None => parts.push(Text::trusted(time_relative(handoff.state_at))),
    }
    Text::join(parts, " · ")
}

/// Names somebody if there is somebody.
pub(super) fn by(user: Option<UserId>) -> Text {
    user.map_or_else(Text::default, Text::mention)
}
