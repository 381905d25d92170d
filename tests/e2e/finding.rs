//! Finding work again: by its title however old it is, by what is like it, and page by page.

use crate::world::{Person, World, on_both};

/// Everything set up; these people in these departments.
async fn staffed(world: &World, people: &[(&Person, &str)]) {
    world.is_set_up().await;
    for (person, department) in people {
        let line = format!("/department join department:{department}");
        person.runs(world.general, &line).await;
    }
    world.settle().await;
}

/// More are made than anybody's newest ones.
const MANY: usize = 27;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_old_is_found_by_its_title_and_what_is_private_is_not_offered() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        let general = world.general;
        let ask = async |title: &str| {
            let line = format!("/handoff request to:ops playbook:general title:{title}");
            ana.runs(general, &line).await.shows("HO-");
        };
        let make = async |kind: &str, title: &str| {
            let line = format!("/task create department:ops kind:{kind} title:{title}");
            bo.runs(general, &line).await.shows("TASK-");
        };
        ask("商店证书续期 shop 412").await;
        make("server", "更换服务器磁盘 rack 7").await;
        make("database", "Rotate the vault password").await;
        for n in 0..MANY {
            ask(&format!("A chair {n}")).await;
            make("server", &format!("A cable {n}")).await;
        }
        // Who belongs to no department has nothing near at hand.
        let eva = world.person("Eva", "en-US");
        let offered = async |kind: &str, typed: &str| {
            let line = format!("/{kind} show {kind}:{typed}");
            eva.is_offered(general, &line, kind).await
        };
        for (kind, typed, key) in [
            ("handoff", "证书", "HO-1"),
            ("handoff", "续期 shop", "HO-1"),
            ("handoff", "sho", "HO-1"),
            ("handoff", "1", "HO-1"),
            ("task", "磁盘", "TASK-1"),
            ("task", "rac", "TASK-1"),
            ("task", "TASK-1", "TASK-1"),
        ] {
            let found = offered(kind, typed).await;
            let there = found.iter().any(|o| o.starts_with(&format!("{key} · ")));
            assert!(there, "{typed}: {found:?}");
            assert!(found.len() <= 25);
        }
        for typed in ["vault", "2"] {
            let found = offered("task", typed).await;
            assert!(!found.iter().any(|o| o.contains("vault")), "{found:?}");
        }
        let found = bo
            .is_offered(general, "/task show task:vault", "task")
            .await;
        assert!(found[0].starts_with("TASK-2 · Rotate"), "{found:?}");
        eva.runs(general, "/handoff show handoff:商店证书续期 shop 412")
            .await
            .shows("HO-1");
        eva.runs(general, "/task show task:更换服务器磁盘 rack 7")
            .await
            .shows("TASK-1");
        eva.runs(general, "/task show task:rotate the vault password")
            .await
            .shows("There is no");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_what_is_open_already_is_told_and_attaches_it() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "support"), (&bo, "ops")]).await;
        let general = world.general;
        // Tasks.
        let line = "/task create department:ops kind:server title:打印机卡纸";
        let first = bo.runs(general, line).await.shows("TASK-1");
        assert!(!first.text().contains("相近"), "{}", first.text());
        let line =
            "/task create department:ops kind:server title:三楼打印机卡纸了 details:从早上开始";
        bo.runs(general, line)
            .await
            .shows("已有内容相近的未完成事项")
            .shows("TASK-1");
        bo.presses(general, "附到 TASK-1").await.shows("已取消");
        world.settle().await;
        bo.runs(general, "/task show task:TASK-1")
            .await
            .shows("从早上开始");
        bo.runs(general, "/task show task:TASK-2")
            .await
            .shows("已取消");
        // What is over is like nothing.
        let line = "/task create department:ops kind:server title:打印机卡纸";
        bo.runs(general, "/task cancel task:TASK-1").await;
        let again = bo.runs(general, line).await.shows("TASK-3");
        assert!(!again.text().contains("相近"), "{}", again.text());
        // Handoffs.
        let line = "/handoff request to:ops playbook:general title:The mail does not open";
        ana.runs(general, line).await.shows("HO-1");
        let line =
            "/handoff request to:ops playbook:general title:Mail does not open details:Since nine";
        ana.runs(general, line)
            .await
            .shows("Open already, and much the same")
            .shows("HO-1");
        ana.presses(general, "Attach to HO-1")
            .await
            .shows("**HO-2** is cancelled");
        world.settle().await;
        let told = world.post("ops", "needs **HO-1** too");
        assert!(told.contains("Since nine"), "{told}");
        // Incidents.
        let declare =
            |title: &str| format!("/incident declare department:ops severity:sev3 title:{title}");
        mei.runs(general, &declare("Checkout fails")).await;
        let line = declare("Checkout fails again");
        mei.runs(general, &line)
            .await
            .shows("Open already, and much the same")
            .shows("INC-1");
        mei.presses(general, "Attach to INC-1")
            .await
            .shows("goes on as **INC-1**");
        world.settle().await;
        let open = "SELECT COUNT(*) FROM incident WHERE state = 'triggered'";
        assert_eq!(world.number(open).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_paged_to_their_end_and_say_the_way_out() {
    on_both(async |world: &mut World| {
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        staffed(world, &[(&ana, "delivery"), (&bo, "ops")]).await;
        let general = world.general;
        let eva = world.person("Eva", "en-US");
        for (who, line, part) in [
            (&eva, "/handoff list", "`/handoff request` asks"),
            (&eva, "/handoff list which:mine", "You have none"),
            (&eva, "/handoff list which:closed", "None has ended"),
            (
                &eva,
                "/handoff list which:waiting-on-us",
                "`/department join`",
            ),
            (
                &eva,
                "/handoff list which:waiting-on-us department:ops",
                "Nothing waits on Operations",
            ),
            (&eva, "/handoff list department:opps", "ops"),
            (
                &bo,
                "/handoff list which:waiting-on-others",
                "没有在等待别的部门",
            ),
            (&eva, "/task list", "`/task create` makes one"),
            (&eva, "/task list mine:True", "`/task list state:all`"),
            (&eva, "/task list project:Moon", "“Moon”"),
            (&eva, "/task list department:opps", "ops"),
            (&eva, "/task list kind:nothing", "“nothing”"),
            (
                &bo,
                "/task list department:ops state:done",
                "没有符合条件的任务",
            ),
        ] {
            who.runs(general, line).await.shows(part);
        }
        // Three pages of what somebody has and asked for, none left out and none twice.
        let all = 30;
        for n in 1..=all {
            let line = format!("/handoff request to:ops playbook:general title:Chair {n}");
            ana.runs(general, &line).await.shows("HO-");
            if n % 2 == 0 {
                let line = format!("/handoff request to:delivery playbook:general title:Desk {n}");
                bo.runs(general, &line).await.shows("HO-");
            }
        }
        let mut page = ana.runs(general, "/handoff list which:mine").await;
        let mut seen = Vec::new();
        loop {
            let text = page.text();
            let lines = text.lines().filter(|l| l.contains("**HO-"));
            let keys: Vec<String> = lines
                .map(|l| l.split("**").nth(1).unwrap().to_owned())
                .collect();
            assert!(!keys.is_empty() && keys.len() <= 12, "{text}");
            seen.extend(keys);
            if !text.contains("[Older]") {
                break;
            }
            page = ana.presses(general, "Older").await;
        }
        assert_eq!(seen.len(), all, "{seen:?}");
        seen.dedup();
        assert_eq!(seen.len(), all, "{seen:?}");
        // Tasks: sixteen make two pages, fifteen one.
        for n in 1..=15 {
            let line = format!("/task create department:ops kind:server title:Disk {n}");
            bo.runs(general, &line).await;
        }
        let page = bo.runs(general, "/task list department:ops").await;
        assert!(!page.text().contains("[下一页 ▶]"), "{}", page.text());
        bo.runs(
            general,
            "/task create department:ops kind:server title:Disk 16",
        )
        .await;
        bo.runs(general, "/task list department:ops")
            .await
            .shows("[下一页 ▶]");
        bo.presses(general, "下一页 ▶").await.shows("TASK-16");
        for n in 1..=16 {
            let line = format!("/task cancel task:TASK-{n}");
            bo.runs(general, &line).await;
        }
        bo.runs(general, "/task list department:ops")
            .await
            .shows("没有符合条件的任务");
    })
    .await;
}
