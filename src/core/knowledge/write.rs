//! What people write down: to add, to edit, to retire, to say that it is still valid.

use crate::calendar::{Day, moment, read_when};
use crate::chat::{Text, Tone, UserId};
use crate::clock::{At, Span};
use crate::core::knowledge::types::{Entry, Kind, State};
use crate::core::knowledge::{LAPSE, REVIEW, REVIEW_LEAD, UNANSWERED};
use crate::core::knowledge::{arm, cards, disarm, find, note, policy, rules, store, tell};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// What is typed when something is for the department alone.
const SEEN_BY_DEPARTMENT: &str = "department";

/// `/knowledge add`
#[derive(Clone, Debug)]
pub(crate) struct Add {
    pub(crate) actor: Actor,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) department: Option<String>,
    pub(crate) tags: Option<String>,
    pub(crate) review: Option<String>,
    /// The second department of a joint policy.
    pub(crate) with: Option<String>,
    /// [`SEEN_BY_DEPARTMENT`], or everyone.
    pub(crate) seen_by: Option<String>,
    /// When a known issue is over.
    pub(crate) until: Option<String>,
}

/// `/knowledge edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) entry: String,
    pub(crate) title: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) tags: Option<String>,
    pub(crate) review: Option<String>,
    pub(crate) until: Option<String>,
}

/// Writes something down. A policy is in force only when its departments have agreed.
pub(crate) async fn add(tx: &mut Tx, req: &Add) -> Result<Reply, Error> {
    let actor = &req.actor;
    let kind = find::read_kind(Some(&req.kind))?.unwrap_or(Kind::Solution);
    if kind == Kind::Question {
        return Err(Refusal::new("refuse-knowledge-add-question").into());
    }
    org::require(tx, actor, "knowledge-add", None).await?;
    let department = owning(tx, req).await?;
    org::require(tx, actor, "knowledge-add", Some(&department)).await?;
    let private = req.seen_by.as_deref() == Some(SEEN_BY_DEPARTMENT);
    let with = with(tx, req, (kind, private), &department).await?;
    let (review, until) = dates(
        tx,
        &department,
        (req.review.as_deref(), req.until.as_deref()),
    )
    .await?;
    let now = tx.now();
    let by_itself = || {
        let at = now + Span::days(rules::REVIEW_POLICY);
        rules::at_work(at, now, &department.hours, department.zone)
    };
    let entry = Entry {
        number: tx.next_key("KB").await?,
        kind,
        department: department.id,
        with: with.as_ref().map(|d| d.id),
        private,
        owner: actor.user,
        title: rules::read_title(&req.title)?,
        text: rules::read_text(&req.text)?,
        tags: rules::read_tags(req.tags.as_deref().unwrap_or_default())?,
        state: if kind == Kind::Policy {
            State::Draft
        } else {
            State::Active
        },
        state_by: Some(actor.user),
        state_at: now,
        version: 1,
        active_version: 0,
        created_at: now,
        review: review.or_else(|| (kind == Kind::Policy).then(by_itself).flatten()),
        until: until.filter(|_| kind == Kind::KnownIssue),
        accepted: 0,
        helped: 0,
    };
    store::save(tx, &entry);
    store::keep_version(tx, &entry, actor.user);
    arm_dates(tx, &entry).await?;
    note(tx, Some(actor.user), &entry, "knowledge.added").await?;
    let mut args = cards::named(actor.lang, &entry).to_vec();
    let id = if kind == Kind::Policy {
        let number = policy::ask(tx, &entry, actor.user).await?;
        args.push(("decision", format!("DEC-{number}").into()));
        "knowledge-added-policy"
    } else {
        super::reindex(tx, &entry).await?;
        "knowledge-added"
    };
    tell::shown(tx, &entry).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        id,
        &args,
    )))
}

/// What users see and what helps meanwhile, as a handoff brought it.
pub(crate) struct Filed<'a> {
    /// Whose it is from now on.
    pub(crate) department: i64,
    pub(crate) owner: UserId,
    /// As typed.
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
    /// Only for the department.
    pub(crate) private: bool,
    /// The day on which it is expected to be over.
    pub(crate) until: Option<Day>,
    /// Where it is said to stand already: of no weight unless that is the key of an entry.
    pub(crate) stands: &'a str,
    /// `HO-7`
    pub(crate) from: &'a str,
}

