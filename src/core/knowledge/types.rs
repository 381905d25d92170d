//! What the knowledge base holds: values.

use crate::chat::UserId;
use crate::clock::At;

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Kind {
    /// Somebody asked; answers stand below, one may be accepted.
    Question,
    /// How something is done or put right.
    Solution,
    /// What users see, what helps meanwhile, until when.
    KnownIssue,
    /// A rule that binds: in force by a decision, read by people.
    Policy,
    /// What is to be done otherwise next time.
    Lesson,
}

impl Kind {
    pub(crate) const ALL: [Kind; 5] = [
        Kind::Question,
        Kind::Solution,
        Kind::KnownIssue,
        Kind::Policy,
        Kind::Lesson,
    ];
    /// As typed and stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Question => "question",
            Kind::Solution => "solution",
            Kind::KnownIssue => "known-issue",
            Kind::Policy => "policy",
            Kind::Lesson => "lesson",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == text.trim())
    }
}

/// Where an entry stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// A question without an accepted answer.
    Open,
    /// Valid; a question: answered.
    Active,
    /// A policy that is not in force yet.
    Draft,
    /// No longer valid, and found no more.
    Retired,
}

impl State {
    const ALL: [State; 4] = [State::Open, State::Active, State::Draft, State::Retired];
    /// As stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Active => "active",
            State::Draft => "draft",
            State::Retired => "retired",
        }
    }
    pub(super) fn read(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.name() == text)
    }
}

/// An entry as it stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Entry {
    pub(crate) number: i64,
    pub(crate) kind: Kind,
    /// Whose it is, by id.
    pub(crate) department: i64,
    /// The second department of a joint policy.
    pub(crate) with: Option<i64>,
    /// Only for the departments' own people, the project office and those who manage the server.
    pub(crate) private: bool,
    /// Who asked or wrote it, and looks at it again.
    pub(crate) owner: UserId,
    /// As typed.
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) tags: Vec<String>,
    pub(crate) state: State,
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    pub(crate) version: i64,
    /// The version of a policy that is in force; 0: none.
    pub(crate) active_version: i64,
    pub(crate) created_at: At,
    /// To be looked at again then, and again after so many days.
    pub(crate) review: Option<(At, i64)>,
    /// A known issue is over then.
    pub(crate) until: Option<At>,
    /// The number of the answer that was accepted; 0: none.
    pub(crate) accepted: i64,
    /// How many people it helped.
    pub(crate) helped: i64,
}

impl Entry {
    /// KB-7
    pub(crate) fn key(&self) -> String {
        format!("KB-{}", self.number)
    }
    /// The departments whose it is.
    pub(crate) fn departments(&self) -> impl Iterator<Item = i64> {
        [Some(self.department), self.with].into_iter().flatten()
    }
    /// Which scope of the index it stands in.
    pub(super) fn scope(&self) -> i64 {
        if self.private { self.department } else { 0 }
    }
    /// All that is decided on when a policy is to be in force.
    pub(super) fn content(&self) -> String {
        let parts = serde_json::json!({
            "version": self.version, "title": self.title, "text": self.text, "department": self.department, "with": self.with,
            "private": self.private,
        });
        parts.to_string()
    }
}

/// An answer to a question.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Answer {
    /// 1 for the first.
    pub(crate) number: i64,
    pub(crate) author: UserId,
    pub(crate) text: String,
    pub(crate) at: At,
}

/// What an entry said once.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Version {
    pub(crate) version: i64,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) author: UserId,
    pub(crate) at: At,
}
