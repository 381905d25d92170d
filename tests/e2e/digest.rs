//! Digests and simulations, as people meet them.

use crate::world::{World, at, flat, on_both};

const CREATE: &str = "/digest create department:ops schedule:weekdays 17:30";

/// Everything is set up; Bo and Ana belong to ops, which is written to in Chinese.
async fn chinese_ops(world: &World) -> u64 {
    world.is_set_up().await;
    let general = world.general;
    for (person, line, part) in [
        (
            &world.mei,
            "/department edit department:ops locale:zh-CN",
            "Operations",
        ),
        (&world.bo, "/department join department:ops", "运维部门"),
        (&world.ana, "/department join department:ops", "Operations"),
    ] {
        person.runs(general, line).await.shows(part);
    }
    world.settle().await;
    general
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_comes_when_it_is_due_in_the_departments_language_and_only_with_news() {
    on_both(async |world: &mut World| {
        let general = chinese_ops(world).await;
        world.mei.runs(general, CREATE).await.shows("DIG-1");
        let it = "/digest create department:it schedule:weekdays 17:30";
        world.mei.runs(general, it).await.shows("DIG-2");
        world.clock_to("2026-01-05 23:00 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "摘要 · 运维部门"),
            0,
            "there was nothing to tell"
        );
        let away = "/away set from:2026-01-07 to:2026-01-16";
        world.bo.runs(general, away).await.shows("2026-01-07");
        world.clock_to("2026-01-06 17:29 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "摘要 · 运维部门"),
            0,
            "it is not time yet"
        );
        world.clock_to("2026-01-06 17:30 Asia/Shanghai").await;
        let post = world.post("ops", "摘要 · 运维部门");
        for part in ["请假 · 1", "Bo：2026-01-07 至 2026-01-16", "DIG-1 · 下一步"] {
            assert!(post.contains(part), "no {part} in {post}");
        }
        assert_eq!(
            world.bo.pings() + world.ana.pings(),
            0,
            "a digest pings nobody"
        );
        world.clock_to("2026-01-08 20:00 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "摘要 · 运维部门"),
            1,
            "the same again is no news"
        );
        let renewed = world.post("ops", "摘要 · 运维部门");
        let until = at("2026-01-08 17:30 Asia/Shanghai").seconds();
        assert!(renewed.contains(&format!("至 <t:{until}:f>")), "{renewed}");
        let holiday = "/calendar holiday date:2026-01-12";
        world.mei.runs(general, holiday).await.shows("2026-01-12");
        world.clock_to("2026-01-09 20:00 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "摘要 · 运维部门"),
            2,
            "a holiday is news"
        );
        assert!(world.post("ops", "摘要 ·").contains("2026-01-12：放假"));
        world.clock_to("2026-01-12 20:00 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "摘要 · 运维部门"),
            2,
            "no digest on a holiday"
        );
        assert_eq!(
            world.count("it", "Digest"),
            1,
            "the holiday is news for all"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn now_is_for_leads_and_shows_even_that_there_is_nothing() {
    on_both(async |world: &mut World| {
        let general = chinese_ops(world).await;
        let now = "/digest now department:ops";
        let no = world.ana.runs(general, now).await;
        no.shows("Only the lead of Operations");
        world.settle().await;
        assert_eq!(world.count("ops", "摘要"), 0);
        let lead = format!("/department edit department:ops lead:<@{}>", world.ana.id);
        let is_lead = format!("<@{}>", world.ana.id);
        world.mei.runs(general, &lead).await.shows(&is_lead);
        world.ana.runs(general, now).await.shows("on its way");
        world.settle().await;
        assert!(world.post("ops", "摘要 ·").contains("暂无内容"));
        let why = world
            .ana
            .uses(world.channel("ops"), "暂无内容", "Why this?");
        why.await.shows("Somebody asked for the digest.");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_paused_resumed_changed_and_deleted_after_a_question() {
    on_both(async |world: &mut World| {
        let general = chinese_ops(world).await;
        let (mei, bo) = (&world.mei, &world.bo);
        bo.runs(general, "/away set from:today to:+20d").await;
        mei.runs(general, CREATE).await.shows("DIG-1");
        let offered = mei.is_offered(general, "/digest pause digest:运维", "digest");
        assert_eq!(offered.await, [""; 0], "Mei reads English");
        let offered = mei.is_offered(general, "/digest pause digest:opera", "digest");
        assert_eq!(offered.await, ["DIG-1 · Operations · weekdays 17:30"]);
        let pause = "/digest pause digest:DIG-1";
        mei.runs(general, pause).await.shows("is paused");
        mei.runs(general, pause).await.shows("already paused");
        world.clock_to("2026-01-06 20:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "摘要 ·"), 0);
        let list = bo.runs(general, "/digest list").await;
        list.shows("运维部门").shows("暂停");
        let resume = "/digest resume digest:DIG-1";
        mei.runs(general, resume).await.shows("goes on");
        let edit = "/digest edit digest:DIG-1 schedule:每天 9:00 sections:away";
        mei.runs(general, edit).await.shows("每天 9:00");
        world.clock_to("2026-01-07 09:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "摘要 ·"), 1);
        let delete = "/digest delete digest:DIG-1";
        mei.runs(general, delete).await.shows("Delete **DIG-1**");
        mei.presses(general, "Keep it").await.shows("stays");
        mei.runs(general, delete).await.shows("Delete **DIG-1**");
        mei.presses(general, "Delete it").await.shows("is deleted");
        mei.runs(general, resume)
            .await
            .shows("There is no digest yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_days_without_the_bot_it_comes_once() {
    on_both(async |world: &mut World| {
        let general = chinese_ops(world).await;
        world.bo.runs(general, "/away set from:today to:+20d").await;
        world.mei.runs(general, CREATE).await.shows("DIG-1");
        world.stop_bot().await;
        world.clock.set(at("2026-01-08 12:00 Asia/Shanghai"));
        world.start_bot().await;
        assert_eq!(world.count("ops", "摘要 ·"), 1, "late, once");
        let post = world.post("ops", "摘要 ·");
        let next = at("2026-01-08 17:30 Asia/Shanghai").seconds();
        assert!(post.contains(&format!("<t:{next}:R>")), "{post}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulation_says_what_then_happens() {
    on_both(async |world: &mut World| {
        let general = chinese_ops(world).await;
        let (mei, bo) = (&world.mei, &world.bo);
        mei.runs(general, CREATE).await.shows("DIG-1");
        let standup = "/standup create department:ops name:Daily schedule:weekdays 09:30";
        mei.runs(general, standup).await.shows("STD-1");
        let simulate = "/simulate from:2026-01-06 to:tomorrow department:ops";
        bo.runs(general, simulate).await.shows("只有");
        let told = mei.runs(general, simulate).await.shows("What I would post");
        let told = told.text();
        let moment = |text: &str| at(&format!("2026-01-06 {text} Asia/Shanghai")).seconds();
        let ops = world.channel("ops");
        for line in [
            format!("<t:{}:f> · standup **STD-1** Daily opens and asks 2 people · in <#{ops}> · Chinese", moment("09:30")),
            format!("<t:{}:f> · reminder of **STD-1** Daily by direct message · to <@{}> · English", moment("11:06"), world.ana.id),
            format!("<t:{}:f> · reminder of **STD-1** Daily by direct message · to <@{}> · Chinese", moment("11:06"), bo.id),
            format!("<t:{}:f> · summary of **STD-1** Daily · in <#{ops}> · Chinese", moment("11:30")),
            format!("<t:{}:f> · digest **DIG-1**, if there is something to tell · in <#{ops}> · Chinese", moment("17:30")),
        ] {
            assert!(told.contains(&line), "no “{line}” in {told}");
        }
        world.clock_to("2026-01-06 00:00 Asia/Shanghai").await;
        let posts = |world: &World| world.posts("ops").len();
        let asked = world.ana.direct().len();
        assert_eq!(asked, bo.direct().len());
        let before = posts(world);
        for (clock, posted, reminded) in [
            ("09:29", 0, 0),
            ("09:30", 1, 0),
            ("11:05", 1, 0),
            ("11:06", 1, 1),
            ("11:29", 1, 1),
            ("11:30", 2, 1),
            ("17:29", 2, 1),
            ("17:30", 3, 1),
            ("23:59", 3, 1),
        ] {
            world.clock_to(&format!("2026-01-06 {clock} Asia/Shanghai")).await;
            assert_eq!(posts(world) - before, posted, "{clock}: {:#?}", world.posts("ops"));
            assert_eq!(world.ana.direct().len() - asked, reminded, "{clock}");
            assert_eq!(bo.direct().len() - asked, reminded, "{clock}");
        }
        let fortnight = "/simulate from:明天 to:+10d";
        let jun = format!("/department edit department:ops lead:<@{}>", world.jun.id);
        world.mei.runs(general, &jun).await.shows("ops · Operations");
        let first = world.jun.runs(general, fortnight).await.shows("第 1 / ");
        let file = world.server.messages(general, world.jun.id);
        let file = file.iter().rev().find(|m| flat(m).contains("将会发布的内容"));
        let name = &file.unwrap()["attachments"][0]["filename"];
        assert_eq!(name, "simulation.md");
        let second = world.jun.presses(general, "下一页 ▶").await.shows("第 2 / ");
        assert_ne!(first.text(), second.text());
        let wrong = "/simulate from:soon to:tomorrow";
        world.jun.runs(general, wrong).await.shows("看不懂日期或时刻“soon”");
    })
    .await;
}
