//! What is typed wrongly is refused and changes nothing.

use super::*;

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
async fn what_is_typed_wrongly_is_refused_and_changes_nothing() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.runs(create, &made("Cloud", "10000", |_| {})).await;
        let base = spent(&fay(), "BUD-1", "5", "AWS");
        for (request, id) in [
            (
                Spend {
                    amount: "free".into(),
                    ..base.clone()
                },
                "refuse-money",
            ),
            (
                Spend {
                    amount: "0".into(),
                    ..base.clone()
                },
                "refuse-budget-zero",
            ),
            (
                Spend {
                    amount: "USD 5".into(),
                    ..base.clone()
                },
                "refuse-budget-rate",
            ),
            (
                Spend {
                    amount: "USD 5".into(),
                    rate: Some("x".into()),
                    ..base.clone()
                },
                "refuse-budget-bad-rate",
            ),
            (
                Spend {
                    day: Some("+5d".into()),
                    kind: Some("income".into()),
                    ..base.clone()
                },
                "refuse-budget-future",
            ),
            (
                Spend {
                    budget: "Clout".into(),
                    ..base.clone()
                },
                "refuse-budget-unknown",
            ),
        ] {
            let refusal = world.refuses(spend, &request).await;
            assert_eq!(refusal.id, id);
            for lang in Lang::ALL {
                assert!(
                    !refused(lang, &refusal).contains("{$"),
                    "{}",
                    refused(lang, &refusal)
                );
            }
        }
        let twice = Spend {
            reference: Some("INV-7".into()),
            ..base.clone()
        };
        world.runs(spend, &twice).await;
        assert_eq!(
            world.refuses(spend, &twice).await.id,
            "refuse-budget-reference"
        );
        let undo = press(&fay(), ActionId::new("budget", "undo", 1));
        world.runs(core::act, &undo).await;
        assert_eq!(
            world.refuses(core::act, &undo).await.id,
            "refuse-budget-corrected"
        );
        world.runs(spend, &base).await;
        world.clock.set(world.now() + Span::minutes(2));
        let undo = press(&fay(), ActionId::new("budget", "undo", 3));
        assert_eq!(
            world.refuses(core::act, &undo).await.id,
            "refuse-budget-undo"
        );
        for (set, id) in [
            (
                Options {
                    thresholds: Some("lots".into()),
                    ..Options::default()
                },
                "refuse-budget-thresholds",
            ),
            (
                Options {
                    curve: Some("1 2".into()),
                    ..Options::default()
                },
                "refuse-budget-curve",
            ),
            (
                Options {
                    amount: Some("-5".into()),
                    ..Options::default()
                },
                "refuse-budget-negative",
            ),
            (Options::default(), "refuse-budget-same"),
        ] {
            let request = Edit {
                actor: fay(),
                budget: "BUD-1".into(),
                options: set,
                reason: None,
            };
            assert_eq!(world.refuses(edit, &request).await.id, id);
        }
        checked(&world).await;
    })
    .await;
}
