//! The SQL of who is on call.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::{Day, Length, Turns, Unit, Zone};
use crate::chat::{UserId, WorkspaceId};
use crate::clock::At;
use crate::core::oncall::feed::Reader;
use crate::core::oncall::{Contact, ContactKind, Layer, Only, Override, Shift};
use crate::store::{Tx, Write};

const ROTATIONS: &str = "SELECT number, department_id, name, layer, members, unit, count, first_day, at_minute, zone, only_days, \
     only_from, only_to FROM rotation WHERE workspace_id = $1 ORDER BY department_id, number, layer";
const SET: &str = "INSERT INTO rotation (workspace_id, number, department_id, name, layer, members, unit, count, first_day, \
     at_minute, zone, only_days, only_from, only_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
     ON CONFLICT (workspace_id, department_id, name, layer) DO UPDATE SET members = excluded.members, unit = excluded.unit, \
     count = excluded.count, first_day = excluded.first_day, at_minute = excluded.at_minute, zone = excluded.zone, \
     only_days = excluded.only_days, only_from = excluded.only_from, only_to = excluded.only_to";
const DROP: &str = "DELETE FROM rotation WHERE workspace_id = $1 AND department_id = $2 AND name = $3 AND layer = $4";
const OVERRIDES: &str = "SELECT user_id, from_at, to_at FROM oncall_override WHERE workspace_id = $1 AND department_id = $2 \
     AND rotation = $3 AND to_at > $4 ORDER BY number";
const ADD_OVERRIDE: &str = "INSERT INTO oncall_override (workspace_id, number, department_id, rotation, user_id, from_at, to_at, \
     made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const CONTACTS: &str =
    "SELECT kind, address FROM contact WHERE workspace_id = $1 AND user_id = $2 ORDER BY kind DESC";
const SET_CONTACT: &str = "INSERT INTO contact (workspace_id, user_id, kind, address) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (workspace_id, user_id, kind) DO UPDATE SET address = excluded.address";
const DROP_CONTACT: &str =
    "DELETE FROM contact WHERE workspace_id = $1 AND user_id = $2 AND kind = $3";
const SET_FEED: &str = "INSERT INTO calendar_feed (workspace_id, user_id, department_id, token_hash, made_at) VALUES ($1, $2, 0, $3, $4) \
     ON CONFLICT (workspace_id, user_id, department_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at";
const DROP_FEED: &str = "DELETE FROM calendar_feed WHERE workspace_id = $1 AND user_id = $2";
const ANY_WORKSPACE_FEED: &str =
    "SELECT workspace_id, user_id, token_hash FROM calendar_feed WHERE token_hash = $1";
const SAVE_TRADE: &str = "INSERT INTO oncall_swap (workspace_id, number, department_id, rotation, asked_by, asked, one_from, \
     one_to, other_from, other_to, state, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (workspace_id, number) DO UPDATE SET state = excluded.state, at = excluded.at";
const TRADE: &str = "SELECT number, department_id, rotation, asked_by, asked, one_from, one_to, other_from, other_to, state, at \
     FROM oncall_swap WHERE workspace_id = $1 AND number = $2";
const HOLDER: &str = "SELECT user_id FROM oncall_holder WHERE workspace_id = $1 AND department_id = $2 AND rotation = $3";
const KEEP_HOLDER: &str = "INSERT INTO oncall_holder (workspace_id, department_id, rotation, user_id) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (workspace_id, department_id, rotation) DO UPDATE SET user_id = excluded.user_id";
const FORGET_HOLDER: &str =
    "DELETE FROM oncall_holder WHERE workspace_id = $1 AND department_id = $2 AND rotation = $3";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ROTATIONS,
    SET,
    DROP,
    OVERRIDES,
    ADD_OVERRIDE,
    CONTACTS,
    HOLDER,
    KEEP_HOLDER,
    FORGET_HOLDER,
    SET_CONTACT,
    DROP_CONTACT,
    SET_FEED,
    DROP_FEED,
    ANY_WORKSPACE_FEED,
    SAVE_TRADE,
    TRADE,
];

/// A layer, of which rotation it is, and where in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stored {
    pub(super) number: i64,
    pub(super) department: i64,
    pub(super) name: String,
    pub(super) place: i64,
    pub(super) layer: Layer,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        _ => return None,
    })
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
    }
}

