//! An envelope, an entry, a commitment: as they are stored and as the rules see them.

use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Zone};
use crate::chat::UserId;
use crate::clock::At;
use crate::core::attached::Attached;
use crate::core::budget::period::{Cycle, Period};
use crate::core::budget::threshold::Rule;
use crate::core::money::{Currency, Money};

/// What is carried into the next period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rollover {
    None,
    /// What was left.
    Under,
    /// What was overspent.
    Over,
    Both,
}

impl Rollover {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Rollover::None => "none",
            Rollover::Under => "under",
            Rollover::Over => "over",
            Rollover::Both => "both",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Rollover> {
        let all = [
            Rollover::None,
            Rollover::Under,
            Rollover::Over,
            Rollover::Both,
        ];
        all.into_iter().find(|r| r.name() == text)
    }

    /// What the next period begins with besides its own amount; at most `cap` in either direction.
    pub(crate) fn carries(self, limit: i64, actual: i64, cap: Option<i64>) -> i64 {
        let left = limit.saturating_sub(actual);
        let kept = match self {
            Rollover::None => 0,
            Rollover::Under => left.max(0),
            Rollover::Over => left.min(0),
            Rollover::Both => left,
        };
        match cap {
            // Only what is left over is capped: what is owed is owed.
            Some(cap) => kept.min(cap),
            None => kept,
        }
    }
}

/// A budget.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Envelope {
    pub(crate) number: i64,
    pub(crate) name: String,
    /// 0: none.
    pub(crate) parent: i64,
    /// 0: none.
    pub(crate) department: i64,
    /// The project's key; empty: none.
    pub(crate) project: String,
    pub(crate) currency: Currency,
    pub(crate) zone: Zone,
    pub(crate) cycle: Cycle,
    /// The month (1–12) in which the business year begins.
    pub(crate) fiscal: u32,
    pub(crate) rollover: Rollover,
    pub(crate) cap: Option<i64>,
    /// Planned shares of the months of a period; empty: even.
    pub(crate) curve: Vec<i64>,
    /// The forecast is drawn towards the mean of the last closed periods.
    pub(crate) blend: bool,
    pub(crate) owner: UserId,
    /// Members of the department see amounts too, not only finance, owner and leads.
    pub(crate) open: bool,
    pub(crate) rules: Vec<Rule>,
    /// Expenses over this need finance's approval.
    pub(crate) approval_over: Option<i64>,
    /// What each period begins with.
    pub(crate) amount: i64,
    pub(crate) period_start: Day,
    pub(crate) generation: i64,
    /// Its last period is closed.
    pub(crate) over: bool,
    pub(crate) version: i64,
    pub(crate) at: At,
}

impl Envelope {
    /// BUD-7
    pub(crate) fn key(&self) -> String {
        key(self.number)
    }
    /// So much in its currency.
    pub(crate) fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
    /// The period that is open, or the last one.
    pub(crate) fn period(&self) -> Period {
        self.cycle.containing(self.period_start, self.fiscal)
    }
}

/// BUD-7
pub(crate) fn key(number: i64) -> String {
    format!("BUD-{number}")
}

/// What is left of a period in the books.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PeriodRow {
    pub(crate) envelope: i64,
    pub(crate) period: Period,
    /// With what was carried over.
    pub(crate) amount: i64,
    pub(crate) carried: i64,
    pub(crate) actual: i64,
    pub(crate) closed_at: Option<At>,
    pub(crate) restated: i64,
    pub(crate) restated_at: Option<At>,
    pub(crate) late_told: bool,
    pub(crate) told_entry: i64,
}

/// What kind of money an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Actual,
    Income,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Actual => "actual",
            Kind::Income => "income",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Kind> {
        match text {
            "actual" | "expense" | "支出" => Some(Kind::Actual),
            "income" | "收入" => Some(Kind::Income),
            _ => None,
        }
    }
}

/// What somebody wants to book: the same whether it comes from a command, a file or an approval. Kept as JSON while it waits.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Expense {
    pub(crate) envelope: i64,
    pub(crate) day: Day,
    /// In the envelope's currency; refunds are negative.
    pub(crate) minor: i64,
    pub(crate) kind: Kind,
    pub(crate) one_off: bool,
    #[serde(default)]
    pub(crate) category: String,
    #[serde(default)]
    pub(crate) vendor: String,
    #[serde(default)]
    pub(crate) note: String,
    #[serde(default)]
    pub(crate) reference: String,
    /// In another currency: how much it was, and the rate in billionths.
    #[serde(default)]
    pub(crate) original: Option<(Money, i64)>,
    #[serde(default)]
    pub(crate) commitment: i64,
    #[serde(default)]
    pub(crate) corrects: i64,
    #[serde(default)]
    pub(crate) receipt: Option<Attached>,
}

/// An entry of the ledger.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct EntryRow {
    pub(crate) number: i64,
    pub(crate) expense: Expense,
    /// The entry that takes it back; 0: it stands.
    pub(crate) corrected_by: i64,
    pub(crate) by: UserId,
    pub(crate) at: At,
}

/// Where a commitment stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Promise {
    /// It waits for finance.
    Reserved,
    Approved,
    /// It has become an entry.
    Settled,
    Released,
}

impl Promise {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Promise::Reserved => "reserved",
            Promise::Approved => "approved",
            Promise::Settled => "settled",
            Promise::Released => "released",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Promise> {
        let all = [
            Promise::Reserved,
            Promise::Approved,
            Promise::Settled,
            Promise::Released,
        ];
        all.into_iter().find(|p| p.name() == text)
    }
    /// It still counts as promised.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Promise::Reserved | Promise::Approved)
    }
}

/// Money promised and not spent yet.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Commitment {
    pub(crate) number: i64,
    pub(crate) expense: Expense,
    pub(crate) state: Promise,
    pub(crate) decision: i64,
    pub(crate) by: UserId,
    pub(crate) at: At,
    pub(crate) state_at: At,
}

impl Commitment {
    /// `COM-7`
    pub(crate) fn key(&self) -> String {
        format!("COM-{}", self.number)
    }
}
