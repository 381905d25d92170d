//! Keeping the connection to the gateway: by one process of those that share a database, and for as long as it may.
//!
//! Discord tells every connection of a bot everything, so two processes would each run every command. Whoever holds the
//! database's lock is connected; the others stand by, run timers and deliver posts all the same, and take over within two
//! seconds of its end.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use poise::serenity_prelude as serenity;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::discord::gateway::{Events, Hub};
use crate::discord::hearing;
use crate::metrics::METRICS;
use crate::store::Hold;

/// The lock that says which process is connected; any number nobody else uses.
const LOCK: i64 = -20;
/// How often a process that stands by tries to take over.
const TRY: Duration = Duration::from_secs(1);
/// How often is looked whether a shard has silently gone.
const GLANCE: Duration = Duration::from_millis(500);

/// What is needed to connect.
pub(super) struct Address {
    /// The API's base, without a slash at its end.
    pub(super) base: String,
    pub(super) token: String,
    pub(super) application: serenity::ApplicationId,
    pub(super) gateway: String,
}

/// How the connection is.
pub(super) struct Link {
    shards: u32,
    state: Mutex<State>,
    ready: watch::Sender<bool>,
}

#[derive(Default)]
struct State {
    up: HashSet<serenity::ShardId>,
    manager: Option<Arc<serenity::ShardManager>>,
}

impl Link {
    /// Not connected yet.
    pub(super) fn new(shards: u32) -> Link {
        Link {
            shards: shards.max(1),
            state: Mutex::default(),
            ready: watch::Sender::new(false),
        }
    }

    /// Connected, or standing by for another process that is.
    pub(super) fn ready(&self) -> watch::Receiver<bool> {
        self.ready.subscribe()
    }

    /// The present connection's shards.
    pub(super) fn manager(&self) -> Option<Arc<serenity::ShardManager>> {
        self.state().manager.clone()
    }

    /// A shard has come up or gone down.
    pub(super) fn shard(&self, shard: serenity::ShardId, up: bool) {
        let mut state = self.state();
        if up {
            state.up.insert(shard);
        } else {
            state.up.remove(&shard);
        }
        let all = u32::try_from(state.up.len()).is_ok_and(|n| n >= self.shards);
        self.tell(all, all);
    }

    fn tell(&self, connected: bool, ready: bool) {
        METRICS
            .gateway_connected
            .with_label_values::<&str>(&[])
            .set(i64::from(connected));
        self.ready.send_if_modified(|was| {
            *was != ready && {
                *was = ready;
                true
            }
        });
    }

    fn standing_by(&self) {
        self.tell(false, true);
    }

    fn begin(&self, manager: Arc<serenity::ShardManager>) {
        self.state().manager = Some(manager);
    }

