//! A value comes: typed, from the outcome of work, or over HTTP.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use crate::calendar::read_when;
use crate::chat::{Text, time_full};
use crate::clock::{At, Span};
use crate::core::journal::{self, Entry};
use crate::core::measure::rules::{self, Figure, Guards, News, Told};
use crate::core::measure::types::{Kept, Measure, Recorded, Value, Wrong};
use crate::core::measure::{MOST, NAME, NOTE, UNIT, cards, find, known_or_place, store};
use crate::core::org;
use crate::core::{Actor, Error, Refusal, Reply};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Values are kept for so long.
const KEPT: Span = Span::days(3 * 366);

/// `/measure record`
#[derive(Clone, Debug)]
pub(crate) struct Enter {
    pub(crate) actor: Actor,
    pub(crate) measure: String,
    pub(crate) value: String,
    pub(crate) project: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) at: Option<String>,
}

/// A value that another system sends, as it was read.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Sample {
    pub(crate) measure: String,
    /// As it was written.
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) at: Option<At>,
    pub(crate) note: String,
}

/// What became of it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Taken {
    /// MEA-3
    pub(crate) measure: String,
    pub(crate) value: String,
    pub(crate) kept: Kept,
}

/// Records what somebody typed; a measure that is new is made.
pub(crate) async fn enter(tx: &mut Tx, req: &Enter) -> Result<Reply, Error> {
    let (actor, now) = (&req.actor, tx.now());
    let typed = (req.measure.as_str(), req.department.as_deref());
    let (known, place) = known_or_place(tx, actor, typed, "measure-record").await?;
    let unit = unit(req.unit.as_deref())?;
    let shown = known.as_ref().map(|m| m.unit.clone()).or(unit.clone());
    let figure = figure(&req.value, &shown.unwrap_or_default())?;
    let zone = org::person(tx, actor.user).await?.zone;
    let at = match &req.at {
        None => now,
        Some(typed) => {
            let at = read_when(typed, now, zone);
            at.filter(|at| !rules::is_ahead(*at, now) && now - *at <= KEPT)
                .ok_or_else(|| Refusal::new("refuse-measure-at").with("typed", Text::echo(typed)))?
        }
    };
    let is_new = known.is_none();
    let mut measure = match known {
        Some(measure) => measure,
        None => make(tx, Some(actor), req.measure.trim(), place.id).await?,
    };
    if let Some(unit) = unit {
        measure.unit = unit;
    } else if is_new && req.value.trim().ends_with(['%', '％']) {
        "%".clone_into(&mut measure.unit);
    }
    let cut = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().trim();
        text.chars().take(NOTE).collect::<String>()
    };
    let value = Value {
        at,
        figure,
        note: cut(&req.note),
        project: cut(&req.project).chars().take(NAME).collect(),
        source: String::new(),
        by: Some(actor.user),
    };
    let before = store::latest(tx, measure.number, 1).await?.pop();
    let kept = keep(tx, &mut measure, &value).await?;
    note(
        tx,
        Some(actor),
        &measure,
        "measure.recorded",
        (
            before.map_or(Json::Null, |v| json!({ "value": measure.shown(v.figure) })),
            json!({ "value": measure.shown(figure), "at": time_full(at), "note": value.note }),
        ),
    )
    .await?;
    let card = cards::recorded(actor.lang, &measure, &value, kept, is_new.then_some(&place));
    Ok(Reply::Private(card))
}

/// A unit as it was typed.
pub(super) fn unit(typed: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(typed) = typed else { return Ok(None) };
    let unit = typed.trim().to_owned();
    if unit.chars().count() > UNIT || unit.chars().any(char::is_control) {
        let refusal = Refusal::new("refuse-measure-unit").with("typed", Text::echo(typed));
        return Err(refusal.with("most", UNIT));
    }
    Ok(Some(unit))
}

/// A figure as it was typed, with or without its unit.
pub(super) fn figure(typed: &str, unit: &str) -> Result<Figure, Refusal> {
    let text = typed.trim();
    let bare = text.strip_suffix(unit).unwrap_or(text);
    let read = Figure::read(text).or_else(|| Figure::read(bare));
    read.ok_or_else(|| Refusal::new("refuse-measure-value").with("typed", Text::echo(typed)))
}

