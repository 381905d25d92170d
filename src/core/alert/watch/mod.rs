//! Watch rules: messages of a channel that match an expression open an incident, and while it is open, further matches are added to it;
//! or each becomes a task or a handoff, unless one of the same words is open.
//!
//! A rule is tried on what was written in the channel before it is saved. What people, webhooks and other bots write is heard,
//! what this bot says itself is not; threads are not, nor what an edit makes of a message. While there is no rule in any
//! workspace nobody asks for messages.

mod cards;
mod hear;
mod rules;
pub(crate) mod store;
mod work;

use serde_json::{Value, json};

use crate::chat::{ChannelId, Text};
use crate::clock::{At, Span};
use crate::core::alert::watch::rules::Action;
use crate::core::incident::Severity;
use crate::core::journal::{self, Entry};
use crate::core::org;
use crate::core::{Act, Actor, Error, Refusal, Reply, Suggestion};
use crate::store::Tx;

pub(crate) use crate::core::alert::watch::hear::{
    Heard, any_workspace_ear, any_workspace_told, deaf, hearing, on_message,
};
pub(crate) use crate::core::alert::watch::rules::{Ear, Rule, Said, State};

/// Rules of one workspace: each message is tried on those of its channel.
const RULES: usize = 50;
/// A draft that was not saved is kept so long.
const DRAFT: Span = Span::days(1);

/// What was written in a channel lately, as far as the bot may read it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Recent {
    /// Newest first.
    pub(crate) said: Vec<Said>,
    /// The bot may see the channel, and what was written before.
    pub(crate) open: bool,
    /// Discord lets the bot read what messages say.
    pub(crate) words: bool,
}

/// `/watch add`
#[derive(Clone, Debug)]
pub(crate) struct Add {
    pub(crate) actor: Actor,
    pub(crate) channel: ChannelId,
    /// The actor may read that channel.
    pub(crate) reads: bool,
    pub(crate) pattern: String,
    /// What a message that fits does: the name of an [`Action`].
    pub(crate) action: &'static str,
    pub(crate) department: String,
    pub(crate) severity: Option<String>,
    pub(crate) recent: Recent,
}

/// A command about one rule.
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) watch: String,
    /// What it is tried on.
    pub(crate) text: String,
}

/// Makes a draft, and shows what it would have found.
pub(crate) async fn add(tx: &mut Tx, req: &Add) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "watch-add", Some(&department)).await?;
    if department.channel.is_none() {
        let refusal = Refusal::new("refuse-department-without-channel");
        return Err(refusal.with("department", department.key.as_str()).into());
    }
    let action = Action::read(req.action);
    let action = action.ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    work::may_do(tx, req, action, &department).await?;
    let channel = || Text::channel(req.channel);
    if !req.reads {
        return Err(Refusal::new("refuse-watch-hidden")
            .with("channel", channel())
            .into());
    }
    if !req.recent.open {
        return Err(Refusal::new("refuse-watch-channel")
            .with("channel", channel())
            .into());
    }
    let severity = match &req.severity {
        Some(typed) => Severity::read(typed).ok_or_else(|| {
            Refusal::new("refuse-alert-severity").with("typed", Text::echo(typed))
        })?,
        None => Severity::Sev3,
    };
    let typed = req.pattern.trim();
    let pattern = rules::read_pattern(typed)?;
    let others = store::active(tx).await?;
    if others.len() >= RULES {
        return Err(Refusal::new("refuse-watch-many").with("most", RULES).into());
    }
    let same = |r: &&Rule| {
        let of = (r.channel, r.department, r.action);
        of == (req.channel, department.id, action) && r.pattern == typed
    };
    if let Some(same) = others.iter().find(same) {
        return Err(Refusal::new("refuse-watch-exists")
            .with("key", same.key())
            .into());
    }
    let now = tx.now();
    store::drop_drafts(tx, now - DRAFT);
    let rule = Rule {
        number: tx.next_key("WATCH").await?,
        department: department.id,
        channel: req.channel,
        pattern: typed.to_owned(),
        action,
        severity,
        incident: 0,
        matches: 0,
        minute: (At(0), 0),
        state: State::Draft,
        by: req.actor.user,
        at: now,
    };
    store::save(tx, &rule);
    let found = rules::fitting(&pattern, &req.recent.said);
    let lang = req.actor.lang;
    let shown = cards::Found {
        workspace: tx.workspace(),
        rule: &rule,
        department: department.name_in(lang),
        recent: &req.recent,
        found: &found,
    };
    Ok(Reply::Private(cards::draft(lang, &shown)))
}

