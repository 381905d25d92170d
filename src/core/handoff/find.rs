//! Which handoff is meant, and what part somebody has in it.

use std::collections::HashSet;

use anyhow::Context;

use crate::chat::Text;
use crate::core::catalogue::{self, Playbook, Visibility};
use crate::core::handoff::reading;
use crate::core::handoff::rules::{self, Move, Part, Standing, Step, Who};
use crate::core::handoff::store::{self, Page};
use crate::core::handoff::types::{Handoff, Side};
use crate::core::knowledge::{Space, titles};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal};
use crate::store::Tx;

/// So many of each list are looked through for what somebody means: theirs, their departments', what is new.
const RECENT: i64 = 25;
/// Who may act everywhere means no department in particular.
const DEPARTMENTS: usize = 2;
/// So many are looked up by what they are called.
const CALLED: usize = 50;
/// What a handoff falls back to when its playbook is no longer in the catalogue.
const USUAL: &str = "general";

/// A handoff with its departments and its playbook.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) handoff: Handoff,
    pub(super) playbook: &'static Playbook,
    pub(super) sender: Department,
    pub(super) receiver: Department,
}

impl Held {
    pub(super) fn department(&self, side: Side) -> &Department {
        match side {
            Side::Sender => &self.sender,
            Side::Receiver => &self.receiver,
        }
    }
    /// Its words are for the two departments only.
    pub(super) fn is_private(&self) -> bool {
        self.playbook.visible != Visibility::Everyone
    }
    pub(super) fn standing(&self) -> Standing {
        Standing::of(&self.handoff, self.playbook.both_sign)
    }
}

/// A handoff somebody named, and what they are in it.
pub(super) struct Found {
    pub(super) held: Held,
    pub(super) who: Who,
    /// Belongs to one of the two departments, or to the project office.
    pub(super) inside: bool,
}

impl Found {
    /// Whether its words are for them.
    pub(super) fn sees(&self) -> bool {
        !self.held.is_private() || self.inside
    }
    pub(super) fn refuse_strangers(&self) -> Result<(), Refusal> {
        if self.sees() {
            return Ok(());
        }
        Err(Refusal::new("refuse-handoff-private").with("key", self.held.handoff.key()))
    }
    /// Where a step of theirs leads; or why not, in their language.
    pub(super) fn step(&self, actor: &Actor, step: Step) -> Result<Move, Refusal> {
        let held = &self.held;
        let name = |side| Text::user(held.department(side).name_in(actor.lang));
        rules::step(&held.standing(), step, self.who).map_err(|refusal| {
            refusal
                .with("sender", name(Side::Sender))
                .with("receiver", name(Side::Receiver))
        })
    }
}

/// The handoff with its departments and its playbook.
pub(super) async fn held(tx: &mut Tx, handoff: Handoff) -> anyhow::Result<Held> {
    let playbook = catalogue::playbook(&handoff.playbook).or_else(|| catalogue::playbook(USUAL));
    let playbook = playbook.with_context(|| format!("{} has no playbook", handoff.key()))?;
    let sender = department(tx, &handoff, Side::Sender).await?;
    let receiver = department(tx, &handoff, Side::Receiver).await?;
    Ok(Held {
        handoff,
        playbook,
        sender,
        receiver,
    })
}

async fn department(tx: &mut Tx, handoff: &Handoff, side: Side) -> anyhow::Result<Department> {
    let found = org::department_by_id(tx, handoff.department(side)).await?;
    found.with_context(|| format!("{} has no {}", handoff.key(), side.name()))
}

/// The handoff of this key or title.
pub(super) async fn find(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    // On the heap: everything begins with it, and it is large.
    Box::pin(look_up(tx, actor, typed)).await
}