/// A new measure; not stored yet.
pub(super) async fn make(
    tx: &mut Tx,
    actor: Option<&Actor>,
    name: &str,
    department: i64,
) -> anyhow::Result<Measure> {
    let measure = Measure {
        number: tx.next_key("MEA").await?,
        department,
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        unit: String::new(),
        guards: Guards::default(),
        told: Told::default(),
        tellings: 0,
        told_at: None,
        by: actor.map(|a| a.user),
        at: tx.now(),
    };
    let after = json!({ "name": measure.name });
    note(tx, actor, &measure, "measure.created", (Json::Null, after)).await?;
    Ok(measure)
}

/// Records a value from elsewhere: the outcome of work. A measure that is new is made; news are told.
async fn record(tx: &mut Tx, req: &Recorded) -> anyhow::Result<Result<Taken, Wrong>> {
    let (name, now) = (req.name.trim(), tx.now());
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Ok(Err(Wrong::Name));
    }
    if req.at.is_some_and(|at| rules::is_ahead(at, now)) {
        return Ok(Err(Wrong::Ahead));
    }
    let mut measure = match find(tx, name).await? {
        Some(measure) if measure.department != req.department => return Ok(Err(Wrong::Elsewhere)),
        Some(measure) => measure,
        None if store::all(tx).await?.len() >= MOST => return Ok(Err(Wrong::Many)),
        None => {
            let mut made = make(tx, None, name, req.department).await?;
            made.unit = req
                .unit
                .chars()
                .filter(|c| !c.is_control())
                .take(UNIT)
                .collect();
            made
        }
    };
    let at = match req.at {
        Some(at) => at,
        None => free(tx, &measure, &req.source).await?,
    };
    let value = Value {
        at,
        figure: req.figure,
        note: req.note.chars().take(NOTE).collect(),
        project: String::new(),
        source: req.source.clone(),
        by: None,
    };
    let kept = keep(tx, &mut measure, &value).await?;
    Ok(Ok(Taken {
        measure: measure.key(),
        value: value.figure.text(),
        kept,
    }))
}

/// Now, or the moment after it if another source has a value of now.
async fn free(tx: &mut Tx, measure: &Measure, source: &str) -> anyhow::Result<At> {
    let now = tx.now();
    let newest = store::latest(tx, measure.number, 1).await?.pop();
    let taken = newest.filter(|value| value.at >= now && value.source != source);
    Ok(taken.map_or(now, |value| value.at + Span(1)))
}

/// Takes what another system sent for a department, in the order of time, so that of several values of one measure the newest is
/// what is told of.
pub(crate) async fn receive(
    tx: &mut Tx,
    (department, source): (i64, &str),
    samples: &[Sample],
) -> anyhow::Result<Vec<Result<Taken, Wrong>>> {
    let now = tx.now();
    // Of those of a measure that say no moment the last is of now, and each before it a little earlier.
    let mut later: HashMap<String, i64> = HashMap::new();
    let mut moments: Vec<At> = Vec::with_capacity(samples.len());
    for sample in samples.iter().rev() {
        moments.push(sample.at.unwrap_or_else(|| {
            let after = later.entry(rules::name_key(&sample.measure)).or_default();
            *after += 1;
            now - Span(*after - 1)
        }));
    }
    moments.reverse();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    // The newest first: what is older then is late, and says nothing.
    order.sort_by_key(|n| std::cmp::Reverse((moments.get(*n).copied(), *n)));
    let mut answers = vec![Err(Wrong::Name); samples.len()];
    for n in order {
        let found = (samples.get(n), moments.get(n), answers.get_mut(n));
        let (Some(sample), Some(at), Some(answer)) = found else {
            continue;
        };
        *answer = match Figure::read(&sample.value) {
            None => Err(Wrong::Figure),
            Some(figure) => {
                let recorded = Recorded {
                    name: sample.measure.clone(),
                    department,
                    figure,
                    unit: sample.unit.clone(),
                    at: sample.at.or(Some(*at).filter(|at| *at < now)),
                    note: sample.note.clone(),
                    source: source.to_owned(),
                };
                record(tx, &recorded).await?
            }
        };
    }
    Ok(answers)
}

