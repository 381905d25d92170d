//! Messages: made, changed, deleted, read; and who is pinged by them.

use serde_json::Value;
use serde_json::json;

use crate::clock::Span;
use crate::sandbox::model::Attachment;
use crate::sandbox::model::Message;
use crate::sandbox::model::Model;
use crate::sandbox::model::PRIVATE_KEPT;
use crate::sandbox::model::id_of;
use crate::sandbox::model::objects::iso;
use crate::sandbox::model::perms;

/// Flags of a message that we know: private, and "ping nobody".
pub(crate) const EPHEMERAL: u64 = 64;
pub(crate) const SILENT: u64 = 4_096;
/// How many messages a channel keeps; a load test would fill the memory otherwise.
const CHANNEL_KEPT: usize = 20_000;
/// How long a nonce is remembered.
const NONCE_KEPT: Span = Span::minutes(5);

/// A message to be made.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) channel: u64,
    pub(crate) author: u64,
    pub(crate) kind: u64,
    /// `content`, `embeds`, `components`, `flags`, `allowed_mentions`, `nonce`, as sent.
    pub(crate) body: Value,
    pub(crate) files: Vec<u64>,
    pub(crate) only_for: Option<u64>,
    pub(crate) interaction: Option<Value>,
    /// The command it answers, as Discord's older field tells it.
    pub(crate) used: Option<Value>,
    /// What a webhook calls itself; `author` is its id.
    pub(crate) webhook: Option<String>,
}

impl Model {
    /// Makes a message and tells of it.
    pub(crate) fn post(&mut self, draft: Draft) -> u64 {
        let id = self.next_id();
        let guild = self.channels.get(&draft.channel).and_then(|c| c.guild);
        let content = draft.body["content"].as_str().unwrap_or_default();
        let flags = draft.body["flags"].as_u64().unwrap_or(0);
        let (users, roles, everyone) = self.mentioned(content, draft.author, guild, &draft.body);
        let files = self.files(&draft.files);
        let mut body = json!({
            "id": id.to_string(), "channel_id": draft.channel.to_string(), "type": draft.kind,
            "author": self.user(draft.author), "content": content,
            "timestamp": iso(self.now()), "edited_timestamp": null, "tts": false,
            "mention_everyone": everyone, "mentions": users.iter().map(|u| self.user(*u)).collect::<Vec<_>>(),
            "mention_roles": roles.iter().map(u64::to_string).collect::<Vec<_>>(),
            "attachments": files, "embeds": embeds(&draft.body["embeds"], &files),
            "components": parts(&draft.body["components"]), "pinned": false, "flags": flags,
        });
        if !draft.body["nonce"].is_null() {
            body["nonce"] = draft.body["nonce"].clone();
        }
        if let Some(interaction) = draft.interaction {
            body["interaction_metadata"] = interaction;
            body["webhook_id"] = json!(self.app.to_string());
            body["application_id"] = json!(self.app.to_string());
        }
        if let Some(name) = draft.webhook {
            body["author"]["username"] = json!(name);
            body["author"]["global_name"] = Value::Null;
            body["author"]["discriminator"] = json!("0000");
            body["author"]["bot"] = json!(true);
            body["webhook_id"] = json!(draft.author.to_string());
        }
        if let Some(used) = draft.used {
            body["interaction"] = used;
        }
        if !draft.body["message_reference"].is_null() {
            body["message_reference"] = draft.body["message_reference"].clone();
        }
        let pinged = if flags & SILENT != 0 || draft.only_for.is_some() {
            Vec::new()
        } else {
            self.pinged(guild, draft.channel, &users, &roles, everyone)
        };
        self.keep(Message {
            id,
            channel: draft.channel,
            author: draft.author,
            body,
            only_for: draft.only_for,
            pinged,
        });
        id
    }

    fn keep(&mut self, message: Message) {
        let (id, channel, only_for) = (message.id, message.channel, message.only_for);
        let mut told = message.body.clone();
        self.messages.insert(id, message);
        let mut reopened = false;
        if let Some(c) = self.channels.get_mut(&channel) {
            c.messages.insert(id);
            if c.messages.len() > CHANNEL_KEPT
                && let Some(oldest) = c.messages.pop_first()
            {
                self.messages.remove(&oldest);
            }
            reopened = std::mem::take(&mut c.archived) && c.is_thread();
        }
        if reopened {
            self.channel_changed(channel, "THREAD_UPDATE");
        }
        if only_for.is_some() {
            self.private.push_back(id);
            if self.private.len() > PRIVATE_KEPT
                && let Some(old) = self.private.pop_front()
            {
                self.forget(old);
            }
        } else {
            let guild = self.channels.get(&channel).and_then(|c| c.guild);
            if let Some(g) = guild {
                told["guild_id"] = json!(g.to_string());
            }
            self.emit_message("MESSAGE_CREATE", guild, &told);
        }
        self.tell_message("message", id);
    }

