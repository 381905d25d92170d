//! Where a handoff is spoken of: a card and a thread in each of the two channels. What is for few has one private thread instead.
//!
//! What is said on one side travels to the other: both threads get it, in the language of each department. Where it is now the
//! other department's turn, its channel gets it too, beside the card.

use serde_json::{Value, json};

use crate::chat::{Card, Text, UserId};
use crate::clock::At;
use crate::core::handoff::cards::{self, Scene};
use crate::core::handoff::find::Held;
use crate::core::handoff::told_cards::{self, Said};
use crate::core::handoff::types::{Side, State};
use crate::core::handoff::{clock, store};
use crate::core::org::{self, Department};
use crate::core::task::{self, Tied};
use crate::i18n::Lang;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// The words of a thread's name that fit.
const NAME_MOST: usize = 90;
/// So many are let into the private thread at once; others when they look at it.
const INVITED: usize = 50;

/// Why something about it was said, for **Why this?**.
pub(super) fn why(rule: &str, held: &Held) -> Value {
    json!({ "rule": rule, "key": held.handoff.key() })
}

/// The message key of a side's card. Passed on, the next department gets a card of its own.
fn card_key(held: &Held, side: Side) -> String {
    let subject = held.handoff.subject();
    match side {
        Side::Sender => format!("{subject}/from"),
        Side::Receiver => format!("{subject}/to/{}", held.handoff.leg),
    }
}

fn room_key(held: &Held) -> String {
    format!("{}/room", held.handoff.subject())
}

/// What its cards show besides itself.
pub(super) struct Loaded {
    left: [Option<At>; 2],
    children: Vec<(i64, State)>,
    tasks: Vec<Tied>,
    before: Vec<(i64, i64)>,
}

impl Loaded {
    pub(super) async fn of(tx: &mut Tx, held: &Held) -> anyhow::Result<Loaded> {
        let handoff = &held.handoff;
        let work = clock::work(tx, held).await?;
        let children = match handoff.state {
            State::Accepted | State::NeedsInfo => store::children(tx, handoff.number).await?,
            State::Requested
            | State::Delivered
            | State::Confirmed
            | State::Declined
            | State::Cancelled => Vec::new(),
        };
        let before = match handoff.leg {
            0 => Vec::new(),
            _ => store::legs_of(tx, handoff.number).await?,
        };
        let clocks = &handoff.clocks;
        Ok(Loaded {
            left: [clocks.respond.due(&work), clocks.complete.due(&work)],
            children: children.iter().map(|c| (c.number, c.state)).collect(),
            tasks: task::tied(tx, &handoff.key()).await?,
            before: before
                .iter()
                .filter(|leg| leg.leg < handoff.leg)
                .map(|leg| (leg.department, leg.spent / 60_000))
                .collect(),
        })
    }

    /// The departments that had it before, as somebody reads them.
    pub(super) async fn named(
        &self,
        tx: &mut Tx,
        lang: Lang,
    ) -> anyhow::Result<Vec<(String, i64)>> {
        let mut named = Vec::new();
        for (id, minutes) in &self.before {
            if let Some(department) = org::department_by_id(tx, *id).await? {
                named.push((department.name_in(lang).to_owned(), *minutes));
            }
        }
        Ok(named)
    }

    pub(super) fn scene<'a>(
        &'a self,
        tx: &Tx,
        held: &'a Held,
        lang: Lang,
        before: &'a [(String, i64)],
    ) -> Scene<'a> {
        Scene {
            workspace: tx.workspace(),
            lang,
            held,
            left: self.left,
            children: &self.children,
            tasks: &self.tasks,
            before,
            now: tx.now(),
        }
    }
}

/// Posts both cards of a handoff that was made just now, and opens what is talked in.
pub(super) async fn open(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    refresh(tx, held).await?;
    if held.is_private() {
        return open_room(tx, held).await;
    }
    for side in Side::BOTH {
        open_thread(tx, held, side).await?;
    }
    Ok(())
}

/// Opens the thread under a side's card.
pub(super) async fn open_thread(tx: &mut Tx, held: &Held, side: Side) -> anyhow::Result<()> {
    let Some(channel) = held.department(side).channel.filter(|_| !held.is_private()) else {
        return Ok(());
    };
    let title: String = held.handoff.title.chars().take(NAME_MOST).collect();
    let post = Post {
        key: card_key(held, side),
        target: Target::Channel(channel),
        op: Op::Thread {
            name: format!("{} {title}", held.handoff.key()),
        },
        priority: Priority::Action,
        why: why("handoff:card", held),
    };
    outbox::post(tx, &post).await
}

async fn open_room(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    let Some(channel) = held.receiver.channel.or(held.sender.channel) else {
        return Ok(());
    };
    let title: String = held.handoff.title.chars().take(NAME_MOST).collect();
    let post = Post {
        key: room_key(held),
        target: Target::Channel(channel),
        op: Op::PrivateThread {
            name: format!("{} {title}", held.handoff.key()),
        },
        priority: Priority::Action,
        why: why("handoff:card", held),
    };
    outbox::post(tx, &post).await?;
    let mut users = vec![held.handoff.requested_by];
    for department in [&held.sender, &held.receiver] {
        users.extend(&department.leads);
        let members = org::members(tx, department.id).await?;
        users.extend(members.iter().map(|m| m.user));
    }
    invite(tx, held, &users).await
}

