//! Figures, and when one is news: pure.
//!
//! A figure is exact: millionths in an integer. What is worse than a threshold crosses it, what equals it does not. A crossing is told
//! once; it is told again only after the measure has come back. It is back when a value is better than what was crossed by a fiftieth
//! of it, or reaches the target, or when three values in a row were on the good side: so a value that trembles about a threshold
//! says nothing new.

use crate::clock::{At, Span};

/// An exact figure, in millionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) struct Figure(pub(crate) i64);

const ONE: i64 = 1_000_000;
/// Digits after the point that are kept.
const PLACES: i32 = 6;
/// No figure is further from zero.
const MOST: i128 = 1_000_000_000_000 * 1_000_000;
/// Characters of a figure.
const LONGEST: usize = 40;
/// A value better than what was crossed by this part of it is back.
const CLEAR: i64 = 50;
/// So many values in a row on the good side are back.
pub(super) const RUN: i64 = 3;
/// What is older says nothing of the present.
const STALE: Span = Span::days(31);
/// Clocks differ by so much.
const AHEAD: Span = Span::minutes(5);

impl Figure {
    /// Reads `4.6`, `-3`, `1,234.5`, `99.95%`, `12k`, `1.2万`, `3亿`, `1e3`, and digits as Chinese keyboards write them. What is beyond
    /// six places is rounded.
    pub(crate) fn read(text: &str) -> Option<Figure> {
        let text: String = text.trim().chars().map(narrow).collect();
        if text.chars().count() > LONGEST {
            return None;
        }
        let text = text.trim_end_matches('%').trim_end();
        let scales = [
            ("k", 3),
            ("K", 3),
            ("千", 3),
            ("万", 4),
            ("亿", 8),
            ("億", 8),
            ("萬", 4),
        ];
        let (text, scale) = scales
            .iter()
            .find_map(|(word, scale)| Some((text.strip_suffix(word)?.trim_end(), *scale)))
            .unwrap_or((text, 0));
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        if !(-40..=20).contains(&exponent) {
            return None;
        }
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
        let before = ungrouped(before)?;
        let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if before.is_empty() && after.is_empty() || !is_digits(&before) || !is_digits(after) {
            return None;
        }
        let whole: i128 = format!("0{before}{after}").parse().ok()?;
        let shift = PLACES + scale + exponent - i32::try_from(after.len()).ok()?;
        let scaled = shifted(whole, shift)?;
        if scaled > MOST {
            return None;
        }
        let figure = i64::try_from(scaled).ok()?;
        Some(Figure(if negative { -figure } else { figure }))
    }

    /// As short as it is exact: `4.6`, `-3`, `1,234.5`.
    pub(crate) fn text(self) -> String {
        let size = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        let (whole, rest) = (size / one, size % one);
        let mut digits = whole.to_string();
        let mut at = digits.len();
        while at > 3 {
            at -= 3;
            digits.insert(at, ',');
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        let rest = format!("{rest:06}");
        match rest.trim_end_matches('0') {
            "" => format!("{sign}{digits}"),
            rest => format!("{sign}{digits}.{rest}"),
        }
    }

    /// With its unit: `95%`, `12 min`.
    pub(crate) fn with(self, unit: &str) -> String {
        match unit {
            "" => self.text(),
            unit if unit.starts_with(['%', '‰', '°']) => format!("{}{unit}", self.text()),
            unit => format!("{} {unit}", self.text()),
        }
    }
}

/// The same sign as a Latin keyboard writes it.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '％' | '－' | '＋' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '−' => '-',
        other => other,
    }
}

/// Digits without the commas between thousands; none if they stand elsewhere.
fn ungrouped(digits: &str) -> Option<String> {
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or_default();
    let mut all = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        grouped = true;
        all.push_str(group);
    }
    (!grouped || (1..=3).contains(&first.len())).then_some(all)
}

/// Times ten so many times; divided, it is rounded half up.
fn shifted(whole: i128, by: i32) -> Option<i128> {
    let Some(power) = 10_i128.checked_pow(by.unsigned_abs()) else {
        // So far down that nothing is left.
        return (by < 0 || whole == 0).then_some(0);
    };
    if by >= 0 {
        return whole.checked_mul(power);
    }
    Some(whole / power + i128::from(whole % power * 2 >= power))
}

/// Which way is better.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Better {
    #[default]
    Higher,
    Lower,
}

impl Better {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Better::Higher => "higher",
            Better::Lower => "lower",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Better> {
        [Better::Higher, Better::Lower]
            .into_iter()
            .find(|b| b.name() == text)
    }
}

/// How bad a value is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(crate) enum Level {
    #[default]
    Fine,
    /// The target is missed.
    Missed,
    Warn,
    Critical,
}

impl Level {
    pub(crate) const ALL: [Level; 4] = [Level::Fine, Level::Missed, Level::Warn, Level::Critical];
    pub(crate) fn name(self) -> &'static str {
        match self {
            Level::Fine => "fine",
            Level::Missed => "missed",
            Level::Warn => "warn",
            Level::Critical => "critical",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|l| l.name() == text)
    }
}

/// What a measure is held against.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Guards {
    pub(crate) better: Better,
    pub(crate) target: Option<Figure>,
    pub(crate) warn: Option<Figure>,
    pub(crate) critical: Option<Figure>,
}

impl Guards {
    pub(crate) fn is_empty(&self) -> bool {
        *self
            == Guards {
                better: self.better,
                ..Guards::default()
            }
    }

