//! Pictures: PNG files drawn from values, with words in both languages.
//!
//! A picture is a card of its own, dark with an edge, so that it
//! reads in Discord's dark and light themes, on a telephone too; what colours tell apart, brightness, marks, dashes or figures
//! tell apart as well.
//!
//! All words come in from whoever shows the picture, in the language of those who read it, and may be what people typed: a
//! picture holds no Markdown and pings nobody. Whoever shows one also says its numbers as text. Every function returns `None`
//! when there is nothing to draw; nothing that comes in makes it fail, and what is too much is left out or cut.

mod bars;
mod columns;
mod heat_map;
mod letters;
mod levels;
mod matrix;
mod over_time;
mod plot;
mod scene;
#[cfg(test)]
mod tests;

pub use bars::{Bar, Bars, bars};
pub use columns::{Column, Columns, MOST as COLUMNS_MOST, Panel, columns};
pub use heat_map::{Cell, HeatMap, MOST_COLUMNS as HEAT_MAP_MOST, heat_map};
pub use levels::{Level, Levels, levels};
pub use matrix::{Matrix, Spot, matrix};
pub use over_time::{Budget, Guide, Series, budget, series};

use crate::charts::scene::{Area, Color, Look, SOFT, Scene, Side, TEXT, line_height};

/// What a block means. Told apart by brightness too, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shade {
    Worst,
    Bad,
    Middling,
    Slight,
    First,
    Second,
}

impl Shade {
    fn color(self) -> Color {
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

/// What stands before a word of a legend.
enum Swatch {
    Block(Color),
    Line(Look),
    Cell(Cell),
}

/// How wide a swatch is.
const SWATCH: i32 = 30;

/// Says below the picture what its marks mean, in as many lines as it takes.
fn legend(scene: &mut Scene, entries: &[(Swatch, &str)]) {
    let entries: Vec<_> = entries.iter().filter(|e| !e.1.trim().is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    scene.y += 14;
    let high = line_height(TEXT) + 4;
    let (left, right) = (scene::PAD, scene.width - scene::PAD);
    let mut x = left;
    for (swatch, word) in entries {
        let room = right - left - SWATCH - 10;
        let text = scene.letters.fit(word, TEXT, room);
        let wide = SWATCH + 10 + scene.letters.width(&text, TEXT);
        if x > left && x + wide > right {
            x = left;
            scene.y += high;
        }
        let middle = scene.y + high / 2;
        match swatch {
            Swatch::Block(color) => {
                scene.block(Area::new(x, middle - 12, SWATCH - 6, 24), 5, *color);
            }
            Swatch::Line(look) => scene.rule((x + 2, middle), (x + SWATCH - 4, middle), *look),
            Swatch::Cell(cell) => heat_map::cell(scene, Area::new(x, middle - 13, 26, 26), *cell),
        }
        let area = Area::new(x + SWATCH + 10, scene.y, right - x - SWATCH - 10, high);
        scene.text(area, TEXT, SOFT, Side::Left, &text);
        x += wide + 28;
    }
    scene.y += high;
}
