//! The shape of the tree, kept by a test: who may name whom, what must not stand where, how large a file may grow.
#![expect(clippy::unwrap_used, reason = "a test over our own files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → the modules of ours it may name. `clock` and `metrics` may be named by all. This is the table of the architecture.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("chat", &[]),
    ("charts", &[]),
    ("metrics", &[]),
    ("calendar", &[]),
    ("i18n", &["calendar", "chat"]),
    ("store", &["chat"]),
    ("jobs", &["store", "chat"]),
    ("outbox", &["store", "chat"]),
    (
        "core",
        &[
            "jobs", "outbox", "store", "chat", "calendar", "i18n", "charts",
        ],
    ),
    (
        "discord",
        &[
            "core", "chat", "i18n", "calendar", "outbox", "store", "jobs",
        ],
    ),
    (
        "http",
        &[
            "core", "chat", "i18n", "calendar", "outbox", "store", "jobs",
        ],
    ),
    ("relay", &["core", "chat", "i18n", "calendar", "outbox"]),
    ("sandbox", &[]),
    ("config", &[]),
    (
        "app",
        &[
            "core", "chat", "i18n", "calendar", "outbox", "store", "jobs", "discord", "http",
            "relay", "config",
        ],
    ),
    ("cli", &["app", "config", "sandbox", "calendar"]),
    ("main", &["cli"]),
    (
        "bench",
        &[
            "core", "chat", "i18n", "calendar", "outbox", "store", "jobs", "discord", "cli",
        ],
    ),
];

/// A capability → the other capabilities whose door it may use. No circles.
const CORE_MAY_NAME: &[(&str, &[&str])] = &[
    ("journal", &[]),
    ("catalogue", &[]),
    ("org", &["journal", "catalogue"]),
    ("standup", &["org", "journal"]),
    (
        "digest",
        &[
            "org",
            "journal",
            "catalogue",
            "standup",
            "incident",
            "oncall",
            "task",
            "handoff",
            "decision",
            "knowledge",
            "budget",
            "measure",
        ],
    ),
    (
        "simulate",
        &[
            "org", "standup", "digest", "incident", "oncall", "alert", "budget",
        ],
    ),
    ("why", &["org", "journal", "incident"]),
    (
        "today",
        &[
            "org",
            "journal",
            "standup",
            "incident",
            "oncall",
            "task",
            "handoff",
            "decision",
            "knowledge",
        ],
    ),
    ("oncall", &["org", "journal"]),
    ("incident", &["org", "journal", "oncall", "knowledge"]),
    ("alert", &["org", "journal", "incident", "task", "handoff"]),
    ("decision", &["org", "journal"]),
    ("knowledge", &["org", "journal", "catalogue", "decision"]),
    ("measure", &["org", "journal"]),
    ("budget", &["org", "journal", "decision"]),
    (
        "task",
        &[
            "org",
            "journal",
            "catalogue",
            "decision",
            "knowledge",
            "measure",
        ],
    ),
    (
        "handoff",
        &[
            "org",
            "journal",
            "catalogue",
            "decision",
            "knowledge",
            "task",
            "incident",
            "budget",
        ],
    ),
];

/// File names (or folders, ending in `/`) that must be pure, and what they must not contain.
const PURE: &[&str] = &[
    "rules.rs",
    "layer.rs",
    "cards.rs",
    "calendar/",
    "chat/",
    "charts/",
    "http/hooks/",
    "alert/grouping.rs",
    "alert/severity.rs",
    "alert/words.rs",
    "core/words.rs",
    "alert/matcher.rs",
    "alert/types.rs",
    "task/clocks.rs",
    "task/rotation.rs",
    "task/reading.rs",
    "task/answer_cards.rs",
    "task/room_cards.rs",
    "incident/policy.rs",
    "incident/paging.rs",
    "incident/timing.rs",
    "incident/timeline_pages.rs",
    "incident/timeline_words.rs",
    "incident/timeline.rs",
    "incident/markdown.rs",
    "incident/turns.rs",
    "incident/explain.rs",
    "incident/foresee_cards.rs",
    "incident/policy_picture.rs",
    "handoff/clocks.rs",
    "handoff/types.rs",
    "handoff/reading.rs",
    "handoff/told_cards.rs",
    "handoff/draft_cards.rs",
    "handoff/press_cards.rs",
    "handoff/matrix_picture.rs",
];
const IMPURE: &[&str] = &[
    "async fn",
    "sqlx::",
    "Tx",
    "dyn Clock",
    "Utc::now",
    "rand::",
    "std::env",
    "tracing::",
];

/// Longer than 600 lines, and why that is right.
const LONG: &[(&str, &str)] = &[];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.clone()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the tree was not found");
    found
}

