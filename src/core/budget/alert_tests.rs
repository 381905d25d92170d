//! Thresholds are told once, in both channels; a part and the whole share a message; what is to come is foreseen.

use super::*;

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
async fn a_threshold_is_told_once_in_both_channels_and_who_answers_for_it_stops_the_reminders() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        let card = world.runs(create, &made("Cloud", "10k", |_| {})).await;
        insta::assert_snapshot!("created", shown(&card));
        assert_eq!(
            world.refuses(create, &made("cloud", "1", |_| {})).await.id,
            "refuse-budget-exists"
        );
        let stranger = Create {
            actor: bo(),
            ..made("X", "1", |_| {})
        };
        assert_eq!(
            world.refuses(create, &stranger).await.id,
            "refuse-right-member"
        );
        // 08:00 is before work: what is not critical waits for nine.
        let card = world
            .runs(spend, &spent(&bo(), "cloud", "¥8,000.00", "AWS"))
            .await;
        insta::assert_snapshot!("booked_zh", shown(&card));
        assert_eq!(world.settles().await, []);
        let said = world.plays_to(at(1, 5, 9)).await;
        assert_eq!(said.len(), 2);
        insta::assert_snapshot!("alert_ops", shown(to(&said, OPS)[0].card()));
        insta::assert_snapshot!("alert_finance", shown(to(&said, FINANCE)[0].card()));
        // A refund edits what was said and arms nothing again.
        world
            .runs(spend, &spent(&bo(), "BUD-1", "-300", "AWS"))
            .await;
        let said = world.settles().await;
        assert_eq!(said.len(), 2);
        assert!(matches!(said[0].op, Op::Edit(_)));
        assert!(
            shown(said[0].card()).contains("77 %"),
            "{}",
            shown(said[0].card())
        );
        world
            .runs(spend, &spent(&bo(), "BUD-1", "300", "AWS"))
            .await;
        let said = world.settles().await;
        assert!(said.iter().all(|s| matches!(s.op, Op::Edit(_))), "{said:?}");
        // The next one is critical: it asks first.
        let asked = world
            .runs(spend, &spent(&fay(), "BUD-1", "2000", "GitHub"))
            .await;
        insta::assert_snapshot!("confirm", shown(&asked));
        assert_eq!(world.settles().await, []);
        let book = asked.buttons[0][0].action.clone();
        let other = world.refuses(core::act, &press(&bo(), book.clone())).await;
        assert_eq!(other.id, "refuse-budget-draft");
        world.runs(core::act, &press(&fay(), book.clone())).await;
        assert_eq!(
            world.refuses(core::act, &press(&fay(), book)).await.id,
            "refuse-budget-draft"
        );
        let said = world.settles().await;
        assert_eq!(said.len(), 2, "{said:?}");
        let ops = to(&said, OPS)[0].card().clone();
        assert!(!shown(&ops).contains("10,000"), "no amounts for everybody");
        let amounts = ops.buttons[0]
            .iter()
            .find(|b| b.action.action == "amounts")
            .unwrap();
        assert_eq!(
            world
                .refuses(core::act, &press(&bo(), amounts.action.clone()))
                .await
                .id,
            "refuse-budget-amounts"
        );
        world
            .runs(core::act, &press(&fay(), amounts.action.clone()))
            .await;
        // Nobody answers for a working day: the owner hears of it, for ops has no lead.
        let said = world.plays_to(at(1, 6, 12)).await;
        let direct: Vec<&Said> = said
            .iter()
            .filter(|s| matches!(s.target, Target::Direct { .. }))
            .collect();
        assert_eq!(direct.len(), 1);
        let ack = direct[0].card().buttons[0][0].action.clone();
        world.runs(core::act, &press(&fay(), ack.clone())).await;
        assert_eq!(
            world.refuses(core::act, &press(&bo(), ack)).await.id,
            "refuse-budget-acked"
        );
        let said = world.settles().await;
        assert!(shown(to(&said, FINANCE)[0].card()).contains("Answered for"));
        let card = world.runs(status, &one(&fay(), "BUD-1")).await;
        insta::assert_snapshot!("status", shown(&card));
        let card = world.runs(status, &one(&bo(), "BUD-1")).await;
        insta::assert_snapshot!("status_zh_without_amounts", shown(&card));
        let by = ActionId::new("budget", "statement", 1).with("vendor");
        insta::assert_snapshot!(
            "by_vendor",
            shown(&world.runs(core::act, &press(&fay(), by)).await)
        );
        let all = List {
            actor: bo(),
            department: None,
        };
        insta::assert_snapshot!("list_zh", shown(&world.runs(list, &all).await));
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn a_part_and_the_whole_share_one_message() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.clock.set(at(1, 5, 10));
        world
            .runs(
                create,
                &made("IT", "10000", |o| o.department = Some("it".into())),
            )
            .await;
        world
            .runs(
                create,
                &made("Cloud", "8000", |o| o.parent = Some("IT".into())),
            )
            .await;
        world
            .runs(
                create,
                &made("Laptops", "5000", |o| o.parent = Some("BUD-1".into())),
            )
            .await;
        let other = made("USD", "1", |o| {
            o.parent = Some("IT".into());
            o.currency = Some("USD".into());
        });
        assert_eq!(
            world.refuses(create, &other).await.id,
            "refuse-budget-parent-currency"
        );
        world.posts().await;
        // 4,500 is 56 % of the part and 45 % of the whole.
        world
            .runs(spend, &spent(&fay(), "Cloud", "4500", "AWS"))
            .await;
        let said = world.settles().await;
        assert!(
            said.iter().all(|s| !shown(s.card()).contains("BUD-1")),
            "only the part"
        );
        // With 3,000 of the other part the whole is at 75 %: it alone, and what the part had is not told again.
        world
            .runs(spend, &spent(&fay(), "Laptops", "2400", "Dell"))
            .await;
        let said = world.settles().await;
        assert!(said.iter().any(|s| s.key.contains("budget/1/")), "{said:?}");
        // Both cross at once.
        world
            .runs(spend, &spent(&fay(), "Cloud", "2100", "AWS"))
            .await;
        let said = world.settles().await;
        let finance = to(&said, FINANCE);
        assert_eq!(finance.len(), 1, "{said:?}");
        insta::assert_snapshot!("part_and_whole", shown(finance[0].card()));
        // A higher limit: the message is edited, and the threshold will tell again.
        let raise = Edit {
            actor: fay(),
            budget: "Cloud".into(),
            reason: Some("new region".into()),
            options: Options {
                amount: Some("20000".into()),
                ..Options::default()
            },
        };
        insta::assert_snapshot!("raised", shown(&world.runs(edit, &raise).await));
        let said = world.settles().await;
        assert!(
            !said.is_empty() && said.iter().all(|s| matches!(s.op, Op::Edit(_))),
            "{said:?}"
        );
        checked(&world).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_to_come_is_foreseen_on_the_way_to_the_forecast_in_both_languages() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        let limits = "50 80 100 120; committed 90; forecast off; burn off";
        world
            .runs(
                create,
                &made("Cloud", "10000", |o| o.thresholds = Some(limits.into())),
            )
            .await;
        let lead = |lang: Lang| Actor { lang, ..mei() };
        let foreseen = async |lang: Lang| {
            let request = simulate::Simulate {
                actor: lead(lang),
                from: "today".into(),
                to: "2026-02-28".into(),
                department: Some("ops".into()),
                page: None,
            };
            let card = world.runs(simulate::simulate, &request).await;
            let text = shown(&card);
            let lines = text
                .lines()
                .filter(|line| line.starts_with('•') || line.starts_with("| 2026"));
            lines.collect::<Vec<_>>().join("\n")
        };
        // Three days have to pass, as for every forecast.
        world.clock.set(at(2, 2, 10));
        world
            .runs(spend, &spent(&fay(), "BUD-1", "1000", "AWS"))
            .await;
        assert_eq!(foreseen(Lang::En).await, "");
        // 2,000 in ten days, 1,000 of it once, and 2,000 promised: 1,000 + 2,800 + 2,000 at the end.
        world.plays_to(at(2, 11, 0)).await;
        let once = Spend {
            one_off: true,
            ..spent(&fay(), "BUD-1", "1000", "Dell")
        };
        world.runs(spend, &once).await;
        let promised = Spend {
            day: Some("2026-02-25".into()),
            ..spent(&fay(), "BUD-1", "2000", "Dell")
        };
        world.runs(spend, &promised).await;
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(text.contains("forecast **CNY 5,800.00**"), "{text}");
        // 100 more each day, and what is promised: 5,500 on the day it is expected.
        let english = "budget **BUD-1** Cloud: spending reaches 50 % of the limit, if it goes on as now (forecast for the whole period: 58 %)";
        let chinese = "预算 **BUD-1**“Cloud”：照目前速度，已用将达限额的 50 %（全周期预测 58 %）";
        for (lang, line) in [(Lang::En, english), (Lang::Zh, chinese)] {
            let text = foreseen(lang).await;
            assert_eq!(text.matches(line).count(), 2, "{text}");
            assert_eq!(text.lines().count(), 2, "{text}");
            assert!(text.contains("2026-02-26 00:00"), "{text}");
        }
        checked(&world).await;
    })
    .await;
}
