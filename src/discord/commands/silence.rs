//! `/silence`

use poise::serenity_prelude as serenity;

use crate::core::alert::silence::{self, Create, End};
use crate::discord::commands::{Command, Context, Done, actor, answer, answer_read, suggest};

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "silence",
    subcommands("create", "list", "end"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    #[rename = "match"] matching: String,
    #[rename = "for"] length: String,
    reason: Option<String>,
    from: Option<String>,
) -> Done {
    let request = Create {
        actor: actor(ctx),
        matching,
        length,
        reason,
        from,
    };
    answer(ctx, silence::create, &request).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, silence::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn end(ctx: Context<'_>, #[autocomplete = "silences"] silence: String) -> Done {
    let request = End {
        actor: actor(ctx),
        silence,
    };
    // On the heap: it is large.
    Box::pin(answer(ctx, silence::end, &request)).await
}

async fn silences(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, silence::suggest, typed).await
}
