//! Who waits for whom as two pictures: a matrix, and where most is held up. Pure.
//!
//! What they show stands beside them in words, and in their descriptions for who cannot see them.

use crate::charts::{Bar, Bars, Matrix, Shade, Spot, bars, matrix};
use crate::chat::File;
use crate::clock::{At, Span};
use crate::core::handoff::matrix::{Held, Wait};
use crate::core::org::Department;
use crate::core::words;
use crate::i18n::{Lang, say};

/// So long on average is a while, and so long is long.
const WHILE: Span = Span::days(1);
const LONG: Span = Span::days(3);

/// What is drawn, the worst first.
pub(super) struct Drawn<'a> {
    pub(super) lang: Lang,
    pub(super) now: At,
    pub(super) departments: &'a [Department],
    pub(super) waits: &'a [Wait],
    /// What each department holds up.
    pub(super) held: &'a [Held],
}

impl Drawn<'_> {
    fn name(&self, id: i64) -> String {
        let found = self.departments.iter().find(|d| d.id == id);
        found.map_or_else(|| "–".to_owned(), |d| d.name_in(self.lang).to_owned())
    }
    fn word(&self, id: &str) -> String {
        say(self.lang, id, &[])
    }
}

/// The pictures; none where nobody waits.
pub(super) fn pictures(of: &Drawn<'_>) -> Vec<File> {
    let crossings = laid_out(of);
    let stuck = heaped(of);
    let separator = of.word("handoff-picture-separator");
    let said = of.waits.iter().map(|w| {
        let args = [
            ("waits", of.name(w.waits).into()),
            ("on", of.name(w.on).into()),
            ("count", w.count.into()),
            ("late", w.late.into()),
            ("mean", words::length(of.lang, w.mean(of.now)).into()),
        ];
        say(of.lang, "handoff-picture-pair", &args)
    });
    let said: Vec<String> = said.collect();
    let bars_said = stuck.bars.iter();
    let bars_said: Vec<String> = bars_said
        .map(|bar| format!("{} {}", bar.label, bar.figure))
        .collect();
    let file = |name: &str, bytes: Vec<u8>, picture, title: &str, said: &[String]| File {
        name: name.to_owned(),
        bytes,
        picture,
        alt: Some(say(
            of.lang,
            "handoff-picture-alt",
            &[
                ("title", title.into()),
                ("said", said.join(&separator).into()),
            ],
        )),
    };
    let first =
        matrix(&crossings).map(|bytes| file("waiting.png", bytes, true, &crossings.title, &said));
    let second =
        bars(&stuck).map(|bytes| file("held-up.png", bytes, false, &stuck.title, &bars_said));
    first.into_iter().chain(second).collect()
}

/// Departments, each once, in the order in which they come first.
fn each(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut each = Vec::new();
    for id in ids {
        if !each.contains(&id) {
            each.push(id);
        }
    }
    each
}

fn heat(wait: &Wait, now: At) -> u8 {
    let mean = wait.mean(now);
    if wait.late * 2 > wait.count {
        4
    } else if wait.late > 0 {
        3
    } else if mean >= LONG {
        2
    } else {
        u8::from(mean >= WHILE)
    }
}

fn laid_out(of: &Drawn<'_>) -> Matrix {
    let rows = each(of.waits.iter().map(|w| w.waits));
    let columns = each(of.waits.iter().map(|w| w.on));
    let spot = |waits: i64, on: i64| {
        let wait = of.waits.iter().find(|w| w.waits == waits && w.on == on)?;
        Some(Spot {
            figure: wait.count.to_string(),
            note: words::largest(of.lang, wait.mean(of.now)),
            heat: heat(wait, of.now),
        })
    };
    let spots = rows
        .iter()
        .map(|waits| columns.iter().map(|on| spot(*waits, *on)).collect());
    let mut heats: Vec<u8> = of.waits.iter().map(|w| heat(w, of.now)).collect();
    heats.sort_unstable();
    heats.dedup();
    let meaning = |heat: u8| match heat {
        0 => "handoff-picture-short",
        1 => "handoff-picture-while",
        2 => "handoff-picture-long",
        3 => "handoff-picture-some-late",
        _ => "handoff-picture-most-late",
    };
    Matrix {
        title: of.word("handoff-matrix-title"),
        subtitle: of.word("handoff-picture-how"),
        spots: spots.collect(),
        rows: rows.iter().map(|id| of.name(*id)).collect(),
        columns: columns.iter().map(|id| of.name(*id)).collect(),
        legend: heats
            .into_iter()
            .map(|heat| (heat, of.word(meaning(heat))))
            .collect(),
    }
}

