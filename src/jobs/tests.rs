//! Timers, on both databases.

use std::sync::Arc;

use anyhow::bail;
use sqlx::Row;

use super::*;
use crate::clock::{Clock, HandClock};
use crate::store::testing::{MONDAY, both, both_by_address};

const WS: WorkspaceId = WorkspaceId(1);

fn timer(subject: &str, due: At, catch_up: CatchUp) -> Timer {
    Timer {
        kind: "test:ring",
        subject: subject.into(),
        due,
        catch_up,
        payload: serde_json::json!({ "n": 7 }),
    }
}

async fn arm_it(tx: &mut Tx, timer: &Timer) -> anyhow::Result<()> {
    arm(tx, timer).await
}

/// The effect that is counted: a number is given out for each firing of a subject.
async fn count(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let kind = if due.missed {
        format!("missed {}", due.subject)
    } else {
        due.subject.clone()
    };
    tx.next_key(&kind).await.map(drop)
}

async fn fail_on_bad(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    count(tx, due).await?;
    match due.subject.as_str() {
        "bad" => bail!("no"),
        "panic" => panic!("oh"),
        _ => Ok(()),
    }
}

async fn again_in_a_minute(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    count(tx, due).await?;
    arm(
        tx,
        &timer(&due.subject, due.due + Span::minutes(1), CatchUp::Always),
    )
    .await
}

async fn fired(tx: &mut Tx, subject: &str) -> anyhow::Result<i64> {
    let row = sqlx::query("SELECT last FROM key_counter WHERE workspace_id = $1 AND kind = $2")
        .bind(tx.workspace().0)
        .bind(subject)
        .fetch_optional(tx.conn().await?)
        .await?;
    Ok(row.map_or(0, |r| r.get::<i64, _>(0)))
}

