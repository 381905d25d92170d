//! Rows against columns, with a figure where they meet: who waits for whom, how likely against how bad.

use crate::charts::scene::{
    Area, Color, DARK, GRID, INK, PAD, SOFT, Scene, Side, TEXT, WIDTH, line_height,
};
use crate::charts::{Swatch, legend};

/// What stands where a row and a column meet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spot {
    /// A few characters: a count.
    pub figure: String,
    /// Below it, smaller in weight: an age. May be empty.
    pub note: String,
    /// 0 (nothing much) to 4 (worst): the higher, the brighter.
    pub heat: u8,
}

/// What a matrix shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Matrix {
    pub title: String,
    /// Below the title: how it is read ("rows wait for columns"). May be empty.
    pub subtitle: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// A row of spots for each row; what is missing is empty.
    pub spots: Vec<Vec<Option<Spot>>>,
    /// What heats mean.
    pub legend: Vec<(u8, String)>,
}

/// Of more the first are drawn.
const MOST: usize = 16;
const LABEL: i32 = 240;
const GAP: i32 = 4;
/// The narrowest and the widest cell.
const NARROW: i32 = 66;
const WIDE: i32 = 150;
/// The room of headings that run upwards.
const TALL: i32 = 200;

/// Brighter with every step, so that it needs no colours.
fn color(heat: u8) -> Color {
    match heat {
        0 => [0x2f, 0x3b, 0x4b],
        1 => [0x3e, 0x5f, 0x8a],
        2 => [0x8a, 0x6a, 0x2f],
        3 => [0xe0, 0x8a, 0x2e],
        _ => [0xff, 0xd7, 0x6a],
    }
}

fn ink(heat: u8) -> Color {
    if heat >= 3 { DARK } else { INK }
}

/// Draws it; `None` when there are no rows or no columns.
pub fn matrix(picture: &Matrix) -> Option<Vec<u8>> {
    lay(picture)?.png()
}

pub(super) fn lay(picture: &Matrix) -> Option<Scene> {
    let rows = picture
        .rows
        .get(..picture.rows.len().min(MOST))
        .filter(|r| !r.is_empty())?;
    let columns = picture
        .columns
        .get(..picture.columns.len().min(MOST))
        .filter(|c| !c.is_empty())?;
    let number = i32::try_from(columns.len()).ok()?;
    let letters = crate::charts::letters::Letters::open()?;
    let label = rows
        .iter()
        .map(|text| letters.width(&letters.fit(text, TEXT, LABEL), TEXT))
        .max()
        .unwrap_or(0);
    let left = PAD + label + 16;
    let across = ((WIDTH - PAD - left) / number).clamp(NARROW + GAP, WIDE + GAP);
    let width = WIDTH.max(left + number * across + PAD);
    let mut scene = Scene::new(width, &picture.title, &picture.subtitle)?;
    heads(&mut scene, columns, left, across);
    let line = line_height(TEXT);
    let noted = picture
        .spots
        .iter()
        .flatten()
        .flatten()
        .any(|s| !s.note.trim().is_empty());
    let high = if noted { line * 2 + 14 } else { line + 22 };
    for (n, text) in rows.iter().enumerate() {
        let y = scene.y;
        scene.text(Area::new(PAD, y, label, high), TEXT, INK, Side::Right, text);
        for column in 0..columns.len() {
            let x = left + i32::try_from(column).unwrap_or(0) * across;
            let area = Area::new(x, y, across - GAP, high);
            let spot = picture
                .spots
                .get(n)
                .and_then(|row| row.get(column))
                .and_then(Option::as_ref);
            match spot {
                Some(spot) => meet(&mut scene, area, spot),
                None => scene.block(area, 6, GRID),
            }
        }
        scene.y += high + GAP;
    }
    let entries: Vec<_> = picture
        .legend
        .iter()
        .map(|(heat, word)| (Swatch::Block(color(*heat)), word.as_str()))
        .collect();
    legend(&mut scene, &entries);
    Some(scene)
}

fn meet(scene: &mut Scene, area: Area, spot: &Spot) {
    scene.block(area, 6, color(spot.heat));
    let ink = ink(spot.heat);
    let line = line_height(TEXT);
    if spot.note.trim().is_empty() {
        scene.text(area, TEXT, ink, Side::Middle, &spot.figure);
        return;
    }
    let upper = Area::new(area.x, area.y + 5, area.w, line);
    scene.text(upper, TEXT, ink, Side::Middle, &spot.figure);
    let lower = Area::new(area.x, area.y + 5 + line, area.w, line);
    scene.text(lower, TEXT, ink, Side::Middle, &spot.note);
}

/// Headings: upright where all fit, and else running upwards.
fn heads(scene: &mut Scene, columns: &[String], left: i32, across: i32) {
    let widest = columns
        .iter()
        .map(|text| scene.letters.width(text, TEXT))
        .max()
        .unwrap_or(0);
    let flat = widest <= across - GAP - 6;
    let high = if flat {
        line_height(TEXT)
    } else {
        widest.min(TALL)
    };
    for (n, text) in columns.iter().enumerate() {
        let x = left + i32::try_from(n).unwrap_or(0) * across;
        let area = Area::new(x, scene.y, across - GAP, high);
        if flat {
            scene.text(area, TEXT, SOFT, Side::Middle, text);
        } else {
            scene.upwards(area, TEXT, SOFT, text);
        }
    }
    scene.y += high + 8;
}
