//! Who is paged, when, and what stops it: as people on call live it.

use std::sync::{Arc, Mutex};

use futures::future::join_all;
use serde_json::Value;

use crate::world::{Person, World, on_both};

const DECLARE: &str = "/incident declare title:Orders fail severity:sev1 department:ops";

/// Operations with Mei as lead, and Ana and Bo taking turns of a week from Monday 09:00 on; a policy of three levels.
async fn on_duty(world: &World, policy: &str) -> u64 {
    world.is_set_up().await;
    let (mei, general) = (&world.mei, world.general);
    for person in [&world.ana, &world.bo, &world.jun] {
        person
            .runs(general, "/department join department:ops")
            .await;
    }
    let lead = format!("/department edit department:ops lead:<@{}>", mei.id);
    mei.runs(general, &lead).await.shows("Operations");
    let turns = format!(
        "/oncall rotation department:ops members:<@{}> <@{}> handoff:mon 09:00",
        world.ana.id, world.bo.id
    );
    mei.runs(general, &turns).await.shows("Turns");
    let made = format!("/escalation create department:ops name:Usual levels:{policy} repeat:1");
    mei.runs(general, &made).await.shows("ESC-1");
    world.settle().await;
    world.channel("ops")
}

/// How many pages somebody has got that still ask for them or did.
fn pages(person: &Person) -> usize {
    let is_page = |m: &&String| m.contains("INC-1 ·");
    person.direct().iter().filter(is_page).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn levels_ring_one_after_another_and_again_until_somebody_comes() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 5m > secondary 10m > lead 15m").await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.settle().await;
        assert_eq!([ana, bo, mei].map(pages), [1, 0, 0]);
        let ring = world.post("ops", "🚨 SEV1 · INC-1");
        assert!(ring.contains(&format!("<@{}>", ana.id)), "{ring}");
        assert!(
            ana.direct()[0].contains("Level 1 of 3"),
            "{:?}",
            ana.direct()
        );
        world.wait(4).await;
        assert_eq!([ana, bo, mei].map(pages), [1, 0, 0]);
        world.wait(1).await;
        assert_eq!([ana, bo, mei].map(pages), [1, 1, 0]);
        world.wait(10).await;
        assert_eq!([ana, bo, mei].map(pages), [1, 1, 1]);
        // The whole once more: another message, which rings.
        world.wait(15).await;
        assert_eq!([ana, bo, mei].map(pages), [2, 1, 1]);
        bo.presses_direct("确认").await.shows("INC-1");
        world.settle().await;
        let who = format!("<@{}> has it", bo.id);
        assert!(
            ana.direct()
                .iter()
                .filter(|m| m.contains("INC-1 ·"))
                .all(|m| m.contains(&who)),
            "{:?}",
            ana.direct()
        );
        assert!(world.post("ops", "🚨 SEV1 · INC-1").contains(&who));
        world.wait(20).await;
        assert_eq!([ana, bo, mei].map(pages), [2, 1, 1]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_away_is_passed_over_and_an_empty_level_is_skipped_at_once() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 5m > secondary 10m > lead 15m").await;
        let (mei, ana, bo, jun) = (&world.mei, &world.ana, &world.bo, &world.jun);
        ana.runs(world.general, "/away set from:today to:+2d").await;
        world.settle().await;
        jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.settle().await;
        // Bo stands in for Ana; then nobody is second.
        assert_eq!([ana, bo, mei].map(pages), [0, 1, 0]);
        world.wait(5).await;
        assert_eq!([ana, bo, mei].map(pages), [0, 1, 1]);
        let rows = mei.runs(world.general, "/audit subject:INC-1").await.text();
        assert!(rows.contains("level skipped"), "{rows}");
    })
    .await;
}

