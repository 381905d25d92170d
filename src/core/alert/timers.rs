//! What time does to alerts: they lapse, what came back quietly is looked at, what is long over is forgotten.

use anyhow::Context as _;
use serde_json::json;

use crate::clock::Span;
use crate::core::alert::receive::{Around, apply, arm_lapse, load};
use crate::core::alert::rules::Item;
use crate::core::alert::types::{Action, Alert, Report};
use crate::core::alert::{
    FORGET, HEARTBEAT, HOLDING, LAPSE, SILENCE_BEGINS, SILENCE_ENDS, drill, heartbeat, silence,
    store,
};
use crate::core::incident;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// What is over is kept so long.
const KEPT: Span = Span::days(30);
/// Alerts that are looked at in one transaction.
pub(super) const AT_ONCE: i64 = 500;

pub(super) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let number = || due.subject.parse::<i64>().context("a timer's subject");
    match due.kind.as_str() {
        HOLDING => look_again(tx, number()?).await,
        SILENCE_BEGINS => silence::on_begin(tx, number()?).await,
        SILENCE_ENDS => silence::on_end(tx, number()?).await,
        HEARTBEAT => heartbeat::on_timer(tx, due, number()?).await,
        drill::DRILL => drill::on_timer(tx, number()?).await,
        LAPSE => lapse(tx).await,
        FORGET => forget(tx).await,
        other => anyhow::bail!("no alert timer is called {other}"),
    }
}

/// The same as its sender told it.
pub(super) fn report_of(alert: &Alert) -> Report {
    Report {
        key: alert.key.clone(),
        action: Action::Fire,
        title: alert.title.clone(),
        message: String::new(),
        severity: None,
        department: None,
        source: alert.source.clone(),
        labels: alert.labels.clone(),
        link: alert.link.clone(),
        starts_at: alert.starts_at,
        ends_at: None,
        lapses: false,
    }
}

pub(super) fn item_of<'a>(alert: &Alert, report: &'a Report) -> Item<'a> {
    Item {
        integration: alert.integration,
        department: alert.department,
        severity: alert.severity,
        silence: None,
        group: None,
        report,
    }
}

/// Alerts that fire and that nobody is paged for are taken as if they came now.
pub(super) async fn release(tx: &mut Tx, alerts: &[Alert]) -> anyhow::Result<()> {
    let reports: Vec<Report> = alerts.iter().map(report_of).collect();
    let both = alerts.iter().zip(&reports);
    let items: Vec<Item<'_>> = both.map(|(alert, report)| item_of(alert, report)).collect();
    let mut board = load(tx, &items).await?;
    for item in &items {
        board.release(item);
    }
    let around = Around::read(tx).await?;
    apply(tx, &around, &mut board, false).await
}

/// What came back quietly after its incident was over fires still: it pages now.
async fn look_again(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let brief = incident::brief(tx, number).await?;
    if brief.is_none_or(|b| b.state.is_open() || b.merged_into.is_some()) {
        return Ok(());
    }
    let alerts = store::of_incident(tx, number, AT_ONCE).await?;
    if alerts.is_empty() {
        return Ok(());
    }
    release(tx, &alerts).await
}

/// What has not been repeated is over.
async fn lapse(tx: &mut Tx) -> anyhow::Result<()> {
    let alerts = store::lapsed(tx, AT_ONCE).await?;
    let reports: Vec<Report> = alerts.iter().map(report_of).collect();
    let both = alerts.iter().zip(&reports);
    let items: Vec<Item<'_>> = both.map(|(alert, report)| item_of(alert, report)).collect();
    let mut board = load(tx, &items).await?;
    for alert in &alerts {
        board.end(&(alert.integration, alert.key.clone()), alert.lapses_at);
    }
    let around = Around::read(tx).await?;
    apply(tx, &around, &mut board, false).await?;
    arm_lapse(tx).await
}

async fn forget(tx: &mut Tx) -> anyhow::Result<()> {
    let now = tx.now();
    store::forget(tx, now - KEPT);
    let timer = Timer {
        kind: FORGET,
        subject: String::new(),
        due: now + Span::days(1),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}
