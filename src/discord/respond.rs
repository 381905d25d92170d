//! The first answer to an interaction: in time, once, private, in the person's language.
//!
//! Discord gives three seconds. What takes longer than one is deferred, which buys fifteen minutes; a form can only be the
//! very first answer, so one that comes later is replaced by a button that opens it, or by a sentence saying to press again. Refusals and faults become
//! words here and nowhere else. Never posts in public: that is the outbox's.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use poise::serenity_prelude as serenity;
use reqwest::Method;
use serde_json::{Value, json};

use crate::chat::{Button, ButtonStyle, Card, File, Form, Text, WorkspaceId};
use crate::core::{self, Error, Refusal, Reply};
use crate::discord::render::{self, Rendered};
use crate::discord::rest;
use crate::i18n::{Lang, say};
use crate::metrics::METRICS;

/// An answer that takes longer is deferred.
const DEFER_AFTER: Duration = Duration::from_secs(1);
/// Only the one who acted sees the message.
const EPHEMERAL: u64 = 64;
/// Where the API is unless another address was set.
const DISCORD: &str = "https://discord.com";

/// What was used to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum From {
    /// A command, or a form opened by one.
    Command,
    /// A button or menu of a message everybody sees (or a form opened by one).
    Public,
    /// A button or menu of a private message (or a form opened by one).
    Private,
}

/// One interaction that has not been answered yet.
pub(super) struct Asked<'a> {
    pub(super) http: &'a serenity::Http,
    pub(super) id: serenity::InteractionId,
    pub(super) token: &'a str,
    pub(super) received: Instant,
    pub(super) from: From,
    pub(super) lang: Lang,
    pub(super) workspace: WorkspaceId,
    /// `standup create`, `standup:answer`: for logs and metrics.
    pub(super) name: &'a str,
    /// A deferral was sent: the answer goes another way.
    pub(super) deferred: &'a AtomicBool,
}

