//! What a digest says and when: pure.

use serde::{Deserialize, Serialize};

use crate::calendar::{BadSchedule, Schedule, WorkingDays, Zone};
use crate::chat::{Text, UserId};
use crate::clock::{At, Span};
use crate::core::catalogue;
use crate::core::{Rank, Refusal, Section};
use crate::i18n::{Lang, say};

/// A part of a digest, from the capability that owns it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// Participation in standups, and blockers raised there.
    Standups,
    /// Holidays and extra working days of the coming week.
    Dates,
    /// Who is away now and in the coming week.
    Away,
    /// Incidents that are not over, the worst first.
    Incidents,
    /// Once a week: how many incidents there were and how long they took.
    IncidentStats,
    /// Who is on call now and next, and when nobody will be.
    OnCall,
    /// What is to be decided, and by whom.
    Decisions,
    /// Figures that miss their target or are beyond a threshold.
    Measures,
    /// Questions nobody answered, entries to look at again.
    Knowledge,
    /// Tasks and cases: overdue, to act on fast, due this week, waiting; satisfaction.
    Tasks,
    /// Handoffs that are overdue, press, or wait for us or for others.
    Handoffs,
    /// Budgets past a threshold, and what was closed.
    Money,
}

impl SectionKind {
    /// All that exist now.
    pub const ALL: [SectionKind; 12] = [
        SectionKind::Standups,
        SectionKind::Dates,
        SectionKind::Away,
        SectionKind::Incidents,
        SectionKind::IncidentStats,
        SectionKind::OnCall,
        SectionKind::Decisions,
        SectionKind::Measures,
        SectionKind::Knowledge,
        SectionKind::Tasks,
        SectionKind::Handoffs,
        SectionKind::Money,
    ];

    /// What people type.
    pub fn name(self) -> &'static str {
        match self {
            SectionKind::Standups => "standups",
            SectionKind::Dates => "dates",
            SectionKind::Away => "away",
            SectionKind::Incidents => "incidents",
            SectionKind::IncidentStats => "incident-stats",
            SectionKind::OnCall => "oncall",
            SectionKind::Decisions => "decisions",
            SectionKind::Measures => "measures",
            SectionKind::Knowledge => "knowledge",
            SectionKind::Tasks => "tasks",
            SectionKind::Handoffs => "handoffs",
            SectionKind::Money => "money",
        }
    }

    /// The message that is its title.
    pub fn title(self) -> &'static str {
        match self {
            SectionKind::Standups => "standup-digest-title",
            SectionKind::Dates => "digest-section-dates",
            SectionKind::Away => "digest-section-away",
            SectionKind::Incidents => "incident-digest-title",
            SectionKind::IncidentStats => "incident-stats-digest-title",
            SectionKind::OnCall => "oncall-digest-title",
            SectionKind::Decisions => "decision-digest-title",
            SectionKind::Measures => "measure-digest-title",
            SectionKind::Knowledge => "knowledge-digest-title",
            SectionKind::Tasks => "task-digest-title",
            SectionKind::Handoffs => "handoff-digest-title",
            SectionKind::Money => "budget-digest-title",
        }
    }

    /// A name as people type it: ours, or its title in either language.
    fn read(name: &str) -> Option<SectionKind> {
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        SectionKind::ALL.into_iter().find(|kind| {
            same(kind.name())
                || Lang::ALL
                    .iter()
                    .any(|lang| same(&say(*lang, kind.title(), &[])))
        })
    }
}

/// How people ask for all of them.
const ALL: [&str; 2] = ["all", "全部"];

/// Whether it is posted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Active,
    Paused,
}

impl State {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            State::Active => "active",
            State::Paused => "paused",
        }
    }
    /// Reads what is stored.
    pub fn read(text: &str) -> Option<State> {
        [State::Active, State::Paused]
            .into_iter()
            .find(|s| s.name() == text)
    }
}

/// A digest as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Digest {
    pub number: i64,
    pub department: i64,
    pub schedule: Schedule,
    pub zone: Zone,
    /// Empty: what its department's digest usually shows.
    pub sections: Vec<SectionKind>,
    pub state: State,
    pub state_by: UserId,
    pub state_at: At,
    pub told_until: At,
    pub last_print: String,
    pub last_key: String,
    pub version: i64,
}

