//! `/me`: what somebody set for themselves.

use serde_json::json;

use crate::calendar::day_of;
use crate::chat::{Card, Field, Text, UserId};
use crate::core::journal::{self, Entry};
use crate::core::org::special::written;
use crate::core::org::types::{Delivery, PersonRow, Who};
use crate::core::org::{cards, directory, require, rules, seen, store};
use crate::core::{Actor, Error, Rank, Refusal, Reply, Section};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// `/me settings`
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) actor: Actor,
    pub(crate) timezone: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) workdays: Option<String>,
    pub(crate) hours: Option<String>,
    pub(crate) quiet_hours: Option<String>,
    pub(crate) delivery: Option<String>,
    pub(crate) delegate: Option<Who>,
}

/// Changes what holds for the actor.
pub(crate) async fn settings(tx: &mut Tx, req: &Settings) -> Result<Reply, Error> {
    let actor = &req.actor;
    require(tx, actor, "me", None).await?;
    seen(tx, actor).await?;
    let old = directory::person(tx, actor.user).await?;
    let row = changed(&old, req)?;
    if row == old {
        return Ok(Reply::Private(card(tx, actor, "me-title").await?));
    }
    if let Some(who) = &req.delegate {
        super::known(tx, who).await?;
    }
    store::save_person(tx, &row).await?;
    if row.zone != old.zone {
        super::calendar_changed(tx).await?;
    }
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("user/{}", actor.user.0),
        action: "me.changed",
        before: facts(&old),
        after: facts(&row),
    };
    journal::append(tx, &entry).await?;
    Ok(Reply::Private(card(tx, actor, "me-saved").await?))
}

fn changed(old: &PersonRow, req: &Settings) -> Result<PersonRow, Refusal> {
    let mut row = old.clone();
    if let Some(text) = &req.timezone {
        row.zone = Some(rules::zone(text)?);
    }
    if let Some(text) = &req.locale {
        row.lang = Some(rules::lang(text)?);
    }
    if let Some(text) = &req.workdays {
        row.week = Some(rules::week(text)?);
    }
    if let Some(text) = &req.hours {
        row.hours = Some(rules::hours(text)?);
    }
    if let Some(text) = &req.quiet_hours {
        row.quiet = rules::quiet(text)?;
    }
    if let Some(text) = &req.delivery {
        row.delivery = Delivery::read(text)
            .ok_or_else(|| Refusal::new("refuse-delivery").with("delivery", rules::shown(text)))?;
    }
    if let Some(who) = &req.delegate {
        if who.user == req.actor.user {
            return Err(Refusal::new("refuse-delegate-self"));
        }
        row.delegate = Some(who.user);
    }
    Ok(row)
}

fn facts(row: &PersonRow) -> serde_json::Value {
    json!({
        "zone": row.zone.map(|z| z.name()), "locale": row.lang.map(Lang::tag),
        "hours": row.hours.map(|h| cards::clock_hours(h.0, h.1)), "week": row.week,
        "quiet": row.quiet.map(|h| cards::clock_hours(h.0, h.1)), "delivery": row.delivery.name(),
        "delegate": row.delegate.map(|u| u.0.to_string()),
    })
}

async fn card(tx: &mut Tx, actor: &Actor, title: &str) -> Result<Card, Error> {
    let lang = actor.lang;
    let mut fields = fields(tx, actor).await?;
    let away = match today(tx, actor).await? {
        Some(section) => Text::join(section.lines, "\n"),
        None => cards::text(lang, "not-set", &[]),
    };
    fields.push(cards::field(lang, "me-away", away));
    Ok(Card {
        title: Some(cards::text(lang, title, &[])),
        fields,
        footer: Some(cards::text(lang, "me-hint", &[])),
        ..Card::default()
    })
}

/// When the actor is away from now on, for their day.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let lang = actor.lang;
    let zone = super::person(tx, actor.user).await?.zone;
    let absences = store::absences_of(tx, actor.user, day_of(tx.now(), zone)).await?;
    let lines = absences.iter().map(|a| match a.from == a.to {
        true => Text::trusted(written(a.from, lang)),
        false => Text::trusted(format!(
            "{} – {}",
            written(a.from, lang),
            written(a.to, lang)
        )),
    });
    let lines: Vec<Text> = lines.collect();
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Away,
        title: say(lang, "me-away", &[]),
        count: 0,
        lines,
    }))
}

/// What the actor set for themselves, and what follows from their departments.
pub(crate) async fn fields(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Vec<Field>> {
    let lang = actor.lang;
    let row = directory::person(tx, actor.user).await?;
    let person = super::person(tx, actor.user).await?;
    let mine = departments_of(tx, actor).await?;
    let none = || cards::text(lang, "not-set", &[]);
    let delivery = say(
        lang,
        match row.delivery {
            Delivery::Instant => "delivery-instant",
            Delivery::Digest => "delivery-digest",
        },
        &[],
    );
    let times = [
        ("week", cards::week(lang, person.hours.days).into()),
        (
            "hours",
            cards::clock_hours(person.hours.from, person.hours.to).into(),
        ),
        ("zone", person.zone.name().into()),
        ("language", cards::language(lang, person.lang).into()),
    ];
    let quiet = row
        .quiet
        .map_or_else(none, |q| Text::trusted(cards::clock_hours(q.0, q.1)));
    let departments = if mine.is_empty() {
        none()
    } else {
        Text::join(mine, " · ")
    };
    let times = cards::text(lang, "department-times-are", &times);
    let delegate = row.delegate.map_or_else(none, Text::mention);
    Ok(vec![
        cards::field(lang, "me-departments", departments),
        cards::field(lang, "me-times", times),
        cards::field(lang, "me-quiet", quiet),
        cards::field(lang, "me-delivery", Text::trusted(delivery)),
        cards::field(lang, "me-delegate", delegate),
    ])
}

async fn departments_of(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Vec<Text>> {
    let of = directory::memberships(tx, actor.user).await?;
    let leads: Vec<(i64, UserId)> = directory::directory(tx).await?.leads.clone();
    let rows = directory::departments(tx).await?;
    let mine = rows.iter().filter(|r| of.iter().any(|m| m.0 == r.id));
    Ok(mine
        .map(|r| {
            let name = Text::user(&rules::name(r, actor.lang));
            if leads.contains(&(r.id, actor.user)) {
                let lead = say(actor.lang, "me-lead", &[]);
                Text::trusted(format!("**{name}** ({lead})"))
            } else {
                name
            }
        })
        .collect())
}
