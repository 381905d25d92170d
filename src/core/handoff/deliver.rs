//! Delivering: what the playbook asks for comes by options or by a form, and without it nothing is delivered.

use crate::chat::{Text, UserId};
use crate::core::attached::Attached;
use crate::core::catalogue::{self, Field, FieldKind, Value, Values};
use crate::core::handoff::draft::{self, Draft, Work};
use crate::core::handoff::find::{self, Found, Held};
use crate::core::handoff::moves::{self, Change};
use crate::core::handoff::requests::Deliver;
use crate::core::handoff::rules::Step;
use crate::core::handoff::types::{Side, State};
use crate::core::handoff::{answer_cards, clock, draft_store, effects, reading, store, tasks};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// Inputs of the form that are not fields of the playbook.
pub(super) const TEXT: &str = "delivery-text";
pub(super) const PROOF: &str = "delivery-proof";

/// What was put together so far.
#[derive(Clone, Default, Debug)]
struct Delivery {
    text: String,
    fields: Values,
    proof: Option<Attached>,
    shown: String,
}

/// `/handoff deliver`
pub(crate) async fn deliver(tx: &mut Tx, req: &Deliver) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    found.step(&req.actor, Step::Deliver)?;
    let asked = &found.held.playbook.delivery;
    let mut delivery = Delivery {
        text: reading::read_text(req.text.as_deref().unwrap_or_default())?,
        proof: req.proof.clone(),
        ..Delivery::default()
    };
    // Where one thing is to be said, what was said is it.
    if let Some(only) = only_words(asked).filter(|_| !delivery.text.is_empty()) {
        let said = Value::Text(std::mem::take(&mut delivery.text));
        delivery.fields.put(&only.key, said);
    }
    if missing(&found.held, &delivery).is_none() {
        return delivered(tx, &req.actor, found, delivery).await;
    }
    form(tx, &req.actor, &found.held, &delivery).await
}

/// The one required field, where it is one of words.
fn only_words(asked: &[Field]) -> Option<&Field> {
    let mut required = asked.iter().filter(|f| f.required);
    let only = required.next().filter(|_| required.next().is_none())?;
    matches!(only.kind, FieldKind::Text | FieldKind::Long).then_some(only)
}

/// What the playbook asks for and is not there.
fn missing(held: &Held, delivery: &Delivery) -> Option<Refusal> {
    let asked = &held.playbook.delivery;
    if let Some(field) = asked
        .iter()
        .find(|f| f.required && delivery.fields.get(&f.key).is_none())
    {
        return Some(
            Refusal::new("refuse-field-empty")
                .with("field", Text::user(field.name(held.receiver.lang))),
        );
    }
    if held.playbook.proof.is_some() && delivery.proof.is_none() && delivery.shown.is_empty() {
        return Some(Refusal::new("refuse-handoff-proof").with("key", held.handoff.key()));
    }
    let nothing = delivery.text.is_empty()
        && delivery.fields.is_empty()
        && delivery.proof.is_none()
        && delivery.shown.is_empty();
    nothing.then(|| Refusal::new("refuse-handoff-nothing").with("key", held.handoff.key()))
}

/// The button: the form, filled with the answer that another handoff brought, if it is that one's.
pub(super) async fn open(tx: &mut Tx, act: &Act, found: Found) -> Result<Reply, Error> {
    found.step(&act.actor, Step::Deliver)?;
    let child = act.action.argument.as_deref().and_then(|a| a.parse().ok());
    let mut delivery = Delivery::default();
    if let Some(child) = child
        && let Some(child) = store::one(tx, child).await?
        && child.parent == Some(found.held.handoff.number)
    {
        let words = effects::answer_of(&child);
        let asked = &found.held.playbook.delivery;
        match asked
            .iter()
            .find(|f| matches!(f.kind, FieldKind::Text | FieldKind::Long))
        {
            Some(field) => delivery.fields.put(&field.key, Value::Text(words)),
            None => delivery.text = words,
        }
    }
    form(tx, &act.actor, &found.held, &delivery).await
}

async fn form(
    tx: &mut Tx,
    actor: &Actor,
    held: &Held,
    delivery: &Delivery,
) -> Result<Reply, Error> {
    let work = Work {
        handoff: held.handoff.number,
        text: delivery.text.clone(),
        proof: delivery.proof.clone(),
        fields: delivery.fields.clone(),
    };
    let draft = Draft {
        work: Some(work),
        ..Draft::default()
    };
    let number = draft::keep_new(tx, actor.user, &draft).await?;
    let form = answer_cards::deliver_form(
        actor.lang,
        held,
        number,
        (&delivery.text, &delivery.fields),
        delivery.proof.is_none(),
    );
    Ok(Reply::Form(form))
}

