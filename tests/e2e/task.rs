//! Tasks: made, taken, worked on and finished by buttons, forms and commands, in two languages.

use crate::world::{World, on_both};

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
