//! What a handoff does besides being delivered, as its playbook says: incidents, windows, answers that travel back, exceptions.
//!
//! What belongs to capabilities that do not know handoffs is passed up: [`Passed`] arrives in `core/mod.rs`, in a turn of its own.

use anyhow::Context;
use serde_json::json;

use crate::calendar::{Day, read_when};
use crate::chat::{Text, UserId, time_full};
use crate::clock::{At, Span};
use crate::core::catalogue::{self, Effect, Value, Values};
use crate::core::decision::{self, Ask, Group, Owner, Settled, Subject, Voter};
use crate::core::handoff::cards;
use crate::core::handoff::find::{self, Found, Held};
use crate::core::handoff::moves::{self, Change};
use crate::core::handoff::rules::Step;
use crate::core::handoff::types::{Handoff, Side, State};
use crate::core::handoff::{
    answer_cards, clock, deliver, freeze_store, post, reading, store, told_cards,
};
use crate::core::incident::{self, Alerts, Kind, Opening, Origin, Severity};
use crate::core::{Actor, Error, Refusal, Reply, org};
use crate::jobs::{self, CatchUp, Timer};
use crate::store::Tx;

/// Timer: what a handoff came to concerns a capability that does not know handoffs; the subject is its number and the effect.
pub(crate) const PASSED: &str = "handoff:passed-up";
/// So many standing windows are looked through.
const WINDOWS: i64 = 500;
/// The longest exception, in days.
const EXCUSED_MOST: i64 = 180;

/// What a handoff came to, for whoever it concerns: read it with [`facts`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Passed {
    pub(crate) handoff: i64,
    pub(crate) effect: Effect,
}

/// A handoff as others may read it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Facts {
    pub(crate) number: i64,
    pub(crate) playbook: String,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) state: State,
    /// As typed: escape before showing.
    pub(crate) title: String,
    pub(crate) project: String,
    pub(crate) requested_by: UserId,
    /// Who moved it to where it is.
    pub(crate) by: Option<UserId>,
    /// Who did it.
    pub(crate) assignee: Option<UserId>,
    pub(crate) particulars: Values,
    pub(crate) delivered: Values,
}

/// The handoff of this number as others may read it.
pub(crate) async fn facts(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Facts>> {
    let found = store::one(tx, number).await?;
    Ok(found.map(|h| Facts {
        number: h.number,
        playbook: h.playbook,
        from: h.from,
        to: h.to,
        state: h.state,
        title: h.title,
        project: h.project,
        requested_by: h.requested_by,
        by: h.state_by,
        assignee: h.assignee,
        particulars: h.particulars,
        delivered: h.outcome.fields,
    }))
}

/// What was delivered, in words: the answer, or what was filled in.
pub(super) fn answer_of(handoff: &Handoff) -> String {
    let outcome = &handoff.outcome;
    let playbook = catalogue::playbook(&handoff.playbook);
    let fields = playbook.map_or(&[][..], |p| &p.delivery);
    let words = fields
        .iter()
        .filter_map(|f| match outcome.fields.get(&f.key) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        });
    let mut parts: Vec<String> = words.collect();
    if !outcome.text.is_empty() {
        parts.push(outcome.text.clone());
    }
    parts.join("\n")
}

/// Refuses what stands against a request before it is made.
pub(super) async fn may_request(
    tx: &mut Tx,
    actor: &Actor,
    playbook: &catalogue::Playbook,
    said: &Values,
    today: Day,
) -> Result<(), Error> {
    let until = said
        .date("until")
        .filter(|_| playbook.has(Effect::GivenBack));
    if let Some(until) = until.filter(|until| *until < today) {
        return Err(Refusal::new("refuse-day-past")
            .with("day", until.to_string())
            .with("today", today.to_string())
            .into());
    }
    if !playbook.has(Effect::ChecksFreeze) {
        return Ok(());
    }
    match (said.moment("from"), said.moment("until")) {
        (Some(from), Some(until)) => free(tx, actor, playbook, (from, until), 0).await,
        _ => Ok(()),
    }
}

/// The same again when it is accepted: two may have been asked for since.
pub(super) async fn may_accept(tx: &mut Tx, actor: &Actor, held: &Held) -> Result<(), Error> {
    let said = &held.handoff.particulars;
    match (said.moment("from"), said.moment("until")) {
        (Some(from), Some(until)) if held.playbook.has(Effect::ChecksFreeze) => {
            free(tx, actor, held.playbook, (from, until), held.handoff.number).await
        }
        _ => Ok(()),
    }
}

