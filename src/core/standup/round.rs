//! Rounds: opening, asking, reminding, closing. Everything here runs in the transaction of the timer or command that causes it.

use anyhow::Context;
use serde_json::{Value, json};

use crate::calendar::{Day, WorkingDays, Zone, day_of};
use crate::chat::{ChannelId, UserId};
use crate::clock::{At, Span};
use crate::core::journal::{self, Entry};
use crate::core::org::{self, Department, Person};
use crate::core::standup::rules::{
    self, Answer, Candidate, Clock, Purpose, Question, Round, Seat, Standup, State,
};
use crate::core::standup::timetable::{self, What};
use crate::core::standup::{board, cards, store};
use crate::i18n::{Lang, say};
use crate::jobs::{self, CatchUp, Due, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

pub(super) const OPEN: &str = "standup:open";
const CLOSE: &str = "standup:close";
const PROMPT: &str = "standup:prompt";
const REMIND: &str = "standup:remind";
const SNOOZED: &str = "standup:snoozed";
/// The rule that **Why this?** lets people mute.
pub(super) const REMIND_RULE: &str = "standup:remind";
/// A reminder that comes later than this is noise.
const REMIND_LATE: Span = Span::minutes(10);
/// A round that opens late stays open at least so long.
const LATE_LEAST: Span = Span::minutes(30);

/// A standup's department, with what decides who is asked and when.
pub(super) struct Team {
    pub(super) department: Department,
    pub(super) days: WorkingDays,
    pub(super) members: Vec<Person>,
}

pub(super) async fn team(tx: &mut Tx, standup: &Standup) -> anyhow::Result<Option<Team>> {
    let Some(department) = org::department_by_id(tx, standup.department).await? else {
        return Ok(None);
    };
    let days = org::working_days(tx, &department).await?;
    let members = org::members(tx, department.id).await?;
    Ok(Some(Team {
        department,
        days,
        members,
    }))
}

impl Team {
    /// The clocks the schedule is read on.
    pub(super) fn zones(&self, standup: &Standup) -> Vec<Zone> {
        let mut zones: Vec<Zone> = match standup.clock {
            Clock::Department => Vec::new(),
            Clock::Member => self.members.iter().map(|m| m.zone).collect(),
        };
        zones.sort_by_key(|z| z.name());
        zones.dedup();
        if zones.is_empty() {
            zones.push(standup.zone);
        }
        zones
    }
    pub(super) fn questions(&self, standup: &Standup) -> Vec<Question> {
        if standup.questions.is_empty() {
            usual_questions(self.department.lang)
        } else {
            standup.questions.clone()
        }
    }
}

fn usual_questions(lang: Lang) -> Vec<Question> {
    let of = |id, purpose| Question {
        text: say(lang, id, &[]),
        purpose,
    };
    vec![
        of("standup-question-done", Purpose::Done),
        of("standup-question-next", Purpose::Next),
        of("standup-question-blocked", Purpose::Blocked),
    ]
}

/// The coming round: its day and when it opens.
pub(super) async fn coming(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
) -> anyhow::Result<Option<(Day, At)>> {
    let last = store::last_rounds(tx, standup.number)
        .await?
        .first()
        .map(|r| r.day);
    Ok(rules::upcoming(
        standup,
        &team.days,
        &team.zones(standup),
        tx.now(),
        last,
    ))
}

/// Arms the opening of the coming round.
pub(super) async fn arm_next(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
) -> anyhow::Result<Option<At>> {
    let subject = standup.number.to_string();
    let next = coming(tx, standup, team).await?.map(|(_, at)| at);
    match next {
        // However late: whether it still opens is decided when it runs, by what the calendar says then.
        Some(due) => jobs::arm(tx, &timer(OPEN, subject, due, CatchUp::Always)).await?,
        None => jobs::disarm(tx, OPEN, &subject).await?,
    }
    Ok(next)
}

/// Arms every standup by the working days that hold now. What is due already is left to run and decide for itself.
pub(super) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    let now = tx.now();
    for standup in store::all(tx).await? {
        let due = jobs::armed(tx, OPEN, &standup.number.to_string()).await?;
        if standup.state != State::Active || due.is_some_and(|due| due <= now) {
            continue;
        }
        if let Some(team) = team(tx, &standup).await? {
            arm_next(tx, &standup, &team).await?;
        }
    }
    Ok(())
}

