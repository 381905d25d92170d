//! The ledger: envelopes as a tree, booking with its sums, and the ledger of a period as the rules see it.

use crate::calendar::{Day, day_of};
use crate::chat::UserId;
use crate::core::budget::ledger_store::{self, Sums};
use crate::core::budget::period::{Elapsed, Period};
use crate::core::budget::rules::{DaySum, Ledger};
use crate::core::budget::store;
use crate::core::budget::types::{
    Commitment, EntryRow, Envelope, Expense, Kind, PeriodRow, Promise,
};
use crate::store::Tx;

/// Closed periods that a blended forecast looks at.
const BLENDED: i64 = 3;
/// A tree is no deeper.
pub(super) const DEEPEST: usize = 5;

/// The envelopes of a workspace.
pub(super) struct Tree(pub(super) Vec<Envelope>);

impl Tree {
    pub(super) async fn load(tx: &mut Tx) -> anyhow::Result<Tree> {
        Ok(Tree(store::all(tx).await?))
    }

    pub(super) fn get(&self, number: i64) -> Option<&Envelope> {
        self.0.iter().find(|e| e.number == number)
    }

    /// Those above, the nearest first.
    pub(super) fn above(&self, number: i64) -> Vec<i64> {
        let mut found = Vec::new();
        let mut at = self.get(number);
        while let Some(parent) = at.and_then(|e| self.get(e.parent))
            && found.len() < DEEPEST
        {
            found.push(parent.number);
            at = Some(parent);
        }
        found
    }

    /// It and those above.
    pub(super) fn path(&self, number: i64) -> Vec<i64> {
        let mut path = vec![number];
        path.extend(self.above(number));
        path
    }

    /// It and all below.
    pub(super) fn below(&self, number: i64) -> Vec<i64> {
        let of = |e: &&Envelope| e.number == number || self.above(e.number).contains(&number);
        self.0.iter().filter(of).map(|e| e.number).collect()
    }

    pub(super) fn replace(&mut self, envelope: Envelope) {
        match self.0.iter_mut().find(|e| e.number == envelope.number) {
            Some(place) => *place = envelope,
            None => self.0.push(envelope),
        }
    }
}

/// Writes an entry and adds it to the sums of its envelope and all above. Returns its number (7 for EXP-7).
pub(super) async fn book(
    tx: &mut Tx,
    tree: &Tree,
    expense: &Expense,
    by: UserId,
) -> anyhow::Result<i64> {
    let row = EntryRow {
        number: tx.next_key("EXP").await?,
        expense: expense.clone(),
        corrected_by: 0,
        by,
        at: tx.now(),
    };
    ledger_store::add_entry(tx, &row)?;
    let spends = expense.kind == Kind::Actual;
    let minor = expense.minor;
    let sums = Sums {
        spent: DaySum {
            actual: if spends { minor } else { 0 },
            one_off: if spends && expense.one_off { minor } else { 0 },
        },
        income: if spends { 0 } else { minor },
        committed: 0,
        entries: 1,
    };
    for number in tree.path(expense.envelope) {
        ledger_store::add_day(tx, number, expense.day, sums);
        if spends {
            let category = ("category", expense.category.as_str());
            ledger_store::add_share(tx, number, expense.day, category, minor);
            let vendor = ("vendor", expense.vendor.as_str());
            ledger_store::add_share(tx, number, expense.day, vendor, minor);
        }
    }
    Ok(row.number)
}

/// The entry of this reference, if its envelope has one: a reference is booked once.
pub(super) async fn same(tx: &mut Tx, expense: &Expense) -> anyhow::Result<Option<i64>> {
    if expense.reference.is_empty() {
        return Ok(None);
    }
    let there = ledger_store::by_reference(tx, expense.envelope, &expense.reference).await?;
    Ok(there.map(|row| row.number))
}

/// Reserves what an expense will cost.
pub(super) async fn reserve(
    tx: &mut Tx,
    tree: &Tree,
    expense: Expense,
    by: UserId,
) -> anyhow::Result<Commitment> {
    let commitment = Commitment {
        number: tx.next_key("COM").await?,
        expense,
        state: Promise::Reserved,
        decision: 0,
        by,
        at: tx.now(),
        state_at: tx.now(),
    };
    ledger_store::save_commitment(tx, &commitment)?;
    promise(tx, tree, &commitment.expense, commitment.expense.minor);
    Ok(commitment)
}

