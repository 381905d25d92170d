//! Escalation policies as people type them: `primary 5m > secondary 10m > lead 15m > pmo`. Pure.
//!
//! What is read is written back in one canonical form, which reads as the same policy. Knows neither who is on call nor
//! which rotations exist; a department's key is checked against those it is given, so that a typing error is no department.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::read_span;
use crate::chat::{ChannelId, Text, UserId};
use crate::clock::Span;
use crate::core::Refusal;

/// A policy that works, for refusals.
const EXAMPLE: &str = "primary 5m > secondary 10m > lead 15m > pmo";
const MOST_LEVELS: usize = 10;
const MOST_TARGETS: usize = 10;
const MOST_REPEATS: i64 = 10;
const LONGEST_WAIT: Span = Span::days(1);
const SHORTEST_WAIT: Span = Span::seconds(10);
/// How long the last level has if nobody says otherwise.
const LAST_WAIT: Span = Span::minutes(5);

/// Who is meant at a level; who that is at a moment is the roster's to say.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// First on call, of the incident's department or of a named rotation.
    Primary(Option<String>),
    /// Second on call.
    Secondary(Option<String>),
    Person(UserId),
    /// The lead of the incident's department.
    Lead,
    /// The project office.
    Pmo,
    /// Another department, by its key.
    Department(String),
    Channel(ChannelId),
}

/// Targets that are paged together, and how long they have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Level {
    pub(crate) targets: Vec<Target>,
    /// Only the last level may leave it out.
    pub(crate) wait: Option<Span>,
}

impl Level {
    /// How long after this level rang the next one does.
    pub(crate) fn patience(&self) -> Span {
        self.wait.unwrap_or(LAST_WAIT)
    }
}

/// Who is paged, in which order, and how often the whole is repeated after the first time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) levels: Vec<Level>,
    pub(crate) repeat: u32,
}

impl Policy {
    /// Reads the text form. `departments` are the keys that exist.
    pub(crate) fn read(text: &str, repeat: i64, departments: &[&str]) -> Result<Policy, Refusal> {
        let Some(repeat) = u32::try_from(repeat)
            .ok()
            .filter(|n| i64::from(*n) <= MOST_REPEATS)
        else {
            return Err(Refusal::new("refuse-policy-repeat")
                .with("repeat", repeat)
                .with("most", MOST_REPEATS));
        };
        let plain = text.replace(['＞', '→', '》'], ">").replace("->", ">");
        if plain.trim().is_empty() {
            return Err(refuse("refuse-policy-empty"));
        }
        let parts: Vec<&str> = plain.split('>').collect();
        // A channel or a person is written between angle brackets, which must not be taken for a step.
        let parts = join_mentions(&parts);
        if parts.len() > MOST_LEVELS {
            return Err(refuse("refuse-policy-long").with("most", MOST_LEVELS));
        }
        let last = parts.len();
        let mut levels = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            levels.push(read_level(part, at + 1, at + 1 == last, departments)?);
        }
        Ok(Policy { levels, repeat })
    }
}

fn refuse(id: &'static str) -> Refusal {
    Refusal::new(id).with("example", EXAMPLE)
}

/// Puts `<@1` and what follows its bracket together again.
fn join_mentions(parts: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(before) if before.matches('<').count() > before.matches('>').count() => {
                before.push('>');
                before.push_str(part);
            }
            _ => joined.push((*part).to_owned()),
        }
    }
    joined
}

fn read_level(
    text: &str,
    number: usize,
    last: bool,
    departments: &[&str],
) -> Result<Level, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(refuse("refuse-policy-level-empty").with("level", number));
    }
    let plain = text.replace(['，', '、', ',', '＋'], "+");
    let (names, wait) = cut_wait(&plain);
    let wait = match wait {
        Some(typed) => Some(read_wait(typed, number)?),
        None if last => None,
        None => {
            return Err(refuse("refuse-policy-wait-missing")
                .with("level", number)
                .with("text", Text::echo(text)));
        }
    };
    let mut targets = Vec::new();
    for name in names.split('+') {
        let target = read_target(name.trim(), number, departments)?;
        if targets.contains(&target) {
            return Err(refuse("refuse-policy-twice")
                .with("level", number)
                .with("target", Text::echo(&target.to_string())));
        }
        targets.push(target);
    }
    if targets.len() > MOST_TARGETS {
        return Err(refuse("refuse-policy-wide")
            .with("level", number)
            .with("most", MOST_TARGETS));
    }
    Ok(Level { targets, wait })
}

/// The targets and the text of the wait: all from the first figure that begins a word outside of a mention or a bracket.
fn cut_wait(text: &str) -> (&str, Option<&str>) {
    let mut inside = false;
    let mut fresh = true;
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '（' => inside = true,
            '>' | ')' | '）' => inside = false,
            _ => {}
        }
        let begins = c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c) || c == '-';
        if begins && fresh && !inside {
            let (names, wait) = text.split_at_checked(at).unwrap_or((text, ""));
            return (names.trim(), Some(wait.trim()));
        }
        // Chinese is written without spaces: 主值5分钟.
        fresh = c.is_whitespace() || c == '>' || c == ')' || c == '）' || ends_a_word(text, at, c);
    }
    (text, None)
}

