//! Asks the paging what comes of an event, and does it: posts the pages, writes the timeline, arms the next deadline.
//!
//! A page to a person is a direct message (or goes the next road they gave) and a mention in the incident's channel, so that
//! their colleagues see who is asked. Each page has a message key of its own, made of its attempt: a repeat is another message
//! and rings. Once somebody has come, what was paged says who.

use anyhow::Context;
use serde_json::{Value, json};

use crate::chat::{Card, ChannelId, UserId};
use crate::core::incident::handover_rules;
use crate::core::incident::page_cards::{self, Reader, Ringing};
use crate::core::incident::paging::{
    Duty, Event as Happened, Note, Page, Phase, Reason, Route, Step, Who, step,
};
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::Incident;
use crate::core::incident::{
    DEADLINE, card, duty, find, page_store, reasons, room, store, timeline_words,
};
use crate::core::oncall::{self, ContactKind, ShiftChange};
use crate::core::org::{self, Department};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Event, Op, Post, Priority, Target};
use crate::store::Tx;

/// The key of the project office.
const OFFICE: &str = "pmo";

/// Tells the paging what has happened. Changes the incident, which the caller writes back.
pub(super) async fn hear(
    tx: &mut Tx,
    incident: &mut Incident,
    happened: &Happened,
) -> anyhow::Result<()> {
    let duty = duty::of(tx, incident).await?;
    let Step {
        state,
        pages,
        notes,
        next,
    } = step(&incident.paging, happened, tx.now(), &duty);
    let asked = |phase| matches!(phase, Phase::Ringing | Phase::Unowned);
    let came = asked(incident.paging.phase) && !asked(state.phase);
    incident.paging = state;
    for note in &notes {
        write_down(tx, incident, note).await?;
    }
    // Who was refused on one road has been mentioned already.
    let again = match happened {
        Happened::Refused { user, .. } | Happened::Delayed { user, .. } => Some(*user),
        _ => None,
    };
    mention(tx, incident, (&pages, &duty), again).await?;
    for page in &pages {
        page_store::add(tx, incident.number, page).await?;
        let why = reasons::of(tx, incident, &[page], &duty).await?;
        send(tx, incident, &Out { page, why }).await?;
    }
    if came {
        settle(tx, incident).await?;
    }
    let subject = incident.number.to_string();
    match next {
        Some(due) => {
            let timer = Timer {
                kind: DEADLINE,
                subject,
                due,
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await
        }
        None => jobs::disarm(tx, DEADLINE, &subject).await,
    }
}

/// A page on its way, with why it is sent.
struct Out<'a> {
    page: &'a Page,
    why: Value,
}

fn post(incident: &Incident, out: &Out<'_>, target: Target, card: Card) -> Post {
    Post {
        key: key(incident, out.page),
        target,
        op: Op::Create(card),
        priority: Priority::Page,
        why: out.why.clone(),
    }
}

/// `incident/12/page/7`
fn key(incident: &Incident, page: &Page) -> String {
    format!("{}/page/{}", incident.subject(), page.attempt)
}

/// Sends one page its way.
async fn send(tx: &mut Tx, incident: &Incident, out: &Out<'_>) -> anyhow::Result<()> {
    let department = find::department(tx, incident).await?;
    let page = out.page;
    match page.to {
        Who::Person(user) => person(tx, incident, &department, out, user).await,
        Who::Channel(channel) => {
            // Its card has just been put there: the same twice tells nobody more.
            let card_is_new = page.reason == Reason::Opened && Some(channel) == incident.channel;
            if card_is_new {
                return Ok(());
            }
            let ringing = Ringing {
                lang: department.lang,
                incident,
                department: &department,
                page,
                reader: Reader::Channel,
                users: Vec::new(),
            };
            let card = page_cards::ringing(&ringing);
            outbox::post(tx, &post(incident, out, Target::Channel(channel), card)).await
        }
        Who::Office => office(tx, incident, &department, out).await,
        Who::Thread => {
            let holder = incident.paging.holder.map(|h| h.by);
            let users = incident.roles.commander.or(holder).into_iter().collect();
            let ringing = Ringing {
                lang: department.lang,
                incident,
                department: &department,
                page,
                reader: Reader::Channel,
                users,
            };
            let card = page_cards::notice(&ringing);
            let nudge = Post {
                priority: Priority::Action,
                ..post(incident, out, card::talk(incident), card)
            };
            outbox::post(tx, &nudge).await
        }
    }
}

/// To one person, by the road the paging chose.
async fn person(
    tx: &mut Tx,
    incident: &Incident,
    department: &Department,
    out: &Out<'_>,
    user: UserId,
) -> anyhow::Result<()> {
    let page = out.page;
    let Some(target) = road(tx, user, page.route).await? else {
        // The road was taken back meanwhile.
        let taken_back = page.route.unwrap_or(Route::Direct);
        anyhow::bail!("no address for {taken_back:?}");
    };
    let ringing = Ringing {
        lang: org::person(tx, user).await?.lang,
        incident,
        department,
        page,
        reader: Reader::Person,
        users: Vec::new(),
    };
    let mut card = page_cards::ringing(&ringing);
    if !matches!(target, Target::Direct { .. }) {
        card = page_cards::elsewhere(card, &ringing);
    }
    outbox::post(tx, &post(incident, out, target, card)).await
}

