//! Text that is safe to show: Markdown in it is ours, user-made parts are escaped.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, MessageId, RoleId, UserId, WorkspaceId};
use crate::clock::At;

/// Text ready to be shown, in which every user-made part has been escaped.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(String);

impl Text {
    /// Text of our own making, where Markdown is meant: localised messages, joined parts.
    pub fn trusted(s: impl Into<String>) -> Self {
        Text(s.into())
    }
    /// Text somebody typed or sent: shown literally, whatever is in it.
    pub fn user(s: &str) -> Self {
        Text(escape(s))
    }
    /// What somebody typed, said back to them: literally, and short enough for a sentence.
    pub fn echo(s: &str) -> Self {
        Text::brief(s, 50)
    }
    /// Text somebody typed, of which at most this many characters are shown.
    pub fn brief(s: &str, most: usize) -> Self {
        let plain = s.trim();
        let short: String = plain.chars().take(most).collect();
        let cut = if short.len() < plain.len() { "…" } else { "" };
        Text(format!("{}{cut}", escape(&short)))
    }
    /// Names a person without pinging them unless the audience says so.
    pub fn mention(u: UserId) -> Self {
        Text(format!("<@{}>", u.0))
    }
    /// Names a role.
    pub fn role(r: RoleId) -> Self {
        Text(format!("<@&{}>", r.0))
    }
    /// Links a channel.
    pub fn channel(c: ChannelId) -> Self {
        Text(format!("<#{}>", c.0))
    }
    /// Links a message.
    pub fn message(w: WorkspaceId, c: ChannelId, m: MessageId) -> Self {
        Text(format!(
            "https://discord.com/channels/{}/{}/{}",
            w.0, c.0, m.0
        ))
    }
    /// Several texts with something between.
    pub fn join(parts: impl IntoIterator<Item = Text>, between: &str) -> Self {
        Text(
            parts
                .into_iter()
                .map(|t| t.0)
                .collect::<Vec<_>>()
                .join(between),
        )
    }
    /// The finished string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The moment in each reader's own time zone and language: `<t:…:f>`.
pub fn time_full(at: At) -> String {
    format!("<t:{}:f>", at.seconds())
}

/// The hour and minute of a near moment on each reader's own clock: `<t:…:t>`.
pub fn time_short(at: At) -> String {
    format!("<t:{}:t>", at.seconds())
}

/// How far away the moment is, kept current by the reader's client: `<t:…:R>`.
pub fn time_relative(at: At) -> String {
    format!("<t:{}:R>", at.seconds())
}

/// Makes user-made text literal: Discord's Markdown is escaped, mentions and custom markup are broken,
/// invisible direction overrides (which could reorder the text around them) are dropped, line breaks stay.
pub fn escape(s: &str) -> String {
    let mut out = String::with_capacity(s.len() + 8);
    let mut line_start = true;
    for c in s.chars() {
        match c {
            '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{0}'..='\u{8}'
            | '\u{B}'..='\u{1F}' => continue,
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '(' | ')' | '>' | '<' => {
                out.push('\\');
                out.push(c);
            }
            '#' | '-' | '+' if line_start => {
                out.push('\\');
                out.push(c);
            }
            // A zero-width space keeps `@everyone` from being recognised.
            '@' => out.push_str("@\u{200B}"),
            _ => out.push(c),
        }
        line_start = c == '\n' || (line_start && c == ' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_back_is_short() {
        assert_eq!(Text::echo(" 每天* ").as_str(), "每天\\*");
        assert_eq!(Text::echo(&"长".repeat(4000)).as_str().chars().count(), 51);
    }

    #[test]
    fn what_people_type_is_shown_literally_and_pings_nobody() {
        for (typed, shown) in [
            ("**bold**", "\\*\\*bold\\*\\*"),
            ("@everyone", "@\u{200B}everyone"),
            ("<@123>", "\\<@\u{200B}123\\>"),
            ("# big", "\\# big"),
            ("C# is fine", "C# is fine"),
            ("a\u{202E}b", "ab"),
            ("数据库 😀", "数据库 😀"),
            ("one\n- two", "one\n\\- two"),
        ] {
            assert_eq!(escape(typed), shown);
        }
    }
}
