//! The org's SQL.

use std::sync::Arc;

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::{Day, Zone};
use crate::chat::{ChannelId, RoleId, UserId, WorkspaceId};
use crate::clock::At;
use crate::core::org::types::{
    AbsenceRow, Changed, Delivery, DepartmentRow, Directory, HolidayRow, Known, PersonRow,
    Workspace, parse_hours, parse_week, write_hours, write_week,
};
use crate::i18n::Lang;
use crate::store::{Tx, Write};

const WORKSPACE: &str =
    "SELECT locale, zone, currency, set_up_at, set_up_by FROM workspace WHERE workspace_id = $1";
const SET_UP: &str =
    "SELECT workspace_id FROM workspace WHERE set_up_at <> 0 ORDER BY workspace_id";
const SAVE_WORKSPACE: &str = "INSERT INTO workspace (workspace_id, locale, zone, currency, set_up_at, set_up_by) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id) DO UPDATE SET locale = excluded.locale, \
     zone = excluded.zone, currency = excluded.currency, set_up_at = excluded.set_up_at, set_up_by = excluded.set_up_by";
const DEPARTMENTS: &str = "SELECT number, key, name, channel_id, role_id, zone, locale, hours, week, version \
     FROM department WHERE workspace_id = $1 ORDER BY number";
const ADD_DEPARTMENT: &str = "INSERT INTO department (workspace_id, number, key, name, channel_id, role_id, zone, locale, \
     hours, week, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
const SAVE_DEPARTMENT: &str = "UPDATE department SET name = $1, channel_id = $2, role_id = $3, zone = $4, locale = $5, \
     hours = $6, week = $7, version = version + 1 WHERE workspace_id = $8 AND number = $9 AND version = $10";
const LEADS: &str = "SELECT department_id, user_id FROM department_lead WHERE workspace_id = $1 ORDER BY department_id, user_id";
const CLEAR_LEADS: &str =
    "DELETE FROM department_lead WHERE workspace_id = $1 AND department_id = $2";
const ADD_LEAD: &str = "INSERT INTO department_lead (workspace_id, department_id, user_id) VALUES ($1, $2, $3) \
     ON CONFLICT (workspace_id, department_id, user_id) DO NOTHING";
const MEMBERS: &str = "SELECT p.user_id, p.name, p.client_locale, p.locale, p.zone, p.hours, p.week, p.quiet, p.delivery, \
     p.delegate, p.seen FROM department_member m JOIN person p ON p.workspace_id = m.workspace_id AND p.user_id = m.user_id \
     WHERE m.workspace_id = $1 AND m.department_id = $2 ORDER BY p.name, p.user_id";
const JOIN: &str = "INSERT INTO department_member (workspace_id, department_id, user_id, by_role) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (workspace_id, department_id, user_id) DO UPDATE SET by_role = excluded.by_role";
const LEAVE: &str =
    "DELETE FROM department_member WHERE workspace_id = $1 AND department_id = $2 AND user_id = $3";
/// Which directory it is, a person and where they belong: one row for each department, at least one.
const KNOWN: &str = "SELECT COALESCE(k.last, 0) AS revision, p.user_id, p.name, p.client_locale, p.locale, p.zone, p.hours, \
     p.week, p.quiet, p.delivery, p.delegate, p.seen, m.department_id, m.by_role FROM (SELECT 1 AS one) o \
     LEFT JOIN key_counter k ON k.workspace_id = $1 AND k.kind = 'directory' \
     LEFT JOIN person p ON p.workspace_id = $1 AND p.user_id = $2 \
     LEFT JOIN department_member m ON m.workspace_id = $1 AND m.user_id = $2 ORDER BY m.department_id";
const REVISION: &str =
    "SELECT last FROM key_counter WHERE workspace_id = $1 AND kind = 'directory'";
const SAVE_PERSON: &str = "INSERT INTO person (workspace_id, user_id, name, client_locale, locale, zone, hours, week, quiet, \
     delivery, delegate, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (workspace_id, user_id) DO UPDATE SET name = excluded.name, client_locale = excluded.client_locale, \
     locale = excluded.locale, zone = excluded.zone, hours = excluded.hours, week = excluded.week, quiet = excluded.quiet, \
     delivery = excluded.delivery, delegate = excluded.delegate, seen = excluded.seen";
