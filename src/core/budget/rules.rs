//! What the numbers of an envelope say: used, committed, available, forecast, pace, the day it runs out. Pure and exact: whole
//! minor units, fractions in 128 bits, rounded once, at the end.

use crate::calendar::Day;
use crate::core::budget::period::{Elapsed, Period};

/// What was booked on a day of the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DaySum {
    /// All of it, one-off too.
    pub(crate) actual: i64,
    pub(crate) one_off: i64,
}

/// The ledger of an envelope in one period, as sums. All amounts in minor units.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Ledger {
    pub(crate) period: Period,
    pub(crate) elapsed: Elapsed,
    /// With what was carried over.
    pub(crate) limit: i64,
    pub(crate) actual: i64,
    /// The part of `actual` that will not recur.
    pub(crate) one_off: i64,
    /// Open commitments expected in the period.
    pub(crate) committed: i64,
    /// The last days, ascending; those without bookings may be left out.
    pub(crate) days: Vec<(Day, DaySum)>,
    /// Planned shares of each month of the period, in any unit; empty: even by days.
    pub(crate) curve: Vec<i64>,
    /// Totals of closed periods, newest first, for the blended forecast; empty: not blended.
    pub(crate) closed: Vec<i64>,
}

/// When nothing will be left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exhaustion {
    /// Not within the period.
    None,
    /// It is overspent, or spent to the last unit.
    Passed,
    On(Day),
}

/// What the ledger says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Figures {
    /// Limit − actual − committed.
    pub(crate) available: i64,
    /// `None`: not enough data.
    pub(crate) forecast: Option<i64>,
    /// Hundredths: 126 is spending at 1.26 times the even pace.
    pub(crate) burn: Option<i64>,
    pub(crate) exhaustion: Exhaustion,
    /// Pace of the last 1, 3 and 14 days, in hundredths; `None` while it is too early to say.
    pub(crate) pace: Option<[i64; 3]>,
    /// Both windows of the fast burn rule are over their thresholds; likewise of the slow one.
    pub(crate) fast: bool,
    pub(crate) slow: bool,
}

/// A fraction with a positive denominator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    /// The nearest whole number, halves up.
    fn rounded(self) -> i128 {
        half_up(self.num, self.den)
    }

    /// In [`PARTS`] of the whole.
    fn parts(self) -> i128 {
        half_up(self.num.saturating_mul(PARTS), self.den)
    }

    fn at_least(self, num: i128, den: i128) -> bool {
        self.num.saturating_mul(den) >= num.saturating_mul(self.den)
    }
}

/// A share of a whole, fine enough for amounts.
const PARTS: i128 = 1_000_000_000_000;

fn half_up(num: i128, den: i128) -> i128 {
    (num.saturating_mul(2).saturating_add(den)).div_euclid(den.saturating_mul(2))
}

