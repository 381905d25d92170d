//! Pictures: PNG files drawn from numbers. They hold no words, so one picture serves all languages; digits come from a
//! font of our own, five dots high. Who shows a picture also says its numbers in words.

mod font;

use tiny_skia::{Color, Paint, Pixmap, Rect, Transform};

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
    /// Told apart by brightness too, for people who do not tell red from green.
    fn color(self) -> [u8; 3] {
        match self {
            Cell::Empty => [0x2b, 0x2d, 0x31],
            Cell::Good => [0x57, 0xd1, 0x8c],
            Cell::Quiet => [0x6d, 0x78, 0x88],
            Cell::Bad => [0xc0, 0x39, 0x2b],
        }
    }
}

const BACK: [u8; 3] = [0x1e, 0x1f, 0x22];
const INK: [u8; 3] = [0xdc, 0xdd, 0xde];
const CELL: usize = 30;
const GAP: usize = 4;
const LEFT: usize = 56;
const TOP: usize = 36;

struct Canvas(Pixmap);

impl Canvas {
    fn new(width: usize, height: usize) -> Option<Canvas> {
        let mut map = Pixmap::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?)?;
        map.fill(Color::from_rgba8(BACK[0], BACK[1], BACK[2], 255));
        Some(Canvas(map))
    }
    fn block(&mut self, x: usize, y: usize, width: usize, height: usize, color: [u8; 3]) {
        let px = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
        let mut paint = Paint::default();
        paint.set_color_rgba8(color[0], color[1], color[2], 255);
        if let Some(rect) = Rect::from_xywh(px(x), px(y), px(width), px(height)) {
            self.0.fill_rect(rect, &paint, Transform::identity(), None);
        }
    }
    /// Writes with dots of two pixels.
    fn write(&mut self, x: usize, y: usize, text: &str) {
        for (n, c) in text.chars().enumerate() {
            for (row, bits) in font::glyph(c).into_iter().enumerate() {
                for column in (0..3).filter(|column| bits >> (2 - column) & 1 == 1) {
                    self.block(x + n * 8 + column * 2, y + row * 2, 2, 2, INK);
                }
            }
        }
    }
    fn png(&self) -> Option<Vec<u8>> {
        self.0.encode_png().ok()
    }
}

/// Rows of cells with a label before each row and above each column; labels are digits and `-`. At most 60 by 60: what is
/// beyond is left out. `None` when there is nothing to draw.
pub fn heat_map(rows: &[(String, Vec<Cell>)], columns: &[String]) -> Option<Vec<u8>> {
    let (height, width) = (rows.len().min(60), columns.len().min(60));
    if height == 0 || width == 0 {
        return None;
    }
    let step = CELL + GAP;
    let mut canvas = Canvas::new(LEFT + width * step + GAP, TOP + height * step + GAP)?;
    // A label is wider than a cell: every second one is written.
    for (n, label) in columns
        .iter()
        .take(width)
        .enumerate()
        .filter(|(n, _)| n % 2 == 0)
    {
        canvas.write(LEFT + n * step, TOP / 3, label);
    }
    for (row, (label, cells)) in rows.iter().take(height).enumerate() {
        canvas.write(GAP * 2, TOP + row * step + CELL / 3, label);
        for (column, cell) in cells.iter().take(width).enumerate() {
            canvas.block(
                LEFT + column * step,
                TOP + row * step,
                CELL,
                CELL,
                cell.color(),
            );
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
                LEFT + column * (CELL + GAP) + 5,
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
