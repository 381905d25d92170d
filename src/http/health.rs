//! Alive, ready, measured.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;
use tokio::sync::watch;

use crate::chat::WorkspaceId;
use crate::core::incident;
use crate::metrics::METRICS;
use crate::outbox;
use crate::store::Store;

/// A database that takes longer is not answering.
const DATABASE: Duration = Duration::from_secs(2);
/// A page that waits longer means nobody is being paged, in milliseconds.
const PAGE_WAITS: i64 = 30_000;

/// What readiness is judged by.
#[derive(Clone)]
pub(crate) struct Health {
    pub(crate) store: Store,
    /// Whether the gateway is connected.
    pub(crate) connected: watch::Receiver<bool>,
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
