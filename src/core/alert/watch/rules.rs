//! What a watch rule is, which messages it is about, and how much of that is said. Pure.
//!
//! Expressions are matched in a time that grows with the message and no faster, and take no more room than [`REGEX_SIZE`].

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

use crate::chat::{ChannelId, MessageId, Text, UserId, WorkspaceId};
use crate::clock::{At, Span};
use crate::core::Refusal;
use crate::core::alert::matcher::REGEX_SIZE;
use crate::core::incident::Severity;

/// Characters of an expression.
const PATTERN: usize = 500;
/// Characters of a message that are looked at: all that one can have.
const LOOKED_AT: usize = 10_000;
/// Matches of one rule in a minute that do something; those above are counted.
pub(super) const MOST: i64 = 10;
/// Tasks and handoffs one rule makes in a day; what is above is counted.
pub(super) const IN_A_DAY: i64 = 100;
/// Sample lines that are tried.
const LINES: usize = 20;

/// Where a rule stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// Being tried.
    Draft,
    Active,
    Deleted,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Active => "active",
            State::Deleted => "deleted",
        }
    }
    pub(super) fn read(text: &str) -> Option<State> {
        let all = [State::Draft, State::Active, State::Deleted];
        all.into_iter().find(|s| s.name() == text)
    }
}

/// What a message that fits does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    /// Opens an incident; further messages are added to it while it is open.
    Incident,
    /// Becomes a task of the department.
    Task,
    /// Becomes a handoff, from the department whose channel it is.
    Handoff,
}

impl Action {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Action::Incident => "incident",
            Action::Task => "task",
            Action::Handoff => "handoff",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Action> {
        let all = [Action::Incident, Action::Task, Action::Handoff];
        all.into_iter().find(|a| a.name() == text)
    }
}

/// A watch rule as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Rule {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) channel: ChannelId,
    pub(crate) pattern: String,
    pub(crate) action: Action,
    /// Of the incidents it opens.
    pub(crate) severity: Severity,
    /// The incident further matches belong to; 0: none.
    pub(crate) incident: i64,
    pub(crate) matches: i64,
    /// The minute that is counted, and the matches in it.
    pub(crate) minute: (At, i64),
    pub(crate) state: State,
    pub(crate) by: UserId,
    pub(crate) at: At,
}

impl Rule {
    /// WATCH-7
    pub(super) fn key(&self) -> String {
        format!("WATCH-{}", self.number)
    }

    /// One more match: the how-manieth of its minute it is.
    pub(super) fn count(&mut self, now: At) -> i64 {
        let (began, so_far) = self.minute;
        self.minute = if now - began >= Span::minutes(1) || now < began {
            (now, 1)
        } else {
            (began, so_far + 1)
        };
        self.matches += 1;
        self.minute.1
    }
}

/// Reads an expression that was typed, or says what is wrong with it.
pub(super) fn read_pattern(typed: &str) -> Result<Regex, Refusal> {
    let shown = || Text::echo(typed);
    let length = typed.chars().count();
    if length > PATTERN {
        let refusal = Refusal::new("refuse-watch-long").with("length", length);
        return Err(refusal.with("most", PATTERN));
    }
    let pattern = compiled(typed).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            Refusal::new("refuse-watch-large").with("pattern", shown())
        }
        other => {
            let why = why(&other.to_string());
            let refusal = Refusal::new("refuse-watch-pattern").with("pattern", shown());
            refusal.with("why", Text::brief(&why, 120))
        }
    })?;
    if pattern.is_match("") {
        return Err(Refusal::new("refuse-watch-everything").with("pattern", shown()));
    }
    Ok(pattern)
}

/// The sentence at the end of what the expression's reader says; above it are the expression and a mark where it is wrong.
fn why(error: &str) -> String {
    let last = error.lines().rfind(|line| !line.trim().is_empty());
    let last = last.unwrap_or(error).trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .size_limit(REGEX_SIZE)
        .dfa_size_limit(REGEX_SIZE)
        .build()
}

/// As much of a message as is looked at.
pub(super) fn looked_at(text: &str) -> String {
    text.chars().take(LOOKED_AT).collect()
}

/// Something that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Said {
    pub(crate) message: MessageId,
    pub(crate) text: String,
}

/// Which of these fit.
pub(super) fn fitting<'a>(pattern: &Regex, said: &'a [Said]) -> Vec<&'a Said> {
    let fits = |said: &&Said| pattern.is_match(&looked_at(&said.text));
    said.iter().filter(fits).collect()
}

/// Sample lines, and whether each fits.
pub(super) fn tried(pattern: &str, text: &str) -> Vec<(String, bool)> {
    let pattern = compiled(pattern).ok();
    let fits = |line: &str| pattern.as_ref().is_some_and(|p| p.is_match(line));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .take(LINES)
        .map(|line| (line.to_owned(), fits(line)))
        .collect()
}

/// A rule of some workspace, as far as it has to be known to hear what is meant by it.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) workspace: WorkspaceId,
    pub(super) channel: ChannelId,
    pub(super) number: i64,
    pub(super) pattern: String,
    pub(super) since: At,
}

/// A rule, what it listens for, and since when.
type Tuned = (i64, Regex, At);

/// Every rule of every workspace, ready to be matched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ear {
    /// Of what is stored.
    revision: i64,
    channels: BTreeMap<(WorkspaceId, ChannelId), Vec<Tuned>>,
}

