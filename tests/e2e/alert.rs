//! What comes from outside: over real HTTP, from the address that was shown once to the card in the channel.

use serde_json::{Value, json};

use crate::world::{Got, World, on_both};

/// The value of a field of an answer that stands in a code block.
fn shown(got: &Got, part: &str) -> String {
    let text = got.text();
    let lines = text.lines().map(str::trim);
    let found = lines.filter(|line| line.contains(part)).map(|line| {
        let line = line.trim_matches('`');
        line.rsplit(' ').next().unwrap_or(line).to_owned()
    });
    found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("no {part} in {text}"))
}

/// Makes an integration of the department `ops`, and returns its address.
async fn integration(world: &World, kind: &str, more: &str) -> String {
    let line = format!("/integration create department:ops kind:{kind} name:{kind} {more}");
    let got = world.mei.runs(world.channel("ops"), &line).await;
    let got = got.shows("reports to");
    shown(&got, &format!("/hooks/{kind}/"))
}

async fn post(url: &str, body: &Value) -> (u16, Value) {
    let answer = reqwest::Client::new().post(url).json(body).send().await;
    let answer = answer.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

fn alertmanager(alerts: &[(&str, &str, &str)]) -> Value {
    let alert = |(name, status, service): &(&str, &str, &str)| {
        json!({ "status": status, "fingerprint": name, "startsAt": "2026-01-05T00:00:00Z",
            "endsAt": if *status == "resolved" { "2026-01-05T00:10:00Z" } else { "0001-01-01T00:00:00Z" },
            "labels": { "alertname": name, "severity": "critical", "service": service },
            "annotations": { "summary": format!("{name} is wrong") } })
    };
    let alerts: Vec<Value> = alerts.iter().map(alert).collect();
    json!({ "version": "4", "groupKey": "g", "status": "firing", "alerts": alerts })
}

#[tokio::test]
async fn an_alert_opens_an_incident_and_its_end_resolves_it() {
    on_both(async |world| {
        world.is_set_up().await;
        let url = integration(world, "alertmanager", "").await;
        let (status, body) = post(&url, &alertmanager(&[("Disk", "firing", "db")])).await;
        assert_eq!(status, 202, "{body}");
        assert_eq!(body["accepted"], 1);
        assert_eq!(body["results"][0]["incident"], "INC-1");
        assert_eq!(body["results"][0]["is_new"], true);
        world.settle().await;
        world.post("ops", "Disk is wrong");
        let (_, again) = post(&url, &alertmanager(&[("Disk", "firing", "db")])).await;
        assert_eq!(again["results"][0]["is_new"], false);
        assert_eq!(again["results"][0]["incident"], "INC-1");
        let (_, more) = post(&url, &alertmanager(&[("Load", "firing", "db")])).await;
        assert_eq!(more["results"][0]["outcome"], "joined");
        let over = [("Disk", "resolved", "db"), ("Load", "resolved", "db")];
        let (_, over) = post(&url, &alertmanager(&over)).await;
        assert_eq!(over["results"][1]["outcome"], "resolved");
        world.settle().await;
        assert_eq!(world.rows("incident").await, 1);
        assert_eq!(world.rows("alert").await, 2);
    })
    .await;
}
