//! How people write what an incident is made of. Pure.

use crate::chat::Text;
use crate::core::Refusal;
use crate::core::incident::rules::Severity;
use crate::core::incident::types::Kind;

const TITLE_MOST: usize = 120;
/// Of anything longer: details, updates, causes.
pub(super) const TEXT_MOST: usize = 2_000;

/// `INC-7`, `inc7` or `7`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    let digits = plain
        .strip_prefix("inc")
        .map_or(plain.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    let number = digits.parse().ok()?;
    (number > 0 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// One line of visible characters.
pub(super) fn read_title(text: &str) -> Result<String, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let title = words.join(" ");
    let length = title.chars().count();
    if length == 0 {
        return Err(Refusal::new("refuse-incident-title"));
    }
    if length > TITLE_MOST {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", TITLE_MOST));
    }
    Ok(title)
}

/// Some sentences, or nothing.
pub(super) fn read_text(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length > TEXT_MOST {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", TEXT_MOST));
    }
    Ok(text.to_owned())
}

/// The same, where nothing is not enough.
pub(super) fn read_words(text: &str) -> Result<String, Refusal> {
    let text = read_text(text)?;
    if text.is_empty() {
        return Err(Refusal::new("refuse-name-empty"));
    }
    Ok(text)
}

/// `sev1` to `sev4`, also `1` or `SEV 1`.
pub(super) fn read_severity(text: &str) -> Result<Severity, Refusal> {
    let plain = text.trim().to_lowercase();
    let digit = plain
        .trim_start_matches("sev")
        .trim_start_matches(['-', ' ']);
    Severity::read(&format!("sev{digit}"))
        .ok_or_else(|| Refusal::new("refuse-incident-severity").with("text", Text::echo(text)))
}

pub(super) fn read_kind(text: &str) -> Result<Kind, Refusal> {
    Kind::read(text.trim())
        .ok_or_else(|| Refusal::new("refuse-incident-kind").with("text", Text::echo(text)))
}

/// The first line of a message, as a title to begin with.
pub(super) fn title_from(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or_default().chars().take(TITLE_MOST).collect()
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
    ranked
        .into_iter()
        .take(3)
        .map(|(_, key)| key.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_titles_and_severities_are_read_as_people_write_them() {
        for (typed, meant) in [
            ("INC-7", Some(7)),
            ("inc7", Some(7)),
            (" 7 ", Some(7)),
            ("INC-0", None),
            ("INC--", None),
            ("-7", None),
            ("disk", None),
        ] {
            assert_eq!(read_key(typed), meant, "{typed}");
        }
        assert_eq!(read_title("  数据库\n很慢 ").unwrap(), "数据库 很慢");
        assert_eq!(read_title(" \n").unwrap_err().id, "refuse-incident-title");
        assert_eq!(
            read_title(&"长".repeat(121)).unwrap_err().id,
            "refuse-name-long"
        );
        for typed in ["sev1", "SEV1", "1", "sev-1", "Sev 1"] {
            assert_eq!(read_severity(typed).unwrap(), Severity::Sev1, "{typed}");
        }
        for typed in ["", "sev5", "high", "sev11"] {
            assert_eq!(
                read_severity(typed).unwrap_err().id,
                "refuse-incident-severity"
            );
        }
        assert_eq!(title_from("\n  Disk full \nsince noon"), "Disk full");
    }

    #[test]
    fn what_was_mistyped_is_guessed() {
        let known = [
            ("INC-1".to_owned(), "Disk full".to_owned()),
            ("INC-2".to_owned(), "支付失败".to_owned()),
        ];
        assert_eq!(nearest("disk ful", &known), ["INC-1"]);
        assert_eq!(nearest("支付", &known), ["INC-2"]);
        assert!(nearest("moon", &known).is_empty());
    }
}
