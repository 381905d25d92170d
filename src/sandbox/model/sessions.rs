//! Gateway sessions as the model sees them: numbered events, kept for a resume.

use std::collections::VecDeque;

use serde_json::Value;
use tokio::sync::mpsc;

use crate::sandbox::model::Model;

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
}

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
        const MESSAGE_CONTENT: u64 = 1 << 15;
        let intent = if guild.is_some() { 1 << 9 } else { 1 << 12 };
        if !self.sessions.values().any(|s| s.wants(intent, guild)) {
            return;
        }
        let bot = self.bot.to_string();
        let own = body["author"]["id"] == bot.as_str()
            || body["mentions"]
                .as_array()
                .is_some_and(|m| m.iter().any(|u| u["id"] == bot.as_str()));
        let whole = body.to_string();
        let mut bare = body.clone();
        bare["content"] = Value::from("");
        for key in ["embeds", "attachments", "components"] {
            bare[key] = Value::Array(Vec::new());
        }
        let bare = bare.to_string();
        for session in self.sessions.values_mut() {
            if session.wants(intent, guild) {
                let open = own || guild.is_none() || session.intents & MESSAGE_CONTENT != 0;
                session.push(event, if open { &whole } else { &bare });
            }
        }
    }
}
