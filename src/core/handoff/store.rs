//! The handoffs' SQL: what is stored, and what is found by who waits for whom.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::UserId;
use crate::clock::At;
use crate::core::catalogue::{Priority, Values};
use crate::core::handoff::types::{Handoff, Leg, State};
use crate::store::{Tx, Write};

const INSERT: &str = "INSERT INTO handoff (workspace_id, number, playbook, from_department, to_department, title, details, project, \
     priority, wanted_at, particulars, file, origin, parent, incident, state, is_open, state_by, state_at, asked_in, \
     requested_by, requested_at, assignee, accepted_by, accepted_at, words, outcome, returns, signed_sender, \
     signed_sender_at, signed_receiver, signed_receiver_at, leg, leg_at, clocks, due_at, confirms_at, snoozed_until, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
     $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, 1)";
const UPDATE: &str = "UPDATE handoff SET to_department = $1, parent = $2, incident = $3, state = $4, is_open = $5, state_by = $6, \
     state_at = $7, asked_in = $8, assignee = $9, accepted_by = $10, accepted_at = $11, words = $12, outcome = $13, \
     returns = $14, signed_sender = $15, signed_sender_at = $16, signed_receiver = $17, signed_receiver_at = $18, \
     leg = $19, leg_at = $20, clocks = $21, due_at = $22, confirms_at = $23, snoozed_until = $24, version = version + 1 \
     WHERE workspace_id = $25 AND number = $26 AND version = $27";
const ONE: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND number = $2";
const SOME: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
     $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)";
const WITHIN: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND number >= $2 AND number <= $3 ORDER BY number DESC LIMIT $4";
const LAST: &str =
    "SELECT number FROM handoff WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1";
const TITLES: &str = "SELECT number, title FROM handoff WHERE workspace_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
// What is open and what is over each have an index of their own: which of them is meant is said, not bound.
const RECEIVED: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND to_department = $2 AND is_open = 1 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const RECEIVED_OVER: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND to_department = $2 AND is_open = 0 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const SENT: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND from_department = $2 AND is_open = 1 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const SENT_OVER: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND from_department = $2 AND is_open = 0 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const OPEN: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND is_open = 1 AND number < $2 ORDER BY number DESC LIMIT $3";
const OVER: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND is_open = 0 AND number < $2 ORDER BY number DESC LIMIT $3";
const OPEN_AFTER: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND is_open = 1 AND number > $2 ORDER BY number LIMIT $3";
const ASSIGNED: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND assignee = $2 AND is_open = 1 ORDER BY number LIMIT $3";
const ASKED_BY: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND requested_by = $2 AND is_open = 1 ORDER BY number LIMIT $3";
const ASSIGNED_BACK: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND assignee = $2 AND is_open = 1 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const ASKED_BACK: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND requested_by = $2 AND is_open = 1 AND number < $3 \
     ORDER BY number DESC LIMIT $4";
const LOAD: &str = "SELECT assignee, COUNT(*) AS n FROM handoff WHERE workspace_id = $1 AND to_department = $2 AND is_open = 1 \
     AND assignee <> 0 GROUP BY assignee";
const CHILDREN: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND parent = $2 AND parent <> 0 ORDER BY number LIMIT 20";
const OF_INCIDENT: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND incident = $2 AND incident <> 0 ORDER BY number LIMIT 50";
const STANDING_OF: &str = "SELECT * FROM handoff WHERE workspace_id = $1 AND playbook = $2 AND state NOT IN ('declined', 'cancelled') \
     ORDER BY number DESC LIMIT $3";
const LEG: &str = "INSERT INTO handoff_leg (workspace_id, handoff, leg, department_id, began_at, ended_at, respond_ms, complete_ms, \
     spent_ms, late, returns, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (workspace_id, handoff, leg) DO NOTHING";
const LEGS_OF: &str =
    "SELECT * FROM handoff_leg WHERE workspace_id = $1 AND handoff = $2 ORDER BY leg LIMIT 50";
/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    INSERT,
    UPDATE,
    ONE,
    SOME,
    WITHIN,
    LAST,
    TITLES,
    RECEIVED,
    RECEIVED_OVER,
    SENT,
    SENT_OVER,
    OPEN,
    OVER,
    OPEN_AFTER,
    ASSIGNED,
    ASKED_BY,
    ASSIGNED_BACK,
    ASKED_BACK,
    LOAD,
    CHILDREN,
    OF_INCIDENT,
    STANDING_OF,
    LEG,
    LEGS_OF,
];

