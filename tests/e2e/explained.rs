//! Why somebody was called, why not the others, and what the timeline says of it.

use crate::world::{World, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_says_why_them_and_the_timeline_who_was_rung_and_what_became_of_it() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        for person in [ana, bo, jun] {
            person
                .runs(world.general, "/department join department:ops")
                .await;
        }
        let lead = format!("/department edit department:ops lead:<@{}>", mei.id);
        mei.runs(world.general, &lead).await;
        let turns = format!(
            "/oncall rotation department:ops members:<@{}> <@{}> <@{}> handoff:mon 09:00",
            ana.id, bo.id, jun.id
        );
        mei.runs(world.general, &turns).await;
        let made = "/escalation create department:ops name:Usual levels:primary 5m > lead 5m > secondary 10m repeat:0";
        mei.runs(world.general, made).await.shows("ESC-1");
        ana.runs(world.general, "/away set from:today to:today").await;
        mei.runs(world.general, "/away set from:today to:today").await;
        world.settle().await;
        world.server.close_dms(jun.id);
        let declare = "/incident declare title:Orders fail severity:sev1 department:ops";
        jun.runs(world.general, declare).await.shows("INC-1");
        world.settle().await;

        let ops = world.channel("ops");
        let why = mei.uses(ops, "🚨 SEV1 · INC-1", "Why this?").await.text();
        let stands_in = format!(
            "<@{}> is called as `primary`: it is the turn of <@{}>, who is away.",
            bo.id, ana.id
        );
        for part in [
            "Level 1 of 3",
            &stands_in,
            "Next, ",
            "`lead`, unless",
            "cannot be muted",
            "As it stands now",
            &format!("2. skipped: <@{}>: away", mei.id),
            &format!("3. <@{}>", jun.id),
        ] {
            assert!(why.contains(part), "{part}: {why}");
        }
        let why = bo.uses_direct("INC-1 ·", "为什么有这条？").await.text();
        assert!(why.contains("请假") && why.contains("呼叫不能静音"), "{why}");
        let card = mei.uses(ops, "INC-1 · SEV1", "Why this?").await.text();
        assert!(card.contains("1. ") && card.contains("Policy"), "{card}");

        world.wait(5).await;
        // Nobody leads at the moment, and Jun takes no direct messages: all of it is told.
        mei.presses(ops, "More…").await;
        let lines = mei.presses(ops, "Timeline").await.text();
        for part in [
            format!("level 1 rang: <@{}> by direct message (delivered) · mentioned", bo.id),
            "skipped level 2: `lead`: away".to_owned(),
            format!("level 3 rang: <@{}> by direct message (refused)", jun.id),
            format!("<@{}> could not be reached by direct message; there is no other road", jun.id),
            "told the project office".to_owned(),
        ] {
            assert!(lines.contains(&part), "{part}: {lines}");
        }
        bo.presses_direct("确认").await.shows("INC-1");
        world.settle().await;
        // Once somebody has come, why it was sent is still known.
        let why = bo.uses_direct("INC-1 ·", "为什么有这条？").await.text();
        assert!(why.contains("请假") && why.contains("正在处理"), "{why}");
        let end = "/incident resolve incident:INC-1 cause:disk impact:none";
        bo.runs(ops, end).await;
        // Jun's page: it is kept, for whoever asks why.
        world.undelivered = 1;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_is_declared_with_the_button_under_the_list() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (jun, general) = (&world.jun, world.general);
        jun.runs(general, "/department join department:ops").await;
        jun.runs(general, "/incident list").await;
        let form = jun.presses(general, "上报故障").await;
        jun.fills(&form, &[("title", "订单失败"), ("severity", "sev4")])
            .await
            .shows("INC-1");
        world.settle().await;
        assert!(world.post("ops", "INC-1").contains("订单失败"));
    })
    .await;
}
