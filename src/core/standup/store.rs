//! The standups' SQL.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::calendar::{Day, Schedule, Zone};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::standup::rules::{Answer, Clock, Reminders, Round, Seat, Standup, State};
use crate::store::{Tx, Write};

const INSERT: &str = "INSERT INTO standup (workspace_id, number, department_id, name, schedule, zone, window_minutes, reminders, \
     questions, clock, state, state_by, state_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
const UPDATE: &str = "UPDATE standup SET name = $1, schedule = $2, zone = $3, window_minutes = $4, reminders = $5, questions = $6, \
     clock = $7, state = $8, state_by = $9, state_at = $10, version = version + 1 \
     WHERE workspace_id = $11 AND number = $12 AND version = $13";
const ONE: &str = "SELECT number, department_id, name, schedule, zone, window_minutes, reminders, questions, clock, state, \
     state_by, state_at, version FROM standup WHERE workspace_id = $1 AND number = $2 AND state <> 'deleted'";
const ALL: &str = "SELECT number, department_id, name, schedule, zone, window_minutes, reminders, questions, clock, state, \
     state_by, state_at, version FROM standup WHERE workspace_id = $1 AND state <> 'deleted' ORDER BY number";

const OPEN: &str = "INSERT INTO standup_round (workspace_id, standup, day, opens_at, closes_at, state, questions, channel_id) \
     VALUES ($1, $2, $3, $4, $5, 'open', $6, $7) ON CONFLICT (workspace_id, standup, day) DO NOTHING";
const CLOSE: &str = "UPDATE standup_round SET state = 'closed' WHERE workspace_id = $1 AND standup = $2 AND day = $3 \
     AND state = 'open'";
const ROUND: &str = "SELECT standup, day, opens_at, closes_at, state, questions, channel_id FROM standup_round \
     WHERE workspace_id = $1 AND standup = $2 AND day = $3";
const LAST_ROUNDS: &str = "SELECT standup, day, opens_at, closes_at, state, questions, channel_id FROM standup_round \
     WHERE workspace_id = $1 AND standup = $2 ORDER BY day DESC LIMIT 10";
const ROUNDS_BETWEEN: &str = "SELECT standup, day, opens_at, closes_at, state, questions, channel_id FROM standup_round \
     WHERE workspace_id = $1 AND standup = $2 AND day >= $3 AND day <= $4 ORDER BY day";

const SEAT: &str = "INSERT INTO standup_seat (workspace_id, standup, day, user_id, opens_at, closes_at, away, snoozed_until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0) ON CONFLICT (workspace_id, standup, day, user_id) DO UPDATE SET \
     opens_at = excluded.opens_at, closes_at = excluded.closes_at, \
     away = CASE WHEN standup_seat.away > excluded.away THEN standup_seat.away ELSE excluded.away END";
const SET_AWAY: &str = "INSERT INTO standup_seat (workspace_id, standup, day, user_id, opens_at, closes_at, away, snoozed_until) \
     VALUES ($1, $2, $3, $4, 0, 0, $5, 0) ON CONFLICT (workspace_id, standup, day, user_id) DO UPDATE SET away = excluded.away";
const SET_SNOOZE: &str = "UPDATE standup_seat SET snoozed_until = $1 WHERE workspace_id = $2 AND standup = $3 AND day = $4 \
     AND user_id = $5";
const SEATS: &str = "SELECT day, user_id, opens_at, closes_at, away, snoozed_until FROM standup_seat WHERE workspace_id = $1 \
     AND standup = $2 AND day >= $3 AND day <= $4 ORDER BY day, user_id";

const ANSWER: &str = "INSERT INTO standup_answer (workspace_id, standup, day, user_id, answers, questions, answered_at, helper, \
     resolved_by, resolved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0) ON CONFLICT (workspace_id, standup, day, user_id) \
     DO UPDATE SET answers = excluded.answers, questions = excluded.questions, answered_at = excluded.answered_at";
const SET_BLOCKER: &str = "UPDATE standup_answer SET helper = $1, resolved_by = $2, resolved_at = $3 \
     WHERE workspace_id = $4 AND standup = $5 AND day = $6 AND user_id = $7";
