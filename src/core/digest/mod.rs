//! Digests: each department's channel is told, on a schedule or now, what it should know.
//!
//! A section comes from the capability that owns what it says; this folder only arranges them. A digest with nothing to say
//! is not posted unless somebody asks, and one that would say the same again brings the last one up to date.

mod cards;
mod manage;
mod post;
mod rules;
mod sections;
pub(crate) mod store;
mod suggest;
#[cfg(test)]
mod tests;

use crate::clock::At;
use crate::core::org::Department;
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::jobs::Due;
use crate::store::Tx;

pub(crate) use manage::{create, delete, edit, list, pause, resume};
pub(crate) use post::{forecast, now, tells_money};
pub(crate) use suggest::{Typing, suggest, suggest_sections};

const POST: &str = "digest:post";

/// `/digest create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) schedule: String,
    pub(crate) sections: Option<String>,
}

/// `/digest edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) digest: String,
    pub(crate) schedule: Option<String>,
    pub(crate) sections: Option<String>,
    pub(crate) timezone: Option<String>,
}

/// A command about one digest.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) digest: String,
}

/// `/digest now`
#[derive(Clone, Debug)]
pub(crate) struct Now {
    pub(crate) actor: Actor,
    pub(crate) department: String,
}

/// A digest that will be posted, for `/simulate`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Forecast {
    pub(crate) at: At,
    pub(crate) key: String,
    pub(crate) department: Department,
}

/// A button under a digest.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    match act.action.action.as_str() {
        "more" => post::more(tx, act).await,
        "delete" => manage::delete_now(tx, act).await,
        "keep" => manage::keep(tx, act).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// A digest is due.
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    post::on_timer(tx, due).await
}

/// Working days changed: what is armed by them is armed anew.
pub(crate) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    post::calendar_changed(tx).await
}
