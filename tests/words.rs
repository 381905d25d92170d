//! The words people read: both languages have the same messages with the same arguments, every message is used, and every
//! message that the code names is there.
#![expect(clippy::unwrap_used, reason = "a test over our own files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

const LOCALES: [&str; 2] = ["en-US", "zh-CN"];

/// Messages whose names are put together: their beginning, and how the rest stands in the code. `cmd-` is checked where the
/// commands are registered.
const MADE: [(&str, &str); 2] = [("journal-", "."), ("why-rule-", ":")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Message → its whole text, in the order of the file.
fn messages(locale: &str) -> Vec<(String, String)> {
    let file = root().join(format!("i18n/locales/{locale}.ftl"));
    let start = Regex::new(r"^([a-z][A-Za-z0-9_-]*) =").unwrap();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(name) = start.captures(line) {
            found.push((name[1].to_owned(), line.to_owned()));
        } else if let Some((_, text)) = found.last_mut() {
            text.push('\n');
            text.push_str(line);
        }
    }
    assert!(found.len() > 300, "the locale was not read");
    found
}

fn code() -> String {
    let mut open = vec![root()];
    let mut all = String::new();
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with("tests.rs") {
                // What only a test names is not used.
            } else if name.ends_with(".rs") || name.ends_with(".toml") {
                let text = fs::read_to_string(&path).unwrap();
                all.push_str(&without_tests(&text));
            }
        }
    }
    all
}

/// A file without what is built for tests only: lines that name such a thing, and an inline module to the file's end.
fn without_tests(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            match lines.next() {
                Some(item) if item.trim_start().starts_with("mod ") && item.ends_with('{') => break,
                _ => continue,
            }
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

fn found(pattern: &str, text: &str) -> BTreeSet<String> {
    all_of(&Regex::new(pattern).unwrap(), text)
}

fn all_of(pattern: &Regex, text: &str) -> BTreeSet<String> {
    pattern
        .captures_iter(text)
        .map(|c| c[1].to_owned())
        .collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_parts() {
    let [english, chinese] = LOCALES.map(|locale| {
        let all = messages(locale);
        let by_name: BTreeMap<String, String> = all.iter().cloned().collect();
        assert_eq!(by_name.len(), all.len(), "{locale}: a message stands twice");
        by_name
    });
    assert_eq!(
        english.keys().collect::<Vec<_>>(),
        chinese.keys().collect::<Vec<_>>()
    );
    let parts = [r"\$([a-z_]+)", r"(?m)^\s+\.([a-z-]+) ="].map(|part| Regex::new(part).unwrap());
    for (name, text) in &english {
        for part in &parts {
            assert_eq!(all_of(part, text), all_of(part, &chinese[name]), "{name}");
        }
    }
}

#[test]
fn every_message_is_used() {
    let code = code();
    // What stands between two quotes, whichever of them open and close.
    let quoted: BTreeSet<&str> = code.split('"').collect();
    let unused: Vec<String> = messages(LOCALES[0])
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with("cmd-"))
        .filter(|name| {
            let made = MADE.iter().any(|(beginning, sign)| {
                name.strip_prefix(beginning)
                    .is_some_and(|rest| quoted.contains(rest.replacen('-', sign, 1).as_str()))
            });
            !made && !quoted.contains(name.as_str())
        })
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn every_message_that_the_code_names_is_there() {
    let code = code();
    let known: BTreeSet<String> = messages(LOCALES[0]).into_iter().map(|m| m.0).collect();
    let mut named = found(r#"Refusal::new\(\s*"([a-z0-9-]+)""#, &code);
    named.extend(found(
        r#"(?:say|text|field|sentence|find)\(\s*(?:[a-z_.]*lang|\*?lang), (?:Tone::[A-Za-z]+, )?"([a-z0-9-]+)""#,
        &code,
    ));
    named.extend(found(r#""(refuse-[a-z0-9-]+)""#, &code));
    assert!(named.len() > 100, "only {} names were found", named.len());
    let missing: Vec<&String> = named.difference(&known).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_action_that_is_journaled_has_its_words() {
    let code = code();
    let known: BTreeSet<String> = messages(LOCALES[0]).into_iter().map(|m| m.0).collect();
    let areas = "setup|department|calendar|away|me|standup|digest|incident|direct|delivery|integration|silence|heartbeat|watch|decision|knowledge";
    let actions = found(&format!(r#""((?:{areas})\.[a-z-]+)""#), &code);
    assert!(actions.len() > 25, "only {} actions", actions.len());
    let missing: Vec<&String> = actions
        .iter()
        .filter(|action| !known.contains(&format!("journal-{}", action.replace('.', "-"))))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// In money and measures even what is put in is looked at: names, and amounts that end in the word for their currency.
#[test]
fn chinese_of_money_has_no_stray_blanks() {
    let filled = "(?:name|label|department|names|amount|before|after|over|limit|available|forecast|planned|spent|was|is|original)";
    let stray = [
        r"[\u4e00-\u9fff] +[\u4e00-\u9fff]".to_owned(),
        r"[\u4e00-\u9fff] ?\(|\) ?[\u4e00-\u9fff]".to_owned(),
        format!(r"\{{ \$(?:{filled}) \}}(?:\*\*)? [\u4e00-\u9fff]"),
    ];
    let stray = stray.map(|pattern| Regex::new(&pattern).unwrap());
    let code = Regex::new("`[^`]*`").unwrap();
    let areas = [
        "budget-",
        "measure-",
        "import-",
        "refuse-budget-",
        "refuse-import-",
        "refuse-measure-",
    ];
    let wrong: Vec<String> = messages(LOCALES[1])
        .into_iter()
        .filter(|(name, _)| areas.iter().any(|area| name.starts_with(area)))
        .filter(|(_, text)| {
            let said = code.replace_all(text, "``");
            stray.iter().any(|pattern| pattern.is_match(&said))
        })
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chinese_is_written_as_chinese() {
    let halfwidth = Regex::new(r"[\u4e00-\u9fff][,;:?!](\s|$|[\u4e00-\u9fff])").unwrap();
    let wrong: Vec<String> = messages(LOCALES[1])
        .into_iter()
        .filter(|(_, text)| halfwidth.is_match(text) || text.contains('你'))
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