/// An address that keeps what it is told.
async fn address() -> (String, Arc<Mutex<Vec<Value>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    let answer = move |body: axum::Json<Value>| {
        kept.lock().unwrap().push(body.0);
        async { "taken" }
    };
    let app = axum::Router::new().route("/pages", axum::routing::post(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/pages", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_direct_message_takes_the_next_road_and_then_the_next_level() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 5m > secondary 10m > lead 15m").await;
        let (ana, bo, jun) = (&world.ana, &world.bo, &world.jun);
        let (url, told) = address().await;
        let mine = format!("/oncall contact hook:{url}");
        let got = ana.runs(world.general, &mine).await.shows("Address");
        assert!(!got.text().contains("/pages"), "{}", got.text());
        world.server.close_dms(ana.id);
        world.server.close_dms(bo.id);
        jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.settle().await;
        let first = told.lock().unwrap().clone();
        assert_eq!(first.len(), 1, "{first:?}");
        assert!(
            first[0]["title"].as_str().unwrap().contains("SEV1 · INC-1"),
            "{first:?}"
        );
        assert!(
            first[0]["text"].as_str().unwrap().contains("/incident ack"),
            "{first:?}"
        );
        // Bo has no other road: his level is over as soon as he is refused.
        world.wait(5).await;
        assert_eq!(pages(&world.mei), 1);
        // Kept, for whoever asks why.
        world.undelivered = 2;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_nobody_comes_the_project_office_hears_it_loudly() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 1m > lead 1m").await;
        let jun = &world.jun;
        let lead = format!("/department edit department:pmo lead:<@{}>", jun.id);
        world.mei.runs(world.general, &lead).await;
        jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.wait(4).await;
        let told = world.post("project-office", "INC-1");
        assert!(
            told.contains(&format!("<@{}>", jun.id)) && told.contains("nobody came"),
            "{told}"
        );
        let card = world.post("ops", "INC-1 · SEV1 · Orders");
        assert!(card.contains("unowned since"), "{card}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_rings_again_when_it_grows_and_when_nothing_is_heard() {
    on_both(async |world: &mut World| {
        let ops = on_duty(world, "primary 5m > lead 15m").await;
        let (ana, jun) = (&world.ana, &world.jun);
        let declare = DECLARE.replace("sev1", "sev3");
        jun.runs(world.general, &declare).await.shows("INC-1");
        world.settle().await;
        assert_eq!(pages(ana), 1);
        ana.presses(ops, "Acknowledge").await.shows("is yours");
        world.settle().await;
        let worse = "/incident severity incident:INC-1 severity:sev1";
        ana.runs(world.general, worse).await.shows("SEV1");
        world.settle().await;
        assert_eq!(pages(ana), 2);
        let grown = ana
            .direct()
            .into_iter()
            .find(|m| m.contains("It has grown"));
        assert!(
            grown.is_some_and(|m| m.contains("SEV3 → SEV1")),
            "{:?}",
            ana.direct()
        );
        ana.presses_direct("Acknowledge").await.shows("is yours");
        world.settle().await;
        // A word now and then keeps it theirs; half an hour without one does not.
        world.wait(25).await;
        ana.runs(
            world.general,
            "/incident update incident:INC-1 text:Still on it",
        )
        .await;
        world.wait(25).await;
        assert_eq!(pages(ana), 2);
        world.wait(6).await;
        assert_eq!(pages(ana), 3);
        assert!(
            ana.direct()
                .iter()
                .any(|m| m.contains("nothing was heard since")),
            "{:?}",
            ana.direct()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_change_of_shift_the_next_one_is_asked_to_take_over() {
    on_both(async |world: &mut World| {
        let ops = on_duty(world, "primary 5m > lead 15m").await;
        let (ana, bo, jun) = (&world.ana, &world.bo, &world.jun);
        world.clock_to("2026-01-05 08:50 Asia/Shanghai").await;
        jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.settle().await;
        assert_eq!([ana, bo].map(pages), [1, 0]);
        ana.presses(ops, "Acknowledge").await.shows("is yours");
        world.clock_to("2026-01-05 09:01 Asia/Shanghai").await;
        assert_eq!([ana, bo].map(pages), [1, 1]);
        assert!(
            bo.direct().iter().any(|m| m.contains("班次已结束")),
            "{:?}",
            bo.direct()
        );
        bo.presses_direct("确认").await.shows("INC-1");
        world.wait(20).await;
        assert_eq!([ana, bo].map(pages), [1, 1]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_is_changed_holds_for_what_is_open() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 30m > lead 15m").await;
        let (mei, jun) = (&world.mei, &world.jun);
        jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.wait(5).await;
        let edit = "/escalation edit policy:ESC-1 levels:primary 1m > lead 15m";
        mei.runs(world.general, edit).await.shows("primary 1m");
        world.settle().await;
        assert_eq!(pages(mei), 1);
        mei.runs(
            world.general,
            "/escalation edit policy:ESC-1 levels:primary 1m > laed 5m",
        )
        .await
        .shows("lead");
        mei.runs(world.general, "/escalation show")
            .await
            .shows("ESC-1");
        let assign = "/escalation assign policy:ESC-1 severity:sev2 service:db";
        mei.runs(world.general, assign).await.shows("SEV2");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_people_at_once_make_one_transition() {
    on_both(async |world: &mut World| {
        let ops = on_duty(world, "primary 5m > lead 15m").await;
        let names: Vec<String> = (0..50).map(|n| format!("Hand{n}")).collect();
        let crew: Vec<Person> = names
            .iter()
            .map(|name| world.person(name, "en-US"))
            .collect();
        for person in &crew {
            person
                .runs(world.general, "/department join department:ops")
                .await;
        }
        world.jun.runs(world.general, DECLARE).await.shows("INC-1");
        world.settle().await;
        let (message, button) = world.ana.button(ops, "Acknowledge");
        let got = join_all(crew.iter().map(|person| person.clicks(message, &button))).await;
        let first = got
            .iter()
            .filter(|got| got.text().contains("is yours"))
            .count();
        assert_eq!(first, 1);
        let who = got
            .iter()
            .position(|got| got.text().contains("is yours"))
            .unwrap();
        let named = format!("<@{}>", crew[who].id);
        let late = got.iter().filter(|got| {
            let text = got.text();
            text.contains("is acknowledged since") && text.contains(&named)
        });
        assert_eq!(late.count(), 49);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_told_before_a_page_needs_somebody_and_shifts_can_be_taken_over() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 5m > lead 15m").await;
        let (mei, ana, bo) = (&world.mei, &world.ana, &world.bo);
        mei.runs(world.general, "/oncall who").await.shows("Now:");
        let nights = format!(
            "/oncall rotation department:ops members:<@{}> handoff:09:00 length:day name:nights hours:18:00-09:00",
            bo.id
        );
        mei.runs(world.general, &nights).await.shows("nights");
        world.settle().await;
        let gap = world.post("ops", "Nobody will be on call");
        assert!(gap.contains("nights"), "{gap}");
        let told = world.count("ops", "Nobody will be on call");
        world.wait(60 * 25).await;
        assert_eq!(world.count("ops", "Nobody will be on call"), told, "it was set up so: told once");
        // That both are away at once was not meant: it is told, and ticked off when somebody stands in.
        for person in [ana, bo] {
            person.runs(world.general, "/away set from:+4d to:+4d").await;
        }
        world.wait(1).await;
        assert_eq!(world.count("ops", "Nobody will be on call"), told + 1);
        let jun = world.jun.id;
        let stands_in = format!("/oncall override user:<@{jun}> from:+3d to:+6d department:ops");
        mei.runs(world.general, &stands_in).await.shows("is on call for");
        world.settle().await;
        world.post("ops", "✅ ~~**Nobody will be on call**");
        let over = format!(
            "/oncall override user:<@{}> from:today 10:00 to:tomorrow 10:00 department:ops",
            bo.id
        );
        mei.runs(world.general, &over).await.shows("is on call for");
        bo.runs(world.general, "/值班 班次").await.shows("班次");
        ana.runs(world.general, "/oncall contact mail:ana@example.org")
            .await
            .shows("Mail: a…@");
        ana.runs(world.general, "/oncall contact clear:True").await.shows("Only by direct message");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_swap_needs_the_other_one_to_agree() {
    on_both(async |world: &mut World| {
        on_duty(world, "primary 5m > lead 15m").await;
        let (ana, bo, jun) = (&world.ana, &world.bo, &world.jun);
        let ask = format!("/oncall swap user:<@{}>", bo.id);
        ana.runs(world.general, &ask).await.shows("has been asked");
        world.settle().await;
        let first = world.mei.runs(world.general, "/oncall who").await.text();
        assert!(first.contains(&format!("Now: <@{}>", ana.id)), "{first}");
        bo.presses_direct("同意").await.shows("已换班");
        world.settle().await;
        assert!(
            ana.direct().iter().any(|m| m.contains("Swapped")),
            "{:?}",
            ana.direct()
        );
        let now = world.mei.runs(world.general, "/oncall who").await.text();
        assert!(now.contains(&format!("Now: <@{}>", bo.id)), "{now}");
        // Whoever was not asked cannot answer, and nobody swaps with themselves.
        let own = format!("/oncall swap user:<@{}>", ana.id);
        ana.runs(world.general, &own)
            .await
            .shows("takes two people");
        jun.runs(world.general, &ask).await.shows("没有这样的班次");
    })
    .await;
}
