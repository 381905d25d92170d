//! Values over time: axes, lines, rules and bands. What they mean is for those who use it.

use crate::charts::scene::{
    Area, BACK, Color, Dash, GRID, Look, PAD, SOFT, Scene, Shape, Side, TEXT, line_height, px,
    share, whole,
};

/// One line over time.
pub(super) struct Track {
    /// Moment and value, in the order of time.
    pub(super) points: Vec<(i64, i64)>,
    pub(super) look: Look,
    /// Each point is marked.
    pub(super) dots: bool,
    /// What stands in the margin, as high as its end; may be empty.
    pub(super) label: String,
    /// What stands by its end, wherever that is; may be empty.
    pub(super) here: String,
}

/// A level across the whole time.
pub(super) struct Level {
    pub(super) value: i64,
    pub(super) look: Look,
    pub(super) label: String,
}

/// All values beyond one are shaded.
pub(super) struct Band {
    pub(super) from: i64,
    /// Above it, or below.
    pub(super) above: bool,
    pub(super) color: Color,
}

pub(super) struct Plot<'a> {
    pub(super) tracks: Vec<Track>,
    pub(super) levels: Vec<Level>,
    pub(super) bands: Vec<Band>,
    /// A moment that is marked, with its word.
    pub(super) today: Option<(i64, String)>,
    /// Moments that are named below, in the order of time.
    pub(super) ticks: &'a [(i64, String)],
    /// The time that is shown, if more than the points take.
    pub(super) span: Option<(i64, i64)>,
    /// Nothing is shown too, however far away.
    pub(super) from_zero: bool,
    /// A value in words.
    pub(super) figure: &'a dyn Fn(i64) -> String,
}

/// Values are kept within this, so that their difference is a number too.
const FAR: i64 = i64::MAX / 8;
const HIGH: i32 = 380;
/// Labels of values have at most so much room on the left, and what lines are called on the right.
const LEFT: i32 = 190;
const RIGHT: i32 = 230;
/// From the frame to its labels.
const GAP: i32 = 12;

/// Where things are.
struct Frame {
    area: Area,
    time: (i64, i64),
    values: (i64, i64),
}

impl Frame {
    fn x(&self, at: i64) -> f32 {
        px(self.area.x) + share(at, self.time, self.area.w)
    }
    fn y(&self, value: i64) -> f32 {
        px(self.area.bottom()) - share(value, self.values, self.area.h)
    }
    fn point(&self, (at, value): (i64, i64)) -> (f32, f32) {
        (self.x(at), self.y(value))
    }
}

/// Draws it below what is there; false when there is no point.
pub(super) fn plot(scene: &mut Scene, plot: &Plot<'_>) -> bool {
    let Some((time, values)) = bounds(plot) else {
        return false;
    };
    let marks = marks(values);
    let labels: Vec<(i64, String)> = marks.iter().map(|v| (*v, (plot.figure)(*v))).collect();
    let width = |texts: &mut dyn Iterator<Item = &str>, room: i32| {
        texts
            .map(|text| {
                scene
                    .letters
                    .width(&scene.letters.fit(text, TEXT, room), TEXT)
            })
            .max()
            .unwrap_or(0)
    };
    let left = width(&mut labels.iter().map(|l| l.1.as_str()), LEFT);
    let ends = plot.tracks.iter().map(|t| t.label.as_str());
    let right = width(
        &mut ends.chain(plot.levels.iter().map(|l| l.label.as_str())),
        RIGHT,
    );
    let gutter = if right == 0 { 16 } else { right + GAP };
    let line = line_height(TEXT);
    let above = if plot.today.is_some() {
        line + 4
    } else {
        line / 2
    };
    let x = PAD + left + GAP;
    let frame = Frame {
        area: Area::new(x, scene.y + above, scene.width - PAD - gutter - x, HIGH),
        time,
        values,
    };
    bands(scene, plot, &frame);
    for (value, text) in &labels {
        let y = whole(frame.y(*value));
        scene.rule(
            (frame.area.x, y),
            (frame.area.right(), y),
            look(GRID, 2, Dash::Solid),
        );
        let area = Area::new(PAD, y - line / 2, left, line);
        scene.text(area, TEXT, SOFT, Side::Right, text);
    }
    for level in &plot.levels {
        let y = frame.y(level.value.clamp(-FAR, FAR));
        let points = vec![(px(frame.area.x), y), (px(frame.area.right()), y)];
        scene.line(points, level.look);
    }
    if let Some((at, word)) = &plot.today {
        today(scene, &frame, *at, word);
    }
    for track in &plot.tracks {
        draw(scene, &frame, track);
    }
    for track in &plot.tracks {
        here(scene, &frame, track);
    }
    names(scene, plot, &frame);
    ticks(scene, plot, &frame);
    true
}

