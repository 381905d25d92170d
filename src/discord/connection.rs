//! Keeping the connection to the gateway: by one process of those that share a database, and for as long as it may.
//!
//! Discord tells every connection of a bot everything, so two processes would each run every command. Whoever holds the
//! database's lock is connected; the others stand by, run timers and deliver posts all the same, and take over within two
//! seconds of its end.
//!
//! Where other intents are needed, the connection that has them is up before the one without is closed: what people do in
//! between is heard by at least one of them, and what both hear is done once ([`Heard`]).

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use poise::serenity_prelude as serenity;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::discord::gateway::Hub;
use crate::discord::hearing;
use crate::metrics::METRICS;
use crate::store::Hold;

/// The lock that says which process is connected; any number nobody else uses.
const LOCK: i64 = -20;
/// How often a process that stands by tries to take over.
const TRY: Duration = Duration::from_secs(1);
/// How often is looked whether a shard has silently gone.
const GLANCE: Duration = Duration::from_millis(500);
/// How long a connection whose successor is up still listens.
const LINGER: Duration = Duration::from_millis(500);
/// As many interactions are remembered, to be done once.
const HEARD: usize = 4_096;

/// What is needed to connect.
pub(super) struct Address {
    /// The API's base, without a slash at its end.
    pub(super) base: String,
    pub(super) token: String,
    pub(super) application: serenity::ApplicationId,
    pub(super) gateway: String,
}

/// How the process is connected.
pub(super) struct Link {
    shards: u32,
    /// The connection that counts.
    current: Mutex<Option<Current>>,
    ready: watch::Sender<bool>,
}

type Current = (Arc<Line>, Arc<serenity::ShardManager>);

/// How one connection is. It does not name its manager, which owns the events that name it.
struct Line {
    intents: serenity::GatewayIntents,
    up: Mutex<HashSet<serenity::ShardId>>,
    /// How many of its shards are up.
    count: watch::Sender<usize>,
}

impl Link {
    /// Not connected yet.
    pub(super) fn new(shards: u32) -> Link {
        Link {
            shards: shards.max(1),
            current: Mutex::default(),
            ready: watch::Sender::new(false),
        }
    }

    /// Connected, or standing by for another process that is.
    pub(super) fn ready(&self) -> watch::Receiver<bool> {
        self.ready.subscribe()
    }

    /// The present connection's shards.
    pub(super) fn manager(&self) -> Option<Arc<serenity::ShardManager>> {
        self.current().as_ref().map(|(_, manager)| manager.clone())
    }

    /// A shard of the present connection, or of the one that is to follow it, has come up or gone down.
    fn shard(&self, line: &Line, shard: serenity::ShardId, up: bool) {
        // Held while it is told, so that what is told last is what is so.
        let current = self.current();
        line.set(shard, up);
        if current
            .as_ref()
            .is_some_and(|(it, _)| std::ptr::eq(it.as_ref(), line))
        {
            let all = self.is_whole(line);
            self.tell(all, all);
        }
    }

    fn is_whole(&self, line: &Line) -> bool {
        self.are_all(*line.count.borrow())
    }

