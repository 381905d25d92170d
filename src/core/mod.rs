//! The core. Knows departments, not Discord.
//!
//! Three entries besides the use cases of the capabilities: [`act`] (a button, menu or form was used), [`on_timer`]
//! (a moment has come), [`on_event`] (a delivery came out). Each is one exhaustive match: what is left out does not compile.

pub(crate) mod alert;
pub(crate) mod attached;
pub(crate) mod budget;
pub(crate) mod catalogue;
#[expect(
    dead_code,
    reason = "asked by policies, tasks, handoffs and budgets as they come"
)]
pub(crate) mod decision;
pub(crate) mod digest;
#[expect(
    dead_code,
    reason = "what handoffs come to is for capabilities to come"
)]
pub(crate) mod handoff;
pub(crate) mod incident;
pub(crate) mod journal;
pub(crate) mod knowledge;
pub(crate) mod measure;
pub(crate) mod money;
#[cfg(test)]
mod money_tests;
pub(crate) mod oncall;
pub(crate) mod org;
pub(crate) mod short;
pub(crate) mod simulate;
pub(crate) mod standup;
pub(crate) mod task;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod today;
pub(crate) mod token;
pub(crate) mod why;
pub(crate) mod words;

use crate::chat::{ActionId, Card, Form, RoleId, UserId};
use crate::i18n::{Arg, Lang};
use crate::jobs::Due;
use crate::outbox::Event;
use crate::store::{Failure, Tx};

/// Who acts, as the face knows them at this moment.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user: UserId,
    /// Display name, as typed by them: escape before showing.
    pub name: String,
    /// The language of their client.
    pub lang: Lang,
    /// Holds Manage Server.
    pub admin: bool,
    /// Roles they hold now.
    pub roles: Vec<RoleId>,
}

/// The person can do something about it: what is wrong and what works, as a message id with its arguments.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// `refuse-standup-state`
    pub id: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Refusal {
    /// A refusal without arguments.
    pub fn new(id: &'static str) -> Self {
        Refusal {
            id,
            args: Vec::new(),
        }
    }
    /// The same with an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Why a use case did nothing.
#[derive(Debug)]
pub enum Error {
    Refused(Refusal),
    Fault(anyhow::Error),
}
impl From<Refusal> for Error {
    fn from(r: Refusal) -> Self {
        Error::Refused(r)
    }
}
impl From<anyhow::Error> for Error {
    fn from(e: anyhow::Error) -> Self {
        Error::Fault(e)
    }
}
impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        Error::Fault(e.into())
    }
}
impl Failure for Error {
    fn fault(&self) -> Option<&anyhow::Error> {
        match self {
            Error::Refused(_) => None,
            Error::Fault(e) => Some(e),
        }
    }
}

/// What the person who acted sees.
#[derive(Clone, PartialEq, Debug)]
pub enum Reply {
    /// A private answer.
    Private(Card),
    /// A form opens.
    Form(Form),
    /// The private message that was acted on becomes this (paging, settings).
    Update(Card),
}

/// A button, menu or form was used.
#[derive(Clone, Debug)]
pub struct Act {
    pub actor: Actor,
    pub action: ActionId,
    /// What was chosen in a menu.
    pub chosen: Vec<String>,
    /// What was typed into a form: input id, text.
    pub typed: Vec<(String, String)>,
}

/// What opens a form again that came too late to be shown; none where there is no such button.
pub(crate) fn opens_again(form: &Form) -> Option<ActionId> {
    let made = &form.action;
    let (number, argument) = (made.number, made.argument.as_deref().unwrap_or_default());
    match (made.capability.as_str(), made.action.as_str()) {
        ("task", "finished") if argument == "fail" => Some(ActionId::new("task", "fail", number)),
        ("task", "finished") => Some(ActionId::new("task", "finish", number)),
        ("task", "specified") => Some(ActionId::new("task", "particulars", number)),
        ("handoff", "delivered") => Some(ActionId::new("handoff", "deliver-go", number)),
        ("handoff", "draft-form") => {
            Some(ActionId::new("handoff", "draft-go", number).with(argument))
        }
        _ => None,
    }
}

/// Where a line belongs in a digest, in the order people read it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rank {
    Overdue,
    ActFast,
    WaitingOnUs,
    WaitingOnOthers,
    Money,
    Figures,
    Dates,
    Away,
}

/// What a capability contributes to a digest; a capability with nothing to say contributes none.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    pub rank: Rank,
    /// In the digest's language.
    pub title: String,
    /// How many things it is about, shown beside the title and at the head of the digest; 0 where nothing is counted.
    pub count: i64,
    /// One thing each, most important first.
    pub lines: Vec<crate::chat::Text>,
}

