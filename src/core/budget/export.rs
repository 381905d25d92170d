//! `/budget export`: the ledger of an envelope as files from which every number of ours can be worked out again.

use chrono::Months;

use crate::calendar::Day;
use crate::chat::File;
use crate::core::budget::books::Tree;
use crate::core::budget::period::first_of_month;
use crate::core::budget::threshold::Basis;
use crate::core::budget::types::Envelope;
use crate::core::budget::{Export, alert_store, find, import_cards, ledger_store, reading, store};
use crate::core::money::Rate;
use crate::core::org;
use crate::core::{Error, Refusal, Reply, words};
use crate::store::Tx;

/// Entries of one export: some six megabytes.
const MOST: i64 = 50_000;

/// A cell that a spreadsheet would take for a formula is told apart by an apostrophe, as spreadsheets themselves do.
pub(super) fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The ledger: entries, limits, commitments and alerts, of an envelope and all below it.
pub(crate) async fn export(tx: &mut Tx, req: &Export) -> Result<Reply, Error> {
    let tree = Tree::load(tx).await?;
    let envelope = find::envelope(&tree, &req.budget)?.clone();
    if !find::sees_amounts(tx, &req.actor, &envelope).await? {
        return Err(Refusal::new("refuse-budget-amounts").into());
    }
    let zone = org::person(tx, req.actor.user).await?.zone;
    let (now, period) = (tx.now(), envelope.period());
    let start = first_of_month(period.start);
    let from = match &req.from {
        Some(text) => reading::day(text, now, zone)?,
        None => start.checked_sub_months(Months::new(11)).unwrap_or(start),
    };
    let to = match &req.to {
        Some(text) => reading::day(text, now, zone)?,
        None => period.last(),
    };
    if to < from {
        return Err(Refusal::new("refuse-budget-order")
            .with("from", words::day(from))
            .with("to", words::day(to))
            .into());
    }
    let all: Vec<Envelope> = tree
        .below(envelope.number)
        .into_iter()
        .filter_map(|n| tree.get(n).cloned())
        .collect();
    let days = (from, to.succ_opt().unwrap_or(to));
    let (entries, count) = entries(tx, &all, days).await?;
    if count > MOST {
        return Err(Refusal::new("refuse-budget-export")
            .with("entries", count)
            .with("most", MOST)
            .into());
    }
    let mut files = vec![file("entries.csv", entries)];
    files.push(file("limits.csv", limits(tx, &all).await?));
    files.push(file("commitments.csv", commitments(tx, &all).await?));
    files.push(file("alerts.csv", alerts(tx, &all).await?));
    let card = import_cards::exported(req.actor.lang, &envelope, (from, to), count, files);
    Ok(Reply::Private(card))
}

fn file(name: &str, bytes: Vec<u8>) -> File {
    File {
        name: name.to_owned(),
        bytes,
        picture: false,
        alt: None,
    }
}

/// Rows as a file holds them.
pub(super) fn table(rows: Vec<Vec<String>>) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer
        .into_inner()
        .map_err(|error| anyhow::anyhow!("{error}"))
}

fn head(names: &[&str]) -> Vec<Vec<String>> {
    vec![names.iter().map(|n| (*n).to_owned()).collect()]
}

async fn entries(
    tx: &mut Tx,
    all: &[Envelope],
    days: (Day, Day),
) -> anyhow::Result<(Vec<u8>, i64)> {
    let mut rows = head(&[
        "entry",
        "budget",
        "day",
        "kind",
        "amount",
        "currency",
        "one_off",
        "category",
        "vendor",
        "note",
        "reference",
        "original_amount",
        "original_currency",
        "rate",
        "commitment",
        "corrects",
        "corrected_by",
        "by",
        "booked_at_ms",
    ]);
    let mut count = 0;
    for envelope in all {
        let found = ledger_store::entries(tx, envelope.number, 0, days, MOST + 1).await?;
        count += i64::try_from(found.len()).unwrap_or(MOST);
        if count > MOST {
            break;
        }
        for row in found {
            let e = &row.expense;
            let key = |n: i64, letters: &str| {
                if n == 0 {
                    String::new()
                } else {
                    format!("{letters}-{n}")
                }
            };
            rows.push(vec![
                key(row.number, "EXP"),
                envelope.key(),
                e.day.to_string(),
                e.kind.name().to_owned(),
                envelope.money(e.minor).exact(),
                envelope.currency.code().to_owned(),
                if e.one_off { "yes" } else { "no" }.to_owned(),
                cell(&e.category),
                cell(&e.vendor),
                cell(&e.note),
                cell(&e.reference),
                e.original.map_or_else(String::new, |(m, _)| m.exact()),
                e.original
                    .map_or_else(String::new, |(m, _)| m.currency.code().to_owned()),
                e.original
                    .map_or_else(String::new, |(_, nano)| Rate { nano }.exact()),
                key(e.commitment, "COM"),
                key(e.corrects, "EXP"),
                key(row.corrected_by, "EXP"),
                row.by.0.to_string(),
                row.at.0.to_string(),
            ]);
        }
    }
    Ok((table(rows)?, count))
}

