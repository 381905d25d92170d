//! Who is away has nothing that they took themselves: it is free again, with a note, from the first moment of their absence.
//! What they were given by others stays theirs; who gave it is told by the reminders. Who leaves the department, or the server, has
//! nothing of it any more.

use serde_json::json;

use crate::calendar::{Day, day_of, moment};
use crate::chat::{Card, Text, Tone, UserId};
use crate::core::Error;
use crate::core::org::{self, Department};
use crate::core::task::cards;
use crate::core::task::list_store::{self, Road};
use crate::core::task::rules::State;
use crate::core::task::said::{self, Change};
use crate::core::task::types::Task;
use crate::i18n::Arg;
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: somebody's absence begins; the subject is who.
pub(crate) const BEGINS: &str = "task:away";
/// Days ahead for which beginnings are armed: each look arms the next one.
const AHEAD: u64 = 60;
/// Why somebody does not do it any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gone {
    Away(Day),
    Left,
}

impl Gone {
    fn facts(self, user: UserId) -> serde_json::Value {
        match self {
            Gone::Away(until) => json!({ "assignee": user.0, "until": until.to_string() }),
            Gone::Left => json!({ "assignee": user.0 }),
        }
    }
    fn args(self, user: UserId) -> Vec<(&'static str, Arg)> {
        let mut args = vec![("user", Text::mention(user).into())];
        if let Gone::Away(until) = self {
            args.push(("until", until.to_string().into()));
        }
        args
    }
}

/// So many of somebody's tasks are looked through.
const MOST: i64 = 200;
/// So many are named in a channel.
const NAMED: usize = 10;

/// Absences changed: those that have begun count now, the next one is armed.
pub(crate) async fn absences_changed(tx: &mut Tx) -> anyhow::Result<()> {
    let mut users: Vec<UserId> = Vec::new();
    for department in org::departments(tx).await? {
        for member in org::members(tx, department.id).await? {
            if !users.contains(&member.user) {
                users.push(member.user);
            }
        }
    }
    for user in users {
        look(tx, user).await?;
    }
    Ok(())
}

/// The first moment of an absence has come.
pub(super) async fn on_begin(tx: &mut Tx, user: UserId) -> anyhow::Result<()> {
    look(tx, user).await
}

async fn look(tx: &mut Tx, user: UserId) -> anyhow::Result<()> {
    let person = org::person(tx, user).await?;
    let now = tx.now();
    let today = day_of(now, person.zone);
    let end = today
        .checked_add_days(chrono::Days::new(AHEAD))
        .unwrap_or(today);
    let absences = org::absences(tx, &[user], today, end).await?;
    let current = absences.iter().find(|a| a.from <= today && today <= a.to);
    if let Some(current) = current {
        release(tx, user, Gone::Away(current.to), None).await?;
    }
    let next = absences
        .iter()
        .filter(|a| a.from > today)
        .map(|a| a.from)
        .min();
    let subject = user.0.to_string();
    match next {
        Some(day) => {
            let timer = Timer {
                kind: BEGINS,
                subject,
                due: moment(day, 0, person.zone),
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await
        }
        None => jobs::disarm(tx, BEGINS, &subject).await,
    }
}

/// Somebody belongs to this department no more; to none where they left the server.
pub(crate) async fn left(tx: &mut Tx, user: UserId, department: Option<i64>) -> anyhow::Result<()> {
    release(tx, user, Gone::Left, department).await
}

/// What they took themselves is free again; who has left has nothing any more.
async fn release(tx: &mut Tx, user: UserId, gone: Gone, only: Option<i64>) -> anyhow::Result<()> {
    let road = Road::Mine(user);
    let mine = list_store::along(tx, &road, road.start(), i64::MAX, MOST).await?;
    let mut freed: Vec<(Department, Vec<Task>)> = Vec::new();
    for mut task in mine {
        let keeps = !task.claimed && gone != Gone::Left;
        let elsewhere = only.is_some_and(|id| id != task.department);
        if keeps || elsewhere || task.state == State::Answered || task.state == State::Active {
            continue;
        }
        let Some(department) = org::department_by_id(tx, task.department).await? else {
            continue;
        };
        task.assignee = None;
        task.claimed = false;
        let line = match gone {
            Gone::Away(_) => "task-said-released",
            Gone::Left => "task-said-left",
        };
        let change =
            Change::new(None, "task.released", gone.facts(user)).told(line, &gone.args(user));
        match said::keep(tx, &mut task, &department, change).await {
            Ok(()) => {}
            Err(Error::Fault(fault)) => return Err(fault),
            // Somebody changed it meanwhile: it is theirs to say.
            Err(Error::Refused(_)) => continue,
        }
        match freed.iter_mut().find(|(of, _)| of.id == department.id) {
            Some((_, tasks)) => tasks.push(task),
            None => freed.push((department, vec![task])),
        }
    }
    for (department, tasks) in freed {
        tell(tx, &department, user, gone, &tasks).await?;
    }
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    department: &Department,
    user: UserId,
    gone: Gone,
    tasks: &[Task],
) -> anyhow::Result<()> {
    let Some(channel) = department.channel else {
        return Ok(());
    };
    let (lang, now) = (department.lang, tx.now());
    let mut args = gone.args(user);
    args.push(("count", tasks.len().into()));
    let id = match gone {
        Gone::Away(_) => "task-told-released",
        Gone::Left => "task-told-left",
    };
    let mut lines = vec![cards::text(lang, id, &args)];
    let open = tasks.iter().filter(|t| !t.is_private()).take(NAMED);
    lines.extend(open.map(|t| Text::trusted(format!("• {}", cards::line(lang, t, now)))));
    let line = tx.next_key("task-line").await?;
    let post = Post {
        key: format!("task/released/{line}"),
        target: Target::Channel(channel),
        op: Op::Create(Card {
            tone: Tone::Warn,
            body: Some(Text::join(lines, "\n")),
            footer: Some(cards::text(lang, "task-next-released", &[])),
            ..Card::default()
        }),
        priority: Priority::Notice,
        why: json!({ "rule": "task:released" }),
    };
    outbox::post(tx, &post).await
}