async fn look_up(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Found, Error> {
    if let Some(number) = reading::read_key(typed) {
        return match store::one(tx, number).await? {
            Some(handoff) => Ok(known(tx, actor, handoff).await?),
            None => Err(unknown(tx, actor, typed).await?.into()),
        };
    }
    let wanted = typed.trim().to_lowercase();
    let mut same: Vec<Found> = Vec::new();
    for handoff in meant(tx, actor, &wanted).await? {
        if handoff.title.to_lowercase() == wanted {
            same.push(known(tx, actor, handoff).await?);
        }
    }
    same.retain(Found::sees);
    // An open one is meant before one that is over.
    same.sort_by_key(|f| {
        let handoff = &f.held.handoff;
        (!handoff.state.is_open(), std::cmp::Reverse(handoff.number))
    });
    match same.into_iter().next() {
        Some(found) => Ok(found),
        None => Err(unknown(tx, actor, typed).await?.into()),
    }
}

/// What may be meant by what somebody typed: what has that key, theirs, their departments', what is new, and whatever has a key
/// or a title like that, however old. Each once; most of it may have nothing to do with what was typed.
pub(super) async fn meant(tx: &mut Tx, actor: &Actor, typed: &str) -> anyhow::Result<Vec<Handoff>> {
    let number = reading::read_key(typed);
    let mut all = match number {
        Some(number) => store::one(tx, number).await?.into_iter().collect(),
        None => Vec::new(),
    };
    all.extend(near(tx, actor).await?);
    match number {
        Some(number) => all.extend(keyed(tx, number).await?),
        None if typed.is_empty() => {}
        None => all.extend(called(tx, typed).await?),
    }
    let mut known = HashSet::new();
    all.retain(|handoff| known.insert(handoff.number));
    Ok(all)
}

/// Theirs, then their departments', then what is new.
async fn near(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Vec<Handoff>> {
    let page = Page::first(true, RECENT);
    let mut all = store::assigned_back(tx, actor.user, page).await?;
    all.extend(store::asked_back(tx, actor.user, page).await?);
    let mut own = Vec::new();
    for department in org::departments(tx).await? {
        if own.len() < DEPARTMENTS && org::may(tx, actor, "handoff-step", Some(&department)).await?
        {
            own.push(department.id);
        }
    }
    for department in own {
        all.extend(store::received(tx, department, page).await?);
        all.extend(store::sent(tx, department, page).await?);
    }
    all.extend(store::within(tx, (1, i64::MAX), RECENT).await?);
    Ok(all)
}

/// The newest whose keys begin with these digits.
async fn keyed(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<Handoff>> {
    let last = store::last(tx).await?;
    let mut found = Vec::new();
    for range in titles::beginning_with(number, last) {
        let most = RECENT - i64::try_from(found.len()).unwrap_or(RECENT);
        if most == 0 {
            break;
        }
        found.extend(store::within(tx, range, most).await?);
    }
    Ok(found)
}

/// What is called so, or begins so.
async fn called(tx: &mut Tx, typed: &str) -> anyhow::Result<Vec<Handoff>> {
    let numbers = titles::typed(tx, Space::Handoffs, typed, CALLED).await?;
    by_number(tx, &numbers).await
}

/// The handoffs of these numbers, in their order.
pub(super) async fn by_number(tx: &mut Tx, numbers: &[i64]) -> anyhow::Result<Vec<Handoff>> {
    let mut found = Vec::new();
    for some in numbers.chunks(store::SOME_MOST) {
        found.extend(store::some(tx, some).await?);
    }
    found.sort_by_key(|h| numbers.iter().position(|number| *number == h.number));
    Ok(found)
}

/// The handoff of this number, for buttons.
pub(super) async fn numbered(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Found, Error> {
    match store::one(tx, number).await? {
        Some(handoff) => Ok(Box::pin(known(tx, actor, handoff)).await?),
        None => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// With the parts the actor has in it.
pub(super) async fn known(tx: &mut Tx, actor: &Actor, handoff: Handoff) -> anyhow::Result<Found> {
    let held = held(tx, handoff).await?;
    let sender = part(tx, actor, &held, Side::Sender).await?;
    let receiver = part(tx, actor, &held, Side::Receiver).await?;
    Ok(Found {
        who: Who {
            user: actor.user,
            sender,
            receiver,
        },
        inside: sender.max(receiver) > Part::None,
        held,
    })
}

async fn part(tx: &mut Tx, actor: &Actor, held: &Held, side: Side) -> anyhow::Result<Part> {
    let department = held.department(side);
    let stands_in = department.leads.is_empty()
        && org::may(tx, actor, "handoff-lead", Some(department)).await?;
    if department.leads.contains(&actor.user) || stands_in {
        return Ok(Part::Lead);
    }
    let handoff = &held.handoff;
    let own = match side {
        Side::Sender => handoff.requested_by == actor.user,
        Side::Receiver => handoff.assignee == Some(actor.user),
    };
    if own || org::may(tx, actor, "handoff-step", Some(department)).await? {
        return Ok(Part::Member);
    }
    Ok(Part::None)
}

async fn unknown(tx: &mut Tx, actor: &Actor, typed: &str) -> anyhow::Result<Refusal> {
    let mut all = Vec::new();
    for handoff in meant(tx, actor, typed.trim()).await? {
        let found = known(tx, actor, handoff).await?;
        if found.sees() {
            let handoff = found.held.handoff;
            all.push((handoff.key(), handoff.title));
        }
    }
    let near = reading::nearest(typed, &all);
    Ok(if near.is_empty() {
        Refusal::new("refuse-handoff-unknown").with("typed", Text::echo(typed))
    } else {
        Refusal::new("refuse-handoff-unknown-near")
            .with("typed", Text::echo(typed))
            .with("near", near.join(", "))
    })
}
