//! When a task speaks up by itself: reminders, what is overdue, what nobody has touched, what confirms itself. Pure.
//!
//! One moment at a time: the earliest thing that has not been told yet. Each is told once, until what it is about changes.
//! Nothing is told outside the department's working hours: what falls into the night, a weekend or a holiday waits for the
//! next working moment.

use serde::{Deserialize, Serialize};

use crate::calendar::{Hours, WorkingDays, Zone, add_working, is_working, working_between};
use crate::clock::{At, Span};
use crate::core::task::rules::State;

/// What can be told. Names are stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Told {
    /// Nobody has taken it, and the time to do so is nearly over: to the department.
    Untaken,
    /// Nobody took it in time: to the leads.
    Unanswered,
    /// It is due soon.
    Soon,
    /// It is overdue: to whoever has it.
    Overdue,
    /// It still is a working day later: to the leads.
    OverdueLead,
    /// Nothing has happened for some working days: to whoever has it.
    Silent,
    /// Still nothing: to the leads.
    SilentLead,
    /// A record is to be looked at again.
    Review,
    /// An answer nobody objected to counts as confirmed.
    Confirmed,
}

/// The department's working time.
#[derive(Clone, Debug)]
pub(crate) struct Working {
    pub(crate) hours: Hours,
    pub(crate) days: WorkingDays,
    pub(crate) zone: Zone,
}

impl Working {
    /// The minutes of a working day.
    pub(crate) fn day(&self) -> i64 {
        i64::from(self.hours.to.saturating_sub(self.hours.from)).max(1)
    }
    /// So many working minutes later; `None` where work is never done.
    pub(crate) fn add(&self, from: At, minutes: i64) -> Option<At> {
        add_working(from, minutes, &self.hours, &self.days, self.zone)
    }
    /// The working minutes between.
    pub(crate) fn between(&self, from: At, to: At) -> i64 {
        working_between(from, to, &self.hours, &self.days, self.zone)
    }
    /// Work is done at this moment.
    pub(crate) fn is(&self, at: At) -> bool {
        is_working(at, &self.hours, &self.days, self.zone)
    }
    /// This moment if work is done then, or else the first at which it is.
    pub(crate) fn or_next(&self, at: At) -> Option<At> {
        if self.is(at) {
            return Some(at);
        }
        // A shift shorter than a minute does not exist.
        Some(self.add(at, 1)? - Span::minutes(1))
    }
    /// Nine o'clock, or when work begins, on the next working day after this moment's.
    pub(crate) fn next_day(&self, at: At) -> Option<At> {
        let today = crate::calendar::day_of(at, self.zone);
        let days = today.iter_days().skip(1).take(400);
        let next = days.into_iter().find(|day| self.days.works(*day))?;
        Some(crate::calendar::moment(next, self.hours.from, self.zone))
    }
}

/// What the clocks go by.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Facts {
    pub(crate) state: State,
    pub(crate) made: At,
    /// Taken by somebody by then.
    pub(crate) respond_by: Option<At>,
    pub(crate) taken: bool,
    pub(crate) due: Option<At>,
    /// The last thing that somebody did to it.
    pub(crate) touched: At,
    /// When it came to this state.
    pub(crate) state_at: At,
    /// Whoever has it does not want to hear of it before.
    pub(crate) snoozed_until: At,
    /// What has been told already.
    pub(crate) told: Vec<Told>,
    /// Working days without a word after which is asked.
    pub(crate) silent_days: i64,
    /// Working days after which an answer counts as confirmed.
    pub(crate) confirm_days: i64,
}

/// Working minutes below which a reminder before the end is of no use.
const TOO_SHORT: i64 = 20;

/// What is to be told next, and when; `None`: nothing more, as things stand.
pub(crate) fn next(facts: &Facts, working: &Working) -> Option<(At, Told)> {
    let told = |told: Told| facts.told.contains(&told);
    let mut found: Vec<(At, Told)> = Vec::new();
    let mut add = |at: Option<At>, what: Told| {
        if let Some(at) = at.filter(|_| !told(what)) {
            found.push((at, what));
        }
    };
    if !facts.state.is_open() {
        return None;
    }
    if facts.state == State::Answered {
        let minutes = facts.confirm_days.max(1) * working.day();
        add(working.add(facts.state_at, minutes), Told::Confirmed);
        return finish(facts, working, found);
    }
    if let Some(by) = facts.respond_by.filter(|_| !facts.taken) {
        add(share(working, facts.made, by, 80), Told::Untaken);
        add(Some(by), Told::Unanswered);
    }
    if facts.state == State::Active {
        // What holds is not work in progress: it is looked at again when its day comes.
        add(facts.due, Told::Review);
        let late = facts.due.and_then(|due| working.add(due, working.day()));
        add(late, Told::OverdueLead);
        return finish(facts, working, found);
    }
    if let Some(due) = facts.due {
        add(share(working, facts.made, due, 80), Told::Soon);
        add(Some(due), Told::Overdue);
        add(working.add(due, working.day()), Told::OverdueLead);
    }
    if facts.taken && !facts.state.is_first() {
        let minutes = facts.silent_days.max(1) * working.day();
        let silent = working.add(facts.touched, minutes);
        add(silent, Told::Silent);
        let longer = silent.and_then(|at| working.add(at, working.day()));
        add(longer, Told::SilentLead);
    }
    finish(facts, working, found)
}

/// The earliest of these, once each is moved past what was put off and into working time.
fn finish(facts: &Facts, working: &Working, found: Vec<(At, Told)>) -> Option<(At, Told)> {
    let moved = found.into_iter().filter_map(|(at, what)| {
        let at = match what {
            // What others have to know, or what happens by itself, is not whoever has it's to put off.
            Told::Unanswered | Told::OverdueLead | Told::SilentLead | Told::Confirmed => at,
            Told::Untaken | Told::Soon | Told::Overdue | Told::Silent | Told::Review => {
                at.max(facts.snoozed_until)
            }
        };
        Some((working.or_next(at)?, what))
    });
    moved.min()
}

/// The moment at which so many percent of the working time between the two have passed; `None` when it is too short to matter.
fn share(working: &Working, from: At, to: At, percent: i64) -> Option<At> {
    let whole = working.between(from, to);
    let left = whole - whole * percent / 100;
    if left < TOO_SHORT {
        return None;
    }
    working.add(from, whole - left)
}

/// The moment a snooze puts it off to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Snooze {
    Hour,
    /// Nine o'clock tomorrow.
    Tomorrow,
    NextWorkingDay,
}

impl Snooze {
    /// As buttons carry it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Snooze::Hour => "1h",
            Snooze::Tomorrow => "tomorrow",
            Snooze::NextWorkingDay => "workday",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Snooze> {
        let all = [Snooze::Hour, Snooze::Tomorrow, Snooze::NextWorkingDay];
        all.into_iter().find(|s| s.name() == text)
    }
    /// From this moment on.
    pub(crate) fn until(self, now: At, working: &Working) -> At {
        match self {
            Snooze::Hour => now + Span::hours(1),
            Snooze::Tomorrow => {
                let today = crate::calendar::day_of(now, working.zone);
                let next = today.succ_opt().unwrap_or(today);
                crate::calendar::moment(next, 9 * 60, working.zone)
            }
            Snooze::NextWorkingDay => working.next_day(now).unwrap_or(now + Span::days(1)),
        }
    }
}

#[cfg(test)]
#[path = "clocks_tests.rs"]
mod tests;
