//! When something recurs, and when it does so next on a zone's clocks.

use chrono::{Days, NaiveDateTime, NaiveTime, Offset, TimeZone};

use crate::calendar::cron::{self, Fields};
use crate::calendar::{Day, WorkingDays, Zone, day_of, text as texts, words};
use crate::clock::At;

/// When something recurs: five-field cron or words in English or Chinese, kept as people wrote it.
#[derive(Clone, PartialEq, Debug)]
pub struct Schedule {
    text: String,
    fields: Fields,
    /// Said in words ("weekdays"), so that it means the department's own working days.
    working: bool,
}

/// Why a schedule was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadSchedule {
    /// Neither cron nor known words; what could not be read.
    Unreadable(String),
    /// It is well-formed but no day ever matches.
    NeverFires,
}

/// As many days are looked through before a schedule counts as silent: 29 February on a certain weekday can be 40 years away.
const HORIZON: usize = 366 * 41;
/// A schedule of working days that finds none in so many days has none.
const WORKING_HORIZON: usize = 366 * 3;

impl Schedule {
    /// Reads cron (`30 9 * * 1-5`) or words (`weekdays 09:30`, `每周一 9:30`, `工作日 09:30`, `every 2h`, …).
    pub fn parse(text: &str) -> Result<Schedule, BadSchedule> {
        let text = text.trim();
        let Some(plain) = texts::plain(text) else {
            return Err(BadSchedule::Unreadable(text.chars().take(50).collect()));
        };
        let said = words::to_cron(&plain);
        let cron = said.as_ref().map_or(plain.as_str(), |said| &said.cron);
        let mut fields = cron::read(cron).map_err(BadSchedule::Unreadable)?;
        let working = said.as_ref().is_some_and(|said| said.working);
        if let Some(said) = said.filter(|said| !said.times.is_empty()) {
            fields.times = said.times;
        }
        if !fields.ever() {
            return Err(BadSchedule::NeverFires);
        }
        Ok(Schedule {
            text: text.to_owned(),
            fields,
            working,
        })
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first moment strictly after `after`, on this zone's clocks.
    ///
    /// The rule is Debian cron's: a schedule with fixed hours that daylight saving skips runs once, at the moment the clocks
    /// jump, and one that happens twice runs the first time; with `*` for the hour every matching local time counts.
    pub fn next(&self, after: At, zone: Zone) -> Option<At> {
        self.next_on(after, zone, HORIZON, |day| self.fields.allow(day))
    }

    /// It means working days: said in words, or Monday to Friday in cron. On an extra working day (补班) it fires too.
    pub fn follows_working_days(&self) -> bool {
        self.working || self.fields.is_monday_to_friday()
    }

    /// The first moment strictly after `after` on which work is done: never on a holiday; a schedule of working days also on
    /// extra working days, at its usual time.
    pub fn next_working(&self, after: At, zone: Zone, days: &WorkingDays) -> Option<At> {
        // Rare days can also fall on holidays; a week without work stays one.
        let horizon = if self.working {
            WORKING_HORIZON
        } else {
            HORIZON
        };
        self.next_on(after, zone, horizon, |day| {
            if self.working {
                return days.works(day);
            }
            let extra = days.extra.contains(&day) && self.follows_working_days();
            extra
                || (self.fields.allow(day)
                    && (!days.holidays.contains(&day) || days.extra.contains(&day)))
        })
    }

    fn next_on(
        &self,
        after: At,
        zone: Zone,
        horizon: usize,
        allowed: impl Fn(Day) -> bool,
    ) -> Option<At> {
        // A day early: the clocks' jump can put a local time of yesterday after `after`.
        let first = day_of(after, zone).checked_sub_days(Days::new(1))?;
        first
            .iter_days()
            .take(horizon)
            .filter(|day| allowed(*day))
            .find_map(|day| self.first_on(day, after, zone))
    }

    /// The first moment of this local day that is after `after`.
    fn first_on(&self, day: Day, after: At, zone: Zone) -> Option<At> {
        if !self.fields.follows_clock {
            return self
                .fields
                .times
                .iter()
                .map(|t| moment(day, *t, zone))
                .find(|at| *at > after);
        }
        let readings = self.fields.times.iter().flat_map(|t| {
            let local = zone.from_local_datetime(&local(day, *t));
            [local.earliest(), local.latest()]
        });
        readings
            .flatten()
            .map(|t| At(t.timestamp_millis()))
            .filter(|at| *at > after)
            .min()
    }
}

fn local(day: Day, minutes: u16) -> NaiveDateTime {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minutes) * 60, 0);
    day.and_time(time.unwrap_or_default())
}

/// A local time on a day as a moment; one that daylight saving skips is the moment the clocks jump, a doubled one the first.
/// 24:00 is midnight at the day's end.
pub fn moment(day: Day, minutes: u16, zone: Zone) -> At {
    if minutes >= 24 * 60 {
        return day
            .succ_opt()
            .map_or(At(i64::MAX), |next| moment(next, minutes - 24 * 60, zone));
    }
    let wanted = local(day, minutes);
    match zone.from_local_datetime(&wanted).earliest() {
        Some(t) => At(t.timestamp_millis()),
        None => jump(wanted, zone),
    }
}

/// The moment at which the clocks pass over a local time that does not exist.
fn jump(wanted: NaiveDateTime, zone: Zone) -> At {
    let shows = |seconds: i64| {
        let utc = At(seconds * 1000).utc().naive_utc();
        utc + zone.offset_from_utc_datetime(&utc).fix()
    };
    let read_as_utc = wanted.and_utc().timestamp();
    // Local time is at most 14 hours ahead of UTC and 12 behind; a jump is a day at most (Samoa, 2011).
    let (mut before, mut reached) = (
        read_as_utc - 15 * 3600 - 86_400,
        read_as_utc + 13 * 3600 + 86_400,
    );
    while reached - before > 1 {
        let middle = before + (reached - before) / 2;
        if shows(middle) >= wanted {
            reached = middle;
        } else {
            before = middle;
        }
    }
    At(reached * 1000)
}

/// What `liaison schedule` prints: the next `count` moments strictly after `from`.
pub fn fires(text: &str, zone: Zone, from: At, count: usize) -> Result<Vec<At>, BadSchedule> {
    let schedule = Schedule::parse(text)?;
    let mut found = Vec::new();
    let mut after = from;
    while found.len() < count {
        match schedule.next(after, zone) {
            Some(at) => {
                found.push(at);
                after = at;
            }
            None => break,
        }
    }
    if found.is_empty() && count > 0 {
        Err(BadSchedule::NeverFires)
    } else {
        Ok(found)
    }
}
