//! `/knowledge`

use poise::serenity_prelude as serenity;

use super::department::offered as departments;
use crate::core::knowledge::{self, Accept, Add, Ask, Edit, One, Reply_, Search};
use crate::core::org::suggest::Typed;
use crate::discord::commands::{
    Command, Context, Done, actor, answer as run, answer_read, choices, suggest,
};

choices!(Kind {
    Solution = "solution",
    KnownIssue = "known-issue",
    Policy = "policy",
    Lesson = "lesson",
});
choices!(Sought {
    Question = "question",
    Solution = "solution",
    KnownIssue = "known-issue",
    Policy = "policy",
    Lesson = "lesson",
});
choices!(Seen { Everyone = "everyone", Department = "department" });

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "knowledge",
    subcommands(
        "ask",
        "answer",
        "accept",
        "search",
        "add",
        "show",
        "edit",
        "retire",
        "acknowledge"
    ),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn ask(
    ctx: Context<'_>,
    question: String,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = Ask {
        actor: actor(ctx),
        question,
        department,
    };
    // On the heap: it is large.
    Box::pin(run(ctx, knowledge::ask, &request)).await
}

#[poise::command(slash_command)]
async fn answer(
    ctx: Context<'_>,
    #[autocomplete = "questions"] question: String,
    text: String,
    accept: Option<bool>,
) -> Done {
    let request = Reply_ {
        actor: actor(ctx),
        question,
        text,
        accept: accept.unwrap_or(false),
    };
    Box::pin(run(ctx, knowledge::answer, &request)).await
}

#[poise::command(slash_command)]
async fn accept(
    ctx: Context<'_>,
    #[autocomplete = "questions"] question: String,
    #[min = 1]
    #[max = 50]
    answer: i64,
) -> Done {
    let request = Accept {
        actor: actor(ctx),
        question,
        answer,
    };
    Box::pin(run(ctx, knowledge::accept, &request)).await
}

#[poise::command(slash_command)]
async fn search(ctx: Context<'_>, text: String, kind: Option<Sought>) -> Done {
    let request = Search {
        actor: actor(ctx),
        text,
        kind: kind.map(|k| k.as_str().to_owned()),
    };
    answer_read(ctx, knowledge::search, &request).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn add(
    ctx: Context<'_>,
    kind: Kind,
    title: String,
    text: String,
    #[autocomplete = "departments"] department: Option<String>,
    tags: Option<String>,
    review: Option<String>,
    #[autocomplete = "departments"] with: Option<String>,
    seen_by: Option<Seen>,
    until: Option<String>,
) -> Done {
    let request = Add {
        actor: actor(ctx),
        kind: kind.as_str().to_owned(),
        title,
        text,
        department,
        tags,
        review,
        with,
        seen_by: seen_by.map(|s| s.as_str().to_owned()),
        until,
    };
    Box::pin(run(ctx, knowledge::add, &request)).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "entries"] entry: String) -> Done {
    let request = One {
        actor: actor(ctx),
        entry,
    };
    answer_read(ctx, knowledge::show, &request).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "entries"] entry: String,
    title: Option<String>,
    text: Option<String>,
    tags: Option<String>,
    review: Option<String>,
    until: Option<String>,
) -> Done {
    let request = Edit {
        actor: actor(ctx),
        entry,
        title,
        text,
        tags,
        review,
        until,
    };
    Box::pin(run(ctx, knowledge::edit, &request)).await
}

#[poise::command(slash_command)]
async fn retire(ctx: Context<'_>, #[autocomplete = "entries"] entry: String) -> Done {
    let request = One {
        actor: actor(ctx),
        entry,
    };
    Box::pin(run(ctx, knowledge::retire, &request)).await
}

#[poise::command(slash_command)]
async fn acknowledge(ctx: Context<'_>, #[autocomplete = "policies"] entry: String) -> Done {
    let request = One {
        actor: actor(ctx),
        entry,
    };
    Box::pin(run(ctx, knowledge::acknowledge, &request)).await
}

fn typed(ctx: Context<'_>, text: &str) -> Typed {
    Typed {
        actor: actor(ctx),
        text: text.to_owned(),
    }
}

async fn entries(ctx: Context<'_>, text: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, knowledge::suggest, &typed(ctx, text)).await
}

async fn questions(ctx: Context<'_>, text: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, knowledge::suggest_questions, &typed(ctx, text)).await
}

async fn policies(ctx: Context<'_>, text: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, knowledge::suggest_policies, &typed(ctx, text)).await
}
