//! `/escalation`

use poise::serenity_prelude as serenity;

use super::department::offered as departments;
use super::{Command, Context, Done, actor, answer, answer_read, choices, suggest};
use crate::core::incident::policies::{self, Assign, Create, Edit, Show, TypingPolicy};

choices!(Level { Sev1 = "sev1", Sev2 = "sev2", Sev3 = "sev3", Sev4 = "sev4" });

pub(super) fn commands() -> Vec<Command> {
    vec![escalation()]
}

#[poise::command(
    slash_command,
    guild_only,
    subcommands("create", "show", "edit", "assign"),
    subcommand_required
)]
async fn escalation(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: String,
    name: String,
    levels: String,
    repeat: Option<i64>,
) -> Done {
    let request = Create {
        actor: actor(ctx),
        department,
        name,
        levels,
        repeat,
    };
    answer(ctx, policies::create, &request).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "known"] policy: Option<String>) -> Done {
    let request = Show {
        actor: actor(ctx),
        policy,
    };
    answer_read(ctx, policies::show, &request).await
}

#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "known"] policy: String,
    levels: Option<String>,
    repeat: Option<i64>,
    name: Option<String>,
) -> Done {
    let request = Edit {
        actor: actor(ctx),
        policy,
        name,
        levels,
        repeat,
    };
    answer(ctx, policies::edit, &request).await
}

#[poise::command(slash_command)]
async fn assign(
    ctx: Context<'_>,
    #[autocomplete = "known"] policy: String,
    #[autocomplete = "departments"] department: Option<String>,
    severity: Option<Level>,
    service: Option<String>,
) -> Done {
    let request = Assign {
        actor: actor(ctx),
        policy,
        department,
        severity: severity.map(|s| s.as_str().to_owned()),
        service,
    };
    answer(ctx, policies::assign, &request).await
}

async fn known(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typing = TypingPolicy {
        typed: typed.to_owned(),
    };
    suggest(ctx, policies::suggest, &typing).await
}
