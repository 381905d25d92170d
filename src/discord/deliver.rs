//! The outbox's road to Discord: the only place that sends.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use reqwest::Method;
use serde_json::{Value, json};

use crate::chat::{Card, ChannelId, MessageId, UserId, WorkspaceId};
use crate::discord::render;
use crate::discord::rest::{Answer, Call, Rest, id};
use crate::outbox::{Deliver, Delivery, Op, Outcome, Priority, Target};

/// Sends deliveries over REST.
pub(crate) struct Road {
    rest: Arc<Rest>,
    /// Channels of direct messages, by user: opening one twice gives the same, so forgetting is harmless.
    direct: Arc<Mutex<HashMap<i64, i64>>>,
}

/// Discord's codes that mean "this person takes no direct messages from us": closed, or no server in common.
const DIRECT_REFUSED: &[i64] = &[50007, 50278];
/// The message is gone.
const UNKNOWN_MESSAGE: i64 = 10008;
/// The channel, the member, the role is gone: taking something away from it has succeeded.
const GONE: &[i64] = &[10003, UNKNOWN_MESSAGE, 10007, 10011];
/// The message has a thread already.
const HAS_THREAD: i64 = 160_004;
/// The platform's number for a thread that only those see who are let in.
const PRIVATE_THREAD: u32 = 12;
/// Threads stay open for a week without traffic (Discord's longest).
const THREAD_MINUTES: u32 = 10_080;
/// A delivery may take several requests; all of it is shorter than the outbox's lease, so that no other process begins it again.
const WHOLE: Duration = Duration::from_secs(8);
/// Seconds until a request with a token that Discord does not know is tried again.
const BAD_TOKEN: Duration = Duration::from_secs(60);

impl Road {
    pub(crate) fn new(rest: Arc<Rest>) -> Road {
        Road {
            rest,
            direct: Arc::new(Mutex::new(HashMap::new())),
        }
    }
}

impl Deliver for Road {
    fn admit(&self, delivery: &Delivery) -> Option<Duration> {
        self.rest
            .admit(&route(delivery), delivery.priority == Priority::Page)
    }

    fn deliver(&self, delivery: Delivery) -> BoxFuture<'static, Outcome> {
        let sender = Sender {
            rest: self.rest.clone(),
            direct: self.direct.clone(),
            used: AtomicBool::new(false),
        };
        async move {
            let sent = tokio::time::timeout(WHOLE, sender.deliver(&delivery)).await;
            if !sender.used.load(Ordering::Relaxed) {
                // It ended before the request it was admitted for: the next attempt is not to wait for an answer to that.
                sender.rest.give_back(&route(&delivery));
            }
            match sent {
                Ok(outcome) => outcome.unwrap_or_else(|early| early),
                Err(_elapsed) => unanswered("not done in time".into()),
            }
        }
        .boxed()
    }
}

/// The limit the first request of a delivery falls under.
fn route(delivery: &Delivery) -> String {
    let place = match (&delivery.message, &delivery.target) {
        (Some((channel, _)), _) => format!("c{}", channel.0),
        (None, Target::Channel(channel)) => format!("c{}", channel.0),
        (None, Target::Direct { user, .. }) => format!("u{}", user.0),
        (None, Target::ThreadOf(key)) => delivery
            .thread
            .map_or_else(|| format!("t{key}"), |t| format!("c{}", t.0)),
        (None, Target::Mail { .. } | Target::Hook { .. }) => "elsewhere".to_owned(),
    };
    let server = format!("g{}", delivery.workspace.0);
    match &delivery.op {
        Op::Create(_) => format!("{place} POST messages"),
        Op::Edit(_) if delivery.message.is_none() => format!("{place} POST messages"),
        Op::Edit(_) => format!("{place} PATCH message"),
        Op::Delete => format!("{place} DELETE message"),
        Op::Thread { .. } => format!("{place} POST threads"),
        Op::PrivateThread { .. } => format!("{server} GET threads"),
        Op::Invite { .. } => format!("{place} PUT thread-member"),
        Op::React { .. } => format!("{place} PUT reaction"),
        Op::MakeChannel { .. } => format!("{server} GET channels"),
        Op::MakeRole { .. } => format!("{server} GET roles"),
        Op::SetRole { on: true, .. } => format!("{server} PUT member-role"),
        Op::SetRole { on: false, .. } => format!("{server} DELETE member-role"),
    }
}

