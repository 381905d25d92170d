//! Drills: the bot sends itself a page, and measures how long it takes to arrive.
//!
//! A drill goes the way of every page. An address is called over HTTP, what is received opens an incident, its card overtakes all
//! that waits; once the card stands, the bot acknowledges it, and all that is left is how long it took. It asks for nobody: its
//! policy only tells a channel, and its number is below zero, so that no list, figure or digest finds it. What is late or lost
//! is told to the project office: once, and again when a drill arrives in time.

mod cards;
pub(crate) mod store;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::chat::{Audience, WorkspaceId};
use crate::clock::{At, Span};
use crate::core::alert::severity::SeverityMap;
use crate::core::alert::types::{Integration, Kind};
use crate::core::alert::{setup, token};
use crate::core::incident;
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::jobs::{self, CatchUp, Timer};
use crate::metrics::METRICS;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: a drill must have arrived by now; the subject is its number.
pub(crate) const DRILL: &str = "alert:drill";
/// The number of the integration that drills come through: nobody's.
pub(super) const INTEGRATION: i64 = 0;
/// Longer than this is late.
const LATE: Span = Span::seconds(10);
/// Not there after so long is lost.
const LOST: Span = Span::seconds(60);
/// How long drills took is kept so long.
const KEPT: Span = Span::days(30);
/// The key of the project office.
const OFFICE: &str = "pmo";

/// How one came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Running,
    Passed,
    Late,
    Lost,
}

impl Outcome {
    const ALL: [Outcome; 4] = [
        Outcome::Running,
        Outcome::Passed,
        Outcome::Late,
        Outcome::Lost,
    ];
    fn name(self) -> &'static str {
        match self {
            Outcome::Running => "",
            Outcome::Passed => "passed",
            Outcome::Late => "late",
            Outcome::Lost => "lost",
        }
    }
    fn read(text: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|o| o.name() == text)
    }
}

/// One drill, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Drill {
    number: i64,
    started: At,
    /// What was sent had been stored.
    received: Option<At>,
    /// Its card stood, and was acknowledged.
    acknowledged: Option<At>,
    /// 0: not received yet.
    incident: i64,
    outcome: Outcome,
}

/// What is to be sent, and with which token.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) token: String,
    pub(crate) body: Value,
}

