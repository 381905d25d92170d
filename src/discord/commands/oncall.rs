//! `/oncall`

use poise::serenity_prelude as serenity;

use super::department::{offered as departments, who as named};
use super::{Command, Context, Done, actor, answer, answer_read};
use crate::core::incident::reachable;
use crate::core::oncall::feed::{self, MakeFeed};
use crate::core::oncall::manage::{self, SetRotation, TakeOver, WhoIs};
use crate::core::oncall::personal::{self, SetContact, Shifts};
use crate::core::oncall::trade::{self, Swap};

pub(super) fn commands() -> Vec<Command> {
    vec![oncall()]
}

#[poise::command(
    slash_command,
    guild_only,
    subcommands(
        "rotation",
        "take_over",
        "swap",
        "who",
        "shifts",
        "contact",
        "calendar"
    ),
    subcommand_required
)]
async fn oncall(_: Context<'_>) -> Done {
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one parameter an option")]
#[poise::command(slash_command)]
async fn rotation(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: String,
    members: String,
    handoff: String,
    length: Option<String>,
    timezone: Option<String>,
    name: Option<String>,
    layer: Option<i64>,
    hours: Option<String>,
    remove: Option<bool>,
) -> Done {
    let request = SetRotation {
        actor: actor(ctx),
        department,
        members,
        length,
        handoff,
        timezone,
        name,
        layer,
        hours,
        remove: remove.unwrap_or(false),
    };
    answer(ctx, manage::rotation, &request).await
}

#[poise::command(slash_command, rename = "override")]
async fn take_over(
    ctx: Context<'_>,
    user: serenity::User,
    from: String,
    to: String,
    #[autocomplete = "departments"] department: Option<String>,
    rotation: Option<String>,
) -> Done {
    let request = TakeOver {
        actor: actor(ctx),
        user: named(&user),
        from,
        to,
        department,
        rotation,
    };
    answer(ctx, manage::take_over, &request).await
}

#[poise::command(slash_command)]
async fn who(ctx: Context<'_>, #[autocomplete = "departments"] department: Option<String>) -> Done {
    let request = WhoIs {
        actor: actor(ctx),
        department,
    };
    answer(ctx, reachable::who, &request).await
}

#[poise::command(slash_command)]
async fn shifts(ctx: Context<'_>, user: Option<serenity::User>) -> Done {
    let request = Shifts {
        actor: actor(ctx),
        user: user.as_ref().map(named),
    };
    answer_read(ctx, personal::shifts, &request).await
}

#[poise::command(slash_command)]
async fn contact(
    ctx: Context<'_>,
    mail: Option<String>,
    hook: Option<String>,
    clear: Option<bool>,
) -> Done {
    let request = SetContact {
        actor: actor(ctx),
        mail,
        hook,
        clear: clear.unwrap_or(false),
    };
    answer(ctx, personal::contact, &request).await
}

#[poise::command(slash_command)]
async fn calendar(ctx: Context<'_>, remove: Option<bool>) -> Done {
    let request = MakeFeed {
        actor: actor(ctx),
        base: ctx.data().address(),
        remove: remove.unwrap_or(false),
    };
    answer(ctx, feed::calendar, &request).await
}

#[poise::command(slash_command)]
async fn swap(
    ctx: Context<'_>,
    user: serenity::User,
    mine: Option<String>,
    theirs: Option<String>,
) -> Done {
    let request = Swap {
        actor: actor(ctx),
        user: named(&user),
        mine,
        theirs,
    };
    answer(ctx, trade::ask, &request).await
}
