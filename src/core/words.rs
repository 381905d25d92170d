//! Words that several capabilities use. Pure.

use crate::calendar::Day;
use crate::clock::Span;
use crate::i18n::{Lang, say};

/// Keeps what stands on both sides of it on one line.
pub(crate) const TOGETHER: &str = "\u{a0}";

/// A day as people read it, `2026-01-31`: a plain hyphen between figures may end a line, this one does not.
pub(crate) fn day(day: Day) -> String {
    day.to_string().replace('-', "\u{2011}")
}

/// A number with its sign, `80 %`, on one line.
pub(crate) fn percent(number: &str) -> String {
    format!("{number}{TOGETHER}%")
}

/// A length in words: its two largest units.
pub(crate) fn length(lang: Lang, span: Span) -> String {
    let (large, small) = units(span);
    let parts = [Some(large), small];
    joined(lang, parts.into_iter().flatten())
}

/// A length in words, rounded down to its largest unit: where there is little room.
pub(crate) fn largest(lang: Lang, span: Span) -> String {
    let (large, _) = units(span);
    joined(lang, [large])
}

/// A length in words, to the second.
pub(crate) fn exact_length(lang: Lang, span: Span) -> String {
    let seconds = span.0.max(0) / 1_000;
    let (minutes, hours) = (seconds / 60, seconds / 3_600);
    let parts = [
        (hours / 24, "d"),
        (hours % 24, "h"),
        (minutes % 60, "m"),
        (seconds % 60, "s"),
    ];
    joined(lang, parts)
}

/// What is not zero, one after the other.
fn joined(lang: Lang, parts: impl IntoIterator<Item = (i64, &'static str)>) -> String {
    let unit = |number: i64, unit: &str| {
        let args = [("number", number.into()), ("unit", unit.into())];
        say(lang, "length-unit", &args)
    };
    let said = parts.into_iter().filter(|(number, _)| *number > 0);
    let said = said.map(|(number, name)| unit(number, name));
    let whole = said.reduce(|large, small| {
        let args = [("large", large.into()), ("small", small.into())];
        say(lang, "length-both", &args)
    });
    whole.unwrap_or_else(|| unit(0, "s"))
}

/// The largest unit that is at least one, and the one below it.
pub(crate) fn units(span: Span) -> ((i64, &'static str), Option<(i64, &'static str)>) {
    let seconds = span.0.max(0) / 1_000;
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    if days > 0 {
        ((days, "d"), Some((hours % 24, "h")))
    } else if hours > 0 {
        ((hours, "h"), Some((minutes % 60, "m")))
    } else if minutes > 0 {
        ((minutes, "m"), Some((seconds % 60, "s")))
    } else {
        ((seconds, "s"), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_percentage_stay_on_their_line_and_a_day_is_read_again() {
        let january = Day::from_ymd_opt(2026, 1, 31).unwrap();
        assert_eq!(day(january), "2026\u{2011}01\u{2011}31");
        assert_eq!(percent("82.5"), "82.5\u{a0}%");
        let now = crate::clock::At(1_767_571_200_000);
        let read = crate::calendar::read_day(&day(january), now, crate::calendar::Zone::UTC);
        assert_eq!(read, Some(january));
    }

    #[test]
    fn an_exact_length_keeps_every_unit() {
        let table = [
            (0, "0 s", "0 秒"),
            (3_600_000, "1 h", "1 小时"),
            (90_061_000, "1 d 1 h 1 min 1 s", "1 天 1 小时 1 分钟 1 秒"),
            (88_200_000, "1 d 30 min", "1 天 30 分钟"),
        ];
        for (ms, english, chinese) in table {
            assert_eq!(exact_length(Lang::En, Span(ms)), english);
            assert_eq!(exact_length(Lang::Zh, Span(ms)), chinese);
        }
    }
}
