//! What concerns one person: their shifts, and the other roads on which they can be reached.

use serde_json::json;

use crate::chat::{Text, UserId};
use crate::clock::{At, Span};
use crate::core::journal::{self, Entry};
use crate::core::oncall::store;
use crate::core::oncall::{Contact, ContactKind, Shift, cards, duty, rules};
use crate::core::org::{self, Department, Who};
use crate::core::{Actor, Error, Rank, Refusal, Reply, Section};
use crate::i18n::say;
use crate::store::Tx;

/// So far ahead shifts are shown.
const AHEAD: Span = Span::days(60);
/// So many of them.
pub(super) const SHOWN: usize = 20;
const ADDRESS_MOST: usize = 300;

/// `/oncall shifts`
#[derive(Clone, Debug)]
pub(crate) struct Shifts {
    pub(crate) actor: Actor,
    /// `None`: the actor.
    pub(crate) user: Option<Who>,
}

/// `/oncall contact`
#[derive(Clone, Debug)]
pub(crate) struct SetContact {
    pub(crate) actor: Actor,
    pub(crate) mail: Option<String>,
    pub(crate) hook: Option<String>,
    /// Forgets what was given.
    pub(crate) clear: bool,
}

/// Somebody's shifts of the coming weeks.
pub(crate) async fn shifts(tx: &mut Tx, req: &Shifts) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "oncall-shifts", None).await?;
    let whose = req.user.as_ref().map_or(req.actor.user, |who| who.user);
    let all = shifts_of(tx, whose).await?;
    Ok(Reply::Private(cards::shifts(req.actor.lang, whose, &all)))
}

/// Somebody's shifts of the coming weeks, with the department and rotation of each, in order.
pub(crate) async fn shifts_of(
    tx: &mut Tx,
    user: UserId,
) -> anyhow::Result<Vec<(Department, String, Shift)>> {
    let now = tx.now();
    shifts_within(tx, user, (now, now + AHEAD)).await
}

/// The same between two moments.
pub(super) async fn shifts_within(
    tx: &mut Tx,
    user: UserId,
    (from, to): (At, At),
) -> anyhow::Result<Vec<(Department, String, Shift)>> {
    let mut found = Vec::new();
    for department in org::departments(tx).await? {
        for (name, layers) in duty::of_department(tx, department.id).await? {
            let schedule = duty::made(tx, department.id, &name, &layers).await?;
            let theirs = rules::shifts_of(&schedule, user, from, to);
            found.extend(
                theirs
                    .into_iter()
                    .map(|s| (department.clone(), name.clone(), s)),
            );
        }
    }
    found.sort_by_key(|(_, _, shift)| shift.from);
    Ok(found)
}

/// What somebody is on call for now, and their next shift in each rotation, for their day.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let now = tx.now();
    let all = shifts_of(tx, actor.user).await?;
    let mut lines = Vec::new();
    let mut known: Vec<(i64, &str)> = Vec::new();
    let (running, coming): (Vec<_>, Vec<_>) = all.iter().partition(|(_, _, s)| s.from <= now);
    lines.extend(running.iter().map(|s| cards::day_line(actor.lang, s, true)));
    for shift in coming {
        let of = (shift.0.id, shift.1.as_str());
        if !known.contains(&of) {
            known.push(of);
            lines.push(cards::day_line(actor.lang, shift, false));
        }
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Dates,
        title: say(actor.lang, "oncall-today-title", &[]),
        count: 0,
        lines,
    }))
}

/// Keeps the other roads to somebody, or shows them. They are nobody else's to see.
pub(crate) async fn contact(tx: &mut Tx, req: &SetContact) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "oncall-contact", None).await?;
    let user = req.actor.user;
    if req.clear {
        for kind in ContactKind::ALL {
            store::drop_contact(tx, user, kind).await?;
        }
    }
    let given = [
        (ContactKind::Mail, req.mail.as_deref()),
        (ContactKind::Hook, req.hook.as_deref()),
    ];
    let mut changed = req.clear;
    for (kind, typed) in given {
        if let Some(typed) = typed {
            let address = read_address(kind, typed)?;
            store::set_contact(tx, user, &Contact { kind, address }).await?;
            changed = true;
        }
    }
    if changed {
        let entry = Entry {
            by: Some(user),
            subject: format!("user/{}", user.0),
            action: "oncall.contact",
            before: json!(null),
            after: json!({ "mail": req.mail.is_some(), "hook": req.hook.is_some(), "cleared": req.clear }),
        };
        journal::append(tx, &entry).await?;
    }
    let known = store::contacts(tx, user).await?;
    Ok(Reply::Private(cards::contacts(req.actor.lang, &known)))
}

/// A mail address or a web address.
pub(super) fn read_address(kind: ContactKind, typed: &str) -> Result<String, Refusal> {
    let text = typed.trim();
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && (1..=ADDRESS_MOST).contains(&text.chars().count());
    let right = match kind {
        ContactKind::Mail => text.split_once('@').is_some_and(|(name, host)| {
            let host_fits = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
            let name_fits = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
            !name.is_empty()
                && name.chars().all(name_fits)
                && !host.is_empty()
                && host.chars().all(host_fits)
        }),
        ContactKind::Hook => ["https://", "http://"].iter().any(|scheme| {
            text.strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty())
        }),
    };
    if plain && right {
        return Ok(text.to_owned());
    }
    let id = match kind {
        ContactKind::Mail => "refuse-oncall-mail",
        ContactKind::Hook => "refuse-oncall-hook",
    };
    Err(Refusal::new(id).with("text", Text::echo(typed)))
}
