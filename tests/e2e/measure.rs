//! Figures over time: typed and sent, held against a target, told once, and looked at.

use serde_json::{Value, json};

use crate::alert::{integration_of, post};
use crate::world::on_both;

#[tokio::test]
async fn a_figure_is_recorded_held_against_a_target_and_a_crossing_told_once() {
    on_both(async |world| {
        world.is_set_up().await;
        let service = world.channel("customer-service");
        let mei = &world.mei;
        let got = mei
            .runs(service, "/measure record measure:CSAT value:4.6")
            .await;
        got.shows("say whose it is: `department:service`");
        let got = mei
            .runs(
                service,
                "/measure record measure:CSAT value:4.6 department:service at:\"2026-01-03 12:00\"",
            )
            .await;
        got.shows("**MEA-1** CSAT: **4.6** is recorded")
            .shows("belongs to Customer service");
        let target = "/measure target measure:csat value:4.5 thresholds:\"4.0, 3.5\"";
        let got = mei.runs(service, target).await;
        got.shows("Target **4.5**")
            .shows("Critical at 3.5")
            .shows("Within its target");
        let wrong = mei
            .runs(
                service,
                "/measure target measure:csat value:4.5 thresholds:\"4.6\"",
            )
            .await;
        wrong.shows("4.6 is not lower than 4.5");
        // A slip of the pen makes no second measure.
        let slip = mei
            .runs(service, "/measure record measure:CSATT value:4.6")
            .await;
        slip.shows("Did you mean **CSAT**?");
        mei.runs(
            service,
            "/measure record measure:CSAT value:3.9 note:\"long queue\"",
        )
        .await
        .shows("Below its warning threshold of **4**");
        world.settle().await;
        world.post("customer-service", "Warning: CSAT is 3.9");
        world.post("customer-service", "long queue");
        // Again below, and a late one that is worse: nobody is told.
        world.wait(60).await;
        mei.runs(service, "/measure record measure:CSAT value:3.8")
            .await
            .shows("is recorded");
        mei.runs(
            service,
            "/measure record measure:CSAT value:1 at:\"2026-01-04 12:00\"",
        )
        .await
        .shows("A newer value is known");
        world.settle().await;
        assert_eq!(world.count("customer-service", "CSAT is 3.8"), 0);
        assert_eq!(world.count("customer-service", "CSAT is 1"), 0);
        // It comes back: the message that told of it says so.
        world.wait(60).await;
        mei.runs(service, "/measure record measure:CSAT value:4.7")
            .await
            .shows("Within its target");
        world.settle().await;
        world.post("customer-service", "CSAT is back: 4.7");
        world.wait(60).await;
        mei.runs(service, "/measure record measure:CSAT value:3")
            .await
            .shows("Below its critical threshold");
        world.settle().await;
        world.post("customer-service", "Critical: CSAT is 3");

        let chinese = world.jun.runs(service, "/measure show measure:MEA-1").await;
        chinese
            .shows("当前：**3**")
            .shows("低于严重阈值 **3.5**")
            .shows("(picture)");
        world
            .ana
            .runs(service, "/measure list")
            .await
            .shows("**MEA-1** CSAT: **3**");
        world
            .ana
            .runs(service, "/measure show measure:nothing")
            .await
            .shows("There is no measure “nothing”");
        let denied = world
            .bo
            .runs(service, "/measure record measure:CSAT value:5")
            .await;
        denied.shows("客户服务部门");
        mei.runs(service, "/digest now department:service").await;
        world.settle().await;
        let digest = world.post("customer-service", "Figures off target");
        assert!(
            digest.contains("Below its critical threshold of **3.5**."),
            "{digest}"
        );
        let why = mei.uses(service, "Critical: CSAT is 3", "Why this?").await;
        why.shows("crossed its target or a threshold")
            .shows("MEA-1 CSAT");
    })
    .await;
}