fn handoff(row: &AnyRow) -> anyhow::Result<Handoff> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Handoff> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let set = |column: &str| whole(column).map(|n| (n != 0).then_some(n));
        let moment = |column: &str| set(column).map(|at| at.map(At));
        let person = |column: &str| set(column).map(|id| id.map(UserId));
        let signed = |by: &str, at: &str| anyhow::Ok(person(by)?.zip(moment(at)?));
        Ok(Handoff {
            number,
            playbook: text("playbook")?,
            from: whole("from_department")?,
            to: whole("to_department")?,
            title: text("title")?,
            details: text("details")?,
            project: text("project")?,
            priority: Priority::of(&text("priority")?).context("priority")?,
            wanted: moment("wanted_at")?,
            particulars: Values::from_stored(&text("particulars")?)?,
            file: serde_json::from_str(&text("file")?)?,
            origin: serde_json::from_str(&text("origin")?)?,
            parent: set("parent")?,
            incident: set("incident")?,
            state: State::read(&text("state")?).context("state")?,
            state_by: person("state_by")?,
            state_at: At(whole("state_at")?),
            asked_in: State::read(&text("asked_in")?).context("asked_in")?,
            requested_by: UserId(whole("requested_by")?),
            requested_at: At(whole("requested_at")?),
            assignee: person("assignee")?,
            accepted: person("accepted_by")?.zip(moment("accepted_at")?),
            words: serde_json::from_str(&text("words")?)?,
            outcome: serde_json::from_str(&text("outcome")?)?,
            returns: whole("returns")?,
            signed: [
                signed("signed_sender", "signed_sender_at")?,
                signed("signed_receiver", "signed_receiver_at")?,
            ],
            leg: whole("leg")?,
            leg_at: At(whole("leg_at")?),
            clocks: serde_json::from_str(&text("clocks")?)?,
            due: moment("due_at")?,
            confirms: moment("confirms_at")?,
            snoozed_until: moment("snoozed_until")?,
            version: whole("version")?,
        })
    };
    decode().with_context(|| format!("row {number} of table handoff"))
}

fn leg(row: &AnyRow) -> anyhow::Result<Leg> {
    let decode = || -> anyhow::Result<Leg> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        Ok(Leg {
            handoff: whole("handoff")?,
            leg: whole("leg")?,
            department: whole("department_id")?,
            from: At(whole("began_at")?),
            to: At(whole("ended_at")?),
            respond: whole("respond_ms")?,
            complete: whole("complete_ms")?,
            spent: whole("spent_ms")?,
            late: whole("late")? != 0,
            returns: whole("returns")?,
            end: row.try_get("ended")?,
        })
    };
    decode().context("a row of table handoff_leg")
}

fn id(user: Option<UserId>) -> i64 {
    user.map_or(0, |u| u.0)
}

fn at(moment: Option<At>) -> i64 {
    moment.map_or(0, |at| at.0)
}

pub(super) async fn add(tx: &mut Tx, h: &Handoff) -> anyhow::Result<()> {
    let [sender, receiver] = h.signed;
    let write = Write::new("insert handoff", INSERT)
        .bind(tx.workspace().0)
        .bind(h.number)
        .bind(h.playbook.as_str())
        .bind(h.from)
        .bind(h.to)
        .bind(h.title.as_str())
        .bind(h.details.as_str())
        .bind(h.project.as_str())
        .bind(h.priority.key())
        .bind(at(h.wanted))
        .bind(h.particulars.stored()?)
        .bind(serde_json::to_string(&h.file)?)
        .bind(serde_json::to_string(&h.origin)?)
        .bind(h.parent.unwrap_or(0))
        .bind(h.incident.unwrap_or(0))
        .bind(h.state.name())
        .bind(i64::from(h.state.is_open()))
        .bind(id(h.state_by))
        .bind(h.state_at.0)
        .bind(h.asked_in.name())
        .bind(h.requested_by.0)
        .bind(h.requested_at.0)
        .bind(id(h.assignee))
        .bind(id(h.accepted.map(|a| a.0)))
        .bind(at(h.accepted.map(|a| a.1)))
        .bind(serde_json::to_string(&h.words)?)
        .bind(serde_json::to_string(&h.outcome)?)
        .bind(h.returns)
        .bind(id(sender.map(|s| s.0)))
        .bind(at(sender.map(|s| s.1)))
        .bind(id(receiver.map(|s| s.0)))
        .bind(at(receiver.map(|s| s.1)))
        .bind(h.leg)
        .bind(h.leg_at.0)
        .bind(serde_json::to_string(&h.clocks)?)
        .bind(at(h.due))
        .bind(at(h.confirms))
        .bind(at(h.snoozed_until));
    tx.later(write);
    Ok(())
}

