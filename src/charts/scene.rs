//! What is on a picture before it is drawn: shapes and texts with their places, so that a test can ask whether anything
//! overlaps or leaves the picture. Drawing it is the only thing that knows dots.

use tiny_skia::{
    Color as Paints, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Rect, Stroke,
    StrokeDash, Transform,
};

use crate::charts::letters::{ABOVE, BELOW, Letters};

/// Red, green, blue.
pub(super) type Color = [u8; 3];

/// The card: dark, so that it glares in neither of Discord's themes, with an edge that shows in the dark one.
pub(super) const BACK: Color = [0x1e, 0x1f, 0x22];
pub(super) const EDGE: Color = [0x4a, 0x4d, 0x55];
/// Lines of a grid.
pub(super) const GRID: Color = [0x38, 0x3a, 0x40];
pub(super) const INK: Color = [0xf2, 0xf3, 0xf5];
/// What matters less; still seven times as bright as the card.
pub(super) const SOFT: Color = [0xb5, 0xba, 0xc1];
/// On bright blocks.
pub(super) const DARK: Color = [0x11, 0x12, 0x14];

/// Sizes of letters, in dots: a phone shows about half of them, so no text is smaller than fourteen there.
pub(super) const TITLE: i32 = 36;
pub(super) const TEXT: i32 = 28;
/// From the edge to what is drawn.
pub(super) const PAD: i32 = 32;
/// How wide a picture is, if what it shows needs no more.
pub(super) const WIDTH: i32 = 900;
/// How wide one of few words is: a telephone shows it larger.
pub(super) const NARROW: i32 = 720;
/// No picture is larger, however much is asked for.
pub(super) const MOST: i32 = 2_400;
const ROUND: i32 = 20;

/// A place on the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) w: i32,
    pub(super) h: i32,
}

impl Area {
    pub(super) fn new(x: i32, y: i32, w: i32, h: i32) -> Area {
        Area { x, y, w, h }
    }
    pub(super) fn right(&self) -> i32 {
        self.x + self.w
    }
    pub(super) fn bottom(&self) -> i32 {
        self.y + self.h
    }
}

/// How a line is drawn; told apart without colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dash {
    Solid,
    Long,
    Dots,
}

/// How a line looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Look {
    pub(super) color: Color,
    pub(super) width: u8,
    pub(super) dash: Dash,
}

/// Where a text stands in its room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Shape {
    Block {
        area: Area,
        round: i32,
        color: Color,
    },
    Line {
        points: Vec<(f32, f32)>,
        look: Look,
    },
    /// A closed figure, half transparent.
    Patch {
        points: Vec<(f32, f32)>,
        color: Color,
        strength: u8,
    },
    Text {
        area: Area,
        size: i32,
        color: Color,
        text: String,
        turned: bool,
    },
}

/// A picture that is being put together.
pub(super) struct Scene {
    pub(super) letters: Letters,
    pub(super) width: i32,
    pub(super) shapes: Vec<Shape>,
    /// How far down it is full.
    pub(super) y: i32,
}

/// The height of a line of text.
pub(super) fn line_height(size: i32) -> i32 {
    size * (ABOVE + BELOW) / 100
}

/// Dots as the drawing wants them.
pub(super) fn px(n: i32) -> f32 {
    f32::from(i16::try_from(n).unwrap_or(if n < 0 { i16::MIN } else { i16::MAX }))
}

/// The whole number below; what is no number is 0.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast that saturates is what is wanted, and there is no other way from a float"
)]
pub(super) fn whole(n: f32) -> i32 {
    n as i32
}

/// Where a value stands in a room of so many dots, of a span from low to high; outside it at its end. To a sixteenth of a dot.
pub(super) fn share(value: i64, (low, high): (i64, i64), room: i32) -> f32 {
    let span = (i128::from(high) - i128::from(low)).max(1);
    let from = (i128::from(value) - i128::from(low)).clamp(0, span);
    let dots = from * i128::from(room.max(0)) * 16 / span;
    f32::from(u16::try_from(dots).unwrap_or(u16::MAX)) / 16.0
}