impl Ear {
    pub(super) fn new(revision: i64, all: Vec<Watched>) -> Ear {
        let mut ear = Ear {
            revision,
            channels: BTreeMap::new(),
        };
        for one in all {
            // Each was read once already; one that an older version took may be too large for this one.
            if let Ok(pattern) = compiled(&one.pattern) {
                let of = ear.channels.entry((one.workspace, one.channel));
                of.or_default().push((one.number, pattern, one.since));
            }
        }
        ear
    }

    /// Which state of the rules it was made from.
    pub(crate) fn revision(&self) -> i64 {
        self.revision
    }

    /// No workspace watches anything: nobody's messages have to be heard.
    pub(crate) fn is_empty(&self) -> bool {
        self.channels.is_empty()
    }

    /// How many rules there are.
    pub(crate) fn rules(&self) -> usize {
        self.channels.values().map(Vec::len).sum()
    }

    /// The workspaces that watch something, each once.
    pub(crate) fn workspaces(&self) -> Vec<WorkspaceId> {
        let mut all: Vec<WorkspaceId> = self.channels.keys().map(|(w, _)| *w).collect();
        all.dedup();
        all
    }

    /// Whether this channel is watched.
    pub(crate) fn hears(&self, workspace: WorkspaceId, channel: ChannelId) -> bool {
        self.channels.contains_key(&(workspace, channel))
    }

    /// The rules that fit a message which was written at this moment.
    pub(crate) fn fitting(
        &self,
        (workspace, channel): (WorkspaceId, ChannelId),
        text: &str,
        written: At,
    ) -> Vec<i64> {
        let Some(rules) = self.channels.get(&(workspace, channel)) else {
            return Vec::new();
        };
        let text = looked_at(text);
        let fits = rules
            .iter()
            .filter(|(_, pattern, since)| *since <= written && pattern.is_match(&text));
        fits.map(|(number, _, _)| *number).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLACE: (WorkspaceId, ChannelId) = (WorkspaceId(1), ChannelId(7));

    fn watched(number: i64, pattern: &str) -> Watched {
        Watched {
            workspace: PLACE.0,
            channel: PLACE.1,
            number,
            pattern: pattern.to_owned(),
            since: At(1_000),
        }
    }

    #[test]
    fn what_is_wrong_with_an_expression_is_said() {
        for (typed, refusal) in [
            ("(unclosed", "refuse-watch-pattern"),
            ("(?=ahead)x", "refuse-watch-pattern"),
            (r"(a)\1", "refuse-watch-pattern"),
            (r"\w{900}", "refuse-watch-large"),
            ("((a{50}){50}){50}", "refuse-watch-large"),
            ("x*", "refuse-watch-everything"),
            ("", "refuse-watch-everything"),
        ] {
            let refused = read_pattern(typed).unwrap_err();
            assert_eq!(refused.id, refusal, "{typed}");
        }
        let long = "a".repeat(PATTERN + 1);
        assert_eq!(read_pattern(&long).unwrap_err().id, "refuse-watch-long");
        assert!(read_pattern("(?i)payment (failed|declined)").is_ok());
        assert!(read_pattern("支付失败").is_ok());
    }

    #[test]
    fn the_reason_is_the_last_line() {
        let error = compiled("(unclosed").unwrap_err().to_string();
        assert_eq!(why(&error), "unclosed group");
    }

    #[test]
    fn only_what_is_watched_is_heard() {
        let ear = Ear::new(3, vec![watched(1, "fail"), watched(2, "^pay")]);
        let fits = |text: &str, at| ear.fitting(PLACE, text, At(at));
        assert_eq!(fits("payment failed", 2_000), [1, 2]);
        assert_eq!(fits("it failed", 2_000), [1]);
        assert!(fits("all is well", 2_000).is_empty());
        assert!(fits("payment failed", 999).is_empty(), "before the rule");
        let elsewhere = (WorkspaceId(2), PLACE.1);
        assert!(ear.fitting(elsewhere, "fail", At(2_000)).is_empty());
        assert!(ear.hears(PLACE.0, PLACE.1) && !ear.hears(PLACE.0, ChannelId(8)));
        assert!(Ear::new(4, Vec::new()).is_empty());
    }

    #[test]
    fn a_minute_is_counted_from_its_first_match() {
        let mut rule = Rule {
            number: 1,
            department: 1,
            channel: PLACE.1,
            pattern: "x".to_owned(),
            action: Action::Incident,
            severity: Severity::Sev3,
            incident: 0,
            matches: 0,
            minute: (At(0), 0),
            state: State::Active,
            by: UserId(1),
            at: At(0),
        };
        let counts: Vec<i64> = [100_000, 100_001, 159_999, 160_000, 160_001, 150_000]
            .map(|at| rule.count(At(at)))
            .to_vec();
        assert_eq!(counts, [1, 2, 3, 1, 2, 1]);
        assert_eq!(rule.matches, 6);
    }

    #[test]
    fn lines_are_tried_one_by_one() {
        let lines = tried("fail", "it failed\n\n  fine \n");
        let wanted = [("it failed".to_owned(), true), ("fine".to_owned(), false)];
        assert_eq!(lines, wanted);
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(pattern in "\\PC{0,40}", text in "\\PC{0,400}") {
            if let Ok(read) = read_pattern(&pattern) {
                let ear = Ear::new(1, vec![watched(1, &pattern)]);
                let wanted = read.is_match(&looked_at(&text));
                prop_assert_eq!(!ear.fitting(PLACE, &text, At(1_000)).is_empty(), wanted);
            }
        }
    }
}
