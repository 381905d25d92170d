//! Questions: to ask, to answer, to accept an answer; and when nobody answers.

use crate::chat::{Text, Tone};
use crate::core::knowledge::types::{Answer, Entry, Kind, State};
use crate::core::knowledge::{UNANSWERED, arm, cards, disarm, find, note, rules, store, tell};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// The department that answers questions for which none is named.
const ANSWERS: &str = "support";
/// After so many of its working days the lead hears that nobody answered.
const PATIENCE_DAYS: i64 = 1;

/// `/knowledge ask`
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) actor: Actor,
    pub(crate) question: String,
    pub(crate) department: Option<String>,
}

/// `/knowledge answer`
#[derive(Clone, Debug)]
pub(crate) struct Reply_ {
    pub(crate) actor: Actor,
    pub(crate) question: String,
    pub(crate) text: String,
    /// It settles the question: for who asked, and leads.
    pub(crate) accept: bool,
}

/// `/knowledge accept`
#[derive(Clone, Debug)]
pub(crate) struct Accept {
    pub(crate) actor: Actor,
    pub(crate) question: String,
    /// 1 for the first.
    pub(crate) answer: i64,
}

/// Somebody asks; what may help is shown to them at once.
pub(crate) async fn ask(tx: &mut Tx, req: &Ask) -> Result<Reply, Error> {
    let actor = &req.actor;
    org::require(tx, actor, "knowledge-ask", None).await?;
    let (title, text) = rules::read_question(&req.question)?;
    let department = answering(tx, req).await?;
    let now = tx.now();
    let entry = Entry {
        number: tx.next_key("KB").await?,
        kind: Kind::Question,
        department: department.id,
        with: None,
        private: false,
        owner: actor.user,
        title,
        text,
        tags: Vec::new(),
        state: State::Open,
        state_by: Some(actor.user),
        state_at: now,
        version: 1,
        active_version: 0,
        created_at: now,
        review: None,
        until: None,
        accepted: 0,
        helped: 0,
    };
    let help = find::help(tx, actor, &entry.title, entry.number).await?;
    store::save(tx, &entry);
    store::keep_version(tx, &entry, actor.user);
    super::reindex(tx, &entry).await?;
    note(tx, Some(actor.user), &entry, "knowledge.asked").await?;
    tell::shown(tx, &entry).await?;
    let due = super::in_working_days(tx, &department, PATIENCE_DAYS).await?;
    arm(tx, UNANSWERED, entry.number, due).await?;
    let mut args = cards::named(actor.lang, &entry).to_vec();
    args.push((
        "department",
        Text::user(department.name_in(actor.lang)).into(),
    ));
    let lead = cards::text(actor.lang, "knowledge-asked", &args);
    let card = cards::may_help(actor.lang, Some(lead), &help, entry.number);
    Ok(Reply::Private(card))
}

/// The department that is named, or the one that answers questions, or one's own.
async fn answering(tx: &mut Tx, req: &Ask) -> Result<Department, Error> {
    if let Some(typed) = &req.department {
        return org::department(tx, typed).await;
    }
    let all = org::departments(tx).await?;
    if let Some(support) = all.iter().find(|d| d.key == ANSWERS) {
        return Ok(support.clone());
    }
    super::own_department(tx, &req.actor, &all)
        .await?
        .ok_or_else(|| Refusal::new("refuse-knowledge-department").into())
}

/// Somebody answers.
pub(crate) async fn answer(tx: &mut Tx, req: &Reply_) -> Result<Reply, Error> {
    let entry = find::find(tx, &req.actor, &req.question).await?;
    answer_one(tx, &req.actor, entry, &req.text, req.accept).await
}

/// The same for an entry that is known.
pub(super) async fn answer_one(
    tx: &mut Tx,
    actor: &Actor,
    entry: Entry,
    text: &str,
    accept: bool,
) -> Result<Reply, Error> {
    org::require(tx, actor, "knowledge-answer", None).await?;
    rules::need_kind(&entry, Kind::Question)?;
    rules::need_valid(&entry)?;
    if accept {
        may_accept(tx, actor, &entry).await?;
    }
    let known = store::answers(tx, entry.number).await?;
    let answer = Answer {
        number: known.iter().map(|a| a.number).max().unwrap_or(0) + 1,
        author: actor.user,
        text: rules::read_text(text)?,
        at: tx.now(),
    };
    if answer.number > 50 {
        let refusal = Refusal::new("refuse-knowledge-answers");
        return Err(refusal.with("entry", entry.key()).into());
    }
    store::add_answer(tx, entry.number, &answer);
    disarm(tx, UNANSWERED, entry.number).await?;
    note(tx, Some(actor.user), &entry, "knowledge.answered").await?;
    if accept {
        return settle(tx, actor, entry, &answer).await;
    }
    tell::shown(tx, &entry).await?;
    if entry.owner != actor.user {
        let part = format!("answer/{}", answer.number);
        let told = ("knowledge:answered", part.as_str());
        tell::tell(tx, &entry, entry.owner, told, |lang| {
            cards::answered(lang, &entry, &answer)
        })
        .await?;
    }
    let mut args = cards::named(actor.lang, &entry).to_vec();
    args.push(("owner", Text::mention(entry.owner).into()));
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "knowledge-answered",
        &args,
    )))
}

