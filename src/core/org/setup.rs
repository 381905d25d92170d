//! `/setup`: what makes a server ready, and what is missing.

use serde_json::json;

use crate::chat::{ChannelId, Text, Tone};
use crate::core::catalogue::{self, Set};
use crate::core::journal::{self, Entry};
use crate::core::org::cards::{self, SetUp};
use crate::core::org::types::{DepartmentRow, Workspace};
use crate::core::org::{currency, directory, require, rules, seen, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::{Lang, say};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// `/setup run`
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) actor: Actor,
    /// `all`, `six`, `five` or `none`; all the first time, none after that, unless something is chosen.
    pub(crate) departments: Option<String>,
    /// `create` or `here`.
    pub(crate) channels: Option<String>,
    /// Where the command was given.
    pub(crate) here: ChannelId,
    pub(crate) timezone: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) currency: Option<String>,
}

/// Permissions the bot lacks, by the messages with their names, in a channel or in the whole server.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    pub(crate) channel: Option<ChannelId>,
    pub(crate) permissions: Vec<&'static str>,
}

/// `/setup check`
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) actor: Actor,
    pub(crate) missing: Vec<Missing>,
}

/// Switches departments on, makes or binds their channels, and keeps the server's settings. Only ever adds.
pub(crate) async fn run(tx: &mut Tx, req: &Setup) -> Result<Reply, Error> {
    require(tx, &req.actor, "setup-run", None).await?;
    let known = directory::departments(tx).await?;
    let set = read_set(req.departments.as_deref(), known.is_empty())?;
    let create = read_channels(req.channels.as_deref())?;
    let workspace = settings(tx, req).await?;
    seen(tx, &req.actor).await?;
    let mut added = Vec::new();
    for entry in catalogue::departments()
        .iter()
        .filter(|d| set.includes(d.set))
    {
        if known.iter().any(|d| d.key == entry.key) {
            continue;
        }
        let row = DepartmentRow {
            id: tx.next_key("department").await?,
            key: entry.key.clone(),
            channel: (!create).then_some(req.here),
            version: 1,
            ..DepartmentRow::default()
        };
        store::add_department(tx, &row).await?;
        added.push(row);
    }
    let mut making = 0;
    let mut here = 0;
    for row in known.iter().chain(&added) {
        match (create, row.channel) {
            (true, None) => {
                make(tx, row, workspace.lang).await?;
                making += 1;
            }
            (false, None) => {
                let mut bound = row.clone();
                bound.channel = Some(req.here);
                store::save_department(tx, &bound).await?;
                here += 1;
            }
            (_, Some(_)) => here += usize::from(added.contains(row)),
        }
    }
    super::reach_changed(tx).await?;
    let keys: Vec<&str> = added.iter().map(|d| d.key.as_str()).collect();
    let entry = Entry {
        by: Some(req.actor.user),
        subject: "workspace".into(),
        action: "setup.run",
        before: json!(null),
        after: json!({ "added": keys, "zone": workspace.zone.name(), "locale": workspace.lang.tag(), "currency": workspace.currency }),
    };
    journal::append(tx, &entry).await?;
    let mut departments = known.iter().chain(&added).map(|d| d.key.as_str());
    let example = departments.clone().find(|key| *key == "ops");
    let done = SetUp {
        workspace: &workspace,
        zone_named: req.timezone.is_some(),
        currency_named: req.currency.is_some(),
        example: example.or_else(|| departments.next()),
        added: &added,
        kept: known.len(),
        making,
        here,
    };
    Ok(Reply::Private(cards::set_up(req.actor.lang, &done)))
}

fn read_set(typed: Option<&str>, first: bool) -> Result<Set, Refusal> {
    let Some(typed) = typed else {
        return Ok(if first { Set::All } else { Set::None });
    };
    let found = Set::NAMES.iter().find(|n| n.0 == typed.trim());
    found.map(|n| n.1).ok_or_else(|| {
        Refusal::new("refuse-setup-departments").with("departments", rules::shown(typed))
    })
}

/// Whether channels are made rather than the present one taken.
fn read_channels(typed: Option<&str>) -> Result<bool, Refusal> {
    match typed.map(str::trim) {
        None | Some("create") => Ok(true),
        Some("here") => Ok(false),
        Some(other) => {
            Err(Refusal::new("refuse-setup-channels").with("channels", rules::shown(other)))
        }
    }
}

