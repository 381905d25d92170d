//! `/away`

use poise::serenity_prelude as serenity;

use super::department::who;
use super::{Command, Context, Done, actor, answer};
use crate::core::org::away::{self, Away, Of};

pub(super) fn commands() -> Vec<Command> {
    vec![away()]
}

#[poise::command(
    slash_command,
    guild_only,
    subcommands("set", "list", "cancel"),
    subcommand_required
)]
async fn away(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn set(
    ctx: Context<'_>,
    from: String,
    to: String,
    reason: Option<String>,
    user: Option<serenity::User>,
) -> Done {
    let request = Away {
        actor: actor(ctx),
        from,
        to,
        reason,
        user: user.as_ref().map(who),
    };
    answer(ctx, away::set, &request).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>, user: Option<serenity::User>) -> Done {
    let request = Of {
        actor: actor(ctx),
        user: user.as_ref().map(who),
    };
    answer(ctx, away::list, &request).await
}

#[poise::command(slash_command)]
async fn cancel(ctx: Context<'_>, user: Option<serenity::User>) -> Done {
    let request = Of {
        actor: actor(ctx),
        user: user.as_ref().map(who),
    };
    answer(ctx, away::cancel, &request).await
}
