//! What an import says, and an export. Pure.

use crate::calendar::Day;
use crate::chat::{ActionId, ButtonStyle, Card, File, Text, Tone};
use crate::core::budget::alert_cards::text;
use crate::core::budget::books::Tree;
use crate::core::budget::cards::button;
use crate::core::budget::export;
use crate::core::budget::import::Checked;
use crate::core::budget::import_rules::{Bad, Reading, Row};
use crate::core::budget::types::Envelope;
use crate::core::words;
use crate::i18n::{Arg, Lang, say};

/// Bad rows that are shown, and that the file lists.
const SHOWN: usize = 10;
const LISTED: usize = 20_000;

/// What is wrong with a file; nothing was changed.
pub(super) fn bad(lang: Lang, reading: &Reading) -> Card {
    let all = reading.bad.len();
    let title = [("bad", all.into()), ("good", reading.rows.len().into())];
    let why = |bad: &Bad| say(lang, bad.why.id, &bad.why.args);
    let lines = reading.bad.iter().take(SHOWN).map(|bad| {
        let mut args: Vec<(&'static str, Arg)> =
            vec![("line", bad.line.into()), ("why", why(bad).into())];
        let Some(column) = bad.column else {
            return text(lang, "import-bad-whole-line", &args);
        };
        args.push(("column", Text::user(reading.called(column, lang)).into()));
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
    let head = [
        "import-column-line",
        "import-column-name",
        "import-column-why",
    ];
    let mut rows = vec![head.map(|id| say(lang, id, &[])).to_vec()];
    rows.extend(reading.bad.iter().take(LISTED).map(|bad| {
        let column = bad.column.map(|column| reading.called(column, lang));
        let plain = why(bad).replace('\\', "");
        vec![
            bad.line.to_string(),
            export::cell(column.unwrap_or_default()),
            export::cell(&plain),
        ]
    }));
    Card {
        tone: Tone::Bad,
        title: Some(text(lang, "import-bad-title", &title)),
        body: Some(Text::join(lines, "\n")),
        files: listed(rows).into_iter().collect(),
        ..Card::default()
    }
}

/// All of them as a file, which spreadsheets take for UTF-8 by the mark at its beginning.
fn listed(rows: Vec<Vec<String>>) -> Option<File> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(export::table(rows).ok()?);
    Some(File {
        name: "bad-rows.csv".into(),
        bytes,
        picture: false,
        alt: None,
    })
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

/// What a file would do, and a button that does just that.
pub(super) fn fine(lang: Lang, tree: &Tree, rows: &[Row], checked: &Checked) -> Card {
    let mut sums: Vec<(i64, i64, i64)> = Vec::new();
    for row in rows {
        let (envelope, minor) = (row.expense.envelope, row.expense.minor);
        match sums.iter_mut().find(|s| s.0 == envelope) {
            Some(sum) => {
                sum.1 += 1;
                sum.2 = sum.2.saturating_add(minor);
            }
            None => sums.push((envelope, 1, minor)),
        }
    }
    let args = [
        ("entries", rows.len().into()),
        ("hash", checked.hash.as_str().into()),
    ];
    let action = ActionId::new("budget", "import", checked.number).with(checked.written());
    Card {
        tone: Tone::Good,
        title: Some(text(lang, "import-fine", &args)),
        body: Some(by_envelope(lang, tree, &sums)),
        footer: Some(text(lang, "import-checked", &args)),
        buttons: vec![vec![button(
            lang,
            "import-button",
            action,
            ButtonStyle::Primary,
        )]],
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
        ("from", words::day(from).into()),
        ("to", words::day(to).into()),
        ("entries", entries.into()),
    ];
    Card {
        tone: Tone::Good,
        body: Some(text(lang, "budget-exported", &args)),
        files,
        ..Card::default()
    }
}
