//! What a standup decides: pure.

use std::collections::BTreeMap;

use chrono::{Datelike, Days};
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Hours, Schedule, WorkingDays, Zone, day_of, moment};
use crate::chat::UserId;
use crate::clock::{At, Span};

pub(super) use crate::core::standup::reading::{
    Reminders, nearest, read_key, read_name, read_questions, read_schedule, read_window,
};

/// Whose clock the schedule is read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Clock {
    /// One moment for all.
    Department,
    /// Each member at their own local time.
    Member,
}

impl Clock {
    pub(super) fn name(self) -> &'static str {
        match self {
            Clock::Department => "department",
            Clock::Member => "member",
        }
    }
    pub(super) fn read(text: &str) -> Option<Clock> {
        [Clock::Department, Clock::Member]
            .into_iter()
            .find(|c| c.name() == text)
    }
}

/// Whether it is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Active,
    Paused,
    /// Kept for its history only.
    Deleted,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            State::Active => "active",
            State::Paused => "paused",
            State::Deleted => "deleted",
        }
    }
    pub(super) fn read(text: &str) -> Option<State> {
        [State::Active, State::Paused, State::Deleted]
            .into_iter()
            .find(|s| s.name() == text)
    }
}

/// What a question is for: what is taken over from yesterday, and what is shown first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    Done,
    Next,
    Blocked,
    Other,
}

/// One question of the form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Question {
    pub(super) text: String,
    pub(super) purpose: Purpose,
}

/// A standup as it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Standup {
    pub(super) number: i64,
    pub(super) department: i64,
    pub(super) name: String,
    pub(super) schedule: Schedule,
    pub(super) zone: Zone,
    pub(super) window: Span,
    pub(super) reminders: Reminders,
    /// Empty: the usual three, in the department's language.
    pub(super) questions: Vec<Question>,
    pub(super) clock: Clock,
    pub(super) state: State,
    pub(super) state_by: UserId,
    pub(super) state_at: At,
    pub(super) version: i64,
}

impl Standup {
    /// STD-7
    pub(super) fn key(&self) -> String {
        format!("STD-{}", self.number)
    }
}

/// One round: a standup on a day.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Round {
    pub(super) standup: i64,
    pub(super) day: Day,
    pub(super) opens: At,
    pub(super) closes: At,
    pub(super) open: bool,
    pub(super) questions: Vec<Question>,
    pub(super) channel: i64,
}

/// Somebody who is asked in a round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Seat {
    pub(super) user: UserId,
    pub(super) opens: At,
    pub(super) closes: At,
    pub(super) away: bool,
    pub(super) snoozed_until: At,
}

/// What somebody answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Answer {
    pub(super) user: UserId,
    pub(super) day: Day,
    pub(super) answers: Vec<String>,
    pub(super) questions: Vec<Question>,
    pub(super) at: At,
    pub(super) helper: Option<UserId>,
    pub(super) resolved: Option<(UserId, At)>,
}

impl Answer {
    /// What stands in their way, if they said so.
    pub(super) fn blocker(&self) -> Option<&str> {
        let text = self.of(Purpose::Blocked)?;
        (!means_nothing(text)).then_some(text)
    }
    /// The first answer to a question of this purpose.
    pub(super) fn of(&self, purpose: Purpose) -> Option<&str> {
        self.questions
            .iter()
            .zip(&self.answers)
            .find(|(q, _)| q.purpose == purpose)
            .map(|(_, a)| a.as_str())
    }
}

/// People write "none" where there is no blocker.
pub(super) fn means_nothing(text: &str) -> bool {
    let plain = text
        .trim()
        .trim_end_matches(['.', '。', '!', '！', '~', ' '])
        .to_lowercase();
    const NOTHING: &[&str] = &[
        "",
        "-",
        "--",
        "–",
        "—",
        "/",
        "0",
        "no",
        "none",
        "nope",
        "nil",
        "n/a",
        "na",
        "nothing",
        "no blockers",
        "no blocker",
        "nothing blocked",
        "not blocked",
        "无",
        "没有",
        "没",
        "暂无",
        "没有阻碍",
        "无阻碍",
        "没有卡点",
        "无卡点",
        "暂无阻碍",
        "没有阻塞",
        "无阻塞",
        "没有问题",
        "没问题",
    ];
    NOTHING.contains(&plain.as_str())
}

