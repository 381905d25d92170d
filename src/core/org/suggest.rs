//! What is offered while somebody types an option: departments, dates, subjects.

use crate::calendar::{PRESETS, day_of, zones_like};
use crate::core::catalogue;
use crate::core::org::special::written;
use crate::core::org::types::DepartmentRow;
use crate::core::org::{directory, rules};
use crate::core::{Actor, Error, Suggestion};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// The platform shows so many.
const MOST: usize = 25;

/// Who types what.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) actor: Actor,
    pub(crate) text: String,
}

/// Departments by key, by name in both languages and by pinyin initials: one's own first.
pub(crate) async fn departments(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    let mine = directory::memberships(tx, req.actor.user).await?;
    let typed = req.text.trim().to_lowercase();
    let rows = directory::departments(tx).await?;
    let mut ranked: Vec<(i32, &DepartmentRow)> = rows
        .iter()
        .filter_map(|row| {
            let rank = rank(row, &typed)?;
            Some((
                rank * 2 + i32::from(!mine.iter().any(|m| m.0 == row.id)),
                row,
            ))
        })
        .collect();
    ranked.sort_by_key(|r| (r.0, r.1.id));
    let lang = req.actor.lang;
    Ok(ranked
        .into_iter()
        .take(MOST)
        .map(|(_, row)| Suggestion {
            label: format!("{} · {}", row.key, rules::name(row, lang)),
            value: row.key.clone(),
        })
        .collect())
}

/// How well a department fits what was typed: 0 is best.
fn rank(row: &DepartmentRow, typed: &str) -> Option<i32> {
    let initials = catalogue::department(&row.key).map_or("", |d| d.initials.as_str());
    let names = Lang::ALL.map(|lang| rules::name(row, lang).to_lowercase());
    if typed.is_empty() || row.key == typed {
        Some(0)
    } else if row.key.starts_with(typed) || names.iter().any(|n| n.starts_with(typed)) {
        Some(1)
    } else if names.iter().any(|n| n.contains(typed)) || initials.starts_with(typed) {
        Some(2)
    } else if strsim::jaro_winkler(&row.key, typed) > 0.8 {
        Some(3)
    } else {
        None
    }
}

/// Time zones.
pub(crate) fn zones(typed: &str) -> Vec<Suggestion> {
    let same = |name: &&str| Suggestion {
        label: (*name).to_owned(),
        value: (*name).to_owned(),
    };
    zones_like(typed, MOST).iter().map(same).collect()
}

/// Calendars that ship.
pub(crate) fn presets(lang: Lang, typed: &str) -> Vec<Suggestion> {
    let typed = typed.trim().to_lowercase();
    PRESETS
        .iter()
        .filter(|p| p.contains(&typed))
        .map(|p| Suggestion {
            label: match *p {
                "cn-2026" => say(lang, "preset-cn-2026", &[]),
                other => other.to_owned(),
            },
            value: (*p).to_owned(),
        })
        .collect()
}

/// Special days that could be taken away.
pub(crate) async fn special_days(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    let today = day_of(tx.now(), super::workspace(tx).await?.zone);
    let typed = req.text.trim().to_lowercase();
    let mut found: Vec<Suggestion> = Vec::new();
    for row in directory::directory(tx)
        .await?
        .holidays
        .iter()
        .filter(|r| r.day >= today)
        .cloned()
    {
        let label = format!("{} {}", written(row.day, req.actor.lang), row.name);
        let value = row.day.to_string();
        if label.to_lowercase().contains(&typed) && !found.iter().any(|f| f.value == value) {
            found.push(Suggestion {
                label: label.trim().chars().take(100).collect(),
                value,
            });
        }
    }
    found.truncate(MOST);
    Ok(found)
}

/// What the audit log can be asked about.
pub(crate) async fn subjects(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    let typed = req.text.trim().to_lowercase();
    let mut found = departments(tx, req).await?;
    for whole in [
        "workspace",
        "calendar",
        "standup",
        "digest",
        "incident",
        "decision",
        "knowledge",
        "delivery",
    ] {
        if whole.contains(&typed) {
            found.push(Suggestion {
                label: whole.to_owned(),
                value: whole.to_owned(),
            });
        }
    }
    found.truncate(MOST);
    Ok(found)
}