const ANSWERS: &str = "SELECT day, user_id, answers, questions, answered_at, helper, resolved_by, resolved_at FROM standup_answer \
     WHERE workspace_id = $1 AND standup = $2 AND day >= $3 AND day <= $4 ORDER BY day, answered_at, user_id";
const OWN: &str = "SELECT day, user_id, answers, questions, answered_at, helper, resolved_by, resolved_at FROM standup_answer \
     WHERE workspace_id = $1 AND standup = $2 AND user_id = $3 ORDER BY day DESC LIMIT 10";

const WAITING: &str = "SELECT s.standup, s.day, s.closes_at FROM standup_round r JOIN standup_seat s ON s.workspace_id = \
     r.workspace_id AND s.standup = r.standup AND s.day = r.day WHERE r.workspace_id = $1 AND r.closes_at > $2 AND r.state = 'open' \
     AND s.user_id = $3 AND s.away = 0 AND s.opens_at <= $4 AND s.closes_at > $5 AND NOT EXISTS (SELECT 1 FROM \
     standup_answer a WHERE a.workspace_id = s.workspace_id AND a.standup = s.standup AND a.day = s.day AND \
     a.user_id = s.user_id) ORDER BY s.closes_at, s.standup";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[
    INSERT,
    UPDATE,
    ONE,
    ALL,
    OPEN,
    CLOSE,
    ROUND,
    LAST_ROUNDS,
    ROUNDS_BETWEEN,
    SEAT,
    SET_AWAY,
    SET_SNOOZE,
    SEATS,
    ANSWER,
    SET_BLOCKER,
    ANSWERS,
    OWN,
    WAITING,
];

fn standup(row: &AnyRow) -> anyhow::Result<Standup> {
    let number: i64 = row.try_get("number")?;
    let decode = || -> anyhow::Result<Standup> {
        let text = |column: &str| row.try_get::<String, _>(column);
        let schedule = text("schedule")?;
        let window = Span::minutes(row.try_get("window_minutes")?);
        Ok(Standup {
            number,
            department: row.try_get("department_id")?,
            name: text("name")?,
            schedule: Schedule::parse(&schedule)
                .map_err(|e| anyhow::anyhow!("schedule {schedule}: {e:?}"))?,
            zone: text("zone")?
                .parse::<Zone>()
                .map_err(|e| anyhow::anyhow!("zone: {e}"))?,
            window,
            reminders: Reminders::read(&text("reminders")?, window)
                .map_err(|refusal| anyhow::anyhow!("reminders: {}", refusal.id))?,
            questions: serde_json::from_str(&text("questions")?)?,
            clock: Clock::read(&text("clock")?).context("clock")?,
            state: State::read(&text("state")?).context("state")?,
            state_by: UserId(row.try_get("state_by")?),
            state_at: At(row.try_get("state_at")?),
            version: row.try_get("version")?,
        })
    };
    decode().with_context(|| format!("row {number} of table standup"))
}

fn day(row: &AnyRow) -> anyhow::Result<Day> {
    let day: String = row.try_get("day")?;
    day.parse().with_context(|| format!("day {day}"))
}

fn round(row: &AnyRow) -> anyhow::Result<Round> {
    let decode = || -> anyhow::Result<Round> {
        Ok(Round {
            standup: row.try_get("standup")?,
            day: day(row)?,
            opens: At(row.try_get("opens_at")?),
            closes: At(row.try_get("closes_at")?),
            open: row.try_get::<String, _>("state")? == "open",
            questions: serde_json::from_str(&row.try_get::<String, _>("questions")?)?,
            channel: row.try_get("channel_id")?,
        })
    };
    decode().context("a row of table standup_round")
}

fn seat(row: &AnyRow) -> anyhow::Result<(Day, Seat)> {
    let seat = Seat {
        user: UserId(row.try_get("user_id")?),
        opens: At(row.try_get("opens_at")?),
        closes: At(row.try_get("closes_at")?),
        away: row.try_get::<i64, _>("away")? != 0,
        snoozed_until: At(row.try_get("snoozed_until")?),
    };
    Ok((day(row)?, seat))
}