/// No other window, and no freeze, stands in this time.
async fn free(
    tx: &mut Tx,
    actor: &Actor,
    playbook: &catalogue::Playbook,
    (from, until): (At, At),
    but: i64,
) -> Result<(), Error> {
    if let Some(freeze) = freeze_store::within(tx, from, until).await? {
        return Err(Refusal::new("refuse-handoff-freeze")
            .with("reason", Text::brief(&freeze.reason, 80))
            .with("from", time_full(freeze.from))
            .with("until", time_full(freeze.until))
            .into());
    }
    for other in store::standing_of(tx, &playbook.key, WINDOWS).await? {
        let window = other
            .particulars
            .moment("from")
            .zip(other.particulars.moment("until"));
        let Some((begins, ends)) = window else {
            continue;
        };
        // Of two that wait, the one that is accepted first has it.
        let counts = but == 0 || other.state != State::Requested;
        if other.number != but && counts && begins < until && from < ends {
            let found = find::known(tx, actor, other).await?;
            let name = if found.sees() {
                Text::brief(&found.held.handoff.title, 80)
            } else {
                cards::open_name(&found.held, actor.lang)
            };
            return Err(Refusal::new("refuse-handoff-window")
                .with("key", found.held.handoff.key())
                .with("name", name)
                .with("from", time_full(begins))
                .with("until", time_full(ends))
                .into());
        }
    }
    Ok(())
}

/// It was asked for just now.
pub(super) async fn requested(tx: &mut Tx, held: &mut Held) -> anyhow::Result<()> {
    if !held.playbook.has(Effect::OpensSecurityIncident) {
        return Ok(());
    }
    let said = held.handoff.particulars.choice("severity");
    let severity = said
        .and_then(Severity::read)
        .unwrap_or(match held.handoff.priority {
            catalogue::Priority::Urgent => Severity::Sev1,
            catalogue::Priority::High => Severity::Sev2,
            catalogue::Priority::Normal | catalogue::Priority::Low => Severity::Sev3,
        });
    // Security takes it, whichever of the two was asked.
    let number = open_incident(
        tx,
        held,
        Kind::Security,
        severity,
        held.handoff.requested_by,
    )
    .await?;
    held.handoff.incident = Some(number);
    Ok(())
}

async fn open_incident(
    tx: &mut Tx,
    held: &Held,
    kind: Kind,
    severity: Severity,
    by: UserId,
) -> anyhow::Result<i64> {
    let handoff = &held.handoff;
    let customers = handoff.particulars.get("users").and_then(Value::number);
    let opening = Opening {
        department: handoff.to,
        kind,
        severity,
        title: handoff.title.clone(),
        service: String::new(),
        project: handoff.project.clone(),
        details: handoff.details.clone(),
        customers: customers.is_some_and(|users| users >= 1.0),
        origin: Origin::Person(by),
        alerts: Alerts::default(),
        silenced_until: None,
    };
    incident::open(tx, &opening).await
}

/// It has been taken.
pub(super) async fn accepted(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    for effect in [Effect::MovesMilestone, Effect::Allocates] {
        pass_up(tx, held, effect).await?;
    }
    Ok(())
}

/// What was asked for is there.
pub(super) async fn delivered(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    pass_up(tx, held, Effect::FeedsGate).await
}

/// It has come to its end.
pub(super) async fn confirmed(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    for effect in [
        Effect::FeedsGate,
        Effect::FeedsBudget,
        Effect::FeedsKnowledge,
    ] {
        pass_up(tx, held, effect).await?;
    }
    ended(tx, held).await?;
    let Some(parent) = waiting_parent(tx, held).await? else {
        return Ok(());
    };
    let card = told_cards::child_done(held.sender.lang, held, parent);
    let rule = ("handoff:child-done", "child-done".to_owned());
    let sender = held.sender.clone();
    post::to_channel(tx, held, rule, &sender, card).await?;
    if let Some(parent) = store::one(tx, parent).await? {
        let parent = find::held(tx, parent).await?;
        post::refresh(tx, &parent).await?;
    }
    Ok(())
}

/// It is over, whatever came of it: what excused it is needed no more.
pub(super) async fn ended(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    if held.playbook.has(Effect::Verifies) {
        let subject = Subject::new(Owner::Handoff, held.handoff.number, "");
        decision::void(tx, &subject, decision::WITHDRAWN).await?;
    }
    Ok(())
}

