//! Whether pages reach somebody, before one has to: looked at on every change and daily, told once and until it is solved.
//!
//! [`rules`] says what is wrong, from what people set up and from what is known of the platform ([`org::facts`]). What only a
//! look at the platform shows is asked of the face: [`wanted`] says at what, [`looked`] takes what was seen. What is told stands in
//! one message for each time something new was found, which is edited as what it tells is solved; a new problem is a new message,
//! since an edit wakes nobody.

mod cards;
mod rules;
pub(crate) mod store;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use serde_json::json;

use crate::calendar::{day_of, moment};
use crate::chat::{Card, ChannelId, Field, RoleId, Text, UserId, WorkspaceId};
use crate::clock::{At, Span};
use crate::core::incident::paging::reach;
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::reachable::rules::{Hole, Named, Place, Plan, Situation};
use crate::core::incident::rules::Severity;
use crate::core::incident::{duty, policies, policy_store};
use crate::core::journal::{self, Entry};
use crate::core::oncall::{self, manage::WhoIs};
use crate::core::org::{self, Department, Facts, Learned};
use crate::core::{Act, Error, Refusal, Reply};
use crate::i18n::Lang;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::outbox::{self, Op, Post, Priority, Target as Road};
use crate::store::{Bell, Tx};

pub(crate) use crate::core::incident::reachable::rules::Problem;

/// Timer: what keeps pages from reaching somebody is looked for; the subject is a department, or '' for all.
pub(super) const REACH: &str = "incident:reach";
/// So often without any change.
const DAILY: Span = Span::hours(24);
/// So long after somebody is away or back.
const SOON: Span = Span::seconds(10);
/// A look that did not come to an end is repeated after this.
const AGAIN: Span = Span::minutes(1);
/// What was solved is remembered so long.
const KEPT: Span = Span::days(30);

/// What the platform is to be looked at for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Wanted {
    /// Counts the wishes, so that one that came meanwhile is not lost.
    pub(crate) wish: i64,
    pub(crate) users: Vec<UserId>,
    pub(crate) channels: Vec<ChannelId>,
    pub(crate) roles: Vec<RoleId>,
}

/// What was seen there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Looked {
    pub(crate) wish: i64,
    /// Empty if the platform did not answer; it is looked at again soon.
    pub(crate) learned: Option<Vec<Learned>>,
}

/// Something may have changed: all is looked at anew, in a turn of its own, and the platform too.
pub(crate) async fn changed(tx: &mut Tx) -> anyhow::Result<()> {
    store::want(tx);
    let now = tx.now();
    tx.ring(Bell::Look, now);
    arm(tx, "", now).await
}

/// Somebody is away, or is back: many are within a short time, and a moment later is soon enough.
pub(crate) async fn absences_changed(tx: &mut Tx) -> anyhow::Result<()> {
    if jobs::armed(tx, REACH, "").await?.is_some() {
        return Ok(());
    }
    let soon = tx.now() + SOON;
    arm(tx, "", soon).await
}

