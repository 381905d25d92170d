//! Decisions, as people meet them: here about policies, which ask for one.

use crate::world::{World, on_both};

/// Jun (Chinese) leads operations, Ana leads security, Bo works in operations; the server's zone is Shanghai.
pub async fn led(world: &World) -> u64 {
    world.is_set_up().await;
    let general = world.general;
    for (department, lead) in [("ops", &world.jun), ("security", &world.ana)] {
        let line = format!(
            "/department edit department:{department} lead:<@{}>",
            lead.id
        );
        world.mei.runs(general, &line).await.shows("Channel");
    }
    let chinese = "/department edit department:ops locale:zh-CN";
    world.mei.runs(general, chinese).await.shows("Channel");
    let join = "/department join department:ops";
    world.bo.runs(general, join).await.shows("运维部门");
    world.settle().await;
    general
}

const POLICY: &str = "/knowledge add kind:policy title:备份策略 Backups text:每日备份。Daily backups. department:ops with:security";

#[tokio::test(flavor = "multi_thread")]
async fn a_joint_policy_is_in_force_when_both_departments_agree_to_what_it_says_now() {
    on_both(async |world: &mut World| {
        let general = led(world).await;
        world.bo.runs(general, POLICY).await.shows("DEC-1");
        world.settle().await;
        let post = world.post("ops", "DEC-1");
        for part in ["备份策略 Backups", "[批准]", "[驳回]", "[转交]", "运维部门"] {
            assert!(post.contains(part), "no {part} in {post}");
        }
        world.post("security", "[Approve]");
        assert!(world.ana.direct().iter().any(|d| d.contains("DEC-1")));
        // Who asked does not decide, nor does somebody else.
        let ops = world.channel("ops");
        world.bo.presses(ops, "批准").await.shows("由别人决定");
        world
            .mei
            .presses(ops, "批准")
            .await
            .shows("not yours to decide");
        world.jun.presses(ops, "批准").await.shows("DEC-1");
        world.settle().await;
        world.post("security", "✅");
        // An edit voids what was agreed to, and asks anew.
        let edit = "/knowledge edit entry:KB-1 text:每小时备份。Hourly backups.";
        world.bo.runs(general, edit).await.shows("DEC-2");
        world.settle().await;
        let late = "/decision approve decision:DEC-1";
        world.ana.runs(general, late).await.shows("void");
        world.ana.presses_direct("Approve").await.shows("DEC-2");
        world.settle().await;
        world.post("ops", "尚未生效");
        world.jun.presses_direct("批准").await.shows("已于");
        world.settle().await;
        let card = world.post("ops", "KB-1");
        assert!(
            card.contains("版本 2 自") && card.contains("每小时备份"),
            "{card}"
        );
        assert!(world.bo.direct().iter().any(|d| d.contains("DEC-2 已批准")));
        // A losing press is told who and when.
        let lost = world
            .ana
            .runs(general, "/decision reject decision:DEC-2 reason:late")
            .await;
        lost.shows("is settled: approved by");
        // Read by people.
        world.bo.presses(ops, "我已阅读").await.shows("版本 2");
        world.settle().await;
        let card = world.post("ops", "KB-1");
        assert!(card.contains("已有 1 人阅读"), "{card}");
        let list = world.bo.runs(general, "/decision list").await.text();
        assert!(list.contains("DEC-2") && list.contains("批准"), "{list}");
        let audit = world.mei.runs(general, "/audit subject:DEC-2").await.text();
        assert!(audit.contains("decision approved"), "{audit}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_away_is_represented_and_what_nobody_decides_lapses() {
    on_both(async |world: &mut World| {
        let general = led(world).await;
        let settings = format!("/me settings delegate:<@{}>", world.mei.id);
        world.jun.runs(general, &settings).await.shows("");
        let away = "/away set from:2026-01-05 to:2026-01-30";
        world.jun.runs(general, away).await.shows("2026-01-30");
        world.settle().await;
        world.bo.runs(general, POLICY).await.shows("DEC-1");
        world.settle().await;
        assert!(
            world
                .mei
                .direct()
                .iter()
                .any(|d| d.contains("You are asked to decide for"))
        );
        assert!(world.jun.direct().iter().any(|d| d.contains("您请假期间")));
        world.mei.presses_direct("Approve").await.shows("for <@");
        // Passed on to one person; who may decide by themselves is refused.
        let pass = format!("/decision delegate decision:DEC-1 user:<@{}>", world.bo.id);
        world
            .ana
            .runs(general, &pass)
            .await
            .shows("asked for DEC-1");
        let pass = format!(
            "/decision delegate decision:DEC-1 user:<@{}> until:+2d",
            world.mei.id
        );
        world.ana.runs(general, &pass).await.shows("in your place");
        // One hand once: Mei spoke for Jun.
        world.mei.presses_direct("Approve").await.shows("for <@");
        world.settle().await;
        assert_eq!(
            world
                .number("SELECT COUNT(*) FROM decision WHERE state = 'open'")
                .await,
            1
        );
        // The form of a rejection asks why.
        let form = world.ana.presses_direct("Reject").await;
        let said = world
            .ana
            .fills(&form, &[("reason", "Too often @everyone")])
            .await;
        said.shows("Rejected");
        world.settle().await;
        let told = world.bo.direct();
        let told = told.iter().find(|d| d.contains("DEC-1 被驳回")).unwrap();
        assert!(told.contains("Too often"), "{told}");
        // Asked again, and nobody decides.
        let edit = "/knowledge edit entry:KB-1 title:Backups every day";
        world.bo.runs(general, edit).await.shows("DEC-2");
        world.clock_to("2026-01-20 10:00 Asia/Shanghai").await;
        assert!(
            world
                .ana
                .direct()
                .iter()
                .any(|d| d.contains("still missing"))
        );
        world.post("security", "Lapsed");
        let late = "/decision approve decision:DEC-2";
        world.ana.runs(general, late).await.shows("it lapsed");
        world.post("ops", "尚未生效");
    })
    .await;
}