/// Where a page to this person goes on this road.
async fn road(tx: &mut Tx, user: UserId, route: Option<Route>) -> anyhow::Result<Option<Target>> {
    let kind = match route {
        None | Some(Route::Direct) => {
            return Ok(Some(Target::Direct {
                user,
                fallback: None,
            }));
        }
        Some(Route::Mail) => ContactKind::Mail,
        Some(Route::Hook) => ContactKind::Hook,
    };
    let contacts = oncall::contacts(tx, user).await?;
    let contact = contacts.into_iter().find(|contact| contact.kind == kind);
    Ok(contact.map(|contact| match contact.kind {
        ContactKind::Mail => Target::Mail {
            to: contact.address,
        },
        ContactKind::Hook => Target::Hook {
            url: contact.address,
        },
    }))
}

/// To the project office, loudly: its leads are mentioned. Without a channel of its own it is told where the incident is.
async fn office(
    tx: &mut Tx,
    incident: &Incident,
    department: &Department,
    out: &Out<'_>,
) -> anyhow::Result<()> {
    let all = org::departments(tx).await?;
    let office = all.into_iter().find(|d| d.key == OFFICE);
    let channel = office.as_ref().and_then(|d| d.channel);
    let Some(channel) = channel.or(incident.channel) else {
        return Ok(());
    };
    let heard = office.as_ref().unwrap_or(department);
    let ringing = Ringing {
        lang: heard.lang,
        incident,
        department,
        page: out.page,
        reader: Reader::Channel,
        users: heard.leads.clone(),
    };
    let card = page_cards::notice(&ringing);
    outbox::post(tx, &post(incident, out, Target::Channel(channel), card)).await
}

/// One message in the incident's channel that mentions everybody who is paged now.
async fn mention(
    tx: &mut Tx,
    incident: &Incident,
    (pages, duty): (&[Page], &Duty),
    again: Option<UserId>,
) -> anyhow::Result<()> {
    let people = pages.iter().filter_map(|page| match page.to {
        Who::Person(user) if Some(user) != again => Some((page, user)),
        _ => None,
    });
    let people: Vec<(&Page, UserId)> = people.collect();
    let (Some((first, _)), Some(channel)) = (people.first(), incident.channel) else {
        return Ok(());
    };
    let users: Vec<UserId> = people.iter().map(|(_, user)| *user).collect();
    let target = if incident.is_private() {
        card::talk(incident)
    } else {
        Target::Channel(channel)
    };
    let department = find::department(tx, incident).await?;
    let ringing = Ringing {
        lang: department.lang,
        incident,
        department: &department,
        page: first,
        reader: Reader::Channel,
        users,
    };
    let called: Vec<&Page> = people.iter().map(|(page, _)| *page).collect();
    let out = Out {
        page: first,
        why: reasons::of(tx, incident, &called, duty).await?,
    };
    let ring = Post {
        key: ring_key(incident, first.attempt),
        ..post(incident, &out, target, page_cards::ringing(&ringing))
    };
    outbox::post(tx, &ring).await
}

/// The message that mentions those who were paged at once, by the first attempt of them.
fn ring_key(incident: &Incident, attempt: u32) -> String {
    format!("{}/ring/{attempt}", incident.subject())
}

/// Somebody came, or it is over: everything that asked for somebody says so. Edits ping nobody.
async fn settle(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let department = find::department(tx, incident).await?;
    for page in page_store::unsettled(tx, incident.number).await? {
        let (reader, lang) = match page.to {
            Who::Person(user) => (Reader::Person, org::person(tx, user).await?.lang),
            _ => (Reader::Channel, department.lang),
        };
        let ringing = Ringing {
            lang,
            incident,
            department: &department,
            page: &page,
            reader,
            users: Vec::new(),
        };
        let card = page_cards::settled(&ringing, tx.now());
        let edits = match (page.to, page.route) {
            // A letter that was sent stays as it is.
            (Who::Person(_), Some(Route::Mail | Route::Hook)) | (Who::Thread, _) => continue,
            (Who::Person(user), _) => vec![(
                key(incident, &page),
                Target::Direct {
                    user,
                    fallback: None,
                },
                card,
            )],
            // Where the card itself is, nothing else was said.
            (Who::Channel(_), _) if !outbox::said(tx, &key(incident, &page)).await? => continue,
            (Who::Channel(channel), _) => {
                vec![(key(incident, &page), Target::Channel(channel), card)]
            }
            (Who::Office, _) => continue,
        };
        for (key, target, card) in edits {
            edit(tx, incident, (key, target), card).await?;
        }
        if let (Who::Person(_), Some(channel)) = (page.to, incident.channel) {
            settle_ring(tx, incident, &department, (&page, channel)).await?;
        }
    }
    page_store::settle(tx, incident.number).await
}