/// The form again, of a delivery that was begun: it came too late, or the person left it.
pub(super) async fn again(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
    work: &Work,
) -> Result<Reply, Error> {
    let found = find::numbered(tx, actor, work.handoff).await?;
    found.step(actor, Step::Deliver)?;
    let known = (work.text.as_str(), &work.fields);
    let wants_proof = work.proof.is_none();
    Ok(Reply::Form(answer_cards::deliver_form(
        actor.lang,
        &found.held,
        number,
        known,
        wants_proof,
    )))
}

/// The form was sent.
pub(super) async fn submitted(
    tx: &mut Tx,
    act: &Act,
    number: i64,
    work: Work,
) -> Result<Reply, Error> {
    let found = find::numbered(tx, &act.actor, work.handoff).await?;
    found.step(&act.actor, Step::Deliver)?;
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.trim())
    };
    let asked = &found.held.playbook.delivery;
    let read = draft::reader(tx, &act.actor).await?;
    let fields = catalogue::read_form(asked, &act.typed, act.actor.lang, &read.reading());
    let fields = match fields {
        Ok(fields) => fields,
        Err(refusal) => {
            let again = answer_cards::Again::Deliver(work.handoff);
            return Ok(Reply::Private(answer_cards::wrong(
                act.actor.lang,
                &refusal,
                again,
            )));
        }
    };
    let delivery = Delivery {
        text: reading::read_text(typed(TEXT))?,
        fields,
        proof: work.proof,
        shown: reading::read_text(typed(PROOF))?,
    };
    draft_store::drop_draft(tx, number);
    delivered(tx, &act.actor, found, delivery).await
}

async fn delivered(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    delivery: Delivery,
) -> Result<Reply, Error> {
    let step = found.step(actor, Step::Deliver)?;
    let mut held = found.held;
    if let Some(refusal) = missing(&held, &delivery) {
        return Err(refusal.into());
    }
    let now = tx.now();
    let outcome = &mut held.handoff.outcome;
    outcome.text = delivery.text;
    outcome.fields = delivery.fields;
    outcome.proof = delivery.proof;
    outcome.shown = delivery.shown;
    outcome.at = Some(now);
    held.handoff.signed = [None; 2];
    held.handoff.confirms = clock::confirms(tx, &held).await?;
    let words = effects::answer_of(&held.handoff);
    held.handoff.outcome.check = tasks::check(tx, &held, &words).await?;
    let mut users = vec![held.handoff.requested_by];
    if held.playbook.both_sign {
        users.extend(&held.sender.leads);
        users.sort_unstable();
        users.dedup();
    }
    let mut change = Change::new(Some(actor.user), "handoff.delivered", "deliver")
        .saying(&words)
        .loud(Side::Sender, users);
    if held.playbook.both_sign {
        change = change.loud(Side::Receiver, held.receiver.leads.clone());
    }
    moves::settle(tx, &mut held, step.to, change).await?;
    effects::delivered(tx, &held).await?;
    moves::done(actor, &held, "handoff-done-delivered")
}

/// What an incident came to is delivered to who reported it; `false` where more is asked for than that.
pub(super) async fn by_incident(
    tx: &mut Tx,
    held: &mut Held,
    words: &str,
    by: Option<UserId>,
) -> anyhow::Result<bool> {
    let mut delivery = Delivery::default();
    match only_words(&held.playbook.delivery) {
        Some(only) => delivery
            .fields
            .put(&only.key, Value::Text(words.to_owned())),
        None => words.clone_into(&mut delivery.text),
    }
    if missing(held, &delivery).is_some() {
        return Ok(false);
    }
    let now = tx.now();
    held.handoff.outcome.text = delivery.text;
    held.handoff.outcome.fields = delivery.fields;
    held.handoff.outcome.at = Some(now);
    held.handoff.confirms = clock::confirms(tx, held).await?;
    held.handoff.outcome.check = tasks::check(tx, held, words).await?;
    let users = vec![held.handoff.requested_by];
    let change = Change::new(by, "handoff.delivered", "deliver")
        .saying(words)
        .loud(Side::Sender, users);
    let to = State::Delivered;
    moves::settle(tx, held, to, change).await?;
    Ok(true)
}