/// Work that takes several transactions: what comes next, and what the one who waits may be shown meanwhile.
pub(crate) enum Step<G> {
    More(Card, G),
    Done(Reply),
}

/// One choice offered while somebody types an option: what they read, what is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    pub label: String,
    pub value: String,
}

/// A button, menu or form was used.
pub async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    match act.action.capability.as_str() {
        "org" => org::act(tx, act).await,
        // What keeps somebody busy becomes a task; standups know of none.
        "standup" if act.action.action == "task" => {
            let blocker = standup::blocker(tx, act).await?;
            let lang = act.actor.lang;
            Ok(task::from_thing(
                lang,
                &blocker.department_key,
                &blocker.text,
                &blocker.key,
            ))
        }
        "standup" => standup::act(tx, act).await,
        "task" => task::act(tx, act).await,
        "digest" => digest::act(tx, act).await,
        "incident" => incident::act(tx, act).await,
        "oncall" => oncall::act(tx, act).await,
        "alert" => alert::act(tx, act).await,
        "handoff" => handoff_act(tx, act).await,
        "decision" => {
            let acted = decision::act(tx, act).await?;
            passed_up(tx, acted).await
        }
        // What nobody answers becomes a task; the knowledge base knows of none.
        "knowledge" if act.action.action == "case" => {
            let asked = knowledge::case(tx, act).await?;
            let lang = act.actor.lang;
            Ok(task::from_thing(
                lang,
                &asked.department_key,
                &asked.text,
                &asked.key,
            ))
        }
        "knowledge" => knowledge::act(tx, act).await,
        "budget" => budget::act(tx, act).await,
        "simulate" => simulate::act(tx, act).await,
        "why" => why::act(tx, act).await,
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

/// What somebody is blocked by is known to standups, and what is made of it to handoffs.
async fn handoff_act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    if act.action.action != "blocker" {
        return handoff::act(tx, act).await;
    }
    let blocker = standup::blocker(tx, act).await?;
    let request = handoff::FromBlocker {
        actor: act.actor.clone(),
        user: blocker.user,
        department: blocker.department,
        text: blocker.text,
    };
    handoff::from_blocker(tx, &request).await
}

/// What a handoff came to, for those it concerns.
async fn handed_over(tx: &mut Tx, passed: handoff::Passed) -> anyhow::Result<()> {
    use catalogue::Effect;
    match passed.effect {
        Effect::FeedsBudget => {
            let Some(facts) = handoff::facts(tx, passed.handoff).await? else {
                return Ok(());
            };
            let Some(approved) = facts.delivered.money("approved") else {
                return Ok(());
            };
            let grant = budget::Grant {
                approved: *approved,
                budget: facts
                    .delivered
                    .text("budget")
                    .unwrap_or_default()
                    .to_owned(),
                department: facts.from,
                by: facts.by.unwrap_or(facts.requested_by),
                request: format!("HO-{}", facts.number),
            };
            return budget::grant(tx, &grant).await;
        }
        Effect::FeedsKnowledge => {
            if let Some(facts) = handoff::facts(tx, passed.handoff).await? {
                return known_issue(tx, &facts).await;
            }
        }
        // Recorded with the handoff; those who keep gates, projects and people read it with `handoff::facts`.
        Effect::FeedsGate | Effect::MovesMilestone | Effect::Allocates => {}
        // What these do, handoffs do themselves.
        Effect::AnswerTravelsBack
        | Effect::OpensSecurityIncident
        | Effect::MayBecomeIncident
        | Effect::Verifies
        | Effect::GivenBack
        | Effect::ChecksFreeze => {}
    }
    Ok(())
}

/// What users will see and how they get around it is kept where support finds it, unless it stands there already.
async fn known_issue(tx: &mut Tx, facts: &handoff::Facts) -> anyhow::Result<()> {
    let playbook = catalogue::playbook(&facts.playbook);
    let said = |field: &str| facts.particulars.text(field).unwrap_or_default();
    let filed = knowledge::Filed {
        department: facts.to,
        owner: facts.assignee.unwrap_or(facts.requested_by),
        title: &facts.title,
        text: &format!("{}\n\n{}", said("seen"), said("workaround")),
        private: playbook.is_none_or(|p| p.visible != catalogue::Visibility::Everyone),
        until: facts.particulars.date("fixed"),
        stands: facts.delivered.text("article").unwrap_or_default(),
        from: &format!("HO-{}", facts.number),
    };
    knowledge::file_issue(tx, &filed).await
}

