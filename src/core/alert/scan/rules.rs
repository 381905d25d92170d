//! What becomes of what a scanner finds. Pure.

use crate::core::task::Standing;

/// From here it is critical (CVSS v3.1, section 5), and the department that fixes it is asked at once. In tenths.
pub(crate) const CRITICAL: u8 = 90;
/// As many findings of one report get something of their own; the others are one task together.
pub(crate) const IN_A_REPORT: usize = 20;
/// As many of one scanner within a day.
pub(crate) const IN_A_DAY: i64 = 100;
/// As many places are named.
const PLACES: usize = 10;

/// A finding, as its scanner tells it; texts are strangers' and bounded by whoever read them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    /// `CVE-2026-1`, or the scanner's own name for it.
    pub(crate) id: String,
    pub(crate) title: String,
    /// CVSS in tenths: 98 is 9.8.
    pub(crate) score: u8,
    /// Where it was found; may be empty.
    pub(crate) place: String,
    pub(crate) details: String,
    /// `http` or `https`, or empty.
    pub(crate) link: String,
    /// It is not found any more.
    pub(crate) fixed: bool,
}

/// One vulnerability, wherever it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub(crate) first: Finding,
    pub(crate) places: Vec<String>,
}

/// The same in several places is one, fixed once it is fixed everywhere; the worst come first, then as they were told.
pub(crate) fn fold(findings: &[Finding]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for finding in findings {
        let at = *known.entry(finding.id.as_str()).or_insert_with(|| {
            all.push(Found {
                first: finding.clone(),
                places: Vec::new(),
            });
            all.len() - 1
        });
        let Some(found) = all.get_mut(at) else {
            continue;
        };
        if found.first.fixed && !finding.fixed {
            // What is still there is what is told of.
            found.first = finding.clone();
            found.places.clear();
        } else if found.first.fixed == finding.fixed {
            found.first.score = found.first.score.max(finding.score);
        } else {
            continue;
        }
        if !finding.place.is_empty() && !found.places.contains(&finding.place) {
            found.places.push(finding.place.clone());
        }
    }
    all.sort_by_key(|found| std::cmp::Reverse(found.first.score));
    all
}

impl Found {
    /// `srv-1, srv-2` and how many more.
    pub(crate) fn place(&self) -> String {
        let named = self.places.iter().take(PLACES).cloned();
        let mut all: Vec<String> = named.collect();
        let more = self.places.len().saturating_sub(PLACES);
        if more > 0 {
            all.push(format!("+{more}"));
        }
        all.join(", ")
    }

    /// `CVE-2026-1: OpenSSL is old`
    pub(crate) fn title(&self) -> String {
        let Finding { id, title, .. } = &self.first;
        if title.contains(id.as_str()) {
            title.clone()
        } else {
            format!("{id}: {title}")
        }
    }
}

/// What is known of a finding from before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Known {
    /// The key of what it became: `HO-3`, `TASK-7`.
    pub(crate) made: String,
    /// The scanner did not find it any more when it was told of last.
    pub(crate) gone: bool,
}

/// What is to be done about a finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// Something is opened for it.
    Open,
    /// It is open and goes on, or somebody has said that nothing will be done.
    Leave,
    /// What is open for it hears that it is not found any more.
    Fixed,
    /// What is open for it hears that it is found again.
    Back,
    /// It was never told of, and is fixed.
    Nothing,
}

/// What is to be done, by what is known from before and how that stands.
pub(crate) fn step(found: &Found, known: Option<(&Known, Standing)>) -> Step {
    match (found.first.fixed, known) {
        (true, None) => Step::Nothing,
        (true, Some((known, Standing::Open))) if !known.gone => Step::Fixed,
        (true, Some(_)) => Step::Leave,
        (false, None) => Step::Open,
        (false, Some((known, Standing::Open))) if known.gone => Step::Back,
        (false, Some((_, Standing::Open))) => Step::Leave,
        // It counts as done, and it is still there.
        (false, Some((_, Standing::Finished))) => Step::Open,
        // Somebody has said no to it: asked again only if it was away in between.
        (false, Some((known, Standing::Dropped))) if known.gone => Step::Open,
        (false, Some((_, Standing::Dropped))) => Step::Leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finding(id: &str, score: u8, place: &str, fixed: bool) -> Finding {
        Finding {
            id: id.to_owned(),
            title: format!("About {id}"),
            score,
            place: place.to_owned(),
            details: String::new(),
            link: String::new(),
            fixed,
        }
    }

    #[test]
    fn the_same_in_several_places_is_one_and_the_worst_comes_first() {
        let all = [
            finding("A", 40, "srv-1", false),
            finding("B", 98, "srv-1", true),
            finding("A", 50, "srv-2", false),
            finding("A", 40, "srv-1", false),
            finding("B", 98, "srv-2", false),
            finding("B", 98, "srv-3", true),
        ];
        let folded = fold(&all);
        let said: Vec<String> = folded
            .iter()
            .map(|f| {
                format!(
                    "{} {} {} {}",
                    f.first.id,
                    f.first.score,
                    f.place(),
                    f.first.fixed
                )
            })
            .collect();
        assert_eq!(said, ["B 98 srv-2 false", "A 50 srv-1, srv-2 false"]);
        assert_eq!(folded[1].title(), "About A");
        let many: Vec<Finding> = (0..13)
            .map(|n| finding("A", 1, &format!("s{n}"), false))
            .collect();
        assert!(fold(&many)[0].place().ends_with("s9, +3"));
    }

    #[test]
    fn what_is_done_by_how_it_stands() {
        let found = |fixed| fold(&[finding("A", 1, "", fixed)]).remove(0);
        let known = |gone| Known {
            made: "HO-1".to_owned(),
            gone,
        };
        let table = [
            (false, None, Step::Open),
            (true, None, Step::Nothing),
            (false, Some((false, Standing::Open)), Step::Leave),
            (true, Some((false, Standing::Open)), Step::Fixed),
            (true, Some((true, Standing::Open)), Step::Leave),
            (false, Some((true, Standing::Open)), Step::Back),
            (false, Some((false, Standing::Finished)), Step::Open),
            (true, Some((false, Standing::Finished)), Step::Leave),
            (false, Some((false, Standing::Dropped)), Step::Leave),
            (false, Some((true, Standing::Dropped)), Step::Open),
        ];
        for (fixed, before, wanted) in table {
            let kept = before.map(|(gone, standing)| (known(gone), standing));
            let kept = kept.as_ref().map(|(known, standing)| (known, *standing));
            assert_eq!(step(&found(fixed), kept), wanted, "{fixed} {before:?}");
        }
    }

    proptest! {
        /// Every finding is in exactly one of what they are folded to, which is sorted.
        #[test]
        fn nothing_is_lost(all in prop::collection::vec((0_u8..6, 0_u8..=100, 0_u8..4, any::<bool>()), 0..40)) {
            let all: Vec<Finding> = all
                .into_iter()
                .map(|(id, score, place, fixed)| finding(&id.to_string(), score, &place.to_string(), fixed))
                .collect();
            let folded = fold(&all);
            for one in &all {
                let mine: Vec<_> = folded.iter().filter(|f| f.first.id == one.id).collect();
                prop_assert_eq!(mine.len(), 1);
                if !one.fixed {
                    prop_assert!(!mine[0].first.fixed);
                    prop_assert!(mine[0].places.contains(&one.place));
                    prop_assert!(mine[0].first.score >= one.score);
                }
            }
            prop_assert!(folded.is_sorted_by_key(|f| std::cmp::Reverse(f.first.score)));
        }
    }
}