/// Lets people into the private thread; everybody can read what is not private anyway.
pub(super) async fn invite(tx: &mut Tx, held: &Held, users: &[UserId]) -> anyhow::Result<()> {
    if !held.is_private() {
        return Ok(());
    }
    let mut invited: Vec<UserId> = Vec::new();
    for user in users {
        if invited.contains(user) || invited.len() >= INVITED {
            continue;
        }
        invited.push(*user);
        let post = Post {
            key: format!("{}/{}", room_key(held), user.0),
            target: Target::ThreadOf(room_key(held)),
            op: Op::Invite { user: *user },
            priority: Priority::Action,
            why: why("handoff:card", held),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// Posts both cards, or edits them in place.
pub(super) async fn refresh(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    // On the heap: it is part of everything, and large.
    Box::pin(refreshed(tx, held)).await
}

async fn refreshed(tx: &mut Tx, held: &Held) -> anyhow::Result<()> {
    let loaded = Loaded::of(tx, held).await?;
    for side in Side::BOTH {
        let department = held.department(side);
        let Some(channel) = department.channel else {
            continue;
        };
        let before = loaded.named(tx, department.lang).await?;
        let scene = loaded.scene(tx, held, department.lang, &before);
        let post = Post {
            key: card_key(held, side),
            target: Target::Channel(channel),
            op: Op::Edit(cards::side(&scene, side)),
            priority: Priority::Action,
            why: why("handoff:card", held),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// The card of the department that passed it on says where it went, and nothing can be pressed there any more.
pub(super) async fn passed_on(tx: &mut Tx, before: &Held, to: &Department) -> anyhow::Result<()> {
    let Some(channel) = before.receiver.channel else {
        return Ok(());
    };
    let post = Post {
        key: card_key(before, Side::Receiver),
        target: Target::Channel(channel),
        op: Op::Edit(told_cards::passed_on(before.receiver.lang, before, to)),
        priority: Priority::Action,
        why: why("handoff:card", before),
    };
    outbox::post(tx, &post).await
}

/// Where the talk of a side goes.
fn talk(held: &Held, side: Side) -> Target {
    Target::ThreadOf(if held.is_private() {
        room_key(held)
    } else {
        card_key(held, side)
    })
}

/// Says what happened in the talk of both departments; and beside the card of each side in `loud`, whose turn it is or whom it
/// concerns, with those people pinged.
pub(super) async fn say(
    tx: &mut Tx,
    held: &Held,
    said: &Said<'_>,
    loud: &[(Side, Vec<UserId>)],
) -> anyhow::Result<()> {
    let line = tx.next_key("handoff-line").await?;
    for side in Side::BOTH {
        let department = held.department(side);
        // The private thread is one for both.
        let once = held.is_private() && side == Side::Sender;
        let place = if held.is_private() {
            held.receiver.channel.or(held.sender.channel)
        } else {
            department.channel
        };
        if place.is_some() && !once {
            let post = Post {
                key: format!("{}/said/{line}/{}", held.handoff.subject(), side.name()),
                target: talk(held, side),
                op: Op::Create(told_cards::said(department.lang, said)),
                priority: Priority::Notice,
                why: why("handoff:said", held),
            };
            outbox::post(tx, &post).await?;
        }
        if let Some((_, users)) = loud.iter().find(|(of, _)| *of == side) {
            notice(tx, held, said, side, (users, line)).await?;
        }
    }
    Ok(())
}

/// Rings these people: a mention is heard only where it stands in front of the card.
pub(super) fn ring(card: &mut Card, users: &[UserId]) {
    if users.is_empty() {
        return;
    }
    let named = users.iter().map(|user| Text::mention(*user));
    card.lead = Some(Text::join(named.chain(card.lead.take()), " "));
    card.audience.users = users.to_vec();
}

async fn notice(
    tx: &mut Tx,
    held: &Held,
    said: &Said<'_>,
    side: Side,
    (users, line): (&[UserId], i64),
) -> anyhow::Result<()> {
    let department = held.department(side);
    let Some(channel) = department.channel else {
        return Ok(());
    };
    let mut card = told_cards::notice(department.lang, held, said, side);
    ring(&mut card, users);
    let post = Post {
        key: format!("{}/told/{line}/{}", held.handoff.subject(), side.name()),
        target: Target::Channel(channel),
        op: Op::Create(card),
        priority: Priority::Action,
        why: why("handoff:told", held),
    };
    outbox::post(tx, &post).await
}

/// A card for one person, with their department's channel where they cannot be written to.
pub(super) async fn direct(
    tx: &mut Tx,
    held: &Held,
    (rule, key): (&str, String),
    (user, department): (UserId, &Department),
    card: Card,
) -> anyhow::Result<()> {
    let post = Post {
        key: format!("{}/{key}/{}", held.handoff.subject(), user.0),
        target: Target::Direct {
            user,
            fallback: department.channel,
        },
        op: Op::Create(card),
        priority: Priority::Action,
        why: why(rule, held),
    };
    outbox::post(tx, &post).await
}

/// A card for a department's channel.
pub(super) async fn to_channel(
    tx: &mut Tx,
    held: &Held,
    (rule, key): (&str, String),
    department: &Department,
    card: Card,
) -> anyhow::Result<bool> {
    let Some(channel) = department.channel else {
        return Ok(false);
    };
    let post = Post {
        key: format!("{}/{key}", held.handoff.subject()),
        target: Target::Channel(channel),
        op: Op::Create(card),
        priority: Priority::Action,
        why: why(rule, held),
    };
    outbox::post(tx, &post).await?;
    Ok(true)
}
