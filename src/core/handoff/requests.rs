//! What people ask of handoffs, as it was typed.

use crate::chat::{ChannelId, MessageId, UserId};
use crate::core::Actor;
use crate::core::attached::Attached;
use crate::core::org::Who;

/// `/handoff request`
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) actor: Actor,
    pub(crate) to: String,
    pub(crate) playbook: String,
    pub(crate) title: String,
    pub(crate) from: Option<String>,
    pub(crate) details: Option<String>,
    pub(crate) project: Option<String>,
    pub(crate) due: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) file: Option<Attached>,
}

/// **Make a handoff** in the menu of a message.
#[derive(Clone, Debug)]
pub(crate) struct FromMessage {
    pub(crate) actor: Actor,
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
    pub(crate) text: String,
}

/// What somebody said in a standup that they are blocked by.
#[derive(Clone, Debug)]
pub(crate) struct FromBlocker {
    pub(crate) actor: Actor,
    /// Who is blocked.
    pub(crate) user: UserId,
    /// The department whose standup it is.
    pub(crate) department: i64,
    /// As typed.
    pub(crate) text: String,
}

/// A command about one handoff.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    /// Key or title.
    pub(crate) handoff: String,
}

/// `/handoff accept`
#[derive(Clone, Debug)]
pub(crate) struct Accept {
    pub(crate) actor: Actor,
    pub(crate) handoff: String,
    pub(crate) assignee: Option<Who>,
}

/// `/handoff decline`, `ask`, `answer`, `return`, `cancel`
#[derive(Clone, Debug)]
pub(crate) struct Say {
    pub(crate) actor: Actor,
    pub(crate) handoff: String,
    pub(crate) text: String,
}

/// `/handoff deliver`
#[derive(Clone, Debug)]
pub(crate) struct Deliver {
    pub(crate) actor: Actor,
    pub(crate) handoff: String,
    pub(crate) text: Option<String>,
    pub(crate) proof: Option<Attached>,
}

/// `/handoff pass`
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    pub(crate) actor: Actor,
    pub(crate) handoff: String,
    pub(crate) to: String,
    pub(crate) text: Option<String>,
}

/// `/handoff list`
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) actor: Actor,
    /// `waiting-on-us`, `waiting-on-others`, `mine`, `open`, `closed`.
    pub(crate) which: Option<String>,
    pub(crate) department: Option<String>,
}

/// `/handoff matrix`
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    pub(crate) actor: Actor,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

/// Somebody types an option.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) actor: Actor,
    pub(crate) typed: String,
}
