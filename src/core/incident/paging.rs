//! Who is paged when: a pure function over stored deadlines.
//!
//! [`step`] takes the stored state, one event, the moment and who is there, and returns the new state, the pages to send,
//! notes for the timeline and the moment at which it wants to be called again. It is called with [`Event::Deadline`] then
//! and after every start, and with [`Event::ClockMoved`] after the clock was. An event is heard before overdue deadlines are kept, so that an
//! acknowledgement always wins over a page that is only late. A wait counts from when a level rang, not from when it should have:
//! after a standstill levels do not ring all at once. Each page has an attempt number of its own, from which its nonce is
//! made: a repeat rings, and the same step run twice rings once.
//!
//! Knows no schedules, no words and no platform: [`Duty`] says who is there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, UserId};
use crate::clock::{At, Span};
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::rules::{Growth, Severity};
use crate::core::incident::timing::Deadlines;

/// Whom a page is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    Person(UserId),
    Channel(ChannelId),
    /// The project office, where it cannot be overlooked.
    Office,
    /// The incident's own thread: a nudge, which wakes nobody.
    Thread,
}

/// How a person is reached; they are mentioned in the incident's channel whatever the route.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Route {
    Direct,
    Mail,
    Hook,
}

/// Why somebody who is meant is not paged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Missing {
    /// Nobody is on call, or nobody leads the department.
    Nobody,
    Absent,
    LeftServer,
    /// The channel or the rotation is gone.
    Gone,
    /// Every route was refused.
    Unreachable,
    /// Paged at this level already, for another target.
    Already,
}

impl Missing {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Missing::Nobody => "nobody",
            Missing::Absent => "absent",
            Missing::LeftServer => "left",
            Missing::Gone => "gone",
            Missing::Unreachable => "unreachable",
            Missing::Already => "already",
        }
    }
}

/// Somebody who stands for a target now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Candidate {
    pub(crate) who: Who,
    pub(crate) missing: Option<Missing>,
}

/// Who is there at a moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Duty {
    /// A target that is not in it stands for nobody.
    pub(crate) answers: BTreeMap<Target, Vec<Candidate>>,
    /// In order; a person who is not in it has direct messages only.
    pub(crate) routes: BTreeMap<UserId, Vec<Route>>,
    /// Now, or when working hours next begin.
    pub(crate) works_from: At,
}

/// Why it rings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    Opened,
    Reopened,
    Grew(Vec<Growth>),
    /// This person's acknowledgement has run out.
    Expired(UserId),
    /// This person's shift is over.
    Handover(UserId),
    ShiftChanged,
    PolicyChanged,
    SilenceOver,
    Escalated(UserId),
    Exhausted,
    StillUnowned,
    NoCommander,
    NoUpdate,
    StillOpen,
}

/// One message to one receiver.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Page {
    /// Names the nonce.
    pub(crate) attempt: u32,
    pub(crate) to: Who,
    /// For a person.
    pub(crate) route: Option<Route>,
    pub(crate) level: usize,
    pub(crate) round: u32,
    pub(crate) reason: Reason,
}

/// What the timeline says besides the pages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Note {
    LevelSkipped {
        level: usize,
        why: Vec<(Target, Missing)>,
    },
    Repeats {
        round: u32,
    },
    Exhausted,
    Acknowledged(UserId),
    Expired(UserId),
    HandedOver {
        from: UserId,
    },
    Refused {
        user: UserId,
        route: Route,
        next: Option<Route>,
    },
    Grew(Vec<Growth>),
    PolicyChanged,
    Silenced {
        until: At,
    },
    /// It would have rung, were it not silenced.
    Held(Reason),
    SilenceOver,
}

/// Where the paging stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// Not opened yet.
    Idle,
    Ringing,
    Held,
    /// Mitigated: nobody has to hold it.
    Resting,
    /// Everybody was paged and nobody came.
    Unowned,
    Over,
}

/// Who acknowledged, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub(crate) by: UserId,
    pub(crate) at: At,
}

