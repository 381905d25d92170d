//! `/setup`

use super::department::zones;
use super::{Command, Context, Done, Id, actor, answer, answer_once_known, choices};
use crate::core::org;
use crate::core::org::setup::{self, Check, Missing, Setup};
use crate::discord::permissions;

choices!(Departments { All = "all", Six = "six", Five = "five", None = "none" });
choices!(Channels { Create = "create", Here = "here" });
choices!(Locale { En = "en-US", Zh = "zh-CN" });

pub(super) fn commands() -> Vec<Command> {
    vec![setup()]
}

#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    subcommands("run", "check"),
    subcommand_required
)]
async fn setup(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn run(
    ctx: Context<'_>,
    departments: Option<Departments>,
    channels: Option<Channels>,
    #[autocomplete = "zones"] timezone: Option<String>,
    locale: Option<Locale>,
    currency: Option<String>,
) -> Done {
    let request = Setup {
        actor: actor(ctx),
        departments: departments.map(|d| d.as_str().to_owned()),
        channels: channels.map(|c| c.as_str().to_owned()),
        here: ctx.channel_id().ours(),
        timezone,
        locale: locale.map(|l| l.as_str().to_owned()),
        currency,
    };
    answer(ctx, setup::run, &request).await
}

#[poise::command(slash_command)]
async fn check(ctx: Context<'_>) -> Done {
    let request = async {
        Check {
            actor: actor(ctx),
            missing: missing(ctx).await,
        }
    };
    // On the heap: what it asks Discord for is large.
    Box::pin(answer_once_known(ctx, setup::check, request)).await
}

/// What the bot lacks in the server and in each department's channel. Nothing is asked for somebody who may not know, and
/// where Discord does not answer, the rest of the check still does.
async fn missing(ctx: Context<'_>) -> Vec<Missing> {
    let (Some(guild), true) = (ctx.guild_id(), actor(ctx).admin) else {
        return Vec::new();
    };
    let face = ctx.data();
    let asked = async {
        let channels = face.store.read(guild.ours(), org::channels, &()).await;
        let channels = channels.map_err(|error| format!("{error:#}"))?;
        permissions::missing_in(&face.rest, guild.ours(), &channels).await
    };
    asked.await.unwrap_or_else(|error| {
        tracing::warn!(error, "permissions could not be looked at");
        Vec::new()
    })
}
