//! Who did what, when, from where, before → after. Histories, timelines and the audit log are read from it.
//!
//! Entries are only ever appended. The journal knows no capability: what an action is called in words is looked up by its name.

pub(crate) mod store;

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

/// An entry as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Recorded {
    pub number: i64,
    pub at: At,
    pub by: Option<UserId>,
    pub subject: String,
    pub action: String,
    pub before: serde_json::Value,
    pub after: serde_json::Value,
}

/// Which entries are wanted.
#[derive(Clone, PartialEq, Debug)]
pub struct Filter {
    /// This subject, or (`standup`) all of its kind; empty: any.
    pub subject: String,
    /// Done by them; `None`: anybody.
    pub by: Option<UserId>,
    /// At or after, and before.
    pub from: At,
    pub to: At,
}

/// Appends, in the caller's transaction, at its moment.
pub(crate) async fn append(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    store::append(tx, entry).await
}

/// The entries that match, newest first.
pub(crate) async fn read(tx: &mut Tx, filter: &Filter, most: i64) -> anyhow::Result<Vec<Recorded>> {
    store::read(tx, filter, most).await
}

/// All that happened to a subject, in order.
pub(crate) async fn history(tx: &mut Tx, subject: &str) -> anyhow::Result<Vec<Recorded>> {
    store::history(tx, subject).await
}

/// Whether an entry of this action about this subject was appended at or after a moment.
pub(crate) async fn happened(
    tx: &mut Tx,
    subject: &str,
    action: &str,
    since: At,
) -> anyhow::Result<bool> {
    store::happened(tx, subject, action, since).await
}
