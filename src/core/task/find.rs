//! Which task is meant, and what somebody is to it.

use anyhow::Context;

use crate::chat::Text;
use crate::core::catalogue::Visibility;
use crate::core::knowledge::{Space, titles};
use crate::core::org::{self, Department};
use crate::core::task::clocks::Working;
use crate::core::task::list_store::{self, Road};
use crate::core::task::rules::{self, Part, Standpoint, State, Step};
use crate::core::task::types::Task;
use crate::core::task::{reading, store};
use crate::core::{Actor, Error, Refusal};
use crate::store::Tx;

/// So many of each list are looked through for what somebody means: theirs, their departments', what is new.
const RECENT: i64 = 25;
const MINE: i64 = 50;
/// So many are looked up by what they are called.
const CALLED: usize = 50;

/// A task somebody named.
pub(super) struct Found {
    pub(super) task: Task,
    pub(super) department: Department,
    pub(super) who: Standpoint,
    /// Its details are for them.
    pub(super) sees: bool,
}

/// The task of this key or title. Whoever may not see its details is told only that it is there.
pub(super) async fn find(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    // On the heap: everything begins with it, and it is large.
    Box::pin(look_up(tx, actor, typed)).await
}

async fn look_up(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    let found = match reading::read_key(typed) {
        Some(number) => store::one(tx, number).await?,
        None => titled(tx, actor, typed).await?,
    };
    let Some(task) = found else {
        return Err(unknown(tx, actor, typed).await?.into());
    };
    let found = known(tx, actor, task).await?;
    found.need_sight()?;
    Ok(found)
}

