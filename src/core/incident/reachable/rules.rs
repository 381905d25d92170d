//! What keeps pages from reaching somebody, as things stand: a pure function over facts.
//!
//! What the organisation set up itself is taken at its word: each level of a policy of its own that reaches nobody is a problem.
//! Of the policy that ships only this is one, that it reaches nobody before the project office; and a department for which nobody
//! has set up anything is asked for nothing but its channel and its role.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, RoleId, UserId};
use crate::clock::At;
use crate::core::incident::paging::{Missing, Reached, Who};
use crate::core::incident::policy::Target;

/// How a channel is for the bot that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Gone,
    /// It may not do this there, by the messages with the permissions' names.
    Shut(Vec<String>),
}

/// Where somebody is counted on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// Takes turns in this rotation; '' is the department's own.
    Rotation(String),
    /// Named by this policy.
    Policy(String),
    Lead,
}

/// Somebody who is counted on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Named {
    pub(super) user: UserId,
    pub(super) parts: Vec<Part>,
    pub(super) left: bool,
    /// Takes no direct messages.
    pub(super) closed: bool,
    /// Has given another road.
    pub(super) other_road: bool,
}

/// A policy that holds for something in the department.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Plan {
    /// ESC-2; none: the one that ships.
    pub(super) key: Option<String>,
    /// Whom each level means, and who of them would be paged now.
    pub(super) levels: Vec<(Vec<Target>, Reached)>,
}

/// When nobody is on call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hole {
    pub(super) rotation: String,
    pub(super) from: At,
    pub(super) to: At,
    /// The rotation was set up so: its hours leave it out.
    pub(super) regular: bool,
}

/// What is known about a department.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Situation {
    pub(super) channel: Option<ChannelId>,
    pub(super) role: Option<RoleId>,
    /// Channels that are not as they should be.
    pub(super) places: BTreeMap<ChannelId, Place>,
    pub(super) roles_gone: BTreeSet<RoleId>,
    pub(super) people: Vec<Named>,
    pub(super) plans: Vec<Plan>,
    /// Its rotations, in lower case.
    pub(super) rotations: Vec<String>,
    pub(super) holes: Vec<Hole>,
}

/// Something that keeps pages from reaching somebody. A promise to tomorrow's program: kinds and fields are only added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Problem {
    /// Somebody who is counted on has left the server.
    Left {
        user: UserId,
        parts: Vec<Part>,
    },
    /// Somebody who is counted on takes no direct messages.
    Closed {
        user: UserId,
        parts: Vec<Part>,
        other_road: bool,
    },
    /// A channel is gone; none: a policy's, which is named.
    ChannelGone {
        channel: ChannelId,
        policy: Option<String>,
    },
    /// The bot may not do what it has to in a channel.
    ChannelShut {
        channel: ChannelId,
        permissions: Vec<String>,
        policy: Option<String>,
    },
    RoleGone {
        role: RoleId,
    },
    /// Pages are meant to be answered here, and there is no channel for them.
    NoChannel,
    /// A policy names a rotation that there is not.
    NoRotation {
        policy: String,
        rotation: String,
    },
    /// A level of a policy reaches nobody.
    Empty {
        policy: String,
        level: usize,
        why: Vec<(Target, Missing)>,
    },
    /// The policy that ships reaches nobody before the project office.
    Nobody,
    /// Nobody is on call from a moment to another, which is not how the rotation was set up.
    Gap {
        rotation: String,
        from: At,
        to: At,
    },
    /// The hours of a rotation leave times at which nobody is on call; this is the next of them.
    Uncovered {
        rotation: String,
        from: At,
        to: At,
    },
}

impl Problem {
    /// Names it: tomorrow it is the same one.
    pub(crate) fn name(&self) -> String {
        match self {
            Problem::Left { user, .. } => format!("left/{}", user.0),
            Problem::Closed { user, .. } => format!("closed/{}", user.0),
            Problem::ChannelGone { channel, .. } => format!("gone/{}", channel.0),
            Problem::ChannelShut { channel, .. } => format!("shut/{}", channel.0),
            Problem::RoleGone { role } => format!("role/{}", role.0),
            Problem::NoChannel => "nowhere".to_owned(),
            Problem::NoRotation { policy, rotation } => format!("rotation/{policy}/{rotation}"),
            Problem::Empty { policy, level, .. } => format!("empty/{policy}/{level}"),
            Problem::Nobody => "nobody".to_owned(),
            // One that has begun is the same one it was yesterday: its end names it.
            Problem::Gap { rotation, to, .. } => format!("gap/{rotation}/{}", to.0),
            Problem::Uncovered { rotation, .. } => format!("hours/{rotation}"),
        }
    }