fn timer(kind: &'static str, subject: String, due: At, catch_up: CatchUp) -> Timer {
    Timer {
        kind,
        subject,
        due,
        catch_up,
        payload: json!({}),
    }
}

pub(super) async fn disarm(tx: &mut Tx, standup: &Standup) -> anyhow::Result<()> {
    jobs::disarm(tx, OPEN, &standup.number.to_string()).await
}

/// A timer of a standup is due.
pub(super) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    let mut parts = due.subject.split('/');
    let number: i64 = parts
        .next()
        .unwrap_or_default()
        .parse()
        .context("standup number")?;
    let Some(standup) = store::one(tx, number).await? else {
        return Ok(());
    };
    let Some(team) = team(tx, &standup).await? else {
        return Ok(());
    };
    if due.kind == OPEN {
        return open_due(tx, &standup, &team).await;
    }
    let day: Day = parts
        .next()
        .unwrap_or_default()
        .parse()
        .context("standup day")?;
    let Some(round) = store::round_of(tx, number, day).await?.filter(|r| r.open) else {
        return Ok(());
    };
    let which: i64 = parts.next().unwrap_or_default().parse().unwrap_or(0);
    match due.kind.as_str() {
        CLOSE => close(tx, &standup, &team, &round).await,
        PROMPT | REMIND if due.missed => Ok(()),
        PROMPT => {
            ask(
                tx,
                &Asking {
                    standup: &standup,
                    team: &team,
                    round: &round,
                    opens: At(which),
                    only: None,
                    id: "standup-prompt",
                    at: due.due,
                },
            )
            .await
        }
        REMIND => {
            ask(
                tx,
                &Asking {
                    standup: &standup,
                    team: &team,
                    round: &round,
                    opens: At(which),
                    only: None,
                    id: "standup-reminder",
                    at: due.due,
                },
            )
            .await
        }
        SNOOZED => {
            ask(
                tx,
                &Asking {
                    standup: &standup,
                    team: &team,
                    round: &round,
                    opens: At(0),
                    only: Some(UserId(which)),
                    id: "standup-reminder",
                    at: due.due,
                },
            )
            .await
        }
        other => anyhow::bail!("no standup timer is called {other}"),
    }
}

/// The opening is due: the last round that began within the window is opened, once; then the next is armed.
async fn open_due(tx: &mut Tx, standup: &Standup, team: &Team) -> anyhow::Result<()> {
    if standup.state != State::Active {
        return Ok(());
    }
    let now = tx.now();
    let last = store::last_rounds(tx, standup.number)
        .await?
        .first()
        .map(|r| r.day);
    let since = now - standup.window - Span::millis(1);
    let zones = team.zones(standup);
    let coming = |since, last| rules::upcoming(standup, &team.days, &zones, since, last);
    let begun = |next: &(Day, At)| next.1 <= now;
    // Of several that began within the window (one of a whole day, or after a pause) the last is the one to hold.
    let rounds = std::iter::successors(coming(since, last).filter(begun), |(day, opens)| {
        coming(*opens, Some(*day)).filter(begun)
    });
    match rounds.last() {
        Some((day, opens)) => open(tx, standup, team, day, opens).await.map(|_| ())?,
        None => note(tx, None, standup, "standup.missed", json!({ "at": now.0 })).await?,
    }
    arm_next(tx, standup, team).await?;
    Ok(())
}

