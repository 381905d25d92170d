//! Routes under `/channels` and the opening of direct conversations.

use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::model::Channel;
use crate::sandbox::model::Model;
use crate::sandbox::model::Overwrite;
use crate::sandbox::model::id_of;
use crate::sandbox::model::messages::Draft;
use crate::sandbox::model::messages::list;
use crate::sandbox::model::perms;
use crate::sandbox::server::errors;
use crate::sandbox::server::errors::ApiError;
use crate::sandbox::server::rest::Answer;
use crate::sandbox::server::rest::Call;
use crate::sandbox::server::rest::DONE;
use crate::sandbox::server::validate;

/// Opens the direct conversation with a person.
pub(crate) fn open_dm(server: &Server, call: &Call) -> Answer {
    validate::body("POST /users/@me/channels", &call.body)?;
    let user = id_of(&call.body["recipient_id"])
        .ok_or_else(|| errors::bad("recipient_id", "This field is required"))?;
    server.with(|m| {
        if m.users.get(&user).is_none_or(|u| u.bot) {
            return Err(errors::NO_USER);
        }
        let id = m.dm_with(user).ok_or(errors::NO_USER)?;
        let told = m.channels.get(&id).map(|c| m.channel(c));
        Ok((200, told.unwrap_or_default()))
    })
}

/// Routes a request on a channel.
pub(crate) fn route(server: &Server, call: &Call, segs: &[&str]) -> Answer {
    let Some(channel) = segs.get(1).and_then(|s| s.parse::<u64>().ok()) else {
        return Err(errors::bad("channel_id", "Value is not snowflake."));
    };
    let id = |at: usize| {
        let parsed = segs.get(at).and_then(|s| s.parse::<u64>().ok());
        parsed.ok_or_else(|| errors::bad("id", "Value is not snowflake."))
    };
    server.with(
        |m| match (call.method.as_str(), segs.get(2..).unwrap_or_default()) {
            ("GET", []) => may(m, channel, perms::VIEW_CHANNEL).map(|c| (200, m.channel(c))),
            ("PATCH", []) => change(m, call, channel),
            ("DELETE", []) => {
                let c = may(m, channel, perms::MANAGE_CHANNELS)?;
                let told = m.channel(c);
                m.delete_channel(channel);
                Ok((200, told))
            }
            ("POST", ["messages"]) => create(m, call, channel),
            ("GET", ["messages"]) => read(m, call, channel),
            ("GET", ["messages", _]) => {
                may(
                    m,
                    channel,
                    perms::VIEW_CHANNEL | perms::READ_MESSAGE_HISTORY,
                )?;
                message(m, channel, id(3)?).map(|b| (200, b))
            }
            ("PATCH", ["messages", _]) => edit(m, call, channel, id(3)?),
            ("DELETE", ["messages", _]) => {
                may(m, channel, perms::VIEW_CHANNEL)?;
                message(m, channel, id(3)?)?;
                if m.messages.get(&id(3)?).is_some_and(|x| x.author != m.bot) {
                    may(m, channel, perms::MANAGE_MESSAGES)?;
                }
                m.delete(id(3)?);
                Ok(DONE)
            }
            (method @ ("PUT" | "DELETE"), ["messages", _, "reactions", emoji, "@me"]) => {
                react(m, channel, id(3)?, emoji, method == "PUT")
            }
            ("POST", ["messages", _, "threads"]) => thread(m, call, channel, id(3)?),
            ("PUT" | "DELETE", ["messages", "pins", _] | ["pins", _]) => {
                may(m, channel, perms::MANAGE_MESSAGES).map(|_| DONE)
            }
            (method @ ("PUT" | "DELETE"), ["permissions", _]) => {
                overwrite(m, call, channel, id(3)?, method == "PUT")
            }
            ("POST", ["typing"]) => may(m, channel, perms::SEND_MESSAGES).map(|_| DONE),
            ("POST", ["threads"]) => private_thread(m, call, channel),
            (method @ ("PUT" | "DELETE"), ["thread-members", _]) => {
                let member = id(3)?;
                thread_member(m, channel, member, method == "PUT")
            }
            _ => Err(errors::NO_ROUTE),
        },
    )
}

/// The channel, if it exists and the bot may do this in it.
fn may(m: &Model, channel: u64, bits: u64) -> Result<&Channel, ApiError> {
    let c = m.channels.get(&channel).ok_or(errors::NO_CHANNEL)?;
    let have = m.permissions(channel, m.bot);
    if have & perms::VIEW_CHANNEL == 0 {
        return Err(errors::NO_ACCESS);
    }
    if have & bits != bits {
        return Err(errors::NO_PERMISSION);
    }
    Ok(c)
}

