//! What standups say.

use crate::calendar::Day;
use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Form, Input, Text, Tone, UserId, time_full,
    time_relative,
};
use crate::clock::At;
use crate::core::org::Department;
use crate::core::standup::rules::{Answer, Question, Round, Seat, Standup, missing};
use crate::i18n::{Arg, Lang, say};

/// A round with all that is known about it.
pub(super) struct Scene<'a> {
    pub(super) standup: &'a Standup,
    pub(super) department: &'a Department,
    pub(super) round: &'a Round,
    pub(super) seats: &'a [Seat],
    pub(super) answers: &'a [Answer],
    /// Rounds answered in a row up to this one.
    pub(super) streaks: &'a [(UserId, i64)],
    pub(super) next: Option<At>,
}

/// A moment as people read it: in full, and how far away.
pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

pub(super) fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// A standup in the day of somebody whose answer it waits for.
pub(super) fn waiting_line(lang: Lang, standup: &Standup, closes: At) -> Text {
    let args = [
        ("key", standup.key().into()),
        ("name", Text::user(&standup.name).into()),
        ("when", when(closes).into()),
    ];
    text(lang, "standup-today", &args)
}

fn people(users: impl Iterator<Item = UserId>) -> Text {
    let (all, shown): (Vec<UserId>, usize) = (users.collect(), 40);
    let mut names = Text::join(all.iter().take(shown).map(|u| Text::mention(*u)), " ");
    if all.len() > shown {
        names = Text::trusted(format!("{names} +{}", all.len() - shown));
    }
    names
}

