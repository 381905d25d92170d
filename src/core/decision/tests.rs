//! Decisions in a database: whoever does whatever in whatever order, what was not approved as it stands is not let through.
#![expect(
    clippy::excessive_nesting,
    reason = "a story stands inside a closure inside a test"
)]

use std::collections::BTreeMap;

use futures::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::chat::UserId;
use crate::clock::Span;
use crate::core::decision::{
    Acted, Approved, Ask, Choice, Decide, Delegate, EDITED, Group, Outcome, Owner, Subject, Voter,
    ask, check, decide, delegate, void,
};
use crate::core::org::Who;
use crate::core::testing::{WS, World, mei, person, shown};
use crate::core::{Actor, Error, org};
use crate::i18n::Lang;
use crate::store::Tx;
use crate::store::testing::both;

async fn asks(tx: &mut Tx, req: &Ask) -> anyhow::Result<i64> {
    ask(tx, req).await
}

async fn voids(tx: &mut Tx, subject: &Subject) -> anyhow::Result<()> {
    void(tx, subject, EDITED).await
}

async fn checks(
    tx: &mut Tx,
    (subject, content): &(Subject, String),
) -> anyhow::Result<Option<Approved>> {
    check(tx, subject, content).await
}

async fn department(tx: &mut Tx, key: &str) -> Result<i64, Error> {
    Ok(org::department(tx, key).await?.id)
}

fn actor(number: i64) -> Actor {
    person(number, &format!("P{number}"), Lang::En)
}

/// Operations is led by 2, security by 3; 4 to 7 are in operations, 8 in the project office.
async fn small(world: &World) -> (i64, i64) {
    for (number, of) in [
        (4, "ops"),
        (5, "ops"),
        (6, "ops"),
        (7, "ops"),
        (8, "support"),
    ] {
        world
            .joins(&actor(number), of, "Asia/Shanghai", "09:00-18:00")
            .await;
    }
    for (number, of) in [(2, "ops"), (3, "security"), (8, "pmo")] {
        let who = Who {
            user: UserId(number),
            name: format!("P{number}"),
        };
        world.edits(of, |edit| edit.lead = Some(who.clone())).await;
    }
    world.posts().await;
    let ops = world.store.run(WS, department, "ops").await.unwrap();
    let security = world.store.run(WS, department, "security").await.unwrap();
    (ops, security)
}

fn question(world: &World, number: i64, groups: Vec<Group>, content: &str, posted: i64) -> Ask {
    Ask {
        subject: Subject::new(Owner::Knowledge, number, "v1"),
        title: "备份 backups <@1>".into(),
        why: "Every year".into(),
        amount: "¥12,000.50".into(),
        asker: UserId(4),
        groups,
        content: content.into(),
        expires: world.now() + Span::days(5),
        holds_until: None,
        posted: vec![posted],
    }
}

fn says(number: i64, who: i64, choice: Choice) -> Decide {
    Decide {
        actor: actor(who),
        decision: format!("DEC-{number}"),
        choice,
        reason: Some("no budget".into()),
    }
}

#[tokio::test]
async fn of_many_who_press_at_once_one_decides() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let (ops, _) = small(&world).await;
        let groups = vec![Group::one(vec![Voter::MembersOf(ops)])];
        let ask = question(&world, 1, groups, "a", ops);
        let number = world.store.run(WS, asks, &ask).await.unwrap();
        let words: Vec<Decide> = (0..40)
            .map(|n| {
                let choice = if n % 2 == 0 {
                    Choice::Approve
                } else {
                    Choice::Reject
                };
                says(number, 2 + n % 6, choice)
            })
            .collect();
        let all = words.iter().map(|word| world.store.run(WS, decide, word));
        let done: Vec<Result<Acted, Error>> = join_all(all).await;
        let settled = done.iter().filter_map(|d| d.as_ref().ok()?.settled.clone());
        assert_eq!(settled.count(), 1);
        let refused = done.iter().filter(|d| matches!(d, Err(Error::Refused(_))));
        assert_eq!(refused.count(), 39);
    })
    .await;
}

