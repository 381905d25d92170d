//! Asking: what is needed is gathered by options, menus and forms, in this order; then the handoff is made at once.

use serde_json::json;

use crate::calendar::{day_of, read_when};
use crate::chat::{Text, UserId, time_full};
use crate::clock::Span;
use crate::core::catalogue::{self, Playbook, Priority, Values};
use crate::core::handoff::clocks::Clocks;
use crate::core::handoff::draft::{self, Draft};
use crate::core::handoff::find::{self, Found, Held};
use crate::core::handoff::requests::{FromBlocker, FromMessage, Request};
use crate::core::handoff::rules::Step;
use crate::core::handoff::types::{Handoff, Origin, Outcome, State, Words};
use crate::core::handoff::{
    alike, answer_cards, clock, draft_cards, draft_store, effects, moves, post, reading, store,
    tasks,
};
use crate::core::knowledge::{self, Space, titles};
use crate::core::org::{self, Department};
use crate::core::task;
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// `/handoff request`
pub(crate) async fn request(tx: &mut Tx, req: &Request) -> Result<Reply, Error> {
    let actor = &req.actor;
    let to = org::department(tx, &req.to).await?;
    let playbook = catalogue::find_playbook(&req.playbook)
        .ok_or_else(|| unknown_playbook(actor, &req.playbook))?;
    let from = sender(tx, actor, req.from.as_deref(), playbook, &to).await?;
    let zone = org::person(tx, actor.user).await?.zone;
    let now = tx.now();
    let wanted = match req.due.as_deref() {
        Some(due) => {
            let unread = || Refusal::new("refuse-handoff-when").with("typed", Text::echo(due));
            let at = read_when(due, now, zone).ok_or_else(unread)?;
            if at <= now {
                let past = Refusal::new("refuse-handoff-past");
                return Err(past.with("when", time_full(at)).into());
            }
            Some(at)
        }
        None => None,
    };
    let priority = match req.priority.as_deref() {
        Some(typed) => reading::read_priority(typed)?.key().to_owned(),
        None => String::new(),
    };
    let draft = Draft {
        from: Some(from.id),
        to: Some(to.id),
        playbook: Some(playbook.key.clone()),
        title: reading::read_title(&req.title)?,
        details: reading::read_text(req.details.as_deref().unwrap_or_default())?,
        project: reading::read_project(req.project.as_deref().unwrap_or_default())?,
        wanted,
        priority,
        file: req.file.clone(),
        ..Draft::default()
    };
    begin(tx, actor, draft).await
}

fn unknown_playbook(actor: &Actor, typed: &str) -> Refusal {
    let known: Vec<(String, String)> = catalogue::playbooks()
        .iter()
        .map(|p| (p.key.clone(), p.name(actor.lang).to_owned()))
        .collect();
    let near = reading::nearest(typed, &known);
    let near = if near.is_empty() {
        known.into_iter().map(|k| k.0).collect()
    } else {
        near
    };
    Refusal::new("refuse-handoff-playbook")
        .with("typed", Text::echo(typed))
        .with("near", near.join(", "))
}

/// The department that asks: the one that was named, or the only one of theirs that may.
async fn sender(
    tx: &mut Tx,
    actor: &Actor,
    typed: Option<&str>,
    playbook: &Playbook,
    to: &Department,
) -> Result<Department, Error> {
    if let Some(typed) = typed {
        let from = org::department(tx, typed).await?;
        org::require(tx, actor, "handoff-request", Some(&from)).await?;
        fits(actor, playbook, &from, to)?;
        return Ok(from);
    }
    let own = own_departments(tx, actor).await?;
    let mut able = own.iter().filter(|d| playbook.allows(&d.key, &to.key));
    match (able.next(), able.next()) {
        (Some(only), None) => Ok(only.clone()),
        (Some(_), Some(_)) => {
            let able = own.iter().filter(|d| playbook.allows(&d.key, &to.key));
            let keys: Vec<String> = able.map(|d| format!("`from:{}`", d.key)).collect();
            Err(Refusal::new("refuse-handoff-from")
                .with("departments", keys.join(" · "))
                .into())
        }
        (None, _) => match own.first() {
            Some(first) => Err(unfit(actor, playbook, first, to).into()),
            None => Err(Refusal::new("refuse-handoff-no-department").into()),
        },
    }
}

