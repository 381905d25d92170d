//! Watching the envelopes: periods are closed in order, rules are evaluated, what they say is told; on every change of the ledger
//! and every hour.

use std::collections::BTreeMap;

use serde_json::json;

use crate::calendar::{Day, add_working, day_of, is_working};
use crate::chat::ChannelId;
use crate::clock::{At, Span};
use crate::core::budget::alert_rules::{self, Outcome, Seen};
use crate::core::budget::books::{self, Open, Tree};
use crate::core::budget::facts::{Alert, Line, Said};
use crate::core::budget::rules::{DaySum, reaches};
use crate::core::budget::threshold::{Basis, Class, Rule};
use crate::core::budget::types::{Envelope, PeriodRow};
use crate::core::budget::{
    HOURLY, SAY, UNACKED, alert_cards, alert_store, import, ledger_store, store,
};
use crate::core::org::{self, Department};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// After a long downtime no more periods than this are closed one by one.
const PERIODS: usize = 600;
/// What is named as having cost most.
const TOP: usize = 3;
/// A message in working hours waits no longer than this for a digest to say it.
pub(crate) const FOLD_WITHIN: Span = Span::hours(2);
/// A draft nobody confirmed is forgotten after this.
const DRAFTS: Span = Span::days(1);

/// Evaluates these envelopes and all above them.
pub(super) async fn evaluate(tx: &mut Tx, tree: &mut Tree, changed: &[i64]) -> anyhow::Result<()> {
    let mut all: Vec<(usize, i64)> = Vec::new();
    for number in changed.iter().flat_map(|n| tree.path(*n)) {
        let depth = tree.above(number).len();
        if !all.iter().any(|(_, n)| *n == number) {
            all.push((depth, number));
        }
    }
    // The deepest first: what is told together is headed by it.
    all.sort_by_key(|(depth, number)| (std::cmp::Reverse(*depth), *number));
    let mut fired: Vec<(i64, Vec<i64>)> = Vec::new();
    let mut lines: BTreeMap<i64, (Line, Class)> = BTreeMap::new();
    for (_, number) in all {
        if let Some(line) = one(tx, tree, number).await? {
            lines.insert(number, line);
            fired.push((number, tree.above(number)));
        }
    }
    for group in alert_rules::together(&fired) {
        let parts: Vec<(Line, Class)> = group.iter().filter_map(|n| lines.remove(n)).collect();
        tell(tx, tree, parts).await?;
    }
    Ok(())
}

/// Evaluates one envelope; what is to be told of it, and how urgent that is.
async fn one(tx: &mut Tx, tree: &mut Tree, number: i64) -> anyhow::Result<Option<(Line, Class)>> {
    let Some(mut envelope) = tree.get(number).cloned() else {
        return Ok(None);
    };
    if roll(tx, &mut envelope).await? {
        tree.replace(envelope.clone());
    }
    if envelope.over {
        return Ok(None);
    }
    let open = books::open(tx, &envelope).await?;
    let states = alert_store::states(tx, number, open.ledger.period.start).await?;
    let figures = open.ledger.figures();
    let outcome = alert_rules::evaluate(&Seen {
        rules: &envelope.rules,
        generation: envelope.generation,
        ledger: &open.ledger,
        figures: &figures,
        states: &states,
        now: tx.now(),
        today: open.today,
    });
    for state in &outcome.changed {
        alert_store::save_state(tx, number, open.ledger.period.start, state);
    }
    refresh(tx, tree, &envelope, &open).await?;
    let Some(class) = outcome.class() else {
        return Ok(None);
    };
    line(tx, tree, &envelope, open, &outcome)
        .await
        .map(|line| Some((line, class)))
}

