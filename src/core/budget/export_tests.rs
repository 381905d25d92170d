//! What an independent program makes of an export.

use super::*;

/// What `tests/budget_check.py` works out of the export with arithmetic of its own is what was told.
#[tokio::test]
async fn an_independent_program_finds_the_same_numbers_in_the_export() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        organised(&world).await;
        world
            .runs(create, &made("Cloud", "10000", |o| o.thresholds = None))
            .await;
        let confirmed = async |request: &Spend| {
            let card = world.runs(spend, request).await;
            if let Some(book) = card.buttons[0].iter().find(|b| b.action.action == "book") {
                world
                    .runs(core::act, &press(&fay(), book.action.clone()))
                    .await;
            }
        };
        for day in 5..27_u32 {
            world.plays_to(at(1, day, 10)).await;
            let mut request = spent(
                &fay(),
                "BUD-1",
                &format!("{}.{:02}", 120 + day * 7, day),
                "AWS",
            );
            request.one_off = day % 5 == 0;
            confirmed(&request).await;
            if day == 12 {
                confirmed(&Spend {
                    one_off: false,
                    ..spent(&fay(), "BUD-1", "3500", "Dell")
                })
                .await;
            }
            if day == 15 {
                confirmed(&spent(&fay(), "BUD-1", "-900.10", "Dell")).await;
            }
            if day == 20 {
                let raise = Edit {
                    actor: fay(),
                    budget: "Cloud".into(),
                    reason: None,
                    options: Options {
                        amount: Some("12345.67".into()),
                        ..Options::default()
                    },
                };
                world.runs(edit, &raise).await;
            }
        }
        let request = Export {
            actor: fay(),
            budget: "BUD-1".into(),
            from: None,
            to: None,
        };
        let card = world.runs(export, &request).await;
        let folder = tempfile::tempdir().unwrap();
        for file in &card.files {
            std::fs::write(folder.path().join(&file.name), &file.bytes).unwrap();
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/budget_check.py");
        let run = Command::new("python3")
            .arg(script)
            .arg(folder.path())
            .stdin(Stdio::null())
            .output();
        let Ok(output) = run else {
            std::io::stderr()
                .write_all(b"python3 is not here: the export was not worked out again\n")
                .unwrap();
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{said}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let alerts: usize = said.split(' ').next().and_then(|n| n.parse().ok()).unwrap();
        assert!(alerts >= 3, "{said}");
    })
    .await;
}
