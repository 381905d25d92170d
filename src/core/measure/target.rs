//! What a measure is held against.

use serde_json::json;

use crate::chat::Text;
use crate::core::measure::record::{figure, make, note, unit};
use crate::core::measure::rules::{self, Better, Guards};
use crate::core::measure::types::Measure;
use crate::core::measure::{cards, known_or_place, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// `/measure target`
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) actor: Actor,
    pub(crate) measure: String,
    /// The target, or `none`.
    pub(crate) value: String,
    pub(crate) thresholds: Option<String>,
    /// `higher` or `lower`.
    pub(crate) direction: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) department: Option<String>,
}

/// Sets target and thresholds; a measure that is new is made. What the latest value is worse than counts as told.
pub(crate) async fn target(tx: &mut Tx, req: &Target) -> Result<Reply, Error> {
    let actor = &req.actor;
    let typed = (req.measure.as_str(), req.department.as_deref());
    let (known, place) = known_or_place(tx, actor, typed, "measure-target").await?;
    let is_new = known.is_none();
    let mut measure = match known {
        Some(measure) => measure,
        None => make(tx, Some(actor), req.measure.trim(), place.id).await?,
    };
    let before = words(&measure);
    if let Some(unit) = unit(req.unit.as_deref())? {
        measure.unit = unit;
    } else if is_new && req.value.trim().ends_with(['%', '％']) {
        "%".clone_into(&mut measure.unit);
    }
    measure.guards = guards(req, &measure)?;
    let latest = store::latest(tx, measure.number, 1).await?.pop();
    measure.told = rules::rearmed(&measure.guards, latest.as_ref().map(|v| v.figure));
    measure.by = Some(actor.user);
    measure.at = tx.now();
    store::save(tx, &measure, &rules::name_key(&measure.name)).await?;
    let after = words(&measure);
    note(tx, Some(actor), &measure, "measure.target", (before, after)).await?;
    let card = cards::targeted(
        actor.lang,
        &measure,
        latest.as_ref(),
        is_new.then_some(&place),
    );
    Ok(Reply::Private(card))
}

/// What was typed, over what was set before.
fn guards(req: &Target, measure: &Measure) -> Result<Guards, Refusal> {
    let mut guards = measure.guards;
    if let Some(direction) = &req.direction {
        guards.better = Better::read(direction).ok_or_else(|| {
            Refusal::new("refuse-measure-direction").with("typed", Text::echo(direction))
        })?;
    }
    guards.target = match req.value.trim().to_lowercase().as_str() {
        "none" | "-" | "无" | "没有" => None,
        _ => Some(figure(&req.value, &measure.unit)?),
    };
    if let Some(typed) = &req.thresholds {
        let read = rules::read_thresholds(typed).ok_or_else(|| {
            Refusal::new("refuse-measure-thresholds").with("typed", Text::echo(typed))
        })?;
        (guards.warn, guards.critical) = read;
    }
    if let Some((mild, severe)) = guards.disorder() {
        return Err(Refusal::new("refuse-measure-order")
            .with("mild", measure.shown(mild))
            .with("severe", measure.shown(severe))
            .with("better", guards.better.name()));
    }
    Ok(guards)
}

/// For the journal.
fn words(measure: &Measure) -> serde_json::Value {
    let shown = |figure: Option<rules::Figure>| figure.map(|f| measure.shown(f));
    json!({
        "target": shown(measure.guards.target),
        "warn": shown(measure.guards.warn),
        "critical": shown(measure.guards.critical),
        "better": measure.guards.better.name(),
    })
}
