//! Budgets in a database: made, spent from, told of, approved, corrected, imported, closed; and what an independent program
//! makes of the export.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::calendar::{Day, Zone, moment};
use crate::chat::{ActionId, ChannelId};
use crate::clock::{At, Span};
use crate::core::budget::{
    Correct, Create, Edit, Export, List, One, Options, Spend, correct, create, edit, export,
    import, list, spend, status,
};
use crate::core::testing::{Said, WS, World, mei, person, refused, shown};
use crate::core::{self, Act, Actor, Error, Reply, Step, simulate};
use crate::i18n::Lang;
use crate::outbox::{Op, Target};
use crate::store::Tx;
use crate::store::testing::both;

const OPS: ChannelId = ChannelId(901);
const FINANCE: ChannelId = ChannelId(902);

/// A moment in Shanghai in 2026; the tests begin on Monday, 5 January, at 08:00.
fn at(month: u32, day: u32, hour: u16) -> At {
    let day = Day::from_ymd_opt(2026, month, day).unwrap();
    moment(day, hour * 60, Zone::Asia__Shanghai)
}

fn fay() -> Actor {
    person(3, "Fay", Lang::En)
}

fn bo() -> Actor {
    person(2, "Bo", Lang::Zh)
}

/// Ops with Bo, in Chinese; finance with Fay, in English; a channel for each.
async fn organised(world: &World) {
    world
        .edits("ops", |e| {
            e.channel = Some(OPS);
            e.locale = Some("zh-CN".into());
        })
        .await;
    world.edits("finance", |e| e.channel = Some(FINANCE)).await;
    world
        .joins(&bo(), "ops", "Asia/Shanghai", "09:00-18:00")
        .await;
    world
        .joins(&fay(), "finance", "Asia/Shanghai", "09:00-18:00")
        .await;
    world.posts().await;
}

fn made(name: &str, amount: &str, set: impl Fn(&mut Options)) -> Create {
    let mut options = Options {
        name: Some(name.into()),
        amount: Some(amount.into()),
        department: Some("ops".into()),
        currency: Some("CNY".into()),
        // What is forecast early in a month is critical soon: where that is not the point, it is left out.
        thresholds: Some("50 80 100 120; forecast off; burn off".into()),
        ..Options::default()
    };
    set(&mut options);
    Create {
        actor: fay(),
        options,
    }
}

fn spent(actor: &Actor, budget: &str, amount: &str, vendor: &str) -> Spend {
    Spend {
        actor: actor.clone(),
        budget: budget.into(),
        amount: amount.into(),
        category: Some("hosting".into()),
        vendor: Some(vendor.into()),
        day: None,
        note: None,
        receipt: None,
        kind: None,
        one_off: false,
        rate: None,
        reference: None,
    }
}

fn one(actor: &Actor, budget: &str) -> One {
    One {
        actor: actor.clone(),
        budget: budget.into(),
    }
}

fn press(actor: &Actor, action: ActionId) -> Act {
    Act {
        actor: actor.clone(),
        action,
        chosen: Vec::new(),
        typed: Vec::new(),
    }
}

fn to(said: &[Said], channel: ChannelId) -> Vec<&Said> {
    said.iter()
        .filter(|s| s.target == Target::Channel(channel))
        .collect()
}

/// Parents are the sum of their own entries and their children's, days and labels are sums of entries: nothing is lost.
async fn adds_up(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    let tree = super::books::Tree::load(tx).await?;
    let always = (
        Day::from_ymd_opt(1, 1, 1).unwrap(),
        Day::from_ymd_opt(9999, 1, 1).unwrap(),
    );
    for envelope in &tree.0 {
        let (mut actual, mut income, mut count, mut promised) = (0_i64, 0_i64, 0_i64, 0_i64);
        for below in tree.below(envelope.number) {
            for row in super::ledger_store::entries(tx, below, 0, always, i64::MAX).await? {
                match row.expense.kind {
                    super::types::Kind::Actual => actual += row.expense.minor,
                    super::types::Kind::Income => income += row.expense.minor,
                }
                count += 1;
            }
            for c in super::ledger_store::commitments(tx, below).await? {
                promised += if c.state.is_open() {
                    c.expense.minor
                } else {
                    0
                };
            }
        }
        let days = super::ledger_store::days(tx, envelope.number, always).await?;
        let sum = |of: &dyn Fn(&super::ledger_store::Sums) -> i64| {
            days.iter().map(|(_, s)| of(s)).sum::<i64>()
        };
        assert_eq!(sum(&|s| s.spent.actual), actual, "{}", envelope.key());
        assert_eq!(sum(&|s| s.income), income, "{}", envelope.key());
        assert_eq!(sum(&|s| s.entries), count, "{}", envelope.key());
        assert_eq!(sum(&|s| s.committed), promised, "{}", envelope.key());
        let all = (Day::from_ymd_opt(1970, 1, 1).unwrap(), always.1);
        for dimension in ["category", "vendor"] {
            let shares =
                super::ledger_store::shares(tx, envelope.number, dimension, all, i64::MAX).await?;
            assert_eq!(
                shares.iter().map(|s| s.1).sum::<i64>(),
                actual,
                "{dimension} of {}",
                envelope.key()
            );
        }
    }
    Ok(())
}

async fn checked(world: &World) {
    world.store.run(WS, adds_up, &()).await.unwrap();
}

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
        world.runs(core::act, &decide(&fay(), 1, true)).await;
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(
            text.contains("committed CNY 0.00") && text.contains("Spent **CNY 6,000.00**"),
            "{text}"
        );
        // One that nobody decides is let go.
        world
            .runs(spend, &spent(&bo(), "BUD-1", "7000", "Dell"))
            .await;
        world.plays_to(at(1, 20, 10)).await;
        let text = shown(&world.runs(status, &one(&fay(), "BUD-1")).await);
        assert!(
            text.contains("committed CNY 0.00") && text.contains("Spent **CNY 6,000.00**"),
            "{text}"
        );
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
        // What is to come is foreseen, by the pace so far.
        world.plays_to(at(1, 9, 18)).await;
        world
            .runs(spend, &spent(&fay(), "BUD-1", "3000", "AWS"))
            .await;
        let request = simulate::Simulate {
            actor: mei(),
            from: "today".into(),
            to: "2026-01-31".into(),
            department: Some("ops".into()),
            page: None,
        };
        let card = shown(&world.runs(simulate::simulate, &request).await);
        assert!(card.contains("Cloud: 50 %"), "{card}");
        checked(&world).await;
    })
    .await;
}

#[path = "promise_tests.rs"]
mod promise;
