//! The picture of an envelope: what was spent against the plan, the forecast, and where the thresholds lie. Pure.

use chrono::Days;

use crate::charts::{self, Guide, Shade};
use crate::chat::File;
use crate::core::budget::alert_cards::{percent, share};
use crate::core::budget::books::Open;
use crate::core::budget::threshold::{self, Basis, Class};
use crate::core::budget::types::Envelope;
use crate::core::short;
use crate::i18n::{Lang, say};

/// More moments than this are not drawn; a period of five years has a point every few days.
const POINTS: i64 = 370;
/// The limit as a share of itself: hundredths of a percent.
const WHOLE: i128 = 10_000;

/// What stands for an amount: itself, or for who may not read amounts how much of the limit it is.
#[derive(Clone, Copy)]
struct Scale<'a> {
    envelope: &'a Envelope,
    limit: i64,
    amounts: bool,
}

impl Scale<'_> {
    /// Where it is drawn.
    fn of(self, minor: i64) -> i64 {
        if self.amounts {
            return minor;
        }
        let share = i128::from(minor) * WHOLE / i128::from(self.limit.max(1));
        i64::try_from(share).unwrap_or(i64::MAX)
    }

    /// What is drawn there, in a word.
    fn word(self, lang: Lang, place: i64) -> String {
        if self.amounts {
            short::amount(lang, self.envelope.money(place))
        } else {
            percent((place + 5).div_euclid(10))
        }
    }

    fn points(self, points: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
        let scaled = points.into_iter().map(|(at, minor)| (at, self.of(minor)));
        scaled.collect()
    }
}

/// Draws it; `None` when there is nothing to draw. Without amounts in percent of the limit, if there is one.
pub(super) fn drawn(lang: Lang, envelope: &Envelope, open: &Open, amounts: bool) -> Option<File> {
    let ledger = &open.ledger;
    let limit = ledger.limit;
    if !amounts && limit <= 0 {
        return None;
    }
    let scale = Scale {
        envelope,
        limit,
        amounts,
    };
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
    let figure = |place: i64| scale.word(lang, place);
    let named = [("amount", figure(scale.of(limit)).into())];
    let word = |id: &str| say(lang, id, &[]);
    let (first, last) = (ledger.period.start, ledger.period.last());
    let bytes = charts::budget(&charts::Budget {
        title: format!("{} {}", envelope.key(), envelope.name),
        subtitle: if amounts {
            format!("{first} – {last}, {}", envelope.currency)
        } else {
            format!("{first} – {last}")
        },
        span: (0, total),
        actual: scale.points(course(open, so_far, step)),
        plan: scale.points(plan),
        forecast: scale.points(forecast),
        thresholds: guides(envelope, scale),
        limit: (limit > 0).then(|| (scale.of(limit), say(lang, "budget-chart-limit", &named))),
        // A tick is the beginning of its day.
        today: (so_far < total).then(|| ((so_far - 1).max(0), word("budget-chart-today"))),
        ticks: ticks.collect(),
        actual_word: word("budget-chart-actual"),
        plan_word: word("budget-chart-planned"),
        forecast_word: word("budget-chart-forecast"),
        figure: &figure,
    })?;
    Some(File {
        name: "budget.png".into(),
        bytes,
        picture: true,
        alt: Some(alt(lang, envelope, open, amounts)),
    })
}

/// The same in words, for who does not see it.
fn alt(lang: Lang, envelope: &Envelope, open: &Open, amounts: bool) -> String {
    let ledger = &open.ledger;
    let said = |minor: i64| {
        if amounts {
            envelope.money(minor).say(lang)
        } else {
            share(minor, ledger.limit)
        }
    };
    let forecast = ledger.figures().forecast;
    let forecast = forecast.map_or_else(|| say(lang, "budget-no-forecast", &[]), said);
    let args = [
        ("name", envelope.name.as_str().into()),
        ("actual", said(ledger.actual).into()),
        (
            "planned",
            said(ledger.planned(ledger.elapsed.completed())).into(),
        ),
        ("forecast", forecast.into()),
        ("limit", said(ledger.limit).into()),
    ];
    say(lang, "budget-picture-alt", &args)
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
fn guides(envelope: &Envelope, scale: Scale<'_>) -> Vec<Guide> {
    let limit = scale.limit;
    let part = |threshold: i64| {
        let value = i128::from(limit) * i128::from(threshold) / 10_000;
        scale.of(i64::try_from(value).unwrap_or(i64::MAX))
    };
    let rules = envelope
        .rules
        .iter()
        .filter(|r| r.id.basis == Basis::Actual && r.id.threshold != 10_000 && limit > 0);
    let guide = |r: &threshold::Rule| Guide {
        value: part(r.id.threshold),
        label: threshold::percent(r.id.threshold),
        shade: match r.class {
            Class::Info => Shade::Slight,
            Class::Warn => Shade::Middling,
            Class::Critical => Shade::Worst,
        },
    };
    rules.map(guide).collect()
}
