//! The two clocks of a handoff: how long the receiver may take to respond and to complete. Pure.
//!
//! A clock counts the receiver's working time (for what is urgent: all time) while it runs. What it has counted is kept when it
//! is stopped, so nothing is counted twice and nothing is lost. When it gets to a threshold is computed anew each time, so that a
//! changed calendar moves what has not come yet and nothing else.

use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Hours, WorkingDays, Zone, add_worked, next_working, worked_between};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::handoff::types::State;

/// When a department works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Work {
    pub(crate) hours: Hours,
    pub(crate) days: WorkingDays,
    pub(crate) zone: Zone,
    /// It is urgent: every hour counts, and anybody may be told at any.
    pub(crate) always: bool,
}

/// No working day is shorter.
const SHORTEST_DAY: i64 = 60;

impl Work {
    /// Working time between two moments.
    pub(crate) fn between(&self, from: At, to: At) -> Span {
        if self.always {
            return (to - from).max(Span::ZERO);
        }
        worked_between(from, to, &self.hours, &self.days, self.zone)
    }
    /// The moment at which so much of it has passed; where work is never done, as if it always were.
    pub(crate) fn after(&self, from: At, length: Span) -> At {
        let plain = from + length;
        if self.always {
            return plain;
        }
        add_worked(from, length, &self.hours, &self.days, self.zone).unwrap_or(plain)
    }
    /// This moment if somebody may be told then, or else the next.
    pub(crate) fn at_work(&self, at: At) -> At {
        if self.always {
            return at;
        }
        next_working(at, &self.hours, &self.days, self.zone).unwrap_or(at)
    }
    /// The working time of one day.
    pub(crate) fn day(&self) -> Span {
        if self.always {
            return Span::days(1);
        }
        let minutes = i64::from(self.hours.to) - i64::from(self.hours.from);
        Span::minutes(minutes.max(SHORTEST_DAY))
    }
}

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Which {
    Respond,
    Complete,
}

impl Which {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Which::Respond => "respond",
            Which::Complete => "complete",
        }
    }
}

/// How far a clock has come, for who is told: a reminder, a second one, the lead, the project office.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Stage {
    Half,
    Most,
    Over,
    Office,
}

impl Stage {
    pub(crate) const ALL: [Stage; 4] = [Stage::Half, Stage::Most, Stage::Over, Stage::Office];
    pub(crate) fn name(self) -> &'static str {
        match self {
            Stage::Half => "half",
            Stage::Most => "most",
            Stage::Over => "over",
            Stage::Office => "office",
        }
    }
    /// Those that have been told up to this one.
    fn rank(self) -> u8 {
        match self {
            Stage::Half => 1,
            Stage::Most => 2,
            Stage::Over => 3,
            Stage::Office => 4,
        }
    }
    /// After how much counted time.
    fn threshold(self, limit: Span, work: &Work) -> Span {
        match self {
            Stage::Half => Span(limit.0 / 2),
            Stage::Most => Span(limit.0 / 5 * 4),
            Stage::Over => limit,
            Stage::Office => Span(limit.0 + work.day().0),
        }
    }
}

/// One clock.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Clock {
    /// How much it may count.
    pub(crate) limit: Span,
    /// Counted until it was last stopped.
    pub(crate) spent: Span,
    /// Since when it runs.
    #[serde(default)]
    pub(crate) since: Option<At>,
    /// The rank of the last stage that was told; 0 is none.
    #[serde(default)]
    told: u8,
}

