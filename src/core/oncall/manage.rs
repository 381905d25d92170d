//! `/oncall rotation`, `override` and `who`.

use serde_json::json;

use crate::calendar::{
    Length, Unit, read_handoff, read_hours_of_night, read_length, read_when, read_zone,
};
use crate::chat::{Text, UserId, time_full};
use crate::core::journal::{self, Entry};
use crate::core::oncall::store::{self, Stored};
use crate::core::oncall::{Only, Override, begin, cards, change, duty, rules};
use crate::core::org::{self, Department, Who};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// So many people take turns in a layer, and so many layers lie on one another.
const MEMBERS_MOST: usize = 50;
const LAYERS_MOST: i64 = 10;
const NAME_MOST: usize = 40;
/// What a handoff looks like, for refusals.
const HANDOFF_EXAMPLE: &str = "mon 09:00";

/// `/oncall rotation`
#[derive(Clone, Debug)]
pub(crate) struct SetRotation {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    /// Mentions, in the order of the turns.
    pub(crate) members: String,
    pub(crate) length: Option<String>,
    pub(crate) handoff: String,
    pub(crate) timezone: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) layer: Option<i64>,
    pub(crate) hours: Option<String>,
    /// Takes the layer away.
    pub(crate) remove: bool,
}

/// `/oncall override`
#[derive(Clone, Debug)]
pub(crate) struct TakeOver {
    pub(crate) actor: Actor,
    pub(crate) user: Who,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) department: Option<String>,
    pub(crate) rotation: Option<String>,
}

/// `/oncall who`
#[derive(Clone, Debug)]
pub(crate) struct WhoIs {
    pub(crate) actor: Actor,
    pub(crate) department: Option<String>,
}

/// Sets up a layer of a rotation, or takes one away.
pub(crate) async fn rotation(tx: &mut Tx, req: &SetRotation) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "oncall-rotation", Some(&department)).await?;
    let name = read_name(req.name.as_deref())?;
    let place = req.layer.unwrap_or(1);
    if !(1..=LAYERS_MOST).contains(&place) {
        return Err(Refusal::new("refuse-oncall-layer")
            .with("layer", place)
            .with("most", LAYERS_MOST)
            .into());
    }
    if req.remove {
        return remove(tx, &req.actor, &department, (&name, place)).await;
    }
    let layer = read_layer(tx, req, &department).await?;
    let row = Stored {
        number: tx.next_key("rotation").await?,
        department: department.id,
        name: name.clone(),
        place,
        layer,
    };
    store::set(tx, &row).await?;
    note(
        tx,
        &req.actor,
        &department,
        "oncall.rotation",
        json!({ "rotation": name, "layer": place, "members": row.layer.members.iter().map(|m| m.0).collect::<Vec<_>>() }),
    )
    .await?;
    change::look_again(tx, department.id, &name).await?;
    org::reach_changed(tx).await?;
    let schedule = duty::schedule(tx, department.id, Some(&name)).await?;
    let now = tx.now();
    let schedule = schedule.unwrap_or_default();
    Ok(Reply::Private(cards::rotation(
        req.actor.lang,
        &department,
        &row,
        (
            rules::on_call(&schedule, now),
            rules::next_handoff(&schedule, now),
        ),
    )))
}

async fn remove(
    tx: &mut Tx,
    actor: &Actor,
    department: &Department,
    (name, place): (&str, i64),
) -> Result<Reply, Error> {
    let all = duty::of_department(tx, department.id).await?;
    let known = all
        .iter()
        .any(|(n, layers)| n == name && layers.iter().any(|row| row.place == place));
    if !known {
        return Err(none(department).into());
    }
    store::drop_layer(tx, department.id, name, place).await?;
    let facts = json!({ "rotation": name, "layer": place });
    note(tx, actor, department, "oncall.rotation-removed", facts).await?;
    change::look_again(tx, department.id, name).await?;
    org::reach_changed(tx).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        "oncall-removed",
        &[(
            "department",
            Text::user(department.name_in(actor.lang)).into(),
        )],
    )))
}

fn none(department: &Department) -> Refusal {
    Refusal::new("refuse-oncall-none").with("department", department.key.as_str())
}

async fn read_layer(
    tx: &mut Tx,
    req: &SetRotation,
    department: &Department,
) -> Result<crate::core::oncall::Layer, Error> {
    let members = read_members(&req.members)?;
    let length = match req.length.as_deref() {
        None => Length::new(1, Unit::Week),
        Some(text) => read_length(text),
    };
    let length = length.ok_or_else(|| {
        let typed = req.length.as_deref().unwrap_or_default();
        Refusal::new("refuse-oncall-length").with("text", Text::echo(typed))
    })?;
    let handoff = read_handoff(&req.handoff).ok_or_else(|| bad_handoff(&req.handoff))?;
    if !handoff.fits(length) {
        return Err(Refusal::new("refuse-oncall-fits")
            .with("text", Text::echo(&req.handoff))
            .into());
    }
    let zone = match req.timezone.as_deref() {
        None => department.zone,
        Some(text) => read_zone(text)
            .ok_or_else(|| Refusal::new("refuse-oncall-zone").with("text", Text::echo(text)))?,
    };
    let mut layer = begin(&members, length, handoff, zone, tx.now())
        .ok_or_else(|| bad_handoff(&req.handoff))?;
    layer.only = match req.hours.as_deref() {
        None => None,
        Some(text) => {
            let (from, to) = read_hours_of_night(text).ok_or_else(|| {
                Refusal::new("refuse-oncall-hours").with("text", Text::echo(text))
            })?;
            Some(Only {
                days: department.hours.days,
                from,
                to,
            })
        }
    };
    Ok(layer)
}

