//! `/department`: which there are, who belongs to them, how they are set up.

use serde_json::json;

use crate::chat::{ChannelId, RoleId, Text, Tone, UserId};
use crate::core::catalogue;
use crate::core::journal::{self, Entry};
use crate::core::org::types::{DepartmentRow, Who};
use crate::core::org::{cards, directory, require, rules, seen, setup, store, work_cards};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// `/department add`
#[derive(Clone, Debug)]
pub(crate) struct Add {
    pub(crate) actor: Actor,
    pub(crate) key: String,
    pub(crate) name: String,
    /// `None`: one is made.
    pub(crate) channel: Option<ChannelId>,
}

/// `/department edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) name: Option<String>,
    pub(crate) channel: Option<ChannelId>,
    pub(crate) role: Option<RoleId>,
    pub(crate) lead: Option<Who>,
    pub(crate) timezone: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) workdays: Option<String>,
    pub(crate) hours: Option<String>,
}

/// `/department join`, `leave` and `show`
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) department: String,
}

/// All departments of this server.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    Ok(Reply::Private(list_page(tx, actor, 0).await?))
}

pub(super) async fn list_page(
    tx: &mut Tx,
    actor: &Actor,
    page: usize,
) -> Result<crate::chat::Card, Error> {
    let mut lines = Vec::new();
    for mut department in super::departments(tx).await? {
        let members = store::members(tx, department.id).await?.len();
        relabel(&mut department, actor, tx).await?;
        lines.push(cards::department_line(actor.lang, &department, members));
    }
    Ok(cards::listing(
        actor.lang,
        "department-list-title",
        "department-list-empty",
        &lines,
        page,
        "departments",
    ))
}

/// Names a department in the reader's language, unless the organisation named it itself.
async fn relabel(
    department: &mut super::Department,
    actor: &Actor,
    tx: &mut Tx,
) -> anyhow::Result<()> {
    let rows = directory::departments(tx).await?;
    if let Some(row) = rows.iter().find(|r| r.id == department.id) {
        department.name = rules::name(row, actor.lang);
    }
    Ok(())
}

/// All about one department.
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let mut department = super::department(tx, &req.department).await?;
    relabel(&mut department, &req.actor, tx).await?;
    let members: Vec<UserId> = store::members(tx, department.id)
        .await?
        .iter()
        .map(|m| m.user)
        .collect();
    let lang = req.actor.lang;
    let mut card = cards::department(lang, &department, &members);
    card.fields
        .extend(work_cards::of_department(lang, &department.key));
    card.footer = Some(cards::text(lang, "department-work-more", &[]));
    Ok(Reply::Private(card))
}

/// Adds a department of the organisation's own, or one of the catalogue under another name.
pub(crate) async fn add(tx: &mut Tx, req: &Add) -> Result<Reply, Error> {
    require(tx, &req.actor, "department-add", None).await?;
    let key = req.key.trim().to_owned();
    if !catalogue::key_is_fine(&key) {
        return Err(Refusal::new("refuse-department-key")
            .with("key", rules::shown(&key))
            .into());
    }
    let name = rules::read_name(&req.name, rules::NAME_MOST)?;
    let known = directory::departments(tx).await?;
    if known.iter().any(|d| d.key == key) {
        return Err(Refusal::new("refuse-department-exists")
            .with("key", key)
            .into());
    }
    let row = DepartmentRow {
        id: tx.next_key("department").await?,
        key: key.clone(),
        name: if is_usual(&key, &name) {
            String::new()
        } else {
            name.clone()
        },
        channel: req.channel,
        version: 1,
        ..DepartmentRow::default()
    };
    store::add_department(tx, &row).await?;
    super::reach_changed(tx).await?;
    if row.channel.is_none() {
        let workspace = super::workspace(tx).await?;
        setup::make(tx, &row, workspace.lang).await?;
    }
    note(
        tx,
        &req.actor,
        &key,
        "department.added",
        json!(null),
        facts(&row),
    )
    .await?;
    let args = [
        ("key", key.as_str().into()),
        ("name", Text::user(&name).into()),
    ];
    let id = if row.channel.is_some() {
        "department-added"
    } else {
        "department-added-making"
    };
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        Tone::Good,
        id,
        &args,
    )))
}

