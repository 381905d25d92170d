//! A change of shift: what is handed over, who may say that they have it, and when it is late. Pure.

use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::types::Incident;

/// The duty changed hands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Handover {
    pub(super) number: i64,
    pub(super) department: i64,
    /// Empty: the department's own.
    pub(super) rotation: String,
    pub(super) goes: Option<UserId>,
    pub(super) comes: Option<UserId>,
    pub(super) at: At,
    /// When the shift that begins is over, if that is known.
    pub(super) until: Option<At>,
    /// Numbers of the incidents that were open, the worst first.
    pub(super) incidents: Vec<i64>,
    pub(super) stands: Stands,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    /// It was said, and nobody has said yet that they have it.
    Told,
    /// Nobody had what is open in time: the leads were told at this moment.
    Late(At),
    Accepted(UserId, At),
    /// The next shift began before anybody accepted this one.
    Passed(At),
}

/// So long whoever comes has to say that they have it, while something is open.
pub(super) const WITHIN: Span = Span::minutes(15);

impl Handover {
    /// Somebody can still say that they have it.
    pub(super) fn is_pending(&self) -> bool {
        matches!(self.stands, Stands::Told | Stands::Late(_))
    }
    /// When it is late; never if nothing is open.
    pub(super) fn due(&self) -> Option<At> {
        let waits = self.stands == Stands::Told && !self.incidents.is_empty();
        waits.then(|| self.at + WITHIN)
    }
    /// The incidents of it that nobody has: whoever went had them, and nobody has come for them since.
    pub(super) fn left<'a>(&self, open: &'a [Incident]) -> Vec<&'a Incident> {
        let mine = |incident: &&Incident| self.incidents.contains(&incident.number);
        let all = open.iter().filter(mine);
        all.filter(|incident| incident.wants_somebody()).collect()
    }
}

/// A rotation's change of shift concerns what is paged by this policy: it names the rotation, or (the department's own) names
/// none by its name.
pub(super) fn concerns(policy: &Policy, rotation: &str, own: bool) -> bool {
    let targets = policy.levels.iter().flat_map(|level| &level.targets);
    let named = targets.filter_map(|target| match target {
        Target::Primary(named) | Target::Secondary(named) => Some(named.as_deref()),
        _ => None,
    });
    let mut named = named.peekable();
    if named.peek().is_none() {
        return own;
    }
    let wanted = rotation.to_lowercase();
    let names = |name: Option<&str>| match name {
        None => own,
        Some(name) => name.to_lowercase() == wanted,
    };
    named.any(names)
}

/// Who may say that they have it: whoever comes, whoever is on call at this moment, or whoever leads.
pub(super) fn may_accept(handover: &Handover, by: UserId, on_call: &[UserId], leads: bool) -> bool {
    leads || handover.comes == Some(by) || on_call.contains(&by)
}

/// What is to be done about a handover nobody has accepted when its time is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Overdue {
    /// Accepted, or passed by the next shift.
    Nothing,
    /// Everything that was open is over, or somebody has it.
    Settled,
    /// Somebody must find somebody.
    TellLeads,
}

/// Its time is over.
pub(super) fn overdue(handover: &Handover, open: &[Incident]) -> Overdue {
    if handover.stands != Stands::Told {
        Overdue::Nothing
    } else if handover.left(open).is_empty() {
        Overdue::Settled
    } else {
        Overdue::TellLeads
    }
}

#[cfg(test)]
#[path = "handover_tests.rs"]
mod tests;
