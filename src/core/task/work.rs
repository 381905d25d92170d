//! What is done to a task while it is worked on: comments, stages, the checklist, links, watching, putting reminders off.

use serde_json::json;

use crate::chat::Text;
use crate::core::task::clocks::Snooze;
use crate::core::task::find::{self, Found};
use crate::core::task::rules::{self, State, Step};
use crate::core::task::said::{self, Change};
use crate::core::task::steps::{self, shown};
use crate::core::task::types::{Link, Relation, Thing};
use crate::core::task::{answer_cards, cards, reading, store, things};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// A command about one task that says something.
#[derive(Clone, Debug)]
pub(crate) struct Say {
    pub(crate) actor: Actor,
    pub(crate) task: String,
    pub(crate) text: String,
}

/// `/task check`
#[derive(Clone, Debug)]
pub(crate) struct CheckOff {
    pub(crate) actor: Actor,
    pub(crate) task: String,
    /// Its number or words; `None`: the list is shown.
    pub(crate) item: Option<String>,
}

/// `/task link`
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub(crate) actor: Actor,
    pub(crate) task: String,
    pub(crate) relation: String,
    /// A key: `TASK-7`, `HO-4`, `INC-2`.
    pub(crate) other: String,
    /// Takes the link away.
    pub(crate) remove: bool,
}

/// `/task comment`
pub(crate) async fn comment(tx: &mut Tx, req: &Say) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.task).await?;
    said(tx, &req.actor, found, &req.text).await
}

/// Says something about it: whoever sees it may.
async fn said(tx: &mut Tx, actor: &Actor, found: Found, words: &str) -> Result<Reply, Error> {
    let words = reading::read_words(words)?;
    let (mut task, department) = (found.task, found.department);
    steps::commented(tx, &mut task, actor.user, &words).await?;
    let now = tx.now();
    task.touch(now);
    let brief: String = words.chars().take(200).collect();
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("text", Text::user(&brief).into()),
    ];
    // What was said stands in the comment alone.
    let change =
        Change::new(Some(actor.user), "task.commented", json!({})).told("task-said-comment", &args);
    said::keep(tx, &mut task, &department, change).await?;
    let done = cards::sentence(
        actor.lang,
        crate::chat::Tone::Good,
        "task-commented",
        &[("key", task.key().into())],
    );
    Ok(Reply::Private(done))
}

/// `/task stage`: a stage of its kind, or the state it is to come to.
pub(crate) async fn stage(tx: &mut Tx, req: &Say) -> Result<Reply, Error> {
    let actor = &req.actor;
    let found = find::find(tx, actor, &req.task).await?;
    let typed = req.text.trim().to_lowercase();
    let stages = found.task.kind().map_or(&[][..], |kind| &kind.stages);
    let meant = stages
        .iter()
        .find(|s| s.key == typed || s.names.are(&typed));
    if let Some(stage) = meant {
        return to_stage(tx, actor, found, stage.key.clone()).await;
    }
    let task = &found.task;
    let step = State::read(&typed)
        .and_then(|to| rules::step_to(task.flow, task.state, to))
        .or_else(|| worded(task.flow, task.state, &typed));
    let Some(step) = step else {
        return Err(unknown_stage(actor, &found, &req.text).into());
    };
    match step {
        Step::Begin => steps::begin(tx, actor, found).await,
        Step::Finish | Step::Fail => steps::finish(tx, actor, found, step).await,
        Step::Confirm => steps::confirmed(tx, actor, found).await,
        Step::Decline => {
            found.allows(actor, step)?;
            let form = answer_cards::reason_form(actor.lang, &found.task, "declined");
            Ok(Reply::Form(form))
        }
        Step::Reopen => {
            found.allows(actor, step)?;
            let form = answer_cards::reason_form(actor.lang, &found.task, "reopened");
            Ok(Reply::Form(form))
        }
        Step::Cancel => steps::cancelled(tx, actor, found, "").await,
    }
}

/// The step that is called so.
fn worded(flow: crate::core::catalogue::Flow, state: State, typed: &str) -> Option<Step> {
    let all = rules::steps(flow, state).into_iter();
    all.into_iter().find(|step| {
        let words = crate::i18n::Lang::ALL.map(|lang| step.word(flow, lang).to_lowercase());
        words.iter().any(|word| word == typed)
    })
}

fn unknown_stage(actor: &Actor, found: &Found, typed: &str) -> Refusal {
    let names = stages_of(actor, found);
    Refusal::new("refuse-task-stage")
        .with("typed", Text::echo(typed))
        .with("key", found.task.key())
        .with("stages", names.join(" · "))
}

