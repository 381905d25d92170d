//! Which of what was hit fits best: pure.

use std::collections::HashMap;

/// A hit of one thing that was asked for: the number of the text, and its weight there.
pub(super) type Hits = Vec<(i64, i64)>;

/// What is rarer than this says something.
const COMMON: f64 = 4_000.0;

/// A text that fits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Found {
    pub(crate) number: i64,
    /// Higher fits better; only to be compared within one question.
    pub(crate) score: f64,
    /// How much of what was asked it has, by how much that says: 0 to 1.
    pub(crate) cover: f64,
}

/// Ranks what was hit: rare parts of a question count more than common ones, titles more than texts, newer before older. Texts
/// that have less than `cover` of what was asked are left out.
pub(super) fn rank(hits: &[Hits], cover: f64, most: usize) -> Vec<Found> {
    let mut all: HashMap<i64, (f64, f64)> = HashMap::new();
    let mut asked = 0.0;
    for part in hits {
        let says = says(part.len());
        asked += says;
        for (number, weight) in part {
            let weight = f64::from(i32::try_from(*weight).unwrap_or(i32::MAX));
            let (score, covered) = all.entry(*number).or_default();
            *score += says * weight / (weight + 4.0);
            *covered += says;
        }
    }
    let mut found: Vec<Found> = all
        .into_iter()
        .map(|(number, (score, covered))| Found {
            number,
            score,
            cover: if asked > 0.0 { covered / asked } else { 0.0 },
        })
        .filter(|f| f.cover + 1e-9 >= cover)
        .collect();
    let by = |f: &Found| f.score * f.cover;
    found.sort_by(|a, b| by(b).total_cmp(&by(a)).then(b.number.cmp(&a.number)));
    found.truncate(most);
    found
}

/// How much a part says that so many texts have.
fn says(texts: usize) -> f64 {
    let texts = u32::try_from(texts).unwrap_or(u32::MAX);
    (1.0 + COMMON / f64::from(texts.max(1))).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_parts_count_more_and_what_has_too_little_is_left_out() {
        let common: Hits = (1..=500).map(|n| (n, 1)).collect();
        let rare: Hits = vec![(7, 8), (900, 8)];
        let numbers = |found: Vec<Found>| found.iter().map(|f| f.number).collect::<Vec<_>>();
        let found = rank(&[common.clone(), rare.clone()], 0.5, 10);
        assert_eq!(numbers(found), [7, 900]);
        assert_eq!(rank(&[common, rare], 0.0, 3).len(), 3);
        assert_eq!(rank(&[], 0.5, 3), []);
    }

    #[test]
    fn a_title_before_a_text_and_the_newer_first() {
        let hits: Hits = vec![(1, 1), (2, 8), (3, 8)];
        let found = rank(&[hits], 0.5, 10);
        let numbers: Vec<i64> = found.iter().map(|f| f.number).collect();
        assert_eq!(numbers, [3, 2, 1]);
    }
}
