//! Gateway sessions as the model sees them: numbered events, kept for a resume.

use std::collections::VecDeque;

use serde_json::Value;
use tokio::sync::mpsc;

use crate::sandbox::model::Message;
use crate::sandbox::model::Model;
use crate::sandbox::model::id_of;
use crate::sandbox::model::perms;

/// How many events a session keeps for a resume.
const KEPT: usize = 2_000;

/// What a connection is told to do.
pub(crate) enum Say {
    /// Send this text.
    Text(String),
    /// Cut the connection without a word; the session can be resumed.
    Cut,
    /// Say that the session is over.
    Invalid,
    /// Close the connection with this code and reason.
    Close(u16, &'static str),
}

/// The intents that have to be switched on for an application: members, presences, what messages say.
pub(crate) const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | MESSAGE_CONTENT;
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
/// How a connection ends that asks for one that is not.
pub(crate) const DISALLOWED: (u16, &str) = (4014, "Disallowed intent(s).");

/// One session of a bot.
pub(crate) struct Session {
    pub(crate) intents: u64,
    pub(crate) shard: (u64, u64),
    pub(crate) seq: u64,
    pub(crate) log: VecDeque<(u64, String)>,
    pub(crate) out: Option<mpsc::UnboundedSender<Say>>,
}

impl Session {
    /// Numbers an event, keeps it, and sends it if somebody is connected.
    pub(crate) fn push(&mut self, name: &str, data: &str) {
        self.seq += 1;
        let text = format!(r#"{{"op":0,"s":{},"t":"{name}","d":{data}}}"#, self.seq);
        if let Some(out) = &self.out
            && out.send(Say::Text(text.clone())).is_err()
        {
            self.out = None;
        }
        self.log.push_back((self.seq, text));
        if self.log.len() > KEPT {
            self.log.pop_front();
        }
    }

    fn wants(&self, intent: u64, guild: Option<u64>) -> bool {
        let (mine, of) = self.shard;
        let shard = guild.map_or(0, |g| (g >> 22) % of.max(1));
        shard == mine && (intent == 0 || self.intents & intent != 0)
    }
}

impl Model {
    /// Tells every session that asked for events of this kind. Intent 0 goes to all.
    pub(crate) fn emit(
        &mut self,
        name: &str,
        intent: u64,
        guild: Option<u64>,
        data: &Value,
    ) -> bool {
        if self.sessions.is_empty() {
            return false;
        }
        let text = data.to_string();
        let mut told = false;
        for session in self.sessions.values_mut() {
            if session.wants(intent, guild) {
                session.push(name, &text);
                told = true;
            }
        }
        told
    }

    /// Tells of a message, without its text where the session may not read it.
    pub(crate) fn emit_message(&mut self, event: &str, guild: Option<u64>, body: &Value) {
        let intent = if guild.is_some() { 1 << 9 } else { 1 << 12 };
        if !self.sessions.values().any(|s| s.wants(intent, guild)) {
            return;
        }
        let seen = id_of(&body["channel_id"])
            .is_some_and(|c| self.permissions(c, self.bot) & perms::VIEW_CHANNEL != 0);
        if guild.is_some() && !seen {
            return;
        }
        let own = guild.is_none() || self.is_to_bot(body);
        let whole = body.to_string();
        let bare = bare(body).to_string();
        for session in self.sessions.values_mut() {
            if session.wants(intent, guild) {
                let open = own || session.intents & MESSAGE_CONTENT != 0;
                session.push(event, if open { &whole } else { &bare });
            }
        }
    }

    /// By the bot itself, or mentioning it: it may read these whatever is switched on.
    fn is_to_bot(&self, body: &Value) -> bool {
        let bot = self.bot.to_string();
        let mentions = body["mentions"].as_array();
        body["author"]["id"] == bot.as_str()
            || mentions.is_some_and(|m| m.iter().any(|u| u["id"] == bot.as_str()))
    }

    /// A message as the application may read it when it asks for it.
    pub(crate) fn readable(&self, message: &Message) -> Value {
        let channel = self.channels.get(&message.channel);
        let direct = channel.is_some_and(|c| c.guild.is_none());
        if direct || self.privileged & MESSAGE_CONTENT != 0 || self.is_to_bot(&message.body) {
            return message.body.clone();
        }
        bare(&message.body)
    }

    /// Switches a privileged intent on or off for the application. Whoever is connected with one that is off is cut off.
    pub(crate) fn allow_intent(&mut self, intent: u64, on: bool) {
        self.privileged = if on {
            self.privileged | intent & PRIVILEGED
        } else {
            self.privileged & !intent
        };
        let off = PRIVILEGED & !self.privileged;
        let (code, reason) = DISALLOWED;
        self.sessions.retain(|_, session| {
            let stays = session.intents & off == 0;
            if let (false, Some(out)) = (stays, &session.out) {
                // Whose connection has gone needs no closing.
                drop(out.send(Say::Close(code, reason)));
            }
            stays
        });
        self.tell_web(serde_json::json!({"type": "intents"}));
    }

    /// What is switched on, as the flags of the application (those of one in few servers).
    pub(crate) fn application_flags(&self) -> u64 {
        let flags = [
            (1 << 8, 1 << 13),
            (1 << 1, 1 << 15),
            (MESSAGE_CONTENT, 1 << 19),
        ];
        let on = flags
            .iter()
            .filter(|(intent, _)| self.privileged & intent != 0);
        on.fold(0, |all, (_, flag)| all | flag)
    }
}

/// A message without what is in it.
fn bare(body: &Value) -> Value {
    let mut bare = body.clone();
    bare["content"] = Value::from("");
    for key in ["embeds", "attachments", "components"] {
        bare[key] = Value::Array(Vec::new());
    }
    bare
}
