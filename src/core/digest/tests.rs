//! Digests in a database: made, posted, left out, brought up to date, stopped.

use crate::calendar::{Zone, moment};
use crate::chat::{ActionId, ChannelId};
use crate::clock::{At, Span};
use crate::core::digest::{
    Create, Edit, Now, One, Typing, act, create, delete, edit, list, now, pause, resume, suggest,
    suggest_sections,
};
use crate::core::testing::{Said, World, mei, person, refused, shown};
use crate::core::{Act, Actor};
use crate::i18n::Lang;
use crate::outbox::{Op, Target};
use crate::store::testing::both;

const OPS: ChannelId = ChannelId(901);

/// A moment in Shanghai in January 2026; the tests begin on Monday the 5th at 08:00.
fn at(day: u32, hour: u16) -> At {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
    moment(day, hour * 60, Zone::Asia__Shanghai)
}

fn made(schedule: &str) -> Create {
    Create {
        actor: mei(),
        department: "ops".into(),
        schedule: schedule.into(),
        sections: None,
    }
}

fn one(actor: &Actor) -> One {
    One {
        actor: actor.clone(),
        digest: "DIG-1".into(),
    }
}

fn pressed(actor: &Actor, action: ActionId) -> Act {
    Act {
        actor: actor.clone(),
        action,
        chosen: Vec::new(),
        typed: Vec::new(),
    }
}

/// Ops posts to a channel of its own, in Chinese; Bo belongs to it.
async fn chinese_ops(world: &World) -> Actor {
    world
        .edits("ops", |edit| {
            edit.channel = Some(OPS);
            edit.locale = Some("zh-CN".into());
        })
        .await;
    let bo = person(2, "Bo", Lang::Zh);
    world
        .joins(&bo, "ops", "Asia/Shanghai", "09:00-18:00")
        .await;
    bo
}

fn moments(said: &[Said]) -> Vec<At> {
    said.iter().map(|s| s.at).collect()
}

#[tokio::test]
async fn it_comes_at_its_moment_in_the_departments_language_and_only_with_something_to_tell() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        let card = world.runs(create, &made("weekdays 17:30")).await;
        insta::assert_snapshot!("created", shown(&card));
        assert_eq!(world.plays_to(at(6, 12)).await, [], "nothing to tell");
        world.is_away(&bo, "2026-01-08", "2026-01-09").await;
        world.posts().await;
        let said = world.plays_to(at(6, 23)).await;
        assert_eq!(moments(&said), [at(6, 17) + Span::minutes(30)]);
        assert_eq!(said[0].target, Target::Channel(OPS));
        insta::assert_snapshot!("posted", shown(said[0].card()));
    })
    .await;
}

#[tokio::test]
async fn what_says_the_same_again_brings_the_last_one_up_to_date() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        world.is_away(&bo, "2026-01-08", "2026-01-30").await;
        world.runs(create, &made("weekdays 17:30")).await;
        world.posts().await;
        let said = world.plays_to(at(7, 23)).await;
        assert_eq!(said.len(), 3);
        assert!(matches!(said[0].op, Op::Create(_)));
        for again in &said[1..] {
            assert_eq!(again.key, said[0].key);
            assert!(matches!(again.op, Op::Edit(_)), "{again:?}");
        }
        world.marks("2026-01-12", false).await;
        let said = world.plays_to(at(8, 23)).await;
        assert!(matches!(said[0].op, Op::Create(_)), "something new is news");
    })
    .await;
}

#[tokio::test]
async fn holidays_silence_what_is_armed_and_extra_working_days_bring_it() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        world.is_away(&bo, "2026-01-05", "2026-01-30").await;
        world.runs(create, &made("weekdays 17:30")).await;
        world.posts().await;
        world.plays_to(at(8, 20)).await;
        // Friday is armed already; Saturday comes instead.
        world.marks("2026-01-09", false).await;
        world.marks("2026-01-10", true).await;
        let said = world.plays_to(at(11, 23)).await;
        assert_eq!(moments(&said), [at(10, 17) + Span::minutes(30)]);
    })
    .await;
}

#[tokio::test]
async fn after_a_pause_of_days_it_is_made_once_with_what_holds_now() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        world.is_away(&bo, "2026-01-05", "2026-01-30").await;
        world.runs(create, &made("every day 09:00")).await;
        world.posts().await;
        world.clock.set(at(9, 12));
        assert_eq!(moments(&world.settles().await), [at(9, 12)], "late, once");
        let next = world.plays_to(at(10, 12)).await;
        assert_eq!(moments(&next), [at(10, 9)]);
    })
    .await;
}

