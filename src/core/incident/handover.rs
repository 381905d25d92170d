//! A change of shift is announced where the department reads: who goes, who comes, and what is open. Whoever comes says that
//! they have it; what was open rings for them meanwhile (see `turns`), and if nobody takes it, whoever leads is told.
//!
//! One announcement for each change of who is on call, however it came about: a turn, an override, a swap, an absence. After a
//! standstill there is one for all that was missed.

use anyhow::Context;
use serde_json::json;

use crate::chat::{Text, UserId, time_relative};
use crate::core::incident::handover_cards::{self, Scene};
use crate::core::incident::handover_rules::{self, Handover, Overdue, Stands};
use crate::core::incident::paging::Who;
use crate::core::incident::types::Incident;
use crate::core::incident::{find, handover_store, moves, store};
use crate::core::journal::{self, Entry};
use crate::core::oncall::{self, ShiftChange};
use crate::core::org::{self, Department};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: nobody has said in time that they have it; the subject is the number of the change of shift.
pub(super) const DUE: &str = "incident:handover";
/// What **Why this?** calls it, and what people mute.
const RULE: &str = "incident:handover";
/// The key of the project office.
const OFFICE: &str = "pmo";

fn key(handover: &Handover, which: &str) -> String {
    format!("handover/{}/{which}", handover.number)
}

/// Says that the duty changed hands. `open` are the incidents it concerns, as the change left them.
pub(super) async fn announce(
    tx: &mut Tx,
    change: &ShiftChange,
    open: &[Incident],
) -> anyhow::Result<()> {
    let Some(department) = org::department_by_id(tx, change.department).await? else {
        return Ok(());
    };
    pass(tx, change, &department).await?;
    let handover = Handover {
        number: tx.next_key("handover").await?,
        department: change.department,
        rotation: change.rotation.clone(),
        goes: change.from,
        comes: change.to,
        at: tx.now(),
        until: change.until,
        incidents: open.iter().map(|incident| incident.number).collect(),
        stands: Stands::Told,
    };
    handover_store::save(tx, &handover)?;
    note(tx, &department, "incident.handover", None, &handover).await?;
    if let Some(due) = handover.due() {
        let timer = Timer {
            kind: DUE,
            subject: handover.number.to_string(),
            due,
            catch_up: CatchUp::Always,
            payload: json!({}),
        };
        jobs::arm(tx, &timer).await?;
    }
    let scene = Scene {
        lang: department.lang,
        department: &department,
        handover: &handover,
        incidents: open,
    };
    if let Some(channel) = department.channel {
        let pinged = pinged(tx, &handover, &department, open).await?;
        let card = handover_cards::announced(&scene, &pinged);
        post(
            tx,
            &handover,
            "card",
            Target::Channel(channel),
            Op::Create(card),
        )
        .await?;
    }
    let Some(user) = handover.comes else {
        return Ok(());
    };
    if org::wants(tx, user, RULE).await? {
        let lang = org::person(tx, user).await?.lang;
        let card = handover_cards::direct(&Scene { lang, ..scene });
        let target = Target::Direct {
            user,
            fallback: None,
        };
        post(tx, &handover, "direct", target, Op::Create(card)).await?;
    }
    Ok(())
}

/// Whom the announcement calls: nobody if nothing is open, or if what is open rings for them at this moment.
async fn pinged(
    tx: &mut Tx,
    handover: &Handover,
    department: &Department,
    open: &[Incident],
) -> anyhow::Result<Vec<UserId>> {
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let Some(user) = handover.comes else {
        return Ok(department.leads.clone());
    };
    let rings = |incident: &Incident| {
        let mut rung = incident.paging.rung.iter();
        rung.any(|rung| rung.who == Who::Person(user))
    };
    let called = open.iter().any(rings) || org::muted(tx, user, RULE).await?;
    Ok(if called { Vec::new() } else { vec![user] })
}

/// The next shift begins: what nobody accepted of the one before cannot be accepted any more.
async fn pass(tx: &mut Tx, change: &ShiftChange, department: &Department) -> anyhow::Result<()> {
    let now = tx.now();
    for mut before in handover_store::pending(tx, change.department).await? {
        if before.rotation == change.rotation {
            before.stands = Stands::Passed(now);
            settle(tx, &before, department).await?;
        }
    }
    Ok(())
}

