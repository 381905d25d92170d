//! Titles of tasks, handoffs and incidents: found while somebody types, and when something like them is opened.
//!
//! There may be a million of them, so work is bounded much tighter than for the knowledge base: of each part of what is asked only
//! the newest are looked at. What comes back are numbers; whoever asked loads them, shows what the person may see, and compares
//! titles with [`cover`] or [`likeness`], which know nothing of what was cut.

use std::collections::HashMap;

use serde_json::json;

use crate::clock::Span;
use crate::core::knowledge::index::{Space, store, terms};
use crate::jobs::{self, CatchUp, Timer};
use crate::store::Tx;

pub(crate) use crate::core::knowledge::index::terms::{cover, likeness};

/// So many titles are looked at for each part, the newest first.
const DEPTH: i64 = 64;
/// So many parts of what somebody types, and of the title of something that is opened, are looked up.
const TYPED_MOST: usize = 6;
const ALIKE_MOST: usize = 10;
/// How like another title one has to be for somebody to be told, of 1.
const ALIKE: f64 = 0.6;
/// So many titles of what there was before are made findable at a time.
pub(crate) const BATCH: i64 = 200;
/// Between two times.
const PAUSE: Span = Span(100);

/// The numbers whose digits begin with those of `number`, as ranges with both ends included, the largest first: 31 itself, 310–319,
/// 3100–3199, as far as `last`.
pub(crate) fn beginning_with(number: i64, last: i64) -> Vec<(i64, i64)> {
    let mut ranges = Vec::new();
    let (mut from, mut many) = (number, 1_i64);
    while number > 0 && from <= last {
        ranges.push((from, from.saturating_add(many - 1)));
        let Some(next) = from.checked_mul(10) else {
            break;
        };
        (from, many) = (next, many.saturating_mul(10));
    }
    ranges.reverse();
    ranges
}

/// What a title is found by, each with its weight.
pub(crate) fn terms_of(title: &str) -> Vec<(String, i64)> {
    terms::of_title(title)
}

/// Makes a title findable, in the transaction that makes it.
pub(crate) fn keep(tx: &mut Tx, space: Space, number: i64, title: &str) {
    store::keep(tx, space.name(), number, 0, &terms_of(title));
}

/// Arms the timer by which the titles below a number are made findable in a while: there is other work to be done in between.
pub(crate) async fn go_on(tx: &mut Tx, kind: &'static str, below: i64) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: String::new(),
        due: tx.now() + PAUSE,
        catch_up: CatchUp::Always,
        payload: json!({ "below": below }),
    };
    jobs::arm(tx, &timer).await
}

/// Numbers of what is called so or begins so, at most `most`: what has more of it first, then the newest.
pub(crate) async fn typed(
    tx: &mut Tx,
    space: Space,
    typed: &str,
    most: usize,
) -> anyhow::Result<Vec<i64>> {
    let mut parts = Vec::new();
    for terms in terms::of_typed(typed).into_iter().take(TYPED_MOST) {
        let mut of_part: Vec<i64> = Vec::new();
        for term in terms {
            // What has the whole word comes before what begins with it.
            if i64::try_from(of_part.len()).unwrap_or(DEPTH) < DEPTH {
                of_part.extend(hits(tx, space, &term).await?);
            }
        }
        parts.push(of_part);
    }
    Ok(best(&parts, most))
}

/// Numbers of what may be about the same as something with this title, at most `most`, the likeliest first.
pub(crate) async fn near(
    tx: &mut Tx,
    space: Space,
    title: &str,
    most: usize,
) -> anyhow::Result<Vec<i64>> {
    let mut parts = Vec::new();
    for terms in terms::of_typed(title).into_iter().take(ALIKE_MOST) {
        if let Some(term) = terms.first() {
            parts.push(hits(tx, space, term).await?);
        }
    }
    Ok(best(&parts, most))
}

/// Whether two titles are near enough that who opens the one is told of the other.
pub(crate) fn alike(title: &str, other: &str) -> bool {
    likeness(title, other) >= ALIKE
}

async fn hits(tx: &mut Tx, space: Space, term: &str) -> anyhow::Result<Vec<i64>> {
    store::numbers(tx, space.name(), term, DEPTH).await
}

/// What says most of what was asked, then what is newest. A part that few titles have says more than one of which only the newest
/// were looked at.
fn best(parts: &[Vec<i64>], most: usize) -> Vec<i64> {
    let mut scores: HashMap<i64, i64> = HashMap::new();
    for part in parts {
        let many = i64::try_from(part.len()).unwrap_or(DEPTH).min(DEPTH);
        let mut part = part.clone();
        part.sort_unstable();
        part.dedup();
        for number in part {
            *scores.entry(number).or_default() += 1 + DEPTH - many;
        }
    }
    let mut all: Vec<(i64, i64)> = scores.into_iter().map(|(n, score)| (score, n)).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.truncate(most);
    all.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_completed() {
        assert_eq!(
            beginning_with(31, 3_150),
            [(3_100, 3_199), (310, 319), (31, 31)]
        );
        assert_eq!(beginning_with(7, 7), [(7, 7)]);
        assert!(beginning_with(8, 7).is_empty());
        assert!(beginning_with(0, 7).is_empty());
        let most = beginning_with(9, i64::MAX);
        assert_eq!(most.len(), 19);
        assert!(most.iter().all(|(from, to)| from <= to));
    }

    #[test]
    fn what_has_more_of_it_comes_first_then_the_newest() {
        let parts = [vec![1, 2, 3, 3], vec![2, 9]];
        assert_eq!(best(&parts, 3), [2, 9, 3]);
        assert!(best(&[], 3).is_empty());
        let newest: Vec<i64> = (1_000..1_000 + DEPTH).collect();
        assert_eq!(best(&[newest, vec![7]], 2), [7, 1_063]);
    }
}