#[tokio::test]
async fn it_is_paused_resumed_changed_listed_and_deleted() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        world.is_away(&bo, "2026-01-05", "2026-01-30").await;
        world.posts().await;
        insta::assert_snapshot!("list-empty", shown(&world.runs(list, &mei()).await));
        world.runs(create, &made("weekdays 17:30")).await;
        let mei = mei();
        let jun = Actor {
            lang: Lang::Zh,
            ..mei.clone()
        };
        let mut cards = Vec::new();
        cards.push(shown(&world.runs(pause, &one(&mei)).await));
        assert_eq!(world.plays_to(at(6, 20)).await, []);
        cards.push(shown(&world.runs(list, &jun).await));
        let twice = world.refuses(pause, &one(&mei)).await;
        cards.push(refused(Lang::En, &twice));
        cards.push(shown(&world.runs(resume, &one(&jun)).await));
        let change = Edit {
            actor: mei.clone(),
            digest: "dig 1".into(),
            schedule: Some("mondays 09:00".into()),
            sections: Some("站会, away".into()),
            timezone: Some("Europe/Berlin".into()),
        };
        cards.push(shown(&world.runs(edit, &change).await));
        cards.push(shown(&world.runs(list, &mei).await));
        cards.push(shown(&world.runs(delete, &one(&mei)).await));
        let keep = pressed(&mei, ActionId::new("digest", "keep", 1));
        cards.push(shown(&world.runs(act, &keep).await));
        let gone = pressed(&jun, ActionId::new("digest", "delete", 1));
        cards.push(shown(&world.runs(act, &gone).await));
        let unknown = world.refuses(pause, &one(&jun)).await;
        cards.push(refused(Lang::Zh, &unknown));
        insta::assert_snapshot!("managed", cards.join("\n\n"));
        assert_eq!(world.plays_to(at(20, 0)).await, []);
    })
    .await;
}

#[tokio::test]
async fn now_posts_at_once_and_more_shows_the_rest_in_the_readers_language() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        chinese_ops(&world).await;
        let ask = Now {
            actor: mei(),
            department: "ops".into(),
        };
        let answer = world.runs(now, &ask).await;
        let said = world.posts().await;
        assert_eq!(said.len(), 1);
        let nothing = [shown(&answer), shown(said[0].card())].join("\n\n");
        insta::assert_snapshot!("now-nothing", nothing);
        for number in 0..18 {
            let who = person(20 + number, &format!("P{number}"), Lang::En);
            world.joins(&who, "ops", "UTC", "09:00-18:00").await;
            world.is_away(&who, "2026-01-06", "2026-01-07").await;
        }
        world.posts().await;
        world.runs(now, &ask).await;
        let said = world.posts().await;
        let card = said[0].card();
        insta::assert_snapshot!("now-much", shown(card));
        let more = card.buttons[0][0].action.clone();
        let first = world.runs(act, &pressed(&mei(), more)).await;
        let turn = first.buttons[0][1].action.clone();
        let second = world.runs(act, &pressed(&mei(), turn)).await;
        insta::assert_snapshot!("more-second", shown(&second));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_with_an_example_and_changes_nothing() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        world.runs(create, &made("weekdays 17:30")).await;
        let of = |schedule: &str, sections: Option<&str>| Create {
            sections: sections.map(Into::into),
            ..made(schedule)
        };
        let mut said = Vec::new();
        for wrong in [
            of("0 0 30 2 *", None),
            of("whenever @everyone", None),
            of("weekdays 17:30", Some("weather")),
            Create {
                department: "nowhere".into(),
                ..made("weekdays 17:30")
            },
            Create {
                actor: bo.clone(),
                ..made("weekdays 17:30")
            },
        ] {
            let refusal = world.refuses(create, &wrong).await;
            said.push(refused(wrong.actor.lang, &refusal));
        }
        let nothing = Edit {
            actor: mei(),
            digest: "1".into(),
            schedule: None,
            sections: None,
            timezone: None,
        };
        for wrong in [
            nothing.clone(),
            Edit {
                timezone: Some("Mars/Olympus".into()),
                ..nothing.clone()
            },
            Edit {
                digest: "`DIG-9` **@everyone**".into(),
                ..nothing
            },
        ] {
            let refusal = world.refuses(edit, &wrong).await;
            said.push(refused(Lang::En, &refusal));
        }
        let running = world.refuses(resume, &one(&mei())).await;
        said.push(refused(Lang::En, &running));
        insta::assert_snapshot!("refusals", said.join("\n"));
        assert_eq!(world.posts().await, []);
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_is_completed_by_key_department_schedule_and_section() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let bo = chinese_ops(&world).await;
        for department in ["it", "ops"] {
            let made = Create {
                department: department.into(),
                ..made("weekdays 17:30")
            };
            world.runs(create, &made).await;
        }
        let typing = |typed: &str| Typing {
            actor: bo.clone(),
            typed: typed.into(),
        };
        for (typed, offered) in [
            ("", ["DIG-2", "DIG-1"].as_slice()),
            ("dig-1", &["DIG-1"]),
            ("ops", &["DIG-2"]),
            ("运维", &["DIG-2"]),
            ("17:30", &["DIG-2", "DIG-1"]),
            ("nothing like it", &[]),
        ] {
            assert_eq!(
                world.offers(suggest, &typing(typed)).await,
                offered,
                "{typed}"
            );
        }
        for (typed, offered) in [
            (
                "",
                [
                    "standups",
                    "dates",
                    "away",
                    "incidents",
                    "incident-stats",
                    "oncall",
                    "decisions",
                    "measures",
                    "knowledge",
                    "tasks",
                    "handoffs",
                    "money",
                ]
                .as_slice(),
            ),
            ("a", &["away"]),
            ("站", &["standups"]),
            ("away, d", &["away, dates", "away, decisions"]),
            (
                "away，",
                &[
                    "away, standups",
                    "away, dates",
                    "away, incidents",
                    "away, incident-stats",
                    "away, oncall",
                    "away, decisions",
                    "away, measures",
                    "away, knowledge",
                    "away, tasks",
                    "away, handoffs",
                    "away, money",
                ],
            ),
        ] {
            assert_eq!(
                world.offers(suggest_sections, &typing(typed)).await,
                offered,
                "{typed}"
            );
        }
    })
    .await;
}