fn small(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

/// `value` has reached this share of the limit; the share itself counts.
pub(crate) fn reaches(value: i64, limit: i64, threshold_bp: i64) -> bool {
    i128::from(value) * 10_000 >= i128::from(limit) * i128::from(threshold_bp)
}

/// `value` in tenths of a percent of `limit`, halves up; `None` without a limit.
pub(crate) fn permille(value: i64, limit: i64) -> Option<i64> {
    (limit > 0).then(|| small(half_up(i128::from(value) * 1000, i128::from(limit))))
}

impl Ledger {
    /// Recurring spending: without what is one-off.
    fn recurring(&self) -> i128 {
        i128::from(self.actual) - i128::from(self.one_off)
    }

    /// What the rules compare and what people are told.
    pub(crate) fn figures(&self) -> Figures {
        let available =
            i128::from(self.limit) - i128::from(self.actual) - i128::from(self.committed);
        let pace = self.paces();
        let over = |window: usize, num: i128, den: i128| {
            pace.is_some_and(|pace| pace[window].at_least(num, den))
        };
        Figures {
            available: small(available),
            forecast: self.forecast(),
            burn: self.burn(),
            exhaustion: self.exhaustion(available),
            pace: pace.map(|pace| pace.map(|p| small(half_up(p.num.saturating_mul(100), p.den)))),
            fast: over(0, 3, 1) && over(1, 3, 1),
            slow: over(1, 6, 5) && over(2, 6, 5) && reaches(self.actual, self.limit, 2_000),
        }
    }

    /// Where it ends if recurring spending goes on as so far: one-off + recurring ÷ planned share + committed.
    fn forecast(&self) -> Option<i64> {
        if self.elapsed.too_early() || self.actual <= 0 {
            return None;
        }
        let share = self.planned_share()?;
        let run = Ratio {
            num: self.recurring().checked_mul(share.den)?,
            den: share.num,
        };
        let fixed = i128::from(self.one_off) + i128::from(self.committed);
        let forecast = Ratio {
            num: run.num.checked_add(fixed.checked_mul(run.den)?)?,
            den: run.den,
        };
        Some(small(self.blended(forecast.rounded())))
    }

    /// Drawn towards the mean of the last closed periods, the more so the less of this one has passed.
    fn blended(&self, forecast: i128) -> i128 {
        let closed: Vec<i128> = self
            .closed
            .iter()
            .take(3)
            .copied()
            .map(i128::from)
            .collect();
        let Some(count) = i128::try_from(closed.len()).ok().filter(|n| *n >= 2) else {
            return forecast;
        };
        let whole = self.elapsed.den * self.elapsed.total;
        let sum: i128 = closed.iter().sum();
        let num = forecast
            .saturating_mul(self.elapsed.num)
            .saturating_mul(count);
        let rest = sum.saturating_mul(whole - self.elapsed.num);
        half_up(num.saturating_add(rest), whole * count)
    }

    /// The part of the whole that should have been spent by now: by the curve, or else by days. `None`: nothing yet.
    fn planned_share(&self) -> Option<Ratio> {
        let e = self.elapsed;
        let months = self.period.months();
        let total: i128 = self.curve.iter().copied().map(i128::from).sum();
        if self.curve.len() != months.len() || total <= 0 {
            let even = Ratio {
                num: e.num,
                den: e.den * e.total,
            };
            return (even.num > 0).then_some(even);
        }
        let mut before = 0_i128;
        let mut days = 0_i128;
        for (month, weight) in months
            .iter()
            .zip(self.curve.iter().copied().map(i128::from))
        {
            let length = i128::from(month.days());
            let passed = (e.num - days * e.den).min(length * e.den);
            days += length;
            if e.num <= days * e.den {
                let num = before * length * e.den + weight * passed;
                let den = total * length * e.den;
                return (num > 0).then_some(Ratio { num, den });
            }
            before += weight;
        }
        Some(Ratio { num: 1, den: 1 })
    }

    /// What was planned to be spent by the end of each day of the period.
    pub(crate) fn planned(&self, completed: i64) -> i64 {
        let mut then = self.clone();
        then.elapsed = Elapsed::whole(i128::from(completed), i128::from(self.period.days()));
        let share = then.planned_share().unwrap_or(Ratio { num: 0, den: 1 });
        small(half_up(i128::from(self.limit) * share.num, share.den))
    }

    /// What will have been spent by the end of so many days, on the way to the forecast: what is left of it comes as it was planned,
    /// and what is promised (`due` of it by then) on its day. `None`: not enough data, as for the forecast.
    pub(crate) fn expected(&self, completed: i64, due: i64) -> Option<i64> {
        let forecast = i128::from(self.forecast()?);
        let mut then = self.clone();
        then.elapsed = Elapsed::whole(i128::from(completed), i128::from(self.period.days()));
        let [now, by] = [self.planned_share()?, then.planned_share()?].map(Ratio::parts);
        let grows = forecast - i128::from(self.actual) - i128::from(self.committed);
        let left = PARTS - now;
        let grown = if left > 0 {
            half_up(grows.saturating_mul((by - now).max(0)), left)
        } else {
            0
        };
        Some(small(i128::from(self.actual) + grown + i128::from(due)))
    }

    /// (actual ÷ limit) ÷ (elapsed ÷ total), in hundredths.
    fn burn(&self) -> Option<i64> {
        let e = self.elapsed;
        if self.limit <= 0 || e.num <= 0 {
            return None;
        }
        let num = i128::from(self.actual).checked_mul(100 * e.total * e.den)?;
        Some(small(half_up(
            num,
            i128::from(self.limit).checked_mul(e.num)?,
        )))
    }

    fn exhaustion(&self, available: i128) -> Exhaustion {
        if available <= 0 {
            return Exhaustion::Passed;
        }
        let (e, recurring) = (self.elapsed, self.recurring());
        if recurring <= 0 || e.num <= 0 {
            return Exhaustion::None;
        }
        // Days from the start: e + available × e ÷ recurring.
        let num = e.num.saturating_mul(recurring.saturating_add(available));
        let day = num / e.den.saturating_mul(recurring);
        let day = u64::try_from(day).ok();
        let on = day.and_then(|day| self.period.start.checked_add_days(chrono::Days::new(day)));
        match on {
            Some(day) if day < self.period.end => Exhaustion::On(day),
            _ => Exhaustion::None,
        }
    }

    /// The pace of the last 1, 3 and 14 days against an even one; a day that the window begins within counts in part.
    fn paces(&self) -> Option<[Ratio; 3]> {
        if self.elapsed.too_early() || self.limit <= 0 {
            return None;
        }
        Some([1, 3, 14].map(|days| self.pace(days)))
    }

    fn pace(&self, days: i128) -> Ratio {
        let e = self.elapsed;
        // The window is no longer than what has passed.
        let window = (days * e.den).min(e.num);
        let from = e.num - window;
        let mut spent = 0_i128;
        for (day, sum) in &self.days {
            let place = i128::from((*day - self.period.start).num_days());
            let (begins, ends) = (place * e.den, (place + 1) * e.den);
            let regular = i128::from(sum.actual) - i128::from(sum.one_off);
            if begins >= e.num || ends <= from {
                continue;
            }
            let inside = ends - begins.max(from);
            spent = spent.saturating_add(regular.saturating_mul(inside));
        }
        // spent ÷ den ÷ (limit × window ÷ den ÷ total)
        Ratio {
            num: spent.saturating_mul(e.total),
            den: i128::from(self.limit).saturating_mul(window).max(1),
        }
    }
}
