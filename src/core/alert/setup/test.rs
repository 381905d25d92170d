//! `/integration test`: an alert as if its sender had sent it, through the same use case; marked, and nobody is paged.

use std::collections::BTreeMap;

use crate::chat::Tone;
use crate::core::alert::receive::receive;
use crate::core::alert::setup::{One, load};
use crate::core::alert::types::{Action, Answer, Kind, Received, Report};
use crate::core::alert::words::sentence;
use crate::core::org;
use crate::core::{Error, Refusal, Reply};
use crate::i18n::say;
use crate::store::Tx;

/// Sends a test alert and its end.
pub(crate) async fn test(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (integration, department) = load(tx, req, "integration-test").await?;
    let cannot = match integration.kind {
        Kind::Scanner => Some("refuse-integration-test-scanner"),
        kind if kind.is_figures() => Some("refuse-integration-test-measure"),
        _ => None,
    };
    if let Some(cannot) = cannot {
        let refusal = Refusal::new(cannot);
        return Err(refusal.with("key", integration.key()).into());
    }
    let lang = department.lang;
    let key = format!("test/{}", tx.now().0);
    let report = |action| Report {
        key: key.clone(),
        action,
        title: say(lang, "alert-test-line", &[]),
        message: say(lang, "alert-test-message", &[]),
        severity: None,
        department: None,
        source: String::new(),
        labels: BTreeMap::new(),
        link: String::new(),
        starts_at: None,
        ends_at: None,
        lapses: false,
    };
    let mut incident = None;
    for action in [Action::Fire, Action::Resolve] {
        let request = Received {
            integration: integration.number,
            token_hash: String::new(),
            reports: vec![report(action)],
            note: None,
            group: None,
            truncated: 0,
            once: None,
            test: true,
        };
        for answer in receive(tx, &vec![request]).await? {
            if let Answer::Taken(taken) = answer {
                incident = incident.or(taken.first().and_then(|t| t.incident));
            }
        }
    }
    let place = org::department_by_id(tx, department.id).await?;
    let place = place.and_then(|d| d.channel);
    let place = place.map_or_else(
        || "–".to_owned(),
        |c| crate::chat::Text::channel(c).to_string(),
    );
    let args = [
        ("key", integration.key().into()),
        (
            "incident",
            incident
                .map_or_else(|| "–".to_owned(), |n| format!("INC-{n}"))
                .into(),
        ),
        ("place", place.into()),
        (
            "severity",
            integration
                .severities
                .severity(None)
                .name()
                .to_uppercase()
                .into(),
        ),
    ];
    let card = sentence(req.actor.lang, Tone::Good, "integration-tested", &args);
    Ok(Reply::Private(card))
}