/// A button or form of a draft was used.
pub(super) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let req = One {
        actor: act.actor.clone(),
        watch: act.action.number.to_string(),
        text: String::new(),
    };
    let mut rule = load(tx, &req, "watch-add").await?;
    let lang = act.actor.lang;
    match act.action.action.as_str() {
        "watch-form" => Ok(Reply::Form(cards::sample_form(lang, &rule))),
        "watch-try" => {
            let typed = act.typed.iter().find(|(id, _)| id == "lines");
            let text = typed.map(|(_, text)| text.as_str()).unwrap_or_default();
            Ok(Reply::Update(tried(lang, &rule, text)))
        }
        "watch-save" if rule.state == State::Draft => {
            stand(tx, &mut rule, State::Active, &act.actor, "watch.added").await?;
            Ok(Reply::Update(cards::about(lang, "watch-saved", &rule)))
        }
        "watch-discard" if rule.state == State::Draft => {
            rule.state = State::Deleted;
            store::save(tx, &rule);
            Ok(Reply::Update(cards::about(lang, "watch-discarded", &rule)))
        }
        "watch-save" | "watch-discard" => {
            Ok(Reply::Update(cards::about(lang, "watch-saved", &rule)))
        }
        _ => Err(Refusal::new("refuse-unknown-action").into()),
    }
}

fn tried(lang: crate::i18n::Lang, rule: &Rule, text: &str) -> crate::chat::Card {
    let lines = rules::tried(&rule.pattern, text);
    cards::tried(lang, rule, &lines)
}

async fn stand(
    tx: &mut Tx,
    rule: &mut Rule,
    state: State,
    actor: &Actor,
    action: &'static str,
) -> anyhow::Result<()> {
    rule.state = state;
    rule.by = actor.user;
    rule.at = tx.now();
    store::save(tx, rule);
    store::changed(tx);
    let entry = Entry {
        by: Some(actor.user),
        subject: format!("watch/{}", rule.number),
        action,
        before: Value::Null,
        after: json!({ "pattern": rule.pattern, "channel": rule.channel.0.to_string(), "action": rule.action.name(), "severity": rule.severity.name() }),
    };
    journal::append(tx, &entry).await
}

/// Tries a rule on a text.
pub(crate) async fn test(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let rule = load(tx, req, "watch-test").await?;
    Ok(Reply::Private(tried(req.actor.lang, &rule, &req.text)))
}

/// Takes a rule away.
pub(crate) async fn remove(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let mut rule = load(tx, req, "watch-remove").await?;
    stand(tx, &mut rule, State::Deleted, &req.actor, "watch.removed").await?;
    if store::active(tx).await?.is_empty() {
        // Nobody here waits for anything to be heard.
        store::set_told(tx, None);
    }
    let card = cards::about(req.actor.lang, "watch-removed", &rule);
    Ok(Reply::Private(card))
}

/// All of this server.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "watch-list", None).await?;
    let mut rows = Vec::new();
    for rule in store::active(tx).await? {
        let department = org::department_by_id(tx, rule.department).await?;
        let name = department.map(|d| d.name_in(actor.lang).to_owned());
        rows.push((rule, name.unwrap_or_default()));
    }
    let deaf = store::told(tx).await?;
    Ok(Reply::Private(cards::list(actor.lang, &rows, deaf)))
}

async fn load(tx: &mut Tx, req: &One, use_case: &str) -> Result<Rule, Error> {
    let typed = req.watch.trim().to_lowercase();
    let unknown = || {
        let refusal = Refusal::new("refuse-watch-unknown");
        refusal.with("typed", Text::echo(&req.watch))
    };
    let number = typed.strip_prefix("watch-").unwrap_or(&typed).parse();
    let rule = match number {
        Ok(number) => store::one(tx, number).await?,
        Err(_) => None,
    };
    let rule = rule.ok_or_else(unknown)?;
    let department = org::department_by_id(tx, rule.department).await?;
    org::require(tx, &req.actor, use_case, department.as_ref()).await?;
    Ok(rule)
}

/// Offers rules while somebody types.
pub(crate) async fn suggest(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let typed = typed.trim().to_lowercase();
    let all = store::active(tx).await?;
    let shown = all.iter().map(|r| Suggestion {
        label: format!("{} · {}", r.key(), r.pattern),
        value: r.key(),
    });
    let fits = |s: &Suggestion| s.label.to_lowercase().contains(&typed);
    Ok(shown.filter(fits).take(25).collect())
}
