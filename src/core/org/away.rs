//! `/away`: who is not there, from when to when.

use serde_json::json;

use crate::calendar::{day_of, read_day};
use crate::chat::{ActionId, ButtonStyle, Card, Text, Tone, UserId};
use crate::core::journal::{self, Entry};
use crate::core::org::special::{bad_day, written};
use crate::core::org::types::{AbsenceRow, Who};
use crate::core::org::{cards, directory, require, rules, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// `/away set`
#[derive(Clone, Debug)]
pub(crate) struct Away {
    pub(crate) actor: Actor,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) reason: Option<String>,
    /// `None`: the actor.
    pub(crate) user: Option<Who>,
}

/// `/away list` and `/away cancel`
#[derive(Clone, Debug)]
pub(crate) struct Of {
    pub(crate) actor: Actor,
    /// `None`: the actor.
    pub(crate) user: Option<Who>,
}

/// Says that somebody is away; overlapping and adjoining absences become one.
pub(crate) async fn set(tx: &mut Tx, req: &Away) -> Result<Reply, Error> {
    let whose = whose(tx, &req.actor, req.user.as_ref()).await?;
    let person = super::person(tx, whose).await?;
    let now = tx.now();
    let read = |text: &str| {
        read_day(text, now, person.zone).ok_or_else(|| bad_day(text, now, person.zone))
    };
    let (from, to) = (read(&req.from)?, read(&req.to)?);
    rules::check_absence(from, to, day_of(now, person.zone))?;
    let reason = match &req.reason {
        Some(text) => rules::read_name(text, rules::REASON_MOST)?,
        None => String::new(),
    };
    let near = from.pred_opt().unwrap_or(from);
    let known = store::absences_of(tx, whose, near).await?;
    let (from, to, replaced) = rules::merge_absence(&known, from, to);
    for number in &replaced {
        store::drop_absence(tx, *number).await?;
    }
    let kept = known
        .iter()
        .find(|r| replaced.contains(&r.number) && !r.reason.is_empty());
    let reason = match kept {
        Some(row) if reason.is_empty() => row.reason.clone(),
        _ => reason,
    };
    let row = AbsenceRow {
        number: tx.next_key("absence").await?,
        user: whose,
        from,
        to,
        reason,
    };
    store::add_absence(tx, &row).await?;
    note(tx, &req.actor, whose, "away.set", &row).await?;
    super::absences_changed(tx).await?;
    let lang = req.actor.lang;
    if whose != req.actor.user {
        tell(tx, &req.actor, &row, "away-told-set").await?;
    }
    let args = [
        ("from", written(from, lang).into()),
        ("to", written(to, lang).into()),
        ("user", Text::mention(whose).into()),
    ];
    let id = if whose == req.actor.user {
        "away-set"
    } else {
        "away-set-other"
    };
    Ok(Reply::Private(cards::sentence(lang, Tone::Good, id, &args)))
}

/// Who is away from today on: with the reason for oneself, without for colleagues.
pub(crate) async fn list(tx: &mut Tx, req: &Of) -> Result<Reply, Error> {
    let only = req.user.as_ref().map(|w| w.user);
    Ok(Reply::Private(
        list_page(tx, &req.actor, only.map_or(0, |u| u.0), 0).await?,
    ))
}

pub(super) async fn list_page(
    tx: &mut Tx,
    actor: &Actor,
    only: i64,
    page: usize,
) -> Result<Card, Error> {
    let zone = super::person(tx, actor.user).await?.zone;
    let today = day_of(tx.now(), zone);
    let far = today
        .checked_add_days(chrono::Days::new(3_660))
        .unwrap_or(today);
    let rows = store::absences(tx, today, far).await?;
    let lines: Vec<Text> = rows
        .iter()
        .filter(|r| only == 0 || r.user.0 == only)
        .map(|r| line(actor, r))
        .collect();
    Ok(cards::listing(
        actor.lang,
        "away-list-title",
        "away-list-empty",
        &lines,
        page,
        &format!("away.{only}"),
    ))
}

fn line(actor: &Actor, row: &AbsenceRow) -> Text {
    let mut args = vec![
        ("user", Text::mention(row.user).into()),
        ("from", written(row.from, actor.lang).into()),
        ("to", written(row.to, actor.lang).into()),
    ];
    if row.user == actor.user && !row.reason.is_empty() {
        args.push(("reason", Text::user(&row.reason).into()));
        return cards::text(actor.lang, "away-line-reason", &args);
    }
    cards::text(actor.lang, "away-line", &args)
}