/// What a task can be brought to, in words.
pub(super) fn stages_of(actor: &Actor, found: &Found) -> Vec<String> {
    let task = &found.task;
    let stages = task.kind().map_or(&[][..], |kind| &kind.stages);
    let current = stages.iter().find(|s| s.key == task.stage);
    let mut names: Vec<String> = stages
        .iter()
        .filter(|s| current.is_none_or(|c| c.next.contains(&s.key)))
        .map(|s| s.names.in_(actor.lang).to_owned())
        .collect();
    let steps = rules::steps(task.flow, task.state).into_iter();
    names.extend(steps.map(|step| step.word(task.flow, actor.lang)));
    names
}

async fn to_stage(tx: &mut Tx, actor: &Actor, found: Found, key: String) -> Result<Reply, Error> {
    found.need_member()?;
    found.need_open(actor)?;
    let stages = found.task.kind().map_or(&[][..], |kind| &kind.stages);
    let current = stages.iter().find(|s| s.key == found.task.stage);
    if current.is_some_and(|c| !c.next.contains(&key)) {
        return Err(unknown_stage(actor, &found, &key).into());
    }
    let name = stages.iter().find(|s| s.key == key);
    let name = name.map_or_else(|| key.clone(), |s| s.names.in_(actor.lang).to_owned());
    let (mut task, department) = (found.task, found.department);
    let now = tx.now();
    let before = std::mem::replace(&mut task.stage, key);
    task.touch(now);
    if task.state.is_first()
        && let Some(to) = rules::after(task.flow, task.state, Step::Begin)
        && !task.needs_decision()
    {
        steps::move_to(&mut task, to, Some(actor.user), now);
    }
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("stage", Text::user(&name).into()),
    ];
    let change = Change::new(
        Some(actor.user),
        "task.staged",
        json!({ "stage": task.stage }),
    )
    .from(json!({ "stage": before }))
    .told("task-said-stage", &args);
    said::keep(tx, &mut task, &department, change).await?;
    shown(tx, actor, &task, &department).await
}

/// `/task check`
pub(crate) async fn check(tx: &mut Tx, req: &CheckOff) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.task).await?;
    match &req.item {
        None => checklist(&req.actor, &found),
        Some(item) => {
            let n = item_of(&req.actor, &found, item)?;
            tick(tx, &req.actor, found, n).await
        }
    }
}

fn checklist(actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.need_member()?;
    if found.task.more.checks.is_empty() {
        return Err(Refusal::new("refuse-task-no-checklist")
            .with("key", found.task.key())
            .into());
    }
    Ok(Reply::Update(answer_cards::checklist(
        actor.lang,
        &found.task,
    )))
}

fn item_of(actor: &Actor, found: &Found, typed: &str) -> Result<usize, Refusal> {
    let task = &found.task;
    let plain = typed.trim().to_lowercase();
    let all = 0..task.more.checks.len();
    let numbered = plain.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let text = |n: usize| cards::check_text(actor.lang, task, n).to_lowercase();
    let found = numbered
        .filter(|n| *n < task.more.checks.len())
        .or_else(|| all.clone().find(|n| text(*n) == plain))
        .or_else(|| {
            all.clone()
                .find(|n| !plain.is_empty() && text(*n).starts_with(&plain))
        });
    found.ok_or_else(|| {
        Refusal::new("refuse-task-item")
            .with("typed", Text::echo(typed))
            .with("key", task.key())
            .with("most", task.more.checks.len())
    })
}

/// Checks a line off, or takes the check back.
async fn tick(tx: &mut Tx, actor: &Actor, found: Found, n: usize) -> Result<Reply, Error> {
    found.need_member()?;
    found.need_open(actor)?;
    let (mut task, department) = (found.task, found.department);
    let now = tx.now();
    let Some(check) = task.more.checks.get_mut(n) else {
        return Err(Refusal::new("refuse-unknown-action").into());
    };
    let action = if check.is_done() {
        check.by = 0;
        check.at = 0;
        "task.unchecked"
    } else {
        check.by = actor.user.0;
        check.at = now.0;
        "task.checked"
    };
    let facts = json!({ "line": check.text });
    task.touch(now);
    let change = Change::new(Some(actor.user), action, facts);
    said::keep(tx, &mut task, &department, change).await?;
    Ok(Reply::Update(answer_cards::checklist(actor.lang, &task)))
}

/// The key at the other end of a link somebody asks for.
pub(crate) fn other_end(req: &Tie) -> Result<String, Refusal> {
    reading::read_any_key(&req.other).ok_or_else(|| no_such_end(req))
}

