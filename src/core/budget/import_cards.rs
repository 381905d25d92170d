//! What an import says, and an export. Pure.

use crate::calendar::Day;
use crate::chat::{Card, File, Text, Tone};
use crate::core::budget::alert_cards::text;
use crate::core::budget::books::Tree;
use crate::core::budget::import_rules::Reading;
use crate::core::budget::types::Envelope;
use crate::i18n::{Lang, say};

/// Bad rows that are shown, and that the file lists.
const SHOWN: usize = 10;
const LISTED: usize = 20_000;

/// What is wrong with a file; nothing was changed.
pub(super) fn bad(lang: Lang, reading: &Reading) -> Card {
    let all = reading.bad.len();
    let title = [("bad", all.into()), ("good", reading.rows.len().into())];
    let lines = reading.bad.iter().take(SHOWN).map(|bad| {
        let args = [
            ("line", bad.line.into()),
            ("column", bad.column.into()),
            ("why", say(lang, bad.why.id, &bad.why.args).into()),
        ];
        text(lang, "import-bad-line", &args)
    });
    let mut lines: Vec<Text> = lines.collect();
    if all > SHOWN {
        lines.push(text(
            lang,
            "import-bad-more",
            &[("hidden", (all - SHOWN).into())],
        ));
    }
    let mut file = String::from("line,column,why\n");
    for bad in reading.bad.iter().take(LISTED) {
        let why = say(lang, bad.why.id, &bad.why.args).replace('"', "'");
        file.push_str(&format!(
            "{},{},\"{}\"\n",
            bad.line,
            bad.column,
            why.replace('\\', "")
        ));
    }
    Card {
        tone: Tone::Bad,
        title: Some(text(lang, "import-bad-title", &title)),
        body: Some(Text::join(lines, "\n")),
        files: vec![File {
            name: "bad-rows.csv".into(),
            bytes: file.into_bytes(),
            picture: false,
            alt: None,
        }],
        ..Card::default()
    }
}

fn by_envelope(lang: Lang, tree: &Tree, sums: &[(i64, i64, i64)]) -> Text {
    let lines = sums
        .iter()
        .take(SHOWN)
        .filter_map(|(number, entries, total)| {
            let envelope = tree.get(*number)?;
            let args = [
                ("key", envelope.key().into()),
                ("name", Text::brief(&envelope.name, 60).into()),
                ("entries", (*entries).into()),
                ("total", envelope.money(*total).say(lang).into()),
            ];
            Some(text(lang, "import-line", &args))
        });
    Text::join(lines, "\n")
}

/// What a file would do.
pub(super) fn fine(lang: Lang, tree: &Tree, reading: &Reading) -> Card {
    let mut sums: Vec<(i64, i64, i64)> = Vec::new();
    for row in &reading.rows {
        let (envelope, minor) = (row.expense.envelope, row.expense.minor);
        match sums.iter_mut().find(|s| s.0 == envelope) {
            Some(sum) => {
                sum.1 += 1;
                sum.2 = sum.2.saturating_add(minor);
            }
            None => sums.push((envelope, 1, minor)),
        }
    }
    let args = [("entries", reading.rows.len().into())];
    Card {
        tone: Tone::Good,
        title: Some(text(lang, "import-fine", &args)),
        body: Some(by_envelope(lang, tree, &sums)),
        ..Card::default()
    }
}

/// How far it is.
pub(super) fn progress(lang: Lang, done: usize, all: usize) -> Card {
    let percent = done * 100 / all.max(1);
    let args = [
        ("done", done.into()),
        ("all", all.into()),
        ("percent", percent.into()),
    ];
    Card {
        body: Some(text(lang, "import-progress", &args)),
        ..Card::default()
    }
}

/// What it did.
pub(super) fn done(lang: Lang, tree: &Tree, sums: &[(i64, i64, i64)], known: i64) -> Card {
    let entries: i64 = sums.iter().map(|(_, entries, _)| entries).sum();
    let args = [("entries", entries.into()), ("known", known.into())];
    Card {
        tone: Tone::Good,
        title: Some(text(lang, "import-done", &args)),
        body: Some(by_envelope(lang, tree, sums)).filter(|t| !t.is_empty()),
        ..Card::default()
    }
}

/// The files of an export.
pub(super) fn exported(
    lang: Lang,
    envelope: &Envelope,
    (from, to): (Day, Day),
    entries: i64,
    files: Vec<File>,
) -> Card {
    let args = [
        ("key", envelope.key().into()),
        ("name", Text::brief(&envelope.name, 60).into()),
        ("from", from.to_string().into()),
        ("to", to.to_string().into()),
        ("entries", entries.into()),
    ];
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "budget-exported", &args)),
        files,
        ..Card::default()
    }
}
