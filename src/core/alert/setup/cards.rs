//! What is said about integrations: pure. A token stands only in the answer to who made it.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Text, Tone, time_full, time_relative,
};
use crate::core::alert::token;
use crate::core::alert::types::{Integration, Kind};
use crate::core::alert::words::text;
use crate::core::org::Department;
use crate::i18n::{Lang, say};

/// What is shown once.
pub(super) struct Secret<'a> {
    base: &'a str,
    token: &'a str,
}

impl<'a> Secret<'a> {
    pub(super) fn of(base: &'a str, token: &'a str) -> Self {
        let base = base.trim_end_matches('/');
        Secret { base, token }
    }

    fn address(&self, kind: Kind) -> String {
        match kind {
            Kind::PagerDuty => format!("{}/v2/enqueue", self.base),
            _ => format!("{}/hooks/{}/{}", self.base, kind.name(), self.token),
        }
    }
}

fn field(lang: Lang, id: &str, value: Text) -> Field {
    Field {
        name: text(lang, id, &[]),
        value,
        inline: false,
    }
}

fn code(language: &str, lines: &str) -> Text {
    Text::trusted(format!(
        "```{language}\n{}\n```",
        lines.replace("```", "'''")
    ))
}

/// It is there: its address, its secret, and what to paste where.
pub(super) fn created(
    lang: Lang,
    id: &str,
    integration: &Integration,
    department: &Department,
    secret: &Secret<'_>,
) -> Card {
    let args = [
        ("key", integration.key().into()),
        ("name", Text::user(&integration.name).into()),
        ("department", Text::user(department.name_in(lang)).into()),
    ];
    let address = secret.address(integration.kind);
    let mut fields = vec![field(lang, "integration-address", code("", &address))];
    let signing = token::signing_secret(secret.token);
    match integration.kind {
        Kind::PagerDuty => {
            fields.push(field(
                lang,
                "integration-routing-key",
                code("", secret.token),
            ));
        }
        Kind::GitHub => fields.push(field(lang, "integration-secret", code("", &signing))),
        Kind::Generic => {
            fields.push(field(
                lang,
                "integration-secret-optional",
                code("", &signing),
            ));
        }
        Kind::Alertmanager | Kind::Grafana | Kind::Measure | Kind::JUnit | Kind::Scanner => {}
    }
    let (hint, language) = match integration.kind {
        Kind::Alertmanager => ("integration-setup-alertmanager", "yaml"),
        Kind::Grafana => ("integration-setup-grafana", "yaml"),
        Kind::PagerDuty => ("integration-setup-pagerduty", "yaml"),
        Kind::GitHub => ("integration-setup-github", "text"),
        Kind::Generic => ("integration-setup-generic", "sh"),
        Kind::Measure => ("integration-setup-measure", "sh"),
        Kind::JUnit => ("integration-setup-junit", "sh"),
        Kind::Scanner => ("integration-setup-scanner", "sh"),
    };
    fields.push(field(
        lang,
        hint,
        code(language, &snippet(integration.kind, &address, secret.token)),
    ));
    Card {
        tone: Tone::Good,
        body: Some(text(lang, id, &args)),
        fields,
        footer: Some(text(
            lang,
            "integration-once",
            &[("key", integration.key().into())],
        )),
        ..Card::default()
    }
}

/// What the sender's administrator pastes.
fn snippet(kind: Kind, address: &str, token: &str) -> String {
    match kind {
        Kind::Alertmanager => format!(
            "receivers:\n  - name: liaison\n    webhook_configs:\n      - url: {address}\n        send_resolved: true"
        ),
        Kind::Grafana => format!(
            "apiVersion: 1\ncontactPoints:\n  - orgId: 1\n    name: liaison\n    receivers:\n      - uid: liaison\n        type: webhook\n        settings:\n          url: {address}"
        ),
        Kind::PagerDuty => format!(
            "pagerduty_configs:\n  - url: {address}\n    routing_key: {token}\n    send_resolved: true"
        ),
        Kind::GitHub => {
            format!("Payload URL: {address}\nContent type: application/json\nEvents: Workflow runs")
        }
        Kind::Generic => format!(
            "curl -H 'Content-Type: application/json' \\\n  -d '{{\"title\":\"disk full\",\"status\":\"firing\",\"severity\":\"critical\",\"dedup_key\":\"disk-1\"}}' \\\n  {address}"
        ),
        Kind::Measure => format!(
            "curl -H 'Content-Type: application/json' \\\n  -d '{{\"measure\":\"CSAT\",\"value\":4.6}}' \\\n  {address}"
        ),
        Kind::Scanner => format!(
            "curl -H 'Content-Type: application/json' \\\n  --data-binary @results.sarif \\\n  {address}"
        ),
        Kind::JUnit => format!(
            "curl -H 'Content-Type: application/xml' \\\n  --data-binary @junit.xml \\\n  {address}"
        ),
    }
}

/// A sentence about one.
pub(super) fn about(lang: Lang, id: &str, integration: &Integration) -> Card {
    let args = [
        ("key", integration.key().into()),
        ("name", Text::user(&integration.name).into()),
    ];
    Card {
        tone: Tone::Good,
        body: Some(text(lang, id, &args)),
        ..Card::default()
    }
}

/// Before it is deleted.
pub(super) fn confirm_delete(
    lang: Lang,
    integration: &Integration,
    department: &Department,
) -> Card {
    let args = [
        ("key", integration.key().into()),
        ("name", Text::user(&integration.name).into()),
        ("department", Text::user(department.name_in(lang)).into()),
    ];
    let button = |label, action, style| Button {
        label: say(lang, label, &[]),
        emoji: None,
        action: ActionId::new("alert", action, integration.number),
        style,
        disabled: false,
    };
    Card {
        tone: Tone::Warn,
        body: Some(text(lang, "integration-delete-confirm", &args)),
        buttons: vec![vec![
            button(
                "integration-delete-yes",
                "integration-delete",
                ButtonStyle::Danger,
            ),
            button(
                "integration-delete-no",
                "integration-keep",
                ButtonStyle::Secondary,
            ),
        ]],
        ..Card::default()
    }
}

/// All of them.
pub(super) fn list(lang: Lang, rows: &[(Integration, String)]) -> Card {
    let line = |(it, department): &(Integration, String)| {
        let last = match it.last_at {
            Some(at) => say(
                lang,
                "integration-list-last",
                &[("when", time_relative(at).into())],
            ),
            None => say(lang, "integration-list-never", &[]),
        };
        let map = match it.severities.text() {
            "" => String::new(),
            map => format!(" · `{}`", map.replace('`', "'")),
        };
        let rotated = match &it.previous {
            Some((_, until)) => {
                let when = time_full(*until);
                format!(
                    " · {}",
                    say(lang, "integration-list-rotated", &[("when", when.into())])
                )
            }
            None => String::new(),
        };
        Text::trusted(format!(
            "**{}** {} · {} · {}{map} · {last}{rotated}",
            it.key(),
            Text::user(&it.name),
            it.kind.name(),
            Text::user(department),
        ))
    };
    let body = if rows.is_empty() {
        text(lang, "integration-list-empty", &[])
    } else {
        Text::join(rows.iter().map(line), "\n")
    };
    Card {
        title: Some(text(lang, "integration-list-title", &[])),
        body: Some(body),
        ..Card::default()
    }
}
