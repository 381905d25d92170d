//! Handoffs in a database: random stories by random people, two at a time; cards as people read them.
#![expect(
    clippy::excessive_nesting,
    reason = "a story stands inside a closure inside a test"
)]

use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{Accept, Deliver, List, Matrix, One, Pass, Request, Say};
use crate::clock::{At, HandClock};
use crate::core::testing::{Said, WS, World, mei, person, refused, shown};
use crate::core::{self, Actor, Error, Refusal, Reply, handoff};
use crate::i18n::Lang;
use crate::outbox::Op;
use crate::store::testing::both;
use crate::store::{Store, Tx};

/// Monday 2026-01-05, 10:00 in Shanghai.
const MORNING: At = At(1_767_578_400_000);

fn ana() -> Actor {
    person(2, "Ana", Lang::En)
}
fn bo() -> Actor {
    person(3, "Bo", Lang::Zh)
}
fn eva() -> Actor {
    person(4, "Eva", Lang::En)
}

async fn staffed(store: Store, clock: Arc<HandClock>) -> World {
    clock.set(MORNING);
    let world = World::new(store, clock).await;
    world
        .joins(&ana(), "delivery", "Asia/Shanghai", "9-18")
        .await;
    world.joins(&bo(), "ops", "Asia/Shanghai", "9-18").await;
    world.posts().await;
    world
}

fn request(actor: Actor, to: &str, playbook: &str, title: &str) -> Request {
    Request {
        actor,
        to: to.into(),
        playbook: playbook.into(),
        title: title.into(),
        from: None,
        details: None,
        project: None,
        due: None,
        priority: None,
        file: None,
    }
}

fn say(actor: Actor, text: &str) -> Say {
    Say {
        actor,
        handoff: "HO-1".into(),
        text: text.into(),
    }
}

fn one(actor: Actor) -> One {
    One {
        actor,
        handoff: "HO-1".into(),
    }
}

/// One step of a story by number, by somebody.
async fn takes(world: &World, step: usize, actor: Actor) -> Result<Reply, Error> {
    let store = &world.store;
    match step {
        0 => {
            let request = Accept {
                actor,
                handoff: "HO-1".into(),
                assignee: None,
            };
            store.run(WS, handoff::accept, &request).await
        }
        1 => store.run(WS, handoff::decline, &say(actor, "no")).await,
        2 => store.run(WS, handoff::ask, &say(actor, "how?")).await,
        3 => store.run(WS, handoff::answer, &say(actor, "so")).await,
        4 => {
            let request = Deliver {
                actor,
                handoff: "HO-1".into(),
                text: Some("there".into()),
                proof: None,
            };
            store.run(WS, handoff::deliver, &request).await
        }
        5 => {
            store
                .run(WS, handoff::give_back, &say(actor, "not yet"))
                .await
        }
        6 => store.run(WS, handoff::confirm, &one(actor)).await,
        7 => store.run(WS, handoff::sign, &one(actor)).await,
        8 => {
            let request = Pass {
                actor,
                handoff: "HO-1".into(),
                to: "it".into(),
                text: None,
            };
            store.run(WS, handoff::pass, &request).await
        }
        _ => store.run(WS, handoff::cancel, &one(actor)).await,
    }
}

