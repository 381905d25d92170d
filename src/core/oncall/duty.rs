//! What people set up becomes a schedule: layers, overrides, and the absences of everybody in it, as moments.

use crate::calendar::{day_of, moment};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::oncall::store::{self, Stored};
use crate::core::oncall::{Absence, How, OnCall, Schedule, rules};
use crate::core::org;
use crate::store::Tx;

/// What lies so far back changes nothing any more, and what lies so far ahead is not asked.
const BACK: Span = Span::days(35);
const AHEAD: Span = Span::days(400);

/// The rotations of a department, each with its layers, in the order they were made.
pub(super) async fn of_department(
    tx: &mut Tx,
    department: i64,
) -> anyhow::Result<Vec<(String, Vec<Stored>)>> {
    let mut found: Vec<(String, Vec<Stored>)> = Vec::new();
    for row in store::rotations(tx).await? {
        if row.department != department {
            continue;
        }
        match found.iter_mut().find(|(name, _)| *name == row.name) {
            Some((_, layers)) => layers.push(row),
            None => found.push((row.name.clone(), vec![row])),
        }
    }
    for (_, layers) in &mut found {
        layers.sort_by_key(|row| row.place);
    }
    Ok(found)
}

/// The named rotation of a department (in any case of letters), or its own: the one without a name, else the first made.
pub(super) async fn schedule(
    tx: &mut Tx,
    department: i64,
    rotation: Option<&str>,
) -> anyhow::Result<Option<Schedule>> {
    let all = of_department(tx, department).await?;
    let wanted = rotation.map(str::to_lowercase);
    let found = match &wanted {
        Some(wanted) => all.iter().find(|(n, _)| n.to_lowercase() == *wanted),
        None => own(&all),
    };
    match found {
        Some((name, layers)) => made(tx, department, name, layers).await.map(Some),
        None => Ok(None),
    }
}

/// The rotation that is meant where none is named: the one without a name, else the first made.
pub(super) fn own(all: &[(String, Vec<Stored>)]) -> Option<&(String, Vec<Stored>)> {
    let unnamed = all.iter().find(|(name, _)| name.is_empty());
    unnamed.or_else(|| all.first())
}

/// The schedule of these layers, with its overrides and whoever is away.
pub(super) async fn made(
    tx: &mut Tx,
    department: i64,
    name: &str,
    layers: &[Stored],
) -> anyhow::Result<Schedule> {
    let now = tx.now();
    let overrides = store::overrides(tx, department, name, now - BACK).await?;
    let mut people: Vec<UserId> = layers
        .iter()
        .flat_map(|row| row.layer.members.iter().copied())
        .chain(overrides.iter().map(|o| o.user))
        .collect();
    people.sort_unstable();
    people.dedup();
    Ok(Schedule {
        layers: layers.iter().map(|row| row.layer.clone()).collect(),
        overrides,
        absences: absences(tx, &people).await?,
    })
}

/// Absences are days on a person's own calendar; shifts are moments.
async fn absences(tx: &mut Tx, people: &[UserId]) -> anyhow::Result<Vec<Absence>> {
    let now = tx.now();
    let utc = crate::calendar::Zone::UTC;
    let (from, to) = (day_of(now - BACK, utc), day_of(now + AHEAD, utc));
    let mut found = Vec::new();
    for absence in org::absences(tx, people, from, to).await? {
        let zone = org::person(tx, absence.user).await?.zone;
        let after = absence.to.succ_opt().unwrap_or(absence.to);
        found.push(Absence {
            user: absence.user,
            from: moment(absence.from, 0, zone),
            to: moment(after, 0, zone),
        });
    }
    Ok(found)
}

/// How somebody came to be on call at a moment. `None`: they are not, or there is no such rotation.
pub(crate) async fn how(
    tx: &mut Tx,
    department: i64,
    rotation: Option<&str>,
    (at, user): (At, UserId),
) -> anyhow::Result<Option<How>> {
    let schedule = schedule(tx, department, rotation).await?;
    Ok(schedule.and_then(|schedule| rules::how(&schedule, at, user)))
}

/// Who is asked at a moment. `None`: there is no such rotation.
pub(crate) async fn duty(
    tx: &mut Tx,
    department: i64,
    rotation: Option<&str>,
    at: At,
) -> anyhow::Result<Option<OnCall>> {
    let schedule = schedule(tx, department, rotation).await?;
    Ok(schedule.map(|schedule| rules::on_call(&schedule, at)))
}