fn bad_handoff(text: &str) -> Refusal {
    Refusal::new("refuse-oncall-handoff")
        .with("text", Text::echo(text))
        .with("example", HANDOFF_EXAMPLE)
}

fn read_name(text: Option<&str>) -> Result<String, Refusal> {
    let name = text.unwrap_or_default().trim();
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.chars().count() > NAME_MOST || !name.chars().all(fits) {
        return Err(Refusal::new("refuse-oncall-name").with("text", Text::echo(name)));
    }
    Ok(name.to_owned())
}

/// The people mentioned, in order; who is named twice has two turns.
pub(super) fn read_members(text: &str) -> Result<Vec<UserId>, Refusal> {
    let bad = || Refusal::new("refuse-oncall-members").with("text", Text::echo(text));
    let spaced = text
        .replace(['，', '、', ',', '；', ';'], " ")
        .replace('<', " <");
    let mut members = Vec::new();
    for word in spaced.split_whitespace() {
        let inner = word.strip_prefix("<@").and_then(|w| w.strip_suffix('>'));
        let digits = inner.map(|w| w.trim_start_matches('!'));
        let user = digits.and_then(|d| d.parse::<i64>().ok());
        members.push(UserId(user.filter(|n| *n > 0).ok_or_else(bad)?));
    }
    if members.is_empty() {
        return Err(bad());
    }
    if members.len() > MEMBERS_MOST {
        return Err(Refusal::new("refuse-oncall-many").with("most", MEMBERS_MOST));
    }
    Ok(members)
}

/// Somebody takes over for a while, whoever's turn it is.
pub(crate) async fn take_over(tx: &mut Tx, req: &TakeOver) -> Result<Reply, Error> {
    let department = match &req.department {
        Some(key) => org::department(tx, key).await?,
        None => own(tx, req.user.user).await?,
    };
    // Who takes over a shift of their own free will needs nobody's leave.
    if req.user.user == req.actor.user {
        org::require(tx, &req.actor, "oncall-override-own", Some(&department)).await?;
    } else {
        org::require(tx, &req.actor, "oncall-override", Some(&department)).await?;
    }
    let all = duty::of_department(tx, department.id).await?;
    let wanted = read_name(req.rotation.as_deref())?;
    let named = all.iter().find(|(name, _)| *name == wanted);
    let first = wanted.is_empty().then(|| all.first()).flatten();
    let (name, _) = named.or(first).ok_or_else(|| none(&department))?;
    let now = tx.now();
    let zone = org::person(tx, req.actor.user).await?.zone;
    let read = |text: &str| {
        read_when(text, now, zone)
            .ok_or_else(|| Refusal::new("refuse-oncall-when").with("text", Text::echo(text)))
    };
    let made = Override {
        user: req.user.user,
        from: read(&req.from)?,
        to: read(&req.to)?,
    };
    if made.to <= made.from || made.to <= now {
        return Err(Refusal::new("refuse-oncall-period").into());
    }
    store::add_override(tx, (department.id, name), &made, req.actor.user).await?;
    let facts =
        json!({ "rotation": name, "user": made.user.0, "from": made.from.0, "to": made.to.0 });
    note(tx, &req.actor, &department, "oncall.override", facts).await?;
    change::look_again(tx, department.id, name).await?;
    org::reach_changed(tx).await?;
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        "oncall-overridden",
        &[
            ("user", Text::mention(made.user).into()),
            (
                "department",
                Text::user(department.name_in(req.actor.lang)).into(),
            ),
            ("from", time_full(made.from).into()),
            ("to", time_full(made.to).into()),
        ],
    )))
}

/// The first department in which somebody has turns.
async fn own(tx: &mut Tx, user: UserId) -> Result<Department, Error> {
    for row in store::rotations(tx).await? {
        if row.layer.members.contains(&user)
            && let Some(department) = org::department_by_id(tx, row.department).await?
        {
            return Ok(department);
        }
    }
    Err(Refusal::new("refuse-oncall-department").into())
}

/// Who is on call now and next, in one department or in all.
pub(crate) async fn who(tx: &mut Tx, req: &WhoIs) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "oncall-who", None).await?;
    let departments = match &req.department {
        Some(key) => vec![org::department(tx, key).await?],
        None => org::departments(tx).await?,
    };
    let now = tx.now();
    let mut lines = Vec::new();
    for department in &departments {
        for (name, layers) in duty::of_department(tx, department.id).await? {
            let schedule = duty::made(tx, department.id, &name, &layers).await?;
            lines.push(cards::line(
                req.actor.lang,
                (department, &name),
                rules::on_call(&schedule, now),
                rules::next_handoff(&schedule, now),
            ));
        }
    }
    Ok(Reply::Private(cards::who(req.actor.lang, lines)))
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    department: &Department,
    action: &'static str,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("department/{}", department.key),
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}
