//! What budgets say in digests, and what would be told if spending goes on as it has.

use std::collections::BTreeMap;

use crate::calendar::{Day, moment};
use crate::chat::Text;
use crate::clock::At;
use crate::core::budget::alert_cards::{share, text};
use crate::core::budget::books::{self, Open, Tree};
use crate::core::budget::facts::Said;
use crate::core::budget::rules::reaches;
use crate::core::budget::threshold::{self, Basis, Class, Rule, RuleId};
use crate::core::budget::types::{Envelope, PeriodRow};
use crate::core::budget::{alert_store, store, watch};
use crate::core::org::Department;
use crate::core::{Rank, Section, words};
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
            ("from", words::day(row.period.start).into()),
            ("to", words::day(row.period.last()).into()),
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
    /// `actual` or `committed`: what reaches the threshold.
    pub(crate) basis: &'static str,
    /// `80 %`
    pub(crate) threshold: String,
    /// Where the whole period ends, as the status says it: `126 %`.
    pub(crate) forecast: String,
    pub(crate) department: Department,
}

/// The alerts that would come between two moments if each envelope is spent from as it has been so far: none where there is not
/// enough data for a forecast, and in a period that has not begun.
pub(crate) async fn forecast(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<Foreseen>> {
    let tree = Tree::load(tx).await?;
    let mut found = Vec::new();
    let mut listeners: BTreeMap<i64, Option<Department>> = BTreeMap::new();
    for envelope in tree.0.iter().filter(|e| !e.over) {
        let open = books::open(tx, envelope).await?;
        let Some(forecast) = open.ledger.figures().forecast else {
            continue;
        };
        let start = open.ledger.period.start;
        let states = alert_store::states(tx, envelope.number, start).await?;
        let told: Vec<RuleId> = states
            .iter()
            .filter(|s| s.generation == envelope.generation && s.fired)
            .map(|s| s.rule)
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
        for (day, rule) in crossings(&open, &envelope.rules, told) {
            // By the end of that day it has been reached.
            let at = moment(day, 24 * 60, envelope.zone);
            if from <= at && at <= to {
                found.push(Foreseen {
                    at,
                    key: envelope.key(),
                    name: envelope.name.clone(),
                    basis: rule.basis.name(),
                    threshold: threshold::percent(rule.threshold),
                    forecast: share(forecast, open.ledger.limit),
                    department: department.clone(),
                });
            }
        }
    }
    Ok(found)
}

/// On which days of the period which rule is named, on the way to the forecast. As when they are told: of each basis the highest
/// alone, and of what is committed nothing up to what was told of spending.
fn crossings(open: &Open, rules: &[Rule], mut told: Vec<RuleId>) -> Vec<(Day, RuleId)> {
    let ledger = &open.ledger;
    let mut found = Vec::new();
    if ledger.limit <= 0 {
        return found;
    }
    let ahead = open
        .today
        .iter_days()
        .take_while(|day| ledger.period.holds(*day));
    for day in ahead {
        let due = |minor: &(Day, i64)| if minor.0 <= day { minor.1 } else { 0 };
        let due: i64 = open.promised.iter().map(due).sum();
        let completed = (day - ledger.period.start).num_days() + 1;
        let Some(spent) = ledger.expected(completed, due) else {
            return found;
        };
        let with = spent.saturating_add(ledger.committed.saturating_sub(due));
        let reached = |basis: Basis, value: i64, told: &[RuleId]| {
            let of = rules.iter().map(|rule| rule.id);
            let of = of.filter(|id| id.basis == basis && !told.contains(id));
            let crossed = of.filter(|id| reaches(value, ledger.limit, id.threshold));
            crossed.collect::<Vec<RuleId>>()
        };
        let highest = |basis: Basis, told: &[RuleId]| {
            let of = told.iter().filter(|id| id.basis == basis);
            of.map(|id| id.threshold).max().unwrap_or(0)
        };
        let crossed = reached(Basis::Actual, spent, &told);
        let of_spending = crossed.iter().copied().max();
        told.extend(crossed);
        let crossed = reached(Basis::Committed, with, &told);
        let over = highest(Basis::Actual, &told);
        let of_committed = crossed.iter().copied().max();
        told.extend(crossed);
        let of_committed = of_committed.filter(|id| id.threshold > over);
        // What is crossed together is told in one message.
        found.extend(of_spending.or(of_committed).map(|id| (day, id)));
    }
    found
}
