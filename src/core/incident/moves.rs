//! Moving an incident from one state to another: acknowledged, mitigated, resolved, closed, opened again, merged.

use serde_json::{Value, json};

use crate::chat::{Text, time_relative};
use crate::clock::Span;
use crate::core::incident::find::{self, Found};
use crate::core::incident::paging::Event as Happened;
use crate::core::incident::requests::{Merge, One, Resolve};
use crate::core::incident::rules::{self, Effect, Into, Move, Part, Plan, State};
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::Incident;
use crate::core::incident::{answer_cards, card, customers, handover, over, reading, room, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::Arg;
use crate::metrics::METRICS;
use crate::store::Tx;

/// Somebody has it: the next level does not ring.
pub(crate) async fn ack(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    acknowledge(tx, &req.actor, found).await
}

pub(super) async fn acknowledge(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let incident = Box::pin(go(tx, actor, found, Move::Acknowledge, json!(null))).await?;
    let due = incident.paging.deadlines.update;
    let due = due.map_or_else(|| "–".to_owned(), time_relative);
    Ok(done(
        actor,
        "incident-acknowledged",
        &incident,
        &[("when", due.into())],
    ))
}

/// It harms no more; its cause is still there.
pub(crate) async fn mitigate(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    mitigated(tx, &req.actor, found).await
}

pub(super) async fn mitigated(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let incident = Box::pin(go(tx, actor, found, Move::Mitigate, json!(null))).await?;
    Ok(done(actor, "incident-mitigated", &incident, &[]))
}

/// It is over. Asks for what was not given of cause and impact.
pub(crate) async fn resolve(tx: &mut Tx, req: &Resolve) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    let given = |text: &Option<String>| reading::read_text(text.as_deref().unwrap_or_default());
    let (cause, impact) = (given(&req.cause)?, given(&req.impact)?);
    if cause.is_empty() || impact.is_empty() {
        return ask_to_resolve(&req.actor, &found, &cause, &impact, tx.now());
    }
    let ending = Ending {
        cause,
        impact,
        public: String::new(),
    };
    resolved(tx, &req.actor, found, &ending).await
}

/// The form that asks; whoever may not, or comes too late, is told so before they type.
pub(super) fn ask_to_resolve(
    actor: &Actor,
    found: &Found,
    cause: &str,
    impact: &str,
    now: crate::clock::At,
) -> Result<Reply, Error> {
    let standing = found.incident.standing();
    rules::decide(&standing, Move::Resolve, actor.user, found.part, now)?;
    let form = answer_cards::resolve_form(actor.lang, &found.incident, cause, impact);
    Ok(Reply::Form(form))
}

/// What is said at the end.
pub(super) struct Ending {
    pub(super) cause: String,
    pub(super) impact: String,
    /// For customers, in plain words; or nothing.
    pub(super) public: String,
}

pub(super) async fn resolved(
    tx: &mut Tx,
    actor: &Actor,
    mut found: Found,
    ending: &Ending,
) -> Result<Reply, Error> {
    found.incident.cause.clone_from(&ending.cause);
    found.incident.impact.clone_from(&ending.impact);
    let facts = json!({ "cause": ending.cause, "impact": ending.impact });
    let incident = Box::pin(go(tx, actor, found, Move::Resolve, facts)).await?;
    customers::resolved(tx, &incident, &ending.public).await?;
    over::tell(tx, &incident).await?;
    Ok(done(actor, "incident-resolved", &incident, &[]))
}

/// It is not over after all: pages begin anew.
pub(crate) async fn reopen(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    reopened(tx, &req.actor, found).await
}

pub(super) async fn reopened(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let merged_into = found.incident.merged_into;
    let incident = Box::pin(go(tx, actor, found, Move::Reopen, json!(null))).await?;
    if let Some(into) = merged_into {
        leave(tx, into).await?;
    }
    customers::reopened(tx, &incident).await?;
    over::tell(tx, &incident).await?;
    Ok(done(actor, "incident-reopened", &incident, &[]))
}

/// What it was merged into counts it no longer.
async fn leave(tx: &mut Tx, into: i64) -> anyhow::Result<()> {
    let Some(mut other) = store::one(tx, into).await? else {
        return Ok(());
    };
    other.absorbed = (other.absorbed - 1).max(0);
    store::save(tx, &other).await?;
    card::refresh(tx, &other).await
}

/// Nothing is left to do.
pub(crate) async fn close(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    closed(tx, &req.actor, found).await
}

pub(super) async fn closed(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let incident = Box::pin(go(tx, actor, found, Move::Close, json!(null))).await?;
    Ok(done(actor, "incident-closed", &incident, &[]))
}

/// It is the same as another, which carries on: alerts, people and timeline go there.
pub(crate) async fn merge(tx: &mut Tx, req: &Merge) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    Box::pin(merged(tx, &req.actor, found, &req.into)).await
}

pub(super) async fn merged(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    into: &str,
) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    let into = find::seen(tx, actor, into).await?.incident;
    if found.incident.is_private() && !into.is_private() {
        // Its words would be read by everybody.
        return Err(Refusal::new("refuse-incident-merge-private")
            .with("incident", found.incident.key())
            .with("into", into.key())
            .into());
    }
    let wanted = Move::Merge(Into {
        number: into.number,
        state: into.state,
        merged_into: into.merged_into,
    });
    let facts = json!({ "into": into.key() });
    let from = Box::pin(go(tx, actor, found, wanted, facts)).await?;
    take_over(tx, actor, into, &from).await?;
    let into = from
        .merged_into
        .map_or_else(String::new, |n| format!("INC-{n}"));
    Ok(done(
        actor,
        "incident-merged",
        &from,
        &[("into", into.into())],
    ))
}

