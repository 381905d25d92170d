//! What a decision is made of: values.

use serde::{Deserialize, Serialize};

use crate::chat::UserId;
use crate::clock::At;

/// Which capability asked, and so hears what came of it (`core::decided`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Owner {
    Knowledge,
    Task,
    Handoff,
    Budget,
    Measure,
}

impl Owner {
    const ALL: [Owner; 5] = [
        Owner::Knowledge,
        Owner::Task,
        Owner::Handoff,
        Owner::Budget,
        Owner::Measure,
    ];
    /// As stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Owner::Knowledge => "knowledge",
            Owner::Task => "task",
            Owner::Handoff => "handoff",
            Owner::Budget => "budget",
            Owner::Measure => "measure",
        }
    }
    /// What came out is told to the asker by the owner, which knows what follows from it.
    pub(super) fn tells_the_asker(self) -> bool {
        matches!(self, Owner::Budget)
    }
    pub(super) fn read(text: &str) -> Option<Owner> {
        Owner::ALL.into_iter().find(|o| o.name() == text)
    }
}

/// What is decided about: of each subject one decision is open at most.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Subject {
    pub(crate) owner: Owner,
    /// The number of the owner's thing: 7 in TASK-7.
    pub(crate) number: i64,
    /// Which of several questions about it: `waive.pass-rate`; empty where there is one. Printable ASCII.
    pub(crate) argument: String,
}

impl Subject {
    pub(crate) fn new(owner: Owner, number: i64, argument: &str) -> Subject {
        Subject {
            owner,
            number,
            argument: argument.to_owned(),
        }
    }
}

/// Somebody who may decide, named by what they are: who that is, is looked up whenever it matters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Voter {
    /// A lead of the department of this id.
    LeadsOf(i64),
    /// A member or lead of it.
    MembersOf(i64),
    /// A lead of any department.
    AnyLead,
    /// A member or lead of the project office.
    Office,
    People(Vec<UserId>),
}

/// So many of these people. Several groups must all be satisfied, each by people of its own: nobody counts in two.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) any: Vec<Voter>,
    /// At least 1.
    pub(crate) need: u32,
}

impl Group {
    /// One of these.
    pub(crate) fn one(any: Vec<Voter>) -> Group {
        Group { any, need: 1 }
    }
}

/// A question to be decided.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Ask {
    pub(crate) subject: Subject,
    /// As typed: what would be decided, in a line.
    pub(crate) title: String,
    /// As typed: why; may be empty.
    pub(crate) why: String,
    /// What it costs, as people read it; may be empty.
    pub(crate) amount: String,
    /// May not decide, nor through somebody they represent or who represents them.
    pub(crate) asker: UserId,
    /// All of these must agree.
    pub(crate) groups: Vec<Group>,
    /// All that is decided on, in one text: the approval is of this and of nothing else. Only its hash is kept.
    pub(crate) content: String,
    /// Without a decision by then there is none.
    pub(crate) expires: At,
    /// The approval ends by itself then, and its owner hears [`Outcome::Ended`].
    pub(crate) holds_until: Option<At>,
    /// Departments in whose channels it stands, by id.
    pub(crate) posted: Vec<i64>,
}

/// Where a decision stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Open,
    Approved,
    Rejected,
    /// Nobody decided in time.
    Expired,
    /// What was to be decided on, or had been, is no longer as it was.
    Voided,
    /// It was approved for a time, which is over.
    Ended,
}

impl State {
    const ALL: [State; 6] = [
        State::Open,
        State::Approved,
        State::Rejected,
        State::Expired,
        State::Voided,
        State::Ended,
    ];
    /// As stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Approved => "approved",
            State::Rejected => "rejected",
            State::Expired => "expired",
            State::Voided => "voided",
            State::Ended => "ended",
        }
    }
    pub(super) fn read(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.name() == text)
    }
}

/// What somebody says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Choice {
    Approve,
    Reject,
}

