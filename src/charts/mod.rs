//! Pictures: PNG files drawn from numbers. They hold no words, so one picture serves all languages; digits come from a
//! font of our own. Who shows a picture also says its numbers in words.

mod columns;
mod font;

pub use columns::{Column, MOST as COLUMNS_MOST, Shade, columns};

use tiny_skia::{Color, Paint, PathBuilder, Pixmap, Rect, Stroke, Transform};

/// What a cell of a heat map means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing was asked.
    Empty,
    Good,
    Quiet,
    Bad,
}

impl Cell {
    /// Told apart by brightness and by a mark too, for people who do not tell red from green.
    fn color(self) -> [u8; 3] {
        match self {
            Cell::Empty => [0x2b, 0x2d, 0x31],
            Cell::Good => [0x57, 0xd1, 0x8c],
            Cell::Quiet => [0x6d, 0x78, 0x88],
            Cell::Bad => [0xc0, 0x39, 0x2b],
        }
    }

    /// Lines of the mark in its middle, as corners around it: a tick, a dash, a cross.
    fn mark(self) -> &'static [&'static [(f32, f32)]] {
        match self {
            Cell::Empty => &[],
            Cell::Good => &[&[(-6.0, 0.5), (-2.0, 4.5), (6.0, -4.5)]],
            Cell::Quiet => &[&[(-5.0, 0.0), (5.0, 0.0)]],
            Cell::Bad => &[&[(-4.5, -4.5), (4.5, 4.5)], &[(-4.5, 4.5), (4.5, -4.5)]],
        }
    }

    fn ink(self) -> [u8; 3] {
        match self {
            Cell::Good => [0x0b, 0x3d, 0x22],
            Cell::Empty | Cell::Quiet | Cell::Bad => [0xff, 0xff, 0xff],
        }
    }
}

const BACK: [u8; 3] = [0x1e, 0x1f, 0x22];
const INK: [u8; 3] = [0xdc, 0xdd, 0xde];
/// Height of a cell, and its width where there are many; a few are wide enough for a date.
const CELL: usize = 30;
const WIDE_CELL: usize = 64;
const WIDE_UP_TO: usize = 7;
const ROUND: f32 = 5.0;
const GAP: usize = 4;
const LEFT: usize = 48;
const TOP: usize = 36;
/// A dot of a character, and the way from one character to the next.
const DOT: usize = 2;
const ADVANCE: usize = (font::WIDE + 1) * DOT;

fn px(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

fn paint(color: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color[0], color[1], color[2], 255);
    paint.anti_alias = true;
    paint
}

/// How wide a text of the font is.
fn written(text: &str) -> usize {
    text.chars().count() * ADVANCE
}

struct Canvas(Pixmap);

impl Canvas {
    fn new(width: usize, height: usize) -> Option<Canvas> {
        let mut map = Pixmap::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?)?;
        map.fill(Color::from_rgba8(BACK[0], BACK[1], BACK[2], 255));
        Some(Canvas(map))
    }
    /// A cell with round corners and its mark.
    fn cell(&mut self, x: usize, y: usize, width: usize, cell: Cell) {
        let (left, top) = (px(x), px(y));
        let (right, bottom) = (left + px(width), top + px(CELL));
        let mut path = PathBuilder::new();
        path.move_to(left + ROUND, top);
        path.line_to(right - ROUND, top);
        path.quad_to(right, top, right, top + ROUND);
        path.line_to(right, bottom - ROUND);
        path.quad_to(right, bottom, right - ROUND, bottom);
        path.line_to(left + ROUND, bottom);
        path.quad_to(left, bottom, left, bottom - ROUND);
        path.line_to(left, top + ROUND);
        path.quad_to(left, top, left + ROUND, top);
        path.close();
        let (fill, plain) = (tiny_skia::FillRule::Winding, Transform::identity());
        if let Some(path) = path.finish() {
            self.0
                .fill_path(&path, &paint(cell.color()), fill, plain, None);
        }
        let (middle_x, middle_y) = (left + px(width) / 2.0, top + px(CELL) / 2.0);
        let stroke = Stroke {
            width: 2.6,
            line_cap: tiny_skia::LineCap::Round,
            line_join: tiny_skia::LineJoin::Round,
            ..Stroke::default()
        };
        for line in cell.mark() {
            let mut path = PathBuilder::new();
            for (n, (dx, dy)) in line.iter().enumerate() {
                let (x, y) = (middle_x + dx, middle_y + dy);
                if n == 0 {
                    path.move_to(x, y);
                } else {
                    path.line_to(x, y);
                }
            }
            if let Some(path) = path.finish() {
                self.0
                    .stroke_path(&path, &paint(cell.ink()), &stroke, plain, None);
            }
        }
    }
    fn write(&mut self, x: usize, y: usize, text: &str) {
        for (n, c) in text.chars().enumerate() {
            for (row, bits) in font::glyph(c).into_iter().enumerate() {
                let lit = |column: &usize| (bits >> (font::WIDE - 1 - column)) & 1 == 1;
                for column in (0..font::WIDE).filter(lit) {
                    self.dot(x + n * ADVANCE + column * DOT, y + row * DOT);
                }
            }
        }
    }
    fn dot(&mut self, x: usize, y: usize) {
        if let Some(dot) = Rect::from_xywh(px(x), px(y), px(DOT), px(DOT)) {
            self.0
                .fill_rect(dot, &paint(INK), Transform::identity(), None);
        }
    }
    fn png(&self) -> Option<Vec<u8>> {
        self.0.encode_png().ok()
    }
}

