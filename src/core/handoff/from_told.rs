//! What was written in a department's watched channel, as a handoff to the department that watches it.

use crate::chat::{ChannelId, MessageId, UserId};
use crate::core::Error;
use crate::core::catalogue::{self, Values};
use crate::core::handoff::draft::Draft;
use crate::core::handoff::reading;
use crate::core::handoff::request::{self, Ready};
use crate::core::handoff::types::Origin;
use crate::core::org::Department;
use crate::store::Tx;

/// The playbook it is asked under: the one that needs nothing but words.
const PLAYBOOK: &str = "general";

/// A message, and between whom it is a request.
pub(crate) struct Told<'a> {
    /// Whose channel it was written in.
    pub(crate) from: Department,
    pub(crate) to: Department,
    /// As typed: escape before showing.
    pub(crate) text: &'a str,
    pub(crate) place: (ChannelId, MessageId),
    /// Who wanted such messages to be requests.
    pub(crate) by: UserId,
}

/// Makes a handoff of a message; its key. None if these two departments have no playbook for it.
pub(crate) async fn from_told(tx: &mut Tx, told: Told<'_>) -> anyhow::Result<Option<String>> {
    let allows = |p: &&catalogue::Playbook| p.allows(&told.from.key, &told.to.key);
    let Some(playbook) = catalogue::playbook(PLAYBOOK).filter(allows) else {
        return Ok(None);
    };
    let title = reading::title_from(told.text);
    if title.is_empty() {
        return Ok(None);
    }
    let (channel, message) = told.place;
    let draft = Draft {
        origin: Origin::Message { channel, message },
        ..Draft::default()
    };
    let ready = Ready {
        from: told.from,
        to: told.to,
        playbook,
        title,
        details: reading::details_from(told.text),
        said: Values::default(),
    };
    match request::place(tx, told.by, &draft, ready).await {
        Ok(held) => Ok(Some(held.handoff.key())),
        Err(Error::Refused(_)) => Ok(None),
        Err(Error::Fault(fault)) => Err(fault),
    }
}