fn answer(row: &AnyRow) -> anyhow::Result<Answer> {
    let decode = || -> anyhow::Result<Answer> {
        let some = |id: i64| Some(UserId(id)).filter(|u| u.0 != 0);
        let at = At(row.try_get("resolved_at")?);
        Ok(Answer {
            user: UserId(row.try_get("user_id")?),
            day: day(row)?,
            answers: serde_json::from_str(&row.try_get::<String, _>("answers")?)?,
            questions: serde_json::from_str(&row.try_get::<String, _>("questions")?)?,
            at: At(row.try_get("answered_at")?),
            helper: some(row.try_get("helper")?),
            resolved: some(row.try_get("resolved_by")?).map(|by| (by, at)),
        })
    };
    decode().context("a row of table standup_answer")
}

pub(super) async fn insert(tx: &mut Tx, standup: &Standup) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("insert standup", INSERT)
        .bind(workspace)
        .bind(standup.number)
        .bind(standup.department)
        .bind(standup.name.as_str())
        .bind(standup.schedule.text())
        .bind(standup.zone.name())
        .bind(standup.window.0 / 60_000)
        .bind(standup.reminders.text())
        .bind(serde_json::to_string(&standup.questions)?)
        .bind(standup.clock.name())
        .bind(standup.state.name())
        .bind(standup.state_by.0)
        .bind(standup.state_at.0);
    tx.later(write);
    Ok(())
}

/// Writes the row back; `false` when somebody changed it since it was read.
pub(super) async fn update(tx: &mut Tx, standup: &Standup) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let done = sqlx::query(UPDATE)
        .bind(standup.name.as_str())
        .bind(standup.schedule.text())
        .bind(standup.zone.name())
        .bind(standup.window.0 / 60_000)
        .bind(standup.reminders.text())
        .bind(serde_json::to_string(&standup.questions)?)
        .bind(standup.clock.name())
        .bind(standup.state.name())
        .bind(standup.state_by.0)
        .bind(standup.state_at.0)
        .bind(workspace)
        .bind(standup.number)
        .bind(standup.version)
        .execute(tx.conn().await?)
        .await
        .context("update standup")?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn one(tx: &mut Tx, number: i64) -> anyhow::Result<Option<Standup>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(ONE)
        .bind(workspace)
        .bind(number)
        .fetch_optional(tx.conn().await?)
        .await
        .context("read standup")?;
    row.as_ref().map(standup).transpose()
}

pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Standup>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(ALL)
        .bind(workspace)
        .fetch_all(tx.conn().await?)
        .await
        .context("read standups")?;
    rows.iter().map(standup).collect()
}

/// Opens a round; `false` when this day already has one.
pub(super) async fn open(tx: &mut Tx, round: &Round) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let done = sqlx::query(OPEN)
        .bind(workspace)
        .bind(round.standup)
        .bind(round.day.to_string())
        .bind(round.opens.0)
        .bind(round.closes.0)
        .bind(serde_json::to_string(&round.questions)?)
        .bind(round.channel)
        .execute(tx.conn().await?)
        .await
        .context("open standup round")?;
    Ok(done.rows_affected() == 1)
}

/// Closes a round; `false` when it was closed already.
pub(super) async fn close(tx: &mut Tx, number: i64, day: Day) -> anyhow::Result<bool> {
    let workspace = tx.workspace().0;
    let done = sqlx::query(CLOSE)
        .bind(workspace)
        .bind(number)
        .bind(day.to_string())
        .execute(tx.conn().await?)
        .await
        .context("close standup round")?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn round_of(tx: &mut Tx, number: i64, day: Day) -> anyhow::Result<Option<Round>> {
    let workspace = tx.workspace().0;
    let row = sqlx::query(ROUND)
        .bind(workspace)
        .bind(number)
        .bind(day.to_string())
        .fetch_optional(tx.conn().await?)
        .await
        .context("read standup round")?;
    row.as_ref().map(round).transpose()
}

/// The last rounds, newest first.
pub(super) async fn last_rounds(tx: &mut Tx, number: i64) -> anyhow::Result<Vec<Round>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(LAST_ROUNDS)
        .bind(workspace)
        .bind(number)
        .fetch_all(tx.conn().await?)
        .await
        .context("read standup rounds")?;
    rows.iter().map(round).collect()
}

