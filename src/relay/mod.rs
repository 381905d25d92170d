//! The second roads: mail and an address of somebody's own, for when Discord cannot be reached or somebody is not there.
//!
//! A page by these roads is one text: nothing of it can be pressed. It is tried three times within some twenty seconds; after
//! that the core hears that this road is closed and takes the next one.

mod hook;
mod mail;
mod plain;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;

use crate::outbox::{Deliver, Delivery, Op, Outcome, Target};

pub(crate) use crate::relay::mail::{Mail, MailSettings};

/// So often it is tried, with a pause between.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_secs(2);
/// Shorter than the outbox's lease, so that no other process begins it again.
const PATIENCE: Duration = Duration::from_secs(6);

/// All roads out: Discord's, and these beside it.
pub(crate) struct Roads {
    discord: Arc<dyn Deliver>,
    mail: Option<Arc<Mail>>,
    web: reqwest::Client,
}

impl Roads {
    /// Without mail settings, mail is a closed road.
    pub(crate) fn new(discord: Arc<dyn Deliver>, mail: Option<Mail>) -> anyhow::Result<Roads> {
        Ok(Roads {
            discord,
            mail: mail.map(Arc::new),
            web: hook::client()?,
        })
    }
}

impl Deliver for Roads {
    fn admit(&self, delivery: &Delivery) -> Option<Duration> {
        match delivery.target {
            Target::Mail { .. } | Target::Hook { .. } => None,
            Target::Channel(_) | Target::Direct { .. } | Target::ThreadOf(_) => {
                self.discord.admit(delivery)
            }
        }
    }

    fn deliver(&self, delivery: Delivery) -> BoxFuture<'static, Outcome> {
        let card = match &delivery.op {
            Op::Create(card) | Op::Edit(card) => card.clone(),
            _ => return self.discord.deliver(delivery),
        };
        let nonce = delivery.nonce.clone();
        let sent: BoxFuture<'static, Result<(), Failed>> = match &delivery.target {
            Target::Channel(_) | Target::Direct { .. } | Target::ThreadOf(_) => {
                return self.discord.deliver(delivery);
            }
            Target::Mail { to } => {
                let (mail, to) = (self.mail.clone(), to.clone());
                async move {
                    let closed = || Failed::Never("LIAISON_SMTP_URL is not set".to_owned());
                    mail.ok_or_else(closed)?.send(&to, &card, &nonce).await
                }
                .boxed()
            }
            Target::Hook { url } => {
                let (web, url) = (self.web.clone(), url.clone());
                let key = delivery.key.clone();
                async move { hook::send(&web, &url, &card, (&key, &nonce)).await }.boxed()
            }
        };
        let last = delivery.attempt + 1 >= ATTEMPTS;
        async move {
            let late = || Failed::Again("no answer in time".to_owned());
            let sent = tokio::time::timeout(PATIENCE, sent).await;
            match sent.unwrap_or_else(|_elapsed| Err(late())) {
                Ok(()) => Outcome::Done {
                    channel: None,
                    made: None,
                },
                Err(Failed::Again(why)) if !last => Outcome::Again {
                    after: Some(PAUSE),
                    why,
                },
                Err(Failed::Again(why) | Failed::Never(why)) => Outcome::Never { code: None, why },
            }
        }
        .boxed()
    }
}

/// Why it was not sent; never with an address or a password in it.
#[derive(Debug)]
enum Failed {
    /// It may work in a while.
    Again(String),
    Never(String),
}
