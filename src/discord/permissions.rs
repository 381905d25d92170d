//! What the bot must be allowed to do, and what it is not.

use poise::serenity_prelude as serenity;
use reqwest::Method;
use serde_json::Value;

use crate::discord::rest::{Call, Rest};
use crate::i18n::{Lang, say};

/// A permission the bot needs, its message, and whether it is needed in each channel (or for the server).
const NEEDED: &[(serenity::Permissions, &str)] = &[
    (
        serenity::Permissions::VIEW_CHANNEL,
        "permission-view-channel",
    ),
    (
        serenity::Permissions::SEND_MESSAGES,
        "permission-send-messages",
    ),
    (serenity::Permissions::EMBED_LINKS, "permission-embed-links"),
    (
        serenity::Permissions::ATTACH_FILES,
        "permission-attach-files",
    ),
    (
        serenity::Permissions::READ_MESSAGE_HISTORY,
        "permission-read-history",
    ),
    (
        serenity::Permissions::ADD_REACTIONS,
        "permission-add-reactions",
    ),
    (
        serenity::Permissions::CREATE_PUBLIC_THREADS,
        "permission-create-threads",
    ),
    (
        serenity::Permissions::SEND_MESSAGES_IN_THREADS,
        "permission-send-in-threads",
    ),
    (
        serenity::Permissions::MANAGE_CHANNELS,
        "permission-manage-channels",
    ),
    (
        serenity::Permissions::MANAGE_ROLES,
        "permission-manage-roles",
    ),
];

/// What was found by [`check`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    /// The server's name.
    pub(crate) server: String,
    /// What the bot may not do there, by name.
    pub(crate) missing: Vec<String>,
}

/// Everything the bot needs, as one number.
pub(crate) fn needed() -> serenity::Permissions {
    NEEDED
        .iter()
        .fold(serenity::Permissions::empty(), |all, (one, _)| all | *one)
}

/// The link that adds the bot to a server with what it needs.
pub(crate) fn invite(base: &str, application: i64) -> String {
    format!(
        "{}/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        base.trim_end_matches('/'),
        needed().bits()
    )
}

/// What of these is missing, by name.
fn names(lang: Lang, has: serenity::Permissions) -> Vec<String> {
    if has.administrator() {
        return Vec::new();
    }
    NEEDED
        .iter()
        .filter(|(one, _)| !has.contains(*one))
        .map(|(_, id)| say(lang, id, &[]))
        .collect()
}

/// Asks Discord for each server the bot is in what it may do there, and says what it may not.
pub(crate) async fn check(rest: &Rest, lang: Lang) -> Result<Vec<Found>, String> {
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
    let found = answer.body.as_array().into_iter().flatten().map(|guild| {
        let bits = guild["permissions"]
            .as_str()
            .and_then(|p| p.parse().ok())
            .unwrap_or(0);
        Found {
            server: guild["name"].as_str().unwrap_or_default().to_owned(),
            missing: names(lang, serenity::Permissions::from_bits_truncate(bits)),
        }
    });
    Ok(found.collect())
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
        _ => Err(answer.says()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_misses_nothing_and_nobody_misses_everything() {
        for lang in Lang::ALL {
            assert!(names(lang, serenity::Permissions::ADMINISTRATOR).is_empty());
            let all = names(lang, serenity::Permissions::empty());
            assert_eq!(all.len(), NEEDED.len());
            assert!(
                all.iter().all(|name| !name.starts_with("permission-")),
                "{all:?}"
            );
        }
    }
}