impl Choice {
    /// As stored.
    pub(super) fn name(self) -> &'static str {
        match self {
            Choice::Approve => "approve",
            Choice::Reject => "reject",
        }
    }
    pub(super) fn read(text: &str) -> Option<Choice> {
        [Choice::Approve, Choice::Reject]
            .into_iter()
            .find(|c| c.name() == text)
    }
}

/// What was said, and by whom for whom.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Vote {
    /// Whose vote it is.
    pub(crate) person: UserId,
    /// Who gave it: the same, or who represented them.
    pub(crate) hand: UserId,
    pub(crate) choice: Choice,
    /// Of a rejection.
    pub(crate) reason: String,
    /// The groups in which it counts, by position.
    pub(crate) groups: Vec<usize>,
    pub(crate) at: At,
}

/// A decision as it stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Decision {
    pub(crate) number: i64,
    pub(crate) subject: Subject,
    pub(crate) title: String,
    pub(crate) why: String,
    pub(crate) amount: String,
    pub(crate) asker: UserId,
    pub(crate) groups: Vec<Group>,
    /// SHA-256 of the content, in hexadecimal.
    pub(crate) content_hash: String,
    pub(crate) asked_at: At,
    pub(crate) expires: At,
    pub(crate) holds_until: Option<At>,
    pub(crate) posted: Vec<i64>,
    pub(crate) state: State,
    /// Who brought it to this state; nobody: time did.
    pub(crate) state_by: Option<UserId>,
    pub(crate) state_at: At,
    /// Why it was rejected or voided.
    pub(crate) reason: String,
}

impl Decision {
    /// DEC-3
    pub(crate) fn key(&self) -> String {
        format!("DEC-{}", self.number)
    }
}

/// An approval that holds.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Approved {
    pub(crate) number: i64,
    /// Who agreed.
    pub(crate) by: Vec<UserId>,
    pub(crate) at: At,
    /// It ends then.
    pub(crate) until: Option<At>,
}

/// What came of a decision.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Outcome {
    /// Until then, or for good. Whoever acts on it asks [`check`](super::check) with the content as it is now.
    Approved {
        until: Option<At>,
    },
    Rejected {
        reason: String,
    },
    Expired,
    /// An approval is over: what it excused stands open again.
    Ended,
}

/// Told to the owner, in the transaction in which it happened.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Settled {
    pub(crate) number: i64,
    pub(crate) subject: Subject,
    pub(crate) title: String,
    pub(crate) asker: UserId,
    pub(crate) outcome: Outcome,
    /// All that was said, in order.
    pub(crate) votes: Vec<Vote>,
    pub(crate) content_hash: String,
}

/// Somebody stands in for somebody else now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Represented {
    pub(crate) person: UserId,
    pub(crate) by: UserId,
    /// Because they are away; else they passed this decision on.
    pub(crate) away: bool,
}

/// Who may decide now: looked up anew whenever it matters.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Electorate {
    /// Of each group its people, without the asker.
    pub(crate) groups: Vec<Vec<UserId>>,
    /// Groups that cannot be satisfied by their own people: the project office stands in.
    pub(crate) office: Vec<bool>,
    pub(crate) represented: Vec<Represented>,
    /// Away today.
    pub(crate) away: Vec<UserId>,
}

impl Electorate {
    /// The groups somebody belongs to, by position.
    pub(crate) fn groups_of(&self, person: UserId) -> Vec<usize> {
        let of = self.groups.iter().enumerate();
        of.filter(|(_, people)| people.contains(&person))
            .map(|(n, _)| n)
            .collect()
    }
    /// Everybody, each once.
    pub(crate) fn people(&self) -> Vec<UserId> {
        let mut all: Vec<UserId> = Vec::new();
        for person in self.groups.iter().flatten() {
            if !all.contains(person) {
                all.push(*person);
            }
        }
        all
    }
    /// Who represents somebody.
    pub(crate) fn by(&self, person: UserId) -> Option<UserId> {
        let found = self.represented.iter().find(|r| r.person == person);
        found.map(|r| r.by)
    }
}
