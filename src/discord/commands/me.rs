//! `/me`

use poise::serenity_prelude as serenity;

use super::department::{who, zones};
use super::{Command, Context, Done, actor, answer, choices};
use crate::core::org::me::{self, Settings};
use crate::core::today;

choices!(Locale { En = "en-US", Zh = "zh-CN" });
choices!(Delivery { Instant = "instant", Digest = "digest" });

pub(super) fn commands() -> Vec<Command> {
    vec![me()]
}

#[poise::command(
    slash_command,
    guild_only,
    subcommands("show", "settings"),
    subcommand_required
)]
async fn me(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>) -> Done {
    answer(ctx, today::show, &actor(ctx)).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn settings(
    ctx: Context<'_>,
    #[autocomplete = "zones"] timezone: Option<String>,
    locale: Option<Locale>,
    workdays: Option<String>,
    hours: Option<String>,
    quiet_hours: Option<String>,
    delivery: Option<Delivery>,
    delegate: Option<serenity::User>,
) -> Done {
    let request = Settings {
        actor: actor(ctx),
        timezone,
        locale: locale.map(|l| l.as_str().to_owned()),
        workdays,
        hours,
        quiet_hours,
        delivery: delivery.map(|d| d.as_str().to_owned()),
        delegate: delegate.as_ref().map(who),
    };
    answer(ctx, me::settings, &request).await
}
