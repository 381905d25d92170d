//! How people write what a handoff is made of. Pure.

use crate::chat::Text;
use crate::core::Refusal;
use crate::core::catalogue::Priority;

/// Characters of a title, and of anything longer.
const TITLE_MOST: usize = 120;
const TEXT_MOST: usize = 1_500;
/// Characters of a project's name.
const PROJECT_MOST: usize = 80;

/// `HO-7`, `ho7` or `7`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    let digits = plain
        .strip_prefix("ho")
        .map_or(plain.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    let number = digits.parse().ok()?;
    (number > 0 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn within(text: String, most: usize) -> Result<String, Refusal> {
    let length = text.chars().count();
    if length > most {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", most));
    }
    Ok(text)
}

/// One line of visible characters.
pub(super) fn read_title(text: &str) -> Result<String, Refusal> {
    let title = one_line(text);
    if title.is_empty() {
        return Err(Refusal::new("refuse-handoff-title"));
    }
    within(title, TITLE_MOST)
}

/// A project's name or key, or nothing.
pub(super) fn read_project(text: &str) -> Result<String, Refusal> {
    within(one_line(text), PROJECT_MOST)
}

/// Some sentences, or nothing.
pub(super) fn read_text(text: &str) -> Result<String, Refusal> {
    within(text.trim().to_owned(), TEXT_MOST)
}

/// The same, where nothing is not enough: `id` says what is missing.
pub(super) fn read_words(text: &str, id: &'static str) -> Result<String, Refusal> {
    let text = read_text(text)?;
    if text.is_empty() {
        return Err(Refusal::new(id));
    }
    Ok(text)
}

/// `high`.
pub(super) fn read_priority(text: &str) -> Result<Priority, Refusal> {
    Priority::of(text.trim())
        .ok_or_else(|| Refusal::new("refuse-handoff-priority").with("typed", Text::echo(text)))
}

/// The first line of a message, as a title to begin with.
pub(super) fn title_from(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or_default().chars().take(TITLE_MOST).collect()
}

/// As much of a message as is kept as details.
pub(super) fn details_from(text: &str) -> String {
    text.trim().chars().take(TEXT_MOST).collect()
}

/// At most three of these keys and titles, the nearest first.
pub(super) fn nearest(typed: &str, known: &[(String, String)]) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let near = |text: &str| {
        let text = text.to_lowercase();
        if !typed.is_empty() && text.contains(&typed) {
            1.0
        } else {
            strsim::jaro_winkler(&text, &typed)
        }
    };
    let mut ranked: Vec<(f64, &String)> = known
        .iter()
        .map(|(key, title)| (near(key).max(near(title)), key))
        .filter(|(near, _)| *near > 0.75)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = ranked.into_iter().take(3);
    best.map(|(_, key)| key.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_titles_and_priorities_are_read_as_people_write_them() {
        for (typed, meant) in [
            ("HO-7", Some(7)),
            ("ho7", Some(7)),
            (" 7 ", Some(7)),
            ("HO-0", None),
            ("HO--", None),
            ("-7", None),
            ("hosts", None),
        ] {
            assert_eq!(read_key(typed), meant, "{typed}");
        }
        assert_eq!(read_title("  数据库\n很慢 ").unwrap(), "数据库 很慢");
        assert_eq!(read_title(" \n").unwrap_err().id, "refuse-handoff-title");
        assert_eq!(
            read_title(&"长".repeat(121)).unwrap_err().id,
            "refuse-name-long"
        );
        assert_eq!(read_priority("high").unwrap(), Priority::High);
        assert_eq!(
            read_priority("now").unwrap_err().id,
            "refuse-handoff-priority"
        );
        assert_eq!(read_words(" ", "x").unwrap_err().id, "x");
        assert_eq!(title_from("\n  Disk full \nsince noon"), "Disk full");
    }

    #[test]
    fn what_was_mistyped_is_guessed() {
        let known = [
            ("HO-1".to_owned(), "New server".to_owned()),
            ("HO-2".to_owned(), "支付失败".to_owned()),
        ];
        assert_eq!(nearest("new servr", &known), ["HO-1"]);
        assert_eq!(nearest("支付", &known), ["HO-2"]);
        assert!(nearest("moon", &known).is_empty());
    }
}
