//! Hearing what is written in channels: only while a watch rule exists, and only if Discord lets the bot.
//!
//! The intent is privileged: it has to be switched on for the application, and a connection that asks for one that is not is
//! closed with 4014 (Discord's documentation, "Gateway: Privileged Intents"). So the application is asked first, and while it
//! is off the bot is connected without, and says so to those who rely on it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use poise::serenity_prelude as serenity;
use reqwest::Method;
use serde_json::Value;
use tokio::sync::watch as signal;

use crate::chat::{ChannelId, MessageId, WorkspaceId};
use crate::clock::At;
use crate::core::alert::watch::{self, Ear, Heard, Recent, Said};
use crate::discord::commands::{Id, number};
use crate::discord::gateway::Hub;
use crate::discord::rest::{Call, Rest, id};
use crate::metrics::METRICS;
use crate::store::{Bell, Store};

/// Discord's flags of an application that may read messages: of one in many servers, and of one in few.
const MAY_READ: i64 = 1 << 18 | 1 << 19;
/// While messages have to be heard and may not be, the application is asked again so often.
const LOOK: Duration = Duration::from_secs(60);
/// Discord closed the connection although the application says that it may: not asked for again so long.
const REFUSED: Duration = Duration::from_secs(600);
/// A message that fits is tried so often to be stored, with pauses between.
const TRIES: u32 = 5;
/// Messages of a channel a rule is tried on.
const RECENT: usize = 50;

/// What is listened for.
pub(super) struct Hearing {
    ear: signal::Sender<Arc<Ear>>,
    refused: Mutex<Option<Instant>>,
}

impl Hearing {
    /// Nothing yet.
    pub(super) fn new() -> Hearing {
        Hearing {
            ear: signal::Sender::new(Arc::default()),
            refused: Mutex::default(),
        }
    }

    /// Every rule there is, and whenever that changes.
    pub(super) fn ear(&self) -> signal::Receiver<Arc<Ear>> {
        self.ear.subscribe()
    }

    /// Discord has closed the connection because of the intent.
    pub(super) fn refused(&self) {
        self.set_refused(Some(Instant::now()));
    }

    fn set_refused(&self, at: Option<Instant>) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused = at;
    }

    fn refused_lately(&self) -> bool {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.is_some_and(|at| at.elapsed() < REFUSED)
    }
}

/// Keeps the rules that are listened for as they are stored. Never returns.
pub(super) async fn follow(hub: &Hub) {
    let store = &hub.face.store;
    let mut bell = store.bell(Bell::Watch);
    loop {
        bell.borrow_and_update();
        read(hub).await;
        // Other processes change rules as well on PostgreSQL.
        tokio::select! {
            _ = bell.changed() => {}
            () = tokio::time::sleep(store.dialect().poll()) => {}
        }
    }
}

/// Reads the rules, unless they are still the same.
pub(super) async fn read(hub: &Hub) {
    let known = hub.hearing.ear.borrow().revision();
    let read = hub
        .face
        .store
        .read(WorkspaceId(0), watch::any_workspace_ear, &known);
    match read.await {
        Ok(Some(ear)) => {
            tracing::info!(rules = ear.rules(), "watch rules were read");
            hub.hearing.ear.send_replace(Arc::new(ear));
        }
        Ok(None) => {}
        Err(error) => {
            tracing::warn!(error = %format!("{error:#}"), "watch rules could not be read");
        }
    }
}

/// What to ask Discord for: messages only if somebody wants them heard, and what they say only if that is allowed.
pub(super) async fn intents(hub: &Hub) -> serenity::GatewayIntents {
    let wanted = !hub.hearing.ear.borrow().is_empty();
    if wanted && may_hear(hub).await {
        return serenity::GatewayIntents::GUILDS
            | serenity::GatewayIntents::GUILD_MESSAGES
            | serenity::GatewayIntents::MESSAGE_CONTENT;
    }
    serenity::GatewayIntents::GUILDS
}

async fn may_hear(hub: &Hub) -> bool {
    match may_read(&hub.face.rest).await {
        Ok(true) => !hub.hearing.refused_lately(),
        Ok(false) => {
            hub.hearing.set_refused(None);
            false
        }
        Err(error) => {
            tracing::warn!(%error, "whether messages may be read cannot be told");
            false
        }
    }
}

/// Whether the application may read what messages say.
pub(crate) async fn may_read(rest: &Rest) -> Result<bool, String> {
    let path = "/applications/@me";
    let call = Call::new(Method::GET, "", path, path.to_owned());
    let answer = rest.paced(call, false).await?;
    if !answer.ok() {
        return Err(answer.says());
    }
    let flags = answer.body["flags"].as_i64().unwrap_or(0);
    Ok(flags & MAY_READ != 0)
}

/// How many watch rules there are, in all workspaces.
pub(crate) async fn watched(store: &Store) -> Result<usize, String> {
    let read = store.read(WorkspaceId(0), watch::any_workspace_ear, &-1);
    let ear = read.await.map_err(|error| format!("{error:#}"))?;
    Ok(ear.map_or(0, |ear| ear.rules()))
}

