//! What is asked for a task travels through departments, and its answer travels back.

use crate::world::{Got, Person, World, on_both};

async fn staffed(world: &World, people: &[(&Person, &str)]) {
    world.is_set_up().await;
    for (person, department) in people {
        let line = format!("/department join department:{department}");
        person.runs(world.general, &line).await;
    }
    world.settle().await;
}

/// Somebody outside asks at a panel, by the name of the kind.
async fn asks(world: &World, who: &Person, kind: &str, title: &str) {
    let form = who.presses(world.general, kind).await;
    who.fills(&form, &[("title", title)]).await;
    world.settle().await;
}

/// The menus with which another department is asked for a task: the message, and the draft's number.
async fn menus(world: &World, who: &Person, task: &str, label: &str) -> (u64, String) {
    let show = format!("/task show task:{task}");
    who.runs(world.general, &show).await.shows(task);
    who.presses(world.general, label).await;
    let go = if label == "Ask another department" {
        "Go on"
    } else {
        "继续"
    };
    let (message, id) = who.button(world.general, go);
    (message, id.rsplit(':').next().unwrap().to_owned())
}

async fn asks_onwards(
    world: &World,
    who: &Person,
    (message, draft): &(u64, String),
    (to, playbook): (i64, &str),
) -> Got {
    let id = |action: &str| format!("handoff:{action}:{draft}");
    who.picks(*message, &id("draft-to"), &to.to_string()).await;
    who.picks(*message, &id("draft-playbook"), playbook).await;
    world.settle().await;
    who.clicks(*message, &id("draft-go")).await
}

