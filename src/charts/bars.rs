//! Lengths beside one another: what takes longest, what is most.

use crate::charts::scene::{Area, INK, PAD, Scene, Side, TEXT, WIDTH, line_height, share, whole};
use crate::charts::{Shade, Swatch, legend};

/// One bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    pub label: String,
    /// In whatever unit, the same for all.
    pub size: u64,
    /// What it says beside the bar: the size in words, and more if there is more.
    pub figure: String,
    pub shade: Shade,
}

/// What a picture of bars shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bars {
    pub title: String,
    /// Below the title; may be empty.
    pub subtitle: String,
    /// From the top.
    pub bars: Vec<Bar>,
    /// What the shades mean; empty where there is one only.
    pub legend: Vec<(Shade, String)>,
}

/// Of more the first are drawn.
const MOST: usize = 20;
const HIGH: i32 = 28;

/// Draws them; `None` when there are none.
pub fn bars(picture: &Bars) -> Option<Vec<u8>> {
    lay(picture)?.png()
}

pub(super) fn lay(picture: &Bars) -> Option<Scene> {
    let shown = picture
        .bars
        .get(..picture.bars.len().min(MOST))
        .filter(|b| !b.is_empty())?;
    let mut scene = Scene::new(WIDTH, &picture.title, &picture.subtitle)?;
    // Half of it, so that it fits where signs are kept.
    let half = |n: u64| i64::try_from(n / 2).unwrap_or(i64::MAX);
    let longest = shown.iter().map(|b| b.size).max().unwrap_or(0).max(2);
    let figures = shown
        .iter()
        .map(|b| {
            scene
                .letters
                .width(&scene.letters.fit(&b.figure, TEXT, 320), TEXT)
        })
        .max()
        .unwrap_or(0);
    let room = scene.room() - figures - 16;
    for bar in shown {
        let line = line_height(TEXT);
        // The label above its bar: names are long, and a telephone is narrow.
        let area = Area::new(PAD, scene.y, scene.room(), line);
        scene.text(area, TEXT, INK, Side::Left, &bar.label);
        scene.y += line + 2;
        let wide = match bar.size {
            0 => 0,
            size => whole(share(half(size), (0, half(longest)), room)).max(6),
        };
        let y = scene.y;
        scene.block(Area::new(PAD, y, wide, HIGH), 5, bar.shade.color());
        let x = PAD + wide + 12;
        let area = Area::new(x, y + (HIGH - line) / 2, scene.width - PAD - x, line);
        scene.text(area, TEXT, INK, Side::Left, &bar.figure);
        scene.y += HIGH + 16;
    }
    let entries: Vec<_> = picture
        .legend
        .iter()
        .map(|(shade, word)| (Swatch::Block(shade.color()), word.as_str()))
        .collect();
    legend(&mut scene, &entries);
    Some(scene)
}
