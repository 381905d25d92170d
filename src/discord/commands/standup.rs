//! `/standup`

use poise::serenity_prelude as serenity;

use crate::core::standup::{self, Create, Edit, One, Report, Typing};
use crate::discord::commands::{
    Command, Context, Done, actor, answer, answer_read, choices, suggest,
};

choices!(Clock { Department = "department", Member = "member" });

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "standup",
    subcommands(
        "create", "reply", "skip", "list", "edit", "pause", "resume", "delete", "run", "report"
    ),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: String,
    name: String,
    schedule: String,
    #[autocomplete = "zones"] timezone: Option<String>,
    window: Option<i64>,
    reminders: Option<String>,
    questions: Option<String>,
    clock: Option<Clock>,
) -> Done {
    let (actor, clock) = (actor(ctx), clock.map(|c| c.as_str().to_owned()));
    let request = Create {
        actor,
        department,
        name,
        schedule,
        timezone,
        window,
        reminders,
        questions,
        clock,
    };
    answer(ctx, standup::create, &request).await
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "standups"] standup: String,
    name: Option<String>,
    schedule: Option<String>,
    #[autocomplete = "zones"] timezone: Option<String>,
    window: Option<i64>,
    reminders: Option<String>,
    questions: Option<String>,
    clock: Option<Clock>,
) -> Done {
    let (actor, clock) = (actor(ctx), clock.map(|c| c.as_str().to_owned()));
    let request = Edit {
        actor,
        standup,
        name,
        schedule,
        timezone,
        window,
        reminders,
        questions,
        clock,
    };
    answer(ctx, standup::edit, &request).await
}

#[poise::command(slash_command, rename = "answer")]
async fn reply(ctx: Context<'_>, #[autocomplete = "standups"] standup: String) -> Done {
    answer(
        ctx,
        standup::answer,
        &One {
            actor: actor(ctx),
            standup,
        },
    )
    .await
}

#[poise::command(slash_command)]
async fn skip(ctx: Context<'_>, #[autocomplete = "standups"] standup: String) -> Done {
    answer(
        ctx,
        standup::skip,
        &One {
            actor: actor(ctx),
            standup,
        },
    )
    .await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer_read(ctx, standup::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn pause(ctx: Context<'_>, #[autocomplete = "standups"] standup: String) -> Done {
    answer(
        ctx,
        standup::pause,
        &One {
            actor: actor(ctx),
            standup,
        },
    )
    .await
}

#[poise::command(slash_command)]
async fn resume(ctx: Context<'_>, #[autocomplete = "standups"] standup: String) -> Done {
    answer(
        ctx,
        standup::resume,
        &One {
            actor: actor(ctx),
            standup,
        },
    )
    .await
}

#[poise::command(slash_command)]
async fn delete(ctx: Context<'_>, #[autocomplete = "standups"] standup: String) -> Done {
    answer(
        ctx,
        standup::delete,
        &One {
            actor: actor(ctx),
            standup,
        },
    )
    .await
}

#[poise::command(slash_command)]
async fn run(ctx: Context<'_>, #[autocomplete = "standups"] standup: String) -> Done {
    answer(
        ctx,
        standup::run,
        &One {
            actor: actor(ctx),
            standup,
        },
    )
    .await
}

#[poise::command(slash_command)]
async fn report(
    ctx: Context<'_>,
    #[autocomplete = "standups"] standup: String,
    from: Option<String>,
    to: Option<String>,
) -> Done {
    answer_read(
        ctx,
        standup::report,
        &Report {
            actor: actor(ctx),
            standup,
            from,
            to,
        },
    )
    .await
}

fn typing(ctx: Context<'_>, typed: &str) -> Typing {
    Typing {
        actor: actor(ctx),
        typed: typed.to_owned(),
    }
}

async fn standups(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, standup::suggest, &typing(ctx, typed)).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, standup::suggest_departments, &typing(ctx, typed)).await
}

async fn zones(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, standup::suggest_zones, typed).await
}
