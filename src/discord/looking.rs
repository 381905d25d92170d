//! Looks at the platform for what pages need: who is still in the server, which channels and roles there are, what the bot may do.
//!
//! The core says at what and when (a change of what is set up, a day without a look); here it is read through REST and handed back.
//! What the gateway tells by itself (a channel or role deleted, rights changed) is passed on at once. People who leave are not
//! told of without a privileged intent, and so they are looked for.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use poise::serenity_prelude as serenity;
use reqwest::Method;
use tokio_util::sync::CancellationToken;

use crate::chat::{ChannelId, UserId, WorkspaceId};
use crate::clock::{At, sleep_until};
use crate::core::incident::reachable::{self, Looked, Wanted};
use crate::core::org::Learned;
use crate::discord::commands::number;
use crate::discord::permissions::Sight;
use crate::discord::rest::{Call, Rest};
use crate::store::{Bell, Store};

/// After a look that could not be written down.
const PAUSE: Duration = Duration::from_secs(5);
/// Discord's code for somebody who is not in the server.
const NO_MEMBER: i64 = 10_007;
/// Somebody who does not exist any more.
const NO_USER: i64 = 10_013;

/// Looks whenever it is wished for.
pub(crate) struct Looks {
    store: Store,
    rest: Arc<Rest>,
}

/// When the next look is due, over all workspaces.
pub(crate) async fn next_look(store: &Store) -> anyhow::Result<Option<At>> {
    let due = store.read(WorkspaceId(0), reachable::any_workspace_due, &());
    Ok(due.await?.first().map(|(_, at)| *at))
}

impl Looks {
    pub(crate) fn new(store: Store, rest: Arc<Rest>) -> Looks {
        Looks { store, rest }
    }

    /// Looks until `stop`.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let clock = self.store.clock().clone();
        let mut bell = self.store.bell(Bell::Look);
        let poll = self.store.dialect().poll();
        loop {
            bell.borrow_and_update();
            let next = match self.round().await {
                Ok(next) => next.unwrap_or(At(i64::MAX)),
                Err(error) => {
                    tracing::error!(error = %format!("{error:#}"), "who can be reached was not looked at");
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(PAUSE) => continue,
                    }
                }
            };
            // Other processes wish for looks as well on PostgreSQL.
            tokio::select! {
                () = stop.cancelled() => return,
                _ = bell.changed() => {}
                () = sleep_until(&*clock, next) => {}
                () = tokio::time::sleep(poll) => {}
            }
        }
    }

    /// Looks at all that is due; returns when the next one is.
    async fn round(&self) -> anyhow::Result<Option<At>> {
        loop {
            let due = self
                .store
                .read(WorkspaceId(0), reachable::any_workspace_due, &())
                .await?;
            let now = self.store.clock().now();
            let here = due.iter().filter(|(_, at)| *at <= now);
            let here: Vec<WorkspaceId> = here.map(|(workspace, _)| *workspace).collect();
            if here.is_empty() {
                return Ok(due.first().map(|(_, at)| *at));
            }
            for workspace in here {
                self.look(workspace).await?;
            }
        }
    }

    async fn look(&self, workspace: WorkspaceId) -> anyhow::Result<()> {
        let wanted = self.store.read(workspace, reachable::wanted, &()).await?;
        let learned = match see(&self.rest, workspace, &wanted).await {
            Ok(learned) => Some(learned),
            Err(why) => {
                tracing::warn!(
                    workspace.id = workspace.0,
                    why,
                    "the server could not be looked at; again in a minute"
                );
                None
            }
        };
        let looked = Looked {
            wish: wanted.wish,
            learned,
        };
        self.store.run(workspace, reachable::looked, &looked).await
    }
}

/// What there is of what is wanted.
async fn see(rest: &Rest, workspace: WorkspaceId, wanted: &Wanted) -> Result<Vec<Learned>, String> {
    if wanted.users.is_empty() && wanted.channels.is_empty() && wanted.roles.is_empty() {
        return Ok(Vec::new());
    }
    let sight = Sight::of(rest, workspace).await?;
    let mut learned: Vec<Learned> = wanted
        .channels
        .iter()
        .map(|channel| Learned::Channel(*channel, lacking(&sight, *channel)))
        .collect();
    let roles: HashSet<i64> = sight.roles().collect();
    let role = |role| Learned::Role(role, roles.contains(&role.0));
    learned.extend(wanted.roles.iter().copied().map(role));
    for user in &wanted.users {
        if let Some(here) = is_here(rest, workspace, *user).await? {
            learned.push(Learned::Here(*user, here));
        }
    }
    Ok(learned)
}

/// What the bot lacks in a channel; nothing if there is no such channel.
fn lacking(sight: &Sight, channel: ChannelId) -> Option<Vec<String>> {
    let lacks = sight.lacking_in(channel)?;
    Some(lacks.into_iter().map(str::to_owned).collect())
}

/// Whether somebody is in the server, as far as Discord says so.
async fn is_here(
    rest: &Rest,
    workspace: WorkspaceId,
    user: UserId,
) -> Result<Option<bool>, String> {
    let guild = workspace.0.to_string();
    let path = format!("/guilds/{guild}/members/{}", user.0);
    let call = Call::new(Method::GET, &guild, "/guilds/{guild}/members/{user}", path);
    let answer = rest.paced(call, false).await?;
    match (answer.ok(), answer.code()) {
        (true, _) => Ok(Some(true)),
        (false, Some(NO_MEMBER | NO_USER)) => Ok(Some(false)),
        (false, _) if answer.status >= 500 || answer.status == 429 => Err(answer.says()),
        (false, _) => Ok(None),
    }
}

/// The gateway told that something is gone.
pub(super) async fn vanished(store: &Store, guild: serenity::GuildId, learned: Learned) {
    let workspace = WorkspaceId(number(guild.get()));
    let told = store.run(workspace, reachable::vanished, &learned).await;
    if let Err(error) = told {
        // The daily look finds it too.
        tracing::error!(workspace.id = workspace.0, error = %format!("{error:#}"), "what is gone was not written down");
    }
}

/// Rights may have changed: in one channel, or (`None`) anywhere.
pub(super) async fn disturbed(store: &Store, guild: serenity::GuildId, channel: Option<ChannelId>) {
    let workspace = WorkspaceId(number(guild.get()));
    let told = store.run(workspace, reachable::disturbed, &channel);
    if let Err(error) = told.await {
        tracing::error!(workspace.id = workspace.0, error = %format!("{error:#}"), "that rights changed was not written down");
    }
}
