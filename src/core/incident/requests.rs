//! What people ask of incidents, as it was typed.

use crate::chat::{ChannelId, MessageId};
use crate::core::Actor;
use crate::core::org::Who;

/// `/incident declare`, or the form that a message's menu opens.
#[derive(Clone, Debug)]
pub(crate) struct Declare {
    pub(crate) actor: Actor,
    pub(crate) title: String,
    pub(crate) severity: String,
    pub(crate) department: String,
    pub(crate) kind: Option<String>,
    pub(crate) service: Option<String>,
    pub(crate) project: Option<String>,
    pub(crate) details: Option<String>,
    pub(crate) customers: bool,
    /// It was declared from this message.
    pub(crate) message: Option<(ChannelId, MessageId)>,
}

/// **Declare an incident** in the menu of a message.
#[derive(Clone, Debug)]
pub(crate) struct FromMessage {
    pub(crate) actor: Actor,
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
    /// What it says.
    pub(crate) text: String,
}

/// A command about one incident.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    /// Key or title.
    pub(crate) incident: String,
}

/// `/incident list`
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) actor: Actor,
    /// A state, `open` or `all`.
    pub(crate) state: Option<String>,
    pub(crate) department: Option<String>,
}

/// `/incident update`
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) actor: Actor,
    pub(crate) incident: String,
    pub(crate) text: String,
    /// Customer service and support hear it too.
    pub(crate) public: bool,
}

/// `/incident severity`
#[derive(Clone, Debug)]
pub(crate) struct SetSeverity {
    pub(crate) actor: Actor,
    pub(crate) incident: String,
    pub(crate) severity: String,
}

/// `/incident role`
#[derive(Clone, Debug)]
pub(crate) struct SetRole {
    pub(crate) actor: Actor,
    pub(crate) incident: String,
    pub(crate) role: String,
    pub(crate) user: Who,
}

/// `/incident resolve`
#[derive(Clone, Debug)]
pub(crate) struct Resolve {
    pub(crate) actor: Actor,
    pub(crate) incident: String,
    pub(crate) cause: Option<String>,
    pub(crate) impact: Option<String>,
}

/// `/incident merge`
#[derive(Clone, Debug)]
pub(crate) struct Merge {
    pub(crate) actor: Actor,
    pub(crate) incident: String,
    pub(crate) into: String,
}

/// Somebody types an option.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) actor: Actor,
    pub(crate) typed: String,
}
