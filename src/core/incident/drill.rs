//! The end of a drill: it is acknowledged, it is over, and nothing of it is left.

use serde_json::json;

use crate::chat::UserId;
use crate::core::incident::paging::Event as Happened;
use crate::core::incident::{page_store, room, store};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Liaison itself: no person has this number.
const ITSELF: UserId = UserId(0);

/// The drill whose card this key is of.
pub(super) fn of_card(key: &str) -> Option<i64> {
    let number = key.strip_prefix("incident/")?.strip_suffix("/card")?;
    number.parse().ok().filter(|number| *number < 0)
}

/// Ends the drill of this number; if its card stands, by the acknowledgement that stops a page.
pub(crate) async fn end_drill(tx: &mut Tx, (number, stands): &(i64, bool)) -> anyhow::Result<()> {
    let Some(mut incident) = store::one(tx, *number).await? else {
        return Ok(());
    };
    // Taken away before anything is written on it.
    page_store::drop(tx, *number);
    if *stands {
        room::hear(tx, &mut incident, &Happened::Acknowledged(ITSELF)).await?;
    }
    room::hear(tx, &mut incident, &Happened::Resolved).await?;
    store::drop(tx, *number);
    let Some(channel) = incident.channel else {
        return Ok(());
    };
    let post = Post {
        key: format!("{}/card", incident.subject()),
        target: Target::Channel(channel),
        op: Op::Delete,
        priority: Priority::Action,
        why: json!({ "rule": "alert:drill" }),
    };
    outbox::post(tx, &post).await
}
