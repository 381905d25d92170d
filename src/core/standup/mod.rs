//! Standups: a department is asked on a schedule, who is missing is reminded, and one summary says what was answered.
//!
//! Hides rounds, their timers and their cards. One round for each standup and day; a round keeps the questions and the
//! deadline it opened with. Answers may come before their round and be changed after it. Knows org and journal only.

mod answer;
mod board;
mod cards;
mod forecast;
mod manage;
mod manage_cards;
mod reading;
mod report;
mod report_card;
mod round;
mod rules;
pub(crate) mod store;
mod timetable;
mod today;

use crate::chat::UserId;
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::jobs::Due;
use crate::outbox::Event;
use crate::store::Tx;

pub(crate) use answer::{answer, skip};
pub(crate) use forecast::{ForecastKind, forecast};
pub(crate) use manage::{create, delete, edit, list, pause, resume, run};
pub(crate) use report::{
    digest_picture, digest_section, report, suggest, suggest_departments, suggest_zones,
};
pub(crate) use today::today;

/// `/standup create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) name: String,
    pub(crate) schedule: String,
    pub(crate) timezone: Option<String>,
    /// Minutes.
    pub(crate) window: Option<i64>,
    pub(crate) reminders: Option<String>,
    pub(crate) questions: Option<String>,
    pub(crate) clock: Option<String>,
}

/// `/standup edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) standup: String,
    pub(crate) name: Option<String>,
    pub(crate) schedule: Option<String>,
    pub(crate) timezone: Option<String>,
    pub(crate) window: Option<i64>,
    pub(crate) reminders: Option<String>,
    pub(crate) questions: Option<String>,
    pub(crate) clock: Option<String>,
}

/// A command about one standup.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    /// Key or name.
    pub(crate) standup: String,
}

/// Somebody types an option.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) actor: Actor,
    pub(crate) typed: String,
}

/// `/standup report`
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) actor: Actor,
    pub(crate) standup: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

/// What somebody said they are blocked by.
#[derive(Clone, Debug)]
pub(crate) struct Blocker {
    pub(crate) user: UserId,
    /// The department whose standup it is.
    pub(crate) department: i64,
    pub(crate) department_key: String,
    /// The standup's key.
    pub(crate) key: String,
    /// As typed: escape before showing.
    pub(crate) text: String,
}

/// The blocker that a button of another capability names as ours do: number, day and person.
pub(crate) async fn blocker(tx: &mut Tx, act: &Act) -> Result<Blocker, Error> {
    answer::open_blocker(tx, act).await
}

/// A button or form of a standup was used.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let typed = act.action.number.to_string();
    let day = act.action.argument.as_deref().and_then(|a| a.parse().ok());
    let one = || One {
        actor: actor.clone(),
        standup: typed.clone(),
    };
    match act.action.action.as_str() {
        "answer" => answer::open_form(tx, actor, &typed, day).await,
        "submit" => answer::submit(tx, act, &typed, day).await,
        "same" => answer::same(tx, actor, &typed, day).await,
        "away" => answer::away(tx, actor, &typed, day).await,
        "back" => answer::back(tx, actor, &typed, day).await,
        "snooze" => answer::snooze(tx, actor, &typed, day).await,
        "help" => answer::blocker(tx, act, false).await,
        "resolve" => answer::blocker(tx, act, true).await,
        "delete" => manage::delete_now(tx, &one()).await,
        "keep" => manage::keep(tx, &one()).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// A timer of a standup is due.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    round::on_timer(tx, due).await
}

/// Working days changed: what is armed by them is armed anew.
pub(crate) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    round::calendar_changed(tx).await
}

/// A delivery came out. A refused direct message has become a mention already and is in the audit: nothing is left to do.
pub(crate) async fn on_event(_tx: &mut Tx, _event: &Event) -> anyhow::Result<()> {
    Ok(())
}
