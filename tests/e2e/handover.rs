//! Changes of shift: what the department and whoever comes read, who accepts, and what happens if nobody does.

use crate::world::{World, on_both};

/// Operations led by Mei; Ana and Bo take turns of a week from Monday 09:00 on, and it is eight.
async fn on_duty(world: &World) {
    world.is_set_up().await;
    for person in [&world.ana, &world.bo] {
        person
            .runs(world.general, "/department join department:ops")
            .await;
    }
    let lead = format!("/department edit department:ops lead:<@{}>", world.mei.id);
    world.mei.runs(world.general, &lead).await;
    let turns = format!(
        "/oncall rotation department:ops members:<@{}> <@{}> handoff:mon 09:00",
        world.ana.id, world.bo.id
    );
    world.mei.runs(world.general, &turns).await.shows("Turns");
    world.settle().await;
}

fn pings(post: &serde_json::Value, user: u64) -> bool {
    let mentions = post["mentions"].as_array();
    let user = user.to_string();
    mentions.is_some_and(|all| all.iter().any(|m| m["id"] == user))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiet_change_is_said_once_and_what_is_open_is_accepted_with_one_button() {
    on_both(async |world: &mut World| {
        on_duty(world).await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        assert_eq!(world.count("ops", "Change of shift"), 0);
        world.clock_to("2026-01-05 09:00 Asia/Shanghai").await;
        let said = world.post("ops", "Change of shift: Operations");
        let both = format!("<@{}> goes, and <@{}> is on call", ana.id, bo.id);
        assert!(said.contains(&both) && said.contains("I have it"), "{said}");
        // Nothing is open: nobody is called, and nobody has to press anything.
        let ops = world.channel("ops");
        let messages = world.server.messages(ops, mei.id);
        assert!(messages.iter().all(|m| !pings(m, bo.id)), "{messages:?}");
        assert!(bo.direct().iter().any(|m| m.contains("从现在起由您为")));
        jun.presses(ops, "I have it").await.shows("当前值班人员");
        let (message, id) = ana.button(ops, "I have it");
        bo.presses(ops, "I have it")
            .await
            .shows("没有等待处理的故障");
        ana.clicks(message, &id).await.shows("has it already");
        world.settle().await;
        let said = world.post("ops", "Change of shift: Operations");
        assert!(said.contains(&format!("✅ <@{}> has it", bo.id)), "{said}");
        bo.uses_direct("从现在起由您为", "为什么有这条？")
            .await
            .shows("值班人员有变");

        // Bo has an incident when Mei takes over: it rings for her, and her one button takes it.
        jun.runs(
            ops,
            "/incident declare title:Orders fail severity:sev2 department:ops",
        )
        .await
        .shows("INC-1");
        world.settle().await;
        bo.presses_direct("确认").await.shows("INC-1");
        let over = format!(
            "/oncall override department:ops user:<@{}> from:now to:+3h",
            mei.id
        );
        mei.runs(ops, &over).await;
        world.settle().await;
        assert_eq!(world.count("ops", "Change of shift"), 2);
        let said = world.post("ops", "Change of shift");
        assert!(
            said.contains("Open incidents · 1") && said.contains("INC-1"),
            "{said}"
        );
        mei.presses(ops, "I have it").await.shows("INC-1");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV2");
        assert!(card.contains(&format!("<@{}>", mei.id)), "{card}");
        let said = world.post("ops", "Change of shift");
        assert!(said.contains(&format!("✅ <@{}> has it", mei.id)), "{said}");
        mei.runs(ops, "/audit subject:ops")
            .await
            .shows("change of shift accepted");
        let end = "/incident resolve incident:INC-1 cause:disk impact:none";
        mei.runs(ops, end).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_accepts_is_told_to_whoever_leads_and_a_standstill_says_it_once() {
    on_both(async |world: &mut World| {
        on_duty(world).await;
        let (ana, bo, jun) = (world.ana.clone(), world.bo.clone(), world.jun.clone());
        let (mei, ops) = (world.mei.clone(), world.channel("ops"));
        bo.runs(ops, "/me settings delivery:digest").await;
        jun.runs(
            ops,
            "/incident declare title:Orders fail severity:sev3 department:ops",
        )
        .await;
        world.settle().await;
        ana.presses_direct("Acknowledge").await.shows("INC-1");
        // Two handoffs pass while the bot is away: one change is left of them, Ana to Bo, of the last.
        world.stop_bot().await;
        world
            .clock
            .set(crate::world::at("2026-01-19 10:00 Asia/Shanghai"));
        world.start_bot().await;
        world.settle().await;
        assert_eq!(world.count("ops", "Change of shift"), 1);
        let said = world.post("ops", "Change of shift");
        assert!(said.contains("INC-1") && said.contains("by <t:"), "{said}");
        // He wants no messages that are not urgent; the page is.
        let direct = bo.direct();
        assert!(
            !direct.iter().any(|m| m.contains("从现在起由您为")),
            "{direct:?}"
        );
        assert!(direct.iter().any(|m| m.contains("INC-1")), "{direct:?}");
        world.wait(14).await;
        assert_eq!(world.count("ops", "Nobody has accepted"), 0);
        world.wait(1).await;
        let late = world.post("ops", "**Nobody has accepted the change of shift");
        assert!(late.contains(&format!("<@{}>", mei.id)), "{late}");
        // Whoever takes the last of it has accepted it.
        bo.presses_direct("确认").await.shows("INC-1");
        world.settle().await;
        let said = world.post("ops", "goes, and");
        assert!(said.contains(&format!("✅ <@{}> has it", bo.id)), "{said}");
        // What was said to those who lead says so as well, and nothing more is said.
        world.wait(60).await;
        assert_eq!(world.count("ops", "**Nobody has accepted"), 0);
        assert_eq!(world.count("ops", "Change of shift"), 2);
        let end = "/incident resolve incident:INC-1 cause:disk impact:none";
        bo.runs(ops, end).await;
    })
    .await;
}