impl Scene {
    /// With its title and a line below it, if there is one.
    pub(super) fn new(width: i32, title: &str, below: &str) -> Option<Scene> {
        let mut scene = Scene {
            letters: Letters::open()?,
            width: width.clamp(WIDTH / 2, MOST),
            shapes: Vec::new(),
            y: PAD - 4,
        };
        let room = scene.room();
        let (size, lines) = scene.letters.title(title, TITLE, TEXT, room);
        for line in lines {
            let area = Area::new(PAD, scene.y, room, line_height(size));
            scene.text(area, size, INK, Side::Left, &line);
            scene.y += line_height(size) + 2;
        }
        scene.paragraph(below, (PAD, room), TEXT, SOFT, 2);
        scene.y += 14;
        Some(scene)
    }

    /// How wide what is drawn may be.
    pub(super) fn room(&self) -> i32 {
        self.width - 2 * PAD
    }

    /// Lines of text one below the other, from where the picture is full.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        (x, room): (i32, i32),
        size: i32,
        color: Color,
        most: usize,
    ) {
        for line in self.letters.wrap(text, size, room, most) {
            let area = Area::new(x, self.y, room, line_height(size));
            self.text(area, size, color, Side::Left, &line);
            self.y += line_height(size) + 2;
        }
    }

    /// A text in one line; what does not fit is left out. Its room is as high as the line, or the text is in its middle.
    pub(super) fn text(&mut self, room: Area, size: i32, color: Color, side: Side, text: &str) {
        let text = self.letters.fit(text, size, room.w);
        let wide = self.letters.width(&text, size);
        if text.is_empty() || wide == 0 {
            return;
        }
        let left = match side {
            Side::Left => 0,
            Side::Middle => (room.w - wide) / 2,
            Side::Right => room.w - wide,
        };
        let high = line_height(size);
        let area = Area::new(room.x + left, room.y + (room.h - high) / 2, wide, high);
        self.shapes.push(Shape::Text {
            area,
            size,
            color,
            text,
            turned: false,
        });
    }

    /// A text that runs upwards from the foot of its room.
    pub(super) fn upwards(&mut self, room: Area, size: i32, color: Color, text: &str) {
        let text = self.letters.fit(text, size, room.h);
        let long = self.letters.width(&text, size);
        if text.is_empty() || long == 0 {
            return;
        }
        let wide = line_height(size);
        let area = Area::new(
            room.x + (room.w - wide) / 2,
            room.bottom() - long,
            wide,
            long,
        );
        self.shapes.push(Shape::Text {
            area,
            size,
            color,
            text,
            turned: true,
        });
    }

    pub(super) fn block(&mut self, area: Area, round: i32, color: Color) {
        if area.w > 0 && area.h > 0 {
            self.shapes.push(Shape::Block { area, round, color });
        }
    }

    pub(super) fn line(&mut self, points: Vec<(f32, f32)>, look: Look) {
        if points.len() > 1 {
            self.shapes.push(Shape::Line { points, look });
        }
    }

    /// A straight line between two corners.
    pub(super) fn rule(&mut self, from: (i32, i32), to: (i32, i32), look: Look) {
        let points = vec![(px(from.0), px(from.1)), (px(to.0), px(to.1))];
        self.line(points, look);
    }

    /// The picture as a PNG file.
    pub(super) fn png(&self) -> Option<Vec<u8>> {
        let height = (self.y + PAD - 8).clamp(1, MOST);
        let mut map = Pixmap::new(u32::try_from(self.width).ok()?, u32::try_from(height).ok()?)?;
        let whole = Area::new(0, 0, self.width, height);
        fill(&mut map, whole, ROUND, EDGE);
        let inner = Area::new(2, 2, self.width - 4, height - 4);
        fill(&mut map, inner, ROUND - 2, BACK);
        for shape in &self.shapes {
            self.draw(&mut map, shape);
        }
        map.encode_png().ok()
    }

    fn draw(&self, map: &mut Pixmap, shape: &Shape) {
        match shape {
            Shape::Block { area, round, color } => fill(map, *area, *round, *color),
            Shape::Line { points, look } => {
                let mut path = PathBuilder::new();
                for (n, (x, y)) in points.iter().enumerate() {
                    if n == 0 {
                        path.move_to(*x, *y);
                    } else {
                        path.line_to(*x, *y);
                    }
                }
                let width = f32::from(look.width);
                let dashes = match look.dash {
                    Dash::Solid => None,
                    Dash::Long => StrokeDash::new(vec![width * 4.0, width * 3.0], 0.0),
                    Dash::Dots => StrokeDash::new(vec![0.1, width * 2.4], 0.0),
                };
                let stroke = Stroke {
                    width,
                    line_cap: LineCap::Round,
                    line_join: LineJoin::Round,
                    dash: dashes,
                    ..Stroke::default()
                };
                if let Some(path) = path.finish() {
                    let paint = paint(look.color, 255);
                    map.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
                }
            }
            Shape::Patch {
                points,
                color,
                strength,
            } => {
                let mut path = PathBuilder::new();
                for (n, (x, y)) in points.iter().enumerate() {
                    if n == 0 {
                        path.move_to(*x, *y);
                    } else {
                        path.line_to(*x, *y);
                    }
                }
                path.close();
                if let Some(path) = path.finish() {
                    let paint = paint(*color, *strength);
                    map.fill_path(
                        &path,
                        &paint,
                        FillRule::Winding,
                        Transform::identity(),
                        None,
                    );
                }
            }
            Shape::Text {
                area,
                size,
                color,
                text,
                turned,
            } => {
                let above = px(size * ABOVE / 100);
                let place = if *turned {
                    Transform::from_rotate(-90.0)
                        .post_translate(px(area.x) + above, px(area.bottom()))
                } else {
                    Transform::from_translate(px(area.x), px(area.y) + above)
                };
                if let Some(path) = self.letters.path(text, *size) {
                    map.fill_path(&path, &paint(*color, 255), FillRule::Winding, place, None);
                }
            }
        }
    }
}