/// The handoff whose answer this one's is waited for with.
pub(super) async fn waiting_parent(tx: &mut Tx, held: &Held) -> anyhow::Result<Option<i64>> {
    let Some(parent) = held.handoff.parent else {
        return Ok(None);
    };
    let parent = store::one(tx, parent).await?;
    Ok(parent
        .filter(|p| p.state == State::Accepted)
        .map(|p| p.number))
}

async fn pass_up(tx: &mut Tx, held: &Held, effect: Effect) -> anyhow::Result<()> {
    if !held.playbook.has(effect) {
        return Ok(());
    }
    let timer = Timer {
        kind: PASSED,
        subject: format!("{}/{}", held.handoff.number, effect_name(effect)),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({ "handoff": held.handoff.number, "effect": effect_name(effect) }),
    };
    jobs::arm(tx, &timer).await
}

/// The effects that are passed up, as they are kept in timers.
fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::OpensSecurityIncident => "opens-security-incident",
        Effect::MayBecomeIncident => "may-become-incident",
        Effect::Verifies => "verifies",
        Effect::GivenBack => "given-back",
        Effect::FeedsGate => "feeds-gate",
        Effect::AnswerTravelsBack => "answer-travels-back",
        Effect::FeedsKnowledge => "feeds-knowledge",
        Effect::ChecksFreeze => "checks-freeze",
        Effect::MovesMilestone => "moves-milestone",
        Effect::Allocates => "allocates",
        Effect::FeedsBudget => "feeds-budget",
    }
}

/// What the timer was armed for.
pub(super) fn passed(payload: &serde_json::Value) -> anyhow::Result<Passed> {
    let handoff = payload.get("handoff").and_then(serde_json::Value::as_i64);
    let name = payload.get("effect").and_then(serde_json::Value::as_str);
    let all = [
        Effect::FeedsGate,
        Effect::AnswerTravelsBack,
        Effect::FeedsKnowledge,
        Effect::MovesMilestone,
        Effect::Allocates,
        Effect::FeedsBudget,
    ];
    let effect = all.into_iter().find(|e| Some(effect_name(*e)) == name);
    Ok(Passed {
        handoff: handoff.context("which handoff")?,
        effect: effect.context("an effect of a handoff")?,
    })
}

/// The receiver makes an incident of it.
pub(super) async fn becomes_incident(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    severity: &str,
) -> Result<Reply, Error> {
    may_become(actor, &found)?;
    let severity = Severity::read(severity).ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let mut held = found.held;
    let number = open_incident(tx, &held, Kind::Fault, severity, actor.user).await?;
    held.handoff.incident = Some(number);
    let to = held.handoff.state;
    let change = Change::new(Some(actor.user), "handoff.incident", "incident")
        .about(Text::trusted(format!("INC-{number}")))
        .loud(Side::Sender, Vec::new())
        .with("incident", number);
    moves::settle(tx, &mut held, to, change).await?;
    Ok(Reply::Update(answer_cards::incident_made(
        actor.lang, &held, number,
    )))
}

/// Refuses unless the receiver may make an incident of it now.
pub(super) fn may_become(actor: &Actor, found: &Found) -> Result<(), Refusal> {
    let held = &found.held;
    if !held.playbook.has(Effect::MayBecomeIncident) {
        return Err(Refusal::new("refuse-unknown-action"));
    }
    if let Some(incident) = held.handoff.incident {
        return Err(Refusal::new("refuse-handoff-incident")
            .with("key", held.handoff.key())
            .with("incident", format!("INC-{incident}")));
    }
    // Whoever could pass it on may.
    found.step(actor, Step::Pass).map(drop)
}

/// An incident is over: what it came to goes back to who reported it.
pub(crate) async fn incident_resolved(tx: &mut Tx, over: &incident::Over) -> anyhow::Result<()> {
    let mut handoffs = Vec::new();
    for number in over.merged.iter().chain([&over.number]) {
        handoffs.extend(store::of_incident(tx, *number).await?);
    }
    for handoff in handoffs {
        if !handoff.state.is_open() {
            continue;
        }
        let mut held = find::held(tx, handoff).await?;
        let answered = held.handoff.state == State::Accepted
            && held.playbook.has(Effect::MayBecomeIncident)
            && !over.words.is_empty()
            && deliver::by_incident(tx, &mut held, &over.words, over.by).await?;
        if answered {
            continue;
        }
        let card = answer_cards::incident_over(held.receiver.lang, &held, over.number);
        let rule = (
            "handoff:incident-over",
            format!("incident-over/{}", tx.now().0),
        );
        let receiver = held.receiver.clone();
        post::to_channel(tx, &held, rule, &receiver, card).await?;
    }
    Ok(())
}

