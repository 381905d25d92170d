//! Who is there: the targets of a policy become people, at this moment.

use crate::calendar::{add_working, day_of, is_working};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::incident::paging::{Candidate, Duty, Missing, Route, Who};
use crate::core::incident::policies;
use crate::core::incident::policy::{Level, Policy, Target};
use crate::core::incident::rules::Severity;
use crate::core::incident::types::Incident;
use crate::core::oncall::{self, ContactKind};
use crate::core::org::{self, Department, Facts};
use crate::store::Tx;

/// The key of the project office.
const OFFICE: &str = "pmo";

/// The policy that holds for this department, severity and service: what was assigned, or what ships.
pub(super) async fn policy_for(
    tx: &mut Tx,
    department: i64,
    severity: Severity,
    service: &str,
) -> anyhow::Result<Policy> {
    if let Some(assigned) = policies::assigned(tx, department, severity, service).await? {
        return Ok(assigned);
    }
    let channel = org::department_by_id(tx, department).await?;
    Ok(usual(severity, channel.and_then(|d| d.channel)))
}

/// The policy that ships: the worse it is, the sooner and the more often it rings; the least only tells the channel.
pub(super) fn usual(severity: Severity, channel: Option<crate::chat::ChannelId>) -> Policy {
    let level = |target, wait| Level {
        targets: vec![target],
        wait: Some(wait),
    };
    let climb = |minutes: [i64; 4]| {
        let targets = [
            Target::Primary(None),
            Target::Secondary(None),
            Target::Lead,
            Target::Pmo,
        ];
        let levels = targets.into_iter().zip(minutes);
        levels
            .map(|(target, wait)| level(target, Span::minutes(wait)))
            .collect()
    };
    match (severity, channel) {
        (Severity::Sev1 | Severity::Sev2, _) => Policy {
            levels: climb([5, 10, 15, 15]),
            repeat: 2,
        },
        (Severity::Sev3, _) | (Severity::Sev4, None) => Policy {
            levels: climb([30, 60, 120, 240]),
            repeat: 0,
        },
        (Severity::Sev4, Some(channel)) => Policy {
            levels: vec![level(Target::Channel(channel), Span::days(1))],
            repeat: 0,
        },
    }
}

/// The policy that asks for nobody: this channel is told.
pub(super) fn only_told(channel: Option<crate::chat::ChannelId>) -> Policy {
    let level = channel.map(|channel| Level {
        targets: vec![Target::Channel(channel)],
        wait: Some(Span::days(1)),
    });
    Policy {
        levels: level.into_iter().collect(),
        repeat: 0,
    }
}

