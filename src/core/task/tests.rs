//! Days of tasks, played through in a database: both databases, a clock that is moved.

use crate::chat::{ActionId, UserId};
use crate::clock::{At, Span};
use crate::core::attached::Attached;
use crate::core::org::Who;
use crate::core::task::rules::{State, Step, steps};
use crate::core::task::{
    self, Assign, Create, Finish, One, Panel, Repeat, Say, Tie, csat, find, store,
};
use crate::core::testing::{GENERAL, Said, WS, World, mei, person, refused, shown};
use crate::core::{self, Act, Actor, Error, Reply};
use crate::i18n::Lang;
use crate::outbox::Target;
use crate::store::Tx;
use crate::store::testing::{MONDAY, both};

fn ana() -> Actor {
    person(2, "Ana", Lang::En)
}
fn bo() -> Actor {
    person(3, "Bo", Lang::Zh)
}
/// Asks from outside.
fn cai() -> Actor {
    person(4, "Cai", Lang::Zh)
}

fn who(actor: &Actor) -> Who {
    Who {
        user: actor.user,
        name: actor.name.clone(),
    }
}

/// A moment of that week in Shanghai: Monday is day 0.
fn on(day: i64, hour: i64, minute: i64) -> At {
    MONDAY + Span::days(day) + Span::minutes((hour - 8) * 60 + minute)
}

fn new(department: &str, kind: &str, title: &str) -> Create {
    Create {
        actor: ana(),
        department: department.into(),
        kind: kind.into(),
        title: title.into(),
        project: None,
        assignee: None,
        due: None,
        priority: None,
        details: None,
    }
}

fn one(actor: &Actor, task: &str) -> One {
    One {
        actor: actor.clone(),
        task: task.into(),
    }
}

fn press(actor: &Actor, action: &str, number: i64) -> Act {
    Act {
        actor: actor.clone(),
        action: ActionId::new("task", action, number),
        chosen: Vec::new(),
        typed: Vec::new(),
    }
}

fn fill(actor: &Actor, action: &str, number: i64, typed: &[(&str, &str)]) -> Act {
    Act {
        typed: typed
            .iter()
            .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
            .collect(),
        ..press(actor, action, number)
    }
}

fn proof() -> Attached {
    Attached {
        link: "https://cdn.example/log.txt".into(),
        name: "log.txt".into(),
        size: 12,
        sha256: "00".into(),
    }
}

async fn world(
    store: crate::store::Store,
    clock: std::sync::Arc<crate::clock::HandClock>,
) -> World {
    let world = World::new(store, clock).await;
    world
        .joins(&ana(), "ops", "Asia/Shanghai", "09:00-18:00")
        .await;
    world
        .joins(&bo(), "ops", "Asia/Shanghai", "09:00-18:00")
        .await;
    world
        .edits("ops", |edit| {
            edit.lead = Some(Who {
                user: UserId(1),
                name: "Mei".into(),
            });
        })
        .await;
    world.settles().await;
    world
}

async fn load(tx: &mut Tx, number: &i64) -> anyhow::Result<task::types::Task> {
    Ok(store::one(tx, *number).await?.unwrap())
}

async fn task_of(world: &World, number: i64) -> task::types::Task {
    world.store.read(WS, load, &number).await.unwrap()
}

/// What people were told directly: who, and the text.
fn direct(said: &[Said]) -> Vec<(i64, String)> {
    let to = |s: &Said| match &s.target {
        Target::Direct { user, .. } => Some((user.0, shown(s.card()))),
        _ => None,
    };
    said.iter().filter_map(to).collect()
}

