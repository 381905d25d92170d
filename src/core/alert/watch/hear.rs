//! What is heard: messages that fit a rule open its incident, and what keeps messages from being heard is told.

use serde_json::json;

use crate::chat::{ChannelId, MessageId, Text, Tone, WorkspaceId};
use crate::core::alert::receive::{ONCE, arm_forget};
use crate::core::alert::watch::rules::{Action, Ear, MOST, Rule, State};
use crate::core::alert::watch::{cards, store, work};
use crate::core::alert::{store as alerts, words};
use crate::core::incident::{self, Alerts, Brief, Kind, Opening, Origin};
use crate::core::org;
use crate::i18n::say;
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Characters of a title, and of the details, made from a message.
const TITLE: usize = 120;
const DETAILS: usize = 1_500;
/// What was merged is followed so far.
const MERGES: usize = 5;

/// Something was written that fits these rules; never by this bot itself.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
    pub(crate) text: String,
    pub(crate) rules: Vec<i64>,
}

/// What a message came to for one rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// An incident was opened, or a task or handoff made.
    Opened,
    /// It was added to the one that is open.
    Added,
    /// Too many in this minute: counted.
    Counted,
    /// It was heard before, or the rule is gone.
    Known,
}

impl Outcome {
    /// As metrics name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Outcome::Opened => "opened",
            Outcome::Added => "joined",
            Outcome::Counted => "counted",
            Outcome::Known => "known",
        }
    }
}

/// All rules of all workspaces, unless they are still those of this revision.
pub(crate) async fn any_workspace_ear(tx: &mut Tx, known: &i64) -> anyhow::Result<Option<Ear>> {
    let revision = store::any_workspace_revision(tx).await?;
    if revision == *known {
        return Ok(None);
    }
    let all = store::any_workspace_active(tx).await?;
    Ok(Some(Ear::new(revision, all)))
}

/// The workspaces where people were told that messages cannot be read.
pub(crate) async fn any_workspace_told(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<WorkspaceId>> {
    store::any_workspace_told(tx).await
}

/// A message fits rules: once for each of them, however often and by whomever it is heard.
pub(crate) async fn on_message(tx: &mut Tx, heard: &Heard) -> anyhow::Result<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(heard.rules.len());
    for number in &heard.rules {
        let rule = store::one(tx, *number).await?;
        let rule = rule.filter(|r| r.state == State::Active && r.channel == heard.channel);
        let key = format!("watch/{number}/{}", heard.message.0);
        outcomes.push(match rule {
            Some(mut rule) if alerts::once(tx, 0, &key).await?.is_none() => {
                alerts::set_once(tx, 0, &key, "", tx.now() + ONCE);
                arm_forget(tx).await?;
                matched(tx, &mut rule, heard).await?
            }
            Some(_) | None => Outcome::Known,
        });
    }
    Ok(outcomes)
}

async fn matched(tx: &mut Tx, rule: &mut Rule, heard: &Heard) -> anyhow::Result<Outcome> {
    let nth = rule.count(tx.now());
    let outcome = match rule.action {
        Action::Incident => in_incident(tx, rule, heard, nth).await?,
        Action::Task | Action::Handoff => work::heard(tx, rule, heard, nth).await?,
    };
    store::save(tx, rule);
    Ok(outcome)
}

/// It opens the rule's incident, or is added to it.
async fn in_incident(
    tx: &mut Tx,
    rule: &mut Rule,
    heard: &Heard,
    nth: i64,
) -> anyhow::Result<Outcome> {
    let open = open_incident(tx, rule).await?;
    Ok(match open {
        Some(brief) if nth <= MOST => {
            let place = (heard.channel, heard.message);
            incident::quoted(tx, brief.number, &first_line(&heard.text), place).await?;
            Outcome::Added
        }
        Some(brief) => {
            if nth == MOST + 1 {
                let department = org::department_by_id(tx, brief.department).await?;
                let lang = department.map(|d| d.lang).unwrap_or_default();
                let args = [("key", rule.key().into()), ("most", MOST.into())];
                incident::noted(tx, brief.number, &say(lang, "watch-too-many", &args)).await?;
            }
            Outcome::Counted
        }
        None if nth <= MOST => {
            rule.incident = incident::open(tx, &opening(rule, heard)).await?;
            Outcome::Opened
        }
        None => Outcome::Counted,
    })
}

