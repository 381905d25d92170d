//! The org's decisions: pure.

use chrono::Timelike;

use crate::calendar::{
    Day, Hours, WorkingDays, Zone, read_hours, read_hours_of_night, read_week, read_zone,
};
use crate::chat::Text;
use crate::clock::At;
use crate::core::Refusal;
use crate::core::catalogue;
use crate::core::org::types::{AbsenceRow, DepartmentRow, HolidayRow, PersonRow, USUAL, Workspace};
use crate::core::org::{Department, Person};
use crate::i18n::Lang;

/// The longest name of a department, holiday or reason.
pub(super) const NAME_MOST: usize = 80;
/// The longest reason of an absence.
pub(super) const REASON_MOST: usize = 200;

/// A name as it is kept: trimmed, on one line, not empty and not too long.
pub(super) fn read_name(text: &str, most: usize) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::new("refuse-name-empty"));
    }
    let length = name.chars().count();
    if length > most {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", most));
    }
    Ok(name)
}

/// A time zone, or a refusal with one that works.
pub(super) fn zone(text: &str) -> Result<Zone, Refusal> {
    read_zone(text).ok_or_else(|| Refusal::new("refuse-zone").with("zone", shown(text)))
}

/// Working hours, or a refusal with some that work.
pub(super) fn hours(text: &str) -> Result<(u16, u16), Refusal> {
    read_hours(text).ok_or_else(|| Refusal::new("refuse-hours").with("hours", shown(text)))
}

/// Working days, or a refusal with some that work.
pub(super) fn week(text: &str) -> Result<[bool; 7], Refusal> {
    read_week(text)
        .filter(|days| days.contains(&true))
        .ok_or_else(|| Refusal::new("refuse-week").with("week", shown(text)))
}

/// A language by its tag or name.
pub(super) fn lang(text: &str) -> Result<Lang, Refusal> {
    let text = text.trim().to_lowercase();
    if text.starts_with("zh") || text == "中文" || text == "chinese" {
        Ok(Lang::Zh)
    } else if text.starts_with("en") || text == "英文" || text == "英语" {
        Ok(Lang::En)
    } else {
        Err(Refusal::new("refuse-locale").with("locale", shown(&text)))
    }
}

/// Three letters, as ISO 4217 has them.
pub(super) fn currency(text: &str) -> Result<String, Refusal> {
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(Refusal::new("refuse-currency").with("currency", shown(text)))
    }
}

/// What somebody typed, cut so that the answer stays readable.
pub(super) fn shown(text: &str) -> Text {
    let short: String = text.chars().take(60).collect();
    let dots = if text.chars().count() > 60 { "…" } else { "" };
    Text::user(&format!("{short}{dots}"))
}

/// A department with the workspace's defaults filled in.
pub(super) fn department(
    row: &DepartmentRow,
    workspace: &Workspace,
    leads: &[(i64, crate::chat::UserId)],
) -> Department {
    let lang = row.lang.unwrap_or(workspace.lang);
    let (from, to) = row.hours.unwrap_or((USUAL.from, USUAL.to));
    Department {
        id: row.id,
        key: row.key.clone(),
        name: name(row, lang),
        channel: row.channel,
        role: row.role,
        leads: leads
            .iter()
            .filter(|l| l.0 == row.id)
            .map(|l| l.1)
            .collect(),
        lang,
        zone: row.zone.unwrap_or(workspace.zone),
        hours: Hours {
            days: row.week.unwrap_or(USUAL.days),
            from,
            to,
        },
        version: row.version,
    }
}

/// What a department is called in a language.
pub(super) fn name(row: &DepartmentRow, lang: Lang) -> String {
    if !row.name.is_empty() {
        return row.name.clone();
    }
    catalogue::department(&row.key)
        .map_or_else(|| row.key.clone(), |d| d.names.in_(lang).to_owned())
}

/// A person with the defaults of a department, or else of the workspace, filled in.
pub(super) fn person(row: &PersonRow, workspace: &Workspace, of: Option<&Department>) -> Person {
    let hours = of.map_or(&USUAL, |d| &d.hours);
    let (from, to) = row.hours.unwrap_or((hours.from, hours.to));
    let name = if row.name.is_empty() {
        row.user.0.to_string()
    } else {
        row.name.clone()
    };
    Person {
        user: row.user,
        name,
        lang: row
            .lang
            .or(row.client_lang)
            .unwrap_or_else(|| of.map_or(workspace.lang, |d| d.lang)),
        zone: row
            .zone
            .unwrap_or_else(|| of.map_or(workspace.zone, |d| d.zone)),
        hours: Hours {
            days: row.week.unwrap_or(hours.days),
            from,
            to,
        },
    }
}

/// The department somebody means: by key, or by its name in either language.
pub(super) fn find<'a>(rows: &'a [DepartmentRow], typed: &str) -> Option<&'a DepartmentRow> {
    let typed = typed.trim().to_lowercase();
    rows.iter().find(|r| r.key == typed).or_else(|| {
        rows.iter().find(|r| {
            Lang::ALL
                .iter()
                .any(|lang| name(r, *lang).to_lowercase() == typed)
        })
    })
}

