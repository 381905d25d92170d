//! Heartbeats: an address that a job calls; not called within its period and grace is an incident, and the next call ends it.
//!
//! A call that may have come while the bot itself was down is waited for anew: its own absence raises no alarm.

mod cards;
pub(crate) mod store;

use serde_json::{Value, json};

use crate::calendar::read_span;
use crate::chat::{Text, UserId, WorkspaceId};
use crate::clock::{At, Span};
use crate::core::alert::{HEARTBEAT, setup, token};
use crate::core::incident::{self, Alerts, Kind, Opening, Origin, Severity};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department};
use crate::core::words::exact_length;
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::i18n::say;
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::store::Tx;

/// The shortest period, and the shortest grace that is set by itself.
const SHORTEST: Span = Span::seconds(30);
const GRACE: (Span, Span) = (Span::minutes(1), Span::hours(1));
/// A timer that comes later than this says that the bot was down.
const DOWN: Span = Span::seconds(30);

/// A heartbeat as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Heartbeat {
    pub(crate) number: i64,
    pub(crate) department: i64,
    pub(crate) name: String,
    pub(crate) token_hash: String,
    pub(crate) period: Span,
    pub(crate) grace: Span,
    pub(crate) severity: Severity,
    pub(crate) last: Option<At>,
    /// Its incident while it is missing; 0: none.
    pub(crate) incident: i64,
    pub(crate) deleted: bool,
    pub(crate) by: UserId,
    pub(crate) at: At,
}

impl Heartbeat {
    fn key(&self) -> String {
        format!("HB-{}", self.number)
    }
    /// When it is missed.
    fn due(&self) -> At {
        self.last.unwrap_or(self.at) + self.period + self.grace
    }
}

/// `/heartbeat create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) name: String,
    pub(crate) every: String,
    pub(crate) grace: Option<String>,
    pub(crate) department: String,
    pub(crate) severity: Option<String>,
    /// What addresses start with.
    pub(crate) base: String,
}

/// A command about one heartbeat.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) heartbeat: String,
}

/// Where a heartbeat is, for who is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pulse {
    pub(crate) workspace: WorkspaceId,
    pub(crate) number: i64,
    pub(crate) token_hash: String,
}

/// Whose token has this hash. Reads any workspace's.
pub(crate) async fn pulse(tx: &mut Tx, hash: &str) -> anyhow::Result<Option<Pulse>> {
    let found = store::any_workspace_by_token(tx, hash).await?;
    Ok(found.map(|(workspace, number)| Pulse {
        workspace,
        number,
        token_hash: hash.to_owned(),
    }))
}

/// It was called. `false` if it is there no more.
pub(crate) async fn beat(tx: &mut Tx, pulse: &Pulse) -> anyhow::Result<bool> {
    let found = store::one(tx, pulse.number).await?;
    let Some(mut heartbeat) = found.filter(|h| token::same(&h.token_hash, &pulse.token_hash))
    else {
        return Ok(false);
    };
    heartbeat.last = Some(tx.now());
    if heartbeat.incident != 0 {
        let alerts = Alerts {
            recovered: 1,
            reports: 1,
            ..Alerts::default()
        };
        incident::recovered(tx, heartbeat.incident, &alerts).await?;
        heartbeat.incident = 0;
    }
    store::save(tx, &heartbeat);
    arm(tx, &heartbeat, heartbeat.due()).await?;
    Ok(true)
}