/// `/task link`: what is no task is looked up with whoever has it, and shows the link too.
pub(crate) async fn link(tx: &mut Tx, req: &task::Tie) -> Result<Reply, Error> {
    let key = task::other_end(req)?;
    if let Some(number) = task::number_of(&key, "HO") {
        let thing = handoff::linkable(tx, &req.actor, number).await?;
        let thing = thing.ok_or_else(|| task::no_such_end(req))?;
        let reply = task::link(tx, req, Some(&thing)).await?;
        Box::pin(handoff::relinked(tx, number)).await?;
        return Ok(reply);
    }
    let Some(number) = task::number_of(&key, "INC") else {
        return task::link(tx, req, None).await;
    };
    let glance = incident::linkable(tx, &req.actor, number).await?;
    let glance = glance.ok_or_else(|| task::no_such_end(req))?;
    let thing = handoff::of_incident(&glance);
    let reply = task::link(tx, req, Some(&thing)).await?;
    let of = task::key_of(tx, &req.actor, &req.task).await?;
    let still = task::are_linked(tx, &of, &key).await?;
    incident::linked(tx, number, (&of, still), req.actor.user).await?;
    Ok(reply)
}

/// An incident is over, or open again: those who wait for it hear of it.
async fn incident_over(tx: &mut Tx, over: &incident::Over) -> anyhow::Result<()> {
    for number in over.merged.iter().chain([&over.number]) {
        let Some(glance) = incident::glance(tx, *number).await? else {
            continue;
        };
        let mut thing = handoff::of_incident(&glance);
        thing.waits = over.open;
        let news = if over.open {
            task::News::Moved
        } else {
            task::News::Answer(task::Answer {
                by: over.by,
                text: over.words.clone(),
                fields: catalogue::Values::default(),
                private: false,
            })
        };
        task::heard(tx, &thing, &news).await?;
    }
    if over.open {
        return Ok(());
    }
    Box::pin(handoff::incident_resolved(tx, over)).await
}

/// `/decision approve` and `/decision reject`: what came of it is passed up to who asked.
pub async fn decide(tx: &mut Tx, req: &decision::Decide) -> Result<Reply, Error> {
    let acted = decision::decide(tx, req).await?;
    passed_up(tx, acted).await
}

async fn passed_up(tx: &mut Tx, acted: decision::Acted) -> Result<Reply, Error> {
    if let Some(settled) = &acted.settled {
        decided(tx, settled).await?;
    }
    Ok(acted.reply)
}

/// What came of a decision, for the capability that asked.
async fn decided(tx: &mut Tx, settled: &decision::Settled) -> anyhow::Result<()> {
    use decision::Owner;
    match settled.subject.owner {
        Owner::Knowledge => knowledge::decided(tx, settled).await,
        Owner::Task => task::decided(tx, settled).await,
        Owner::Handoff => handoff::decided(tx, settled).await,
        Owner::Budget => budget::decided(tx, settled).await,
        Owner::Measure => {
            anyhow::bail!("{} asks for no decisions", settled.subject.owner.name())
        }
    }
}

/// What is left to do after an incident becomes a task of its department. What is private stays with the incident.
async fn action_filed(tx: &mut Tx, filed: &incident::Filed) -> anyhow::Result<()> {
    let made = if filed.private {
        None
    } else {
        let action = task::Action {
            number: filed.number,
            incident: &filed.incident,
            department: filed.department,
            text: &filed.text,
            by: filed.by,
            who: filed.who,
            due: filed.due,
        };
        task::from_action(tx, &action).await?
    };
    match made {
        Some(key) => {
            incident::became_task(tx, filed.number, &key).await?;
            if let Some(number) = task::number_of(&filed.incident, "INC")
                && let Some(glance) = incident::glance(tx, number).await?
            {
                let thing = handoff::of_incident(&glance);
                task::heard(tx, &thing, &task::News::Moved).await?;
            }
            Ok(())
        }
        None => incident::stays(tx, filed.number).await,
    }
}

/// Somebody has left a department, or the server: what they had there is free again.
async fn gone(tx: &mut Tx, user: UserId, department: Option<i64>) -> anyhow::Result<()> {
    task::left(tx, user, department).await?;
    Box::pin(handoff::left(tx, user, department)).await
}

