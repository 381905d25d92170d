//! Handoffs and tasks: one is asked for a task and brings it the answer, several tasks wait for the same one, and what is
//! delivered is checked by a run of the department that asked.
//!
//! Tasks know no handoff. They are told: what it is called where everybody reads, where it stands, what it came to.

use crate::chat::{Choice, Text, Tone};
use crate::core::catalogue::Effect;
use crate::core::handoff::cards;
use crate::core::handoff::draft::Draft;
use crate::core::handoff::find::{self, Held};
use crate::core::handoff::moves::{self, Change};
use crate::core::handoff::store::{self, Page};
use crate::core::handoff::types::{Origin, Side, State};
use crate::core::handoff::{draft_store, effects, post, reading, request};
use crate::core::incident::{self, Glance};
use crate::core::task::{self, Answer, CheckOver, Checking, News, Thing, Verdict};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::say;
use crate::store::Tx;

/// So many open ones are offered to wait for instead of asking anew: handoffs, and incidents.
const HANDOFFS: i64 = 15;
const INCIDENTS: usize = 10;

/// What tasks are told of it.
pub(super) fn thing(held: &Held) -> Thing {
    let handoff = &held.handoff;
    Thing {
        key: handoff.key(),
        title: if held.is_private() {
            String::new()
        } else {
            handoff.title.clone()
        },
        state: handoff.state.name().to_owned(),
        waits: match handoff.state {
            State::Requested | State::NeedsInfo | State::Accepted => true,
            State::Delivered | State::Confirmed | State::Declined | State::Cancelled => false,
        },
    }
}

/// The same of an incident.
pub(crate) fn of_incident(incident: &Glance) -> Thing {
    Thing {
        key: incident.key.clone(),
        title: incident.title.clone(),
        state: incident.state.to_owned(),
        waits: incident.open,
    }
}

fn news(held: &Held) -> News {
    let handoff = &held.handoff;
    match handoff.state {
        State::Delivered | State::Confirmed => News::Answer(Answer {
            by: handoff.state_by,
            text: effects::answer_of(handoff),
            fields: handoff.outcome.fields.clone(),
            private: held.is_private(),
        }),
        State::Declined if !held.is_private() => News::Nothing(handoff.words.reason.clone()),
        State::Declined | State::Cancelled => News::Nothing(String::new()),
        State::Requested | State::NeedsInfo | State::Accepted => News::Moved,
    }
}

/// Tells those tasks that are linked with it where it stands.
pub(super) async fn tell(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    task::heard(tx, &thing(held), &news(held)).await
}

/// The button of a task: another department is asked for it.
pub(super) async fn ask(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let asking = task::asking(tx, actor, number).await?;
    let details = reading::details_from(&asking.details);
    let priority = match asking.priority {
        // What is nothing special here may be so there.
        crate::core::catalogue::Priority::Normal => String::new(),
        other => other.key().to_owned(),
    };
    let draft = Draft {
        from: Some(asking.department),
        title: asking.title,
        details,
        project: asking.project,
        priority,
        origin: Origin::Task { number },
        task: Some(number),
        words_asked: true,
        ..Draft::default()
    };
    request::begin(tx, actor, draft).await
}

/// What a task of a department can wait for instead: what it asked already, and incidents that are open.
pub(super) async fn known(
    tx: &mut Tx,
    actor: &Actor,
    department: i64,
) -> anyhow::Result<Vec<Choice>> {
    let mut choices = Vec::new();
    let choice = |key: String, title: &str| Choice {
        label: format!("{key} · {title}").chars().take(100).collect(),
        value: key,
        description: None,
        chosen: false,
    };
    for handoff in store::sent(tx, department, Page::first(true, HANDOFFS)).await? {
        let found = find::known(tx, actor, handoff).await?;
        if found.sees() {
            let handoff = &found.held.handoff;
            choices.push(choice(handoff.key(), &handoff.title));
        }
    }
    for incident in incident::open_glances(tx, INCIDENTS).await? {
        choices.push(choice(incident.key, &incident.title));
    }
    Ok(choices)
}

/// Nothing new is asked: the task waits for what is there.
pub(super) async fn attach(
    tx: &mut Tx,
    actor: &Actor,
    (number, draft): (i64, &Draft),
    chosen: &str,
) -> Result<Reply, Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let task = draft.task.ok_or_else(unknown)?;
    let asking = task::asking(tx, actor, task).await?;
    if let Some(handoff) = task::number_of(chosen, "HO") {
        let found = find::numbered(tx, actor, handoff).await?;
        found.refuse_strangers()?;
        task::tie(tx, task, &thing(&found.held), actor.user).await?;
        post::refresh(tx, &found.held).await?;
        // It may be there already.
        tell(tx, &found.held).await?;
    } else {
        let incident = task::number_of(chosen, "INC").ok_or_else(unknown)?;
        let glance = incident::linkable(tx, actor, incident).await?;
        let glance = glance.ok_or_else(unknown)?;
        task::tie(tx, task, &of_incident(&glance), actor.user).await?;
        incident::linked(tx, incident, (&asking.key, true), actor.user).await?;
    }
    draft_store::drop_draft(tx, number);
    let args = [
        ("task", asking.key.into()),
        ("key", chosen.to_owned().into()),
    ];
    let card = cards::sentence(actor.lang, Tone::Good, "handoff-attached", &args);
    Ok(Reply::Update(card))
}

