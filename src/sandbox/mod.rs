//! A local Discord on loopback: REST v10 and the gateway over real sockets, a web page that shows the
//! server as people know chat, and the same as a library for tests.
//!
//! It is strict, as an emulator that lets things pass proves nothing: what Discord refuses is refused
//! here and noted in [`Server::violations`]. It knows nothing of any bot in particular.

pub(crate) mod faults;
pub mod load;
pub(crate) mod log;
pub(crate) mod model;
pub(crate) mod outside;
#[cfg(test)]
mod page_tests;
pub(crate) mod people;
pub(crate) mod server;
pub(crate) mod setup;
#[cfg(test)]
mod tests;
pub(crate) mod web;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use futures::future::BoxFuture;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::clock::At;
use crate::clock::Clock;
use crate::clock::HandClock;
pub use crate::sandbox::faults::Fault;
use crate::sandbox::faults::Faults;
use crate::sandbox::log::Log;
pub use crate::sandbox::log::Seen;
use crate::sandbox::model::Model;
pub use crate::sandbox::model::interactions::Outcome;
pub use crate::sandbox::outside::Delivery;
pub use crate::sandbox::outside::Label;
pub use crate::sandbox::outside::Offer;
pub use crate::sandbox::outside::Offers;
pub use crate::sandbox::outside::Outside;
use crate::sandbox::server::limits::Buckets;
pub use crate::sandbox::server::limits::Limits;
use crate::sandbox::server::limits::Told;

/// Tells when something is due next, so that the clock can be moved there.
pub type NextDue = Arc<dyn Fn() -> BoxFuture<'static, Option<At>> + Send + Sync>;

/// How the server is to be.
pub struct Options {
    /// Where to listen; a loopback address, port 0 for any.
    pub addr: SocketAddr,
    /// Where time is read from.
    pub clock: Arc<dyn Clock>,
    /// The same clock, if people may move it.
    pub hand: Option<Arc<HandClock>>,
    /// The bot's token.
    pub token: String,
    /// Whether too many requests are refused.
    pub limits: Limits,
    /// When something is due next.
    pub next_due: Option<NextDue>,
    /// A folder the server's state is kept in.
    pub data: Option<PathBuf>,
    /// What the page tells to try first, in English and Chinese.
    pub tips: Vec<(String, String)>,
}

/// Something a client did that Discord would not have taken, or did not do in time.
#[derive(Clone, Debug, Serialize)]
pub struct Violation {
    /// What was wrong.
    pub what: String,
    /// The body it came with.
    pub body: Value,
}

pub(crate) struct Inner {
    addr: SocketAddr,
    pub(crate) options: Options,
    model: Mutex<Model>,
    log: Mutex<Log>,
    faults: Mutex<Faults>,
    limits: Mutex<Buckets>,
    web: broadcast::Sender<Arc<Value>>,
    stop: CancellationToken,
    intents: AtomicU64,
    outside: OnceLock<Outside>,
    running: Mutex<Option<JoinHandle<()>>>,
}