async fn arm(tx: &mut Tx, subject: &str, due: At) -> anyhow::Result<()> {
    let timer = Timer {
        kind: REACH,
        subject: subject.to_owned(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// The timer: tells what is new and what is solved.
pub(super) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let all = org::departments(tx).await?;
    if due.subject.is_empty() {
        for department in &all {
            attend(tx, department).await?;
        }
        let before = tx.now() - KEPT;
        store::forget(tx, before);
        return Ok(());
    }
    let id: i64 = due.subject.parse().context("a department's number")?;
    match all.iter().find(|d| d.id == id) {
        Some(department) => attend(tx, department).await,
        None => Ok(()),
    }
}

/// Looks at one department, now and each day when its work begins.
async fn attend(tx: &mut Tx, department: &Department) -> anyhow::Result<()> {
    let now = tx.now();
    let today = day_of(now, department.zone);
    let begins = |day| moment(day, department.hours.from, department.zone);
    let tomorrow = today.succ_opt().unwrap_or(today);
    let next = if begins(today) > now {
        begins(today)
    } else {
        begins(tomorrow)
    };
    arm(tx, &department.id.to_string(), next).await?;
    let here = problems(tx, department).await?;
    let told = store::standing(tx, department.id).await?;
    let standing: Vec<Problem> = told.iter().map(|t| t.what.clone()).collect();
    let (fresh, solved) = rules::compare(&here, &standing);
    let mut touched: BTreeSet<i64> = BTreeSet::new();
    for name in &solved {
        store::solve(tx, department.id, name);
        let of = told.iter().filter(|t| t.what.name() == *name);
        touched.extend(of.filter(|t| !t.what.passed(now)).map(|t| t.message));
    }
    for message in touched {
        say(tx, department, message, false).await?;
    }
    if !solved.is_empty() {
        note(
            tx,
            department,
            "reach.solved",
            json!({ "by": solved.len() }),
        )
        .await?;
    }
    if fresh.is_empty() {
        return Ok(());
    }
    let message = tx.next_key("reach").await?;
    for problem in &fresh {
        store::tell(tx, department.id, message, problem)?;
    }
    note(tx, department, "reach.told", json!({ "by": fresh.len() })).await?;
    say(tx, department, message, true).await
}

async fn note(
    tx: &mut Tx,
    department: &Department,
    action: &'static str,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: None,
        subject: format!("department/{}", department.key),
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}

/// Says in its channel and to its leads what this message is about, as it stands now.
async fn say(
    tx: &mut Tx,
    department: &Department,
    message: i64,
    fresh: bool,
) -> anyhow::Result<()> {
    let told = store::of_message(tx, department.id, message).await?;
    let facts = org::facts(tx).await?;
    let usable = |c: &ChannelId| !facts.gone.contains(c) && !facts.shut.contains_key(c);
    if let Some(channel) = department.channel.filter(usable) {
        let card = cards::told(department.lang, department, &told, message);
        let target = Road::Channel(channel);
        post(tx, format!("reach/{message}/channel"), target, card, fresh).await?;
    }
    for user in listeners(tx, department).await? {
        let lang = org::person(tx, user).await?.lang;
        let card = cards::told(lang, department, &told, message);
        let target = Road::Direct {
            user,
            fallback: None,
        };
        let key = format!("reach/{message}/lead/{}", user.0);
        post(tx, key, target, card, fresh).await?;
    }
    Ok(())
}

/// Who hears of it by direct message: the leads as far as they are there, or whoever set the server up.
async fn listeners(tx: &mut Tx, department: &Department) -> anyhow::Result<Vec<UserId>> {
    let facts = org::facts(tx).await?;
    let there = |user: &UserId| !facts.left.contains(user) && !facts.closed.contains(user);
    let mut users: Vec<UserId> = department.leads.iter().copied().filter(there).collect();
    if users.is_empty() {
        let set_up_by = org::workspace(tx).await?.set_up.map(|(_, user)| user);
        let alone = department.channel.is_none_or(|c| facts.gone.contains(&c));
        users.extend(set_up_by.filter(there).filter(|_| alone));
    }
    Ok(users)
}

async fn post(
    tx: &mut Tx,
    key: String,
    target: Road,
    card: Card,
    fresh: bool,
) -> anyhow::Result<()> {
    // Who came to lead since was not told, and an edit would tell them of what is solved.
    if !fresh && !outbox::said(tx, &key).await? {
        return Ok(());
    }
    let post = Post {
        key,
        target,
        op: if fresh {
            Op::Create(card)
        } else {
            Op::Edit(card)
        },
        priority: Priority::Action,
        why: json!({ "rule": "incident:reach" }),
    };
    outbox::post(tx, &post).await
}

/// What keeps pages of this department from reaching somebody, as things stand.
pub(crate) async fn problems(tx: &mut Tx, department: &Department) -> anyhow::Result<Vec<Problem>> {
    let situation = situation(tx, department).await?;
    Ok(rules::problems(&situation))
}

async fn situation(tx: &mut Tx, department: &Department) -> anyhow::Result<Situation> {
    let facts = org::facts(tx).await?;
    let rotations = oncall::rotations(tx, department.id).await?;
    let mut situation = Situation {
        channel: department.channel,
        role: department.role,
        places: places(&facts),
        roles_gone: facts.roles_gone.clone(),
        rotations: rotations.iter().map(|r| r.name.to_lowercase()).collect(),
        ..Situation::default()
    };
    let mut parts: BTreeMap<UserId, BTreeSet<rules::Part>> = BTreeMap::new();
    for rotation in &rotations {
        for user in &rotation.members {
            let part = rules::Part::Rotation(rotation.name.clone());
            parts.entry(*user).or_default().insert(part);
        }
        let holes = rotation.gaps.iter().map(|(gap, regular)| Hole {
            rotation: rotation.name.clone(),
            from: gap.from,
            to: gap.to,
            regular: *regular,
        });
        situation.holes.extend(holes);
    }
    let now = tx.now();
    for (key, policy) in plans(tx, department).await? {
        let duty = duty::of_policy(tx, &policy, Some(department), now).await?;
        for target in policy.levels.iter().flat_map(|level| &level.targets) {
            let of = match (target, &key) {
                (Target::Person(user), Some(key)) => Some((*user, key)),
                _ => None,
            };
            if let Some((user, key)) = of {
                let part = rules::Part::Policy(key.clone());
                parts.entry(user).or_default().insert(part);
            }
        }
        let levels = policy.levels.iter().map(|level| {
            let reached = reach(&level.targets, &duty, &[]);
            (level.targets.clone(), reached)
        });
        situation.plans.push(Plan {
            key,
            levels: levels.collect(),
        });
    }
    for user in &department.leads {
        parts.entry(*user).or_default().insert(rules::Part::Lead);
    }
    for (user, parts) in parts {
        let roads = oncall::contacts(tx, user).await?;
        situation.people.push(Named {
            user,
            parts: parts.into_iter().collect(),
            left: facts.left.contains(&user),
            closed: facts.closed.contains(&user),
            other_road: !roads.is_empty(),
        });
    }
    Ok(situation)
}

fn places(facts: &Facts) -> BTreeMap<ChannelId, Place> {
    let shut = facts.shut.iter();
    let shut = shut.map(|(channel, lacks)| (*channel, Place::Shut(lacks.clone())));
    let gone = facts.gone.iter().map(|channel| (*channel, Place::Gone));
    shut.chain(gone).collect()
}

/// The policies that hold for something in a department: those assigned, and the one that ships for what is left.
async fn plans(
    tx: &mut Tx,
    department: &Department,
) -> anyhow::Result<Vec<(Option<String>, Policy)>> {
    let rules = policy_store::rules(tx).await?;
    let here = |rule: &&policy_store::Rule| rule.department.is_none_or(|d| d == department.id);
    let mut numbers: Vec<i64> = rules.iter().filter(here).map(|rule| rule.policy).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let whole = rules.iter().filter(here);
    let whole = whole
        .filter(|rule| rule.severity.is_none() && rule.service.is_none())
        .count();
    let mut found = Vec::new();
    for kept in policy_store::all(tx).await? {
        if numbers.contains(&kept.number)
            && let Ok(policy) = policies::read(tx, &kept.levels, kept.repeats).await
        {
            found.push((Some(kept.key()), policy));
        }
    }
    if whole == 0 {
        found.push((None, duty::usual(Severity::Sev1, department.channel)));
    }
    Ok(found)
}

/// What the face is to look at in this workspace.
pub(crate) async fn wanted(tx: &mut Tx, (): &()) -> anyhow::Result<Wanted> {
    let wish = store::wish(tx).await?;
    let (mut users, mut channels, mut roles) = (
        BTreeSet::<UserId>::new(),
        BTreeSet::<ChannelId>::new(),
        BTreeSet::<RoleId>::new(),
    );
    for department in org::departments(tx).await? {
        channels.extend(department.channel);
        roles.extend(department.role);
        let situation = situation(tx, &department).await?;
        users.extend(situation.people.iter().map(|named| named.user));
        for (targets, _) in situation.plans.iter().flat_map(|plan| &plan.levels) {
            channels.extend(targets.iter().filter_map(|target| match target {
                Target::Channel(channel) => Some(*channel),
                _ => None,
            }));
        }
    }
    let facts = org::facts(tx).await?;
    // Who came back although nobody counts on them any more is not kept as gone for ever.
    users.extend(&facts.left);
    Ok(Wanted {
        wish,
        users: users.into_iter().collect(),
        channels: channels.into_iter().collect(),
        roles: roles.into_iter().collect(),
    })
}

/// Takes what was seen; what is news is told in a turn of its own.
pub(crate) async fn looked(tx: &mut Tx, seen: &Looked) -> anyhow::Result<()> {
    let now = tx.now();
    let Some(learned) = &seen.learned else {
        store::looked(tx, seen.wish, now + AGAIN);
        return Ok(());
    };
    store::looked(tx, seen.wish, now + DAILY);
    if org::learn(tx, learned).await? {
        arm(tx, "", now).await?;
    }
    Ok(())
}

/// The platform told that something is gone; it concerns us only if we count on it.
pub(crate) async fn vanished(tx: &mut Tx, learned: &Learned) -> anyhow::Result<()> {
    let wanted = wanted(tx, &()).await?;
    let ours = match learned {
        Learned::Here(user, _) | Learned::Open(user, _) => wanted.users.contains(user),
        Learned::Channel(channel, _) => wanted.channels.contains(channel),
        Learned::Role(role, _) => wanted.roles.contains(role),
    };
    if ours && org::learn(tx, std::slice::from_ref(learned)).await? {
        let now = tx.now();
        arm(tx, "", now).await?;
    }
    Ok(())
}

/// Rights in a channel of ours, or (`None`) anywhere, may have changed: it is looked at.
pub(crate) async fn disturbed(tx: &mut Tx, channel: &Option<ChannelId>) -> anyhow::Result<()> {
    let all = org::departments(tx).await?;
    let facts = org::facts(tx).await?;
    let ours = match channel {
        None => !all.is_empty(),
        Some(channel) => {
            let known = facts.shut.contains_key(channel) || facts.gone.contains(channel);
            known || all.iter().any(|d| d.channel == Some(*channel))
        }
    };
    if ours {
        store::want(tx);
        let now = tx.now();
        tx.ring(Bell::Look, now);
    }
    Ok(())
}

/// When which workspace is to be looked at, the earliest first.
pub(crate) async fn any_workspace_due(
    tx: &mut Tx,
    (): &(),
) -> anyhow::Result<Vec<(WorkspaceId, At)>> {
    store::any_workspace_due(tx).await
}

/// The button under what was told: the platform is looked at now, and who takes no direct messages is sent one.
pub(super) async fn again(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let message = act.action.number;
    let department = act.action.argument.as_deref().and_then(|d| d.parse().ok());
    let department = match department {
        Some(id) => org::department_by_id(tx, id).await?,
        None => None,
    };
    let department = department.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    org::require(tx, &act.actor, "incident-respond", Some(&department)).await?;
    let told = store::of_message(tx, department.id, message).await?;
    for standing in told.iter().filter(|t| t.solved.is_none()) {
        if let Problem::Closed { user, .. } = &standing.what {
            try_direct(tx, *user).await?;
        }
    }
    changed(tx).await?;
    let card = cards::looking(act.actor.lang);
    Ok(Reply::Private(card))
}

/// Whether they take direct messages again: it comes out with this one.
async fn try_direct(tx: &mut Tx, user: UserId) -> anyhow::Result<()> {
    let number = tx.next_key("reach-try").await?;
    let lang = org::person(tx, user).await?.lang;
    let post = Post {
        key: format!("reach/try/{}/{number}", user.0),
        target: Road::Direct {
            user,
            fallback: None,
        },
        op: Op::Create(cards::trying(lang)),
        priority: Priority::Action,
        why: json!({ "rule": "incident:reach" }),
    };
    outbox::post(tx, &post).await
}

/// What is wrong in a department, as a part of another card; nothing if nothing is.
pub(super) async fn field(
    tx: &mut Tx,
    lang: Lang,
    department: &Department,
) -> anyhow::Result<Option<Field>> {
    let found = problems(tx, department).await?;
    Ok(cards::field(lang, &found))
}

/// `/oncall who`: who is on call, and what keeps pages from reaching them.
pub(crate) async fn who(tx: &mut Tx, req: &WhoIs) -> Result<Reply, Error> {
    let reply = oncall::manage::who(tx, req).await?;
    let Reply::Private(mut card) = reply else {
        return Ok(reply);
    };
    let lang = req.actor.lang;
    let departments = match &req.department {
        Some(key) => vec![org::department(tx, key).await?],
        None => org::departments(tx).await?,
    };
    for department in &departments {
        if let Some(mut field) = field(tx, lang, department).await? {
            if departments.len() > 1 {
                let name = Text::user(department.name_in(lang));
                field.name = Text::join([name, field.name], " · ");
            }
            card.fields.push(field);
        }
    }
    Ok(Reply::Private(card))
}
