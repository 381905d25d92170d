//! What the bot says about itself: figures, lists that leave nothing out, trials that count for nothing, drills.

use std::time::Duration;

use liaison::sandbox::Fault;

use crate::world::{Person, World, on_both};

/// How many pages of the first incident somebody has got.
fn pages(person: &Person) -> usize {
    let is_page = |m: &&String| m.contains("INC-1 ·");
    person.direct().iter().filter(is_page).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_and_not_closed_stands_on_the_list_as_that() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, general) = (&world.mei, world.general);
        for n in 1..=17 {
            let line = format!("/incident declare title:Trouble {n} severity:sev3 department:it");
            mei.runs(general, &line).await.shows("is open; its card");
        }
        for n in 1..=15 {
            let line = format!("/incident resolve incident:INC-{n} cause:disk impact:none");
            mei.runs(general, &line).await.shows("is resolved");
        }
        mei.runs(general, "/incident close incident:INC-3")
            .await
            .shows("is closed");
        let first = mei.runs(general, "/incident list").await.text();
        let at = |key: &str| first.find(&format!("**{key}**"));
        assert!(
            at("INC-16") < at("INC-17") && at("INC-17") < at("INC-15"),
            "what is open comes first, then what was opened last: {first}"
        );
        assert_eq!(first.matches("Resolved, not closed yet").count(), 13);
        assert!(at("INC-3").is_none() && at("INC-1").is_none(), "{first}");
        let next = mei.presses(general, "Next ▶").await.text();
        assert!(next.contains("**INC-1**"), "{next}");
        assert!(
            !next.contains("**INC-3**") && !next.contains("INC-2**"),
            "{next}"
        );
        let only = "/incident list state:triggered";
        let only = mei.runs(general, only).await.text();
        assert_eq!(only.matches("**INC-").count(), 2, "{only}");
        mei.runs(general, "/incident list department:ops")
            .await
            .shows("There is none");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_alert_counts_for_nothing_and_leaves_nothing_to_do() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ops) = (&world.mei, world.channel("ops"));
        let made = "/integration create department:ops kind:grafana name:graphs";
        mei.runs(ops, made).await.shows("reports to");
        mei.runs(ops, "/integration test integration:INT-1")
            .await
            .shows("INC-1");
        world.settle().await;
        world.post("ops", "tries out the alerts of graphs");
        mei.runs(ops, "/incident list").await.shows("There is none");
        mei.runs(ops, "/incident list state:closed")
            .await
            .shows("INC-1");
        mei.runs(ops, "/incident stats").await.shows("No incident");
        assert_eq!(world.rows("incident_page").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_edited_under_a_security_incident_still_pages_operations() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, bo) = (&world.mei, &world.ana, &world.bo);
        for (department, person) in [("security", ana), ("ops", bo)] {
            let lead = format!(
                "/department edit department:{department} lead:<@{}>",
                person.id
            );
            mei.runs(world.general, &lead).await.shows("<@");
        }
        let line =
            "/incident declare title:Stolen laptop severity:sev1 department:hr type:security";
        mei.runs(world.general, line).await.shows("INC-1");
        world.settle().await;
        assert_eq!([ana, bo].map(pages), [0, 1]);
        let policy =
            "/escalation create department:security name:Sec levels:lead 5m > pmo 5m repeat:1";
        ana.runs(world.general, policy).await.shows("ESC-1");
        world.settle().await;
        // Whom the level asks is another: it rings anew.
        assert_eq!([ana, bo].map(pages), [1, 2]);
        world.wait(10).await;
        assert_eq!([ana, bo].map(pages), [2, 3], "the first level again");
        let edit = "/escalation edit policy:ESC-1 levels:pmo 3m > lead 3m repeat:3";
        ana.runs(world.general, edit).await.shows("ESC-1");
        world.settle().await;
        assert_eq!([ana, bo].map(pages), [2, 4]);
    })
    .await;
}

