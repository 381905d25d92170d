//! Departments that work together, end to end, in both languages.

use serde_json::json;

use crate::alert::{integration_of, post};
use crate::world::{Person, World, on_both};

async fn staffed(world: &World, people: &[(&Person, &str)]) {
    world.is_set_up().await;
    for (person, department) in people {
        let line = format!("/department join department:{department}");
        person.runs(world.general, &line).await;
    }
    world.settle().await;
}

async fn leads(world: &World, person: &Person, department: &str) {
    let line = format!(
        "/department edit department:{department} lead:<@{}>",
        person.id
    );
    world.mei.runs(world.general, &line).await;
    world.settle().await;
}

/// Somebody does a run: its lines ticked, its proof attached, and how it went.
async fn ran(
    world: &World,
    who: &Person,
    (task, lines): (&str, usize),
    proof: u64,
    (how, outcome): (&str, &[(&str, &str)]),
) {
    for line in 1..=lines {
        let check = format!("/task check task:{task} item:{line}");
        who.runs(world.general, &check).await.shows(task);
    }
    let done = format!("/task done task:{task} proof:{proof}");
    who.runs(world.general, &done).await.shows("How did it go?");
    let form = who.presses(world.general, how).await;
    who.fills(&form, outcome).await.shows(task);
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_and_security_a_vulnerability_is_excused_and_stands_open_again() {
    on_both(async |world: &mut World| {
        let (ana, bo, jun) = (world.ana.clone(), world.bo.clone(), world.jun.clone());
        staffed(world, &[(&ana, "security"), (&bo, "ops")]).await;
        leads(world, &ana, "security").await;
        leads(world, &jun, "ops").await;
        // His client says that he reads Chinese.
        jun.runs(world.general, "/me show").await;
        world.clock_to("2026-01-05 10:00 Asia/Shanghai").await;
        let scanner = integration_of(world, "security", "scanner").await;
        let finding =
            json!({ "id": "CVE-2026-1", "title": "OpenSSL is old", "cvss": 9.8, "where": "srv-1" });
        let (status, body) = post(&scanner, &finding).await;
        assert_eq!(
            (status, &body["results"][0]["made"]),
            (202, &json!("HO-1")),
            "{body}"
        );
        world.settle().await;
        // What it is about is for the two departments.
        let card = world.post("ops", "HO-1 ·");
        assert!(!card.contains("OpenSSL") && !card.contains("CVE"), "{card}");
        let eva = world.person("Eva", "en-US");
        eva.runs(world.general, "/handoff show handoff:HO-1")
            .await
            .shows("for its two departments only");
        bo.runs(world.general, "/handoff show handoff:HO-1")
            .await
            .shows("OpenSSL is old");
        // Nobody within one working hour: the lead is told.
        world.clock_to("2026-01-05 10:59 Asia/Shanghai").await;
        assert!(
            !jun.direct().iter().any(|m| m.contains("已超时")),
            "{:?}",
            jun.direct()
        );
        world.clock_to("2026-01-05 11:01 Asia/Shanghai").await;
        assert!(
            jun.direct().iter().any(|m| m.contains("已超时")),
            "{:?}",
            jun.direct()
        );
        bo.runs(world.general, "/handoff accept handoff:HO-1")
            .await
            .shows("由 <@");
        world.settle().await;
        // An exception is a decision of security's lead, and ends by itself.
        let form = bo
            .presses(world.channel("ops"), "Ask for an exception")
            .await;
        let until = [
            ("until", "2026-01-20"),
            ("why", "The vendor has no fix yet"),
        ];
        bo.fills(&form, &until).await.shows("DEC-1");
        world.settle().await;
        ana.runs(world.general, "/decision approve decision:DEC-1")
            .await;
        world.settle().await;
        world.clock_to("2026-01-19 18:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "has not delivered"), 0, "excused");
        world.clock_to("2026-01-20 09:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "open again"), 1);
        // Without proof it is not delivered.
        let form = bo
            .runs(world.general, "/handoff deliver handoff:HO-1 text:Upgraded")
            .await;
        assert_eq!(form.prefilled("fix"), "Upgraded");
        let form = bo.presses(world.channel("ops"), "Deliver").await;
        let typed = [
            ("fix", "Upgraded"),
            ("delivery-proof", "https://scan.example/7"),
        ];
        bo.fills(&form, &typed).await.shows("已交付");
        world.settle().await;
        // It is closed by a scan of security's own and by nothing else; where everybody reads, that says nothing.
        let card = world.post("security", "TASK-1");
        assert!(!card.contains("OpenSSL") && !card.contains("CVE"), "{card}");
        ana.runs(world.general, "/handoff confirm handoff:HO-1")
            .await
            .shows("is confirmed by **TASK-1** alone");
        let scan = world
            .server
            .upload("scan.txt", "text/plain", b"srv-1: still vulnerable");
        let found = [("scanned", "3"), ("found", "srv-1 is still vulnerable")];
        ran(world, &ana, ("TASK-1", 2), scan, ("Failed", &found)).await;
        world.settle().await;
        let card = world.post("ops", "HO-1 ·");
        assert!(card.contains("accepted"), "{card}");
        bo.runs(world.general, "/handoff show handoff:HO-1")
            .await
            .shows("srv-1 is still vulnerable")
            .shows("退回 1 次");
        let form = bo.presses(world.channel("ops"), "Deliver").await;
        let typed = [
            ("fix", "Now really"),
            ("delivery-proof", "https://scan.example/8"),
        ];
        bo.fills(&form, &typed).await.shows("已交付");
        world.settle().await;
        // A run that somebody drops does not decide: confirming opens another.
        ana.runs(world.general, "/task cancel task:TASK-2").await;
        ana.runs(world.general, "/handoff confirm handoff:HO-1")
            .await
            .shows("TASK-3");
        let found = [("scanned", "3"), ("found", "")];
        ran(world, &ana, ("TASK-3", 2), scan, ("Passed", &found)).await;
        world.settle().await;
        let card = world.post("ops", "HO-1 ·");
        assert!(card.contains("confirmed"), "{card}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_and_quality_an_environment_is_lent_and_given_back() {
    on_both(async |world: &mut World| {
        let (ana, bo, mei) = (world.ana.clone(), world.bo.clone(), world.mei.clone());
        staffed(world, &[(&ana, "quality"), (&bo, "ops")]).await;
        mei.runs(
            world.general,
            "/department edit department:ops locale:zh-CN",
        )
        .await;
        let line = "/handoff request to:ops playbook:test-environment title:Staging";
        let form = ana.runs(world.general, line).await;
        let typed = [
            ("environment", "Like production"),
            ("from", "2026-01-06"),
            ("until", "2026-01-09"),
        ];
        ana.fills(&form, &typed).await.shows("HO-1");
        bo.runs(world.general, "/handoff accept handoff:HO-1").await;
        bo.runs(
            world.general,
            "/handoff deliver handoff:HO-1 text:staging.example",
        )
        .await
        .shows("已交付");
        world.settle().await;
        // What was delivered is tested at once; 95 % are to pass.
        let card = world.post("quality", "TASK-1 · HO-1: Staging");
        assert!(
            card.contains("Functional test") && card.contains("verifies HO-1"),
            "{card}"
        );
        ana.runs(
            world.general,
            "/measure record measure:pass-rate value:96 unit:%",
        )
        .await;
        mei.runs(world.general, "/measure target measure:pass-rate value:95")
            .await
            .shows("Target **95");
        let report = world
            .server
            .upload("report.txt", "text/plain", b"92 of 100");
        let result = |passed: &'static str, failed: &'static str| {
            [
                ("build", "1.4"),
                ("passed", passed),
                ("failed", failed),
                ("rate", passed),
            ]
        };
        // By the button it passed, by its figures it did not.
        ran(
            world,
            &ana,
            ("TASK-1", 3),
            report,
            ("Passed", &result("92", "8")),
        )
        .await;
        world.settle().await;
        let back = world.post("ops", "退回");
        assert!(
            back.contains("Pass rate: 92%, and it should be 95%"),
            "{back}"
        );
        let card = world.post("quality", "TASK-1 · HO-1: Staging");
        assert!(card.contains("failed"), "{card}");
        bo.runs(
            world.general,
            "/handoff deliver handoff:HO-1 text:staging.example, filled",
        )
        .await
        .shows("已交付");
        ran(
            world,
            &ana,
            ("TASK-2", 3),
            report,
            ("Passed", &result("97", "3")),
        )
        .await;
        world.settle().await;
        let card = world.post("quality", "HO-1 ·");
        assert!(card.contains("**confirmed**"), "{card}");
        world.clock_to("2026-01-08 12:00 Asia/Shanghai").await;
        assert_eq!(world.count("quality", "to be given back on 2026-01-09"), 1);
        assert_eq!(world.count("ops", "应在 2026-01-09 归还"), 1);
        world.clock_to("2026-01-12 12:00 Asia/Shanghai").await;
        assert!(world.count("quality", "is over (2026-01-09)") >= 1);
        bo.presses(world.channel("ops"), "已归还")
            .await
            .shows("已归还");
        ana.presses(world.channel("quality"), "Given back")
            .await
            .shows("is back");
        let before = world.count("quality", "is over (2026-01-09)");
        world.clock_to("2026-01-20 12:00 Asia/Shanghai").await;
        assert_eq!(
            world.count("quality", "is over (2026-01-09)"),
            before,
            "no more"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_and_support_a_fault_becomes_an_incident_and_its_answer_comes_back() {
    on_both(async |world: &mut World| {
        let (ana, bo, jun, mei) = (
            world.ana.clone(),
            world.bo.clone(),
            world.jun.clone(),
            world.mei.clone(),
        );
        staffed(world, &[(&ana, "support"), (&bo, "ops"), (&jun, "service")]).await;
        mei.runs(
            world.general,
            "/department edit department:service locale:zh-CN",
        )
        .await;
        // A customer's issue is handed to support, and on to operations.
        let form = jun
            .runs(
                world.general,
                "/handoff request to:support playbook:general title:无法下单",
            )
            .await;
        form.shows("HO-1");
        ana.runs(world.general, "/handoff accept handoff:HO-1")
            .await;
        world.settle().await;
        ana.presses(world.channel("tech-support"), "Ask onwards")
            .await;
        let ops = ana.button(world.channel("tech-support"), "Go on");
        let message = ops.0;
        let number = ops.1.rsplit(':').next().unwrap().to_owned();
        let to = world
            .number("SELECT number FROM department WHERE key = 'ops'")
            .await;
        let choose = async |action: &str, value: &str| {
            let id = format!("handoff:{action}:{number}");
            ana.picks(message, &id, value).await
        };
        choose("draft-to", &to.to_string()).await;
        choose("draft-playbook", "fault-escalation").await;
        let form = ana
            .clicks(message, &format!("handoff:draft-go:{number}"))
            .await;
        assert_eq!(form.prefilled("request-title"), "无法下单");
        let typed = [
            ("users", "40"),
            ("steps", "Press order: error 500"),
            ("since", ""),
        ];
        ana.fills(&form, &typed).await.shows("HO-2");
        world.settle().await;
        bo.runs(world.general, "/handoff accept handoff:HO-2").await;
        world.settle().await;
        let card = world.post("tech-support", "HO-1 ·");
        assert!(card.contains("waits for HO-2"), "{card}");
        bo.presses(world.channel("ops"), "Make it an incident")
            .await;
        bo.chooses(world.channel("ops"), "sev3")
            .await
            .shows("INC-1");
        world.settle().await;
        bo.runs(
            world.general,
            "/incident resolve incident:INC-1 cause:A full disk, cleaned impact:Orders",
        )
        .await;
        world.settle().await;
        let there = world.post("tech-support", "delivered **HO-2**");
        assert!(there.contains("A full disk, cleaned"), "{there}");
        ana.runs(world.general, "/handoff confirm handoff:HO-2")
            .await
            .shows("HO-1");
        world.settle().await;
        let form = ana
            .presses(world.channel("tech-support"), "Deliver this answer")
            .await;
        assert_eq!(form.prefilled("delivery-text"), "A full disk, cleaned");
        ana.fills(&form, &[]).await.shows("delivered");
        world.settle().await;
        let back = world.post("customer-service", "交付了 **HO-1**");
        assert!(back.contains("A full disk, cleaned"), "{back}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_and_support_three_users_wait_for_one_fault_and_each_gets_the_answer() {
    on_both(async |world: &mut World| {
        let (ana, bo, jun, mei) = (
            world.ana.clone(),
            world.bo.clone(),
            world.jun.clone(),
            world.mei.clone(),
        );
        staffed(world, &[(&ana, "support"), (&bo, "ops")]).await;
        mei.runs(world.general, "/task panel department:support")
            .await;
        world.settle().await;
        let (eva, tom) = (world.person("Eva", "en-US"), world.person("Tom", "en-US"));
        let titles = ["I cannot log in", "登录不了", "Login fails"];
        for (n, (user, title)) in [&eva, &jun, &tom].into_iter().zip(titles).enumerate() {
            let form = user.presses(world.general, "Question").await;
            user.fills(&form, &[("title", title)]).await;
            world.settle().await;
            let line = format!("/task take task:TASK-{}", n + 1);
            ana.runs(world.general, &line).await;
        }
        let ops = world
            .number("SELECT number FROM department WHERE key = 'ops'")
            .await;
        let menus = async |task: &str| {
            let line = format!("/task show task:{task}");
            ana.runs(world.general, &line).await;
            ana.presses(world.general, "Ask another department").await;
            let (message, id) = ana.button(world.general, "Go on");
            (message, id.rsplit(':').next().unwrap().to_owned())
        };
        let (message, draft) = menus("TASK-1").await;
        let id = |action: &str, draft: &str| format!("handoff:{action}:{draft}");
        ana.picks(message, &id("draft-to", &draft), &ops.to_string())
            .await;
        ana.picks(message, &id("draft-playbook", &draft), "fault-escalation")
            .await;
        let form = ana.clicks(message, &id("draft-go", &draft)).await;
        let typed = [("users", "3"), ("steps", "Log in"), ("since", "")];
        ana.fills(&form, &typed).await.shows("HO-1");
        // The others wait for the same.
        for task in ["TASK-2", "TASK-3"] {
            let (message, draft) = menus(task).await;
            ana.picks(message, &id("draft-attach", &draft), "HO-1")
                .await
                .shows("waits for **HO-1** now");
        }
        world.settle().await;
        let card = world.post("ops", "HO-1 ·");
        assert!(card.contains("TASK-3 Login fails waits for this answer"), "{card}");
        bo.runs(world.general, "/handoff accept handoff:HO-1").await;
        world.settle().await;
        bo.presses(world.channel("ops"), "Make it an incident")
            .await;
        bo.chooses(world.channel("ops"), "sev3")
            .await
            .shows("INC-1");
        for task in ["TASK-1", "TASK-2"] {
            for line in 1..=3 {
                let line = format!("/task check task:{task} item:{line}");
                ana.runs(world.general, &line).await.shows(task);
            }
        }
        bo.runs(
            world.general,
            "/incident resolve incident:INC-1 cause:The directory was down; it is up again impact:Login",
        )
        .await;
        world.settle().await;
        let told = ana.direct();
        let told = told.iter().filter(|m| m.contains("The directory was down"));
        assert_eq!(told.count(), 3, "{:?}", ana.direct());
        let support = world.channel("tech-support");
        let card = world.post("tech-support", "3 tasks of yours waited for it");
        assert!(card.contains("TASK-1 · TASK-2 · TASK-3"), "{card}");
        // Whoever is not of the department answers nobody.
        eva.presses(support, "Answer all (3)")
            .await
            .shows("Nothing of yours waits");
        // One press; what still lacks something stays open, and its user has the answer all the same.
        ana.presses(support, "Answer all (3)")
            .await
            .shows("TASK-1 · TASK-2")
            .shows("**TASK-3** stays open")
            .shows("3 lines");
        world.settle().await;
        let rooms = ["TASK-1 I cannot log in", "TASK-2 登录不了", "TASK-3 Login fails"];
        for (user, room) in [&eva, &jun, &tom].into_iter().zip(rooms) {
            let talk = user.reads(world.channel(room)).join("\n");
            assert!(talk.contains("The directory was down"), "{room}: {talk}");
        }
        ana.presses(support, "Answer all (3)").await;
        world.settle().await;
        let talk = tom.reads(world.channel("TASK-3 Login fails"));
        let sent = talk.iter().filter(|m| m.contains("The directory was down"));
        assert_eq!(sent.count(), 1, "sent once: {talk:#?}");
        // Who was asked how satisfied they are, and is not, gets a complaint opened.
        let room = world.channel("TASK-2 登录不了");
        jun.presses(room, "已解决").await.shows("满意");
        let form = jun.presses(room, "2 ★").await;
        jun.fills(&form, &[("note", "等了一天")]).await.shows("谢谢");
        world.settle().await;
        let complaint = world.post("customer-service", "TASK-4 ·");
        assert!(
            complaint.contains("2 of 5 for TASK-2") && complaint.contains("Complaint"),
            "{complaint}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_and_delivery_a_window_is_asked_for_until_it_is_free() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        leads(world, &bo, "ops").await;
        bo.runs(
            world.general,
            "/handoff freeze from:2026-01-09 00:00 until:2026-01-12 00:00 reason:年终结算",
        )
        .await
        .shows("年终结算");
        let line = "/handoff request to:ops playbook:release-window title:Version 2";
        let form = ana.runs(world.general, line).await;
        let typed = |from: &'static str, until: &'static str| {
            [
                ("what", "Version 2"),
                ("from", from),
                ("until", until),
                ("back", "Restore"),
            ]
        };
        ana.fills(&form, &typed("2026-01-09 20:00", "2026-01-09 22:00"))
            .await
            .shows("Nothing is released from");
        let form = ana.presses(world.general, "Correct it").await;
        ana.fills(&form, &typed("2026-01-13 20:00", "2026-01-13 22:00"))
            .await
            .shows("HO-1");
        let form = ana.runs(world.general, line).await;
        ana.fills(&form, &typed("2026-01-13 21:00", "2026-01-13 23:00"))
            .await
            .shows("collides with **HO-1**");
        let form = ana.presses(world.general, "Correct it").await;
        ana.fills(&form, &typed("2026-01-13 22:00", "2026-01-13 23:00"))
            .await
            .shows("HO-2");
        world.settle().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_and_delivery_what_slips_is_said_and_what_is_lent_comes_back() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        leads(world, &bo, "ops").await;
        // Operations says that it takes three days more, and why.
        let line = "/handoff request to:delivery playbook:progress-adjustment title:机房搬迁延期";
        let form = bo.runs(world.general, line).await;
        let typed = [("milestone", "M2"), ("days", "3"), ("reason", "设备晚到")];
        bo.fills(&form, &typed).await.shows("HO-1");
        ana.runs(world.general, "/handoff accept handoff:HO-1")
            .await;
        // Delivery needs somebody of operations for that time.
        let line = "/handoff request to:ops playbook:technical-resource title:A network engineer";
        let form = ana.runs(world.general, line).await;
        let typed = [
            ("what", "Network engineer"),
            ("count", "1"),
            ("from", "2026-01-07"),
            ("until", "2026-01-09"),
        ];
        ana.fills(&form, &typed).await.shows("HO-2");
        bo.runs(world.general, "/handoff accept handoff:HO-2").await;
        bo.runs(
            world.general,
            "/handoff deliver handoff:HO-2 text:@Bo, 半天",
        )
        .await
        .shows("已交付");
        ana.runs(world.general, "/handoff confirm handoff:HO-2")
            .await;
        let form = ana
            .runs(world.general, "/handoff deliver handoff:HO-1")
            .await;
        let typed = [("date", "2026-01-16"), ("told", "The customer")];
        ana.fills(&form, &typed).await.shows("delivered");
        world.settle().await;
        let there = world.post("ops", "delivered **HO-1**");
        assert!(there.contains("The customer"), "{there}");
        let card = world.post("ops", "HO-1 ·");
        assert!(
            card.contains("设备晚到") && card.contains("2026-01-16"),
            "{card}"
        );
        bo.runs(world.general, "/handoff confirm handoff:HO-1")
            .await;
        // At its end it comes back, and both are reminded until it has.
        world.clock_to("2026-01-12 12:00 Asia/Shanghai").await;
        assert!(world.count("delivery", "is over (2026-01-09)") >= 1);
        ana.presses(world.channel("delivery"), "Given back").await;
        world.settle().await;
        assert!(world.post("ops", "HO-2 ·").contains("given back"));
    })
    .await;
}
