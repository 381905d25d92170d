//! The gateway: the connection over which Discord tells what people do.
//!
//! Asks for the server intent only, and for messages while somebody watches for some; keeps no cache. The address comes from a request whose failure is a failed start
//! (serenity would go on to the real Discord). Each interaction is its own unwind boundary, and is finished before the
//! connection is closed. How the connection is kept, and by which of several processes, is in `connection`.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use futures::FutureExt;
use poise::serenity_prelude as serenity;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::core::org::Learned;
use crate::core::{Error, Refusal};
use crate::discord::Face;
use crate::discord::commands::{self, Id, Received, Refused};
use crate::discord::connection::{self, Address, Events, Heard, Link};
use crate::discord::hearing::{self, Hearing};
use crate::discord::interactions::{self, Used};
use crate::discord::looking;
use crate::discord::registration;
use crate::discord::respond::{Asked, From as Source};
use crate::discord::rest::Rest;
use crate::i18n::Lang;
use crate::store::Store;

/// Interactions that are running when the bot stops have so long.
const DRAIN: Duration = Duration::from_secs(8);

/// How the face is to be started.
pub(crate) struct Options<'a> {
    pub(crate) base: &'a str,
    pub(crate) token: &'a str,
    pub(crate) store: Store,
    pub(crate) rest: Arc<Rest>,
    /// What our own addresses start with; set when they are served.
    pub(crate) address: Arc<OnceLock<String>>,
    /// What is wrong with an integration's mapping.
    pub(crate) bad_mapping: fn(&str) -> Option<String>,
}

/// The running connection.
pub(crate) struct Gateway {
    hub: Arc<Hub>,
    task: JoinHandle<()>,
    ended: CancellationToken,
    stop: CancellationToken,
}

/// What all events share.
pub(super) struct Hub {
    pub(super) face: Face,
    framework: poise::FrameworkOptions<Face, anyhow::Error>,
    pub(super) bot: serenity::UserId,
    pub(super) application: serenity::ApplicationId,
    pub(super) link: Link,
    pub(super) hearing: Hearing,
    heard: Heard,
    running: TaskTracker,
    stopping: AtomicBool,
}

impl Gateway {
    /// Checks the token, registers the commands if they changed, and connects.
    pub(crate) async fn start(options: Options<'_>) -> anyhow::Result<Gateway> {
        let base = options.base.trim_end_matches('/').to_owned();
        // The limiter must be off: with it serenity forgets the proxy and would talk to the real Discord.
        let http = serenity::HttpBuilder::new(options.token)
            .proxy(base.clone())
            .ratelimiter_disabled(true)
            .build();
        let (gateway, me, application) = tokio::join!(
            http.get_bot_gateway(),
            http.get_current_user(),
            http.get_current_application_info()
        );
        let me = me.map_err(|error| refused(&base, &error))?;
        let gateway = gateway.map_err(|error| refused(&base, &error))?;
        let application = application.map_err(|error| refused(&base, &error))?;
        http.set_application_id(application.id);
        let mut commands = commands::all();
        poise::framework::set_qualified_names(&mut commands);
        registration::register(&options.rest, application.id.get(), &commands).await?;
        let hub = Arc::new(Hub {
            face: Face {
                store: options.store,
                rest: options.rest,
                web: reqwest::Client::new(),
                address: options.address,
                bad_mapping: options.bad_mapping,
            },
            framework: poise::FrameworkOptions {
                commands,
                manual_cooldowns: true,
                ..Default::default()
            },
            bot: me.id,
            application: application.id,
            link: Link::new(gateway.shards),
            hearing: Hearing::new(),
            heard: Heard::default(),
            running: TaskTracker::new(),
            stopping: AtomicBool::new(false),
        });
        let (ended, stop) = (CancellationToken::new(), CancellationToken::new());
        let address = Address {
            base,
            token: options.token.to_owned(),
            application: application.id,
            gateway: gateway.url,
        };
        let keeping = connection::keep(hub.clone(), address, stop.clone());
        let end = ended.clone().drop_guard();
        let task = tokio::spawn(async move {
            let _end = end;
            keeping.await;
        });
        Ok(Gateway {
            hub,
            task,
            ended,
            stop,
        })
    }

    /// Says whether all shards are connected, or another process of this bot is and this one stands by; now and whenever
    /// that changes.
    pub(crate) fn connected(&self) -> watch::Receiver<bool> {
        self.hub.link.ready()
    }

