//! When somebody else is on call: the timer of each rotation, and what it tells those above.

use serde_json::json;

use crate::chat::UserId;
use crate::core::oncall::store::{self, Stored};
use crate::core::oncall::{ShiftChange, duty, rules};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// Timer: the holder of a rotation may change; the subject is `DEPARTMENT/NAME`.
const CHANGE: &str = "oncall:change";
/// Timer of earlier versions, which looked for gaps by it: one that is armed still is done with.
const LOOKED: &str = "oncall:gaps";

/// A timer of ours is due; says if the duty changed hands.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<ShiftChange>> {
    if due.kind == LOOKED {
        return Ok(None);
    }
    if due.kind != CHANGE {
        anyhow::bail!("no on-call timer is called {}", due.kind);
    }
    let Some((department, rotation)) = due.subject.split_once('/') else {
        anyhow::bail!("{} names no rotation", due.subject);
    };
    changed(tx, department.parse()?, rotation).await
}

/// Absences or people's clocks changed: every rotation is looked at again. Says where the duty changed hands by it.
pub(crate) async fn absences_changed(tx: &mut Tx) -> anyhow::Result<Vec<ShiftChange>> {
    let mut changes = Vec::new();
    let mut seen: Vec<(i64, String)> = Vec::new();
    for row in store::rotations(tx).await? {
        let key = (row.department, row.name.clone());
        if !seen.contains(&key) {
            changes.extend(changed(tx, row.department, &row.name).await?);
            seen.push(key);
        }
    }
    Ok(changes)
}

/// A rotation was set up, or somebody takes over: it is looked at in a turn of its own, so that whoever is above hears of it.
pub(super) async fn look_again(tx: &mut Tx, department: i64, rotation: &str) -> anyhow::Result<()> {
    let timer = Timer {
        kind: CHANGE,
        subject: subject(department, rotation),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// The moment of a rotation has come: the next change is armed, and it is said if somebody else is on call.
async fn changed(
    tx: &mut Tx,
    department: i64,
    rotation: &str,
) -> anyhow::Result<Option<ShiftChange>> {
    let before = store::holder(tx, department, rotation).await?;
    rearm(tx, department, rotation, before).await
}

fn subject(department: i64, rotation: &str) -> String {
    format!("{department}/{rotation}")
}

/// Arms the next moment at which somebody else may be on call, and says if somebody else is already.
async fn rearm(
    tx: &mut Tx,
    department: i64,
    rotation: &str,
    before: Option<Option<UserId>>,
) -> anyhow::Result<Option<ShiftChange>> {
    let subject = subject(department, rotation);
    let all = duty::of_department(tx, department).await?;
    let own = duty::own(&all).is_some_and(|(name, _)| name == rotation);
    let layers: Vec<Stored> = all
        .into_iter()
        .find(|(name, _)| name == rotation)
        .map(|(_, layers)| layers)
        .unwrap_or_default();
    if layers.is_empty() {
        jobs::disarm(tx, CHANGE, &subject).await?;
        store::forget_holder(tx, department, rotation).await?;
        return Ok(None);
    }
    let schedule = duty::made(tx, department, rotation, &layers).await?;
    let now = tx.now();
    let holder = rules::holder_at(&schedule, now);
    // Whoever is there when it is first looked at has taken over from nobody.
    let known = before.unwrap_or(holder);
    store::keep_holder(tx, department, rotation, holder).await?;
    match rules::next_change(&schedule, now) {
        Some(due) => {
            let timer = Timer {
                kind: CHANGE,
                subject,
                due,
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await?;
        }
        None => jobs::disarm(tx, CHANGE, &subject).await?,
    }
    Ok((known != holder).then(|| ShiftChange {
        department,
        rotation: rotation.to_owned(),
        own,
        from: known,
        to: holder,
        at: now,
        until: rules::next_handoff(&schedule, now).map(|change| change.at),
    }))
}
