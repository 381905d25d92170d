//! Why what other systems send is not taken, as they are answered: 4xx for what would fail again, 429 and 503 for what is worth repeating.

use std::time::Duration;

use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::http::hooks::{BadItem, Unreadable};

/// When a sender should come again.
const SOON: u64 = 5;

/// Why a request is not taken.
pub(super) enum Turned {
    /// Nothing here has this token.
    Unknown,
    NotThere,
    Unreadable(Unreadable),
    /// No item could be read.
    Nothing(Vec<BadItem>),
    /// No value could be kept; why, for each.
    NoValue(Vec<Value>),
    Form,
    TooLarge,
    Slower(Duration),
    Later,
}

impl Turned {
    /// In one word, as it is counted.
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Turned::Unknown | Turned::Unreadable(Unreadable::Forged(_)) => "unauthorised",
            Turned::NotThere
            | Turned::Form
            | Turned::Unreadable(_)
            | Turned::Nothing(_)
            | Turned::NoValue(_) => "unreadable",
            Turned::TooLarge => "too_large",
            Turned::Slower(_) => "limited",
            Turned::Later => "later",
        }
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        let told = |status, reason: &str| (status, json!({ "error": reason }), None);
        let (status, body, again) = match self {
            Turned::Unknown => told(
                StatusCode::UNAUTHORIZED,
                "no integration has this token; /integration list shows them, /integration rotate makes a new one",
            ),
            Turned::NotThere => told(
                StatusCode::NOT_FOUND,
                "there is no such address; /integration create shows the right one",
            ),
            Turned::Form => told(
                StatusCode::BAD_REQUEST,
                "set the webhook's content type to application/json",
            ),
            Turned::TooLarge => told(StatusCode::PAYLOAD_TOO_LARGE, Unreadable::TooLarge.reason()),
            Turned::Unreadable(why) => {
                let status = StatusCode::from_u16(why.status());
                told(status.unwrap_or(StatusCode::BAD_REQUEST), why.reason())
            }
            Turned::Nothing(bad) => {
                let results: Vec<Value> = bad.iter().map(unread).collect();
                let body = json!({ "error": "no item could be read", "results": results });
                (StatusCode::BAD_REQUEST, body, None)
            }
            Turned::NoValue(results) => {
                let body = json!({ "error": "no value could be kept", "results": results });
                (StatusCode::BAD_REQUEST, body, None)
            }
            Turned::Slower(wait) => {
                let body = json!({ "error": "too much from this sender; come again later" });
                let seconds = wait.as_secs().saturating_add(1);
                (StatusCode::TOO_MANY_REQUESTS, body, Some(seconds))
            }
            Turned::Later => {
                let body = json!({ "error": "nothing was stored; come again" });
                (StatusCode::SERVICE_UNAVAILABLE, body, Some(SOON))
            }
        };
        let mut response = (status, axum::Json(body)).into_response();
        if let Some(seconds) = again {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An item that could not be read, in the answer.
pub(super) fn unread(bad: &BadItem) -> Value {
    json!({ "index": bad.index, "dedup_key": bad.key, "error": bad.why.reason() })
}

/// A body that could not be taken in.
pub(super) fn refused_body(rejection: BytesRejection) -> Turned {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Turned::TooLarge
    } else {
        Turned::Unreadable(Unreadable::NotJson)
    }
}
