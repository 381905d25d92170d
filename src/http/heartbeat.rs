//! The address that a job calls to say that it ran.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::chat::WorkspaceId;
use crate::core::alert;
use crate::metrics::METRICS;
use crate::store::Store;

/// The routes. A body, if there is one, is not read.
pub(super) fn routes(store: Store) -> Router {
    Router::new()
        .route("/heartbeat/{token}", get(beat).post(beat))
        .with_state(store)
}

async fn beat(State(store): State<Store>, Path(token): Path<String>) -> Response {
    let (outcome, status, said) = match heard(&store, &token).await {
        Ok(true) => ("heard", StatusCode::OK, "ok\n"),
        Ok(false) => (
            "unauthorised",
            StatusCode::UNAUTHORIZED,
            "no heartbeat has this address; /heartbeat list shows them\n",
        ),
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "a heartbeat could not be kept"
            );
            let said = "nothing was stored; call again\n";
            ("later", StatusCode::SERVICE_UNAVAILABLE, said)
        }
    };
    METRICS
        .events_total
        .with_label_values(&["heartbeat", outcome])
        .inc();
    (status, said).into_response()
}

async fn heard(store: &Store, token: &str) -> anyhow::Result<bool> {
    let hash = alert::hash(token);
    let pulse = store.read(WorkspaceId(0), alert::pulse, &hash).await?;
    match pulse {
        Some(pulse) => store.run(pulse.workspace, alert::beat, &pulse).await,
        None => Ok(false),
    }
}
