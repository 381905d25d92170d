//! Routes an interaction is answered by: the callback, the original answer, and what follows it.

use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::model::Model;
use crate::sandbox::model::id_of;
use crate::sandbox::model::interactions::FIRST_ANSWER;
use crate::sandbox::model::interactions::OpenModal;
use crate::sandbox::model::interactions::Outcome;
use crate::sandbox::model::interactions::Stage;
use crate::sandbox::model::interactions::TOKEN_LIFE;
use crate::sandbox::model::messages::EPHEMERAL;
use crate::sandbox::model::messages::list;
use crate::sandbox::server::channels::empty;
use crate::sandbox::server::channels::take_files;
use crate::sandbox::server::errors;
use crate::sandbox::server::errors::ApiError;
use crate::sandbox::server::rest::Answer;
use crate::sandbox::server::rest::Call;
use crate::sandbox::server::rest::DONE;
use crate::sandbox::server::validate;

/// Routes a request on an interaction.
pub(crate) fn route(server: &Server, call: &Call, segs: &[&str]) -> Answer {
    match (call.method.as_str(), segs) {
        ("POST", ["interactions", id, token, "callback"]) => {
            validate::body(
                "POST /interactions/{interaction_id}/{interaction_token}/callback",
                &call.body,
            )?;
            server.with(|m| callback(m, call, id, token))
        }
        (method, ["webhooks", app, token, rest @ ..]) => server.with(|m| {
            if *app != m.app.to_string() {
                return Err(errors::NO_WEBHOOK);
            }
            live(m, token)?;
            match (method, rest) {
                ("POST", []) => follow_up(m, call, token),
                ("GET", ["messages", which]) => {
                    let id = find(m, token, which)?;
                    Ok((
                        200,
                        m.messages
                            .get(&id)
                            .map(|x| x.body.clone())
                            .unwrap_or_default(),
                    ))
                }
                ("PATCH", ["messages", which]) => edit(m, call, token, which),
                ("DELETE", ["messages", which]) => {
                    let id = find(m, token, which)?;
                    m.delete(id);
                    Ok(DONE)
                }
                _ => Err(errors::NO_ROUTE),
            }
        }),
        _ => Err(errors::NO_ROUTE),
    }
}

fn callback(m: &mut Model, call: &Call, id: &str, token: &str) -> Answer {
    let i = m.interactions.get(token).filter(|i| i.id.to_string() == id);
    let i = i.ok_or(errors::NO_INTERACTION)?;
    let (kind, stage, source) = (i.kind, i.stage, i.source);
    if stage != Stage::Waiting {
        return Err(errors::ANSWERED);
    }
    if i.begun.elapsed() > m.first_answer.unwrap_or(FIRST_ANSWER) {
        return Err(errors::NO_INTERACTION);
    }
    let (answer, data) = (call.body["type"].as_u64().unwrap_or(0), &call.body["data"]);
    let fits = match answer {
        4 | 5 => kind != 4,
        6 | 7 => (kind == 3 || kind == 5) && source.is_some(),
        8 => kind == 4,
        9 => kind == 2 || kind == 3,
        _ => false,
    };
    if !fits {
        return Err(errors::bad(
            "type",
            "This type cannot answer this interaction.",
        ));
    }
    let ephemeral = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    if let Some(i) = m.interactions.get_mut(token) {
        i.ephemeral = ephemeral;
    }
    let message = match answer {
        4 => Some(first_message(m, call, token, ephemeral)?),
        5 => {
            let interaction = id.parse().unwrap_or(0);
            m.settle(token, Stage::Deferred, Outcome::Deferred { interaction });
            None
        }
        6 => {
            own_original(m, token, source);
            let there = source.and_then(|id| m.messages.get(&id));
            let message = there.map(|x| m.shown(x, None)).unwrap_or_default();
            m.settle(token, Stage::Answered, Outcome::Update { message });
            None
        }
        7 => {
            validate::message(data)?;
            let files = take_files(m, call, data)?;
            let id = source.ok_or(errors::NO_MESSAGE)?;
            own_original(m, token, source);
            m.edit(id, data, &files).ok_or(errors::NO_MESSAGE)?;
            // What only one person sees stays so.
            let there = m.messages.get(&id);
            let message = there.map(|x| m.shown(x, None)).unwrap_or_default();
            m.settle(token, Stage::Answered, Outcome::Update { message });
            Some(id)
        }
        8 => {
            let choices = list(&data["choices"]);
            if choices.len() > 25 {
                let why = "Must be 25 or fewer in length.";
                return Err(errors::bad("data/choices", why));
            }
            m.settle(token, Stage::Answered, Outcome::Choices { choices });
            None
        }
        _ => {
            validate::modal(data)?;
            let modal = open(m, token, data);
            m.settle(token, Stage::Answered, Outcome::Modal { modal });
            None
        }
    };
    if call.query.get("with_response").is_some_and(|w| w == "true") {
        let body = message
            .and_then(|id| m.messages.get(&id))
            .map(|x| x.body.clone());
        let told = json!({
            "interaction": {"id": id, "type": kind, "response_message_id": message.map(|i| i.to_string()),
                "response_message_loading": answer == 5, "response_message_ephemeral": ephemeral},
            "resource": {"type": answer, "message": body},
        });
        return Ok((200, told));
    }
    Ok(DONE)
}

