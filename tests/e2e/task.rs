//! Tasks: made, taken, worked on and finished by buttons, forms and commands, in two languages.

use std::time::Duration;

use liaison::sandbox::Fault;

use crate::world::{Person, World, on_both};

async fn begun(world: &World) {
    world.is_set_up().await;
    for person in [&world.ana, &world.bo] {
        person
            .runs(world.general, "/department join department:ops")
            .await;
    }
    world.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_made_taken_worked_on_and_finished() {
    on_both(async |world: &mut World| {
        let (ana, bo, jun) = (world.ana.clone(), world.bo.clone(), world.jun.clone());
        begun(world).await;
        let ops = world.channel("ops");
        let kinds = ana
            .is_offered(ops, "/task create department:ops title:x kind:sjbf", "kind")
            .await;
        assert!(kinds.iter().any(|k| k.contains("backup")), "{kinds:?}");
        ana.runs(
            ops,
            "/task create department:ops kind:task title:Renew the certificate due:fri",
        )
        .await
        .shows("**TASK-1** is made");
        world.settle().await;
        world.post("ops", "TASK-1 · Renew the certificate");
        jun.presses(ops, "Take it").await.shows("TASK-1");
        bo.presses(ops, "Take it").await.shows("开始");
        world.settle().await;
        let offered = bo.is_offered(ops, "/task show task:renew", "task").await;
        assert!(offered.iter().any(|o| o.contains("TASK-1")), "{offered:?}");
        let form = bo.presses(ops, "Comment").await;
        bo.fills(&form, &[("note", "订好了 @everyone")])
            .await
            .shows("TASK-1");
        world.settle().await;
        ana.runs(ops, "/task list department:ops")
            .await
            .shows("TASK-1");
        bo.runs(ops, "/任务 完成 任务:TASK-1").await.shows("已完成");
        world.settle().await;
        world.post("ops", "TASK-1 is over");
        ana.runs(ops, "/task take task:TASK-1")
            .await
            .shows("Nothing more is to be done");
        assert!(
            ana.direct().iter().any(|m| m.contains("has finished it")),
            "{:?}",
            ana.direct()
        );
        // A message becomes a task.
        let form = ana
            .uses(ops, "TASK-1 · Renew the certificate", "Make a task")
            .await;
        ana.fills(
            &form,
            &[
                ("title", "Again next year"),
                ("department", "ops"),
                ("kind", "task"),
            ],
        )
        .await
        .shows("**TASK-2** is made");
        world.settle().await;
        world.post("ops", "TASK-2 · Again next year");
        ana.runs(ops, "/me show").await;
        assert_eq!(world.rows("task").await, 2);
    })
    .await;
}

/// How many of somebody's direct messages contain this.
fn told(person: &Person, part: &str) -> usize {
    person.direct().iter().filter(|m| m.contains(part)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_with_a_task() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo, jun) = (
            world.mei.clone(),
            world.ana.clone(),
            world.bo.clone(),
            world.jun.clone(),
        );
        begun(world).await;
        let ops = world.channel("ops");
        let line = format!("/department edit department:ops lead:<@{}> hours:9-18", jun.id);
        mei.runs(ops, &line).await.shows("ops");
        // Monday. His client says that he reads Chinese.
        for person in [&bo, &jun] {
            person.runs(ops, "/me show").await;
        }
        let line = format!(
            "/task create department:ops kind:server title:Move the database due:\"wed 10:00\" assignee:<@{}>",
            ana.id
        );
        bo.runs(ops, &line).await.shows("TASK-1");
        world.settle().await;
        assert_eq!(told(&ana, "gave it to you, for Operations"), 1, "{:?}", ana.direct());
        // Whoever is interested watches; whoever asked does so anyway.
        let eva = world.person("Eva", "en-US");
        eva.presses(ops, "Watch").await.shows("You hear of what happens");
        ana.presses(ops, "Start").await.shows("in progress");
        world.settle().await;
        assert_eq!(told(&eva, "has begun"), 1);
        assert_eq!(told(&bo, "已经开始"), 1);
        assert_eq!(told(&ana, "has begun"), 0, "she did it herself");
        // The checklist, by its button and its menu.
        ana.presses(ops, "Checklist").await.shows("0 of 4");
        ana.chooses(ops, "0").await.shows("1 of 4");
        ana.chooses(ops, "1").await.shows("2 of 4");
        ana.chooses(ops, "1").await.shows("1 of 4");
        world.settle().await;
        assert!(world.post("ops", "TASK-1 ·").contains("1 of 4"));
        // Monday 8:00 to Wednesday 10:00 are nineteen working hours: a fifth is left on Tuesday at 15:12.
        world.clock_to("2026-01-06 15:11 Asia/Shanghai").await;
        assert_eq!(told(&ana, "This is due"), 0);
        world.clock_to("2026-01-06 15:13 Asia/Shanghai").await;
        assert_eq!(told(&ana, "This is due"), 1);
        ana.presses_direct("Tomorrow 9:00").await.shows("stays quiet");
        world.clock_to("2026-01-07 08:59 Asia/Shanghai").await;
        assert_eq!(told(&ana, "This is due"), 1, "nothing at night");
        world.clock_to("2026-01-07 09:01 Asia/Shanghai").await;
        assert_eq!(told(&ana, "This is due"), 2);
        // It goes to somebody else, who hears of it, and so does who watches.
        let line = format!("/task assign task:TASK-1 user:<@{}>", bo.id);
        ana.runs(ops, &line).await.shows("TASK-1");
        world.settle().await;
        assert_eq!(told(&bo, "把它交给了您"), 1, "{:?}", bo.direct());
        assert_eq!(told(&eva, "’s now"), 1, "{:?}", eva.direct());
        // Overdue: whoever has it at once, the lead a working day later.
        world.clock_to("2026-01-07 10:01 Asia/Shanghai").await;
        assert_eq!(told(&bo, "已逾期：应于"), 1);
        assert_eq!(told(&jun, "的这项任务已逾期"), 0);
        world.clock_to("2026-01-08 09:59 Asia/Shanghai").await;
        assert_eq!(told(&jun, "的这项任务已逾期"), 0);
        world.clock_to("2026-01-08 10:01 Asia/Shanghai").await;
        assert_eq!(told(&jun, "的这项任务已逾期"), 1);
        assert!(world.post("ops", "TASK-1 ·").contains("**Overdue**"));
        // Not before its checklist; and the form asks what came of it.
        bo.runs(ops, "/task done task:TASK-1").await.shows("没有打勾");
        for line in [1, 2, 3, 4] {
            let ticked = format!("/task check task:TASK-1 item:{line}");
            if line > 1 {
                bo.runs(ops, &ticked).await.shows("TASK-1");
            }
        }
        let form = bo.runs(ops, "/task done task:TASK-1").await;
        bo.fills(&form, &[("done", "搬到 srv-7")]).await.shows("已完成");
        world.settle().await;
        assert_eq!(told(&eva, "has finished it"), 1);
        let silent = told(&bo, "没有动静");
        world.clock_to("2026-01-20 12:00 Asia/Shanghai").await;
        assert_eq!(told(&bo, "没有动静"), silent, "what is over is silent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_nobody_touches_is_asked_about_and_work_that_recurs_is_not_doubled() {
    on_both(async |world: &mut World| {
        let (mei, ana, jun) = (world.mei.clone(), world.ana.clone(), world.jun.clone());
        begun(world).await;
        let ops = world.channel("ops");
        let line = format!("/department edit department:ops lead:<@{}> hours:9-18", jun.id);
        mei.runs(ops, &line).await;
        jun.runs(ops, "/me show").await;
        let line = "/task create department:ops kind:task title:Tidy up due:2026-03-02";
        ana.runs(ops, line).await.shows("TASK-1");
        world.clock_to("2026-01-05 10:00 Asia/Shanghai").await;
        ana.runs(ops, "/task take task:TASK-1").await.shows("TASK-1");
        ana.presses(ops, "Start").await.shows("in progress");
        let line = format!(
            "/task recurring department:ops kind:monitoring title:Look at the alerts schedule:\"weekdays 11:00\" assignee:<@{}>",
            ana.id
        );
        jun.runs(ops, &line).await.shows("REC-1");
        // Tuesday's is not made while Monday's is not done: that one is late.
        world.clock_to("2026-01-05 11:01 Asia/Shanghai").await;
        assert_eq!(world.rows("task").await, 2);
        world.clock_to("2026-01-06 11:01 Asia/Shanghai").await;
        assert_eq!(world.rows("task").await, 2);
        assert_eq!(world.count("ops", "no second one was made"), 1);
        ana.runs(ops, "/task cancel task:TASK-2").await;
        world.clock_to("2026-01-07 11:01 Asia/Shanghai").await;
        assert_eq!(world.rows("task").await, 3, "it goes on with the next");
        ana.runs(ops, "/task cancel task:TASK-3").await;
        jun.runs(ops, "/task schedules schedule:REC-1").await;
        jun.presses(ops, "暂停").await.shows("REC-1");
        // Five working days after the last touch the owner is asked, a day later the lead; a word is enough.
        world.clock_to("2026-01-12 09:59 Asia/Shanghai").await;
        assert_eq!(told(&ana, "Nothing was heard of this since"), 0);
        world.clock_to("2026-01-12 10:01 Asia/Shanghai").await;
        assert_eq!(told(&ana, "Nothing was heard of this since"), 1);
        world.clock_to("2026-01-13 10:01 Asia/Shanghai").await;
        assert_eq!(told(&jun, "没有动静"), 1);
        ana.runs(ops, "/task comment task:TASK-1 text:half of it").await;
        world.clock_to("2026-01-19 18:00 Asia/Shanghai").await;
        assert_eq!(told(&ana, "Nothing was heard of this since"), 1);
        assert_eq!(world.rows("task").await, 3, "paused");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_late_is_opened_by_a_button_and_its_file_is_kept() {
    on_both(async |world: &mut World| {
        let ana = world.ana.clone();
        world.is_set_up().await;
        ana.runs(world.general, "/department join department:security")
            .await;
        let line = "/task create department:security kind:security-measure title:Close the port";
        ana.runs(world.general, line).await.shows("TASK-1");
        for line in 1..=4 {
            let ticked = format!("/task check task:TASK-1 item:{line}");
            ana.runs(world.general, &ticked).await.shows("TASK-1");
        }
        let scan = world.server.upload("scan.txt", "text/plain", b"closed");
        let late = Fault::Slow(Duration::from_millis(1_500));
        world.server.fail(1, Some("GET"), "/cdn/*", late);
        let done = format!("/task done task:TASK-1 proof:{scan}");
        ana.runs(world.general, &done)
            .await
            .shows("One form is still to be filled in");
        let form = ana.presses(world.general, "Open the form").await;
        ana.fills(&form, &[("done", "The port is closed")])
            .await
            .shows("scan.txt");
        // The same with a handoff's proof.
        let bo = world.bo.clone();
        bo.runs(world.general, "/department join department:quality")
            .await;
        ana.runs(world.general, "/department join department:ops")
            .await;
        let line = "/handoff request to:quality playbook:release-verification title:1.4";
        let form = ana.runs(world.general, line).await;
        ana.fills(&form, &[("build", "1.4"), ("scope", "All")])
            .await
            .shows("HO-1");
        bo.runs(world.general, "/handoff accept handoff:HO-1").await;
        let late = Fault::Slow(Duration::from_millis(1_500));
        world.server.fail(1, Some("GET"), "/cdn/*", late);
        let deliver = format!("/handoff deliver handoff:HO-1 text:全部通过 proof:{scan}");
        bo.runs(world.general, &deliver).await.shows("表单");
        let form = bo.presses(world.general, "打开表单").await;
        bo.fills(&form, &[("result", "passed")])
            .await
            .shows("已交付");
        world.settle().await;
        assert!(world.post("quality", "HO-1 ·").contains("scan.txt"));
    })
    .await;
}
