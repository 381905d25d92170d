//! `/handoff`, and **Make a handoff** in the menu of a message.

use poise::serenity_prelude as serenity;

use crate::chat::MessageId;
use crate::core::attached::Attached;
use crate::core::handoff::{
    self, Accept, Deliver, Freezing, FromMessage, List, Matrix, One, Pass, Request, Say, Typing,
};
use crate::core::org::{Who, suggest as of_org};
use crate::discord::commands::{
    Command, Context, Done, Id, actor, answer, answer_read, attached, choices, number, suggest,
};

choices!(Priority { Low = "low", Normal = "normal", High = "high", Urgent = "urgent" });
choices!(Which {
    OnUs = "waiting-on-us",
    OnOthers = "waiting-on-others",
    Mine = "mine",
    Open = "open",
    Closed = "closed",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group(), from_message()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "handoff",
    subcommands(
        "request",
        "list",
        "show",
        "accept",
        "decline",
        "ask",
        "answer_it",
        "deliver",
        "give_back",
        "confirm",
        "cancel",
        "sign",
        "pass",
        "matrix",
        "freeze"
    ),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn request(
    ctx: Context<'_>,
    #[autocomplete = "departments"] to: String,
    #[autocomplete = "playbooks"] playbook: String,
    title: String,
    #[autocomplete = "departments"] from: Option<String>,
    details: Option<String>,
    project: Option<String>,
    due: Option<String>,
    priority: Option<Priority>,
    file: Option<serenity::Attachment>,
) -> Done {
    let request = Request {
        actor: actor(ctx),
        to,
        playbook,
        title,
        from,
        details,
        project,
        due,
        priority: priority.map(|p| p.as_str().to_owned()),
        file: kept(ctx, file.as_ref()).await?,
    };
    Box::pin(answer(ctx, handoff::request, &request)).await
}

#[poise::command(slash_command)]
async fn list(
    ctx: Context<'_>,
    which: Option<Which>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = List {
        actor: actor(ctx),
        which: which.map(|w| w.as_str().to_owned()),
        department,
    };
    Box::pin(answer_read(ctx, handoff::list, &request)).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "handoffs"] handoff: String) -> Done {
    answer_read(ctx, handoff::show, &one(ctx, handoff)).await
}

#[poise::command(slash_command)]
async fn accept(
    ctx: Context<'_>,
    #[autocomplete = "handoffs"] handoff: String,
    assignee: Option<serenity::User>,
) -> Done {
    let request = Accept {
        actor: actor(ctx),
        handoff,
        assignee: assignee.map(|user| Who {
            user: user.id.ours(),
            name: user.display_name().to_owned(),
        }),
    };
    Box::pin(answer(ctx, handoff::accept, &request)).await
}

#[poise::command(slash_command)]
async fn decline(
    ctx: Context<'_>,
    #[autocomplete = "handoffs"] handoff: String,
    text: String,
) -> Done {
    Box::pin(answer(ctx, handoff::decline, &say(ctx, handoff, text))).await
}

#[poise::command(slash_command)]
async fn ask(ctx: Context<'_>, #[autocomplete = "handoffs"] handoff: String, text: String) -> Done {
    answer(ctx, handoff::ask, &say(ctx, handoff, text)).await
}

#[poise::command(slash_command, rename = "answer")]
async fn answer_it(
    ctx: Context<'_>,
    #[autocomplete = "handoffs"] handoff: String,
    text: String,
) -> Done {
    answer(ctx, handoff::answer, &say(ctx, handoff, text)).await
}

#[poise::command(slash_command)]
async fn deliver(
    ctx: Context<'_>,
    #[autocomplete = "handoffs"] handoff: String,
    text: Option<String>,
    proof: Option<serenity::Attachment>,
) -> Done {
    let request = Deliver {
        actor: actor(ctx),
        handoff,
        text,
        proof: kept(ctx, proof.as_ref()).await?,
    };
    Box::pin(answer(ctx, handoff::deliver, &request)).await
}

#[poise::command(slash_command, rename = "return")]
async fn give_back(
    ctx: Context<'_>,
    #[autocomplete = "handoffs"] handoff: String,
    text: String,
) -> Done {
    answer(ctx, handoff::give_back, &say(ctx, handoff, text)).await
}

#[poise::command(slash_command)]
async fn confirm(ctx: Context<'_>, #[autocomplete = "handoffs"] handoff: String) -> Done {
    Box::pin(answer(ctx, handoff::confirm, &one(ctx, handoff))).await
}

#[poise::command(slash_command)]
async fn cancel(ctx: Context<'_>, #[autocomplete = "handoffs"] handoff: String) -> Done {
    Box::pin(answer(ctx, handoff::cancel, &one(ctx, handoff))).await
}

#[poise::command(slash_command)]
async fn sign(ctx: Context<'_>, #[autocomplete = "handoffs"] handoff: String) -> Done {
    Box::pin(answer(ctx, handoff::sign, &one(ctx, handoff))).await
}

#[poise::command(slash_command)]
async fn pass(
    ctx: Context<'_>,
    #[autocomplete = "handoffs"] handoff: String,
    #[autocomplete = "departments"] to: String,
    text: Option<String>,
) -> Done {
    let request = Pass {
        actor: actor(ctx),
        handoff,
        to,
        text,
    };
    Box::pin(answer(ctx, handoff::pass, &request)).await
}

#[poise::command(slash_command)]
async fn matrix(ctx: Context<'_>, from: Option<String>, to: Option<String>) -> Done {
    let request = Matrix {
        actor: actor(ctx),
        from,
        to,
    };
    answer_read(ctx, handoff::matrix, &request).await
}

#[poise::command(slash_command)]
async fn freeze(
    ctx: Context<'_>,
    from: Option<String>,
    until: Option<String>,
    reason: Option<String>,
) -> Done {
    let request = Freezing {
        actor: actor(ctx),
        from,
        until,
        reason,
    };
    answer(ctx, handoff::freeze, &request).await
}

#[poise::command(context_menu_command = "Make a handoff", guild_only)]
async fn from_message(ctx: Context<'_>, message: serenity::Message) -> Done {
    let request = FromMessage {
        actor: actor(ctx),
        channel: message.channel_id.ours(),
        message: MessageId(number(message.id.get())),
        text: message.content.to_string(),
    };
    Box::pin(answer(ctx, handoff::from_message, &request)).await
}

async fn kept(
    ctx: Context<'_>,
    file: Option<&serenity::Attachment>,
) -> anyhow::Result<Option<Attached>> {
    match file {
        Some(file) => attached(ctx, file).await.map(Some),
        None => Ok(None),
    }
}

fn one(ctx: Context<'_>, handoff: String) -> One {
    One {
        actor: actor(ctx),
        handoff,
    }
}

fn say(ctx: Context<'_>, handoff: String, text: String) -> Say {
    Say {
        actor: actor(ctx),
        handoff,
        text,
    }
}

fn typing(ctx: Context<'_>, typed: &str) -> Typing {
    Typing {
        actor: actor(ctx),
        typed: typed.to_owned(),
    }
}

async fn handoffs(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, handoff::suggest, &typing(ctx, typed)).await
}

async fn playbooks(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, handoff::suggest_playbooks, &typing(ctx, typed)).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = of_org::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, of_org::departments, &typed).await
}