#[tokio::test]
async fn a_run_needs_its_checklist_its_outcome_and_its_proof() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        world
            .runs(task::create, &new("ops", "backup", "Back up"))
            .await;
        let card = world.posts().await.remove(0);
        assert_eq!(card.key, "task/1/card");
        assert!(
            shown(card.card()).contains("[Take it]"),
            "{}",
            shown(card.card())
        );
        // Nobody outside may touch it.
        let no = world.refuses(task::take, &one(&cai(), "TASK-1")).await;
        assert_eq!(no.id, "refuse-task-right");
        world.runs(task::take, &one(&bo(), "1")).await;
        let no = world.refuses(task::take, &one(&ana(), "back up")).await;
        assert_eq!(no.id, "refuse-task-taken");
        let no = world.refuses(core::act, &press(&bo(), "finish", 1)).await;
        assert_eq!(no.id, "refuse-task-checklist");
        assert!(
            refused(Lang::Zh, &no).contains("还有 4 行"),
            "{}",
            refused(Lang::Zh, &no)
        );
        for line in 0..4 {
            let mut tick = press(&bo(), "check", 1);
            tick.chosen = vec![line.to_string()];
            world.runs(core::act, &tick).await;
        }
        let no = world.refuses(core::act, &press(&bo(), "finish", 1)).await;
        assert_eq!(no.id, "refuse-task-proof");
        let done = Finish {
            actor: bo(),
            task: "TASK-1".into(),
            proof: Some(proof()),
        };
        world.runs(task::done, &done).await;
        let form = world
            .store
            .run(WS, core::act, &press(&bo(), "finish", 1))
            .await;
        assert!(matches!(form, Ok(Reply::Form(_))), "{form:?}");
        let filled = fill(
            &bo(),
            "finished",
            1,
            &[("size", "12,5k"), ("where", "site B")],
        );
        let no = world.refuses(core::act, &filled).await;
        assert_eq!(no.id, "refuse-field-number");
        let filled = fill(&bo(), "finished", 1, &[("size", "12"), ("where", "site B")]);
        world.runs(core::act, &filled).await;
        let over = task_of(&world, 1).await;
        assert_eq!(
            (over.state, over.state_by),
            (State::Passed, Some(UserId(3)))
        );
        let no = world.refuses(core::act, &press(&bo(), "begin", 1)).await;
        assert_eq!(no.id, "refuse-task-over");
        // Who asked for it hears of it.
        let said = direct(&world.settles().await);
        assert!(
            said.iter()
                .any(|(user, text)| *user == 2 && text.contains("has finished it")),
            "{said:?}"
        );
        // Nothing is left to be told.
        assert_eq!(direct(&world.plays_to(on(20, 12, 0)).await), []);
    })
    .await;
}

