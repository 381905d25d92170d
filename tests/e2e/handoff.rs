//! Handoffs as two departments live them.

use crate::world::{Person, World, on_both};

/// Everything set up; these people in these departments.
async fn staffed(world: &World, people: &[(&Person, &str)]) {
    world.is_set_up().await;
    for (person, department) in people {
        let line = format!("/department join department:{department}");
        person.runs(world.general, &line).await;
    }
    world.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_asked_for_to_confirmed_by_commands() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        let line = "/handoff request to:ops playbook:general title:A **server** @everyone details:For the pilot priority:high";
        let got = ana.runs(world.general, line).await.shows("HO-1");
        assert!(got.text().contains("<#"), "{}", got.text());
        world.settle().await;
        let card = world.post("ops", "HO-1 ·");
        for part in [
            "A \\*\\*server\\*\\* @\u{200b}everyone",
            "requested",
            "Delivery → Operations",
            "For the pilot",
            "[Accept]",
            "[Ask]",
            "[Decline]",
            "[Pass on]",
        ] {
            assert!(card.contains(part), "no {part}: {card}");
        }
        let sent = world.post("delivery", "HO-1 ·");
        assert!(sent.contains("[Cancel request]") && !sent.contains("[Accept]"), "{sent}");
        mei.uses(world.channel("ops"), "HO-1 ·", "Why this?")
            .await
            .shows("About: HO-1");
        // Who belongs to neither, and whose turn it is not.
        let eva = world.person("Eva", "en-US");
        eva.runs(world.general, "/handoff accept handoff:HO-1")
            .await
            .shows("Only members of Operations");
        ana.runs(world.general, "/handoff accept handoff:HO-1")
            .await
            .shows("Only members of Operations");
        bo.runs(world.general, "/handoff deliver handoff:HO-1 text:x")
            .await
            .shows("已提出");
        bo.runs(world.general, "/handoff ask handoff:HO-1 text:How much memory?")
            .await
            .shows("不计时");
        world.settle().await;
        let asked = world.post("delivery", "asks about");
        assert!(asked.contains("How much memory?") && asked.contains("[Answer]"), "{asked}");
        assert_eq!(ana.pings(), 1, "who asked is told of the question");
        bo.runs(world.general, "/handoff accept handoff:HO-1")
            .await
            .shows("待答复");
        ana.runs(world.general, "/handoff answer handoff:HO-1 text:64 GB")
            .await
            .shows("has your answer");
        bo.runs(world.general, "/handoff accept handoff:HO-1")
            .await
            .shows("由 <@");
        let late = mei.runs(world.general, "/handoff accept handoff:HO-1").await;
        let late = late.shows("was already accepted by").text();
        assert!(late.contains(&bo.id.to_string()), "{late}");
        bo.runs(world.general, "/handoff deliver handoff:HO-1")
            .await;
        bo.runs(world.general, "/handoff deliver handoff:HO-1 text:It is srv-7")
            .await
            .shows("已交付");
        world.settle().await;
        let there = world.post("delivery", "delivered **HO-1**");
        assert!(there.contains("It is srv-7") && there.contains("[Confirm]"), "{there}");
        ana.runs(world.general, "/handoff return handoff:HO-1 text:It has 32 GB")
            .await
            .shows("told why");
        world.settle().await;
        let card = world.post("ops", "HO-1 ·");
        assert!(card.contains("returned once") && card.contains("It has 32 GB"), "{card}");
        bo.runs(world.general, "/handoff deliver handoff:HO-1 text:Now it has 64")
            .await
            .shows("已交付");
        ana.runs(world.general, "/handoff confirm handoff:A **server** @everyone")
            .await
            .shows("Nothing is left to do");
        ana.runs(world.general, "/handoff cancel handoff:HO-1")
            .await
            .shows("is confirmed");
        world.settle().await;
        assert_eq!(world.count("ops", "HO-1 · General request"), 1, "one card, edited in place");
        assert_eq!(world.count("delivery", "HO-1 · General request"), 1);
        let talk = world.posts("HO-1 A **server** @everyone").join("\n");
        for part in ["How much memory?", "64 GB", "It is srv-7", "It has 32 GB", "confirmed"] {
            assert!(talk.contains(part), "no {part}: {talk}");
        }
        ana.runs(world.general, "/handoff show handoff:HO-1")
            .await
            .shows("Now it has 64");
        let told = ana.presses(world.general, "History").await;
        let told = told.shows("newest first").text();
        let order = ["confirmed a handoff", "returned a handoff", "asked about", "asked for"];
        let at: Vec<usize> = order.iter().map(|part| told.find(part).unwrap()).collect();
        assert!(at.is_sorted(), "{told}");
        ana.runs(world.general, "/handoff matrix")
            .await
            .shows("**Operations**: 1 · responded in");
        mei.runs(world.general, "/audit subject:HO-1")
            .await
            .shows("HO-1");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_chinese_by_buttons_and_forms() {
    on_both(async |world: &mut World| {
        let (mei, jun, bo) = (world.mei.clone(), world.jun.clone(), world.bo.clone());
        staffed(world, &[(&jun, "support"), (&bo, "ops")]).await;
        for department in ["ops", "support"] {
            let line = format!("/department edit department:{department} locale:zh-CN");
            mei.runs(world.general, &line).await;
        }
        let line = "/handoff request to:ops playbook:general title:数据库很慢 details:下单超时";
        jun.runs(world.general, line)
            .await
            .shows("已提交给运维部门");
        world.settle().await;
        let (ops, support) = (world.channel("ops"), world.channel("tech-support"));
        let card = world.post("ops", "HO-1 ·");
        for part in [
            "已提出",
            "技术支持部门 → 运维部门",
            "下单超时",
            "[接受]",
            "[转交]",
        ] {
            assert!(card.contains(part), "no {part}: {card}");
        }
        let form = bo.presses(ops, "提问").await;
        bo.fills(&form, &[("text", "从什么时候开始？")])
            .await
            .shows("不计时");
        world.settle().await;
        let form = jun.presses(support, "答复").await;
        jun.fills(&form, &[("text", "今天中午")])
            .await
            .shows("继续计时");
        world.settle().await;
        // Both see the button; whose turn it is not is told so.
        let (message, accept) = jun.button(ops, "接受");
        jun.clicks(message, &accept).await.shows("只有接收方");
        bo.clicks(message, &accept).await.shows("由 <@");
        world.settle().await;
        let form = bo.presses(ops, "交付").await;
        bo.fills(&form, &[("delivery-text", "索引已重建")])
            .await
            .shows("已交付");
        world.settle().await;
        let form = jun.presses(support, "退回").await;
        jun.fills(&form, &[("text", "还是慢")])
            .await
            .shows("已退回");
        world.settle().await;
        let form = bo.presses(ops, "交付").await;
        bo.fills(&form, &[("delivery-text", "已扩容")])
            .await
            .shows("已交付");
        world.settle().await;
        jun.presses(support, "确认").await.shows("无需再做什么");
        world.settle().await;
        let card = world.post("ops", "HO-1 ·");
        assert!(card.contains("已确认") && card.contains("已扩容"), "{card}");
        // What is over offers nothing to press, and a command says why not.
        assert!(!world.post("tech-support", "HO-1 ·").contains("[取消请求]"));
        jun.runs(support, "/handoff cancel handoff:HO-1")
            .await
            .shows("已确认");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_count_while_the_receiver_works() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        let lead = format!(
            "/department edit department:ops lead:<@{}> hours:9-17",
            mei.id
        );
        mei.runs(world.general, &lead).await;
        // Friday afternoon; the day to respond in has eight hours, of which one is left.
        world.clock_to("2026-01-09 16:00 Asia/Shanghai").await;
        ana.runs(
            world.general,
            "/handoff request to:ops playbook:general title:A server",
        )
        .await
        .shows("HO-1");
        world.clock_to("2026-01-12 08:59 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "somebody has to respond"),
            0,
            "nothing at midnight"
        );
        assert_eq!(mei.direct().len(), 0);
        // 4 of 8 hours.
        world.clock_to("2026-01-12 12:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "somebody has to respond"), 1);
        bo.presses(world.channel("ops"), "In an hour")
            .await
            .shows("再次提醒");
        world.clock_to("2026-01-12 13:01 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "somebody has to respond"),
            2,
            "once more after an hour"
        );
        // A question stops it.
        bo.runs(world.general, "/handoff ask handoff:HO-1 text:Which?")
            .await;
        world.clock_to("2026-01-13 13:01 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "somebody has to respond"), 2);
        assert!(
            ana.direct()
                .iter()
                .any(|m| m.contains("waits for your answer")),
            "{:?}",
            ana.direct()
        );
        ana.runs(world.general, "/handoff answer handoff:HO-1 text:Any")
            .await;
        // 5 h 01 min were counted on Monday; the rest of the eight is gone at 16:00 on Tuesday.
        world.clock_to("2026-01-13 15:59 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "is overdue"), 0);
        world.clock_to("2026-01-13 16:01 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "is overdue"), 1);
        assert!(
            mei.direct().iter().any(|m| m.contains("is overdue")),
            "the lead"
        );
        let late = world.post("ops", "HO-1 · General");
        assert!(late.contains("**late**"), "{late}");
        // One working day later the project office.
        world.clock_to("2026-01-14 15:59 Asia/Shanghai").await;
        assert_eq!(world.count("project-office", "waits for"), 0);
        world.clock_to("2026-01-14 16:01 Asia/Shanghai").await;
        assert_eq!(world.count("project-office", "waits for"), 1);
        // Passed on, its time is kept and the next department's begins.
        bo.runs(
            world.general,
            "/handoff pass handoff:HO-1 to:it text:They have servers",
        )
        .await
        .shows("IT");
        world.settle().await;
        let old = world.post("ops", "was passed on");
        assert!(!old.contains("[Accept]"), "{old}");
        let card = world.post("it", "HO-1 ·");
        assert!(
            card.contains("[Accept]") && card.contains("before that Operations"),
            "{card}"
        );
        assert!(!card.contains("**late**"), "{card}");
        world.clock_to("2026-01-14 17:30 Asia/Shanghai").await;
        assert_eq!(world.count("it", "is overdue"), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_delivered_counts_as_confirmed_after_a_week() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        ana.runs(
            world.general,
            "/handoff request to:ops playbook:general title:A server",
        )
        .await;
        bo.runs(world.general, "/handoff accept handoff:HO-1").await;
        bo.runs(world.general, "/handoff deliver handoff:HO-1 text:srv-7")
            .await;
        world.clock_to("2026-01-08 18:00 Asia/Shanghai").await;
        let told = ana.direct();
        assert!(
            told.iter().any(|m| m.contains("counts as confirmed")),
            "{told:?}"
        );
        world.clock_to("2026-01-12 12:00 Asia/Shanghai").await;
        assert!(world.post("ops", "HO-1 ·").contains("confirmed"));
        ana.runs(world.general, "/handoff return handoff:HO-1 text:no")
            .await
            .shows("by itself");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_goes_away_leaves_no_handoff_lying() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo, jun) = (
            world.mei.clone(),
            world.ana.clone(),
            world.bo.clone(),
            world.jun.clone(),
        );
        staffed(world, &[(&ana, "delivery"), (&bo, "ops"), (&jun, "ops")]).await;
        let lead = format!("/department edit department:ops lead:<@{}>", jun.id);
        mei.runs(world.general, &lead).await;
        // His client says that he reads Chinese.
        jun.runs(world.general, "/me show").await;
        for title in ["A server", "A switch"] {
            let line = format!("/handoff request to:ops playbook:general title:{title}");
            ana.runs(world.general, &line).await;
        }
        bo.runs(world.general, "/handoff accept handoff:HO-1").await;
        let given = format!("/handoff accept handoff:HO-2 assignee:<@{}>", bo.id);
        jun.runs(world.general, &given).await;
        bo.runs(world.general, "/away set from:2026-01-06 to:2026-01-08")
            .await;
        world.settle().await;
        assert_eq!(world.count("ops", "nobody has it now"), 0, "not yet away");
        world.clock_to("2026-01-06 09:00 Asia/Shanghai").await;
        let told = world.post("ops", "**HO-1** A server");
        assert!(
            told.contains("is away: nobody has it now") && told.contains("[Take it]"),
            "{told}"
        );
        let told = jun.direct();
        assert!(
            told.iter()
                .any(|m| m.contains("**HO-1** A server") && m.contains("在 2026-01-08 之前不在")),
            "{told:?}"
        );
        // What somebody else gave him stays his, and the lead is told of it once.
        assert!(world.post("ops", "HO-2 ·").contains(&bo.id.to_string()));
        let of_second = |told: &[String]| told.iter().filter(|m| m.contains("A switch")).count();
        assert_eq!(of_second(&told), 1, "{told:?}");
        world.clock_to("2026-01-07 09:00 Asia/Shanghai").await;
        bo.runs(world.general, "/away list").await;
        assert_eq!(of_second(&jun.direct()), 1);
        jun.presses(world.channel("ops"), "Take it")
            .await
            .shows("HO-1");
        jun.presses(world.channel("ops"), "Take it")
            .await
            .shows("已由");
        world.settle().await;
        assert!(world.post("ops", "HO-1 ·").contains(&jun.id.to_string()));
        // Who leaves the department has nothing of it any more.
        bo.runs(world.general, "/department leave department:ops")
            .await;
        world.settle().await;
        let told = world.post("ops", "**HO-2** A switch");
        assert!(
            told.contains("does not belong to the department any more"),
            "{told}"
        );
        assert!(!world.post("ops", "HO-2 ·").contains(&bo.id.to_string()));
    })
    .await;
}