    fn is_worse(&self, value: Figure, than: Figure) -> bool {
        match self.better {
            Better::Higher => value < than,
            Better::Lower => value > than,
        }
    }

    pub(crate) fn of(&self, level: Level) -> Option<Figure> {
        match level {
            Level::Fine => None,
            Level::Missed => self.target,
            Level::Warn => self.warn,
            Level::Critical => self.critical,
        }
    }

    /// How a value stands: the worst that it is worse than.
    pub(crate) fn standing(&self, value: Figure) -> Level {
        let crossed = |level: &Level| {
            self.of(*level)
                .is_some_and(|guard| self.is_worse(value, guard))
        };
        Level::ALL
            .into_iter()
            .rev()
            .find(crossed)
            .unwrap_or_default()
    }

    /// What is told of a value: where there are thresholds, a missed target alone is no news; digests have it.
    pub(super) fn news(&self, value: Figure) -> Level {
        let level = self.standing(value);
        if self.tells(level) {
            level
        } else {
            Level::Fine
        }
    }

    fn tells(&self, level: Level) -> bool {
        level != Level::Missed || self.warn.is_none() && self.critical.is_none()
    }

    /// It has come back from this level for certain.
    fn is_clear(&self, value: Figure, level: Level) -> bool {
        let Some(guard) = self.of(level) else {
            return true;
        };
        let reached = self
            .target
            .is_some_and(|target| !self.is_worse(value, target));
        let margin = guard.0.abs() / CLEAR;
        let beyond = match self.better {
            Better::Higher => value.0 >= guard.0.saturating_add(margin),
            Better::Lower => value.0 <= guard.0.saturating_sub(margin),
        };
        reached || beyond
    }

    /// Thresholds lie in the order they are crossed; otherwise which pair does not.
    pub(super) fn disorder(&self) -> Option<(Figure, Figure)> {
        let order = [self.target, self.warn, self.critical];
        let set: Vec<Figure> = order.into_iter().flatten().collect();
        set.windows(2)
            .map(|two| (two[0], two[1]))
            .find(|(mild, severe)| self.is_worse(*mild, *severe))
    }
}

/// What has been told of a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Told {
    pub(crate) level: Level,
    /// So many values in a row were better than what was told.
    pub(crate) run: i64,
}

/// What a new value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum News {
    /// It crossed: what, for the first time since it was last back.
    Crossed(Level),
    /// It has come back, to this.
    Back(Level),
}

/// What the newest value changes.
pub(super) fn decide(guards: &Guards, told: Told, value: Figure) -> (Told, Option<News>) {
    let now = guards.news(value);
    if now > told.level {
        let told = Told { level: now, run: 0 };
        return (told, Some(News::Crossed(now)));
    }
    if now == told.level {
        let told = Told { run: 0, ..told };
        return (told, None);
    }
    let run = told.run + 1;
    let level = if run >= RUN {
        now
    } else {
        // The worst that was told and is not clearly over.
        let held = |level: &Level| {
            let between = *level > now && *level <= told.level;
            between && guards.tells(*level) && !guards.is_clear(value, *level)
        };
        Level::ALL.into_iter().rev().find(held).unwrap_or(now)
    };
    if level == told.level {
        return (Told { level, run }, None);
    }
    let run = if level == now { 0 } else { run };
    (Told { level, run }, Some(News::Back(level)))
}

/// New guards are no news: what is worse than they are counts as told, what is not can be told.
pub(super) fn rearmed(guards: &Guards, latest: Option<Figure>) -> Told {
    Told {
        level: latest.map(|value| guards.news(value)).unwrap_or_default(),
        run: 0,
    }
}

/// Whether a value of this moment says something of the present: none newer is known, and it is not long ago.
pub(super) fn is_present(at: At, newest: Option<At>, now: At) -> bool {
    newest.is_none_or(|newest| at >= newest) && now - at <= STALE
}

/// A moment that has not come yet.
pub(super) fn is_ahead(at: At, now: At) -> bool {
    at - now > AHEAD
}

/// Reads thresholds: `4.0, 3.5`, `warn 4.0 critical 3.5`, `警告 4.0，严重 3.5`, `none`. The first is the warning unless it says otherwise.
pub(super) fn read_thresholds(text: &str) -> Option<(Option<Figure>, Option<Figure>)> {
    let text = text.trim();
    if matches!(text.to_lowercase().as_str(), "none" | "-" | "无" | "没有") {
        return Some((None, None));
    }
    let (mut warn, mut critical) = (None, None);
    let mut next: Option<bool> = None;
    // A comma between digits groups thousands; any other one separates.
    let words = text.split(|c: char| {
        c.is_whitespace() || matches!(c, '/' | ';' | '；' | '、' | '，' | ':' | '：' | '=')
    });
    for word in words.map(|w| w.trim_matches(',')).filter(|w| !w.is_empty()) {
        match word.to_lowercase().as_str() {
            "warn" | "warning" | "警告" | "预警" => next = Some(false),
            "crit" | "critical" | "严重" | "紧急" => next = Some(true),
            _ => {
                let figure = Figure::read(word)?;
                let place = match next.take() {
                    Some(true) => &mut critical,
                    Some(false) => &mut warn,
                    None if warn.is_none() => &mut warn,
                    None => &mut critical,
                };
                if place.replace(figure).is_some() {
                    return None;
                }
            }
        }
    }
    (next.is_none() && (warn.is_some() || critical.is_some())).then_some((warn, critical))
}

/// What two names of one measure have in common.
pub(super) fn name_key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
