//! Columns over time: panels one below the other, over the same labels.

use crate::charts::scene::{
    Area, Dash, INK, Look, PAD, SOFT, Scene, Side, TEXT, WIDTH, line_height, share, whole,
};
use crate::charts::{Shade, Swatch, legend};

/// One column of a panel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Column {
    /// From the bottom up.
    pub parts: Vec<(Shade, u64)>,
    /// Stands above it; empty where there is nothing to say. Short: a few characters.
    pub figure: String,
}

impl Column {
    fn height(&self) -> u64 {
        self.parts
            .iter()
            .fold(0, |sum, (_, n)| sum.saturating_add(*n))
    }
}

/// One row of columns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Panel {
    /// What is counted or measured here.
    pub title: String,
    pub columns: Vec<Column>,
    /// What the shades mean; empty where the title says it.
    pub legend: Vec<(Shade, String)>,
}

/// What a picture of columns shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Columns {
    pub title: String,
    /// Below the title: the period, say. May be empty.
    pub subtitle: String,
    pub panels: Vec<Panel>,
    /// Below the columns; as many as have room are written.
    pub labels: Vec<String>,
}

/// So many columns fit; of more the last are drawn.
pub const MOST: usize = 13;
/// More panels are not drawn.
const PANELS: usize = 5;
/// The room of a panel's columns.
const HIGH: i32 = 150;

/// Draws the panels; `None` when there is none, or no label.
pub fn columns(picture: &Columns) -> Option<Vec<u8>> {
    lay(picture)?.png()
}

pub(super) fn lay(picture: &Columns) -> Option<Scene> {
    let labels = picture
        .labels
        .get(picture.labels.len().saturating_sub(MOST)..)?;
    if labels.is_empty() || picture.panels.is_empty() {
        return None;
    }
    let mut scene = Scene::new(WIDTH, &picture.title, &picture.subtitle)?;
    let across = (scene.room() / i32::try_from(labels.len()).ok()?).min(150);
    for panel in picture.panels.iter().take(PANELS) {
        let room = scene.room();
        scene.paragraph(&panel.title, (PAD, room), TEXT, INK, 2);
        let from = panel.columns.len().saturating_sub(labels.len());
        let shown = panel.columns.get(from..).unwrap_or(&[]);
        draw(&mut scene, shown, across);
        foot(&mut scene, labels, across);
        let entries: Vec<_> = panel
            .legend
            .iter()
            .map(|(shade, word)| (Swatch::Block(shade.color()), word.as_str()))
            .collect();
        legend(&mut scene, &entries);
        scene.y += 18;
    }
    Some(scene)
}

/// One panel's columns, with their figures above them.
fn draw(scene: &mut Scene, panel: &[Column], across: i32) {
    let line = line_height(TEXT);
    let floor = scene.y + line + 4 + HIGH;
    let highest = panel.iter().map(Column::height).max().unwrap_or(0).max(1);
    for (n, column) in panel.iter().enumerate() {
        let left = PAD + i32::try_from(n).unwrap_or(0) * across;
        let wide = (across * 5 / 8).max(8);
        let x = left + (across - wide) / 2;
        let (mut below, mut top) = (0_u64, floor);
        for (shade, size) in &column.parts {
            below = below.saturating_add(*size);
            let up = floor - scaled(below, highest);
            // A hair between two parts, so that they are told apart without colours.
            scene.block(
                Area::new(x, up, wide, (top - up - 2).max(0)),
                3,
                shade.color(),
            );
            top = up;
        }
        let figure = Area::new(left - 4, top - line - 2, across + 8, line);
        let fits = scene.letters.width(&column.figure, TEXT) <= across - 2;
        if fits {
            scene.text(figure, TEXT, INK, Side::Middle, &column.figure);
        }
    }
    let look = Look {
        color: SOFT,
        width: 2,
        dash: Dash::Solid,
    };
    let right = scene.width - PAD;
    scene.rule((PAD, floor), (right, floor), look);
    scene.y = floor + 4;
}

/// The height in dots; what is there at all is seen.
fn scaled(size: u64, highest: u64) -> i32 {
    // Halved: both fit where signs are kept.
    let half = |n: u64| i64::try_from(n / 2).unwrap_or(i64::MAX);
    let dots = if highest < 2 {
        HIGH
    } else {
        whole(share(half(size), (0, half(highest)), HIGH))
    };
    if size > 0 { dots.max(6) } else { 0 }
}

/// Labels below the columns: as many as stand beside one another, the last one always.
fn foot(scene: &mut Scene, labels: &[String], across: i32) {
    let widest = labels
        .iter()
        .map(|text| scene.letters.width(text, TEXT))
        .max()
        .unwrap_or(0);
    let every = usize::try_from((widest + 10) / across.max(1) + 1).unwrap_or(1);
    let high = line_height(TEXT);
    let right = scene.width - PAD;
    for (n, text) in labels.iter().enumerate() {
        if !(labels.len() - 1 - n).is_multiple_of(every) {
            continue;
        }
        let middle = PAD + i32::try_from(n).unwrap_or(0) * across + across / 2;
        let wide = scene.letters.width(text, TEXT).min(scene.room());
        let x = (middle - wide / 2).clamp(PAD.min(right - wide), right - wide);
        let area = Area::new(x, scene.y, wide, high);
        scene.text(area, TEXT, SOFT, Side::Left, text);
    }
    scene.y += high;
}
