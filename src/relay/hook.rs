//! A message posted to an address somebody gave for themselves.

use std::time::Duration;

use anyhow::Context as _;
use reqwest::{Client, StatusCode, redirect};
use serde_json::json;

use crate::chat::{Card, Tone};
use crate::relay::{Failed, PATIENCE, plain};

/// Follows no redirect: where it goes is what somebody typed.
pub(super) fn client() -> anyhow::Result<Client> {
    Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        .connect_timeout(Duration::from_secs(3))
        .build()
        .context("a client for outgoing calls")
}

/// Posts a card as JSON. The same `Idempotency-Key` means the same message.
pub(super) async fn send(
    web: &Client,
    url: &str,
    card: &Card,
    (key, nonce): (&str, &str),
) -> Result<(), Failed> {
    let (title, text) = plain::plain(card);
    let urgency = match card.tone {
        Tone::Bad => "critical",
        Tone::Warn => "warning",
        Tone::Info | Tone::Good | Tone::Quiet => "info",
    };
    let body = json!({ "title": title, "text": text, "urgency": urgency, "key": key });
    let call = web.post(url).header("Idempotency-Key", nonce).json(&body);
    let answer = call
        .send()
        .await
        // Its address may hold a key.
        .map_err(|error| Failed::Again(format!("hook: {}", error.without_url())))?;
    let status = answer.status();
    let later = status.is_server_error()
        || [StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT].contains(&status);
    match status {
        status if status.is_success() => Ok(()),
        _ if later => Err(Failed::Again(format!("hook: {status}"))),
        _ => Err(Failed::Never(format!("hook: {status}"))),
    }
}
