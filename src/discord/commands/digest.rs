//! `/digest`

use poise::serenity_prelude as serenity;

use crate::core::digest::{self, Create, Edit, Now, One, Typing};
use crate::discord::commands::department::{offered, zones};
use crate::discord::commands::{Command, Context, Done, actor, answer, answer_read, suggest};

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "digest",
    subcommands("create", "now", "list", "edit", "pause", "resume", "delete"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    #[autocomplete = "offered"] department: String,
    schedule: String,
    #[autocomplete = "sections"] sections: Option<String>,
) -> Done {
    let request = Create {
        actor: actor(ctx),
        department,
        schedule,
        sections,
    };
    answer(ctx, digest::create, &request).await
}

#[poise::command(slash_command)]
async fn now(ctx: Context<'_>, #[autocomplete = "offered"] department: String) -> Done {
    let request = Now {
        actor: actor(ctx),
        department,
    };
    Box::pin(answer(ctx, digest::now, &request)).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, digest::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "digests"] digest: String,
    schedule: Option<String>,
    #[autocomplete = "sections"] sections: Option<String>,
    #[autocomplete = "zones"] timezone: Option<String>,
) -> Done {
    let request = Edit {
        actor: actor(ctx),
        digest,
        schedule,
        sections,
        timezone,
    };
    answer(ctx, digest::edit, &request).await
}

#[poise::command(slash_command)]
async fn pause(ctx: Context<'_>, #[autocomplete = "digests"] digest: String) -> Done {
    answer(ctx, digest::pause, &one(ctx, digest)).await
}

#[poise::command(slash_command)]
async fn resume(ctx: Context<'_>, #[autocomplete = "digests"] digest: String) -> Done {
    answer(ctx, digest::resume, &one(ctx, digest)).await
}

#[poise::command(slash_command)]
async fn delete(ctx: Context<'_>, #[autocomplete = "digests"] digest: String) -> Done {
    answer(ctx, digest::delete, &one(ctx, digest)).await
}

fn one(ctx: Context<'_>, digest: String) -> One {
    One {
        actor: actor(ctx),
        digest,
    }
}

fn typing(ctx: Context<'_>, typed: &str) -> Typing {
    Typing {
        actor: actor(ctx),
        typed: typed.to_owned(),
    }
}

async fn digests(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, digest::suggest, &typing(ctx, typed)).await
}

async fn sections(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, digest::suggest_sections, &typing(ctx, typed)).await
}
