//! Mail, over SMTP.

use anyhow::Context as _;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::chat::Card;
use crate::relay::{Failed, PATIENCE, plain};

/// Where mail goes out, and from whom.
pub(crate) struct MailSettings<'a> {
    /// `smtp://`, or `smtps://` with TLS from the first byte; `?tls=required` turns TLS on after the greeting.
    pub(crate) url: &'a str,
    /// `Liaison <liaison@example.org>`
    pub(crate) from: &'a str,
}

/// A way to send mail.
pub(crate) struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mail {
    /// Fails with a sentence that names the setting; the address, which holds a password, is not in it.
    pub(crate) fn new(settings: &MailSettings<'_>) -> anyhow::Result<Mail> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(settings.url)
            .map_err(|_holds_a_password| {
                anyhow::anyhow!(
                    "LIAISON_SMTP_URL is an address such as smtps://user:password@mail.example.org"
                )
            })?
            .timeout(Some(PATIENCE))
            .build();
        let from = settings
            .from
            .parse()
            .context("LIAISON_SMTP_FROM is a mail address such as Liaison <liaison@example.org>")?;
        Ok(Mail { transport, from })
    }

    /// Whether the server answers and takes us.
    pub(crate) async fn answers(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("it does not answer".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Sends a card as a letter; the same nonce makes the same Message-ID, by which mail programs know a letter twice.
    pub(super) async fn send(&self, to: &str, card: &Card, nonce: &str) -> Result<(), Failed> {
        let never = |why: &str| Failed::Never(why.to_owned());
        let to: Mailbox = to.parse().map_err(|_bad| never("not a mail address"))?;
        let (subject, text) = plain::plain(card);
        let domain = self.from.email.domain();
        let letter = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .message_id(Some(format!("<{nonce}@{domain}>")))
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|_bad| never("the letter cannot be written"))?;
        match self.transport.send(letter).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                Err(never("the mail server refuses this address for good"))
            }
            Err(error) => Err(Failed::Again(format!("mail: {error}"))),
        }
    }
}
