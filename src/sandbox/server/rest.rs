//! One way in for every REST request: fault, limit, token, body, route, log.

use std::collections::HashMap;

use axum::body::Body;
use axum::body::to_bytes;
use axum::extract::FromRequest as _;
use axum::extract::Multipart;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Response;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::Violation;
use crate::sandbox::faults::Fault;
use crate::sandbox::log::Seen;
use crate::sandbox::server::applications;
use crate::sandbox::server::channels;
use crate::sandbox::server::errors;
use crate::sandbox::server::errors::ApiError;
use crate::sandbox::server::guilds;
use crate::sandbox::server::interactions;
use crate::sandbox::server::limits::Told;
use crate::sandbox::server::validate;

/// A file that came with a request.
pub(crate) struct File {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A request, taken apart.
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Value,
    pub(crate) files: Vec<File>,
}

/// What a route answers: a status and, except for 204, a body.
pub(crate) type Answer = Result<(u16, Value), ApiError>;

/// Something done, with nothing to say about it.
pub(crate) const DONE: (u16, Value) = (204, Value::Null);

const FILES_MAX: usize = 25 * 1024 * 1024;

/// Serves one request.
pub(crate) async fn serve(State(server): State<Server>, request: Request) -> Response {
    let method = request.method().as_str().to_owned();
    let full = request.uri().path().to_owned();
    let Some(path) = ["/api/v10", "/api"]
        .iter()
        .find_map(|p| full.strip_prefix(p))
    else {
        return answer(&Err(errors::NO_ROUTE));
    };
    let path = path.to_owned();
    let segs: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let fault = server.take_fault(&method, &path);
    // What never got as far as the API is not counted by it.
    let arrives = !matches!(fault, Some(Fault::Status(_) | Fault::Cut));
    let told = arrives.then(|| server.take_limit(&method, &segs)).flatten();
    match &fault {
        Some(Fault::Slow(by)) => tokio::time::sleep(*by).await,
        Some(Fault::Cut) => cut(),
        Some(Fault::Status(status)) => {
            server.saw(&method, &path, *status, &Value::Null);
            let body = json!({"message": "upstream trouble", "code": 0});
            return response(*status, &body);
        }
        Some(Fault::TooMany {
            retry_after,
            global,
        }) => {
            server.saw(&method, &path, 429, &Value::Null);
            return too_many(*retry_after, *global, told.as_ref());
        }
        Some(Fault::AnswerLost) | None => {}
    }
    if let Some(t) = told.as_ref().filter(|t| t.refused.is_some()) {
        server.saw(&method, &path, 429, &Value::Null);
        return too_many(t.reset_after, t.refused == Some(true), Some(t));
    }
    let with_token = !matches!(segs.first(), Some(&("webhooks" | "interactions")))
        && segs.as_slice() != ["gateway"];
    let known = authorized(request.headers(), server.token());
    let (body, result) = match read(request, &method).await {
        Ok(call) if with_token && !known => (call.body, Err(errors::UNAUTHORIZED)),
        Ok(call) => {
            let result = route(&server, &call, &segs);
            (call.body, result)
        }
        Err(e) => (Value::Null, Err(e)),
    };
    let status = result.as_ref().map_or_else(|e| e.status, |(s, _)| *s);
    server.saw(&method, &path, status, &body);
    if let Err(e) = &result
        && e.is_violation()
    {
        server.violated(Violation {
            what: format!("{method} {path}: {} {} {}", e.status, e.code, e.body()),
            body,
        });
    }
    if fault == Some(Fault::AnswerLost) {
        cut();
    }
    let mut out = answer(&result);
    if let Some(t) = told {
        limit_headers(out.headers_mut(), &t);
    }
    out
}

/// Drops the connection without a word: the connection's task ends here.
fn cut() -> ! {
    std::panic::resume_unwind(Box::new("connection cut on demand"))
}

fn authorized(headers: &HeaderMap, token: &str) -> bool {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|h| h.to_str().ok())
        .and_then(|h| h.strip_prefix("Bot "))
        .is_some_and(|t| t == token)
}

async fn read(request: Request, method: &str) -> Result<Call, ApiError> {
    let query = request.uri().query().unwrap_or_default();
    let query = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    let mut call = Call {
        method: method.to_owned(),
        query,
        body: validate::none(),
        files: Vec::new(),
    };
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let parts = Multipart::from_request(request, &()).await;
        read_parts(parts.map_err(|e| unreadable(&e))?, &mut call).await?;
        return Ok(call);
    }
    let json = kind.starts_with("application/json");
    let bytes = to_bytes(request.into_body(), FILES_MAX)
        .await
        .map_err(|e| unreadable(&e))?;
    if !bytes.is_empty() {
        if !json {
            return Err(errors::bad(
                "",
                "Expected \"Content-Type\" header to be application/json",
            ));
        }
        call.body = serde_json::from_slice(&bytes).map_err(|e| unreadable(&e))?;
    }
    Ok(call)
}

