//! Rows of cells over columns, usually people over days.

use crate::charts::scene::{
    Area, Color, DARK, Dash, INK, Look, PAD, SOFT, Scene, Side, TEXT, WIDTH, line_height, px,
};
use crate::charts::{Swatch, legend};

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
    pub(super) fn color(self) -> Color {
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

    fn ink(self) -> Color {
        match self {
            Cell::Good => DARK,
            Cell::Empty | Cell::Quiet | Cell::Bad => INK,
        }
    }
}

/// What a heat map shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeatMap {
    pub title: String,
    /// Below the title: the period, say. May be empty.
    pub subtitle: String,
    /// What stands above each column; as many as have room are written.
    pub columns: Vec<String>,
    /// A label and a cell for each column; cells that are missing are empty.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// What the marks mean, in the order they are listed.
    pub legend: Vec<(Cell, String)>,
}

/// So many columns fit; of more the last are drawn, since the newest are what people look for.
pub const MOST_COLUMNS: usize = 60;
/// So many rows fit; of more the first are drawn.
const MOST_ROWS: usize = 40;
const GAP: i32 = 4;
const HIGH: i32 = 38;
/// The narrowest and the widest cell.
const NARROW: i32 = 24;
const WIDE: i32 = 84;
/// Labels of rows have so much room.
const LABEL: i32 = 260;

/// A cell with round corners and its mark.
pub(super) fn cell(scene: &mut Scene, area: Area, cell: Cell) {
    scene.block(area, 6, cell.color());
    let (x, y) = (px(area.x) + px(area.w) / 2.0, px(area.y) + px(area.h) / 2.0);
    for line in cell.mark() {
        let points = line.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        let look = Look {
            color: cell.ink(),
            width: 3,
            dash: Dash::Solid,
        };
        scene.line(points, look);
    }
}

/// Draws it; `None` when there are no rows or no columns.
pub fn heat_map(map: &HeatMap) -> Option<Vec<u8>> {
    lay(map)?.png()
}

pub(super) fn lay(map: &HeatMap) -> Option<Scene> {
    let cut = map.columns.len().saturating_sub(MOST_COLUMNS);
    let columns = map.columns.get(cut..).filter(|c| !c.is_empty())?;
    let rows = map
        .rows
        .get(..map.rows.len().min(MOST_ROWS))
        .filter(|r| !r.is_empty())?;
    let number = i32::try_from(columns.len()).ok()?;
    let letters = crate::charts::letters::Letters::open()?;
    let label = rows
        .iter()
        .map(|(text, _)| letters.width(&letters.fit(text, TEXT, LABEL), TEXT))
        .max()
        .unwrap_or(0);
    let left = PAD + label + 16;
    let across = ((WIDTH - PAD - left) / number).clamp(NARROW + GAP, WIDE + GAP);
    let width = WIDTH.max(left + number * across + PAD);
    let mut scene = Scene::new(width, &map.title, &map.subtitle)?;
    heads(&mut scene, columns, left, across);
    for (text, cells) in rows {
        let y = scene.y;
        scene.text(Area::new(PAD, y, label, HIGH), TEXT, INK, Side::Right, text);
        for (n, x) in (0..number).map(|n| left + n * across).enumerate() {
            let kind = cells.get(cut + n).copied().unwrap_or(Cell::Empty);
            cell(&mut scene, Area::new(x, y, across - GAP, HIGH), kind);
        }
        scene.y += HIGH + GAP;
    }
    let entries: Vec<_> = map
        .legend
        .iter()
        .map(|(cell, word)| (Swatch::Cell(*cell), word.as_str()))
        .collect();
    legend(&mut scene, &entries);
    Some(scene)
}

/// Labels above the columns: as many as stand beside one another.
fn heads(scene: &mut Scene, columns: &[String], left: i32, across: i32) {
    let high = line_height(TEXT) + 4;
    let right = scene.width - PAD;
    let mut free = i32::MIN;
    for (n, text) in columns.iter().enumerate() {
        let wide = scene.letters.width(text, TEXT);
        let middle = left + i32::try_from(n).unwrap_or(0) * across + (across - GAP) / 2;
        // The last ones are moved in rather than cut.
        let x = (middle - wide / 2)
            .min(right - wide)
            .max(left.min(middle - wide / 2));
        if wide == 0 || x < free || x < 8 {
            continue;
        }
        let area = Area::new(x, scene.y, (right - x).min(wide), high);
        scene.text(area, TEXT, SOFT, Side::Left, text);
        free = x + wide + 14;
    }
    scene.y += high;
}