fn message(m: &Model, channel: u64, id: u64) -> Result<Value, ApiError> {
    let found = m
        .messages
        .get(&id)
        .filter(|x| x.channel == channel && x.only_for.is_none());
    found.map(|x| m.readable(x)).ok_or(errors::NO_MESSAGE)
}

fn read(m: &Model, call: &Call, channel: u64) -> Answer {
    let c = may(
        m,
        channel,
        perms::VIEW_CHANNEL | perms::READ_MESSAGE_HISTORY,
    )?;
    let limit = call
        .query
        .get("limit")
        .map_or(Ok(50), |l| l.parse::<usize>());
    let Some(limit) = limit.ok().filter(|l| (1..=100).contains(l)) else {
        return Err(errors::bad(
            "limit",
            "int value should be between 1 and 100.",
        ));
    };
    let bound = |key: &str| call.query.get(key).and_then(|v| v.parse::<u64>().ok());
    let (before, after) = (bound("before").unwrap_or(u64::MAX), bound("after"));
    let public = |id: &&u64| m.messages.get(id).is_some_and(|x| x.only_for.is_none());
    let mut ids: Vec<u64> = match after {
        Some(after) if after < u64::MAX => c
            .messages
            .range(after + 1..)
            .filter(public)
            .take(limit)
            .copied()
            .collect(),
        _ => c
            .messages
            .range(..before)
            .rev()
            .filter(public)
            .take(limit)
            .copied()
            .collect(),
    };
    ids.sort_unstable_by(|a, b| b.cmp(a));
    let told = ids
        .iter()
        .filter_map(|id| m.messages.get(id))
        .map(|x| m.readable(x))
        .collect();
    Ok((200, told))
}

/// The rights a body needs besides that of writing.
fn needed(body: &Value, files: bool) -> u64 {
    let mut bits = 0;
    if !list(&body["embeds"]).is_empty() {
        bits |= perms::EMBED_LINKS;
    }
    if files {
        bits |= perms::ATTACH_FILES;
    }
    bits
}

/// Keeps the files of a request after comparing them with its `attachments`.
pub(crate) fn take_files(m: &mut Model, call: &Call, body: &Value) -> Result<Vec<u64>, ApiError> {
    for a in list(&body["attachments"]) {
        let own = id_of(&a["id"]).map(|n| format!("files[{n}]"));
        let sent = call.files.iter().any(|f| Some(&f.field) == own.as_ref());
        let kept = id_of(&a["id"]).is_some_and(|id| m.attachments.contains_key(&id));
        if !sent && !kept {
            return Err(errors::bad("attachments", "Unknown attachment id"));
        }
    }
    let described = |field: &str| {
        let told = list(&body["attachments"]);
        let of = told
            .iter()
            .find(|a| id_of(&a["id"]).is_some_and(|n| field == format!("files[{n}]")));
        of.and_then(|a| a["description"].as_str())
            .map(ToOwned::to_owned)
    };
    Ok(call
        .files
        .iter()
        .map(|f| {
            let id = m.keep_file(&f.name, &f.content_type, &f.bytes);
            if let Some(kept) = m.attachments.get_mut(&id) {
                kept.description = described(&f.field);
            }
            id
        })
        .collect())
}

fn create(m: &mut Model, call: &Call, channel: u64) -> Answer {
    validate::body("POST /channels/{channel_id}/messages", &call.body)?;
    validate::message(&call.body)?;
    let c = may(m, channel, perms::VIEW_CHANNEL)?;
    let send = if c.is_thread() {
        perms::SEND_IN_THREADS
    } else {
        perms::SEND_MESSAGES
    };
    let (locked, recipient) = (c.locked && c.archived, c.recipient);
    if !matches!(c.kind, 0 | 1 | 2 | 5 | 10 | 11 | 12) {
        return Err(errors::WRONG_CHANNEL);
    }
    may(
        m,
        channel,
        send | needed(&call.body, !call.files.is_empty()),
    )?;
    if let Some(user) = recipient {
        let shared = m.guilds.values().any(|g| g.members.contains_key(&user));
        if !shared || m.users.get(&user).is_none_or(|u| !u.dms_open) {
            return Err(errors::DM_CLOSED);
        }
    }
    if locked {
        return Err(errors::ARCHIVED);
    }
    if empty(&call.body) && call.files.is_empty() {
        return Err(errors::EMPTY);
    }
    let nonce = match &call.body["nonce"] {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    };
    if call.body["enforce_nonce"] == true
        && let Some(id) = nonce.as_deref().and_then(|n| m.by_nonce(channel, n))
        && let Some(there) = m.messages.get(&id)
    {
        return Ok((200, there.body.clone()));
    }
    let answered = &call.body["message_reference"]["message_id"];
    if !answered.is_null() && message(m, channel, id_of(answered).unwrap_or(0)).is_err() {
        return Err(errors::bad("message_reference", "Unknown message"));
    }
    let files = take_files(m, call, &call.body)?;
    let kind = if answered.is_null() { 0 } else { 19 };
    let bot = m.bot;
    let id = m.post(Draft {
        channel,
        author: bot,
        kind,
        body: call.body.clone(),
        files,
        ..Draft::default()
    });
    if let Some(n) = nonce {
        m.remember_nonce(channel, n, id);
    }
    message(m, channel, id).map(|b| (200, b))
}

