//! What came of a task in figures goes to the measures that its kind names: a pass rate, an availability, leads.

use crate::core::measure::{self, Sample};
use crate::core::org::Department;
use crate::core::task::types::Task;
use crate::store::Tx;

/// Records what was answered to the fields that have a measure.
pub(super) async fn keep(tx: &mut Tx, task: &Task, department: &Department) -> anyhow::Result<()> {
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    let samples: Vec<Sample> = fields
        .iter()
        .filter_map(|field| {
            let name = field.measure.as_ref()?;
            let value = task.more.outcome.get(&field.key)?.number()?;
            Some(Sample {
                measure: name.clone(),
                value: value.to_string(),
                unit: String::new(),
                at: None,
                note: task.title.clone(),
            })
        })
        .collect();
    if samples.is_empty() {
        return Ok(());
    }
    let key = task.key();
    for taken in measure::receive(tx, (department.id, &key), &samples).await? {
        // Another department may have a measure of this name: theirs stays theirs.
        if let Err(wrong) = taken {
            tracing::info!(task.key = key, ?wrong, "a figure was not recorded");
        }
    }
    Ok(())
}
