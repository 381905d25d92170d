//! How somebody's day reads.

use crate::chat::{Card, Field, Text, Tone};
use crate::core::{Rank, Section};
use crate::i18n::{Lang, say};

/// So many lines of a section are shown.
const LINES: usize = 5;

/// The day: what is theirs, then what they set for themselves.
pub(super) fn day(lang: Lang, day: &str, sections: &[Section], settings: Vec<Field>) -> Card {
    let text = |id: &str| Text::trusted(say(lang, id, &[]));
    // When somebody is on call or away is good to know, and nothing that waits for them.
    let waits = |section: &&Section| section.rank < Rank::Dates;
    let waiting = sections.iter().filter(waits).map(|section| section.count);
    let waiting: i64 = waiting.sum();
    let body = match (sections.is_empty(), waiting) {
        (true, _) => text("today-nothing"),
        (false, 0) => text("today-calm"),
        (false, count) => Text::trusted(say(lang, "today-waiting", &[("count", count.into())])),
    };
    let mut fields: Vec<Field> = sections.iter().map(|s| field(lang, s)).collect();
    fields.extend(settings);
    Card {
        tone: if waiting > 0 { Tone::Info } else { Tone::Quiet },
        title: Some(Text::trusted(say(
            lang,
            "today-title",
            &[("day", day.into())],
        ))),
        body: Some(body),
        fields,
        footer: Some(text("me-hint")),
        ..Card::default()
    }
}

fn field(lang: Lang, section: &Section) -> Field {
    let mut lines: Vec<Text> = section.lines.iter().take(LINES).cloned().collect();
    let more = section.lines.len().saturating_sub(LINES);
    if more > 0 {
        let more = [("more", more.into())];
        lines.push(Text::trusted(say(lang, "today-more", &more)));
    }
    let lines = lines.iter().map(|line| Text::trusted(format!("• {line}")));
    let name = match section.count {
        0 => section.title.clone(),
        count => format!("{} · {count}", section.title),
    };
    Field {
        name: Text::trusted(name),
        value: Text::join(lines, "\n"),
        inline: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::testing::shown;

    fn section(rank: Rank, title: &str, lines: usize) -> Section {
        Section {
            rank,
            title: title.into(),
            count: i64::try_from(lines).unwrap(),
            lines: (1..=lines)
                .map(|n| Text::trusted(format!("**INC-{n}**")))
                .collect(),
        }
    }

    #[test]
    fn a_long_section_is_cut_and_says_how_much_is_left() {
        let card = |sections: &[Section]| {
            let card = day(Lang::En, "2026-01-05 Mon", sections, Vec::new());
            shown(&card)
        };
        let long = card(&[section(Rank::ActFast, "Incidents", 8)]);
        assert!(long.contains("## Incidents · 8\n• **INC-1**"), "{long}");
        assert!(long.contains("• **INC-5**\n• … and 3 more"), "{long}");
        assert!(!long.contains("INC-6"), "{long}");
        assert!(long.contains("8 things"), "{long}");
        let calm = card(&[section(Rank::Dates, "On call", 5)]);
        assert!(
            calm.contains("• **INC-5**") && !calm.contains("more"),
            "{calm}"
        );
        assert_ne!(calm.lines().nth(1), long.lines().nth(1));
    }

    #[test]
    fn whoever_has_nothing_reads_a_friendly_sentence() {
        for lang in [Lang::En, Lang::Zh] {
            let card = shown(&day(lang, "2026-01-05", &[], Vec::new()));
            let body = card.lines().nth(1).unwrap();
            assert_eq!(body, say(lang, "today-nothing", &[]), "{card}");
        }
    }
}