    /// Tells the open pages of a new or changed message.
    pub(crate) fn tell_message(&self, kind: &str, id: u64) {
        if self.web.as_ref().is_none_or(|w| w.receiver_count() == 0) {
            return;
        }
        if let Some(m) = self.messages.get(&id) {
            let kind = if m.only_for.is_some() {
                "ephemeral"
            } else {
                kind
            };
            self.tell_web(json!({
                "type": kind, "channel": m.channel.to_string(), "message": self.shown(m, None),
                "only_for": m.only_for.map(|u| u.to_string()),
            }));
        }
    }

    /// A message as a page shows it to a person.
    pub(crate) fn shown(&self, m: &Message, person: Option<u64>) -> Value {
        let mut told = m.body.clone();
        told["ephemeral"] = json!(m.only_for.is_some());
        told["edited"] = json!(!m.body["edited_timestamp"].is_null());
        told["pinged_me"] = json!(person.is_some_and(|p| m.pinged.contains(&p)));
        told["pinged"] = m.pinged.iter().map(u64::to_string).collect();
        if let Some(thread) = self.channels.get(&m.id).filter(|c| c.is_thread()) {
            told["thread"] = self.channel(thread);
        }
        told
    }

    /// Changes a message as an edit does: what is not named stays; nobody is pinged.
    pub(crate) fn edit(&mut self, id: u64, change: &Value, files: &[u64]) -> Option<Value> {
        let mut kept = self.messages.get(&id)?.body.clone();
        let added = self.files(files);
        let mut all: Vec<Value> = match change.get("attachments").and_then(Value::as_array) {
            Some(keep) => list(&kept["attachments"])
                .into_iter()
                .filter(|a| keep.iter().any(|k| k["id"] == a["id"]))
                .collect(),
            None => list(&kept["attachments"]),
        };
        all.extend(added);
        if let Some(content) = change.get("content") {
            kept["content"] = json!(content.as_str().unwrap_or_default());
        }
        if let Some(e) = change.get("embeds") {
            kept["embeds"] = json!(embeds(e, &all));
        }
        if let Some(c) = change.get("components") {
            kept["components"] = json!(parts(c));
        }
        kept["attachments"] = json!(all);
        kept["edited_timestamp"] = json!(iso(self.now()));
        let m = self.messages.get_mut(&id)?;
        m.body = kept.clone();
        let (channel, private) = (m.channel, m.only_for.is_some());
        if !private {
            let guild = self.channels.get(&channel).and_then(|c| c.guild);
            let mut told = kept.clone();
            if let Some(g) = guild {
                told["guild_id"] = json!(g.to_string());
            }
            self.emit_message("MESSAGE_UPDATE", guild, &told);
        }
        self.tell_message("message", id);
        Some(kept)
    }

    /// Deletes a message and tells of it.
    pub(crate) fn delete(&mut self, id: u64) -> bool {
        let Some(m) = self.forget(id) else {
            return false;
        };
        let guild = self.channels.get(&m.channel).and_then(|c| c.guild);
        if m.only_for.is_none() {
            let intent = if guild.is_some() { 1 << 9 } else { 1 << 12 };
            let told = json!({"id": id.to_string(), "channel_id": m.channel.to_string(),
                "guild_id": guild.map(|g| g.to_string())});
            self.emit("MESSAGE_DELETE", intent, guild, &told);
        }
        self.tell_web(
            json!({"type": "message_deleted", "channel": m.channel.to_string(),
            "message": {"id": id.to_string()}}),
        );
        true
    }

    fn forget(&mut self, id: u64) -> Option<Message> {
        let m = self.messages.remove(&id)?;
        if let Some(c) = self.channels.get_mut(&m.channel) {
            c.messages.remove(&id);
        }
        Some(m)
    }

    /// The message this author made with this nonce a short while ago.
    pub(crate) fn by_nonce(&self, channel: u64, nonce: &str) -> Option<u64> {
        let now = self.now();
        self.nonces
            .iter()
            .rev()
            .take_while(|(at, ..)| now - *at <= NONCE_KEPT)
            .find(|(_, c, n, _)| *c == channel && n == nonce)
            .map(|(.., id)| *id)
    }

    /// Remembers a nonce.
    pub(crate) fn remember_nonce(&mut self, channel: u64, nonce: String, id: u64) {
        let now = self.now();
        while self
            .nonces
            .front()
            .is_some_and(|(at, ..)| now - *at > NONCE_KEPT)
        {
            self.nonces.pop_front();
        }
        self.nonces.push_back((now, channel, nonce, id));
    }

