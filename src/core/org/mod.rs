//! Workspaces, departments, people, rights, calendars and absences: who is who, and when they work.
//!
//! Hides what is set for a department or person and what follows the workspace, where membership is learned from (a role, or
//! `/department join`). Knows no other capability but the journal, and the catalogue for the departments that ship.

pub(crate) mod audit;
pub(crate) mod away;
mod cards;
mod currency;
pub(crate) mod departments;
mod directory;
mod events;
mod facts;
pub(crate) mod facts_store;
pub(crate) mod help;
pub(crate) mod me;
mod pages;
mod rights;
mod rules;
pub(crate) mod setup;
pub(crate) mod special;
pub(crate) mod store;
pub(crate) mod suggest;
mod types;
mod work;
mod work_cards;

use std::collections::HashSet;

use anyhow::Context;

use crate::calendar::{Day, Hours, WorkingDays, Zone};
use crate::chat::{ChannelId, RoleId, Text, UserId, WorkspaceId};
use crate::core::catalogue;
use crate::core::org::rights::{Office, Standing};
use crate::core::org::types::{DepartmentRow, Directory};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::i18n::Lang;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::outbox::Event;
use crate::store::Tx;

pub(crate) use crate::core::org::facts::{
    Facts, Learned, REACH_CHANGED, facts, learn, reach_changed,
};
pub use crate::core::org::rights::Right;
pub use crate::core::org::types::{Delivery, Who, Workspace};

/// Timer: holidays, working days or hours changed, so that what is armed by them must be armed anew.
pub(crate) const CALENDAR_CHANGED: &str = "org:calendar-changed";

/// Timer: somebody belongs to a department no more; the subject is the department and who, for [`left`].
pub(crate) const LEFT: &str = "org:left";
/// Timer: somebody is away, or is back, so that who is on call may be somebody else.
pub(crate) const ABSENCES_CHANGED: &str = "org:absences-changed";

/// A department as it stands, with the workspace's defaults filled in.
#[derive(Clone, PartialEq, Debug)]
pub struct Department {
    pub id: i64,
    /// `ops`: what people type.
    pub key: String,
    /// As the organisation named it, or the catalogue's name in `lang`.
    pub name: String,
    pub channel: Option<ChannelId>,
    pub role: Option<RoleId>,
    pub leads: Vec<UserId>,
    pub lang: Lang,
    pub zone: Zone,
    pub hours: Hours,
    pub version: i64,
}

impl Department {
    /// What somebody who reads `lang` calls it: the organisation's own name, or else the catalogue's.
    pub(crate) fn name_in(&self, lang: Lang) -> &str {
        match catalogue::department(&self.key) {
            Some(d) if d.names.in_(self.lang) == self.name => d.names.in_(lang),
            _ => &self.name,
        }
    }
}

/// A person as far as Liaison knows them, with defaults filled in from their department or the workspace.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    pub user: UserId,
    pub name: String,
    pub lang: Lang,
    pub zone: Zone,
    pub hours: Hours,
}

/// An absence, both days included, on the person's own calendar.
#[derive(Clone, PartialEq, Debug)]
pub struct Absence {
    pub user: UserId,
    pub from: Day,
    pub to: Day,
}

/// The workspace's own settings.
pub(crate) async fn workspace(tx: &mut Tx) -> anyhow::Result<Workspace> {
    Ok(directory::workspace(tx).await?.unwrap_or_default())
}

/// The workspaces that are set up.
pub(crate) async fn any_workspace_set_up(tx: &mut Tx) -> anyhow::Result<Vec<WorkspaceId>> {
    store::any_workspace_set_up(tx).await
}

/// The department of this key, or a refusal that names the nearest ones.
pub(crate) async fn department(tx: &mut Tx, key: &str) -> Result<Department, Error> {
    let directory = directory::directory(tx).await?;
    match rules::find(&directory.departments, key) {
        Some(row) => Ok(filled_in(&directory, row)),
        None => Err(rules::unknown_department(&directory.departments, key).into()),
    }
}

fn filled_in(directory: &Directory, row: &DepartmentRow) -> Department {
    let workspace = directory.workspace.clone().unwrap_or_default();
    rules::department(row, &workspace, &directory.leads)
}