/// The key of the task somebody named.
pub(crate) async fn key_of(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<String, Error> {
    Ok(find::find(tx, actor, typed).await?.task.key())
}

/// Whether a task is linked with something, either way round.
pub(crate) async fn are_linked(tx: &mut Tx, task: &str, other: &str) -> anyhow::Result<bool> {
    let links = store::links(tx, task).await?;
    Ok(links
        .iter()
        .any(|link| link.from == other || link.to == other))
}

/// What they typed leads to nothing.
pub(crate) fn no_such_end(req: &Tie) -> Refusal {
    Refusal::new("refuse-task-link").with("typed", Text::echo(&req.other))
}

/// `/task link`: both ends show it. What is no task has been looked up by whoever asks, for whom it must be there and be seen.
pub(crate) async fn link(tx: &mut Tx, req: &Tie, thing: Option<&Thing>) -> Result<Reply, Error> {
    let actor = &req.actor;
    let found = find::find(tx, actor, &req.task).await?;
    found.need_member()?;
    let relation =
        Relation::read(&req.relation).ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let other = other_end(req)?;
    let key = found.task.key();
    if other == key {
        return Err(Refusal::new("refuse-task-link-self")
            .with("key", key)
            .into());
    }
    let far = match reading::read_key(&other).filter(|_| other.starts_with("TASK-")) {
        Some(number) => {
            let there = store::one(tx, number).await?;
            there.ok_or_else(|| no_such_end(req))?;
            Some(find::numbered(tx, actor, number).await?.task)
        }
        None => None,
    };
    let link = Link {
        from: key,
        relation,
        to: other,
    };
    if relation == Relation::Blocks && !req.remove {
        let back = Link {
            from: link.to.clone(),
            relation,
            to: link.from.clone(),
        };
        if store::links(tx, &link.from).await?.contains(&back) {
            return Err(Refusal::new("refuse-task-link-circle")
                .with("key", link.from)
                .with("other", link.to)
                .into());
        }
    }
    let action = if req.remove {
        store::unlink(tx, &link);
        // As it is shown on both cards, whichever end it was made from.
        let back = Link {
            from: link.to.clone(),
            relation,
            to: link.from.clone(),
        };
        if thing.is_some() {
            store::unlink(tx, &back);
        }
        "task.unlinked"
    } else {
        store::link(tx, &link, actor.user);
        "task.linked"
    };
    if let Some(thing) = thing {
        things::known(tx, thing);
    }
    let facts = json!({ "relation": relation.name(), "other": link.to });
    let (mut task, department) = (found.task, found.department);
    let now = tx.now();
    task.touch(now);
    said::keep(
        tx,
        &mut task,
        &department,
        Change::new(Some(actor.user), action, facts),
    )
    .await?;
    if let Some(far) = far {
        said::refresh(tx, &far).await?;
    }
    shown(tx, actor, &task, &department).await
}

/// Buttons, menus and forms of the work; `None` if it is none of them.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Option<Reply>, Error> {
    let actor = &act.actor;
    let known = ["checks", "check", "comment", "said", "watch", "snooze"];
    if !known.contains(&act.action.action.as_str()) {
        return Ok(None);
    }
    let found = find::numbered(tx, actor, act.action.number).await?;
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let reply = match act.action.action.as_str() {
        "checks" => checklist(actor, &found)?,
        "check" => {
            let chosen = act.chosen.first().and_then(|n| n.parse().ok());
            let n = chosen.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
            tick(tx, actor, found, n).await?
        }
        "comment" => Reply::Form(answer_cards::comment_form(actor.lang, &found.task)),
        "said" => {
            let typed = act.typed.iter().find(|(id, _)| id == answer_cards::NOTE);
            let words = typed.map_or("", |(_, text)| text.as_str());
            said(tx, actor, found, words).await?
        }
        "watch" => watch(tx, actor, &found).await?,
        _ => snooze(tx, actor, found, argument).await?,
    };
    Ok(Some(reply))
}

/// Begins to watch, or ends it.
async fn watch(tx: &mut Tx, actor: &Actor, found: &Found) -> Result<Reply, Error> {
    let task = &found.task;
    let watches = store::watchers(tx, task.number)
        .await?
        .contains(&actor.user);
    store::watch(tx, task.number, actor.user, !watches);
    let id = if watches {
        "task-unwatched"
    } else {
        "task-watched"
    };
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        crate::chat::Tone::Good,
        id,
        &[("key", task.key().into())],
    )))
}

/// Puts its reminders off.
async fn snooze(tx: &mut Tx, actor: &Actor, found: Found, how: &str) -> Result<Reply, Error> {
    let snooze = Snooze::read(how).ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    found.need_member()?;
    found.need_open(actor)?;
    let (mut task, department) = (found.task, found.department);
    let now = tx.now();
    let working = find::working(tx, &department).await?;
    let until = snooze.until(now, &working);
    task.snoozed_until = until;
    // What was told last is told again then.
    use crate::core::task::clocks::Told;
    let last = task.more.told.iter().rposition(|told| {
        matches!(
            told,
            Told::Soon | Told::Overdue | Told::Silent | Told::Review
        )
    });
    if let Some(last) = last {
        task.more.told.remove(last);
    }
    let facts = json!({ "until": until.0 });
    let change = Change::new(Some(actor.user), "task.snoozed", facts);
    said::keep(tx, &mut task, &department, change).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        crate::chat::Tone::Good,
        "task-snoozed",
        &[
            ("key", task.key().into()),
            ("when", cards::when(until).into()),
        ],
    )))
}