pub(super) fn look(color: Color, width: u8, dash: Dash) -> Look {
    Look { color, width, dash }
}

/// The time and the values that are shown; none when nothing is.
fn bounds(plot: &Plot<'_>) -> Option<((i64, i64), (i64, i64))> {
    let points = || plot.tracks.iter().flat_map(|t| t.points.iter());
    let moments = || points().map(|p| p.0);
    let (mut begin, mut end) = (moments().min()?, moments().max()?);
    if let Some((from, to)) = plot.span {
        (begin, end) = (begin.min(from), end.max(to));
    }
    let values = || {
        points()
            .map(|p| p.1)
            .chain(plot.levels.iter().map(|l| l.value))
            .chain(plot.from_zero.then_some(0))
            .map(|v| v.clamp(-FAR, FAR))
    };
    let (low, high) = (values().min()?, values().max()?);
    // A tenth of air, and what does not change at all stands in the middle.
    let air = ((high - low) / 10).max(1);
    let floor = if plot.from_zero && low == 0 {
        0
    } else {
        low - air
    };
    Some((
        (begin, end.max(begin.saturating_add(1))),
        (floor, high + air),
    ))
}

/// Round values between two, whole ones: about six.
fn marks((low, high): (i64, i64)) -> Vec<i64> {
    let span = i128::from(high) - i128::from(low);
    let mut steps = (0..19).flat_map(|power| [1, 2, 5].map(|n| n * 10_i128.pow(power)));
    let step = steps.find(|step| span / step <= 6).unwrap_or(span.max(1));
    let first = i128::from(low).div_euclid(step) * step;
    (0..20)
        .filter_map(|n| i64::try_from(first + step * n).ok())
        .filter(|v| (low..=high).contains(v))
        .collect()
}

fn bands(scene: &mut Scene, plot: &Plot<'_>, frame: &Frame) {
    let (left, right) = (px(frame.area.x), px(frame.area.right()));
    for band in &plot.bands {
        let from = frame.y(band.from.clamp(-FAR, FAR));
        let to = px(if band.above {
            frame.area.y
        } else {
            frame.area.bottom()
        });
        let points = vec![(left, from), (right, from), (right, to), (left, to)];
        scene.shapes.push(Shape::Patch {
            points,
            color: band.color,
            strength: 44,
        });
    }
}

fn today(scene: &mut Scene, frame: &Frame, at: i64, word: &str) {
    let x = frame.x(at);
    let points = vec![(x, px(frame.area.y)), (x, px(frame.area.bottom()))];
    scene.line(points, look(SOFT, 2, Dash::Long));
    let line = line_height(TEXT);
    let (left, right) = (PAD, scene.width - PAD);
    let wide = scene
        .letters
        .width(&scene.letters.fit(word, TEXT, right - left), TEXT);
    let place = (whole(x) - wide / 2).min(right - wide).max(left);
    let area = Area::new(place, frame.area.y - line - 4, wide, line);
    scene.text(area, TEXT, SOFT, Side::Left, word);
}

