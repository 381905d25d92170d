//! HTTP: what other systems send, health and metrics, and the call that tells a watchdog all is well.

mod drill;
mod feed;
mod health;
mod heartbeat;
pub(crate) mod hooks;
mod inbound;
mod intake;
mod limit;
mod turned;
mod watchdog;

use std::net::SocketAddr;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(crate) use crate::http::drill::Drills;
pub(crate) use crate::http::health::Health;
pub(crate) use crate::http::inbound::bad_mapping;
pub(crate) use crate::http::watchdog::{EVERY, watch};

/// What is being served.
pub(crate) struct Served {
    /// Where, with the port that was taken if any was asked for.
    pub(crate) addr: SocketAddr,
    task: JoinHandle<()>,
}

impl Served {
    /// Waits until the last answer is out; the token given to [`serve`] begins it.
    pub(crate) async fn ended(self) {
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the HTTP server ended early");
        }
    }
}

/// Serves all of it at `addr` until `stop`. Fails if the address is taken.
pub(crate) async fn serve(
    addr: SocketAddr,
    health: Health,
    stop: CancellationToken,
) -> anyhow::Result<Served> {
    let listener = tokio::net::TcpListener::bind(addr)
        .await
        .with_context(|| format!("LIAISON_HTTP_ADDR: {addr} cannot be listened on"))?;
    let addr = listener.local_addr()?;
    let (beats, feeds) = (health.store.clone(), health.store.clone());
    let inbound = inbound::Inbound::new(health.store.clone());
    let router = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(health)
        .merge(feed::routes(feeds))
        .merge(heartbeat::routes(beats))
        .merge(inbound::routes(inbound));
    let serving = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned());
    let task = tokio::spawn(async move {
        if let Err(error) = serving.await {
            tracing::error!(%error, "the HTTP server ended");
        }
    });
    Ok(Served { addr, task })
}
