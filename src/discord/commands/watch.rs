//! `/watch`

use poise::serenity_prelude as serenity;

use crate::core::alert::watch::{self, Add, One};
use crate::core::org::suggest as org_suggest;
use crate::discord::commands::{
    Command, Context, Done, Id, actor, answer, answer_once_known, answer_read, choices, suggest,
};
use crate::discord::hearing;

choices!(Action {
    Incident = "incident",
    Task = "task",
    Handoff = "handoff",
});
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
    rename = "watch",
    subcommands("add", "list", "remove", "test"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn add(
    ctx: Context<'_>,
    #[channel_types("Text", "News")] channel: serenity::PartialChannel,
    pattern: String,
    action: Action,
    #[autocomplete = "departments"] department: String,
    severity: Option<Severity>,
) -> Done {
    let reads = channel.permissions.is_some_and(|p| p.view_channel());
    let request = async {
        Add {
            actor: actor(ctx),
            channel: channel.id.ours(),
            reads,
            pattern,
            action: action.as_str(),
            department,
            severity: severity.map(|s| s.as_str().to_owned()),
            recent: hearing::recent(&ctx.data().rest, channel.id.ours()).await,
        }
    };
    // On the heap: it is large.
    Box::pin(answer_once_known(ctx, watch::add, request)).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, watch::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn remove(ctx: Context<'_>, #[autocomplete = "watches"] watch: String) -> Done {
    let request = One {
        actor: actor(ctx),
        watch,
        text: String::new(),
    };
    answer(ctx, watch::remove, &request).await
}

#[poise::command(slash_command)]
async fn test(ctx: Context<'_>, #[autocomplete = "watches"] watch: String, text: String) -> Done {
    let request = One {
        actor: actor(ctx),
        watch,
        text,
    };
    answer(ctx, watch::test, &request).await
}

async fn watches(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, watch::suggest, typed).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = org_suggest::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, org_suggest::departments, &typed).await
}
