//! A page that has not happened: who would be paged from a moment on, by which road, and why not the others.
//!
//! Asks [`explain`](super::explain), which looks with the eyes of the paging itself, and finds out who is there at each of the moments
//! it names. Writes nothing.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::calendar::day_of;
use crate::chat::{Card, UserId};
use crate::clock::At;
use crate::core::incident::explain::{Explained, explain};
use crate::core::incident::foresee_cards::{self, Foreseen};
use crate::core::incident::paging::{Duty, Route, Who};
use crate::core::incident::policy::Policy;
use crate::core::incident::rules::Severity;
use crate::core::incident::{duty, policies, reachable};
use crate::core::oncall;
use crate::core::org::{self, Department};
use crate::i18n::Lang;
use crate::store::Tx;

/// What is imagined.
#[derive(Clone, Debug)]
pub(crate) struct Foresee {
    /// Who reads it.
    pub(crate) lang: Lang,
    pub(crate) department: Department,
    pub(crate) severity: Severity,
    pub(crate) service: String,
    /// It begins then, and is looked at until then.
    pub(crate) from: At,
    pub(crate) to: At,
    /// What keeps its alert quiet at first, as it is called, and until when: the page begins only then.
    pub(crate) quiet: Option<(String, At)>,
}

/// Why somebody of the department is not paged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WhyNot {
    /// They are away then.
    Away,
    /// They take turns, and it is not theirs then.
    NotTheirTurn,
    /// No level means them.
    NotNamed,
}

/// Who would be paged, as a card.
pub(crate) async fn foresee(tx: &mut Tx, req: &Foresee) -> anyhow::Result<Card> {
    let department = &req.department;
    let which = policies::which(tx, department.id, req.severity, &req.service).await?;
    let (key, policy) = match which {
        Some((kept, policy)) => (Some(kept.key()), policy),
        None => (None, duty::usual(req.severity, department.channel)),
    };
    let begins = req.quiet.as_ref().map_or(req.from, |(_, until)| *until);
    let (explained, duties) = look_ahead(tx, &policy, department, begins).await?;
    let mut roads: BTreeMap<UserId, Vec<Route>> = BTreeMap::new();
    for duty in duties.values() {
        roads.extend(duty.routes.clone());
    }
    let others = others(tx, department, &explained).await?;
    let problems = reachable::field(tx, req.lang, department).await?;
    Ok(foresee_cards::foreseen(&Foreseen {
        asked: req,
        key,
        policy: &policy,
        begins,
        explained: &explained,
        roads: &roads,
        others: &others,
        problems,
    }))
}

/// What would happen, with who is there at each moment at which somebody rings.
async fn look_ahead(
    tx: &mut Tx,
    policy: &Policy,
    department: &Department,
    from: At,
) -> anyhow::Result<(Explained, BTreeMap<At, Duty>)> {
    let mut duties: BTreeMap<At, Duty> = BTreeMap::new();
    loop {
        // Who is there decides when the next level rings: each moment is found out as it is met.
        let unknown = Cell::new(None);
        let explained = explain(policy, from, |at| match duties.get(&at) {
            Some(duty) => duty.clone(),
            None => {
                unknown.set(unknown.get().or(Some(at)));
                Duty::default()
            }
        });
        let Some(at) = unknown.get() else {
            return Ok((explained, duties));
        };
        let duty = duty::of_policy(tx, policy, Some(department), at).await?;
        duties.insert(at, duty);
    }
}

/// Those of the department whom no level speaks of, and why.
async fn others(
    tx: &mut Tx,
    department: &Department,
    explained: &Explained,
) -> anyhow::Result<Vec<(UserId, WhyNot)>> {
    let begins = explained.ranks.iter().find_map(|rank| rank.at);
    let begins = begins.unwrap_or(explained.exhausted);
    let spoken_of = |user: UserId| {
        explained.ranks.iter().any(|rank| {
            let paged = rank.paged.iter().map(|(who, _)| *who);
            let not = rank.not.iter().map(|(_, who, _)| *who);
            paged.chain(not).any(|who| who == Who::Person(user))
        })
    };
    let rotations = oncall::rotations(tx, department.id).await?;
    let mut found = Vec::new();
    for member in org::members(tx, department.id).await? {
        let user = member.user;
        if spoken_of(user) {
            continue;
        }
        let day = day_of(begins, member.zone);
        let away = org::absences(tx, &[user], day, day).await?;
        let takes_turns = rotations.iter().any(|r| r.members.contains(&user));
        found.push((
            user,
            match (away.is_empty(), takes_turns) {
                (false, _) => WhyNot::Away,
                (true, true) => WhyNot::NotTheirTurn,
                (true, false) => WhyNot::NotNamed,
            },
        ));
    }
    Ok(found)
}