impl Digest {
    /// DIG-3
    pub fn key(&self) -> String {
        format!("DIG-{}", self.number)
    }
    /// What it shows, of a department with this key.
    pub(super) fn shows(&self, department: &str) -> Vec<SectionKind> {
        if self.sections.is_empty() {
            usual(department)
        } else {
            self.sections.clone()
        }
    }
}

/// What the digest of a department shows when nothing else was asked for: what the catalogue says, or everything.
pub(super) fn usual(department: &str) -> Vec<SectionKind> {
    let listed = catalogue::department(department).map_or(&[][..], |d| &d.digest);
    let named = |kind: &SectionKind| listed.iter().any(|name| name == kind.name());
    let usual: Vec<SectionKind> = SectionKind::ALL.into_iter().filter(named).collect();
    if usual.is_empty() {
        SectionKind::ALL.to_vec()
    } else {
        usual
    }
}

/// The number in `DIG-3`, `dig 3` or `3`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text
        .get(..3)
        .filter(|p| p.eq_ignore_ascii_case("dig"))
        .and_then(|_| text.get(3..))
        .unwrap_or(text)
        .trim_start_matches(['-', ' ']);
    digits.parse().ok().filter(|n| *n > 0)
}

/// A schedule, or why it is none.
pub(super) fn read_schedule(text: &str) -> Result<Schedule, Refusal> {
    Schedule::parse(text).map_err(|bad| {
        let id = match bad {
            BadSchedule::NeverFires => "refuse-digest-never",
            BadSchedule::Unreadable(_) => "refuse-digest-schedule",
        };
        Refusal::new(id).with("text", Text::echo(text))
    })
}

/// Section names separated by commas, spaces or `、`, or `all`; an empty text means what the department's digest usually shows.
pub(super) fn read_sections(text: &str) -> Result<Vec<SectionKind>, Refusal> {
    let mut wanted = Vec::new();
    let names = text
        .split([',', ' ', '、', '，', ';', '\n'])
        .map(str::trim)
        .filter(|n| !n.is_empty());
    for name in names {
        if ALL.contains(&name.to_lowercase().as_str()) {
            return Ok(SectionKind::ALL.to_vec());
        }
        let kind = SectionKind::read(name).ok_or_else(|| {
            Refusal::new("refuse-digest-section")
                .with("text", Text::echo(name))
                .with("known", known_sections())
        })?;
        if !wanted.contains(&kind) {
            wanted.push(kind);
        }
    }
    Ok(wanted)
}

/// Names of all sections, as they are typed.
pub(super) fn known_sections() -> String {
    SectionKind::ALL.map(SectionKind::name).join(", ")
}

/// When it is posted next. A schedule of working days follows the department's calendar; any other follows the clock alone.
pub(super) fn next(schedule: &Schedule, after: At, zone: Zone, days: &WorkingDays) -> Option<At> {
    if schedule.follows_working_days() {
        schedule.next_working(after, zone, days)
    } else {
        schedule.next(after, zone)
    }
}

/// The period it tells about: since the last one, at most a month, at least a day.
pub(super) fn period(told_until: At, now: At) -> (At, At) {
    let from = told_until
        .max(now - Span::days(31))
        .min(now - Span::days(1));
    (from, now)
}

/// What becomes of a due digest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Telling {
    /// There is nothing to tell: nobody asked, so nothing is posted.
    Silent,
    /// It says what the last one said: that one is brought up to date instead of a second.
    Renew,
    /// It is posted.
    Fresh,
}

/// What becomes of a due digest (nothing new is not worth a message).
pub(super) fn telling(sections: &[Section], print: &str, last_print: &str) -> Telling {
    if sections.is_empty() {
        Telling::Silent
    } else if print == last_print {
        Telling::Renew
    } else {
        Telling::Fresh
    }
}