/// The workspaces in which drills are held: those that are set up.
pub(crate) async fn places(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<WorkspaceId>> {
    org::any_workspace_set_up(tx).await
}

/// Whether a drill has been lost somewhere and none has arrived since.
pub(crate) async fn lost(tx: &mut Tx, (): &()) -> anyhow::Result<bool> {
    Ok(store::any_workspace_lost(tx).await? > 0)
}

/// Begins the drill of this moment. None if another process has, or if there is no channel to hold it in.
pub(crate) async fn begin(tx: &mut Tx, slot: &At) -> anyhow::Result<Option<Call>> {
    let Some(department) = place(tx).await? else {
        return Ok(None);
    };
    if store::has_slot(tx, *slot).await? {
        return Ok(None);
    }
    let token = token::new()?;
    let number = tx.next_key("drill").await?;
    let address = Integration {
        number: INTEGRATION,
        department: department.id,
        kind: Kind::Generic,
        name: "drill".into(),
        token_hash: token::hash(&token),
        previous: None,
        severities: SeverityMap::default(),
        mapping: String::new(),
        deleted: false,
        state_by: crate::chat::UserId(0),
        state_at: tx.now(),
        last_at: None,
    };
    setup::store::save(tx, &address);
    store::add(tx, number, *slot);
    let timer = Timer {
        kind: DRILL,
        subject: number.to_string(),
        due: tx.now() + LOST,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await?;
    let body =
        json!({ "dedup_key": format!("drill/{number}"), "status": "firing", "title": "drill" });
    Ok(Some(Call { token, body }))
}

/// The project office if it has a channel, or else the first department that has one.
async fn place(tx: &mut Tx) -> anyhow::Result<Option<Department>> {
    let mut all = org::departments(tx).await?;
    all.retain(|d| d.channel.is_some());
    all.sort_by_key(|d| (d.key != OFFICE, d.id));
    Ok(all.into_iter().next())
}

/// What was sent has been received and opened this incident.
pub(super) async fn received(tx: &mut Tx, incident: i64) -> anyhow::Result<()> {
    let latest = store::latest(tx, 1).await?;
    let fits = |d: &Drill| d.outcome == Outcome::Running && d.received.is_none();
    let Some(mut drill) = latest.into_iter().find(fits) else {
        // It comes so late that it is given up already.
        return incident::end_drill(tx, &(incident, false)).await;
    };
    drill.received = Some(tx.now());
    drill.incident = incident;
    store::save(tx, &drill);
    Ok(())
}

/// The card of a drill's incident stands: it is acknowledged, and it is over.
pub(crate) async fn delivered(tx: &mut Tx, incident: i64) -> anyhow::Result<()> {
    let Some(mut drill) = store::of_incident(tx, incident).await? else {
        return Ok(());
    };
    let took = tx.now() - drill.started;
    drill.acknowledged = Some(tx.now());
    drill.outcome = if took > LATE {
        Outcome::Late
    } else {
        Outcome::Passed
    };
    METRICS
        .drill_seconds
        .with_label_values::<&str>(&[])
        .observe(took.duration().as_secs_f64());
    end(tx, drill).await
}

/// It should have arrived by now.
pub(super) async fn on_timer(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let drill = store::one(tx, number).await?;
    let Some(mut drill) = drill.filter(|d| d.outcome == Outcome::Running) else {
        return Ok(());
    };
    drill.outcome = Outcome::Lost;
    tracing::error!(
        workspace.id = tx.workspace().0,
        drill = number,
        received = drill.received.is_some(),
        "a drill has not arrived: pages may not arrive either"
    );
    end(tx, drill).await
}

async fn end(tx: &mut Tx, drill: Drill) -> anyhow::Result<()> {
    jobs::disarm(tx, DRILL, &drill.number.to_string()).await?;
    METRICS
        .drills_total
        .with_label_values(&[drill.outcome.name()])
        .inc();
    store::save(tx, &drill);
    if drill.incident != 0 {
        let stood = drill.acknowledged.is_some();
        incident::end_drill(tx, &(drill.incident, stood)).await?;
        super::store::drop_all(tx, INTEGRATION);
    }
    let before = store::latest(tx, 2).await?;
    let before = before.iter().find(|d| d.number < drill.number);
    let before = before.map_or(Outcome::Passed, |d| d.outcome);
    let now = tx.now();
    store::forget(tx, now - KEPT);
    if before == drill.outcome || before == Outcome::Running {
        return Ok(());
    }
    tell(tx, &drill).await
}

/// It came out another way than the one before: loudly if a page would not have arrived.
async fn tell(tx: &mut Tx, drill: &Drill) -> anyhow::Result<()> {
    let action = match drill.outcome {
        Outcome::Running => return Ok(()),
        Outcome::Passed => "drill.passed",
        Outcome::Late => "drill.late",
        Outcome::Lost => "drill.lost",
    };
    let entry = Entry {
        by: None,
        subject: format!("drill/{}", drill.number),
        action,
        before: Value::Null,
        after: json!({ "received": drill.received.is_some() }),
    };
    journal::append(tx, &entry).await?;
    let Some(department) = place(tx).await? else {
        return Ok(());
    };
    let channel = department.channel.context("a channel to tell it in")?;
    let users = match drill.outcome {
        Outcome::Lost => department.leads.clone(),
        _ => Vec::new(),
    };
    let mut card = cards::told(department.lang, drill, &users);
    card.audience = Audience {
        users,
        roles: Vec::new(),
    };
    let post = Post {
        key: format!("drill/{}/told", drill.number),
        target: Target::Channel(channel),
        op: Op::Create(card),
        priority: Priority::Action,
        why: json!({ "rule": "alert:drill" }),
    };
    outbox::post(tx, &post).await
}

#[cfg(test)]
mod tests;
