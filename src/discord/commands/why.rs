//! **Why this?** in the menu of a message.

use poise::serenity_prelude as serenity;

use crate::core::why::{self, Why};
use crate::discord::commands::door::number;
use crate::discord::commands::{Command, Context, Done, Id, actor, answer_read};

pub(super) fn commands() -> Vec<Command> {
    vec![why_this()]
}

#[poise::command(context_menu_command = "Why this?")]
async fn why_this(ctx: Context<'_>, message: serenity::Message) -> Done {
    let (channel, message) = (
        message.channel_id.ours(),
        crate::chat::MessageId(number(message.id.get())),
    );
    answer_read(
        ctx,
        why::why,
        &Why {
            actor: actor(ctx),
            channel,
            message,
        },
    )
    .await
}