/// Sees to it, while connected with these intents, that they fit; returns when others are to be asked for.
pub(super) async fn attend(hub: &Hub, intents: serenity::GatewayIntents) {
    let mut ear = hub.hearing.ear();
    let hears = intents.contains(serenity::GatewayIntents::MESSAGE_CONTENT);
    if hears && connected(hub).await {
        tell_hearing(hub).await;
    }
    loop {
        let wanted = !ear.borrow_and_update().is_empty();
        if hears && !wanted {
            return;
        }
        if hears || !wanted {
            // Its sender is as old as the bot.
            if ear.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
            continue;
        }
        if may_hear(hub).await {
            return;
        }
        tell_deaf(hub).await;
        tokio::select! {
            _ = ear.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn connected(hub: &Hub) -> bool {
    hub.link.ready().wait_for(|ready| *ready).await.is_ok()
}

/// Those with rules are told that nobody hears what they wait for.
async fn tell_deaf(hub: &Hub) {
    let ear = hub.hearing.ear.borrow().clone();
    tracing::error!(
        rules = ear.rules(),
        "watch rules hear nothing: switch on Message Content Intent on the Bot page of the developer portal"
    );
    for workspace in ear.workspaces() {
        if let Err(error) = hub.face.store.run(workspace, watch::deaf, &()).await {
            tracing::error!(workspace.id = workspace.0, error = %format!("{error:#}"), "it could not be told");
        }
    }
}

/// Those who were told are told that it is well again.
async fn tell_hearing(hub: &Hub) {
    let store = &hub.face.store;
    let told = store.read(WorkspaceId(0), watch::any_workspace_told, &());
    let told = match told.await {
        Ok(told) => told,
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "who was told cannot be read");
            return;
        }
    };
    for workspace in told {
        if let Err(error) = store.run(workspace, watch::hearing, &()).await {
            tracing::error!(workspace.id = workspace.0, error = %format!("{error:#}"), "it could not be told");
        }
    }
}

/// A message was written somewhere.
pub(super) async fn heard(hub: &Hub, message: &serenity::Message) {
    let Some(guild) = message.guild_id else {
        return;
    };
    let own = message.author.id == hub.bot || message.application_id == Some(hub.application);
    let place = (guild.ours(), message.channel_id.ours());
    let ear = hub.hearing.ear.borrow().clone();
    if own || !ear.hears(place.0, place.1) {
        return;
    }
    let text = words_of(message);
    let written = At(message.timestamp.timestamp_millis());
    let rules = ear.fitting(place, &text, written);
    if rules.is_empty() {
        return;
    }
    let heard = Heard {
        channel: place.1,
        message: MessageId(number(message.id.get())),
        text,
        rules,
    };
    keep(&hub.face.store, place.0, &heard).await;
}

/// What it says: its own words, then those of its embeds (monitoring writes through webhooks with little else).
fn words_of(message: &serenity::Message) -> String {
    let embeds = message.embeds.iter().flat_map(|embed| {
        let head = [&embed.title, &embed.description];
        let head = head.into_iter().flatten().cloned();
        let fields = embed.fields.iter();
        head.chain(fields.map(|field| format!("{}: {}", field.name, field.value)))
    });
    let all = std::iter::once(message.content.clone()).chain(embeds);
    let said: Vec<String> = all.filter(|text| !text.is_empty()).collect();
    said.join("\n")
}

/// The same of a message that was fetched.
fn words_in(message: &Value) -> String {
    match serde_json::from_value::<serenity::Message>(message.clone()) {
        Ok(message) => words_of(&message),
        Err(_) => message["content"].as_str().unwrap_or_default().to_owned(),
    }
}

async fn keep(store: &Store, workspace: WorkspaceId, heard: &Heard) {
    let mut pause = Duration::from_millis(200);
    for attempt in 1..=TRIES {
        match store.run(workspace, watch::on_message, heard).await {
            Ok(outcomes) => {
                for outcome in outcomes {
                    METRICS
                        .events_total
                        .with_label_values(&["watch", outcome.name()])
                        .inc();
                }
                return;
            }
            Err(error) => {
                tracing::error!(workspace.id = workspace.0, message.id = heard.message.0, attempt, error = %format!("{error:#}"), "a message that is watched for was not stored");
            }
        }
        tokio::time::sleep(pause).await;
        pause *= 4;
    }
}

/// What was written in a channel lately, as far as the bot may read it.
pub(super) async fn recent(rest: &Rest, channel: ChannelId) -> Recent {
    let path = format!("/channels/{}/messages?limit={RECENT}", channel.0);
    let template = "/channels/:id/messages";
    let call = Call::new(Method::GET, &channel.0.to_string(), template, path);
    let (answer, words) = tokio::join!(rest.paced(call, false), may_read(rest));
    let answer = answer.ok().filter(|answer| answer.ok());
    let Some(all) = answer.and_then(|answer| answer.body.as_array().cloned()) else {
        return Recent::default();
    };
    let said = all.iter().filter_map(|message| {
        let text = words_in(message);
        let message = MessageId(id(&message["id"])?);
        (!text.is_empty()).then_some(Said { message, text })
    });
    Recent {
        said: said.collect(),
        open: true,
        words: words.unwrap_or(false),
    }
}