fn rotation(row: &AnyRow) -> anyhow::Result<Stored> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Stored> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let minute = |column: &str| -> anyhow::Result<u16> {
            Ok(u16::try_from(row.try_get::<i64, _>(column)?)?)
        };
        let members: Vec<i64> = serde_json::from_str(&text("members")?)?;
        let count = u32::try_from(row.try_get::<i64, _>("count")?)?;
        let unit = unit(&text("unit")?).context("unit")?;
        let days = text("only_days")?;
        let mut week = [false; 7];
        for (on, c) in week.iter_mut().zip(days.chars()) {
            *on = c == '1';
        }
        Ok(Stored {
            number,
            department: row.try_get("department_id")?,
            name: text("name")?,
            place: row.try_get("layer")?,
            layer: Layer {
                members: members.into_iter().map(UserId).collect(),
                turns: Turns {
                    length: Length::new(count, unit).context("length")?,
                    first: text("first_day")?.parse::<Day>()?,
                    at: minute("at_minute")?,
                    zone: text("zone")?
                        .parse::<Zone>()
                        .map_err(|e| anyhow::anyhow!("zone: {e}"))?,
                },
                only: (!days.is_empty())
                    .then(|| {
                        anyhow::Ok(Only {
                            days: week,
                            from: minute("only_from")?,
                            to: minute("only_to")?,
                        })
                    })
                    .transpose()?,
            },
        })
    };
    decode().with_context(|| format!("row {number} of table rotation"))
}

/// Every layer of every rotation.
pub(super) async fn rotations(tx: &mut Tx) -> anyhow::Result<Vec<Stored>> {
    let rows = sqlx::query(ROTATIONS)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read rotations")?;
    rows.iter().map(rotation).collect()
}

/// Makes a layer, or puts it in the place of the one that lies there.
pub(super) async fn set(tx: &mut Tx, row: &Stored) -> anyhow::Result<()> {
    let members: Vec<i64> = row.layer.members.iter().map(|m| m.0).collect();
    let turns = &row.layer.turns;
    let only = row.layer.only;
    let days = only.map_or_else(String::new, |only| {
        only.days
            .iter()
            .map(|on| if *on { '1' } else { '0' })
            .collect()
    });
    let write = Write::new("set rotation", SET)
        .bind(tx.workspace().0)
        .bind(row.number)
        .bind(row.department)
        .bind(row.name.as_str())
        .bind(row.place)
        .bind(serde_json::to_string(&members)?)
        .bind(unit_name(turns.length.unit()))
        .bind(i64::from(turns.length.count()))
        .bind(turns.first.to_string())
        .bind(i64::from(turns.at))
        .bind(turns.zone.name())
        .bind(days)
        .bind(only.map_or(0, |o| i64::from(o.from)))
        .bind(only.map_or(0, |o| i64::from(o.to)));
    tx.later(write);
    Ok(())
}

/// Takes a layer away.
pub(super) async fn drop_layer(
    tx: &mut Tx,
    department: i64,
    name: &str,
    place: i64,
) -> anyhow::Result<()> {
    let write = Write::new("drop rotation", DROP)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(name)
        .bind(place);
    tx.later(write);
    Ok(())
}