/// A figure that does not reach its target: both with their unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Missed {
    pub(crate) value: String,
    pub(crate) target: String,
}

/// Whether a figure misses the target that a department has set for the measure of this name; none: there is no target, or it
/// is reached.
pub(crate) async fn missed(
    tx: &mut Tx,
    department: i64,
    (name, value): (&str, &str),
) -> anyhow::Result<Option<Missed>> {
    let measure = find(tx, name).await?.filter(|m| m.department == department);
    let (Some(measure), Some(figure)) = (measure, Figure::read(value)) else {
        return Ok(None);
    };
    let target = measure.guards.target;
    let falls_short = measure.guards.standing(figure) != rules::Level::Fine;
    Ok(target.filter(|_| falls_short).map(|target| Missed {
        value: measure.shown(figure),
        target: measure.shown(target),
    }))
}

/// Writes a value and tells what is news.
async fn keep(tx: &mut Tx, measure: &mut Measure, value: &Value) -> anyhow::Result<Kept> {
    let now = tx.now();
    let newest = store::latest(tx, measure.number, 1).await?.pop();
    store::put(tx, measure.number, value).await?;
    store::forget(tx, measure.number, now - KEPT).await?;
    let same = newest
        .as_ref()
        .is_some_and(|n| n.at == value.at && n.figure == value.figure);
    let kept = if rules::is_present(value.at, newest.as_ref().map(|n| n.at), now) {
        Kept::Newest
    } else {
        Kept::Late
    };
    if kept == Kept::Newest && !same {
        let (told, news) = rules::decide(&measure.guards, measure.told, value.figure);
        measure.told = told;
        if let Some(news) = news {
            tell(tx, measure, (news, value, newest.as_ref())).await?;
        }
    }
    store::save(tx, measure, &rules::name_key(&measure.name)).await?;
    Ok(kept)
}

/// Tells the department: a crossing in a message of its own, a return in the message that told of it.
async fn tell(
    tx: &mut Tx,
    measure: &mut Measure,
    (news, value, before): (News, &Value, Option<&Value>),
) -> anyhow::Result<()> {
    let now = tx.now();
    let (action, level) = match news {
        News::Crossed(level) => ("measure.crossed", level),
        News::Back(level) => ("measure.back", level),
    };
    let crossed = matches!(news, News::Crossed(_));
    if crossed {
        measure.tellings += 1;
        measure.told_at = Some(now);
    }
    let after = json!({ "value": measure.shown(value.figure), "level": level.name() });
    note(tx, None, measure, action, (Json::Null, after)).await?;
    let Some(place) = org::department_by_id(tx, measure.department).await? else {
        return Ok(());
    };
    let Some(channel) = place.channel else {
        return Ok(());
    };
    let card = cards::news(place.lang, measure, &news, value, before);
    let urgent = level == rules::Level::Critical && crossed;
    let post = Post {
        key: format!("measure/{}/{}", measure.number, measure.tellings),
        target: Target::Channel(channel),
        op: if crossed {
            Op::Create(card)
        } else {
            Op::Edit(card)
        },
        priority: if urgent {
            Priority::Action
        } else {
            Priority::Notice
        },
        why: json!({ "rule": "measure:crossed", "measure": measure.key(), "name": measure.name }),
    };
    outbox::post(tx, &post).await
}

/// Writes it down.
pub(super) async fn note(
    tx: &mut Tx,
    by: Option<&Actor>,
    measure: &Measure,
    action: &'static str,
    (before, after): (Json, Json),
) -> anyhow::Result<()> {
    let entry = Entry {
        by: by.map(|actor| actor.user),
        subject: measure.subject(),
        action,
        before,
        after,
    };
    journal::append(tx, &entry).await
}
