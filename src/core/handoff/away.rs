//! Whoever is away, or has left the department, has no handoff that they took themselves: it is free again from the first moment,
//! and the leads are told, who can give it to somebody. What others gave them stays theirs while they are away; the leads
//! are told of that too, since another department waits.

use crate::calendar::{Day, day_of};
use crate::chat::{Text, UserId};
use crate::core::handoff::find::{self, Found, Held};
use crate::core::handoff::moves::{self, Change};
use crate::core::handoff::rules::Step;
use crate::core::handoff::types::{Handoff, Side, State};
use crate::core::handoff::{answer_cards, post, store, told_cards, turns};
use crate::core::{Actor, Error, Refusal, Reply, org};
use crate::store::Tx;

/// So many of somebody's handoffs are looked through.
const MOST: i64 = 200;

/// Why somebody does not do it any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gone {
    Away(Day),
    /// Left the department, or the server.
    Left,
}

/// Somebody's absence has begun.
pub(crate) async fn is_away(tx: &mut Tx, user: UserId, until: Day) -> anyhow::Result<()> {
    for handoff in held_by(tx, user).await? {
        goes(tx, handoff, user, Gone::Away(until)).await?;
    }
    Ok(())
}

/// Somebody belongs to this department no more; to none where they left the server.
pub(crate) async fn left(tx: &mut Tx, user: UserId, department: Option<i64>) -> anyhow::Result<()> {
    for handoff in held_by(tx, user).await? {
        if department.is_none_or(|id| id == handoff.to) {
            goes(tx, handoff, user, Gone::Left).await?;
        }
    }
    Ok(())
}

/// Those somebody works on: what was delivered is not theirs to do any more.
async fn held_by(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<Handoff>> {
    let mut all = store::assigned(tx, user, MOST).await?;
    all.retain(|h| matches!(h.state, State::Accepted | State::NeedsInfo));
    Ok(all)
}

async fn goes(tx: &mut Tx, handoff: Handoff, user: UserId, gone: Gone) -> anyhow::Result<()> {
    let mut held = find::held(tx, handoff).await?;
    let given = held.handoff.accepted.is_some_and(|(by, _)| by != user);
    let stays = given && gone != Gone::Left;
    if let (true, Gone::Away(until)) = (stays, gone) {
        // An absence that is looked at again is told once.
        let told = Some((user, until));
        if held.handoff.clocks.away == told {
            return Ok(());
        }
        held.handoff.clocks.away = told;
        store::save(tx, &mut held.handoff).await?;
    } else {
        held.handoff.assignee = None;
        let event = match gone {
            Gone::Away(_) => "released-away",
            Gone::Left => "released-left",
        };
        let to = held.handoff.state;
        let change = Change::new(None, "handoff.released", event)
            .about(Text::mention(user))
            .loud(Side::Receiver, held.receiver.leads.clone())
            .with("user", user.0);
        moves::settle(tx, &mut held, to, change).await?;
    }
    tell_leads(tx, &held, user, gone, stays).await
}

/// The leads, with the menu of those who could do it instead.
async fn tell_leads(
    tx: &mut Tx,
    held: &Held,
    user: UserId,
    gone: Gone,
    stays: bool,
) -> anyhow::Result<()> {
    let until = match gone {
        Gone::Away(until) => Some(until.to_string()),
        Gone::Left => None,
    };
    for lead in held.receiver.leads.clone() {
        if lead == user {
            continue;
        }
        let lang = org::person(tx, lead).await?.lang;
        let people = turns::choices(tx, &held.receiver, lang).await?;
        let card = told_cards::gone(lang, held, user, (until.as_deref(), stays), people);
        let key = format!("gone/{}.{}", user.0, tx.now().0);
        let rule = ("handoff:released", key);
        let receiver = held.receiver.clone();
        post::direct(tx, held, rule, (lead, &receiver), card).await?;
    }
    Ok(())
}

/// Absences changed: those that have begun count now.
pub(crate) async fn absences_changed(tx: &mut Tx) -> anyhow::Result<()> {
    let mut users: Vec<UserId> = Vec::new();
    for department in org::departments(tx).await? {
        users.extend(store::load(tx, department.id).await?.iter().map(|l| l.0));
    }
    users.sort_unstable();
    users.dedup();
    for user in users {
        let zone = org::person(tx, user).await?.zone;
        let today = day_of(tx.now(), zone);
        let absences = org::absences(tx, &[user], today, today).await?;
        if let Some(until) = absences.iter().map(|a| a.to).max() {
            is_away(tx, user, until).await?;
        }
    }
    Ok(())
}

/// Nobody has it any more, and somebody takes it.
pub(super) async fn taken(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Assign)?;
    let mut held = found.held;
    if let Some(user) = held.handoff.assignee {
        return Err(Refusal::new("refuse-handoff-has-it")
            .with("key", held.handoff.key())
            .with("user", Text::mention(user))
            .into());
    }
    held.handoff.assignee = Some(actor.user);
    // It is theirs as if they had accepted it: away, they free it again.
    held.handoff.accepted = Some((actor.user, tx.now()));
    let change = Change::new(Some(actor.user), "handoff.assigned", "assign")
        .about(Text::mention(actor.user))
        .with("user", actor.user.0);
    moves::settle(tx, &mut held, step.to, change).await?;
    post::invite(tx, &held, &[actor.user]).await?;
    Ok(Reply::Private(answer_cards::assigned(
        actor.lang, &held, actor.user, None,
    )))
}
