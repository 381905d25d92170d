//! What the page does for a person: one JSON call each, answered with what came of it.

use axum::Json;
use axum::extract::Multipart;
use axum::extract::State;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Outcome;
use crate::sandbox::Server;
use crate::sandbox::model::id_of;

type Asked = Json<Value>;

fn id(body: &Value, key: &str) -> u64 {
    id_of(&body[key]).unwrap_or(0)
}

fn map(v: &Value) -> Map<String, Value> {
    v.as_object().cloned().unwrap_or_default()
}

/// The person with the language the page is in.
fn person(server: &Server, body: &Value) -> u64 {
    let user = id(body, "as");
    if let Some(locale) = body["locale"].as_str() {
        server.set_locale(user, locale);
    }
    user
}

/// A text as a client sends it: names of people and channels that were typed are mentions.
fn spelled(server: &Server, text: &str) -> String {
    let mut names: Vec<(String, String)> = server.with(|m| {
        let people = m.users.values();
        let people = people.map(|u| (format!("@{}", u.name), format!("<@{}>", u.id)));
        let channels = m.channels.values().filter(|c| c.kind == 0);
        let channels = channels.map(|c| (format!("#{}", c.name), format!("<#{}>", c.id)));
        people.chain(channels).collect()
    });
    // One name may begin another.
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut text = text.to_owned();
    for (name, mention) in &names {
        text = text.replace(name, mention);
    }
    text
}

fn told(outcome: &Outcome) -> Json<Value> {
    Json(serde_json::to_value(outcome).unwrap_or_default())
}

fn path(v: &Value) -> String {
    match v {
        Value::Array(parts) => parts
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

/// A command, by its text or by its name and options.
pub(crate) async fn slash(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let (user, channel) = (person(&server, &body), id(&body, "channel"));
    let outcome = match body["text"].as_str() {
        Some(text) => {
            let text = spelled(&server, text);
            server.slash(user, channel, &text).await
        }
        None => {
            let name = if body["name"].is_null() {
                &body["command"]
            } else {
                &body["name"]
            };
            let mut options = map(&body["options"]);
            for value in options.values_mut() {
                if let Value::String(text) = value {
                    *text = spelled(&server, text);
                }
            }
            server
                .slash_with(user, channel, &path(name), &options)
                .await
        }
    };
    told(&outcome)
}

/// Suggestions for an option.
pub(crate) async fn autocomplete(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let (user, channel) = (person(&server, &body), id(&body, "channel"));
    let focused = body["focused"].as_str().unwrap_or_default();
    let outcome = match body["text"].as_str() {
        Some(text) => server.autocomplete(user, channel, text, focused).await,
        None => {
            let name = if body["command"].is_null() {
                &body["name"]
            } else {
                &body["command"]
            };
            let (path, options) = (path(name), map(&body["options"]));
            server
                .autocomplete_with(user, channel, &path, &options, focused)
                .await
        }
    };
    match outcome {
        Outcome::Choices { choices } => Json(json!({"choices": choices})),
        Outcome::Failed { error } => Json(json!({"choices": [], "error": error})),
        _ => Json(json!({"choices": []})),
    }
}

/// A button, or a menu with `values`.
pub(crate) async fn click(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let user = person(&server, &body);
    let custom_id = body["custom_id"].as_str().unwrap_or_default();
    let values: Vec<&str> = body["values"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    told(
        &server
            .choose(user, id(&body, "message"), custom_id, &values)
            .await,
    )
}

/// A form.
pub(crate) async fn submit(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let user = person(&server, &body);
    told(
        &server
            .submit(user, id(&body, "modal"), &map(&body["values"]))
            .await,
    )
}

/// A command of a message's or person's menu.
pub(crate) async fn context(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let user = person(&server, &body);
    let name = body["name"].as_str().unwrap_or_default();
    let outcome = if body["message"].is_null() {
        server
            .context_user(user, id(&body, "channel"), id(&body, "user"), name)
            .await
    } else {
        server.context(user, id(&body, "message"), name).await
    };
    told(&outcome)
}

/// Words.
pub(crate) async fn say(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let text = body["text"].as_str().unwrap_or_default();
    let text = spelled(&server, text);
    match server.say(id(&body, "as"), id(&body, "channel"), &text) {
        Some(id) => Json(json!({"id": id.to_string()})),
        None => Json(json!({"error": "You may not write here."})),
    }
}

/// The language of a person's client.
pub(crate) async fn locale(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    person(&server, &body);
    Json(json!({}))
}

/// Whether a person takes direct messages.
pub(crate) async fn directs(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let user = id(&body, "user");
    if body["open"] == true {
        server.open_dms(user);
    } else {
        server.close_dms(user);
    }
    Json(json!({}))
}

/// Something that comes from outside the chat.
pub(crate) async fn outside(State(server): State<Server>, Json(body): Asked) -> Json<Value> {
    let offer = body["id"].as_str().unwrap_or_default();
    match server.come_from_outside(offer).await {
        Some(delivery) => Json(json!(delivery)),
        None => Json(json!({"error": "nothing of this name comes from outside"})),
    }
}

/// A file, for an attachment option.
pub(crate) async fn upload(State(server): State<Server>, mut parts: Multipart) -> Json<Value> {
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.file_name().unwrap_or("file").to_owned();
        let kind = part
            .content_type()
            .unwrap_or("application/octet-stream")
            .to_owned();
        if let Ok(bytes) = part.bytes().await {
            let id = server.upload(&name, &kind, &bytes);
            return Json(json!({"id": id.to_string(), "name": name}));
        }
    }
    Json(json!({"error": "no file came"}))
}