async fn arm(tx: &mut Tx, heartbeat: &Heartbeat, due: At) -> anyhow::Result<()> {
    let timer = Timer {
        kind: HEARTBEAT,
        subject: heartbeat.number.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Nobody called in time.
pub(super) async fn on_timer(tx: &mut Tx, due: &Due, number: i64) -> anyhow::Result<()> {
    let Some(mut heartbeat) = store::one(tx, number).await? else {
        return Ok(());
    };
    let now = tx.now();
    if now - due.due > DOWN {
        // Nobody could have been heard: they have their grace again from now.
        return arm(tx, &heartbeat, now + heartbeat.grace.max(GRACE.0)).await;
    }
    let department = org::department_by_id(tx, heartbeat.department).await?;
    let lang = department.map(|d| d.lang).unwrap_or_default();
    let args = [("name", heartbeat.name.as_str().into())];
    let opening = Opening {
        department: heartbeat.department,
        kind: Kind::Fault,
        severity: heartbeat.severity,
        title: say(lang, "heartbeat-missed-title", &args),
        service: String::new(),
        project: String::new(),
        details: say(
            lang,
            "heartbeat-missed-details",
            &[
                ("every", exact_length(lang, heartbeat.period).into()),
                ("grace", exact_length(lang, heartbeat.grace).into()),
            ],
        ),
        customers: false,
        origin: Origin::Heartbeat {
            number: heartbeat.number,
            name: heartbeat.name.clone(),
        },
        alerts: Alerts {
            firing: 1,
            reports: 1,
            ..Alerts::default()
        },
        silenced_until: None,
    };
    heartbeat.incident = incident::open(tx, &opening).await?;
    store::save(tx, &heartbeat);
    Ok(())
}

/// Makes one: its address is shown this once.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "heartbeat-create", Some(&department)).await?;
    if department.channel.is_none() {
        let refusal = Refusal::new("refuse-department-without-channel");
        return Err(refusal.with("department", department.key.as_str()).into());
    }
    let span = |typed: &str| {
        let refusal = Refusal::new("refuse-heartbeat-span").with("typed", Text::echo(typed));
        read_span(typed).filter(|s| *s >= SHORTEST).ok_or(refusal)
    };
    let period = span(&req.every)?;
    let grace = match &req.grace {
        Some(typed) => span(typed)?,
        None => Span(period.0 / 5).clamp(GRACE.0, GRACE.1),
    };
    let severity = match &req.severity {
        Some(typed) => Severity::read(typed).ok_or_else(|| {
            Refusal::new("refuse-alert-severity").with("typed", Text::echo(typed))
        })?,
        None => Severity::Sev2,
    };
    let token = token::new()?;
    let heartbeat = Heartbeat {
        number: tx.next_key("HB").await?,
        department: department.id,
        name: setup::name(&req.name)?,
        token_hash: token::hash(&token),
        period,
        grace,
        severity,
        last: None,
        incident: 0,
        deleted: false,
        by: req.actor.user,
        at: tx.now(),
    };
    store::save(tx, &heartbeat);
    arm(tx, &heartbeat, heartbeat.due()).await?;
    note(tx, &req.actor, &heartbeat, "heartbeat.created").await?;
    let address = format!("{}/heartbeat/{token}", req.base.trim_end_matches('/'));
    let (lang, name) = (req.actor.lang, department.name_in(req.actor.lang));
    Ok(Reply::Private(cards::created(
        lang, &heartbeat, name, &address,
    )))
}

/// All of this server.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "heartbeat-list", None).await?;
    let mut rows = Vec::new();
    for heartbeat in store::all(tx).await? {
        if let Some(department) = org::department_by_id(tx, heartbeat.department).await? {
            rows.push((heartbeat, department.name_in(actor.lang).to_owned()));
        }
    }
    Ok(Reply::Private(cards::list(actor.lang, &rows)))
}

/// Asks whether it is really to be deleted.
pub(crate) async fn delete(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (heartbeat, _) = load(tx, req).await?;
    Ok(Reply::Private(cards::confirm_delete(
        req.actor.lang,
        &heartbeat,
    )))
}

/// Deletes it: confirmed.
pub(super) async fn delete_now(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut heartbeat, _) = load(tx, req).await?;
    heartbeat.deleted = true;
    heartbeat.token_hash = format!("deleted/{}/{}", tx.workspace().0, heartbeat.number);
    heartbeat.by = req.actor.user;
    heartbeat.at = tx.now();
    store::save(tx, &heartbeat);
    jobs::disarm(tx, HEARTBEAT, &heartbeat.number.to_string()).await?;
    note(tx, &req.actor, &heartbeat, "heartbeat.deleted").await?;
    Ok(Reply::Update(cards::about(
        req.actor.lang,
        "heartbeat-deleted",
        &heartbeat,
    )))
}

/// Not deleted after all.
pub(super) async fn keep(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (heartbeat, _) = load(tx, req).await?;
    Ok(Reply::Update(cards::about(
        req.actor.lang,
        "heartbeat-kept",
        &heartbeat,
    )))
}

async fn load(tx: &mut Tx, req: &One) -> Result<(Heartbeat, Department), Error> {
    let all = store::all(tx).await?;
    let typed = req.heartbeat.trim().to_lowercase();
    let number = typed.strip_prefix("hb-").unwrap_or(&typed).parse().ok();
    let found = all
        .into_iter()
        .find(|h| Some(h.number) == number || h.name.to_lowercase() == typed);
    let unknown = || {
        let refusal = Refusal::new("refuse-heartbeat-unknown");
        refusal.with("typed", Text::echo(&req.heartbeat))
    };
    let heartbeat = found.ok_or_else(unknown)?;
    let department = org::department_by_id(tx, heartbeat.department).await?;
    let department = department.ok_or_else(unknown)?;
    org::require(tx, &req.actor, "heartbeat-delete", Some(&department)).await?;
    Ok((heartbeat, department))
}

/// Offers heartbeats while somebody types.
pub(crate) async fn suggest(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let typed = typed.trim().to_lowercase();
    let all = store::all(tx).await?;
    let shown = all.iter().map(|h| Suggestion {
        label: format!("{} · {}", h.key(), h.name),
        value: h.key(),
    });
    let fits = |s: &Suggestion| s.label.to_lowercase().contains(&typed);
    Ok(shown.filter(fits).take(25).collect())
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    heartbeat: &Heartbeat,
    action: &'static str,
) -> anyhow::Result<()> {
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("heartbeat/{}", heartbeat.number),
        action,
        before: Value::Null,
        after: json!({ "name": heartbeat.name, "every": heartbeat.period.0, "grace": heartbeat.grace.0 }),
    };
    journal::append(tx, &entry).await
}
