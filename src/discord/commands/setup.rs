//! `/setup`

use poise::serenity_prelude as serenity;

use super::department::zones;
use super::{Command, Context, Done, Id, actor, answer, choices};
use crate::core::org::setup::{self, Check, Missing, PERMISSIONS, Setup};

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
    let request = Check {
        actor: actor(ctx),
        missing: missing(ctx),
    };
    answer(ctx, setup::check, &request).await
}

/// What the bot lacks in the channel where it was asked; the platform says so with the question.
fn missing(ctx: Context<'_>) -> Vec<Missing> {
    let poise::Context::Application(app) = ctx else {
        return Vec::new();
    };
    let Some(held) = app.interaction.app_permissions else {
        return Vec::new();
    };
    if held.administrator() {
        return Vec::new();
    }
    let lacks = |name: &&&'static str| !flag(name).is_some_and(|f| held.contains(f));
    let (server, channel): (Vec<&'static str>, Vec<_>) = PERMISSIONS
        .iter()
        .filter(lacks)
        .copied()
        .partition(|name| name.starts_with("manage-"));
    let here = Some(app.interaction.channel_id.ours());
    vec![
        Missing {
            channel: None,
            permissions: server,
        },
        Missing {
            channel: here,
            permissions: channel,
        },
    ]
}

/// The platform's flag of a permission by the core's word for it.
fn flag(name: &str) -> Option<serenity::Permissions> {
    use serenity::Permissions as P;
    Some(match name {
        "manage-channels" => P::MANAGE_CHANNELS,
        "manage-roles" => P::MANAGE_ROLES,
        "view-channel" => P::VIEW_CHANNEL,
        "send-messages" => P::SEND_MESSAGES,
        "embed-links" => P::EMBED_LINKS,
        "attach-files" => P::ATTACH_FILES,
        "read-message-history" => P::READ_MESSAGE_HISTORY,
        "create-public-threads" => P::CREATE_PUBLIC_THREADS,
        "send-messages-in-threads" => P::SEND_MESSAGES_IN_THREADS,
        "add-reactions" => P::ADD_REACTIONS,
        _ => return None,
    })
}