/// Who stands for each target of the incident's policy now.
pub(super) async fn of(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Duty> {
    let department = org::department_by_id(tx, incident.department).await?;
    let now = tx.now();
    let mut duty = of_policy(tx, &incident.paging.policy, department.as_ref(), now).await?;
    if let Some(holder) = incident.paging.holder {
        routes(tx, &mut duty, holder.by).await?;
    }
    if let Some(department) = &department {
        duty.works_from = works_from(tx, department).await?;
    }
    Ok(duty)
}

/// Who stands for the targets of a policy at a moment.
pub(super) async fn of_policy(
    tx: &mut Tx,
    policy: &Policy,
    department: Option<&Department>,
    at: At,
) -> anyhow::Result<Duty> {
    let facts = org::facts(tx).await?;
    let mut duty = Duty {
        works_from: at,
        ..Duty::default()
    };
    for target in policy.levels.iter().flat_map(|level| &level.targets) {
        if duty.answers.contains_key(target) {
            continue;
        }
        let mut candidates = candidates(tx, target, department, at).await?;
        for candidate in &mut candidates {
            candidate.missing = candidate
                .missing
                .or_else(|| not_there(&facts, candidate.who));
            if let Who::Person(user) = candidate.who {
                routes(tx, &mut duty, user).await?;
            }
        }
        duty.answers.insert(target.clone(), candidates);
    }
    Ok(duty)
}

/// What is known of the platform: nobody waits for who has left, or for a channel that is gone.
fn not_there(facts: &Facts, who: Who) -> Option<Missing> {
    match who {
        Who::Person(user) => facts.left.contains(&user).then_some(Missing::LeftServer),
        Who::Channel(channel) => facts.gone.contains(&channel).then_some(Missing::Gone),
        Who::Office | Who::Thread => None,
    }
}

/// Direct messages first; then the roads they gave themselves.
async fn routes(tx: &mut Tx, duty: &mut Duty, user: UserId) -> anyhow::Result<()> {
    if duty.routes.contains_key(&user) {
        return Ok(());
    }
    let mut routes = vec![Route::Direct];
    for contact in oncall::contacts(tx, user).await? {
        routes.push(match contact.kind {
            ContactKind::Mail => Route::Mail,
            ContactKind::Hook => Route::Hook,
        });
    }
    duty.routes.insert(user, routes);
    Ok(())
}

async fn candidates(
    tx: &mut Tx,
    target: &Target,
    department: Option<&Department>,
    at: At,
) -> anyhow::Result<Vec<Candidate>> {
    match target {
        Target::Primary(rotation) => {
            let on_call = on_call(tx, rotation.as_deref(), department, at).await?;
            Ok(there(on_call.and_then(|o| o.primary)))
        }
        Target::Secondary(rotation) => {
            let on_call = on_call(tx, rotation.as_deref(), department, at).await?;
            Ok(there(on_call.and_then(|o| o.secondary)))
        }
        Target::Person(user) => people(tx, &[*user], at).await,
        Target::Lead => {
            let leads = department.map_or(&[][..], |d| &d.leads);
            people(tx, leads, at).await
        }
        Target::Pmo => Ok(office(tx).await?.into_iter().collect()),
        Target::Department(key) => of_department(tx, key, at).await,
        Target::Channel(channel) => Ok(vec![Candidate {
            who: Who::Channel(*channel),
            missing: None,
        }]),
    }
}

fn there(user: Option<UserId>) -> Vec<Candidate> {
    let there = |user| Candidate {
        who: Who::Person(user),
        missing: None,
    };
    user.map(there).into_iter().collect()
}

async fn on_call(
    tx: &mut Tx,
    rotation: Option<&str>,
    department: Option<&Department>,
    at: At,
) -> anyhow::Result<Option<oncall::OnCall>> {
    match department {
        Some(department) => oncall::duty(tx, department.id, rotation, at).await,
        None => Ok(None),
    }
}

/// The project office, as far as it has somewhere to be told.
async fn office(tx: &mut Tx) -> anyhow::Result<Option<Candidate>> {
    let all = org::departments(tx).await?;
    let office = all.into_iter().find(|d| d.key == OFFICE);
    let heard = office.filter(|d| d.channel.is_some() || !d.leads.is_empty());
    Ok(heard.map(|_| Candidate {
        who: Who::Office,
        missing: None,
    }))
}

/// Another department: who is on call there, or else its leads, or else its channel.
async fn of_department(tx: &mut Tx, key: &str, at: At) -> anyhow::Result<Vec<Candidate>> {
    let all = org::departments(tx).await?;
    let Some(other) = all.into_iter().find(|d| d.key == key) else {
        return Ok(Vec::new());
    };
    let primary = oncall::duty(tx, other.id, None, at).await?;
    let primary = there(primary.and_then(|o| o.primary));
    if !primary.is_empty() {
        return Ok(primary);
    }
    let leads = people(tx, &other.leads, at).await?;
    if leads.iter().any(|lead| lead.missing.is_none()) {
        return Ok(leads);
    }
    let channel = other.channel.map(|channel| Candidate {
        who: Who::Channel(channel),
        missing: None,
    });
    Ok(leads.into_iter().chain(channel).collect())
}

/// People by name; whoever is away is not paged.
async fn people(tx: &mut Tx, users: &[UserId], at: At) -> anyhow::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for user in users {
        let zone = org::person(tx, *user).await?.zone;
        let today = day_of(at, zone);
        let away = org::absences(tx, &[*user], today, today).await?;
        found.push(Candidate {
            who: Who::Person(*user),
            missing: (!away.is_empty()).then_some(Missing::Absent),
        });
    }
    Ok(found)
}

/// Now, or when the department next works.
async fn works_from(tx: &mut Tx, department: &Department) -> anyhow::Result<At> {
    let now = tx.now();
    let days = org::working_days(tx, department).await?;
    let (hours, zone) = (&department.hours, department.zone);
    if is_working(now, hours, &days, zone) {
        return Ok(now);
    }
    Ok(add_working(now, 1, hours, &days, zone).map_or(now, |at| at - Span::minutes(1)))
}