fn heaped(of: &Drawn<'_>) -> Bars {
    let bar = |held: &Held| {
        let args = [
            ("count", held.count.into()),
            ("late", held.late.into()),
            (
                "oldest",
                words::largest(of.lang, of.now - held.oldest).into(),
            ),
        ];
        Bar {
            label: of.name(held.on),
            size: u64::try_from(held.count).unwrap_or(0),
            figure: say(of.lang, "handoff-picture-held", &args),
            shade: shade(held),
        }
    };
    let mut shades: Vec<Shade> = of.held.iter().map(shade).collect();
    shades.sort_unstable();
    shades.dedup();
    let meaning = |shade: Shade| match shade {
        Shade::Worst => "handoff-picture-most-late",
        Shade::Bad => "handoff-picture-some-late",
        _ => "handoff-picture-in-time",
    };
    Bars {
        title: of.word("handoff-held-title"),
        subtitle: of.word("handoff-picture-held-how"),
        bars: of.held.iter().map(bar).collect(),
        legend: shades
            .into_iter()
            .map(|shade| (shade, of.word(meaning(shade))))
            .collect(),
    }
}

fn shade(held: &Held) -> Shade {
    if held.late * 2 > held.count {
        Shade::Worst
    } else if held.late > 0 {
        Shade::Bad
    } else {
        Shade::First
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Hours;
    use crate::core::handoff::matrix::held;

    fn wait(waits: i64, on: i64, count: i64, late: i64, days: i64) -> Wait {
        let since = At(1_767_571_200_000) - Span::days(days);
        Wait {
            waits,
            on,
            count,
            late,
            oldest: since - Span::days(days),
            since: i128::from(since.0) * i128::from(count),
        }
    }

    /// As the catalogue calls them, numbered from 1.
    fn departments() -> Vec<Department> {
        let keys = ["ops", "support", "delivery", "security", "service"];
        let named = [
            "Operations",
            "Technical support",
            "Delivery",
            "Security",
            "Customer service",
        ];
        let all = (1..).zip(keys.into_iter().zip(named));
        all.map(|(id, (key, name))| Department {
            id,
            key: key.into(),
            name: name.into(),
            channel: None,
            role: None,
            leads: Vec::new(),
            lang: Lang::En,
            zone: chrono_tz::UTC,
            hours: Hours::default(),
            version: 1,
        })
        .collect()
    }

    fn drawn(lang: Lang, waits: &[Wait]) -> Vec<File> {
        let departments = departments();
        pictures(&Drawn {
            lang,
            now: At(1_767_571_200_000),
            departments: &departments,
            waits,
            held: &held(waits),
        })
    }

    #[test]
    fn who_waits_is_drawn_and_described() {
        let waits = [
            wait(2, 1, 12, 7, 5),
            wait(3, 1, 4, 1, 2),
            wait(1, 4, 3, 0, 4),
            wait(4, 3, 2, 0, 1),
            wait(5, 1, 1, 0, 0),
        ];
        let mut said = Vec::new();
        for lang in Lang::ALL {
            let files = drawn(lang, &waits);
            assert_eq!(files.len(), 2);
            for file in files {
                assert!(file.bytes.starts_with(b"\x89PNG"), "no picture");
                said.push(format!("{}\n{}", file.name, file.alt.unwrap()));
            }
        }
        insta::assert_snapshot!(said.join("\n\n"));
    }

    #[test]
    fn nobody_waits_and_nothing_is_drawn() {
        assert!(drawn(Lang::En, &[]).is_empty());
    }
}
