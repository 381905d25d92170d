//! Tasks: a department's work of some kind, from somebody's asking to its proof.
//!
//! Hides the four flows (work, records, runs, cases) behind one state machine, the clocks that make tasks speak up in the
//! department's working time, work that recurs, whose turn it is, the rooms in which people outside are answered, and how
//! satisfied they were. What kinds of work there are and what each asks for is the catalogue's. Knows no handoff and no
//! incident: what is linked with those is linked by key, and their owners tell what becomes of them (`things`).

mod alike;
mod answer_cards;
mod approve;
mod away;
mod brought_cards;
mod cards;
mod clocks;
mod create;
mod csat;
mod figures;
mod find;
mod from_incident;
mod from_scan;
mod from_told;
pub(crate) mod list_store;
mod look;
mod panel;
mod reading;
mod recurring;
pub(crate) mod recurring_store;
mod room;
mod room_cards;
mod rotation;
mod rules;
mod said;
mod sections;
mod steps;
pub(crate) mod store;
mod tell;
#[cfg(test)]
mod tests;
pub(crate) mod thing_store;
mod things;
mod timers;
mod turn;
mod types;
mod work;

use crate::core::{Act, Error, Refusal, Reply};
use crate::store::Tx;

pub(crate) use crate::core::task::approve::decided;
pub(crate) use crate::core::task::away::{BEGINS as AWAY_BEGINS, absences_changed, left};
pub(crate) use crate::core::task::create::{Create, FromMessage, create, from_message, from_thing};
pub(crate) use crate::core::task::from_incident::{ACTION_DONE, Action, action_over, from_action};
pub(crate) use crate::core::task::from_scan::{
    Standing, Vulnerability, from_scan, rescanned, standing,
};
pub(crate) use crate::core::task::from_told::from_told;
pub(crate) use crate::core::task::look::{
    List, Typing, list, show, suggest, suggest_items, suggest_kinds, suggest_recurring,
    suggest_stages,
};
pub(crate) use crate::core::task::panel::{Panel, panel};
pub(crate) use crate::core::task::recurring::{Repeat, Schedules, repeat, schedules};
pub(crate) use crate::core::task::sections::{digest_sections, today, today_asked};
pub(crate) use crate::core::task::steps::{
    Assign, Cancel, Finish, One, assign, cancel, done, take,
};
pub(crate) use crate::core::task::things::{
    Answer, CHECK_OVER, CheckOver, Checking, News, Tied, Verdict, asking, check_delivery,
    check_over, heard, needed_no_more, number_of, tie, tied, verdict,
};
pub(crate) use crate::core::task::timers::{calendar_changed, on_timer};
pub(crate) use crate::core::task::turn::{Cap, cap};
pub(crate) use crate::core::task::types::Thing;
pub(crate) use crate::core::task::work::{
    CheckOff, Say, Tie, are_linked, check, comment, key_of, link, no_such_end, other_end, stage,
};

/// A button, menu or form of a task was used.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    // On the heap: it is large.
    Box::pin(acted(tx, act)).await
}

async fn acted(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let actor = &act.actor;
    let number = act.action.number;
    let argument = act.action.argument.as_deref().unwrap_or_default();
    match act.action.action.as_str() {
        "list" => return look::turn(tx, actor, number, argument).await,
        "made" => return create::made_from(tx, act).await,
        "specified" => return create::specified(tx, act).await,
        "particulars" => return create::ask_particulars(tx, actor, number).await,
        "ask" => return panel::ask(tx, act).await,
        "asked" => return panel::asked(tx, act).await,
        "answer-all" => return things::answer_all(tx, act).await,
        "rate" => return csat::rate(tx, act).await,
        "rated" => return csat::rated(tx, act).await,
        "transcript" => return room::show_transcript(tx, actor, number).await,
        "show" => {
            let one = One {
                actor: actor.clone(),
                task: number.to_string(),
            };
            return show(tx, &one).await;
        }
        _ => {}
    }
    if let Some(reply) = steps::act(tx, act).await? {
        return Ok(reply);
    }
    if let Some(reply) = work::act(tx, act).await? {
        return Ok(reply);
    }
    if let Some(reply) = recurring::act(tx, act).await? {
        return Ok(reply);
    }
    Err(Refusal::new("refuse-unknown-action").into())
}
