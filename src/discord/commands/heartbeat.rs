//! `/heartbeat`

use poise::serenity_prelude as serenity;

use crate::core::alert::heartbeat::{self, Create, One};
use crate::core::org::suggest as org_suggest;
use crate::discord::commands::{
    Command, Context, Done, actor, answer, answer_read, choices, suggest,
};

choices!(Severity {
    Sev1 = "sev1",
    Sev2 = "sev2",
    Sev3 = "sev3",
    Sev4 = "sev4",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "heartbeat",
    subcommands("create", "list", "delete"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    name: String,
    every: String,
    #[autocomplete = "departments"] department: String,
    grace: Option<String>,
    severity: Option<Severity>,
) -> Done {
    let request = Create {
        actor: actor(ctx),
        name,
        every,
        grace,
        department,
        severity: severity.map(|s| s.as_str().to_owned()),
        base: ctx.data().address(),
    };
    answer(ctx, heartbeat::create, &request).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, heartbeat::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn delete(ctx: Context<'_>, #[autocomplete = "heartbeats"] heartbeat: String) -> Done {
    let request = One {
        actor: actor(ctx),
        heartbeat,
    };
    answer(ctx, heartbeat::delete, &request).await
}

async fn heartbeats(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, heartbeat::suggest, typed).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = org_suggest::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, org_suggest::departments, &typed).await
}
