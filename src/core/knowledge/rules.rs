//! How people write knowledge, and who may do what with it: pure.

use crate::calendar::{Hours, Zone, day_of, moment};
use crate::chat::{Text, time_full};
use crate::clock::At;
use crate::core::Refusal;
use crate::core::knowledge::types::{Entry, Kind, State};

/// Characters of a title, of a text, of a tag; tags of an entry.
pub(super) const TITLE_MOST: usize = 150;
pub(super) const TEXT_MOST: usize = 4_000;
const TAG_MOST: usize = 30;
const TAGS_MOST: usize = 10;
/// Without a day, a policy is looked at again after so many.
pub(super) const REVIEW_POLICY: i64 = 365;

/// `KB-7`, `kb7` or `7`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    let digits = plain
        .strip_prefix("kb")
        .map_or(plain.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    let number = digits.parse().ok()?;
    (number > 0 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// One line of visible characters.
pub(super) fn read_title(text: &str) -> Result<String, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let title = words.join(" ");
    bounded(&title, TITLE_MOST)?;
    Ok(title)
}

/// Some sentences.
pub(super) fn read_text(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    bounded(text, TEXT_MOST)?;
    Ok(text.to_owned())
}

fn bounded(text: &str, most: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length == 0 {
        return Err(Refusal::new("refuse-name-empty"));
    }
    if length > most {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", most));
    }
    Ok(())
}

/// A question: its first line is the title; what does not fit there, or stands below, is the text.
pub(super) fn read_question(text: &str) -> Result<(String, String), Refusal> {
    let whole = read_text(text)?;
    let first = whole.lines().next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= TITLE_MOST {
        let rest: Vec<&str> = whole.lines().skip(1).collect();
        return Ok((line, rest.join("\n").trim().to_owned()));
    }
    let mut title: String = line.chars().take(TITLE_MOST - 1).collect();
    title.push('…');
    Ok((title, whole))
}

/// `backup, 数据库` as tags: small, each once.
pub(super) fn read_tags(text: &str) -> Result<Vec<String>, Refusal> {
    let mut tags: Vec<String> = Vec::new();
    let between = |c: char| matches!(c, ',' | '，' | '、' | ';' | '；' | '#') || c.is_whitespace();
    for tag in text.split(between).filter(|t| !t.is_empty()) {
        let tag = tag.to_lowercase();
        if tag.chars().count() > TAG_MOST || tags.len() >= TAGS_MOST {
            return Err(Refusal::new("refuse-knowledge-tags")
                .with("most", TAGS_MOST)
                .with("length", TAG_MOST));
        }
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

/// A day to come as the moment at which work begins on it, and how many days away it is.
pub(super) fn at_work(at: At, now: At, hours: &Hours, zone: Zone) -> Option<(At, i64)> {
    let (today, day) = (day_of(now, zone), day_of(at, zone));
    let days = (day - today).num_days();
    (1..=3_660)
        .contains(&days)
        .then(|| (moment(day, hours.from, zone), days))
}

/// Refuses unless it is of this kind.
pub(super) fn need_kind(entry: &Entry, kind: Kind) -> Result<(), Refusal> {
    if entry.kind == kind {
        return Ok(());
    }
    let id = match kind {
        Kind::Policy => "refuse-knowledge-not-policy",
        Kind::Question | Kind::Solution | Kind::KnownIssue | Kind::Lesson => {
            "refuse-knowledge-not-question"
        }
    };
    Err(Refusal::new(id).with("entry", entry.key()))
}

/// Refuses when it is retired: by whom, and when.
pub(super) fn need_valid(entry: &Entry) -> Result<(), Refusal> {
    if entry.state != State::Retired {
        return Ok(());
    }
    let refusal = Refusal::new("refuse-knowledge-retired")
        .with("entry", entry.key())
        .with("when", time_full(entry.state_at));
    Err(match entry.state_by {
        Some(by) => refusal.with("by", Text::mention(by)),
        None => refusal.with("by", ""),
    })
}

/// What of a text fits what was looked for: from a little before the first place that has it.
pub(super) fn excerpt(text: &str, question: &str, most: usize) -> String {
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    let text: Vec<char> = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let wanted: Vec<Vec<char>> = question
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(|part| part.chars().map(small).take(2).collect())
        .collect();
    let stands = |at: usize| {
        wanted.iter().any(|part| {
            let here = text.iter().skip(at).take(part.len()).map(|c| small(*c));
            here.eq(part.iter().copied())
        })
    };
    let first = (0..text.len()).find(|at| stands(*at)).unwrap_or(0);
    let begin = if first > most / 2 {
        first - most / 4
    } else {
        0
    };
    let mut shown = String::new();
    if begin > 0 {
        shown.push('…');
    }
    shown.extend(text.iter().skip(begin).take(most));
    if text.len() > begin + most {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::MONDAY;

    #[test]
    fn questions_and_tags_are_read_as_people_write_them() {
        let read = |text: &str| read_question(text).unwrap();
        assert_eq!(
            read(" 怎么 重置密码？\n试过两次"),
            ("怎么 重置密码？".into(), "试过两次".into())
        );
        let (title, text) = read(&"长".repeat(400));
        assert_eq!((title.chars().count(), text.chars().count()), (150, 400));
        assert_eq!(read_question("  ").unwrap_err().id, "refuse-name-empty");
        assert_eq!(read_tags("#VPN，网络 vpn").unwrap(), ["vpn", "网络"]);
        assert_eq!(
            read_tags(&"x".repeat(31)).unwrap_err().id,
            "refuse-knowledge-tags"
        );
        for (typed, number) in [
            ("KB-7", Some(7)),
            ("kb7", Some(7)),
            ("7", Some(7)),
            ("KB", None),
        ] {
            assert_eq!(read_key(typed), number, "{typed}");
        }
    }

    #[test]
    fn a_day_to_come_begins_with_work() {
        let hours = Hours::default();
        let zone = Zone::UTC;
        let days = |n: i64| MONDAY + crate::clock::Span::days(n);
        let (at, away) = at_work(days(3), MONDAY, &hours, zone).unwrap();
        assert_eq!((at, away), (days(3) + crate::clock::Span::minutes(540), 3));
        assert_eq!(at_work(MONDAY, MONDAY, &hours, zone), None);
        assert_eq!(at_work(days(4_000), MONDAY, &hours, zone), None);
    }

    #[test]
    fn an_excerpt_shows_what_was_looked_for() {
        assert_eq!(excerpt("short", "x", 20), "short");
        let long = format!("{}重启打印机{}", "前".repeat(100), "后".repeat(100));
        let shown = excerpt(&long, "重启", 40);
        assert!(shown.contains("重启打印机") && shown.starts_with('…') && shown.ends_with('…'));
    }
}
