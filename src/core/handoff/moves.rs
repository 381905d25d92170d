//! The steps of a handoff: each is checked by the rules, then kept, told to both sides, and its clocks follow.

use serde_json::{Value, json};

use crate::chat::{Text, UserId, time_full};
use crate::core::handoff::find::{self, Found, Held};
use crate::core::handoff::requests::{Accept, One, Pass, Say};
use crate::core::handoff::rules::Step;
use crate::core::handoff::told_cards::{self, Said};
use crate::core::handoff::types::{Leg, Side, State};
use crate::core::handoff::{
    answer_cards, clock, effects, figures_store, post, reading, store, tasks, turns,
};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// What a step changes besides the state, and who is told what.
pub(super) struct Change<'a> {
    /// Nobody: time did.
    pub(super) by: Option<UserId>,
    /// `handoff.accepted`
    pub(super) action: &'static str,
    /// `accept`: which sentence is said.
    pub(super) event: &'static str,
    /// As typed; may be empty.
    pub(super) text: &'a str,
    pub(super) about: Text,
    /// Whose channels get it beside the card, and who is pinged there.
    pub(super) loud: Vec<(Side, Vec<UserId>)>,
    pub(super) facts: Value,
}

impl<'a> Change<'a> {
    pub(super) fn new(by: Option<UserId>, action: &'static str, event: &'static str) -> Change<'a> {
        Change {
            by,
            action,
            event,
            text: "",
            about: Text::default(),
            loud: Vec::new(),
            facts: json!({}),
        }
    }
    pub(super) fn saying(mut self, text: &'a str) -> Change<'a> {
        self.text = text;
        self
    }
    pub(super) fn about(mut self, about: Text) -> Change<'a> {
        self.about = about;
        self
    }
    /// The channel of this side gets it too.
    pub(super) fn loud(mut self, side: Side, users: Vec<UserId>) -> Change<'a> {
        self.loud.push((side, users));
        self
    }
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Change<'a> {
        if let Some(facts) = self.facts.as_object_mut() {
            facts.insert(name.to_owned(), value.into());
        }
        self
    }
}

/// Writes a line of its history. The words of a private one stay out of the audit log.
pub(super) async fn note(
    tx: &mut Tx,
    held: &Held,
    by: Option<UserId>,
    action: &'static str,
    after: Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: held.handoff.subject(),
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}

/// Brings a handoff to a state: kept, noted, shown, said, and armed anew.
pub(super) async fn settle(
    tx: &mut Tx,
    held: &mut Held,
    to: State,
    change: Change<'_>,
) -> anyhow::Result<()> {
    // On the heap: it is part of every step, and large.
    Box::pin(settled(tx, held, to, change)).await
}

async fn settled(
    tx: &mut Tx,
    held: &mut Held,
    to: State,
    change: Change<'_>,
) -> anyhow::Result<()> {
    let now = tx.now();
    let before = held.handoff.state;
    let work = clock::work(tx, held).await?;
    held.handoff.clocks.follow(to, now, &work);
    if before != to {
        held.handoff.state = to;
        held.handoff.state_by = change.by;
        held.handoff.state_at = now;
        held.handoff.clocks.nudged = 0;
    }
    // Once: what is over may be touched again.
    if before.is_open() && !to.is_open() {
        keep_leg(tx, held, to.name());
    }
    clock::arm(tx, held).await?;
    store::save(tx, &mut held.handoff).await?;
    let mut facts = change.facts;
    if let Some(facts) = facts.as_object_mut() {
        if before != to {
            facts.insert("state".to_owned(), to.name().into());
        }
        if !change.text.is_empty() && !held.is_private() {
            facts.insert("text".to_owned(), change.text.into());
        }
    }
    note(tx, held, change.by, change.action, facts).await?;
    post::refresh(tx, held).await?;
    let said = Said {
        key: held.handoff.key(),
        event: change.event,
        by: change.by,
        text: change.text,
        about: change.about,
    };
    post::say(tx, held, &said, &change.loud).await?;
    if before == State::Delivered && to != State::Delivered {
        tasks::unchecked(tx, held).await?;
    }
    tasks::tell(tx, held).await
}

