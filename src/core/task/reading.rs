//! How people write what a task is made of. Pure.

use crate::calendar::{day_of, moment, read_day, read_when};
use crate::chat::{Text, time_full};
use crate::clock::At;
use crate::core::Refusal;
use crate::core::catalogue::{self, Kind, Priority};
use crate::core::task::clocks::Working;
use crate::i18n::Lang;

/// Characters of a title, and of anything longer.
pub(super) const TITLE_MOST: usize = 120;
pub(super) const TEXT_MOST: usize = 2_000;
/// Characters of a message that become details.
const FROM_MESSAGE: usize = 1_500;
/// Of a project's name.
const PROJECT_MOST: usize = 60;
/// Nothing is due later than so many days from now.
const DUE_WITHIN: i64 = 3660;

/// `TASK-7`, `task7` or `7`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    numbered(text, "task")
}

/// `REC-3` or `3`.
pub(super) fn read_recurring(text: &str) -> Option<i64> {
    numbered(text, "rec")
}

fn numbered(text: &str, prefix: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    let digits = plain
        .strip_prefix(prefix)
        .map_or(plain.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    let number = digits.parse().ok()?;
    (number > 0 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// The key of anything that can be linked: `TASK-7`, `HO-4`, `INC-2`.
pub(super) fn read_any_key(text: &str) -> Option<String> {
    let plain = text.trim().to_uppercase();
    let (kind, number) = plain.split_once('-').unwrap_or(("TASK", plain.as_str()));
    let known = ["TASK", "HO", "INC"].contains(&kind);
    let number: i64 = number.parse().ok()?;
    (known && number > 0).then(|| format!("{kind}-{number}"))
}

/// One line of visible characters.
pub(super) fn read_title(text: &str) -> Result<String, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let title = words.join(" ");
    let visible = |c: char| !c.is_control() && !('\u{200b}'..='\u{206f}').contains(&c);
    if !title.chars().any(|c| visible(c) && !c.is_whitespace()) {
        return Err(Refusal::new("refuse-task-title"));
    }
    bounded(title, TITLE_MOST)
}

/// Some sentences, or nothing.
pub(super) fn read_text(text: &str) -> Result<String, Refusal> {
    bounded(text.trim().to_owned(), TEXT_MOST)
}

/// The same, where nothing is not enough.
pub(super) fn read_words(text: &str) -> Result<String, Refusal> {
    let text = read_text(text)?;
    if text.is_empty() {
        return Err(Refusal::new("refuse-name-empty"));
    }
    Ok(text)
}

pub(super) fn read_project(text: &str) -> Result<String, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    bounded(words.join(" "), PROJECT_MOST)
}

fn bounded(text: String, most: usize) -> Result<String, Refusal> {
    let length = text.chars().count();
    if length > most {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", most));
    }
    Ok(text)
}

pub(super) fn read_priority(text: &str) -> Result<Priority, Refusal> {
    let plain = text.trim().to_lowercase();
    let named = |p: &Priority| {
        p.key() == plain || Lang::ALL.iter().any(|l| p.name(*l).to_lowercase() == plain)
    };
    let found = Priority::ALL.into_iter().find(named);
    found.ok_or_else(|| Refusal::new("refuse-task-priority").with("typed", Text::echo(text)))
}

/// The kind of work of a department that somebody means, or a refusal that names the nearest ones.
pub(super) fn read_kind(
    text: &str,
    department: &str,
    lang: Lang,
) -> Result<&'static Kind, Refusal> {
    let of = catalogue::kinds_of(department);
    if let Some(kind) = catalogue::find_kind(text)
        && of.iter().any(|k| k.key == kind.key)
    {
        return Ok(kind);
    }
    let typed = text.trim().to_lowercase();
    let mut near: Vec<(f64, &Kind)> = of
        .iter()
        .map(|k| {
            let names = [k.key.as_str(), k.name(Lang::En), k.name(Lang::Zh)];
            let best = names.map(|n| strsim::jaro_winkler(&n.to_lowercase(), &typed));
            (best.into_iter().fold(0.0, f64::max), *k)
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named = near.iter().take(3).map(|(_, kind)| {
        let name = Text::user(kind.name(lang));
        format!("`{}` {name}", kind.key)
    });
    Err(Refusal::new("refuse-task-kind")
        .with("typed", Text::echo(text))
        .with("near", named.collect::<Vec<_>>().join(" · ")))
}

/// When something is due: a day without a time is its end of work.
pub(super) fn read_due(text: &str, now: At, working: &Working) -> Result<At, Refusal> {
    let at = match read_day(text, now, working.zone) {
        Some(day) => Some(moment(day, working.hours.to, working.zone)),
        None => read_when(text, now, working.zone),
    };
    let unreadable = || Refusal::new("refuse-task-due").with("typed", Text::echo(text));
    let at = at.ok_or_else(unreadable)?;
    if at <= now {
        return Err(Refusal::new("refuse-task-due-past").with("when", time_full(at)));
    }
    let days = (day_of(at, working.zone) - day_of(now, working.zone)).num_days();
    if days > DUE_WITHIN {
        return Err(unreadable());
    }
    Ok(at)
}

/// As much of a message as is kept as details.
pub(super) fn details_from(text: &str) -> String {
    text.trim().chars().take(FROM_MESSAGE).collect()
}

/// The first line of a message, as a title to begin with.
pub(super) fn title_from(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or_default().chars().take(TITLE_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Hours, WorkingDays, Zone};

    #[test]
    fn keys_are_read_as_people_write_them() {
        for text in ["TASK-7", "task7", "7", " Task 7 "] {
            assert_eq!(read_key(text), Some(7), "{text}");
        }
        for text in ["", "TASK", "TASK-0", "INC-7", "-7", "７x"] {
            assert_eq!(read_key(text), None, "{text}");
        }
        assert_eq!(read_any_key("ho-4").as_deref(), Some("HO-4"));
        assert_eq!(read_any_key("12").as_deref(), Some("TASK-12"));
        assert_eq!(read_any_key("STD-1"), None);
    }

    #[test]
    fn a_day_is_due_at_the_end_of_its_work() {
        let working = Working {
            hours: Hours::default(),
            days: WorkingDays::default(),
            zone: Zone::Asia__Shanghai,
        };
        let now: At = "2026-01-05T02:00:00Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
            .into();
        let table = [
            ("fri", Ok("2026-01-09T10:00:00")),
            ("tomorrow 17:00", Ok("2026-01-06T09:00:00")),
            ("明天 17:00", Ok("2026-01-06T09:00:00")),
            ("+2h", Ok("2026-01-05T04:00:00")),
            ("today", Ok("2026-01-05T10:00:00")),
            ("1999-01-01", Err("refuse-task-due-past")),
            ("soon", Err("refuse-task-due")),
        ];
        for (text, wanted) in table {
            let got = read_due(text, now, &working);
            let got = got.map(|at| at.utc().format("%Y-%m-%dT%H:%M:%S").to_string());
            let got = got.map_err(|refusal| refusal.id);
            assert_eq!(got, wanted.map(str::to_owned), "{text}");
        }
    }
}
