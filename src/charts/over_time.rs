//! Two pictures of values over time: a budget, and a measure.

use crate::charts::plot::{Band, Level, Plot, Track, look, plot};
use crate::charts::scene::{Color, Dash, INK, NARROW, Scene};
use crate::charts::{Shade, Swatch, legend};

/// A level that matters: a threshold, a target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guide {
    pub value: i64,
    /// What stands beside it: "80 %".
    pub label: String,
    /// How bad it is to be beyond it.
    pub shade: Shade,
}

/// What has been spent of a budget, against its plan, with what is to be expected. Moments are in whatever unit the ticks are
/// (days, milliseconds); amounts in minor units.
pub struct Budget<'a> {
    pub title: String,
    /// Below the title: the period, say. May be empty.
    pub subtitle: String,
    /// First and last moment of the period.
    pub span: (i64, i64),
    /// What had been spent by each moment, together; in the order of time.
    pub actual: Vec<(i64, i64)>,
    /// What was planned to be spent by then.
    pub plan: Vec<(i64, i64)>,
    /// From where it is to where it is expected to end; empty while there is not enough to tell.
    pub forecast: Vec<(i64, i64)>,
    pub thresholds: Vec<Guide>,
    /// What may be spent; with its word and amount, short enough for the margin.
    pub limit: Option<(i64, String)>,
    /// This moment, with its word.
    pub today: Option<(i64, String)>,
    /// Moments named below the picture, in the order of time; as many as have room are written.
    pub ticks: Vec<(i64, String)>,
    /// The words for the three lines.
    pub actual_word: String,
    pub plan_word: String,
    pub forecast_word: String,
    /// An amount, short enough for an axis: "120k".
    pub figure: &'a dyn Fn(i64) -> String,
}

/// A measure over time. Values are scaled integers.
pub struct Series<'a> {
    pub title: String,
    /// Below the title; may be empty.
    pub subtitle: String,
    /// Moment and value, in the order of time.
    pub points: Vec<(i64, i64)>,
    /// Whether more is better; decides which side of a threshold is shaded.
    pub more_is_better: bool,
    pub target: Option<(i64, String)>,
    pub thresholds: Vec<Guide>,
    /// Moments named below the picture, in the order of time; as many as have room are written.
    pub ticks: Vec<(i64, String)>,
    /// What the line is; for the legend.
    pub word: String,
    /// A value with its unit, short enough for an axis.
    pub figure: &'a dyn Fn(i64) -> String,
}

const ACTUAL: Color = [0x5d, 0xad, 0xec];
const PLAN: Color = [0x9a, 0xa0, 0xaa];
const TARGET: Color = [0x57, 0xd1, 0x8c];
/// More points are thinned out: there are only so many dots to put them in.
const POINTS: usize = 400;
/// Points are marked up to so many.
const MARKED: usize = 40;
/// Thresholds that are drawn.
const GUIDES: usize = 6;

/// Draws it; `None` when there is neither an actual nor a planned amount.
pub fn budget(picture: &Budget<'_>) -> Option<Vec<u8>> {
    lay_budget(picture)?.png()
}

/// Draws it; `None` when there is no value.
pub fn series(picture: &Series<'_>) -> Option<Vec<u8>> {
    lay_series(picture)?.png()
}

/// At most so many points, the first and the last among them.
fn thinned(points: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let step = points.len().div_ceil(POINTS).max(1);
    let mut kept: Vec<_> = points.iter().step_by(step).copied().collect();
    if let Some(last) = points.last().filter(|last| kept.last() != Some(last)) {
        kept.push(*last);
    }
    kept
}

/// A bad one is drawn with longer strokes.
fn level(guide: &Guide) -> Level {
    let dash = match guide.shade {
        Shade::Worst | Shade::Bad => Dash::Long,
        Shade::Middling | Shade::Slight | Shade::First | Shade::Second => Dash::Dots,
    };
    Level {
        value: guide.value,
        look: look(bright(guide.shade), 3, dash),
        label: guide.label.clone(),
    }
}

