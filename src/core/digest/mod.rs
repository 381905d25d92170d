//! Digests: each department's channel is told, on a schedule or now, what it should know.
//!
//! A section comes from the capability that owns what it says; this folder only arranges them. A digest with nothing to say
//! is not posted unless somebody asks, and one that would say the same again brings the last one up to date.

mod cards;
mod rules;
pub(crate) mod store;

use serde_json::json;

use crate::calendar::{Day, WorkingDays, day_of, read_zone};
use crate::chat::Text;
use crate::clock::{At, Span};
use crate::core::digest::cards::{Frame, Row};
use crate::core::digest::rules::{Digest, SectionKind, State, Telling};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::{Act, Actor, Error, Rank, Refusal, Reply, Section, Suggestion, standup};
use crate::i18n::{Lang, say};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

const POST: &str = "digest:post";

/// `/digest create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) schedule: String,
    pub(crate) sections: Option<String>,
}

/// `/digest edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) digest: String,
    pub(crate) schedule: Option<String>,
    pub(crate) sections: Option<String>,
    pub(crate) timezone: Option<String>,
}

/// A command about one digest.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) digest: String,
}

/// `/digest now`
#[derive(Clone, Debug)]
pub(crate) struct Now {
    pub(crate) actor: Actor,
    pub(crate) department: String,
}

/// A digest that will be posted, for `/simulate`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Forecast {
    pub(crate) at: At,
    pub(crate) key: String,
    pub(crate) department: Department,
}

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
    if let Some(text) = &req.schedule {
        digest.schedule = rules::read_schedule(text)?;
    }
    if let Some(text) = &req.sections {
        digest.sections = rules::read_sections(text)?;
    }
    if let Some(text) = &req.timezone {
        digest.zone = read_zone(text)
            .ok_or_else(|| Refusal::new("refuse-zone").with("zone", Text::user(text)))?;
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

/// Posts the digest of a department now, with or without something to say.
pub(crate) async fn now(tx: &mut Tx, req: &Now) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "digest-now", Some(&department)).await?;
    let Some(channel) = department.channel else {
        let refusal = Refusal::new("refuse-department-without-channel")
            .with("department", department.key.as_str());
        return Err(refusal.into());
    };
    let to = tx.now();
    let of_department = store::all(tx)
        .await?
        .into_iter()
        .find(|d| d.department == department.id);
    let (from, shows) = match &of_department {
        Some(digest) => (rules::period(digest.told_until, to).0, digest.shows()),
        None => (to - Span::days(7), SectionKind::ALL.to_vec()),
    };
    let sections = gather(tx, &department, &shows, from, to).await?;
    let frame = Frame {
        lang: department.lang,
        department: &department,
        from,
        to,
        next: None,
        number: 0,
        pictures: Vec::new(),
    };
    let post = Post {
        key: format!(
            "digest/now/{}/{}",
            department.id,
            tx.next_key("digest-now").await?
        ),
        target: Target::Channel(channel),
        op: Op::Create(cards::digest(&sections, frame)),
        priority: Priority::Digest,
        why: json!({ "rule": "digest:now", "by": req.actor.user.0 }),
    };
    outbox::post(tx, &post).await?;
    let said = say(
        req.actor.lang,
        "digest-now-done",
        &[("place", Text::channel(channel).into())],
    );
    Ok(Reply::Private(crate::chat::Card {
        body: Some(Text::trusted(said)),
        ..Default::default()
    }))
}

/// Offers digests while somebody types.
pub(crate) async fn suggest(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let departments = org::departments(tx).await?;
    let typed = typed.to_lowercase();
    let all = store::all(tx).await?.into_iter().filter_map(|digest| {
        let department = departments.iter().find(|d| d.id == digest.department)?;
        let label = format!(
            "{} · {} · {}",
            digest.key(),
            department.name,
            digest.schedule.text()
        );
        let fits = label.to_lowercase().contains(&typed) || department.key.contains(&typed);
        fits.then(|| Suggestion {
            label,
            value: digest.key(),
        })
    });
    Ok(all.take(25).collect())
}

/// Offers section names while somebody types them, the ones already typed kept in front.
pub(crate) async fn suggest_sections(_tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let (kept, last) = typed.rsplit_once(',').map_or(("", typed), |(k, l)| (k, l));
    let prefix = if kept.is_empty() {
        String::new()
    } else {
        format!("{kept}, ")
    };
    let names = SectionKind::ALL.into_iter().map(SectionKind::name);
    let fits = names.filter(|n| n.starts_with(last.trim()) && !kept.contains(n));
    Ok(fits
        .map(|n| Suggestion {
            label: format!("{prefix}{n}"),
            value: format!("{prefix}{n}"),
        })
        .collect())
}