/// A running server; a handle that can be copied.
#[derive(Clone)]
pub struct Server(pub(crate) Arc<Inner>);

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic of one request must not stop the server.
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Starts a server, with the state kept in `data` if there is one.
    pub async fn start(options: Options) -> anyhow::Result<Server> {
        anyhow::ensure!(
            options.addr.ip().is_loopback(),
            "the address is not a local one"
        );
        server::validate::warm_up();
        let listener = tokio::net::TcpListener::bind(options.addr).await?;
        let addr = listener.local_addr()?;
        let (web, _) = broadcast::channel(1_024);
        let mut model = match setup::load(options.data.as_deref()).await? {
            Some(mut model) => {
                model.clock = Some(Arc::clone(&options.clock));
                model
            }
            None => Model::new(Arc::clone(&options.clock)),
        };
        model.web = Some(web.clone());
        model.base = format!("http://{addr}");
        let server = Server(Arc::new(Inner {
            addr,
            limits: Mutex::new(Buckets::new(options.limits)),
            options,
            model: Mutex::new(model),
            log: Mutex::default(),
            faults: Mutex::default(),
            web,
            stop: CancellationToken::new(),
            intents: AtomicU64::new(0),
            outside: OnceLock::new(),
            running: Mutex::default(),
        }));
        let listener = listener.tap_io(|io| {
            // Without it small answers wait for the other side; refusing it is harmless.
            drop(io.set_nodelay(true));
        });
        let router = server::router(server.clone());
        let stop = server.stopping();
        let serving = axum::serve(listener, router)
            .with_graceful_shutdown(async move { stop.cancelled().await });
        let task = tokio::spawn(async move {
            if let Err(e) = serving.await {
                tracing::error!(error = %e, "the local server ended");
            }
        });
        *lock(&server.0.running) = Some(task);
        if server.0.options.data.is_some() {
            tokio::spawn(setup::keep_saving(server.clone()));
        }
        Ok(server)
    }

    /// Stops serving, and saves the state where it is kept.
    pub async fn stop(&self) -> anyhow::Result<()> {
        self.0.stop.cancel();
        let task = lock(&self.0.running).take();
        if let Some(mut task) = task
            && tokio::time::timeout(Duration::from_secs(1), &mut task)
                .await
                .is_err()
        {
            task.abort();
        }
        setup::save(self).await
    }

    /// What REST clients and the browser call: `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.0.addr)
    }

    /// Where the gateway is.
    pub fn gateway_url(&self) -> String {
        format!("ws://{}/gateway", self.0.addr)
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        &self.0.options.token
    }

    /// The application's id, which is the bot's as well.
    pub fn application(&self) -> u64 {
        self.with(|m| m.app)
    }

    /// The servers' ids.
    pub fn guilds(&self) -> Vec<u64> {
        self.with(|m| m.guilds.keys().copied().collect())
    }

    /// The last requests, oldest first.
    pub fn requests(&self) -> Vec<Seen> {
        lock(&self.0.log).seen.iter().cloned().collect()
    }

    /// How many requests there were so far.
    pub fn requested(&self) -> u64 {
        lock(&self.0.log).count
    }

    /// What was found against the API so far.
    pub fn violations(&self) -> Vec<Violation> {
        lock(&self.0.log).violations.clone()
    }

    /// The same, and forgets them.
    pub fn take_violations(&self) -> Vec<Violation> {
        std::mem::take(&mut lock(&self.0.log).violations)
    }

    /// Lets something go wrong with the next `times` requests that fit (`path` after `/api/v10`, `*`
    /// for anything; of a file that is fetched, `/cdn/*`, which can only be slow).
    pub fn fail(&self, times: u32, method: Option<&str>, path: &str, fault: Fault) {
        lock(&self.0.faults).0.push(faults::Trouble {
            method: method.map(ToOwned::to_owned),
            path: path.to_owned(),
            left: times,
            fault,
        });
    }

    /// Refuses what comes too fast from now on, or nothing any more.
    pub fn set_limits(&self, limits: Limits) {
        *lock(&self.0.limits) = Buckets::new(limits);
    }

    /// Gives the application so long for its first answer instead of Discord's three seconds: tests of what is answered do
    /// not measure how fast, on a machine that has other things to do.
    pub fn set_first_answer(&self, within: Duration) {
        self.with(|m| m.first_answer = Some(within));
    }

    /// Ends all trouble that is still to come.
    pub fn heal(&self) {
        lock(&self.0.faults).0.clear();
    }

    /// Cuts every gateway connection; the sessions can be resumed.
    pub fn cut_gateway(&self) {
        self.with(|m| {
            for session in m.sessions.values_mut() {
                if let Some(out) = session.out.take() {
                    // Whose connection has gone needs no cutting.
                    drop(out.send(model::sessions::Say::Cut));
                }
            }
        });
    }

    /// Ends every gateway session; the bot has to identify anew.
    pub fn invalidate_sessions(&self) {
        self.with(|m| {
            for (_, session) in m.sessions.drain() {
                if let Some(out) = session.out {
                    drop(out.send(model::sessions::Say::Invalid));
                }
            }
        });
    }

    /// How many gateway connections are up.
    pub fn connected(&self) -> usize {
        self.with(|m| {
            let up = |s: &&model::sessions::Session| s.out.as_ref().is_some_and(|o| !o.is_closed());
            m.sessions.values().filter(up).count()
        })
    }

    /// One step on the model.
    pub(crate) fn with<T>(&self, step: impl FnOnce(&mut Model) -> T) -> T {
        step(&mut lock(&self.0.model))
    }

    pub(crate) fn stopping(&self) -> CancellationToken {
        self.0.stop.clone()
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<Value>> {
        self.0.web.subscribe()
    }

    pub(crate) fn take_fault(&self, method: &str, path: &str) -> Option<Fault> {
        lock(&self.0.faults).take(method, path)
    }

    pub(crate) fn take_limit(&self, method: &str, segs: &[&str]) -> Option<Told> {
        lock(&self.0.limits).take(method, segs)
    }

    pub(crate) fn saw(&self, method: &str, path: &str, status: u16, body: &Value) {
        let at = self.0.options.clock.now();
        lock(&self.0.log).note(at, method, path, status, body);
    }

    pub(crate) fn violated(&self, violation: Violation) {
        tracing::warn!(what = violation.what, "a client broke the API's rules");
        lock(&self.0.log).violations.push(violation);
    }

    pub(crate) fn note_intents(&self, intents: u64) {
        self.0.intents.store(intents, Ordering::Relaxed);
    }

    pub(crate) fn has_members_intent(&self) -> bool {
        self.0.intents.load(Ordering::Relaxed) & 2 != 0
    }
}
