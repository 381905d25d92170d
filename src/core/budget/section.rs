//! What budgets say in digests, and what would be told if spending goes on as it has.

use std::collections::BTreeMap;

use crate::calendar::{Day, moment};
use crate::chat::Text;
use crate::clock::At;
use crate::core::budget::alert_cards::{share, text};
use crate::core::budget::books::{self, Open, Tree};
use crate::core::budget::facts::Said;
use crate::core::budget::rules::reaches;
use crate::core::budget::threshold::{self, Basis, Class, Rule};
use crate::core::budget::types::{Envelope, PeriodRow};
use crate::core::budget::{alert_store, store, watch};
use crate::core::org::Department;
use crate::core::{Rank, Section};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// An envelope is worth a line from this share on.
const WORTH: i64 = 8_000;

/// The envelopes of a department that are past a threshold, alerts nobody has answered for, and what was closed or restated since.
/// Finance hears of all.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
    (from, to): (At, At),
) -> anyhow::Result<Option<Section>> {
    let tree = Tree::load(tx).await?;
    let all = department.key == "finance";
    let mine: Vec<Envelope> = tree
        .0
        .iter()
        .filter(|e| all || e.department == department.id)
        .cloned()
        .collect();
    if mine.is_empty() {
        return Ok(None);
    }
    let mut lines: Vec<(Class, Text)> = Vec::new();
    for envelope in mine.iter().filter(|e| !e.over) {
        lines.extend(standing(tx, envelope, lang, from).await?);
    }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    lines.sort_by_key(|(class, _)| std::cmp::Reverse(*class));
    let mut lines: Vec<Text> = lines.into_iter().map(|(_, line)| line).collect();
    for row in store::closed_between(tx, from, to).await? {
        if let Some(envelope) = mine.iter().find(|e| e.number == row.envelope) {
            lines.extend(past(lang, envelope, &row, (from, to)));
        }
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Money,
        title: say(lang, "budget-digest-title", &[]),
        count,
        lines,
    }))
}

/// One line of an envelope, if it is past a threshold or was told of.
async fn standing(
    tx: &mut Tx,
    envelope: &Envelope,
    lang: Lang,
    from: At,
) -> anyhow::Result<Option<(Class, Text)>> {
    let open = books::open(tx, envelope).await?;
    let alerts = alert_store::of_period(tx, envelope.number, open.ledger.period.start).await?;
    let waits = alerts
        .iter()
        .any(|a| a.class == Class::Critical && a.acked.is_none());
    let folded = alerts
        .iter()
        .filter(|a| a.said == Said::Folded && a.at >= from)
        .map(|a| a.class)
        .max();
    let ledger = &open.ledger;
    let figures = ledger.figures();
    let past = ledger.limit > 0
        && (reaches(ledger.actual, ledger.limit, WORTH)
            || figures
                .forecast
                .is_some_and(|f| reaches(f, ledger.limit, 10_000)));
    let unbudgeted = ledger.limit <= 0 && ledger.actual > 0;
    if !(past || unbudgeted || waits || folded.is_some()) {
        return Ok(None);
    }
    let class = if waits {
        Class::Critical
    } else {
        folded.unwrap_or(Class::Warn)
    };
    let forecast = figures
        .forecast
        .map_or_else(String::new, |f| share(f, ledger.limit));
    let args = [
        ("key", envelope.key().into()),
        ("name", Text::brief(&envelope.name, 60).into()),
        ("used", share(ledger.actual, ledger.limit).into()),
        ("forecast", forecast.into()),
        ("waits", if waits { "yes" } else { "no" }.into()),
    ];
    let id = if figures.forecast.is_some() {
        "budget-digest-line"
    } else {
        "budget-digest-line-early"
    };
    Ok(Some((class, text(lang, id, &args))))
}

/// What a period came to when it closed, or what it is now that entries came late.
fn past(lang: Lang, envelope: &Envelope, row: &PeriodRow, (from, to): (At, At)) -> Vec<Text> {
    let within = |at: Option<At>| at.is_some_and(|at| from < at && at <= to);
    let args = |total: i64| {
        [
            ("key", envelope.key().into()),
            ("name", Text::brief(&envelope.name, 60).into()),
            ("from", row.period.start.to_string().into()),
            ("to", row.period.last().to_string().into()),
            ("used", share(total, row.amount).into()),
        ]
    };
    let mut lines = Vec::new();
    if within(row.closed_at) {
        lines.push(text(lang, "budget-digest-closed", &args(row.actual)));
    }
    if within(row.restated_at) {
        lines.push(text(lang, "budget-digest-restated", &args(row.restated)));
    }
    lines
}

/// An alert that would come.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Foreseen {
    pub(crate) at: At,
    /// BUD-7
    pub(crate) key: String,
    pub(crate) name: String,
    /// `actual 80`: of what basis, at which threshold.
    pub(crate) basis: &'static str,
    pub(crate) threshold: String,
    pub(crate) department: Department,
}

/// The alerts that would come between two moments if each envelope is spent from as it has been so far.
pub(crate) async fn forecast(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<Foreseen>> {
    let tree = Tree::load(tx).await?;
    let mut found = Vec::new();
    let mut listeners: BTreeMap<i64, Option<Department>> = BTreeMap::new();
    for envelope in tree.0.iter().filter(|e| !e.over) {
        let open = books::open(tx, envelope).await?;
        let start = open.ledger.period.start;
        let states = alert_store::states(tx, envelope.number, start).await?;
        let told = |rule: &Rule| {
            states
                .iter()
                .any(|s| s.rule == rule.id && s.generation == envelope.generation && s.fired)
        };
        let waiting: Vec<Rule> = envelope
            .rules
            .iter()
            .copied()
            .filter(|r| r.id.basis == Basis::Actual && !told(r))
            .collect();
        let department = match listeners.get(&envelope.number) {
            Some(known) => known.clone(),
            None => {
                let found = watch::listener(tx, &tree, envelope.number).await?;
                listeners.insert(envelope.number, found.clone());
                found
            }
        };
        let Some(department) = department else {
            continue;
        };
        for rule in waiting {
            let Some(day) = crossing(&open, rule.id.threshold) else {
                continue;
            };
            // By the end of that day it has been reached.
            let at = moment(day, 24 * 60, envelope.zone);
            if from <= at && at <= to {
                found.push(Foreseen {
                    at,
                    key: envelope.key(),
                    name: envelope.name.clone(),
                    basis: rule.id.basis.name(),
                    threshold: threshold::shown(rule.id.threshold),
                    department: department.clone(),
                });
            }
        }
    }
    Ok(found)
}

/// The day on which spending as so far reaches a share of the limit, within the period.
fn crossing(open: &Open, threshold: i64) -> Option<Day> {
    let ledger = &open.ledger;
    let e = ledger.elapsed;
    let recurring = i128::from(ledger.actual) - i128::from(ledger.one_off);
    if recurring <= 0 || e.num <= 0 || ledger.limit <= 0 {
        return None;
    }
    let goal = i128::from(ledger.limit) * i128::from(threshold) / 10_000;
    let left = goal - i128::from(ledger.actual);
    let num = e.num.checked_mul(recurring + left.max(0))?;
    let day = u64::try_from(num / e.den.checked_mul(recurring)?).ok()?;
    let day = ledger
        .period
        .start
        .checked_add_days(chrono::Days::new(day))?;
    ledger.period.holds(day).then_some(day)
}
