//! Tells somebody outside, every minute, that all is well, so that silence is noticed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::http::Health;

pub(crate) const EVERY: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(10);

/// Calls `url` every so often while nothing is wrong, until `stop`. What is wrong is logged, and not called about.
pub(crate) async fn watch(url: String, health: Health, every: Duration, stop: CancellationToken) {
    let web = reqwest::Client::new();
    let mut minute = tokio::time::interval(every);
    minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = minute.tick() => {}
        }
        let problems = health.ailments().await;
        if !problems.is_empty() {
            tracing::warn!(?problems, "not healthy; the watchdog is not called");
            continue;
        }
        let called = web.get(&url).timeout(PATIENCE).send().await;
        if let Err(error) = called.and_then(reqwest::Response::error_for_status) {
            // Its address may hold a key.
            tracing::warn!(error = %error.without_url(), "the watchdog could not be called");
        }
    }
}