#[tokio::test]
async fn figures_come_over_http_and_what_is_wrong_is_named() {
    on_both(async |world| {
        world.is_set_up().await;
        let url = integration_of(world, "quality", "measure").await;
        let (status, body) = post(
            &url,
            &json!({ "measure": "Pass rate", "value": "97.5%", "unit": "%" }),
        )
        .await;
        assert_eq!((status, &body["accepted"]), (202, &json!(1)), "{body}");
        assert_eq!(
            body["results"][0],
            json!({ "measure": "MEA-1", "value": "97.5", "outcome": "stored" })
        );
        let quality = world.channel("quality");
        let target = "/measure target measure:\"Pass rate\" value:99 thresholds:\"95, 90\"";
        world
            .mei
            .runs(quality, target)
            .await
            .shows("Below its target of **99%**");
        // Of several the newest is what is told of.
        world.wait(120).await;
        let many = json!([
            { "measure": "Pass rate", "value": 80, "at": "2026-01-04T23:00:00Z" },
            { "measure": "pass rate", "value": 94.5 },
            { "measure": "Pass rate", "value": "many" },
            { "value": 3 },
            { "measure": "Later", "value": 1, "at": "2027-01-01T00:00:00Z" },
        ]);
        let (status, body) = post(&url, &many).await;
        assert_eq!((status, &body["accepted"]), (202, &json!(2)), "{body}");
        assert_eq!(body["results"][0]["outcome"], "late");
        assert_eq!(body["results"][1]["outcome"], "stored");
        assert_eq!(
            body["results"][2]["error"],
            "value: not a number I can keep; 4.6 and \"95%\" work"
        );
        assert_eq!(body["results"][3]["error"], "measure: missing");
        assert_eq!(
            body["results"][4]["error"],
            "at: this moment has not come yet"
        );
        world.settle().await;
        world.post("quality", "Warning: Pass rate is 94.5%");
        world.post("quality", "INT-1");
        assert_eq!(world.count("quality", "Pass rate is 80%"), 0);
        // Another department's measure is not for this sender.
        let other = integration_of(world, "service", "measure").await;
        let (status, body) = post(&other, &json!({ "measure": "Pass rate", "value": 1 })).await;
        assert_eq!(status, 400, "{body}");
        assert_eq!(
            body["results"][0]["error"],
            "measure: it belongs to another department"
        );
        let (status, _) = post(&url, &json!(7)).await;
        assert_eq!(status, 400);
        let stranger = format!("{}/{}", url.rsplit_once('/').unwrap().0, "x".repeat(32));
        assert_eq!(
            post(&stranger, &json!({ "measure": "a", "value": 1 }))
                .await
                .0,
            401
        );
        let refused = world
            .mei
            .runs(quality, "/integration test integration:INT-1")
            .await;
        refused.shows("takes values of measures");
        assert_eq!(world.rows("measure").await, 1);
    })
    .await;
}

/// Sends a file as a test runner's upload does.
async fn upload(url: &str, body: &str) -> (u16, Value) {
    let request = reqwest::Client::new().post(url).body(body.to_owned());
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

#[tokio::test]
async fn test_runs_feed_the_pass_rate_from_a_task_and_as_junit_files() {
    on_both(async |world| {
        world.is_set_up().await;
        let quality = world.channel("quality");
        let mei = &world.mei;
        // A run that somebody files: its outcome is a value.
        mei.runs(
            quality,
            "/task create department:quality kind:functional-test title:\"Release 7\"",
        )
        .await
        .shows("TASK-1");
        for item in 1..=3 {
            let line = format!("/task check task:TASK-1 item:{item}");
            mei.runs(quality, &line).await.shows("TASK-1");
        }
        let report = world
            .server
            .upload("report.txt", "text/plain", b"47 of 50 passed");
        let line = format!("/task done task:TASK-1 proof:{report}");
        mei.runs(quality, &line).await;
        let form = mei.presses(quality, "Passed").await;
        let filled = [
            ("build", "7"),
            ("passed", "47"),
            ("failed", "3"),
            ("rate", "94 %"),
        ];
        mei.fills(&form, &filled).await.shows("TASK-1");
        mei.runs(quality, "/measure show measure:pass-rate")
            .await
            .shows("Now: **94%**")
            .shows("TASK-1");
        let target = "/measure target measure:pass-rate value:98 thresholds:\"95, 80\"";
        mei.runs(quality, target)
            .await
            .shows("Below its warning threshold of **95%**");
        // The same measure from the files of a runner; a crossing is told.
        let url = integration_of(world, "quality", "junit").await;
        let nightly = include_str!("../data/hooks/junit/nightly.xml");
        let (status, body) = upload(&url, nightly).await;
        assert_eq!((status, &body["accepted"]), (202, &json!(3)), "{body}");
        assert_eq!(
            body["results"][0],
            json!({ "measure": "MEA-1", "value": "66.66", "outcome": "stored" })
        );
        world.settle().await;
        world.post("quality", "Critical: pass-rate is 66.66%");
        world.post("quality", "2 passed, 1 failed, 1 skipped");
        world.wait(60).await;
        let summary = include_str!("../data/hooks/junit/summary.xml");
        let (status, body) = upload(&url, summary).await;
        assert_eq!((status, &body["accepted"]), (202, &json!(2)), "{body}");
        world.settle().await;
        let chinese = world
            .jun
            .runs(quality, "/measure show measure:pass-rate")
            .await;
        chinese.shows("当前：**97.5%**").shows("(picture)");
        let got = mei.runs(quality, "/measure list").await;
        got.shows("test-failures: **3**")
            .shows("test-duration: **12.5 s**");
        // What is no run is refused, and nothing of it is expanded.
        let bomb =
            "<!DOCTYPE a [<!ENTITY b \"x\">]><testsuite name=\"&b;\"><testcase/></testsuite>";
        for wrong in ["", "{}", "<testsuite>", "<html/>", "<testsuite/>", bomb] {
            let (status, body) = upload(&url, wrong).await;
            assert_eq!(status, 400, "{wrong}: {body}");
        }
        let refused = mei
            .runs(quality, "/integration test integration:INT-1")
            .await;
        refused.shows("takes values of measures");
        assert_eq!(world.rows("measure").await, 3);
    })
    .await;
}
