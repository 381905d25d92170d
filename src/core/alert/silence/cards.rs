//! What is said about silences: pure.

use crate::chat::{Card, Text, Tone};
use crate::core::alert::silence::{Silence, State};
use crate::core::alert::words::{self, code, sentence, when};
use crate::i18n::{Arg, Lang, say};

fn args(silence: &Silence) -> [(&'static str, Arg); 4] {
    [
        ("key", silence.key().into()),
        ("match", code(silence.matchers.text()).into()),
        ("begins", when(silence.begins).into()),
        ("ends", when(silence.ends).into()),
    ]
}

/// It was made; so many open incidents are quiet by it.
pub(super) fn created(lang: Lang, silence: &Silence, quiet: usize) -> Card {
    let id = match silence.state {
        State::Waiting => "silence-planned",
        State::Active | State::Ended => "silence-created",
    };
    let mut all = args(silence).to_vec();
    all.push(("incidents", quiet.into()));
    sentence(lang, Tone::Good, id, &all)
}

/// It was ended before its time.
pub(super) fn ended(lang: Lang, silence: &Silence) -> Card {
    sentence(lang, Tone::Good, "silence-ended", &args(silence))
}

/// Those that stand.
pub(super) fn list(lang: Lang, silences: &[Silence]) -> Card {
    let line = |silence: &Silence| {
        let id = match silence.state {
            State::Waiting => "silence-line-waiting",
            State::Active | State::Ended => "silence-line",
        };
        let reason = match silence.reason.as_str() {
            "" => String::new(),
            reason => format!(" · {}", Text::brief(reason, 200)),
        };
        let by = Text::mention(silence.by);
        Text::trusted(format!("{}{reason} · {by}", say(lang, id, &args(silence))))
    };
    let lines = silences.iter().map(line).collect();
    words::list(lang, "silence-list-title", "silence-list-empty", lines)
}

/// What it kept quiet, for the department's channel.
pub(super) fn summary(
    lang: Lang,
    silence: &Silence,
    firing: i64,
    over: i64,
    titles: &[String],
) -> Card {
    let mut all = args(silence).to_vec();
    all.push(("firing", firing.into()));
    all.push(("over", over.into()));
    let mut lines = vec![words::text(lang, "silence-summary", &all)];
    lines.extend(
        titles
            .iter()
            .map(|title| Text::trusted(format!("• {}", Text::brief(title, 120)))),
    );
    Card {
        tone: if firing > 0 { Tone::Warn } else { Tone::Info },
        title: Some(words::text(lang, "silence-summary-title", &all)),
        body: Some(Text::join(lines, "\n")),
        ..Card::default()
    }
}
