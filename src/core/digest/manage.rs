//! Making, changing, stopping and listing digests.

use serde_json::json;

use crate::calendar::read_zone;
use crate::chat::Text;
use crate::clock::At;
use crate::core::digest::cards::Row;
use crate::core::digest::post::arm;
use crate::core::digest::rules::{Digest, State};
use crate::core::digest::{Create, Edit, One, POST, cards, rules, store};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::jobs;
use crate::store::Tx;

/// Makes a digest on a schedule.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "digest-create", Some(&department)).await?;
    let schedule = rules::read_schedule(&req.schedule)?;
    let sections = rules::read_sections(req.sections.as_deref().unwrap_or_default())?;
    if department.channel.is_none() {
        let refusal = Refusal::new("refuse-department-without-channel")
            .with("department", department.key.as_str());
        return Err(refusal.into());
    }
    let now = tx.now();
    let digest = Digest {
        number: tx.next_key("DIG").await?,
        department: department.id,
        schedule,
        zone: department.zone,
        sections,
        state: State::Active,
        state_by: req.actor.user,
        state_at: now,
        told_until: now,
        last_print: String::new(),
        last_key: String::new(),
        version: 1,
    };
    store::insert(tx, &digest).await?;
    let next = arm(tx, &digest, &department).await?;
    note(tx, Some(&req.actor), &digest, "digest.created", json!(null)).await?;
    Ok(Reply::Private(cards::saved(
        req.actor.lang,
        "digest-created",
        &digest,
        &department,
        next,
    )))
}

/// Changes when it comes and what it shows.
pub(crate) async fn edit(tx: &mut Tx, req: &Edit) -> Result<Reply, Error> {
    let (mut digest, department) = load(tx, &req.actor, &req.digest, "digest-edit").await?;
    let before = facts(&digest);
    if req.schedule.is_none() && req.sections.is_none() && req.timezone.is_none() {
        return Err(Refusal::new("refuse-digest-nothing")
            .with("key", digest.key())
            .into());
    }
    if let Some(text) = &req.schedule {
        digest.schedule = rules::read_schedule(text)?;
    }
    if let Some(text) = &req.sections {
        digest.sections = rules::read_sections(text)?;
    }
    if let Some(text) = &req.timezone {
        digest.zone = read_zone(text)
            .ok_or_else(|| Refusal::new("refuse-zone").with("zone", Text::echo(text)))?;
    }
    save(tx, &digest).await?;
    let next = if digest.state == State::Active {
        arm(tx, &digest, &department).await?
    } else {
        None
    };
    note(tx, Some(&req.actor), &digest, "digest.edited", before).await?;
    Ok(Reply::Private(cards::saved(
        req.actor.lang,
        "digest-edited",
        &digest,
        &department,
        next,
    )))
}

/// Stops it until it is resumed.
pub(crate) async fn pause(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut digest, _) = load(tx, &req.actor, &req.digest, "digest-pause").await?;
    switch(&mut digest, State::Paused, &req.actor, tx.now())?;
    save(tx, &digest).await?;
    jobs::disarm(tx, POST, &digest.number.to_string()).await?;
    note(tx, Some(&req.actor), &digest, "digest.paused", json!(null)).await?;
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        "digest-paused",
        &digest,
    )))
}

/// Goes on with it.
pub(crate) async fn resume(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut digest, department) = load(tx, &req.actor, &req.digest, "digest-resume").await?;
    switch(&mut digest, State::Active, &req.actor, tx.now())?;
    save(tx, &digest).await?;
    let next = arm(tx, &digest, &department).await?;
    note(tx, Some(&req.actor), &digest, "digest.resumed", json!(null)).await?;
    Ok(Reply::Private(cards::saved(
        req.actor.lang,
        "digest-resumed",
        &digest,
        &department,
        next,
    )))
}

/// Asks whether it is really to be deleted.
pub(crate) async fn delete(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (digest, department) = load(tx, &req.actor, &req.digest, "digest-delete").await?;
    Ok(Reply::Private(cards::confirm_delete(
        req.actor.lang,
        &digest,
        &department,
    )))
}

