//! Whole days of standups, watched closely: what stands in the channel in which order, who is written to and who is not.

use crate::world::{Got, Person, World, at, on_both};

pub const EVERY_WEEKDAY: &str = "/standup create department:ops name:Daily schedule:weekdays 09:30";

/// Everything is set up; Mei, Jun, Ana and Bo belong to ops and have a standup. The channel of ops.
pub async fn ops(world: &World, create: &str) -> u64 {
    world.is_set_up().await;
    for person in [&world.mei, &world.jun, &world.ana, &world.bo] {
        let join = "/department join department:ops";
        let department = if person.id == world.mei.id || person.id == world.ana.id {
            "Operations"
        } else {
            "运维部门"
        };
        person.runs(world.general, join).await.shows(department);
    }
    world.mei.runs(world.general, create).await.shows("STD-1");
    world.settle().await;
    world.channel("ops")
}

/// The same, and ops is written to in Chinese.
pub async fn chinese_ops(world: &World) -> u64 {
    let create = "/standup create department:ops name:每日站会 schedule:工作日 09:30";
    let channel = ops(world, create).await;
    let edit = "/department edit department:ops locale:zh-CN";
    world.mei.runs(world.general, edit).await.shows("ops");
    world.settle().await;
    channel
}

/// Presses a button of the card in the channel and fills the form in.
pub async fn fills(person: &Person, channel: u64, button: &str, answers: [&str; 3]) -> Got {
    let form = person.presses(channel, button).await;
    let [done, next, blocked] = answers;
    let inputs = [("q0", done), ("q1", next), ("q2", blocked)];
    person.fills(&form, &inputs).await
}

/// Direct messages of each of the four; private answers to their own presses are none.
pub fn direct(world: &World) -> [usize; 4] {
    [&world.mei, &world.jun, &world.ana, &world.bo].map(|person| {
        let messages = world.server.dms(person.id);
        messages.iter().filter(|m| m["ephemeral"] != true).count()
    })
}

/// How many direct messages each got since.
pub fn since(world: &World, before: [usize; 4]) -> [usize; 4] {
    let now = direct(world);
    std::array::from_fn(|n| now[n] - before[n])
}

/// The parts stand in this order.
#[track_caller]
pub fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("no “{part}” (in this order) in: {text}");
        };
        rest = after;
    }
}

pub fn mention(person: &Person) -> String {
    format!("<@{}>", person.id)
}

pub fn moment(text: &str) -> String {
    let seconds = at(text).seconds();
    format!("<t:{seconds}:f> (<t:{seconds}:R>)")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_day_two_answer_one_is_away_one_is_silent_and_reminded() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let (mei, jun, ana, bo) = (&world.mei, &world.jun, &world.ana, &world.bo);
        let away = "/away set from:today to:today";
        jun.runs(world.general, away).await.shows("2026-01-05");
        let before = direct(world);
        let pings = [mei, jun, ana, bo].map(Person::pings);
        world.clock_to("2026-01-05 09:29 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Daily · 2026-01-05"), 0, "too early");
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        let card = world.post("ops", "Daily · 2026-01-05 · STD-1");
        in_order(
            &card,
            &[
                "**0 of 3** have answered",
                "Still missing",
                "Away",
                &mention(jun),
            ],
        );
        in_order(
            &card,
            &[
                "[Answer]",
                "[Same as yesterday]",
                "[Away today]",
                "[Snooze 1 h]",
            ],
        );
        assert!(
            card.contains(&moment("2026-01-05 11:30 Asia/Shanghai")),
            "{card}"
        );
        assert_eq!(since(world, before), [0; 4], "the card is enough");

        let said = fills(
            ana,
            channel,
            "Answer",
            ["Moved the mail", "Patch the gate", "none"],
        )
        .await;
        said.shows("Your answer to STD-1 of 2026-01-05 is kept");
        let said = fills(
            mei,
            channel,
            "Answer",
            ["Ordered disks", "Install them", "The rack key is lost"],
        )
        .await;
        said.shows("is kept");
        world.settle().await;
        let card = world.post("ops", "Daily · 2026-01-05");
        in_order(&card, &["**2 of 3**", "Still missing", &mention(bo)]);

        world.clock_to("2026-01-05 11:05 Asia/Shanghai").await;
        assert_eq!(since(world, before), [0; 4], "not before 80 %");
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        assert_eq!(since(world, before), [0, 0, 0, 1], "only who is missing");
        let told = bo.direct().pop().unwrap();
        in_order(
            &told,
            &[
                "您还没有填写",
                "Daily",
                &moment("2026-01-05 11:30 Asia/Shanghai"),
                "[填写]",
            ],
        );
        assert_eq!(world.count("ops", "Summary"), 0);

        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        is_summed_up(world);
        world.clock_to("2026-01-06 00:00 Asia/Shanghai").await;
        assert_eq!(world.count("ops", "Summary"), 1);
        assert_eq!(since(world, before), [0, 0, 0, 1]);
        let pinged = [mei, jun, ana, bo].map(Person::pings);
        assert_eq!(pinged, pings, "nothing in the channel pings");
    })
    .await;
}

