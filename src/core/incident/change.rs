//! Changing what is known of an incident while it stands where it does: updates, severity, roles, escalation, customers.

use serde_json::json;

use crate::chat::{Text, Tone, UserId, time_relative};
use crate::core::incident::find::{self, Found};
use crate::core::incident::paging::Event as Happened;
use crate::core::incident::requests::{One, SetRole, SetSeverity, Update};
use crate::core::incident::rules::{Growth, Part, Severity, State};
use crate::core::incident::said::{self, Change};
use crate::core::incident::types::{Incident, Role, Update as Said};
use crate::core::incident::{answer_cards, card, cards, customers, duty, reading, room, store};
use crate::core::{Actor, Error, Refusal, Reply, journal, org};
use crate::i18n::Arg;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// `/incident update`
pub(crate) async fn update(tx: &mut Tx, req: &Update) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    let public = if req.public { req.text.as_str() } else { "" };
    Box::pin(tell(tx, &req.actor, found, &req.text, public)).await
}

/// The form; whoever may not is told so before they type.
pub(super) fn ask_to_update(actor: &Actor, found: &Found) -> Result<Reply, Error> {
    may_update(found)?;
    Ok(Reply::Form(answer_cards::update_form(
        actor.lang,
        &found.incident,
    )))
}

fn may_update(found: &Found) -> Result<(), Refusal> {
    found.need(Part::Member)?;
    if found.incident.state == State::Closed {
        return Err(found.incident.standing().refusal());
    }
    Ok(())
}

/// Says what is known: in the thread and on the card, and, where there are public words, to those who speak with customers.
pub(super) async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    words: &str,
    public: &str,
) -> Result<Reply, Error> {
    may_update(&found)?;
    let (words, public) = (reading::read_words(words)?, reading::read_text(public)?);
    let mut incident = found.incident;
    incident.update = Some(Said {
        text: words.clone(),
        at: tx.now(),
        by: actor.user,
    });
    room::hear(tx, &mut incident, &Happened::Updated).await?;
    let newly = !public.is_empty() && !incident.customers;
    incident.customers |= newly;
    let facts = if public.is_empty() {
        json!({ "text": words })
    } else {
        json!({ "text": words, "public": public })
    };
    let change = Change::new(Some(actor.user), "incident.updated", facts);
    said::note(tx, &incident, change).await?;
    store::save(tx, &incident).await?;
    card::refresh(tx, &incident).await?;
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("text", Text::user(&words).into()),
    ];
    Box::pin(said::say(tx, &incident, "incident-said-updated", &args)).await?;
    if newly {
        customers::opened(tx, &incident).await?;
    }
    if !public.is_empty() {
        customers::updated(tx, &incident, &public).await?;
    }
    let id = if public.is_empty() {
        "incident-updated"
    } else {
        "incident-updated-public"
    };
    let due = incident.paging.deadlines.update;
    let due = due.map_or_else(|| "–".to_owned(), time_relative);
    Ok(done(actor, id, &incident, &[("when", due.into())]))
}

/// `/incident severity`
pub(crate) async fn severity(tx: &mut Tx, req: &SetSeverity) -> Result<Reply, Error> {
    let to = reading::read_severity(&req.severity)?;
    let found = find::find(tx, &req.actor, &req.incident).await?;
    Box::pin(set_severity(tx, &req.actor, found, to)).await
}

/// A higher one rings again; either takes the policy of the new one.
pub(super) async fn set_severity(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    to: Severity,
) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    found.need_open()?;
    let mut incident = found.incident;
    let from = incident.severity;
    if from == to {
        return Err(Refusal::new("refuse-incident-severity-same")
            .with("incident", incident.key())
            .with("severity", cards::level(to))
            .into());
    }
    incident.severity = to;
    if incident.policy.is_none() {
        let policy = duty::policy_for(tx, incident.department, to, &incident.service).await?;
        let policy = super::outside::with_partner(tx, &incident, policy).await?;
        room::hear(tx, &mut incident, &Happened::PolicyChanged(policy)).await?;
    }
    if to.is_above(from) {
        let grew = Happened::Grew(vec![Growth::Severity { from, to }]);
        room::hear(tx, &mut incident, &grew).await?;
    } else {
        incident.paging.severity = to;
        room::hear(tx, &mut incident, &Happened::Updated).await?;
    }
    let change = Change {
        by: Some(actor.user),
        action: "incident.severity",
        before: json!({ "severity": from.name() }),
        after: json!({ "severity": to.name() }),
    };
    said::note(tx, &incident, change).await?;
    store::save(tx, &incident).await?;
    card::refresh(tx, &incident).await?;
    let args: [(&'static str, Arg); 3] = [
        ("user", Text::mention(actor.user).into()),
        ("before", cards::level(from).into()),
        ("after", cards::level(to).into()),
    ];
    Box::pin(said::say(tx, &incident, "incident-said-severity", &args)).await?;
    let args = [("severity", cards::level(to).into())];
    Ok(done(actor, "incident-severity-set", &incident, &args))
}

