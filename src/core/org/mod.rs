//! Workspaces, departments, people, rights, calendars and absences: who is who, and when they work.
use crate::calendar::{Day, Hours, WorkingDays, Zone};
use crate::chat::{ChannelId, RoleId, UserId};
use crate::core::{Act, Actor, Error, Reply};
use crate::i18n::Lang;
use crate::jobs::Due;
use crate::outbox::Event;
use crate::store::Tx;

/// What somebody must be to do something; the table is `rights.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Right {
    Admin,
    Pmo,
    Lead,
    Member,
    Anyone,
}

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

/// The department of this key, or a refusal that names the nearest ones.
pub(crate) async fn department(tx: &mut Tx, key: &str) -> Result<Department, Error> {
    todo!()
}
/// The department of this id (for timers).
pub(crate) async fn department_by_id(tx: &mut Tx, id: i64) -> anyhow::Result<Option<Department>> {
    todo!()
}
/// All departments that are switched on.
pub(crate) async fn departments(tx: &mut Tx) -> anyhow::Result<Vec<Department>> {
    todo!()
}
/// The people of a department, by name.
pub(crate) async fn members(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<Person>> {
    todo!()
}
/// A person, known or not (defaults of the workspace).
pub(crate) async fn person(tx: &mut Tx, user: UserId) -> anyhow::Result<Person> {
    todo!()
}
/// Absences of these people that touch the days `from..=to`.
pub(crate) async fn absences(
    tx: &mut Tx,
    users: &[UserId],
    from: Day,
    to: Day,
) -> anyhow::Result<Vec<Absence>> {
    todo!()
}
/// The days a department works on: its week, its own and the workspace's holidays and extra working days.
pub(crate) async fn working_days(
    tx: &mut Tx,
    department: &Department,
) -> anyhow::Result<WorkingDays> {
    todo!()
}
/// Refuses unless the actor holds what `use_case` needs in `rights.toml` (for `Lead` and `Member`: in this department).
/// The refusal says who can do it. Denials are logged.
pub(crate) async fn require(
    tx: &mut Tx,
    actor: &Actor,
    use_case: &str,
    department: Option<&Department>,
) -> Result<(), Error> {
    todo!()
}
/// The person muted this rule for themselves (**Why this?**).
pub(crate) async fn muted(tx: &mut Tx, user: UserId, rule: &str) -> anyhow::Result<bool> {
    todo!()
}

pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    todo!()
}
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    todo!()
}
pub(crate) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    todo!()
}