/// Bright enough for letters on the card.
fn bright(shade: Shade) -> Color {
    match shade {
        Shade::Worst => [0xff, 0x7b, 0x6b],
        Shade::Bad => [0xff, 0xa9, 0x4d],
        other => other.color(),
    }
}

pub(super) fn lay_budget(picture: &Budget<'_>) -> Option<Scene> {
    if picture.actual.is_empty() && picture.plan.is_empty() {
        return None;
    }
    let mut scene = Scene::new(NARROW, &picture.title, &picture.subtitle)?;
    let actual = look(ACTUAL, 6, Dash::Solid);
    let plan = look(PLAN, 3, Dash::Solid);
    let forecast = look(ACTUAL, 5, Dash::Long);
    let end = |points: &[(i64, i64)]| {
        let last = points.last().map(|p| (picture.figure)(p.1));
        last.unwrap_or_default()
    };
    let track = |points: &[(i64, i64)], look, label| Track {
        points: thinned(points),
        look,
        dots: false,
        label,
        here: String::new(),
    };
    let mut levels: Vec<Level> = picture.thresholds.iter().take(GUIDES).map(level).collect();
    levels.extend(picture.limit.iter().map(|(value, word)| Level {
        value: *value,
        look: look(INK, 4, Dash::Solid),
        label: word.clone(),
    }));
    // What is spent stands where its line ends, which is somewhere in the picture until the period is over.
    let spent = picture.actual.last().is_some_and(|(_, value)| *value != 0);
    let actual_track = Track {
        here: if spent {
            end(&picture.actual)
        } else {
            String::new()
        },
        ..track(&picture.actual, actual, String::new())
    };
    let drawn = plot(
        &mut scene,
        &Plot {
            tracks: vec![
                track(&picture.plan, plan, String::new()),
                track(&picture.forecast, forecast, end(&picture.forecast)),
                actual_track,
            ],
            levels,
            bands: Vec::new(),
            today: picture.today.clone(),
            ticks: &picture.ticks,
            span: Some(picture.span),
            from_zero: true,
            figure: picture.figure,
        },
    );
    if !drawn {
        return None;
    }
    let mut entries = Vec::new();
    for (points, look, word) in [
        (&picture.actual, actual, &picture.actual_word),
        (&picture.plan, plan, &picture.plan_word),
        (&picture.forecast, forecast, &picture.forecast_word),
    ] {
        if !points.is_empty() {
            entries.push((Swatch::Line(look), word.as_str()));
        }
    }
    legend(&mut scene, &entries);
    Some(scene)
}

pub(super) fn lay_series(picture: &Series<'_>) -> Option<Scene> {
    let last = picture.points.last()?;
    let mut scene = Scene::new(NARROW, &picture.title, &picture.subtitle)?;
    let line = look(ACTUAL, 5, Dash::Solid);
    let guides = || picture.thresholds.iter().take(GUIDES);
    let mut levels: Vec<Level> = guides().map(level).collect();
    levels.extend(picture.target.iter().map(|(value, word)| Level {
        value: *value,
        look: look(TARGET, 4, Dash::Solid),
        label: word.clone(),
    }));
    let bands = guides().map(|guide| Band {
        from: guide.value,
        above: !picture.more_is_better,
        color: guide.shade.color(),
    });
    let bands = bands.collect();
    plot(
        &mut scene,
        &Plot {
            tracks: vec![Track {
                points: thinned(&picture.points),
                look: line,
                dots: picture.points.len() <= MARKED,
                label: (picture.figure)(last.1),
                here: String::new(),
            }],
            levels,
            bands,
            today: None,
            ticks: &picture.ticks,
            span: None,
            from_zero: false,
            figure: picture.figure,
        },
    );
    legend(&mut scene, &[(Swatch::Line(line), picture.word.as_str())]);
    Some(scene)
}
