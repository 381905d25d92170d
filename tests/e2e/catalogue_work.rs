//! Every kind of work and every playbook there is, built in and of a department of the organisation's own, lived through in
//! chat: asked for, worked on with its checklist, finished with its outcome and proof, half of them in each language. What is
//! asked is read from the catalogues themselves.

use std::collections::BTreeSet;

use liaison::sandbox::Outcome;
use serde_json::Value as Json;
use toml::{Table, Value};

use crate::world::{Got, Person, World, on_both};

/// The entries of both catalogues under this name.
fn entries(what: &str) -> Vec<Table> {
    let own = include_str!("../data/catalogues/legal.toml");
    let texts = [include_str!("../../src/core/catalogue.toml"), own];
    let tables = texts.map(|text| text.parse::<Table>().unwrap());
    let all = tables.iter().flat_map(|t| t[what].as_array().unwrap());
    all.map(|entry| entry.as_table().unwrap().clone()).collect()
}

fn text<'a>(entry: &'a Table, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(entry: &'a Table, key: &str) -> Vec<&'a Table> {
    let all = entry.get(key).and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect()
}

/// The departments an entry names, the last one first; any department is operations.
fn departments<'a>(entry: &'a Table, key: &str) -> Vec<&'a str> {
    match &entry[key] {
        Value::String(any) if any == "any" => vec!["ops"],
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().rev().filter_map(Value::as_str).collect(),
        other => panic!("{other}"),
    }
}

/// What somebody types into a field, in their language.
fn answer(field: &Table, chinese: bool, person: u64) -> String {
    let later = matches!(text(field, "key"), "until" | "end");
    let either = |en: &str, zh: &str| if chinese { zh } else { en }.to_owned();
    match text(field, "kind") {
        "number" | "whole" => {
            let least = field
                .get("least")
                .and_then(|l| l.as_float().or(l.as_integer().map(|n| n as f64)));
            if least.is_some_and(|least| least > 0.0) {
                "3"
            } else {
                "7"
            }
            .to_owned()
        }
        "percent" => either("95 %", "95％"),
        "money" => either("12,000.50", "1.2万"),
        "choice" => {
            let choices = list(field, "choices");
            text(choices[0], if chinese { "zh" } else { "en" }).to_owned()
        }
        "rating" => "4".to_owned(),
        "link" | "file" => "https://example.org/report.pdf".to_owned(),
        "person" => format!("<@{person}>"),
        "date" if later => either("+9d", "9天后"),
        "date" => either("fri", "周五"),
        "moment" if later => either("2026-01-20 23:00", "2026-01-20 23:00"),
        "moment" => either("2026-01-20 21:00", "2026-01-20 21:00"),
        "duration" => either("2h30m", "2小时"),
        _ => either("As agreed **with** @everyone", "按约定执行"),
    }
}

/// Sends in every form that opens, with an answer to each of these fields.
async fn answered(person: &Person, mut got: Got, fields: &[&Table], chinese: bool) -> Got {
    for _ in 0..3 {
        let Outcome::Modal { modal } = &got.0 else {
            return got;
        };
        let rows = modal["components"].as_array().unwrap().iter();
        let asked: Vec<String> = rows
            .filter_map(|row| row["components"][0]["custom_id"].as_str())
            .map(str::to_owned)
            .collect();
        let filled: Vec<(&str, String)> = asked
            .iter()
            .map(|id| {
                let field = fields.iter().find(|f| text(f, "key") == id);
                let typed = field.map_or_else(
                    || "https://example.org/proof".to_owned(),
                    |f| answer(f, chinese, person.id),
                );
                (id.as_str(), typed)
            })
            .collect();
        let filled: Vec<(&str, &str)> = filled.iter().map(|(id, t)| (*id, t.as_str())).collect();
        got = person.fills(&got, &filled).await;
    }
    got
}

/// The first key with this prefix in an answer.
fn key(got: &Got, prefix: &str) -> String {
    let shown = got.text();
    let rest = shown.split_once(prefix).map(|cut| cut.1);
    let rest = rest.unwrap_or_else(|| panic!("no {prefix} in {shown}"));
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    format!("{prefix}{number}")
}

/// A button of the newest message that this person sees in the channel, by how its id begins.
async fn press(world: &World, person: &Person, begins: &str) -> Got {
    let messages = world.server.messages(world.general, person.id);
    let found = messages.iter().rev().find_map(|message| {
        let rows = message["components"].as_array()?;
        let mut parts = rows
            .iter()
            .flat_map(|row| row["components"].as_array().into_iter().flatten());
        let id = parts.find_map(|b| b["custom_id"].as_str().filter(|id| id.starts_with(begins)))?;
        Some((message["id"].as_str()?.parse::<u64>().ok()?, id.to_owned()))
    });
    let (message, id) = found.unwrap_or_else(|| {
        panic!(
            "no button {begins}: {:#?}",
            messages.last().map(Json::to_string)
        )
    });
    person.clicks(message, &id).await
}