impl Asked<'_> {
    /// Runs `work`; defers the answer if that takes too long.
    pub(super) async fn within<T>(&self, work: impl Future<Output = T>) -> T {
        if self.deferred.load(Ordering::SeqCst) {
            return work.await;
        }
        tokio::pin!(work);
        let left = DEFER_AFTER.saturating_sub(self.received.elapsed());
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::time::sleep(left) => {}
        }
        tokio::join!(self.defer(), work).1
    }

    /// Shows how far the work is, in place of the answer to come. That it could not be shown stops nothing.
    pub(super) async fn show(&self, card: &Card) {
        if !self.deferred.load(Ordering::SeqCst) {
            self.defer().await;
        }
        if let Err(error) = self.replace(card).await {
            tracing::debug!(workspace.id = self.workspace.0, command = self.name, error = %format!("{error:#}"), "progress could not be shown");
        }
    }

    async fn defer(&self) {
        let body = match self.from {
            From::Command | From::Public => json!({ "type": 5, "data": { "flags": EPHEMERAL } }),
            From::Private => json!({ "type": 6 }),
        };
        match self.first(&body, Vec::new()).await {
            Ok(()) => self.deferred.store(true, Ordering::SeqCst),
            Err(error) => {
                tracing::warn!(workspace.id = self.workspace.0, command = self.name, error = %format!("{error:#}"), "could not be deferred");
            }
        }
    }

    /// Answers with what a use case came to, counts it, and logs what went wrong.
    pub(super) async fn finish(&self, outcome: Result<Reply, Error>) {
        let (label, reply) = match outcome {
            Ok(reply) => ("ok", reply),
            Err(Error::Refused(refusal)) => {
                tracing::debug!(
                    workspace.id = self.workspace.0,
                    command = self.name,
                    refusal = refusal.id,
                    "refused"
                );
                ("refused", Reply::Private(sentence(self.lang, &refusal)))
            }
            Err(Error::Fault(fault)) => ("fault", Reply::Private(self.fault(&fault))),
        };
        if let Err(error) = self.send(reply).await {
            tracing::warn!(workspace.id = self.workspace.0, command = self.name, error = %format!("{error:#}"), "could not be answered");
        }
        METRICS
            .commands_total
            .with_label_values(&[self.name, label])
            .inc();
        METRICS
            .command_seconds
            .with_label_values(&[self.name])
            .observe(self.received.elapsed().as_secs_f64());
    }

    /// Logs a fault, whole and once; the person is shown the reference to it.
    fn fault(&self, fault: &anyhow::Error) -> Card {
        let reference = format!("{:08x}", rand::random::<u32>());
        tracing::error!(
            workspace.id = self.workspace.0,
            command = self.name,
            reference,
            error = %format!("{fault:#}"),
            "a command failed"
        );
        sentence(
            self.lang,
            &Refusal::new("face-fault").with("reference", reference),
        )
    }

    async fn send(&self, reply: Reply) -> anyhow::Result<()> {
        let deferred = self.deferred.load(Ordering::SeqCst);
        match (reply, deferred, self.from) {
            (Reply::Form(form), false, _) => {
                let body = json!({ "type": 9, "data": render::modal(&form) });
                self.first(&body, Vec::new()).await
            }
            (Reply::Form(form), true, _) => self.later(&late(self.lang, &form)).await,
            (Reply::Update(card), false, From::Private) => self.message(7, &card).await,
            (Reply::Update(card), true, From::Private) => self.replace(&card).await,
            (Reply::Private(card) | Reply::Update(card), false, _) => self.message(4, &card).await,
            (Reply::Private(card) | Reply::Update(card), true, _) => self.later(&card).await,
        }
    }

    /// The answer that follows a deferral.
    async fn later(&self, card: &Card) -> anyhow::Result<()> {
        match self.from {
            From::Command | From::Public => self.replace(card).await,
            From::Private => {
                let (body, files) = private(card);
                let refused = "a further message was refused";
                if !files.is_empty() {
                    let path = self.own("");
                    return self
                        .upload(Method::POST, &path, &body, files)
                        .await
                        .context(refused);
                }
                let sent = self
                    .http
                    .create_followup_message(self.token, &body, Vec::new());
                sent.await.context(refused)?;
                Ok(())
            }
        }
    }

    async fn replace(&self, card: &Card) -> anyhow::Result<()> {
        let Rendered { json, files } = render::message(card);
        let refused = "the deferred answer was refused";
        if !files.is_empty() {
            let path = self.own("/messages/@original");
            return self
                .upload(Method::PATCH, &path, &json, files)
                .await
                .context(refused);
        }
        let sent = self
            .http
            .edit_original_interaction_response(self.token, &json, Vec::new());
        sent.await.context(refused)?;
        Ok(())
    }

    /// Where further messages of this interaction are made, and `rest` behind it.
    fn own(&self, rest: &str) -> String {
        let application = self.http.application_id().unwrap_or_default();
        format!("/webhooks/{application}/{}{rest}", self.token)
    }

    async fn upload(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        files: Vec<File>,
    ) -> anyhow::Result<()> {
        let base = self.http.proxy.as_deref().unwrap_or(DISCORD);
        rest::answer_with_files(method, &format!("{base}/api/v10{path}"), body, files).await
    }

    async fn message(&self, kind: u8, card: &Card) -> anyhow::Result<()> {
        let (data, files) = private(card);
        self.first(&json!({ "type": kind, "data": data }), files)
            .await
    }

    async fn first(&self, body: &Value, files: Vec<File>) -> anyhow::Result<()> {
        let refused = "the first answer was refused";
        if files.is_empty() {
            let sent = self
                .http
                .create_interaction_response(self.id, self.token, body, Vec::new());
            sent.await.context(refused)?;
        } else {
            let path = format!("/interactions/{}/{}/callback", self.id, self.token);
            self.upload(Method::POST, &path, body, files)
                .await
                .context(refused)?;
        }
        METRICS
            .interaction_ack_seconds
            .with_label_values::<&str>(&[])
            .observe(self.received.elapsed().as_secs_f64());
        Ok(())
    }
}

fn private(card: &Card) -> (Value, Vec<File>) {
    let Rendered { mut json, files } = render::message(card);
    json["flags"] = EPHEMERAL.into();
    (json, files)
}

/// A form that came too late: the button that opens it, where there is one, or else what to do.
fn late(lang: Lang, form: &Form) -> Card {
    let Some(action) = core::opens_again(form) else {
        return sentence(lang, &Refusal::new("face-form-late"));
    };
    let mut card = sentence(lang, &Refusal::new("face-form-ready"));
    card.buttons = vec![vec![Button {
        label: say(lang, "face-form-open", &[]),
        emoji: None,
        action,
        style: ButtonStyle::Primary,
        disabled: false,
    }]];
    card
}

/// One plain sentence.
pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> Card {
    Card {
        lead: Some(Text::trusted(say(lang, refusal.id, &refusal.args))),
        ..Card::default()
    }
}
