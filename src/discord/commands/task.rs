//! `/task`, and **Make a task** in the menu of a message.

use poise::serenity_prelude as serenity;

use crate::chat::MessageId;
use crate::core;
use crate::core::org::suggest as of_org;
use crate::core::task::{
    self, Assign, Cancel, Cap, CheckOff, Create, Finish, FromMessage, List, One, Panel, Repeat,
    Say, Schedules, Tie, Typing,
};
use crate::discord::commands::department::who;
use crate::discord::commands::incident::words;
use crate::discord::commands::{
    Command, Context, Done, Id, actor, answer, answer_read, attached, choices, number, suggest,
};

choices!(Priority { Low = "low", Normal = "normal", High = "high", Urgent = "urgent" });
choices!(Relation {
    Blocks = "blocks",
    CausedBy = "caused-by",
    PartOf = "part-of",
    Verifies = "verifies",
});
choices!(State {
    Open = "open",
    All = "all",
    Doing = "doing",
    Done = "done",
    Draft = "draft",
    Active = "active",
    Scheduled = "scheduled",
    Running = "running",
    Passed = "passed",
    Failed = "failed",
    New = "new",
    Accepted = "accepted",
    Answered = "answered",
    Closed = "closed",
    Declined = "declined",
    Cancelled = "cancelled",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group(), from_message()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "task",
    subcommands(
        "create",
        "list",
        "show",
        "take",
        "assign",
        "comment",
        "stage",
        "check",
        "done",
        "cancel",
        "recurring",
        "schedules",
        "link",
        "cap",
        "panel"
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
    #[autocomplete = "kinds"] kind: String,
    title: String,
    project: Option<String>,
    assignee: Option<serenity::User>,
    due: Option<String>,
    priority: Option<Priority>,
    details: Option<String>,
) -> Done {
    let request = Create {
        actor: actor(ctx),
        department,
        kind,
        title,
        project,
        assignee: assignee.as_ref().map(who),
        due,
        priority: priority.map(|p| p.as_str().to_owned()),
        details,
    };
    Box::pin(answer(ctx, task::create, &request)).await
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn list(
    ctx: Context<'_>,
    mine: Option<bool>,
    #[autocomplete = "departments"] department: Option<String>,
    state: Option<State>,
    #[autocomplete = "kinds"] kind: Option<String>,
    overdue: Option<bool>,
    project: Option<String>,
) -> Done {
    let request = List {
        actor: actor(ctx),
        mine: mine.unwrap_or(false),
        department,
        state: state.map(|s| s.as_str().to_owned()),
        kind,
        overdue: overdue.unwrap_or(false),
        project,
    };
    answer_read(ctx, task::list, &request).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "tasks"] task: String) -> Done {
    answer_read(ctx, task::show, &one(ctx, task)).await
}

#[poise::command(slash_command)]
async fn take(ctx: Context<'_>, #[autocomplete = "tasks"] task: String) -> Done {
    Box::pin(answer(ctx, task::take, &one(ctx, task))).await
}

#[poise::command(slash_command)]
async fn assign(
    ctx: Context<'_>,
    #[autocomplete = "tasks"] task: String,
    user: Option<serenity::User>,
) -> Done {
    let request = Assign {
        actor: actor(ctx),
        task,
        user: user.as_ref().map(who),
    };
    Box::pin(answer(ctx, task::assign, &request)).await
}

#[poise::command(slash_command)]
async fn comment(ctx: Context<'_>, #[autocomplete = "tasks"] task: String, text: String) -> Done {
    let request = Say {
        actor: actor(ctx),
        task,
        text,
    };
    Box::pin(answer(ctx, task::comment, &request)).await
}

#[poise::command(slash_command)]
async fn stage(
    ctx: Context<'_>,
    #[autocomplete = "tasks"] task: String,
    #[autocomplete = "stages"] stage: String,
) -> Done {
    let request = Say {
        actor: actor(ctx),
        task,
        text: stage,
    };
    Box::pin(answer(ctx, task::stage, &request)).await
}

#[poise::command(slash_command)]
async fn check(
    ctx: Context<'_>,
    #[autocomplete = "tasks"] task: String,
    #[autocomplete = "items"] item: Option<String>,
) -> Done {
    let request = CheckOff {
        actor: actor(ctx),
        task,
        item,
    };
    Box::pin(answer(ctx, task::check, &request)).await
}

#[poise::command(slash_command)]
async fn done(
    ctx: Context<'_>,
    #[autocomplete = "tasks"] task: String,
    proof: Option<serenity::Attachment>,
) -> Done {
    let proof = match &proof {
        Some(file) => Some(attached(ctx, file).await?),
        None => None,
    };
    let request = Finish {
        actor: actor(ctx),
        task,
        proof,
    };
    Box::pin(answer(ctx, task::done, &request)).await
}

#[poise::command(slash_command)]
async fn cancel(
    ctx: Context<'_>,
    #[autocomplete = "tasks"] task: String,
    reason: Option<String>,
) -> Done {
    let request = Cancel {
        actor: actor(ctx),
        task,
        reason,
    };
    Box::pin(answer(ctx, task::cancel, &request)).await
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn recurring(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: String,
    #[autocomplete = "kinds"] kind: String,
    title: String,
    schedule: String,
    project: Option<String>,
    assignee: Option<serenity::User>,
    due: Option<String>,
    priority: Option<Priority>,
    details: Option<String>,
    holidays: Option<bool>,
) -> Done {
    let request = Repeat {
        actor: actor(ctx),
        department,
        kind,
        title,
        schedule,
        project,
        assignee: assignee.as_ref().map(who),
        due,
        priority: priority.map(|p| p.as_str().to_owned()),
        details,
        holidays: holidays.unwrap_or(false),
    };
    answer(ctx, task::repeat, &request).await
}

#[poise::command(slash_command)]
async fn schedules(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: Option<String>,
    #[autocomplete = "recurrences"] schedule: Option<String>,
) -> Done {
    let request = Schedules {
        actor: actor(ctx),
        department,
        schedule,
    };
    answer_read(ctx, task::schedules, &request).await
}

#[poise::command(slash_command)]
async fn link(
    ctx: Context<'_>,
    #[autocomplete = "tasks"] task: String,
    relation: Relation,
    #[autocomplete = "tasks"] other: String,
    remove: Option<bool>,
) -> Done {
    let request = Tie {
        actor: actor(ctx),
        task,
        relation: relation.as_str().to_owned(),
        other,
        remove: remove.unwrap_or(false),
    };
    Box::pin(answer(ctx, core::link, &request)).await
}

#[poise::command(slash_command)]
async fn cap(ctx: Context<'_>, most: i64) -> Done {
    let request = Cap {
        actor: actor(ctx),
        most,
    };
    answer(ctx, task::cap, &request).await
}

#[poise::command(slash_command)]
async fn panel(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: String,
    #[channel_types("Text")] channel: Option<serenity::GuildChannel>,
) -> Done {
    let channel = channel.map_or_else(|| ctx.channel_id(), |channel| channel.id);
    let request = Panel {
        actor: actor(ctx),
        department,
        channel: channel.ours(),
    };
    answer(ctx, task::panel, &request).await
}

#[poise::command(context_menu_command = "Make a task", guild_only)]
async fn from_message(ctx: Context<'_>, message: serenity::Message) -> Done {
    let request = FromMessage {
        actor: actor(ctx),
        channel: message.channel_id.ours(),
        message: MessageId(number(message.id.get())),
        text: words(&message),
    };
    answer_read(ctx, task::from_message, &request).await
}

fn one(ctx: Context<'_>, task: String) -> One {
    One {
        actor: actor(ctx),
        task,
    }
}

/// What has been typed into another option so far.
fn given(ctx: Context<'_>, name: &str) -> Option<String> {
    let poise::Context::Application(app) = ctx else {
        return None;
    };
    let option = app.args.iter().find(|option| option.name == name)?;
    match option.value {
        serenity::ResolvedValue::String(text) => Some(text.to_owned()),
        _ => None,
    }
}

fn typing(ctx: Context<'_>, typed: &str) -> Typing {
    Typing {
        actor: actor(ctx),
        typed: typed.to_owned(),
        department: given(ctx, "department"),
        task: given(ctx, "task"),
    }
}

async fn tasks(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, task::suggest, &typing(ctx, typed)).await
}

async fn kinds(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, task::suggest_kinds, &typing(ctx, typed)).await
}

async fn stages(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, task::suggest_stages, &typing(ctx, typed)).await
}

async fn items(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, task::suggest_items, &typing(ctx, typed)).await
}

async fn recurrences(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, task::suggest_recurring, &typing(ctx, typed)).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = of_org::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, of_org::departments, &typed).await
}
