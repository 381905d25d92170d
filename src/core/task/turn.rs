//! Giving a task to whoever's turn it is, with the reasons.

use crate::calendar::day_of;
use crate::chat::{Text, UserId};
use crate::clock::At;
use crate::core::org::{self, Department};
use crate::core::task::clocks::Working;
use crate::core::task::rotation::{self, Candidate};
use crate::core::task::types::Task;
use crate::core::task::{answer_cards, cards, list_store, recurring_store, steps, tell};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::Lang;
use crate::store::Tx;

/// Open tasks somebody takes who has not said how many.
pub(super) const USUAL_CAP: i64 = 10;
/// Nobody sets more for themselves; no load is counted further.
const MOST: i64 = 100;

/// `/task cap`
#[derive(Clone, Debug)]
pub(crate) struct Cap {
    pub(crate) actor: Actor,
    pub(crate) most: i64,
}

/// Gives it to whoever's turn it is: why, of everybody, in the language of who asked (or of who gets it).
pub(super) async fn give(
    tx: &mut Tx,
    task: &mut Task,
    department: &Department,
    by: Option<&Actor>,
) -> Result<Vec<Text>, Error> {
    let all = candidates(tx, task, department).await?;
    let (taken, why) = rotation::pick(&all);
    let lines = |lang: Lang| -> Vec<Text> {
        let line = |(user, reason): &(UserId, rotation::Reason)| {
            let of = all.iter().find(|c| c.user == *user)?;
            Some(answer_cards::reason(lang, &of.name, *reason, of.load))
        };
        why.iter().filter_map(line).collect()
    };
    if let Some(user) = taken {
        let actor = by.map(|actor| actor.user);
        steps::give_to(tx, task, department, user, actor).await?;
        let (cap, _) = recurring_store::person(tx, user).await?;
        let now = tx.now();
        recurring_store::save_person(tx, user, cap, now);
        let lang = org::person(tx, user).await?.lang;
        tell::assigned(tx, task, department, None, &lines(lang)).await?;
    }
    Ok(lines(by.map_or(department.lang, |actor| actor.lang)))
}

async fn candidates(
    tx: &mut Tx,
    task: &Task,
    department: &Department,
) -> anyhow::Result<Vec<Candidate>> {
    let now = tx.now();
    let members = org::members(tx, department.id).await?;
    let users: Vec<UserId> = members.iter().map(|m| m.user).collect();
    let today = day_of(now, department.zone);
    let days = org::working_days(tx, department).await?;
    let from = today.pred_opt().unwrap_or(today);
    let to = today.succ_opt().unwrap_or(today);
    let absences = org::absences(tx, &users, from, to).await?;
    let mut all = Vec::new();
    for member in members {
        // It is to go to somebody else than who has it.
        if task.assignee == Some(member.user) {
            continue;
        }
        let (cap, last) = recurring_store::person(tx, member.user).await?;
        let their_day = day_of(now, member.zone);
        let away = absences
            .iter()
            .any(|a| a.user == member.user && a.from <= their_day && their_day <= a.to);
        let mut own_days = days.clone();
        own_days.week = member.hours.days;
        let working = Working {
            hours: member.hours.clone(),
            days: own_days,
            zone: member.zone,
        };
        all.push(Candidate {
            user: member.user,
            name: member.name,
            away,
            at_work: working.is(now),
            load: list_store::load(tx, member.user, MOST).await?,
            cap: cap.unwrap_or(USUAL_CAP),
            last,
        });
    }
    Ok(all)
}

/// How many open tasks somebody wants to be given at most.
pub(crate) async fn cap(tx: &mut Tx, req: &Cap) -> Result<Reply, Error> {
    if !(1..=MOST).contains(&req.most) {
        return Err(Refusal::new("refuse-task-cap").with("most", MOST).into());
    }
    let user = req.actor.user;
    let (_, last): (_, At) = recurring_store::person(tx, user).await?;
    recurring_store::save_person(tx, user, Some(req.most), last);
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        crate::chat::Tone::Good,
        "task-cap-set",
        &[("most", req.most.into())],
    )))
}