/// A Chinese word for a target ends here, so that a figure after it begins the wait.
fn ends_a_word(text: &str, at: usize, c: char) -> bool {
    let until = text.get(..at + c.len_utf8()).unwrap_or_default();
    let word = until.rsplit(['+', ' ']).next().unwrap_or_default();
    !word.is_ascii() && fixed(word).is_some()
}

fn read_wait(text: &str, level: usize) -> Result<Span, Refusal> {
    let bad = |id| {
        refuse(id)
            .with("level", level)
            .with("wait", Text::echo(text))
    };
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad("refuse-policy-wait-unit"));
    }
    let Some(wait) = read_span(text) else {
        return Err(bad("refuse-policy-wait"));
    };
    let whole = wait.0 % 1000 == 0;
    if !whole || wait < SHORTEST_WAIT || wait > LONGEST_WAIT {
        return Err(bad("refuse-policy-wait-range")
            .with("least", span(SHORTEST_WAIT))
            .with("most", span(LONGEST_WAIT)));
    }
    Ok(wait)
}

/// Words for targets without a name of their own, in both languages.
const WORDS: &[(&str, Target)] = &[
    ("primary", Target::Primary(None)),
    ("主值", Target::Primary(None)),
    ("主值班", Target::Primary(None)),
    ("secondary", Target::Secondary(None)),
    ("副值", Target::Secondary(None)),
    ("副值班", Target::Secondary(None)),
    ("lead", Target::Lead),
    ("负责人", Target::Lead),
    ("pmo", Target::Pmo),
    ("项目办", Target::Pmo),
];

fn fixed(word: &str) -> Option<Target> {
    let word = word.to_lowercase();
    WORDS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, target)| target.clone())
}

fn read_target(text: &str, level: usize, departments: &[&str]) -> Result<Target, Refusal> {
    if text.is_empty() {
        return Err(refuse("refuse-policy-target-missing").with("level", level));
    }
    if let Some(target) = fixed(text).or_else(|| mention(text)) {
        return Ok(target);
    }
    let bare = text.replace('（', "(").replace(['）', ')'], "");
    if let Some((word, name)) = bare.split_once(['(', ':', '：']) {
        let rotation = rotation(name);
        return match (fixed(word.trim()), rotation) {
            (Some(Target::Primary(_)), Some(name)) => Ok(Target::Primary(Some(name))),
            (Some(Target::Secondary(_)), Some(name)) => Ok(Target::Secondary(Some(name))),
            _ => Err(refuse("refuse-policy-rotation")
                .with("level", level)
                .with("text", Text::echo(text))),
        };
    }
    let key = text.to_lowercase();
    if departments.contains(&key.as_str()) {
        return Ok(Target::Department(key));
    }
    let words = WORDS.iter().map(|(word, _)| *word);
    let nearest = words
        .chain(departments.iter().copied())
        .max_by(|a, b| strsim::jaro_winkler(a, &key).total_cmp(&strsim::jaro_winkler(b, &key)))
        .unwrap_or("primary");
    Err(refuse("refuse-policy-target")
        .with("level", level)
        .with("text", Text::echo(text))
        .with("nearest", nearest))
}

/// `<@1>`, `<@!1>`, `<#1>`.
fn mention(text: &str) -> Option<Target> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let number = |digits: &str| digits.parse::<i64>().ok().filter(|n| *n > 0);
    if let Some(digits) = inner.strip_prefix('#') {
        return number(digits).map(|n| Target::Channel(ChannelId(n)));
    }
    let digits = inner.strip_prefix('@')?;
    let digits = digits.strip_prefix('!').unwrap_or(digits);
    number(digits).map(|n| Target::Person(UserId(n)))
}

fn rotation(name: &str) -> Option<String> {
    let name = name.trim();
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let length = name.chars().count();
    ((1..=40).contains(&length) && name.chars().all(fits)).then(|| name.to_owned())
}

/// A length in the form it is typed: `1h30m`, `90s` as `1m30s`.
fn span(length: Span) -> String {
    let seconds = length.0 / 1000;
    let parts = [
        (seconds / 3600, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
    ];
    parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, unit)| format!("{n}{unit}"))
        .collect()
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Primary(None) => f.write_str("primary"),
            Target::Primary(Some(name)) => write!(f, "primary({name})"),
            Target::Secondary(None) => f.write_str("secondary"),
            Target::Secondary(Some(name)) => write!(f, "secondary({name})"),
            Target::Person(user) => write!(f, "<@{}>", user.0),
            Target::Lead => f.write_str("lead"),
            Target::Pmo => f.write_str("pmo"),
            Target::Department(key) => f.write_str(key),
            Target::Channel(channel) => write!(f, "<#{}>", channel.0),
        }
    }
}

/// The canonical form, without the repeat, which is an option of its own.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, level) in self.levels.iter().enumerate() {
            if at > 0 {
                f.write_str(" > ")?;
            }
            for (at, target) in level.targets.iter().enumerate() {
                let sign = if at > 0 { " + " } else { "" };
                write!(f, "{sign}{target}")?;
            }
            if let Some(wait) = level.wait {
                write!(f, " {}", span(wait))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
