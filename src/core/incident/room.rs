//! The room of a private incident: a thread in the channel of security that only those see who were let in.
//!
//! Security and operations are let in together, whoever declared it, whoever has a role in it, and whoever is paged for it.

use crate::chat::{ChannelId, UserId};
use crate::core::incident::paging::{Event as Happened, Who};
use crate::core::incident::types::Incident;
use crate::core::incident::{card, cards, find, page, store};
use crate::core::org;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// So many are let in at once; others are when they look at it.
const MOST: usize = 100;

/// The key of the room's thread.
pub(super) fn key(incident: &Incident) -> String {
    format!("{}/room", incident.subject())
}

/// Opens it and lets in whom it concerns.
pub(super) async fn open(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let Some(channel) = place(tx, incident).await? else {
        return Ok(());
    };
    let post = Post {
        key: key(incident),
        target: Target::Channel(channel),
        op: Op::PrivateThread {
            name: format!("{} {}", incident.key(), incident.title),
        },
        priority: Priority::Action,
        why: card::why("incident:card", incident),
    };
    outbox::post(tx, &post).await?;
    let mut users: Vec<UserId> = incident.origin.by().into_iter().collect();
    for department in find::together(tx).await? {
        users.extend(&department.leads);
        let members = org::members(tx, department.id).await?;
        users.extend(members.iter().map(|m| m.user));
    }
    users.extend(find::department(tx, incident).await?.leads);
    users.extend(called(incident));
    let mut all: Vec<UserId> = Vec::new();
    for user in users {
        if !all.contains(&user) && all.len() < MOST {
            all.push(user);
        }
    }
    invite(tx, incident, &all).await
}

/// The channel it hangs under.
async fn place(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Option<ChannelId>> {
    let mut channels = find::together(tx).await?.into_iter().map(|d| d.channel);
    Ok(channels.find_map(|channel| channel).or(incident.channel))
}

/// Lets people in. Whoever is in already stays; everybody can read what is not private anyway.
pub(super) async fn invite(
    tx: &mut Tx,
    incident: &Incident,
    users: &[UserId],
) -> anyhow::Result<()> {
    if !incident.is_private() {
        return Ok(());
    }
    for user in users {
        let post = Post {
            key: format!("{}/{}", key(incident), user.0),
            target: Target::ThreadOf(key(incident)),
            op: Op::Invite { user: *user },
            priority: Priority::Action,
            why: card::why("incident:card", incident),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// Tells the paging what has happened, and lets in whoever it calls.
pub(super) async fn hear(
    tx: &mut Tx,
    incident: &mut Incident,
    happened: &Happened,
) -> anyhow::Result<()> {
    let before = called(incident);
    // On the heap: it is part of nearly everything, and large.
    Box::pin(page::hear(tx, incident, happened)).await?;
    let mut newly = called(incident);
    newly.retain(|user| !before.contains(user));
    invite(tx, incident, &newly).await
}

/// The people who are being paged.
fn called(incident: &Incident) -> Vec<UserId> {
    let rung = incident.paging.rung.iter().filter_map(|r| match r.who {
        Who::Person(user) => Some(user),
        Who::Channel(_) | Who::Office | Who::Thread => None,
    });
    rung.collect()
}

/// The room could not be opened: those who lead security and operations are told by themselves what it is about.
pub(super) async fn failed(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(incident) = store::one(tx, number).await? else {
        return Ok(());
    };
    let department = find::department(tx, &incident).await?;
    let loaded = card::Loaded::of(tx, &incident).await?;
    let mut users: Vec<UserId> = incident.origin.by().into_iter().collect();
    for department in find::together(tx).await? {
        users.extend(department.leads);
    }
    users.sort_unstable();
    users.dedup();
    for user in users {
        let lang = org::person(tx, user).await?.lang;
        let card = cards::live(&loaded.scene(tx, &incident, &department, lang));
        let post = Post {
            key: format!("{}/alone/{}", incident.subject(), user.0),
            target: Target::Direct {
                user,
                fallback: None,
            },
            op: Op::Create(card),
            priority: Priority::Action,
            why: card::why("incident:card", &incident),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}