/// The departments somebody belongs to.
pub(super) async fn own_departments(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Vec<Department>> {
    let mut own = Vec::new();
    for department in org::departments(tx).await? {
        let holds = department.role.is_some_and(|r| actor.roles.contains(&r));
        let member = holds
            || department.leads.contains(&actor.user)
            || org::members(tx, department.id)
                .await?
                .iter()
                .any(|m| m.user == actor.user);
        if member {
            own.push(department);
        }
    }
    Ok(own)
}

fn fits(
    actor: &Actor,
    playbook: &Playbook,
    from: &Department,
    to: &Department,
) -> Result<(), Refusal> {
    if playbook.allows(&from.key, &to.key) {
        return Ok(());
    }
    Err(unfit(actor, playbook, from, to))
}

/// Why a department may not ask another one this, and what it may.
fn unfit(actor: &Actor, playbook: &Playbook, from: &Department, to: &Department) -> Refusal {
    let lang = actor.lang;
    let about = |id| {
        Refusal::new(id)
            .with("sender", Text::user(from.name_in(lang)))
            .with("receiver", Text::user(to.name_in(lang)))
    };
    if from.id == to.id {
        return about("refuse-handoff-same");
    }
    let able = catalogue::playbooks_between(&from.key, &to.key);
    let keys: Vec<String> = able.iter().map(|p| format!("`{}`", p.key)).collect();
    about("refuse-handoff-way")
        .with("playbook", Text::user(playbook.name(lang)))
        .with("able", keys.join(" · "))
}

/// **Make a handoff** in the menu of a message.
pub(crate) async fn from_message(tx: &mut Tx, req: &FromMessage) -> Result<Reply, Error> {
    let draft = Draft {
        title: reading::title_from(&req.text),
        details: reading::details_from(&req.text),
        origin: Origin::Message {
            channel: req.channel,
            message: req.message,
        },
        words_asked: true,
        ..Draft::default()
    };
    with_sender(tx, &req.actor, draft, None).await
}

/// What somebody is blocked by becomes a handoff.
pub(crate) async fn from_blocker(tx: &mut Tx, req: &FromBlocker) -> Result<Reply, Error> {
    let draft = Draft {
        title: reading::title_from(&req.text),
        details: reading::details_from(&req.text),
        origin: Origin::Blocker { user: req.user },
        words_asked: true,
        ..Draft::default()
    };
    with_sender(tx, &req.actor, draft, Some(req.department)).await
}

/// Another department is asked for what is needed for this one.
pub(super) async fn onward(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    // Whoever has it may.
    found.step(actor, Step::Assign)?;
    let handoff = &found.held.handoff;
    let draft = Draft {
        title: handoff.title.clone(),
        details: handoff.details.clone(),
        project: handoff.project.clone(),
        priority: handoff.priority.key().to_owned(),
        parent: Some(handoff.number),
        words_asked: true,
        from: Some(handoff.to),
        ..Draft::default()
    };
    begin(tx, actor, draft).await
}

async fn with_sender(
    tx: &mut Tx,
    actor: &Actor,
    mut draft: Draft,
    first: Option<i64>,
) -> Result<Reply, Error> {
    let own = own_departments(tx, actor).await?;
    let meant = first.filter(|id| own.iter().any(|d| d.id == *id));
    draft.from = meant.or(match own.as_slice() {
        [only] => Some(only.id),
        _ => None,
    });
    begin(tx, actor, draft).await
}

pub(super) async fn begin(tx: &mut Tx, actor: &Actor, draft: Draft) -> Result<Reply, Error> {
    let number = draft::keep_new(tx, actor.user, &draft).await?;
    advance(tx, actor, number, draft, true).await
}

/// Asks for what is missing next, or makes it. A form can open only where none has just been sent.
async fn advance(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
    draft: Draft,
    form: bool,
) -> Result<Reply, Error> {
    let complete = draft.from.is_some() && draft.to.is_some() && draft.playbook().is_some();
    if !complete {
        return menus(tx, actor, number, &draft).await;
    }
    if draft.lacks_choice() {
        return Ok(Reply::Private(draft_cards::choices(
            actor.lang, number, &draft,
        )));
    }
    let page = next_page(&draft);
    match page {
        Some(page) if form => Ok(Reply::Form(draft_cards::form(
            actor.lang, number, &draft, page,
        ))),
        Some(page) => Ok(Reply::Private(draft_cards::go_on(actor.lang, number, page))),
        None => finish(tx, actor, number, &draft).await,
    }
}

/// The first form that has not been sent.
fn next_page(draft: &Draft) -> Option<usize> {
    (0..draft.pages()).find(|page| {
        let inputs = draft_cards::page(draft, *page);
        !inputs
            .iter()
            .all(|id| draft.typed.iter().any(|(known, _)| known == id))
    })
}

/// From whom, to whom, under which playbook.
async fn menus(tx: &mut Tx, actor: &Actor, number: i64, draft: &Draft) -> Result<Reply, Error> {
    let all = org::departments(tx).await?;
    let mut own = own_departments(tx, actor).await?;
    if own.is_empty() && org::may(tx, actor, "handoff-lead", None).await? {
        own.clone_from(&all);
    }
    if own.is_empty() {
        return Err(Refusal::new("refuse-handoff-no-department").into());
    }
    let of = |id: Option<i64>| all.iter().find(|d| Some(d.id) == id);
    // For a task it is its department that asks; and what is asked already need not be asked again.
    let known = match draft.task {
        Some(_) => {
            own.retain(|d| Some(d.id) == draft.from);
            tasks::known(tx, actor, draft.from.unwrap_or(0)).await?
        }
        None => Vec::new(),
    };
    let card = draft_cards::menus(
        actor.lang,
        number,
        draft,
        (&own, &all),
        (of(draft.from), of(draft.to)),
        known,
    );
    Ok(Reply::Private(card))
}

/// A menu, button or form of a draft was used.
pub(super) async fn draft_act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let (actor, number) = (&act.actor, act.action.number);
    let mut draft = draft::load(tx, number, actor.user).await?;
    let chosen = act.chosen.first().map_or("", String::as_str);
    let argument = act.action.argument.as_deref().unwrap_or_default();
    match act.action.action.as_str() {
        "draft-from" => draft.from = chosen.parse().ok(),
        "draft-to" => draft.to = chosen.parse().ok(),
        "draft-playbook" => draft.playbook = Some(chosen.to_owned()),
        "draft-attach" => return tasks::attach(tx, actor, (number, &draft), chosen).await,
        "draft-choice" => draft::choose(&mut draft, argument, chosen)?,
        "draft-go" => {
            if let Ok(page) = argument.parse() {
                let form = draft_cards::form(actor.lang, number, &draft, page);
                return Ok(Reply::Form(form));
            }
            return advance(tx, actor, number, draft, true).await;
        }
        "draft-form" => {
            draft.take(&act.typed);
            draft::keep(tx, number, actor.user, &draft)?;
            return advance(tx, actor, number, draft, false).await;
        }
        "draft-drop" => {
            draft_store::drop_draft(tx, number);
            return Ok(Reply::Update(draft_cards::dropped(actor.lang)));
        }
        _ => return Err(Refusal::new("refuse-unknown-action").into()),
    }
    still_fits(tx, &mut draft).await?;
    draft::keep(tx, number, actor.user, &draft)?;
    let of_menus = ["draft-from", "draft-to", "draft-playbook"];
    let reply = if of_menus.contains(&act.action.action.as_str()) {
        menus(tx, actor, number, &draft).await?
    } else {
        Reply::Private(draft_cards::choices(actor.lang, number, &draft))
    };
    Ok(updated(reply))
}