/// Everything set up, Ana leads the project office and is who its policy asks for, and a drill is held every quarter of an hour.
async fn drilled(world: &mut World) {
    world.is_set_up().await;
    let (mei, general) = (&world.mei, world.general);
    let lead = format!("/department edit department:pmo lead:<@{}>", world.ana.id);
    mei.runs(general, &lead).await.shows("<@");
    let policy = "/escalation create department:pmo name:Office levels:lead 5m repeat:3";
    mei.runs(general, policy).await.shows("ESC-1");
    mei.runs(general, "/silence create match:severity=~\".*\" for:1d")
        .await;
    world.settle().await;
    world.stop_bot().await;
    world.drill = Some(Duration::from_secs(900));
    world.start_bot().await;
}

/// How often something was said in the channel of the project office.
fn said(world: &World, part: &str) -> usize {
    world.count("project-office", part)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_goes_the_way_of_a_page_asks_for_nobody_and_leaves_nothing() {
    on_both(async |world: &mut World| {
        drilled(world).await;
        let office = world.channel("project-office");
        let path = format!("/channels/{office}/messages");
        let sent = |world: &World| {
            let seen = world.server.requests();
            let ours = seen
                .iter()
                .filter(|r| r.method == "POST" && r.path.ends_with(&path));
            ours.count()
        };
        let before = sent(world);
        world.wait(14).await;
        assert_eq!(sent(world), before);
        world.wait(31).await;
        assert_eq!(sent(world), before + 3, "one card for each drill");
        assert_eq!(world.rows("drill").await, 3);
        for table in ["incident", "incident_page", "alert", "alert_group"] {
            assert_eq!(world.rows(table).await, 0, "{table}");
        }
        assert_eq!(said(world, "Drill"), 0, "it goes away by itself");
        let everybody = [&world.mei, &world.jun, &world.ana, &world.bo];
        assert_eq!(everybody.map(Person::pings), [0; 4]);
        let (mei, general) = (&world.mei, world.general);
        for (line, shows) in [
            ("/incident list state:all", "There is none"),
            ("/incident stats", "No incident"),
            ("/integration list", "None yet"),
            (
                "/incident declare title:Real severity:sev4 department:ops",
                "INC-1",
            ),
        ] {
            mei.runs(general, line).await.shows(shows);
        }
        let audit = mei.runs(general, "/audit").await.text();
        assert!(!audit.to_lowercase().contains("drill"), "{audit}");
        let addr = world.app().http().unwrap();
        let metrics = reqwest::get(format!("http://{addr}/metrics"))
            .await
            .unwrap();
        let metrics = metrics.text().await.unwrap();
        for name in ["drills_total{outcome=\"passed\"}", "drill_seconds_count"] {
            assert!(metrics.contains(&format!("liaison_{name}")), "{metrics}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_that_does_not_arrive_is_told_once_and_again_when_one_does() {
    on_both(async |world: &mut World| {
        drilled(world).await;
        let office = world.channel("project-office");
        let path = format!("/channels/{office}/messages");
        world
            .server
            .fail(u32::MAX, Some("POST"), &path, Fault::Status(503));
        world.wait(35).await;
        world.server.heal();
        world.wait(2).await;
        assert_eq!(said(world, "did not arrive"), 1);
        let told = world.post("project-office", "did not arrive");
        assert!(told.contains(&format!("<@{}>", world.ana.id)), "{told}");
        assert_eq!(world.ana.pings(), 1);
        assert_eq!(said(world, "Drill: nothing is wrong"), 0);
        world.wait(15).await;
        assert_eq!(said(world, "Drills arrive again"), 1);
        assert_eq!(said(world, "did not arrive"), 1);
        let audit = world.mei.runs(world.general, "/audit").await.text();
        assert!(
            audit.contains("drill lost") && audit.contains("drills arrive again"),
            "{audit}"
        );
        world
            .mei
            .uses(office, "Drills arrive again", "Why this?")
            .await
            .shows("sends itself a page");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_acknowledges_the_least_incident_is_told_of_in_its_card_alone() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, general) = (&world.mei, world.general);
        let line = "/incident declare title:Slow severity:sev4 department:ops";
        mei.runs(general, line).await.shows("INC-1");
        world.settle().await;
        let before = world.count("ops", "INC-1");
        mei.runs(general, "/incident ack incident:INC-1")
            .await
            .shows("INC-1");
        world.settle().await;
        assert_eq!(world.count("ops", "INC-1"), before);
    })
    .await;
}
