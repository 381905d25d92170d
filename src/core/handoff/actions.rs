//! Buttons, menus and forms of handoffs: what each of them does.

use crate::chat::UserId;
use crate::core::handoff::draft;
use crate::core::handoff::find::{self, Found};
use crate::core::handoff::rules::Step;
use crate::core::handoff::{
    alike, answer_cards, away, clock, deliver, effects, freeze, moves, post, request, show, tasks,
};
use crate::core::{Act, Error, Refusal, Reply, org};
use crate::store::Tx;

/// A button, menu or form of a handoff was used.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let number = act.action.number;
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let action = act.action.action.as_str();
    // About no handoff that is there already.
    match action {
        name if name.starts_with("draft-") => return request::draft_act(tx, act).await,
        "for-task" => return tasks::ask(tx, &act.actor, number).await,
        "list" => return show::turn(tx, &act.actor, number, argument).await,
        "freeze-end" => return freeze::end(tx, &act.actor, number).await,
        "snooze" => return clock::snooze(tx, &act.actor, number, argument).await,
        "delivered" => {
            let draft = draft::load(tx, number, act.actor.user).await?;
            let work = draft
                .work
                .ok_or_else(|| Refusal::new("refuse-handoff-draft"))?;
            return deliver::submitted(tx, act, number, work).await;
        }
        "deliver-go" => {
            let draft = draft::load(tx, number, act.actor.user).await?;
            let work = draft
                .work
                .ok_or_else(|| Refusal::new("refuse-handoff-draft"))?;
            return deliver::again(tx, &act.actor, number, &work).await;
        }
        _ => {}
    }
    let found = find::numbered(tx, &act.actor, number).await?;
    match asks(act, &found)? {
        Some(reply) => Ok(reply),
        None => Box::pin(does(tx, act, found)).await,
    }
}

/// What opens a form: whoever may not is told so before they type.
fn asks(act: &Act, found: &Found) -> Result<Option<Reply>, Error> {
    let (actor, lang) = (&act.actor, act.actor.lang);
    let held = &found.held;
    let words = |step: Step, name: &str, label: &'static str| {
        found.step(actor, step)?;
        Ok::<_, Refusal>(Reply::Form(answer_cards::words_form(
            lang, held, name, label, true,
        )))
    };
    Ok(Some(match act.action.action.as_str() {
        "decline" => words(Step::Decline, "declined", "handoff-form-why")?,
        "ask" => words(Step::Ask, "asked", "handoff-form-question")?,
        "answer" => words(Step::Answer, "answered", "handoff-form-answer")?,
        "return" => words(Step::Return, "returned", "handoff-form-return")?,
        "write" => {
            moves::may_write(found)?;
            Reply::Form(answer_cards::words_form(
                lang,
                held,
                "wrote",
                "handoff-form-write",
                true,
            ))
        }
        "excuse" => {
            effects::may_excuse(actor, found)?;
            Reply::Form(answer_cards::excuse_form(lang, held))
        }
        "incident" => {
            effects::may_become(actor, found)?;
            Reply::Private(answer_cards::which_severity(lang, held))
        }
        "cancel" => {
            found.step(actor, Step::Cancel)?;
            Reply::Private(answer_cards::sure(lang, held))
        }
        _ => return Ok(None),
    }))
}

async fn does(tx: &mut Tx, act: &Act, found: Found) -> Result<Reply, Error> {
    let actor = &act.actor;
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let chosen = act.chosen.first().map_or("", String::as_str);
    match act.action.action.as_str() {
        "accept" => moves::accepted(tx, actor, found, None).await,
        "assign" => moves::assigned(tx, actor, found, chosen).await,
        "declined" => moves::declined(tx, actor, found, typed("text")).await,
        "asked" => moves::asked(tx, actor, found, typed("text")).await,
        "answered" => moves::answered(tx, actor, found, typed("text")).await,
        "returned" => moves::returned(tx, actor, found, typed("text")).await,
        "wrote" => moves::wrote(tx, actor, found, typed("text")).await,
        "deliver" => deliver::open(tx, act, found).await,
        "take" => away::taken(tx, actor, found).await,
        "confirm" => moves::confirmed(tx, actor, found).await,
        "cancelled" => moves::cancelled(tx, actor, found).await,
        "sign" => moves::signed(tx, actor, found).await,
        "pass" => {
            found.step(actor, Step::Pass)?;
            let all = org::departments(tx).await?;
            let card = answer_cards::whereto(actor.lang, &found.held, &all);
            Ok(Reply::Private(card))
        }
        "pass-to" => {
            let to = org::department_by_id(tx, chosen.parse().unwrap_or(0)).await?;
            let to = to.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
            moves::passed(tx, actor, found, to, "").await
        }
        "attach" => {
            let other = act.action.argument.as_deref().unwrap_or_default();
            alike::attach(tx, actor, found, other).await
        }
        "onward" => request::onward(tx, actor, found).await,
        "incident-of" => effects::becomes_incident(tx, actor, found, chosen).await,
        "excused" => {
            let said = (typed("why"), typed("until"));
            effects::excuse(tx, actor, found, said).await
        }
        "back" => moves::took_back(tx, actor, found).await,
        "show" => {
            let inside: Vec<UserId> = vec![actor.user];
            let reply = show::shown(tx, actor, &found).await?;
            post::invite(tx, &found.held, &inside).await?;
            Ok(reply)
        }
        "history" => show::history(tx, actor, &found).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}
