//! What incidents say in digests: those that are open, and, once a week, how the past one went.

use crate::calendar::day_of;
use crate::chat::{File, Text};
use crate::clock::{At, Span};
use crate::core::incident::stats::{self, Period};
use crate::core::incident::stats_rules::{figures, monday};
use crate::core::incident::{cards, stats_cards, store};
use crate::core::org::Department;
use crate::core::{Rank, Section};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// So many weeks stand on the picture of a digest.
const WEEKS: i64 = 8;

/// The open incidents of a department, the worst first. Of what is private only that it is there.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let open = store::open(tx).await?;
    let here = |id: Option<i64>| id == Some(department.id);
    let lines: Vec<Text> = open
        .iter()
        .filter(|i| here(Some(i.department)) || here(i.affected))
        .map(|incident| cards::digest_line(lang, incident))
        .collect();
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::ActFast,
        title: say(lang, "incident-digest-title", &[]),
        count,
        lines,
    }))
}

/// How the week went for a department; nothing if none has ended within the digest's period, or if nothing happened in it.
pub(crate) async fn digest_stats(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
    told: (At, At),
) -> anyhow::Result<Option<Section>> {
    let Some(period) = week(tx, department, Some(department.id), told, 1).await? else {
        return Ok(None);
    };
    if period.cases.is_empty() {
        return Ok(None);
    }
    let whole = figures(&period.cases);
    let mut lines = vec![stats_cards::digest_line(lang, &whole)];
    let pages = period.pages.len();
    if pages > 0 {
        let night = period.pages.iter().filter(|p| p.night).count();
        let args = [("pages", pages.into()), ("night", night.into())];
        lines.push(cards::text(lang, "incident-stats-digest-pages", &args));
    }
    Ok(Some(Section {
        rank: Rank::Figures,
        title: say(lang, "incident-stats-digest-title", &[]),
        count: i64::try_from(whole.incidents).unwrap_or(i64::MAX),
        lines,
    }))
}

/// The same of all departments over some weeks as a picture, with the line that explains it, for whoever reads that digest.
pub(crate) async fn digest_picture(
    tx: &mut Tx,
    reader: &Department,
    told: (At, At),
) -> anyhow::Result<Option<(File, Text)>> {
    let Some(period) = week(tx, reader, None, told, WEEKS).await? else {
        return Ok(None);
    };
    if period.cases.is_empty() {
        return Ok(None);
    }
    let picture = stats::picture(reader.lang, &period);
    Ok(picture.map(|file| (file, stats_cards::legend(reader.lang))))
}

/// What was opened in the weeks before the end of a digest's period, if a week has ended within it: a daily digest tells of a
/// week once.
async fn week(
    tx: &mut Tx,
    reader: &Department,
    only: Option<i64>,
    (from, to): (At, At),
    weeks: i64,
) -> anyhow::Result<Option<Period>> {
    let day = |at: At| day_of(at, reader.zone);
    if monday(day(from)) == monday(day(to)) {
        return Ok(None);
    }
    let begin = day(to - Span::days(7 * weeks - 1));
    let period = stats::load(tx, only, (begin, day(to)), reader.zone).await?;
    Ok(Some(period))
}
