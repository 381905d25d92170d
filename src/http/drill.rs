//! Holds drills: at set moments the bot calls an address of its own, as an alert's sender would.
//!
//! The moments are the same for every process, and the database says which of them does it. What becomes of the call is
//! the core's: here it is only sent.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::chat::WorkspaceId;
use crate::clock::{At, sleep_until};
use crate::core::alert::drill;
use crate::store::Store;

/// Whoever does not answer for so long has not taken it.
const PATIENCE: Duration = Duration::from_secs(30);

/// What drills are held with.
pub(crate) struct Drills {
    store: Store,
    every: Duration,
    /// Where the bot itself is called.
    here: SocketAddr,
    web: reqwest::Client,
    next: watch::Sender<At>,
}

impl Drills {
    /// Drills of a bot that is served at `served`.
    pub(crate) fn new(store: Store, every: Duration, served: SocketAddr) -> Drills {
        let next = slot_after(store.clock().now(), every);
        Drills {
            store,
            every,
            here: reachable(served),
            web: reqwest::Client::new(),
            next: watch::Sender::new(next),
        }
    }

    /// When the next one is held; while one is, its own moment.
    pub(crate) fn next(&self) -> watch::Receiver<At> {
        self.next.subscribe()
    }

    /// Holds them until `stop`.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let clock = self.store.clock().clone();
        loop {
            let slot = *self.next.borrow();
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep_until(&*clock, slot) => {}
            }
            if let Err(error) = self.hold(slot).await {
                tracing::error!(error = format!("{error:#}"), "a drill could not be begun");
            }
            self.next.send_replace(slot_after(clock.now(), self.every));
        }
    }

    async fn hold(&self, slot: At) -> anyhow::Result<()> {
        let places = self.store.read(WorkspaceId(0), drill::places, &()).await?;
        for workspace in places {
            let begun = self.store.run(workspace, drill::begin, &slot).await?;
            if let Some(call) = begun {
                self.send(&call).await;
            }
        }
        Ok(())
    }

    /// What is not taken is lost, and told by the core when its time is up.
    async fn send(&self, call: &drill::Call) {
        let url = format!("http://{}/hooks/generic/{}", self.here, call.token);
        let sent = self.web.post(url).timeout(PATIENCE).json(&call.body);
        let answered = sent.send().await;
        if let Err(error) = answered.and_then(reqwest::Response::error_for_status) {
            // Its address holds the token.
            tracing::warn!(error = %error.without_url(), "a drill was not taken");
        }
    }
}

/// The next moment after this one, counted from the beginning of time.
fn slot_after(now: At, every: Duration) -> At {
    let every = i64::try_from(every.as_millis()).unwrap_or(i64::MAX).max(1);
    let slots = now.0.div_euclid(every).saturating_add(1);
    At(slots.saturating_mul(every))
}

/// An address that means every interface is called on this machine.
fn reachable(served: SocketAddr) -> SocketAddr {
    let ip = match served.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, served.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_process_means_the_same_moments() {
        let every = Duration::from_secs(900);
        let quarter = At(900_000);
        for now in [At(0), At(1), At(899_999)] {
            assert_eq!(slot_after(now, every), quarter);
        }
        assert_eq!(slot_after(quarter, every), At(1_800_000));
    }

    #[test]
    fn what_listens_everywhere_is_called_here() {
        let called = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(called("0.0.0.0:8475"), "127.0.0.1:8475");
        assert_eq!(called("[::]:8475"), "[::1]:8475");
        assert_eq!(called("10.0.0.7:80"), "10.0.0.7:80");
    }
}
