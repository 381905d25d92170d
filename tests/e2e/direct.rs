//! Direct messages: what is pressed there is done in the server they are about, by who the person is there.

use crate::world::{World, on_both};

const MEMBERS: &str =
    "/standup create department:ops name:Daily schedule:weekdays 09:30 clock:member";

#[tokio::test(flavor = "multi_thread")]
async fn a_member_by_role_answers_is_away_and_mutes_from_direct_messages() {
    on_both(async |world: &mut World| {
        let (mei, ana, bo) = (world.mei.clone(), world.ana.clone(), world.bo.clone());
        world.is_set_up().await;
        // Ana is given the department's role in the server's settings; the bot learns of it when she next does something.
        let crew = world.server.add_role("Crew", 0);
        let line = "/department edit department:ops role:@Crew";
        mei.runs(world.general, line).await.shows("Operations");
        assert!(world.server.give_role(ana.id, crew));
        ana.runs(world.general, "/me show")
            .await
            .shows("Operations");
        bo.runs(world.general, "/部门 加入 部门:ops")
            .await
            .shows("已加入");
        mei.runs(world.general, MEMBERS).await.shows("STD-1");
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;

        let form = ana.presses_direct("Answer").await;
        ana.fills(&form, &[("q0", "Patched the gateways")])
            .await
            .shows("is kept");
        bo.presses_direct("今天不在")
            .await
            .shows("不会再询问或提醒您");
        bo.presses_direct("撤销").await.shows("您将参加");
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        let reminded = |m: &String| m.contains("still missing");
        assert!(!ana.direct().iter().any(reminded), "{:?}", ana.direct());
        assert!(
            bo.direct().iter().any(|m| m.contains("还没有填写")),
            "{:?}",
            bo.direct()
        );
        bo.uses_direct("还没有填写", "为什么有这条？")
            .await
            .shows("您是该部门成员");
        bo.presses_direct("不再提醒我").await.shows("不会再收到");

        // Who acts where no roles are told has not lost them.
        ana.runs(world.general, "/me show")
            .await
            .shows("Operations");
        world.clock_to("2026-01-06 11:31 Asia/Shanghai").await;
        let summary = world.post("ops", "Summary · Daily · 2026-01-05");
        assert!(summary.contains("1 of 2"), "{summary}");
        assert!(
            world
                .post("ops", "Summary · Daily · 2026-01-06")
                .contains("0 of 2")
        );
        let asked = |m: &&String| m.contains("2026-01-06");
        assert_eq!(
            bo.direct().iter().filter(asked).count(),
            0,
            "muted: {:?}",
            bo.direct()
        );
        assert_eq!(ana.direct().iter().filter(asked).count(), 2);
    })
    .await;
}