/// The next day on which it is held, later than `after_day` if there is one, and the moment its round opens: the first
/// one after `after` on any of these zones' clocks (one zone, unless members are asked at their own time).
pub(super) fn upcoming(
    standup: &Standup,
    days: &WorkingDays,
    zones: &[Zone],
    after: At,
    after_day: Option<Day>,
) -> Option<(Day, At)> {
    // Members may live a day ahead of the standup's own zone: its days are looked through from before that.
    let mut at = match after_day {
        Some(day) => moment(day, 24 * 60, standup.zone) - Span::millis(1),
        None => {
            let day = day_of(after, standup.zone).checked_sub_days(Days::new(1))?;
            moment(day, 0, standup.zone) - Span::millis(1)
        }
    };
    for _ in 0..400 {
        at = standup.schedule.next_working(at, standup.zone, days)?;
        let day = day_of(at, standup.zone);
        let opens = zones
            .iter()
            .filter_map(|zone| on_day(standup, days, day, *zone))
            .min()
            .unwrap_or(at);
        if opens > after {
            return Some((day, opens));
        }
        // One round a day: `every 2h` counts by its first moment.
        at = moment(day, 24 * 60, standup.zone) - Span::millis(1);
    }
    None
}

/// The moment of this day's standup on a zone's own clocks.
pub(super) fn on_day(standup: &Standup, days: &WorkingDays, day: Day, zone: Zone) -> Option<At> {
    let start = moment(day, 0, zone) - Span::millis(1);
    let at = standup.schedule.next_working(start, zone, days)?;
    (day_of(at, zone) == day).then_some(at)
}

/// Who is asked, as it follows from who belongs to the department.
pub(super) struct Candidate {
    pub(super) user: UserId,
    pub(super) zone: Zone,
    pub(super) hours: Hours,
    pub(super) absent: bool,
}

/// Everything about a round that is decided when it opens.
pub(super) fn seats(
    standup: &Standup,
    days: &WorkingDays,
    day: Day,
    opens: At,
    closes: At,
    members: &[Candidate],
) -> Vec<Seat> {
    members
        .iter()
        .map(|member| {
            let (from, to) = match standup.clock {
                Clock::Department => (opens, closes),
                Clock::Member => {
                    let own = on_day(standup, days, day, member.zone).unwrap_or(opens);
                    (own, own + standup.window)
                }
            };
            let off = standup.schedule.follows_working_days() && !works(&member.hours, days, day);
            Seat {
                user: member.user,
                opens: from,
                closes: to,
                away: member.absent || off,
                snoozed_until: At(0),
            }
        })
        .collect()
}

/// The day is one of this person's own working week, or an extra working day for all.
fn works(hours: &Hours, days: &WorkingDays, day: Day) -> bool {
    let own = usize::try_from(day.weekday().num_days_from_monday())
        .ok()
        .and_then(|n| hours.days.get(n));
    own.copied().unwrap_or(true) || days.extra.contains(&day)
}

/// It is within the person's hours of the day.
pub(super) fn in_hours(hours: &Hours, zone: Zone, now: At) -> bool {
    let day = day_of(now, zone);
    now >= moment(day, hours.from, zone) && now <= moment(day, hours.to, zone)
}

/// No moment of a round that opens then is within these hours. Members who are asked at their own time live by their own.
pub(super) fn outside_hours(standup: &Standup, hours: &Hours, zone: Zone, opens: At) -> bool {
    let closes = opens + standup.window;
    let meets =
        |day: Day| opens < moment(day, hours.to, zone) && closes > moment(day, hours.from, zone);
    let mut days = day_of(opens, zone).iter_days().take(3);
    standup.clock == Clock::Department && !days.any(meets)
}

