//! The moments of tasks: one timer for each open task, armed for whatever it has to say next.
//!
//! The timer looks anew when it fires: what has changed since (an extra holiday, another due moment) is seen then, and
//! nothing is told that is not due. So a change of the calendar costs nothing until it matters.

use serde_json::{Value, json};

use crate::chat::UserId;
use crate::core::knowledge::{Space, titles};
use crate::core::org::{self, Department};
use crate::core::task::clocks::{self, Told};
use crate::core::task::list_store::{self, Place, Road};
use crate::core::task::rules::{State, Step};
use crate::core::task::said::Change;
use crate::core::task::types::Task;
use crate::core::task::{away, cards, find, recurring, said, steps, store, tell};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// Timer: a task has something to say; the subject is its number.
const CLOCK: &str = "task:clock";
/// Timer: what is armed by working time is armed anew, some tasks at a time.
const REARM: &str = "task:rearm";
/// Timer: titles of what there was before they were kept are made findable, some at a time.
const TITLES: &str = "task:titles";
/// So many at a time.
const AT_ONCE: i64 = 200;

/// Arms the one timer of a task, or takes it away.
pub(super) async fn arm_clock(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
) -> anyhow::Result<()> {
    let subject = task.number.to_string();
    match said::next_moment(tx, task, department).await? {
        Some((due, _)) => {
            let timer = Timer {
                kind: CLOCK,
                subject,
                due,
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await
        }
        None => jobs::disarm(tx, CLOCK, &subject).await,
    }
}

/// A timer of ours is due.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    match due.kind.as_str() {
        CLOCK => speak(tx, due.subject.parse()?).await,
        REARM => rearm(tx, due).await,
        TITLES => find_titles(tx, due).await,
        tell::NEWS => tell::news(tx, due).await,
        recurring::MAKE => recurring::on_moment(tx, due.subject.parse()?).await,
        away::BEGINS => away::on_begin(tx, UserId(due.subject.parse()?)).await,
        other => anyhow::bail!("no timer of tasks is called {other}"),
    }
}

/// Tells whatever is due by now, each once, and arms what comes next.
async fn speak(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(mut task) = store::one(tx, number).await? else {
        return Ok(());
    };
    let department = find::department(tx, &task).await?;
    let working = find::working(tx, &department).await?;
    let now = tx.now();
    let mut due = Vec::new();
    while let Some((at, what)) = clocks::next(&task.facts(), &working) {
        // Time may have been lost, and what was late is told in working hours as well.
        if at > now || !working.is(now) {
            break;
        }
        task.more.told.push(what);
        due.push(what);
    }
    if due.is_empty() {
        return arm_clock(tx, &task, &department).await;
    }
    if due.contains(&Told::Confirmed) {
        return steps::confirmed_by_itself(tx, task, &department).await;
    }
    // After a long silence only the last word of each kind is worth saying.
    if due.contains(&Told::Overdue) {
        due.retain(|told| *told != Told::Soon);
    }
    if due.contains(&Told::Unanswered) {
        due.retain(|told| *told != Told::Untaken);
    }
    let names: Vec<Value> = due.iter().map(|t| json!(t)).collect();
    let change = Change::new(None, "task.reminded", json!({ "told": names }));
    let kept = said::keep(tx, &mut task, &department, change).await;
    if let Err(crate::core::Error::Fault(fault)) = kept {
        return Err(fault);
    }
    for what in due {
        say(tx, &task, &department, what).await?;
    }
    Ok(())
}

async fn say(tx: &mut Tx, task: &Task, department: &Department, what: Told) -> anyhow::Result<()> {
    let owner = task.assignee;
    match (what, owner) {
        (Told::Untaken, _) => {
            let due = task.respond_by.map_or_else(String::new, cards::when);
            let body = cards::text(department.lang, "task-told-untaken", &[("due", due.into())]);
            tell::channel(tx, task, department, "task:untaken", body).await
        }
        (Told::Unanswered, _) => {
            let told = ("task:unanswered", "task-told-unanswered");
            tell::leads(tx, task, department, told).await
        }
        (Told::Soon, Some(user)) => {
            let told = ("task:soon", "task-told-soon");
            tell::remind(tx, task, department, user, told).await
        }
        (Told::Overdue, Some(user)) => {
            let told = ("task:overdue", "task-told-overdue");
            tell::remind(tx, task, department, user, told).await
        }
        (Told::Silent, Some(user)) => {
            let told = ("task:silent", "task-told-silent");
            tell::remind(tx, task, department, user, told).await
        }
        (Told::Review, Some(user)) => {
            let told = ("task:review", "task-told-review");
            tell::remind(tx, task, department, user, told).await
        }
        // Nobody has it: those who lead see to that.
        (Told::Overdue | Told::OverdueLead, _) => {
            let told = ("task:overdue", "task-told-overdue-lead");
            tell::leads(tx, task, department, told).await
        }
        (Told::SilentLead, _) => {
            let told = ("task:silent", "task-told-silent-lead");
            tell::leads(tx, task, department, told).await
        }
        (Told::Review, None) => {
            let told = ("task:review", "task-told-review");
            tell::leads(tx, task, department, told).await
        }
        (Told::Soon | Told::Silent | Told::Confirmed, _) => Ok(()),
    }
}

/// Working days changed: schedules at once, tasks some at a time.
pub(crate) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    recurring::calendar_changed(tx).await?;
    arm_rearm(tx, Road::Anywhere.start()).await
}

async fn arm_rearm(tx: &mut Tx, from: Place) -> anyhow::Result<()> {
    let now = tx.now();
    let timer = Timer {
        kind: REARM,
        subject: String::new(),
        due: now,
        catch_up: CatchUp::Always,
        payload: json!({ "due": from.due, "number": from.number }),
    };
    jobs::arm(tx, &timer).await
}

async fn rearm(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let part = |name: &str| due.payload.get(name).and_then(Value::as_i64);
    let from = Place {
        due: part("due").unwrap_or(i64::MIN),
        number: part("number").unwrap_or(0),
    };
    let found = list_store::along(tx, &Road::Anywhere, from, i64::MAX, AT_ONCE).await?;
    for task in &found {
        if let Some(department) = org::department_by_id(tx, task.department).await? {
            arm_clock(tx, task, &department).await?;
        }
    }
    match found.last() {
        Some(last) if i64::try_from(found.len()).unwrap_or(0) == AT_ONCE => {
            arm_rearm(tx, Place::behind(last)).await
        }
        _ => Ok(()),
    }
}

/// The next titles below the last one are kept, the newest first.
async fn find_titles(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let below = due.payload.get("below").and_then(Value::as_i64);
    let below = below.unwrap_or(i64::MAX);
    let found = list_store::titles(tx, below, titles::BATCH).await?;
    for (number, title) in &found {
        titles::keep(tx, Space::Tasks, *number, title);
    }
    match found.last() {
        Some((last, _)) => titles::go_on(tx, TITLES, *last).await,
        None => Ok(()),
    }
}

/// The step by which an answer counts as confirmed.
pub(super) const ITSELF: (Step, State) = (Step::Confirm, State::Closed);
