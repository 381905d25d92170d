//! The page's own calls: what a browser reads and does.

use serde_json::{Value, json};

use super::tests::{PATIENCE, Scene, bot, scene};
use crate::sandbox::{Delivery, Label, Limits, Offer, Offers, Outside, Server};

async fn page(server: &Server, path: &str, body: Option<Value>) -> Value {
    let url = format!("{}{path}", server.base_url());
    let client = reqwest::Client::new();
    let request = match body {
        Some(body) => client.post(url).json(&body),
        None => client.get(url),
    };
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn the_page_runs_what_is_its_own_and_answers_no_other() {
    let scene = scene(Limits::Generous).await;
    let base = scene.server.base_url();
    let policy = |path: String| async move {
        let answer = reqwest::get(path).await.unwrap();
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let policy = answer.headers()["content-security-policy"].to_str();
        policy.unwrap().to_owned()
    };
    assert!(
        policy(format!("{base}/"))
            .await
            .contains("script-src 'self'")
    );
    let file = scene
        .server
        .upload("x.html", "text/html", b"<script>1</script>");
    let of_file = policy(format!("{base}/cdn/{file}/x.html")).await;
    assert_eq!(of_file, "default-src 'none'; sandbox");
    for (from, status) in [(base.as_str(), 200), ("http://elsewhere.example", 421)] {
        let asked = reqwest::Client::new()
            .get(format!("{base}/web/state"))
            .header("origin", from);
        assert_eq!(asked.send().await.unwrap().status(), status, "{from}");
    }
}

#[expect(clippy::too_many_lines, reason = "one visit to the page, step by step")]
#[tokio::test]
async fn the_page_reads_and_acts_over_json() {
    use futures::StreamExt as _;
    let scene = scene(Limits::Generous).await;
    let _noticed = bot(&scene).await;
    let Scene {
        server,
        clock,
        mei,
        ops,
    } = &scene;
    let url = format!("{}/web/events?as={mei}", server.base_url());
    let mut events = reqwest::get(url).await.unwrap().bytes_stream();

    let state = page(server, &format!("/web/state?as={mei}"), None).await;
    assert_eq!(state["me"], mei.to_string());
    assert_eq!(state["channels"][0]["name"], "ops");
    assert_eq!(state["commands"][0]["name_localizations"]["zh-CN"], "说");
    assert_eq!(state["running"], false);
    assert_eq!(state["channels"][0]["pings"], json!([]));

    let act = |more: Value| {
        let mut body =
            json!({"as": mei.to_string(), "locale": "zh-CN", "channel": ops.to_string()});
        for (k, v) in more.as_object().unwrap() {
            body[k] = v.clone();
        }
        Some(body)
    };
    let told = page(
        server,
        "/web/slash",
        act(json!({"name": "say", "options": {"text": "x"}})),
    )
    .await;
    assert_eq!(
        (&told["kind"], &told["message"]["ephemeral"]),
        (&json!("message"), &json!(false))
    );
    let message = told["message"]["id"].clone();
    assert_eq!(told["message"]["interaction"]["name"], "say");
    let first = tokio::time::timeout(PATIENCE, events.next())
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    let first = String::from_utf8_lossy(&first).into_owned();
    assert!(first.contains(r#""type":"message""#), "{first}");

    let click = act(json!({"message": message, "custom_id": "go:1"}));
    assert_eq!(page(server, "/web/click", click).await["kind"], "update");
    let form = page(server, "/web/slash", act(json!({"text": "/say text:form"}))).await;
    assert_eq!(
        form["modal"]["components"][0]["components"][0]["value"],
        "old"
    );
    let values = json!({"modal": form["modal"]["id"], "values": {"w": "new"}});
    let sent = page(server, "/web/submit", act(values)).await;
    assert_eq!(sent["message"]["ephemeral"], true);
    let typed = json!({"command": ["say"], "options": {"text": "o"}, "focused": "text"});
    let offered = page(server, "/web/autocomplete", act(typed)).await;
    assert_eq!(offered["choices"][0]["name"], "One");
    let said = json!({"text": "@Mei look at #ops"});
    page(server, "/web/say", act(said)).await;
    let last = server.messages(*ops, *mei).last().unwrap().clone();
    assert_eq!(last["content"], format!("<@{mei}> look at <#{ops}>"));
    server.delete_message(last["id"].as_str().unwrap().parse().unwrap());
    let wrong = page(
        server,
        "/web/slash",
        act(json!({"text": "/say who:@nobody"})),
    )
    .await;
    assert_eq!(wrong["kind"], "failed");

    let read = page(
        server,
        &format!("/web/messages?channel={ops}&as={mei}"),
        None,
    )
    .await;
    assert_eq!(read["messages"].as_array().unwrap().len(), 2);
    let before = crate::clock::Clock::now(&**clock);
    let morning = json!({"to": "next_morning"});
    let moved = page(server, "/web/clock?tz=Asia/Shanghai", Some(morning)).await;
    assert_eq!(moved["now_ms"].as_i64().unwrap() % 86_400_000, 3_600_000);
    assert!(crate::clock::Clock::now(&**clock) > before);

    let elsewhere = reqwest::Client::new()
        .get(format!("{}/web/state", server.base_url()))
        .header("host", "evil.example")
        .send();
    assert_eq!(elsewhere.await.unwrap().status(), 421);
}

#[tokio::test]
async fn what_is_offered_from_outside_is_shown_and_sent_and_nothing_else() {
    use futures::FutureExt as _;
    let server = scene(Limits::Generous).await.server;
    let state = |server: Server| async move { page(&server, "/web/state", None).await };
    assert_eq!(state(server.clone()).await["outside"], json!([]));
    let label = |en: &str, zh: &str| Label {
        en: en.to_owned(),
        zh: zh.to_owned(),
    };
    let offer = Offer {
        id: "fire".to_owned(),
        label: label("Fire", "火警"),
    };
    server.offer(Outside {
        offers: vec![Offers {
            label: label("A bell", "警铃"),
            offers: vec![offer],
        }],
        send: std::sync::Arc::new(|id| {
            let answered = Delivery {
                call: format!("POST /bells/{id}"),
                sent: "{}".to_owned(),
                status: 202,
                answer: "rung".to_owned(),
            };
            std::future::ready(answered).boxed()
        }),
    });
    let shown = state(server.clone()).await;
    assert_eq!(shown["outside"][0]["offers"][0]["label"]["zh"], "火警");
    let told = page(&server, "/web/outside", Some(json!({"id": "fire"}))).await;
    assert_eq!(told["status"], 202);
    assert_eq!(told["call"], "POST /bells/fire");
    let unknown = page(&server, "/web/outside", Some(json!({"id": "flood"}))).await;
    assert!(unknown["error"].is_string(), "{unknown}");
}
