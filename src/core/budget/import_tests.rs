//! Files of entries: booked whole or not at all, once, and exactly as they were checked.

use super::*;

/// The button under a dry run's answer.
fn button(card: &crate::chat::Card) -> ActionId {
    card.buttons[0][0].action.clone()
}

#[tokio::test]
async fn what_was_checked_is_imported_by_its_button_just_as_it_was_and_once() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.runs(create, &made("Cloud", "100k", |_| {})).await;
        let file =
            "day,amount,budget,reference\n2026-01-02,100,Cloud,A-1\n2026-01-03,50,Cloud,A-2\n";
        let dry = imports(&world, file, true).await.unwrap();
        // What is imported meanwhile, or renamed, is still what was checked: here one row is there already.
        let other = "day,amount,budget,reference\n2026-01-02,999,Cloud,A-1\n";
        imports(&world, other, false).await.unwrap();
        let said = world.refuses(core::act, &press(&bo(), button(&dry))).await;
        assert_eq!(said.id, "refuse-right-member");
        let card = world.runs(core::act, &press(&fay(), button(&dry))).await;
        insta::assert_snapshot!("import_pressed", shown(&card));
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(text.contains("Spent **CNY 1,049.00**"), "{text}");
        let again = world.refuses(core::act, &press(&fay(), button(&dry))).await;
        assert_eq!(again.id, "refuse-import-gone");
        // After a day nothing of a check is kept.
        let old = imports(&world, "day,amount,budget\n2026-01-02,1,Cloud\n", true).await;
        world.plays_to(at(1, 6, 10)).await;
        let gone = world
            .refuses(core::act, &press(&fay(), button(&old.unwrap())))
            .await;
        assert_eq!(gone.id, "refuse-import-gone");
        checked(&world).await;
    })
    .await;
}

async fn imports(world: &World, text: &str, dry_run: bool) -> Result<crate::chat::Card, Error> {
    let request = import::Import {
        actor: fay(),
        bytes: Arc::new(text.as_bytes().to_vec()),
        budget: None,
        dry_run,
    };
    let ws = WS;
    let mut step = world.store.read(ws, import::begin, &request).await?;
    loop {
        match step {
            Step::Done(Reply::Private(card)) => return Ok(card),
            Step::Done(other) => panic!("{other:?}"),
            Step::More(_, going) => step = world.store.run(ws, import::go_on, &going).await?,
        }
    }
}

#[tokio::test]
async fn a_file_is_booked_whole_or_not_at_all_and_once() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world.runs(create, &made("Cloud", "100k", |_| {})).await;
        world
            .runs(
                create,
                &made("Yen", "1000000", |o| {
                    o.currency = Some("JPY".into());
                }),
            )
            .await;
        let broken = "日期,金额,预算,供应商,单号,币种,汇率\n\
            2026-01-02,\"1,200.00\",Cloud,AWS,A-1,,\n\
            01/02/2026,5,Cloud,AWS,A-2,,\n\
            2026-01-02,1.234,Cloud,AWS,A-3,,\n\
            2026-01-02,5,Clod,AWS,A-4,,\n\
            2026-01-02,5,Cloud,AWS,A-5,USD,\n\
            2026-01-02,5,Cloud,AWS,A-1,,\n\
            2027-01-02,5,Cloud,AWS,A-6,,\n\
            2026-01-02,12.5,Yen,AWS,A-7,,\n";
        let card = imports(&world, broken, false).await.unwrap();
        insta::assert_snapshot!("import_broken", shown(&card));
        let file = &card.files[0];
        assert!(
            file.bytes.starts_with("\u{feff}".as_bytes()),
            "Excel needs the mark"
        );
        let request = import::Import {
            actor: person(3, "Fay", Lang::Zh),
            bytes: Arc::new(
                "日期;金额;币种\n2026-01-02;5;USD\nx;1;\n\""
                    .as_bytes()
                    .to_vec(),
            ),
            budget: Some("Yen".into()),
            dry_run: true,
        };
        match world.store.read(WS, import::begin, &request).await.unwrap() {
            Step::Done(Reply::Private(card)) => {
                insta::assert_snapshot!("import_broken_zh", shown(&card));
            }
            _ => panic!("this can be booked"),
        }
        let good = "\u{feff}day;amount;budget;vendor;reference;currency;rate\n\
            2026-01-02;1,200.00;Cloud;AWS;A-1;;\n\
            2026-01-03;100;BUD-1;GitHub;A-2;USD;7.1\n\
            2026-01-03;-50;BUD-1;=cmd();;;\n\
            2026-01-03;-50;BUD-1;=cmd();;;\n\
            2026-01-04;5000;Yen;AWS;A-1;;\n";
        let card = imports(&world, good, true).await.unwrap();
        insta::assert_snapshot!("import_dry", shown(&card));
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(text.contains("Spent **CNY 0.00**"), "{text}");
        let card = imports(&world, good, false).await.unwrap();
        insta::assert_snapshot!("import_done", shown(&card));
        let card = imports(&world, good, false).await.unwrap();
        insta::assert_snapshot!("import_again", shown(&card));
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(
            text.contains("Spent **CNY 1,810.00**") && text.contains("4 entries"),
            "{text}"
        );
        for (text, id) in [
            ("", "refuse-import-header"),
            ("day,sum\n", "refuse-import-budget"),
            ("day,amount,budget\n", "refuse-import-empty"),
        ] {
            match imports(&world, text, false).await {
                Err(Error::Refused(refusal)) => assert_eq!(refusal.id, id),
                other => panic!("{other:?}"),
            }
        }
        checked(&world).await;
    })
    .await;
}