/// Opens the round of a day; `None` when there is nobody to ask, nowhere to post, or a round already.
pub(super) async fn open(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
    day: Day,
    opens: At,
) -> anyhow::Result<Option<Round>> {
    let now = tx.now();
    let Some(channel) = team.department.channel else {
        note(
            tx,
            None,
            standup,
            "standup.no-channel",
            json!({ "day": day.to_string() }),
        )
        .await?;
        return Ok(None);
    };
    let mut closes = opens + standup.window;
    if now - opens > Span::minutes(1) {
        closes = closes.max(now + LATE_LEAST.min(standup.window));
    }
    let seats = seats(tx, standup, team, day, opens, closes).await?;
    if seats.iter().all(|s| s.away) {
        note(
            tx,
            None,
            standup,
            "standup.nobody",
            json!({ "day": day.to_string() }),
        )
        .await?;
    }
    let closes = timetable::closing(standup, &seats, closes, now);
    let round = Round {
        standup: standup.number,
        day,
        opens,
        closes,
        open: true,
        questions: team.questions(standup),
        channel: channel.0,
    };
    if !store::open(tx, &round).await? {
        return Ok(None);
    }
    for seat in &seats {
        store::take_seat(tx, standup.number, day, seat).await?;
    }
    if seats.iter().all(|s| s.away) {
        // On record, so that this day is not looked at again; nothing is said to an empty room.
        store::close(tx, standup.number, day).await?;
        return Ok(None);
    }
    arm_round(tx, standup, &round, &seats).await?;
    note(
        tx,
        None,
        standup,
        "standup.opened",
        json!({ "day": day.to_string(), "asked": seats.iter().filter(|s| !s.away).count() }),
    )
    .await?;
    board::refresh(tx, standup, team, &round).await?;
    Ok(Some(round))
}

/// Who is asked in the round of a day.
pub(super) async fn seats(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
    day: Day,
    opens: At,
    closes: At,
) -> anyhow::Result<Vec<Seat>> {
    let users: Vec<UserId> = team.members.iter().map(|m| m.user).collect();
    let absences = org::absences(tx, &users, day, day).await?;
    let candidates: Vec<Candidate> = team
        .members
        .iter()
        .map(|m| Candidate {
            user: m.user,
            zone: m.zone,
            hours: m.hours.clone(),
            absent: absences.iter().any(|a| a.user == m.user),
        })
        .collect();
    Ok(rules::seats(
        standup,
        &team.days,
        day,
        opens,
        closes,
        &candidates,
    ))
}

/// Arms what is to come in a round: asking each at their own time, reminders, the close.
async fn arm_round(
    tx: &mut Tx,
    standup: &Standup,
    round: &Round,
    seats: &[Seat],
) -> anyhow::Result<()> {
    let now = tx.now();
    let subject = format!("{}/{}", standup.number, round.day);
    for step in timetable::steps(standup, seats, round.closes) {
        let due = match step.what {
            What::Close => timer(CLOSE, subject.clone(), step.at, CatchUp::Always),
            What::Prompt { opens } => timer(
                PROMPT,
                format!("{subject}/{}", opens.0),
                step.at.max(now),
                CatchUp::SkipAfter(standup.window),
            ),
            What::Remind { .. } if step.at <= now => continue,
            What::Remind { opens, n } => timer(
                REMIND,
                format!("{subject}/{}/{n}", opens.0),
                step.at,
                CatchUp::SkipAfter(REMIND_LATE),
            ),
        };
        jobs::arm(tx, &due).await?;
    }
    Ok(())
}

/// Somebody missing is sent a message now: at the moment of their own group, unless they put it off or it is not their time.
pub(super) fn is_told(seat: &Seat, opens: At, person: &Person, prompt: bool, now: At) -> bool {
    let hours = prompt || rules::in_hours(&person.hours, person.zone, now);
    seat.opens == opens && seat.snoozed_until <= now && hours
}

struct Asking<'a> {
    standup: &'a Standup,
    team: &'a Team,
    round: &'a Round,
    /// Those whose window began then …
    opens: At,
    /// … or this one person, who asked to be reminded later.
    only: Option<UserId>,
    id: &'static str,
    at: At,
}