    fn down(&self) {
        *self.state() = State::default();
        self.tell(false, false);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while it was held leaves at worst a shard counted as down.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the connection until `stop`; returns early only if Discord has ended it for good.
pub(super) async fn keep(hub: Arc<Hub>, address: Address, stop: CancellationToken) {
    // What is to be heard is known before Discord is asked for it.
    hearing::read(&hub).await;
    tokio::select! {
        () = keep_connected(&hub, &address, &stop) => {}
        () = hearing::follow(&hub) => {}
    }
}

async fn keep_connected(hub: &Arc<Hub>, address: &Address, stop: &CancellationToken) {
    loop {
        let mut held = tokio::select! {
            held = hold(hub) => held,
            () = stop.cancelled() => return,
        };
        loop {
            match connected(hub, address, &mut held, stop).await {
                Ok(Left::Stopped) => return,
                Ok(Left::LostHold) => {
                    tracing::warn!("another process may be connected now; standing by");
                    break;
                }
                Ok(Left::OtherIntents) => {
                    tracing::info!("connecting anew: what is to be heard has changed");
                }
                Ok(Left::Refused) => {
                    hub.hearing.refused();
                    tracing::error!(
                        "Discord does not let the bot read messages; connecting without"
                    );
                }
                Err(error) => {
                    tracing::error!(error = %format!("{error:#}"), "the gateway ended");
                    return;
                }
            }
        }
    }
}

/// Waits until no other process of this bot is connected.
async fn hold(hub: &Hub) -> Hold {
    let mut told = false;
    loop {
        match hub.face.store.try_hold(LOCK).await {
            Ok(Some(held)) => {
                hub.link.down();
                return held;
            }
            Ok(None) => {
                if !told {
                    tracing::info!("another process of this bot is connected; standing by");
                    told = true;
                }
                hub.link.standing_by();
            }
            Err(error) => {
                tracing::warn!(error = %format!("{error:#}"), "who is connected cannot be told");
                hub.link.down();
            }
        }
        tokio::time::sleep(TRY).await;
    }
}

enum Left {
    Stopped,
    LostHold,
    /// Others are to be asked for.
    OtherIntents,
    /// Discord does not allow those that were asked for.
    Refused,
}

async fn connected(
    hub: &Arc<Hub>,
    address: &Address,
    held: &mut Hold,
    stop: &CancellationToken,
) -> anyhow::Result<Left> {
    let intents = hearing::intents(hub).await;
    // The limiter must be off: with it serenity forgets the proxy and would talk to the real Discord.
    let http = serenity::HttpBuilder::new(&address.token)
        .proxy(address.base.clone())
        .application_id(address.application)
        .ratelimiter_disabled(true)
        .build();
    let mut client = serenity::ClientBuilder::new_with_http(http, intents)
        .event_handler_arc(Arc::new(Events(hub.clone())))
        .framework(Nothing)
        .await
        .context("the gateway client could not be made")?;
    // What the client asked for itself may have failed silently; this answer is known to be Discord's.
    client.ws_url.lock().await.clone_from(&address.gateway);
    let manager = client.shard_manager.clone();
    hub.link.begin(manager.clone());
    let left = tokio::select! {
        ended = client.start_shards(hub.link.shards) => match ended {
            Ok(()) => Err(anyhow::anyhow!("Discord closed it for good")),
            Err(error) if not_allowed(&error) && intents.is_privileged() => Ok(Left::Refused),
            Err(error) => Err(error.into()),
        },
        () = held.lost() => Ok(Left::LostHold),
        () = notice_silence(hub, &manager) => Ok(Left::Stopped),
        () = hearing::attend(hub, intents) => Ok(Left::OtherIntents),
        () = stop.cancelled() => Ok(Left::Stopped),
    };
    manager.shutdown_all().await;
    hub.link.down();
    left
}

/// Close code 4014: the connection asked for an intent that is not switched on.
fn not_allowed(error: &serenity::Error) -> bool {
    let refused = serenity::GatewayError::DisallowedGatewayIntents;
    matches!(error, serenity::Error::Gateway(why) if std::mem::discriminant(why) == std::mem::discriminant(&refused))
}

/// serenity says when a shard comes up, but not always when it goes: one whose connection was closed is taken off the list
/// of runners while it is started anew. Never returns.
async fn notice_silence(hub: &Hub, manager: &serenity::ShardManager) {
    loop {
        tokio::time::sleep(GLANCE).await;
        let running: HashSet<serenity::ShardId> = {
            let runners = manager.runners.lock().await;
            let up = runners
                .iter()
                .filter(|(_, runner)| runner.stage == serenity::ConnectionStage::Connected);
            up.map(|(id, _)| *id).collect()
        };
        let known: Vec<serenity::ShardId> = hub.link.state().up.iter().copied().collect();
        for shard in known {
            if !running.contains(&shard) {
                tracing::warn!(shard.id = shard.0, "the gateway is not connected");
                hub.link.shard(shard, false);
            }
        }
    }
}

/// serenity with poise wants a framework; ours is called from the events.
struct Nothing;

#[serenity::async_trait]
impl serenity::Framework for Nothing {
    async fn dispatch(&self, _: serenity::Context, _: serenity::FullEvent) {}
}
