//! Budget periods: which days belong together, and how much of them has passed. Pure.

use chrono::{Datelike, Months};
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Zone, day_of, moment};
use crate::clock::At;

/// How often an envelope is filled anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cycle {
    /// Filled once, for these days.
    Once {
        start: Day,
        /// The first day after it.
        end: Day,
    },
    Month,
    Quarter,
    Year,
}

/// Days that belong together: from `start` up to, not including, `end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub(crate) struct Period {
    pub(crate) start: Day,
    pub(crate) end: Day,
}

/// How much of a period has passed, in local days: `num / den` of `total`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Elapsed {
    pub(crate) num: i128,
    /// Milliseconds of the day that is going on: 23 to 25 hours.
    pub(crate) den: i128,
    /// Days of the period.
    pub(crate) total: i128,
}

impl Cycle {
    /// `once`, `month`, …: as typed and stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Cycle::Once { .. } => "once",
            Cycle::Month => "month",
            Cycle::Quarter => "quarter",
            Cycle::Year => "year",
        }
    }

    /// Months of a period; none for `once`.
    fn months(self) -> Option<u32> {
        match self {
            Cycle::Once { .. } => None,
            Cycle::Month => Some(1),
            Cycle::Quarter => Some(3),
            Cycle::Year => Some(12),
        }
    }

    /// The period that a day falls in; the business year begins with month `fiscal` (1–12). For `once` there is only one.
    pub(crate) fn containing(self, day: Day, fiscal: u32) -> Period {
        let months = match (self, self.months()) {
            (Cycle::Once { start, end }, _) => return Period { start, end },
            (_, months) => months.unwrap_or(1),
        };
        let month = first_of_month(day);
        // Months since the business year began.
        let into = (day.month0() + 12 - (fiscal.clamp(1, 12) - 1)) % 12;
        let start = month
            .checked_sub_months(Months::new(into % months))
            .unwrap_or(month);
        Period {
            start,
            end: add_months(start, months),
        }
    }

    /// The period after this one; none after `once`.
    pub(crate) fn next(self, period: Period) -> Option<Period> {
        let months = self.months()?;
        Some(Period {
            start: period.end,
            end: add_months(period.end, months),
        })
    }

    /// The period before this one; none before `once`.
    pub(crate) fn previous(self, period: Period) -> Option<Period> {
        let start = period
            .start
            .checked_sub_months(Months::new(self.months()?))?;
        Some(Period {
            start,
            end: period.start,
        })
    }
}

fn add_months(day: Day, months: u32) -> Day {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// The first day of the month.
pub(crate) fn first_of_month(day: Day) -> Day {
    day.with_day(1).unwrap_or(day)
}

impl Period {
    /// Days of it.
    pub(crate) fn days(self) -> i64 {
        (self.end - self.start).num_days().max(0)
    }

    /// The day is one of it.
    pub(crate) fn holds(self, day: Day) -> bool {
        self.start <= day && day < self.end
    }

    /// Its last day.
    pub(crate) fn last(self) -> Day {
        self.end.pred_opt().unwrap_or(self.end)
    }

    /// When it begins and ends in a zone: at local midnight, so that daylight saving never changes how many days it has.
    pub(crate) fn moments(self, zone: Zone) -> (At, At) {
        (moment(self.start, 0, zone), moment(self.end, 0, zone))
    }

    /// The parts of it that fall into each month, in order.
    pub(crate) fn months(self) -> Vec<Period> {
        let mut found = Vec::new();
        let mut start = self.start;
        while start < self.end && found.len() < 600 {
            let end = add_months(first_of_month(start), 1).min(self.end);
            found.push(Period { start, end });
            start = end;
        }
        found
    }
}

impl Elapsed {
    /// How much of the period has passed at a moment: completed local days and the part of today that is over.
    pub(crate) fn at(period: Period, now: At, zone: Zone) -> Elapsed {
        let total = i128::from(period.days());
        let (begin, end) = period.moments(zone);
        if now <= begin {
            return Elapsed::whole(0, total);
        }
        if now >= end {
            return Elapsed::whole(total, total);
        }
        let today = day_of(now, zone);
        let begun = moment(today, 0, zone);
        let over = today.succ_opt().map_or(now, |next| moment(next, 0, zone));
        let completed = i128::from((today - period.start).num_days());
        let den = i128::from((over - begun).0.max(1));
        let passed = i128::from((now - begun).0).clamp(0, den);
        Elapsed {
            num: completed * den + passed,
            den,
            total,
        }
    }

    /// So many whole days.
    pub(crate) fn whole(days: i128, total: i128) -> Elapsed {
        Elapsed {
            num: days,
            den: 1,
            total,
        }
    }

    /// Whole days that are over.
    pub(crate) fn completed(self) -> i64 {
        i64::try_from(self.num / self.den).unwrap_or(0)
    }

    /// There is too little of the period to say where it goes: less than three days, or than a tenth of it.
    pub(crate) fn too_early(self) -> bool {
        self.num * 10 < self.total.max(30) * self.den
    }
}
