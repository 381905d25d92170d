//! Looking back: the report, the digest's section; and what is offered while somebody types.

use std::collections::BTreeSet;

use chrono::Days;

use crate::calendar::{Day, day_of, read_day, zones_like};
use crate::charts::{Cell, HEAT_MAP_MOST, heat_map};
use crate::chat::{Card, File, Text, UserId};
use crate::clock::{At, Span};
use crate::core::org::{self, Department};
use crate::core::standup::answer::day_at;
use crate::core::standup::manage::load;
use crate::core::standup::rules::{self, Answer, Part, Parts, Standup, Tally};
use crate::core::standup::{Report, Typing, report_card, store};
use crate::core::{Error, Rank, Refusal, Reply, Section, Suggestion};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// Rounds a picture holds.
const MOST_DAYS: u64 = 366;

/// Participation and blockers over a period, with a picture.
pub(crate) async fn report(tx: &mut Tx, req: &Report) -> Result<Reply, Error> {
    let (standup, department) = load(tx, &req.actor, &req.standup, "standup-report").await?;
    let now = tx.now();
    let read = |text: &String| {
        read_day(text, now, standup.zone)
            .ok_or_else(|| Refusal::new("refuse-standup-day").with("text", Text::echo(text)))
    };
    let today = day_of(now, standup.zone);
    let to = req.to.as_ref().map(read).transpose()?.unwrap_or(today);
    let month = to.checked_sub_days(Days::new(29)).unwrap_or(to);
    let from = req.from.as_ref().map(read).transpose()?.unwrap_or(month);
    if from > to {
        return Err(Refusal::new("refuse-standup-period").into());
    }
    if to.signed_duration_since(from).num_days().unsigned_abs() > MOST_DAYS {
        return Err(Refusal::new("refuse-standup-period-long").into());
    }
    let (days, parts, answers) = past(tx, &standup, (from, to), |_| true).await?;
    if days.is_empty() {
        let refusal = Refusal::new("refuse-standup-no-rounds").with("key", standup.key());
        return Err(refusal
            .with("from", from.to_string())
            .with("to", to.to_string())
            .into());
    }
    let report = report_card::Data {
        lang: req.actor.lang,
        standup: &standup,
        department: &department,
        from,
        to,
        rounds: days.len(),
        people: people(&parts),
        blockers: answers.iter().filter(|a| a.blocker().is_some()).collect(),
    };
    let mut card: Card = report_card::report(&report);
    card.files.extend(picture(&report, &days, &parts));
    Ok(Reply::Private(card))
}

/// Closed rounds of a period: their days, who did what, what was answered.
async fn past(
    tx: &mut Tx,
    standup: &Standup,
    (from, to): (Day, Day),
    counts: impl Fn(&rules::Round) -> bool,
) -> anyhow::Result<(Vec<Day>, Parts, Vec<Answer>)> {
    let closed = store::rounds_between(tx, standup.number, from, to).await?;
    let days: Vec<Day> = closed
        .into_iter()
        .filter(|r| !r.open && counts(r))
        .map(|r| r.day)
        .collect();
    let mut seats = store::seats(tx, standup.number, from, to).await?;
    seats.retain(|(day, _)| days.contains(day));
    let mut answers = store::answers(tx, standup.number, from, to).await?;
    answers.retain(|a| days.contains(&a.day));
    let given: Vec<(Day, UserId)> = answers.iter().map(|a| (a.day, a.user)).collect();
    Ok((days, rules::parts(&seats, &given), answers))
}

fn people(parts: &Parts) -> Vec<(UserId, Tally)> {
    parts
        .iter()
        .map(|(user, days)| (*user, rules::tally(days.values())))
        .collect()
}

fn picture(report: &report_card::Data<'_>, days: &[Day], parts: &Parts) -> Option<File> {
    let cell = |of: &std::collections::BTreeMap<Day, Part>, day: &Day| match of.get(day) {
        Some(Part::Answered) => Cell::Good,
        Some(Part::Away) => Cell::Quiet,
        Some(Part::Missed) => Cell::Bad,
        None => Cell::Empty,
    };
    // The newest days are the ones people look for.
    let shown = days
        .get(days.len().saturating_sub(HEAT_MAP_MOST)..)
        .unwrap_or(days);
    let rows = parts.values().enumerate().map(|(n, of)| {
        let cells = shown.iter().map(|day| cell(of, day)).collect();
        ((n + 1).to_string(), cells)
    });
    let map = report_card::heat_map(report, shown, rows.collect());
    let bytes = heat_map(&map)?;
    Some(File {
        name: "participation.png".into(),
        bytes,
        picture: true,
        alt: Some(report_card::alt(report)),
    })
}