    /// Waits until all shards are connected or this process stands by; fails if the connection ends before.
    pub(crate) async fn ready(&self) -> anyhow::Result<()> {
        let mut connected = self.connected();
        loop {
            if *connected.borrow_and_update() {
                return Ok(());
            }
            tokio::select! {
                changed = connected.changed() => changed.context("the gateway is gone")?,
                () = self.ended.cancelled() => {
                    bail!("Discord ended the connection: see the log line before this one")
                }
            }
        }
    }

    /// Cancelled when the connection has ended for good: the token was withdrawn, or an intent.
    pub(crate) fn ended(&self) -> CancellationToken {
        self.ended.clone()
    }

    /// Takes no further interactions, finishes those that run, and closes the connection.
    pub(crate) async fn stop(self) {
        self.hub.stopping.store(true, Ordering::SeqCst);
        self.hub.running.close();
        if tokio::time::timeout(DRAIN, self.hub.running.wait())
            .await
            .is_err()
        {
            tracing::warn!(
                left = self.hub.running.len(),
                "interactions were still running when the bot stopped"
            );
        }
        self.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the gateway did not end well");
        }
    }
}

/// Why a start failed, in a sentence that names the setting.
fn refused(base: &str, error: &serenity::Error) -> anyhow::Error {
    if let serenity::Error::Http(serenity::HttpError::UnsuccessfulRequest(answer)) = error {
        return match answer.status_code.as_u16() {
            401 => anyhow!(
                "DISCORD_TOKEN is not a token Discord knows; copy it anew from the Bot page of the developer portal"
            ),
            status => anyhow!("{base} answered {status}: {}", answer.error.message),
        };
    }
    anyhow!("{base} (DISCORD_API_URL) could not be reached: {error}")
}

#[serenity::async_trait]
impl serenity::EventHandler for Events {
    async fn interaction_create(&self, ctx: serenity::Context, interaction: serenity::Interaction) {
        let received = Instant::now();
        let hub = &self.hub;
        if !hub.heard.first(interaction.id().get()) {
            return;
        }
        let _running = hub.running.token();
        Box::pin(hub.interaction(&ctx, &interaction, received)).await;
    }

    async fn message(&self, _: serenity::Context, message: serenity::Message) {
        if self.hub.stopping.load(Ordering::SeqCst) {
            return;
        }
        let _running = self.hub.running.token();
        hearing::heard(&self.hub, &message).await;
    }

    async fn guild_create(&self, _: serenity::Context, guild: serenity::Guild, _: Option<bool>) {
        // Whatever happened while nobody was connected was not told.
        looking::disturbed(&self.hub.face.store, guild.id, None).await;
    }

    async fn channel_delete(
        &self,
        _: serenity::Context,
        channel: serenity::GuildChannel,
        _: Option<Vec<serenity::Message>>,
    ) {
        let gone = Learned::Channel(channel.id.ours(), None);
        looking::vanished(&self.hub.face.store, channel.guild_id, gone).await;
    }

    async fn channel_update(
        &self,
        _: serenity::Context,
        _: Option<serenity::GuildChannel>,
        channel: serenity::GuildChannel,
    ) {
        let place = Some(channel.id.ours());
        looking::disturbed(&self.hub.face.store, channel.guild_id, place).await;
    }

    async fn guild_role_delete(
        &self,
        _: serenity::Context,
        guild: serenity::GuildId,
        role: serenity::RoleId,
        _: Option<serenity::Role>,
    ) {
        let gone = Learned::Role(role.ours(), false);
        looking::vanished(&self.hub.face.store, guild, gone).await;
    }

    async fn guild_role_update(
        &self,
        _: serenity::Context,
        _: Option<serenity::Role>,
        role: serenity::Role,
    ) {
        looking::disturbed(&self.hub.face.store, role.guild_id, None).await;
    }

    async fn shard_stage_update(
        &self,
        _: serenity::Context,
        event: serenity::ShardStageUpdateEvent,
    ) {
        let up = event.new == serenity::ConnectionStage::Connected;
        self.shard(event.shard_id, up);
        tracing::info!(shard.id = event.shard_id.0, stage = %event.new, "gateway");
    }
}

impl Hub {
    async fn interaction(
        &self,
        ctx: &serenity::Context,
        interaction: &serenity::Interaction,
        received: Instant,
    ) {
        match interaction {
            serenity::Interaction::Command(command) => self.command(ctx, command, received).await,
            serenity::Interaction::Autocomplete(command) => self.suggest(ctx, command).await,
            serenity::Interaction::Component(component) => {
                Box::pin(self.used(&ctx.http, &Used::component(component), received)).await;
            }
            serenity::Interaction::Modal(modal) => {
                Box::pin(self.used(&ctx.http, &Used::modal(modal), received)).await;
            }
            _ => tracing::debug!("an interaction of a kind that was not asked for"),
        }
    }

