//! Whatever happens in whatever order: a rule is told once in a generation, no crossing is missed, and nothing is lost.

use std::collections::HashMap;

use proptest::prelude::*;

use crate::calendar::{Day, Zone, day_of, moment};
use crate::clock::{At, Span};
use crate::core::budget::alert_rules::{Seen, State, evaluate, together};
use crate::core::budget::period::{Cycle, Elapsed, Period};
use crate::core::budget::rules::{DaySum, Ledger, reaches};
use crate::core::budget::threshold::{Basis, DEFAULTS, RuleId};

const ZONE: Zone = Zone::Asia__Shanghai;

#[derive(Clone, Copy, Debug)]
enum Step {
    Spend { minor: i64, one_off: bool },
    Refund { minor: i64 },
    Reserve { minor: i64 },
    Settle,
    Release,
    Limit { minor: i64 },
    Wait { hours: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1_i64..4_000_000, any::<bool>()).prop_map(|(minor, one_off)| Step::Spend { minor, one_off }),
        1 => (1_i64..3_000_000).prop_map(|minor| Step::Refund { minor }),
        1 => (1_i64..5_000_000).prop_map(|minor| Step::Reserve { minor }),
        1 => Just(Step::Settle),
        1 => Just(Step::Release),
        1 => (0_i64..30_000_000).prop_map(|minor| Step::Limit { minor }),
        4 => (1_i64..60).prop_map(|hours| Step::Wait { hours }),
    ];
    prop::collection::vec(step, 1..60)
}

/// A ledger as it would be in the database, with nothing but what is there.
#[derive(Default)]
struct Books {
    entries: Vec<(Day, i64, bool)>,
    open: Vec<i64>,
    states: HashMap<(Day, RuleId, i64, i64), State>,
    told: Vec<(Day, RuleId, i64, i64)>,
}