const FORGET_SEEN: &str = "UPDATE person SET seen = '' WHERE workspace_id = $1";
const ABSENCES: &str = "SELECT number, user_id, from_day, to_day, reason FROM absence \
     WHERE workspace_id = $1 AND to_day >= $2 AND from_day <= $3 ORDER BY from_day, number";
const ABSENCES_OF: &str = "SELECT number, user_id, from_day, to_day, reason FROM absence \
     WHERE workspace_id = $1 AND user_id = $2 AND to_day >= $3 ORDER BY from_day, number";
const ABSENCE: &str = "SELECT number, user_id, from_day, to_day, reason FROM absence WHERE workspace_id = $1 AND number = $2";
const ADD_ABSENCE: &str = "INSERT INTO absence (workspace_id, number, user_id, from_day, to_day, reason) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const DROP_ABSENCE: &str = "DELETE FROM absence WHERE workspace_id = $1 AND number = $2";
const HOLIDAYS: &str = "SELECT department_id, day, name, works FROM holiday WHERE workspace_id = $1 ORDER BY day, department_id";
const SAVE_HOLIDAY: &str = "INSERT INTO holiday (workspace_id, department_id, day, name, works) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (workspace_id, department_id, day) DO UPDATE SET name = excluded.name, works = excluded.works";
const DROP_HOLIDAY: &str =
    "DELETE FROM holiday WHERE workspace_id = $1 AND department_id = $2 AND day = $3";
const MUTED: &str = "SELECT COUNT(*) AS found FROM muted_rule WHERE workspace_id = $1 AND user_id = $2 AND rule = $3";
const MUTE: &str = "INSERT INTO muted_rule (workspace_id, user_id, rule) VALUES ($1, $2, $3) \
     ON CONFLICT (workspace_id, user_id, rule) DO NOTHING";
const UNMUTE: &str =
    "DELETE FROM muted_rule WHERE workspace_id = $1 AND user_id = $2 AND rule = $3";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    SET_UP,
    WORKSPACE,
    SAVE_WORKSPACE,
    DEPARTMENTS,
    ADD_DEPARTMENT,
    SAVE_DEPARTMENT,
    LEADS,
    CLEAR_LEADS,
    ADD_LEAD,
    MEMBERS,
    JOIN,
    LEAVE,
    KNOWN,
    REVISION,
    SAVE_PERSON,
    FORGET_SEEN,
    ABSENCES,
    ABSENCES_OF,
    ABSENCE,
    ADD_ABSENCE,
    DROP_ABSENCE,
    HOLIDAYS,
    SAVE_HOLIDAY,
    DROP_HOLIDAY,
    MUTED,
    MUTE,
    UNMUTE,
];

fn text(row: &AnyRow, column: &str) -> anyhow::Result<String> {
    row.try_get(column).with_context(|| column.to_owned())
}
fn number(row: &AnyRow, column: &str) -> anyhow::Result<i64> {
    row.try_get(column).with_context(|| column.to_owned())
}
fn set(id: i64) -> Option<i64> {
    (id != 0).then_some(id)
}
fn zone(row: &AnyRow) -> anyhow::Result<Option<Zone>> {
    let name = text(row, "zone")?;
    if name.is_empty() {
        return Ok(None);
    }
    name.parse()
        .map(Some)
        .map_err(|e| anyhow::anyhow!("zone {name}: {e}"))
}
fn lang(row: &AnyRow, column: &str) -> anyhow::Result<Option<Lang>> {
    let tag = text(row, column)?;
    Ok((!tag.is_empty()).then(|| Lang::of(&tag)))
}
fn tag(lang: Option<Lang>) -> &'static str {
    lang.map_or("", Lang::tag)
}
fn zone_name(zone: Option<Zone>) -> &'static str {
    zone.map_or("", |z| z.name())
}
fn day(row: &AnyRow, column: &str) -> anyhow::Result<Day> {
    let text = text(row, column)?;
    text.parse()
        .with_context(|| format!("{column} is not a day: {text}"))
}

pub(super) async fn workspace(tx: &mut Tx) -> anyhow::Result<Option<Workspace>> {
    let id = tx.workspace().0;
    let row = sqlx::query(WORKSPACE)
        .bind(id)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read workspace")?;
    let Some(row) = row else { return Ok(None) };
    let at = number(&row, "set_up_at")?;
    Ok(Some(Workspace {
        lang: lang(&row, "locale")?.unwrap_or_default(),
        zone: zone(&row)
            .with_context(|| format!("row {id} of table workspace"))?
            .unwrap_or(Zone::UTC),
        currency: text(&row, "currency")?,
        set_up: set(at)
            .map(|at| anyhow::Ok((At(at), UserId(number(&row, "set_up_by")?))))
            .transpose()?,
    }))
}

