//! What is made from incidents, as people meet it: postmortems, reviews, actions, statistics, digests.

use crate::world::{Got, Person, World, flat, on_both};
use liaison::sandbox::Outcome;
use serde_json::Value;

/// Everything set up; Ana and Bo belong to operations, which Ana leads.
async fn ops(world: &World) -> u64 {
    world.is_set_up().await;
    for person in [&world.ana, &world.bo] {
        let join = "/department join department:ops";
        person.runs(world.general, join).await;
    }
    let lead = format!("/department edit department:ops lead:<@{}>", world.ana.id);
    world
        .mei
        .runs(world.general, &lead)
        .await
        .shows("Operations");
    world.settle().await;
    world.channel("ops")
}

/// An incident of operations from its beginning to its end.
async fn lives(world: &World, number: i64, title: &str, severity: &str, minutes: [i64; 2]) {
    let general = world.general;
    let declare = format!("/incident declare title:{title} severity:{severity} department:ops");
    let key = format!("INC-{number}");
    world.mei.runs(general, &declare).await.shows(&key);
    world.wait(minutes[0]).await;
    let ack = format!("/incident ack incident:{key}");
    world.bo.runs(general, &ack).await.shows(&key);
    world.wait(minutes[1]).await;
    let over = format!("/incident resolve incident:{key} cause:disk impact:none");
    world.bo.runs(general, &over).await.shows(&key);
    world.settle().await;
}

/// The text of a file that came with a message, by its name.
async fn file(message: &Value, name: &str) -> String {
    let all = message["attachments"].as_array().unwrap();
    let found = all.iter().find(|file| file["filename"] == name);
    let found = found.unwrap_or_else(|| panic!("no {name}: {message}"));
    let answer = reqwest::get(found["url"].as_str().unwrap()).await.unwrap();
    answer.text().await.unwrap()
}

fn message(got: &Got) -> &Value {
    match &got.0 {
        Outcome::Message { message, .. } | Outcome::Update { message } => message,
        other => panic!("no message: {other:?}"),
    }
}

