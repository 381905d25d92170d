//! The letters of pictures: how wide a text is, what of it fits, and its outlines. The font is part of the program
//! (`font/README.md`) and read where it lies: nothing of it is kept between two pictures.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

use crate::charts::scene::whole;

const FONT: &[u8] = include_bytes!("font/NotoSansCJKsc-subset.otf");
/// Of the font; widths are in these.
const UNITS_PER_EM: i64 = 1_000;
/// Longer texts are not for a picture.
const LONGEST: usize = 160;

/// The room a line of this size takes above its base line, and below: hundredths of the size.
pub(super) const ABOVE: i32 = 88;
pub(super) const BELOW: i32 = 24;

/// The font, opened for one picture.
pub(super) struct Letters {
    charmap: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    outlines: OutlineGlyphCollection<'static>,
}

/// What stands for a character.
enum Sign {
    Glyph(GlyphId),
    /// A sign that takes a whole square in Chinese: drawn in half of it, from where its ink begins, in both languages.
    Half(GlyphId, i16),
    /// A letter the font does not have.
    Unknown,
}

impl Letters {
    /// `None` only if the file in the program is not a font.
    pub(super) fn open() -> Option<Letters> {
        let font = FontRef::new(FONT).ok()?;
        Some(Letters {
            charmap: font.charmap(),
            widths: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            outlines: font.outline_glyphs(),
        })
    }

    /// The sign of a character. What is no letter and not known (an emoji, a control character) leaves nothing.
    fn sign(&self, c: char) -> Option<Sign> {
        match self.charmap.map(c) {
            Some(id) if id != GlyphId::NOTDEF => Some(match c {
                '“' | '‘' => Sign::Half(id, 500),
                '”' | '’' => Sign::Half(id, 0),
                '·' => Sign::Half(id, 250),
                _ => Sign::Glyph(id),
            }),
            _ if c.is_alphanumeric() => Some(Sign::Unknown),
            _ => None,
        }
    }

    /// In units of the font.
    fn advance(&self, sign: &Sign) -> i64 {
        match sign {
            Sign::Glyph(id) => self
                .widths
                .advance_width(*id)
                .map_or(0, |w| i64::from(whole(w))),
            Sign::Half(..) => UNITS_PER_EM / 2,
            Sign::Unknown => UNITS_PER_EM,
        }
    }

    fn units(&self, text: &str) -> i64 {
        text.chars()
            .filter_map(|c| self.sign(c))
            .map(|sign| self.advance(&sign))
            .sum()
    }

    /// How wide a text is, in dots, rounded up.
    pub(super) fn width(&self, text: &str, size: i32) -> i32 {
        let dots = self.units(text).saturating_mul(i64::from(size));
        let up = dots.saturating_add(UNITS_PER_EM - 1) / UNITS_PER_EM;
        i32::try_from(up).unwrap_or(i32::MAX)
    }

    /// As much of a text as fits, with an ellipsis where something is left out.
    pub(super) fn fit(&self, text: &str, size: i32, room: i32) -> String {
        let text = clean(text);
        if self.width(&text, size) <= room {
            return text;
        }
        let mut kept = String::new();
        for c in text.chars() {
            kept.push(c);
            if self.width(&kept, size) + self.width("…", size) > room {
                kept.pop();
                break;
            }
        }
        let kept = kept.trim_end();
        if kept.is_empty() {
            return String::new();
        }
        format!("{kept}…")
    }

