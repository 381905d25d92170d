//! Incidents as others see them who are linked with them: by key, without knowing what stands at the other end.

use serde_json::json;

use crate::chat::{Field, Text, UserId};
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::Incident;
use crate::core::incident::{cards, find, link_store, store};
use crate::core::{Actor, Error};
use crate::i18n::Lang;
use crate::store::Tx;

/// An incident as everybody may read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Glance {
    /// `INC-7`
    pub(crate) key: String,
    pub(crate) number: i64,
    /// As typed; empty where it is for few.
    pub(crate) title: String,
    /// `acknowledged`
    pub(crate) state: &'static str,
    /// It is not over.
    pub(crate) open: bool,
}

fn glance_of(incident: &Incident) -> Glance {
    Glance {
        key: incident.key(),
        number: incident.number,
        title: incident.open_title().unwrap_or_default().to_owned(),
        state: incident.state.name(),
        open: incident.state.is_open(),
    }
}

/// The incident of this number; none: there is none.
pub(crate) async fn glance(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Glance>> {
    Ok(store::one(tx, number).await?.as_ref().map(glance_of))
}

/// The same for somebody who wants to link it: a refusal where its details are not for them.
pub(crate) async fn linkable(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
) -> Result<Option<Glance>, Error> {
    if store::one(tx, number).await?.is_none() {
        return Ok(None);
    }
    let found = find::numbered(tx, actor, number).await?;
    found.refuse_strangers()?;
    Ok(Some(glance_of(&found.incident)))
}

/// Those that are not over and that everybody may read of, the worst first.
pub(crate) async fn open_glances(tx: &mut Tx, most: usize) -> anyhow::Result<Vec<Glance>> {
    let open = store::open(tx).await?;
    let shown = open
        .iter()
        .filter(|i| !i.is_private() && !i.is_drill() && i.merged_into.is_none());
    Ok(shown.take(most).map(glance_of).collect())
}

/// Something else was linked with it, or no more: its timeline and its thread say so.
pub(crate) async fn linked(
    tx: &mut Tx,
    number: i64,
    (other, on): (&str, bool),
    by: UserId,
) -> anyhow::Result<()> {
    let Some(incident) = store::one(tx, number).await? else {
        return Ok(());
    };
    let known = link_store::of(tx, number).await?;
    if known.iter().any(|key| key == other) == on {
        return Ok(());
    }
    link_store::set(tx, number, other, on);
    let (action, id) = if on {
        ("incident.linked", "incident-said-linked")
    } else {
        ("incident.unlinked", "incident-said-unlinked")
    };
    let change = Change::new(Some(by), action, json!({ "other": other }));
    said::note(tx, &incident, change).await?;
    let args = [
        ("user", Text::mention(by).into()),
        ("other", other.to_owned().into()),
    ];
    said::say(tx, &incident, id, &args).await
}

/// What it is linked with, for whoever looks at it; nothing if with nothing.
pub(super) async fn field(tx: &mut Tx, lang: Lang, number: i64) -> anyhow::Result<Option<Field>> {
    let keys = link_store::of(tx, number).await?;
    let name = cards::text(lang, "incident-links", &[]);
    let field = cards::field(name, Text::trusted(keys.join(" · ")), false);
    Ok((!keys.is_empty()).then_some(field))
}
