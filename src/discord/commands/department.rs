//! `/department`

use poise::serenity_prelude as serenity;

use super::{Command, Context, Done, Id, actor, answer, choices, suggest};
use crate::core::org::departments::{self, Add, Edit, One};
use crate::core::org::{Who, suggest as offer};

choices!(Locale { En = "en-US", Zh = "zh-CN" });

pub(super) fn commands() -> Vec<Command> {
    vec![department()]
}

#[poise::command(
    slash_command,
    guild_only,
    subcommands("list", "add", "edit", "join", "leave", "show"),
    subcommand_required
)]
async fn department(_: Context<'_>) -> Done {
    Ok(())
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Done {
    answer(ctx, departments::list, &actor(ctx)).await
}

#[poise::command(slash_command)]
async fn add(
    ctx: Context<'_>,
    key: String,
    name: String,
    #[channel_types("Text")] channel: Option<serenity::GuildChannel>,
) -> Done {
    let request = Add {
        actor: actor(ctx),
        key,
        name,
        channel: channel.map(|c| c.id.ours()),
    };
    answer(ctx, departments::add, &request).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "offered"] department: String,
    name: Option<String>,
    #[channel_types("Text")] channel: Option<serenity::GuildChannel>,
    role: Option<serenity::Role>,
    lead: Option<serenity::User>,
    #[autocomplete = "zones"] timezone: Option<String>,
    locale: Option<Locale>,
    workdays: Option<String>,
    hours: Option<String>,
) -> Done {
    let request = Edit {
        actor: actor(ctx),
        department,
        name,
        channel: channel.map(|c| c.id.ours()),
        role: role.map(|r| r.id.ours()),
        lead: lead.as_ref().map(who),
        timezone,
        locale: locale.map(|l| l.as_str().to_owned()),
        workdays,
        hours,
    };
    answer(ctx, departments::edit, &request).await
}

#[poise::command(slash_command)]
async fn join(ctx: Context<'_>, #[autocomplete = "offered"] department: String) -> Done {
    let request = One {
        actor: actor(ctx),
        department,
    };
    answer(ctx, departments::join, &request).await
}

#[poise::command(slash_command)]
async fn leave(ctx: Context<'_>, #[autocomplete = "offered"] department: String) -> Done {
    let request = One {
        actor: actor(ctx),
        department,
    };
    answer(ctx, departments::leave, &request).await
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "offered"] department: String) -> Done {
    let request = One {
        actor: actor(ctx),
        department,
    };
    answer(ctx, departments::show, &request).await
}

/// Somebody named in an option.
pub(super) fn who(user: &serenity::User) -> Who {
    Who {
        user: user.id.ours(),
        name: user.display_name().to_owned(),
    }
}

/// Departments of this server that fit what is typed.
pub(super) async fn offered(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = offer::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, offer::departments, &typed).await
}

/// Time zones that fit what is typed.
pub(super) async fn zones(_: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    fixed(offer::zones(typed))
}

/// Suggestions that need no look into the database.
pub(super) fn fixed(found: Vec<crate::core::Suggestion>) -> serenity::CreateAutocompleteResponse {
    let choices = found
        .into_iter()
        .map(|s| serenity::AutocompleteChoice::new(s.label, s.value));
    serenity::CreateAutocompleteResponse::new().set_choices(choices.collect())
}