/// The message with the menus becomes the answer.
fn updated(reply: Reply) -> Reply {
    match reply {
        Reply::Private(card) => Reply::Update(card),
        Reply::Form(form) => Reply::Form(form),
        Reply::Update(card) => Reply::Update(card),
    }
}

/// A playbook that no longer goes with the two departments is forgotten.
async fn still_fits(tx: &mut Tx, draft: &mut Draft) -> anyhow::Result<()> {
    let (Some(from), Some(to), Some(playbook)) = (draft.from, draft.to, draft.playbook()) else {
        return Ok(());
    };
    let from = org::department_by_id(tx, from).await?;
    let to = org::department_by_id(tx, to).await?;
    let fits = from
        .zip(to)
        .is_some_and(|(from, to)| playbook.allows(&from.key, &to.key));
    if !fits {
        draft.playbook = None;
    }
    Ok(())
}

/// Everything is there: it is made, or what is wrong is said where it can be put right.
async fn finish(tx: &mut Tx, actor: &Actor, number: i64, draft: &Draft) -> Result<Reply, Error> {
    match check(tx, actor, draft).await {
        Ok(ready) => {
            draft_store::drop_draft(tx, number);
            make(tx, actor, draft, ready).await
        }
        Err(Error::Refused(refusal)) if draft.pages() > 0 => {
            let again = answer_cards::Again::Request(number);
            Ok(Reply::Private(answer_cards::wrong(
                actor.lang, &refusal, again,
            )))
        }
        Err(other) => Err(other),
    }
}