/// Writes the row back.
pub(super) async fn save(tx: &mut Tx, h: &mut Handoff) -> anyhow::Result<()> {
    let [sender, receiver] = h.signed;
    let workspace = tx.workspace().0;
    let done = sqlx::query(UPDATE)
        .bind(h.to)
        .bind(h.parent.unwrap_or(0))
        .bind(h.incident.unwrap_or(0))
        .bind(h.state.name())
        .bind(i64::from(h.state.is_open()))
        .bind(id(h.state_by))
        .bind(h.state_at.0)
        .bind(h.asked_in.name())
        .bind(id(h.assignee))
        .bind(id(h.accepted.map(|a| a.0)))
        .bind(at(h.accepted.map(|a| a.1)))
        .bind(serde_json::to_string(&h.words)?)
        .bind(serde_json::to_string(&h.outcome)?)
        .bind(h.returns)
        .bind(id(sender.map(|s| s.0)))
        .bind(at(sender.map(|s| s.1)))
        .bind(id(receiver.map(|s| s.0)))
        .bind(at(receiver.map(|s| s.1)))
        .bind(h.leg)
        .bind(h.leg_at.0)
        .bind(serde_json::to_string(&h.clocks)?)
        .bind(at(h.due))
        .bind(at(h.confirms))
        .bind(at(h.snoozed_until))
        .bind(workspace)
        .bind(h.number)
        .bind(h.version)
        .execute(tx.conn().await?)
        .await
        .context("update handoff")?;
    // Within a workspace one change follows the other: whoever read it has it.
    anyhow::ensure!(
        done.rows_affected() == 1,
        "{} was changed meanwhile",
        h.key()
    );
    h.version += 1;
    Ok(())
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Handoff>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(ONE)
        .bind(workspace)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read handoff")?;
    row.as_ref().map(handoff).transpose()
}

/// So many are read by their numbers at once.
pub(super) const SOME_MOST: usize = 25;

/// Those of these numbers, at most [`SOME_MOST`], in no order.
pub(super) async fn some(tx: &mut Tx, numbers: &[i64]) -> anyhow::Result<Vec<Handoff>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sqlx::query(SOME).bind(tx.workspace().0);
    // Nothing has the number 0: it stands where there are fewer.
    for n in 0..SOME_MOST {
        query = query.bind(numbers.get(n).copied().unwrap_or(0));
    }
    let rows = query
        .fetch_all(tx.conn().await?)
        .await
        .context("read handoffs by number")?;
    rows.iter().map(handoff).collect()
}

/// The newest of those whose numbers lie between two, both included.
pub(super) async fn within(
    tx: &mut Tx,
    (from, to): (i64, i64),
    most: i64,
) -> anyhow::Result<Vec<Handoff>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(WITHIN)
        .bind(workspace)
        .bind(from)
        .bind(to)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read handoffs between numbers")?;
    rows.iter().map(handoff).collect()
}

/// The newest number; 0: there is no handoff.
pub(super) async fn last(tx: &mut Tx) -> anyhow::Result<i64> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(LAST)
        .bind(workspace)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read the newest handoff")?;
    Ok(row.map_or(Ok(0), |row| row.try_get("number"))?)
}

/// Numbers and titles of the newest below a number.
pub(super) async fn titles(
    tx: &mut Tx,
    below: i64,
    most: i64,
) -> anyhow::Result<Vec<(i64, String)>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(TITLES)
        .bind(workspace)
        .bind(below)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read titles of handoffs")?;
    let pair = |row: &AnyRow| Ok((row.try_get("number")?, row.try_get("title")?));
    rows.iter().map(pair).collect()
}

/// What a list is asked for; a page begins below a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Page {
    pub(super) open: bool,
    pub(super) below: i64,
    pub(super) most: i64,
}

impl Page {
    /// So many of the newest.
    pub(super) fn first(open: bool, most: i64) -> Page {
        Page {
            open,
            below: i64::MAX,
            most,
        }
    }
}

/// Those a department was asked, newest first.
pub(super) async fn received(
    tx: &mut Tx,
    department: i64,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    let sql = if page.open { RECEIVED } else { RECEIVED_OVER };
    paged(tx, sql, department, page).await
}

/// Those a department asked for, newest first.
pub(super) async fn sent(tx: &mut Tx, department: i64, page: Page) -> anyhow::Result<Vec<Handoff>> {
    let sql = if page.open { SENT } else { SENT_OVER };
    paged(tx, sql, department, page).await
}