/// The message in the channel that mentioned them, if this page was the first of those it mentioned.
async fn settle_ring(
    tx: &mut Tx,
    incident: &Incident,
    department: &Department,
    (page, channel): (&Page, ChannelId),
) -> anyhow::Result<()> {
    let key = ring_key(incident, page.attempt);
    if !outbox::said(tx, &key).await? {
        return Ok(());
    }
    let ringing = Ringing {
        lang: department.lang,
        incident,
        department,
        page,
        reader: Reader::Channel,
        users: Vec::new(),
    };
    let target = if incident.is_private() {
        card::talk(incident)
    } else {
        Target::Channel(channel)
    };
    let card = page_cards::settled(&ringing, tx.now());
    edit(tx, incident, (key, target), card).await
}

async fn edit(
    tx: &mut Tx,
    incident: &Incident,
    (key, target): (String, Target),
    card: Card,
) -> anyhow::Result<()> {
    // Why it was sent stays what it was.
    let before = outbox::standing(tx, &key).await?;
    let plain = || json!({ "rule": "incident:page", "key": incident.key() });
    let post = Post {
        key,
        target,
        op: Op::Edit(card),
        priority: Priority::Action,
        why: before.map_or_else(plain, |standing| standing.why),
    };
    outbox::post(tx, &post).await
}

/// A line of the timeline for what the paging did besides paging.
async fn write_down(tx: &mut Tx, incident: &Incident, note: &Note) -> anyhow::Result<()> {
    let (action, facts) = match note {
        Note::LevelSkipped { level, why } => {
            let why: Vec<String> = why
                .iter()
                .map(|(t, m)| format!("{t}: {}", m.name()))
                .collect();
            (
                "incident.level-skipped",
                json!({ "level": level + 1, "why": why.join(", ") }),
            )
        }
        Note::Repeats { round } => ("incident.repeats", json!({ "round": round + 1 })),
        Note::Exhausted => ("incident.exhausted", json!(null)),
        Note::Expired(user) => ("incident.ack-expired", json!({ "user": user.0 })),
        Note::HandedOver { from } => ("incident.handed-over", json!({ "user": from.0 })),
        Note::Refused { user, route, next } => (
            "incident.page-refused",
            json!({ "user": user.0, "route": route, "next": next }),
        ),
        Note::Grew(what) => ("incident.grew", timeline_words::growth(what)),
        Note::PolicyChanged => (
            "incident.policy-changed",
            json!({ "policy": incident.paging.policy.to_string() }),
        ),
        Note::Silenced { until } => ("incident.silenced", json!({ "until": until.0 })),
        Note::Held(_) => ("incident.held-back", json!(null)),
        Note::SilenceOver => ("incident.silence-over", json!(null)),
        // Whoever pressed is on the timeline with what they did.
        Note::Acknowledged(_) => return Ok(()),
    };
    said::note(tx, incident, Change::new(None, action, facts)).await
}

/// A page came out, or did not: whom it did not reach is tried on the next road.
pub(super) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    if let Event::Delivered { key } = event {
        if let Some((number, attempt)) = attempt_of(key) {
            page_store::delivered(tx, number, attempt);
        }
        return Ok(());
    }
    let (Event::DirectRefused { key, .. } | Event::Dead { key, .. } | Event::Late { key }) = event
    else {
        return Ok(());
    };
    let Some((number, attempt)) = attempt_of(key) else {
        return Ok(());
    };
    let Some(mut incident) = store::one(tx, number).await? else {
        return Ok(());
    };
    let rung = incident.paging.rung.iter().find(|r| r.attempt == attempt);
    let who = rung.map(|r| r.who);
    let delayed = matches!(event, Event::Late { .. });
    if delayed {
        page_store::late(tx, number, attempt);
    } else {
        page_store::refused(tx, number, attempt).await?;
    }
    let Some(Who::Person(user)) = who else {
        return Ok(());
    };
    let happened = if delayed {
        Happened::Delayed { user, attempt }
    } else {
        Happened::Refused { user, attempt }
    };
    room::hear(tx, &mut incident, &happened).await?;
    store::save(tx, &incident)
        .await
        .context("a page was refused")?;
    card::refresh(tx, &incident).await
}

/// `incident/12/page/7` → 12, 7.
fn attempt_of(key: &str) -> Option<(i64, u32)> {
    let (number, rest) = key.strip_prefix("incident/")?.split_once('/')?;
    let attempt = rest.strip_prefix("page/")?;
    Some((number.parse().ok()?, attempt.parse().ok()?))
}

/// Whoever went has their open incidents rung for anew. Returns those that are open and concerned, the worst first.
pub(super) async fn shift_changed(
    tx: &mut Tx,
    change: &ShiftChange,
) -> anyhow::Result<Vec<Incident>> {
    let gone: Vec<UserId> = change.from.into_iter().collect();
    let mut open = store::open(tx).await?;
    open.retain(|incident| {
        let policy = &incident.paging.policy;
        incident.department == change.department
            && handover_rules::concerns(policy, &change.rotation, change.own)
    });
    for incident in &mut open {
        room::hear(tx, incident, &Happened::ShiftChanged(gone.clone())).await?;
        store::save(tx, incident).await?;
        card::refresh(tx, incident).await?;
    }
    Ok(open)
}
