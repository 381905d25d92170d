//! When nobody will be on call: looked for by those who see to it that pages arrive, and told in the digest.

use crate::chat::{Text, UserId};
use crate::core::oncall::{Gap, Schedule, cards, duty, rules};
use crate::core::org::Department;
use crate::core::{Rank, Section};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// A rotation, as those who see to it that pages arrive look at it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Rotation {
    /// '' is the department's own.
    pub(crate) name: String,
    /// Whoever has turns in any of its layers.
    pub(crate) members: Vec<UserId>,
    /// When nobody is on call in the coming fourteen days, and whether that is how it was set up: with nobody away it would
    /// be the same.
    pub(crate) gaps: Vec<(Gap, bool)>,
}

/// The rotations of a department.
pub(crate) async fn rotations(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<Rotation>> {
    let now = tx.now();
    let mut found = Vec::new();
    for (name, layers) in duty::of_department(tx, department).await? {
        let schedule = duty::made(tx, department, &name, &layers).await?;
        let mut members: Vec<UserId> = schedule
            .layers
            .iter()
            .flat_map(|layer| layer.members.iter().copied())
            .collect();
        members.sort_unstable();
        members.dedup();
        let gaps = rules::gaps(&schedule, now);
        let set_up = Schedule {
            layers: schedule.layers,
            ..Schedule::default()
        };
        let regular = rules::gaps(&set_up, now);
        let gaps = gaps.into_iter().map(|gap| {
            let within = |set: &Gap| set.from <= gap.from && gap.to <= set.to;
            (gap, regular.iter().any(within))
        });
        found.push(Rotation {
            name,
            members,
            gaps: gaps.collect(),
        });
    }
    Ok(found)
}

/// The gaps of the coming fourteen days, by rotation.
async fn gaps_ahead(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<(String, Gap)>> {
    let all = rotations(tx, department).await?;
    let of = |rotation: Rotation| {
        let name = rotation.name;
        let gaps = rotation.gaps.into_iter();
        gaps.map(move |(gap, _)| (name.clone(), gap))
    };
    Ok(all.into_iter().flat_map(of).collect())
}

/// Who is on call now and next, and when nobody will be.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let now = tx.now();
    let mut lines: Vec<Text> = Vec::new();
    for (name, layers) in duty::of_department(tx, department.id).await? {
        let schedule = duty::made(tx, department.id, &name, &layers).await?;
        let on_call = rules::on_call(&schedule, now);
        let next = rules::next_handoff(&schedule, now);
        lines.push(cards::digest_line(lang, &name, on_call, next));
    }
    for (name, gap) in gaps_ahead(tx, department.id).await? {
        lines.push(cards::gap_line(lang, &name, gap));
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Dates,
        title: say(lang, "oncall-digest-title", &[]),
        count: 0,
        lines,
    }))
}
