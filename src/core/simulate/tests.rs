//! A simulation says what the timers then do.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::rules::{Kind, Planned};
use super::{Simulate, act, planned, simulate};
use crate::calendar::{Zone, moment};
use crate::chat::{Card, ChannelId, UserId};
use crate::clock::{At, HandClock, Span};
use crate::core::testing::{Said, WS, World, mei, person, refused, shown};
use crate::core::{Act, Actor, digest, org, standup};
use crate::i18n::Lang;
use crate::outbox::Target;
use crate::store::testing::both;
use crate::store::{Store, Tx};

const ZONES: [&str; 6] = [
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "UTC",
];
/// Weeks in which clocks change, China moves its working days, or nothing happens.
const WEEKS: [&str; 8] = [
    "2026-03-05",
    "2026-03-26",
    "2026-04-02",
    "2026-09-24",
    "2026-09-30",
    "2026-10-22",
    "2026-10-29",
    "2026-06-01",
];

/// One thing that is said: when, what, by which key, where or to whom, in Chinese.
type Row = (At, &'static str, String, String, bool);

fn expected(planned: &[Planned]) -> BTreeSet<Row> {
    let mut rows = BTreeSet::new();
    for p in planned {
        let zh = p.lang == Lang::Zh;
        let mut row = |what, place: String| rows.insert((p.at, what, p.key.clone(), place, zh));
        match p.kind {
            Kind::Open => row("open", format!("{:?}", p.channel)),
            Kind::Close => row("close", format!("{:?}", p.channel)),
            Kind::Digest => row("digest", format!("{:?}", p.channel)),
            Kind::Budget => row("budget", format!("{:?}", p.channel)),
            Kind::Prompt | Kind::Remind => {
                for person in &p.people {
                    row("ask", format!("{:?}", person.user));
                }
                true
            }
        };
    }
    rows
}

fn happened(said: &[Said], opened: &mut BTreeSet<String>) -> BTreeSet<Row> {
    let mut rows = BTreeSet::new();
    for post in said {
        let parts: Vec<&str> = post.key.split('/').collect();
        let what = match parts.as_slice() {
            ["standup", _, _, "card"] if opened.insert(post.key.clone()) => "open",
            // The card is brought up to date: nothing new is said.
            ["standup", _, _, "card"] => continue,
            ["standup", _, _, "summary"] => "close",
            ["standup", _, _, ask, _] if ask.starts_with("ask-") => "ask",
            ["digest", ..] => "digest",
            other => panic!("unexpected {other:?}"),
        };
        let key = match parts[0] {
            "standup" => format!("STD-{}", parts[1]),
            _ => format!("DIG-{}", parts[1]),
        };
        let place = match &post.target {
            Target::Channel(channel) => format!("{channel:?}"),
            Target::Direct { user, .. } => format!("{user:?}"),
            Target::ThreadOf(_) | Target::Mail { .. } | Target::Hook { .. } => panic!("{post:?}"),
        };
        rows.insert((post.at, what, key, place, is_chinese(post.card())));
    }
    rows
}

fn is_chinese(card: &Card) -> bool {
    let text = serde_json::to_string(card).unwrap();
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

async fn plan(tx: &mut Tx, period: &(At, At)) -> anyhow::Result<Vec<Planned>> {
    let scope = org::departments(tx).await?;
    planned(tx, &scope, period.0, period.1).await
}

async fn simulated(world: &World, from: At, to: At) -> BTreeSet<Row> {
    expected(&world.store.read(WS, plan, &(from, to)).await.unwrap())
}

/// A department with people all over the world, a standup and a digest, somewhere in the year.
async fn some_weeks(world: &World, dice: &mut StdRng) {
    let pick = |dice: &mut StdRng, of: &[&str]| (*of.choose(dice).unwrap()).to_owned();
    let start: NaiveDate = pick(dice, &WEEKS).parse().unwrap();
    world
        .clock
        .set(moment(start, dice.random_range(0..1440), Zone::UTC));
    let zone = pick(dice, &ZONES);
    let zh = dice.random_bool(0.5);
    world
        .edits("ops", |edit| {
            edit.timezone = Some(zone.clone());
            edit.channel = Some(ChannelId(901));
            edit.locale = Some(if zh { "zh-CN" } else { "en-US" }.into());
        })
        .await;
    for number in 0..dice.random_range(1..5) {
        let lang = *Lang::ALL.choose(dice).unwrap();
        let who = person(10 + number, "Somebody", lang);
        let hours = pick(dice, &["09:00-18:00", "06:00-12:00", "00:00-24:00"]);
        world.joins(&who, "ops", &pick(dice, &ZONES), &hours).await;
        if dice.random_bool(0.3) {
            let from = start + Days::new(dice.random_range(1..6));
            let to = from + Days::new(dice.random_range(0..5));
            world
                .is_away(&who, &from.to_string(), &to.to_string())
                .await;
        }
    }
    // Away all the time, so that the digest always has something to tell.
    let gone = person(99, "Gone", Lang::En);
    world.joins(&gone, "ops", "UTC", "09:00-18:00").await;
    world.is_away(&gone, "+2d", "+60d").await;
    for _ in 0..dice.random_range(0..4) {
        let day = start + Days::new(dice.random_range(2..12));
        world.marks(&day.to_string(), dice.random_bool(0.4)).await;
    }
    let schedules = [
        "weekdays 09:30",
        "30 2 * * *",
        "30 1 * * *",
        "every day 23:30",
        "mon,thu 14:00",
        "0 9 * * 1-5",
    ];
    let made = standup::Create {
        actor: mei(),
        department: "ops".into(),
        name: "Daily".into(),
        schedule: pick(dice, &schedules),
        timezone: dice.random_bool(0.5).then(|| pick(dice, &ZONES)),
        window: Some(*[5, 90, 120, 600, 1440].choose(dice).unwrap()),
        reminders: Some(pick(dice, &["80%", "1m,3m", "none", "50%"])),
        questions: None,
        clock: Some(pick(dice, &["department", "member"])),
    };
    world.runs(standup::create, &made).await;
    let made = digest::Create {
        actor: mei(),
        department: "ops".into(),
        schedule: pick(
            dice,
            &[
                "weekdays 17:30",
                "30 2 * * *",
                "0 */6 * * *",
                "mondays 09:00",
            ],
        ),
        sections: None,
    };
    world.runs(digest::create, &made).await;
    world.settles().await;
}

/// Three times some weeks; as many as asked for with `LIAISON_TEST_SEEDS`.
#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by the environment how much is wanted"
)]
fn seeds() -> std::ops::Range<u64> {
    let wanted = std::env::var("LIAISON_TEST_SEEDS").ok();
    wanted.and_then(|n| n.parse().ok()).map_or(12..15, |n| 0..n)
}