/// The incident of this rule that is open, or the one that carries on for it.
async fn open_incident(tx: &mut Tx, rule: &Rule) -> anyhow::Result<Option<Brief>> {
    let mut number = rule.incident;
    for _ in 0..MERGES {
        if number == 0 {
            break;
        }
        match incident::brief(tx, number).await? {
            Some(brief) if brief.state.is_open() => return Ok(Some(brief)),
            other => number = other.and_then(|b| b.merged_into).unwrap_or(0),
        }
    }
    Ok(None)
}

fn opening(rule: &Rule, heard: &Heard) -> Opening {
    Opening {
        department: rule.department,
        kind: Kind::Fault,
        severity: rule.severity,
        title: first_line(&heard.text),
        service: String::new(),
        project: String::new(),
        details: heard.text.chars().take(DETAILS).collect(),
        customers: false,
        origin: Origin::Watch {
            number: rule.number,
            channel: heard.channel,
            message: heard.message,
        },
        alerts: Alerts::default(),
        silenced_until: None,
    }
}

pub(super) fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or("…").chars().take(TITLE).collect()
}

/// Discord does not let the bot read messages: those who rely on it are told, once until it is well again.
pub(crate) async fn deaf(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    let rules = store::active(tx).await?;
    if rules.is_empty() || store::told(tx).await?.is_some() {
        return Ok(());
    }
    let now = tx.now();
    store::set_told(tx, Some(now));
    tell(tx, &rules, Tone::Bad, "watch-deaf", "alert:watch-deaf").await
}

/// Messages can be read: those who were told otherwise are told so.
pub(crate) async fn hearing(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
    if store::told(tx).await?.is_none() {
        return Ok(());
    }
    store::set_told(tx, None);
    let rules = store::active(tx).await?;
    if rules.is_empty() {
        return Ok(());
    }
    let why = "alert:watch-hearing";
    tell(tx, &rules, Tone::Good, "watch-hearing", why).await
}

/// Says it where the project office reads, or else to whoever made the first of these rules.
async fn tell(
    tx: &mut Tx,
    rules: &[Rule],
    tone: Tone,
    id: &str,
    why: &'static str,
) -> anyhow::Result<()> {
    let Some(first) = rules.first() else {
        return Ok(());
    };
    let departments = org::departments(tx).await?;
    let office = departments.iter().find(|d| d.key == "pmo");
    let (lang, target) = match office.and_then(|d| Some((d.lang, d.channel?))) {
        Some((lang, channel)) => (lang, Target::Channel(channel)),
        None => {
            let person = org::person(tx, first.by).await?;
            let direct = Target::Direct {
                user: first.by,
                fallback: None,
            };
            (person.lang, direct)
        }
    };
    let mut makers: Vec<_> = rules.iter().map(|r| r.by).collect();
    makers.sort_unstable_by_key(|user| user.0);
    makers.dedup();
    let makers = Text::join(makers.into_iter().take(5).map(Text::mention), " ");
    let keys = rules.iter().map(|r| Text::trusted(r.key())).take(10);
    let args = [
        ("rules", rules.len().into()),
        ("keys", Text::join(keys, ", ").into()),
        ("makers", makers.into()),
        ("way", cards::way_out(lang).into()),
    ];
    let post = Post {
        key: format!("watch/told/{}/{}", why, tx.now().0),
        target,
        op: Op::Create(words::sentence(lang, tone, id, &args)),
        priority: Priority::Action,
        why: json!({ "rule": why }),
    };
    outbox::post(tx, &post).await
}