/// Keeps a known issue that was handed over, unless somebody has written it down already.
pub(crate) async fn file_issue(tx: &mut Tx, filed: &Filed<'_>) -> anyhow::Result<()> {
    if let Some(number) = rules::read_key(filed.stands)
        && let Some(entry) = store::one(tx, number).await?
        && entry.state != State::Retired
    {
        return Ok(());
    }
    let Some(department) = org::department_by_id(tx, filed.department).await? else {
        return Ok(());
    };
    let now = tx.now();
    // A day that is over by now was meant: it stays until somebody says otherwise.
    let end = |day: Day| moment(day, department.hours.to, department.zone);
    let entry = Entry {
        number: tx.next_key("KB").await?,
        kind: Kind::KnownIssue,
        department: department.id,
        with: None,
        private: filed.private,
        owner: filed.owner,
        title: filed.title.chars().take(rules::TITLE_MOST).collect(),
        text: filed.text.trim().chars().take(rules::TEXT_MOST).collect(),
        tags: vec![filed.from.to_lowercase()],
        state: State::Active,
        state_by: Some(filed.owner),
        state_at: now,
        version: 1,
        active_version: 0,
        created_at: now,
        review: None,
        until: filed.until.map(end).filter(|at| *at > now),
        accepted: 0,
        helped: 0,
    };
    store::save(tx, &entry);
    store::keep_version(tx, &entry, filed.owner);
    arm_dates(tx, &entry).await?;
    note(tx, Some(filed.owner), &entry, "knowledge.added").await?;
    super::reindex(tx, &entry).await?;
    tell::shown(tx, &entry).await
}

/// The department that is named, or one's own.
async fn owning(tx: &mut Tx, req: &Add) -> Result<Department, Error> {
    if let Some(typed) = &req.department {
        return org::department(tx, typed).await;
    }
    let all = org::departments(tx).await?;
    super::own_department(tx, &req.actor, &all)
        .await?
        .ok_or_else(|| Refusal::new("refuse-knowledge-department").into())
}

async fn with(
    tx: &mut Tx,
    req: &Add,
    (kind, private): (Kind, bool),
    department: &Department,
) -> Result<Option<Department>, Error> {
    let Some(typed) = &req.with else {
        return Ok(None);
    };
    let other = org::department(tx, typed).await?;
    if kind != Kind::Policy || other.id == department.id || private {
        return Err(Refusal::new("refuse-knowledge-joint").into());
    }
    Ok(Some(other))
}

/// A day of review with the days until then, and an end.
async fn dates(
    tx: &mut Tx,
    department: &Department,
    (review, until): (Option<&str>, Option<&str>),
) -> Result<(Option<(At, i64)>, Option<At>), Error> {
    let (now, zone) = (tx.now(), department.zone);
    let read = |text: &str| {
        read_when(text, now, zone)
            .and_then(|at| rules::at_work(at, now, &department.hours, zone))
            .ok_or_else(|| Refusal::new("refuse-knowledge-day").with("typed", Text::echo(text)))
    };
    let review = review.map(read).transpose()?;
    let until = until.map(read).transpose()?;
    // A day that is named counts whole.
    let end = until.map(|(at, _)| {
        let day = crate::calendar::day_of(at, zone);
        moment(day, department.hours.to, zone)
    });
    Ok((review, end))
}

async fn arm_dates(tx: &mut Tx, entry: &Entry) -> anyhow::Result<()> {
    disarm(tx, REVIEW_LEAD, entry.number).await?;
    match entry.review {
        Some((at, _)) => arm(tx, REVIEW, entry.number, at).await?,
        None => disarm(tx, REVIEW, entry.number).await?,
    }
    match entry.until {
        Some(at) => arm(tx, LAPSE, entry.number, at).await,
        None => disarm(tx, LAPSE, entry.number).await,
    }
}

/// Whoever wrote it may change it, and the leads of its departments.
async fn may_edit(tx: &mut Tx, actor: &Actor, entry: &Entry) -> Result<(), Error> {
    if entry.owner == actor.user {
        return Ok(());
    }
    for id in entry.departments() {
        if let Some(department) = org::department_by_id(tx, id).await?
            && org::may(tx, actor, "knowledge-edit", Some(&department)).await?
        {
            return Ok(());
        }
    }
    let refusal = Refusal::new("refuse-knowledge-edit")
        .with("entry", entry.key())
        .with("owner", Text::mention(entry.owner));
    Err(refusal.into())
}

/// Changes what it says. Of a policy what was in force stays so until the new version is agreed on.
pub(crate) async fn edit(tx: &mut Tx, req: &Edit) -> Result<Reply, Error> {
    let actor = &req.actor;
    let mut entry = find::find(tx, actor, &req.entry).await?;
    rules::need_valid(&entry)?;
    may_edit(tx, actor, &entry).await?;
    let department = super::home(tx, &entry).await?;
    let typed = (req.review.as_deref(), req.until.as_deref());
    let (review, until) = dates(tx, &department, typed).await?;
    let before = entry.clone();
    if let Some(title) = &req.title {
        entry.title = rules::read_title(title)?;
    }
    if let Some(text) = &req.text {
        entry.text = rules::read_text(text)?;
    }
    if let Some(tags) = &req.tags {
        entry.tags = rules::read_tags(tags)?;
    }
    entry.review = review.or(entry.review);
    if entry.kind == Kind::KnownIssue {
        entry.until = until.or(entry.until);
    }
    if entry == before {
        return Err(Refusal::new("refuse-knowledge-nothing").into());
    }
    let says_else = entry.title != before.title || entry.text != before.text;
    let mut args = cards::named(actor.lang, &entry).to_vec();
    let mut id = "knowledge-edited";
    if says_else {
        policy::void(tx, &before).await?;
        entry.version += 1;
        store::keep_version(tx, &entry, actor.user);
    }
    store::save(tx, &entry);
    arm_dates(tx, &entry).await?;
    note(tx, Some(actor.user), &entry, "knowledge.edited").await?;
    if entry.kind != Kind::Policy {
        super::reindex(tx, &entry).await?;
    } else if says_else {
        let number = policy::ask(tx, &entry, actor.user).await?;
        args.push(("decision", format!("DEC-{number}").into()));
        id = "knowledge-edited-policy";
    }
    tell::shown(tx, &entry).await?;
    args.push(("version", entry.version.into()));
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        id,
        &args,
    )))
}