/// A page of the level that rings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Rung {
    pub(crate) who: Who,
    pub(crate) route: Option<Route>,
    pub(crate) attempt: u32,
}

/// What is stored with an incident. A promise to tomorrow's program: fields are only added, with a default.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Paging {
    pub(crate) policy: Policy,
    pub(crate) severity: Severity,
    pub(crate) phase: Phase,
    pub(crate) reason: Reason,
    pub(crate) round: u32,
    pub(crate) level: usize,
    /// The last one given out.
    pub(crate) attempt: u32,
    pub(crate) rung: Vec<Rung>,
    /// Routes that did not work since it last began to ring.
    pub(crate) refused: Vec<(UserId, Route)>,
    pub(crate) holder: Option<Holder>,
    /// The clock the card shows once the policy is exhausted.
    pub(crate) unowned_since: Option<At>,
    /// What would have rung while it is silenced.
    pub(crate) missed: Option<Reason>,
    pub(crate) deadlines: Deadlines,
}

/// What has happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Event {
    Opened,
    Reopened,
    Acknowledged(UserId),
    Grew(Vec<Growth>),
    /// A page could not be delivered to this person.
    Refused {
        user: UserId,
        attempt: u32,
    },
    /// A page to this person is tried still, and has been for a while.
    Delayed {
        user: UserId,
        attempt: u32,
    },
    /// A deadline came, or the program started.
    Deadline,
    /// The clock was put forward or back, as whoever compares it with the time that has passed knows.
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "nobody tells a process by how much its clock was moved; a clock that went back is noticed"
        )
    )]
    ClockMoved(Span),
    PolicyChanged(Policy),
    /// These people are not on call any more.
    ShiftChanged(Vec<UserId>),
    Escalated(UserId),
    /// A sign of life from somebody on it.
    Updated,
    CommanderNamed,
    Mitigated,
    Resolved,
    Silenced(At),
    SilenceLifted,
}

/// All of what comes of an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Step {
    pub(crate) state: Paging,
    pub(crate) pages: Vec<Page>,
    pub(crate) notes: Vec<Note>,
    /// When to call again, at the latest.
    pub(crate) next: Option<At>,
}

impl Paging {
    /// An incident that has not been opened yet.
    pub(crate) fn new(policy: Policy, severity: Severity) -> Paging {
        Paging {
            policy,
            severity,
            phase: Phase::Idle,
            reason: Reason::Opened,
            round: 0,
            level: 0,
            attempt: 0,
            rung: Vec::new(),
            refused: Vec::new(),
            holder: None,
            unowned_since: None,
            missed: None,
            deadlines: Deadlines::default(),
        }
    }
}

/// What comes of an event.
pub(crate) fn step(before: &Paging, event: &Event, now: At, duty: &Duty) -> Step {
    let mut run = Run {
        state: before.clone(),
        now,
        duty,
        pages: Vec::new(),
        notes: Vec::new(),
    };
    let moved = match event {
        Event::ClockMoved(by) => Some(run.state.deadlines.clock_moved(*by, now)),
        _ => run.state.deadlines.clock_went_back(now),
    };
    if let Some(by) = moved {
        run.state.unowned_since = run.state.unowned_since.map(|at| at + by);
    }
    run.hear(event);
    run.keep_deadlines();
    Step {
        next: run.state.deadlines.next(),
        state: run.state,
        pages: run.pages,
        notes: run.notes,
    }
}

/// Who of a level can be reached and how, and who cannot and why.
pub(crate) type Reached = (Vec<(Who, Option<Route>)>, Vec<(Target, Who, Missing)>);

