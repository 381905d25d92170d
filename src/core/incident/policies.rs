//! `/escalation`: policies are made, shown with who would be paged now, changed, and assigned to where they hold.

use std::collections::BTreeMap;

use serde_json::json;

use crate::chat::{Text, UserId};
use crate::core::incident::paging::{Duty, Event as Happened, Who, reach};
use crate::core::incident::policy::Policy;
use crate::core::incident::policy_picture::{self, Drawn};
use crate::core::incident::policy_store::{self as store, Kept, Rule};
use crate::core::incident::rules::Severity;
use crate::core::incident::types::Incident;
use crate::core::incident::{
    card, duty, policy_cards, reachable, reading, room, store as incidents,
};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::store::Tx;

const NAME_MOST: usize = 60;
/// Once more after the first time, unless somebody says otherwise.
const REPEATS: i64 = 1;
const OFFERED: usize = 25;

/// `/escalation create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) name: String,
    pub(crate) levels: String,
    pub(crate) repeat: Option<i64>,
}

/// `/escalation show`
#[derive(Clone, Debug)]
pub(crate) struct Show {
    pub(crate) actor: Actor,
    pub(crate) policy: Option<String>,
}

/// `/escalation edit`
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) actor: Actor,
    pub(crate) policy: String,
    pub(crate) name: Option<String>,
    pub(crate) levels: Option<String>,
    pub(crate) repeat: Option<i64>,
}

/// `/escalation assign`
#[derive(Clone, Debug)]
pub(crate) struct Assign {
    pub(crate) actor: Actor,
    pub(crate) policy: String,
    pub(crate) department: Option<String>,
    pub(crate) severity: Option<String>,
    pub(crate) service: Option<String>,
}

/// Somebody types the option `policy`.
#[derive(Clone, Debug)]
pub(crate) struct TypingPolicy {
    pub(crate) typed: String,
}

/// Makes a policy. The first one of a department holds for all of it at once.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "escalation-create", Some(&department)).await?;
    let name = read_name(&req.name)?;
    let repeats = req.repeat.unwrap_or(REPEATS);
    let policy = read(tx, &req.levels, repeats).await?;
    let kept = Kept {
        number: tx.next_key("ESC").await?,
        department: department.id,
        name,
        levels: policy.to_string(),
        repeats,
    };
    store::save(tx, &kept).await?;
    org::reach_changed(tx).await?;
    note(tx, &req.actor, &kept, "escalation.created").await?;
    let rules = store::rules(tx).await?;
    if !rules
        .iter()
        .any(|rule| rule.department == Some(department.id))
    {
        let rule = Rule {
            department: Some(department.id),
            severity: None,
            service: None,
            policy: kept.number,
        };
        store::assign(tx, &rule).await?;
        apply(tx).await?;
    }
    shown(tx, &req.actor, &kept, &department, &policy).await
}

/// Shows one policy, or lists all.
pub(crate) async fn show(tx: &mut Tx, req: &Show) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "escalation-show", None).await?;
    let Some(typed) = &req.policy else {
        let all = store::all(tx).await?;
        return Ok(Reply::Private(policy_cards::list(req.actor.lang, &all)));
    };
    let (kept, department) = find(tx, typed).await?;
    let policy = read(tx, &kept.levels, kept.repeats).await?;
    shown(tx, &req.actor, &kept, &department, &policy).await
}

/// Changes a policy; what is open and follows it does so from now on.
pub(crate) async fn edit(tx: &mut Tx, req: &Edit) -> Result<Reply, Error> {
    let (mut kept, department) = find(tx, &req.policy).await?;
    org::require(tx, &req.actor, "escalation-edit", Some(&department)).await?;
    if let Some(name) = &req.name {
        kept.name = read_name(name)?;
    }
    kept.repeats = req.repeat.unwrap_or(kept.repeats);
    let levels = req.levels.as_deref().unwrap_or(&kept.levels);
    let policy = read(tx, levels, kept.repeats).await?;
    kept.levels = policy.to_string();
    store::save(tx, &kept).await?;
    org::reach_changed(tx).await?;
    note(tx, &req.actor, &kept, "escalation.edited").await?;
    apply(tx).await?;
    shown(tx, &req.actor, &kept, &department, &policy).await
}

/// Says where a policy holds.
pub(crate) async fn assign(tx: &mut Tx, req: &Assign) -> Result<Reply, Error> {
    let (kept, own) = find(tx, &req.policy).await?;
    let department = match &req.department {
        Some(key) => org::department(tx, key).await?,
        None => own,
    };
    org::require(tx, &req.actor, "escalation-assign", Some(&department)).await?;
    let severity = match req.severity.as_deref() {
        Some(text) => Some(reading::read_severity(text)?),
        None => None,
    };
    let service = req.service.as_deref().map(str::trim);
    let rule = Rule {
        department: Some(department.id),
        severity,
        service: service.filter(|s| !s.is_empty()).map(str::to_lowercase),
        policy: kept.number,
    };
    store::assign(tx, &rule).await?;
    org::reach_changed(tx).await?;
    note(tx, &req.actor, &kept, "escalation.assigned").await?;
    apply(tx).await?;
    Ok(Reply::Private(policy_cards::assigned(
        req.actor.lang,
        &kept,
        &department,
        &rule,
    )))
}

/// Policies by key and name.
pub(crate) async fn suggest(tx: &mut Tx, req: &TypingPolicy) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let all = store::all(tx).await?;
    let fits = |kept: &&Kept| {
        let key = kept.key().to_lowercase();
        key.contains(&typed) || kept.name.to_lowercase().contains(&typed)
    };
    let offered = all
        .iter()
        .filter(fits)
        .take(OFFERED)
        .map(|kept| Suggestion {
            label: format!("{} · {}", kept.key(), kept.name),
            value: kept.key(),
        });
    Ok(offered.collect())
}

