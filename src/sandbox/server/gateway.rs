//! The gateway: hello, identify or resume, heartbeats, and the events of the session.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::CloseFrame;
use axum::extract::ws::Message;
use axum::extract::ws::WebSocket;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::response::Response;
use serde_json::Value;
use serde_json::json;
use tokio::sync::mpsc;

use crate::sandbox::Server;
use crate::sandbox::Violation;
use crate::sandbox::model::Model;
use crate::sandbox::model::sessions::DISALLOWED;
use crate::sandbox::model::sessions::PRIVILEGED;
use crate::sandbox::model::sessions::Say;
use crate::sandbox::model::sessions::Session;

const HEARTBEAT_MS: u64 = 41_250;

/// Takes a connection, unless trouble was asked for: method `CONNECT`, path `/gateway`.
pub(crate) async fn connect(State(server): State<Server>, up: WebSocketUpgrade) -> Response {
    if server.take_fault("CONNECT", "/gateway").is_some() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    up.on_upgrade(move |socket| serve(server, socket))
}

/// The other side may take so long to hang up.
const FAREWELL: Duration = Duration::from_secs(1);

/// What to do after a payload.
enum Next {
    Send(String),
    Bound(mpsc::UnboundedReceiver<Say>),
    Nothing,
    Close(u16, &'static str),
}

async fn serve(server: Server, mut socket: WebSocket) {
    let hello = json!({"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MS}, "s": null, "t": null});
    if socket
        .send(Message::Text(hello.to_string().into()))
        .await
        .is_err()
    {
        return;
    }
    let stop = server.stopping();
    let mut events: Option<mpsc::UnboundedReceiver<Say>> = None;
    let patience = Duration::from_millis(HEARTBEAT_MS * 2);
    loop {
        let next = tokio::select! {
            () = stop.cancelled() => Next::Close(1001, "going away"),
            said = recv(&mut events) => match said {
                Some(Say::Text(text)) => Next::Send(text),
                Some(Say::Invalid) => Next::Send(json!({"op": 9, "d": false}).to_string()),
                Some(Say::Close(code, reason)) => Next::Close(code, reason),
                Some(Say::Cut) | None => return,
            },
            got = tokio::time::timeout(patience, socket.recv()) => match got {
                Ok(Some(Ok(Message::Text(text)))) => {
                    payload(&server, text.as_str(), events.is_some())
                }
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => Next::Nothing,
                Ok(Some(Ok(Message::Binary(_)))) => Next::Close(4002, "Error while decoding payload."),
                Ok(Some(Ok(Message::Close(_)))) => return farewell(socket).await,
                Ok(_) => return,
                Err(_) => Next::Close(4009, "Session timed out."),
            },
        };
        match next {
            Next::Send(text) => {
                if socket.send(Message::Text(text.into())).await.is_err() {
                    return;
                }
            }
            Next::Bound(new) => events = Some(new),
            Next::Nothing => {}
            Next::Close(code, reason) => {
                let frame = CloseFrame {
                    code,
                    reason: reason.into(),
                };
                // The other side may be gone already.
                drop(socket.send(Message::Close(Some(frame))).await);
                return;
            }
        }
    }
}

/// The answer to a closing frame is on its way once the next read finds the end.
async fn farewell(mut socket: WebSocket) {
    drop(tokio::time::timeout(FAREWELL, socket.recv()).await);
}

async fn recv(events: &mut Option<mpsc::UnboundedReceiver<Say>>) -> Option<Say> {
    match events {
        Some(events) => events.recv().await,
        None => std::future::pending().await,
    }
}

fn payload(server: &Server, text: &str, bound: bool) -> Next {
    let Ok(p) = serde_json::from_str::<Value>(text) else {
        return Next::Close(4002, "Error while decoding payload.");
    };
    match p["op"].as_u64() {
        Some(1) => Next::Send(json!({"op": 11, "d": null, "s": null, "t": null}).to_string()),
        Some(2 | 6) if bound => Next::Close(4005, "Already authenticated."),
        Some(2) => identify(server, &p["d"]),
        Some(6) => resume(server, &p["d"]),
        Some(3 | 4 | 8 | 31) if bound => Next::Nothing,
        Some(3 | 4 | 8 | 31) => Next::Close(4003, "Not authenticated."),
        _ => Next::Close(4001, "Unknown opcode."),
    }
}

fn known(server: &Server, d: &Value) -> bool {
    let token = d["token"].as_str().unwrap_or_default();
    token.trim_start_matches("Bot ") == server.token()
}

fn identify(server: &Server, d: &Value) -> Next {
    if !known(server, d) {
        server.violated(Violation {
            what: "gateway: identify with a wrong token".to_owned(),
            body: Value::Null,
        });
        return Next::Close(4004, "Authentication failed.");
    }
    let Some(intents) = d["intents"].as_u64() else {
        return Next::Close(4013, "Invalid intent(s).");
    };
    if intents >> 26 != 0 {
        return Next::Close(4013, "Invalid intent(s).");
    }
    let shard = (
        d["shard"][0].as_u64().unwrap_or(0),
        d["shard"][1].as_u64().unwrap_or(1).max(1),
    );
    if shard.0 >= shard.1 {
        return Next::Close(4010, "Invalid shard.");
    }
    if server.with(|m| intents & PRIVILEGED & !m.privileged != 0) {
        let (code, reason) = DISALLOWED;
        return Next::Close(code, reason);
    }
    let url = server.gateway_url();
    server.note_intents(intents);
    server.with(|m| {
        let (out, events) = mpsc::unbounded_channel();
        let id = format!("{:032x}", rand::random::<u128>());
        let mut session = Session {
            intents,
            shard,
            seq: 0,
            log: std::collections::VecDeque::new(),
            out: Some(out),
        };
        let mine: Vec<u64> = m
            .guilds
            .keys()
            .filter(|g| (**g >> 22) % shard.1 == shard.0)
            .copied()
            .collect();
        session.push("READY", &ready(m, &id, shard, &mine, &url).to_string());
        if intents & 1 != 0 {
            for guild in mine {
                session.push("GUILD_CREATE", &m.guild_create(guild).to_string());
            }
        }
        // Sessions nobody came back to are forgotten, oldest content first.
        if m.sessions.len() > 64 {
            m.sessions
                .retain(|_, s| s.out.as_ref().is_some_and(|o| !o.is_closed()));
        }
        m.sessions.insert(id, session);
        Next::Bound(events)
    })
}

fn ready(m: &Model, session: &str, shard: (u64, u64), guilds: &[u64], url: &str) -> Value {
    let guilds: Vec<Value> = guilds
        .iter()
        .map(|g| json!({"id": g.to_string(), "unavailable": true}))
        .collect();
    let mut user = m.user(m.bot);
    user["verified"] = json!(true);
    user["mfa_enabled"] = json!(false);
    user["email"] = Value::Null;
    json!({
        "v": 10, "user": user, "guilds": guilds, "session_id": session,
        "resume_gateway_url": url, "shard": [shard.0, shard.1], "private_channels": [],
        "application": {"id": m.app.to_string(), "flags": m.application_flags()}, "session_type": "normal",
        "user_settings": {}, "relationships": [], "presences": [], "_trace": [],
    })
}

fn resume(server: &Server, d: &Value) -> Next {
    if !known(server, d) {
        return Next::Close(4004, "Authentication failed.");
    }
    let seq = d["seq"].as_u64().unwrap_or(0);
    let resumed = server.with(|m| {
        let session = m.sessions.get_mut(d["session_id"].as_str()?)?;
        let oldest = session.log.front().map_or(session.seq + 1, |(n, _)| *n);
        if seq + 1 < oldest || seq > session.seq {
            return None;
        }
        let (out, events) = mpsc::unbounded_channel();
        for (_, text) in session.log.iter().filter(|(n, _)| *n > seq) {
            out.send(Say::Text(text.clone())).ok()?;
        }
        session.out = Some(out);
        session.push("RESUMED", r#"{"_trace":[]}"#);
        Some(events)
    });
    match resumed {
        Some(events) => Next::Bound(events),
        None => Next::Send(json!({"op": 9, "d": false, "s": null, "t": null}).to_string()),
    }
}
