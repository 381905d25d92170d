//! A calendar follows somebody's shifts.

use crate::alert::shown;
use crate::world::{World, on_both};

async fn get(url: &str) -> (u16, String) {
    let answer = reqwest::get(url).await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_told_of_the_own_shifts_until_its_address_is_taken_back() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, bo) = (&world.mei, &world.ana, &world.bo);
        let rotation = format!(
            "/oncall rotation department:ops members:<@{}> <@{}> length:week handoff:mon 09:00",
            ana.id, bo.id
        );
        mei.runs(world.general, &rotation).await.shows("Operations");
        let made = ana.runs(world.general, "/oncall calendar").await;
        let url = shown(&made.shows("90 days ahead"), "/oncall/");
        let (status, file) = get(&url).await;
        assert_eq!(status, 200, "{file}");
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n"), "{file}");
        assert!(file.contains("SUMMARY:On call: Operations\r\n"), "{file}");
        // Her next turn: Monday 2026-01-12, 09:00 in Shanghai, for a week.
        assert!(file.contains("DTSTART:20260112T010000Z\r\n"), "{file}");
        assert!(file.contains("DTEND:20260119T010000Z\r\n"), "{file}");
        assert!(!file.contains("DTSTART:20260119T010000Z"), "his: {file}");
        world.wait(60).await;
        assert_eq!(
            get(&url).await,
            (200, file.clone()),
            "the same while nothing changes"
        );
        let his = bo.runs(world.general, "/值班 日历").await;
        let his = shown(&his.shows("今后 90 天"), "/oncall/");
        assert!(get(&his).await.1.contains("SUMMARY:值班：运维"));

        let other = ana.runs(world.general, "/oncall calendar").await;
        let other = shown(&other, "/oncall/");
        assert_eq!(get(&url).await.0, 404, "the one before");
        assert_eq!(get(&other).await, (200, file));
        let over = ana
            .runs(world.general, "/oncall calendar remove:true")
            .await;
        over.shows("no longer works");
        assert_eq!(get(&other).await.0, 404);
        assert_eq!(get(&other.replace(".ics", "")).await.0, 404);
        for _ in 0..30 {
            get(&his).await;
        }
        assert_eq!(get(&his).await.0, 429);
    })
    .await;
}