async fn read_parts(mut parts: Multipart, call: &mut Call) -> Result<(), ApiError> {
    while let Some(part) = parts.next_field().await.map_err(|e| unreadable(&e))? {
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(ToOwned::to_owned);
        let content_type = part
            .content_type()
            .unwrap_or("application/octet-stream")
            .to_owned();
        let bytes = part.bytes().await.map_err(|e| unreadable(&e))?.to_vec();
        if field == "payload_json" {
            call.body = serde_json::from_slice(&bytes).map_err(|e| unreadable(&e))?;
        } else if let Some(name) = name.filter(|_| field.starts_with("files[")) {
            call.files.push(File {
                field,
                content_type: guess(&name, content_type),
                name,
                bytes,
            });
        } else {
            return Err(errors::bad(field, "Unknown form field"));
        }
    }
    if call.files.len() > 10 {
        return Err(errors::bad("files", "Must be 10 or fewer in length."));
    }
    Ok(())
}

/// What came is no readable body; why is for the log, as Discord does not say it.
fn unreadable(why: &dyn std::fmt::Display) -> ApiError {
    tracing::debug!(error = %why, "an unreadable body");
    errors::NOT_JSON
}

fn guess(name: &str, told: String) -> String {
    let by_name = match name
        .rsplit_once('.')
        .map(|(_, e)| e.to_lowercase())
        .as_deref()
    {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("csv") => "text/csv; charset=utf-8",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        Some("json") => "application/json",
        _ => return told,
    };
    by_name.to_owned()
}

fn route(server: &Server, call: &Call, segs: &[&str]) -> Answer {
    let method = call.method.as_str();
    match (method, segs) {
        ("GET", ["gateway"]) => Ok((200, json!({"url": server.gateway_url()}))),
        ("GET", ["gateway", "bot"]) => Ok((
            200,
            json!({"url": server.gateway_url(), "shards": 1, "session_start_limit":
                {"total": 1_000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}}),
        )),
        ("GET", ["users", "@me"]) => Ok((200, server.with(|m| m.user(m.bot)))),
        ("GET", ["users", "@me", "guilds"]) => Ok((200, server.with(|m| m.my_guilds()))),
        ("GET", ["users", id]) => server.with(|m| {
            let id = id.parse().ok().filter(|i| m.users.contains_key(i));
            Ok((200, m.user(id.ok_or(errors::NO_USER)?)))
        }),
        ("POST", ["users", "@me", "channels"]) => channels::open_dm(server, call),
        (_, ["applications" | "oauth2", ..]) => applications::route(server, call, segs),
        (_, ["guilds", ..]) => guilds::route(server, call, segs),
        (_, ["channels", ..]) => channels::route(server, call, segs),
        (_, ["interactions" | "webhooks", ..]) => interactions::route(server, call, segs),
        _ => Err(errors::NO_ROUTE),
    }
}

fn answer(result: &Answer) -> Response {
    match result {
        Ok((status, body)) => response(*status, body),
        Err(e) => response(e.status, &e.body()),
    }
}

fn response(status: u16, body: &Value) -> Response {
    let mut out = if status == 204 {
        Response::new(Body::empty())
    } else {
        let mut r = Response::new(Body::from(body.to_string()));
        let json = HeaderValue::from_static("application/json");
        r.headers_mut().insert(header::CONTENT_TYPE, json);
        r
    };
    *out.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    out
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(v) = HeaderValue::from_str(value) {
        headers.insert(name, v);
    }
}

fn limit_headers(headers: &mut HeaderMap, t: &Told) {
    put(headers, "x-ratelimit-limit", &t.limit.to_string());
    put(headers, "x-ratelimit-remaining", &t.remaining.to_string());
    put(
        headers,
        "x-ratelimit-reset-after",
        &format!("{:.3}", t.reset_after),
    );
    put(headers, "x-ratelimit-bucket", t.bucket);
    put(
        headers,
        "x-ratelimit-reset",
        &format!("{:.3}", Seen::epoch() + t.reset_after),
    );
}

fn too_many(retry_after: f64, global: bool, told: Option<&Told>) -> Response {
    let body = json!({"message": "You are being rate limited.", "retry_after": retry_after,
        "global": global});
    let mut out = response(429, &body);
    let headers = out.headers_mut();
    if let Some(t) = told.filter(|_| !global) {
        limit_headers(headers, t);
        put(headers, "x-ratelimit-remaining", "0");
        put(
            headers,
            "x-ratelimit-reset-after",
            &format!("{retry_after:.3}"),
        );
    }
    if global {
        put(headers, "x-ratelimit-global", "true");
    }
    put(
        headers,
        "x-ratelimit-scope",
        if global { "global" } else { "user" },
    );
    put(headers, "retry-after", &format!("{}", retry_after.ceil()));
    out
}
