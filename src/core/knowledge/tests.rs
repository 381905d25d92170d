//! Knowledge in a database: what was kept is found, and reads well in both languages.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::chat::UserId;
use crate::clock::Span;
use crate::core::decision::{Choice, Decide};
use crate::core::knowledge::index::{Find, Indexed, find, index, unindex};
use crate::core::knowledge::{
    Add, Ask, One, Reply_, Search, Space, acknowledge, add, answer, ask, search, show,
};
use crate::core::org::Who;
use crate::core::testing::{WS, World, mei, person, shown};
use crate::core::{self, Actor};
use crate::i18n::Lang;
use crate::store::Tx;
use crate::store::testing::both;

/// A title, and a part of it to look for.
struct Phrase {
    title: String,
    part: String,
}

fn phrase(random: &mut StdRng) -> Phrase {
    let words = [
        "backup", "restore", "printer", "vpn", "invoice", "release", "k8s",
    ];
    let mut title = String::new();
    let mut parts = Vec::new();
    for _ in 0..random.random_range(1..5) {
        if random.random_bool(0.5) {
            let run: Vec<char> = (0..random.random_range(2..7))
                .filter_map(|_| char::from_u32(0x4E00 + random.random_range(0..400)))
                .collect();
            let at = random.random_range(0..run.len() - 1);
            parts.push(run[at..at + 2].iter().collect::<String>());
            title.extend(run);
        } else {
            let word = words[random.random_range(0..words.len())];
            let word = format!("{word}{}", random.random_range(0..50));
            title.push(' ');
            title.push_str(&word);
            title.push(' ');
            parts.push(word.to_uppercase());
        }
    }
    let part = parts[random.random_range(0..parts.len())].clone();
    Phrase { title, part }
}

async fn keeps(tx: &mut Tx, phrases: &Vec<Phrase>) -> anyhow::Result<()> {
    for (number, phrase) in (1..).zip(phrases) {
        let indexed = Indexed {
            space: Space::Tasks,
            number,
            scope: number % 3,
            title: if number % 2 == 0 { &phrase.title } else { "" },
            text: if number % 2 == 0 { "" } else { &phrase.title },
        };
        // Again and again: what was there is replaced.
        index(tx, &indexed).await?;
        index(tx, &indexed).await?;
    }
    unindex(tx, Space::Tasks, 1).await
}

async fn finds(tx: &mut Tx, (part, scopes): &(String, Vec<i64>)) -> anyhow::Result<Vec<i64>> {
    let wanted = Find {
        space: Space::Tasks,
        question: part,
        scopes: Some(scopes),
        cover: 0.5,
        most: 500,
    };
    let found = find(tx, &wanted).await?;
    Ok(found.iter().map(|f| f.number).collect())
}

#[tokio::test]
async fn what_was_kept_is_found_by_a_part_of_it_and_by_nobody_else() {
    both(|store, _| async move {
        let mut random = StdRng::seed_from_u64(20);
        let phrases: Vec<Phrase> = (0..300).map(|_| phrase(&mut random)).collect();
        store.run(WS, keeps, &phrases).await.unwrap();
        for (number, phrase) in (1..).zip(&phrases) {
            let scope: i64 = number % 3;
            let all = (phrase.part.clone(), vec![1, 2]);
            let found = store.read(WS, finds, &all).await.unwrap();
            let what = format!("{number}: {} in {}", phrase.part, phrase.title);
            assert_eq!(found.contains(&number), number != 1, "{what}");
            let others = (phrase.part.clone(), vec![3 - scope]);
            let found = store.read(WS, finds, &others).await.unwrap();
            assert_eq!(found.contains(&number), scope == 0, "{what}");
        }
    })
    .await;
}

fn actor(number: i64, lang: Lang) -> Actor {
    person(number, &format!("P{number}"), lang)
}

fn adds(kind: &str, title: &str, text: &str) -> Add {
    Add {
        actor: actor(4, Lang::En),
        kind: kind.into(),
        title: title.into(),
        text: text.into(),
        department: Some("ops".into()),
        tags: Some("vpn, 网络".into()),
        review: None,
        with: None,
        seen_by: None,
        until: None,
    }
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
async fn what_is_known_reads_well_in_both_languages() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        for (number, lang) in [(4, Lang::En), (5, Lang::Zh)] {
            let who = actor(number, lang);
            world
                .joins(&who, "ops", "Asia/Shanghai", "09:00-18:00")
                .await;
        }
        let lead = Who {
            user: UserId(5),
            name: "P5".into(),
        };
        world
            .edits("ops", |edit| edit.lead = Some(lead.clone()))
            .await;
        world.posts().await;
        let mut seen = Vec::new();
        let policy = adds(
            "policy",
            "Access 访问控制",
            "Two people *agree*.\n双人复核。",
        );
        seen.push(shown(&world.runs(add, &policy).await));
        let say = Decide {
            actor: actor(5, Lang::Zh),
            decision: "1".into(),
            choice: Choice::Approve,
            reason: None,
        };
        seen.push(shown(&world.runs(core::decide, &say).await));
        let read = |who: Actor, entry: &str| One {
            actor: who,
            entry: entry.into(),
        };
        let got = world
            .runs(acknowledge, &read(actor(5, Lang::Zh), "KB-1"))
            .await;
        seen.push(shown(&got));
        let issue = Add {
            until: Some("+3d".into()),
            review: Some("+30d".into()),
            ..adds(
                "known-issue",
                "VPN drops 断线",
                "Reconnect after ten seconds.",
            )
        };
        world.runs(add, &issue).await;
        let question = Ask {
            actor: actor(4, Lang::En),
            question: "Why does the VPN drop?\nEvery ten minutes since Monday.".into(),
            department: Some("ops".into()),
        };
        seen.push(shown(&world.runs(ask, &question).await));
        for text in ["Known, see KB-2.", "换一个网关 gateway"] {
            let reply = Reply_ {
                actor: actor(5, Lang::Zh),
                question: "KB-3".into(),
                text: text.into(),
                accept: text.contains("gateway"),
            };
            seen.push(shown(&world.runs(answer, &reply).await));
        }
        for lang in Lang::ALL {
            for entry in ["KB-1", "KB-2", "KB-3"] {
                let who = Actor { lang, ..mei() };
                seen.push(shown(&world.runs(show, &read(who, entry)).await));
            }
            let look = Search {
                actor: Actor { lang, ..mei() },
                text: "vpn".into(),
                kind: None,
            };
            seen.push(shown(&world.runs(search, &look).await));
        }
        let all = seen.join("\n\n==========\n");
        insta::allow_duplicates! { insta::assert_snapshot!("read", all); }
        let said = world.plays_to(world.now() + Span::days(4)).await;
        let told = said
            .iter()
            .find(|s| s.key == "knowledge/2/lapsed/4")
            .unwrap();
        assert!(shown(told.card()).contains("KB-2"));
    })
    .await;
}
