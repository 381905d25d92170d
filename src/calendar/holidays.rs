//! Holidays and extra working days, and the calendars of them that ship.

use serde::Deserialize;

use crate::calendar::Day;

/// One entry of an imported or preset calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Special {
    pub day: Day,
    pub name: String,
    /// An extra working day rather than a holiday.
    pub works: bool,
}

/// Names of all presets.
pub const PRESETS: &[&str] = &["cn-2026"];

#[derive(Deserialize)]
struct Preset {
    holidays: Vec<Stretch>,
    workdays: Vec<Single>,
}
#[derive(Deserialize)]
struct Stretch {
    from: Day,
    to: Day,
    name: String,
}
#[derive(Deserialize)]
struct Single {
    day: Day,
    name: String,
}

/// A preset by its name.
pub fn preset(name: &str) -> Option<Vec<Special>> {
    let source = match name {
        "cn-2026" => include_str!("presets/cn-2026.toml"),
        _ => return None,
    };
    let preset: Preset = toml::from_str(source).ok()?;
    let mut all = Vec::new();
    for stretch in preset.holidays {
        let days = stretch.from.iter_days().take_while(|d| *d <= stretch.to);
        all.extend(days.map(|day| Special {
            day,
            name: stretch.name.clone(),
            works: false,
        }));
    }
    all.extend(preset.workdays.into_iter().map(|s| Special {
        day: s.day,
        name: s.name,
        works: true,
    }));
    all.sort_by_key(|s| s.day);
    Some(all)
}