/// The workspaces that are set up.
pub(super) async fn any_workspace_set_up(tx: &mut Tx) -> anyhow::Result<Vec<WorkspaceId>> {
    let rows = sqlx::query(SET_UP)
        .fetch_all(tx.conn().await?)
        .await
        .context("read workspaces")?;
    rows.iter()
        .map(|row| Ok(WorkspaceId(row.try_get("workspace_id")?)))
        .collect()
}

pub(super) async fn save_workspace(tx: &mut Tx, workspace: &Workspace) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("write workspace", SAVE_WORKSPACE)
        .bind(id)
        .bind(workspace.lang.tag())
        .bind(workspace.zone.name())
        .bind(workspace.currency.as_str())
        .bind(workspace.set_up.map_or(0, |s| s.0.0))
        .bind(workspace.set_up.map_or(0, |s| s.1.0));
    tx.later(write);
    changed(tx).await?;
    Ok(())
}

fn department_row(row: &AnyRow) -> anyhow::Result<DepartmentRow> {
    let id = number(row, "number")?;
    let decode = || -> anyhow::Result<DepartmentRow> {
        Ok(DepartmentRow {
            id,
            key: text(row, "key")?,
            name: text(row, "name")?,
            channel: set(number(row, "channel_id")?).map(ChannelId),
            role: set(number(row, "role_id")?).map(RoleId),
            zone: zone(row)?,
            lang: lang(row, "locale")?,
            hours: parse_hours(&text(row, "hours")?),
            week: parse_week(&text(row, "week")?),
            version: number(row, "version")?,
        })
    };
    decode().with_context(|| format!("row {id} of table department"))
}

pub(super) async fn departments(tx: &mut Tx) -> anyhow::Result<Vec<DepartmentRow>> {
    let id = tx.workspace().0;
    let rows = sqlx::query(DEPARTMENTS)
        .bind(id)
        .fetch_all(tx.conn().await?)
        .await
        .context("read departments")?;
    rows.iter().map(department_row).collect()
}

/// Inserts with version 1; the caller has looked whether the key is free.
pub(super) async fn add_department(tx: &mut Tx, row: &DepartmentRow) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("insert department", ADD_DEPARTMENT)
        .bind(id)
        .bind(row.id)
        .bind(row.key.as_str())
        .bind(row.name.as_str())
        .bind(row.channel.map_or(0, |c| c.0))
        .bind(row.role.map_or(0, |r| r.0))
        .bind(zone_name(row.zone))
        .bind(tag(row.lang))
        .bind(write_hours(row.hours))
        .bind(write_week(row.week));
    tx.later(write);
    changed(tx).await?;
    Ok(())
}

