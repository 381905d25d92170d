//! What people type about a standup, or why it is none: pure.

use crate::calendar::{BadSchedule, Schedule, read_span};
use crate::chat::Text;
use crate::clock::{At, Span};
use crate::core::Refusal;
use crate::core::standup::rules::{Purpose, Question};

/// When those who are missing are reminded, counted from their opening.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Reminders {
    text: String,
    points: Vec<Point>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Point {
    Percent(i64),
    After(Span),
}

impl Reminders {
    /// Reads `80%`, `30m,60m`, `none`; at most five.
    pub(super) fn read(text: &str, window: Span) -> Result<Reminders, Refusal> {
        let bad = || Refusal::new("refuse-standup-reminders").with("text", Text::echo(text));
        let plain = text.trim().to_lowercase();
        if ["none", "no", "off", "0", "无", "不提醒", "关"].contains(&plain.as_str()) {
            return Ok(Reminders {
                text: "none".into(),
                points: Vec::new(),
            });
        }
        let mut points = Vec::new();
        let parts = plain.split([',', '，', '、', ';', '；', ' ']);
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            let point = match part.strip_suffix(['%', '％']) {
                Some(number) => number
                    .trim()
                    .parse()
                    .ok()
                    .filter(|n| (1..=99).contains(n))
                    .map(Point::Percent),
                None => read_span(part)
                    .filter(|s| *s > Span::ZERO && *s < window)
                    .map(Point::After),
            };
            points.push(point.ok_or_else(bad)?);
        }
        if points.is_empty() || points.len() > 5 {
            return Err(bad());
        }
        Ok(Reminders {
            text: text.trim().to_owned(),
            points,
        })
    }
    /// As typed.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
    /// The moments within a window, in order, each once.
    pub(super) fn moments(&self, opens: At, closes: At) -> Vec<At> {
        let length = closes - opens;
        let mut found: Vec<At> = self
            .points
            .iter()
            .map(|point| match point {
                Point::Percent(n) => opens + Span(length.0 / 100 * n),
                Point::After(span) => opens + *span,
            })
            .filter(|at| *at > opens && *at < closes)
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

/// A schedule, or why it is none.
pub(super) fn read_schedule(text: &str) -> Result<Schedule, Refusal> {
    Schedule::parse(text).map_err(|bad| match bad {
        BadSchedule::NeverFires => {
            Refusal::new("refuse-standup-never").with("text", Text::echo(text))
        }
        BadSchedule::Unreadable(_) => {
            Refusal::new("refuse-standup-schedule").with("text", Text::echo(text))
        }
    })
}

/// The window in minutes, 5 to a day.
pub(super) fn read_window(minutes: i64) -> Result<Span, Refusal> {
    if (5..=1440).contains(&minutes) {
        Ok(Span::minutes(minutes))
    } else {
        Err(Refusal::new("refuse-standup-window").with("minutes", minutes))
    }
}

/// The name of a standup, 1 to 60 characters on one line.
pub(super) fn read_name(text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Refusal::new("refuse-standup-name"));
    }
    Ok(name)
}

/// Questions, one a line (or separated by `|`, since some clients send one line): one to five of at most 45 characters.
pub(super) fn read_questions(text: &str) -> Result<Vec<Question>, Refusal> {
    let lines: Vec<&str> = text
        .split(['\n', '|', '｜'])
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    if lines.is_empty() || lines.len() > 5 {
        return Err(Refusal::new("refuse-standup-questions").with("count", lines.len()));
    }
    if let Some(long) = lines.iter().find(|l| l.chars().count() > 45) {
        return Err(Refusal::new("refuse-standup-question-long").with("question", Text::echo(long)));
    }
    Ok(lines
        .into_iter()
        .map(|line| Question {
            text: line.to_owned(),
            purpose: purpose(line),
        })
        .collect())
}

pub(super) fn purpose(question: &str) -> Purpose {
    let plain = question.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| plain.contains(w));
    if has(&[
        "block",
        "stuck",
        "in the way",
        "your way",
        "our way",
        "obstacle",
        "impediment",
        "阻",
        "障碍",
        "卡",
        "困难",
        "风险",
    ]) {
        Purpose::Blocked
    } else if has(&[
        "yesterday",
        "did you",
        "did we",
        "昨天",
        "昨日",
        "完成了",
        "做了",
    ]) {
        // Whatever else is named: "what did you do today", “今天完成了什么”.
        Purpose::Done
    } else if has(&[
        "next",
        "today",
        "plan",
        "will you",
        "tomorrow",
        "接下来",
        "今天",
        "今日",
        "计划",
        "明天",
        "下一步",
    ]) {
        Purpose::Next
    } else if has(&["done", "did", "finish", "complete", "完成", "进展"]) {
        Purpose::Done
    } else {
        Purpose::Other
    }
}

/// The number in `STD-3`, `std 3` or `3`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text
        .get(..3)
        .filter(|p| p.eq_ignore_ascii_case("std"))
        .and_then(|_| text.get(3..))
        .unwrap_or(text)
        .trim_start_matches(['-', ' ']);
    digits.parse().ok().filter(|n| *n > 0)
}

/// Keys and names that resemble what was typed, best first.
pub(super) fn nearest(typed: &str, known: &[(String, String)]) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let mut scored: Vec<(f64, String)> = known
        .iter()
        .map(|(key, name)| {
            let score = |s: &str| strsim::jaro_winkler(&typed, &s.to_lowercase());
            let best = score(key).max(score(name));
            (best, format!("{key} · {name}"))
        })
        .filter(|(score, _)| *score > 0.6)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(3).map(|(_, label)| label).collect()
}
