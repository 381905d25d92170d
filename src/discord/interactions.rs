//! Buttons, menus and forms: one router from custom id to the core.
//!
//! What a press means is in its id and in the database, never in memory: it works after a restart and a year later. An id that
//! is not ours is answered privately.

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use poise::serenity_prelude as serenity;

use crate::chat::{ActionId, ChannelId, MessageId};
use crate::core::{self, Act, Actor, Error, Refusal, Reply, org};
use crate::discord::commands::{Id, actor_of, number};
use crate::discord::respond::{Asked, From as Source};
use crate::outbox;
use crate::store::{Store, Tx};

/// A button, menu or form that was used.
pub(super) struct Used<'a> {
    id: serenity::InteractionId,
    token: &'a str,
    guild: Option<serenity::GuildId>,
    /// Where it was used: the channel, and the message with the button.
    place: (ChannelId, MessageId),
    actor: Actor,
    from: Source,
    action: Option<ActionId>,
    /// `standup:answer`, for logs and metrics.
    name: String,
    chosen: Vec<String>,
    typed: Vec<(String, String)>,
}

impl<'a> Used<'a> {
    /// A button or a menu.
    pub(super) fn component(of: &'a serenity::ComponentInteraction) -> Used<'a> {
        let chosen = match &of.data.kind {
            serenity::ComponentInteractionDataKind::StringSelect { values } => values.clone(),
            serenity::ComponentInteractionDataKind::UserSelect { values } => texts(values),
            serenity::ComponentInteractionDataKind::RoleSelect { values } => texts(values),
            serenity::ComponentInteractionDataKind::MentionableSelect { values } => texts(values),
            serenity::ComponentInteractionDataKind::ChannelSelect { values } => texts(values),
            serenity::ComponentInteractionDataKind::Button
            | serenity::ComponentInteractionDataKind::Unknown(_) => Vec::new(),
        };
        let (action, name) = read(&of.data.custom_id);
        Used {
            id: of.id,
            token: &of.token,
            guild: of.guild_id,
            place: place(of.channel_id, Some(&of.message)),
            actor: actor_of(&of.user, of.member.as_ref(), &of.locale),
            from: source(Some(&of.message)),
            action,
            name,
            chosen,
            typed: Vec::new(),
        }
    }

    /// A form that was sent.
    pub(super) fn modal(of: &'a serenity::ModalInteraction) -> Used<'a> {
        let inputs = of.data.components.iter().flat_map(|row| &row.components);
        let typed = inputs
            .filter_map(|input| match input {
                serenity::ActionRowComponent::InputText(input) => Some((
                    input.custom_id.clone(),
                    input.value.clone().unwrap_or_default(),
                )),
                _ => None,
            })
            .collect();
        let (action, name) = read(&of.data.custom_id);
        Used {
            id: of.id,
            token: &of.token,
            guild: of.guild_id,
            place: place(of.channel_id, of.message.as_deref()),
            actor: actor_of(&of.user, of.member.as_ref(), &of.locale),
            from: source(of.message.as_deref()),
            action,
            name,
            chosen: Vec::new(),
            typed,
        }
    }

    /// The same as something to be answered.
    pub(super) fn asked<'b>(
        &'b self,
        http: &'b serenity::Http,
        received: Instant,
        deferred: &'b AtomicBool,
    ) -> Asked<'b> {
        Asked {
            http,
            id: self.id,
            token: self.token,
            received,
            from: self.from,
            lang: self.actor.lang,
            workspace: self.guild.unwrap_or_default().ours(),
            name: &self.name,
            deferred,
        }
    }
}

/// Lets the core act on it.
pub(super) async fn act(store: &Store, asked: &Asked<'_>, used: &Used<'_>) -> Result<Reply, Error> {
    let Some(action) = used.action.clone() else {
        return Err(Refusal::new("refuse-unknown-action").into());
    };
    let act = Act {
        actor: used.actor.clone(),
        action,
        chosen: used.chosen.clone(),
        typed: used.typed.clone(),
    };
    let acting = async {
        if let Some(guild) = used.guild {
            return store.run(guild.ours(), notice_then_act, &act).await;
        }
        let (channel, message) = used.place;
        match outbox::workspace_of(store, channel, message).await? {
            Some(workspace) => store.run(workspace, act_directly, &act).await,
            None => Err(Refusal::new("face-guild-only").into()),
        }
    };
    asked.within(Box::pin(acting)).await
}

async fn notice_then_act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    org::seen(tx, &act.actor).await?;
    core::act(tx, act).await
}

/// A direct conversation tells nothing of the server's roles.
async fn act_directly(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let act = Act {
        actor: org::seen_directly(tx, &act.actor).await?,
        ..act.clone()
    };
    core::act(tx, &act).await
}

fn place(
    channel: serenity::ChannelId,
    message: Option<&serenity::Message>,
) -> (ChannelId, MessageId) {
    // A form without a message was opened by a command: now.
    let message = message.map_or(i64::MAX, |m| number(m.id.get()));
    (channel.ours(), MessageId(message))
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn read(custom_id: &str) -> (Option<ActionId>, String) {
    match custom_id.parse::<ActionId>() {
        Ok(action) => {
            let name = format!("{}:{}", action.capability, action.action);
            (Some(action), name)
        }
        Err(_) => (None, "unknown".to_owned()),
    }
}

fn source(message: Option<&serenity::Message>) -> Source {
    match message {
        None => Source::Command,
        Some(message) => match message.flags {
            Some(flags) if flags.contains(serenity::MessageFlags::EPHEMERAL) => Source::Private,
            _ => Source::Public,
        },
    }
}