impl Books {
    fn ledger(&self, period: Period, limit: i64, now: At) -> Ledger {
        let inside = || self.entries.iter().filter(|e| period.holds(e.0));
        let mut days: Vec<(Day, DaySum)> = Vec::new();
        for (day, minor, one_off) in inside() {
            days.push((
                *day,
                DaySum {
                    actual: *minor,
                    one_off: if *one_off { *minor } else { 0 },
                },
            ));
        }
        Ledger {
            period,
            elapsed: Elapsed::at(period, now, ZONE),
            limit,
            actual: days.iter().map(|d| d.1.actual).sum(),
            one_off: days.iter().map(|d| d.1.one_off).sum(),
            committed: self.open.iter().sum(),
            days,
            curve: Vec::new(),
            closed: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_rule_is_told_once_and_no_crossing_is_missed(steps in steps()) {
        let mut now = moment(Day::from_ymd_opt(2026, 4, 1).unwrap(), 9 * 60, ZONE);
        let mut period = Cycle::Month.containing(day_of(now, ZONE), 1);
        let (mut limit, mut generation) = (10_000_000_i64, 0_i64);
        let mut books = Books::default();
        for step in steps {
            match step {
                Step::Spend { minor, one_off } => books.entries.push((day_of(now, ZONE), minor, one_off)),
                Step::Refund { minor } => books.entries.push((day_of(now, ZONE), -minor, false)),
                Step::Reserve { minor } => books.open.push(minor),
                Step::Settle => if let Some(minor) = books.open.pop() {
                    books.entries.push((day_of(now, ZONE), minor, false));
                },
                Step::Release => drop(books.open.pop()),
                Step::Limit { minor } => { limit = minor; generation += 1; }
                Step::Wait { hours } => now = now + Span::hours(hours),
            }
            if now >= period.moments(ZONE).1 {
                period = Cycle::Month.next(period).unwrap();
                generation = 0;
            }
            // Twice: what was told is not told again, also after a restart, for nothing is kept but the rows.
            for again in [false, true] {
                let ledger = books.ledger(period, limit, now);
                let figures = ledger.figures();
                let states: Vec<State> = books.states.iter()
                    .filter(|(key, _)| key.0 == period.start).map(|(_, state)| *state).collect();
                let outcome = evaluate(&Seen {
                    rules: &DEFAULTS, generation, ledger: &ledger, figures: &figures,
                    states: &states, now, today: day_of(now, ZONE),
                });
                prop_assert!(!again || outcome.named.is_empty(), "told twice: {:?}", outcome.named);
                for basis in [Basis::Actual, Basis::Forecast, Basis::Committed, Basis::Burn] {
                    prop_assert!(outcome.named.iter().filter(|n| n.0.id.basis == basis).count() <= 1);
                }
                for state in &outcome.changed {
                    books.states.insert((period.start, state.rule, state.generation, state.fire), *state);
                }
                for (rule, state) in &outcome.named {
                    let key = (period.start, rule.id, state.generation, state.fire);
                    prop_assert!(!books.told.contains(&key), "{key:?} is told twice");
                    books.told.push(key);
                }
                // What is reached now is known to have been, whoever was told of it.
                for rule in DEFAULTS.iter().filter(|r| r.id.basis == Basis::Actual) {
                    let over = ledger.limit > 0 && reaches(ledger.actual, ledger.limit, rule.id.threshold);
                    let known = books.states.values().any(|s| s.rule == rule.id && s.fired
                        && s.generation == generation)
                        && books.states.keys().any(|k| k.0 == period.start && k.1 == rule.id && k.2 == generation);
                    prop_assert!(!over || known, "{:?} was missed", rule.id);
                }
                // Nothing is lost on the way into the figures.
                let all = i128::from(figures.available) + i128::from(ledger.actual) + i128::from(ledger.committed);
                prop_assert_eq!(all, i128::from(ledger.limit));
            }
        }
        for rule in DEFAULTS.iter().filter(|r| r.id.basis == Basis::Forecast) {
            for start in books.told.iter().map(|t| t.0).collect::<std::collections::BTreeSet<Day>>() {
                let of_limit_zero = books.told.iter().filter(|t| t.0 == start && t.1 == rule.id && t.2 == 0);
                prop_assert!(of_limit_zero.count() <= 2);
            }
        }
    }

    /// The forecast is never further from the exact value than half a minor unit.
    #[test]
    fn a_forecast_is_rounded_once(actual in 1_i64..1_000_000_000_000, one_off in 0_i64..1_000_000, committed in 0_i64..1_000_000,
        minutes in (3_i64 * 1440)..(30 * 1440)) {
        let period = Cycle::Month.containing(Day::from_ymd_opt(2026, 4, 1).unwrap(), 1);
        let now = period.moments(ZONE).0 + Span::minutes(minutes);
        let one_off = one_off.min(actual);
        let ledger = Ledger {
            period, elapsed: Elapsed::at(period, now, ZONE), limit: 10_000_000, actual, one_off, committed,
            days: Vec::new(), curve: Vec::new(), closed: Vec::new(),
        };
        let forecast = i128::from(ledger.figures().forecast.unwrap());
        // F = S + (A − S) × 30 days ÷ elapsed + C, over the common denominator.
        let exact = i128::from(actual - one_off) * i128::from(30 * 1440) + i128::from(one_off + committed) * i128::from(minutes);
        let off = forecast * i128::from(minutes) - exact;
        prop_assert!(off.abs() * 2 <= i128::from(minutes), "{forecast}: {off}");
    }

    /// Whatever is told together, each envelope stands in one message, and a parent never heads its own child's.
    #[test]
    fn each_envelope_is_told_of_once(parents in prop::collection::vec(0_usize..8, 1..8), fires in prop::collection::vec(any::<bool>(), 8)) {
        let above = |mut n: usize| {
            let mut found = Vec::new();
            while n > 0 && parents.get(n - 1).is_some_and(|p| *p > 0 && *p < n) {
                n = parents[n - 1];
                found.push(i64::try_from(n).unwrap());
            }
            found
        };
        let fired: Vec<(i64, Vec<i64>)> = (1..=parents.len()).filter(|n| fires[n - 1])
            .map(|n| (i64::try_from(n).unwrap(), above(n))).collect();
        let groups = together(&fired);
        let mut all: Vec<i64> = groups.concat();
        all.sort_unstable();
        let mut wanted: Vec<i64> = fired.iter().map(|f| f.0).collect();
        wanted.sort_unstable();
        prop_assert_eq!(all, wanted);
    }
}
