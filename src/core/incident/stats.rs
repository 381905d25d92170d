//! Numbers about incidents: what `/incident stats` and the digest tell of a period.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;

use crate::calendar::{Day, Zone, day_of, moment, read_day};
use crate::charts::{Column, Columns, Panel, Shade, columns};
use crate::chat::{File, Text, UserId};
use crate::clock::{At, Span};
use crate::core::incident::rules::Severity;
use crate::core::incident::stats_cards::{self, Told};
use crate::core::incident::stats_rules::{self, Case, Figures, Paged, by, counts, figures};
use crate::core::incident::{store, work_store};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::Lang;
use crate::store::Tx;

/// `/incident stats`
#[derive(Clone, Debug)]
pub(crate) struct Stats {
    pub(crate) actor: Actor,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) department: Option<String>,
}

/// Whoever says no period is told of so many weeks, the current one included.
const WEEKS: u64 = 8;
/// The longest period, in days.
const LONGEST: i64 = 366;

/// What happened in a period, as far as it counts.
pub(super) struct Period {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) zone: Zone,
    pub(super) cases: Vec<Case>,
    pub(super) pages: Vec<Paged>,
}

/// How incidents went in a period, with a picture and a table to take away.
pub(crate) async fn stats(tx: &mut Tx, req: &Stats) -> Result<Reply, Error> {
    let department = match &req.department {
        Some(key) => Some(org::department(tx, key).await?),
        None => None,
    };
    org::require(tx, &req.actor, "incident-stats", department.as_ref()).await?;
    let zone = match &department {
        Some(department) => department.zone,
        None => org::workspace(tx).await?.zone,
    };
    let now = tx.now();
    let read = |text: &String| {
        read_day(text, now, zone)
            .ok_or_else(|| Refusal::new("refuse-incident-day").with("text", Text::echo(text)))
    };
    let today = day_of(now, zone);
    let to = req.to.as_ref().map(read).transpose()?.unwrap_or(today);
    let begin = stats_rules::monday(to)
        .checked_sub_days(Days::new(7 * (WEEKS - 1)))
        .unwrap_or(to);
    let from = req.from.as_ref().map(read).transpose()?.unwrap_or(begin);
    if from > to {
        return Err(Refusal::new("refuse-incident-period").into());
    }
    if to.signed_duration_since(from).num_days() > LONGEST {
        return Err(Refusal::new("refuse-incident-period-long").into());
    }
    let only = department.as_ref().map(|d| d.id);
    let period = load(tx, only, (from, to), zone).await?;
    if period.cases.is_empty() && period.pages.is_empty() {
        let refusal = Refusal::new("refuse-incident-no-stats")
            .with("from", from.to_string())
            .with("to", to.to_string());
        return Err(refusal.into());
    }
    let departments = org::departments(tx).await?;
    let lang = req.actor.lang;
    let told = Told {
        lang,
        period: &period,
        department: department.as_ref(),
        departments: &departments,
    };
    let mut card = stats_cards::report(&told);
    card.files.extend(picture(lang, &period));
    card.files.push(File {
        name: "incidents.csv".into(),
        bytes: stats_cards::csv(&told).into_bytes(),
        picture: false,
        alt: None,
    });
    Ok(Reply::Private(card))
}

/// What was opened on these days, both included, in one department or in all.
pub(super) async fn load(
    tx: &mut Tx,
    only: Option<i64>,
    (from, to): (Day, Day),
    zone: Zone,
) -> anyhow::Result<Period> {
    let begin = moment(from, 0, zone);
    let end = to
        .succ_opt()
        .map_or(At(i64::MAX), |next| moment(next, 0, zone));
    let (cases, pages) = between(tx, only, begin, end).await?;
    Ok(Period {
        from,
        to,
        zone,
        cases,
        pages,
    })
}

