//! Money that is promised: for a day to come, asked about on that day, booked in parts, put off, let go.

use super::*;
use crate::core::org::departments;

fn to_come(actor: &Actor, amount: &str, day: &str) -> Spend {
    Spend {
        day: Some(day.into()),
        ..spent(actor, "BUD-1", amount, "Dell")
    }
}

fn on(actor: &Actor, action: &str, number: i64) -> Act {
    press(actor, ActionId::new("budget", action, number))
}

fn typed(actor: &Actor, action: &str, number: i64, (id, text): (&str, &str)) -> Act {
    Act {
        typed: vec![(id.into(), text.into())],
        ..on(actor, action, number)
    }
}

async fn stands(world: &World, spent: &str, committed: &str) {
    let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
    let expected = [
        format!("Spent **CNY {spent}**"),
        format!("committed CNY {committed}"),
    ];
    for part in expected {
        assert!(text.contains(&part), "no {part}: {text}");
    }
}

#[tokio::test]
async fn what_is_promised_counts_as_committed_until_it_is_booked() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        world.runs(create, &made("Cloud", "10000", |_| ())).await;
        let bo_promises = to_come(&bo(), "4000", "2026-01-20");
        insta::assert_snapshot!("made_zh", shown(&world.runs(spend, &bo_promises).await));
        let card = world
            .runs(spend, &to_come(&fay(), "1000", "2026-02-10"))
            .await;
        insta::assert_snapshot!("made_en", shown(&card));
        stands(&world, "0.00", "4,000.00").await;
        insta::assert_snapshot!(
            "status",
            shown(&world.runs(status, &one(&fay(), "BUD-1")).await)
        );
        // Ninety percent of the limit is spoken for: both hear of that.
        world.settles().await;
        world
            .runs(spend, &to_come(&bo(), "5000", "2026-01-30"))
            .await;
        let said = world.plays_to(at(1, 5, 12)).await;
        assert!(
            !to(&said, OPS).is_empty() && !to(&said, FINANCE).is_empty(),
            "{said:#?}"
        );
        // On its day who promised it is asked, when they begin to work.
        let said = world.plays_to(at(1, 20, 10)).await;
        let asked: Vec<&Said> = said
            .iter()
            .filter(|s| s.key.starts_with("budget/expected/"))
            .collect();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].at, at(1, 20, 9));
        insta::assert_snapshot!("asked", shown(asked[0].card()));
        // A part is booked: the rest stays promised, and is asked about on its own.
        let form = world
            .store
            .run(WS, core::act, &on(&bo(), "promise-book", 1))
            .await;
        let Ok(Reply::Form(form)) = form else {
            panic!("{form:?}")
        };
        assert_eq!(form.inputs[0].value.as_deref(), Some("4000.00"));
        let part = typed(&bo(), "promise-booked", 1, ("amount", "3000"));
        insta::assert_snapshot!("booked_zh", shown(&world.runs(core::act, &part).await));
        stands(&world, "3,000.00", "6,000.00").await;
        let again = world.refuses(core::act, &part).await;
        assert_eq!(again.id, "refuse-budget-promise-over");
        // Put off into the next month, it counts there.
        let later = typed(&bo(), "promise-moved", 3, ("day", "2026-02-03"));
        insta::assert_snapshot!("moved_zh", shown(&world.runs(core::act, &later).await));
        stands(&world, "3,000.00", "1,000.00").await;
        let all = world
            .runs(core::act, &on(&fay(), "promise-release", 4))
            .await;
        insta::assert_snapshot!("released", shown(&all));
        stands(&world, "3,000.00", "0.00").await;
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_promised_and_forgotten_is_asked_about_every_week_and_counts_where_it_stands() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        world.runs(create, &made("Cloud", "10000", |_| ())).await;
        world
            .runs(spend, &to_come(&bo(), "4000", "2026-01-28"))
            .await;
        let said = world.plays_to(at(2, 12, 10)).await;
        let asked = said
            .iter()
            .filter(|s| s.key.starts_with("budget/expected/"));
        let at_all: Vec<At> = asked.map(|s| s.at).collect();
        assert_eq!(at_all, [at(1, 28, 9), at(2, 4, 9), at(2, 11, 9)]);
        stands(&world, "0.00", "4,000.00").await;
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn a_reference_is_booked_once_however_it_comes() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        let over = made("Cloud", "100k", |o| o.approval_over = Some("5000".into()));
        world.runs(create, &over).await;
        let invoice = |expense: Spend| Spend {
            reference: Some("R-1".into()),
            ..expense
        };
        // Two parts of one invoice: the first entry has its reference.
        world
            .runs(spend, &invoice(to_come(&bo(), "4000", "2026-01-20")))
            .await;
        let part = typed(&bo(), "promise-booked", 1, ("amount", "1000"));
        world.runs(core::act, &part).await;
        let rest = typed(&bo(), "promise-booked", 2, ("amount", "3000"));
        world.runs(core::act, &rest).await;
        stands(&world, "4,000.00", "0.00").await;
        // What was promised or asked for before its invoice was booked by somebody else is not booked again.
        let other = |amount: &str| Spend {
            reference: Some("R-2".into()),
            ..spent(&bo(), "BUD-1", amount, "Dell")
        };
        let promised = Spend {
            day: Some("2026-01-20".into()),
            ..other("50")
        };
        world.runs(spend, &promised).await;
        world.runs(spend, &other("6000")).await;
        world.runs(spend, &other("70")).await;
        let again = typed(&bo(), "promise-booked", 3, ("amount", "50"));
        let no = world.refuses(core::act, &again).await;
        assert_eq!(no.id, "refuse-budget-reference");
        let yes = press(&fay(), ActionId::new("decision", "approve", 1));
        world.runs(core::act, &yes).await;
        stands(&world, "4,070.00", "50.00").await;
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn what_needs_a_yes_is_promised_with_it_and_more_needs_another() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        let over = made("Cloud", "100k", |o| o.approval_over = Some("5000".into()));
        world.runs(create, &over).await;
        world
            .runs(spend, &to_come(&bo(), "6000", "2026-01-20"))
            .await;
        // Nobody books what is not agreed on.
        let early = typed(&bo(), "promise-booked", 1, ("amount", "6000"));
        let no = world.refuses(core::act, &early).await;
        assert_eq!(no.id, "refuse-budget-promise-over");
        let yes = press(&fay(), ActionId::new("decision", "approve", 1));
        world.runs(core::act, &yes).await;
        stands(&world, "0.00", "6,000.00").await;
        let more = typed(&bo(), "promise-booked", 1, ("amount", "6500"));
        let no = world.refuses(core::act, &more).await;
        assert_eq!(no.id, "refuse-budget-promise-more");
        stands(&world, "0.00", "6,000.00").await;
        let stranger = person(9, "Eva", Lang::En);
        let no = world
            .refuses(core::act, &on(&stranger, "promise-release", 1))
            .await;
        assert!(no.id.starts_with("refuse-right"), "{}", no.id);
        let all = typed(&bo(), "promise-booked", 1, ("amount", "6000"));
        world.runs(core::act, &all).await;
        stands(&world, "6,000.00", "0.00").await;
        // Too far, nothing, and money that comes.
        let far = world
            .refuses(spend, &to_come(&bo(), "10", "2028-06-01"))
            .await;
        assert_eq!(far.id, "refuse-budget-far");
        let income = Spend {
            kind: Some("income".into()),
            ..to_come(&bo(), "10", "2026-02-01")
        };
        assert_eq!(
            world.refuses(spend, &income).await.id,
            "refuse-budget-future"
        );
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn who_left_the_department_neither_books_nor_is_asked_and_the_owner_is() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        world.runs(create, &made("Cloud", "10000", |_| ())).await;
        world
            .runs(spend, &to_come(&bo(), "4000", "2026-01-20"))
            .await;
        let leave = departments::One {
            actor: bo(),
            department: "ops".into(),
        };
        world.runs(departments::leave, &leave).await;
        for action in ["promise", "promise-book", "promise-release"] {
            let no = world.refuses(core::act, &on(&bo(), action, 1)).await;
            assert_eq!(no.id, "refuse-right-member", "{action}");
        }
        let said = world.plays_to(at(1, 20, 10)).await;
        let asked: Vec<&Target> = said
            .iter()
            .filter(|s| s.key.starts_with("budget/expected/"))
            .map(|s| &s.target)
            .collect();
        let owner = Target::Direct {
            user: fay().user,
            fallback: None,
        };
        assert_eq!(asked, [&owner]);
        let all = typed(&fay(), "promise-booked", 1, ("amount", "4000"));
        world.runs(core::act, &all).await;
        stands(&world, "4,000.00", "0.00").await;
        checked(&world).await;
    })
    .await;
}
