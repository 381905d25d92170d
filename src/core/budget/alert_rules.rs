//! Which rules fire: `(ledger, day, states) → (new states, what is told)`. Pure.
//!
//! A rule fires at most once in a period and generation (a new limit is a new generation); a forecast rule, whose value goes up
//! and down, once more after it has been clearly under its threshold on two days. One evaluation of an envelope names at most
//! one threshold of each basis.

use crate::calendar::Day;
use crate::clock::At;
use crate::core::budget::rules::{Figures, Ledger, reaches};
use crate::core::budget::threshold::{Basis, Class, FAST, Rule, RuleId, SLOW};

/// A forecast must be this far under its threshold, in hundredths of a percent, to be armed again.
const CLEARLY_UNDER: i64 = 500;
/// On so many different days in a row of evaluations.
const UNDER_DAYS: i64 = 2;
/// A forecast rule is told no more often in a period.
const FORECAST_FIRES: usize = 2;

/// What is remembered of a rule: one for each time it was armed in a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct State {
    pub(crate) rule: RuleId,
    /// How often the limit had been changed in the period.
    pub(crate) generation: i64,
    /// 1, 2: armed for the first or second time in this generation.
    pub(crate) fire: i64,
    pub(crate) fired: bool,
    /// It had been told under an earlier limit, or goes with a worse one: nobody was told of it now.
    pub(crate) silent: bool,
    pub(crate) at: At,
    /// What it looked at when it fired, in minor units; of a pace hundredths.
    pub(crate) value: i64,
    /// Days in a row on which the forecast was clearly under, and the last of them.
    pub(crate) under: i64,
    pub(crate) under_day: Option<Day>,
}

/// What an evaluation came to.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Outcome {
    /// States that are new or have changed.
    pub(crate) changed: Vec<State>,
    /// The rules to tell of, at most one of each basis, with the state that says so.
    pub(crate) named: Vec<(Rule, State)>,
}

impl Outcome {
    /// The most urgent of what is told.
    pub(crate) fn class(&self) -> Option<Class> {
        self.named.iter().map(|(rule, _)| rule.class).max()
    }
}

/// One envelope as the rules see it.
pub(crate) struct Seen<'a> {
    pub(crate) rules: &'a [Rule],
    pub(crate) generation: i64,
    pub(crate) ledger: &'a Ledger,
    pub(crate) figures: &'a Figures,
    /// All states of the period.
    pub(crate) states: &'a [State],
    pub(crate) now: At,
    /// In the envelope's zone.
    pub(crate) today: Day,
}

/// What a rule without a limit to compare with is called.
pub(crate) const UNBUDGETED: Rule = Rule::new(Basis::Unbudgeted, 0, Class::Critical);

/// Evaluates the rules of one envelope.
pub(crate) fn evaluate(seen: &Seen<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let all: Vec<Rule> = seen.rules.iter().copied().chain([UNBUDGETED]).collect();
    let mut crossed: Vec<(Rule, State)> = Vec::new();
    for rule in all {
        let value = seen.value(rule.id);
        let over = value.is_some_and(|value| seen.is_over(rule.id, value));
        let mut state = seen.current(rule.id);
        let known = state;
        if state.fired {
            seen.rearm(&mut state, value);
        } else if over {
            state.value = value.unwrap_or_default();
            match seen.told_before(rule.id, state.generation) {
                // Armed in this generation at the latest evaluation: only its first evaluation is silent.
                true if !seen.is_stored(&state) => {
                    (state.fired, state.silent, state.at) = (true, true, seen.now);
                }
                _ => {
                    crossed.push((rule, state));
                    continue;
                }
            }
        }
        if state != known || seen.begins(&state) {
            outcome.changed.push(state);
        }
    }
    seen.fire(crossed, &mut outcome);
    outcome
}