fn own_original(m: &mut Model, token: &str, source: Option<u64>) {
    if let Some(i) = m.interactions.get_mut(token) {
        i.original = source;
    }
}

fn first_message(m: &mut Model, call: &Call, token: &str, private: bool) -> Result<u64, ApiError> {
    let data = &call.body["data"];
    validate::message(data)?;
    if empty(data) && call.files.is_empty() {
        return Err(errors::EMPTY);
    }
    let files = take_files(m, call, data)?;
    let id = m
        .answer_message(token, data, files, private)
        .ok_or(errors::NO_INTERACTION)?;
    own_original(m, token, Some(id));
    let message = m
        .messages
        .get(&id)
        .map(|x| m.shown(x, None))
        .unwrap_or_default();
    let outcome = Outcome::Message {
        ephemeral: private,
        message,
    };
    m.settle(token, Stage::Answered, outcome);
    Ok(id)
}

fn open(m: &mut Model, token: &str, data: &Value) -> Value {
    let id = m.next_id();
    let mut body = data.clone();
    body["id"] = json!(id.to_string());
    if let Some(i) = m.interactions.get(token) {
        let form = OpenModal {
            user: i.user,
            channel: i.channel,
            source: i.source,
            body: body.clone(),
        };
        m.modals.insert(id, form);
    }
    // A form somebody has had open for thousands of others is closed.
    while m.modals.len() > 5_000 {
        let oldest = m.modals.keys().min().copied();
        oldest.map(|k| m.modals.remove(&k));
    }
    body
}

/// Refuses a token that is unknown, not yet answered, or older than a quarter of an hour.
fn live(m: &Model, token: &str) -> Result<(), ApiError> {
    let i = m.interactions.get(token).ok_or(errors::BAD_TOKEN)?;
    if m.now() - i.made > TOKEN_LIFE {
        return Err(errors::BAD_TOKEN);
    }
    if i.stage == Stage::Waiting {
        Err(errors::NO_WEBHOOK)
    } else {
        Ok(())
    }
}

fn find(m: &Model, token: &str, which: &str) -> Result<u64, ApiError> {
    let i = m.interactions.get(token).ok_or(errors::NO_WEBHOOK)?;
    let id = if which == "@original" {
        i.original
    } else {
        which.parse().ok()
    };
    let id = id.ok_or(errors::NO_MESSAGE)?;
    let there = m
        .messages
        .get(&id)
        .filter(|x| x.channel == i.channel && x.author == m.bot);
    there.map(|x| x.id).ok_or(errors::NO_MESSAGE)
}

fn follow_up(m: &mut Model, call: &Call, token: &str) -> Answer {
    validate::body("POST /webhooks/{webhook_id}/{webhook_token}", &call.body)?;
    validate::message(&call.body)?;
    if empty(&call.body) && call.files.is_empty() {
        return Err(errors::EMPTY);
    }
    let waiting = m
        .interactions
        .get(token)
        .filter(|i| i.stage == Stage::Deferred);
    // The first message after a deferral is the answer, and as private as the deferral said.
    let first = waiting
        .filter(|i| i.original.is_none())
        .map(|i| i.ephemeral);
    let asked = call.body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    let files = take_files(m, call, &call.body)?;
    let id = m
        .answer_message(token, &call.body, files, first.unwrap_or(asked))
        .ok_or(errors::NO_WEBHOOK)?;
    if first.is_some() {
        own_original(m, token, Some(id));
    }
    Ok((
        200,
        m.messages
            .get(&id)
            .map(|x| x.body.clone())
            .unwrap_or_default(),
    ))
}

fn edit(m: &mut Model, call: &Call, token: &str, which: &str) -> Answer {
    validate::body(
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
        &call.body,
    )?;
    validate::message(&call.body)?;
    let deferred = m
        .interactions
        .get(token)
        .filter(|i| which == "@original" && i.stage == Stage::Deferred && i.original.is_none());
    if let Some(ephemeral) = deferred.map(|i| i.ephemeral) {
        if empty(&call.body) && call.files.is_empty() {
            return Err(errors::EMPTY);
        }
        let files = take_files(m, call, &call.body)?;
        let id = m
            .answer_message(token, &call.body, files, ephemeral)
            .ok_or(errors::NO_WEBHOOK)?;
        own_original(m, token, Some(id));
        return Ok((
            200,
            m.messages
                .get(&id)
                .map(|x| x.body.clone())
                .unwrap_or_default(),
        ));
    }
    let id = find(m, token, which)?;
    let files = take_files(m, call, &call.body)?;
    let told = m.edit(id, &call.body, &files).ok_or(errors::NO_MESSAGE)?;
    debug_assert_eq!(id_of(&told["id"]), Some(id));
    Ok((200, told))
}
