//! Who hears what: direct messages to those who have a task or watch it, notices to leads and departments.
//!
//! Whoever wants to hear of things once a day hears of what they watch on their next working morning; what is theirs to do
//! reaches them at once all the same. Nobody hears of what they did themselves.

use serde_json::json;

use crate::calendar::{WorkingDays, day_of, moment};
use crate::chat::{Button, ButtonStyle, Card, Text, Tone, UserId};
use crate::core::org::{self, Delivery, Department};
use crate::core::task::cards::{self, labelled};
use crate::core::task::clocks::Snooze;
use crate::core::task::types::Task;
use crate::core::task::{recurring_store, said, store};
use crate::i18n::{Arg, Lang, say};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: somebody who hears of things once a day hears of them now; the subject is who.
pub(super) const NEWS: &str = "task:news";
/// The rule of what those who watch a task hear, which they may mute.
const WATCH: &str = "task:watch";

/// Tells those who watch it, in their own language.
pub(super) async fn watchers(
    tx: &mut Tx,
    task: &Task,
    by: Option<UserId>,
    id: &'static str,
    args: &[(&'static str, Arg)],
) -> anyhow::Result<()> {
    for user in store::watchers(tx, task.number).await? {
        if Some(user) == by || org::muted(tx, user, WATCH).await? {
            continue;
        }
        let lang = org::person(tx, user).await?.lang;
        let line = cards::text(lang, id, args);
        match org::delivery(tx, user).await? {
            Delivery::Instant => {
                let card = Card {
                    title: Some(cards::title(task)),
                    body: Some(line),
                    buttons: vec![vec![cards::button(
                        lang,
                        "task-button-show",
                        "show",
                        task.number,
                        ButtonStyle::Secondary,
                    )]],
                    ..Card::default()
                };
                direct(tx, task, user, WATCH, card, None).await?;
            }
            Delivery::Digest => later(tx, user, &format!("{}: {line}", cards::title(task))).await?,
        }
    }
    Ok(())
}

/// A direct message about a task. Refused, it is a mention in the channel named, if one is.
pub(super) async fn direct(
    tx: &mut Tx,
    task: &Task,
    user: UserId,
    rule: &'static str,
    card: Card,
    fallback: Option<crate::chat::ChannelId>,
) -> anyhow::Result<()> {
    let line = tx.next_key("task-line").await?;
    let post = Post {
        key: format!("task/{}/told/{line}", task.number),
        target: Target::Direct {
            user,
            fallback: fallback.filter(|_| !task.is_private()),
        },
        op: Op::Create(card),
        priority: Priority::Action,
        why: said::why(rule, task),
    };
    outbox::post(tx, &post).await
}

/// Tells whoever has it that it is theirs now.
pub(super) async fn assigned(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
    by: Option<UserId>,
    reasons: &[Text],
) -> anyhow::Result<()> {
    let Some(user) = task.assignee.filter(|user| Some(*user) != by) else {
        return Ok(());
    };
    let lang = org::person(tx, user).await?.lang;
    let id = if by.is_some() {
        "task-told-assigned"
    } else {
        "task-told-turn"
    };
    let mut args: Vec<(&'static str, Arg)> = vec![
        ("department", Text::user(department.name_in(lang)).into()),
        (
            "due",
            task.due
                .map_or_else(|| say(lang, "task-no-due", &[]), cards::when)
                .into(),
        ),
    ];
    if let Some(by) = by {
        args.push(("user", Text::mention(by).into()));
    }
    let mut lines = vec![cards::text(lang, id, &args)];
    lines.extend(reasons.iter().cloned());
    let card = Card {
        title: Some(cards::title(task)),
        body: Some(Text::join(lines, "\n")),
        buttons: vec![vec![cards::button(
            lang,
            "task-button-show",
            "show",
            task.number,
            ButtonStyle::Secondary,
        )]],
        ..Card::default()
    };
    direct(tx, task, user, "task:assigned", card, department.channel).await
}

/// Reminds somebody, with buttons to put it off.
pub(super) async fn remind(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
    user: UserId,
    (rule, id): (&'static str, &'static str),
) -> anyhow::Result<()> {
    let lang = org::person(tx, user).await?.lang;
    let mut card = reminder(lang, task, department, id);
    card.buttons = vec![snooze_buttons(lang, task)];
    direct(tx, task, user, rule, card, department.channel).await
}

/// The same to each lead of the department; they have nothing to put off.
pub(super) async fn leads(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
    (rule, id): (&'static str, &'static str),
) -> anyhow::Result<()> {
    for lead in department.leads.clone() {
        let lang = org::person(tx, lead).await?.lang;
        let mut card = reminder(lang, task, department, id);
        card.buttons = vec![vec![cards::button(
            lang,
            "task-button-show",
            "show",
            task.number,
            ButtonStyle::Secondary,
        )]];
        direct(tx, task, lead, rule, card, department.channel).await?;
    }
    Ok(())
}

fn reminder(lang: Lang, task: &Task, department: &Department, id: &'static str) -> Card {
    let nobody = || say(lang, "task-nobody", &[]);
    let due = task
        .due
        .map_or_else(|| say(lang, "task-no-due", &[]), cards::when);
    let args = [
        ("due", due.into()),
        ("since", cards::when(task.touched_at).into()),
        (
            "user",
            task.assignee
                .map_or_else(nobody, |u| Text::mention(u).to_string())
                .into(),
        ),
        ("department", Text::user(department.name_in(lang)).into()),
    ];
    Card {
        tone: Tone::Warn,
        title: Some(cards::title(task)),
        body: Some(cards::text(lang, id, &args)),
        ..Card::default()
    }
}

fn snooze_buttons(lang: Lang, task: &Task) -> Vec<Button> {
    let all = [
        (Snooze::Hour, "task-snooze-hour"),
        (Snooze::Tomorrow, "task-snooze-tomorrow"),
        (Snooze::NextWorkingDay, "task-snooze-workday"),
    ];
    let mut row = vec![cards::button(
        lang,
        "task-button-show",
        "show",
        task.number,
        ButtonStyle::Primary,
    )];
    row.extend(all.into_iter().map(|(snooze, label)| {
        let action = crate::chat::ActionId::new("task", "snooze", task.number).with(snooze.name());
        labelled(say(lang, label, &[]), action, ButtonStyle::Secondary)
    }));
    row
}

/// A sentence about a task in the department's channel, beside its card.
pub(super) async fn channel(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
    rule: &'static str,
    body: Text,
) -> anyhow::Result<()> {
    let Some(channel) = department.channel.filter(|_| !task.is_private()) else {
        return Ok(());
    };
    let line = tx.next_key("task-line").await?;
    let post = Post {
        key: format!("task/{}/notice/{line}", task.number),
        target: Target::Channel(channel),
        op: Op::Create(Card {
            tone: Tone::Warn,
            title: Some(cards::title(task)),
            body: Some(body),
            buttons: vec![vec![cards::button(
                department.lang,
                "task-button-show",
                "show",
                task.number,
                ButtonStyle::Secondary,
            )]],
            ..Card::default()
        }),
        priority: Priority::Notice,
        why: said::why(rule, task),
    };
    outbox::post(tx, &post).await
}

/// A card about several tasks in the department's channel, and what it is about for **Why this?**.
pub(super) async fn together(
    tx: &mut Tx,
    department: &Department,
    (rule, about): (&'static str, &str),
    card: Card,
) -> anyhow::Result<()> {
    let Some(channel) = department.channel else {
        return Ok(());
    };
    let line = tx.next_key("task-line").await?;
    let post = Post {
        key: format!("task/together/{line}"),
        target: Target::Channel(channel),
        op: Op::Create(card),
        priority: Priority::Action,
        why: json!({ "rule": rule, "key": about }),
    };
    outbox::post(tx, &post).await
}

/// Keeps a line for somebody's next working morning.
async fn later(tx: &mut Tx, user: UserId, line: &str) -> anyhow::Result<()> {
    let number = tx.next_key("task-news").await?;
    recurring_store::add_news(tx, user, number, line);
    if jobs::armed(tx, NEWS, &user.0.to_string()).await?.is_some() {
        return Ok(());
    }
    let person = org::person(tx, user).await?;
    let now = tx.now();
    let week = WorkingDays {
        week: person.hours.days,
        ..WorkingDays::default()
    };
    let today = day_of(now, person.zone);
    let mornings = today
        .iter_days()
        .take(15)
        .filter(|day| week.works(*day))
        .map(|day| moment(day, person.hours.from, person.zone));
    let due = mornings.into_iter().find(|at| *at > now).unwrap_or(now);
    let timer = Timer {
        kind: NEWS,
        subject: user.0.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Their morning has come.
pub(super) async fn news(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let user = UserId(due.subject.parse()?);
    let lines = recurring_store::take_news(tx, user).await?;
    if lines.is_empty() {
        return Ok(());
    }
    let lang = org::person(tx, user).await?.lang;
    let number = tx.next_key("task-line").await?;
    let lines = lines
        .into_iter()
        .map(|line| Text::trusted(format!("• {line}")));
    let post = Post {
        key: format!("task/news/{}/{number}", user.0),
        target: Target::Direct {
            user,
            fallback: None,
        },
        op: Op::Create(Card {
            title: Some(cards::text(lang, "task-news-title", &[])),
            body: Some(Text::join(lines, "\n")),
            footer: Some(cards::text(lang, "task-news-hint", &[])),
            ..Card::default()
        }),
        priority: Priority::Digest,
        why: json!({ "rule": WATCH }),
    };
    outbox::post(tx, &post).await
}