#[tokio::test]
async fn who_does_nothing_is_reminded_and_then_the_lead_is() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        let mut create = new("ops", "task", "Renew the certificate");
        create.assignee = Some(who(&bo()));
        create.due = Some("tomorrow 17:00".into());
        world.runs(task::create, &create).await;
        let said = direct(&world.settles().await);
        assert!(matches!(said.as_slice(), [(3, text)] if text.contains("交给了您")), "{said:?}");
        let said = world.plays_to(on(1, 16, 59)).await;
        let soon = direct(&said);
        assert!(matches!(soon.as_slice(), [(3, text)] if text.contains("快到期了") && text.contains("下个工作日")), "{soon:?}");
        // Put off to Thursday: the lead hears of it all the same.
        let mut later = press(&bo(), "snooze", 1);
        later.action = later.action.with("workday");
        world.runs(core::act, &later).await;
        let said = direct(&world.plays_to(on(2, 18, 0)).await);
        let mei_heard = said.iter().filter(|(user, _)| *user == 1).count();
        assert_eq!(mei_heard, 1, "{said:?}");
        assert!(said.iter().any(|(user, text)| *user == 3 && text.contains("已逾期")), "{said:?}");
        // It lies about: nobody is told outside working hours.
        for said in world.plays_to(on(14, 12, 0)).await {
            let minute = (said.at.0 / 60_000 + 8 * 60).rem_euclid(24 * 60);
            assert!((9 * 60..18 * 60).contains(&minute), "{said:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn work_recurs_and_is_not_doubled() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        let repeat = Repeat {
            actor: ana(),
            department: "ops".into(),
            kind: "task".into(),
            title: "Look at the logs".into(),
            schedule: "weekdays 10:00".into(),
            project: None,
            assignee: Some(who(&bo())),
            due: Some("2h".into()),
            priority: None,
            details: None,
            holidays: false,
        };
        let mut never = repeat.clone();
        never.schedule = "0 0 30 2 *".into();
        assert_eq!(
            world.refuses(task::repeat, &never).await.id,
            "refuse-task-schedule-never"
        );
        world.runs(task::repeat, &repeat).await;
        world.plays_to(on(0, 10, 0)).await;
        assert_eq!(task_of(&world, 1).await.due, Some(on(0, 12, 0)));
        world
            .runs(
                task::done,
                &Finish {
                    actor: bo(),
                    task: "TASK-1".into(),
                    proof: None,
                },
            )
            .await;
        // A holiday on Wednesday; Tuesday's is not done by Thursday.
        world.marks("2026-01-07", false).await;
        world.plays_to(on(3, 9, 59)).await;
        let tuesday = task_of(&world, 2).await;
        assert_eq!(
            (tuesday.made_at, tuesday.state),
            (on(1, 10, 0), State::Open)
        );
        let said = world.plays_to(on(3, 10, 0)).await;
        let told = said.iter().find(|s| s.key.contains("/notice/")).unwrap();
        assert!(
            shown(told.card()).contains("REC-1"),
            "{}",
            shown(told.card())
        );
        assert!(find::numbered_for_test(&world, 3).await.is_none());
        world
            .runs(
                task::done,
                &Finish {
                    actor: bo(),
                    task: "TASK-2".into(),
                    proof: None,
                },
            )
            .await;
        // The bot is down over four moments: one occurrence, not four.
        world.clock.set(on(8, 11, 0));
        world.settles().await;
        assert_eq!(task_of(&world, 3).await.made_at, on(8, 11, 0));
        assert!(find::numbered_for_test(&world, 4).await.is_none());
        let mut pause = press(&ana(), "pause", 1);
        world.runs(core::act, &pause).await;
        pause.action.action = "delete".into();
        world.runs(core::act, &pause).await;
        assert_eq!(
            world.refuses(core::act, &pause).await.id,
            "refuse-task-recurring-state"
        );
        world.plays_to(on(16, 12, 0)).await;
        assert!(find::numbered_for_test(&world, 4).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn whose_turn_it_is_and_who_is_away_has_nothing() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        world.clock.set(on(0, 10, 0));
        for title in ["One", "Two", "Three"] {
            world.runs(task::create, &new("ops", "task", title)).await;
        }
        world.runs(task::take, &one(&bo(), "TASK-1")).await;
        let turn = |task: &str| Assign {
            actor: mei(),
            task: task.into(),
            user: None,
        };
        let card = shown(&world.runs(task::assign, &turn("TASK-2")).await);
        assert!(card.contains("Bo has 1 open"), "{card}");
        assert_ne!(task_of(&world, 2).await.assignee, Some(UserId(3)));
        // Bo goes away on Wednesday: what he took himself is free again then, and he is not picked.
        world.is_away(&bo(), "2026-01-07", "2026-01-08").await;
        world.plays_to(on(1, 20, 0)).await;
        assert_eq!(task_of(&world, 1).await.assignee, Some(UserId(3)));
        let said = world.plays_to(on(2, 10, 0)).await;
        assert_eq!(task_of(&world, 1).await.assignee, None);
        let told = said
            .iter()
            .find(|s| s.key.starts_with("task/released/"))
            .unwrap();
        assert!(
            shown(told.card()).contains("TASK-1"),
            "{}",
            shown(told.card())
        );
        let card = shown(&world.runs(task::assign, &turn("TASK-3")).await);
        assert!(card.contains("Bo is away"), "{card}");
    })
    .await;
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
async fn who_asks_from_outside_is_answered_and_says_how_content_they_are() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        world
            .joins(&ana(), "it", "Asia/Shanghai", "09:00-18:00")
            .await;
        world.settles().await;
        let panel = Panel {
            actor: mei(),
            department: "it".into(),
            channel: GENERAL,
        };
        world.runs(task::panel, &panel).await;
        let said = world.posts().await;
        let buttons = &said[0].card().buttons;
        let ask = buttons
            .iter()
            .flatten()
            .find(|b| b.action.to_string().ends_with(".technical-help"))
            .unwrap();
        let mut act = press(&cai(), "ask", 0);
        act.action = ask.action.clone();
        let form = world.store.run(WS, core::act, &act).await;
        let Ok(Reply::Form(form)) = form else {
            panic!("{form:?}")
        };
        act.action = form.action;
        act.typed = vec![
            ("title".into(), "邮件打不开".into()),
            ("details".into(), "从今天早上开始".into()),
        ];
        world.runs(core::act, &act).await;
        let keys: Vec<String> = world.settles().await.into_iter().map(|s| s.key).collect();
        for key in [
            "task/1/room",
            "task/1/room/4",
            "task/1/asked",
            "task/1/card",
        ] {
            assert!(keys.iter().any(|k| k == key), "{key} {keys:?}");
        }
        world.runs(task::take, &one(&ana(), "TASK-1")).await;
        let no = world.refuses(core::act, &press(&ana(), "confirm", 1)).await;
        assert_eq!(no.id, "refuse-task-state");
        for n in ["0", "1", "2"] {
            let mut tick = press(&ana(), "check", 1);
            tick.chosen = vec![n.into()];
            world.runs(core::act, &tick).await;
        }
        let answer = [
            ("note", ""),
            ("cause", "Full disk"),
            ("solution", "Made room"),
        ];
        world
            .runs(core::act, &fill(&ana(), "finished", 1, &answer))
            .await;
        // Who answers does not confirm; who asked is not content at first.
        let no = world.refuses(core::act, &press(&ana(), "confirm", 1)).await;
        assert_eq!(no.id, "refuse-task-right-requester");
        world
            .runs(
                core::act,
                &fill(&cai(), "reopened", 1, &[("note", "还是打不开")]),
            )
            .await;
        assert_eq!(task_of(&world, 1).await.state, State::Accepted);
        world
            .runs(core::act, &fill(&ana(), "finished", 1, &answer))
            .await;
        // Three working days without a word.
        let said = world.plays_to(on(4, 12, 0)).await;
        let closed = task_of(&world, 1).await;
        assert_eq!((closed.state, closed.state_by), (State::Closed, None));
        let asked = said.iter().find(|s| s.key == "task/1/csat/1").unwrap();
        assert!(
            shown(asked.card()).contains("5 ★"),
            "{}",
            shown(asked.card())
        );
        assert!(said.iter().any(|s| s.key.starts_with("task/1/transcript/")));
        let mut rate = press(&cai(), "rate", 1);
        rate.action = rate.action.with(2);
        let form = world.store.run(WS, core::act, &rate).await;
        assert!(matches!(form, Ok(Reply::Form(_))), "{form:?}");
        world
            .runs(core::act, &fill(&cai(), "rated", 1, &[("note", "太慢")]))
            .await;
        assert_eq!(
            world.refuses(core::act, &rate).await.id,
            "refuse-task-rated"
        );
        let mut stranger = rate.clone();
        stranger.actor = bo();
        assert_eq!(
            world.refuses(core::act, &stranger).await.id,
            "refuse-task-csat"
        );
        let complaint = task_of(&world, 2).await;
        assert_eq!(complaint.kind, "complaint");
        assert_eq!(complaint.requester, Some(UserId(4)));
        let scores = world
            .store
            .read(WS, scores_of, &closed.department)
            .await
            .unwrap();
        assert_eq!((scores.count, scores.sum, scores.low), (1, 2, 1));
    })
    .await;
}

