//! Who is away has nothing that they took themselves: it is free again, with a note, from the first moment of their absence.
//! What they were given by others stays theirs; who gave it is told by the reminders.

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
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: somebody's absence begins; the subject is who.
pub(super) const BEGINS: &str = "task:away";
/// Days ahead for which beginnings are armed: each look arms the next one.
const AHEAD: u64 = 60;
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
        release(tx, user, current.to).await?;
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

/// What they took themselves is free again.
async fn release(tx: &mut Tx, user: UserId, until: Day) -> anyhow::Result<()> {
    let road = Road::Mine(user);
    let mine = list_store::along(tx, &road, road.start(), i64::MAX, MOST).await?;
    let mut freed: Vec<(Department, Vec<Task>)> = Vec::new();
    for mut task in mine {
        if !task.claimed || task.state == State::Answered || task.state == State::Active {
            continue;
        }
        let Some(department) = org::department_by_id(tx, task.department).await? else {
            continue;
        };
        task.assignee = None;
        task.claimed = false;
        let args = [
            ("user", Text::mention(user).into()),
            ("until", until.to_string().into()),
        ];
        let facts = json!({ "assignee": user.0, "until": until.to_string() });
        let change = Change::new(None, "task.released", facts).told("task-said-released", &args);
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
        tell(tx, &department, user, until, &tasks).await?;
    }
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    department: &Department,
    user: UserId,
    until: Day,
    tasks: &[Task],
) -> anyhow::Result<()> {
    let Some(channel) = department.channel else {
        return Ok(());
    };
    let (lang, now) = (department.lang, tx.now());
    let args = [
        ("user", Text::mention(user).into()),
        ("until", until.to_string().into()),
        ("count", tasks.len().into()),
    ];
    let mut lines = vec![cards::text(lang, "task-told-released", &args)];
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
