//! `/integration`

use poise::serenity_prelude as serenity;

use crate::core::alert::{self, Create, One};
use crate::core::org::suggest as org_suggest;
use crate::discord::commands::{
    Command, Context, Done, actor, answer, answer_read, choices, suggest,
};

choices!(Kind {
    Alertmanager = "alertmanager",
    Grafana = "grafana",
    PagerDuty = "pagerduty",
    GitHub = "github",
    Generic = "generic",
    Measure = "measure",
    JUnit = "junit",
    Scanner = "scanner",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "integration",
    subcommands("create", "list", "rotate", "delete", "test"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: String,
    kind: Kind,
    name: String,
    severity_map: Option<String>,
    mapping: Option<String>,
) -> Done {
    let bad_mapping = mapping.as_deref().and_then(ctx.data().bad_mapping);
    let request = Create {
        actor: actor(ctx),
        department,
        kind: kind.as_str().to_owned(),
        name,
        severity_map,
        mapping,
        bad_mapping,
        base: ctx.data().address(),
    };
    answer(ctx, alert::create, &request).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, alert::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn rotate(ctx: Context<'_>, #[autocomplete = "integrations"] integration: String) -> Done {
    answer(ctx, alert::rotate, &one(ctx, integration)).await
}

#[poise::command(slash_command)]
async fn delete(ctx: Context<'_>, #[autocomplete = "integrations"] integration: String) -> Done {
    answer(ctx, alert::delete, &one(ctx, integration)).await
}

#[poise::command(slash_command)]
async fn test(ctx: Context<'_>, #[autocomplete = "integrations"] integration: String) -> Done {
    let request = one(ctx, integration);
    // On the heap: it is large.
    Box::pin(answer(ctx, alert::test, &request)).await
}

fn one(ctx: Context<'_>, integration: String) -> One {
    One {
        actor: actor(ctx),
        integration,
        base: ctx.data().address(),
    }
}

async fn integrations(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, alert::suggest, typed).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = org_suggest::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, org_suggest::departments, &typed).await
}