/// Everybody belongs everywhere; leads are such that every decision has people who did not ask for it.
async fn staffed(world: &World) {
    world.is_set_up().await;
    let general = world.general;
    world
        .mei
        .runs(general, "/department add key:legal name:Legal")
        .await
        .shows("legal");
    world.settle().await;
    for entry in entries("department") {
        let department = text(&entry, "key");
        let lead = match department {
            "security" | "finance" => &world.ana,
            "pmo" => &world.bo,
            _ => &world.jun,
        };
        let everybody = [&world.mei, &world.jun, &world.ana, &world.bo];
        if ["pmo", "finance"].contains(&department) {
            // Nobody simply joins these: who leads them gets in.
            for person in everybody {
                let line = format!(
                    "/department edit department:{department} lead:<@{}>",
                    person.id
                );
                world.mei.runs(general, &line).await;
                let line = format!("/department join department:{department}");
                person.runs(general, &line).await;
            }
        }
        let line = format!(
            "/department edit department:{department} lead:<@{}>",
            lead.id
        );
        world.mei.runs(general, &line).await.shows(department);
        for person in everybody {
            let line = format!("/department join department:{department}");
            person.runs(general, &line).await;
        }
    }
    world.settle().await;
}

/// Every second one on one database, and the others on the other.
fn half_of(world: &World, entries: Vec<Table>) -> Vec<Table> {
    let first = usize::from(world.is_on_sqlite());
    entries.into_iter().skip(first).step_by(2).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_work_is_made_worked_on_and_finished() {
    on_both(async |world: &mut World| {
        staffed(world).await;
        let general = world.general;
        let kinds = entries("kind");
        assert_eq!(kinds.len(), 59);
        let kinds = half_of(world, kinds);
        let proof = world
            .server
            .upload("proof.txt", "text/plain", b"it was done");
        for (at, kind) in kinds.iter().enumerate() {
            let name = text(kind, "key");
            let of = departments(kind, "of")[0];
            let decided = kind.contains_key("decision");
            // Whoever asks for a decision does not make it.
            let chinese = at % 2 == 1 && !decided;
            let (asks, works) = if chinese {
                (&world.ana, &world.jun)
            } else {
                (&world.bo, &world.mei)
            };
            let case = text(kind, "flow") == "case";
            let maker = if case { asks } else { works };
            let line = format!("/task create department:{of} kind:{name} title:{name} of today");
            let got = maker.runs(general, &line).await;
            let got = answered(maker, got, &list(kind, "particulars"), chinese).await;
            let task = key(&got, "TASK-");
            let run = async |command: String| works.runs(general, &command).await;
            // Nothing is finished before its checklist and its proof.
            if kind.contains_key("proof") && text(kind, "flow") == "task" {
                let early = run(format!("/task done task:{task}")).await.text();
                assert!(early.contains(&task), "{name}: {early}");
            }
            if case {
                run(format!("/task take task:{task}")).await.shows(&task);
            }
            for (line, _) in list(kind, "checklist").iter().enumerate() {
                run(format!("/task check task:{task} item:{}", line + 1))
                    .await
                    .shows(&task);
            }
            if decided {
                let got = run(format!("/task stage task:{task} stage:active")).await;
                let decision = key(&got, "DEC-");
                for lead in [&world.jun, &world.ana, &world.bo] {
                    lead.runs(general, &format!("/decision approve decision:{decision}"))
                        .await;
                }
                world.settle().await;
            } else if text(kind, "flow") == "record" {
                run(format!("/task stage task:{task} stage:active"))
                    .await
                    .shows(&task);
            }
            // Along the first way that leads on.
            let stages = list(kind, "stages");
            let mut stage = stages.first().copied();
            while let Some(now) = stage {
                let next = now.get("next").and_then(Value::as_array);
                let next = next.and_then(|n| n.first()).and_then(Value::as_str);
                stage = stages
                    .iter()
                    .find(|s| Some(text(s, "key")) == next)
                    .copied();
                if let Some(next) = next {
                    run(format!("/task stage task:{task} stage:{next}"))
                        .await
                        .shows(&task);
                }
            }
            let with = if kind.contains_key("proof") {
                format!(" proof:{proof}")
            } else {
                String::new()
            };
            let got = run(format!("/task done task:{task}{with}")).await;
            let got = if text(kind, "flow") == "run" {
                press(world, works, "task:finish:").await
            } else {
                got
            };
            answered(works, got, &list(kind, "outcome"), chinese)
                .await
                .shows(&task);
            if case {
                world.settle().await;
                let closed = asks
                    .runs(general, &format!("/task stage task:{task} stage:closed"))
                    .await;
                assert!(
                    !closed.text().contains("FAILED"),
                    "{name}: {}",
                    closed.text()
                );
            }
        }
        world.settle().await;
        let over = "SELECT COUNT(*) FROM task WHERE state IN ('done', 'closed', 'passed')";
        assert_eq!(
            world.number(over).await,
            i64::try_from(kinds.len()).unwrap()
        );
        assert_eq!(
            world.rows("task").await,
            i64::try_from(kinds.len()).unwrap()
        );
        // What was answered in figures is measured.
        let outcomes = kinds.iter().flat_map(|kind| list(kind, "outcome"));
        let measures: BTreeSet<&str> = outcomes
            .map(|field| text(field, "measure"))
            .filter(|measure| !measure.is_empty())
            .collect();
        assert_eq!(
            world.rows("measure").await,
            i64::try_from(measures.len()).unwrap()
        );
    })
    .await;
}

/// A run of this kind is done and passes.
async fn run_through(
    world: &World,
    who: &Person,
    task: &str,
    (kind, chinese, proof): (&str, bool, u64),
) {
    let kinds = entries("kind");
    let kind = kinds.iter().find(|k| text(k, "key") == kind).unwrap();
    for (line, _) in list(kind, "checklist").iter().enumerate() {
        let check = format!("/task check task:{task} item:{}", line + 1);
        who.runs(world.general, &check).await.shows(task);
    }
    let done = format!("/task done task:{task} proof:{proof}");
    who.runs(world.general, &done).await;
    let form = press(world, who, "task:finish:").await;
    answered(who, form, &list(kind, "outcome"), chinese)
        .await
        .shows(task);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_playbook_is_requested_accepted_delivered_and_confirmed() {
    on_both(async |world: &mut World| {
        staffed(world).await;
        let general = world.general;
        let playbooks = entries("playbook");
        assert_eq!(playbooks.len(), 18);
        let playbooks = half_of(world, playbooks);
        let proof = world.server.upload("proof.txt", "text/plain", b"it was done");
        for (at, playbook) in playbooks.iter().enumerate() {
            let name = text(playbook, "key");
            let chinese = at % 2 == 1;
            let (asks, works) = if chinese { (&world.jun, &world.mei) } else { (&world.mei, &world.jun) };
            let to = departments(playbook, "to")[0];
            let froms = departments(playbook, "from");
            let from = if froms[0] == to { "delivery" } else { froms[0] };
            let line = format!("/handoff request to:{to} playbook:{name} title:{name} of today from:{from} details:Why");
            let particulars = list(playbook, "particulars");
            let mut got = asks.runs(general, &line).await;
            for field in particulars.iter().filter(|f| text(f, "kind") == "choice") {
                if matches!(got.0, Outcome::Modal { .. }) {
                    break;
                }
                let value = text(list(field, "choices")[0], "key");
                asks.chooses(general, value).await;
                got = press(world, asks, "handoff:draft-go").await;
            }
            let got = answered(asks, got, &particulars, chinese).await;
            let handoff = key(&got, "HO-");
            works.runs(general, &format!("/handoff accept handoff:{handoff}")).await.shows(&handoff);
            let with = if playbook.contains_key("proof") { format!(" proof:{proof}") } else { String::new() };
            let got = works.runs(general, &format!("/handoff deliver handoff:{handoff} text:Done{with}")).await;
            answered(works, got, &list(playbook, "delivery"), !chinese).await.shows(&handoff);
            let effects = playbook.get("effects").and_then(Value::as_array);
            let verifies = effects.is_some_and(|all| all.iter().any(|e| e.as_str() == Some("verifies")));
            if let Some(kind) = playbook.get("opens").and_then(Value::as_str).filter(|_| verifies) {
                let refused = asks.runs(general, &format!("/handoff confirm handoff:{handoff}")).await;
                run_through(world, asks, &key(&refused, "TASK-"), (kind, chinese, proof)).await;
            } else if playbook.get("both-sign").is_some() {
                for lead in [&world.jun, &world.ana] {
                    lead.runs(general, &format!("/handoff sign handoff:{handoff}")).await.shows(&handoff);
                }
            } else {
                asks.runs(general, &format!("/handoff confirm handoff:{handoff}")).await.shows(&handoff);
            }
            world.settle().await;
        }
        let over = "SELECT COUNT(*) FROM handoff WHERE state = 'confirmed'";
        assert_eq!(world.number(over).await, i64::try_from(playbooks.len()).unwrap());
    })
    .await;
}