/// The same by number, for buttons.
pub(super) async fn numbered(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Found, Error> {
    match store::one(tx, number).await? {
        Some(task) => {
            let found = Box::pin(known(tx, actor, task)).await?;
            found.need_sight()?;
            Ok(found)
        }
        None => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// One that is called so, an open one before one that is over.
async fn titled(tx: &mut Tx, actor: &Actor, typed: &str) -> anyhow::Result<Option<Task>> {
    let wanted = typed.trim().to_lowercase();
    let mut same = meant(tx, actor, &wanted).await?;
    same.retain(|task| task.title.to_lowercase() == wanted);
    same.sort_by_key(|task| (!task.state.is_open(), std::cmp::Reverse(task.number)));
    for task in same {
        if sees(tx, actor, &task).await? {
            return Ok(Some(task));
        }
    }
    Ok(None)
}

/// What may be meant by what somebody typed: what has that key, theirs, their departments', what is new, and whatever has a key
/// or a title like that, however old. Each once; most of it may have nothing to do with what was typed.
pub(super) async fn meant(tx: &mut Tx, actor: &Actor, typed: &str) -> anyhow::Result<Vec<Task>> {
    let number = reading::read_key(typed);
    let mut all: Vec<Task> = Vec::new();
    let mut add = |found: Vec<Task>| {
        for task in found {
            if !all.iter().any(|known| known.number == task.number) {
                all.push(task);
            }
        }
    };
    if let Some(number) = number {
        add(store::one(tx, number).await?.into_iter().collect());
    }
    add(near(tx, actor).await?);
    match number {
        Some(number) => add(keyed(tx, number).await?),
        None if typed.is_empty() => {}
        None => add(called(tx, typed).await?),
    }
    Ok(all)
}

/// The newest whose keys begin with these digits.
async fn keyed(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<Task>> {
    let last = list_store::last(tx).await?;
    let mut found = Vec::new();
    for range in titles::beginning_with(number, last) {
        let most = RECENT - i64::try_from(found.len()).unwrap_or(RECENT);
        if most == 0 {
            break;
        }
        found.extend(list_store::within(tx, range, most).await?);
    }
    Ok(found)
}

/// What is called so, or begins so.
async fn called(tx: &mut Tx, typed: &str) -> anyhow::Result<Vec<Task>> {
    let numbers = titles::typed(tx, Space::Tasks, typed, CALLED).await?;
    by_number(tx, &numbers).await
}

/// The tasks of these numbers, in their order.
pub(super) async fn by_number(tx: &mut Tx, numbers: &[i64]) -> anyhow::Result<Vec<Task>> {
    let mut found = Vec::new();
    for some in numbers.chunks(list_store::SOME_MOST) {
        found.extend(list_store::some(tx, some).await?);
    }
    found.sort_by_key(|task| numbers.iter().position(|number| *number == task.number));
    Ok(found)
}

/// What somebody may mean: theirs first, then their departments', then what is new.
async fn near(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Vec<Task>> {
    let mut roads = Vec::new();
    for department in org::departments(tx).await? {
        if org::may(tx, actor, "task-act", Some(&department)).await? {
            roads.push(Road::Department(department.id));
        }
    }
    // Who may act everywhere means no department in particular.
    roads.truncate(3);
    roads.push(Road::Asked(actor.user));
    roads.push(Road::Back);
    let mine = Road::Mine(actor.user);
    let mut all = list_store::along(tx, &mine, mine.start(), i64::MAX, MINE).await?;
    for road in roads {
        all.extend(list_store::along(tx, &road, road.start(), i64::MAX, RECENT).await?);
    }
    Ok(all)
}

impl Found {
    fn need_sight(&self) -> Result<(), Refusal> {
        if self.sees {
            return Ok(());
        }
        Err(Refusal::new("refuse-task-private").with("key", self.task.key()))
    }
    /// Refuses whoever does not belong to the department.
    pub(super) fn need_member(&self) -> Result<(), Refusal> {
        if self.who.part >= Part::Member {
            return Ok(());
        }
        Err(self.no_right("refuse-task-right"))
    }
    fn no_right(&self, id: &'static str) -> Refusal {
        Refusal::new(id)
            .with("key", self.task.key())
            .with("department", Text::user(&self.department.name))
    }
    /// Refuses when it is over: with where it stands, who moved it there and when.
    pub(super) fn need_open(&self, actor: &Actor) -> Result<(), Refusal> {
        if self.task.state.is_open() {
            return Ok(());
        }
        let key = self.task.key();
        Err(self.task.standing(&key).refusal(actor.lang))
    }
    /// Where a step leads, for whoever may take it.
    pub(super) fn allows(&self, actor: &Actor, step: Step) -> Result<State, Refusal> {
        let task = &self.task;
        let key = task.key();
        let Some(to) = rules::after(task.flow, task.state, step) else {
            return Err(task.standing(&key).refusal(actor.lang));
        };
        if !rules::may(step, task.state, self.who) {
            return Err(self.no_right(match step {
                Step::Confirm | Step::Reopen => "refuse-task-right-requester",
                Step::Begin | Step::Finish | Step::Fail | Step::Decline | Step::Cancel => {
                    "refuse-task-right"
                }
            }));
        }
        Ok(to)
    }
}

/// The task with its department and what the actor is to it.
pub(super) async fn known(tx: &mut Tx, actor: &Actor, task: Task) -> anyhow::Result<Found> {
    let department = department(tx, &task).await?;
    let who = standpoint(tx, actor, &task, &department).await?;
    let sees = allowed(&task, who);
    Ok(Found {
        task,
        department,
        who,
        sees,
    })
}

fn allowed(task: &Task, who: Standpoint) -> bool {
    !task.is_private() || who.requester || who.part > Part::Outsider
}

/// The department that has it.
pub(super) async fn department(tx: &mut Tx, task: &Task) -> anyhow::Result<Department> {
    let found = org::department_by_id(tx, task.department).await?;
    found.with_context(|| format!("{} belongs to no department", task.key()))
}

/// Whether its details are for the actor.
pub(super) async fn sees(tx: &mut Tx, actor: &Actor, task: &Task) -> anyhow::Result<bool> {
    if !task.is_private() {
        return Ok(true);
    }
    let department = department(tx, task).await?;
    let who = standpoint(tx, actor, task, &department).await?;
    Ok(allowed(task, who))
}

async fn standpoint(
    tx: &mut Tx,
    actor: &Actor,
    task: &Task,
    department: &Department,
) -> anyhow::Result<Standpoint> {
    let requester = task.requester == Some(actor.user);
    let leads = department.leads.contains(&actor.user);
    let only_leads = task.visible == Visibility::Lead;
    // What is for leads only is not the project office's.
    let lead = if only_leads {
        actor.admin || leads
    } else {
        org::may(tx, actor, "task-lead", Some(department)).await?
    };
    let part = if lead {
        Part::Lead
    } else if task.assignee == Some(actor.user)
        || (!only_leads && org::may(tx, actor, "task-act", Some(department)).await?)
    {
        Part::Member
    } else {
        Part::Outsider
    };
    Ok(Standpoint { part, requester })
}

/// The department's working time.
pub(super) async fn working(tx: &mut Tx, department: &Department) -> anyhow::Result<Working> {
    let days = org::working_days(tx, department).await?;
    Ok(Working {
        hours: department.hours.clone(),
        days,
        zone: department.zone,
    })
}

async fn unknown(tx: &mut Tx, actor: &Actor, typed: &str) -> anyhow::Result<Refusal> {
    let wanted = typed.trim().to_lowercase();
    let mut found: Vec<(f64, String)> = Vec::new();
    for task in meant(tx, actor, &wanted).await? {
        if task.is_private() {
            continue;
        }
        let near = [task.key(), task.title.clone()].map(|text| {
            let text = text.to_lowercase();
            if wanted.len() > 1 && text.contains(&wanted) {
                1.0
            } else {
                strsim::jaro_winkler(&text, &wanted)
            }
        });
        let best = near.into_iter().fold(0.0, f64::max);
        if best > 0.75 {
            let title = Text::brief(&task.title, 60);
            found.push((best, format!("{} {title}", task.key())));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names: Vec<String> = found.into_iter().take(3).map(|f| f.1).collect();
    Ok(if names.is_empty() {
        Refusal::new("refuse-task-unknown").with("typed", Text::echo(typed))
    } else {
        Refusal::new("refuse-task-unknown-near")
            .with("typed", Text::echo(typed))
            .with("near", names.join(" · "))
    })
}

/// Whether there is a task of this number.
#[cfg(test)]
pub(super) async fn numbered_for_test(
    world: &crate::core::testing::World,
    number: i64,
) -> Option<Task> {
    async fn load(tx: &mut Tx, number: &i64) -> anyhow::Result<Option<Task>> {
        store::one(tx, *number).await
    }
    let found = world.store.read(crate::core::testing::WS, load, &number);
    found.await.unwrap_or_default()
}