async fn settings(tx: &mut Tx, req: &Setup) -> Result<Workspace, Error> {
    let known = directory::workspace(tx).await?;
    let mut workspace = known.unwrap_or_else(|| Workspace {
        lang: req.actor.lang,
        ..Workspace::default()
    });
    let usual = |it: &Workspace| currency::usual(it.zone, it.lang);
    // One that nobody chose follows the zone.
    let follows = workspace.set_up.is_none() || workspace.currency == usual(&workspace);
    if let Some(text) = &req.timezone {
        workspace.zone = rules::zone(text)?;
    }
    if let Some(text) = &req.locale {
        workspace.lang = rules::lang(text)?;
    }
    if let Some(text) = &req.currency {
        workspace.currency = rules::currency(text)?;
    } else if follows && (workspace.set_up.is_none() || req.timezone.is_some()) {
        usual(&workspace).clone_into(&mut workspace.currency);
    }
    if workspace.set_up.is_none() {
        workspace.set_up = Some((tx.now(), req.actor.user));
    }
    store::save_workspace(tx, &workspace).await?;
    Ok(workspace)
}

/// Asks for a department's channel and role; [`super::events`] hears of them when they exist.
pub(super) async fn make(tx: &mut Tx, row: &DepartmentRow, lang: Lang) -> anyhow::Result<()> {
    let lang = row.lang.unwrap_or(lang);
    let name = rules::name(row, lang);
    let entry = catalogue::department(&row.key);
    let channel = entry
        .map_or(row.key.as_str(), |e| e.channel.in_(lang))
        .to_owned();
    let topic = entry
        .map_or(name.as_str(), |e| e.topic.in_(lang))
        .to_owned();
    ask(
        tx,
        row,
        "channel",
        Op::MakeChannel {
            name: channel,
            topic,
        },
    )
    .await?;
    if row.role.is_none() {
        ask(tx, row, "role", Op::MakeRole { name }).await?;
    }
    Ok(())
}

async fn ask(tx: &mut Tx, row: &DepartmentRow, what: &str, op: Op) -> anyhow::Result<()> {
    // Each time it is asked for is a message of its own: a request that failed must not stand in the way of the next.
    let time = tx.next_key("org-make").await?;
    let post = Post {
        key: format!("org/department/{}/{what}/{time}", row.id),
        target: Target::Channel(row.channel.unwrap_or(ChannelId(0))),
        op,
        priority: Priority::Action,
        why: json!({ "rule": "org:setup", "department": row.key }),
    };
    outbox::post(tx, &post).await
}

/// Says what is missing, by name, and what to do about it.
pub(crate) async fn check(tx: &mut Tx, req: &Check) -> Result<Reply, Error> {
    require(tx, &req.actor, "setup-check", None).await?;
    let lang = req.actor.lang;
    let mut lines = Vec::new();
    for missing in req.missing.iter().filter(|m| !m.permissions.is_empty()) {
        let names = missing
            .permissions
            .iter()
            .map(|p| Text::trusted(format!("**{}**", say(lang, p, &[]))));
        let names = Text::join(names, ", ");
        lines.push(match missing.channel {
            Some(channel) => cards::text(
                lang,
                "check-permissions-channel",
                &[
                    ("permissions", names.into()),
                    ("channel", Text::channel(channel).into()),
                ],
            ),
            None => cards::text(lang, "check-permissions", &[("permissions", names.into())]),
        });
    }
    let departments = super::departments(tx).await?;
    if departments.is_empty() {
        lines.push(cards::text(lang, "check-no-departments", &[]));
    }
    for d in &departments {
        let args = [
            ("key", d.key.as_str().into()),
            ("name", Text::user(d.name_in(lang)).into()),
        ];
        if d.channel.is_none() {
            lines.push(cards::text(lang, "check-no-channel", &args));
        }
        if d.leads.is_empty() {
            lines.push(cards::text(lang, "check-no-lead", &args));
        }
    }
    let dead = outbox::dead_letters(tx, 50).await?;
    if !dead.is_empty() {
        lines.push(cards::text(
            lang,
            "check-dead",
            &[("posts", dead.len().into())],
        ));
    }
    if lines.is_empty() {
        return Ok(Reply::Private(cards::sentence(
            lang,
            Tone::Good,
            "check-fine",
            &[],
        )));
    }
    let mut card = cards::listing(lang, "check-title", "check-fine", &lines, 0, "check");
    // What is missing is read off the platform each time: there is no second page to turn to, the rest is counted.
    card.buttons.clear();
    card.tone = Tone::Warn;
    Ok(Reply::Private(card))
}