/// The handoff of this number, for somebody who wants to link it with a task; none: there is none.
pub(crate) async fn linkable(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
) -> Result<Option<Thing>, Error> {
    let Some(handoff) = store::one(tx, number).await? else {
        return Ok(None);
    };
    let found = find::known(tx, actor, handoff).await?;
    found.refuse_strangers()?;
    Ok(Some(thing(&found.held)))
}

/// A task was linked with it, or no more: its cards show that, and what is there already is brought.
pub(crate) async fn relinked(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(handoff) = store::one(tx, number).await? else {
        return Ok(());
    };
    let held = find::held(tx, handoff).await?;
    post::refresh(tx, &held).await?;
    if matches!(held.handoff.state, State::Delivered | State::Confirmed) {
        tell(tx, &held).await?;
    }
    Ok(())
}

/// The run that checks what is delivered now, if the playbook says so: its key, or nothing.
pub(super) async fn check(tx: &mut Tx, held: &Held, delivered: &str) -> anyhow::Result<String> {
    let Some(kind) = &held.playbook.opens else {
        return Ok(String::new());
    };
    let lang = held.sender.lang;
    let name = if held.is_private() {
        held.playbook.name(lang)
    } else {
        held.handoff.title.as_str()
    };
    let title = say(
        lang,
        "handoff-check-title",
        &[
            ("key", held.handoff.key().into()),
            // It becomes a title, which is escaped where it is shown.
            ("name", name.to_owned().into()),
        ],
    );
    let checking = Checking {
        kind,
        department: &held.sender,
        handoff: &thing(held),
        title: &title,
        details: delivered,
        project: &held.handoff.project,
        by: held.handoff.requested_by,
    };
    let key = Box::pin(task::check_delivery(tx, &checking)).await?;
    Ok(key.unwrap_or_default())
}

/// It is not delivered any more: what was to check that is needed no more.
pub(super) async fn unchecked(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    let over = matches!(held.handoff.state, State::Accepted | State::Cancelled);
    if over && !held.handoff.outcome.check.is_empty() {
        task::needed_no_more(tx, &held.handoff.outcome.check).await?;
    }
    Ok(())
}

/// What must be verified is confirmed by a run that passed, and by nothing else. If there is none any more, a new one is opened.
pub(super) async fn wants_check(
    tx: &mut Tx,
    actor: &Actor,
    held: &mut Held,
) -> Result<Option<Reply>, Error> {
    if held.playbook.opens.is_none() || !held.playbook.has(Effect::Verifies) {
        return Ok(None);
    }
    let check = held.handoff.outcome.check.clone();
    let args = |check: &str| {
        [
            ("key", held.handoff.key().into()),
            ("check", check.to_owned().into()),
        ]
    };
    match task::verdict(tx, &check).await? {
        Some(Verdict::Passed) => Ok(None),
        Some(Verdict::Open) => {
            let mut refusal = Refusal::new("refuse-handoff-check");
            refusal.args.extend(args(&check));
            Err(refusal.into())
        }
        Some(Verdict::Failed | Verdict::Cancelled) | None => {
            let delivered = effects::answer_of(&held.handoff);
            let again = Box::pin(self::check(tx, held, &delivered)).await?;
            if again.is_empty() {
                return Ok(None);
            }
            let card =
                cards::sentence(actor.lang, Tone::Info, "handoff-check-again", &args(&again));
            held.handoff.outcome.check = again;
            store::save(tx, &mut held.handoff).await?;
            post::refresh(tx, held).await?;
            Ok(Some(Reply::Private(card)))
        }
    }
}

/// A run that checks what was delivered is over: with it the handoff is confirmed, or returned with what was found.
pub(crate) async fn checked(tx: &mut Tx, over: &CheckOver) -> anyhow::Result<()> {
    let Some(number) = task::number_of(&over.handoff, "HO") else {
        return Ok(());
    };
    let Some(handoff) = store::one(tx, number).await? else {
        return Ok(());
    };
    // Somebody decided otherwise meanwhile, or it is about an earlier delivery.
    if handoff.state != State::Delivered || handoff.outcome.check != over.check {
        return Ok(());
    }
    let mut held = find::held(tx, handoff).await?;
    let assignee: Vec<_> = held.handoff.assignee.into_iter().collect();
    if over.passed {
        let change = Change::new(over.by, "handoff.confirmed", "check-passed")
            .about(Text::user(&over.check))
            .loud(Side::Receiver, assignee)
            .with("check", over.check.clone());
        moves::settle(tx, &mut held, State::Confirmed, change).await?;
        return effects::confirmed(tx, &held).await;
    }
    held.handoff.returns += 1;
    held.handoff.words.reason.clone_from(&over.words);
    held.handoff.confirms = None;
    let change = Change::new(over.by, "handoff.returned", "check-failed")
        .about(Text::user(&over.check))
        .saying(&over.words)
        .loud(Side::Receiver, assignee)
        .loud(Side::Sender, Vec::new())
        .with("returns", held.handoff.returns);
    moves::settle(tx, &mut held, State::Accepted, change).await
}