/// There is no such department: the nearest ones are named.
pub(super) fn unknown_department(rows: &[DepartmentRow], typed: &str) -> Refusal {
    if rows.is_empty() {
        return Refusal::new("refuse-no-departments");
    }
    let wanted = typed.trim().to_lowercase();
    let mut near: Vec<(f64, &str)> = rows
        .iter()
        .map(|r| {
            let names = Lang::ALL.map(|lang| name(r, lang).to_lowercase());
            let by_name = names
                .iter()
                .map(|n| strsim::jaro_winkler(n, &wanted))
                .fold(0.0, f64::max);
            (
                strsim::jaro_winkler(&r.key, &wanted).max(by_name),
                r.key.as_str(),
            )
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let keys: Vec<String> = near.iter().take(3).map(|n| format!("`{}`", n.1)).collect();
    Refusal::new("refuse-department-unknown")
        .with("department", shown(typed))
        .with("nearest", keys.join(", "))
}

/// The days worked: later rows (the department's own) overrule earlier ones (the workspace's).
pub(super) fn working_days(week: [bool; 7], special: &[HolidayRow]) -> WorkingDays {
    let mut days = WorkingDays {
        week,
        ..WorkingDays::default()
    };
    for row in special {
        let (into, out_of) = if row.works {
            (&mut days.extra, &mut days.holidays)
        } else {
            (&mut days.holidays, &mut days.extra)
        };
        into.insert(row.day);
        out_of.remove(&row.day);
    }
    days
}

/// A new absence together with those it touches or adjoins: the whole stretch, and the numbers it replaces.
pub(super) fn merge_absence(known: &[AbsenceRow], from: Day, to: Day) -> (Day, Day, Vec<i64>) {
    let (mut from, mut to) = (from, to);
    let mut replaced = Vec::new();
    loop {
        let (before, after) = (from.pred_opt().unwrap_or(from), to.succ_opt().unwrap_or(to));
        let touches = |r: &&AbsenceRow| r.to >= before && r.from <= after;
        let next = known
            .iter()
            .filter(touches)
            .find(|r| !replaced.contains(&r.number));
        let Some(row) = next else {
            return (from, to, replaced);
        };
        replaced.push(row.number);
        from = from.min(row.from);
        to = to.max(row.to);
    }
}

/// First and last day of an absence, or why not: the end before the beginning, or all of it past.
pub(super) fn check_absence(from: Day, to: Day, today: Day) -> Result<(), Refusal> {
    if to < from {
        return Err(Refusal::new("refuse-away-order")
            .with("from", from.to_string())
            .with("to", to.to_string()));
    }
    if to < today {
        return Err(Refusal::new("refuse-away-past")
            .with("to", to.to_string())
            .with("today", today.to_string()));
    }
    if (to - from).num_days() > 366 {
        return Err(Refusal::new("refuse-away-long"));
    }
    Ok(())
}

/// A moment is within these hours of somebody's day, in minutes after midnight; they may pass midnight.
pub(super) fn within((from, to): (u16, u16), at: At, zone: Zone) -> bool {
    let local = at.utc().with_timezone(&zone);
    let minute = local.hour() * 60 + local.minute();
    let (from, to) = (u32::from(from), u32::from(to));
    if from <= to {
        (from..to).contains(&minute)
    } else {
        minute >= from || minute < to
    }
}

/// Quiet hours, which may pass midnight (`22:00-07:00`); `off` takes them away.
pub(super) fn quiet(text: &str) -> Result<Option<(u16, u16)>, Refusal> {
    let plain = text.trim().to_lowercase();
    if ["off", "none", "-", "无", "关闭"].contains(&plain.as_str()) {
        return Ok(None);
    }
    let hours = read_hours_of_night(text);
    let bad = || Refusal::new("refuse-quiet").with("hours", shown(text));
    hours.map(Some).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::moment;

    #[test]
    fn quiet_hours_may_pass_midnight_and_are_on_the_persons_clock() {
        let zone = Zone::Asia__Shanghai;
        let day = "2026-01-05".parse().unwrap();
        let cases = [
            ((22 * 60, 7 * 60), 21 * 60 + 59, false),
            ((22 * 60, 7 * 60), 22 * 60, true),
            ((22 * 60, 7 * 60), 0, true),
            ((22 * 60, 7 * 60), 6 * 60 + 59, true),
            ((22 * 60, 7 * 60), 7 * 60, false),
            ((12 * 60, 13 * 60), 12 * 60, true),
            ((12 * 60, 13 * 60), 13 * 60, false),
            ((0, 24 * 60), 23 * 60 + 59, true),
        ];
        for (hours, minute, expected) in cases {
            let at = moment(day, minute, zone);
            assert_eq!(within(hours, at, zone), expected, "{hours:?} {minute}");
        }
    }
}
