//! What the bot says about itself: figures, lists that leave nothing out, trials that count for nothing, drills.

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
