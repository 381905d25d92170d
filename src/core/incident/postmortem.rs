//! The postmortem and its review: a file made from the timeline, and a conversation that is asked for until it was held.

use std::collections::BTreeMap;

use serde_json::json;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::incident::find::{self, Found};
use crate::core::incident::postmortem_cards::{self, Known};
use crate::core::incident::requests::One;
use crate::core::incident::rules::Part;
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::{Incident, Role};
use crate::core::incident::work_rules::{REVIEW_DAYS, Review, Working};
use crate::core::incident::{
    card, cards, show, store, timeline, timeline_pages, work_cards, work_store,
};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::Lang;
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: the review of an incident is due; the subject is the incident's number.
pub(super) const REVIEW: &str = "incident:review";

/// `/incident postmortem`
pub(crate) async fn postmortem(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::seen(tx, &req.actor, &req.incident).await?;
    found.need(Part::Member)?;
    let review = work_store::review(tx, found.incident.number).await?;
    let markdown = file(tx, &found, req.actor.lang, review.as_ref()).await?;
    let card = work_cards::postmortem(req.actor.lang, &found.incident, &markdown);
    Ok(Reply::Private(card))
}

/// Puts it where the incident is spoken of, and asks for the review.
pub(super) async fn post(tx: &mut Tx, actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    let incident = &found.incident;
    if incident.state.is_open() {
        return Err(incident.standing().refusal().into());
    }
    let lang = found.department.lang;
    let review = match work_store::review(tx, incident.number).await? {
        Some(review) => review,
        None => {
            let working = working(tx, &found.department).await?;
            let review = Review {
                incident: incident.number,
                due: working.days_after(tx.now(), REVIEW_DAYS),
                asked: (tx.now(), actor.user),
                held: None,
            };
            keep(tx, &review).await?;
            review
        }
    };
    let markdown = file(tx, found, lang, Some(&review)).await?;
    if incident.channel.is_none() {
        return Ok(Reply::Private(work_cards::postmortem(
            actor.lang, incident, &markdown,
        )));
    }
    let number = tx.next_key("incident-postmortem").await?;
    let post = Post {
        key: format!("{}/postmortem/{number}", incident.subject()),
        target: card::talk(incident),
        op: Op::Create(work_cards::posted(
            lang, incident, &markdown, actor.user, &review,
        )),
        priority: Priority::Notice,
        why: card::why("incident:postmortem", incident),
    };
    outbox::post(tx, &post).await?;
    let change = Change::new(Some(actor.user), "incident.postmortem", json!(null));
    said::note(tx, incident, change).await?;
    let args = [("when", work_cards::moment(review.due).into())];
    Ok(Reply::Private(work_cards::told(
        actor.lang,
        "postmortem-posted",
        incident,
        &args,
    )))
}

/// The file's text, in one language.
async fn file(
    tx: &mut Tx,
    found: &Found,
    lang: Lang,
    review: Option<&Review>,
) -> anyhow::Result<String> {
    let incident = &found.incident;
    let history = show::history(tx, incident).await?;
    let sent = show::sent(tx, incident).await?;
    let actions = work_store::actions(tx, incident.number).await?;
    let alerts = card::all_alerts(tx, incident).await?;
    let absorbed: Vec<String> = store::absorbed(tx, incident.number)
        .await?
        .iter()
        .map(Incident::key)
        .collect();
    let paged = work_store::paged(tx, incident.number).await?;
    let mut people = timeline::people(&history);
    people.extend(timeline_pages::people(&sent));
    people.extend(
        Role::ALL
            .into_iter()
            .filter_map(|role| incident.roles.of(role)),
    );
    people.extend(incident.acknowledged.map(|a| a.1));
    people.extend(incident.origin.by());
    people.extend(actions.iter().map(|action| action.owner));
    people.extend(&paged);
    let names = names(tx, &people).await?;
    let name = |user: UserId| {
        names
            .get(&user)
            .cloned()
            .unwrap_or_else(|| user.0.to_string())
    };
    Ok(postmortem_cards::file(&Known {
        lang,
        zone: found.department.zone,
        now: tx.now(),
        incident,
        department: found.department.name_in(lang),
        history: &history,
        sent: &sent,
        alerts: &alerts,
        absorbed: &absorbed,
        actions: &actions,
        review,
        paged: &paged,
        name: &name,
    }))
}

