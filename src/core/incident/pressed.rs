//! Buttons, menus and forms of incidents: what each of them does.

use crate::core::incident::find;
use crate::core::incident::types::Role;
use crate::core::incident::{
    answer_cards, change, declare, moves, reachable, reading, room, rules, show,
};
use crate::core::{Act, Error, Refusal, Reply};
use crate::store::Tx;

/// A button, menu or form of an incident's life was used; `None` if it is none of ours.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Option<Reply>, Error> {
    let actor = &act.actor;
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let number = act.action.number;
    // About no incident in particular.
    match act.action.action.as_str() {
        "declare" => return declare::ask(tx, actor).await.map(Some),
        "declared" => return declare::submitted(tx, act).await.map(Some),
        "reach" => return reachable::again(tx, act).await.map(Some),
        "list" => return show::turn(tx, actor, number, argument).await.map(Some),
        _ => {}
    }
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let found = find::numbered(tx, actor, number).await;
    let reply = match act.action.action.as_str() {
        "ack" => moves::acknowledge(tx, actor, found?).await?,
        "mitigate" => moves::mitigated(tx, actor, found?).await?,
        "resolve" => moves::ask_to_resolve(actor, &found?, "", "", tx.now())?,
        "resolved" => {
            let ending = moves::Ending {
                cause: reading::read_words(typed("cause"))?,
                impact: reading::read_words(typed("impact"))?,
                public: reading::read_text(typed("public"))?,
            };
            moves::resolved(tx, actor, found?, &ending).await?
        }
        "reopen" => moves::reopened(tx, actor, found?).await?,
        "close" => moves::closed(tx, actor, found?).await?,
        "update" => change::ask_to_update(actor, &found?)?,
        "updated" => change::tell(tx, actor, found?, typed("text"), typed("public")).await?,
        "escalate" => change::escalated(tx, actor, found?).await?,
        "customers" => change::customers_feel(tx, actor, found?).await?,
        "merge" => {
            let found = found?;
            found.need(rules::Part::Member)?;
            found.need_open()?;
            Reply::Form(answer_cards::merge_form(actor.lang, &found.incident))
        }
        "merge-into" => moves::merged(tx, actor, found?, argument).await?,
        "merged" => moves::merged(tx, actor, found?, typed("into")).await?,
        "severity" => {
            let chosen = act.chosen.first().map_or("", String::as_str);
            let to = reading::read_severity(chosen)?;
            change::set_severity(tx, actor, found?, to).await?
        }
        "take" => {
            let role = Role::read(argument).ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
            change::take_role(tx, actor, found?, role).await?
        }
        "show" => {
            let found = found?;
            let shown = show::shown(tx, actor, &found).await?;
            room::invite(tx, &found.incident, &[actor.user]).await?;
            shown
        }
        "more" => show::more(actor, &found?)?,
        "timeline" => {
            let page = argument.parse().unwrap_or(0);
            show::timeline(tx, actor, &found?, page).await?
        }
        _ => return Ok(None),
    };
    Ok(Some(reply))
}
