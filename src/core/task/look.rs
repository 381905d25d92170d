//! Looking at tasks: one, many, and what is offered while somebody types.

use crate::chat::{ActionId, Text};
use crate::core::catalogue;
use crate::core::knowledge::titles;
use crate::core::org;
use crate::core::task::answer_cards::{self, Page};
use crate::core::task::find;
use crate::core::task::list_store::{self, Place, Road};
use crate::core::task::rules::State;
use crate::core::task::steps::{One, shown};
use crate::core::task::types::Task;
use crate::core::task::{reading, recurring, store, work};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// So many lines stand on a page.
const LINES: usize = 15;
/// So many rows are read first, a page and one more: most lists are read along an index on which all fits. Then twice as many each
/// time, to find more; after so many times whoever looks is asked whether to look further.
const FIRST: i64 = 16;
const WINDOWS: u32 = 6;
/// So many are offered while somebody types.
const OFFERED: usize = 25;

/// `/task list`
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) actor: Actor,
    pub(crate) mine: bool,
    pub(crate) department: Option<String>,
    /// A state, `open` (what is not over) or `all`.
    pub(crate) state: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) overdue: bool,
    pub(crate) project: Option<String>,
}

/// Somebody types an option.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) actor: Actor,
    pub(crate) typed: String,
    /// The department that was named already.
    pub(crate) department: Option<String>,
    /// The task that was named already.
    pub(crate) task: Option<String>,
}

/// `/task show`
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "task-show", None).await?;
    let found = find::find(tx, &req.actor, &req.task).await?;
    let (task, department) = (found.task, found.department);
    shown(tx, &req.actor, &task, &department).await
}

/// What is listed, as buttons carry it: `m.d3.sdone.kbackup.o.p17`.
#[derive(Clone, PartialEq, Debug, Default)]
struct Wanted {
    mine: bool,
    /// 0: of any.
    department: i64,
    /// A state's name, `all`, or empty: what is not over.
    state: String,
    kind: String,
    overdue: bool,
    /// The number of a task whose project is meant: its name may be longer than a button, and in any script.
    like: i64,
}

impl Wanted {
    fn read(text: &str) -> Wanted {
        let mut wanted = Wanted::default();
        for part in text.split('.') {
            let (head, rest) = part.split_at_checked(1).unwrap_or((part, ""));
            match head {
                "m" => wanted.mine = true,
                "o" => wanted.overdue = true,
                "d" => wanted.department = rest.parse().unwrap_or(0),
                "s" => rest.clone_into(&mut wanted.state),
                "k" => rest.clone_into(&mut wanted.kind),
                "p" => wanted.like = rest.parse().unwrap_or(0),
                _ => {}
            }
        }
        wanted
    }
    fn text(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |on: bool, part: String| {
            if on {
                parts.push(part);
            }
        };
        add(self.mine, "m".to_owned());
        add(self.overdue, "o".to_owned());
        add(self.department != 0, format!("d{}", self.department));
        add(!self.state.is_empty(), format!("s{}", self.state));
        add(!self.kind.is_empty(), format!("k{}", self.kind));
        add(self.like != 0, format!("p{}", self.like));
        parts.join(".")
    }
    /// The button of the page behind a place: `task:list:<number>:<due>/<what>`.
    fn action(&self, from: Place) -> ActionId {
        let what = format!("{}/{}", from.due, self.text());
        ActionId::new("task", "list", from.number).with(what)
    }
    fn state(&self) -> Option<State> {
        State::read(&self.state)
    }
    /// The index it is read along: the one that leaves the least to pass over.
    fn road(&self, actor: &Actor, project: &str) -> Road {
        let open =
            self.state.is_empty() || self.overdue || self.state().is_some_and(State::is_open);
        match (open, self.state()) {
            _ if !project.is_empty() => Road::Project(project.to_owned()),
            (true, _) if self.mine => Road::Mine(actor.user),
            (true, Some(state))
                if self.department != 0 && !self.overdue && self.kind.is_empty() =>
            {
                Road::StateBack(self.department, state)
            }
            (true, _) if self.department != 0 && !self.kind.is_empty() => {
                Road::Kind(self.department, self.kind.clone())
            }
            (true, _) if self.department != 0 => Road::Department(self.department),
            (true, _) => Road::Anywhere,
            (false, Some(state)) if self.mine => Road::AssignedStateBack(actor.user, state),
            (false, None) if self.mine => Road::AssignedBack(actor.user),
            (false, Some(state)) if self.department != 0 => Road::StateBack(self.department, state),
            (false, _) if self.department != 0 => Road::DepartmentBack(self.department),
            (false, _) => Road::Back,
        }
    }
    fn fits(&self, actor: &Actor, task: &Task, now: crate::clock::At) -> bool {
        let state = match self.state.as_str() {
            "all" => true,
            "" => task.state.is_open(),
            _ => Some(task.state) == self.state(),
        };
        state
            && (!self.mine || task.assignee == Some(actor.user))
            && (self.department == 0 || task.department == self.department)
            && (self.kind.is_empty() || task.kind == self.kind)
            && (!self.overdue || task.is_overdue(now))
    }
}

