//! What tasks say in digests and in somebody's day. Each is read along an index and counted up to a bound.

use crate::calendar::{day_of, moment};
use crate::chat::Text;
use crate::clock::{At, Span};
use crate::core::catalogue::Flow;
use crate::core::org::Department;
use crate::core::task::list_store::{self, Road};
use crate::core::task::rules::State;
use crate::core::task::types::Task;
use crate::core::task::{cards, csat, find};
use crate::core::{Actor, Rank, Section};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// Lines of one section, and what is counted no further.
const LINES: usize = 15;
const COUNTED: i64 = 500;
/// Rows that are read for the lines.
const READ: i64 = 60;
/// Working minutes within which something is to be acted on fast.
const FAST: i64 = 240;

fn section(rank: Rank, title: String, count: usize, lines: Vec<Text>) -> Option<Section> {
    (!lines.is_empty()).then_some(Section {
        rank,
        title,
        count: i64::try_from(count).unwrap_or(i64::MAX),
        lines,
    })
}

fn lines(lang: Lang, tasks: &[&Task], now: At) -> Vec<Text> {
    let shown = tasks.iter().filter(|t| !t.is_private()).take(LINES);
    shown.map(|task| cards::line(lang, task, now)).collect()
}

/// What a department has to know about its tasks: overdue, act fast, waiting for us, due this week, reviews, satisfaction.
pub(crate) async fn digest_sections(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
    (from, to): (At, At),
) -> anyhow::Result<Vec<Section>> {
    let now = tx.now();
    let working = find::working(tx, department).await?;
    let week = day_of(now, department.zone)
        .checked_add_days(chrono::Days::new(7))
        .map_or(now + Span::days(7), |day| moment(day, 0, department.zone));
    let road = Road::Department(department.id);
    let soon = list_store::along(tx, &road, road.start(), week.0, READ).await?;
    let fast = working.add(now, FAST).unwrap_or(now);
    let at_work = |t: &&Task| t.state != State::Active && t.state != State::Answered;
    let due = |t: &Task| t.due.unwrap_or(At(i64::MAX));
    let overdue: Vec<&Task> = soon
        .iter()
        .filter(at_work)
        .filter(|t| due(t) <= now)
        .collect();
    let late = soon.iter().filter(at_work).filter(|t| due(t) > now);
    let (act, rest): (Vec<&Task>, Vec<&Task>) = late.partition(|t| due(t) <= fast);
    let reviews: Vec<&Task> = soon.iter().filter(|t| t.state == State::Active).collect();
    let mut sections = Vec::new();
    let mut add = |rank, id: &str, count: usize, tasks: &[&Task]| {
        let title = say(lang, id, &[]);
        sections.extend(section(rank, title, count, lines(lang, tasks, now)));
    };
    // More may be overdue than was read.
    let all = if overdue.len() + 1 >= usize::try_from(READ).unwrap_or(usize::MAX) {
        let count = list_store::count_due(tx, department.id, now, COUNTED).await?;
        usize::try_from(count).unwrap_or(overdue.len())
    } else {
        overdue.len()
    };
    add(Rank::Overdue, "task-digest-overdue", all, &overdue);
    add(Rank::ActFast, "task-digest-fast", act.len(), &act);
    add(Rank::Dates, "task-digest-week", rest.len(), &rest);
    add(Rank::Dates, "task-digest-reviews", reviews.len(), &reviews);
    let mut waiting = Vec::new();
    for state in [State::New, State::Accepted] {
        let road = Road::StateBack(department.id, state);
        waiting.extend(list_store::along(tx, &road, road.start(), i64::MAX, READ).await?);
    }
    let waiting: Vec<&Task> = waiting.iter().filter(|t| t.flow == Flow::Case).collect();
    let title = say(lang, "task-digest-cases", &[]);
    let shown = lines(lang, &waiting, now);
    sections.extend(section(Rank::WaitingOnUs, title, waiting.len(), shown));
    let scores = csat::of(tx, department.id, from, to).await?;
    if scores.count > 0 {
        sections.push(Section {
            rank: Rank::Figures,
            title: say(lang, "task-digest-csat", &[]),
            count: scores.count,
            lines: vec![csat::line(lang, scores)],
        });
    }
    Ok(sections)
}

/// Somebody's own tasks, the soonest due first.
pub(crate) async fn today(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let now = tx.now();
    let road = Road::Mine(actor.user);
    let mine = list_store::along(tx, &road, road.start(), i64::MAX, READ).await?;
    let late = mine.iter().any(|task| task.is_overdue(now));
    let load = list_store::load(tx, actor.user, COUNTED).await?;
    let shown: Vec<Text> = mine
        .iter()
        .map(|task| cards::line(actor.lang, task, now))
        .collect();
    let rank = if late {
        Rank::Overdue
    } else {
        Rank::WaitingOnUs
    };
    let title = say(actor.lang, "task-today", &[]);
    Ok(section(
        rank,
        title,
        usize::try_from(load).unwrap_or(0),
        shown,
    ))
}

/// What somebody asked others for and is not over.
pub(crate) async fn today_asked(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Section>> {
    let now = tx.now();
    let road = Road::Asked(actor.user);
    let asked = list_store::along(tx, &road, road.start(), i64::MAX, READ).await?;
    let of_others = asked
        .iter()
        .filter(|task| task.assignee != Some(actor.user));
    let shown: Vec<Text> = of_others
        .map(|task| cards::line(actor.lang, task, now))
        .collect();
    let title = say(actor.lang, "task-today-asked", &[]);
    Ok(section(Rank::WaitingOnOthers, title, shown.len(), shown))
}