async fn scores_of(tx: &mut Tx, department: &i64) -> anyhow::Result<task::types::Csat> {
    csat::of(tx, *department, At(0), At(i64::MAX)).await
}

#[tokio::test]
async fn a_policy_holds_once_it_was_decided() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        world
            .joins(&ana(), "security", "Asia/Shanghai", "09:00-18:00")
            .await;
        world
            .edits("security", |edit| edit.lead = Some(who(&bo())))
            .await;
        world
            .runs(task::create, &new("security", "安全策略", "Passwords"))
            .await;
        world.runs(core::act, &press(&ana(), "begin", 1)).await;
        let draft = task_of(&world, 1).await;
        assert_eq!(draft.state, State::Draft);
        let no = world.refuses(core::act, &press(&ana(), "begin", 1)).await;
        assert_eq!(no.id, "refuse-task-undecided");
        for lead in [mei(), bo()] {
            let say = core::decision::Decide {
                actor: lead,
                decision: "DEC-1".into(),
                choice: core::decision::Choice::Approve,
                reason: None,
            };
            world.runs(core::decide, &say).await;
        }
        let active = task_of(&world, 1).await;
        assert_eq!(active.state, State::Active);
        // Looked at again in a year.
        let due = active.due.unwrap();
        assert_eq!((due - active.state_at), Span::days(365));
    })
    .await;
}