/// How wide a cell is where there are so many columns.
fn cell_width(columns: usize) -> usize {
    if columns <= WIDE_UP_TO {
        WIDE_CELL
    } else {
        CELL
    }
}

/// Rows of cells with a label before each row and above each column; labels are digits and `-`. At most 60 by 60: what is
/// beyond is left out. `None` when there is nothing to draw.
pub fn heat_map(rows: &[(String, Vec<Cell>)], columns: &[String]) -> Option<Vec<u8>> {
    let (height, width) = (rows.len().min(60), columns.len().min(60));
    if height == 0 || width == 0 {
        return None;
    }
    let cell = cell_width(width);
    let (across, down) = (cell + GAP, CELL + GAP);
    let label = columns.iter().map(|c| written(c)).max().unwrap_or(0);
    // A label that is wider than a cell takes the room of as many as it needs.
    let each = label.div_ceil(across).max(1);
    let last = LEFT + (width - 1) / each * each * across + label.max(cell);
    let mut canvas = Canvas::new(
        (LEFT + width * across).max(last) + GAP * 2,
        TOP + height * down + GAP * 2,
    )?;
    for (n, text) in columns.iter().take(width).enumerate().step_by(each) {
        let middle = cell.saturating_sub(written(text)) / 2;
        canvas.write(LEFT + n * across + middle, TOP / 3, text);
    }
    for (row, (text, cells)) in rows.iter().take(height).enumerate() {
        let y = TOP + row * down;
        canvas.write(
            LEFT.saturating_sub(written(text) + GAP * 2),
            y + CELL / 4 + 1,
            text,
        );
        for (column, kind) in cells.iter().take(width).enumerate() {
            canvas.cell(LEFT + column * across, y, cell, *kind);
        }
    }
    canvas.png()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heat_map_shows_each_cell_in_its_colour() {
        let rows = vec![
            ("1".to_owned(), vec![Cell::Good, Cell::Bad]),
            ("2".to_owned(), vec![Cell::Quiet]),
        ];
        let png = heat_map(&rows, &["01-05".to_owned(), "01-06".to_owned()]).unwrap();
        let map = Pixmap::decode_png(&png).unwrap();
        let at = |column: usize, row: usize| {
            let (x, y) = (
                LEFT + column * (cell_width(2) + GAP) + 5,
                TOP + row * (CELL + GAP) + 5,
            );
            let p = map
                .pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
                .unwrap();
            [p.red(), p.green(), p.blue()]
        };
        assert_eq!(at(0, 0), Cell::Good.color());
        assert_eq!(at(1, 0), Cell::Bad.color());
        assert_eq!(at(0, 1), Cell::Quiet.color());
        assert_eq!(at(1, 1), BACK);
    }

    #[test]
    fn nothing_draws_nothing_and_too_much_is_cut() {
        assert_eq!(heat_map(&[], &[]), None);
        let rows = vec![("9".to_owned(), vec![Cell::Good; 400]); 400];
        let png = heat_map(&rows, &vec!["12-31".to_owned(); 400]).unwrap();
        assert!(Pixmap::decode_png(&png).unwrap().width() < 2200);
    }
}
