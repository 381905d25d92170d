//! The address under which a calendar finds somebody's shifts.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::chat::WorkspaceId;
use crate::core::oncall::feed;
use crate::core::token;
use crate::http::limit::Limits;
use crate::store::Store;

/// Looks at once, and a second in the long run; calendars look every few minutes at most.
const BURST: f64 = 20.0;
const PER_SECOND: f64 = 0.1;

struct Feeds {
    store: Store,
    limits: Limits,
}

/// The routes.
pub(super) fn routes(store: Store) -> Router {
    let limits = Limits::new(BURST, PER_SECOND);
    Router::new()
        .route("/oncall/{file}", get(shifts))
        .with_state(Arc::new(Feeds { store, limits }))
}

async fn shifts(State(feeds): State<Arc<Feeds>>, Path(file): Path<String>) -> Response {
    let hash = token::hash(file.strip_suffix(".ics").unwrap_or_default());
    if feeds.limits.take(&hash, 1, Instant::now()).is_err() {
        let said = "too often; a calendar needs to look every few minutes at most\n";
        return (StatusCode::TOO_MANY_REQUESTS, said).into_response();
    }
    match read(&feeds.store, &hash).await {
        Ok(Some(calendar)) => {
            let head = [
                (CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (CACHE_CONTROL, "private, max-age=300"),
            ];
            (head, calendar).into_response()
        }
        Ok(None) => {
            let said = "no calendar has this address; /oncall calendar makes one\n";
            (StatusCode::NOT_FOUND, said).into_response()
        }
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "a calendar could not be read");
            (StatusCode::SERVICE_UNAVAILABLE, "come again\n").into_response()
        }
    }
}

async fn read(store: &Store, hash: &str) -> anyhow::Result<Option<String>> {
    let reader = store.read(WorkspaceId(0), feed::reader, hash).await?;
    match reader {
        Some(reader) => Ok(Some(
            store.read(reader.workspace, feed::file, &reader).await?,
        )),
        None => Ok(None),
    }
}
