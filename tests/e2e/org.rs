//! Servers, departments, calendars, absences and settings, as people meet them.

use crate::world::{World, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_set_up_in_the_admins_language_and_again_without_harm() {
    on_both(async |world: &mut World| {
        world.server.set_locale(world.mei.id, "zh-CN");
        let line = "/setup run departments:five channels:create timezone:Asia/Shanghai";
        let said = world.mei.runs(world.general, line).await;
        let text = said.shows("服务器设置完成").text();
        assert!(
            text.contains("运维部门") && !text.contains("财务部门"),
            "{text}"
        );
        world.settle().await;
        assert!(world.post("运维", "欢迎").contains("[加入]"));
        let channels = world.rows("department").await;
        let again = world.mei.runs(world.general, line).await;
        again.shows("服务器设置完成");
        world.settle().await;
        assert_eq!(world.rows("department").await, channels);
        assert_eq!(world.count("运维", "欢迎"), 1, "nothing is made twice");
        let rest = "/setup run departments:six channels:here";
        world.mei.runs(world.general, rest).await.shows("财务部门");
        world.settle().await;
        assert_eq!(world.rows("department").await, 11);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_there_by_name_is_taken_over() {
    on_both(async |world: &mut World| {
        let ops = world.server.add_channel("ops");
        world.is_set_up().await;
        assert_eq!(world.channel("ops"), ops, "no second one");
        let shown = world
            .mei
            .runs(world.general, "/department show department:ops")
            .await;
        shown.shows(&format!("<#{ops}>"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn departments_are_added_changed_joined_and_left() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, general) = (world.mei.clone(), world.ana.clone(), world.general);
        let add = "/department add key:legal name:Legal & **contracts**";
        mei.runs(general, add).await.shows("`legal`");
        world.settle().await;
        ana.runs(general, "/department join department:legal")
            .await
            .shows("belong to Legal");
        let edit = format!(
            "/department edit department:legal lead:<@{}> hours:10:00-16:00 workdays:mon-thu",
            ana.id
        );
        mei.runs(general, &edit).await.shows("10:00–16:00");
        let show = ana
            .runs(general, "/department show department:legal")
            .await
            .text();
        assert!(show.contains("Mon, Tue, Wed, Thu"), "{show}");
        assert!(show.contains(&format!("<@{}>", ana.id)), "{show}");
        assert!(
            show.contains("\\*\\*contracts"),
            "what was typed is no Markdown: {show}"
        );
        // A lead may change what is theirs, and nothing else.
        ana.runs(
            general,
            "/department edit department:legal hours:09:00-15:00",
        )
        .await
        .shows("09:00–15:00");
        ana.runs(general, "/department edit department:ops hours:09:00-15:00")
            .await
            .shows("Only the lead of");
        ana.runs(general, "/department leave department:legal")
            .await
            .shows("any more");
        let list = ana.runs(general, "/department list").await.text();
        assert!(list.contains("`legal`") && list.contains("`pmo`"), "{list}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_holds_the_role_belongs_to_the_department() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, bo, general) = (world.mei.clone(), world.bo.clone(), world.general);
        let role = world.server.add_role("Ops crew", 0);
        mei.runs(
            general,
            &format!("/department edit department:ops role:<@&{role}>"),
        )
        .await;
        assert!(world.server.give_role(bo.id, role));
        bo.runs(general, "/me show").await.shows("运维部门");
        assert!(world.server.take_role(bo.id, role));
        let text = bo.runs(general, "/me show").await.text();
        assert!(!text.contains("运维部门"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn days_off_and_days_worked_by_hand_by_preset_and_by_file() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, general) = (world.mei.clone(), world.general);
        mei.runs(general, "/calendar holiday date:2026-03-02 name:Founders day").await.shows("2026-03-02 is a holiday");
        mei.runs(general, "/calendar workday date:2026-03-07 department:ops").await.shows("working day for Operations");
        mei.runs(general, "/calendar import preset:cn-2026").await.shows("Taken over");
        let list = mei.runs(general, "/calendar list").await.text();
        assert!(list.contains("Founders day"), "{list}");
        mei.runs(general, "/calendar remove date:2026-03-02").await.shows("ordinary day");
        let ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260608\r\nDTEND;VALUE=DATE:20260610\r\nSUMMARY:Pause\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let file = world.server.upload("days.ics", "text/calendar", ics.as_bytes());
        mei.runs(general, &format!("/calendar import file:{file} department:ops")).await.shows("2 days off");
        let broken = world.server.upload("days.ics", "text/calendar", b"no calendar");
        mei.runs(general, &format!("/calendar import file:{broken}")).await.shows("not an iCalendar file");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_notes_an_absence_for_another_who_is_told() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, bo, general) = (
            world.mei.clone(),
            world.ana.clone(),
            world.bo.clone(),
            world.general,
        );
        for person in [&ana, &bo] {
            person
                .runs(general, "/department join department:ops")
                .await;
        }
        mei.runs(
            general,
            &format!("/department edit department:ops lead:<@{}>", ana.id),
        )
        .await;
        let line = format!(
            "/away set from:2026-01-07 to:2026-01-08 reason:private user:<@{}>",
            bo.id
        );
        ana.runs(general, &line)
            .await
            .shows("told by direct message");
        world.settle().await;
        assert!(
            bo.direct().iter().any(|m| m.contains("2026-01-07")),
            "{:?}",
            bo.direct()
        );
        let line = format!("/away set from:2026-01-07 to:2026-01-08 user:<@{}>", ana.id);
        bo.runs(general, &line).await.shows("只有");
        let list = mei.runs(general, "/away list").await.text();
        assert!(
            list.contains("2026-01-07") && !list.contains("private"),
            "{list}"
        );
        bo.runs(general, "/away cancel").await;
        world.settle().await;
        mei.runs(
            general,
            "/standup create department:ops name:Daily schedule:weekdays 09:30",
        )
        .await
        .shows("STD-1");
        let away = "/away set from:2026-01-06 to:2026-01-06";
        ana.runs(general, away)
            .await
            .shows("no standup asks for you");
        world.clock_to("2026-01-06 09:30 Asia/Shanghai").await;
        let card = world.post("ops", "Daily · 2026-01-06");
        let missing = card
            .split("Still missing")
            .nth(1)
            .unwrap()
            .split("Away")
            .next()
            .unwrap();
        assert!(!missing.contains(&ana.id.to_string()), "{card}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_help_and_suggestions_are_each_persons_own() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, bo, general) = (
            world.mei.clone(),
            world.ana.clone(),
            world.bo.clone(),
            world.general,
        );
        let settings = format!(
            "/me settings timezone:Europe/Berlin quiet_hours:22:00-07:00 delegate:<@{}>",
            bo.id
        );
        ana.runs(general, &settings).await.shows("Europe/Berlin");
        let text = ana.runs(general, "/me show").await.text();
        assert!(
            text.contains("22:00–07:00") && text.contains(&bo.id.to_string()),
            "{text}"
        );
        let mine = ana.runs(general, "/help").await.text();
        assert!(
            !mine.contains("/setup run") && !mine.contains("/standup create"),
            "{mine}"
        );
        assert!(
            mei.runs(general, "/help")
                .await
                .text()
                .contains("/setup run")
        );
        bo.runs(general, "/help").await.shows("您可以做什么");
        let offered = bo
            .is_offered(general, "/department show department:yw", "department")
            .await;
        assert!(
            offered.first().is_some_and(|first| first.contains("运维")),
            "by pinyin: {offered:?}"
        );
        let offered = ana
            .is_offered(general, "/me settings timezone:shang", "timezone")
            .await;
        assert!(
            offered.iter().any(|zone| zone.contains("Asia/Shanghai")),
            "{offered:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_tells_who_did_what_page_by_page() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, general) = (world.mei.clone(), world.ana.clone(), world.general);
        mei.runs(
            general,
            "/standup create department:ops name:Daily schedule:weekdays 09:30",
        )
        .await
        .shows("STD-1");
        let all = mei.runs(general, "/audit").await;
        let text = all.shows("What was done").text();
        assert!(
            text.contains("standup made") && text.contains("Page 1 of 2"),
            "{text}"
        );
        assert!(
            !text.contains("[]") && !text.contains("\\["),
            "no raw values: {text}"
        );
        let next = mei.presses(general, "Next ▶").await.text();
        assert!(next.contains("Page 2 of 2"), "{next}");
        let one = mei.runs(general, "/audit subject:STD-1").await.text();
        assert!(
            one.contains("standup made") && !one.contains("`it`"),
            "{one}"
        );
        ana.runs(general, "/audit")
            .await
            .shows("Only department leads");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_a_time_zone_is_told_what_that_means() {
    on_both(async |world: &mut World| {
        let (mei, general) = (world.mei.clone(), world.general);
        world.server.set_locale(mei.id, "zh-CN");
        let none = mei.runs(general, "/setup run departments:none").await;
        let text = none.shows("/setup run departments:five").text();
        assert!(
            text.contains("CNY") && text.contains("当前时区为 UTC"),
            "{text}"
        );
        let five = mei.runs(general, "/setup run departments:five").await;
        five.shows("department:ops lead");
        world.settle().await;
        let create =
            "/standup create department:ops name:晨会 schedule:工作日 09:30 timezone:Asia/Shanghai";
        let made = mei.runs(general, create).await;
        made.shows("完全不在");
        let edit = "/department edit department:ops timezone:Asia/Shanghai";
        mei.runs(general, edit).await;
        let edited = mei
            .runs(general, "/standup edit standup:STD-1 window:60")
            .await;
        let text = edited.text();
        assert!(
            text.contains("已修改") && !text.contains("完全不在"),
            "{text}"
        );
        let again = mei
            .runs(general, "/setup run timezone:UTC currency:EUR")
            .await;
        let text = again.text();
        assert!(
            text.contains("EUR") && !text.contains("当前时区为"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_is_narrowed_by_person_and_by_day() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, general) = (world.mei.clone(), world.ana.clone(), world.general);
        ana.runs(general, "/away set from:today to:tomorrow").await;
        world.wait(24 * 60).await;
        mei.runs(general, "/calendar holiday date:tomorrow name:Founders")
            .await;
        let hers = format!("/audit user:<@{}>", ana.id);
        let text = mei.runs(general, &hers).await.text();
        assert!(text.contains("absence"), "{text}");
        assert!(
            !text.contains("holiday") && !text.contains("server set up"),
            "{text}"
        );
        let today = mei.runs(general, "/audit from:today").await.text();
        assert!(
            today.contains("holiday") && !today.contains("absence"),
            "{today}"
        );
        let before = mei.runs(general, "/audit to:yesterday").await.text();
        assert!(
            before.contains("absence") && !before.contains("holiday"),
            "{before}"
        );
        let both = format!("{hers} from:today");
        mei.runs(general, &both).await.shows("Nothing that matches");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_departments_may_live_in_the_channel_one_is_in() {
    on_both(async |world: &mut World| {
        let (mei, general) = (world.mei.clone(), world.general);
        let line = "/setup run departments:all channels:here timezone:Asia/Shanghai";
        mei.runs(general, line).await.shows("This server is set up");
        world.settle().await;
        assert_eq!(world.rows("department").await, 11);
        for made in ["ops", "it", "finance"] {
            assert_eq!(world.server.channel(made), None, "none is made");
        }
        let create = "/standup create department:finance name:Daily schedule:weekdays 09:30";
        mei.runs(general, create)
            .await
            .shows(&format!("<#{general}>"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_on_a_topic_has_what_one_may_do_and_settings_keep_what_was_not_named() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, ana, general) = (world.mei.clone(), world.ana.clone(), world.general);
        let text = mei.runs(general, "/help topic:setup").await.text();
        assert!(
            text.contains("/setup run") && !text.contains("/away set"),
            "{text}"
        );
        ana.runs(general, "/help topic:setup")
            .await
            .shows("You may run nothing of this topic");
        ana.runs(general, "/me settings delivery:digest")
            .await
            .shows("waits for the digest");
        let said = ana.runs(general, "/me settings locale:zh-CN").await;
        // That of what comes by itself; answers are in the client's.
        said.shows("Your settings are saved");
        let text = ana.runs(general, "/me show").await.text();
        assert!(
            text.contains("waits for the digest") && text.contains("· Chinese"),
            "{text}"
        );
    })
    .await;
}