    /// Keeps an uploaded file.
    pub(crate) fn keep_file(&mut self, name: &str, content_type: &str, bytes: &[u8]) -> u64 {
        use base64::Engine as _;
        let id = self.next_id();
        let file = Attachment {
            id,
            name: name.to_owned(),
            content_type: content_type.to_owned(),
            data: base64::engine::general_purpose::STANDARD.encode(bytes),
            size: bytes.len(),
            description: None,
        };
        self.attachments.insert(id, file);
        id
    }

    fn files(&self, ids: &[u64]) -> Vec<Value> {
        ids.iter()
            .filter_map(|id| self.attachments.get(id))
            .map(|a| self.attachment(a))
            .collect()
    }

    /// Who is mentioned in the text and may be, by `allowed_mentions` and by the author's rights.
    fn mentioned(
        &self,
        content: &str,
        author: u64,
        guild: Option<u64>,
        body: &Value,
    ) -> (Vec<u64>, Vec<u64>, bool) {
        if !content.contains(['<', '@']) {
            return (Vec::new(), Vec::new(), false);
        }
        let allowed = body.get("allowed_mentions").filter(|a| !a.is_null());
        let parse =
            |what: &str| allowed.is_none_or(|a| list(&a["parse"]).iter().any(|p| p == what));
        let named = |key: &str, id: u64| {
            allowed.is_some_and(|a| list(&a[key]).iter().any(|v| id_of(v) == Some(id)))
        };
        let may_all =
            guild.is_none_or(|g| self.guild_permissions(g, author) & perms::MENTION_EVERYONE != 0);
        let (mut users, mut roles) = (Vec::new(), Vec::new());
        for piece in content.split("<@").skip(1) {
            let Some((inner, _)) = piece.split_once('>') else {
                continue;
            };
            if let Some(role) = inner.strip_prefix('&').and_then(|r| r.parse().ok()) {
                let known = guild.and_then(|g| self.guilds.get(&g)?.roles.get(&role));
                let may = known.is_some_and(|r| r.mentionable || may_all);
                if may && (parse("roles") || named("roles", role)) && !roles.contains(&role) {
                    roles.push(role);
                }
            } else if let Ok(user) = inner.trim_start_matches('!').parse::<u64>()
                && self.users.contains_key(&user)
                && (parse("users") || named("users", user))
                && !users.contains(&user)
            {
                users.push(user);
            }
        }
        let all = content.contains("@everyone") || content.contains("@here");
        (users, roles, all && may_all && parse("everyone"))
    }

    fn pinged(
        &self,
        guild: Option<u64>,
        channel: u64,
        users: &[u64],
        roles: &[u64],
        everyone: bool,
    ) -> Vec<u64> {
        let mut out = users.to_vec();
        if let Some(g) = guild.and_then(|g| self.guilds.get(&g))
            && (everyone || !roles.is_empty())
        {
            for (id, member) in &g.members {
                let by_role = member.roles.iter().any(|r| roles.contains(r));
                if (everyone || by_role) && !out.contains(id) {
                    out.push(*id);
                }
            }
        }
        out.retain(|u| *u != self.bot && self.permissions(channel, *u) & perms::VIEW_CHANNEL != 0);
        out
    }
}

/// A JSON list, empty if it is none.
pub(crate) fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// Components as they come back.
fn parts(sent: &Value) -> Vec<Value> {
    let mut out = list(sent);
    out.iter_mut().for_each(drop_nulls);
    out
}

/// Takes out what was sent as null: it is not told again.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, v| !v.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(all) => all.iter_mut().for_each(drop_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Embeds as they come back: of type rich, with `attachment://` resolved.
fn embeds(sent: &Value, files: &[Value]) -> Vec<Value> {
    let mut out = list(sent);
    out.iter_mut().for_each(drop_nulls);
    for embed in &mut out {
        if embed["type"].is_null() {
            embed["type"] = json!("rich");
        }
        for key in ["image", "thumbnail"] {
            let file = embed[key]["url"]
                .as_str()
                .and_then(|u| u.strip_prefix("attachment://"))
                .and_then(|name| files.iter().find(|f| f["filename"] == name));
            if let Some(file) = file {
                embed[key]["url"] = file["url"].clone();
            }
        }
        let fields = embed.get_mut("fields").and_then(Value::as_array_mut);
        for field in fields.into_iter().flatten() {
            if field["inline"].is_null() {
                field["inline"] = json!(false);
            }
        }
    }
    out
}
