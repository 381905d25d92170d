//! What the bot would post in a period, to whom and in which language, and whom a page would call: computed by the rules that
//! make it post and page.
//!
//! Hides whose departments are looked at and how far. Writes nothing and posts nothing.

mod cards;
mod rules;
#[cfg(test)]
mod tests;

use crate::clock::At;
use crate::core::org::{self, Department};
use crate::core::simulate::cards::Frame;
use crate::core::simulate::rules::{Kind, MOST, Period, Planned};
use crate::core::standup::ForecastKind;
use crate::core::{Act, Actor, Error, Refusal, Reply, alert, budget, digest, incident, standup};
use crate::store::Tx;

/// `/simulate`
#[derive(Clone, Debug)]
pub(crate) struct Simulate {
    pub(crate) actor: Actor,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) department: Option<String>,
    /// `service=db sev1`: not what is posted, but whom such a page would call.
    pub(crate) page: Option<String>,
}

/// What would be posted.
pub(crate) async fn simulate(tx: &mut Tx, req: &Simulate) -> Result<Reply, Error> {
    let department = match &req.department {
        Some(key) => Some(org::department(tx, key).await?),
        None => None,
    };
    org::require(tx, &req.actor, "simulate", department.as_ref()).await?;
    if let Some(page) = &req.page {
        let id = department.map_or(0, |d| d.id);
        return paged(tx, req, page, id).await.map(Reply::Private);
    }
    if let Some(silent) = department.as_ref().filter(|d| d.channel.is_none()) {
        let refusal = Refusal::new("refuse-department-without-channel");
        return Err(refusal.with("department", silent.key.as_str()).into());
    }
    let zone = org::person(tx, req.actor.user).await?.zone;
    let (from, to) = rules::read_period(&req.from, &req.to, tx.now(), zone)?;
    let wanted = Period {
        from,
        to,
        department: department.map_or(0, |d| d.id),
    };
    page(tx, &req.actor, wanted, 0).await.map(Reply::Private)
}

/// Whom a page would call, from a moment on: in a department that is named, or in the only one of theirs.
async fn paged(
    tx: &mut Tx,
    req: &Simulate,
    page: &str,
    department: i64,
) -> Result<crate::chat::Card, Error> {
    let actor = &req.actor;
    let mut scope = scope(tx, actor, department).await?;
    let (1, Some(department)) = (scope.len(), scope.pop()) else {
        return Err(rules::which_department().into());
    };
    let asked = rules::read_page(page)?;
    let zone = org::person(tx, actor.user).await?.zone;
    let (from, to) = rules::read_period(&req.from, &req.to, tx.now(), zone)?;
    let quiet = alert::silence::quiet_at(tx, &asked.labels, from).await?;
    let foresee = incident::Foresee {
        lang: actor.lang,
        department,
        severity: asked.severity,
        service: asked.service,
        from,
        to,
        quiet,
    };
    Ok(incident::foresee(tx, &foresee).await?)
}

/// Another page of the list.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let wanted = act.action.argument.as_deref().and_then(Period::read);
    let page = usize::try_from(act.action.number).unwrap_or(0);
    match (act.action.action.as_str(), wanted) {
        ("page" | "page-on", Some(wanted)) => self::page(tx, &act.actor, wanted, page)
            .await
            .map(Reply::Update),
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

async fn page(
    tx: &mut Tx,
    actor: &Actor,
    wanted: Period,
    page: usize,
) -> Result<crate::chat::Card, Error> {
    let scope = scope(tx, actor, wanted.department).await?;
    let planned = planned(tx, &scope, wanted.from, wanted.to).await?;
    let frame = Frame {
        lang: actor.lang,
        zone: org::person(tx, actor.user).await?.zone,
        wanted,
        page,
    };
    Ok(cards::list(&planned, &frame))
}

/// The departments somebody may look at: the one asked for, or all of theirs.
async fn scope(tx: &mut Tx, actor: &Actor, department: i64) -> Result<Vec<Department>, Error> {
    let mut found = org::departments(tx).await?;
    if department != 0 {
        found.retain(|d| d.id == department);
        org::require(tx, actor, "simulate", found.first()).await?;
        return Ok(found);
    }
    org::require(tx, actor, "simulate", None).await?;
    if org::may(tx, actor, "simulate-all", None).await? {
        return Ok(found);
    }
    found.retain(|d| d.leads.contains(&actor.user));
    Ok(found)
}

/// All that is to come, in order, and one more than [`MOST`] if there is more.
async fn planned(
    tx: &mut Tx,
    scope: &[Department],
    from: At,
    to: At,
) -> anyhow::Result<Vec<Planned>> {
    let mut found: Vec<Planned> = Vec::new();
    for said in standup::forecast(tx, from, to, MOST + 1).await? {
        let kind = match said.kind {
            ForecastKind::Open => Kind::Open,
            ForecastKind::Prompt => Kind::Prompt,
            ForecastKind::Remind => Kind::Remind,
            ForecastKind::Close => Kind::Close,
        };
        found.push(Planned {
            at: said.at,
            kind,
            key: said.key,
            name: said.name,
            channel: said.channel,
            people: said.people,
            lang: said.lang,
            more: Vec::new(),
            department: said.department,
        });
    }
    for said in digest::forecast(tx, from, to, MOST + 1).await? {
        let Some(channel) = said.department.channel else {
            continue;
        };
        found.push(Planned {
            at: said.at,
            kind: Kind::Digest,
            key: said.key,
            name: String::new(),
            channel,
            people: Vec::new(),
            lang: said.department.lang,
            more: Vec::new(),
            department: said.department,
        });
    }
    for said in budget::forecast(tx, from, to).await? {
        let Some(channel) = said.department.channel else {
            continue;
        };
        found.push(Planned {
            at: said.at,
            kind: Kind::Budget,
            key: said.key,
            name: said.name,
            channel,
            people: Vec::new(),
            lang: said.department.lang,
            more: vec![
                ("basis", said.basis.into()),
                ("threshold", said.threshold.into()),
                ("forecast", said.forecast.into()),
            ],
            department: said.department,
        });
    }
    found.retain(|p| scope.iter().any(|d| d.id == p.department.id));
    found.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
    found.truncate(MOST + 1);
    Ok(found)
}
