//! The four flows of tasks as one state machine: what a step leads to, who may take it, what closing needs. Pure.

use crate::chat::{UserId, time_full};
use crate::clock::At;
use crate::core::Refusal;
use crate::core::catalogue::Flow;
use crate::i18n::Lang;

/// Where a task stands. Which of them a task can be in, its flow says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum State {
    /// Work nobody has begun.
    Open,
    /// Work that somebody does.
    Doing,
    Done,
    /// A record that is being written.
    Draft,
    /// A record that holds.
    Active,
    /// A run that is to take place.
    Scheduled,
    Running,
    Passed,
    Failed,
    /// A case nobody has taken.
    New,
    Accepted,
    /// A case whose answer waits for who asked.
    Answered,
    /// A case that was confirmed, or a record that no longer holds.
    Closed,
    Declined,
    Cancelled,
}

impl State {
    pub(crate) const ALL: [State; 15] = [
        State::Open,
        State::Doing,
        State::Done,
        State::Draft,
        State::Active,
        State::Scheduled,
        State::Running,
        State::Passed,
        State::Failed,
        State::New,
        State::Accepted,
        State::Answered,
        State::Closed,
        State::Declined,
        State::Cancelled,
    ];

    /// As it is stored and typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Doing => "doing",
            State::Done => "done",
            State::Draft => "draft",
            State::Active => "active",
            State::Scheduled => "scheduled",
            State::Running => "running",
            State::Passed => "passed",
            State::Failed => "failed",
            State::New => "new",
            State::Accepted => "accepted",
            State::Answered => "answered",
            State::Closed => "closed",
            State::Declined => "declined",
            State::Cancelled => "cancelled",
        }
    }

    /// Reads what was stored or typed, in either language.
    pub(crate) fn read(text: &str) -> Option<State> {
        let plain = text.trim().to_lowercase();
        State::ALL.into_iter().find(|state| {
            state.name() == plain || Lang::ALL.iter().any(|lang| state.word(*lang) == plain)
        })
    }

    /// Something is still to be done about it.
    pub(crate) fn is_open(self) -> bool {
        match self {
            State::Open
            | State::Doing
            | State::Draft
            | State::Active
            | State::Scheduled
            | State::Running
            | State::New
            | State::Accepted
            | State::Answered => true,
            State::Done
            | State::Passed
            | State::Failed
            | State::Closed
            | State::Declined
            | State::Cancelled => false,
        }
    }

    /// Nobody has begun yet.
    pub(crate) fn is_first(self) -> bool {
        matches!(
            self,
            State::Open | State::Draft | State::Scheduled | State::New
        )
    }

    /// Where a flow begins.
    pub(crate) fn first(flow: Flow) -> State {
        match flow {
            Flow::Task => State::Open,
            Flow::Record => State::Draft,
            Flow::Run => State::Scheduled,
            Flow::Case => State::New,
        }
    }

    /// In words.
    pub(crate) fn word(self, lang: Lang) -> String {
        let id = match self {
            State::Open => "task-state-open",
            State::Doing => "task-state-doing",
            State::Done => "task-state-done",
            State::Draft => "task-state-draft",
            State::Active => "task-state-active",
            State::Scheduled => "task-state-scheduled",
            State::Running => "task-state-running",
            State::Passed => "task-state-passed",
            State::Failed => "task-state-failed",
            State::New => "task-state-new",
            State::Accepted => "task-state-accepted",
            State::Answered => "task-state-answered",
            State::Closed => "task-state-closed",
            State::Declined => "task-state-declined",
            State::Cancelled => "task-state-cancelled",
        };
        crate::i18n::say(lang, id, &[])
    }
}

/// What somebody does to a task.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Step {
    /// Starts the work, puts a record in force, starts a run, accepts a case.
    Begin,
    /// Finishes the work, closes a record, passes a run, answers a case.
    Finish,
    /// A run failed.
    Fail,
    /// Who asked is content.
    Confirm,
    /// Who asked is not.
    Reopen,
    /// A case is not the department's, or is not to be done.
    Decline,
    Cancel,
}

impl Step {
    pub(crate) const ALL: [Step; 7] = [
        Step::Begin,
        Step::Finish,
        Step::Fail,
        Step::Confirm,
        Step::Reopen,
        Step::Decline,
        Step::Cancel,
    ];

    /// What it is called on buttons and in refusals; the same step has another word in each flow.
    pub(crate) fn word(self, flow: Flow, lang: Lang) -> String {
        let id = match (self, flow) {
            (Step::Begin, Flow::Task | Flow::Run) => "task-step-start",
            (Step::Begin, Flow::Record) => "task-step-activate",
            (Step::Begin, Flow::Case) => "task-step-accept",
            (Step::Finish, Flow::Task) => "task-step-done",
            (Step::Finish, Flow::Record) => "task-step-close",
            (Step::Finish, Flow::Run) => "task-step-pass",
            (Step::Finish, Flow::Case) => "task-step-answer",
            (Step::Fail, _) => "task-step-fail",
            (Step::Confirm, _) => "task-step-confirm",
            (Step::Reopen, _) => "task-step-reopen",
            (Step::Decline, _) => "task-step-decline",
            (Step::Cancel, _) => "task-step-cancel",
        };
        crate::i18n::say(lang, id, &[])
    }
}