/// Sends a direct message to those who are missing.
async fn ask(tx: &mut Tx, asking: &Asking<'_>) -> anyhow::Result<()> {
    let (standup, round) = (asking.standup, asking.round);
    let (seats, answers) = standing(tx, round).await?;
    let now = tx.now();
    for seat in rules::missing(&seats, &answers) {
        let Some(person) = asking.team.members.iter().find(|m| m.user == seat.user) else {
            continue;
        };
        let wanted = match asking.only {
            Some(user) => seat.user == user,
            None => is_told(
                seat,
                asking.opens,
                person,
                asking.id == "standup-prompt",
                now,
            ),
        };
        if !wanted || (asking.only.is_none() && org::muted(tx, seat.user, REMIND_RULE).await?) {
            continue;
        }
        let card = cards::prompt(
            person.lang,
            asking.id,
            standup,
            &asking.team.department,
            round.day,
            seat.closes,
        );
        let post = Post {
            key: format!(
                "standup/{}/{}/ask-{}/{}",
                standup.number, round.day, asking.at.0, seat.user.0
            ),
            target: Target::Direct {
                user: seat.user,
                fallback: Some(ChannelId(round.channel)),
            },
            op: Op::Create(card),
            priority: Priority::Notice,
            why: board::why(REMIND_RULE, standup, round, None),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// Puts off the reminder of one person; the moment it comes at.
pub(super) async fn snooze(
    tx: &mut Tx,
    round: &Round,
    user: UserId,
    until: At,
) -> anyhow::Result<()> {
    store::snooze(tx, round.standup, round.day, user, until).await?;
    let subject = format!("{}/{}/{}", round.standup, round.day, user.0);
    jobs::arm(
        tx,
        &timer(SNOOZED, subject, until, CatchUp::SkipAfter(Span::hours(1))),
    )
    .await
}

async fn close(tx: &mut Tx, standup: &Standup, team: &Team, round: &Round) -> anyhow::Result<()> {
    if !store::close(tx, standup.number, round.day).await? {
        return Ok(());
    }
    let mut closed = round.clone();
    closed.open = false;
    let (seats, answers) = standing(tx, round).await?;
    let missing = rules::missing(&seats, &answers).len();
    note(
        tx,
        None,
        standup,
        "standup.closed",
        json!({ "day": round.day.to_string(), "answered": answers.len(), "missing": missing }),
    )
    .await?;
    board::refresh(tx, standup, team, &closed).await
}

/// Closes a round without a word: its standup is deleted.
pub(super) async fn abandon(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
    round: &Round,
) -> anyhow::Result<()> {
    store::close(tx, standup.number, round.day).await?;
    jobs::disarm(tx, CLOSE, &format!("{}/{}", standup.number, round.day)).await?;
    let mut closed = round.clone();
    closed.open = false;
    board::refresh_card(tx, standup, team, &closed).await
}

/// Seats and answers of a round.
pub(super) async fn standing(
    tx: &mut Tx,
    round: &Round,
) -> anyhow::Result<(Vec<Seat>, Vec<Answer>)> {
    let seats = store::seats(tx, round.standup, round.day, round.day).await?;
    let answers = store::answers(tx, round.standup, round.day, round.day).await?;
    Ok((seats.into_iter().map(|(_, s)| s).collect(), answers))
}

/// What is kept in the journal about a standup.
pub(super) async fn note(
    tx: &mut Tx,
    by: Option<UserId>,
    standup: &Standup,
    action: &'static str,
    after: Value,
) -> anyhow::Result<()> {
    note_change(tx, by, standup, action, Value::Null, after).await
}

pub(super) async fn note_change(
    tx: &mut Tx,
    by: Option<UserId>,
    standup: &Standup,
    action: &'static str,
    before: Value,
    after: Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: format!("standup/{}", standup.number),
        action,
        before,
        after,
    };
    journal::append(tx, &entry).await
}

/// The day it is now on the standup's own clock.
pub(super) fn today(tx: &Tx, standup: &Standup) -> Day {
    day_of(tx.now(), standup.zone)
}