async fn ticked(world: &World, who: &Person, task: &str, lines: usize) {
    for line in 1..=lines {
        let check = format!("/task check task:{task} item:{line}");
        who.runs(world.general, &check).await.shows(task);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_back_through_two_departments_to_whoever_asked() {
    on_both(async |world: &mut World| {
        let (jun, ana, bo, mei) = (
            world.jun.clone(),
            world.ana.clone(),
            world.bo.clone(),
            world.mei.clone(),
        );
        staffed(world, &[(&jun, "service"), (&ana, "support"), (&bo, "ops")]).await;
        let line = "/department edit department:service locale:zh-CN";
        mei.runs(world.general, line).await;
        mei.runs(world.general, "/task panel department:service")
            .await;
        world.settle().await;
        let eva = world.person("Eva", "en-US");
        asks(world, &eva, "服务请求", "Orders fail").await;
        jun.runs(world.general, "/task take task:TASK-1").await;
        // Service asks support, for the case.
        let support = world
            .number("SELECT number FROM department WHERE key = 'support'")
            .await;
        let at = menus(world, &jun, "TASK-1", "请其他部门协助").await;
        asks_onwards(world, &jun, &at, (support, "customer-issue")).await;
        let (message, _) = jun.button(world.general, "继续");
        let choice = format!("handoff:draft-choice:{}:urgency", at.1);
        jun.picks(message, &choice, "stopped").await;
        let form = jun.presses(world.general, "继续").await;
        assert_eq!(form.prefilled("request-title"), "Orders fail");
        let typed = [("customer", "Eva"), ("problem", "Error 500")];
        jun.fills(&form, &typed).await.shows("HO-1");
        world.settle().await;
        let card = world.post("customer-service", "TASK-1 ·");
        assert!(card.contains("被 HO-1 阻塞 Orders fail · 已提出"), "{card}");
        let card = world.post("tech-support", "HO-1 ·");
        assert!(
            card.contains("TASK-1 Orders fail waits for this answer"),
            "{card}"
        );
        assert!(card.contains("Asked for a task"), "{card}");
        // Support asks operations, for the handoff.
        ana.runs(world.general, "/handoff accept handoff:HO-1")
            .await;
        world.settle().await;
        let ops = world
            .number("SELECT number FROM department WHERE key = 'ops'")
            .await;
        ana.presses(world.channel("tech-support"), "Ask onwards")
            .await;
        let (message, id) = ana.button(world.channel("tech-support"), "Go on");
        let draft = id.rsplit(':').next().unwrap().to_owned();
        let form = asks_onwards(world, &ana, &(message, draft), (ops, "fault-escalation")).await;
        let typed = [("users", "40"), ("steps", "Press order"), ("since", "")];
        ana.fills(&form, &typed).await.shows("HO-2");
        bo.runs(world.general, "/handoff accept handoff:HO-2").await;
        bo.runs(
            world.general,
            "/handoff deliver handoff:HO-2 text:The disk was full; it works again",
        )
        .await
        .shows("已交付");
        world.settle().await;
        ana.runs(world.general, "/handoff confirm handoff:HO-2")
            .await
            .shows("HO-1");
        let form = ana.presses(world.general, "Deliver this answer").await;
        ana.fills(&form, &[]).await.shows("delivered");
        world.settle().await;
        // Whoever has the case is told, and sends it on; the customer has read nothing of it before.
        let told = jun.direct();
        assert!(
            told.iter()
                .any(|m| m.contains("**HO-1** Orders fail 已有答复")
                    && m.contains("The disk was full")
                    && m.contains("[答复]")),
            "{told:?}"
        );
        let card = world.post("customer-service", "TASK-1 ·");
        assert!(
            card.contains("HO-1 的答复") && card.contains("已交付") && !card.contains("**阻塞**"),
            "{card}"
        );
        let room = eva.reads(world.channel("TASK-1 Orders fail")).join("\n");
        assert!(!room.contains("The disk was full"), "{room}");
        // Returned, what it had brought does not hold any more.
        jun.runs(world.general, "/handoff return handoff:HO-1 text:还是不行")
            .await
            .shows("已退回");
        world.settle().await;
        let card = world.post("customer-service", "TASK-1 ·");
        assert!(
            !card.contains("的答复") && card.contains("**阻塞**"),
            "{card}"
        );
        ana.runs(
            world.general,
            "/handoff deliver handoff:HO-1 text:It works again; clear the cache",
        )
        .await
        .shows("delivered");
        world.settle().await;
        ticked(world, &jun, "TASK-1", 3).await;
        let form = jun.presses_direct("答复").await;
        assert_eq!(form.prefilled("answer"), "It works again; clear the cache");
        jun.fills(&form, &[]).await.shows("TASK-1");
        jun.runs(world.general, "/handoff confirm handoff:HO-1")
            .await;
        world.settle().await;
        let room = eva.reads(world.channel("TASK-1 Orders fail")).join("\n");
        assert!(room.contains("clear the cache"), "{room}");
        eva.presses(world.channel("TASK-1 Orders fail"), "Solved")
            .await
            .shows("How satisfied");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_lead_to_what_is_there_and_may_be_seen_and_are_shown_at_both_ends() {
    on_both(async |world: &mut World| {
        let (ana, bo, jun) = (world.ana.clone(), world.bo.clone(), world.jun.clone());
        staffed(
            world,
            &[(&ana, "ops"), (&bo, "security"), (&jun, "delivery")],
        )
        .await;
        let line = "/task create department:ops kind:task title:Renew the certificate";
        ana.runs(world.general, line).await.shows("TASK-1");
        for nowhere in ["HO-1", "INC-1", "TASK-9", "RISK-1", "x"] {
            let line = format!("/task link task:TASK-1 relation:blocks other:{nowhere}");
            ana.runs(world.general, &line)
                .await
                .shows("is not the key of anything");
        }
        jun.runs(
            world.general,
            "/handoff request to:ops playbook:general title:上线",
        )
        .await;
        let line = "/task link task:TASK-1 relation:blocks other:HO-1";
        ana.runs(world.general, line)
            .await
            .shows("blocks HO-1 上线 · requested");
        world.settle().await;
        let card = world.post("delivery", "HO-1 ·");
        assert!(card.contains("TASK-1 Renew the certificate"), "{card}");
        // It stands there as it goes on.
        ana.runs(world.general, "/handoff accept handoff:HO-1")
            .await;
        world.settle().await;
        let card = world.post("ops", "TASK-1 ·");
        assert!(card.contains("blocks HO-1 上线 · accepted"), "{card}");
        let line = "/task link task:TASK-1 relation:blocks other:HO-1 remove:true";
        ana.runs(world.general, line).await.shows("TASK-1");
        world.settle().await;
        assert!(!world.post("delivery", "HO-1 ·").contains("TASK-1"));
        // What is for few is not linked by others.
        let eva = world.person("Eva", "en-US");
        eva.runs(world.general, "/department join department:it")
            .await;
        let line = "/task create department:it kind:task title:Look at it";
        eva.runs(world.general, line).await.shows("TASK-2");
        let line =
            "/incident declare title:Intruder severity:sev3 department:security type:security";
        bo.runs(world.general, line).await.shows("INC-1");
        let line = "/task link task:TASK-2 relation:caused-by other:INC-1";
        eva.runs(world.general, line).await.shows("INC-1");
        assert_eq!(world.rows("incident_link").await, 0);
        let line = "/incident declare title:Slow severity:sev3 department:ops";
        ana.runs(world.general, line).await.shows("INC-2");
        let line = "/task link task:TASK-2 relation:caused-by other:INC-2";
        eva.runs(world.general, line)
            .await
            .shows("was caused by INC-2 Slow");
        world.settle().await;
        ana.runs(world.general, "/incident show incident:INC-2")
            .await
            .shows("TASK-2");
        let talk = world.posts("INC-2 Slow").join("\n");
        assert!(talk.contains("linked this with TASK-2"), "{talk}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_issue_that_is_handed_over_is_found_by_whoever_looks_for_it() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "support"), (&bo, "ops")]).await;
        let line = "/handoff request to:support playbook:known-issue title:登录页面空白";
        let form = bo.runs(world.general, line).await;
        let typed = [
            ("seen", "登录后页面空白"),
            ("workaround", "清除浏览器缓存"),
            ("fixed", "2026-01-16"),
        ];
        bo.fills(&form, &typed).await.shows("HO-1");
        ana.runs(world.general, "/handoff accept handoff:HO-1")
            .await;
        ana.runs(world.general, "/handoff deliver handoff:HO-1 text:the FAQ")
            .await
            .shows("delivered");
        bo.runs(world.general, "/handoff confirm handoff:HO-1")
            .await;
        world.settle().await;
        ana.runs(world.general, "/knowledge search text:登录空白")
            .await
            .shows("登录页面空白");
        world.post("tech-support", "清除浏览器缓存");
        // Once only: where an entry is named that is there, it stays.
        let form = bo.runs(world.general, line).await;
        bo.fills(&form, &typed).await.shows("HO-2");
        ana.runs(world.general, "/handoff accept handoff:HO-2")
            .await;
        ana.runs(world.general, "/handoff deliver handoff:HO-2 text:KB-1")
            .await;
        bo.runs(world.general, "/handoff confirm handoff:HO-2")
            .await;
        world.settle().await;
        assert_eq!(
            world
                .number("SELECT COUNT(*) FROM knowledge WHERE kind = 'known-issue'")
                .await,
            1
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_done_after_an_incident_is_cancelled_with_its_task() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "ops"), (&bo, "ops")]).await;
        let line = "/incident declare title:Slow severity:sev3 department:ops";
        ana.runs(world.general, line).await.shows("INC-1");
        ana.runs(
            world.general,
            "/incident resolve incident:INC-1 cause:disk impact:none",
        )
        .await;
        world.settle().await;
        let line = "/incident postmortem incident:INC-1";
        ana.runs(world.general, line).await;
        ana.presses(world.general, "Actions").await;
        let form = ana.presses(world.general, "Add action").await;
        let typed = [("text", "A second disk"), ("owner", "Bo"), ("due", "+3d")];
        ana.fills(&form, &typed).await.shows("A second disk");
        world.settle().await;
        let line = "/task cancel task:TASK-1 reason:we move to the cloud";
        bo.runs(world.general, line).await.shows("已取消");
        world.settle().await;
        ana.runs(world.general, "/incident show incident:INC-1")
            .await
            .shows("cancelled by <@");
        let talk = world.posts("INC-1 Slow").join("\n");
        assert!(talk.contains("cancelled TASK-1"), "{talk}");
        // Nobody is asked about it any more.
        let before = bo.direct().len();
        world.clock_to("2026-01-19 12:00 Asia/Shanghai").await;
        let later: Vec<String> = bo.direct().into_iter().skip(before).collect();
        assert!(
            !later.iter().any(|m| m.contains("A second disk")),
            "{later:?}"
        );
    })
    .await;
}