/// What it says without what changes by itself, to compare with the last one. Figures are about a period: those of another one
/// are news, also when they come out the same.
pub(super) fn print(sections: &[Section], from: At) -> String {
    let mut text = String::new();
    for section in sections {
        if section.rank == Rank::Figures {
            text.push_str(&from.0.to_string());
        }
        text.push_str(&section.title);
        text.push_str(&section.count.to_string());
        for line in &section.lines {
            text.push_str(line.as_str());
        }
    }
    // FNV-1a, 64 bits: a comparison over years must not depend on a hasher's version.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// In reading order; the first 15 lines fit the card, the rest is behind **More**.
pub(super) fn arrange(mut sections: Vec<Section>) -> Vec<Section> {
    sections.retain(|s| s.count > 0 || !s.lines.is_empty());
    sections.sort_by_key(|s| s.rank);
    sections
}

/// Lines on the card; more are a page away.
pub(super) const LINES: usize = 15;

/// Sections cut to `LINES` lines in all, and how many lines were left out.
pub(super) fn first_screen(sections: &[Section]) -> (Vec<Section>, usize) {
    let mut left = LINES;
    let mut hidden = 0;
    let mut shown = Vec::new();
    for section in sections {
        let take = section.lines.len().min(left);
        hidden += section.lines.len() - take;
        left -= take;
        shown.push(Section {
            lines: section.lines.iter().take(take).cloned().collect(),
            ..section.clone()
        });
    }
    (shown, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(rank: Rank, lines: usize) -> Section {
        Section {
            rank,
            title: "t".into(),
            count: i64::try_from(lines).unwrap(),
            lines: (0..lines).map(|n| Text::trusted(n.to_string())).collect(),
        }
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        for (text, number) in [
            ("DIG-3", Some(3)),
            ("dig 12", Some(12)),
            ("7", Some(7)),
            ("DIG-0", None),
            ("STD-3", None),
            ("", None),
            ("摘要", None),
        ] {
            assert_eq!(read_key(text), number, "{text}");
        }
    }

    #[test]
    fn sections_are_read_and_unknown_ones_refused_with_the_known() {
        assert_eq!(
            read_sections("away, 站会、Away").unwrap(),
            [SectionKind::Away, SectionKind::Standups]
        );
        assert_eq!(read_sections("").unwrap(), []);
        assert_eq!(
            read_sections("weather").unwrap_err().id,
            "refuse-digest-section"
        );
    }

    #[test]
    fn a_digest_shows_what_its_department_s_usually_does() {
        let names = SectionKind::ALL.map(SectionKind::name);
        assert_eq!(names, catalogue::SECTIONS, "what a catalogue may name");
        assert_eq!(usual("ops"), SectionKind::ALL);
        let quiet = usual("finance");
        assert!(quiet.contains(&SectionKind::Money) && !quiet.contains(&SectionKind::OnCall));
        assert_eq!(usual("a-department-of-their-own"), SectionKind::ALL);
        assert_eq!(read_sections("all").unwrap(), SectionKind::ALL);
        assert_eq!(read_sections("全部").unwrap(), SectionKind::ALL);
    }

    #[test]
    fn the_first_screen_holds_fifteen_lines() {
        let (shown, hidden) = first_screen(&[section(Rank::Figures, 10), section(Rank::Away, 9)]);
        assert_eq!(
            shown.iter().map(|s| s.lines.len()).collect::<Vec<_>>(),
            [10, 5]
        );
        assert_eq!(hidden, 4);
    }

    #[test]
    fn sections_stand_in_reading_order_and_empty_ones_are_left_out() {
        let arranged = arrange(vec![
            section(Rank::Away, 1),
            section(Rank::Dates, 0),
            section(Rank::Overdue, 2),
        ]);
        assert_eq!(
            arranged.iter().map(|s| s.rank).collect::<Vec<_>>(),
            [Rank::Overdue, Rank::Away]
        );
    }

    #[test]
    fn nothing_to_tell_is_silent_and_the_same_again_renews() {
        let sections = [section(Rank::Away, 1)];
        let same = print(&sections, At(1));
        assert_eq!(telling(&[], "", ""), Telling::Silent);
        assert_eq!(telling(&sections, &same, &same), Telling::Renew);
        assert_eq!(telling(&sections, &same, "other"), Telling::Fresh);
        assert_ne!(same, print(&[section(Rank::Away, 2)], At(1)));
        assert_eq!(same, print(&sections, At(2)), "it still stands");
        let figures = [section(Rank::Figures, 1)];
        assert_ne!(
            print(&figures, At(1)),
            print(&figures, At(2)),
            "of another week"
        );
    }

    #[test]
    fn the_period_is_a_day_at_least_and_a_month_at_most() {
        let now = At(100 * 86_400_000);
        assert_eq!(period(now - Span::hours(1), now).0, now - Span::days(1));
        assert_eq!(period(now - Span::days(7), now).0, now - Span::days(7));
        assert_eq!(period(At(0), now).0, now - Span::days(31));
    }
}
