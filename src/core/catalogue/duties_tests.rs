//! The ninety-six duties of the departments: each is served by something that ships, or named as what it waits for.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{built_in, kind, playbook};
use crate::i18n::{Lang, find};

#[derive(Deserialize)]
struct Table {
    duty: Vec<Duty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duty {
    id: String,
    of: Vec<String>,
    en: String,
    zh: String,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    later: Option<String>,
}

/// What still waits for projects, milestones, people, gates and risks.
const LATER: [&str; 8] = ["S05", "S09", "S13", "S31", "S32", "S65", "S77", "S80"];

fn table() -> Vec<Duty> {
    let text = include_str!("../../../tests/data/duties.toml");
    toml::from_str::<Table>(text).unwrap().duty
}

/// Whether a mechanism ships with a name in both languages.
fn ships(mechanism: &str) -> bool {
    let (what, name) = mechanism.split_once(':').unwrap();
    let both = |of: fn(&str, Lang) -> Option<String>| {
        Lang::ALL
            .iter()
            .all(|lang| of(name, *lang).is_some_and(|n| !n.is_empty()))
    };
    match what {
        "kind" => both(|key, lang| kind(key).map(|k| k.name(lang).to_owned())),
        "playbook" => both(|key, lang| playbook(key).map(|p| p.name(lang).to_owned())),
        "command" => {
            let registered = include_str!("../../../tests/data/commands.txt");
            let name = name.trim_start_matches('/');
            let message = format!("cmd-{}", name.replace(' ', "-"));
            registered.lines().any(|line| {
                let rest = line.strip_prefix(name);
                rest.is_some_and(|rest| rest.starts_with(':'))
            }) && Lang::ALL.iter().all(|lang| find(*lang, &message).is_some())
        }
        other => panic!("no mechanism is called {other}"),
    }
}

#[test]
fn every_duty_is_served_or_named_as_waiting() {
    let duties = table();
    let ids: Vec<String> = duties.iter().map(|d| d.id.clone()).collect();
    let expected: Vec<String> = (1..=96).map(|n| format!("S{n:02}")).collect();
    assert_eq!(ids, expected);
    let departments: BTreeSet<String> = built_in()
        .departments
        .iter()
        .map(|d| d.key.clone())
        .chain(["any".to_owned()])
        .collect();
    let mut waiting = Vec::new();
    let mut missing = Vec::new();
    for duty in &duties {
        assert!(!duty.en.is_empty() && !duty.zh.is_empty(), "{}", duty.id);
        assert!(
            duty.of.iter().all(|d| departments.contains(d)),
            "{}",
            duty.id
        );
        match &duty.later {
            Some(_) => {
                assert!(duty.by.is_empty(), "{}: served and waiting", duty.id);
                waiting.push(duty.id.as_str());
            }
            None => assert!(!duty.by.is_empty(), "{}: served by nothing", duty.id),
        }
        for mechanism in duty.by.iter().filter(|m| !ships(m)) {
            missing.push(format!("{}: {mechanism} does not ship", duty.id));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let served = duties.len() - waiting.len();
    println!(
        "{served} of {} duties are served; waiting: {waiting:?}",
        duties.len()
    );
    assert_eq!(waiting, LATER);
    assert_eq!(served, 88);
}

#[test]
fn the_catalogue_and_the_table_of_duties_agree() {
    let duties = table();
    let said: BTreeSet<(String, String)> = duties
        .iter()
        .flat_map(|d| d.by.iter().map(move |m| (d.id.clone(), m.clone())))
        .filter(|(_, m)| !m.starts_with("command:"))
        .collect();
    let catalogue = built_in();
    let kinds = catalogue.kinds.iter().flat_map(|k| {
        k.duties
            .iter()
            .map(move |d| (d.clone(), format!("kind:{}", k.key)))
    });
    let playbooks = catalogue.playbooks.iter().flat_map(|p| {
        p.duties
            .iter()
            .map(move |d| (d.clone(), format!("playbook:{}", p.key)))
    });
    assert_eq!(said, kinds.chain(playbooks).collect());
}
