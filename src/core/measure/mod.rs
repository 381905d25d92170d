//! Measures: named figures over time with a target and thresholds (satisfaction, pass rate, age of a backup, availability, response time).
//!
//! Values are typed, come from the outcomes of work, or over HTTP. Hides when a value is news: each crossing is told once, in the
//! department's channel, and is told again only after it has come back (`rules.rs`). A value that is late changes the past, not what is told.

mod cards;
mod look;
mod record;
mod rules;
pub(crate) mod store;
mod target;
#[cfg(test)]
mod tests;
mod types;

use crate::chat::Text;
use crate::core::measure::types::Measure;
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal};
use crate::store::Tx;

pub(crate) use crate::core::measure::look::{
    List, One, Typing, digest_section, list, show, suggest,
};
pub(crate) use crate::core::measure::record::{Enter, Sample, Taken, enter, missed, receive};
pub(crate) use crate::core::measure::target::{Target, target};
pub(crate) use crate::core::measure::types::Wrong;

/// Characters of a name, of a unit, of a note and of a project.
const NAME: usize = 60;
const UNIT: usize = 12;
const NOTE: usize = 300;
/// Measures of one server.
const MOST: usize = 300;
/// As alike as this, a name is taken for a slip of the pen.
const ALIKE: f64 = 0.9;
/// As alike as this, a name is offered.
const MEANT: f64 = 0.6;

/// The measure that is meant: by its key or its name.
async fn find(tx: &mut Tx, typed: &str) -> anyhow::Result<Option<Measure>> {
    let key = rules::name_key(typed);
    if let Some(measure) = store::named(tx, &key).await? {
        return Ok(Some(measure));
    }
    let number = key.strip_prefix("mea-").and_then(|n| n.parse::<i64>().ok());
    let all = store::all(tx).await?;
    Ok(all.into_iter().find(|m| Some(m.number) == number))
}

/// The same for who has to be told that there is none.
async fn found(tx: &mut Tx, typed: &str) -> Result<Measure, Error> {
    match find(tx, typed).await? {
        Some(measure) => Ok(measure),
        None => Err(unknown(tx, typed).await?.into()),
    }
}

/// There is none of this name; perhaps another one was meant.
async fn unknown(tx: &mut Tx, typed: &str) -> anyhow::Result<Refusal> {
    let near = nearest(tx, typed, MEANT).await?;
    let refusal = match near {
        Some(near) => Refusal::new("refuse-measure-meant").with("near", Text::user(&near.name)),
        None => Refusal::new("refuse-measure-unknown"),
    };
    Ok(refusal.with("typed", Text::echo(typed)))
}

/// The one whose name is most alike, if it is alike enough.
async fn nearest(tx: &mut Tx, typed: &str, least: f64) -> anyhow::Result<Option<Measure>> {
    let key = rules::name_key(typed);
    let all = store::all(tx).await?.into_iter();
    let ranked = all.map(|m| (strsim::jaro_winkler(&rules::name_key(&m.name), &key), m));
    let best = ranked
        .filter(|(rank, _)| *rank >= least)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Ok(best.map(|(_, measure)| measure))
}

/// The measure that is meant, or the department one of this name may be made in: the one that was named, or the only one of theirs.
async fn known_or_place(
    tx: &mut Tx,
    actor: &Actor,
    (typed, department): (&str, Option<&str>),
    right: &str,
) -> Result<(Option<Measure>, Department), Error> {
    if let Some(measure) = find(tx, typed).await? {
        let place = org::department_by_id(tx, measure.department).await?;
        let place = place.ok_or_else(|| Refusal::new("refuse-measure-homeless"))?;
        org::require(tx, actor, right, Some(&place)).await?;
        return Ok((Some(measure), place));
    }
    let name = typed.trim();
    let is_key = rules::name_key(name).starts_with("mea-");
    if name.is_empty() || name.chars().count() > NAME || is_key {
        return Err(unknown(tx, typed).await?.into());
    }
    let place = match department {
        Some(key) => org::department(tx, key).await?,
        None => {
            if nearest(tx, typed, ALIKE).await?.is_some() {
                return Err(unknown(tx, typed).await?.into());
            }
            let mut theirs = Vec::new();
            for department in org::departments(tx).await? {
                if org::may(tx, actor, "measure-record", Some(&department)).await? {
                    theirs.push(department);
                }
            }
            match <[Department; 1]>::try_from(theirs) {
                Ok([only]) => only,
                Err(_several) => {
                    let refusal = Refusal::new("refuse-measure-place");
                    return Err(refusal.with("typed", Text::echo(typed)).into());
                }
            }
        }
    };
    org::require(tx, actor, right, Some(&place)).await?;
    if store::all(tx).await?.len() >= MOST {
        return Err(Refusal::new("refuse-measure-many")
            .with("most", MOST)
            .into());
    }
    Ok((None, place))
}