/// The states it went through, from its history.
async fn history(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<String>> {
    let all = core::journal::history(tx, "handoff/1").await?;
    let states = all
        .iter()
        .filter_map(|e| e.after.get("state").and_then(|s| s.as_str()));
    Ok(states.map(str::to_owned).collect())
}

async fn state(tx: &mut Tx, (): &()) -> anyhow::Result<String> {
    let found = handoff::store::one(tx, 1).await?.unwrap();
    Ok(found.state.name().to_owned())
}

/// May one state follow another in a history?
fn follows(before: &str, after: &str) -> bool {
    matches!(
        (before, after),
        (
            "requested",
            "accepted" | "declined" | "needs-info" | "cancelled" | "requested"
        ) | ("needs-info", "requested" | "accepted" | "cancelled")
            | (
                "accepted",
                "delivered" | "needs-info" | "requested" | "cancelled"
            )
            | ("delivered", "accepted" | "confirmed" | "cancelled")
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn random_people_at_the_same_time_lose_nothing_and_come_to_nothing_illegal() {
    both(|store, clock| async move {
        let world = staffed(store, clock).await;
        let mut runner = TestRunner::deterministic();
        let story = proptest::collection::vec((0_usize..10, 0_usize..4), 40);
        let steps = story.new_tree(&mut runner).unwrap().current();
        world
            .runs(
                handoff::request,
                &request(ana(), "ops", "general", "A server"),
            )
            .await;
        let people = [mei(), ana(), bo(), eva()];
        let (mut taken, mut explained) = (0, 0);
        for pair in steps.chunks(2) {
            let run = |n: usize| {
                let (step, who) = pair[n];
                takes(&world, step, people[who].clone())
            };
            let (first, second) = tokio::join!(run(0), run(1));
            for outcome in [first, second] {
                match outcome {
                    Ok(_) => taken += 1,
                    Err(Error::Refused(refusal)) => {
                        explained += 1;
                        for lang in Lang::ALL {
                            let said = refused(lang, &refusal);
                            assert!(said.contains("HO-1"), "{said}");
                        }
                    }
                    Err(Error::Fault(fault)) => panic!("{fault:#}"),
                }
            }
        }
        assert!(
            taken > 1 && explained > 10,
            "{taken} taken, {explained} refused"
        );
        let states = world.store.read(WS, history, &()).await.unwrap();
        let mut before = "requested".to_owned();
        for after in &states {
            assert!(follows(&before, after), "{before} → {after}: {states:?}");
            before.clone_from(after);
        }
        assert_eq!(
            world.store.read(WS, state, &()).await.unwrap(),
            before,
            "no step is lost"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_who_accept_at_once_make_one_acceptance() {
    both(|store, clock| async move {
        let world = staffed(store, clock).await;
        world
            .runs(
                handoff::request,
                &request(ana(), "ops", "general", "A server"),
            )
            .await;
        let all = (0..20).map(|_| takes(&world, 0, bo()));
        let outcomes = futures::future::join_all(all).await;
        let first = outcomes.iter().filter(|o| o.is_ok()).count();
        assert_eq!(first, 1);
        let late: Vec<&Refusal> = outcomes
            .iter()
            .filter_map(|o| match o {
                Err(Error::Refused(refusal)) => Some(refusal),
                _ => None,
            })
            .collect();
        assert_eq!(late.len(), 19);
        assert!(late.iter().all(|r| r.id == "refuse-handoff-taken"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_two_departments_read() {
    both(|store, clock| async move {
        let world = staffed(store, clock).await;
        world
            .edits("ops", |edit| edit.locale = Some("zh-CN".into()))
            .await;
        world.posts().await;
        let mut told = Vec::new();
        let mut keep = |name: &str, said: Vec<Said>| {
            for one in said {
                if let Op::Create(card) | Op::Edit(card) = &one.op {
                    told.push(format!("=== {name}: {}\n{}", one.key, shown(card)));
                }
            }
        };
        let mut wanted = request(ana(), "ops", "general", "A **server**");
        wanted.details = Some("For the pilot".into());
        world.runs(handoff::request, &wanted).await;
        keep("requested", world.posts().await);
        world
            .runs(handoff::ask, &say(bo(), "How much memory?"))
            .await;
        keep("asked", world.posts().await);
        world.runs(handoff::answer, &say(ana(), "64 GB")).await;
        world.posts().await;
        takes(&world, 0, bo()).await.unwrap();
        keep("accepted", world.posts().await);
        takes(&world, 4, bo()).await.unwrap();
        keep("delivered", world.posts().await);
        world
            .runs(handoff::give_back, &say(ana(), "32 GB only"))
            .await;
        keep("returned", world.posts().await);
        let list = List {
            actor: ana(),
            which: None,
            department: None,
        };
        let list = world.store.read(WS, handoff::list, &list).await.unwrap();
        let matrix = Matrix {
            actor: ana(),
            from: None,
            to: None,
        };
        let matrix = world
            .store
            .read(WS, handoff::matrix, &matrix)
            .await
            .unwrap();
        for reply in [list, matrix] {
            let Reply::Private(card) = reply else {
                panic!()
            };
            told.push(format!("=== answer\n{}", shown(&card)));
        }
        insta::assert_snapshot!(told.join("\n"));
    })
    .await;
}