/// Keeps what became of it, and says so on what was announced. Edits ping nobody.
async fn settle(tx: &mut Tx, handover: &Handover, department: &Department) -> anyhow::Result<()> {
    handover_store::save(tx, handover)?;
    if !handover.is_pending() {
        jobs::disarm(tx, DUE, &handover.number.to_string()).await?;
    }
    let incidents = incidents(tx, handover).await?;
    let scene = Scene {
        lang: department.lang,
        department,
        handover,
        incidents: &incidents,
    };
    if let Some(channel) = department.channel {
        let card = handover_cards::announced(&scene, &[]);
        post(
            tx,
            handover,
            "card",
            Target::Channel(channel),
            Op::Edit(card),
        )
        .await?;
    }
    // What was said to those who lead says how it came out as well.
    if outbox::said(tx, &key(handover, "late")).await?
        && let Some(channel) = heard(tx, department).await?.channel
    {
        let card = handover_cards::announced(&scene, &[]);
        post(
            tx,
            handover,
            "late",
            Target::Channel(channel),
            Op::Edit(card),
        )
        .await?;
    }
    if let Some(user) = handover.comes
        && outbox::said(tx, &key(handover, "direct")).await?
    {
        let lang = org::person(tx, user).await?.lang;
        let card = handover_cards::direct(&Scene { lang, ..scene });
        let target = Target::Direct {
            user,
            fallback: None,
        };
        post(tx, handover, "direct", target, Op::Edit(card)).await?;
    }
    Ok(())
}

/// The incidents it hands over, as they stand now.
async fn incidents(tx: &mut Tx, handover: &Handover) -> anyhow::Result<Vec<Incident>> {
    let mut found = Vec::new();
    for number in &handover.incidents {
        found.extend(store::one(tx, *number).await?);
    }
    Ok(found)
}

async fn post(
    tx: &mut Tx,
    handover: &Handover,
    which: &str,
    target: Target,
    op: Op,
) -> anyhow::Result<()> {
    let urgent = !handover.incidents.is_empty();
    let post = Post {
        key: key(handover, which),
        target,
        op,
        priority: if urgent {
            Priority::Action
        } else {
            Priority::Notice
        },
        why: json!({ "rule": RULE, "next": handover.until.map(|at| at.0) }),
    };
    outbox::post(tx, &post).await
}

async fn note(
    tx: &mut Tx,
    department: &Department,
    action: &'static str,
    by: Option<UserId>,
    handover: &Handover,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: format!("department/{}", department.key),
        action,
        before: json!({ "holder": handover.goes.map(|user| user.0) }),
        after: json!({
            "holder": handover.comes.map(|user| user.0),
            "rotation": handover.rotation,
            "incidents": handover.incidents.len(),
        }),
    };
    journal::append(tx, &entry).await
}

/// **I have it** was pressed: the duty is theirs, and whatever of it nobody has.
pub(super) async fn accept(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let unknown = || Refusal::new("refuse-unknown-action");
    let handover = handover_store::one(tx, act.action.number).await?;
    let mut handover = handover.ok_or_else(unknown)?;
    let department = org::department_by_id(tx, handover.department).await?;
    let department = department.ok_or_else(unknown)?;
    match handover.stands {
        Stands::Told | Stands::Late(_) => {}
        Stands::Accepted(by, at) => {
            return Err(Refusal::new("refuse-handover-accepted")
                .with("user", Text::mention(by))
                .with("when", time_relative(at))
                .into());
        }
        Stands::Passed(at) => {
            let refusal = Refusal::new("refuse-handover-passed");
            return Err(refusal.with("when", time_relative(at)).into());
        }
    }
    refuse_others(tx, actor, &handover, &department).await?;
    handover.stands = Stands::Accepted(actor.user, tx.now());
    handover_store::save(tx, &handover)?;
    let taken = Box::pin(take(tx, actor, &handover)).await?;
    settle(tx, &handover, &department).await?;
    let by = Some(actor.user);
    note(tx, &department, "incident.handover-accepted", by, &handover).await?;
    let scene = Scene {
        lang: actor.lang,
        department: &department,
        handover: &handover,
        incidents: &[],
    };
    Ok(Reply::Private(handover_cards::accepted(
        actor.lang, &scene, &taken,
    )))
}