#[tokio::test]
async fn what_is_simulated_is_what_the_timers_do() {
    for seed in seeds() {
        both(|store: Store, clock: Arc<HandClock>| async move {
            let mut dice = StdRng::seed_from_u64(seed);
            let world = World::new(store, clock).await;
            some_weeks(&world, &mut dice).await;
            let start = world.now();
            let (middle, end) = (start + Span::hours(24 * 4 + 7), start + Span::days(10));
            let whole = simulated(&world, start, end).await;
            let later = simulated(&world, middle, end).await;
            let mut opened = BTreeSet::new();
            let mut done = happened(&world.plays_to(middle).await, &mut opened);
            let rest = simulated(&world, world.now() + Span::millis(1), end).await;
            let after = happened(&world.plays_to(end).await, &mut opened);
            assert_eq!(rest, after, "seed {seed}: looked at in the middle");
            let seen_later: BTreeSet<Row> = later.into_iter().filter(|r| r.0 > middle).collect();
            assert_eq!(seen_later, after, "seed {seed}: a period that begins later");
            done.extend(after);
            assert_eq!(whole, done, "seed {seed}: from the beginning");
            assert!(
                done.iter().any(|r| r.1 == "open"),
                "seed {seed} shows nothing"
            );
        })
        .await;
    }
}

fn wanted(actor: Actor, from: &str, to: &str, department: Option<&str>) -> Simulate {
    Simulate {
        actor,
        from: from.into(),
        to: to.into(),
        department: department.map(Into::into),
        page: None,
    }
}

/// Ops, in Chinese, with a standup and a digest; Ana leads support and reads English.
async fn two_departments(world: &World) -> Actor {
    let ana = person(2, "Ana", Lang::En);
    let bo = person(3, "Bo|b", Lang::Zh);
    world
        .edits("ops", |edit| {
            edit.locale = Some("zh-CN".into());
            edit.channel = Some(ChannelId(901));
        })
        .await;
    world
        .edits("support", |edit| {
            edit.lead = Some(org::Who {
                user: UserId(2),
                name: "Ana".into(),
            });
        })
        .await;
    for who in [&ana, &bo] {
        world
            .joins(who, "ops", "Asia/Shanghai", "09:00-18:00")
            .await;
    }
    let standup = standup::Create {
        actor: mei(),
        department: "ops".into(),
        name: "Daily".into(),
        schedule: "weekdays 09:30".into(),
        timezone: None,
        window: None,
        reminders: None,
        questions: None,
        clock: None,
    };
    world.runs(standup::create, &standup).await;
    for department in ["ops", "support"] {
        let digest = digest::Create {
            actor: mei(),
            department: department.into(),
            schedule: "weekdays 17:30".into(),
            sections: None,
        };
        world.runs(digest::create, &digest).await;
    }
    world.settles().await;
    ana
}

