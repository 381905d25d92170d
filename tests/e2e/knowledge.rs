//! Knowledge, as people meet it.

use crate::decision::led;
use crate::world::{World, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_accepted_and_found_by_the_next_one_who_asks() {
    on_both(async |world: &mut World| {
        let general = led(world).await;
        let ask = "/knowledge ask question:数据库连接失败怎么办？ department:ops";
        world.bo.runs(general, ask).await.shows("KB-1");
        world.settle().await;
        let ops = world.channel("ops");
        let form = world.ana.presses(ops, "回答").await;
        let said = world
            .ana
            .fills(&form, &[("text", "重启连接池 (pgbouncer)，再看日志")])
            .await;
        said.shows("is kept");
        world.settle().await;
        assert!(world.bo.direct().iter().any(|d| d.contains("pgbouncer")));
        world
            .ana
            .runs(general, "/knowledge accept question:KB-1 answer:1")
            .await
            .shows("Only");
        world
            .bo
            .presses_direct("采纳这个回答")
            .await
            .shows("已采纳");
        world.settle().await;
        world.post("ops", "已采纳的回答");
        assert!(
            world
                .ana
                .direct()
                .iter()
                .any(|d| d.contains("was accepted"))
        );
        // Whoever asks something similar is shown it, and need not wait.
        let ask = "/knowledge ask question:连接数据库失败 department:ops";
        let got = world
            .jun
            .runs(general, ask)
            .await
            .shows("KB-2")
            .shows("KB-1");
        drop(got);
        world
            .jun
            .presses(general, "KB-1 有帮助")
            .await
            .shows("KB-2");
        world.settle().await;
        let state = "SELECT COUNT(*) FROM knowledge WHERE kind = 'question' AND state = 'active'";
        assert_eq!(world.number(state).await, 2);
        assert_eq!(
            world
                .number("SELECT helped FROM knowledge WHERE number = 1")
                .await,
            1
        );
        for (text, part) in [
            ("pgbouncer", "KB-1"),
            ("连接池", "KB-1"),
            ("ＰＧＢＯＵＮＣＥＲ", "KB-1"),
            ("moon", "Nothing fits"),
        ] {
            let line = format!("/knowledge search text:{text}");
            world.ana.runs(general, &line).await.shows(part);
        }
        // Whoever opens something similar is told as well.
        let request = "/handoff request to:ops playbook:general title:数据库连接失败";
        world.ana.runs(general, request).await.shows("HO-1");
        world.settle().await;
        let told = world.ana.direct();
        let told = told
            .iter()
            .any(|d| d.contains("About HO-1") && d.contains("KB-1"));
        assert!(told, "{:#?}", world.ana.direct());
        let offered = world
            .ana
            .is_offered(
                general,
                "/knowledge answer question:数据库 text:x",
                "question",
            )
            .await;
        assert!(offered.iter().any(|o| o.starts_with("KB-1")), "{offered:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answers_or_reviews_is_told_and_what_is_over_is_gone() {
    on_both(async |world: &mut World| {
        let general = led(world).await;
        let ask = "/knowledge ask question:Where is the toner? department:ops";
        world.ana.runs(general, ask).await.shows("KB-1");
        let add = "/knowledge add kind:known-issue title:Printer jams text:Open the lid twice. tags:printer until:+2d review:+3d";
        world.bo.runs(general, add).await.shows("KB-2");
        let add = "/knowledge add kind:solution title:Printer keys text:In the red box. seen_by:department review:+3d";
        world.bo.runs(general, add).await.shows("KB-3");
        world.settle().await;
        // What is for the department is found there alone.
        let search = "/knowledge search text:printer";
        world.jun.runs(general, search).await.shows("KB-3");
        let others = world.ana.runs(general, search).await.text();
        assert!(others.contains("KB-2") && !others.contains("KB-3"), "{others}");
        world.ana.runs(general, "/knowledge show entry:KB-3").await.shows("Nothing you may see");
        let digest = "/digest now department:ops";
        world.mei.runs(general, digest).await.shows("");
        world.settle().await;
        world.post("ops", "知识库");
        world.clock_to("2026-01-06 18:30 Asia/Shanghai").await;
        assert!(world.jun.direct().iter().any(|d| d.contains("已有一个工作日无人回答")));
        let form = world.jun.presses_direct("转为任务").await;
        form.shows("Where is the toner?");
        world.clock_to("2026-01-08 09:30 Asia/Shanghai").await;
        world.ana.runs(general, search).await.shows("Nothing fits");
        assert!(world.bo.direct().iter().any(|d| d.contains("KB-3") && d.contains("复核")));
        // Two working days later the lead hears.
        world.clock_to("2026-01-13 10:00 Asia/Shanghai").await;
        assert!(world.jun.direct().iter().any(|d| d.contains("KB-3") && d.contains("尚未处理")));
        world.jun.presses_direct("仍然有效").await.shows("下次复核");
        let lesson = "/knowledge add kind:lesson title:Test restores text:Backups that were never restored are none. department:moon";
        world.bo.runs(general, lesson).await.shows("moon");
        world.bo.runs(general, "/knowledge retire entry:KB-3").await.shows("已停用");
        world.jun.runs(general, "/knowledge search text:红盒 box").await.shows("没有");
        world.bo.runs(general, "/knowledge edit entry:KB-3 text:x").await.shows("不再有效");
    })
    .await;
}