/// Looks through the targets of a level, in order, each receiver once.
pub(crate) fn reach(targets: &[Target], duty: &Duty, refused: &[(UserId, Route)]) -> Reached {
    let mut found: Vec<(Who, Option<Route>)> = Vec::new();
    let mut not = Vec::new();
    for target in targets {
        let candidates = duty.answers.get(target).map_or(&[][..], Vec::as_slice);
        if candidates.is_empty() {
            let who = match target {
                Target::Person(user) => Who::Person(*user),
                Target::Channel(channel) => Who::Channel(*channel),
                _ => Who::Office,
            };
            not.push((target.clone(), who, Missing::Nobody));
        }
        for candidate in candidates {
            let who = candidate.who;
            let route = match who {
                Who::Person(user) => open_route(user, duty, refused),
                Who::Channel(_) | Who::Office | Who::Thread => None,
            };
            let unreachable = matches!(who, Who::Person(_)) && route.is_none();
            let already = found.iter().any(|(known, _)| *known == who);
            let missing = candidate
                .missing
                .or(already.then_some(Missing::Already))
                .or(unreachable.then_some(Missing::Unreachable));
            match missing {
                Some(missing) => not.push((target.clone(), who, missing)),
                None => found.push((who, route)),
            }
        }
    }
    (found, not)
}

/// The first of their routes that was not refused.
pub(super) fn open_route(user: UserId, duty: &Duty, refused: &[(UserId, Route)]) -> Option<Route> {
    let routes = duty
        .routes
        .get(&user)
        .map_or(&[Route::Direct][..], Vec::as_slice);
    routes
        .iter()
        .copied()
        .find(|route| !refused.contains(&(user, *route)))
}

/// One step under way.
pub(super) struct Run<'a> {
    pub(super) state: Paging,
    pub(super) now: At,
    pub(super) duty: &'a Duty,
    pub(super) pages: Vec<Page>,
    pub(super) notes: Vec<Note>,
}