/// Refuses unless an exception may be asked for now.
pub(super) fn may_excuse(actor: &Actor, found: &Found) -> Result<(), Refusal> {
    let held = &found.held;
    if !held.playbook.has(Effect::Verifies) {
        return Err(Refusal::new("refuse-unknown-action"));
    }
    if let Some(until) = held.handoff.clocks.excused {
        return Err(Refusal::new("refuse-handoff-excused")
            .with("key", held.handoff.key())
            .with("when", time_full(until)));
    }
    found.step(actor, Step::Pass).map(drop)
}

/// The receiver asks not to have to do it yet: the lead of the department that asked decides, for a time that ends by itself.
pub(super) async fn excuse(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    (why, until): (&str, &str),
) -> Result<Reply, Error> {
    may_excuse(actor, &found)?;
    let held = found.held;
    let why = reading::read_words(why, "refuse-handoff-why")?;
    let zone = org::person(tx, actor.user).await?.zone;
    let now = tx.now();
    let most = now + Span::days(EXCUSED_MOST);
    let at = read_when(until, now, zone).filter(|at| *at > now && *at <= most);
    let at = at.ok_or_else(|| {
        Refusal::new("refuse-handoff-excuse-until")
            .with("typed", Text::echo(until))
            .with("days", EXCUSED_MOST)
    })?;
    let days = 3;
    let ask = Ask {
        subject: Subject::new(Owner::Handoff, held.handoff.number, ""),
        title: answer_cards::excuse_title(held.sender.lang, &held, at),
        // Where everybody reads, the reason stays out.
        why: if held.is_private() {
            String::new()
        } else {
            why.clone()
        },
        amount: String::new(),
        asker: actor.user,
        groups: vec![Group::one(vec![Voter::LeadsOf(held.sender.id)])],
        content: excuse_content(&held, at),
        expires: decision::in_working_days(tx, &held.sender, days)
            .await?
            .min(at),
        holds_until: Some(at),
        posted: vec![held.sender.id],
    };
    let number = decision::ask(tx, &ask).await?;
    let key = format!("DEC-{number}");
    let said = told_cards::Said {
        key: held.handoff.key(),
        event: "excuse",
        by: Some(actor.user),
        text: &why,
        about: Text::trusted(key.clone()),
    };
    post::say(tx, &held, &said, &[]).await?;
    let facts = json!({ "decision": number, "until": at.0 });
    moves::note(
        tx,
        &held,
        Some(actor.user),
        "handoff.exception-asked",
        facts,
    )
    .await?;
    Ok(Reply::Private(answer_cards::excuse_asked(
        actor.lang, &held, &key,
    )))
}

/// All that the decision is about.
fn excuse_content(held: &Held, until: At) -> String {
    format!(
        "{}\n{}\n{}",
        held.handoff.key(),
        held.handoff.title,
        until.0
    )
}

/// What came of a decision about an exception.
pub(crate) async fn decided(tx: &mut Tx, settled: &Settled) -> anyhow::Result<()> {
    let Some(handoff) = store::one(tx, settled.subject.number).await? else {
        return Ok(());
    };
    if !handoff.state.is_open() {
        return Ok(());
    }
    let mut held = find::held(tx, handoff).await?;
    let (excused, action, event) = match &settled.outcome {
        decision::Outcome::Approved { until } => (*until, "handoff.excused", "excused"),
        decision::Outcome::Ended => (None, "handoff.exception-over", "exception-over"),
        decision::Outcome::Rejected { .. } | decision::Outcome::Expired => {
            (None, "handoff.exception-refused", "exception-refused")
        }
    };
    held.handoff.clocks.excused = excused;
    if matches!(settled.outcome, decision::Outcome::Ended) {
        // It stands open again, with all the time there is for it.
        held.handoff.clocks = clock::begin(tx, &held).await?;
    }
    let to = held.handoff.state;
    let users: Vec<UserId> = held.handoff.assignee.into_iter().collect();
    let change = Change::new(None, action, event)
        .about(Text::trusted(format!("DEC-{}", settled.number)))
        .loud(Side::Receiver, users)
        .loud(Side::Sender, Vec::new());
    moves::settle(tx, &mut held, to, change).await
}
