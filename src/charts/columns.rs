//! Columns over time: panels one below the other, over the same labels. What a panel shows is said in words by whoever shows
//! the picture; each column carries its figure.

use tiny_skia::{Rect, Transform};

use crate::charts::{Canvas, GAP, paint, px, written};

/// What a part of a column means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shade {
    Worst,
    Bad,
    Middling,
    Slight,
    First,
    Second,
}

impl Shade {
    /// Told apart by brightness too; within a column they also stand in a fixed order.
    fn color(self) -> [u8; 3] {
        match self {
            Shade::Worst => [0xc0, 0x39, 0x2b],
            Shade::Bad => [0xe6, 0x7e, 0x22],
            Shade::Middling => [0xf4, 0xd0, 0x3f],
            Shade::Slight => [0xc9, 0xd1, 0xd9],
            Shade::First => [0x5d, 0xad, 0xec],
            Shade::Second => [0x57, 0xd1, 0x8c],
        }
    }
}

/// One column of a panel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// From the bottom up.
    pub parts: Vec<(Shade, u64)>,
    /// Stands above it: digits and the signs `-.%smhd`; empty where there is nothing to say.
    pub figure: String,
}

impl Column {
    fn height(&self) -> u64 {
        self.parts.iter().map(|(_, n)| n).sum()
    }
}

/// So many columns fit; of more the last are drawn.
pub const MOST: usize = 13;

const WIDTH: usize = 44;
const ACROSS: usize = 72;
const SIDE: usize = 16;
/// The room of a panel's columns, and with its figures.
const HIGH: usize = 100;
const PANEL: usize = HIGH + 34;

/// Draws the panels. `None` when there is nothing to draw.
pub fn columns(panels: &[Vec<Column>], labels: &[String]) -> Option<Vec<u8>> {
    let labels = labels.get(labels.len().saturating_sub(MOST)..)?;
    if labels.is_empty() || panels.is_empty() {
        return None;
    }
    let width = SIDE * 2 + labels.len() * ACROSS;
    let bottom = panels.len() * PANEL;
    let mut canvas = Canvas::new(width, bottom + 32)?;
    for (n, panel) in panels.iter().enumerate() {
        let shown = panel.get(panel.len().saturating_sub(labels.len())..)?;
        draw(&mut canvas, shown, (n + 1) * PANEL, width);
    }
    for (n, label) in labels.iter().enumerate() {
        let left = SIDE + n * ACROSS + ACROSS.saturating_sub(written(label)) / 2;
        canvas.write(left, bottom + GAP * 2, label);
    }
    canvas.png()
}

/// One panel, whose columns stand on `floor`.
fn draw(canvas: &mut Canvas, panel: &[Column], floor: usize, width: usize) {
    let highest = panel.iter().map(Column::height).max().unwrap_or(0).max(1);
    canvas.block(SIDE, floor, width - SIDE * 2, 2, [0x4e, 0x50, 0x58]);
    for (n, column) in panel.iter().enumerate() {
        let left = SIDE + n * ACROSS;
        let mut below = 0;
        for (shade, size) in &column.parts {
            let bottom = floor - scaled(below, highest);
            below += size;
            let top = floor - scaled(below, highest);
            // A hair between two parts, so that they are told apart without colours.
            let high = (bottom - top).saturating_sub(1);
            canvas.block(left + (ACROSS - WIDTH) / 2, top, WIDTH, high, shade.color());
        }
        let figure = &column.figure;
        let middle = ACROSS.saturating_sub(written(figure)) / 2;
        let top = floor - scaled(below, highest);
        canvas.write(left + middle, top.saturating_sub(20), figure);
    }
}

/// The height in dots; what is there at all is seen.
fn scaled(size: u64, highest: u64) -> usize {
    // In shares of a thousand first: lengths are milliseconds, and many.
    let share = u128::from(size) * 1_000 / u128::from(highest.max(1));
    let dots = HIGH * usize::try_from(share).unwrap_or(1_000).min(1_000) / 1_000;
    if size > 0 { dots.max(4) } else { 0 }
}

impl Canvas {
    fn block(&mut self, x: usize, y: usize, width: usize, height: usize, color: [u8; 3]) {
        if let Some(block) = Rect::from_xywh(px(x), px(y), px(width), px(height)) {
            let plain = Transform::identity();
            self.0.fill_rect(block, &paint(color), plain, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use tiny_skia::Pixmap;

    use super::*;
    use crate::charts::BACK;

    fn column(parts: &[(Shade, u64)]) -> Column {
        Column {
            parts: parts.to_vec(),
            figure: parts.iter().map(|p| p.1).sum::<u64>().to_string(),
        }
    }

    fn color_at(png: &[u8], x: usize, y: usize) -> [u8; 3] {
        let map = Pixmap::decode_png(png).unwrap();
        let p = map
            .pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
            .unwrap();
        [p.red(), p.green(), p.blue()]
    }

    #[test]
    fn parts_stand_on_one_another_in_proportion() {
        let panel = vec![
            column(&[(Shade::Worst, 1), (Shade::Bad, 3)]),
            column(&[(Shade::Bad, 2)]),
            Column::default(),
        ];
        let labels = ["01-05", "01-12", "01-19"].map(str::to_owned);
        let png = columns(&[panel], &labels).unwrap();
        let middle = |n: usize| SIDE + n * ACROSS + ACROSS / 2;
        for (n, above_floor, color) in [
            (0, 10, Shade::Worst.color()),
            (0, 30, Shade::Bad.color()),
            (0, 95, Shade::Bad.color()),
            (1, 45, Shade::Bad.color()),
            (1, 55, BACK),
            (2, 5, BACK),
        ] {
            assert_eq!(
                color_at(&png, middle(n), PANEL - above_floor),
                color,
                "{n} {above_floor}"
            );
        }
    }

    #[test]
    fn nothing_draws_nothing_and_of_many_the_last_are_drawn() {
        assert_eq!(columns(&[], &["1".to_owned()]), None);
        assert_eq!(columns(&[vec![]], &[]), None);
        let many = vec![column(&[(Shade::First, u64::MAX / 100)]); 60];
        let png = columns(&[many], &vec!["12-29".to_owned(); 60]).unwrap();
        let width = Pixmap::decode_png(&png).unwrap().width();
        assert_eq!(usize::try_from(width).unwrap(), SIDE * 2 + MOST * ACROSS);
    }
}