fn paint(color: Color, strength: u8) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(Paints::from_rgba8(color[0], color[1], color[2], strength));
    paint.anti_alias = true;
    paint
}

/// A block with round corners.
fn fill(map: &mut Pixmap, area: Area, round: i32, color: Color) {
    let plain = Transform::identity();
    let (left, top, right, bottom) = (px(area.x), px(area.y), px(area.right()), px(area.bottom()));
    let round = px(round.min(area.w / 2).min(area.h / 2));
    if round <= 0.0 {
        if let Some(block) = Rect::from_ltrb(left, top, right, bottom) {
            map.fill_rect(block, &paint(color, 255), plain, None);
        }
        return;
    }
    let mut path = PathBuilder::new();
    // So far from a corner the handles of a curve make it a circle's.
    let near = round * 0.448;
    path.move_to(left + round, top);
    path.line_to(right - round, top);
    path.cubic_to(right - near, top, right, top + near, right, top + round);
    path.line_to(right, bottom - round);
    path.cubic_to(
        right,
        bottom - near,
        right - near,
        bottom,
        right - round,
        bottom,
    );
    path.line_to(left + round, bottom);
    path.cubic_to(
        left + near,
        bottom,
        left,
        bottom - near,
        left,
        bottom - round,
    );
    path.line_to(left, top + round);
    path.cubic_to(left, top + near, left + near, top, left + round, top);
    path.close();
    if let Some(path) = path.finish() {
        map.fill_path(&path, &paint(color, 255), FillRule::Winding, plain, None);
    }
}
