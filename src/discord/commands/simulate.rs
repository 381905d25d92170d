//! `/simulate`

use crate::core::simulate::{self as core_simulate, Simulate};
use crate::discord::commands::department::offered;
use crate::discord::commands::{Command, Context, Done, actor, answer_read};

pub(super) fn commands() -> Vec<Command> {
    vec![simulate()]
}

#[poise::command(slash_command, guild_only)]
async fn simulate(
    ctx: Context<'_>,
    from: String,
    to: String,
    #[autocomplete = "offered"] department: Option<String>,
    page: Option<String>,
) -> Done {
    let request = Simulate {
        actor: actor(ctx),
        from,
        to,
        department,
        page,
    };
    answer_read(ctx, core_simulate::simulate, &request).await
}