/// The overrides that end after a moment, in the order they were made.
pub(super) async fn overrides(
    tx: &mut Tx,
    department: i64,
    rotation: &str,
    after: At,
) -> anyhow::Result<Vec<Override>> {
    let rows = sqlx::query(OVERRIDES)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(rotation)
        .bind(after.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read overrides")?;
    rows.iter()
        .map(|row| {
            Ok(Override {
                user: UserId(row.try_get("user_id")?),
                from: At(row.try_get("from_at")?),
                to: At(row.try_get("to_at")?),
            })
        })
        .collect()
}

/// Somebody takes over for a while.
pub(super) async fn add_override(
    tx: &mut Tx,
    (department, rotation): (i64, &str),
    made: &Override,
    by: UserId,
) -> anyhow::Result<()> {
    let number = tx.next_key("oncall_override").await?;
    let write = Write::new("add override", ADD_OVERRIDE)
        .bind(tx.workspace().0)
        .bind(number)
        .bind(department)
        .bind(rotation)
        .bind(made.user.0)
        .bind(made.from.0)
        .bind(made.to.0)
        .bind(by.0);
    tx.later(write);
    Ok(())
}

/// Other roads to somebody: mail first.
pub(super) async fn contacts(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<Contact>> {
    let rows = sqlx::query(CONTACTS)
        .bind(tx.workspace().0)
        .bind(user.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read contacts")?;
    rows.iter()
        .map(|row| {
            let kind: String = row.try_get("kind")?;
            Ok(Contact {
                kind: ContactKind::read(&kind).context("kind of contact")?,
                address: row.try_get("address")?,
            })
        })
        .collect()
}

/// Who was on call when that was last looked at: `None` if it never was, `Some(None)` if nobody was.
pub(super) async fn holder(
    tx: &mut Tx,
    department: i64,
    rotation: &str,
) -> anyhow::Result<Option<Option<UserId>>> {
    let row = sqlx::query(HOLDER)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(rotation)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read holder")?;
    let user = row.map(|row| row.try_get::<i64, _>(0)).transpose()?;
    Ok(user.map(|user| (user != 0).then_some(UserId(user))))
}

pub(super) async fn keep_holder(
    tx: &mut Tx,
    department: i64,
    rotation: &str,
    holder: Option<UserId>,
) -> anyhow::Result<()> {
    let write = Write::new("keep holder", KEEP_HOLDER)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(rotation)
        .bind(holder.map_or(0, |user| user.0));
    tx.later(write);
    Ok(())
}

pub(super) async fn forget_holder(
    tx: &mut Tx,
    department: i64,
    rotation: &str,
) -> anyhow::Result<()> {
    let write = Write::new("forget holder", FORGET_HOLDER)
        .bind(tx.workspace().0)
        .bind(department)
        .bind(rotation);
    tx.later(write);
    Ok(())
}

/// Keeps a road to somebody in the place of the one of its kind.
pub(super) async fn set_contact(
    tx: &mut Tx,
    user: UserId,
    contact: &Contact,
) -> anyhow::Result<()> {
    let write = Write::new("set contact", SET_CONTACT)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(contact.kind.name())
        .bind(contact.address.as_str());
    tx.later(write);
    Ok(())
}

/// Forgets a road to somebody.
pub(super) async fn drop_contact(
    tx: &mut Tx,
    user: UserId,
    kind: ContactKind,
) -> anyhow::Result<()> {
    let write = Write::new("drop contact", DROP_CONTACT)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(kind.name());
    tx.later(write);
    Ok(())
}

/// The address of somebody's calendar is known by this from now on.
pub(super) fn set_feed(tx: &mut Tx, user: UserId, hash: &str) {
    let write = Write::new("set calendar feed", SET_FEED)
        .bind(tx.workspace().0)
        .bind(user.0)
        .bind(hash)
        .bind(tx.now().0);
    tx.later(write);
}

pub(super) fn drop_feed(tx: &mut Tx, user: UserId) {
    let write = Write::new("drop calendar feed", DROP_FEED)
        .bind(tx.workspace().0)
        .bind(user.0);
    tx.later(write);
}

/// Whose calendar this hash is, and the hash that is kept.
pub(super) async fn any_workspace_feed(
    tx: &mut Tx,
    hash: &str,
) -> anyhow::Result<Option<(Reader, String)>> {
    let row = sqlx::query(ANY_WORKSPACE_FEED)
        .bind(hash)
        .fetch_optional(tx.conn().await?)
        .await
        .context("look a calendar up")?;
    let found = |row: AnyRow| {
        let reader = Reader {
            workspace: WorkspaceId(row.try_get("workspace_id")?),
            user: UserId(row.try_get("user_id")?),
        };
        anyhow::Ok((reader, row.try_get("token_hash")?))
    };
    row.map(found).transpose()
}

/// Two people who want each other's shift.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Trade {
    pub(super) number: i64,
    pub(super) department: i64,
    pub(super) rotation: String,
    pub(super) asked_by: UserId,
    pub(super) asked: UserId,
    /// The asker's shift, and the one they take for it.
    pub(super) one: Shift,
    pub(super) other: Shift,
    /// `asked`, `accepted` or `declined`.
    pub(super) state: String,
    pub(super) at: At,
}

/// Keeps a question, or what became of it.
pub(super) async fn save_trade(tx: &mut Tx, trade: &Trade) -> anyhow::Result<()> {
    let write = Write::new("save swap", SAVE_TRADE)
        .bind(tx.workspace().0)
        .bind(trade.number)
        .bind(trade.department)
        .bind(trade.rotation.as_str())
        .bind(trade.asked_by.0)
        .bind(trade.asked.0)
        .bind(trade.one.from.0)
        .bind(trade.one.to.0)
        .bind(trade.other.from.0)
        .bind(trade.other.to.0)
        .bind(trade.state.as_str())
        .bind(trade.at.0);
    tx.later(write);
    Ok(())
}

/// The question of this number.
pub(super) async fn trade(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Trade>> {
    let row = sqlx::query(TRADE)
        .bind(tx.workspace().0)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read swap")?;
    let Some(row) = row else { return Ok(None) };
    let whole = |column: &str| row.try_get::<i64, _>(column);
    let (asked_by, asked) = (UserId(whole("asked_by")?), UserId(whole("asked")?));
    Ok(Some(Trade {
        number,
        department: whole("department_id")?,
        rotation: row.try_get("rotation")?,
        asked_by,
        asked,
        one: Shift {
            user: asked_by,
            from: At(whole("one_from")?),
            to: At(whole("one_to")?),
        },
        other: Shift {
            user: asked,
            from: At(whole("other_from")?),
            to: At(whole("other_to")?),
        },
        state: row.try_get("state")?,
        at: At(whole("at")?),
    }))
}
