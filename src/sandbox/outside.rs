//! What reaches a bot from outside the chat: deliveries the host program offers by name, which the page shows as buttons.
//!
//! The server makes none of them itself: it knows neither what is sent nor where to. It shows what was offered, asks for one, and
//! tells what was answered.

use std::sync::Arc;

use futures::future::BoxFuture;
use serde::Serialize;
use serde_json::json;

use crate::sandbox::Server;

/// A text in English and Chinese.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

/// One thing that can be sent.
#[derive(Clone, Debug, Serialize)]
pub struct Offer {
    /// What it is asked for by.
    pub id: String,
    /// What its button says.
    pub label: Label,
}

/// Offers that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Offers {
    /// Whom they come from.
    pub label: Label,
    /// In the order they are shown.
    pub offers: Vec<Offer>,
}

/// What came of a delivery.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Delivery {
    /// The call that was made, as one line.
    pub call: String,
    /// What was sent with it.
    pub sent: String,
    /// The status it was answered with; 0 if there was no answer.
    pub status: u16,
    /// The answer, or why there was none.
    pub answer: String,
}

/// Makes the delivery with this id.
pub type Send = Arc<dyn Fn(String) -> BoxFuture<'static, Delivery> + std::marker::Send + Sync>;

/// Everything that can come from outside.
pub struct Outside {
    /// What is offered.
    pub offers: Vec<Offers>,
    /// Makes one of them happen.
    pub send: Send,
}

impl Server {
    /// Offers deliveries on the page, once; later offers are not taken.
    pub fn offer(&self, outside: Outside) {
        if self.0.outside.set(outside).is_ok() {
            self.with(|m| m.tell_web(json!({"type": "outside"})));
        }
    }

    /// What is offered.
    pub(crate) fn offered(&self) -> &[Offers] {
        let outside = self.0.outside.get();
        outside.map(|o| o.offers.as_slice()).unwrap_or_default()
    }

    /// Makes a delivery; nothing if it is not offered.
    pub(crate) async fn come_from_outside(&self, id: &str) -> Option<Delivery> {
        let outside = self.0.outside.get()?;
        let mut all = outside.offers.iter().flat_map(|group| &group.offers);
        all.find(|offer| offer.id == id)?;
        Some((outside.send)(id.to_owned()).await)
    }
}
