//! `/measure`

use poise::serenity_prelude as serenity;

use crate::core::measure::{self, Enter, List, One, Target, Typing};
use crate::core::org::suggest as org_suggest;
use crate::discord::commands::{
    Command, Context, Done, actor, answer, answer_read, choices, suggest,
};

choices!(Direction {
    Higher = "higher",
    Lower = "lower",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "measure",
    subcommands("record", "target", "show", "list"),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
#[expect(clippy::too_many_arguments, reason = "each is an option people see")]
async fn record(
    ctx: Context<'_>,
    #[autocomplete = "measures"] measure: String,
    value: String,
    project: Option<String>,
    at: Option<String>,
    note: Option<String>,
    unit: Option<String>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = Enter {
        actor: actor(ctx),
        measure,
        value,
        project,
        unit,
        department,
        note,
        at,
    };
    answer(ctx, measure::enter, &request).await
}

#[poise::command(slash_command)]
#[expect(clippy::too_many_arguments, reason = "each is an option people see")]
async fn target(
    ctx: Context<'_>,
    #[autocomplete = "measures"] measure: String,
    value: String,
    thresholds: Option<String>,
    direction: Option<Direction>,
    unit: Option<String>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = Target {
        actor: actor(ctx),
        measure,
        value,
        thresholds,
        direction: direction.map(|d| d.as_str().to_owned()),
        unit,
        department,
    };
    answer(ctx, measure::target, &request).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "measures"] measure: String) -> Done {
    let actor = actor(ctx);
    answer_read(ctx, measure::show, &One { actor, measure }).await
}

#[poise::command(slash_command)]
async fn list(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let actor = actor(ctx);
    answer_read(ctx, measure::list, &List { actor, department }).await
}

async fn measures(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typing = Typing {
        actor: actor(ctx),
        typed: typed.to_owned(),
    };
    suggest(ctx, measure::suggest, &typing).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = org_suggest::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, org_suggest::departments, &typed).await
}
