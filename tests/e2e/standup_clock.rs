//! Standups by clocks and calendars, and what becomes of them when the bot is down or people cannot be reached.

use std::collections::BTreeSet;

use crate::standup_day::{EVERY_WEEKDAY, direct, fills, in_order, mention, moment, ops, since};
use crate::world::{World, at, on_both, on_both_from};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_members_own_clocks_each_is_asked_at_half_past_nine() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (ana, bo, general) = (&world.ana, &world.bo, world.general);
        for (person, zone) in [(ana, "Europe/Berlin"), (bo, "Asia/Shanghai")] {
            let settings = format!("/me settings timezone:{zone}");
            person.runs(general, &settings).await.shows(zone);
            person
                .runs(general, "/department join department:ops")
                .await;
        }
        let create = format!("{EVERY_WEEKDAY} clock:member");
        world.mei.runs(general, &create).await.shows("STD-1");
        let (channel, before) = (world.channel("ops"), direct(world));
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        world.post("ops", "**0 of 2**");
        assert_eq!(since(world, before), [0, 0, 0, 1], "half past nine for Bo");
        assert!(
            bo.direct()
                .pop()
                .unwrap()
                .contains(&moment("2026-01-05 11:30 Asia/Shanghai"))
        );
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        assert_eq!(
            since(world, before),
            [0, 0, 0, 2],
            "Bo is reminded at 80 % of his own window"
        );
        world.clock_to("2026-01-05 09:29 Europe/Berlin").await;
        assert_eq!(since(world, before), [0, 0, 0, 2]);
        assert_eq!(world.count("ops", "Summary"), 0);
        world.clock_to("2026-01-05 09:30 Europe/Berlin").await;
        assert_eq!(since(world, before), [0, 0, 1, 2], "half past nine for Ana");
        let asked = ana.direct().pop().unwrap();
        in_order(
            &asked,
            &[
                "holds its standup **Daily**",
                &moment("2026-01-05 11:30 Europe/Berlin"),
                "[Answer]",
            ],
        );
        let form = ana.presses_direct("Answer").await;
        ana.fills(&form, &[("q0", "Mail")]).await.shows("is kept");
        world.clock_to("2026-01-05 11:29 Europe/Berlin").await;
        assert_eq!(world.count("ops", "Summary"), 0);
        world.clock_to("2026-01-05 11:30 Europe/Berlin").await;
        in_order(
            &world.post("ops", "Summary"),
            &["**1 of 2**", "Mail", "No answer", &mention(bo)],
        );
        assert_eq!(since(world, before), [0, 0, 1, 2], "Ana had answered");
        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        assert_eq!(since(world, before), [0, 0, 1, 3]);
        fills(bo, channel, "Answer", ["Gate", "", ""])
            .await
            .shows("已保存");
    })
    .await;
}

/// Weekends at the year's beginning and around National Day of 2026 that mainland China works, and its days off there.
const EXTRA: &[&str] = &[
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-09-20",
    "2026-10-10",
];

const OFF: &[(&str, &str)] = &[
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
];

fn works_in_china(day: chrono::NaiveDate) -> bool {
    use chrono::Datelike as _;
    let text = day.to_string();
    let off = OFF
        .iter()
        .any(|(from, to)| (*from..=*to).contains(&text.as_str()));
    EXTRA.contains(&text.as_str()) || (day.weekday().number_from_monday() <= 5 && !off)
}