/// A timer is due, in the transaction that consumes it. An unknown kind is a fault and stays.
pub async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    match due.kind.split(':').next() {
        Some("standup") => standup::on_timer(tx, due).await,
        Some("task") => Box::pin(task_timer(tx, due)).await,
        Some("digest") => digest::on_timer(tx, due).await,
        // Those who wait for an incident hear that it is over.
        Some("incident") if due.kind == incident::OVER => match incident::over(tx, due).await? {
            Some(over) => Box::pin(incident_over(tx, &over)).await,
            None => Ok(()),
        },
        Some("incident") => match incident::on_timer(tx, due).await? {
            Some(filed) => Box::pin(action_filed(tx, &filed)).await,
            None => Ok(()),
        },
        Some("handoff") => {
            if let Some(passed) = handoff::on_timer(tx, due).await? {
                return Box::pin(handed_over(tx, passed)).await;
            }
            Ok(())
        }
        Some("alert") => alert::on_timer(tx, due).await,
        Some("knowledge") => knowledge::on_timer(tx, due).await,
        Some("budget") => match budget::on_timer(tx, due).await? {
            Some(wanting) => {
                let soon = match &wanting.department {
                    Some(of) => digest::tells_money(tx, of, budget::FOLD_WITHIN).await?,
                    None => false,
                };
                budget::say(tx, wanting.alert, soon).await
            }
            None => Ok(()),
        },
        Some("decision") => match decision::on_timer(tx, due).await? {
            Some(settled) => decided(tx, &settled).await,
            None => Ok(()),
        },
        Some("oncall") => match oncall::on_timer(tx, due).await? {
            Some(change) => incident::shift_changed(tx, &change).await,
            None => Ok(()),
        },
        Some("org") if due.kind == org::LEFT => match org::left(tx, due).await? {
            Some((department, user)) => Box::pin(gone(tx, user, Some(department))).await,
            None => Ok(()),
        },
        Some("org") => Box::pin(org_timer(tx, due)).await,
        _ => anyhow::bail!("no capability knows the timer kind {}", due.kind),
    }
}

/// What somebody's absence, a calendar or what is known of the platform changes for those who count on it.
async fn org_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    org::on_timer(tx, due).await?;
    if due.kind == org::CALENDAR_CHANGED {
        standup::calendar_changed(tx).await?;
        digest::calendar_changed(tx).await?;
        task::calendar_changed(tx).await?;
        handoff::calendar_changed(tx).await?;
    }
    task::absences_changed(tx).await?;
    Box::pin(handoff::absences_changed(tx)).await?;
    // Absences are days on people's own clocks.
    if due.kind != org::REACH_CHANGED {
        for change in oncall::absences_changed(tx).await? {
            incident::shift_changed(tx, &change).await?;
        }
    }
    match due.kind.as_str() {
        org::REACH_CHANGED => {
            for user in org::facts(tx).await?.left.clone() {
                gone(tx, user, None).await?;
            }
            incident::reachable::changed(tx).await
        }
        org::ABSENCES_CHANGED => incident::reachable::absences_changed(tx).await,
        _ => Ok(()),
    }
}

/// A timer of a task: what hangs on it elsewhere follows.
async fn task_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    match due.kind.as_str() {
        // The action it was made of is over with it.
        task::ACTION_DONE => {
            let over = task::action_over(due)?;
            if over.cancelled {
                return incident::task_cancelled(tx, over.number, over.by).await;
            }
            incident::task_done(tx, over.number, over.by).await
        }
        // What was delivered is confirmed or returned by the run that checked it.
        task::CHECK_OVER => match task::check_over(tx, due).await? {
            Some(over) => Box::pin(handoff::checked(tx, &over)).await,
            None => Ok(()),
        },
        task::AWAY_BEGINS => {
            task::on_timer(tx, due).await?;
            Box::pin(handoff::absences_changed(tx)).await
        }
        _ => task::on_timer(tx, due).await,
    }
}

/// A delivery came out, in the transaction that records it.
pub async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    org::on_event(tx, event).await?;
    standup::on_event(tx, event).await?;
    match incident::on_event(tx, event).await? {
        Some(drill) => alert::drill::delivered(tx, drill).await,
        None => Ok(()),
    }
}

/// Values of measures that came with a token of an integration.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    pub(crate) integration: i64,
    /// Of the token they came with: looked at again in the transaction, since it may have been rotated.
    pub(crate) token_hash: String,
    pub(crate) samples: Vec<measure::Sample>,
}

/// Takes them for the integration's department, an answer each; none if its token is not good any more.
pub(crate) async fn measured(
    tx: &mut Tx,
    req: &Measured,
) -> anyhow::Result<Option<Vec<Result<measure::Taken, measure::Wrong>>>> {
    let Some((department, key)) = alert::sender(tx, req.integration, &req.token_hash).await? else {
        return Ok(None);
    };
    let taken = measure::receive(tx, (department, &key), &req.samples).await?;
    Ok(Some(taken))
}
