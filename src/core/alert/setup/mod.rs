//! Integrations: making, listing, rotating and deleting them, and whose a token is.

mod cards;
pub(crate) mod store;
mod test;

use serde_json::{Value, json};

use crate::chat::{Text, UserId, WorkspaceId};
use crate::clock::{At, Span};
use crate::core::alert::severity::SeverityMap;
use crate::core::alert::token;
use crate::core::alert::types::{Integration, Kind};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::store::Tx;

pub(crate) use crate::core::alert::setup::test::test;

/// After a rotation the token before is good for so long.
const GRACE: Span = Span::hours(24);
/// A mapping that works, for who typed one that does not.
const MAPPING: &str = r#"{"title":"/heartbeat/msg","dedup_key":"/monitor/id"}"#;
/// Characters of a name.
const NAME: usize = 60;

/// `/integration create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) severity_map: Option<String>,
    /// JSON, and what is wrong with it: it is read by who reads what comes in.
    pub(crate) mapping: Option<String>,
    pub(crate) bad_mapping: Option<String>,
    /// What addresses start with.
    pub(crate) base: String,
}

/// A command about one integration.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    /// Key or name.
    pub(crate) integration: String,
    /// What addresses start with.
    pub(crate) base: String,
}

/// Whose a token is, for who reads what comes with it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Door {
    pub(crate) workspace: WorkspaceId,
    pub(crate) integration: i64,
    pub(crate) kind: Kind,
    /// JSON; empty: none.
    pub(crate) mapping: String,
}

/// Whose token has this hash. Reads any workspace's.
pub(crate) async fn door(tx: &mut Tx, hash: &str) -> anyhow::Result<Option<Door>> {
    let now = tx.now();
    let found = store::any_workspace_by_token(tx, hash).await?;
    Ok(found
        .filter(|(_, it)| is_of(it, hash, now))
        .map(|(workspace, it)| Door {
            workspace,
            integration: it.number,
            kind: it.kind,
            mapping: it.mapping,
        }))
}

/// The department and the key of the integration that this token is good for now; none if there is none. Something came from it.
pub(crate) async fn sender(
    tx: &mut Tx,
    number: i64,
    hash: &str,
) -> anyhow::Result<Option<(i64, String)>> {
    let now = tx.now();
    let all = store::made(tx).await?;
    let found = all
        .iter()
        .find(|it| it.number == number && is_of(it, hash, now));
    if found.is_some() {
        store::seen(tx, number);
    }
    Ok(found.map(|it| (it.department, it.key())))
}

/// Who made an integration, or renewed its token last: in whose name it asks.
pub(super) async fn owner(tx: &mut Tx, number: i64) -> anyhow::Result<UserId> {
    let all = store::made(tx).await?;
    let found = all.iter().find(|it| it.number == number);
    Ok(found.map_or(UserId(0), |it| it.state_by))
}

/// The token with this hash is good for this integration now.
pub(super) fn is_of(integration: &Integration, hash: &str, now: At) -> bool {
    let before = integration.previous.as_ref();
    let before = before.is_some_and(|(old, until)| now < *until && token::same(old, hash));
    token::same(&integration.token_hash, hash) || before
}

/// Makes an integration: its address and secret are shown this once.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "integration-create", Some(&department)).await?;
    if department.channel.is_none() {
        let refusal = Refusal::new("refuse-department-without-channel");
        return Err(refusal.with("department", department.key.as_str()).into());
    }
    let kind = Kind::read(&req.kind).ok_or_else(|| {
        Refusal::new("refuse-integration-kind").with("kind", Text::echo(&req.kind))
    })?;
    let severities = SeverityMap::read(req.severity_map.as_deref().unwrap_or_default())?;
    if req.mapping.is_some() && kind != Kind::Generic {
        return Err(Refusal::new("refuse-integration-mapping-kind").into());
    }
    if let Some(why) = &req.bad_mapping {
        let refusal = Refusal::new("refuse-integration-mapping").with("why", Text::echo(why));
        return Err(refusal.with("example", MAPPING).into());
    }
    let name = name(&req.name)?;
    let known = store::made(tx).await?;
    if let Some(same) = known
        .iter()
        .find(|i| i.name.to_lowercase() == name.to_lowercase())
    {
        let refusal = Refusal::new("refuse-integration-exists").with("key", same.key());
        return Err(refusal.with("name", Text::user(&same.name)).into());
    }
    let token = token::new()?;
    let integration = Integration {
        number: tx.next_key("INT").await?,
        department: department.id,
        kind,
        name,
        token_hash: token::hash(&token),
        previous: None,
        severities,
        mapping: req.mapping.clone().unwrap_or_default(),
        deleted: false,
        state_by: req.actor.user,
        state_at: tx.now(),
        last_at: None,
    };
    store::save(tx, &integration);
    note(tx, &req.actor, &integration, "integration.created").await?;
    Ok(Reply::Private(cards::created(
        req.actor.lang,
        "integration-created",
        &integration,
        &department,
        &cards::Secret::of(&req.base, &token),
    )))
}

