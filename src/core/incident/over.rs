//! An incident is over: those who wait for it outside hear of it, in a turn of its own.

use anyhow::Context;
use serde_json::json;

use crate::chat::UserId;
use crate::core::incident::store;
use crate::core::incident::types::Incident;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// Timer: an incident is resolved; the subject is its number.
pub(crate) const OVER: &str = "incident:over";

/// What an incident came to, for those who wait for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Over {
    pub(crate) number: i64,
    /// Who resolved it; nobody: a source from outside did.
    pub(crate) by: Option<UserId>,
    /// What was found, as typed: escape before showing. Empty where nobody said it, or where it is for few.
    pub(crate) words: String,
}

/// It was resolved just now.
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

/// Its timer: what it came to, unless it was reopened meanwhile.
pub(crate) async fn over(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<Over>> {
    let number = due.subject.parse().context("incident number")?;
    let incident = store::one(tx, number).await?;
    let over = incident.filter(|i| !i.state.is_open());
    Ok(over.map(|incident| Over {
        number,
        by: incident.state_by,
        words: if incident.is_private() {
            String::new()
        } else {
            incident.cause
        },
    }))
}
