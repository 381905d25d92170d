//! What comes from outside: over real HTTP, from the address that was shown once to the card in the channel.

use serde_json::{Value, json};

use crate::world::{Got, World, on_both};

/// The value of a field of an answer that stands in a code block.
pub fn shown(got: &Got, part: &str) -> String {
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
pub async fn integration(world: &World, kind: &str, more: &str) -> String {
    let line = format!("/integration create department:ops kind:{kind} name:{kind} {more}");
    created(world, kind, &line).await
}

/// Makes an integration of another department, and returns its address.
pub async fn integration_of(world: &World, department: &str, kind: &str) -> String {
    let line = format!("/integration create department:{department} kind:{kind} name:{department}");
    created(world, kind, &line).await
}

async fn created(world: &World, kind: &str, line: &str) -> String {
    let got = world.mei.runs(world.general, line).await;
    let got = got.shows("reports to");
    shown(&got, &format!("/hooks/{kind}/"))
}

pub async fn post(url: &str, body: &Value) -> (u16, Value) {
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
        world.settle().await;
        world.post("ops", "**2** firing, **0** recovered; reported 3 times");
        let over = [("Disk", "resolved", "db"), ("Load", "resolved", "db")];
        let (_, over) = post(&url, &alertmanager(&over)).await;
        assert_eq!(over["results"][1]["outcome"], "resolved");
        world.settle().await;
        assert_eq!(world.rows("incident").await, 1);
        assert_eq!(world.rows("alert").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_and_never_a_fault_of_ours() {
    on_both(async |world| {
        world.is_set_up().await;
        let url = integration(world, "alertmanager", "").await;
        let (base, _) = url.split_once("/hooks/").unwrap();
        let client = reqwest::Client::new();
        let send = async |url: String, body: Vec<u8>| {
            let answer = client.post(url).body(body).send().await.unwrap();
            answer.status().as_u16()
        };
        let good = alertmanager(&[("A", "firing", "db")])
            .to_string()
            .into_bytes();
        let wrong = format!("{base}/hooks/alertmanager/{}", "x".repeat(32));
        assert_eq!(send(wrong, good.clone()).await, 401);
        let other_kind = url.replace("/alertmanager/", "/github/");
        assert_eq!(send(other_kind, good.clone()).await, 404);
        assert_eq!(send(format!("{base}/hooks/fax/x"), good.clone()).await, 404);
        assert_eq!(send(url.clone(), b"{".to_vec()).await, 400);
        assert_eq!(send(url.clone(), b"{\"alerts\":[7]}".to_vec()).await, 400);
        assert_eq!(send(url.clone(), vec![b' '; 1024 * 1024 + 1]).await, 413);
        assert_eq!(send(url.clone(), good).await, 202);
        let mixed = json!({ "alerts": [{ "labels": { "alertname": "B" } }, 7] });
        let (status, body) = post(&url, &mixed).await;
        assert_eq!((status, &body["accepted"]), (202, &json!(1)));
        assert_eq!(body["results"][1]["error"], "not an object");
    })
    .await;
}

#[tokio::test]
async fn whatever_can_page_pagerduty_can_page_here() {
    on_both(async |world| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let line = "/integration create department:ops kind:pagerduty name:pd";
        let got = world.mei.runs(ops, line).await.shows("routing_key");
        let key = shown(&got, "routing_key:");
        let url = shown(&got, "/v2/enqueue");
        assert_eq!(key.len(), 32);
        let trigger = json!({ "routing_key": key, "event_action": "trigger", "dedup_key": "srv01/http",
            "payload": { "summary": "srv01 is down", "source": "srv01", "severity": "critical" } });
        let (status, body) = post(&url, &trigger).await;
        assert_eq!(status, 202, "{body}");
        assert_eq!(body["status"], "success");
        assert_eq!(body["dedup_key"], "srv01/http");
        world.settle().await;
        world.post("ops", "srv01 is down");
        let change = json!({ "routing_key": key, "payload": { "summary": "Deployed 1.2" } });
        let (status, _) = post(&url.replace("/v2/enqueue", "/v2/change/enqueue"), &change).await;
        assert_eq!(status, 202);
        let resolve = json!({ "routing_key": key, "event_action": "resolve", "dedup_key": "srv01/http" });
        assert_eq!(post(&url, &resolve).await.0, 202);
        let unknown = json!({ "routing_key": key, "event_action": "resolve", "dedup_key": "other" });
        assert_eq!(post(&url, &unknown).await.0, 202);
        let stranger = json!({ "routing_key": "y".repeat(32), "event_action": "resolve", "dedup_key": "a" });
        let (status, body) = post(&url, &stranger).await;
        assert_eq!(status, 400);
        assert_eq!(body["errors"][0], "Invalid routing key");
        assert_eq!(world.rows("incident").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_generic_sender_is_told_the_same_for_the_same_delivery_and_asks_for_a_department() {
    on_both(async |world| {
        world.is_set_up().await;
        let url = integration(world, "generic", "severity_map:bad=sev1").await;
        let client = reqwest::Client::new();
        let send = async |key: &str, body: &Value| -> Value {
            let request = client.post(&url).header("Idempotency-Key", key).json(body);
            request.send().await.unwrap().json().await.unwrap()
        };
        let body = json!({ "title": "disk full", "severity": "bad", "department": "it", "dedup_key": "d" });
        let first = send("one", &body).await;
        assert_eq!(first["results"][0]["is_new"], true, "{first}");
        assert_eq!(send("one", &body).await, first);
        let other = send("two", &body).await;
        assert_eq!(other["results"][0]["is_new"], false);
        world.settle().await;
        world.post("it", "disk full");
        let forged = client.post(&url).header("X-Signature", "t=1,v1=00").json(&body);
        assert_eq!(forged.send().await.unwrap().status().as_u16(), 401);
        let nowhere = json!({ "title": "lost", "department": "moon", "dedup_key": "e" });
        send("three", &nowhere).await;
        world.settle().await;
        world.post("ops", "lost");
    })
    .await;
}

#[tokio::test]
async fn a_rotated_token_is_good_for_a_day_and_a_deleted_one_not_at_all() {
    on_both(async |world| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let old = integration(world, "alertmanager", "").await;
        let got = world
            .mei
            .runs(ops, "/integration rotate integration:INT-1")
            .await;
        let new = shown(&got.shows("new address"), "/hooks/alertmanager/");
        assert_ne!(old, new);
        let body = alertmanager(&[("A", "firing", "db")]);
        assert_eq!(post(&old, &body).await.0, 202);
        assert_eq!(post(&new, &body).await.0, 202);
        world.wait(24 * 60 + 1).await;
        assert_eq!(post(&old, &body).await.0, 401);
        assert_eq!(post(&new, &body).await.0, 202);
        let ana = world
            .ana
            .runs(ops, "/integration delete integration:INT-1")
            .await;
        ana.shows("Only the lead");
        world
            .mei
            .runs(ops, "/integration delete integration:INT-1")
            .await;
        world.mei.presses(ops, "Delete").await.shows("is deleted");
        assert_eq!(post(&new, &body).await.0, 401);
    })
    .await;
}

#[tokio::test]
async fn a_test_alert_is_marked_and_resolves_itself() {
    on_both(async |world| {
        world.is_set_up().await;
        integration(world, "grafana", "").await;
        let ops = world.channel("ops");
        let got = world
            .mei
            .runs(ops, "/integration test integration:INT-1")
            .await;
        got.shows("INT-1** works").shows("INC-1");
        world.settle().await;
        world.post("ops", "TEST");
        assert_eq!(world.mei.pings() + world.jun.pings(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_stays_away_is_an_incident_and_its_next_call_ends_it() {
    on_both(async |world| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let line = "/heartbeat create name:backup every:1h grace:10m department:ops severity:sev2";
        let got = world.mei.runs(ops, line).await.shows("HB-1");
        let url = shown(&got, "http://");
        let call = async || reqwest::get(&url).await.unwrap().status().as_u16();
        assert_eq!(call().await, 200);
        world.wait(69).await;
        assert_eq!(world.rows("incident").await, 0);
        world.wait(2).await;
        assert_eq!(world.rows("incident").await, 1);
        world.post("ops", "backup was not heard of in time");
        assert_eq!(call().await, 200);
        world.settle().await;
        world
            .mei
            .runs(ops, "/heartbeat list")
            .await
            .shows("last heard");
        world.wait(65).await;
        // The bot's own absence raises no alarm.
        world.stop_bot().await;
        world.wait(60).await;
        world.start_bot().await;
        assert_eq!(world.rows("incident").await, 1);
        world.wait(11).await;
        assert_eq!(world.rows("incident").await, 2);
        let gone = format!("{url}x");
        assert_eq!(
            reqwest::get(gone)
                .await
                .map(|a| a.status().as_u16())
                .unwrap_or(401),
            401
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_silence_kept_quiet_is_told_and_pages_at_its_end() {
    on_both(async |world| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let url = integration(world, "alertmanager", "").await;
        let line = "/silence create match:service=db for:30m reason:upgrade";
        world.mei.runs(ops, line).await.shows("SIL-1");
        let both = [("Disk", "firing", "db"), ("Load", "firing", "db")];
        let (_, body) = post(&url, &alertmanager(&both)).await;
        assert_eq!(body["results"][0]["outcome"], "silenced");
        let (_, body) = post(&url, &alertmanager(&[("Page", "firing", "web")])).await;
        assert_eq!(body["results"][0]["incident"], "INC-1");
        post(&url, &alertmanager(&[("Load", "resolved", "db")])).await;
        world.settle().await;
        assert_eq!(world.rows("incident").await, 1);
        world.wait(31).await;
        assert_eq!(world.rows("incident").await, 2);
        world.post("ops", "Silence SIL-1 is over");
        world.post("ops", "Disk is wrong");
        let line = "/silence create match:service=web for:2h from:+1h";
        world.mei.runs(ops, line).await.shows("SIL-2");
        world.mei.runs(ops, "/silence list").await.shows("planned");
        world.wait(61).await;
        world
            .mei
            .runs(ops, "/silence end silence:SIL-2")
            .await
            .shows("has ended");
        world
            .mei
            .runs(ops, "/silence create match:x!=y for:1h")
            .await
            .shows("fits every alert");
    })
    .await;
}