/// Open ones somebody works on, newest first; of what is over there is no such list.
pub(super) async fn assigned_back(
    tx: &mut Tx,
    user: UserId,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    paged(tx, ASSIGNED_BACK, user.0, page).await
}

/// Open ones somebody asked for, newest first.
pub(super) async fn asked_back(
    tx: &mut Tx,
    user: UserId,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    paged(tx, ASKED_BACK, user.0, page).await
}

async fn paged(
    tx: &mut Tx,
    sql: &'static str,
    of: i64,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(sql)
        .bind(workspace)
        .bind(of)
        .bind(page.below)
        .bind(page.most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read a page of handoffs")?;
    rows.iter().map(handoff).collect()
}

/// Those of all departments, open ones or the others, newest first.
pub(super) async fn of_all(tx: &mut Tx, page: Page) -> anyhow::Result<Vec<Handoff>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(if page.open { OPEN } else { OVER })
        .bind(workspace)
        .bind(page.below)
        .bind(page.most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read handoffs by state")?;
    rows.iter().map(handoff).collect()
}

/// Open ones after a number, oldest first: to go through all of them in parts.
pub(super) async fn open_after(tx: &mut Tx, after: i64, most: i64) -> anyhow::Result<Vec<Handoff>> {
    of_number(tx, OPEN_AFTER, after, most).await
}

/// Open ones somebody works on.
pub(super) async fn assigned(tx: &mut Tx, user: UserId, most: i64) -> anyhow::Result<Vec<Handoff>> {
    of_number(tx, ASSIGNED, user.0, most).await
}

/// Open ones somebody asked for.
pub(super) async fn asked_by(tx: &mut Tx, user: UserId, most: i64) -> anyhow::Result<Vec<Handoff>> {
    of_number(tx, ASKED_BY, user.0, most).await
}

async fn of_number(
    tx: &mut Tx,
    sql: &'static str,
    number: i64,
    most: i64,
) -> anyhow::Result<Vec<Handoff>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(sql)
        .bind(workspace)
        .bind(number)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read some handoffs")?;
    rows.iter().map(handoff).collect()
}

/// How many open ones each of a department has.
pub(super) async fn load(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<(UserId, i64)>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(LOAD)
        .bind(workspace)
        .bind(department)
        .fetch_all(tx.conn().await?)
        .await
        .context("count handoffs of people")?;
    let pair = |row: &AnyRow| Ok((UserId(row.try_get("assignee")?), row.try_get("n")?));
    rows.iter().map(pair).collect()
}

/// Those whose answer another one waits for.
pub(super) async fn children(tx: &mut Tx, parent: i64) -> anyhow::Result<Vec<Handoff>> {
    of_one(tx, CHILDREN, parent).await
}

/// Those an incident was opened for.
pub(super) async fn of_incident(tx: &mut Tx, incident: i64) -> anyhow::Result<Vec<Handoff>> {
    of_one(tx, OF_INCIDENT, incident).await
}

async fn of_one(tx: &mut Tx, sql: &'static str, number: i64) -> anyhow::Result<Vec<Handoff>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(sql)
        .bind(workspace)
        .bind(number)
        .fetch_all(tx.conn().await?)
        .await
        .context("read linked handoffs")?;
    rows.iter().map(handoff).collect()
}

/// Those under a playbook that were neither declined nor cancelled, newest first.
pub(super) async fn standing_of(
    tx: &mut Tx,
    playbook: &str,
    most: i64,
) -> anyhow::Result<Vec<Handoff>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(STANDING_OF)
        .bind(workspace)
        .bind(playbook)
        .bind(most)
        .fetch_all(tx.conn().await?)
        .await
        .context("read handoffs of a playbook")?;
    rows.iter().map(handoff).collect()
}

/// Keeps a department's time with a handoff.
pub(super) fn keep_leg(tx: &mut Tx, leg: &Leg) {
    let write = Write::new("insert leg of a handoff", LEG)
        .bind(tx.workspace().0)
        .bind(leg.handoff)
        .bind(leg.leg)
        .bind(leg.department)
        .bind(leg.from.0)
        .bind(leg.to.0)
        .bind(leg.respond)
        .bind(leg.complete)
        .bind(leg.spent)
        .bind(i64::from(leg.late))
        .bind(leg.returns)
        .bind(leg.end.as_str());
    tx.later(write);
}

/// The departments that had a handoff before, in order.
pub(super) async fn legs_of(tx: &mut Tx, handoff: i64) -> anyhow::Result<Vec<Leg>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(LEGS_OF)
        .bind(workspace)
        .bind(handoff)
        .fetch_all(tx.conn().await?)
        .await
        .context("read legs of a handoff")?;
    rows.iter().map(leg).collect()
}
