//! Departments that work together, end to end, in both languages.

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
        let line = "/handoff request to:ops playbook:vulnerability-fix title:OpenSSL is old";
        let form = ana.runs(world.general, line).await;
        // Half of it wrong: nothing is lost, and nothing is made.
        let typed = [("cve", "CVE-2026-1"), ("cvss", "12"), ("where", "srv-1")];
        ana.fills(&form, &typed).await.shows("Correct it");
        let form = ana.presses(world.general, "Correct it").await;
        assert_eq!(form.prefilled("cve"), "CVE-2026-1");
        ana.fills(&form, &[("cvss", "9.8")]).await.shows("HO-1");
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
        ana.runs(
            world.general,
            "/handoff return handoff:HO-1 text:The scan still finds it",
        )
        .await;
        let form = bo.presses(world.channel("ops"), "Deliver").await;
        let typed = [
            ("fix", "Now really"),
            ("delivery-proof", "https://scan.example/8"),
        ];
        bo.fills(&form, &typed).await.shows("已交付");
        ana.runs(world.general, "/handoff confirm handoff:HO-1")
            .await
            .shows("is confirmed");
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
        ana.runs(
            world.general,
            "/handoff return handoff:HO-1 text:The database is empty",
        )
        .await;
        bo.runs(
            world.general,
            "/handoff deliver handoff:HO-1 text:staging.example, filled",
        )
        .await;
        ana.runs(world.general, "/handoff confirm handoff:HO-1")
            .await;
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