/// `/task list`
pub(crate) async fn list(tx: &mut Tx, req: &List) -> Result<Reply, Error> {
    let actor = &req.actor;
    org::require(tx, actor, "task-list", None).await?;
    let mut wanted = Wanted {
        mine: req.mine,
        overdue: req.overdue,
        ..Wanted::default()
    };
    if let Some(key) = &req.department {
        wanted.department = org::department(tx, key).await?.id;
    }
    if let Some(state) = &req.state {
        wanted.state = match state.trim().to_lowercase().as_str() {
            "open" => String::new(),
            "all" => "all".to_owned(),
            name => State::read(name)
                .ok_or_else(|| {
                    Refusal::new("refuse-task-list-state").with("typed", Text::echo(name))
                })?
                .name()
                .to_owned(),
        };
    }
    if let Some(kind) = &req.kind {
        let found = catalogue::find_kind(kind)
            .ok_or_else(|| Refusal::new("refuse-task-list-kind").with("typed", Text::echo(kind)))?;
        wanted.kind.clone_from(&found.key);
    }
    let project = reading::read_project(req.project.as_deref().unwrap_or_default())?;
    if !project.is_empty() {
        let road = Road::Project(project.clone());
        let first = list_store::along(tx, &road, road.start(), i64::MAX, 1).await?;
        match first.first() {
            Some(task) => wanted.like = task.number,
            None => {
                return Err(Refusal::new("refuse-task-list-project")
                    .with("typed", Text::echo(&project))
                    .into());
            }
        }
    }
    listed(tx, actor, &wanted, None).await
}

/// Another page of the list.
pub(super) async fn turn(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
    argument: &str,
) -> Result<Reply, Error> {
    org::require(tx, actor, "task-list", None).await?;
    let (due, what) = argument.split_once('/').unwrap_or(("", argument));
    let from = Place {
        due: due.parse().unwrap_or(i64::MIN),
        number,
    };
    listed(tx, actor, &Wanted::read(what), Some(from)).await
}

async fn listed(
    tx: &mut Tx,
    actor: &Actor,
    wanted: &Wanted,
    from: Option<Place>,
) -> Result<Reply, Error> {
    let project = match wanted.like {
        0 => String::new(),
        like => store::one(tx, like)
            .await?
            .map(|t| t.project)
            .unwrap_or_default(),
    };
    let road = wanted.road(actor, &project);
    let start = road.start();
    // A first page is asked for by its beginning.
    let begin = from.filter(|place| *place != start);
    let (tasks, next) = page(tx, actor, wanted, &road, begin.unwrap_or(start)).await?;
    let now = tx.now();
    let page = Page {
        tasks: &tasks,
        filters: filters(tx, actor.lang, wanted, &project).await?,
        first: begin.map(|_| wanted.action(start)),
        narrowed: *wanted != Wanted::default(),
        next: next.map(|place| wanted.action(place)),
    };
    Ok(Reply::Update(answer_cards::list(actor.lang, &page, now)))
}

/// A page from a place on, and where the next one begins, if there may be more.
async fn page(
    tx: &mut Tx,
    actor: &Actor,
    wanted: &Wanted,
    road: &Road,
    from: Place,
) -> Result<(Vec<Task>, Option<Place>), Error> {
    let now = tx.now();
    let before = if wanted.overdue { now.0 + 1 } else { i64::MAX };
    let (mut tasks, mut place) = (Vec::new(), from);
    for turn in 0..WINDOWS {
        let most = FIRST << turn;
        let rows = list_store::along(tx, road, place, before, most).await?;
        let more = i64::try_from(rows.len()).unwrap_or(0) == most;
        for task in rows {
            let behind = Place::behind(&task);
            if wanted.fits(actor, &task, now) && find::sees(tx, actor, &task).await? {
                // There is a next page only if something stands on it.
                if tasks.len() == LINES {
                    return Ok((tasks, Some(place)));
                }
                tasks.push(task);
            }
            place = behind;
        }
        if !more {
            return Ok((tasks, None));
        }
    }
    Ok((tasks, Some(place)))
}

/// What the list was narrowed to, in words.
async fn filters(
    tx: &mut Tx,
    lang: Lang,
    wanted: &Wanted,
    project: &str,
) -> Result<Vec<String>, Error> {
    let mut words = Vec::new();
    if wanted.mine {
        words.push(say(lang, "task-list-mine", &[]));
    }
    if let Some(department) = org::department_by_id(tx, wanted.department).await? {
        words.push(Text::user(department.name_in(lang)).to_string());
    }
    if let Some(state) = wanted.state() {
        words.push(state.word(lang));
    } else if wanted.state == "all" {
        words.push(say(lang, "task-list-all", &[]));
    }
    if let Some(kind) = catalogue::kind(&wanted.kind) {
        words.push(Text::user(kind.name(lang)).to_string());
    }
    if wanted.overdue {
        words.push(say(lang, "task-list-overdue", &[]));
    }
    if !project.is_empty() {
        words.push(Text::user(project).to_string());
    }
    Ok(words)
}