/// The department of this id (for timers).
pub(crate) async fn department_by_id(tx: &mut Tx, id: i64) -> anyhow::Result<Option<Department>> {
    let directory = directory::directory(tx).await?;
    let row = directory.departments.iter().find(|d| d.id == id);
    Ok(row.map(|row| filled_in(&directory, row)))
}

/// The channels departments post in, each once.
pub(crate) async fn channels(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<ChannelId>> {
    let departments = departments(tx).await?;
    let mut channels: Vec<ChannelId> = departments.iter().filter_map(|d| d.channel).collect();
    channels.sort_by_key(|channel| channel.0);
    channels.dedup();
    Ok(channels)
}

/// All departments that are switched on.
pub(crate) async fn departments(tx: &mut Tx) -> anyhow::Result<Vec<Department>> {
    let directory = directory::directory(tx).await?;
    let rows = directory.departments.iter();
    Ok(rows.map(|row| filled_in(&directory, row)).collect())
}

/// The people of a department, by name.
pub(crate) async fn members(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<Person>> {
    let workspace = workspace(tx).await?;
    let of = department_by_id(tx, department).await?;
    let rows = store::members(tx, department).await?;
    Ok(rows
        .iter()
        .map(|r| rules::person(r, &workspace, of.as_ref()))
        .collect())
}

/// A person, known or not (defaults of the workspace).
pub(crate) async fn person(tx: &mut Tx, user: UserId) -> anyhow::Result<Person> {
    let workspace = workspace(tx).await?;
    let row = directory::person(tx, user).await?;
    let first = directory::memberships(tx, user).await?.into_iter().next();
    let of = match first {
        Some((id, _)) => department_by_id(tx, id).await?,
        None => None,
    };
    Ok(rules::person(&row, &workspace, of.as_ref()))
}

/// When somebody wants to be left alone, in minutes after midnight on their own clock, if they said so.
pub(crate) async fn quiet_hours(tx: &mut Tx, user: UserId) -> anyhow::Result<Option<(u16, u16)>> {
    Ok(directory::person(tx, user).await?.quiet)
}

/// Who represents somebody while they are away, if they said so.
pub(crate) async fn delegate(tx: &mut Tx, user: UserId) -> anyhow::Result<Option<UserId>> {
    Ok(directory::person(tx, user).await?.delegate)
}

/// How somebody wants to hear of what is not urgent.
pub(crate) async fn delivery(tx: &mut Tx, user: UserId) -> anyhow::Result<Delivery> {
    Ok(directory::person(tx, user).await?.delivery)
}

/// Absences of these people that touch the days `from..=to`.
pub(crate) async fn absences(
    tx: &mut Tx,
    users: &[UserId],
    from: Day,
    to: Day,
) -> anyhow::Result<Vec<Absence>> {
    let wanted: HashSet<UserId> = users.iter().copied().collect();
    let rows = store::absences(tx, from, to).await?;
    Ok(rows
        .into_iter()
        .filter(|r| wanted.contains(&r.user))
        .map(|r| Absence {
            user: r.user,
            from: r.from,
            to: r.to,
        })
        .collect())
}

/// The days a department works on: its week, its own and the workspace's holidays and extra working days.
pub(crate) async fn working_days(
    tx: &mut Tx,
    department: &Department,
) -> anyhow::Result<WorkingDays> {
    let special = directory::holidays_of(tx, department.id).await?;
    Ok(rules::working_days(department.hours.days, &special))
}

/// Refuses unless the actor holds what `use_case` needs in `rights.toml` (for `Lead` and `Member`: in this department, or in
/// any when none is concerned). The refusal says who can do it. Denials are logged.
pub(crate) async fn require(
    tx: &mut Tx,
    actor: &Actor,
    use_case: &str,
    department: Option<&Department>,
) -> Result<(), Error> {
    let right = match standing(tx, actor, use_case, department).await? {
        Ok(()) => return Ok(()),
        Err(right) => right,
    };
    tracing::info!(workspace.id = tx.workspace().0, user.id = actor.user.0, use_case, needs = ?right, "denied");
    let named = |id| {
        let name = department.map_or_else(Default::default, |d| Text::user(d.name_in(actor.lang)));
        Refusal::new(id).with("department", name)
    };
    let refusal = match (right, department) {
        (Right::Admin | Right::Anyone, _) => Refusal::new("refuse-right-admin"),
        (Right::Pmo, _) => Refusal::new("refuse-right-pmo"),
        (Right::Lead, Some(_)) => named("refuse-right-lead"),
        (Right::Lead, None) => Refusal::new("refuse-right-any-lead"),
        (Right::Member, Some(_)) => named("refuse-right-member"),
        (Right::Member, None) => Refusal::new("refuse-right-any-member"),
    };
    Err(refusal.into())
}

/// Whether the actor may, for what is shown to some and not to others: no refusal, and no log line.
pub(crate) async fn may(
    tx: &mut Tx,
    actor: &Actor,
    use_case: &str,
    department: Option<&Department>,
) -> anyhow::Result<bool> {
    Ok(standing(tx, actor, use_case, department).await?.is_ok())
}

/// Whether the actor may, or the right they lack.
async fn standing(
    tx: &mut Tx,
    actor: &Actor,
    use_case: &str,
    department: Option<&Department>,
) -> anyhow::Result<Result<(), Right>> {
    let right = rights::needed(use_case)
        .with_context(|| format!("rights.toml has no use case {use_case}"))?;
    let mut standing = Standing {
        admin: actor.admin,
        office: Office::None,
    };
    // What everybody may needs no look into the database.
    if rights::decide(standing, right) {
        return Ok(Ok(()));
    }
    let departments = departments(tx).await?;
    let member_of = directory::memberships(tx, actor.user).await?;
    standing.office = office(actor, &departments, &member_of, department);
    Ok(if rights::decide(standing, right) {
        Ok(())
    } else {
        Err(right)
    })
}

/// The highest thing somebody is, in the department concerned (or in any) or in the project office.
fn office(
    actor: &Actor,
    departments: &[Department],
    member_of: &[(i64, bool)],
    concerned: Option<&Department>,
) -> Office {
    let of = |d: &Department| {
        let holds = d.role.is_some_and(|r| actor.roles.contains(&r));
        let member = holds || member_of.iter().any(|m| m.0 == d.id);
        let lead = d.leads.contains(&actor.user);
        match (d.key.as_str(), lead, member) {
            ("pmo", true, _) | ("pmo", _, true) => Office::Pmo,
            (_, true, _) if concerned.is_none_or(|c| c.id == d.id) => Office::Lead,
            (_, _, true) if concerned.is_none_or(|c| c.id == d.id) => Office::Member,
            _ => Office::None,
        }
    };
    departments.iter().map(of).max().unwrap_or_default()
}

/// Takes note of who somebody is: their name, language and the departments their roles make them members of. Writes only when
/// something changed since they were last seen.
pub(crate) async fn seen(tx: &mut Tx, actor: &Actor) -> anyhow::Result<()> {
    let mut roles: Vec<String> = actor.roles.iter().map(|r| r.0.to_string()).collect();
    roles.sort();
    let print = format!("{}|{}|{}", actor.name, actor.lang.tag(), roles.join(","));
    let mut row = directory::person(tx, actor.user).await?;
    if row.seen == print {
        return Ok(());
    }
    facts::acts(tx, actor.user).await?;
    row.name.clone_from(&actor.name);
    row.client_lang = Some(actor.lang);
    row.seen = print;
    store::save_person(tx, &row).await?;
    let known = directory::memberships(tx, actor.user).await?;
    for department in directory::departments(tx).await? {
        let Some(role) = department.role else {
            continue;
        };
        let holds = actor.roles.contains(&role);
        let member = known.iter().find(|k| k.0 == department.id);
        match (holds, member) {
            (true, None | Some((_, false))) => {
                store::join(tx, department.id, actor.user, true).await?;
                calendar_changed(tx).await?;
            }
            // Who joined by command keeps their place while the role is still on its way to them.
            (false, Some((_, true))) => {
                store::leave(tx, department.id, actor.user).await?;
                has_left(tx, department.id, actor.user).await?;
            }
            (true, Some((_, true))) | (false, None | Some((_, false))) => {}
        }
    }
    Ok(())
}

/// The same for somebody who acts in a direct conversation, where the platform does not say which roles they hold: those they
/// held when last seen in the server are theirs still.
pub(crate) async fn seen_directly(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Actor> {
    let row = directory::person(tx, actor.user).await?;
    let roles = row.seen.rsplit('|').next().unwrap_or_default();
    let roles = roles.split(',').filter_map(|r| r.parse().ok()).map(RoleId);
    Ok(Actor {
        roles: roles.collect(),
        ..actor.clone()
    })
}

/// The person muted this rule for themselves (**Why this?**).
pub(crate) async fn muted(tx: &mut Tx, user: UserId, rule: &str) -> anyhow::Result<bool> {
    store::muted(tx, user, rule).await
}

/// What is not urgent reaches somebody at this moment: they want it at once, it is no hour at which they want to be left alone,
/// and they have not muted the rule.
pub(crate) async fn wants(tx: &mut Tx, user: UserId, rule: &str) -> anyhow::Result<bool> {
    let row = directory::person(tx, user).await?;
    let zone = person(tx, user).await?.zone;
    let quiet = row
        .quiet
        .is_some_and(|hours| rules::within(hours, tx.now(), zone));
    let waits = row.delivery == Delivery::Digest;
    Ok(!quiet && !waits && !store::muted(tx, user, rule).await?)
}

/// Mutes or unmutes a rule for one person.
pub(crate) async fn mute(tx: &mut Tx, user: UserId, rule: &str, on: bool) -> anyhow::Result<()> {
    store::mute(tx, user, rule, on).await
}

/// Keeps the name of somebody who was named in a command, if nothing is known of them yet.
async fn known(tx: &mut Tx, who: &Who) -> anyhow::Result<()> {
    let mut row = directory::person(tx, who.user).await?;
    if row.name.is_empty() {
        row.name.clone_from(&who.name);
        store::save_person(tx, &row).await?;
    }
    Ok(())
}

/// Working days, hours or the clocks people live by changed: what was armed by them is armed anew, by who armed it, in a turn of its own.
async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    passed_up(tx, CALENDAR_CHANGED).await
}

/// Absences changed: those who count on people hear of it, in a turn of its own.
async fn absences_changed(tx: &mut Tx) -> anyhow::Result<()> {
    passed_up(tx, ABSENCES_CHANGED).await
}

/// Somebody belongs to a department no more: those who count on them there hear of it, in a turn of its own.
async fn has_left(tx: &mut Tx, department: i64, user: UserId) -> anyhow::Result<()> {
    let timer = Timer {
        kind: LEFT,
        subject: format!("{department}/{}", user.0),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: serde_json::json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Who belongs to which department no more, as the timer says; nothing if they have come back meanwhile.
pub(crate) async fn left(tx: &mut Tx, due: &Due) -> anyhow::Result<Option<(i64, UserId)>> {
    let (department, user) = due.subject.split_once('/').context("who left")?;
    let (department, user) = (department.parse()?, UserId(user.parse()?));
    let back = members(tx, department)
        .await?
        .iter()
        .any(|m| m.user == user);
    Ok((!back).then_some((department, user)))
}

async fn passed_up(tx: &mut Tx, kind: &'static str) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: String::new(),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: serde_json::json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// A button under one of the org's cards.
pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let number = act.action.number;
    match act.action.action.as_str() {
        "page" | "page-on" => pages::turn(tx, act).await,
        "away-cancel" => away::cancel_one(tx, &act.actor, number).await,
        "join" => match department_by_id(tx, number).await? {
            Some(department) => departments::join_one(tx, &act.actor, &department).await,
            None => Err(Refusal::new("refuse-unknown-action").into()),
        },
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// A timer of ours; all are passed up, to those who arm timers by calendars and absences and to those who page.
pub(crate) async fn on_timer(_tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    match due.kind.as_str() {
        CALENDAR_CHANGED | ABSENCES_CHANGED | REACH_CHANGED | LEFT => Ok(()),
        other => anyhow::bail!("no org timer is called {other}"),
    }
}

/// A delivery came out.
pub(crate) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    events::on_event(tx, event).await
}