fn draw(scene: &mut Scene, frame: &Frame, track: &Track) {
    let points: Vec<(f32, f32)> = track.points.iter().map(|p| frame.point(*p)).collect();
    if track.dots {
        for (x, y) in &points {
            let (x, y) = (whole(*x), whole(*y));
            scene.block(Area::new(x - 6, y - 6, 12, 12), 6, track.look.color);
        }
    }
    scene.line(points, track.look);
}

/// What a line has come to, by its end: below it and to the right, where a line that grows is not; within the frame.
fn here(scene: &mut Scene, frame: &Frame, track: &Track) {
    let Some(end) = track.points.last().filter(|_| !track.here.is_empty()) else {
        return;
    };
    let (line, area) = (line_height(TEXT), frame.area);
    let text = scene.letters.fit(&track.here, TEXT, area.w - 24);
    let wide = scene.letters.width(&text, TEXT);
    let (x, y) = frame.point(*end);
    let left = (whole(x) + 12).min(area.right() - wide - 12);
    let top = (whole(y) + 8).min(area.bottom() - line - 4);
    if wide == 0 || left < area.x + 4 {
        return;
    }
    let ground = Area::new(left - 4, top + 2, wide + 8, line - 4);
    scene.block(ground, 4, BACK);
    let area = Area::new(left, top, wide, line);
    scene.text(area, TEXT, track.look.color, Side::Left, &text);
}

/// What lines are called, beside their ends; moved apart where they would lie on one another.
fn names(scene: &mut Scene, plot: &Plot<'_>, frame: &Frame) {
    let line = line_height(TEXT);
    let ends = plot.tracks.iter().filter_map(|track| {
        let (_, value) = track.points.last()?;
        Some((
            whole(frame.y(*value)),
            track.look.color,
            track.label.as_str(),
        ))
    });
    let levels = plot.levels.iter().map(|level| {
        let y = whole(frame.y(level.value.clamp(-FAR, FAR)));
        (y, level.look.color, level.label.as_str())
    });
    let mut names: Vec<_> = ends
        .chain(levels)
        .filter(|n| !n.2.trim().is_empty())
        .collect();
    let fit = usize::try_from(frame.area.h / line).unwrap_or(0);
    names.truncate(fit);
    names.sort_by_key(|n| n.0);
    // Neither above the frame, where today may be named, nor below it, where moments are.
    let (mut free, x) = (frame.area.y - 2, frame.area.right() + GAP);
    let number = i32::try_from(names.len()).unwrap_or(0);
    for (n, (y, color, text)) in (0_i32..).zip(names) {
        // Below the one before it, and so that those after it have room.
        let last = frame.area.bottom() + 12 - (number - n) * line;
        let top = (y - line / 2).max(free).min(last);
        let area = Area::new(x, top, scene.width - PAD - x, line);
        scene.text(area, TEXT, color, Side::Left, text);
        free = top + line;
    }
}

/// Moments named below: as many as stand beside one another.
fn ticks(scene: &mut Scene, plot: &Plot<'_>, frame: &Frame) {
    // Below the room of the lowest value's label.
    let (y, line) = (frame.area.bottom() + 18, line_height(TEXT));
    let (left, right) = (PAD, scene.width - PAD);
    let mut free = left;
    for (at, text) in plot.ticks {
        if !(frame.time.0..=frame.time.1).contains(at) {
            continue;
        }
        let x = whole(frame.x(*at));
        let wide = scene
            .letters
            .width(&scene.letters.fit(text, TEXT, right - left), TEXT);
        let place = (x - wide / 2).min(right - wide);
        if wide == 0 || place < free {
            continue;
        }
        let foot = frame.area.bottom();
        scene.rule((x, foot), (x, foot + 8), look(SOFT, 2, Dash::Solid));
        scene.text(
            Area::new(place, y, wide, line),
            TEXT,
            SOFT,
            Side::Left,
            text,
        );
        free = place + wide + 18;
    }
    scene.y = y + line;
}