/// What will be posted in a period.
pub(crate) async fn forecast(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<Forecast>> {
    let departments = org::departments(tx).await?;
    let mut found = Vec::new();
    for digest in store::all(tx)
        .await?
        .into_iter()
        .filter(|d| d.state == State::Active)
    {
        let Some(department) = departments.iter().find(|d| d.id == digest.department) else {
            continue;
        };
        let days = org::working_days(tx, department).await?;
        let mut at = from - Span::millis(1);
        // A schedule of every minute over a month is cut: nobody reads more.
        for _ in 0..200 {
            match rules::next(&digest.schedule, at, digest.zone, &days).filter(|next| *next <= to) {
                Some(next) => {
                    found.push(Forecast {
                        at: next,
                        key: digest.key(),
                        department: department.clone(),
                    });
                    at = next;
                }
                None => break,
            }
        }
    }
    Ok(found)
}

/// A button under a digest.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    match act.action.action.as_str() {
        "more" => more(tx, act).await,
        "delete" => {
            let key = act.action.number.to_string();
            let (digest, _) = load(tx, &act.actor, &key, "digest-delete").await?;
            store::delete(tx, digest.number).await?;
            jobs::disarm(tx, POST, &digest.number.to_string()).await?;
            note(
                tx,
                Some(&act.actor),
                &digest,
                "digest.deleted",
                facts(&digest),
            )
            .await?;
            Ok(Reply::Update(cards::sentence(
                act.actor.lang,
                "digest-deleted",
                &digest,
            )))
        }
        "keep" => {
            let key = act.action.number.to_string();
            let (digest, _) = load(tx, &act.actor, &key, "digest-delete").await?;
            Ok(Reply::Update(cards::sentence(
                act.actor.lang,
                "digest-kept",
                &digest,
            )))
        }
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

async fn more(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let mut parts = argument.split(':');
    let mut number = || parts.next().and_then(|p| p.parse::<i64>().ok());
    let (Some(from), Some(page)) = (number(), number()) else {
        return Err(Refusal::new("refuse-unknown-action").into());
    };
    let Some(department) = org::department_by_id(tx, act.action.number).await? else {
        return Err(Refusal::new("refuse-digest-gone").into());
    };
    let now = tx.now();
    let from = At(from).max(now - Span::days(31)).min(now);
    let sections = gather(tx, &department, &SectionKind::ALL, from, now).await?;
    let page = cards::page(
        act.actor.lang,
        &department,
        &sections,
        from,
        usize::try_from(page).unwrap_or(0),
    );
    // Only the private pages carry a side in their id: pressing one turns it, pressing **More** opens the first.
    Ok(if parts.next().is_some() {
        Reply::Update(page)
    } else {
        Reply::Private(page)
    })
}

/// A digest is due.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    anyhow::ensure!(due.kind == POST, "no digest timer is called {}", due.kind);
    let number: i64 = due.subject.parse()?;
    let Some(mut digest) = store::one(tx, number).await? else {
        return Ok(());
    };
    let Some(department) = org::department_by_id(tx, digest.department).await? else {
        return Ok(());
    };
    if digest.state == State::Paused {
        return Ok(());
    }
    let next = arm(tx, &digest, &department).await?;
    let Some(channel) = department.channel.filter(|_| !due.missed) else {
        return Ok(());
    };
    let (from, to) = rules::period(digest.told_until, tx.now());
    let sections = gather(tx, &department, &digest.shows(), from, to).await?;
    let print = rules::print(&sections);
    let telling = rules::telling(&sections, &print, &digest.last_print);
    if telling == Telling::Silent {
        return Ok(());
    }
    let frame = Frame {
        lang: department.lang,
        department: &department,
        from,
        to,
        next,
        number,
        pictures: Vec::new(),
    };
    let card = cards::digest(&sections, frame);
    let (key, op) = match telling {
        Telling::Renew => (digest.last_key.clone(), Op::Edit(card)),
        Telling::Fresh | Telling::Silent => {
            (format!("digest/{number}/{}", due.due.0), Op::Create(card))
        }
    };
    let why = json!({
        "rule": "digest:post", "digest": digest.key(), "schedule": digest.schedule.text(), "zone": digest.zone.name(),
        "next": next.map(|at| at.0),
    });
    let post = Post {
        key: key.clone(),
        target: Target::Channel(channel),
        op,
        priority: Priority::Digest,
        why,
    };
    outbox::post(tx, &post).await?;
    digest.told_until = to;
    digest.last_print = print;
    digest.last_key = key;
    save(tx, &digest)
        .await
        .map_err(|e| anyhow::anyhow!("digest {number}: {e:?}"))
}

