//! What an alert tells, as facts: kept as JSON, so that its message can be said again in another language or with what has
//! happened since. Pure.

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::chat::UserId;
use crate::clock::At;
use crate::core::budget::alert_rules::State;
use crate::core::budget::period::Period;
use crate::core::budget::rules::{Exhaustion, Figures, Ledger};
use crate::core::budget::threshold::{Class, Rule, RuleId};
use crate::core::budget::types::Envelope;
use crate::core::money::{Currency, Money};

/// Where an alert's message stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    /// For working hours.
    Waiting,
    Posted,
    /// The next digest says it.
    Folded,
}

impl Said {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Said::Waiting => "waiting",
            Said::Posted => "posted",
            Said::Folded => "folded",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Said> {
        let all = [Said::Waiting, Said::Posted, Said::Folded];
        all.into_iter().find(|s| s.name() == text)
    }
}

/// A message of ours about an envelope, and those above it that crossed a threshold at the same time.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Alert {
    pub(crate) number: i64,
    /// The one that heads it.
    pub(crate) envelope: i64,
    pub(crate) period_start: Day,
    pub(crate) class: Class,
    pub(crate) lines: Vec<Line>,
    pub(crate) said: Said,
    pub(crate) at: At,
    /// How the first threshold that is not reached any more stands now; empty: all are.
    pub(crate) since: String,
    pub(crate) acked: Option<(UserId, At)>,
}

/// A rule that fired.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Fired {
    pub(crate) rule: RuleId,
    pub(crate) class: Class,
    pub(crate) generation: i64,
    pub(crate) fire: i64,
    /// Minor units; of a pace hundredths.
    pub(crate) value: i64,
}

/// One envelope in a message.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) envelope: i64,
    pub(crate) name: String,
    pub(crate) currency: Currency,
    pub(crate) period: Period,
    pub(crate) fired: Vec<Fired>,
    pub(crate) limit: i64,
    pub(crate) actual: i64,
    pub(crate) one_off: i64,
    pub(crate) committed: i64,
    pub(crate) available: i64,
    pub(crate) forecast: Option<i64>,
    /// Hundredths.
    pub(crate) burn: Option<i64>,
    pub(crate) runs_out: Option<Day>,
    /// Nothing is left already.
    pub(crate) spent: bool,
    /// Whole days that are over, and all of the period.
    pub(crate) elapsed: (i64, i64),
    pub(crate) blend: bool,
    /// What cost most since the last alert.
    pub(crate) top: Vec<(String, i64)>,
}

impl Line {
    /// What an envelope's message says.
    pub(crate) fn new(
        envelope: &Envelope,
        ledger: &Ledger,
        figures: &Figures,
        named: &[(Rule, State)],
        top: Vec<(String, i64)>,
    ) -> Line {
        let fired = named.iter().map(|(rule, state)| Fired {
            rule: rule.id,
            class: rule.class,
            generation: state.generation,
            fire: state.fire,
            value: state.value,
        });
        Line {
            envelope: envelope.number,
            name: envelope.name.clone(),
            currency: envelope.currency,
            period: ledger.period,
            fired: fired.collect(),
            limit: ledger.limit,
            actual: ledger.actual,
            one_off: ledger.one_off,
            committed: ledger.committed,
            available: figures.available,
            forecast: figures.forecast,
            burn: figures.burn,
            runs_out: match figures.exhaustion {
                Exhaustion::On(day) => Some(day),
                Exhaustion::None | Exhaustion::Passed => None,
            },
            spent: figures.exhaustion == Exhaustion::Passed,
            elapsed: (ledger.elapsed.completed(), ledger.period.days()),
            blend: envelope.blend && ledger.closed.len() >= 2,
            top,
        }
    }

    pub(crate) fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// `BUD-7/2026-04-01/actual-8000.0.1+forecast-12000.0.1`: what a message is about, and nothing else is.
    pub(crate) fn print(&self) -> String {
        let mut rules: Vec<String> = self
            .fired
            .iter()
            .map(|f| format!("{}.{}.{}", f.rule.text(), f.generation, f.fire))
            .collect();
        rules.sort();
        format!(
            "{}/{}/{}",
            self.envelope,
            self.period.start,
            rules.join("+")
        )
    }
}
