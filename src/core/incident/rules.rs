//! Who may move an incident where, what its severity means, and when it has grown. Pure.
//!
//! A decision is a complete plan or a refusal that names the state, who moved it there and when. Does not know who is paged:
//! a plan only says what it means for the paging.

use serde::{Deserialize, Serialize};

use crate::chat::{Text, UserId, time_full};
use crate::clock::{At, Span};
use crate::core::Refusal;

/// Where an incident stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Triggered,
    Acknowledged,
    Mitigated,
    Resolved,
    Closed,
}

impl State {
    pub(crate) const ALL: [State; 5] = [
        State::Triggered,
        State::Acknowledged,
        State::Mitigated,
        State::Resolved,
        State::Closed,
    ];
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Triggered => "triggered",
            State::Acknowledged => "acknowledged",
            State::Mitigated => "mitigated",
            State::Resolved => "resolved",
            State::Closed => "closed",
        }
    }
    pub(crate) fn read(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.name() == text)
    }
    /// Something still has to be done about it.
    pub(crate) fn is_open(self) -> bool {
        match self {
            State::Triggered | State::Acknowledged | State::Mitigated => true,
            State::Resolved | State::Closed => false,
        }
    }
}

/// How bad it is; the first is the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    Sev1,
    Sev2,
    Sev3,
    Sev4,
}

/// What a severity asks of people, unless a workspace says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Meaning {
    /// An acknowledgement holds so long after the last sign of life.
    pub(crate) holds: Span,
    /// An update is expected at least this often.
    pub(crate) update: Span,
    /// Somebody should be commander by then.
    pub(crate) commander: Option<Span>,
    /// Still open after so long: asked about, in working hours.
    pub(crate) stale: Span,
}

impl Severity {
    pub(crate) const ALL: [Severity; 4] = [
        Severity::Sev1,
        Severity::Sev2,
        Severity::Sev3,
        Severity::Sev4,
    ];
    pub(crate) fn name(self) -> &'static str {
        match self {
            Severity::Sev1 => "sev1",
            Severity::Sev2 => "sev2",
            Severity::Sev3 => "sev3",
            Severity::Sev4 => "sev4",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Severity> {
        let text = text.trim().to_lowercase();
        Severity::ALL.into_iter().find(|s| s.name() == text)
    }
    /// Worse than the other.
    pub(crate) fn is_above(self, other: Severity) -> bool {
        self < other
    }
    pub(crate) fn meaning(self) -> Meaning {
        let two_minutes = Some(Span::minutes(2));
        let (holds, update, commander, stale) = match self {
            Severity::Sev1 => (Span::minutes(30), Span::minutes(30), two_minutes, 1),
            Severity::Sev2 => (Span::hours(1), Span::hours(1), two_minutes, 2),
            Severity::Sev3 => (Span::hours(4), Span::hours(4), None, 3),
            Severity::Sev4 => (Span::hours(24), Span::hours(24), None, 7),
        };
        Meaning {
            holds,
            update,
            commander,
            stale: Span::days(stale),
        }
    }
}

/// What somebody wants to do with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Move {
    Acknowledge,
    Mitigate,
    Resolve,
    Close,
    Reopen,
    /// It is the same as that one, which carries on.
    Merge(Into),
}

/// The incident another is merged into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Into {
    pub(crate) number: i64,
    pub(crate) state: State,
    pub(crate) merged_into: Option<i64>,
}

/// Who moves it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Part {
    /// Neither of the department nor called to it.
    Outsider,
    /// Of the incident's department.
    Member,
    /// Has a role in it, was paged for it, or is on call for it.
    Responder,
    /// Leads the department, is of the project office, or manages the server.
    Lead,
}

/// Where an incident stands, as the rules need it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Standing {
    pub(crate) number: i64,
    pub(crate) state: State,
    /// Nobody: a source from outside did.
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    pub(crate) merged_into: Option<i64>,
}

impl Standing {
    /// INC-7
    pub(crate) fn key(&self) -> String {
        key(self.number)
    }
    /// What it is in forbids the step: names the state, who moved it there and when.
    pub(crate) fn refusal(&self) -> Refusal {
        if let Some(into) = self.merged_into {
            return stands(self, "refuse-incident-merged").with("into", key(into));
        }
        let id = match self.state_by {
            Some(_) => "refuse-incident-state",
            None => "refuse-incident-state-source",
        };
        stands(self, id)
    }
}