/// Offers the absences that may be taken back.
pub(crate) async fn cancel(tx: &mut Tx, req: &Of) -> Result<Reply, Error> {
    let whose = whose(tx, &req.actor, req.user.as_ref()).await?;
    let zone = super::person(tx, whose).await?.zone;
    let today = day_of(tx.now(), zone);
    let rows = store::absences_of(tx, whose, today).await?;
    let lang = req.actor.lang;
    if rows.is_empty() {
        return Err(Refusal::new("refuse-away-none").into());
    }
    let lines: Vec<Text> = rows.iter().take(20).map(|r| line(&req.actor, r)).collect();
    let mut card = cards::listing(
        lang,
        "away-cancel-title",
        "away-list-empty",
        &lines,
        0,
        "away-cancel",
    );
    let buttons: Vec<_> = rows
        .iter()
        .take(20)
        .map(|r| {
            let mut button = cards::button(
                lang,
                "away-cancel-button",
                ActionId::new("org", "away-cancel", r.number),
                ButtonStyle::Danger,
            );
            button.label = format!("{} {} – {}", button.label, r.from, r.to);
            button
        })
        .collect();
    card.body = Some(Text::join(lines, "\n"));
    card.footer = None;
    card.buttons = buttons.chunks(5).map(<[_]>::to_vec).collect();
    Ok(Reply::Private(card))
}

/// Takes one absence back.
pub(super) async fn cancel_one(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let Some(row) = store::absence(tx, number).await? else {
        return Err(Refusal::new("refuse-away-gone").into());
    };
    if row.user != actor.user {
        may(tx, actor, row.user).await?;
    }
    store::drop_absence(tx, number).await?;
    note(tx, actor, row.user, "away.cancelled", &row).await?;
    super::absences_changed(tx).await?;
    if row.user != actor.user {
        tell(tx, actor, &row, "away-told-cancelled").await?;
    }
    let args = [
        ("from", written(row.from, actor.lang).into()),
        ("to", written(row.to, actor.lang).into()),
    ];
    Ok(Reply::Update(cards::sentence(
        actor.lang,
        Tone::Good,
        "away-cancelled",
        &args,
    )))
}

async fn whose(tx: &mut Tx, actor: &Actor, user: Option<&Who>) -> Result<UserId, Error> {
    match user {
        Some(who) if who.user != actor.user => {
            may(tx, actor, who.user).await?;
            super::known(tx, who).await?;
            Ok(who.user)
        }
        _ => Ok(actor.user),
    }
}

/// Acting for somebody else is for the lead of one of their departments.
async fn may(tx: &mut Tx, actor: &Actor, other: UserId) -> Result<(), Error> {
    let of = directory::memberships(tx, other).await?;
    let mut refused = None;
    for department in super::departments(tx).await? {
        if of.iter().any(|m| m.0 == department.id) {
            match require(tx, actor, "away-other", Some(&department)).await {
                Ok(()) => return Ok(()),
                Err(Error::Refused(refusal)) => refused = Some(refusal),
                Err(fault) => return Err(fault),
            }
        }
    }
    match refused {
        Some(refusal) => Err(refusal.into()),
        None => require(tx, actor, "away-anybody", None).await,
    }
}

async fn tell(tx: &mut Tx, by: &Actor, row: &AbsenceRow, id: &str) -> anyhow::Result<()> {
    let lang = super::person(tx, row.user).await?.lang;
    let args = [
        ("by", Text::user(&by.name).into()),
        ("from", written(row.from, lang).into()),
        ("to", written(row.to, lang).into()),
    ];
    let post = Post {
        key: format!("org/absence/{}/{id}", row.number),
        target: Target::Direct {
            user: row.user,
            fallback: None,
        },
        op: Op::Create(cards::sentence(lang, Tone::Info, id, &args)),
        priority: Priority::Notice,
        why: json!({ "rule": "org:away", "by": by.user.0.to_string() }),
    };
    outbox::post(tx, &post).await
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    whose: UserId,
    action: &'static str,
    row: &AbsenceRow,
) -> anyhow::Result<()> {
    // The reason is the person's own business: the journal is read by others.
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("user/{}", whose.0),
        action,
        before: json!(null),
        after: json!({ "from": row.from.to_string(), "to": row.to.to_string() }),
    };
    journal::append(tx, &entry).await
}
