//! Budgets as people use them: a large expense is approved by button, a threshold is told in two channels, a file is booked with
//! its progress shown.

use std::fmt::Write as _;
use std::time::Duration;

use crate::world::{World, flat, on_both};

/// Bo belongs to ops, Ana to finance.
async fn organised(world: &World) {
    world.is_set_up().await;
    let general = world.general;
    world
        .bo
        .runs(general, "/department join department:ops")
        .await;
    world
        .ana
        .runs(general, "/department join department:finance")
        .await;
    world.clock_to("2026-01-05 10:00 Asia/Shanghai").await;
}

#[tokio::test]
async fn a_budget_from_its_making_to_an_approved_expense() {
    on_both(async |world| {
        organised(world).await;
        let (ops, finance) = (world.channel("ops"), world.channel("finance"));
        let line = "/budget create name:Cloud amount:1万 department:ops currency:CNY approval_over:5000 thresholds:\"50 80 100 120; forecast off; burn off\"";
        world.bo.runs(ops, line).await.shows("财务");
        world.ana.runs(finance, line).await.shows("BUD-1");
        // A part of it needs the same approval; and whoever spends does not join those who approve.
        let part = "/budget create name:Part amount:100 parent:BUD-1";
        let got = world.ana.runs(finance, part).await;
        got.shows("more than CNY 5,000.00");
        let join = "/department join department:finance";
        world.bo.runs(ops, join).await.shows("不能自行加入");
        let got = world.bo.runs(ops, "/budget spend budget:BUD-1 amount:4,900 vendor:AWS category:hosting").await;
        got.shows("EXP-1").shows("49 %");
        let got = world.bo.runs(ops, "/budget spend budget:cloud amount:200 vendor:AWS").await;
        got.shows("51 %");
        world.settle().await;
        assert!(!world.post("ops", "Cloud").contains("5,100"), "no amounts in the department's channel");
        world.post("finance", "CNY 5,100.00");
        // Over the limit for it: reserved, and finance decides. Who asks does not.
        let got = world.bo.runs(ops, "/budget spend budget:BUD-1 amount:6000 vendor:Dell").await;
        got.shows("DEC-1");
        world.settle().await;
        world.post("finance", "Cloud");
        world.ana.presses(finance, "Approve").await;
        world.settle().await;
        let got = world.ana.runs(finance, "/budget status budget:BUD-1").await;
        got.shows("CNY 11,100.00").shows("111 %");
        world.post("ops", "100 %");
        let got = world.ana.presses(finance, "I will see to it").await;
        got.shows("Reminders stop");
        world.settle().await;
        world.post("finance", "Answered for");
        world.bo.runs(ops, "/budget list").await.shows("111 %");
        world.ana.runs(finance, "/budget correct entry:EXP-2 amount:150 reason:discount").await.shows("EXP-5");
        world.ana.runs(finance, "/budget edit budget:Cloud amount:20k reason:region").await.shows("CNY 20,000.00");
        world.ana.runs(finance, "/budget export budget:Cloud").await.shows("5 entries");
        let got = world.mei.runs(finance, "/simulate from:today to:+7d department:ops").await;
        got.shows("Cloud");
    })
    .await;
}

#[tokio::test]
async fn what_is_committed_is_asked_about_on_its_day_and_booked() {
    on_both(async |world| {
        organised(world).await;
        let (ops, finance) = (world.channel("ops"), world.channel("finance"));
        let line = "/budget create name:Cloud amount:10000 department:ops currency:CNY";
        world.ana.runs(finance, line).await.shows("BUD-1");
        let line = "/budget spend budget:BUD-1 amount:4000 vendor:Dell day:2026-01-20";
        world.bo.runs(ops, line).await.shows("COM-1").shows("40 %");
        let got = world.ana.runs(finance, "/budget status budget:BUD-1").await;
        got.shows("CNY 4,000.00 · 2026-01-20 · Dell");
        world.clock_to("2026-01-20 10:00 Asia/Shanghai").await;
        let asked = world.bo.direct().pop().unwrap();
        assert!(
            asked.contains("COM-1") && asked.contains("是否已支出"),
            "{asked}"
        );
        let form = world.bo.presses_direct("入账").await;
        let got = world.bo.fills(&form, &[("amount", "一千")]).await;
        got.shows("EXP-1").shows("COM-2");
        let got = world.bo.presses_direct("释放").await;
        got.shows("已经结清");
        let got = world.ana.runs(finance, "/budget status budget:BUD-1").await;
        got.shows("Spent **CNY 1,000.00**")
            .shows("CNY 3,000.00 · 2026-01-20");
    })
    .await;
}

/// Waits until Ana reads this: what she was shown first may say how far it is.
async fn comes(world: &World, channel: u64, part: &str) {
    let there = || {
        let messages = world.server.messages(channel, world.ana.id);
        messages.iter().any(|message| flat(message).contains(part))
    };
    let look = async {
        while !there() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let came = tokio::time::timeout(Duration::from_secs(60), look).await;
    assert!(came.is_ok(), "no “{part}”");
}

#[tokio::test]
async fn a_file_of_many_rows_is_booked_once() {
    on_both(async |world| {
        organised(world).await;
        let finance = world.channel("finance");
        world
            .ana
            .runs(
                finance,
                "/budget create name:Cloud amount:10m department:ops currency:CNY",
            )
            .await;
        let mut file = String::from("day,amount,budget,vendor,reference\n");
        for n in 0..3_000 {
            writeln!(
                file,
                "2026-01-0{},{}.{:02},Cloud,V{},R-{n}",
                n % 5 + 1,
                n % 90 + 1,
                n % 100,
                n % 7
            )
            .unwrap();
        }
        let id = world.server.upload("rows.csv", "text/csv", file.as_bytes());
        let line = format!("/budget import file:{id}");
        world.ana.runs(finance, &line).await;
        comes(world, finance, "3000 entries were imported").await;
        world.ana.runs(finance, &line).await;
        comes(world, finance, "3000 were there already").await;
        world.settle().await;
        assert_eq!(world.rows("budget_entry").await, 3_000);
        assert_eq!(world.rows("budget_import_row").await, 0);
        let id = world
            .server
            .upload("wrong.csv", "text/csv", "日期,金额\nsoon,1\n".as_bytes());
        let line = format!("/budget import file:{id} budget:BUD-1");
        world.ana.runs(finance, &line).await.shows("line 2, 日期");
        // What was checked is imported by its button.
        let id = world
            .server
            .upload("more.csv", "text/csv", b"day,amount\n2026-01-02,12\n");
        let line = format!("/budget import file:{id} budget:BUD-1 dry_run:true");
        let got = world.ana.runs(finance, &line).await;
        got.shows("One row can be booked").shows("SHA-256");
        assert_eq!(world.rows("budget_entry").await, 3_000);
        let got = world.ana.presses(finance, "Import these rows").await;
        got.shows("One entry was imported");
        assert_eq!(world.rows("budget_entry").await, 3_001);
    })
    .await;
}
