//! `/me show`: somebody's day, as it fills and empties.

use crate::world::{World, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_stands_in_ones_day_until_it_is_over_and_a_standup_until_it_is_answered() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        for person in [ana, bo] {
            person
                .runs(world.general, "/department join department:ops")
                .await;
        }
        let nothing = jun.runs(world.general, "/me show").await;
        nothing.shows("没有等您处理的事");
        let turns = format!(
            "/oncall rotation department:ops members:<@{}> <@{}> handoff:mon 09:00",
            ana.id, bo.id
        );
        mei.runs(world.general, &turns).await;
        let standup = "/standup create department:ops name:Daily schedule:weekdays 09:30";
        mei.runs(world.general, standup).await.shows("STD-1");
        let day = ana.runs(world.general, "/me show").await.text();
        assert!(day.contains("On call") && day.contains("Now"), "{day}");
        assert!(!day.contains("STD-1") && !day.contains("INC-"), "{day}");

        let declare = "/incident declare title:Orders fail severity:sev1 department:ops";
        jun.runs(world.general, declare).await.shows("INC-1");
        world.settle().await;
        ana.runs(world.general, "/me show")
            .await
            .shows("you are being paged");
        ana.presses_direct("Acknowledge").await.shows("INC-1");
        ana.runs(world.general, "/me show")
            .await
            .shows("you have it");
        // Who was not called and has no part in it reads nothing of it.
        let day = bo.runs(world.general, "/me show").await.text();
        assert!(!day.contains("INC-1"), "{day}");
        let end = "/incident resolve incident:INC-1 cause:disk impact:none";
        ana.runs(world.general, end).await.shows("INC-1");

        world.clock_to("2026-01-05 09:31 Asia/Shanghai").await;
        let day = bo.runs(world.general, "/me show").await.text();
        assert!(day.contains("STD-1") && !day.contains("INC-1"), "{day}");
        let form = bo.presses(world.channel("ops"), "Answer").await;
        bo.fills(&form, &[("q0", "换了磁盘")]).await.shows("STD-1");
        let day = bo.runs(world.general, "/me show").await.text();
        assert!(!day.contains("STD-1"), "{day}");
        ana.runs(world.general, "/me show").await.shows("STD-1");
        world.wait(24 * 60).await;
    })
    .await;
}