impl Run<'_> {
    fn hear(&mut self, event: &Event) {
        match event {
            Event::Deadline | Event::ClockMoved(_) => {}
            Event::Opened if self.state.phase == Phase::Idle => self.open(Reason::Opened),
            Event::Reopened if matches!(self.state.phase, Phase::Over | Phase::Resting) => {
                self.open(Reason::Reopened);
            }
            Event::Opened | Event::Reopened => {}
            Event::Acknowledged(by) => self.acknowledge(*by),
            Event::Grew(what) => self.grow(what),
            Event::Refused { user, attempt } => self.refuse(*user, *attempt),
            Event::Delayed { user, attempt } => self.delay(*user, *attempt),
            Event::PolicyChanged(policy) => self.change_policy(policy),
            Event::ShiftChanged(gone) => self.change_shift(gone),
            Event::Escalated(by) => self.escalate(*by),
            Event::Updated => self.sign_of_life(),
            Event::CommanderNamed => self.state.deadlines.commander = None,
            Event::Mitigated => {
                if self.is_open() {
                    self.settle(Phase::Resting);
                }
            }
            Event::Resolved => {
                self.settle(Phase::Over);
                self.state.deadlines.clear();
            }
            Event::Silenced(until) => self.silence(*until),
            Event::SilenceLifted => {
                let silence = &mut self.state.deadlines.silence;
                *silence = silence.map(|_| self.now);
            }
        }
    }

    pub(super) fn is_open(&self) -> bool {
        !matches!(self.state.phase, Phase::Idle | Phase::Over)
    }

    fn open(&mut self, reason: Reason) {
        let meaning = self.state.severity.meaning();
        self.state.deadlines.commander = meaning.commander.map(|span| self.now + span);
        self.state.deadlines.update = Some(self.now + meaning.update);
        self.state.deadlines.stale = Some(self.now + meaning.stale);
        self.begin(reason);
    }

    /// Rings from the first level on.
    pub(super) fn begin(&mut self, reason: Reason) {
        let state = &mut self.state;
        state.phase = Phase::Ringing;
        state.round = 0;
        state.level = 0;
        state.refused.clear();
        state.rung.clear();
        state.deadlines.held = None;
        state.unowned_since = state.unowned_since.or(Some(self.now));
        // Until the next person accepts, it is still theirs.
        if !matches!(reason, Reason::Handover(_)) {
            state.holder = None;
        }
        state.reason = reason.clone();
        if state.deadlines.silence.is_some() {
            state.deadlines.level = None;
            state.missed = Some(reason.clone());
            self.notes.push(Note::Held(reason));
            return;
        }
        self.ring_from(0);
    }

    /// Rings this level, or the first after it at which somebody can be reached.
    pub(super) fn ring_from(&mut self, level: usize) {
        let levels = self.state.policy.levels.len();
        let (mut at, mut round) = (level, self.state.round);
        for _ in 0..levels {
            if at >= levels {
                if round >= self.state.policy.repeat {
                    return self.exhaust();
                }
                round += 1;
                at = 0;
                self.notes.push(Note::Repeats { round });
            }
            if self.ring(at, round) {
                return;
            }
            at += 1;
        }
        // A whole turn reached nobody: repeating it at once would reach nobody again.
        self.exhaust();
    }

    /// Rings one level of a round; false if nobody can be reached there, and it stands where it stood.
    fn ring(&mut self, at: usize, round: u32) -> bool {
        let Some(level) = self.state.policy.levels.get(at).cloned() else {
            return false;
        };
        let (found, not) = reach(&level.targets, self.duty, &self.state.refused);
        if found.is_empty() {
            let why = not.into_iter().map(|(target, _, why)| (target, why));
            self.notes.push(Note::LevelSkipped {
                level: at,
                why: why.collect(),
            });
            return false;
        }
        self.state.level = at;
        self.state.round = round;
        self.state.rung.clear();
        for (who, route) in found {
            self.page(who, route);
        }
        self.state.deadlines.rang = self.now;
        self.state.deadlines.level = Some(self.now + level.patience());
        true
    }

    /// Pages somebody of the level that rings.
    pub(super) fn page(&mut self, who: Who, route: Option<Route>) {
        let attempt = self.say(who, route, self.state.reason.clone());
        self.state.rung.push(Rung {
            who,
            route,
            attempt,
        });
    }

    pub(super) fn say(&mut self, to: Who, route: Option<Route>, reason: Reason) -> u32 {
        self.state.attempt = self.state.attempt.saturating_add(1);
        self.pages.push(Page {
            attempt: self.state.attempt,
            to,
            route,
            level: self.state.level,
            round: self.state.round,
            reason,
        });
        self.state.attempt
    }

    fn exhaust(&mut self) {
        self.state.phase = Phase::Unowned;
        self.state.rung.clear();
        self.state.deadlines.level = None;
        let update = self.state.severity.meaning().update;
        self.state.deadlines.update = Some(self.now + update);
        self.notes.push(Note::Exhausted);
        self.say(Who::Office, None, Reason::Exhausted);
    }

    fn acknowledge(&mut self, by: UserId) {
        match self.state.phase {
            Phase::Ringing | Phase::Unowned => {
                self.settle(Phase::Held);
                self.state.holder = Some(Holder { by, at: self.now });
                self.notes.push(Note::Acknowledged(by));
                self.sign_of_life();
            }
            Phase::Held if self.state.holder.is_some_and(|h| h.by == by) => self.sign_of_life(),
            Phase::Held | Phase::Idle | Phase::Resting | Phase::Over => {}
        }
    }

    /// Nothing rings any more.
    fn settle(&mut self, phase: Phase) {
        self.state.phase = phase;
        self.state.rung.clear();
        self.state.missed = None;
        self.state.unowned_since = None;
        self.state.deadlines.level = None;
        self.state.deadlines.held = None;
    }

    pub(super) fn sign_of_life(&mut self) {
        if !self.is_open() {
            return;
        }
        let meaning = self.state.severity.meaning();
        self.state.deadlines.update = Some(self.now + meaning.update);
        if self.state.phase == Phase::Held {
            self.state.deadlines.held = Some(self.now + meaning.holds);
        }
    }

    /// Does what is due, earliest first. Each deadline is gone or lies ahead afterwards.
    fn keep_deadlines(&mut self) {
        while let Some(due) = self.state.deadlines.take_due(self.now) {
            self.keep(due);
        }
    }
}

#[cfg(test)]
#[path = "paging_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "model_tests.rs"]
mod model;

#[cfg(test)]
#[path = "history_tests.rs"]
mod history;
