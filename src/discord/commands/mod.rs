//! The slash commands: read the options, run one use case, answer. This file is what the files beside it stand on.
//!
//! A command is a poise function of at most twelve lines. It holds no description: names in Chinese, descriptions and the
//! labels of choices are messages (`cmd-standup-create`, see `words`), and a test fails while one is missing.
//!
//! ```ignore
//! choices!(Clock { Department = "department", Member = "member" });
//!
//! pub(super) fn commands() -> Vec<Command> {
//!     vec![standup()]
//! }
//!
//! #[poise::command(slash_command, guild_only, subcommands("create"), subcommand_required)]
//! async fn standup(_: Context<'_>) -> Done {
//!     Ok(())
//! }
//!
//! #[poise::command(slash_command)]
//! async fn create(
//!     ctx: Context<'_>,
//!     #[autocomplete = "departments"] department: String,
//!     clock: Option<Clock>,
//!     user: Option<serenity::UserId>,
//! ) -> Done {
//!     let request = standup::Create { actor: actor(ctx), department, user: user.map(Id::ours), clock: clock.map(Clock::as_str) };
//!     answer(ctx, standup::create, &request).await
//! }
//!
//! async fn departments(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
//!     suggest(ctx, org::suggest, typed).await
//! }
//! ```
//!
//! `#[rename = "for"]` names an option after a Rust keyword; `attachment(ctx, &file).await?` fetches what was attached.

mod audit;
mod away;
mod budget;
mod calendar;
mod decision;
mod department;
mod digest;
mod door;
mod escalation;
mod handoff;
mod heartbeat;
mod help;
mod incident;
mod integration;
mod knowledge;
mod me;
mod measure;
mod oncall;
mod setup;
mod silence;
mod simulate;
mod standup;
mod task;
mod watch;
mod why;
mod words;

use crate::discord::Face;

pub(super) use crate::discord::commands::door::{
    Context, Done, Id, Received, Refused, actor, actor_of, answer, answer_in_steps,
    answer_once_known, answer_read, attached, attachment, attachment_of, choices, number, suggest,
};
pub(super) use crate::discord::commands::words::registration;

/// One command with all its subcommands.
pub(super) type Command = poise::Command<Face, anyhow::Error>;

/// Every command, one line a capability.
pub(super) fn all() -> Vec<Command> {
    let capabilities = [
        setup::commands(),
        department::commands(),
        calendar::commands(),
        away::commands(),
        me::commands(),
        help::commands(),
        audit::commands(),
        standup::commands(),
        digest::commands(),
        incident::commands(),
        escalation::commands(),
        integration::commands(),
        oncall::commands(),
        silence::commands(),
        handoff::commands(),
        heartbeat::commands(),
        watch::commands(),
        task::commands(),
        decision::commands(),
        measure::commands(),
        knowledge::commands(),
        budget::commands(),
        simulate::commands(),
        why::commands(),
    ];
    capabilities.into_iter().flatten().collect()
}