/// It is no longer valid, and is found no more.
pub(crate) async fn retire(tx: &mut Tx, req: &find::One) -> Result<Reply, Error> {
    let actor = &req.actor;
    let entry = find::find(tx, actor, &req.entry).await?;
    rules::need_valid(&entry)?;
    may_edit(tx, actor, &entry).await?;
    if entry.kind == Kind::Policy && entry.active_version > 0 {
        let department = super::home(tx, &entry).await?;
        org::require(tx, actor, "knowledge-retire", Some(&department)).await?;
    }
    let args = cards::named(actor.lang, &entry);
    let card = cards::sentence(actor.lang, Tone::Good, "knowledge-retired", &args);
    end(tx, entry, Some(actor.user)).await?;
    Ok(Reply::Private(card))
}

async fn end(tx: &mut Tx, mut entry: Entry, by: Option<UserId>) -> anyhow::Result<()> {
    entry.state = State::Retired;
    entry.state_by = by;
    entry.state_at = tx.now();
    store::save(tx, &entry);
    for kind in [REVIEW, REVIEW_LEAD, LAPSE, UNANSWERED] {
        disarm(tx, kind, entry.number).await?;
    }
    super::index::unindex(tx, super::Space::Entries, entry.number).await?;
    policy::withdraw(tx, &entry).await?;
    note(tx, by, &entry, "knowledge.retired").await?;
    tell::shown(tx, &entry).await
}

/// A known issue is over: its owner hears.
pub(super) async fn lapse(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(entry) = store::one(tx, number).await? else {
        return Ok(());
    };
    if entry.state == State::Retired {
        return Ok(());
    }
    let told = ("knowledge:lapsed", "lapsed");
    tell::tell(tx, &entry, entry.owner, told, |lang| {
        let args = cards::named(lang, &entry);
        cards::sentence(lang, Tone::Info, "knowledge-told-lapsed", &args)
    })
    .await?;
    end(tx, entry, None).await
}

/// It was looked at again and is still valid: the next time after as many days.
pub(super) async fn still_valid(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Reply, Error> {
    let mut entry = find::numbered(tx, actor, number).await?;
    rules::need_valid(&entry)?;
    may_edit(tx, actor, &entry).await?;
    let department = super::home(tx, &entry).await?;
    let now = tx.now();
    let days = entry.review.map_or(rules::REVIEW_POLICY, |(_, days)| days);
    let next = rules::at_work(
        now + Span::days(days),
        now,
        &department.hours,
        department.zone,
    );
    entry.review = next;
    store::save(tx, &entry);
    arm_dates(tx, &entry).await?;
    note(tx, Some(actor.user), &entry, "knowledge.reviewed").await?;
    tell::shown(tx, &entry).await?;
    let mut args = cards::named(actor.lang, &entry).to_vec();
    args.push((
        "when",
        next.map_or_else(String::new, |(at, _)| cards::when(at))
            .into(),
    ));
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "knowledge-reviewed",
        &args,
    )))
}

/// The day has come to look at it again: the owner hears, and two working days later the lead.
pub(super) async fn review(tx: &mut Tx, number: i64, for_lead: bool) -> anyhow::Result<()> {
    let Some(entry) = store::one(tx, number).await? else {
        return Ok(());
    };
    let due = entry.review.is_some_and(|(at, _)| at <= tx.now());
    if entry.state == State::Retired || !due {
        return Ok(());
    }
    if for_lead {
        let told = ("knowledge:review-lead", "review-lead");
        for lead in super::leads(tx, &entry).await? {
            if lead != entry.owner {
                tell::tell(tx, &entry, lead, told, |lang| {
                    cards::review(lang, &entry, true)
                })
                .await?;
            }
        }
        return Ok(());
    }
    let at = entry.review.map_or(0, |(at, _)| at.0);
    let part = format!("review/{at}");
    let told = ("knowledge:review", part.as_str());
    tell::tell(tx, &entry, entry.owner, told, |lang| {
        cards::review(lang, &entry, false)
    })
    .await?;
    if let Some(department) = org::department_by_id(tx, entry.department).await? {
        let due = super::in_working_days(tx, &department, 2).await?;
        arm(tx, REVIEW_LEAD, number, due).await?;
    }
    Ok(())
}
