//! The picture of an envelope: what was spent against the plan, the forecast, and where the thresholds lie. Pure.

use chrono::Days;

use crate::charts::{self, Guide, Shade};
use crate::chat::File;
use crate::core::budget::books::Open;
use crate::core::budget::threshold::{self, Basis, Class};
use crate::core::budget::types::Envelope;
use crate::i18n::{Lang, say};

/// More moments than this are not drawn; a period of five years has a point every few days.
const POINTS: i64 = 370;

/// Draws it; `None` when there is nothing to draw.
pub(super) fn drawn(lang: Lang, envelope: &Envelope, open: &Open) -> Option<File> {
    let ledger = &open.ledger;
    let total = ledger.period.days();
    let day = |place: i64| {
        let ahead = Days::new(place.unsigned_abs());
        ledger.period.start.checked_add_days(ahead)
    };
    let so_far = ((open.today - ledger.period.start).num_days() + 1).clamp(0, total);
    let step = (total / POINTS).max(1);
    let marks = (0..=total).filter(|place| place % step == 0 || *place == total);
    let plan = marks.map(|place| (place, ledger.planned(place))).collect();
    let forecast = ledger.figures().forecast.map_or_else(Vec::new, |forecast| {
        vec![(so_far, ledger.actual), (total, forecast)]
    });
    let ticks = (0..total)
        .step_by(usize::try_from((total / 10).max(1)).unwrap_or(1))
        .filter_map(|place| Some((place, day(place)?.format("%m-%d").to_string())));
    let figure = |minor: i64| envelope.money(minor).digits();
    let word = |id: &str| say(lang, id, &[]);
    let (first, last) = (ledger.period.start, ledger.period.last());
    let bytes = charts::budget(&charts::Budget {
        title: format!("{} {}", envelope.key(), envelope.name),
        subtitle: format!("{first} – {last}, {}", envelope.currency),
        span: (0, total),
        actual: course(open, so_far, step),
        plan,
        forecast,
        thresholds: guides(envelope, ledger.limit),
        limit: (ledger.limit > 0).then(|| (ledger.limit, word("budget-chart-limit"))),
        // A tick is the beginning of its day.
        today: (so_far < total).then(|| ((so_far - 1).max(0), word("budget-chart-today"))),
        ticks: ticks.collect(),
        actual_word: word("budget-chart-actual"),
        plan_word: word("budget-chart-planned"),
        forecast_word: word("budget-chart-forecast"),
        figure: &figure,
    })?;
    let name = [("name", envelope.name.as_str().into())];
    Some(File {
        name: "budget.png".into(),
        bytes,
        picture: true,
        alt: Some(say(lang, "budget-picture-alt", &name)),
    })
}

/// What had been spent by the end of each day so far.
fn course(open: &Open, so_far: i64, step: i64) -> Vec<(i64, i64)> {
    let ledger = &open.ledger;
    let mut course = vec![(0, 0)];
    let mut sum = 0_i64;
    let mut days = ledger.days.iter().peekable();
    for place in 1..=so_far {
        while let Some((_, sums)) =
            days.next_if(|(day, _)| (*day - ledger.period.start).num_days() < place)
        {
            sum = sum.saturating_add(sums.actual);
        }
        if place % step == 0 || place == so_far {
            course.push((place, sum));
        }
    }
    course
}

/// Where the rules on spending lie; the limit has a line of its own.
fn guides(envelope: &Envelope, limit: i64) -> Vec<Guide> {
    let rules = envelope
        .rules
        .iter()
        .filter(|r| r.id.basis == Basis::Actual && r.id.threshold != 10_000 && limit > 0);
    let guide = |r: &threshold::Rule| Guide {
        value: i64::try_from(i128::from(limit) * i128::from(r.id.threshold) / 10_000)
            .unwrap_or(i64::MAX),
        label: format!("{} %", threshold::shown(r.id.threshold)),
        shade: match r.class {
            Class::Info => Shade::Slight,
            Class::Warn => Shade::Middling,
            Class::Critical => Shade::Worst,
        },
    };
    rules.map(guide).collect()
}
