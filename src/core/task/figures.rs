//! What came of a task in figures goes to the measures that its kind names: a pass rate, an availability, leads.

use crate::core::catalogue::Value;
use crate::core::measure::{self, Sample};
use crate::core::org::Department;
use crate::core::task::types::Task;
use crate::i18n::say;
use crate::store::Tx;

/// The first figure that misses its target, as a sentence in the department's language; none: all reach theirs, or have none.
pub(super) async fn missed(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
) -> anyhow::Result<Option<String>> {
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    for field in fields {
        let value = task.more.outcome.get(&field.key).and_then(Value::number);
        let (Some(name), Some(value)) = (&field.measure, value) else {
            continue;
        };
        let value = value.to_string();
        if let Some(missed) = measure::missed(tx, department.id, (name, &value)).await? {
            let args = [
                ("name", field.name(department.lang).to_owned().into()),
                ("value", missed.value.into()),
                ("target", missed.target.into()),
            ];
            return Ok(Some(say(department.lang, "task-missed", &args)));
        }
    }
    Ok(None)
}

/// Records what was answered to the fields that have a measure.
pub(super) async fn keep(tx: &mut Tx, task: &Task, department: &Department) -> anyhow::Result<()> {
    let fields = task.kind().map_or(&[][..], |kind| &kind.outcome);
    let samples: Vec<Sample> = fields
        .iter()
        .filter_map(|field| {
            let name = field.measure.as_ref()?;
            let answer = task.more.outcome.get(&field.key)?;
            Some(Sample {
                measure: name.clone(),
                value: answer.number()?.to_string(),
                unit: match answer {
                    Value::Percent(_) => "%".to_owned(),
                    _ => String::new(),
                },
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
