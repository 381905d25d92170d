//! Where an incident is spoken of: its one live card, the thread under it, and what stands in public of one that is private.
//!
//! A private incident has a room of its own, a private thread in the channel of security: its card and all talk are there. In
//! the channel of the department it was declared for stands a placeholder without a detail.

use serde_json::{Value, json};

use crate::chat::Card;
use crate::core::incident::cards::{self, Scene};
use crate::core::incident::types::{Alerts, Incident};
use crate::core::incident::{find, room, store};
use crate::core::org::{self, Department};
use crate::i18n::Lang;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// The words of a thread's name that fit.
const NAME_MOST: usize = 90;

/// Where the talk about it goes: the thread under its card, or the room of a private one. Nobody else reads it there.
pub(super) fn talk(incident: &Incident) -> Target {
    Target::ThreadOf(if incident.is_private() {
        room::key(incident)
    } else {
        format!("{}/card", incident.subject())
    })
}

/// Why something about it was said, for **Why this?**.
pub(super) fn why(rule: &str, incident: &Incident) -> Value {
    json!({ "rule": rule, "key": incident.key() })
}

/// Posts the card of an incident that was opened just now, and opens its thread, or its room.
pub(super) async fn open(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    if incident.is_private() {
        Box::pin(room::open(tx, incident)).await?;
        return refresh(tx, incident).await;
    }
    refresh(tx, incident).await?;
    let Some(channel) = incident.channel.filter(|_| !incident.is_drill()) else {
        return Ok(());
    };
    let name: String = incident.title.chars().take(NAME_MOST).collect();
    let post = Post {
        key: format!("{}/card", incident.subject()),
        target: Target::Channel(channel),
        op: Op::Thread {
            name: format!("{} {name}", incident.key()),
        },
        priority: Priority::Action,
        why: why("incident:card", incident),
    };
    outbox::post(tx, &post).await
}

/// Posts the card, or edits it in place.
pub(super) async fn refresh(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    // On the heap: it is part of nearly everything, and large.
    Box::pin(refreshed(tx, incident)).await
}

async fn refreshed(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let Some(channel) = incident.channel else {
        return Ok(());
    };
    let department = find::department(tx, incident).await?;
    if incident.is_drill() {
        let card = cards::drill(department.lang, incident);
        return put(tx, incident, "card", Target::Channel(channel), card).await;
    }
    let loaded = Loaded::of(tx, incident).await?;
    if incident.is_private() {
        let stands_in = match &loaded.affected {
            Some(affected) => affected.lang,
            None => department.lang,
        };
        let public = cards::placeholder(&loaded.scene(tx, incident, &department, stands_in));
        put(tx, incident, "public", Target::Channel(channel), public).await?;
    }
    let live = cards::live(&loaded.scene(tx, incident, &department, department.lang));
    let target = if incident.is_private() {
        talk(incident)
    } else {
        Target::Channel(channel)
    };
    put(tx, incident, "card", target, live).await
}

async fn put(
    tx: &mut Tx,
    incident: &Incident,
    which: &str,
    target: Target,
    card: Card,
) -> anyhow::Result<()> {
    let post = Post {
        key: format!("{}/{which}", incident.subject()),
        target,
        op: Op::Edit(card),
        // A drill measures what a page would take.
        priority: if incident.is_drill() {
            Priority::Page
        } else {
            Priority::Action
        },
        why: if incident.is_drill() {
            json!({ "rule": "alert:drill" })
        } else {
            why("incident:card", incident)
        },
    };
    outbox::post(tx, &post).await
}

/// What its card shows besides itself.
pub(super) struct Loaded {
    affected: Option<Department>,
    alerts: Alerts,
    absorbed: Vec<String>,
}

impl Loaded {
    pub(super) async fn of(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Loaded> {
        let affected = match incident.affected {
            Some(id) => org::department_by_id(tx, id).await?,
            None => None,
        };
        let mut loaded = Loaded {
            affected,
            alerts: incident.alerts.clone(),
            absorbed: Vec::new(),
        };
        if incident.absorbed > 0 {
            for other in store::absorbed(tx, incident.number).await? {
                loaded.alerts = loaded.alerts.with(&other.alerts);
                loaded.absorbed.push(other.key());
            }
        }
        Ok(loaded)
    }

    pub(super) fn scene<'a>(
        &'a self,
        tx: &Tx,
        incident: &'a Incident,
        department: &'a Department,
        lang: Lang,
    ) -> Scene<'a> {
        Scene {
            workspace: tx.workspace(),
            lang,
            incident,
            department,
            affected: self.affected.as_ref(),
            alerts: self.alerts.clone(),
            absorbed: self.absorbed.clone(),
        }
    }
}

/// The alerts of an incident and of all that were merged into it.
pub(super) async fn all_alerts(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Alerts> {
    Ok(Loaded::of(tx, incident).await?.alerts)
}