/// Whether a body has nothing to show.
pub(crate) fn empty(body: &Value) -> bool {
    body["content"].as_str().is_none_or(|c| c.trim().is_empty())
        && list(&body["embeds"]).is_empty()
        && list(&body["components"]).is_empty()
        && body["poll"].is_null()
        && list(&body["sticker_ids"]).is_empty()
}

fn edit(m: &mut Model, call: &Call, channel: u64, id: u64) -> Answer {
    validate::body(
        "PATCH /channels/{channel_id}/messages/{message_id}",
        &call.body,
    )?;
    validate::message(&call.body)?;
    may(
        m,
        channel,
        perms::VIEW_CHANNEL | needed(&call.body, !call.files.is_empty()),
    )?;
    message(m, channel, id)?;
    if m.messages.get(&id).is_some_and(|x| x.author != m.bot) {
        return Err(errors::NOT_AUTHOR);
    }
    let files = take_files(m, call, &call.body)?;
    let told = m.edit(id, &call.body, &files).ok_or(errors::NO_MESSAGE)?;
    Ok((200, told))
}

fn react(m: &mut Model, channel: u64, id: u64, emoji: &str, add: bool) -> Answer {
    may(m, channel, perms::READ_MESSAGE_HISTORY)?;
    if add {
        may(m, channel, perms::ADD_REACTIONS)?;
    }
    let mut body = message(m, channel, id)?;
    let name = decode(emoji);
    let mut reactions = list(&body["reactions"]);
    reactions.retain(|r| r["emoji"]["name"] != name.as_str());
    if add {
        reactions.push(
            json!({"count": 1, "me": true, "me_burst": false, "burst_colors": [],
            "count_details": {"burst": 0, "normal": 1}, "emoji": {"id": null, "name": name}}),
        );
    }
    body["reactions"] = json!(reactions);
    if let Some(x) = m.messages.get_mut(&id) {
        x.body = body;
    }
    m.tell_message("message", id);
    Ok(DONE)
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let hex = |b: Option<u8>| char::from(b.unwrap_or(b'0')).to_digit(16).unwrap_or(0);
        if b == b'%' {
            let n = hex(rest.next()) * 16 + hex(rest.next());
            bytes.push(u8::try_from(n).unwrap_or(b'?'));
        } else {
            bytes.push(b);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A thread without a message: here always a private one.
fn private_thread(m: &mut Model, call: &Call, channel: u64) -> Answer {
    validate::body("POST /channels/{channel_id}/threads", &call.body)?;
    let c = may(m, channel, perms::CREATE_PRIVATE_THREADS)?;
    // A private one can be made in text channels only.
    let fits = c.kind == 0 && call.body["type"].as_u64().unwrap_or(12) == 12;
    let Some(guild) = c.guild.filter(|_| fits) else {
        return Err(errors::WRONG_CHANNEL);
    };
    let name = call.body["name"].as_str().unwrap_or_default().to_owned();
    let made = m.add_channel(guild, 12, &name, Some(channel));
    let bot = m.bot;
    if let Some(c) = m.channels.get_mut(&made) {
        c.owner = Some(bot);
        c.members.insert(bot);
        let minutes = call.body["auto_archive_duration"].as_u64();
        c.archive_minutes = minutes.and_then(|n| u32::try_from(n).ok()).unwrap_or(4_320);
    }
    m.channel_changed(made, "THREAD_CREATE");
    let told = m.channels.get(&made).map(|c| m.channel(c));
    Ok((201, told.unwrap_or_default()))
}

/// Lets somebody into a thread, or sends them out.
fn thread_member(m: &mut Model, thread: u64, user: u64, lets_in: bool) -> Answer {
    let c = may(m, thread, perms::VIEW_CHANNEL | perms::SEND_IN_THREADS)?;
    let Some((guild, parent)) = c.guild.zip(c.parent).filter(|_| c.is_thread()) else {
        return Err(errors::WRONG_CHANNEL);
    };
    let known = m
        .guilds
        .get(&guild)
        .is_some_and(|g| g.members.contains_key(&user));
    if !known {
        return Err(errors::NO_MEMBER);
    }
    // Who does not see the channel cannot be let into a thread under it.
    if lets_in && m.permissions(parent, user) & perms::VIEW_CHANNEL == 0 {
        return Err(errors::NO_ACCESS);
    }
    if let Some(c) = m.channels.get_mut(&thread) {
        if lets_in {
            c.members.insert(user);
        } else {
            c.members.remove(&user);
        }
    }
    m.channel_changed(thread, "THREAD_UPDATE");
    Ok(DONE)
}

fn thread(m: &mut Model, call: &Call, channel: u64, id: u64) -> Answer {
    validate::body(
        "POST /channels/{channel_id}/messages/{message_id}/threads",
        &call.body,
    )?;
    let c = may(m, channel, perms::CREATE_PUBLIC_THREADS)?;
    let Some(guild) = c.guild.filter(|_| matches!(c.kind, 0 | 5)) else {
        return Err(errors::WRONG_CHANNEL);
    };
    message(m, channel, id)?;
    if m.channels.contains_key(&id) {
        return Err(errors::HAS_THREAD);
    }
    let name = call.body["name"].as_str().unwrap_or_default().to_owned();
    let made = m.add_channel(guild, 11, &name, Some(channel));
    if let Some(mut c) = m.channels.remove(&made) {
        // A thread made from a message has the message's id.
        c.id = id;
        c.owner = Some(m.bot);
        let minutes = call.body["auto_archive_duration"].as_u64();
        c.archive_minutes = minutes.and_then(|n| u32::try_from(n).ok()).unwrap_or(4_320);
        m.channels.insert(id, c);
    }
    m.channel_changed(id, "THREAD_CREATE");
    m.tell_message("message", id);
    let told = m.channels.get(&id).map(|c| m.channel(c));
    Ok((201, told.unwrap_or_default()))
}

fn change(m: &mut Model, call: &Call, channel: u64) -> Answer {
    validate::body("PATCH /channels/{channel_id}", &call.body)?;
    let thread = may(m, channel, perms::VIEW_CHANNEL)?.is_thread();
    let own = m
        .channels
        .get(&channel)
        .is_some_and(|c| c.owner == Some(m.bot));
    if !(thread && own) {
        may(
            m,
            channel,
            if thread {
                perms::MANAGE_THREADS
            } else {
                perms::MANAGE_CHANNELS
            },
        )?;
    }
    let body = &call.body;
    if let Some(c) = m.channels.get_mut(&channel) {
        if let Some(name) = body["name"].as_str() {
            name.clone_into(&mut c.name);
        }
        if let Some(topic) = body.get("topic") {
            c.topic = topic.as_str().map(ToOwned::to_owned);
        }
        if let Some(parent) = body.get("parent_id") {
            c.parent = id_of(parent);
        }
        if let Some(archived) = body["archived"].as_bool() {
            c.archived = archived;
        }
        if let Some(locked) = body["locked"].as_bool() {
            c.locked = locked;
        }
        if body["permission_overwrites"].is_array() {
            c.overwrites = overwrites(&body["permission_overwrites"]);
        }
    }
    m.channel_changed(
        channel,
        if thread {
            "THREAD_UPDATE"
        } else {
            "CHANNEL_UPDATE"
        },
    );
    let told = m.channels.get(&channel).map(|c| m.channel(c));
    Ok((200, told.unwrap_or_default()))
}

/// A number of rights, which travels as text or number.
pub(crate) fn bits(v: &Value) -> u64 {
    id_of(v).unwrap_or(0)
}

/// Overwrites as sent.
pub(crate) fn overwrites(sent: &Value) -> Vec<Overwrite> {
    list(sent)
        .iter()
        .filter_map(|o| {
            Some(Overwrite {
                id: id_of(&o["id"])?,
                kind: u8::from(o["type"] == 1),
                allow: bits(&o["allow"]),
                deny: bits(&o["deny"]),
            })
        })
        .collect()
}

fn overwrite(m: &mut Model, call: &Call, channel: u64, target: u64, put: bool) -> Answer {
    if put {
        validate::body(
            "PUT /channels/{channel_id}/permissions/{overwrite_id}",
            &call.body,
        )?;
    }
    may(m, channel, perms::MANAGE_ROLES)?;
    if let Some(c) = m.channels.get_mut(&channel) {
        c.overwrites.retain(|o| o.id != target);
        if put {
            c.overwrites.push(Overwrite {
                id: target,
                kind: u8::from(call.body["type"] == 1),
                allow: bits(&call.body["allow"]),
                deny: bits(&call.body["deny"]),
            });
        }
    }
    m.channel_changed(channel, "CHANNEL_UPDATE");
    Ok(DONE)
}