async fn refuse_others(
    tx: &mut Tx,
    actor: &Actor,
    handover: &Handover,
    department: &Department,
) -> Result<(), Error> {
    let now = tx.now();
    let rotation = Some(handover.rotation.as_str()).filter(|name| !name.is_empty());
    let duty = oncall::duty(tx, handover.department, rotation, now).await?;
    let on_call: Vec<UserId> = duty
        .into_iter()
        .flat_map(|duty| [duty.primary, duty.secondary])
        .flatten()
        .collect();
    let leads = org::may(tx, actor, "oncall-override", Some(department)).await?;
    if handover_rules::may_accept(handover, actor.user, &on_call, leads) {
        return Ok(());
    }
    let who = match handover.comes {
        Some(user) => Text::mention(user),
        None => Text::user(department.name_in(actor.lang)),
    };
    Err(Refusal::new("refuse-handover-other")
        .with("user", who)
        .into())
}

/// Acknowledges what nobody has of it; says what was taken.
async fn take(tx: &mut Tx, actor: &Actor, handover: &Handover) -> Result<Vec<String>, Error> {
    let open = incidents(tx, handover).await?;
    let left: Vec<(i64, String)> = handover
        .left(&open)
        .into_iter()
        .map(|incident| (incident.number, incident.key()))
        .collect();
    let mut taken = Vec::new();
    for (number, key) in left {
        let found = find::numbered(tx, actor, number).await?;
        moves::acknowledge(tx, actor, found).await?;
        taken.push(key);
    }
    Ok(taken)
}

/// Somebody took an incident: if nothing of a change of shift is left, whoever took the last of it has accepted it.
pub(super) async fn taken(tx: &mut Tx, incident: &Incident, by: UserId) -> anyhow::Result<()> {
    let pending = handover_store::pending(tx, incident.department).await?;
    for mut handover in pending {
        if !handover.incidents.contains(&incident.number) {
            continue;
        }
        let open = incidents(tx, &handover).await?;
        if !handover.left(&open).is_empty() {
            continue;
        }
        let department = find::department(tx, incident).await?;
        handover.stands = Stands::Accepted(by, tx.now());
        settle(tx, &handover, &department).await?;
        note(
            tx,
            &department,
            "incident.handover-accepted",
            Some(by),
            &handover,
        )
        .await?;
    }
    Ok(())
}

/// Nobody has said in time that they have it.
pub(super) async fn due(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(mut handover) = handover_store::one(tx, number).await? else {
        return Ok(());
    };
    let open = incidents(tx, &handover).await?;
    if handover_rules::overdue(&handover, &open) != Overdue::TellLeads {
        return Ok(());
    }
    let left = handover.left(&open).len();
    let department = org::department_by_id(tx, handover.department).await?;
    let department = department.context("a change of shift of no department")?;
    handover.stands = Stands::Late(tx.now());
    settle(tx, &handover, &department).await?;
    note(tx, &department, "incident.handover-late", None, &handover).await?;
    let heard = heard(tx, &department).await?;
    let scene = Scene {
        lang: heard.lang,
        department: &department,
        handover: &handover,
        incidents: &open,
    };
    let card = handover_cards::late(&scene, left, &heard.leads);
    match heard.channel {
        Some(channel) => {
            post(
                tx,
                &handover,
                "late",
                Target::Channel(channel),
                Op::Create(card),
            )
            .await
        }
        None => Ok(()),
    }
}

/// Who hears that nobody came: the department with its leads; where nobody leads or nothing can be said there, the project office.
async fn heard(tx: &mut Tx, department: &Department) -> anyhow::Result<Department> {
    if department.channel.is_some() && !department.leads.is_empty() {
        return Ok(department.clone());
    }
    let all = org::departments(tx).await?;
    let office = all.into_iter().find(|d| d.key == OFFICE);
    let office = office.filter(|office| office.channel.is_some());
    Ok(office.unwrap_or_else(|| department.clone()))
}