/// Deletes it.
pub(super) async fn delete_now(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let key = act.action.number.to_string();
    let (digest, _) = load(tx, &act.actor, &key, "digest-delete").await?;
    store::delete(tx, digest.number).await?;
    jobs::disarm(tx, POST, &key).await?;
    let before = facts(&digest);
    note(tx, Some(&act.actor), &digest, "digest.deleted", before).await?;
    Ok(Reply::Update(cards::sentence(
        act.actor.lang,
        "digest-deleted",
        &digest,
    )))
}

/// It stays.
pub(super) async fn keep(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let key = act.action.number.to_string();
    let (digest, _) = load(tx, &act.actor, &key, "digest-delete").await?;
    Ok(Reply::Update(cards::sentence(
        act.actor.lang,
        "digest-kept",
        &digest,
    )))
}

/// All digests of this server.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    let departments = org::departments(tx).await?;
    let mut rows = Vec::new();
    for digest in store::all(tx).await? {
        if let Some(department) = departments.iter().find(|d| d.id == digest.department) {
            let days = org::working_days(tx, department).await?;
            let next = rules::next(&digest.schedule, tx.now(), digest.zone, &days);
            rows.push(Row {
                department: department.name_in(actor.lang).to_owned(),
                next,
                digest,
            });
        }
    }
    Ok(Reply::Private(cards::list(actor.lang, &rows)))
}

pub(super) async fn load(
    tx: &mut Tx,
    actor: &Actor,
    key: &str,
    use_case: &str,
) -> Result<(Digest, Department), Error> {
    let digest = match rules::read_key(key) {
        Some(number) => store::one(tx, number).await?,
        None => None,
    };
    let department = match &digest {
        Some(digest) => org::department_by_id(tx, digest.department).await?,
        None => None,
    };
    let (Some(digest), Some(department)) = (digest, department) else {
        return Err(unknown(tx, actor, key).await?.into());
    };
    org::require(tx, actor, use_case, Some(&department)).await?;
    Ok((digest, department))
}

/// There is no such digest: which there are.
async fn unknown(tx: &mut Tx, actor: &Actor, key: &str) -> anyhow::Result<Refusal> {
    let departments = org::departments(tx).await?;
    let all = store::all(tx).await?;
    let known = all.iter().take(5).filter_map(|digest| {
        let department = departments.iter().find(|d| d.id == digest.department)?;
        let name = Text::user(department.name_in(actor.lang));
        Some(Text::trusted(format!("{} {name}", digest.key())))
    });
    let known = Text::join(known, ", ");
    Ok(if known.is_empty() {
        Refusal::new("refuse-digest-none")
    } else {
        Refusal::new("refuse-digest-unknown")
            .with("key", Text::echo(key))
            .with("known", known)
    })
}

fn switch(digest: &mut Digest, to: State, actor: &Actor, now: At) -> Result<(), Refusal> {
    if digest.state == to {
        let id = match to {
            State::Paused => "refuse-digest-paused",
            State::Active => "refuse-digest-active",
        };
        let when = crate::chat::time_relative(digest.state_at);
        return Err(Refusal::new(id)
            .with("key", digest.key())
            .with("user", Text::mention(digest.state_by))
            .with("when", when));
    }
    digest.state = to;
    digest.state_by = actor.user;
    digest.state_at = now;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, digest: &Digest) -> Result<(), Error> {
    if store::update(tx, digest).await? {
        return Ok(());
    }
    Err(Refusal::new("refuse-digest-changed")
        .with("key", digest.key())
        .into())
}

fn facts(digest: &Digest) -> serde_json::Value {
    json!({ "schedule": digest.schedule.text(), "zone": digest.zone.name(), "sections": digest.sections, "state": digest.state.name() })
}

async fn note(
    tx: &mut Tx,
    by: Option<&Actor>,
    digest: &Digest,
    action: &'static str,
    before: serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: by.map(|a| a.user),
        subject: format!("digest/{}", digest.number),
        action,
        before,
        after: facts(digest),
    };
    journal::append(tx, &entry).await
}