#[tokio::test]
async fn it_is_told_reminded_and_lapses_and_an_approval_ends() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let (ops, security) = small(&world).await;
        let leads = vec![
            Group::one(vec![Voter::LeadsOf(ops)]),
            Group::one(vec![Voter::LeadsOf(security)]),
        ];
        let mut ask = question(&world, 1, leads, "a", ops);
        world.store.run(WS, asks, &ask).await.unwrap();
        let told = world.posts().await;
        let keys: Vec<&str> = told.iter().map(|s| s.key.as_str()).collect();
        let card = format!("decision/1/card/{ops}");
        assert_eq!(keys, [card.as_str(), "decision/1/to/2", "decision/1/to/3"]);
        insta::allow_duplicates! { insta::assert_snapshot!("asked", shown(told[1].card())); }
        let said = world.store.run(WS, decide, &says(1, 2, Choice::Approve)).await;
        assert_eq!(said.unwrap().settled, None);
        world.posts().await;
        // Four fifths of five working days of nine hours: only who has not spoken is reminded, in working hours.
        let reminded = world.plays_to(world.now() + Span::days(4)).await;
        let reminded: Vec<_> = reminded.iter().filter(|s| s.key.contains("remind")).collect();
        assert_eq!(reminded.len(), 1);
        assert_eq!(reminded[0].key, "decision/1/remind/3");
        let over = world.store.run(WS, decide, &says(1, 3, Choice::Reject)).await.unwrap();
        assert!(matches!(over.settled.unwrap().outcome, Outcome::Rejected { .. }));
        let told = world.posts().await;
        let outcome = told.iter().find(|s| s.key == "decision/1/outcome/rejected/4");
        insta::allow_duplicates! { insta::assert_snapshot!("rejected", shown(outcome.unwrap().card())); }
        // For a time only: it ends by itself.
        ask.subject.number = 2;
        ask.expires = world.now() + Span::days(5);
        ask.holds_until = Some(world.now() + Span::days(20));
        ask.groups = vec![Group::one(vec![Voter::LeadsOf(ops)])];
        world.store.run(WS, asks, &ask).await.unwrap();
        world.store.run(WS, decide, &says(2, 2, Choice::Approve)).await.unwrap();
        let content = (ask.subject.clone(), "a".to_owned());
        let holds = world.store.run(WS, checks, &content).await.unwrap().unwrap();
        assert_eq!((holds.number, holds.until), (2, ask.holds_until));
        let other = (ask.subject.clone(), "b".to_owned());
        assert_eq!(world.store.run(WS, checks, &other).await.unwrap(), None);
        world.clock.set(world.now() + Span::days(20));
        assert_eq!(world.store.run(WS, checks, &content).await.unwrap(), None);
    })
    .await;
}

/// What a test knows of a decision, kept on its own.
#[derive(Clone, Default)]
struct Known {
    number: i64,
    content: String,
    /// The last word of each hand.
    words: BTreeMap<i64, Choice>,
    edited: bool,
    expires: i64,
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
async fn no_order_of_things_lets_through_what_was_not_approved_as_it_stands() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let (ops, security) = small(&world).await;
        let mut random = StdRng::seed_from_u64(19);
        let mut approved = 0;
        for subject in 1..=24 {
            let groups = match subject % 3 {
                0 => vec![Group {
                    any: vec![Voter::MembersOf(ops)],
                    need: 2,
                }],
                1 => vec![
                    Group::one(vec![Voter::LeadsOf(ops), Voter::People(vec![UserId(5)])]),
                    Group::one(vec![Voter::LeadsOf(security)]),
                ],
                _ => vec![Group::one(vec![Voter::MembersOf(ops)])],
            };
            let needed = if subject % 3 == 2 { 1 } else { 2 };
            let mut known: Option<Known> = None;
            let mut edits = 0;
            for _ in 0..14 {
                let content = format!("{subject}/{edits}");
                match random.random_range(0..10) {
                    0 => {
                        edits += 1;
                        let of = Subject::new(Owner::Knowledge, subject, "v1");
                        world.store.run(WS, voids, &of).await.unwrap();
                        if let Some(known) = &mut known {
                            known.edited = true;
                        }
                    }
                    1 | 2 => {
                        let ask = question(&world, subject, groups.clone(), &content, ops);
                        let number = world.store.run(WS, asks, &ask).await.unwrap();
                        let expires = ask.expires.0;
                        known = Some(Known {
                            number,
                            content,
                            expires,
                            ..Known::default()
                        });
                    }
                    3 => world
                        .clock
                        .set(world.now() + Span::hours(random.random_range(1..40))),
                    4 => {
                        let Some(known) = &known else { continue };
                        let (from, to) = (random.random_range(2..9), random.random_range(2..12));
                        let pass = Delegate {
                            actor: actor(from),
                            decision: format!("DEC-{}", known.number),
                            user: Who {
                                user: UserId(to),
                                name: "X".into(),
                            },
                            until: None,
                        };
                        // Refused or not: what counts is what comes of it.
                        drop(world.store.run(WS, delegate, &pass).await);
                    }
                    _ => {
                        let Some(known) = &mut known else { continue };
                        let hand = random.random_range(2..12);
                        let choice = if random.random_bool(0.75) {
                            Choice::Approve
                        } else {
                            Choice::Reject
                        };
                        let word = says(known.number, hand, choice);
                        let now = world.now().0;
                        if world.store.run(WS, decide, &word).await.is_ok() {
                            assert!(now < known.expires && !known.edited && hand != 4);
                            known.words.insert(hand, choice);
                        }
                    }
                }
                let now = format!("{subject}/{edits}");
                let asked = (Subject::new(Owner::Knowledge, subject, "v1"), now.clone());
                if let Some(holds) = world.store.run(WS, checks, &asked).await.unwrap() {
                    let known = known.as_ref().unwrap();
                    approved += 1;
                    assert_eq!((holds.number, &known.content), (known.number, &now));
                    let hands = known
                        .words
                        .iter()
                        .filter(|w| *w.1 == Choice::Approve)
                        .count();
                    assert!(!known.edited && hands >= needed, "{subject}: {hands} hands");
                }
            }
        }
        assert!(approved > 10, "only {approved} were approved");
        let card = world.runs(crate::core::decision::list, &mei()).await;
        assert!(!card.fields.is_empty());
    })
    .await;
}