async fn line(
    tx: &mut Tx,
    tree: &Tree,
    envelope: &Envelope,
    open: Open,
    outcome: &Outcome,
) -> anyhow::Result<Line> {
    let period = open.ledger.period;
    let mut costs: BTreeMap<String, i64> = BTreeMap::new();
    let mut newest = open.row.told_entry;
    for below in tree.below(envelope.number) {
        let of = (period.start, period.end);
        for (label, minor) in ledger_store::contributors(tx, below, open.row.told_entry, of).await?
        {
            let sum = costs.entry(label).or_default();
            *sum = sum.saturating_add(minor);
        }
        newest = newest.max(ledger_store::newest(tx, below).await?);
    }
    let mut top: Vec<(String, i64)> = costs.into_iter().filter(|(_, minor)| *minor > 0).collect();
    top.sort_by_key(|(label, minor)| (std::cmp::Reverse(*minor), label.clone()));
    top.truncate(TOP);
    let told = PeriodRow {
        told_entry: newest,
        ..open.row
    };
    store::save_period(tx, &told);
    let figures = open.ledger.figures();
    Ok(Line::new(
        envelope,
        &open.ledger,
        &figures,
        &outcome.named,
        top,
    ))
}

/// Closes periods that are over, the oldest first, and opens the one that is going on. True if anything was closed.
async fn roll(tx: &mut Tx, envelope: &mut Envelope) -> anyhow::Result<bool> {
    let now = tx.now();
    let mut rolled = false;
    for _ in 0..PERIODS {
        let period = envelope.period();
        if envelope.over || now < period.moments(envelope.zone).1 {
            break;
        }
        let open = books::open(tx, envelope).await?;
        let closed = PeriodRow {
            actual: open.ledger.actual,
            closed_at: Some(now),
            ..open.row
        };
        store::save_period(tx, &closed);
        rolled = true;
        match envelope.cycle.next(period) {
            None => envelope.over = true,
            Some(next) => {
                let carried = envelope
                    .rollover
                    .carries(closed.amount, closed.actual, envelope.cap);
                envelope.period_start = next.start;
                envelope.generation = 0;
                let opened = PeriodRow {
                    envelope: envelope.number,
                    period: next,
                    amount: envelope.amount.saturating_add(carried),
                    carried,
                    actual: 0,
                    closed_at: None,
                    restated: 0,
                    restated_at: None,
                    late_told: false,
                    told_entry: closed.told_entry,
                };
                store::save_period(tx, &opened);
            }
        }
    }
    if rolled {
        store::save(tx, envelope);
    }
    Ok(rolled)
}

/// An entry is dated in a period that is closed: its total is restated, and told once if that takes it past its limit.
pub(super) async fn late(tx: &mut Tx, tree: &Tree, envelope: i64, day: Day) -> anyhow::Result<()> {
    for number in tree.path(envelope) {
        let Some(envelope) = tree.get(number) else {
            continue;
        };
        let period = envelope.cycle.containing(day, envelope.fiscal);
        let Some(mut row) = store::one_period(tx, number, period.start).await? else {
            continue;
        };
        if row.closed_at.is_none() {
            continue;
        }
        let before = row.restated_at.map_or(row.actual, |_| row.restated);
        let total = books::totals(tx, number, period).await?.spent.actual;
        if total == before {
            continue;
        }
        row.restated = total;
        row.restated_at = Some(tx.now());
        let over = row.amount > 0 && reaches(total, row.amount, 10_000);
        let was = reaches(row.actual, row.amount, 10_000);
        let tells = over && !was && !row.late_told;
        row.late_told |= tells;
        store::save_period(tx, &row);
        if tells {
            for place in places(tx, tree, &[number]).await? {
                let post = Post {
                    key: format!("budget/late/{number}/{}/{}", period.start, place.channel.0),
                    target: Target::Channel(place.channel),
                    op: Op::Create(alert_cards::late(
                        place.department.lang,
                        envelope,
                        &row,
                        place.amounts || envelope.open,
                    )),
                    priority: Priority::Action,
                    why: json!({ "rule": "budget:late", "key": envelope.key(), "name": envelope.name }),
                };
                outbox::post(tx, &post).await?;
            }
        }
    }
    Ok(())
}

/// Writes down what is to be told, and when: a critical alert at once, others in working hours.
async fn tell(tx: &mut Tx, tree: &Tree, parts: Vec<(Line, Class)>) -> anyhow::Result<()> {
    let Some(class) = parts.iter().map(|(_, class)| *class).max() else {
        return Ok(());
    };
    let lines: Vec<Line> = parts.into_iter().map(|(line, _)| line).collect();
    let Some(head) = lines.first() else {
        return Ok(());
    };
    let alert = Alert {
        number: tx.next_key("budget-alert").await?,
        envelope: head.envelope,
        period_start: head.period.start,
        class,
        said: Said::Waiting,
        at: tx.now(),
        since: String::new(),
        acked: None,
        lines,
    };
    alert_store::save_alert(tx, &alert)?;
    if class == Class::Critical {
        return say(tx, tree, alert).await;
    }
    let at = match listener(tx, tree, alert.envelope).await? {
        Some(department) => next_work(tx, &department).await?,
        None => tx.now(),
    };
    arm(tx, SAY, &alert.number.to_string(), at).await
}