/// Keeps the time a department had it for.
fn keep_leg(tx: &mut Tx, held: &Held, end: &str) {
    let handoff = &held.handoff;
    let clocks = &handoff.clocks;
    let now = tx.now();
    let answered = handoff.accepted.is_some() || handoff.state == State::Declined;
    let delivered = handoff.outcome.at.is_some();
    let leg = Leg {
        handoff: handoff.number,
        leg: handoff.leg,
        department: handoff.to,
        from: handoff.leg_at,
        to: now,
        respond: if answered { clocks.respond.spent.0 } else { -1 },
        complete: if delivered {
            clocks.complete.spent.0
        } else {
            -1
        },
        spent: clocks.complete.spent.0,
        late: clocks.respond.spent >= clocks.respond.limit
            || clocks.complete.spent >= clocks.complete.limit,
        returns: handoff.returns,
        end: end.to_owned(),
    };
    store::keep_leg(tx, &leg);
    figures_store::add_up(tx, &leg);
}

/// Whoever of the receiver is to know: the assignee, if there is one.
fn assignee(held: &Held) -> Vec<UserId> {
    held.handoff.assignee.into_iter().collect()
}

fn asker(held: &Held) -> Vec<UserId> {
    vec![held.handoff.requested_by]
}

/// `/handoff accept`
pub(crate) async fn accept(tx: &mut Tx, req: &Accept) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    let assignee = req.assignee.as_ref().map(|who| who.user);
    accepted(tx, &req.actor, found, assignee).await
}

/// Somebody takes it; it is theirs unless they name somebody else.
pub(super) async fn accepted(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    named: Option<UserId>,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Accept)?;
    let mut held = found.held;
    effects::may_accept(tx, actor, &held).await?;
    let user = named.unwrap_or(actor.user);
    held.handoff.assignee = Some(user);
    held.handoff.accepted = Some((actor.user, tx.now()));
    let change = Change::new(Some(actor.user), "handoff.accepted", "accept")
        .about(Text::mention(user))
        .loud(Side::Sender, Vec::new())
        .with("user", user.0);
    settle(tx, &mut held, step.to, change).await?;
    post::invite(tx, &held, &[user]).await?;
    if user != actor.user {
        tell_assignee(tx, &held, Some(actor.user), user).await?;
    }
    effects::accepted(tx, &held).await?;
    let people = turns::choices(tx, &held.receiver, actor.lang).await?;
    Ok(Reply::Private(answer_cards::accepted(
        actor.lang, &held, people,
    )))
}

/// Somebody else is to do it.
pub(super) async fn assigned(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    chosen: &str,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Assign)?;
    let mut held = found.held;
    let (user, why) = turns::chosen(tx, &held.receiver, chosen).await?;
    if held.handoff.assignee == Some(user) {
        return Err(Refusal::new("refuse-handoff-has-it")
            .with("key", held.handoff.key())
            .with("user", Text::mention(user))
            .into());
    }
    held.handoff.assignee = Some(user);
    let change = Change::new(Some(actor.user), "handoff.assigned", "assign")
        .about(Text::mention(user))
        .with("user", user.0);
    settle(tx, &mut held, step.to, change).await?;
    post::invite(tx, &held, &[user]).await?;
    if user != actor.user {
        tell_assignee(tx, &held, Some(actor.user), user).await?;
    }
    Ok(Reply::Update(answer_cards::assigned(
        actor.lang, &held, user, why,
    )))
}

async fn tell_assignee(
    tx: &mut Tx,
    held: &Held,
    giver: Option<UserId>,
    user: UserId,
) -> anyhow::Result<()> {
    let lang = org::person(tx, user).await?.lang;
    let card = told_cards::assigned(lang, held, giver, held.handoff.due);
    let rule = ("handoff:assigned", format!("assigned/{}", tx.now().0));
    let receiver = held.receiver.clone();
    post::direct(tx, held, rule, (user, &receiver), card).await
}

/// `/handoff decline`
pub(crate) async fn decline(tx: &mut Tx, req: &Say) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    declined(tx, &req.actor, found, &req.text).await
}

pub(super) async fn declined(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    text: &str,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Decline)?;
    let mut held = found.held;
    let text = reading::read_words(text, "refuse-handoff-why")?;
    held.handoff.words.reason.clone_from(&text);
    let change = Change::new(Some(actor.user), "handoff.declined", "decline")
        .saying(&text)
        .loud(Side::Sender, asker(&held));
    settle(tx, &mut held, step.to, change).await?;
    effects::ended(tx, &held).await?;
    done(actor, &held, "handoff-done-declined")
}

/// `/handoff ask`
pub(crate) async fn ask(tx: &mut Tx, req: &Say) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    asked(tx, &req.actor, found, &req.text).await
}