/// What people call something: a line that is not empty nor long.
pub(super) fn name(typed: &str) -> Result<String, Refusal> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(Refusal::new("refuse-name-empty"));
    }
    let length = name.chars().count();
    if length > NAME {
        let refusal = Refusal::new("refuse-name-long").with("length", length);
        return Err(refusal.with("most", NAME));
    }
    Ok(name.to_owned())
}

/// Gives it a new token; the one before is good for a while, so that the sender can be changed without a gap.
pub(crate) async fn rotate(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut integration, department) = load(tx, req, "integration-rotate").await?;
    let token = token::new()?;
    let old = std::mem::replace(&mut integration.token_hash, token::hash(&token));
    integration.previous = Some((old, tx.now() + GRACE));
    integration.state_by = req.actor.user;
    integration.state_at = tx.now();
    store::save(tx, &integration);
    note(tx, &req.actor, &integration, "integration.rotated").await?;
    Ok(Reply::Private(cards::created(
        req.actor.lang,
        "integration-rotated",
        &integration,
        &department,
        &cards::Secret::of(&req.base, &token),
    )))
}

/// Asks whether it is really to be deleted.
pub(crate) async fn delete(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (integration, department) = load(tx, req, "integration-delete").await?;
    let lang = req.actor.lang;
    Ok(Reply::Private(cards::confirm_delete(
        lang,
        &integration,
        &department,
    )))
}

/// Deletes it: confirmed.
pub(super) async fn delete_now(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut integration, _) = load(tx, req, "integration-delete").await?;
    integration.deleted = true;
    // Its token is nobody's from now on.
    integration.token_hash = format!("deleted/{}/{}", tx.workspace().0, integration.number);
    integration.previous = None;
    integration.state_by = req.actor.user;
    integration.state_at = tx.now();
    store::save(tx, &integration);
    note(tx, &req.actor, &integration, "integration.deleted").await?;
    Ok(Reply::Update(cards::about(
        req.actor.lang,
        "integration-deleted",
        &integration,
    )))
}

/// Not deleted after all.
pub(super) async fn keep(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (integration, _) = load(tx, req, "integration-delete").await?;
    Ok(Reply::Update(cards::about(
        req.actor.lang,
        "integration-kept",
        &integration,
    )))
}

/// All of this server.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "integration-list", None).await?;
    let mut rows = Vec::new();
    for integration in store::made(tx).await? {
        if let Some(department) = org::department_by_id(tx, integration.department).await? {
            rows.push((integration, department.name_in(actor.lang).to_owned()));
        }
    }
    Ok(Reply::Private(cards::list(actor.lang, &rows)))
}

/// The integration of this key or name and its department, if the actor may do this with it.
pub(super) async fn load(
    tx: &mut Tx,
    req: &One,
    use_case: &str,
) -> Result<(Integration, Department), Error> {
    let all = store::made(tx).await?;
    let typed = req.integration.trim().to_lowercase();
    let number = typed.strip_prefix("int-").unwrap_or(&typed).parse().ok();
    let found = all
        .iter()
        .find(|i| Some(i.number) == number || i.name.to_lowercase() == typed);
    let unknown = || {
        let refusal = Refusal::new("refuse-integration-unknown");
        refusal.with("typed", Text::echo(&req.integration))
    };
    let integration = found.ok_or_else(unknown)?.clone();
    let department = org::department_by_id(tx, integration.department).await?;
    let department = department.ok_or_else(unknown)?;
    org::require(tx, &req.actor, use_case, Some(&department)).await?;
    Ok((integration, department))
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    integration: &Integration,
    action: &'static str,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: Some(actor.user),
        subject: integration.subject(),
        action,
        before: Value::Null,
        after: json!({ "name": integration.name, "kind": integration.kind.name(), "severities": integration.severities.text() }),
    };
    journal::append(tx, &entry).await
}

/// Offers integrations while somebody types.
pub(crate) async fn suggest(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let typed = typed.trim().to_lowercase();
    let all = store::made(tx).await?;
    let shown = all.iter().map(|i| Suggestion {
        label: format!("{} · {} · {}", i.key(), i.name, i.kind.name()),
        value: i.key(),
    });
    Ok(shown
        .filter(|s| s.label.to_lowercase().contains(&typed))
        .take(25)
        .collect())
}
