//! Which period is meant, and what is told of it: pure.

use std::collections::BTreeMap;

use crate::calendar::{Zone, day_of, moment, read_day, read_when};
use crate::chat::{ChannelId, Text};
use crate::clock::{At, Span};
use crate::core::Refusal;
use crate::core::alert::usual_severity;
use crate::core::incident::Severity;
use crate::core::org::{Department, Person};
use crate::i18n::{Arg, Lang};

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
    /// What else its message needs to know.
    pub(super) more: Vec<(&'static str, Arg)>,
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

/// A page that is imagined.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Imagined {
    pub(super) severity: Severity,
    pub(super) service: String,
    /// What a silence looks at.
    pub(super) labels: BTreeMap<String, String>,
}

/// Reads `service=db sev1`: labels as an alert has them, and how bad it is, the worst if nobody says.
pub(super) fn read_page(text: &str) -> Result<Imagined, Refusal> {
    let bad = |part: &str| Refusal::new("refuse-simulate-page").with("part", Text::echo(part));
    let (mut severity, mut labels) = (None, BTreeMap::new());
    let parts = text.split([' ', ',', '，', '\n', '\t']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let said = match part.split_once('=') {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                let value = value.trim_matches('"');
                labels.insert(name.to_lowercase(), value.to_owned());
                (name.to_lowercase() == "severity").then_some(value)
            }
            Some(_) => return Err(bad(part)),
            None => Some(part),
        };
        if let Some(word) = said {
            let word = word.to_lowercase();
            let known = Severity::read(&word).or_else(|| usual_severity(&word));
            severity = Some(known.ok_or_else(|| bad(part))?);
            labels.entry("severity".to_owned()).or_insert(word);
        }
    }
    if severity.is_none() && labels.is_empty() {
        return Err(bad(text));
    }
    Ok(Imagined {
        severity: severity.unwrap_or(Severity::Sev1),
        service: labels.get("service").cloned().unwrap_or_default(),
        labels,
    })
}

/// A page is for one department.
pub(super) fn which_department() -> Refusal {
    Refusal::new("refuse-simulate-page-department")
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

    #[test]
    fn a_page_is_imagined_as_alerts_are_labelled() {
        let read = |text: &str| {
            read_page(text).map(|page| (page.severity, page.service, page.labels.len()))
        };
        let all = [
            ("service=db sev1", (Severity::Sev1, "db", 2)),
            ("SEV3", (Severity::Sev3, "", 1)),
            ("service=\"db\"，host=a", (Severity::Sev1, "db", 2)),
            ("severity=critical", (Severity::Sev1, "", 1)),
            ("warning service=web", (Severity::Sev3, "web", 2)),
        ];
        for (text, (severity, service, labels)) in all {
            assert_eq!(
                read(text),
                Ok((severity, service.to_owned(), labels)),
                "{text}"
            );
        }
        for (text, part) in [("db", "db"), ("service= sev1", "service="), ("  ", "  ")] {
            let refusal = read_page(text).unwrap_err();
            let wanted = Refusal::new("refuse-simulate-page").with("part", Text::echo(part));
            assert_eq!(refusal, wanted, "{text}");
        }
    }
}