/// Collects the sections. The project office sees all departments, each line naming its own.
async fn gather(
    tx: &mut Tx,
    department: &Department,
    kinds: &[SectionKind],
    from: At,
    to: At,
) -> anyhow::Result<Vec<Section>> {
    let of = if department.key == "pmo" {
        org::departments(tx).await?
    } else {
        vec![department.clone()]
    };
    let lang = department.lang;
    let mut sections: Vec<Section> = Vec::new();
    for kind in kinds {
        for each in &of {
            let section = match kind {
                SectionKind::Standups => standup::digest_section(tx, each, lang, from, to).await?,
                SectionKind::Dates => dates(tx, each, lang).await?,
                SectionKind::Away => away(tx, each, lang).await?,
            };
            let Some(section) = section else { continue };
            match sections
                .iter_mut()
                .find(|s| s.rank == section.rank && s.title == section.title)
            {
                Some(same) => merge(same, section, each),
                None => sections.push(if of.len() > 1 {
                    named(section, each)
                } else {
                    section
                }),
            }
        }
    }
    Ok(rules::arrange(sections))
}

fn named(mut section: Section, department: &Department) -> Section {
    let name = Text::user(&department.name);
    for line in &mut section.lines {
        *line = Text::trusted(format!("**{name}** · {line}"));
    }
    section
}

fn merge(into: &mut Section, section: Section, department: &Department) {
    into.count += section.count;
    into.lines.extend(named(section, department).lines);
}

async fn dates(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let days: WorkingDays = org::working_days(tx, department).await?;
    let today = day_of(tx.now(), department.zone);
    let week: Vec<Day> = today.iter_days().take(8).collect();
    let line =
        |id: &str, day: &Day| Text::trusted(say(lang, id, &[("day", day.to_string().into())]));
    let off = week
        .iter()
        .filter(|d| days.holidays.contains(d))
        .map(|d| line("digest-date-holiday", d));
    let on = week
        .iter()
        .filter(|d| days.extra.contains(d))
        .map(|d| line("digest-date-workday", d));
    let lines: Vec<Text> = off.chain(on).collect();
    Ok(section(
        Rank::Dates,
        say(lang, "digest-section-dates", &[]),
        lines,
    ))
}

async fn away(tx: &mut Tx, department: &Department, lang: Lang) -> anyhow::Result<Option<Section>> {
    let today = day_of(tx.now(), department.zone);
    let week = today
        .checked_add_days(chrono::Days::new(7))
        .unwrap_or(today);
    let members = org::members(tx, department.id).await?;
    let users: Vec<_> = members.iter().map(|m| m.user).collect();
    let lines = org::absences(tx, &users, today, week)
        .await?
        .into_iter()
        .filter_map(|absence| {
            let person = members.iter().find(|m| m.user == absence.user)?;
            let args = [
                ("who", Text::user(&person.name).into()),
                ("from", absence.from.to_string().into()),
                ("to", absence.to.to_string().into()),
            ];
            Some(Text::trusted(say(lang, "digest-away-line", &args)))
        });
    Ok(section(
        Rank::Away,
        say(lang, "digest-section-away", &[]),
        lines.collect(),
    ))
}

fn section(rank: Rank, title: String, lines: Vec<Text>) -> Option<Section> {
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    (!lines.is_empty()).then_some(Section {
        rank,
        title,
        count,
        lines,
    })
}

async fn arm(tx: &mut Tx, digest: &Digest, department: &Department) -> anyhow::Result<Option<At>> {
    let days = org::working_days(tx, department).await?;
    let next = rules::next(&digest.schedule, tx.now(), digest.zone, &days);
    match next {
        Some(due) => {
            // A late digest is made once, with current data: it is armed from now, never from the missed moment.
            let subject = digest.number.to_string();
            jobs::arm(
                tx,
                &Timer {
                    kind: POST,
                    subject,
                    due,
                    catch_up: CatchUp::Always,
                    payload: json!({}),
                },
            )
            .await?;
        }
        None => jobs::disarm(tx, POST, &digest.number.to_string()).await?,
    }
    Ok(next)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    key: &str,
    use_case: &str,
) -> Result<(Digest, Department), Error> {
    let unknown = || Refusal::new("refuse-digest-unknown").with("key", Text::user(key));
    let number = rules::read_key(key).ok_or_else(unknown)?;
    let digest = store::one(tx, number).await?.ok_or_else(unknown)?;
    let department = org::department_by_id(tx, digest.department)
        .await?
        .ok_or_else(unknown)?;
    org::require(tx, actor, use_case, Some(&department)).await?;
    Ok((digest, department))
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

async fn save(tx: &mut Tx, digest: &Digest) -> Result<(), Error> {
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
