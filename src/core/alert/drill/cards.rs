//! What is said of drills that are late or lost, and when they arrive again.

use crate::chat::{Card, Text, Tone, UserId, time_full};
use crate::core::alert::drill::{Drill, Outcome};
use crate::core::alert::words::text;
use crate::i18n::Lang;

/// How it came out, for those who keep the bot.
pub(super) fn told(lang: Lang, drill: &Drill, users: &[UserId]) -> Card {
    let took = drill.acknowledged.map(|at| at - drill.started);
    let seconds = took.map_or_else(String::new, |took| {
        format!("{:.1}", took.duration().as_secs_f64())
    });
    let args = [
        ("when", time_full(drill.started).into()),
        ("seconds", seconds.into()),
    ];
    let (tone, id, next) = match (drill.outcome, drill.received) {
        (Outcome::Passed | Outcome::Running, _) => (Tone::Good, "drill-passed", None),
        (Outcome::Late, _) => (Tone::Warn, "drill-late", Some("drill-late-next")),
        (Outcome::Lost, None) => (
            Tone::Bad,
            "drill-lost-unheard",
            Some("drill-lost-unheard-next"),
        ),
        (Outcome::Lost, Some(_)) => (
            Tone::Bad,
            "drill-lost-unsaid",
            Some("drill-lost-unsaid-next"),
        ),
    };
    let lead =
        (!users.is_empty()).then(|| Text::join(users.iter().map(|user| Text::mention(*user)), " "));
    Card {
        tone,
        lead,
        body: Some(text(lang, id, &args)),
        footer: next.map(|id| text(lang, id, &[])),
        ..Card::default()
    }
}