/// The catalogue calls it so in some language: it needs no name of its own, and follows the language.
fn is_usual(key: &str, name: &str) -> bool {
    catalogue::department(key).is_some_and(|d| d.names.en == name || d.names.zh == name)
}

/// Changes how a department is set up.
pub(crate) async fn edit(tx: &mut Tx, req: &Edit) -> Result<Reply, Error> {
    let department = super::department(tx, &req.department).await?;
    require(tx, &req.actor, "department-edit", Some(&department)).await?;
    let rows = directory::departments(tx).await?;
    let Some(old) = rows.into_iter().find(|r| r.id == department.id) else {
        return Err(anyhow::anyhow!("department {} is gone", department.id).into());
    };
    let mut row = changed(&old, req)?;
    if row == old && req.lead.is_none() {
        return Err(Refusal::new("refuse-nothing-to-change").into());
    }
    if let Some(role) = req.role
        && role.0 == tx.workspace().0
    {
        return Err(Refusal::new("refuse-role-everyone").into());
    }
    if is_usual(&row.key, &row.name) {
        row.name = String::new();
    }
    if !store::save_department(tx, &row).await? {
        return Err(Refusal::new("refuse-department-changed")
            .with("key", row.key)
            .into());
    }
    let mut after = facts(&row);
    if row.role != old.role {
        store::forget_seen(tx).await?;
        give_role(tx, &row).await?;
    }
    if let Some(lead) = &req.lead {
        super::known(tx, lead).await?;
        store::set_leads(tx, row.id, &[lead.user]).await?;
        enter(tx, &row, lead.user).await?;
        after["lead"] = json!(lead.user.0.to_string());
    }
    let mut before = facts(&old);
    before["lead"] = json!(
        department
            .leads
            .iter()
            .map(|l| l.0.to_string())
            .collect::<Vec<_>>()
            .join(",")
    );
    note(tx, &req.actor, &row.key, "department.edited", before, after).await?;
    if row.zone != old.zone || row.week != old.week || row.hours != old.hours {
        super::calendar_changed(tx).await?;
    }
    super::reach_changed(tx).await?;
    let one = One {
        actor: req.actor.clone(),
        department: row.key,
    };
    show(tx, &one).await
}

fn changed(old: &DepartmentRow, req: &Edit) -> Result<DepartmentRow, Refusal> {
    let mut row = old.clone();
    if let Some(text) = &req.name {
        row.name = rules::read_name(text, rules::NAME_MOST)?;
    }
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
    row.channel = req.channel.or(row.channel);
    row.role = req.role.or(row.role);
    Ok(row)
}

/// Its members see amounts and decide on expenses: whoever is there says who else is.
const DECIDES_ON_MONEY: &str = "finance";

/// Makes the actor a member.
pub(crate) async fn join(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let department = super::department(tx, &req.department).await?;
    require(tx, &req.actor, "department-join", Some(&department)).await?;
    join_one(tx, &req.actor, &department).await
}

