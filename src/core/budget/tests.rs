//! Budgets in a database: made, spent from, told of, approved, corrected, imported, closed; and what an independent program
//! makes of the export.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::calendar::{Day, Zone, moment};
use crate::chat::{ActionId, ChannelId};
use crate::clock::{At, Span};
use crate::core::budget::{
    Correct, Create, Edit, Export, List, One, Options, Spend, correct, create, edit, export,
    import, list, spend, status,
};
use crate::core::testing::{Said, WS, World, mei, person, refused, shown};
use crate::core::{self, Act, Actor, Error, Reply, Step, simulate};
use crate::i18n::Lang;
use crate::outbox::{Op, Target};
use crate::store::Tx;
use crate::store::testing::both;

const OPS: ChannelId = ChannelId(901);
const FINANCE: ChannelId = ChannelId(902);

/// A moment in Shanghai in 2026; the tests begin on Monday, 5 January, at 08:00.
fn at(month: u32, day: u32, hour: u16) -> At {
    let day = Day::from_ymd_opt(2026, month, day).unwrap();
    moment(day, hour * 60, Zone::Asia__Shanghai)
}

fn fay() -> Actor {
    person(3, "Fay", Lang::En)
}

fn bo() -> Actor {
    person(2, "Bo", Lang::Zh)
}

/// Ops with Bo, in Chinese; finance with Fay, in English; a channel for each.
async fn organised(world: &World) {
    world
        .edits("ops", |e| {
            e.channel = Some(OPS);
            e.locale = Some("zh-CN".into());
        })
        .await;
    world.edits("finance", |e| e.channel = Some(FINANCE)).await;
    world
        .joins(&bo(), "ops", "Asia/Shanghai", "09:00-18:00")
        .await;
    world
        .joins(&fay(), "finance", "Asia/Shanghai", "09:00-18:00")
        .await;
    world.posts().await;
}

fn made(name: &str, amount: &str, set: impl Fn(&mut Options)) -> Create {
    let mut options = Options {
        name: Some(name.into()),
        amount: Some(amount.into()),
        department: Some("ops".into()),
        currency: Some("CNY".into()),
        // What is forecast early in a month is critical soon: where that is not the point, it is left out.
        thresholds: Some("50 80 100 120; forecast off; burn off".into()),
        ..Options::default()
    };
    set(&mut options);
    Create {
        actor: fay(),
        options,
    }
}

fn spent(actor: &Actor, budget: &str, amount: &str, vendor: &str) -> Spend {
    Spend {
        actor: actor.clone(),
        budget: budget.into(),
        amount: amount.into(),
        category: Some("hosting".into()),
        vendor: Some(vendor.into()),
        day: None,
        note: None,
        receipt: None,
        kind: None,
        one_off: false,
        rate: None,
        reference: None,
    }
}

fn one(actor: &Actor, budget: &str) -> One {
    One {
        actor: actor.clone(),
        budget: budget.into(),
    }
}

fn press(actor: &Actor, action: ActionId) -> Act {
    Act {
        actor: actor.clone(),
        action,
        chosen: Vec::new(),
        typed: Vec::new(),
    }
}

fn to(said: &[Said], channel: ChannelId) -> Vec<&Said> {
    said.iter()
        .filter(|s| s.target == Target::Channel(channel))
        .collect()
}

/// Parents are the sum of their own entries and their children's, days and labels are sums of entries: nothing is lost.
async fn adds_up(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    let tree = super::books::Tree::load(tx).await?;
    let always = (
        Day::from_ymd_opt(1, 1, 1).unwrap(),
        Day::from_ymd_opt(9999, 1, 1).unwrap(),
    );
    for envelope in &tree.0 {
        let (mut actual, mut income, mut count, mut promised) = (0_i64, 0_i64, 0_i64, 0_i64);
        for below in tree.below(envelope.number) {
            for row in super::ledger_store::entries(tx, below, 0, always, i64::MAX).await? {
                match row.expense.kind {
                    super::types::Kind::Actual => actual += row.expense.minor,
                    super::types::Kind::Income => income += row.expense.minor,
                }
                count += 1;
            }
            for c in super::ledger_store::commitments(tx, below).await? {
                promised += if c.state.is_open() {
                    c.expense.minor
                } else {
                    0
                };
            }
        }
        let days = super::ledger_store::days(tx, envelope.number, always).await?;
        let sum = |of: &dyn Fn(&super::ledger_store::Sums) -> i64| {
            days.iter().map(|(_, s)| of(s)).sum::<i64>()
        };
        assert_eq!(sum(&|s| s.spent.actual), actual, "{}", envelope.key());
        assert_eq!(sum(&|s| s.income), income, "{}", envelope.key());
        assert_eq!(sum(&|s| s.entries), count, "{}", envelope.key());
        assert_eq!(sum(&|s| s.committed), promised, "{}", envelope.key());
        let all = (Day::from_ymd_opt(1970, 1, 1).unwrap(), always.1);
        for dimension in ["category", "vendor"] {
            let shares =
                super::ledger_store::shares(tx, envelope.number, dimension, all, i64::MAX).await?;
            assert_eq!(
                shares.iter().map(|s| s.1).sum::<i64>(),
                actual,
                "{dimension} of {}",
                envelope.key()
            );
        }
    }
    Ok(())
}

async fn checked(world: &World) {
    world.store.run(WS, adds_up, &()).await.unwrap();
}

#[path = "alert_tests.rs"]
mod alerts;
#[path = "approve_tests.rs"]
mod approvals;
#[path = "export_tests.rs"]
mod exports;
#[path = "import_tests.rs"]
mod imports;
#[path = "period_tests.rs"]
mod periods;
#[path = "promise_tests.rs"]
mod promise;
#[path = "refusal_tests.rs"]
mod refusals;
