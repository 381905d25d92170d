//! The chat-neutral vocabulary: what the core says and what people press, without Discord.
//!
//! A [`Card`] is finished: localised, escaped, complete. It is stored as JSON in the outbox and must
//! still decode in tomorrow's binary: fields are only ever added, with `#[serde(default)]`.
//! Sizes are not known here; `discord/render.rs` makes any card fit.

mod action;
mod text;

pub use action::ActionId;
pub use text::{Text, time_full, time_relative, time_short};

use serde::{Deserialize, Serialize};

/// A user of the chat, by the platform's number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);
/// A channel or thread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChannelId(pub i64);
/// A role whose holders are a department's members.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleId(pub i64);
/// A message in a channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);
/// A Discord server: everything is scoped by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkspaceId(pub i64);

/// How a card is coloured: by what it means, not by taste.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Something to know.
    #[default]
    Info,
    /// Went well.
    Good,
    /// Wants attention.
    Warn,
    /// Urgent or failed.
    Bad,
    /// In the background.
    Quiet,
}

/// Who is really pinged by a message; whatever its text contains, nobody else is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Audience {
    /// People who are pinged (they are named in front of the card).
    #[serde(default)]
    pub users: Vec<UserId>,
    /// Roles that are pinged.
    #[serde(default)]
    pub roles: Vec<RoleId>,
}

/// A title with its value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Field {
    pub name: Text,
    pub value: Text,
    /// Beside others rather than below.
    #[serde(default)]
    pub inline: bool,
}

/// How a button looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonStyle {
    Primary,
    #[default]
    Secondary,
    Success,
    Danger,
}

/// A button; its meaning is in `action`, never in memory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    #[serde(default)]
    pub emoji: Option<String>,
    pub action: ActionId,
    #[serde(default)]
    pub style: ButtonStyle,
    #[serde(default)]
    pub disabled: bool,
}

/// One choice of a menu.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    pub label: String,
    pub value: String,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub chosen: bool,
}

/// A menu of choices under a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Menu {
    pub action: ActionId,
    pub placeholder: String,
    pub choices: Vec<Choice>,
    /// How many may be chosen at once (1 or more).
    #[serde(default = "one")]
    pub most: u8,
}
fn one() -> u8 {
    1
}

/// A file that goes with a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct File {
    /// ASCII name with extension.
    pub name: String,
    /// Contents, base64 in JSON.
    #[serde(with = "bytes")]
    pub bytes: Vec<u8>,
    /// Shown inside the card as its picture.
    #[serde(default)]
    pub picture: bool,
    /// What a picture shows, in words, for people who do not see it.
    #[serde(default)]
    pub alt: Option<String>,
}

mod bytes {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(b: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&STANDARD.encode(b))
    }
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        STANDARD
            .decode(String::deserialize(d)?)
            .map_err(serde::de::Error::custom)
    }
}

/// Everything one message says: at most one of it is shown as an embed, mentions stand in front.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Card {
    #[serde(default)]
    pub tone: Tone,
    /// Plain line in front of the card (mentions in it ping only whom `audience` names).
    #[serde(default)]
    pub lead: Option<Text>,
    #[serde(default)]
    pub title: Option<Text>,
    #[serde(default)]
    pub body: Option<Text>,
    #[serde(default)]
    pub fields: Vec<Field>,
    #[serde(default)]
    pub footer: Option<Text>,
    #[serde(default)]
    pub buttons: Vec<Vec<Button>>,
    #[serde(default)]
    pub menus: Vec<Menu>,
    #[serde(default)]
    pub files: Vec<File>,
    #[serde(default)]
    pub audience: Audience,
}

/// One input of a form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Input {
    /// ASCII, unique in the form.
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub placeholder: Option<String>,
    #[serde(default)]
    pub long: bool,
    #[serde(default)]
    pub required: bool,
    /// At most this many characters (Discord's ceiling is 4,000).
    #[serde(default)]
    pub most: Option<u16>,
}

/// A form of one to five inputs that opens in front of the person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Form {
    pub action: ActionId,
    pub title: String,
    pub inputs: Vec<Input>,
}
