//! Whether pages would arrive: told before one has to, by what people set up and by what happens on the platform.

use std::time::Duration;

use crate::world::{World, on_both};

/// Longer than anything here takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(10);
const SEND_MESSAGES: u64 = 1 << 11;

/// Operations with Mei as lead, Ana and Bo taking turns, and a policy of three levels.
async fn on_duty(world: &World) {
    world.is_set_up().await;
    let (mei, general) = (&world.mei, world.general);
    for person in [&world.ana, &world.bo, &world.jun] {
        let join = "/department join department:ops";
        person.runs(general, join).await;
    }
    let lead = format!("/department edit department:ops lead:<@{}>", mei.id);
    mei.runs(general, &lead).await.shows("Operations");
    let turns = format!(
        "/oncall rotation department:ops members:<@{}> <@{}> handoff:mon 09:00",
        world.ana.id, world.bo.id
    );
    mei.runs(general, &turns).await.shows("Turns");
    let made =
        "/escalation create department:ops name:Usual levels:primary 5m > secondary 10m > lead 15m";
    mei.runs(general, made).await.shows("ESC-1");
    world.settle().await;
}

/// Waits for what the platform tells by itself.
async fn until(world: &World, what: &str, so: impl Fn(&World) -> bool) {
    let waiting = async {
        while !so(world) {
            tokio::time::sleep(GLANCE).await;
            world.settle().await;
        }
    };
    if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
        panic!(
            "never: {what}; #ops shows {:#?}, Mei reads {:#?}",
            world.posts("ops"),
            world.mei.direct()
        );
    }
    world.settle().await;
}