struct Sender {
    rest: Arc<Rest>,
    direct: Arc<Mutex<HashMap<i64, i64>>>,
    /// The slot that was taken when it was admitted has been used.
    used: AtomicBool,
}

fn done(channel: Option<ChannelId>, made: Option<i64>) -> Outcome {
    Outcome::Done { channel, made }
}

fn never(why: &str) -> Outcome {
    Outcome::Never {
        code: None,
        why: why.to_owned(),
    }
}

/// What an answer that is not a success means for the delivery.
fn failed(answer: &Answer) -> Outcome {
    match answer.status {
        429 => Outcome::Again {
            after: answer.retry_after,
            why: answer.says(),
        },
        401 => Outcome::Again {
            after: Some(BAD_TOKEN),
            why: answer.says(),
        },
        400..500 => {
            let code = answer.code().map(|code| {
                if DIRECT_REFUSED.contains(&code) {
                    50007
                } else {
                    code
                }
            });
            Outcome::Never {
                code,
                why: answer.says(),
            }
        }
        _ => Outcome::Again {
            after: None,
            why: answer.says(),
        },
    }
}

fn unanswered(why: String) -> Outcome {
    Outcome::Again { after: None, why }
}

impl Sender {
    /// `Err` carries an outcome too: whatever ends the sending early.
    async fn deliver(&self, delivery: &Delivery) -> Result<Outcome, Outcome> {
        match &delivery.op {
            Op::Create(card) => self.create(delivery, card, false).await,
            Op::Edit(card) => self.edit(delivery, card).await,
            Op::Delete => {
                let Some(message) = delivery.message else {
                    return Ok(done(None, None));
                };
                self.take(on_message(Method::DELETE, delivery, message, "message", ""))
                    .await
            }
            Op::Thread { name } => self.thread(delivery, name).await,
            Op::PrivateThread { name } => self.private_thread(delivery, name).await,
            Op::Invite { user } => self.invite(delivery, *user).await,
            Op::React { emoji } => {
                let message = delivery
                    .message
                    .ok_or_else(|| never("there is no message to react to"))?;
                let emoji: String = emoji.bytes().map(|b| format!("%{b:02X}")).collect();
                let path = format!("/reactions/{emoji}/@me");
                self.sent(on_message(
                    Method::PUT,
                    delivery,
                    message,
                    "reaction",
                    &path,
                ))
                .await?;
                Ok(done(None, None))
            }
            Op::MakeChannel { name, topic } => {
                let body = json!({ "name": name, "type": 0, "topic": topic });
                self.adopt_or_make(delivery.workspace, "channels", name, body)
                    .await
            }
            Op::MakeRole { name } => {
                let body = json!({ "name": name, "mentionable": false, "permissions": "0" });
                self.adopt_or_make(delivery.workspace, "roles", name, body)
                    .await
            }
            Op::SetRole { user, role, on } => {
                let method = if *on { Method::PUT } else { Method::DELETE };
                let path = format!(
                    "/guilds/{}/members/{}/roles/{}",
                    delivery.workspace.0, user.0, role.0
                );
                let call = Call::new(
                    method,
                    &format!("g{}", delivery.workspace.0),
                    "member-role",
                    path,
                );
                if *on {
                    self.sent(call).await.map(|_| done(None, None))
                } else {
                    self.take(call).await
                }
            }
        }
    }

    /// The request that was admitted.
    async fn send(&self, call: Call) -> Result<Answer, String> {
        self.used.store(true, Ordering::Relaxed);
        self.rest.send(call).await
    }

