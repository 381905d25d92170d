//! `/help`: what somebody may do here, and how.

use crate::chat::{Card, Text};
use crate::core::org::{cards, rules, work};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// `/help`
#[derive(Clone, Debug)]
pub(crate) struct Help {
    pub(crate) actor: Actor,
    pub(crate) topic: Option<String>,
}

/// Topics, each with its commands: the message that explains one, and the use case that says who may.
const TOPICS: &[(&str, &[(&str, &str)])] = &[
    (
        "setup",
        &[
            ("help-setup-run", "setup-run"),
            ("help-setup-check", "setup-check"),
        ],
    ),
    (
        "department",
        &[
            ("help-department-list", "department-list"),
            ("help-department-join", "department-join"),
            ("help-department-edit", "department-edit"),
            ("help-department-add", "department-add"),
        ],
    ),
    (
        "standup",
        &[
            ("help-standup-answer", "standup-answer"),
            ("help-standup-list", "standup-list"),
            ("help-standup-report", "standup-report"),
            ("help-standup-create", "standup-create"),
            ("help-standup-edit", "standup-edit"),
        ],
    ),
    (
        "digest",
        &[
            ("help-digest-now", "digest-now"),
            ("help-digest-create", "digest-create"),
            ("help-digest-list", "digest-list"),
        ],
    ),
    (
        "task",
        &[
            ("help-task-create", "task-create"),
            ("help-task-list", "task-list"),
            ("help-task-work", "task-act"),
            ("help-task-recurring", "task-create"),
            ("help-task-panel", "task-panel"),
        ],
    ),
    (
        "incident",
        &[
            ("help-incident-declare", "incident-declare"),
            ("help-incident-list", "incident-list"),
            ("help-incident-work", "incident-respond"),
            ("help-incident-change", "incident-respond"),
            ("help-incident-stats", "incident-stats"),
        ],
    ),
    (
        "decision",
        &[
            ("help-decision-list", "decision-list"),
            ("help-decision-say", "decision-list"),
        ],
    ),
    (
        "knowledge",
        &[
            ("help-knowledge-ask", "knowledge-ask"),
            ("help-knowledge-search", "knowledge-search"),
            ("help-knowledge-add", "knowledge-add"),
        ],
    ),
    (
        "budget",
        &[
            ("help-budget-list", "budget-list"),
            ("help-budget-spend", "budget-spend"),
            ("help-budget-finance", "budget-finance"),
        ],
    ),
    (
        "away",
        &[
            ("help-away-set", "away-own"),
            ("help-away-other", "away-other"),
            ("help-away-list", "away-own"),
        ],
    ),
    (
        "calendar",
        &[
            ("help-calendar-list", "calendar-list"),
            ("help-calendar-holiday", "calendar-department"),
            ("help-calendar-import", "calendar-workspace"),
        ],
    ),
    ("me", &[("help-me-show", "me"), ("help-me-settings", "me")]),
    (
        "audit",
        &[
            ("help-simulate", "simulate"),
            ("help-audit", "audit"),
            ("help-why", "why"),
        ],
    ),
];

fn title(lang: Lang, topic: &str) -> String {
    say(
        lang,
        match topic {
            "setup" => "help-topic-setup",
            "department" => "help-topic-department",
            "standup" => "help-topic-standup",
            "digest" => "help-topic-digest",
            "task" => "help-topic-task",
            "incident" => "help-topic-incident",
            "decision" => "help-topic-decision",
            "knowledge" => "help-topic-knowledge",
            "budget" => "help-topic-budget",
            "away" => "help-topic-away",
            "calendar" => "help-topic-calendar",
            "me" => "help-topic-me",
            _ => "help-topic-audit",
        },
        &[],
    )
}

/// What the actor may run, topic by topic.
pub(crate) async fn help(tx: &mut Tx, req: &Help) -> Result<Reply, Error> {
    let lang = req.actor.lang;
    let wanted = req.topic.as_deref().map(|t| t.trim().to_lowercase());
    let meant = |topic: &str| {
        wanted.as_deref().is_none_or(|w| {
            w == topic
                || Lang::ALL
                    .iter()
                    .any(|l| title(*l, topic).to_lowercase() == w)
        })
    };
    if !TOPICS.iter().any(|t| meant(t.0)) {
        let asked = req.topic.as_deref().unwrap_or_default();
        if let Some(reply) = work::explain(tx, &req.actor, asked).await? {
            return Ok(reply);
        }
        let known = TOPICS
            .iter()
            .map(|t| format!("`{}`", t.0))
            .collect::<Vec<_>>()
            .join(", ");
        let refusal = Refusal::new("refuse-topic")
            .with(
                "topic",
                rules::shown(req.topic.as_deref().unwrap_or_default()),
            )
            .with("known", known);
        return Err(refusal.into());
    }
    let mut fields = Vec::new();
    for (topic, commands) in TOPICS.iter().filter(|t| meant(t.0)) {
        let mut lines = Vec::new();
        for (id, use_case) in *commands {
            if may(tx, &req.actor, use_case).await? {
                lines.push(cards::text(lang, id, &[]));
            }
        }
        if !lines.is_empty() {
            fields.push(crate::chat::Field {
                name: Text::trusted(title(lang, topic)),
                value: Text::join(lines, "\n"),
                inline: false,
            });
        }
    }
    let empty = fields.is_empty();
    Ok(Reply::Private(Card {
        title: Some(cards::text(lang, "help-title", &[])),
        body: Some(cards::text(
            lang,
            if empty {
                "help-not-for-you"
            } else {
                "help-body"
            },
            &[],
        )),
        fields,
        footer: Some(cards::text(lang, "help-footer", &[])),
        ..Card::default()
    }))
}

async fn may(tx: &mut Tx, actor: &Actor, use_case: &str) -> Result<bool, Error> {
    Ok(super::standing(tx, actor, use_case, None).await?.is_ok())
}

/// Topics to choose from.
pub(crate) fn suggest(lang: Lang, typed: &str) -> Vec<Suggestion> {
    let typed = typed.trim().to_lowercase();
    let fits = |t: &&(&str, &[(&str, &str)])| {
        t.0.contains(&typed) || title(lang, t.0).to_lowercase().contains(&typed)
    };
    let made = TOPICS.iter().filter(fits).map(|t| Suggestion {
        label: title(lang, t.0),
        value: t.0.to_owned(),
    });
    made.chain(work::suggest(lang, &typed)).take(25).collect()
}