pub(super) async fn join_one(
    tx: &mut Tx,
    actor: &Actor,
    department: &super::Department,
) -> Result<Reply, Error> {
    seen(tx, actor).await?;
    let named = [("department", Text::user(department.name_in(actor.lang)))];
    if is_member(tx, department.id, actor.user).await? {
        let [(name, value)] = named;
        return Err(Refusal::new("refuse-already-member")
            .with(name, value)
            .into());
    }
    // The office that may do more is joined only by who holds its role or is put there.
    if department.key == "pmo" && !actor.admin {
        require(tx, actor, "department-join-office", None).await?;
    }
    if DECIDES_ON_MONEY == department.key
        && !actor.admin
        && !department.leads.contains(&actor.user)
        && has_people(tx, department).await?
    {
        return Err(Refusal::new("refuse-join-money")
            .with("department", named[0].1.clone())
            .into());
    }
    let rows = directory::departments(tx).await?;
    if let Some(row) = rows.iter().find(|r| r.id == department.id) {
        enter(tx, row, actor.user).await?;
    }
    note(
        tx,
        actor,
        &department.key,
        "department.joined",
        json!(null),
        json!(null),
    )
    .await?;
    let args = named.map(|(n, v)| (n, v.into()));
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "department-joined",
        &args,
    )))
}

/// Somebody leads it or belongs to it: from then on nobody else simply joins.
async fn has_people(tx: &mut Tx, department: &super::Department) -> anyhow::Result<bool> {
    Ok(!department.leads.is_empty() || !super::members(tx, department.id).await?.is_empty())
}

/// Ends the actor's membership.
pub(crate) async fn leave(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let department = super::department(tx, &req.department).await?;
    let actor = &req.actor;
    let name = Text::user(department.name_in(actor.lang));
    if !is_member(tx, department.id, actor.user).await? {
        return Err(Refusal::new("refuse-not-member")
            .with("department", name)
            .into());
    }
    store::leave(tx, department.id, actor.user).await?;
    super::has_left(tx, department.id, actor.user).await?;
    if let Some(role) = department.role {
        set_role(tx, department.id, actor.user, role, false).await?;
    }
    note(
        tx,
        actor,
        &department.key,
        "department.left",
        json!(null),
        json!(null),
    )
    .await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "department-left",
        &[("department", name.into())],
    )))
}

async fn is_member(tx: &mut Tx, department: i64, user: UserId) -> anyhow::Result<bool> {
    let of = directory::memberships(tx, user).await?;
    Ok(of.iter().any(|m| m.0 == department))
}

/// Membership, and the role if there is one.
async fn enter(tx: &mut Tx, row: &DepartmentRow, user: UserId) -> anyhow::Result<()> {
    if !is_member(tx, row.id, user).await? {
        store::join(tx, row.id, user, false).await?;
        super::calendar_changed(tx).await?;
        if let Some(role) = row.role {
            set_role(tx, row.id, user, role, true).await?;
        }
    }
    Ok(())
}

/// Gives the department's (new) role to those who are members without it.
pub(super) async fn give_role(tx: &mut Tx, row: &DepartmentRow) -> anyhow::Result<()> {
    let Some(role) = row.role else { return Ok(()) };
    for member in store::members(tx, row.id).await? {
        set_role(tx, row.id, member.user, role, true).await?;
    }
    Ok(())
}

async fn set_role(
    tx: &mut Tx,
    department: i64,
    user: UserId,
    role: RoleId,
    on: bool,
) -> anyhow::Result<()> {
    let time = tx.next_key("org-role").await?;
    let post = Post {
        key: format!("org/department/{department}/member/{}/{time}", user.0),
        target: Target::Direct {
            user,
            fallback: None,
        },
        op: Op::SetRole { user, role, on },
        priority: Priority::Action,
        why: json!({ "rule": "org:role" }),
    };
    outbox::post(tx, &post).await
}

fn facts(row: &DepartmentRow) -> serde_json::Value {
    json!({
        "name": row.name, "channel": row.channel.map(|c| c.0.to_string()), "role": row.role.map(|r| r.0.to_string()),
        "zone": row.zone.map(|z| z.name()), "locale": row.lang.map(crate::i18n::Lang::tag),
        "hours": row.hours.map(|h| cards::clock_hours(h.0, h.1)), "week": row.week,
    })
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    key: &str,
    action: &'static str,
    before: serde_json::Value,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("department/{key}"),
        action,
        before,
        after,
    };
    journal::append(tx, &entry).await
}
