//! What became of deliveries: channels and roles that exist now, and posts that somebody must hear of by another road.

use serde_json::json;

use crate::chat::{ChannelId, RoleId, Text, Tone, UserId};
use crate::clock::Span;
use crate::core::journal::{self, Entry};
use crate::core::org::{cards, departments, directory, facts, store};
use crate::i18n::{Lang, say};
use crate::outbox::{self, Event, Op, Post, Priority, Target};
use crate::store::Tx;

/// A delivery came out.
pub(super) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    facts::on_event(tx, event).await?;
    match event {
        Event::Made { key, id } => match subject(key) {
            Some((department, "channel")) => made_channel(tx, department, ChannelId(*id)).await,
            Some((department, "role")) => made_role(tx, department, RoleId(*id)).await,
            _ => Ok(()),
        },
        Event::Dead {
            key,
            target,
            code,
            why,
        } => dead(tx, key, target, *code, why).await,
        Event::Delivered { .. } | Event::Late { .. } | Event::DirectTaken { .. } => Ok(()),
        Event::DirectRefused { key, user } => {
            let entry = Entry {
                by: None,
                subject: format!("user/{}", user.0),
                action: "direct.refused",
                before: json!(null),
                after: json!({ "key": key }),
            };
            journal::append(tx, &entry).await
        }
    }
}

/// `org/department/3/channel/7` → 3, channel.
fn subject(key: &str) -> Option<(i64, &str)> {
    let mut parts = key.strip_prefix("org/department/")?.split('/');
    Some((parts.next()?.parse().ok()?, parts.next()?))
}

async fn made_channel(tx: &mut Tx, id: i64, channel: ChannelId) -> anyhow::Result<()> {
    let rows = directory::departments(tx).await?;
    let Some(mut row) = rows.into_iter().find(|r| r.id == id) else {
        return Ok(());
    };
    if row.channel.is_none() {
        row.channel = Some(channel);
        store::save_department(tx, &row).await?;
        note(
            tx,
            &row.key,
            "department.channel-made",
            json!({ "channel": channel.0.to_string() }),
        )
        .await?;
    }
    let Some(department) = super::department_by_id(tx, id).await? else {
        return Ok(());
    };
    let post = Post {
        key: format!("org/department/{id}/welcome"),
        target: Target::Channel(channel),
        op: Op::Create(cards::welcome(&department)),
        priority: Priority::Notice,
        why: json!({ "rule": "org:welcome", "department": row.key }),
    };
    outbox::post(tx, &post).await
}

async fn made_role(tx: &mut Tx, id: i64, role: RoleId) -> anyhow::Result<()> {
    let rows = directory::departments(tx).await?;
    let Some(mut row) = rows.into_iter().find(|r| r.id == id) else {
        return Ok(());
    };
    if row.role.is_some() {
        return Ok(());
    }
    row.role = Some(role);
    store::save_department(tx, &row).await?;
    note(
        tx,
        &row.key,
        "department.role-made",
        json!({ "role": role.0.to_string() }),
    )
    .await?;
    store::forget_seen(tx).await?;
    departments::give_role(tx, &row).await
}

async fn note(
    tx: &mut Tx,
    key: &str,
    action: &'static str,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let subject = format!("department/{key}");
    journal::append(
        tx,
        &Entry {
            by: None,
            subject,
            action,
            before: json!(null),
            after,
        },
    )
    .await
}

/// Why a post could not be delivered, in words that say what to do.
pub(super) fn reason(lang: Lang, code: Option<i64>) -> String {
    let id = match code {
        Some(10_003) => "delivery-code-unknown-channel",
        Some(50_001) => "delivery-code-access",
        Some(50_013) => "delivery-code-permission",
        Some(50_007) => "delivery-code-direct",
        Some(30_005 | 30_013) => "delivery-code-full",
        _ => "delivery-code-other",
    };
    say(lang, id, &[])
}

async fn dead(
    tx: &mut Tx,
    key: &str,
    target: &Target,
    code: Option<i64>,
    why: &str,
) -> anyhow::Result<()> {
    tracing::warn!(
        workspace.id = tx.workspace().0,
        key,
        ?code,
        why,
        "a post was given up"
    );
    // A message that says that a message failed must not call for another one.
    if key.starts_with("org/dead/") {
        return Ok(());
    }
    let place = match target {
        Target::Channel(channel) => channel.0.to_string(),
        Target::Direct { user, .. } => format!("user-{}", user.0),
        Target::ThreadOf(_) => "thread".to_owned(),
        Target::Mail { .. } => "mail".to_owned(),
        Target::Hook { .. } => "hook".to_owned(),
    };
    let about = format!("delivery/{place}/{}", code.unwrap_or(0));
    let since = tx.now() - Span::days(1);
    if journal::happened(tx, &about, "delivery.failed", since).await? {
        return Ok(());
    }
    let after = json!({ "key": key, "code": code });
    journal::append(
        tx,
        &Entry {
            by: None,
            subject: about,
            action: "delivery.failed",
            before: json!(null),
            after,
        },
    )
    .await?;
    let department = match target {
        Target::Channel(channel) => departments(tx)
            .await?
            .into_iter()
            .find(|d| d.channel == Some(*channel)),
        Target::Direct { .. } | Target::ThreadOf(_) | Target::Mail { .. } | Target::Hook { .. } => {
            None
        }
    };
    let department = match (department, subject(key)) {
        (None, Some((id, _))) => super::department_by_id(tx, id).await?,
        (found, _) => found,
    };
    let set_up_by = super::workspace(tx).await?.set_up.map(|s| s.1);
    let mut told: Vec<UserId> = department.map(|d| d.leads).unwrap_or_default();
    if told.is_empty() {
        told.extend(set_up_by);
    }
    for user in told
        .into_iter()
        .filter(|u| !matches!(target, Target::Direct { user, .. } if user == u))
    {
        tell(tx, user, target, code).await?;
    }
    Ok(())
}

async fn tell(tx: &mut Tx, user: UserId, target: &Target, code: Option<i64>) -> anyhow::Result<()> {
    let lang = super::person(tx, user).await?.lang;
    let place = match target {
        Target::Channel(c) if c.0 != 0 => Text::channel(*c),
        Target::Direct { user, .. } => Text::mention(*user),
        Target::Channel(_) | Target::ThreadOf(_) => cards::text(lang, "delivery-here", &[]),
        Target::Mail { .. } => cards::text(lang, "delivery-mail", &[]),
        Target::Hook { .. } => cards::text(lang, "delivery-hook", &[]),
    };
    let args = [("place", place.into()), ("why", reason(lang, code).into())];
    let time = tx.next_key("org-dead").await?;
    let post = Post {
        key: format!("org/dead/{}/{time}", user.0),
        target: Target::Direct {
            user,
            fallback: None,
        },
        op: Op::Create(cards::sentence(lang, Tone::Bad, "delivery-failed", &args)),
        priority: Priority::Action,
        why: json!({ "rule": "org:delivery" }),
    };
    outbox::post(tx, &post).await
}
