//! Figures over time: typed and sent, held against a target, told once, and looked at.

use serde_json::json;

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