#[tokio::test]
async fn links_stand_on_both_ends_and_what_is_kept_back_says_so() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        for title in ["Disk", "Copy"] {
            world.runs(task::create, &new("ops", "task", title)).await;
        }
        let tie = |task: &str, other: &str| Tie {
            actor: ana(),
            task: task.into(),
            relation: "blocks".into(),
            other: other.into(),
            remove: false,
        };
        world.runs(core::link, &tie("TASK-1", "TASK-2")).await;
        assert_eq!(
            world.refuses(core::link, &tie("TASK-2", "TASK-1")).await.id,
            "refuse-task-link-circle"
        );
        assert_eq!(
            world.refuses(core::link, &tie("TASK-2", "TASK-9")).await.id,
            "refuse-task-link"
        );
        assert_eq!(
            world.refuses(core::link, &tie("TASK-2", "x")).await.id,
            "refuse-task-link"
        );
        let card = shown(&world.runs(task::show, &one(&ana(), "TASK-2")).await);
        assert!(card.contains("**Blocked** by TASK-1"), "{card}");
        world
            .runs(
                task::done,
                &Finish {
                    actor: ana(),
                    task: "TASK-1".into(),
                    proof: None,
                },
            )
            .await;
        let card = shown(&world.runs(task::show, &one(&ana(), "TASK-2")).await);
        assert!(
            !card.contains("**Blocked**") && card.contains("is blocked by TASK-1"),
            "{card}"
        );
        let say = Say {
            actor: bo(),
            task: "TASK-2".into(),
            text: "@everyone 好了".into(),
        };
        world.posts().await;
        world.runs(task::comment, &say).await;
        let keys: Vec<String> = world.posts().await.into_iter().map(|s| s.key).collect();
        assert!(
            keys.contains(&"task/2/said/1/thread".to_owned()),
            "{keys:?}"
        );
        assert!(
            !world
                .store
                .read(WS, list_all, &())
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

async fn list_all(tx: &mut Tx, (): &()) -> Result<String, Error> {
    let list = task::List {
        actor: ana(),
        mine: false,
        department: Some("ops".into()),
        state: Some("all".into()),
        kind: None,
        overdue: false,
        project: None,
    };
    match task::list(tx, &list).await? {
        Reply::Private(card) | Reply::Update(card) => Ok(shown(&card)),
        Reply::Form(_) => Ok(String::new()),
    }
}

/// Random steps by random people: whatever is refused changes nothing, whatever is not is a state of the flow, and no step
/// that was taken is lost.
#[tokio::test]
async fn no_order_of_steps_by_anybody_leads_astray() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        let kinds = ["task", "backup", "daily-check", "monitoring-check"];
        let kinds: Vec<&str> = kinds
            .into_iter()
            .filter(|k| core::catalogue::kinds_of("ops").iter().any(|o| o.key == *k))
            .collect();
        for kind in &kinds {
            world.runs(task::create, &new("ops", kind, kind)).await;
        }
        let mut dice: u64 = 17;
        let mut roll = |sides: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        let people = [mei(), ana(), bo(), cai()];
        let actions = [
            "take",
            "begin",
            "finish",
            "fail",
            "finished",
            "confirm",
            "decline",
            "cancelled",
            "check",
            "reopened",
        ];
        for _ in 0..120 {
            let actor = &people[usize::try_from(roll(4)).unwrap()];
            let action = actions[usize::try_from(roll(10)).unwrap()];
            let number = i64::try_from(roll(u64::try_from(kinds.len()).unwrap())).unwrap() + 1;
            let before = task_of(&world, number).await;
            let mut act = fill(
                actor,
                action,
                number,
                &[("size", "1"), ("where", "x"), ("note", "y")],
            );
            act.chosen = vec![roll(4).to_string()];
            let outcome = world.store.run(WS, core::act, &act).await;
            let after = task_of(&world, number).await;
            match outcome {
                Err(Error::Fault(fault)) => panic!("{action} {number}: {fault:#}"),
                Err(Error::Refused(_)) | Ok(Reply::Form(_)) => {
                    assert_eq!(before, after, "{action}");
                }
                Ok(_) => assert_eq!(after.version, before.version + 1, "{action}"),
            }
            if before.state != after.state {
                let leads = |step: Step| task::rules::after(before.flow, before.state, step);
                let mut all = steps(before.flow, before.state).into_iter();
                let taken = all.any(|step| leads(step) == Some(after.state));
                assert!(taken, "{action}: {:?} → {:?}", before.state, after.state);
                assert!(actor.user != UserId(4), "{action} by somebody outside");
            }
        }
    })
    .await;
}

/// As a database of an earlier version is after migrating: no title is kept, and the timer is armed.
async fn forgets_titles(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    let all = "DELETE FROM knowledge_term WHERE workspace_id = $1";
    let query = sqlx::query(all).bind(tx.workspace().0);
    query.execute(tx.conn().await?).await?;
    core::knowledge::titles::go_on(tx, "task:titles", i64::MAX).await
}

async fn called(tx: &mut Tx, typed: &&str) -> anyhow::Result<Vec<i64>> {
    use crate::core::knowledge::{Space, titles};
    titles::typed(tx, Space::Tasks, typed, 25).await
}

#[tokio::test]
async fn titles_from_before_they_were_kept_are_found_in_time() {
    both(|store, clock| async move {
        let world = world(store, clock).await;
        for n in 0..230 {
            let title = format!("更换磁盘 {n}");
            world
                .runs(task::create, &new("ops", "server", &title))
                .await;
        }
        world.posts().await;
        world.store.run(WS, forgets_titles, &()).await.unwrap();
        let found = async |typed| world.store.read(WS, called, &typed).await.unwrap();
        assert!(found("磁盘").await.is_empty());
        world.plays_to(world.now() + Span::seconds(1)).await;
        assert_eq!(found("磁盘").await.len(), 25, "the newest");
        assert_eq!(found("磁盘 3").await[0], 4, "and the oldest");
    })
    .await;
}
