//! What tasks and handoffs that were made of something from outside have come to.

use crate::core::task::Standing;
use crate::core::{handoff, task};
use crate::store::Tx;

/// How a task or handoff stands, by its key: `TASK-7`, `HO-3`. What has another key is gone.
pub(super) async fn standing(tx: &mut Tx, key: &str) -> anyhow::Result<Standing> {
    if let Some(number) = task::number_of(key, "HO") {
        return handoff::standing(tx, number).await;
    }
    match task::number_of(key, "TASK") {
        Some(number) => task::standing(tx, number).await,
        None => Ok(Standing::Dropped),
    }
}
