//! Steps from the top down, each with those it reaches and how long it waits: an escalation policy.

use crate::charts::scene::{
    Area, Color, DARK, Dash, INK, Look, PAD, SOFT, Scene, Side, TEXT, WIDTH, line_height,
};

/// One step.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Level {
    /// "Level 1", or what the step is called.
    pub name: String,
    /// Those it reaches, one a line.
    pub who: Vec<String>,
    /// What stands beside the arrow to the next step: "after 5 minutes". Not shown after the last step unless there is an `end`.
    pub wait: String,
    /// It reaches nobody as things are: marked.
    pub empty: bool,
}

/// What a picture of steps shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Levels {
    pub title: String,
    /// Below the title; may be empty.
    pub subtitle: String,
    pub levels: Vec<Level>,
    /// What comes after the last step: "twice more from the top, then the project office". May be empty.
    pub end: String,
}

/// Of more the first are drawn.
const MOST: usize = 12;
/// Of more the first are named.
const PEOPLE: usize = 6;
const BOX: Color = [0x2b, 0x2d, 0x31];
const STRIPE: Color = [0x5d, 0xad, 0xec];
const WRONG: Color = [0xe6, 0x7e, 0x22];
const DISC: i32 = 52;

/// Draws them; `None` when there are none.
pub fn levels(picture: &Levels) -> Option<Vec<u8>> {
    lay(picture)?.png()
}

pub(super) fn lay(picture: &Levels) -> Option<Scene> {
    let shown = picture
        .levels
        .get(..picture.levels.len().min(MOST))
        .filter(|l| !l.is_empty())?;
    let mut scene = Scene::new(WIDTH, &picture.title, &picture.subtitle)?;
    for (n, level) in shown.iter().enumerate() {
        step(&mut scene, n, level);
        if n + 1 < shown.len() || !picture.end.trim().is_empty() {
            arrow(&mut scene, &level.wait);
        }
    }
    if !picture.end.trim().is_empty() {
        let room = scene.room();
        scene.paragraph(&picture.end, (PAD, room), TEXT, SOFT, 3);
    }
    Some(scene)
}

fn step(scene: &mut Scene, n: usize, level: &Level) {
    let color = if level.empty { WRONG } else { STRIPE };
    let (left, room) = (PAD + 20 + DISC + 18, scene.room() - DISC - 38 - 20);
    let mut lines = vec![(level.name.clone(), INK)];
    for who in level.who.iter().take(PEOPLE) {
        lines.push((who.clone(), SOFT));
    }
    if let Some(last) = lines.last_mut().filter(|_| level.who.len() > PEOPLE) {
        last.0.push_str(" …");
    }
    lines.retain(|(text, _)| !text.trim().is_empty());
    let (y, line) = (scene.y, line_height(TEXT) + 2);
    let mut wrapped = Vec::new();
    for (text, color) in lines {
        let parts = scene.letters.wrap(&text, TEXT, room, 2);
        wrapped.extend(parts.into_iter().map(|part| (part, color)));
    }
    let high = (i32::try_from(wrapped.len()).unwrap_or(0) * line + 24).max(DISC + 24);
    scene.block(Area::new(PAD, y, scene.room(), high), 12, BOX);
    scene.block(Area::new(PAD, y, 8, high), 4, color);
    let disc = Area::new(PAD + 20, y + 12, DISC, DISC);
    scene.block(disc, DISC / 2, color);
    // Who cannot see the colour sees the sign.
    let sign = if level.empty {
        "!".to_owned()
    } else {
        (n + 1).to_string()
    };
    scene.text(disc, TEXT, DARK, Side::Middle, &sign);
    scene.y += 12;
    for (text, color) in wrapped {
        let area = Area::new(left, scene.y, room, line);
        scene.text(area, TEXT, color, Side::Left, &text);
        scene.y += line;
    }
    scene.y = y + high;
}

/// From one step down to the next, with how long that takes.
fn arrow(scene: &mut Scene, wait: &str) {
    let (x, y, foot) = (PAD + 20 + DISC / 2, scene.y + 8, scene.y + 52);
    let look = Look {
        color: SOFT,
        width: 4,
        dash: Dash::Solid,
    };
    scene.rule((x, y), (x, foot), look);
    let point = vec![(x - 10, foot - 10), (x, foot), (x + 10, foot - 10)];
    let point = point
        .into_iter()
        .map(|(x, y)| (crate::charts::scene::px(x), crate::charts::scene::px(y)));
    scene.line(point.collect(), look);
    let left = PAD + 20 + DISC + 18;
    let area = Area::new(left, y, scene.width - PAD - left, foot - y);
    scene.text(area, TEXT, INK, Side::Left, wait);
    scene.y = foot + 8;
}