/// Now, if the department works, or else when it next does.
async fn next_work(tx: &mut Tx, department: &Department) -> anyhow::Result<At> {
    let days = org::working_days(tx, department).await?;
    let now = tx.now();
    if is_working(now, &department.hours, &days, department.zone) {
        return Ok(now);
    }
    // One working minute later is one minute into its next hours.
    let next = add_working(now, 1, &department.hours, &days, department.zone);
    Ok(next.map_or(now, |at| at - Span::minutes(1)))
}

pub(super) async fn arm(
    tx: &mut Tx,
    kind: &'static str,
    subject: &str,
    due: At,
) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: subject.to_owned(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// The department an envelope belongs to, or else that of one above it, or else finance.
pub(super) async fn listener(
    tx: &mut Tx,
    tree: &Tree,
    envelope: i64,
) -> anyhow::Result<Option<Department>> {
    for number in tree.path(envelope) {
        let department = tree.get(number).map_or(0, |e| e.department);
        if let Some(found) = org::department_by_id(tx, department).await? {
            return Ok(Some(found));
        }
    }
    finance(tx).await
}

/// The department that looks after money.
pub(super) async fn finance(tx: &mut Tx) -> anyhow::Result<Option<Department>> {
    let all = org::departments(tx).await?;
    Ok(all.into_iter().find(|d| d.key == "finance"))
}

/// Where something about envelopes is said, and whether amounts may stand there.
struct Place {
    channel: ChannelId,
    department: Department,
    amounts: bool,
}

/// The channels of the envelopes' departments and of finance, each once. Amounts are only for finance's own channel.
async fn places(tx: &mut Tx, tree: &Tree, envelopes: &[i64]) -> anyhow::Result<Vec<Place>> {
    let everybody = org::departments(tx).await?;
    let mut of: Vec<Department> = Vec::new();
    for number in envelopes {
        let department = tree.get(*number).map_or(0, |e| e.department);
        of.extend(org::department_by_id(tx, department).await?);
    }
    let mut found: Vec<Place> = Vec::new();
    for department in of.into_iter().chain(finance(tx).await?) {
        let Some(channel) = department.channel else {
            continue;
        };
        let shared = everybody
            .iter()
            .any(|d| d.channel == Some(channel) && d.id != department.id);
        if !found.iter().any(|p| p.channel == channel) {
            found.push(Place {
                channel,
                amounts: department.key == "finance" && !shared,
                department,
            });
        }
    }
    Ok(found)
}

/// Posts an alert, and arms what happens if nobody answers for it.
pub(super) async fn say(tx: &mut Tx, tree: &Tree, mut alert: Alert) -> anyhow::Result<()> {
    alert.said = Said::Posted;
    alert_store::save_alert(tx, &alert)?;
    post(tx, tree, &alert, true).await?;
    if alert.class == Class::Critical && alert.acked.is_none() {
        let due = match listener(tx, tree, alert.envelope).await? {
            Some(department) => {
                let days = org::working_days(tx, &department).await?;
                let day = i64::from(department.hours.to.saturating_sub(department.hours.from));
                add_working(tx.now(), day, &department.hours, &days, department.zone)
            }
            None => None,
        };
        let due = due.unwrap_or(tx.now() + Span::days(1));
        arm(tx, UNACKED, &alert.number.to_string(), due).await?;
    }
    Ok(())
}

/// Brings the messages of an alert up to date, or makes them.
pub(super) async fn post(tx: &mut Tx, tree: &Tree, alert: &Alert, new: bool) -> anyhow::Result<()> {
    let envelopes: Vec<i64> = alert.lines.iter().map(|l| l.envelope).collect();
    let prints: Vec<String> = alert.lines.iter().map(Line::print).collect();
    let open = envelopes
        .iter()
        .all(|n| tree.get(*n).is_some_and(|e| e.open));
    for place in places(tx, tree, &envelopes).await? {
        let card = alert_cards::alert(place.department.lang, alert, place.amounts || open);
        let post = Post {
            key: format!("budget/{}/{}", prints.join("|"), place.channel.0),
            target: Target::Channel(place.channel),
            op: if new {
                Op::Create(card)
            } else {
                Op::Edit(card)
            },
            priority: match alert.class {
                Class::Critical => Priority::Action,
                Class::Info | Class::Warn => Priority::Notice,
            },
            why: alert_cards::why(alert),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// Alerts of the period say how things stand now where a threshold is not reached any more: after a refund or a higher limit.
async fn refresh(tx: &mut Tx, tree: &Tree, envelope: &Envelope, open: &Open) -> anyhow::Result<()> {
    let start = open.ledger.period.start;
    for mut alert in alert_store::of_period(tx, envelope.number, start).await? {
        let Some(line) = alert.lines.iter().find(|l| l.envelope == envelope.number) else {
            continue;
        };
        let worst = line
            .fired
            .iter()
            .filter(|f| f.rule.basis == Basis::Actual)
            .map(|f| f.rule.threshold)
            .max();
        let Some(threshold) = worst else { continue };
        let ledger = &open.ledger;
        let under = ledger.limit > 0 && !reaches(ledger.actual, ledger.limit, threshold);
        let since = if under {
            alert_cards::since(ledger.actual, ledger.limit)
        } else {
            String::new()
        };
        if since != alert.since {
            alert.since = since;
            alert_store::save_alert(tx, &alert)?;
            if alert.said == Said::Posted {
                post(tx, tree, &alert, false).await?;
            }
        }
    }
    Ok(())
}

/// Every hour: what time alone changes.
pub(super) async fn hourly(tx: &mut Tx) -> anyhow::Result<()> {
    let mut tree = Tree::load(tx).await?;
    if tree.0.is_empty() {
        return Ok(());
    }
    let all: Vec<i64> = tree
        .0
        .iter()
        .filter(|e| !e.over)
        .map(|e| e.number)
        .collect();
    evaluate(tx, &mut tree, &all).await?;
    let now = tx.now();
    ledger_store::forget_drafts(tx, now - DRAFTS);
    import::forget(tx, now - DRAFTS);
    arm_hourly(tx).await
}

/// The next full hour.
pub(super) async fn arm_hourly(tx: &mut Tx) -> anyhow::Result<()> {
    let hour = Span::hours(1).0;
    let next = At((tx.now().0.div_euclid(hour) + 1) * hour);
    arm(tx, HOURLY, "", next).await
}

/// What an expense would do: the worst critical rule that it would make fire, if any, and the envelope whose rule that is.
pub(super) async fn foresee(
    tx: &mut Tx,
    tree: &Tree,
    envelope: i64,
    minor: i64,
    (one_off, day): (bool, Day),
) -> anyhow::Result<Vec<(i64, Rule)>> {
    let mut found = Vec::new();
    for number in tree.path(envelope) {
        let Some(envelope) = tree.get(number).filter(|e| !e.over) else {
            continue;
        };
        let open = books::open(tx, envelope).await?;
        if !open.ledger.period.holds(day) {
            continue;
        }
        let states = alert_store::states(tx, number, open.ledger.period.start).await?;
        let mut ledger = open.ledger;
        ledger.actual = ledger.actual.saturating_add(minor);
        let more = DaySum {
            actual: minor,
            one_off: if one_off { minor } else { 0 },
        };
        ledger.one_off = ledger.one_off.saturating_add(more.one_off);
        ledger.days.push((day, more));
        let figures = ledger.figures();
        let outcome = alert_rules::evaluate(&Seen {
            rules: &envelope.rules,
            generation: envelope.generation,
            ledger: &ledger,
            figures: &figures,
            states: &states,
            now: tx.now(),
            today: day_of(tx.now(), envelope.zone),
        });
        let critical = outcome
            .named
            .iter()
            .filter(|(rule, _)| rule.class == Class::Critical);
        found.extend(critical.map(|(rule, _)| (number, *rule)));
    }
    Ok(found)
}
