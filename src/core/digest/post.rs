//! Posting: when a digest is due, when somebody asks for it, what is behind **More**, what is to come.

use serde_json::json;

use crate::chat::Text;
use crate::clock::{At, Span};
use crate::core::digest::cards::Frame;
use crate::core::digest::manage::save;
use crate::core::digest::rules::{Digest, SectionKind, State, Telling};
use crate::core::digest::sections::{gather, pictures};
use crate::core::digest::{Forecast, Now, POST, cards, rules, store};
use crate::core::org::{self, Department};
use crate::core::{Act, Error, Refusal, Reply};
use crate::i18n::say;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

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
    let (digest, shows) = shown(tx, &department).await?;
    let from = match &digest {
        Some(digest) => rules::period(digest.told_until, to).0,
        None => to - Span::days(7),
    };
    let sections = gather(tx, &department, &shows, department.lang, (from, to)).await?;
    let pictures = pictures(tx, &department, &shows, (from, to)).await?;
    let frame = Frame {
        lang: department.lang,
        department: &department,
        from,
        to,
        next: None,
        number: 0,
        pictures,
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

/// The digest a department has, and what digests of it show.
async fn shown(
    tx: &mut Tx,
    department: &Department,
) -> anyhow::Result<(Option<Digest>, Vec<SectionKind>)> {
    let mut all = store::all(tx).await?.into_iter();
    let digest = all.find(|d| d.department == department.id);
    let shows = match &digest {
        Some(digest) => digest.shows(&department.key),
        None => rules::usual(&department.key),
    };
    Ok((digest, shows))
}

pub(super) async fn more(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
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
    let (_, shows) = shown(tx, &department).await?;
    let sections = gather(tx, &department, &shows, act.actor.lang, (from, now)).await?;
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
pub(super) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
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
    let days = org::working_days(tx, &department).await?;
    let just_before = due.due - Span::millis(1);
    let planned = rules::next(&digest.schedule, just_before, digest.zone, &days);
    // The calendar may have changed since it was armed: what is a holiday now stays silent.
    let due_still = planned == Some(due.due) && !due.missed;
    let Some(channel) = department.channel.filter(|_| due_still) else {
        return Ok(());
    };
    let (from, to) = rules::period(digest.told_until, tx.now());
    let shows = digest.shows(&department.key);
    let sections = gather(tx, &department, &shows, department.lang, (from, to)).await?;
    let print = rules::print(&sections, from);
    let telling = rules::telling(&sections, &print, &digest.last_print);
    if telling == Telling::Silent {
        return Ok(());
    }
    let pictures = pictures(tx, &department, &shows, (from, to)).await?;
    let frame = Frame {
        lang: department.lang,
        department: &department,
        from,
        to,
        next,
        number,
        pictures,
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

pub(super) async fn arm(
    tx: &mut Tx,
    digest: &Digest,
    department: &Department,
) -> anyhow::Result<Option<At>> {
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

/// Arms every digest by the working days that hold now. What is due already is left to run and decide for itself.
pub(super) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    let now = tx.now();
    for digest in store::all(tx).await? {
        let due = jobs::armed(tx, POST, &digest.number.to_string()).await?;
        if digest.state == State::Paused || due.is_some_and(|due| due <= now) {
            continue;
        }
        if let Some(department) = org::department_by_id(tx, digest.department).await? {
            arm(tx, &digest, &department).await?;
        }
    }
    Ok(())
}

/// A digest of the department that says what budgets have to say comes within this time.
pub(crate) async fn tells_money(
    tx: &mut Tx,
    department: &Department,
    within: Span,
) -> anyhow::Result<bool> {
    let now = tx.now();
    let days = org::working_days(tx, department).await?;
    let all = store::all(tx).await?;
    let soon = all.iter().any(|digest| {
        digest.department == department.id
            && digest.state == State::Active
            && digest.shows(&department.key).contains(&SectionKind::Money)
            && rules::next(&digest.schedule, now, digest.zone, &days)
                .is_some_and(|at| at <= now + within)
    });
    Ok(soon)
}

/// What is to come from now on, between two moments: of each digest at most `most`. Whether there will be something to tell
/// is not known before.
pub(crate) async fn forecast(
    tx: &mut Tx,
    from: At,
    to: At,
    most: usize,
) -> anyhow::Result<Vec<Forecast>> {
    let departments = org::departments(tx).await?;
    let start = tx.now().max(from - Span::millis(1));
    let mut found = Vec::new();
    for digest in store::all(tx).await? {
        let department = departments.iter().find(|d| d.id == digest.department);
        let Some(department) = department.filter(|_| digest.state == State::Active) else {
            continue;
        };
        let days = org::working_days(tx, department).await?;
        let next = |at: At| rules::next(&digest.schedule, at, digest.zone, &days);
        let moments = std::iter::successors(next(start), |at| next(*at));
        found.extend(
            moments
                .take_while(|at| *at <= to)
                .take(most)
                .map(|at| Forecast {
                    at,
                    key: digest.key(),
                    department: department.clone(),
                }),
        );
    }
    Ok(found)
}