pub(super) async fn asked(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    text: &str,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Ask)?;
    let mut held = found.held;
    let text = reading::read_words(text, "refuse-handoff-text")?;
    held.handoff.asked_in = held.handoff.state;
    held.handoff.words.question.clone_from(&text);
    held.handoff.words.answer.clear();
    let change = Change::new(Some(actor.user), "handoff.asked", "ask")
        .saying(&text)
        .loud(Side::Sender, asker(&held));
    settle(tx, &mut held, step.to, change).await?;
    done(actor, &held, "handoff-done-asked")
}

/// `/handoff answer`
pub(crate) async fn answer(tx: &mut Tx, req: &Say) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    answered(tx, &req.actor, found, &req.text).await
}

pub(super) async fn answered(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    text: &str,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Answer)?;
    let mut held = found.held;
    let text = reading::read_words(text, "refuse-handoff-text")?;
    held.handoff.words.answer.clone_from(&text);
    let change = Change::new(Some(actor.user), "handoff.answered", "answer")
        .saying(&text)
        .loud(Side::Receiver, assignee(&held));
    settle(tx, &mut held, step.to, change).await?;
    done(actor, &held, "handoff-done-answered")
}

/// `/handoff return`
pub(crate) async fn give_back(tx: &mut Tx, req: &Say) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    returned(tx, &req.actor, found, &req.text).await
}

pub(super) async fn returned(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    text: &str,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Return)?;
    let mut held = found.held;
    let text = reading::read_words(text, "refuse-handoff-why")?;
    held.handoff.returns += 1;
    held.handoff.words.reason.clone_from(&text);
    held.handoff.signed = [None; 2];
    held.handoff.confirms = None;
    let change = Change::new(Some(actor.user), "handoff.returned", "return")
        .saying(&text)
        .loud(Side::Receiver, assignee(&held))
        .with("returns", held.handoff.returns);
    settle(tx, &mut held, step.to, change).await?;
    done(actor, &held, "handoff-done-returned")
}

/// `/handoff confirm`
pub(crate) async fn confirm(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    confirmed(tx, &req.actor, found).await
}

pub(super) async fn confirmed(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Confirm)?;
    let mut held = found.held;
    if let Some(reply) = tasks::wants_check(tx, actor, &mut held).await? {
        return Ok(reply);
    }
    let change = Change::new(Some(actor.user), "handoff.confirmed", "confirm")
        .loud(Side::Receiver, Vec::new());
    settle(tx, &mut held, step.to, change).await?;
    effects::confirmed(tx, &held).await?;
    let parent = effects::waiting_parent(tx, &held).await?;
    Ok(Reply::Private(answer_cards::confirmed(
        actor.lang, &held, parent,
    )))
}

/// Nobody has said otherwise for long enough.
pub(super) async fn confirm_by_itself(tx: &mut Tx, mut held: Held) -> anyhow::Result<()> {
    let change = Change::new(None, "handoff.confirmed", "confirm").loud(Side::Receiver, Vec::new());
    settle(tx, &mut held, State::Confirmed, change).await?;
    effects::confirmed(tx, &held).await
}

/// `/handoff cancel`
pub(crate) async fn cancel(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    cancelled(tx, &req.actor, found).await
}

pub(super) async fn cancelled(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Cancel)?;
    let mut held = found.held;
    let change = Change::new(Some(actor.user), "handoff.cancelled", "cancel")
        .loud(Side::Receiver, assignee(&held));
    settle(tx, &mut held, step.to, change).await?;
    effects::ended(tx, &held).await?;
    let card = answer_cards::done(actor.lang, &held, "handoff-done-cancelled");
    Ok(Reply::Update(card))
}

/// `/handoff sign`
pub(crate) async fn sign(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    signed(tx, &req.actor, found).await
}

pub(super) async fn signed(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Sign)?;
    let mut held = found.held;
    let now = tx.now();
    for (place, signs) in held.handoff.signed.iter_mut().zip(step.signs) {
        if signs {
            *place = Some((actor.user, now));
        }
    }
    let all = step.to == State::Confirmed;
    let mut change = Change::new(Some(actor.user), "handoff.signed", "sign");
    for side in Side::BOTH {
        let users = if all {
            Vec::new()
        } else {
            missing(&held, side)
        };
        change = change.loud(side, users);
    }
    settle(tx, &mut held, step.to, change).await?;
    if all {
        effects::confirmed(tx, &held).await?;
    }
    let id = if all {
        "handoff-done-signed-all"
    } else {
        "handoff-done-signed"
    };
    done(actor, &held, id)
}