pub(super) async fn rounds_between(
    tx: &mut Tx,
    number: i64,
    from: Day,
    to: Day,
) -> anyhow::Result<Vec<Round>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(ROUNDS_BETWEEN)
        .bind(workspace)
        .bind(number)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read standup rounds")?;
    rows.iter().map(round).collect()
}

/// Seats somebody; who said before that they are away stays away.
pub(super) async fn take_seat(
    tx: &mut Tx,
    number: i64,
    day: Day,
    seat: &Seat,
) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("seat", SEAT)
        .bind(workspace)
        .bind(number)
        .bind(day.to_string())
        .bind(seat.user.0)
        .bind(seat.opens.0)
        .bind(seat.closes.0)
        .bind(i64::from(seat.away));
    tx.later(write);
    Ok(())
}

pub(super) async fn set_away(
    tx: &mut Tx,
    number: i64,
    day: Day,
    user: UserId,
    away: bool,
) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("set away", SET_AWAY)
        .bind(workspace)
        .bind(number)
        .bind(day.to_string())
        .bind(user.0)
        .bind(i64::from(away));
    tx.later(write);
    Ok(())
}

pub(super) async fn snooze(
    tx: &mut Tx,
    number: i64,
    day: Day,
    user: UserId,
    until: At,
) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("snooze", SET_SNOOZE)
        .bind(until.0)
        .bind(workspace)
        .bind(number)
        .bind(day.to_string())
        .bind(user.0);
    tx.later(write);
    Ok(())
}

pub(super) async fn seats(
    tx: &mut Tx,
    number: i64,
    from: Day,
    to: Day,
) -> anyhow::Result<Vec<(Day, Seat)>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(SEATS)
        .bind(workspace)
        .bind(number)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read seats")?;
    rows.iter().map(seat).collect()
}

/// Keeps an answer; a later one of the same person for the same day replaces it.
pub(super) async fn keep(tx: &mut Tx, number: i64, answer: &Answer) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let write = Write::new("keep answer", ANSWER)
        .bind(workspace)
        .bind(number)
        .bind(answer.day.to_string())
        .bind(answer.user.0)
        .bind(serde_json::to_string(&answer.answers)?)
        .bind(serde_json::to_string(&answer.questions)?)
        .bind(answer.at.0);
    tx.later(write);
    Ok(())
}

pub(super) async fn set_blocker(tx: &mut Tx, number: i64, answer: &Answer) -> anyhow::Result<()> {
    let workspace = tx.workspace().0;
    let (by, at) = answer.resolved.unwrap_or((UserId(0), At(0)));
    let write = Write::new("set blocker", SET_BLOCKER)
        .bind(answer.helper.map_or(0, |u| u.0))
        .bind(by.0)
        .bind(at.0)
        .bind(workspace)
        .bind(number)
        .bind(answer.day.to_string())
        .bind(answer.user.0);
    tx.later(write);
    Ok(())
}

pub(super) async fn answers(
    tx: &mut Tx,
    number: i64,
    from: Day,
    to: Day,
) -> anyhow::Result<Vec<Answer>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(ANSWERS)
        .bind(workspace)
        .bind(number)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(tx.conn().await?)
        .await
        .context("read answers")?;
    rows.iter().map(answer).collect()
}

/// Somebody's last answers, newest first.
pub(super) async fn own(tx: &mut Tx, number: i64, user: UserId) -> anyhow::Result<Vec<Answer>> {
    let workspace = tx.workspace().0;
    let rows = sqlx::query(OWN)
        .bind(workspace)
        .bind(number)
        .bind(user.0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read own answers")?;
    rows.iter().map(answer).collect()
}

/// The rounds that are open for somebody and have no answer of theirs: standup, day, until when.
pub(super) async fn waiting(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<(i64, Day, At)>> {
    let (workspace, now) = (tx.workspace().0, tx.now().0);
    let rows = sqlx::query(WAITING)
        .bind(workspace)
        .bind(now)
        .bind(user.0)
        .bind(now)
        .bind(now)
        .fetch_all(tx.conn().await?)
        .await
        .context("read standups that wait for somebody")?;
    rows.iter()
        .map(|row| {
            let closes = At(row.try_get("closes_at")?);
            Ok((row.try_get("standup")?, day(row)?, closes))
        })
        .collect()
}