/// The summary of that day: what needs somebody first, then what was said, who is missing, what comes next.
fn is_summed_up(world: &World) {
    let (mei, jun, bo) = (&world.mei, &world.jun, &world.bo);
    let summary = world.post("ops", "Summary · Daily · 2026-01-05 · STD-1");
    in_order(
        &summary,
        &[
            "**2 of 3** answered",
            "Blockers",
            &mention(mei),
            "The rack key is lost",
            "Moved the mail",
            "Patch the gate",
            "No answer",
            &mention(bo),
            "Away",
            &mention(jun),
            "Next",
            "The lead of Operations sees to the open blockers",
            &moment("2026-01-06 09:30 Asia/Shanghai"),
            "[1 · I can help]",
            "[1 · Resolved]",
            "[Change my answer]",
        ],
    );
    assert!(
        !summary.contains("in a row"),
        "one day is no streak: {summary}"
    );
    assert_eq!(
        world.post("ops", "Closed: **2 of 3**").matches('[').count(),
        0,
        "no buttons are left"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_day_in_chinese() {
    on_both(async |world: &mut World| {
        let channel = chinese_ops(world).await;
        let (mei, jun, ana, bo) = (&world.mei, &world.jun, &world.ana, &world.bo);
        bo.runs(world.general, "/away set from:今天 to:今天")
            .await
            .shows("2026-01-05");
        let before = direct(world);
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        let card = world.post("ops", "每日站会 · 2026-01-05 · STD-1");
        in_order(
            &card,
            &[
                "**0／3**",
                "完成了什么？",
                "接下来做什么？",
                "遇到什么阻碍？",
                "尚未填写",
                "不在",
                &mention(bo),
            ],
        );
        in_order(
            &card,
            &["[填写]", "[与上次相同]", "[今天不在]", "[1 小时后提醒]"],
        );
        let said = fills(
            jun,
            channel,
            "填写",
            ["迁移邮件服务", "升级网关", "机柜钥匙找不到"],
        )
        .await;
        said.shows("已保存您在 STD-1（2026-01-05）的内容");
        fills(mei, channel, "填写", ["采购硬盘", "安装硬盘", "无"])
            .await
            .shows("Your answer to STD-1");
        world.clock_to("2026-01-05 11:06 Asia/Shanghai").await;
        assert_eq!(since(world, before), [0, 0, 1, 0], "only Ana is missing");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        let summary = world.post("ops", "汇总 · 每日站会 · 2026-01-05 · STD-1");
        in_order(
            &summary,
            &[
                "**2／3** 人已填写",
                "阻碍",
                &mention(jun),
                "：机柜钥匙找不到",
                "未填写",
                &mention(ana),
                "不在",
                &mention(bo),
                "下一步",
                "负责人跟进未解决的阻碍。下次站会：",
                "[1 · 我来帮忙]",
                "[1 · 已解决]",
                "[修改我的内容]",
            ],
        );
        world.post("ops", "已结束：**2／3** 人填写");
        for day in ["2026-01-06", "2026-01-07"] {
            world.clock_to(&format!("{day} 09:30 Asia/Shanghai")).await;
            jun.presses(channel, "与上次相同").await.shows("已保存");
            world.clock_to(&format!("{day} 12:00 Asia/Shanghai")).await;
        }
        world.post("ops", "连续 3 次");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_snoozes_is_reminded_an_hour_later_or_just_before_the_end() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let (mei, ana, bo) = (&world.mei, &world.ana, &world.bo);
        let before = direct(world);
        world.clock_to("2026-01-05 09:35 Asia/Shanghai").await;
        ana.presses(channel, "Snooze 1 h")
            .await
            .shows(&moment("2026-01-05 10:35 Asia/Shanghai"));
        world.clock_to("2026-01-05 10:34 Asia/Shanghai").await;
        assert_eq!(since(world, before), [0; 4]);
        world.clock_to("2026-01-05 10:35 Asia/Shanghai").await;
        assert_eq!(since(world, before), [0, 0, 1, 0]);
        let said = bo.presses(channel, "Snooze 1 h").await;
        said.shows(&moment("2026-01-05 11:25 Asia/Shanghai"));
        fills(mei, channel, "Answer", ["Disks", "", ""])
            .await
            .shows("is kept");
        mei.presses(channel, "Snooze 1 h").await.shows("already");
        let said = ana.presses_direct("Snooze 1 h").await;
        said.shows(&moment("2026-01-05 11:25 Asia/Shanghai"));
        world.clock_to("2026-01-05 11:24 Asia/Shanghai").await;
        assert_eq!(
            since(world, before),
            [0, 1, 1, 0],
            "Jun was reminded at 80 %, who put it off was not"
        );
        let form = ana.presses_direct("Answer").await;
        ana.fills(&form, &[("q0", "Mail")]).await.shows("is kept");
        world.clock_to("2026-01-05 11:25 Asia/Shanghai").await;
        assert_eq!(
            since(world, before),
            [0, 1, 1, 1],
            "who answered meanwhile is left alone"
        );
        bo.presses(channel, "Snooze 1 h")
            .await
            .shows("来不及稍后提醒");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_may_come_early_and_after_the_close_is_for_the_next_working_day() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let (mei, ana) = (&world.mei, &world.ana);
        let answer = "/standup answer standup:STD-1";
        let form = ana.runs(channel, answer).await;
        assert!(
            form.text().contains("STD-1 · 2026-01-05"),
            "{}",
            form.text()
        );
        let said = ana.fills(&form, &[("q0", "Mail"), ("q1", "Gate")]).await;
        said.shows("kept for the coming STD-1 of 2026-01-05")
            .shows(&moment("2026-01-05 09:30 Asia/Shanghai"));
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        world.post("ops", "**1 of 4**");
        let late = mei.presses(channel, "Answer").await;
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        in_order(&world.post("ops", "Summary"), &["**1 of 4**", "Mail"]);
        let said = mei.fills(&late, &[("q0", "Disks")]).await;
        said.shows("coming STD-1 of 2026-01-06");
        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        world.post("ops", "**1 of 4**");
        world.clock_to("2026-01-09 12:00 Asia/Shanghai").await;
        let form = ana.runs(channel, answer).await;
        assert!(
            form.text().contains("STD-1 · 2026-01-12"),
            "Monday: {}",
            form.text()
        );
        assert_eq!(form.prefilled("q0"), "Gate");
        ana.fills(&form, &[])
            .await
            .shows(&moment("2026-01-12 09:30 Asia/Shanghai"));
        world.clock_to("2026-01-12 09:30 Asia/Shanghai").await;
        world.post("ops", "**1 of 4**");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocker_is_helped_with_and_resolved_by_buttons() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let (mei, jun, ana, bo) = (&world.mei, &world.jun, &world.ana, &world.bo);
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        fills(ana, channel, "Answer", ["Mail", "Gate", "No access"])
            .await
            .shows("is kept");
        world.wait(1).await;
        fills(mei, channel, "Answer", ["Disks", "Rack", "The key is lost"])
            .await
            .shows("is kept");
        world.clock_to("2026-01-05 11:30 Asia/Shanghai").await;
        let before = direct(world);
        ana.presses(channel, "1 · I can help")
            .await
            .shows("your own blocker");
        let both = tokio::join!(
            jun.presses(channel, "1 · I can help"),
            bo.presses(channel, "1 · I can help")
        );
        let said = [both.0.text(), both.1.text()];
        let told = said.iter().filter(|s| s.contains("已告诉")).count();
        let refused = said.iter().filter(|s| s.contains("已经在协助")).count();
        assert_eq!((told, refused), (1, 1), "one of two at once: {said:?}");
        world.settle().await;
        assert_eq!(since(world, before), [0, 0, 1, 0]);
        assert!(
            ana.direct()
                .pop()
                .unwrap()
                .contains("can help with what stands in your way: No access")
        );
        in_order(
            &world.post("ops", "Summary"),
            &["**2 of 4**", "2 open blockers", "No access", "is helping"],
        );
        let (message, resolve) = bo.button(channel, "1 · Resolved");
        let both = tokio::join!(mei.clicks(message, &resolve), ana.clicks(message, &resolve));
        let said = [both.0.text(), both.1.text()];
        for part in [
            "marked as resolved in the summary",
            "marked it as resolved already",
        ] {
            let times = said.iter().filter(|s| s.contains(part)).count();
            assert_eq!(times, 1, "one of two at once: {said:?}");
        }
        world.settle().await;
        let summary = world.post("ops", "Summary");
        in_order(
            &summary,
            &[
                "**one open blocker**",
                "~~",
                "No access~~ — resolved by",
                "[2 · I can help]",
            ],
        );
        assert!(!summary.contains("[1 · "), "{summary}");
        bo.presses(channel, "2 · Resolved")
            .await
            .shows("标记为已解决");
        world.settle().await;
        in_order(
            &world.post("ops", "Summary"),
            &["no open blockers", "[Change my answer]"],
        );
        assert_eq!(world.count("ops", "Summary"), 1);
        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        let form = ana.presses(channel, "Answer").await;
        let filled = ["q0", "q1", "q2"].map(|q| form.prefilled(q));
        assert_eq!(filled, ["Gate", "", ""], "what is resolved blocks no more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_says_who_took_part_with_a_picture() {
    on_both(async |world: &mut World| {
        let channel = ops(world, EVERY_WEEKDAY).await;
        let (jun, ana, bo) = (&world.jun, &world.ana, &world.bo);
        let report = "/standup report standup:STD-1";
        ana.runs(channel, report).await.shows("no finished round");
        for day in ["2026-01-05", "2026-01-06", "2026-01-07"] {
            world.clock_to(&format!("{day} 09:30 Asia/Shanghai")).await;
            let done = format!("Work of {day}");
            fills(ana, channel, "Answer", [&done, "", "Waiting for a key"])
                .await
                .shows("is kept");
            jun.presses(channel, "Away today").await.shows("不会再询问");
            if day != "2026-01-06" {
                fills(bo, channel, "Answer", ["Gate", "", ""])
                    .await
                    .shows("已保存");
            }
            world.clock_to(&format!("{day} 12:00 Asia/Shanghai")).await;
        }
        let told = ana.runs(channel, report).await;
        let told = told.shows("Participation").text();
        in_order(
            &told,
            &[
                "Report · STD-1 Daily · Operations",
                "3 standups",
                "**5 of 9**",
            ],
        );
        for line in [
            format!("{}: 3 of 3, away 0, 3 in a row", mention(ana)),
            format!("{}: 2 of 3, away 0, 1 in a row", mention(bo)),
            format!("{}: 0 of 0, away 3", mention(jun)),
            "Waiting for a key".to_owned(),
            "(picture)".to_owned(),
        ] {
            assert!(told.contains(&line), "no “{line}” in {told}");
        }
        let chinese = bo
            .runs(channel, &format!("{report} from:2026-01-06 to:2026-01-07"))
            .await;
        let chinese = chinese.shows("(picture)").text();
        in_order(
            &chinese,
            &[
                "报告 · STD-1 Daily",
                "共 2 次站会，**3／6** 人次填写",
                "图中每行是一位同事",
            ],
        );
    })
    .await;
}
