//! What scanners find becomes work with an owner and a deadline, once as long as it is open.

use serde_json::{Value, json};

use crate::alert::{integration_of, post};
use crate::world::{World, on_both};

fn outcomes(body: &Value) -> Vec<String> {
    let results = body["results"].as_array().unwrap();
    let said = results.iter().map(|r| match r["error"].as_str() {
        Some(why) => why.to_owned(),
        None => {
            let [finding, made, outcome] = ["finding", "made", "outcome"].map(|k| r[k].as_str());
            format!(
                "{} {} {}",
                finding.unwrap(),
                made.unwrap_or("-"),
                outcome.unwrap()
            )
        }
    });
    said.collect()
}

async fn told(world: &World, url: &str, body: &Value) -> Vec<String> {
    let (status, body) = post(url, body).await;
    assert_eq!(status, 202, "{body}");
    world.settle().await;
    outcomes(&body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_opens_work_once_and_a_scan_after_the_fix_says_so() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let general = world.general;
        for (person, department) in [(&world.ana, "security"), (&world.bo, "ops")] {
            let line = format!("/department join department:{department}");
            person.runs(general, &line).await;
        }
        let url = integration_of(world, "security", "scanner").await;
        let sarif: Value =
            serde_json::from_str(include_str!("../data/hooks/scanner/results.sarif")).unwrap();
        let first = told(world, &url, &sarif).await;
        let wanted = [
            "ruleId: missing",
            "CVE-2026-1 HO-1 opened",
            "js/eval TASK-1 opened",
            "unknown/rule TASK-2 opened",
        ];
        assert_eq!(first, wanted);
        let shown = world.bo.runs(general, "/handoff show handoff:HO-1").await;
        shown
            .shows("CVE-2026-1: OpenSSL reads past its end")
            .shows("lib/libssl.so")
            .shows("9.8")
            .shows("由扫描器发现");
        let shown = world.ana.runs(general, "/task show task:TASK-1").await;
        shown.shows("web/page.js:12").shows("Vulnerability");
        let test = world
            .mei
            .runs(general, "/integration test integration:INT-1")
            .await;
        test.shows("takes what a scanner finds");

        // The same report opens nothing; two at once do neither.
        let (again, other) = tokio::join!(post(&url, &sarif), post(&url, &sarif));
        for (status, body) in [again, other] {
            assert_eq!(status, 202);
            assert!(outcomes(&body)[1].ends_with("HO-1 known"), "{body}");
        }
        assert_eq!(
            (world.rows("handoff").await, world.rows("task").await),
            (1, 2)
        );

        // What is fixed is said where it is worked on, and closes nothing.
        world.ana.runs(general, "/task show task:TASK-1").await;
        world.ana.presses(general, "Watch").await;
        let fixed = json!([
            { "id": "CVE-2026-1", "cvss": 9.8, "status": "fixed" },
            { "id": "js/eval", "severity": "high", "status": "fixed" },
            { "id": "never/seen", "severity": "high", "status": "fixed" },
        ]);
        for _ in 0..2 {
            let said = told(world, &url, &fixed).await;
            let wanted = [
                "CVE-2026-1 HO-1 fixed",
                "js/eval TASK-1 fixed",
                "never/seen - ignored",
            ];
            assert_eq!(said, wanted);
        }
        let heard = |text: &str| {
            world
                .ana
                .direct()
                .iter()
                .filter(|m| m.contains(text))
                .count()
        };
        assert_eq!(
            heard("does not find js/eval any more"),
            1,
            "{:?}",
            world.ana.direct()
        );
        let said = "SELECT COUNT(*) FROM journal WHERE action = 'handoff.rescanned'";
        assert_eq!(world.number(said).await, 1);
        let back = json!({ "id": "js/eval", "severity": "high" });
        assert_eq!(told(world, &url, &back).await, ["js/eval TASK-1 known"]);
        assert_eq!(heard("finds js/eval again"), 1);

        // Somebody has said no: not asked again. Done, and found all the same: opened anew.
        world
            .bo
            .runs(general, "/handoff decline handoff:HO-1 text:not ours")
            .await;
        let cve = json!({ "id": "CVE-2026-1", "cvss": 9.8 });
        assert_eq!(told(world, &url, &cve).await, ["CVE-2026-1 HO-2 opened"]);
        world
            .bo
            .runs(general, "/handoff decline handoff:HO-2 text:not ours")
            .await;
        assert_eq!(told(world, &url, &cve).await, ["CVE-2026-1 HO-2 known"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_is_one_task_and_what_is_wrong_is_refused() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        world
            .mei
            .runs(world.general, "/department edit department:security locale:zh-CN")
            .await;
        let url = integration_of(world, "security", "scanner").await;
        for wrong in [json!(7), json!([{ "id": "X" }, 7]), json!({ "findings": 1 })] {
            let (status, _) = post(&url, &wrong).await;
            assert_eq!(status, 400, "{wrong}");
        }
        let nasty = |n: usize| {
            json!({ "id": format!("F-{n:02}"), "title": "@everyone **bold** [x](https://evil.example)",
                "cvss": 8.9, "where": format!("srv-{n}") })
        };
        let many = json!({ "findings": (0..40).map(nasty).collect::<Vec<_>>() });
        let said = told(world, &url, &many).await;
        let count = |what: &str| said.iter().filter(|s| s.ends_with(what)).count();
        assert_eq!((count("opened"), count("TASK-21 gathered")), (20, 20), "{said:?}");
        assert_eq!(world.rows("task").await, 21);
        let rest = world.mei.runs(world.general, "/task show task:TASK-21").await;
        rest.shows("INT-1 另外发现的 20 项").shows("F-39");
        assert_eq!(world.bo.pings(), 0, "nobody is pinged by what a scanner writes");
        let again = told(world, &url, &many).await;
        assert!(again.iter().all(|s| s.ends_with("known")), "{again:?}");
        assert_eq!(world.rows("task").await, 21);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_by_hand_with_half_of_it_wrong_nothing_is_lost() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let general = world.general;
        world
            .ana
            .runs(general, "/department join department:security")
            .await;
        let line = "/handoff request to:ops playbook:vulnerability-fix title:OpenSSL is old";
        let form = world.ana.runs(general, line).await;
        let typed = [("cve", "CVE-2026-1"), ("cvss", "12"), ("where", "srv-1")];
        world.ana.fills(&form, &typed).await.shows("Correct it");
        let form = world.ana.presses(general, "Correct it").await;
        assert_eq!(form.prefilled("cve"), "CVE-2026-1");
        world
            .ana
            .fills(&form, &[("cvss", "9.8")])
            .await
            .shows("HO-1");
    })
    .await;
}
