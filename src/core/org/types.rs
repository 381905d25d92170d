//! What is stored about a workspace and the people in it, and how its parts are written in one column.

use crate::calendar::{Day, Hours, Zone};
use crate::chat::{ChannelId, RoleId, UserId};
use crate::clock::At;
use crate::i18n::Lang;

/// A Discord server as Liaison knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Workspace {
    pub lang: Lang,
    pub zone: Zone,
    /// ISO 4217.
    pub currency: String,
    /// When `/setup run` was first given, and by whom.
    pub set_up: Option<(At, UserId)>,
}

impl Default for Workspace {
    fn default() -> Self {
        Workspace {
            lang: Lang::En,
            zone: Zone::UTC,
            currency: "USD".into(),
            set_up: None,
        }
    }
}

/// Monday to Friday, 09:00 to 18:00.
pub(super) const USUAL: Hours = Hours {
    days: [true, true, true, true, true, false, false],
    from: 540,
    to: 1080,
};

/// A department as it is stored: what is not set follows the workspace.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct DepartmentRow {
    pub(super) id: i64,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) channel: Option<ChannelId>,
    pub(super) role: Option<RoleId>,
    pub(super) zone: Option<Zone>,
    pub(super) lang: Option<Lang>,
    pub(super) hours: Option<(u16, u16)>,
    pub(super) week: Option<[bool; 7]>,
    pub(super) version: i64,
}

/// How somebody wants to hear of what is not urgent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Delivery {
    #[default]
    Instant,
    Digest,
}

impl Delivery {
    /// As typed and stored.
    pub fn name(self) -> &'static str {
        match self {
            Delivery::Instant => "instant",
            Delivery::Digest => "digest",
        }
    }
    /// Reads what was typed or stored.
    pub fn read(text: &str) -> Option<Delivery> {
        [Delivery::Instant, Delivery::Digest]
            .into_iter()
            .find(|d| d.name() == text.trim())
    }
}

/// What somebody set for themselves and what was seen of them.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct PersonRow {
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) client_lang: Option<Lang>,
    pub(super) lang: Option<Lang>,
    pub(super) zone: Option<Zone>,
    pub(super) hours: Option<(u16, u16)>,
    pub(super) week: Option<[bool; 7]>,
    pub(super) quiet: Option<(u16, u16)>,
    pub(super) delivery: Delivery,
    pub(super) delegate: Option<UserId>,
    pub(super) seen: String,
}

impl PersonRow {
    /// Somebody of whom nothing is known yet.
    pub(super) fn unknown(user: UserId) -> Self {
        PersonRow {
            user,
            name: String::new(),
            client_lang: None,
            lang: None,
            zone: None,
            hours: None,
            week: None,
            quiet: None,
            delivery: Delivery::Instant,
            delegate: None,
            seen: String::new(),
        }
    }
}

/// An absence as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct AbsenceRow {
    pub(super) number: i64,
    pub(super) user: UserId,
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) reason: String,
}

/// A holiday or extra working day; department 0 is the whole workspace.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct HolidayRow {
    pub(super) department: i64,
    pub(super) day: Day,
    pub(super) name: String,
    pub(super) works: bool,
}

/// `540-1080`; nothing is the empty text.
pub(super) fn write_hours(hours: Option<(u16, u16)>) -> String {
    hours.map_or_else(String::new, |(from, to)| format!("{from}-{to}"))
}

/// Reads what [`write_hours`] wrote.
pub(super) fn parse_hours(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// `1111100`; nothing is the empty text.
pub(super) fn write_week(week: Option<[bool; 7]>) -> String {
    week.map_or_else(String::new, |days| {
        days.iter().map(|on| if *on { '1' } else { '0' }).collect()
    })
}

/// Reads what [`write_week`] wrote.
pub(super) fn parse_week(text: &str) -> Option<[bool; 7]> {
    let days: Vec<bool> = text.chars().map(|c| c == '1').collect();
    days.try_into().ok()
}

/// Somebody named in a command: the platform says what they are called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    pub user: UserId,
    /// As typed by them: escape before showing.
    pub name: String,
}

/// What hardly ever changes and nearly every command reads: as of one revision.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Directory {
    /// `None` before `/setup run`.
    pub(super) workspace: Option<Workspace>,
    pub(super) departments: Vec<DepartmentRow>,
    /// Department, lead.
    pub(super) leads: Vec<(i64, UserId)>,
    /// By date.
    pub(super) holidays: Vec<HolidayRow>,
}

/// Somebody, where they belong, and of which revision the directory was when they were read.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Known {
    pub(super) revision: i64,
    pub(super) user: UserId,
    /// `None`: never seen.
    pub(super) row: Option<PersonRow>,
    /// Department, and whether that is known from a role.
    pub(super) member_of: Vec<(i64, bool)>,
}

/// Remembered by a unit of work that has changed the directory: what it reads is nobody else's yet.
pub(super) struct Changed;