/// Participation of a department in a period, for its digest; nothing when no round was closed.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
    from: At,
    to: At,
) -> anyhow::Result<Option<Section>> {
    let mut lines = Vec::new();
    let mut count = 0_i64;
    for standup in store::all(tx)
        .await?
        .into_iter()
        .filter(|s| s.department == department.id)
    {
        // A round belongs to the period in which it closed: no two digests tell of the same.
        let within = |r: &rules::Round| (from..=to).contains(&r.closes);
        let days = (day_at(from - Span::days(2), &standup), day_at(to, &standup));
        let (days, parts, answers) = past(tx, &standup, days, within).await?;
        if days.is_empty() {
            continue;
        }
        let people = people(&parts);
        let open: Vec<&Answer> = answers
            .iter()
            .filter(|a| a.blocker().is_some() && a.resolved.is_none())
            .collect();
        count += i64::try_from(days.len()).unwrap_or(i64::MAX);
        lines.push(report_card::digest_line(
            lang,
            &standup,
            days.len(),
            &people,
            open.len(),
        ));
        lines.extend(
            open.iter()
                .take(3)
                .map(|a| report_card::digest_blocker(lang, a)),
        );
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Figures,
        title: say(lang, "standup-digest-title", &[]),
        count,
        lines,
    }))
}

/// Participation of several departments day by day as a picture, with the line that explains it; none when there is only one day.
pub(crate) async fn digest_picture(
    tx: &mut Tx,
    departments: &[Department],
    lang: Lang,
    (from, to): (At, At),
) -> anyhow::Result<Option<(File, Text)>> {
    let mut held: Vec<(Standup, Parts)> = Vec::new();
    for standup in store::all(tx).await? {
        let within = |r: &rules::Round| (from..=to).contains(&r.closes);
        let days = (day_at(from - Span::days(2), &standup), day_at(to, &standup));
        let (held_on, parts, _) = past(tx, &standup, days, within).await?;
        let shown = departments.iter().any(|d| d.id == standup.department);
        if shown && !held_on.is_empty() {
            held.push((standup, parts));
        }
    }
    let days: BTreeSet<Day> = held
        .iter()
        .flat_map(|(_, parts)| parts.values().flat_map(|of| of.keys().copied()))
        .collect();
    if days.len() < 2 {
        return Ok(None);
    }
    let (mut asked, mut answered) = (0, 0);
    let mut rows = Vec::new();
    for (standup, parts) in &held {
        let mut cells = Vec::new();
        for day in &days {
            let of_day = parts.values().filter_map(|of| of.get(day));
            let (given, of) = share(of_day);
            (asked, answered) = (asked + of, answered + given);
            cells.push(match (given, of) {
                (_, 0) => Cell::Empty,
                (0, _) => Cell::Bad,
                (given, of) if given == of => Cell::Good,
                _ => Cell::Quiet,
            });
        }
        rows.push((standup.name.clone(), cells));
    }
    let days: Vec<Day> = days.into_iter().collect();
    let map = report_card::digest_map(lang, &days, rows);
    let Some(bytes) = heat_map(&map) else {
        return Ok(None);
    };
    let (alt, legend) =
        report_card::digest_picture(lang, held.len(), days.len(), (answered, asked));
    let file = File {
        name: "standups.png".into(),
        bytes,
        picture: true,
        alt: Some(alt),
    };
    Ok(Some((file, legend)))
}

/// How many of those who were asked answered, and how many were asked.
fn share<'a>(parts: impl Iterator<Item = &'a Part>) -> (usize, usize) {
    parts.fold((0, 0), |(answered, asked), part| match part {
        Part::Answered => (answered + 1, asked + 1),
        Part::Missed => (answered, asked + 1),
        Part::Away => (answered, asked),
    })
}

/// Offers standups while somebody types: those of their own departments first.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let (actor, typed) = (&req.actor, req.typed.trim().to_lowercase());
    let mut found = Vec::new();
    for department in org::departments(tx).await? {
        let members = org::members(tx, department.id).await?;
        let mine = members.iter().any(|m| m.user == actor.user);
        for standup in store::all(tx)
            .await?
            .into_iter()
            .filter(|s| s.department == department.id)
        {
            let label = format!(
                "{} · {} · {}",
                standup.key(),
                standup.name,
                department.name_in(actor.lang)
            );
            if label.to_lowercase().contains(&typed) || department.key.contains(&typed) {
                let label: String = label.chars().take(100).collect();
                found.push((
                    !mine,
                    standup.number,
                    Suggestion {
                        label,
                        value: standup.key(),
                    },
                ));
            }
        }
    }
    found.sort_by_key(|(others, number, _)| (*others, *number));
    Ok(found.into_iter().take(25).map(|(_, _, s)| s).collect())
}

/// Offers departments: their own first.
pub(crate) async fn suggest_departments(
    tx: &mut Tx,
    req: &Typing,
) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let mut found = Vec::new();
    for department in org::departments(tx).await? {
        let label = format!(
            "{} · {}",
            department.key,
            department.name_in(req.actor.lang)
        );
        if label.to_lowercase().contains(&typed) {
            let mine = org::members(tx, department.id)
                .await?
                .iter()
                .any(|m| m.user == req.actor.user);
            found.push((
                !mine,
                Suggestion {
                    label,
                    value: department.key,
                },
            ));
        }
    }
    found.sort_by_key(|(others, _)| *others);
    Ok(found.into_iter().take(25).map(|(_, s)| s).collect())
}

/// Offers time zones.
pub(crate) async fn suggest_zones(_tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let zones = zones_like(typed, 25).into_iter();
    Ok(zones
        .map(|zone| Suggestion {
            label: zone.into(),
            value: zone.into(),
        })
        .collect())
}
