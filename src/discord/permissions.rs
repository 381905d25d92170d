//! What the bot must be allowed to do, and what it is not.

use poise::serenity_prelude as serenity;
use reqwest::Method;
use serenity::Permissions;

use crate::chat::{ChannelId, WorkspaceId};
use crate::core::org;
use crate::core::org::setup::Missing;
use crate::discord::commands::number;
use crate::discord::rest::{Call, Rest};
use crate::i18n::{Lang, say};
use crate::store::Store;

const UNKNOWN_TOKEN: &str =
    "it is not known there; copy it anew from the Bot page of the developer portal";

/// A permission the bot needs, and the message with its name, as Discord's own settings show it. Those of the second table
/// are asked of the server as a whole, those of the first in each channel too.
const IN_CHANNELS: &[(Permissions, &str)] = &[
    (Permissions::VIEW_CHANNEL, "permission-view-channel"),
    (Permissions::SEND_MESSAGES, "permission-send-messages"),
    (Permissions::EMBED_LINKS, "permission-embed-links"),
    (Permissions::ATTACH_FILES, "permission-attach-files"),
    (
        Permissions::READ_MESSAGE_HISTORY,
        "permission-read-message-history",
    ),
    (Permissions::ADD_REACTIONS, "permission-add-reactions"),
    (
        Permissions::CREATE_PUBLIC_THREADS,
        "permission-create-public-threads",
    ),
    (
        Permissions::CREATE_PRIVATE_THREADS,
        "permission-create-private-threads",
    ),
    (
        Permissions::SEND_MESSAGES_IN_THREADS,
        "permission-send-messages-in-threads",
    ),
];
const IN_SERVER: &[(Permissions, &str)] = &[
    (Permissions::MANAGE_CHANNELS, "permission-manage-channels"),
    (Permissions::MANAGE_ROLES, "permission-manage-roles"),
];

/// What was found by [`check`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    /// The server's name, and the channel's if it is about one.
    pub(crate) place: String,
    /// What the bot may not do there, by name.
    pub(crate) missing: Vec<String>,
}

/// Everything the bot needs, as one number.
pub(crate) fn needed() -> Permissions {
    let all = IN_CHANNELS.iter().chain(IN_SERVER);
    all.fold(Permissions::empty(), |all, (one, _)| all | *one)
}

/// The link that adds the bot to a server with what it needs.
pub(crate) fn invite(base: &str, application: i64) -> String {
    format!(
        "{}/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        base.trim_end_matches('/'),
        needed().bits()
    )
}

