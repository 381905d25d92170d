//! The page in the browser: its files, its JSON, and the stream of what happens.

pub(crate) mod api;
pub(crate) mod clock;
pub(crate) mod state;

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Query;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::sse::Event;
use axum::response::sse::KeepAlive;
use axum::response::sse::Sse;
use axum::routing::get;
use axum::routing::post;
use futures::Stream;
use futures::stream;
use serde_json::Value;
use serde_json::json;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::sandbox::Server;

/// What the page may do: run, show and call what comes from here, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The page's files: where, what kind, what.
const FILES: [(&str, &str, &str); 13] = [
    ("/", HTML, include_str!("assets/index.html")),
    (
        "/icon.svg",
        "image/svg+xml",
        include_str!("assets/icon.svg"),
    ),
    ("/style.css", CSS, include_str!("assets/style.css")),
    ("/messages.css", CSS, include_str!("assets/messages.css")),
    ("/app.js", SCRIPT, include_str!("assets/app.js")),
    ("/commands.js", SCRIPT, include_str!("assets/commands.js")),
    ("/composer.js", SCRIPT, include_str!("assets/composer.js")),
    ("/messages.js", SCRIPT, include_str!("assets/messages.js")),
    ("/outside.js", SCRIPT, include_str!("assets/outside.js")),
    ("/overlays.js", SCRIPT, include_str!("assets/overlays.js")),
    ("/side.js", SCRIPT, include_str!("assets/side.js")),
    ("/text.js", SCRIPT, include_str!("assets/text.js")),
    ("/words.js", SCRIPT, include_str!("assets/words.js")),
];

/// The page's routes.
pub(crate) fn router() -> Router<Server> {
    let pages = FILES
        .iter()
        .fold(Router::new(), |routes, (path, kind, text)| {
            routes.route(path, get(|| file(kind, text)))
        });
    pages
        .route("/web/state", get(state::state))
        .route("/web/messages", get(state::messages))
        .route("/web/events", get(events))
        .route("/web/slash", post(api::slash))
        .route("/web/autocomplete", post(api::autocomplete))
        .route("/web/click", post(api::click))
        .route("/web/submit", post(api::submit))
        .route("/web/context", post(api::context))
        .route("/web/say", post(api::say))
        .route("/web/locale", post(api::locale))
        .route("/web/upload", post(api::upload))
        .route("/web/clock", post(clock::clock))
        .route("/web/directs", post(api::directs))
        .route("/web/outside", post(api::outside))
}

async fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-cache"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
        ],
        text,
    )
}

type Listening = (broadcast::Receiver<Arc<Value>>, CancellationToken, Server);

async fn events(
    State(server): State<Server>,
    Query(query): Query<HashMap<String, String>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let me = query
        .get("as")
        .and_then(|u| u.parse::<u64>().ok())
        .unwrap_or(0);
    let listening = (server.listen(), server.stopping(), server);
    let out = stream::unfold(listening, move |l| next(l, me));
    Sse::new(out).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

async fn next(
    (mut rx, stop, server): Listening,
    me: u64,
) -> Option<(Result<Event, Infallible>, Listening)> {
    loop {
        let got = tokio::select! {
            () = stop.cancelled() => return None,
            got = rx.recv() => got,
        };
        let told = match got {
            Ok(event) => seen_by(&server, &event, me),
            // Too slow: the page is told to read everything anew.
            Err(RecvError::Lagged(_)) => Some(json!({"type": "reload"})),
            Err(RecvError::Closed) => return None,
        };
        if let Some(told) = told {
            return Some((
                Ok(Event::default().data(told.to_string())),
                (rx, stop, server),
            ));
        }
    }
}

/// The event as this person may see it.
fn seen_by(server: &Server, event: &Value, me: u64) -> Option<Value> {
    let own = me.to_string();
    if event["only_for"].is_string() && event["only_for"] != own.as_str() {
        return None;
    }
    let channel = event["channel"]
        .as_str()
        .and_then(|c| c.parse::<u64>().ok());
    if event["type"] == "message"
        || event["type"] == "ephemeral"
        || event["type"] == "message_deleted"
    {
        let may = server.with(|m| m.permissions(channel.unwrap_or(0), me));
        if may == 0 {
            return None;
        }
    }
    let mut told = event.clone();
    let pinged = event["message"]["pinged"].as_array();
    if event["message"].is_object() {
        told["message"]["pinged_me"] =
            json!(pinged.is_some_and(|p| p.iter().any(|u| u == own.as_str())));
    }
    Some(told)
}