async fn may_accept(tx: &mut Tx, actor: &Actor, entry: &Entry) -> Result<(), Error> {
    if entry.owner == actor.user {
        return Ok(());
    }
    let department = super::home(tx, entry).await?;
    if org::may(tx, actor, "knowledge-accept", Some(&department)).await? {
        return Ok(());
    }
    let refusal = Refusal::new("refuse-knowledge-accept")
        .with("entry", entry.key())
        .with("owner", Text::mention(entry.owner))
        .with("department", Text::user(department.name_in(actor.lang)));
    Err(refusal.into())
}

/// An answer is the one.
pub(crate) async fn accept(tx: &mut Tx, req: &Accept) -> Result<Reply, Error> {
    let entry = find::find(tx, &req.actor, &req.question).await?;
    accept_one(tx, &req.actor, entry, req.answer).await
}

/// The same for an entry that is known.
pub(super) async fn accept_one(
    tx: &mut Tx,
    actor: &Actor,
    entry: Entry,
    number: i64,
) -> Result<Reply, Error> {
    rules::need_kind(&entry, Kind::Question)?;
    rules::need_valid(&entry)?;
    may_accept(tx, actor, &entry).await?;
    let answers = store::answers(tx, entry.number).await?;
    let Some(answer) = answers.iter().find(|a| a.number == number) else {
        let refusal = Refusal::new("refuse-knowledge-no-answer")
            .with("entry", entry.key())
            .with("number", number)
            .with("answers", answers.len());
        return Err(refusal.into());
    };
    settle(tx, actor, entry, answer).await
}

async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    mut entry: Entry,
    answer: &Answer,
) -> Result<Reply, Error> {
    entry.accepted = answer.number;
    entry.state = State::Active;
    entry.state_by = Some(actor.user);
    entry.state_at = tx.now();
    store::save(tx, &entry);
    disarm(tx, UNANSWERED, entry.number).await?;
    super::reindex(tx, &entry).await?;
    note(tx, Some(actor.user), &entry, "knowledge.accepted").await?;
    tell::shown(tx, &entry).await?;
    if answer.author != actor.user {
        let part = format!("accepted/{}", answer.number);
        let told = ("knowledge:accepted", part.as_str());
        tell::tell(tx, &entry, answer.author, told, |lang| {
            let args = cards::named(lang, &entry);
            cards::sentence(lang, Tone::Good, "knowledge-told-accepted", &args)
        })
        .await?;
    }
    let mut args = cards::named(actor.lang, &entry).to_vec();
    args.push(("number", answer.number.into()));
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "knowledge-accepted",
        &args,
    )))
}

/// Something else answered a question of one's own: that is its answer.
pub(super) async fn answered_by(
    tx: &mut Tx,
    actor: &Actor,
    question: i64,
    by: &Entry,
) -> Result<Option<Reply>, Error> {
    let entry = store::one(tx, question).await?;
    let Some(entry) = entry
        .filter(|e| e.owner == actor.user && e.kind == Kind::Question && e.state == State::Open)
    else {
        return Ok(None);
    };
    let text = format!("{} · {}", by.key(), by.title);
    answer_one(tx, actor, entry, &text, true).await.map(Some)
}

/// Nobody has answered in time: the leads hear, or the project office where there is none.
pub(super) async fn unanswered(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(entry) = store::one(tx, number).await? else {
        return Ok(());
    };
    if entry.state != State::Open || !store::answers(tx, number).await?.is_empty() {
        return Ok(());
    }
    note(tx, None, &entry, "knowledge.unanswered").await?;
    let told = ("knowledge:unanswered", "unanswered");
    for lead in super::leads(tx, &entry).await? {
        tell::tell(tx, &entry, lead, told, |lang| {
            cards::unanswered(lang, &entry)
        })
        .await?;
    }
    Ok(())
}
