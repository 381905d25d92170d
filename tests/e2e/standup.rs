//! Standups as people live them.

use liaison::sandbox::Outcome;

use crate::world::{Got, Person, World, on_both};

const WEEKDAYS: &str = "/standup create department:ops name:Daily schedule:weekdays 09:30";

/// Operations with these people in it, and what else is to be made there.
async fn ops(world: &World, people: &[&Person], lines: &[&str]) -> u64 {
    world.is_set_up().await;
    for person in people {
        let joined = person.runs(world.general, "/department join department:ops");
        assert!(!matches!(joined.await.0, Outcome::Failed { .. }));
    }
    for line in lines {
        let made = world.mei.runs(world.general, line).await;
        let done =
            matches!(&made.0, Outcome::Message { message, .. } if message["embeds"][0].is_object());
        assert!(done, "{line}: {}", made.text());
    }
    world.settle().await;
    world.channel("ops")
}

async fn answers(person: &Person, channel: u64, label: &str, inputs: &[(&str, &str)]) -> Got {
    let form = person.presses(channel, label).await;
    person.fills(&form, inputs).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_two_answer_one_is_away_one_is_silent() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let (jun, eva) = (world.jun.clone(), world.person("Eva", "en-US"));
        let ops = ops(world, &[&mei, &ana, &jun, &eva], &[WEEKDAYS]).await;
        world.clock_to("2026-01-05 09:29 Asia/Shanghai").await;
        assert_eq!(
            world.count("ops", "Daily · 2026-01-05"),
            0,
            "not before its time"
        );
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        let card = world.post("ops", "Daily · 2026-01-05");
        assert!(card.contains("0 of 4"), "{card}");

        let done = answers(
            &mei,
            ops,
            "Answer",
            &[
                ("q0", "Moved the **backups**"),
                ("q1", "Restore drill"),
                ("q2", "No disk left"),
            ],
        );
        done.await.shows("is kept");
        answers(&ana, ops, "Answer", &[("q0", "Patched the gateways")])
            .await
            .shows("is kept");
        jun.presses(ops, "Away today")
            .await
            .shows("不会再询问或提醒您");
        world.settle().await;
        assert!(world.post("ops", "Daily · 2026-01-05").contains("2 of 3"));

        // Four fifths of two hours.
        world.clock_to("2026-01-05 11:05 Asia/Shanghai").await;
        assert!(eva.direct().is_empty(), "not before the moment set");
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        assert_eq!(eva.direct().len(), 1);
        assert!(
            eva.direct()[0].contains("still missing"),
            "{:?}",
            eva.direct()
        );
        for person in [&mei, &ana, &jun] {
            assert!(
                person.direct().is_empty(),
                "only who is missing is reminded"
            );
        }

        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "Summary · Daily · 2026-01-05");
        assert!(
            summary.contains("2 of 3") && summary.contains("one open blocker"),
            "{summary}"
        );
        let blocker = summary.find("No disk left").unwrap();
        assert!(
            blocker < summary.find("Patched the gateways").unwrap(),
            "blockers first: {summary}"
        );
        assert!(
            summary.contains("Moved \\*\\*the") || summary.contains("\\*\\*backups"),
            "{summary}"
        );
        let silent = summary.split("No answer").nth(1).unwrap();
        assert!(silent.contains(&eva.id.to_string()), "{summary}");
        assert!(summary.contains("[1 · I can help]"), "{summary}");
        assert_eq!(world.count("ops", "Summary"), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_day_in_chinese() {
    on_both(async |world: &mut World| {
        let (mei, jun, bo) = (world.mei.clone(), world.jun.clone(), world.bo.clone());
        let create = "/standup create department:ops name:运维晨会 schedule:工作日 09:30 timezone:Asia/Shanghai";
        let chinese = "/department edit department:ops locale:zh-CN";
        let ops = ops(world, &[&mei, &jun, &bo], &[chinese, create]).await;
        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        let card = world.post("ops", "运维晨会 · 2026-01-06");
        assert!(card.contains("尚未填写") && card.contains("[填写]"), "{card}");
        let words = [("q0", "完成备份迁移"), ("q1", "恢复演练"), ("q2", "磁盘不足")];
        answers(&jun, ops, "填写", &words).await.shows("已保存您在");
        world.clock_to("2026-01-06 11:06 Asia/Shanghai").await;
        assert!(bo.direct()[0].contains("您还没有填写"), "{:?}", bo.direct());
        assert!(mei.direct()[0].contains("still missing"), "each in their own language");
        world.clock_to("2026-01-06 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "汇总 · 运维晨会 · 2026-01-06");
        assert!(summary.contains("1 个未解决的阻碍") && summary.contains("磁盘不足"), "{summary}");
        assert!(summary.contains("未填写"), "{summary}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_knows_yesterday_and_yesterday_can_be_said_again() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&mei, &ana], &[WEEKDAYS]).await;
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        let words = [
            ("q0", "Moved backups"),
            ("q1", "Restore drill"),
            ("q2", "No disk"),
        ];
        for person in [&mei, &ana] {
            answers(person, ops, "Answer", &words)
                .await
                .shows("is kept");
        }
        world.clock_to("2026-01-06 09:31 Asia/Shanghai").await;
        let form = mei.presses(ops, "Answer").await;
        assert_eq!(
            form.prefilled("q0"),
            "Restore drill",
            "what was planned is offered as done"
        );
        assert_eq!(form.prefilled("q2"), "No disk", "what is still in the way");
        mei.fills(
            &form,
            &[("q0", "Drill done"), ("q1", "Write it up"), ("q2", "")],
        )
        .await
        .shows("is kept");
        let again = mei.presses(ops, "Answer").await;
        assert_eq!(
            again.prefilled("q0"),
            "Drill done",
            "one's own answer, to edit"
        );
        ana.presses(ops, "Same as yesterday").await.shows("is kept");
        world.clock_to("2026-01-06 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "Summary · Daily · 2026-01-06");
        assert!(summary.contains("Drill done"), "{summary}");
        assert!(summary.contains("2 of 2"), "{summary}");
        world.clock_to("2026-01-07 09:30 Asia/Shanghai").await;
        ana.presses(ops, "Same as yesterday").await.shows("is kept");
        world.clock_to("2026-01-07 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "Summary · Daily · 2026-01-07");
        assert!(summary.contains("3 in a row"), "a streak: {summary}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_may_come_early_late_and_be_changed_after_the_summary() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&mei, &ana], &[WEEKDAYS]).await;
        // Before it opens: for the coming round.
        let form = ana
            .runs(world.general, "/standup answer standup:STD-1")
            .await;
        ana.fills(&form, &[("q0", "Early bird")])
            .await
            .shows("coming");
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        assert!(world.post("ops", "Daily · 2026-01-05").contains("1 of 2"));
        answers(&mei, ops, "Answer", &[("q0", "First words")])
            .await
            .shows("is kept");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        assert!(world.post("ops", "Summary").contains("Early bird"));
        // After the close: the summary is brought up to date in its place.
        answers(&mei, ops, "Change my answer", &[("q0", "Second words")])
            .await
            .shows("so is the summary");
        world.settle().await;
        let summary = world.post("ops", "Summary");
        assert!(
            summary.contains("Second words") && !summary.contains("First words"),
            "{summary}"
        );
        assert_eq!(world.count("ops", "Summary"), 1, "edited, not said twice");
        // Given after the close by command: for the next working day.
        world.clock_to("2026-01-09 12:00 Asia/Shanghai").await;
        let form = ana
            .runs(world.general, "/standup answer standup:STD-1")
            .await;
        ana.fills(&form, &[("q0", "For Monday")])
            .await
            .shows("2026-01-12");
        world.clock_to("2026-01-12 11:30 Asia/Shanghai").await;
        assert!(
            world
                .post("ops", "Summary · Daily · 2026-01-12")
                .contains("For Monday")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_at_their_own_half_past_nine() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let create = format!("{WEEKDAYS} clock:member");
        world.is_set_up().await;
        ana.runs(world.general, "/me settings timezone:Europe/Berlin")
            .await
            .shows("Europe/Berlin");
        for person in [&mei, &ana] {
            person
                .runs(world.general, "/department join department:ops")
                .await;
        }
        mei.runs(world.general, &create).await.shows("STD-1");
        world.clock_to("2026-01-05 09:31 Asia/Shanghai").await;
        assert_eq!(mei.direct().len(), 1, "asked at half past nine in Shanghai");
        assert!(
            ana.direct().is_empty(),
            "it is half past two in the night in Berlin"
        );
        world.clock_to("2026-01-05 09:31 Europe/Berlin").await;
        assert_eq!(ana.direct().len(), 1, "asked at half past nine in Berlin");
        world.clock_to("2026-01-05 12:00 Europe/Berlin").await;
        assert_eq!(
            world.count("ops", "Summary · Daily · 2026-01-05"),
            1,
            "one summary, when all had their time"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_chinese_one_is_away_for_a_day_comes_back_and_says_the_same_again() {
    on_both(async |world: &mut World| {
        let (jun, bo) = (world.jun.clone(), world.bo.clone());
        let create = "/standup create department:ops name:运维晨会 schedule:工作日 09:30";
        let chinese = "/department edit department:ops locale:zh-CN";
        let ops = ops(world, &[&jun, &bo], &[chinese, create]).await;
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        jun.presses(ops, "与上次相同").await.shows("没有可以沿用");
        let words = [("q0", "巡检机房"), ("q1", "更换硬盘"), ("q2", "缺少备件")];
        answers(&jun, ops, "填写", &words).await.shows("已保存");
        let away = bo.presses(ops, "今天不在").await.shows("您不参加");
        world.settle().await;
        assert!(world.post("ops", "2026-01-05").contains("1／1"));
        assert!(away.text().contains("[撤销]"), "{}", away.text());
        bo.presses(ops, "撤销").await.shows("您将参加");
        world.settle().await;
        assert!(world.post("ops", "2026-01-05").contains("1／2"));
        bo.presses(ops, "1 小时后提醒").await.shows("将在");
        world.clock_to("2026-01-05 10:29 Asia/Shanghai").await;
        assert!(bo.direct().is_empty(), "{:?}", bo.direct());
        world.clock_to("2026-01-05 10:30 Asia/Shanghai").await;
        assert_eq!(bo.direct().len(), 1, "an hour later: {:?}", bo.direct());
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        answers(&jun, ops, "修改我的内容", &[("q2", "无")])
            .await
            .shows("汇总已同步更新");
        world.settle().await;
        let summary = world.post("ops", "汇总");
        assert!(summary.contains("没有未解决的阻碍"), "{summary}");

        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        let form = jun.presses(ops, "填写").await;
        assert_eq!(form.prefilled("q0"), "更换硬盘");
        assert_eq!(form.prefilled("q2"), "", "what was no blocker is none");
        jun.presses(ops, "与上次相同").await.shows("已保存");
        let report = jun.runs(ops, "/standup report standup:STD-1").await;
        report.shows("报告 · STD-1").shows("(picture)");
        let why = bo.uses(ops, "运维晨会 · 2026-01-06", "Why this?").await;
        why.shows("为什么有这条消息").shows("工作日 09:30");
        // Off for a round that has not opened: it opens without asking.
        world.clock_to("2026-01-06 12:00 Asia/Shanghai").await;
        bo.runs(ops, "/standup skip standup:STD-1")
            .await
            .shows("2026-01-07");
        let before = bo.direct().len();
        world.clock_to("2026-01-07 11:30 Asia/Shanghai").await;
        assert_eq!(bo.direct().len(), before, "{:?}", bo.direct());
        assert!(world.post("ops", "汇总").contains("不在"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_no_direct_messages_is_mentioned_once_and_the_others_are_reached() {
    on_both(async |world: &mut World| {
        let (mei, ana, eva) = (
            world.mei.clone(),
            world.ana.clone(),
            world.person("Eva", "en-US"),
        );
        ops(world, &[&mei, &ana, &eva], &[WEEKDAYS]).await;
        world.server.close_dms(ana.id);
        let pinged = ana.pings();
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        assert_eq!(eva.direct().len(), 1, "the others are reached");
        assert_eq!(ana.pings(), pinged + 1, "mentioned once in the channel");
        let audit = mei.runs(world.general, "/audit").await.text();
        assert!(audit.contains(&ana.id.to_string()), "{audit}");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Summary"), 1);
        assert_eq!(ana.pings(), pinged + 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn blockers_get_help_and_an_end_and_the_report_a_picture() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&mei, &ana], &[WEEKDAYS]).await;
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        answers(&ana, ops, "Answer", &[("q0", "x"), ("q2", "No disk")])
            .await
            .shows("is kept");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        mei.presses(ops, "1 · I can help")
            .await
            .shows("is told that you can help");
        world.settle().await;
        assert!(world.post("ops", "Summary").contains("is helping"));
        assert!(
            ana.direct().iter().any(|m| m.contains("can help")),
            "{:?}",
            ana.direct()
        );
        ana.presses(ops, "1 · Resolved")
            .await
            .shows("marked as resolved");
        world.settle().await;
        let summary = world.post("ops", "Summary");
        assert!(
            summary.contains("no open blockers") && summary.contains("resolved by"),
            "{summary}"
        );
        let report = ana
            .runs(world.general, "/standup report standup:STD-1")
            .await;
        let text = report.shows("Report · STD-1").text();
        assert!(
            text.contains("(picture)") && text.contains("1 of 2"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn why_this_explains_and_a_reminder_can_be_muted() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&mei, &ana], &[WEEKDAYS]).await;
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        let why = ana.uses(ops, "Daily · 2026-01-05", "Why this?").await;
        let text = why.shows("Why this message?").text();
        assert!(
            text.contains("on its schedule") && text.contains("weekdays 09:30"),
            "{text}"
        );
        let reminder = ana.uses_direct("still missing", "Why this?").await;
        reminder.shows("Mute this for me");
        ana.presses_direct("Mute this for me")
            .await
            .shows("not get these any more");
        let before = ana.direct().len();
        world.clock_to("2026-01-06 11:30 Asia/Shanghai").await;
        let reminders = ana
            .direct()
            .iter()
            .skip(before)
            .filter(|m| m.contains("still missing"))
            .count();
        assert_eq!(reminders, 0, "{:?}", ana.direct());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_changes_nothing_and_old_buttons_work() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&mei, &ana], &[WEEKDAYS]).await;
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        answers(&mei, ops, "Answer", &[("q0", "Before")])
            .await
            .shows("is kept");
        world.stop_bot().await;
        world.start_bot().await;
        answers(&ana, ops, "Answer", &[("q0", "After")])
            .await
            .shows("is kept");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "Summary");
        assert!(
            summary.contains("Before") && summary.contains("After"),
            "{summary}"
        );
        assert_eq!(
            world.count("ops", "Daily · 2026-01-05"),
            2,
            "one card, one summary"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_was_away_opens_late_if_it_is_still_useful_and_not_twice() {
    on_both(async |world: &mut World| {
        let mei = world.mei.clone();
        ops(world, &[&mei], &[WEEKDAYS]).await;
        world.stop_bot().await;
        world.clock_to("2026-01-05 09:50 Asia/Shanghai").await;
        world.start_bot().await;
        assert_eq!(
            world.count("ops", "Daily · 2026-01-05"),
            1,
            "twenty minutes late is useful"
        );
        world.clock_to("2026-01-05 20:00 Asia/Shanghai").await;
        world.stop_bot().await;
        world.clock_to("2026-01-08 22:00 Asia/Shanghai").await;
        world.start_bot().await;
        for missed in ["2026-01-06", "2026-01-07", "2026-01-08"] {
            assert_eq!(
                world.count("ops", &format!("Daily · {missed}")),
                0,
                "{missed} is past"
            );
        }
        world.clock_to("2026-01-09 09:30 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily · 2026-01-09"), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_at_once_are_one_answer() {
    on_both(async |world: &mut World| {
        let (mei, ana) = (world.mei.clone(), world.ana.clone());
        let ops = ops(world, &[&mei, &ana], &[WEEKDAYS]).await;
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        answers(&mei, ops, "Answer", &[("q0", "One")])
            .await
            .shows("is kept");
        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        let (one, two) = tokio::join!(
            mei.presses(ops, "Same as yesterday"),
            mei.presses(ops, "Same as yesterday")
        );
        for got in [one, two] {
            assert!(matches!(got.0, Outcome::Message { .. }), "{got:?}");
        }
        world.clock_to("2026-01-06 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "Summary · Daily · 2026-01-06");
        assert!(summary.contains("1 of 2"), "{summary}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standup_is_paused_resumed_changed_run_now_and_deleted_after_a_question() {
    on_both(async |world: &mut World| {
        let (mei, bo) = (world.mei.clone(), world.bo.clone());
        ops(world, &[&mei], &[WEEKDAYS]).await;
        mei.runs(world.general, "/standup pause standup:STD-1")
            .await
            .shows("is paused");
        world.clock_to("2026-01-05 10:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily"), 0);
        mei.runs(world.general, "/standup resume standup:STD-1")
            .await
            .shows("goes on");
        mei.runs(world.general, "/standup run standup:STD-1")
            .await
            .shows("is open");
        world.settle().await;
        assert_eq!(world.count("ops", "Daily · 2026-01-05"), 1);
        mei.runs(
            world.general,
            "/standup edit standup:STD-1 schedule:weekdays 10:15",
        )
        .await
        .shows("10:15");
        world.clock_to("2026-01-06 10:14 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily · 2026-01-06"), 0);
        world.clock_to("2026-01-06 10:15 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily · 2026-01-06"), 1);
        bo.runs(world.general, "/standup delete standup:STD-1")
            .await
            .shows("只有");
        mei.runs(world.general, "/standup delete standup:STD-1")
            .await
            .shows("Delete");
        mei.presses(world.general, "Delete it").await;
        world.clock_to("2026-01-09 12:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily · 2026-01-07"), 0);
    })
    .await;
}