    /// It is over by itself: nobody has solved anything.
    pub(crate) fn passed(&self, now: At) -> bool {
        matches!(self, Problem::Gap { to, .. } if *to <= now)
    }
}

/// All that is wrong, the worst first.
pub(super) fn problems(of: &Situation) -> Vec<Problem> {
    let pages = !of.rotations.is_empty() || of.plans.iter().any(|plan| plan.key.is_some());
    let mut found = Vec::new();
    if let Some(channel) = of.channel {
        found.extend(place(of, channel, None));
    }
    if pages {
        found.extend(of.channel.is_none().then_some(Problem::NoChannel));
        found.extend(plans(of));
        found.extend(people(of));
        found.extend(holes(of));
    }
    let role = of.role.filter(|role| of.roles_gone.contains(role));
    found.extend(role.map(|role| Problem::RoleGone { role }));
    let mut seen = BTreeSet::new();
    found.retain(|problem| seen.insert(problem.name()));
    found
}

fn place(of: &Situation, channel: ChannelId, policy: Option<&str>) -> Option<Problem> {
    let policy = policy.map(str::to_owned);
    match of.places.get(&channel)? {
        Place::Gone => Some(Problem::ChannelGone { channel, policy }),
        Place::Shut(permissions) => Some(Problem::ChannelShut {
            channel,
            permissions: permissions.clone(),
            policy,
        }),
    }
}

fn plans(of: &Situation) -> Vec<Problem> {
    let mut found = Vec::new();
    for plan in &of.plans {
        let Some(key) = &plan.key else {
            let reached = plan.levels.iter().flat_map(|(_, (found, _))| found);
            let mut people = reached.filter(|(who, _)| !matches!(who, Who::Office));
            // With nobody on call for a while it is the gap that is told.
            let gap = plan.levels.iter().any(|(targets, _)| covered(of, targets));
            if people.next().is_none() && !gap {
                found.push(Problem::Nobody);
            }
            continue;
        };
        for (level, (targets, (reached, not))) in plan.levels.iter().enumerate() {
            let mut explained = false;
            for target in targets {
                let problem = match target {
                    Target::Primary(Some(name)) | Target::Secondary(Some(name))
                        if !of.rotations.contains(&name.to_lowercase()) =>
                    {
                        Some(Problem::NoRotation {
                            policy: key.clone(),
                            rotation: name.clone(),
                        })
                    }
                    Target::Channel(channel) => place(of, *channel, Some(key)),
                    _ => None,
                };
                explained |= problem.is_some();
                found.extend(problem);
            }
            if reached.is_empty() && !explained && !covered(of, targets) {
                found.push(Problem::Empty {
                    policy: key.clone(),
                    level,
                    why: not.iter().map(|(t, _, why)| (t.clone(), *why)).collect(),
                });
            }
        }
    }
    found
}

/// Whom these mean is on call only at times, and those at which nobody is are told by themselves.
fn covered(of: &Situation, targets: &[Target]) -> bool {
    let has_holes = |name: Option<&String>| {
        let wanted = name.map(|n| n.to_lowercase()).unwrap_or_default();
        let mut holes = of.holes.iter();
        holes.any(|hole| name.is_none() || hole.rotation.to_lowercase() == wanted)
    };
    !targets.is_empty()
        && targets.iter().all(|target| match target {
            Target::Primary(name) | Target::Secondary(name) => has_holes(name.as_ref()),
            _ => false,
        })
}

fn people(of: &Situation) -> Vec<Problem> {
    let of_one = |named: &Named| {
        let (user, parts) = (named.user, named.parts.clone());
        match (named.left, named.closed) {
            (true, _) => Some(Problem::Left { user, parts }),
            (false, true) => Some(Problem::Closed {
                user,
                parts,
                other_road: named.other_road,
            }),
            (false, false) => None,
        }
    };
    of.people.iter().filter_map(of_one).collect()
}

fn holes(of: &Situation) -> Vec<Problem> {
    let problem = |hole: &Hole| {
        let (rotation, from, to) = (hole.rotation.clone(), hole.from, hole.to);
        if hole.regular {
            Problem::Uncovered { rotation, from, to }
        } else {
            Problem::Gap { rotation, from, to }
        }
    };
    of.holes.iter().map(problem).collect()
}

/// What of these is news, and what is solved: by their names.
pub(super) fn compare(now: &[Problem], told: &[Problem]) -> (Vec<Problem>, Vec<String>) {
    let names = |of: &[Problem]| of.iter().map(Problem::name).collect::<BTreeSet<_>>();
    let (here, known) = (names(now), names(told));
    let fresh = now.iter().filter(|p| !known.contains(&p.name()));
    let solved = known.difference(&here).cloned().collect();
    (fresh.cloned().collect(), solved)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