    fn are_all(&self, up: usize) -> bool {
        u32::try_from(up).is_ok_and(|n| n >= self.shards)
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

    /// From now on this connection is the one that counts.
    fn take(&self, kept: &Kept) {
        let mut current = self.current();
        let all = self.is_whole(&kept.line);
        *current = Some((kept.line.clone(), kept.manager.clone()));
        self.tell(all, all);
    }

    fn down(&self) {
        let mut current = self.current();
        *current = None;
        self.tell(false, false);
    }

    fn current(&self) -> MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn set(&self, shard: serenity::ShardId, up: bool) {
        let mut all = self.all();
        if up {
            all.insert(shard);
        } else {
            all.remove(&shard);
        }
        self.count.send_replace(all.len());
    }

    fn all(&self) -> MutexGuard<'_, HashSet<serenity::ShardId>> {
        // A panic while it was held leaves at worst a shard counted as down.
        self.up.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The interactions that were heard lately: while one connection follows another, both hear the same.
#[derive(Default)]
pub(super) struct Heard(Mutex<VecDeque<u64>>);

impl Heard {
    /// Whether it is heard for the first time.
    pub(super) fn first(&self, interaction: u64) -> bool {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.contains(&interaction) {
            return false;
        }
        if heard.len() >= HEARD {
            heard.pop_front();
        }
        heard.push_back(interaction);
        true
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
            let left = match open(hub, address).await {
                Ok(first) => stay(hub, address, first, &mut held, stop).await,
                Err(error) => Err(error),
            };
            match left {
                Ok(Left::Stopped) => return,
                Ok(Left::LostHold) => {
                    tracing::warn!("another process may be connected now; standing by");
                    break;
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
    /// Discord does not allow the intents that were asked for.
    Refused,
}

/// A connection that is being kept: it goes on for as long as it is polled.
struct Kept {
    line: Arc<Line>,
    manager: Arc<serenity::ShardManager>,
    running: BoxFuture<'static, Result<(), serenity::Error>>,
}

/// A connection with what is to be heard now. Nothing is sent before it is polled.
async fn open(hub: &Arc<Hub>, address: &Address) -> anyhow::Result<Kept> {
    let intents = hearing::intents(hub).await;
    // The limiter must be off: with it serenity forgets the proxy and would talk to the real Discord.
    let http = serenity::HttpBuilder::new(&address.token)
        .proxy(address.base.clone())
        .application_id(address.application)
        .ratelimiter_disabled(true)
        .build();
    let line = Arc::new(Line {
        intents,
        up: Mutex::default(),
        count: watch::Sender::new(0),
    });
    let events = Events {
        hub: hub.clone(),
        line: line.clone(),
    };
    let mut client = serenity::ClientBuilder::new_with_http(http, intents)
        .event_handler_arc(Arc::new(events))
        .framework(Nothing)
        .await
        .context("the gateway client could not be made")?;
    // What the client asked for itself may have failed silently; this answer is known to be Discord's.
    client.ws_url.lock().await.clone_from(&address.gateway);
    let manager = client.shard_manager.clone();
    let shards = hub.link.shards;
    let running = async move { client.start_shards(shards).await }.boxed();
    Ok(Kept {
        line,
        manager,
        running,
    })
}

/// Stays connected, and changes to a connection with other intents when others are needed.
async fn stay(
    hub: &Arc<Hub>,
    address: &Address,
    mut kept: Kept,
    held: &mut Hold,
    stop: &CancellationToken,
) -> anyhow::Result<Left> {
    hub.link.take(&kept);
    let left = loop {
        let (line, manager) = (kept.line.clone(), kept.manager.clone());
        tokio::select! {
            ended = &mut kept.running => break how(&line, ended),
            () = held.lost() => break Ok(Left::LostHold),
            () = notice_silence(hub, &line, &manager) => break Ok(Left::Stopped),
            () = hearing::attend(hub, line.intents) => {}
            () = stop.cancelled() => break Ok(Left::Stopped),
        }
        tracing::info!("connecting anew: what is to be heard has changed");
        let mut next = match open(hub, address).await {
            Ok(next) => next,
            Err(error) => {
                put_off(&error).await;
                continue;
            }
        };
        let left = tokio::select! {
            followed = follow(hub, &mut kept, &mut next) => followed.err(),
            () = held.lost() => Some(Ok(Left::LostHold)),
            () = stop.cancelled() => Some(Ok(Left::Stopped)),
        };
        // The one that was kept before, or the one that was not to be.
        next.manager.shutdown_all().await;
        if let Some(left) = left {
            break left;
        }
    };
    kept.manager.shutdown_all().await;
    hub.link.down();
    left
}

/// The next connection changes places with the one that is kept once it is up; if Discord does not allow it, all stays as it is.
async fn follow(hub: &Hub, kept: &mut Kept, next: &mut Kept) -> Result<(), anyhow::Result<Left>> {
    let mut count = next.line.count.subscribe();
    let whole = count.wait_for(|up| hub.link.are_all(*up));
    let left = tokio::select! {
        _ = whole => None,
        ended = &mut next.running => Some(how(&next.line, ended)),
        // Nothing is left to fall back to: the next is all there is.
        ended = &mut kept.running => match how(&kept.line, ended) {
            Err(error) => {
                tracing::warn!(error = %format!("{error:#}"), "the connection ended while another was made");
                None
            }
            refused => return Err(refused),
        },
    };
    match left {
        None => {}
        Some(Ok(Left::Refused)) => {
            hub.hearing.refused();
            tracing::error!("Discord does not let the bot read messages; going on without");
            return Ok(());
        }
        // What is there already goes on.
        Some(ended) => {
            if let Err(error) = ended {
                put_off(&error).await;
            }
            return Ok(());
        }
    }
    // What was on its way before the next connection was known arrives here only.
    std::mem::swap(kept, next);
    hub.link.take(kept);
    tokio::time::sleep(LINGER).await;
    Ok(())
}

/// Another connection could not be made: the one there is goes on, and it is tried again in a while.
async fn put_off(error: &anyhow::Error) {
    tracing::warn!(error = %format!("{error:#}"), "the connection with other intents could not be made");
    tokio::time::sleep(TRY).await;
}

/// Why a connection has ended by itself.
fn how(line: &Line, ended: Result<(), serenity::Error>) -> anyhow::Result<Left> {
    match ended {
        Ok(()) => Err(anyhow::anyhow!("Discord closed it for good")),
        Err(error) if not_allowed(&error) && line.intents.is_privileged() => Ok(Left::Refused),
        Err(error) => Err(error.into()),
    }
}

/// Close code 4014: the connection asked for an intent that is not switched on.
fn not_allowed(error: &serenity::Error) -> bool {
    let refused = serenity::GatewayError::DisallowedGatewayIntents;
    matches!(error, serenity::Error::Gateway(why) if std::mem::discriminant(why) == std::mem::discriminant(&refused))
}

/// serenity says when a shard comes up, but not always when it goes: one whose connection was closed is taken off the list
/// of runners while it is started anew. Never returns.
async fn notice_silence(hub: &Hub, line: &Line, manager: &serenity::ShardManager) {
    loop {
        tokio::time::sleep(GLANCE).await;
        let running: HashSet<serenity::ShardId> = {
            let runners = manager.runners.lock().await;
            let up = runners
                .iter()
                .filter(|(_, runner)| runner.stage == serenity::ConnectionStage::Connected);
            up.map(|(id, _)| *id).collect()
        };
        let known: Vec<serenity::ShardId> = line.all().iter().copied().collect();
        for shard in known {
            if !running.contains(&shard) {
                tracing::warn!(shard.id = shard.0, "the gateway is not connected");
                hub.link.shard(line, shard, false);
            }
        }
    }
}

/// What a connection hears: the hub's events, and which connection they came over.
pub(super) struct Events {
    pub(super) hub: Arc<Hub>,
    line: Arc<Line>,
}

impl Events {
    /// One of its shards has come up or gone down.
    pub(super) fn shard(&self, shard: serenity::ShardId, up: bool) {
        self.hub.link.shard(&self.line, shard, up);
    }
}

/// serenity with poise wants a framework; ours is called from the events.
struct Nothing;

#[serenity::async_trait]
impl serenity::Framework for Nothing {
    async fn dispatch(&self, _: serenity::Context, _: serenity::FullEvent) {}
}
