//! Which incident is meant, and what part somebody has in it.

use anyhow::Context;

use crate::chat::{Text, UserId};
use crate::core::incident::paging::Who;
use crate::core::incident::rules::Part;
use crate::core::incident::types::Incident;
use crate::core::incident::{duty, reading, store};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal};
use crate::store::Tx;

/// Those who take a security incident together, by key, the one that owns it first.
const TOGETHER: [&str; 2] = ["security", "ops"];
/// So many are looked through for a title or a mistyped key.
pub(super) const RECENT: i64 = 200;

/// An incident somebody named.
pub(super) struct Found {
    pub(super) incident: Incident,
    pub(super) department: Department,
    pub(super) part: Part,
}

/// The incident of this key or title, with the part the actor has in it.
pub(super) async fn find(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    // On the heap: everything begins with it, and it is large.
    Box::pin(look_up(tx, actor, typed)).await
}

async fn look_up(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    if let Some(number) = reading::read_key(typed) {
        return match store::one(tx, number).await? {
            Some(incident) => Ok(known(tx, actor, incident).await?),
            None => Err(unknown(tx, actor, typed).await?.into()),
        };
    }
    let wanted = typed.trim().to_lowercase();
    let mut same: Vec<Incident> = Vec::new();
    for incident in store::latest(tx, RECENT).await? {
        if incident.title.to_lowercase() == wanted && sees(tx, actor, &incident).await? {
            same.push(incident);
        }
    }
    // An open one is meant before one that is over.
    same.sort_by_key(|i| (!i.state.is_open(), std::cmp::Reverse(i.number)));
    match same.into_iter().next() {
        Some(incident) => Ok(known(tx, actor, incident).await?),
        None => Err(unknown(tx, actor, typed).await?.into()),
    }
}

/// The incident of this number, for buttons.
pub(super) async fn numbered(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Found, Error> {
    match store::one(tx, number).await? {
        Some(incident) => Ok(Box::pin(known(tx, actor, incident)).await?),
        None => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// The same where its details are asked for: a refusal for those they are not for.
pub(super) async fn seen(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    let found = find(tx, actor, typed).await?;
    found.refuse_strangers()?;
    Ok(found)
}

impl Found {
    /// Its details are for the actor too.
    pub(super) fn sees(&self) -> bool {
        !self.incident.is_private() || self.part > Part::Outsider
    }
    pub(super) fn refuse_strangers(&self) -> Result<(), Refusal> {
        if self.sees() {
            return Ok(());
        }
        Err(Refusal::new("refuse-incident-private").with("incident", self.incident.key()))
    }
    /// Refuses whoever has no part in it.
    pub(super) fn need(&self, least: Part) -> Result<(), Refusal> {
        if self.part >= least {
            return Ok(());
        }
        let id = match least {
            Part::Outsider | Part::Member => "refuse-incident-right-member",
            Part::Responder | Part::Lead => "refuse-incident-right-responder",
        };
        Err(Refusal::new(id).with("incident", self.incident.key()))
    }
    /// Refuses when it is over: with where it stands, who moved it there and when.
    pub(super) fn need_open(&self) -> Result<(), Refusal> {
        if self.incident.state.is_open() {
            return Ok(());
        }
        Err(self.incident.standing().refusal())
    }
}

async fn known(tx: &mut Tx, actor: &Actor, incident: Incident) -> anyhow::Result<Found> {
    let department = department(tx, &incident).await?;
    let part = part(tx, actor, &incident, &department).await?;
    Ok(Found {
        incident,
        department,
        part,
    })
}

/// The department that has it.
pub(super) async fn department(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Department> {
    let found = org::department_by_id(tx, incident.department).await?;
    found.with_context(|| format!("{} belongs to no department", incident.key()))
}

/// Security and operations, as far as they are there: together they take what is a matter of security.
pub(super) async fn together(tx: &mut Tx) -> anyhow::Result<Vec<Department>> {
    let mut all = org::departments(tx).await?;
    all.retain(|d| TOGETHER.contains(&d.key.as_str()));
    all.sort_by_key(|d| TOGETHER.iter().position(|key| *key == d.key));
    Ok(all)
}

/// Whether its details are for the actor.
pub(super) async fn sees(tx: &mut Tx, actor: &Actor, incident: &Incident) -> anyhow::Result<bool> {
    if !incident.is_private() {
        return Ok(true);
    }
    let department = department(tx, incident).await?;
    let part = Box::pin(part(tx, actor, incident, &department)).await?;
    Ok(part > Part::Outsider)
}

/// The part somebody has in it.
async fn part(
    tx: &mut Tx,
    actor: &Actor,
    incident: &Incident,
    department: &Department,
) -> anyhow::Result<Part> {
    let leads = if incident.is_private() {
        // The project office leads nothing here: it has no part in what is kept from all.
        actor.admin || department.leads.contains(&actor.user)
    } else {
        org::may(tx, actor, "incident-lead", Some(department)).await?
    };
    if leads {
        return Ok(Part::Lead);
    }
    if has_role(incident, actor.user) || is_called(tx, incident, actor.user).await? {
        return Ok(Part::Responder);
    }
    if incident.origin.by() == Some(actor.user) || belongs(tx, actor, incident, department).await? {
        return Ok(Part::Member);
    }
    Ok(Part::Outsider)
}

fn has_role(incident: &Incident, user: UserId) -> bool {
    let roles = &incident.roles;
    let holder = incident.paging.holder.map(|h| h.by);
    let acknowledged = incident.acknowledged.map(|a| a.1);
    [
        roles.commander,
        roles.communications,
        roles.scribe,
        holder,
        acknowledged,
    ]
    .contains(&Some(user))
}

/// Is paged for it, or on call for it.
async fn is_called(tx: &mut Tx, incident: &Incident, user: UserId) -> anyhow::Result<bool> {
    let who = Who::Person(user);
    if incident.paging.rung.iter().any(|rung| rung.who == who) {
        return Ok(true);
    }
    let duty = duty::of(tx, incident).await?;
    Ok(duty.answers.values().flatten().any(|c| c.who == who))
}

async fn belongs(
    tx: &mut Tx,
    actor: &Actor,
    incident: &Incident,
    department: &Department,
) -> anyhow::Result<bool> {
    if !incident.is_private() {
        return org::may(tx, actor, "incident-respond", Some(department)).await;
    }
    let mut of = together(tx).await?;
    of.push(department.clone());
    for department in of {
        let held = department.role.is_some_and(|r| actor.roles.contains(&r));
        if held || department.leads.contains(&actor.user) {
            return Ok(true);
        }
        let members = org::members(tx, department.id).await?;
        if members.iter().any(|m| m.user == actor.user) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn unknown(tx: &mut Tx, actor: &Actor, typed: &str) -> anyhow::Result<Refusal> {
    let mut known = Vec::new();
    for incident in store::latest(tx, RECENT).await? {
        if sees(tx, actor, &incident).await? {
            known.push((incident.key(), incident.title));
        }
    }
    let near = reading::nearest(typed, &known);
    Ok(if near.is_empty() {
        Refusal::new("refuse-incident-unknown").with("typed", Text::echo(typed))
    } else {
        Refusal::new("refuse-incident-unknown-near")
            .with("typed", Text::echo(typed))
            .with("near", near.join(", "))
    })
}
