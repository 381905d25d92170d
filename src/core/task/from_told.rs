//! What was written in a watched channel, as a task of the department that watches.

use crate::chat::{ChannelId, MessageId};
use crate::core::Error;
use crate::core::catalogue;
use crate::core::org::Department;
use crate::core::task::create::{Draft, make};
use crate::core::task::reading;
use crate::core::task::types::Origin;
use crate::store::Tx;

/// The kind of work it becomes.
const KIND: &str = "task";

/// Makes a task of a message; its key. None if no task can be made of it.
///
/// `text` is as typed; it may be longer than a task's details, of which it then is the beginning.
pub(crate) async fn from_told(
    tx: &mut Tx,
    department: &Department,
    text: &str,
    (channel, message): (ChannelId, MessageId),
) -> anyhow::Result<Option<String>> {
    let Some(kind) = catalogue::kind(KIND) else {
        return Ok(None);
    };
    let title = reading::title_from(text);
    if title.is_empty() {
        return Ok(None);
    }
    let mut draft = Draft::new(kind, title);
    if draft.title != text.trim() {
        draft.details = reading::details_from(text);
    }
    draft.origin = Origin::Message { channel, message };
    match make(tx, department, draft).await {
        Ok(task) => Ok(Some(task.key())),
        Err(Error::Refused(_)) => Ok(None),
        Err(Error::Fault(fault)) => Err(fault),
    }
}