impl Seen<'_> {
    /// What a rule compares with its threshold; `None`: nothing can be said, or there is no limit.
    fn value(&self, rule: RuleId) -> Option<i64> {
        let total = self.ledger.actual.saturating_add(self.ledger.committed);
        let budgeted = self.ledger.limit > 0;
        match rule.basis {
            Basis::Unbudgeted => (!budgeted).then_some(total),
            _ if !budgeted => None,
            Basis::Actual => Some(self.ledger.actual),
            Basis::Forecast => self.figures.forecast,
            Basis::Committed => Some(total),
            Basis::Burn => {
                let pace = self.figures.pace?;
                Some(if rule.threshold == FAST {
                    pace[0]
                } else {
                    pace[1]
                })
            }
        }
    }

    fn is_over(&self, rule: RuleId, value: i64) -> bool {
        match rule.basis {
            Basis::Unbudgeted => value > 0,
            Basis::Burn if rule.threshold == FAST => self.figures.fast,
            Basis::Burn => self.figures.slow,
            Basis::Actual | Basis::Forecast | Basis::Committed => {
                reaches(value, self.ledger.limit, rule.threshold)
            }
        }
    }

    /// The state of a rule now: the newest of this generation, or armed.
    fn current(&self, rule: RuleId) -> State {
        let of = |s: &&State| s.rule == rule && s.generation == self.generation;
        let newest = self.states.iter().filter(of).max_by_key(|s| s.fire);
        newest.copied().unwrap_or(State {
            rule,
            generation: self.generation,
            fire: 1,
            fired: false,
            silent: false,
            at: self.now,
            value: 0,
            under: 0,
            under_day: None,
        })
    }

    fn is_stored(&self, state: &State) -> bool {
        let same = |s: &State| {
            (s.rule, s.generation, s.fire) == (state.rule, state.generation, state.fire)
        };
        self.states.iter().any(same)
    }

    /// The rule fired under an earlier limit of this period.
    fn told_before(&self, rule: RuleId, generation: i64) -> bool {
        let earlier = |s: &&State| s.rule == rule && s.generation < generation;
        let last = self
            .states
            .iter()
            .filter(earlier)
            .max_by_key(|s| (s.generation, s.fire));
        last.is_some_and(|s| s.fired)
    }

    /// The first evaluation under a new limit writes down that a rule is armed again.
    fn begins(&self, state: &State) -> bool {
        self.generation > 0 && !self.is_stored(state)
    }

    /// A forecast that has been clearly under its threshold on two days is armed once more.
    fn rearm(&self, state: &mut State, value: Option<i64>) {
        let (Basis::Forecast, Some(value)) = (state.rule.basis, value) else {
            return;
        };
        let line = i128::from(self.ledger.limit) * i128::from(state.rule.threshold - CLEARLY_UNDER);
        if i128::from(value) * 10_000 > line {
            (state.under, state.under_day) = (0, None);
            return;
        }
        if state.under_day != Some(self.today) {
            state.under += 1;
            state.under_day = Some(self.today);
        }
        let told = self
            .states
            .iter()
            .filter(|s| s.rule == state.rule && s.fired && !s.silent);
        if state.under >= UNDER_DAYS && told.count() < FORECAST_FIRES {
            state.fire += 1;
            (state.fired, state.silent, state.value) = (false, false, 0);
            (state.under, state.under_day) = (0, None);
        }
    }

    /// Of each basis the highest crossed threshold is told, the others go with it. What was actually spent makes a forecast or
    /// commitment of no more than that old news.
    fn fire(&self, crossed: Vec<(Rule, State)>, outcome: &mut Outcome) {
        let spent = |s: &State| s.rule.basis == Basis::Actual && s.fired;
        let now = crossed
            .iter()
            .filter(|(rule, _)| rule.id.basis == Basis::Actual);
        let told = self
            .states
            .iter()
            .chain(&outcome.changed)
            .filter(|s| spent(s) && s.generation == self.generation)
            .map(|s| s.rule.threshold)
            .chain(now.map(|(rule, _)| rule.id.threshold))
            .max();
        let outdated = |rule: &Rule| {
            matches!(rule.id.basis, Basis::Forecast | Basis::Committed)
                && told.is_some_and(|told| rule.id.threshold <= told)
        };
        let fast_already = self.states.iter().any(|s| {
            s.rule.basis == Basis::Burn
                && s.rule.threshold == FAST
                && s.fired
                && s.generation == self.generation
        });
        let highest = |basis: Basis| {
            let of = crossed
                .iter()
                .filter(|(r, _)| r.id.basis == basis && !outdated(r));
            of.map(|(r, _)| r.id.threshold).max()
        };
        for (rule, mut state) in crossed.iter().copied() {
            if outdated(&rule) {
                if self.begins(&state) {
                    outcome.changed.push(state);
                }
                continue;
            }
            (state.fired, state.at) = (true, self.now);
            let superseded =
                rule.id.basis == Basis::Burn && rule.id.threshold == SLOW && fast_already;
            let named = highest(rule.id.basis) == Some(rule.id.threshold) && !superseded;
            // A refill of a forecast counts what was told.
            state.silent = superseded;
            outcome.changed.push(state);
            if named {
                outcome.named.push((rule, state));
            }
        }
        outcome
            .named
            .sort_by_key(|(rule, _)| (std::cmp::Reverse(rule.class), rule.id));
    }
}

/// Envelopes that have something to tell, each with its parent: which share one message. A parent goes with the first of its
/// descendants that has something to tell too, which heads the message.
pub(crate) fn together(fired: &[(i64, Vec<i64>)]) -> Vec<Vec<i64>> {
    let has = |number: &i64| fired.iter().any(|(n, _)| n == number);
    let is_above = |number: i64| fired.iter().any(|(_, above)| above.contains(&number));
    let mut taken: Vec<i64> = Vec::new();
    let mut groups = Vec::new();
    for (number, above) in fired.iter().filter(|(number, _)| !is_above(*number)) {
        let mut group = vec![*number];
        group.extend(above.iter().filter(|n| has(n) && !taken.contains(n)));
        taken.extend(&group);
        groups.push(group);
    }
    groups
}