#[tokio::test]
async fn a_timer_fires_once_when_it_is_due_and_not_before() {
    both(|store, clock| async move {
        store
            .run(
                WS,
                arm_it,
                &timer("a", MONDAY + Span::minutes(5), CatchUp::Always),
            )
            .await
            .unwrap();
        assert_eq!(run_due(&store, &count).await.unwrap(), 0);
        assert_eq!(
            next_due(&store).await.unwrap(),
            Some(MONDAY + Span::minutes(5))
        );
        clock.advance(Span::minutes(5));
        assert_eq!(run_due(&store, &count).await.unwrap(), 1);
        assert_eq!(run_due(&store, &count).await.unwrap(), 0);
        assert_eq!(store.read(WS, fired, "a").await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn arming_again_moves_a_timer_and_disarming_takes_it_away() {
    async fn disarm_it(tx: &mut Tx, subject: &str) -> anyhow::Result<()> {
        disarm(tx, "test:ring", subject).await
    }
    both(|store, clock| async move {
        store
            .run(
                WS,
                arm_it,
                &timer("a", MONDAY + Span::minutes(5), CatchUp::Always),
            )
            .await
            .unwrap();
        store
            .run(
                WS,
                arm_it,
                &timer("a", MONDAY + Span::minutes(9), CatchUp::Always),
            )
            .await
            .unwrap();
        store
            .run(
                WS,
                arm_it,
                &timer("b", MONDAY + Span::minutes(5), CatchUp::Always),
            )
            .await
            .unwrap();
        store.run(WS, disarm_it, "b").await.unwrap();
        clock.advance(Span::minutes(6));
        assert_eq!(run_due(&store, &count).await.unwrap(), 0);
        clock.advance(Span::minutes(6));
        assert_eq!(run_due(&store, &count).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_came_too_late_is_missed_and_what_must_run_runs() {
    both(|store, clock| async move {
        let due = MONDAY + Span::minutes(1);
        store
            .run(
                WS,
                arm_it,
                &timer("grace", due, CatchUp::SkipAfter(Span::hours(1))),
            )
            .await
            .unwrap();
        store
            .run(
                WS,
                arm_it,
                &timer("late", due, CatchUp::SkipAfter(Span::minutes(1))),
            )
            .await
            .unwrap();
        store
            .run(WS, arm_it, &timer("must", due, CatchUp::Always))
            .await
            .unwrap();
        clock.advance(Span::minutes(30));
        assert_eq!(run_due(&store, &count).await.unwrap(), 3);
        for (subject, times) in [("grace", 1), ("late", 0), ("missed late", 1), ("must", 1)] {
            assert_eq!(
                store.read(WS, fired, subject).await.unwrap(),
                times,
                "{subject}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_failing_timer_stays_and_its_neighbours_run_once() {
    both(|store, clock| async move {
        for subject in ["a", "bad", "panic", "z"] {
            store
                .run(WS, arm_it, &timer(subject, MONDAY, CatchUp::Always))
                .await
                .unwrap();
        }
        assert_eq!(run_due(&store, &fail_on_bad).await.unwrap(), 2);
        for (subject, times) in [("a", 1), ("bad", 0), ("panic", 0), ("z", 1)] {
            assert_eq!(
                store.read(WS, fired, subject).await.unwrap(),
                times,
                "{subject}"
            );
        }
        let next = next_due(&store)
            .await
            .unwrap()
            .expect("the failed ones stay");
        assert!(
            next > MONDAY && next <= MONDAY + Span::seconds(2),
            "{next:?}"
        );
        clock.advance(Span::seconds(3));
        assert_eq!(run_due(&store, &count).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_timer_may_arm_itself_again() {
    both(|store, clock| async move {
        store
            .run(WS, arm_it, &timer("a", MONDAY, CatchUp::Always))
            .await
            .unwrap();
        clock.advance(Span::minutes(2));
        // From the due moment: one firing for each minute that passed.
        assert_eq!(run_due(&store, &again_in_a_minute).await.unwrap(), 3);
        assert_eq!(
            next_due(&store).await.unwrap(),
            Some(MONDAY + Span::minutes(3))
        );
    })
    .await;
}

#[tokio::test]
async fn a_claim_that_was_never_finished_runs_out_and_the_late_finisher_is_refused() {
    both(|store, clock| async move {
        store
            .run(WS, arm_it, &timer("a", MONDAY, CatchUp::Always))
            .await
            .unwrap();
        let wanted = Wanted {
            lease: "dead".into(),
            most: 9,
        };
        let (until, rows) = store.any_workspace_run(claim_due, &wanted).await.unwrap();
        let dead = Claim {
            lease: wanted.lease,
            until,
        };
        assert_eq!(rows.len(), 1);
        assert_eq!(run_due(&store, &count).await.unwrap(), 0, "it is claimed");
        clock.advance(LEASE);
        assert_eq!(run_due(&store, &count).await.unwrap(), 1);
        assert_eq!(
            run_claimed(&store, &rows, &dead, &count).await,
            0,
            "the claim no longer holds"
        );
        assert_eq!(store.read(WS, fired, "a").await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_loops_on_one_database_fire_each_timer_once() {
    both_by_address(|url, store, clock| async move {
        for n in 0..300 {
            store
                .run(
                    WS,
                    arm_it,
                    &timer(&format!("t{n}"), MONDAY + Span::seconds(1), CatchUp::Always),
                )
                .await
                .unwrap();
        }
        let other = Store::open(&url, clock.clone()).await.unwrap();
        clock.advance(Span::seconds(1));
        let (one, two) = tokio::join!(run_due(&store, &count), run_due(&other, &count));
        assert_eq!(one.unwrap() + two.unwrap(), 300);
        for n in 0..300 {
            assert_eq!(
                store.read(WS, fired, &format!("t{n}")).await.unwrap(),
                1,
                "t{n}"
            );
        }
    })
    .await;
}

async fn until_fired(store: &Store, subject: &str) {
    let look = async {
        while store.read(WS, fired, subject).await.unwrap() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), look)
        .await
        .expect("it fires");
}

#[tokio::test]
async fn the_loop_wakes_for_what_is_armed_and_when_the_clock_is_moved() {
    both(|store, clock: Arc<HandClock>| async move {
        let cancel = CancellationToken::new();
        let running = tokio::spawn(run(store.clone(), count, cancel.clone()));
        let now = clock.now();
        store
            .run(
                WS,
                arm_it,
                &timer("later", now + Span::hours(2), CatchUp::Always),
            )
            .await
            .unwrap();
        store
            .run(WS, arm_it, &timer("now", now, CatchUp::Always))
            .await
            .unwrap();
        until_fired(&store, "now").await;
        clock.advance(Span::hours(3));
        until_fired(&store, "later").await;
        cancel.cancel();
        running.await.unwrap();
    })
    .await;
}

#[test]
fn pauses_grow_and_end_at_ten_minutes() {
    for (attempts, pause) in [
        (0, Span::seconds(2)),
        (1, Span::seconds(4)),
        (5, Span::seconds(64)),
        (60, Span::minutes(10)),
    ] {
        assert_eq!(backoff(attempts, 100), pause, "{attempts}");
    }
    assert_eq!(backoff(0, 50), Span::seconds(1));
}

#[test]
fn heavy_timers_are_claimed_in_small_numbers() {
    for (most, took, next) in [(64, 10, 128), (512, 10, 512), (512, 400, 256), (1, 400, 1)] {
        assert_eq!(
            next_batch(most, Duration::from_millis(took)),
            next,
            "{most} in {took} ms"
        );
    }
}

#[tokio::test]
async fn timers_of_many_workspaces_fire_once_each_in_their_own() {
    both(|store, clock| async move {
        for workspace in 1..=40 {
            for subject in ["a", "b"] {
                let due = timer(subject, MONDAY + Span::seconds(1), CatchUp::Always);
                store
                    .run(WorkspaceId(workspace), arm_it, &due)
                    .await
                    .unwrap();
            }
        }
        let bad = timer("bad", MONDAY, CatchUp::Always);
        store.run(WorkspaceId(7), arm_it, &bad).await.unwrap();
        clock.advance(Span::seconds(1));
        assert_eq!(run_due(&store, &fail_on_bad).await.unwrap(), 80);
        for workspace in 1..=40 {
            for subject in ["a", "b"] {
                let times = store.read(WorkspaceId(workspace), fired, subject).await;
                assert_eq!(times.unwrap(), 1, "{subject} in {workspace}");
            }
        }
    })
    .await;
}

/// A timer that is always due again would otherwise keep a process from ever stopping.
#[tokio::test]
async fn a_loop_that_is_told_to_stop_stops_between_claims() {
    async fn again_at_once(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
        count(tx, due).await?;
        arm(tx, &timer(&due.subject, due.due, CatchUp::Always)).await
    }
    both(|store, _| async move {
        store
            .run(WS, arm_it, &timer("a", MONDAY, CatchUp::Always))
            .await
            .unwrap();
        let cancel = CancellationToken::new();
        let running = tokio::spawn(run(store.clone(), again_at_once, cancel.clone()));
        until_fired(&store, "a").await;
        cancel.cancel();
        tokio::time::timeout(Duration::from_secs(20), running)
            .await
            .expect("it stops")
            .unwrap();
        assert_eq!(
            next_due(&store).await.unwrap(),
            Some(MONDAY),
            "and leaves no lease"
        );
    })
    .await;
}
