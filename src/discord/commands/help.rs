//! `/help`

use poise::serenity_prelude as serenity;

use super::department::fixed;
use super::{Command, Context, Done, actor, answer};
use crate::core::org::help::{self as core_help, Help};

pub(super) fn commands() -> Vec<Command> {
    vec![help()]
}

#[poise::command(slash_command, guild_only)]
async fn help(ctx: Context<'_>, #[autocomplete = "topics"] topic: Option<String>) -> Done {
    let request = Help {
        actor: actor(ctx),
        topic,
    };
    answer(ctx, core_help::help, &request).await
}

async fn topics(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    fixed(core_help::suggest(actor(ctx).lang, typed))
}
