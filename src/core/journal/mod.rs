//! Who did what, when, from where, before → after. Histories, timelines and the audit log are read from it.
use crate::chat::UserId;
use crate::clock::At;
use crate::store::Tx;

/// An entry to append.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// `None`: Liaison itself (a timer, an outcome).
    pub by: Option<UserId>,
    /// What it is about: `standup/7`, `department/ops`, `user/123`.
    pub subject: String,
    /// `standup.created`; the words are `journal-standup-created`.
    pub action: &'static str,
    /// State before and after, as far as it changed.
    pub before: serde_json::Value,
    pub after: serde_json::Value,
}

/// Appends, in the caller's transaction, at its moment.
pub(crate) async fn append(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    todo!()
}