fn field(name: String, value: Text) -> Field {
    Field {
        name: Text::trusted(name),
        value,
        inline: false,
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

fn on(standup: i64, action: &str, day: Day) -> ActionId {
    ActionId::new("standup", action, standup).with(day)
}

fn prompt_buttons(lang: Lang, standup: i64, day: Day) -> Vec<Vec<Button>> {
    vec![vec![
        button(
            lang,
            "standup-answer",
            on(standup, "answer", day),
            ButtonStyle::Primary,
        ),
        button(
            lang,
            "standup-same",
            on(standup, "same", day),
            ButtonStyle::Secondary,
        ),
        button(
            lang,
            "standup-away",
            on(standup, "away", day),
            ButtonStyle::Secondary,
        ),
        button(
            lang,
            "standup-snooze",
            on(standup, "snooze", day),
            ButtonStyle::Secondary,
        ),
    ]]
}

fn name_args(standup: &Standup, day: Day) -> [(&'static str, Arg); 3] {
    [
        ("name", Text::user(&standup.name).into()),
        ("key", standup.key().into()),
        ("day", day.to_string().into()),
    ]
}

/// The card of a round in the department's channel: who is still missing, and what to press.
pub(super) fn round(scene: &Scene<'_>) -> Card {
    let (lang, standup, round) = (scene.department.lang, scene.standup, scene.round);
    let waiting = missing(scene.seats, scene.answers);
    let asked = scene.seats.iter().filter(|s| !s.away).count();
    let mut card = Card {
        title: Some(text(
            lang,
            "standup-card-title",
            &name_args(standup, round.day),
        )),
        ..Card::default()
    };
    let counts = [
        ("answered", (asked - waiting.len()).into()),
        ("asked", asked.into()),
    ];
    if !round.open {
        card.tone = Tone::Quiet;
        card.body = Some(text(lang, "standup-card-closed", &counts));
        card.footer = Some(text(lang, "standup-card-closed-next", &[]));
        return card;
    }
    let mut lines = vec![
        text(lang, "standup-card-counts", &counts),
        text(
            lang,
            "standup-card-until",
            &[("when", when(round.closes).into())],
        ),
    ];
    lines.extend(
        round
            .questions
            .iter()
            .map(|q| Text::trusted(format!("• {}", Text::user(&q.text)))),
    );
    card.body = Some(Text::join(lines, "\n"));
    if waiting.is_empty() {
        card.tone = Tone::Good;
        card.footer = Some(text(lang, "standup-card-all-next", &[]));
    } else {
        card.fields.push(field(
            say(lang, "standup-missing", &[]),
            people(waiting.iter().map(|s| s.user)),
        ));
        card.footer = Some(text(lang, "standup-card-next", &[]));
    }
    away_field(scene, &mut card);
    card.buttons = prompt_buttons(lang, standup.number, round.day);
    card
}

fn away_field(scene: &Scene<'_>, card: &mut Card) {
    let answered = |user: UserId| scene.answers.iter().any(|a| a.user == user);
    let away = people(
        scene
            .seats
            .iter()
            .filter(|s| s.away && !answered(s.user))
            .map(|s| s.user),
    );
    if !away.is_empty() {
        card.fields.push(field(
            say(scene.department.lang, "standup-away-list", &[]),
            away,
        ));
    }
}

/// The summary at close: blockers first, then what was answered, who is missing, who is away.
pub(super) fn summary(scene: &Scene<'_>) -> Card {
    let (lang, standup, round) = (scene.department.lang, scene.standup, scene.round);
    let blocked: Vec<&Answer> = scene
        .answers
        .iter()
        .filter(|a| a.blocker().is_some())
        .collect();
    let open = blocked.iter().filter(|a| a.resolved.is_none()).count();
    let waiting = missing(scene.seats, scene.answers);
    let asked = scene.seats.iter().filter(|s| !s.away).count();
    let mut card = Card {
        tone: if open > 0 { Tone::Warn } else { Tone::Good },
        title: Some(text(
            lang,
            "standup-summary-title",
            &name_args(standup, round.day),
        )),
        body: Some(text(
            lang,
            "standup-summary-counts",
            &[
                ("answered", (asked - waiting.len()).into()),
                ("asked", asked.into()),
                ("blockers", open.into()),
            ],
        )),
        ..Card::default()
    };
    if !blocked.is_empty() {
        card.fields.push(field(
            say(lang, "standup-blockers", &[]),
            blocker_lines(lang, &blocked),
        ));
    }
    for answer in scene.answers.iter().take(18) {
        card.fields.push(said(lang, answer, scene.streaks));
    }
    if scene.answers.len() > 18 {
        let others = people(scene.answers.iter().skip(18).map(|a| a.user));
        card.fields
            .push(field(say(lang, "standup-also", &[]), others));
    }
    if !waiting.is_empty() {
        card.fields.push(field(
            say(lang, "standup-silent", &[]),
            people(waiting.iter().map(|s| s.user)),
        ));
    }
    away_field(scene, &mut card);
    card.fields.push(field(
        say(lang, "standup-next-step", &[]),
        next_step(scene, open, waiting.len()),
    ));
    card.buttons = blocker_buttons(lang, standup.number, round.day, &blocked);
    card.buttons.push(vec![button(
        lang,
        "standup-edit-answer",
        on(standup.number, "answer", round.day),
        ButtonStyle::Secondary,
    )]);
    card
}

/// What happens next and who sees to it.
fn next_step(scene: &Scene<'_>, open: usize, missing: usize) -> Text {
    let lang = scene.department.lang;
    let owner = scene.department.leads.first().map(|u| Text::mention(*u));
    let next = scene.next.map_or_else(|| "–".to_owned(), when);
    let args = |owner: Text| [("owner", owner.into()), ("next", next.clone().into())];
    let unnamed = || {
        text(
            lang,
            "standup-lead-of",
            &[(
                "department",
                Text::user(scene.department.name_in(lang)).into(),
            )],
        )
    };
    let id = match (open, missing) {
        (0, 0) => "standup-next-done",
        (0, _) => "standup-next-round",
        _ => "standup-next-blockers",
    };
    text(lang, id, &args(owner.unwrap_or_else(unnamed)))
}

/// The blockers, as many and as much of each as one field holds; the rest stands with the answers.
fn blocker_lines(lang: Lang, blocked: &[&Answer]) -> Text {
    let most = if blocked.len() <= 3 { 220 } else { 70 };
    let mut lines: Vec<Text> = blocked
        .iter()
        .take(6)
        .map(|a| blocker_line(lang, a, most))
        .collect();
    if blocked.len() > lines.len() {
        lines.push(Text::trusted(format!("… +{}", blocked.len() - lines.len())));
    }
    Text::join(lines, "\n")
}

fn blocker_line(lang: Lang, answer: &Answer, most: usize) -> Text {
    let what = Text::brief(answer.blocker().unwrap_or_default(), most);
    let who = Text::mention(answer.user);
    match (answer.resolved, answer.helper) {
        (Some((by, at)), _) => text(
            lang,
            "standup-blocker-resolved",
            &[
                ("who", who.into()),
                ("what", what.into()),
                ("by", Text::mention(by).into()),
                ("when", time_relative(at).into()),
            ],
        ),
        (None, Some(helper)) => text(
            lang,
            "standup-blocker-helped",
            &[
                ("who", who.into()),
                ("what", what.into()),
                ("by", Text::mention(helper).into()),
            ],
        ),
        (None, None) => text(
            lang,
            "standup-blocker",
            &[("who", who.into()), ("what", what.into())],
        ),
    }
}

/// Three buttons for each of the first four open blockers, numbered as listed.
fn blocker_buttons(lang: Lang, standup: i64, day: Day, blocked: &[&Answer]) -> Vec<Vec<Button>> {
    let one = |id: &str, action: &str, n: usize, user: UserId, style| Button {
        label: say(lang, id, &[("number", n.into())]),
        emoji: None,
        action: ActionId::new("standup", action, standup).with(format!("{day}:{}", user.0)),
        style,
        disabled: false,
    };
    let open = blocked
        .iter()
        .enumerate()
        .filter(|(_, a)| a.resolved.is_none());
    open.take(4)
        .map(|(at, a)| {
            vec![
                one("standup-help", "help", at + 1, a.user, ButtonStyle::Primary),
                one(
                    "standup-resolve",
                    "resolve",
                    at + 1,
                    a.user,
                    ButtonStyle::Success,
                ),
                one(
                    "standup-task",
                    "task",
                    at + 1,
                    a.user,
                    ButtonStyle::Secondary,
                ),
                Button {
                    // Who makes it knows what to do with it; what is blocked is said here.
                    action: ActionId::new("handoff", "blocker", standup)
                        .with(format!("{day}:{}", a.user.0)),
                    ..one(
                        "standup-handoff",
                        "handoff",
                        at + 1,
                        a.user,
                        ButtonStyle::Secondary,
                    )
                },
            ]
        })
        .collect()
}

fn said(lang: Lang, answer: &Answer, streaks: &[(UserId, i64)]) -> Field {
    let lines = answer
        .questions
        .iter()
        .zip(&answer.answers)
        .filter(|(_, a)| !a.trim().is_empty());
    let lines = lines.map(|(q, a)| {
        let what = Text::brief(a, 300);
        Text::trusted(format!("**{}** {what}", Text::user(&q.text)))
    });
    let mut value = vec![Text::mention(answer.user)];
    let streak = streaks
        .iter()
        .find(|(u, _)| *u == answer.user)
        .map_or(0, |(_, n)| *n);
    if streak >= 3 {
        let mention = Text::mention(answer.user);
        value[0] = Text::trusted(format!(
            "{mention} · {}",
            say(lang, "standup-streak", &[("count", streak.into())])
        ));
    }
    value.extend(lines);
    // Field names show no mentions: the person stands in the first line, under a name that takes no room.
    Field {
        name: Text::trusted("\u{200B}"),
        value: Text::join(value, "\n"),
        inline: false,
    }
}

/// A direct message: you are asked (or still missing).
pub(super) fn prompt(
    lang: Lang,
    id: &str,
    standup: &Standup,
    department: &Department,
    day: Day,
    until: At,
) -> Card {
    let args = [
        ("name", Text::user(&standup.name).into()),
        ("department", Text::user(department.name_in(lang)).into()),
        ("when", when(until).into()),
    ];
    Card {
        title: Some(text(lang, "standup-card-title", &name_args(standup, day))),
        body: Some(text(lang, id, &args)),
        footer: Some(text(lang, "standup-prompt-next", &[])),
        buttons: prompt_buttons(lang, standup.number, day),
        ..Card::default()
    }
}

/// A direct message to who is blocked: somebody offers help.
pub(super) fn offer(lang: Lang, standup: &Standup, answer: &Answer, helper: UserId) -> Card {
    Card {
        tone: Tone::Good,
        title: Some(text(
            lang,
            "standup-card-title",
            &name_args(standup, answer.day),
        )),
        body: Some(text(
            lang,
            "standup-offer",
            &[
                ("helper", Text::mention(helper).into()),
                (
                    "what",
                    Text::user(answer.blocker().unwrap_or_default()).into(),
                ),
            ],
        )),
        ..Card::default()
    }
}

/// The form of an answer.
pub(super) fn form(
    lang: Lang,
    standup: &Standup,
    day: Day,
    questions: &[Question],
    values: Vec<Option<String>>,
) -> Form {
    let title = say(
        lang,
        "standup-form-title",
        &[
            ("key", standup.key().into()),
            ("day", day.to_string().into()),
        ],
    );
    let inputs = questions
        .iter()
        .zip(values)
        .enumerate()
        .map(|(n, (q, value))| Input {
            id: format!("q{n}"),
            label: q.text.clone(),
            value,
            placeholder: None,
            long: true,
            // Discord makes people fill in what is required; blockers are mostly none.
            required: n == 0,
            most: Some(1500),
        });
    Form {
        action: on(standup.number, "submit", day),
        title,
        inputs: inputs.collect(),
    }
}

/// A private sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

/// Away for a round, with the way back.
pub(super) fn away(lang: Lang, standup: &Standup, day: Day) -> Card {
    let mut card = sentence(
        lang,
        Tone::Good,
        "standup-away-done",
        &name_args(standup, day),
    );
    card.buttons = vec![vec![button(
        lang,
        "standup-undo",
        on(standup.number, "back", day),
        ButtonStyle::Secondary,
    )]];
    card
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
