//! `/me show`: a person's day across everything, and what they set for themselves.
//!
//! Each capability says what it has for somebody in a function of its own, and is asked in [`sections`]:
//!
//! ```text
//! pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>>
//! ```
//!
//! A capability that is added writes that function and adds **one line** to [`sections`]. The section speaks the actor's
//! language (`actor.lang`), its title says what its lines are, its lines are one thing each, most important first, each with the
//! key by which it is acted on, and `count` is how many there are. It is `None` when there is nothing. What is shown is private
//! to the actor, so names and titles of their own things may stand in it. How many lines are shown is decided here.

mod cards;
#[cfg(test)]
mod tests;

use crate::core::{
    Actor, Error, Reply, Section, decision, handoff, incident, knowledge, oncall, org, standup,
    task,
};
use crate::store::Tx;

/// The actor's day.
pub(crate) async fn show(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "me", None).await?;
    org::seen(tx, actor).await?;
    let mut sections = sections(tx, actor).await?;
    // Those of one rank stay in the order they are asked in.
    sections.sort_by_key(|section| section.rank);
    let zone = org::person(tx, actor.user).await?.zone;
    let day = org::special::written(crate::calendar::day_of(tx.now(), zone), actor.lang);
    let settings = org::me::fields(tx, actor).await?;
    Ok(Reply::Private(cards::day(
        actor.lang, &day, &sections, settings,
    )))
}

/// What each capability has for the actor: one line each.
async fn sections(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Vec<Section>> {
    let mut found = Vec::new();
    found.extend(incident::today(tx, actor).await?);
    found.extend(incident::today_actions(tx, actor).await?);
    found.extend(task::today(tx, actor).await?);
    found.extend(task::today_asked(tx, actor).await?);
    found.extend(handoff::today(tx, actor).await?);
    found.extend(standup::today(tx, actor).await?);
    found.extend(oncall::today(tx, actor).await?);
    found.extend(decision::today(tx, actor).await?);
    found.extend(knowledge::today(tx, actor).await?);
    found.extend(org::me::today(tx, actor).await?);
    Ok(found)
}
