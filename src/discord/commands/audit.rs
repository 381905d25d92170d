//! `/audit`

use poise::serenity_prelude as serenity;

use super::department::who;
use super::{Command, Context, Done, actor, answer, suggest};
use crate::core::org::audit::{self as core_audit, Audit};
use crate::core::org::suggest as offer;

pub(super) fn commands() -> Vec<Command> {
    vec![audit()]
}

#[poise::command(slash_command, guild_only)]
async fn audit(
    ctx: Context<'_>,
    #[autocomplete = "subjects"] subject: Option<String>,
    user: Option<serenity::User>,
    from: Option<String>,
    to: Option<String>,
) -> Done {
    let request = Audit {
        actor: actor(ctx),
        subject,
        user: user.as_ref().map(who),
        from,
        to,
    };
    answer(ctx, core_audit::audit, &request).await
}

async fn subjects(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let typed = offer::Typed {
        actor: actor(ctx),
        text: typed.to_owned(),
    };
    suggest(ctx, offer::subjects, &typed).await
}