impl Clock {
    pub(crate) fn new(limit: Span) -> Clock {
        Clock {
            limit: limit.max(Span::minutes(1)),
            spent: Span::ZERO,
            since: None,
            told: 0,
        }
    }
    pub(crate) fn start(&mut self, now: At) {
        self.since = self.since.or(Some(now));
    }
    pub(crate) fn stop(&mut self, now: At, work: &Work) {
        self.spent = self.counted(now, work);
        self.since = None;
    }
    /// What it shows.
    pub(crate) fn counted(&self, now: At, work: &Work) -> Span {
        match self.since {
            Some(since) => Span(self.spent.0 + work.between(since, now).0),
            None => self.spent,
        }
    }
    /// It has counted more than it may.
    pub(crate) fn is_over(&self, now: At, work: &Work) -> bool {
        self.counted(now, work) >= self.limit
    }
    /// When it will have counted so much, if it runs.
    fn reaches(&self, counted: Span, work: &Work) -> Option<At> {
        let left = Span(counted.0 - self.spent.0).max(Span::ZERO);
        Some(work.after(self.since?, left))
    }
    /// When its time is up, if it runs.
    pub(crate) fn due(&self, work: &Work) -> Option<At> {
        self.reaches(self.limit, work)
    }
    /// When a stage is told that has not been yet; never before somebody works.
    fn told_at(&self, stage: Stage, work: &Work) -> Option<At> {
        if stage.rank() <= self.told {
            return None;
        }
        let at = self.reaches(stage.threshold(self.limit, work), work)?;
        Some(work.at_work(at))
    }
    /// What is told next, and when.
    pub(crate) fn next(&self, work: &Work) -> Option<(Stage, At)> {
        let coming = Stage::ALL.into_iter();
        coming
            .filter_map(|stage| Some((stage, self.told_at(stage, work)?)))
            .min_by_key(|(stage, at)| (*at, *stage))
    }
    /// Whoever asked to be reminded later is, although it has been told.
    fn hear_again(&mut self) {
        if self.since.is_some() && self.told <= Stage::Most.rank() {
            self.told = self.told.saturating_sub(1);
        }
    }
    /// What is told now: the furthest stage there is. What it has overtaken is told no more.
    pub(crate) fn tell(&mut self, now: At, work: &Work) -> Option<Stage> {
        let due = |stage: &Stage| self.told_at(*stage, work).is_some_and(|at| at <= now);
        let stage = Stage::ALL.into_iter().rev().find(due)?;
        self.told = stage.rank();
        Some(stage)
    }
}

/// Both, and what has been told about what the other side owes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Clocks {
    pub(crate) respond: Clock,
    pub(crate) complete: Clock,
    /// How often the sender was reminded of a question, or that a confirmation comes by itself, since it is their turn.
    #[serde(default)]
    pub(crate) nudged: i64,
    /// How often somebody was reminded that something is to be given back.
    #[serde(default)]
    pub(crate) lent: i64,
    /// It need not be done before: a decision says so, and ends by itself.
    #[serde(default)]
    pub(crate) excused: Option<At>,
    /// Of whose absence, until when, the leads were told last.
    #[serde(default)]
    pub(crate) away: Option<(UserId, Day)>,
}

impl Clocks {
    /// Both begin when somebody asks.
    pub(crate) fn begin(now: At, respond: Span, complete: Span) -> Clocks {
        let mut clocks = Clocks {
            respond: Clock::new(respond),
            complete: Clock::new(complete),
            nudged: 0,
            lent: 0,
            excused: None,
            away: None,
        };
        clocks.respond.start(now);
        clocks.complete.start(now);
        clocks
    }
    /// Which of them run in a state: the first until somebody has responded, the second until it is delivered; neither while the
    /// sender owes something, nor while a decision excuses the receiver.
    pub(crate) fn follow(&mut self, state: State, now: At, work: &Work) {
        let (respond, complete) = match state {
            _ if self.excused.is_some() => (false, false),
            State::Requested => (true, true),
            State::Accepted => (false, true),
            State::NeedsInfo
            | State::Delivered
            | State::Confirmed
            | State::Declined
            | State::Cancelled => (false, false),
        };
        for (clock, runs) in [(&mut self.respond, respond), (&mut self.complete, complete)] {
            if runs {
                clock.start(now);
            } else {
                clock.stop(now, work);
            }
        }
    }
    /// Whoever asked to be reminded later is.
    pub(crate) fn hear_again(&mut self) {
        self.respond.hear_again();
        self.complete.hear_again();
    }
    /// When the first of those that run is due.
    pub(crate) fn due(&self, work: &Work) -> Option<At> {
        let both = [self.respond.due(work), self.complete.due(work)];
        both.into_iter().flatten().min()
    }
    /// What is told next, and when.
    pub(crate) fn next(&self, work: &Work) -> Option<At> {
        let both = [self.respond.next(work), self.complete.next(work)];
        both.into_iter().flatten().map(|(_, at)| at).min()
    }
    /// What is told now, the furthest stage first.
    pub(crate) fn tell(&mut self, now: At, work: &Work) -> Option<(Which, Stage)> {
        let respond = self.respond.tell(now, work).map(|s| (Which::Respond, s));
        let complete = self.complete.tell(now, work).map(|s| (Which::Complete, s));
        let both = [respond, complete].into_iter().flatten();
        both.max_by_key(|(which, stage)| (*stage, *which))
    }
}
