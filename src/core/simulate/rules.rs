//! Which period is meant, and what is told of it: pure.

use crate::calendar::{Zone, day_of, moment, read_day, read_when};
use crate::chat::{ChannelId, Text};
use crate::clock::{At, Span};
use crate::core::Refusal;
use crate::core::org::{Department, Person};
use crate::i18n::Lang;

/// So many are told of; nobody reads more.
pub(super) const MOST: usize = 500;
/// Days of a period.
const LONGEST: i64 = 31;

/// Something that would be said.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Planned {
    pub(super) at: At,
    pub(super) kind: Kind,
    /// STD-7, DIG-3
    pub(super) key: String,
    pub(super) name: String,
    pub(super) department: Department,
    pub(super) channel: ChannelId,
    /// Who gets a direct message, or is asked by what stands in the channel.
    pub(super) people: Vec<Person>,
    pub(super) lang: Lang,
}

/// What would be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Open,
    Prompt,
    Remind,
    Close,
    Digest,
    /// A budget reaches a threshold, if it is spent from as it has been.
    Budget,
}

impl Kind {
    /// It goes to people, not to a channel.
    pub(super) fn is_direct(self) -> bool {
        matches!(self, Kind::Prompt | Kind::Remind)
    }
    /// The message that says what it is.
    pub(super) fn message(self) -> &'static str {
        match self {
            Kind::Open => "simulate-open",
            Kind::Prompt => "simulate-prompt",
            Kind::Remind => "simulate-remind",
            Kind::Close => "simulate-close",
            Kind::Digest => "simulate-digest",
            Kind::Budget => "simulate-budget",
        }
    }
}

/// What is asked for, as it stands in the buttons: both moments included; department 0 is all of theirs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Period {
    pub(super) from: At,
    pub(super) to: At,
    pub(super) department: i64,
}

impl Period {
    pub(super) fn written(self) -> String {
        format!("{}.{}.{}", self.from.0, self.to.0, self.department)
    }
    /// Reads what [`Period::written`] wrote; a longer period than we write was not written by us.
    pub(super) fn read(text: &str) -> Option<Period> {
        let mut parts = text.split('.').map(|p| p.parse::<i64>().ok());
        let mut part = || parts.next().flatten();
        let period = Period {
            from: At(part()?),
            to: At(part()?),
            department: part()?,
        };
        (period.to - period.from <= longest()).then_some(period)
    }
}

/// A day may be an hour longer.
fn longest() -> Span {
    Span::hours(LONGEST * 24 + 2)
}

/// Reads the period. A day without a time is its start in `from` and its end in `to`; what is past is left out.
pub(super) fn read_period(from: &str, to: &str, now: At, zone: Zone) -> Result<(At, At), Refusal> {
    let bad = |text: &str| {
        Refusal::new("refuse-simulate-when")
            .with("text", Text::echo(text))
            .with("example", day_of(now, zone).to_string())
    };
    let start = read_when(from, now, zone).ok_or_else(|| bad(from))?;
    let end = match read_day(to, now, zone) {
        Some(day) => moment(day, 24 * 60, zone) - Span::millis(1),
        None => read_when(to, now, zone).ok_or_else(|| bad(to))?,
    };
    let show = |at: At| crate::chat::time_full(at);
    if end < start {
        return Err(Refusal::new("refuse-simulate-order")
            .with("from", show(start))
            .with("to", show(end)));
    }
    if end < now {
        return Err(Refusal::new("refuse-simulate-past").with("to", show(end)));
    }
    let start = start.max(now);
    if end - start > longest() {
        return Err(Refusal::new("refuse-simulate-long").with("most", LONGEST));
    }
    Ok((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-05, a Monday, 00:00 UTC; 08:00 in Shanghai.
    const NOW: At = At(1_767_571_200_000);
    const SHANGHAI: Zone = Zone::Asia__Shanghai;

    #[test]
    fn days_are_whole_and_in_the_zone_of_who_asks() {
        let at = |text: &str| read_when(text, NOW, SHANGHAI).unwrap();
        for (from, to, read) in [
            (
                "tomorrow",
                "tomorrow",
                (at("2026-01-06"), at("2026-01-07") - Span::millis(1)),
            ),
            ("今天", "周五", (NOW, at("2026-01-10") - Span::millis(1))),
            ("now", "+7d", (NOW, at("2026-01-13") - Span::millis(1))),
            (
                "fri 09:00",
                "fri 17:00",
                (at("2026-01-09 09:00"), at("2026-01-09 17:00")),
            ),
            (
                "2026-01-01",
                "today",
                (NOW, at("2026-01-06") - Span::millis(1)),
            ),
        ] {
            assert_eq!(
                read_period(from, to, NOW, SHANGHAI),
                Ok(read),
                "{from} – {to}"
            );
        }
    }

    #[test]
    fn what_is_no_period_is_refused_with_a_reason() {
        for (from, to, id) in [
            ("soon", "tomorrow", "refuse-simulate-when"),
            ("today", "@everyone", "refuse-simulate-when"),
            ("fri", "wed", "refuse-simulate-order"),
            ("2025-12-01", "2025-12-02", "refuse-simulate-past"),
            ("today", "2026-02-05", "refuse-simulate-long"),
            ("today", "2036-02-05", "refuse-simulate-long"),
        ] {
            let refused = read_period(from, to, NOW, SHANGHAI).unwrap_err();
            assert_eq!(refused.id, id, "{from} – {to}");
        }
        assert!(read_period("today", "2026-02-04", NOW, SHANGHAI).is_ok());
    }

    #[test]
    fn buttons_carry_the_period() {
        let period = Period {
            from: NOW,
            to: NOW + Span::days(7),
            department: 3,
        };
        assert_eq!(Period::read(&period.written()), Some(period));
        for wrong in ["", "1.2", "0.99999999999999.1", "a.b.c"] {
            assert_eq!(Period::read(wrong), None, "{wrong}");
        }
    }
}