/// Writes the row back; `false` when somebody changed it since it was read.
pub(super) async fn save_department(tx: &mut Tx, row: &DepartmentRow) -> anyhow::Result<bool> {
    let id = tx.workspace().0;
    let done = sqlx::query(SAVE_DEPARTMENT)
        .bind(row.name.as_str())
        .bind(row.channel.map_or(0, |c| c.0))
        .bind(row.role.map_or(0, |r| r.0))
        .bind(zone_name(row.zone))
        .bind(tag(row.lang))
        .bind(write_hours(row.hours))
        .bind(write_week(row.week))
        .bind(id)
        .bind(row.id)
        .bind(row.version)
        .execute(tx.conn().await?)
        .await
        .context("update department")?;
    changed(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Department, lead.
pub(super) async fn leads(tx: &mut Tx) -> anyhow::Result<Vec<(i64, UserId)>> {
    let id = tx.workspace().0;
    let rows = sqlx::query(LEADS)
        .bind(id)
        .fetch_all(tx.conn().await?)
        .await
        .context("read leads")?;
    rows.iter()
        .map(|r| Ok((number(r, "department_id")?, UserId(number(r, "user_id")?))))
        .collect()
}

pub(super) async fn set_leads(
    tx: &mut Tx,
    department: i64,
    leads: &[UserId],
) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("clear leads", CLEAR_LEADS)
        .bind(id)
        .bind(department);
    tx.later(write);
    for lead in leads {
        let write = Write::new("add lead", ADD_LEAD)
            .bind(id)
            .bind(department)
            .bind(lead.0);
        tx.later(write);
    }
    changed(tx).await?;
    Ok(())
}

fn person_row(row: &AnyRow) -> anyhow::Result<PersonRow> {
    let user = number(row, "user_id")?;
    let decode = || -> anyhow::Result<PersonRow> {
        Ok(PersonRow {
            user: UserId(user),
            name: text(row, "name")?,
            client_lang: lang(row, "client_locale")?,
            lang: lang(row, "locale")?,
            zone: zone(row)?,
            hours: parse_hours(&text(row, "hours")?),
            week: parse_week(&text(row, "week")?),
            quiet: parse_hours(&text(row, "quiet")?),
            delivery: Delivery::read(&text(row, "delivery")?).unwrap_or_default(),
            delegate: set(number(row, "delegate")?).map(UserId),
            seen: text(row, "seen")?,
        })
    };
    decode().with_context(|| format!("row {user} of table person"))
}

pub(super) async fn members(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<PersonRow>> {
    let id = tx.workspace().0;
    let rows = sqlx::query(MEMBERS)
        .bind(id)
        .bind(department)
        .fetch_all(tx.conn().await?)
        .await
        .context("read members")?;
    rows.iter().map(person_row).collect()
}

pub(super) async fn join(
    tx: &mut Tx,
    department: i64,
    user: UserId,
    by_role: bool,
) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("join", JOIN)
        .bind(id)
        .bind(department)
        .bind(user.0)
        .bind(i64::from(by_role));
    tx.later(write);
    tx.forget::<Known>();
    Ok(())
}

pub(super) async fn leave(tx: &mut Tx, department: i64, user: UserId) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("leave", LEAVE)
        .bind(id)
        .bind(department)
        .bind(user.0);
    tx.later(write);
    tx.forget::<Known>();
    Ok(())
}

/// The directory is another one from now on, for everybody once this unit of work is committed.
async fn changed(tx: &mut Tx) -> anyhow::Result<()> {
    if tx.recall::<Changed>().is_none() {
        tx.next_key("directory").await?;
        tx.remember(&Arc::new(Changed));
    }
    tx.forget::<Directory>();
    Ok(())
}

/// Somebody as the directory has them: nothing, if they were never seen.
pub(super) async fn known(tx: &mut Tx, user: UserId) -> anyhow::Result<Known> {
    let id = tx.workspace().0;
    let rows = sqlx::query(KNOWN)
        .bind(id)
        .bind(user.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read person")?;
    let mut known = Known {
        revision: 0,
        user,
        row: None,
        member_of: Vec::new(),
    };
    for row in &rows {
        known.revision = number(row, "revision")?;
        if known.row.is_none() && row.try_get::<Option<i64>, _>("user_id")?.is_some() {
            known.row = Some(person_row(row)?);
        }
        if let Some(department) = row.try_get("department_id")? {
            let by_role = number(row, "by_role")? != 0;
            known.member_of.push((department, by_role));
        }
    }
    Ok(known)
}

/// The number of the last change to the directory; 0 before the first.
pub(super) async fn revision(tx: &mut Tx) -> anyhow::Result<i64> {
    let id = tx.workspace().0;
    let row = sqlx::query(REVISION)
        .bind(id)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read revision")?;
    row.map_or(Ok(0), |row| number(&row, "last"))
}

pub(super) async fn save_person(tx: &mut Tx, row: &PersonRow) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("write person", SAVE_PERSON)
        .bind(id)
        .bind(row.user.0)
        .bind(row.name.as_str())
        .bind(tag(row.client_lang))
        .bind(tag(row.lang))
        .bind(zone_name(row.zone))
        .bind(write_hours(row.hours))
        .bind(write_week(row.week))
        .bind(write_hours(row.quiet))
        .bind(row.delivery.name())
        .bind(row.delegate.map_or(0, |u| u.0))
        .bind(row.seen.as_str());
    tx.later(write);
    tx.forget::<Known>();
    Ok(())
}

/// A department's role changed: everybody is looked at again when they next act.
pub(super) async fn forget_seen(tx: &mut Tx) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("forget what was seen", FORGET_SEEN).bind(id);
    tx.later(write);
    tx.forget::<Known>();
    Ok(())
}