/// What people are called; of whom that is not known, their number.
async fn names(tx: &mut Tx, people: &[UserId]) -> anyhow::Result<BTreeMap<UserId, String>> {
    let mut names = BTreeMap::new();
    for user in people {
        if !names.contains_key(user) {
            let name = org::person(tx, *user).await?.name;
            if !name.is_empty() {
                names.insert(*user, name);
            }
        }
    }
    Ok(names)
}

/// When a department works.
pub(super) async fn working(tx: &mut Tx, department: &Department) -> anyhow::Result<Working> {
    Ok(Working {
        hours: department.hours.clone(),
        days: org::working_days(tx, department).await?,
        zone: department.zone,
    })
}

/// Keeps the review, and arms its timer for when it is due.
async fn keep(tx: &mut Tx, review: &Review) -> anyhow::Result<()> {
    work_store::save_review(tx, review).await?;
    match review.held {
        Some(_) => jobs::disarm(tx, REVIEW, &review.incident.to_string()).await,
        None => arm(tx, review.incident, review.due).await,
    }
}

async fn arm(tx: &mut Tx, incident: i64, due: At) -> anyhow::Result<()> {
    let timer = Timer {
        kind: REVIEW,
        subject: incident.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// The review is due: it is asked for in working hours, and again until it was held.
pub(super) async fn review_due(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(incident) = store::one(tx, number).await? else {
        return Ok(());
    };
    let Some(review) = work_store::review(tx, number).await? else {
        return Ok(());
    };
    if review.held.is_some() {
        return Ok(());
    }
    let department = find::department(tx, &incident).await?;
    let working = working(tx, &department).await?;
    let now = tx.now();
    let at = working.at_work(now);
    // Nobody looks back at what is not over.
    if at > now || incident.state.is_open() {
        let next = if at > now {
            at
        } else {
            working.days_after(now, 1)
        };
        return arm(tx, number, next).await;
    }
    arm(tx, number, working.days_after(now, REVIEW_DAYS)).await?;
    if incident.channel.is_none() {
        return Ok(());
    }
    let owner = cards::owner(&incident);
    let asked: Vec<UserId> = match owner {
        Some(owner) => vec![owner],
        None => department.leads.clone(),
    };
    let post = Post {
        key: format!("{}/review/{}", incident.subject(), now.0),
        target: card::talk(&incident),
        op: Op::Create(work_cards::review_due(
            department.lang,
            &incident,
            &review,
            &asked,
        )),
        priority: Priority::Notice,
        why: card::why("incident:review", &incident),
    };
    outbox::post(tx, &post).await
}

/// The review was held, or is put off by as many working days.
pub(super) async fn review(
    tx: &mut Tx,
    actor: &Actor,
    found: &Found,
    held: bool,
) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    let incident = &found.incident;
    let Some(mut review) = work_store::review(tx, incident.number).await? else {
        return Err(Refusal::new("refuse-unknown-action").into());
    };
    if let Some((at, by)) = review.held {
        return Err(Refusal::new("refuse-review-held")
            .with("incident", incident.key())
            .with("user", crate::chat::Text::mention(by))
            .with("when", crate::chat::time_relative(at))
            .into());
    }
    let now = tx.now();
    let (id, action) = if held {
        review.held = Some((now, actor.user));
        ("review-is-held", "incident.reviewed")
    } else {
        let working = working(tx, &found.department).await?;
        review.due = working.days_after(now.max(review.due), REVIEW_DAYS);
        ("review-is-later", "incident.review-moved")
    };
    keep(tx, &review).await?;
    said::note(
        tx,
        incident,
        Change::new(Some(actor.user), action, json!(null)),
    )
    .await?;
    let args = [("when", work_cards::moment(review.due).into())];
    Ok(Reply::Private(work_cards::told(
        actor.lang, id, incident, &args,
    )))
}

/// Whom a direct message about an incident falls back to: nobody where it is private.
pub(super) fn direct(incident: &Incident, user: UserId) -> Target {
    Target::Direct {
        user,
        fallback: incident.channel.filter(|_| !incident.is_private()),
    }
}