#[tokio::test(flavor = "multi_thread")]
async fn holidays_are_silent_and_their_make_up_days_are_not() {
    // New Year's holidays are on.
    on_both_from(
        "2026-01-02 12:00 Asia/Shanghai",
        async |world: &mut World| {
            world.is_set_up().await;
            let (mei, general) = (&world.mei, world.general);
            let import = "/calendar import preset:cn-2026";
            mei.runs(general, import)
                .await
                .shows("6 extra working days");
            world
                .bo
                .runs(general, "/department join department:ops")
                .await;
            let create = format!("{EVERY_WEEKDAY} window:30 reminders:none");
            let next = moment("2026-01-04 09:30 Asia/Shanghai");
            mei.runs(general, &create).await.shows(&next);
            // New Year, then, without the bot in between, what lies around Spring Festival and around National Day.
            world.clock_to("2026-01-12 08:00 Asia/Shanghai").await;
            for (from, to) in [
                (
                    "2026-02-10 20:00 Asia/Shanghai",
                    "2026-03-02 08:00 Asia/Shanghai",
                ),
                (
                    "2026-09-17 20:00 Asia/Shanghai",
                    "2026-10-12 08:00 Asia/Shanghai",
                ),
            ] {
                world.stop_bot().await;
                world.clock.set(at(from));
                world.start_bot().await;
                world.clock_to(to).await;
            }
            let held: BTreeSet<String> = summaries(world);
            let expected: BTreeSet<String> =
                [("2026-01-03", 9), ("2026-02-11", 19), ("2026-09-18", 24)]
                    .into_iter()
                    .flat_map(|(first, days)| {
                        let first: chrono::NaiveDate = first.parse().unwrap();
                        first.iter_days().take(days)
                    })
                    .filter(|day| works_in_china(*day))
                    .map(|day| day.to_string())
                    .collect();
            assert_eq!(held, expected);
        },
    )
    .await;
}