    async fn sent(&self, call: Call) -> Result<Answer, Outcome> {
        let answer = self.send(call).await.map_err(unanswered)?;
        if answer.ok() {
            Ok(answer)
        } else {
            Err(failed(&answer))
        }
    }

    /// A second request of the same delivery: it waits for its own slot.
    async fn sent_next(&self, call: Call, page: bool) -> Result<Answer, Outcome> {
        let answer = self.rest.paced(call, page).await.map_err(unanswered)?;
        if answer.ok() {
            Ok(answer)
        } else {
            Err(failed(&answer))
        }
    }

    /// Takes something away, or lets somebody in: gone already is as good.
    async fn take(&self, call: Call) -> Result<Outcome, Outcome> {
        let answer = self.send(call).await.map_err(unanswered)?;
        let gone = answer.code().is_some_and(|code| GONE.contains(&code));
        if answer.ok() || gone {
            Ok(done(None, None))
        } else {
            Err(failed(&answer))
        }
    }

    async fn create(
        &self,
        delivery: &Delivery,
        card: &Card,
        second: bool,
    ) -> Result<Outcome, Outcome> {
        let channel = match &delivery.target {
            Target::Channel(channel) => *channel,
            Target::Direct { user, .. } => {
                self.open_direct(*user, delivery.priority == Priority::Page)
                    .await?
            }
            Target::ThreadOf(_) => delivery.thread.ok_or_else(|| never("there is no thread"))?,
            Target::Mail { .. } | Target::Hook { .. } => {
                return Err(never("this is another road than Discord"));
            }
        };
        let rendered = render::message(card);
        let mut body = rendered.json;
        body["nonce"] = delivery.nonce.as_str().into();
        body["enforce_nonce"] = true.into();
        let path = format!("/channels/{}/messages", channel.0);
        let mut call =
            Call::new(Method::POST, &format!("c{}", channel.0), "messages", path).body(body);
        call.files = rendered.files;
        if !second {
            call.route = route(delivery);
        }
        let page = delivery.priority == Priority::Page;
        let answer = if second {
            self.sent_next(call, page).await?
        } else {
            self.sent(call).await?
        };
        Ok(done(Some(channel), answer.id()))
    }

    async fn edit(&self, delivery: &Delivery, card: &Card) -> Result<Outcome, Outcome> {
        let Some(message) = delivery.message else {
            return self.create(delivery, card, false).await;
        };
        let rendered = render::message(card);
        let mut call =
            on_message(Method::PATCH, delivery, message, "message", "").body(rendered.json);
        call.files = rendered.files;
        let answer = self.send(call).await.map_err(unanswered)?;
        if answer.code() == Some(UNKNOWN_MESSAGE) {
            // Somebody deleted it: what it says is still to be said.
            return self.create(delivery, card, true).await;
        }
        if answer.ok() {
            Ok(done(Some(message.0), Some(message.1.0)))
        } else {
            Err(failed(&answer))
        }
    }

    async fn thread(&self, delivery: &Delivery, name: &str) -> Result<Outcome, Outcome> {
        let message = delivery
            .message
            .ok_or_else(|| never("there is no message to open a thread under"))?;
        let name: String = name.chars().take(100).collect();
        let body = json!({ "name": name, "auto_archive_duration": THREAD_MINUTES });
        let answer = self
            .send(on_message(Method::POST, delivery, message, "threads", "/threads").body(body))
            .await;
        let answer = answer.map_err(unanswered)?;
        if answer.code() == Some(HAS_THREAD) {
            // A message's thread has the message's own id.
            return Ok(done(Some(message.0), Some(message.1.0)));
        }
        if answer.ok() {
            Ok(done(Some(message.0), answer.id()))
        } else {
            Err(failed(&answer))
        }
    }