/// The policy that was assigned for an incident: the most particular one that fits.
pub(super) async fn assigned(
    tx: &mut Tx,
    department: i64,
    severity: Severity,
    service: &str,
) -> anyhow::Result<Option<Policy>> {
    let which = which(tx, department, severity, service).await?;
    Ok(which.map(|(_, policy)| policy))
}

/// The same, with what it is called.
pub(super) async fn which(
    tx: &mut Tx,
    department: i64,
    severity: Severity,
    service: &str,
) -> anyhow::Result<Option<(Kept, Policy)>> {
    let service = service.trim().to_lowercase();
    let fits = |rule: &Rule| {
        rule.department.is_none_or(|d| d == department)
            && rule.severity.is_none_or(|s| s == severity)
            && rule.service.as_ref().is_none_or(|s| *s == service)
    };
    let weight = |rule: &Rule| {
        (
            rule.service.is_some(),
            rule.severity.is_some(),
            rule.department.is_some(),
        )
    };
    let rules = store::rules(tx).await?;
    let Some(best) = rules.iter().filter(|r| fits(r)).max_by_key(|r| weight(r)) else {
        return Ok(None);
    };
    let all = store::all(tx).await?;
    let Some(kept) = all.into_iter().find(|kept| kept.number == best.policy) else {
        return Ok(None);
    };
    // A department that was taken away since leaves a word nobody knows: the usual policy holds then.
    let policy = read(tx, &kept.levels, kept.repeats).await.ok();
    Ok(policy.map(|policy| (kept, policy)))
}

/// What is open follows the policies as they are now.
async fn apply(tx: &mut Tx) -> Result<(), Error> {
    for mut incident in incidents::open(tx).await? {
        let policy = of(tx, &incident).await?;
        if policy != incident.paging.policy {
            room::hear(tx, &mut incident, &Happened::PolicyChanged(policy)).await?;
            incidents::save(tx, &incident).await?;
            card::refresh(tx, &incident).await?;
        }
    }
    Ok(())
}

async fn of(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Policy> {
    let policy = duty::policy_for(
        tx,
        incident.department,
        incident.severity,
        &incident.service,
    )
    .await?;
    super::outside::with_partner(tx, incident, policy).await
}

/// Reads the levels of a policy that is kept, or what somebody typed.
pub(super) async fn read(tx: &mut Tx, levels: &str, repeats: i64) -> Result<Policy, Error> {
    let departments = org::departments(tx).await?;
    let keys: Vec<&str> = departments.iter().map(|d| d.key.as_str()).collect();
    Ok(Policy::read(levels, repeats, &keys)?)
}

fn read_name(text: &str) -> Result<String, Refusal> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > NAME_MOST || name.chars().any(char::is_control) {
        return Err(Refusal::new("refuse-escalation-name").with("most", NAME_MOST));
    }
    Ok(name.to_owned())
}

/// The policy of this key or name, and whose it is.
async fn find(tx: &mut Tx, typed: &str) -> Result<(Kept, Department), Error> {
    let wanted = typed.trim().to_lowercase();
    let all = store::all(tx).await?;
    let found = all
        .into_iter()
        .find(|kept| kept.key().to_lowercase() == wanted || kept.name.to_lowercase() == wanted);
    if let Some(kept) = found
        && let Some(department) = org::department_by_id(tx, kept.department).await?
    {
        return Ok((kept, department));
    }
    Err(Refusal::new("refuse-escalation-unknown")
        .with("typed", Text::echo(typed))
        .into())
}

/// The policy with who would be paged at each of its levels now.
async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    kept: &Kept,
    department: &Department,
    policy: &Policy,
) -> Result<Reply, Error> {
    let now = tx.now();
    let duty: Duty = duty::of_policy(tx, policy, Some(department), now).await?;
    let levels = policy.levels.iter();
    let reached = levels.map(|level| reach(&level.targets, &duty, &[]));
    let reached: Vec<_> = reached.collect();
    let rules = store::rules(tx).await?;
    let rules: Vec<Rule> = rules
        .into_iter()
        .filter(|rule| rule.policy == kept.number)
        .collect();
    let departments = org::departments(tx).await?;
    let mut card = policy_cards::show(
        actor.lang,
        (kept, department, &departments),
        (policy, &reached),
        &rules,
    );
    let mut names = BTreeMap::new();
    for (found, not) in &reached {
        let whoever = found.iter().map(|(who, _)| *who);
        for who in whoever.chain(not.iter().map(|(_, who, _)| *who)) {
            name(tx, &mut names, who).await?;
        }
    }
    card.files.extend(policy_picture::picture(&Drawn {
        lang: actor.lang,
        title: &format!("{} · {}", kept.key(), kept.name),
        subtitle: department.name_in(actor.lang),
        policy,
        reached: &reached,
        names: &names,
    }));
    let problems = reachable::field(tx, actor.lang, department).await?;
    card.fields.extend(problems);
    Ok(Reply::Private(card))
}

/// What somebody is called, for the picture.
async fn name(tx: &mut Tx, names: &mut BTreeMap<UserId, String>, who: Who) -> anyhow::Result<()> {
    if let Who::Person(user) = who
        && !names.contains_key(&user)
    {
        names.insert(user, org::person(tx, user).await?.name);
    }
    Ok(())
}

async fn note(tx: &mut Tx, actor: &Actor, kept: &Kept, action: &'static str) -> anyhow::Result<()> {
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("escalation/{}", kept.number),
        action,
        before: json!(null),
        after: json!({ "name": kept.name, "levels": kept.levels, "repeats": kept.repeats }),
    };
    journal::append(tx, &entry).await
}
