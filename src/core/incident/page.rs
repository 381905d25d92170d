//! Asks the paging what comes of an event, and does it: posts the pages, writes the timeline, arms the next deadline.

use serde_json::json;

use crate::core::incident::paging::{Event as Happened, step};
use crate::core::incident::types::Incident;
use crate::core::incident::{DEADLINE, duty};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::Event;
use crate::store::Tx;

/// Tells the paging what has happened. Changes the incident, which the caller writes back.
pub(super) async fn hear(
    tx: &mut Tx,
    incident: &mut Incident,
    happened: &Happened,
) -> anyhow::Result<()> {
    let duty = duty::of(tx, incident).await?;
    let step = step(&incident.paging, happened, tx.now(), &duty);
    incident.paging = step.state;
    let subject = incident.number.to_string();
    match step.next {
        Some(due) => {
            let timer = Timer {
                kind: DEADLINE,
                subject,
                due,
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await?;
        }
        None => jobs::disarm(tx, DEADLINE, &subject).await?,
    }
    Ok(())
}

/// A page came out, or did not.
pub(super) async fn on_event(_tx: &mut Tx, _event: &Event) -> anyhow::Result<()> {
    Ok(())
}