/// `/incident role`
pub(crate) async fn role(tx: &mut Tx, req: &SetRole) -> Result<Reply, Error> {
    let role = Role::read(&req.role)
        .ok_or_else(|| Refusal::new("refuse-incident-role").with("text", Text::echo(&req.role)))?;
    let found = find::find(tx, &req.actor, &req.incident).await?;
    Box::pin(set_role(tx, &req.actor, found, role, req.user.user)).await
}

/// Somebody takes a role for themselves, if nobody has it.
pub(super) async fn take_role(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    role: Role,
) -> Result<Reply, Error> {
    if let Some(holder) = found.incident.roles.of(role) {
        let since = journal::history(tx, &found.incident.subject()).await?;
        let given = since.iter().rev().find(|entry| {
            let facts = said::facts(&entry.after);
            entry.action == "incident.role" && facts["part"] == role.name()
        });
        let since = given.map_or(found.incident.opened_at, |entry| entry.at);
        return Err(Refusal::new("refuse-incident-role-taken")
            .with("incident", found.incident.key())
            .with("role", role.name())
            .with("user", Text::mention(holder))
            .with("when", cards::when(since))
            .into());
    }
    set_role(tx, actor, found, role, actor.user).await
}

async fn set_role(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
    role: Role,
    user: UserId,
) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    found.need_open()?;
    let mut incident = found.incident;
    let before = incident.roles.of(role);
    if before == Some(user) {
        return Err(Refusal::new("refuse-incident-role-same")
            .with("incident", incident.key())
            .with("role", role.name())
            .with("user", Text::mention(user))
            .into());
    }
    *incident.roles.of_mut(role) = Some(user);
    if role == Role::Commander {
        room::hear(tx, &mut incident, &Happened::CommanderNamed).await?;
    }
    let change = Change {
        by: Some(actor.user),
        action: "incident.role",
        before: json!({ "holder": before.map(|u| u.0) }),
        after: json!({ "part": role.name(), "holder": user.0 }),
    };
    said::note(tx, &incident, change).await?;
    store::save(tx, &incident).await?;
    card::refresh(tx, &incident).await?;
    let args = [
        ("user", Text::mention(user).into()),
        ("role", role.name().into()),
    ];
    Box::pin(said::say(tx, &incident, "incident-said-role", &args)).await?;
    room::invite(tx, &incident, &[user]).await?;
    if user != actor.user {
        tell_holder(tx, actor, &incident, role, user).await?;
    }
    Ok(done(actor, "incident-role-set", &incident, &args))
}

/// Who was given a role by somebody else is told.
async fn tell_holder(
    tx: &mut Tx,
    actor: &Actor,
    incident: &Incident,
    role: Role,
    user: UserId,
) -> anyhow::Result<()> {
    let lang = org::person(tx, user).await?.lang;
    let args = [
        ("user", Text::mention(actor.user).into()),
        ("role", role.name().into()),
        ("title", Text::user(&incident.title).into()),
    ];
    let key = tx.next_key("incident-line").await?;
    let mut said = answer_cards::done(lang, "incident-role-told", incident, &args);
    said.tone = Tone::Warn;
    let post = Post {
        key: format!("{}/role-{key}/{}", incident.subject(), user.0),
        target: Target::Direct {
            user,
            // Its words are not for a channel that others read.
            fallback: incident.channel.filter(|_| !incident.is_private()),
        },
        op: Op::Create(said),
        priority: Priority::Action,
        why: card::why("incident:role", incident),
    };
    outbox::post(tx, &post).await
}

/// `/incident escalate`
pub(crate) async fn escalate(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let found = find::find(tx, &req.actor, &req.incident).await?;
    Box::pin(escalated(tx, &req.actor, found)).await
}

/// The next level rings now.
pub(super) async fn escalated(tx: &mut Tx, actor: &Actor, found: Found) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    found.need_open()?;
    let mut incident = found.incident;
    let change = Change::new(Some(actor.user), "incident.escalated", json!(null));
    said::note(tx, &incident, change).await?;
    room::hear(tx, &mut incident, &Happened::Escalated(actor.user)).await?;
    store::save(tx, &incident).await?;
    card::refresh(tx, &incident).await?;
    let args = [("user", Text::mention(actor.user).into())];
    Box::pin(said::say(tx, &incident, "incident-said-escalated", &args)).await?;
    Ok(done(actor, "incident-escalated", &incident, &[]))
}

/// Customers feel it: those who speak with them are told.
pub(super) async fn customers_feel(
    tx: &mut Tx,
    actor: &Actor,
    found: Found,
) -> Result<Reply, Error> {
    found.need(Part::Member)?;
    found.need_open()?;
    let mut incident = found.incident;
    if incident.customers {
        let refusal = Refusal::new("refuse-incident-customers");
        return Err(refusal.with("incident", incident.key()).into());
    }
    incident.customers = true;
    let change = Change::new(Some(actor.user), "incident.customers", json!(null));
    said::note(tx, &incident, change).await?;
    store::save(tx, &incident).await?;
    card::refresh(tx, &incident).await?;
    customers::opened(tx, &incident).await?;
    Ok(done(actor, "incident-customers-told", &incident, &[]))
}

fn done(actor: &Actor, id: &str, incident: &Incident, args: &[(&'static str, Arg)]) -> Reply {
    Reply::Update(answer_cards::done(actor.lang, id, incident, args))
}