/// The newest message of a place that contains `part`.
fn newest(world: &World, place: u64, reader: &Person, part: &str) -> Value {
    let messages = world.server.messages(place, reader.id);
    let found = messages.iter().rev().find(|m| flat(m).contains(part));
    found
        .unwrap_or_else(|| panic!("nothing contains “{part}”"))
        .clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_learnt_is_written_reviewed_and_done() {
    on_both(async |world: &mut World| {
        let ops = ops(world).await;
        let general = world.general;
        let (ana, bo) = (world.ana.clone(), world.bo.clone());
        lives(world, 1, "Orders fail", "sev1", [3, 57]).await;

        let no = world
            .jun
            .runs(general, "/incident postmortem incident:INC-1")
            .await;
        no.shows("只有");
        let early = bo
            .runs(general, "/incident postmortem incident:INC-1")
            .await;
        let written = file(message(&early), "INC-1-postmortem.md").await;
        for part in [
            "# INC-1 · Orders fail",
            "时间均为 Asia/Shanghai",
            "| 确认 | 2026-01-05 08:03:00 | 3 分钟 |",
            "| 解决 | 2026-01-05 09:00:00 | 1 小时 |",
            "- **上报人：** Mei",
        ] {
            assert!(written.contains(part), "no {part}: {written}");
        }

        ana.presses(ops, "Postmortem")
            .await
            .shows("is in its thread");
        world.settle().await;
        let talk = world.channel("INC-1 Orders fail");
        let posted = newest(world, talk, &ana, "Postmortem · INC-1");
        let written = file(&posted, "INC-1-postmortem.md").await;
        assert!(
            written.contains("| 2026-01-05 08:03:00 | Bo | acknowledged it |"),
            "{written}"
        );

        actions_are_added(world, talk).await;
        actions_are_done(world).await;
        // Five working days later nobody has said that the review was held.
        reviews_are_asked_for(world, talk).await;
    })
    .await;
}

/// Somebody adds an action, after two that cannot be.
async fn actions_are_added(world: &World, talk: u64) {
    let (ana, bo) = (&world.ana, &world.bo);
    let form = ana.presses(talk, "Add action").await;
    let wrong = [
        ("text", "Watch the disk"),
        ("owner", "Nobody"),
        ("due", "+2d"),
    ];
    ana.fills(&form, &wrong)
        .await
        .shows("I know nobody called “Nobody”");
    let form = ana.presses(talk, "Add action").await;
    let past = [
        ("text", "Watch the disk"),
        ("owner", "bo"),
        ("due", "2025-01-01"),
    ];
    ana.fills(&form, &past).await.shows("2025-01-01");
    let form = ana.presses(talk, "Add action").await;
    let good = [
        ("text", "Watch the **disk**"),
        ("owner", "bo"),
        ("due", "+2d"),
    ];
    ana.fills(&form, &good).await.shows("by 2026-01-07");
    world.settle().await;
    // It is a task of the department's, and its owner is told of that.
    let given = bo.direct().pop().unwrap();
    assert!(
        given.contains("TASK-1") && given.contains("Watch the \\*\\*disk\\*\\*"),
        "{given}"
    );
    let show = ana.runs(world.general, "/incident show incident:INC-1");
    show.await.shows("TASK-1");
}

/// Its owner is reminded of the task, and does it: so is the action.
async fn actions_are_done(world: &World) {
    let (ana, bo, general) = (&world.ana, &world.bo, world.general);
    world.clock_to("2026-01-07 10:00 Asia/Shanghai").await;
    let told = bo.direct();
    let of_action = told.iter().filter(|m| m.contains("改进项到期"));
    assert_eq!(
        of_action.count(),
        0,
        "it is the task that is asked about: {told:#?}"
    );
    assert!(told.iter().any(|m| m.contains("TASK-1")), "{told:#?}");
    let day = bo.runs(general, "/me show").await.text();
    assert_eq!(
        day.matches("Watch the").count(),
        1,
        "once, as a task: {day}"
    );
    bo.runs(general, "/task done task:TASK-1")
        .await
        .shows("TASK-1");
    world.settle().await;
    let show = ana.runs(general, "/incident show incident:INC-1").await;
    show.shows("✅ ~~Watch the");
    let last = ana
        .runs(general, "/incident postmortem incident:INC-1")
        .await;
    let written = file(message(&last), "INC-1-postmortem.md").await;
    assert!(
        written.contains("| Watch the \\*\\*disk\\*\\* | Bo | 2026-01-07 | done"),
        "{written}"
    );
}

/// The review is asked for once it is due, until somebody says that it was held.
async fn reviews_are_asked_for(world: &World, talk: u64) {
    let (ana, bo) = (&world.ana, &world.bo);
    world.clock_to("2026-01-12 08:59 Asia/Shanghai").await;
    let asked = |world: &World| {
        let all = world.server.messages(talk, ana.id);
        all.iter()
            .filter(|m| flat(m).contains("The review of **INC-1** was due"))
            .count()
    };
    assert_eq!(asked(world), 0);
    world.clock_to("2026-01-12 18:00 Asia/Shanghai").await;
    assert_eq!(asked(world), 1, "in working hours of the fifth working day");
    ana.presses(talk, "Review held").await.shows("was held");
    ana.presses(talk, "Review held").await.shows("held already");
    world.clock_to("2026-01-29 18:00 Asia/Shanghai").await;
    assert_eq!(asked(world), 1, "it is not asked for any more");
    let asked = bo.direct().iter().any(|m| m.contains("改进项到期"));
    assert!(!asked, "what is a task is not asked for twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_it_went_is_counted_and_drawn() {
    on_both(async |world: &mut World| {
        ops(world).await;
        let general = world.general;
        let no = "/incident stats from:-7d";
        world.bo.runs(general, no).await.shows("没有开启过故障");
        lives(world, 1, "Orders fail", "sev1", [2, 28]).await;
        lives(world, 2, "Disk full", "sev1", [4, 56]).await;
        lives(world, 3, "Slow pages", "sev3", [10, 110]).await;
        let declare = "/incident declare title:Slow pages again severity:sev3 department:ops";
        world.mei.runs(general, declare).await.shows("INC-4");
        world.bo.runs(general, "/incident ack incident:INC-4").await;
        let merge = "/incident merge incident:INC-4 into:INC-3";
        world.bo.runs(general, merge).await.shows("INC-3 已解决");
        world
            .bo
            .runs(general, "/incident reopen incident:INC-3")
            .await;
        world.bo.runs(general, merge).await.shows("INC-3");
        let got = world
            .ana
            .runs(general, "/incident stats department:ops")
            .await;
        let got = got.shows("**3** incidents: 1 not over, 1 reopened, 0 never acknowledged");
        for part in [
            "Acknowledged: half within **4 min**, nine of ten within **10 min** (3)",
            "Resolved: half within **45 min**, nine of ten within **1 h** (2)",
            "SEV1: **2** · acknowledged 3 min / 4 min · resolved 45 min / 1 h",
            "(picture)",
            &format!("<@{}>: **", world.ana.id),
        ] {
            assert!(got.text().contains(part), "no {part}: {}", got.text());
        }
        let table = file(message(&got), "incidents.csv").await;
        assert!(table.starts_with("incident,department,severity"), "{table}");
        assert!(
            table.contains("INC-2,ops,sev1,fault,resolved,Disk full,"),
            "{table}"
        );
        assert!(!table.contains("INC-4"), "what was merged is not counted");
        let not = "/incident stats department:it";
        world.bo.runs(general, not).await.shows("只有");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn digests_tell_of_what_is_open_and_the_office_of_the_week() {
    on_both(async |world: &mut World| {
        ops(world).await;
        let general = world.general;
        lives(world, 1, "Orders fail", "sev2", [2, 28]).await;
        let declare =
            "/incident declare title:Keys were stolen severity:sev2 department:ops type:security";
        world.mei.runs(general, declare).await.shows("INC-2");
        let declare = "/incident declare title:Disk full severity:sev1 department:ops";
        world.mei.runs(general, declare).await.shows("INC-3");
        let daily = "/digest create department:ops schedule:weekdays 17:30 sections:incidents";
        world.mei.runs(general, daily).await.shows("DIG-1");
        let weekly = "/digest create department:pmo schedule:mondays 09:00";
        world.mei.runs(general, weekly).await.shows("DIG-2");
        world.clock_to("2026-01-05 17:30 Asia/Shanghai").await;
        let told = world.post("ops", "Digest · Operations");
        let worst = told.find("**INC-3** SEV1 · Disk full");
        let private = told.find("**INC-2**");
        assert!(
            worst.is_some() && worst < private,
            "the worst first: {told}"
        );
        assert!(
            told.contains("Security incident") && !told.contains("stolen"),
            "{told}"
        );
        assert!(!told.contains("INC-1"), "what is over is not open: {told}");
        // Nobody is called for a week.
        for key in ["INC-2", "INC-3"] {
            let line = format!("/incident resolve incident:{key} cause:found impact:none");
            world.mei.runs(general, &line).await.shows(key);
        }
        world.clock_to("2026-01-12 09:00 Asia/Shanghai").await;
        let told = world.post("project-office", "Incidents of the week");
        assert!(
            told.contains("(picture)") && told.contains("Picture, by week"),
            "{told}"
        );
        assert!(told.contains("**Operations** · **"), "{told}");
        assert!(!told.contains("stolen"), "{told}");
    })
    .await;
}