/// Those of a round who are still missing.
pub(super) fn missing<'a>(seats: &'a [Seat], answers: &[Answer]) -> Vec<&'a Seat> {
    seats
        .iter()
        .filter(|s| !s.away && !answers.iter().any(|a| a.user == s.user))
        .collect()
}

/// Which round an answer belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// The round that is open.
    Open(Day),
    /// A report that is posted: what they said there is changed.
    Posted(Day),
    /// A round still to come.
    Ahead(Day),
}

impl Slot {
    pub(super) fn day(self) -> Day {
        match self {
            Slot::Open(day) | Slot::Posted(day) | Slot::Ahead(day) => day,
        }
    }
}

/// Which round an answer belongs to: the round that was meant if it is open, a closed one if they answered it and change
/// that, else the coming one.
pub(super) fn slot(
    meant: Option<Day>,
    rounds: &[(Day, bool)],
    answered: &[Day],
    today: Day,
    coming: Option<Day>,
) -> Option<Slot> {
    let open = |day: Day| rounds.iter().any(|(d, open)| *d == day && *open);
    let closed = |day: Day| rounds.iter().any(|(d, open)| *d == day && !*open);
    if let Some(day) = meant {
        if open(day) {
            return Some(Slot::Open(day));
        }
        if closed(day) && answered.contains(&day) {
            return Some(Slot::Posted(day));
        }
    }
    if let Some((day, _)) = rounds.iter().filter(|(_, open)| *open).max_by_key(|r| r.0) {
        return Some(Slot::Open(*day));
    }
    if meant.is_none() && closed(today) && answered.contains(&today) {
        return Some(Slot::Posted(today));
    }
    coming.map(Slot::Ahead)
}

/// What the form starts with: their own answer, else yesterday's plan as what is done and what still blocks.
pub(super) fn prefill(
    questions: &[Question],
    own: Option<&Answer>,
    last: Option<&Answer>,
) -> Vec<Option<String>> {
    if let Some(own) = own {
        let by_text = |q: &Question| {
            let at = own.questions.iter().position(|o| o.text == q.text)?;
            own.answers.get(at).cloned()
        };
        return questions.iter().map(by_text).collect();
    }
    questions
        .iter()
        .map(|q| {
            let last = last?;
            let text = match q.purpose {
                Purpose::Done => last.of(Purpose::Next)?,
                Purpose::Blocked if last.resolved.is_none() => last.blocker()?,
                Purpose::Blocked | Purpose::Next | Purpose::Other => return None,
            };
            Some(text.to_owned())
        })
        .map(|text| text.filter(|t| !t.trim().is_empty()))
        .collect()
}

/// How one person took part in the rounds of a period.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Tally {
    pub(super) asked: i64,
    pub(super) answered: i64,
    pub(super) away: i64,
    /// Rounds answered in a row up to the last one; being away neither counts nor breaks.
    pub(super) streak: i64,
}

/// What somebody did in a round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    Answered,
    Away,
    Missed,
}

/// One person's parts, by day.
pub(super) type Parts = BTreeMap<UserId, BTreeMap<Day, Part>>;

/// Sums up, oldest round first.
pub(super) fn tally<'a>(parts: impl Iterator<Item = &'a Part>) -> Tally {
    let mut tally = Tally::default();
    for part in parts {
        match part {
            Part::Answered => {
                tally.asked += 1;
                tally.answered += 1;
                tally.streak += 1;
            }
            Part::Away => tally.away += 1,
            Part::Missed => {
                tally.asked += 1;
                tally.streak = 0;
            }
        }
    }
    tally
}

/// Parts from what is stored: days with their seats, and who answered when.
pub(super) fn parts(seats: &[(Day, Seat)], answered: &[(Day, UserId)]) -> Parts {
    let mut parts = Parts::new();
    for (day, seat) in seats {
        let part = if answered.contains(&(*day, seat.user)) {
            Part::Answered
        } else if seat.away {
            Part::Away
        } else {
            Part::Missed
        };
        parts.entry(seat.user).or_default().insert(*day, part);
    }
    parts
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
