//! The sections of a digest: each from the capability that owns what it says.

use crate::calendar::{Day, WorkingDays, day_of};
use crate::chat::{File, Text};
use crate::clock::At;
use crate::core::digest::rules::{self, SectionKind};
use crate::core::org::{self, Department};
use crate::core::{
    Rank, Section, budget, decision, handoff, incident, knowledge, measure, oncall, standup, task,
    words,
};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// Collects the sections. The project office sees all departments, each line naming its own.
pub(super) async fn gather(
    tx: &mut Tx,
    department: &Department,
    kinds: &[SectionKind],
    lang: Lang,
    (from, to): (At, At),
) -> anyhow::Result<Vec<Section>> {
    let of = if department.key == "pmo" {
        org::departments(tx).await?
    } else {
        vec![department.clone()]
    };
    let mut sections = Vec::new();
    for kind in kinds {
        if *kind == SectionKind::Handoffs {
            sections.extend(handoffs(tx, &of, lang).await?);
            continue;
        }
        let mut parts = Vec::new();
        for each in &of {
            if *kind == SectionKind::Tasks {
                let own = task::digest_sections(tx, each, lang, (from, to)).await?;
                parts.extend(own.into_iter().map(|section| (each, section)));
                continue;
            }
            let section = match kind {
                SectionKind::Standups => standup::digest_section(tx, each, lang, from, to).await?,
                SectionKind::Dates => dates(tx, each, lang).await?,
                SectionKind::Away => away(tx, each, lang).await?,
                SectionKind::Decisions => decision::digest_section(tx, each, lang).await?,
                SectionKind::Measures => measure::digest_section(tx, each, lang).await?,
                SectionKind::Knowledge => knowledge::digest_section(tx, each, lang).await?,
                SectionKind::OnCall => oncall::digest_section(tx, each, lang).await?,
                SectionKind::Money => budget::digest_section(tx, each, lang, (from, to)).await?,
                SectionKind::Incidents => incident::digest_section(tx, each, lang).await?,
                SectionKind::Tasks => None,
                // They are several sections.
                SectionKind::Handoffs => None,
                SectionKind::IncidentStats => {
                    incident::digest_stats(tx, each, lang, (from, to)).await?
                }
            };
            parts.extend(section.map(|section| (each, section)));
        }
        // One kind may say several things: each is a section of its own.
        let mut titles: Vec<String> = Vec::new();
        for (_, section) in &parts {
            if !titles.contains(&section.title) {
                titles.push(section.title.clone());
            }
        }
        for title in titles {
            let same = parts.iter().filter(|(_, s)| s.title == title);
            let same: Vec<_> = same.map(|(d, s)| (*d, s.clone())).collect();
            sections.extend(together(same, of.len(), lang));
        }
    }
    Ok(rules::arrange(sections))
}

/// Handoffs stand in several places of a digest, by how much they press.
async fn handoffs(tx: &mut Tx, of: &[Department], lang: Lang) -> anyhow::Result<Vec<Section>> {
    let mut parts: Vec<(&Department, Section)> = Vec::new();
    for each in of {
        let sections = handoff::digest_sections(tx, each, lang).await?;
        parts.extend(sections.into_iter().map(|section| (each, section)));
    }
    let mut ranks: Vec<Rank> = parts.iter().map(|(_, section)| section.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let of_rank = ranks.into_iter().filter_map(|rank| {
        let some = parts.iter().filter(|(_, section)| section.rank == rank);
        let some = some
            .map(|(each, section)| (*each, section.clone()))
            .collect();
        together(some, of.len(), lang)
    });
    Ok(of_rank.collect())
}

/// The project office sees its period at a glance as well.
pub(super) async fn pictures(
    tx: &mut Tx,
    department: &Department,
    kinds: &[SectionKind],
    period: (At, At),
) -> anyhow::Result<Vec<(File, Text)>> {
    let mut found = Vec::new();
    if department.key != "pmo" {
        return Ok(found);
    }
    if kinds.contains(&SectionKind::Standups) {
        let all = org::departments(tx).await?;
        found.extend(standup::digest_picture(tx, &all, department.lang, period).await?);
    }
    if kinds.contains(&SectionKind::IncidentStats) {
        found.extend(incident::digest_picture(tx, department, period).await?);
    }
    Ok(found)
}

/// One kind of section over several departments: each line names its own. A line they share stands once, with all their names,
/// or with none if it is everybody's.
fn together(parts: Vec<(&Department, Section)>, all: usize, lang: Lang) -> Option<Section> {
    let mut count = 0;
    let mut lines: Vec<(Text, Vec<&str>)> = Vec::new();
    let first = parts.first().map(|(_, s)| (s.rank, s.title.clone()));
    for (department, section) in parts {
        count += section.count;
        let name = department.name_in(lang);
        for line in section.lines {
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, names)) => {
                    names.push(name);
                    count -= 1;
                }
                None => lines.push((line, vec![name])),
            }
        }
    }
    let (rank, title) = first?;
    let lines = lines.into_iter().map(|(line, names)| {
        if names.len() == all {
            return line;
        }
        let names = Text::join(names.into_iter().map(Text::user), " · ");
        Text::trusted(format!("**{names}** · {line}"))
    });
    Some(Section {
        rank,
        title,
        count,
        lines: lines.collect(),
    })
}

async fn dates(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let days: WorkingDays = org::working_days(tx, department).await?;
    let today = day_of(tx.now(), department.zone);
    let week: Vec<Day> = today.iter_days().take(8).collect();
    let line =
        |id: &str, day: &Day| Text::trusted(say(lang, id, &[("day", words::day(*day).into())]));
    let off = week
        .iter()
        .filter(|d| days.holidays.contains(d))
        .map(|d| line("digest-date-holiday", d));
    let on = week
        .iter()
        .filter(|d| days.extra.contains(d))
        .map(|d| line("digest-date-workday", d));
    let lines: Vec<Text> = off.chain(on).collect();
    Ok(section(
        Rank::Dates,
        say(lang, "digest-section-dates", &[]),
        lines,
    ))
}

async fn away(tx: &mut Tx, department: &Department, lang: Lang) -> anyhow::Result<Option<Section>> {
    let today = day_of(tx.now(), department.zone);
    let week = today
        .checked_add_days(chrono::Days::new(7))
        .unwrap_or(today);
    let members = org::members(tx, department.id).await?;
    let users: Vec<_> = members.iter().map(|m| m.user).collect();
    let lines = org::absences(tx, &users, today, week)
        .await?
        .into_iter()
        .filter_map(|absence| {
            let person = members.iter().find(|m| m.user == absence.user)?;
            let who = ("who", Text::user(&person.name).into());
            let from = ("from", absence.from.to_string().into());
            let to = ("to", absence.to.to_string().into());
            Some(Text::trusted(if absence.from == absence.to {
                say(lang, "digest-away-day", &[who, from])
            } else {
                say(lang, "digest-away-line", &[who, from, to])
            }))
        });
    Ok(section(
        Rank::Away,
        say(lang, "digest-section-away", &[]),
        lines.collect(),
    ))
}

fn section(rank: Rank, title: String, lines: Vec<Text>) -> Option<Section> {
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    (!lines.is_empty()).then_some(Section {
        rank,
        title,
        count,
        lines,
    })
}