/// What somebody is to the department of a task, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Part {
    Outsider,
    /// Belongs to the department, or it is theirs to do.
    Member,
    /// Leads the department.
    Lead,
}

/// What somebody is to a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Standpoint {
    pub(crate) part: Part,
    /// They asked for it.
    pub(crate) requester: bool,
}

/// Where a step leads; `None`: it cannot be taken there.
pub(crate) fn after(flow: Flow, state: State, step: Step) -> Option<State> {
    let to = match (flow, step, state) {
        (Flow::Task, Step::Begin, State::Open) => State::Doing,
        (Flow::Task, Step::Finish, State::Open | State::Doing) => State::Done,
        (Flow::Record, Step::Begin, State::Draft) => State::Active,
        (Flow::Record, Step::Finish, State::Active) => State::Closed,
        (Flow::Run, Step::Begin, State::Scheduled) => State::Running,
        (Flow::Run, Step::Finish, State::Scheduled | State::Running) => State::Passed,
        (Flow::Run, Step::Fail, State::Scheduled | State::Running) => State::Failed,
        (Flow::Case, Step::Begin, State::New) => State::Accepted,
        (Flow::Case, Step::Finish, State::New | State::Accepted) => State::Answered,
        (Flow::Case, Step::Confirm, State::Answered) => State::Closed,
        (Flow::Case, Step::Reopen, State::Answered | State::Closed) => State::Accepted,
        (Flow::Case, Step::Decline, State::New | State::Accepted) => State::Declined,
        (_, Step::Cancel, state) if state.is_open() => State::Cancelled,
        _ => return None,
    };
    Some(to)
}

/// The steps that can be taken now, in the order people read them.
pub(crate) fn steps(flow: Flow, state: State) -> Vec<Step> {
    let all = Step::ALL.into_iter();
    all.filter(|step| after(flow, state, *step).is_some())
        .collect()
}

/// The step that leads from here to the state somebody named.
pub(crate) fn step_to(flow: Flow, state: State, to: State) -> Option<Step> {
    let all = Step::ALL.into_iter();
    all.filter(|step| after(flow, state, *step) == Some(to))
        .min_by_key(|step| *step == Step::Cancel)
}

/// Whether somebody may take the step: who asked confirms, reopens and withdraws, the department does the rest.
pub(crate) fn may(step: Step, state: State, who: Standpoint) -> bool {
    match step {
        Step::Begin | Step::Finish | Step::Fail | Step::Decline => who.part >= Part::Member,
        Step::Confirm | Step::Reopen => who.requester || who.part == Part::Lead,
        Step::Cancel => {
            who.part >= Part::Member
                || (who.requester && (state.is_first() || state == State::Accepted))
        }
    }
}

/// What is still missing before a task can be finished, in the order people do it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Missing {
    /// Lines of the checklist that are not checked.
    pub(crate) checks: usize,
    /// Names of the outcome's fields that are empty, in the reader's language.
    pub(crate) fields: Vec<String>,
    /// A file or link that proves it.
    pub(crate) proof: bool,
}

impl Missing {
    /// Refuses to finish while something is missing: the first thing, and what to do about it.
    pub(crate) fn refuse(&self, key: &str, lang: Lang) -> Result<(), Refusal> {
        let refusal = |id| Refusal::new(id).with("key", key);
        if self.checks > 0 {
            return Err(refusal("refuse-task-checklist").with("open", self.checks));
        }
        if !self.fields.is_empty() {
            let between = match lang {
                Lang::En => ", ",
                Lang::Zh => "、",
            };
            return Err(refusal("refuse-task-outcome").with("fields", self.fields.join(between)));
        }
        if self.proof {
            return Err(refusal("refuse-task-proof"));
        }
        Ok(())
    }
}

/// Where it stands, since when, and who moved it there: what a refusal says.
pub(crate) struct Standing<'a> {
    pub(crate) key: &'a str,
    pub(crate) flow: Flow,
    pub(crate) state: State,
    /// `None`: Liaison itself.
    pub(crate) by: Option<UserId>,
    pub(crate) at: At,
}

impl Standing<'_> {
    /// The step leads nowhere from here: what does.
    pub(crate) fn refusal(&self, lang: Lang) -> Refusal {
        let steps = steps(self.flow, self.state);
        let words: Vec<String> = steps.iter().map(|s| s.word(self.flow, lang)).collect();
        let id = match (self.by, words.is_empty()) {
            (Some(_), false) => "refuse-task-state",
            (Some(_), true) => "refuse-task-over",
            (None, false) => "refuse-task-state-itself",
            (None, true) => "refuse-task-over-itself",
        };
        let mut refusal = Refusal::new(id)
            .with("key", self.key)
            .with("state", self.state.word(lang))
            .with("when", time_full(self.at));
        if let Some(by) = self.by {
            refusal = refusal.with("user", crate::chat::Text::mention(by));
        }
        if !words.is_empty() {
            refusal = refusal.with("steps", words.join(" · "));
        }
        refusal
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