fn lacking(table: &[(Permissions, &'static str)], has: Permissions) -> Vec<&'static str> {
    if has.administrator() {
        return Vec::new();
    }
    let lacking = table.iter().filter(|(one, _)| !has.contains(*one));
    lacking.map(|(_, name)| *name).collect()
}

/// The server as the bot sees it.
pub(super) struct Sight {
    server: serenity::PartialGuild,
    there: Vec<serenity::GuildChannel>,
    me: serenity::Member,
}

impl Sight {
    /// Asks Discord.
    pub(super) async fn of(rest: &Rest, workspace: WorkspaceId) -> Result<Sight, String> {
        let guild = workspace.0;
        let (server, there, me) = tokio::try_join!(
            asked::<serenity::PartialGuild>(rest, guild, "/guilds/{guild}", String::new()),
            asked::<Vec<serenity::GuildChannel>>(
                rest,
                guild,
                "/guilds/{guild}/channels",
                "/channels".to_owned()
            ),
            async {
                let me = application(rest).await?;
                let path = format!("/members/{me}");
                asked::<serenity::Member>(rest, guild, "/guilds/{guild}/members/{user}", path).await
            },
        )?;
        Ok(Sight { server, there, me })
    }

    /// What the bot lacks in a channel, by the messages with the names; nothing if there is no such channel.
    pub(super) fn lacking_in(&self, channel: ChannelId) -> Option<Vec<&'static str>> {
        let known = self
            .there
            .iter()
            .find(|c| number(c.id.get()) == channel.0)?;
        let has = self.server.user_permissions_in(known, &self.me);
        Some(lacking(IN_CHANNELS, has))
    }

    /// The roles there are.
    pub(super) fn roles(&self) -> impl Iterator<Item = i64> {
        self.server.roles.keys().map(|role| number(role.get()))
    }
}

/// Asks Discord what the bot may not do in the server and in these channels of it. A channel that does not exist, or that
/// the bot cannot see, is one where it may do nothing.
pub(super) async fn missing_in(
    rest: &Rest,
    workspace: WorkspaceId,
    channels: &[ChannelId],
) -> Result<Vec<Missing>, String> {
    let sight = Sight::of(rest, workspace).await?;
    let whole = sight.server.member_permissions(&sight.me);
    let mut found = vec![Missing {
        channel: None,
        permissions: lacking(IN_SERVER, whole),
    }];
    for channel in channels {
        let lacks = sight.lacking_in(*channel);
        found.push(Missing {
            channel: Some(*channel),
            permissions: lacks.unwrap_or_else(|| lacking(IN_CHANNELS, Permissions::empty())),
        });
    }
    found.retain(|missing| !missing.permissions.is_empty());
    Ok(found)
}

async fn asked<T: serde::de::DeserializeOwned>(
    rest: &Rest,
    guild: i64,
    route: &str,
    rest_of_path: String,
) -> Result<T, String> {
    let call = Call::new(
        Method::GET,
        &guild.to_string(),
        route,
        format!("/guilds/{guild}{rest_of_path}"),
    );
    let answer = rest.paced(call, false).await?;
    if !answer.ok() {
        return Err(answer.says());
    }
    serde_json::from_value(answer.body).map_err(|error| error.to_string())
}

/// Looks in each server the bot is in at what it may not do, there and in its departments' channels.
pub(crate) async fn check(rest: &Rest, store: &Store, lang: Lang) -> Result<Vec<Found>, String> {
    let call = Call::new(
        Method::GET,
        "",
        "/users/@me/guilds",
        "/users/@me/guilds".to_owned(),
    );
    let answer = rest.paced(call, false).await?;
    if !answer.ok() {
        return Err(answer.says());
    }
    let mut found = Vec::new();
    for guild in answer.body.as_array().into_iter().flatten() {
        let Some(workspace) = super::rest::id(&guild["id"]).map(WorkspaceId) else {
            continue;
        };
        let name = guild["name"].as_str().unwrap_or_default().to_owned();
        let channels = store.read(workspace, org::channels, &()).await;
        let channels = channels.map_err(|error| format!("{error:#}"))?;
        let missing = missing_in(rest, workspace, &channels).await?;
        if missing.is_empty() {
            found.push(Found {
                place: name.clone(),
                missing: Vec::new(),
            });
        }
        found.extend(missing.into_iter().map(|missing| {
            Found {
                place: match missing.channel {
                    Some(channel) => format!("{name}, channel {}", channel.0),
                    None => name.clone(),
                },
                missing: missing
                    .permissions
                    .iter()
                    .map(|id| say(lang, id, &[]))
                    .collect(),
            }
        }));
    }
    Ok(found)
}

/// The application's number, for the invite link; fails with Discord's words if the token is not known.
pub(crate) async fn application(rest: &Rest) -> Result<i64, String> {
    let call = Call::new(
        Method::GET,
        "",
        "/oauth2/applications/@me",
        "/oauth2/applications/@me".to_owned(),
    );
    let answer = rest.paced(call, false).await?;
    match answer.id() {
        Some(id) if answer.ok() => Ok(id),
        _ if answer.status == 401 => Err(UNKNOWN_TOKEN.to_owned()),
        _ => Err(answer.says()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_misses_nothing_and_nobody_misses_everything() {
        for table in [IN_CHANNELS, IN_SERVER] {
            assert!(lacking(table, Permissions::ADMINISTRATOR).is_empty());
            assert_eq!(lacking(table, Permissions::empty()).len(), table.len());
        }
    }

    #[test]
    fn each_has_a_name_in_both_languages() {
        for (_, id) in IN_CHANNELS.iter().chain(IN_SERVER) {
            for lang in Lang::ALL {
                assert_ne!(say(lang, id, &[]), *id);
            }
        }
    }

    #[test]
    fn the_invite_link_asks_for_what_the_documents_say() {
        let link = invite("https://discord.com/", 7);
        assert!(link.ends_with("&permissions=378225675344"), "{link}");
    }
}