/// The one that carries on takes over what the other had.
async fn take_over(
    tx: &mut Tx,
    actor: &Actor,
    mut into: Incident,
    from: &Incident,
) -> anyhow::Result<()> {
    into.absorbed += 1 + from.absorbed;
    for mut other in store::absorbed(tx, from.number).await? {
        other.merged_into = Some(into.number);
        store::save(tx, &other).await?;
        card::refresh(tx, &other).await?;
    }
    let roles = &mut into.roles;
    roles.commander = roles.commander.or(from.roles.commander);
    roles.communications = roles.communications.or(from.roles.communications);
    roles.scribe = roles.scribe.or(from.roles.scribe);
    into.customers |= from.customers;
    if into.update.is_none() {
        into.update.clone_from(&from.update);
    }
    if into.roles.commander.is_some() {
        room::hear(tx, &mut into, &Happened::CommanderNamed).await?;
    }
    let facts = json!({ "merged": from.key(), "title": from.title });
    let change = Change::new(Some(actor.user), "incident.absorbed", facts);
    said::note(tx, &into, change).await?;
    store::save(tx, &into).await?;
    card::refresh(tx, &into).await?;
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("incident", from.key().into()),
    ];
    Box::pin(said::say(tx, &into, "incident-said-absorbed", &args)).await
}

fn done(actor: &Actor, id: &str, incident: &Incident, args: &[(&'static str, Arg)]) -> Reply {
    Reply::Update(answer_cards::done(actor.lang, id, incident, args))
}

/// Decides the move, and does all that comes of it.
async fn go(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    wanted: Move,
    facts: Value,
) -> Result<Incident, Error> {
    let mut incident = found.incident;
    let mut standing = incident.standing();
    // It rings again although somebody had it: whoever takes it now is the one.
    if wanted == Move::Acknowledge && incident.wants_somebody() {
        standing.state = State::Triggered;
    }
    let plan = rules::decide(&standing, wanted, actor.user, found.part, tx.now())?;
    let (action, line) = words(wanted);
    apply(&mut incident, &plan);
    if let (Effect::Holds, Some(since)) = (plan.effect, incident.paging.unowned_since) {
        measure(tx.now() - since);
    }
    if let Some(happened) = heard(&plan) {
        room::hear(tx, &mut incident, &happened).await?;
    }
    let change = Change {
        by: Some(actor.user),
        action,
        before: json!({ "state": plan.from.name() }),
        after: with_state(facts, plan.to),
    };
    said::note(tx, &incident, change).await?;
    store::save(tx, &incident).await?;
    room::invite(tx, &incident, &[actor.user]).await?;
    card::refresh(tx, &incident).await?;
    if plan.effect == Effect::Holds {
        Box::pin(handover::taken(tx, &incident, actor.user)).await?;
    }
    let into = plan
        .merged_into
        .map_or_else(String::new, |n| format!("INC-{n}"));
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("into", into.into()),
    ];
    Box::pin(said::say(tx, &incident, line, &args)).await?;
    Ok(incident)
}

/// So long nobody had it. What is undone and tried again is measured twice: rarely, and the same.
fn measure(waited: Span) {
    let seconds = waited.duration().as_secs_f64();
    let all = METRICS.page_ack_seconds.with_label_values::<&str>(&[]);
    all.observe(seconds);
}

fn with_state(mut facts: Value, to: State) -> Value {
    let Some(all) = facts.as_object_mut() else {
        return json!({ "state": to.name() });
    };
    all.insert("state".to_owned(), to.name().into());
    facts
}

/// How a move stands on the timeline, and how it is said in the thread.
fn words(wanted: Move) -> (&'static str, &'static str) {
    match wanted {
        Move::Acknowledge => ("incident.acknowledged", "incident-said-acknowledged"),
        Move::Mitigate => ("incident.mitigated", "incident-said-mitigated"),
        Move::Resolve => ("incident.resolved", "incident-said-resolved"),
        Move::Close => ("incident.closed", "incident-said-closed"),
        Move::Reopen => ("incident.reopened", "incident-said-reopened"),
        Move::Merge(_) => ("incident.merged", "incident-said-merged"),
    }
}

fn heard(plan: &Plan) -> Option<Happened> {
    match plan.effect {
        Effect::Holds => Some(Happened::Acknowledged(plan.by)),
        Effect::Rests => Some(Happened::Mitigated),
        Effect::Ends => Some(Happened::Resolved),
        Effect::Starts => Some(Happened::Reopened),
        Effect::Nothing => None,
    }
}

/// Writes a plan into the incident. Who ends what nobody had acknowledged had it.
fn apply(incident: &mut Incident, plan: &Plan) {
    incident.state = plan.to;
    incident.state_by = Some(plan.by);
    incident.state_at = plan.at;
    incident.merged_into = plan.merged_into;
    match plan.to {
        State::Triggered => {
            incident.mitigated_at = None;
            incident.resolved_at = None;
            incident.closed_at = None;
        }
        State::Acknowledged => {}
        State::Mitigated => incident.mitigated_at = Some(plan.at),
        State::Resolved => incident.resolved_at = Some(plan.at),
        State::Closed => incident.closed_at = Some(plan.at),
    }
    let taken = !matches!(plan.to, State::Triggered) && plan.merged_into.is_none();
    if taken {
        incident.acknowledged.get_or_insert((plan.at, plan.by));
    }
}
