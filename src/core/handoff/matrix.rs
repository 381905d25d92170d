//! Who waits for whom and how long, and where it gets stuck: counts over all that is open, and means over what has ended.

use crate::calendar::{Day, day_of, moment, read_day};
use crate::chat::{Card, Field, Text};
use crate::clock::{At, Span};
use crate::core::handoff::cards::{field, text};
use crate::core::handoff::figures_store::{self, Between, Figures};
use crate::core::handoff::matrix_picture::{self, Drawn};
use crate::core::handoff::requests::Matrix;
use crate::core::handoff::types::Side;
use crate::core::org::{self, Department};
use crate::core::{Error, Refusal, Reply, words};
use crate::i18n::Lang;
use crate::store::Tx;

/// So many pairs of departments are shown, and so many departments that hold something up.
const PAIRS: usize = 24;
const HELD: usize = 11;
/// Days looked back where none are named.
const DAYS: i64 = 30;

/// One department waits for another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wait {
    /// Who waits.
    pub(super) waits: i64,
    /// For whom.
    pub(super) on: i64,
    pub(super) count: i64,
    pub(super) late: i64,
    pub(super) oldest: At,
    /// The sum of moments since when, for the mean.
    pub(super) since: i128,
}

/// What a department holds up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
    pub(super) on: i64,
    pub(super) count: i64,
    pub(super) late: i64,
    pub(super) oldest: At,
}

/// What each department holds up, the one at which most is late or piles up first.
pub(super) fn held(waits: &[Wait]) -> Vec<Held> {
    let mut by: Vec<Held> = Vec::new();
    for w in waits {
        match by.iter_mut().find(|held| held.on == w.on) {
            Some(held) => {
                held.count += w.count;
                held.late += w.late;
                held.oldest = held.oldest.min(w.oldest);
            }
            None => by.push(Held {
                on: w.on,
                count: w.count,
                late: w.late,
                oldest: w.oldest,
            }),
        }
    }
    by.sort_by_key(|held| (std::cmp::Reverse((held.late, held.count)), held.on));
    by
}

/// Whose turn it is says who waits for whom.
fn waits(between: &[Between]) -> Vec<Wait> {
    let mut all: Vec<Wait> = Vec::new();
    for b in between {
        let (waits, on) = match b.state.turn() {
            Some(Side::Receiver) => (b.from, b.to),
            Some(Side::Sender) => (b.to, b.from),
            None => continue,
        };
        let since = i128::from(b.mean.0) * i128::from(b.count);
        match all.iter_mut().find(|w| w.waits == waits && w.on == on) {
            Some(known) => {
                known.count += b.count;
                known.late += b.late;
                known.oldest = known.oldest.min(b.oldest);
                known.since += since;
            }
            None => all.push(Wait {
                waits,
                on,
                count: b.count,
                late: b.late,
                oldest: b.oldest,
                since,
            }),
        }
    }
    // What holds up most stands first.
    all.sort_by_key(|w| (std::cmp::Reverse((w.late, w.count)), w.oldest, w.waits));
    all
}

impl Wait {
    /// How long it has been on average.
    pub(super) fn mean(&self, now: At) -> Span {
        let since = self.since / i128::from(self.count.max(1));
        now - At(i64::try_from(since).unwrap_or(now.0))
    }
}

/// `/handoff matrix`
pub(crate) async fn matrix(tx: &mut Tx, req: &Matrix) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "handoff-matrix", None).await?;
    let lang = req.actor.lang;
    let zone = org::person(tx, req.actor.user).await?.zone;
    let now = tx.now();
    let today = day_of(now, zone);
    let read = |typed: &Option<String>| -> Result<Option<Day>, Refusal> {
        let unread =
            |text: &str| Refusal::new("refuse-handoff-when").with("typed", Text::echo(text));
        typed
            .as_deref()
            .map(|text| read_day(text, now, zone).ok_or_else(|| unread(text)))
            .transpose()
    };
    let to = read(&req.to)?.unwrap_or(today);
    let from = match read(&req.from)? {
        Some(from) => from,
        None => day_of(moment(to, 0, zone) - Span::days(DAYS), zone),
    };
    let end = moment(to.succ_opt().unwrap_or(to), 0, zone);
    let departments = org::departments(tx).await?;
    let between = figures_store::between(tx).await?;
    let figures = figures_store::figures(tx, moment(from, 0, zone), end).await?;
    let mut waits = waits(&between);
    let held = held(&waits);
    waits.truncate(PAIRS);
    let drawn = Drawn {
        lang,
        now,
        departments: &departments,
        waits: &waits,
        held: held.get(..held.len().min(HELD)).unwrap_or_default(),
    };
    let period = (from.to_string(), to.to_string());
    let mut card = card(&drawn, &figures, period);
    card.files = matrix_picture::pictures(&drawn);
    Ok(Reply::Private(card))
}