/// Offers tasks by key and title: theirs first, then their departments', then what is new.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let meant = find::meant(tx, &req.actor, &typed).await?.into_iter();
    let mut found: Vec<(usize, Task)> = meant
        .filter_map(|task| Some((rank(&task, &typed)?, task)))
        .collect();
    // A stable sort: among those that fit alike, theirs come first. What is over comes last.
    found.sort_by_key(|(rank, task)| (!task.state.is_open(), *rank));
    let mut offered = Vec::new();
    for (_, task) in found {
        if offered.len() == OFFERED {
            break;
        }
        if find::sees(tx, &req.actor, &task).await? {
            let state = task.state.word(req.actor.lang);
            offered.push(Suggestion {
                label: format!("{} · {} · {state}", task.key(), task.title),
                value: task.key(),
            });
        }
    }
    Ok(offered)
}

/// How well a task fits what was typed: 0 is best.
fn rank(task: &Task, typed: &str) -> Option<usize> {
    let title = task.title.to_lowercase();
    let key = task.key().to_lowercase();
    let number = reading::read_key(typed);
    let begins = |number: i64| task.number.to_string().starts_with(&number.to_string());
    if typed.is_empty() {
        Some(1)
    } else if number == Some(task.number) || title == typed {
        Some(0)
    } else if key.starts_with(typed) || title.starts_with(typed) || number.is_some_and(begins) {
        Some(1)
    } else if title.contains(typed) {
        Some(2)
    } else {
        // The words of it, wherever they stand.
        (titles::cover(&title, typed) > 0.99).then_some(3)
    }
}

/// Offers kinds of work: of the department that was named, or of all.
pub(crate) async fn suggest_kinds(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let key = match &req.department {
        Some(department) => org::department(tx, department).await.ok().map(|d| d.key),
        None => None,
    };
    let kinds: Vec<&catalogue::Kind> = match key {
        Some(key) => catalogue::kinds_of(&key),
        None => catalogue::kinds().iter().collect(),
    };
    let rank = |kind: &catalogue::Kind| {
        let names = Lang::ALL.map(|lang| kind.name(lang).to_lowercase());
        if typed.is_empty() || kind.key == typed {
            Some(0)
        } else if kind.key.starts_with(&typed) || names.iter().any(|n| n.starts_with(&typed)) {
            Some(1)
        } else if kind.initials.starts_with(&typed) || names.iter().any(|n| n.contains(&typed)) {
            Some(2)
        } else {
            None
        }
    };
    let mut found: Vec<(i32, &catalogue::Kind)> = kinds
        .into_iter()
        .filter_map(|kind| Some((rank(kind)?, kind)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    let lang = req.actor.lang;
    let shown = found.into_iter().take(OFFERED).map(|(_, kind)| Suggestion {
        label: format!("{} · {}", kind.name(lang), kind.key),
        value: kind.key.clone(),
    });
    Ok(shown.collect())
}

/// Offers what the named task can be brought to.
pub(crate) async fn suggest_stages(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let Some(task) = &req.task else {
        return Ok(Vec::new());
    };
    let found = find::find(tx, &req.actor, task).await?;
    let typed = req.typed.trim().to_lowercase();
    let names = work::stages_of(&req.actor, &found).into_iter();
    let fits = names.filter(|name| name.to_lowercase().contains(&typed));
    Ok(fits
        .map(|name| Suggestion {
            label: name.clone(),
            value: name,
        })
        .collect())
}

/// Offers the lines of the named task's checklist.
pub(crate) async fn suggest_items(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let Some(task) = &req.task else {
        return Ok(Vec::new());
    };
    let found = find::find(tx, &req.actor, task).await?;
    let typed = req.typed.trim().to_lowercase();
    let task = &found.task;
    let all = task.more.checks.iter().enumerate();
    let lines = all.map(|(n, check)| {
        let mark = if check.is_done() { "☑" } else { "☐" };
        let text = crate::core::task::cards::check_text(req.actor.lang, task, n);
        Suggestion {
            label: format!("{mark} {}. {text}", n + 1),
            value: (n + 1).to_string(),
        }
    });
    let fits = lines.filter(|s| s.label.to_lowercase().contains(&typed));
    Ok(fits.take(OFFERED).collect())
}

/// Offers schedules of recurring work.
pub(crate) async fn suggest_recurring(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    recurring::suggest(tx, &req.typed).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_fits_a_button_and_is_read_again() {
        let wanted = Wanted {
            mine: true,
            department: 123_456_789,
            state: "scheduled".to_owned(),
            kind: "k".repeat(30),
            overdue: true,
            like: 1_000_000_000,
        };
        assert_eq!(Wanted::read(&wanted.text()), wanted);
        assert_eq!(Wanted::read(""), Wanted::default());
        let place = Place {
            due: 253_402_300_799_000,
            number: i64::MAX,
        };
        let action = Wanted {
            kind: String::new(),
            ..wanted
        }
        .action(place);
        let text = action.to_string();
        assert!(text.len() <= 100, "{} {text}", text.len());
        assert_eq!(text.parse::<ActionId>().unwrap(), action);
    }
}