/// Adds to what is promised on the day of an expense.
fn promise(tx: &mut Tx, tree: &Tree, expense: &Expense, minor: i64) {
    let sums = Sums {
        committed: minor,
        ..Sums::default()
    };
    for number in tree.path(expense.envelope) {
        ledger_store::add_day(tx, number, expense.day, sums);
    }
}

/// What was promised is not any more: it was spent (then the entry's number is returned) or let go.
pub(super) async fn conclude(
    tx: &mut Tx,
    tree: &Tree,
    commitment: &mut Commitment,
    spent: bool,
) -> anyhow::Result<Option<i64>> {
    if !commitment.state.is_open() {
        return Ok(None);
    }
    let state = if spent {
        Promise::Settled
    } else {
        Promise::Released
    };
    end(tx, tree, commitment, state)?;
    if !spent {
        return Ok(None);
    }
    let mut expense = commitment.expense.clone();
    expense.commitment = commitment.number;
    book(tx, tree, &expense, commitment.by).await.map(Some)
}

/// It does not count as promised any more.
pub(super) fn end(
    tx: &mut Tx,
    tree: &Tree,
    commitment: &mut Commitment,
    state: Promise,
) -> anyhow::Result<()> {
    commitment.state = state;
    commitment.state_at = tx.now();
    ledger_store::save_commitment(tx, commitment)?;
    promise(tx, tree, &commitment.expense, -commitment.expense.minor);
    Ok(())
}

/// The sums of a period.
pub(super) async fn totals(tx: &mut Tx, envelope: i64, period: Period) -> anyhow::Result<Sums> {
    let days = ledger_store::days(tx, envelope, (period.start, period.end)).await?;
    Ok(added(days.iter().map(|(_, sums)| sums)))
}

fn added<'a>(all: impl Iterator<Item = &'a Sums>) -> Sums {
    all.fold(Sums::default(), |a, b| Sums {
        spent: DaySum {
            actual: a.spent.actual.saturating_add(b.spent.actual),
            one_off: a.spent.one_off.saturating_add(b.spent.one_off),
        },
        income: a.income.saturating_add(b.income),
        committed: a.committed.saturating_add(b.committed),
        entries: a.entries.saturating_add(b.entries),
    })
}

/// The open period of an envelope with its ledger: everything is read from sums.
pub(super) struct Open {
    pub(super) row: PeriodRow,
    pub(super) ledger: Ledger,
    pub(super) sums: Sums,
    /// What is promised for which day of the period.
    pub(super) promised: Vec<(Day, i64)>,
    /// In the envelope's zone.
    pub(super) today: Day,
}

pub(super) async fn open(tx: &mut Tx, envelope: &Envelope) -> anyhow::Result<Open> {
    let period = envelope.period();
    let row = store::one_period(tx, envelope.number, period.start).await?;
    let row = row.unwrap_or(PeriodRow {
        envelope: envelope.number,
        period,
        amount: envelope.amount,
        carried: 0,
        actual: 0,
        closed_at: None,
        restated: 0,
        restated_at: None,
        late_told: false,
        told_entry: 0,
    });
    let days = ledger_store::days(tx, envelope.number, (period.start, period.end)).await?;
    let sums = added(days.iter().map(|(_, sums)| sums));
    let closed = if envelope.blend {
        let past = store::periods(tx, envelope.number, BLENDED + 1).await?;
        let past = past.into_iter().filter(|p| p.closed_at.is_some());
        past.map(|p| {
            if p.restated_at.is_some() {
                p.restated
            } else {
                p.actual
            }
        })
        .collect()
    } else {
        Vec::new()
    };
    let promised = days.iter().map(|(day, sums)| (*day, sums.committed));
    let promised = promised.filter(|(_, minor)| *minor != 0).collect();
    let now = tx.now();
    let ledger = Ledger {
        period,
        elapsed: Elapsed::at(period, now, envelope.zone),
        limit: row.amount,
        actual: sums.spent.actual,
        one_off: sums.spent.one_off,
        committed: sums.committed,
        days: days
            .into_iter()
            .map(|(day, sums)| (day, sums.spent))
            .collect(),
        curve: envelope.curve.clone(),
        closed,
    };
    Ok(Open {
        row,
        ledger,
        sums,
        promised,
        today: day_of(now, envelope.zone),
    })
}
