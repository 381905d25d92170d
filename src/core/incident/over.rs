//! An incident is over, or open again after all: those who wait for it outside hear of it, in a turn of its own.

use anyhow::Context;
use serde_json::json;

use crate::chat::UserId;
use crate::core::incident::store;
use crate::core::incident::types::Incident;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// Timer: an incident is resolved, or open again; the subject is its number.
pub(crate) const OVER: &str = "incident:over";

/// What an incident came to, for those who wait for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Over {
    pub(crate) number: i64,
    /// It is open again after all.
    pub(crate) open: bool,
    /// Numbers of those that were merged into it: they are over with it.
    pub(crate) merged: Vec<i64>,
    /// Who resolved it; nobody: a source from outside did.
    pub(crate) by: Option<UserId>,
    /// What was found, as typed: escape before showing. Empty where nobody said it, or where it is for few.
    pub(crate) words: String,
}

/// It was resolved just now, or opened again.
pub(super) async fn tell(tx: &mut Tx, incident: &Incident) -> anyhow::Result<()> {
    let timer = Timer {
        kind: OVER,
        subject: incident.number.to_string(),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Its timer: what it came to, as it stands by now.
pub(crate) async fn over(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<Over>> {
    let number = due.subject.parse().context("incident number")?;
    let Some(incident) = store::one(tx, number).await? else {
        return Ok(None);
    };
    let merged = store::absorbed(tx, number).await?;
    Ok(Some(Over {
        number,
        open: incident.state.is_open(),
        merged: merged.iter().map(|other| other.number).collect(),
        by: incident.state_by,
        words: if incident.is_private() {
            String::new()
        } else {
            incident.cause
        },
    }))
}