/// All that is needed to make it.
pub(super) struct Ready {
    pub(super) from: Department,
    pub(super) to: Department,
    pub(super) playbook: &'static Playbook,
    pub(super) title: String,
    pub(super) details: String,
    pub(super) said: Values,
}

/// Refuses what stands against it; changes nothing.
async fn check(tx: &mut Tx, actor: &Actor, draft: &Draft) -> Result<Ready, Error> {
    let gone = || Refusal::new("refuse-handoff-draft");
    let playbook = draft.playbook().ok_or_else(gone)?;
    let from = org::department_by_id(tx, draft.from.unwrap_or(0)).await?;
    let to = org::department_by_id(tx, draft.to.unwrap_or(0)).await?;
    let (from, to) = from.zip(to).ok_or_else(gone)?;
    org::require(tx, actor, "handoff-request", Some(&from)).await?;
    fits(actor, playbook, &from, &to)?;
    let title = reading::read_title(&draft.title)?;
    let details = reading::read_text(&draft.details)?;
    let reader = draft::reader(tx, actor).await?;
    let said = draft.values(actor, &reader)?;
    let today = day_of(tx.now(), from.zone);
    effects::may_request(tx, actor, playbook, &said, today).await?;
    if let Some(parent) = draft.parent {
        let parent = find::numbered(tx, actor, parent).await?;
        parent.step(actor, Step::Assign)?;
    }
    if let Some(number) = draft.task {
        task::asking(tx, actor, number).await?;
    }
    Ok(Ready {
        from,
        to,
        playbook,
        title,
        details,
        said,
    })
}

async fn make(tx: &mut Tx, actor: &Actor, draft: &Draft, ready: Ready) -> Result<Reply, Error> {
    let held = place(tx, actor.user, draft, ready).await?;
    knowledge::offer(tx, actor.user, &held.handoff.key(), &held.handoff.title).await?;
    if let Some(parent) = held.handoff.parent
        && let Some(parent) = store::one(tx, parent).await?
    {
        let parent = find::held(tx, parent).await?;
        post::refresh(tx, &parent).await?;
    }
    let mut card = answer_cards::requested(actor.lang, &held);
    alike::tell(tx, actor, &held, &mut card).await?;
    Ok(Reply::Private(card))
}

/// Makes it: the row, its clocks and both cards.
pub(super) async fn place(
    tx: &mut Tx,
    user: UserId,
    draft: &Draft,
    ready: Ready,
) -> Result<Held, Error> {
    let now = tx.now();
    let nothing = Clocks::begin(now, Span::ZERO, Span::ZERO);
    let handoff = Handoff {
        number: tx.next_key("HO").await?,
        playbook: ready.playbook.key.clone(),
        from: ready.from.id,
        to: ready.to.id,
        title: ready.title,
        details: ready.details,
        project: draft.project.clone(),
        priority: Priority::of(&draft.priority).unwrap_or(ready.playbook.priority),
        wanted: draft.wanted,
        particulars: ready.said,
        file: draft.file.clone(),
        origin: draft.origin.clone(),
        parent: draft.parent,
        incident: None,
        state: State::Requested,
        state_by: Some(user),
        state_at: now,
        asked_in: State::Requested,
        requested_by: user,
        requested_at: now,
        assignee: None,
        accepted: None,
        words: Words::default(),
        outcome: Outcome::default(),
        returns: 0,
        signed: [None; 2],
        leg: 0,
        leg_at: now,
        clocks: nothing,
        due: None,
        confirms: None,
        snoozed_until: None,
        version: 1,
    };
    let mut held = Held {
        handoff,
        playbook: ready.playbook,
        sender: ready.from,
        receiver: ready.to,
    };
    held.handoff.clocks = clock::begin(tx, &held).await?;
    effects::requested(tx, &mut held).await?;
    clock::arm(tx, &mut held).await?;
    store::add(tx, &held.handoff).await?;
    titles::keep(
        tx,
        Space::Handoffs,
        held.handoff.number,
        &held.handoff.title,
    );
    let mut facts = json!({
        "playbook": held.playbook.key,
        "from": held.sender.key,
        "to": held.receiver.key,
    });
    if let Some(facts) = facts.as_object_mut().filter(|_| !held.is_private()) {
        facts.insert("title".to_owned(), held.handoff.title.clone().into());
    }
    moves::note(tx, &held, Some(user), "handoff.requested", facts).await?;
    if let Some(number) = draft.task {
        task::tie(tx, number, &tasks::thing(&held), user).await?;
    }
    post::open(tx, &held).await?;
    Ok(held)
}
