//! The sockets: REST and gateway as Discord has them, on loopback only.

pub(crate) mod applications;
pub(crate) mod channels;
pub(crate) mod errors;
pub(crate) mod gateway;
pub(crate) mod guilds;
pub(crate) mod interactions;
pub(crate) mod limits;
pub(crate) mod rest;
pub(crate) mod validate;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Path;
use axum::extract::Request;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware;
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use axum::response::Response;
use axum::routing::any;
use axum::routing::get;

use crate::sandbox::Server;
use crate::sandbox::faults::Fault;
use crate::sandbox::web;

/// Everything the server answers.
pub(crate) fn router(server: Server) -> Router {
    Router::new()
        .route("/gateway", any(gateway::connect))
        .route("/gateway/", any(gateway::connect))
        .route("/cdn/{id}/{name}", get(cdn))
        .merge(web::router())
        .fallback(rest::serve)
        .layer(DefaultBodyLimit::max(26 * 1024 * 1024))
        .layer(middleware::from_fn(local_only))
        .layer(middleware::map_response(guarded))
        .with_state(server)
}

/// A page of another site may have its name point here: whoever does not call this machine by a
/// local name is refused.
async fn local_only(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    // Nor may a page that was loaded from elsewhere call: browsers say where a page came from.
    let from = request
        .headers()
        .get(header::ORIGIN)
        .map(|o| o.to_str().unwrap_or_default());
    let own = from.is_none_or(|o| o.strip_prefix("http://") == Some(host));
    if matches!(name, "127.0.0.1" | "localhost" | "[::1]") && own {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "not a local name").into_response()
    }
}

/// What browsers may do with an answer: nothing, unless it is the page, whose own header says more.
async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
    ] {
        headers
            .entry(name)
            .or_insert(header::HeaderValue::from_static(value));
    }
    response
}

async fn cdn(State(server): State<Server>, Path((id, _)): Path<(u64, String)>) -> Response {
    // Files are fetched from elsewhere, which is slow now and then.
    if let Some(Fault::Slow(by)) = server.take_fault("GET", &format!("/cdn/{id}")) {
        tokio::time::sleep(by).await;
    }
    use base64::Engine as _;
    let found = server.with(|m| {
        let a = m.attachments.get(&id)?;
        Some((a.content_type.clone(), a.data.clone()))
    });
    let Some((kind, data)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match base64::engine::general_purpose::STANDARD.decode(data) {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