async fn between(
    tx: &mut Tx,
    only: Option<i64>,
    from: At,
    to: At,
) -> anyhow::Result<(Vec<Case>, Vec<Paged>)> {
    let reopened = work_store::reopened(tx, from, to).await?;
    let mut cases = Vec::new();
    // Of which pages count: what was merged rang for itself before it was, a trial is none.
    let mut ours = BTreeSet::new();
    for incident in store::between(tx, from, to).await? {
        if only.is_some_and(|id| id != incident.department) || incident.origin.is_trial() {
            continue;
        }
        ours.insert(incident.number);
        if counts(incident.merged_into, &incident.origin) {
            cases.push(Case {
                number: incident.number,
                department: incident.department,
                kind: incident.kind,
                severity: incident.severity,
                state: incident.state,
                title: incident.open_title().unwrap_or_default().to_owned(),
                opened: incident.opened_at,
                acknowledged: incident.acknowledged.map(|a| a.0),
                mitigated: incident.mitigated_at,
                resolved: incident.resolved_at,
                reopened: reopened.get(&incident.number).copied().unwrap_or(0),
            });
        }
    }
    let mut pages = Vec::new();
    let mut clocks: BTreeMap<UserId, (Zone, Option<(u16, u16)>)> = BTreeMap::new();
    for (incident, user, at) in work_store::pages(tx, from, to).await? {
        if !ours.contains(&incident) {
            continue;
        }
        let (zone, quiet) = match clocks.get(&user) {
            Some(clock) => *clock,
            None => {
                let clock = (
                    org::person(tx, user).await?.zone,
                    org::quiet_hours(tx, user).await?,
                );
                clocks.insert(user, clock);
                clock
            }
        };
        pages.push(Paged {
            incident,
            user,
            at,
            night: stats_rules::is_night(at, zone, quiet),
        });
    }
    Ok((cases, pages))
}

/// Week by week: how many of each severity, and how long half of them took to be acknowledged and to end.
pub(super) fn picture(lang: Lang, period: &Period) -> Option<File> {
    let weeks = stats_rules::weeks(period.from, period.to);
    let of_week = by(&period.cases, |case| {
        stats_rules::week_of(case.opened, period.zone)
    });
    let nothing = Figures::default();
    let figures_of = |week: &Day| of_week.get(week).unwrap_or(&nothing);
    let number = |week: &Day| {
        let parts = Severity::ALL.map(|severity| {
            let here = period.cases.iter().filter(|case| {
                case.severity == severity && stats_rules::week_of(case.opened, period.zone) == *week
            });
            (shade(severity), u64::try_from(here.count()).unwrap_or(0))
        });
        let all = figures_of(week).incidents;
        Column {
            parts: parts.to_vec(),
            figure: if all == 0 {
                String::new()
            } else {
                all.to_string()
            },
        }
    };
    let length = |shade: Shade, span: Option<Span>| Column {
        // At least a millisecond: what was done at once is seen too.
        parts: span
            .map(|s| (shade, u64::try_from(s.0.max(1)).unwrap_or(0)))
            .into_iter()
            .collect(),
        figure: span.map(stats_cards::short).unwrap_or_default(),
    };
    let panel = |id: &str, columns: Vec<Column>| Panel {
        title: stats_cards::word(lang, id),
        columns,
        legend: Vec::new(),
    };
    let mut counted = panel(
        "incident-picture-number",
        weeks.iter().map(number).collect(),
    );
    counted.legend = Severity::ALL
        .map(|severity| (shade(severity), severity.name().to_uppercase()))
        .to_vec();
    let acknowledged = weeks
        .iter()
        .map(|week| length(Shade::First, figures_of(week).acknowledge.median));
    let resolved = weeks
        .iter()
        .map(|week| length(Shade::Second, figures_of(week).resolve.median));
    let bytes = columns(&Columns {
        title: stats_cards::word(lang, "incident-picture-title"),
        subtitle: stats_cards::period(lang, period.from, period.to),
        panels: vec![
            counted,
            panel("incident-picture-acknowledge", acknowledged.collect()),
            panel("incident-picture-resolve", resolved.collect()),
        ],
        labels: weeks
            .iter()
            .map(|d| d.format("%m-%d").to_string())
            .collect(),
    })?;
    Some(File {
        name: "incidents.png".into(),
        bytes,
        picture: true,
        alt: Some(stats_cards::alt(lang, weeks.len(), &figures(&period.cases))),
    })
}

fn shade(severity: Severity) -> Shade {
    match severity {
        Severity::Sev1 => Shade::Worst,
        Severity::Sev2 => Shade::Bad,
        Severity::Sev3 => Shade::Middling,
        Severity::Sev4 => Shade::Slight,
    }
}

/// The departments of a period's incidents, by name.
pub(super) fn name_of(departments: &[Department], id: i64, lang: Lang) -> String {
    let found = departments.iter().find(|d| d.id == id);
    found.map_or_else(|| "–".to_owned(), |d| d.name_in(lang).to_owned())
}