    /// Making has no nonce: an open thread of ours with the name is taken, so that a crash between making and noting makes no
    /// second.
    async fn private_thread(&self, delivery: &Delivery, name: &str) -> Result<Outcome, Outcome> {
        let Target::Channel(channel) = &delivery.target else {
            return Err(never("a private thread belongs in a channel"));
        };
        let name: String = name.chars().take(100).collect();
        let major = format!("g{}", delivery.workspace.0);
        let path = format!("/guilds/{}/threads/active", delivery.workspace.0);
        let mut look = Call::new(Method::GET, &major, "threads", path);
        look.route = route(delivery);
        let all = self.sent(look).await?;
        let same = all.body["threads"].as_array().into_iter().flatten();
        let mut same = same.filter(|each| id(&each["parent_id"]) == Some(channel.0));
        if let Some(found) = same.find(|each| each["name"] == name.as_str()) {
            return Ok(done(Some(*channel), id(&found["id"])));
        }
        let body = json!({
            "name": name,
            "type": PRIVATE_THREAD,
            "invitable": false,
            "auto_archive_duration": THREAD_MINUTES,
        });
        let path = format!("/channels/{}/threads", channel.0);
        let make = Call::new(Method::POST, &format!("c{}", channel.0), "new-thread", path);
        let made = self.sent_next(make.body(body), false).await?;
        Ok(done(Some(*channel), made.id()))
    }

    async fn invite(&self, delivery: &Delivery, user: UserId) -> Result<Outcome, Outcome> {
        let thread = delivery.thread.ok_or_else(|| never("there is no thread"))?;
        let path = format!("/channels/{}/thread-members/{}", thread.0, user.0);
        let mut call = Call::new(
            Method::PUT,
            &format!("c{}", thread.0),
            "thread-member",
            path,
        );
        call.route = route(delivery);
        self.take(call).await
    }

    async fn open_direct(&self, user: UserId, page: bool) -> Result<ChannelId, Outcome> {
        let known = self.direct().get(&user.0).copied();
        if let Some(channel) = known {
            return Ok(ChannelId(channel));
        }
        let call = Call::new(Method::POST, "me", "direct", "/users/@me/channels".into());
        let answer = self
            .sent_next(
                call.body(json!({ "recipient_id": user.0.to_string() })),
                page,
            )
            .await?;
        let channel = answer
            .id()
            .ok_or_else(|| unanswered("the channel of a direct message has no id".into()))?;
        let mut direct = self.direct();
        if direct.len() >= 10_000 {
            direct.clear();
        }
        direct.insert(user.0, channel);
        Ok(ChannelId(channel))
    }

    fn direct(&self) -> std::sync::MutexGuard<'_, HashMap<i64, i64>> {
        self.direct
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Making has no nonce: what has the name already is taken, so that a crash between making and noting makes no second.
    async fn adopt_or_make(
        &self,
        server: WorkspaceId,
        what: &str,
        name: &str,
        body: Value,
    ) -> Result<Outcome, Outcome> {
        let major = format!("g{}", server.0);
        let path = format!("/guilds/{}/{what}", server.0);
        let all = self
            .sent(Call::new(Method::GET, &major, what, path.clone()))
            .await?;
        let same = all.body.as_array().into_iter().flatten().find(|each| {
            let text_channel = what != "channels" || each["type"] == 0;
            text_channel && each["name"] == name && each["managed"] != true
        });
        if let Some(found) = same.and_then(|each| id(&each["id"])) {
            return Ok(done(None, Some(found)));
        }
        let made = self
            .sent_next(
                Call::new(Method::POST, &major, what, path).body(body),
                false,
            )
            .await?;
        Ok(done(None, made.id()))
    }
}

fn on_message(
    method: Method,
    delivery: &Delivery,
    message: (ChannelId, MessageId),
    template: &str,
    rest: &str,
) -> Call {
    let path = format!("/channels/{}/messages/{}{rest}", message.0.0, message.1.0);
    let mut call = Call::new(method, &format!("c{}", message.0.0), template, path);
    call.route = route(delivery);
    call
}
