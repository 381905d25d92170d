//! Incidents as people live them.

use crate::world::{Person, World, on_both};

/// Everything set up, with these people in operations; returns the channel of operations.
async fn ops(world: &World, people: &[&Person]) -> u64 {
    world.is_set_up().await;
    for person in people {
        person
            .runs(world.general, "/department join department:ops")
            .await;
    }
    world.settle().await;
    world.channel("ops")
}

#[tokio::test(flavor = "multi_thread")]
async fn from_declared_to_closed() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        let ops = ops(world, &[&ana, &bo]).await;
        let line = "/incident declare title:Orders **fail** @everyone severity:sev1 department:ops service:checkout details:Since noon";
        let got = mei.runs(world.general, line).await.shows("INC-1");
        assert!(got.text().contains("<#"), "{}", got.text());
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV1");
        for part in [
            "Orders \\*\\*fail\\*\\* @\u{200b}everyone",
            "Triggered",
            "Service: checkout",
            "Since noon",
            "[Acknowledge]",
            "[Resolve]",
            "[More…]",
        ] {
            assert!(card.contains(part), "no {part}: {card}");
        }
        let talk = world.server.channel("INC-1 Orders **fail** @everyone");
        assert!(talk.is_some(), "its thread");
        mei.uses(ops, "INC-1 · SEV1", "Why this?")
            .await
            .shows("About: INC-1");

        ana.presses(ops, "Acknowledge").await.shows("is yours");
        // Too late: who was first, and when.
        let late = mei.runs(world.general, "/incident ack incident:INC-1").await;
        let late = late.shows("is acknowledged since").text();
        assert!(late.contains(&ana.id.to_string()), "{late}");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV1");
        assert!(card.contains("Acknowledged") && !card.contains("[Acknowledge]"), "{card}");

        let form = ana.presses(ops, "Update").await;
        ana.fills(&form, &[("text", "Restarting the *queue*")])
            .await
            .shows("on its card");
        world.settle().await;
        assert!(world.post("ops", "INC-1").contains("Restarting the \\*queue\\*"));

        let form = ana.presses(ops, "Resolve").await;
        ana.fills(&form, &[("cause", "Disk full"), ("impact", "40 orders late")])
            .await
            .shows("is resolved");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV1");
        assert!(card.contains("Disk full") && card.contains("[Close]"), "{card}");

        ana.presses(ops, "Reopen").await.shows("open again");
        world.settle().await;
        assert!(world.post("ops", "INC-1").contains("Triggered"));
        ana.runs(
            world.general,
            "/incident resolve incident:INC-1 cause:Disk full impact:None",
        )
        .await
        .shows("is resolved");
        ana.runs(world.general, "/incident close incident:Orders **fail** @everyone")
            .await
            .shows("is closed");
        world.settle().await;
        assert_eq!(world.count("ops", "INC-1 · SEV1"), 1, "one card, edited in place");
        let talk = world.server.messages(talk.unwrap(), mei.id);
        let talk: Vec<String> = talk.iter().map(crate::world::flat).collect();
        for part in ["has it now", "Restarting the \\*queue\\*", "resolved", "not over", "closed"] {
            assert!(talk.iter().any(|l| l.contains(part)), "no {part}: {talk:#?}");
        }
        let told = mei.runs(world.general, "/incident show incident:INC-1").await;
        told.shows("Nothing is left to do");
        let told = mei.presses(world.general, "Timeline").await;
        let told = told.shows("Timeline of INC-1, newest first").text();
        let order = ["closed it", "reopened it", "update: Restarting", "acknowledged it", "SEV1"];
        let at: Vec<usize> = order.iter().map(|part| told.find(part).unwrap()).collect();
        assert!(at.is_sorted(), "{told}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_chinese_and_with_what_stands_behind_more() {
    on_both(async |world: &mut World| {
        let (mei, jun, ana) = (world.mei.clone(), world.jun.clone(), world.ana.clone());
        let ops = ops(world, &[&jun, &ana]).await;
        mei.runs(world.general, "/department edit department:ops locale:zh-CN")
            .await;
        jun.runs(
            world.general,
            "/incident declare title:订单无法提交 severity:sev3 department:ops type:customer service:下单",
        )
        .await
        .shows("已上报");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV3");
        for part in ["已触发", "服务：下单", "客户侧问题", "[确认]", "[更多…]"] {
            assert!(card.contains(part), "no {part}: {card}");
        }
        jun.presses(ops, "更多…").await.shows("其他操作");
        jun.chooses(ops, "sev1").await.shows("现为 SEV1");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV1");
        assert!(card.contains("全面停摆"), "{card}");
        jun.presses(ops, "更多…").await;
        jun.presses(ops, "我来指挥").await.shows("指挥");
        // Somebody else would take what is taken.
        ana.presses(ops, "更多…").await;
        let got = ana.presses(ops, "I take command").await.shows("is commander of INC-1 already");
        assert!(got.text().contains(&jun.id.to_string()), "{}", got.text());
        let hand = format!("/incident role incident:INC-1 role:commander user:<@{}>", ana.id);
        jun.runs(world.general, &hand).await.shows("负责");
        world.settle().await;
        assert!(
            ana.direct().iter().any(|m| m.contains("made you commander of **INC-1**")),
            "{:?}",
            ana.direct()
        );
        jun.presses(ops, "更多…").await;
        jun.presses(ops, "升级").await.shows("下一级");
        jun.presses(ops, "更多…").await;
        jun.presses(ops, "已缓解").await.shows("已缓解");
        jun.runs(world.general, "/incident update incident:INC-1 text:正在回滚")
            .await
            .shows("子区");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV1");
        for part in ["已缓解", "指挥：", "正在回滚", "消除原因"] {
            assert!(card.contains(part), "no {part}: {card}");
        }
        let talk = world.posts("INC-1 订单无法提交").join("\n");
        for part in ["SEV3 → SEV1", "现在负责指挥", "升级到下一级", "已缓解，原因尚未消除", "**更新**"] {
            assert!(talk.contains(part), "no {part}: {talk}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_are_the_same_become_one() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        let ops = ops(world, &[&ana]).await;
        for title in ["Orders fail", "Queue is stuck", "Late mails"] {
            let line = format!("/incident declare title:{title} severity:sev2 department:ops");
            mei.runs(world.general, &line).await;
        }
        let name = format!(
            "/incident role incident:INC-2 role:scribe user:<@{}>",
            bo.id
        );
        ana.runs(world.general, &name).await.shows("scribe");
        // Who is neither of the department nor called to it cannot.
        let eva = world.person("Eva", "en-US");
        eva.runs(world.general, "/incident merge incident:INC-2 into:INC-1")
            .await
            .shows("Only members");
        let merge = "/incident merge incident:INC-2 into:INC-1";
        mei.runs(world.general, merge)
            .await
            .shows("goes on as **INC-1**");
        mei.runs(world.general, merge)
            .await
            .shows("was merged into INC-1");
        mei.runs(world.general, "/incident merge incident:INC-1 into:INC-1")
            .await
            .shows("cannot be merged into itself");
        mei.runs(world.general, "/incident merge incident:INC-3 into:INC-2")
            .await
            .shows("Merge into INC-1");
        ana.runs(world.general, "/incident ack incident:INC-2")
            .await
            .shows("was merged into INC-1");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV2");
        assert!(card.contains("Merged into it\nINC-2"), "{card}");
        assert!(
            card.contains(&format!("Scribe: <@{}>", bo.id)),
            "people too: {card}"
        );
        let gone = world.post("ops", "INC-2 · SEV2");
        assert!(
            gone.contains("goes on as **INC-1**") && !gone.contains("[Resolve]"),
            "{gone}"
        );
        // What was merged before goes along.
        mei.runs(world.general, "/incident merge incident:INC-1 into:INC-3")
            .await
            .shows("goes on as **INC-3**");
        world.settle().await;
        let card = world.post("ops", "INC-3 · SEV2");
        assert!(card.contains("INC-1 · INC-2"), "{card}");
        mei.runs(world.general, "/incident show incident:INC-3")
            .await;
        let told = mei.presses(world.general, "Timeline").await.text();
        for part in [
            "merged INC-1 into it: Orders fail",
            "merged INC-2 into it: Queue is stuck",
        ] {
            assert!(told.contains(part), "no {part}: {told}");
        }
        // It was another one after all.
        mei.runs(world.general, "/incident reopen incident:INC-2")
            .await
            .shows("open again");
        world.settle().await;
        let card = world.post("ops", "INC-3 · SEV2");
        assert!(!card.contains("INC-2"), "{card}");
        let _ = ops;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_speak_with_customers_hear_plain_words() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&ana]).await;
        mei.runs(world.general, "/department edit department:support locale:zh-CN")
            .await;
        let line = "/incident declare title:db-1 replication lag severity:sev2 department:ops service:Ordering customers_affected:true";
        mei.runs(world.general, line).await;
        world.settle().await;
        let told = world.post("customer-service", "Customers are affected · INC-1");
        assert!(told.contains("Ordering") && told.contains("Next news by"), "{told}");
        assert!(!told.contains("db-1"), "no jargon: {told}");
        assert!(world.post("tech-support", "客户受到影响 · INC-1").contains("Ordering"));

        // What is said among those who repair it stays there.
        ana.runs(world.general, "/incident update incident:INC-1 text:Failing over to db-2")
            .await
            .shows("on its card");
        world.settle().await;
        assert_eq!(world.count("customer-service", "db-2"), 0);
        let form = ana.presses(ops, "Update").await;
        ana.fills(
            &form,
            &[("text", "Rebuilding"), ("public", "Some orders arrive late")],
        )
        .await
        .shows("have your plain words");
        world.settle().await;
        let news = world.post("customer-service", "News about INC-1");
        assert!(news.contains("> Some orders arrive late"), "{news}");
        assert!(!news.contains("Rebuilding"), "{news}");
        assert_eq!(world.count("customer-service", "Some orders arrive late"), 2, "the notice says it too");

        let form = ana.presses(ops, "Resolve").await;
        let words = [("cause", "Disk"), ("impact", "Late"), ("public", "All orders are through")];
        ana.fills(&form, &words).await.shows("is resolved");
        world.settle().await;
        assert!(world.post("customer-service", "INC-1 is over").contains("All orders are through"));
        assert!(world.post("tech-support", "INC-1 已结束").contains("可以告知客户"));
        let notice = world.post("customer-service", "Customers were affected");
        assert!(notice.contains("is over"), "kept up to date: {notice}");

        // That customers feel it may turn out later.
        mei.runs(
            world.general,
            "/incident declare title:Odd mails severity:sev4 department:ops",
        )
        .await;
        world.settle().await;
        assert_eq!(world.count("customer-service", "INC-2"), 0);
        let line = "/incident update incident:INC-2 text:Some mails came twice public:true";
        ana.runs(world.general, line).await.shows("plain words");
        world.settle().await;
        assert!(world.post("customer-service", "News about INC-2").contains("Some mails came twice"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_message_and_only_once() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        let ops = ops(world, &[&ana]).await;
        world
            .server
            .say(bo.id, ops, "Nobody can log in\nsince ten")
            .unwrap();
        let form = ana
            .uses(ops, "Nobody can log in", "Declare an incident")
            .await;
        assert_eq!(form.prefilled("title"), "Nobody can log in");
        assert_eq!(form.prefilled("department"), "ops");
        assert!(form.prefilled("details").contains("since ten"));
        let wrong = ana.fills(&form, &[("severity", "bad")]).await;
        wrong.shows("is not a severity");
        let late = bo.uses(ops, "Nobody can log in", "上报故障").await;
        let form = ana
            .uses(ops, "Nobody can log in", "Declare an incident")
            .await;
        ana.fills(&form, &[("severity", "2")]).await.shows("INC-1");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV2 · Nobody can log in");
        assert!(card.contains("https://discord.com/channels/"), "{card}");
        let late = bo
            .fills(&late, &[("severity", "sev1"), ("department", "ops")])
            .await;
        let late = late.shows("INC-1");
        assert!(late.text().contains(&ana.id.to_string()), "{}", late.text());
        assert_eq!(world.rows("incident").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_and_what_is_offered() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let _ops = ops(world, &[&ana]).await;
        mei.runs(world.general, "/incident list")
            .await
            .shows("There is none");
        for n in 1..=17 {
            let line = format!("/incident declare title:Trouble {n} severity:sev3 department:it");
            mei.runs(world.general, &line).await;
        }
        let line = "/incident declare title:支付失败 severity:sev1 department:ops";
        mei.runs(world.general, line).await;
        let page = ana.runs(world.general, "/incident list").await;
        let page = page.shows("INC-18").text();
        assert!(
            page.find("INC-18") < page.find("INC-1**"),
            "the worst first: {page}"
        );
        assert!(!page.contains("INC-17"), "{page}");
        let page = ana.presses(world.general, "Next ▶").await;
        page.shows("INC-17");
        ana.runs(world.general, "/incident list state:closed")
            .await
            .shows("There is none");
        ana.runs(world.general, "/incident list state:all department:ops")
            .await
            .shows("支付失败");
        let offered = ana
            .is_offered(world.general, "/incident ack incident:", "incident")
            .await;
        assert!(
            offered[0].starts_with("INC-18"),
            "of one's own department first: {offered:?}"
        );
        let offered = ana
            .is_offered(world.general, "/incident ack incident:支付", "incident")
            .await;
        assert_eq!(offered.len(), 1, "{offered:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_input_changes_nothing_and_says_what_works() {
    on_both(async |world: &mut World| {
        let (mei, ana, eva) = (
            world.mei.clone(),
            world.ana.clone(),
            world.person("Eva", "en-US"),
        );
        let ops = ops(world, &[&ana]).await;
        for (line, says) in [
            (
                "/incident show incident:INC-9",
                "There is no incident “INC-9”",
            ),
            ("/incident ack incident:nonsense", "There is no incident"),
            (
                "/incident declare title:x severity:sev1 department:oops",
                "ops",
            ),
        ] {
            mei.runs(world.general, line).await.shows(says);
        }
        let long = "x".repeat(121);
        let line = format!("/incident declare title:{long} severity:sev1 department:ops");
        mei.runs(world.general, &line)
            .await
            .shows("at most 120 fit");
        assert_eq!(world.rows("incident").await, 0);
        mei.runs(
            world.general,
            "/incident declare title:Disk full severity:sev2 department:ops",
        )
        .await;
        world.settle().await;
        for (person, line, says) in [
            (&eva, "/incident ack incident:INC-1", "Only members"),
            (
                &eva,
                "/incident update incident:INC-1 text:hm",
                "Only members",
            ),
            (
                &eva,
                "/incident severity incident:INC-1 severity:sev4",
                "Only members",
            ),
            (&eva, "/incident escalate incident:INC-1", "Only members"),
            (
                &ana,
                "/incident severity incident:INC-1 severity:sev2",
                "is SEV2 already",
            ),
            (&ana, "/incident close incident:INC-1", "Only people called"),
            (&mei, "/incident close incident:INC-1", "is triggered since"),
            (
                &mei,
                "/incident reopen incident:INC-1",
                "is triggered since",
            ),
            (
                &ana,
                "/incident show incident:Disk ful",
                "Did you mean INC-1?",
            ),
        ] {
            person.runs(world.general, line).await.shows(says);
        }
        eva.presses(ops, "Resolve").await.shows("Only members");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_too_late_is_told_who_and_when() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&ana]).await;
        mei.runs(
            world.general,
            "/incident declare title:Disk full severity:sev2 department:ops",
        )
        .await;
        world.settle().await;
        let form = ana.presses(ops, "Resolve").await;
        // Somebody else is faster while the form is open.
        mei.runs(
            world.general,
            "/incident resolve incident:INC-1 cause:Logs impact:None",
        )
        .await;
        let late = ana.fills(&form, &[("cause", "c"), ("impact", "i")]).await;
        late.shows("is resolved since");
        ana.runs(world.general, "/incident escalate incident:INC-1")
            .await
            .shows("is resolved since");
        mei.runs(world.general, "/incident close incident:INC-1")
            .await
            .shows("is closed");
        ana.runs(world.general, "/incident update incident:INC-1 text:hm")
            .await
            .shows("is closed since");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_fell_silent_is_relieved() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        let ops = ops(world, &[&ana, &bo]).await;
        let lead = format!("/department edit department:ops lead:<@{}>", ana.id);
        mei.runs(world.general, &lead).await.shows("<@");
        bo.runs(
            world.general,
            "/incident declare title:Orders fail severity:sev1 department:ops",
        )
        .await
        .shows(&format!("<@{}>", ana.id));
        world.settle().await;
        assert!(
            ana.direct().iter().any(|m| m.contains("INC-1")),
            "{:?}",
            ana.direct()
        );
        ana.presses(ops, "Acknowledge").await.shows("is yours");
        world.settle().await;
        assert!(!world.post("ops", "INC-1 · SEV1").contains("[Acknowledge]"));
        // Half an hour without a word: it rings again, and somebody else may take it.
        world.wait(31).await;
        let card = world.post("ops", "INC-1 · SEV1 · Orders fail");
        assert!(
            card.contains("Somebody is wanted again") && card.contains("[Acknowledge]"),
            "{card}"
        );
        bo.runs(world.general, "/incident ack incident:INC-1")
            .await
            .shows("由您处理");
        world.settle().await;
        let card = world.post("ops", "INC-1 · SEV1 · Orders fail");
        assert!(!card.contains("wanted again"), "{card}");
        assert!(
            card.contains(&format!("<@{}> works on it", bo.id)),
            "{card}"
        );
    })
    .await;
}

/// What somebody reads in a thread.
fn read(world: &World, thread: u64, person: &Person) -> String {
    let messages = world.server.messages(thread, person.id);
    let said = messages.iter().filter(|m| m["ephemeral"] != true);
    let all: Vec<String> = said.map(crate::world::flat).collect();
    all.join("\n")
}

/// Somebody without a part in it, wherever they look.
async fn reads_nothing_of_it(world: &World, eva: &Person) {
    let hidden = ["laptop", "Payroll", "payroll", "ZXQ"];
    let clean = |what: &str, text: &str| {
        for word in hidden {
            assert!(!text.contains(word), "{what} shows {word}: {text}");
        }
    };
    for line in [
        "/incident show incident:INC-1",
        "/incident ack incident:INC-1",
        "/incident resolve incident:INC-1",
        "/incident update incident:INC-1 text:hm",
        "/incident merge incident:INC-1 into:INC-1",
        "/incident list",
        "/incident list state:all department:security",
        "/audit",
        "/audit subject:INC-1",
        "/incident postmortem incident:INC-1",
        "/incident stats",
        "/me show",
        "/digest now department:security",
        "/digest now department:pmo",
    ] {
        let got = eva.runs(world.general, line).await.text();
        clean(line, &got);
    }
    // Guessing finds nothing, not even that there is something.
    for guess in ["Stolen laptop", "Stolen lap"] {
        let line = format!("/incident show incident:{guess}");
        let got = eva
            .runs(world.general, &line)
            .await
            .shows("There is no incident");
        assert!(!got.text().contains("INC-1"), "{}", got.text());
    }
    world.settle().await;
    let offered = eva
        .is_offered(world.general, "/incident show incident:", "incident")
        .await;
    assert_eq!(offered.len(), 1);
    clean("what is offered", &offered[0]);
    let offered = eva
        .is_offered(world.general, "/incident show incident:laptop", "incident")
        .await;
    assert!(offered.is_empty(), "{offered:?}");
    let people = world.channel("people");
    let got = eva
        .presses(people, "Show")
        .await
        .shows("matter of security");
    clean("the button", &got.text());
    for channel in world.server.channels() {
        let told = read(world, channel, eva);
        clean("a channel", &told);
    }
    clean("direct messages", &eva.direct().join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_a_matter_of_security_stays_among_those_who_work_on_it() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo, jun) = (
            world.mei.clone(),
            world.ana.clone(),
            world.bo.clone(),
            world.jun.clone(),
        );
        let eva = world.person("Eva", "en-US");
        // Ana is of security, Bo of operations, Jun declares for the people department, Eva leads the project office.
        ops(world, &[&bo]).await;
        ana.runs(world.general, "/department join department:security").await;
        jun.runs(world.general, "/department join department:hr").await;
        let lead = format!("/department edit department:pmo lead:<@{}>", eva.id);
        mei.runs(world.general, &lead).await.shows("<@");
        let line = "/incident declare title:Stolen laptop severity:sev1 department:hr type:security details:Payroll on it customers_affected:true service:payroll";
        jun.runs(world.general, line).await.shows("内容保密");
        world.settle().await;

        let room = world.server.channel("INC-1 Stolen laptop").unwrap();
        for person in [&ana, &bo, &jun] {
            let told = read(world, room, person);
            assert!(told.contains("Stolen laptop") && told.contains("Payroll"), "{told}");
        }
        assert_eq!(read(world, room, &eva), "", "Eva was not let in");
        let public = world.post("people", "INC-1 · SEV1 · Security incident");
        assert!(public.contains("in a room of their own"), "{public}");

        ana.presses(room, "Acknowledge").await.shows("is yours");
        ana.runs(
            world.general,
            "/incident update incident:INC-1 text:Wiped remotely via ZXQ",
        )
        .await
        .shows("on its card");
        ana.runs(world.general, "/incident severity incident:INC-1 severity:sev2").await;
        world.settle().await;
        assert!(read(world, room, &bo).contains("Wiped remotely"));
        assert!(world.post("people", "Security incident").contains("SEV2"));

        reads_nothing_of_it(world, &eva).await;

        // Those with a part in it are offered it by name, and the timeline has their words.
        let offered = ana
            .is_offered(world.general, "/incident show incident:laptop", "incident")
            .await;
        assert_eq!(offered.len(), 1, "{offered:?}");
        bo.runs(world.general, "/incident show incident:INC-1").await.shows("Payroll");
        let told = bo.presses(world.general, "时间线").await;
        told.shows("ZXQ");

        // What is private cannot be poured into what is not.
        ana.runs(
            world.general,
            "/incident declare title:Odd mails severity:sev3 department:ops",
        )
        .await;
        mei.runs(world.general, "/incident merge incident:INC-1 into:INC-2")
            .await
            .shows("is private and INC-2 is not");
        // Whoever is given a role is let in.
        let role = format!("/incident role incident:INC-1 role:scribe user:<@{}>", eva.id);
        ana.runs(world.general, &role).await.shows("scribe");
        world.settle().await;
        assert!(read(world, room, &eva).contains("Stolen laptop"));
        eva.runs(world.general, "/incident show incident:INC-1").await.shows("Payroll");
    })
    .await;
}
