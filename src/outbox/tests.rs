//! The outbox, on both databases, with a road that the test opens and closes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::chat::Text;
use crate::clock::{Clock, HandClock, Span};
use crate::store::testing::{both, both_by_address};

const WS: WorkspaceId = WorkspaceId(1);

/// What to answer for a message that says this; everything else is done.
#[derive(Default)]
struct Road {
    sent: Mutex<Vec<Delivery>>,
    /// Text of a card → answers, first to last.
    answers: Mutex<HashMap<String, Vec<Outcome>>>,
    /// Messages made, by nonce: the platform's own memory.
    made: Mutex<HashMap<String, i64>>,
    closed: Mutex<bool>,
}

fn said(op: &Op) -> String {
    match op {
        Op::Create(card) | Op::Edit(card) => card
            .body
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        other => format!("{other:?}"),
    }
}

impl Deliver for Road {
    fn admit(&self, _: &Delivery) -> Option<Duration> {
        self.closed
            .lock()
            .unwrap()
            .then_some(Duration::from_millis(5))
    }
    fn deliver(&self, delivery: Delivery) -> BoxFuture<'static, Outcome> {
        let text = said(&delivery.op);
        let scripted = self
            .answers
            .lock()
            .unwrap()
            .get_mut(&text)
            .filter(|a| !a.is_empty())
            .map(|a| a.remove(0));
        let mut made = self.made.lock().unwrap();
        let next = i64::try_from(made.len()).unwrap() + 1000;
        let id = *made.entry(delivery.nonce.clone()).or_insert(next);
        self.sent.lock().unwrap().push(delivery);
        async move {
            scripted.unwrap_or(Outcome::Done {
                channel: Some(ChannelId(5)),
                made: Some(id),
            })
        }
        .boxed()
    }
}

impl Road {
    fn texts(&self) -> Vec<String> {
        self.sent
            .lock()
            .unwrap()
            .iter()
            .map(|d| said(&d.op))
            .collect()
    }
    fn answer(&self, text: &str, outcomes: Vec<Outcome>) {
        self.answers.lock().unwrap().insert(text.into(), outcomes);
    }
}

fn card(text: &str) -> Card {
    Card {
        body: Some(Text::trusted(text)),
        ..Card::default()
    }
}

fn message(key: &str, op: Op, priority: Priority) -> Post {
    Post {
        key: key.into(),
        target: Target::Channel(ChannelId(5)),
        op,
        priority,
        why: serde_json::json!({ "rule": "test" }),
    }
}

async fn queue(tx: &mut Tx, posts: &Vec<Post>) -> anyhow::Result<()> {
    for each in posts {
        post(tx, each).await?;
    }
    Ok(())
}

/// Events are kept as numbers given out under their text.
async fn note(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    let text = match event {
        Event::Made { key, id } => format!("made {key} {id}"),
        Event::Dead { key, code, .. } => format!("dead {key} {code:?}"),
        Event::Delivered { key } => format!("delivered {key}"),
        Event::Late { key } => format!("late {key}"),
        Event::DirectRefused { key, user } => format!("refused {key} {}", user.0),
        Event::DirectTaken { user } => format!("taken by {}", user.0),
    };
    tx.next_key(&text).await.map(drop)
}

async fn noted(tx: &mut Tx, text: &str) -> anyhow::Result<bool> {
    Ok(tx.next_key(text).await? > 1)
}

async fn standing_of(tx: &mut Tx, key: &str) -> anyhow::Result<Option<Standing>> {
    standing(tx, key).await
}

