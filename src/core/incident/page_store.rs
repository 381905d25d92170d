//! The SQL of pages.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::chat::{ChannelId, UserId};
use crate::clock::At;
use crate::core::incident::paging::{Page, Reason, Route, Who};
use crate::core::incident::timeline_pages::{Came, Sent};
use crate::store::{Tx, Write};

const ADD: &str = "INSERT INTO incident_page (workspace_id, incident, attempt, kind, who, route, level, round, reason, at, \
     outcome, settled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'sent', 0)";
const UNSETTLED: &str = "SELECT attempt, kind, who, route, level, round, reason FROM incident_page WHERE workspace_id = $1 \
     AND incident = $2 AND settled = 0 ORDER BY attempt";
const SETTLE: &str = "UPDATE incident_page SET settled = 1 WHERE workspace_id = $1 AND incident = $2 AND settled = 0";
const REFUSED: &str = "UPDATE incident_page SET outcome = 'refused', settled = 1 WHERE workspace_id = $1 AND incident = $2 \
     AND attempt = $3";
const LATE: &str = "UPDATE incident_page SET outcome = 'late' WHERE workspace_id = $1 AND incident = $2 AND attempt = $3 \
     AND outcome = 'sent'";
const DELIVERED: &str = "UPDATE incident_page SET outcome = 'delivered', delivered_at = $1 WHERE workspace_id = $2 AND incident = $3 \
     AND attempt = $4 AND outcome IN ('sent', 'late')";
const SENT: &str = "SELECT attempt, kind, who, route, level, round, reason, at, outcome, delivered_at FROM incident_page \
     WHERE workspace_id = $1 AND incident = $2 ORDER BY attempt";
const DROP: &str = "DELETE FROM incident_page WHERE workspace_id = $1 AND incident = $2";
const CALLED_TO: &str = "SELECT DISTINCT p.incident FROM incident i JOIN incident_page p ON p.workspace_id = i.workspace_id AND \
     p.incident = i.number WHERE i.workspace_id = $1 AND i.state IN ('triggered', 'acknowledged', 'mitigated') AND i.number > 0 \
     AND p.kind = 'person' AND p.who = $2";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    ADD, UNSETTLED, SETTLE, REFUSED, LATE, DELIVERED, SENT, DROP, CALLED_TO,
];

fn names(who: Who) -> (&'static str, i64) {
    match who {
        Who::Person(user) => ("person", user.0),
        Who::Channel(channel) => ("channel", channel.0),
        Who::Office => ("office", 0),
        Who::Thread => ("thread", 0),
    }
}

fn route_name(route: Option<Route>) -> &'static str {
    match route {
        Some(Route::Direct) => "direct",
        Some(Route::Mail) => "mail",
        Some(Route::Hook) => "hook",
        None => "",
    }
}

/// Keeps a page that is given out now.
pub(super) async fn add(tx: &mut Tx, incident: i64, page: &Page) -> anyhow::Result<()> {
    let (kind, who) = names(page.to);
    let write = Write::new("add page", ADD)
        .bind(tx.workspace().0)
        .bind(incident)
        .bind(i64::from(page.attempt))
        .bind(kind)
        .bind(who)
        .bind(route_name(page.route))
        .bind(i64::try_from(page.level)?)
        .bind(i64::from(page.round))
        .bind(serde_json::to_string(&page.reason)?)
        .bind(tx.now().0);
    tx.later(write);
    Ok(())
}

/// The pages that still ask for somebody.
pub(super) async fn unsettled(tx: &mut Tx, incident: i64) -> anyhow::Result<Vec<Page>> {
    let rows = sqlx::query(UNSETTLED)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_all(tx.conn().await?)
        .await
        .context("read pages")?;
    rows.iter().map(page).collect()
}

fn page(row: &AnyRow) -> anyhow::Result<Page> {
    let kind: String = row.try_get("kind")?;
    let who: i64 = row.try_get("who")?;
    let route: String = row.try_get("route")?;
    let reason: String = row.try_get("reason")?;
    let number = |column: &str| row.try_get::<i64, _>(column);
    Ok(Page {
        attempt: u32::try_from(number("attempt")?)?,
        to: match kind.as_str() {
            "person" => Who::Person(UserId(who)),
            "channel" => Who::Channel(ChannelId(who)),
            "office" => Who::Office,
            _ => Who::Thread,
        },
        route: match route.as_str() {
            "direct" => Some(Route::Direct),
            "mail" => Some(Route::Mail),
            "hook" => Some(Route::Hook),
            _ => None,
        },
        level: usize::try_from(number("level")?)?,
        round: u32::try_from(number("round")?)?,
        reason: serde_json::from_str::<Reason>(&reason)?,
    })
}

/// All pages of an incident with what became of them, in the order they were given out.
pub(super) async fn sent(tx: &mut Tx, incident: i64) -> anyhow::Result<Vec<Sent>> {
    let rows = sqlx::query(SENT)
        .bind(tx.workspace().0)
        .bind(incident)
        .fetch_all(tx.conn().await?)
        .await
        .context("read what became of pages")?;
    rows.iter()
        .map(|row| {
            let delivered: i64 = row.try_get("delivered_at")?;
            let outcome: String = row.try_get("outcome")?;
            Ok(Sent {
                page: page(row)?,
                at: At(row.try_get("at")?),
                came: match outcome.as_str() {
                    "late" => Came::Late,
                    "delivered" => Came::Delivered((delivered != 0).then_some(At(delivered))),
                    "refused" => Came::Refused,
                    _ => Came::Sent,
                },
            })
        })
        .collect()
}

/// It is tried still, and has been for a while.
pub(super) fn late(tx: &mut Tx, incident: i64, attempt: u32) {
    let write = Write::new("page late", LATE)
        .bind(tx.workspace().0)
        .bind(incident)
        .bind(i64::from(attempt));
    tx.later(write);
}

/// Nothing is to be done about the pages of an incident any more.
pub(super) async fn settle(tx: &mut Tx, incident: i64) -> anyhow::Result<()> {
    let write = Write::new("settle pages", SETTLE)
        .bind(tx.workspace().0)
        .bind(incident);
    tx.later(write);
    Ok(())
}

/// The road refused a page.
pub(super) async fn refused(tx: &mut Tx, incident: i64, attempt: u32) -> anyhow::Result<()> {
    let write = Write::new("refuse page", REFUSED)
        .bind(tx.workspace().0)
        .bind(incident)
        .bind(i64::from(attempt));
    tx.later(write);
    Ok(())
}

/// It stands where it was sent.
pub(super) fn delivered(tx: &mut Tx, incident: i64, attempt: u32) {
    let write = Write::new("page delivered", DELIVERED)
        .bind(tx.now().0)
        .bind(tx.workspace().0)
        .bind(incident)
        .bind(i64::from(attempt));
    tx.later(write);
}

/// Takes the pages of an incident away.
pub(super) fn drop(tx: &mut Tx, incident: i64) {
    let write = Write::new("drop pages", DROP);
    tx.later(write.bind(tx.workspace().0).bind(incident));
}

/// The incidents that are not over and for which it rang for somebody.
pub(super) async fn called_to(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<i64>> {
    let rows = sqlx::query(CALLED_TO)
        .bind(tx.workspace().0)
        .bind(user.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read what somebody was called to")?;
    rows.iter()
        .map(|row| Ok(row.try_get("incident")?))
        .collect()
}