#[tokio::test]
async fn it_reads_well_in_both_languages_and_turns_its_pages() {
    both(|store: Store, clock: Arc<HandClock>| async move {
        let world = World::new(store, clock).await;
        two_departments(&world).await;
        let before = world.store.read(WS, count, &()).await.unwrap();
        let chinese = Actor {
            lang: Lang::Zh,
            ..mei()
        };
        let day = wanted(mei(), "tomorrow", "tomorrow", Some("ops"));
        insta::assert_snapshot!("day", shown(&world.runs(simulate, &day).await));
        let day = wanted(chinese.clone(), "明天", "明天", None);
        insta::assert_snapshot!("day-zh", shown(&world.runs(simulate, &day).await));
        let weekend = wanted(chinese.clone(), "周六", "2026-01-11", None);
        insta::assert_snapshot!("weekend-zh", shown(&world.runs(simulate, &weekend).await));
        let fortnight = wanted(mei(), "today", "+13d", None);
        let first = world.runs(simulate, &fortnight).await;
        assert!(first.buttons[0][0].disabled && !first.buttons[0][1].disabled);
        let press = Act {
            actor: chinese,
            action: first.buttons[0][1].action.clone(),
            chosen: Vec::new(),
            typed: Vec::new(),
        };
        let second = world.runs(act, &press).await;
        assert_ne!(first.body, second.body);
        assert_eq!(first.buttons[0][1].action.number, 1);
        assert!(shown(&second).contains("第 2 / "), "{}", shown(&second));
        let after = world.store.read(WS, count, &()).await.unwrap();
        assert_eq!(before, after, "nothing is written");
        assert_eq!(world.posts().await, []);
    })
    .await;
}

async fn count(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<i64>> {
    let mut counts = Vec::new();
    for table in ["timer", "post", "journal", "standup_round", "key_counter"] {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        let row = sqlx::query(sql).fetch_one(tx.conn().await?).await?;
        counts.push(sqlx::Row::try_get(&row, 0)?);
    }
    Ok(counts)
}

#[tokio::test]
async fn leads_look_at_their_own_the_project_office_at_all_and_others_at_nothing() {
    both(|store: Store, clock: Arc<HandClock>| async move {
        let world = World::new(store, clock).await;
        let ana = two_departments(&world).await;
        let own = world
            .runs(simulate, &wanted(ana.clone(), "today", "tomorrow", None))
            .await;
        let own = shown(&own);
        assert!(own.contains("DIG-2") && !own.contains("DIG-1"), "{own}");
        let pmo = person(4, "Pia", Lang::En);
        let joining = org::departments::One {
            actor: Actor {
                admin: true,
                ..pmo.clone()
            },
            department: "pmo".into(),
        };
        world.runs(org::departments::join, &joining).await;
        let all = shown(
            &world
                .runs(simulate, &wanted(pmo, "today", "tomorrow", None))
                .await,
        );
        assert!(all.contains("DIG-2") && all.contains("STD-1"), "{all}");
        let bo = person(3, "Bo", Lang::Zh);
        let mut said = Vec::new();
        for wrong in [
            wanted(ana.clone(), "today", "tomorrow", Some("ops")),
            wanted(bo, "today", "tomorrow", None),
            wanted(ana.clone(), "soon", "tomorrow", None),
            wanted(ana.clone(), "fri", "wed", None),
            wanted(ana.clone(), "2025-12-01", "2025-12-02", None),
            wanted(ana, "today", "2027-01-01", None),
        ] {
            let refusal = world.refuses(simulate, &wrong).await;
            said.push(refused(wrong.actor.lang, &refusal));
        }
        insta::assert_snapshot!("refusals", said.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn what_fires_all_the_time_is_cut_and_says_so() {
    both(|store: Store, clock: Arc<HandClock>| async move {
        let world = World::new(store, clock).await;
        two_departments(&world).await;
        let digest = digest::Create {
            actor: mei(),
            department: "it".into(),
            schedule: "* * * * *".into(),
            sections: None,
        };
        world.runs(digest::create, &digest).await;
        let month = wanted(mei(), "today", "+29d", None);
        let card = world.runs(simulate, &month).await;
        let text = shown(&card);
        assert!(text.contains("Only the first 500"), "{text}");
        assert_eq!(
            text.lines().filter(|l| l.starts_with("| 2026")).count(),
            500
        );
    })
    .await;
}
