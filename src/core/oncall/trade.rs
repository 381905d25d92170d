//! `/oncall swap`: two people take each other's shift, once the other one agrees.

use serde_json::json;

use crate::chat::{Text, UserId};
use crate::clock::At;
use crate::core::journal::{self, Entry};
use crate::core::oncall::store::{self, Trade};
use crate::core::oncall::{BadSwap, Shift, cards, change, duty, personal, rules};
use crate::core::org::{self, Department, Who};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// `/oncall swap`
#[derive(Clone, Debug)]
pub(crate) struct Swap {
    pub(crate) actor: Actor,
    /// Whose shift is taken in return.
    pub(crate) user: Who,
    /// A moment in the shift that is given away; the next one unless said.
    pub(crate) mine: Option<String>,
    /// A moment in the shift that is taken for it; their next one unless said.
    pub(crate) theirs: Option<String>,
}

/// Asks somebody to swap. Nothing changes before they agree.
pub(crate) async fn ask(tx: &mut Tx, req: &Swap) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "oncall-swap", None).await?;
    let (me, other) = (req.actor.user, req.user.user);
    if me == other {
        return Err(Refusal::new("refuse-oncall-swap-self").into());
    }
    let zone = org::person(tx, me).await?.zone;
    let now = tx.now();
    let read = |text: &Option<String>| match text.as_deref() {
        None => Ok(None),
        Some(text) => crate::calendar::read_when(text, now, zone)
            .map(Some)
            .ok_or_else(|| Refusal::new("refuse-oncall-when").with("text", Text::echo(text))),
    };
    let (mine, theirs) = (read(&req.mine)?, read(&req.theirs)?);
    let (department, rotation, one) = shift(tx, me, mine, None).await?;
    let of = Some((department.id, rotation.as_str()));
    let (_, _, two) = shift(tx, other, theirs, of).await?;
    let trade = Trade {
        number: tx.next_key("swap").await?,
        department: department.id,
        rotation,
        asked_by: me,
        asked: other,
        one,
        other: two,
        state: "asked".to_owned(),
        at: now,
    };
    // What cannot be is said now, and not when the other one has agreed.
    swapped(tx, &trade).await?;
    store::save_trade(tx, &trade).await?;
    note(tx, Some(me), &department, "oncall.swap-asked", &trade).await?;
    let lang = org::person(tx, other).await?.lang;
    let post = Post {
        key: format!("oncall/swap/{}/ask", trade.number),
        target: Target::Direct {
            user: other,
            fallback: department.channel,
        },
        op: Op::Create(cards::swap_asked(lang, &department, &trade)),
        priority: Priority::Action,
        why: json!({ "rule": "oncall:swap" }),
    };
    outbox::post(tx, &post).await?;
    let user = [("user", Text::mention(other).into())];
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        "oncall-swap-waiting",
        &user,
    )))
}

/// The shift of somebody that runs at a moment or is their next after it.
async fn shift(
    tx: &mut Tx,
    user: UserId,
    at: Option<At>,
    of: Option<(i64, &str)>,
) -> Result<(Department, String, Shift), Error> {
    let from = at.unwrap_or_else(|| tx.now());
    let all = personal::shifts_of(tx, user).await?;
    let found = all.into_iter().find(|(department, name, shift)| {
        shift.to > from && of.is_none_or(|(id, rotation)| id == department.id && rotation == name)
    });
    found.ok_or_else(|| {
        let user = Text::mention(user);
        Refusal::new("refuse-oncall-swap-none")
            .with("user", user)
            .into()
    })
}

/// A button under the question.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let accepts = match act.action.action.as_str() {
        "swap-yes" => true,
        "swap-no" => false,
        _ => return Err(unknown().into()),
    };
    let trade = store::trade(tx, act.action.number).await?;
    let mut trade = trade.ok_or_else(unknown)?;
    if act.actor.user != trade.asked {
        let user = Text::mention(trade.asked);
        return Err(Refusal::new("refuse-oncall-swap-other")
            .with("user", user)
            .into());
    }
    if trade.state != "asked" {
        return Err(Refusal::new("refuse-oncall-swap-done").into());
    }
    let department = org::department_by_id(tx, trade.department).await?;
    let department = department.ok_or_else(unknown)?;
    trade.at = tx.now();
    if accepts {
        for made in swapped(tx, &trade).await? {
            let place = (trade.department, trade.rotation.as_str());
            store::add_override(tx, place, &made, trade.asked).await?;
        }
    }
    let (state, action, told) = if accepts {
        ("accepted", "oncall.swap-accepted", "oncall-swap-accepted")
    } else {
        ("declined", "oncall.swap-declined", "oncall-swap-declined")
    };
    state.clone_into(&mut trade.state);
    store::save_trade(tx, &trade).await?;
    note(tx, Some(act.actor.user), &department, action, &trade).await?;
    if accepts {
        change::look_again(tx, trade.department, &trade.rotation).await?;
        org::reach_changed(tx).await?;
    }
    tell(tx, &trade, told).await?;
    Ok(Reply::Update(cards::swap_told(
        act.actor.lang,
        told,
        &trade,
    )))
}

/// The asker hears what became of it.
async fn tell(tx: &mut Tx, trade: &Trade, id: &'static str) -> anyhow::Result<()> {
    let lang = org::person(tx, trade.asked_by).await?.lang;
    let post = Post {
        key: format!("oncall/swap/{}/answer", trade.number),
        target: Target::Direct {
            user: trade.asked_by,
            fallback: None,
        },
        op: Op::Create(cards::swap_told(lang, id, trade)),
        priority: Priority::Action,
        why: json!({ "rule": "oncall:swap" }),
    };
    outbox::post(tx, &post).await
}

/// The overrides that make the swap, as things stand now; or why it cannot be.
async fn swapped(tx: &mut Tx, trade: &Trade) -> Result<[crate::core::oncall::Override; 2], Error> {
    let all = duty::of_department(tx, trade.department).await?;
    let found = all.into_iter().find(|(name, _)| *name == trade.rotation);
    let layers = found.map(|(_, layers)| layers).unwrap_or_default();
    let schedule = duty::made(tx, trade.department, &trade.rotation, &layers).await?;
    let swapped = rules::swap(&schedule, trade.one, trade.other, tx.now());
    swapped.map_err(|bad| refused(&bad).into())
}

fn refused(bad: &BadSwap) -> Refusal {
    match bad {
        BadSwap::SamePerson => Refusal::new("refuse-oncall-swap-self"),
        BadSwap::Over(shift) => {
            let user = Text::mention(shift.user);
            Refusal::new("refuse-oncall-swap-over").with("user", user)
        }
        BadSwap::NotTheirs(shift) => {
            let user = Text::mention(shift.user);
            Refusal::new("refuse-oncall-swap-theirs").with("user", user)
        }
        BadSwap::Away(user, _) => {
            Refusal::new("refuse-oncall-swap-away").with("user", Text::mention(*user))
        }
    }
}

async fn note(
    tx: &mut Tx,
    by: Option<UserId>,
    department: &Department,
    action: &'static str,
    trade: &Trade,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: format!("department/{}", department.key),
        action,
        before: json!(null),
        after: json!({ "asked_by": trade.asked_by.0, "asked": trade.asked.0 }),
    };
    journal::append(tx, &entry).await
}
