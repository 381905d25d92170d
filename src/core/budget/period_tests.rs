//! Periods close in order, and what comes late restates them.

use super::*;

#[tokio::test]
async fn periods_close_in_order_and_late_entries_restate_them() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world
            .runs(
                create,
                &made("Cloud", "10000", |o| o.rollover = Some("both".into())),
            )
            .await;
        world
            .runs(spend, &spent(&bo(), "BUD-1", "4000", "AWS"))
            .await;
        world.posts().await;
        // The bot was down over two ends of months: both are closed, nobody is woken.
        world.clock.set(at(3, 10, 10));
        let said = world.settles().await;
        assert_eq!(said, []);
        let card = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        // 10,000 − 4,000 is left in January, with February's 10,000 that makes 16,000 there, and 26,000 in March.
        assert!(
            card.contains("CNY 26,000.00") && card.contains("2026-03-01"),
            "{card}"
        );
        // An entry of January comes late and takes it past its limit: told once.
        let late = Spend {
            day: Some("2026-01-20".into()),
            ..spent(&fay(), "BUD-1", "7000", "AWS")
        };
        world.runs(spend, &late).await;
        let said = world.settles().await;
        assert_eq!(said.len(), 2, "{said:?}");
        insta::assert_snapshot!("late", shown(to(&said, FINANCE)[0].card()));
        world
            .runs(
                spend,
                &Spend {
                    amount: "100".into(),
                    ..late.clone()
                },
            )
            .await;
        assert_eq!(world.settles().await, []);
        // It is put right: three entries, nothing erased.
        let right = Correct {
            actor: fay(),
            entry: "EXP-2".into(),
            amount: "700".into(),
            reason: "a zero too many".into(),
            category: None,
            vendor: None,
            day: None,
        };
        insta::assert_snapshot!("corrected", shown(&world.runs(correct, &right).await));
        assert_eq!(
            world.refuses(correct, &right).await.id,
            "refuse-budget-corrected"
        );
        let digest = core::digest::Now {
            actor: mei(),
            department: "finance".into(),
        };
        world.runs(core::digest::now, &digest).await;
        let said = world.posts().await;
        insta::assert_snapshot!("digest", shown(said[0].card()));
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn a_budget_filled_once_says_when_it_ends_and_can_end_otherwise() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        let once = |end: Option<&str>| {
            made("Fair", "10000", |o| {
                o.period = Some("once".into());
                o.end = end.map(str::to_owned);
            })
        };
        let card = shown(&world.runs(create, &once(None)).await);
        assert!(
            card.contains("No last day was given, so it runs to the end of the year, 2026-12-31"),
            "{card}"
        );
        let ends = |budget: &str, end: &str| Edit {
            actor: fay(),
            budget: budget.into(),
            reason: None,
            options: Options {
                end: Some(end.into()),
                ..Options::default()
            },
        };
        let late = Spend {
            day: Some("2026-03-15".into()),
            ..spent(&fay(), "Fair", "100", "Hall")
        };
        world.runs(spend, &late).await;
        for (end, id) in [
            ("2026-03-14", "refuse-budget-end-booked"),
            ("2026-01-04", "refuse-day-past"),
            ("2040-01-01", "refuse-budget-long"),
        ] {
            assert_eq!(
                world.refuses(edit, &ends("Fair", end)).await.id,
                id,
                "{end}"
            );
        }
        world.runs(edit, &ends("Fair", "2026-03-31")).await;
        let card = shown(&world.runs(status, &one(&fay(), "Fair")).await);
        assert!(card.contains("2026-01-05 – 2026-03-31"), "{card}");
        world.plays_to(at(4, 2, 10)).await;
        let over = world.refuses(edit, &ends("Fair", "2026-05-31")).await;
        assert_eq!(over.id, "refuse-budget-end-over");
        world.runs(create, &made("Cloud", "10000", |_| {})).await;
        let monthly = world.refuses(edit, &ends("Cloud", "2026-05-31")).await;
        assert_eq!(monthly.id, "refuse-budget-end");
        let given = Create {
            options: Options {
                name: Some("Other".into()),
                ..once(Some("2026-12-31")).options
            },
            actor: fay(),
        };
        let card = shown(&world.runs(create, &given).await);
        assert!(!card.contains("No last day"), "{card}");
    })
    .await;
}