/// The code of a file without its comments and its inline tests.
fn code(text: &str) -> String {
    let production = text.split("#[cfg(test)]").next().unwrap_or_default();
    production
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

fn is_test(file: &str) -> bool {
    file.ends_with("tests.rs") || file.ends_with("testing.rs") || file.contains("/tests/")
}

/// The path segments that directly follow `prefix` in the code.
fn named<'a>(code: &'a str, prefix: &str) -> BTreeSet<&'a str> {
    code.match_indices(prefix)
        .filter_map(|(at, _)| code.get(at + prefix.len()..))
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// `word` stands in the code as a word of its own.
fn contains_word(code: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|s| s.chars().next_back());
        let after = code.get(at + word.len()..).and_then(|s| s.chars().next());
        !(part(before) || part(word.chars().next_back()) && part(after))
    })
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_names_only_those_it_may() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let module = module(&file);
        if module == "lib" || is_test(&file) {
            continue;
        }
        let Some((_, allowed)) = MAY_NAME.iter().find(|(m, _)| *m == module) else {
            wrong.push(format!(
                "{file}: the module {module} has no row in the table"
            ));
            continue;
        };
        let text = code(&text);
        for name in named(&text, "crate::")
            .into_iter()
            .chain(named(&text, "liaison::"))
        {
            let known = MAY_NAME.iter().any(|(m, _)| *m == name);
            let free = name == module || name == "clock" || name == "metrics";
            if known && !free && !allowed.contains(&name) {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    none(&wrong);
}

#[test]
fn a_capability_uses_others_by_their_door_only() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((capability, _)) = file
            .strip_prefix("core/")
            .and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        if is_test(&file) {
            continue;
        }
        let Some((_, allowed)) = CORE_MAY_NAME.iter().find(|(c, _)| *c == capability) else {
            wrong.push(format!(
                "{file}: the capability {capability} has no row in the table"
            ));
            continue;
        };
        let text = code(&text);
        let others = named(&text, "crate::core::");
        for other in others
            .into_iter()
            .filter(|o| *o != capability && CORE_MAY_NAME.iter().any(|(c, _)| c == o))
        {
            if !allowed.contains(&other) {
                wrong.push(format!("{file} names the capability {other}"));
            }
            for room in ["rules", "store", "cards"] {
                if text.contains(&format!("crate::core::{other}::{room}::")) {
                    wrong.push(format!("{file} goes past the door of {other} into {room}"));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn capabilities_make_no_circle() {
    fn reaches(from: &str, to: &str, steps: usize) -> bool {
        let next = CORE_MAY_NAME
            .iter()
            .find(|(c, _)| *c == from)
            .map(|(_, n)| *n)
            .unwrap_or_default();
        steps > 0 && next.iter().any(|n| *n == to || reaches(n, to, steps - 1))
    }
    for (capability, _) in CORE_MAY_NAME {
        assert!(
            !reaches(capability, capability, CORE_MAY_NAME.len()),
            "{capability} reaches itself"
        );
    }
}

#[test]
fn pure_rooms_stay_pure() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let pure = PURE.iter().any(|p| {
            if p.ends_with('/') {
                file.starts_with(p)
            } else {
                file.ends_with(p)
            }
        });
        if !pure || is_test(&file) {
            continue;
        }
        let text = code(&text);
        wrong.extend(
            IMPURE
                .iter()
                .filter(|w| contains_word(&text, w))
                .map(|w| format!("{file} contains {w}")),
        );
    }
    none(&wrong);
}

#[test]
fn the_core_knows_no_platform_and_the_sandbox_no_bot() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let text = code(&text);
        if file.starts_with("core/") {
            let words = [
                "serenity::",
                "poise::",
                "axum::",
                "reqwest::",
                "crate::config",
            ];
            wrong.extend(
                words
                    .iter()
                    .filter(|w| text.contains(**w))
                    .map(|w| format!("{file} contains {w}")),
            );
        }
        if file.starts_with("sandbox/")
            && text.to_lowercase().contains("liaison")
            && !is_test(&file)
        {
            wrong.push(format!("{file} knows the bot's name"));
        }
    }
    none(&wrong);
}

#[test]
fn sql_stands_in_stores_only() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let a_store =
            file.starts_with("store/") || file.ends_with("store.rs") || file.contains("/store/");
        if a_store || is_test(&file) {
            continue;
        }
        let text = code(&text);
        let words = [
            "sqlx::query",
            "SELECT ",
            "INSERT INTO",
            "UPDATE ",
            "DELETE FROM",
        ];
        wrong.extend(
            words
                .iter()
                .filter(|w| text.contains(**w))
                .map(|w| format!("{file} contains {w}")),
        );
    }
    none(&wrong);
}

#[test]
fn every_right_in_the_table_is_asked_for() {
    let table =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/core/rights.toml"))
            .unwrap();
    let core: Vec<String> = sources()
        .into_iter()
        // The table's own tests name rights too.
        .filter(|(file, _)| file.starts_with("core/") && file != "core/org/rights.rs")
        .filter(|(file, _)| !is_test(file))
        .map(|(_, text)| text)
        .collect();
    let rights: Vec<&str> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(right, _)| right)
        .collect();
    assert!(rights.len() > 30);
    let unused = |right: &&&str| {
        !core
            .iter()
            .any(|text| text.contains(&format!("\"{right}\"")))
    };
    let wrong: Vec<String> = rights
        .iter()
        .filter(unused)
        .map(|right| format!("nobody asks for {right}"))
        .collect();
    none(&wrong);
}

#[test]
fn no_file_grows_past_600_lines_without_a_reason() {
    let long = |file: &str| LONG.iter().any(|(f, _)| *f == file);
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(file, text)| text.lines().count() > 600 && !is_test(file) && !long(file))
        .map(|(file, text)| format!("{file}: {}", text.lines().count()))
        .collect();
    none(&wrong);
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(file, _)| file)
        .collect();
    none(&silent);
}