fn absence_row(row: &AnyRow) -> anyhow::Result<AbsenceRow> {
    let id = number(row, "number")?;
    let decode = || -> anyhow::Result<AbsenceRow> {
        Ok(AbsenceRow {
            number: id,
            user: UserId(number(row, "user_id")?),
            from: day(row, "from_day")?,
            to: day(row, "to_day")?,
            reason: text(row, "reason")?,
        })
    };
    decode().with_context(|| format!("row {id} of table absence"))
}

/// Absences of anybody that touch the days `from..=to`.
pub(super) async fn absences(tx: &mut Tx, from: Day, to: Day) -> anyhow::Result<Vec<AbsenceRow>> {
    let id = tx.workspace().0;
    let rows = sqlx::query(ABSENCES)
        .bind(id)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read absences")?;
    rows.iter().map(absence_row).collect()
}

/// Absences of one person that end on `from` or later.
pub(super) async fn absences_of(
    tx: &mut Tx,
    user: UserId,
    from: Day,
) -> anyhow::Result<Vec<AbsenceRow>> {
    let id = tx.workspace().0;
    let rows = sqlx::query(ABSENCES_OF)
        .bind(id)
        .bind(user.0)
        .bind(from.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read absences of a person")?;
    rows.iter().map(absence_row).collect()
}

pub(super) async fn absence(tx: &mut Tx, number: i64) -> anyhow::Result<Option<AbsenceRow>> {
    let id = tx.workspace().0;
    let row = sqlx::query(ABSENCE)
        .bind(id)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read absence")?;
    row.as_ref().map(absence_row).transpose()
}

pub(super) async fn add_absence(tx: &mut Tx, row: &AbsenceRow) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("insert absence", ADD_ABSENCE)
        .bind(id)
        .bind(row.number)
        .bind(row.user.0)
        .bind(row.from.to_string())
        .bind(row.to.to_string())
        .bind(row.reason.as_str());
    tx.later(write);
    Ok(())
}

pub(super) async fn drop_absence(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("delete absence", DROP_ABSENCE)
        .bind(id)
        .bind(number);
    tx.later(write);
    Ok(())
}

fn holiday_row(row: &AnyRow) -> anyhow::Result<HolidayRow> {
    let decode = || -> anyhow::Result<HolidayRow> {
        Ok(HolidayRow {
            department: number(row, "department_id")?,
            day: day(row, "day")?,
            name: text(row, "name")?,
            works: number(row, "works")? != 0,
        })
    };
    decode().context("a row of table holiday")
}

/// All special days, by date.
pub(super) async fn holidays(tx: &mut Tx) -> anyhow::Result<Vec<HolidayRow>> {
    let id = tx.workspace().0;
    let rows = sqlx::query(HOLIDAYS)
        .bind(id)
        .fetch_all(tx.conn().await?)
        .await
        .context("read holidays")?;
    rows.iter().map(holiday_row).collect()
}

pub(super) async fn save_holiday(tx: &mut Tx, row: &HolidayRow) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("write holiday", SAVE_HOLIDAY)
        .bind(id)
        .bind(row.department)
        .bind(row.day.to_string())
        .bind(row.name.as_str())
        .bind(i64::from(row.works));
    tx.later(write);
    changed(tx).await?;
    Ok(())
}

/// `false` when there was none.
pub(super) async fn drop_holiday(tx: &mut Tx, department: i64, day: Day) -> anyhow::Result<bool> {
    let id = tx.workspace().0;
    let done = sqlx::query(DROP_HOLIDAY)
        .bind(id)
        .bind(department)
        .bind(day.to_string())
        .execute(tx.conn().await?)
        .await
        .context("delete holiday")?;
    changed(tx).await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn muted(tx: &mut Tx, user: UserId, rule: &str) -> anyhow::Result<bool> {
    let id = tx.workspace().0;
    let row = sqlx::query(MUTED)
        .bind(id)
        .bind(user.0)
        .bind(rule)
        .fetch_one(tx.conn().await?)
        .await
        .context("read muted rule")?;
    Ok(number(&row, "found")? > 0)
}

pub(super) async fn mute(tx: &mut Tx, user: UserId, rule: &str, on: bool) -> anyhow::Result<()> {
    let id = tx.workspace().0;
    let write = Write::new("mute rule", if on { MUTE } else { UNMUTE })
        .bind(id)
        .bind(user.0)
        .bind(rule);
    tx.later(write);
    Ok(())
}
