//! `/incident`, and **Declare an incident** in the menu of a message.

use poise::serenity_prelude as serenity;

use crate::chat::MessageId;
use crate::core::incident::{
    self, Declare, FromMessage, List, Merge, One, Resolve, SetRole, SetSeverity, Stats, Typing,
    Update,
};
use crate::core::org::{Who, suggest as of_org};
use crate::discord::commands::{
    Command, Context, Done, Id, actor, answer, answer_read, choices, number, suggest,
};

choices!(Level { Sev1 = "sev1", Sev2 = "sev2", Sev3 = "sev3", Sev4 = "sev4" });
choices!(Kind { Fault = "fault", Security = "security", Data = "data", Customer = "customer" });
choices!(Role { Commander = "commander", Communications = "communications", Scribe = "scribe" });
choices!(State {
    Open = "open",
    All = "all",
    Triggered = "triggered",
    Acknowledged = "acknowledged",
    Mitigated = "mitigated",
    Resolved = "resolved",
    Closed = "closed",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group(), from_message()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "incident",
    subcommands(
        "declare",
        "list",
        "show",
        "ack",
        "update",
        "severity",
        "role",
        "escalate",
        "mitigate",
        "resolve",
        "reopen",
        "merge",
        "close",
        "postmortem",
        "stats"
    ),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn declare(
    ctx: Context<'_>,
    title: String,
    severity: Level,
    #[autocomplete = "departments"] department: String,
    #[rename = "type"] kind: Option<Kind>,
    service: Option<String>,
    project: Option<String>,
    details: Option<String>,
    customers_affected: Option<bool>,
) -> Done {
    let request = Declare {
        actor: actor(ctx),
        title,
        severity: severity.as_str().to_owned(),
        department,
        kind: kind.map(|k| k.as_str().to_owned()),
        service,
        project,
        details,
        customers: customers_affected.unwrap_or(false),
        message: None,
    };
    answer(ctx, incident::declare, &request).await
}

#[poise::command(slash_command)]
async fn list(
    ctx: Context<'_>,
    state: Option<State>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = List {
        actor: actor(ctx),
        state: state.map(|s| s.as_str().to_owned()),
        department,
    };
    answer_read(ctx, incident::list, &request).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer_read(ctx, incident::show, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn ack(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer(ctx, incident::ack, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn update(
    ctx: Context<'_>,
    #[autocomplete = "incidents"] incident: String,
    text: String,
    public: Option<bool>,
) -> Done {
    let request = Update {
        actor: actor(ctx),
        incident,
        text,
        public: public.unwrap_or(false),
    };
    answer(ctx, incident::update, &request).await
}

#[poise::command(slash_command)]
async fn severity(
    ctx: Context<'_>,
    #[autocomplete = "incidents"] incident: String,
    severity: Level,
) -> Done {
    let request = SetSeverity {
        actor: actor(ctx),
        incident,
        severity: severity.as_str().to_owned(),
    };
    answer(ctx, incident::severity, &request).await
}

#[poise::command(slash_command)]
async fn role(
    ctx: Context<'_>,
    #[autocomplete = "incidents"] incident: String,
    role: Role,
    user: serenity::User,
) -> Done {
    let request = SetRole {
        actor: actor(ctx),
        incident,
        role: role.as_str().to_owned(),
        user: Who {
            user: user.id.ours(),
            name: user.display_name().to_owned(),
        },
    };
    answer(ctx, incident::role, &request).await
}

#[poise::command(slash_command)]
async fn escalate(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer(ctx, incident::escalate, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn mitigate(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer(ctx, incident::mitigate, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn resolve(
    ctx: Context<'_>,
    #[autocomplete = "incidents"] incident: String,
    cause: Option<String>,
    impact: Option<String>,
) -> Done {
    let request = Resolve {
        actor: actor(ctx),
        incident,
        cause,
        impact,
    };
    answer(ctx, incident::resolve, &request).await
}

#[poise::command(slash_command)]
async fn reopen(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer(ctx, incident::reopen, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn merge(
    ctx: Context<'_>,
    #[autocomplete = "incidents"] incident: String,
    #[autocomplete = "incidents"] into: String,
) -> Done {
    let request = Merge {
        actor: actor(ctx),
        incident,
        into,
    };
    answer(ctx, incident::merge, &request).await
}

#[poise::command(slash_command)]
async fn close(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer(ctx, incident::close, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn postmortem(ctx: Context<'_>, #[autocomplete = "incidents"] incident: String) -> Done {
    answer_read(ctx, incident::postmortem, &one(ctx, incident)).await
}

#[poise::command(slash_command)]
async fn stats(
    ctx: Context<'_>,
    from: Option<String>,
    to: Option<String>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = Stats {
        actor: actor(ctx),
        from,
        to,
        department,
    };
    answer_read(ctx, incident::stats, &request).await
}

#[poise::command(context_menu_command = "Declare an incident", guild_only)]
async fn from_message(ctx: Context<'_>, message: serenity::Message) -> Done {
    let request = FromMessage {
        actor: actor(ctx),
        channel: message.channel_id.ours(),
        message: MessageId(number(message.id.get())),
        text: words(&message),
    };
    answer_read(ctx, incident::from_message, &request).await
}

/// What a message says: other bots say it in an embed.
pub(super) fn words(message: &serenity::Message) -> String {
    if !message.content.trim().is_empty() {
        return message.content.clone();
    }
    let first = message.embeds.first();
    let parts = first.map(|embed| [embed.title.as_deref(), embed.description.as_deref()]);
    let parts: Vec<&str> = parts.into_iter().flatten().flatten().collect();
    parts.join("\n")
}

fn one(ctx: Context<'_>, incident: String) -> One {
    One {
        actor: actor(ctx),
        incident,
    }
}

async fn incidents(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typing = Typing {
        actor: actor(ctx),
        typed: typed.to_owned(),
    };
    suggest(ctx, incident::suggest, &typing).await
}

async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = of_org::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, of_org::departments, &typed).await
}
