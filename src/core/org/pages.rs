//! Turning the pages of the org's lists: the list and its filter stand in the button.

use crate::core::org::{audit, away, departments, special};
use crate::core::{Act, Error, Refusal, Reply};
use crate::store::Tx;

/// Another page of a list.
pub(super) async fn turn(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let page = usize::try_from(act.action.number).unwrap_or(0);
    let what = act.action.argument.as_deref().unwrap_or_default();
    let (list, filter) = what.split_once('.').unwrap_or((what, ""));
    let card = match list {
        "departments" => departments::list_page(tx, &act.actor, page).await?,
        "calendar" => special::list_page(tx, &act.actor, filter, page).await?,
        "away" => {
            let only = filter.parse().unwrap_or(0);
            away::list_page(tx, &act.actor, only, page).await?
        }
        "audit" => audit::page(tx, &act.actor, &audit::Wanted::read(filter), page).await?,
        _ => return Err(Refusal::new("refuse-unknown-action").into()),
    };
    Ok(Reply::Update(card))
}
