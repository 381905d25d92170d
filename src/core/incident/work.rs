//! Buttons, forms and timers of what is to be done after an incident.

use anyhow::Context;

use crate::core::incident::{actions, find, postmortem};
use crate::core::{Act, Error, Reply};
use crate::jobs::Due;
use crate::store::Tx;

/// A button or form was used; `None` if it is none of ours.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Option<Reply>, Error> {
    let actor = &act.actor;
    if act.action.action == "action-done" {
        return actions::done(tx, act).await.map(Some);
    }
    let found = find::numbered(tx, actor, act.action.number).await;
    let reply = match act.action.action.as_str() {
        "postmortem" => postmortem::post(tx, actor, &found?).await?,
        "review-held" => postmortem::review(tx, actor, &found?, true).await?,
        "review-later" => postmortem::review(tx, actor, &found?, false).await?,
        "actions" => actions::list(tx, actor, &found?).await?,
        "action" => actions::ask(actor, &found?)?,
        "action-add" => actions::add(tx, act, &found?).await?,
        _ => return Ok(None),
    };
    Ok(Some(reply))
}

/// A timer is due; `false` if it is none of ours.
pub(super) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<bool> {
    let number = || due.subject.parse().context("a timer's number");
    match due.kind.as_str() {
        postmortem::REVIEW => postmortem::review_due(tx, number()?).await?,
        actions::DUE => actions::due(tx, number()?).await?,
        _ => return Ok(false),
    }
    Ok(true)
}
