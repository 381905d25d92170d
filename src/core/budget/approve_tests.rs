//! What is over the limit for it waits for finance, and its author hears what became of it.

use super::*;

#[tokio::test]
async fn over_its_limit_an_expense_counts_once_finance_has_approved_it() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        world
            .runs(
                create,
                &made("Cloud", "100k", |o| o.approval_over = Some("5000".into())),
            )
            .await;
        let card = world
            .runs(spend, &spent(&bo(), "BUD-1", "6000", "Dell"))
            .await;
        insta::assert_snapshot!("asked_zh", shown(&card));
        let said = world.settles().await;
        assert!(!to(&said, FINANCE).is_empty(), "finance is asked");
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(
            text.contains("committed CNY 6,000.00") && text.contains("Spent **CNY 0.00**"),
            "{text}"
        );
        let decide = |actor: &Actor, number: i64, yes: bool| {
            let action = if yes { "approve" } else { "reject" };
            press(actor, ActionId::new("decision", action, number))
        };
        // Who asks does not decide.
        let own = world
            .store
            .run(WS, core::act, &decide(&bo(), 1, true))
            .await;
        assert!(matches!(own, Err(Error::Refused(_))), "{own:?}");
        world.posts().await;
        world.runs(core::act, &decide(&fay(), 1, true)).await;
        insta::assert_snapshot!("told_zh", told(&world.settles().await));
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(
            text.contains("committed CNY 0.00") && text.contains("Spent **CNY 6,000.00**"),
            "{text}"
        );
        // One that nobody decides is let go.
        world
            .runs(spend, &spent(&bo(), "BUD-1", "7000", "Dell"))
            .await;
        world.posts().await;
        let said = world.plays_to(at(1, 20, 10)).await;
        assert!(told(&said).contains("DEC-2 无人及时决定"), "{said:?}");
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(
            text.contains("committed CNY 0.00") && text.contains("Spent **CNY 6,000.00**"),
            "{text}"
        );
        checked(&world).await;
    })
    .await;
}

/// The direct message about what became of an expense.
fn told(said: &[Said]) -> String {
    let mut told = said.iter().filter(|s| s.key.starts_with("budget/decided/"));
    let first = told
        .next()
        .unwrap_or_else(|| panic!("nobody is told: {said:#?}"));
    assert!(told.next().is_none(), "told twice");
    assert!(matches!(first.target, Target::Direct { .. }));
    shown(first.card())
}

#[tokio::test]
async fn whoever_asked_hears_what_became_of_it_whatever_that_is() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        let limited = |o: &mut Options| o.approval_over = Some("5000".into());
        world.runs(create, &made("Cloud", "100k", limited)).await;
        let ben = person(4, "Ben", Lang::En);
        world
            .joins(&ben, "ops", "Asia/Shanghai", "09:00-18:00")
            .await;
        let large = |reference: &str, day: Option<&str>| Spend {
            reference: Some(reference.into()),
            day: day.map(str::to_owned),
            ..spent(&ben, "BUD-1", "6000", "Dell")
        };
        let decide =
            |action: &str, number: i64| press(&fay(), ActionId::new("decision", action, number));
        // Booked meanwhile by its reference: not twice, and that is said.
        world.runs(spend, &large("INV-1", None)).await;
        let same = Spend {
            amount: "4000".into(),
            ..large("INV-1", None)
        };
        world.runs(spend, &same).await;
        world.settles().await;
        world.runs(core::act, &decide("approve", 1)).await;
        insta::assert_snapshot!("told_there", told(&world.settles().await));
        // For a day to come.
        world.runs(spend, &large("INV-2", Some("2026-01-20"))).await;
        world.settles().await;
        world.runs(core::act, &decide("approve", 2)).await;
        insta::assert_snapshot!("told_committed", told(&world.settles().await));
        // Rejected, with the reason.
        world.runs(spend, &large("INV-3", None)).await;
        world.settles().await;
        let reject = core::decision::Decide {
            actor: fay(),
            decision: "DEC-3".into(),
            choice: core::decision::Choice::Reject,
            reason: Some("not this *quarter*".into()),
        };
        world.runs(core::decide, &reject).await;
        insta::assert_snapshot!("told_rejected", told(&world.settles().await));
        checked(&world).await;
    })
    .await;
}