fn key(number: i64) -> String {
    format!("INC-{number}")
}

/// What a move means for the paging.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    /// The next level does not ring.
    Holds,
    /// Held as before; only the acknowledgement no longer runs out.
    Rests,
    /// Everything ends.
    Ends,
    /// The page starts at the first level.
    Starts,
    /// Over already.
    Nothing,
}

/// All of what is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Plan {
    pub(crate) from: State,
    pub(crate) to: State,
    pub(crate) by: UserId,
    pub(crate) at: At,
    pub(crate) effect: Effect,
    /// Alerts, people and timeline go there too.
    pub(crate) merged_into: Option<i64>,
}

/// Where the move leads from here; nothing if it does not.
fn leads(from: State, wanted: Move) -> Option<(State, Effect)> {
    match (wanted, from) {
        (Move::Acknowledge, State::Triggered) => Some((State::Acknowledged, Effect::Holds)),
        (Move::Mitigate, State::Triggered | State::Acknowledged) => {
            Some((State::Mitigated, Effect::Rests))
        }
        (Move::Resolve, State::Triggered | State::Acknowledged | State::Mitigated) => {
            Some((State::Resolved, Effect::Ends))
        }
        (Move::Close, State::Resolved) => Some((State::Closed, Effect::Nothing)),
        // Whoever finds that it is not over is not asked to page by hand.
        (Move::Reopen, State::Mitigated | State::Resolved | State::Closed) => {
            Some((State::Triggered, Effect::Starts))
        }
        (Move::Merge(_), from) if from.is_open() => Some((State::Closed, Effect::Ends)),
        _ => None,
    }
}

/// The least somebody must be for a move.
fn least(wanted: Move) -> Part {
    match wanted {
        Move::Acknowledge | Move::Mitigate | Move::Resolve | Move::Reopen => Part::Member,
        Move::Merge(_) | Move::Close => Part::Responder,
    }
}

/// What comes of a move, or why it is not to be.
pub(crate) fn decide(
    incident: &Standing,
    wanted: Move,
    by: UserId,
    part: Part,
    now: At,
) -> Result<Plan, Refusal> {
    if part < least(wanted) {
        let id = match least(wanted) {
            Part::Outsider | Part::Member => "refuse-incident-right-member",
            Part::Responder | Part::Lead => "refuse-incident-right-responder",
        };
        return Err(Refusal::new(id).with("incident", incident.key()));
    }
    // A merged incident is moved where it was merged into.
    if incident.merged_into.is_some() && wanted != Move::Reopen {
        return Err(incident.refusal());
    }
    if let Move::Merge(into) = wanted {
        refuse_merge(incident, into)?;
    }
    let Some((to, effect)) = leads(incident.state, wanted) else {
        return Err(incident.refusal());
    };
    let merged_into = match wanted {
        Move::Merge(into) => Some(into.number),
        Move::Acknowledge | Move::Mitigate | Move::Resolve | Move::Close | Move::Reopen => None,
    };
    Ok(Plan {
        from: incident.state,
        to,
        by,
        at: now,
        effect,
        merged_into,
    })
}

fn refuse_merge(incident: &Standing, into: Into) -> Result<(), Refusal> {
    if into.number == incident.number {
        return Err(Refusal::new("refuse-incident-merge-self").with("incident", incident.key()));
    }
    if let Some(end) = into.merged_into {
        return Err(Refusal::new("refuse-incident-merge-merged")
            .with("into", key(into.number))
            .with("end", key(end)));
    }
    if !into.state.is_open() {
        return Err(Refusal::new("refuse-incident-merge-over")
            .with("into", key(into.number))
            .with("state", into.state.name()));
    }
    Ok(())
}

/// The refusal with where it stands, who moved it there and when.
fn stands(incident: &Standing, id: &'static str) -> Refusal {
    let refusal = Refusal::new(id)
        .with("incident", incident.key())
        .with("state", incident.state.name())
        .with("at", time_full(incident.state_at));
    match incident.state_by {
        Some(by) => refusal.with("by", Text::mention(by)),
        None => refusal,
    }
}

/// By what it grew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Growth {
    Fingerprint(String),
    Hosts(String),
    Severity { from: Severity, to: Severity },
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
