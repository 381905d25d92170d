//! `/decision`

use poise::serenity_prelude as serenity;

use super::department::who;
use crate::core;
use crate::core::decision::{self, Choice, Decide, Delegate, One};
use crate::core::org::suggest::Typed;
use crate::discord::commands::{Command, Context, Done, actor, answer, answer_read, suggest};

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "decision",
    subcommands("list", "show", "approve", "reject", "delegate"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, decision::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "decisions"] decision: String) -> Done {
    let request = One {
        actor: actor(ctx),
        decision,
    };
    answer_read(ctx, decision::show, &request).await
}

#[poise::command(slash_command)]
async fn approve(ctx: Context<'_>, #[autocomplete = "decisions"] decision: String) -> Done {
    let request = Decide {
        actor: actor(ctx),
        decision,
        choice: Choice::Approve,
        reason: None,
    };
    // On the heap: it is large.
    Box::pin(answer(ctx, core::decide, &request)).await
}

#[poise::command(slash_command)]
async fn reject(
    ctx: Context<'_>,
    #[autocomplete = "decisions"] decision: String,
    reason: String,
) -> Done {
    let request = Decide {
        actor: actor(ctx),
        decision,
        choice: Choice::Reject,
        reason: Some(reason),
    };
    Box::pin(answer(ctx, core::decide, &request)).await
}

#[poise::command(slash_command)]
async fn delegate(
    ctx: Context<'_>,
    #[autocomplete = "decisions"] decision: String,
    user: serenity::User,
    until: Option<String>,
) -> Done {
    let request = Delegate {
        actor: actor(ctx),
        decision,
        user: who(&user),
        until,
    };
    Box::pin(answer(ctx, decision::delegate, &request)).await
}

async fn decisions(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, decision::suggest, &typed).await
}
