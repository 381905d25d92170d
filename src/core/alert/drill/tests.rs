//! Drills that come late, never come in, or come after they were given up: at the core's own pace.

use std::collections::BTreeMap;

use super::*;
use crate::chat::UserId;
use crate::clock::Clock as _;
use crate::core::alert::{Action, Answer, Received, Report, receive};
use crate::core::testing::{GENERAL, Said, WS, World};
use crate::i18n::Lang;
use crate::store::Store;
use crate::store::testing::both;

/// Begins a drill now; returns its token and key.
async fn begun(store: &Store, now: At) -> (String, String) {
    let call = store.run(WS, begin, &now).await.unwrap().unwrap();
    let key = call.body["dedup_key"].as_str().unwrap().to_owned();
    (call.token, key)
}

/// What was sent comes in; returns the incident it opened.
async fn comes_in(store: &Store, (token, key): &(String, String)) -> i64 {
    let report = Report {
        key: key.clone(),
        action: Action::Fire,
        title: "drill".into(),
        message: String::new(),
        severity: None,
        department: None,
        source: String::new(),
        labels: BTreeMap::new(),
        link: String::new(),
        starts_at: None,
        ends_at: None,
        lapses: false,
    };
    let request = Received {
        integration: INTEGRATION,
        token_hash: token::hash(token),
        reports: vec![report],
        note: None,
        group: None,
        truncated: 0,
        once: None,
        test: false,
    };
    let answers = store.run(WS, receive, &vec![request]).await.unwrap();
    match answers.as_slice() {
        [Answer::Taken(taken)] => taken[0].incident.unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn arrives(tx: &mut Tx, incident: &i64) -> anyhow::Result<()> {
    delivered(tx, *incident).await
}

/// What was told besides the drill's own card.
fn told(said: &[Said]) -> Vec<String> {
    let told = said.iter().filter(|s| s.key.ends_with("/told"));
    told.map(|s| s.card().body.clone().unwrap_or_default().to_string())
        .collect()
}

async fn outcomes(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<Outcome>> {
    let all = store::latest(tx, 10).await?;
    Ok(all.into_iter().rev().map(|d| d.outcome).collect())
}

#[tokio::test]
async fn what_comes_late_is_told_once_until_one_is_in_time() {
    both(|store, clock| async move {
        let world = World::new(store.clone(), clock.clone()).await;
        let mut said = Vec::new();
        for wait in [2, 11, 12, 9, 3] {
            let sent = begun(&store, clock.now()).await;
            let incident = comes_in(&store, &sent).await;
            assert!(incident < 0);
            clock.advance(Span::seconds(wait));
            store.run(WS, arrives, &incident).await.unwrap();
            said.extend(world.plays_to(clock.now() + Span::minutes(5)).await);
        }
        let told = told(&said);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("it took 11.0 s"), "{told:?}");
        assert!(told[1].contains("arrive again"), "{told:?}");
        use Outcome::{Late, Passed};
        let kept = store.read(WS, outcomes, &()).await.unwrap();
        assert_eq!(kept, [Passed, Late, Late, Passed, Passed]);
    })
    .await;
}

#[tokio::test]
async fn what_never_came_in_is_told_as_that_and_stays_lost_when_it_comes_after_all() {
    both(|store, clock| async move {
        let world = World::new(store.clone(), clock.clone()).await;
        let sent = begun(&store, clock.now()).await;
        let said = world.plays_to(clock.now() + Span::minutes(2)).await;
        let told = told(&said);
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("never came in"), "{told:?}");
        assert!(said.iter().all(|s| s.target == Target::Channel(GENERAL)));
        let incident = comes_in(&store, &sent).await;
        store.run(WS, arrives, &incident).await.unwrap();
        assert!(
            world.posts().await.is_empty(),
            "its card is not wanted any more"
        );
        let kept = store.read(WS, outcomes, &()).await.unwrap();
        assert_eq!(kept, [Outcome::Lost]);
    })
    .await;
}

#[test]
fn what_is_told_reads_well_in_both_languages() {
    let at = At(1_767_571_200_000);
    let drill = |outcome, received: bool, took: Option<i64>| Drill {
        number: 7,
        started: at,
        received: received.then_some(at),
        acknowledged: took.map(|ms| at + Span::millis(ms)),
        incident: 0,
        outcome,
    };
    let mut shown = Vec::new();
    for lang in [Lang::En, Lang::Zh] {
        for (drill, users) in [
            (drill(Outcome::Passed, true, Some(420)), vec![]),
            (drill(Outcome::Late, true, Some(12_340)), vec![]),
            (drill(Outcome::Lost, false, None), vec![UserId(5)]),
            (drill(Outcome::Lost, true, None), vec![UserId(5), UserId(6)]),
        ] {
            let card = cards::told(lang, &drill, &users);
            let text = |text: &Option<crate::chat::Text>| {
                text.as_ref().map(ToString::to_string).unwrap_or_default()
            };
            shown.push(format!(
                "{:?} {}\n{}\n{}",
                card.tone,
                text(&card.lead),
                text(&card.body),
                text(&card.footer)
            ));
        }
    }
    insta::assert_snapshot!(shown.join("\n\n"));
}
