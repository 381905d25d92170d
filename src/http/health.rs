//! Alive, ready, measured.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;
use tokio::sync::watch;

use crate::chat::WorkspaceId;
use crate::clock::Span;
use crate::core::alert::drill;
use crate::core::incident;
use crate::metrics::METRICS;
use crate::store::{Store, Tx};
use crate::{jobs, outbox};

/// A database that takes longer is not answering.
const DATABASE: Duration = Duration::from_secs(2);
/// A page that waits longer means nobody is being paged, in milliseconds.
const PAGE_WAITS: i64 = 30_000;
/// Any other post that waits longer is stuck.
const POST_WAITS: i64 = 600_000;
/// A timer that is later means nobody is being asked next.
const TIMER_LATE: Span = Span::seconds(30);

/// What readiness is judged by.
#[derive(Clone)]
pub(crate) struct Health {
    pub(crate) store: Store,
    /// Whether the gateway is connected.
    pub(crate) connected: watch::Receiver<bool>,
    /// Drills are held.
    pub(crate) drills: bool,
}

impl Health {
    /// What keeps the bot from doing its work; nothing if all is well. Brings the metrics of what waits up to date.
    pub(crate) async fn problems(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        match tokio::time::timeout(DATABASE, outbox::health(&self.store)).await {
            Ok(Ok(health)) => {
                let [(_, oldest_page), ..] = health.waiting;
                if oldest_page > PAGE_WAITS {
                    found.push("a page has been waiting for more than 30 seconds");
                }
            }
            Ok(Err(error)) => {
                tracing::warn!(error = %format!("{error:#}"), "the database does not answer");
                found.push("the database does not answer");
            }
            Err(_elapsed) => found.push("the database does not answer within 2 seconds"),
        }
        if !*self.connected.borrow() {
            found.push("the gateway is not connected");
        }
        found
    }

    /// The same, and whatever else the bot can see of itself that is not as it should be: what keeps it from calling whoever
    /// watches it. Another process may be well, so it may be ready all the same.
    pub(crate) async fn ailments(&self) -> Vec<&'static str> {
        let mut found = self.problems().await;
        let wrote = self.store.run(WorkspaceId(0), write, &());
        if !matches!(tokio::time::timeout(DATABASE, wrote).await, Ok(Ok(_))) {
            found.push("the database takes no change within 2 seconds");
            return found;
        }
        match self.look().await {
            Ok(more) => found.extend(more),
            Err(error) => {
                tracing::warn!(error = %format!("{error:#}"), "the bot could not look at itself");
                found.push("the database does not answer");
            }
        }
        found
    }

    async fn look(&self) -> anyhow::Result<Vec<&'static str>> {
        let mut found = Vec::new();
        let waiting = outbox::health(&self.store).await?.waiting;
        if waiting.iter().any(|(_, oldest)| *oldest > POST_WAITS) {
            found.push("a post has been waiting for more than 10 minutes");
        }
        let now = self.store.clock().now();
        let due = jobs::next_due(&self.store).await?;
        if due.is_some_and(|due| due < now - TIMER_LATE) {
            found.push("a timer is more than 30 seconds late");
        }
        if self.drills && self.store.read(WorkspaceId(0), drill::lost, &()).await? {
            found.push("the last drill did not arrive");
        }
        Ok(found)
    }
}

/// Something is written and kept.
async fn write(tx: &mut Tx, (): &()) -> anyhow::Result<i64> {
    tx.next_key("watchdog").await
}

pub(super) async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let problems = health.problems().await;
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let told = json!({ "ready": problems.is_empty(), "problems": problems });
    (status, Json(told))
}

pub(super) async fn metrics(State(health): State<Health>) -> impl IntoResponse {
    // What waits and what is open is looked at now; if the database is away, the last figures stand.
    health.problems().await;
    let open = health.store.read(WorkspaceId(0), incident::count_open, &());
    if let Ok(Ok(open)) = tokio::time::timeout(DATABASE, open).await {
        for (severity, number) in open {
            let gauge = METRICS.incidents_open.with_label_values(&[severity]);
            gauge.set(number);
        }
    }
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        METRICS.render(),
    )
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
