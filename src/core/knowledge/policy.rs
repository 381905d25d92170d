//! Policies: in force by a decision of their departments, read by their people.

use crate::chat::{Tone, UserId};
use crate::core::decision::{self, Ask, Group, Outcome, Owner, Settled, Subject, Voter};
use crate::core::knowledge::types::{Entry, Kind, State};
use crate::core::knowledge::{cards, find, note, rules, store, tell};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// So many working days to decide on a version.
const TO_DECIDE: i64 = 5;

fn subject(entry: &Entry) -> Subject {
    Subject::new(
        Owner::Knowledge,
        entry.number,
        &format!("v{}", entry.version),
    )
}

/// Asks a lead of each of its departments to agree to the version as it stands; the number of the decision.
pub(super) async fn ask(tx: &mut Tx, entry: &Entry, by: UserId) -> anyhow::Result<i64> {
    let home = super::home(tx, entry).await?;
    let groups = entry.departments();
    let ask = Ask {
        subject: subject(entry),
        title: entry.title.clone(),
        why: entry.text.clone(),
        amount: String::new(),
        asker: by,
        groups: groups
            .map(|id| Group::one(vec![Voter::LeadsOf(id)]))
            .collect(),
        content: entry.content(),
        expires: decision::in_working_days(tx, &home, TO_DECIDE).await?,
        holds_until: None,
        posted: entry.departments().collect(),
    };
    decision::ask(tx, &ask).await
}

/// What is asked about a version is not what it will say.
pub(super) async fn void(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    // What is in force was agreed on, and stays so until the next version is.
    if entry.kind != Kind::Policy || entry.active_version == entry.version {
        return Ok(());
    }
    decision::void(tx, &subject(entry), decision::EDITED).await
}

/// It is not wanted any more.
pub(super) async fn withdraw(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    if entry.kind != Kind::Policy {
        return Ok(());
    }
    decision::void(tx, &subject(entry), decision::WITHDRAWN).await
}

/// What came of a decision about a version.
pub(crate) async fn decided(tx: &mut Tx, settled: &Settled) -> anyhow::Result<()> {
    let Some(mut entry) = store::one(tx, settled.subject.number).await? else {
        return Ok(());
    };
    let now_asked = settled.subject == subject(&entry) && entry.state != State::Retired;
    match settled.outcome {
        Outcome::Approved { .. } if now_asked => {}
        // What was in force stays so; who asked is told by the decision.
        Outcome::Approved { .. } | Outcome::Rejected { .. } | Outcome::Expired | Outcome::Ended => {
            return tell::shown(tx, &entry).await;
        }
    }
    let content = entry.content();
    if decision::check(tx, &settled.subject, &content)
        .await?
        .is_none()
    {
        return Ok(());
    }
    entry.active_version = entry.version;
    entry.state = State::Active;
    entry.state_by = settled.votes.last().map(|v| v.hand);
    entry.state_at = tx.now();
    store::save(tx, &entry);
    super::reindex(tx, &entry).await?;
    note(tx, entry.state_by, &entry, "knowledge.in-force").await?;
    tell::shown(tx, &entry).await
}

/// Somebody has read the policy that is in force.
pub(crate) async fn acknowledge(tx: &mut Tx, req: &find::One) -> Result<Reply, Error> {
    let entry = find::find(tx, &req.actor, &req.entry).await?;
    let version = entry.active_version;
    acknowledge_one(tx, &req.actor, entry, version).await
}

/// The same for a version of an entry that is known.
pub(super) async fn acknowledge_one(
    tx: &mut Tx,
    actor: &Actor,
    entry: Entry,
    version: i64,
) -> Result<Reply, Error> {
    rules::need_kind(&entry, Kind::Policy)?;
    rules::need_valid(&entry)?;
    let refusal = |id| Refusal::new(id).with("entry", entry.key());
    if entry.active_version == 0 {
        return Err(refusal("refuse-knowledge-not-in-force").into());
    }
    if version != entry.active_version {
        return Err(refusal("refuse-knowledge-other-version").into());
    }
    let readers = store::readers(tx, entry.number, version).await?;
    if !readers.contains(&actor.user) {
        store::read(tx, entry.number, version, actor.user);
        note(tx, Some(actor.user), &entry, "knowledge.read").await?;
        tell::shown(tx, &entry).await?;
    }
    let mut args = cards::named(actor.lang, &entry).to_vec();
    args.push(("version", version.into()));
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "knowledge-read",
        &args,
    )))
}
