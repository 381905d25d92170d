//! Who is there: the targets of a policy become people, at this moment.

use crate::clock::Span;
use crate::core::incident::paging::Duty;
use crate::core::incident::policy::{Level, Policy, Target};
use crate::core::incident::rules::Severity;
use crate::core::incident::types::Incident;
use crate::store::Tx;

/// The policy that holds for this department and severity: what was assigned, or what ships.
pub(super) async fn policy_for(
    _tx: &mut Tx,
    _department: i64,
    _severity: Severity,
) -> anyhow::Result<Policy> {
    let level = |target, minutes| Level {
        targets: vec![target],
        wait: Some(Span::minutes(minutes)),
    };
    Ok(Policy {
        levels: vec![
            level(Target::Primary(None), 5),
            level(Target::Secondary(None), 10),
            level(Target::Lead, 15),
            level(Target::Pmo, 15),
        ],
        repeat: 0,
    })
}

/// Who stands for each target of the incident's policy now.
pub(super) async fn of(tx: &mut Tx, _incident: &Incident) -> anyhow::Result<Duty> {
    Ok(Duty {
        works_from: tx.now(),
        ..Duty::default()
    })
}