/// The leads who have not signed yet.
fn missing(held: &Held, side: Side) -> Vec<UserId> {
    let [sender, receiver] = held.handoff.signed;
    let signed = match side {
        Side::Sender => sender,
        Side::Receiver => receiver,
    };
    if signed.is_some() {
        return Vec::new();
    }
    held.department(side).leads.clone()
}

/// `/handoff pass`
pub(crate) async fn pass(tx: &mut Tx, req: &Pass) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    let to = org::department(tx, &req.to).await?;
    let text = req.text.as_deref().unwrap_or_default();
    passed(tx, &req.actor, found, to, text).await
}

/// Another department has it from now on: the first one's clocks stop and its time is kept, the next one's begin.
pub(super) async fn passed(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    to: Department,
    text: &str,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Pass)?;
    let mut held = found.held;
    may_pass(actor, &held, &to)?;
    let text = reading::read_text(text)?;
    let now = tx.now();
    let work = clock::work(tx, &held).await?;
    held.handoff.clocks.follow(State::Delivered, now, &work);
    keep_leg(tx, &held, "passed");
    post::passed_on(tx, &held, &to).await?;
    let before = held.receiver.name.clone();
    held.handoff.to = to.id;
    held.handoff.leg += 1;
    held.handoff.leg_at = now;
    held.handoff.assignee = None;
    held.handoff.accepted = None;
    held.handoff.words.reason.clone_from(&text);
    held.receiver = to;
    held.handoff.clocks = clock::begin(tx, &held).await?;
    let about = Text::user(held.receiver.name_in(actor.lang));
    let change = Change::new(Some(actor.user), "handoff.passed", "pass")
        .saying(&text)
        .about(about)
        .loud(Side::Sender, Vec::new())
        .with("from", before)
        .with("to", held.receiver.name.clone());
    // It is requested anew, even where it was only requested before.
    held.handoff.state_by = Some(actor.user);
    held.handoff.state_at = now;
    settle(tx, &mut held, step.to, change).await?;
    post::open_thread(tx, &held, Side::Receiver).await?;
    done(actor, &held, "handoff-done-passed")
}

fn may_pass(actor: &Actor, held: &Held, to: &Department) -> Result<(), Refusal> {
    let name = |d: &Department| Text::user(d.name_in(actor.lang));
    let id = if to.id == held.receiver.id {
        "refuse-handoff-pass-same"
    } else if to.id == held.sender.id {
        "refuse-handoff-pass-back"
    } else if held.is_private() && !held.playbook.allows(&held.sender.key, &to.key) {
        // What is for few is not carried to others.
        "refuse-handoff-pass-private"
    } else {
        return Ok(());
    };
    Err(Refusal::new(id)
        .with("key", held.handoff.key())
        .with("department", name(to)))
}

/// A word to the other side that changes nothing.
pub(super) async fn wrote(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    text: &str,
) -> Result<Reply, Error> {
    may_write(&found)?;
    let held = found.held;
    let text = reading::read_words(text, "refuse-handoff-text")?;
    let said = Said {
        key: held.handoff.key(),
        event: "write",
        by: Some(actor.user),
        text: &text,
        about: Text::default(),
    };
    post::say(tx, &held, &said, &[]).await?;
    let facts = if held.is_private() {
        json!({})
    } else {
        json!({ "text": text })
    };
    note(tx, &held, Some(actor.user), "handoff.wrote", facts).await?;
    done(actor, &held, "handoff-done-wrote")
}

pub(super) fn may_write(found: &Found) -> Result<(), Refusal> {
    if found.inside {
        return Ok(());
    }
    Err(Refusal::new("refuse-handoff-outside").with("key", found.held.handoff.key()))
}

/// What was lent has come back.
pub(super) async fn took_back(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    may_write(&found)?;
    let mut held = found.held;
    if let Some((by, at)) = held.handoff.outcome.back {
        return Err(Refusal::new("refuse-handoff-back")
            .with("key", held.handoff.key())
            .with("user", Text::mention(by))
            .with("when", time_full(at))
            .into());
    }
    held.handoff.outcome.back = Some((actor.user, tx.now()));
    let to = held.handoff.state;
    let change = Change::new(Some(actor.user), "handoff.given-back", "back")
        .loud(Side::Sender, Vec::new())
        .loud(Side::Receiver, Vec::new());
    // Its time is kept already where it is over.
    clock::arm(tx, &mut held).await?;
    settle(tx, &mut held, to, change).await?;
    done(actor, &held, "handoff-done-back")
}

pub(super) fn done(actor: &Actor, held: &Held, id: &'static str) -> Result<Reply, Error> {
    Ok(Reply::Private(answer_cards::done(actor.lang, held, id)))
}