fn direct(world: &World, part: &str) -> usize {
    let all = world.mei.direct();
    all.iter().filter(|m| m.contains(part)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_is_told_once_passed_over_and_ticked_off() {
    on_both(async |world: &mut World| {
        on_duty(world).await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        assert_eq!(world.count("ops", "Pages may not arrive"), 0);
        world.server.remove_member(bo.id);
        // That his turn begins cannot be told to him.
        world.undelivered = 1;
        world.wait(60 * 26).await;
        let left = format!("<@{}> has **left the server**", bo.id);
        let told = world.post("ops", "Pages may not arrive: Operations");
        assert!(
            told.contains(&left) && told.contains("the rotation"),
            "{told}"
        );
        assert_eq!(direct(world, &left), 1, "{:#?}", mei.direct());
        world.wait(60 * 48).await;
        assert_eq!(world.count("ops", "Pages may not arrive"), 1, "told once");
        for line in ["/oncall who", "/escalation show policy:ESC-1"] {
            mei.runs(world.general, line).await.shows(&left);
        }
        // It is his turn: the first level is skipped within the same moment, and the second rings.
        let declare = "/incident declare title:Orders fail severity:sev1 department:ops";
        jun.runs(world.general, declare).await.shows("INC-1");
        world.settle().await;
        let pages = |person: &crate::world::Person| {
            let all = person.direct();
            all.iter().filter(|m| m.contains("INC-1 ·")).count()
        };
        assert_eq!([ana, mei].map(pages), [1, 0]);
        world.wait(10).await;
        assert_eq!([ana, mei].map(pages), [1, 1]);
        ana.presses_direct("Acknowledge").await.shows("is yours");
        let turns = format!(
            "/oncall rotation department:ops members:<@{}> <@{}> handoff:mon 09:00",
            ana.id, jun.id
        );
        mei.runs(world.general, &turns).await.shows("Turns");
        world.settle().await;
        let solved = world.post("ops", "Pages arrive again: Operations");
        assert!(solved.contains("✅ ~~"), "{solved}");
        assert_eq!(direct(world, &left), 1, "{:#?}", mei.direct());
        let who = mei.runs(world.general, "/oncall who").await.text();
        assert!(!who.contains("left the server"), "{who}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_platform_shows_is_told_in_the_department_s_language() {
    on_both(async |world: &mut World| {
        on_duty(world).await;
        let (mei, ana, jun) = (&world.mei, &world.ana, &world.jun);
        let zh = "/department edit department:ops locale:zh-CN";
        mei.runs(world.general, zh).await.shows("Operations");
        world.settle().await;
        // Her direct message is refused: the page goes on, and what was learned by it is told.
        world.server.close_dms(ana.id);
        world.undelivered = 1;
        let declare = "/incident declare title:Orders fail severity:sev1 department:ops";
        jun.runs(world.general, declare).await.shows("INC-1");
        world.settle().await;
        let told = world.post("ops", "呼叫可能无法送达：运维部门");
        assert!(told.contains("不接收私信"), "{told}");
        assert_eq!(direct(world, "takes no direct messages"), 1);
        world.server.open_dms(ana.id);
        let ops = world.channel("ops");
        mei.presses(ops, "重新检查").await.shows("I look again");
        world.settle().await;
        assert!(world.post("ops", "呼叫已恢复可达").contains("✅"));
        assert!(
            ana.direct().iter().any(|m| m.contains("so will pages")),
            "{:#?}",
            ana.direct()
        );
        // Rights are looked at when they change; where nothing can be said, the lead reads it.
        world.server.deny_bot(ops, SEND_MESSAGES);
        until(world, "rights", |w| {
            direct(w, "the bot lacks **Send Messages**") == 1
        })
        .await;
        world.server.deny_bot(ops, 0);
        until(world, "rights are back", |w| {
            let all = w.mei.direct();
            all.iter().any(|m| m.contains("✅") && m.contains("lacks"))
        })
        .await;
        let role = world.server.add_role("Crew", 0);
        let crew = format!("/department edit department:ops role:<@&{role}>");
        mei.runs(world.general, &crew).await.shows("Operations");
        world.settle().await;
        let url = format!(
            "{}/api/v10/guilds/{}/roles/{role}",
            world.server.base_url(),
            world.server.guilds()[0]
        );
        let deleted = reqwest::Client::new()
            .delete(url)
            .header("authorization", format!("Bot {}", world.server.token()));
        assert!(deleted.send().await.unwrap().status().is_success());
        until(world, "the role", |w| {
            w.count("ops", "身份组**已被删除**") == 1
        })
        .await;
        world.server.delete_channel(ops);
        until(world, "the channel", |w| {
            direct(w, "channel has been **deleted**") == 1
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_foreseen_with_whom_it_would_call_and_whom_not() {
    on_both(async |world: &mut World| {
        on_duty(world).await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        let mention = |n: u64| format!("<@{n}>");
        let ask = "/simulate from:sun 03:10 to:+7d page:service=db sev1 department:ops";
        jun.runs(world.general, ask).await.shows("只有");
        let said = mei
            .runs(world.general, ask)
            .await
            .shows("Who would be paged")
            .text();
        // 2026-01-11 03:10 in Shanghai.
        for part in [
            "<t:1768072200:f>",
            "**ESC-1**",
            "<t:1768072500:f> (+5 min)",
            "<t:1768073100:f> (+15 min)",
            "mentioned in the channel; direct message",
            "no level of the policy means them",
        ] {
            assert!(said.contains(part), "no “{part}” in {said}");
        }
        let at = |n: u64| said.find(&mention(n)).unwrap();
        // Bo's week begins on Monday.
        assert!(at(bo.id) < at(ana.id) && at(ana.id) < at(mei.id) && at(mei.id) < at(jun.id));
        // Who is away then is passed over, and what is silenced begins later.
        bo.runs(world.general, "/away set from:2026-01-10 to:2026-01-12")
            .await;
        let quiet = "/silence create match:service=db for:2h from:2026-01-11 02:00";
        mei.runs(world.general, quiet).await;
        world.settle().await;
        let said = mei.runs(world.general, ask).await.shows("🔇").text();
        assert!(
            said.contains("SIL-1") && said.contains("<t:1768075200:f>"),
            "{said}"
        );
        assert!(
            said.contains(&format!("{} – away then", mention(bo.id))),
            "{said}"
        );
        let other = ask.replace("service=db", "service=web");
        let said = mei.runs(world.general, &other).await.text();
        assert!(!said.contains("🔇"), "{said}");
        // Nothing came of it.
        assert_eq!(world.rows("incident").await, 0);
        let lead = format!("/department edit department:ops lead:<@{}>", bo.id);
        mei.runs(world.general, &lead).await.shows("Operations");
        bo.runs(world.general, ask).await.shows("会呼叫谁");
        let wrong = ask.replace("sev1", "sev9");
        mei.runs(world.general, &wrong).await.shows("sev9");
        let nowhere = ask.replace(" department:ops", "");
        mei.runs(world.general, &nowhere)
            .await
            .shows("for which department");
    })
    .await;
}
