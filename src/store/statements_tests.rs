//! Every SQL statement of the program, prepared on both databases. This stands in for checking at compile time.
//! A new `store.rs` adds its line to [`ALL`]; a test fails until it has.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;
use sqlx::{Connection, Executor, SqlSafeStr};

use crate::store::testing::both_by_address;
use crate::store::{Dialect, tx};

/// The file, its statements for both databases, and those for PostgreSQL only.
const ALL: &[(&str, &[&str], &[&str])] = &[
    (
        "core/alert/store.rs",
        crate::core::alert::store::STATEMENTS,
        &[],
    ),
    (
        "core/alert/drill/store.rs",
        crate::core::alert::drill::store::STATEMENTS,
        &[],
    ),
    (
        "core/alert/heartbeat/store.rs",
        crate::core::alert::heartbeat::store::STATEMENTS,
        &[],
    ),
    (
        "core/alert/silence/store.rs",
        crate::core::alert::silence::store::STATEMENTS,
        &[],
    ),
    (
        "core/alert/scan/store.rs",
        crate::core::alert::scan::store::STATEMENTS,
        &[],
    ),
    (
        "core/alert/watch/store.rs",
        crate::core::alert::watch::store::STATEMENTS,
        &[],
    ),
    (
        "core/alert/setup/store.rs",
        crate::core::alert::setup::store::STATEMENTS,
        &[],
    ),
    (
        "core/decision/store.rs",
        crate::core::decision::store::STATEMENTS,
        &[],
    ),
    (
        "core/budget/store.rs",
        crate::core::budget::store::STATEMENTS,
        &[],
    ),
    (
        "core/budget/ledger_store.rs",
        crate::core::budget::ledger_store::STATEMENTS,
        &[],
    ),
    (
        "core/budget/alert_store.rs",
        crate::core::budget::alert_store::STATEMENTS,
        &[],
    ),
    (
        "core/budget/import_store.rs",
        crate::core::budget::import_store::STATEMENTS,
        &[],
    ),
    (
        "core/digest/store.rs",
        crate::core::digest::store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/handover_store.rs",
        crate::core::incident::handover_store::STATEMENTS,
        &[],
    ),
    (
        "core/handoff/draft_store.rs",
        crate::core::handoff::draft_store::STATEMENTS,
        &[],
    ),
    (
        "core/handoff/figures_store.rs",
        crate::core::handoff::figures_store::STATEMENTS,
        &[],
    ),
    (
        "core/handoff/freeze_store.rs",
        crate::core::handoff::freeze_store::STATEMENTS,
        &[],
    ),
    (
        "core/handoff/store.rs",
        crate::core::handoff::store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/link_store.rs",
        crate::core::incident::link_store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/page_store.rs",
        crate::core::incident::page_store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/policy_store.rs",
        crate::core::incident::policy_store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/reachable/store.rs",
        crate::core::incident::reachable::store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/store.rs",
        crate::core::incident::store::STATEMENTS,
        &[],
    ),
    (
        "core/incident/work_store.rs",
        crate::core::incident::work_store::STATEMENTS,
        &[],
    ),
    (
        "core/journal/store.rs",
        crate::core::journal::store::STATEMENTS,
        &[],
    ),
    (
        "core/measure/store.rs",
        crate::core::measure::store::STATEMENTS,
        &[],
    ),
    (
        "core/knowledge/store.rs",
        crate::core::knowledge::store::STATEMENTS,
        &[],
    ),
    (
        "core/knowledge/index/store.rs",
        crate::core::knowledge::index::store::STATEMENTS,
        &[],
    ),
    (
        "core/oncall/store.rs",
        crate::core::oncall::store::STATEMENTS,
        &[],
    ),
    (
        "core/org/facts_store.rs",
        crate::core::org::facts_store::STATEMENTS,
        &[],
    ),
    (
        "core/org/store.rs",
        crate::core::org::store::STATEMENTS,
        &[],
    ),
    (
        "outbox/store.rs",
        crate::outbox::store::STATEMENTS,
        crate::outbox::store::STATEMENTS_POSTGRES,
    ),
    (
        "core/task/thing_store.rs",
        crate::core::task::thing_store::STATEMENTS,
        &[],
    ),
    (
        "core/task/store.rs",
        crate::core::task::store::STATEMENTS,
        &[],
    ),
    (
        "core/task/list_store.rs",
        crate::core::task::list_store::STATEMENTS,
        &[],
    ),
    (
        "core/task/recurring_store.rs",
        crate::core::task::recurring_store::STATEMENTS,
        &[],
    ),
    (
        "core/standup/store.rs",
        crate::core::standup::store::STATEMENTS,
        &[],
    ),
    (
        "jobs/store.rs",
        crate::jobs::store::STATEMENTS,
        crate::jobs::store::STATEMENTS_POSTGRES,
    ),
    ("store/tx.rs", tx::STATEMENTS, &[]),
];

/// All that a database must understand, with the file it is from.
fn statements(dialect: Dialect) -> Vec<(&'static str, &'static str)> {
    let of = |(file, both, postgres): &(&'static str, &[&'static str], &[&'static str])| {
        let more = if dialect == Dialect::Postgres {
            *postgres
        } else {
            &[]
        };
        let all = both.iter().chain(more);
        all.map(|sql| (*file, *sql)).collect::<Vec<_>>()
    };
    ALL.iter().flat_map(of).collect()
}

#[tokio::test]
async fn every_statement_is_prepared_on_both_databases() {
    both_by_address(|url, store, _| async move {
        let mut conn = sqlx::AnyConnection::connect(&url).await.unwrap();
        let mut wrong = Vec::new();
        for (file, sql) in statements(store.dialect()) {
            if let Err(error) = (&mut conn).prepare(sql.into_sql_str()).await {
                wrong.push(format!("{file}: {sql}\n    {error}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

/// Placeholders are bound by position on SQLite and by number on PostgreSQL: only in order are both the same.
#[test]
fn placeholders_are_numbered_in_the_order_of_their_use() {
    let placeholder = Regex::new(r"\$(\d+)").unwrap();
    let mut wrong = Vec::new();
    for (file, sql) in statements(Dialect::Postgres) {
        let mut seen = BTreeSet::new();
        for found in placeholder.captures_iter(sql) {
            let number: usize = found[1].parse().unwrap();
            if seen.insert(number) && number != seen.len() {
                wrong.push(format!("{file}: ${number} comes too early in {sql}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_with_sql_is_in_the_list_and_lists_all_it_has() {
    let constant = Regex::new(
        r#"const ([A-Z0-9_]+): &str\s*=\s*"(?:SELECT|INSERT|UPDATE|DELETE|WITH|VACUUM)\b"#,
    )
    .unwrap();
    let listed = Regex::new(r"const (?:STATEMENTS\w*): &\[&str\]\s*=\s*&\[([^\]]*)\]").unwrap();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let mut names = BTreeSet::new();
        for list in listed.captures_iter(&text) {
            names.extend(list[1].split([',', ' ', '\n']).map(str::to_owned));
        }
        let constants: Vec<_> = constant
            .captures_iter(&text)
            .map(|c| c[1].to_owned())
            .collect();
        if !constants.is_empty() && !ALL.iter().any(|row| row.0 == file) {
            wrong.push(format!("{file} is not in the list of this test"));
        }
        for name in constants.iter().filter(|name| !names.contains(*name)) {
            wrong.push(format!("{name} is not in the STATEMENTS of {file}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sources that are not tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.clone()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}