    /// A text in lines that fit, at most so many; the last one is cut if it must be. Broken between words, and anywhere in
    /// Chinese, but no closing sign begins a line.
    pub(super) fn wrap(&self, text: &str, size: i32, room: i32, most: usize) -> Vec<String> {
        let text = clean(text);
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut pieces = pieces(&text).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let longer = format!("{line}{piece}");
            if self.width(longer.trim_end(), size) <= room || line.is_empty() {
                line = longer;
                continue;
            }
            if lines.len() + 1 >= most {
                let rest: String = pieces.by_ref().collect();
                line = format!("{longer}{rest}");
                break;
            }
            lines.push(line.trim_end().to_owned());
            line = piece.to_owned();
        }
        lines.push(line.trim_end().to_owned());
        lines
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(|line| self.fit(&line, size, room))
            .take(most)
            .collect()
    }

    /// A title in at most two lines: as large as fits into one, else broken between its words. Within a word, which in Chinese is all that
    /// stands between two blanks, only where a word alone is too long.
    pub(super) fn title(
        &self,
        text: &str,
        large: i32,
        small: i32,
        room: i32,
    ) -> (i32, Vec<String>) {
        let text = clean(text);
        if text.is_empty() {
            return (large, Vec::new());
        }
        let sizes = (small..=large).rev().step_by(4);
        for size in sizes {
            if self.width(&text, size) <= room {
                return (size, vec![text]);
            }
        }
        let cut = text.char_indices().filter(|(_, c)| *c == ' ');
        let two = cut.filter_map(|(at, _)| text.split_at_checked(at)).rev();
        let mut two = two.map(|(first, second)| [first.trim_end(), second.trim_start()]);
        let fits = two.find(|lines| lines.iter().all(|line| self.width(line, small) <= room));
        let lines = match fits {
            // A dot between two names ends the first line of them rather than begin the second.
            Some([first, second]) => {
                vec![first.to_owned(), second.trim_start_matches("· ").to_owned()]
            }
            None => self.wrap(&text, small, room, 2),
        };
        (small, lines)
    }

    /// The outlines of a text whose base line begins at the origin; y grows downwards.
    pub(super) fn path(&self, text: &str, size: i32) -> Option<Path> {
        let scale = f32::from(i16::try_from(size).unwrap_or(i16::MAX));
        let mut pen = Pen {
            path: PathBuilder::new(),
            x: 0.0,
        };
        let settings = |size: f32| DrawSettings::unhinted(Size::new(size), LocationRef::default());
        for sign in text.chars().filter_map(|c| self.sign(c)) {
            let (id, skip) = match &sign {
                Sign::Glyph(id) => (Some(*id), 0),
                Sign::Half(id, skip) => (Some(*id), *skip),
                Sign::Unknown => (None, 0),
            };
            let skip = f32::from(skip) * scale / 1_000.0;
            match id {
                None => pen.frame(scale),
                Some(id) => {
                    pen.x -= skip;
                    if let Some(glyph) = self.outlines.get(id) {
                        // A glyph that cannot be drawn leaves its room empty.
                        glyph.draw(settings(scale), &mut pen).ok();
                    }
                    pen.x += skip;
                }
            }
            let advance = u16::try_from(self.advance(&sign)).unwrap_or(0);
            pen.x += f32::from(advance) * scale / 1_000.0;
        }
        pen.path.finish()
    }
}

/// One line of printable characters, of a bounded length.
fn clean(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// Whether a line may be broken beside it.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x9fff | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..)
}

/// Signs that stay with what stands before them.
fn closes(c: char) -> bool {
    "，。、；：！？）」』】》〉”’％…·,.;:!?)]}%".contains(c)
}

/// The parts of a text between which a line may be broken.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let may = match before {
            Some(' ') => true,
            Some(last) => (is_wide(last) || is_wide(c)) && !"（「『【《〈“‘([{".contains(last),
            None => false,
        };
        if may && !closes(c) && c != ' ' {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2)
        .filter_map(|cut| text.get(cut[0]..cut[1]))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Takes outlines whose y grows upwards.
struct Pen {
    path: PathBuilder,
    x: f32,
}

impl Pen {
    /// An empty box in place of a letter.
    fn frame(&mut self, size: f32) {
        let (left, right) = (size * 0.12, size * 0.88);
        let (low, high) = (0.0, size * 0.76);
        let line = size * 0.06;
        // The inner one runs the other way round, and so is a hole.
        let corners = [
            [(left, low), (right, low), (right, high), (left, high)],
            [
                (left + line, low + line),
                (left + line, high - line),
                (right - line, high - line),
                (right - line, low + line),
            ],
        ];
        for [first, rest @ ..] in corners {
            self.move_to(first.0, first.1);
            for (x, y) in rest {
                self.line_to(x, y);
            }
            self.close();
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, -y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, -y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, -cy, self.x + x, -y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let at = self.x;
        self.path.cubic_to(at + ax, -ay, at + bx, -by, at + x, -y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}
