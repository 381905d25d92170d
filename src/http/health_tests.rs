//! What the bot sees of itself: each thing that can be wrong, alone, and whether it is called about.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::get;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::chat::{Card, ChannelId};
use crate::clock::HandClock;
use crate::core::alert::drill as drills;
use crate::http::watch;
use crate::jobs::{CatchUp, Timer};
use crate::outbox::{Op, Post, Priority, Target};
use crate::store::testing::both;

const WS: WorkspaceId = WorkspaceId(1);

fn health(store: &Store, up: bool, drills: bool) -> (watch::Sender<bool>, Health) {
    let (sender, connected) = watch::channel(up);
    let health = Health {
        store: store.clone(),
        connected,
        drills,
    };
    (sender, health)
}

async fn queue(tx: &mut Tx, priority: &Priority) -> anyhow::Result<()> {
    let post = Post {
        key: "test/1".into(),
        target: Target::Channel(ChannelId(1)),
        op: Op::Create(Card::default()),
        priority: *priority,
        why: json!({ "rule": "test:post" }),
    };
    outbox::post(tx, &post).await
}

async fn arm(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    let timer = Timer {
        kind: "test:late",
        subject: String::new(),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// What it says at first, and some seconds later.
async fn told(health: &Health, clock: &HandClock, seconds: i64) -> [Vec<&'static str>; 2] {
    let first = health.ailments().await;
    clock.advance(Span::seconds(seconds));
    [first, health.ailments().await]
}

#[tokio::test]
async fn a_page_that_waits_is_told_after_half_a_minute_and_anything_else_after_ten() {
    both(|store, clock| async move {
        let (_up, health) = health(&store, true, false);
        assert!(health.ailments().await.is_empty());
        store.run(WS, queue, &Priority::Notice).await.unwrap();
        let said = told(&health, &clock, 590).await;
        assert_eq!(said, [vec![], Vec::<&str>::new()]);
        let [_, said] = told(&health, &clock, 20).await;
        assert_eq!(said, ["a post has been waiting for more than 10 minutes"]);
        assert!(
            health.problems().await.is_empty(),
            "it is ready all the same"
        );
    })
    .await;
    both(|store, clock| async move {
        let (_up, health) = health(&store, true, false);
        store.run(WS, queue, &Priority::Page).await.unwrap();
        let [first, said] = told(&health, &clock, 31).await;
        assert!(first.is_empty());
        assert_eq!(said, ["a page has been waiting for more than 30 seconds"]);
        assert_eq!(said, health.problems().await, "it is not ready either");
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_nobody_runs_is_told() {
    both(|store, clock| async move {
        let (_up, health) = health(&store, true, false);
        store.run(WS, arm, &()).await.unwrap();
        let [first, said] = told(&health, &clock, 31).await;
        assert!(first.is_empty());
        assert_eq!(said, ["a timer is more than 30 seconds late"]);
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_is_cut_is_told_until_it_is_back() {
    both(|store, _| async move {
        let (up, health) = health(&store, false, false);
        assert_eq!(health.ailments().await, ["the gateway is not connected"]);
        up.send_replace(true);
        assert!(health.ailments().await.is_empty());
    })
    .await;
}

/// Holds the one place to write at until it is told to let go.
async fn hold_on(
    tx: &mut Tx,
    (held, until): &(CancellationToken, CancellationToken),
) -> anyhow::Result<()> {
    tx.next_key("watchdog").await?;
    held.cancel();
    until.cancelled().await;
    Ok(())
}

#[tokio::test]
async fn a_database_that_takes_no_change_is_told() {
    both(|store, _| async move {
        let (_up, health) = health(&store, true, false);
        let both = (CancellationToken::new(), CancellationToken::new());
        let (held, until) = both.clone();
        let holding = async {
            store
                .run(WorkspaceId(0), hold_on, &both)
                .await
                .expect("it ends well");
        };
        let looked = async {
            held.cancelled().await;
            let said = health.ailments().await;
            until.cancel();
            said
        };
        let ((), said) = tokio::join!(holding, looked);
        let wanted = "the database takes no change within 2 seconds";
        assert!(said.contains(&wanted), "{said:?}");
        assert!(health.ailments().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_lost_drill_is_told_while_drills_are_held() {
    both(|store, clock| async move {
        let world = crate::core::testing::World::new(store.clone(), clock.clone()).await;
        let (_up, on) = health(&store, true, true);
        let (_up, off) = health(&store, true, false);
        let slot = world.now();
        let begun = store.run(crate::core::testing::WS, drills::begin, &slot);
        assert!(begun.await.unwrap().is_some());
        let again = store.run(crate::core::testing::WS, drills::begin, &slot);
        assert!(again.await.unwrap().is_none(), "one process holds it");
        assert!(on.ailments().await.is_empty());
        clock.advance(Span::seconds(61));
        world.settles().await;
        assert_eq!(on.ailments().await, ["the last drill did not arrive"]);
        assert!(off.ailments().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_watches_is_called_while_all_is_well_and_only_then() {
    both(|store, _| async move {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = calls.clone();
        let (heard, mut hears) = tokio::sync::mpsc::unbounded_channel();
        let answer = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            // The test may be over.
            let _over = heard.send(());
            async { "ok" }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/ping/secret", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move {
            let router = Router::new().route("/ping/secret", get(answer));
            axum::serve(listener, router).await
        });
        let (up, health) = health(&store, true, false);
        let stop = CancellationToken::new();
        let often = Duration::from_millis(5);
        let watching = tokio::spawn(watch(url, health.clone(), often, stop.clone()));
        hears.recv().await.unwrap();
        hears.recv().await.unwrap();
        up.send_replace(false);
        // What was on its way may still come.
        health.ailments().await;
        while tokio::time::timeout(Duration::from_millis(150), hears.recv())
            .await
            .is_ok()
        {}
        let before = calls.load(Ordering::SeqCst);
        assert!(
            tokio::time::timeout(Duration::from_millis(150), hears.recv())
                .await
                .is_err()
        );
        assert_eq!(calls.load(Ordering::SeqCst), before);
        up.send_replace(true);
        hears.recv().await.unwrap();
        stop.cancel();
        watching.await.unwrap();
        serving.abort();
    })
    .await;
}
