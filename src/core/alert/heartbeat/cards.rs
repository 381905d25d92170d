//! What is said about heartbeats: pure. The token stands only in the answer to who made it.

use crate::chat::{ActionId, ButtonStyle, Card, Field, Text, Tone, time_relative};
use crate::core::alert::heartbeat::Heartbeat;
use crate::core::alert::words::{self, button, sentence, text, when};
use crate::core::words::exact_length;
use crate::i18n::{Arg, Lang, say};

fn args(lang: Lang, heartbeat: &Heartbeat) -> [(&'static str, Arg); 4] {
    [
        ("key", heartbeat.key().into()),
        ("name", Text::user(&heartbeat.name).into()),
        ("every", exact_length(lang, heartbeat.period).into()),
        ("grace", exact_length(lang, heartbeat.grace).into()),
    ]
}

/// It is there: the address to call, and by when for the first time.
pub(super) fn created(lang: Lang, heartbeat: &Heartbeat, department: &str, address: &str) -> Card {
    let mut all = args(lang, heartbeat).to_vec();
    all.push(("department", Text::user(department).into()));
    all.push(("when", when(heartbeat.due()).into()));
    let field = |id: &str, value: String| Field {
        name: text(lang, id, &[]),
        value: Text::trusted(value),
        inline: false,
    };
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "heartbeat-created", &all)),
        fields: vec![
            field("heartbeat-address", format!("```\n{address}\n```")),
            field(
                "heartbeat-call",
                format!("```sh\ncurl -fsS -m 10 --retry 3 {address}\n```"),
            ),
        ],
        footer: Some(text(lang, "heartbeat-once", &[])),
        ..Card::default()
    }
}

/// All of them.
pub(super) fn list(lang: Lang, rows: &[(Heartbeat, String)]) -> Card {
    let line = |(heartbeat, department): &(Heartbeat, String)| {
        let state = match (heartbeat.incident, heartbeat.last) {
            (0, Some(last)) => say(
                lang,
                "heartbeat-line-last",
                &[("when", time_relative(last).into())],
            ),
            (0, None) => {
                let due = time_relative(heartbeat.due());
                say(lang, "heartbeat-line-never", &[("when", due.into())])
            }
            (number, _) => {
                let incident = format!("INC-{number}");
                say(
                    lang,
                    "heartbeat-line-missing",
                    &[("incident", incident.into())],
                )
            }
        };
        let mut all = args(lang, heartbeat).to_vec();
        all.push(("department", Text::user(department).into()));
        Text::trusted(format!("{} · {state}", say(lang, "heartbeat-line", &all)))
    };
    let lines = rows.iter().map(line).collect();
    words::list(lang, "heartbeat-list-title", "heartbeat-list-empty", lines)
}

/// Before it is deleted.
pub(super) fn confirm_delete(lang: Lang, heartbeat: &Heartbeat) -> Card {
    let mut card = sentence(
        lang,
        Tone::Warn,
        "heartbeat-delete-confirm",
        &args(lang, heartbeat),
    );
    let action = |name| ActionId::new("alert", name, heartbeat.number);
    card.buttons = vec![vec![
        button(
            lang,
            "integration-delete-yes",
            action("heartbeat-delete"),
            ButtonStyle::Danger,
        ),
        button(
            lang,
            "integration-delete-no",
            action("heartbeat-keep"),
            ButtonStyle::Secondary,
        ),
    ]];
    card
}

/// A sentence about one.
pub(super) fn about(lang: Lang, id: &str, heartbeat: &Heartbeat) -> Card {
    sentence(lang, Tone::Good, id, &args(lang, heartbeat))
}
