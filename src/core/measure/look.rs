//! Looking at measures: one with its picture, all of them, the digest's section, and what is offered while somebody types.

use crate::calendar::{Zone, day_of};
use crate::charts::{Guide, Series, Shade, series};
use crate::chat::File;
use crate::core::measure::rules::{Better, Figure, Level};
use crate::core::measure::types::{Measure, Value};
use crate::core::measure::{cards, found, store};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Rank, Reply, Section, Suggestion};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// Values of a picture.
const DRAWN: i64 = 200;
/// Moments named below it.
const TICKS: usize = 8;
/// Longer units stand above the picture, not beside each figure.
const SHORT: usize = 4;

/// `/measure show`
#[derive(Clone, Debug)]
pub(crate) struct One {
    pub(crate) actor: Actor,
    pub(crate) measure: String,
}

/// `/measure list`
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) actor: Actor,
    pub(crate) department: Option<String>,
}

/// Who types what.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) actor: Actor,
    pub(crate) typed: String,
}

/// One measure: how it stands, its latest values, its picture.
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let measure = found(tx, &req.measure).await?;
    let place = org::department_by_id(tx, measure.department).await?;
    org::require(tx, &req.actor, "measure-show", place.as_ref()).await?;
    let values = store::latest(tx, measure.number, DRAWN).await?;
    let zone = org::person(tx, req.actor.user).await?.zone;
    let lang = req.actor.lang;
    let mut card = cards::show(lang, &measure, place.as_ref(), &values);
    if let Some(bytes) = picture(lang, &measure, place.as_ref(), &values, zone) {
        card.files.push(File {
            name: "measure.png".into(),
            bytes,
            picture: true,
            alt: Some(cards::alt(lang, &measure, &values)),
        });
    }
    Ok(Reply::Private(card))
}

/// The values over time; none when there is only one.
fn picture(
    lang: Lang,
    measure: &Measure,
    place: Option<&Department>,
    values: &[Value],
    zone: Zone,
) -> Option<Vec<u8>> {
    if values.len() < 2 {
        return None;
    }
    let guards = &measure.guards;
    let label =
        |id: &str, figure: Figure| say(lang, id, &[("value", measure.shown(figure).into())]);
    let guide = |level: Level, id: &str, shade| {
        let value = guards.of(level)?;
        Some(Guide {
            value: value.0,
            label: label(id, value),
            shade,
        })
    };
    let thresholds = [
        guide(Level::Warn, "measure-picture-warn", Shade::Middling),
        guide(Level::Critical, "measure-picture-critical", Shade::Worst),
    ];
    let (unit, long) = match measure.unit.as_str() {
        unit if unit.chars().count() <= SHORT => (unit, ""),
        unit => ("", unit),
    };
    let points: Vec<(i64, i64)> = values.iter().rev().map(|v| (v.at.0, v.figure.0)).collect();
    series(&Series {
        title: match place {
            Some(place) => format!("{} · {}", measure.name, place.name_in(lang)),
            None => measure.name.clone(),
        },
        subtitle: cards::period(lang, values, zone, long),
        points,
        more_is_better: guards.better == Better::Higher,
        target: guards
            .target
            .map(|t| (t.0, label("measure-picture-target", t))),
        thresholds: thresholds.into_iter().flatten().collect(),
        ticks: ticks(values, zone),
        word: String::new(),
        figure: &|value| Figure(value).with(unit),
    })
}

/// Moments that are named: days, or the times of the only one there is.
fn ticks(values: &[Value], zone: Zone) -> Vec<(i64, String)> {
    let day = |value: &&Value| day_of(value.at, zone);
    let one_day = values.first().as_ref().map(day) == values.last().as_ref().map(day);
    let step = values.len().div_ceil(TICKS).max(1);
    let mut ticks: Vec<(i64, String)> = Vec::new();
    for value in values.iter().rev().step_by(step) {
        let local = value.at.utc().with_timezone(&zone);
        let name = local
            .format(if one_day { "%H:%M" } else { "%m-%d" })
            .to_string();
        if ticks.last().is_none_or(|(_, last)| *last != name) {
            ticks.push((value.at.0, name));
        }
    }
    ticks
}

/// All measures, or those of a department, with how they stand.
pub(crate) async fn list(tx: &mut Tx, req: &List) -> Result<Reply, Error> {
    let only = match &req.department {
        Some(key) => Some(org::department(tx, key).await?),
        None => None,
    };
    org::require(tx, &req.actor, "measure-list", only.as_ref()).await?;
    let mut rows = Vec::new();
    for measure in store::all(tx).await? {
        if only.as_ref().is_some_and(|d| d.id != measure.department) {
            continue;
        }
        let place = org::department_by_id(tx, measure.department).await?;
        let latest = store::latest(tx, measure.number, 1).await?.pop();
        rows.push((measure, place, latest));
    }
    Ok(Reply::Private(cards::list(req.actor.lang, &rows)))
}

/// What is off its target or beyond a threshold in a department; nothing when all is well.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let mut off = Vec::new();
    for measure in store::all(tx).await? {
        if measure.department != department.id || measure.guards.is_empty() {
            continue;
        }
        if let Some(value) = store::latest(tx, measure.number, 1).await?.pop() {
            let level = measure.guards.standing(value.figure);
            if level > Level::Fine {
                off.push((level, measure, value));
            }
        }
    }
    off.sort_by_key(|(level, measure, _)| (std::cmp::Reverse(*level), measure.number));
    let lines: Vec<_> = off
        .iter()
        .map(|(_, measure, value)| cards::digest_line(lang, measure, value))
        .collect();
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Figures,
        title: say(lang, "measure-digest-title", &[]),
        count: i64::try_from(lines.len()).unwrap_or(i64::MAX),
        lines,
    }))
}

/// Offers measures: those of their own departments first.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let mut found = Vec::new();
    for measure in store::all(tx).await? {
        let label = format!("{} · {}", measure.key(), measure.name);
        if !label.to_lowercase().contains(&typed) {
            continue;
        }
        let place = org::department_by_id(tx, measure.department).await?;
        let mine = org::may(tx, &req.actor, "measure-record", place.as_ref()).await?;
        let label = match &place {
            Some(place) => format!("{label} · {}", place.name_in(req.actor.lang)),
            None => label,
        };
        found.push((!mine, measure.name.clone(), label));
    }
    found.sort();
    let offered = found.into_iter().take(25);
    Ok(offered
        .map(|(_, value, label)| Suggestion { label, value })
        .collect())
}
