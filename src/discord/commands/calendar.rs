//! `/calendar`

use poise::serenity_prelude as serenity;

use super::department::{fixed, offered};
use super::{Command, Context, Done, actor, answer, attachment, suggest};
use crate::core::org::special::{self, Import, List, Mark, Remove};
use crate::core::org::suggest as offer;

pub(super) fn commands() -> Vec<Command> {
    vec![calendar()]
}

#[poise::command(
    slash_command,
    guild_only,
    subcommands("holiday", "workday", "import", "list", "remove"),
    subcommand_required
)]
async fn calendar(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn holiday(
    ctx: Context<'_>,
    date: String,
    name: Option<String>,
    #[autocomplete = "offered"] department: Option<String>,
) -> Done {
    let request = Mark {
        actor: actor(ctx),
        date,
        name,
        department,
        works: false,
    };
    answer(ctx, special::mark, &request).await
}

#[poise::command(slash_command)]
async fn workday(
    ctx: Context<'_>,
    date: String,
    name: Option<String>,
    #[autocomplete = "offered"] department: Option<String>,
) -> Done {
    let request = Mark {
        actor: actor(ctx),
        date,
        name,
        department,
        works: true,
    };
    answer(ctx, special::mark, &request).await
}

#[poise::command(slash_command)]
async fn import(
    ctx: Context<'_>,
    #[autocomplete = "presets"] preset: Option<String>,
    file: Option<serenity::Attachment>,
    #[autocomplete = "offered"] department: Option<String>,
) -> Done {
    let file = match &file {
        Some(file) => Some(attachment(ctx, file).await?),
        None => None,
    };
    let request = Import {
        actor: actor(ctx),
        file,
        preset,
        department,
    };
    answer(ctx, special::import, &request).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>, #[autocomplete = "offered"] department: Option<String>) -> Done {
    let request = List {
        actor: actor(ctx),
        department,
    };
    answer(ctx, special::list, &request).await
}

#[poise::command(slash_command)]
async fn remove(
    ctx: Context<'_>,
    #[autocomplete = "days"] date: String,
    #[autocomplete = "offered"] department: Option<String>,
) -> Done {
    let request = Remove {
        actor: actor(ctx),
        date,
        department,
    };
    answer(ctx, special::remove, &request).await
}

async fn presets(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    fixed(offer::presets(actor(ctx).lang, typed))
}

async fn days(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = offer::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, offer::special_days, &typed).await
}