fn name(lang: Lang, departments: &[Department], id: i64) -> Text {
    let found = departments.iter().find(|d| d.id == id);
    found.map_or_else(Text::default, |d| Text::user(d.name_in(lang)))
}

fn card(drawn: &Drawn<'_>, figures: &[Figures], (from, to): (String, String)) -> Card {
    let Drawn {
        lang,
        now,
        departments,
        ..
    } = *drawn;
    let wait = |w: &Wait| {
        let args = [
            ("waits", name(lang, departments, w.waits).into()),
            ("on", name(lang, departments, w.on).into()),
            ("count", w.count.into()),
            ("late", w.late.into()),
            ("mean", words::length(lang, w.mean(now)).into()),
            ("oldest", words::length(lang, now - w.oldest).into()),
        ];
        text(lang, "handoff-matrix-line", &args)
    };
    let mut lines: Vec<Text> = drawn.waits.iter().map(wait).collect();
    if lines.is_empty() {
        lines.push(text(lang, "handoff-matrix-none", &[]));
    }
    let mut body = Vec::new();
    body.extend(bottleneck(drawn));
    body.push(Text::join(lines, "\n"));
    let length = |minutes: Option<i64>| match minutes {
        Some(minutes) => words::length(lang, Span::minutes(minutes)),
        None => "–".to_owned(),
    };
    let figure = |f: &Figures| {
        let args = [
            ("department", name(lang, departments, f.department).into()),
            ("count", f.ended.into()),
            ("respond", length(f.respond).into()),
            ("complete", length(f.complete).into()),
            ("late", f.late.into()),
            ("returns", f.returns.into()),
        ];
        text(lang, "handoff-figures-line", &args)
    };
    let mut ended: Vec<Text> = figures.iter().map(figure).collect();
    if ended.is_empty() {
        ended.push(text(lang, "handoff-figures-none", &[]));
    }
    let period = [("from", from.into()), ("to", to.into())];
    let ended = field(
        text(lang, "handoff-figures-title", &period),
        Text::join(ended, "\n"),
        false,
    );
    Card {
        title: Some(text(lang, "handoff-matrix-title", &[])),
        body: Some(Text::join(body, "\n\n")),
        fields: held_up(drawn).into_iter().chain([ended]).collect(),
        ..Card::default()
    }
}

/// What the second picture shows, in words.
fn held_up(drawn: &Drawn<'_>) -> Option<Field> {
    let line = |held: &Held| {
        let args = [
            ("on", name(drawn.lang, drawn.departments, held.on).into()),
            ("count", held.count.into()),
            ("late", held.late.into()),
            (
                "oldest",
                words::length(drawn.lang, drawn.now - held.oldest).into(),
            ),
        ];
        text(drawn.lang, "handoff-held-line", &args)
    };
    let lines: Vec<Text> = drawn.held.iter().map(line).collect();
    let title = text(drawn.lang, "handoff-held-title", &[]);
    (!lines.is_empty()).then(|| field(title, Text::join(lines, "\n"), false))
}

/// The department most is waiting for, if anything is late or piles up there.
fn bottleneck(drawn: &Drawn<'_>) -> Option<Text> {
    let worst = drawn.held.first()?;
    if worst.late == 0 && worst.count < 2 {
        return None;
    }
    let args = [
        ("on", name(drawn.lang, drawn.departments, worst.on).into()),
        ("count", worst.count.into()),
        ("late", worst.late.into()),
    ];
    Some(text(drawn.lang, "handoff-matrix-bottleneck", &args))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::handoff::types::State;

    fn between(from: i64, to: i64, state: State, count: i64, late: i64) -> Between {
        Between {
            from,
            to,
            state,
            count,
            oldest: At(1_000),
            mean: At(3_000),
            late,
        }
    }

    #[test]
    fn whose_turn_it_is_says_who_waits_for_whom() {
        let all = [
            between(1, 2, State::Requested, 2, 0),
            between(1, 2, State::Accepted, 1, 1),
            between(1, 2, State::Delivered, 4, 0),
            between(3, 1, State::NeedsInfo, 1, 0),
        ];
        let found = waits(&all);
        let pairs: Vec<(i64, i64, i64, i64)> = found
            .iter()
            .map(|w| (w.waits, w.on, w.count, w.late))
            .collect();
        // Those of department 2 wait for 1 to look at what they delivered.
        assert_eq!(pairs, [(1, 2, 3, 1), (2, 1, 4, 0), (1, 3, 1, 0)]);
        assert_eq!(found[0].mean(At(5_000)), Span(2_000));
    }
}