    fn context<'a>(
        &'a self,
        ctx: &'a serenity::Context,
        manager: &'a Arc<serenity::ShardManager>,
    ) -> poise::FrameworkContext<'a, Face, anyhow::Error> {
        poise::FrameworkContext {
            bot_id: self.bot,
            serenity_context: ctx,
            options: &self.framework,
            user_data: &self.face,
            shard_manager: manager,
        }
    }

    async fn command(
        &self,
        ctx: &serenity::Context,
        command: &serenity::CommandInteraction,
        received: Instant,
    ) {
        let Some(manager) = self.link.manager() else {
            return;
        };
        let framework = self.context(ctx, &manager);
        let deferred = AtomicBool::new(false);
        let outcome = if self.stopping.load(Ordering::SeqCst) {
            Err(Refusal::new("face-stopping").into())
        } else {
            let carried: Box<dyn Any + Send + Sync> = Box::new(Received(received));
            let carried = tokio::sync::Mutex::new(carried);
            let options = command.data.options();
            let mut tree = Vec::new();
            let run = poise::dispatch_interaction(
                framework, command, &deferred, &carried, &options, &mut tree,
            );
            match AssertUnwindSafe(run).catch_unwind().await {
                Ok(Ok(())) => return,
                Ok(Err(error)) => Err(why(error)),
                Err(panic) => Err(Error::Fault(panicked(&*panic))),
            }
        };
        let asked = Asked {
            http: &ctx.http,
            id: command.id,
            token: &command.token,
            received,
            from: Source::Command,
            lang: Lang::of(&command.locale),
            workspace: command.guild_id.unwrap_or_default().ours(),
            name: &command.data.name,
            deferred: &deferred,
        };
        asked.finish(outcome).await;
    }

    async fn suggest(&self, ctx: &serenity::Context, command: &serenity::CommandInteraction) {
        let Some(manager) = self.link.manager() else {
            return;
        };
        let framework = self.context(ctx, &manager);
        let sent = AtomicBool::new(false);
        let nothing: Box<dyn Any + Send + Sync> = Box::new(());
        let nothing = tokio::sync::Mutex::new(nothing);
        let options = command.data.options();
        let mut tree = Vec::new();
        let run =
            poise::dispatch_autocomplete(framework, command, &sent, &nothing, &options, &mut tree);
        match AssertUnwindSafe(run).catch_unwind().await {
            Ok(Ok(())) => {}
            // The person just sees no suggestions; nothing they asked for failed.
            Ok(Err(error)) => tracing::warn!(%error, "nothing could be suggested"),
            Err(panic) => {
                tracing::error!(error = %panicked(&*panic), "nothing could be suggested");
            }
        }
    }

    async fn used(&self, http: &serenity::Http, used: &Used<'_>, received: Instant) {
        let deferred = AtomicBool::new(false);
        let asked = used.asked(http, received, &deferred);
        let outcome = if self.stopping.load(Ordering::SeqCst) {
            Err(Refusal::new("face-stopping").into())
        } else {
            let run = Box::pin(interactions::act(&self.face.store, &asked, used));
            match AssertUnwindSafe(run).catch_unwind().await {
                Ok(outcome) => outcome,
                Err(panic) => Err(Error::Fault(panicked(&*panic))),
            }
        };
        asked.finish(outcome).await;
    }
}

fn panicked(panic: &(dyn Any + Send)) -> anyhow::Error {
    let what = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    anyhow!("panicked: {what}")
}

/// What poise says went wrong, as one of our two kinds.
fn why(error: poise::FrameworkError<'_, Face, anyhow::Error>) -> Error {
    match error {
        poise::FrameworkError::Command { error, .. } => match error.downcast::<Refused>() {
            Ok(Refused(refusal)) => refusal.into(),
            Err(fault) => Error::Fault(fault),
        },
        poise::FrameworkError::CommandPanic { payload, .. } => Error::Fault(anyhow!(
            "panicked: {}",
            payload.as_deref().unwrap_or("no message")
        )),
        poise::FrameworkError::GuildOnly { .. } => Refusal::new("face-guild-only").into(),
        poise::FrameworkError::CommandStructureMismatch { .. }
        | poise::FrameworkError::UnknownInteraction { .. } => {
            Refusal::new("face-old-command").into()
        }
        other => Error::Fault(anyhow!("{other}")),
    }
}