/// The days of ops' standup that were summed up.
fn summaries(world: &World) -> BTreeSet<String> {
    let posts = world.posts("ops");
    let days = posts.iter().filter_map(|post| {
        let (_, rest) = post.split_once("Summary · Daily · ")?;
        rest.get(..10).map(ToOwned::to_owned)
    });
    days.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_change_in_berlin_neither_skips_nor_doubles() {
    on_both_from("2026-03-28 12:00 Europe/Berlin", async |world: &mut World| {
        world.is_set_up().await;
        world.ana.runs(world.general, "/department join department:ops").await;
        for (name, schedule) in [("Night", "30 2 * * *"), ("Day", "30 9 * * *")] {
            let create = format!(
                "/standup create department:ops name:{name} schedule:{schedule} timezone:Europe/Berlin window:30 reminders:none"
            );
            world.mei.runs(world.general, &create).await.shows(name);
        }
        let at_night = async |world: &World, before: &str, then: &str, title: &str| {
            world.clock_to(before).await;
            assert_eq!(world.count("ops", title), 0, "{before}");
            world.clock_to(then).await;
            assert_eq!(world.count("ops", title), 1, "{then}");
        };
        // Half past two does not exist on 29 March: it is held when the clocks jump, at one o'clock UTC.
        at_night(world, "2026-03-29 00:59 UTC", "2026-03-29 01:00 UTC", "Night · 2026-03-29").await;
        at_night(world, "2026-03-29 07:29 UTC", "2026-03-29 07:30 UTC", "Day · 2026-03-29").await;
        at_night(world, "2026-03-30 00:29 UTC", "2026-03-30 00:30 UTC", "Night · 2026-03-30").await;
        world.stop_bot().await;
        world.clock.set(at("2026-10-24 12:00 Europe/Berlin"));
        world.start_bot().await;
        // It exists twice on 25 October: it is held the first time.
        at_night(world, "2026-10-25 00:29 UTC", "2026-10-25 00:30 UTC", "Night · 2026-10-25").await;
        at_night(world, "2026-10-25 08:29 UTC", "2026-10-25 08:30 UTC", "Day · 2026-10-25").await;
        world.clock_to("2026-10-26 00:00 UTC").await;
        assert_eq!(world.count("ops", "Summary · Night · 2026-10-25"), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_direct_messages_become_one_mention_and_the_rest_goes_on() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let (mei, jun, bo) = (&world.mei, &world.jun, &world.bo);
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        let (before, posts) = (direct(world), world.posts("ops").len());
        let pings = [jun.pings(), bo.pings()];
        world.server.close_dms(jun.id);
        world.server.close_dms(bo.id);
        world.clock_to("2026-01-05 11:10 Asia/Shanghai").await;
        assert_eq!(since(world, before), [1, 0, 1, 0], "the others got theirs");
        let more = world.posts("ops")[posts..].to_vec();
        // One for both, unless the first was on its way before the second was refused.
        assert!(more.len() <= 2, "{more:#?}");
        in_order(&more[0], &["Daily", "您还没有填写", "[填写]"]);
        for person in [jun, bo] {
            assert_eq!(more.concat().matches(&mention(person)).count(), 1);
        }
        assert_eq!([jun.pings() - pings[0], bo.pings() - pings[1]], [1, 1]);
        fills(bo, channel, "Answer", ["Gate", "", ""])
            .await
            .shows("已保存");
        let audit = mei.runs(world.general, "/audit").await;
        audit.shows("direct message refused");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        world.post("ops", "**1 of 4** answered");
        world.server.open_dms(bo.id);
        world.clock_to("2026-01-06 11:10 Asia/Shanghai").await;
        assert_eq!(
            since(world, before),
            [2, 0, 2, 1],
            "who takes them again gets them again"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn restarts_in_the_middle_of_a_round_change_nothing() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let before = direct(world);
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        restart(world).await;
        // The form was opened before and is sent after.
        let form = world.ana.presses(channel, "Answer").await;
        restart(world).await;
        let inputs = [("q0", "Mail"), ("q1", "Gate"), ("q2", "No access")];
        world.ana.fills(&form, &inputs).await.shows("is kept");
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        restart(world).await;
        assert_eq!(since(world, before), [1, 1, 0, 1], "each is reminded once");
        let form = world.bo.presses_direct("填写").await;
        world
            .bo
            .fills(&form, &[("q0", "Gate")])
            .await
            .shows("已保存");
        world
            .jun
            .presses(channel, "Away today")
            .await
            .shows("不会再询问");
        restart(world).await;
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        restart(world).await;
        world
            .jun
            .presses(channel, "1 · I can help")
            .await
            .shows("已告诉");
        world.settle().await;
        in_order(
            &world.post("ops", "Summary"),
            &["**2 of 3**", "Blockers", "No access", "is helping", "Gate"],
        );
        assert_eq!(world.count("ops", "Summary"), 1);
        assert_eq!(
            world.count("ops", "Daily · 2026-01-05"),
            2,
            "the card and the summary"
        );
        assert_eq!(since(world, before), [1, 1, 1, 1]);
    })
    .await;
}

async fn restart(world: &mut World) {
    world.stop_bot().await;
    world.start_bot().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_down_at_the_opening_opens_late_once_or_lets_it_be() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        down_until(world, "2026-01-05 10:00 Asia/Shanghai").await;
        let card = world.post("ops", "Daily · 2026-01-05");
        assert!(
            card.contains(&moment("2026-01-05 11:30 Asia/Shanghai")),
            "{card}"
        );
        fills(&world.ana, channel, "Answer", ["Mail", "", ""])
            .await
            .shows("is kept");
        world.clock_to("2026-01-05 12:00 Asia/Shanghai").await;
        in_order(
            &world.post("ops", "Summary · Daily · 2026-01-05"),
            &["**1 of 4**"],
        );
        // Shortly before the end it is still worth half an hour.
        down_until(world, "2026-01-06 11:20 Asia/Shanghai").await;
        let card = world.post("ops", "Daily · 2026-01-06");
        assert!(
            card.contains(&moment("2026-01-06 11:50 Asia/Shanghai")),
            "{card}"
        );
        world.clock_to("2026-01-06 12:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily · 2026-01-06"), 2);
        // After its end it is not, and the days between neither.
        down_until(world, "2026-01-08 15:00 Asia/Shanghai").await;
        for day in ["2026-01-07", "2026-01-08"] {
            assert_eq!(world.count("ops", &format!("Daily · {day}")), 0);
        }
        let audit = world.mei.runs(world.general, "/audit").await;
        audit.shows("round missed: too late to open");
        world.clock_to("2026-01-09 09:30 Asia/Shanghai").await;
        world.post("ops", "Daily · 2026-01-09");
        // Down over the end: the summary comes late, once.
        down_until(world, "2026-01-09 18:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Summary · Daily · 2026-01-09"), 1);
    })
    .await;
}

async fn down_until(world: &mut World, when: &str) {
    world.stop_bot().await;
    world.clock.set(at(when));
    world.start_bot().await;
}