async fn limits(tx: &mut Tx, all: &[Envelope]) -> anyhow::Result<Vec<u8>> {
    let mut rows = head(&[
        "budget",
        "parent",
        "period_start",
        "version",
        "amount",
        "currency",
        "valid_from_ms",
        "decision",
        "by",
        "reason",
    ]);
    for envelope in all {
        let parent = match envelope.parent {
            0 => String::new(),
            number => super::types::key(number),
        };
        for limit in store::limits(tx, envelope.number).await? {
            rows.push(vec![
                envelope.key(),
                parent.clone(),
                limit.period_start.to_string(),
                limit.generation.to_string(),
                envelope.money(limit.amount).exact(),
                envelope.currency.code().to_owned(),
                limit.from.0.to_string(),
                if limit.decision == 0 {
                    String::new()
                } else {
                    format!("DEC-{}", limit.decision)
                },
                limit.by.0.to_string(),
                cell(&limit.reason),
            ]);
        }
    }
    table(rows)
}

async fn commitments(tx: &mut Tx, all: &[Envelope]) -> anyhow::Result<Vec<u8>> {
    let mut rows = head(&[
        "commitment",
        "budget",
        "expected_day",
        "amount",
        "currency",
        "state",
        "decision",
        "vendor",
        "reserved_at_ms",
        "state_at_ms",
    ]);
    for envelope in all {
        for c in ledger_store::commitments(tx, envelope.number).await? {
            rows.push(vec![
                format!("COM-{}", c.number),
                envelope.key(),
                c.expense.day.to_string(),
                envelope.money(c.expense.minor).exact(),
                envelope.currency.code().to_owned(),
                c.state.name().to_owned(),
                format!("DEC-{}", c.decision),
                cell(&c.expense.vendor),
                c.at.0.to_string(),
                c.state_at.0.to_string(),
            ]);
        }
    }
    table(rows)
}

async fn alerts(tx: &mut Tx, all: &[Envelope]) -> anyhow::Result<Vec<u8>> {
    let mut rows = head(&[
        "alert",
        "budget",
        "at_ms",
        "zone",
        "period_start",
        "period_end",
        "rule",
        "threshold_percent",
        "class",
        "generation",
        "fire",
        "value",
        "limit",
        "actual",
        "one_off",
        "committed",
        "available",
        "forecast",
        "burn",
        "runs_out",
        "currency",
    ]);
    for envelope in all {
        for alert in alert_store::alerts(tx, envelope.number).await? {
            for line in &alert.lines {
                let money = |minor: i64| line.money(minor).exact();
                for fired in &line.fired {
                    let pace = fired.rule.basis == Basis::Burn;
                    let value = pace.then(|| super::alert_cards::factor(fired.value));
                    rows.push(vec![
                        alert.number.to_string(),
                        super::types::key(line.envelope),
                        alert.at.0.to_string(),
                        envelope.zone.name().to_owned(),
                        line.period.start.to_string(),
                        line.period.end.to_string(),
                        fired.rule.basis.name().to_owned(),
                        super::threshold::shown(fired.rule.threshold),
                        fired.class.name().to_owned(),
                        fired.generation.to_string(),
                        fired.fire.to_string(),
                        value.unwrap_or_else(|| money(fired.value)),
                        money(line.limit),
                        money(line.actual),
                        money(line.one_off),
                        money(line.committed),
                        money(line.available),
                        line.forecast.map_or_else(String::new, money),
                        line.burn
                            .map_or_else(String::new, super::alert_cards::factor),
                        line.runs_out.map_or_else(String::new, |d| d.to_string()),
                        line.currency.code().to_owned(),
                    ]);
                }
            }
        }
    }
    table(rows)
}
