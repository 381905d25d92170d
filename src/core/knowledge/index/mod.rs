//! Full-text search in our own tables, for Chinese and English, on both databases: what a text is found by stands in an inverted index.
//!
//! Of work only the titles are kept: [`titles`] is what other capabilities use.
//!
//! Indexing again replaces what was there; [`unindex`] takes it away. Work is bounded: so many terms of a text and of a question,
//! so many texts of a term. A question's parts need not stand together, only most of what they say must be there (`cover`).

mod rules;
pub(crate) mod store;
mod terms;
pub(crate) mod titles;

use crate::store::Tx;

pub(crate) use crate::core::knowledge::index::rules::Found;

/// So many texts are looked at for each part of a question, the heaviest and newest first.
const MOST: i64 = 1_500;

/// What is searched apart from other things.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Space {
    /// Entries of the knowledge base.
    Entries,
    Tasks,
    Handoffs,
}

impl Space {
    fn name(self) -> &'static str {
        match self {
            Space::Entries => "entry",
            Space::Tasks => "task",
            Space::Handoffs => "handoff",
        }
    }
}

/// A text to be found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Indexed<'a> {
    pub(crate) space: Space,
    pub(crate) number: i64,
    /// Who may find it: 0 everybody, else a department's id.
    pub(crate) scope: i64,
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Find<'a> {
    pub(crate) space: Space,
    pub(crate) question: &'a str,
    /// Which scopes besides 0 are looked through; `None`: all.
    pub(crate) scopes: Option<&'a [i64]>,
    /// How much of what is asked must be there: 0 to 1; 0.5 is a good measure while somebody types.
    pub(crate) cover: f64,
    pub(crate) most: usize,
}

/// Makes a text findable; what was kept of it before is replaced.
pub(crate) async fn index(tx: &mut Tx, indexed: &Indexed<'_>) -> anyhow::Result<()> {
    let space = indexed.space.name();
    store::forget(tx, space, indexed.number);
    let terms = terms::of_text(indexed.title, indexed.text);
    store::keep(tx, space, indexed.number, indexed.scope, &terms);
    Ok(())
}

/// It is found no more.
pub(crate) async fn unindex(tx: &mut Tx, space: Space, number: i64) -> anyhow::Result<()> {
    store::forget(tx, space.name(), number);
    Ok(())
}

/// What fits a question, the best first.
pub(crate) async fn find(tx: &mut Tx, find: &Find<'_>) -> anyhow::Result<Vec<Found>> {
    let mut parts = Vec::new();
    for wanted in terms::of_question(find.question) {
        let mut of_part: Vec<(i64, i64)> = Vec::new();
        for (term, percent) in wanted.terms {
            for (number, weight, scope) in store::hits(tx, find.space.name(), &term, MOST).await? {
                let seen = scope == 0 || find.scopes.is_none_or(|scopes| scopes.contains(&scope));
                if seen {
                    of_part.push((number, weight * percent / 100));
                }
            }
        }
        // The first of two hits of the same text is the exact one.
        let mut known = std::collections::HashSet::new();
        of_part.retain(|(number, _)| known.insert(*number));
        parts.push(of_part);
    }
    Ok(rules::rank(&parts, find.cover, find.most))
}