struct Running {
    cancel: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

fn start(store: &Store, road: &Arc<Road>) -> Running {
    let cancel = CancellationToken::new();
    let task = tokio::spawn(run(store.clone(), road.clone(), note, cancel.clone()));
    Running { cancel, task }
}

impl Running {
    async fn stop(self) {
        self.cancel.cancel();
        self.task.await.unwrap();
    }
}

async fn settle(store: &Store) {
    let all_said = async {
        while unsaid(store).await.unwrap() > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_said)
        .await
        .expect("everything is said");
}

#[tokio::test]
async fn what_is_queued_goes_out_in_order_and_pages_overtake() {
    both(|store, _| async move {
        let road = Arc::new(Road::default());
        let posts = vec![
            message("d", Op::Create(card("digest")), Priority::Digest),
            message("a", Op::Create(card("first")), Priority::Notice),
            message("b", Op::Create(card("second")), Priority::Notice),
            message("p", Op::Create(card("page")), Priority::Page),
        ];
        store.run(WS, queue, &posts).await.unwrap();
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        let texts = road.texts();
        assert_eq!(texts.iter().position(|t| t == "page"), Some(0), "{texts:?}");
        assert_eq!(texts, ["page", "first", "second", "digest"]);
        let standing = store
            .read(WS, standing_of, "a")
            .await
            .unwrap()
            .expect("it stands");
        assert_eq!(standing.channel, ChannelId(5));
        assert_eq!(
            store.read(WorkspaceId(2), standing_of, "a").await.unwrap(),
            None,
            "another workspace"
        );
    })
    .await;
}

#[tokio::test]
async fn waiting_edits_become_one_and_edits_that_change_nothing_are_not_sent() {
    both(|store, _| async move {
        let road = Arc::new(Road::default());
        let made = vec![
            message("k", Op::Create(card("a")), Priority::Notice),
            message("k", Op::Edit(card("b")), Priority::Notice),
        ];
        store.run(WS, queue, &made).await.unwrap();
        let running = start(&store, &road);
        settle(&store).await;
        assert_eq!(
            road.texts(),
            ["b"],
            "the edit was folded into what had not been made yet"
        );
        *road.closed.lock().unwrap() = true;
        let edits = ["c", "d", "e"]
            .map(|t| message("k", Op::Edit(card(t)), Priority::Notice))
            .to_vec();
        store.run(WS, queue, &edits).await.unwrap();
        *road.closed.lock().unwrap() = false;
        settle(&store).await;
        store
            .run(
                WS,
                queue,
                &vec![message("k", Op::Edit(card("e")), Priority::Notice)],
            )
            .await
            .unwrap();
        settle(&store).await;
        assert_eq!(road.texts(), ["b", "e"]);
        assert!(
            road.sent.lock().unwrap()[1].message.is_some(),
            "an edit knows its message"
        );
        running.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_failure_is_tried_again_under_the_same_nonce_and_holds_its_channel_in_order() {
    both(|store, clock: Arc<HandClock>| async move {
        let road = Arc::new(Road::default());
        road.answer(
            "first",
            vec![Outcome::Again {
                after: Some(Duration::from_secs(30)),
                why: "busy".into(),
            }],
        );
        let posts = vec![
            message("a", Op::Create(card("first")), Priority::Notice),
            message("b", Op::Create(card("second")), Priority::Notice),
        ];
        store.run(WS, queue, &posts).await.unwrap();
        let running = start(&store, &road);
        while road.texts().is_empty() {
            tokio::task::yield_now().await;
        }
        // Until the outcome is written down the lease holds it; then the pause does.
        while store
            .read(WorkspaceId(0), run::tests_next_try, &())
            .await
            .unwrap()
            != Some(clock.now() + Span::seconds(30))
        {
            tokio::task::yield_now().await;
        }
        assert_eq!(road.texts(), ["first"]);
        clock.advance(Span::seconds(30));
        settle(&store).await;
        running.stop().await;
        assert_eq!(road.texts(), ["first", "first", "second"]);
        let sent = road.sent.lock().unwrap();
        assert_eq!(sent[0].nonce, sent[1].nonce);
        assert!(sent[0].nonce.len() <= 25 && sent[0].nonce != sent[2].nonce);
    })
    .await;
}

#[tokio::test]
async fn what_can_never_be_sent_is_kept_and_somebody_is_told() {
    async fn letters(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<DeadLetter>> {
        dead_letters(tx, 10).await
    }
    both(|store, _| async move {
        let road = Arc::new(Road::default());
        road.answer(
            "lost",
            vec![Outcome::Never {
                code: Some(10003),
                why: "unknown channel".into(),
            }],
        );
        let posts = vec![
            message("a", Op::Create(card("lost")), Priority::Notice),
            message("b", Op::Create(card("next")), Priority::Notice),
        ];
        store.run(WS, queue, &posts).await.unwrap();
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        assert_eq!(road.texts(), ["lost", "next"]);
        assert!(store.run(WS, noted, "dead a Some(10003)").await.unwrap());
        let letters = store.read(WS, letters, &()).await.unwrap();
        assert_eq!(
            (letters[0].key.as_str(), letters[0].code),
            ("a", Some(10003))
        );
        assert_eq!(health(&store).await.unwrap().dead, 1);
    })
    .await;
}

#[tokio::test]
async fn refused_direct_messages_fall_back_to_one_mention() {
    both(|store, _| async move {
        let road = Arc::new(Road::default());
        let refused = Outcome::Never {
            code: Some(50007),
            why: "closed".into(),
        };
        road.answer("your turn", vec![refused.clone(), refused]);
        let direct = |user: i64| Post {
            key: format!("standup/7/day/remind/{user}"),
            target: Target::Direct {
                user: UserId(user),
                fallback: Some(ChannelId(5)),
            },
            op: Op::Create(card("your turn")),
            priority: Priority::Action,
            why: serde_json::json!({}),
        };
        let lane_holder = message("hold", Op::Create(card("hold")), Priority::Page);
        store
            .run(WS, queue, &vec![direct(1), direct(2), lane_holder])
            .await
            .unwrap();
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        assert!(
            store
                .run(WS, noted, "refused standup/7/day/remind/1 1")
                .await
                .unwrap()
        );
        assert!(
            store
                .run(WS, noted, "refused standup/7/day/remind/2 2")
                .await
                .unwrap()
        );
        let sent = road.sent.lock().unwrap();
        let mentions: Vec<&Card> = sent
            .iter()
            .filter(|d| d.target == Target::Channel(ChannelId(5)))
            .filter_map(|d| match &d.op {
                Op::Create(card) if !card.audience.users.is_empty() => Some(card),
                _ => None,
            })
            .collect();
        let mut mentioned: Vec<i64> = mentions
            .iter()
            .flat_map(|c| c.audience.users.iter().map(|u| u.0))
            .collect();
        mentioned.sort_unstable();
        assert_eq!(mentioned, [1, 2], "each is mentioned once");
    })
    .await;
}

#[tokio::test]
async fn a_claim_that_was_never_finished_runs_out_and_two_processes_send_each_post_once() {
    both_by_address(|url, store, clock| async move {
        let posts: Vec<Post> = (0..60)
            .map(|n| {
                message(
                    &format!("k{n}"),
                    Op::Create(card(&format!("t{n:02}"))),
                    Priority::Notice,
                )
            })
            .collect();
        store.run(WS, queue, &posts).await.unwrap();
        let other = Store::open(&url, clock.clone()).await.unwrap();
        let road = Arc::new(Road::default());
        let (one, two) = (start(&store, &road), start(&other, &road));
        // The bells of one process are not heard in the other: the clock's are.
        let all_said = async {
            while unsaid(&store).await.unwrap() > 0 {
                clock.advance(Span::millis(1));
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), all_said)
            .await
            .expect("everything is said");
        one.stop().await;
        two.stop().await;
        let expected: Vec<String> = (0..60).map(|n| format!("t{n:02}")).collect();
        assert_eq!(road.texts(), expected, "once each, in the channel's order");
    })
    .await;
}

#[tokio::test]
async fn a_claim_of_a_dead_process_and_what_is_more_urgent_do_not_wait_for_each_other() {
    both(|store, clock| async move {
        let digest = message("digest", Op::Create(card("digest")), Priority::Digest);
        store.run(WS, queue, &vec![digest]).await.unwrap();
        run::tests_claim(&store, "of a dead process").await;
        let notice = message("notice", Op::Create(card("notice")), Priority::Notice);
        store.run(WS, queue, &vec![notice]).await.unwrap();
        clock.advance(Span::seconds(10));
        let road = Arc::new(Road::default());
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        assert_eq!(road.texts(), ["notice", "digest"]);
    })
    .await;
}

#[tokio::test]
async fn an_urgent_change_of_what_is_not_urgent_does_not_wait_for_itself() {
    both(|store, _| async move {
        let posts = vec![
            message("key", Op::Create(card("first")), Priority::Digest),
            message("other", Op::Create(card("other")), Priority::Notice),
            message(
                "key",
                Op::Thread {
                    name: "talk".into(),
                },
                Priority::Action,
            ),
        ];
        store.run(WS, queue, &posts).await.unwrap();
        let road = Arc::new(Road::default());
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        let texts = road.texts();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert_eq!(texts[0], "other");
    })
    .await;
}

#[tokio::test]
async fn what_goes_into_a_thread_waits_until_it_is_open() {
    both(|store, _| async move {
        let open = Op::Thread {
            name: "talk".into(),
        };
        let room = Op::PrivateThread {
            name: "room".into(),
        };
        let into = |key: &str, thread: &str| Post {
            target: Target::ThreadOf(thread.into()),
            ..message(key, Op::Create(card(key)), Priority::Page)
        };
        let posts = vec![
            into("said", "key"),
            into("whispered", "room"),
            message("key", Op::Create(card("first")), Priority::Digest),
            message("key", open, Priority::Digest),
            message("room", room, Priority::Digest),
        ];
        store.run(WS, queue, &posts).await.unwrap();
        let road = Arc::new(Road::default());
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        let texts = road.texts();
        let at = |text: &str| texts.iter().position(|t| t.contains(text)).unwrap();
        assert_eq!(texts.len(), 5, "{texts:?}");
        assert!(
            at("said") > at("first") && at("said") > at("talk"),
            "{texts:?}"
        );
        assert!(at("whispered") > at("room"), "{texts:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_but_not_written_down_is_sent_again_under_its_nonce() {
    both(|store, clock| async move {
        store
            .run(
                WS,
                queue,
                &vec![message("a", Op::Create(card("once")), Priority::Notice)],
            )
            .await
            .unwrap();
        // A process that claimed it, sent it, and died.
        let nonce = run::tests_claim(&store, "dead").await;
        let road = Arc::new(Road::default());
        road.made.lock().unwrap().insert(nonce, 777);
        clock.advance(Span::seconds(10));
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        assert_eq!(
            store
                .read(WS, standing_of, "a")
                .await
                .unwrap()
                .unwrap()
                .message,
            MessageId(777)
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_made_is_told_to_the_core() {
    both(|store, _| async move {
        let road = Arc::new(Road::default());
        let op = Op::MakeChannel {
            name: "ops".into(),
            topic: String::new(),
        };
        store
            .run(
                WS,
                queue,
                &vec![message("org/department/1/channel", op, Priority::Action)],
            )
            .await
            .unwrap();
        let running = start(&store, &road);
        settle(&store).await;
        running.stop().await;
        assert!(
            store
                .run(WS, noted, "made org/department/1/channel 1000")
                .await
                .unwrap()
        );
    })
    .await;
}

/// What is stored today must be readable tomorrow: this file is never changed, only joined by others.
#[test]
fn a_stored_post_of_the_first_version_still_reads() {
    let op: Op = serde_json::from_str(include_str!("../../tests/data/outbox/op-1.json")).unwrap();
    let Op::Create(card) = op else {
        panic!("a create")
    };
    assert_eq!(
        card.buttons[0][0].action.to_string(),
        "standup:answer:7:2026-01-05"
    );
    let target: Target = serde_json::from_str(r#"{"direct":{"user":5,"fallback":6}}"#).unwrap();
    assert_eq!(
        target,
        Target::Direct {
            user: UserId(5),
            fallback: Some(ChannelId(6))
        }
    );
}
